/* remedy.h - what to do next about a verdict: how many more replications settle one that is
 * undecided, by which command a missed target is looked into.
 */
#ifndef PRESENT_REMEDY_H
#define PRESENT_REMEDY_H

#include <stdbool.h>
#include <stdint.h>

#include "cli/present/findings.h"
#include "cli/present/tables.h"
#include "sim/base/text.h"
#include "sim/experiment/interval.h"

enum { REMEDY_MOST = 10000 }; /* replications; what needs more is as good as on the target */

enum remedy {
    REMEDY_NONE,   /* met, or nobody came                                          */
    REMEDY_BEGIN,  /* no interval yet: PRECISION_FLOOR replications are the start  */
    REMEDY_MORE,   /* undecided, and more replications are expected to settle it   */
    REMEDY_CLOSE,  /* undecided, and REMEDY_MOST of them are not                   */
    REMEDY_CHANGE, /* missed: something has to be different                        */
};

/* What share (0..1) and its 95 % interval after n replications ask for. *all: replications in
 * all at which the nearer bound would reach the target if estimate and spread stayed what they
 * are; at least PRECISION_FLOOR; the difference to n is rounded up to tens, from 1,000 on to
 * hundreds. 0 where none are to be made. Checked by tests/present/test_remedy.c. */
enum remedy remedy_of(struct interval share, double target_share, uint32_t n, uint32_t *all);

/* Beside a verdict, in few words: あと約120回 ; about 120 more replications. Nothing for
 * REMEDY_NONE and REMEDY_CHANGE. */
void remedy_add_short(struct text *out, bool japanese, enum remedy r, uint32_t all, uint32_t n);

/* The sentence that stands before the commands, without its full stop. */
void remedy_add(struct text *out, bool japanese, enum remedy r, uint32_t all, uint32_t n);

/* Of all places that are undecided, in one sentence without its full stop: how many more
 * replications settle the last of them, and how many of them none settle. Nothing without such. */
void remedy_add_all(struct text *out, bool japanese, const struct findings *f,
                    const struct tables_about *about);

/* What the commands vary: ward as --ward and --set know it, or NULL; grid as for --grid, or NULL.
 * staff plans no joint centre. */
struct remedy_place {
    const char *ward, *grid;
    bool is_centre;
};

/* The commands, a line each. Nothing for REMEDY_NONE. */
void remedy_add_commands(struct text *out, const struct tables_about *about,
                         const struct remedy_place *place, enum remedy r, uint32_t all);

#endif
