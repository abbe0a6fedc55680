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

#include "sim/base/attr.h"

#include "sim/engine/draws.h"

struct city;
struct person;

/* Makes the line where the plan has one. False when memory is short. */
bool phone_init(struct city *c) MUST_CHECK;

/* Does the person use the phone to book? */
bool phone_is_used(const struct city *c, uint32_t id);

/* The microsecond of the day at which somebody calls who acts at the share u of a day's
 * requests, within the line's hours; -1 on a day without the line. */
int64_t phone_time(const struct city *c, int32_t day, double u);

/* Opens the line of the day. */
void phone_open(struct city *c, int32_t day);

/* Everything on the line that goes before an arrival at that microsecond of the day. */
void phone_advance(struct city *c, int64_t now_us);

/* A person of a site dials; an enquirer (person of no site) likewise. now_us must not lie
 * before an earlier call or advance. u: what the address of his first call gave; wish: that
 * of appointment_wish(). */
void phone_call(struct city *c, int32_t site, int64_t now_us, uint32_t id, struct sim_pair u,
                struct sim_pair wish);
void phone_enquire(struct city *c, int64_t now_us, uint32_t who, struct sim_pair u);

/* Where the numbers of the first call of the day stand. */
struct sim_address phone_calling(const struct city *c, const struct person *person);
struct sim_address phone_enquiring(const struct city *c, uint32_t who);

/* Everybody on the line is served; its day is over. */
void phone_close(struct city *c);

#endif
