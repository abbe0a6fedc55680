/* cover.h - people in shifts that cover what is needed, at the least cost: Dantzig's set covering
 * (1954), min c'x with Ax >= s and x whole.
 *
 * A column is one way to work a shift: which of the periods somebody on it is there, his breaks
 * taken off. Several columns belong to a shift that has its break now or then; they cost the same
 * and share its cap. GLPK solves it; no other file knows GLPK.
 *
 * GLPK has global state: call from one thread at a time. Nothing of it is left after a call.
 *
 * Checked by tests/experiment/test_cover.c: by hand, against trying every plan, a published day
 * around the clock, and what cannot be covered.
 */
#ifndef EXPERIMENT_COVER_H
#define EXPERIMENT_COVER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/base/attr.h"
#include "sim/base/err.h"

struct arena;

enum cover_state {
    COVER_LEAST,     /* covered, and nothing is cheaper; of plans that cost the same, one with the
                        fewest people as far as `nodes` allows */
    COVER_GOOD,      /* covered; `nodes` were not enough to show that nothing is cheaper */
    COVER_BARE,      /* no column covers a period in which somebody is needed */
    COVER_TOO_FEW,   /* every period has its columns, but not with so few people on the shifts */
    COVER_UNDECIDED, /* `nodes` were not enough to find a plan or to show that there is none */
};

struct cover_problem {
    size_t periods, columns, shifts; /* at least 1 each; columns * periods up to 2^24 */
    const int32_t *needed;           /* [periods] people, 0 or more                   */
    const uint8_t *covers;           /* [columns][periods] 1 where there, else 0      */
    const size_t *shift;             /* [columns], below `shifts`                     */
    const double *cost;              /* [shifts] of a person, 0 or more; the optimum is exact where
                                        costs are whole numbers with sums below 10^8  */
    const int32_t *most;             /* [shifts] people; negative: any number         */
    int32_t nodes;                   /* of the search tree, each solve; 0: 10000      */
    int32_t memory_mb;               /* GLPK may have; 0: 256                         */
};

struct cover_result {
    enum cover_state state;
    double cost;            /* of `people`; 0 without a plan                           */
    double bound;           /* nothing costs less; equals cost for COVER_LEAST         */
    const int32_t *people;  /* [columns]; 0 without a plan                             */
    const int32_t *covered; /* [periods] people there                                  */
    const int32_t *lacking; /* [shifts] COVER_TOO_FEW: people beyond `most` with whom it can be
                               done, the least in all; 0 else                          */
    const uint8_t *is_bare; /* [periods] COVER_BARE: 1 where needed and never covered  */
};

/* Arrays of *out live in home. false with ERR_NOMEM in *e where memory ran out, GLPK's too. The
 * same for the same problem and version of GLPK; no clock is read. Cost: some ms for 40 periods
 * and 40 columns. */
bool cover_solve(const struct cover_problem *p, struct arena *home, struct cover_result *out,
                 struct err *e) MUST_CHECK;

#endif
