/* test_yardstick_day.c - days whose waits are known, laws that hold for every day, and the
 * service level against equations that follow one person. */
#include "sim/engine/yardstick_day.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_randist.h>
#include <string.h>

#include "sim/base/attr.h"
#include "tests/support/check.h"
#include "tests/support/dies.h"

static int set_up(void **state)
{
    *state = arena_new(0);
    return *state == NULL;
}

static int tear_down(void **state)
{
    arena_free(*state);
    return 0;
}

static struct sim_yardstick_day solve(struct arena *scratch, struct sim_yardstick_day_case c)
{
    struct sim_yardstick_day day;
    assert_true(sim_yardstick_day_solve(&c, scratch, &day));
    return day;
}

/* ---- reference cases ---- */

/* 4.2 calls a minute, 12 agents of 2 minutes, 480 minutes, 20 seconds. Published samples of
 * 1000 days: contactcenters of the Universite de Montreal, examples MMC and its variants. */
static const struct sim_yardstick_load_piece call_piece[] = {{480, 4.2}};
static const int32_t agents[] = {12};
static const struct sim_yardstick_day_case calls = {.piece = call_piece,
                                                    .servers = agents,
                                                    .pieces = 1,
                                                    .service = 0.5,
                                                    .places = -1,
                                                    .servers_after = 12,
                                                    .target = 1.0 / 3.0};

/* Reference case DAY-01: published 0.902, 0.099, 0.695. */
static void twelve_agents_answer_as_published(void **state)
{
    struct sim_yardstick_day d = solve(*state, calls);
    check_near(d.in_time / d.arrivals, 0.900432, 5e-7);
    check_near(d.wait_per_served, 0.1006807, 5e-8);
    check_near(d.occupancy, 0.6969344, 1e-7);
}

/* Reference case DAY-02: published 58.609 and 0.675. */
static void callers_abandon_as_published(void **state)
{
    struct sim_yardstick_day_case c = calls;
    c.impatience = 1.0;
    struct sim_yardstick_day d = solve(*state, c);
    check_near(d.abandoned, 59.263218, 5e-7);
    check_near(d.occupancy, 0.676558, 5e-7);
}

/* Reference case DAY-03: published 18.655, 0.929, 0.060. */
static void five_places_block_as_published(void **state)
{
    struct sim_yardstick_day_case c = calls;
    c.places = 5;
    struct sim_yardstick_day d = solve(*state, c);
    check_near(d.blocked, 18.863314, 5e-7);
    check_near(d.in_time / (d.arrivals - d.blocked), 0.9283635, 5e-8);
    check_near(d.wait_per_served, 0.0604501, 5e-8);
}

/* Reference case DAY-04: published 0.433. */
static void the_queue_is_cleared_as_published(void **state)
{
    struct sim_yardstick_day_case c = calls;
    c.clear_at_close = true;
    check_near(solve(*state, c).cleared, 0.429073, 5e-7);
}

/* Reference cases DAY-05 and DAY-06: five tellers, one person a minute, four minutes each, eight
 * hours; published (Law, Simulation Modeling and Analysis, table 9.1): 2.031, 1.973, 0.853 and
 * an end after 8.15 h in ten days. */
static void five_tellers_end_their_day_as_published(void **state)
{
    static const struct sim_yardstick_load_piece people[] = {{480, 1}};
    static const int32_t tellers[] = {5};
    static const double overtime[] = {5, 10, 15, 20, 30};
    static const double late[] = {0.76940627, 0.41721590, 0.18202893, 0.07059559, 0.00885133};
    struct sim_yardstick_day d =
        solve(*state, (struct sim_yardstick_day_case){.piece = people,
                                                      .servers = tellers,
                                                      .pieces = 1,
                                                      .service = 0.25,
                                                      .places = -1,
                                                      .servers_after = 5,
                                                      .target = 5,
                                                      .overtime = overtime,
                                                      .overtimes = COUNT_OF(overtime)});
    check_near(d.waits / d.arrivals, 2.07811561, 1e-8);
    check_near(d.wait_per_arrival, 2.07811561, 1e-8);
    check_near(d.mean_queue, 2.0596, 5e-5);
    check_near(d.in_time / d.arrivals, 0.85247564, 1e-8);
    check_near(d.mean_overrun, 9.835385, 5e-7);
    check_near(8.0 + d.mean_overrun / 60.0, 8.16392, 5e-6);
    for (size_t i = 0; i < COUNT_OF(late); i++)
        check_near(d.late[i], late[i], 1e-8);
}

