/* test_month.c - the congestion calendar: what it says, and what it does not claim. */
#include "cli/present/month.h"
#include "cli/present/wrap.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cli/present/colour.h"
#include "cli/present/letters.h"
#include "sim/base/arena.h"
#include "tests/support/check.h"

static const struct month_about ABOUT[2] = {{.run_id = "3f9a1c07",
                                             .scenario = "trial",
                                             .title = "試験",
                                             .stamp = "20200630T234500Z",
                                             .level_min = {20, 40, 60},
                                             .replications = 200},
                                            {.run_id = "3f9a1c07",
                                             .scenario = "trial",
                                             .title = "試験",
                                             .stamp = "20200630T234500Z",
                                             .level_min = {20, 40, 60},
                                             .replications = 200,
                                             .japanese = true}};

static struct month_day level_day(enum level level, double wait, double probability, double away)
{
    return (struct month_day){.state = MONTH_LEVEL,
                              .level = level,
                              .open_from_s = 9 * 3600,
                              .open_to_s = 12 * 3600,
                              .wait_min = wait,
                              .probability = probability,
                              .turned_away = away,
                              .reason = ""};
}

/* July 2020 of 青葉: quiet but for the 25th (Saturday), the 27th and the 28th. */
static struct month sheet(bool japanese)
{
    struct month m = {.about = &ABOUT[japanese],
                      .code = "141178",
                      .site = "青葉",
                      .latin = "aoba",
                      .first = civil_from_date(2020, 7, 1),
                      .n_days = 31};
    for (int i = 0; i < 31; i++) {
        enum civil_weekday w = civil_weekday_of(m.first + i);
        m.days[i] = level_day(LEVEL_QUIET, 3, 1, 0);
        if (w == CIVIL_SUN || (w == CIVIL_SAT && i != 24))
            m.days[i] = (struct month_day){.state = MONTH_CLOSED,
                                           .turned_away = (double)NAN,
                                           .reason = w == CIVIL_SUN ? "日曜" : "土曜"};
    }
    m.days[22] = (struct month_day){.state = MONTH_CLOSED, .reason = "海の日"};
    m.days[24] = level_day(LEVEL_BUSY, 41, 0.95, 0);
    m.days[26] = level_day(LEVEL_PACKED, 66.2, 0.45, 24.6);
    m.days[27] = level_day(LEVEL_FAIR, 31, 0.85, 0);
    return m;
}

static const char *said(struct arena *home, void (*print)(const struct month *, struct text *),
                        bool japanese)
{
    struct month m = sheet(japanese);
    struct text out;
    text_init(&out, home);
    print(&m, &out);
    assert_false(out.failed);
    return text_get(&out);
}

static void assert_says(const char *all, const char *part)
{
    if (strstr(all, part) == NULL)
        fail_msg("not said: %s\nin:\n%s", part, all);
}

static void days_stand_under_their_level_with_all_that_is_known(void **state)
{
    (void)state;
    struct arena *home = arena_new(0);
    const char *ja = said(home, month_text, true), *en = said(home, month_text, false);
    assert_says(ja, "窓口混雑予想カレンダー 青葉区 令和2年(2020年)7月\n");
    assert_says(ja, "▲ 大変混雑(60分超)\n  27日(月) 約70分 確率45%※ 断る 約25人\n");
    assert_says(ja, "△ 混雑(40分超60分以内)\n  25日(土) 9時〜正午 約45分 確率95%\n");
    assert_says(ja, "○ やや混雑(20分超40分以内)\n  28日(火) 約35分 確率85%\n");
    assert_says(ja, "23日(木・海の日)");
    assert_says(en, "Congestion calendar: Aoba, July 2020\n");
    assert_says(en, "packed (over 60 min)\n  27 Mon, about 70 min, 45% likely*, turned away: about "
                    "25\n");
    assert_says(en, "busy (40-60 min)\n  25 Sat, 9:00-12:00, about 45 min, 95% likely\n");
    assert_says(en, "23 Thu (Marine Day)");
    arena_free(home);
}

