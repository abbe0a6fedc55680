/* plan.h - a compiled scenario: one block of memory without pointers, immutable.
 *
 * Everything a replication needs, in the form it needs it; made by compile*.c, read by
 * the core. Arrays follow the header and are found by their offsets, so the block can be
 * copied anywhere (another thread, another rank, a browser). It is the same bytes from every
 * compiler: what lies between members has a name, `reserved`, and is 0. Days are indices from
 * `base_day`; instants inside a day are seconds after midnight.
 */
#ifndef WARD_PLAN_H
#define WARD_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "models/office/counter.h"
#include "sim/engine/variate.h"

/* What somebody comes for. Append only. */
enum plan_use {
    USE_RENEWAL,   /* renewal of the electronic certificates      */
    USE_HANDOVER,  /* hand-over of a card                         */
    USE_PIN_RESET, /* PIN reset alone                             */
    USE_ISSUE,     /* issue of a certificate where there was none */
    USE_MYNAPOINT, /* help with the set-up for Mynapoint          */
    USE_OTHER,     /* other registration work                     */
    USE_COUNT
};

enum plan_access { ACCESS_BOOKED, ACCESS_WALK_IN, ACCESS_COUNT };

/* Parts of the response mixture, in the order of their shares. Append only. */
enum plan_response {
    RESPONSE_PROMPT,
    RESPONSE_LEISURELY,
    RESPONSE_REMINDED,
    RESPONSE_DEADLINE,
    RESPONSE_LAPSED,
    RESPONSE_TAX_SEASON,
    RESPONSE_NEVER,
    RESPONSE_EARLY, /* before the window opens, for a shorter validity */
    RESPONSE_COUNT
};

enum plan_variate {
    VARIATE_SERVICE, /* + use: microseconds */
    VARIATE_PIN = VARIATE_SERVICE + USE_COUNT,
    VARIATE_LEISURELY,   /* days */
    VARIATE_PUNCTUALITY, /* microseconds, arrival - slot */
    VARIATE_CITY,        /* city's part of the day factor */
    VARIATE_WARD,        /* ward's part */
    VARIATE_CALL,        /* time on the phone once answered, microseconds */
    VARIATE_HOLD,        /* patience on the phone, microseconds */
    VARIATE_PATIENCE,    /* microseconds */
    VARIATE_ASK,         /* asking for a booking ID: microseconds */
    VARIATE_PROXY,       /* time added when a proxy comes: microseconds */
    VARIATE_GUARDIAN,    /* the same for a guardian */
    VARIATE_FIRST_VISIT, /* a visit that only asks for the letter: microseconds */
    VARIATE_COUNT
};

enum { PLAN_HALF_HOURS = 48, PLAN_WEEKDAYS = 7, PLAN_NO_DAY = -1, PLAN_STREAMS_MAX = 32 };
enum { PLAN_EARLY_DAYS = 60 }; /* nobody renews earlier before his window */

/* A use is taken by appointment only, without, or the one or the other: booked percent. */
enum { PLAN_WALK_IN = 0, PLAN_REQUIRED = 100 };

/* Profiles within a day. */
enum plan_hours { HOURS_WEEKDAY, HOURS_SATURDAY, HOURS_EVENING, HOURS_KINDS };
enum { HOURS_EVEN = HOURS_KINDS }; /* no profile: evenly over the hours of the day */

enum { PLAN_GUIDE = 256 }; /* entries of a profile's guide table */
enum { PLAN_LEADS = 128 }; /* days of lead told apart in no-show shares, the last and more */

/* A day at a site. */
struct plan_day {
    int32_t open_s, close_s;               /* -1: closed on the day */
    int32_t booked_open_s, booked_close_s; /* as bookings saw it, before any announcement */
    /* a visit on this day can be planned while from <= today < until */
    int16_t plan_from, plan_until;
    uint32_t first_shift; /* in the shift table */
    uint16_t n_shifts;
    uint8_t is_reserved_only;
    uint8_t hours; /* enum plan_hours */
    float weight;  /* of being chosen for a visit; 0 = closed */
};

/* The shifts of a day are those of the first pool, then those of the next ... The first of
 * each begins when the doors open, and no other does. */
struct plan_shift {
    int32_t from_s, counters;
};

