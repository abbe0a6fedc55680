/* test_counter.c - who is called when: hand-made days, an oracle for any day, and a day of
 * a bank whose waits are known exactly. Times are minutes after the doors open at 9:00.
 */
#include "models/office/counter.h"

#include "tests/office/hall.h"
#include "tests/office/oracle.h"
#include "tests/support/dies.h"

static void note_look(void *context, int32_t half_hour, int32_t waiting)
{
    struct hall *h = context;
    h->look_at[h->looks] = half_hour;
    h->looked[h->looks++] = waiting;
}

static struct counter *make(struct hall *h)
{
    h->agenda = sim_agenda_new(h->home, 64);
    assert_non_null(h->agenda);
    sim_agenda_restart(h->agenda, h->day.open);
    struct counter *c = counter_new(h->home, &h->rules, h->agenda, 0);
    assert_non_null(c);
    memset(h->told, 0, sizeof h->told);
    return c;
}

static void run(struct hall *h)
{
    struct counter *c = make(h);
    struct counter_ears ears = {.look = note_look, .ended = note_end, .context = h};
    h->looks = 0;
    counter_open(c, &h->day, h->visits, &ears);
    for (uint32_t i = 0; i < h->n; i++)
        counter_arrive(c, i);
    assert_true(counter_finish(c, &h->result));
}

/* ---- who is next ------------------------------------------------------------ */

/* W1 0, W2 2, A2 5 (slot 10), A1 12 (slot 0), A3 15 (slot 30), W3 20; ten minutes each. */
static void run_six_people(struct hall *h, enum discipline_rule rule)
{
    h->rules.pool.order.rule = rule;
    walks_in(h, 0, 10);
    walks_in(h, 2, 10);
    comes(h, 5, 10, 10);
    comes(h, 12, 0, 10);
    comes(h, 15, 30, 10);
    walks_in(h, 20, 10);
    run(h);
}

/* Reference case AP-11: W1, W2, A2, A1, A3, W3. */
static void by_ticket_people_are_called_as_they_came(void **state)
{
    run_six_people(*state, DISCIPLINE_TICKET);
    check_calls(*state, (const double[]){0, 10, 20, 30, 40, 50});
}

/* Reference case AP-13: W1, A2, A1, A3, W2, W3. */
static void appointments_go_first_once_their_slot_is_near(void **state)
{
    run_six_people(*state, DISCIPLINE_APPOINTMENTS_FIRST);
    check_calls(*state, (const double[]){0, 40, 10, 20, 30, 50});
    for (uint32_t i = 0; i < 6; i++)
        assert_false(((struct hall *)*state)->visits[i].is_demoted);
}

/* Keys: W1 0, W2 2, A2 10, A1 12, A3 30, W3 20. */
static void by_slot_people_are_called_by_the_later_of_ticket_and_slot(void **state)
{
    run_six_people(*state, DISCIPLINE_SLOT);
    check_calls(*state, (const double[]){0, 10, 20, 30, 50, 40});
}

static void a_ticket_and_a_slot_of_the_same_minute_go_in_order_of_coming(void **state)
{
    struct hall *h = *state;
    h->rules.pool.order.rule = DISCIPLINE_SLOT;
    walks_in(h, 0, 30);
    comes(h, 5, 20, 10);
    walks_in(h, 20, 10);
    comes(h, 21, 20, 10);
    run(h);
    check_calls(h, (const double[]){0, 30, 40, 50});
}

static void booked_people_wait_in_order_of_their_slots_not_of_coming(void **state)
{
    struct hall *h = *state;
    h->rules.pool.order.rule = DISCIPLINE_APPOINTMENTS_FIRST;
    walks_in(h, 0, 60);
    comes(h, 1, 50, 10);
    comes(h, 2, 30, 10);
    comes(h, 3, 50, 10);
    run(h);
    check_calls(h, (const double[]){0, 70, 60, 80});
}

/* A counter is free at 10 and at 20; the slot of 30 has priority from 20 on. */
static void the_priority_begins_exactly_at_the_slot_less_the_earliness(void **state)
{
    struct hall *h = *state;
    h->rules.pool.order.rule = DISCIPLINE_APPOINTMENTS_FIRST;
    walks_in(h, 0, 10);
    comes(h, 1, 30, 10);
    walks_in(h, 2, 10);
    walks_in(h, 3, 10);
    run(h);
    check_calls(h, (const double[]){0, 20, 10, 30});
    h->rules.pool.order.earliness.us -= 1;
    run(h);
    check_calls(h, (const double[]){0, 30, 10, 20});
}

static void whoever_is_later_than_the_grace_waits_as_a_walk_in(void **state)
{
    struct hall *h = *state;
    h->rules.pool.order.rule = DISCIPLINE_APPOINTMENTS_FIRST;
    walks_in(h, 0, 60);
    walks_in(h, 40, 10);
    comes(h, 45, 30, 10); /* within the grace to the microsecond */
    comes(h, 45 + 1 / 60e6, 30, 10);
    walks_in(h, 50, 10);
    run(h);
    check_calls(h, (const double[]){0, 70, 60, 80, 90});
    assert_false(h->visits[2].is_demoted);
    assert_true(h->visits[3].is_demoted);
}

static void at_the_opening_slot_nobody_is_too_late_for_his_appointment(void **state)
{
    struct hall *h = *state;
    h->rules.pool.order.rule = DISCIPLINE_APPOINTMENTS_FIRST;
    walks_in(h, 0, 60);
    walks_in(h, 10, 10);
    comes(h, 50, 0, 10);
    run(h);
    check_calls(h, (const double[]){0, 70, 60});
    assert_false(h->visits[2].is_demoted);
}

static void booked_people_are_called_early_only_when_nobody_else_waits(void **state)
{
    struct hall *h = *state;
    h->rules.pool.order.rule = DISCIPLINE_APPOINTMENTS_FIRST;
    walks_in(h, 0, 10);
    comes(h, 1, 120, 10);
    walks_in(h, 5, 10);
    walks_in(h, 15, 10);
    run(h);
    check_calls(h, (const double[]){0, 30, 10, 20});
}

/* ---- one instant ------------------------------------------------------------ */

/* At 10 the counter frees up before the booked person comes, so the walk-in is called. */
static void a_counter_frees_up_before_somebody_comes_at_the_same_instant(void **state)
{
    struct hall *h = *state;
    h->rules.pool.order.rule = DISCIPLINE_APPOINTMENTS_FIRST;
    walks_in(h, 0, 10);
    walks_in(h, 1, 10);
    comes(h, 10, 10, 10);
    walks_in(h, 30, 5); /* free since 30: no wait */
    run(h);
    check_calls(h, (const double[]){0, 10, 20, 30});
}

