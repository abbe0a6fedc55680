#include "cli/present/figure.h"

#include <math.h>
#include <string.h>

#include "cli/present/bilingual.h"
#include "cli/present/colour.h"
#include "cli/present/letters.h"
#include "cli/present/spell.h"
#include "sim/base/bug.h"

enum { SIDE_PX = 16, LINES_MAX = 4, LINE_BYTES = 400 };

/* Name in theme.gp and size in px. */
static const struct {
    const char *name;
    double px;
} fonts[FIGURE_FONT_COUNT] = {
    [FIGURE_TITLE] = {"TITLE", 17.0}, [FIGURE_TEXT] = {"TEXT", 14.0},
    [FIGURE_NOTE] = {"NOTE", 12.5},   [FIGURE_SMALL] = {"SMALL", 11.5},
    [FIGURE_BIG] = {"BIG", 26.0},
};

const char *figure_theme(void)
{
    return "# theme.gp - terminal, fonts and defaults shared by the figures of this folder.\n"
           "# A figure sets NAME, W and H (px) and loads this. TERM: 'svg' or 'png'; OUT: file.\n"
           "reset\n"
           "set encoding utf8\n"
           "if (!exists('TERM')) TERM = 'svg'\n"
           "if (!exists('OUT')) OUT = NAME.'.'.TERM\n"
           "FONT = 'BIZ UDPGothic'\n"
           "if (TERM eq 'png') { set terminal pngcairo noenhanced size W*2,H*2 "
           "font FONT.',10.5' fontscale 2 linewidth 2 pointscale 2 butt "
           "background rgb '#ffffff' }\n"
           "if (TERM eq 'svg') { set terminal svg noenhanced size W,H dynamic "
           "font FONT.',14' linewidth 1.2 butt background '#ffffff' name 'fig' }\n"
           "TITLE = FONT.(TERM eq 'png' ? ',12.75' : ',17')\n"
           "TEXT  = FONT.(TERM eq 'png' ? ',10.5' : ',14')\n"
           "NOTE  = FONT.(TERM eq 'png' ? ',9.4' : ',12.5')\n"
           "SMALL = FONT.(TERM eq 'png' ? ',8.6' : ',11.5')\n"
           "BIG   = FONT.(TERM eq 'png' ? ',19.5' : ',26')\n"
           "set output OUT\n"
           "set border 3 lc rgb '#8c959f' lw 1\n"
           "set tics nomirror out scale 0.5 textcolor rgb '#1f2328'\n"
           "set grid ytics lt 1 lw 0.6 lc rgb '#e6eaef'\n"
           "unset key\n";
}

void figure_init(struct figure_sheet *s, bool japanese, struct arena *home)
{
    *s = (struct figure_sheet){.japanese = japanese};
    text_init(&s->gp, home);
    text_init(&s->title, home);
    text_init(&s->note, home);
    text_init(&s->alt, home);
}

static bool is_word(uint32_t c)
{
    return (c > ' ' && c < 0x7f && c != '(' && c != ')') || c == 0x2013;
}

/* A line may not begin with these (Japanese line breaking). */
static bool is_closing(uint32_t c)
{
    return c == 0x3001 || c == 0x3002 || c == ')' || c == 0xff09 || c == 0x300d || c == ' ' ||
           c == 0x30fc || c == 0x301c;
}

static bool is_stop(uint32_t c)
{
    return c == 0x3001 || c == 0x3002;
}

/* A line may end between these two: no number is split, no closing mark left behind. */
static bool may_part(uint32_t before, uint32_t after)
{
    return before != 0 && !is_closing(after) && !(is_word(before) && is_word(after));
}

/* Where to break: after the last stop in the right two thirds of the line, else at the
 * last place that may. Returns the start of the next
 * line; s itself ends there when everything fits. */
static const char *line_end(const char *s, double ems)
{
    const char *at = s, *good = NULL, *any = NULL;
    double width = 0.0;
    for (uint32_t before = 0;;) {
        const char *next = at;
        uint32_t c = text_next(&next);
        if (c == 0)
            return at;
        if (may_part(before, c))
            any = at;
        if (any == at && is_stop(before) && width * 3.0 >= ems)
            good = at;
        width += letters_em(c);
        if (width > ems)
            break;
        before = c;
        at = next;
    }
    return good != NULL ? good : any != NULL ? any : at;
}

