/* test_queue_tables.c - the tables of a system agree with its records and with each other, and
 * the customers of a replication are those that were counted.
 */
#include "cli/present/queue_tables.h"

#include <string.h>

#include "cli/present/lookup.h"
#include "cli/present/queue_customers.h"
#include "cli/present/queue_load.h"
#include "models/queue/count.h"
#include "models/queue/metric.h"
#include "tests/run/queue_made.h"

static struct interval find(const struct queue_made *m, const char *use, const char *metric,
                            int32_t index)
{
    return queue_tables_find(&m->tables.summary, use, metric, index);
}

/* ---- summary -------------------------------------------------------------------------- */

static void every_metric_the_design_counts_has_its_row_for_all_and_for_each_use(void **state)
{
    const struct queue_made *m = *state;
    const struct table *t = &m->tables.summary;
    size_t n, want = 0;
    const struct metric *metrics = metric_all(&n);
    for (size_t k = 0; k < n; k++)
        for (int32_t i = 0; i <= SETUP_FIRST_MAX; i++) {
            bool is_of_use = metrics[k].scope == METRIC_USE || metrics[k].scope == METRIC_USE_WAIT;
            if (metric_is_counted(&metrics[k], m->design, i))
                want += is_of_use ? 1 + (size_t)m->design->n_uses : 1;
        }
    assert_int_equal(t->n_rows, want);
    for (size_t row = 0; row < t->n_rows; row++)
        for (size_t other = 0; other < row; other++)
            assert_false(lookup_is(t, row, "use", lookup_text(t, other, "use")) &&
                         lookup_is(t, row, "metric", lookup_text(t, other, "metric")) &&
                         lookup_is_missing(t, row, "index") ==
                             lookup_is_missing(t, other, "index") &&
                         lookup_int(t, row, "index") == lookup_int(t, other, "index"));
}

static void people_of_the_uses_add_up_to_all(void **state)
{
    const struct queue_made *m = *state;
    static const char *const sums[] = {"people", "served", "left", "balked", "full"};
    for (size_t i = 0; i < COUNT_OF(sums); i++)
        check_near(find(m, "letters", sums[i], 0).estimate + find(m, "talks", sums[i], 0).estimate,
                   find(m, SETUP_ALL_USES, sums[i], 0).estimate, 1e-9);
    assert_true(find(m, SETUP_ALL_USES, "left", 0).estimate > 0);
}

static void an_estimate_is_the_ratio_of_totals_and_lies_in_its_interval(void **state)
{
    const struct queue_made *m = *state;
    double waits = 0, tickets = 0;
    size_t words = count_layout_of(m->design).words;
    for (uint32_t r = 0; r < m->result.replications; r++) {
        const int64_t *use = m->result.records + r * words + count_layout_of(m->design).uses;
        waits += (double)use[COUNT_WAIT_US] / 60e6;
        tickets += (double)use[COUNT_TICKETS];
    }
    struct interval i = find(m, "letters", "wait_mean", 0);
    check_near(i.estimate, waits / tickets, 1e-9);
    assert_true(i.lo < i.estimate && i.estimate < i.hi);
}

static void the_promise_has_a_verdict_and_other_rows_have_none(void **state)
{
    const struct queue_made *m = *state;
    const struct table *t = &m->tables.summary;
    for (size_t row = 0; row < t->n_rows; row++) {
        bool is_promise =
            lookup_is(t, row, "metric", "wait_within") && lookup_int(t, row, "index") == 0;
        assert_int_equal(lookup_text(t, row, "verdict")[0] != '\0', is_promise);
    }
    assert_true(table_at(t, 0, "limit_min")->is_missing);
}

static void shares_and_their_intervals_stay_within_0_and_1(void **state)
{
    const struct queue_made *m = *state;
    const struct table *t = &m->tables.summary;
    for (size_t row = 0; row < t->n_rows; row++) {
        struct interval i = lookup_interval(t, row, "estimate");
        if (!lookup_is(t, row, "unit", "1") || isnan(i.lo) || i.estimate > 1)
            continue;
        assert_true(i.lo >= 0 && i.hi <= 1);
    }
}

static void the_quantile_of_all_lies_between_those_of_the_uses(void **state)
{
    const struct queue_made *m = *state;
    double p90 = find(m, SETUP_ALL_USES, "wait_p90", 0).estimate;
    double letters = find(m, "letters", "wait_p90", 0).estimate;
    double talks = find(m, "talks", "wait_p90", 0).estimate;
    assert_true(fmin(letters, talks) <= p90 && p90 <= fmax(letters, talks));
    struct interval i = find(m, SETUP_ALL_USES, "wait_p90", 0);
    assert_true(i.lo < i.estimate && i.estimate < i.hi);
    assert_true(isnan(find(m, SETUP_ALL_USES, "wait_p99", 0).estimate));
}

