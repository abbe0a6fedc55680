/* test_callline.c - the line of its own is the general counter: the same random days are run by
 * both, and everything that callers and the owner see must be the same, in the same order.
 * The line tells at once what will become of a call: that is put in order of time afterwards,
 * with all that happens at one instant in the order that callline.h gives.
 */
#include "models/ward/callline.h"

#include "models/office/counter.h"
#include "models/ward/plan.h"
#include "sim/base/arena.h"
#include "sim/base/attr.h"
#include "tests/support/check.h"
#include "tests/support/dies.h"

#define MIN_US INT64_C(60000000)

enum {
    SHIFTS = 8,
    CALLERS = 600,
    NOTES = 16384,
    VISITS = 8192,
    DAYS = 2,
    EVENT_AGAIN = COUNTER_EVENTS
};

/* A day: who calls first when, what the line is like. Two days of a design differ in callers. */
struct design {
    uint64_t seed;
    struct plan_shift shifts[SHIFTS];
    int32_t n_shifts, trunks;
    int64_t open_us, close_us;
    int64_t grain_us; /* all times are multiples: much happens at one instant */
    int64_t work_us, patience_us, again_us; /* at most */
    int32_t attempts;
    int64_t at_us[CALLERS]; /* ascending */
    bool calls[CALLERS];    /* or only lets time pass */
    uint32_t n;
};

enum what { CALLER_ENDS, CALLER_HANGS_UP, CALLER_DIALS, OWNER_COMES };
enum reply { HEARS_BUSY, IS_ANSWERED, WAITS };

/* Of what happens at one instant. */
enum turn { CALLS_END, PATIENCE_ENDS, FIRST_CALLS, NEXT_CALLS };

/* What was seen; reply and how many talk or wait then: of those who dial. */
struct note {
    enum what what;
    enum reply reply;
    uint32_t who;
    int32_t attempt;
    int64_t present;
    int64_t at_us, wait_us;
    enum turn turn; /* of the line's: with the order of noting, for sorting */
    uint32_t order;
};

struct notes {
    struct note note[NOTES];
    uint32_t n;
};

static void add_note(struct notes *notes, struct note note)
{
    assert_true(notes->n < NOTES);
    notes->note[notes->n++] = note;
}

/* What somebody draws for an attempt: 1 grain to `most`. */
enum role { WORK, PATIENCE, AGAIN };

static int64_t span_of(const struct design *d, enum role role, uint32_t who, int32_t attempt,
                       int64_t most)
{
    uint64_t state = d->seed ^ (uint64_t)who << 32 ^ (uint64_t)attempt << 8 ^ (uint64_t)role;
    return (int64_t)(test_random(&state) % (uint64_t)(most / d->grain_us) + 1) * d->grain_us;
}

/* When he dials again after an attempt in vain; -1: no more. */
static int64_t again_at(const struct design *d, uint32_t who, int32_t attempt, int64_t now_us)
{
    int64_t at = now_us + span_of(d, AGAIN, who, attempt, d->again_us);
    return attempt + 1 < d->attempts && at < d->close_us ? at : -1;
}

/* ---- the general counter ---------------------------------------------------- */

struct office {
    const struct design *d;
    struct notes *notes;
    struct counter *counter;
    struct sim_agenda *agenda;
    struct visit visits[VISITS]; /* one for each attempt, with ... */
    uint32_t who[VISITS];
    int32_t attempt[VISITS];
    uint32_t n;
};

static void office_fails(struct office *o, uint32_t i)
{
    int64_t at = again_at(o->d, o->who[i], o->attempt[i], sim_agenda_now(o->agenda).us);
    if (at >= 0)
        sim_agenda_at(o->agenda, (sim_instant){at}, SIM_ARRIVE, EVENT_AGAIN, i);
}