static void staff_change_before_somebody_comes_at_the_same_instant(void **state)
{
    struct hall *h = *state;
    shift(h, 10, 2);
    walks_in(h, 0, 60);
    walks_in(h, 10, 10);
    run(h);
    check_calls(h, (const double[]){0, 10});
}

static void looks_are_at_half_hours_inside_opening_hours(void **state)
{
    struct hall *h = *state;
    h->day.open = at(-15);
    h->day.close = at(60);
    h->shifts[0].from = at(-15);
    run(h);
    assert_int_equal(h->looks, 2);
    assert_int_equal(h->look_at[0], OPEN_HALF_HOUR);
    assert_int_equal(h->look_at[1], OPEN_HALF_HOUR + 1);
}

/* 9:00: three came at once; 9:30: one left, one came; 10:00: one is called at that instant. */
static void a_look_sees_who_comes_and_who_is_called_at_the_same_instant(void **state)
{
    struct hall *h = *state;
    h->day.close = at(90);
    walks_in(h, 0, 30);
    walks_in(h, 0, 30);
    walks_in(h, 0, 30);
    walks_in(h, 30, 30);
    run(h);
    assert_int_equal(h->looks, 3);
    assert_int_equal(h->looked[0], 2);
    assert_int_equal(h->looked[1], 2);
    assert_int_equal(h->looked[2], 1);
}

/* ---- doors ------------------------------------------------------------------ */

static void whoever_comes_before_the_doors_gets_his_ticket_at_opening_in_order(void **state)
{
    struct hall *h = *state;
    walks_in(h, -20, 10);
    walks_in(h, -5, 10);
    walks_in(h, 0, 10);
    run(h);
    check_calls(h, (const double[]){0, 10, 20});
    assert_int_equal(h->visits[1].ticket_us, minute(0));
    assert_true(h->visits[1].is_outside);
    assert_false(h->visits[2].is_outside);
    assert_int_equal(h->result.outside, 2);
    assert_int_equal(h->result.wait_sum_us, 30 * MIN_US);
}

static void at_closing_time_it_is_too_late_and_a_microsecond_before_it_is_not(void **state)
{
    struct hall *h = *state;
    walks_in(h, 480 - 1 / 60e6, 10);
    comes(h, 480, 470, 10);
    walks_in(h, 480, 10);
    walks_in(h, 500, 10);
    assert_int_equal(h->visits[0].arrive_us, minute(480) - 1);
    run(h);
    check_call(h, 0, 480 - 1 / 60e6);
    for (uint32_t i = 1; i < 4; i++)
        assert_int_equal(h->visits[i].outcome, VISIT_TOO_LATE);
    assert_int_equal(h->result.served, 1);
    assert_int_equal(h->result.overtime_us, 10 * MIN_US - 1);
    assert_int_equal(h->result.busy_open_us, 1);
    assert_int_equal(h->result.busy_area_us, 10 * MIN_US);
}

static void everybody_with_a_ticket_is_served_after_closing(void **state)
{
    struct hall *h = *state;
    for (int i = 0; i < 5; i++)
        walks_in(h, 479, 10);
    run(h);
    check_calls(h, (const double[]){479, 489, 499, 509, 519});
    assert_int_equal(h->result.overtime_us, 49 * MIN_US);
    assert_int_equal(h->result.early_end_us, 0);
}

static void on_a_reserved_only_day_walk_ins_are_refused_and_booked_people_served(void **state)
{
    struct hall *h = *state;
    h->day.walk_ins_refused = true;
    walks_in(h, -1, 10);
    comes(h, 0, 0, 10);
    walks_in(h, 20, 10);
    comes(h, 30, 20, 10);
    run(h);
    assert_int_equal(h->visits[0].outcome, VISIT_REFUSED);
    assert_int_equal(h->visits[2].outcome, VISIT_REFUSED);
    check_call(h, 1, 0);
    check_call(h, 3, 30);
    assert_int_equal(h->result.served, 2);
}

/* ---- staff ------------------------------------------------------------------ */

/* Two at work until 65, one counter from 60 on: the third is called when both are done. */
static void staff_who_leave_finish_the_person_they_serve(void **state)
{
    struct hall *h = *state;
    h->shifts[0].counters = 2;
    shift(h, 60, 1);
    walks_in(h, 55, 10);
    walks_in(h, 55, 10);
    walks_in(h, 56, 10);
    walks_in(h, 57, 10);
    run(h);
    check_calls(h, (const double[]){55, 55, 65, 75});
}

static void more_staff_call_people_at_once(void **state)
{
    struct hall *h = *state;
    shift(h, 30, 0);
    shift(h, 60, 3);
    walks_in(h, 25, 10);
    for (int i = 0; i < 4; i++)
        walks_in(h, 26 + i, 10);
    run(h);
    check_calls(h, (const double[]){25, 60, 60, 60, 70});
}

/* Staffed: 2 x 60 + 1 x 60 + 3 x 360 minutes; busy inside opening hours: 10 + 30. */
static void staffed_and_busy_time_are_counted_inside_opening_hours(void **state)
{
    struct hall *h = *state;
    h->shifts[0] = (struct counter_shift){at(-30), 2};
    shift(h, 60, 1);
    shift(h, 120, 3);
    shift(h, 490, 1);
    walks_in(h, 20, 10);
    walks_in(h, 450, 50);
    run(h);
    assert_int_equal(h->result.staffed_open_us, 1260 * MIN_US);
    assert_int_equal(h->result.busy_open_us, 40 * MIN_US);
    assert_int_equal(h->result.service_sum_us, 60 * MIN_US);
    assert_int_equal(h->result.overtime_us, 20 * MIN_US);
}

/* ---- early end -------------------------------------------------------------- */

/* One counter, an hour to closing, ten minutes each: the first is called; half of him, the
 * waiting and the newcomer are 5 + 10 (n - 2) + 10 minutes for the nth, 55 for the sixth. */
static void run_ten_at_opening(struct hall *h, int32_t counters, int64_t allowance_us)
{
    h->rules.early_end = COUNTER_END_WORK;
    h->rules.allowance.us = allowance_us;
    h->day.close = at(60);
    h->shifts[0].counters = counters;
    h->n = 0;
    for (int i = 0; i < 14; i++)
        walks_in(h, 0, 10);
    run(h);
}

