#include "models/queue/shop.h"

#include <string.h>

#include "models/office/factor.h"
#include "models/queue/count.h"
#include "models/queue/feeder.h"
#include "models/queue/guests.h"
#include "models/queue/recursion.h"
#include "sim/base/arena.h"
#include "sim/base/bug.h"

/* Kinds of events: those of station s begin at s * COUNTER_EVENTS, ours after the last. */
enum {
    EVENT_COME = DESIGN_STATIONS_MAX * COUNTER_EVENTS, /* guest `who` stands at a door */
    EVENT_WARM,                                        /* counting begins              */
    EVENT_CLOSE                                        /* the time counted is over     */
};
enum { EVENTS_EXPECTED = 64, SHARED_SITE = 0xFFFF };

/* One station, and what it needs to tell us. */
struct station {
    struct shop *shop;
    int32_t index;
    struct counter *counter;
    struct counter_shift all_day; /* of a further station */
    struct pool_areas before;     /* areas when counting began */
};

struct shop {
    const struct design *design;
    struct sim_agenda *agenda;
    struct guests guests;
    struct count count;
    struct station stations[DESIGN_STATIONS_MAX];
    struct feeder feeders[SETUP_USES_MAX];
    struct counter_shift shifts[DESIGN_SHIFTS_MAX]; /* of today */
    int64_t *state_us;                              /* [n_states] of today's counted time */
    struct sim_seed seed;
    uint32_t day;
    int32_t people; /* who came today */
    int64_t orbit, orbit_last_us, orbit_area_us;
    bool is_over;               /* the horizon cut the day off */
    bool can_recur;             /* days may be lived by recursion */
    struct recursion recursion; /* can_recur */
    bool failed;
    shop_witness *witness;
    void *witness_context;
};

static void on_end(void *context, uint32_t i);

static const struct design_use *use_of(const struct shop *s, uint32_t i)
{
    return &s->design->uses[s->guests.guest[i].use];
}

/* The random numbers of a guest: k says which time this role is drawn. */
static struct sim_pair draw(const struct shop *s, uint32_t i, enum design_role role, uint32_t k)
{
    const struct guest *g = &s->guests.guest[i];
    return sim_stream_pair(s->seed, g->use, role, g->who, k * (uint32_t)s->design->days + s->day);
}

/* ---- building ---- */

static bool build_stations(struct shop *s, struct arena *home)
{
    for (int32_t k = 0; k < s->design->n_stations; k++) {
        struct station *station = &s->stations[k];
        station->shop = s;
        station->index = k;
        station->counter = counter_new(home, &s->design->stations[k].rules, s->agenda,
                                       (uint32_t)k * COUNTER_EVENTS);
        if (station->counter == NULL)
            return false;
    }
    for (int32_t k = 0; k < s->design->n_uses; k++)
        if (!feeder_init(&s->feeders[k], s->design, k, home))
            return false;
    return true;
}

static bool build_recursion(struct shop *s, struct arena *home)
{
    s->can_recur = recursion_fits(s->design);
    return !s->can_recur || recursion_init(&s->recursion, s->design, &s->count, home);
}

void *shop_new(const void *design, struct arena *home, struct err *e)
{
    struct shop *s = arena_take_array(home, struct shop, 1);
    if (s != NULL) {
        s->design = design;
        s->agenda = sim_agenda_new(home, EVENTS_EXPECTED);
        s->state_us = arena_take_array(home, int64_t, SETUP_STATES_MAX + 1);
        if (s->agenda != NULL && s->state_us != NULL && guests_init(&s->guests, home) &&
            count_init(&s->count, s->design, home) && build_stations(s, home) &&
            build_recursion(s, home))
            return s;
    }
    err_add(e, ERR_NOMEM, SRC_NOWHERE, "world");
    return NULL;
}

void shop_watch(struct shop *s, shop_witness *witness, void *context)
{
    s->witness = witness;
    s->witness_context = context;
}

/* ---- counting time ---- */

static void pass_orbit(struct shop *s, int64_t now_us)
{
    s->orbit_area_us += s->orbit * (now_us - s->orbit_last_us);
    s->orbit_last_us = now_us;
}