/* Places of the slots of one day, written one by one. */
enum { PLAN_SLOTS = 64 };
struct plan_release {
    uint16_t places[PLAN_SLOTS];
};

struct plan_speed {
    int32_t from_s, permille;
};

/* What is the same for all sites on a day. */
struct plan_date {
    int16_t hist_day;             /* index among open reported days, or the month's where measures
                                     are kept by month; PLAN_NO_DAY on other days */
    int16_t month;                /* index from the first reported month, PLAN_NO_DAY outside */
    int16_t announced;            /* 1: some day's fate is announced today */
    int16_t weekday;              /* enum civil_weekday */
    int16_t is_working, reserved; /* Monday to Friday and no holiday */
    uint16_t first_speed, n_speeds;
    uint32_t first_batch, n_batches; /* letters whose people are made today, of all regions */
};

/* A number of letters of one ward, with one expiry date, mailed on one day. Their people are
 * made on that day; where they may act before they have the letter, on the first day on which
 * anyone of them could. */
struct plan_batch {
    int32_t window, expiry; /* day indices: first day of the window, day of expiry */
    int32_t mailed;         /* day index, INT32_MAX: never */
    uint16_t site, first, count, reserved;
};

/* A population that comes by itself: a use's daily rate, or a surge. Its rate of a day is of
 * requests where the use is booked only, else of visits; of requests always when it is the
 * booking part of a population that does both. */
struct plan_stream {
    uint16_t use;
    uint16_t address; /* 11 bits of the random address, never reused */
    uint8_t is_requests, reserved[3];
};

/* What all phone lines have in common. Clock times in seconds. */
struct plan_phone {
    int32_t is_served, trunks; /* agents and waiting callers at most, 0 = any number */
    struct {
        int32_t open_s, close_s;
        double from, to;            /* shares of a day's requests before it opens and closes */
    } day[2];                       /* Monday to Friday, other days */
    double by_phone;                /* share of people who book by phone */
    double redial_share, redial_us; /* of a failed attempt; mean delay */
    int32_t attempts;               /* at most, a day */
    double tomorrow_share;          /* tries again the next day */
    int32_t days;                   /* at most */
    double enquiries;               /* other calls a day, of all regions */
};

/* Agents of a line on a kind of day: rows of the shift table. */
struct plan_line {
    uint32_t first_shift;
    int32_t n_shifts;
};

/* A region: sites tied by a phone line of their own or a joint centre, one after the other in
 * the plan. Nothing that happens in a region depends on another: each can be run by itself.
 * What its sites share has a random address that no site has, and that does not depend on
 * other regions. */
struct plan_region {
    int32_t first, n_sites;
    uint32_t code;                      /* site number in the address of what they share  */
    uint32_t population;                /* ... and its population, where one is written    */
    double share;                       /* of the people of all regions                   */
    int32_t first_unmailed, n_unmailed; /* batches of letters that were never mailed      */
    struct plan_line line[2];           /* Monday to Friday, other days                   */
};

/* The joint centre that serves a ward's people. */
struct plan_centre {
    int32_t site;  /* PLAN_NO_DAY: none */
    int32_t from;  /* day index from which people act there */
    double share;  /* of the ward's people */
    uint32_t uses; /* bit per use */
};

/* A piece of a profile, as whoever draws a time of day needs it: half a cache line. */
struct plan_piece {
    double share, us_per_share; /* of the day before it; width / share of its own */
    int64_t from_us, last_us;   /* its first microsecond; its last one, counted from there */
};

/* Piecewise constant density inside a day: share[i] of it falls before from_s[i]. The rest
 * follows from these: plan_profile_finish(). */
struct plan_profile {
    int32_t n;
    int32_t from_s[PLAN_HALF_HOURS * 2 + 1];          /* n + 1 of them */
    double share[PLAN_HALF_HOURS * 2 + 1];            /* the same; the last is 1 */
    struct plan_piece piece[PLAN_HALF_HOURS * 2 + 1]; /* the one at n has a share only */
    uint8_t guide[PLAN_GUIDE];                        /* piece in which share k / PLAN_GUIDE lies */
};

