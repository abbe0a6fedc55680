/* swept.h - what `sweep --assumptions` found about the scenario of a run, for its page.
 */
#ifndef CLI_SWEPT_H
#define CLI_SWEPT_H

#include "cli/present/swings.h"
#include "cli/run.h"
#include "sim/base/attr.h"

/* Reads such a table; false when it is none, or of another scenario, seed or program. Tables of r
 * are made. */
bool swept_read(const struct run *r, const char *path, struct table *table,
                struct swings *out) MUST_CHECK;

/* What lies in the folder of r, or NULL when there is nothing, or it is of another run. */
const struct swings *swept_here(const struct run *r);

/* Puts the table into the folder of r, so that every page of it knows. false with the error in the
 * frame of r. */
bool swept_put(struct run *r, const struct table *table) MUST_CHECK;

#endif
