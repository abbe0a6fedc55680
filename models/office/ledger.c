#include "models/office/ledger.h"

#include <string.h>

#include "sim/base/arena.h"

bool ledger_init(struct ledger *l, struct arena *home, uint32_t classes)
{
    *l = (struct ledger){.classes = classes};
    l->free = arena_take_array(home, uint64_t, (size_t)classes * LEDGER_DAYS);
    l->days = arena_take_array(home, struct ledger_day, (size_t)classes * LEDGER_DAYS);
    return l->free != NULL && l->days != NULL;
}

void ledger_clear(struct ledger *l)
{
    memset(l->free, 0, (size_t)l->classes * LEDGER_DAYS * sizeof *l->free);
    memset(l->days, 0, (size_t)l->classes * LEDGER_DAYS * sizeof *l->days);
}

/* In parts that fit into a few stores: a whole page is cleared by an instruction that is slow to
 * start. */
static void clear_day(struct ledger_day *d)
{
    enum { PART = LEDGER_SLOTS / 4 };
    for (int32_t s = 0; s < LEDGER_SLOTS; s += PART)
        memset(d->places + s, 0, PART * sizeof *d->places);
}

void ledger_open_places(struct ledger *l, uint32_t class, int32_t day, int32_t slots,
                        const uint16_t *places)
{
    BUG_IF(slots < 1 || slots > LEDGER_SLOTS);
    size_t at = ledger_page(l, class, day);
    struct ledger_day *d = &l->days[at];
    uint64_t free = 0;
    clear_day(d);
    for (int32_t s = 0; s < slots; s++) {
        d->places[s] = places[s];
        free |= (uint64_t)(places[s] > 0) << s;
    }
    l->free[at] = free;
}

void ledger_open(struct ledger *l, uint32_t class, int32_t day, int32_t slots, int32_t places)
{
    uint16_t spread[LEDGER_SLOTS];
    BUG_IF(slots < 1 || slots > LEDGER_SLOTS || places < 0 || places > slots * UINT16_MAX);
    for (int32_t s = 0; s < slots; s++)
        spread[s] = (uint16_t)((s + 1) * places / slots - s * places / slots);
    ledger_open_places(l, class, day, slots, spread);
}

void ledger_give(struct ledger *l, uint32_t class, int32_t day, int32_t slot)
{
    BUG_IF(slot < 0 || slot >= LEDGER_SLOTS);
    size_t at = ledger_page(l, class, day);
    BUG_IF(l->days[at].places[slot] == UINT16_MAX);
    l->days[at].places[slot]++;
    l->free[at] |= UINT64_C(1) << slot;
}

int32_t ledger_third_free(const struct ledger *l, uint32_t class, int32_t first, int32_t last,
                          ledger_counts *counts, const void *context)
{
    enum { THIRD = 3 };
    BUG_IF(last - first >= LEDGER_DAYS);
    int32_t found = 0;
    for (int32_t day = first; day <= last; day++) {
        size_t at = ledger_page(l, class, day);
        if (l->free[at] == 0 || (counts != NULL && !counts(context, day)))
            continue;
        for (uint64_t free = l->free[at]; free != 0 && found < THIRD; free &= free - 1)
            found += l->days[at].places[__builtin_ctzll(free)];
        if (found >= THIRD)
            return day;
    }
    return LEDGER_NONE;
}
