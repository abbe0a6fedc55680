#include "models/office/counter.h"

#include <stddef.h>

#include "models/office/line.h"
#include "sim/base/arena.h"
#include "sim/base/bug.h"
#include "sim/engine/agenda.h"

enum { EVENT_RELEASE, EVENT_SHIFT, EVENT_CLOSE, EVENT_LOOK };
enum { LINE_CAPACITY = 256, EVENTS_EXPECTED = 64, PERMILLE = 1000 };
#define HALF_HOUR_US INT64_C(1800000000)
#define DAY_US INT64_C(86400000000)

/* Invariants while a day lasts:
 *   lines hold exactly the visits with a ticket that were not called yet
 *   busy <= on_duty, but for people whose counter has left and who are being finished
 *   waiting_work, serving_work = sums of expected_us of those waiting, being served
 *   coming_work = the day's booked_work_us less expected_us of those who came, at least 0 */
struct counter {
    struct counter_rules rules;
    struct counter_day day;
    struct counter_visit *visits;
    counter_look *look;
    void *look_context;
    struct sim_agenda *agenda;
    struct line booked, walk_in; /* booked: only with COUNTER_APPOINTMENTS_FIRST */
    int32_t on_duty, busy, waiting, tickets;
    int64_t waiting_work, serving_work, coming_work;
    int64_t last_us; /* areas are complete up to here */
    int64_t staffed_area_us;
    struct counter_result r;
    bool is_open, has_ended, failed;
};

struct counter *counter_new(struct arena *home, const struct counter_rules *rules)
{
    struct counter *c = arena_take_array(home, struct counter, 1);
    if (c == NULL)
        return NULL;
    c->rules = *rules;
    c->agenda = sim_agenda_new(home, EVENTS_EXPECTED);
    if (c->agenda == NULL || !line_init(&c->booked, home, LINE_CAPACITY) ||
        !line_init(&c->walk_in, home, LINE_CAPACITY))
        return NULL;
    return c;
}

static void pass_time(struct counter *c, int64_t now_us)
{
    int64_t span = now_us - c->last_us;
    c->r.queue_area_us += c->waiting * span;
    c->r.busy_area_us += c->busy * span;
    c->staffed_area_us += c->on_duty * span;
    c->last_us = now_us;
}

int64_t counter_finish_time(const struct counter_speed *speeds, int32_t n, int64_t start_us,
                            int64_t work_us)
{
    int64_t now = start_us, left = work_us * PERMILLE;
    int32_t i = 0;
    while (i < n && speeds[i].from.us <= now)
        i++;
    for (;; i++) {
        int64_t speed = i == 0 ? PERMILLE : speeds[i - 1].permille;
        int64_t until = i < n ? speeds[i].from.us : INT64_MAX;
        BUG_IF(speed == 0 && i >= n);
        if (speed > 0 && (left + speed - 1) / speed <= until - now)
            return now + (left + speed - 1) / speed;
        left -= (until - now) * speed;
        now = until;
    }
}

static void call(struct counter *c, uint32_t i, int64_t now_us)
{
    struct counter_visit *v = &c->visits[i];
    pass_time(c, now_us);
    v->call_us = now_us;
    v->finish_us = c->day.n_speeds == 0
                       ? now_us + v->work_us
                       : counter_finish_time(c->day.speeds, c->day.n_speeds, now_us, v->work_us);
    c->waiting--;
    c->busy++;
    c->waiting_work -= v->expected_us;
    c->serving_work += v->expected_us;
    sim_agenda_at(c->agenda, (sim_instant){v->finish_us}, SIM_RELEASE, EVENT_RELEASE, i);
}

/* Who is next, by the rule; somebody must be waiting. */
static uint32_t take_next(struct counter *c, int64_t now_us)
{
    if (c->booked.length == 0)
        return line_leave(&c->walk_in).who;
    bool is_due = line_head(&c->booked).key_us - c->rules.earliness.us <= now_us;
    if (is_due || c->walk_in.length == 0)
        return line_leave(&c->booked).who;
    return line_leave(&c->walk_in).who;
}

static void call_all(struct counter *c, int64_t now_us)
{
    while (c->busy < c->on_duty && c->waiting > 0)
        call(c, take_next(c, now_us), now_us);
}

static void release(struct counter *c, uint32_t i, int64_t now_us)
{
    struct counter_visit *v = &c->visits[i];
    pass_time(c, now_us);
    v->outcome = COUNTER_SERVED;
    c->busy--;
    c->serving_work -= v->expected_us;
    c->r.served++;
    c->r.wait_sum_us += v->call_us - v->ticket_us;
    c->r.service_sum_us += v->finish_us - v->call_us;
    if (now_us > c->day.close.us)
        c->r.overtime_us = now_us - c->day.close.us;
    call_all(c, now_us);
}

static void close_doors(struct counter *c, int64_t now_us)
{
    pass_time(c, now_us);
    c->is_open = false;
    c->r.busy_open_us = c->r.busy_area_us;
    c->r.staffed_open_us = c->staffed_area_us;
}

static void handle(struct counter *c, const struct sim_event *event)
{
    switch (event->kind) {
    case EVENT_RELEASE:
        release(c, event->who, event->at.us);
        break;
    case EVENT_SHIFT:
        pass_time(c, event->at.us);
        c->on_duty = c->day.shifts[event->who].counters;
        call_all(c, event->at.us);
        break;
    case EVENT_CLOSE:
        close_doors(c, event->at.us);
        break;
    case EVENT_LOOK:
        c->look(c->look_context, (int32_t)event->who, c->waiting);
        break;
    default:
        BUG_IF(true);
    }
}

