/* yardstick_select.h - constants of two-stage selection of the best of k (outside the core).
 *
 * After a first stage of n0 replications of each, alternative i is run max(n0 + 1, (h s_i /
 * delta)^2) times in all; then the best by estimate is the best with probability p whenever it
 * is ahead by delta. By quadrature; tests/engine/test_yardstick_select.c against published
 * tables (reference cases ST-08, ST-09).
 */
#ifndef SIM_YARDSTICK_SELECT_H
#define SIM_YARDSTICK_SELECT_H

#include <stdbool.h>
#include <stdint.h>

#include "sim/base/attr.h"

enum { SIM_YARDSTICK_SELECT_LEAST = 5 }; /* replications of the first stage */

/* Dudewicz & Dalal 1975 (weighted means). n0 at least SIM_YARDSTICK_SELECT_LEAST, k 2 to 1000,
 * 1/k < p < 1. false when memory ran out. About 10 ms; relative error below 1e-6. */
bool sim_yardstick_select_dudewicz(uint32_t n0, double p, uint32_t k, double *h) MUST_CHECK;

/* Rinott 1978 (plain means). */
bool sim_yardstick_select_rinott(uint32_t n0, double p, uint32_t k, double *h) MUST_CHECK;

#endif
