/* test_staff_shifts.c - people and shifts for counters that are given: sums, tables, sentences. */
#include "cli/staff_shifts.h"

#include <stdio.h>
#include <string.h>

#include "sim/base/arena.h"
#include "tests/support/check.h"

enum { HOUR = 3600, HALVES = 4, CELLS = 3 * HALVES };

/* Two places open from 9 to 11, the first on Saturdays, too. */
struct office {
    struct staff s;
    struct staff_place places[2];
    struct staff_group groups[3];
    struct staff_cell cells[CELLS];
    size_t first[4];
    int32_t counters[CELLS];
    enum staffing_state states[3];
    struct shift_break pause;
    struct shift_rule rules[3];
};

static void open_office(struct office *o, struct arena *home)
{
    static const int32_t counters[CELLS] = {2, 1, 1, 2, 3, 3, 1, 0, 1, 1, 1, 1};
    *o = (struct office){.places = {{"1", "北", "north", 0}, {"2", "南", "south", 1}},
                         .groups = {{0, 0, 20}, {0, 1, 2}, {1, 0, 21}},
                         .first = {0, HALVES, 2 * HALVES, 3 * HALVES},
                         .states = {STAFFING_MET, STAFFING_MET, STAFFING_MET},
                         .pause = {{INT64_C(1800000000)}, 9 * HOUR + 1800, 10 * HOUR + 1800}};
    o->rules[0] = (struct shift_rule){"whole", 0, 9 * HOUR, 11 * HOUR, {&o->pause, 1}, 0, 2000, 0};
    o->rules[1] = (struct shift_rule){"early", 0, 9 * HOUR, 10 * HOUR, {NULL, 0}, 1900, 0, 2};
    o->rules[2] = (struct shift_rule){"saturday", 1, 9 * HOUR, 11 * HOUR, {NULL, 0}, 0, 0, 0};
    memcpy(o->counters, counters, sizeof counters);
    for (size_t c = 0; c < CELLS; c++) {
        int32_t half = 18 + (int32_t)(c % HALVES);
        o->cells[c] = (struct staff_cell){c / HALVES, half, half * 1800, (half + 1) * 1800, 20, 1};
    }
    o->s = (struct staff){.model = &staff_ward_model,
                          .n_places = 2,
                          .n_groups = 3,
                          .n_cells = CELLS,
                          .places = o->places,
                          .groups = o->groups,
                          .cells = o->cells,
                          .first = o->first,
                          .yen_per_hour = 3000,
                          .catalogue = {o->rules, 3}};
    o->s.run.frame.home = home;
    o->s.found.counters = o->counters;
    o->s.found.state = o->states;
}

/* Weekdays at the first place: two at the ends and one between take two whole days, whose breaks
 * are one after the other. Saturdays: three of two hours. The second place: a whole day, and
 * somebody who is early for the break of it. */
static void every_kind_of_day_has_the_cheapest_plan(void **state)
{
    (void)state;
    struct arena *home = arena_new(0);
    struct office o;
    open_office(&o, home);
    assert_true(staff_shifts_make(&o.s));
    const struct staff_shifts_day *d = o.s.shifts->days;
    static const double yen[] = {2 * 3000, 3 * 6000, 3000 + 1900};
    static const int32_t people[] = {2, 3, 2};
    static const double spare[] = {0, 2.5, 0.5};
    for (size_t g = 0; g < 3; g++) {
        assert_true(staff_shifts_has_plan(&d[g]));
        assert_string_equal(staff_shifts_state_key(&d[g]), "least");
        check_near(d[g].plan.cost, yen[g], 0);
        assert_int_equal(d[g].people, people[g]);
        check_near(d[g].surplus_h, spare[g], 1e-12);
    }
    check_near(d[0].paid_h, 3, 1e-12);
    check_near(d[0].needed_h, 3, 1e-12);
    const struct table *t = &o.s.shifts->days_table;
    assert_int_equal(t->n_rows, 3);
    check_near(table_at(t, 1, "yen_month")->real, 36000, 0);
    assert_string_equal(table_at(t, 1, "day_type")->text, "saturday");
    const struct table *p = &o.s.shifts->people;
    assert_string_equal(table_at(p, 0, "breaks")->text, "9:30-10:00");
    assert_string_equal(table_at(p, 1, "breaks")->text, "10:00-10:30");
    assert_int_equal(o.s.shifts->halves.n_rows, CELLS);
    arena_free(home);
}

