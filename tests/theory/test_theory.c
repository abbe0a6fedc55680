/* test_theory.c - from a table to verdicts, counts and the three forms of what is told. */
#include "cli/theory/theory.h"

#include <string.h>

#include "sim/base/attr.h"
#include "tests/theory/table.h"

enum { COLUMNS = 80 };

/* One that agrees, one whose reference is wrong, one to read, and a long one. */
static const char small[] =
    "EB-01,blocking,1,exact,0.5,,1e-8,erlang_b.blocking,servers=1 load=1,,,,,,,,,yes,me,FACT,a "
    "remark\n"
    "T-1,\"wait | <b>_x_\",min,exact,4,,1e-6,,,trace.yaml,,wait_mean,,,,,same,yes,you & me,FACT,\n"
    "T-1,second,s,exact,600,,1e-4,,,trace.yaml,,wait_of,,2,60,60,same,yes,me,FACT,\n"
    "T-2,one "
    "run,min,information,5,,,,,trace.yaml,counters.on_duty=2,wait_mean,,,,,,yes,me,FACT,not "
    "judged\n"
    "T-3,slow,min,exact,3,,1e-6,,,trace.yaml,,wait_mean,,,,,same,no,me,FACT,\n";

static struct theory *made(struct table_made *t, const char *lines, bool is_quick,
                           const char *const *words, size_t n_words)
{
    struct theory *theory = arena_take_array(t->home, struct theory, 1);
    const char *path = table_put(t, lines);
    assert_non_null(theory);
    theory->home = t->home;
    theory->threads = 1;
    assert_true(theory_read(theory, path, &t->e));
    assert_null(theory_choose(theory, words, n_words, is_quick));
    return theory;
}

static struct theory *ran(struct table_made *t, const char *lines, bool is_quick)
{
    struct theory *theory = made(t, lines, is_quick, NULL, 0);
    assert_true(theory_run(theory, &t->e));
    return theory;
}

static const char *told(const struct theory *theory, enum theory_form form, bool japanese)
{
    struct text out;
    text_init(&out, theory->home);
    theory_print(theory, form, japanese, &out);
    assert_false(out.failed);
    return text_get(&out);
}

static void each_row_has_its_verdict_and_all_are_counted(void **state)
{
    struct theory *theory = ran(*state, small, true);
    static const enum judge_verdict want[] = {JUDGE_AGREES, JUDGE_SIMULATION_DIFFERS, JUDGE_AGREES,
                                              JUDGE_INFORMATION, JUDGE_NOT_RUN};
    for (size_t i = 0; i < COUNT_OF(want); i++)
        assert_int_equal(theory->judge[i].verdict, want[i]);
    check_near(theory->judge[2].trial.estimate, 600, 1e-4); /* 60 + 60 * 9 min */
    check_near(theory->judge[3].trial.estimate, 0, 0);      /* computed, though not judged */
    struct theory_count n = theory_counts(theory);
    assert_int_equal(n.judged, 3);
    assert_int_equal(n.mismatches, 1);
    assert_int_equal(n.information, 1);
    assert_int_equal(n.not_run, 1);
    assert_false(theory->is_stopped);
}

static void without_quick_everything_is_run(void **state)
{
    struct theory *theory = ran(*state, small, false);
    assert_int_equal(theory->judge[4].verdict, JUDGE_AGREES);
    assert_int_equal(theory_counts(theory).not_run, 0);
}

static void words_choose_cases_and_families_and_the_rest_is_left_out(void **state)
{
    static const char *const words[] = {"T-1", "EB", "T-1"}, *const wrong[] = {"T-1", "T-"};
    struct table_made *t = *state;
    struct theory *theory = made(t, small, true, words, COUNT_OF(words));
    assert_int_equal(theory->n_chosen, 3);
    assert_true(theory_run(theory, &t->e));
    assert_int_equal(theory_counts(theory).judged, 3);
    assert_null(strstr(told(theory, THEORY_TERMINAL, false), "T-2"));
    assert_null(strstr(told(theory, THEORY_JSON, false), "T-2"));
    theory = made(t, small, true, NULL, 0);
    assert_string_equal(theory_choose(theory, wrong, 2, true), "T-");
}

