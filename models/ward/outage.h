/* outage.h - how fast the national system is on a day: the table of the scenario and, on top
 * of it, random outages that hit all wards at once. Checked by tests/ward/test_outage.c.
 */
#ifndef WARD_OUTAGE_H
#define WARD_OUTAGE_H

#include <stdint.h>

struct city;

/* Random outages of a day, at most; room that their speeds need beside the table's. */
enum { OUTAGE_MOST = 8, OUTAGE_SPEEDS = 2 * OUTAGE_MOST };

/* Fills c->speeds for the day and returns their number. Where both overlap the table holds.
 * The random ones depend on the day and the seed alone, not on the ward. */
int32_t outage_speeds(struct city *c, int32_t day);

#endif
