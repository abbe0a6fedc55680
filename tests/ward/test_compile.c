/* test_compile.c - what a scenario says is what the plan holds: days, counters, places,
 * rates; and what does not fit together is refused with a reason.
 */
#include "models/ward/compile.h"

#include "models/ward/compile_parts.h"
#include "tests/ward/fixture.h"

static double rate_of(const struct small *w, int32_t stream, int32_t site, int32_t day)
{
    return plan_rate(w->plan, stream, site, day);
}

/* The stream of a use or surge with the address; PLAN_NO_DAY when there is none. */
static int32_t stream_of(const struct small *w, int32_t use)
{
    for (int32_t s = 0; s < w->plan->n_streams; s++)
        if (plan_stream_at(w->plan, s)->use == use)
            return s;
    return PLAN_NO_DAY;
}

static void except(struct small *w, int32_t month, int32_t day, const char *ward, int32_t kind,
                   civil_day announced)
{
    w->exceptions[w->d.exceptions.count++] =
        (struct scenario_exception){.date = civil_from_date(2020, month, day),
                                    .ward = ward,
                                    .kind = kind,
                                    .announced = announced};
}

/* ---- frame ------------------------------------------------------------------ */

static void days_are_counted_from_the_first_letter(void **state)
{
    struct small *w = *state;
    small_compile(w);
    const struct plan *p = w->plan;
    assert_int_equal(p->base_day, civil_from_date(2020, 3, 2));
    assert_int_equal(p->first_counter, 60);
    assert_int_equal(p->first_report, 91);
    assert_int_equal(p->last_report, 182);
    assert_int_equal(p->n_months, 3);
    assert_int_equal(p->booking.horizon_days, 40);
    assert_int_equal(p->booking.tolerance_slots, 3);
    assert_int_equal(p->booking.slot_s, 1800);
    assert_true(p->n_days > p->last_report + p->booking.horizon_days);
    assert_int_equal(plan_date_at(p, p->first_report - 1)->month, PLAN_NO_DAY);
    assert_int_equal(plan_date_at(p, p->first_report)->month, 0);
    assert_int_equal(plan_date_at(p, p->last_report)->month, 2);
    assert_int_equal(plan_date_at(p, p->last_report)->weekday, CIVIL_MON);
}

static void a_ward_is_addressed_by_its_code_whatever_its_place_in_the_table(void **state)
{
    struct small *w = *state;
    small_compile(w);
    assert_int_equal(plan_code(w->plan, SMALL_NISHI), 14103);
    assert_int_equal(plan_code(w->plan, SMALL_SAKAE), 14115);
}

/* A mean delay of m days has q = m / (1 + m). */
static void answers_are_cumulative_shares_and_geometric_delays(void **state)
{
    struct small *w = *state;
    small_compile(w);
    const struct plan_response_law *law = &w->plan->response;
    static const double want[] = {0.5, 0.7, 0.8, 0.9, 0.94, 0.96, 1, 1};
    for (int i = 0; i < RESPONSE_COUNT; i++)
        check_near(law->up_to[i], want[i], 1e-12);
    check_near(1 / law->geometric[RESPONSE_PROMPT], log(0.5), 1e-14);
    check_near(1 / law->geometric[RESPONSE_REMINDED], log(0.75), 1e-14);
    check_near(1 / law->geometric[RESPONSE_LAPSED], log(20.0 / 21), 1e-14);
    check_near(law->geometric[RESPONSE_NEVER], 0, 0);
    assert_int_equal(law->blue_after, 30);
    assert_int_equal(law->delivery_least, 1);
    assert_int_equal(law->delivery_most, 3);
    assert_int_equal(law->tax_start[0], small_day(w, 2020, 2, 16));
    assert_int_equal(law->tax_start[1], small_day(w, 2021, 2, 16));
    assert_int_equal(law->tax_days, 29); /* of a leap year */
}

static void the_office_expects_a_renewal_to_take_its_mean_and_its_share_of_pins(void **state)
{
    struct small *w = *state;
    small_compile(w);
    assert_int_equal(w->plan->expected_us[USE_RENEWAL], small_minutes(12).us + 75000000);
    assert_int_equal(w->plan->expected_us[USE_HANDOVER], small_minutes(15).us);
}

/* cv 0.15, half of the variance the city's: gamma of mean 1/2 each, variance 0.0225 / 2. */
static void day_factors_of_city_and_ward_add_up_to_mean_one_and_the_cv(void **state)
{
    struct small *w = *state;
    small_compile(w);
    enum { CELLS = 20000 };
    static const int32_t which[] = {VARIATE_CITY, VARIATE_WARD};
    for (int k = 0; k < 2; k++) {
        double sum = 0, squares = 0;
        for (int i = 0; i < CELLS; i++) {
            double x = sim_variate_at(plan_variate_at(w->plan, which[k]), (i + 0.5) / CELLS);
            sum += x;
            squares += x * x;
        }
        double mean = sum / CELLS;
        check_near(mean, 0.5, 1e-4);
        check_near(squares / CELLS - mean * mean, 0.0225 / 2, 1e-4);
    }
}

