/* test_counter_pools.c - several pools behind one door, seats, terms and exemptions: days
 * made by hand, and the law that pools behind one door are offices of their own. Times are
 * minutes after the doors open at 9:00.
 */
#include "models/office/counter.h"

#include <string.h>

#include "tests/office/hall.h"

enum { PEOPLE = 40 };

static struct counter_part parts[COUNTER_POOLS];

static void run(struct hall *h)
{
    h->agenda = sim_agenda_new(h->home, 64);
    assert_non_null(h->agenda);
    sim_agenda_restart(h->agenda, h->day.open);
    struct counter *c = counter_new(h->home, &h->rules, h->agenda, 0);
    assert_non_null(c);
    counter_open(c, &h->day, h->visits, &(struct counter_ears){.context = h});
    for (uint32_t i = 0; i < h->n; i++)
        counter_arrive(c, i);
    assert_true(counter_finish(c, &h->result));
}

/* Two pools of so many counters all day. */
static void two_pools(struct hall *h, int32_t first, int32_t second)
{
    h->rules.pools = 2;
    h->shifts[0].counters = first;
    h->shifts[1] = (struct counter_shift){at(0), second};
    h->day.n_shifts = 2;
    parts[0] = (struct counter_part){.n_shifts = 1};
    parts[1] = (struct counter_part){.n_shifts = 1};
    h->day.parts = parts;
}

static struct visit *of_pool(struct hall *h, uint8_t pool, double arrive, double work)
{
    struct visit *v = walks_in(h, arrive, work);
    v->pool = pool;
    return v;
}

static double minutes(int64_t us)
{
    return (double)us / 60e6;
}

/* ---- pools ------------------------------------------------------------------ */

/* The second pool has a counter and nobody to serve: that helps nobody in the first. */
static void nobody_is_served_by_the_counters_of_another_pool(void **state)
{
    struct hall *h = *state;
    two_pools(h, 1, 1);
    of_pool(h, 0, 0, 10);
    of_pool(h, 0, 1, 10);
    of_pool(h, 1, 12, 5);
    run(h);
    check_calls(h, (const double[]){0, 10, 12});
    check_near(minutes(h->result.wait_sum_us), 9, 0);
    check_near(minutes(h->result.busy_open_us), 25, 0);
    check_near(minutes(h->result.staffed_open_us), 2 * 480, 0);
    check_near(minutes(h->result.idle_open_us), 2 * 480 - 25, 0);
    assert_int_equal(h->result.served, 3);
    assert_int_equal(h->result.most_waiting, 1);
}

/* The first pool has one counter, from minute 20 on three; the second has none until 30. */
static void each_pool_has_a_roster_of_its_own(void **state)
{
    struct hall *h = *state;
    two_pools(h, 1, 0);
    h->shifts[1] = (struct counter_shift){at(20), 3};
    h->shifts[2] = (struct counter_shift){at(-30), 0};
    h->shifts[3] = (struct counter_shift){at(30), 1};
    h->day.n_shifts = 4;
    parts[0].n_shifts = parts[1].n_shifts = 2;
    for (int i = 0; i < 4; i++)
        of_pool(h, i % 2 == 0 ? 0 : 1, i, 100);
    of_pool(h, 0, 5, 10);
    run(h);
    check_calls(h, (const double[]){0, 30, 20, 130, 20});
}

/* 60 minutes of work do not fit into what one counter has left at minute 430; the other
 * pool has nothing to do and goes on. */
static void acceptance_ends_early_for_the_pool_whose_work_no_longer_fits(void **state)
{
    struct hall *h = *state;
    two_pools(h, 1, 1);
    h->rules.early_end = COUNTER_END_WORK;
    of_pool(h, 0, 430, 45);
    of_pool(h, 0, 431, 40);
    of_pool(h, 1, 432, 40);
    run(h);
    assert_int_equal(h->visits[0].outcome, VISIT_SERVED);
    assert_int_equal(h->visits[1].outcome, VISIT_TURNED_AWAY);
    assert_int_equal(h->visits[2].outcome, VISIT_SERVED);
    assert_int_equal(h->result.early_end_us, minute(431));
}

/* Appointments of the second pool keep its time free, not that of the first. */
static void each_pool_keeps_time_free_for_its_own_appointments(void **state)
{
    struct hall *h = *state;
    two_pools(h, 1, 1);
    h->rules.early_end = COUNTER_END_WORK;
    parts[1].booked_work_us = 470 * MIN_US;
    of_pool(h, 0, 0, 20);
    of_pool(h, 1, 0, 20);
    run(h);
    assert_int_equal(h->visits[0].outcome, VISIT_SERVED);
    assert_int_equal(h->visits[1].outcome, VISIT_TURNED_AWAY);
}

