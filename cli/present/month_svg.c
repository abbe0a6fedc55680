/* The calendar as a picture, written here: it needs no gnuplot and is the same with any font. */
#include <string.h>

#include "cli/present/colour.h"
#include "cli/present/month.h"
#include "cli/present/wrap.h"

/* px */
enum {
    WIDTH = 840,
    SIDE = 16,
    ABOVE = 104, /* title, summary, names of the weekdays */
    CELL_WIDTH = (WIDTH - 2 * SIDE) / 7,
    CELL_HEIGHT = 130, /* with three lines below the word and one more above the glyph */
    GAP = 4,
    LINE = 19,
    COLUMNS = 122, /* of a remark, in half-width characters */
    LINES_MAX = 12,
    BESIDE = 13, /* half-width columns beside the date */
    NOTE_LINE = 12
};

struct words {
    double x, y;
    const char *anchor; /* start, middle, end */
    int size;
    bool is_bold;
    uint32_t ink;
};

static void say(const struct words *w, const char *s, struct text *out)
{
    if (*s == '\0')
        return;
    text_addf(out, "<text x=\"%g\" y=\"%g\" text-anchor=\"%s\" font-size=\"%d\"%s fill=\"#%06x\">",
              w->x, w->y, w->anchor, w->size, w->is_bold ? " font-weight=\"700\"" : "",
              (unsigned)w->ink);
    text_add_html(out, s);
    text_add(out, "</text>\n");
}

static uint32_t colour_of_day(civil_day day, uint32_t otherwise)
{
    enum civil_weekday w = civil_weekday_of(day);
    return w == CIVIL_SUN ? COLOUR_SUNDAY : w == CIVIL_SAT ? COLOUR_SATURDAY : otherwise;
}

/* ---- lines below ---- */

struct lines {
    struct text line[LINES_MAX];
    int n;
};

static void collect_remarks(const struct month *m, struct arena *home, struct lines *to)
{
    for (int nth = 0;; nth++) {
        struct text remark;
        text_init(&remark, home);
        if (!month_add_remark(m, nth, &remark))
            break;
        const char *line = text_get(&remark), *rest;
        for (; *line != '\0' && to->n < LINES_MAX; line = rest) {
            struct text *cut = &to->line[to->n++];
            text_init(cut, home);
            text_add_bytes(cut, line, wrap_line(line, COLUMNS, &rest));
        }
    }
}

/* ---- cells ---- */

static void say_level(const struct month *m, const struct month_day *d, double x, double y,
                      struct text *out)
{
    typedef void adder(const struct month *, const struct month_day *, struct text *);
    static adder *const adders[] = {month_add_wait, month_add_probability, month_add_turned_away};
    bool is_known = d->state != MONTH_NO_DATA;
    const struct level_look *look = level_look((int)d->level);
    struct words w = {x, y + 44, "middle", 22, false, look->ink};
    double below = y + 78;
    say(&w, is_known ? month_glyph(m, d->level) : "―", out);
    w.y = y + 63;
    w.size = 13;
    w.is_bold = true;
    say(&w,
        is_known             ? month_word(m, d->level)
        : m->about->japanese ? "データなし"
                             : "no data",
        out);
    w.is_bold = false;
    w.size = 11;
    for (size_t k = 0; k < COUNT_OF(adders) && d->state == MONTH_LEVEL; k++) {
        struct text part;
        text_init(&part, out->home);
        adders[k](m, d, &part);
        w.y = below;
        say(&w, text_get(&part), out);
        below += part.length > 0 ? 13 : 0;
    }
}

/* Beside the date, what does not fit below it. Returns how far that pushes the rest down. */
static double say_note(const struct month *m, int i, double x, double y, uint32_t ink,
                       struct text *out)
{
    struct text note;
    text_init(&note, out->home);
    month_add_note(m, i, &note);
    const char *line = text_get(&note), *rest;
    struct words w = {x + CELL_WIDTH - GAP - 6, y + 17, "end", 11, false, ink};
    for (; *line != '\0'; line = rest) {
        struct text part;
        text_init(&part, out->home);
        text_add_bytes(&part, line, wrap_line(line, BESIDE, &rest));
        say(&w, text_get(&part), out);
        w.y += NOTE_LINE;
    }
    return w.y > y + 17 + NOTE_LINE ? w.y - (y + 17 + NOTE_LINE) : 0;
}

