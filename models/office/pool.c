#include "models/office/pool.h"

#include "sim/base/arena.h"
#include "sim/base/bug.h"

enum { SERVING_CAPACITY = 16 };

bool pool_init(struct pool *p, struct arena *home, const struct pool_rules *rules,
               struct sim_agenda *agenda, uint32_t first_kind)
{
    *p = (struct pool){.home = home, .rules = *rules, .agenda = agenda, .first_kind = first_kind};
    p->can_interrupt = rules->hand_over || rules->order.rule == DISCIPLINE_PREEMPTIVE;
    if (p->can_interrupt) {
        p->serving_capacity = SERVING_CAPACITY;
        p->serving = arena_take_array(home, uint32_t, SERVING_CAPACITY);
        if (p->serving == NULL)
            return false;
    }
    if (!sim_slots_init(&p->slots, home, first_kind + POOL_EVENT_RELEASE) ||
        !discipline_init(&p->order, home, &rules->order))
        return false;
    sim_agenda_add_slots(agenda, &p->slots);
    return true;
}

void pool_open(struct pool *p, struct visit *visits, sim_instant now, int32_t on_duty,
               const struct speed *speeds, int32_t n_speeds)
{
    BUG_IF(p->waiting != 0 || p->busy != 0);
    p->visits = visits;
    p->speeds = speeds;
    p->n_speeds = n_speeds;
    p->open_us = p->last_us = now.us;
    p->on_duty = on_duty;
    p->areas = (struct pool_areas){0};
    p->ended_wait_us = p->ended_service_us = 0;
    discipline_open(&p->order);
}

static inline void pass(struct pool *p, int64_t now_us)
{
    BUG_IF(now_us < p->last_us);
    int64_t span = now_us - p->last_us, idle = p->on_duty - p->busy;
    p->areas.waiting_us += p->waiting * span;
    p->areas.busy_us += p->busy * span;
    p->areas.staffed_us += p->on_duty * span;
    p->areas.idle_us += (idle > 0 ? idle : 0) * span;
    if (p->state_us != NULL) {
        int32_t inside = p->waiting + p->busy;
        p->state_us[inside < p->n_states ? inside : p->n_states - 1] += span;
    }
    p->last_us = now_us;
}

void pool_pass(struct pool *p, int64_t now_us)
{
    pass(p, now_us);
}

/* ---- who is being served, kept only when somebody may be interrupted ---- */

/* Room for one more, before anybody is called: whoever is served has an entry. */
static bool can_note_serving(struct pool *p)
{
    if (!p->can_interrupt || p->busy < p->serving_capacity)
        return true;
    size_t old = (size_t)p->serving_capacity * sizeof *p->serving;
    uint32_t *more = arena_extend(p->home, p->serving, old, 2 * old);
    if (more == NULL)
        return false;
    p->serving = more;
    p->serving_capacity *= 2;
    return true;
}

/* Takes entry i out while p->busy still counts it. */
static void forget_serving(struct pool *p, int32_t i)
{
    for (; i + 1 < p->busy; i++)
        p->serving[i] = p->serving[i + 1];
}

static int32_t find_serving(const struct pool *p, uint32_t who)
{
    int32_t i = 0;
    while (i < p->busy && p->serving[i] != who)
        i++;
    BUG_IF(i >= p->busy);
    return i;
}

/* ---- calling: the integrals are complete up to now ---- */

static void call(struct pool *p, uint32_t who, int64_t now_us)
{
    struct visit *v = &p->visits[who];
    if (v->leaves.generation != 0)
        sim_agenda_cancel(p->agenda, v->leaves);
    if (!v->is_called)
        v->call_us = now_us;
    v->is_called = true;
    v->wait_us += now_us - v->since_us;
    v->since_us = now_us;
    v->stage = VISIT_AT_COUNTER;
    int64_t finish = pool_finish_us(p, now_us, v->left_us);
    p->waiting--;
    p->busy++;
    p->waiting_work -= v->expected_us;
    p->serving_work += v->expected_us;
    sim_agenda_release(p->agenda, &p->slots, (sim_instant){finish}, who);
    if (p->can_interrupt)
        p->serving[p->busy - 1] = who;
}

