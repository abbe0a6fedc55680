/* test_waiting.c - whoever waits is called in the order of the rule, with all that is known of
 * him; places are used again, and nobody is lost when more wait than ever.
 */
#include "models/queue/waiting.h"

#include "sim/base/arena.h"
#include "tests/support/check.h"

enum { MANY = 1000, LAST_RANK = 7 };

struct hall {
    struct arena *home;
    struct waiting w;
};

static int set_up(void **state)
{
    static struct hall h;
    h.home = arena_new(0);
    *state = &h;
    return h.home == NULL;
}

static int tear_down(void **state)
{
    arena_free(((struct hall *)*state)->home);
    return 0;
}

static struct waiting *open_with(struct hall *h, struct discipline_rules rules)
{
    assert_true(waiting_init(&h->w, h->home, &rules));
    waiting_open(&h->w, 0);
    return &h->w;
}

static void join(struct waiting *w, int64_t arrive_us, int64_t slot_us, int32_t number,
                 uint8_t rank)
{
    struct feeder_person p = {.arrive_us = arrive_us, .slot_us = slot_us, .work_us = 7 * arrive_us};
    assert_true(waiting_join(w, &p, rank, rank, number, INT64_MAX));
}

static void check_next(struct waiting *w, int64_t now_us, int32_t number)
{
    assert_int_equal(waiting_call(w, now_us, 1)->number, number);
}

static void ranks_go_first_and_then_tickets(void **state)
{
    struct waiting *w = open_with(*state, (struct discipline_rules){.rule = DISCIPLINE_PRIORITY});
    join(w, 10, VISIT_NO_SLOT, 0, LAST_RANK);
    join(w, 11, VISIT_NO_SLOT, 1, 2);
    join(w, 12, VISIT_NO_SLOT, 2, 0);
    join(w, 13, VISIT_NO_SLOT, 3, 2);
    assert_int_equal(w->people, 4);
    check_next(w, 20, 2);
    check_next(w, 20, 1);
    check_next(w, 20, 3);
    check_next(w, 20, 0);
    assert_int_equal(w->people, 0);
}

static void booked_people_go_first_once_their_slot_has_come(void **state)
{
    struct waiting *w =
        open_with(*state, (struct discipline_rules){.rule = DISCIPLINE_APPOINTMENTS_FIRST});
    join(w, 10, VISIT_NO_SLOT, 0, 0);
    join(w, 11, 50, 1, 0);
    join(w, 12, VISIT_NO_SLOT, 2, 0);
    check_next(w, 40, 0);
    check_next(w, 50, 1);
    check_next(w, 60, 2);
}

static void whoever_is_called_brings_what_he_brought_to_the_line(void **state)
{
    struct waiting *w = open_with(*state, (struct discipline_rules){.rule = DISCIPLINE_SLOT});
    join(w, 10, 30, 4, 3);
    const struct waiting_person *p = waiting_call(w, 40, 1);
    assert_int_equal(p->brings.arrive_us, 10);
    assert_int_equal(p->brings.slot_us, 30);
    assert_int_equal(p->brings.work_us, 70);
    assert_int_equal(p->use, 3);
    assert_int_equal(p->number, 4);
}

static void memory_follows_those_who_wait_not_those_who_ever_came(void **state)
{
    struct waiting *w = open_with(*state, (struct discipline_rules){.rule = DISCIPLINE_TICKET});
    uint32_t capacity = w->capacity;
    for (int32_t i = 0; i < MANY; i++) {
        join(w, i, VISIT_NO_SLOT, i, 0);
        check_next(w, i, i);
    }
    assert_int_equal(w->capacity, capacity);
    assert_int_equal(w->used, 1);
}

static void nobody_is_lost_when_more_wait_than_ever(void **state)
{
    struct waiting *w = open_with(*state, (struct discipline_rules){.rule = DISCIPLINE_TICKET});
    for (int32_t i = 0; i < MANY; i++)
        join(w, i, VISIT_NO_SLOT, i, 0);
    for (int32_t i = 0; i < MANY; i++)
        check_next(w, MANY, i);
    waiting_open(w, 0); /* another day */
    join(w, 5, VISIT_NO_SLOT, 77, 0);
    check_next(w, 9, 77);
}

static void whoever_loses_patience_leaves_his_line(void **state)
{
    enum { END_US = 50 };
    struct feeder_person p = {.arrive_us = 12, .slot_us = VISIT_NO_SLOT};
    struct waiting *w = open_with(*state, (struct discipline_rules){.rule = DISCIPLINE_PRIORITY});
    join(w, 10, VISIT_NO_SLOT, 0, 2);
    join(w, 11, VISIT_NO_SLOT, 1, 2);
    assert_true(w->ends.first_us == INT64_MAX);
    assert_true(waiting_join(w, &p, 0, 2, 2, END_US + 1));
    assert_true(waiting_join(w, &p, 0, 0, 3, END_US));
    assert_true(waiting_join(w, &p, 0, 1, 4, END_US - 1));
    assert_int_equal(w->ends.first_us, END_US - 1);
    assert_int_equal(waiting_leave(w)->number, 4);
    check_next(w, 20, 3); /* called: his end is forgotten */
    assert_int_equal(w->ends.first_us, END_US + 1);
    assert_int_equal(waiting_leave(w)->number, 2);
    assert_true(w->ends.first_us == INT64_MAX);
    check_next(w, 60, 0);
    check_next(w, 60, 1);
}

#define WAITING(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WAITING(ranks_go_first_and_then_tickets),
        WAITING(booked_people_go_first_once_their_slot_has_come),
        WAITING(whoever_is_called_brings_what_he_brought_to_the_line),
        WAITING(memory_follows_those_who_wait_not_those_who_ever_came),
        WAITING(whoever_loses_patience_leaves_his_line),
        WAITING(nobody_is_lost_when_more_wait_than_ever),
    };
    return cmocka_run_group_tests_name("waiting", tests, NULL, NULL);
}
