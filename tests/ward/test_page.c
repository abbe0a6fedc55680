/* test_page.c - how a day's places lie over its slots: evenly, or by a template. */
#include "models/ward/page.h"

#include "models/office/template.h"
#include "tests/ward/fixture.h"

/* 16 slots from 8:45 to 16:15 at 栄 on a Tuesday; `places` for renewals. */
enum { SLOTS = 16, DAY_OF_JUNE = 16 };

/* Places of each slot once the page is open; returns their sum. */
static int32_t open_day(struct small *w, int32_t places, int32_t got[SLOTS])
{
    struct city *c = w->city;
    uint32_t class = SMALL_SAKAE * USE_COUNT + USE_RENEWAL;
    int32_t day = small_day(w, 2020, 6, DAY_OF_JUNE), sum = 0;
    small_places(w, USE_RENEWAL, SMALL_SAKAE, day, places);
    page_open(&c->ledger, class, w->plan, USE_RENEWAL, SMALL_SAKAE, day);
    for (int32_t s = 0; s < LEDGER_SLOTS; s++)
        for (; ledger_near(&c->ledger, class, day, s, 0) == s; sum++) {
            ledger_take(&c->ledger, class, day, s);
            got[s < SLOTS ? s : SLOTS - 1]++;
        }
    return sum;
}

static void begin(struct small *w, enum template_rule rule, int32_t block, double rise)
{
    small_quiet(w);
    w->plan->booking.template_rule = (int32_t)rule;
    w->plan->booking.template_block = block;
    w->plan->booking.template_rise = rise;
    small_city(w);
}

static void individual_places_are_spread_as_evenly_as_can_be(void **state)
{
    struct small *w = *state;
    begin(w, TEMPLATE_INDIVIDUAL, 2, 0);
    int32_t got[SLOTS] = {0};
    assert_int_equal(open_day(w, 40, got), 40);
    for (int32_t s = 0; s < SLOTS; s++)
        assert_int_equal(got[s], (s + 1) * 40 / SLOTS - s * 40 / SLOTS);
    int32_t day = small_day(w, 2020, 6, DAY_OF_JUNE);
    for (int32_t people = 0; people <= 4 * SLOTS; people++) {
        uint16_t places[PLAN_SLOTS];
        small_places(w, USE_RENEWAL, SMALL_SAKAE, day, people);
        assert_int_equal(page_places(w->plan, USE_RENEWAL, SMALL_SAKAE, day, places), SLOTS);
        for (int32_t s = 0; s < SLOTS; s++)
            assert_int_equal(places[s], (s + 1) * people / SLOTS - s * people / SLOTS);
        for (int32_t s = SLOTS; s < PLAN_SLOTS; s++)
            assert_int_equal(places[s], 0);
    }
}

/* 32 people at a quarter of an hour each: blocks of four begin every second slot. */
static void blocks_come_into_the_slots_in_which_they_begin(void **state)
{
    struct small *w = *state;
    begin(w, TEMPLATE_BLOCK, 4, 0);
    int32_t got[SLOTS] = {0};
    assert_int_equal(open_day(w, 32, got), 32);
    for (int32_t s = 0; s < SLOTS; s++)
        assert_int_equal(got[s], s % 2 == 0 ? 4 : 0);
}

/* Five at the start, the sixth to the last a quarter of an hour apart: four fewer at the end. */
static void a_block_at_the_start_is_missing_at_the_end(void **state)
{
    struct small *w = *state;
    begin(w, TEMPLATE_BAILEY_WELCH, 5, 0);
    int32_t got[SLOTS] = {0};
    assert_int_equal(open_day(w, 32, got), 32);
    assert_int_equal(got[0], 6);
    for (int32_t s = 1; s < SLOTS; s++)
        assert_int_equal(got[s], s < SLOTS - 2 ? 2 : 0);
}

