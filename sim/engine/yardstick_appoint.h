/* yardstick_appoint.h - a day of appointments, exactly: one server, exponential service, people
 * who are punctual or do not come at all.
 *
 * n, the number present, goes through a slot person by person, n -> n + Bernoulli(show), and
 * between slots falls by Poisson(service * time), stopped at 0. Then with N booked
 *   E[wait of a person who comes] = E[n found] / service
 *   E[makespan] = last slot + E[n after it] / service
 *   E[idle]     = E[makespan] - N show / service
 * A schedule is a list of slots, so individual, block, single-block and Bailey-Welch
 * appointments (Bailey 1952; Welch & Bailey 1952, cited from memory) differ by data alone.
 * The server begins at time 0 and is there until the last slot at least, even if nobody comes.
 * Rates and times in any one unit of time. */
#ifndef SIM_YARDSTICK_APPOINT_H
#define SIM_YARDSTICK_APPOINT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/base/arena.h"

struct sim_yardstick_appoint_slot {
    double time;    /* >= 0, ascending; equal times are one slot in two rows */
    int32_t people; /* booked, >= 0 */
};

struct sim_yardstick_appoint {
    double total_wait; /* expected, of all who come together */
    double mean_wait;  /* the same over those expected to come; NaN when nobody is */
    double makespan;   /* expected end of the last service, or the last slot if later */
    double idle;       /* expected, from time 0 to the makespan */
    double overtime;   /* expected part of the makespan after `end` */
    double chance;     /* P(makespan > end) */
};

/* Fills *out for slots >= 1 rows; service > 0, 0 <= show <= 1, end >= 0. wait, if not NULL, has
 * room for all people booked: expected wait of each if he comes, in the order of the rows.
 * Error 1e-11 relative up to some thousand people. Steps: for each slot the people booked so
 * far times the services that fit between two slots. False when scratch has no memory for one
 * number a person.
 * Check: 10 people, slots 10 apart, service 0.1, all come: total wait 105.945395, makespan
 * 118.143941, overtime past 100 19.395041 (computed independently by the same recursion); the
 * second waits 10/e by hand. Tested in tests/engine/test_yardstick_appoint.c. */
bool sim_yardstick_appoint_solve(const struct sim_yardstick_appoint_slot *slot, size_t slots,
                                 double service, double show, double end, struct arena *scratch,
                                 double *wait, struct sim_yardstick_appoint *out) MUST_CHECK;

#endif
