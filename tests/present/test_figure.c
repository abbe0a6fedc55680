/* test_figure.c - the sheet: text is safe, lines break well, steps are round. */
#include "cli/present/figure.h"

#include "cli/present/colour.h"
#include "tests/present/drawing.h"

/* The text of `set label n '...'`, up to the closing quote. */
static const char *label(const struct drawing *d, int n)
{
    static char words[512];
    char head[32];
    (void)snprintf(head, sizeof head, "set label %d '", n);
    const char *at = strstr(drawing_script(d), head);
    if (at == NULL)
        return NULL;
    at += strlen(head);
    size_t length = (size_t)(strstr(at, "' at screen") - at);
    assert_true(length < sizeof words);
    memcpy(words, at, length);
    words[length] = '\0';
    return words;
}

static void begin(struct drawing *d, const char *title, const char *note)
{
    figure_init(&d->sheet, true, d->home);
    text_add(&d->sheet.title, title);
    text_add(&d->sheet.note, note);
    figure_begin(&d->sheet, "trial", 400.0, 100.0);
}

static void a_script_starts_with_its_size_and_loads_the_theme(void **state)
{
    struct drawing *d = *state;
    begin(d, "題", "注");
    figure_end(&d->sheet);
    assert_true(drawing_has(d, "NAME = 'trial'; W = 400; H = "));
    assert_true(drawing_has(d, "load 'theme.gp'\n"));
    assert_non_null(strstr(figure_theme(), "set terminal svg noenhanced"));
    assert_non_null(strstr(figure_theme(), "set terminal pngcairo noenhanced"));
    assert_non_null(strstr(drawing_script(d), "unset output\n"));
}

static void pixels_count_from_the_top_left_corner(void **state)
{
    struct drawing *d = *state;
    begin(d, "題", "");
    figure_label(&d->sheet, 100.0, 0.0, FIGURE_RIGHT, FIGURE_NOTE, COLOUR_BLUE, "top");
    assert_true(drawing_has(d, "'top' at screen 0.25000, screen 1.00000 right font NOTE "
                               "textcolor rgb '#0072b2' front\n"));
}

static void words_cannot_leave_their_quotes(void **state)
{
    struct drawing *d = *state;
    begin(d, "it's `touch x`\n!touch y", "");
    assert_true(drawing_has(d, "'it''s `touch x`!touch y'"));
    assert_false(drawing_has(d, "\n!touch"));
}

static void long_titles_wrap_after_a_stop_and_make_room(void **state)
{
    struct drawing *d = *state;
    begin(d, "短い題", "");
    double one_line = d->sheet.head;
    begin(d, "最も混むのは七月の末の月曜日の朝。十人のうち九人が呼ばれる。", "");
    assert_string_equal(label(d, 1), "最も混むのは七月の末の月曜日の朝。");
    assert_string_equal(label(d, 2), "十人のうち九人が呼ばれる。");
    assert_null(label(d, 3));
    assert_true(d->sheet.head > one_line + 10.0);
}

static void a_line_break_splits_no_number_and_leaves_no_closing_mark_behind(void **state)
{
    struct drawing *d = *state;
    for (int fill = 12; fill < 24; fill++) {
        struct text title;
        text_init(&title, d->home);
        for (int i = 0; i < fill; i++)
            text_add(&title, "あ");
        text_add(&title, "12,345人)、次");
        begin(d, text_get(&title), "");
        const char *second = label(d, 2);
        if (second == NULL)
            continue;
        assert_int_not_equal(strncmp(second, "、", strlen("、")), 0);
        assert_int_not_equal(second[0], ')');
        assert_int_not_equal(second[0], ',');
        assert_true(second[0] < '2' || second[0] > '5');
    }
}

static void minute_steps_are_round_and_few(void **state)
{
    (void)state;
    assert_true(figure_minute_step(90.0, 6) == 15.0);
    assert_true(figure_minute_step(91.0, 6) == 20.0);
    assert_true(figure_minute_step(39.0, 6) == 10.0);
    assert_true(figure_minute_step(1e9, 6) == 960.0);
}

static void count_steps_leave_at_least_one_tic(void **state)
{
    (void)state;
    assert_true(figure_count_step(0.0) == 1.0);
    assert_true(figure_count_step(4.9) == 2.0);
    assert_true(figure_count_step(5.0) == 5.0);
    assert_true(figure_count_step(99.0) == 50.0);
    assert_true(figure_count_step(100.0) == 100.0);
    assert_true(figure_count_step((double)NAN) == 1.0);
}

static void tics_end_at_the_last_that_fits(void **state)
{
    struct drawing *d = *state;
    begin(d, "題", "");
    figure_minute_tics(&d->sheet, "y", 15.0, 45.0);
    assert_true(drawing_has(d, "set ytics ('0分' 0, '15分' 15, '30分' 30, '45分' 45)\n"));
}

