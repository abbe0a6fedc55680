/* ahead.h - what a forecast asks of a replication besides the reported numbers (plan.ahead): each
 * day of each site, the half hours of one day, and ends of acceptance that are tried on a day.
 *
 * What is tried is done on a copy of the day's visits before the day itself takes place, so that
 * all ends of acceptance, with everybody there and with some absent, meet the same people, and
 * the replication goes on as if nothing had been tried. Costs nothing when nothing is asked.
 * Checked by tests/ward/test_ahead.c.
 */
#ifndef WARD_AHEAD_H
#define WARD_AHEAD_H

#include <stdint.h>

struct city;
struct counter_result;
struct plan_day;

/* So many wait at the start of the half hour of a day. */
void ahead_look(struct city *c, int32_t site, int32_t day, int32_t half_hour, int32_t waiting);

/* Ends of acceptance that are tried on a day: half hours of the day from the first to the last,
 * and the second at which each is - the first when the doors open, so that nobody comes in, the
 * last when they close. */
int32_t ahead_first_end(const struct plan_day *at);
int32_t ahead_last_end(const struct plan_day *at);
int32_t ahead_end_s(const struct plan_day *at, int32_t half_hour);

/* Tries ends of acceptance, when that is asked of the day. Its visits are made, nobody is served.
 */
void ahead_try(struct city *c, int32_t site, int32_t day);

/* The day is over. */
void ahead_site_day(struct city *c, int32_t site, int32_t day, const struct counter_result *r);

/* The least of n values, 1 or more, that nine of ten do not exceed: the (9 n / 10)th in order,
 * rounded up. Reorders them. O(n). */
int64_t ahead_p90(int64_t *values, uint32_t n);

#endif
