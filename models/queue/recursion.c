#include "models/queue/recursion.h"

#include "sim/base/arena.h"
#include "sim/base/attr.h"
#include "sim/base/bug.h"
#include "sim/engine/histogram.h"

/* So many counters at most are kept in order, which takes no branch that depends on chance. */
enum { SORTED_MOST = 24 };

/* ---- which designs ---- */

/* Somebody at the door asks how many are inside, or wait. */
static bool has_askers(const struct design *d)
{
    bool has = d->stations[0].rules.places > 0;
    for (int32_t k = 0; k < d->n_uses; k++)
        has |= d->uses[k].balk_all_at > 0;
    return has;
}

static bool has_impatient(const struct design *d)
{
    bool has = d->stations[0].rules.pool.longest_wait.us > 0;
    for (int32_t k = 0; k < d->n_uses; k++)
        has |= d->uses[k].patience != DESIGN_NONE || d->uses[k].kind == SETUP_TRACE;
    return has;
}

static bool has_lines(const struct design *d)
{
    return d->stations[0].rules.pool.order.rule != DISCIPLINE_TICKET || d->n_states > 0 ||
           has_askers(d);
}

bool recursion_fits(const struct design *d)
{
    const struct counter_rules *rules = &d->stations[0].rules;
    bool has_order = d->n_states == 0 || d->shifts[0].counters <= SORTED_MOST;
    bool fits = d->n_stations == 1 && d->n_shifts == 1 && has_order &&
                rules->early_end == COUNTER_END_NEVER &&
                rules->pool.order.rule != DISCIPLINE_PREEMPTIVE &&
                discipline_rule_calls_at_once(rules->pool.order.rule);
    for (int32_t k = 0; k < d->n_uses; k++) {
        const struct design_use *use = &d->uses[k];
        fits = fits && use->kind != SETUP_SOURCE && !(use->retry_share > 0) &&
               !(use->feedback_share > 0);
    }
    return fits;
}

/* A heap reads one place behind its last. */
bool recursion_init(struct recursion *r, const struct design *d, struct count *count,
                    struct arena *home)
{
    *r = (struct recursion){.design = d,
                            .count = count,
                            .has_lines = has_lines(d),
                            .has_leaves = has_impatient(d) && (has_askers(d) || d->n_states > 0)};
    r->free_us = arena_take_array(home, int64_t, (size_t)d->shifts[0].counters + 1);
    return r->free_us != NULL &&
           (!r->has_lines || waiting_init(&r->waiting, home, &d->stations[0].rules.pool.order));
}

/* ---- the counters ---- */

/* The counter that was free first is free at `us` now. Each place keeps the earlier of its
 * next and `us`, and hands the later one on. */
static inline void take_sorted(int64_t *free_us, int32_t counters, int64_t us)
{
    for (int32_t k = 0; k + 1 < counters; k++) {
        int64_t next = free_us[k + 1];
        bool is_before = next < us;
        free_us[k] = is_before ? next : us;
        us = is_before ? us : next;
    }
    free_us[counters - 1] = us;
}

/* The same in a heap: always down to a leaf, again without a branch by chance. */
static void take_heap(int64_t *free_us, int32_t counters, int64_t us)
{
    int32_t at = 0;
    for (int32_t child = 1; child < counters; child = 2 * at + 1) {
        child += free_us[child + 1] < free_us[child];
        int64_t next = free_us[child];
        bool is_before = next < us;
        free_us[at] = is_before ? next : us;
        us = is_before ? us : next;
        at = child;
    }
    free_us[at] = us;
}

static inline void take(int64_t *free_us, int32_t counters, int64_t us)
{
    if (counters <= SORTED_MOST)
        take_sorted(free_us, counters, us);
    else
        take_heap(free_us, counters, us);
}

