/* test_journeys.c - every step has words in both languages; a table and a text of a journey say
 * the same.
 */
#include "cli/present/journeys.h"

#include <string.h>

#include "cli/present/journey_words.h"
#include "tests/ward/fixture.h"

#define SECOND_US INT64_C(1000000)

static int64_t at(int64_t second)
{
    return sim_on_day(civil_from_date(2020, 7, 27), second).us;
}

static const char *say(struct small *w, struct journey_event event, bool japanese)
{
    struct text t;
    text_init(&t, w->home);
    journey_words_say(&event, japanese, &t);
    return text_get(&t);
}

static bool is_ascii(const char *s)
{
    while (*s != '\0' && (unsigned char)*s < 0x80)
        s++;
    return *s == '\0';
}

static void every_step_has_a_name_and_words_in_both_languages(void **state)
{
    struct small *w = *state;
    for (uint8_t step = 0; step < JOURNEY_STEPS; step++)
        for (int value = 0; value < 2; value++) {
            struct journey_event event = {.value = value * at(36000), .step = step};
            if (journey_words_value(&event) == JOURNEY_DAY)
                event.value = civil_from_date(2020, 7, 27);
            const char *en = say(w, event, false), *ja = say(w, event, true);
            assert_true(is_ascii(en) && strlen(en) > 5);
            assert_false(is_ascii(ja));
            assert_null(strstr(en, "{}"));
            assert_null(strstr(ja, "{}"));
        }
}

static void no_two_steps_have_one_name(void **state)
{
    (void)state;
    for (int a = 0; a < JOURNEY_STEPS; a++) {
        const char *name = journey_words_name((enum journey_step)a);
        assert_int_equal(strspn(name, "abcdefghijklmnopqrstuvwxyz_"), strlen(name));
        for (int b = 0; b < a; b++)
            assert_string_not_equal(name, journey_words_name((enum journey_step)b));
    }
}

static void values_are_said_as_people_say_them(void **state)
{
    const struct {
        enum journey_step step;
        int64_t value;
        const char *en, *ja;
    } cases[] = {
        {JOURNEY_CALLS, 2, "dials (call 2 of the day)", "電話をかける(この日2回目)"},
        {JOURNEY_CALLED, 59 * SECOND_US, "is called (waited 59 s)", "呼ばれる(待ち 59秒)"},
        {JOURNEY_CALLED, 60 * SECOND_US, "is called (waited 1 min 0 s)", "呼ばれる(待ち 1分0秒)"},
        {JOURNEY_CALLED, 4599999999, "is called (waited 76 min 39 s)",
         "呼ばれる(待ち 76分39秒)"}, /* cut, not rounded */
        {JOURNEY_BOOKS, at(31500), "books Mon 2020-07-27 08:45", "2020-07-27(月) 08:45 を予約する"},
        {JOURNEY_BOOKS, at(31530), "books Mon 2020-07-27 08:45:30",
         "2020-07-27(月) 08:45:30 を予約する"},
        {JOURNEY_COMES, 0, "comes (no appointment)", "来る(予約なし)"},
        {JOURNEY_COMES, at(31500), "comes (appointment Mon 2020-07-27 08:45)",
         "来る(予約 2020-07-27(月) 08:45)"},
        {JOURNEY_RETURNS, 18470, "will come again on Mon 2020-07-27",
         "2020-07-27(月) に出直すことにする"},
    };
    struct small *w = *state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct journey_event event = {.value = cases[i].value, .step = (uint8_t)cases[i].step};
        assert_string_equal(say(w, event, false), cases[i].en);
        assert_string_equal(say(w, event, true), cases[i].ja);
    }
}

static struct journey_event told(int64_t second, enum journey_step step, int64_t value)
{
    return (struct journey_event){.at_us = at(second) + 42,
                                  .value = value,
                                  .who = (uint32_t)civil_from_date(2020, 9, 30) << 16 | 3,
                                  .home = SMALL_NISHI,
                                  .site = SMALL_NISHI,
                                  .step = (uint8_t)step};
}

