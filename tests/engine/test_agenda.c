/* test_agenda.c - the order of events is the one thing everything else rests on.
 *
 * Examples pin each rule; a million random operations are compared with a sorted list that
 * is too simple to be wrong; allocation failures are ordered one by one.
 */
#include "sim/engine/agenda.h"

#include <string.h>

#include "sim/base/arena.h"
#include "sim/base/attr.h"
#include "tests/support/check.h"
#include "tests/support/dies.h"

enum { LEAST_CAPACITY = 16 };

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

static sim_instant at(int64_t us)
{
    return (sim_instant){us};
}

static struct sim_agenda *new_agenda(void **state)
{
    struct sim_agenda *g = sim_agenda_new(*state, 0);
    assert_non_null(g);
    return g;
}

/* The next event at or before (until, phase) must be `who`. */
static void check_next(struct sim_agenda *g, int64_t until, enum sim_phase phase, int64_t want_us,
                       uint32_t who)
{
    struct sim_event event;
    assert_true(sim_agenda_next(g, at(until), phase, &event));
    assert_int_equal(event.who, who);
    assert_int_equal(event.at.us, want_us);
    assert_int_equal(sim_agenda_now(g).us, want_us);
}

static void check_nothing(struct sim_agenda *g, int64_t until, enum sim_phase phase)
{
    struct sim_event event;
    assert_false(sim_agenda_next(g, at(until), phase, &event));
}

static void ties_go_by_phase_then_by_order_of_scheduling(void **state)
{
    struct sim_agenda *g = new_agenda(state);
    static const enum sim_phase phases[] = {SIM_OBSERVE,  SIM_ARRIVE,  SIM_CALENDAR, SIM_ARRIVE,
                                            SIM_CALENDAR, SIM_RELEASE, SIM_OBSERVE,  SIM_RELEASE};
    for (uint32_t i = 0; i < COUNT_OF(phases); i++)
        sim_agenda_at(g, at(9), phases[i], 0, i);
    static const uint32_t want[] = {5, 7, 2, 4, 1, 3, 0, 6};
    for (size_t i = 0; i < COUNT_OF(want); i++)
        check_next(g, 9, SIM_OBSERVE, 9, want[i]);
    check_nothing(g, 9, SIM_OBSERVE);
}

static void an_earlier_time_goes_before_an_earlier_phase(void **state)
{
    struct sim_agenda *g = new_agenda(state);
    sim_agenda_at(g, at(8), SIM_RELEASE, 0, 1);
    sim_agenda_at(g, at(7), SIM_OBSERVE, 0, 2);
    check_next(g, 10, SIM_OBSERVE, 7, 2);
    check_next(g, 10, SIM_OBSERVE, 8, 1);
}

static void an_event_brings_back_its_kind_and_who(void **state)
{
    struct sim_agenda *g = new_agenda(state);
    sim_agenda_at(g, at(INT64_C(1) << 60), SIM_ARRIVE, UINT32_MAX, UINT32_MAX - 1);
    struct sim_event event;
    assert_true(sim_agenda_next(g, at(INT64_MAX), SIM_OBSERVE, &event));
    assert_int_equal(event.kind, UINT32_MAX);
    assert_int_equal(event.who, UINT32_MAX - 1);
    assert_true(event.at.us == INT64_C(1) << 60);
}

static void a_limit_of_calendar_leaves_arrivals_and_looks_at_that_instant_for_later(void **state)
{
    struct sim_agenda *g = new_agenda(state);
    sim_agenda_at(g, at(5), SIM_OBSERVE, 0, 3);
    sim_agenda_at(g, at(5), SIM_ARRIVE, 0, 2);
    sim_agenda_at(g, at(5), SIM_CALENDAR, 0, 1);
    sim_agenda_at(g, at(5), SIM_RELEASE, 0, 0);
    check_next(g, 5, SIM_CALENDAR, 5, 0);
    check_next(g, 5, SIM_CALENDAR, 5, 1);
    check_nothing(g, 5, SIM_CALENDAR);
    assert_int_equal(sim_agenda_pending(g), 2);
    check_next(g, 5, SIM_ARRIVE, 5, 2);
    check_nothing(g, 5, SIM_ARRIVE);
    check_next(g, 6, SIM_RELEASE, 5, 3);
}

