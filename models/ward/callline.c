#include "models/ward/callline.h"

#include <string.h>

#include "models/ward/plan.h"
#include "sim/base/arena.h"
#include "sim/base/bug.h"
#include "sim/engine/agenda.h"

enum { FIRST_CALLS = 64, FIRST_ROOM = 64, EVENTS_EXPECTED = 64 };

bool callline_init(struct callline *l, struct arena *home, int32_t trunks)
{
    *l = (struct callline){.home = home,
                           .trunks = trunks > 0 ? trunks : INT32_MAX,
                           .room = FIRST_ROOM,
                           .capacity = FIRST_CALLS};
    l->place = arena_take_array(home, struct callline_place, FIRST_ROOM);
    l->calls = arena_take_array(home, struct call, FIRST_CALLS);
    l->again = sim_agenda_new(home, EVENTS_EXPECTED);
    return l->place != NULL && l->calls != NULL && l->again != NULL &&
           sim_slots_init(&l->ends, home, 0);
}

/* What comes first has changed. */
static inline void find_due(struct callline *l)
{
    int64_t leave = l->ends.first_us < l->hangs_up_us ? l->ends.first_us : l->hangs_up_us;
    int64_t come = l->shift_us < l->again_us ? l->shift_us : l->again_us;
    l->due_us = leave < come ? leave : come;
}

static int64_t instant_of(const struct plan_shift *shift)
{
    return (int64_t)shift->from_s * 1000000;
}

static void begin_shift(struct callline *l)
{
    l->on_duty = l->shift->counters;
    l->shift++;
    l->shift_us = l->shift < l->last_shift ? instant_of(l->shift) : CALLLINE_NEVER;
}

void callline_open(struct callline *l, const struct plan_shift *shifts, int32_t n, int64_t open_us,
                   int64_t close_us)
{
    BUG_IF(open_us >= close_us || n < 1 || instant_of(shifts) > open_us);
    l->now_us = open_us;
    l->close_us = close_us;
    l->busy = l->waiting = 0;
    sim_slots_clear(&l->ends);
    sim_agenda_restart(l->again, (sim_instant){open_us});
    l->first = l->end = 0;
    l->hangs_up_us = l->again_us = CALLLINE_NEVER;
    l->used = 0;
    l->free = CALLLINE_NOBODY;
    l->shift = shifts;
    l->last_shift = shifts + n;
    do
        begin_shift(l);
    while (l->shift_us <= open_us);
    find_due(l);
}

uint32_t callline_begin(struct callline *l)
{
    uint32_t call = l->free;
    if (call != CALLLINE_NOBODY) {
        l->free = l->calls[call].next_free;
        return call;
    }
    if (l->used == l->capacity) {
        size_t old = l->capacity * sizeof *l->calls;
        struct call *more = arena_extend(l->home, l->calls, old, 2 * old);
        if (more == NULL)
            return CALLLINE_NOBODY;
        l->calls = more;
        l->capacity *= 2;
    }
    return l->used++;
}

void callline_drop(struct callline *l, uint32_t call)
{
    l->calls[call].next_free = l->free;
    l->free = call;
}

/* ---- being answered ---- */

static inline void answer(struct callline *l, uint32_t i, int64_t now_us)
{
    struct call *call = &l->calls[i];
    call->wait_us = now_us - call->dial_us;
    l->busy++;
    if (!sim_slots_put(&l->ends, now_us + call->work_us, i))
        l->failed = true;
}

void callline_answer(struct callline *l, uint32_t call)
{
    l->calls[call].dial_us = l->now_us;
    answer(l, call, l->now_us);
    if (l->ends.first_us < l->due_us)
        l->due_us = l->ends.first_us;
}

/* ---- waiting ---- */

/* The end of the places is reached: moves those who wait to the beginning, into twice the room
 * where that frees less than half. */
static bool make_room(struct callline *l)
{
    uint32_t n = 0;
    if ((uint32_t)l->waiting > l->room / 2) {
        size_t old = l->room * sizeof *l->place;
        struct callline_place *more = arena_extend(l->home, l->place, old, 2 * old);
        if (more == NULL)
            return false;
        l->place = more;
        l->room *= 2;
    }
    for (uint32_t i = l->first; i < l->end; i++)
        if (l->place[i].call != CALLLINE_NOBODY)
            l->place[n++] = l->place[i];
    l->first = 0;
    l->end = n;
    return true;
}

