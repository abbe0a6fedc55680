/* test_shop.c - days that can be worked out by hand: who is served when, and what is counted.
 * People come as traces say, everybody takes 10 minutes unless it is written otherwise.
 */
#include "models/queue/shop.h"

#include "models/office/factor.h"
#include "models/queue/feeder.h"
#include "tests/queue/built.h"

/* An hour from 9:00 on, one counter. */
#define HOUR "period: {open: \"9:00\", length: 60 min}\n"
#define HOUR_WITH(more) "period: {open: \"9:00\", length: 60 min, " more "}\n"
#define PEOPLE_WITH(more) \
    "uses:\n  people:\n    arrivals: {kind: trace, trace: people.csv}\n" \
    "    service: {family: constant, mean: 10 min}\n" more
#define PEOPLE PEOPLE_WITH("")
#define DUTY(counters) "counters: {on_duty: " counters "}\n"

static struct lived day_of(struct built *b, const char *rows, const char *yaml)
{
    built_put(b, "people.csv", rows);
    return built_lives(b, yaml);
}

#define CHECK_FATES(l, ...) \
    do { \
        static const struct fate want[] = {__VA_ARGS__}; \
        check_fates(&(l), want, COUNT_OF(want)); \
    } while (0)

/* ---- a day ---------------------------------------------------------------------------- */

static void a_day_is_counted_word_by_word(void **state)
{
    struct lived l = day_of(*state, "arrive\n0 min\n5 min\n55 min\n",
                            HOUR PEOPLE "measure: {overtimes: [{wait: 4 min}, {wait: 5 min}]}\n");
    CHECK_FATES(l, {0, 0, VISIT_SERVED, 10, 0}, {0, 1, VISIT_SERVED, 20, 5},
                {0, 2, VISIT_SERVED, 65, 0});
    check_minutes(l.record[COUNT_OPEN_US], 60);
    check_minutes(l.record[COUNT_OVERTIME_US], 5);
    assert_int_equal(l.record[COUNT_OVERTIME_OVER], 1);
    assert_int_equal(l.record[COUNT_OVERTIME_OVER + 1], 0); /* not beyond its own length */
    check_minutes(l.record[COUNT_LAST_US], 65);
    check_minutes(l.record[COUNT_IDLE_US], 65 - 30);
    check_minutes(l.record[COUNT_DAY_WAIT_US], 5.0 / 3);
    check_minutes(station_word(&l, 0, COUNT_WAITING_US), 5);
    check_minutes(station_word(&l, 0, COUNT_BUSY_US), 25); /* up to closing */
    check_minutes(station_word(&l, 0, COUNT_STAFFED_US), 60);
    check_minutes(station_word(&l, 0, COUNT_STATION_WORK_US), 30);
    assert_int_equal(word_of(&l, 0, COUNT_PEOPLE), 3);
    assert_int_equal(word_of(&l, 0, COUNT_DONE), 3);
    check_minutes(word_of(&l, 0, COUNT_STAY_US), 35);
}

static void two_counters_serve_two_at_once(void **state)
{
    struct lived l = day_of(*state, "arrive\n0 min\n1 min\n2 min\n50 min\n", HOUR PEOPLE DUTY("2"));
    CHECK_FATES(l, {0, 0, VISIT_SERVED, 10, 0}, {0, 1, VISIT_SERVED, 11, 0},
                {0, 2, VISIT_SERVED, 20, 8}, {0, 3, VISIT_SERVED, 60, 0});
    check_minutes(l.record[COUNT_IDLE_US], 2 * 60 - 40);
    check_minutes(l.record[COUNT_OVERTIME_US], 0); /* done at closing */
}

static void a_day_of_nobody_ends_when_it_begins(void **state)
{
    struct lived l = day_of(*state, "arrive\n70 min\n", HOUR PEOPLE);
    CHECK_FATES(l, {0, 0, VISIT_TOO_LATE, 70, 0});
    assert_int_equal(l.record[COUNT_LAST_US], 0);
    assert_int_equal(l.record[COUNT_TICKET_DAYS], 0);
    assert_int_equal(l.record[COUNT_DAYS], 1);
}

static void the_last_appointment_ends_the_day_though_it_was_missed(void **state)
{
    struct lived l = built_lives(
        *state, HOUR "uses:\n  booked: {arrivals: {kind: appointments, appointments: {people: 4, "
                     "no_show: 100%}}, service: {family: constant, mean: 5 min}}\n");
    assert_int_equal(l.n, 0);
    assert_int_equal(word_of(&l, 0, COUNT_NO_SHOW), 4);
    check_minutes(l.record[COUNT_LAST_US], 30);
    check_minutes(l.record[COUNT_IDLE_US], 30);
}

static void a_half_hour_is_that_of_the_arrival(void **state)
{
    struct lived l = day_of(*state, "arrive\n20 min\n29 min\n30 min\n", HOUR PEOPLE);
    assert_int_equal(half_word(&l, 18, COUNT_HALF_ATTEMPTS), 2);
    assert_int_equal(half_word(&l, 18, COUNT_HALF_TICKETS), 2); /* though called at 9:30 */
    check_minutes(half_word(&l, 18, COUNT_HALF_WAIT_US), 1);
    assert_int_equal(half_word(&l, 19, COUNT_HALF_TICKETS), 1);
    check_minutes(half_word(&l, 19, COUNT_HALF_WAIT_US), 10);
}

static void people_are_told_apart_in_order_of_coming(void **state)
{
    struct lived l = day_of(*state, "arrive\n5 min\n7 min\n", HOUR PEOPLE "measure: {first: 2}\n");
    assert_int_equal(first_word(&l, 0, COUNT_FIRST_N), 1);
    check_minutes(first_word(&l, 0, COUNT_FIRST_CALL_US), 5);
    check_minutes(first_word(&l, 1, COUNT_FIRST_WAIT_US), 8);
    check_minutes(first_word(&l, 1, COUNT_FIRST_CALL_US), 15);
}

