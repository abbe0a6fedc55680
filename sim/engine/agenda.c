#include "sim/engine/agenda.h"

#include <string.h>

#include "sim/base/arena.h"
#include "sim/base/bug.h"
#include "sim/engine/slots.h"

/* Up to 16 events stand in no order beside one word that holds their order, four bits for
 * each: an event is put in its place by counting those before it and shifting the word, with
 * no branch that depends on who goes first. The place that was left last is the next to be taken,
 * so that few stand at the front, and only these are counted. Whoever is scheduled later goes after
 * all others of his instant and phase, so here these two are all there is to compare. More stand in
 * a heap with four children per node (half the levels of a binary one, children in one cache line).
 * The payload stays put in a slot. What makes the heap quick:
 *
 *   - The event that is handed out leaves a hole at the top, and the next one that is
 *     scheduled fills it: one way through the heap instead of two. Whoever needs a heap
 *     without a hole fills it with the last key first.
 *   - Places past the last key hold LAST, so that a family is always four children and the
 *     first of them is found without a branch.
 *   - Cancelling leaves the key where it is, dead, so that keys need not know where they
 *     stand. Dead keys are dropped when they come to the top, or all at once when they are
 *     more than half: O(1) for each of them.
 *
 * Invariants:
 *   few_size = 0 or heap_size = 0
 *   nibbles 0 .. few_size - 1 of order are the places of the few, the first one first; the
 *     others are the free places, where it is NEVER, the one that was left last first
 *   first = when[place of the first of the few], NEVER when there is none: known before the
 *     order is, which the next event does not wait for then
 *   used <= place < FEW  implies  when[place] == NEVER
 *   0 < i < heap_size  implies  heap[(i - 1) / 4] <= heap[i], a hole taken as least
 *   heap_size <= i < capacity + ROOM_BEHIND  implies  heap[i] == LAST
 *   a key of the heap is dead when its slot's generation is even; dead = their number
 */

/* When: 62 bits for the instant, 2 for the phase. A heap's key: when 64 bits, order of
 * scheduling 36 bits, slot 28 bits: one comparison of 128 bits without a branch, as who of two
 * goes first is anybody's guess. */
__extension__ typedef unsigned __int128 agenda_key;

struct slot {
    uint32_t kind;
    uint32_t who;        /* next free slot while free */
    uint32_t generation; /* odd while pending, even while free or dead */
    uint32_t place;      /* among the few */
};

enum { FEW = 16, FEW_AGAIN = 12, FOUR = 4 };
enum { CHILDREN = 4, DEAD_ALLOWED = 16, PREFETCHED = 4096 };
enum { ROOM_BEHIND = CHILDREN * CHILDREN }; /* after the last key: a family of grandchildren */
enum { SLOT_BITS = 28, ORDER_BITS = 36, PHASE_BITS = 2, LEAST_CAPACITY = FEW };
#define NO_SLOT UINT32_MAX
#define SLOT_MASK ((UINT64_C(1) << SLOT_BITS) - 1)
#define BIAS (INT64_C(1) << (63 - PHASE_BITS)) /* instants lie from -BIAS to BIAS - 2 */
#define NEVER UINT64_MAX
#define LAST (~(agenda_key)0)
#define IN_ORDER UINT64_C(0xFEDCBA9876543210)

struct sim_agenda {
    uint64_t when[FEW];
    uint32_t slot[FEW];
    uint64_t order, first;
    uint32_t few_size, used;
    uint32_t heap_size; /* the hole and dead ones included */
    uint32_t dead;
    uint32_t has_hole; /* 1: heap[0] has been handed out and not been replaced */
    uint32_t capacity; /* of the slots and of the heap */
    uint32_t free_slot;
    agenda_key *heap;
    struct slot *slots;
    sim_instant now;
    uint64_t ordered; /* keys made for the heap */
    struct sim_slots *slots_of[SIM_AGENDA_SLOTS];
    uint32_t n_slots_of, released; /* ends of services scheduled */
    struct arena *home;
    bool failed;
};

static inline uint64_t when_of(int64_t at_us, enum sim_phase phase)
{
    return ((uint64_t)at_us + (uint64_t)BIAS) << PHASE_BITS | (uint64_t)phase;
}

