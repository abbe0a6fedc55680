/* until.h - `run --until half_width=1% --of MEASURE`: what has to be how precise, and when it is.
 */
#ifndef CLI_UNTIL_H
#define CLI_UNTIL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/base/attr.h"
#include "sim/experiment/interval.h"
#include "sim/experiment/precision.h"

struct run;

enum { UNTIL_MOST = 1000 }; /* replications, unless -r says another cap */

struct until {
    bool is_on;
    struct precision want;
    size_t measure, place;   /* in the catalog */
    const char *name, *unit; /* of the measure */
    uint32_t goal;           /* replications of the stage under way */
    struct interval now;     /* of the measure, when it was looked at last */
    bool is_reached;
};

/* Reads --until and --of, once the scenario is read. false with the exit code said and *code set
 * when they cannot be understood. */
bool until_read(struct run *r, int *code) MUST_CHECK;

/* Looks at what is done; the length of the next stage, or 0 when there is none: the precision is
 * reached, or the cap. */
uint32_t until_next(struct until *u, struct run *r);

/* How precise it is now, and at the cap how many more replications it would take. */
void until_tell(const struct until *u, const struct run *r);

#endif