struct plan_response_law {
    double up_to[RESPONSE_COUNT];          /* cumulative shares */
    double geometric[RESPONSE_COUNT];      /* 1 / ln(q) of a geometric delay in days, or 0 */
    int32_t tax_days;                      /* length of the season */
    int32_t tax_start[4];                  /* day indices, ascending; unused = INT32_MAX */
    int32_t blue_after;                    /* days from window opening to the blue envelope */
    int32_t delivery_least, delivery_most; /* days */
    bool acts_without_letter; /* the later parts follow their own calendar, letter or not */
};

/* People without a booking ID ask the ward for it. */
struct plan_asking {
    double by_call;   /* share; the others come and ask */
    double geometric; /* 1 / ln(q) of the days beyond the first until they book */
};

/* Who comes for a renewal: shares of holders; of each, the shares that need a second visit. */
struct plan_procedures {
    double proxy, guardian; /* the others come themselves */
    double with_form, wrong_pin, no_photo;
    double invalid;                            /* of all visits: papers are no good */
    double letter_geometric, papers_geometric; /* 1 / ln(q) of the days beyond the first */
    bool is_on;                                /* some renewal may take more than one visit */
    uint8_t reserved[7];
};

/* Random outages of the national system. */
struct plan_outages {
    double per_day; /* mean number on an open day, 0: none */
    double mean_s;  /* mean length */
    int32_t permille, reserved;
};

struct plan_booking {
    int32_t horizon_days, cutoff_s, slot_s, last_before_close_s;
    int32_t wish_days;       /* open days among which the wished day is chosen */
    int32_t tolerance_slots; /* around the wished time of day */
    int32_t patience_days;   /* open days searched from the wished one */
    int32_t attempts;        /* at most */
    double retry_share;
    double retry_geometric;     /* 1 / ln(q) of the delay in days */
    double no_show[PLAN_LEADS]; /* share, by days from booking to appointment */
    double again_share, again_geometric;
    double cancel_share, cancel_again, cancel_geometric;
    double unbooked_share;                 /* come without an appointment where one is required */
    int32_t serves_idle;                   /* 1: they are served when a counter is idle */
    int32_t template_rule, template_block; /* enum template_rule */
    int32_t reserved;
    double template_rise;
};

/* What people put up with at the counters. */
struct plan_temper {
    double patience_share, balk_share;
    int32_t balks_at;
    bool booked_balk;
    uint8_t reserved[3];
};

/* How the counters deal with a use. */
struct plan_trait {
    uint8_t pool, rank, is_exempt; /* as in struct visit */
    uint8_t also;                  /* use that some have on the same visit */
    uint8_t reserved[4];
    double also_share;
};

struct plan_return {
    double share;
    int32_t within_days; /* open days among which the next visit is chosen */
    int32_t attempts;
};

/* What a forecast asks for beyond the reported numbers (models/ward/ahead.h); all 0: nothing. */
struct plan_ahead {
    uint64_t past_seed; /* before past_end everybody draws with this seed and replication */
    uint32_t past_replication;
    int32_t past_end;           /* day index, 0: there is no such past                       */
    int32_t is_kept;            /* 1: reported days are kept by site and replication         */
    int32_t site, day;          /* whose half hours are kept; day 0: nobody's                */
    int32_t absent, absent_day; /* counters less, on a day on which ends of acceptance are tried;
                                   day 0: none                                       */
    int32_t reserved;
};