static void begin_counting(struct shop *s, int64_t now_us)
{
    for (int32_t k = 0; k < s->design->n_stations; k++) {
        struct pool *pool = counter_pool(s->stations[k].counter, 0);
        pool_pass(pool, now_us);
        s->stations[k].before = pool->areas;
    }
    memset(s->state_us, 0, (size_t)s->design->n_states * sizeof *s->state_us);
    if (s->design->n_states > 0) {
        counter_pool(s->stations[0].counter, 0)->state_us = s->state_us;
        counter_pool(s->stations[0].counter, 0)->n_states = s->design->n_states;
    }
    pass_orbit(s, now_us);
    s->orbit_area_us = 0;
}

static void end_counting(struct shop *s, int64_t now_us)
{
    const struct design *d = s->design;
    for (int32_t k = 0; k < d->n_stations; k++) {
        struct pool *pool = counter_pool(s->stations[k].counter, 0);
        const struct pool_areas *before = &s->stations[k].before;
        int64_t *word = count_station(&s->count, k);
        pool_pass(pool, now_us);
        word[COUNT_WAITING_US] += pool->areas.waiting_us - before->waiting_us;
        word[COUNT_BUSY_US] += pool->areas.busy_us - before->busy_us;
        word[COUNT_STAFFED_US] += pool->areas.staffed_us - before->staffed_us;
        pool->state_us = NULL;
    }
    for (int32_t n = 0; n < d->n_states; n++)
        s->count.record[s->count.at.states + (size_t)n] += s->state_us[n];
    pass_orbit(s, now_us);
    s->count.record[COUNT_ORBIT_US] += s->orbit_area_us;
    s->count.record[COUNT_OPEN_US] += now_us - (d->warm_us > d->open_us ? d->warm_us : d->open_us);
}

/* ---- people ---- */

static void tell_witness(const struct shop *s, uint32_t i, int32_t station)
{
    const struct guest *g = &s->guests.guest[i];
    struct shop_seen seen = {(int32_t)s->day, g->use, station,
                             g->number,       g->who, &s->guests.visits[i]};
    s->witness(s->witness_context, &seen);
}

static inline void tell(const struct shop *s, uint32_t i, int32_t station)
{
    if (s->witness != NULL && s->guests.guest[i].is_counted)
        tell_witness(s, i, station);
}

static void come_at(struct shop *s, uint32_t i, int64_t us)
{
    sim_agenda_at(s->agenda, (sim_instant){us}, SIM_ARRIVE, EVENT_COME, i);
}

static bool is_closed(const struct shop *s, int64_t us)
{
    return us >= s->design->close_us && s->design->at_end != SETUP_OPEN;
}

/* One of a finite source will come again. */
static void send_away(struct shop *s, uint32_t i, int64_t now_us)
{
    struct guest *g = &s->guests.guest[i];
    g->passes++;
    g->attempts = 0;
    g->station = 0;
    double u = draw(s, i, DESIGN_ROLE_AWAY, g->passes).u[0];
    int64_t next = now_us + feeder_span(s->design, use_of(s, i)->away, u);
    if (is_closed(s, next))
        guests_drop(&s->guests, i);
    else
        come_at(s, i, next);
}

/* This visit is over; whoever is of no finite source is forgotten. */
static inline void let_go(struct shop *s, uint32_t i, int64_t now_us)
{
    if (use_of(s, i)->kind == SETUP_SOURCE)
        send_away(s, i, now_us);
    else
        guests_drop(&s->guests, i);
}

/* Not served: he comes again, or not. */
static void disappoint(struct shop *s, uint32_t i, enum visit_outcome outcome, int64_t now_us)
{
    const struct design_use *use = use_of(s, i);
    const struct guest *g = &s->guests.guest[i];
    bool may = use->retry_share > 0 && outcome != VISIT_TOO_LATE && outcome != VISIT_STAYED &&
               outcome != VISIT_CLEARED && outcome != VISIT_CALL_BACK &&
               (use->attempts == 0 || (int32_t)g->attempts < use->attempts);
    if (may) {
        struct sim_pair u = draw(s, i, DESIGN_ROLE_RETRY, g->doors);
        if (u.u[0] < use->retry_share) {
            pass_orbit(s, now_us);
            s->orbit++;
            come_at(s, i, now_us + feeder_span(s->design, use->delay, u.u[1]));
            return;
        }
    }
    let_go(s, i, now_us);
}

