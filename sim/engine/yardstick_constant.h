/* yardstick_constant.h - M/D/c: constant service times, exactly (outside the core).
 *
 * The station's service_rate is 1 / D. Rates are per one unit of time, times in that unit.
 * With load >= servers everybody waits for ever (probability 1, INFINITY). Sources: Crommelin
 * 1932 (from memory); Franx 2001, A simple solution for the M/D/c waiting time distribution,
 * OR Letters 29. Checked by tests/engine/test_yardstick_constant.c. */
#ifndef SIM_YARDSTICK_CONSTANT_H
#define SIM_YARDSTICK_CONSTANT_H

#include <stdbool.h>
#include <stddef.h>

#include "sim/base/arena.h"
#include "sim/base/attr.h"
#include "sim/engine/yardstick_erlang.h"

struct sim_yardstick_constant_measures {
    double wait_probability;
    double wait;    /* Wq */
    double waiting; /* Lq */
};

/* Crommelin's chain, the number of customers every D, through the roots z_k of z^c = e^{a(z-1)}
 * within the unit circle (z_0 = 1):
 *   Lq = c / 2(c - a) - (c + a) / 2 + sum_{k=1}^{c-1} 1 / (1 - z_k),
 *   P(W > 0) = 1 - (c - a) / prod_{k=1}^{c-1} (1 - z_k).
 * Absolute error of Lq 1e-14 c and of the probability 1e-14 (against 40 digits), so a wait rarer
 * than that is not told from 0. servers <= 5000. Cost: 1 us a server. Check: 6 servers, load 5.4,
 * D 1: Wq 0.62996630, P(W > 0) 0.72352522. May be called by any number of threads. */
struct sim_yardstick_constant_measures
sim_yardstick_constant_measures(struct sim_yardstick_station station);

/* The distribution: solve once, then ask. */
struct sim_yardstick_constant {
    struct sim_yardstick_station station;
    const double *over; /* P(more than i wait); lives in the arena */
    size_t count;       /* 0 when unstable                         */
};

/* P(i wait) from their generating function (z - 1) / (z^c - e^{a(z-1)}) * (c - a) *
 * prod (z - z_k) / (1 - z_k) on the unit circle, by fast Fourier transform. Takes at most 0.5 KB
 * / (1 - a/c) and 16 bytes a server from the arena, which has to outlive *m; false when it has no
 * memory. servers <= 1000, and 1 - a/c at least 1e-5 unless negative. Cost: 10 ns * servers *
 * count, such as 6 ms for 1000 servers with load 950. Not to be called by two threads at once:
 * GSL's error handler is switched off meanwhile and restored. */
bool sim_yardstick_constant_solve(struct arena *a, struct sim_yardstick_station station,
                                  struct sim_yardstick_constant *m) MUST_CHECK;

/* P(wait > t), t >= 0, by Franx: with k the least whole number above t / D and y = lambda
 * (k D - t), P(wait <= t) is the sum over j < k c of the Poisson probability e^-y y^j / j! times
 * P(at most k c - 1 - j wait). Absolute error 1e-12. Cost: 0.5 us for 10 servers, 13 us for 1000.
 * For one server it is Erlang's M/D/1: P(wait <= 1/2) = 0.29836494 for rate 0.8, D 1. */
double sim_yardstick_constant_wait_over(const struct sim_yardstick_constant *m, double t);

/* The least t with P(wait <= t) >= p, 0 < p < 1; 0 when few enough wait. Error of p 1e-12. Cost:
 * 60 times that of wait_over. Check: 0.9 of 6 servers, load 5.4, D 1: 1.66479. */
double sim_yardstick_constant_wait_quantile(const struct sim_yardstick_constant *m, double p);

#endif
