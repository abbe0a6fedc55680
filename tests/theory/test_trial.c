/* test_trial.c - a scenario run once and asked for metrics: the numbers, what it cannot tell,
 * and that threads change nothing.
 */
#include "cli/theory/trial.h"

#include <string.h>

#include "cli/theory/cases.h"
#include "tests/theory/table.h"

static struct trial_order order_of(struct table_made *t, const char *scenario, const char *settings)
{
    return (struct trial_order){
        .scenario = folder_path(&t->folder, scenario), .settings = settings, .threads = 1};
}

static void run(struct table_made *t, struct trial *trial, const char *scenario,
                const char *settings)
{
    struct trial_order order = order_of(t, scenario, settings);
    t->e = (struct err){0};
    assert_true(trial_run(trial, &order, &t->e));
    assert_false(trial->is_stopped);
}

static struct trial_value value_of(struct table_made *t, const struct trial *trial,
                                   const struct cases_row *row)
{
    struct trial_value value;
    assert_true(trial_ask(trial, row, &value, &t->e));
    return value;
}

static void a_trace_has_the_values_one_can_work_out_by_hand(void **state)
{
    struct table_made *t = *state;
    struct trial trial;
    const struct cases_row mean = {.metric = "wait_mean"},
                           second = {.metric = "wait_of", .index = 2};
    const struct cases_row within = {.metric = "wait_within", .use = "visit"};
    run(t, &trial, "trace.yaml", NULL);
    check_near(value_of(t, &trial, &mean).estimate, 3, 1e-6); /* 0, 9 and 0 minutes */
    check_near(value_of(t, &trial, &mean).error, 0, 0);
    check_near(value_of(t, &trial, &second).estimate, 9, 1e-6);
    check_near(value_of(t, &trial, &within).estimate, 2.0 / 3, 1e-12);
    trial_release(&trial);
}

static void settings_change_the_scenario(void **state)
{
    struct table_made *t = *state;
    struct trial trial;
    const struct cases_row mean = {.metric = "wait_mean"};
    run(t, &trial, "trace.yaml", "counters.on_duty=2; run.seed=9");
    check_near(value_of(t, &trial, &mean).estimate, 0, 0);
    trial_release(&trial);
}

static void more_settings_than_a_command_line_takes_are_all_heard(void **state)
{
    struct table_made *t = *state;
    struct trial trial;
    struct text settings;
    const struct cases_row mean = {.metric = "wait_mean"};
    text_init(&settings, t->home);
    for (int i = 0; i < 99; i++)
        text_addf(&settings, "run.seed=%d;", i);
    text_add(&settings, "counters.on_duty=2");
    run(t, &trial, "trace.yaml", text_get(&settings));
    check_near(value_of(t, &trial, &mean).estimate, 0, 0);
    trial_release(&trial);
}

static void a_standard_error_is_half_an_interval_over_its_quantile(void **state)
{
    struct table_made *t = *state;
    struct trial trial;
    const struct cases_row mean = {.metric = "wait_mean"};
    run(t, &trial, "steady.yaml", NULL);
    struct trial_value v = value_of(t, &trial, &mean);
    check_near(v.estimate, 1, 0.2); /* M/M/1 at half load: one service time */
    assert_true(v.error > 0 && v.error < 0.1);
    assert_true(fabs(v.estimate - 1) < 4 * v.error);
    trial_release(&trial);
}

static void one_replication_has_no_standard_error(void **state)
{
    struct table_made *t = *state;
    struct trial trial;
    const struct cases_row mean = {.metric = "wait_mean"};
    run(t, &trial, "steady.yaml", "run.replications=1");
    assert_true(value_of(t, &trial, &mean).estimate > 0);
    assert_true(isnan(value_of(t, &trial, &mean).error));
    trial_release(&trial);
}

static void any_number_of_threads_gives_the_same_numbers(void **state)
{
    struct table_made *t = *state;
    const struct cases_row row = {.metric = "wait_mean"};
    struct trial_value value[2];
    for (uint32_t threads = 1; threads <= 2; threads++) {
        struct trial trial;
        struct trial_order order = order_of(t, "steady.yaml", "run.seed=11");
        order.threads = threads;
        assert_true(trial_run(&trial, &order, &t->e));
        value[threads - 1] = value_of(t, &trial, &row);
        trial_release(&trial);
    }
    assert_memory_equal(&value[0], &value[1], sizeof value[0]);
}

static void what_the_scenario_does_not_have_is_refused_at_the_row(void **state)
{
    struct table_made *t = *state;
    struct trial trial;
    struct trial_value value;
    const struct src_pos at = {.file = "cases.csv", .line = 7, .column = 1, .excerpt = "x,visiter"};
    const struct cases_row use = {.at = at, .metric = "wait_mean", .use = "visiter"};
    const struct cases_row index = {.at = at, .metric = "wait_of_first", .index = 4};
    run(t, &trial, "trace.yaml", NULL);
    assert_false(trial_ask(&trial, &use, &value, &t->e));
    assert_int_equal(t->e.item[0].code, ERR_NAME_UNKNOWN);
    assert_string_equal(t->e.item[0].arg[2], "visit");
    assert_int_equal(t->e.item[0].at.line, 7);
    assert_int_equal(t->e.item[0].at.column, 3);
    assert_false(trial_ask(&trial, &index, &value, &t->e));
    assert_int_equal(t->e.item[1].code, ERR_NOT_COUNTED);
    assert_string_equal(t->e.item[1].arg[0], "wait_of_first");
    assert_string_equal(t->e.item[1].arg[1], "4");
    assert_int_equal(t->e.item[1].at.line, 7);
    trial_release(&trial);
}

static void a_scenario_or_setting_that_is_wrong_is_told(void **state)
{
    struct table_made *t = *state;
    struct trial trial;
    struct trial_order missing = order_of(t, "none.yaml", NULL);
    struct trial_order wrong = order_of(t, "trace.yaml", "counters.on_dty=2");
    assert_false(trial_run(&trial, &missing, &t->e));
    assert_int_equal(t->e.item[0].code, ERR_OPEN);
    trial_release(&trial);
    t->e = (struct err){0};
    assert_false(trial_run(&trial, &wrong, &t->e));
    assert_int_equal(t->e.item[0].code, ERR_KEY_UNKNOWN);
    trial_release(&trial);
}

static bool stop(void *context, uint32_t done, uint32_t total)
{
    (void)context, (void)done, (void)total;
    return false;
}

static void a_trial_that_is_asked_to_stop_says_so(void **state)
{
    struct table_made *t = *state;
    struct trial trial;
    struct trial_order order =
        order_of(t, "steady.yaml", "period.length=1000000 min; run.replications=100");
    order.progress = stop;
    assert_true(trial_run(&trial, &order, &t->e));
    assert_true(trial.is_stopped);
    trial_release(&trial);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_TABLE(a_trace_has_the_values_one_can_work_out_by_hand),
        WITH_TABLE(settings_change_the_scenario),
        WITH_TABLE(more_settings_than_a_command_line_takes_are_all_heard),
        WITH_TABLE(a_standard_error_is_half_an_interval_over_its_quantile),
        WITH_TABLE(one_replication_has_no_standard_error),
        WITH_TABLE(any_number_of_threads_gives_the_same_numbers),
        WITH_TABLE(what_the_scenario_does_not_have_is_refused_at_the_row),
        WITH_TABLE(a_scenario_or_setting_that_is_wrong_is_told),
        WITH_TABLE(a_trial_that_is_asked_to_stop_says_so),
    };
    return cmocka_run_group_tests_name("trial", tests, NULL, NULL);
}
