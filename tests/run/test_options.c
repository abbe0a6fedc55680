/* test_options.c - the command line means what its help says, and a word that means
 * nothing is refused by name.
 */
#include "cli/options.h"

#include <string.h>

#include "cli/cmd.h"
#include "sim/base/arena.h"
#include "sim/base/attr.h"
#include "tests/support/check.h"

struct line {
    struct arena *home;
    struct options o;
    struct text said;
};

static int set_up(void **state)
{
    static struct line l;
    l = (struct line){.home = arena_new(0)};
    *state = &l;
    return l.home == NULL || setenv("LC_ALL", "en_US.UTF-8", 1) != 0;
}

static int tear_down(void **state)
{
    arena_free(((struct line *)*state)->home);
    return 0;
}

enum { WORDS_MAX = 80 };

/* Reads words that are separated by one blank. */
static bool reads_as(struct line *l, const struct cmd *command, const char *words)
{
    char *argv[WORDS_MAX] = {NULL};
    int argc = 0;
    struct text t;
    text_init(&t, l->home);
    text_add(&t, words);
    for (char *p = t.bytes; p != NULL && *p != '\0' && argc < WORDS_MAX;) {
        argv[argc++] = p;
        p += strcspn(p, " ");
        if (*p == ' ')
            *p++ = '\0';
    }
    text_init(&l->said, l->home);
    return options_read(command, argc, argv, &l->o, &l->said);
}

static bool reads(struct line *l, const char *words)
{
    return reads_as(l, &cmd_run, words);
}

static void check_refused(struct line *l, const char *words, const char *said)
{
    assert_false(reads(l, words));
    assert_string_equal(text_get(&l->said), said);
}

static void a_file_alone_leaves_everything_to_the_scenario(void **state)
{
    struct line *l = *state;
    assert_true(reads(l, "office.yaml"));
    assert_string_equal(l->o.file, "office.yaml");
    assert_int_equal(l->o.n_words, 1);
    l->o.file = l->o.words[0] = NULL;
    l->o.n_words = 0;
    const struct options none = {.checkpoint_s = 60}; /* a long run is kept every minute */
    assert_memory_equal(&l->o, &none, sizeof none);
}

static void a_value_follows_as_a_word_behind_equals_or_behind_the_letter(void **state)
{
    static const char *const ways[] = {"f -r 12", "-r12 f", "f --replications 12",
                                       "--replications=12 f"};
    struct line *l = *state;
    for (size_t i = 0; i < COUNT_OF(ways); i++) {
        assert_true(reads(l, ways[i]));
        assert_int_equal(l->o.replications, 12);
        assert_string_equal(l->o.file, "f");
    }
    assert_true(reads(l, "f -j 3 -o out --lang en --progress json"));
    assert_int_equal(l->o.threads, 3);
    assert_string_equal(l->o.folder, "out");
    assert_string_equal(l->o.lang, "en");
    assert_string_equal(l->o.progress, "json");
}

static void every_flag_sets_its_own_member(void **state)
{
    struct line *l = *state;
    const struct {
        const char *words;
        size_t offset;
    } flags[] = {
        {"f --json", offsetof(struct options, json)},
        {"f --quiet", offsetof(struct options, quiet)},
        {"f -q", offsetof(struct options, quiet)},
        {"f --no-color", offsetof(struct options, no_color)},
        {"f --no-figures", offsetof(struct options, no_figures)},
        {"f --customers", offsetof(struct options, customers)},
        {"f --strict-output", offsetof(struct options, strict_output)},
        {"f --fail-on-target", offsetof(struct options, fail_on_target)},
        {"--help", offsetof(struct options, help)},
        {"-h", offsetof(struct options, help)},
    };
    for (size_t i = 0; i < COUNT_OF(flags); i++) {
        assert_true(reads(l, flags[i].words));
        const struct options *o = &l->o;
        assert_true(*((const bool *)(const void *)((const char *)o + flags[i].offset)));
        int set = o->json + o->quiet + o->no_color + o->no_figures + o->customers +
                  o->strict_output + o->fail_on_target + o->help;
        assert_int_equal(set, 1);
    }
}

static void a_seed_of_zero_is_a_seed(void **state)
{
    struct line *l = *state;
    assert_true(reads(l, "f --seed 0"));
    assert_true(l->o.has_seed);
    assert_int_equal(l->o.seed, 0);
    assert_true(reads(l, "f --seed=9223372036854775807"));
    assert_true(l->o.seed == INT64_MAX);
    assert_true(reads(l, "f"));
    assert_false(l->o.has_seed);
}

static void settings_are_kept_in_order_with_all_their_equals(void **state)
{
    struct line *l = *state;
    assert_true(reads(l, "--set a=1 f --set b=x=y --set=c=3"));
    assert_int_equal(l->o.n_set, 3);
    assert_string_equal(l->o.set[0], "a=1");
    assert_string_equal(l->o.set[1], "b=x=y");
    assert_string_equal(l->o.set[2], "c=3");
}

