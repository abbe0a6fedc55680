/* test_swings.c - which assumptions could flip the verdict, and what is not known of them. */
#include "cli/present/swings.h"

#include <string.h>

#include "tests/present/said.h"

static void add(struct table *t, const char *setting, const char *end, const char *set_to,
                const char *promise)
{
    struct table_cell *row = table_add_row(t);
    assert_non_null(row);
    for (size_t i = 0; i < t->n_columns; i++)
        row[i].is_missing = true;
    row[table_column_index(t, "run_id")] = table_text("3f9a1c07");
    row[table_column_index(t, "reps")] = table_count(3);
    row[table_column_index(t, "setting")] = table_text(setting);
    row[table_column_index(t, "end")] = table_text(end);
    row[table_column_index(t, "set_to")] = table_text(set_to);
    row[table_column_index(t, "promise")] = table_text(promise);
}

static void both(struct table *t, const char *setting, const char *low, const char *high)
{
    add(t, setting, "low", "2 min", low);
    add(t, setting, "high", "4 min", high);
}

static struct swings read(struct said *s, const struct table *t, enum verdict now)
{
    struct swings found;
    assert_true(swings_read(t, now, s->home, &found));
    return found;
}

static struct table new_table(struct said *s)
{
    struct table t;
    size_t n;
    const struct table_column *columns = swings_columns(&n);
    table_init(&t, s->home, "assumptions", columns, n);
    return t;
}

static void an_end_that_decides_otherwise_than_the_run_flips_the_verdict(void **state)
{
    struct said *s = *state;
    struct table t = new_table(s);
    both(&t, "a", "met", "missed");
    both(&t, "b", "met", "met");
    both(&t, "c", "met", "open");
    add(&t, "d", "", "", "");
    struct swings found = read(s, &t, VERDICT_MET);
    assert_int_equal(found.n, 4);
    assert_int_equal(found.replications, 3);
    assert_string_equal(found.run_id, "3f9a1c07");
    assert_int_equal(swings_kind(&found, "a"), SWING_FLIPS);
    assert_int_equal(swings_kind(&found, "b"), SWING_FIRM);
    assert_int_equal(swings_kind(&found, "c"), SWING_BLURS);
    assert_int_equal(swings_kind(&found, "d"), SWING_UNTRIED);
    assert_int_equal(swings_kind(&found, "e"), SWING_KINDS);
}

/* The sweep with its few replications may leave open what the run has decided, but not the other
 * way round: where the run is undecided, an end that decides is news. */
static void what_the_run_leaves_open_an_end_may_decide(void **state)
{
    struct said *s = *state;
    struct table t = new_table(s);
    both(&t, "a", "open", "missed");
    both(&t, "b", "open", "open");
    struct swings found = read(s, &t, VERDICT_OPEN);
    assert_int_equal(swings_kind(&found, "a"), SWING_FLIPS);
    assert_int_equal(swings_kind(&found, "b"), SWING_FIRM);
}

static void every_measure_of_an_end_counts_once(void **state)
{
    struct said *s = *state;
    struct table t = new_table(s);
    both(&t, "a", "met", "missed");
    both(&t, "a", "met", "missed");
    struct swings found = read(s, &t, VERDICT_MET);
    assert_int_equal(found.n, 1);
    assert_int_equal(found.count[SWING_FLIPS], 1);
}

static void a_mapping_has_what_concerns_most_of_its_values(void **state)
{
    struct said *s = *state;
    struct table t = new_table(s);
    both(&t, "service.cv", "met", "met");
    both(&t, "service.mean", "met", "missed");
    both(&t, "services", "met", "open");
    both(&t, "counters.patience.mean", "met", "missed");
    add(&t, "counters", "", "", "");
    struct swings found = read(s, &t, VERDICT_MET);
    assert_int_equal(swings_kind(&found, "service"), SWING_FLIPS);
    assert_int_equal(swings_kind(&found, "service.cv"), SWING_FIRM);
    assert_int_equal(swings_kind(&found, "counters"), SWING_UNTRIED);
    SAID_BOTH(s, swings_add_short(said_new(s), japanese, &found, "service"),
              "flips the verdict: 4 min × missed", "判定が変わる: 4 minで× 未達");
    SAID_BOTH(s, swings_add_short(said_new(s), japanese, &found, "service.cv"),
              "does not flip the verdict", "判定は変わらない");
    SAID_BOTH(s, swings_add_short(said_new(s), japanese, &found, "services"),
              "may flip the verdict: too few replications to tell",
              "判定が変わるか、この反復回数では不明");
    SAID_BOTH(s, swings_add_short(said_new(s), japanese, &found, "other"), "", "");
    SAID_BOTH(s, swings_add_short(said_new(s), japanese, NULL, "service"), "", "");
}

