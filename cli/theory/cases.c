#include "cli/theory/cases.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cli/theory/formula.h"
#include "models/queue/metric.h"
#include "sim/base/arena.h"
#include "sim/base/text.h"
#include "sim/input/near.h"
#include "sim/input/rows.h"

static const char *const kinds[] = {"exact", "simulated", "information", NULL};
static const char *const precisions[] = {"mean", "tail", "same", NULL};
static const char *const answers[] = {"no", "yes", NULL};

#define R struct cases_row
#define TEXT_OR_NOT(member, title) \
    { \
        .name = (title), .kind = BIND_TEXT, .is_optional = true, .offset = offsetof(R, member) \
    }
#define REAL_OR_NOT(member, lo) \
    { \
        .name = #member, .kind = BIND_REAL, .is_optional = true, .offset = offsetof(R, member), \
        .least = (lo), .most = 1e12 \
    }
#define PICKED_OR_NOT(member, title, list) \
    { \
        .name = (title), .kind = BIND_CHOICE, .is_optional = true, .offset = offsetof(R, member), \
        .choices = (list) \
    }

static const struct series_column columns[] = {
    COLUMN(R, id, "case", BIND_TEXT, 0, 0),
    COLUMN(R, quantity, "quantity", BIND_TEXT, 0, 0),
    COLUMN(R, unit, "unit", BIND_TEXT, 0, 0),
    PICKED(R, kind, "kind", kinds),
    COLUMN(R, value, "value", BIND_REAL, -1e12, 1e12),
    REAL_OR_NOT(error, 0),
    REAL_OR_NOT(tolerance, 0),
    TEXT_OR_NOT(formula, "formula"),
    TEXT_OR_NOT(arguments, "arguments"),
    TEXT_OR_NOT(scenario, "scenario"),
    TEXT_OR_NOT(settings, "settings"),
    TEXT_OR_NOT(metric, "metric"),
    TEXT_OR_NOT(use, "use"),
    {.name = "index",
     .kind = BIND_COUNT,
     .is_optional = true,
     .offset = offsetof(R, index),
     .most = 1000},
    REAL_OR_NOT(scale, -1e12),
    REAL_OR_NOT(offset, -1e12),
    PICKED_OR_NOT(precision, "precision", precisions),
    PICKED_OR_NOT(is_quick, "quick", answers),
    COLUMN(R, source, "source", BIND_TEXT, 0, 0),
    TEXT_OR_NOT(note, "note"),
};
static const struct series_shape shape = SHAPE(columns, R);

/* ---- where ---- */

static int count_points(const char *s, size_t bytes)
{
    int n = 0;
    for (const char *p = s; p < s + bytes && text_next(&p) != 0;)
        n++;
    return n;
}

/* The cell in its line; NULL when it is not there as it is, such as with doubled quotes. */
static const char *find_cell(const char *line, const char *cell)
{
    size_t n = strlen(cell);
    for (const char *p = line; n > 0 && (p = strstr(p, cell)) != NULL; p++) {
        const char *before = p, *after = p + n + strspn(p + n, " \t");
        while (before > line && (before[-1] == ' ' || before[-1] == '\t'))
            before--;
        bool begins = before == line || strchr(",\"", before[-1]) != NULL;
        if (begins && (*after == '\0' || strchr(",\"\r\n", *after) != NULL))
            return p;
    }
    return NULL;
}

struct src_pos cases_place(const struct cases_row *row, const char *cell, const char *at,
                           size_t length)
{
    struct src_pos place = row->at;
    const char *found = place.excerpt != NULL ? find_cell(place.excerpt, cell) : NULL;
    if (found == NULL)
        return place;
    const char *from = found + (at - cell);
    place.column = count_points(place.excerpt, (size_t)(from - place.excerpt)) + 1;
    place.width = count_points(from, length);
    return place;
}

static struct src_pos place_of(const struct cases_row *row, const char *cell)
{
    return cases_place(row, cell, cell, strlen(cell));
}

/* ---- what is wrong with a row ---- */

enum { NUMBER_BYTES = 32 };

/* An argument in words: as it was written, and what it may be. */
struct told {
    char name[ERR_ARG_BYTES], value[ERR_ARG_BYTES];
    char least[NUMBER_BYTES], most[NUMBER_BYTES];
};

static void tell_bound(double bound, char text[NUMBER_BYTES])
{
    if (isfinite(bound))
        (void)snprintf(text, NUMBER_BYTES, "%.9g", bound);
}

static struct told told_of(const struct argument_fault *f)
{
    struct told t = {{0}, {0}, {0}, {0}};
    const char *written = f->at != NULL ? f->at : "";
    int length = (int)f->length, name = 0;
    while (name < length && written[name] != '=')
        name++;
    (void)snprintf(t.name, sizeof t.name, "%.*s", name, written);
    if (name < length)
        (void)snprintf(t.value, sizeof t.value, "%.*s", length - name - 1, written + name + 1);
    tell_bound(f->least, t.least);
    tell_bound(f->most, t.most);
    return t;
}

