/* test_staff_lend.c - who lends whom counters, judged with a ward whose needs are known. */
#include "cli/staff_lend.h"

#include <string.h>

#include "sim/base/arena.h"
#include "tests/support/check.h"

enum { GROUPS = 2, CELLS = 4, REPLICATIONS = 3, TICKETS = 100 };

/* Two wards, two half hours: whoever has fewer counters than needed is called half the time. */
struct town {
    struct staff s;
    struct staff_place places[GROUPS];
    struct staff_group groups[GROUPS];
    struct staff_cell cells[CELLS];
    size_t first[GROUPS + 1];
    struct staff_effect effects[REPLICATIONS * GROUPS];
    struct staff_harm harm[GROUPS], allowed[2][GROUPS];
    int32_t found[CELLS], needed[CELLS];
    enum staffing_state state[GROUPS];
};

static bool run_town(struct staff *s, const int32_t *counters, int stream, uint32_t n,
                     struct staffing_count *out)
{
    const struct town *t = (const struct town *)(const void *)s;
    (void)stream;
    for (size_t i = 0; i < n * CELLS; i++) {
        bool is_enough = counters[i % CELLS] >= t->needed[i % CELLS];
        out[i] = (struct staffing_count){TICKETS, is_enough ? TICKETS : TICKETS / 2};
    }
    return true;
}

static const struct staff_model model = {.run = run_town};

static void found_town(struct town *t, const int32_t now[CELLS], const int32_t found[CELLS],
                       const int32_t needed[CELLS])
{
    *t = (struct town){.first = {0, 2, 4}};
    struct staff *s = &t->s;
    s->run.frame.home = arena_new(0);
    assert_non_null(s->run.frame.home);
    s->model = &model;
    s->ask.share = 0.9;
    s->n_places = s->n_groups = GROUPS;
    s->n_cells = CELLS;
    s->places = t->places;
    s->groups = t->groups;
    s->cells = t->cells;
    s->first = t->first;
    s->replications[STAFF_SEARCH] = s->replications[STAFF_CONFIRM] = REPLICATIONS;
    s->effects = t->effects;
    s->harm = t->harm;
    s->allowed[0] = t->allowed[0];
    s->allowed[1] = t->allowed[1];
    s->found.counters = t->found;
    s->found.state = t->state;
    for (size_t c = 0; c < CELLS; c++) {
        t->cells[c] = (struct staff_cell){
            .group = c / 2, .half_hour = 20 + (int32_t)(c % 2), .now = now[c], .days = 1};
        t->groups[c / 2] = (struct staff_group){c / 2, 0, 1};
        t->found[c] = found[c];
        t->needed[c] = needed[c];
    }
}

static void what_one_ward_can_spare_goes_to_another_in_the_same_half_hours(void **state)
{
    (void)state;
    struct town t;
    struct staff_lending l;
    found_town(&t, (const int32_t[]){5, 5, 2, 2}, (const int32_t[]){3, 3, 3, 3},
               (const int32_t[]){3, 3, 3, 3});
    assert_true(staff_lend(&t.s, &l));
    assert_int_equal(l.n, 1);
    assert_int_equal(l.dropped, 0);
    assert_true(l.loans[0].lender == 0 && l.loans[0].borrower == 1 && l.loans[0].counters == 1);
    assert_true(l.loans[0].from == 20 && l.loans[0].to == 22);
    struct interval lender = staff_lend_share(&t.s, &l, 0, 20, 22, true);
    struct interval borrower = staff_lend_share(&t.s, &l, 1, 20, 22, true);
    assert_true(lender.estimate == 0 && borrower.estimate == 0.5 && borrower.lo == 0.5);
    arena_free(t.s.run.frame.home);
}

static void nobody_lends_what_costs_him_the_promise(void **state)
{
    (void)state;
    struct town t;
    struct staff_lending l;
    found_town(&t, (const int32_t[]){5, 5, 2, 2}, (const int32_t[]){3, 3, 3, 3},
               (const int32_t[]){3, 5, 3, 3});
    assert_true(staff_lend(&t.s, &l));
    assert_int_equal(l.n, 0);
    assert_int_equal(l.dropped, 1);
    arena_free(t.s.run.frame.home);
}

static void who_has_no_more_than_needed_lends_nothing(void **state)
{
    (void)state;
    struct town t;
    struct staff_lending l;
    found_town(&t, (const int32_t[]){3, 4, 2, 3}, (const int32_t[]){3, 3, 3, 3},
               (const int32_t[]){3, 3, 3, 3});
    assert_true(staff_lend(&t.s, &l));
    assert_int_equal(l.n, 0);
    arena_free(t.s.run.frame.home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_one_ward_can_spare_goes_to_another_in_the_same_half_hours),
        cmocka_unit_test(nobody_lends_what_costs_him_the_promise),
        cmocka_unit_test(who_has_no_more_than_needed_lends_nothing),
    };
    return cmocka_run_group_tests_name("lending", tests, NULL, NULL);
}
