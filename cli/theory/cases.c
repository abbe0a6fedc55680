#include "cli/theory/cases.h"

#include <string.h>

#include "sim/base/arena.h"
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
#define REAL_OR_NOT(member) \
    { \
        .name = #member, .kind = BIND_REAL, .is_optional = true, .offset = offsetof(R, member), \
        .least = -1e12, .most = 1e12 \
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
    REAL_OR_NOT(error),
    REAL_OR_NOT(tolerance),
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
    REAL_OR_NOT(scale),
    REAL_OR_NOT(offset),
    PICKED_OR_NOT(precision, "precision", precisions),
    PICKED_OR_NOT(is_quick, "quick", answers),
    COLUMN(R, source, "source", BIND_TEXT, 0, 0),
    TEXT_OR_NOT(note, "note"),
};
static const struct series_shape shape = SHAPE(columns, R);

/* A formula or a simulation, or both; information may stand alone. */
static void check_row(const struct cases_row *row, struct err *e)
{
    bool has_form = row->formula != NULL, has_run = row->scenario != NULL;
    if (!has_form && !has_run && row->kind != CASES_INFORMATION)
        err_add(e, ERR_KEY_MISSING, row->at, "formula", row->id);
    if (has_run && row->metric == NULL)
        err_add(e, ERR_KEY_MISSING, row->at, "metric", row->id);
    if (row->kind == CASES_SIMULATED && row->error <= 0)
        err_add(e, ERR_KEY_MISSING, row->at, "error", row->id);
}

bool cases_read(const char *path, struct arena *home, struct bind_list *rows, struct err *e)
{
    if (!series_read(path, &shape, home, rows, e))
        return false;
    struct cases_row *row = rows->items;
    for (size_t i = 0; i < rows->count; i++) {
        check_row(&row[i], e);
        if (!(row[i].scale < 0 || row[i].scale > 0))
            row[i].scale = 1;
    }
    return !err_is_set(e);
}

bool cases_is_chosen(const struct cases_row *row, const char *word)
{
    size_t n = strlen(word);
    return strncmp(row->id, word, n) == 0 && (row->id[n] == '\0' || row->id[n] == '-');
}

const char *cases_nearest(const struct bind_list *rows, const char *word, struct arena *home)
{
    const struct cases_row *row = rows->items;
    const char **names = arena_take_array(home, const char *, rows->count + 1);
    for (size_t i = 0; names != NULL && i < rows->count; i++)
        names[i] = row[i].id;
    return names != NULL ? near_best(word, names, rows->count) : NULL;
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
