/* ward.h - one site's day from doors to the last customer, and what becomes of people. */
#ifndef WARD_WARD_H
#define WARD_WARD_H

#include <stdint.h>

struct city;

/* Simulates the counters of an open day. */
void ward_day(struct city *c, int32_t site, int32_t day);

/* Draws today's day factors of the city and its wards. */
void ward_draw_factors(struct city *c, int32_t day);

#endif
