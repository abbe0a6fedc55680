/* test_straight.c - a day without events is a day by events: random rules, rosters and people,
 * lived both ways. Times are minutes after the doors open at 9:00, mostly whole ones, so that
 * ties abound.
 */
#include "models/office/straight.h"

#include <string.h>

#include "models/office/door.h"
#include "tests/office/hall.h"

enum { PEOPLE = 200, DAYS = 3 };

static void note_look(void *context, int32_t half_hour, int32_t waiting)
{
    struct hall *h = context;
    h->look_at[h->looks] = half_hour;
    h->looked[h->looks++] = waiting;
}

/* ---- random days ------------------------------------------------------------ */

static uint32_t below(uint64_t *seed, uint32_t n)
{
    return (uint32_t)(test_random(seed) % n);
}

static bool one_in(uint64_t *seed, uint32_t n)
{
    return below(seed, n) == 0;
}

static void random_rules(struct counter_rules *rules, uint64_t *seed)
{
    static const enum discipline_rule straight[] = {DISCIPLINE_TICKET, DISCIPLINE_SLOT,
                                                    DISCIPLINE_APPOINTMENTS_FIRST,
                                                    DISCIPLINE_PRIORITY, DISCIPLINE_ACCUMULATING};
    struct discipline_rules *order = &rules->pool.order;
    *rules = (struct counter_rules){.early_end = (enum counter_early_end)below(seed, 3),
                                    .allowance = {((int64_t)below(seed, 60) - 30) * MIN_US},
                                    .ticket_limit = 1 + (int32_t)below(seed, 40),
                                    .at_close =
                                        one_in(seed, 4) ? COUNTER_CLOSE_OPEN : COUNTER_CLOSE_SERVE};
    order->rule = straight[below(seed, COUNT_OF(straight))];
    order->earliness.us = (int64_t)below(seed, 7) * 2 * MIN_US;
    order->grace.us = (int64_t)below(seed, 5) * 3 * MIN_US;
    for (int i = 0; i < DISCIPLINE_LINES; i++)
        order->weight[i] = 1 + (int32_t)below(seed, 10);
    if (one_in(seed, 3))
        rules->pool.longest_wait.us = (1 + (int64_t)below(seed, 30)) * MIN_US;
}

/* Rosters also change at the opening, at closing and later, and may be empty for a while. */
static void random_hours(struct hall *h, uint64_t *seed)
{
    double from = one_in(seed, 3) ? -10 : 0;
    int32_t n = 1 + (int32_t)below(seed, 6);
    h->day.close = at(30 * (1 + below(seed, 6)) + 7 * below(seed, 2));
    h->day.open = at(below(seed, 2) * 7);
    h->day.n_shifts = h->day.n_speeds = 0;
    for (int32_t i = 0; i < n; i++) {
        shift(h, from, (int32_t)below(seed, 5) + (i + 1 == n));
        from += one_in(seed, 4) ? 0 : below(seed, 12) * 5;
    }
    if (one_in(seed, 3)) {
        speed(h, 10 + below(seed, 30), (int32_t)below(seed, 3) * 500);
        speed(h, 50 + below(seed, 30), 500 + (int32_t)below(seed, 2) * 500);
    }
    h->day.booked_work_us = (int64_t)below(seed, 200) * MIN_US;
    h->day.ticket_limit = one_in(seed, 2) ? (int32_t)below(seed, 60) : 0;
    h->day.walk_ins_refused = one_in(seed, 8);
    h->day.accept_until = one_in(seed, 6) ? at(7 * below(seed, 20)) : (sim_instant){0};
}

static void random_person(struct visit *v, double arrive, uint64_t *seed)
{
    int64_t slot = minute(arrive) / (10 * MIN_US) + below(seed, 6) - 2;
    visit_begin(v, minute(arrive), one_in(seed, 2) ? slot * 10 * MIN_US : VISIT_NO_SLOT);
    v->work_us = (int64_t)below(seed, 12) * MIN_US + (one_in(seed, 8) ? below(seed, 1000) : 0);
    v->expected_us = (int64_t)below(seed, 12) * MIN_US;
    if (one_in(seed, 3))
        v->patience_us = (int64_t)(1 + below(seed, 20)) * MIN_US;
    if (one_in(seed, 4))
        v->balks_at = 1 + (int32_t)below(seed, 8);
    if (one_in(seed, 5))
        v->terms = (uint8_t)(1 + below(seed, 2));
    v->rank = (uint8_t)below(seed, DISCIPLINE_LINES);
    v->is_exempt = one_in(seed, 6);
}

static void random_people(struct hall *h, uint64_t *seed)
{
    uint32_t gap = 1 + below(seed, 6);
    double arrive = -15;
    h->n = below(seed, PEOPLE);
    for (uint32_t i = 0; i < h->n; i++) {
        arrive += below(seed, gap + 1);
        random_person(&h->visits[i], arrive, seed);
    }
}

/* ---- both ways -------------------------------------------------------------- */

