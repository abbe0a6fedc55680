/* figure_calendar.c - the congestion calendar of one ward and month, to be put on a wall. */
#include <math.h>
#include <string.h>

#include "cli/present/bilingual.h"
#include "cli/present/claims.h"
#include "cli/present/colour.h"
#include "cli/present/figure.h"
#include "cli/present/letters.h"
#include "cli/present/reason.h"
#include "cli/present/spell.h"

/* px */
enum {
    WIDTH = 720,
    SIDE = 16,
    ABOVE = 34, /* names of the weekdays */
    CELL_WIDTH = (WIDTH - 2 * SIDE) / 7,
    CELL_HEIGHT = 92,
    TURNED_LINE = 16, /* higher cells when somebody is turned away in the month */
    BELOW = 50,
    BESIDE = 66,            /* room beside the date */
    UNDER = CELL_WIDTH - 4, /* and across the cell  */
    DENSE_TURNED = 10000    /* people; from here on the cell has no room for 約 */
};

struct place {
    double x, y; /* top left corner of the cell, px */
    uint32_t ink;
};

struct month {
    civil_day first, after;
    int blank; /* cells before the 1st; Sunday comes first */
    int weeks;
    double cell_height;
    struct findings_month found;
};

/* Sunday 0 ... Saturday 6. */
static int column_of(civil_day day)
{
    return ((int)civil_weekday_of(day) + 1) % 7;
}

static struct month month_of(const struct figure_input *in)
{
    civil_day first = in->about->focus_month;
    struct month m = {.first = first, .after = civil_add_months(first, 1)};
    m.blank = column_of(first);
    m.weeks = (m.blank + (int)(m.after - first) + 6) / 7;
    m.found = findings_of_month(&in->tables->calendar, in->about->focus_site, first);
    m.cell_height =
        CELL_HEIGHT + (m.found.total_turned_away >= LEVEL_LEAST_TURNED_AWAY ? TURNED_LINE : 0);
    return m;
}

static bool is_row_of(const struct figure_input *in, const struct month *m, size_t row)
{
    const struct table *t = &in->tables->calendar;
    civil_day day = lookup_int(t, row, "date");
    return day >= m->first && day < m->after && lookup_is(t, row, "site", in->about->focus_site);
}

static uint32_t weekday_colour(civil_day day, uint32_t otherwise)
{
    enum civil_weekday w = civil_weekday_of(day);
    return w == CIVIL_SUN ? COLOUR_SUNDAY : w == CIVIL_SAT ? COLOUR_SATURDAY : otherwise;
}

/* The hours of an open Saturday or Sunday: 9時〜正午, or 8:45〜17:00 when that is shorter; in
 * English 9–12 h. */
static void hours(const struct table *t, size_t row, bool japanese, struct text *out)
{
    int32_t from = lookup_int(t, row, "open_from"), to = lookup_int(t, row, "open_to");
    bool is_short = from % 3600 == 0 && to % 3600 == 0;
    if (lookup_is_missing(t, row, "open_from"))
        return;
    if (is_short && japanese) {
        spell_clock(out, japanese, from);
        text_add(out, "〜");
        spell_clock(out, japanese, to);
    } else if (is_short) {
        text_addf(out, "%d–%d h", (int)(from / 3600), (int)(to / 3600));
    } else {
        spell_clock_digits(out, from);
        bilingual_add(out, japanese, "–", "〜");
        spell_clock_digits(out, to);
    }
}

/* Did the day reach its level in too few of the replications? */
static bool is_unsure(const struct figure_input *in, size_t row)
{
    const struct table *t = &in->tables->calendar;
    return in->about->replications > 1 && !lookup_is_missing(t, row, "level") &&
           lookup_int(t, row, "level") > LEVEL_QUIET &&
           lookup_number(t, row, "prob_level_or_worse") < LEVEL_SURE;
}

/* The holiday name of a closed day, what is special about an open one (such as 予約者のみ), the
 * hours of an open weekend. That the weekend is closed is no news. */
