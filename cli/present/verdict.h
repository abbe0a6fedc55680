/* verdict.h - whether a promise is kept, from the interval and never from the estimate.
 *
 * met only if the lower bound reaches the target, missed only if the upper bound stays
 * below it; everything else is open, also an interval that is not known.
 */
#ifndef PRESENT_VERDICT_H
#define PRESENT_VERDICT_H

#include <stdbool.h>

#include "sim/experiment/interval.h"

enum verdict {
    VERDICT_NONE, /* nothing to judge: nobody came */
    VERDICT_MET,
    VERDICT_OPEN,
    VERDICT_MISSED
};

/* share: of waits within the promised time, 0..1. NaN bounds are unknown bounds.
 * Checked  tests/present/test_verdict.c at, just below and just above the target. */
enum verdict verdict_of(struct interval share, double target_share);

const char *verdict_key(enum verdict v); /* "met", "open", "missed", ""  : for tables  */
const char *
verdict_word(enum verdict v,
             bool japanese); /* 達成, 判定保留, 未達, データなし; met, undecided, missed */
const char *verdict_glyph(enum verdict v); /* ○ △ × ―                                     */

#endif