static void acceptance_ends_when_the_work_no_longer_fits_into_the_time_left(void **state)
{
    struct hall *h = *state;
    run_ten_at_opening(h, 1, 0);
    assert_int_equal(h->result.served, 6);
    assert_int_equal(h->visits[6].outcome, VISIT_TURNED_AWAY);
    assert_int_equal(h->result.early_end_us, minute(0));
    run_ten_at_opening(h, 1, -5 * MIN_US); /* 55 minutes fit into 55 */
    assert_int_equal(h->result.served, 6);
    run_ten_at_opening(h, 1, -5 * MIN_US - 1);
    assert_int_equal(h->result.served, 5);
    run_ten_at_opening(h, 1, 5 * MIN_US); /* the seventh: 65 */
    assert_int_equal(h->result.served, 7);
    run_ten_at_opening(h, 2, 0); /* 10 + 10 (n - 3) + 10 into 120: n = 13 */
    assert_int_equal(h->result.served, 13);
}

/* Nobody is there from 30 to 60, three from 60 on, closing at 90: 30 + 90 minutes of work
 * fit from the start, 90 at lunch. */
static void the_time_left_is_what_the_roster_still_holds(void **state)
{
    struct hall *h = *state;
    h->rules.early_end = COUNTER_END_WORK;
    h->day.close = at(90);
    shift(h, 30, 0);
    shift(h, 60, 3);
    walks_in(h, 0, 40);
    walks_in(h, 0, 100); /* 20 + 100 <= 120 */
    run(h);
    assert_int_equal(h->result.served, 2);
    h->visits[1].expected_us++;
    run(h);
    assert_int_equal(h->result.served, 1);
    h->n = 0;
    walks_in(h, 40, 90);
    walks_in(h, 40, 1);
    run(h);
    assert_int_equal(h->result.served, 1);
    assert_int_equal(h->result.early_end_us, minute(40));
}

/* Two counters, one from 30 on, three from 60 on, closing at 90; whoever comes to ask has had
 * others ask at all instants before him. */
static void the_time_left_shrinks_shift_by_shift(void **state)
{
    struct hall *h = *state;
    static const struct {
        double at;
        int64_t left_min;
    } want[] = {{0, 180}, {10, 160}, {30, 120}, {45, 105}, {60, 90}, {70, 60}, {89, 3}};
    h->rules.early_end = COUNTER_END_WORK;
    h->day.close = at(90);
    h->shifts[0].counters = 2;
    shift(h, 30, 1);
    shift(h, 60, 3);
    for (size_t k = 0; k < COUNT_OF(want); k++)
        for (int64_t more = 0; more < 2; more++) {
            h->n = 0;
            for (size_t i = 0; i < k; i++)
                walks_in(h, want[i].at, 0.5)->expected_us = 0;
            walks_in(h, want[k].at, 0.5)->expected_us = want[k].left_min * MIN_US + more;
            run(h);
            assert_int_equal(h->visits[k].outcome, more == 0 ? VISIT_SERVED : VISIT_TURNED_AWAY);
        }
}

/* Twenty minutes each, an hour to closing. */
static void the_instant_of_the_early_end_is_that_of_the_first_who_is_turned_away(void **state)
{
    struct hall *h = *state;
    h->rules.early_end = COUNTER_END_WORK;
    h->day.close = at(60);
    walks_in(h, 0, 20);
    walks_in(h, 20, 20); /* 20 <= 40 */
    walks_in(h, 29, 20); /* 10 + 20 <= 31 */
    walks_in(h, 39, 20); /* 20 + 10 + 20 > 21 */
    run(h);
    assert_int_equal(h->result.served, 3);
    assert_int_equal(h->visits[3].outcome, VISIT_TURNED_AWAY);
    assert_int_equal(h->result.early_end_us, minute(39));
}

/* Whatever the rules: at 60 minutes exactly it is too late, but not for an appointment, nor for
 * whom acceptance does not end. */
static void acceptance_ends_at_an_instant_that_is_given(void **state)
{
    struct hall *h = *state;
    for (int rule = COUNTER_END_NEVER; rule <= COUNTER_END_WORK; rule++) {
        h->rules.early_end = (enum counter_early_end)rule;
        h->day.accept_until = at(60);
        h->n = 0;
        walks_in(h, 10, 500); /* by the rule of work nobody could come after him */
        walks_in(h, 59, 1);
        walks_in(h, 60, 1);
        comes(h, 61, 61, 1);
        walks_in(h, 62, 1)->is_exempt = 1;
        run(h);
        for (uint32_t i = 0; i < h->n; i++)
            assert_int_equal(h->visits[i].outcome, i == 2 ? VISIT_TURNED_AWAY : VISIT_SERVED);
        assert_int_equal(h->result.early_end_us, minute(60));
    }
}

static void what_is_expected_counts_for_the_early_end_not_what_will_be_needed(void **state)
{
    struct hall *h = *state;
    h->rules.early_end = COUNTER_END_WORK;
    h->day.close = at(60);
    walks_in(h, 0, 20);
    h->visits[0].expected_us = 90 * MIN_US;
    walks_in(h, 0, 90);
    h->visits[1].expected_us = 20 * MIN_US;
    run(h);
    assert_int_equal(h->visits[0].outcome, VISIT_TURNED_AWAY);
    assert_int_equal(h->visits[1].outcome, VISIT_TURNED_AWAY);
    h->visits[0].expected_us = 10 * MIN_US;
    run(h);
    assert_int_equal(h->visits[1].outcome, VISIT_SERVED);
}

static void once_ended_it_stays_ended_but_booked_people_are_admitted(void **state)
{
    struct hall *h = *state;
    h->rules.early_end = COUNTER_END_WORK;
    h->rules.pool.order.rule = DISCIPLINE_APPOINTMENTS_FIRST;
    walks_in(h, 0, 10);
    walks_in(h, 5, 500);
    h->visits[1].work_us = MIN_US;
    comes(h, 6, 30, 10);
    walks_in(h, 300, 1);
    comes(h, 310, 310, 10);
    run(h);
    assert_int_equal(h->visits[1].outcome, VISIT_TURNED_AWAY);
    assert_int_equal(h->visits[3].outcome, VISIT_TURNED_AWAY);
    assert_int_equal(h->result.early_end_us, minute(5));
    check_call(h, 2, 10);
    check_call(h, 4, 310);
}

/* An hour to closing, 30 minutes of it for appointments. Whoever comes makes room for his
 * own work, and those who were not expected make none. */
