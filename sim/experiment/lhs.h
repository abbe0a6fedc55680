/* lhs.h - Latin hypercube samples: n points that cover every axis evenly (McKay, Beckman &
 * Conover 1979).
 *
 * Each axis is cut into n equal strata, and of the n points exactly one lies in each; which, and
 * where in it, is random. An axis is addressed by a number of its own, so other axes that come
 * or go change nothing in it.
 *
 * Checked by tests/experiment/test_lhs.c: strata, uniformity, independence of axes.
 */
#ifndef EXPERIMENT_LHS_H
#define EXPERIMENT_LHS_H

#include <stddef.h>
#include <stdint.h>

/* x[i]: where point i of n, at least 1, is on the axis, in (0, 1). A function of seed, axis and
 * n. Cost O(n). */
void lhs_axis(uint64_t seed, uint32_t axis, size_t n, double *x);

/* A number for an axis from its name: 32 bits of FNV-1a. */
uint32_t lhs_axis_of(const char *name);

/* A seed of its own for whatever point i does at random, below 2^62. */
uint64_t lhs_seed(uint64_t seed, uint32_t i);

#endif