/* ---- warm-up -------------------------------------------------------------------------- */

static void after_the_warm_up_only_newcomers_and_time_from_then_on_count(void **state)
{
    struct lived l = day_of(*state, "arrive,service\n0 min,40 min\n10 min,\n30 min,5 min\n",
                            HOUR_WITH("warm_up: 30 min") PEOPLE "measure: {states: 1}\n");
    CHECK_FATES(l, {0, 2, VISIT_SERVED, 55, 20}); /* he who came at the very instant */
    assert_int_equal(word_of(&l, 0, COUNT_PEOPLE), 1);
    assert_int_equal(word_of(&l, 0, COUNT_TICKETS), 1);
    check_minutes(word_of(&l, 0, COUNT_WAIT_US), 20);
    assert_int_equal(station_word(&l, 0, COUNT_STATION_VISITS), 1);
    check_minutes(l.record[COUNT_OPEN_US], 30);
    check_minutes(station_word(&l, 0, COUNT_WAITING_US), 10 + 20);
    check_minutes(station_word(&l, 0, COUNT_BUSY_US), 25);
    check_minutes(station_word(&l, 0, COUNT_STAFFED_US), 30);
    check_minutes(state_word(&l, 0), 5);
    check_minutes(state_word(&l, 1), 5);
    check_minutes(state_word(&l, 2), 20); /* two or three */
}

static void of_a_warm_up_neither_missed_appointments_nor_half_hours_remain(void **state)
{
    struct lived l = built_lives(
        *state, HOUR_WITH("warm_up: 30 min") "uses:\n  booked: {arrivals: {kind: appointments, "
                                             "appointments: {people: 6, no_show: 100%}},\n"
                                             "    service: {family: constant, mean: 5 min}}\n");
    assert_int_equal(word_of(&l, 0, COUNT_NO_SHOW), 3);
    l = day_of(*state, "arrive\n0 min\n40 min\n", HOUR_WITH("warm_up: 30 min") PEOPLE);
    assert_int_equal(half_word(&l, 18, COUNT_HALF_ATTEMPTS), 0);
    assert_int_equal(half_word(&l, 19, COUNT_HALF_ATTEMPTS), 1);
}

/* ---- one instant ---------------------------------------------------------------------- */

static void a_counter_frees_up_before_somebody_comes(void **state)
{
    struct lived l =
        day_of(*state, "arrive\n0 min\n10 min\n20 min\n", HOUR PEOPLE "counters: {places: 1}\n");
    CHECK_FATES(l, {0, 0, VISIT_SERVED, 10, 0}, {0, 1, VISIT_SERVED, 20, 0},
                {0, 2, VISIT_SERVED, 30, 0});
    assert_int_equal(word_of(&l, 0, COUNT_WAIT_ZERO), 3);
}

/* The second finds no place and comes again at 9:10, when the fourth has just left. */
static void patience_ends_before_somebody_comes_again(void **state)
{
    struct lived l = day_of(
        *state, "arrive,service,patience\n0 min,50 min,\n1 min,,2 min\n2 min,,\n4 min,,6 min\n",
        HOUR PEOPLE_WITH("    retry: {share: 100%, delay: {family: constant, mean: 8 min}, "
                         "attempts: 2}\n") "counters: {places: 2}\n");
    CHECK_FATES(l, {0, 2, VISIT_FULL, 2, 0}, {0, 1, VISIT_LEFT, 3, 2}, {0, 3, VISIT_LEFT, 10, 6},
                {0, 1, VISIT_FULL, 11, 0}, {0, 3, VISIT_FULL, 18, 0}, {0, 0, VISIT_SERVED, 50, 0},
                {0, 2, VISIT_SERVED, 60, 40});
}

/* The release at 9:10 is scheduled after the end of the third one's patience. */
static void whoever_can_be_called_when_his_patience_ends_is_called(void **state)
{
    struct lived l = day_of(*state,
                            "arrive,service,patience\n0 min,5 min,\n1 min,5 min,\n"
                            "2 min,,8 min\n",
                            HOUR PEOPLE);
    CHECK_FATES(l, {0, 0, VISIT_SERVED, 5, 0}, {0, 1, VISIT_SERVED, 10, 4},
                {0, 2, VISIT_SERVED, 20, 8});
}

static void of_two_uses_at_one_instant_the_first_written_goes_first(void **state)
{
    built_put(*state, "a.csv", "arrive\n5 min\n");
    built_put(*state, "b.csv", "arrive\n5 min\n");
    struct lived l = built_lives(
        *state, HOUR
        "uses:\n"
        "  b: {arrivals: {kind: trace, trace: b.csv}, service: {family: constant, mean: 3 min}}\n"
        "  a: {arrivals: {kind: trace, trace: a.csv}, service: {family: constant, mean: 4 min}}\n");
    CHECK_FATES(l, {0, 0, VISIT_SERVED, 8, 0}, {0, 1, VISIT_SERVED, 12, 3});
    assert_int_equal(l.seen[0].who.use, 0);
}

static void of_one_use_at_one_instant_the_first_written_goes_first(void **state)
{
    struct lived l = day_of(*state, "arrive\n0 min\n5 min\n5 min\n5 min\n", HOUR PEOPLE);
    CHECK_FATES(l, {0, 0, VISIT_SERVED, 10, 0}, {0, 1, VISIT_SERVED, 20, 5},
                {0, 2, VISIT_SERVED, 30, 15}, {0, 3, VISIT_SERVED, 40, 25});
}

/* ---- rules ---------------------------------------------------------------------------- */