static void a_level_that_is_not_sure_is_never_counted_as_sure(void **state)
{
    (void)state;
    struct arena *home = arena_new(0);
    assert_says(said(home, month_text, true), "大変混雑1日(うち確率8割以上は0日)");
    assert_says(said(home, month_html, true), "※はそれが8割に満たない日で");
    assert_says(said(home, month_html, true), "<td class=\"l4 u\">");
    assert_says(said(home, month_svg, true), "stroke-dasharray");
    assert_says(said(home, month_ics, true), "STATUS:TENTATIVE\r\n");
    assert_says(said(home, month_ics, true), "STATUS:CONFIRMED\r\n");
    arena_free(home);
}

static void one_replication_says_nothing_of_chances(void **state)
{
    (void)state;
    struct arena *home = arena_new(0);
    struct month_about about = ABOUT[true];
    struct month m = sheet(true);
    struct text out;
    about.replications = 1;
    m.about = &about;
    for (int i = 0; i < 31; i++)
        m.days[i].probability = (double)NAN;
    text_init(&out, home);
    month_text(&m, &out);
    assert_null(strstr(text_get(&out), "%"));
    assert_null(strstr(text_get(&out), "8割"));
    assert_says(text_get(&out), "段階がどれほど確かかは分かりません");
    arena_free(home);
}

static void no_line_of_the_text_is_wider_than_a_terminal(void **state)
{
    (void)state;
    struct arena *home = arena_new(0);
    for (int ja = 0; ja < 2; ja++) {
        const char *line = said(home, month_text, ja);
        while (*line != '\0') {
            char copy[512] = "";
            size_t n = strcspn(line, "\n");
            assert_true(n < sizeof copy);
            memcpy(copy, line, n);
            if (text_width(copy) > 80)
                fail_msg("too wide: %s", copy);
            line += n + (line[n] == '\n');
        }
    }
    arena_free(home);
}

static void lines_break_neither_before_a_stop_nor_behind_a_number(void **state)
{
    (void)state;
    const char *rest;
    assert_int_equal(wrap_line("反復20回。", 6, NULL, &rest), strlen("反"));
    assert_string_equal(rest, "復20回。");
    assert_int_equal(wrap_line("あい、う", 4, NULL, &rest), strlen("あ"));
    assert_int_equal(wrap_line("one two", 5, NULL, &rest), 3);
    assert_string_equal(rest, "two");
    assert_int_equal(wrap_line("one 5 % two", 6, NULL, &rest), 3);
    assert_string_equal(rest, "5 % two");
    assert_int_equal(wrap_line("one", 5, NULL, &rest), 3);
    assert_string_equal(rest, "");
}

static void lines_of_japanese_end_between_words_where_little_room_is_left(void **state)
{
    (void)state;
    const char *rest;
    assert_int_equal(wrap_line("日は、空きぎみ。", 9, NULL, &rest), strlen("日は、空"));
    assert_int_equal(wrap_line("日の見込み、空きぎみ。", 15, NULL, &rest), strlen("日の見込み、"));
    assert_string_equal(rest, "空きぎみ。");
    assert_int_equal(wrap_line("目安です。段階の区切り", 20, NULL, &rest),
                     strlen("目安です。段階の"));
    assert_int_equal(wrap_line("見込みです。そのうち", 15, NULL, &rest), strlen("見込みです。"));
}

static void only_the_two_crowded_levels_become_appointments(void **state)
{
    (void)state;
    struct arena *home = arena_new(0);
    const char *ics = said(home, month_ics, true);
    assert_says(ics, "UID:2020-07-25-141178-trial@madosim\r\n");
    assert_says(ics, "UID:2020-07-27-141178-trial@madosim\r\nDTSTAMP:20200630T234500Z\r\n"
                     "DTSTART;VALUE=DATE:20200727\r\nDTEND;VALUE=DATE:20200728\r\n"
                     "SUMMARY:青葉区の窓口: 大変混雑の見込み※\r\n");
    assert_null(strstr(ics, "UID:2020-07-28"));
    assert_null(strstr(ics, "UID:2020-07-01"));
    arena_free(home);
}

/* Every line ends with CR LF and has at most 75 octets, each of them whole characters; joined
 * again they are what was said. */
