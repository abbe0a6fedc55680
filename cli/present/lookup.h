/* lookup.h - reads the tables of a run: one number, one interval, the list of sites.
 *
 * A missing cell is NaN or "", never 0: an hour in which nobody came has no wait.
 */
#ifndef PRESENT_LOOKUP_H
#define PRESENT_LOOKUP_H

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/base/table.h"
#include "sim/experiment/interval.h"

#define LOOKUP_CITY "141003" /* site_code of the rows for the whole city */

/* A number, an interval that is not known. NAN itself is a float. */
#define LOOKUP_UNKNOWN ((double)NAN)
#define LOOKUP_NO_INTERVAL ((struct interval){LOOKUP_UNKNOWN, LOOKUP_UNKNOWN, LOOKUP_UNKNOWN})

struct lookup_site {
    const char *code, *name;
};

/* Any kind of number in (row, column); NaN when missing. A text column is a bug. */
double lookup_number(const struct table *t, size_t row, const char *column);
int32_t lookup_int(const struct table *t, size_t row, const char *column); /* 0 when missing */
bool lookup_is_missing(const struct table *t, size_t row, const char *column);
const char *lookup_text(const struct table *t, size_t row, const char *column);
bool lookup_is(const struct table *t, size_t row, const char *column, const char *text);

/* estimate column with ci_lo and ci_hi. */
struct interval lookup_interval(const struct table *t, size_t row, const char *estimate);

/* The row of (site, access, metric) in the table summary; all NaN when there is none. */
struct interval lookup_summary(const struct table *summary, const char *code, const char *access,
                               const char *metric);

/* Month of a `month` cell, a date or the text "2020-06", as civil_month_index(); -1 when
 * missing or not a month. */
int32_t lookup_month(const struct table *t, size_t row);

/* The sites other than the whole city in order of first appearance; sites has room for
 * n_rows. Returns how many. O(rows * sites). */
size_t lookup_sites(const struct table *t, struct lookup_site *sites);

/* What the page calls "the whole": the city's rows, or the only site of a run without. */
struct lookup_site lookup_whole(const struct table *summary);

#endif
