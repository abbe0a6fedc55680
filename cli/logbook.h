/* logbook.h - what was done when: log.jsonl of a results folder, INDEX.csv over all of them.
 *
 * Both are for people and hold times, so no digest covers them and nothing is made from them.
 */
#ifndef CLI_LOGBOOK_H
#define CLI_LOGBOOK_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/frame.h"
#include "cli/run.h"
#include "sim/base/attr.h"
#include "sim/output/manifest.h"

enum { LOGBOOK_MOST = 2000 }; /* results that are looked at */

struct logbook_entry {
    const char *folder;
    struct manifest_origin origin;
};

/* The results folders below a folder, two levels deep, the newest first. NULL when memory ran out
 * or there are none; *n is how many. */
const struct logbook_entry *logbook_find(const char *top, struct arena *home, size_t *n) MUST_CHECK;

/* Adds a line to the log of r->folder: what was done, with which command, how long it took. */
bool logbook_add(struct run *r, const char *event) MUST_CHECK;

/* Writes results/INDEX.csv anew, for Excel: one line for each results folder below results. Does
 * nothing for a folder elsewhere. Checked by tests/cli/results_index. */
bool logbook_index(struct run *r) MUST_CHECK;

/* Can the run be made again from here: is it complete, is its scenario there? Else says why not. */
bool logbook_can_repeat(const struct frame *f, const char *folder,
                        const struct manifest_origin *o) MUST_CHECK;

/* Says which results are below a folder that is none itself, or that a file has to be run first;
 * how to get results when there are none. */
void logbook_hint(const struct frame *f, const char *folder);

#endif
