/* test_ledger.c - as many places as were released, and the free slot that was asked for. */
#include "models/office/ledger.h"

#include <stdlib.h>

#include "sim/base/arena.h"
#include "tests/support/check.h"
#include "tests/support/dies.h"

enum { CLASSES = 3, DAY = 18000 };

struct desk {
    struct arena *home;
    struct ledger ledger;
};

static int set_up(void **state)
{
    static struct desk d;
    d = (struct desk){.home = arena_new(0)};
    *state = &d;
    return !ledger_init(&d.ledger, d.home, CLASSES);
}

static int tear_down(void **state)
{
    struct desk *d = *state;
    arena_free(d->home);
    return 0;
}

/* Takes whatever is free in the slot and says how much it was. */
static int32_t take_all(struct ledger *l, uint32_t class, int32_t day, int32_t slot)
{
    int32_t n = 0;
    while (ledger_near(l, class, day, slot, 0) == slot) {
        ledger_take(l, class, day, slot);
        n++;
    }
    return n;
}

/* Slot s gets floor((s+1) p / n) - floor(s p / n): seven places over three slots. */
static void seven_places_over_three_slots_are_two_two_and_three(void **state)
{
    struct desk *d = *state;
    ledger_open(&d->ledger, 0, DAY, 3, 7);
    static const int32_t want[] = {2, 2, 3, 0};
    for (int32_t s = 0; s < 4; s++)
        assert_int_equal(take_all(&d->ledger, 0, DAY, s), want[s]);
}

static bool places_add_up_and_differ_by_one_at_most(uint64_t seed)
{
    struct arena *home = arena_new(0);
    struct ledger l;
    if (!ledger_init(&l, home, 1))
        return false;
    int32_t slots = 1 + (int32_t)(test_random(&seed) % LEDGER_SLOTS);
    int32_t most = seed % 2 == 0 ? 3 * slots : slots * UINT16_MAX;
    int32_t places = (int32_t)(test_random(&seed) % (uint64_t)(most + 1));
    ledger_open(&l, 0, DAY, slots, places);
    int32_t sum = 0, fewest = INT32_MAX, largest = 0;
    for (int32_t s = 0; s < LEDGER_SLOTS; s++) {
        int32_t n = take_all(&l, 0, DAY, s);
        sum += n;
        if (s >= slots)
            continue;
        fewest = n < fewest ? n : fewest;
        largest = n > largest ? n : largest;
    }
    arena_free(home);
    return sum == places && largest - fewest <= 1;
}

static void any_number_of_places_is_spread_whole_and_evenly(void **state)
{
    (void)state;
    CHECK_PROPERTY(places_add_up_and_differ_by_one_at_most);
}

static void full_slots_hold_65535_places_each(void **state)
{
    struct desk *d = *state;
    ledger_open(&d->ledger, 0, DAY, LEDGER_SLOTS, LEDGER_SLOTS * UINT16_MAX);
    for (int32_t s = 0; s < LEDGER_SLOTS; s++)
        assert_int_equal(take_all(&d->ledger, 0, DAY, s), UINT16_MAX);
}

/* A day of 16 slots with a place left in slots 3, 7 and 10 only. */
static void leave_three_seven_and_ten(struct ledger *l)
{
    ledger_open(l, 0, DAY, 16, 16);
    for (int32_t s = 0; s < 16; s++)
        if (s != 3 && s != 7 && s != 10)
            ledger_take(l, 0, DAY, s);
}

static void the_nearest_free_slot_is_found_the_earlier_of_two(void **state)
{
    struct desk *d = *state;
    struct ledger *l = &d->ledger;
    leave_three_seven_and_ten(l);
    assert_int_equal(ledger_near(l, 0, DAY, 7, 0), 7);
    assert_int_equal(ledger_near(l, 0, DAY, 8, 5), 7);
    assert_int_equal(ledger_near(l, 0, DAY, 9, 5), 10);
    assert_int_equal(ledger_near(l, 0, DAY, 5, 5), 3);
    assert_int_equal(ledger_near(l, 0, DAY, 0, 5), 3);
    assert_int_equal(ledger_near(l, 0, DAY, 15, 5), 10);
    assert_int_equal(ledger_near(l, 0, DAY, 63, 60), 10);
}

/* By definition: every slot is looked at, the earlier one first. */
static int32_t nearest_by_search(uint64_t free, int32_t wanted, int32_t tolerance)
{
    for (int32_t distance = 0; distance <= tolerance; distance++)
        for (int32_t s = wanted - distance; s <= wanted + distance; s++)
            if (s >= 0 && s < LEDGER_SLOTS && abs(s - wanted) == distance && (free >> s & 1) != 0)
                return s;
    return LEDGER_NONE;
}

