/* yardstick_phase.h - M/PH/c: service in exponential phases, such as M/Ek/c and M/H2/c, by its
 * Markov chain (outside the core).
 *
 * Rates are per one unit of time, times in that unit. Source: matrix-geometric solution, Neuts
 * 1981; logarithmic reduction, Latouche & Ramaswami 1993 (both from memory). Checked by
 * tests/engine/test_yardstick_phase.c. */
#ifndef SIM_YARDSTICK_PHASE_H
#define SIM_YARDSTICK_PHASE_H

#include <stdbool.h>
#include <stdint.h>

#include "sim/base/arena.h"
#include "sim/base/attr.h"

enum { SIM_YARDSTICK_PHASE_MOST = 8, SIM_YARDSTICK_PHASE_STATES_MOST = 200 };

/* Service starts in phase i with probability start[i], which lasts exponentially with rate[i]
 * and is followed by phase i + 1 with probability onward[i], otherwise by the end. */
struct sim_yardstick_phase {
    uint32_t phases; /* 1 to SIM_YARDSTICK_PHASE_MOST */
    double start[SIM_YARDSTICK_PHASE_MOST];
    double rate[SIM_YARDSTICK_PHASE_MOST];
    double onward[SIM_YARDSTICK_PHASE_MOST];
};

/* Erlang-k: k phases of rate k / mean, cv 1 / sqrt(k). mean > 0, 1 <= k <=
 * SIM_YARDSTICK_PHASE_MOST. */
struct sim_yardstick_phase sim_yardstick_phase_erlang(double mean, uint32_t k);

/* Hyperexponential of two phases with balanced means, p1/mu1 = p2/mu2: p1 = (1 + sqrt((cv^2 - 1)
 * / (cv^2 + 1))) / 2, mu_i = 2 p_i / mean. mean > 0, cv >= 1. Check: mean 1, cv^2 2: p1
 * 0.788675134594813, rates 1.577350269 and 0.422649731. */
struct sim_yardstick_phase sim_yardstick_phase_hyper(double mean, double cv);

/* Mean of the law: phases reached times their means. Exact but for rounding. */
double sim_yardstick_phase_mean(const struct sim_yardstick_phase *service);

struct sim_yardstick_phase_measures {
    double wait_probability;
    double wait;    /* Wq */
    double waiting; /* Lq */
};

/* With all servers busy the chain repeats from one number of customers to the next, and
 * probabilities follow a matrix; below, levels are eliminated one by one, from c down. States of
 * a level are the numbers of servers in each phase: binomial(c + phases - 1, phases - 1) <=
 * SIM_YARDSTICK_PHASE_STATES_MOST is asked for. Relative error 1e-13 / (1 - load/c); load >=
 * servers: probability 1, INFINITY. arrival_rate > 0. Takes 88 bytes * states^2 from the arena,
 * which can be reset afterwards; false when it has none. Cost: E2 or H2 with 10 servers 0.6 ms,
 * with 50 15 ms, with 199 1 s; E4 with 8 0.2 s. Check: M/E2/5, rate 4.5, mean 1: Wq 1.15330879,
 * P(W > 0) 0.75840209; M/H2/5 with cv^2 2: 2.23831089, 0.76790839. Not to be called by two
 * threads at once: GSL's error handler is switched off meanwhile and restored. */
bool sim_yardstick_phase_solve(struct arena *a, double arrival_rate,
                               const struct sim_yardstick_phase *service, uint32_t servers,
                               struct sim_yardstick_phase_measures *m) MUST_CHECK;

#endif