static bool has_the_same_times(const struct visit *a, const struct visit *b)
{
    return a->ticket_us == b->ticket_us && a->call_us == b->call_us &&
           a->finish_us == b->finish_us && a->wait_us == b->wait_us;
}

static bool is_found_the_same(const struct visit *a, const struct visit *b)
{
    return a->outcome == b->outcome && a->stage == b->stage && a->line == b->line &&
           a->is_called == b->is_called && a->is_demoted == b->is_demoted &&
           a->is_outside == b->is_outside && a->is_beyond == b->is_beyond;
}

static bool is_the_same_day(const struct hall *a, const struct hall *b)
{
    size_t known = offsetof(struct counter_result, most_waiting) + sizeof a->result.most_waiting;
    bool same = a->looks == b->looks && memcmp(&a->result, &b->result, known) == 0 &&
                memcmp(a->look_at, b->look_at, sizeof a->look_at) == 0 &&
                memcmp(a->looked, b->looked, sizeof a->looked) == 0;
    for (uint32_t i = 0; i < a->n; i++)
        same = same && has_the_same_times(&a->visits[i], &b->visits[i]) &&
               is_found_the_same(&a->visits[i], &b->visits[i]) &&
               brings_the_same(&a->visits[i], &b->visits[i]);
    return same;
}

static bool lives_by_events(struct hall *h, struct counter *c)
{
    struct counter_ears ears = {.look = note_look, .context = h};
    sim_agenda_restart(c->agenda, h->day.open);
    counter_open(c, &h->day, h->visits, &ears);
    for (uint32_t i = 0; i < h->n; i++)
        counter_arrive(c, i);
    return counter_finish(c, &h->result);
}

static bool lives_straight(struct hall *h, struct counter *c)
{
    struct counter_ears ears = {.look = note_look, .context = h};
    sim_agenda_restart(c->agenda, h->day.open);
    bool done = counter_live(c, &h->day, h->visits, h->n, &ears, &h->result);
    return done && sim_agenda_now(c->agenda).us == h->day.open.us;
}

static struct counter *make(struct hall *h)
{
    h->agenda = sim_agenda_new(h->home, 64);
    assert_non_null(h->agenda);
    sim_agenda_restart(h->agenda, h->day.open);
    struct counter *c = counter_new(h->home, &h->rules, h->agenda, 0);
    assert_non_null(c);
    return c;
}

/* Days on end at one site, so that the next knows nothing of the last. */
static bool straight_days_are_days_by_events(uint64_t seed)
{
    static struct hall one, other;
    struct arena *home = arena_new(0);
    one = (struct hall){.home = home};
    one.day.shifts = one.shifts;
    one.day.speeds = one.speeds;
    random_rules(&one.rules, &seed);
    struct counter *events = make(&one), *straight = make(&one);
    bool same = straight_fits(straight);
    for (int i = 0; i < DAYS; i++) {
        one.looks = 0;
        random_hours(&one, &seed);
        random_people(&one, &seed);
        other = one;
        same = same && lives_by_events(&one, events) && lives_straight(&other, straight) &&
               is_the_same_day(&one, &other);
    }
    arena_free(home);
    return same;
}

static void a_straight_day_is_a_day_by_events_to_the_last_bit(void **state)
{
    (void)state;
    CHECK_PROPERTY(straight_days_are_days_by_events);
}

/* The random days would prove little if nothing happened in them. */
static void random_days_hold_whatever_can_happen(void **state)
{
    struct hall *h = *state;
    int32_t seen[VISIT_OUTCOMES] = {0}, early = 0, over = 0, late = 0, demoted = 0;
    for (uint64_t k = 1; k <= 100; k++) {
        uint64_t seed = k;
        h->looks = 0;
        random_rules(&h->rules, &seed);
        random_hours(h, &seed);
        random_people(h, &seed);
        assert_true(lives_straight(h, make(h)));
        for (uint32_t i = 0; i < h->n; i++) {
            seen[h->visits[i].outcome]++;
            demoted += h->visits[i].is_demoted;
        }
        const struct counter_result *r = &h->result;
        early += r->early_end_us > 0;
        over += r->idle_open_us > r->staffed_open_us - r->busy_open_us;
        late += r->overtime_us > 0;
    }
    static const enum visit_outcome some[] = {VISIT_SERVED,   VISIT_TURNED_AWAY, VISIT_TOO_LATE,
                                              VISIT_REFUSED,  VISIT_BALKED,      VISIT_LEFT,
                                              VISIT_CALL_BACK};
    for (size_t i = 0; i < COUNT_OF(some); i++)
        assert_true(seen[some[i]] > 50);
    assert_true(early > 20 && over > 20 && late > 20 && demoted > 100);
}

/* ---- instants that coincide -------------------------------------------------- */

/* At minute 30 a service ends, the next in line is called though his patience ends too, a
 * counter comes, the third leaves for want of patience only if that is too late for him, and
 * somebody arrives; the look comes last of all. */
