/* ask.h - measures and places as people write them: `wait.p90`, `青葉:wait_p90`.
 */
#ifndef CLI_ASK_H
#define CLI_ASK_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/run.h"
#include "sim/base/attr.h"

/* [PLACE:]MEASURE, a dot as good as an underscore; without a place, the whole. option: named in
 * the message. false with one mistake in r->frame.err, and what was meant. */
bool ask_measure(struct run *r, const struct run_catalog *all, const char *option,
                 const char *written, size_t *measure, size_t *place) MUST_CHECK;

/* The place of the same code and access in another catalog; n_places when there is none. */
size_t ask_place_like(const struct run_catalog *all, const struct run_place *p);

#endif
