/* test_words.c - every error has a sentence in both languages, with the same arguments. */
#include "cli/words.h"

#include <stdlib.h>
#include <string.h>

#include "sim/base/text.h"
#include "tests/support/check.h"

/* clang-format off */
static const enum err_code all[] = {
    ERR_KEY_UNKNOWN, ERR_COLON_SPACE, ERR_KEY_TWICE, ERR_FULLWIDTH, ERR_FULLWIDTH_SPACE,
    ERR_NOT_UTF8, ERR_TAB, ERR_YAML, ERR_NAME_UNKNOWN, ERR_KEY_MISSING, ERR_KIND,
    ERR_UNIT_MISSING, ERR_UNIT_UNKNOWN, ERR_RANGE, ERR_CHOICE, ERR_SHARE_SUM, ERR_DATE, ERR_EMPTY,
    ERR_NOT_SERVED, ERR_ORDER, ERR_EXTENDS_CYCLE, ERR_TOO_DEEP, ERR_TOO_BIG, ERR_ALIAS,
    ERR_DOCUMENTS, ERR_COLUMN, ERR_CLOSED_PERIOD, ERR_NO_COUNTER, ERR_NO_DATA, ERR_PATH,
    ERR_OVERRIDE, ERR_ROW, ERR_ROW_TWICE, ERR_STREAM_NAME, ERR_UNCLOSED, ERR_INDENT,
    ERR_COLON_HERE, ERR_COMMENT_SPACE, ERR_CONTROL, ERR_CHARACTER, ERR_COLON_MISSING, ERR_ENDLESS,
    ERR_OVERLOAD, ERR_RESERVED, ERR_ARGUMENT, ERR_NOT_COUNTED, ERR_REGION, ERR_NO_EFFECT, ERR_NOMEM,
    ERR_OPEN, ERR_WRITE, ERR_CHILD, ERR_THREAD, ERR_LIMIT, ERR_CHECKPOINT, ERR_PERSONAL};
/* clang-format on */

/* A bit for each argument that message and help name. */
static unsigned arguments(enum err_code code, bool japanese)
{
    unsigned bits = 0;
    for (int part = 0; part < 2; part++) {
        const char *p = words_get(code, part == 0 ? WORDS_MESSAGE : WORDS_HELP, japanese);
        for (; (p = strchr(p, '{')) != NULL; p++)
            if (p[1] >= '0' && p[1] < '0' + ERR_ARGS)
                bits |= 1U << (p[1] - '0');
    }
    return bits;
}

static void every_code_has_a_message_and_a_help_in_both_languages(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        for (int ja = 0; ja < 2; ja++) {
            assert_true(strlen(words_get(all[i], WORDS_MESSAGE, ja)) > 0);
            assert_true(strlen(words_get(all[i], WORDS_HELP, ja)) > 0);
        }
        assert_int_equal(arguments(all[i], true), arguments(all[i], false));
    }
}

static void every_code_can_be_explained_by_an_example(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        struct words_example x = words_example_of(all[i]);
        for (int ja = 0; ja < 2; ja++) {
            assert_true(strlen(words_get(all[i], WORDS_TITLE, ja)) > 0);
            assert_true(strlen(words_get(all[i], WORDS_ABOUT, ja)) > 0);
        }
        assert_true(x.line == NULL || (x.mark != NULL && strstr(x.line, x.mark) != NULL));
        assert_true(x.right == NULL || strcmp(x.line, x.right) != 0);
    }
}

static void the_table_lists_every_code_once(void **state)
{
    size_t n = 0;
    (void)state;
    while (words_code(n) != ERR_NONE)
        n++;
    assert_int_equal(n, COUNT_OF(all));
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < i; k++)
            assert_int_not_equal(words_code(i), words_code(k));
}