static bool nearest_is_what_a_search_finds(uint64_t seed)
{
    for (int round = 0; round < 200; round++) {
        uint64_t free = test_random(&seed);
        for (uint64_t thin = test_random(&seed) % 7; thin > 0; thin--)
            free &= test_random(&seed);
        int32_t wanted = (int32_t)(test_random(&seed) % LEDGER_SLOTS);
        int32_t tolerance = (int32_t)(test_random(&seed) % (round % 2 == 0 ? 6 : 140));
        int32_t found = nearest_by_search(free, wanted, tolerance);
        free &= ledger_window(wanted, tolerance);
        if ((free == 0) != (found == LEDGER_NONE) ||
            (free != 0 && ledger_nearest(free, wanted) != found))
            return false;
    }
    return true;
}

static void the_nearest_slot_is_what_a_search_of_every_slot_finds(void **state)
{
    (void)state;
    CHECK_PROPERTY(nearest_is_what_a_search_finds);
}

static void a_slot_beyond_the_tolerance_is_not_found(void **state)
{
    struct desk *d = *state;
    struct ledger *l = &d->ledger;
    leave_three_seven_and_ten(l);
    assert_int_equal(ledger_near(l, 0, DAY, 0, 2), LEDGER_NONE);
    assert_int_equal(ledger_near(l, 0, DAY, 0, 3), 3);
    assert_int_equal(ledger_near(l, 0, DAY, 15, 4), LEDGER_NONE);
    assert_int_equal(ledger_near(l, 0, DAY, 5, 1), LEDGER_NONE);
    assert_int_equal(ledger_near(l, 0, DAY, 5, 2), 3);
}

static void the_first_free_slot_is_the_earliest_of_the_day(void **state)
{
    struct desk *d = *state;
    struct ledger *l = &d->ledger;
    leave_three_seven_and_ten(l);
    assert_int_equal(ledger_first(l, 0, DAY), 3);
    ledger_take(l, 0, DAY, 3);
    assert_int_equal(ledger_first(l, 0, DAY), 7);
    ledger_take(l, 0, DAY, 7);
    ledger_take(l, 0, DAY, 10);
    assert_int_equal(ledger_first(l, 0, DAY), LEDGER_NONE);
    assert_int_equal(ledger_near(l, 0, DAY, 7, 64), LEDGER_NONE);
    ledger_open(l, 0, DAY + 1, 64, 64);
    for (int32_t s = 0; s < 63; s++)
        ledger_take(l, 0, DAY + 1, s);
    assert_int_equal(ledger_first(l, 0, DAY + 1), 63);
}

static void classes_and_days_do_not_share_places(void **state)
{
    struct desk *d = *state;
    struct ledger *l = &d->ledger;
    for (uint32_t class = 0; class < CLASSES; class ++)
        for (int32_t day = DAY; day < DAY + LEDGER_DAYS; day++)
            ledger_open(l, class, day, 1, 1);
    ledger_take(l, 1, DAY + 5, 0);
    for (uint32_t class = 0; class < CLASSES; class ++)
        for (int32_t day = DAY; day < DAY + LEDGER_DAYS; day++) {
            bool is_taken = class == 1 && day == DAY + 5;
            assert_int_equal(ledger_first(l, class, day), is_taken ? LEDGER_NONE : 0);
        }
}

static void opening_a_day_forgets_the_one_128_days_before(void **state)
{
    struct desk *d = *state;
    struct ledger *l = &d->ledger;
    ledger_open(l, 0, DAY, 8, 8);
    ledger_take(l, 0, DAY, 0);
    ledger_open(l, 0, DAY + LEDGER_DAYS - 1, 4, 0);
    assert_int_equal(ledger_first(l, 0, DAY), 1);
    ledger_open(l, 0, DAY + LEDGER_DAYS, 4, 4);
    assert_int_equal(take_all(l, 0, DAY + LEDGER_DAYS, 0), 1);
    assert_int_equal(ledger_near(l, 0, DAY + LEDGER_DAYS, 7, 0), LEDGER_NONE);
}

static void a_cleared_ledger_has_no_places(void **state)
{
    struct desk *d = *state;
    ledger_open(&d->ledger, 2, DAY, 8, 8);
    ledger_clear(&d->ledger);
    assert_int_equal(ledger_first(&d->ledger, 2, DAY), LEDGER_NONE);
}

static void without_memory_there_is_no_ledger(void **state)
{
    struct desk *d = *state;
    arena_fail_nth(d->home, 1);
    assert_false(ledger_init(&d->ledger, d->home, CLASSES));
}

static struct ledger of_one_class(void)
{
    struct ledger l = {0};
    if (!ledger_init(&l, arena_new(0), 1))
        _exit(0);
    ledger_open(&l, 0, DAY, 2, 1);
    return l;
}

static void take_from_a_full_slot(void)
{
    struct ledger l = of_one_class();
    ledger_take(&l, 0, DAY, 0);
}

static void take_from_no_class(void)
{
    struct ledger l = of_one_class();
    ledger_take(&l, 1, DAY, 1);
}

static void open_with_more_slots_than_bits(void)
{
    struct ledger l = of_one_class();
    ledger_open(&l, 0, DAY, LEDGER_SLOTS + 1, 1);
}

