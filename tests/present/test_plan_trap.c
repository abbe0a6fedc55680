/* test_plan_trap.c - the days of July 2020 that are easily overlooked, each found once. */
#include "cli/present/plan_trap.h"

#include "tests/ward/fixture.h"

static struct plan_traps found(struct small *w)
{
    struct plan_traps t;
    small_compile(w);
    assert_true(plan_trap_find(w->plan, &w->d, w->home, &t));
    return t;
}

static bool is_there(const struct plan_traps *t, civil_day date, enum plan_trap_kind kind)
{
    for (size_t i = 0; i < t->count; i++)
        if (t->items[i].date == date && t->items[i].kind == kind)
            return true;
    return false;
}

static void saturdays_beside_holidays_are_told_and_no_others(void **state)
{
    struct plan_traps t = found(*state);
    assert_int_equal(t.count, 2); /* June to August 2020 */
    assert_int_equal(t.items[0].date, civil_from_date(2020, 7, 25));
    assert_int_equal(t.items[0].kind, PLAN_TRAP_SATURDAY);
    assert_int_equal(t.items[0].n, 4);
    assert_int_equal(t.items[0].from_s, 32400);
    assert_int_equal(t.items[1].date, civil_from_date(2020, 8, 8)); /* Monday is a holiday */
}

static void three_closed_days_are_a_long_closure_and_two_are_a_weekend(void **state)
{
    struct small *w = *state;
    w->d.s.calendar.saturday.weeks.count = 0;
    struct plan_traps t = found(w);
    assert_int_equal(t.count, 2);
    assert_int_equal(t.items[0].date, civil_from_date(2020, 7, 27)); /* 23 to 26 July */
    assert_int_equal(t.items[0].kind, PLAN_TRAP_AFTER_CLOSURE);
    assert_int_equal(t.items[0].n, 4);
    assert_int_equal(t.items[1].date, civil_from_date(2020, 8, 11));
    assert_int_equal(t.items[1].n, 3);
}

static struct plan_traps with_surge(struct small *w, civil_day first, bool is_on)
{
    w->surges[0] = (struct scenario_surge){
        .name = "mynapoint", .use = USE_MYNAPOINT, .share = 1, .is_on = is_on};
    w->d.s.uses.mynapoint.service.mean = small_minutes(6);
    w->visits[0][0] = (struct scenario_visits){.date = first - 7, .visits = 0};
    w->visits[0][1] = (struct scenario_visits){.date = first, .visits = 100};
    w->surge_tables[0] = (struct bind_list){w->visits[0], 2};
    w->d.s.surges.count = 1;
    return found(w);
}

static void a_surge_that_begins_after_a_closed_day_is_told(void **state)
{
    struct plan_traps t = with_surge(*state, civil_from_date(2020, 7, 27), true);
    assert_true(is_there(&t, civil_from_date(2020, 7, 27), PLAN_TRAP_SURGE));
    assert_int_equal(t.items[1].n, 1); /* Saturday the 25th was open */
    assert_string_equal(t.items[1].name, "mynapoint");
}

static void a_surge_that_begins_on_another_day_or_never_is_not(void **state)
{
    struct small *w = *state;
    struct plan_traps t = with_surge(w, civil_from_date(2020, 7, 28), true);
    assert_int_equal(t.count, 2);
    t = with_surge(w, civil_from_date(2020, 7, 27), false);
    assert_int_equal(t.count, 2);
}

static void exceptions_and_outages_of_the_period_stand_in_order_of_date(void **state)
{
    struct small *w = *state;
    static const int32_t kinds[] = {EXCEPTION_RESERVED_ONLY, EXCEPTION_CLOSED, EXCEPTION_OPEN};
    static const int32_t days[] = {27, 13, 20};
    for (int i = 0; i < 3; i++)
        w->exceptions[i] = (struct scenario_exception){.date = civil_from_date(2020, 6, days[i]),
                                                       .announced = civil_from_date(2020, 6, 1),
                                                       .ward = i == 0 ? "栄" : "全区",
                                                       .kind = kinds[i]};
    w->exceptions[3] = (struct scenario_exception){.date = civil_from_date(2020, 5, 9),
                                                   .announced = civil_from_date(2020, 5, 1),
                                                   .ward = "全区",
                                                   .kind = EXCEPTION_CLOSED};
    w->d.exceptions.count = 4;
    w->outages[0] = (struct scenario_outage){
        .date = civil_from_date(2020, 6, 15), .from = 36000, .to = 61200, .state = 1, .factor = 1};
    w->d.outages.count = 1;
    struct plan_traps t = found(w);
    static const enum plan_trap_kind want[] = {PLAN_TRAP_CLOSED,   PLAN_TRAP_DOWN,
                                               PLAN_TRAP_OPEN,     PLAN_TRAP_RESERVED_ONLY,
                                               PLAN_TRAP_SATURDAY, PLAN_TRAP_SATURDAY};
    assert_int_equal(t.count, COUNT_OF(want));
    for (size_t i = 0; i < COUNT_OF(want); i++)
        assert_int_equal(t.items[i].kind, want[i]);
    assert_string_equal(t.items[3].name, "栄");
    assert_int_equal(t.items[1].from_s, 36000);
}

static void every_kind_has_a_word_for_programs(void **state)
{
    (void)state;
    for (int kind = PLAN_TRAP_SATURDAY; kind <= PLAN_TRAP_DOWN; kind++)
        for (int other = PLAN_TRAP_SATURDAY; other < kind; other++)
            assert_string_not_equal(plan_trap_key((enum plan_trap_kind)kind),
                                    plan_trap_key((enum plan_trap_kind)other));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_SMALL(saturdays_beside_holidays_are_told_and_no_others),
        IN_SMALL(three_closed_days_are_a_long_closure_and_two_are_a_weekend),
        IN_SMALL(a_surge_that_begins_after_a_closed_day_is_told),
        IN_SMALL(a_surge_that_begins_on_another_day_or_never_is_not),
        IN_SMALL(exceptions_and_outages_of_the_period_stand_in_order_of_date),
        cmocka_unit_test(every_kind_has_a_word_for_programs),
    };
    return cmocka_run_group_tests_name("plan_trap", tests, NULL, NULL);
}
