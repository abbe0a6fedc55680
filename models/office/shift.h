/* shift.h - the catalogue of shifts in a scenario: when somebody on a shift is there, when the
 * breaks may be, and what it costs. Nothing of it happens in a run; a plan of shifts is made
 * from it (sim/experiment/cover.h).
 *
 * Checked by tests/office/test_shift.c.
 */
#ifndef OFFICE_SHIFT_H
#define OFFICE_SHIFT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/base/err.h"
#include "sim/base/simtime.h"
#include "sim/input/bind.h"

enum { SHIFT_BREAKS = 3, SHIFT_STARTS = 64, SHIFT_MOST = 24 }; /* of a shift; of a break; shifts */

struct shift_break {
    sim_span length;
    int32_t from, to; /* the window in which it lies whole; seconds of the day */
};

struct shift_rule {
    const char *name;
    int32_t day;             /* 0 weekday, 1 Saturday */
    int32_t from, to;        /* seconds of the day */
    struct bind_list breaks; /* of struct shift_break, not paid */
    int32_t yen;             /* of a person and shift; 0: by the hour                */
    int32_t yen_per_hour;    /* of paid time; 0: as the scenario has it for counters */
    int32_t most;            /* people on it on one day; 0: any number               */
};

/* The settings of a shift, for the rows of a scenario. */
extern const struct bind_row shift_settings[];

/* What no single setting can tell of the list called `shifts`: ends after beginnings, breaks that
 * fit and do not overlap, a price for all or none. yen_per_hour: of the scenario, 0 = none. */
void shift_check(const struct bind_list *shifts, int32_t yen_per_hour, const struct bind_doc *doc,
                 struct err *e);

/* Paid seconds of a shift. */
int32_t shift_paid_s(const struct shift_rule *r);

/* What a person on it costs in whole yen; 0 where nothing says so. */
int32_t shift_yen(const struct shift_rule *r, int32_t yen_per_hour);

/* When a break may begin, at most SHIFT_STARTS: at half hours inside the window, and at the ends
 * of the window. Ascending. At a half hour a break touches the fewest half hours, so nothing
 * better is left out when half hours count. */
size_t shift_starts(const struct shift_break *b, int32_t *starts);

/* Is somebody there from from_s to to_s, the whole time, whose breaks begin then? starts: one for
 * each break. */
bool shift_is_there(const struct shift_rule *r, const int32_t *starts, int32_t from_s,
                    int32_t to_s);

#endif