/* ---- laws ---- */

enum { PIECES = 5 };

struct random_day {
    struct sim_yardstick_load_piece piece[PIECES];
    int32_t servers[PIECES];
    double overtime[2];
    struct sim_yardstick_day_case c;
};

static double uniform(uint64_t *seed)
{
    return (double)(test_random(seed) >> 11) * 0x1p-53;
}

/* Some pieces without arrivals, some without servers. */
static void make_day(struct random_day *d, uint64_t seed)
{
    for (size_t i = 0; i < PIECES; i++) {
        d->piece[i].span = 0.1 + 3.0 * uniform(&seed);
        d->piece[i].rate = test_random(&seed) % 4 == 0 ? 0.0 : 4.0 * uniform(&seed);
        d->servers[i] = (int32_t)(test_random(&seed) % 5);
    }
    d->overtime[0] = 0.0;
    d->overtime[1] = 2.0 * uniform(&seed);
    d->c = (struct sim_yardstick_day_case){
        .piece = d->piece,
        .servers = d->servers,
        .pieces = PIECES,
        .service = 0.2 + uniform(&seed),
        .impatience = test_random(&seed) % 2 == 0 ? 0.0 : uniform(&seed),
        .places = (int32_t)(test_random(&seed) % 12) - 1,
        .clear_at_close = test_random(&seed) % 2 == 0,
        .servers_after = 1 + (int32_t)(test_random(&seed) % 4),
        .target = 4.0 * uniform(&seed),
        .overtime = d->overtime,
        .overtimes = 2,
    };
}

static bool is_near(double a, double b)
{
    return fabs(a - b) <= 1e-8;
}

/* Everybody leaves in one of the ways; parts add up to the whole of the open hours. */
static bool people_are_conserved_on(uint64_t seed)
{
    struct random_day made;
    make_day(&made, seed);
    struct arena *scratch = arena_new(0);
    struct sim_yardstick_day d = solve(scratch, made.c);
    struct sim_yardstick_day_part sum = {0};
    double present = 0.0, mass = 0.0;
    for (size_t i = 0; i < PIECES; i++) {
        sum.arrivals += d.part[i].arrivals;
        sum.blocked += d.part[i].blocked;
        sum.in_time += d.part[i].in_time;
        sum.abandoned += d.part[i].abandoned;
        sum.worked += d.part[i].worked;
    }
    for (size_t n = 0; n < d.states; n++) {
        mass += d.at_close[n];
        present += (double)n * d.at_close[n];
    }
    bool holds = is_near(d.arrivals, d.served + d.abandoned + d.blocked + d.cleared) &&
                 is_near(mass, 1.0) && is_near(sum.arrivals, d.arrivals) &&
                 is_near(sum.blocked, d.blocked) && is_near(sum.in_time, d.in_time) &&
                 is_near(sum.arrivals,
                         sum.blocked + sum.abandoned + present + made.c.service * sum.worked) &&
                 d.in_time <= d.arrivals - d.blocked + 1e-8 &&
                 is_near(made.c.impatience * d.waits, d.abandoned) && d.late[0] >= d.late[1];
    arena_free(scratch);
    return holds;
}

static void arrivals_are_served_abandoned_blocked_or_cleared(void **state)
{
    (void)state;
    CHECK_PROPERTY(people_are_conserved_on);
}

/* Feldman, Mandelbaum, Massey & Whitt 2008: who waits leaves as fast as who is served. */
static bool patience_of_the_service_makes_a_poisson_number_on(uint64_t seed)
{
    struct random_day made;
    make_day(&made, seed);
    made.c.impatience = made.c.service;
    made.c.places = -1;
    struct arena *scratch = arena_new(0);
    struct sim_yardstick_day d = solve(scratch, made.c);
    double close = sim_yardstick_load_length(made.piece, PIECES);
    double m = sim_yardstick_load_exponential(made.piece, PIECES, close, made.c.service);
    bool holds = true;
    for (unsigned n = 0; n < d.states; n++)
        holds = holds && fabs(d.at_close[n] - gsl_ran_poisson_pdf(n, m)) < 1e-9;
    arena_free(scratch);
    return holds;
}

