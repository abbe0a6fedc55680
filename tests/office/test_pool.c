/* test_pool.c - counters without doors: who is called at which instant, who loses patience,
 * who is interrupted and what becomes of his service. By hand, against a day that is lived
 * minute by minute, and by the laws that any day obeys. Times are minutes after 9:00.
 */
#include "models/office/pool.h"

#include <string.h>

#include "tests/office/hall.h"
#include "tests/support/dies.h"

/* The owner's own events, after those of the pool. */
enum { EVENT_COME = POOL_EVENTS, EVENT_STAFF };

#define FOR_EVER 100000

/* People join when they come, by events scheduled in their order. */
static void schedule(struct hall *h)
{
    for (int32_t i = 1; i < h->day.n_shifts; i++)
        sim_agenda_at(h->agenda, h->shifts[i].from, SIM_CALENDAR, EVENT_STAFF, (uint32_t)i);
    for (uint32_t i = 0; i < h->n; i++)
        sim_agenda_at(h->agenda, (sim_instant){h->visits[i].arrive_us}, SIM_ARRIVE, EVENT_COME, i);
}

static void open_pool(struct hall *h, struct pool *p)
{
    h->agenda = sim_agenda_new(h->home, 64);
    assert_non_null(h->agenda);
    sim_agenda_restart(h->agenda, h->day.open);
    assert_true(pool_init(p, h->home, &h->rules.pool, h->agenda, 0));
    p->ended = note_end;
    p->context = h;
    memset(h->told, 0, sizeof h->told);
    pool_open(p, h->visits, h->day.open, h->shifts[0].counters, h->speeds, h->day.n_speeds);
    schedule(h);
}

static void handle(struct hall *h, struct pool *p, const struct sim_event *event)
{
    if (event->kind == EVENT_COME) {
        h->visits[event->who].ticket_us = event->at.us;
        pool_join(p, event->who, event->at.us);
    } else if (event->kind == EVENT_STAFF) {
        pool_staff(p, event->at.us, h->shifts[event->who].counters);
    } else {
        pool_handle(p, event);
    }
}

static void pass_until(struct hall *h, struct pool *p, double m)
{
    struct sim_event event;
    while (sim_agenda_next(h->agenda, at(m), SIM_OBSERVE, &event))
        handle(h, p, &event);
}

/* Until nothing happens any more; everybody has been told once. */
static void run(struct hall *h)
{
    struct pool p;
    open_pool(h, &p);
    pass_until(h, &p, FOR_EVER);
    assert_false(p.failed);
    pool_check_empty(&p);
    for (uint32_t i = 0; i < h->n; i++)
        assert_int_equal(h->told[i], 1);
}

/* ---- one instant ------------------------------------------------------------ */

/* At 10 the counter frees up and calls whoever waits; the more urgent comes after that. */
static void a_counter_that_frees_up_calls_before_somebody_comes_at_that_instant(void **state)
{
    struct hall *h = *state;
    h->rules.pool.order.rule = DISCIPLINE_PRIORITY;
    ranks(h, 0, 1, 10);
    ranks(h, 1, 5, 10);
    ranks(h, 10, 0, 10);
    ranks(h, 30, 0, 10); /* free since that instant: no wait */
    run(h);
    check_calls(h, (const double[]){0, 10, 20, 30});
}

static void people_of_one_instant_are_called_in_the_order_they_were_scheduled(void **state)
{
    struct hall *h = *state;
    for (int i = 0; i < 20; i++)
        walks_in(h, 5, 1);
    run(h);
    for (uint32_t i = 0; i < 20; i++)
        check_call(h, i, 5 + i);
}

static void whoever_can_be_called_when_his_patience_ends_is_called(void **state)
{
    struct hall *h = *state;
    shift(h, 30, 2);
    walks_in(h, 0, 10);
    waits_at_most(h, 2, 50, 8); /* the counter frees up at 10 */
    waits_at_most(h, 25, 5, 5); /* staff come at 30 */
    run(h);
    check_calls(h, (const double[]){0, 10, 30});
    h->visits[1].patience_us--;
    run(h);
    assert_int_equal(h->visits[1].outcome, VISIT_LEFT);
    assert_int_equal(h->visits[1].finish_us, minute(10) - 1);
}

static void work_of_no_time_is_done_at_the_instant_of_its_call(void **state)
{
    struct hall *h = *state;
    walks_in(h, 0, 10);
    walks_in(h, 1, 0);
    walks_in(h, 2, 0);
    run(h);
    check_end(h, 1, VISIT_SERVED, 10, 9);
    check_end(h, 2, VISIT_SERVED, 10, 8);
}

/* ---- patience --------------------------------------------------------------- */

static void whoever_loses_patience_leaves_the_line_and_the_next_moves_up(void **state)
{
    struct hall *h = *state;
    walks_in(h, 0, 20);
    waits_at_most(h, 1, 10, 5);
    walks_in(h, 2, 10);
    waits_at_most(h, 3, 10, 30);
    run(h);
    check_end(h, 1, VISIT_LEFT, 6, 5);
    check_end(h, 2, VISIT_SERVED, 30, 18);
    check_end(h, 3, VISIT_SERVED, 40, 27);
}

