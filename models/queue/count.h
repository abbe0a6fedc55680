/* count.h - what a replication of a system writes down: integers that merge by addition.
 *
 * The record of a replication is a row of words: the day's and the stations' first, then
 * those of each use, then what was asked for (people one by one, states, half hours). The
 * bins hold one histogram of waits for each use.
 *
 * Counted are people who came from the end of the warm-up on, and time from then to closing.
 */
#ifndef QUEUE_COUNT_H
#define QUEUE_COUNT_H

#include "models/queue/design.h"
#include "sim/base/attr.h"
#include "sim/engine/histogram.h"
#include "sim/engine/model.h"

struct arena;

/* Once a record. Times in microseconds, summed over days. */
enum count_word {
    COUNT_DAYS,
    COUNT_OPEN_US,     /* time counted: from the end of the warm-up to closing       */
    COUNT_ORBIT_US,    /* integral of the number who will come again, inside it      */
    COUNT_OVERTIME_US, /* last finish - closing, at least 0                          */
    COUNT_LAST_US,     /* from opening until the last one was done and the last
                          appointment time has passed                                */
    COUNT_IDLE_US,     /* counters on duty but not busy, from opening until then     */
    COUNT_DAY_WAIT_US, /* the day's mean wait; rounded down to 1 us                  */
    COUNT_TICKET_DAYS, /* days on which anybody got a ticket                         */
    COUNT_ALL_P50_US,  /* quantiles of this replication's waits, all uses together   */
    COUNT_ALL_P90_US,
    COUNT_ALL_P95_US,
    COUNT_OVERTIME_OVER,
    COUNT_STATION = COUNT_OVERTIME_OVER + SETUP_OVERTIMES_MAX
};

/* For each station. */
enum count_station_word {
    COUNT_WAITING_US, /* integrals over the time counted: waiting, busy, on duty */
    COUNT_BUSY_US,
    COUNT_STAFFED_US,
    COUNT_STATION_VISITS, /* services ended here, with their waits and times in all */
    COUNT_STATION_WAIT_US,
    COUNT_STATION_STAY_US,
    COUNT_STATION_WORK_US, /* time at the counters, the part after closing too */
    COUNT_STATION_WORDS
};

/* For each use. A person may make several attempts; a ticket is an attempt admitted. */
enum count_use_word {
    COUNT_PEOPLE,     /* came at least once, by themselves or to an appointment */
    COUNT_ATTEMPTS,   /* stood at the door, second visits included              */
    COUNT_TICKETS,    /* ended with an outcome after getting one                */
    COUNT_NO_SHOW,    /* appointments missed                                    */
    COUNT_FIRST_FULL, /* found no place at the first attempt                    */
    COUNT_WAIT_US,    /* all waits of tickets, those of people who left, too    */
    COUNT_WAIT_SERVED_US,
    COUNT_WAIT_ZERO, /* tickets called at once */
    COUNT_DONE,      /* served at the last station                             */
    COUNT_STAY_US,   /* of those: from the door to the end there               */
    COUNT_P50_US,    /* quantiles of this replication's waits                  */
    COUNT_P90_US,
    COUNT_P95_US,
    COUNT_OUTCOME,                                             /* by enum visit_outcome          */
    COUNT_SERVED_WITHIN = COUNT_OUTCOME + VISIT_OUTCOMES,      /* by wait asked for: served      */
    COUNT_GONE_WITHIN = COUNT_SERVED_WITHIN + SETUP_WAITS_MAX, /* and those who were not     */
    COUNT_USE_WORDS = COUNT_GONE_WITHIN + SETUP_WAITS_MAX
};

/* For each of the first people of a day, in order of coming (all uses). */
enum count_first_word {
    COUNT_FIRST_N,
    COUNT_FIRST_WAIT_US,
    COUNT_FIRST_CALLS, /* called at all, and when after the opening */
    COUNT_FIRST_CALL_US,
    COUNT_FIRST_WORDS
};