/* ---- days ------------------------------------------------------------------- */

/* 2020: 9 May reserved only, 23 May closed, both announced on 17 April; Sunday 28 June and
 * the holiday 24 July open, announced on 1 June. */
static void exceptions_hold_from_their_announcement_on(void **state)
{
    struct small *w = *state;
    civil_day april = civil_from_date(2020, 4, 17), june = civil_from_date(2020, 6, 1);
    except(w, 5, 9, "全区", EXCEPTION_RESERVED_ONLY, april);
    except(w, 5, 23, "全区", EXCEPTION_CLOSED, april);
    except(w, 6, 28, "栄", EXCEPTION_OPEN, june);
    except(w, 7, 24, "栄", EXCEPTION_OPEN, june);
    small_compile(w);
    int32_t known = small_day(w, 2020, 4, 17);
    const struct plan_day *reserved = small_day_at(w, 1, small_day(w, 2020, 5, 9));
    assert_true(reserved->is_reserved_only);
    assert_int_equal(reserved->open_s, 32400);
    assert_int_equal(reserved->plan_until, known);
    assert_true(plan_date_at(w->plan, known)->announced);
    assert_false(plan_date_at(w->plan, known - 1)->announced);

    const struct plan_day *closed = small_day_at(w, 1, small_day(w, 2020, 5, 23));
    assert_int_equal(closed->open_s, -1);
    assert_int_equal(closed->booked_open_s, 32400);
    assert_int_equal(closed->plan_until, known);
    assert_true(plan_is_open(closed, known - 1));
    assert_false(plan_is_open(closed, known));

    const struct plan_day *sunday = small_day_at(w, 1, small_day(w, 2020, 6, 28));
    assert_int_equal(sunday->open_s, 32400);
    assert_int_equal(sunday->close_s, 43200);
    assert_false(plan_is_open(sunday, small_day(w, 2020, 5, 31)));
    assert_true(plan_is_open(sunday, small_day(w, 2020, 6, 1)));
    assert_int_equal(small_day_at(w, 1, small_day(w, 2020, 7, 24))->open_s, 31500);
    assert_int_equal(small_day_at(w, 0, small_day(w, 2020, 7, 24))->open_s, -1);
}

/* Nobody comes by himself on a closed or reserved-only day; bookings are made on any day. */
static void walk_ins_come_on_open_days_and_requests_on_all_days(void **state)
{
    struct small *w = *state;
    except(w, 6, 13, "全区", EXCEPTION_RESERVED_ONLY, civil_from_date(2020, 6, 1));
    except(w, 6, 16, "全区", EXCEPTION_CLOSED, civil_from_date(2020, 6, 1));
    small_compile(w);
    int32_t other = stream_of(w, USE_OTHER), handover = stream_of(w, USE_HANDOVER);
    static const int32_t closed[] = {6, 7, 13, 14, 16};
    for (size_t i = 0; i < COUNT_OF(closed); i++) {
        int32_t day = small_day(w, 2020, 6, closed[i]);
        check_near(rate_of(w, other, SMALL_SAKAE, day), 0, 0);
        check_near(rate_of(w, handover, SMALL_NISHI, day), 0, 0);
        assert_true(rate_of(w, handover, SMALL_SAKAE, day) > 0);
    }
    assert_true(rate_of(w, other, SMALL_SAKAE, small_day(w, 2020, 6, 15)) > 0);
}

static void days_weigh_by_weekday_closure_before_and_season(void **state)
{
    struct small *w = *state;
    except(w, 6, 17, "西", EXCEPTION_CLOSED, civil_from_date(2020, 6, 1));
    small_compile(w);
    static const struct {
        int32_t month, day;
        double weight;
    } days[] = {
        {6, 15, 1.2},                                         /* Monday */
        {6, 16, 1.0},       {6, 19, 1.1},       {6, 18, 1.2}, /* Thursday after the exception */
        {6, 20, 0},                                           /* third Saturday */
        {6, 13, 0.5},       /* second Saturday after an open Friday */
        {7, 25, 0.5 * 1.2}, /* after two holidays */
        {8, 11, 1.2},       /* Tuesday after the holiday on Monday */
        {4, 1, 0.9 * 1.1},  {4, 10, 1.1 * 1.1}, {4, 15, 0.9},
    };
    for (size_t i = 0; i < COUNT_OF(days); i++) {
        int32_t day = small_day(w, 2020, days[i].month, days[i].day);
        check_near((double)small_day_at(w, SMALL_NISHI, day)->weight, days[i].weight, 1e-6);
    }
}

