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

/* tag: the owner's. An agenda has the order of scheduling among all its slots there, which wraps,
 * and who is served (sim_slot_tag). */
struct sim_slot {
    int64_t at_us;
    uint64_t tag;
};

/* Before the first and behind the last. */
enum { SIM_SLOTS_GUARDS = 2 };

/* Pending are slot[first] to slot[end - 1], ascending by at_us, of equal ones the first put first.
 * Before them stand those that were taken, before those a guard at INT64_MIN, and at slot[end] it
 * is INT64_MAX: nobody looks for an end. first_us: at_us of slot[first], INT64_MAX when nothing is
 * pending. */
struct sim_slots {
    struct sim_slot *slot; /* [capacity + SIM_SLOTS_GUARDS] */
    int64_t first_us;
    uint32_t first, end, capacity;
    uint32_t kind; /* of its events */
    struct arena *home;
};

static inline uint64_t sim_slot_tag(uint32_t order, uint32_t who)
{
    return (uint64_t)order << 32 | who;
}

static inline uint32_t sim_slot_who(struct sim_slot s)
{
    return (uint32_t)s.tag;
}

/* For some to begin with; grows. false when memory is short. */
bool sim_slots_init(struct sim_slots *s, struct arena *home, uint32_t kind) MUST_CHECK;

/* Nothing is pending. */
void sim_slots_clear(struct sim_slots *s);

/* The last place is used: room for more. false when memory ran out. */
bool sim_slots_make_room(struct sim_slots *s) MUST_CHECK;

/* One more, not before any that was taken; of equal ones the last. false when memory ran out.
 * O(those later). */
static inline MUST_CHECK bool sim_slots_put(struct sim_slots *s, int64_t at_us, uint64_t tag)
{
    if (s->end > s->capacity && !sim_slots_make_room(s))
        return false;
    struct sim_slot *place = s->slot + s->end;
    for (; place[-1].at_us > at_us; place--)
        place[0] = place[-1];
    *place = (struct sim_slot){at_us, tag};
    s->slot[++s->end].at_us = INT64_MAX;
    s->first_us = at_us < s->first_us ? at_us : s->first_us;
    return true;
}

/* Of two in which something is pending at the same instant: does the first of s go first? */
static inline bool sim_slots_go_first(const struct sim_slots *s, const struct sim_slots *other)
{
    if (s->first == s->end || other->first == other->end)
        return false;
    uint64_t order = s->slot[s->first].tag >> 32, others = other->slot[other->first].tag >> 32;
    return (int32_t)((uint32_t)order - (uint32_t)others) < 0;
}

/* Takes the first; when nothing is pending, that is a bug. O(1). */
static inline struct sim_slot sim_slots_take(struct sim_slots *s)
{
    BUG_IF(s->first == s->end);
    struct sim_slot taken = s->slot[s->first++];
    s->first_us = s->slot[s->first].at_us;
    return taken;
}

/* Takes out the one of `who`, who is pending; else a bug. O(pending). */
void sim_slots_remove(struct sim_slots *s, uint32_t who);

#endif