static void note_words(const struct table *t, size_t row, bool japanese, struct text *words)
{
    bool is_open = lookup_int(t, row, "level") != LEVEL_CLOSED;
    bool is_weekend = civil_weekday_of(lookup_int(t, row, "date")) >= CIVIL_SAT;
    const char *reason = lookup_text(t, row, "closed_reason");
    const char *shown = reason_word(japanese, reason);
    if (is_open && is_weekend && reason[0] == '\0')
        hours(t, row, japanese, words);
    else if (is_open)
        letters_shorten(words, shown, figure_font_px(FIGURE_SMALL), BESIDE);
    else if (!(is_weekend && strstr(reason, "曜") != NULL))
        letters_shorten(words, shown, figure_font_px(FIGURE_SMALL), UNDER);
}

/* Beside the date; a long name of a closed day goes under its word. */
static void note(const struct table *t, size_t row, struct figure_sheet *s, struct place p)
{
    bool is_open = lookup_int(t, row, "level") != LEVEL_CLOSED;
    struct text words;
    text_init(&words, s->gp.home);
    note_words(t, row, s->japanese, &words);
    if (words.length == 0 && !words.failed)
        return;
    if (is_open || letters_width(text_get(&words), figure_font_px(FIGURE_SMALL)) <= BESIDE)
        figure_say(s, p.x + CELL_WIDTH - 5.0, p.y + 14.0, FIGURE_RIGHT, FIGURE_SMALL, p.ink,
                   &words);
    else
        figure_say(s, p.x + CELL_WIDTH / 2.0, p.y + 81.0, FIGURE_CENTER, FIGURE_SMALL, p.ink,
                   &words);
}

/* The note says of whom, for a cell is narrow. */
static void add_turned_away(struct text *words, bool japanese, double people)
{
    if (japanese && people >= DENSE_TURNED) {
        text_add(words, "断る ");
        spell_number_of_people(words, japanese, floor(people + 0.5));
    } else if (japanese) {
        text_add(words, "断る ");
        spell_people(words, japanese, people);
    } else {
        text_add(words, people < 1.0 ? "away: <1" : "away: ");
        if (people >= 1.0)
            spell_count(words, floor(people + 0.5));
    }
}

static void add_minutes(struct text *words, bool japanese, int32_t minutes)
{
    if (minutes > SPELL_LONGEST_MIN)
        text_addf(words, japanese ? "%d時間超" : "over %d h", SPELL_LONGEST_MIN / 60);
    else if (minutes > 0)
        text_addf(words, japanese ? "約%d分" : "%d min", (int)minutes);
    else
        bilingual_add(words, japanese, "no waiting", "待ちなし");
}

/* Minutes and turned away of an open day, below its word. */
static void forecast(const struct figure_input *in, size_t row, struct figure_sheet *s,
                     struct place p)
{
    const struct table *t = &in->tables->calendar;
    double x = p.x + CELL_WIDTH / 2.0, p90 = lookup_number(t, row, "wait_p90_min");
    double turned_away = lookup_number(t, row, "turned_away");
    struct text words;
    text_init(&words, s->gp.home);
    if (!isnan(p90)) {
        add_minutes(
            &words, s->japanese,
            level_minutes((enum level)lookup_int(t, row, "level"), p90, in->about->level_min));
        figure_say(s, x, p.y + 81.0, FIGURE_CENTER, FIGURE_SMALL, p.ink, &words);
    }
    if (turned_away >= LEVEL_LEAST_TURNED_AWAY) {
        text_init(&words, s->gp.home);
        add_turned_away(&words, s->japanese, turned_away);
        figure_say(s, x, p.y + 97.0, FIGURE_CENTER, FIGURE_SMALL, p.ink, &words);
    }
}