static void a_dome_has_more_places_at_both_ends_than_in_the_middle(void **state)
{
    struct small *w = *state;
    begin(w, TEMPLATE_DOME, 1, 1);
    int32_t got[SLOTS] = {0};
    assert_int_equal(open_day(w, 160, got), 160);
    int32_t ends = got[0] + got[1] + got[SLOTS - 2] + got[SLOTS - 1], middle = 0;
    for (int32_t s = 6; s < 10; s++)
        middle += got[s];
    assert_true(ends > middle + 10);
}

static void a_block_larger_than_the_day_is_the_whole_day(void **state)
{
    struct small *w = *state;
    begin(w, TEMPLATE_BLOCK, 500, 0);
    int32_t got[SLOTS] = {0};
    assert_int_equal(open_day(w, 7, got), 7);
    assert_int_equal(got[0], 7);
}

static void a_day_without_places_has_none_by_any_template(void **state)
{
    struct small *w = *state;
    for (int32_t rule = TEMPLATE_INDIVIDUAL; rule <= TEMPLATE_DOME; rule++) {
        begin(w, (enum template_rule)rule, 2, 1);
        int32_t got[SLOTS] = {0};
        assert_int_equal(open_day(w, 0, got), 0);
    }
}

/* Slots before the first step have none; those of a step that is written for a month hold in that
 * month alone, and the table stays what the other days have. */
static void places_written_slot_by_slot_are_opened_as_written(void **state)
{
    struct small *w = *state;
    struct scenario_release steps[] = {
        {0, 0, USE_RENEWAL, 36000, 9},
        {civil_from_date(2020, 6, 30), 0, USE_RENEWAL, 33300, 3},
        {civil_from_date(2020, 6, 30), 0, USE_RENEWAL, 46800, 5},
        {civil_from_date(2020, 6, 30), 0, USE_RENEWAL, 54000, 0},
    };
    w->own[0] = (struct scenario_ward){
        .name = "栄", .places = {-1, -1}, .release = {steps, COUNT_OF(steps)}};
    w->d.s.wards.count = 1;
    small_quiet(w);
    small_city(w);
    uint32_t class = SMALL_SAKAE * USE_COUNT + USE_RENEWAL;
    int32_t day = small_day(w, 2020, 6, DAY_OF_JUNE), sum = 0, slots = 0;
    page_open(&w->city->ledger, class, w->plan, USE_RENEWAL, SMALL_SAKAE, day);
    for (int32_t s = 0; s < SLOTS; s++) {
        int32_t at = 31500 + s * 1800, want = at < 33300 ? 0 : at < 46800 ? 3 : at < 54000 ? 5 : 0;
        for (int32_t i = 0; i < want; i++)
            ledger_take(&w->city->ledger, class, day, s);
        slots += ledger_near(&w->city->ledger, class, day, s, 0) == s;
        sum += want;
    }
    assert_int_equal(slots, 0);
    assert_int_equal(plan_places(w->plan, USE_RENEWAL, SMALL_SAKAE, day), sum);
    int32_t saturday = small_day(w, 2020, 6, 13);
    assert_null(plan_released(w->plan, USE_RENEWAL, SMALL_SAKAE, saturday));
    assert_null(plan_released(w->plan, USE_HANDOVER, SMALL_SAKAE, day));
    assert_null(plan_released(w->plan, USE_RENEWAL, SMALL_NISHI, day));
    /* of another month: three of the 16 slots begin before 10:00 */
    int32_t july = small_day(w, 2020, 7, 1);
    assert_int_equal(plan_places(w->plan, USE_RENEWAL, SMALL_SAKAE, july), 13 * 9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_SMALL(individual_places_are_spread_as_evenly_as_can_be),
        IN_SMALL(blocks_come_into_the_slots_in_which_they_begin),
        IN_SMALL(a_block_at_the_start_is_missing_at_the_end),
        IN_SMALL(a_dome_has_more_places_at_both_ends_than_in_the_middle),
        IN_SMALL(a_block_larger_than_the_day_is_the_whole_day),
        IN_SMALL(a_day_without_places_has_none_by_any_template),
        IN_SMALL(places_written_slot_by_slot_are_opened_as_written),
    };
    return cmocka_run_group_tests_name("page", tests, NULL, NULL);
}