static void with_patience_like_service_the_number_is_poisson_for_any_servers(void **state)
{
    (void)state;
    CHECK_PROPERTY(patience_of_the_service_makes_a_poisson_number_on);
}

/* Who begins before the end of everything has been served, unless he was sent back. */
static bool an_endless_target_counts_the_served_on(uint64_t seed)
{
    struct random_day made;
    make_day(&made, seed);
    made.c.target = 1e4;
    for (size_t i = 1; i < PIECES; i++)
        made.servers[i] += made.servers[i - 1];
    made.c.servers_after += made.servers[PIECES - 1];
    struct arena *scratch = arena_new(0);
    struct sim_yardstick_day d = solve(scratch, made.c);
    arena_free(scratch);
    return is_near(d.in_time, d.served);
}

static void everybody_served_began_within_an_endless_target(void **state)
{
    (void)state;
    CHECK_PROPERTY(an_endless_target_counts_the_served_on);
}

/* ---- service level, following one person ---- */

enum { TOGETHER = 12, STEPS = 200 };

/* How likely begins whom `ahead` are ahead, in the time left: slope, backwards. */
static void chance_slope(const struct sim_yardstick_day_case *c, int32_t servers, const double *v,
                         double *dv)
{
    for (int32_t n = 0; n < TOGETHER; n++) {
        double leave = c->impatience * (double)(n - servers);
        dv[n] = n < servers ? 0.0
                            : (servers * c->service + leave) * ((n == 0 ? 1.0 : v[n - 1]) - v[n]) -
                                  c->impatience * v[n];
    }
}

/* Lets `span` pass backwards with so many servers (classical Runge-Kutta). */
static void earlier(const struct sim_yardstick_day_case *c, int32_t servers, double span, double *v)
{
    double h = span / STEPS, k[4][TOGETHER], at[TOGETHER];
    for (int32_t n = 0; n < servers && n < TOGETHER; n++)
        v[n] = 1.0;
    for (int i = 0; i < STEPS; i++) {
        chance_slope(c, servers, v, k[0]);
        for (int stage = 1; stage < 4; stage++) {
            for (int n = 0; n < TOGETHER; n++)
                at[n] = v[n] + h * (stage == 3 ? 1.0 : 0.5) * k[stage - 1][n];
            chance_slope(c, servers, at, k[stage]);
        }
        for (int n = 0; n < TOGETHER; n++)
            v[n] += h / 6.0 * (k[0][n] + 2.0 * k[1][n] + 2.0 * k[2][n] + k[3][n]);
    }
}

/* Three pieces end at 2, 3 and 6; the chance of somebody who comes at t. */
static const struct sim_yardstick_load_piece three[] = {{2, 3}, {1, 1}, {3, 2}};
static const double three_end[] = {2, 3, 6};

static void chance_at(const struct sim_yardstick_day_case *c, double t, double *v)
{
    double until = t + c->target;
    memset(v, 0, TOGETHER * sizeof *v);
    if (c->clear_at_close)
        until = fmin(until, 6.0);
    if (until > 6.0)
        earlier(c, c->servers_after, until - 6.0, v);
    for (int i = 2; i >= 0; i--) {
        double from = fmax(t, i == 0 ? 0.0 : three_end[i - 1]);
        double to = fmin(until, three_end[i]);
        if (to > from)
            earlier(c, c->servers[i], to - from, v);
    }
}

