#include "models/ward/callline.h"

#include "models/ward/plan.h"
#include "sim/base/arena.h"
#include "sim/base/bug.h"
#include "sim/engine/agenda.h"

enum { FIRST_CALLS = 64, EVENTS_EXPECTED = 64 };

bool callline_init(struct callline *l, struct arena *home, int32_t trunks)
{
    *l = (struct callline){
        .home = home, .trunks = trunks > 0 ? trunks : INT32_MAX, .capacity = FIRST_CALLS};
    l->calls = arena_take_array(home, struct call, FIRST_CALLS);
    l->again = sim_agenda_new(home, EVENTS_EXPECTED);
    return l->calls != NULL && l->again != NULL && sim_ends_init(&l->ends, home) &&
           sim_slots_init(&l->leaving, home, 0);
}

static void find_due(struct callline *l)
{
    l->due_us = l->leaving.first_us < l->again_us ? l->leaving.first_us : l->again_us;
}

static int64_t instant_of(const struct plan_shift *shift)
{
    return (int64_t)shift->from_s * 1000000;
}

/* When the one before that shift ends. */
static int64_t begin_of(const struct callline *l, const struct plan_shift *shift)
{
    return shift < l->last_shift ? instant_of(shift) : CALLLINE_NEVER;
}

void callline_begin_shifts(struct callline *l)
{
    for (; l->shift_us <= l->now_us; l->shift_us = begin_of(l, l->shift)) {
        l->on_duty = l->shift->counters;
        l->shift++;
    }
}

void callline_open(struct callline *l, const struct plan_shift *shifts, int32_t n, int64_t open_us,
                   int64_t close_us)
{
    BUG_IF(open_us >= close_us || n < 1 || instant_of(shifts) > open_us);
    l->now_us = l->answered_us = open_us;
    l->close_us = close_us;
    sim_ends_clear(&l->ends);
    sim_slots_clear(&l->leaving);
    sim_agenda_restart(l->again, (sim_instant){open_us});
    l->again_us = CALLLINE_NEVER;
    l->used = 0;
    l->free = CALLLINE_NOBODY;
    l->shift = shifts;
    l->last_shift = shifts + n;
    l->shift_us = instant_of(shifts);
    callline_begin_shifts(l);
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
        if (more == NULL) {
            l->failed = true;
            return CALLLINE_NOBODY;
        }
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

/* At an instant at which a shift begins those who wait are answered by the shift before, as far as
 * calls end then, and else by the new one: so the end of a shift still belongs to it. */
int64_t callline_start_later(const struct callline *l)
{
    int64_t start_us = l->answered_us;
    for (const struct plan_shift *shift = l->shift; shift < l->last_shift; shift++) {
        int64_t from_us = instant_of(shift) > l->answered_us ? instant_of(shift) : l->answered_us;
        start_us = callline_free_us(l, shift->counters, from_us);
        if (start_us <= begin_of(l, shift + 1))
            break;
    }
    return start_us;
}

void callline_leave(struct callline *l, uint32_t call, int64_t leave_us)
{
    BUG_IF(leave_us <= l->now_us);
    if (!sim_slots_put(&l->leaving, leave_us, call))
        l->failed = true;
    find_due(l);
}

void callline_again(struct callline *l, uint32_t call, int64_t at_us)
{
    BUG_IF(at_us <= l->now_us);
    if (sim_agenda_at(l->again, (sim_instant){at_us}, SIM_ARRIVE, 0, call).generation == 0)
        l->failed = true;
    l->again_us = sim_agenda_first(l->again);
    find_due(l);
}

static uint32_t dial_again(struct callline *l)
{
    struct sim_event event;
    BUG_IF(!sim_agenda_next(l->again, (sim_instant){l->again_us}, SIM_ARRIVE, &event));
    l->again_us = sim_agenda_first(l->again);
    return event.who;
}

bool callline_next(struct callline *l, int64_t until_us, struct callline_event *event)
{
    bool hangs_up = l->leaving.first_us <= l->again_us;
    if (l->due_us > until_us || (l->due_us == until_us && !hangs_up))
        return false;
    callline_pass(l, l->due_us);
    if (hangs_up)
        *event =
            (struct callline_event){CALLLINE_HANGS_UP, sim_slot_who(sim_slots_take(&l->leaving))};
    else
        *event = (struct callline_event){CALLLINE_DIALS, dial_again(l)};
    find_due(l);
    return true;
}

void callline_close(const struct callline *l)
{
    BUG_IF(l->due_us != CALLLINE_NEVER);
}
