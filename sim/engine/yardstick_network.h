/* yardstick_network.h - what Jackson 1957 (cited from memory) leaves of a network: every
 * station by itself, at the rate that passes through it (outside the core). Rates and times in
 * any one unit of time. May be called by any number of threads.
 * tests/engine/test_yardstick_network.c. */
#ifndef SIM_YARDSTICK_NETWORK_H
#define SIM_YARDSTICK_NETWORK_H

#include <stddef.h>

/* Rate through a station that is entered at arrival_rate > 0 and to which each customer who
 * was served returns with probability 0 <= p < 1: lambda / (1 - p). Passes per customer are
 * 1 / (1 - p); M/M/c at this rate gives number and wait of a pass. Check: 0.25/min from
 * outside, p = 0.2, 12 min, 5 servers: Wq 4.433174 min a pass. */
double sim_yardstick_network_feedback_rate(double arrival_rate, double return_probability);

/* Mean time from the first station's door to the last one's through M/M/1 stations one behind
 * the other: sum of 1 / (mu_i - lambda), INFINITY when one is overloaded. stations >= 1.
 * Check: one arrival in 6 min, services of 4 and 3 min: 12 + 6 = 18 min (Rossetti, Simulation
 * Modeling using KSL, ch. 4, simulates 18.13 +- 0.5). */
double sim_yardstick_network_tandem_time(double arrival_rate, const double *service_rate,
                                         size_t stations);

#endif