static void without_an_event_the_clock_stands_at_the_limit_and_never_goes_back(void **state)
{
    struct sim_agenda *g = new_agenda(state);
    sim_agenda_at(g, at(50), SIM_ARRIVE, 0, 0);
    check_nothing(g, 20, SIM_OBSERVE);
    assert_int_equal(sim_agenda_now(g).us, 20);
    check_nothing(g, 10, SIM_OBSERVE);
    assert_int_equal(sim_agenda_now(g).us, 20);
}

static void a_cancelled_event_never_comes_and_its_name_never_comes_alive_again(void **state)
{
    struct sim_agenda *g = new_agenda(state);
    sim_handle first = sim_agenda_at(g, at(1), SIM_ARRIVE, 0, 1);
    assert_true(sim_agenda_cancel(g, first));
    sim_handle second = sim_agenda_at(g, at(2), SIM_ARRIVE, 0, 2); /* in the same slot */
    assert_int_equal(second.slot, first.slot);
    assert_false(sim_agenda_cancel(g, first));
    check_next(g, 5, SIM_OBSERVE, 2, 2);
    assert_false(sim_agenda_cancel(g, second));
    for (uint32_t i = 0; i < 100; i++) {
        sim_handle reused = sim_agenda_at(g, at(9), SIM_ARRIVE, 0, i);
        assert_false(sim_agenda_cancel(g, first));
        assert_false(sim_agenda_cancel(g, second));
        assert_true(sim_agenda_cancel(g, reused));
    }
}

static void a_name_of_no_event_and_one_of_a_slot_that_never_was_cancel_nothing(void **state)
{
    struct sim_agenda *g = new_agenda(state);
    sim_agenda_at(g, at(1), SIM_ARRIVE, 0, 1);
    assert_false(sim_agenda_cancel(g, (sim_handle){0}));
    assert_false(sim_agenda_cancel(g, (sim_handle){.slot = 1u << 30, .generation = 1}));
    assert_int_equal(sim_agenda_pending(g), 1);
}

static void a_restart_forgets_what_is_pending_and_may_set_the_clock_back(void **state)
{
    struct sim_agenda *g = new_agenda(state);
    sim_handle old[40];
    for (uint32_t i = 0; i < COUNT_OF(old); i++)
        old[i] = sim_agenda_at(g, at(100 + i), SIM_ARRIVE, 0, i);
    check_next(g, 100, SIM_OBSERVE, 100, 0);
    sim_agenda_restart(g, at(7));
    assert_int_equal(sim_agenda_now(g).us, 7);
    assert_int_equal(sim_agenda_pending(g), 0);
    for (size_t i = 0; i < COUNT_OF(old); i++)
        assert_false(sim_agenda_cancel(g, old[i]));
    for (uint32_t i = 0; i < COUNT_OF(old); i++)
        sim_agenda_at(g, at(8), SIM_ARRIVE, 0, i);
    for (size_t i = 0; i < COUNT_OF(old); i++)
        assert_false(sim_agenda_cancel(g, old[i]));
    for (uint32_t i = 0; i < COUNT_OF(old); i++)
        check_next(g, 8, SIM_OBSERVE, 8, i);
}

/* ---- against a sorted list -------------------------------------------------- */

enum { LIST_MAX = 4096, OPERATIONS = 5000 };

struct expected {
    int64_t at_us;
    uint64_t order; /* of scheduling */
    uint32_t phase, kind, who;
    sim_handle handle;
};

struct pair {
    struct sim_agenda *g;
    struct expected list[LIST_MAX]; /* sorted */
    size_t n;
    uint64_t scheduled;
    sim_handle gone; /* of the event that left last */
};

static bool goes_first(const struct expected *a, const struct expected *b)
{
    if (a->at_us != b->at_us)
        return a->at_us < b->at_us;
    return a->phase != b->phase ? a->phase < b->phase : a->order < b->order;
}