static void within_a_class_people_are_called_in_order_of_coming(void **state)
{
    built_put(*state, "high.csv", "arrive\n3 min\n");
    built_put(*state, "low.csv", "arrive\n0 min\n1 min\n2 min\n");
    struct lived l =
        built_lives(*state, HOUR "counters: {rule: priority}\nuses:\n"
                                 "  low: {rank: 2, arrivals: {kind: trace, trace: low.csv},\n"
                                 "        service: {family: constant, mean: 10 min}}\n"
                                 "  high: {arrivals: {kind: trace, trace: high.csv},\n"
                                 "         service: {family: constant, mean: 10 min}}\n");
    CHECK_FATES(l, {0, 0, VISIT_SERVED, 10, 0}, {0, 3, VISIT_SERVED, 20, 7},
                {0, 1, VISIT_SERVED, 30, 19}, {0, 2, VISIT_SERVED, 40, 28});
}

static void a_higher_class_interrupts_and_the_rest_is_served_later(void **state)
{
    built_put(*state, "high.csv", "arrive\n3 min\n");
    built_put(*state, "low.csv", "arrive\n0 min\n");
    struct lived l =
        built_lives(*state, HOUR "counters: {rule: preemptive}\nuses:\n"
                                 "  low: {rank: 2, arrivals: {kind: trace, trace: low.csv},\n"
                                 "        service: {family: constant, mean: 10 min}}\n"
                                 "  high: {arrivals: {kind: trace, trace: high.csv},\n"
                                 "         service: {family: constant, mean: 10 min}}\n");
    CHECK_FATES(l, {0, 1, VISIT_SERVED, 13, 0}, {0, 0, VISIT_SERVED, 20, 10});
    check_minutes(word_of(&l, 0, COUNT_STAY_US), 20);
}

/* A booked person with a slot at 9:05 who comes at a minute: who is called at 9:30? */
static void check_late(struct built *b, const char *arrive, int32_t first)
{
    struct text rows;
    text_init(&rows, b->home);
    text_addf(&rows, "arrive,access,slot,service\n0 min,,,30 min\n10 min,,,\n%s,booked,5 min,\n",
              arrive);
    struct lived l = day_of(b, text_get(&rows),
                            HOUR PEOPLE "counters: {rule: appointments_first, grace: 15 min}\n");
    assert_int_equal(l.seen[1].who.number, first);
}

static void whoever_is_later_than_the_grace_goes_as_a_walk_in(void **state)
{
    check_late(*state, "19 min", 2);
    check_late(*state, "20 min", 2); /* just within */
    check_late(*state, "21 min", 1);
}

static void the_wait_of_an_early_comer_runs_from_his_slot(void **state)
{
    struct lived l =
        day_of(*state, "arrive,access,slot,service\n0 min,,,30 min\n5 min,booked,20 min,\n",
               HOUR PEOPLE "counters: {rule: appointments_first}\nmeasure: {first: 2}\n");
    check_minutes(l.seen[1].v.wait_us, 25);
    check_minutes(word_of(&l, 0, COUNT_WAIT_US), 10);
    check_minutes(first_word(&l, 1, COUNT_FIRST_WAIT_US), 10);
}

/* ---- staff ---------------------------------------------------------------------------- */

#define LEAVES "arrive,service\n0 min,20 min\n1 min,30 min\n12 min,5 min\n"
#define ONE_GOES "roster: [{from: \"9:10\", counters: 1}]"

static void staff_who_leave_finish_the_person_they_serve(void **state)
{
    struct lived l = day_of(*state, LEAVES, HOUR PEOPLE "counters: {on_duty: 2, " ONE_GOES "}\n");
    CHECK_FATES(l, {0, 0, VISIT_SERVED, 20, 0}, {0, 1, VISIT_SERVED, 31, 0},
                {0, 2, VISIT_SERVED, 36, 19});
    check_minutes(station_word(&l, 0, COUNT_STAFFED_US), 70);
}

static void or_hand_over_whoever_was_called_last(void **state)
{
    struct lived l = day_of(
        *state, LEAVES, HOUR PEOPLE "counters: {on_duty: 2, leaving: hand_over, " ONE_GOES "}\n");
    CHECK_FATES(l, {0, 0, VISIT_SERVED, 20, 0}, {0, 1, VISIT_SERVED, 41, 10},
                {0, 2, VISIT_SERVED, 46, 29});
}

static void staff_who_finish_after_their_time_are_not_idle_less(void **state)
{
    struct lived l =
        day_of(*state, "arrive,service\n5 min,30 min\n50 min,\n",
               HOUR PEOPLE "counters: {on_duty: 1, roster: [{from: \"9:10\", counters: "
                           "0}, {from: \"9:40\", counters: 1}]}\n");
    CHECK_FATES(l, {0, 0, VISIT_SERVED, 35, 0}, {0, 1, VISIT_SERVED, 60, 0});
    check_minutes(l.record[COUNT_IDLE_US], 5 + 10); /* until 9:05, 9:40 to 9:50 */
}

static void without_counters_for_a_while_people_wait(void **state)
{
    struct lived l =
        day_of(*state, "arrive\n0 min\n5 min\n",
               HOUR PEOPLE "counters: {on_duty: 0, roster: [{from: \"9:20\", counters: "
                           "1}]}\n");
    CHECK_FATES(l, {0, 0, VISIT_SERVED, 30, 20}, {0, 1, VISIT_SERVED, 40, 25});
    check_minutes(l.record[COUNT_IDLE_US], 0);
}

static void who_can_be_on_duty_is_drawn_day_by_day(void **state)
{
    enum { DAYS = 20 };
    struct lived l =
        day_of(*state, "arrive\n0 min\n0 min\n0 min\n",
               "period: {open: \"9:00\", length: 60 min, days: 20}\n" PEOPLE
               "counters: {on_duty: 2, by_chance: [{counters: 1, share: 50%}, {counters: 9, share: "
               "50%}]}\n");
    int32_t at_once[DAYS] = {0}, two = 0;
    for (size_t i = 0; i < l.n; i++)
        at_once[l.seen[i].who.day] += l.seen[i].v.wait_us == 0;
    for (uint32_t day = 0; day < DAYS; day++) {
        double u =
            sim_stream_pair((struct sim_seed){SEED, 0}, 0xFFFF, DESIGN_ROLE_STAFF, 0, day).u[0];
        assert_int_equal(at_once[day], u < 0.5 ? 1 : 2); /* never more than the roster */
        two += u >= 0.5;
    }
    assert_true(two > 0 && two < DAYS);
    check_minutes(station_word(&l, 0, COUNT_STAFFED_US), 60 * (DAYS + two));
}