/* Ticket at 0, but he joins this line at 4: he leaves at 10 all the same. */
static void patience_runs_from_the_ticket_not_from_joining_the_line(void **state)
{
    struct hall *h = *state;
    struct pool p;
    walks_in(h, 0, 60);
    open_pool(h, &p);
    pass_until(h, &p, 4);
    waits_at_most(h, -90, 10, 10)->ticket_us = minute(0);
    pool_join(&p, 1, minute(4));
    pass_until(h, &p, FOR_EVER);
    pool_check_empty(&p);
    check_end(h, 1, VISIT_LEFT, 10, 6);
}

static void whoever_joins_with_no_patience_left_is_served_now_or_leaves_now(void **state)
{
    struct hall *h = *state;
    struct pool p;
    open_pool(h, &p);
    pass_until(h, &p, 20);
    for (uint32_t i = 0; i < 2; i++) {
        waits_at_most(h, 0, 10, 10)->ticket_us = minute(0);
        pool_join(&p, i, minute(20));
    }
    pass_until(h, &p, FOR_EVER);
    pool_check_empty(&p);
    check_end(h, 0, VISIT_SERVED, 30, 0);
    check_end(h, 1, VISIT_LEFT, 20, 0);
}

static void patience_is_for_the_first_call_only(void **state)
{
    struct hall *h = *state;
    h->rules.pool.order.rule = DISCIPLINE_PREEMPTIVE;
    ranks(h, 0, 5, 3);
    ranks(h, 0, 5, 10)->patience_us = 5 * MIN_US; /* called at 3, interrupted from 4 to 34 */
    ranks(h, 4, 0, 30);
    run(h);
    check_end(h, 1, VISIT_SERVED, 43, 33);
    check_call(h, 1, 3);
}

static void after_the_longest_wait_people_are_called_back_unless_they_leave_before(void **state)
{
    struct hall *h = *state;
    h->rules.pool.longest_wait.us = 10 * MIN_US;
    walks_in(h, 0, 60);
    waits_at_most(h, 1, 10, 0);  /* any time */
    waits_at_most(h, 1, 10, 7);  /* less */
    waits_at_most(h, 1, 10, 10); /* the same: he leaves by himself */
    waits_at_most(h, 1, 10, 12); /* more */
    run(h);
    check_end(h, 1, VISIT_CALL_BACK, 11, 10);
    check_end(h, 2, VISIT_LEFT, 8, 7);
    check_end(h, 3, VISIT_LEFT, 11, 10);
    check_end(h, 4, VISIT_CALL_BACK, 11, 10);
    h->rules.pool.longest_wait.us = 0;
    run(h);
    check_end(h, 1, VISIT_SERVED, 70, 59);
    check_end(h, 4, VISIT_LEFT, 13, 12);
}

/* ---- staff who leave -------------------------------------------------------- */

/* Two until 10, then one; the second was called last. */
static void run_a_leave(struct hall *h)
{
    shift(h, 10, 1);
    walks_in(h, 0, 20);
    walks_in(h, 2, 20);
    walks_in(h, 3, 5);
    h->shifts[0].counters = 2;
    run(h);
}

static void staff_who_leave_finish_the_person_they_serve(void **state)
{
    struct hall *h = *state;
    run_a_leave(h);
    check_end(h, 0, VISIT_SERVED, 20, 0);
    check_end(h, 1, VISIT_SERVED, 22, 0);
    check_end(h, 2, VISIT_SERVED, 27, 19);
}

/* He has 8 of 20 behind him, waits from 10 to 20 and goes before whoever came after him. */
static void staff_who_hand_over_send_the_last_called_back_and_he_resumes(void **state)
{
    struct hall *h = *state;
    h->rules.pool.hand_over = true;
    run_a_leave(h);
    check_end(h, 0, VISIT_SERVED, 20, 0);
    check_end(h, 1, VISIT_SERVED, 32, 10);
    check_call(h, 1, 2);
    check_end(h, 2, VISIT_SERVED, 37, 29);
}

static void several_who_are_sent_back_keep_their_order(void **state)
{
    struct hall *h = *state;
    h->rules.pool.hand_over = true;
    h->shifts[0].counters = 3;
    shift(h, 5, 1);
    for (int i = 0; i < 4; i++)
        walks_in(h, 0, 10);
    run(h);
    check_end(h, 0, VISIT_SERVED, 10, 0);
    check_end(h, 1, VISIT_SERVED, 15, 5);
    check_end(h, 2, VISIT_SERVED, 20, 10);
    check_end(h, 3, VISIT_SERVED, 30, 20);
}

static void without_staff_everybody_is_sent_back_until_somebody_comes(void **state)
{
    struct hall *h = *state;
    h->rules.pool.hand_over = true;
    shift(h, 5, 0);
    shift(h, 65, 1);
    walks_in(h, 0, 20);
    walks_in(h, 30, 10);
    run(h);
    check_end(h, 0, VISIT_SERVED, 80, 60);
    check_end(h, 1, VISIT_SERVED, 90, 50);
}

/* Half speed from 5 to 30: 5 + 5 of 20 are done by 15; the rest begins at 40. */
static void what_is_handed_over_is_the_work_left_at_the_speed_it_was_done(void **state)
{
    struct hall *h = *state;
    h->rules.pool.hand_over = true;
    speed(h, 5, 500);
    speed(h, 30, 1000);
    shift(h, 15, 0);
    shift(h, 40, 1);
    walks_in(h, 0, 20);
    run(h);
    check_end(h, 0, VISIT_SERVED, 50, 25);
}

