/* test_findings.c - the worst is named by the interval, and rivals are counted. */
#include "cli/present/findings.h"

#include "tests/present/fixture.h"
#include "tests/support/check.h"

#define UNKNOWN ((double)NAN)

struct office {
    struct arena *home;
    struct table daily, halfhour, ecdf, calendar;
    struct tables tables;
    struct tables_about about;
    struct err err;
};

static int set_up(void **state)
{
    static struct office o;
    static const struct table_column daily[] = {FIXTURE_SITE,
                                                FIXTURE_KIND("date", TABLE_DATE),
                                                FIXTURE_TEXT("access"),
                                                FIXTURE_REAL("turned_away"),
                                                FIXTURE_REAL("wait_p90_min"),
                                                FIXTURE_REAL("share_within_target"),
                                                FIXTURE_REAL("ci_lo"),
                                                FIXTURE_REAL("ci_hi")};
    static const struct table_column halfhour[] = {FIXTURE_SITE,
                                                   FIXTURE_TEXT("weekday"),
                                                   FIXTURE_KIND("half_hour_start", TABLE_CLOCK),
                                                   FIXTURE_KIND("half_hour_end", TABLE_CLOCK),
                                                   FIXTURE_TEXT("access"),
                                                   FIXTURE_REAL("wait_p90_min"),
                                                   FIXTURE_REAL("share_within_target"),
                                                   FIXTURE_REAL("ci_lo"),
                                                   FIXTURE_REAL("ci_hi")};
    static const struct table_column ecdf[] = {
        FIXTURE_SITE,          FIXTURE_TEXT("access"), FIXTURE_REAL("minutes"),
        FIXTURE_REAL("share"), FIXTURE_REAL("lo"),     FIXTURE_REAL("hi")};
    o = (struct office){.home = arena_new(0)};
    table_init(&o.daily, o.home, "wait_daily", daily, COUNT_OF(daily));
    table_init(&o.halfhour, o.home, "wait_halfhour", halfhour, COUNT_OF(halfhour));
    table_init(&o.ecdf, o.home, "wait_ecdf", ecdf, COUNT_OF(ecdf));
    *state = &o;
    return o.home == NULL;
}

static int tear_down(void **state)
{
    struct office *o = *state;
    arena_free(o->home);
    return 0;
}

static void add_day(struct office *o, const char *code, civil_day day, struct interval share,
                    double p90, double turned_away)
{
    struct table_cell *row = table_add_row(&o->daily);
    row[1] = table_text(code);
    row[3] = table_count(day);
    row[4] = table_text("all");
    row[5] = table_real(turned_away);
    row[6] = table_real(p90);
    row[7] = table_real(share.estimate);
    row[8] = table_real(share.lo);
    row[9] = table_real(share.hi);
}

static struct interval share(double lo, double hi)
{
    return (struct interval){(lo + hi) / 2.0, lo, hi};
}

static struct findings_day worst(const struct office *o)
{
    return findings_worst_day(&o->daily, "1", 100, 200);
}

static void the_worst_day_has_the_lowest_share_and_no_rival_when_intervals_are_apart(void **state)
{
    struct office *o = *state;
    add_day(o, "1", 110, share(0.90, 0.92), 28.0, 1.0);
    add_day(o, "1", 111, share(0.60, 0.62), 70.0, 5.0);
    add_day(o, "1", 112, share(0.63, 0.65), 80.0, 2.0);
    struct findings_day d = worst(o);
    assert_int_equal(d.day, 111);
    assert_int_equal(d.rivals, 0);
    assert_int_equal(d.n_days, 3);
    check_near(d.p90_min, 70.0, 0.0);
    check_near(d.turned_away, 5.0, 0.0);
    check_near(d.total_turned_away, 8.0, 1e-12);
    assert_false(d.nobody_waits);
}

static void touching_intervals_make_a_rival(void **state)
{
    struct office *o = *state;
    add_day(o, "1", 110, share(0.60, 0.62), 70.0, 0.0);
    add_day(o, "1", 111, share(0.62, 0.66), 60.0, 0.0);
    add_day(o, "1", 112, share(nextafter(0.62, 1.0), 0.70), 60.0, 0.0);
    assert_int_equal(worst(o).rivals, 1);
}

static void unknown_intervals_make_everybody_a_rival(void **state)
{
    struct office *o = *state;
    for (int i = 0; i < 4; i++)
        add_day(o, "1", 110 + i, (struct interval){0.5 + 0.1 * i, UNKNOWN, UNKNOWN}, 40.0, 0.0);
    struct findings_day d = worst(o);
    assert_int_equal(d.day, 110);
    assert_int_equal(d.rivals, 3);
}

