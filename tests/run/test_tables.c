/* test_tables.c - the tables of a run agree with each other: days add up to the period,
 * wards to the city, and what nobody met stays empty instead of 0.
 */
#include "cli/present/tables_make.h"

#include <string.h>

#include "cli/present/lookup.h"
#include "cli/present/verdict.h"
#include "tests/run/made.h"

static const char *const codes[] = {MADE_CITY, MADE_NISHI, MADE_SAKAE};

/* Sum of a column over the rows of a site (and an access, NULL = whatever it is). */
static double sum_of(const struct table *t, const char *code, const char *access,
                     const char *column)
{
    double sum = 0;
    for (size_t r = 0; r < t->n_rows; r++)
        if (lookup_is(t, r, "site_code", code) &&
            (access == NULL || lookup_is(t, r, "access", access)) &&
            !lookup_is_missing(t, r, column))
            sum += lookup_number(t, r, column);
    return sum;
}

static double estimate(const struct made *m, const char *code, const char *access,
                       const char *metric)
{
    return lookup_summary(&m->tables.summary, code, access, metric).estimate;
}

/* Row of a site and date in the calendar. */
static size_t calendar_row(const struct made *m, const char *code, int32_t year, int32_t month,
                           int32_t day)
{
    const struct table *t = &m->tables.calendar;
    int64_t civil = civil_from_date(year, month, day);
    for (size_t r = 0; r < t->n_rows; r++)
        if (lookup_is(t, r, "site_code", code) && table_at(t, r, "date")->count == civil)
            return r;
    fail_msg("no row for %s %d-%02d-%02d", code, year, month, day);
    return 0;
}

/* ---- sums ------------------------------------------------------------------------ */

static void the_visits_of_the_days_add_up_to_the_summary(void **state)
{
    const struct made *m = *state;
    const struct table *days = &m->tables.wait_daily;
    static const char *const accesses[] = {"booked", "walk_in"};
    for (size_t i = 1; i < COUNT_OF(codes); i++) {
        double sum = 0;
        for (size_t a = 0; a < COUNT_OF(accesses); a++) {
            double visits = estimate(m, codes[i], accesses[a], "visits");
            if (isnan(visits))
                continue;
            check_near(sum_of(days, codes[i], accesses[a], "arrivals"), visits, 1e-6);
            sum += visits;
        }
        assert_true(sum > 1000);
        check_near(estimate(m, codes[i], "all", "visits"), sum, 1e-6);
    }
    check_near(sum_of(days, MADE_CITY, "all", "arrivals"), estimate(m, MADE_CITY, "all", "visits"),
               1e-6);
}

/* One word of the records, all replications, sites and accesses of the small city. */
static int64_t recorded(const struct made *m, int32_t access, int32_t word)
{
    const struct plan *p = m->small->plan;
    int64_t sum = 0;
    for (uint32_t rep = 0; rep < m->result.replications; rep++)
        for (int32_t site = 0; site < SMALL_SITES; site++)
            sum += m->result.records[rep * tally_layout_of(p).record_words +
                                     tally_at_access(p, site, access, word)];
    return sum;
}

static void those_turned_away_on_the_days_add_up_to_the_summary(void **state)
{
    const struct made *m = *state;
    assert_true(recorded(m, ACCESS_BOOKED, TALLY_TURNED_AWAY) > 0);
    assert_true(recorded(m, ACCESS_WALK_IN, TALLY_TURNED_AWAY) > 0);
    for (size_t i = 0; i < COUNT_OF(codes); i++) {
        double away = estimate(m, codes[i], "all", "turned_away");
        assert_true(away > 1);
        check_near(sum_of(&m->tables.wait_daily, codes[i], NULL, "turned_away"), away, 1e-6);
        if (i > 0)
            check_near(sum_of(&m->tables.calendar, codes[i], NULL, "turned_away"), away, 1e-6);
    }
}

/* Sent home on a day for bookings only: turned away, too, but counted by a word of their own. */
static void those_refused_count_as_turned_away(void **state)
{
    struct made *m = *state;
    struct tables again;
    int64_t *refused =
        &m->result
             .records[tally_at_access(m->small->plan, SMALL_SAKAE, ACCESS_WALK_IN, TALLY_REFUSED)];
    *refused += 8;
    assert_true(tables_make(&m->source, &again, &m->small->e));
    *refused -= 8;
    check_near(lookup_summary(&again.summary, MADE_SAKAE, "walk_in", "turned_away").estimate,
               estimate(m, MADE_SAKAE, "walk_in", "turned_away") + 8.0 / MADE_REPLICATIONS, 1e-6);
}