/* The system is down from 0 to 60: nothing is done before he is sent back. */
static void the_first_call_is_kept_though_no_work_was_done_after_it(void **state)
{
    struct hall *h = *state;
    h->rules.pool.hand_over = true;
    speed(h, 0, 0);
    speed(h, 60, 1000);
    shift(h, 10, 0);
    shift(h, 20, 1);
    walks_in(h, 0, 5);
    run(h);
    check_call(h, 0, 0);
    check_end(h, 0, VISIT_SERVED, 65, 10);
}

/* ---- whoever is more urgent interrupts -------------------------------------- */

/* Three counters: ranks 2, 3, 3 from 0, 1, 2 on. Thirty minutes each, newcomers ten. */
static void the_greatest_rank_called_last_is_interrupted_and_resumes(void **state)
{
    struct hall *h = *state;
    h->rules.pool.order.rule = DISCIPLINE_PREEMPTIVE;
    h->shifts[0].counters = 3;
    ranks(h, 0, 2, 30);
    ranks(h, 1, 3, 30);
    ranks(h, 2, 3, 30);
    ranks(h, 5, 1, 10); /* interrupts the third */
    ranks(h, 6, 2, 10); /* interrupts the second */
    ranks(h, 7, 2, 10); /* nobody is above him */
    ranks(h, 8, 3, 10); /* nobody is above him */
    run(h);
    check_end(h, 3, VISIT_SERVED, 15, 0);
    check_end(h, 4, VISIT_SERVED, 16, 0);
    check_end(h, 5, VISIT_SERVED, 25, 8);
    check_end(h, 1, VISIT_SERVED, 41, 10); /* 1 to 6, 16 to 41 */
    check_end(h, 2, VISIT_SERVED, 52, 20); /* 2 to 5, 25 to 52 */
    check_end(h, 0, VISIT_SERVED, 30, 0);
    check_end(h, 6, VISIT_SERVED, 40, 22);
}

static void nobody_interrupts_his_own_rank_or_one_before_it(void **state)
{
    struct hall *h = *state;
    h->rules.pool.order.rule = DISCIPLINE_PREEMPTIVE;
    ranks(h, 0, 3, 10);
    ranks(h, 1, 3, 10);
    ranks(h, 2, 4, 10);
    run(h);
    check_calls(h, (const double[]){0, 10, 20});
}

static void nobody_is_interrupted_while_a_counter_is_free(void **state)
{
    struct hall *h = *state;
    h->rules.pool.order.rule = DISCIPLINE_PREEMPTIVE;
    h->shifts[0].counters = 2;
    ranks(h, 0, 7, 10);
    ranks(h, 1, 0, 10);
    run(h);
    check_end(h, 0, VISIT_SERVED, 10, 0);
    check_end(h, 1, VISIT_SERVED, 11, 0);
}

static void priority_that_does_not_preempt_interrupts_nobody(void **state)
{
    struct hall *h = *state;
    h->rules.pool.order.rule = DISCIPLINE_PRIORITY;
    ranks(h, 0, 7, 10);
    ranks(h, 1, 3, 10);
    ranks(h, 2, 0, 10);
    run(h);
    check_calls(h, (const double[]){0, 20, 10});
}

static void whoever_is_interrupted_at_the_instant_of_his_call_keeps_it(void **state)
{
    struct hall *h = *state;
    h->rules.pool.order.rule = DISCIPLINE_PREEMPTIVE;
    ranks(h, 5, 1, 10);
    ranks(h, 5, 0, 10);
    run(h);
    check_calls(h, (const double[]){5, 5});
    check_end(h, 0, VISIT_SERVED, 25, 10);
}

/* One is on duty from 5 on, two are being finished. The first newcomer takes the counter of
 * the last called; the second finds it serving his own rank. */
static void on_duty_counters_alone_are_taken_from_people_being_finished(void **state)
{
    struct hall *h = *state;
    h->rules.pool.order.rule = DISCIPLINE_PREEMPTIVE;
    h->shifts[0].counters = 2;
    shift(h, 5, 1);
    ranks(h, 0, 5, 20);
    ranks(h, 1, 5, 20);
    ranks(h, 6, 0, 20);
    ranks(h, 7, 0, 10);
    run(h);
    check_end(h, 0, VISIT_SERVED, 20, 0);
    check_end(h, 2, VISIT_SERVED, 26, 0);
    check_end(h, 3, VISIT_SERVED, 36, 19);
    check_end(h, 1, VISIT_SERVED, 51, 30); /* 1 to 6, 36 to 51 */
}

static void with_nobody_on_duty_nobody_is_interrupted(void **state)
{
    struct hall *h = *state;
    h->rules.pool.order.rule = DISCIPLINE_PREEMPTIVE;
    shift(h, 5, 0);
    shift(h, 60, 1);
    ranks(h, 0, 5, 20);
    ranks(h, 6, 0, 10);
    run(h);
    check_end(h, 0, VISIT_SERVED, 20, 0);
    check_end(h, 1, VISIT_SERVED, 70, 54);
}

/* ---- clearing and cutting off ----------------------------------------------- */