static void days_outside_the_span_of_other_sites_and_without_waits_do_not_count(void **state)
{
    struct office *o = *state;
    add_day(o, "1", 99, share(0.1, 0.2), 200.0, 1.0);
    add_day(o, "1", 201, share(0.1, 0.2), 200.0, 1.0);
    add_day(o, "2", 120, share(0.1, 0.2), 200.0, 1.0);
    add_day(o, "1", 121, share(UNKNOWN, UNKNOWN), UNKNOWN, 3.0);
    add_day(o, "1", 122, share(0.8, 0.9), 30.0, 1.0);
    struct findings_day d = worst(o);
    assert_int_equal(d.day, 122);
    assert_int_equal(d.n_days, 1);
    assert_int_equal(d.rivals, 0);
    check_near(d.total_turned_away, 4.0, 1e-12);
}

static void equal_shares_go_by_the_longer_wait_and_then_by_the_earlier_day(void **state)
{
    struct office *o = *state;
    add_day(o, "1", 110, share(1.0, 1.0), 5.0, 0.0);
    add_day(o, "1", 111, share(1.0, 1.0), 9.0, 0.0);
    add_day(o, "1", 112, share(1.0, 1.0), 9.0, 0.0);
    assert_int_equal(worst(o).day, 111);
    assert_int_equal(worst(o).rivals, 2);
}

static void nobody_waits_only_when_every_90th_percentile_is_0(void **state)
{
    struct office *o = *state;
    add_day(o, "1", 110, share(1.0, 1.0), 0.0, 0.0);
    assert_true(worst(o).nobody_waits);
    add_day(o, "1", 111, share(1.0, 1.0), 0.1, 0.0);
    assert_false(worst(o).nobody_waits);
}

static void the_return_is_the_day_after_the_last_one_not_met(void **state)
{
    struct office *o = *state;
    add_day(o, "1", 110, share(0.5, 0.6), 60.0, 0.0);
    add_day(o, "1", 111, share(0.92, 0.95), 20.0, 0.0);
    add_day(o, "1", 112, share(0.89, 0.95), 20.0, 0.0); /* open, so not met */
    add_day(o, "1", 115, share(0.90, 0.95), 20.0, 0.0);
    add_day(o, "1", 116, share(0.91, 0.95), 20.0, 0.0);
    assert_int_equal(findings_met_from(&o->daily, "1", 100, 200, 0.9), 115);
}

static void there_is_no_return_when_nothing_was_missed_or_the_last_day_is(void **state)
{
    struct office *o = *state;
    add_day(o, "1", 110, share(0.95, 0.96), 20.0, 0.0);
    assert_int_equal(findings_met_from(&o->daily, "1", 100, 200, 0.9), 0);
    add_day(o, "1", 111, share(0.5, 0.6), 60.0, 0.0);
    assert_int_equal(findings_met_from(&o->daily, "1", 100, 200, 0.9), 0);
}

static void add_cell(struct office *o, const char *weekday, int32_t start, struct interval i,
                     double p90)
{
    struct table_cell *row = table_add_row(&o->halfhour);
    row[1] = table_text("1");
    row[3] = table_text(weekday);
    row[4] = table_count(start);
    row[5] = table_count(start + 1800);
    row[6] = table_text("all");
    row[7] = table_real(p90);
    row[8] = table_real(i.estimate);
    row[9] = table_real(i.lo);
    row[10] = table_real(i.hi);
}

static void the_worst_half_hour_is_found_with_its_rivals_and_verdicts(void **state)
{
    struct office *o = *state;
    add_cell(o, "Mon", 32400, share(0.70, 0.72), 50.0);
    add_cell(o, "Sat", 34200, share(0.60, 0.70), 60.0);
    add_cell(o, "Tue", 32400, share(0.95, 0.97), 20.0);
    add_cell(o, "Tue", 34200, share(UNKNOWN, UNKNOWN), UNKNOWN);
    struct findings_cell c = findings_worst_cell(&o->halfhour, "1", 0.9);
    assert_int_equal(c.weekday, CIVIL_SAT);
    assert_int_equal(c.from_s, 34200);
    assert_int_equal(c.to_s, 36000);
    assert_int_equal(c.n_cells, 3);
    assert_int_equal(c.rivals, 1);
    assert_int_equal(c.n_met, 1);
    assert_int_equal(c.n_missed, 2);
}