/* ---- half hours and the distribution --------------------------------------------------- */

static void half_hours_hold_everybody_and_those_without_people_are_empty(void **state)
{
    const struct queue_made *m = *state;
    const struct table *t = &m->tables.wait_halfhour;
    double attempts = 0, tickets = 0;
    for (size_t row = 0; row < t->n_rows; row++) {
        attempts += lookup_number(t, row, "attempts");
        tickets += lookup_number(t, row, "tickets");
        bool is_empty = lookup_number(t, row, "tickets") <= 0;
        assert_int_equal(lookup_is_missing(t, row, "wait_mean_min"), is_empty);
        assert_int_equal(lookup_is_missing(t, row, "share_within_target"), is_empty);
    }
    assert_int_equal(t->n_rows, 7); /* 8:45 to 12:00 */
    assert_int_equal(lookup_int(t, 0, "half_hour_start"), 8 * 3600 + 45 * 60);
    assert_int_equal(lookup_int(t, 6, "half_hour_end"), 12 * 3600);
    assert_true(lookup_is_missing(t, 6, "wait_mean_min")); /* nobody comes any more */
    check_near(attempts, find(m, SETUP_ALL_USES, "people", 0).estimate, 1e-9);
    assert_true(tickets < attempts); /* some turned round */
}

static void the_distribution_rises_to_1(void **state)
{
    const struct queue_made *m = *state;
    const struct table *t = &m->tables.wait_ecdf;
    assert_true(t->n_rows > 10);
    for (size_t row = 1; row < t->n_rows; row++) {
        bool is_same = lookup_is(t, row, "use", lookup_text(t, row - 1, "use"));
        double last = lookup_number(t, row - 1, "share");
        if (is_same)
            assert_true(lookup_number(t, row, "share") >= last &&
                        lookup_number(t, row, "wait_min") > lookup_number(t, row - 1, "wait_min"));
        else
            check_near(last, 1, 0);
    }
    check_near(lookup_number(t, t->n_rows - 1, "share"), 1, 0);
    check_near(lookup_number(t, 0, "share"), find(m, SETUP_ALL_USES, "wait_zero", 0).estimate,
               1e-12);
}

static void every_column_and_every_metric_stands_in_the_dictionary(void **state)
{
    const struct queue_made *m = *state;
    size_t n, columns = m->tables.summary.n_columns + m->tables.wait_halfhour.n_columns +
                        m->tables.wait_ecdf.n_columns;
    metric_all(&n);
    assert_int_equal(m->tables.columns.n_rows, columns + n);
}

/* ---- one by one ------------------------------------------------------------------------ */

static double customers_sum(const struct table *t, const char *use, const char *column)
{
    double sum = 0;
    for (size_t row = 0; row < t->n_rows; row++)
        if (lookup_is(t, row, "use", use) && !lookup_is_missing(t, row, column))
            sum += lookup_number(t, row, column);
    return sum;
}

static double customers_with(const struct table *t, const char *use, const char *outcome)
{
    double n = 0;
    for (size_t row = 0; row < t->n_rows; row++)
        n += lookup_is(t, row, "use", use) && lookup_is(t, row, "outcome", outcome);
    return n;
}

static void the_customers_are_those_of_the_first_replication(void **state)
{
    struct queue_made *m = *state;
    struct table t;
    assert_true(queue_customers_make(m->design, &m->small->d, QUEUE_MADE_SEED, m->small->home, &t,
                                     &m->small->e));
    const struct setup_use *uses = m->small->d.s.uses.items;
    for (int32_t k = 0; k < m->design->n_uses; k++) {
        const int64_t *use =
            m->result.records + count_layout_of(m->design).uses + (size_t)k * COUNT_USE_WORDS;
        check_near(customers_sum(&t, uses[k].name, "wait_min"), (double)use[COUNT_WAIT_US] / 60e6,
                   1e-6);
        for (int32_t o = VISIT_SERVED; o < VISIT_OUTCOMES; o++)
            check_near(customers_with(&t, uses[k].name, queue_customers_outcome(o)),
                       (double)use[COUNT_OUTCOME + o], 0);
    }
}

