/* setup.h - what a scenario with `model: queue` says: a system of counters for textbook
 * questions, as plain immutable structs.
 *
 * One row in setup.c for each setting, with the ward's keys where the thing is the same;
 * setup_read() also reads the tables it names and checks everything, so that design.c can
 * trust it. Times of day are spans from the opening.
 */
#ifndef QUEUE_SETUP_H
#define QUEUE_SETUP_H

#include <stdbool.h>
#include <stdint.h>

#include "models/queue/setup_kinds.h"
#include "sim/base/attr.h"
#include "sim/base/simtime.h"
#include "sim/input/bind.h"
#include "sim/input/series.h"

#define SETUP_ALL_USES "all" /* in results: all uses together, so no use has this name */

#define SETUP_LONGEST_S 8.64e7 /* 1000 days: a long stretch of a steady state */

/* In the order of the choices in setup.c. */
enum setup_family {
    SETUP_NONE,
    SETUP_CONSTANT,
    SETUP_UNIFORM,
    SETUP_EXPONENTIAL,
    SETUP_ERLANG,
    SETUP_HYPEREXPONENTIAL,
    SETUP_GAMMA,
    SETUP_LOGNORMAL,
    SETUP_TRIANGULAR,
    SETUP_EMPIRICAL
};

/* A distribution of spans. */
struct setup_law {
    int32_t family; /* enum setup_family; NONE: not there */
    sim_span mean, least, mode, most;
    double cv, zero;
    int32_t phases;
    const char *table;
};

struct setup_step {
    int32_t from; /* time of day, seconds */
    double rate;  /* a day */
};

struct setup_arrivals {
    int32_t kind;           /* enum setup_arrivals_kind */
    double rate;            /* POISSON: a day */
    struct bind_list rates; /* POISSON: of struct setup_step, instead of rate */
    sim_span first, every;  /* DETERMINISTIC */
    const char *trace;      /* TRACE: table */
    struct {
        int32_t most; /* people a day, 0 = no limit */
        double share; /* of them that exist, each by itself */
    } limit;
    struct {
        int32_t people, template, block;
        sim_span slot, start;
        double rise, no_show;
        struct {
            sim_span earliest, usual, latest;
        } punctuality;
    } appointments;
    struct {
        int32_t people;
        struct setup_law away;
    } source;
};

struct setup_use {
    const char *name;
    struct setup_arrivals arrivals;
    struct setup_law service, patience;
    int32_t rank, weight;
    struct {
        int32_t from, all_at; /* number waiting; all_at 0 = nobody balks */
    } balking;
    struct {
        double share;
        struct setup_law delay;
        int32_t attempts; /* 0 = no limit */
    } retry;
    struct {
        double share;
    } feedback;
};

struct setup_shift {
    int32_t from, counters;
};

struct setup_next {
    int32_t on_duty;
    struct setup_law service;
};

struct setup_within {
    sim_span wait;
};

struct setup {
    const char *id, *title, *model;
    struct {
        int32_t open; /* seconds after midnight */
        sim_span length, warm_up;
        int32_t days, at_end; /* enum setup_at_end */
    } period;
    struct {
        double cv, city_share;
    } day_factor;
    struct bind_list uses; /* of struct setup_use */
    struct {
        int32_t on_duty, places, rule, n, m, dedicated, leaving;
        struct bind_list roster;    /* of struct setup_shift */
        struct bind_list by_chance; /* of struct setup_chance */
        sim_span earliness, grace, longest_wait;
        struct {
            int32_t rule; /* enum counter_early_end */
            sim_span allowance;
            int32_t tickets;
        } early_end;
    } counters;
    struct bind_list tandem; /* of struct setup_next */
    struct bind_list shifts; /* of struct shift_rule */
    struct {
        sim_span within;
        double share;
    } target;
    struct {
        struct bind_list waits, overtimes; /* of struct setup_within */
        int32_t first, states;
    } measure;
    struct {
        int32_t replications;
        double seed;
    } run;
};

/* Rows of the tables. */
struct setup_trace_row {
    struct src_pos at;
    sim_span arrive, slot, service, patience;
    int32_t access; /* 0 walk_in, 1 booked: slot counts */
};
struct setup_sample_row {
    struct src_pos at;
    sim_span value;
    double weight;
};

/* A scenario with its tables: trace[use], and samples in the order of reading. */
struct setup_table {
    const char *path;
    struct bind_list rows;
};
enum { SETUP_TABLES_MAX = 64 };

struct setup_data {
    struct setup s;
    struct setup_table tables[SETUP_TABLES_MAX]; /* traces and samples, by path */
    const char *files[SETUP_TABLES_MAX];
    size_t n_files;
    struct bind_doc *doc;
};

/* Reads and checks a scenario with overrides ("key=value") and all its tables. false with
 * every mistake found in *e; then *out holds no promise. Checked by
 * tests/queue/test_setup.c. */
bool setup_read(const char *path, const char *const *overrides, size_t n_overrides,
                struct arena *home, struct setup_data *out, struct err *e) MUST_CHECK;

/* The same for a scenario that is loaded already. */
bool setup_bind(struct bind_doc *doc, const char *const *overrides, size_t n_overrides,
                struct arena *home, struct setup_data *out, struct err *e) MUST_CHECK;

/* The rows of a table that was read. */
const struct bind_list *setup_table_of(const struct setup_data *d, const char *path);

/* The rows of all settings. */
const struct bind_row *setup_rows(void);

/* Mean of a law in microseconds, zeros included; a sample's from its rows. */
double setup_mean_us(const struct setup_data *d, const struct setup_law *law);

#endif
