/* callline.h - one day of a phone line: trunks, agents by shift, one line in order of calling.
 *
 * What an office's counter (models/office) does with one pool, tickets in order, places and
 * patience, for this one case and so in a fraction of the time: tests/ward/test_callline.c runs
 * both on the same calls. Instants are microseconds of the day, which may go on after midnight.
 *
 * Order at one instant: calls end, then shifts begin, then people lose patience, then people
 * dial: those of the owner before those who dial again. Who is answered when the line closes,
 * or waits, is served; who dials from then on hears the busy signal.
 */
#ifndef WARD_CALLLINE_H
#define WARD_CALLLINE_H

#include <stdbool.h>
#include <stdint.h>

#include "sim/base/attr.h"
#include "sim/engine/slots.h"
#include "sim/engine/stream.h"

struct arena;
struct plan_shift;
struct sim_agenda;

/* Somebody's call, from the first time he dials to the last. */
struct call {
    /* the owner's */
    uint32_t person; /* PERSON_NONE: an enquirer, known only by his number */
    uint32_t who;
    uint16_t site;
    uint8_t attempt;      /* today, from 0 */
    uint8_t half_hour;    /* of the day in which he dialled */
    uint32_t next_free;   /* the line's */
    int64_t *counts;      /* where his site counts */
    struct sim_pair wish; /* the day and time he wants, if he is answered */
    int64_t work_us;      /* time on the phone once answered, at least 1 */
    /* found */
    int64_t dial_us;
    int64_t wait_us; /* until he was answered or hung up */
};

#define CALLLINE_NOBODY UINT32_MAX
#define CALLLINE_NEVER INT64_MAX

/* One of those who wait, or who have hung up: CALLLINE_NOBODY, CALLLINE_NEVER. */
struct callline_place {
    int64_t leave_us;
    uint32_t call;
};

/* What somebody hears who dials. */
enum callline_reply { CALLLINE_BUSY, CALLLINE_ANSWERS, CALLLINE_WAITS };

enum callline_step { CALLLINE_ENDS, CALLLINE_HANGS_UP, CALLLINE_DIALS };

struct callline_event {
    enum callline_step step;
    uint32_t call;
};

/* Invariants between events:
 *   waiting = places from first to end where there is somebody, in order of calling
 *   leave_us of everybody who waits >= hangs_up_us
 *   somebody waits only while busy >= on_duty
 *   due_us = the least of ends.first_us, hangs_up_us, shift_us and again_us */
struct callline {
    int64_t now_us, due_us, close_us;
    int32_t on_duty, busy, waiting;
    int32_t trunks;
    struct sim_slots ends; /* of those being served */
    struct callline_place *place;
    uint32_t first, end, room;
    int64_t hangs_up_us;
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

/* A call for somebody who will dial, all of it to be filled in; CALLLINE_NOBODY when memory is
 * short. Calls move when another is begun. Whoever will not dial again drops his. */
uint32_t callline_begin(struct callline *l);
void callline_drop(struct callline *l, uint32_t call);

/* What would somebody hear who dialled now? */
static inline enum callline_reply callline_reply(const struct callline *l)
{
    if (l->busy + l->waiting >= l->trunks || l->now_us >= l->close_us)
        return CALLLINE_BUSY;
    return l->busy < l->on_duty ? CALLLINE_ANSWERS : CALLLINE_WAITS;
}

/* He dials now, when the reply is CALLLINE_ANSWERS, or CALLLINE_WAITS: then his patience is at
 * least 1. When memory runs out the line has failed. O(calls that end later); O(1). */
void callline_answer(struct callline *l, uint32_t call);
void callline_wait(struct callline *l, uint32_t call, int64_t patience_us);

/* He will dial again at that instant, later than now. O(log n). */
void callline_again(struct callline *l, uint32_t call, int64_t at_us);

/* Hands out what happens next before somebody dials at that instant, and moves the clock to it;
 * false when there is nothing, then the clock stands at the instant (or later already). O(1) for an
 * end; O(people waiting) for a loss of patience. */
bool callline_next(struct callline *l, int64_t until_us, struct callline_event *event);

/* Nothing that is pending happens after that. */
#define CALLLINE_EVER (CALLLINE_NEVER - 1)

/* The day is over: whoever is still there is a bug. */
void callline_close(const struct callline *l);

#endif
