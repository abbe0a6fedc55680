/* ledger.h - the booking ledger: free places per booking slot, class and day.
 *
 * A class is what is booked separately (a use of a site). Days are named by any
 * consecutive numbers; the ledger holds LEDGER_DAYS of them in a ring, so a day must be
 * opened before it is booked and is forgotten LEDGER_DAYS later.
 */
#ifndef OFFICE_LEDGER_H
#define OFFICE_LEDGER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/base/attr.h"
#include "sim/base/bug.h"

struct arena;

enum { LEDGER_DAYS = 128, LEDGER_SLOTS = 64, LEDGER_NONE = -1 };

struct ledger_day {
    uint16_t places[LEDGER_SLOTS];
};

/* Whoever looks for a place reads the bits of many days and the numbers of one, so the bits
 * lie together. */
struct ledger {
    uint64_t *free;          /* [class][day % LEDGER_DAYS], bit s: slot s has a place left */
    struct ledger_day *days; /* [class][day % LEDGER_DAYS] */
    uint32_t classes;
};

bool ledger_init(struct ledger *l, struct arena *home, uint32_t classes) MUST_CHECK;
void ledger_clear(struct ledger *l);

/* Releases `places` in all on the day, spread over its slots as evenly as whole numbers
 * allow (slot s gets floor((s+1) p / n) - floor(s p / n)). At most 65 535 to a slot. */
void ledger_open(struct ledger *l, uint32_t class, int32_t day, int32_t slots, int32_t places);

/* The same with places[slots] given one by one. */
void ledger_open_places(struct ledger *l, uint32_t class, int32_t day, int32_t slots,
                        const uint16_t *places);

/* Where the class's day stands in both arrays. */
static inline size_t ledger_page(const struct ledger *l, uint32_t class, int32_t day)
{
    BUG_IF(class >= l->classes || day < 0);
    return class * (size_t)LEDGER_DAYS + (uint32_t)day % LEDGER_DAYS;
}

/* The bits of the slots that have a place left, of all days of the class: whoever looks for one
 * through many days asks for the bits of each and for the nearest or the first of those. */
static inline const uint64_t *ledger_row(const struct ledger *l, uint32_t class)
{
    BUG_IF(class >= l->classes);
    return l->free + class * (size_t)LEDGER_DAYS;
}

static inline uint64_t ledger_free(const uint64_t *row, int32_t day)
{
    return row[(uint32_t)day % LEDGER_DAYS];
}

/* The slots within `tolerance` (0 or more) of `wanted`, a slot. */
static inline uint64_t ledger_window(int32_t wanted, int32_t tolerance)
{
    enum { LAST = LEDGER_SLOTS - 1 };
    int32_t first = wanted - tolerance, beyond = LAST - wanted - tolerance;
    return (UINT64_MAX << (first > 0 ? first : 0)) & (UINT64_MAX >> (beyond > 0 ? beyond : 0));
}

/* That of the free slots, one at least, that is nearest to the slot `wanted`, the earlier of two.
 * The last free one up to it and the first after it are compared, without a loop whose length is
 * not to be guessed: some 20 instructions. Checked against a plain search, and so is the window, by
 * tests/office/test_ledger.c. */
static inline int32_t ledger_nearest(uint64_t free, int32_t wanted)
{
    /* Bits that are no slots keep the counts defined. Where none is free up to there, `early` is
     * more than any distance; where none is after it, `late` is no less than any. */
    enum { LAST = LEDGER_SLOTS - 1 };
    uint64_t before = free << (LAST - wanted), after = free >> wanted;
    int32_t early = __builtin_clzll(before | 1) + (before == 0),
            late = __builtin_ctzll(after | UINT64_C(1) << LAST);
    int32_t first = wanted - early, next = wanted + late;
    return late < early ? next : first;
}

/* Asks for the day from memory. */
static inline void ledger_prefetch(const struct ledger *l, uint32_t class, int32_t day)
{
    size_t at = ledger_page(l, class, day);
    __builtin_prefetch(&l->free[at]);
    __builtin_prefetch(&l->days[at], 1);
}

/* The free slot of the day that is nearest to the slot `wanted` within the tolerance, or
 * LEDGER_NONE. */
static inline int32_t ledger_near(const struct ledger *l, uint32_t class, int32_t day,
                                  int32_t wanted, int32_t tolerance)
{
    uint64_t free = l->free[ledger_page(l, class, day)] & ledger_window(wanted, tolerance);
    return free != 0 ? ledger_nearest(free, wanted) : LEDGER_NONE;
}

/* The first free slot of the day, or LEDGER_NONE. */
static inline int32_t ledger_first(const struct ledger *l, uint32_t class, int32_t day)
{
    uint64_t free = l->free[ledger_page(l, class, day)];
    return free != 0 ? __builtin_ctzll(free) : LEDGER_NONE;
}

/* Takes a place of a page; a slot without one is a bug. */
static inline void ledger_take_at(struct ledger *l, size_t page, int32_t slot)
{
    struct ledger_day *d = &l->days[page];
    BUG_IF((uint32_t)slot >= LEDGER_SLOTS || d->places[slot] == 0);
    uint64_t is_last = --d->places[slot] == 0;
    l->free[page] &= ~(is_last << slot);
}

static inline void ledger_take(struct ledger *l, uint32_t class, int32_t day, int32_t slot)
{
    ledger_take_at(l, ledger_page(l, class, day), slot);
}

/* Gives a place back that was taken: somebody cancelled. A slot that would then hold more
 * than 65 535 is a bug. */
void ledger_give(struct ledger *l, uint32_t class, int32_t day, int32_t slot);

/* May the day be looked at? */
typedef bool ledger_counts(const void *context, int32_t day);

/* The day of the third free place, counted from `first` on over the days that count (NULL:
 * all) up to `last`; LEDGER_NONE when there are fewer. "Third next available": the first and
 * the second may be there by chance. All days that count must be open, and `last` less than
 * LEDGER_DAYS after `first`. O(days). */
int32_t ledger_third_free(const struct ledger *l, uint32_t class, int32_t first, int32_t last,
                          ledger_counts *counts, const void *context);

#endif
