/* From a question to counters: the search, what it is worth, and its tables. */
#include <math.h>
#include <string.h>

#include "cli/staff.h"
#include "sim/base/arena.h"
#include "sim/engine/yardstick_erlang.h"
#include "sim/engine/yardstick_load.h"

#define HALF_HOUR_S 1800
#define US_PER_S 1e6

enum { PIECES_MAX = 48 };

/* ---- the search ---- */

static bool tell(void *context, uint32_t done, uint32_t total)
{
    const struct staff *s = context;
    uint32_t search = s->replications[STAFF_SEARCH], confirm = s->replications[STAFF_CONFIRM];
    uint32_t all = 24 * search + 6 * confirm, so_far = s->done + done;
    (void)total;
    return progress_tell(s->progress, so_far, all > so_far ? all : so_far + 6 * confirm);
}

static uint64_t seed_of(const struct staff *s, int stream)
{
    return s->run.seed + (stream == STAFF_SEARCH);
}

bool staff_simulate(struct staff *s, const struct sim_model *model, int stream, uint32_t n,
                    struct arena *home, struct replicate_result *result)
{
    const struct replicate_order order = {.seed = seed_of(s, stream),
                                          .replications = n,
                                          .threads = run_threads(&s->run),
                                          .progress = tell,
                                          .progress_context = s};
    if (!replicate_run(model, &order, home, result, &s->run.frame.err))
        return false;
    s->done += n;
    s->is_stopped = result->replications < n;
    return true;
}

static int64_t tickets_of(const struct staff *s, size_t group, const struct staffing_count *out,
                          uint32_t n)
{
    int64_t tickets = 0;
    for (uint32_t r = 0; r < n; r++)
        for (size_t c = s->first[group]; c < s->first[group + 1]; c++)
            tickets += out[r * s->n_cells + c].tickets;
    return tickets;
}

/* As it is now, that and a trifle are allowed; with other counters, how far they are beyond. */
static void compare_harm(struct staff *s, size_t group, bool is_now, int stream, uint32_t n,
                         const struct staffing_count *out, double *harm)
{
    struct staff_harm seen = s->harm[group], *allowed = &s->allowed[stream][group];
    if (is_now) {
        int64_t few = tickets_of(s, group, out, n) / STAFF_TICKETS_A_PERSON;
        allowed->turned_away = seen.turned_away > few ? seen.turned_away : few;
        allowed->overtime_us =
            seen.overtime_us + (int64_t)n * s->groups[group].open_days * STAFF_OVERTIME_US;
        return;
    }
    double away = (double)(seen.turned_away - allowed->turned_away);
    double over = (double)(seen.overtime_us - allowed->overtime_us);
    harm[group] = away > over ? away : over;
}

static bool run_counters(void *context, const int32_t *counters, int stream, uint32_t n,
                         struct staffing_count *out, double *harm)
{
    struct staff *s = context;
    if (!s->model->run(s, counters, stream, n, out))
        return false;
    for (size_t g = 0; g < s->n_groups; g++)
        compare_harm(s, g, counters == NULL, stream, n, out, harm);
    return true;
}

double staff_service_s(const struct staff *s, size_t place, uint32_t n)
{
    double busy = 0, served = 0;
    for (uint32_t r = 0; r < n; r++) {
        busy += (double)s->effects[r * s->n_places + place].busy_us;
        served += (double)s->effects[r * s->n_places + place].served;
    }
    return served > 0 && busy > 0 ? busy / served / US_PER_S : 60;
}

/* With the rate that the offered load stands for. */
int32_t staff_counters_for(const struct staff *s, double load, double service)
{
    const struct sim_yardstick_erlang_target target = {.within =
                                                           (double)s->ask.within_us / US_PER_S,
                                                       .level = fmin(s->ask.share, 0.999),
                                                       .occupancy_most = 1};
    if (load <= 1e-6 || load > 1e5)
        return 1;
    return (int32_t)sim_yardstick_erlang_servers(load / service, 1 / service, target);
}