struct plan {
    uint64_t bytes;                                   /* of the whole block */
    int32_t n_sites, n_days, base_day;                /* base_day: civil day number of index 0 */
    int32_t n_regions, most_sites;                    /* sites of the largest region */
    int32_t first_counter, first_report, last_report; /* day indices */
    int32_t n_streams, n_hist_days, n_months;
    int32_t by_month;     /* 1: a hist_day is a month of the reported period, and no histograms by
                             half hour nor sections are kept                                   */
    int32_t by_half_hour; /* 1: each replication keeps tickets by kind of day and half hour */
    int32_t first_unmailed, n_unmailed; /* batches of letters that were never mailed */
    /* Weekday x half-hour cells with opening hours, numbered from 0; PLAN_NO_DAY: never
     * open. Monday to Friday pooled follow after n_cells, up to n_moments: they have no
     * histograms. */
    int32_t n_cells, n_moments;
    int32_t cell[PLAN_WEEKDAYS][PLAN_HALF_HOURS];
    int32_t pooled[PLAN_HALF_HOURS];
    int32_t pair_use[USE_COUNT]; /* row of the half-hour histograms, PLAN_NO_DAY: no demand */
    int32_t n_pairs;
    int32_t n_releases; /* days of a site and use whose places are written slot by slot */
    int64_t target_us, level_us[3];
    int64_t expected_us[USE_COUNT];
    int32_t tickets_per_counter; /* of walk-ins, 0 = as in the rules */
    int32_t yen_per_hour;        /* of a counter */
    double pin_unknown;          /* share of holders whose PIN is unknown or locked */
    int32_t visit_days;          /* open days among which a walk-in holder chooses */
    struct counter_rules rules;
    struct plan_response_law response;
    struct plan_booking booking;
    struct plan_asking asking;
    struct plan_procedures procedures;
    struct plan_outages outages;
    struct plan_return turned_away;
    struct plan_temper temper;
    struct plan_trait traits[USE_COUNT];
    struct plan_profile hours[HOURS_KINDS];
    struct plan_profile requests;
    struct plan_phone phone;
    struct plan_ahead ahead;
    /* offsets in bytes from the start of the block */
    uint32_t at_days;     /* struct plan_day    [n_sites][n_days]                    */
    uint32_t at_dates;    /* struct plan_date   [n_days]                             */
    uint32_t at_shifts;   /* struct plan_shift  [ ]                                  */
    uint32_t at_speeds;   /* struct plan_speed  [ ]                                  */
    uint32_t at_batches;  /* struct plan_batch  [ ], by the day they are due and by region;
                             then unmailed, by region                                 */
    uint32_t at_regions;  /* struct plan_region [n_regions], in order of their sites  */
    uint32_t at_mail;     /* uint32_t [n_regions][n_days]: first batch of the day     */
    uint32_t at_streams;  /* struct plan_stream [n_streams]                          */
    uint32_t at_rates;    /* double [n_sites][n_days][n_streams]: people a day       */
    uint32_t at_places;   /* int16_t [n_sites][n_days][USE_COUNT]: places released   */
    uint32_t at_booked;   /* uint8_t [n_sites][n_days][USE_COUNT]: booked percent    */
    uint32_t at_centres;  /* struct plan_centre [n_sites]                            */
    uint32_t at_code;     /* uint32_t [n_sites]: site number in the random address   */
    uint32_t at_variates; /* struct sim_variate [VARIATE_COUNT]                     */
    uint32_t at_releases; /* struct plan_release [n_releases]                       */
    uint32_t at_released; /* uint32_t [n_sites][n_days][USE_COUNT]: 1 + which of them, 0: even;
                             not there when there are none                          */
};

#define PLAN_ARRAY(p, type, offset) ((const type *)(const void *)((const char *)(p) + (p)->offset))

/* Number of the day at the site, among all. */
static inline size_t plan_site_day(const struct plan *p, int32_t site, int32_t day)
{
    return (size_t)site * (size_t)p->n_days + (size_t)day;
}

static inline const struct plan_day *plan_day_at(const struct plan *p, int32_t site, int32_t day)
{
    return &PLAN_ARRAY(p, struct plan_day, at_days)[plan_site_day(p, site, day)];
}

static inline const struct plan_date *plan_date_at(const struct plan *p, int32_t day)
{
    return &PLAN_ARRAY(p, struct plan_date, at_dates)[day];
}

static inline double plan_rate(const struct plan *p, int32_t stream, int32_t site, int32_t day)
{
    size_t first = plan_site_day(p, site, day) * (size_t)p->n_streams;
    return PLAN_ARRAY(p, double, at_rates)[first + (size_t)stream];
}

static inline int32_t plan_places(const struct plan *p, int32_t use, int32_t site, int32_t day)
{
    size_t first = plan_site_day(p, site, day) * USE_COUNT;
    return PLAN_ARRAY(p, int16_t, at_places)[first + (size_t)use];
}

/* The places slot by slot where they are written so; NULL: places() of them, evenly or by the
 * template of appointments. */
