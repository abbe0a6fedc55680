/* yardstick_chain.h - stations whose number of customers is a birth-death process, solved in
 * equilibrium: M/M/c/K with a finite number of places, M/M/c//N machine repair with a finite
 * number of sources, both with or without customers who give up (outside the core).
 *
 *   up from i     arrival_rate, or arrival_rate * (sources - i)
 *   down from i   service_rate * min(i, servers) + leave_rate * max(0, i - servers)
 *
 * All rates are per the same unit of time, whichever it is; times come back in it. Functions
 * ask nothing of GSL and may be called by any number of threads. */
#ifndef SIM_YARDSTICK_CHAIN_H
#define SIM_YARDSTICK_CHAIN_H

#include <stddef.h>
#include <stdint.h>

struct sim_yardstick_chain {
    double arrival_rate; /* > 0; with sources, of each one that is not in the station */
    double service_rate; /* > 0; of each server                                       */
    double leave_rate;   /* >= 0; of each customer who waits                          */
    uint32_t servers;    /* >= 1                                                      */
    uint32_t places;     /* >= 1; servers and waiting places: the largest number      */
    uint32_t sources;    /* 0: unlimited; otherwise at least places                   */
};

struct sim_yardstick_chain_measures {
    double blocked;   /* share of arrivals that find no place                        */
    double abandoned; /* share of arrivals that are let in and give up               */
    double customers; /* L, mean number in the station                               */
    double waiting;   /* Lq, mean number that wait                                   */
    double busy;      /* mean number of busy servers                                 */
    double rate;      /* of customers let in                                         */
    double time;      /* W, mean time in the station of those let in                 */
    double wait;      /* Wq, mean time in the queue of those let in, served or not   */
};

/* Fills p[0 .. count-1] with P(i customers), 0 beyond the last state. Rates up never rise
 * and rates down never fall with i, so probabilities have one peak: it gets the weight 1 and
 * the ratios are multiplied out on both sides of it, which cannot overflow. Relative error
 * about 1e-15 for each state away from the peak, results below 1e-308 are 0. Cost: places.
 * Source: the textbook product form (Kleinrock 1975, Queueing Systems I, 3.1, cited from
 * memory). Check: M/M/1/6 with rates 1 and 1.2 loses p[6] = 0.077424 (Rossetti, Simulation
 * Modeling and Arena, ch. 11). tests/engine/test_yardstick_chain.c. */
void sim_yardstick_chain_states(const struct sim_yardstick_chain *chain, double *p, size_t count);

/* Sums over the same probabilities and Little's law. Error and cost as above. Check: of 5
 * machines that fail at 0.1 and are repaired at 0.25 by one person, 2.674 are broken; by two,
 * 1.661 (Rossetti, ch. 11). tests/engine/test_yardstick_chain.c. */
struct sim_yardstick_chain_measures
sim_yardstick_chain_measures(const struct sim_yardstick_chain *chain);

#endif
