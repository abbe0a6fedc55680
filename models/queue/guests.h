/* guests.h - the people who are in a system just now: a pool of numbered places, used again.
 *
 * Memory follows the people inside and in orbit, not those who ever came.
 */
#ifndef QUEUE_GUESTS_H
#define QUEUE_GUESTS_H

#include <stdbool.h>
#include <stdint.h>

#include "models/office/visit.h"
#include "sim/base/attr.h"

struct arena;

#define GUESTS_NONE UINT32_MAX

struct guest {
    int64_t door_us;   /* first stood at the door of this attempt */
    uint32_t who;      /* number in the use's stream: the random address */
    uint32_t next;     /* free list */
    int32_t number;    /* among the day's people */
    uint32_t doors;    /* times he stood at a door: the nth has draws of its own */
    uint32_t attempts; /* since he first came; of a finite source: since he last came anew */
    uint32_t passes;
    uint8_t use, station;
    bool is_counted; /* came after the warm-up */
    bool is_alive;
};

/* Two arrays by the same index. */
struct guests {
    struct arena *home;
    struct visit *visits;
    struct guest *guest;
    uint32_t capacity, used, free;
};

bool guests_init(struct guests *g, struct arena *home) MUST_CHECK;
void guests_clear(struct guests *g);

/* A place that nobody has had; GUESTS_NONE when memory ran out. The arrays may have moved. */
uint32_t guests_add(struct guests *g);

/* A new person; as above. */
static inline uint32_t guests_take(struct guests *g)
{
    uint32_t i = g->free;
    if (i != GUESTS_NONE)
        g->free = g->guest[i].next;
    else if ((i = guests_add(g)) == GUESTS_NONE)
        return i;
    g->guest[i] = (struct guest){.is_alive = true};
    return i;
}

static inline void guests_drop(struct guests *g, uint32_t i)
{
    g->guest[i].is_alive = false;
    g->guest[i].next = g->free;
    g->free = i;
}

#endif
