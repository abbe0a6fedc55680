/* test_phrase.c - every sentence exists in both languages and says the same things. */
#include "cli/phrase.h"

#include <string.h>

#include "sim/base/arena.h"
#include "tests/support/check.h"
#include "tests/support/dies.h"

static int set_up(void **state)
{
    *state = arena_new(0);
    return *state == NULL;
}

static int tear_down(void **state)
{
    arena_free(*state);
    return 0;
}

static const char *say(struct arena *home, enum phrase p, bool japanese)
{
    struct text t;
    text_init(&t, home);
    phrase_add(&t, p, japanese, "<0>", "<1>", "<2>", "<3>");
    assert_false(t.failed);
    return text_get(&t);
}

static bool is_ascii(const char *s)
{
    for (; *s != '\0'; s++)
        if ((unsigned char)*s >= 0x80)
            return false;
    return true;
}

static void every_phrase_is_said_in_both_languages(void **state)
{
    for (int p = 0; p < PHRASE_COUNT; p++) {
        const char *en = say(*state, (enum phrase)p, false);
        const char *ja = say(*state, (enum phrase)p, true);
        assert_true(is_ascii(en));
        assert_true(strlen(en) > 5);
        assert_false(is_ascii(ja));
        assert_true(text_is_utf8(ja, strlen(ja), &(size_t){0}));
    }
}

static void both_languages_use_the_same_arguments(void **state)
{
    static const char *const marks[] = {"<0>", "<1>", "<2>", "<3>"};
    for (int p = 0; p < PHRASE_COUNT; p++)
        for (int i = 0; i < 4; i++) {
            bool en = strstr(say(*state, (enum phrase)p, false), marks[i]) != NULL;
            bool ja = strstr(say(*state, (enum phrase)p, true), marks[i]) != NULL;
            assert_int_equal(en, ja);
        }
}

static void no_place_of_an_argument_is_left_over(void **state)
{
    for (int p = 0; p < 2 * PHRASE_COUNT; p++)
        assert_null(strpbrk(say(*state, (enum phrase)(p / 2), p % 2 == 1), "{}"));
}

static void an_argument_is_never_read_as_a_template(void **state)
{
    struct text t;
    text_init(&t, *state);
    phrase_add(&t, PHRASE_REPORT, false, "{0}{1}/report.html");
    assert_string_equal(text_get(&t), "report: {0}{1}/report.html");
}

static void a_phrase_is_appended(void **state)
{
    struct text t;
    text_init(&t, *state);
    text_add(&t, "madosim: ");
    phrase_add(&t, PHRASE_REPORT, true, "out");
    assert_string_equal(text_get(&t), "madosim: 報告書: out");
}

static void say_too_little(void)
{
    struct arena *home = arena_new(0);
    struct text t;
    text_init(&t, home);
    phrase_add(&t, PHRASE_BAD_CHOICE, true, "--lang", "fr");
    arena_free(home);
}

static void an_argument_too_few_is_a_bug(void **state)
{
    (void)state;
    assert_true(dies(say_too_little));
}

#define IN_ARENA(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_ARENA(every_phrase_is_said_in_both_languages),
        IN_ARENA(both_languages_use_the_same_arguments),
        IN_ARENA(no_place_of_an_argument_is_left_over),
        IN_ARENA(an_argument_is_never_read_as_a_template),
        IN_ARENA(a_phrase_is_appended),
        IN_ARENA(an_argument_too_few_is_a_bug),
    };
    return cmocka_run_group_tests_name("phrase", tests, NULL, NULL);
}