static void the_work_of_those_booked_for_later_is_kept_free(void **state)
{
    struct hall *h = *state;
    h->rules.early_end = COUNTER_END_WORK;
    h->day.close = at(60);
    h->day.booked_work_us = 30 * MIN_US;
    walks_in(h, 0, 30);
    run(h);
    assert_int_equal(h->result.served, 1);
    h->visits[0].expected_us++;
    run(h);
    assert_int_equal(h->visits[0].outcome, VISIT_TURNED_AWAY);
    h->n = 0;
    comes(h, 0, 0, 25);
    walks_in(h, 0, 42.5); /* 25 / 2 + 5 + 42.5 <= 60 */
    run(h);
    assert_int_equal(h->result.served, 2);
    h->visits[1].expected_us++;
    run(h);
    assert_int_equal(h->result.served, 1);
    h->n = 1;
    comes(h, 1, 0, 25);   /* 20 more than were expected */
    walks_in(h, 1, 21.5); /* 25 / 2 + 25 + 21.5 <= 59 */
    run(h);
    assert_int_equal(h->result.served, 3);
    h->visits[2].expected_us++;
    run(h);
    assert_int_equal(h->result.served, 2);
}

static void tickets_for_walk_ins_end_at_their_number(void **state)
{
    struct hall *h = *state;
    h->rules.early_end = COUNTER_END_TICKETS;
    h->rules.ticket_limit = 2;
    walks_in(h, 0, 1);
    comes(h, 1, 0, 1);
    comes(h, 2, 0, 1);
    walks_in(h, 3, 1);
    walks_in(h, 4, 1);
    comes(h, 5, 0, 1);
    run(h);
    assert_int_equal(h->visits[4].outcome, VISIT_TURNED_AWAY);
    assert_int_equal(h->result.early_end_us, minute(4));
    assert_int_equal(h->result.served, 5);
}

/* ---- speed ------------------------------------------------------------------ */

static void at_the_counter_an_interrupted_service_resumes(void **state)
{
    struct hall *h = *state;
    speed(h, 15, 0);
    speed(h, 45, 1000);
    walks_in(h, 0, 10);
    walks_in(h, 1, 10);
    walks_in(h, 2, 10);
    run(h);
    check_calls(h, (const double[]){0, 10, 50});
    assert_int_equal(h->visits[1].finish_us, minute(50));
    assert_int_equal(h->result.service_sum_us, (10 + 40 + 10) * MIN_US);
}

/* ---- places and balking ----------------------------------------------------- */

/* Two places, those at the counter included; a place that frees up at an instant is free for
 * whoever comes at it. Booked people need a place too. */
static void whoever_finds_no_place_inside_is_turned_round(void **state)
{
    struct hall *h = *state;
    h->rules.places = 2;
    walks_in(h, 0, 10);
    walks_in(h, 1, 10);
    walks_in(h, 9, 10);
    walks_in(h, 10, 10);
    comes(h, 11, 10, 10);
    run(h);
    check_call(h, 0, 0);
    check_call(h, 1, 10);
    assert_int_equal(h->visits[2].outcome, VISIT_FULL);
    check_call(h, 3, 20);
    assert_int_equal(h->visits[4].outcome, VISIT_FULL);
    assert_int_equal(h->result.served, 3);
    assert_int_equal(h->told[2], 0);
}

static void whoever_sees_as_many_waiting_as_he_minds_turns_round(void **state)
{
    struct hall *h = *state;
    walks_in(h, 0, 60)->balks_at = 1; /* nobody waits */
    walks_in(h, 1, 10)->balks_at = 1; /* one is served, nobody waits */
    walks_in(h, 2, 10)->balks_at = 2; /* one waits */
    walks_in(h, 3, 10)->balks_at = 2;
    comes(h, 4, 0, 10)->balks_at = 1;
    walks_in(h, 5, 10)->balks_at = 3;
    walks_in(h, 6, 10); /* does not look */
    run(h);
    assert_int_equal(h->visits[3].outcome, VISIT_BALKED);
    assert_int_equal(h->visits[4].outcome, VISIT_BALKED);
    assert_int_equal(h->result.served, 5);
    check_call(h, 2, 70);
    check_call(h, 5, 80);
    check_call(h, 6, 90);
    assert_int_equal(h->told[3], 0);
}

/* The office says first what it has to say; whoever is turned away does not count tickets. */
static void a_full_office_is_seen_before_its_line_and_neither_uses_up_a_ticket(void **state)
{
    struct hall *h = *state;
    h->rules.places = 2;
    h->rules.early_end = COUNTER_END_TICKETS;
    h->rules.ticket_limit = 3;
    walks_in(h, 0, 10);
    walks_in(h, 1, 10);
    walks_in(h, 2, 10)->balks_at = 1;
    walks_in(h, 12, 10)->balks_at = 1;
    walks_in(h, 21, 10);
    run(h);
    assert_int_equal(h->visits[2].outcome, VISIT_FULL);
    check_call(h, 3, 20);
    assert_int_equal(h->visits[4].outcome, VISIT_TURNED_AWAY);
}

/* ---- closing ---------------------------------------------------------------- */

/* At 480 the first is done, so the second is called before the line is cleared. */
static void a_line_is_cleared_at_closing_but_for_whom_is_called_at_that_instant(void **state)
{
    struct hall *h = *state;
    h->rules.at_close = COUNTER_CLOSE_CLEAR;
    walks_in(h, 470, 10);
    walks_in(h, 471, 15);
    walks_in(h, 472, 10);
    walks_in(h, 479, 10);
    walks_in(h, 480, 10);
    run(h);
    check_end(h, 0, VISIT_SERVED, 480, 0);
    check_end(h, 1, VISIT_SERVED, 495, 9);
    check_end(h, 2, VISIT_CLEARED, 480, 8);
    check_end(h, 3, VISIT_CLEARED, 480, 1);
    assert_int_equal(h->visits[4].outcome, VISIT_TOO_LATE);
    assert_int_equal(h->result.served, 2);
    assert_int_equal(h->result.wait_sum_us, 9 * MIN_US);
    assert_int_equal(h->result.queue_area_us, (9 + 8 + 1) * MIN_US);
    assert_int_equal(h->result.overtime_us, 15 * MIN_US);
    assert_int_equal(h->result.last_us, minute(495));
    for (int i = 0; i < 4; i++)
        assert_int_equal(h->told[i], 1);
}

