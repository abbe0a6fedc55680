/* appointment.h - the booking ledger and those in it: taking an appointment, losing it. */
#ifndef WARD_APPOINTMENT_H
#define WARD_APPOINTMENT_H

#include <stdbool.h>
#include <stdint.h>

#include "sim/engine/draws.h"

struct city;
struct person;

/* Works out what all who ask will need: city.near. */
void appointment_init(struct city *c);

/* Opens the ledger's pages that come into reach today. */
void appointment_open_pages(struct city *c, int32_t day);

/* Looks up, in the morning and at every site that takes bookings, how many days it is to the
 * third free place for a renewal; one day beyond the horizon when there is none. */
void appointment_look(struct city *c, int32_t day);

/* Today's announcements: whoever wanted to come on a day that is closed now is told; the
 * booked are cancelled by the office, and all decide anew today. */
void appointment_announce(struct city *c, int32_t day);

/* Asks from memory for what those who ask at the site today will look into first: the days among
 * which most of them choose. It pays to do so some time before. */
void appointment_expect(const struct city *c, int32_t site, int32_t today);

/* When somebody wants to come: the first day that may be booked, the day he wishes, PLAN_NO_DAY
 * when none is open, and the second of that day. */
struct appointment_wish {
    int32_t first, day, second;
};

/* The wish of somebody who asks at that microsecond of the day for a use, with the uniforms that
 * appointment_wish_address() tells of. */
struct appointment_wish appointment_think(const struct city *c, int32_t site, int32_t today,
                                          int64_t now_us, struct sim_pair u);
/* The same of n who ask at one site on the same side of the hour at which tomorrow closes: wish[i]
 * of the uniforms day[i] and second[i], arrays of APPOINTMENT_SOME, of which those behind n may be
 * any numbers. */
enum { APPOINTMENT_SOME = 64 };
void appointment_think_some(const struct city *c, int32_t site, int32_t today, bool is_late,
                            uint32_t n, const double *day, const double *second,
                            struct appointment_wish *wish);

/* The microsecond of the day from which on it is too late to book for tomorrow, or to give that
 * back. */
int64_t appointment_late_us(const struct city *c);

struct sim_address appointment_wish_address(const struct city *c, const struct person *person);

/* Second thoughts: whether somebody who asks gives the appointment back before it is due, and when.
 * Those whose first it is and who keep that by nature have none: city_wavers(). */
struct sim_address appointment_second_address(const struct city *c, const struct person *person);

/* What the addresses gave becomes second thoughts: the first ones are nobody's, and whoever has
 * those keeps his appointment; of a first appointment nature has decided, and it only was drawn
 * when. */
void appointment_think_twice(const struct sim_address *address, uint32_t n,
                             struct sim_pair *second);

/* The person asks for an appointment at that microsecond of the day: he gets one, tries
 * again later, comes without one where that is allowed, or gives up. True when he got one.
 * O(days of the horizon). w: as he thought for that instant; second: his second thoughts. */
bool appointment_ask(struct city *c, int32_t site, int32_t today, int64_t now_us, uint32_t id,
                     const struct appointment_wish *w, const struct sim_pair *second);

/* He gives his appointment back, or finds that it is too late for that. u: what the address
 * gave that appointment_cancelling() tells. True when he asks for another one at once, with the
 * wish *w. */
bool appointment_cancel(struct city *c, int32_t site, int32_t today, int64_t now_us, uint32_t id,
                        struct sim_pair u, struct appointment_wish *w);
struct sim_address appointment_cancelling(const struct city *c, const struct person *person);

/* After a missed or impossible appointment: books again after a delay, or is lost. u: what the
 * address gave that appointment_again_address() tells. */
void appointment_again(struct city *c, int32_t site, int32_t day, uint32_t id, struct sim_pair u);
struct sim_address appointment_again_address(const struct city *c, const struct person *person);

/* No appointment is to be had for him: comes without one where that is allowed, or is lost.
 * True when he is lost. */
bool appointment_give_up(struct city *c, int32_t site, int32_t today, uint32_t id);

/* Chooses one of the next open days to come without an appointment. */
void appointment_choose_day(struct city *c, int32_t site, int32_t today, uint32_t id);

#endif
