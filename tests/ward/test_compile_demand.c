/* test_compile_demand.c - a change of modes loses nobody and makes nobody: requests and visits
 * together are the table's.
 */
#include "models/ward/compile_parts.h"

#include "tests/ward/policy.h"

enum { LEAD = 14, MONTHS = 24 };

static void set_lead(struct small *w)
{
    w->d.s.uses.handover.request_lead = small_days(LEAD);
}

/* Hand-overs of 栄 by the month for which they are: requests are for visits LEAD days later.
 * Months since January 2020. */
static void sum_months(const struct small *w, double people[MONTHS])
{
    const struct plan *p = w->plan;
    for (int i = 0; i < MONTHS; i++)
        people[i] = 0;
    for (int32_t s = 0; s < p->n_streams; s++)
        for (int32_t day = 0; day < p->n_days; day++) {
            int32_t meant = p->base_day + day + (plan_asks(p, s, SMALL_SAKAE, day) ? LEAD : 0);
            if (plan_stream_at(p, s)->use == USE_HANDOVER)
                people[civil_month_index(meant) - 600] += plan_rate(p, s, SMALL_SAKAE, day);
        }
}

/* April to November lie in the plan as a whole: 1200 a month, three quarters of them 栄's. */
static void check_months(const struct small *w, int32_t but)
{
    double people[MONTHS];
    sum_months(w, people);
    for (int month = 3; month <= 10; month++)
        check_near(people[month], 900, month == but ? 45 : 1e-9);
}

/* ---- modes by date ---------------------------------------------------------- */

static void a_change_of_mode_on_the_first_of_a_month_keeps_every_month(void **state)
{
    for (int to_booking = 0; to_booking < 2; to_booking++) {
        small_tear_down(state);
        small_set_up(state);
        struct small *w = *state;
        set_lead(w);
        if (to_booking)
            policy_mode(w, "栄", 1 + USE_HANDOVER, 0, WAY_NONE);
        policy_mode(w, "栄", 1 + USE_HANDOVER, civil_from_date(2020, 7, 1),
                    to_booking ? WAY_REQUIRED : WAY_NONE);
        small_compile(w);
        check_months(w, -1);
    }
}

/* Requests are alike on all days, visits are not: of July alone some 2 % more or less come. */
static void a_change_of_mode_within_a_month_keeps_it_nearly_and_the_others_exactly(void **state)
{
    for (int to_booking = 0; to_booking < 2; to_booking++) {
        small_tear_down(state);
        small_set_up(state);
        struct small *w = *state;
        set_lead(w);
        if (to_booking)
            policy_mode(w, "栄", 1 + USE_HANDOVER, 0, WAY_NONE);
        policy_mode(w, "栄", 1 + USE_HANDOVER, civil_from_date(2020, 7, 15),
                    to_booking ? WAY_REQUIRED : WAY_NONE);
        small_compile(w);
        check_months(w, 6);
    }
}

static void where_both_ways_are_open_every_month_is_kept_and_split(void **state)
{
    struct small *w = *state;
    set_lead(w);
    policy_mode(w, "栄", 1 + USE_HANDOVER, 0, WAY_MIXED);
    small_compile(w);
    check_months(w, -1);
    double asks = 0, comes = 0;
    for (int32_t s = 0; s < w->plan->n_streams; s++)
        for (int32_t k = 0; k < 31; k++) { /* July, and the requests for it */
            int32_t day = small_day(w, 2020, 7, 1) + k;
            if (plan_stream_at(w->plan, s)->use != USE_HANDOVER)
                continue;
            if (plan_asks(w->plan, s, SMALL_SAKAE, day))
                asks += plan_rate(w->plan, s, SMALL_SAKAE, day - LEAD);
            else
                comes += plan_rate(w->plan, s, SMALL_SAKAE, day);
        }
    check_near(asks, 630, 1e-9);
    check_near(comes, 270, 1e-9);
}

/* Whoever comes by himself does so on the days and with the names that he had before. */
static void those_who_come_by_themselves_keep_their_address(void **state)
{
    struct small *w = *state;
    policy_mode(w, "栄", 1 + USE_HANDOVER, civil_from_date(2020, 7, 1), WAY_MIXED);
    small_compile(w);
    int32_t n = 0;
    for (int32_t s = 0; s < w->plan->n_streams; s++) {
        const struct plan_stream *stream = plan_stream_at(w->plan, s);
        if (stream->use != USE_HANDOVER)
            continue;
        n++;
        assert_int_equal(stream->address == USE_HANDOVER, stream->is_requests == 0);
    }
    assert_int_equal(n, 2);
    assert_int_equal(w->plan->pair_use[USE_OTHER] < w->plan->n_pairs, 1);
}

static void without_a_change_of_mode_there_is_no_second_stream(void **state)
{
    struct small *w = *state;
    small_compile(w);
    assert_int_equal(w->plan->n_streams, 2); /* hand-overs and others */
    policy_mode(w, "栄", 1 + USE_RENEWAL, civil_from_date(2020, 7, 1), WAY_NONE);
    small_compile(w); /* renewals are people with letters, no stream */
    assert_int_equal(w->plan->n_streams, 2);
}

