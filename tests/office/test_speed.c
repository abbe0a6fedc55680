/* test_speed.c - how long work takes while the system is slow or down. Times are minutes. */
#include "models/office/speed.h"

#include "sim/base/attr.h"
#include "tests/support/check.h"

struct system {
    struct speed speeds[8];
    int32_t n;
};

static int set_up(void **state)
{
    static struct system s;
    s = (struct system){.n = 0};
    *state = &s;
    return 0;
}

static int64_t minute(double m)
{
    return (int64_t)(m * 60e6);
}

static sim_instant at(double m)
{
    return (sim_instant){minute(m)};
}

static int64_t finish(const struct system *h, double start, double work)
{
    return speed_finish(h->speeds, h->n, minute(start), (int64_t)(work * 60e6));
}

static void speed(struct system *h, double from, int32_t permille)
{
    h->speeds[h->n++] = (struct speed){at(from), permille};
}

static void while_the_system_is_slow_service_takes_longer(void **state)
{
    struct system *h = *state;
    assert_int_equal(finish(h, 50, 10), minute(60));
    speed(h, 60, 500);
    speed(h, 120, 1000);
    assert_int_equal(finish(h, 50, 10), minute(60));   /* done when it begins */
    assert_int_equal(finish(h, 55, 10), minute(70));   /* 5 + 5 at half speed */
    assert_int_equal(finish(h, 60, 10), minute(80));   /* all at half speed */
    assert_int_equal(finish(h, 110, 10), minute(125)); /* 5 in 10 slow minutes, 5 after */
    assert_int_equal(finish(h, 55, 50), minute(135));  /* 5 + 30 + 15 */
    assert_int_equal(finish(h, 120, 10), minute(130));
}

static void while_the_system_is_down_service_rests_and_then_goes_on(void **state)
{
    struct system *h = *state;
    speed(h, 60, 0);
    speed(h, 120, 1000);
    speed(h, 180, 0);
    speed(h, 200, 500);
    speed(h, 240, 1000);
    assert_int_equal(finish(h, 50, 10), minute(60));
    assert_int_equal(finish(h, 55, 10), minute(125));
    assert_int_equal(finish(h, 60, 10), minute(130));
    assert_int_equal(finish(h, 90, 60), minute(180));
    assert_int_equal(finish(h, 90, 61), minute(202));
    assert_int_equal(finish(h, 55, 5 + 60 + 20 + 7), minute(247));
}

static void a_part_of_a_microsecond_is_a_whole_one(void **state)
{
    struct system *h = *state;
    speed(h, 0, 667);
    int64_t start = minute(1);
    assert_int_equal(speed_finish(h->speeds, 1, start, 1), start + 2);
    assert_int_equal(speed_finish(h->speeds, 1, start, 667), start + 1000);
    assert_int_equal(speed_finish(h->speeds, 1, start, 668), start + 1002);
}

/* Whoever starts later or needs more is not done earlier; in two parts it is the same but
 * for a microsecond. */
static bool finish_times_are_those_of_one_clock(uint64_t seed)
{
    static const int32_t permille[] = {1000, 0, 500, 667, 250};
    struct speed speeds[6];
    int64_t from = 0;
    for (size_t i = 0; i < COUNT_OF(speeds); i++) {
        from += (int64_t)(test_random(&seed) % 1000);
        speeds[i] = (struct speed){{from}, permille[test_random(&seed) % 5]};
    }
    speeds[5].permille = 1000;
    int64_t start = (int64_t)(test_random(&seed) % 4000), a = (int64_t)(test_random(&seed) % 900),
            b = (int64_t)(test_random(&seed) % 900);
    int64_t whole = speed_finish(speeds, 6, start, a + b);
    int64_t first = speed_finish(speeds, 6, start, a);
    int64_t parts = speed_finish(speeds, 6, first, b);
    int64_t later = speed_finish(speeds, 6, start + 1, a + b);
    return whole >= start + a + b && first <= whole && whole <= parts && parts <= whole + 4 &&
           later >= whole;
}

static void any_finish_time_is_monotone_and_adds_up(void **state)
{
    (void)state;
    CHECK_PROPERTY(finish_times_are_those_of_one_clock);
}

/* What is done by the finish is what was asked for, and never more before it. */
static bool work_done_is_what_the_finish_promises(uint64_t seed)
{
    static const int32_t permille[] = {1000, 0, 500, 667, 250};
    struct speed speeds[6];
    int64_t from = 0;
    for (size_t i = 0; i < COUNT_OF(speeds); i++) {
        from += (int64_t)(test_random(&seed) % 1000);
        speeds[i] = (struct speed){{from}, permille[test_random(&seed) % 5]};
    }
    speeds[5].permille = 1000;
    int64_t start = (int64_t)(test_random(&seed) % 4000),
            work = (int64_t)(test_random(&seed) % 900);
    int64_t end = speed_finish(speeds, 6, start, work);
    int64_t done = speed_work(speeds, 6, start, end);
    return done >= work && done <= work + 1 &&
           (end == start || speed_work(speeds, 6, start, end - 1) <= work);
}

static void the_work_done_by_the_finish_is_what_was_asked_for(void **state)
{
    (void)state;
    CHECK_PROPERTY(work_done_is_what_the_finish_promises);
}

#define WITH_SPEEDS(test) cmocka_unit_test_setup(test, set_up)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_SPEEDS(while_the_system_is_slow_service_takes_longer),
        WITH_SPEEDS(while_the_system_is_down_service_rests_and_then_goes_on),
        WITH_SPEEDS(a_part_of_a_microsecond_is_a_whole_one),
        cmocka_unit_test(any_finish_time_is_monotone_and_adds_up),
        cmocka_unit_test(the_work_done_by_the_finish_is_what_was_asked_for),
    };
    return cmocka_run_group_tests_name("speed", tests, NULL, NULL);
}
