#include "models/ward/page.h"

#include <string.h>

#include "models/office/template.h"

_Static_assert((int)PLAN_SLOTS == (int)LEDGER_SLOTS, "a day of the plan is one of the ledger");

static void fill(const struct plan *p, int32_t slots, int32_t people, uint16_t *places)
{
    sim_span grid = {p->booking.slot_s * INT64_C(1000000)};
    int32_t block = p->booking.template_block;
    const struct template t = {.rule = (enum template_rule)p->booking.template_rule,
                               .people = people,
                               .slot = {grid.us * slots / people},
                               .block = block < people ? block : people,
                               .rise = p->booking.template_rise};
    template_count(&t, grid, slots, places);
}

/* People come at even distances: a slot has those of s + 1 slots less those of s, rounded down.
 * What rounding leaves is carried along, since dividing takes longer. */
static void spread(int32_t slots, int32_t people, uint16_t *places)
{
    int32_t each = people / slots, over = people % slots, left = 0;
    for (int32_t s = 0; s < slots; s++) {
        left += over;
        int32_t more = left >= slots;
        left -= more ? slots : 0;
        places[s] = (uint16_t)(each + more);
    }
}

int32_t page_places(const struct plan *p, int32_t use, int32_t site, int32_t day,
                    uint16_t places[PLAN_SLOTS])
{
    const struct plan_day *d = plan_day_at(p, site, day);
    int32_t slots = d->booked_open_s < 0 ? 0 : plan_slots(p, d);
    int32_t people = slots > 0 ? plan_places(p, use, site, day) : 0;
    const struct plan_release *release = plan_released(p, use, site, day);
    BUG_IF(slots > PLAN_SLOTS || people > slots * UINT16_MAX);
    memset(places, 0, PLAN_SLOTS * sizeof *places);
    if (release != NULL && slots > 0)
        memcpy(places, release->places, sizeof release->places);
    else if (p->booking.template_rule != TEMPLATE_INDIVIDUAL && people > 0)
        fill(p, slots, people, places);
    else if (slots > 0)
        spread(slots, people, places);
    return slots;
}

void page_open(struct ledger *l, uint32_t class, const struct plan *p, int32_t use, int32_t site,
               int32_t day)
{
    uint16_t places[PLAN_SLOTS];
    int32_t slots = page_places(p, use, site, day, places);
    ledger_open_places(l, class, day, slots > 0 ? slots : 1, places);
}
