/* test_level.c - levels begin above their cut points, and every word can be read. */
#include "cli/present/level.h"

#include "cli/present/colour.h"
#include "tests/support/check.h"

static const double cut[3] = {20.0, 40.0, 60.0};

static void a_cut_point_belongs_to_the_lower_level(void **state)
{
    (void)state;
    assert_int_equal(level_of(0.0, cut), LEVEL_QUIET);
    assert_int_equal(level_of(20.0, cut), LEVEL_QUIET);
    assert_int_equal(level_of(nextafter(20.0, 21.0), cut), LEVEL_FAIR);
    assert_int_equal(level_of(40.0, cut), LEVEL_FAIR);
    assert_int_equal(level_of(40.1, cut), LEVEL_BUSY);
    assert_int_equal(level_of(60.0, cut), LEVEL_BUSY);
    assert_int_equal(level_of(60.1, cut), LEVEL_PACKED);
    assert_int_equal(level_of(1e6, cut), LEVEL_PACKED);
}

static void minutes_never_contradict_their_level(void **state)
{
    (void)state;
    static const double odd[3] = {18.0, 41.0, 60.0};
    assert_int_equal(level_minutes(LEVEL_QUIET, 0.0, cut), 0);
    assert_int_equal(level_minutes(LEVEL_QUIET, 20.0, cut), 20);
    assert_int_equal(level_minutes(LEVEL_FAIR, 20.0, cut),
                     25); /* was 20.04 before it was rounded */
    assert_int_equal(level_minutes(LEVEL_FAIR, 40.0, cut), 40);
    assert_int_equal(level_minutes(LEVEL_PACKED, 66.2, cut), 70);
    assert_int_equal(level_minutes(LEVEL_QUIET, 17.0, odd), 18); /* not 20: that is "fair" */
    assert_int_equal(level_minutes(LEVEL_FAIR, 18.1, odd), 20);
    assert_int_equal(level_minutes(LEVEL_FAIR, 40.5, odd), 41);
    assert_int_equal(level_minutes(LEVEL_BUSY, 41.5, odd), 45);
}

static void words_and_glyphs_are_those_of_the_bulletin(void **state)
{
    (void)state;
    static const char *const words[] = {"閉庁", "空きぎみ", "やや混雑", "混雑", "大変混雑"};
    static const char *const glyphs[] = {"休", "◎", "○", "△", "▲"};
    for (int i = 0; i < LEVEL_COUNT; i++) {
        assert_string_equal(level_look(i)->word, words[i]);
        assert_string_equal(level_look(i)->glyph, glyphs[i]);
        assert_string_equal(level_word(i, true), words[i]);
        assert_string_equal(level_glyph(i, true), glyphs[i]);
    }
}

static void english_words_have_the_same_glyphs_but_for_closed_days(void **state)
{
    (void)state;
    static const char *const words[] = {"closed", "quiet", "fair", "busy", "packed"};
    assert_string_equal(level_glyph(LEVEL_CLOSED, false), "–");
    for (int i = 0; i < LEVEL_COUNT; i++) {
        assert_string_equal(level_word(i, false), words[i]);
        if (i != LEVEL_CLOSED)
            assert_string_equal(level_glyph(i, false), level_glyph(i, true));
    }
}

static void ink_can_be_read_on_the_fill_of_its_level(void **state)
{
    (void)state;
    for (int i = 0; i < LEVEL_COUNT; i++)
        assert_true(colour_contrast(level_look(i)->ink, level_look(i)->fill) >= COLOUR_READABLE);
}

static void contrast_has_its_published_values(void **state)
{
    (void)state;
    check_near(colour_contrast(COLOUR_BLACK, COLOUR_WHITE), 21.0, 1e-9);
    check_near(colour_contrast(0x777777, 0x777777), 1.0, 1e-12);
    check_near(colour_contrast(0x767676, COLOUR_WHITE), 4.54, 0.005);
    check_near(colour_contrast(COLOUR_WHITE, 0x767676), 4.54, 0.005);
}

static void readable_keeps_a_colour_that_can_be_read_and_replaces_one_that_cannot(void **state)
{
    (void)state;
    assert_int_equal(colour_readable(COLOUR_SUNDAY, COLOUR_WHITE), COLOUR_SUNDAY);
    assert_int_equal(colour_readable(COLOUR_SUNDAY, 0xf7b267), COLOUR_INK);
    assert_int_equal(colour_readable(COLOUR_INK, 0xa63c1f), COLOUR_WHITE);
}

static void numbers_can_be_read_on_every_colour_of_the_heat_map(void **state)
{
    (void)state;
    for (int i = 0; i <= 1000; i++) {
        uint32_t fill = colour_of_wait(i / 1000.0);
        uint32_t ink = colour_readable(COLOUR_INK, fill);
        assert_true(colour_contrast(ink, fill) >= COLOUR_READABLE);
    }
}

static void the_heat_map_darkens_with_the_wait_and_stops_at_its_ends(void **state)
{
    (void)state;
    for (int i = 1; i <= 100; i++)
        assert_true(colour_contrast(colour_of_wait(i / 100.0), COLOUR_WHITE) >=
                    colour_contrast(colour_of_wait((i - 1) / 100.0), COLOUR_WHITE));
    assert_int_equal(colour_of_wait(-1.0), colour_of_wait(0.0));
    assert_int_equal(colour_of_wait(7.0), colour_of_wait(1.0));
    assert_int_equal(colour_of_wait(1.0), 0x08468b);
}

static void a_mixture_runs_from_one_colour_to_the_other(void **state)
{
    (void)state;
    assert_int_equal(colour_mix(0x102030, 0xa0b0c0, 0.0), 0x102030);
    assert_int_equal(colour_mix(0x102030, 0xa0b0c0, 1.0), 0xa0b0c0);
    assert_int_equal(colour_mix(0x000000, 0xffffff, 0.5), 0x808080);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cut_point_belongs_to_the_lower_level),
        cmocka_unit_test(words_and_glyphs_are_those_of_the_bulletin),
        cmocka_unit_test(english_words_have_the_same_glyphs_but_for_closed_days),
        cmocka_unit_test(ink_can_be_read_on_the_fill_of_its_level),
        cmocka_unit_test(contrast_has_its_published_values),
        cmocka_unit_test(readable_keeps_a_colour_that_can_be_read_and_replaces_one_that_cannot),
        cmocka_unit_test(numbers_can_be_read_on_every_colour_of_the_heat_map),
        cmocka_unit_test(the_heat_map_darkens_with_the_wait_and_stops_at_its_ends),
        cmocka_unit_test(a_mixture_runs_from_one_colour_to_the_other),
        cmocka_unit_test(minutes_never_contradict_their_level),
    };
    return cmocka_run_group_tests_name("level", tests, NULL, NULL);
}
