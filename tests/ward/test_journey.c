/* test_journey.c - what is told of people agrees with what is counted, and telling it changes
 * nothing.
 */
#include "models/ward/journey.h"

#include "tests/ward/policy.h"

enum { TOLD_MAX = 16 };

struct told {
    int64_t count[JOURNEY_STEPS];
    struct journey_event first[TOLD_MAX];
    size_t n;
};

static void listen(void *context, const struct journey_event *event)
{
    struct told *t = context;
    assert_true(event->step < JOURNEY_STEPS);
    t->count[event->step]++;
    if (t->n < TOLD_MAX)
        t->first[t->n++] = *event;
}

/* A city in which everything happens that can be told, at its own sites. */
static void bend(struct small *w)
{
    struct scenario *s = &w->d.s;
    policy_phone(w, 3, 4);
    policy_mode(w, "西", 0, civil_from_date(2020, 7, 1), WAY_MIXED);
    s->phone.trunks = 4;
    s->booking.punctuality.latest = small_minutes(60);
    s->booking.cancel.share = 0.2;
    s->booking.cancel.again = 0.9;
    s->booking.walk_ins.share = 0.1;
    s->procedures.proxy.share = 0.3;
    s->procedures.proxy.letter = small_days(5);
    s->procedures.proxy.added = (struct scenario_service){FAMILY_CONSTANT, small_minutes(3), 0};
    s->procedures.first_visit = (struct scenario_service){FAMILY_CONSTANT, small_minutes(4), 0};
    s->counters.balking.share = 0.2;
    s->counters.balking.at = 5;
    s->counters.patience = (struct scenario_patience){
        .share = 0.3, .family = FAMILY_EXPONENTIAL, .mean = small_minutes(20), .cv = 1};
    w->exceptions[0] = (struct scenario_exception){.date = civil_from_date(2020, 7, 15),
                                                   .announced = civil_from_date(2020, 7, 14),
                                                   .ward = "全区",
                                                   .kind = EXCEPTION_CLOSED};
    w->d.exceptions.count = 1;
}

/* ... and some of whose people go to a joint centre. */
static void bend_and_join(struct small *w)
{
    bend(w);
    policy_centre(w, "栄", civil_from_date(2020, 7, 1), 0.3);
    policy_open_centres(w);
}

/* The whole of the summer, with that ear. */
static void run(struct small *w, journey_ear *ear, struct told *told)
{
    small_results(w);
    w->city = w->model.new_world(w->plan, w->home, &w->e);
    assert_non_null(w->city);
    city_listen(w->city, ear, told);
    assert_true(w->model.replicate(w->city, 20200727, 3, 0, &w->out, &w->e));
}

/* Where nobody listens, and nobody goes elsewhere, requests are dealt with site by site. */
static void check_listening(struct small *w)
{
    struct told told = {0};
    small_compile(w);
    run(w, NULL, NULL);
    struct sim_outcome deaf = w->out;
    run(w, listen, &told);
    assert_memory_equal(deaf.record, w->out.record, w->model.record_words * sizeof *deaf.record);
    assert_memory_equal(deaf.sums, w->out.sums, w->model.sum_words * sizeof *deaf.sums);
    assert_memory_equal(deaf.bins, w->out.bins, w->model.bin_words * sizeof *deaf.bins);
}

static void a_run_that_is_listened_to_has_the_same_bits(void **state)
{
    bend(*state);
    check_listening(*state);
    small_tear_down(state);
    small_set_up(state);
    bend_and_join(*state);
    check_listening(*state);
}

static int64_t whole(const struct small *w, int32_t which)
{
    int64_t sum = 0;
    for (int32_t site = 0; site < w->plan->n_sites; site++)
        for (int32_t access = 0; access < ACCESS_COUNT; access++)
            sum += small_whole(w, site, access, which);
    return sum;
}

static int64_t of_sites(const struct small *w, enum tally_site which)
{
    int64_t sum = 0;
    for (int32_t site = 0; site < w->plan->n_sites; site++)
        sum += tally_whole_site(&w->city->tally, site, (int32_t)which);
    return sum;
}