static void a_65th_setting_is_refused(void **state)
{
    struct line *l = *state;
    struct text many;
    text_init(&many, l->home);
    text_add(&many, "f");
    for (int i = 0; i < OPTIONS_SETS_MAX; i++)
        text_addf(&many, " --set=a%d=1", i);
    assert_true(reads(l, text_get(&many)));
    assert_int_equal(l->o.n_set, OPTIONS_SETS_MAX);
    text_add(&many, " --set=b=1");
    check_refused(l, text_get(&many), "--set can be given 64 times at most");
}

static void numbers_are_whole_half_width_and_within_their_range(void **state)
{
    static const char *const bad[] = {"0",       "-1", "+1",   "1.5", "1e3",
                                      "1000001", "x",  "１０", "0x10"};
    struct line *l = *state;
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        struct text words, said;
        text_init(&words, l->home);
        text_init(&said, l->home);
        text_addf(&words, "f --jobs=%s", bad[i]);
        text_addf(&said, "option '--jobs': '%s' is not a whole number from 1 to 1000000", bad[i]);
        check_refused(l, text_get(&words), text_get(&said));
    }
    assert_true(reads(l, "f -r 1000000"));
    check_refused(l, "f --seed 9223372036854775808",
                  "option '--seed': '9223372036854775808' is not a whole number from 0 to "
                  "9223372036854775807");
    check_refused(l, "f --seed 99999999999999999999999",
                  "option '--seed': '99999999999999999999999' is not a whole number from 0 to "
                  "9223372036854775807");
}

static void a_choice_is_one_of_those_offered(void **state)
{
    struct line *l = *state;
    check_refused(l, "f --progress fast",
                  "option '--progress': 'fast' is not one of: auto, plain, json, none");
    check_refused(l, "f --lang=fr", "option '--lang': 'fr' is not one of: ja, en");
}

static void an_option_that_is_none_is_refused_as_written(void **state)
{
    static const char *const bad[] = {"--re=3", "-x", "-qr", "--"};
    struct line *l = *state;
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        struct text words, said;
        text_init(&words, l->home);
        text_init(&said, l->home);
        text_addf(&words, "f %s", bad[i]);
        text_addf(&said, "unknown option '%s'", bad[i]);
        check_refused(l, text_get(&words), text_get(&said));
    }
}

static void the_option_that_was_meant_is_named(void **state)
{
    struct line *l = *state;
    check_refused(l, "f --replication",
                  "unknown option '--replication'; did you mean: --replications");
    check_refused(l, "f --json=1", "unknown option '--json=1'; did you mean: --json");
    check_refused(l, "f --reps", "unknown option '--reps'; did you mean: --replications");
    check_refused(l, "f --progres=plain",
                  "unknown option '--progres=plain'; did you mean: --progress");
    check_refused(l, "f --lang jp",
                  "option '--lang': 'jp' is not one of: ja, en; did you mean: ja");
    check_refused(l, "f –quiet",
                  "'–quiet' does not begin with '-'; type the minus sign of the keyboard");
}

static void an_option_without_its_value_shows_an_example(void **state)
{
    struct line *l = *state;
    check_refused(l, "f -r", "option '--replications' needs a value, for example: -r 100");
    check_refused(l,
                  "f --output=", "option '--output' needs a value, for example: -o results/trial");
    /* the next word is an option of its own, not a folder of that name */
    check_refused(l, "f -o --json",
                  "option '--output' needs a value, for example: -o results/trial");
    assert_true(reads(l, "f -o -out"));
    assert_string_equal(l->o.folder, "-out");
}

static void one_file_is_needed_and_only_one(void **state)
{
    struct line *l = *state;
    check_refused(l, "-r 3",
                  "which scenario? for example: madosim run scenarios/yokohama-fy2020.yaml");
    check_refused(l, "a b", "one scenario at a time: 'b' is too many");
    assert_true(reads(l, "-"));
    assert_string_equal(l->o.file, "-");
}

static void the_refusal_is_in_the_language_chosen_before_it(void **state)
{
    struct line *l = *state;
    check_refused(
        l, "--lang ja -r 0 f",
        "--replications に「0」は使えません。1 から 1000000 までの整数を半角で書いてください");
}

/* Of a results folder: which ward, month and forms, and which files. */
static void calendar_and_export_want_a_results_folder(void **state)
{
    struct line *l = *state;
    assert_true(
        reads_as(l, &cmd_calendar, "out --ward aoba --month all --format=html,ics -o sheets -q"));
    assert_string_equal(l->o.file, "out");
    assert_string_equal(l->o.ward, "aoba");
    assert_string_equal(l->o.month, "all");
    assert_string_equal(l->o.format, "html,ics");
    assert_string_equal(l->o.target, "sheets");
    assert_true(reads_as(l, &cmd_export, "out --cp932"));
    assert_true(l->o.cp932);
    assert_false(l->o.excel);
    assert_false(reads_as(l, &cmd_export, "out --ward aoba"));
    assert_false(reads_as(l, &cmd_export, "--excel"));
    assert_non_null(strstr(text_get(&l->said), "results folder"));
}

#define ON_LINE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

/* The words after `madosim trace`. */
static bool traces(struct line *l, const char *words)
{
    return reads_as(l, &cmd_trace, words);
}

