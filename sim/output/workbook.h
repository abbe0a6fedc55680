/* workbook.h - tables as one .xlsx file, with libxlsxwriter.
 *
 * One sheet a table: numbers are numbers, dates dates, times of day fractions of a day, shares are
 * shown as per cent, missing cells are empty. Headings stand in both languages in one cell, so that
 * filters and pivots see one header line; it stays in sight, and is repeated on paper (A4, as wide
 * as the sheet). Text is text whatever it begins with. The same workbook gives the same bytes: the
 * time in it is the caller's. Checked: tests/output/test_workbook.c.
 */
#ifndef OUTPUT_WORKBOOK_H
#define OUTPUT_WORKBOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/base/attr.h"
#include "sim/base/err.h"
#include "sim/base/table.h"

enum {
    WORKBOOK_ROWS_MAX = 1048575, /* of a table */
    WORKBOOK_SHEETS_MAX = 24,
    WORKBOOK_NAME_MAX = 31 /* characters of a sheet's name, none of []:*?/\ */
};

/* Where the cell of column `by` is text or count, the cells of `column` have these colours. */
struct workbook_paint {
    const char *by, *column;
    const char *text; /* NULL: by is a column of counts */
    int64_t count;
    uint32_t fill, ink; /* 0xRRGGBB */
};

/* Rows from..to (from 0, both of them) of a column of the sheet's table. */
struct workbook_series {
    const char *name;   /* in the legend */
    const char *values; /* column */
    size_t from, to;
};

enum workbook_kind { WORKBOOK_BARS, WORKBOOK_COLUMNS, WORKBOOK_LINES };

/* Drawn by the spreadsheet from its own cells, on a sheet of charts. */
struct workbook_chart {
    enum workbook_kind kind;
    const char *title, *x, *y; /* names of the axes */
    const char *format;        /* of the values' axis, as in a spreadsheet: "0%" */
    const char *categories;    /* column; the first series says which rows */
    const struct workbook_series *series;
    size_t n_series;
};

/* A line above the table. */
struct workbook_fact {
    const char *name, *value;
};

struct workbook_sheet {
    const char *name;
    const struct table *table;
    size_t n_frozen; /* columns that stay in sight */
    const struct workbook_fact *facts;
    size_t n_facts;
    const struct workbook_paint *paints;
    size_t n_paints;
    const struct workbook_chart *charts;
    size_t n_charts;
};

struct workbook {
    const char *title, *author, *comment;
    const char *footer; /* on every page, left */
    int64_t created_s;  /* seconds since 1970-01-01 UTC */
    const char
        *charts; /* name of the sheet with all charts, the second; NULL where there are none */
    const struct workbook_sheet *sheets;
    size_t n_sheets;
};

/* Writes PATH, whole or not at all; its parts go through files in the system's folder for temporary
 * ones, and nothing but the error tells what goes wrong. false with ERR_WRITE or ERR_NOMEM. A table
 * with too many rows or a bad name of a sheet is a bug. Cost: about 1 s and 150 MB for a million
 * cells. */
bool workbook_write(const struct workbook *b, const char *path, struct err *e) MUST_CHECK;

#endif