static void an_office_that_stays_open_only_ends_its_hours(void **state)
{
    struct hall *h = *state;
    h->rules.at_close = COUNTER_CLOSE_OPEN;
    walks_in(h, 475, 10);
    walks_in(h, 479, 10);
    walks_in(h, 480, 10);
    walks_in(h, 600, 10);
    run(h);
    check_calls(h, (const double[]){475, 485, 495, 600});
    assert_int_equal(h->result.busy_open_us, 5 * MIN_US);
    assert_int_equal(h->result.queue_open_us, 1 * MIN_US);
    assert_int_equal(h->result.staffed_open_us, 480 * MIN_US);
    assert_int_equal(h->result.busy_area_us, 40 * MIN_US);
    assert_int_equal(h->result.overtime_us, 130 * MIN_US);
}

static void the_last_instant_is_when_the_last_one_is_done_however_he_ends(void **state)
{
    struct hall *h = *state;
    run(h);
    assert_int_equal(h->result.last_us, minute(0));
    walks_in(h, 0, 10);
    run(h);
    assert_int_equal(h->result.last_us, minute(10));
    h->day.n_shifts = 1;
    shift(h, 20, 0);
    shift(h, 60, 1);
    waits_at_most(h, 25, 10, 5);
    run(h);
    check_end(h, 1, VISIT_LEFT, 30, 5);
    assert_int_equal(h->result.last_us, minute(30));
    assert_int_equal(h->result.served, 1);
}

/* ---- the opening ------------------------------------------------------------ */

/* Two from 8:30, three from 8:45, one from 9:00 to 9:30: only the hours count. */
static void the_shift_that_holds_at_the_opening_is_on_duty_from_then_on(void **state)
{
    struct hall *h = *state;
    h->shifts[0] = (struct counter_shift){at(-30), 2};
    shift(h, -15, 3);
    shift(h, 0, 1);
    shift(h, 30, 2);
    walks_in(h, -5, 10);
    walks_in(h, 0, 10);
    run(h);
    check_calls(h, (const double[]){0, 10});
    assert_int_equal(h->result.staffed_open_us, (30 + 2 * 450) * MIN_US);
    h->day.n_shifts = 2;
    run(h);
    check_calls(h, (const double[]){0, 0});
    assert_int_equal(h->result.staffed_open_us, 3 * 480 * MIN_US);
}

static void admit_before_the_doors_open(void)
{
    void *state;
    if (set_up(&state) != 0)
        return;
    struct hall *h = state;
    struct counter *c = make(h);
    walks_in(h, -5, 10);
    sim_agenda_restart(h->agenda, at(-5));
    counter_open(c, &h->day, h->visits, &(struct counter_ears){0});
    (void)counter_admit(c, 0);
}

static void admitting_somebody_before_the_doors_open_is_a_bug(void **state)
{
    (void)state;
    assert_true(dies(admit_before_the_doors_open));
}

/* Outside from -20 to 0; the ticket of 0 is good for fifteen minutes of waiting. */
static void patience_runs_from_the_ticket_not_from_coming_to_the_door(void **state)
{
    struct hall *h = *state;
    walks_in(h, -30, 60);
    waits_at_most(h, -20, 10, 15);
    waits_at_most(h, 10, 10, 15);
    run(h);
    check_end(h, 1, VISIT_LEFT, 15, 15);
    check_end(h, 2, VISIT_LEFT, 25, 15);
    assert_int_equal(h->result.queue_area_us, 30 * MIN_US);
    assert_int_equal(h->result.wait_sum_us, 0);
}

/* ---- two sites in one agenda ------------------------------------------------ */

enum { SITES = 2, EVENT_COME = SITES * COUNTER_EVENTS };

struct town {
    struct hall site[SITES];
    struct counter *counter[SITES];
};

static void hand_out(struct town *t, const struct sim_event *event)
{
    int owners = 0;
    for (uint32_t s = 0; s < SITES; s++) {
        if (event->kind == EVENT_COME + s)
            (void)counter_admit(t->counter[s], event->who);
        if (!counter_owns(t->counter[s], event))
            continue;
        owners++;
        counter_handle(t->counter[s], event);
    }
    assert_int_equal(owners, event->kind < EVENT_COME);
}

static void run_town(struct town *t, struct sim_agenda *agenda)
{
    struct sim_event event;
    for (uint32_t s = 0; s < SITES; s++) {
        struct hall *h = &t->site[s];
        struct counter_ears ears = {.look = note_look, .ended = note_end, .context = h};
        counter_open(t->counter[s], &h->day, h->visits, &ears);
        for (uint32_t i = 0; i < h->n; i++)
            sim_agenda_at(agenda, (sim_instant){h->visits[i].arrive_us}, SIM_ARRIVE, EVENT_COME + s,
                          i);
    }
    while (sim_agenda_next(agenda, at(10000), SIM_OBSERVE, &event))
        hand_out(t, &event);
    for (int s = 0; s < SITES; s++)
        counter_settle(t->counter[s], &t->site[s].result);
}

static void fill_site(struct hall *h, uint64_t seed)
{
    for (int i = 0; i < 120; i++)
        waits_at_most(h, i * 4, (double)(1 + test_random(&seed) % 12),
                      (double)(test_random(&seed) % 30));
    h->rules.pool.order.rule = seed % 2 == 0 ? DISCIPLINE_TICKET : DISCIPLINE_SLOT;
}

/* Each goes on as if it were alone: nothing of one reaches the other. */
static void two_sites_in_one_agenda_are_the_same_as_two_agendas(void **state)
{
    static struct town t;
    struct hall *alone = *state;
    struct sim_agenda *agenda = sim_agenda_new(alone->home, 64);
    assert_non_null(agenda);
    sim_agenda_restart(agenda, at(0));
    const struct hall empty = *alone;
    for (uint32_t s = 0; s < SITES; s++) {
        t.site[s] = empty;
        t.site[s].day.shifts = t.site[s].shifts;
        fill_site(&t.site[s], 7 + s);
        t.counter[s] =
            counter_new(alone->home, &t.site[s].rules, agenda, s * (uint32_t)COUNTER_EVENTS);
        assert_non_null(t.counter[s]);
    }
    run_town(&t, agenda);
    for (int s = 0; s < SITES; s++) {
        *alone = empty;
        fill_site(alone, 7 + (uint64_t)s);
        run(alone);
        assert_true(alone->result.served > 50 && alone->result.served < 120);
        assert_memory_equal(&alone->result, &t.site[s].result, sizeof alone->result);
        assert_memory_equal(alone->looked, t.site[s].looked, sizeof alone->looked);
        assert_memory_equal(alone->told, t.site[s].told, sizeof alone->told);
        for (uint32_t i = 0; i < alone->n; i++)
            assert_int_equal(alone->visits[i].finish_us, t.site[s].visits[i].finish_us);
    }
}