/* ---- tandem and feedback ------------------------------------------------------------- */

#define TANDEM "tandem: [{service: {family: constant, mean: 15 min}}]\n"

static void in_a_tandem_everybody_goes_on_and_is_served_after_closing_too(void **state)
{
    struct lived l = day_of(*state, "arrive\n0 min\n1 min\n",
                            "period: {open: \"9:00\", length: 20 min}\n" PEOPLE TANDEM);
    CHECK_FATES(l, {0, 0, VISIT_SERVED, 10, 0}, {0, 1, VISIT_SERVED, 20, 9},
                {1, 0, VISIT_SERVED, 25, 0}, {1, 1, VISIT_SERVED, 40, 5});
    assert_int_equal(word_of(&l, 0, COUNT_TICKETS), 2); /* of the first counter */
    check_minutes(word_of(&l, 0, COUNT_WAIT_US), 9);
    check_minutes(word_of(&l, 0, COUNT_STAY_US), 25 + 39);
    check_minutes(station_word(&l, 1, COUNT_STATION_WAIT_US), 5);
    check_minutes(station_word(&l, 1, COUNT_STATION_WORK_US), 30);
    check_minutes(station_word(&l, 1, COUNT_BUSY_US), 10);
    check_minutes(l.record[COUNT_OVERTIME_US], 20);
    check_minutes(l.record[COUNT_IDLE_US], 2 * 40 - 50);
}

static void patience_is_for_the_first_counter_only(void **state)
{
    struct lived l = day_of(*state, "arrive,patience\n0 min,\n9 min,4 min\n", HOUR PEOPLE TANDEM);
    CHECK_FATES(l, {0, 0, VISIT_SERVED, 10, 0}, {0, 1, VISIT_SERVED, 20, 1},
                {1, 0, VISIT_SERVED, 25, 0}, {1, 1, VISIT_SERVED, 40, 5});
}

static void a_horizon_cuts_off_further_counters_too(void **state)
{
    struct lived l =
        day_of(*state, "arrive\n0 min\n1 min\n",
               "period: {open: \"9:00\", length: 22 min, at_end: stop}\n" PEOPLE TANDEM);
    CHECK_FATES(l, {0, 0, VISIT_SERVED, 10, 0}, {0, 1, VISIT_SERVED, 20, 9},
                {1, 0, VISIT_STAYED, 22, 0}, {1, 1, VISIT_STAYED, 22, 2});
    assert_int_equal(word_of(&l, 0, COUNT_DONE), 0);
    assert_int_equal(ended_as(&l, 0, VISIT_SERVED), 2);
    assert_int_equal(ended_as(&l, 0, VISIT_STAYED), 0); /* outcomes are of the first counter */
}

/* Time of person `who` at a counter, by pass and day: from the addresses. With a tandem. */
static double work_us(enum design_role role, uint32_t who, uint32_t n)
{
    struct sim_pair u = sim_stream_pair((struct sim_seed){SEED, 0}, 0, role, who, n);
    return -60e6 * log1p(-u.u[0]);
}

static bool joins_again(uint32_t who, uint32_t n)
{
    return sim_stream_pair((struct sim_seed){SEED, 0}, 0, DESIGN_ROLE_FEEDBACK, who, n).u[0] < 0.6;
}

/* The nth draw of a role on a day is at n x days + day; at further counters n counts those. */
static void every_pass_has_draws_of_its_own(void **state)
{
    enum { PEOPLE_N = 6, DAYS = 2 };
    struct lived l = day_of(*state, "arrive\n0 min\n10 min\n20 min\n30 min\n40 min\n50 min\n",
                            "period: {open: \"9:00\", length: 8 h, days: 2}\nuses:\n  people: "
                            "{arrivals: {kind: trace, trace: people.csv}, service: {family: "
                            "exponential, mean: 1 min}, feedback: {share: 60%}}\n"
                            "tandem: [{service: {family: exponential, mean: 1 min}}]\n");
    uint32_t passes[DAYS][PEOPLE_N] = {{0}};
    for (size_t i = 0; i < l.n; i++) {
        const struct shop_seen *who = &l.seen[i].who;
        uint32_t day = (uint32_t)who->day, *pass = &passes[day][who->who];
        double want = who->station == 0
                          ? work_us(DESIGN_ROLE_SERVICE, who->who, *pass * DAYS + day)
                          : work_us(DESIGN_ROLE_NEXT, who->who, (*pass * 2 + 1) * DAYS + day);
        check_near((double)l.seen[i].v.work_us, want, 1);
        *pass += who->station == 1;
    }
    for (uint32_t day = 0; day < DAYS; day++)
        for (uint32_t who = 0; who < PEOPLE_N; who++) {
            uint32_t want = 1;
            while (joins_again(who, (want - 1) * DAYS + day))
                want++;
            assert_int_equal(passes[day][who], want);
        }
    assert_int_equal(word_of(&l, 0, COUNT_PEOPLE), DAYS * PEOPLE_N);
    assert_true(word_of(&l, 0, COUNT_ATTEMPTS) > DAYS * PEOPLE_N);
    assert_int_equal(word_of(&l, 0, COUNT_ATTEMPTS), l.n / 2);
}