static double ems_of(const struct figure_sheet *s, enum figure_font font)
{
    return (s->width - 2.0 * SIDE_PX) / fonts[font].px;
}

static double line_px(enum figure_font font)
{
    return fonts[font].px * 1.45;
}

/* Height of the wrapped words, px. */
static double height_of(const struct figure_sheet *s, enum figure_font font, const char *words)
{
    int lines = 0;
    for (; lines < LINES_MAX && *words != '\0'; lines++)
        words = line_end(words, ems_of(s, font));
    return lines * line_px(font);
}

/* One label per line, the middle of the first at y. */
static void wrapped(struct figure_sheet *s, double y, enum figure_font font, uint32_t colour,
                    const char *words)
{
    for (int line = 0; line < LINES_MAX && *words != '\0'; line++) {
        char part[LINE_BYTES];
        const char *end = line_end(words, ems_of(s, font));
        size_t n = (size_t)(end - words);
        n = n < sizeof part ? n : sizeof part - 1;
        memcpy(part, words, n);
        part[n] = '\0';
        figure_label(s, SIDE_PX, y + line * line_px(font), FIGURE_LEFT, font, colour, part);
        words = end;
    }
}

void figure_begin(struct figure_sheet *s, const char *name, double width, double body)
{
    const char *title = text_get(&s->title), *note = text_get(&s->note);
    s->name = name;
    s->width = width;
    double note_y = 23.0 + height_of(s, FIGURE_TITLE, title);
    s->head = note_y + height_of(s, FIGURE_NOTE, note);
    s->height = ceil(s->head + body);
    text_addf(&s->gp, "# %s.gp - draw again with: gnuplot %s.gp\n", name, name);
    text_addf(&s->gp, "NAME = '%s'; W = %.0f; H = %.0f\nload 'theme.gp'\n", name, s->width,
              s->height);
    wrapped(s, 22.0, FIGURE_TITLE, COLOUR_INK, title);
    wrapped(s, note_y, FIGURE_NOTE, COLOUR_MUTED, note);
}

void figure_end(struct figure_sheet *s)
{
    text_add(&s->gp, "unset output\n");
}

void figure_area(struct figure_sheet *s, double left, double right, double top, double bottom)
{
    text_addf(&s->gp, "set lmargin screen %.5f; set rmargin screen %.5f\n", left / s->width,
              right / s->width);
    text_addf(&s->gp, "set tmargin screen %.5f; set bmargin screen %.5f\n", 1.0 - top / s->height,
              1.0 - bottom / s->height);
}

void figure_area_in_pixels(struct figure_sheet *s)
{
    figure_area(s, 0.0, s->width, 0.0, s->height);
    text_add(&s->gp, "unset border; unset tics; unset grid\n");
    text_addf(&s->gp, "set xrange [0:%.0f]; set yrange [%.0f:0]\n", s->width, s->height);
}

/* turn: nothing, or gnuplot's words for a quarter. */
static void place(struct figure_sheet *s, double x, double y, enum figure_anchor anchor,
                  enum figure_font font, uint32_t colour, const char *words, const char *turn)
{
    static const char *const anchors[] = {"left", "center", "right"};
    text_addf(&s->gp, "set label %d ", ++s->labels);
    text_add_gnuplot(&s->gp, words);
    text_addf(&s->gp, " at screen %.5f, screen %.5f %s%s font %s textcolor rgb '#%06x' front\n",
              x / s->width, 1.0 - y / s->height, anchors[anchor], turn, fonts[font].name,
              (unsigned)colour);
}

void figure_label(struct figure_sheet *s, double x, double y, enum figure_anchor anchor,
                  enum figure_font font, uint32_t colour, const char *words)
{
    place(s, x, y, anchor, font, colour, words, "");
}

void figure_say_upright(struct figure_sheet *s, double x, double y, enum figure_anchor anchor,
                        enum figure_font font, uint32_t colour, const struct text *words)
{
    place(s, x, y, anchor, font, colour, text_get(words), " rotate by 90");
    if (words->failed)
        s->gp.failed = true;
}

void figure_say(struct figure_sheet *s, double x, double y, enum figure_anchor anchor,
                enum figure_font font, uint32_t colour, const struct text *words)
{
    figure_label(s, x, y, anchor, font, colour, text_get(words));
    if (words->failed)
        s->gp.failed = true;
}

void figure_add(struct figure_sheet *s, const struct text *piece)
{
    text_add(&s->gp, text_get(piece));
    if (piece->failed)
        s->gp.failed = true;
}

