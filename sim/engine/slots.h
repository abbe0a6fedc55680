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

struct arena;

/* order: of scheduling, among all slots of an agenda; wraps. */
struct sim_slot {
    int64_t at_us;
    uint32_t order, who;
};

/* Pending are slot[first] to slot[end - 1], ascending by (at_us, order). first_us: at_us of the
 * first, INT64_MAX when nothing is pending. */
struct sim_slots {
    struct arena *home;
    struct sim_slot *slot;
    int64_t first_us;
    uint32_t first, end, capacity;
    uint32_t kind; /* of its events */
};

/* For some to begin with; grows. false when memory is short. */
bool sim_slots_init(struct sim_slots *s, struct arena *home, uint32_t kind) MUST_CHECK;

/* Nothing is pending. */
void sim_slots_clear(struct sim_slots *s);

/* One more, scheduled after all that are there. false when memory ran out. O(those later). */
bool sim_slots_put(struct sim_slots *s, int64_t at_us, uint32_t order, uint32_t who) MUST_CHECK;

/* Of two in which something is pending at the same instant: does the first of s go first? */
static inline bool sim_slots_go_first(const struct sim_slots *s, const struct sim_slots *other)
{
    if (s->first == s->end || other->first == other->end)
        return false;
    return (int32_t)(s->slot[s->first].order - other->slot[other->first].order) < 0;
}

/* Takes the first; when nothing is pending, that is a bug. O(1). */
struct sim_slot sim_slots_take(struct sim_slots *s);

/* Takes out the one of `who`, who is pending; else a bug. O(pending). */
void sim_slots_remove(struct sim_slots *s, uint32_t who);

#endif
