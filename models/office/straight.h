/* straight.h - a day at the counters without events, where all who come are known beforehand.
 *
 * What happens next at a site with one pool is the earliest of a handful of instants: the end of
 * a service, a shift, closing, the end of somebody's patience, a look, the next arrival. Where
 * nobody is interrupted a service that begins is as good as done, so its visit is finished at
 * the call, and of the end of it only the instant is kept (sim/engine/ends.h). The rules of doors,
 * lines and counters are those of door.h, discipline.h and pool.h; a day by events (counter.c)
 * comes to the same visits and the same result, to the last bit: tests/office/test_straight.c lives
 * random days both ways.
 */
#ifndef OFFICE_STRAIGHT_H
#define OFFICE_STRAIGHT_H

#include <stdbool.h>
#include <stdint.h>

#include "sim/base/attr.h"

struct arena;
struct counter;
struct counter_day;
struct counter_ears;
struct visit;

/* Do the site's rules allow it? One pool, any time of waiting and any end of acceptance; no
 * interruption, no counters kept for some and no turns between lines, no limit of places or
 * seats, no line that is cleared. Whatever the counter learns to do is refused here or done
 * here, too. */
bool straight_fits(const struct counter *c);

/* So many may come on a day. */
enum { STRAIGHT_PEOPLE = 1 << 20 };

/* What such days need besides: once, for a counter that fits. false when memory is short. */
bool straight_init(struct counter *c, struct arena *home) MUST_CHECK;

/* From the opening until nobody is inside and no shift is left; ears: without `ended`. Visits
 * 0 to n - 1 in order of arrival. When memory runs out counter_failed() turns true. */
void straight_live(struct counter *c, const struct counter_day *day, struct visit *visits,
                   uint32_t n, const struct counter_ears *ears);

#endif