static inline int64_t instant_of(uint64_t when)
{
    return (int64_t)(when >> PHASE_BITS) - BIAS;
}

/* A key that goes after all others of its instant and phase. */
static inline agenda_key next_key(struct sim_agenda *g, uint64_t when, uint32_t slot)
{
    BUG_IF(g->ordered >> ORDER_BITS != 0);
    return (agenda_key)when << 64 | g->ordered++ << SLOT_BITS | slot;
}

static inline struct slot *slot_of(const struct sim_agenda *g, agenda_key k)
{
    return &g->slots[(uint64_t)k & SLOT_MASK];
}

static void free_slot(struct sim_agenda *g, struct slot *s)
{
    s->who = g->free_slot;
    g->free_slot = (uint32_t)(s - g->slots);
}

/* ---- a few ---- */

static inline uint64_t below(uint32_t nibble)
{
    return (UINT64_C(1) << (4 * nibble)) - 1;
}

static inline uint32_t place_of(uint64_t order, uint32_t nibble)
{
    return (uint32_t)(order >> (4 * nibble)) & (FEW - 1);
}

static inline uint32_t four_before(const uint64_t four[FOUR], uint64_t when)
{
    uint32_t front = (uint32_t)(four[0] <= when) + (uint32_t)(four[1] <= when);
    return front + (uint32_t)(four[2] <= when) + (uint32_t)(four[3] <= when);
}

/* How many of the few go before somebody who is scheduled now. */
static inline uint32_t count_before(const struct sim_agenda *g, uint64_t when)
{
    enum { SECOND = FOUR, THIRD = SECOND + FOUR, FOURTH = THIRD + FOUR };
    uint32_t n = four_before(g->when, when) + four_before(g->when + SECOND, when);
    if (g->used > THIRD)
        n += four_before(g->when + THIRD, when);
    if (g->used > FOURTH)
        n += four_before(g->when + FOURTH, when);
    return n;
}

/* There is room for one more. Returns his place. */
static inline uint32_t few_put(struct sim_agenda *g, uint64_t when, uint32_t slot)
{
    uint32_t n = g->few_size++, i = count_before(g, when);
    uint64_t word = g->order, before = word & below(i), upto = word & below(n);
    uint32_t place = place_of(word, n);
    if (place >= g->used)
        g->used = place + 1;
    g->when[place] = when;
    g->slot[place] = slot;
    word ^= upto ^ (uint64_t)place << (4 * n);
    g->order = word | before | (uint64_t)place << (4 * i) | (upto ^ before) << 4;
    g->first = when < g->first ? when : g->first;
    return place;
}

/* Takes out the one that is i-th in the order; his place goes before all other free ones. */
static inline void few_take(struct sim_agenda *g, uint32_t i)
{
    uint32_t n = --g->few_size;
    uint64_t word = g->order, place = place_of(word, i);
    uint64_t before = word & below(i), behind = (word >> 4) & below(n) & ~below(i);
    uint64_t free = word & ~below(n) << 4;
    g->when[place] = NEVER;
    g->order = before | behind | place << (4 * n) | free;
    g->first = g->when[place_of(g->order, 0)];
}

static inline struct slot *first_of_few(const struct sim_agenda *g)
{
    return &g->slots[g->slot[place_of(g->order, 0)]];
}

/* Which in the order the place is: the only nibble that is 0 in the difference. */
static inline uint32_t find_place(const struct sim_agenda *g, uint32_t place)
{
    const uint64_t ones = UINT64_C(0x1111111111111111);
    uint64_t other = g->order ^ place * ones;
    return (uint32_t)__builtin_ctzll((other - ones) & ~other & 8 * ones) / 4;
}

static void few_none(struct sim_agenda *g)
{
    g->few_size = g->used = 0;
    g->order = IN_ORDER;
    g->first = NEVER;
    for (uint32_t i = 0; i < FEW; i++)
        g->when[i] = NEVER;
}

/* ---- many ---- */

static void sift_up(agenda_key *heap, uint32_t place, agenda_key k)
{
    while (place > 0) {
        uint32_t parent = (place - 1) / CHILDREN;
        agenda_key p = heap[parent];
        if (p < k)
            break;
        heap[place] = p;
        place = parent;
    }
    heap[place] = k;
}

