#include "sim/engine/yardstick_day.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_integration.h>
#include <gsl/gsl_odeiv2.h>
#include <gsl/gsl_sort.h>
#include <math.h>
#include <string.h>

#include "sim/base/bug.h"
#include "sim/engine/yardstick_wait.h"

/* Errors allowed in one step of the solver; a day takes some thousand. */
#define STEP_ABSOLUTE 1e-13
#define STEP_RELATIVE 1e-12

/* Arrivals that may find the cut-off, of all. */
#define LOST_SHARE 1e-12

/* Where the target reaches over a change of servers, the chance of beginning in time is too
 * dear to be asked at every stage of the solver. Gauss's rule of so many nodes is used in
 * panels of so many mean times between events: e^-x over 4 is then good to 1e-12. */
#define NODES 8
#define PANEL 4.0

/* Somebody found so many ahead with less than this chance: left out of account. */
#define NEGLIGIBLE 1e-17

/* Integrals carried behind the chances. LOST are arrivals that found the cut-off, where more
 * people would have been let in. */
enum sum { BLOCKED, ABANDONED, IN_TIME, WAITED, WORKED, LOST, SUMS };

/* What the equations need while time runs through one piece; piece = pieces is the time after
 * the close. */
struct course {
    const struct sim_yardstick_day_case *c;
    struct sim_yardstick_wait_rates rates;
    double *end;    /* of each piece */
    double *cut;    /* times between which everything is smooth */
    double *begins; /* yardstick_wait's table for the whole target */
    double *line;   /* by how many are ahead, those in service included */
    double *y;      /* chances of 0 .. states - 1 people, then SUMS */
    gsl_odeiv2_driver *driver;
    gsl_integration_glfixed_table *nodes;
    size_t states, cuts, piece;
    double lost_at_most; /* arrivals that may find the cut-off */
    bool plain;          /* the target passes without a change of servers */
};

static void check(const struct sim_yardstick_day_case *c)
{
    BUG_IF(c->pieces == 0 || c->places < -1);
    BUG_IF(!(c->service > 0.0) || !isfinite(c->service));
    BUG_IF(!(c->impatience >= 0.0) || !isfinite(c->impatience));
    BUG_IF(!(c->target >= 0.0) || !isfinite(c->target));
    BUG_IF(!c->clear_at_close && c->servers_after < 1);
    for (size_t i = 0; i < c->pieces; i++)
        BUG_IF(c->servers[i] < 0);
    for (size_t i = 0; i < c->overtimes; i++)
        BUG_IF(!(c->overtime[i] >= (i == 0 ? 0.0 : c->overtime[i - 1])) ||
               !isfinite(c->overtime[i]));
}

static int32_t servers_in(const struct sim_yardstick_day_case *c, size_t piece)
{
    if (piece < c->pieces)
        return c->servers[piece];
    return c->clear_at_close ? c->servers[c->pieces - 1] : c->servers_after;
}

static double length(const struct course *k)
{
    return k->end[k->c->pieces - 1];
}

static double rate_in(const struct course *k)
{
    return k->piece < k->c->pieces ? k->c->piece[k->piece].rate : 0.0;
}

/* With so many present nobody is let in any more. */
static double let_in(const struct course *k)
{
    if (k->c->places < 0)
        return (double)INFINITY;
    return (double)servers_in(k->c, k->piece) + (double)k->c->places;
}

/* ---- beginning within the target ---- */

/* How long from now an arrival may wait and still count. */
static double deadline(const struct course *k, double now)
{
    double end = now + k->c->target;
    return k->c->clear_at_close ? fmin(end, length(k)) : end;
}

/* People ahead of whom fewer than the servers remain have begun. */
static double called(double *line, int32_t before, int32_t servers)
{
    double sum = 0.0;
    for (int32_t n = before; n < servers; n++) {
        sum += line[n];
        line[n] = 0.0;
    }
    return sum;
}

/* The line that somebody finds who comes now and is let in; answers how many places of
 * k->line matter. */
static size_t line_found(struct course *k)
{
    size_t n = k->states;
    double limit = let_in(k);
    memcpy(k->line, k->y, n * sizeof *k->line);
    for (; n > 0 && ((double)n > limit || !(k->line[n - 1] > NEGLIGIBLE)); n--)
        k->line[n - 1] = 0.0;
    return n;
}

