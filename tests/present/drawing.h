/* drawing.h - one figure drawn from fabricated tables, and its script read back. */
#ifndef TESTS_PRESENT_DRAWING_H
#define TESTS_PRESENT_DRAWING_H

#include <stdio.h>

#include "cli/present/figure.h"
#include "cli/present/letters.h"
#include "tests/present/fixture.h"
#include "tests/support/check.h"

struct drawing {
    struct arena *home;
    struct tables tables;
    struct tables_about about;
    struct findings found;
    struct figure_sheet sheet;
};

static inline int drawing_set_up(void **state)
{
    static struct drawing d;
    d = (struct drawing){.home = arena_new(0)};
    *state = &d;
    return d.home == NULL;
}

static inline int drawing_tear_down(void **state)
{
    struct drawing *d = *state;
    arena_free(d->home);
    return 0;
}

/* Tables for the plan; a test may bend them before drawing. */
static inline void drawing_plan(struct drawing *d, struct fixture_plan plan)
{
    d->about = fixture_about(&plan);
    fixture_tables(&d->tables, &d->about, &plan, d->home);
}

typedef bool drawing_figure(const struct figure_input *in, struct figure_sheet *s);

static inline bool drawing_draw(struct drawing *d, drawing_figure *draw)
{
    struct err e = {0};
    assert_true(findings_read(&d->tables, &d->about, d->home, &d->found, &e));
    struct figure_input in = {&d->tables, &d->about, &d->found, d->home};
    figure_init(&d->sheet, d->about.japanese, d->home);
    return draw(&in, &d->sheet);
}

static inline const char *drawing_script(const struct drawing *d)
{
    return text_get(&d->sheet.gp);
}

/* How often words stand in the script. */
static inline size_t drawing_count(const struct drawing *d, const char *words)
{
    size_t count = 0;
    for (const char *at = drawing_script(d); (at = strstr(at, words)) != NULL; at++)
        count++;
    return count;
}

static inline bool drawing_has(const struct drawing *d, const char *words)
{
    return drawing_count(d, words) > 0;
}

/* Rows of the data block $NAME; -1 when there is none. */
static inline int drawing_rows(const struct drawing *d, const char *name)
{
    char head[64];
    (void)snprintf(head, sizeof head, "$%s << EOD\n", name);
    const char *at = strstr(drawing_script(d), head);
    int rows = -1;
    for (at = at == NULL ? NULL : at + strlen(head) - 1; at != NULL; at = strchr(at + 1, '\n')) {
        rows++;
        if (strncmp(at + 1, "EOD", 3) == 0)
            return rows;
    }
    return rows;
}

/* Row i of the data block as numbers; returns how many stand in it. */
static inline int drawing_row(const struct drawing *d, const char *name, int i, double x[7])
{
    char head[64], line[256];
    (void)snprintf(head, sizeof head, "$%s << EOD\n", name);
    const char *at = strstr(drawing_script(d), head);
    assert_non_null(at);
    at += strlen(head);
    for (; i > 0; i--)
        at = strchr(at, '\n') + 1;
    (void)snprintf(line, sizeof line, "%.*s", (int)strcspn(at, "\n"), at);
    return sscanf(line, "%lf %lf %lf %lf %lf %lf %lf", &x[0], &x[1], &x[2], &x[3], &x[4], &x[5],
                  &x[6]);
}

struct drawing_box {
    double left, right, top, bottom;
    char words[200];
};

/* The next label of the script; NULL when there is none. Its box is as high as the letters. */
static inline const char *drawing_label(const struct drawing *d, const char *at,
                                        struct drawing_box *box)
{
    static const double px[] = {17.0, 14.0, 12.5, 11.5, 26.0};
    static const char *const names[] = {"TITLE", "TEXT", "NOTE", "SMALL", "BIG"};
    char anchor[8] = "", turn[16] = "", font[8] = "";
    double x, y, size = 0.0;
    at = strstr(at, "set label ");
    if (at == NULL)
        return NULL;
    const char *from = strchr(at, '\'') + 1, *to = strstr(from, "' at screen ");
    (void)snprintf(box->words, sizeof box->words, "%.*s", (int)(to - from), from);
    assert_int_equal(sscanf(to, "' at screen %lf, screen %lf %7s", &x, &y, anchor), 3);
    const char *rest = strstr(to, anchor) + strlen(anchor);
    if (strncmp(rest, " rotate", 7) == 0)
        (void)sscanf(rest, " rotate by %15s", turn);
    assert_int_equal(sscanf(strstr(rest, "font "), "font %7s", font), 1);
    for (size_t i = 0; i < COUNT_OF(names); i++)
        size = strcmp(names[i], font) == 0 ? px[i] : size;
    double width = letters_width(box->words, size), high = 0.36 * size;
    double from_left = anchor[0] == 'l' ? 0.0 : anchor[0] == 'c' ? 0.5 : 1.0;
    x *= d->sheet.width;
    y = (1.0 - y) * d->sheet.height;
    *box = turn[0] == '\0'
               ? (struct drawing_box){x - from_left * width, x + (1.0 - from_left) * width,
                                      y - high, y + high, ""}
               : (struct drawing_box){x - high, x + high, y - width / 2.0, y + width / 2.0, ""};
    (void)snprintf(box->words, sizeof box->words, "%.*s", (int)(to - from), from);
    return to;
}

/* "" when no two labels overlap and none leaves the sheet; else which. */
static inline const char *drawing_fault(const struct drawing *d)
{
    static struct drawing_box boxes[1000];
    static char said[500];
    int n = 0;
    for (const char *at = drawing_script(d);
         n < 1000 && (at = drawing_label(d, at, &boxes[n])) != NULL; n++) {
        const struct drawing_box *a = &boxes[n];
        if (a->left < 0.0 || a->right > d->sheet.width || a->top < 0.0 ||
            a->bottom > d->sheet.height) {
            (void)snprintf(said, sizeof said, "leaves the sheet: %s", a->words);
            return said;
        }
        for (int i = 0; i < n; i++) {
            const struct drawing_box *b = &boxes[i];
            if (a->left < b->right && b->left < a->right && a->top < b->bottom &&
                b->top < a->bottom) {
                (void)snprintf(said, sizeof said, "overlap: %s | %s", a->words, b->words);
                return said;
            }
        }
    }
    return "";
}

#define DRAWING_TEST(f) cmocka_unit_test_setup_teardown((f), drawing_set_up, drawing_tear_down)

#endif
