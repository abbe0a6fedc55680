/* journeys.h - the journeys that a journal kept, as a table and as text to read. */
#ifndef PRESENT_JOURNEYS_H
#define PRESENT_JOURNEYS_H

#include <stdbool.h>

#include "models/ward/journal.h"
#include "models/ward/scenario.h"
#include "sim/base/table.h"
#include "sim/base/text.h"

/* One row a step: person, use, ward (whose people he belongs to), site (where it happens),
 * at (to the microsecond, with the offset of Japan), step, value, unit. The journal is
 * sorted. When memory runs out the table says failed. */
void journeys_tabulate(const struct journal *j, const struct scenario_data *d, struct arena *home,
                       struct table *out);

/* A paragraph a person: his name and what he comes for, then a line a step. Steps that are
 * known by their day only, and what is decided as a day begins, stand without a time; seconds
 * are cut, not rounded. */
void journeys_print(const struct journal *j, const struct scenario_data *d, bool japanese,
                    struct text *out);

#endif