static void an_appointment_is_for_the_first_pass_only(void **state)
{
    static const char *const tandem[] = {"", TANDEM};
    for (size_t i = 0; i < COUNT_OF(tandem); i++) {
        struct text yaml;
        struct built *b = *state;
        text_init(&yaml, b->home);
        text_addf(&yaml, HOUR "%s" PEOPLE_WITH("    feedback: {share: 99%%}\n"), tandem[i]);
        struct lived l = day_of(b, "arrive,access,slot\n0 min,booked,5 min\n", text_get(&yaml));
        const struct seen *second = l.seen + 1 + i;
        assert_int_equal(l.seen[0].v.slot_us, OPEN_US + 5 * MIN_US);
        assert_int_equal(second->who.station, 0);
        assert_true(second->v.slot_us == VISIT_NO_SLOT);
    }
}

/* ---- coming again --------------------------------------------------------------------- */

#define TRIES(more) \
    PEOPLE_WITH("    retry: {share: 100%, delay: {family: constant, mean: 4 min}" more "}\n") \
    "counters: {places: 1}\n"

static void whoever_finds_no_place_comes_again_until_he_gives_up(void **state)
{
    struct lived l = day_of(*state, "arrive\n0 min\n1 min\n", HOUR TRIES(", attempts: 3"));
    CHECK_FATES(l, {0, 1, VISIT_FULL, 1, 0}, {0, 1, VISIT_FULL, 5, 0}, {0, 1, VISIT_FULL, 9, 0},
                {0, 0, VISIT_SERVED, 10, 0});
    assert_int_equal(word_of(&l, 0, COUNT_PEOPLE), 2);
    assert_int_equal(word_of(&l, 0, COUNT_ATTEMPTS), 4);
    assert_int_equal(word_of(&l, 0, COUNT_FIRST_FULL), 1);
    check_minutes(l.record[COUNT_ORBIT_US], 8);
}

static void without_a_limit_he_comes_until_he_is_served(void **state)
{
    struct lived l = day_of(*state, "arrive\n0 min\n1 min\n", HOUR TRIES(""));
    CHECK_FATES(l, {0, 1, VISIT_FULL, 1, 0}, {0, 1, VISIT_FULL, 5, 0}, {0, 1, VISIT_FULL, 9, 0},
                {0, 0, VISIT_SERVED, 10, 0}, {0, 1, VISIT_SERVED, 23, 0});
    check_minutes(l.record[COUNT_ORBIT_US], 12);
    check_minutes(word_of(&l, 0, COUNT_STAY_US), 20); /* of the attempt that was served */
}

static void time_in_the_orbit_counts_from_the_warm_up_to_closing(void **state)
{
    struct lived l = day_of(*state, "arrive\n0 min\n1 min\n",
                            "period: {open: \"9:00\", length: 7 min, warm_up: 3 min}\n" TRIES(""));
    assert_int_equal(l.n, 0); /* both came before */
    check_minutes(l.record[COUNT_ORBIT_US], 2 + 2);
    l = day_of(*state, "arrive\n0 min\n1 min\n",
               "period: {open: \"9:00\", length: 7 min}\n" TRIES(""));
    CHECK_FATES(l, {0, 1, VISIT_FULL, 1, 0}, {0, 1, VISIT_FULL, 5, 0}, {0, 1, VISIT_TOO_LATE, 9, 0},
                {0, 0, VISIT_SERVED, 10, 0});
    check_minutes(l.record[COUNT_ORBIT_US], 6);
}

static void of_those_about_to_come_again_none_is_left_for_the_next_day(void **state)
{
    struct lived l =
        day_of(*state, "arrive\n0 min\n1 min\n",
               "period: {open: \"9:00\", length: 7 min, days: 2, at_end: stop}\n" TRIES(""));
    check_minutes(l.record[COUNT_ORBIT_US], 2 * 6);
}

static void whoever_was_told_to_go_does_not_come_again(void **state)
{
#define AGAIN "    retry: {share: 100%, delay: {family: constant, mean: 1 min}}\n"
    struct lived l =
        day_of(*state, "arrive,service\n0 min,70 min\n10 min,\n50 min,\n60 min,\n",
               HOUR_WITH("at_end: clear") PEOPLE_WITH(AGAIN) "counters: {longest_wait: 20 min}\n");
    CHECK_FATES(l, {0, 1, VISIT_CALL_BACK, 30, 20}, {0, 2, VISIT_CLEARED, 60, 10},
                {0, 3, VISIT_TOO_LATE, 60, 0}, {0, 0, VISIT_SERVED, 70, 0});
#undef AGAIN
}

static void a_share_of_those_not_served_comes_again_by_draws_of_each_attempt(void **state)
{
    struct lived l =
        day_of(*state, "arrive,service\n0 min,50 min\n1 min,\n2 min,\n3 min,\n4 min,\n",
               HOUR PEOPLE_WITH("    retry: {share: 60%, delay: {family: exponential, mean: 5 "
                                "min}}\n") "counters: {places: 1}\n");
    uint32_t tries[5] = {0};
    for (size_t i = 0; i < l.n; i++) {
        uint32_t who = l.seen[i].who.who;
        if (l.seen[i].v.outcome != VISIT_FULL)
            continue;
        struct sim_pair u =
            sim_stream_pair((struct sim_seed){SEED, 0}, 0, DESIGN_ROLE_RETRY, who, ++tries[who]);
        size_t next = i + 1;
        while (next < l.n && l.seen[next].who.who != who)
            next++;
        assert_int_equal(next < l.n, u.u[0] < 0.6);
        if (next < l.n)
            check_near((double)(l.seen[next].v.arrive_us - l.seen[i].v.arrive_us),
                       -300e6 * log1p(-u.u[1]), 1);
    }
    assert_true(tries[1] + tries[2] + tries[3] + tries[4] > 4);
}

/* ---- a finite source ------------------------------------------------------------------- */

#define SOURCE(more) \
    "uses:\n  machines:\n    arrivals: {kind: source, source: {people: 2, away: {family: " \
    "constant, mean: 10 min}}}\n    service: {family: constant, mean: 5 min}\n" more