static void whoever_comes_is_served_or_turned_away(void **state)
{
    const struct made *m = *state;
    const struct table *t = &m->tables.wait_daily;
    for (size_t r = 0; r < t->n_rows; r++)
        check_near(lookup_number(t, r, "served") + lookup_number(t, r, "turned_away"),
                   lookup_number(t, r, "arrivals"), 1e-9);
}

static void the_city_is_the_sum_of_its_wards(void **state)
{
    static const char *const totals[] = {"visits",  "turned_away", "refused",       "no_show",
                                         "renewed", "lapsed",      "early_end_days"};
    const struct made *m = *state;
    for (size_t i = 0; i < COUNT_OF(totals); i++)
        check_near(estimate(m, MADE_NISHI, "all", totals[i]) +
                       estimate(m, MADE_SAKAE, "all", totals[i]),
                   estimate(m, MADE_CITY, "all", totals[i]), 1e-6);
}

static void the_mean_over_the_replications_is_the_summary(void **state)
{
    const struct made *m = *state;
    const struct table *t = &m->tables.replications;
    double sum = 0;
    int n = 0;
    for (size_t r = 0; r < t->n_rows; r++)
        if (lookup_is(t, r, "site_code", MADE_SAKAE) && lookup_is(t, r, "metric", "visits")) {
            assert_int_equal(lookup_int(t, r, "replication"), n);
            sum += lookup_number(t, r, "value");
            n++;
        }
    assert_int_equal(n, MADE_REPLICATIONS);
    check_near(sum / n, estimate(m, MADE_SAKAE, "all", "visits"), 1e-6);
}

static void every_wait_belongs_to_a_half_hour(void **state)
{
    const struct made *m = *state;
    for (size_t i = 0; i < COUNT_OF(codes); i++) {
        double n = sum_of(&m->tables.wait_halfhour, codes[i], "all", "n");
        double served = sum_of(&m->tables.wait_daily, codes[i], NULL, "served");
        check_near(n / MADE_REPLICATIONS, served, 1e-6);
    }
}

/* ---- the calendar ---------------------------------------------------------------- */

static void the_calendar_has_every_day_of_the_period_for_every_ward(void **state)
{
    const struct made *m = *state;
    const struct table *t = &m->tables.calendar;
    int32_t from = m->small->d.s.period.from, days = m->small->d.s.period.to - from + 1;
    assert_int_equal(t->n_rows, (size_t)days * SMALL_SITES);
    for (size_t r = 0; r < t->n_rows; r++) {
        size_t site = r / (size_t)days;
        assert_int_equal(table_at(t, r, "date")->count, from + (int32_t)(r % (size_t)days));
        assert_true(lookup_is(t, r, "site_code", site == 0 ? MADE_NISHI : MADE_SAKAE));
    }
}

static void check_open(const struct made *m, size_t row, int32_t from_min, int32_t to_min)
{
    const struct table *t = &m->tables.calendar;
    assert_int_equal(lookup_int(t, row, "open_from"), 60 * from_min);
    assert_int_equal(lookup_int(t, row, "open_to"), 60 * to_min);
    assert_int_not_equal(lookup_int(t, row, "level"), 0);
}

static void check_closed(const struct made *m, size_t row, const char *reason)
{
    const struct table *t = &m->tables.calendar;
    assert_string_equal(lookup_text(t, row, "closed_reason"), reason);
    assert_string_equal(lookup_text(t, row, "level_ja"), "閉庁");
    assert_int_equal(lookup_int(t, row, "level"), 0);
    assert_false(lookup_is_missing(t, row, "level"));
    assert_true(lookup_is_missing(t, row, "open_from"));
    assert_true(lookup_is_missing(t, row, "open_to"));
    assert_true(lookup_is_missing(t, row, "wait_p90_min"));
    assert_true(lookup_is_missing(t, row, "turned_away"));
}

