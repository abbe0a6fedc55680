#include "models/office/ledger.h"

#include <string.h>

#include "sim/base/arena.h"
#include "sim/base/bug.h"

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

/* Where the class's day stands in both arrays. */
static size_t page(const struct ledger *l, uint32_t class, int32_t day)
{
    BUG_IF(class >= l->classes || day < 0);
    return class * (size_t)LEDGER_DAYS + (uint32_t)day % LEDGER_DAYS;
}

void ledger_open_places(struct ledger *l, uint32_t class, int32_t day, int32_t slots,
                        const uint16_t *places)
{
    BUG_IF(slots < 1 || slots > LEDGER_SLOTS);
    size_t at = page(l, class, day);
    struct ledger_day *d = &l->days[at];
    *d = (struct ledger_day){0};
    l->free[at] = 0;
    for (int32_t s = 0; s < slots; s++) {
        d->places[s] = places[s];
        if (places[s] > 0)
            l->free[at] |= UINT64_C(1) << s;
    }
}

void ledger_open(struct ledger *l, uint32_t class, int32_t day, int32_t slots, int32_t places)
{
    uint16_t spread[LEDGER_SLOTS];
    BUG_IF(slots < 1 || slots > LEDGER_SLOTS || places < 0 || places > slots * UINT16_MAX);
    for (int32_t s = 0; s < slots; s++)
        spread[s] = (uint16_t)((s + 1) * places / slots - s * places / slots);
    ledger_open_places(l, class, day, slots, spread);
}

/* The last of the free slots at or before `wanted` and the first after it, without a loop whose
 * length is not to be guessed. */
int32_t ledger_near(const struct ledger *l, uint32_t class, int32_t day, int32_t wanted,
                    int32_t tolerance)
{
    uint64_t free = l->free[page(l, class, day)];
    uint64_t up_to = wanted < 0               ? 0
                     : wanted >= LEDGER_SLOTS ? UINT64_MAX
                                              : UINT64_MAX >> (LEDGER_SLOTS - 1 - wanted);
    uint64_t before = free & up_to, after = free & ~up_to;
    /* Bits that are no slots keep the counts defined where there is none. */
    int32_t slot_before = LEDGER_SLOTS - 1 - __builtin_clzll(before | 1);
    int32_t slot_after = __builtin_ctzll(after | UINT64_C(1) << (LEDGER_SLOTS - 1));
    int32_t early = wanted - slot_before, late = slot_after - wanted;
    early = before != 0 ? early : INT32_MAX;
    late = after != 0 ? late : INT32_MAX;
    if ((early < late ? early : late) > tolerance)
        return LEDGER_NONE;
    return early <= late ? slot_before : slot_after;
}

int32_t ledger_first(const struct ledger *l, uint32_t class, int32_t day)
{
    uint64_t free = l->free[page(l, class, day)];
    return free != 0 ? __builtin_ctzll(free) : LEDGER_NONE;
}

void ledger_take(struct ledger *l, uint32_t class, int32_t day, int32_t slot)
{
    size_t at = page(l, class, day);
    struct ledger_day *d = &l->days[at];
    BUG_IF(slot < 0 || slot >= LEDGER_SLOTS || d->places[slot] == 0);
    if (--d->places[slot] == 0)
        l->free[at] &= ~(UINT64_C(1) << slot);
}

void ledger_give(struct ledger *l, uint32_t class, int32_t day, int32_t slot)
{
    BUG_IF(slot < 0 || slot >= LEDGER_SLOTS);
    size_t at = page(l, class, day);
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
        size_t at = page(l, class, day);
        if (l->free[at] == 0 || (counts != NULL && !counts(context, day)))
            continue;
        for (uint64_t free = l->free[at]; free != 0 && found < THIRD; free &= free - 1)
            found += l->days[at].places[__builtin_ctzll(free)];
        if (found >= THIRD)
            return day;
    }
    return LEDGER_NONE;
}
