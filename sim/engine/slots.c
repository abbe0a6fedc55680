#include "sim/engine/slots.h"

#include <string.h>

#include "sim/base/arena.h"
#include "sim/base/bug.h"

enum { FIRST_CAPACITY = 32 };

/* So many are pending, from the beginning of the array on. */
static void set_guards(struct sim_slots *s, uint32_t pending)
{
    s->first = 1;
    s->end = s->first + pending;
    s->slot[0].at_us = INT64_MIN;
    s->slot[s->end].at_us = INT64_MAX;
    s->first_us = s->slot[s->first].at_us;
}

bool sim_slots_init(struct sim_slots *s, struct arena *home, uint32_t kind)
{
    *s = (struct sim_slots){.home = home, .capacity = FIRST_CAPACITY, .kind = kind};
    s->slot = arena_take_array(home, struct sim_slot, FIRST_CAPACITY + SIM_SLOTS_GUARDS);
    if (s->slot == NULL)
        return false;
    sim_slots_clear(s);
    return true;
}

void sim_slots_clear(struct sim_slots *s)
{
    set_guards(s, 0);
}

/* All move to the beginning of the array, which is doubled where that frees less than half. */
bool sim_slots_make_room(struct sim_slots *s)
{
    uint32_t pending = s->end - s->first;
    if (pending > s->capacity / 2) {
        size_t old = (s->capacity + SIM_SLOTS_GUARDS) * sizeof *s->slot;
        size_t more = s->capacity * sizeof *s->slot;
        struct sim_slot *slot = arena_extend(s->home, s->slot, old, old + more);
        if (slot == NULL)
            return false;
        s->slot = slot;
        s->capacity *= 2;
    }
    memmove(s->slot + 1, s->slot + s->first, pending * sizeof *s->slot);
    set_guards(s, pending);
    return true;
}

void sim_slots_remove(struct sim_slots *s, uint32_t who)
{
    uint32_t i = s->first;
    while (i < s->end && sim_slot_who(s->slot[i]) != who)
        i++;
    BUG_IF(i == s->end);
    memmove(s->slot + i, s->slot + i + 1, (s->end - i) * sizeof *s->slot);
    s->end--;
    s->first_us = s->slot[s->first].at_us;
}
