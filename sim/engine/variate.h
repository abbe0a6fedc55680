/* variate.h - random variates by inversion: one uniform each, monotone in it.
 *
 * A distribution is compiled once per scenario (compile_variate.c, with GSL) into a flat
 * table of quantiles without pointers, so a compiled scenario is one block of memory.
 * Exponential, uniform and constants go by formula, samples by their own values. Values are
 * in the unit they were compiled in (spans: microseconds).
 */
#ifndef SIM_VARIATE_H
#define SIM_VARIATE_H

#include <stddef.h>
#include <stdint.h>

#include "sim/engine/lanes.h"

enum sim_family {
    SIM_CONSTANT,
    SIM_UNIFORM,
    SIM_EXPONENTIAL,
    SIM_TABLE,  /* everything else: lognormal, gamma, Erlang, triangular, ... */
    SIM_SAMPLE, /* one of a list of values, each with its probability */
    SIM_ZEROS   /* exactly 0 with some probability, else of the family in `rest` */
};

/* Quantiles at the nodes v = 2^e * (1 + k/64), e = -1-e', for u below 1/2 (v = u) and
 * above (v = 1 - u); linear between nodes; nodes snapped to 24-bit mantissas. Beyond the
 * last node (v < 2^-41, two draws in 10^12) the quantile is that node's.
 *
 * A node is not the quantile itself but y with quantile = origin + y^(2^squarings). The
 * root keeps a density with a pole at zero in float's range and nearly straight between
 * nodes; the origin keeps 24 bits of the distance where the spread is small.
 *
 * Nodes would smear the jumps of a sample, so that keeps its values and their cumulative
 * probabilities as they are, in the room of the nodes. */
enum { SIM_VARIATE_OCTAVES = 40, SIM_VARIATE_STEPS = 64 };
enum { SIM_VARIATE_NODES = SIM_VARIATE_OCTAVES * SIM_VARIATE_STEPS + 1 };
enum { SIM_VARIATE_ATOMS = SIM_VARIATE_NODES / 2 }; /* distinct values of a sample, at most */

struct sim_variate {
    int32_t family;    /* enum sim_family */
    int32_t squarings; /* TABLE: 0 or more; behind the family, so that one look sees both */
    int32_t rest;      /* ZEROS: the family of what is not 0; below, the family means this one */
    int32_t atoms;     /* SAMPLE: distinct values, 1 or more */
    union {
        struct {
            double low, span; /* CONSTANT: low; UNIFORM: low + span*u; EXPONENTIAL:
                               * low - span*ln(1-u) */
        };
        double origin[2]; /* TABLE: of lower, of upper */
    };
    double mean;  /* of the distribution as specified, zeros included */
    double zero;  /* ZEROS: probability that the value is exactly 0 whatever the rest says */
    double below; /* ZEROS: probability that the rest is 0 or below */
    union {
        float half[2][SIM_VARIATE_NODES]; /* TABLE: both of the following */
        struct {
            float lower[SIM_VARIATE_NODES]; /* TABLE: from u = 2^-41 up to 1/2 */
            float upper[SIM_VARIATE_NODES]; /* TABLE: by v = 1 - u, from 2^-41 up to 1/2 */
        };
        struct {
            double up_to[SIM_VARIATE_ATOMS]; /* SAMPLE: P(not above value[i]), the last is 1 */
            double value[SIM_VARIATE_ATOMS]; /* SAMPLE: ascending */
        };
    };
};

/* The quantile at u in (0, 1): the least x with P(not above x) >= u. A few ns; a sample of
 * n values log2(n) steps more. Monotone in u. */
double sim_variate_at(const struct sim_variate *v, double u);

/* x[i] = sim_variate_at(v[i], u[i]), bit for bit, for n uniforms of any laws; x may be u. Sets
 * of tables in a third of the time, or a quarter with vectors of 512 bits. Checked by
 * tests/engine/test_variate.c. */
void sim_variate_each(const struct sim_variate *const *v, const double *u, double *x, size_t n);

/* The same with so many lanes, at most sim_lanes_here(): for tests. */
void sim_variate_each_by(enum sim_lanes lanes, const struct sim_variate *const *v, const double *u,
                         double *x, size_t n);

/* The same of one law: a third less time for exponentials, too, whose logarithms are taken
 * together. */
void sim_variate_many(const struct sim_variate *v, const double *u, double *x, size_t n);

#endif
