/* tally.h - what a replication counts, and where each count lies.
 *
 * All results are integers in three arrays (sim/engine/model.h): `record` (one row per
 * replication), `sums` and `bins` (added up over replications). Merging is addition.
 * Only days of the reported period are counted; the whole run, warm-up included, is
 * counted beside them for the conservation laws.
 */
#ifndef WARD_TALLY_H
#define WARD_TALLY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "models/ward/person.h"
#include "models/ward/plan.h"
#include "sim/base/attr.h"
#include "sim/engine/model.h"

struct arena;

/* Per site and access, in `record`. */
enum tally_access {
    TALLY_ARRIVALS,        /* people who came                                             */
    TALLY_SERVED,          /* people who were served; the others with a ticket left       */
    TALLY_TURNED_AWAY,     /* acceptance had ended early, or they came after closing time */
    TALLY_REFUSED,         /* walk-ins on a reserved-only day, or let in on terms         */
    TALLY_WAIT_US,         /* sum of waits of the served                                  */
    TALLY_WITHIN,          /* waits within the target                                     */
    TALLY_DEMOTED,         /* booked, too late, waited as walk-ins                        */
    TALLY_OUTSIDE,         /* came before the doors opened                                */
    TALLY_BOOKED,          /* appointments made                                           */
    TALLY_CAME,            /* appointments kept                                           */
    TALLY_NO_SHOW,         /* appointments missed                                         */
    TALLY_CANCELLED,       /* appointments cancelled by the office                        */
    TALLY_NO_BOOKING,      /* people who gave up: no booking to be had                    */
    TALLY_LEAD_DAYS,       /* sum over appointments of days from the first attempt        */
    TALLY_TICKETS,         /* tickets issued: served and left                             */
    TALLY_BALKED,          /* turned round when they saw how many were waiting            */
    TALLY_LEFT,            /* lost patience in the line                                   */
    TALLY_LEFT_WAIT_US,    /* sum of their waits, from the ticket                     */
    TALLY_OFFICE_US,       /* from coming to going, sum over tickets                  */
    TALLY_BEYOND,          /* found no place inside and waited outside                */
    TALLY_KEPT,            /* served people who had an appointment                    */
    TALLY_LATENESS_US,     /* sum over them of call - slot, at least 0 each           */
    TALLY_ARRIVAL_WAIT_US, /* sum over them of call - arrival                         */
    TALLY_GIVEN_BACK,      /* appointments cancelled by the person in time                */
    TALLY_ACCESS_WORDS
};

/* Per site, in `record`. */
enum tally_site {
    TALLY_OPEN_DAYS,
    TALLY_OVERTIME_US,
    TALLY_EARLY_END_DAYS,
    TALLY_BUSY_US,            /* service inside opening hours */
    TALLY_STAFFED_US,         /* counters on duty inside opening hours */
    TALLY_RENEWED,            /* renewals completed */
    TALLY_LAPSED,             /* certificates that expired in the period before renewal */
    TALLY_LAPSED_DAYS,        /* person-days between expiry and renewal or the period's end */
    TALLY_LOST,               /* holders who gave up after trying */
    TALLY_OPEN_US,            /* opening hours */
    TALLY_QUEUE_US,           /* integral of the number waiting, inside opening hours */
    TALLY_IDLE_US,            /* counters on duty that served nobody, inside opening hours */
    TALLY_QUEUE_MOST,         /* sum over days of the most waiting at once */
    TALLY_BEYOND_MOST,        /* sum over days of the most outside at once for want of a place */
    TALLY_BEYOND_US,          /* their person-time */
    TALLY_OUTSIDE_US,         /* person-time before the doors opened */
    TALLY_OVERTIME_LONG_DAYS, /* days that ended more than half an hour after closing */
    TALLY_CALLS,              /* attempts to book by phone, of the site's people */
    TALLY_CALLS_BUSY,         /* heard the busy signal */
    TALLY_CALLS_LEFT,         /* lost patience before the answer */
    TALLY_CALLS_ANSWERED,
    TALLY_CALL_WAIT_US,  /* sum of waits of those answered */
    TALLY_CALLERS,       /* people who begin to call: a day without success is one more try */
    TALLY_CALL_BOOKED,   /* appointments made by phone */
    TALLY_PHONE_GAVE_UP, /* callers who gave up: never got through */
    TALLY_HOLDER_VISITS, /* visits of holders (or who came for them) that were served */
    TALLY_SECOND,        /* of these, visits that had to be followed by another */
    TALLY_NOTIFIED,      /* renewals completed after the letter was there */
    TALLY_NOTICE_DAYS,   /* sum over these of days from delivery to renewal */
    TALLY_YEN,           /* counters on duty, and those who served after closing */
    TALLY_THIRD_DAYS,    /* sum over mornings of days to the third free place for a renewal */
    TALLY_THIRD_LOOKS,   /* mornings on which it was looked up */
    TALLY_LAPSED_CAUSE,  /* + enum person_cause: of TALLY_LAPSED */
    TALLY_SITE_WORDS = TALLY_LAPSED_CAUSE + PERSON_CAUSES
};