static void what_is_told_is_what_is_counted(void **state)
{
    struct small *w = *state;
    struct told told = {0};
    bend_and_join(w);
    small_compile(w);
    run(w, listen, &told);
    const struct {
        int64_t told, counted;
    } pairs[] = {
        {told.count[JOURNEY_COMES], whole(w, TALLY_ARRIVALS)},
        {told.count[JOURNEY_DONE], whole(w, TALLY_SERVED)},
        {told.count[JOURNEY_TICKET], whole(w, TALLY_TICKETS)},
        {told.count[JOURNEY_DEMOTED], whole(w, TALLY_DEMOTED)},
        {told.count[JOURNEY_BALKS], whole(w, TALLY_BALKED)},
        {told.count[JOURNEY_LEAVES], whole(w, TALLY_LEFT)},
        {told.count[JOURNEY_REFUSED], whole(w, TALLY_REFUSED)},
        {told.count[JOURNEY_TURNED_AWAY] + told.count[JOURNEY_TOO_LATE],
         whole(w, TALLY_TURNED_AWAY)},
        {told.count[JOURNEY_BOOKS], whole(w, TALLY_BOOKED)},
        {told.count[JOURNEY_CANCELS], whole(w, TALLY_GIVEN_BACK)},
        {told.count[JOURNEY_CANCELLED], whole(w, TALLY_CANCELLED)},
        {told.count[JOURNEY_MISSES], whole(w, TALLY_NO_SHOW)},
        {told.count[JOURNEY_RENEWED], of_sites(w, TALLY_RENEWED)},
        {told.count[JOURNEY_AGAIN], of_sites(w, TALLY_SECOND)},
        {told.count[JOURNEY_CALLS], of_sites(w, TALLY_CALLS)},
        {told.count[JOURNEY_BUSY], of_sites(w, TALLY_CALLS_BUSY)},
        {told.count[JOURNEY_HANGS_UP], of_sites(w, TALLY_CALLS_LEFT)},
        {told.count[JOURNEY_ANSWERED], of_sites(w, TALLY_CALLS_ANSWERED)},
    };
    for (size_t i = 0; i < COUNT_OF(pairs); i++) {
        if (pairs[i].told != pairs[i].counted || pairs[i].told == 0)
            print_error("pair %zu\n", i);
        assert_int_equal(pairs[i].told, pairs[i].counted);
        assert_true(pairs[i].told > 0);
    }
    assert_true(told.count[JOURNEY_MAILED] > 0);
    assert_int_equal(told.count[JOURNEY_MAILED], told.count[JOURNEY_DELIVERED]);
}

/* What is told of the visit of one person. */
static struct told told_of(struct small *w, const struct visit *v)
{
    struct told told = {0};
    const struct person person = {.who = 9, .address = 3, .home = SMALL_NISHI, .use = USE_OTHER};
    small_quiet(w);
    small_city(w);
    city_listen(w->city, listen, &told);
    journey_visit(w->city, SMALL_SAKAE, &person, v);
    for (size_t i = 0; i < told.n; i++) {
        assert_int_equal(told.first[i].who, 9);
        assert_int_equal(told.first[i].address, 3);
        assert_int_equal(told.first[i].home, SMALL_NISHI);
        assert_int_equal(told.first[i].site, SMALL_SAKAE);
        assert_int_equal(told.first[i].use, USE_OTHER);
    }
    return told;
}

static void check_step(const struct told *t, size_t i, enum journey_step step, int64_t at,
                       int64_t value)
{
    assert_true(i < t->n);
    assert_int_equal(t->first[i].step, step);
    assert_int_equal(t->first[i].at_us, at);
    assert_int_equal(t->first[i].value, value);
}

static void a_wait_counts_from_ticket_and_appointment_whichever_is_later(void **state)
{
    const struct visit early = {.arrive_us = 100,
                                .slot_us = 400,
                                .ticket_us = 200,
                                .call_us = 500,
                                .finish_us = 900,
                                .outcome = VISIT_SERVED};
    struct told t = told_of(*state, &early);
    assert_int_equal(t.n, 4);
    check_step(&t, 0, JOURNEY_COMES, 100, 400);
    check_step(&t, 1, JOURNEY_TICKET, 200, 0);
    check_step(&t, 2, JOURNEY_CALLED, 500, 100);
    check_step(&t, 3, JOURNEY_DONE, 900, 400);
}