/* Served at the last station. */
static void finish(struct shop *s, uint32_t i, int64_t now_us)
{
    const struct design_use *use = use_of(s, i);
    struct guest *g = &s->guests.guest[i];
    if (g->is_counted)
        count_done(&s->count, g->use, now_us - g->door_us);
    if (use->feedback_share > 0 &&
        draw(s, i, DESIGN_ROLE_FEEDBACK, g->passes).u[0] < use->feedback_share) {
        g->passes++;
        g->station = 0;
        s->guests.visits[i].slot_us = VISIT_NO_SLOT; /* the appointment was for the first pass */
        come_at(s, i, now_us);
        return;
    }
    let_go(s, i, now_us);
}

/* A ticket has come to its end at a station. */
static void on_end(void *context, uint32_t i)
{
    struct station *station = context;
    struct shop *s = station->shop;
    struct guest *g = &s->guests.guest[i];
    const struct visit *v = &s->guests.visits[i];
    enum visit_outcome outcome = (enum visit_outcome)v->outcome;
    tell(s, i, station->index);
    if (g->is_counted) {
        if (station->index == 0)
            count_ticket(&s->count, g->use, v, g->number);
        if (outcome == VISIT_SERVED)
            count_service(&s->count, station->index, v);
    }
    if (outcome != VISIT_SERVED) {
        disappoint(s, i, outcome, v->finish_us);
    } else if (station->index + 1 < s->design->n_stations) {
        g->station++;
        come_at(s, i, v->finish_us);
    } else {
        finish(s, i, v->finish_us);
    }
}

/* What he brings to the first station; given: what his stream says of him, at the first
 * pass. */
static void prepare(struct shop *s, uint32_t i, const struct feeder_person *given)
{
    const struct design_use *use = use_of(s, i);
    const struct guest *g = &s->guests.guest[i];
    struct visit *v = &s->guests.visits[i];
    if (given != NULL) {
        v->work_us = given->work_us;
        v->patience_us = given->patience_us;
        v->balks_at = given->balks_at;
    } else {
        struct sim_pair u = draw(s, i, DESIGN_ROLE_SERVICE, g->passes);
        v->work_us = feeder_span(s->design, use->service, u.u[0]);
        v->patience_us =
            use->patience != DESIGN_NONE ? feeder_span(s->design, use->patience, u.u[1]) : 0;
        v->balks_at = use->balk_all_at > 0
                          ? feeder_balks_at(use, draw(s, i, DESIGN_ROLE_DOOR, g->doors).u[0])
                          : 0;
    }
    v->expected_us = use->expected_us;
}

/* What he brings to a further station. */
static void prepare_next(struct shop *s, uint32_t i)
{
    const struct guest *g = &s->guests.guest[i];
    struct visit *v = &s->guests.visits[i];
    uint32_t k = g->passes * (uint32_t)s->design->n_stations + g->station;
    v->work_us = feeder_span(s->design, s->design->stations[g->station].service,
                             draw(s, i, DESIGN_ROLE_NEXT, k).u[0]);
    v->slot_us = VISIT_NO_SLOT;
    v->patience_us = 0;
    v->balks_at = 0;
}

/* Guest i stands at the door of his station; given: what his stream says of him. */
static void enter(struct shop *s, uint32_t i, int64_t now_us, const struct feeder_person *given)
{
    struct guest *g = &s->guests.guest[i];
    struct visit *v = &s->guests.visits[i];
    v->arrive_us = now_us;
    if (g->station > 0) {
        prepare_next(s, i);
        bool is_in = counter_admit(s->stations[g->station].counter, i);
        BUG_IF(!is_in);
        return;
    }
    bool is_first = g->attempts == 0 && (g->passes == 0 || use_of(s, i)->kind == SETUP_SOURCE);
    if (is_first) {
        g->is_counted = now_us >= s->design->warm_us;
        g->number = s->people++;
    }
    g->attempts++;
    g->doors++;
    g->door_us = now_us;
    prepare(s, i, given);
    if (g->is_counted)
        count_attempt(&s->count, g->use, now_us, is_first);
    if (counter_admit(s->stations[0].counter, i))
        return;
    enum visit_outcome outcome = (enum visit_outcome)v->outcome;
    v->ticket_us = v->finish_us = now_us;
    v->wait_us = 0;
    v->is_called = false;
    tell(s, i, 0);
    if (g->is_counted)
        count_refused(&s->count, g->use, outcome, is_first);
    disappoint(s, i, outcome, now_us);
}