static void a_trace_wants_a_ward_and_a_day_or_a_person(void **state)
{
    struct line *l = *state;
    assert_true(traces(l, "a.yaml --ward aoba --date 2020-07-27"));
    assert_string_equal(l->o.ward, "aoba");
    assert_string_equal(l->o.date, "2020-07-27");
    assert_int_equal(l->o.replication, 0);
    assert_true(traces(l, "a.yaml --person aoba-20200724-00013"));
    assert_string_equal(l->o.person, "aoba-20200724-00013");
    assert_true(traces(l, "--help"));
    assert_false(traces(l, "a.yaml --ward aoba"));
    assert_false(traces(l, "a.yaml --date 2020-07-27"));
    assert_false(traces(l, "a.yaml"));
    assert_false(traces(l, "--ward aoba --date 2020-07-27"));
}

static void a_trace_counts_replications_from_0_and_writes_to_a_file(void **state)
{
    struct line *l = *state;
    assert_true(traces(l, "a.yaml --person p --replication 0 -o x.csv --format csv --seed 3"));
    assert_int_equal(l->o.replication, 0);
    assert_string_equal(l->o.target, "x.csv");
    assert_string_equal(l->o.format, "csv");
    assert_null(l->o.folder);
    assert_int_equal(l->o.seed, 3);
    assert_true(traces(l, "a.yaml --person p --replication 29"));
    assert_int_equal(l->o.replication, 29);
    assert_false(traces(l, "a.yaml --person p --replication -1"));
    assert_false(traces(l, "a.yaml --person p --replication 1000001"));
    assert_false(traces(l, "a.yaml --person p --format json"));
    assert_false(traces(l, "a.yaml --person p -r 3"));
    assert_false(reads(l, "a.yaml --ward aoba"));
}

static void commands_of_words_take_as_many_as_they_can_use(void **state)
{
    struct line *l = *state;
    assert_true(reads_as(l, &cmd_validate, "a.yaml b.yaml --strict"));
    assert_int_equal(l->o.n_words, 2);
    assert_string_equal(l->o.words[1], "b.yaml");
    assert_true(l->o.strict);
    assert_false(reads_as(l, &cmd_validate, "--strict"));
    assert_false(reads_as(l, &cmd_diff, "a.yaml"));
    assert_true(reads_as(l, &cmd_diff, "a.yaml b.yaml -o c.html"));
    assert_string_equal(l->o.target, "c.html");
    assert_false(reads_as(l, &cmd_diff, "a.yaml b.yaml c.yaml"));
    assert_true(reads_as(l, &cmd_explain, ""));
    assert_false(reads_as(l, &cmd_schema, "x"));
    assert_true(reads_as(l, &cmd_show, "a.yaml --origin"));
    assert_string_equal(l->o.file, "a.yaml");
}

static void every_option_of_every_command_has_what_its_kind_needs(void **state)
{
    const struct cmd *command;
    const struct options_row *row;
    (void)state;
    for (size_t k = 0; (command = cmd_at(k)) != NULL; k++) {
        size_t n = 0;
        for (; (row = options_of(command, n)) != NULL; n++) {
            assert_int_equal(row->kind == OPTIONS_FLAG, row->example == NULL);
            assert_int_equal(row->kind == OPTIONS_FLAG, row->value[0] == NULL);
            assert_int_equal(row->kind == OPTIONS_CHOICE, row->choices != NULL);
            for (size_t i = 0; i < n; i++)
                assert_string_not_equal(options_of(command, i)->name, row->name);
        }
        assert_string_equal(options_of(command, n - 1)->name, "--help");
        assert_ptr_equal(cmd_named(command->name), command);
    }
    assert_null(cmd_named("help"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_LINE(a_file_alone_leaves_everything_to_the_scenario),
        ON_LINE(a_value_follows_as_a_word_behind_equals_or_behind_the_letter),
        ON_LINE(every_flag_sets_its_own_member),
        ON_LINE(a_seed_of_zero_is_a_seed),
        ON_LINE(settings_are_kept_in_order_with_all_their_equals),
        ON_LINE(a_65th_setting_is_refused),
        ON_LINE(numbers_are_whole_half_width_and_within_their_range),
        ON_LINE(a_choice_is_one_of_those_offered),
        ON_LINE(an_option_that_is_none_is_refused_as_written),
        ON_LINE(the_option_that_was_meant_is_named),
        ON_LINE(an_option_without_its_value_shows_an_example),
        ON_LINE(one_file_is_needed_and_only_one),
        ON_LINE(the_refusal_is_in_the_language_chosen_before_it),
        ON_LINE(a_trace_wants_a_ward_and_a_day_or_a_person),
        ON_LINE(a_trace_counts_replications_from_0_and_writes_to_a_file),
        ON_LINE(commands_of_words_take_as_many_as_they_can_use),
        cmocka_unit_test(every_option_of_every_command_has_what_its_kind_needs),
        ON_LINE(calendar_and_export_want_a_results_folder),
    };
    return cmocka_run_group_tests_name("options", tests, NULL, NULL);
}