void figure_line(struct figure_sheet *s, double x1, double y1, double x2, double y2,
                 enum figure_line kind, uint32_t colour)
{
    text_addf(&s->gp, "set arrow %d from screen %.5f, screen %.5f to screen %.5f, screen %.5f ",
              ++s->arrows, x1 / s->width, 1.0 - y1 / s->height, x2 / s->width,
              1.0 - y2 / s->height);
    text_add(&s->gp, kind == FIGURE_DASHED ? "nohead dt (6,5) lw 1"
                                           : "head filled size screen 0.008,20 lw 1.4");
    text_addf(&s->gp, " lc rgb '#%06x' front\n", (unsigned)colour);
}

void figure_source(struct figure_sheet *s, const struct tables_about *about)
{
    bool ja = s->japanese;
    struct text words;
    text_init(&words, s->gp.home);
    text_addf(&words, ja ? "試算ID %s " : "Run %s, ", about->run_id);
    spell_period(&words, ja, about->from_day, about->to_day);
    text_addf(&words, ja ? " 反復%u回" : ", replications: %u", (unsigned)about->replications);
    figure_say(s, SIDE_PX, s->height - FIGURE_SOURCE / 2.0, FIGURE_LEFT, FIGURE_SMALL, COLOUR_MUTED,
               &words);
}

void figure_add_basis(struct text *note, bool japanese, const struct tables_about *about)
{
    if (about->replications < 2)
        bilingual_add(note, japanese, "One replication: how sure the numbers are, is not known",
                      "反復1回の値で、確かさは分かりません");
    else
        text_addf(note, japanese ? "反復%u回をまとめた推定値" : "Estimates over %u replications",
                  (unsigned)about->replications);
}

void figure_clear(struct figure_sheet *s)
{
    text_add(&s->gp, "unset label; unset arrow\n");
    s->labels = s->arrows = 0;
}

/* What one unit of a label stands for, and its word. */
struct unit {
    double size;
    const char *word;
    bool is_long; /* in the small font */
};

static void tics(struct figure_sheet *s, const char *axis, double step, double most,
                 struct unit unit)
{
    text_addf(&s->gp, "set %stics (", axis);
    for (int i = 0; i * step <= most * (1.0 + 1e-9); i++)
        text_addf(&s->gp, "%s'%g%s' %.10g", i > 0 ? ", " : "", i * step / unit.size, unit.word,
                  i * step);
    text_add(&s->gp, unit.is_long ? ") font SMALL\n" : ")\n");
}

void figure_minute_tics(struct figure_sheet *s, const char *axis, double step, double most)
{
    bool ja = s->japanese; /* " min" is longer than 分 */
    struct unit minutes = {1.0, bilingual_word(ja, " min", "分"), !ja};
    struct unit hours = {60.0, bilingual_word(ja, " h", "時間"), true};
    tics(s, axis, step, most, most < 1000.0 || step < 60.0 ? minutes : hours);
}

void figure_people_tics(struct figure_sheet *s, const char *axis, double step, double most)
{
    bool ja = s->japanese, is_many = ja && step >= 10000.0;
    struct unit people = {1.0, bilingual_word(ja, "", "人"), !ja || most >= 1000.0};
    struct unit ten_thousands = {10000.0, "万人", false};
    tics(s, axis, step, most, is_many ? ten_thousands : people);
}

double figure_font_px(enum figure_font font)
{
    return fonts[font].px;
}

double figure_minute_step(double most, int steps)
{
    static const double minutes[] = {1, 2, 5, 10, 15, 20, 30, 60, 90, 120, 180, 240, 480, 960};
    size_t i = 0;
    while (i + 1 < COUNT_OF(minutes) && minutes[i] * steps < most)
        i++;
    return minutes[i];
}

double figure_count_step(double most)
{
    double step = 1.0;
    for (int i = 0;; i++) { /* 1, 2, 5, 10, 20, 50, ... */
        double next = step * (i % 3 == 1 ? 2.5 : 2.0);
        if (!(next <= most))
            return step;
        step = next;
    }
}

void figure_row(struct figure_sheet *s, const double *x, size_t n)
{
    for (size_t i = 0; i < n; i++)
        text_addf(&s->gp, "%s%.10g", i > 0 ? " " : "", floor(x[i] * 1e4 + 0.5) / 1e4);
    text_add(&s->gp, "\n");
}
