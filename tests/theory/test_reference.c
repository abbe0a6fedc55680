/* test_reference.c - every published case that theory is meant to serve is in our table with the
 * numbers as they were published. Reads reference-cases.csv in the folder MADOSIM_DATA; skipped,
 * aloud, without it.
 */
#include <stdlib.h>
#include <string.h>

#include "cli/theory/cases.h"
#include "sim/base/arena.h"
#include "sim/base/attr.h"
#include "sim/base/text.h"
#include "sim/input/rows.h"
#include "tests/support/check.h"

struct published {
    const char *id, *kind, *used_by, *model, *params, *metric, *value, *tolerance, *source;
};

#define P struct published
#define TEXT(member, title) \
    { \
        .name = (title), .kind = BIND_TEXT, .is_optional = true, .offset = offsetof(P, member) \
    }
static const struct series_column columns[] = {
    TEXT(id, "id"),           TEXT(kind, "kind"),
    TEXT(used_by, "used_by"), TEXT(model, "model"),
    TEXT(params, "params"),   TEXT(metric, "metric"),
    TEXT(value, "value"),     TEXT(tolerance, "tolerance_note"),
    TEXT(source, "source"),
};
static const struct series_shape shape = {columns, COUNT_OF(columns), sizeof(P), false};

/* Where our table has another unit than the publication. */
static const struct {
    const char *id;
    double factor;
} converted[] = {
    {"DAY-05", 60}, /* the end of the day: hours there, minutes here */
};

struct tables {
    struct arena *home;
    struct bind_list published, ours;
};

static int set_up(void **state)
{
    static struct tables t;
    struct err e = {0};
    struct text path;
    *state = NULL;
    if (getenv("MADOSIM_DATA") == NULL)
        return 0;
    t = (struct tables){.home = arena_new(0)};
    text_init(&path, t.home);
    text_addf(&path, "%s/reference-cases.csv", getenv("MADOSIM_DATA"));
    if (!series_read(text_get(&path), &shape, t.home, &t.published, &e) ||
        !cases_read("scenarios/theory/cases.csv", t.home, &t.ours, &e)) {
        print_error("M%03d %s:%d\n", (int)e.item[0].code, e.item[0].at.file, e.item[0].at.line);
        return -1;
    }
    *state = &t;
    return 0;
}

static int tear_down(void **state)
{
    struct tables *t = *state;
    if (t != NULL)
        arena_free(t->home);
    return 0;
}

static struct tables *tables_or_skip(void **state)
{
    if (*state == NULL)
        skip();
    return *state;
}

static bool is_ours_to_serve(const struct published *p)
{
    return p->id != NULL && p->kind != NULL && p->value != NULL && p->used_by != NULL &&
           strstr(p->used_by, "theory") != NULL &&
           (strcmp(p->kind, "exact") == 0 || strcmp(p->kind, "simulated") == 0);
}

/* Half of the last digit printed. */
static double precision_of(const char *from, const char *end)
{
    double half = 0.5;
    const char *point = memchr(from, '.', (size_t)(end - from));
    for (const char *c = point != NULL ? point + 1 : end; c < end && *c >= '0' && *c <= '9'; c++)
        half /= 10;
    return half;
}

static bool has_value(const struct tables *t, const char *id, double value, double precision)
{
    const struct cases_row *row = t->ours.items;
    for (size_t i = 0; i < t->ours.count; i++) {
        if (strcmp(row[i].id, id) != 0)
            continue;
        if (fabs(row[i].value - value) <= precision * (1 + 1e-9))
            return true;
        for (size_t k = 0; k < COUNT_OF(converted); k++)
            if (strcmp(converted[k].id, id) == 0 &&
                fabs(row[i].value - value * converted[k].factor) <= precision * converted[k].factor)
                return true;
    }
    return false;
}

/* The numbers of a cell such as "0.5;1.25 [1.2,1.3] | 7": intervals are not values. */
static int count_lost(const struct tables *t, const struct published *p, int *found)
{
    int lost = 0;
    for (const char *c = p->value; *c != '\0'; c += strcspn(c, ";,| ")) {
        char *end;
        c += strspn(c, ";,| ");
        if (*c == '[') {
            c += strcspn(c, "]");
            continue;
        }
        double value = strtod(c, &end);
        if (end == c)
            continue;
        ++*found;
        if (has_value(t, p->id, value, precision_of(c, end)))
            continue;
        print_error("%s: %.*s is not in the table\n", p->id, (int)(end - c), c);
        lost++;
    }
    return lost;
}

static void every_case_for_theory_is_in_the_table(void **state)
{
    const struct tables *t = tables_or_skip(state);
    const struct published *p = t->published.items;
    const struct cases_row *row = t->ours.items;
    int served = 0, lost = 0;
    for (size_t i = 0; i < t->published.count; i++) {
        size_t k = 0;
        if (!is_ours_to_serve(&p[i]))
            continue;
        served++;
        while (k < t->ours.count && strcmp(row[k].id, p[i].id) != 0)
            k++;
        if (k < t->ours.count)
            continue;
        print_error("%s is not in the table\n", p[i].id);
        lost++;
    }
    assert_true(served > 50);
    assert_int_equal(lost, 0);
}

static void every_number_of_a_case_is_among_its_rows_as_printed(void **state)
{
    const struct tables *t = tables_or_skip(state);
    const struct published *p = t->published.items;
    int found = 0, lost = 0;
    for (size_t i = 0; i < t->published.count; i++)
        if (is_ours_to_serve(&p[i]))
            lost += count_lost(t, &p[i], &found);
    assert_true(found > 150);
    assert_int_equal(lost, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_case_for_theory_is_in_the_table),
        cmocka_unit_test(every_number_of_a_case_is_among_its_rows_as_printed),
    };
    return cmocka_run_group_tests_name("published cases", tests, set_up, tear_down);
}