/* Weekdays 8:30 ... 16:30 (17 half hours, the first one from 8:45), Saturdays 9:00 ... 11:30. */
static void cells_are_the_half_hours_of_the_week_with_opening_hours(void **state)
{
    struct small *w = *state;
    small_compile(w);
    const struct plan *p = w->plan;
    assert_int_equal(p->n_cells, 5 * 17 + 6);
    assert_int_equal(p->cell[CIVIL_MON][16], PLAN_NO_DAY);
    assert_int_equal(p->cell[CIVIL_MON][17], 0);
    assert_int_equal(p->cell[CIVIL_MON][33], 16);
    assert_int_equal(p->cell[CIVIL_MON][34], PLAN_NO_DAY);
    assert_int_equal(p->cell[CIVIL_SAT][18], 85);
    assert_int_equal(p->cell[CIVIL_SAT][23], 90);
    assert_int_equal(p->cell[CIVIL_SAT][24], PLAN_NO_DAY);
    assert_int_equal(p->cell[CIVIL_SUN][20], PLAN_NO_DAY);
    assert_int_equal(p->pooled[16], PLAN_NO_DAY);
    assert_int_equal(p->pooled[17], 91); /* Monday to Friday together */
    assert_int_equal(p->pooled[33], 107);
    assert_int_equal(p->n_moments, 108);
}

static void reported_days_on_which_a_site_is_open_are_numbered(void **state)
{
    struct small *w = *state;
    except(w, 6, 28, "栄", EXCEPTION_OPEN, civil_from_date(2020, 6, 1));
    small_compile(w);
    const struct plan *p = w->plan;
    int32_t n = 0;
    for (int32_t day = 0; day < p->n_days; day++) {
        bool is_open = small_day_at(w, 0, day)->open_s >= 0 || small_day_at(w, 1, day)->open_s >= 0;
        bool is_reported = day >= p->first_report && day <= p->last_report;
        int32_t want = is_open && is_reported ? n++ : PLAN_NO_DAY;
        assert_int_equal(plan_date_at(p, day)->hist_day, want);
    }
    assert_int_equal(p->n_hist_days, n);
    /* June 22 weekdays, July 21, August 20; two Saturdays each; one Sunday */
    assert_int_equal(n, 22 + 21 + 20 + 6 + 1);
}

static void outages_slow_the_day_and_end_with_full_speed(void **state)
{
    struct small *w = *state;
    civil_day day = civil_from_date(2020, 6, 15);
    w->outages[0] =
        (struct scenario_outage){.date = day, .from = 32400, .to = 36000, .factor = 1.5};
    w->outages[1] =
        (struct scenario_outage){.date = day, .from = 36000, .to = 43200, .state = 1, .factor = 1};
    w->d.outages.count = 2;
    small_compile(w);
    const struct plan_date *date = plan_date_at(w->plan, small_day(w, 2020, 6, 15));
    assert_int_equal(date->n_speeds, 4);
    static const struct plan_speed want[] = {
        {32400, 667}, {36000, 1000}, {36000, 0}, {43200, 1000}};
    const struct plan_speed *got = PLAN_ARRAY(w->plan, struct plan_speed, at_speeds);
    for (size_t i = 0; i < COUNT_OF(want); i++) {
        assert_int_equal(got[date->first_speed + i].from_s, want[i].from_s);
        assert_int_equal(got[date->first_speed + i].permille, want[i].permille);
    }
    assert_int_equal(plan_date_at(w->plan, small_day(w, 2020, 6, 16))->n_speeds, 0);
}

/* ---- capacity --------------------------------------------------------------- */

static void check_shifts(const struct small *w, int32_t site, int32_t day,
                         const struct plan_shift *want, uint16_t n)
{
    const struct plan_day *at = plan_day_at(w->plan, site, day);
    const struct plan_shift *got = PLAN_ARRAY(w->plan, struct plan_shift, at_shifts);
    assert_int_equal(at->n_shifts, n);
    for (uint16_t i = 0; i < n; i++) {
        assert_int_equal(got[at->first_shift + i].from_s, want[i].from_s);
        assert_int_equal(got[at->first_shift + i].counters, want[i].counters);
    }
}

