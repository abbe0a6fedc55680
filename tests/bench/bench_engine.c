/* bench_engine.c - what the engine's smallest steps cost: draws, variates, the agenda.
 * Prints CSV: median of 15 rounds, and the limit where one was set. Times differ by machine:
 * compare ratios. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/base/arena.h"
#include "sim/engine/agenda.h"
#include "sim/engine/compile_variate.h"
#include "sim/engine/draws.h"
#include "sim/engine/histogram.h"
#include "sim/engine/portmath.h"
#include "sim/engine/rate.h"
#include "sim/engine/sortkey.h"
#include "sim/engine/stream.h"
#include "sim/engine/variate.h"
#include "tests/bench/timing.h"

enum { ROUNDS = 15, CALLS = 200000, KEYS = 200, SET = 64, HOLDS = 3 };

static const uint32_t pending[HOLDS] = {10, 10000, 1000000};

/* Inputs prepared outside the timed loop, and a place for results so that no call is idle. */
struct bench {
    double u[CALLS], x[CALLS];
    int64_t wait_us[CALLS];
    uint64_t key[CALLS], copy[CALLS], scratch[KEYS];
    uint32_t bins[SIM_HISTOGRAM_BINS];
    struct sim_variate constant, uniform, exponential, lognormal, gamma, zeros, sample;
    struct sim_rate rate;
    int64_t ahead_us[CALLS]; /* exponential with a mean of a second */
    struct arena *home;
    struct sim_agenda *agenda[HOLDS];
    double sum;
};

typedef void round_of(struct bench *b);

static void pairs(struct bench *b)
{
    for (uint32_t i = 0; i < CALLS; i++)
        b->sum += sim_stream_pair((struct sim_seed){1, 2}, 3, 4, i, 0).u[1];
}

static void draws(struct bench *b)
{
    struct sim_address address[SET];
    struct sim_pair pair[SET];
    for (uint32_t i = 0; i < CALLS; i += SET) {
        for (uint32_t k = 0; k < SET; k++)
            address[k] = sim_address_of(3, 4, i + k, 0);
        sim_draws((struct sim_seed){1, 2}, address, SET, pair);
        b->sum += pair[0].u[1];
    }
}

static void logs(struct bench *b)
{
    for (uint32_t i = 0; i < CALLS; i++)
        b->sum += sim_portmath_log(b->u[i]);
}

static void logs_many(struct bench *b)
{
    double y[SET];
    for (uint32_t i = 0; i < CALLS; i += SET) {
        sim_portmath_logs(b->u + i, y, SET);
        b->sum += y[0];
    }
}

static void exps(struct bench *b)
{
    for (uint32_t i = 0; i < CALLS; i++)
        b->sum += sim_portmath_exp(b->x[i]);
}

static void constants(struct bench *b)
{
    for (uint32_t i = 0; i < CALLS; i++)
        b->sum += sim_variate_at(&b->constant, b->u[i]);
}

static void uniforms(struct bench *b)
{
    for (uint32_t i = 0; i < CALLS; i++)
        b->sum += sim_variate_at(&b->uniform, b->u[i]);
}