/* Follows somebody who comes now through the changes of servers until the deadline. */
static double walk(struct course *k, double now)
{
    int32_t servers = servers_in(k->c, k->piece);
    size_t found = line_found(k);
    double end = deadline(k, now), begun = called(k->line, 0, servers);
    for (size_t i = k->piece;; i++) {
        double until = i < k->c->pieces ? fmin(k->end[i], end) : end;
        if (found > (size_t)servers)
            begun += sim_yardstick_wait_pass(&k->rates, servers, fmax(until - now, 0.0),
                                             k->line + servers, found - (size_t)servers);
        if (i >= k->c->pieces || k->end[i] >= end)
            return begun;
        now = until;
        int32_t next = servers_in(k->c, i + 1);
        begun += called(k->line, servers, next);
        servers = next;
    }
}

/* Whoever comes while everything stays as it is. */
static double begin_in_time(const struct course *k, const double *p)
{
    size_t servers = (size_t)servers_in(k->c, k->piece);
    double sum = 0.0, limit = let_in(k);
    for (size_t n = 0; n < k->states && (double)n < limit; n++)
        sum += n < servers ? p[n] : p[n] * k->begins[n - servers];
    return sum;
}

/* Whether the servers stay as they are while the target passes from now on. */
static bool is_plain(const struct course *k, double now)
{
    double end = now + k->c->target;
    if (k->c->clear_at_close && end > length(k))
        return false;
    for (size_t i = k->piece; i < k->c->pieces && k->end[i] < end; i++) {
        if (servers_in(k->c, i + 1) != servers_in(k->c, i))
            return false;
    }
    return true;
}

/* ---- the equations ---- */

static int slope(double now, const double *p, double *dp, void *course)
{
    (void)now;
    const struct course *k = course;
    double servers = (double)servers_in(k->c, k->piece), rate = rate_in(k), limit = let_in(k);
    double *sum = dp + k->states;
    memset(dp, 0, (k->states + SUMS) * sizeof *dp);
    for (size_t n = 0; n < k->states; n++) {
        double busy = fmin((double)n, servers), waiting = (double)n - busy;
        double up = rate * p[n], leave = k->c->impatience * waiting * p[n];
        double down = k->c->service * busy * p[n] + leave;
        sum[WAITED] += waiting * p[n];
        sum[WORKED] += busy * p[n];
        sum[ABANDONED] += leave;
        dp[n] -= down;
        if (n > 0)
            dp[n - 1] += down;
        if ((double)n >= limit) {
            sum[BLOCKED] += up;
        } else if (n + 1 < k->states) {
            dp[n] -= up;
            dp[n + 1] += up;
        } else {
            sum[LOST] += up;
        }
    }
    if (rate > 0.0 && k->plain)
        sum[IN_TIME] = rate * begin_in_time(k, p);
    return GSL_SUCCESS;
}

/* Events per unit of time when all servers work, and one person waits. */
static double pace(const struct course *k)
{
    double servers = (double)servers_in(k->c, k->piece);
    return rate_in(k) + servers * k->c->service + k->c->impatience;
}

/* The solver begins with a step that is surely small enough, and lengthens it. */
static void begin_anew(struct course *k, double span)
{
    double rate = pace(k), step = rate * span > 0.1 ? 0.1 / rate : span;
    BUG_IF(gsl_odeiv2_driver_reset_hstart(k->driver, step) != GSL_SUCCESS);
}

static void pass(struct course *k, double from, double to)
{
    BUG_IF(gsl_odeiv2_driver_apply(k->driver, &from, to, k->y) != GSL_SUCCESS);
}

/* Passes a time in which the target reaches over a change of servers or over the close. */
static void pass_and_ask(struct course *k, double from, double to)
{
    size_t panels = 1 + (size_t)((to - from) * pace(k) / PANEL);
    double width = (to - from) / (double)panels;
    double now = from, in_time = 0.0;
    for (size_t i = 0; i < panels; i++) {
        for (size_t j = 0; j < NODES; j++) {
            double node, weight, begin = from + (double)i * width;
            gsl_integration_glfixed_point(begin, begin + width, j, &node, &weight, k->nodes);
            pass(k, now, node);
            now = node;
            in_time += weight * rate_in(k) * walk(k, now);
        }
    }
    pass(k, now, to);
    k->y[k->states + IN_TIME] += in_time;
}

static void pass_segment(struct course *k, double from, double to)
{
    k->plain = is_plain(k, from + (to - from) / 2.0);
    sim_yardstick_wait_table(&k->rates, servers_in(k->c, k->piece), k->c->target, k->begins,
                             k->states);
    begin_anew(k, to - from);
    if (k->plain || !(rate_in(k) > 0.0))
        pass(k, from, to);
    else
        pass_and_ask(k, from, to);
}

/* ---- the open hours ---- */