static void office_note(struct office *o, enum what what, uint32_t i, enum reply reply)
{
    const struct pool *pool = counter_pool(o->counter, 0);
    bool is_over = what == CALLER_ENDS || what == CALLER_HANGS_UP;
    add_note(o->notes, (struct note){.what = what,
                                     .reply = reply,
                                     .who = o->who[i],
                                     .attempt = o->attempt[i],
                                     .present = is_over ? 0 : pool->waiting + pool->busy,
                                     .at_us = sim_agenda_now(o->agenda).us,
                                     .wait_us = is_over ? o->visits[i].wait_us : 0});
}

static void office_ended(void *context, uint32_t i)
{
    struct office *o = context;
    bool has_left = o->visits[i].outcome == VISIT_LEFT;
    assert_true(has_left || o->visits[i].outcome == VISIT_SERVED);
    office_note(o, has_left ? CALLER_HANGS_UP : CALLER_ENDS, i, HEARS_BUSY);
    if (has_left)
        office_fails(o, i);
}

static void office_dials(struct office *o, uint32_t who, int32_t attempt)
{
    const struct design *d = o->d;
    const struct pool *pool = counter_pool(o->counter, 0);
    bool is_free = pool->busy < pool->on_duty && pool->waiting == 0;
    uint32_t i = o->n++;
    assert_true(i < VISITS);
    o->who[i] = who;
    o->attempt[i] = attempt;
    struct visit *v = &o->visits[i];
    visit_begin(v, sim_agenda_now(o->agenda).us, VISIT_NO_SLOT);
    v->work_us = span_of(d, WORK, who, attempt, d->work_us);
    v->patience_us = is_free ? 0 : span_of(d, PATIENCE, who, attempt, d->patience_us);
    bool is_in = counter_admit(o->counter, i);
    office_note(o, CALLER_DIALS, i, !is_in ? HEARS_BUSY : is_free ? IS_ANSWERED : WAITS);
    if (!is_in)
        office_fails(o, i);
}

static void office_passes(struct office *o, int64_t until_us, enum sim_phase phase)
{
    struct sim_event event;
    while (sim_agenda_next(o->agenda, (sim_instant){until_us}, phase, &event)) {
        if (counter_owns(o->counter, &event))
            counter_handle(o->counter, &event);
        else
            office_dials(o, o->who[event.who], o->attempt[event.who] + 1);
    }
}

static struct office *office_new(struct arena *home, const struct design *d, struct notes *notes)
{
    struct office *o = arena_take_array(home, struct office, 1);
    const struct counter_rules rules = {.pool.order.rule = DISCIPLINE_TICKET,
                                        .early_end = COUNTER_END_NEVER,
                                        .places = d->trunks,
                                        .at_close = COUNTER_CLOSE_SERVE};
    assert_non_null(o);
    o->d = d;
    o->notes = notes;
    o->agenda = sim_agenda_new(home, 16);
    assert_non_null(o->agenda);
    o->counter = counter_new(home, &rules, o->agenda, 0);
    assert_non_null(o->counter);
    return o;
}

static void office_day(struct office *o)
{
    const struct design *d = o->d;
    struct counter_shift shifts[SHIFTS];
    struct counter_result unused;
    for (int32_t i = 0; i < d->n_shifts; i++)
        shifts[i] =
            (struct counter_shift){{(int64_t)d->shifts[i].from_s * 1000000}, d->shifts[i].counters};
    const struct counter_day day = {
        .open = {d->open_us}, .close = {d->close_us}, .shifts = shifts, .n_shifts = d->n_shifts};
    o->n = 0;
    sim_agenda_restart(o->agenda, day.open);
    counter_open(o->counter, &day, o->visits,
                 &(struct counter_ears){.ended = office_ended, .context = o});
    for (uint32_t who = 0; who < d->n; who++) {
        if (d->at_us[who] > sim_agenda_now(o->agenda).us)
            office_passes(o, d->at_us[who], SIM_CALENDAR);
        if (d->calls[who])
            office_dials(o, who, 0);
        else
            add_note(o->notes,
                     (struct note){.what = OWNER_COMES, .at_us = sim_agenda_now(o->agenda).us});
    }
    office_passes(o, INT64_MAX, SIM_OBSERVE);
    counter_settle(o->counter, &unused);
}