static void counters_and_places_follow_the_table_by_month(void **state)
{
    struct small *w = *state;
    w->capacity[24 + 6].weekday = 9; /* 栄, July 2020 */
    w->capacity[24 + 6].saturday = 3;
    w->capacity[24 + 6].places_renewal = 200;
    small_compile(w);
    int32_t june = small_day(w, 2020, 6, 30), july = small_day(w, 2020, 7, 1);
    check_shifts(w, SMALL_SAKAE, june, (const struct plan_shift[]){{31500, 5}}, 1);
    check_shifts(w, SMALL_SAKAE, july, (const struct plan_shift[]){{31500, 9}}, 1);
    check_shifts(w, SMALL_NISHI, july, (const struct plan_shift[]){{31500, 2}}, 1);
    check_shifts(w, SMALL_SAKAE, small_day(w, 2020, 7, 11), (const struct plan_shift[]){{32400, 3}},
                 1);
    assert_int_equal(plan_places(w->plan, USE_RENEWAL, SMALL_SAKAE, june), 90);
    assert_int_equal(plan_places(w->plan, USE_RENEWAL, SMALL_SAKAE, july), 200);
    assert_int_equal(plan_places(w->plan, USE_HANDOVER, SMALL_SAKAE, july), 50);
    assert_int_equal(plan_places(w->plan, USE_OTHER, SMALL_SAKAE, july), 0);
    /* Saturday: 200 x (6 slots x 3 counters) / (16 x 9) = 25; 50 x 18 / 144 = 6.25 */
    assert_int_equal(plan_places(w->plan, USE_RENEWAL, SMALL_SAKAE, small_day(w, 2020, 7, 11)), 25);
    assert_int_equal(plan_places(w->plan, USE_HANDOVER, SMALL_SAKAE, small_day(w, 2020, 7, 11)), 6);
    assert_int_equal(plan_places(w->plan, USE_RENEWAL, SMALL_SAKAE, small_day(w, 2020, 7, 12)), 0);
}

static void a_wards_own_numbers_go_before_the_table(void **state)
{
    struct small *w = *state;
    w->own[0] = (struct scenario_ward){.name = "栄", .mode = WARD_AS_TABLE};
    w->own[0].counters.weekday = 11;
    w->own[0].places.renewal = 7;
    w->own[0].places.handover = -1;
    w->own[1] = (struct scenario_ward){.name = "西", .mode = WARD_BOOKING, .places = {-1, -1}};
    w->d.s.wards.count = 2;
    small_compile(w);
    int32_t monday = small_day(w, 2020, 6, 15), saturday = small_day(w, 2020, 6, 13);
    check_shifts(w, SMALL_SAKAE, monday, (const struct plan_shift[]){{31500, 11}}, 1);
    check_shifts(w, SMALL_SAKAE, saturday, (const struct plan_shift[]){{32400, 5}}, 1);
    assert_int_equal(plan_places(w->plan, USE_RENEWAL, SMALL_SAKAE, monday), 7);
    assert_int_equal(plan_places(w->plan, USE_HANDOVER, SMALL_SAKAE, monday), 50);
    assert_int_equal(plan_booked(w->plan, USE_RENEWAL, SMALL_NISHI, 0), PLAN_REQUIRED);
    assert_int_equal(plan_booked(w->plan, USE_OTHER, SMALL_NISHI, 0), PLAN_WALK_IN);
}

static void counters_more_or_less_are_added_to_the_table_and_to_own_numbers(void **state)
{
    struct small *w = *state;
    w->own[0] = (struct scenario_ward){.name = "栄", .places = {-1, -1}};
    w->d.s.wards.count = 1;
    small_compile(w);
    const struct plan_shift *shift = PLAN_ARRAY(w->plan, struct plan_shift, at_shifts);
    int32_t monday = small_day(w, 2020, 6, 15), saturday = small_day(w, 2020, 6, 13);
    int32_t usual = shift[plan_day_at(w->plan, SMALL_SAKAE, monday)->first_shift].counters;
    w->own[0].counters.more = 2;
    small_compile(w);
    check_shifts(w, SMALL_SAKAE, monday, (const struct plan_shift[]){{31500, usual + 2}}, 1);
    check_shifts(w, SMALL_SAKAE, saturday, (const struct plan_shift[]){{32400, 7}}, 1);
    w->own[0].counters.weekday = 11;
    w->own[0].counters.more = -4;
    small_compile(w);
    check_shifts(w, SMALL_SAKAE, monday, (const struct plan_shift[]){{31500, 7}}, 1);
    check_shifts(w, SMALL_SAKAE, saturday, (const struct plan_shift[]){{32400, 1}}, 1);
    w->own[0].counters.more = -100; /* one stays */
    small_compile(w);
    check_shifts(w, SMALL_SAKAE, monday, (const struct plan_shift[]){{31500, 1}}, 1);
}

/* A step before the doors holds from opening on; the kind of day without steps is the
 * table's. */
