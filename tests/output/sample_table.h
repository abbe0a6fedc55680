/* sample_table.h - one small table with every kind of column, for the tests of writers. */
#ifndef TESTS_SAMPLE_TABLE_H
#define TESTS_SAMPLE_TABLE_H

#include "sim/base/arena.h"
#include "sim/base/civil.h"
#include "sim/base/table.h"
#include "tests/support/check.h"

static const struct table_column sample_columns[] = {
    {.name = "site", .kind = TABLE_TEXT, .name_ja = "区"},
    {.name = "date", .kind = TABLE_DATE, .name_ja = "日付"},
    {.name = "open_from", .kind = TABLE_CLOCK, .name_ja = "開始"},
    {.name = "served", .kind = TABLE_COUNT, .unit = "people", .name_ja = "受付数"},
    {.name = "wait_p90_min", .kind = TABLE_REAL, .digits = 1, .unit = "min", .name_ja = "待ち"},
    {.name = "note", .kind = TABLE_TEXT, .name_ja = NULL},
};

static inline void sample_row(struct table *t, const char *site, int64_t served, double wait,
                              const char *note)
{
    struct table_cell *row = table_add_row(t);
    assert_non_null(row);
    row[0] = table_text(site);
    row[1] = table_count(civil_from_date(2020, 7, 27));
    row[2] = table_count(8 * 3600 + 45 * 60);
    row[3] = table_count(served);
    row[4] = table_real(wait);
    row[5] = table_text(note);
}

/* Three rows; the last is missing in every cell. */
static inline void sample_table(struct table *t, struct arena *home)
{
    table_init(t, home, "sample", sample_columns, COUNT_OF(sample_columns));
    sample_row(t, "青葉", 1234, 35.25, "a,b");
    sample_row(t, "ｱｵﾊﾞ", 7, (double)NAN, "=1");
    assert_non_null(table_add_row(t));
}

#endif
