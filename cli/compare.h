/* compare.h - what changes from one policy to another: the numbers behind `madosim compare`.
 *
 * The first trial is the baseline, and all met the same public. A difference has two intervals:
 * one that holds for itself, and one that holds for all differences of the family at once
 * (Bonferroni): key measures x places x policies. Only the second may be claimed.
 */
#ifndef CLI_COMPARE_H
#define CLI_COMPARE_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/trial.h"
#include "sim/base/attr.h"
#include "sim/base/table.h"
#include "sim/experiment/best.h"
#include "sim/experiment/sample.h"

enum { COMPARE_MOST = 8, COMPARE_KEYS = 16 };
#define COMPARE_LEVEL 0.95

enum compare_verdict {
    COMPARE_OPEN, /* no difference is shown                            */
    COMPARE_BETTER,
    COMPARE_WORSE,
    COMPARE_SAME,    /* in every replication                              */
    COMPARE_CHANGED, /* shown, of a measure that is neither good nor bad  */
    COMPARE_NONE     /* not of the family: nothing is claimed             */
};

/* One measure at one place: b against a. */
struct compare_item {
    size_t policy, measure, place; /* indices of the baseline's catalog */
    struct interval a, b;
    struct sample_difference one, all; /* alone, and together with its family */
    enum compare_verdict verdict;
};

struct compare {
    const struct frame *frame;
    struct trial *trials; /* the baseline first */
    size_t n_trials;
    uint32_t replications;
    const struct flat_change *changes[COMPARE_MOST]; /* against the baseline */
    size_t n_changes[COMPARE_MOST];
    struct compare_item *items;     /* by policy, place, measure */
    size_t n_items, family;         /* family: differences that hold at once */
    struct best best[COMPARE_MOST]; /* of the promise, over the whole; with 2 trials or more */
    struct table table;             /* `difference` */
};

/* Fills everything but the trials. false when memory ran out. */
bool compare_make(struct compare *c, struct arena *home) MUST_CHECK;

/* NULL when there is none. */
const struct compare_item *compare_find(const struct compare *c, size_t policy, size_t place,
                                        const char *measure);

/* What may be said of a difference: all is the interval that holds together with its family.
 * key NULL: nothing but that it is exactly zero. */
enum compare_verdict compare_judge(const struct sample_difference *one,
                                   const struct sample_difference *all, const struct run_key *key);

const char *compare_verdict_key(enum compare_verdict v);

/* For a terminal, at most 80 columns wide; or one JSON object. */
void compare_print(const struct compare *c, struct text *out);
void compare_print_json(const struct compare *c, struct text *out);

#endif
