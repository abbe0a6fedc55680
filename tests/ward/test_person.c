/* test_person.c - people are made, wait in lists and are forgotten; memory follows those in
 * flight; no two roles share a random address.
 */
#include "models/ward/person.h"

#include "sim/base/arena.h"
#include "tests/support/check.h"
#include "tests/support/dies.h"

enum { FIRST_CAPACITY = 16384 };

struct people {
    struct arena *home;
    struct plan plan;
    struct person_pool people;
};

static int set_up(void **state)
{
    static struct people p;
    p = (struct people){.home = arena_new(0),
                        .plan = {.n_sites = 3, .most_sites = 3, .n_days = 10}};
    *state = &p;
    return !person_init(&p.people, &p.plan, p.home);
}

static int tear_down(void **state)
{
    struct people *p = *state;
    arena_free(p->home);
    return 0;
}

static void a_new_person_has_no_past(void **state)
{
    struct people *p = *state;
    uint32_t id = person_make(&p->people, 0, 0, 0);
    p->people.people[id] =
        (struct person){.who = 9, .attempts = 9, .is_booked = 1, .appointments = 9};
    person_drop(&p->people, id);
    assert_int_equal(p->people.alive, 0);
    assert_int_equal(person_make(&p->people, 0, 0, 0), id);
    const struct person *person = &p->people.people[id];
    assert_int_equal(person->who, 0);
    assert_int_equal(person->attempts, 0);
    assert_int_equal(person->appointments, 0);
    assert_int_equal(person->is_booked, 0);
    assert_int_equal(person->first_day, PLAN_NO_DAY);
}

static void a_list_holds_the_people_put_on_it_the_last_one_first(void **state)
{
    struct people *p = *state;
    enum { PEOPLE = 3 * PERSON_BLOCK + 1 };
    uint32_t *list = &p->people.visits[17], id[PEOPLE];
    assert_int_equal(*list, PERSON_NONE);
    for (int i = 0; i < PEOPLE; i++) {
        id[i] = person_make(&p->people, 0, 0, 0);
        person_push(&p->people, list, id[i]);
    }
    struct person_walk walk = person_walk_of(&p->people, *list);
    for (int i = PEOPLE - 1; i >= 0; i--)
        assert_int_equal(person_step(&p->people, &walk), id[i]);
    assert_int_equal(person_step(&p->people, &walk), PERSON_NONE);
    assert_int_equal(p->people.alive, PEOPLE);
}

static void a_walk_meets_everybody_once_though_each_is_put_on_the_list_again(void **state)
{
    enum { PEOPLE = 3 * PERSON_SOME - 5 };
    struct people *p = *state;
    uint32_t *list = &p->people.acts[3], id[PEOPLE], some[PERSON_SOME], n;
    for (int i = 0; i < PEOPLE; i++) {
        id[i] = person_make(&p->people, 0, 0, 0);
        person_push(&p->people, list, id[i]);
    }
    struct person_walk walk = person_take_list(&p->people, list);
    assert_int_equal(*list, PERSON_NONE);
    uint32_t left = PEOPLE;
    while ((n = person_some(&p->people, &walk, some)) > 0) {
        for (uint32_t i = 0; i < n; i++) {
            assert_int_equal(some[i], id[--left]);
            person_push(&p->people, list, some[i]);
        }
    }
    assert_int_equal(left, 0);
    walk = person_walk_of(&p->people, *list);
    for (int i = 0; i < PEOPLE; i++)
        assert_int_equal(person_step(&p->people, &walk), id[i]);
}

static void every_site_and_day_has_two_lists_and_all_are_empty_at_first(void **state)
{
    struct people *p = *state;
    assert_int_equal(p->people.n_lists, 30);
    for (uint32_t i = 0; i < 30; i++) {
        assert_int_equal(p->people.acts[i], PERSON_NONE);
        assert_int_equal(p->people.visits[i], PERSON_NONE);
    }
}

static void the_pool_grows_and_keeps_everybody(void **state)
{
    struct people *p = *state;
    for (uint32_t i = 0; i < 3 * FIRST_CAPACITY; i++) {
        uint32_t id = person_make(&p->people, 0, 0, 0);
        assert_int_equal(id, i);
        p->people.people[id].who = i * 7;
    }
    for (uint32_t i = 0; i < 3 * FIRST_CAPACITY; i++)
        assert_int_equal(p->people.people[i].who, i * 7);
}