/* Modified offered load: m(t) at the end of each half hour, from the tickets that were issued. */
static void start_group(const struct staff *s, size_t group, const struct staffing_count *seen,
                        uint32_t n, int32_t *counters)
{
    struct sim_yardstick_load_piece pieces[PIECES_MAX];
    double service = staff_service_s(s, s->groups[group].place, n), t = 0;
    size_t first = s->first[group], count = s->first[group + 1] - first;
    for (size_t i = 0; i < count; i++) {
        const struct staff_cell *cell = &s->cells[first + i];
        double tickets = 0, span = cell->to_s - cell->from_s;
        for (uint32_t r = 0; r < n; r++)
            tickets += (double)seen[r * s->n_cells + first + i].tickets;
        pieces[i] = (struct sim_yardstick_load_piece){span, tickets / n / cell->days / span};
    }
    for (size_t i = 0; i < count; i++) {
        t += pieces[i].span;
        double m = sim_yardstick_load_exponential(pieces, count, t, 1 / service);
        counters[first + i] = staff_counters_for(s, m, service);
    }
}

void staff_start(void *context, const struct staffing_count *seen, uint32_t n, int32_t *counters)
{
    const struct staff *s = context;
    for (size_t g = 0; g < s->n_groups; g++)
        start_group(s, g, seen, n, counters);
}

static struct staffing_problem problem_of(struct staff *s)
{
    size_t reach = (size_t)ceil((double)s->ask.within_us / US_PER_S / HALF_HOUR_S);
    return (struct staffing_problem){.groups = s->n_groups,
                                     .first = s->first,
                                     .least = s->least,
                                     .most = s->most,
                                     .reach = reach,
                                     .share = s->ask.share,
                                     .replications = {s->replications[0], s->replications[1]},
                                     .run = run_counters,
                                     .start = s->model->start,
                                     .context = s};
}

/* ---- what it is worth ---- */

static bool keep_effects(struct staff *s, struct staff_view *view)
{
    size_t rows = s->replications[STAFF_CONFIRM] * s->n_places;
    struct staff_effect *effects = arena_take_array(s->run.frame.home, struct staff_effect, rows);
    if (effects == NULL)
        return false;
    memcpy(effects, s->effects, rows * sizeof *effects);
    view->effects = effects;
    return true;
}

bool staff_look(struct staff *s, const int32_t *counters, int stream, struct staff_view *view)
{
    struct arena *home = s->run.frame.home;
    size_t rows = s->replications[stream] * s->n_cells;
    const struct staffing_problem p = problem_of(s);
    struct staffing_count *counts = arena_take_array(home, struct staffing_count, rows);
    double *harm = arena_take_array(home, double, s->n_groups);
    struct staffing_cell *cells = arena_take_array(home, struct staffing_cell, s->n_cells);
    view->cells = cells;
    view->counts = counts;
    return counts != NULL && harm != NULL && cells != NULL &&
           staffing_measure(&p, counters, stream, counts, cells, harm) && keep_effects(s, view);
}

/* The half hour with the lowest bound of each group that is met. */
static void find_worst(struct staff *s)
{
    for (size_t g = 0; g < s->n_groups; g++) {
        s->worst[g] = s->n_cells;
        for (size_t c = s->first[g]; c < s->first[g + 1]; c++) {
            const struct staffing_cell *cells = s->needed.cells;
            if (s->found.state[g] == STAFFING_MET && cells[c].tickets > 0 &&
                (s->worst[g] == s->n_cells || cells[c].bound < cells[s->worst[g]].bound))
                s->worst[g] = c;
        }
    }
}

static bool look_beside(struct staff *s, int32_t *counters, int32_t by, struct staff_view *view)
{
    memcpy(counters, s->found.counters, s->n_cells * sizeof *counters);
    for (size_t g = 0; g < s->n_groups; g++)
        if (s->worst[g] < s->n_cells && counters[s->worst[g]] + by >= s->least[s->worst[g]])
            counters[s->worst[g]] += by;
    return staff_look(s, counters, STAFF_CONFIRM, view);
}

/* Does anybody read what one more and one less are worth? Of all places together JSON alone has
 * it. */
static bool reads_margins(const struct staff *s)
{
    const struct options *o = &s->run.frame.options;
    bool is_yaml = o->format != NULL && strcmp(o->format, "yaml") == 0;
    return s->model->has_margins && !o->lend && (o->json || (s->n_places == 1 && !is_yaml));
}

