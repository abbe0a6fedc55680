/* yardstick_first.h - the first customers of M/M/c that begins empty: how long each waits.
 *
 * X_k, the number that customer k finds, is a Markov chain: from m = X_k + 1 just after he came,
 * the next event is a departure with chance min(m, c) service / (rate + min(m, c) service) and
 * otherwise customer k + 1, until he comes. With n >= c others there he waits
 * (n - c + 1) / (c service) on average. Exact, no stationarity needed, so rate may exceed what
 * the servers can do. Rates and times in any one unit of time. */
#ifndef SIM_YARDSTICK_FIRST_H
#define SIM_YARDSTICK_FIRST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/base/arena.h"

/* wait[k] = expected wait of the customer with k before him, k < n; n >= 1, rate > 0,
 * service > 0 of one server, servers >= 1. Error 1e-12 relative for n up to 1e4; n*n/2 steps.
 * False when scratch has no memory for n + 1 numbers. Check: rate 1, service 1/0.9, one
 * server: the first 25 wait 2.124489 on average (exact chain); Law, Simulation Modeling and
 * Analysis, chapter 9, prints 2.12. Tested in tests/engine/test_yardstick_first.c. */
bool sim_yardstick_first_waits(double rate, double service, int32_t servers, double *wait, size_t n,
                               struct arena *scratch) MUST_CHECK;

/* *average = mean of those n waits; the same costs, n more numbers of scratch. */
bool sim_yardstick_first_average(double rate, double service, int32_t servers, size_t n,
                                 double *average, struct arena *scratch) MUST_CHECK;

#endif
