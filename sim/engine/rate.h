/* rate.h - arrivals at a rate that changes during the day: a piecewise-constant rate and the
 * inverse of its cumulative.
 *
 * With S_1 < S_2 < ... the arrivals of a Poisson process of rate 1 (sums of -ln u), the
 * arrivals of the day are sim_rate_at(r, S_k) (Cinlar, Introduction to Stochastic Processes,
 * 1975): one uniform each, none inside a piece of rate 0, and no leap over a busy piece
 * from a quiet one. A day whose rates are all `factor` times as large has its kth arrival at
 * sim_rate_at(r, S_k / factor): the same people, earlier or later, so days under different
 * factors stay comparable person by person.
 */
#ifndef SIM_RATE_H
#define SIM_RATE_H

#include <stdint.h>

enum { SIM_RATE_PIECES = 128 };

/* One flat block without pointers: part of a compiled scenario. Only pieces in which
 * somebody may come are kept. */
struct sim_rate {
    int64_t pieces;
    int64_t from_us[SIM_RATE_PIECES], until_us[SIM_RATE_PIECES];
    double up_to[SIM_RATE_PIECES];   /* arrivals expected before the end of the piece */
    double us_each[SIM_RATE_PIECES]; /* microseconds for one expected arrival */
};

/* Piece i is [from_us[i], from_us[i + 1]), the last one ends at end_us; n of 1 to
 * SIM_RATE_PIECES. Microseconds since the start of the day, strictly ascending; rates in
 * arrivals per second, finite and >= 0; anything else is a bug. O(n). */
void sim_rate_make(struct sim_rate *r, const int64_t *from_us, const double *per_second, int32_t n,
                   int64_t end_us);

/* Arrivals expected in all, and before an instant (which is no hot path). O(1); O(n). */
double sim_rate_total(const struct sim_rate *r);
double sim_rate_before(const struct sim_rate *r, int64_t us);

/* The instant in microseconds before which `cumulative` >= 0 arrivals are expected, rounded
 * down to a whole one; INT64_MAX from the total on: nobody any more. Monotone; always inside
 * a piece with a positive rate. Rounding moves it by n 2^-53 of the total at most, in arrivals:
 * with 10 000 of them a day below 1 us where one comes in an hour. About 10 ns with 20 pieces
 * (tests/bench/bench_engine.c), no division. Checked by tests/engine/test_rate.c. */
int64_t sim_rate_at(const struct sim_rate *r, double cumulative);

#endif
