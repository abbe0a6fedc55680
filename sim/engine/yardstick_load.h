/* yardstick_load.h - offered load of a day: how many would be in service with servers for all.
 *
 *   m(t) = integral over u from 0 to t of rate(t-u) P(S > u) du,
 * the mean number in service at t in an infinite-server queue that begins empty at 0; that
 * number is Poisson (Eick, Massey & Whitt 1993, cited from memory). Rates are constant by
 * pieces, one after another from time 0; nobody comes after the last. Rates and times in any
 * one unit of time. Modified offered load staffs for m(t) as if it would stay (Jennings,
 * Mandelbaum, Massey & Whitt 1996, cited from memory). */
#ifndef SIM_YARDSTICK_LOAD_H
#define SIM_YARDSTICK_LOAD_H

#include <stdbool.h>
#include <stddef.h>

#include "sim/base/attr.h"

struct sim_yardstick_load_piece {
    double span; /* how long it lasts, > 0 */
    double rate; /* arrivals per unit of time, >= 0 */
};

/* P(S > u) of the service time S, u >= 0: falling from at most 1 to at least 0. */
typedef double sim_yardstick_load_survival(double u, const void *what);

/* Whole length of the pieces. */
double sim_yardstick_load_length(const struct sim_yardstick_load_piece *piece, size_t pieces);

/* Expected arrivals before t >= 0. */
double sim_yardstick_load_arrivals(const struct sim_yardstick_load_piece *piece, size_t pieces,
                                   double t);

/* *m = m(t) for any service, t >= 0; `what` is handed to survival. Error at most 1e-11 of the
 * arrivals before t, also where survival jumps: both ends of a piece are looked at, so no fall
 * between them is overlooked. 30 to 1000 calls of survival for each piece before t. False when GSL
 * has no memory. GSL's error handler is off meanwhile: one thread at a time. Check: constant
 * service of 3, rate 2 from 0 on, m(10) = 6 by hand. Tested in tests/engine/test_yardstick_load.c.
 */
bool sim_yardstick_load_at(const struct sim_yardstick_load_piece *piece, size_t pieces, double t,
                           sim_yardstick_load_survival *survival, const void *what,
                           double *m) MUST_CHECK;

/* m(t) for exponential service at rate `service` > 0: m' = rate - service m, solved piece by
 * piece. Error 1e-15 relative for each piece. Check: rate 2, service 0.5, m(2) = 4 (1 - 1/e)
 * by hand. Tested in tests/engine/test_yardstick_load.c. */
double sim_yardstick_load_exponential(const struct sim_yardstick_load_piece *piece, size_t pieces,
                                      double t, double service);

#endif
