/* test_tables_phone.c - the table and the measures of the phone line agree with what was counted,
 * and are not there without a line; measures of people stand at their own ward.
 */
#include "cli/present/tables_make.h"

#include <string.h>

#include "cli/present/lookup.h"
#include "tests/run/made.h"
#include "tests/ward/policy.h"

/* A line with too few agents and trunks from 12:00 on, and a centre for 栄. */
static int line_set_up(void **state)
{
    static struct made m;
    m = (struct made){.small = small_new()};
    struct small *w = m.small;
    made_bend(w);
    policy_phone(w, 6, 0.8);
    w->d.agents.count = 0;
    policy_agents(w, 0, 8 * 3600 + 1800, 6);
    policy_agents(w, 0, 12 * 3600, 1);
    policy_agents(w, 1, 9 * 3600, 1);
    w->d.s.phone.trunks = 3;
    w->d.s.phone.enquiries = 40;
    w->d.s.phone.other.close = 17 * 3600 + 900;
    w->d.s.booking.cancel.share = 0.1;
    policy_centre(w, "栄", 0, 0.3);
    policy_open_centres(w);
    small_compile(w);
    made_tables(&m, MADE_REPLICATIONS);
    *state = &m;
    return 0;
}

#define WITH_LINE(test) cmocka_unit_test_setup_teardown(test, line_set_up, made_tear_down)
#define WITHOUT_LINE(test) cmocka_unit_test_setup_teardown(test, made_set_up, made_tear_down)

static double estimate(const struct made *m, const char *code, const char *metric)
{
    return lookup_summary(&m->tables.summary, code, "all", metric).estimate;
}

/* Sum of a column over the day's half hours of a kind of days. */
static double sum_of(const struct made *m, const char *day_type, const char *column)
{
    const struct table *t = &m->tables.phone_halfhour;
    double sum = 0;
    for (size_t row = 0; row < t->n_rows; row++)
        if (lookup_is(t, row, "day_type", day_type))
            sum += lookup_number(t, row, column);
    return sum;
}

/* One word of the records, all replications and sites. */
static double recorded(const struct made *m, int32_t word)
{
    const struct plan *p = m->small->plan;
    int64_t sum = 0;
    for (uint32_t rep = 0; rep < m->result.replications; rep++)
        for (int32_t site = 0; site < p->n_sites; site++)
            sum +=
                m->result
                    .records[rep * tally_layout_of(p).record_words + tally_at_site(p, site, word)];
    return (double)sum;
}

static void every_half_hour_of_the_line_has_a_row(void **state)
{
    const struct made *m = *state;
    const struct table *t = &m->tables.phone_halfhour;
    assert_int_equal(t->n_rows, 23 + 17); /* 8:30 to 20:00, 9:00 to 17:15 */
    assert_int_equal(lookup_int(t, 0, "half_hour_start"), 8 * 3600 + 1800);
    assert_int_equal(lookup_int(t, 22, "half_hour_end"), 20 * 3600);
    assert_int_equal(lookup_int(t, 23, "half_hour_start"), 9 * 3600);
    assert_int_equal(lookup_int(t, 39, "half_hour_end"), 17 * 3600 + 900);
    for (size_t row = 0; row < t->n_rows; row++) {
        assert_true(lookup_is(t, row, "site_code", MADE_CITY));
        assert_true(lookup_is(t, row, "day_type", row < 23 ? "weekday" : "other"));
        check_near(lookup_number(t, row, "agents"), row < 7 ? 6 : 1, 0);
        check_near(lookup_number(t, row, "calls"),
                   lookup_number(t, row, "busy") + lookup_number(t, row, "abandoned") +
                       lookup_number(t, row, "answered"),
                   1e-9);
    }
}

