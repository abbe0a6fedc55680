/* test_plan_idle.c - a setting is told of when it is written and does nothing, and only then. */
#include "cli/present/plan_idle.h"

#include <string.h>

#include "models/ward/compile.h"
#include "sim/base/arena.h"
#include "tests/support/check.h"

#define SCENARIO "scenarios/yokohama-fy2020.yaml"

struct look {
    struct arena *home;
    struct scenario_data d;
    struct err e, found;
};

static int set_up(void **state)
{
    static struct look l;
    l = (struct look){.home = arena_new(0)};
    *state = &l;
    return l.home == NULL;
}

static int tear_down(void **state)
{
    struct look *l = *state;
    arena_free(l->home);
    return 0;
}

/* What is told with these overrides, which end with NULL. */
static const struct err *told(struct look *l, const char *const *overrides)
{
    size_t n = 0;
    while (overrides[n] != NULL)
        n++;
    assert_true(scenario_read(SCENARIO, overrides, n, l->home, &l->d, &l->e));
    const struct plan *p = compile_plan(&l->d, l->home, &l->e);
    assert_non_null(p);
    plan_idle_find(p, &l->d, &l->found);
    return &l->found;
}
#define TOLD(l, ...) told((l), (const char *const[]){__VA_ARGS__, NULL})

static void check_keys(const struct err *found, const char *const *keys)
{
    int n = 0;
    for (; keys[n] != NULL; n++) {
        assert_true(n < found->count);
        assert_int_equal(found->item[n].code, ERR_NO_EFFECT);
        assert_string_equal(found->item[n].arg[0], keys[n]);
        assert_true(strlen(found->item[n].arg[1]) > 0);
        assert_true(found->item[n].at.line > 0);
    }
    assert_int_equal(found->count, n);
}
#define CHECK_KEYS(found, ...) check_keys((found), (const char *const[]){__VA_ARGS__, NULL})

static void the_default_scenario_has_no_setting_without_effect(void **state)
{
    CHECK_KEYS(TOLD(*state, NULL), NULL);
}

static void without_bookings_their_settings_do_nothing(void **state)
{
    CHECK_KEYS(TOLD(*state, "uses.renewal.mode=walk_in", "uses.handover.mode=walk_in",
                    "wards.栄.places.renewal=5"),
               "uses.handover.request_lead", "booking", "wards.栄.places.renewal");
}

static void where_all_wards_take_bookings_nobody_chooses_a_day_to_walk_in(void **state)
{
    CHECK_KEYS(TOLD(*state, "wards.青葉.mode=booking", "wards.西.mode=booking"),
               "visiting.within_days");
}

static void places_of_a_ward_without_bookings_do_nothing(void **state)
{
    CHECK_KEYS(TOLD(*state, "wards.青葉.places.renewal=5", "wards.栄.places.renewal=5"),
               "wards.青葉.places.renewal");
}

static void a_roster_stands_for_the_counters_of_its_kind_of_day(void **state)
{
    CHECK_KEYS(TOLD(*state, "wards.栄.counters={weekday: 5, saturday: 4}",
                    "wards.栄.roster=[{from: \"8:45\", counters: 6}]"),
               "wards.栄.counters.weekday");
}

static void another_rule_leaves_settings_of_the_first_without_effect(void **state)
{
    CHECK_KEYS(
        TOLD(*state, "counters.rule=slot", "counters.early_end={rule: tickets, tickets: 90}"),
        "counters.earliness", "counters.grace");
}

static void tickets_do_nothing_when_work_ends_the_day(void **state)
{
    CHECK_KEYS(TOLD(*state, "counters.early_end.tickets=90"), "counters.early_end.tickets");
}

static void a_share_of_nobody_leaves_its_delay_without_effect(void **state)
{
    CHECK_KEYS(TOLD(*state, "response.reminded.share=0%", "response.prompt.share=28%",
                    "pin.unknown=0%", "day_factor.cv=0"),
               "notices.blue_after", "response.reminded.mean", "pin.added",
               "day_factor.city_share");
}

static void what_lies_outside_the_period_does_nothing(void **state)
{
    CHECK_KEYS(TOLD(*state, "period={from: 2020-09-01, to: 2020-12-31}",
                    "warmup={notices_from: 2020-05-19, counters_from: 2020-07-01}"),
               "notices.suspended", "surges.pin_resets", "surges.issue");
}

static void a_surge_that_is_switched_off_is_meant_so(void **state)
{
    CHECK_KEYS(TOLD(*state, "surges.mynapoint.on=no"), NULL);
}

static void a_surge_of_no_share_is_told(void **state)
{
    CHECK_KEYS(TOLD(*state, "surges.mynapoint.share=0%"), "surges.mynapoint");
}

static void a_phone_line_needs_agents(void **state)
{
    CHECK_KEYS(TOLD(*state, "phone.agents=none", "phone.share=0%", "phone.trunks=40"), "phone");
}

static void what_follows_a_share_of_nobody_does_nothing(void **state)
{
    CHECK_KEYS(TOLD(*state, "booking.cancel.share=0%", "booking.no_show.limit=0%",
                    "counters.patience.share=0%", "counters.balking.share=0%",
                    "booking.cancel.again=50%", "booking.no_show.scale=7 d",
                    "counters.patience.mean=20 min", "counters.balking.at=15",
                    "calendar.evening.close=19:30"),
               "booking.no_show.scale", "booking.cancel.again", "counters.patience.mean",
               "counters.balking.at", "calendar.evening.close");
}

static void settings_of_another_rule_do_nothing(void **state)
{
    CHECK_KEYS(TOLD(*state, "counters.n_to_m={n: 2, m: 1}", "counters.weights.booked=3"),
               "counters.n_to_m", "counters.weights");
}

#define LOOK(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        LOOK(the_default_scenario_has_no_setting_without_effect),
        LOOK(without_bookings_their_settings_do_nothing),
        LOOK(where_all_wards_take_bookings_nobody_chooses_a_day_to_walk_in),
        LOOK(places_of_a_ward_without_bookings_do_nothing),
        LOOK(a_roster_stands_for_the_counters_of_its_kind_of_day),
        LOOK(another_rule_leaves_settings_of_the_first_without_effect),
        LOOK(tickets_do_nothing_when_work_ends_the_day),
        LOOK(a_share_of_nobody_leaves_its_delay_without_effect),
        LOOK(what_lies_outside_the_period_does_nothing),
        LOOK(a_surge_that_is_switched_off_is_meant_so),
        LOOK(a_surge_of_no_share_is_told),
        LOOK(a_phone_line_needs_agents),
        LOOK(what_follows_a_share_of_nobody_does_nothing),
        LOOK(settings_of_another_rule_do_nothing),
    };
    return cmocka_run_group_tests_name("plan_idle", tests, NULL, NULL);
}