static void the_four_days_in_july_2020_are_closed_but_for_their_saturday(void **state)
{
    const struct made *m = *state;
    for (size_t i = 1; i < COUNT_OF(codes); i++) {
        check_closed(m, calendar_row(m, codes[i], 2020, 7, 23), "海の日");
        check_closed(m, calendar_row(m, codes[i], 2020, 7, 24), "祝日");
        check_open(m, calendar_row(m, codes[i], 2020, 7, 25), 9 * 60, 12 * 60);
        check_closed(m, calendar_row(m, codes[i], 2020, 7, 26), "日曜");
        check_open(m, calendar_row(m, codes[i], 2020, 7, 27), 8 * 60 + 45, 17 * 60);
        check_closed(m, calendar_row(m, codes[i], 2020, 7, 4), "土曜");
    }
}

static void a_dated_closure_and_a_day_for_bookings_only_are_named(void **state)
{
    const struct made *m = *state;
    const struct table *t = &m->tables.calendar;
    check_closed(m, calendar_row(m, MADE_NISHI, 2020, 6, 27), "臨時閉庁");
    check_open(m, calendar_row(m, MADE_SAKAE, 2020, 6, 27), 9 * 60, 12 * 60);
    size_t reserved = calendar_row(m, MADE_SAKAE, 2020, 6, 13);
    check_open(m, reserved, 9 * 60, 12 * 60);
    assert_string_equal(lookup_text(t, reserved, "closed_reason"), "予約者のみ");
}

static void the_share_of_replications_at_a_level_falls_with_the_level(void **state)
{
    const struct made *m = *state;
    const struct table *t = &m->tables.calendar;
    for (size_t r = 0; r < t->n_rows; r++) {
        if (lookup_is_missing(t, r, "prob_level_or_worse"))
            continue;
        double share = lookup_number(t, r, "prob_level_or_worse");
        assert_true(share >= 0 && share <= 1);
        if (lookup_int(t, r, "level") == 1)
            check_near(share, 1, 0); /* no level is below the first */
    }
}

/* ---- distributions --------------------------------------------------------------- */

static void quantiles_of_a_day_rise(void **state)
{
    static const char *const columns[] = {"wait_p05_min", "wait_p25_min", "wait_p50_min",
                                          "wait_p75_min", "wait_p90_min", "wait_p95_min"};
    const struct made *m = *state;
    const struct table *t = &m->tables.wait_daily;
    double highest = 0;
    for (size_t r = 0; r < t->n_rows; r++) {
        double before = 0;
        for (size_t q = 0; q < COUNT_OF(columns); q++) {
            double wait = lookup_number(t, r, columns[q]);
            if (lookup_is_missing(t, r, columns[q]))
                continue;
            assert_true(wait >= before);
            before = wait;
        }
        highest = before > highest ? before : highest;
    }
    assert_true(highest > 1); /* somebody waited at all */
}

static void quantiles_of_the_period_rise(void **state)
{
    const struct made *m = *state;
    for (size_t i = 0; i < COUNT_OF(codes); i++) {
        double median = estimate(m, codes[i], "all", "wait_p50");
        double p90 = estimate(m, codes[i], "all", "wait_p90");
        assert_true(median >= 0 && median <= p90);
        assert_true(p90 <= estimate(m, codes[i], "all", "wait_p95"));
    }
}

/* The nearest minute of the curve is the promise: 30. */
static void the_curve_of_waits_rises_and_meets_the_share_within_the_target(void **state)
{
    const struct made *m = *state;
    const struct table *t = &m->tables.wait_ecdf;
    double before = 0;
    for (size_t r = 0; r < t->n_rows; r++) {
        int32_t minutes = lookup_int(t, r, "minutes");
        double share = lookup_number(t, r, "share");
        before = minutes == 0 ? 0 : before;
        assert_true(share >= before && share <= 1);
        before = share;
        if (minutes == 30)
            check_near(share,
                       estimate(m, lookup_text(t, r, "site_code"), lookup_text(t, r, "access"),
                                "share_within_target"),
                       0.01);
    }
    assert_true(t->n_rows > 0);
}

static void check_shares(const struct table *t, const char *share, const char *lo, const char *hi)
{
    for (size_t r = 0; r < t->n_rows; r++) {
        double low = lookup_number(t, r, lo), high = lookup_number(t, r, hi);
        double x = lookup_number(t, r, share);
        assert_true(isnan(x) || (x >= 0 && x <= 1));
        assert_true(isnan(low) || (low >= 0 && low <= x));
        assert_true(isnan(high) || (high >= x && high <= 1));
    }
}

