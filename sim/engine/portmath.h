/* portmath.h - log and exp with the same bits on every machine and compiler.
 *
 * libm differs in the last bit between processors with and without fused multiply-add,
 * so whatever a replication runs uses these: table and polynomial from + - * / only,
 * compiled with -ffp-contract=off.
 */
#ifndef SIM_PORTMATH_H
#define SIM_PORTMATH_H

#include <stddef.h>

#include "sim/engine/lanes.h"

/* Natural logarithm. x: positive, finite, normal (a bug otherwise). Error at most 2 units
 * in the last place, also near x = 1 (tests/engine/test_portmath.c, against GSL). ~5 ns. */
double sim_portmath_log(double x);

/* y[i] = sim_portmath_log(x[i]), bit for bit, for n values at once: a third less time each, two
 * thirds or more where the processor has AVX2 or AVX-512. y must not overlap x. Checked by
 * tests/engine/test_portmath.c. */
void sim_portmath_logs(const double *x, double *y, size_t n);

/* The same with so many lanes, at most sim_lanes_here(): for tests. */
void sim_portmath_logs_by(enum sim_lanes lanes, const double *x, double *y, size_t n);

/* e^x for -700 <= x <= 700; below it is 0, above it is a bug. Error at most 2 units in the
 * last place. */
double sim_portmath_exp(double x);

#endif