static void the_share_at_a_time_is_the_last_step_at_or_before_it(void **state)
{
    struct office *o = *state;
    static const double minutes[] = {0.0, 10.0, 30.0, 35.0};
    for (size_t i = 0; i < COUNT_OF(minutes); i++) {
        struct table_cell *row = table_add_row(&o->ecdf);
        row[1] = table_text("1");
        row[3] = table_text("booked");
        row[4] = table_real(minutes[i]);
        row[5] = table_real(0.1 * (double)(i + 1));
    }
    check_near(findings_at(&o->ecdf, "1", "booked", 30.0).estimate, 0.3, 1e-12);
    check_near(findings_at(&o->ecdf, "1", "booked", 29.0).estimate, 0.2, 1e-12);
    check_near(findings_at(&o->ecdf, "1", "booked", 999.0).estimate, 0.4, 1e-12);
    assert_true(isnan(findings_at(&o->ecdf, "1", "walk_in", 30.0).estimate));
    assert_true(isnan(findings_at(&o->ecdf, "1", "booked", 30.0).lo));
}

static void a_month_counts_its_days_by_level(void **state)
{
    struct office *o = *state;
    struct fixture_plan plan = {.wait_factor = 1.0};
    const double cut[3] = {20.0, 40.0, 60.0};
    fixture_calendar(&o->calendar, &plan, o->home, cut);
    struct findings_month m = findings_of_month(&o->calendar, "青葉", civil_from_date(2020, 7, 1));
    assert_int_equal(m.n_rows, 31);
    assert_int_equal(m.n_open, 23);
    assert_int_equal(m.days[LEVEL_CLOSED], 8);
    assert_int_equal(
        m.days[LEVEL_QUIET] + m.days[LEVEL_FAIR] + m.days[LEVEL_BUSY] + m.days[LEVEL_PACKED], 23);
    assert_int_equal(m.n_packed_sure, m.days[LEVEL_PACKED]);
    assert_true(m.total_turned_away > 0.0);
    assert_int_equal(findings_of_month(&o->calendar, "無い区", civil_from_date(2020, 7, 1)).n_rows,
                     0);
}

static void a_run_is_summed_up_by_ward(void **state)
{
    struct office *o = *state;
    struct fixture_plan plan = {.wait_factor = 1.0};
    struct findings f;
    o->about = fixture_about(&plan);
    fixture_tables(&o->tables, &o->about, &plan, o->home);
    assert_true(findings_read(&o->tables, &o->about, o->home, &f, &o->err));
    assert_int_equal(f.n_wards, FIXTURE_WARDS);
    assert_int_equal(f.n_judged, FIXTURE_WARDS);
    assert_int_equal(f.n_met + f.n_open + f.n_missed, FIXTURE_WARDS);
    assert_int_equal(f.n_missed, 2);
    assert_string_equal(f.whole.name, "全市");
    assert_string_equal(f.wards[f.most_turned_away].site.name, "青葉");
    assert_true(f.is_most_clear);
    assert_int_equal(f.worst.day, civil_from_date(2020, 7, 27));
    assert_true(f.met_from > civil_from_date(2020, 7, 27));
}

/* Gives the whole this share on its days from..to. */
static void set_days(struct table *t, civil_day from, civil_day to, struct interval i)
{
    for (size_t row = 0; row < t->n_rows; row++) {
        civil_day day = lookup_int(t, row, "date");
        if (day < from || day > to || !lookup_is(t, row, "site_code", LOOKUP_CITY))
            continue;
        struct table_cell *cells = &t->cells[row * t->n_columns];
        cells[table_column_index(t, "share_within_target")] = table_real(i.estimate);
        cells[table_column_index(t, "ci_lo")] = table_real(i.lo);
        cells[table_column_index(t, "ci_hi")] = table_real(i.hi);
    }
}

static void the_return_holds_to_the_end_of_the_reported_period(void **state)
{
    struct office *o = *state;
    struct fixture_plan plan = {.wait_factor = 1.0};
    struct findings f;
    o->about = fixture_about(&plan);
    fixture_tables(&o->tables, &o->about, &plan, o->home);
    civil_day late = civil_from_date(2021, 3, 1); /* a Monday, after the figure by day */
    assert_true(late > o->about.surge_to && late < o->about.to_day);
    set_days(&o->tables.wait_daily, o->about.surge_to, o->about.to_day, share(0.95, 0.97));
    assert_true(findings_read(&o->tables, &o->about, o->home, &f, &o->err));
    assert_true(f.met_from != 0 && f.met_from < late);
    set_days(&o->tables.wait_daily, late, late, share(0.4, 0.6));
    assert_true(findings_read(&o->tables, &o->about, o->home, &f, &o->err));
    assert_int_equal(f.met_from, late + 1);
    o->about.to_day = late;
    assert_true(findings_read(&o->tables, &o->about, o->home, &f, &o->err));
    assert_int_equal(f.met_from, 0);
}