static inline const struct plan_release *plan_released(const struct plan *p, int32_t use,
                                                       int32_t site, int32_t day)
{
    if (p->n_releases == 0)
        return NULL;
    size_t first = plan_site_day(p, site, day) * USE_COUNT;
    uint32_t which = PLAN_ARRAY(p, uint32_t, at_released)[first + (size_t)use];
    return which > 0 ? &PLAN_ARRAY(p, struct plan_release, at_releases)[which - 1] : NULL;
}

/* What part of the use is booked there on a day, in percent: PLAN_WALK_IN, PLAN_REQUIRED or
 * between. */
static inline int32_t plan_booked(const struct plan *p, int32_t use, int32_t site, int32_t day)
{
    size_t first = plan_site_day(p, site, day) * USE_COUNT;
    return PLAN_ARRAY(p, uint8_t, at_booked)[first + (size_t)use];
}

static inline const struct plan_centre *plan_centre_of(const struct plan *p, int32_t site)
{
    return &PLAN_ARRAY(p, struct plan_centre, at_centres)[site];
}

static inline uint32_t plan_code(const struct plan *p, int32_t site)
{
    return PLAN_ARRAY(p, uint32_t, at_code)[site];
}

static inline const struct plan_stream *plan_stream_at(const struct plan *p, int32_t stream)
{
    return &PLAN_ARRAY(p, struct plan_stream, at_streams)[stream];
}

static inline const struct plan_region *plan_region_at(const struct plan *p, int32_t region)
{
    return &PLAN_ARRAY(p, struct plan_region, at_regions)[region];
}

/* Is there one region, so that numbers can be kept of all sites together? Regions may be run at
 * the same time: none of them writes where another does. */
static inline bool plan_is_one(const struct plan *p)
{
    return p->n_regions == 1;
}

/* The region of the site. O(log n). */
int32_t plan_region_of(const struct plan *p, int32_t site);

/* A region's batches that are due on a day: *n of them. */
static inline const struct plan_batch *plan_batches(const struct plan *p, int32_t region,
                                                    int32_t day, uint32_t *n)
{
    const uint32_t *first = PLAN_ARRAY(p, uint32_t, at_mail) + day;
    size_t days = (size_t)p->n_days, at = (size_t)region * days;
    const struct plan_date *date = plan_date_at(p, day);
    uint32_t end =
        region + 1 < p->n_regions ? first[at + days] : date->first_batch + date->n_batches;
    *n = end - first[at];
    return PLAN_ARRAY(p, struct plan_batch, at_batches) + first[at];
}

/* Do the people of the stream ask for appointments on that day (or else come)? */
static inline bool plan_asks(const struct plan *p, int32_t stream, int32_t site, int32_t day)
{
    const struct plan_stream *s = plan_stream_at(p, stream);
    return s->is_requests != 0 || plan_booked(p, s->use, site, day) == PLAN_REQUIRED;
}

static inline const struct sim_variate *plan_variate_at(const struct plan *p, int32_t which)
{
    return &PLAN_ARRAY(p, struct sim_variate, at_variates)[which];
}

/* Booking slots of a day as bookings see it: number of slots, the one in which a second of the
 * day lies, the first or the last if it lies outside, and the second of slot s. */
static inline int32_t plan_slots(const struct plan *p, const struct plan_day *d)
{
    int32_t last = d->booked_close_s - p->booking.last_before_close_s;
    return last < d->booked_open_s ? 0 : (last - d->booked_open_s) / p->booking.slot_s + 1;
}

static inline int32_t plan_slot_at(const struct plan *p, const struct plan_day *d, int32_t second)
{
    int32_t last = d->booked_close_s - p->booking.last_before_close_s;
    int32_t since = (second < last ? second : last) - d->booked_open_s;
    return (int32_t)((uint32_t)(since > 0 ? since : 0) / (uint32_t)p->booking.slot_s);
}

static inline int32_t plan_slot_second(const struct plan *p, const struct plan_day *d, int32_t slot)
{
    return d->booked_open_s + slot * p->booking.slot_s;
}

/* Fills pieces and guide table of a profile whose seconds and shares are known. */
void plan_profile_finish(struct plan_profile *f);

/* The piece of the profile that holds u in [0, 1): the last one that begins at or before it. The
 * guide says where to begin (Chen and Asau 1974, cited from memory); the first step from there is
 * anybody's guess and taken without a branch. */