static void a_walk_in_has_no_appointment_and_waits_from_his_ticket(void **state)
{
    const struct visit v = {.arrive_us = 100,
                            .slot_us = VISIT_NO_SLOT,
                            .ticket_us = 200,
                            .call_us = 500,
                            .finish_us = 900,
                            .outcome = VISIT_SERVED};
    struct told t = told_of(*state, &v);
    check_step(&t, 0, JOURNEY_COMES, 100, 0);
    check_step(&t, 2, JOURNEY_CALLED, 500, 300);
}

static void whoever_is_called_before_his_appointment_has_not_waited(void **state)
{
    const struct visit v = {.arrive_us = 100,
                            .slot_us = 600,
                            .ticket_us = 200,
                            .call_us = 500,
                            .finish_us = 900,
                            .outcome = VISIT_SERVED};
    struct told t = told_of(*state, &v);
    check_step(&t, 2, JOURNEY_CALLED, 500, 0);
}

static void whoever_is_too_late_for_his_appointment_is_told_so_with_the_ticket(void **state)
{
    const struct visit v = {.arrive_us = 700,
                            .slot_us = 600,
                            .ticket_us = 700,
                            .call_us = 800,
                            .finish_us = 900,
                            .is_demoted = 1,
                            .outcome = VISIT_SERVED};
    struct told t = told_of(*state, &v);
    assert_int_equal(t.n, 5);
    check_step(&t, 2, JOURNEY_DEMOTED, 700, 0);
}

static void whoever_loses_patience_is_never_called(void **state)
{
    const struct visit v = {.arrive_us = 100,
                            .slot_us = VISIT_NO_SLOT,
                            .ticket_us = 200,
                            .finish_us = 450,
                            .wait_us = 250,
                            .outcome = VISIT_LEFT};
    struct told t = told_of(*state, &v);
    assert_int_equal(t.n, 3);
    check_step(&t, 2, JOURNEY_LEAVES, 450, 250);
}

/* Who stands outside before the doors open is sent away when they do. */
static void whoever_gets_no_ticket_is_sent_away_when_he_is_judged(void **state)
{
    static const struct {
        enum visit_outcome outcome;
        enum journey_step step;
    } cases[] = {{VISIT_TURNED_AWAY, JOURNEY_TURNED_AWAY},
                 {VISIT_TOO_LATE, JOURNEY_TOO_LATE},
                 {VISIT_REFUSED, JOURNEY_REFUSED},
                 {VISIT_BALKED, JOURNEY_BALKS}};
    struct small *w = *state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const struct visit v = {.arrive_us = 100,
                                .slot_us = VISIT_NO_SLOT,
                                .finish_us = 300,
                                .outcome = (uint8_t)cases[i].outcome};
        struct told t = told_of(w, &v);
        assert_int_equal(t.n, 2);
        check_step(&t, 1, cases[i].step, 300, 0);
    }
}

static void nobody_lapses_after_the_last_day(void **state)
{
    struct small *w = *state;
    struct told told = {0};
    small_quiet(w);
    small_city(w);
    city_listen(w->city, listen, &told);
    struct person holder = {.who = 9, .address = PERSON_HOLDERS, .home = SMALL_SAKAE};
    holder.expiry_day = (int16_t)(w->plan->last_report + 1);
    city_lapse(w->city, &holder, INT32_MAX);
    assert_int_equal(told.n, 0);
    holder.expiry_day = (int16_t)w->plan->last_report;
    city_lapse(w->city, &holder, INT32_MAX);
    assert_int_equal(told.n, 1);
    check_step(&told, 0, JOURNEY_LAPSED, city_midnight(w->city, w->plan->last_report + 1), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_SMALL(a_run_that_is_listened_to_has_the_same_bits),
        IN_SMALL(what_is_told_is_what_is_counted),
        IN_SMALL(a_wait_counts_from_ticket_and_appointment_whichever_is_later),
        IN_SMALL(a_walk_in_has_no_appointment_and_waits_from_his_ticket),
        IN_SMALL(whoever_is_called_before_his_appointment_has_not_waited),
        IN_SMALL(whoever_is_too_late_for_his_appointment_is_told_so_with_the_ticket),
        IN_SMALL(whoever_loses_patience_is_never_called),
        IN_SMALL(whoever_gets_no_ticket_is_sent_away_when_he_is_judged),
        IN_SMALL(nobody_lapses_after_the_last_day),
    };
    return cmocka_run_group_tests_name("journey", tests, NULL, NULL);
}