static void at_one_instant_counters_free_up_then_staff_come_then_people_then_the_look(void **state)
{
    struct hall *h = *state;
    walks_in(h, 0, 30);
    waits_at_most(h, 5, 10, 25);
    waits_at_most(h, 10, 10, 20);
    waits_at_most(h, 15, 10, 15);
    walks_in(h, 30, 5);
    shift(h, 30, 2);
    assert_true(lives_straight(h, make(h)));
    check_call(h, 1, 30);
    check_call(h, 2, 30);
    check_end(h, 3, VISIT_LEFT, 30, 15);
    check_call(h, 4, 40);
    assert_int_equal(h->look_at[1], OPEN_HALF_HOUR + 1);
    assert_int_equal(h->looked[1], 1);
}

/* ---- what is no straight day -------------------------------------------------- */

static bool fits(struct hall *h)
{
    return straight_fits(make(h));
}

static void only_one_pool_without_interruption_and_without_limits_is_straight(void **state)
{
    struct hall *h = *state;
    const struct counter_rules plain = h->rules;
    assert_true(fits(h));
    h->rules.pools = 2;
    assert_false(fits(h));
    h->rules = plain;
    h->rules.places = 9;
    assert_false(fits(h));
    h->rules = plain;
    h->rules.seats = 9;
    assert_false(fits(h));
    h->rules = plain;
    h->rules.pool.hand_over = true;
    assert_false(fits(h));
    h->rules = plain;
    h->rules.at_close = COUNTER_CLOSE_CLEAR;
    assert_false(fits(h));
    h->rules = plain;
    static const enum discipline_rule others[] = {DISCIPLINE_N_TO_M, DISCIPLINE_DEDICATED,
                                                  DISCIPLINE_PREEMPTIVE};
    for (size_t i = 0; i < COUNT_OF(others); i++) {
        h->rules.pool.order.rule = others[i];
        assert_false(fits(h));
    }
}

/* An owner who wants to be told of each gets a day by events, and so do other rules. */
static void whoever_is_not_straight_lives_by_events(void **state)
{
    struct hall *h = *state;
    struct counter_ears ears = {.ended = note_end, .context = h};
    walks_in(h, 0, 30);
    walks_in(h, 5, 10);
    assert_true(counter_live(make(h), &h->day, h->visits, h->n, &ears, &h->result));
    check_call(h, 0, 0);
    check_call(h, 1, 30);
    assert_true(h->told[0] == 1 && h->told[1] == 1);
    h->rules.places = 1;
    ears.ended = NULL;
    assert_true(counter_live(make(h), &h->day, h->visits, h->n, &ears, &h->result));
    assert_int_equal(h->visits[1].outcome, VISIT_FULL);
    assert_int_equal(h->visits[1].finish_us, minute(5));
}

/* ---- memory ------------------------------------------------------------------- */

static bool runs(struct hall *h, unsigned fail_nth)
{
    struct counter *c = make(h);
    arena_fail_nth(h->home, fail_nth);
    bool done = counter_live(c, &h->day, h->visits, h->n, &(struct counter_ears){0}, &h->result);
    arena_fail_nth(h->home, 0);
    return done;
}

static void a_site_that_cannot_be_made_is_null(void **state)
{
    struct hall *h = *state;
    (void)make(h);
    unsigned nth = 0;
    struct counter *c = NULL;
    while (c == NULL && nth < 10) {
        arena_fail_nth(h->home, ++nth);
        c = counter_new(h->home, &h->rules, h->agenda, 0);
    }
    assert_int_equal(nth, 6); /* itself, departures, a line, ends, ends of patience */
}

/* At so many points a day needs more memory, and fails when there is none. */
static unsigned points_of_failure(struct hall *h)
{
    unsigned n = 0;
    assert_true(runs(h, 0));
    while (n < 20 && !runs(h, n + 1))
        n++;
    return n;
}

static void without_memory_the_day_fails_at_its_end(void **state)
{
    struct hall *h = *state;
    for (int i = 0; i < 500; i++) /* a long line */
        walks_in(h, 0.1 * i, 1);
    assert_int_equal(points_of_failure(h), 2); /* ends, the line */
    h->n = 0;
    for (int i = 0; i < 100; i++) /* many whose patience may end */
        waits_at_most(h, 0.1 * i, 30, 20);
    assert_int_equal(points_of_failure(h), 3); /* ends, ends of patience twice */
    h->shifts[0].counters = 100;               /* many at the counters */
    assert_int_equal(points_of_failure(h), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_straight_day_is_a_day_by_events_to_the_last_bit),
        IN_HALL(random_days_hold_whatever_can_happen),
        IN_HALL(at_one_instant_counters_free_up_then_staff_come_then_people_then_the_look),
        IN_HALL(only_one_pool_without_interruption_and_without_limits_is_straight),
        IN_HALL(whoever_is_not_straight_lives_by_events),
        IN_HALL(a_site_that_cannot_be_made_is_null),
        IN_HALL(without_memory_the_day_fails_at_its_end),
    };
    return cmocka_run_group_tests_name("straight", tests, NULL, NULL);
}
