/* yardstick_general.h - M/G/1 by Pollaczek and Khinchine (outside the core). M/D/c is in
 * yardstick_constant.h, M/Ek/c and M/H2/c in yardstick_phase.h. */
#ifndef SIM_YARDSTICK_GENERAL_H
#define SIM_YARDSTICK_GENERAL_H

/* Mean wait Wq = rho / (1 - rho) * (1 + cv^2) / 2 * mean, rho = arrival_rate * mean, one server,
 * in the unit of time of the arguments; INFINITY when rho >= 1. arrival_rate > 0, mean > 0, cv
 * >= 0. Exact but for rounding, 1e-15 / (1 - rho). Source: Pollaczek 1930, Khinchine 1932 (from
 * memory). Check: rate 0.8, mean 1: 2 for cv 0 (Erlang's M/D/1), 3 for cv^2 1/2, 6 for cv^2 2.
 * tests/engine/test_yardstick_general.c. May be called by any number of threads. */
double sim_yardstick_general_wait(double arrival_rate, double service_mean, double service_cv);

#endif