static void add_walk_ins(struct office *o, const struct fixture_plan *plan, int ward,
                         struct interval i)
{
    struct fixture_site site = fixture_site(plan, ward);
    struct table_cell *row = fixture_row(&o->tables.summary, &site);
    if (row == NULL) {
        fail();
        return;
    }
    row[3] = table_text("walk_in");
    row[4] = table_text("share_within_target");
    row[5] = table_text("1");
    row[6] = table_real(i.estimate);
    row[7] = table_real(i.lo);
    row[8] = table_real(i.hi);
    row[9] = table_count(200);
    row[10] = table_text("");
}

static void wards_that_miss_the_target_for_walk_ins_are_counted(void **state)
{
    struct office *o = *state;
    struct fixture_plan plan = {.wait_factor = 1.0};
    struct findings f;
    o->about = fixture_about(&plan);
    fixture_tables(&o->tables, &o->about, &plan, o->home);
    assert_true(findings_read(&o->tables, &o->about, o->home, &f, &o->err));
    assert_int_equal(f.n_walk_in, 0);
    const double target = o->about.target_share;
    add_walk_ins(o, &plan, 0, share(0.1, 0.2)); /* the city is no ward */
    add_walk_ins(o, &plan, 1, share(target - 0.1, nextafter(target, 0.0)));
    add_walk_ins(o, &plan, 2, share(target - 0.1, target));                       /* open */
    add_walk_ins(o, &plan, 3, share(target, target + 0.1));                       /* met */
    add_walk_ins(o, &plan, 4, share(UNKNOWN, UNKNOWN));                           /* nobody */
    add_walk_ins(o, &plan, 5, (struct interval){target / 2.0, UNKNOWN, UNKNOWN}); /* open */
    assert_true(findings_read(&o->tables, &o->about, o->home, &f, &o->err));
    assert_int_equal(f.n_walk_in, 4);
    assert_int_equal(f.n_walk_in_missed, 1);
    assert_int_equal(f.wards[0].walk_in_verdict, VERDICT_MISSED);
    assert_int_equal(f.n_missed, 2); /* everybody together is counted as before */
}

static void the_ward_that_turns_away_most_is_clear_only_above_every_other_interval(void **state)
{
    struct office *o = *state;
    struct fixture_plan plan = {.wait_factor = 1.0};
    struct findings f;
    o->about = fixture_about(&plan);
    fixture_tables(&o->tables, &o->about, &plan, o->home);
    struct table *t = &o->tables.summary;
    for (size_t row = 0; row < t->n_rows; row++) {
        if (lookup_is(t, row, "metric", "turned_away") && lookup_is(t, row, "site", "西"))
            t->cells[row * t->n_columns + table_column_index(t, "ci_hi")] = table_real(3400.0);
    }
    assert_true(findings_read(&o->tables, &o->about, o->home, &f, &o->err));
    assert_string_equal(f.wards[f.most_turned_away].site.name, "青葉");
    assert_false(f.is_most_clear);
}

static void a_run_of_one_ward_is_named_after_it(void **state)
{
    struct office *o = *state;
    struct fixture_plan plan = {.wait_factor = 1.0, .one_ward = true};
    struct findings f;
    o->about = fixture_about(&plan);
    fixture_tables(&o->tables, &o->about, &plan, o->home);
    assert_true(findings_read(&o->tables, &o->about, o->home, &f, &o->err));
    assert_int_equal(f.n_wards, 1);
    assert_string_equal(f.whole.name, "青葉");
    assert_string_equal(f.whole.code, LOOKUP_CITY);
    assert_false(f.is_most_clear);
}

static void add_hour(struct table *t, const char *code, const char *day_type, int32_t from_s,
                     struct interval share)
{
    struct table_cell *row = table_add_row(t);
    assert_non_null(row);
    row[0] = table_text(code);
    row[1] = table_text(day_type);
    row[2] = table_count(from_s);
    row[3] = table_real(share.estimate);
    row[4] = table_real(share.lo);
    row[5] = table_real(share.hi);
    row[3].is_missing = isnan(share.estimate);
}