static void a_finite_source_comes_again_after_its_time_away(void **state)
{
    struct lived l = built_lives(*state, HOUR SOURCE(""));
    CHECK_FATES(l, {0, 0, VISIT_SERVED, 15, 0}, {0, 1, VISIT_SERVED, 20, 5},
                {0, 2, VISIT_SERVED, 30, 0}, {0, 3, VISIT_SERVED, 35, 0},
                {0, 4, VISIT_SERVED, 45, 0}, {0, 5, VISIT_SERVED, 50, 0},
                {0, 6, VISIT_SERVED, 60, 0}); /* and nobody at closing */
    assert_int_equal(word_of(&l, 0, COUNT_PEOPLE), 7);
    assert_int_equal(l.seen[2].who.who, 0);
}

static void every_time_away_is_a_draw_of_its_own(void **state)
{
    struct lived l = built_lives(
        *state,
        "period: {open: \"9:00\", length: 8 h, days: 2}\nuses:\n  machines:\n"
        "    arrivals: {kind: source, source: {people: 1, away: {family: exponential, mean: "
        "10 min}}}\n    service: {family: constant, mean: 5 min}\n");
    int64_t since = OPEN_US;
    uint32_t cycle = 0;
    for (size_t i = 0; i < l.n; i++) {
        uint32_t day = (uint32_t)l.seen[i].who.day;
        if (i > 0 && day != (uint32_t)l.seen[i - 1].who.day) {
            since = OPEN_US;
            cycle = 0;
        }
        struct sim_pair u =
            sim_stream_pair((struct sim_seed){SEED, 0}, 0, DESIGN_ROLE_AWAY, 0, ++cycle * 2 + day);
        check_near((double)(l.seen[i].v.arrive_us - since), -600e6 * log1p(-u.u[0]), 1);
        since = l.seen[i].v.finish_us;
    }
    assert_true(l.n > 30);
}

static void one_of_a_finite_source_tries_anew_at_every_return(void **state)
{
    built_put(*state, "wall.csv", "arrive,service\n0 min,1000 min\n");
    struct lived l = built_lives(
        *state,
        "period: {open: \"9:00\", length: 600 min}\n"
        "counters: {places: 1}\n" SOURCE("    retry: {share: 50%, delay: {family: constant, mean: "
                                         "1 min}}\n") "  wall: {arrivals: {kind: trace, trace: "
                                                      "wall.csv}, service: {family: constant, "
                                                      "mean: 1 min}}\n");
    int64_t last[2] = {0};
    int32_t tries[2] = {0}, returns_with[2][3] = {{0}}; /* one, two or more attempts */
    for (size_t i = 0; i < l.n; i++) {
        const struct seen *s = &l.seen[i];
        if (s->who.use != 0)
            continue;
        int32_t *n = &tries[s->who.who];
        if (s->v.arrive_us - last[s->who.who] > MIN_US && *n > 0) {
            returns_with[s->who.who][*n < 3 ? *n - 1 : 2]++;
            *n = 0;
        }
        ++*n;
        last[s->who.who] = s->v.arrive_us;
    }
    for (int who = 0; who < 2; who++) /* were the draws the same each time, two would be 0 */
        for (int n = 0; n < 3; n++)
            assert_true(returns_with[who][n] > 3);
}

static void one_of_a_finite_source_looks_at_the_line_anew_at_every_return(void **state)
{
    built_put(*state, "wall.csv",
              "arrive,service\n0 min,1000 min\n0 min,1000 min\n0 min,1000 min\n");
    struct lived l = built_lives(
        *state,
        "period: {open: \"9:00\", length: 600 min, at_end: stop}\n" SOURCE(
            "    patience: {family: constant, mean: 1 s}\n"
            "    balking: {from: 1, all_at: 3}\n") "  wall: {arrivals: {kind: trace, trace: "
                                                   "wall.csv}, service: {family: constant, "
                                                   "mean: 1 min}}\n");
    int32_t turned[2] = {0}, joined[2] = {0};
    for (size_t i = 0; i < l.n; i++) {
        if (l.seen[i].who.use != 0)
            continue;
        turned[l.seen[i].who.who] += l.seen[i].v.outcome == VISIT_BALKED;
        joined[l.seen[i].who.who] += l.seen[i].v.outcome == VISIT_LEFT;
    }
    for (int who = 0; who < 2; who++) /* two wait: half of the thresholds are 2 */
        assert_true(turned[who] > 10 && joined[who] > 10);
}

/* ---- turning round, places, patience --------------------------------------------------- */

static void at_a_threshold_of_one_nobody_waits_behind_another(void **state)
{
    struct lived l = day_of(*state, "arrive\n0 min\n1 min\n2 min\n11 min\n",
                            HOUR PEOPLE_WITH("    balking: {from: 0, all_at: 1}\n"));
    CHECK_FATES(l, {0, 2, VISIT_BALKED, 2, 0}, {0, 0, VISIT_SERVED, 10, 0},
                {0, 1, VISIT_SERVED, 20, 9}, {0, 3, VISIT_SERVED, 30, 9});
    assert_int_equal(ended_as(&l, 0, VISIT_BALKED), 1);
    assert_int_equal(word_of(&l, 0, COUNT_TICKETS), 3);
}

/* Between `from` and `all_at` each has a threshold of his own. */
static void people_turn_round_at_the_number_their_draw_says(void **state)
{
    enum { PEOPLE_N = 12 };
    struct lived l = day_of(*state,
                            "arrive\n0 min\n0 min\n0 min\n0 min\n0 min\n0 min\n0 min\n0 min\n0 "
                            "min\n0 min\n0 min\n0 min\n",
                            HOUR PEOPLE_WITH("    balking: {from: 1, all_at: 6}\n"));
    enum visit_outcome got[PEOPLE_N] = {VISIT_PENDING};
    int32_t waiting = 0, turned = 0;
    for (size_t i = 0; i < l.n; i++)
        got[l.seen[i].who.who] = l.seen[i].v.outcome;
    for (uint32_t who = 0; who < PEOPLE_N; who++) {
        double u = sim_stream_pair((struct sim_seed){SEED, 0}, 0, DESIGN_ROLE_DOOR, who, 1).u[0];
        bool turns = waiting >= 2 + (int32_t)(5 * u);
        assert_int_equal(got[who], turns ? VISIT_BALKED : VISIT_SERVED);
        turned += turns;
        waiting += !turns && who > 0; /* the first is at the counter */
    }
    assert_true(turned > 0 && waiting > 1);
}

