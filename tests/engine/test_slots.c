/* test_slots.c - ends of services come in order, alone and among the events of an agenda. */
#include "sim/engine/slots.h"

#include "sim/base/arena.h"
#include "sim/base/attr.h"
#include "sim/engine/agenda.h"
#include "tests/support/check.h"
#include "tests/support/dies.h"

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

static void put(struct sim_slots *s, int64_t at_us, uint32_t order)
{
    assert_true(sim_slots_put(s, at_us, sim_slot_tag(order, 1000 + order)));
}

static void the_earliest_is_taken_first_and_of_equal_ones_the_first_put(void **state)
{
    static const int64_t at[] = {50, 20, 50, 10, 20, 60, 50};
    static const uint32_t want[] = {3, 1, 4, 0, 2, 6, 5};
    struct sim_slots s;
    assert_true(sim_slots_init(&s, *state, 7));
    assert_int_equal(s.first_us, INT64_MAX);
    for (uint32_t i = 0; i < COUNT_OF(at); i++)
        put(&s, at[i], i);
    for (size_t i = 0; i < COUNT_OF(want); i++) {
        assert_int_equal(s.first_us, at[want[i]]);
        assert_int_equal(sim_slot_who(sim_slots_take(&s)), 1000 + want[i]);
    }
    assert_int_equal(s.first_us, INT64_MAX);
}

static void whoever_is_removed_is_not_taken(void **state)
{
    struct sim_slots s;
    assert_true(sim_slots_init(&s, *state, 7));
    for (uint32_t i = 0; i < 5; i++)
        put(&s, INT64_C(10) * i, i);
    sim_slots_remove(&s, 1000);
    sim_slots_remove(&s, 1003);
    assert_int_equal(s.first_us, 10);
    assert_int_equal(sim_slot_who(sim_slots_take(&s)), 1001);
    assert_int_equal(sim_slot_who(sim_slots_take(&s)), 1002);
    assert_int_equal(sim_slot_who(sim_slots_take(&s)), 1004);
}

/* Two at a time for ever, then a thousand at once. */
static void the_array_is_used_again_and_grows_only_with_those_pending(void **state)
{
    struct sim_slots s;
    assert_true(sim_slots_init(&s, *state, 7));
    uint32_t capacity = s.capacity;
    put(&s, 0, 0);
    for (uint32_t i = 1; i < 10000; i++) {
        put(&s, i, i);
        assert_int_equal(sim_slot_who(sim_slots_take(&s)), 1000 + i - 1);
    }
    assert_int_equal(s.capacity, capacity);
    for (uint32_t i = 0; i < 1000; i++)
        put(&s, 20000 - i, i);
    assert_int_equal(sim_slots_take(&s).at_us, 9999);
    for (uint32_t i = 0; i < 1000; i++)
        assert_int_equal(sim_slots_take(&s).at_us, 19001 + i);
}

static void without_memory_nothing_is_put_and_what_is_pending_stays(void **state)
{
    struct sim_slots s;
    arena_fail_nth(*state, 1);
    assert_false(sim_slots_init(&s, *state, 7));
    assert_true(sim_slots_init(&s, *state, 7));
    for (uint32_t i = 0; i < s.capacity; i++)
        put(&s, i, i);
    arena_fail_nth(*state, 1);
    assert_false(sim_slots_put(&s, 0, 99));
    assert_int_equal(sim_slot_who(sim_slots_take(&s)), 1000);
}

/* ---- in an agenda ----------------------------------------------------------- */

static void check_next(struct sim_agenda *g, int64_t at, uint32_t kind, uint32_t who)
{
    struct sim_event event;
    assert_true(sim_agenda_next(g, (sim_instant){INT64_MAX}, SIM_OBSERVE, &event));
    assert_int_equal(event.at.us, at);
    assert_int_equal(event.kind, kind);
    assert_int_equal(event.who, who);
}