static void draw_day(const struct month *m, int i, double x, double y, struct text *out)
{
    const struct month_day *d = &m->days[i];
    const struct level_look *look = level_look((int)d->level);
    bool is_outside = d->state == MONTH_OUTSIDE;
    uint32_t fill = is_outside || d->state == MONTH_NO_DATA ? COLOUR_WHITE : look->fill;
    uint32_t ink = is_outside ? COLOUR_MUTED : look->ink;
    char number[4] = {(char)('0' + (i + 1) / 10), (char)('0' + (i + 1) % 10), '\0'};
    bool is_unsure = month_is_unsure(m, d);
    if (!is_outside)
        text_addf(out,
                  "<rect x=\"%g\" y=\"%g\" width=\"%d\" height=\"%d\" rx=\"4\" fill=\"#%06x\" "
                  "stroke=\"%s\"%s/>\n",
                  x, y, CELL_WIDTH - GAP, CELL_HEIGHT - GAP, (unsigned)fill,
                  is_unsure ? "#1f2328" : "#aab2bb",
                  is_unsure ? " stroke-width=\"2\" stroke-dasharray=\"5 3\"" : "");
    struct words w = {x + 7, y + 18, "start", 15, true, ink};
    w.ink = colour_readable(colour_of_day(m->first + i, ink), fill);
    say(&w, i < 9 ? number + 1 : number, out);
    if (is_outside)
        return;
    double down = say_note(m, i, x, y, ink, out);
    say_level(m, d, x + (CELL_WIDTH - GAP) / 2.0, y + down, out);
}

static void draw_weekdays(const struct month *m, int blank, struct text *out)
{
    for (int k = 0; k < 7; k++) {
        civil_day day = m->first - blank + k;
        struct words w = {SIDE + CELL_WIDTH * (k + 0.5) - GAP / 2.0,
                          ABOVE - 10,
                          "middle",
                          14,
                          true,
                          colour_of_day(day, COLOUR_INK)};
        say(&w, month_weekday(m, day), out);
    }
}

/* The key, cell by cell. */
static void draw_key(const struct month *m, double y, struct text *out)
{
    enum { KEY_WIDTH = (WIDTH - 2 * SIDE) / LEVEL_COUNT };
    for (int k = 0; k < LEVEL_COUNT; k++) {
        int level = (k + 1) % LEVEL_COUNT; /* closed comes last */
        const struct level_look *look = level_look(level);
        struct text words;
        double x = SIDE + (double)KEY_WIDTH * k;
        text_init(&words, out->home);
        text_addf(&words, "%s %s ", month_glyph(m, (enum level)level),
                  month_word(m, (enum level)level));
        month_add_cut(m, (enum level)level, &words);
        text_addf(out,
                  "<rect x=\"%g\" y=\"%g\" width=\"%d\" height=\"24\" rx=\"4\" fill=\"#%06x\" "
                  "stroke=\"#aab2bb\"/>\n",
                  x, y, KEY_WIDTH - GAP, (unsigned)look->fill);
        struct words w = {x + (KEY_WIDTH - GAP) / 2.0, y + 16, "middle", 11, false, look->ink};
        say(&w, text_get(&words), out);
    }
}

static void open_sheet(const char *title, const char *summary, double height, struct text *out)
{
    text_addf(out,
              "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %g\" width=\"%d\" "
              "height=\"%g\" role=\"img\" aria-labelledby=\"month-title month-desc\" "
              "font-family=\"'BIZ UDPGothic','Yu Gothic UI',Meiryo,'Hiragino Sans',"
              "'Noto Sans CJK JP',sans-serif\">\n<title id=\"month-title\">",
              WIDTH, height, WIDTH, height);
    text_add_html(out, title);
    text_add(out, "</title>\n<desc id=\"month-desc\">");
    text_add_html(out, summary);
    text_addf(out, "</desc>\n<rect width=\"%d\" height=\"%g\" fill=\"#ffffff\"/>\n", WIDTH, height);
    struct words w = {SIDE, 34, "start", 21, true, COLOUR_INK};
    say(&w, title, out);
    w.y = 60;
    w.size = 13;
    w.is_bold = false;
    say(&w, summary, out);
}

void month_svg(const struct month *m, struct text *out)
{
    struct text title, summary;
    struct lines below = {.n = 0};
    int blank = ((int)civil_weekday_of(m->first) + 1) % 7, weeks = (blank + m->n_days + 6) / 7;
    double bottom = ABOVE + (double)CELL_HEIGHT * weeks;
    collect_remarks(m, out->home, &below);
    text_init(&title, out->home);
    text_init(&summary, out->home);
    text_add(&title, m->about->japanese ? "窓口混雑予想カレンダー " : "Congestion calendar: ");
    month_add_heading(m, &title);
    month_add_summary(m, &summary);
    open_sheet(text_get(&title), text_get(&summary), bottom + 46 + LINE * below.n, out);
    draw_weekdays(m, blank, out);
    for (int i = 0; i < m->n_days; i++) {
        int column = (i + blank) % 7, week = (i + blank) / 7;
        draw_day(m, i, SIDE + (double)CELL_WIDTH * column, ABOVE + (double)CELL_HEIGHT * week, out);
    }
    draw_key(m, bottom + 4, out);
    for (int i = 0; i < below.n; i++) {
        struct words w = {SIDE, bottom + 50 + (double)LINE * i, "start", 12, false, COLOUR_MUTED};
        say(&w, text_get(&below.line[i]), out);
    }
    text_add(out, "</svg>\n");
}