/* Per site, access and open day (or month: enum scenario_measures), in `sums`; the first five are
 * ratio moments over replications of (x = tickets issued, y = within target). The city's cells hold
 * all access. */
enum tally_day {
    TALLY_DAY_X,
    TALLY_DAY_Y,
    TALLY_DAY_XX,
    TALLY_DAY_XY,
    TALLY_DAY_YY,
    TALLY_DAY_ARRIVALS,
    TALLY_DAY_TURNED_AWAY, /* refused on reserved-only days included */
    TALLY_DAY_WAIT_US,
    TALLY_DAY_WORDS
};

/* Per site (and city, if there is one region) and cell (weekday x half hour, then Monday to Friday
 * pooled), in `sums`. */
enum tally_cell {
    TALLY_CELL_X,
    TALLY_CELL_Y,
    TALLY_CELL_XX,
    TALLY_CELL_XY,
    TALLY_CELL_YY,
    TALLY_CELL_LOOKS,   /* looks at the start of the half hour */
    TALLY_CELL_WAITING, /* people waiting then, summed */
    TALLY_CELL_WORDS
};

/* Per site and month, in `sums`. */
enum tally_month {
    TALLY_MONTH_ARRIVALS,                                      /* + access */
    TALLY_MONTH_WORK_US = TALLY_MONTH_ARRIVALS + ACCESS_COUNT, /* + access: brought */
    TALLY_MONTH_STAFFED_US = TALLY_MONTH_WORK_US + ACCESS_COUNT,
    TALLY_MONTH_OPEN_DAYS,
    TALLY_MONTH_WORDS
};

/* A region's phone line by kind of day (0 Monday to Friday, 1 other days) and half hour of the
 * call, enquiries included, in `sums`. */
enum tally_phone {
    TALLY_PHONE_CALLS, /* attempts */
    TALLY_PHONE_BUSY,
    TALLY_PHONE_LEFT,
    TALLY_PHONE_ANSWERED,
    TALLY_PHONE_WAIT_US, /* of those answered */
    TALLY_PHONE_WORDS
};

/* Per site, kind of day (0 Monday to Friday, 1 other days) and half hour of the ticket, in
 * `record`, where the plan asks for it (by_half_hour). */
enum tally_half {
    TALLY_HALF_TICKETS,
    TALLY_HALF_WITHIN,      /* of them, served within the target                      */
    TALLY_HALF_TURNED_AWAY, /* came in it when acceptance had ended early             */
    TALLY_HALF_OVERTIME_US, /* of days that close in it, or at its beginning          */
    TALLY_HALF_WORDS
};

/* What forecasts ask for besides (plan.ahead), in `record`; nothing otherwise.
 * Per site and reported day, the first day 0: */
enum tally_ahead {
    TALLY_AHEAD_VISITS,      /* people who came                                       */
    TALLY_AHEAD_TURNED_AWAY, /* refused on reserved-only days included                */
    TALLY_AHEAD_SERVED,
    TALLY_AHEAD_P90_US, /* wait that nine of ten of the served do not exceed; served > 0 only */
    TALLY_AHEAD_LEVEL,  /* 1 to TALLY_LEVELS by that wait, 0: closed                 */
    TALLY_AHEAD_END_US, /* microsecond of the day at which acceptance ended early, 0: it did not */
    TALLY_AHEAD_WORDS
};
/* Per half hour of the day that is watched: */
enum tally_watch {
    TALLY_WATCH_WAITING,     /* at its start                              */
    TALLY_WATCH_SERVED,      /* of those who got their ticket in it       */
    TALLY_WATCH_WAIT_US,     /* sum over them                             */
    TALLY_WATCH_P90_US,      /* of them, as above                         */
    TALLY_WATCH_TURNED_AWAY, /* sent away in it, as above              */
    TALLY_WATCH_WORDS
};
/* Per site, staff (0: everybody is there, 1: some are absent) and end of acceptance in half hours
 * of the day; the half hour of closing, and those behind it: */
