/* crowd.h - how many people of a stream come on a day, and when: a Poisson process by
 * inversion of its cumulative rate (Cinlar 1975), one uniform to a person, so that two
 * plans with different rates meet the same people in the same order. */
#ifndef WARD_CROWD_H
#define WARD_CROWD_H

#include <stdbool.h>
#include <stdint.h>

#include "sim/engine/draws.h"

struct city;

enum { CROWD_MAX = UINT16_MAX }; /* people of a stream, site and day; the rest stays away */
enum { CROWD_AHEAD = 16 };       /* pairs of uniforms made at once, at most */

struct crowd {
    struct sim_seed seed;
    struct sim_address address;    /* of the next pair */
    double ahead[2 * CROWD_AHEAD]; /* logarithms of uniforms: gaps between people, below 0 */
    uint32_t used, made;           /* of those ahead */
    double sum, total;             /* cumulative rate up to the last person, of the whole day */
    uint32_t index;                /* of the next person */
};

/* Those of a stream who come on a day. By address, as most of a crowd is room. */
void crowd_begin(struct crowd *w, const struct city *c, int32_t stream, int32_t site, int32_t day);

/* Those who call on a day about something else. */
void crowd_begin_enquiries(struct crowd *w, const struct city *c, int32_t day);

/* The next person's place in the day as a share of its rate in [0, 1), ascending; false
 * when nobody else comes. */
bool crowd_next(struct crowd *w, double *share);

/* Population and name of the person crowd_next() has just told of: who = civil day << 16 |
 * index. */
uint32_t crowd_who(const struct city *c, const struct crowd *w, int32_t day);

#endif