static void tickets_are_counted_over_all_pools(void **state)
{
    struct hall *h = *state;
    two_pools(h, 1, 1);
    h->rules.early_end = COUNTER_END_TICKETS;
    h->rules.ticket_limit = 2;
    for (int i = 0; i < 4; i++)
        of_pool(h, i % 2 == 0 ? 0 : 1, i, 5);
    run(h);
    assert_int_equal(h->visits[1].outcome, VISIT_SERVED);
    assert_int_equal(h->visits[2].outcome, VISIT_TURNED_AWAY);
    assert_int_equal(h->visits[3].outcome, VISIT_TURNED_AWAY);
}

/* Places are the site's; whoever minds a line looks at his own. */
static void places_are_the_sites_and_a_line_is_the_pools(void **state)
{
    struct hall *h = *state;
    two_pools(h, 1, 1);
    h->rules.places = 4;
    of_pool(h, 0, 0, 50);
    of_pool(h, 0, 1, 50);
    of_pool(h, 1, 2, 50)->balks_at = 1;
    of_pool(h, 0, 3, 50)->balks_at = 1;
    of_pool(h, 1, 4, 50);
    of_pool(h, 1, 5, 50);
    run(h);
    static const int want[] = {VISIT_SERVED, VISIT_SERVED, VISIT_SERVED,
                               VISIT_BALKED, VISIT_SERVED, VISIT_FULL};
    for (uint32_t i = 0; i < h->n; i++)
        assert_int_equal(h->visits[i].outcome, want[i]);
    assert_int_equal(h->result.most_waiting, 2);
}

static int32_t looked[2][LOOKS_MAX];

static void look(void *context, int32_t half_hour, int32_t waiting)
{
    ((int32_t *)context)[half_hour - OPEN_HALF_HOUR] += waiting;
}

/* Everybody of `pool` in an office of his own, or (pool < 0) everybody in one. */
static struct counter_result office(struct visit *v, uint32_t n, int32_t pools, int32_t *seen)
{
    struct arena *home = arena_new(0);
    struct counter_shift shifts[] = {{at(0), 1}, {at(0), 2}, {at(0), 1}};
    const struct counter_part each[] = {{.n_shifts = 1}, {.n_shifts = 1}, {.n_shifts = 1}};
    struct counter_rules rules = {.pools = pools < 0 ? 3 : 1,
                                  .pool.order = {.rule = DISCIPLINE_APPOINTMENTS_FIRST}};
    struct counter_day day = {.open = at(0),
                              .close = at(480),
                              .shifts = pools < 0 ? shifts : &shifts[pools],
                              .n_shifts = pools < 0 ? 3 : 1,
                              .parts = pools < 0 ? each : NULL};
    struct sim_agenda *agenda = sim_agenda_new(home, 64);
    sim_agenda_restart(agenda, day.open);
    struct counter *c = counter_new(home, &rules, agenda, 7);
    struct counter_result r;
    counter_open(c, &day, v, &(struct counter_ears){.look = look, .context = seen});
    for (uint32_t i = 0; i < n; i++)
        counter_arrive(c, i);
    assert_true(counter_finish(c, &r));
    arena_free(home);
    return r;
}

/* Random people of three pools, some booked, some impatient. */
static uint32_t random_people(struct visit *v, uint64_t *seed)
{
    double now = -20;
    for (uint32_t i = 0; i < PEOPLE; i++) {
        now += (double)(test_random(seed) % 20);
        int64_t work = (int64_t)(1 + test_random(seed) % 40) * MIN_US;
        bool is_booked = test_random(seed) % 3 == 0;
        v[i] = (struct visit){.arrive_us = minute(now),
                              .slot_us = is_booked ? minute(now + 10) : VISIT_NO_SLOT,
                              .work_us = work,
                              .expected_us = work,
                              .patience_us = (int64_t)(test_random(seed) % 3) * 30 * MIN_US,
                              .pool = (uint8_t)(test_random(seed) % 3)};
    }
    return PEOPLE;
}

/* People of one pool in an office of their own: do they fare as they did among all? What the
 * office was like is added to the sum. */
static bool fares_the_same(const struct visit *before, const struct visit *after, uint32_t n,
                           uint8_t pool, struct counter_result *sum)
{
    struct visit own[PEOPLE];
    uint32_t k = 0, at_all[PEOPLE];
    bool same = true;
    for (uint32_t i = 0; i < n; i++)
        if (before[i].pool == pool) {
            at_all[k] = i;
            own[k] = before[i];
            own[k++].pool = 0;
        }
    struct counter_result r = office(own, k, pool, looked[1]);
    for (uint32_t i = 0; i < k; i++) {
        const struct visit *v = &after[at_all[i]];
        same &= v->outcome == own[i].outcome && v->finish_us == own[i].finish_us &&
                v->wait_us == own[i].wait_us && v->is_demoted == own[i].is_demoted;
    }
    sum->queue_area_us += r.queue_area_us;
    sum->busy_open_us += r.busy_open_us;
    sum->idle_open_us += r.idle_open_us;
    sum->staffed_open_us += r.staffed_open_us;
    sum->outside_us += r.outside_us;
    sum->served += r.served;
    return same;
}