/* The number present at t, by a day that ends there. */
static double begins_at(struct arena *scratch, const struct sim_yardstick_day_case *c, double t)
{
    struct sim_yardstick_load_piece cut[3];
    double v[TOGETHER], sum = 0.0;
    size_t last = t <= 2.0 ? 0 : t <= 3.0 ? 1 : 2;
    memcpy(cut, three, sizeof cut);
    cut[last].span = t - (last == 0 ? 0.0 : three_end[last - 1]);
    struct sim_yardstick_day_case until = *c;
    until.piece = cut;
    until.pieces = last + 1;
    until.target = 0.0;
    arena_reset(scratch);
    struct sim_yardstick_day d = solve(scratch, until);
    chance_at(c, t, v);
    for (size_t n = 0; n < d.states && n < (size_t)(c->servers[last] + c->places); n++)
        sum += d.at_close[n] * v[n];
    return sum * three[last].rate;
}

/* Simpson's rule where everything is smooth: between the ends and the ends less the target. */
static double in_time_of(struct arena *scratch, const struct sim_yardstick_day_case *c)
{
    static const double cut[] = {0.0, 0.5, 1.5, 2.0, 3.0, 4.5, 6.0};
    double sum = 0.0;
    for (size_t i = 0; i + 1 < COUNT_OF(cut); i++) {
        double h = (cut[i + 1] - cut[i]) / 16.0, least = 1e-9;
        for (int j = 0; j <= 16; j++) {
            double t = j == 0 ? cut[i] + least : j == 16 ? cut[i + 1] - least : cut[i] + j * h;
            double weight = j == 0 || j == 16 ? 1.0 : j % 2 == 1 ? 4.0 : 2.0;
            sum += weight * h / 3.0 * begins_at(scratch, c, t);
        }
    }
    return sum;
}

static void check_in_time(struct arena *scratch, const int32_t *servers, double impatience,
                          bool clear)
{
    struct sim_yardstick_day_case c = {.piece = three,
                                       .servers = servers,
                                       .pieces = 3,
                                       .service = 0.7,
                                       .impatience = impatience,
                                       .places = 6,
                                       .clear_at_close = clear,
                                       .servers_after = 4,
                                       .target = 1.5};
    double want = in_time_of(scratch, &c);
    arena_reset(scratch);
    check_near(solve(scratch, c).in_time, want, 2e-5);
}

static void the_service_level_follows_a_person_through_changes_of_servers(void **state)
{
    static const int32_t fewer_then_more[] = {3, 1, 5}, none_at_first[] = {0, 4, 2};
    check_in_time(*state, fewer_then_more, 0.0, false);
    check_in_time(*state, fewer_then_more, 0.4, false);
    check_in_time(*state, none_at_first, 0.4, false);
    check_in_time(*state, none_at_first, 0.0, true);
    check_in_time(*state, fewer_then_more, 0.4, true);
}

/* ---- closed forms ---- */

static struct sim_yardstick_day_case one_piece(const struct sim_yardstick_load_piece *piece,
                                               const int32_t *servers, double service)
{
    return (struct sim_yardstick_day_case){.piece = piece,
                                           .servers = servers,
                                           .pieces = 1,
                                           .service = service,
                                           .places = -1,
                                           .servers_after = 1,
                                           .target = 1.0};
}

/* Two servers at load r = 0.8 (Erlang C by hand): chance to wait 2 r^2 / (1 + r) = C, queue
 * C r / (1 - r), and W > T with chance C e^(-2 (1-r) T). The second piece shows it. */
static void a_long_day_approaches_the_stationary_queue(void **state)
{
    static const struct sim_yardstick_load_piece piece[] = {{1000, 1.6}, {10, 1.6}};
    static const int32_t servers[] = {2, 2};
    struct sim_yardstick_day_case c = one_piece(piece, servers, 1.0);
    c.pieces = 2;
    c.servers_after = 2;
    struct sim_yardstick_day d = solve(*state, c);
    double waits = 2.0 * 0.64 / 1.8;
    check_near(d.part[1].waited / 10.0, waits * 0.8 / 0.2, 1e-6);
    check_near(d.part[1].in_time / 16.0, 1.0 - waits * exp(-0.4), 1e-7);
    check_near(d.part[1].worked / 20.0, 0.8, 1e-8);
}

