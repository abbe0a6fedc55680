/* yardstick_wait.h - the chance of beginning service within a time, in a line with so many
 * others ahead: what the exact day (yardstick_day.h) and the appointments
 * (yardstick_appoint.h) are built from.
 *
 * First come, first served; exponential service, and each person who waits leaves at rate
 * `impatience`. Behind q others who wait, all servers are busy until one is called, so q
 * falls at rate servers * service + q * impatience, whatever happens behind. Put with
 * a = servers * service / impatience and x = e^(-impatience * span):
 *   P(q becomes k, still waiting) = C(a+q, q-k) x^(a+k+1) (1-x)^(q-k)
 *   P(begins within span)         = a / (a+q+1) * P(NB(a+1, x) > q)
 * where NB counts failures before the (a+1)th success; without impatience both are the
 * Poisson counts of services of mean servers * service * span. The second is 1 - an
 * incomplete beta function: e^(-impatience * V) of the wait V a patient person would have
 * is Beta(a, q+1), the product of that many exponential phases.
 *
 * Rates are per one person; rates and spans in any one unit of time. */
#ifndef SIM_YARDSTICK_WAIT_H
#define SIM_YARDSTICK_WAIT_H

#include <stddef.h>
#include <stdint.h>

struct sim_yardstick_wait_rates {
    double service;    /* of one busy server, > 0 */
    double impatience; /* of one person who waits, >= 0; 0: nobody leaves */
};

/* begins[q] = P(begins within span | q others wait ahead), q < n; servers >= 0, span >= 0.
 * Error at most 2e-12 absolute up to 1000 services in a span and 1e-10 up to 10000, measured
 * against GSL's Poisson and negative binomial tails; n steps.
 * Check: servers = 2, service = 1, impatience = 1, span = 1, q = 0 gives 2/3 (1 - e^-3), by
 * hand. Tested against the differential equations in tests/engine/test_yardstick_wait.c. */
void sim_yardstick_wait_table(const struct sim_yardstick_wait_rates *rates, int32_t servers,
                              double span, double *begins, size_t n);

/* Lets span pass: weight[q], q < n, is a measure of people who wait with q others ahead, and
 * becomes that of those who still do. Answers the weight of those who have begun service; the
 * rest has lost patience. Error 1e-12 of the whole weight; steps: n times the number of
 * people who may be served in span, some ten more. */
double sim_yardstick_wait_pass(const struct sim_yardstick_wait_rates *rates, int32_t servers,
                               double span, double *weight, size_t n);

#endif