/* For each half hour of the clock in which a person came to the door. */
enum count_half_word {
    COUNT_HALF_ATTEMPTS,
    COUNT_HALF_TICKETS,
    COUNT_HALF_WAIT_US,
    COUNT_HALF_WITHIN, /* waits within the target */
    COUNT_HALF_SERVED, /* of them, those who were served */
    COUNT_HALF_WORDS
};
enum { COUNT_HALF_HOURS = 48 };
#define COUNT_HALF_US INT64_C(1800000000)

/* Where the parts of a record begin. */
struct count_layout {
    size_t uses, first, states, halves, words;
};

struct count_layout count_layout_of(const struct design *d);
size_t count_bins_of(const struct design *d);

/* One replication being counted. */
struct count {
    const struct design *design;
    struct count_layout at;
    int64_t *record;
    uint32_t *bins; /* this replication's histograms, [n_uses][SIM_HISTOGRAM_BINS]; then
                       room for their sum */
    int64_t day_wait_us, day_tickets;
};

bool count_init(struct count *c, const struct design *d, struct arena *home) MUST_CHECK;
void count_begin(struct count *c, int64_t *record);
/* Quantiles of this replication into its record, and its histograms into the sums; false
 * when a bin of the sums outgrows its 32 bits. */
bool count_end(struct count *c, uint32_t *bins) MUST_CHECK;

void count_day_begin(struct count *c);
void count_day_end(struct count *c);

static inline int64_t *count_use(const struct count *c, int32_t use)
{
    return c->record + c->at.uses + (size_t)use * COUNT_USE_WORDS;
}
static inline int64_t *count_station(const struct count *c, int32_t station)
{
    return c->record + COUNT_STATION + (size_t)station * COUNT_STATION_WORDS;
}

/* The words of the half hour of an instant; NULL: there are none. */
static inline int64_t *count_half(const struct count *c, int64_t now_us)
{
    if (!c->design->has_half_hours || now_us < 0 || now_us >= COUNT_HALF_HOURS * COUNT_HALF_US)
        return NULL;
    return c->record + c->at.halves + (size_t)(now_us / COUNT_HALF_US) * COUNT_HALF_WORDS;
}

/* A ticket of that half hour: its wait, and whether it was within the target. */
static inline void count_half_ticket(int64_t *half, int64_t wait_us, bool is_within, bool is_served)
{
    half[COUNT_HALF_TICKETS]++;
    half[COUNT_HALF_WAIT_US] += wait_us;
    half[COUNT_HALF_WITHIN] += is_within;
    half[COUNT_HALF_SERVED] += is_within & is_served;
}

/* The wait that is counted: from the ticket or the slot, whichever is later, at least 0. */
int64_t count_wait_us(const struct visit *v);

/* A person stood at the door at the instant; first: for the first time. */
void count_attempt(struct count *c, int32_t use, int64_t now_us, bool first);
/* He got no ticket. */
void count_refused(struct count *c, int32_t use, enum visit_outcome outcome, bool first);
/* A ticket of the first station has come to its end (served there, or gone). number: the
 * person's among the day's people, from 0. */
void count_ticket(struct count *c, int32_t use, const struct visit *v, int32_t number);
/* He was served at the last station, so long after he stood at the door. */
void count_done(struct count *c, int32_t use, int64_t stay_us);
/* A service has ended at a station. */
void count_service(struct count *c, int32_t station, const struct visit *v);

/* The histogram of a use. */
static inline uint32_t *count_bins(const struct count *c, int32_t use)
{
    return c->bins + (size_t)use * SIM_HISTOGRAM_BINS;
}

/* People of a use of whom each came once, waited from the door on without a slot, was served at
 * the only station and needs no telling apart: their sums are all there is to count. */
struct count_served {
    int64_t people, wait_us, work_us, zero;
    int64_t within[SETUP_WAITS_MAX]; /* by wait asked for */
};

/* They are counted as by count_attempt(), count_ticket(), count_service() and count_done(), but
 * for their half hours and the histogram, where the caller puts them. */
void count_served(struct count *c, int32_t use, const struct count_served *sum);

#endif
