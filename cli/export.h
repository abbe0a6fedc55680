/* export.h - a results folder for office programs: one workbook, and CSV as they read it. */
#ifndef CLI_EXPORT_H
#define CLI_EXPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/frame.h"
#include "cli/stored.h"
#include "sim/base/attr.h"
#include "sim/output/cp932.h"
#include "sim/output/workbook.h"

struct export
{
    struct frame *frame;
    struct stored stored;
    struct table tables[STORED_TABLES_MAX]; /* those of the folder, and columns.csv at the end */
    size_t n_tables;
    const char *folder; /* in which excel and cp932 are made */
    /* the workbook */
    struct workbook_sheet sheets[WORKBOOK_SHEETS_MAX];
    size_t n_sheets;
    const char *charts; /* name of their sheet, the second; NULL where there are none */
    const char *book;   /* its path */
    /* CP932 */
    const char *list;         /* path of the account */
    size_t n_lost, n_other;   /* characters that could not be written, that read back otherwise */
    const char *lost, *other; /* which, each of them once */
};

/* Reads the folder and all its tables. false with everything said and *code set. */
bool export_open(struct frame *f, struct export *x, int *code) MUST_CHECK;

/* Each of them writes below x->folder. false with the error in the frame. */
bool export_workbook(struct export *x) MUST_CHECK;
bool export_csv(struct export *x) MUST_CHECK;
bool export_cp932(struct export *x) MUST_CHECK;

/* Fills x->sheets. false without memory. */
bool export_sheets(struct export *x) MUST_CHECK;

/* The table of that name, or NULL. */
const struct table *export_table(const struct export *x, const char *name);

/* The table without a column; the same where it has none such. NULL without memory. */
const struct table *export_without(const struct table *t, const char *column, struct arena *home);

/* The whole in a line a measure, and a line a ward with the measures that matter; NULL where
 * there are none. */
const struct table *export_whole(const struct export *x);
const struct table *export_wards(const struct export *x);

/* Charts of a sheet; *n is how many. */
const struct workbook_chart *export_charts(const struct export *x, const char *name,
                                           const struct table *t, size_t *n);

#endif
