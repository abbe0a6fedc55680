/* ledger.h - the booking ledger: free places per booking slot, class and day.
 *
 * A class is what is booked separately (a use of a site). Days are named by any
 * consecutive numbers; the ledger holds LEDGER_DAYS of them in a ring, so a day must be
 * opened before it is booked and is forgotten LEDGER_DAYS later.
 */
#ifndef OFFICE_LEDGER_H
#define OFFICE_LEDGER_H

#include <stdbool.h>
#include <stdint.h>

#include "sim/base/attr.h"

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

/* The free slot nearest to `wanted` within `tolerance` slots, the earlier of two; or
 * LEDGER_NONE. */
int32_t ledger_near(const struct ledger *l, uint32_t class, int32_t day, int32_t wanted,
                    int32_t tolerance);
/* The first free slot of the day, or LEDGER_NONE. */
int32_t ledger_first(const struct ledger *l, uint32_t class, int32_t day);

/* Takes a place; a slot without one is a bug. */
void ledger_take(struct ledger *l, uint32_t class, int32_t day, int32_t slot);

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
