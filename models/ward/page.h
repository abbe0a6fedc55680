/* page.h - what a page of the booking ledger holds when it is opened. */
#ifndef WARD_PAGE_H
#define WARD_PAGE_H

#include "models/office/ledger.h"
#include "models/ward/plan.h"

/* Opens the class's page of a day: the places of (use, site, day) over the day's slots, as
 * written slot by slot, or evenly, or by the template of appointments. No slots: no places. */
void page_open(struct ledger *l, uint32_t class, const struct plan *p, int32_t use, int32_t site,
               int32_t day);

#endif