/* As it is now on both streams, then the search, whose last run is of what is needed. */
static bool search(struct staff *s)
{
    const struct staffing_problem p = problem_of(s);
    struct staff_view ignored;
    if (!staff_look(s, NULL, STAFF_SEARCH, &ignored) ||
        !staff_look(s, NULL, STAFF_CONFIRM, &s->now) ||
        !staffing_search(&p, s->run.frame.home, &s->found))
        return false;
    s->needed.cells = s->found.cells;
    return keep_effects(s, &s->needed);
}

bool staff_make(struct staff *s)
{
    struct arena *home = s->run.frame.home;
    int32_t *counters = arena_take_array(home, int32_t, s->n_cells);
    s->worst = arena_take_array(home, size_t, s->n_groups);
    s->harm = arena_take_array(home, struct staff_harm, s->n_groups);
    for (int stream = STAFF_SEARCH; stream <= STAFF_CONFIRM; stream++)
        s->allowed[stream] = arena_take_array(home, struct staff_harm, s->n_groups);
    if (counters == NULL || s->worst == NULL || s->harm == NULL || s->allowed[0] == NULL ||
        s->allowed[1] == NULL || !search(s))
        return false;
    find_worst(s);
    if (!reads_margins(s))
        return true;
    return look_beside(s, counters, 1, &s->more) && look_beside(s, counters, -1, &s->fewer);
}

/* ---- sums ---- */

double staff_hours(const struct staff *s, size_t place, const int32_t *counters)
{
    double sum = 0;
    for (size_t c = 0; c < s->n_cells; c++) {
        const struct staff_cell *cell = &s->cells[c];
        double n = counters != NULL ? counters[c] : cell->now;
        if (s->groups[cell->group].place == place)
            sum += n * cell->days * (cell->to_s - cell->from_s) / 3600;
    }
    return sum;
}

static double side_of(const struct staff_effect *e, int side)
{
    if (side == STAFF_TURNED_AWAY)
        return (double)e->turned_away;
    return e->open_days > 0 ? (double)e->overtime_us / US_PER_S / 60 / (double)e->open_days : 0;
}

struct interval staff_paired(const struct staff *s, const struct staff_view *a,
                             const struct staff_view *b, size_t place, staff_value *value, int side)
{
    uint32_t n = s->replications[STAFF_CONFIRM];
    double sum = 0, squares = 0;
    for (uint32_t r = 0; r < n; r++) {
        size_t at = r * s->n_places + place;
        double x = value(&b->effects[at], side) - (a != NULL ? value(&a->effects[at], side) : 0);
        sum += x;
        squares += x * x;
    }
    double mean = sum / n, variance = fmax(squares - sum * mean, 0) / (n - 1) / n;
    double half = interval_t(0.975, n - 1) * sqrt(variance);
    return (struct interval){mean, mean - half, mean + half};
}

struct interval staff_change_of(const struct staff *s, const struct staff_view *a,
                                const struct staff_view *b, size_t place, enum staff_side side)
{
    return staff_paired(s, a, b, place, side_of, (int)side);
}

struct interval staff_effect_of(const struct staff *s, const struct staff_view *v, size_t place,
                                enum staff_side side)
{
    return staff_change_of(s, NULL, v, place, side);
}

enum staffing_state staff_state_of(const struct staff *s, size_t place)
{
    enum staffing_state state = STAFFING_MET;
    for (size_t g = 0; g < s->n_groups; g++)
        if (s->groups[g].place == place && s->found.state[g] != STAFFING_MET)
            state = s->found.state[g];
    return state;
}

const char *staff_state_key(enum staffing_state state)
{
    static const char *const keys[] = {"met", "impossible", "not_shown"};
    return keys[state];
}

size_t staff_least_share(const struct staff *s, size_t group)
{
    size_t least = s->first[group];
    for (size_t c = s->first[group]; c < s->first[group + 1]; c++)
        if (s->needed.cells[c].tickets > 0 &&
            !(s->needed.cells[c].share >= s->needed.cells[least].share))
            least = c;
    return least;
}