static void whoever_is_dropped_makes_room_so_memory_follows_people_in_flight(void **state)
{
    struct people *p = *state;
    for (int i = 0; i < 200000; i++)
        person_drop(&p->people, person_make(&p->people, 0, 0, 0));
    assert_int_equal(p->people.used, 1);
    assert_int_equal(p->people.capacity, FIRST_CAPACITY);
}

static void the_blocks_of_a_list_that_was_taken_are_used_again(void **state)
{
    struct people *p = *state;
    uint32_t some[PERSON_SOME];
    for (int round = 0; round < 1000; round++) {
        for (uint32_t i = 0; i < 100; i++)
            person_push(&p->people, &p->people.acts[round % 30], i);
        struct person_walk walk = person_take_list(&p->people, &p->people.acts[round % 30]);
        while (person_some(&p->people, &walk, some) > 0)
            ;
    }
    assert_int_equal(p->people.block_used, (100 + PERSON_BLOCK - 1) / PERSON_BLOCK);
}

static void a_list_grows_beyond_the_first_blocks_or_says_that_memory_is_short(void **state)
{
    enum { MANY = 5000 * PERSON_BLOCK };
    struct people *p = *state;
    for (uint32_t i = 0; i < MANY; i++)
        person_push(&p->people, &p->people.acts[0], i);
    struct person_walk walk = person_walk_of(&p->people, p->people.acts[0]);
    for (uint32_t i = MANY; i-- > 0;)
        assert_int_equal(person_step(&p->people, &walk), i);
    assert_false(p->people.failed);
    arena_fail_nth(p->home, 1);
    while (!p->people.failed)
        person_push(&p->people, &p->people.acts[1], 0);
}

static void a_cleared_pool_is_as_new(void **state)
{
    struct people *p = *state;
    uint32_t first = person_make(&p->people, 0, 0, 0), second = person_make(&p->people, 0, 0, 0);
    person_push(&p->people, &p->people.acts[0], second);
    person_push(&p->people, &p->people.visits[29], first);
    person_drop(&p->people, person_make(&p->people, 0, 0, 0));
    person_clear(&p->people);
    assert_int_equal(p->people.alive, 0);
    assert_int_equal(p->people.acts[0], PERSON_NONE);
    assert_int_equal(p->people.visits[29], PERSON_NONE);
    assert_int_equal(person_make(&p->people, 0, 0, 0), 0);
    assert_int_equal(person_make(&p->people, 0, 0, 0), 1);
}

/* floor(ln(1 - u) / ln q): at least k with the chance q^k. */
static void a_geometric_delay_is_at_least_k_days_with_the_chance_q_to_the_k(void **state)
{
    (void)state;
    double q = 0.75, up_to = 1, inverse = 1 / log(q);
    for (int32_t k = 1; k < 40; k++) {
        up_to *= q;
        assert_int_equal(person_geometric(inverse, 1 - up_to * (1 + 1e-9)), k - 1);
        assert_int_equal(person_geometric(inverse, 1 - up_to * (1 - 1e-9)), k);
    }
}

static void a_geometric_delay_has_the_mean_it_was_made_for(void **state)
{
    (void)state;
    enum { CELLS = 1000000 };
    static const double means[] = {0.5, 1, 3, 20};
    for (int m = 0; m < 4; m++) {
        double sum = 0, inverse = 1 / log(means[m] / (1 + means[m]));
        for (int i = 0; i < CELLS; i++)
            sum += person_geometric(inverse, (i + 0.5) / CELLS);
        check_near(sum / CELLS, means[m], 1e-4 * means[m] + 2e-5);
    }
}

static void without_a_mean_there_is_no_delay_and_none_is_longer_than_20000_days(void **state)
{
    (void)state;
    assert_int_equal(person_geometric(0, 0.999), 0);
    assert_int_equal(person_geometric(1 / log(0.5), 0x1p-53), 0);
    assert_int_equal(person_geometric(1 / log(1 - 1e-9), 1 - 0x1p-53), 20000);
}

