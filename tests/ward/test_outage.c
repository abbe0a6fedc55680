/* test_outage.c - how fast the national system is: the table, and outages by chance. */
#include "models/ward/outage.h"

#include "tests/ward/fixture.h"

enum { MINUTES = 1440, SLOW = 500 };

/* Speeds of the day, minute by minute, at their 30th second. */
static void speeds_of(struct small *w, int32_t day, int32_t *speed)
{
    int32_t n = outage_speeds(w->city, day), now = 1000;
    assert_true(n <= 2 * 4 + OUTAGE_SPEEDS);
    for (int32_t m = 0, i = 0; m < MINUTES; m++) {
        int64_t at = sim_on_day(w->plan->base_day + day, m * 60 + 30).us;
        for (; i < n && w->city->speeds[i].from.us <= at; i++) {
            assert_true(i == 0 || w->city->speeds[i].from.us > w->city->speeds[i - 1].from.us);
            now = w->city->speeds[i].permille;
        }
        speed[m] = now;
    }
    assert_true(n == 0 || w->city->speeds[n - 1].permille == 1000);
}

static void outages_by_chance(struct small *w, double per_day, double mean_s, int32_t permille)
{
    small_quiet(w);
    small_city(w);
    w->plan->outages =
        (struct plan_outages){.per_day = per_day, .mean_s = mean_s, .permille = permille};
}

static void on_16_june(struct small *w, int32_t from, int32_t to, int32_t state)
{
    w->outages[w->d.outages.count++] = (struct scenario_outage){
        .date = civil_from_date(2020, 6, 16), .from = from, .to = to, .state = state, .factor = 4};
}

static void without_chance_the_table_alone_holds(void **state)
{
    struct small *w = *state;
    on_16_june(w, 9 * 3600, 10 * 3600, 1);
    on_16_june(w, 10 * 3600, 11 * 3600, 0);
    small_city(w);
    int32_t speed[MINUTES];
    speeds_of(w, small_day(w, 2020, 6, 16), speed);
    for (int32_t m = 0; m < MINUTES; m++)
        assert_int_equal(speed[m], m < 540 ? 1000 : m < 600 ? 0 : m < 660 ? 250 : 1000);
    assert_int_equal(outage_speeds(w->city, small_day(w, 2020, 6, 17)), 0);
}

/* 4000 days with a mean of one half: within four standard errors. Of a second each, they do
 * not run into each other. They begin from 8:45 to 17:00, at 12:52:30 in the mean. */
static void outages_are_poisson_in_number_and_begin_within_the_hours(void **state)
{
    struct small *w = *state;
    enum { DAYS = 4000 };
    outages_by_chance(w, 0.5, 0.1, 0);
    int32_t day = small_day(w, 2020, 6, 16);
    int64_t midnight = sim_on_day(w->plan->base_day + day, 0).us;
    double count = 0, sum = 0;
    for (uint32_t r = 0; r < DAYS; r++) {
        w->city->seed.replication = r;
        int32_t n = outage_speeds(w->city, day);
        for (int32_t i = 0; i < n; i += 2) {
            double second = (double)(w->city->speeds[i].from.us - midnight) / 1e6;
            assert_true(second >= 31500 && second < 61200);
            assert_int_equal(w->city->speeds[i].permille, 0);
            sum += second;
            count++;
        }
    }
    check_near(count / DAYS, 0.5, 4 * sqrt(0.5 / DAYS));
    check_near(sum / count, 46350, 4 * 29700 / sqrt(12 * count));
}

/* Rare enough not to meet; a whole second is lost by rounding, one added. */
static void their_length_is_exponential(void **state)
{
    struct small *w = *state;
    outages_by_chance(w, 0.05, 600, 0);
    int32_t day = small_day(w, 2020, 6, 16);
    double count = 0, sum = 0, beyond = 0;
    for (uint32_t r = 0; r < 40000; r++) {
        w->city->seed.replication = r;
        if (outage_speeds(w->city, day) != 2)
            continue;
        double s = (double)(w->city->speeds[1].from.us - w->city->speeds[0].from.us) / 1e6;
        sum += s;
        beyond += s > 600;
        count++;
    }
    assert_true(count > 1500);
    check_near(sum / count, 600, 4 * 600 / sqrt(count));
    check_near(beyond / count, exp(-1), 4 * 0.48 / sqrt(count));
}

/* Whatever chance says, minute by minute: the table where it says something, else chance. */
static void where_both_overlap_the_table_holds(void **state)
{
    struct small *w = *state;
    on_16_june(w, 9 * 3600, 11 * 3600, 1);
    on_16_june(w, 13 * 3600, 14 * 3600, 0);
    outages_by_chance(w, 3, 5400, SLOW);
    int32_t day = small_day(w, 2020, 6, 16), met = 0;
    for (uint32_t r = 0; r < 500; r++) {
        int32_t with[MINUTES], without[MINUTES];
        w->city->seed.replication = r;
        struct plan_date *date = &SMALL_ARRAY(w->plan, struct plan_date, at_dates)[day];
        speeds_of(w, day, with);
        uint16_t n = date->n_speeds;
        date->n_speeds = 0;
        speeds_of(w, day, without);
        date->n_speeds = n;
        for (int32_t m = 0; m < MINUTES; m++) {
            int32_t fixed = m >= 540 && m < 660 ? 0 : m >= 780 && m < 840 ? 250 : 1000;
            assert_int_equal(with[m], fixed != 1000 ? fixed : without[m]);
            met += fixed != 1000 && without[m] != 1000;
        }
    }
    assert_true(met > 1000);
}

/* From May to August, 123 days; all of them together are what the year's share says. */
static void as_many_as_the_scenario_says_fall_on_the_open_days_of_a_year(void **state)
{
    struct small *w = *state;
    w->d.s.counters.random_outages.per_year = 12;
    w->d.s.counters.random_outages.mean = small_minutes(30);
    w->d.s.counters.random_outages.factor = 4;
    small_compile(w);
    int32_t open = 0;
    for (int32_t day = w->plan->first_counter; day <= w->plan->last_report; day++)
        open += small_day_at(w, SMALL_NISHI, day)->open_s >= 0;
    check_near(w->plan->outages.per_day * open, 12 * 123 / 365.25, 1e-9);
    check_near(w->plan->outages.mean_s, 1800, 1e-9);
    assert_int_equal(w->plan->outages.permille, 250);
}

static int64_t waits(const struct small *w)
{
    int64_t sum = 0;
    for (int32_t site = 0; site < SMALL_SITES; site++)
        for (int a = 0; a < ACCESS_COUNT; a++)
            sum += w->out.record[tally_at_access(w->plan, site, a, TALLY_WAIT_US)];
    return sum;
}

static void with_outages_people_wait_longer(void **state)
{
    struct small *w = *state, *other = small_new();
    other->d.s.counters.random_outages.per_year = 50;
    other->d.s.counters.random_outages.mean = small_minutes(60);
    other->d.s.counters.random_outages.state = 1;
    small_run(w, 1, 0);
    small_run(other, 1, 0);
    assert_true(waits(other) > waits(w));
    small_free(other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_SMALL(without_chance_the_table_alone_holds),
        IN_SMALL(outages_are_poisson_in_number_and_begin_within_the_hours),
        IN_SMALL(their_length_is_exponential),
        IN_SMALL(where_both_overlap_the_table_holds),
        IN_SMALL(as_many_as_the_scenario_says_fall_on_the_open_days_of_a_year),
        IN_SMALL(with_outages_people_wait_longer),
    };
    return cmocka_run_group_tests_name("outage", tests, NULL, NULL);
}