/* Room for a new guest; the arrays may have moved. */
static uint32_t take_guest(struct shop *s, int32_t use, uint32_t who)
{
    const struct visit *before = s->guests.visits;
    uint32_t i = guests_take(&s->guests);
    if (i == GUESTS_NONE) {
        s->failed = true;
        return i;
    }
    for (int32_t k = 0; k < s->design->n_stations && s->guests.visits != before; k++)
        counter_move(s->stations[k].counter, s->guests.visits);
    struct guest *g = &s->guests.guest[i];
    g->use = (uint8_t)use;
    g->who = who;
    struct visit *v = &s->guests.visits[i];
    visit_begin(v, 0, VISIT_NO_SLOT);
    v->rank = s->design->uses[use].rank;
    return i;
}

static void welcome(struct shop *s, struct feeder *f)
{
    const struct feeder_person *person;
    (void)feeder_ready(f, &person);
    uint32_t i = take_guest(s, f->index, person->who);
    if (i == GUESTS_NONE)
        return;
    s->guests.visits[i].slot_us = person->slot_us;
    enter(s, i, person->arrive_us, person);
    feeder_advance(f);
}

static bool has_failed(const struct shop *s)
{
    bool failed = s->failed || sim_agenda_failed(s->agenda);
    for (int32_t k = 0; k < s->design->n_stations; k++)
        failed |= counter_failed(s->stations[k].counter);
    return failed;
}

static void come(struct shop *s, uint32_t i, int64_t now_us)
{
    const struct guest *g = &s->guests.guest[i];
    if (g->station == 0 && g->attempts > 0 &&
        s->guests.visits[i].outcome != VISIT_SERVED) { /* from the orbit */
        pass_orbit(s, now_us);
        s->orbit--;
    }
    s->failed |= has_failed(s); /* whom nobody can serve any more might come again for ever */
    enter(s, i, now_us, NULL);
}

/* ---- a day ---- */

/* The horizon: whoever is inside is cut off. */
static void cut_off(struct shop *s, int64_t now_us)
{
    for (uint32_t i = 0; i < s->guests.used; i++) {
        const struct guest *g = &s->guests.guest[i];
        if (g->is_alive && s->guests.visits[i].stage != VISIT_AWAY)
            pool_cut(counter_pool(s->stations[g->station].counter, 0), i, now_us);
    }
    s->is_over = true;
}

static void handle(struct shop *s, const struct sim_event *event)
{
    if (event->kind < COUNTER_EVENTS) { /* nearly all of them */
        counter_handle(s->stations[0].counter, event);
        return;
    }
    switch (event->kind) {
    case EVENT_COME:
        come(s, event->who, event->at.us);
        break;
    case EVENT_WARM:
        begin_counting(s, event->at.us);
        break;
    case EVENT_CLOSE:
        end_counting(s, event->at.us);
        if (s->design->at_end == SETUP_STOP)
            cut_off(s, event->at.us);
        break;
    default:
        BUG_IF(event->kind / COUNTER_EVENTS >= (uint32_t)s->design->n_stations);
        counter_handle(s->stations[event->kind / COUNTER_EVENTS].counter, event);
    }
}

/* People who can be on duty today; the roster is cut to them. */
static void set_staff(struct shop *s)
{
    const struct design *d = s->design;
    struct sim_pair u = sim_stream_pair(s->seed, SHARED_SITE, DESIGN_ROLE_STAFF, 0, s->day);
    int32_t can = INT32_MAX, k = 0;
    while (k + 1 < d->n_chances && u.u[0] >= d->chances[k].share)
        k++;
    if (d->n_chances > 0)
        can = d->chances[k].counters;
    for (int32_t i = 0; i < d->n_shifts; i++) {
        s->shifts[i] = d->shifts[i];
        if (s->shifts[i].counters > can)
            s->shifts[i].counters = can;
    }
}

