/* test_plan.c - a profile gives back its own breakpoints, and a day is chosen by weight
 * among those that can be planned today.
 */
#include "models/ward/plan.h"

#include <string.h>

#include "sim/base/attr.h"
#include "tests/support/check.h"
#include "tests/support/dies.h"

enum { DAYS = 40, SITES = 2 };

/* A plan that knows nothing but its days. */
struct block {
    struct plan plan;
    struct plan_day days[SITES * DAYS];
};

static struct block *every_day_open(void)
{
    static struct block b;
    memset(&b, 0, sizeof b);
    b.plan.n_sites = SITES;
    b.plan.n_days = DAYS;
    b.plan.at_days = offsetof(struct block, days);
    b.plan.booking = (struct plan_booking){.slot_s = 1800, .last_before_close_s = 1800};
    for (int i = 0; i < SITES * DAYS; i++)
        b.days[i] = (struct plan_day){.plan_until = INT16_MAX, .weight = 1};
    return &b;
}

/* ---- profiles --------------------------------------------------------------- */

/* Shares are multiples of 1/64, so that no sum of them is rounded. */
static struct plan_profile random_profile(uint64_t *seed)
{
    struct plan_profile f = {0};
    int32_t second = (int32_t)(test_random(seed) % 20000), left = 64;
    while (left > 0) {
        int32_t part = (int32_t)(test_random(seed) % 12);
        part = part < left ? part : left;
        f.from_s[f.n] = second;
        f.share[f.n++] = (64 - left) / 64.0;
        second += 1 + (int32_t)(test_random(seed) % 1800);
        left -= part;
    }
    f.from_s[f.n] = second;
    f.share[f.n] = 1;
    plan_profile_finish(&f);
    return f;
}

/* By definition: the last piece that begins at or before u. */
static bool guide_leads_to_what_a_search_of_all_pieces_finds(uint64_t seed)
{
    struct plan_profile f = random_profile(&seed);
    for (int round = 0; round < 200; round++) {
        double u = (double)(test_random(&seed) >> 11) * 0x1p-53;
        u = round % 2 == 0 ? u : (double)(int32_t)(u * 64) / 64; /* a breakpoint, perhaps */
        int32_t last = 0;
        for (int32_t i = 0; i < f.n; i++)
            last = f.share[i] <= u ? i : last;
        if (plan_profile_piece(&f, u) != &f.piece[last])
            return false;
    }
    return true;
}

static void the_guide_leads_to_the_piece_that_holds_the_share(void **state)
{
    (void)state;
    CHECK_PROPERTY(guide_leads_to_what_a_search_of_all_pieces_finds);
}

/* Empty pieces are never hit: where one begins the next one with people is meant. */
static bool inverse_is_exact_at_the_breakpoints(uint64_t seed)
{
    struct plan_profile f = random_profile(&seed);
    for (int32_t i = 0; i < f.n; i++) {
        if (f.share[i] == f.share[i + 1])
            continue;
        if (plan_profile_us(&f, f.share[i]) != f.from_s[i] * INT64_C(1000000))
            return false;
        if (plan_profile_second(&f, f.share[i]) != f.from_s[i])
            return false;
        double middle = (f.share[i] + f.share[i + 1]) / 2;
        int64_t us = (f.from_s[i] + f.from_s[i + 1]) * INT64_C(500000);
        if (llabs(plan_profile_us(&f, middle) - us) > 1)
            return false;
    }
    return true;
}

static void any_profile_gives_back_its_breakpoints_and_the_middles(void **state)
{
    (void)state;
    CHECK_PROPERTY(inverse_is_exact_at_the_breakpoints);
}

static bool inverse_is_monotone_and_inside(uint64_t seed)
{
    struct plan_profile f = random_profile(&seed);
    int64_t last = 0, end = f.from_s[f.n] * INT64_C(1000000);
    for (int i = 0; i < 1000; i++) {
        double u = i < 999 ? (i + 0.5) / 1000 : 1 - 0x1p-53;
        int64_t us = plan_profile_us(&f, u);
        if (us < last || us < f.from_s[0] * INT64_C(1000000) || us >= end)
            return false;
        if (plan_profile_second(&f, u) != us / 1000000)
            return false;
        last = us;
    }
    return true;
}

static void any_profile_is_monotone_and_stays_inside(void **state)
{
    (void)state;
    CHECK_PROPERTY(inverse_is_monotone_and_inside);
}

static void within_a_piece_people_come_evenly(void **state)
{
    (void)state;
    struct plan_profile f = {.n = 2, .from_s = {36000, 37800, 39600}, .share = {0, 0.25, 1}};
    plan_profile_finish(&f);
    assert_int_equal(plan_profile_us(&f, 0.125), INT64_C(36900000000));
    assert_int_equal(plan_profile_us(&f, 0.25), INT64_C(37800000000));
    assert_int_equal(plan_profile_us(&f, 0.50), INT64_C(38400000000));
    assert_int_equal(plan_profile_us(&f, 1 - 0x1p-53), INT64_C(39599999999));
}