/* A big heap's grandchildren are fetched while the children are compared: 16 keys, which
 * touch five cache lines. */
static inline void prefetch(const agenda_key *grandchildren)
{
    for (size_t i = 0; i < ROOM_BEHIND; i += CHILDREN)
        __builtin_prefetch(grandchildren + i);
    __builtin_prefetch(grandchildren + ROOM_BEHIND - 1);
}

/* All bits when a goes before b. */
static inline uint64_t mask_first(agenda_key a, agenda_key b)
{
    return 0 - (uint64_t)(a < b);
}

/* b where the mask is set, else a. */
static inline agenda_key choose(agenda_key a, agenda_key b, uint64_t mask)
{
    uint64_t al = (uint64_t)a, ah = (uint64_t)(a >> 64);
    uint64_t bl = (uint64_t)b, bh = (uint64_t)(b >> 64);
    return (agenda_key)(ah ^ ((ah ^ bh) & mask)) << 64 | (al ^ ((al ^ bl) & mask));
}

/* k sinks from the place. */
static void sift_down(agenda_key *heap, uint32_t size, uint64_t place, agenda_key k)
{
    uint64_t first = CHILDREN * place + 1;
    while (first < size) {
        const agenda_key *child = heap + first;
        if (size > PREFETCHED && CHILDREN * first + 1 < size)
            prefetch(child + 3 * first + 1);
        uint64_t left = mask_first(child[1], child[0]), right = mask_first(child[3], child[2]);
        agenda_key a = choose(child[0], child[1], left), b = choose(child[2], child[3], right);
        uint64_t second = mask_first(b, a);
        agenda_key best = choose(a, b, second);
        if (k < best)
            break;
        heap[place] = best;
        place = first + (((2 - right) & second) | (~second & (0 - left)));
        first = CHILDREN * place + 1;
    }
    heap[place] = k;
}

/* Takes away what stands at the top, or the hole that is there. */
static void drop_top(struct sim_agenda *g)
{
    agenda_key last = g->heap[--g->heap_size];
    g->heap[g->heap_size] = LAST;
    g->has_hole = 0;
    if (g->heap_size > 0)
        sift_down(g->heap, g->heap_size, 0, last);
}

static bool is_dead(const struct sim_agenda *g, agenda_key k)
{
    return slot_of(g, k)->generation % 2 == 0;
}

/* Drops all dead keys and makes a heap of the others. */
static void compact(struct sim_agenda *g)
{
    uint32_t old = g->heap_size, size = 0;
    for (uint32_t i = g->has_hole; i < old; i++) {
        if (is_dead(g, g->heap[i]))
            free_slot(g, slot_of(g, g->heap[i]));
        else
            g->heap[size++] = g->heap[i];
    }
    for (uint32_t i = size; i < old; i++)
        g->heap[i] = LAST;
    for (uint64_t i = (size + CHILDREN - 2) / CHILDREN; i-- > 0;)
        sift_down(g->heap, size, i, g->heap[i]);
    g->heap_size = size;
    g->dead = g->has_hole = 0;
}

/* The few are too many: in order they are a heap. */
static void few_to_heap(struct sim_agenda *g)
{
    g->ordered = 0; /* there are no other keys */
    for (uint32_t i = 0; i < FEW; i++) {
        uint32_t place = place_of(g->order, i);
        g->heap[i] = next_key(g, g->when[place], g->slot[place]);
    }
    g->heap_size = FEW;
    few_none(g);
}

/* In order, since equal ones cannot be told apart any more. */
static void heap_to_few(struct sim_agenda *g)
{
    compact(g);
    g->used = g->heap_size;
    g->first = g->heap_size > 0 ? (uint64_t)(g->heap[0] >> 64) : NEVER;
    while (g->heap_size > 0) {
        agenda_key k = g->heap[0];
        slot_of(g, k)->place = g->few_size;
        g->slot[g->few_size] = (uint32_t)((uint64_t)k & SLOT_MASK);
        g->when[g->few_size++] = (uint64_t)(k >> 64);
        drop_top(g);
    }
}

/* The first event that will happen is to stand at the top. */
static NOINLINE void settle(struct sim_agenda *g)
{
    if (g->has_hole)
        drop_top(g);
    while (g->dead > 0 && is_dead(g, g->heap[0])) {
        free_slot(g, slot_of(g, g->heap[0]));
        g->dead--;
        drop_top(g);
    }
    if (g->heap_size - g->dead <= FEW_AGAIN)
        heap_to_few(g);
}