enum tally_stop {
    TALLY_STOP_LATE_US,     /* from closing to the last one's end, negative before it */
    TALLY_STOP_TURNED_AWAY, /* as above */
    TALLY_STOP_WORDS
};

enum {
    TALLY_KINDS = 2,     /* of days */
    TALLY_LEVELS = 4,    /* congestion levels 1..4 */
    TALLY_SECTIONS = 30, /* replication r belongs to section r mod 30 */
    TALLY_LEAD_BINS = 64 /* days to the appointment, the last one and more */
};

/* An appointment is an instant of a day by the clock, and no slot the least there is: so the sign
 * says whether somebody has one, and nothing branches on it. */
_Static_assert(ACCESS_BOOKED == 0 && ACCESS_WALK_IN == 1 && VISIT_NO_SLOT < 0, "by sign");
static inline uint32_t tally_access(int64_t slot_us)
{
    return (uint32_t)((uint64_t)slot_us >> 63);
}

/* Index of the first word of each part; a pure function of the plan. */
struct tally_layout {
    size_t record_site, record_half, record_ahead, record_watch, record_stop, record_words;
    size_t sum_city_day, sum_level, sum_cell, sum_month, sum_lead, sum_phone, sum_words;
    size_t bin_pair, bin_section, bin_words;
};

struct tally_layout tally_layout_of(const struct plan *p);

/* Where things lie. site n_sites is the city, which has words only where there is one region:
 * several regions may be run at the same time, so each writes nothing but words of its own. */
size_t tally_at_access(const struct plan *p, int32_t site, int32_t access, int32_t which);
size_t tally_at_site(const struct plan *p, int32_t site, int32_t which);
size_t tally_at_half(const struct plan *p, int32_t site, int32_t kind, int32_t half_hour);
size_t tally_at_ahead(const struct plan *p, int32_t site, int32_t day);
size_t tally_at_watch(const struct plan *p, int32_t half_hour);
size_t tally_at_stop(const struct plan *p, int32_t site, int32_t staff, int32_t half_hour);
size_t tally_at_day(const struct plan *p, int32_t site, int32_t access, int32_t hist_day);
size_t tally_at_city_day(const struct plan *p, int32_t hist_day);
size_t tally_at_level(const struct plan *p, int32_t site, int32_t hist_day);
size_t tally_at_cell(const struct plan *p, int32_t site, int32_t cell);
size_t tally_at_month(const struct plan *p, int32_t site, int32_t month);
size_t tally_at_lead(const struct plan *p, int32_t site);
size_t tally_at_phone(const struct plan *p, int32_t region, int32_t kind, int32_t half_hour);
size_t tally_bin_day(const struct plan *p, int32_t site, int32_t access, int32_t hist_day);
size_t tally_bin_pair(const struct plan *p, int32_t site, int32_t pair, int32_t cell);
size_t tally_bin_section(const struct plan *p, int32_t section, int32_t site, int32_t access);

/* A replication's book. */
/* Bins of the half hours of one site on one weekday that are to be counted, by their place behind
 * the site's first: those of a whole year lie all over memory, those of a weekday near one
 * another. So they are written down first and counted many at a time. */
enum { TALLY_DUE = 2048, TALLY_DUE_AHEAD = 16 };
struct tally_due {
    uint32_t n, bin[TALLY_DUE + TALLY_DUE_AHEAD]; /* so far ahead any will do */
};

/* Tickets of one site, cell (weekday x half hour) and use. */
struct tally_row {
    uint32_t waited;  /* who waited, whoever left among them ... */
    uint32_t at_once; /* the others: as a rule two in three, ... */
    uint32_t within;  /* ... and of those who waited who was served within the target */
};

