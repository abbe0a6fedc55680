#include "sim/base/table.h"

#include <string.h>

#include "sim/base/arena.h"
#include "sim/base/bug.h"

enum { TABLE_FIRST_ROWS = 16 };

void table_init(struct table *t, struct arena *home, const char *name,
                const struct table_column *columns, size_t n_columns)
{
    BUG_IF(n_columns == 0);
    *t = (struct table){.name = name, .columns = columns, .n_columns = n_columns, .home = home};
}

/* Doubles, so n rows cost O(n); the arena extends the newest table in place. */
static bool make_room(struct table *t)
{
    if (t->failed || t->n_rows < t->row_capacity)
        return !t->failed;
    size_t row_bytes = t->n_columns * sizeof *t->cells;
    size_t rows = t->row_capacity != 0 ? t->row_capacity * 2 : TABLE_FIRST_ROWS;
    struct table_cell *cells = NULL;
    if (rows <= SIZE_MAX / row_bytes)
        cells = arena_extend(t->home, t->cells, t->row_capacity * row_bytes, rows * row_bytes);
    t->failed = cells == NULL;
    if (t->failed)
        return false;
    t->cells = cells;
    t->row_capacity = rows;
    return true;
}

struct table_cell *table_add_row(struct table *t)
{
    if (!make_room(t))
        return NULL;
    struct table_cell *row = t->cells + t->n_rows++ * t->n_columns;
    for (size_t i = 0; i < t->n_columns; i++)
        row[i] = (struct table_cell){.is_missing = true};
    return row;
}

const struct table_cell *table_row(const struct table *t, size_t row)
{
    BUG_IF(row >= t->n_rows);
    return t->cells + row * t->n_columns;
}

/* n_columns when there is none. Mostly it is the very literal, which the linker keeps once, so
 * addresses are compared first. */
static size_t find_column(const struct table *t, const char *name)
{
    size_t i = 0;
    while (i < t->n_columns && t->columns[i].name != name)
        i++;
    if (i < t->n_columns)
        return i;
    for (i = 0; i < t->n_columns && strcmp(t->columns[i].name, name) != 0;)
        i++;
    return i;
}

bool table_has(const struct table *t, const char *name)
{
    return find_column(t, name) < t->n_columns;
}

size_t table_column_index(const struct table *t, const char *name)
{
    size_t i = find_column(t, name);
    BUG_IF(i == t->n_columns);
    return i;
}

const struct table_cell *table_at(const struct table *t, size_t row, const char *name)
{
    return table_row(t, row) + table_column_index(t, name);
}
