/* measures.h - the numbers we report: one row each with name, unit, definition and
 * denominator in both languages. Estimates and intervals are made from the rows by
 * cli/present/tables.c.
 */
#ifndef WARD_MEASURES_H
#define WARD_MEASURES_H

#include <stdbool.h>
#include <stddef.h>

#include "models/ward/tally.h"

enum measure_kind {
    MEASURE_TOTAL,   /* mean over replications of the numerator's total     */
    MEASURE_RATIO,   /* ratio of totals: sum(numerator) / sum(denominator)  */
    MEASURE_QUANTILE /* quantile of pooled waits                            */
};

/* Where a measure has a meaning. */
enum measure_place {
    MEASURE_EVERYWHERE,
    MEASURE_AT_HOME, /* of people at the ward that they belong to: not at a joint centre */
    MEASURE_BY_PHONE /* where people book, and only when there is a phone line */
};

enum { MEASURE_NONE = -1 };

struct measure {
    const char *name, *unit;
    int digits;
    enum measure_kind kind;
    enum measure_place place;
    bool is_site;     /* words of enum tally_site: no booked and walk_in rows */
    int numerator[2]; /* words added up; MEASURE_NONE = no second */
    int denominator;
    double scale;                                  /* numerator x scale */
    double quantile;                               /* MEASURE_QUANTILE: 0..1 */
    const char *name_ja, *meaning_ja, *meaning_en; /* definition with its denominator */
};

/* All measures; *n is their number. */
const struct measure *measures_all(size_t *n);

#endif