/* June to August 2020: 63 working days, 29 others; the table also holds enquiries. */
static void calls_of_the_half_hours_add_up_to_those_of_the_callers_and_enquiries(void **state)
{
    struct made *m = *state;
    double calls = 63 * sum_of(m, "weekday", "calls") + 29 * sum_of(m, "other", "calls");
    double people = estimate(m, MADE_CITY, "phone_calls");
    check_near(people, recorded(m, TALLY_CALLS) / MADE_REPLICATIONS, 1e-9);
    assert_true(people > 1000);
    assert_true(calls > people + 92 * 35);

    struct tables again; /* the same calls without enquiries */
    struct small *w = m->small;
    w->plan->phone.enquiries = 0;
    struct replicate_order order = {.seed = 7, .replications = 2, .threads = 1};
    assert_true(replicate_run(&w->model, &order, w->home, &m->result, &w->e));
    assert_true(tables_make(&m->source, &again, &w->e));
    m->tables = again;
    calls = 63 * sum_of(m, "weekday", "calls") + 29 * sum_of(m, "other", "calls");
    check_near(calls, estimate(m, MADE_CITY, "phone_calls"), 1e-6);
}

static void the_measures_of_the_line_are_over_calls_callers_and_bookings(void **state)
{
    const struct made *m = *state;
    double calls = recorded(m, TALLY_CALLS), callers = recorded(m, TALLY_CALLERS);
    check_near(estimate(m, MADE_CITY, "phone_busy"), recorded(m, TALLY_CALLS_BUSY) / calls, 1e-12);
    check_near(estimate(m, MADE_CITY, "phone_abandoned"), recorded(m, TALLY_CALLS_LEFT) / calls,
               1e-12);
    check_near(estimate(m, MADE_CITY, "phone_wait_mean"),
               recorded(m, TALLY_CALL_WAIT_US) / recorded(m, TALLY_CALLS_ANSWERED) / 60e6, 1e-9);
    check_near(estimate(m, MADE_CITY, "phone_calls_per_booking"),
               calls / recorded(m, TALLY_CALL_BOOKED), 1e-9);
    check_near(estimate(m, MADE_CITY, "phone_calls_per_caller"), calls / callers, 1e-9);
    check_near(estimate(m, MADE_CITY, "phone_gave_up_share"),
               recorded(m, TALLY_PHONE_GAVE_UP) / callers, 1e-12);
    assert_true(estimate(m, MADE_CITY, "phone_busy") > 0.01);
    assert_true(estimate(m, MADE_CITY, "phone_gave_up") > 0);
    assert_true(estimate(m, MADE_CITY, "given_back") > 0);
}

/* Nobody books at 西; whoever books at the centre belongs to 栄. */
static void measures_stand_only_where_they_have_a_meaning(void **state)
{
    const struct made *m = *state;
    assert_true(isnan(estimate(m, MADE_NISHI, "phone_calls")));
    assert_true(estimate(m, MADE_SAKAE, "phone_calls") > 0);
    assert_true(estimate(m, "joint", "phone_calls") > 0);
    assert_true(isnan(estimate(m, "joint", "renewed")));
    assert_true(isnan(estimate(m, "joint", "lapsed_days")));
    assert_true(estimate(m, "joint", "visits") > 100);
    assert_true(isnan(lookup_summary(&m->tables.summary, "joint", "walk_in", "visits").estimate));
    check_near(estimate(m, MADE_CITY, "renewed"),
               estimate(m, MADE_NISHI, "renewed") + estimate(m, MADE_SAKAE, "renewed"), 1e-9);
    for (size_t row = 0; row < m->tables.replications.n_rows; row++)
        assert_false(lookup_is(&m->tables.replications, row, "site_code", "joint") &&
                     lookup_is(&m->tables.replications, row, "metric", "renewed"));
}

static size_t rows_named(const struct table *t, const char *column, const char *start)
{
    size_t n = 0;
    for (size_t row = 0; row < t->n_rows; row++)
        n += strncmp(lookup_text(t, row, column), start, strlen(start)) == 0;
    return n;
}