static void a_wards_own_roster_goes_before_its_numbers(void **state)
{
    struct small *w = *state;
    struct scenario_step steps[] = {{0, 28800, 3, NULL}, {0, 43200, 1, NULL}, {0, 46800, 6, NULL}};
    w->own[0] = (struct scenario_ward){.name = "栄", .places = {-1, -1}, .roster = {steps, 3}};
    w->own[0].counters.saturday = 8;
    w->d.s.wards.count = 1;
    small_compile(w);
    check_shifts(w, SMALL_SAKAE, small_day(w, 2020, 6, 15),
                 (const struct plan_shift[]){{31500, 3}, {43200, 1}, {46800, 6}}, 3);
    check_shifts(w, SMALL_SAKAE, small_day(w, 2020, 6, 13), (const struct plan_shift[]){{32400, 8}},
                 1);
}

static void uses_are_booked_where_use_and_ward_both_say_so(void **state)
{
    struct small *w = *state;
    small_compile(w);
    assert_int_equal(plan_booked(w->plan, USE_RENEWAL, SMALL_SAKAE, 0), PLAN_REQUIRED);
    assert_int_equal(plan_booked(w->plan, USE_HANDOVER, SMALL_SAKAE, 0), PLAN_REQUIRED);
    assert_int_equal(plan_booked(w->plan, USE_OTHER, SMALL_SAKAE, 0), PLAN_WALK_IN);
    for (int use = 0; use < USE_COUNT; use++)
        assert_int_equal(plan_booked(w->plan, use, SMALL_NISHI, 0), PLAN_WALK_IN);
}

/* ---- demand ----------------------------------------------------------------- */

static double month_total(const struct small *w, int32_t stream, int32_t site, int32_t month,
                          int32_t shift)
{
    double sum = 0;
    int32_t first = small_day(w, 2020, month, 1) - shift;
    for (int32_t k = 0; k < civil_days_in_month(2020, month); k++)
        sum += rate_of(w, stream, site, first + k);
    return sum;
}

static void check_totals(const struct small *w, int32_t shift)
{
    int32_t stream = stream_of(w, USE_HANDOVER);
    for (int32_t month = 4; month <= 11; month++) {
        double people = w->handovers[month - 1].count;
        check_near(month_total(w, stream, SMALL_NISHI, month, 0), people / 4, 1e-9 * people);
        check_near(month_total(w, stream, SMALL_SAKAE, month, shift), people * 3 / 4,
                   1e-9 * people);
    }
    for (int32_t site = 0; site < SMALL_SITES; site++)
        for (int32_t day = 0; day < w->plan->n_days; day++)
            assert_true(rate_of(w, stream, site, day) >= 0);
}

static void monthly_totals_are_kept_at_every_site(void **state)
{
    struct small *w = *state;
    uint64_t seed = 3;
    for (int month = 0; month < 24; month++)
        w->handovers[month].count = 500 + (double)(test_random(&seed) % 2000);
    small_compile(w);
    check_totals(w, 0);
}

static void requests_run_ahead_of_the_months_by_their_lead(void **state)
{
    struct small *w = *state;
    uint64_t seed = 4;
    for (int month = 0; month < 24; month++)
        w->handovers[month].count = 500 + (double)(test_random(&seed) % 2000);
    w->d.s.uses.handover.request_lead = small_days(12);
    small_compile(w);
    check_totals(w, 12);
}

/* Also where months differ by orders of magnitude or are empty. */
static void totals_are_kept_when_months_differ_wildly(void **state)
{
    struct small *w = *state;
    static const double counts[] = {0, 1e5, 1, 1, 1e5, 0, 0, 1e5, 3, 1e5, 3};
    for (int month = 0; month < 24; month++)
        w->handovers[month].count = counts[month % 11];
    small_compile(w);
    check_totals(w, 0);
}

/* July is open on its first three days and from the 27th on, and weak between strong months. */
static void totals_are_kept_when_only_the_ends_of_a_month_are_open(void **state)
{
    struct small *w = *state;
    for (int month = 0; month < 24; month++)
        w->handovers[month].count = month % 2 == 0 ? 1000 : 5000; /* July is the seventh */
    w->d.s.warmup.counters_from = w->d.s.period.from = civil_from_date(2020, 8, 1);
    for (int32_t k = 0; k < 23; k++)
        w->holidays[w->d.holidays.count++] =
            (struct scenario_holiday){.date = civil_from_date(2020, 7, 4) + k, .name = "休"};
    w->d.s.calendar.saturday.open_on_holiday = false;
    small_compile(w);
    check_totals(w, 0);
}

/* Half of May lies in the plan, so half of its people do. */
static void of_a_month_that_is_not_whole_only_its_part_comes(void **state)
{
    struct small *w = *state;
    w->d.s.warmup.notices_from = civil_from_date(2020, 5, 16);
    w->d.s.warmup.counters_from = civil_from_date(2020, 5, 16);
    small_compile(w);
    int32_t stream = stream_of(w, USE_HANDOVER);
    double sum[SMALL_SITES] = {0};
    for (int32_t day = 0; day < 16; day++)
        for (int32_t site = 0; site < SMALL_SITES; site++)
            sum[site] += rate_of(w, stream, site, day);
    check_near(sum[SMALL_SAKAE], 900 * 16.0 / 31, 1e-9);
    check_near(sum[SMALL_NISHI], 300 * 16.0 / 31, 1e-9);
}

