/* callline.h - one day of a phone line: trunks, agents by shift, one line in order of calling.
 *
 * What an office's counter (models/office) does with one pool, tickets in order, places and
 * patience, for this one case and so in a fraction of the time: tests/ward/test_callline.c runs
 * both on the same calls. Instants are microseconds of the day, which may go on after midnight.
 *
 * Nobody is overtaken, so what becomes of a call is known as soon as he dials: those before him
 * are served whatever he does. He is answered when, after the last answer before, fewer agents
 * talk than are on duty; his call ends at a known instant, and nothing happens then but that an
 * agent is free. Only those who hang up, and those who dial again, are events.
 *
 * Order at one instant: calls end, then shifts begin, then people lose patience, then people
 * dial: those of the owner before those who dial again. Calls that end at one instant do so in
 * order of dialling. Who is answered when the line closes, or waits, is served; who dials from
 * then on hears the busy signal.
 */
#ifndef WARD_CALLLINE_H
#define WARD_CALLLINE_H

#include <stdbool.h>
#include <stdint.h>

#include "sim/base/attr.h"
#include "sim/engine/ends.h"
#include "sim/engine/slots.h"
#include "sim/engine/stream.h"

struct arena;
struct plan_shift;
struct sim_agenda;

/* Somebody's call that came to nothing so far: he waits in vain, or will dial again. */
struct call {
    /* the owner's */
    uint32_t person; /* PERSON_NONE: an enquirer, known only by his number */
    uint32_t who;
    uint32_t request; /* that he began with */
    uint16_t site;
    uint8_t attempt; /* today, from 0 */
    /* found */
    int64_t wait_us;    /* until he hung up */
    uint32_t next_free; /* the line's */
};

#define CALLLINE_NOBODY UINT32_MAX
#define CALLLINE_NEVER INT64_MAX

enum callline_step { CALLLINE_HANGS_UP, CALLLINE_DIALS };

struct callline_event {
    enum callline_step step;
    uint32_t call;
};

/* Invariants between events:
 *   ends: of all calls that were or will be answered, also of those who wait for it
 *   leaving: of all who wait and will hang up
 *   nobody who dials from now on is answered before answered_us
 *   shift_us > now_us; due_us = the less of leaving.first_us and again_us */
struct callline {
    int64_t now_us, due_us, close_us;
    int64_t answered_us;
    int32_t on_duty, trunks;
    struct sim_ends ends;
    struct sim_slots leaving;
    int64_t shift_us; /* the next one */
    const struct plan_shift *shift, *last_shift;
    int64_t again_us; /* somebody dials again */
    struct sim_agenda *again;
    struct call *calls;
    uint32_t used, free, capacity;
    struct arena *home;
    bool failed; /* memory ran out */
};

/* trunks: 0 = any number. False when memory is short. */
bool callline_init(struct callline *l, struct arena *home, int32_t trunks) MUST_CHECK;

/* Empty, at the opening of a day. shifts: ascending, n >= 1, the first one at or before the
 * opening; read while the day lasts. */
void callline_open(struct callline *l, const struct plan_shift *shifts, int32_t n, int64_t open_us,
                   int64_t close_us);

/* A call for somebody who waits in vain or will dial again, all of it to be filled in;
 * CALLLINE_NOBODY when memory is short, and the line has failed. Calls move when another is begun.
 * Whoever gives up drops his. */
uint32_t callline_begin(struct callline *l);
void callline_drop(struct callline *l, uint32_t call);

/* Would somebody who dialled now hear the busy signal? So it is when trunks less those who will
 * hang up talk or wait for the answer. O(1). */
static inline bool callline_is_busy(const struct callline *l)
{
    int64_t left = l->trunks - (int64_t)(l->leaving.end - l->leaving.first);
    int64_t all = l->ends.end - l->ends.first;
    bool is_full = left <= 0 || (left <= all && l->ends.end[-left] > l->now_us);
    return is_full || l->now_us >= l->close_us;
}

/* When fewer than on_duty talk, of those who are answered, at from_us or later, which is not before
 * now: all but so many calls have ended. With nobody on duty CALLLINE_NEVER. */
static inline int64_t callline_free_us(const struct callline *l, int32_t on_duty, int64_t from_us)
{
    int64_t all = l->ends.end - l->ends.first;
    int64_t free_us = l->ends.end[on_duty <= all ? -on_duty : -all - 1];
    return free_us > from_us ? free_us : from_us;
}

/* The same when it is not before the next shift begins. O(shifts). */
int64_t callline_start_later(const struct callline *l);

/* When is somebody answered who dials now and does not hear the busy signal, if he has the
 * patience? CALLLINE_NEVER: nobody will be on duty. O(1), O(shifts) beyond the shift. */
static inline int64_t callline_start(const struct callline *l)
{
    int64_t from_us = l->answered_us > l->now_us ? l->answered_us : l->now_us;
    int64_t start_us = callline_free_us(l, l->on_duty, from_us);
    return start_us <= l->shift_us ? start_us : callline_start_later(l);
}

/* He dials now and is answered then, for so long, at least 1; start_us is callline_start(). When
 * memory runs out the line has failed. O(calls that end later). */
static inline void callline_answer(struct callline *l, int64_t start_us, int64_t work_us)
{
    l->answered_us = start_us;
    if (!sim_ends_put(&l->ends, start_us + work_us))
        l->failed = true;
}

/* He dials now, waits and hangs up at that instant, later than now and before callline_start().
 * O(those who hang up later). */
void callline_leave(struct callline *l, uint32_t call, int64_t leave_us);

/* He will dial again at that instant, later than now. O(log n). */
void callline_again(struct callline *l, uint32_t call, int64_t at_us);

/* The clock moves; nobody hangs up or dials before. O(1). */
void callline_begin_shifts(struct callline *l);
static inline void callline_pass(struct callline *l, int64_t now_us)
{
    if (now_us > l->now_us)
        l->now_us = now_us;
    if (l->shift_us <= l->now_us)
        callline_begin_shifts(l);
}

/* Is there somebody who may hang up or dial again before somebody dials at that instant? */
static inline bool callline_is_due(const struct callline *l, int64_t until_us)
{
    return l->due_us <= until_us;
}

/* Hands out who does so next, and moves the clock to it; false when there is nobody, then the clock
 * stays. O(1), O(log n) for who dials again. */
bool callline_next(struct callline *l, int64_t until_us, struct callline_event *event);

/* Nothing that is pending happens after that. */
#define CALLLINE_EVER (CALLLINE_NEVER - 1)

/* The day is over: whoever will still hang up or dial is a bug. */
void callline_close(const struct callline *l);

#endif