static void taking_what_is_not_there_is_a_bug(void **state)
{
    (void)state;
    assert_true(dies(take_from_a_full_slot));
    assert_true(dies(take_from_no_class));
    assert_true(dies(open_with_more_slots_than_bits));
}

/* Slots of 2, none and 3 places. */
static void a_day_can_be_opened_with_places_given_slot_by_slot(void **state)
{
    struct desk *d = *state;
    static const uint16_t places[] = {2, 0, 3};
    ledger_open_places(&d->ledger, 1, DAY, 3, places);
    assert_int_equal(ledger_near(&d->ledger, 1, DAY, 1, 0), LEDGER_NONE);
    for (int32_t s = 0; s < 3; s++)
        assert_int_equal(take_all(&d->ledger, 1, DAY, s), places[s]);
}

static void a_place_that_is_given_back_can_be_taken_again(void **state)
{
    struct desk *d = *state;
    ledger_open(&d->ledger, 0, DAY, 2, 2);
    ledger_take(&d->ledger, 0, DAY, 1);
    assert_int_equal(ledger_near(&d->ledger, 0, DAY, 1, 0), LEDGER_NONE);
    ledger_give(&d->ledger, 0, DAY, 1);
    assert_int_equal(take_all(&d->ledger, 0, DAY, 1), 1);
    assert_int_equal(take_all(&d->ledger, 0, DAY, 0), 1);
}

static bool is_even(const void *context, int32_t day)
{
    (void)context;
    return day % 2 == 0;
}

/* Places: one on the first day, one on the second, two in one slot of the fourth. */
static void the_third_free_place_is_counted_over_slots_and_days_that_count(void **state)
{
    struct desk *d = *state;
    for (int32_t day = DAY; day < DAY + 6; day++)
        ledger_open(&d->ledger, 0, day, 4, 0);
    const uint16_t one[] = {0, 1, 0, 0}, two[] = {0, 0, 0, 2};
    ledger_open_places(&d->ledger, 0, DAY, 4, one);
    ledger_open_places(&d->ledger, 0, DAY + 1, 4, one);
    ledger_open_places(&d->ledger, 0, DAY + 3, 4, two);
    assert_int_equal(ledger_third_free(&d->ledger, 0, DAY, DAY + 5, NULL, NULL), DAY + 3);
    assert_int_equal(ledger_third_free(&d->ledger, 0, DAY, DAY + 2, NULL, NULL), LEDGER_NONE);
    assert_int_equal(ledger_third_free(&d->ledger, 0, DAY + 2, DAY + 5, NULL, NULL), LEDGER_NONE);
    ledger_open(&d->ledger, 0, DAY + 4, 4, 9);
    assert_int_equal(ledger_third_free(&d->ledger, 0, DAY + 3, DAY + 5, NULL, NULL), DAY + 4);
    ledger_open(&d->ledger, 0, DAY + 1, 4, 9); /* an odd day, which does not count */
    assert_int_equal(ledger_third_free(&d->ledger, 0, DAY, DAY + 5, is_even, NULL), DAY + 4);
    assert_int_equal(ledger_third_free(&d->ledger, 0, DAY, DAY + 5, NULL, NULL), DAY + 1);
}

static void give_to_a_slot_that_is_as_full_as_can_be(void)
{
    void *state;
    set_up(&state);
    struct desk *d = state;
    ledger_open(&d->ledger, 0, DAY, 1, UINT16_MAX);
    ledger_give(&d->ledger, 0, DAY, 0);
}

static void giving_more_than_a_slot_can_hold_is_a_bug(void **state)
{
    (void)state;
    assert_true(dies(give_to_a_slot_that_is_as_full_as_can_be));
}

#define WITH_DESK(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_DESK(seven_places_over_three_slots_are_two_two_and_three),
        cmocka_unit_test(any_number_of_places_is_spread_whole_and_evenly),
        WITH_DESK(full_slots_hold_65535_places_each),
        WITH_DESK(the_nearest_free_slot_is_found_the_earlier_of_two),
        cmocka_unit_test(the_nearest_slot_is_what_a_search_of_every_slot_finds),
        WITH_DESK(a_slot_beyond_the_tolerance_is_not_found),
        WITH_DESK(the_first_free_slot_is_the_earliest_of_the_day),
        WITH_DESK(classes_and_days_do_not_share_places),
        WITH_DESK(opening_a_day_forgets_the_one_128_days_before),
        WITH_DESK(a_cleared_ledger_has_no_places),
        WITH_DESK(without_memory_there_is_no_ledger),
        cmocka_unit_test(taking_what_is_not_there_is_a_bug),
        WITH_DESK(a_day_can_be_opened_with_places_given_slot_by_slot),
        WITH_DESK(a_place_that_is_given_back_can_be_taken_again),
        WITH_DESK(the_third_free_place_is_counted_over_slots_and_days_that_count),
        cmocka_unit_test(giving_more_than_a_slot_can_hold_is_a_bug),
    };
    return cmocka_run_group_tests_name("ledger", tests, NULL, NULL);
}
