/* queue_load.h - the fluid check of a system: the work people bring against the counters that
 * are there, both counted in counters. Where the work is not below them a line only grows.
 *
 * The people are those who came in the run, refused or not; the work is their mean service
 * time, not what was drawn.
 */
#ifndef PRESENT_QUEUE_LOAD_H
#define PRESENT_QUEUE_LOAD_H

#include <stdbool.h>
#include <stdint.h>

#include "models/queue/design.h"
#include "models/queue/setup.h"
#include "sim/experiment/replicate.h"

struct queue_load {
    double work, counters; /* counters that the work keeps busy; counters on duty, mean */
    int32_t from_s, to_s;  /* of a peak: time of day */
};

/* People of a use from 0 expected on a day, before anything is run; NaN where it depends on
 * how long they wait (people who come back from away). The day factor is 1 on average. */
double queue_load_people(const struct design *d, int32_t use);

/* Their work at the first station and its counters, over the opening hours; people who join
 * again come in, retries do not. */
struct queue_load queue_load_expected(const struct design *d, const struct setup_data *data,
                                      int32_t use);

/* Over the time that is counted, at a station from 0. */
struct queue_load queue_load_of(const struct design *d, const struct setup_data *data,
                                const struct replicate_result *result, int32_t station);

/* The half hour of opening in which the work is greatest against the first station's counters;
 * false when half hours are not counted, or nobody came. All uses count as alike long. */
bool queue_load_peak(const struct design *d, const struct setup_data *data,
                     const struct replicate_result *result, struct queue_load *peak);

#endif