static void both_schedule(struct pair *p, uint64_t r)
{
    struct expected x = {
        .at_us = sim_agenda_now(p->g).us +
                 (r % 16 == 0 ? (int64_t)(r >> 8 & 0xFFF) : (int64_t)(r >> 8 & 3)),
        .order = p->scheduled++,
        .phase = r >> 4 & 3,
        .kind = (uint32_t)(r >> 32),
        .who = (uint32_t)(r >> 40),
    };
    x.handle = sim_agenda_at(p->g, at(x.at_us), (enum sim_phase)x.phase, x.kind, x.who);
    size_t i = p->n++;
    for (; i > 0 && goes_first(&x, &p->list[i - 1]); i--)
        p->list[i] = p->list[i - 1];
    p->list[i] = x;
}

static void drop(struct pair *p, size_t i)
{
    p->gone = p->list[i].handle;
    p->n--;
    memmove(&p->list[i], &p->list[i + 1], (p->n - i) * sizeof *p->list);
}

static bool both_cancel(struct pair *p, uint64_t r)
{
    if (sim_agenda_cancel(p->g, p->gone))
        return false;
    if (p->n == 0)
        return true;
    size_t i = r % p->n;
    bool was_pending = sim_agenda_cancel(p->g, p->list[i].handle);
    drop(p, i);
    return was_pending;
}

/* One step to a limit up to three ticks ahead. */
static bool both_next(struct pair *p, uint64_t r)
{
    int64_t now = sim_agenda_now(p->g).us, until = now + (int64_t)(r & 3);
    enum sim_phase phase = (enum sim_phase)(r >> 2 & 3);
    const struct expected *x = &p->list[0];
    bool want = p->n > 0 && (x->at_us < until || (x->at_us == until && x->phase <= phase));
    struct sim_event event;
    if (sim_agenda_next(p->g, at(until), phase, &event) != want)
        return false;
    if (!want)
        return sim_agenda_now(p->g).us == until;
    bool same = event.at.us == x->at_us && event.kind == x->kind && event.who == x->who &&
                sim_agenda_now(p->g).us == x->at_us;
    drop(p, 0);
    return same;
}

/* Of 16 operations `growth` schedule, two cancel. */
static bool one_operation(struct pair *p, uint64_t r, uint64_t what, uint64_t growth)
{
    bool same = true;
    if (what < growth && p->n < LIST_MAX)
        both_schedule(p, r);
    else if (what < growth + 2)
        same = both_cancel(p, r);
    else
        same = both_next(p, r);
    if ((what + r) % 2 == 0) /* not always: it may tidy up */
        same = same && sim_agenda_first(p->g) == (p->n > 0 ? p->list[0].at_us : INT64_MAX);
    return same && sim_agenda_pending(p->g) == p->n;
}

static void both_restart(struct pair *p, int64_t now)
{
    if (p->n > 0)
        p->gone = p->list[0].handle; /* of before the restart: cancels nothing any more */
    sim_agenda_restart(p->g, at(now));
    p->n = 0;
}

/* One in a thousand restarts. */
static bool random_operations_equal_a_sorted_list(uint64_t seed)
{
    static struct pair p;
    struct arena *home = arena_new(0);
    uint64_t growth = 4 + seed % 8;
    bool same = true;
    p = (struct pair){.g = sim_agenda_new(home, seed % 100)};
    for (int i = 0; same && i < OPERATIONS; i++) {
        uint64_t r = test_random(&seed), what = test_random(&seed) % 16;
        if (r % 1024 == 0)
            both_restart(&p, (int64_t)(r >> 60));
        else
            same = one_operation(&p, r, what, growth);
    }
    arena_free(home);
    return same;
}

/* 200 cases of 5000: a million operations. */
static void any_million_operations_equal_a_sorted_list(void **state)
{
    (void)state;
    CHECK_PROPERTY(random_operations_equal_a_sorted_list);
}

/* One agenda that fills up to some 1500 events and empties again, over and over, with tens of
 * events at every instant: slots are used again thousands of times. */