/* ---- a hall is used for many days ------------------------------------------- */

static void a_new_day_knows_nothing_of_the_last(void **state)
{
    struct hall *h = *state;
    h->rules.early_end = COUNTER_END_TICKETS;
    h->rules.ticket_limit = 2;
    struct counter *c = make(h);
    for (int day = 0; day < 3; day++) {
        h->n = 0;
        walks_in(h, -5, 10);
        walks_in(h, 1, 600);
        walks_in(h, 2, 10);
        sim_agenda_restart(h->agenda, h->day.open);
        counter_open(c, &h->day, h->visits, &(struct counter_ears){0});
        for (uint32_t i = 0; i < h->n; i++)
            counter_arrive(c, i);
        assert_true(counter_finish(c, &h->result));
        check_call(h, 1, 10);
        assert_int_equal(h->visits[2].outcome, VISIT_TURNED_AWAY);
        assert_int_equal(h->result.served, 2);
        assert_int_equal(h->result.outside, 1);
        assert_int_equal(h->result.overtime_us, 130 * MIN_US);
        assert_int_equal(h->result.wait_sum_us, 9 * MIN_US);
    }
}

static void a_day_without_people_is_quiet(void **state)
{
    struct hall *h = *state;
    run(h);
    assert_int_equal(h->result.served, 0);
    assert_int_equal(h->result.overtime_us, 0);
    assert_int_equal(h->result.staffed_open_us, 480 * MIN_US);
    assert_int_equal(h->looks, 16);
}

/* ---- any day against an oracle ---------------------------------------------- */

enum { PEOPLE = 40 };

/* So many counters all day, everybody served in the order of the rule: whoever is free first
 * takes the next of those who came before that instant, or else the next who comes. */
static void oracle(struct visit *v, const struct discipline_rules *rules, int32_t servers,
                   int64_t *call)
{
    struct oracle o;
    int64_t free[4] = {0};
    uint32_t come = 0;
    oracle_open(&o, rules, v, PEOPLE, 0);
    for (uint32_t i = 0; i < PEOPLE; i++)
        v[i].ticket_us = v[i].arrive_us;
    for (uint32_t done = 0; done < PEOPLE; done++) {
        int32_t s = 0;
        for (int32_t k = 1; k < servers; k++)
            s = free[k] < free[s] ? k : s;
        int64_t now = free[s];
        while (come < PEOPLE && v[come].arrive_us < now)
            oracle_join(&o, come++);
        if (come == done) {
            now = v[come].arrive_us;
            oracle_join(&o, come++);
        }
        int64_t next = oracle_call(&o, now, servers);
        call[next] = now;
        free[s] = now + v[next].work_us;
    }
}

/* A day of whole minutes, so that ties abound, on the clock of the civil day 0. Returns the
 * instant of the last arrival. */
static int64_t random_people(struct visit *v, uint64_t *seed)
{
    int64_t now = 0;
    for (int i = 0; i < PEOPLE; i++) {
        now += (int64_t)(test_random(seed) % 5) * MIN_US;
        int64_t slot = now / MIN_US / 10 * 10 + (int64_t)(test_random(seed) % 6) * 10 - 20;
        int64_t work_us = (int64_t)(1 + test_random(seed) % 12) * MIN_US;
        v[i] = (struct visit){
            .arrive_us = now,
            .slot_us = test_random(seed) % 2 == 0 || slot < 0 ? VISIT_NO_SLOT : slot * MIN_US,
            .work_us = work_us,
            .expected_us = work_us,
            .rank = (uint8_t)(test_random(seed) % DISCIPLINE_LINES),
        };
    }
    return now;
}

static struct discipline_rules random_order(enum discipline_rule rule, uint64_t *seed)
{
    struct discipline_rules order = {.rule = rule,
                                     .earliness = {(int64_t)(test_random(seed) % 7) * 2 * MIN_US},
                                     .grace = {(int64_t)(test_random(seed) % 5) * 3 * MIN_US},
                                     .n = 1 + (int32_t)(test_random(seed) % 3),
                                     .m = 1 + (int32_t)(test_random(seed) % 3)};
    for (int i = 0; i < DISCIPLINE_LINES; i++)
        order.weight[i] = 1 + (int32_t)(test_random(seed) % 10);
    return order;
}

static bool serves_all(struct visit *v, uint32_t n, const struct counter_rules *rules,
                       int32_t servers, int64_t close_us)
{
    struct arena *home = arena_new(0);
    struct sim_agenda *agenda = sim_agenda_new(home, 64);
    struct counter *c = counter_new(home, rules, agenda, 0);
    struct counter_shift all_day = {{0}, servers};
    struct counter_day day = {.open = {0}, .close = {close_us}, .shifts = &all_day, .n_shifts = 1};
    struct counter_result result;
    counter_open(c, &day, v, &(struct counter_ears){0});
    for (uint32_t i = 0; i < n; i++)
        counter_arrive(c, i);
    bool done = counter_finish(c, &result);
    arena_free(home);
    return done && result.served == (int32_t)n;
}

/* The rules under which a counter is never idle while somebody waits, and nobody is
 * interrupted. */
static bool calls_equal_the_oracle(uint64_t seed)
{
    static const enum discipline_rule busy[] = {
        DISCIPLINE_TICKET, DISCIPLINE_SLOT,     DISCIPLINE_APPOINTMENTS_FIRST,
        DISCIPLINE_N_TO_M, DISCIPLINE_PRIORITY, DISCIPLINE_ACCUMULATING};
    struct visit v[PEOPLE];
    int64_t want[PEOPLE];
    int32_t servers = 1 + (int32_t)(seed % 4);
    struct counter_rules rules = {.pool.order = random_order(busy[seed % COUNT_OF(busy)], &seed)};
    int64_t last = random_people(v, &seed);
    bool same = serves_all(v, PEOPLE, &rules, servers, last + 1);
    oracle(v, &rules.pool.order, servers, want);
    for (int i = 0; i < PEOPLE; i++)
        same = same && v[i].call_us == want[i] && v[i].finish_us == want[i] + v[i].work_us;
    return same;
}

