/* recursion.h - the least that a first-come queue can cost: the waits of Poisson arrivals with
 * exponential service by the recursions of Lindley (one server) and of Kiefer and Wolfowitz
 * (several), from the very random numbers of the model, each wait counted in a histogram.
 *
 * Nothing else is there: no events, no people, no closing, no other measure.
 */
#ifndef TESTS_BENCH_RECURSION_H
#define TESTS_BENCH_RECURSION_H

#include <stdint.h>
#include <string.h>

#include "models/queue/design.h"
#include "sim/engine/draws.h"
#include "sim/engine/histogram.h"
#include "sim/engine/portmath.h"
#include "sim/engine/rate.h"

enum { RECURSION_BLOCK = 64, RECURSION_SERVERS = 20 };

struct recursion {
    const struct design *design;
    struct sim_seed seed;
    int32_t servers;
    double us_each, mean_us; /* of the gaps and the services */
    double expected;         /* people until now, and until closing */
    double total;
    uint32_t drawn;
    int64_t arrive_us[RECURSION_BLOCK], work_us[RECURSION_BLOCK];
    int64_t free_us[RECURSION_SERVERS]; /* when each server is free, ascending */
    int64_t wait_us;                    /* of all people */
    uint32_t people;
    uint32_t bins[SIM_HISTOGRAM_BINS];
};

/* One use, one rate, one day. */
static inline void recursion_begin(struct recursion *r, const struct design *d,
                                   struct sim_seed seed)
{
    memset(r, 0, sizeof *r);
    r->design = d;
    r->seed = seed;
    r->servers = d->shifts[0].counters;
    r->us_each = d->uses[0].rate.us_each[0];
    r->mean_us = design_variate(d, d->uses[0].service)->mean;
    r->total = sim_rate_total(&d->uses[0].rate);
    for (int32_t i = 0; i < r->servers; i++)
        r->free_us[i] = d->open_us;
}

/* The next people; how many came before closing. */
static inline uint32_t recursion_generate(struct recursion *r)
{
    enum { GAPS = RECURSION_BLOCK / 2, COUNT = 2 * RECURSION_BLOCK };
    struct sim_address address[GAPS + RECURSION_BLOCK];
    struct sim_pair pair[GAPS + RECURSION_BLOCK];
    double u[COUNT], log[COUNT];
    for (uint32_t i = 0; i < GAPS; i++)
        address[i] = sim_address_of(0, DESIGN_ROLE_ARRIVAL, r->drawn / 2 + i, 0);
    for (uint32_t i = 0; i < RECURSION_BLOCK; i++)
        address[GAPS + i] = sim_address_of(0, DESIGN_ROLE_SERVICE, r->drawn + i, 0);
    sim_draws(r->seed, address, GAPS + RECURSION_BLOCK, pair);
    r->drawn += RECURSION_BLOCK;
    for (uint32_t i = 0; i < RECURSION_BLOCK; i++) {
        u[i] = pair[i / 2].u[i % 2];
        u[RECURSION_BLOCK + i] = 1.0 - pair[GAPS + i].u[0];
    }
    sim_portmath_logs(u, log, COUNT);
    for (uint32_t i = 0; i < RECURSION_BLOCK; i++) {
        double us = -r->mean_us * log[RECURSION_BLOCK + i];
        int64_t whole = (int64_t)us;
        r->work_us[i] = whole + ((double)whole < us);
    }
    for (uint32_t i = 0; i < RECURSION_BLOCK; i++) {
        r->expected -= log[i];
        if (r->expected >= r->total)
            return i;
        r->arrive_us[i] = r->design->open_us + (int64_t)(r->expected * r->us_each);
    }
    return RECURSION_BLOCK;
}

/* Both recursions: the first free server begins, and his end takes its place in the order. */
static inline void recursion_serve(struct recursion *r, const int64_t *arrive_us,
                                   const int64_t *work_us, uint32_t n, int32_t servers)
{
    int64_t *free_us = r->free_us;
    for (uint32_t i = 0; i < n; i++) {
        int64_t start = free_us[0] > arrive_us[i] ? free_us[0] : arrive_us[i];
        int64_t wait = start - arrive_us[i], end = start + work_us[i];
        for (int32_t k = 0; k + 1 < servers; k++) {
            int64_t next = free_us[k + 1];
            free_us[k] = next < end ? next : end;
            end = next < end ? end : next;
        }
        free_us[servers - 1] = end;
        r->wait_us += wait;
        r->bins[sim_histogram_bin(wait)]++;
    }
    r->people += n;
}

/* Numbers of servers that the compiler knows make loops without a test. */
static inline void recursion_advance(struct recursion *r, const int64_t *arrive_us,
                                     const int64_t *work_us, uint32_t n)
{
    switch (r->servers) {
    case 1:
        recursion_serve(r, arrive_us, work_us, n, 1);
        break;
    case 5:
        recursion_serve(r, arrive_us, work_us, n, 5);
        break;
    default:
        recursion_serve(r, arrive_us, work_us, n, r->servers);
    }
}

/* The whole day. */
static inline void recursion_run(struct recursion *r, const struct design *d, struct sim_seed seed)
{
    uint32_t n;
    recursion_begin(r, d, seed);
    do {
        n = recursion_generate(r);
        recursion_advance(r, r->arrive_us, r->work_us, n);
    } while (n == RECURSION_BLOCK);
}

#endif