static void content_lines_are_folded_between_characters(void **state)
{
    (void)state;
    struct arena *home = arena_new(0);
    static const char value[] =
        "あ,い;う\\え\nおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめも"
        "👪らりるれろわをん";
    struct text out, joined;
    text_init(&out, home);
    text_init(&joined, home);
    month_ics_line("SUMMARY", value, true, &out);
    const char *at = text_get(&out);
    for (int n = 0; *at != '\0'; n++) {
        const char *end = strstr(at, "\r\n");
        assert_non_null(end);
        assert_true(end - at <= 75);
        assert_true(text_is_utf8(at, (size_t)(end - at), NULL));
        assert_true(n == 0 || *at == ' ');
        text_add_bytes(&joined, at + (n > 0), (size_t)(end - at) - (n > 0));
        at = end + 2;
    }
    assert_string_equal(text_get(&joined),
                        "SUMMARY:あ\\,い\\;う\\\\え\\nおかきくけこさしすせそたちつてとなにぬねのは"
                        "ひふへほまみむめも👪らりるれろわをん");
    arena_free(home);
}

static void a_line_of_75_octets_is_not_folded(void **state)
{
    (void)state;
    struct arena *home = arena_new(0);
    char value[80];
    struct text out;
    memset(value, 'x', sizeof value);
    value[73] = '\0';
    text_init(&out, home);
    month_ics_line("X", value, false, &out);
    assert_int_equal(out.length, 75 + 2);
    value[73] = 'x';
    value[74] = '\0';
    text_init(&out, home);
    month_ics_line("X", value, false, &out);
    assert_int_equal(out.length, 75 + 3 + 1 + 2);
    arena_free(home);
}

static void the_page_needs_nothing_from_outside_and_names_its_language(void **state)
{
    (void)state;
    struct arena *home = arena_new(0);
    const char *ja = said(home, month_html, true), *en = said(home, month_html, false);
    assert_says(ja, "<html lang=\"ja\">");
    assert_says(en, "<html lang=\"en\">");
    assert_says(en, "<p lang=\"ja\">試験</p>");
    assert_says(ja, "<th scope=\"col\"");
    assert_null(strstr(ja, "http:"));
    assert_null(strstr(ja, "https:"));
    assert_null(strstr(ja, "<script"));
    arena_free(home);
}

static void sunday_comes_first_and_every_day_has_its_cell(void **state)
{
    (void)state;
    struct arena *home = arena_new(0);
    const char *page = said(home, month_html, true);
    int cells = 0;
    assert_true(strstr(page, ">日</th>") < strstr(page, ">月</th>"));
    for (const char *p = page; (p = strstr(p, "<td")) != NULL; p++)
        cells++;
    assert_int_equal(cells, 35); /* 1 July 2020 was a Wednesday */
    arena_free(home);
}

static void the_table_has_a_row_a_day_and_no_level_for_days_without_data(void **state)
{
    (void)state;
    struct arena *home = arena_new(0);
    struct month m = sheet(true);
    struct table t;
    m.days[0] = (struct month_day){.state = MONTH_NO_DATA, .wait_min = (double)NAN, .reason = ""};
    m.days[1] = (struct month_day){.state = MONTH_OUTSIDE, .reason = ""};
    assert_true(month_table(&m, home, &t));
    assert_int_equal(t.n_rows, 30);
    assert_true(table_at(&t, 0, "level")->is_missing);
    assert_true(table_at(&t, 0, "wait_p90_min")->is_missing);
    assert_string_equal(table_at(&t, 23, "note")->text, "9時〜正午");
    assert_int_equal(table_at(&t, 25, "level")->count, LEVEL_PACKED);
    arena_free(home);
}

static void dates_can_be_read_on_every_level(void **state)
{
    (void)state;
    for (int level = 0; level < LEVEL_COUNT; level++) {
        const struct level_look *look = level_look(level);
        assert_true(colour_contrast(look->ink, look->fill) >= COLOUR_READABLE);
        assert_true(colour_contrast(colour_readable(COLOUR_SATURDAY, look->fill), look->fill) >=
                    COLOUR_READABLE);
    }
}

struct box {
    double left, right, top, bottom;
    char words[200];
};

