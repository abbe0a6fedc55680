/* factor.h - how busy a day is beyond chance: one random factor for each site and day, with a
 * part that all sites share.
 *
 * The factor of site i is B_i = C + W_i, gamma variables with shapes phi a and (1 - phi) a
 * and scale 1/a, where a = 1/cv^2: again a gamma, with
 *     mean 1,  Var B_i = cv^2,  Cov(B_i, B_j) = phi cv^2  (correlation phi).
 * People who come by a Poisson process of L_i B_i are then negative binomial in number:
 *     Var N_i = L_i + L_i^2 cv^2,  Cov(N_i, N_j) = L_i L_j phi cv^2
 * (Whitt 1999; Jongbloed & Koole 2001). Checked by tests/office/test_factor.c.
 */
#ifndef OFFICE_FACTOR_H
#define OFFICE_FACTOR_H

#include <stdint.h>

#include "sim/engine/compile_variate.h"
#include "sim/engine/stream.h"
#include "sim/engine/variate.h"

/* The law of a part that has `share` of the mean: phi for C, 1 - phi for the W_i. share of 0
 * to 1; cv >= 0 of the whole factor: 0 makes each part the constant `share`. */
struct sim_law_spec factor_law(double share, double cv);

/* Where factors come from: the compiled laws and what their random addresses are. */
struct factor {
    const struct sim_variate *shared, *own; /* of factor_law(phi, cv), factor_law(1 - phi, cv) */
    uint32_t shared_site, shared_role;      /* address of the shared part: no real site's */
    uint32_t role;                          /* role of the sites' addresses, below 2^16 */
};

/* The factors of a day (who: its number) for n sites with the given codes, 0 to 65 535. One
 * pair of uniforms a site and one for all; another site changes nobody else's factor. */
void factor_draw(const struct factor *f, struct sim_seed seed, uint32_t who, const uint32_t *sites,
                 int32_t n, double *factors);

#endif
