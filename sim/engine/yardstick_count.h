/* yardstick_count.h - how many people come on a day whose rate is itself by chance: Poisson with
 * mean L B, where B is gamma with mean 1 and coefficient of variation cv. The number is negative
 * binomial with shape a = 1 / cv^2:
 *   P(N = 0) = (a / (a + L))^a,  P(N = k + 1) = P(N = k) (k + a) / (k + 1) L / (a + L),
 *   Var N = L + L^2 cv^2
 * (Whitt 1999; Jongbloed & Koole 2001, cited from memory). cv = 0 is Poisson. */
#ifndef SIM_YARDSTICK_COUNT_H
#define SIM_YARDSTICK_COUNT_H

#include <stdint.h>

/* Variance of the number; mean >= 0, cv >= 0. */
double sim_yardstick_count_variance(double mean, double cv);

/* P(N <= k), k >= 0; mean from 0 to 10 000, cv from 0 to 5. Error 1e-10 absolute. O(k). Check:
 * mean 200, cv 0.15, k = 150: 0.058131 (computed independently). Tested in
 * tests/engine/test_yardstick_count.c. */
double sim_yardstick_count_up_to(double mean, double cv, int32_t k);

/* The least k with P(N <= k) >= p, p in (0, 1). O(k). Check: mean 200, cv 0.15: 148, 198 and 257
 * for p = 0.05, 0.5 and 0.95. */
int32_t sim_yardstick_count_quantile(double mean, double cv, double p);

#endif