static void clearing_empties_the_line_and_lets_counters_finish(void **state)
{
    struct hall *h = *state;
    struct pool p;
    walks_in(h, 0, 30);
    waits_at_most(h, 1, 10, 25);
    walks_in(h, 2, 10);
    walks_in(h, 40, 10);
    open_pool(h, &p);
    pass_until(h, &p, 20);
    pool_clear(&p, minute(20));
    assert_int_equal(p.waiting, 0);
    assert_int_equal(p.busy, 1);
    check_end(h, 1, VISIT_CLEARED, 20, 19);
    check_end(h, 2, VISIT_CLEARED, 20, 18);
    pass_until(h, &p, FOR_EVER); /* no patience ends in an empty line */
    pool_check_empty(&p);
    check_call(h, 0, 0);
    check_call(h, 3, 40);
    for (uint32_t i = 0; i < h->n; i++)
        assert_int_equal(h->told[i], 1);
}

/* At 15 one is served, one was interrupted and one has not been called. */
static void the_horizon_cuts_waits_and_services_off_and_they_count_up_to_it(void **state)
{
    struct hall *h = *state;
    struct pool p;
    h->rules.pool.order.rule = DISCIPLINE_PREEMPTIVE;
    ranks(h, 0, 1, 20);
    ranks(h, 4, 0, 90);
    ranks(h, 6, 2, 20)->patience_us = 30 * MIN_US;
    open_pool(h, &p);
    pass_until(h, &p, 15);
    for (uint32_t i = 0; i < h->n; i++)
        pool_cut(&p, i, minute(15));
    pool_check_empty(&p);
    check_end(h, 0, VISIT_STAYED, 15, 11);
    check_end(h, 1, VISIT_STAYED, 15, 0);
    check_end(h, 2, VISIT_STAYED, 15, 9);
    assert_int_equal(p.areas.waiting_us, 20 * MIN_US);
    assert_int_equal(p.areas.busy_us, 15 * MIN_US);
    sim_agenda_restart(h->agenda, h->day.open);
    pool_open(&p, h->visits, h->day.open, 1, NULL, 0);
    schedule(h);
    pass_until(h, &p, FOR_EVER);
    pool_check_empty(&p);
    check_end(h, 2, VISIT_LEFT, 36, 30);
}

static void cut_somebody_who_is_not_there(void)
{
    void *state;
    struct pool p;
    if (set_up(&state) != 0)
        return;
    walks_in(state, 5, 10);
    open_pool(state, &p);
    pool_cut(&p, 0, minute(0));
}

static void let_time_go_back(void)
{
    void *state;
    struct pool p;
    if (set_up(&state) != 0)
        return;
    open_pool(state, &p);
    pool_pass(&p, minute(5));
    pool_pass(&p, minute(4));
}

static void open_with_somebody_inside(void)
{
    void *state;
    struct pool p;
    if (set_up(&state) != 0)
        return;
    struct hall *h = state;
    walks_in(h, 0, 10);
    open_pool(h, &p);
    pass_until(h, &p, 5);
    pool_open(&p, h->visits, at(5), 1, NULL, 0);
}

static void hand_in_a_strange_event(void)
{
    void *state;
    struct pool p;
    if (set_up(&state) != 0)
        return;
    open_pool(state, &p);
    pool_handle(&p, &(struct sim_event){.at = at(0), .kind = POOL_EVENTS});
}

static void what_a_pool_cannot_have_seen_is_a_bug(void **state)
{
    (void)state;
    assert_true(dies(cut_somebody_who_is_not_there));
    assert_true(dies(let_time_go_back));
    assert_true(dies(open_with_somebody_inside));
    assert_true(dies(hand_in_a_strange_event));
}

/* ---- integrals over time ---------------------------------------------------- */

/* One is inside from 0 to 5 and from 10 to 20, two from 5 to 10, nobody from 20 to 30. */
static void time_is_kept_by_the_number_inside_the_last_for_more_too(void **state)
{
    for (int32_t n = 2; n <= 4; n++) {
        struct hall *h = *state;
        struct pool p;
        int64_t state_us[4] = {0};
        h->n = 0;
        walks_in(h, 0, 10);
        walks_in(h, 5, 10);
        open_pool(h, &p);
        p.state_us = state_us;
        p.n_states = n;
        pass_until(h, &p, 30);
        pool_pass(&p, minute(30));
        assert_int_equal(state_us[0], 10 * MIN_US);
        assert_int_equal(state_us[1], (n == 2 ? 20 : 15) * MIN_US);
        assert_int_equal(state_us[2], (n == 2 ? 0 : 5) * MIN_US);
        assert_int_equal(p.areas.waiting_us, 5 * MIN_US);
        assert_int_equal(p.areas.busy_us, 20 * MIN_US);
        assert_int_equal(p.areas.staffed_us, 30 * MIN_US);
    }
}

/* ---- two pools in one agenda ------------------------------------------------ */

enum { FIRST_KIND = 0, SECOND_KIND = POOL_EVENTS, EVENT_FIRST = 2 * POOL_EVENTS, EVENT_SECOND };

struct tandem {
    struct hall *h;
    struct pool first, second;
    struct visit second_visits[8];
};

/* Done at the first desk, he goes on to the second by an event. */
static void goes_on(void *context, uint32_t who)
{
    struct tandem *t = context;
    sim_agenda_at(t->h->agenda, (sim_instant){t->h->visits[who].finish_us}, SIM_ARRIVE,
                  EVENT_SECOND, who);
}