static void who_was_refused_has_no_ticket_and_who_left_was_never_called(void **state)
{
    struct queue_made *m = *state;
    struct table t;
    size_t left = 0, balked = 0;
    assert_true(queue_customers_make(m->design, &m->small->d, QUEUE_MADE_SEED, m->small->home, &t,
                                     &m->small->e));
    for (size_t row = 0; row < t.n_rows; row++) {
        bool is_left = lookup_is(&t, row, "outcome", "left");
        bool is_balked = lookup_is(&t, row, "outcome", "balked");
        left += is_left;
        balked += is_balked;
        assert_int_equal(lookup_is_missing(&t, row, "ticket_min"), is_balked);
        assert_int_equal(lookup_is_missing(&t, row, "wait_min"), is_balked);
        assert_int_equal(lookup_is_missing(&t, row, "finish_min"), is_balked);
        assert_int_equal(lookup_is_missing(&t, row, "call_min"), is_left || is_balked);
        assert_int_equal(lookup_is_missing(&t, row, "slot_min"),
                         lookup_is(&t, row, "use", "letters"));
        if (!is_left && !is_balked) /* the wait of a booked person begins at the slot */
            check_near(lookup_number(&t, row, "wait_min"),
                       fmax(0, lookup_number(&t, row, "call_min") -
                                   fmax(lookup_number(&t, row, "ticket_min"),
                                        lookup_is(&t, row, "use", "letters")
                                            ? 0
                                            : lookup_number(&t, row, "slot_min"))),
                       1e-6);
    }
    assert_true(left > 0 && balked > 0);
}

static void without_memory_no_table_is_made(void **state)
{
    struct queue_made *m = *state;
    struct queue_tables t;
    struct table people;
    unsigned nth = 0;
    bool is_made = false;
    while (!is_made && nth < 4000) {
        struct err e = {0};
        arena_fail_nth(m->small->home, ++nth);
        is_made = queue_tables_make(&m->source, &t, &e) &&
                  queue_customers_make(m->design, &m->small->d, QUEUE_MADE_SEED, m->small->home,
                                       &people, &e);
        arena_fail_nth(m->small->home, 0);
        assert_true(is_made || e.item[0].code == ERR_NOMEM);
    }
    assert_true(is_made && nth > 10);
}

/* ---- load ------------------------------------------------------------------------------ */

static void the_load_is_the_work_of_all_who_came(void **state)
{
    const struct queue_made *m = *state;
    struct queue_load load = queue_load_of(m->design, &m->small->d, &m->result, 0);
    double work = find(m, "letters", "people", 0).estimate * 4 +
                  find(m, "talks", "people", 0).estimate * 20; /* minutes a day */
    check_near(load.work, work / 195, 1e-9);
    check_near(load.counters, (2 * 75 + 3 * 120) / 195.0, 1e-9);
}

static void the_heaviest_half_hour_is_told_with_its_counters(void **state)
{
    const struct queue_made *m = *state;
    struct queue_load peak;
    assert_true(queue_load_peak(m->design, &m->small->d, &m->result, &peak));
    assert_true(peak.counters >= 2 && peak.counters <= 3);
    assert_true(peak.from_s >= 8 * 3600 + 45 * 60 && peak.to_s <= 12 * 3600);
    assert_true(peak.work / peak.counters >
                queue_load_of(m->design, &m->small->d, &m->result, 0).work / 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_metric_the_design_counts_has_its_row_for_all_and_for_each_use),
        cmocka_unit_test(people_of_the_uses_add_up_to_all),
        cmocka_unit_test(an_estimate_is_the_ratio_of_totals_and_lies_in_its_interval),
        cmocka_unit_test(the_promise_has_a_verdict_and_other_rows_have_none),
        cmocka_unit_test(shares_and_their_intervals_stay_within_0_and_1),
        cmocka_unit_test(the_quantile_of_all_lies_between_those_of_the_uses),
        cmocka_unit_test(half_hours_hold_everybody_and_those_without_people_are_empty),
        cmocka_unit_test(the_distribution_rises_to_1),
        cmocka_unit_test(every_column_and_every_metric_stands_in_the_dictionary),
        cmocka_unit_test(the_customers_are_those_of_the_first_replication),
        cmocka_unit_test(who_was_refused_has_no_ticket_and_who_left_was_never_called),
        cmocka_unit_test(without_memory_no_table_is_made),
        cmocka_unit_test(the_load_is_the_work_of_all_who_came),
        cmocka_unit_test(the_heaviest_half_hour_is_told_with_its_counters),
    };
    return cmocka_run_group_tests_name("queue tables", tests, queue_made_set_up,
                                       queue_made_tear_down);
}
