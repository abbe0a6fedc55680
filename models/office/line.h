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

/* Joins behind everybody whose key is not greater. false when memory ran out.
 * O(number of people passed). */
bool line_join(struct line *l, int64_t key_us, uint32_t who) MUST_CHECK;

/* Comes back to the front: before everybody whose key is not less. false when memory ran
 * out. O(number of people passed). */
bool line_rejoin(struct line *l, int64_t key_us, uint32_t who) MUST_CHECK;

/* The first in line; an empty line is a bug. */
struct line_place line_head(const struct line *l);
struct line_place line_leave(struct line *l);

/* Takes somebody out of the line, who joined it with this key; whoever is not there is a
 * bug. O(log length + people on the shorter side of him). */
void line_remove(struct line *l, int64_t key_us, uint32_t who);

#endif
