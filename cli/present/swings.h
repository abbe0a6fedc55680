/* swings.h - which assumptions could flip the verdict: what a sweep of the assumptions found, each
 * at both ends of its range, against the verdict of a run.
 *
 * The sweep has few replications, the run many. So an end counts as flipping the verdict only where
 * its own interval decides, and decides otherwise than the run; an end that decides nothing is said
 * to decide nothing.
 */
#ifndef PRESENT_SWINGS_H
#define PRESENT_SWINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/present/tables.h"
#include "cli/present/verdict.h"
#include "sim/base/attr.h"
#include "sim/base/table.h"
#include "sim/base/text.h"

#define SWINGS_FILE "assumptions.csv" /* in a results folder */

/* In the order in which they concern a reader. */
enum swing_kind {
    SWING_FLIPS,   /* at an end the verdict is another one                       */
    SWING_BLURS,   /* at an end these replications decide nothing, the run does  */
    SWING_UNTRIED, /* no range that can be tried: nothing is known               */
    SWING_FIRM,    /* the same verdict at both ends                              */
    SWING_KINDS
};

struct swing_end {
    const char *set_to; /* "4 min" */
    enum verdict promise;
};

struct swing {
    const char *setting; /* uses.renewal.service.mean */
    enum swing_kind kind;
    struct swing_end ends[2]; /* low, high; not of SWING_UNTRIED */
};

struct swings {
    const char *run_id;    /* of the scenario as it is, "" when there is no row */
    uint32_t replications; /* of each end */
    enum verdict now;      /* what the run says */
    struct swing *items;
    size_t n, count[SWING_KINDS];
};

/* Columns of the table that `sweep --assumptions` makes. */
const struct table_column *swings_columns(size_t *n);

/* What the table says beside the verdict of the run. false when memory ran out. Texts are those of
 * the table. Checked by tests/present/test_swings.c. */
bool swings_read(const struct table *t, enum verdict now, struct arena *home,
                 struct swings *out) MUST_CHECK;

/* One sentence or two: how many assumptions could flip the verdict, which and where to, and what
 * is not known. NULL: nobody has looked. */
void swings_add(struct text *out, bool japanese, const struct swings *s);

/* Of the assumption at path, a mapping or a value, in few words; nothing when it is not there. */
void swings_add_short(struct text *out, bool japanese, const struct swings *s, const char *path);

/* Of the value at the path, else of the values of that mapping the one that concerns a reader most;
 * SWING_KINDS: nothing is known of any. */
enum swing_kind swings_kind(const struct swings *s, const char *path);

/* The commands that look, a line each. */
void swings_add_commands(struct text *out, bool japanese, const struct tables_about *about);

#endif
