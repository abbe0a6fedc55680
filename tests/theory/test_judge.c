/* test_judge.c - where a value passes and where it no longer does. */
#include "cli/theory/judge.h"

#include "tests/support/check.h"

/* A value of 1000: means may have a standard error of 3, tails of 10. */
static struct cases_row row_of(enum cases_kind kind, enum cases_precision precision)
{
    return (struct cases_row){
        .kind = (int32_t)kind, .value = 1000, .precision = (int32_t)precision};
}

static struct judge judged(const struct cases_row *row, double estimate, double error)
{
    struct judge j = {.has_trial = true, .trial = {estimate, error}};
    judge_row(row, &j);
    return j;
}

static void check_trial(const struct cases_row *row, double estimate, double error,
                        enum judge_verdict want)
{
    assert_int_equal(judged(row, estimate, error).verdict, want);
}

static void check_form(const struct cases_row *row, double form, enum judge_verdict want)
{
    struct judge j = {.has_form = true, .form = form};
    judge_row(row, &j);
    assert_int_equal(j.verdict, want);
    assert_true(isnan(j.z));
}

static void a_formula_agrees_within_the_tolerance(void **state)
{
    (void)state;
    struct cases_row row = row_of(CASES_EXACT, CASES_MEAN);
    check_form(&row, 1000, JUDGE_AGREES);
    check_form(&row, 1000.0000001, JUDGE_FORM_DIFFERS);
    row.tolerance = 0.5;
    check_form(&row, 1000.5, JUDGE_AGREES);
    check_form(&row, 999.5, JUDGE_AGREES);
    check_form(&row, 1000.51, JUDGE_FORM_DIFFERS);
    check_form(&row, (double)NAN, JUDGE_FORM_DIFFERS);
    check_form(&row, (double)INFINITY, JUDGE_FORM_DIFFERS);
}

static void an_estimate_agrees_up_to_four_standard_errors(void **state)
{
    (void)state;
    struct cases_row row = row_of(CASES_EXACT, CASES_MEAN);
    check_trial(&row, 1008, 2, JUDGE_AGREES);
    check_trial(&row, 992, 2, JUDGE_AGREES);
    check_trial(&row, 1008.01, 2, JUDGE_SIMULATION_DIFFERS);
    check_trial(&row, 991.99, 2, JUDGE_SIMULATION_DIFFERS);
    check_near(judged(&row, 1003, 2).z, 1.5, 1e-12);
    check_near(judged(&row, 997, 2).z, -1.5, 1e-12);
}

static void a_standard_error_is_at_most_3_of_1000_of_a_mean_and_1_of_100_of_a_tail(void **state)
{
    (void)state;
    struct cases_row mean = row_of(CASES_EXACT, CASES_MEAN), tail = row_of(CASES_EXACT, CASES_TAIL);
    check_trial(&mean, 1000, 3, JUDGE_AGREES);
    check_trial(&mean, 1000, 3.001, JUDGE_IMPRECISE);
    check_trial(&tail, 1000, 3.001, JUDGE_AGREES);
    check_trial(&tail, 1000, 10, JUDGE_AGREES);
    check_trial(&tail, 1000, 10.001, JUDGE_IMPRECISE);
    mean.value = -1000;
    check_trial(&mean, -1000, 3, JUDGE_AGREES);
}

static void what_is_imprecise_neither_agrees_nor_differs(void **state)
{
    (void)state;
    struct cases_row row = row_of(CASES_EXACT, CASES_MEAN);
    check_trial(&row, 1000, 100, JUDGE_IMPRECISE);
    check_trial(&row, 9000, 100, JUDGE_IMPRECISE);
    check_trial(&row, (double)NAN, (double)NAN, JUDGE_IMPRECISE);
    check_trial(&row, 1000, (double)NAN, JUDGE_IMPRECISE);
    check_trial(&row, 1000, 0, JUDGE_IMPRECISE); /* no chance where chance was expected */
}

