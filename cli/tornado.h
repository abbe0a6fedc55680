/* tornado.h - what a scenario assumes, one assumption at a time at both ends of its range: which
 * of them move the answer.
 *
 * It is a sweep: point 0 is the scenario, points 1 + 2i and 2 + 2i are the low and the high end
 * of assumption swept[i]. Differences are to the scenario, of the same replications.
 */
#ifndef CLI_TORNADO_H
#define CLI_TORNADO_H

#include "cli/assumption.h"
#include "cli/present/verdict.h"
#include "cli/sweep.h"
#include "sim/base/attr.h"

struct tornado {
    struct sweep *sweep;
    struct assumption *all; /* in the order of the scenario */
    size_t n_all;
    size_t *swept; /* indices of all; the one with the largest effect first once made */
    size_t *first; /* [n_swept] number of its low end */
    size_t n_swept;
    struct table table;
};

/* Reads what the scenario assumes, without running anything, and tries whether it may be so.
 * false when memory ran out. */
bool tornado_read(struct sweep *s, struct tornado *t) MUST_CHECK;

/* Makes the points of the sweep. false when memory ran out. */
bool tornado_plan(struct tornado *t) MUST_CHECK;

/* Differences, the order and the table. false when memory ran out. */
bool tornado_make(struct tornado *t) MUST_CHECK;

/* The promise over the whole at a point. */
enum verdict tornado_verdict(const struct tornado *t, size_t point);

/* For a terminal, at most 80 columns wide; or one JSON object. */
void tornado_print(const struct tornado *t, struct text *out);
void tornado_print_json(const struct tornado *t, struct text *out);

/* path: why, of what is not swept; with --samples, too. */
void tornado_add_left(const struct tornado *t, size_t most, struct text *out);

#endif
