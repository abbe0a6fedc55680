/* day.h - dates and months of the command line that cannot be used: what is said of them. */
#ifndef CLI_DAY_H
#define CLI_DAY_H

#include <stdbool.h>

#include "sim/base/civil.h"
#include "sim/base/err.h"

/* Adds what is wrong with the value of an option, with what was probably meant. Always false.
 * Checked by tests/cli/date_other_spelling, tests/cli/month_other_spelling. */
bool day_refuse_date(struct err *e, const char *option, const char *written);
bool day_refuse_month(struct err *e, const char *option, const char *written);

/* A month outside of what there is; the ends as months. Always false. */
bool day_refuse_outside(struct err *e, const char *option, const char *written, civil_day from,
                        civil_day to);

#endif
