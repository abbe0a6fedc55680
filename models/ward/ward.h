/* ward.h - one site's day from doors to the last customer, and what becomes of people. */
#ifndef WARD_WARD_H
#define WARD_WARD_H

#include <stdint.h>

struct city;
struct counter_result;

/* How the counters of a day differ from what the plan says; all 0: not at all. */
struct ward_way {
    int32_t absent;       /* counters less, all day; those who must stay do */
    int32_t accept_until; /* second of the day at which walk-ins get no ticket any more, whatever
                             the rules; 0 = as they say */
};

/* Serves the visits of c->day, of an open day, as nothing but the counters would. Looks are told
 * of only when nothing differs. */
void ward_serve(struct city *c, int32_t site, int32_t day, const struct ward_way *way,
                struct counter_result *result);

/* Simulates the counters of an open day. */
void ward_day(struct city *c, int32_t site, int32_t day);

/* Draws today's day factors of the city and its wards. */
void ward_draw_factors(struct city *c, int32_t day);

#endif