static void draw_day(const struct figure_input *in, size_t row, struct figure_sheet *s,
                     struct place p)
{
    const struct table *t = &in->tables->calendar;
    static const struct level_look no_data = {.word = "データなし",
                                              .word_en = "no data",
                                              .glyph = SPELL_UNKNOWN,
                                              .glyph_en = SPELL_UNKNOWN,
                                              .fill = COLOUR_WHITE,
                                              .ink = COLOUR_MUTED};
    civil_day day = lookup_int(t, row, "date");
    bool has_level = !lookup_is_missing(t, row, "level");
    const struct level_look *look = has_level ? level_look(lookup_int(t, row, "level")) : &no_data;
    double x = p.x + CELL_WIDTH / 2.0;
    struct text number, word;
    p.ink = look->ink;
    text_init(&number, s->gp.home);
    text_addf(&number, "%d", (int)civil_to_date(day).day);
    figure_say(s, p.x + 7.0, p.y + 14.0, FIGURE_LEFT, FIGURE_TEXT,
               colour_readable(weekday_colour(day, look->ink), look->fill), &number);
    figure_label(s, x, p.y + 41.0, FIGURE_CENTER, FIGURE_BIG, look->ink,
                 s->japanese ? look->glyph : look->glyph_en);
    text_init(&word, s->gp.home);
    bilingual_add(&word, s->japanese, look->word_en, look->word);
    if (is_unsure(in, row))
        bilingual_add(&word, s->japanese, "*", "※");
    figure_say(s, x, p.y + 65.0, FIGURE_CENTER, FIGURE_SMALL, look->ink, &word);
    if (has_level)
        note(t, row, s, p);
    if (has_level && lookup_int(t, row, "level") != LEVEL_CLOSED)
        forecast(in, row, s, p);
}

/* All days: labels at once, the boxes of the cells as the data block. */
static void draw_days(const struct figure_input *in, struct figure_sheet *s, const struct month *m)
{
    const struct table *t = &in->tables->calendar;
    struct text boxes;
    text_init(&boxes, in->home);
    for (size_t row = 0; row < t->n_rows; row++) {
        if (!is_row_of(in, m, row))
            continue;
        civil_day day = lookup_int(t, row, "date");
        int week = (day - m->first + m->blank) / 7;
        struct place p = {SIDE + (double)CELL_WIDTH * column_of(day),
                          s->head + ABOVE + m->cell_height * week, 0};
        bool has_level = !lookup_is_missing(t, row, "level");
        uint32_t fill = has_level ? level_look(lookup_int(t, row, "level"))->fill : COLOUR_WHITE;
        text_addf(&boxes, "%.2f %.2f %.2f %.2f %.2f %.2f %u\n", p.x, p.y, p.x + 2.0,
                  p.x + CELL_WIDTH - 2.0, p.y + 2.0, p.y + m->cell_height - 2.0, (unsigned)fill);
        draw_day(in, row, s, p);
    }
    text_add(&s->gp, "$cells << EOD\n");
    figure_add(s, &boxes);
    text_add(&s->gp, "EOD\n");
}

/* ◎ 空きぎみ(20分以内) ○ やや混雑(40分以内) … : the cut points of this run. */
static void legend(const struct figure_input *in, struct figure_sheet *s)
{
    const double *cut = in->about->level_min;
    bool ja = s->japanese;
    struct text words;
    text_init(&words, in->home);
    for (int i = LEVEL_QUIET; i < LEVEL_COUNT; i++) {
        text_addf(&words, "%s %s", level_glyph(i, ja), level_word(i, ja));
        if (i < LEVEL_PACKED)
            text_addf(&words, ja ? "(%g分以内) " : " (within %g min)  ", cut[i - 1]);
        else
            text_addf(&words, ja ? "(%g分超) " : " (over %g min)  ", cut[2]);
    }
    text_addf(&words, "%s %s", level_glyph(LEVEL_CLOSED, ja), level_word(LEVEL_CLOSED, ja));
    figure_say(s, SIDE, s->height - 34.0, FIGURE_LEFT, FIGURE_SMALL, COLOUR_INK, &words);
    text_init(&words, in->home);
    text_addf(
        &words,
        ja ? "シミュレーションによる見込みで、実際とは異なることがあります。試算ID %s 反復%u回"
           : "Expected by simulation; what happens may differ. Run %s, replications: %u",
        in->about->run_id, (unsigned)in->about->replications);
    figure_say(s, SIDE, s->height - 15.0, FIGURE_LEFT, FIGURE_SMALL, COLOUR_MUTED, &words);
}