static void handle_tandem(struct tandem *t, const struct sim_event *event)
{
    if (event->kind == EVENT_FIRST) {
        t->h->visits[event->who].ticket_us = event->at.us;
        pool_join(&t->first, event->who, event->at.us);
    } else if (event->kind == EVENT_SECOND) {
        t->second_visits[event->who].ticket_us = event->at.us;
        pool_join(&t->second, event->who, event->at.us);
    } else {
        pool_handle(event->kind < SECOND_KIND ? &t->first : &t->second, event);
    }
}

/* 10 minutes at the first desk, 15 at the second. */
static void two_pools_share_an_agenda_and_people_go_from_one_to_the_other(void **state)
{
    struct hall *h = *state;
    struct tandem t = {.h = h};
    struct sim_event event;
    h->agenda = sim_agenda_new(h->home, 64);
    assert_non_null(h->agenda);
    sim_agenda_restart(h->agenda, at(0));
    assert_true(pool_init(&t.first, h->home, &h->rules.pool, h->agenda, FIRST_KIND));
    assert_true(pool_init(&t.second, h->home, &h->rules.pool, h->agenda, SECOND_KIND));
    t.first.ended = goes_on;
    t.first.context = &t;
    pool_open(&t.first, h->visits, at(0), 1, NULL, 0);
    pool_open(&t.second, t.second_visits, at(0), 1, NULL, 0);
    for (uint32_t i = 0; i < 3; i++) {
        walks_in(h, i, 10);
        t.second_visits[i] = (struct visit){.slot_us = VISIT_NO_SLOT, .work_us = 15 * MIN_US};
        sim_agenda_at(h->agenda, at(i), SIM_ARRIVE, EVENT_FIRST, i);
    }
    while (sim_agenda_next(h->agenda, at(FOR_EVER), SIM_OBSERVE, &event))
        handle_tandem(&t, &event);
    check_calls(h, (const double[]){0, 10, 20});
    for (int i = 0; i < 3; i++) {
        assert_int_equal(t.second_visits[i].ticket_us, minute(10 + 10 * i));
        assert_int_equal(t.second_visits[i].call_us, minute(10 + 15 * i));
    }
    pool_check_empty(&t.first);
    pool_check_empty(&t.second);
}

/* ---- a day lived minute by minute ------------------------------------------- */

enum { PEOPLE = 60, MINUTES = 1500 };

enum where { NOT_YET, IN_LINE, AT_COUNTER, GONE };

/* Nothing but people and a clock that moves by minutes: who is done goes, who may be called
 * is called, staff change, who has no patience left goes, who comes joins. */
struct diary {
    const struct hall *h;
    enum where where[PEOPLE];
    int64_t left[PEOPLE], wait[PEOPLE], call[PEOPLE], finish[PEOPLE]; /* minutes */
    int32_t called[PEOPLE];                                           /* the order of calls */
    uint8_t outcome[PEOPLE];
    int32_t busy, on_duty, calls, next_shift;
};

static int64_t minutes_of(int64_t us)
{
    return (us - minute(0)) / MIN_US;
}

/* In the line: the rank where it counts, then the ticket; people are numbered by ticket. */
static int32_t diary_next(const struct diary *d)
{
    int32_t best = -1;
    bool is_by_rank = d->h->rules.pool.order.rule != DISCIPLINE_TICKET;
    for (int32_t i = 0; i < PEOPLE; i++)
        if (d->where[i] == IN_LINE &&
            (best < 0 || (is_by_rank && d->h->visits[i].rank < d->h->visits[best].rank)))
            best = i;
    return best;
}

static void diary_call(struct diary *d, int64_t now)
{
    int32_t next = diary_next(d);
    if (next < 0)
        return;
    d->where[next] = AT_COUNTER;
    d->called[next] = ++d->calls;
    d->busy++;
    if (d->call[next] < 0)
        d->call[next] = now;
}

static void diary_call_all(struct diary *d, int64_t now)
{
    while (d->busy < d->on_duty && diary_next(d) >= 0)
        diary_call(d, now);
}

/* Of those at a counter whose rank is above: the last called of the greatest rank. */
static int32_t diary_victim(const struct diary *d, int32_t above)
{
    int32_t victim = -1;
    for (int32_t i = 0; i < PEOPLE; i++) {
        int32_t rank = d->h->visits[i].rank, most = victim < 0 ? above : d->h->visits[victim].rank;
        if (d->where[i] == AT_COUNTER &&
            (rank > most || (victim >= 0 && rank == most && d->called[i] > d->called[victim])))
            victim = i;
    }
    return victim;
}

static void diary_send_back(struct diary *d, int32_t i)
{
    d->where[i] = IN_LINE;
    d->busy--;
}

static int32_t diary_last_called(const struct diary *d)
{
    int32_t last = -1;
    for (int32_t i = 0; i < PEOPLE; i++)
        if (d->where[i] == AT_COUNTER && (last < 0 || d->called[i] > d->called[last]))
            last = i;
    return last;
}

static void diary_ends(struct diary *d, int32_t i, enum visit_outcome outcome, int64_t now)
{
    d->where[i] = GONE;
    d->outcome[i] = (uint8_t)outcome;
    d->finish[i] = now;
}

