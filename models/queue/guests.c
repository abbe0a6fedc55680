#include "models/queue/guests.h"

#include <stddef.h>

#include "sim/base/arena.h"

enum { FIRST_CAPACITY = 256 };

static bool grow(struct guests *g, uint32_t capacity)
{
    size_t old = g->capacity;
    struct visit *visits =
        arena_extend(g->home, g->visits, old * sizeof *g->visits, capacity * sizeof *g->visits);
    if (visits == NULL)
        return false;
    g->visits = visits;
    struct guest *guest =
        arena_extend(g->home, g->guest, old * sizeof *g->guest, capacity * sizeof *g->guest);
    if (guest == NULL)
        return false;
    g->guest = guest;
    g->capacity = capacity;
    return true;
}

bool guests_init(struct guests *g, struct arena *home)
{
    *g = (struct guests){.home = home, .free = GUESTS_NONE};
    return grow(g, FIRST_CAPACITY);
}

void guests_clear(struct guests *g)
{
    g->used = 0;
    g->free = GUESTS_NONE;
}

uint32_t guests_add(struct guests *g)
{
    if (g->used == g->capacity && !grow(g, 2 * g->capacity))
        return GUESTS_NONE;
    return g->used++;
}
