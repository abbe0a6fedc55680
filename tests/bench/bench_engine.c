/* bench_engine.c - what the engine's smallest steps cost.
 * Prints CSV: case, unit, median of 15 rounds. Times differ by machine: compare ratios. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "sim/engine/compile_variate.h"
#include "sim/engine/histogram.h"
#include "sim/engine/portmath.h"
#include "sim/engine/rate.h"
#include "sim/engine/sortkey.h"
#include "sim/engine/stream.h"
#include "sim/engine/variate.h"

enum { ROUNDS = 15, CALLS = 200000, KEYS = 200 };

/* Inputs prepared outside the timed loop, and a place for results so that no call is idle. */
struct bench {
    double u[CALLS], x[CALLS];
    int64_t wait_us[CALLS];
    uint64_t key[CALLS], copy[CALLS], scratch[KEYS];
    uint32_t bins[SIM_HISTOGRAM_BINS];
    struct sim_variate lognormal, gamma, zeros, sample;
    struct sim_rate rate;
    double sum;
};

typedef void round_of(struct bench *b);

static void pairs(struct bench *b)
{
    for (uint32_t i = 0; i < CALLS; i++)
        b->sum += sim_stream_pair((struct sim_seed){1, 2}, 3, 4, i, 0).u[1];
}

static void logs(struct bench *b)
{
    for (uint32_t i = 0; i < CALLS; i++)
        b->sum += sim_portmath_log(b->u[i]);
}

static void exps(struct bench *b)
{
    for (uint32_t i = 0; i < CALLS; i++)
        b->sum += sim_portmath_exp(b->x[i]);
}

static void lognormals(struct bench *b)
{
    for (uint32_t i = 0; i < CALLS; i++)
        b->sum += sim_variate_at(&b->lognormal, b->u[i]);
}

static void gammas(struct bench *b)
{
    for (uint32_t i = 0; i < CALLS; i++)
        b->sum += sim_variate_at(&b->gamma, b->u[i]);
}

static void zeros(struct bench *b)
{
    for (uint32_t i = 0; i < CALLS; i++)
        b->sum += sim_variate_at(&b->zeros, b->u[i]);
}

static void samples(struct bench *b)
{
    for (uint32_t i = 0; i < CALLS; i++)
        b->sum += sim_variate_at(&b->sample, b->u[i]);
}

static void rates(struct bench *b)
{
    double total = sim_rate_total(&b->rate);
    for (uint32_t i = 0; i < CALLS; i++)
        b->sum += (double)sim_rate_at(&b->rate, total * b->u[i]);
}

static void bins(struct bench *b)
{
    for (uint32_t i = 0; i < CALLS; i++)
        b->bins[sim_histogram_bin(b->wait_us[i])]++;
}

/* Each array is sorted once: sorting a sorted one again would be a different case. */
static void sorts(struct bench *b)
{
    for (size_t i = 0; i + KEYS <= CALLS; i += KEYS)
        sim_sortkey(b->copy + i, b->scratch, KEYS);
}

static int by_value(const void *pa, const void *pb)
{
    double a = *(const double *)pa, b = *(const double *)pb;
    return (a > b) - (a < b);
}

static double median_ns(struct bench *b, round_of *run, double calls)
{
    double ns[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
        struct timespec from, to;
        memcpy(b->copy, b->key, sizeof b->copy);
        clock_gettime(CLOCK_MONOTONIC, &from);
        run(b);
        clock_gettime(CLOCK_MONOTONIC, &to);
        ns[i] =
            (1e9 * (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec)) / calls;
    }
    qsort(ns, ROUNDS, sizeof *ns, by_value);
    return ns[ROUNDS / 2];
}

static void prepare(struct bench *b)
{
    for (uint32_t i = 0; i < CALLS; i++) {
        struct sim_pair p = sim_stream_pair((struct sim_seed){1, 0}, 0, 0, i, 0);
        b->u[i] = p.u[0];
        b->x[i] = 40.0 * (p.u[1] - 0.5);
        b->wait_us[i] = (int64_t)(p.u[1] * 3.6e9);
        b->key[i] = (uint64_t)(p.u[0] * 0x1p53);
    }
    sim_compile_variate(&(struct sim_law_spec){.law = SIM_LAW_LOGNORMAL, .a = 7.2e8, .b = 0.8},
                        &b->lognormal);
    sim_compile_variate(&(struct sim_law_spec){.law = SIM_LAW_GAMMA, .a = 7.2e8, .b = 3},
                        &b->gamma);
}

/* 1000 values, and a day of 17 half hours at all sorts of rates. */
static void prepare_inputs(struct bench *b)
{
    static double value[1000];
    int64_t from_us[17];
    double per_second[17];
    for (int i = 0; i < 1000; i++)
        value[i] = i;
    const struct sim_sample sample = {.value = value, .n = 1000};
    sim_compile_variate(&(struct sim_law_spec){.law = SIM_LAW_EMPIRICAL, .sample = &sample},
                        &b->sample);
    sim_compile_variate(
        &(struct sim_law_spec){.law = SIM_LAW_LOGNORMAL, .a = 7.2e8, .b = 0.8, .zero = 0.3},
        &b->zeros);
    for (int i = 0; i < 17; i++) {
        from_us[i] = i * INT64_C(1800000000);
        per_second[i] = 0.01 * (1 + i % 5);
    }
    sim_rate_make(&b->rate, from_us, per_second, 17, 17 * INT64_C(1800000000));
}

int main(void)
{
    static const struct {
        const char *name, *unit;
        round_of *run;
        double calls;
    } cases[] = {
        {"stream_pair", "pair", pairs, CALLS},
        {"log", "call", logs, CALLS},
        {"exp", "call", exps, CALLS},
        {"variate_lognormal", "draw", lognormals, CALLS},
        {"variate_gamma_cv3", "draw", gammas, CALLS},
        {"variate_zeros", "draw", zeros, CALLS},
        {"variate_sample_1000", "draw", samples, CALLS},
        {"rate_at_17_pieces", "arrival", rates, CALLS},
        {"histogram_bin", "count", bins, CALLS},
        {"sort_200_keys", "array", sorts, CALLS / KEYS},
    };
    static struct bench b;
    prepare(&b);
    prepare_inputs(&b);
    puts("case,unit,median_ns");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        printf("%s,%s,%.2f\n", cases[i].name, cases[i].unit,
               median_ns(&b, cases[i].run, cases[i].calls));
    return isnan(b.sum) ? EXIT_FAILURE : EXIT_SUCCESS;
}