static void json_has_all_keys_and_passed_is_true_false_or_null(void **state)
{
    const char *json = told(ran(*state, small, true), THEORY_JSON, true);
    assert_memory_equal(json, "[\n{\"case\":\"EB-01\",\"quantity\":\"blocking\",\"unit\":\"1\",",
                        49);
    assert_non_null(strstr(json, "\"kind\":\"exact\",\"reference\":0.5,\"formula\":0.5,"
                                 "\"estimate\":null,\"standard_error\":null,\"z\":null,"
                                 "\"verdict\":\"agrees\",\"passed\":true,\"source\":\"me\","
                                 "\"note\":\"a remark\"}"));
    assert_non_null(strstr(json, "\"verdict\":\"simulation differs\",\"passed\":false"));
    assert_non_null(strstr(json, "\"estimate\":0,\"standard_error\":0,\"z\":null,"
                                 "\"verdict\":\"information\",\"passed\":null"));
    assert_non_null(strstr(json, "\"verdict\":\"not run\",\"passed\":null"));
}

static void the_document_escapes_and_lists_information_apart(void **state)
{
    const char *page = told(ran(*state, small, true), THEORY_DOCUMENT, true);
    const char *apart = strstr(page, "## For information");
    assert_non_null(apart);
    assert_non_null(strstr(page, "| wait \\| &lt;b>\\_x\\_ |"));
    assert_non_null(strstr(page, "you &amp; me"));
    assert_null(strstr(apart, "| blocking |"));
    assert_non_null(strstr(apart, "| not judged |"));
    assert_non_null(strstr(apart, "- EB-01, blocking: a remark\n"));
    assert_null(strstr(page, "- T-2"));
}

static void what_differs_can_be_told_alone(void **state)
{
    struct theory *theory = ran(*state, small, true);
    const char *differing = told(theory, THEORY_DIFFERING, false);
    assert_non_null(strstr(differing, "  ×  wait"));
    assert_null(strstr(differing, "EB-01"));
    assert_null(strstr(differing, "second"));
    theory->judge[1].verdict = JUDGE_AGREES;
    assert_string_equal(told(theory, THEORY_DIFFERING, false), "");
}

static void the_terminal_marks_every_row_and_has_a_case_once(void **state)
{
    const char *said = told(ran(*state, small, true), THEORY_TERMINAL, true);
    const char *first = strstr(said, "T-1\n");
    assert_non_null(strstr(said, "  ○  blocking"));
    assert_non_null(strstr(said, "  ×  wait"));
    assert_non_null(strstr(said, "  -  one run"));
    assert_non_null(first);
    assert_null(strstr(first + 1, "T-1\n"));
}

static void check_width(const char *text)
{
    for (const char *end; *text != '\0'; text = end + 1) {
        char line[512] = "";
        end = strchr(text, '\n');
        assert_non_null(end);
        assert_true((size_t)(end - text) < sizeof line);
        memcpy(line, text, (size_t)(end - text));
        if (text_width(line) > COLUMNS)
            print_error("%d columns: %s\n", text_width(line), line);
        assert_true(text_width(line) <= COLUMNS);
    }
}

/* As wide as numbers can be: nothing is run. */
static void the_table_that_is_shipped_fits_a_terminal_in_both_languages(void **state)
{
    struct table_made *t = *state;
    struct theory theory = {.home = t->home};
    assert_true(theory_read(&theory, "scenarios/theory/cases.csv", &t->e));
    assert_null(theory_choose(&theory, NULL, 0, true));
    for (size_t i = 0; i < theory.rows.count; i++) {
        const struct cases_row *row = &((const struct cases_row *)theory.rows.items)[i];
        theory.judge[i] = (struct judge){.has_form = true,
                                         .has_trial = true,
                                         .form = row->value * 1.0001234567 + 1e-7,
                                         .trial = {-row->value, row->value * 0.0012345678}};
        judge_row(row, &theory.judge[i]);
        theory.judge[i].z = -123.456;
    }
    const char *said = told(&theory, THEORY_TERMINAL, false);
    check_width(said);
    assert_null(strstr(said, "4-123")); /* columns stand apart */
    check_width(told(&theory, THEORY_TERMINAL, true));
}