/* Every coordinate of an address changes the numbers. */
static void people_populations_roles_sites_and_turns_draw_different_numbers(void **state)
{
    (void)state;
    struct sim_seed seed = {5, 6};
    struct sim_pair a = person_draw(seed, 14103, 7, ROLE_SERVICE, 77, 1);
    const struct sim_pair others[] = {
        person_draw(seed, 14104, 7, ROLE_SERVICE, 77, 1),
        person_draw(seed, 14103, 8, ROLE_SERVICE, 77, 1),
        person_draw(seed, 14103, 7, ROLE_PIN, 77, 1),
        person_draw(seed, 14103, 7, ROLE_SERVICE, 78, 1),
        person_draw(seed, 14103, 7, ROLE_SERVICE, 77, 2),
        person_draw((struct sim_seed){5, 7}, 14103, 7, ROLE_SERVICE, 77, 1),
        person_draw((struct sim_seed){6, 6}, 14103, 7, ROLE_SERVICE, 77, 1),
    };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        assert_true(others[i].u[0] != a.u[0]);
        assert_true(others[i].u[1] != a.u[1]);
    }
    struct sim_pair again = person_draw(seed, 14103, 7, ROLE_SERVICE, 77, 1);
    assert_true(again.u[0] == a.u[0] && again.u[1] == a.u[1]);
}

static void the_largest_population_and_role_fit_into_an_address(void **state)
{
    (void)state;
    assert_true(ROLE_RETURN < 32);
    struct sim_seed seed = {1, 1};
    enum person_role last = (enum person_role)31;
    struct sim_pair a = person_draw(seed, 0xFFFF, 2047, last, UINT32_MAX, 255);
    for (uint32_t k = 1; k <= 16; k *= 2) { /* of a neighbour no role is the same */
        struct sim_pair b =
            person_draw(seed, 0xFFFF, 2046, (enum person_role)(31 ^ k), UINT32_MAX, 255);
        struct sim_pair c = person_draw(seed, 0xFFFF, 2046, last, UINT32_MAX, 255);
        assert_true(a.u[0] != b.u[0] && a.u[0] != c.u[0] && b.u[0] != c.u[0]);
    }
    struct sim_pair low = person_draw(seed, 1, 1, last, 1, 1);
    assert_true(low.u[0] != person_draw(seed, 1, 2, (enum person_role)15, 1, 1).u[0]);
}

static void without_memory_there_is_no_pool_or_no_person(void **state)
{
    struct people *p = *state;
    struct person_pool pool;
    for (unsigned nth = 1; nth <= 4; nth++) {
        arena_fail_nth(p->home, nth);
        assert_false(person_init(&pool, &p->plan, p->home));
    }
    for (int i = 0; i < FIRST_CAPACITY; i++)
        assert_int_not_equal(person_make(&p->people, 0, 0, 0), PERSON_NONE);
    arena_fail_nth(p->home, 1);
    assert_int_equal(person_make(&p->people, 0, 0, 0), PERSON_NONE);
    assert_int_equal(p->people.alive, FIRST_CAPACITY);
    assert_int_equal(person_make(&p->people, 0, 0, 0), FIRST_CAPACITY);
}

static void drop_nobody(void)
{
    struct plan plan = {.n_sites = 1, .most_sites = 1, .n_days = 1};
    struct person_pool pool;
    if (person_init(&pool, &plan, arena_new(0)))
        person_drop(&pool, 0);
}

static void dropping_nobody_is_a_bug(void **state)
{
    (void)state;
    assert_true(dies(drop_nobody));
}

#define WITH_POOL(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_POOL(a_new_person_has_no_past),
        WITH_POOL(a_list_holds_the_people_put_on_it_the_last_one_first),
        WITH_POOL(a_walk_meets_everybody_once_though_each_is_put_on_the_list_again),
        WITH_POOL(every_site_and_day_has_two_lists_and_all_are_empty_at_first),
        WITH_POOL(the_pool_grows_and_keeps_everybody),
        WITH_POOL(whoever_is_dropped_makes_room_so_memory_follows_people_in_flight),
        WITH_POOL(the_blocks_of_a_list_that_was_taken_are_used_again),
        WITH_POOL(a_list_grows_beyond_the_first_blocks_or_says_that_memory_is_short),
        WITH_POOL(a_cleared_pool_is_as_new),
        cmocka_unit_test(a_geometric_delay_is_at_least_k_days_with_the_chance_q_to_the_k),
        cmocka_unit_test(a_geometric_delay_has_the_mean_it_was_made_for),
        cmocka_unit_test(without_a_mean_there_is_no_delay_and_none_is_longer_than_20000_days),
        cmocka_unit_test(people_populations_roles_sites_and_turns_draw_different_numbers),
        cmocka_unit_test(the_largest_population_and_role_fit_into_an_address),
        WITH_POOL(without_memory_there_is_no_pool_or_no_person),
        cmocka_unit_test(dropping_nobody_is_a_bug),
    };
    return cmocka_run_group_tests_name("person", tests, NULL, NULL);
}