/* Linear from month's end to middle: over the first of a month the rate takes half a step
 * of the month before and half a step of the month after, so never more than the larger
 * of their daily steps. Checked where requests come every day. */
static void no_step_falls_on_the_first_of_a_month(void **state)
{
    struct small *w = *state;
    static const double counts[] = {1500, 900, 2000, 1200, 700, 1800};
    for (int month = 0; month < 24; month++)
        w->handovers[month].count = counts[month % 6];
    small_compile(w);
    int32_t stream = stream_of(w, USE_HANDOVER);
    for (int32_t month = 4; month <= 11; month++) {
        int32_t first = small_day(w, 2020, month, 1);
        double r[6];
        for (int k = 0; k < 6; k++)
            r[k] = rate_of(w, stream, SMALL_SAKAE, first - 3 + k);
        double before = fabs(r[2] - r[1]), after = fabs(r[4] - r[3]);
        assert_true(fabs(r[3] - r[2]) <= fmax(before, after) + 1e-9);
        double own = counts[(month - 1) % 6] / civil_days_in_month(2020, month);
        double last = counts[(month + 4) % 6] / civil_days_in_month(2020, month - 1);
        double mean = (own + last) / 2 * 0.75; /* where the months meet */
        check_near((r[2] + r[3]) / 2, mean, 0.05 * mean);
        assert_true(fabs(r[3] - r[2]) < 0.08 * mean);
    }
}

static void a_use_without_a_table_has_its_visits_on_an_average_open_weekday(void **state)
{
    struct small *w = *state;
    small_compile(w);
    int32_t stream = stream_of(w, USE_OTHER), days = 0;
    double sum = 0, saturdays = 0;
    for (int32_t day = w->plan->first_report; day <= w->plan->last_report; day++) {
        double rate = rate_of(w, stream, SMALL_SAKAE, day);
        if (plan_date_at(w->plan, day)->weekday == CIVIL_SAT) {
            saturdays += rate;
        } else if (rate > 0) {
            sum += rate;
            days++;
        }
    }
    check_near(sum / days, 45, 1e-9);
    assert_int_equal(days, 63);
    assert_true(saturdays > 0);
}

/* As many people book as would have come by themselves. */
static void a_booked_use_without_a_table_has_as_many_requests_as_visits(void **state)
{
    struct small *w = *state;
    w->d.s.uses.handover.visits = 40;
    w->d.monthly[USE_HANDOVER].count = 0;
    w->wards[SMALL_NISHI].population = w->wards[SMALL_SAKAE].population = 1000;
    small_compile(w);
    int32_t stream = stream_of(w, USE_HANDOVER);
    double sum[SMALL_SITES] = {0};
    for (int32_t day = w->plan->first_report; day <= w->plan->last_report; day++)
        for (int32_t site = 0; site < SMALL_SITES; site++)
            sum[site] += rate_of(w, stream, site, day);
    check_near(sum[SMALL_SAKAE], sum[SMALL_NISHI], 1e-9 * sum[SMALL_NISHI]);
}

static void surge(struct small *w, const char *name, bool is_on)
{
    size_t i = w->d.s.surges.count++;
    w->surges[i] = (struct scenario_surge){
        .name = name, .use = USE_MYNAPOINT, .table = "surge.csv", .share = 0.1, .is_on = is_on};
    for (int32_t k = 0; k < 10; k++)
        w->visits[i][k] =
            (struct scenario_visits){.date = civil_from_date(2020, 7, 20) + k, .visits = 1000};
    w->surge_tables[i] = (struct bind_list){w->visits[i], 10};
}

static void a_surge_adds_its_share_of_the_table_on_open_days(void **state)
{
    struct small *w = *state;
    surge(w, "mynapoint", true);
    small_compile(w);
    int32_t stream = stream_of(w, USE_MYNAPOINT);
    assert_true(plan_stream_at(w->plan, stream)->address >= 16);
    check_near(rate_of(w, stream, SMALL_NISHI, small_day(w, 2020, 7, 20)), 25, 1e-9);
    check_near(rate_of(w, stream, SMALL_SAKAE, small_day(w, 2020, 7, 25)), 75, 1e-9);
    check_near(rate_of(w, stream, SMALL_SAKAE, small_day(w, 2020, 7, 23)), 0, 0);
    check_near(rate_of(w, stream, SMALL_SAKAE, small_day(w, 2020, 7, 30)), 0, 0);
}