static void any_day_equals_the_oracle(void **state)
{
    (void)state;
    CHECK_PROPERTY(calls_equal_the_oracle);
}

/* Those with the slot kept apart from the others, each kind in an office of its own, are
 * called as in one office whose counters are dedicated. */
static bool dedicated_counters_are_two_offices(uint64_t seed)
{
    struct visit v[PEOPLE], part[2][PEOPLE];
    uint32_t n[2] = {0, 0}, k[2] = {0, 0};
    int32_t own = 1 + (int32_t)(seed % 2), others = 1 + (int32_t)(seed % 3);
    struct counter_rules rules = {.pool.order = random_order(DISCIPLINE_DEDICATED, &seed)};
    struct counter_rules apart = rules;
    int64_t last = random_people(v, &seed);
    for (int i = 0; i < PEOPLE; i++) {
        bool is_booked =
            v[i].slot_us == 0 || v[i].arrive_us <= v[i].slot_us + rules.pool.order.grace.us;
        is_booked = is_booked && v[i].slot_us != VISIT_NO_SLOT;
        part[is_booked][n[is_booked]++] = v[i];
    }
    rules.pool.order.dedicated = own;
    apart.pool.order.rule = DISCIPLINE_APPOINTMENTS_FIRST;
    bool same = serves_all(v, PEOPLE, &rules, own + others, last + 1) &&
                serves_all(part[0], n[0], &apart, others, last + 1) &&
                serves_all(part[1], n[1], &apart, own, last + 1);
    for (int i = 0; i < PEOPLE; i++) {
        bool is_booked = v[i].slot_us != VISIT_NO_SLOT && !v[i].is_demoted;
        same = same && v[i].call_us == part[is_booked][k[is_booked]++].call_us;
    }
    return same && k[0] == n[0] && k[1] == n[1];
}

static void any_day_of_dedicated_counters_is_a_day_of_two_offices(void **state)
{
    (void)state;
    CHECK_PROPERTY(dedicated_counters_are_two_offices);
}

/* ---- what people bring ------------------------------------------------------ */

static bool a_day_leaves_what_people_bring(uint64_t seed)
{
    struct visit v[PEOPLE], before[PEOPLE];
    struct counter_rules rules = {.pool.order =
                                      random_order((enum discipline_rule)(seed % 8), &seed)};
    rules.pool.hand_over = seed % 3 == 0;
    rules.pool.order.dedicated = 1;
    int64_t last = random_people(v, &seed);
    for (int i = 0; i < PEOPLE; i++)
        v[i].expected_us = v[i].work_us / 2 + 1;
    memcpy(before, v, sizeof v);
    bool same = true;
    for (int32_t servers = 2; servers < 5; servers++) {
        same = same && serves_all(v, PEOPLE, &rules, servers, last + 1);
        for (int i = 0; i < PEOPLE; i++)
            same = same && brings_the_same(&v[i], &before[i]);
    }
    return same;
}

static void no_rule_and_no_number_of_counters_changes_what_people_bring(void **state)
{
    (void)state;
    CHECK_PROPERTY(a_day_leaves_what_people_bring);
}

/* ---- a day known exactly ---------------------------------------------------- */

enum { BANK_DAYS = 20000, BANK_PEOPLE = 1024 };

static double exponential(uint64_t *seed)
{
    return -log((double)((test_random(seed) >> 11) + 1) * 0x1p-53);
}

struct moments {
    double x, y, xx, xy, yy;
};

/* Ratio of sums over days with its standard error (delta method). */
static void check_ratio(const struct moments *m, double want)
{
    double n = BANK_DAYS, r = m->y / m->x;
    double error = sqrt((m->yy - 2 * r * m->xy + r * r * m->xx) / (n - 1) / n) / (m->x / n);
    check_near(r, want, 4 * error);
    check_near(error / want, 0, 0.006);
}

static void add_day(struct moments *m, double x, double y)
{
    m->x += x;
    m->y += y;
    m->xx += x * x;
    m->xy += x * y;
    m->yy += y * y;
}

static uint32_t bank_people(struct visit *v, int64_t close_us, uint64_t *seed)
{
    double now = 0;
    for (uint32_t n = 0;; n++) {
        now += exponential(seed) * 60e6;
        if (now >= (double)close_us)
            return n;
        assert_true(n < BANK_PEOPLE);
        v[n] = (struct visit){.arrive_us = (int64_t)now,
                              .slot_us = VISIT_NO_SLOT,
                              .work_us = (int64_t)(exponential(seed) * 240e6)};
    }
}

/* Reference cases DAY-05 and DAY-06 (a bank of five tellers, one line, one person a minute,
 * four minutes each, eight hours from empty, everybody served): mean wait 2.07811561 min,
 * P(wait <= 5 min) = 0.85247564, P(the last one leaves more than 15 min after closing) =
 * 0.18202893, all exact. Within four standard errors. */
static void waits_and_overtime_of_a_bank_are_the_exact_ones(void **state)
{
    struct hall *h = *state;
    static struct visit v[BANK_PEOPLE];
    uint64_t seed = 20200727;
    struct moments wait = {0}, within = {0}, overtime = {0};
    h->day = (struct counter_day){
        .open = {0}, .close = {480 * MIN_US}, .shifts = h->shifts, .n_shifts = 1};
    h->shifts[0] = (struct counter_shift){{0}, 5};
    struct counter *c = make(h);
    for (int day = 0; day < BANK_DAYS; day++) {
        uint32_t n = bank_people(v, h->day.close.us, &seed), short_waits = 0;
        sim_agenda_restart(h->agenda, h->day.open);
        counter_open(c, &h->day, v, &(struct counter_ears){0});
        for (uint32_t i = 0; i < n; i++)
            counter_arrive(c, i);
        assert_true(counter_finish(c, &h->result));
        for (uint32_t i = 0; i < n; i++)
            short_waits += v[i].call_us - v[i].ticket_us <= 5 * MIN_US;
        add_day(&wait, n, (double)h->result.wait_sum_us / 60e6);
        add_day(&within, n, short_waits);
        add_day(&overtime, 1, h->result.overtime_us > 15 * MIN_US);
    }
    check_ratio(&wait, 2.07811561);
    check_ratio(&within, 0.85247564);
    check_near(overtime.y / BANK_DAYS, 0.18202893, 4 * sqrt(0.182 * 0.818 / BANK_DAYS));
}

/* ---- memory ----------------------------------------------------------------- */