static void a_simulated_reference_adds_its_own_error(void **state)
{
    (void)state;
    struct cases_row row = row_of(CASES_SIMULATED, CASES_MEAN);
    row.error = 4;
    check_near(judged(&row, 1010, 3).z, 2, 1e-12);
    check_trial(&row, 1020, 3, JUDGE_AGREES);
    check_trial(&row, 1020.1, 3, JUDGE_SIMULATION_DIFFERS);
    check_trial(&row, 1000, 3.1, JUDGE_IMPRECISE); /* ours alone says how precise we are */
}

static void a_reference_of_0_asks_for_no_chance_at_all(void **state)
{
    (void)state;
    struct cases_row row = row_of(CASES_EXACT, CASES_MEAN);
    row.value = 0;
    check_trial(&row, 0, 1e-9, JUDGE_IMPRECISE);
    check_trial(&row, 0, 0, JUDGE_IMPRECISE);
    row.precision = CASES_SAME;
    check_trial(&row, 0, 0, JUDGE_AGREES);
}

static void without_chance_the_value_is_the_very_one(void **state)
{
    (void)state;
    struct cases_row row = row_of(CASES_EXACT, CASES_SAME);
    check_trial(&row, 1000, 0, JUDGE_AGREES);
    check_trial(&row, 1000.0001, 0, JUDGE_SIMULATION_DIFFERS);
    check_trial(&row, 1000, 1e-9, JUDGE_SIMULATION_DIFFERS);
    check_trial(&row, (double)NAN, 0, JUDGE_SIMULATION_DIFFERS);
    row.tolerance = 0.01;
    check_trial(&row, 1000.009, 0, JUDGE_AGREES);
    assert_true(isnan(judged(&row, 1000, 0).z));
}

static void the_formula_is_told_before_the_estimate(void **state)
{
    (void)state;
    struct cases_row row = row_of(CASES_EXACT, CASES_MEAN);
    struct judge j = {.has_form = true, .form = 1, .has_trial = true, .trial = {2000, 1}};
    judge_row(&row, &j);
    assert_int_equal(j.verdict, JUDGE_FORM_DIFFERS);
    j.form = 1000;
    judge_row(&row, &j);
    assert_int_equal(j.verdict, JUDGE_SIMULATION_DIFFERS);
    j.trial.estimate = 1001;
    judge_row(&row, &j);
    assert_int_equal(j.verdict, JUDGE_AGREES);
}

static void what_was_not_computed_is_not_run_and_information_is_never_judged(void **state)
{
    (void)state;
    struct cases_row row = row_of(CASES_EXACT, CASES_MEAN);
    struct judge j = {0};
    judge_row(&row, &j);
    assert_int_equal(j.verdict, JUDGE_NOT_RUN);
    row.kind = CASES_INFORMATION;
    judge_row(&row, &j);
    assert_int_equal(j.verdict, JUDGE_INFORMATION);
    check_trial(&row, 5000, 1, JUDGE_INFORMATION);
    check_form(&row, 5000, JUDGE_INFORMATION);
}

static void three_verdicts_fail(void **state)
{
    (void)state;
    assert_true(judge_differs(JUDGE_FORM_DIFFERS));
    assert_true(judge_differs(JUDGE_SIMULATION_DIFFERS));
    assert_true(judge_differs(JUDGE_IMPRECISE));
    assert_false(judge_differs(JUDGE_AGREES));
    assert_false(judge_differs(JUDGE_NOT_RUN));
    assert_false(judge_differs(JUDGE_INFORMATION));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_formula_agrees_within_the_tolerance),
        cmocka_unit_test(an_estimate_agrees_up_to_four_standard_errors),
        cmocka_unit_test(a_standard_error_is_at_most_3_of_1000_of_a_mean_and_1_of_100_of_a_tail),
        cmocka_unit_test(what_is_imprecise_neither_agrees_nor_differs),
        cmocka_unit_test(a_simulated_reference_adds_its_own_error),
        cmocka_unit_test(a_reference_of_0_asks_for_no_chance_at_all),
        cmocka_unit_test(without_chance_the_value_is_the_very_one),
        cmocka_unit_test(the_formula_is_told_before_the_estimate),
        cmocka_unit_test(what_was_not_computed_is_not_run_and_information_is_never_judged),
        cmocka_unit_test(three_verdicts_fail),
    };
    return cmocka_run_group_tests_name("judge", tests, NULL, NULL);
}