static void a_surge_changes_no_rate_and_no_address_of_the_others(void **state)
{
    struct small *w = *state, *with = small_new();
    surge(with, "off", false);
    surge(with, "mynapoint", true);
    small_compile(w);
    small_compile(with);
    assert_int_equal(with->plan->n_streams, w->plan->n_streams + 1);
    for (int32_t s = 0; s < w->plan->n_streams; s++) {
        assert_memory_equal(plan_stream_at(w->plan, s), plan_stream_at(with->plan, s),
                            sizeof(struct plan_stream));
        for (int32_t site = 0; site < SMALL_SITES; site++)
            for (int32_t day = 0; day < w->plan->n_days; day++)
                check_near(rate_of(with, s, site, day), rate_of(w, s, site, day), 0);
    }
    small_free(with);
}

static void profiles_are_the_tables_weights(void **state)
{
    struct small *w = *state;
    w->hours[2].weight = 3;
    small_compile(w);
    const struct plan_profile *f = &w->plan->hours[0];
    assert_int_equal(f->n, 17);
    assert_int_equal(f->from_s[0], 30600);
    assert_int_equal(f->from_s[17], 61200);
    check_near(f->share[2], 2.0 / 19, 1e-12);
    check_near(f->share[3], 5.0 / 19, 1e-12);
    check_near(f->share[17], 1, 0);
    check_near(f->piece[2].us_per_share, 1800e6 * 19 / 3, 1);
    assert_int_equal(w->plan->hours[1].from_s[7], 43200);
    assert_int_equal(w->plan->requests.from_s[48], 86400);
}

/* ---- refusals --------------------------------------------------------------- */

/* The plan is refused with exactly this error first. */
static void check_refused(struct small *w, enum err_code code, const char *arg)
{
    assert_null(compile_plan(&w->d, w->home, &w->e));
    assert_true(err_is_set(&w->e));
    assert_int_equal(w->e.item[0].code, code);
    if (arg != NULL)
        assert_non_null(strstr(w->e.item[0].arg[0], arg));
}

static void a_month_without_capacity_is_refused_by_its_name(void **state)
{
    struct small *w = *state;
    w->capacity[24 + 6].ward = "西"; /* July of 栄 is missing */
    check_refused(w, ERR_NO_DATA, "capacity.csv");
    assert_string_equal(w->e.item[0].arg[1], "栄 2020-07");
}

static void an_open_day_without_counters_is_refused(void **state)
{
    struct small *w = *state;
    w->capacity[24 + 6].saturday = 0;
    check_refused(w, ERR_NO_COUNTER, "栄");
    assert_string_equal(w->e.item[0].arg[1], "2020-07-11");
}

static void a_roster_that_ends_the_day_with_nobody_is_refused(void **state)
{
    struct small *w = *state;
    struct scenario_step steps[] = {{0, 31500, 3, NULL}, {0, 57600, 0, NULL}};
    w->own[0] = (struct scenario_ward){.name = "栄", .places = {-1, -1}, .roster = {steps, 2}};
    w->d.s.wards.count = 1;
    check_refused(w, ERR_NO_COUNTER, "栄");
}

static void a_period_without_an_open_day_is_refused(void **state)
{
    struct small *w = *state;
    w->d.s.period.from = w->d.s.period.to = civil_from_date(2020, 7, 26);
    check_refused(w, ERR_CLOSED_PERIOD, "");
    assert_string_equal(w->e.item[0].arg[0], "");
    assert_string_equal(w->e.item[0].arg[1], "2020-07-26");
}

static void a_period_in_which_one_ward_is_closed_is_refused_with_its_name(void **state)
{
    struct small *w = *state;
    w->d.s.period.from = w->d.s.period.to = civil_from_date(2020, 7, 27);
    except(w, 7, 27, "栄", EXCEPTION_CLOSED, civil_from_date(2020, 7, 20));
    check_refused(w, ERR_CLOSED_PERIOD, "栄");
}

static void holidays_must_reach_to_the_last_year_looked_at(void **state)
{
    struct small *w = *state;
    w->d.s.period.to = civil_from_date(2021, 12, 20);
    check_refused(w, ERR_NO_DATA, "holidays.csv");
    assert_string_equal(w->e.item[0].arg[1], "2022");
}

static void a_missing_factor_is_refused_by_its_name(void **state)
{
    struct small *w = *state;
    w->factors[6].name = "afterclosure";
    check_refused(w, ERR_NO_DATA, "");
    assert_string_equal(w->e.item[0].arg[1], "after_closure");
}

static void a_kind_of_day_without_hours_is_refused(void **state)
{
    struct small *w = *state;
    w->d.hours.count = 17;
    check_refused(w, ERR_NO_DATA, "saturday");
}

static void hours_out_of_order_are_refused(void **state)
{
    struct small *w = *state;
    w->hours[5].from = w->hours[4].from;
    check_refused(w, ERR_ORDER, NULL);
}