/* Erlang's loss formula for 3 servers at load 2: (8/6) / (1 + 2 + 2 + 8/6) = 4/19. */
static void without_places_a_long_day_loses_as_erlang_says(void **state)
{
    static const struct sim_yardstick_load_piece piece[] = {{100, 2.0}, {10, 2.0}};
    static const int32_t servers[] = {3, 3};
    struct sim_yardstick_day_case c = one_piece(piece, servers, 1.0);
    c.pieces = 2;
    c.places = 0;
    c.servers_after = 3;
    struct sim_yardstick_day d = solve(*state, c);
    check_near(d.part[1].blocked / 20.0, 4.0 / 19.0, 1e-10);
    check_near(d.in_time, d.arrivals - d.blocked, 1e-9);
    check_near(d.waits, 0.0, 0.0);
}

/* Nobody serves: Poisson(rate t) people wait, rate t^2 / 2 together. */
static void before_the_counters_open_the_line_only_grows(void **state)
{
    static const struct sim_yardstick_load_piece piece = {4, 2.5};
    static const int32_t none = 0;
    struct sim_yardstick_day_case c = one_piece(&piece, &none, 1.0);
    c.clear_at_close = true;
    struct sim_yardstick_day d = solve(*state, c);
    for (unsigned n = 0; n < d.states; n++)
        check_near(d.at_close[n], gsl_ran_poisson_pdf(n, 10.0), 1e-10);
    check_near(d.waits, 2.5 * 8.0, 1e-8);
    check_near(d.cleared, 10.0, 1e-8);
    check_near(d.served, 0.0, 0.0);
    check_near(d.in_time, 0.0, 0.0);
    check_near(d.mean_overrun, 0.0, 0.0);
    assert_true(isnan(d.occupancy) && isnan(d.wait_per_served));
}

/* The line of the last test, served after the close by one: n people take n hours and the ith
 * of them waits i - 1; the last is late with the chance of an Erlang time. */
static void after_the_close_the_line_is_served_one_by_one(void **state)
{
    static const struct sim_yardstick_load_piece piece = {4, 2.5};
    static const int32_t none = 0;
    static const double overtime[] = {0.0, 9.0};
    struct sim_yardstick_day_case c = one_piece(&piece, &none, 1.0);
    c.overtime = overtime;
    c.overtimes = 2;
    struct sim_yardstick_day d = solve(*state, c);
    double late = 0.0;
    for (unsigned n = 1; n < 100; n++) {
        for (unsigned i = 0; i < n; i++)
            late += gsl_ran_poisson_pdf(n, 10.0) * gsl_ran_poisson_pdf(i, 9.0);
    }
    check_near(d.served, 10.0, 1e-8);
    check_near(d.waits, 20.0 + 100.0 / 2.0, 1e-7); /* E[n(n-1)/2] = 10^2 / 2 */
    check_near(d.mean_overrun, 10.0, 1e-8);
    check_near(d.late[0], 1.0 - exp(-10.0), 1e-9);
    check_near(d.late[1], late, 1e-8);
}

static void a_day_without_arrivals_is_empty(void **state)
{
    static const struct sim_yardstick_load_piece piece = {8, 0};
    static const int32_t two = 2;
    static const double overtime[] = {0.0, 1.0};
    struct sim_yardstick_day_case c = one_piece(&piece, &two, 1.0);
    c.overtime = overtime;
    c.overtimes = 2;
    struct sim_yardstick_day d = solve(*state, c);
    check_near(d.served, 0.0, 0.0);
    check_near(d.late[0] + d.late[1], 0.0, 0.0);
    check_near(d.mean_overrun, 0.0, 0.0);
    check_near(d.occupancy, 0.0, 0.0);
    assert_true(isnan(d.wait_per_arrival) && isnan(d.wait_per_served));
}

/* Three times what one server can do, so the line has hundreds at the close: whoever came is
 * served or present, and the equations reach far enough. */
static void an_overloaded_day_is_not_cut_off(void **state)
{
    static const struct sim_yardstick_load_piece piece[] = {{100, 3}, {60, 0.5}};
    static const int32_t one[] = {1, 1};
    struct sim_yardstick_day_case c = one_piece(piece, one, 1.0);
    c.pieces = 2;
    struct sim_yardstick_day d = solve(*state, c);
    check_near(d.served, 330.0, 1e-7);
    assert_true(d.at_close[d.states - 1] < 1e-12 && d.mean_overrun > 150.0);
}