static void open_stations(struct shop *s)
{
    const struct design *d = s->design;
    for (int32_t k = 0; k < d->n_stations; k++) {
        struct station *station = &s->stations[k];
        struct counter_ears ears = {.ended = on_end, .context = station};
        station->all_day = (struct counter_shift){{d->open_us}, d->stations[k].on_duty};
        struct counter_day day = {.open = {d->open_us},
                                  .close = {d->close_us},
                                  .shifts = k == 0 ? s->shifts : &station->all_day,
                                  .n_shifts = k == 0 ? d->n_shifts : 1};
        counter_open(station->counter, &day, s->guests.visits, &ears);
    }
}

static void open_sources(struct shop *s, int32_t use)
{
    for (int32_t m = 0; m < s->design->uses[use].people; m++) {
        uint32_t i = take_guest(s, use, (uint32_t)m);
        if (i == GUESTS_NONE)
            return;
        let_go(s, i, s->design->open_us);
    }
}

static void open_feeders(struct shop *s)
{
    const struct design *d = s->design;
    double factors[SETUP_USES_MAX];
    uint32_t sites[SETUP_USES_MAX];
    for (int32_t k = 0; k < d->n_uses; k++) {
        factors[k] = 1;
        sites[k] = (uint32_t)k;
    }
    if (d->has_factor) {
        struct factor f = {design_variate(d, d->shared), design_variate(d, d->own), SHARED_SITE,
                           DESIGN_ROLE_FACTOR, DESIGN_ROLE_FACTOR};
        factor_draw(&f, s->seed, s->day, sites, d->n_uses, factors);
    }
    for (int32_t k = 0; k < d->n_uses; k++) {
        feeder_open(&s->feeders[k], s->seed, s->day, factors[k] > 0 ? factors[k] : 1e-300);
        if (d->uses[k].kind == SETUP_SOURCE)
            open_sources(s, k);
    }
}

/* Nobody is inside, and what will happen by the clock is known. */
static void open_events(struct shop *s)
{
    const struct design *d = s->design;
    sim_agenda_restart(s->agenda, (sim_instant){d->open_us});
    guests_clear(&s->guests);
    s->people = 0;
    s->orbit = s->orbit_area_us = 0;
    s->orbit_last_us = d->open_us;
    s->is_over = false;
    open_stations(s);
    if (d->warm_us > d->open_us)
        sim_agenda_at(s->agenda, (sim_instant){d->warm_us}, SIM_CALENDAR, EVENT_WARM, 0);
    else
        begin_counting(s, d->open_us);
    sim_agenda_at(s->agenda, (sim_instant){d->close_us}, SIM_CALENDAR, EVENT_CLOSE, 0);
}

/* Who comes next by himself; of several at one instant the first use. NULL: nobody. */
static struct feeder *earliest(struct shop *s)
{
    struct feeder *first = &s->feeders[feeder_first(s->feeders, s->design->n_uses)];
    return first->next.arrive_us == INT64_MAX ? NULL : first;
}

static void let_time_pass(struct shop *s)
{
    struct sim_event event;
    while (!s->is_over && !s->failed) {
        struct feeder *next = earliest(s);
        sim_instant until = {next != NULL ? next->next.arrive_us : INT64_MAX};
        enum sim_phase phase = next != NULL ? SIM_CALENDAR : SIM_OBSERVE;
        while (!s->is_over && !s->failed && sim_agenda_next(s->agenda, until, phase, &event))
            handle(s, &event);
        if (next == NULL || s->is_over)
            return;
        welcome(s, next);
    }
}

/* Nobody is inside any more. */
static struct recursion_end settle_stations(struct shop *s)
{
    struct recursion_end end = {.last_us = s->design->open_us};
    for (int32_t k = 0; k < s->design->n_stations; k++) {
        struct counter_result r;
        counter_settle(s->stations[k].counter, &r);
        end.last_us = r.last_us > end.last_us ? r.last_us : end.last_us;
        end.overtime_us = r.overtime_us > end.overtime_us ? r.overtime_us : end.overtime_us;
        const struct pool_areas *areas = &counter_pool(s->stations[k].counter, 0)->areas;
        end.busy_us += areas->staffed_us - areas->idle_us;
    }
    return end;
}

