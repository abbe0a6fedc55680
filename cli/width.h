/* width.h - how precise a run is while it goes on: half the 95 % interval that progress shows.
 *
 * Of what --until asks for; else of the promise over the whole, which is counted replication by
 * replication, so that those which are complete can be read while others run.
 */
#ifndef CLI_WIDTH_H
#define CLI_WIDTH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/progress.h"

struct run;

struct width {
    struct run *run;
    size_t measure, place; /* of the promise, in the catalog */
    uint32_t whole;        /* replications that are complete; struct replicate_order sets it */
    double looked_s;       /* on the clock of progress_now_s() */
    struct progress_width last;
    bool is_known; /* last says something */
};

/* From now on progress tells it. Does nothing for a form of progress that tells nothing. */
void width_begin(struct width *w, struct run *r, struct progress *progress);

#endif
