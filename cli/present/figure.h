/* figure.h - the sheet every figure is written on: a gnuplot script measured in pixels.
 *
 * C writes every number, label, colour and tic; gnuplot computes nothing. Pixels count
 * from the top left corner of the sheet, as on a page; margins are always explicit, so
 * the same script gives the same SVG with any font installed. All text goes through
 * text_add_gnuplot(). A script begins by loading theme.gp, which lies beside it.
 */
#ifndef PRESENT_FIGURE_H
#define PRESENT_FIGURE_H

#include <stdbool.h>
#include <stdint.h>

#include "cli/present/findings.h"
#include "cli/present/tables.h"
#include "sim/base/text.h"

struct figure_input {
    const struct tables *tables;
    const struct tables_about *about;
    const struct findings *found;
    struct arena *home; /* for all text */
};

struct figure_sheet {
    struct text gp, title, note, alt; /* script, claim, line below it, description */
    bool japanese;                    /* its words; else English */
    const char *name;
    double width, height; /* px */
    double head;          /* px from the top that title and note take */
    int labels, arrows;
};

/* The sizes theme.gp knows, in px: 17, 14, 12.5, 11.5, 26. */
enum figure_font {
    FIGURE_TITLE,
    FIGURE_TEXT,
    FIGURE_NOTE,
    FIGURE_SMALL,
    FIGURE_BIG,
    FIGURE_FONT_COUNT
};
enum figure_anchor { FIGURE_LEFT, FIGURE_CENTER, FIGURE_RIGHT };

/* theme.gp: terminal, fonts and defaults. */
const char *figure_theme(void);

/* Empty texts in home, of a sheet in that language. */
void figure_init(struct figure_sheet *s, bool japanese, struct arena *home);

/* Writes the head of the script from s->title and s->note, wrapped to the width; the
 * sheet is s->head plus body px high. */
void figure_begin(struct figure_sheet *s, const char *name, double width, double body);
void figure_end(struct figure_sheet *s);

/* The plot area, px. */
void figure_area(struct figure_sheet *s, double left, double right, double top, double bottom);
/* The plot area becomes the whole sheet and its coordinates become pixels. */
void figure_area_in_pixels(struct figure_sheet *s);

/* Text at (x, y) px: anchored at x, its middle at y. */
void figure_label(struct figure_sheet *s, double x, double y, enum figure_anchor anchor,
                  enum figure_font font, uint32_t colour, const char *words);
/* The same from a text; a text that ran out of memory fails the script too. */
void figure_say(struct figure_sheet *s, double x, double y, enum figure_anchor anchor,
                enum figure_font font, uint32_t colour, const struct text *words);
/* The same turned by a quarter, to be read from below, around (x, y). */
void figure_say_upright(struct figure_sheet *s, double x, double y, enum figure_anchor anchor,
                        enum figure_font font, uint32_t colour, const struct text *words);
/* Appends a finished piece of the script, such as the rows of a data block. */
void figure_add(struct figure_sheet *s, const struct text *piece);
/* Straight line from (x1, y1) to (x2, y2) px, before everything else. */
enum figure_line { FIGURE_DASHED, FIGURE_HEAD };
void figure_line(struct figure_sheet *s, double x1, double y1, double x2, double y2,
                 enum figure_line kind, uint32_t colour);
/* Which run a figure shows, of what period and how often it was simulated, at its lower edge: a
 * picture is passed on without the page around it. Stands in the last FIGURE_SOURCE px. */
enum { FIGURE_SOURCE = 22 };
void figure_source(struct figure_sheet *s, const struct tables_about *about);

double figure_font_px(enum figure_font font);

/* Appends that the numbers are estimates over all replications, or that one tells of no chance. */
void figure_add_basis(struct text *note, bool japanese, const struct tables_about *about);

/* Forgets labels and lines, for the next panel of the same sheet. */
void figure_clear(struct figure_sheet *s);

/* set ytics ('0分' 0, '15分' 15, ...): 0, step, ... up to most, which are minutes; in hours
 * where minutes would have four digits. */
void figure_minute_tics(struct figure_sheet *s, const char *axis, double step, double most);
/* The same for people: 20人, 2万人; English has no unit. */
void figure_people_tics(struct figure_sheet *s, const char *axis, double step, double most);

/* The least step out of 1, 2, 5, 10, 15, 20, 30, 60, 90, 120, ... minutes that needs at
 * most `steps` steps up to `most`. */
double figure_minute_step(double most, int steps);
/* The largest of 1, 2, 5, 10, 20, 50, ... that is not above most; at least 1. */
double figure_count_step(double most);

/* A line of numbers for a data block, 4 decimals. */
void figure_row(struct figure_sheet *s, const double *x, size_t n);
#define FIGURE_ROW(s, ...) \
    figure_row((s), (const double[]){__VA_ARGS__}, \
               sizeof((const double[]){__VA_ARGS__}) / sizeof(double))

/* The four figures: each fills the sheet, false when the tables hold nothing to draw. */
bool figure_ecdf_draw(const struct figure_input *in, struct figure_sheet *s);
bool figure_days_draw(const struct figure_input *in, struct figure_sheet *s);
bool figure_heat_draw(const struct figure_input *in, struct figure_sheet *s);
bool figure_calendar_draw(const struct figure_input *in, struct figure_sheet *s);

#endif