/* Calls the next; false when nobody is there whom a free counter may serve, or memory ran
 * out. */
static bool call_next(struct pool *p, int64_t now_us)
{
    if (!can_note_serving(p))
        p->failed = true;
    if (p->failed)
        return false;
    int64_t who = discipline_call(&p->order, now_us, p->on_duty);
    if (who == DISCIPLINE_NOBODY)
        return false;
    call(p, (uint32_t)who, now_us);
    return true;
}

static void call_all(struct pool *p, int64_t now_us)
{
    bool goes_on = true;
    while (goes_on && p->busy < p->on_duty && p->waiting > 0)
        goes_on = call_next(p, now_us);
}

/* He is no longer at a counter; the time he was there is work done. */
static void stop_serving(struct pool *p, struct visit *v, int64_t now_us)
{
    pass(p, now_us);
    p->busy--;
    p->serving_work -= v->expected_us;
    p->ended_service_us += now_us - v->since_us;
    discipline_release(&p->order, v);
}

static void end(struct pool *p, uint32_t who, enum visit_outcome outcome, int64_t now_us)
{
    struct visit *v = &p->visits[who];
    v->outcome = (uint8_t)outcome;
    v->stage = VISIT_AWAY;
    v->finish_us = now_us;
    p->ended_wait_us += v->wait_us;
    if (p->ended != NULL)
        p->ended(p->context, who);
}

/* ---- interrupting ---- */

/* Entry i of those being served goes back to the head of his line. Without memory for that
 * he stays where he is. */
static void interrupt(struct pool *p, int32_t i, int64_t now_us)
{
    uint32_t who = p->serving[i];
    struct visit *v = &p->visits[who];
    if (!discipline_rejoin(&p->order, v, who)) {
        p->failed = true;
        return;
    }
    sim_slots_remove(&p->slots, who);
    forget_serving(p, i);
    int64_t done = p->n_speeds == 0 ? now_us - v->since_us
                                    : speed_work(p->speeds, p->n_speeds, v->since_us, now_us);
    stop_serving(p, v, now_us);
    v->left_us -= done;
    v->since_us = now_us;
    v->stage = VISIT_WAITING;
    p->waiting++;
    p->waiting_work += v->expected_us;
}

/* No counter is free: whoever of the greatest rank was called last makes room for the
 * newcomer, unless as many as are on duty serve people of his rank or before it. More than
 * those may be at work, finishing before they leave: the newcomer gets one of the counters
 * on duty, never one that would be gone. */
static void preempt(struct pool *p, uint8_t rank, int64_t now_us)
{
    int32_t victim = 0, kept = 0;
    uint8_t greatest = rank;
    for (int32_t i = 0; i < p->busy; i++) {
        uint8_t other = p->visits[p->serving[i]].rank;
        kept += other <= rank;
        if (other >= greatest) {
            greatest = other;
            victim = i;
        }
    }
    if (kept >= p->on_duty)
        return;
    interrupt(p, victim, now_us);
    (void)call_next(p, now_us);
}

void pool_staff(struct pool *p, int64_t now_us, int32_t on_duty)
{
    pass(p, now_us);
    p->on_duty = on_duty;
    while (p->rules.hand_over && p->busy > p->on_duty && !p->failed)
        interrupt(p, p->busy - 1, now_us);
    call_all(p, now_us);
}

/* ---- joining and leaving ---- */

static void set_patience(struct pool *p, struct visit *v, uint32_t who, int64_t now_us)
{
    int64_t wait = pool_patience_us(p, v);
    if (wait == 0)
        return;
    int64_t end = v->ticket_us + wait;
    v->leaves = sim_agenda_at(p->agenda, (sim_instant){end > now_us ? end : now_us}, SIM_CALENDAR,
                              p->first_kind + POOL_EVENT_LEAVE, who);
}