/* The whole is no place where counters can be short, nor is a half hour without people. */
static void half_hours_are_judged_ward_by_ward(void **state)
{
    static const struct table_column columns[] = {FIXTURE_TEXT("site_code"),
                                                  FIXTURE_TEXT("day_type"),
                                                  FIXTURE_KIND("half_hour_start", TABLE_CLOCK),
                                                  FIXTURE_REAL("share_within_target"),
                                                  FIXTURE_REAL("ci_lo"),
                                                  FIXTURE_REAL("ci_hi")};
    struct office *o = *state;
    struct fixture_plan plan = {.wait_factor = 1.0};
    struct findings f;
    o->about = fixture_about(&plan);
    fixture_tables(&o->tables, &o->about, &plan, o->home);
    struct table *t = &o->tables.staffing;
    table_init(t, o->home, "staffing", columns, COUNT_OF(columns));
    add_hour(t, LOOKUP_CITY, "weekday", 31500, share(0.1, 0.2));
    add_hour(t, "141011", "weekday", 31500, share(0.91, 0.95));
    add_hour(t, "141011", "weekday", 32400, share(0.70, 0.80));
    add_hour(t, "141178", "saturday", 31500, share(0.60, 0.66));
    add_hour(t, "141178", "saturday", 32400, share(0.65, 0.75));
    add_hour(t, "141178", "weekday", 32400, share(0.85, 0.95));
    add_hour(t, "141178", "weekday", 34200, share((double)NAN, (double)NAN));
    assert_true(findings_read(&o->tables, &o->about, o->home, &f, &o->err));
    assert_int_equal(f.hours.n, 5);
    assert_int_equal(f.hours.n_missed, 3);
    assert_int_equal(f.hours.n_open, 1);
    assert_int_equal(f.hours.wards_missed, 2);
    assert_int_equal(f.hours.ward, FIXTURE_AOBA);
    assert_true(f.hours.is_saturday);
    assert_int_equal(f.hours.from_s, 31500);
    assert_int_equal(f.hours.to_s, 32400); /* 8:45-9:00 */
    assert_int_equal(f.hours.rivals, 1);
}

static void running_out_of_memory_is_reported(void **state)
{
    struct office *o = *state;
    struct fixture_plan plan = {.wait_factor = 1.0};
    struct findings f;
    o->about = fixture_about(&plan);
    fixture_tables(&o->tables, &o->about, &plan, o->home);
    for (unsigned nth = 1; nth <= 2; nth++) {
        struct err e = {0};
        arena_fail_nth(o->home, nth);
        assert_false(findings_read(&o->tables, &o->about, o->home, &f, &e));
        assert_int_equal(e.item[0].code, ERR_NOMEM);
    }
}

#define OFFICE_TEST(f) cmocka_unit_test_setup_teardown((f), set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        OFFICE_TEST(the_worst_day_has_the_lowest_share_and_no_rival_when_intervals_are_apart),
        OFFICE_TEST(touching_intervals_make_a_rival),
        OFFICE_TEST(unknown_intervals_make_everybody_a_rival),
        OFFICE_TEST(days_outside_the_span_of_other_sites_and_without_waits_do_not_count),
        OFFICE_TEST(equal_shares_go_by_the_longer_wait_and_then_by_the_earlier_day),
        OFFICE_TEST(nobody_waits_only_when_every_90th_percentile_is_0),
        OFFICE_TEST(the_return_is_the_day_after_the_last_one_not_met),
        OFFICE_TEST(there_is_no_return_when_nothing_was_missed_or_the_last_day_is),
        OFFICE_TEST(the_worst_half_hour_is_found_with_its_rivals_and_verdicts),
        OFFICE_TEST(the_share_at_a_time_is_the_last_step_at_or_before_it),
        OFFICE_TEST(a_month_counts_its_days_by_level),
        OFFICE_TEST(a_run_is_summed_up_by_ward),
        OFFICE_TEST(the_return_holds_to_the_end_of_the_reported_period),
        OFFICE_TEST(wards_that_miss_the_target_for_walk_ins_are_counted),
        OFFICE_TEST(the_ward_that_turns_away_most_is_clear_only_above_every_other_interval),
        OFFICE_TEST(a_run_of_one_ward_is_named_after_it),
        OFFICE_TEST(half_hours_are_judged_ward_by_ward),
        OFFICE_TEST(running_out_of_memory_is_reported),
    };
    return cmocka_run_group_tests_name("findings", tests, NULL, NULL);
}
