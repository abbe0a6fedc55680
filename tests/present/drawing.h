/* drawing.h - one figure drawn from fabricated tables, and its script read back. */
#ifndef TESTS_PRESENT_DRAWING_H
#define TESTS_PRESENT_DRAWING_H

#include <stdio.h>

#include "cli/present/figure.h"
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

#define DRAWING_TEST(f) cmocka_unit_test_setup_teardown((f), drawing_set_up, drawing_tear_down)

#endif