static inline const struct plan_piece *plan_profile_piece(const struct plan_profile *f, double u)
{
    const struct plan_piece *piece = &f->piece[f->guide[(int32_t)(u * PLAN_GUIDE)]];
    piece += piece[1].share <= u;
    while (piece[1].share <= u)
        piece++;
    return piece;
}

/* The microsecond of the day before which the share u of the profile falls. Exact at the
 * breakpoints, monotone. Some 20 instructions. Checked by tests/ward/test_plan.c. */
static inline int64_t plan_profile_us(const struct plan_profile *f, double u)
{
    const struct plan_piece *piece = plan_profile_piece(f, u);
    int64_t us = (int64_t)((u - piece->share) * piece->us_per_share);
    return piece->from_us + (us < piece->last_us ? us : piece->last_us);
}

/* The same in whole seconds. */
static inline int32_t plan_profile_second(const struct plan_profile *f, double u)
{
    return (int32_t)(plan_profile_us(f, u) / 1000000);
}

/* The share of the profile that falls before a second of the day: the inverse. */
double plan_profile_share(const struct plan_profile *f, int32_t second);

/* The second of a day at which somebody wants to come who draws u: by the profile of that
 * day, or evenly over its hours. */
static inline int32_t plan_wish_second(const struct plan *p, const struct plan_day *d, double u)
{
    if (d->hours < HOURS_KINDS)
        return plan_profile_second(&p->hours[d->hours], u);
    return d->booked_open_s + (int32_t)(u * (double)(d->booked_close_s - d->booked_open_s));
}

/* Does anybody come to the site for the use that way, on any day? */
bool plan_has_access(const struct plan *p, int32_t use, int32_t site, enum plan_access access);

/* Can a visit on `day` be planned on `today`, as announced by then? */
static inline bool plan_is_open(const struct plan_day *d, int32_t today)
{
    return d->plan_from <= today && today < d->plan_until;
}

/* The days among which somebody chooses on a day: those of the next `choices` from `first` that
 * can be planned today, with their weights. Everybody who chooses that day at the site has the
 * same. n: how many are left before the end, perhaps none. */
enum { PLAN_CHOICES = 32, PLAN_CHOICES_AT_ONCE = 4 };
struct plan_choices {
    int32_t today, first, choices;
    int32_t n, day[PLAN_CHOICES];
    double total;
    /* of all but the last, then more than any total: nobody gets beyond the last */
    double weight[PLAN_CHOICES];
};

/* choices: 1 to PLAN_CHOICES. O(days looked at). */
void plan_choices(const struct plan *p, int32_t site, int32_t today, int32_t first, int32_t choices,
                  struct plan_choices *out);

/* The wished day, drawn by the weights with the uniform u; PLAN_NO_DAY when there is none. Which
 * one it is nobody can guess, so all are counted that lie before it. */
static inline int32_t plan_choose(const struct plan_choices *c, double u)
{
    double left = u * c->total;
    int32_t before = 0;
    if (c->n == 0)
        return PLAN_NO_DAY;
    for (int32_t i = 0; i < c->n - 1; i += PLAN_CHOICES_AT_ONCE)
        for (int32_t k = 0; k < PLAN_CHOICES_AT_ONCE; k++) {
            left -= c->weight[i + k];
            before += left >= 0;
        }
    return c->day[before];
}

/* The same of several who draw u: one subtraction is made of all before the next one. There must
 * be a choice. Checked against plan_choose() by tests/ward/test_plan.c. */
enum { PLAN_CHOOSERS = 8 };
static inline void plan_choose_some(const struct plan_choices *c, const double u[PLAN_CHOOSERS],
                                    int32_t day[PLAN_CHOOSERS])
{
    double left[PLAN_CHOOSERS];
    int64_t before[PLAN_CHOOSERS];
    for (int k = 0; k < PLAN_CHOOSERS; k++) {
        left[k] = u[k] * c->total;
        before[k] = 0;
    }
    for (int32_t i = 0; i < c->n - 1; i++)
        for (int k = 0; k < PLAN_CHOOSERS; k++) {
            left[k] -= c->weight[i];
            before[k] += left[k] >= 0;
        }
    for (int k = 0; k < PLAN_CHOOSERS; k++)
        day[k] = c->day[before[k]];
}

#endif
