/* request.h - people decide: they book an appointment, or choose a day to come. */
#ifndef WARD_REQUEST_H
#define WARD_REQUEST_H

#include <stdint.h>

struct city;

/* Opens the ledger's pages that come into reach today. */
void request_open_pages(struct city *c, int32_t day);

/* Today's announcements: whoever wanted to come on a day that is closed now is told; the
 * booked are cancelled by the office, and all decide anew today. */
void request_announce(struct city *c, int32_t day);

/* All requests of a site on a day, in order of time. */
void request_day(struct city *c, int32_t site, int32_t day);

/* After a missed or impossible appointment: books again after a delay, or is lost. */
void request_again(struct city *c, int32_t site, int32_t day, uint32_t id);

#endif