/* ---- what goes wrong ---- */

static void check_fails(struct table_made *t, const char *line, enum err_code code, const char *at)
{
    struct theory *theory = made(t, line, false, NULL, 0);
    assert_false(theory_run(theory, &t->e));
    assert_int_equal(t->e.item[0].code, code);
    assert_int_equal(t->e.item[0].at.line, 2);
    assert_int_equal(t->e.item[0].at.column, strstr(line, at) - line + 1);
    assert_non_null(strstr(t->e.item[0].at.file, "cases.csv"));
}

static void mistakes_in_settings_and_scenarios_are_told_where_the_table_has_them(void **state)
{
    check_fails(
        *state,
        "A,q,1,exact,1,,,,,trace.yaml,run.seed=1; counters.on_dty=2,wait_mean,,,,,,,me,FACT,",
        ERR_KEY_UNKNOWN, "on_dty");
    check_fails(*state,
                "A,q,1,exact,1,,,,,trace.yaml,run.seed=1; counters,wait_mean,,,,,,,me,FACT,",
                ERR_OVERRIDE, "counters");
    check_fails(*state, "A,q,1,exact,1,,,,,none.yaml,,wait_mean,,,,,,,me,FACT,", ERR_OPEN, "none");
    check_fails(*state, "A,q,1,exact,1,,,,,trace.yaml,,wait_mean,visiter,,,,,,me,FACT,",
                ERR_NAME_UNKNOWN, "visiter");
    check_fails(*state, "A,q,1,exact,1,,,,,trace.yaml,,wait_of_first,,9,,,,,me,FACT,",
                ERR_NOT_COUNTED, "wait_of_first");
}

struct heard {
    uint32_t calls, last, total, stop_at;
};

static bool hear(void *context, const char *id, uint32_t done, uint32_t total)
{
    struct heard *h = context;
    (void)id;
    assert_true(done >= h->last);
    h->calls++;
    h->last = done;
    h->total = total;
    return h->calls < h->stop_at;
}

static void progress_counts_values_and_may_stop_all(void **state)
{
    struct table_made *t = *state;
    struct heard h = {.stop_at = 1000};
    struct theory *theory = made(t, small, false, NULL, 0);
    theory->progress = hear;
    theory->progress_context = &h;
    assert_true(theory_run(theory, &t->e));
    assert_true(h.calls >= 3);
    assert_int_equal(h.total, 5);
    assert_int_equal(h.last, 4);
    assert_false(theory->is_stopped);
    h = (struct heard){.stop_at = 1};
    theory = made(t, small, false, NULL, 0);
    theory->progress = hear;
    theory->progress_context = &h;
    assert_true(theory_run(theory, &t->e));
    assert_true(theory->is_stopped);
    assert_int_equal(h.calls, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_TABLE(each_row_has_its_verdict_and_all_are_counted),
        WITH_TABLE(without_quick_everything_is_run),
        WITH_TABLE(words_choose_cases_and_families_and_the_rest_is_left_out),
        WITH_TABLE(json_has_all_keys_and_passed_is_true_false_or_null),
        WITH_TABLE(the_document_escapes_and_lists_information_apart),
        WITH_TABLE(what_differs_can_be_told_alone),
        WITH_TABLE(the_terminal_marks_every_row_and_has_a_case_once),
        WITH_TABLE(the_table_that_is_shipped_fits_a_terminal_in_both_languages),
        WITH_TABLE(mistakes_in_settings_and_scenarios_are_told_where_the_table_has_them),
        WITH_TABLE(progress_counts_values_and_may_stop_all),
    };
    return cmocka_run_group_tests_name("theory", tests, NULL, NULL);
}