/* Past the line, which is empty. */
static inline bool is_called_at_once(struct pool *p)
{
    if (p->failed || !discipline_calls_at_once(&p->order))
        return false;
    p->failed = !can_note_serving(p);
    return !p->failed;
}

void pool_join(struct pool *p, uint32_t who, int64_t now_us)
{
    struct visit *v = &p->visits[who];
    pass(p, now_us);
    v->since_us = now_us;
    v->left_us = v->work_us;
    v->wait_us = 0;
    v->leaves = (sim_handle){0};
    v->is_called = false;
    discipline_place(&p->order, v, p->open_us);
    if (p->waiting == 0 && p->busy < p->on_duty && is_called_at_once(p)) {
        p->waiting++;
        p->waiting_work += v->expected_us;
        call(p, who, now_us);
        return;
    }
    if (!discipline_join(&p->order, v, who)) {
        p->failed = true;
        return;
    }
    v->stage = VISIT_WAITING;
    p->waiting++;
    p->waiting_work += v->expected_us;
    if (p->rules.order.rule == DISCIPLINE_PREEMPTIVE && p->busy >= p->on_duty)
        preempt(p, v->rank, now_us);
    call_all(p, now_us);
    if (v->stage == VISIT_WAITING)
        set_patience(p, v, who, now_us);
}

bool pool_is_free_for(const struct pool *p, const struct visit *v)
{
    return p->waiting == 0 && p->busy < p->on_duty &&
           discipline_has_counter(&p->order, v, p->on_duty);
}

static void release(struct pool *p, uint32_t who, int64_t now_us)
{
    struct visit *v = &p->visits[who];
    if (p->can_interrupt)
        forget_serving(p, find_serving(p, who));
    stop_serving(p, v, now_us);
    call_all(p, now_us);
    end(p, who, VISIT_SERVED, now_us);
}

static void leave(struct pool *p, uint32_t who, int64_t now_us)
{
    struct visit *v = &p->visits[who];
    pass(p, now_us);
    discipline_leave(&p->order, v, who);
    p->waiting--;
    p->waiting_work -= v->expected_us;
    v->wait_us += now_us - v->since_us;
    end(p, who, pool_tired(v, now_us), now_us);
}

void pool_handle(struct pool *p, const struct sim_event *event)
{
    switch (event->kind - p->first_kind) {
    case POOL_EVENT_RELEASE:
        release(p, event->who, event->at.us);
        break;
    case POOL_EVENT_LEAVE:
        leave(p, event->who, event->at.us);
        break;
    default:
        BUG_IF(true);
    }
}

void pool_clear(struct pool *p, int64_t now_us)
{
    pass(p, now_us);
    while (p->waiting > 0) {
        int64_t who = discipline_clear(&p->order);
        BUG_IF(who == DISCIPLINE_NOBODY);
        struct visit *v = &p->visits[who];
        sim_agenda_cancel(p->agenda, v->leaves);
        p->waiting--;
        p->waiting_work -= v->expected_us;
        v->wait_us += now_us - v->since_us;
        end(p, (uint32_t)who, VISIT_CLEARED, now_us);
    }
}

void pool_cut(struct pool *p, uint32_t who, int64_t now_us)
{
    struct visit *v = &p->visits[who];
    pass(p, now_us);
    if (v->stage == VISIT_WAITING) {
        p->waiting--;
        p->waiting_work -= v->expected_us;
        v->wait_us += now_us - v->since_us;
    } else {
        BUG_IF(v->stage != VISIT_AT_COUNTER);
        stop_serving(p, v, now_us);
    }
    end(p, who, VISIT_STAYED, now_us);
}

void pool_check_empty(const struct pool *p)
{
    BUG_IF(p->waiting != 0 || p->busy != 0);
    BUG_IF(p->waiting_work != 0 || p->serving_work != 0);
    BUG_IF(p->areas.waiting_us != p->ended_wait_us);
    BUG_IF(p->areas.busy_us != p->ended_service_us);
}
