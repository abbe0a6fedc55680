/* booking.h - a small city in which nothing happens by itself, for tests of those who book.
 * Everybody belongs to 栄 and comes for a renewal, unless a test says otherwise.
 */
#ifndef TESTS_WARD_BOOKING_H
#define TESTS_WARD_BOOKING_H

#include "models/ward/appointment.h"
#include "models/ward/request.h"
#include "tests/ward/fixture.h"

enum { WHO = 4711 };

#define CLOCK_US(h, m) ((int64_t)((h)*3600 + (m)*60) * 1000000)

/* A city in which nothing happens by itself; every request comes at noon, wishes the first
 * day that can be booked and 10:00, and takes any slot of it. */
static inline void booking_begin(struct small *w)
{
    small_quiet(w);
    small_always_at(&w->plan->requests, CLOCK_US(12, 0));
    for (int k = 0; k < 2; k++)
        small_always_at(&w->plan->hours[k], CLOCK_US(10, 0));
    w->plan->booking.wish_days = 1;
    w->plan->booking.tolerance_slots = 64;
    small_city(w);
}

static inline void booking_no_places(struct small *w)
{
    for (int32_t day = 0; day < w->plan->n_days; day++)
        small_places(w, USE_RENEWAL, SMALL_SAKAE, day, 0);
}

/* Lets the ledger come to the day, as a run would. */
static inline void booking_come_to(struct small *w, int32_t day)
{
    for (; w->tomorrow <= day; w->tomorrow++) {
        tally_day_begin(&w->city->tally, w->tomorrow);
        appointment_open_pages(w->city, w->tomorrow);
    }
}

static inline int64_t booking_whole(const struct small *w, int32_t which)
{
    return small_whole(w, SMALL_SAKAE, ACCESS_BOOKED, which);
}

static inline const struct person *booking_visitor(const struct small *w, int32_t day)
{
    uint32_t id = small_first(w, w->city->pool.visits, SMALL_SAKAE, day);
    assert_int_not_equal(id, PERSON_NONE);
    return &w->city->pool.people[id];
}

/* One holder asks on the day; the day he gets, or PLAN_NO_DAY. */
static inline int32_t booking_ask(struct small *w, int32_t day, uint32_t who)
{
    small_acts(w, SMALL_SAKAE, day, USE_RENEWAL, who);
    request_day(w->city, day);
    return small_comes_on(w, SMALL_SAKAE, who);
}

#endif