void callline_wait(struct callline *l, uint32_t call, int64_t patience_us)
{
    BUG_IF(patience_us < 1);
    if (l->end == l->room && !make_room(l)) {
        l->failed = true;
        return;
    }
    int64_t leave = l->now_us + patience_us;
    l->calls[call].dial_us = l->now_us;
    l->place[l->end++] = (struct callline_place){leave, call};
    l->waiting++;
    if (leave < l->hangs_up_us)
        l->hangs_up_us = leave;
    if (leave < l->due_us)
        l->due_us = leave;
}

/* Somebody has left his place. */
static inline void leave_place(struct callline *l)
{
    if (--l->waiting == 0) {
        l->first = l->end = 0;
        l->hangs_up_us = CALLLINE_NEVER;
    }
}

/* Agents are free: answers those who come next. */
static inline void answer_next(struct callline *l, int64_t now_us)
{
    while (l->waiting > 0 && l->busy < l->on_duty) {
        while (l->place[l->first].call == CALLLINE_NOBODY)
            l->first++;
        answer(l, l->place[l->first++].call, now_us);
        leave_place(l);
    }
}

/* Who hangs up now; CALLLINE_NOBODY when he for whom the instant was noted has been answered. The
 * least of all is looked for only here: most people are answered, and then nobody needs it. */
static uint32_t hang_up(struct callline *l, int64_t now_us)
{
    struct callline_place *least = &l->place[l->first];
    for (struct callline_place *p = least + 1; p < l->place + l->end; p++)
        least = p->leave_us < least->leave_us ? p : least;
    l->hangs_up_us = least->leave_us;
    if (least->leave_us > now_us)
        return CALLLINE_NOBODY;
    uint32_t call = least->call;
    *least = (struct callline_place){CALLLINE_NEVER, CALLLINE_NOBODY};
    l->calls[call].wait_us = now_us - l->calls[call].dial_us;
    leave_place(l);
    return call;
}

/* ---- dialling again ---- */

void callline_again(struct callline *l, uint32_t call, int64_t at_us)
{
    BUG_IF(at_us <= l->now_us);
    if (sim_agenda_at(l->again, (sim_instant){at_us}, SIM_ARRIVE, 0, call).generation == 0)
        l->failed = true;
    l->again_us = sim_agenda_first(l->again);
    find_due(l);
}

static uint32_t dial_again(struct callline *l, int64_t now_us)
{
    struct sim_event event;
    BUG_IF(!sim_agenda_next(l->again, (sim_instant){now_us}, SIM_ARRIVE, &event));
    l->again_us = sim_agenda_first(l->again);
    return event.who;
}

/* ---- time ---- */

/* What is due, which comes before somebody who dials for the first time; nobody's event when it is
 * nothing for the owner. */
static inline struct callline_event take_due(struct callline *l, int64_t now_us)
{
    if (l->ends.first_us == now_us) {
        uint32_t call = sim_slot_who(sim_slots_take(&l->ends));
        l->busy--;
        answer_next(l, now_us);
        return (struct callline_event){CALLLINE_ENDS, call};
    }
    if (l->shift_us == now_us) {
        begin_shift(l);
        answer_next(l, now_us);
        return (struct callline_event){CALLLINE_ENDS, CALLLINE_NOBODY};
    }
    if (l->hangs_up_us == now_us)
        return (struct callline_event){CALLLINE_HANGS_UP, hang_up(l, now_us)};
    return (struct callline_event){CALLLINE_DIALS, dial_again(l, now_us)};
}

/* Is nothing due but somebody who dials again? */
static inline bool is_only_again(const struct callline *l)
{
    return l->ends.first_us > l->due_us && l->shift_us > l->due_us && l->hangs_up_us > l->due_us;
}

bool callline_next(struct callline *l, int64_t until_us, struct callline_event *event)
{
    while (l->due_us < until_us || (l->due_us == until_us && !is_only_again(l))) {
        l->now_us = l->due_us;
        *event = take_due(l, l->now_us);
        find_due(l);
        if (event->call != CALLLINE_NOBODY)
            return true;
    }
    if (l->now_us < until_us)
        l->now_us = until_us;
    return false;
}

void callline_close(const struct callline *l)
{
    BUG_IF(l->waiting != 0 || l->busy != 0 || l->due_us != CALLLINE_NEVER);
}