static bool pools_are_offices(uint64_t seed)
{
    struct visit all[PEOPLE], before[PEOPLE];
    struct counter_result sum = {0};
    uint32_t n = random_people(all, &seed);
    bool same = true;
    memset(looked, 0, sizeof looked);
    memcpy(before, all, sizeof before);
    struct counter_result whole = office(all, n, -1, looked[0]);
    for (uint8_t pool = 0; pool < 3; pool++)
        same &= fares_the_same(before, all, n, pool, &sum);
    return same && sum.queue_area_us == whole.queue_area_us && sum.served == whole.served &&
           sum.busy_open_us == whole.busy_open_us && sum.idle_open_us == whole.idle_open_us &&
           sum.staffed_open_us == whole.staffed_open_us && sum.outside_us == whole.outside_us &&
           memcmp(looked[0], looked[1], sizeof looked[0]) == 0;
}

static void pools_behind_one_door_are_offices_of_their_own(void **state)
{
    (void)state;
    CHECK_PROPERTY(pools_are_offices);
}

/* ---- seats ------------------------------------------------------------------ */

/* One counter, two seats: inside and outside there are 1, 2, 3, 4 from minutes 0, 1, 2, 3 on,
 * then one less every ten. Outside: 1 in [2, 3), 2 in [3, 10), 1 in [10, 20). */
static void whoever_finds_no_seat_waits_outside_with_his_ticket(void **state)
{
    struct hall *h = *state;
    h->rules.seats = 2;
    for (int i = 0; i < 4; i++)
        walks_in(h, i, 10);
    run(h);
    check_calls(h, (const double[]){0, 10, 20, 30});
    for (uint32_t i = 0; i < 4; i++)
        assert_int_equal(h->visits[i].is_beyond, i >= 2);
    assert_int_equal(h->result.beyond, 2);
    assert_int_equal(h->result.most_beyond, 2);
    check_near(minutes(h->result.beyond_us), 1 + 14 + 10, 0);
}

/* Before the doors it is another thing: those two wait 10 and 4 minutes and then sit. */
static void waiting_before_the_doors_is_not_waiting_for_a_seat(void **state)
{
    struct hall *h = *state;
    h->rules.seats = 2;
    walks_in(h, -10, 5);
    walks_in(h, -4, 5);
    run(h);
    assert_int_equal(h->result.outside, 2);
    check_near(minutes(h->result.outside_us), 14, 0);
    assert_int_equal(h->result.beyond, 0);
    check_near(minutes(h->result.beyond_us), 0, 0);
}

/* More seats: nobody more outside, nobody called at another time. */
static bool more_seats_mean_fewer_outside(uint64_t seed)
{
    struct hall *h;
    int32_t before = INT32_MAX;
    int64_t time = INT64_MAX;
    bool same = true;
    double calls[PEOPLE] = {0};
    for (int32_t seats = 1; seats < 12; seats += 3) {
        uint64_t again = seed;
        void *state;
        set_up(&state);
        h = state;
        h->rules.seats = seats;
        h->n = random_people(h->visits, &again);
        for (uint32_t i = 0; i < h->n; i++)
            h->visits[i].pool = 0;
        run(h);
        same &= h->result.beyond <= before && h->result.beyond_us <= time;
        before = h->result.beyond;
        time = h->result.beyond_us;
        for (uint32_t i = 0; i < h->n; i++) {
            double call = (double)h->visits[i].finish_us;
            same &= seats == 1 || !(call < calls[i] || call > calls[i]);
            calls[i] = call;
        }
        tear_down(&state);
    }
    return same;
}

static void more_seats_leave_fewer_outside_and_change_nothing_else(void **state)
{
    (void)state;
    CHECK_PROPERTY(more_seats_mean_fewer_outside);
}

/* ---- terms and exemptions ------------------------------------------------------ */

/* The counter is busy until 10 and again from 10 to 20: at 10 it is free only for whoever
 * waits; at 25 it is idle. */
