/* yardstick_erlang.h - Erlang B and C: M/M/c/c and M/M/c in equilibrium, exactly (outside the
 * core).
 *
 * Rates are per one unit of time, whichever it is; times are in that unit, loads in Erlang
 * (arrival rate / service rate of one server). With load >= servers the queue grows without
 * end: everybody waits (probability 1), means and quantiles of the wait are INFINITY.
 * Functions ask nothing of GSL and may be called by any number of threads.
 *
 * Source: Erlang 1917; Cooper 1981, Introduction to Queueing Theory, ch. 3 (cited from
 * memory). All are checked by tests/engine/test_yardstick_erlang.c. */
#ifndef SIM_YARDSTICK_ERLANG_H
#define SIM_YARDSTICK_ERLANG_H

#include <stddef.h>
#include <stdint.h>

struct sim_yardstick_station {
    double arrival_rate; /* > 0 */
    double service_rate; /* > 0; of each server */
    uint32_t servers;    /* >= 1 */
};

/* B(c, a) = (a^c / c!) / sum_{i <= c} a^i / i!, the share of arrivals that find all servers
 * busy and are lost, by 1/B(k) = 1 + k / (a B(k-1)): all terms positive. servers >= 0, load
 * >= 0. Relative error at most 1e-13 up to 5000 servers; 0 where B is below 1e-308. Cost:
 * servers, about 5 ns each. Check: B(5, 3) = 0.11005435. */
double sim_yardstick_erlang_blocking(uint32_t servers, double load_erl);

/* The largest load that c servers take with blocking at most B, 0 < B < 1, servers >= 1.
 * Relative error 1e-12. Cost: 55 evaluations of B(c, a). Check: 12.0306 Erl for 20 servers
 * and 1 % (the classical traffic table prints 12.0). */
double sim_yardstick_erlang_blocking_load(uint32_t servers, double blocking);

/* C(c, a) = B / (1 - (a/c)(1 - B)): the probability to wait; 1 when load >= servers. servers
 * >= 1, load >= 0. Error and cost of B. Check: C(14, 10) = 0.174132 (pyworkforce prints
 * 0.17413). */
double sim_yardstick_erlang_wait_probability(uint32_t servers, double load_erl);

struct sim_yardstick_erlang_measures {
    double load_erl;
    double occupancy;        /* load / servers, at most 1                         */
    double wait_probability; /* C                                                 */
    double wait;             /* Wq = C / (c mu - lambda), mean over all customers */
    double time;             /* W = Wq + 1/mu                                     */
    double waiting;          /* Lq = lambda Wq                                    */
    double customers;        /* L = lambda W                                      */
};

/* Error and cost of B; relative error of the means 1e-13 / (1 - occupancy). Check: arrivals
 * 10/h, 5 min, one server: L 5, Lq 4.1667, Wq 25 min, W 30 min (Rossetti, Simulation Modeling
 * and Arena, ch. 11). */
struct sim_yardstick_erlang_measures
sim_yardstick_erlang_measures(struct sim_yardstick_station station);

/* P(wait > t) = C e^{-(c mu - lambda) t}, t >= 0, first come first served. Check: 0.40435 for
 * 2/h, 3/h, one server and half an hour. */
double sim_yardstick_erlang_wait_over(struct sim_yardstick_station station, double t);

/* 1 - P(wait > t), the service level. Check: 100 calls in 30 min of 3 min each, 14 servers,
 * 20 s: 0.888350 (pyworkforce prints 0.88835). */
double sim_yardstick_erlang_service_level(struct sim_yardstick_station station, double t);

/* The least t with P(wait <= t) >= p, 0 < p < 1; 0 when p <= 1 - C. Relative error 1e-12 /
 * (1 - p). Check: 48/min, 1 min, 50 servers, p = 0.9: 58.139 s (Zeltyn & Mandelbaum, recalled,
 * print 58.1). */
double sim_yardstick_erlang_wait_quantile(struct sim_yardstick_station station, double p);

/* Fills p[0 .. count-1] with P(i customers). Relative error 1e-12; all 0 when load >=
 * servers. Cost: servers + count. Check: P(0) = 0.411765 for 25/h, 30/h and two servers. */
void sim_yardstick_erlang_states(struct sim_yardstick_station station, double *p, size_t count);

struct sim_yardstick_erlang_target {
    double within;         /* time t >= 0                                */
    double level;          /* least P(wait <= t), 0 < level < 1          */
    double occupancy_most; /* 0 < share <= 1; 1 asks for nothing further */
};

/* The least number of servers that meets the target; a rounding error of 1e-12 above
 * occupancy_most is let pass, so that 7 Erl on 10 servers are 0.7. The load is at most 1e6
 * Erl. Cost: the answer, about 20 ns a server. Check: 15 for 100 calls in 30 min of 3 min, 80 %
 * within 0.33 min and at most 0.70 (pyworkforce, test_erlang.py). */
uint32_t sim_yardstick_erlang_servers(double arrival_rate, double service_rate,
                                      struct sim_yardstick_erlang_target target);

#endif