/* A way whose break begins elsewhere and covers the same half hours is no other way. */
static void ways_that_cover_the_same_are_one(void **state)
{
    (void)state;
    struct arena *home = arena_new(0);
    struct office o;
    open_office(&o, home);
    o.pause = (struct shift_break){{INT64_C(300000000)}, 9 * HOUR + 1860, 10 * HOUR};
    assert_true(staff_shifts_make(&o.s));
    assert_int_equal(o.s.shifts->days[0].n_ways, 2);
    arena_free(home);
}

static const char *said(struct office *o, bool japanese, struct arena *home)
{
    struct text t;
    text_init(&t, home);
    o->s.run.frame.japanese = japanese;
    staff_shifts_print(&o->s, &t);
    return text_get(&t);
}

static void what_cannot_be_planned_is_said_and_the_rest_is_planned(void **state)
{
    (void)state;
    struct arena *home = arena_new(0);
    struct office o;
    open_office(&o, home);
    o.rules[2].from = 9 * HOUR + 1800;
    o.rules[0].most = 1;
    o.states[2] = STAFFING_UNSHOWN;
    assert_true(staff_shifts_make(&o.s));
    const struct staff_shifts_day *d = o.s.shifts->days;
    assert_string_equal(staff_shifts_state_key(&d[0]), "too_few");
    assert_string_equal(staff_shifts_reason(&o.s, 0, home), "whole+1");
    assert_string_equal(staff_shifts_state_key(&d[1]), "bare");
    assert_string_equal(staff_shifts_reason(&o.s, 1, home), "9:00");
    assert_string_equal(staff_shifts_state_key(&d[2]), "not_met");
    assert_string_equal(staff_shifts_reason(&o.s, 2, home), "");
    const char *text = said(&o, false, home);
    assert_non_null(strstr(text, "north weekdays: no plan:\n  the caps of the shifts"));
    assert_non_null(strstr(text, "people lacking at least: 1\n  (whole+1"));
    assert_non_null(strstr(text, "north Saturdays: no plan:\n  none of the shifts covers"));
    assert_non_null(strstr(text, "begin at 9:00\n"));
    assert_non_null(strstr(text, "south weekdays: no plan, as the counters are not known"));
    assert_true(table_at(&o.s.shifts->days_table, 0, "yen")->is_missing);
    assert_int_equal(o.s.shifts->people.n_rows, 0);
    arena_free(home);
}

static void a_kind_of_day_without_shifts_is_bare(void **state)
{
    (void)state;
    struct arena *home = arena_new(0);
    struct office o;
    open_office(&o, home);
    o.s.catalogue.count = 2;
    assert_true(staff_shifts_make(&o.s));
    assert_string_equal(staff_shifts_state_key(&o.s.shifts->days[1]), "bare");
    assert_string_equal(staff_shifts_reason(&o.s, 1, home), "9:00 9:30 10:00");
    assert_non_null(said(&o, true, home));
    arena_free(home);
}

static void several_places_have_a_line_of_shifts_each_and_a_sum(void **state)
{
    (void)state;
    struct arena *home = arena_new(0);
    struct office o;
    open_office(&o, home);
    assert_true(staff_shifts_make(&o.s));
    const char *text = said(&o, false, home);
    assert_non_null(strstr(text, "    whole 2\n"));
    assert_non_null(strstr(text, "    saturday 3\n"));
    /* 20 x 6000 + 2 x 18000 + 21 x 4900 = 258 900 */
    assert_non_null(strstr(text, "259\n"));
    assert_null(strstr(text, "break 9:30"));
    arena_free(home);
}

static void memory_that_runs_out_is_told(void **state)
{
    (void)state;
    for (unsigned n = 1; n <= 12; n++) {
        struct arena *home = arena_new(0);
        struct office o;
        open_office(&o, home);
        arena_fail_nth(home, n);
        assert_false(staff_shifts_make(&o.s));
        arena_free(home);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_of_day_has_the_cheapest_plan),
        cmocka_unit_test(ways_that_cover_the_same_are_one),
        cmocka_unit_test(what_cannot_be_planned_is_said_and_the_rest_is_planned),
        cmocka_unit_test(a_kind_of_day_without_shifts_is_bare),
        cmocka_unit_test(several_places_have_a_line_of_shifts_each_and_a_sum),
        cmocka_unit_test(memory_that_runs_out_is_told),
    };
    return cmocka_run_group_tests_name("shifts", tests, NULL, NULL);
}
