/* line.h - a waiting line: people in order of a key, first come first among equals.
 *
 * A ring kept sorted; who comes in order is appended at no cost, who does not is moved
 * forward past those he precedes. Keys are instants in microseconds (ticket or slot).
 */
#ifndef OFFICE_LINE_H
#define OFFICE_LINE_H

#include <stdbool.h>
#include <stdint.h>

#include "sim/base/attr.h"
#include "sim/base/bug.h"

struct arena;

struct line_place {
    int64_t key_us;
    uint32_t who;
};

struct line {
    struct arena *home;
    struct line_place *ring; /* capacity is a power of two */
    uint32_t capacity, first, length;
};

bool line_init(struct line *l, struct arena *home, uint32_t capacity) MUST_CHECK;

/* No place is free: room for more. false when memory ran out. */
bool line_grow(struct line *l) MUST_CHECK;

/* Joins behind everybody whose key is not greater. false when memory ran out.
 * O(number of people passed). */
static inline MUST_CHECK bool line_join(struct line *l, int64_t key_us, uint32_t who)
{
    if (l->length == l->capacity && !line_grow(l))
        return false;
    struct line_place *ring = l->ring;
    uint32_t mask = l->capacity - 1, first = l->first, i = first + l->length++;
    for (; i != first && ring[(i - 1) & mask].key_us > key_us; i--)
        ring[i & mask] = ring[(i - 1) & mask];
    ring[i & mask] = (struct line_place){key_us, who};
    return true;
}

/* Comes back to the front: before everybody whose key is not less. false when memory ran
 * out. O(number of people passed). */
bool line_rejoin(struct line *l, int64_t key_us, uint32_t who) MUST_CHECK;

/* The first in line; an empty line is a bug. */
static inline struct line_place line_head(const struct line *l)
{
    BUG_IF(l->length == 0);
    return l->ring[l->first];
}

static inline struct line_place line_leave(struct line *l)
{
    struct line_place head = line_head(l);
    l->first = (l->first + 1) & (l->capacity - 1);
    l->length--;
    return head;
}

/* Takes somebody out of the line, who joined it with this key; whoever is not there is a
 * bug. O(log length + people on the shorter side of him). */
void line_remove(struct line *l, int64_t key_us, uint32_t who);

#endif
