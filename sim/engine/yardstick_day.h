/* yardstick_day.h - a day of M(t)/M/c(t) from empty, exactly: arrival rate and servers constant
 * by pieces, exponential service, patience and a waiting room if wanted, and the time after
 * the close until the last has gone.
 *
 * The number present N(t) is a birth-death process: up at the rate of arrivals, down at
 * min(n, c) * service + max(n-c, 0) * impatience. Its Kolmogorov equations are solved with
 * GSL together with the integrals wanted; waits follow by Little's law, each person present
 * counted, and what comes after the close from the mean time spent at each number on the way
 * down. Whoever serves when servers become fewer hands over: the person goes back to the head
 * of the line, waits (and may lose patience) again, and has nevertheless begun. When servers
 * become fewer than the waiting room expects, nobody is sent away, only nobody comes in.
 *
 * With impatience equal to service and no limit of places, N(t) is Poisson with the offered
 * load of yardstick_load.h as mean, whatever the servers do.
 *
 * Rates and times in any one unit of time; time 0 is the opening, the close is the end of the
 * last piece. Rates are per person. */
#ifndef SIM_YARDSTICK_DAY_H
#define SIM_YARDSTICK_DAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/base/arena.h"
#include "sim/engine/yardstick_load.h"

struct sim_yardstick_day_case {
    const struct sim_yardstick_load_piece *piece; /* span and arrival rate */
    const int32_t *servers;                       /* in each piece, >= 0 */
    size_t pieces;                                /* >= 1 */
    double service;                               /* of one server, > 0 */
    double impatience;                            /* >= 0; 0: nobody leaves */
    int32_t places;                               /* people who may wait; -1: any number */
    bool clear_at_close;    /* who waits at the close is sent home; else all are served */
    int32_t servers_after;  /* after the close, >= 1; when cleared, those of the last piece stay */
    double target;          /* T of "began service within T", >= 0 */
    const double *overtime; /* ascending, >= 0: ask for the chance that the last ... */
    size_t overtimes;       /* ... leaves later than so much after the close; may be 0 */
};

/* Expected numbers of one piece; people belong to the piece in which it happens. in_time
 * belongs to the piece of arrival. */
struct sim_yardstick_day_part {
    double arrivals, blocked, abandoned;
    double in_time; /* arrivals who begin service within T of coming (and, if cleared, before
                       the close) */
    double waited;  /* integral of the number waiting */
    double worked;  /* integral of the number in service */
};

struct sim_yardstick_day {
    /* Expected people: arrivals = served + abandoned + blocked + cleared. */
    double arrivals, served, abandoned, blocked, cleared;
    double in_time;
    double waits; /* sum of the waits of all, to beginning, leaving or being cleared */
    double wait_per_arrival, wait_per_served; /* waits over those; NaN when there are none */
    double mean_queue;                        /* over the open hours */
    double occupancy;    /* work over server time, open hours; NaN without servers */
    double mean_overrun; /* time from the close until the last leaves, 0 if nobody is there */
    const double *late;  /* P(last leaves later than close + overtime[i]) */
    const struct sim_yardstick_day_part *part; /* one for each piece, open hours only */
    const double *at_close;                    /* P(n present just before the close), n < states */
    size_t states;
};

/* Solves the case into *day; arrays come from scratch and live as long as it does. False when
 * scratch (or GSL) has no memory.
 *
 * Error: 1e-10 of each number, 1e-10 absolute for chances; a hundred times less where it was
 * measured, by tightening every tolerance and against closed forms. Arrivals that would find
 * so many others that the equations were cut off there are less than 1e-12 of all. in_time is
 * exact with patience, too (yardstick_wait.h).
 * Cost: length * (largest total rate) * states * 10 operations; where T reaches over a change of
 * servers, states * (people served within T) as many again. 480 minutes of 10 events each and
 * 100 states take 40 ms, of 30 events and 600 states about a second (release build). GSL's error
 * handler is off meanwhile: one thread at a time.
 *
 * Checks (tests/engine/test_yardstick_day.c has all of them and more):
 *   4.2 arrivals a minute, 12 servers of rate 0.5, 480 minutes, T = 20 s: in_time / arrivals
 *   0.900432, occupancy 0.6969344, wait 0.1006807 min; published sample of 1000 days: 0.902,
 *   0.695, 0.099 (contactcenters of the Universite de Montreal, example MMC).
 *   1 arrival a minute, 5 tellers of rate 0.25, 8 h: wait 2.07811561 min, mean queue 2.0596,
 *   P(wait < 5) 0.85247564, end 9.835385 min after the close; published sample of 10 days:
 *   2.031, 1.973, 0.853, 9 min (Law, Simulation Modeling and Analysis, table 9.1). */
bool sim_yardstick_day_solve(const struct sim_yardstick_day_case *c, struct arena *scratch,
                             struct sim_yardstick_day *day) MUST_CHECK;

#endif