/* 栄's share of 2000 on 27 July: by appointment, without, and 70 to 30. */
static void a_surge_comes_in_the_ways_of_its_use(void **state)
{
    static const enum scenario_way ways[] = {WAY_REQUIRED, WAY_NONE, WAY_MIXED};
    static const double booked[] = {1, 0, 0.7};
    for (size_t i = 0; i < COUNT_OF(ways); i++) {
        small_tear_down(state);
        small_set_up(state);
        struct small *w = *state;
        policy_mode(w, "栄", 1 + USE_HANDOVER, 0, ways[i]);
        w->surges[0] = (struct scenario_surge){
            .name = "wave", .use = USE_HANDOVER, .table = "surge.csv", .share = 1, .is_on = true};
        w->visits[0][0] =
            (struct scenario_visits){.date = civil_from_date(2020, 7, 27), .visits = 2000};
        w->surge_tables[0] = (struct bind_list){w->visits[0], 1};
        w->d.s.surges.count = 1;
        w->d.monthly[USE_HANDOVER].count = 0;
        small_compile(w);
        double asks = 0, all = 0;
        for (int32_t s = 0; s < w->plan->n_streams; s++)
            for (int32_t day = 0; day < w->plan->n_days; day++)
                if (plan_stream_at(w->plan, s)->use == USE_HANDOVER) {
                    double rate = plan_rate(w->plan, s, SMALL_SAKAE, day);
                    all += rate;
                    asks += plan_asks(w->plan, s, SMALL_SAKAE, day) ? rate : 0;
                }
        check_near(all, 1500, 1e-9);
        check_near(asks, 1500 * booked[i], 1e-9);
    }
}

/* 100 people a weekday in both wards, half of whom need the office, from Monday 6 July on. */
static const struct plan_stream *formula(struct small *w, enum scenario_shape shape,
                                         const char *wards)
{
    w->surges[0] = (struct scenario_surge){.name = "wave",
                                           .use = USE_MYNAPOINT,
                                           .shape = (int32_t)shape,
                                           .from = civil_from_date(2020, 7, 6),
                                           .to = civil_from_date(2020, 7, 31),
                                           .visits = 100,
                                           .length = small_days(10),
                                           .wards = wards,
                                           .share = 0.5,
                                           .is_on = true};
    w->surge_tables[0] = (struct bind_list){w->visits[0], 0};
    w->d.s.surges.count = 1;
    small_compile(w);
    return plan_stream_at(w->plan, w->plan->n_streams - 1);
}

static double of_july(const struct small *w, int32_t site, int32_t day)
{
    return plan_rate(w->plan, w->plan->n_streams - 1, site, small_day(w, 2020, 7, day));
}

/* 西 has a quarter of the people: 12.5 on an ordinary day, more on a Monday after a weekend
 * (1.2), less on a Wednesday (0.9), nobody on a holiday, and nobody outside its dates. */
static void a_surge_by_formula_has_its_shape_times_the_factors_of_its_days(void **state)
{
    static const double heights[][3] = {
        /* after 1, 8 and 11 days */
        [SURGE_STEP] = {1, 1, 1},
        [SURGE_RAMP] = {0.1, 0.8, 1},
        [SURGE_DECAY] = {0.904837418036, 0.449328964117, 0.332871083698}};
    for (int shape = SURGE_STEP; shape <= SURGE_DECAY; shape++) {
        small_tear_down(state);
        small_set_up(state);
        struct small *w = *state;
        assert_int_equal(formula(w, (enum scenario_shape)shape, NULL)->use, USE_MYNAPOINT);
        check_near(of_july(w, SMALL_NISHI, 7), 12.5 * heights[shape][0], 1e-6);
        check_near(of_july(w, SMALL_NISHI, 14), 12.5 * heights[shape][1], 1e-6);
        check_near(of_july(w, SMALL_NISHI, 17), 12.5 * 1.1 * heights[shape][2], 1e-6);
        check_near(of_july(w, SMALL_NISHI, 6), shape == SURGE_RAMP ? 0 : 12.5 * 1.2, 1e-6);
        check_near(of_july(w, SMALL_NISHI, 23), 0, 0);
        check_near(
            plan_rate(w->plan, w->plan->n_streams - 1, SMALL_NISHI, small_day(w, 2020, 8, 4)), 0,
            0);
    }
}

static void a_surge_of_some_wards_is_theirs_alone(void **state)
{
    struct small *w = *state;
    (void)formula(w, SURGE_STEP, "栄区");
    check_near(of_july(w, SMALL_NISHI, 7), 0, 0);
    check_near(of_july(w, SMALL_SAKAE, 7), 50, 1e-9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_SMALL(a_change_of_mode_on_the_first_of_a_month_keeps_every_month),
        IN_SMALL(a_change_of_mode_within_a_month_keeps_it_nearly_and_the_others_exactly),
        IN_SMALL(where_both_ways_are_open_every_month_is_kept_and_split),
        IN_SMALL(those_who_come_by_themselves_keep_their_address),
        IN_SMALL(without_a_change_of_mode_there_is_no_second_stream),
        IN_SMALL(a_surge_comes_in_the_ways_of_its_use),
        IN_SMALL(a_surge_by_formula_has_its_shape_times_the_factors_of_its_days),
        IN_SMALL(a_surge_of_some_wards_is_theirs_alone),
    };
    return cmocka_run_group_tests_name("compile_demand", tests, NULL, NULL);
}