static void a_share_and_its_interval_stay_between_0_and_1(void **state)
{
    const struct made *m = *state;
    check_shares(&m->tables.wait_daily, "share_within_target", "ci_lo", "ci_hi");
    check_shares(&m->tables.wait_halfhour, "share_within_target", "ci_lo", "ci_hi");
    check_shares(&m->tables.staffing, "share_within_target", "ci_lo", "ci_hi");
    check_shares(&m->tables.wait_ecdf, "share", "lo", "hi");
}

static void the_verdict_is_that_of_the_interval_in_its_row(void **state)
{
    const struct made *m = *state;
    const struct table *t = &m->tables.summary;
    int judged = 0;
    for (size_t r = 0; r < t->n_rows; r++) {
        bool is_promise = lookup_is(t, r, "metric", "share_within_target");
        const char *verdict = lookup_text(t, r, "verdict");
        assert_int_equal(is_promise, verdict[0] != '\0');
        if (!is_promise)
            continue;
        struct interval share = lookup_interval(t, r, "estimate");
        assert_string_equal(verdict, verdict_key(verdict_of(share, m->small->d.s.target.share)));
        judged++;
    }
    assert_true(judged >= 3);
}

/* ---- hours and counters ---------------------------------------------------------- */

static void half_hours_begin_and_end_with_the_doors(void **state)
{
    const struct made *m = *state;
    const struct table *t = &m->tables.wait_halfhour;
    for (size_t r = 0; r < t->n_rows; r++) {
        bool is_saturday = lookup_is(t, r, "weekday", "Sat");
        int32_t start = lookup_int(t, r, "half_hour_start"),
                end = lookup_int(t, r, "half_hour_end");
        assert_true(start >= (is_saturday ? 9 * 3600 : 8 * 3600 + 45 * 60));
        assert_true(end <= (is_saturday ? 12 : 17) * 3600);
        assert_false(lookup_is(t, r, "weekday", "Sun"));
        /* nobody looks at 8:30, a quarter before the doors open */
        assert_int_equal(lookup_is_missing(t, r, "queue_mean"), start == 8 * 3600 + 45 * 60);
    }
    assert_int_equal(t->n_rows, (SMALL_SITES + 1) * (5 * 17 + 6));
}

/* 西 has 2 counters, 栄 5; of the six open Saturdays 西 is closed on one. */
static void counters_are_means_over_the_days_that_are_open(void **state)
{
    const struct made *m = *state;
    const struct table *t = &m->tables.staffing;
    for (size_t r = 0; r < t->n_rows; r++) {
        bool is_saturday = lookup_is(t, r, "day_type", "saturday");
        double want = lookup_is(t, r, "site_code", MADE_NISHI)   ? 2
                      : lookup_is(t, r, "site_code", MADE_SAKAE) ? 5
                      : is_saturday                              ? 7 - 2.0 / 6
                                                                 : 7;
        check_near(lookup_number(t, r, "counters"), want, 1e-9);
    }
    assert_true(t->n_rows > 0);
}

/* Pools of 3 and 2 at 栄, 1 and 1 at 西; half of each are at lunch from 12:00 to 13:00, and one
 * of each stays: 2 and 2. */
static void counters_are_those_of_all_pools_less_those_at_lunch(void **state)
{
    (void)state;
    static struct scenario_pool pools[] = {{"cards", "", 0.6}, {"rest", "", 0.4}};
    struct made m = {.small = small_new()};
    struct scenario *s = &m.small->d.s;
    s->counters.pools = (struct bind_list){pools, COUNT_OF(pools)};
    s->counters.lunch.from = 12 * 3600;
    s->counters.lunch.to = 13 * 3600;
    s->counters.lunch.absent = 0.5;
    small_compile(m.small);
    made_tables(&m, 1);
    const struct table *t = &m.tables.staffing;
    for (size_t r = 0; r < t->n_rows; r++) {
        int32_t start = lookup_int(t, r, "half_hour_start");
        bool is_lunch = start >= 12 * 3600 && start < 13 * 3600;
        double sakae = is_lunch ? 2 : 5;
        double want = lookup_is(t, r, "site_code", MADE_NISHI)   ? 2
                      : lookup_is(t, r, "site_code", MADE_SAKAE) ? sakae
                                                                 : 2 + sakae;
        check_near(lookup_number(t, r, "counters"), want, 1e-9);
    }
    assert_true(t->n_rows > 0);
    small_free(m.small);
}