static void on_terms_people_are_served_only_when_a_counter_is_idle(void **state)
{
    struct hall *h = *state;
    walks_in(h, 0, 10);
    walks_in(h, 1, 10);
    walks_in(h, 5, 10)->terms = VISIT_IF_IDLE;
    walks_in(h, 15, 10)->terms = VISIT_IF_IDLE;
    walks_in(h, 25, 10)->terms = VISIT_IF_IDLE;
    walks_in(h, 100, 10)->terms = VISIT_NEVER;
    run(h);
    static const int want[] = {VISIT_SERVED,  VISIT_SERVED, VISIT_REFUSED,
                               VISIT_REFUSED, VISIT_SERVED, VISIT_REFUSED};
    for (uint32_t i = 0; i < h->n; i++)
        assert_int_equal(h->visits[i].outcome, want[i]);
    check_call(h, 4, 25);
}

/* Two counters, one of them for booked people: the idle one is not for walk-ins. */
static void a_counter_kept_for_booked_people_is_not_idle_for_a_walk_in(void **state)
{
    struct hall *h = *state;
    h->shifts[0].counters = 2;
    h->rules.pool.order.rule = DISCIPLINE_DEDICATED;
    h->rules.pool.order.dedicated = 1;
    walks_in(h, 0, 30);
    walks_in(h, 5, 10)->terms = VISIT_IF_IDLE;
    comes(h, 6, 10, 10)->terms = VISIT_IF_IDLE;
    run(h);
    assert_int_equal(h->visits[1].outcome, VISIT_REFUSED);
    check_call(h, 2, 6);
}

static void whoever_is_refused_on_his_terms_ends_no_acceptance_and_takes_no_ticket(void **state)
{
    struct hall *h = *state;
    h->rules.early_end = COUNTER_END_TICKETS;
    h->rules.ticket_limit = 1;
    walks_in(h, 0, 10)->terms = VISIT_NEVER;
    walks_in(h, 1, 10);
    walks_in(h, 2, 10)->terms = VISIT_NEVER;
    run(h);
    assert_int_equal(h->visits[1].outcome, VISIT_SERVED);
    assert_int_equal(h->visits[2].outcome, VISIT_REFUSED);
    assert_int_equal(h->result.early_end_us, 0);
}

static void acceptance_does_not_end_for_the_exempt_and_their_tickets_do_not_count(void **state)
{
    struct hall *h = *state;
    h->rules.early_end = COUNTER_END_TICKETS;
    h->rules.ticket_limit = 1;
    walks_in(h, 0, 1)->is_exempt = 1;
    walks_in(h, 1, 1);
    walks_in(h, 2, 1);
    walks_in(h, 3, 1)->is_exempt = 1;
    run(h);
    static const int want[] = {VISIT_SERVED, VISIT_SERVED, VISIT_TURNED_AWAY, VISIT_SERVED};
    for (uint32_t i = 0; i < h->n; i++)
        assert_int_equal(h->visits[i].outcome, want[i]);
    assert_int_equal(h->result.early_end_us, minute(2));
}

/* 50 of the last 60 minutes are taken by somebody who is exempt: 20 more do not fit. */
static void the_work_of_the_exempt_counts_for_the_others(void **state)
{
    struct hall *h = *state;
    h->rules.early_end = COUNTER_END_WORK;
    walks_in(h, 400, 60);
    walks_in(h, 420, 50)->is_exempt = 1;
    walks_in(h, 421, 20);
    walks_in(h, 422, 200)->is_exempt = 1;
    run(h);
    static const int want[] = {VISIT_SERVED, VISIT_SERVED, VISIT_TURNED_AWAY, VISIT_SERVED};
    for (uint32_t i = 0; i < h->n; i++)
        assert_int_equal(h->visits[i].outcome, want[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_HALL(nobody_is_served_by_the_counters_of_another_pool),
        IN_HALL(each_pool_has_a_roster_of_its_own),
        IN_HALL(acceptance_ends_early_for_the_pool_whose_work_no_longer_fits),
        IN_HALL(each_pool_keeps_time_free_for_its_own_appointments),
        IN_HALL(tickets_are_counted_over_all_pools),
        IN_HALL(places_are_the_sites_and_a_line_is_the_pools),
        cmocka_unit_test(pools_behind_one_door_are_offices_of_their_own),
        IN_HALL(whoever_finds_no_seat_waits_outside_with_his_ticket),
        IN_HALL(waiting_before_the_doors_is_not_waiting_for_a_seat),
        cmocka_unit_test(more_seats_leave_fewer_outside_and_change_nothing_else),
        IN_HALL(on_terms_people_are_served_only_when_a_counter_is_idle),
        IN_HALL(a_counter_kept_for_booked_people_is_not_idle_for_a_walk_in),
        IN_HALL(whoever_is_refused_on_his_terms_ends_no_acceptance_and_takes_no_ticket),
        IN_HALL(acceptance_does_not_end_for_the_exempt_and_their_tickets_do_not_count),
        IN_HALL(the_work_of_the_exempt_counts_for_the_others),
    };
    return cmocka_run_group_tests_name("counter pools", tests, NULL, NULL);
}