/* ---- the line --------------------------------------------------------------- */

struct owner {
    const struct design *d;
    struct notes *notes;
    struct callline line;
};

static void line_fails(struct owner *o, uint32_t i, const struct call *call)
{
    int64_t at = again_at(o->d, call->who, call->attempt, o->line.now_us);
    if (at >= 0) {
        i = i == CALLLINE_NOBODY ? callline_begin(&o->line) : i;
        o->line.calls[i] = *call;
        callline_again(&o->line, i, at);
    } else if (i != CALLLINE_NOBODY) {
        callline_drop(&o->line, i);
    }
}

/* What somebody who dials sees, and what it was or will be. */
static void line_note(struct owner *o, enum what what, enum turn turn, const struct call *call,
                      int64_t at_us)
{
    add_note(o->notes, (struct note){.what = what,
                                     .who = call->who,
                                     .attempt = call->attempt,
                                     .at_us = at_us,
                                     .wait_us = call->wait_us,
                                     .turn = turn,
                                     .order = o->notes->n});
}

static int64_t present(const struct callline *l)
{
    const int64_t *end = l->ends.end;
    while (end[-1] > l->now_us)
        end--;
    return l->ends.end - end + (l->leaving.end - l->leaving.first);
}

/* He gets through or waits: what will become of it. */
static enum reply line_takes(struct owner *o, uint32_t i, struct call *call)
{
    const struct design *d = o->d;
    struct callline *l = &o->line;
    int64_t start = callline_start(l);
    int64_t patience = span_of(d, PATIENCE, call->who, call->attempt, d->patience_us);
    enum reply reply = start == l->now_us ? IS_ANSWERED : WAITS;
    if (reply == WAITS && start - l->now_us > patience) {
        i = i == CALLLINE_NOBODY ? callline_begin(l) : i;
        call->wait_us = patience;
        l->calls[i] = *call;
        callline_leave(l, i, l->now_us + patience);
        return reply;
    }
    int64_t work = span_of(d, WORK, call->who, call->attempt, d->work_us);
    call->wait_us = start - l->now_us;
    callline_answer(l, start, work);
    line_note(o, CALLER_ENDS, CALLS_END, call, start + work);
    if (i != CALLLINE_NOBODY)
        callline_drop(l, i);
    return reply;
}

static void line_dials(struct owner *o, uint32_t i, struct call call)
{
    struct callline *l = &o->line;
    struct notes *notes = o->notes;
    uint32_t at = notes->n;
    call.wait_us = 0;
    line_note(o, CALLER_DIALS, call.attempt == 0 ? FIRST_CALLS : NEXT_CALLS, &call, l->now_us);
    bool is_busy = callline_is_busy(l);
    enum reply reply = is_busy ? HEARS_BUSY : line_takes(o, i, &call);
    notes->note[at].reply = reply;
    notes->note[at].present = present(l);
    if (is_busy)
        line_fails(o, i, &call);
}

static void line_passes(struct owner *o, int64_t until_us)
{
    struct callline_event event;
    while (callline_next(&o->line, until_us, &event)) {
        struct call call = o->line.calls[event.call];
        if (event.step == CALLLINE_HANGS_UP) {
            line_note(o, CALLER_HANGS_UP, PATIENCE_ENDS, &call, o->line.now_us);
            line_fails(o, event.call, &call);
        } else {
            call.attempt++;
            line_dials(o, event.call, call);
        }
    }
    assert_false(callline_is_due(&o->line, until_us) && o->line.leaving.first_us <= until_us);
    callline_pass(&o->line, until_us);
}

static int in_time(const void *one, const void *other)
{
    const struct note *a = one, *b = other;
    if (a->at_us != b->at_us)
        return a->at_us < b->at_us ? -1 : 1;
    if (a->turn != b->turn)
        return a->turn < b->turn ? -1 : 1;
    return (a->order > b->order) - (a->order < b->order);
}