static void places_patience_and_the_longest_wait_end_attempts(void **state)
{
    struct lived l =
        day_of(*state, "arrive,service,patience\n0 min,30 min,\n1 min,,5 min\n2 min,,\n3 min,,\n",
               HOUR PEOPLE "counters: {places: 3, longest_wait: 20 min}\n");
    CHECK_FATES(l, {0, 3, VISIT_FULL, 3, 0}, {0, 1, VISIT_LEFT, 6, 5},
                {0, 2, VISIT_CALL_BACK, 22, 20}, {0, 0, VISIT_SERVED, 30, 0});
    check_minutes(word_of(&l, 0, COUNT_WAIT_US), 25); /* waits of those who left, too */
    check_minutes(word_of(&l, 0, COUNT_WAIT_SERVED_US), 0);
    check_minutes(station_word(&l, 0, COUNT_WAITING_US), 25);
}

static void acceptance_ends_at_the_last_ticket(void **state)
{
    struct lived l = day_of(*state, "arrive\n0 min\n20 min\n40 min\n",
                            HOUR PEOPLE "counters: {early_end: {rule: tickets, tickets: 2}}\n");
    CHECK_FATES(l, {0, 0, VISIT_SERVED, 10, 0}, {0, 1, VISIT_SERVED, 30, 0},
                {0, 2, VISIT_TURNED_AWAY, 40, 0});
}

/* ---- closing --------------------------------------------------------------------------- */

#define EVENING "arrive,service\n0 min,70 min\n10 min,20 min\n60 min,5 min\n80 min,5 min\n"

static void whoever_has_a_ticket_is_served_after_closing(void **state)
{
    struct lived l = day_of(*state, EVENING, HOUR PEOPLE);
    CHECK_FATES(l, {0, 2, VISIT_TOO_LATE, 60, 0}, {0, 0, VISIT_SERVED, 70, 0},
                {0, 3, VISIT_TOO_LATE, 80, 0}, {0, 1, VISIT_SERVED, 90, 60});
    check_minutes(l.record[COUNT_OVERTIME_US], 30);
    check_minutes(station_word(&l, 0, COUNT_WAITING_US), 50); /* up to closing */
}

static void or_the_line_is_cleared_and_who_is_served_is_finished(void **state)
{
    struct lived l = day_of(*state, EVENING, HOUR_WITH("at_end: clear") PEOPLE);
    CHECK_FATES(l, {0, 1, VISIT_CLEARED, 60, 50}, {0, 2, VISIT_TOO_LATE, 60, 0},
                {0, 0, VISIT_SERVED, 70, 0}, {0, 3, VISIT_TOO_LATE, 80, 0});
    check_minutes(l.record[COUNT_OVERTIME_US], 10);
    check_minutes(word_of(&l, 0, COUNT_WAIT_US), 50);
}

static void or_the_doors_stay_open(void **state)
{
    struct lived l = day_of(*state, EVENING, HOUR_WITH("at_end: open") PEOPLE);
    CHECK_FATES(l, {0, 0, VISIT_SERVED, 70, 0}, {0, 1, VISIT_SERVED, 90, 60},
                {0, 2, VISIT_SERVED, 95, 30}, {0, 3, VISIT_SERVED, 100, 15});
    check_minutes(l.record[COUNT_OPEN_US], 60);
    check_minutes(l.record[COUNT_LAST_US], 100);
}

static void or_whoever_is_inside_is_cut_off_and_told(void **state)
{
    struct lived l = day_of(*state, EVENING, HOUR_WITH("at_end: stop") PEOPLE);
    CHECK_FATES(l, {0, 0, VISIT_STAYED, 60, 0}, {0, 1, VISIT_STAYED, 60, 50});
    assert_int_equal(ended_as(&l, 0, VISIT_STAYED), 2);
    assert_int_equal(word_of(&l, 0, COUNT_PEOPLE), 2); /* nobody comes any more */
    check_minutes(word_of(&l, 0, COUNT_WAIT_US), 50);
    check_minutes(station_word(&l, 0, COUNT_BUSY_US), 60);
    check_minutes(l.record[COUNT_OVERTIME_US], 0);
    check_minutes(l.record[COUNT_LAST_US], 60);
}

/* ---- days ------------------------------------------------------------------------------ */

static void days_of_one_replication_leave_nothing_to_each_other(void **state)
{
    static const char *const ends[] = {"serve", "clear", "open", "stop"};
    for (size_t k = 0; k < COUNT_OF(ends); k++) {
        struct built *b = *state;
        struct text one, three;
        text_init(&one, b->home);
        text_init(&three, b->home);
        static const char form[] =
            "period: {open: \"9:00\", length: 60 min, warm_up: 5 min, at_end: %s, days: "
            "%d}\n" PEOPLE "measure: {states: 3, first: 4}\n";
        text_addf(&one, form, ends[k], 1);
        text_addf(&three, form, ends[k], 3);
        struct lived a = day_of(b, EVENING, text_get(&one)),
                     c = day_of(b, EVENING, text_get(&three));
        assert_int_equal(c.n, 3 * a.n);
        for (size_t i = 0; i < c.n; i++)
            assert_int_equal(c.seen[i].v.finish_us, a.seen[i % a.n].v.finish_us);
        for (size_t i = 0; i < count_layout_of(a.d).words; i++) {
            bool is_quantile = (i >= COUNT_ALL_P50_US && i <= COUNT_ALL_P95_US) ||
                               (i >= count_layout_of(a.d).uses + COUNT_P50_US &&
                                i <= count_layout_of(a.d).uses + COUNT_P95_US);
            if (!is_quantile)
                assert_int_equal(c.record[i], 3 * a.record[i]);
        }
    }
}

