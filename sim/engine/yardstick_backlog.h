/* yardstick_backlog.h - bookings that wait for a place: each day some come, each day so many
 * are taken,
 *   B' = max(B + A - C, 0),  A Poisson with mean a a day, C whole,
 * the queue in bulk service, seen after each day; the same chain as M/D/c seen every service
 * time. Stationary law by Spitzer's identity:
 *   E[z^B] = exp(sum over j >= 1 of g_j (z^j - 1)),
 *   g_j = sum over l >= 1 of P(A_1 + ... + A_l - l C = j) / l,
 * so P(B=0) = exp(-sum g_j), E[B] = sum j g_j, and P(B=n) = sum j g_j P(B=n-j) / n, in which
 * everything is positive: no roots are sought, and nothing is lost with large C. The g_j are
 * Fourier coefficients of -ln(1 - e^(a(z-1)) z^-C) on a circle between 1 and the zero z0 > 1
 * of that bracket, where the trapezoid rule converges geometrically (Abate & Whitt 1992 invert
 * generating functions so; cited from memory, as Spitzer 1956). Unit of time: the day. */
#ifndef SIM_YARDSTICK_BACKLOG_H
#define SIM_YARDSTICK_BACKLOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/base/arena.h"

/* a / C at most this, or from 1 on; in between is a bug: the trapezoid rule would need
 * 100 / (1 - a / C) points and more. */
#define SIM_YARDSTICK_BACKLOG_LOAD 0.99999

struct sim_yardstick_backlog {
    double none; /* P(B = 0) */
    double mean; /* E[B], +INFINITY when a >= C */
};

/* Stationary values for arrivals a >= 0 a day and C = places >= 1 a day; a >= C gives none 0
 * and mean +INFINITY. Error 1e-12 + 1e-16 / (1 - a/C), relative. Cost: 80 / (1 - a/C) points, 0.1
 * microseconds each. Check: C = 10, a = 9.5: none 0.24915363, mean 7.95228842, P(B > 10)
 * 0.27938925, P(B > 20) 0.10102460 (computed independently from the chain). Tested in
 * tests/engine/test_yardstick_backlog.c. */
struct sim_yardstick_backlog sim_yardstick_backlog_mean(double arrivals, int32_t places);

/* more[k] = P(B > k), k < n; all 1 when a >= C. Error 1e-11 absolute. Cost:
 * n * (points as above) + n * n / 2. False when scratch has no memory for 2 n numbers. */
bool sim_yardstick_backlog_more(double arrivals, int32_t places, double *more, size_t n,
                                struct arena *scratch) MUST_CHECK;

#endif
