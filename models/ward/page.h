/* page.h - what a page of the booking ledger holds when it is opened. */
#ifndef WARD_PAGE_H
#define WARD_PAGE_H

#include "models/office/ledger.h"
#include "models/ward/plan.h"

/* The places of (use, site, day) by slot: as written slot by slot, or evenly (slot s of n gets
 * floor((s+1) p / n) - floor(s p / n)), or by the template of appointments. Returns the number of
 * slots, 0: no places. O(slots + places). */
int32_t page_places(const struct plan *p, int32_t use, int32_t site, int32_t day,
                    uint16_t places[PLAN_SLOTS]);

/* Opens the class's page of a day with these places. No slots: no places. */
void page_open(struct ledger *l, uint32_t class, const struct plan *p, int32_t use, int32_t site,
               int32_t day);

#endif
