/* journey_name.h - what a person of a simulated city is called in a trace.
 *
 * A name says what makes his random numbers, so it is the same under every policy:
 *
 *   aoba-20200724-00013                  the holder of Aoba whose certificate expires on 24
 *                                        July 2020, number 13 of that day, from 0
 *   aoba-handover-20200727-00002         one of a use who first came, or asked, that day
 *   aoba-surge-mynapoint-20200727-00005  one of a surge
 */
#ifndef PRESENT_JOURNEY_NAME_H
#define PRESENT_JOURNEY_NAME_H

#include <stdbool.h>
#include <stdint.h>

#include "models/ward/journey.h"
#include "models/ward/scenario.h"
#include "sim/base/attr.h"
#include "sim/base/text.h"

/* Appends the name of the person to whom the step happens. */
void journey_name_print(const struct scenario_data *d, const struct journey_event *event,
                        struct text *out);

/* The person whom the name means, as journal_person() numbers him (whether or not he is
 * there in a replication); 0 when no person of the scenario can be called so. */
uint64_t journey_name_read(const struct scenario_data *d, const char *name,
                           struct arena *home) MUST_CHECK;

#endif
