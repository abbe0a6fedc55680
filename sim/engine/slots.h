/* slots.h - departure slots: when each of those being served will be done, in order.
 *
 * A pool of counters has few ends of service pending, nearly always takes the first and puts
 * one near the last. A sorted run in an array does that in a few steps; a place in the agenda
 * would cost several times as much. Slots that belong to an agenda (sim_agenda_add_slots) are
 * handed out by it as events of SIM_RELEASE.
 */
#ifndef SIM_SLOTS_H
#define SIM_SLOTS_H

#include <stdbool.h>
#include <stdint.h>

#include "sim/base/attr.h"
#include "sim/base/bug.h"

struct arena;

/* order: of scheduling, among all slots of an agenda; wraps. */
struct sim_slot {
    int64_t at_us;
    uint32_t order, who;
};

/* Pending are slot[first] to slot[end - 1], ascending by (at_us, order). At slot[first - 1] it is
 * INT64_MIN and at slot[end] INT64_MAX, so that neither putting nor taking looks for an end.
 * first_us: at_us of slot[first], INT64_MAX when nothing is pending. */
struct sim_slots {
    struct sim_slot *slot; /* [capacity + 2] */
    int64_t first_us;
    uint32_t first, end, capacity;
    uint32_t kind; /* of its events */
    struct arena *home;
};

/* For some to begin with; grows. false when memory is short. */
bool sim_slots_init(struct sim_slots *s, struct arena *home, uint32_t kind) MUST_CHECK;

/* Nothing is pending. */
void sim_slots_clear(struct sim_slots *s);

/* The last place is used: room for more. false when memory ran out. */
bool sim_slots_make_room(struct sim_slots *s) MUST_CHECK;

/* One more, scheduled after all that are there. false when memory ran out. O(those later). */
static inline MUST_CHECK bool sim_slots_put(struct sim_slots *s, int64_t at_us, uint32_t order,
                                            uint32_t who)
{
    if (s->end > s->capacity && !sim_slots_make_room(s))
        return false;
    struct sim_slot *place = s->slot + s->end++;
    place[1].at_us = INT64_MAX;
    for (; place[-1].at_us > at_us; place--)
        place[0] = place[-1];
    *place = (struct sim_slot){at_us, order, who};
    s->first_us = at_us < s->first_us ? at_us : s->first_us;
    return true;
}

/* Of two in which something is pending at the same instant: does the first of s go first? */
static inline bool sim_slots_go_first(const struct sim_slots *s, const struct sim_slots *other)
{
    if (s->first == s->end || other->first == other->end)
        return false;
    return (int32_t)(s->slot[s->first].order - other->slot[other->first].order) < 0;
}

/* Takes the first; when nothing is pending, that is a bug. O(1). */
static inline struct sim_slot sim_slots_take(struct sim_slots *s)
{
    BUG_IF(s->first == s->end);
    struct sim_slot *place = s->slot + s->first++;
    struct sim_slot taken = *place;
    place->at_us = INT64_MIN;
    s->first_us = place[1].at_us;
    return taken;
}

/* Takes out the one of `who`, who is pending; else a bug. O(pending). */
void sim_slots_remove(struct sim_slots *s, uint32_t who);

#endif
