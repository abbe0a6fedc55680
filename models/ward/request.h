/* request.h - who decides on a day to come: when he acts, and by which channel. */
#ifndef WARD_REQUEST_H
#define WARD_REQUEST_H

#include <stdint.h>

struct city;

/* How somebody acts. */
enum request_kind { REQUEST_WEB, REQUEST_CALL, REQUEST_ENQUIRY, REQUEST_CANCEL };

/* All requests of a day, of all sites, in order of time. */
void request_day(struct city *c, int32_t day);

#endif