static inline int64_t later(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

/* ---- one by one: whatever may happen to somebody ---- */

/* He waits no longer than this; INT64_MAX: for ever. longest_us: nobody longer; 0: any time. */
static inline int64_t patience_of(const struct feeder_person *p, int64_t longest_us)
{
    int64_t own = p->patience_us;
    if (own == 0 || (longest_us > 0 && longest_us < own))
        own = longest_us;
    return own > 0 ? own : INT64_MAX;
}

/* When he leaves if nobody has called him; INT64_MAX: never. */
static inline int64_t end_of_patience(const struct feeder_person *p, int64_t longest_us)
{
    int64_t patience = patience_of(p, longest_us);
    return patience < INT64_MAX - p->arrive_us ? p->arrive_us + patience : INT64_MAX;
}

/* He is called, and served unless the horizon cuts him off. */
static void call(struct recursion *r, const struct feeder_person *p, int64_t now_us,
                 struct visit *v)
{
    const struct design *d = r->design;
    int64_t finish = now_us + p->work_us;
    bool is_cut = d->at_end == SETUP_STOP && finish > d->close_us;
    v->is_called = true;
    v->call_us = now_us;
    v->finish_us = is_cut ? d->close_us : finish;
    v->outcome = is_cut ? VISIT_STAYED : VISIT_SERVED;
    v->wait_us = now_us - p->arrive_us;
    take(r->free_us, r->counters, finish);
}

/* A counter is free for him at an instant: there he is called, if neither his patience nor the
 * line ends before. At the same instant the call goes first, then the end of the line. */
static void settle(struct recursion *r, const struct feeder_person *p, int64_t free_us,
                   struct visit *v)
{
    const struct design *d = r->design;
    bool line_ends = d->at_end == SETUP_CLEAR || d->at_end == SETUP_STOP;
    int64_t longest = d->stations[0].rules.pool.longest_wait.us;
    int64_t patience = patience_of(p, longest), gone = end_of_patience(p, longest);
    int64_t shut = line_ends ? d->close_us : INT64_MAX;
    if (free_us <= gone && free_us <= shut) {
        call(r, p, free_us, v);
        return;
    }
    bool is_own = p->patience_us > 0 && patience >= p->patience_us;
    enum visit_outcome tired = is_own ? VISIT_LEFT : VISIT_CALL_BACK;
    enum visit_outcome shut_out = d->at_end == SETUP_STOP ? VISIT_STAYED : VISIT_CLEARED;
    v->outcome = (uint8_t)(gone < shut ? tired : shut_out);
    v->finish_us = gone < shut ? gone : shut;
    v->wait_us = v->finish_us - p->arrive_us;
}

/* Into the time counted. */
static inline int64_t clip(const struct recursion *r, int64_t us)
{
    return us < r->from_us ? r->from_us : us > r->design->close_us ? r->design->close_us : us;
}

static void note_times(struct recursion *r, const struct visit *v)
{
    int64_t begin = v->ticket_us + v->wait_us, over = v->finish_us - r->design->close_us;
    r->waiting_us += clip(r, begin) - clip(r, v->ticket_us);
    r->busy_us += clip(r, v->finish_us) - clip(r, begin);
    r->end.busy_us += v->finish_us - begin;
    r->end.last_us = later(r->end.last_us, v->finish_us);
    if (v->outcome == VISIT_SERVED)
        r->end.overtime_us = later(r->end.overtime_us, over);
}

/* Why he gets no ticket, who finds so many waiting; VISIT_PENDING when he gets one. At once: a
 * counter is free for him. */
static inline enum visit_outcome judge(const struct recursion *r, const struct feeder_person *p,
                                       int32_t waiting, bool at_once)
{
    const struct design *d = r->design;
    if (p->arrive_us >= d->close_us && d->at_end != SETUP_OPEN)
        return VISIT_TOO_LATE;
    if (!at_once && waiting >= r->room)
        return VISIT_FULL;
    return (uint32_t)p->balks_at - 1 < (uint32_t)waiting ? VISIT_BALKED : VISIT_PENDING;
}

/* He stands at the door; true: he gets a ticket, and is counted with it. */
static inline bool lets_in(struct recursion *r, const struct feeder_person *p, int32_t use,
                           int32_t waiting, bool at_once)
{
    enum visit_outcome outcome = judge(r, p, waiting, at_once);
    BUG_IF(p->arrive_us < r->design->open_us);
    if (outcome == VISIT_PENDING)
        return true;
    if (p->arrive_us >= r->design->warm_us) {
        count_attempt(r->count, use, p->arrive_us, true);
        count_refused(r->count, use, outcome, true);
    }
    return false;
}

/* A counter is free for him at an instant, and what becomes of him is counted. */
static NOINLINE void meet(struct recursion *r, const struct feeder_person *p, int32_t use,
                          int32_t number, int64_t free_us)
{
    struct visit v = {.ticket_us = p->arrive_us, .slot_us = p->slot_us};
    settle(r, p, free_us, &v);
    note_times(r, &v);
    if (p->arrive_us < r->design->warm_us)
        return;
    count_attempt(r->count, use, p->arrive_us, true);
    count_ticket(r->count, use, &v, number);
    if (v.outcome == VISIT_SERVED) {
        count_service(r->count, 0, &v);
        count_done(r->count, use, v.finish_us - v.ticket_us);
    }
}

/* ---- many: people who are served inside the time counted ---- */

/* A counter is free for him at an instant; there is nothing to tell of him but sums, if he is
 * served inside the time counted. false: he is not. */
static inline bool add_up(struct recursion *r, const struct recursion_plain *plain,
                          const struct feeder_person *p, int64_t free_us, int32_t counters,
                          bool has_half_hours, struct count_served *sum, uint32_t *bins)
{
    const struct design *d = r->design;
    int64_t wait = free_us - p->arrive_us, finish = free_us + p->work_us;
    if (p->arrive_us < plain->from_us || finish > plain->close_us ||
        wait > patience_of(p, plain->longest_us))
        return false;
    take(r->free_us, counters, finish);
    sum->people++;
    sum->wait_us += wait;
    sum->work_us += p->work_us;
    sum->zero += wait == 0;
    for (int32_t k = 0; k < plain->n_waits; k++)
        sum->within[k] += wait <= d->waits_us[k];
    bins[sim_histogram_bin(wait)]++;
    int64_t *half = has_half_hours ? count_half(r->count, p->arrive_us) : NULL;
    if (half != NULL) {
        half[COUNT_HALF_ATTEMPTS]++;
        count_half_ticket(half, wait, wait <= d->waits_us[0], true);
    }
    return true;
}

/* May sums do for somebody? */
static inline bool is_plain(const struct recursion *r, int32_t use, int32_t number)
{
    const struct design *d = r->design;
    bool has_slots = d->uses[use].kind == SETUP_TRACE || d->uses[use].kind == SETUP_APPOINTMENTS;
    return !has_slots && number >= d->n_first;
}

/* Anybody, for whom a counter is free then. */
static inline void deal(struct recursion *r, const struct feeder_person *p, int32_t use,
                        int32_t number, int64_t free_us)
{
    if (!is_plain(r, use, number) ||
        !add_up(r, &r->plain, p, free_us, r->counters, r->design->has_half_hours, &r->sums[use],
                count_bins(r->count, use)))
        meet(r, p, use, number, free_us);
}

/* The first come is the first called: as soon as a counter is free. */
static NOINLINE void receive(struct recursion *r, const struct feeder_person *p, int32_t use,
                             int32_t number)
{
    if (lets_in(r, p, use, 0, true))
        deal(r, p, use, number, later(p->arrive_us, r->free_us[0]));
}

/* First come, of one use, without half hours. Whoever cannot be added up is received by himself. */
static inline void serve(struct recursion *r, const struct feeder_person *people, uint32_t n,
                         int32_t use, int32_t counters)
{
    uint32_t *bins = count_bins(r->count, use);
    struct count_served sum = r->sums[use];
    const struct recursion_plain plain = r->plain;
    for (uint32_t i = 0; i < n; i++) {
        int64_t free_us = later(people[i].arrive_us, r->free_us[0]);
        if (!add_up(r, &plain, &people[i], free_us, counters, false, &sum, bins))
            receive(r, &people[i], use, r->people + (int32_t)i);
    }
    r->sums[use] = sum;
}

/* ---- by lines: another than the first come may be the first called ---- */

/* So many more are inside from now on. */
static inline void change_inside(struct recursion *r, int64_t now_us, int32_t people)
{
    const struct design *d = r->design;
    if (d->n_states == 0)
        return;
    int64_t until = clip(r, now_us);
    if (until > r->state_from_us) {
        int32_t last = d->n_states - 1, state = r->inside < last ? r->inside : last;
        r->count->record[r->count->at.states + (size_t)state] += until - r->state_from_us;
        r->state_from_us = until;
    }
    r->inside += people;
}

/* Nobody waits: whoever is done by then leaves a counter free. */
static void depart(struct recursion *r, int64_t until_us)
{
    for (; r->idle < r->counters && r->free_us[r->idle] <= until_us; r->idle++)
        change_inside(r, r->free_us[r->idle], -1);
}

/* Of those who wait somebody is called as a counter frees up, or has lost patience before that,
 * if that is not noted at once. */
static inline void call_next(struct recursion *r)
{
    const struct waiting_person *w = waiting_call(&r->waiting, r->free_us[0], r->counters);
    change_inside(r, r->free_us[0], -1);
    deal(r, &w->brings, w->use, w->number, r->free_us[0]);
}

/* The first whose patience ends: no counter is free before. */
static void leave_next(struct recursion *r)
{
    change_inside(r, r->waiting.ends.first_us, -1);
    const struct waiting_person *w = waiting_leave(&r->waiting);
    meet(r, &w->brings, w->use, w->number, r->free_us[0]);
}

/* Whatever happens until then to those who are inside. */
static inline void advance(struct recursion *r, int64_t until_us)
{
    while (r->waiting.people > 0) {
        int64_t free_us = r->free_us[0], end_us = r->waiting.ends.first_us;
        if (end_us < free_us && end_us <= until_us)
            leave_next(r);
        else if (free_us <= until_us)
            call_next(r);
        else
            return;
    }
    if (r->design->n_states > 0)
        depart(r, until_us);
}

static inline bool join(struct recursion *r, const struct feeder_person *p, int32_t use,
                        int32_t number)
{
    const struct design *d = r->design;
    int64_t end_us = r->has_leaves ? end_of_patience(p, r->plain.longest_us) : INT64_MAX;
    return waiting_join(&r->waiting, p, use, d->uses[use].rank, number, end_us);
}

/* What goes before his coming happens before. Nothing more does when memory has run out: somebody
 * waits whom no line knows. */
static void arrive(struct recursion *r, const struct feeder_person *p, int32_t use, int32_t number)
{
    int64_t now_us = p->arrive_us;
    if (r->failed)
        return;
    advance(r, now_us);
    bool at_once = r->free_us[0] <= now_us;
    if (!lets_in(r, p, use, r->waiting.people, at_once))
        return;
    change_inside(r, now_us, 1);
    r->idle -= at_once;
    if (at_once)
        deal(r, p, use, number, now_us);
    else
        r->failed |= !join(r, p, use, number);
}

/* ---- a day ---- */

/* These people come, one after the other. */
static void serve_all(struct recursion *r, const struct feeder_person *people, uint32_t n,
                      int32_t use)
{
    if (r->has_lines)
        for (uint32_t i = 0; i < n; i++)
            arrive(r, &people[i], use, r->people + (int32_t)i);
    else if (r->design->has_half_hours || !is_plain(r, use, r->people))
        for (uint32_t i = 0; i < n; i++)
            receive(r, &people[i], use, r->people + (int32_t)i);
    else if (r->counters == 1)
        serve(r, people, n, use, 1);
    else
        serve(r, people, n, use, r->counters);
    r->people += (int32_t)n;
}

/* At the horizon people come no more. */
static uint32_t before(const struct feeder_person *people, uint32_t n, int64_t us)
{
    uint32_t i = 0;
    while (i < n && people[i].arrive_us < us)
        i++;
    return i;
}

static void open(struct recursion *r, int32_t counters)
{
    const struct design *d = r->design;
    int32_t places = d->stations[0].rules.places;
    BUG_IF(counters < 1 || counters > d->shifts[0].counters);
    BUG_IF(places > 0 && places < counters);
    r->counters = counters;
    r->room = places > 0 ? places - counters : INT32_MAX;
    r->people = 0;
    r->failed = false;
    r->from_us = later(d->warm_us, d->open_us);
    r->plain = (struct recursion_plain){.from_us = r->from_us,
                                        .close_us = d->close_us,
                                        .longest_us = d->stations[0].rules.pool.longest_wait.us,
                                        .n_waits = d->n_waits};
    r->waiting_us = r->busy_us = 0;
    r->end = (struct recursion_end){.last_us = d->open_us};
    for (int32_t i = 0; i < counters; i++)
        r->free_us[i] = d->open_us;
    r->free_us[counters] = INT64_MAX;
    for (int32_t k = 0; k < d->n_uses; k++)
        r->sums[k] = (struct count_served){0};
    if (r->has_lines)
        waiting_open(&r->waiting, d->open_us);
    r->idle = counters;
    r->inside = 0;
    r->state_from_us = r->from_us;
}

/* Sums into the record. Of the plain ones the last to finish left his counter last. */
static struct recursion_end settle_day(struct recursion *r)
{
    const struct design *d = r->design;
    int64_t *word = count_station(r->count, 0);
    struct recursion_end end = r->end;
    for (int32_t k = 0; k < d->n_uses; k++) {
        const struct count_served *sum = &r->sums[k];
        count_served(r->count, k, sum);
        r->waiting_us += sum->wait_us;
        r->busy_us += sum->work_us;
        end.busy_us += sum->work_us;
    }
    for (int32_t i = 0; i < r->counters; i++) {
        bool is_cut = d->at_end == SETUP_STOP && r->free_us[i] > d->close_us;
        end.last_us = later(end.last_us, is_cut ? d->close_us : r->free_us[i]);
    }
    word[COUNT_WAITING_US] += r->waiting_us;
    word[COUNT_BUSY_US] += r->busy_us;
    word[COUNT_STAFFED_US] += (d->close_us - r->from_us) * r->counters;
    r->count->record[COUNT_OPEN_US] += d->close_us - r->from_us;
    return end;
}

/* All of one use, as many at once as are ready. */
static void live_use(struct recursion *r, struct feeder *f, int64_t horizon_us)
{
    const struct feeder_person *people;
    uint32_t ready, n;
    do {
        ready = feeder_ready(f, &people);
        n = horizon_us == INT64_MAX ? ready : before(people, ready, horizon_us);
        serve_all(r, people, n, f->index);
        if (n > 0)
            feeder_pass(f, n);
    } while (n > 0 && n == ready && !r->failed);
}

/* Of several uses, one after the other. Nobody comes at INT64_MAX. */
static void live_uses(struct recursion *r, struct feeder *feeders, int64_t horizon_us)
{
    while (!r->failed) {
        struct feeder *f = &feeders[feeder_first(feeders, r->design->n_uses)];
        if (f->next.arrive_us >= horizon_us)
            return;
        serve_all(r, &f->next, 1, f->index);
        feeder_advance(f);
    }
}

struct recursion_end recursion_live(struct recursion *r, struct feeder *feeders, int32_t counters)
{
    const struct design *d = r->design;
    int64_t horizon = d->at_end == SETUP_STOP ? d->close_us : INT64_MAX;
    open(r, counters);
    if (d->n_uses == 1)
        live_use(r, feeders, horizon);
    else
        live_uses(r, feeders, horizon);
    if (!r->failed) {
        advance(r, INT64_MAX);
        change_inside(r, INT64_MAX, 0);
    }
    return settle_day(r);
}