static void a_hall_that_cannot_be_made_is_null(void **state)
{
    struct hall *h = *state;
    (void)make(h);
    h->rules.pool.order.rule = DISCIPLINE_APPOINTMENTS_FIRST;
    h->rules.pool.hand_over = true;
    for (unsigned nth = 1; nth <= 4; nth++) {
        arena_fail_nth(h->home, nth);
        assert_null(counter_new(h->home, &h->rules, h->agenda, 0));
    }
    assert_non_null(counter_new(h->home, &h->rules, h->agenda, 0));
}

static bool runs(struct hall *h, unsigned fail_nth)
{
    struct counter *c = make(h);
    counter_open(c, &h->day, h->visits, &(struct counter_ears){0});
    arena_fail_nth(h->home, fail_nth);
    for (uint32_t i = 0; i < h->n; i++)
        counter_arrive(c, i);
    return counter_finish(c, &h->result);
}

/* 500 people wait for one counter: the line grows. */
static void without_memory_for_a_long_line_the_day_fails_at_its_end(void **state)
{
    struct hall *h = *state;
    for (int i = 0; i < 500; i++)
        walks_in(h, i / 10, 1);
    assert_true(runs(h, 0));
    assert_false(runs(h, 1));
}

/* 100 people are served at once: the agenda grows, while they come or after the last came. */
static void without_memory_for_many_counters_the_day_fails_at_its_end(void **state)
{
    struct hall *h = *state;
    for (int i = 0; i < 200; i++)
        walks_in(h, i / 10, 30);
    h->shifts[0].counters = 100;
    assert_true(runs(h, 0));
    assert_false(runs(h, 1));
    assert_false(runs(h, 2));
    h->shifts[0].counters = 1;
    shift(h, 240, 100);
    assert_true(runs(h, 0));
    assert_false(runs(h, 1));
}

/* Whoever may be interrupted is kept in a list of his own, which grows with the counters. */
static void without_memory_to_know_who_is_served_the_day_fails_at_its_end(void **state)
{
    struct hall *h = *state;
    h->rules.pool.hand_over = true;
    for (int i = 0; i < 40; i++)
        walks_in(h, i / 10, 30);
    h->shifts[0].counters = 30;
    assert_true(runs(h, 0));
    assert_false(runs(h, 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_HALL(by_ticket_people_are_called_as_they_came),
        IN_HALL(appointments_go_first_once_their_slot_is_near),
        IN_HALL(by_slot_people_are_called_by_the_later_of_ticket_and_slot),
        IN_HALL(a_ticket_and_a_slot_of_the_same_minute_go_in_order_of_coming),
        IN_HALL(booked_people_wait_in_order_of_their_slots_not_of_coming),
        IN_HALL(the_priority_begins_exactly_at_the_slot_less_the_earliness),
        IN_HALL(whoever_is_later_than_the_grace_waits_as_a_walk_in),
        IN_HALL(at_the_opening_slot_nobody_is_too_late_for_his_appointment),
        IN_HALL(booked_people_are_called_early_only_when_nobody_else_waits),
        IN_HALL(a_counter_frees_up_before_somebody_comes_at_the_same_instant),
        IN_HALL(staff_change_before_somebody_comes_at_the_same_instant),
        IN_HALL(looks_are_at_half_hours_inside_opening_hours),
        IN_HALL(a_look_sees_who_comes_and_who_is_called_at_the_same_instant),
        IN_HALL(whoever_comes_before_the_doors_gets_his_ticket_at_opening_in_order),
        IN_HALL(at_closing_time_it_is_too_late_and_a_microsecond_before_it_is_not),
        IN_HALL(everybody_with_a_ticket_is_served_after_closing),
        IN_HALL(on_a_reserved_only_day_walk_ins_are_refused_and_booked_people_served),
        IN_HALL(staff_who_leave_finish_the_person_they_serve),
        IN_HALL(more_staff_call_people_at_once),
        IN_HALL(staffed_and_busy_time_are_counted_inside_opening_hours),
        IN_HALL(acceptance_ends_when_the_work_no_longer_fits_into_the_time_left),
        IN_HALL(the_time_left_is_what_the_roster_still_holds),
        IN_HALL(the_time_left_shrinks_shift_by_shift),
        IN_HALL(acceptance_ends_at_an_instant_that_is_given),
        IN_HALL(the_instant_of_the_early_end_is_that_of_the_first_who_is_turned_away),
        IN_HALL(what_is_expected_counts_for_the_early_end_not_what_will_be_needed),
        IN_HALL(once_ended_it_stays_ended_but_booked_people_are_admitted),
        IN_HALL(the_work_of_those_booked_for_later_is_kept_free),
        IN_HALL(tickets_for_walk_ins_end_at_their_number),
        IN_HALL(at_the_counter_an_interrupted_service_resumes),
        IN_HALL(whoever_finds_no_place_inside_is_turned_round),
        IN_HALL(whoever_sees_as_many_waiting_as_he_minds_turns_round),
        IN_HALL(a_full_office_is_seen_before_its_line_and_neither_uses_up_a_ticket),
        IN_HALL(a_line_is_cleared_at_closing_but_for_whom_is_called_at_that_instant),
        IN_HALL(an_office_that_stays_open_only_ends_its_hours),
        IN_HALL(the_last_instant_is_when_the_last_one_is_done_however_he_ends),
        IN_HALL(the_shift_that_holds_at_the_opening_is_on_duty_from_then_on),
        cmocka_unit_test(admitting_somebody_before_the_doors_open_is_a_bug),
        IN_HALL(patience_runs_from_the_ticket_not_from_coming_to_the_door),
        IN_HALL(two_sites_in_one_agenda_are_the_same_as_two_agendas),
        IN_HALL(a_new_day_knows_nothing_of_the_last),
        IN_HALL(a_day_without_people_is_quiet),
        cmocka_unit_test(any_day_equals_the_oracle),
        cmocka_unit_test(any_day_of_dedicated_counters_is_a_day_of_two_offices),
        cmocka_unit_test(no_rule_and_no_number_of_counters_changes_what_people_bring),
        IN_HALL(waits_and_overtime_of_a_bank_are_the_exact_ones),
        IN_HALL(a_hall_that_cannot_be_made_is_null),
        IN_HALL(without_memory_for_a_long_line_the_day_fails_at_its_end),
        IN_HALL(without_memory_for_many_counters_the_day_fails_at_its_end),
        IN_HALL(without_memory_to_know_who_is_served_the_day_fails_at_its_end),
    };
    return cmocka_run_group_tests_name("counter", tests, NULL, NULL);
}