static void add_part(const struct course *k, const double *before, struct sim_yardstick_day_part *p)
{
    const double *sum = k->y + k->states;
    *p = (struct sim_yardstick_day_part){
        .arrivals = k->c->piece[k->piece].rate * k->c->piece[k->piece].span,
        .blocked = sum[BLOCKED] - before[BLOCKED],
        .abandoned = sum[ABANDONED] - before[ABANDONED],
        .in_time = sum[IN_TIME] - before[IN_TIME],
        .waited = sum[WAITED] - before[WAITED],
        .worked = sum[WORKED] - before[WORKED],
    };
}

/* From empty at the opening to the close; false when more people than states are likely. */
static bool open_hours(struct course *k, struct sim_yardstick_day_part *part)
{
    const double *sum = k->y + k->states;
    double before[SUMS] = {0.0}, least = 1e-12 * length(k);
    k->y[0] = 1.0;
    k->piece = 0;
    for (size_t i = 0; k->piece < k->c->pieces; i++) {
        double from = k->cut[i], to = k->cut[i + 1];
        if (to - from > least) /* cuts that differ by rounding only enclose nothing */
            pass_segment(k, from, to);
        if (sum[LOST] > k->lost_at_most)
            return false;
        if (to >= k->end[k->piece]) {
            add_part(k, before, &part[k->piece]);
            memcpy(before, sum, sizeof before);
            k->piece++;
        }
    }
    return true;
}

/* ---- after the close ---- */

static double send_home(struct course *k)
{
    size_t servers = (size_t)servers_in(k->c, k->piece);
    double cleared = 0.0;
    for (size_t n = servers + 1; n < k->states; n++) {
        cleared += (double)(n - servers) * k->y[n];
        k->y[servers] += k->y[n];
        k->y[n] = 0.0;
    }
    return cleared;
}

/* Nobody comes any more, so each number is passed once at most, for 1/(its rate) on average. */
static void drain(const struct course *k, struct sim_yardstick_day *day, double *worked)
{
    double servers = (double)servers_in(k->c, k->piece), tail = 0.0;
    for (size_t n = k->states - 1; n > 0; n--) {
        tail += k->y[n];
        if (!(tail > 0.0))
            continue;
        double busy = fmin((double)n, servers), waiting = (double)n - busy;
        double leave = k->c->impatience * waiting;
        double spent = tail / (k->c->service * busy + leave);
        day->mean_overrun += spent;
        day->waits += spent * waiting;
        day->abandoned += spent * leave;
        *worked += spent * busy;
    }
}

static void lateness(struct course *k, double *late)
{
    double now = 0.0;
    begin_anew(k, length(k));
    for (size_t i = 0; i < k->c->overtimes; i++) {
        if (k->c->overtime[i] > now)
            pass(k, now, k->c->overtime[i]);
        now = fmax(now, k->c->overtime[i]);
        for (size_t n = k->states - 1; n > 0; n--)
            late[i] += fmax(0.0, k->y[n]);
    }
}

/* ---- all of it ---- */

static double server_time(const struct sim_yardstick_day_case *c)
{
    double sum = 0.0;
    for (size_t i = 0; i < c->pieces; i++)
        sum += (double)c->servers[i] * c->piece[i].span;
    return sum;
}

/* Reads the day off the solved open hours and goes on from there. */
static void finish(struct course *k, double *at_close, double *late, struct sim_yardstick_day *day)
{
    const double *sum = k->y + k->states;
    double worked = sum[WORKED], open = server_time(k->c);
    for (size_t n = 0; n < k->states; n++)
        at_close[n] = fmax(0.0, k->y[n]); /* rounding may be below 0 */
    day->at_close = at_close;
    day->states = k->states;
    day->arrivals = sim_yardstick_load_arrivals(k->c->piece, k->c->pieces, length(k));
    day->blocked = sum[BLOCKED];
    day->abandoned = sum[ABANDONED];
    day->in_time = sum[IN_TIME];
    day->waits = sum[WAITED];
    day->mean_queue = sum[WAITED] / length(k);
    day->occupancy = open > 0.0 ? worked / open : (double)NAN;
    if (k->c->clear_at_close)
        day->cleared = send_home(k);
    drain(k, day, &worked);
    day->served = worked * k->c->service;
    day->wait_per_arrival = day->arrivals > 0.0 ? day->waits / day->arrivals : (double)NAN;
    day->wait_per_served = day->served > 0.0 ? day->waits / day->served : (double)NAN;
    lateness(k, late);
    day->late = late;
}

