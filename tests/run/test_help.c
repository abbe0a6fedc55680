/* test_help.c - the help of every command, in both languages: it fits a screen, its lines fit a
 * terminal, and what it shows as examples are command lines that the program reads.
 */
#include "cli/help.h"

#include <string.h>

#include "cli/cmd.h"
#include "cli/present/wrap.h"
#include "sim/base/arena.h"
#include "tests/support/check.h"

enum { WORDS_MAX = 32 };

static int set_up(void **state)
{
    *state = arena_new(0);
    return *state == NULL || setenv("LC_ALL", "en_US.UTF-8", 1) != 0;
}

static int tear_down(void **state)
{
    arena_free(*state);
    return 0;
}

/* The next line of *at, in out. false at the end. */
static bool next_line(const char **at, struct text *out, struct arena *home)
{
    size_t n = strcspn(*at, "\n");
    if (**at == '\0')
        return false;
    text_init(out, home);
    text_add_bytes(out, *at, n);
    *at += n + ((*at)[n] == '\n');
    return true;
}

static void check_fits(const struct cmd *command, bool japanese, struct arena *home)
{
    struct text help, line;
    int lines = 0;
    text_init(&help, home);
    help_print(command, japanese, &help);
    for (const char *at = text_get(&help); next_line(&at, &line, home); lines++) {
        const char *said = text_get(&line);
        if (text_width(said) > WRAP_COLUMNS || (line.length > 0 && said[line.length - 1] == ' '))
            fail_msg("madosim %s --help: '%s'", command->name, said);
        for (const char *c = said; !japanese && *c != '\0'; c++)
            assert_true(*c != '\t');
    }
    if (lines > HELP_LINES)
        fail_msg("madosim %s --help: %d lines", command->name, lines);
}

static void every_help_fits_a_screen_in_both_languages(void **state)
{
    for (size_t i = 0; cmd_at(i) != NULL; i++) {
        check_fits(cmd_at(i), false, *state);
        check_fits(cmd_at(i), true, *state);
    }
}

static void every_option_and_every_command_is_explained_in_both_languages(void **state)
{
    const struct cmd *command;
    (void)state;
    for (size_t k = 0; (command = cmd_at(k)) != NULL; k++) {
        assert_non_null(command->brief[0]);
        assert_non_null(command->brief[1]);
        for (size_t i = 0; options_of(command, i) != NULL; i++) {
            const char *english = help_option(command, i, false);
            const char *japanese = help_option(command, i, true);
            if (english == NULL || japanese == NULL)
                fail_msg("madosim %s %s", command->name, options_of(command, i)->name);
            for (const char *c = english; *c != '\0'; c++)
                if (*(const unsigned char *)c > 0x7f && strstr("±青葉", english) != NULL)
                    fail_msg("madosim %s: '%s'", command->name, english);
        }
    }
}

/* As a shell would: words, 'quoted' or not; a line that goes on; what stands behind >, | or # is
 * not for the program. The words behind "madosim NAME". */
static int split(char *line, char **argv)
{
    int argc = 0;
    char *at = line;
    while (*at != '\0' && *at != '#' && *at != '>' && *at != '|' && argc < WORDS_MAX) {
        const char *end = *at == '\'' ? "'" : " \n)";
        at += *at == '\'';
        argv[argc++] = at;
        at += strcspn(at, end);
        if (*at != '\0')
            *at++ = '\0';
        at += strspn(at, " \n\\");
    }
    return argc;
}

static void check_example(const struct cmd *command, char *line, struct arena *home)
{
    char *argv[WORDS_MAX] = {NULL}, *start = strstr(line, "madosim ");
    struct options o;
    struct text said;
    assert_non_null(start);
    int argc = split(start, argv);
    assert_true(argc >= 2);
    assert_string_equal(argv[1], command->name);
    text_init(&said, home);
    if (!options_read(command, argc - 2, argv + 2, &o, &said))
        fail_msg("example of madosim %s: %s", command->name, text_get(&said));
}

static void check_examples(const struct cmd *command, bool japanese, struct arena *home)
{
    const char *at = cmd_words(command->examples, japanese);
    struct text line, whole;
    int examples = 0;
    text_init(&whole, home);
    while (next_line(&at, &line, home)) {
        text_addf(&whole, "%s\n", text_get(&line));
        if (line.length > 0 && line.bytes[line.length - 1] == '\\')
            continue;
        check_example(command, whole.bytes, home);
        text_init(&whole, home);
        examples++;
    }
    assert_int_equal(whole.length, 0);
    assert_true(examples > 0);
}

static void every_command_has_examples_that_it_understands(void **state)
{
    for (size_t i = 0; cmd_at(i) != NULL; i++) {
        check_examples(cmd_at(i), false, *state);
        check_examples(cmd_at(i), true, *state);
    }
}

static void exits_are_told_in_rising_order_with_what_they_mean_here(void **state)
{
    const char *means;
    int code = -1, last = -1;
    (void)state;
    for (size_t i = 0; help_exit(&cmd_verify, i, false, &code, &means); i++) {
        assert_true(code > last);
        assert_non_null(means);
        if (code == 0)
            assert_string_equal(means, "all the same");
        if (code == 1)
            assert_string_equal(means, "failed");
        last = code;
    }
    assert_int_equal(last, 130);
}

static void check_first_line(const char *words, int columns, const char *first)
{
    const char *rest;
    assert_int_equal(wrap_line(words, columns, NULL, &rest), strlen(first));
    assert_memory_equal(words, first, strlen(first));
}

static void a_line_ends_where_japanese_may_be_parted(void **state)
{
    (void)state;
    check_first_line("結果のフォルダーです", 12, "結果の");
    check_first_line("あいった", 4, "あ");
    check_first_line("二つ、--places", 8, "二つ、");
    check_first_line("FILE は表", 5, "FILE");
}

static void lines_that_fit_stay_and_others_are_filled_anew(void **state)
{
    struct text out;
    text_init(&out, *state);
    wrap_fit("one two\nthree", 7, &out);
    assert_string_equal(text_get(&out), "one two\nthree");
    text_init(&out, *state);
    wrap_fit("one two\nthree four\n--five", 8, &out);
    assert_string_equal(text_get(&out), "one two\nthree\nfour\n--five");
    text_init(&out, *state);
    wrap_fit("窓口の\n数と人数 a\nb", 8, &out);
    assert_string_equal(text_get(&out), "窓口の数\nと人数 a\nb");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_help_fits_a_screen_in_both_languages, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(
            every_option_and_every_command_is_explained_in_both_languages, set_up, tear_down),
        cmocka_unit_test_setup_teardown(every_command_has_examples_that_it_understands, set_up,
                                        tear_down),
        cmocka_unit_test(exits_are_told_in_rising_order_with_what_they_mean_here),
        cmocka_unit_test(a_line_ends_where_japanese_may_be_parted),
        cmocka_unit_test_setup_teardown(lines_that_fit_stay_and_others_are_filled_anew, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