static void without_a_line_nothing_speaks_of_one(void **state)
{
    const struct made *m = *state;
    assert_int_equal(m->tables.phone_halfhour.n_rows, 0);
    assert_int_equal(rows_named(&m->tables.columns, "file", "phone"), 0);
    assert_int_equal(rows_named(&m->tables.summary, "metric", "phone"), 0);
    assert_int_equal(rows_named(&m->tables.replications, "metric", "phone"), 0);
}

static void the_columns_of_the_line_are_explained(void **state)
{
    const struct made *m = *state;
    assert_int_equal(rows_named(&m->tables.columns, "file", "phone_halfhour"),
                     m->tables.phone_halfhour.n_columns);
}

/* A wait of nobody is missing: as if nobody had called after 19:30. */
static void a_half_hour_without_an_answer_has_no_wait(void **state)
{
    struct made *m = *state;
    struct tables again;
    int64_t *sums = m->result.sums + tally_at_phone(m->small->plan, 0, 0, 39);
    memset(sums, 0, TALLY_PHONE_WORDS * sizeof *sums);
    assert_true(tables_make(&m->source, &again, &m->small->e));
    assert_true(lookup_is_missing(&again.phone_halfhour, 22, "wait_mean_min"));
    assert_false(lookup_is_missing(&again.phone_halfhour, 21, "wait_mean_min"));
    check_near(lookup_number(&again.phone_halfhour, 22, "calls"), 0, 0);
}

/* The centre opens on Mondays, Tuesdays and Fridays to Sundays, from 6 July on. */
static void a_centre_says_why_it_is_closed_and_has_no_load_before_it_opens(void **state)
{
    (void)state;
    struct made m = {.small = small_new()};
    policy_centre(m.small, "栄", civil_from_date(2020, 7, 6), 0.3);
    policy_open_centres(m.small);
    made_exception(m.small, civil_from_date(2020, 7, 10), "全区", EXCEPTION_CLOSED);
    small_compile(m.small);
    made_tables(&m, 1);
    const struct table *t = &m.tables.calendar;
    static const struct {
        int32_t day;
        const char *reason;
    } cases[] = {{3, "開設前"}, {6, ""}, {8, "定休日"}, {10, "臨時閉庁"}, {12, ""}};
    size_t found = 0;
    for (size_t row = 0; row < t->n_rows; row++)
        for (size_t i = 0; i < COUNT_OF(cases); i++)
            if (lookup_is(t, row, "site_code", "joint") &&
                table_at(t, row, "date")->count == civil_from_date(2020, 7, cases[i].day)) {
                assert_string_equal(lookup_text(t, row, "closed_reason"), cases[i].reason);
                found++;
            }
    assert_int_equal(found, COUNT_OF(cases));
    size_t months = 0; /* June has no load, July and August have */
    for (size_t row = 0; row < m.tables.fluid.n_rows; row++)
        if (lookup_is(&m.tables.fluid, row, "site_code", "joint") &&
            lookup_is(&m.tables.fluid, row, "access", "all"))
            assert_int_equal(lookup_is_missing(&m.tables.fluid, row, "load_ratio"), months++ == 0);
    assert_int_equal(months, 3);
    small_free(m.small);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_LINE(every_half_hour_of_the_line_has_a_row),
        WITH_LINE(calls_of_the_half_hours_add_up_to_those_of_the_callers_and_enquiries),
        WITH_LINE(the_measures_of_the_line_are_over_calls_callers_and_bookings),
        WITH_LINE(measures_stand_only_where_they_have_a_meaning),
        WITHOUT_LINE(without_a_line_nothing_speaks_of_one),
        WITH_LINE(the_columns_of_the_line_are_explained),
        WITH_LINE(a_half_hour_without_an_answer_has_no_wait),
        cmocka_unit_test(a_centre_says_why_it_is_closed_and_has_no_load_before_it_opens),
    };
    return cmocka_run_group_tests_name("tables_phone", tests, NULL, NULL);
}