/* What is explained fits a terminal. */
static void explanations_are_at_most_80_columns_wide(void **state)
{
    (void)state;
    for (size_t i = 0; i < 2 * COUNT_OF(all); i++) {
        const char *p = words_get(all[i / 2], WORDS_ABOUT, i % 2 != 0);
        for (int columns = 0; *p != '\0';) {
            uint32_t c = text_next(&p);
            columns = c == '\n' ? 0 : columns + text_width_of(c);
            assert_true(columns <= 80);
        }
    }
}

/* Choices in a template are not nested, and every one is closed. */
static void check_brackets(const char *template)
{
    int depth = 0;
    for (const char *p = template; *p != '\0'; p++) {
        depth += (*p == '[') - (*p == ']');
        assert_true(depth == 0 || depth == 1);
    }
    assert_int_equal(depth, 0);
}

/* A stop would look odd before the place; an ellipsis in quotes is none. */
static void check_end(const char *sentence)
{
    size_t n = strlen(sentence);
    assert_true(n >= 3);
    assert_true(sentence[n - 1] != '.' || strcmp(sentence + n - 3, "...") == 0);
    assert_string_not_equal(sentence + n - 3, "。");
}

static void sentences_have_no_full_stop_and_closed_brackets(void **state)
{
    (void)state;
    for (size_t i = 0; i < 4 * COUNT_OF(all); i++) {
        enum words_part part = i % 2 == 0 ? WORDS_MESSAGE : WORDS_HELP;
        const char *sentence = words_get(all[i / 4], part, i % 4 < 2);
        check_brackets(sentence);
        check_end(sentence);
    }
}

static void english_has_no_japanese_in_it_and_japanese_has(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        for (int part = WORDS_MESSAGE; part <= WORDS_ABOUT; part++)
            for (const char *en = words_get(all[i], (enum words_part)part, false); *en != '\0';
                 en++)
                assert_true((unsigned char)*en < 0x80);
        const char *ja = words_get(all[i], WORDS_MESSAGE, true);
        bool has_kana = false;
        for (; *ja != '\0'; ja++)
            has_kana = has_kana || (unsigned char)*ja == 0xE3;
        assert_true(has_kana);
    }
}

static void terms_are_said_in_the_language_of_the_reader(void **state)
{
    (void)state;
    assert_string_equal(words_term("ward", true), "区");
    assert_string_equal(words_term("ward", false), "ward");
    assert_string_equal(words_term("count", true), "整数");
    assert_string_equal(words_term("something else", true), "something else");
}

static void the_option_decides_before_the_environment(void **state)
{
    (void)state;
    unsetenv("LC_ALL");
    unsetenv("LC_MESSAGES");
    unsetenv("LANG");
    assert_false(words_japanese(NULL));
    assert_true(words_japanese("ja"));
    setenv("LANG", "ja_JP.UTF-8", 1);
    assert_true(words_japanese(NULL));
    assert_true(words_japanese(""));
    assert_false(words_japanese("en"));
    assert_false(words_japanese("jv_ID.UTF-8"));
    setenv("LC_MESSAGES", "C", 1);
    assert_false(words_japanese(NULL));
    setenv("LC_ALL", "ja_JP.UTF-8", 1);
    assert_true(words_japanese(NULL));
    setenv("LC_ALL", "", 1); /* empty counts as not set */
    assert_false(words_japanese(NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_code_has_a_message_and_a_help_in_both_languages),
        cmocka_unit_test(every_code_can_be_explained_by_an_example),
        cmocka_unit_test(the_table_lists_every_code_once),
        cmocka_unit_test(explanations_are_at_most_80_columns_wide),
        cmocka_unit_test(sentences_have_no_full_stop_and_closed_brackets),
        cmocka_unit_test(english_has_no_japanese_in_it_and_japanese_has),
        cmocka_unit_test(terms_are_said_in_the_language_of_the_reader),
        cmocka_unit_test(the_option_decides_before_the_environment),
    };
    return cmocka_run_group_tests_name("words", tests, NULL, NULL);
}
