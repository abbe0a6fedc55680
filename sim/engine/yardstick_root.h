/* yardstick_root.h - where a rising function passes zero (outside the core). */
#ifndef SIM_YARDSTICK_ROOT_H
#define SIM_YARDSTICK_ROOT_H

typedef double sim_yardstick_function(double x, const void *of);

/* The least x in [lo, hi] with f(x) > 0, for an f that never falls; hi when there is none. f may
 * jump. By bisection until two neighbouring doubles, or hi * 2^-128, are reached: about 55
 * evaluations, 128 for a root at 0. 0 <= lo <= hi, finite. tests/engine/test_yardstick_root.c. */
double sim_yardstick_root(sim_yardstick_function *f, const void *of, double lo, double hi);

#endif
