/* comers.h - who comes to a site on a day, when, and what he brings.
 *
 * Those on the day's list and those of its streams are gathered, a few at a time, with all that
 * they draw; then they are put in order of arrival and become visits. What is the same for all
 * of a day and a use is looked up once. Checked by tests/ward/test_ward.c.
 */
#ifndef WARD_COMERS_H
#define WARD_COMERS_H

#include <stdint.h>

#include "models/ward/city.h"

/* Empties the site's list of the day and fills c->day: comers, their keys in order of arrival and
 * their visits, and the work of the day's appointments. Whoever misses his appointment is dealt
 * with. c->failed when memory ran out. */
void comers_day(struct city *c, int32_t site, int32_t day);

/* Place among those gathered, from a key. */
enum { COMERS_ORDER_BITS = 24 };
static inline uint32_t comers_at(uint64_t key)
{
    return (uint32_t)(key & ((UINT64_C(1) << COMERS_ORDER_BITS) - 1));
}

/* Who somebody is that came to the site: his record, or one that is made up of what is known of a
 * stranger. The record says the same until he has been dealt with. */
static inline const struct person *comers_person(const struct city *c, int32_t site,
                                                 const struct city_comer *comer,
                                                 struct person *made_up)
{
    if (comer->kind != COMER_STRANGER)
        return &c->pool.people[comer->who];
    *made_up = (struct person){
        .who = comer->who, .address = comer->address, .home = (uint16_t)site, .use = comer->use};
    return made_up;
}

#endif