static void the_fluid_check_counts_the_same_visits_and_hours(void **state)
{
    static const int32_t weekdays[] = {22, 21, 20}, saturdays[] = {2, 2, 2};
    const struct made *m = *state;
    const struct table *t = &m->tables.fluid;
    double visits = 0;
    int months = 0;
    for (size_t r = 0; r < t->n_rows; r++) {
        if (!lookup_is(t, r, "site_code", MADE_SAKAE) || !lookup_is(t, r, "access", "all"))
            continue;
        double open = weekdays[months] + saturdays[months];
        double capacity = 5 * (8.25 * weekdays[months] + 3 * saturdays[months]) / open;
        check_near(lookup_number(t, r, "capacity_h"), capacity, 1e-9);
        check_near(lookup_number(t, r, "load_ratio"),
                   lookup_number(t, r, "offered_load_h") / capacity, 1e-9);
        visits += open * lookup_number(t, r, "visits_per_day");
        months++;
    }
    assert_int_equal(months, 3);
    check_near(visits, estimate(m, MADE_SAKAE, "all", "visits"), 1e-6);
}

/* ---- nothing is not zero --------------------------------------------------------- */

static void where_nobody_came_there_is_no_wait(void **state)
{
    struct made m = {.small = small_new()};
    (void)state;
    small_quiet(m.small);
    made_tables(&m, 2);
    const struct table *hours = &m.tables.wait_halfhour, *days = &m.tables.wait_daily;
    assert_true(hours->n_rows > 0 && days->n_rows > 0);
    for (size_t r = 0; r < hours->n_rows; r++) {
        assert_int_equal(lookup_int(hours, r, "n"), 0);
        assert_true(lookup_is_missing(hours, r, "wait_p50_min"));
        assert_true(lookup_is_missing(hours, r, "share_within_target"));
    }
    for (size_t r = 0; r < days->n_rows; r++) {
        check_near(lookup_number(days, r, "arrivals"), 0, 0);
        assert_true(lookup_is_missing(days, r, "wait_p90_min"));
        assert_true(lookup_is_missing(days, r, "share_within_target"));
    }
    assert_true(isnan(estimate(&m, MADE_CITY, "all", "wait_p90")));
    assert_int_equal(m.tables.wait_ecdf.n_rows, 0);
    size_t open = calendar_row(&m, MADE_SAKAE, 2020, 7, 27);
    assert_true(lookup_is_missing(&m.tables.calendar, open, "level"));
    assert_false(lookup_is_missing(&m.tables.calendar, open, "turned_away"));
    small_free(m.small);
}

static void one_replication_has_no_interval(void **state)
{
    struct made m = {.small = small_new()};
    (void)state;
    small_compile(m.small);
    made_tables(&m, 1);
    struct interval share =
        lookup_summary(&m.tables.summary, MADE_CITY, "all", "share_within_target");
    assert_true(!isnan(share.estimate));
    assert_true(isnan(share.lo) && isnan(share.hi));
    for (size_t r = 0; r < m.tables.wait_daily.n_rows; r++)
        assert_true(lookup_is_missing(&m.tables.wait_daily, r, "ci_lo"));
    small_free(m.small);
}

/* ---- the dictionary -------------------------------------------------------------- */

static size_t times_listed(const struct table *columns, const char *file, const char *name)
{
    size_t n = 0;
    for (size_t r = 0; r < columns->n_rows; r++)
        n += lookup_is(columns, r, "file", file) && lookup_is(columns, r, "column", name);
    return n;
}

