/* compile_variate.h - makes sim_variate tables from named families (uses GSL; outside the
 * core). Mean and coefficient of variation, never mu and sigma unasked. */
#ifndef SIM_COMPILE_VARIATE_H
#define SIM_COMPILE_VARIATE_H

#include <stdbool.h>
#include <stdint.h>

#include "sim/engine/variate.h"

/* family        parameters a, b, c
 * CONSTANT      value
 * UNIFORM       least, most
 * EXPONENTIAL   mean
 * LOGNORMAL     mean, cv
 * GAMMA         mean, cv            (cv above 1: a pole at zero)
 * ERLANG        mean, k             (whole k >= 1)
 * TRIANGULAR    least, mode, most
 * LOGNORMAL_MEDIAN  median, cv
 * HYPEREXPONENTIAL  mean, cv        (cv >= 1) one of two exponentials with balanced means:
 *                   probabilities p and 1 - p = (1 +- r)/2, r^2 = (cv^2 - 1)/(cv^2 + 1),
 *                   each giving half of the mean (Tijms, A First Course in Stochastic
 *                   Models, 2003, p. 447)
 * EMPIRICAL     sample              one of the observed values: the steps of the weighted
 *                   empirical distribution, nothing interpolated between them            */
enum sim_law {
    SIM_LAW_CONSTANT,
    SIM_LAW_UNIFORM,
    SIM_LAW_EXPONENTIAL,
    SIM_LAW_LOGNORMAL,
    SIM_LAW_GAMMA,
    SIM_LAW_ERLANG,
    SIM_LAW_TRIANGULAR,
    SIM_LAW_LOGNORMAL_MEDIAN,
    SIM_LAW_HYPEREXPONENTIAL,
    SIM_LAW_EMPIRICAL
};

/* Observed values, ascending; equal ones count as one with the sum of their weights. */
struct sim_sample {
    const double *value;
    const double *weight; /* >= 0, not all 0; NULL: all alike */
    uint32_t n;
};

/* Name the members when writing one: whatever is not named is absent. */
struct sim_law_spec {
    enum sim_law law;
    double a, b, c;
    double zero; /* probability, 0 to 1: the value is exactly 0, else it is of the law */
    const struct sim_sample *sample; /* EMPIRICAL; not kept */
};

/* Fills *v. A parameter outside its range (mean <= 0, cv < 0, k not whole, least > mode,
 * zero not a probability, a sample not ascending) is a bug: the scenario reader has checked
 * it. cv 0 becomes CONSTANT. Largest error of F(Q(u)) - u: relative to min(u, 1-u) at most
 * 1e-4, measured in tests/engine/test_variate.c against GSL, down to min(u, 1-u) = 2^-41 and
 * for a cv of at most 5. HYPEREXPONENTIAL: (cv^2 + 1)/65 000, the bend where the longer
 * exponential takes over; that is 1e-4 up to cv 2.3 and 4e-4 at 5. EMPIRICAL: a value's
 * probability is right to 2^-52, and every draw is one of the values to the bit. GAMMA and
 * ERLANG take a cv below 0.01 as 0.01, where GSL's incomplete gamma function is still good.
 * 1 to 20 ms. Not to be called by two threads at once: GSL's error handler is switched off
 * meanwhile and restored, and there is one for the process. */
void sim_compile_variate(const struct sim_law_spec *spec, struct sim_variate *v);

/* Distinct values with a weight above 0: a sample of more than SIM_VARIATE_ATOMS (1280)
 * does not fit a variate, and compiling it is a bug. Service times in whole seconds of up
 * to 21 minutes always fit; round longer samples. O(n). */
uint32_t sim_compile_variate_atoms(const struct sim_sample *sample);

/* F(x) = P(value <= x) of the law, exactly (GSL), for tests and yardsticks. EMPIRICAL: O(n). */
double sim_compile_variate_cdf(const struct sim_law_spec *spec, double x);

#endif