static void ends_of_services_go_first_and_in_the_order_of_scheduling(void **state)
{
    struct sim_slots s[3];
    struct sim_event event;
    struct sim_agenda *g = sim_agenda_new(*state, 4);
    assert_non_null(g);
    for (uint32_t i = 0; i < 3; i++) {
        assert_true(sim_slots_init(&s[i], *state, 40 + i));
        sim_agenda_add_slots(g, &s[i]);
    }
    sim_agenda_at(g, (sim_instant){5}, SIM_CALENDAR, 1, 11);
    sim_agenda_release(g, &s[2], (sim_instant){5}, 12);
    sim_agenda_release(g, &s[0], (sim_instant){5}, 13);
    sim_agenda_release(g, &s[1], (sim_instant){4}, 14);
    sim_agenda_at(g, (sim_instant){4}, SIM_OBSERVE, 1, 15);
    assert_int_equal(sim_agenda_pending(g), 5);
    assert_false(sim_agenda_next(g, (sim_instant){3}, SIM_OBSERVE, &event));
    assert_true(sim_agenda_next(g, (sim_instant){4}, SIM_RELEASE, &event));
    assert_int_equal(event.who, 14);
    check_next(g, 4, 1, 15);
    check_next(g, 5, 42, 12);
    check_next(g, 5, 40, 13);
    check_next(g, 5, 1, 11);
    assert_int_equal(sim_agenda_now(g).us, 5);
    assert_false(sim_agenda_next(g, (sim_instant){9}, SIM_OBSERVE, &event));
}

/* Two agendas: all events by the agenda, and ends of services by slots. */
struct pair {
    struct sim_agenda *plain, *with;
    struct sim_slots slots;
};

static void schedule(struct pair *p, uint64_t *seed, uint32_t who)
{
    sim_instant at = {sim_agenda_now(p->plain).us + (int64_t)(test_random(seed) % 20)};
    enum sim_phase phase = (enum sim_phase)(test_random(seed) % 4);
    sim_agenda_at(p->plain, at, phase, phase, who);
    if (phase == SIM_RELEASE)
        sim_agenda_release(p->with, &p->slots, at, who);
    else
        sim_agenda_at(p->with, at, phase, phase, who);
}

static bool is_next_the_same(struct pair *p)
{
    struct sim_event a, b;
    bool any = sim_agenda_next(p->plain, (sim_instant){INT64_MAX}, SIM_OBSERVE, &a);
    bool other = sim_agenda_next(p->with, (sim_instant){INT64_MAX}, SIM_OBSERVE, &b);
    return any == other && (!any || (a.at.us == b.at.us && a.kind == b.kind && a.who == b.who));
}

/* With few pending and with many. */
static bool slots_change_no_order(uint64_t seed)
{
    struct arena *home = arena_new(0);
    struct pair p = {.plain = sim_agenda_new(home, 4), .with = sim_agenda_new(home, 4)};
    bool is_same = p.plain != NULL && p.with != NULL && sim_slots_init(&p.slots, home, 0);
    uint64_t most = 1 + test_random(&seed) % 60;
    sim_agenda_add_slots(p.with, &p.slots);
    for (uint32_t i = 0; i < 3000 && is_same; i++) {
        size_t pending = sim_agenda_pending(p.plain);
        if (pending == 0 || (pending < most && test_random(&seed) % 2 == 0))
            schedule(&p, &seed, i);
        else
            is_same = is_next_the_same(&p);
    }
    arena_free(home);
    return is_same;
}

static void an_agenda_with_slots_hands_out_the_same_events(void **state)
{
    (void)state;
    CHECK_PROPERTY(slots_change_no_order);
}

static void a_restart_forgets_what_is_pending_in_slots(void **state)
{
    struct sim_slots s;
    struct sim_event event;
    struct sim_agenda *g = sim_agenda_new(*state, 4);
    assert_true(sim_slots_init(&s, *state, 0));
    sim_agenda_add_slots(g, &s);
    sim_agenda_release(g, &s, (sim_instant){5}, 1);
    sim_agenda_restart(g, (sim_instant){0});
    assert_false(sim_agenda_next(g, (sim_instant){9}, SIM_OBSERVE, &event));
}

static void take_from_empty_slots(void)
{
    struct sim_slots s;
    if (sim_slots_init(&s, arena_new(0), 0))
        sim_slots_take(&s);
}

static void taking_from_empty_slots_is_a_bug(void **state)
{
    (void)state;
    assert_true(dies(take_from_empty_slots));
}

#define WITH_ARENA(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_ARENA(the_earliest_is_taken_first_and_of_equal_ones_the_first_put),
        WITH_ARENA(whoever_is_removed_is_not_taken),
        WITH_ARENA(the_array_is_used_again_and_grows_only_with_those_pending),
        WITH_ARENA(without_memory_nothing_is_put_and_what_is_pending_stays),
        WITH_ARENA(ends_of_services_go_first_and_in_the_order_of_scheduling),
        cmocka_unit_test(an_agenda_with_slots_hands_out_the_same_events),
        WITH_ARENA(a_restart_forgets_what_is_pending_in_slots),
        cmocka_unit_test(taking_from_empty_slots_is_a_bug),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