static void diary_releases(struct diary *d, int64_t now)
{
    for (int32_t i = 0; i < PEOPLE; i++)
        if (d->where[i] == AT_COUNTER && d->left[i] == 0) {
            diary_ends(d, i, VISIT_SERVED, now);
            d->busy--;
        }
    diary_call_all(d, now);
}

static void diary_staff(struct diary *d, int64_t now)
{
    const struct hall *h = d->h;
    if (d->next_shift == h->day.n_shifts || h->shifts[d->next_shift].from.us > minute((double)now))
        return;
    d->on_duty = h->shifts[d->next_shift++].counters;
    while (h->rules.pool.hand_over && d->busy > d->on_duty)
        diary_send_back(d, diary_last_called(d));
    diary_call_all(d, now);
}

static void diary_patience(struct diary *d, int64_t now)
{
    int64_t longest = d->h->rules.pool.longest_wait.us / MIN_US;
    for (int32_t i = 0; i < PEOPLE; i++) {
        int64_t patience = d->h->visits[i].patience_us / MIN_US;
        if (d->where[i] != IN_LINE || d->call[i] >= 0)
            continue;
        if (patience > 0 && d->wait[i] == patience)
            diary_ends(d, i, VISIT_LEFT, now);
        else if (longest > 0 && d->wait[i] == longest)
            diary_ends(d, i, VISIT_CALL_BACK, now);
    }
}

/* How many at a counter go before everybody of a greater rank than his. */
static int32_t diary_kept(const struct diary *d, int32_t rank)
{
    int32_t kept = 0;
    for (int32_t i = 0; i < PEOPLE; i++)
        kept += d->where[i] == AT_COUNTER && d->h->visits[i].rank <= rank;
    return kept;
}

static void diary_arrivals(struct diary *d, int64_t now)
{
    for (int32_t i = 0; i < PEOPLE; i++) {
        if (minutes_of(d->h->visits[i].arrive_us) != now)
            continue;
        int32_t rank = d->h->visits[i].rank, victim = diary_victim(d, rank);
        d->where[i] = IN_LINE;
        if (d->h->rules.pool.order.rule == DISCIPLINE_PREEMPTIVE && d->busy >= d->on_duty &&
            victim >= 0 && diary_kept(d, rank) < d->on_duty) {
            diary_send_back(d, victim);
            diary_call(d, now);
        }
        diary_call_all(d, now);
    }
}

static void live_the_day(struct diary *d, const struct hall *h)
{
    *d = (struct diary){.h = h, .on_duty = h->shifts[0].counters, .next_shift = 1};
    for (int i = 0; i < PEOPLE; i++) {
        d->left[i] = h->visits[i].work_us / MIN_US;
        d->call[i] = -1;
    }
    for (int64_t now = 0; now < MINUTES; now++) {
        diary_releases(d, now);
        diary_staff(d, now);
        diary_patience(d, now);
        diary_arrivals(d, now);
        for (int i = 0; i < PEOPLE; i++) {
            d->wait[i] += d->where[i] == IN_LINE;
            d->left[i] -= d->where[i] == AT_COUNTER;
        }
    }
}

/* Whole minutes, ties abound; staff change six times and at least one is there at the end. */
static void random_day(struct hall *h, uint64_t *seed, int32_t staff_at_least)
{
    double now = 0;
    for (int i = 0; i < PEOPLE; i++) {
        now += (double)(test_random(seed) % 5);
        int32_t slot = (int32_t)now / 10 * 10 + (int32_t)(test_random(seed) % 6) * 10 - 20;
        struct visit *v = comes(h, now, test_random(seed) % 2 == 0 || slot < 0 ? NO_SLOT : slot,
                                (double)(1 + test_random(seed) % 12));
        v->rank = (uint8_t)(test_random(seed) % 4);
        v->patience_us = (int64_t)(test_random(seed) % 40) * MIN_US;
    }
    h->shifts[0].counters = staff_at_least;
    for (int i = 1; i < 7; i++)
        shift(h, i * 20, (int32_t)(test_random(seed) % 4));
    h->shifts[6].counters = staff_at_least;
    h->rules.pool.hand_over = test_random(seed) % 2 == 0;
    h->rules.pool.longest_wait.us = (int64_t)(test_random(seed) % 2) * 25 * MIN_US;
}

static bool a_day_equals_its_diary(uint64_t seed)
{
    static const enum discipline_rule rules[] = {DISCIPLINE_TICKET, DISCIPLINE_PRIORITY,
                                                 DISCIPLINE_PREEMPTIVE};
    static struct diary d;
    void *state;
    if (set_up(&state) != 0)
        return false;
    struct hall *h = state;
    h->rules.pool.order.rule = rules[seed % COUNT_OF(rules)];
    random_day(h, &seed, 1);
    run(h);
    live_the_day(&d, h);
    bool same = true;
    for (int i = 0; i < PEOPLE; i++) {
        const struct visit *v = &h->visits[i];
        same = same && v->outcome == d.outcome[i] && minutes_of(v->finish_us) == d.finish[i] &&
               v->wait_us == d.wait[i] * MIN_US &&
               (d.call[i] < 0 || minutes_of(v->call_us) == d.call[i]);
    }
    (void)tear_down(&state);
    return same;
}

static void any_day_equals_one_that_is_lived_minute_by_minute(void **state)
{
    (void)state;
    CHECK_PROPERTY(a_day_equals_its_diary);
}