/* Where the rows of every site stand, for all days of one weekday: they lie side by side. */
struct tally_weekday {
    uint32_t first_cell, n_cells;
    uint32_t first_row[PLAN_HALF_HOURS]; /* of the half hour; of a use so many behind it: */
};

/* A cell of one replication: as TALLY_CELL_X, _Y, _LOOKS and _WAITING. */
struct tally_moment {
    int64_t x, y, looks, waiting;
};

/* Bins that were asked for from memory and are not counted yet: of single days, and where they are
 * kept finely of the replication's section. */
enum { TALLY_LATE = 64 };
struct tally_late {
    uint32_t *day[TALLY_LATE], *section[TALLY_LATE];
    uint32_t n, nobody; /* nobody: the bin of places that are empty */
};

struct tally {
    const struct plan *plan;
    struct sim_outcome *out;
    struct tally_layout layout;
    uint32_t section;
    bool is_reported; /* today lies in the reported period */
    const struct plan_region *region;
    int32_t first; /* of the region's sites */
    /* The region's words, by access and others, each in the order of the record: what days of
     * the reported period brought is in the record itself. The rest is kept for the conservation
     * laws: of other days, and what the record held when the replication began. */
    int64_t *access, *other_access, *access_before;
    int64_t *site, *other_site, *site_before;
    int64_t *access_now, *site_now; /* where today is counted */
    int64_t *phone;                 /* the region's part of the sums */
    int64_t *halves;                /* the region's words by half hour, or NULL */
    struct tally_moment *cells;     /* of this replication: [sites of the region + 1][n_moments] */
    int64_t city_x, city_y;         /* of today */
    struct tally_row *rows;         /* [sites of the region][n_cells][n_uses] */
    uint32_t n_uses;                /* with demand; by month 1, as all share a row */
    struct tally_weekday weekdays[PLAN_WEEKDAYS];
    uint32_t *bin_row; /* [n_cells][n_uses]: first bin of the row behind the site's first */
    struct tally_late late;
    struct tally_due *due; /* [sites of the region][PLAN_WEEKDAYS]; by month: none */
    int64_t *months;       /* kept by month: x, y of this replication, [sites of the region]
                              [access][n_hist_days][2], then the city's                   */
};

bool tally_init(struct tally *t, const struct plan *p, struct arena *home) MUST_CHECK;
void tally_begin(struct tally *t, struct sim_outcome *out, uint32_t replication, int32_t region);
void tally_day_begin(struct tally *t, int32_t day);
/* After all sites of the day. */
void tally_day_end(struct tally *t, int32_t day);
/* Adds the replication's own cells to the moments. Bins, and words by half hour, are complete only
 * now. */
void tally_end(struct tally *t);

void tally_add(struct tally *t, int32_t site, int32_t access, int32_t which, int64_t value);
void tally_add_site(struct tally *t, int32_t site, int32_t which, int64_t value);
/* People who lapsed for so many days each. Counted whatever day it is: the caller knows that it
 * belongs to the period. */
void tally_add_lapses(struct tally *t, int32_t site, enum person_cause cause, int64_t people,
                      int64_t days);
/* An appointment was made so many days after the first attempt. */
void tally_add_booking(struct tally *t, int32_t site, int32_t days);
/* Calls of that half hour of the day. */
void tally_add_phone(struct tally *t, int32_t kind, int32_t half_hour, enum tally_phone which,
                     int64_t value);

/* Over the whole run, for checks. */
int64_t tally_whole(const struct tally *t, int32_t site, int32_t access, int32_t which);
int64_t tally_whole_site(const struct tally *t, int32_t site, int32_t which);

/* The site's day will be counted soon: asks for what that will need from memory. */
void tally_expect(const struct tally *t, int32_t site, int32_t day);

/* Everything about one day of one site, once it is over. visits[i] came for use[i]. */
struct tally_site_day {
    int32_t site, day;
    const struct visit *visits;
    const uint8_t *use;
    uint32_t n;
    const struct counter_result *result;
};
void tally_site_day(struct tally *t, const struct tally_site_day *d);
/* The number waiting at the start of a half hour. */
void tally_look(struct tally *t, int32_t site, int32_t day, int32_t half_hour, int32_t waiting);

#endif
