/* yardstick_patience.h - M/M/c+G: customers who give up when their patience ends before their
 * wait does; exponential patience is Erlang-A (outside the core).
 *
 * Rates are per one unit of time, times in that unit. Solve once, then ask.
 *
 * With H(x) = integral of the survival function G from 0 to x, J = integral over x >= 0 of
 * e^{lambda H(x) - c mu x}, and eps = 1 / B(c - 1, a), the offered wait V - what somebody of
 * endless patience would wait - is positive with probability lambda J / (eps + lambda J) and
 * has the density lambda e^{lambda H(x) - c mu x} / (eps + lambda J); the wait is the lesser of
 * V and the patience. Everything else is an integral over that density. Sources: Baccelli &
 * Hebuterne 1981; Zeltyn & Mandelbaum 2005 (both from memory); values below.
 *
 * Not to be called by two threads at once: GSL's error handler is switched off meanwhile and
 * restored. All is checked by tests/engine/test_yardstick_patience.c. */
#ifndef SIM_YARDSTICK_PATIENCE_H
#define SIM_YARDSTICK_PATIENCE_H

#include <stdbool.h>

#include "sim/engine/yardstick_erlang.h"

/* G(t) = P(patience > t): starts at most at 1, never rises; G(INFINITY) is the share of those
 * who never give up. It may jump, or end at once for some; jumps of less than 1/32 of all are
 * not sought out. The integral from 0 to t may be NULL and is then found by quadrature, which
 * takes ten times as long. Both must be as exact as a double can be. */
struct sim_yardstick_patience {
    double (*survival)(double t, const void *of);
    double (*integral)(double t, const void *of);
    const void *of; /* must live as long as questions are asked */
};

/* Exponential patience with that rate >= 0 (1 / mean patience; 0: nobody gives up). */
struct sim_yardstick_patience sim_yardstick_patience_exponential(const double *leave_rate);

enum { SIM_YARDSTICK_PATIENCE_KNOTS = 100 };

struct sim_yardstick_patience_queue {
    double wait_probability; /* P(V > 0): all servers busy                       */
    double abandoned;        /* P(Ab), share of all                              */
    double offered_wait;     /* E[V]                                             */
    double wait;             /* E[W], over all, whether served or not            */
    double wait_served;      /* E[W | served]                                    */
    double waiting;          /* Lq = lambda E[W]                                 */
    double occupancy;        /* lambda (1 - P(Ab)) / (c mu)                      */
    bool is_stable;          /* false: lambda G(INFINITY) >= c mu                */

    /* For later questions; of no concern to whoever asks. */
    struct sim_yardstick_station station;
    struct sim_yardstick_patience patience;
    double peak;      /* of lambda H(x) - c mu x                                  */
    double scale;     /* e^peak / (eps + lambda J)                                */
    int knots, first; /* from first on the density is above e^-60 of its peak     */
    double knot[SIM_YARDSTICK_PATIENCE_KNOTS];         /* of the integrals, rising    */
    double patience_sum[SIM_YARDSTICK_PATIENCE_KNOTS]; /* H at the knots              */
    double beyond[SIM_YARDSTICK_PATIENCE_KNOTS];       /* rest of J e^-peak from them */
};

/* Absolute error of probabilities 1e-10 and of means 1e-9 of themselves (of wait_served 1e-10 c mu
 * / lambda) as long as lambda E[V] is below 1e5; beyond, 1e-15 lambda E[V]. That GSL cannot
 * integrate a patience to 1e-8 is a bug. Rates > 0, servers >= 1. When those who never give up
 * overload the servers, everybody waits for ever: probability 1, waits and queue INFINITY,
 * abandoned 1 - G(INFINITY), occupancy 1. Cost: 0.2 ms, without the integral 1.5 ms, and
 * servers. Check: 100 calls in 30 min, 3 min, 14 servers, patience 5 min: P(V > 0) 0.14526, P(Ab)
 * 0.013984, occupancy 0.704297, E[W] 0.069919 min (pyworkforce, test_abandonment.py); 48/min, 1
 * min, 50 servers, patience 2 min: P(Ab) 0.030912, E[W] 3.7095 s, E[W | served] 3.6159 s, Lq
 * 2.9676, occupancy 0.93032 (Zeltyn & Mandelbaum, recalled, print 3.1 %, 3.6 s, 3, 93 %). */
void sim_yardstick_patience_solve(struct sim_yardstick_station station,
                                  struct sim_yardstick_patience patience,
                                  struct sim_yardstick_patience_queue *q);

/* P(wait > t) = G(t) P(V > t), t >= 0. Absolute error 1e-10. Unstable: G(t).
 * Cost: 0.5 us, without the integral 5 us. */
double sim_yardstick_patience_wait_over(const struct sim_yardstick_patience_queue *q, double t);

/* The least t with P(wait <= t) >= p, 0 < p < 1, by bisection; error of p 1e-10. INFINITY when
 * unstable and more than 1 - p never give up. Cost: 60 times that of wait_over. Check: p = 0.9 of
 * the second queue above: 12.44 s (Zeltyn & Mandelbaum, recalled, print 12.5). */
double sim_yardstick_patience_wait_quantile(const struct sim_yardstick_patience_queue *q, double p);

/* Four things that are called "service level", for the same t >= 0. */
struct sim_yardstick_patience_levels {
    double served_of_all;     /* served within t / all                               */
    double served_of_served;  /* served within t / served                            */
    double gone_of_all;       /* served or given up within t / all                   */
    double served_of_patient; /* served within t / (all - given up within t)         */
};

/* Absolute error 1e-9. Check: the first queue above, 20 s: 0.916792 (pyworkforce), 0.929794,
 * 0.923956, 0.923407. Cost: twice that of wait_over. */
struct sim_yardstick_patience_levels
sim_yardstick_patience_levels(const struct sim_yardstick_patience_queue *q, double t);

#endif
