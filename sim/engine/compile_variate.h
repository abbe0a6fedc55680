/* compile_variate.h - makes sim_variate tables from named families (uses GSL; outside the
 * core). Mean and coefficient of variation, never mu and sigma unasked. */
#ifndef SIM_COMPILE_VARIATE_H
#define SIM_COMPILE_VARIATE_H

#include <stdbool.h>

#include "sim/engine/variate.h"

/* family        parameters a, b, c
 * CONSTANT      value
 * UNIFORM       least, most
 * EXPONENTIAL   mean
 * LOGNORMAL     mean, cv
 * GAMMA         mean, cv            (cv above 1: a pole at zero)
 * ERLANG        mean, k             (whole k >= 1)
 * TRIANGULAR    least, mode, most
 * LOGNORMAL_MEDIAN  median, cv                                                      */
enum sim_law {
    SIM_LAW_CONSTANT,
    SIM_LAW_UNIFORM,
    SIM_LAW_EXPONENTIAL,
    SIM_LAW_LOGNORMAL,
    SIM_LAW_GAMMA,
    SIM_LAW_ERLANG,
    SIM_LAW_TRIANGULAR,
    SIM_LAW_LOGNORMAL_MEDIAN
};

struct sim_law_spec {
    enum sim_law law;
    double a, b, c;
};

/* Fills *v. A parameter outside its range (mean <= 0, cv < 0, k not whole, least > mode)
 * is a bug: the scenario reader has checked it. cv 0 becomes CONSTANT. Largest error of
 * F(Q(u)) - u: relative to min(u, 1-u) at most 1e-4, measured in
 * tests/engine/test_variate.c against GSL, down to min(u, 1-u) = 2^-41 and for a cv of at
 * most 5. GAMMA and ERLANG take a cv below 0.01 as 0.01, where GSL's incomplete gamma
 * function is still good. 1 to 20 ms. Not to be called by two threads at once: GSL's error
 * handler is switched off meanwhile and restored, and there is one for the process. */
void sim_compile_variate(const struct sim_law_spec *spec, struct sim_variate *v);

/* F(x) of the law, exactly (GSL), for tests and yardsticks. */
double sim_compile_variate_cdf(const struct sim_law_spec *spec, double x);

#endif
