/* notice.h - letters: the white envelope is mailed, the holder decides when to act. */
#ifndef WARD_NOTICE_H
#define WARD_NOTICE_H

#include <stdint.h>

#include "models/ward/person.h"

struct city;

/* Makes the people who will answer the letters that are due today: mailed today or, where
 * people act before they have them, earlier. */
void notice_mail(struct city *c, int32_t day);

/* Certificates whose letter was never mailed: whoever was not told lapses. */
void notice_count_unmailed(struct city *c);

/* A certificate expired before it was renewed: counts people and person-days from the
 * expiry (or the first reported day) until `until` (the day of renewal, or one past the
 * last reported day). Only expiries of the reported period count. */
void notice_count_lapse(struct city *c, int32_t site, int32_t expiry, int32_t until,
                        enum person_cause cause);

#endif