static void a_million_operations_on_one_agenda_equal_a_sorted_list(void **state)
{
    static struct pair p;
    uint64_t seed = 11;
    size_t most = 0;
    p = (struct pair){.g = new_agenda(state)};
    for (int i = 0; i < 1000000; i++) {
        uint64_t r = test_random(&seed), what = test_random(&seed) % 16;
        uint64_t growth = i / 5000 % 2 == 0 ? 10 : 3;
        if (r % 65536 == 0)
            both_restart(&p, (int64_t)(r >> 60));
        else if (!one_operation(&p, r, what, growth))
            fail_msg("operation %d differs", i);
        most = p.n > most ? p.n : most;
    }
    assert_in_range(most, 1000, LIST_MAX);
}

static void a_hundred_thousand_pending_events_come_in_order(void **state)
{
    struct sim_agenda *g = new_agenda(state);
    enum { EVENTS = 100000, INSTANTS = 1000 };
    uint64_t seed = 4;
    for (uint32_t i = 0; i < EVENTS; i++)
        sim_agenda_at(g, at((int64_t)(test_random(&seed) % INSTANTS)), SIM_ARRIVE, 0, i);
    struct sim_event event, last = {at(-1), 0, 0};
    uint32_t n = 0;
    for (; sim_agenda_next(g, at(INSTANTS), SIM_OBSERVE, &event); n++) {
        assert_true(last.at.us < event.at.us || last.who < event.who);
        last = event;
    }
    assert_int_equal(n, EVENTS);
    assert_false(sim_agenda_failed(g));
}

/* Up to 16 events are kept in another way than more. Their number goes up and down past that,
 * with a tie in every pair, and every third event is withdrawn. */
static void order_does_not_depend_on_how_many_are_pending(void **state)
{
    for (uint32_t n = 1; n <= 40; n++) {
        struct sim_agenda *g = new_agenda(state);
        sim_handle handle[40];
        for (uint32_t i = 0; i < n; i++) /* the last ones first, in pairs */
            handle[i] = sim_agenda_at(g, at(1000 - i / 2), SIM_ARRIVE, 0, i);
        for (uint32_t i = 0; i < n; i += 3)
            assert_true(sim_agenda_cancel(g, handle[i]));
        assert_int_equal(sim_agenda_pending(g), n - (n + 2) / 3);
        for (uint32_t pair = (n + 1) / 2; pair-- > 0;)
            for (uint32_t i = 2 * pair; i < 2 * pair + 2 && i < n; i++)
                if (i % 3 != 0)
                    check_next(g, 2000, SIM_OBSERVE, 1000 - pair, i);
        check_nothing(g, 2000, SIM_OBSERVE);
    }
}

/* Patience that hardly ever ends: whoever is withdrawn must not take up room until then. The
 * arena holds some 2000 events. */
static void a_million_events_of_a_far_future_come_and_go_in_little_room(void **state)
{
    (void)state;
    struct arena *home = arena_new(65536);
    struct sim_agenda *g = sim_agenda_new(home, 0);
    assert_non_null(g);
    for (uint32_t i = 0; i < 100; i++)
        sim_agenda_at(g, at(2000000), SIM_ARRIVE, 0, i);
    for (uint32_t i = 0; i < 1000000; i++) {
        sim_handle far = sim_agenda_at(g, at(1000000 + i), SIM_ARRIVE, 0, i);
        sim_agenda_at(g, at(i), SIM_ARRIVE, 0, i);
        check_next(g, i, SIM_OBSERVE, i, i);
        assert_true(sim_agenda_cancel(g, far));
    }
    assert_false(sim_agenda_failed(g));
    assert_int_equal(sim_agenda_pending(g), 100);
    arena_free(home);
}

/* ---- what can go wrong ------------------------------------------------------ */

static void an_agenda_that_cannot_be_made_is_null(void **state)
{
    for (unsigned nth = 1; nth <= 3; nth++) {
        arena_fail_nth(*state, nth);
        assert_null(sim_agenda_new(*state, 0));
    }
}