/* Counter-time of today's roster from the opening to an instant. */
static int64_t staffed_until(const struct shop *s, int64_t us)
{
    const struct design *d = s->design;
    int64_t sum = 0;
    for (int32_t i = 0; i < d->n_shifts; i++) {
        int64_t to =
            i + 1 < d->n_shifts && s->shifts[i + 1].from.us < us ? s->shifts[i + 1].from.us : us;
        sum += to > s->shifts[i].from.us ? (to - s->shifts[i].from.us) * s->shifts[i].counters : 0;
    }
    for (int32_t k = 1; k < d->n_stations; k++)
        sum += (us - d->open_us) * d->stations[k].on_duty;
    return sum;
}

static void close_day(struct shop *s, const struct recursion_end *end)
{
    const struct design *d = s->design;
    int64_t *word = s->count.record, last = end->last_us;
    for (int32_t k = 0; k < d->n_uses; k++) {
        const struct feeder *f = &s->feeders[k];
        last = f->last_slot_us > last ? f->last_slot_us : last;
        count_use(&s->count, k)[COUNT_NO_SHOW] += f->no_shows;
    }
    word[COUNT_OVERTIME_US] += end->overtime_us;
    for (int32_t i = 0; i < d->n_overtimes; i++)
        word[COUNT_OVERTIME_OVER + i] += end->overtime_us > d->overtimes_us[i];
    word[COUNT_LAST_US] += last - d->open_us;
    word[COUNT_IDLE_US] += staffed_until(s, last) - end->busy_us;
    count_day_end(&s->count);
}

/* A day from the opening until the last one is done; false when memory ran out. A witness is
 * told of everybody in the order of events, so they are needed then. */
static bool live_day(struct shop *s)
{
    struct recursion_end end;
    count_day_begin(&s->count);
    set_staff(s);
    if (s->can_recur && s->witness == NULL && s->shifts[0].counters > 0) {
        open_feeders(s);
        end = recursion_live(&s->recursion, s->feeders, s->shifts[0].counters);
        if (s->recursion.failed)
            return false;
    } else {
        open_events(s);
        open_feeders(s);
        let_time_pass(s);
        if (has_failed(s))
            return false;
        end = settle_stations(s);
    }
    close_day(s, &end);
    return true;
}

/* What came in went out. */
static void check_laws(const struct shop *s)
{
    for (int32_t k = 0; k < s->design->n_uses; k++) {
        const int64_t *word = count_use(&s->count, k);
        int64_t ended = 0;
        for (int32_t o = 0; o < VISIT_OUTCOMES; o++)
            ended += word[COUNT_OUTCOME + o];
        BUG_IF(word[COUNT_ATTEMPTS] != ended);
        BUG_IF(word[COUNT_TICKETS] > ended || word[COUNT_PEOPLE] > word[COUNT_ATTEMPTS]);
    }
}

bool shop_replicate(void *world, uint64_t seed, uint32_t replication, uint32_t region,
                    struct sim_outcome *out, struct err *e)
{
    struct shop *s = world;
    BUG_IF(region != 0);
    s->seed = (struct sim_seed){seed, replication};
    count_begin(&s->count, out->record);
    for (int32_t day = 0; day < s->design->days; day++) {
        s->day = (uint32_t)day;
        if (!live_day(s))
            return err_add(e, ERR_NOMEM, SRC_NOWHERE, "replication");
    }
    check_laws(s);
    if (!count_end(&s->count, out->bins))
        return err_add(e, ERR_LIMIT, SRC_NOWHERE, "histogram");
    return true;
}

struct sim_model shop_model(const struct design *d)
{
    return (struct sim_model){.plan = d,
                              .record_words = count_layout_of(d).words,
                              .bin_words = count_bins_of(d),
                              .regions = 1,
                              .new_world = shop_new,
                              .replicate = shop_replicate};
}
