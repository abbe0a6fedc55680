#include "models/ward/page.h"

#include "models/office/template.h"

_Static_assert((int)PLAN_SLOTS == (int)LEDGER_SLOTS, "a day of the plan is one of the ledger");

void page_open(struct ledger *l, uint32_t class, const struct plan *p, int32_t use, int32_t site,
               int32_t day)
{
    const struct plan_day *d = plan_day_at(p, site, day);
    int32_t slots = d->booked_open_s < 0 ? 0 : plan_slots(p, d);
    int32_t people = slots > 0 ? plan_places(p, use, site, day) : 0;
    const struct plan_release *release = plan_released(p, use, site, day);
    if (release != NULL && slots > 0) {
        ledger_open_places(l, class, day, slots, release->places);
        return;
    }
    if (p->booking.template_rule == TEMPLATE_INDIVIDUAL || people == 0) {
        ledger_open(l, class, day, slots > 0 ? slots : 1, people);
        return;
    }
    uint16_t places[LEDGER_SLOTS];
    sim_span grid = {p->booking.slot_s * INT64_C(1000000)};
    int32_t block = p->booking.template_block;
    const struct template t = {.rule = (enum template_rule)p->booking.template_rule,
                               .people = people,
                               .slot = {grid.us * slots / people},
                               .block = block < people ? block : people,
                               .rise = p->booking.template_rise};
    template_count(&t, grid, slots, places);
    ledger_open_places(l, class, day, slots, places);
}