static void line_day(struct owner *o)
{
    const struct design *d = o->d;
    callline_open(&o->line, d->shifts, d->n_shifts, d->open_us, d->close_us);
    for (uint32_t who = 0; who < d->n; who++) {
        line_passes(o, d->at_us[who]);
        if (d->calls[who])
            line_dials(o, CALLLINE_NOBODY, (struct call){.who = who});
        else
            add_note(o->notes, (struct note){.what = OWNER_COMES,
                                             .at_us = o->line.now_us,
                                             .turn = FIRST_CALLS,
                                             .order = o->notes->n});
    }
    line_passes(o, CALLLINE_EVER);
    assert_false(o->line.failed);
    callline_close(&o->line);
    qsort(o->notes->note, o->notes->n, sizeof *o->notes->note, in_time);
}

/* ---- designs by chance ------------------------------------------------------ */

static int64_t one_of(uint64_t *state, const int64_t *choices, size_t n)
{
    return choices[test_random(state) % n];
}

#define ONE_OF(state, ...) \
    one_of((state), (const int64_t[]){__VA_ARGS__}, COUNT_OF(((const int64_t[]){__VA_ARGS__})))

static int ascending(const void *a, const void *b)
{
    const int64_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* Who comes on a day, also before the opening and after closing. */
static void invite(struct design *d, uint64_t seed)
{
    int64_t from = d->open_us - 60 * MIN_US,
            grains = (d->close_us + 60 * MIN_US - from) / d->grain_us;
    d->seed = seed;
    for (uint32_t i = 0; i < d->n; i++)
        d->at_us[i] = from + (int64_t)(test_random(&seed) % (uint64_t)grains) * d->grain_us;
    qsort(d->at_us, d->n, sizeof *d->at_us, ascending);
    for (uint32_t i = 0; i < d->n; i++)
        d->calls[i] = test_random(&seed) % 4 != 0;
}

static void make(struct design *d, uint64_t *state)
{
    *d = (struct design){.open_us = 480 * MIN_US, .close_us = 1200 * MIN_US};
    d->trunks = (int32_t)ONE_OF(state, 0, 0, 1, 3, 10, 40);
    d->grain_us = ONE_OF(state, 1, MIN_US, 5 * MIN_US);
    d->work_us = ONE_OF(state, 5, 10, 60) * MIN_US;
    d->patience_us = ONE_OF(state, 5, 15, 100, 2000) * MIN_US;
    d->again_us = ONE_OF(state, 5, 30, 300) * MIN_US;
    d->attempts = (int32_t)ONE_OF(state, 1, 2, 6);
    d->n = (uint32_t)ONE_OF(state, 5, 100, CALLERS);
    d->n_shifts = (int32_t)ONE_OF(state, 1, 2, 5, SHIFTS);
    int32_t from_s = 3600 * (int32_t)ONE_OF(state, 7, 8);
    for (int32_t i = 0; i < d->n_shifts; i++) {
        d->shifts[i] =
            (struct plan_shift){from_s, (int32_t)ONE_OF(state, 0, 1, 2, 5, 5, 12, 12, 30)};
        from_s += 60 * (int32_t)ONE_OF(state, 0, 10, 60, 120, 180);
    }
}

static bool are_same(const struct note *a, const struct note *b)
{
    return a->what == b->what && a->reply == b->reply && a->who == b->who &&
           a->attempt == b->attempt && a->present == b->present && a->at_us == b->at_us &&
           a->wait_us == b->wait_us;
}

static bool notes_are_same(const struct notes *a, const struct notes *b)
{
    if (a->n != b->n)
        return false;
    for (uint32_t i = 0; i < a->n; i++)
        if (!are_same(&a->note[i], &b->note[i]))
            return false;
    return true;
}

/* How often each thing was seen, over all designs. */
static uint32_t seen[OWNER_COMES + 1], replied[WAITS + 1];

static void count_notes(const struct notes *notes)
{
    for (uint32_t i = 0; i < notes->n; i++) {
        seen[notes->note[i].what]++;
        if (notes->note[i].what == CALLER_DIALS)
            replied[notes->note[i].reply]++;
    }
}

static bool a_random_line_is_the_general_counter(uint64_t seed)
{
    static struct design d;
    static struct notes by_office, by_line;
    struct arena *home = arena_new(0);
    uint64_t state = seed;
    bool same = true;
    make(&d, &state);
    struct office *office = office_new(home, &d, &by_office);
    struct owner owner = {.d = &d, .notes = &by_line};
    assert_true(callline_init(&owner.line, home, d.trunks));
    for (int day = 0; day < DAYS && same; day++) {
        by_office.n = by_line.n = 0;
        invite(&d, test_random(&state));
        office_day(office);
        line_day(&owner);
        same = notes_are_same(&by_office, &by_line);
        count_notes(&by_line);
    }
    arena_free(home);
    return same;
}

static void any_line_is_the_general_counter(void **state)
{
    (void)state;
    CHECK_PROPERTY(a_random_line_is_the_general_counter);
    if (getenv("TEST_SEED") != NULL)
        return;
    for (size_t i = 0; i < COUNT_OF(seen); i++)
        assert_true(seen[i] > 2000);
    for (size_t i = 0; i < COUNT_OF(replied); i++)
        assert_true(replied[i] > 2000);
}

/* ---- memory and mistakes ---------------------------------------------------- */

static int set_up(void **state)
{
    *state = arena_new(0);
    return *state == NULL;
}

static int tear_down(void **state)
{
    arena_free(*state);
    return 0;
}

static void a_line_that_cannot_be_made_is_none(void **state)
{
    struct callline l;
    unsigned nth = 1;
    bool is_made = false;
    for (; nth < 20 && !is_made; nth++) {
        arena_fail_nth(*state, nth);
        is_made = callline_init(&l, *state, 3);
        arena_fail_nth(*state, 0);
    }
    assert_in_range(nth, 6, 19);
}

static const struct plan_shift nobody = {.from_s = 0, .counters = 0}, all = {.counters = 1 << 20};

/* n people dial at the opening; nobody is there, or enough are. */
static void dial_at_once(struct callline *l, const struct plan_shift *shift, uint32_t n)
{
    callline_open(l, shift, 1, 0, 100 * MIN_US);
    for (uint32_t i = 0; i < n && !l->failed; i++) {
        int64_t start = callline_start(l);
        if (start == 0) {
            callline_answer(l, start, MIN_US);
            continue;
        }
        assert_int_equal(start, CALLLINE_NEVER);
        uint32_t call = callline_begin(l);
        if (call != CALLLINE_NOBODY)
            callline_leave(l, call, MIN_US);
    }
}

enum { MANY = 1000 };

/* Calls and slots grow for those who wait, slots for those who are answered. */
static void a_line_without_memory_has_failed(void **state)
{
    struct callline l;
    for (unsigned nth = 1; nth <= 3; nth++) {
        for (int are_there = 0; are_there < 2; are_there++) {
            assert_true(callline_init(&l, *state, 0));
            arena_fail_nth(*state, nth);
            dial_at_once(&l, are_there ? &all : &nobody, MANY);
            arena_fail_nth(*state, 0);
            assert_true(l.failed);
        }
    }
}

static void a_redial_without_memory_fails_the_line(void **state)
{
    struct callline l;
    assert_true(callline_init(&l, *state, 0));
    callline_open(&l, &nobody, 1, 0, 100 * MIN_US);
    for (uint32_t i = 0; i < MANY; i++) {
        uint32_t call = callline_begin(&l);
        assert_int_equal(call, i);
        arena_fail_nth(*state, 1);
        callline_again(&l, call, MIN_US);
        arena_fail_nth(*state, 0);
        assert_int_equal(l.failed, i >= 64);
    }
}

/* Thousands wait, hang up one by one and are all told apart. */
static void the_line_may_be_of_any_length(void **state)
{
    struct callline l;
    struct callline_event event;
    assert_true(callline_init(&l, *state, 0));
    dial_at_once(&l, &nobody, MANY);
    assert_int_equal(present(&l), MANY);
    for (uint32_t i = 0; i < MANY; i++) {
        assert_true(callline_next(&l, CALLLINE_EVER, &event));
        assert_int_equal(event.step, CALLLINE_HANGS_UP);
        assert_int_equal(event.call, i);
        assert_int_equal(l.now_us, MIN_US);
        callline_drop(&l, event.call);
    }
    assert_false(callline_next(&l, CALLLINE_EVER, &event));
    callline_close(&l);
    assert_int_equal(callline_begin(&l), MANY - 1); /* whoever was dropped last */
}

/* One is on duty until 10:00, then two: of three calls of an hour at 9:30 the second begins at
 * 10:00 and the third at 10:30. Of two on duty until then and one afterwards, the third waits until
 * 10:30, too, when both calls end: until only one talks, nobody is answered. */
static void who_waits_is_answered_as_the_shifts_come(void **state)
{
    const struct plan_shift more[] = {{9 * 3600, 1}, {10 * 3600, 2}};
    const struct plan_shift fewer[] = {{9 * 3600, 2}, {10 * 3600, 1}};
    const int64_t half_past = 570 * MIN_US, ten = 600 * MIN_US;
    struct callline l;
    assert_true(callline_init(&l, *state, 0));
    callline_open(&l, more, 2, 540 * MIN_US, 1200 * MIN_US);
    callline_pass(&l, half_past);
    assert_int_equal(callline_start(&l), half_past);
    callline_answer(&l, half_past, 60 * MIN_US);
    assert_int_equal(callline_start(&l), ten);
    callline_answer(&l, ten, 60 * MIN_US);
    assert_int_equal(callline_start(&l), ten + 30 * MIN_US);
    callline_open(&l, fewer, 2, 540 * MIN_US, 1200 * MIN_US);
    callline_pass(&l, half_past);
    callline_answer(&l, half_past, 60 * MIN_US);
    callline_answer(&l, half_past, 60 * MIN_US);
    assert_int_equal(callline_start(&l), ten + 30 * MIN_US);
    callline_answer(&l, ten + 30 * MIN_US, 60 * MIN_US);
    assert_int_equal(callline_start(&l), ten + 90 * MIN_US);
}

static void close_while_somebody_waits(void)
{
    struct arena *home = arena_new(0);
    struct callline l;
    if (home != NULL && callline_init(&l, home, 0)) {
        dial_at_once(&l, &nobody, 1);
        callline_close(&l);
    }
}

static void open_before_anybody_is_on_duty(void)
{
    struct arena *home = arena_new(0);
    struct callline l;
    const struct plan_shift late = {.from_s = 10, .counters = 1};
    if (home != NULL && callline_init(&l, home, 0))
        callline_open(&l, &late, 1, 0, 100 * MIN_US);
}

static void dial_again_at_once(void)
{
    struct arena *home = arena_new(0);
    struct callline l;
    if (home != NULL && callline_init(&l, home, 0)) {
        callline_open(&l, &nobody, 1, 0, 100 * MIN_US);
        callline_again(&l, callline_begin(&l), 0);
    }
}

static void what_the_line_cannot_do_is_a_bug(void **state)
{
    (void)state;
    assert_true(dies(close_while_somebody_waits));
    assert_true(dies(open_before_anybody_is_on_duty));
    assert_true(dies(dial_again_at_once));
}

#define WITH_ARENA(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_line_is_the_general_counter),
        WITH_ARENA(a_line_that_cannot_be_made_is_none),
        WITH_ARENA(a_line_without_memory_has_failed),
        WITH_ARENA(a_redial_without_memory_fails_the_line),
        WITH_ARENA(the_line_may_be_of_any_length),
        WITH_ARENA(who_waits_is_answered_as_the_shifts_come),
        cmocka_unit_test(what_the_line_cannot_do_is_a_bug),
    };
    return cmocka_run_group_tests_name("callline", tests, NULL, NULL);
}