static void every_column_of_every_file_is_explained_once(void **state)
{
    const struct made *m = *state;
    const struct tables *t = &m->tables;
    const struct table *all[] = {&t->summary,  &t->wait_daily, &t->wait_halfhour, &t->wait_ecdf,
                                 &t->staffing, &t->calendar,   &t->fluid,         &t->replications};
    size_t n = 0;
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        assert_string_equal(all[i]->columns[0].name, "run_id");
        assert_string_equal(all[i]->columns[1].name, "site_code");
        assert_string_equal(all[i]->columns[2].name, "site");
        for (size_t c = 0; c < all[i]->n_columns; c++, n++)
            assert_int_equal(times_listed(&t->columns, all[i]->name, all[i]->columns[c].name), 1);
    }
    assert_int_equal(t->columns.n_rows, n);
    for (size_t r = 0; r < n; r++) {
        assert_true(lookup_text(&t->columns, r, "name_ja")[0] != '\0');
        assert_true(lookup_text(&t->columns, r, "meaning_ja")[0] != '\0');
        assert_true(lookup_text(&t->columns, r, "meaning_en")[0] != '\0');
    }
}

/* Whatever is measured in something says so: minutes and shares also by their name. */
static void a_name_that_ends_in_min_is_in_minutes(void **state)
{
    const struct made *m = *state;
    const struct table *t = &m->tables.columns;
    for (size_t r = 0; r < t->n_rows; r++) {
        const char *name = lookup_text(t, r, "column");
        size_t n = strlen(name);
        if (n > 4 && strcmp(name + n - 4, "_min") == 0)
            assert_string_equal(lookup_text(t, r, "unit"), "min");
        if (strncmp(name, "share", 5) == 0)
            assert_string_equal(lookup_text(t, r, "unit"), "1");
    }
}

/* ---- memory ---------------------------------------------------------------------- */

static void tables_that_do_not_fit_are_refused(void **state)
{
    const struct made *m = *state;
    for (unsigned nth = 1, was_refused = 1; was_refused > 0; nth += 1 + nth / 8) {
        struct err e = {0};
        struct tables tables;
        struct tables_source source = m->source;
        source.home = arena_new(0);
        assert_non_null(source.home);
        arena_fail_nth(source.home, nth);
        was_refused = !tables_make(&source, &tables, &e);
        assert_int_equal(err_is_set(&e), was_refused);
        if (was_refused)
            assert_int_equal(e.item[0].code, ERR_NOMEM);
        assert_true(nth > 8 || was_refused);
        arena_free(source.home);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_visits_of_the_days_add_up_to_the_summary),
        cmocka_unit_test(those_turned_away_on_the_days_add_up_to_the_summary),
        cmocka_unit_test(those_refused_count_as_turned_away),
        cmocka_unit_test(whoever_comes_is_served_or_turned_away),
        cmocka_unit_test(the_city_is_the_sum_of_its_wards),
        cmocka_unit_test(the_mean_over_the_replications_is_the_summary),
        cmocka_unit_test(every_wait_belongs_to_a_half_hour),
        cmocka_unit_test(the_calendar_has_every_day_of_the_period_for_every_ward),
        cmocka_unit_test(the_four_days_in_july_2020_are_closed_but_for_their_saturday),
        cmocka_unit_test(a_dated_closure_and_a_day_for_bookings_only_are_named),
        cmocka_unit_test(the_share_of_replications_at_a_level_falls_with_the_level),
        cmocka_unit_test(quantiles_of_a_day_rise),
        cmocka_unit_test(quantiles_of_the_period_rise),
        cmocka_unit_test(the_curve_of_waits_rises_and_meets_the_share_within_the_target),
        cmocka_unit_test(a_share_and_its_interval_stay_between_0_and_1),
        cmocka_unit_test(the_verdict_is_that_of_the_interval_in_its_row),
        cmocka_unit_test(half_hours_begin_and_end_with_the_doors),
        cmocka_unit_test(counters_are_means_over_the_days_that_are_open),
        cmocka_unit_test(counters_are_those_of_all_pools_less_those_at_lunch),
        cmocka_unit_test(the_fluid_check_counts_the_same_visits_and_hours),
        cmocka_unit_test(where_nobody_came_there_is_no_wait),
        cmocka_unit_test(one_replication_has_no_interval),
        cmocka_unit_test(every_column_of_every_file_is_explained_once),
        cmocka_unit_test(a_name_that_ends_in_min_is_in_minutes),
        cmocka_unit_test(tables_that_do_not_fit_are_refused),
    };
    return cmocka_run_group_tests_name("tables", tests, made_set_up, made_tear_down);
}
