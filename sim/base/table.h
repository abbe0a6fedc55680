/* table.h - results as columns with a name, a unit and a meaning: the hand-over from
 * estimates to every kind of output. Frozen once made.
 */
#ifndef BASE_TABLE_H
#define BASE_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/base/attr.h"

struct arena;

enum table_kind {
    TABLE_TEXT,  /* const char *, lives as long as the table   */
    TABLE_COUNT, /* int64_t                                     */
    TABLE_REAL,  /* double, written with `digits` decimals      */
    TABLE_ROUND, /* double, written with `digits` significant digits */
    TABLE_FLAG,  /* bool: yes or no                             */
    TABLE_DATE,  /* int64_t civil day, written as 2020-07-27    */
    TABLE_CLOCK  /* int64_t seconds after midnight, as 08:45    */
};

struct table_column {
    const char *name; /* snake_case, the unit in the name: wait_p90_min */
    enum table_kind kind;
    int digits;          /* TABLE_REAL and TABLE_ROUND only */
    const char *unit;    /* "min", "people", "1" (a share), "" */
    const char *name_ja; /* heading for people */
    const char *meaning_ja, *meaning_en;
};

struct table_cell {
    bool is_missing; /* written as an empty cell: missing, not 0 */
    union {
        int64_t count;
        double real;
        bool flag;
        const char *text;
    };
};

struct table {
    const char *name; /* file name without .csv */
    const struct table_column *columns;
    size_t n_columns, n_rows, row_capacity;
    struct table_cell *cells; /* row-major */
    struct arena *home;
    bool failed; /* memory ran out: rows are missing */
};

void table_init(struct table *t, struct arena *home, const char *name,
                const struct table_column *columns, size_t n_columns);
/* A new row of missing cells, to be filled in before the next is added (which may move
 * it); NULL when memory ran out. */
struct table_cell *table_add_row(struct table *t);
const struct table_cell *table_row(const struct table *t, size_t row);
/* Index of the named column; a name that is not there is a bug. */
size_t table_column_index(const struct table *t, const char *name);

/* Is there a column of that name? */
bool table_has(const struct table *t, const char *name);

/* Convenience for reading: the cell in (row, column name). */
const struct table_cell *table_at(const struct table *t, size_t row, const char *name);

static inline struct table_cell table_text(const char *s)
{
    return (struct table_cell){.text = s};
}
static inline struct table_cell table_count(int64_t n)
{
    return (struct table_cell){.count = n};
}
static inline struct table_cell table_flag(bool is_so)
{
    return (struct table_cell){.flag = is_so};
}
/* A value that is not finite becomes a missing cell. */
static inline struct table_cell table_real(double x)
{
    return (struct table_cell){.is_missing = !(x - x == 0), .real = x};
}

#endif