/* ---- slots ------------------------------------------------------------------ */

static void slots_run_from_the_opening_minute_to_half_an_hour_before_closing(void **state)
{
    (void)state;
    struct block *b = every_day_open();
    struct plan_day weekday = {.booked_open_s = 31500, .booked_close_s = 61200};
    struct plan_day saturday = {.booked_open_s = 32400, .booked_close_s = 43200};
    assert_int_equal(plan_slots(&b->plan, &weekday), 16); /* 8:45 ... 16:15 */
    assert_int_equal(plan_slot_second(&b->plan, &weekday, 0), 31500);
    assert_int_equal(plan_slot_second(&b->plan, &weekday, 15), 58500);
    assert_int_equal(plan_slots(&b->plan, &saturday), 6); /* 9:00 ... 11:30 */
    assert_int_equal(plan_slot_second(&b->plan, &saturday, 5), 41400);
}

static void a_day_too_short_for_its_last_slot_has_none(void **state)
{
    (void)state;
    struct block *b = every_day_open();
    struct plan_day day = {.booked_open_s = 32400, .booked_close_s = 34200};
    assert_int_equal(plan_slots(&b->plan, &day), 1);
    day.booked_close_s--;
    assert_int_equal(plan_slots(&b->plan, &day), 0);
}

/* Of a slot's seconds, the first and the last lie in it; outside the day the nearest slot is
 * meant. */
static void a_second_lies_in_the_slot_that_began_last(void **state)
{
    (void)state;
    struct block *b = every_day_open();
    struct plan_day day = {.booked_open_s = 31500, .booked_close_s = 61200};
    for (int32_t slot = 0, n = plan_slots(&b->plan, &day); slot < n; slot++) {
        int32_t second = plan_slot_second(&b->plan, &day, slot);
        assert_int_equal(plan_slot_at(&b->plan, &day, second), slot);
        assert_int_equal(plan_slot_at(&b->plan, &day, second + 1799), slot);
    }
    assert_int_equal(plan_slot_at(&b->plan, &day, 0), 0);
    assert_int_equal(plan_slot_at(&b->plan, &day, 31499), 0);
    assert_int_equal(plan_slot_at(&b->plan, &day, 60300), 15);
    assert_int_equal(plan_slot_at(&b->plan, &day, 86399), 15);
}

/* ---- which day -------------------------------------------------------------- */

static int32_t choose_from(const struct block *b, int32_t site, int32_t today, int32_t first,
                           int32_t choices, double u)
{
    struct plan_choices c;
    plan_choices(&b->plan, site, today, first, choices, &c);
    return plan_choose(&c, u);
}

static int32_t choose(const struct block *b, int32_t today, int32_t choices, double u)
{
    return choose_from(b, 0, today, today + 1, choices, u);
}

static void days_are_chosen_where_the_cumulative_weight_passes_the_uniform(void **state)
{
    (void)state;
    struct block *b = every_day_open();
    b->days[6].weight = 2;
    assert_int_equal(choose(b, 4, 3, 0x1p-40), 5);
    assert_int_equal(choose(b, 4, 3, 0.25 - 0x1p-40), 5);
    assert_int_equal(choose(b, 4, 3, 0.25), 6);
    assert_int_equal(choose(b, 4, 3, 0.75 - 0x1p-40), 6);
    assert_int_equal(choose(b, 4, 3, 0.75), 7);
    assert_int_equal(choose(b, 4, 3, 1 - 0x1p-53), 7);
}

/* By definition: the first day at which the weights so far exceed the uniform's part. */
static int32_t chosen_by_search(const struct plan_choices *c, double u)
{
    double left = u * c->total;
    for (int32_t i = 0; i < c->n - 1; i++) {
        left -= c->weight[i];
        if (left < 0)
            return c->day[i];
    }
    return c->day[c->n - 1];
}

static bool choice_is_what_a_search_finds(uint64_t seed)
{
    struct block *b = every_day_open();
    for (int i = 0; i < DAYS; i++)
        b->days[i].weight = (float)(test_random(&seed) % 9) / (float)(1 + test_random(&seed) % 9);
    b->days[DAYS - 1].weight = 1;
    struct plan_choices c;
    plan_choices(&b->plan, 0, 0, 1, 1 + (int32_t)(test_random(&seed) % PLAN_CHOICES), &c);
    for (int round = 0; round < 200; round++) {
        double u[PLAN_CHOOSERS];
        int32_t some[PLAN_CHOOSERS];
        for (int k = 0; k < PLAN_CHOOSERS; k++)
            u[k] = (double)(test_random(&seed) >> 11) * 0x1p-53;
        plan_choose_some(&c, u, some);
        for (int k = 0; k < PLAN_CHOOSERS; k++)
            if (plan_choose(&c, u[k]) != chosen_by_search(&c, u[k]) ||
                some[k] != plan_choose(&c, u[k]))
                return false;
    }
    return true;
}

static void a_day_is_chosen_as_a_search_of_the_weights_does(void **state)
{
    (void)state;
    CHECK_PROPERTY(choice_is_what_a_search_finds);
}

