#include "sim/engine/slots.h"

#include <string.h>

#include "sim/base/arena.h"
#include "sim/base/bug.h"

enum { FIRST_CAPACITY = 32 };

static void find_first(struct sim_slots *s)
{
    s->first_us = s->first < s->end ? s->slot[s->first].at_us : INT64_MAX;
}

bool sim_slots_init(struct sim_slots *s, struct arena *home, uint32_t kind)
{
    *s = (struct sim_slots){
        .home = home, .first_us = INT64_MAX, .capacity = FIRST_CAPACITY, .kind = kind};
    s->slot = arena_take_array(home, struct sim_slot, FIRST_CAPACITY);
    return s->slot != NULL;
}

void sim_slots_clear(struct sim_slots *s)
{
    s->first = s->end = 0;
    s->first_us = INT64_MAX;
}

/* The end of the array is reached: moves all to its beginning, and doubles it where that frees
 * less than half. */
static bool make_room(struct sim_slots *s)
{
    uint32_t pending = s->end - s->first;
    if (pending > s->capacity / 2) {
        size_t old = s->capacity * sizeof *s->slot;
        struct sim_slot *more = arena_extend(s->home, s->slot, old, 2 * old);
        if (more == NULL)
            return false;
        s->slot = more;
        s->capacity *= 2;
    }
    memmove(s->slot, s->slot + s->first, pending * sizeof *s->slot);
    s->first = 0;
    s->end = pending;
    return true;
}

bool sim_slots_put(struct sim_slots *s, int64_t at_us, uint32_t order, uint32_t who)
{
    if (s->end == s->capacity && !make_room(s))
        return false;
    uint32_t i = s->end++;
    for (; i > s->first && s->slot[i - 1].at_us > at_us; i--)
        s->slot[i] = s->slot[i - 1];
    s->slot[i] = (struct sim_slot){at_us, order, who};
    s->first_us = s->slot[s->first].at_us;
    return true;
}

struct sim_slot sim_slots_take(struct sim_slots *s)
{
    BUG_IF(s->first == s->end);
    struct sim_slot taken = s->slot[s->first++];
    find_first(s);
    return taken;
}

void sim_slots_remove(struct sim_slots *s, uint32_t who)
{
    uint32_t i = s->first;
    while (i < s->end && s->slot[i].who != who)
        i++;
    BUG_IF(i == s->end);
    s->end--;
    memmove(s->slot + i, s->slot + i + 1, (s->end - i) * sizeof *s->slot);
    find_first(s);
}
