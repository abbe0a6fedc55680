/* precision.h - when a run is long enough: sequential stopping at a half width.
 *
 * The rule (Chow & Robbins 1965; Law, Simulation Modeling and Analysis, chapter 9): go on until
 * the half width of the interval is at most the one asked for, looked at from a floor of
 * replications on and given up at a cap. A relative half width g is reached when
 * half / |estimate| <= g / (1 + g), so that the estimate is within g of the truth, not of
 * itself. Whoever stops when an interval looks good stops a little too early: the numbers are
 * to be published from a run of that fixed length and another seed.
 *
 * Checked by tests/experiment/test_precision.c; reference cases ST-03.
 */
#ifndef EXPERIMENT_PRECISION_H
#define EXPERIMENT_PRECISION_H

#include <stdbool.h>
#include <stdint.h>

#include "sim/experiment/interval.h"

enum { PRECISION_FLOOR = 30, PRECISION_STEP = 10 };

struct precision {
    double half_width; /* above 0; a share of the estimate, or in its own unit */
    bool is_relative;
};

/* Is the interval narrow enough? Not when it is not known. */
bool precision_is_reached(const struct precision *p, struct interval i);

/* The least number of replications, at least n, at which the rule would hold if their spread
 * stayed what n of them showed; UINT32_MAX when that cannot be told, or is beyond `most`. */
uint32_t precision_needed(const struct precision *p, struct interval i, double level, uint32_t n,
                          uint32_t most);

/* The next length to look at after n replications that do not suffice: PRECISION_FLOOR first,
 * then by steps of PRECISION_STEP, straight to most of what is needed by present knowledge, or
 * twice as far where that is out of reach; never beyond `most`, and not to just below it. A
 * function of the numbers alone, so a run ends at the same length on any machine. */
uint32_t precision_next(const struct precision *p, struct interval i, double level, uint32_t n,
                        uint32_t most);

#endif
