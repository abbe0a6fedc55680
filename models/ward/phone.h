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
struct request;

/* Makes the line where the plan has one. False when memory is short. */
bool phone_init(struct city *c) MUST_CHECK;

/* When people act on a day: the same for all of them. */
struct phone_hours {
    /* By whether they call: web, phone. Shares of the day's requests, `to` beyond all of them on
     * the web; the last microsecond of the day at which somebody does. */
    struct phone_window {
        double from, span, to;
        int64_t last_us;
    } way[2];
    bool is_served; /* the line is open on that day */
    bool is_used;   /* ... and some book by phone   */
};
struct phone_hours phone_hours(const struct city *c, int32_t day);

/* Does the person call on a day with those hours to book? His nature must be known. */
static inline bool phone_is_used(const struct phone_hours *h, const struct person *person)
{
    return h->is_used & ((person->flags & PERSON_DIALS) != 0);
}

/* The microsecond of the day at which somebody acts who does so at the share u of a day's requests:
 * within the line's hours if he calls, midnight on a day without the line. Whether he calls is
 * anybody's guess: no branch asks for it. */
static inline int64_t phone_time(const struct plan *p, const struct phone_hours *h, double u,
                                 bool calls)
{
    const struct phone_window *w = &h->way[calls];
    double share = w->from + u * w->span;
    bool is_inside = share < w->to;
    int64_t us = plan_profile_us(&p->requests, is_inside ? share : 0);
    /* rounding never takes him past the closing */
    return is_inside && us < w->last_us ? us : w->last_us;
}

/* The line of a day, from its opening to the end of the last call: the day's calls (city.calls, in
 * order of time) are made, and what becomes of them is noted among the day's requests. Nothing that
 * is asked for, or booked, on that day bears on the line, so that comes afterwards, in one order of
 * time with all else. */
void phone_day(struct city *c, int32_t day);

/* What was noted comes to pass at that microsecond of the day: somebody dials, hears the busy
 * signal or hangs up after so long, and when he does not try again today that was in vain. */
void phone_hear(struct city *c, const struct request *r, int64_t now_us, int64_t wait_us);

/* He asks for an appointment; has_called: by the call that is over now, which is counted. False
 * when he was only told his booking ID by it. There must be a line. */
bool phone_ask(struct city *c, const struct request *r, bool has_called);

/* Counts him if he has called and got one. */
void phone_booked(const struct city *c, const struct request *r, bool has_called);

/* Everything of the day has come to pass: it is counted. */
void phone_close(struct city *c);

/* Where the numbers of the first call of the day stand. */
struct sim_address phone_calling(const struct city *c, const struct person *person);
struct sim_address phone_enquiring(const struct city *c, uint32_t who);

#endif
