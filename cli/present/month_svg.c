/* The calendar as a picture, written here: it needs no gnuplot and is the same with any font. */
#include <string.h>

#include "cli/present/colour.h"
#include "cli/present/letters.h"
#include "cli/present/month.h"
#include "cli/present/wrap.h"

/* px */
enum {
    WIDTH = 840,
    SIDE = 16,
    TITLE = 21, /* its font and the height of its lines */
    TITLE_LINE = 28,
    ABOVE = 76, /* below the first line of the title: summary, names of the weekdays */
    CELL_WIDTH = (WIDTH - 2 * SIDE) / 7,
    CELL_HEIGHT = 138, /* with four lines below the word and one more above the glyph */
    GAP = 4,
    LINE = 19,
    LINES_MAX = 12,
    REMARK = 12, /* font of the lines below */
    SMALL = 11,  /* and of what stands in a cell */
    BESIDE = 28, /* what the number of the date takes */
    PADDING = 6, /* of a cell, on both sides */
    NOTE_LINE = 12,
    PART_LINE = 13
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

/* One line below the other, w->y going down; returns how many. px: the room of a line. */
static int say_wrapped(struct words *w, const char *s, double px, double line_px, struct text *out)
{
    int lines = 0;
    for (const char *rest; *s != '\0'; s = rest, lines++, w->y += line_px) {
        struct text part;
        text_init(&part, out->home);
        text_add_bytes(&part, s, wrap_line(s, px / w->size, letters_em, &rest));
        say(w, text_get(&part), out);
    }
    return lines;
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
            text_add_bytes(cut, line,
                           wrap_line(line, (double)(WIDTH - 2 * SIDE) / REMARK, letters_em, &rest));
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
    w.size = SMALL;
    w.y = y + 78;
    for (size_t k = 0; k < COUNT_OF(adders) && d->state == MONTH_LEVEL; k++) {
        struct text part;
        text_init(&part, out->home);
        adders[k](m, d, &part);
        (void)say_wrapped(&w, text_get(&part), CELL_WIDTH - GAP - PADDING, PART_LINE, out);
    }
}

/* Beside the date, what does not fit below it. Returns how far that pushes the rest down. */
static double say_note(const struct month *m, int i, double x, double y, uint32_t ink,
                       struct text *out)
{
    struct text note;
    text_init(&note, out->home);
    month_add_note(m, i, &note);
    struct words w = {x + CELL_WIDTH - GAP - PADDING, y + 17, "end", SMALL, false, ink};
    int lines =
        say_wrapped(&w, text_get(&note), CELL_WIDTH - GAP - PADDING - BESIDE, NOTE_LINE, out);
    return lines > 1 ? (lines - 1.0) * NOTE_LINE : 0.0;
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

static void draw_weekdays(const struct month *m, int blank, double bottom, struct text *out)
{
    for (int k = 0; k < 7; k++) {
        civil_day day = m->first - blank + k;
        struct words w = {SIDE + CELL_WIDTH * (k + 0.5) - GAP / 2.0,
                          bottom - 10,
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
        struct words w = {x + (KEY_WIDTH - GAP) / 2.0, y + 16, "middle", SMALL, false, look->ink};
        say(&w, text_get(&words), out);
    }
}

/* Bold letters are a little wider. */
#define TITLE_ROOM (0.94 * (WIDTH - 2 * SIDE))

static int title_lines(const char *title)
{
    int lines = 0;
    for (const char *rest; *title != '\0'; title = rest, lines++)
        (void)wrap_line(title, TITLE_ROOM / TITLE, letters_em, &rest);
    return lines;
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
    struct words w = {SIDE, 34, "start", TITLE, true, COLOUR_INK};
    (void)say_wrapped(&w, title, TITLE_ROOM, TITLE_LINE, out);
    w.y -= TITLE_LINE - 26;
    w.size = 13;
    w.is_bold = false;
    say(&w, summary, out);
}

void month_svg(const struct month *m, struct text *out)
{
    struct text title, summary;
    struct lines below = {.n = 0};
    int blank = ((int)civil_weekday_of(m->first) + 1) % 7, weeks = (blank + m->n_days + 6) / 7;
    collect_remarks(m, out->home, &below);
    text_init(&title, out->home);
    text_init(&summary, out->home);
    text_add(&title, m->about->japanese ? "窓口混雑予想カレンダー " : "Congestion calendar: ");
    month_add_heading(m, &title);
    month_add_summary(m, &summary);
    double top = ABOVE + (double)TITLE_LINE * title_lines(text_get(&title));
    double bottom = top + (double)CELL_HEIGHT * weeks;
    open_sheet(text_get(&title), text_get(&summary), bottom + 46 + LINE * below.n, out);
    draw_weekdays(m, blank, top, out);
    for (int i = 0; i < m->n_days; i++) {
        int column = (i + blank) % 7, week = (i + blank) / 7;
        draw_day(m, i, SIDE + (double)CELL_WIDTH * column, top + (double)CELL_HEIGHT * week, out);
    }
    draw_key(m, bottom + 4, out);
    for (int i = 0; i < below.n; i++) {
        struct words w = {SIDE,        bottom + 50 + (double)LINE * i, "start", REMARK, false,
                          COLOUR_MUTED};
        say(&w, text_get(&below.line[i]), out);
    }
    text_add(out, "</svg>\n");
}
