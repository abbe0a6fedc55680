/* hall.h - an office made by hand: who comes when, who is on duty, how fast the system is.
 *
 * Times are minutes after the doors open at 9:00. A test bends the hall, then opens it as a
 * site with doors (test_counter.c) or as a pool without (test_pool.c).
 */
#ifndef TESTS_OFFICE_HALL_H
#define TESTS_OFFICE_HALL_H

#include "models/office/counter.h"
#include "sim/base/arena.h"
#include "sim/base/attr.h"
#include "tests/support/check.h"

#define MIN_US INT64_C(60000000)

enum { DAY = 18444, OPEN_S = 9 * 3600, OPEN_HALF_HOUR = 18, NO_SLOT = INT32_MIN, LOOKS_MAX = 48 };

struct hall {
    struct arena *home;
    struct sim_agenda *agenda;
    struct counter_day day;
    struct counter_shift shifts[8];
    struct speed speeds[8];
    struct counter_rules rules;
    struct visit visits[512];
    uint32_t n;
    struct counter_result result;
    int32_t look_at[LOOKS_MAX], looked[LOOKS_MAX], looks;
    int32_t told[512]; /* how often the owner was told that this one is done */
};

static inline int64_t minute(double m)
{
    return sim_on_day(DAY, OPEN_S).us + (int64_t)(m * 60e6);
}

static inline sim_instant at(double m)
{
    return (sim_instant){minute(m)};
}

/* One counter from 9:00 to 17:00, tickets in order, acceptance never ends early. */
static inline int set_up(void **state)
{
    static struct hall h;
    h = (struct hall){.home = arena_new(0)};
    h.day = (struct counter_day){
        .open = at(0), .close = at(480), .shifts = h.shifts, .n_shifts = 1, .speeds = h.speeds};
    h.shifts[0] = (struct counter_shift){at(0), 1};
    h.rules.pool.order =
        (struct discipline_rules){.earliness = {10 * MIN_US}, .grace = {15 * MIN_US}};
    *state = &h;
    return h.home == NULL;
}

static inline int tear_down(void **state)
{
    struct hall *h = *state;
    arena_free(h->home);
    return 0;
}

#define IN_HALL(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

/* The visit, to be bent further. */
static inline struct visit *comes(struct hall *h, double arrive, int32_t slot, double work)
{
    int64_t work_us = (int64_t)(work * 60e6);
    struct visit *v = &h->visits[h->n++];
    *v = (struct visit){
        .arrive_us = minute(arrive),
        .slot_us = slot == NO_SLOT ? VISIT_NO_SLOT : minute(slot),
        .work_us = work_us,
        .expected_us = work_us,
    };
    return v;
}

static inline struct visit *walks_in(struct hall *h, double arrive, double work)
{
    return comes(h, arrive, NO_SLOT, work);
}

/* Somebody of a priority class. */
static inline struct visit *ranks(struct hall *h, double arrive, uint8_t rank, double work)
{
    struct visit *v = walks_in(h, arrive, work);
    v->rank = rank;
    return v;
}

/* Somebody who waits no longer than so many minutes. */
static inline struct visit *waits_at_most(struct hall *h, double arrive, double work,
                                          double patience)
{
    struct visit *v = walks_in(h, arrive, work);
    v->patience_us = (int64_t)(patience * 60e6);
    return v;
}

static inline void shift(struct hall *h, double from, int32_t counters)
{
    h->shifts[h->day.n_shifts++] = (struct counter_shift){at(from), counters};
}

static inline void speed(struct hall *h, double from, int32_t permille)
{
    h->speeds[h->day.n_speeds++] = (struct speed){at(from), permille};
}

static inline void note_end(void *context, uint32_t who)
{
    struct hall *h = context;
    h->told[who]++;
}

/* ---- what must have happened ---- */

static inline void check_call(const struct hall *h, uint32_t i, double want)
{
    assert_int_equal(h->visits[i].outcome, VISIT_SERVED);
    check_near((double)(h->visits[i].call_us - minute(0)) / 60e6, want, 0);
}

static inline void check_calls(const struct hall *h, const double *want)
{
    for (uint32_t i = 0; i < h->n; i++)
        check_call(h, i, want[i]);
}

/* How it ended for him, when, and how long he waited in all. */
static inline void check_end(const struct hall *h, uint32_t i, enum visit_outcome outcome,
                             double finish, double wait)
{
    assert_int_equal(h->visits[i].outcome, outcome);
    check_near((double)(h->visits[i].finish_us - minute(0)) / 60e6, finish, 0);
    check_near((double)h->visits[i].wait_us / 60e6, wait, 0);
}

/* What somebody brings is his: no rule and no number of counters changes it. */
static inline bool brings_the_same(const struct visit *a, const struct visit *b)
{
    return a->arrive_us == b->arrive_us && a->slot_us == b->slot_us && a->work_us == b->work_us &&
           a->expected_us == b->expected_us && a->patience_us == b->patience_us &&
           a->balks_at == b->balks_at && a->rank == b->rank;
}

#endif