static bool prepare(struct course *k, struct arena *scratch)
{
    size_t pieces = k->c->pieces;
    k->end = arena_take_array(scratch, double, pieces);
    k->cut = arena_take_array(scratch, double, 2 * pieces + 1);
    if (k->end == NULL || k->cut == NULL)
        return false;
    for (size_t i = 0; i < pieces; i++) {
        k->end[i] = sim_yardstick_load_length(k->c->piece, i + 1);
        k->cut[++k->cuts] = k->end[i];
        if (k->end[i] > k->c->target)
            k->cut[++k->cuts] = k->end[i] - k->c->target;
    }
    k->cuts++;
    gsl_sort(k->cut, 1, k->cuts);
    return true;
}

static bool take_states(struct course *k, struct arena *scratch)
{
    k->y = arena_take_array(scratch, double, k->states + SUMS);
    k->begins = arena_take_array(scratch, double, k->states);
    k->line = arena_take_array(scratch, double, k->states);
    return k->y != NULL && k->begins != NULL && k->line != NULL;
}

static bool take_solver(struct course *k, const gsl_odeiv2_system *equations)
{
    k->nodes = gsl_integration_glfixed_table_alloc(NODES);
    k->driver = gsl_odeiv2_driver_alloc_y_new(equations, gsl_odeiv2_step_rk8pd, length(k),
                                              STEP_ABSOLUTE, STEP_RELATIVE);
    return k->nodes != NULL && k->driver != NULL;
}

static void free_solver(struct course *k)
{
    if (k->driver != NULL)
        gsl_odeiv2_driver_free(k->driver);
    if (k->nodes != NULL)
        gsl_integration_glfixed_table_free(k->nodes);
}

/* One try with k->states; *enough says whether they were. */
static bool attempt(struct course *k, struct arena *scratch, struct sim_yardstick_day *day,
                    bool *enough)
{
    struct sim_yardstick_day_part *part =
        arena_take_array(scratch, struct sim_yardstick_day_part, k->c->pieces);
    double *at_close = arena_take_array(scratch, double, k->states);
    double *late = arena_take_array(scratch, double, k->c->overtimes + 1);
    if (part == NULL || at_close == NULL || late == NULL || !take_states(k, scratch))
        return false;
    gsl_odeiv2_system equations = {slope, NULL, k->states + SUMS, k};
    bool taken = take_solver(k, &equations);
    *enough = taken && open_hours(k, part);
    if (*enough) {
        *day = (struct sim_yardstick_day){.part = part};
        finish(k, at_close, late, day);
    }
    free_solver(k);
    return taken;
}

static double most_servers(const struct sim_yardstick_day_case *c)
{
    double most = (double)servers_in(c, c->pieces);
    for (size_t i = 0; i < c->pieces; i++)
        most = fmax(most, (double)c->servers[i]);
    return most;
}

/* No more can be present than the places allow; and hardly more than come at all: their
 * number is Poisson. */
static double states_at_most(const struct sim_yardstick_day_case *c, double arrivals)
{
    double likely = ceil(arrivals + 12.0 * sqrt(arrivals) + 60.0);
    double most = c->places < 0 ? likely : fmin(likely, (double)c->places);
    return most_servers(c) + most + 1.0;
}

/* A queue of the mean flow, and room for chance. */
static double states_at_first(const struct sim_yardstick_day_case *c)
{
    double queue = 0.0, longest = 0.0;
    for (size_t i = 0; i < c->pieces; i++) {
        double gain = c->piece[i].rate - (double)c->servers[i] * c->service;
        queue = fmax(0.0, queue + gain * c->piece[i].span);
        if (c->impatience > 0.0)
            queue = fmin(queue, fmax(0.0, gain) / c->impatience + 1.0);
        longest = fmax(longest, queue);
    }
    return ceil(most_servers(c) + longest + 40.0);
}

bool sim_yardstick_day_solve(const struct sim_yardstick_day_case *c, struct arena *scratch,
                             struct sim_yardstick_day *day)
{
    check(c);
    struct course k = {.c = c, .rates = {c->service, c->impatience}};
    if (!prepare(&k, scratch))
        return false;
    gsl_error_handler_t *before = gsl_set_error_handler_off();
    double arrivals = sim_yardstick_load_arrivals(c->piece, c->pieces, length(&k));
    double most = states_at_most(c, arrivals), states = states_at_first(c);
    bool enough = false, solved = true;
    while (solved && !enough) {
        k.states = (size_t)fmin(states, most);
        k.lost_at_most = states < most ? LOST_SHARE * arrivals : (double)INFINITY;
        solved = attempt(&k, scratch, day, &enough);
        states *= 2.0;
    }
    gsl_set_error_handler(before);
    return solved;
}