/* The next words of a picture: a box as high as the letters. */
static const char *next_words(const char *at, struct box *b)
{
    double x, y, size;
    char anchor[8];
    at = strstr(at, "<text ");
    if (at == NULL)
        return NULL;
    assert_int_equal(sscanf(at, "<text x=\"%lf\" y=\"%lf\" text-anchor=\"%7[a-z]\" font-size=\"%lf",
                            &x, &y, anchor, &size),
                     4);
    const char *from = strchr(at, '>') + 1, *to = strstr(from, "</text>");
    (void)snprintf(b->words, sizeof b->words, "%.*s", (int)(to - from), from);
    for (char *quote; (quote = strstr(b->words, "&quot;")) != NULL;)
        memmove(quote, quote + 5, strlen(quote + 5) + 1); /* ; is narrower than any letter */
    double width = letters_width(b->words, size);
    b->left = x - (anchor[0] == 's' ? 0.0 : anchor[0] == 'm' ? width / 2.0 : width);
    b->right = b->left + width;
    b->top = y - 0.75 * size;
    b->bottom = y + 0.1 * size;
    return to;
}

static void assert_nothing_overlaps(const char *svg)
{
    static struct box boxes[400];
    double width, height;
    int n = 0;
    assert_int_equal(sscanf(strstr(svg, "viewBox"), "viewBox=\"0 0 %lf %lf", &width, &height), 2);
    for (const char *at = svg; n < 400 && (at = next_words(at, &boxes[n])) != NULL; n++) {
        const struct box *a = &boxes[n];
        if (a->left < 0.0 || a->right > width || a->bottom > height)
            fail_msg("leaves the sheet: %s", a->words);
        for (int i = 0; i < n; i++)
            if (a->left < boxes[i].right && boxes[i].left < a->right && a->top < boxes[i].bottom &&
                boxes[i].top < a->bottom)
                fail_msg("overlap: %s | %s", a->words, boxes[i].words);
    }
}

/* Every day packed, unsure, with thousands turned away and a special reason, at an office with a
 * name of 60 letters. */
static void words_of_the_picture_never_overlap(void **state)
{
    struct arena *home = arena_new(0);
    (void)state;
    for (int bits = 0; bits < 8; bits++) {
        struct month m = sheet(bits & 1);
        struct text out;
        for (int i = 0; i < 31 && bits & 2; i++) {
            m.days[i] = level_day(LEVEL_PACKED, 1142, 0.5, 19999);
            m.days[i].reason = "予約者のみ";
        }
        if (bits & 4) {
            m.site = bits & 1 ? "霧ケ峰高原南部臨海工業団地総合行政事務所第二分庁舎一階証明"
                              : "Kirigamine-Kogen-Nanbu-Rinkai Joint Administrative Office No.1";
            m.latin = NULL;
        }
        text_init(&out, home);
        month_svg(&m, &out);
        assert_nothing_overlaps(text_get(&out));
    }
    arena_free(home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_stand_under_their_level_with_all_that_is_known),
        cmocka_unit_test(a_level_that_is_not_sure_is_never_counted_as_sure),
        cmocka_unit_test(one_replication_says_nothing_of_chances),
        cmocka_unit_test(no_line_of_the_text_is_wider_than_a_terminal),
        cmocka_unit_test(lines_break_neither_before_a_stop_nor_behind_a_number),
        cmocka_unit_test(lines_of_japanese_end_between_words_where_little_room_is_left),
        cmocka_unit_test(only_the_two_crowded_levels_become_appointments),
        cmocka_unit_test(content_lines_are_folded_between_characters),
        cmocka_unit_test(a_line_of_75_octets_is_not_folded),
        cmocka_unit_test(the_page_needs_nothing_from_outside_and_names_its_language),
        cmocka_unit_test(sunday_comes_first_and_every_day_has_its_cell),
        cmocka_unit_test(the_table_has_a_row_a_day_and_no_level_for_days_without_data),
        cmocka_unit_test(dates_can_be_read_on_every_level),
        cmocka_unit_test(words_of_the_picture_never_overlap),
    };
    return cmocka_run_group_tests_name("present/month", tests, NULL, NULL);
}