static void a_table_has_a_row_for_each_step_with_value_and_unit(void **state)
{
    struct small *w = *state;
    struct journey_event events[] = {
        told(36000, JOURNEY_BOOKS, at(60300)),
        told(36001, JOURNEY_CALLED, 742658151),
        told(36002, JOURNEY_CALLS, 3),
        told(36003, JOURNEY_RETRIES, civil_from_date(2020, 8, 1)),
        told(36004, JOURNEY_COMES, 0),
    };
    static const char *const values[][2] = {{"2020-07-27T16:45:00.000000+09:00", "appointment"},
                                            {"742.658151", "s"},
                                            {"3", "count"},
                                            {"2020-08-01", "date"},
                                            {"", ""}};
    const struct journal j = {.events = events, .n_events = COUNT_OF(events)};
    struct table t;
    events[4].site = SMALL_SAKAE;
    journeys_tabulate(&j, &w->d, w->home, &t);
    assert_false(t.failed);
    assert_int_equal(t.n_rows, COUNT_OF(events));
    assert_string_equal(table_at(&t, 0, "person")->text, "nishi-20200930-00003");
    assert_string_equal(table_at(&t, 0, "use")->text, "renewal");
    assert_string_equal(table_at(&t, 0, "at")->text, "2020-07-27T10:00:00.000042+09:00");
    assert_string_equal(table_at(&t, 0, "step")->text, "books");
    assert_string_equal(table_at(&t, 4, "ward")->text, "西");
    assert_string_equal(table_at(&t, 4, "site")->text, "栄");
    for (size_t i = 0; i < t.n_rows; i++) {
        assert_string_equal(table_at(&t, i, "value")->text, values[i][0]);
        assert_string_equal(table_at(&t, i, "unit")->text, values[i][1]);
    }
}

static void a_text_has_a_paragraph_for_each_person(void **state)
{
    struct small *w = *state;
    struct journey_event events[] = {
        told(0, JOURNEY_DELIVERED, 0),
        told(36000, JOURNEY_COMES, 0),
        told(36000, JOURNEY_COMES, 0),
    };
    const struct journal j = {.events = events, .n_events = COUNT_OF(events)};
    struct text t;
    text_init(&t, w->home);
    events[0].at_us -= 42;
    events[1].site = SMALL_SAKAE;
    events[2].address = events[2].use = USE_OTHER;
    journeys_print(&j, &w->d, false, &t);
    assert_string_equal(text_get(&t),
                        "\nnishi-20200930-00003  Nishi, renewal, certificate until Wed 2020-09-30\n"
                        "  Mon 2020-07-27           white envelope delivered\n"
                        "  Mon 2020-07-27 10:00:00  comes (no appointment) [Sakae]\n"
                        "\nnishi-other-20200930-00003  Nishi, other work\n"
                        "  Mon 2020-07-27 10:00:00  comes (no appointment)\n");
}

static void without_memory_the_table_says_so(void **state)
{
    struct small *w = *state;
    struct journey_event events[] = {told(36000, JOURNEY_CALLED, 1)};
    const struct journal j = {.events = events, .n_events = COUNT_OF(events)};
    struct table t;
    arena_fail_nth(w->home, 1);
    journeys_tabulate(&j, &w->d, w->home, &t);
    assert_true(t.failed);
    arena_fail_nth(w->home, 2);
    journeys_tabulate(&j, &w->d, w->home, &t);
    assert_true(t.failed);
    arena_fail_nth(w->home, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_SMALL(every_step_has_a_name_and_words_in_both_languages),
        IN_SMALL(no_two_steps_have_one_name),
        IN_SMALL(values_are_said_as_people_say_them),
        IN_SMALL(a_table_has_a_row_for_each_step_with_value_and_unit),
        IN_SMALL(a_text_has_a_paragraph_for_each_person),
        IN_SMALL(without_memory_the_table_says_so),
    };
    return cmocka_run_group_tests_name("journeys", tests, NULL, NULL);
}
