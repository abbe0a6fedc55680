/* phone.h - the booking line of the whole city, one day at a time.
 *
 * Agents by half hour and trunks (callline.h): who finds all trunks taken hears the busy signal,
 * who waits too long hangs up; both may dial again the same day, or the next, or give up. When
 * a call is over its caller has booked, or knows that nothing is free. Others call about
 * something else and only keep the line busy.
 *
 * Nobody makes calls come in a rush: people call on the day they decide, at their time of
 * day within the line's hours.
 */
#ifndef WARD_PHONE_H
#define WARD_PHONE_H

#include <stdbool.h>
#include <stdint.h>

#include "models/ward/person.h"
#include "models/ward/plan.h"
#include "sim/base/attr.h"
#include "sim/engine/draws.h"

struct city;

/* Makes the line where the plan has one. False when memory is short. */
bool phone_init(struct city *c) MUST_CHECK;

/* When people call on a day: the same for all of them. */
struct phone_hours {
    double from, to; /* shares of the day's requests; nothing between them: nobody calls */
    int64_t last_us; /* the last microsecond of the day at which somebody does */
    bool is_used;    /* some book by phone, and can on that day */
};
struct phone_hours phone_hours(const struct city *c, int32_t day);

/* Does the person call on a day with those hours to book? His nature must be known. */
static inline bool phone_is_used(const struct phone_hours *h, const struct person *person)
{
    return h->is_used && (person->flags & PERSON_DIALS) != 0;
}

/* The microsecond of the day at which somebody calls who acts at the share u of a day's
 * requests, within the line's hours; -1 on a day without the line. */
static inline int64_t phone_time(const struct plan *p, const struct phone_hours *h, double u)
{
    double share = h->from + u * (h->to - h->from);
    if (h->to <= h->from)
        return -1;
    int64_t us = share < h->to ? plan_profile_us(&p->requests, share) : h->last_us;
    return us < h->last_us ? us : h->last_us; /* rounding never takes him past the closing */
}

/* Opens the line of the day. */
void phone_open(struct city *c, int32_t day);

/* Everything on the line that goes before an arrival at that microsecond of the day. */
void phone_advance(struct city *c, int64_t now_us);

/* A person of a site dials; an enquirer (person of no site) likewise. now_us must not lie
 * before an earlier call or advance. u: what the address of his first call gave; wish: that
 * of appointment_wish_address(). */
void phone_call(struct city *c, int32_t site, int64_t now_us, uint32_t id, struct sim_pair u,
                struct sim_pair wish);
void phone_enquire(struct city *c, int64_t now_us, uint32_t who, struct sim_pair u);

/* Where the numbers of the first call of the day stand. */
struct sim_address phone_calling(const struct city *c, const struct person *person);
struct sim_address phone_enquiring(const struct city *c, uint32_t who);

/* Everybody on the line is served; its day is over. */
void phone_close(struct city *c);

#endif