static void exponentials(struct bench *b)
{
    for (uint32_t i = 0; i < CALLS; i++)
        b->sum += sim_variate_at(&b->exponential, b->u[i]);
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

/* The hold model: the first event is taken out and one put in, as far ahead as was drawn
 * before; the number pending stays as it is. */
static void hold(struct bench *b, struct sim_agenda *g)
{
    struct sim_event event;
    for (uint32_t i = 0; i < CALLS; i++) {
        (void)sim_agenda_next(g, (sim_instant){INT64_MAX}, SIM_OBSERVE, &event);
        sim_agenda_at(g, (sim_instant){event.at.us + b->ahead_us[i]}, SIM_RELEASE, event.kind,
                      event.who);
    }
}

static void hold_few(struct bench *b)
{
    hold(b, b->agenda[0]);
}

static void hold_many(struct bench *b)
{
    hold(b, b->agenda[1]);
}

static void hold_a_million(struct bench *b)
{
    hold(b, b->agenda[2]);
}

static double median_ns(struct bench *b, round_of *run, double calls)
{
    double ns[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
        memcpy(b->copy, b->key, sizeof b->copy);
        double from = timing_ns(1);
        run(b);
        ns[i] = (timing_ns(1) - from) / calls;
    }
    return timing_median(ns, ROUNDS);
}

static void prepare(struct bench *b)
{
    for (uint32_t i = 0; i < CALLS; i++) {
        struct sim_pair p = sim_stream_pair((struct sim_seed){1, 0}, 0, 0, i, 0);
        b->u[i] = p.u[0];
        b->x[i] = 40.0 * (p.u[1] - 0.5);
        b->wait_us[i] = (int64_t)(p.u[1] * 3.6e9);
        b->key[i] = (uint64_t)(p.u[0] * 0x1p53);
        b->ahead_us[i] = (int64_t)(-1e6 * log(p.u[0]));
    }
    sim_compile_variate(&(struct sim_law_spec){.law = SIM_LAW_CONSTANT, .a = 7.2e8}, &b->constant);
    sim_compile_variate(&(struct sim_law_spec){.law = SIM_LAW_UNIFORM, .a = 0, .b = 7.2e8},
                        &b->uniform);
    sim_compile_variate(&(struct sim_law_spec){.law = SIM_LAW_EXPONENTIAL, .a = 7.2e8},
                        &b->exponential);
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

/* Agendas that have settled: as many steps as events pending, at least. */
static bool prepare_agendas(struct bench *b)
{
    b->home = arena_new(0);
    for (int k = 0; k < HOLDS; k++) {
        struct sim_agenda *g = b->home == NULL ? NULL : sim_agenda_new(b->home, pending[k]);
        if (g == NULL)
            return false;
        for (uint32_t i = 0; i < pending[k]; i++)
            sim_agenda_at(g, (sim_instant){b->ahead_us[i % CALLS]}, SIM_RELEASE, 0, i);
        b->agenda[k] = g;
        for (uint32_t i = 0; i < pending[k]; i += CALLS)
            hold(b, g);
    }
    return true;
}

int main(void)
{
    static const struct {
        const char *name, *unit;
        round_of *run;
        double calls, limit_ns;
    } cases[] = {
        {"stream_pair", "pair", pairs, CALLS, 0},
        {"draws_of_64", "pair", draws, CALLS, 0},
        {"log", "call", logs, CALLS, 0},
        {"logs_of_64", "call", logs_many, CALLS, 0},
        {"exp", "call", exps, CALLS, 0},
        {"variate_constant", "draw", constants, CALLS, 0},
        {"variate_uniform", "draw", uniforms, CALLS, 0},
        {"variate_exponential", "draw", exponentials, CALLS, 0},
        {"variate_lognormal", "draw", lognormals, CALLS, 0},
        {"variate_gamma_cv3", "draw", gammas, CALLS, 0},
        {"variate_zeros", "draw", zeros, CALLS, 0},
        {"variate_sample_1000", "draw", samples, CALLS, 0},
        {"rate_at_17_pieces", "arrival", rates, CALLS, 0},
        {"histogram_bin", "count", bins, CALLS, 0},
        {"sort_200_keys", "array", sorts, CALLS / KEYS, 0},
        {"agenda_hold_10", "step", hold_few, CALLS, 20},
        {"agenda_hold_10000", "step", hold_many, CALLS, 90},
        {"agenda_hold_1000000", "step", hold_a_million, CALLS, 0},
    };
    static struct bench b;
    prepare(&b);
    prepare_inputs(&b);
    if (!prepare_agendas(&b))
        return EXIT_FAILURE;
    puts(TIMING_HEADER);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        timing_row(cases[i].name, cases[i].unit, median_ns(&b, cases[i].run, cases[i].calls),
                   cases[i].limit_ns, 0, 1);
    arena_free(b.home);
    return isnan(b.sum) ? EXIT_FAILURE : EXIT_SUCCESS;
}