static void outages_that_overlap_are_refused(void **state)
{
    struct small *w = *state;
    civil_day day = civil_from_date(2020, 6, 15);
    w->outages[0] = (struct scenario_outage){.date = day, .from = 32400, .to = 36000, .factor = 2};
    w->outages[1] = (struct scenario_outage){.date = day, .from = 35999, .to = 43200, .factor = 2};
    w->d.outages.count = 2;
    check_refused(w, ERR_ORDER, NULL);
}

static void two_surges_with_one_address_are_refused(void **state)
{
    struct small *w = *state;
    surge(w, "mynapoint", true);
    surge(w, "mynapoint", true);
    check_refused(w, ERR_STREAM_NAME, "mynapoint");
}

/* Every allocation of a compilation in turn. */
static void without_memory_there_is_no_plan_and_the_error_says_so(void **state)
{
    struct small *w = *state;
    surge(w, "mynapoint", true);
    w->d.expiries.count = 1; /* every day of expiry takes memory of its own */
    w->d.s.day_factor.cv = 0;
    w->d.s.notices.no_id.acts = true;
    unsigned nth = 1;
    for (; nth < 1000; nth++) {
        struct err e = {0};
        arena_fail_nth(w->home, nth);
        const struct plan *p = compile_plan_on(&w->d, w->home, w->home, &e);
        arena_fail_nth(w->home, 0);
        if (p != NULL)
            break;
        assert_int_equal(e.item[0].code, ERR_NOMEM);
        assert_int_equal(e.count, 1);
    }
    assert_true(nth > 20 && nth < 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_SMALL(days_are_counted_from_the_first_letter),
        IN_SMALL(a_ward_is_addressed_by_its_code_whatever_its_place_in_the_table),
        IN_SMALL(answers_are_cumulative_shares_and_geometric_delays),
        IN_SMALL(the_office_expects_a_renewal_to_take_its_mean_and_its_share_of_pins),
        IN_SMALL(day_factors_of_city_and_ward_add_up_to_mean_one_and_the_cv),
        IN_SMALL(exceptions_hold_from_their_announcement_on),
        IN_SMALL(walk_ins_come_on_open_days_and_requests_on_all_days),
        IN_SMALL(days_weigh_by_weekday_closure_before_and_season),
        IN_SMALL(cells_are_the_half_hours_of_the_week_with_opening_hours),
        IN_SMALL(reported_days_on_which_a_site_is_open_are_numbered),
        IN_SMALL(outages_slow_the_day_and_end_with_full_speed),
        IN_SMALL(counters_and_places_follow_the_table_by_month),
        IN_SMALL(a_wards_own_numbers_go_before_the_table),
        IN_SMALL(counters_more_or_less_are_added_to_the_table_and_to_own_numbers),
        IN_SMALL(a_wards_own_roster_goes_before_its_numbers),
        IN_SMALL(uses_are_booked_where_use_and_ward_both_say_so),
        IN_SMALL(monthly_totals_are_kept_at_every_site),
        IN_SMALL(requests_run_ahead_of_the_months_by_their_lead),
        IN_SMALL(totals_are_kept_when_months_differ_wildly),
        IN_SMALL(totals_are_kept_when_only_the_ends_of_a_month_are_open),
        IN_SMALL(of_a_month_that_is_not_whole_only_its_part_comes),
        IN_SMALL(no_step_falls_on_the_first_of_a_month),
        IN_SMALL(a_use_without_a_table_has_its_visits_on_an_average_open_weekday),
        IN_SMALL(a_booked_use_without_a_table_has_as_many_requests_as_visits),
        IN_SMALL(a_surge_adds_its_share_of_the_table_on_open_days),
        IN_SMALL(a_surge_changes_no_rate_and_no_address_of_the_others),
        IN_SMALL(profiles_are_the_tables_weights),
        IN_SMALL(a_month_without_capacity_is_refused_by_its_name),
        IN_SMALL(an_open_day_without_counters_is_refused),
        IN_SMALL(a_roster_that_ends_the_day_with_nobody_is_refused),
        IN_SMALL(a_period_without_an_open_day_is_refused),
        IN_SMALL(a_period_in_which_one_ward_is_closed_is_refused_with_its_name),
        IN_SMALL(holidays_must_reach_to_the_last_year_looked_at),
        IN_SMALL(a_missing_factor_is_refused_by_its_name),
        IN_SMALL(a_kind_of_day_without_hours_is_refused),
        IN_SMALL(hours_out_of_order_are_refused),
        IN_SMALL(outages_that_overlap_are_refused),
        IN_SMALL(two_surges_with_one_address_are_refused),
        IN_SMALL(without_memory_there_is_no_plan_and_the_error_says_so),
    };
    return cmocka_run_group_tests_name("compile", tests, NULL, NULL);
}