/* What changes nothing may not change the numbers: a day cut into pieces of one kind, and one
 * whose last server only goes home when nobody needs him. */
static void a_day_in_several_pieces_is_the_same_day(void **state)
{
    static const struct sim_yardstick_load_piece whole = {12, 2.5};
    static const struct sim_yardstick_load_piece cut[] = {{2.5, 2.5}, {0.3, 2.5}, {9.2, 2.5}};
    static const int32_t servers[] = {2, 2, 2};
    struct sim_yardstick_day_case c = one_piece(&whole, servers, 1.0);
    c.servers_after = 2;
    c.impatience = 0.1;
    struct sim_yardstick_day a = solve(*state, c);
    c.piece = cut;
    c.pieces = 3;
    struct sim_yardstick_day b = solve(*state, c);
    check_near(a.in_time, b.in_time, 1e-8);
    check_near(a.waits, b.waits, 1e-8);
    check_near(a.mean_overrun, b.mean_overrun, 1e-8);
}

/* ---- resources and mistakes ---- */

static void no_memory_is_said(void **state)
{
    static const struct sim_yardstick_load_piece piece = {100, 3};
    static const int32_t one = 1;
    struct sim_yardstick_day_case c = one_piece(&piece, &one, 1.0);
    struct sim_yardstick_day d;
    unsigned failed = 0;
    arena_fail_nth(*state, 1);
    for (unsigned nth = 1; !sim_yardstick_day_solve(&c, *state, &d); failed = nth++)
        arena_fail_nth(*state, nth + 1);
    assert_in_range(failed, 8, 40); /* the first try, and those with more states */
    check_near(d.served, 300.0, 1e-7);
}

static void gsl_keeps_its_error_handler(void **state)
{
    gsl_error_handler_t *mine = gsl_set_error_handler_off();
    gsl_error_handler_t *off = gsl_set_error_handler(mine);
    (void)solve(*state, calls);
    assert_true(gsl_set_error_handler(mine) == mine);
    assert_true(off != mine);
}

static void ask_without_servers_after(void)
{
    struct sim_yardstick_day_case c = calls;
    c.servers_after = 0;
    (void)solve(arena_new(0), c);
}

static void ask_with_a_piece_of_no_time(void)
{
    static const struct sim_yardstick_load_piece piece = {0, 3};
    struct sim_yardstick_day_case c = calls;
    c.piece = &piece;
    (void)solve(arena_new(0), c);
}

static void arguments_out_of_range_are_bugs(void **state)
{
    (void)state;
    assert_true(dies(ask_without_servers_after));
    assert_true(dies(ask_with_a_piece_of_no_time));
}

#define WITH_ARENA(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_ARENA(twelve_agents_answer_as_published),
        WITH_ARENA(callers_abandon_as_published),
        WITH_ARENA(five_places_block_as_published),
        WITH_ARENA(the_queue_is_cleared_as_published),
        WITH_ARENA(five_tellers_end_their_day_as_published),
        cmocka_unit_test(arrivals_are_served_abandoned_blocked_or_cleared),
        cmocka_unit_test(with_patience_like_service_the_number_is_poisson_for_any_servers),
        cmocka_unit_test(everybody_served_began_within_an_endless_target),
        WITH_ARENA(the_service_level_follows_a_person_through_changes_of_servers),
        WITH_ARENA(a_long_day_approaches_the_stationary_queue),
        WITH_ARENA(without_places_a_long_day_loses_as_erlang_says),
        WITH_ARENA(before_the_counters_open_the_line_only_grows),
        WITH_ARENA(after_the_close_the_line_is_served_one_by_one),
        WITH_ARENA(a_day_without_arrivals_is_empty),
        WITH_ARENA(an_overloaded_day_is_not_cut_off),
        WITH_ARENA(a_day_in_several_pieces_is_the_same_day),
        WITH_ARENA(no_memory_is_said),
        WITH_ARENA(gsl_keeps_its_error_handler),
        cmocka_unit_test(arguments_out_of_range_are_bugs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