/* A level is that of all replications together: what it leaves out, below the title. */
static void describe_sureness(const struct figure_input *in, struct figure_sheet *s,
                              const struct month *m)
{
    bool has_unsure = false;
    for (size_t row = 0; row < in->tables->calendar.n_rows && !has_unsure; row++)
        has_unsure = is_row_of(in, m, row) && is_unsure(in, row);
    if (in->about->replications < 2)
        bilingual_add(&s->note, s->japanese, ". One replication: how sure a level is, is not known",
                      "。反復1回のため、段階の確かさは分かりません");
    else if (has_unsure)
        bilingual_add(&s->note, s->japanese,
                      ". * less than 80% sure to reach that level: it may well be quieter",
                      "。※はその段階以上になる確率が8割未満の日で、もっと空くこともあります");
}

static void describe(const struct figure_input *in, struct figure_sheet *s, const struct month *m)
{
    claims_month(&s->title, s->japanese, &m->found, in->found->focus, m->first);
    bool ja = s->japanese;
    bilingual_add(&s->note, ja, "Expected crowding at the counters, ", "窓口混雑予想カレンダー ");
    spell_site(&s->note, s->japanese, in->found->focus);
    bilingual_add(&s->note, ja, ", ", " ");
    spell_month(&s->note, s->japanese, m->first);
    bilingual_add(&s->note, ja, ". Minutes: nine of ten people are called within about so many",
                  "。時間は10人中9人がそれ以内に呼ばれる目安");
    if (m->found.total_turned_away >= LEVEL_LEAST_TURNED_AWAY) {
        bilingual_add(&s->note, ja,
                      "; away: people turned away (mean per day). Turned away in this month: ",
                      "、「断る」は受付できずに断る人数(1日平均)。この月に断る人は");
        spell_people(&s->note, s->japanese, m->found.total_turned_away);
    } else {
        bilingual_add(&s->note, ja, ". Hardly anybody is expected to be turned away in this month",
                      "。この月に断る人はほとんどいない見込み");
    }
    describe_sureness(in, s, m);
    bilingual_add(&s->alt, ja, "Expected crowding at the counters. ", "窓口混雑予想カレンダー。");
    text_add(&s->alt, text_get(&s->title));
    bilingual_add(&s->alt, ja, ". Days: ", "。内訳は");
    for (int i = LEVEL_PACKED; i >= LEVEL_CLOSED; i--) {
        text_addf(&s->alt, ja ? "%s%d日" : "%s %d", level_word(i, ja), m->found.days[i]);
        if (i > LEVEL_CLOSED)
            bilingual_add(&s->alt, ja, ", ", "、");
        else
            bilingual_add(&s->alt, ja, ".", "。");
    }
    if (m->found.days[LEVEL_PACKED] > 0 && in->about->replications > 1)
        text_addf(&s->alt,
                  ja ? "大変混雑のうち確率8割以上は%d日。"
                     : " Of the packed days with a probability of 80%% or more: %d.",
                  m->found.n_packed_sure);
}

bool figure_calendar_draw(const struct figure_input *in, struct figure_sheet *s)
{
    struct month m = month_of(in);
    if (m.found.n_rows == 0)
        return false;
    describe(in, s, &m);
    figure_begin(s, "calendar", WIDTH, ABOVE + m.weeks * m.cell_height + BELOW);
    figure_area_in_pixels(s);
    for (int i = 0; i < 7; i++) {
        civil_day day = m.first - m.blank + i; /* first Sunday on the sheet, then Monday ... */
        figure_label(s, SIDE + CELL_WIDTH * (i + 0.5), s->head + ABOVE - 14.0, FIGURE_CENTER,
                     FIGURE_TEXT, weekday_colour(day, COLOUR_INK),
                     spell_weekday(s->japanese, civil_weekday_of(day)));
    }
    draw_days(in, s, &m);
    legend(in, s);
    text_add(&s->gp, "set style fill solid 1 border lc rgb '#aab2bb'\n"
                     "plot $cells using 1:2:3:4:5:6:7 with boxxyerror lc rgb variable notitle\n");
    figure_end(s);
    return true;
}
