/* yardstick_retrial.h - telephone lines without a queue, where whoever finds all of them busy
 * tries again until he gets through.
 *
 * Poisson primary calls at `rate`, exponential service, and each of the n people in the orbit
 * tries again at rate `retry` whatever happened before (Falin & Templeton 1997, cited from
 * memory). Everybody gets through once, so with A attempts per primary call a share of 1 - 1/A
 * of all attempts is blocked, and A = 1 + retry E[orbit] / rate. Rates are per person, in any
 * one unit of time. */
#ifndef SIM_YARDSTICK_RETRIAL_H
#define SIM_YARDSTICK_RETRIAL_H

#include <stdbool.h>
#include <stdint.h>

#include "sim/base/arena.h"

/* Stationary values. When rate >= servers * service there are none: orbit and attempts are
 * +INFINITY, both chances 1. */
struct sim_yardstick_retrial {
    double orbit;           /* expected people who will try again */
    double blocked_primary; /* P(a first call is blocked): all lines busy */
    double blocked_any;     /* P(an attempt, first or later, is blocked) */
    double attempts;        /* expected attempts of one person */
};

/* One line, in closed form: with rho = rate / service, E[orbit] = rho / (1-rho) * (rho +
 * rate / retry), and all lines are busy for a share rho of the time. rate >= 0, service > 0,
 * retry > 0. Error 1e-15 / (1-rho). Check: rate 0.6, service 1, retry 0.5 gives 2.7, by hand.
 * Tested in tests/engine/test_yardstick_retrial.c. */
struct sim_yardstick_retrial sim_yardstick_retrial_one(double rate, double service, double retry);

/* Any number of lines >= 1: the chain of (busy lines, orbit) up to an orbit so large that the
 * chance of being there, times its size, is below 1e-13 of all. All steps add and multiply
 * positive numbers. Error 1e-10 relative while rate / (servers * service) <= 0.999. Cost:
 * servers * (orbit reached), which grows like rate / retry + 30 / (1 - rate / (servers *
 * service)), times 20 operations; the last time half of it again. False when scratch has no
 * memory for two numbers each of the orbit reached. Check: 5 lines, rate 4, service 1, retry 2
 * gives orbit 3.80013334, first call blocked 0.47545614, any attempt 0.65518034, attempts
 * 2.90006667 (computed independently from the balance equations). Tested in
 * tests/engine/test_yardstick_retrial.c. */
bool sim_yardstick_retrial_many(double rate, double service, int32_t servers, double retry,
                                struct arena *scratch,
                                struct sim_yardstick_retrial *out) MUST_CHECK;

#endif