/* ---- laws of any day -------------------------------------------------------- */

/* What pool.h promises between events. */
static bool invariants_hold(const struct hall *h, const struct pool *p)
{
    int32_t waiting = 0, busy = 0;
    int64_t waiting_work = 0, serving_work = 0;
    for (uint32_t i = 0; i < h->n; i++) {
        bool waits = h->visits[i].stage == VISIT_WAITING;
        bool is_served = h->visits[i].stage == VISIT_AT_COUNTER;
        waiting += waits;
        busy += is_served;
        waiting_work += waits ? h->visits[i].expected_us : 0;
        serving_work += is_served ? h->visits[i].expected_us : 0;
    }
    return waiting == p->waiting && busy == p->busy && waiting_work == p->waiting_work &&
           serving_work == p->serving_work;
}

/* How it ended agrees with what he brought. */
static bool end_is_just(const struct hall *h, const struct visit *v)
{
    int64_t inside = v->finish_us - v->ticket_us, served = inside - v->wait_us;
    if (v->outcome == VISIT_LEFT)
        return inside == v->patience_us && served == 0;
    if (v->outcome == VISIT_CALL_BACK)
        return inside == h->rules.pool.longest_wait.us && served == 0;
    bool is_slow = h->day.n_speeds > 0;
    return v->outcome == VISIT_SERVED && v->call_us >= v->ticket_us &&
           v->wait_us >= v->call_us - v->ticket_us &&
           (is_slow ? served >= v->work_us - PEOPLE : served == v->work_us);
}

static int64_t staffed(const struct hall *h, int64_t until_us)
{
    int64_t sum = 0;
    for (int32_t i = 0; i < h->day.n_shifts; i++) {
        int64_t end = i + 1 < h->day.n_shifts ? h->shifts[i + 1].from.us : until_us;
        sum += h->shifts[i].counters * (end - h->shifts[i].from.us);
    }
    return sum;
}

/* Little's law and the like: integrals over time are sums over people. */
static bool areas_are_sums(const struct hall *h, const struct pool *p, int64_t until_us)
{
    int64_t waiting = 0, busy = 0, elapsed = 0, inside = 0;
    for (uint32_t i = 0; i < h->n; i++) {
        waiting += h->visits[i].wait_us;
        busy += h->visits[i].finish_us - h->visits[i].ticket_us - h->visits[i].wait_us;
    }
    for (int32_t k = 0; k < p->n_states; k++) {
        elapsed += p->state_us[k];
        inside += k * p->state_us[k];
    }
    return waiting == p->areas.waiting_us && busy == p->areas.busy_us && inside == waiting + busy &&
           elapsed == until_us - minute(0) && p->areas.staffed_us == staffed(h, until_us);
}

static void random_rule(struct hall *h, uint64_t *seed)
{
    struct discipline_rules *order = &h->rules.pool.order;
    order->rule = (enum discipline_rule)(test_random(seed) % (DISCIPLINE_ACCUMULATING + 1));
    order->n = 1 + (int32_t)(test_random(seed) % 3);
    order->m = 1 + (int32_t)(test_random(seed) % 3);
    order->dedicated = 1;
    for (int i = 0; i < DISCIPLINE_LINES; i++)
        order->weight[i] = 1 + (int32_t)(test_random(seed) % 9);
    if (test_random(seed) % 2 == 0)
        return;
    speed(h, 30, (int32_t)(test_random(seed) % 3) * 333);
    speed(h, 60, 1000);
}

static bool a_day_obeys_the_laws(uint64_t seed)
{
    void *state;
    if (set_up(&state) != 0)
        return false;
    struct hall *h = state;
    struct pool p;
    struct visit before[PEOPLE];
    int64_t state_us[PEOPLE + 1] = {0};
    random_day(h, &seed, 2);
    random_rule(h, &seed);
    memcpy(before, h->visits, sizeof before);
    open_pool(h, &p);
    p.state_us = state_us;
    p.n_states = PEOPLE + 1;
    struct sim_event event;
    bool holds = true;
    while (holds && sim_agenda_next(h->agenda, at(FOR_EVER), SIM_OBSERVE, &event)) {
        handle(h, &p, &event);
        holds = invariants_hold(h, &p);
    }
    pool_check_empty(&p);
    holds = holds && areas_are_sums(h, &p, p.last_us);
    for (uint32_t i = 0; i < h->n; i++)
        holds = holds && h->told[i] == 1 && end_is_just(h, &h->visits[i]) &&
                brings_the_same(&h->visits[i], &before[i]);
    (void)tear_down(&state);
    return holds;
}

static void any_day_under_any_rule_obeys_the_laws_of_waiting_lines(void **state)
{
    (void)state;
    CHECK_PROPERTY(a_day_obeys_the_laws);
}

/* ---- memory ----------------------------------------------------------------- */

static void a_pool_that_cannot_be_made_says_so(void **state)
{
    struct hall *h = *state;
    struct pool p;
    h->rules.pool.hand_over = true;
    struct sim_agenda *agenda = sim_agenda_new(h->home, 0);
    for (unsigned nth = 1; nth <= 3; nth++) {
        arena_fail_nth(h->home, nth);
        assert_false(pool_init(&p, h->home, &h->rules.pool, agenda, 0));
    }
    arena_fail_nth(h->home, 4);
    assert_true(pool_init(&p, h->home, &h->rules.pool, agenda, 0));
}