static void advance(struct counter *c, int64_t until_us, enum sim_phase phase)
{
    struct sim_event event;
    while (sim_agenda_next(c->agenda, (sim_instant){until_us}, phase, &event))
        handle(c, &event);
}

static void schedule_looks(struct counter *c)
{
    if (c->look == NULL)
        return;
    int64_t midnight = c->day.open.us / DAY_US * DAY_US;
    int64_t first = (c->day.open.us - midnight + HALF_HOUR_US - 1) / HALF_HOUR_US;
    for (int64_t h = first; midnight + h * HALF_HOUR_US < c->day.close.us; h++)
        sim_agenda_at(c->agenda, (sim_instant){midnight + h * HALF_HOUR_US}, SIM_OBSERVE,
                      EVENT_LOOK, (uint32_t)h);
}

void counter_open(struct counter *c, const struct counter_day *day, struct counter_visit *visits,
                  counter_look *look, void *context)
{
    BUG_IF(day->open.us >= day->close.us || day->n_shifts < 1);
    BUG_IF(day->shifts[0].from.us > day->open.us);
    BUG_IF(c->waiting != 0 || c->busy != 0);
    c->day = *day;
    c->visits = visits;
    c->look = look;
    c->look_context = context;
    c->r = (struct counter_result){0};
    c->last_us = day->open.us;
    c->staffed_area_us = 0;
    c->tickets = 0;
    c->coming_work = day->booked_work_us;
    c->is_open = true;
    c->has_ended = false;
    sim_agenda_restart(c->agenda, day->open);
    c->on_duty = day->shifts[0].counters;
    for (int32_t i = 1; i < day->n_shifts; i++)
        sim_agenda_at(c->agenda, day->shifts[i].from, SIM_CALENDAR, EVENT_SHIFT, (uint32_t)i);
    sim_agenda_at(c->agenda, day->close, SIM_CALENDAR, EVENT_CLOSE, 0);
    schedule_looks(c);
}

/* Counter-time that the roster still holds until closing, allowance included. */
static int64_t time_left(const struct counter *c, int64_t now_us)
{
    int64_t end = c->day.close.us + c->rules.allowance.us, sum = 0;
    for (int32_t i = 0; i < c->day.n_shifts; i++) {
        const struct counter_shift *s = &c->day.shifts[i];
        int64_t from = s->from.us > now_us ? s->from.us : now_us;
        int64_t to = i + 1 < c->day.n_shifts && s[1].from.us < end ? s[1].from.us : end;
        sum += to > from ? (to - from) * s->counters : 0;
    }
    return sum;
}

/* Would a walk-in who came now still be served in time? Half of what is being served is
 * taken as done. Once acceptance has ended it stays ended for the day. */
static bool accepts(struct counter *c, const struct counter_visit *v, int64_t now_us)
{
    if (c->has_ended)
        return false;
    if (c->rules.early_end == COUNTER_END_WORK) {
        int64_t work = c->waiting_work + c->serving_work / 2 + c->coming_work + v->expected_us;
        c->has_ended = work > time_left(c, now_us);
    } else if (c->rules.early_end == COUNTER_END_TICKETS) {
        c->has_ended = c->tickets >= c->rules.ticket_limit;
    }
    if (c->has_ended)
        c->r.early_end_us = now_us;
    return !c->has_ended;
}

static bool join_line(struct counter *c, struct counter_visit *v, uint32_t i)
{
    bool is_booked = v->slot_us != COUNTER_NO_SLOT;
    if (!is_booked || c->rules.rule == COUNTER_TICKET)
        return line_join(&c->walk_in, v->ticket_us, i);
    if (c->rules.rule == COUNTER_SLOT)
        return line_join(&c->walk_in, v->ticket_us > v->slot_us ? v->ticket_us : v->slot_us, i);
    v->is_demoted = v->ticket_us - v->slot_us > c->rules.grace.us && v->slot_us > c->day.open.us;
    if (v->is_demoted)
        return line_join(&c->walk_in, v->ticket_us, i);
    return line_join(&c->booked, v->slot_us, i);
}

void counter_arrive(struct counter *c, uint32_t i)
{
    struct counter_visit *v = &c->visits[i];
    v->is_outside = v->arrive_us < c->day.open.us;
    int64_t now = v->is_outside ? c->day.open.us : v->arrive_us;
    advance(c, now, SIM_CALENDAR);
    c->r.outside += v->is_outside;
    bool is_walk_in = v->slot_us == COUNTER_NO_SLOT;
    if (!is_walk_in)
        c->coming_work -= v->expected_us < c->coming_work ? v->expected_us : c->coming_work;
    if (now >= c->day.close.us) {
        v->outcome = COUNTER_TOO_LATE;
        return;
    }
    if (is_walk_in && c->day.walk_ins_refused) {
        v->outcome = COUNTER_REFUSED;
        return;
    }
    if (is_walk_in && !accepts(c, v, now)) {
        v->outcome = COUNTER_TURNED_AWAY;
        return;
    }
    pass_time(c, now);
    v->ticket_us = now;
    if (!join_line(c, v, i)) {
        c->failed = true;
        return;
    }
    c->tickets += is_walk_in;
    c->waiting++;
    c->waiting_work += v->expected_us;
    call_all(c, now);
}

bool counter_finish(struct counter *c, struct counter_result *result)
{
    advance(c, INT64_MAX, SIM_OBSERVE);
    if (c->failed || sim_agenda_failed(c->agenda))
        return false;
    BUG_IF(c->waiting != 0 || c->busy != 0 || c->is_open);
    BUG_IF(c->r.queue_area_us != c->r.wait_sum_us);
    BUG_IF(c->r.busy_area_us != c->r.service_sum_us);
    *result = c->r;
    return true;
}
