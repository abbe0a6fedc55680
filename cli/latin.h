/* latin.h - what a scenario assumes, all at once within the ranges: how far the answer moves, and
 * whether data or runs would make it firmer.
 *
 * It is a sweep whose points are samples of a Latin hypercube; every sample meets a public of its
 * own, so that chance and assumptions can be told apart.
 */
#ifndef CLI_LATIN_H
#define CLI_LATIN_H

#include "cli/tornado.h"
#include "sim/base/attr.h"
#include "sim/experiment/split.h"

struct latin {
    struct tornado *tornado;
    size_t refused;       /* samples that no scenario can have */
    double **x;           /* [swept][point]: values, as they were set */
    double *y;            /* [point]: estimate of the measure asked about */
    struct split split;   /* of it */
    struct interval met;  /* share of samples that keep the promise */
    size_t n_met, judged; /* how many do, of how many */
    double *rank;         /* [swept]: rank correlation with the measure */
    size_t *order;        /* of swept: the strongest first */
    struct table table;
};

/* Draws the samples. false when memory ran out. */
bool latin_plan(struct latin *l, struct tornado *t) MUST_CHECK;

/* What they say. false when memory ran out. */
bool latin_make(struct latin *l) MUST_CHECK;

/* Mean, and the values that 5 % and 95 % of the samples are below; NaN without any. */
struct interval latin_spread(const struct latin *l, size_t m);

/* For a terminal, at most 80 columns wide; or one JSON object. */
void latin_print(const struct latin *l, struct text *out);
void latin_print_json(const struct latin *l, struct text *out);

#endif
