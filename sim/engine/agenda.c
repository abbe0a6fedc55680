#include "sim/engine/agenda.h"

#include <string.h>

#include "sim/base/arena.h"
#include "sim/base/bug.h"

/* A heap with four children per node (half the levels of a binary one, children in one
 * cache line) over 16-byte keys; the payload stays put in a slot, and the slot remembers
 * its place in the heap so that cancelling needs no search.
 *
 * Invariants, for every i < pending:
 *   slots[slot_of(heap[i])].place == i
 *   i > 0  implies  goes_first(heap[(i - 1) / 4], heap[i])
 */
struct key {
    int64_t at_us;
    uint64_t rank; /* phase 2 bits, order of scheduling 34 bits, slot 28 bits */
};

struct slot {
    uint32_t kind, who;
    uint32_t generation; /* odd while pending, even while free */
    uint32_t place;      /* index in heap while pending, next free slot otherwise */
};

enum { CHILDREN = 4, SLOT_BITS = 28, ORDER_BITS = 34, LEAST_CAPACITY = 16 };
#define NO_SLOT UINT32_MAX
#define SLOT_MASK ((UINT64_C(1) << SLOT_BITS) - 1)

struct sim_agenda {
    struct arena *home;
    struct key *heap;
    struct slot *slots;
    uint32_t capacity, pending, free_slot;
    uint64_t scheduled;
    sim_instant now;
    bool failed;
};

static uint32_t slot_of(const struct key *k)
{
    return (uint32_t)(k->rank & SLOT_MASK);
}

static bool goes_first(const struct key *a, const struct key *b)
{
    if (a->at_us != b->at_us)
        return a->at_us < b->at_us;
    return a->rank < b->rank;
}

static void put(struct sim_agenda *g, uint32_t place, struct key k)
{
    g->heap[place] = k;
    g->slots[slot_of(&k)].place = place;
}

static void sift_up(struct sim_agenda *g, uint32_t place, struct key k)
{
    while (place > 0) {
        uint32_t parent = (place - 1) / CHILDREN;
        if (!goes_first(&k, &g->heap[parent]))
            break;
        put(g, place, g->heap[parent]);
        place = parent;
    }
    put(g, place, k);
}

/* The first of the children that stand at [first, last). */
static uint32_t first_child(const struct sim_agenda *g, uint32_t first, uint32_t last)
{
    uint32_t best = first;
    for (uint32_t c = first + 1; c < last; c++)
        if (goes_first(&g->heap[c], &g->heap[best]))
            best = c;
    return best;
}

static void sift_down(struct sim_agenda *g, uint32_t place, struct key k)
{
    for (;;) {
        uint32_t first = CHILDREN * place + 1;
        if (first >= g->pending)
            break;
        uint32_t last = first + CHILDREN < g->pending ? first + CHILDREN : g->pending;
        uint32_t child = first_child(g, first, last);
        if (!goes_first(&g->heap[child], &k))
            break;
        put(g, place, g->heap[child]);
        place = child;
    }
    put(g, place, k);
}

/* Doubles both arrays. The old ones stay in the arena until it is reset: at most as much
 * again as the live ones, and no pointer into them is ever handed out. */
static bool grow(struct sim_agenda *g, uint32_t capacity)
{
    struct key *heap = arena_take_array(g->home, struct key, capacity);
    struct slot *slots = arena_take_array(g->home, struct slot, capacity);
    if (heap == NULL || slots == NULL || capacity > SLOT_MASK)
        return false;
    if (g->capacity > 0) {
        memcpy(heap, g->heap, g->capacity * sizeof *heap);
        memcpy(slots, g->slots, g->capacity * sizeof *slots);
    }
    for (uint32_t i = capacity; i-- > g->capacity;) {
        slots[i].place = g->free_slot;
        g->free_slot = i;
    }
    g->heap = heap;
    g->slots = slots;
    g->capacity = capacity;
    return true;
}

struct sim_agenda *sim_agenda_new(struct arena *home, size_t expected)
{
    BUG_IF(expected > SLOT_MASK / 2);
    struct sim_agenda *g = arena_take_array(home, struct sim_agenda, 1);
    if (g == NULL)
        return NULL;
    g->home = home;
    g->free_slot = NO_SLOT;
    uint32_t capacity = expected > LEAST_CAPACITY ? (uint32_t)expected : LEAST_CAPACITY;
    return grow(g, capacity) ? g : NULL;
}

void sim_agenda_restart(struct sim_agenda *g, sim_instant now)
{
    while (g->pending > 0) {
        uint32_t index = slot_of(&g->heap[--g->pending]);
        g->slots[index].generation++;
        g->slots[index].place = g->free_slot;
        g->free_slot = index;
    }
    g->scheduled = 0;
    g->now = now;
}

sim_handle sim_agenda_at(struct sim_agenda *g, sim_instant at, enum sim_phase phase, uint32_t kind,
                         uint32_t who)
{
    BUG_IF(at.us < g->now.us);
    BUG_IF(g->scheduled >> ORDER_BITS != 0);
    if (g->free_slot == NO_SLOT && !grow(g, 2 * g->capacity)) {
        g->failed = true;
        return (sim_handle){0};
    }
    uint32_t index = g->free_slot;
    struct slot *s = &g->slots[index];
    g->free_slot = s->place;
    s->kind = kind;
    s->who = who;
    s->generation++;
    uint64_t order = (uint64_t)phase << ORDER_BITS | g->scheduled++;
    sift_up(g, g->pending++, (struct key){at.us, order << SLOT_BITS | index});
    return (sim_handle){.slot = index, .generation = s->generation};
}

static void remove_at(struct sim_agenda *g, uint32_t place)
{
    uint32_t index = slot_of(&g->heap[place]);
    struct slot *s = &g->slots[index];
    s->generation++;
    s->place = g->free_slot;
    g->free_slot = index;

    struct key last = g->heap[--g->pending];
    if (place == g->pending)
        return;
    if (place > 0 && goes_first(&last, &g->heap[(place - 1) / CHILDREN]))
        sift_up(g, place, last);
    else
        sift_down(g, place, last);
}

bool sim_agenda_cancel(struct sim_agenda *g, sim_handle handle)
{
    if (handle.generation == 0 || handle.slot >= g->capacity)
        return false;
    const struct slot *s = &g->slots[handle.slot];
    if (s->generation != handle.generation)
        return false;
    remove_at(g, s->place);
    return true;
}

bool sim_agenda_next(struct sim_agenda *g, sim_instant until, enum sim_phase phase,
                     struct sim_event *event)
{
    struct key limit = {until.us, (uint64_t)(phase + 1) << (ORDER_BITS + SLOT_BITS)};
    if (phase == SIM_OBSERVE)
        limit.rank = UINT64_MAX;
    if (g->pending == 0 || !goes_first(&g->heap[0], &limit)) {
        if (g->now.us < until.us)
            g->now = until;
        return false;
    }
    const struct slot *s = &g->slots[slot_of(&g->heap[0])];
    g->now = (sim_instant){g->heap[0].at_us};
    *event = (struct sim_event){g->now, s->kind, s->who};
    remove_at(g, 0);
    return true;
}

sim_instant sim_agenda_now(const struct sim_agenda *g)
{
    return g->now;
}

size_t sim_agenda_pending(const struct sim_agenda *g)
{
    return g->pending;
}

bool sim_agenda_failed(const struct sim_agenda *g)
{
    return g->failed;
}