static void tell_argument(const struct cases_row *row, const struct argument_fault *f,
                          struct err *e)
{
    struct src_pos at = f->at != NULL ? cases_place(row, row->arguments, f->at, f->length)
                                      : place_of(row, row->formula);
    struct told t = told_of(f);
    char line[NUMBER_BYTES];
    switch (f->outcome) {
    case ARGUMENT_OK:
        break;
    case ARGUMENT_UNKNOWN:
        err_add(e, ERR_NAME_UNKNOWN, at, t.name, "argument", f->nearest != NULL ? f->nearest : "");
        break;
    case ARGUMENT_TWICE:
        (void)snprintf(line, sizeof line, "%d", row->at.line);
        err_add(e, ERR_KEY_TWICE, at, f->name, line);
        break;
    case ARGUMENT_NO_NUMBER:
        err_add(e, ERR_KIND, at, f->name, t.value, "real", "servers=3");
        break;
    case ARGUMENT_NOT_WHOLE:
        err_add(e, ERR_KIND, at, f->name, t.value, "whole number", "servers=3");
        break;
    case ARGUMENT_RANGE:
        err_add(e, ERR_RANGE, at, f->name, t.value, t.least, t.most);
        break;
    case ARGUMENT_MISSING:
        err_add(e, ERR_ARGUMENT, at, f->name, row->formula);
        break;
    }
}

static void check_formula(const struct cases_row *row, struct err *e)
{
    struct argument_fault fault;
    if (row->formula == NULL) {
        if (row->arguments != NULL)
            err_add(e, ERR_EMPTY, row->at, "formula");
        return;
    }
    const char *arguments = row->arguments != NULL ? row->arguments : "";
    enum formula_outcome outcome = formula_check(row->formula, arguments, &fault);
    if (outcome == FORMULA_UNKNOWN)
        err_add(e, ERR_NAME_UNKNOWN, place_of(row, row->formula), row->formula, "formula",
                fault.nearest != NULL ? fault.nearest : "");
    else if (outcome == FORMULA_ARGUMENT)
        tell_argument(row, &fault, e);
}

static void check_run(const struct cases_row *row, struct err *e)
{
    const char *nearest = NULL;
    if (row->scenario == NULL) {
        if (row->metric != NULL || row->settings != NULL || row->use != NULL)
            err_add(e, ERR_EMPTY, row->at, "scenario");
        return;
    }
    if (row->metric == NULL)
        err_add(e, ERR_EMPTY, row->at, "metric");
    else if (metric_find(row->metric, &nearest) == NULL)
        err_add(e, ERR_NAME_UNKNOWN, place_of(row, row->metric), row->metric, "metric",
                nearest != NULL ? nearest : "");
}

/* A formula or a simulation, or both; information may stand alone. */
static void check_row(const struct cases_row *row, struct err *e)
{
    bool is_asked = row->formula != NULL || row->scenario != NULL || row->arguments != NULL ||
                    row->metric != NULL || row->settings != NULL || row->use != NULL;
    if (!is_asked && row->kind != CASES_INFORMATION)
        err_add(e, ERR_EMPTY, row->at, "formula, scenario");
    check_formula(row, e);
    check_run(row, e);
    if (row->kind == CASES_SIMULATED && !(row->error > 0))
        err_add(e, ERR_EMPTY, row->at, "error");
    if (row->kind == CASES_EXACT && row->error > 0) /* it would hide a difference */
        err_add(e, ERR_RANGE, row->at, "error", "", "0", "0");
}

static void check_twice(const struct cases_row *rows, size_t i, struct err *e)
{
    char name[ERR_ARG_BYTES], line[16];
    for (size_t k = 0; k < i; k++) {
        if (strcmp(rows[k].id, rows[i].id) != 0 || strcmp(rows[k].quantity, rows[i].quantity) != 0)
            continue;
        (void)snprintf(name, sizeof name, "%s, %s", rows[i].id, rows[i].quantity);
        (void)snprintf(line, sizeof line, "%d", rows[k].at.line);
        err_add(e, ERR_ROW_TWICE, rows[i].at, name, line);
        return;
    }
}

bool cases_read(const char *path, struct arena *home, struct bind_list *rows, struct err *e)
{
    if (!series_read(path, &shape, home, rows, e))
        return false;
    struct cases_row *row = rows->items;
    for (size_t i = 0; i < rows->count; i++) {
        check_row(&row[i], e);
        check_twice(row, i, e);
        if (!(row[i].scale < 0 || row[i].scale > 0))
            row[i].scale = 1;
    }
    return !err_is_set(e);
}

/* ---- by the words of a command line ---- */

bool cases_is_chosen(const struct cases_row *row, const char *word)
{
    size_t n = strlen(word);
    return strncmp(row->id, word, n) == 0 && (row->id[n] == '\0' || row->id[n] == '-');
}

/* Up to the first '-', as a new string; NULL when memory ran out. */
static const char *family_of(const char *id, struct arena *home)
{
    size_t n = strcspn(id, "-");
    char *copy = arena_take_array(home, char, n + 1);
    if (copy != NULL)
        memcpy(copy, id, n);
    return copy;
}

const char *cases_nearest(const struct bind_list *rows, const char *word, struct arena *home)
{
    const struct cases_row *row = rows->items;
    size_t n = 2 * rows->count;
    const char **names = arena_take_array(home, const char *, n + 1);
    for (size_t i = 0; names != NULL && i < rows->count; i++) {
        names[2 * i] = row[i].id;
        names[2 * i + 1] = family_of(row[i].id, home);
        if (names[2 * i + 1] == NULL)
            return NULL;
    }
    const char *best = names != NULL ? near_best(word, names, n) : NULL;
    const char *family = names != NULL && best == NULL ? family_of(word, home) : NULL;
    return family != NULL ? near_best(family, names, n) : best;
}

const char *cases_next_setting(const char **rest, struct arena *home)
{
    const char *from = *rest + strspn(*rest, " ;");
    size_t n = strcspn(from, ";");
    *rest = from + n;
    while (n > 0 && from[n - 1] == ' ')
        n--;
    char *copy = n > 0 ? arena_take_array(home, char, n + 1) : NULL;
    if (copy != NULL)
        memcpy(copy, from, n);
    return copy;
}