static void the_sentence_names_what_flips_and_counts_what_is_not_known(void **state)
{
    struct said *s = *state;
    struct table t = new_table(s);
    both(&t, "a", "missed", "missed");
    both(&t, "b", "met", "met");
    both(&t, "c", "open", "met");
    add(&t, "d", "", "", "");
    struct swings found = read(s, &t, VERDICT_MET);
    SAID_BOTH(s, swings_add(said_new(s), japanese, &found),
              "Over the whole the target is ○ met. Assumptions of which one alone, at an end of "
              "its range, changes that: 1 of 3 tried: a (2 min × missed, 4 min × missed). Whether "
              "it changes cannot be told with 3 replications for 1 of them: c. Without a range "
              "that can be tried, so not known: 1.",
              "全体の目標の判定は○ 達成。仮定を1つだけ幅の端に変えると判定が変わるのは、試した3件の"
              "うち1件です: a(2 minで× 未達、4 minで× 未達)。変わるかどうかが反復3回では分からない"
              "のは1件です: c。試せる幅の記載がなく分からないものが1件あります。");
}

static void where_nothing_flips_that_is_said_of_what_was_tried(void **state)
{
    struct said *s = *state;
    struct table t = new_table(s);
    both(&t, "b", "met", "met");
    struct swings found = read(s, &t, VERDICT_MET);
    SAID_BOTH(s, swings_add(said_new(s), japanese, &found),
              "Over the whole the target is ○ met. None of the 1 assumptions tried changes that to "
              "another verdict, one alone and within its range.",
              "全体の目標の判定は○ 達成。仮定を1つだけ幅の端に変えても、別の判定になるものは試した"
              "1件のうちにありません。");
}

static void nobody_has_looked_is_said_and_how_to_look(void **state)
{
    struct said *s = *state;
    static const struct tables_about about = {
        .scenario = "a.yaml", .settings = " --set booking.slot=20min", .seed = 7};
    SAID_BOTH(s, swings_add(said_new(s), japanese, NULL),
              "Were an assumed value different, so would be the results. Which of them could flip "
              "the verdict over the whole has not been looked into.",
              "仮定の値が違えば結果も変わります。どの仮定が違えば全体の目標の判定が変わるかは、まだ"
              "調べていません。");
    SAID_BOTH(s, swings_add_commands(said_new(s), japanese, &about),
              "madosim sweep a.yaml --assumptions --seed 7 --set booking.slot=20min -o "
              "assumptions.csv\nmadosim report FOLDER --assumptions assumptions.csv\n",
              "madosim sweep a.yaml --assumptions --seed 7 --set booking.slot=20min -o "
              "assumptions.csv\nmadosim report フォルダー --assumptions assumptions.csv\n");
}

static void more_than_five_names_are_cut_short(void **state)
{
    struct said *s = *state;
    static const char *const names[] = {"a", "b", "c", "d", "e", "f"};
    struct table t = new_table(s);
    for (size_t i = 0; i < COUNT_OF(names); i++)
        both(&t, names[i], "met", "open");
    struct swings found = read(s, &t, VERDICT_MET);
    swings_add(said_new(s), false, &found);
    assert_non_null(strstr(text_get(&s->text), "a; b; c; d; e and others."));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SAID_TEST(an_end_that_decides_otherwise_than_the_run_flips_the_verdict),
        SAID_TEST(what_the_run_leaves_open_an_end_may_decide),
        SAID_TEST(every_measure_of_an_end_counts_once),
        SAID_TEST(a_mapping_has_what_concerns_most_of_its_values),
        SAID_TEST(the_sentence_names_what_flips_and_counts_what_is_not_known),
        SAID_TEST(where_nothing_flips_that_is_said_of_what_was_tried),
        SAID_TEST(nobody_has_looked_is_said_and_how_to_look),
        SAID_TEST(more_than_five_names_are_cut_short),
    };
    return cmocka_run_group_tests_name("swings", tests, NULL, NULL);
}