/* ---- room ---- */

/* Makes both arrays longer. The old ones stay in the arena until it is reset: at most as much
 * again as the live ones, and no pointer into them is ever handed out. */
static bool grow(struct sim_agenda *g, uint32_t capacity)
{
    agenda_key *heap = arena_take_array(g->home, agenda_key, (size_t)capacity + ROOM_BEHIND);
    struct slot *slots = arena_take_array(g->home, struct slot, capacity);
    if (heap == NULL || slots == NULL || capacity > SLOT_MASK)
        return false;
    if (g->capacity > 0) {
        memcpy(heap, g->heap, g->heap_size * sizeof *heap);
        memcpy(slots, g->slots, g->capacity * sizeof *slots);
    }
    for (uint32_t i = g->heap_size; i < capacity + ROOM_BEHIND; i++)
        heap[i] = LAST;
    for (uint32_t i = capacity; i-- > g->capacity;) {
        slots[i].who = g->free_slot;
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
    few_none(g);
    uint32_t capacity = expected > LEAST_CAPACITY ? (uint32_t)expected : LEAST_CAPACITY;
    return grow(g, capacity) ? g : NULL;
}

/* A free slot, and so room for its key. */
static NOINLINE bool find_slot(struct sim_agenda *g)
{
    if (g->dead < g->capacity / CHILDREN && grow(g, 2 * g->capacity))
        return true;
    compact(g);
    return g->free_slot != NO_SLOT;
}

/* ---- what the model calls ---- */

static void forget(struct sim_agenda *g, struct slot *s)
{
    s->generation += s->generation % 2;
    free_slot(g, s);
}

void sim_agenda_restart(struct sim_agenda *g, sim_instant now)
{
    for (uint32_t i = 0; i < g->few_size; i++)
        forget(g, &g->slots[g->slot[place_of(g->order, i)]]);
    for (uint32_t i = g->has_hole; i < g->heap_size; i++)
        forget(g, slot_of(g, g->heap[i]));
    for (uint32_t i = 0; i < g->heap_size; i++)
        g->heap[i] = LAST;
    for (uint32_t i = 0; i < g->n_slots_of; i++)
        sim_slots_clear(g->slots_of[i]);
    few_none(g);
    g->heap_size = g->dead = g->has_hole = 0;
    g->now = now;
}

static NOINLINE void put_many(struct sim_agenda *g, uint64_t when, uint32_t slot)
{
    if (g->heap_size == 0)
        few_to_heap(g);
    agenda_key k = next_key(g, when, slot);
    if (g->has_hole) {
        g->has_hole = 0;
        sift_down(g->heap, g->heap_size, 0, k);
    } else {
        sift_up(g->heap, g->heap_size++, k);
    }
}

sim_handle sim_agenda_at(struct sim_agenda *g, sim_instant at, enum sim_phase phase, uint32_t kind,
                         uint32_t who)
{
    BUG_IF(at.us < g->now.us || at.us > BIAS - 2);
    if (g->free_slot == NO_SLOT && !find_slot(g)) {
        g->failed = true;
        return (sim_handle){0};
    }
    uint32_t index = g->free_slot;
    struct slot *s = &g->slots[index];
    g->free_slot = s->who;
    s->kind = kind;
    s->who = who;
    uint32_t generation = ++s->generation;
    uint64_t when = when_of(at.us, phase);
    if (g->heap_size == 0 && g->few_size < FEW)
        s->place = few_put(g, when, index);
    else
        put_many(g, when, index);
    return (sim_handle){.slot = index, .generation = generation};
}

bool sim_agenda_cancel(struct sim_agenda *g, sim_handle handle)
{
    if (handle.generation == 0 || handle.slot >= g->capacity)
        return false;
    struct slot *s = &g->slots[handle.slot];
    if (s->generation != handle.generation)
        return false;
    s->generation++;
    if (g->heap_size == 0) {
        few_take(g, find_place(g, s->place));
        free_slot(g, s);
        return true;
    }
    g->dead++;
    if (g->dead > g->heap_size / 2 + DEAD_ALLOWED)
        compact(g);
    return true;
}

void sim_agenda_add_slots(struct sim_agenda *g, struct sim_slots *s)
{
    BUG_IF(g->n_slots_of == SIM_AGENDA_SLOTS);
    g->slots_of[g->n_slots_of++] = s;
}

void sim_agenda_release(struct sim_agenda *g, struct sim_slots *s, sim_instant at, uint32_t who)
{
    BUG_IF(at.us < g->now.us || at.us > BIAS - 2);
    if (!sim_slots_put(s, at.us, sim_slot_tag(g->released++, who)))
        g->failed = true;
}

/* Whose first end of service is the first of all; there are some. */
static inline struct sim_slots *first_slots(const struct sim_agenda *g)
{
    struct sim_slots *best = g->slots_of[0];
    for (uint32_t i = 1; i < g->n_slots_of; i++) {
        struct sim_slots *s = g->slots_of[i];
        if (s->first_us < best->first_us ||
            (s->first_us == best->first_us && sim_slots_go_first(s, best)))
            best = s;
    }
    return best;
}

/* Hands out the first end of a service if it happens by `until`, and before what happens at
 * `when`. */
static inline bool take_slot(struct sim_agenda *g, int64_t until_us, uint64_t when,
                             struct sim_event *event)
{
    if (g->n_slots_of == 0)
        return false;
    struct sim_slots *s = first_slots(g);
    if (s->first_us > until_us || s->first_us >= BIAS || when_of(s->first_us, SIM_RELEASE) > when)
        return false;
    struct sim_slot first = sim_slots_take(s);
    g->now = (sim_instant){first.at_us};
    *event = (struct sim_event){g->now, s->kind, sim_slot_who(first)};
    return true;
}

/* The event in that slot happens. */
static inline void take_event(struct sim_agenda *g, uint64_t when, struct slot *s,
                              struct sim_event *event)
{
    g->now = (sim_instant){instant_of(when)};
    *event = (struct sim_event){g->now, s->kind, s->who};
    s->generation++;
    free_slot(g, s);
}

static inline bool take_nothing(struct sim_agenda *g, sim_instant until)
{
    if (g->now.us < until.us)
        g->now = until;
    return false;
}

/* The same where the agenda is a heap. */
static NOINLINE bool next_of_many(struct sim_agenda *g, sim_instant until, uint64_t last,
                                  struct sim_event *event)
{
    if (g->has_hole | g->dead)
        settle(g);
    bool is_heap = g->heap_size > 0;
    uint64_t when = is_heap ? (uint64_t)(g->heap[0] >> 64) : g->first;
    if (take_slot(g, until.us, when, event))
        return true;
    if (when > last)
        return take_nothing(g, until);
    take_event(g, when, is_heap ? slot_of(g, g->heap[0]) : first_of_few(g), event);
    if (is_heap)
        g->has_hole = 1;
    else
        few_take(g, 0);
    return true;
}

bool sim_agenda_next(struct sim_agenda *g, sim_instant until, enum sim_phase phase,
                     struct sim_event *event)
{
    uint64_t last = until.us < BIAS - 1 ? when_of(until.us, phase) : NEVER - 1;
    if (g->heap_size > 0)
        return next_of_many(g, until, last, event);
    uint64_t when = g->first;
    if (take_slot(g, until.us, when, event))
        return true;
    if (when > last)
        return take_nothing(g, until);
    take_event(g, when, first_of_few(g), event);
    few_take(g, 0);
    return true;
}

int64_t sim_agenda_first(struct sim_agenda *g)
{
    if (g->has_hole | g->dead)
        settle(g);
    uint64_t when = g->heap_size > 0 ? (uint64_t)(g->heap[0] >> 64) : g->first;
    return when == NEVER ? INT64_MAX : instant_of(when);
}

sim_instant sim_agenda_now(const struct sim_agenda *g)
{
    return g->now;
}

size_t sim_agenda_pending(const struct sim_agenda *g)
{
    size_t pending = g->few_size + g->heap_size - g->has_hole - g->dead;
    for (uint32_t i = 0; i < g->n_slots_of; i++)
        pending += g->slots_of[i]->end - g->slots_of[i]->first;
    return pending;
}

bool sim_agenda_failed(const struct sim_agenda *g)
{
    return g->failed;
}