/* The heap and the slots grow together; either may fail. */
static void running_out_of_memory_is_reported_and_what_was_scheduled_still_comes(void **state)
{
    for (unsigned nth = 1; nth <= 2; nth++) {
        struct sim_agenda *g = new_agenda(state);
        for (uint32_t i = 0; i < LEAST_CAPACITY; i++)
            sim_agenda_at(g, at(i), SIM_ARRIVE, 0, i);
        assert_false(sim_agenda_failed(g));
        arena_fail_nth(*state, nth);
        sim_handle none = sim_agenda_at(g, at(0), SIM_RELEASE, 0, 99);
        assert_int_equal(none.generation, 0);
        assert_true(sim_agenda_failed(g));
        assert_int_equal(sim_agenda_pending(g), LEAST_CAPACITY);
        for (uint32_t i = 0; i < LEAST_CAPACITY; i++)
            check_next(g, 100, SIM_OBSERVE, i, i);
        check_nothing(g, 100, SIM_OBSERVE);
    }
}

static void schedule_the_past(void)
{
    struct arena *home = arena_new(0);
    struct sim_agenda *g = sim_agenda_new(home, 0);
    struct sim_event event;
    (void)sim_agenda_next(g, at(10), SIM_OBSERVE, &event);
    sim_agenda_at(g, at(9), SIM_ARRIVE, 0, 0);
}

#define END_OF_TIME ((INT64_C(1) << 61) - 1)

static void schedule_the_end_of_time(void)
{
    struct sim_agenda *g = sim_agenda_new(arena_new(0), 0);
    sim_agenda_at(g, at(END_OF_TIME), SIM_RELEASE, 0, 0);
}

static void everything_before_the_end_of_time_can_be_scheduled(void **state)
{
    struct sim_agenda *g = new_agenda(state);
    sim_agenda_restart(g, at(-END_OF_TIME - 1));
    sim_agenda_at(g, at(END_OF_TIME - 1), SIM_OBSERVE, 0, 2);
    sim_agenda_at(g, at(-END_OF_TIME - 1), SIM_RELEASE, 0, 1);
    check_next(g, -END_OF_TIME - 1, SIM_RELEASE, -END_OF_TIME - 1, 1);
    check_nothing(g, END_OF_TIME - 1, SIM_ARRIVE);
    check_next(g, INT64_MAX, SIM_OBSERVE, END_OF_TIME - 1, 2);
    check_nothing(g, INT64_MAX, SIM_OBSERVE);
    assert_true(dies(schedule_the_end_of_time));
}

static void scheduling_the_past_is_a_bug(void **state)
{
    (void)state;
    assert_true(dies(schedule_the_past));
}

#define WITH_ARENA(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_ARENA(ties_go_by_phase_then_by_order_of_scheduling),
        WITH_ARENA(an_earlier_time_goes_before_an_earlier_phase),
        WITH_ARENA(an_event_brings_back_its_kind_and_who),
        WITH_ARENA(a_limit_of_calendar_leaves_arrivals_and_looks_at_that_instant_for_later),
        WITH_ARENA(without_an_event_the_clock_stands_at_the_limit_and_never_goes_back),
        WITH_ARENA(a_cancelled_event_never_comes_and_its_name_never_comes_alive_again),
        WITH_ARENA(a_name_of_no_event_and_one_of_a_slot_that_never_was_cancel_nothing),
        WITH_ARENA(a_restart_forgets_what_is_pending_and_may_set_the_clock_back),
        cmocka_unit_test(any_million_operations_equal_a_sorted_list),
        WITH_ARENA(a_million_operations_on_one_agenda_equal_a_sorted_list),
        WITH_ARENA(a_hundred_thousand_pending_events_come_in_order),
        WITH_ARENA(order_does_not_depend_on_how_many_are_pending),
        cmocka_unit_test(a_million_events_of_a_far_future_come_and_go_in_little_room),
        WITH_ARENA(an_agenda_that_cannot_be_made_is_null),
        WITH_ARENA(running_out_of_memory_is_reported_and_what_was_scheduled_still_comes),
        cmocka_unit_test(scheduling_the_past_is_a_bug),
        WITH_ARENA(everything_before_the_end_of_time_can_be_scheduled),
    };
    return cmocka_run_group_tests_name("agenda", tests, NULL, NULL);
}