static void long_waits_have_tics_in_hours_and_crowds_in_ten_thousands(void **state)
{
    struct drawing *d = *state;
    begin(d, "題", "");
    figure_minute_tics(&d->sheet, "y", 240.0, 1200.0);
    assert_true(drawing_has(d, "('0時間' 0, '4時間' 240, '8時間' 480, '12時間' 720, "
                               "'16時間' 960, '20時間' 1200) font SMALL\n"));
    figure_people_tics(&d->sheet, "y", 20000.0, 40000.0);
    assert_true(drawing_has(d, "('0万人' 0, '2万人' 20000, '4万人' 40000)\n"));
    figure_people_tics(&d->sheet, "y", 500.0, 1000.0);
    assert_true(drawing_has(d, "('0人' 0, '500人' 500, '1000人' 1000) font SMALL\n"));
}

static void every_figure_says_which_run_it_shows(void **state)
{
    struct drawing *d = *state;
    drawing_figure *const draws[] = {figure_ecdf_draw, figure_days_draw, figure_heat_draw,
                                     figure_calendar_draw};
    drawing_plan(d, (struct fixture_plan){.wait_factor = 1.0});
    for (size_t i = 0; i < COUNT_OF(draws); i++) {
        assert_true(drawing_draw(d, draws[i]));
        assert_true(drawing_has(d, "試算ID " FIXTURE_RUN));
        assert_true(drawing_has(d, "反復200回"));
    }
    drawing_plan(d, (struct fixture_plan){.wait_factor = 1.0, .one_replication = true});
    for (size_t i = 0; i < COUNT_OF(draws); i++) {
        assert_true(drawing_draw(d, draws[i]));
        assert_non_null(strstr(text_get(&d->sheet.note), "反復1回"));
    }
}

static const struct tables_name LONG_NAMES[] = {
    {"141003", "Kirigamine-Kogen-Nanbu-Rinkai Joint Administrative Office"},
    {"141178", "Kirigamine-Kogen-Nanbu-Rinkai Joint Administrative Office, Aoba"},
};

/* Extremes: nobody waits, waits beyond what is counted; one replication; crowds turned away;
 * names of 60 letters. */
static void no_words_overlap_or_leave_the_sheet(void **state)
{
    struct drawing *d = *state;
    static const double factors[] = {0.0, 1.0, 40.0};
    drawing_figure *const draws[] = {figure_ecdf_draw, figure_days_draw, figure_heat_draw,
                                     figure_calendar_draw};
    for (size_t i = 0; i < COUNT_OF(factors) * COUNT_OF(draws) * 8; i++) {
        size_t bits = i / (COUNT_OF(factors) * COUNT_OF(draws));
        struct fixture_plan plan = {.wait_factor = factors[i / COUNT_OF(draws) % COUNT_OF(factors)],
                                    .one_replication = bits & 1,
                                    .english_names = bits & 2 ? LONG_NAMES : NULL,
                                    .n_names = COUNT_OF(LONG_NAMES)};
        drawing_plan(d, plan);
        struct table *t = &d->tables.calendar;
        for (size_t row = 0; row < t->n_rows && bits & 4; row++)
            t->cells[row * t->n_columns + table_column_index(t, "turned_away")] =
                table_real(19999.0);
        if (drawing_draw(d, draws[i % COUNT_OF(draws)]))
            assert_string_equal(drawing_fault(d), "");
    }
}

static void a_text_without_memory_fails_the_script(void **state)
{
    struct drawing *d = *state;
    struct text words;
    begin(d, "題", "");
    text_init(&words, d->home);
    arena_fail_nth(d->home, 1);
    text_add(&words, "lost");
    figure_say(&d->sheet, 1.0, 1.0, FIGURE_LEFT, FIGURE_NOTE, COLOUR_INK, &words);
    assert_true(d->sheet.gp.failed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        DRAWING_TEST(a_script_starts_with_its_size_and_loads_the_theme),
        DRAWING_TEST(pixels_count_from_the_top_left_corner),
        DRAWING_TEST(words_cannot_leave_their_quotes),
        DRAWING_TEST(long_titles_wrap_after_a_stop_and_make_room),
        DRAWING_TEST(a_line_break_splits_no_number_and_leaves_no_closing_mark_behind),
        cmocka_unit_test(minute_steps_are_round_and_few),
        cmocka_unit_test(count_steps_leave_at_least_one_tic),
        DRAWING_TEST(tics_end_at_the_last_that_fits),
        DRAWING_TEST(long_waits_have_tics_in_hours_and_crowds_in_ten_thousands),
        DRAWING_TEST(every_figure_says_which_run_it_shows),
        DRAWING_TEST(no_words_overlap_or_leave_the_sheet),
        DRAWING_TEST(a_text_without_memory_fails_the_script),
    };
    return cmocka_run_group_tests_name("figure", tests, NULL, NULL);
}