#define TWO_USES \
    "uses:\n  a: {arrivals: {rate: 60 /h}, service: {family: constant, mean: 1 s}}\n" \
    "  b: {arrivals: {rate: 60 /h}, service: {family: constant, mean: 1 s}}\n"

/* The first person of each use and day comes at gap / factor. */
static void check_factors(struct built *b, const char *factor, bool is_shared)
{
    enum { DAYS = 6 };
    struct text yaml;
    text_init(&yaml, b->home);
    text_addf(&yaml, "period: {open: \"9:00\", length: 2 h, days: 6}\n%s" TWO_USES, factor);
    const struct design *d = built(b, text_get(&yaml));
    struct factor f = {design_variate(d, d->shared), design_variate(d, d->own), 0xFFFF,
                       DESIGN_ROLE_FACTOR, DESIGN_ROLE_FACTOR};
    const struct sim_seed seed = {SEED, 0};
    struct lived l = lives(b, d, 0);
    for (uint32_t day = 0; day < DAYS; day++) {
        double factors[2];
        factor_draw(&f, seed, day, (const uint32_t[]){0, 1}, 2, factors);
        assert_int_equal(factors[0] == factors[1], is_shared);
        for (int32_t use = 0; use < 2; use++) {
            struct feeder by_hand;
            assert_true(feeder_init(&by_hand, d, use, b->home));
            feeder_open(&by_hand, seed, day, factors[use]);
            for (size_t i = 0; i < l.n; i++)
                if (l.seen[i].who.use == use && l.seen[i].who.day == (int32_t)day) {
                    assert_int_equal(l.seen[i].v.arrive_us, by_hand.next.arrive_us);
                    feeder_advance(&by_hand);
                }
            assert_int_equal(by_hand.next.arrive_us, INT64_MAX);
        }
    }
}

static void a_busy_day_is_busy_for_all_uses_or_for_each_by_itself(void **state)
{
    check_factors(*state, "day_factor: {cv: 0.5, city_share: 100%}\n", true);
    check_factors(*state, "day_factor: {cv: 0.5, city_share: 0%}\n", false);
    check_factors(*state, "day_factor: {cv: 0.5, city_share: 50%}\n", false);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        BUILT(a_day_is_counted_word_by_word),
        BUILT(two_counters_serve_two_at_once),
        BUILT(a_day_of_nobody_ends_when_it_begins),
        BUILT(the_last_appointment_ends_the_day_though_it_was_missed),
        BUILT(a_half_hour_is_that_of_the_arrival),
        BUILT(people_are_told_apart_in_order_of_coming),
        BUILT(after_the_warm_up_only_newcomers_and_time_from_then_on_count),
        BUILT(of_a_warm_up_neither_missed_appointments_nor_half_hours_remain),
        BUILT(a_counter_frees_up_before_somebody_comes),
        BUILT(patience_ends_before_somebody_comes_again),
        BUILT(whoever_can_be_called_when_his_patience_ends_is_called),
        BUILT(of_two_uses_at_one_instant_the_first_written_goes_first),
        BUILT(of_one_use_at_one_instant_the_first_written_goes_first),
        BUILT(within_a_class_people_are_called_in_order_of_coming),
        BUILT(a_higher_class_interrupts_and_the_rest_is_served_later),
        BUILT(whoever_is_later_than_the_grace_goes_as_a_walk_in),
        BUILT(the_wait_of_an_early_comer_runs_from_his_slot),
        BUILT(staff_who_leave_finish_the_person_they_serve),
        BUILT(or_hand_over_whoever_was_called_last),
        BUILT(staff_who_finish_after_their_time_are_not_idle_less),
        BUILT(without_counters_for_a_while_people_wait),
        BUILT(who_can_be_on_duty_is_drawn_day_by_day),
        BUILT(in_a_tandem_everybody_goes_on_and_is_served_after_closing_too),
        BUILT(patience_is_for_the_first_counter_only),
        BUILT(a_horizon_cuts_off_further_counters_too),
        BUILT(every_pass_has_draws_of_its_own),
        BUILT(an_appointment_is_for_the_first_pass_only),
        BUILT(whoever_finds_no_place_comes_again_until_he_gives_up),
        BUILT(without_a_limit_he_comes_until_he_is_served),
        BUILT(time_in_the_orbit_counts_from_the_warm_up_to_closing),
        BUILT(of_those_about_to_come_again_none_is_left_for_the_next_day),
        BUILT(whoever_was_told_to_go_does_not_come_again),
        BUILT(a_share_of_those_not_served_comes_again_by_draws_of_each_attempt),
        BUILT(a_finite_source_comes_again_after_its_time_away),
        BUILT(every_time_away_is_a_draw_of_its_own),
        BUILT(one_of_a_finite_source_tries_anew_at_every_return),
        BUILT(one_of_a_finite_source_looks_at_the_line_anew_at_every_return),
        BUILT(at_a_threshold_of_one_nobody_waits_behind_another),
        BUILT(people_turn_round_at_the_number_their_draw_says),
        BUILT(places_patience_and_the_longest_wait_end_attempts),
        BUILT(acceptance_ends_at_the_last_ticket),
        BUILT(whoever_has_a_ticket_is_served_after_closing),
        BUILT(or_the_line_is_cleared_and_who_is_served_is_finished),
        BUILT(or_the_doors_stay_open),
        BUILT(or_whoever_is_inside_is_cut_off_and_told),
        BUILT(days_of_one_replication_leave_nothing_to_each_other),
        BUILT(a_busy_day_is_busy_for_all_uses_or_for_each_by_itself),
    };
    return cmocka_run_group_tests_name("shop", tests, NULL, NULL);
}