/* From the first failure on nobody is called any more, but everybody stays where the pool
 * says he is: clearing and cutting off find him. */
static void check_failed_pool(struct hall *h, struct pool *p, double now)
{
    assert_true(p->failed);
    assert_true(invariants_hold(h, p));
    pool_clear(p, minute(now));
    for (uint32_t i = 0; i < h->n; i++)
        if (h->visits[i].stage != VISIT_AWAY)
            pool_cut(p, i, minute(now));
    pool_check_empty(p);
}

static void without_memory_for_a_longer_line_whoever_comes_is_not_inside(void **state)
{
    struct hall *h = *state;
    struct pool p;
    for (int i = 0; i < 300; i++)
        walks_in(h, 1, 10);
    open_pool(h, &p);
    arena_fail_nth(h->home, 1);
    pass_until(h, &p, 1);
    assert_int_equal(h->visits[257].stage, VISIT_AWAY);
    check_failed_pool(h, &p, 2);
}

/* The line is full when the only one at a counter is to be sent back into it. */
static void without_memory_for_a_longer_line_nobody_is_interrupted(void **state)
{
    struct hall *h = *state;
    struct pool p;
    h->rules.pool.hand_over = true;
    shift(h, 2, 0);
    for (int i = 0; i < 257; i++)
        walks_in(h, 1, 10);
    open_pool(h, &p);
    pass_until(h, &p, 1);
    assert_int_equal(p.waiting, 256);
    arena_fail_nth(h->home, 1);
    pass_until(h, &p, 3);
    assert_int_equal(p.busy, 1);
    check_failed_pool(h, &p, 3);
}

static void without_memory_to_know_who_is_served_nobody_more_is_called(void **state)
{
    struct hall *h = *state;
    struct pool p;
    h->rules.pool.order.rule = DISCIPLINE_PREEMPTIVE;
    h->shifts[0].counters = 30;
    for (int i = 0; i < 30; i++)
        walks_in(h, 1, 10);
    open_pool(h, &p);
    arena_fail_nth(h->home, 1);
    pass_until(h, &p, 5);
    assert_int_equal(p.busy, 16);
    assert_int_equal(p.waiting, 14);
    pass_until(h, &p, 20);
    assert_int_equal(p.busy, 0);
    check_failed_pool(h, &p, 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_HALL(a_counter_that_frees_up_calls_before_somebody_comes_at_that_instant),
        IN_HALL(people_of_one_instant_are_called_in_the_order_they_were_scheduled),
        IN_HALL(whoever_can_be_called_when_his_patience_ends_is_called),
        IN_HALL(work_of_no_time_is_done_at_the_instant_of_its_call),
        IN_HALL(whoever_loses_patience_leaves_the_line_and_the_next_moves_up),
        IN_HALL(patience_runs_from_the_ticket_not_from_joining_the_line),
        IN_HALL(whoever_joins_with_no_patience_left_is_served_now_or_leaves_now),
        IN_HALL(patience_is_for_the_first_call_only),
        IN_HALL(after_the_longest_wait_people_are_called_back_unless_they_leave_before),
        IN_HALL(staff_who_leave_finish_the_person_they_serve),
        IN_HALL(staff_who_hand_over_send_the_last_called_back_and_he_resumes),
        IN_HALL(several_who_are_sent_back_keep_their_order),
        IN_HALL(without_staff_everybody_is_sent_back_until_somebody_comes),
        IN_HALL(what_is_handed_over_is_the_work_left_at_the_speed_it_was_done),
        IN_HALL(the_first_call_is_kept_though_no_work_was_done_after_it),
        IN_HALL(the_greatest_rank_called_last_is_interrupted_and_resumes),
        IN_HALL(nobody_interrupts_his_own_rank_or_one_before_it),
        IN_HALL(nobody_is_interrupted_while_a_counter_is_free),
        IN_HALL(priority_that_does_not_preempt_interrupts_nobody),
        IN_HALL(whoever_is_interrupted_at_the_instant_of_his_call_keeps_it),
        IN_HALL(on_duty_counters_alone_are_taken_from_people_being_finished),
        IN_HALL(with_nobody_on_duty_nobody_is_interrupted),
        IN_HALL(clearing_empties_the_line_and_lets_counters_finish),
        IN_HALL(the_horizon_cuts_waits_and_services_off_and_they_count_up_to_it),
        cmocka_unit_test(what_a_pool_cannot_have_seen_is_a_bug),
        IN_HALL(time_is_kept_by_the_number_inside_the_last_for_more_too),
        IN_HALL(two_pools_share_an_agenda_and_people_go_from_one_to_the_other),
        cmocka_unit_test(any_day_equals_one_that_is_lived_minute_by_minute),
        cmocka_unit_test(any_day_under_any_rule_obeys_the_laws_of_waiting_lines),
        IN_HALL(a_pool_that_cannot_be_made_says_so),
        IN_HALL(without_memory_for_a_longer_line_whoever_comes_is_not_inside),
        IN_HALL(without_memory_for_a_longer_line_nobody_is_interrupted),
        IN_HALL(without_memory_to_know_who_is_served_nobody_more_is_called),
    };
    return cmocka_run_group_tests_name("pool", tests, NULL, NULL);
}