/* Chi-square with four degrees of freedom: beyond 23.5 once in 10^4. The seed is fixed. */
static void days_are_chosen_as_often_as_they_weigh(void **state)
{
    (void)state;
    static const float weight[] = {1.0f, 0.5f, 0.0f, 1.25f, 2.0f, 0.25f, 9.0f};
    struct block *b = every_day_open();
    int32_t count[COUNT_OF(weight)] = {0}, draws = 100000;
    double chi = 0, whole = 5.0;
    uint64_t seed = 11;
    for (size_t i = 0; i < COUNT_OF(weight); i++)
        b->days[10 + i].weight = weight[i];
    for (int32_t i = 0; i < draws; i++)
        count[choose(b, 9, 5, (double)(test_random(&seed) >> 12) * 0x1p-52 + 0x1p-53) - 10]++;
    assert_int_equal(count[2], 0);
    assert_int_equal(count[6], 0); /* the sixth open day */
    for (size_t i = 0; i < 6; i++) {
        double want = draws * (double)weight[i] / whole;
        if (want > 0)
            chi += (count[i] - want) * (count[i] - want) / want;
    }
    assert_true(chi < 23.5);
}

static void only_open_days_are_counted_among_the_choices(void **state)
{
    (void)state;
    struct block *b = every_day_open();
    for (int32_t d = 3; d < 9; d++)
        b->days[d].weight = 0;
    assert_int_equal(choose(b, 1, 2, 0.49), 2);
    assert_int_equal(choose(b, 1, 2, 0.51), 9);
    assert_int_equal(choose(b, 1, 1, 0.99), 2);
}

static void a_closed_day_is_planned_until_it_is_announced_and_an_extra_day_only_then(void **state)
{
    (void)state;
    struct block *b = every_day_open();
    b->days[10].plan_until = 8; /* closed, announced on day 8 */
    b->days[11].plan_from = 8;  /* opened, announced on day 8 */
    assert_int_equal(choose_from(b, 0, 7, 10, 1, 0.5), 10);
    assert_int_equal(choose_from(b, 0, 7, 11, 1, 0.5), 12);
    assert_int_equal(choose_from(b, 0, 8, 10, 1, 0.5), 11);
    assert_true(plan_is_open(&b->days[10], 7));
    assert_false(plan_is_open(&b->days[10], 8));
    assert_false(plan_is_open(&b->days[11], 7));
    assert_true(plan_is_open(&b->days[11], 8));
}

static void sites_have_days_of_their_own(void **state)
{
    (void)state;
    struct block *b = every_day_open();
    for (int32_t d = 0; d < 20; d++)
        b->days[DAYS + d].plan_until = 0;
    assert_int_equal(choose_from(b, 0, 0, 1, 1, 0.5), 1);
    assert_int_equal(choose_from(b, 1, 0, 1, 1, 0.5), 20);
}

static void at_the_end_of_the_plan_no_day_is_left(void **state)
{
    (void)state;
    struct block *b = every_day_open();
    assert_int_equal(choose(b, DAYS - 2, 5, 0.99), DAYS - 1);
    assert_int_equal(choose(b, DAYS - 1, 5, 0.5), PLAN_NO_DAY);
    assert_int_equal(choose(b, DAYS + 9, 5, 0.5), PLAN_NO_DAY);
}

static void choose_among_33(void)
{
    (void)choose(every_day_open(), 0, 33, 0.5);
}

static void choosing_among_more_than_32_days_is_a_bug(void **state)
{
    (void)state;
    assert_true(dies(choose_among_33));
    assert_int_equal(choose(every_day_open(), 0, 32, 1 - 0x1p-53), 32);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_profile_gives_back_its_breakpoints_and_the_middles),
        cmocka_unit_test(any_profile_is_monotone_and_stays_inside),
        cmocka_unit_test(within_a_piece_people_come_evenly),
        cmocka_unit_test(slots_run_from_the_opening_minute_to_half_an_hour_before_closing),
        cmocka_unit_test(a_day_too_short_for_its_last_slot_has_none),
        cmocka_unit_test(a_second_lies_in_the_slot_that_began_last),
        cmocka_unit_test(days_are_chosen_where_the_cumulative_weight_passes_the_uniform),
        cmocka_unit_test(a_day_is_chosen_as_a_search_of_the_weights_does),
        cmocka_unit_test(the_guide_leads_to_the_piece_that_holds_the_share),
        cmocka_unit_test(days_are_chosen_as_often_as_they_weigh),
        cmocka_unit_test(only_open_days_are_counted_among_the_choices),
        cmocka_unit_test(a_closed_day_is_planned_until_it_is_announced_and_an_extra_day_only_then),
        cmocka_unit_test(sites_have_days_of_their_own),
        cmocka_unit_test(at_the_end_of_the_plan_no_day_is_left),
        cmocka_unit_test(choosing_among_more_than_32_days_is_a_bug),
    };
    return cmocka_run_group_tests_name("plan", tests, NULL, NULL);
}
