/* metric.h - the numbers of a system that can be reported: one row each with name, unit and
 * definition in both languages.
 *
 * A metric is a ratio of words of a record (count.h), summed over replications; estimates and
 * intervals are made elsewhere. Some need an index: a wait asked for, a station, the nth
 * person, a number of people inside.
 */
#ifndef QUEUE_METRIC_H
#define QUEUE_METRIC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "models/queue/count.h"

/* Whose words the numerator stands in, and what the index means. */
enum metric_scope {
    METRIC_USE,         /* of one use, or of all together                              */
    METRIC_USE_WAIT,    /* the same; index: wait asked for, 0 = the target             */
    METRIC_DAY,         /* of the day                                                  */
    METRIC_DAY_OVER,    /* the same; index: overtime asked for, from 1                 */
    METRIC_STATION,     /* index: station, from 1                                      */
    METRIC_FIRST,       /* index: nth person of the day, from 1                        */
    METRIC_FIRST_UP_TO, /* index: the first n people                                   */
    METRIC_STATE,       /* index: number inside the first station                      */
    METRIC_STATE_UP_TO  /* index: that number or fewer                                 */
};

enum { METRIC_TERMS = 3, METRIC_ALL_USES = -1, METRIC_END = -1 };

struct metric {
    const char *name, *unit;
    enum metric_scope scope;
    double scale;               /* of the ratio, to the unit */
    double quantile;            /* of waits, instead of a ratio; 0 = a ratio */
    bool is_complement;         /* 1 - ratio */
    bool is_per_day_word;       /* the denominator is a word of the day */
    int32_t over[METRIC_TERMS]; /* words added up, METRIC_END after the last */
    int32_t under[METRIC_TERMS];
    int32_t less;                        /* METRIC_USE_WAIT: taken off the denominator */
    int32_t quantile_word;               /* this replication's quantile */
    const char *meaning_ja, *meaning_en; /* definition with its denominator */
};

const struct metric *metric_all(size_t *n);

/* NULL when there is none of that name; *nearest the closest one, or NULL. */
const struct metric *metric_find(const char *name, const char **nearest);

/* Does the design count what the metric needs at this index? */
bool metric_is_counted(const struct metric *m, const struct design *d, int32_t index);

/* Numerator and denominator of one record. use: METRIC_ALL_USES or an index. Not for
 * quantiles. */
void metric_read(const struct metric *m, const struct design *d, const int64_t *record, int32_t use,
                 int32_t index, double *over, double *under);

/* The quantile of one record's own waits, in the unit; NaN when it has none. For quantiles
 * only: an estimate takes all waits pooled, these tell how far it may be off. */
double metric_own_quantile(const struct metric *m, const struct design *d, const int64_t *record,
                           int32_t use);

#endif
