/* test_ahead.c - what forecasts ask of a replication: its days, half hours and ends of acceptance,
 * and a past that all replications share.
 */
#include "models/ward/ahead.h"

#include <stdlib.h>

#include "tests/support/uniforms.h"
#include "tests/ward/fixture.h"

static int by_size(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static void nine_of_ten_do_not_exceed_it_and_it_is_the_least(void **state)
{
    (void)state;
    enum { MOST = 60 };
    struct uniforms s = uniforms_of((struct sim_seed){7, 0}, 1, 1, 1);
    for (uint32_t n = 1; n <= MOST; n++) {
        int64_t values[MOST], sorted[MOST];
        for (uint32_t i = 0; i < n; i++) /* with ties */
            values[i] = sorted[i] = (int64_t)(uniforms_next(&s) * 20);
        qsort(sorted, n, sizeof *sorted, by_size);
        uint32_t place = 0;
        while (10 * (place + 1) < 9 * n)
            place++;
        assert_int_equal(ahead_p90(values, n), sorted[place]);
    }
}

static const int64_t *words_of(const struct small *w, int32_t site, int32_t day)
{
    return w->out.record + tally_at_ahead(w->plan, site, day);
}

static int64_t sum_of(const struct small *w, int32_t site, int32_t which)
{
    int64_t sum = 0;
    for (int32_t day = w->plan->first_report; day <= w->plan->last_report; day++)
        sum += words_of(w, site, day)[which];
    return sum;
}

static int64_t of_site(const struct small *w, int32_t site, int32_t which)
{
    return w->out.record[tally_at_access(w->plan, site, ACCESS_BOOKED, which)] +
           w->out.record[tally_at_access(w->plan, site, ACCESS_WALK_IN, which)];
}

static struct scenario_ahead all_days(const struct small *w)
{
    return (struct scenario_ahead){
        .is_on = true, .from = w->d.s.period.from, .to = w->d.s.period.to};
}

/* The days add up to the numbers that are reported, and the level of each is the tally's. */
static void days_are_those_of_the_tally(void **state)
{
    struct small *w = *state;
    w->d.ahead = all_days(w);
    small_run(w, 20200727, 3);
    for (int32_t site = 0; site < SMALL_SITES; site++) {
        assert_int_equal(sum_of(w, site, TALLY_AHEAD_VISITS), of_site(w, site, TALLY_ARRIVALS));
        assert_int_equal(sum_of(w, site, TALLY_AHEAD_SERVED), of_site(w, site, TALLY_SERVED));
        assert_int_equal(sum_of(w, site, TALLY_AHEAD_TURNED_AWAY),
                         of_site(w, site, TALLY_TURNED_AWAY) + of_site(w, site, TALLY_REFUSED));
        assert_true(sum_of(w, site, TALLY_AHEAD_VISITS) > 1000);
        for (int32_t day = w->plan->first_report; day <= w->plan->last_report; day++) {
            int64_t level = words_of(w, site, day)[TALLY_AHEAD_LEVEL];
            bool is_open = plan_day_at(w->plan, site, day)->open_s >= 0;
            assert_int_equal(level > 0, is_open);
            if (!is_open)
                continue;
            int32_t hist_day = plan_date_at(w->plan, day)->hist_day;
            const int64_t *counts = w->out.sums + tally_at_level(w->plan, site, hist_day);
            for (int k = 0; k < TALLY_LEVELS; k++)
                assert_int_equal(counts[k], level == k + 1);
        }
    }
}

/* Everything that a run reports is the same whatever a forecast asks for. */
static void what_is_asked_changes_nothing_else(void **state)
{
    struct small *w = *state;
    small_run(w, 20200727, 1);
    size_t words = tally_layout_of(w->plan).record_words;
    const int64_t *plain = w->out.record;
    w->d.ahead = all_days(w);
    w->d.ahead.site = SMALL_NISHI;
    w->d.ahead.watched = w->d.ahead.absent_day = civil_from_date(2020, 7, 6);
    w->d.ahead.absent = 1;
    w->plan = NULL;
    w->out = (struct sim_outcome){0};
    small_run(w, 20200727, 1);
    assert_int_equal(tally_layout_of(w->plan).record_ahead, words);
    assert_memory_equal(plain, w->out.record, words * sizeof *plain);
}

static void half_hours_add_up_to_the_day(void **state)
{
    struct small *w = *state;
    w->d.ahead = all_days(w);
    w->d.ahead.site = SMALL_NISHI;
    w->d.ahead.watched = civil_from_date(2020, 7, 6);
    small_run(w, 20200727, 1);
    int64_t served = 0, waiting = 0, most = 0, away = 0;
    for (int32_t h = 0; h < PLAN_HALF_HOURS; h++) {
        const int64_t *words = w->out.record + tally_at_watch(w->plan, h);
        bool is_open = h >= 17 && h < 34; /* 8:45 to 17:00 */
        assert_true(is_open || (words[TALLY_WATCH_SERVED] == 0 && words[TALLY_WATCH_WAITING] == 0));
        assert_true(words[TALLY_WATCH_WAIT_US] <= words[TALLY_WATCH_SERVED] * INT64_C(30600000000));
        served += words[TALLY_WATCH_SERVED];
        away += words[TALLY_WATCH_TURNED_AWAY];
        waiting += words[TALLY_WATCH_WAITING];
        most = words[TALLY_WATCH_P90_US] > most ? words[TALLY_WATCH_P90_US] : most;
    }
    const int64_t *day = words_of(w, SMALL_NISHI, small_day(w, 2020, 7, 6));
    assert_int_equal(served, day[TALLY_AHEAD_SERVED]);
    assert_int_equal(away, day[TALLY_AHEAD_TURNED_AWAY]);
    assert_true(away > 0);
    assert_true(waiting > 0);
    assert_true(most >= day[TALLY_AHEAD_P90_US]); /* some half hour is as bad as the day */
}

/* Later ends turn fewer away and keep the counters busy longer; so does every absence. */
static void ends_of_acceptance_are_tried_on_the_same_people(void **state)
{
    struct small *w = *state;
    w->d.ahead = all_days(w);
    w->d.ahead.absent_day = civil_from_date(2020, 7, 6);
    w->d.ahead.absent = 1;
    small_run(w, 20200727, 1);
    for (int32_t h = 17; h <= 34; h++)
        for (int32_t staff = 0; staff < 2; staff++) {
            const int64_t *now = w->out.record + tally_at_stop(w->plan, SMALL_NISHI, staff, h);
            const int64_t *before =
                w->out.record + tally_at_stop(w->plan, SMALL_NISHI, staff, h > 17 ? h - 1 : h);
            const int64_t *all = w->out.record + tally_at_stop(w->plan, SMALL_NISHI, 0, h);
            bool is_first = h == 17;
            assert_true(is_first || now[TALLY_STOP_LATE_US] >= before[TALLY_STOP_LATE_US]);
            assert_true(is_first || now[TALLY_STOP_TURNED_AWAY] <= before[TALLY_STOP_TURNED_AWAY]);
            assert_true(now[TALLY_STOP_LATE_US] >= all[TALLY_STOP_LATE_US]);
            assert_int_equal(now[TALLY_STOP_TURNED_AWAY], all[TALLY_STOP_TURNED_AWAY]);
        }
    const int64_t *all = w->out.record + tally_at_stop(w->plan, SMALL_NISHI, 0, 34);
    const int64_t *less = w->out.record + tally_at_stop(w->plan, SMALL_NISHI, 1, 34);
    assert_true(less[TALLY_STOP_LATE_US] > all[TALLY_STOP_LATE_US]);
    const int64_t *noon = w->out.record + tally_at_stop(w->plan, SMALL_NISHI, 0, 24);
    const int64_t *never = w->out.record + tally_at_stop(w->plan, SMALL_NISHI, 0, 17);
    assert_true(noon[TALLY_STOP_TURNED_AWAY] > 10);
    /* nobody has an appointment there: everybody is turned away */
    const int64_t *day = words_of(w, SMALL_NISHI, small_day(w, 2020, 7, 6));
    assert_int_equal(never[TALLY_STOP_TURNED_AWAY], day[TALLY_AHEAD_VISITS]);
    assert_int_equal(never[TALLY_STOP_LATE_US], -INT64_C(29700000000));
}

/* The days' words of replication k, with the past of replication 5 until 6 July, or without. */
static int64_t *days_of(struct small *w, bool has_past, uint32_t replication)
{
    w->d.ahead = all_days(w);
    if (has_past) {
        w->d.ahead.past_end = civil_from_date(2020, 7, 6);
        w->d.ahead.past_seed = 20200727;
        w->d.ahead.past_replication = 5;
    }
    w->plan = NULL;
    w->out = (struct sim_outcome){0};
    small_run(w, 20200727, replication);
    return w->out.record + tally_layout_of(w->plan).record_ahead;
}

static void all_replications_share_the_past_and_nothing_after_it(void **state)
{
    struct small *w = *state;
    const int64_t *past = days_of(w, false, 5), *other = days_of(w, false, 0);
    const int64_t *a = days_of(w, true, 0), *b = days_of(w, true, 1), *same = days_of(w, true, 5);
    int32_t days = w->plan->last_report - w->plan->first_report + 1,
            until = small_day(w, 2020, 7, 6) - w->plan->first_report;
    int differ[3] = {0};
    for (int32_t site = 0; site < SMALL_SITES; site++) {
        size_t at = (size_t)site * (size_t)days * TALLY_AHEAD_WORDS;
        assert_memory_equal(a + at, past + at, (size_t)until * TALLY_AHEAD_WORDS * sizeof *a);
        assert_memory_equal(b + at, past + at, (size_t)until * TALLY_AHEAD_WORDS * sizeof *a);
        for (int32_t day = until; day < days; day++) {
            size_t word = at + (size_t)day * TALLY_AHEAD_WORDS + TALLY_AHEAD_VISITS;
            differ[0] += a[word] != b[word];
            differ[1] += a[word] != past[word];
            differ[2] += a[word] != other[word];
        }
    }
    assert_memory_equal(same, past, (size_t)SMALL_SITES * (size_t)days * TALLY_AHEAD_WORDS * 8);
    for (int i = 0; i < 3; i++)
        assert_true(differ[i] > 40); /* of 80 open days */
}

/* Fewer days, and sums by month: the days are those of the whole period, with demand that the
 * scenario gives as an average of it, and outages by chance. */
static void few_days_are_as_all_of_them_make_them(void **state)
{
    struct small *w = *state;
    w->d.s.counters.random_outages.per_year = 100;
    w->d.s.counters.random_outages.mean = small_minutes(60);
    w->d.s.counters.random_outages.state = 1;
    const int64_t *whole = days_of(w, false, 2);
    int32_t first = small_day(w, 2020, 7, 8),
            days = w->plan->last_report - w->plan->first_report + 1,
            before = first - w->plan->first_report;
    w->d.s.measures = MEASURES_BY_MONTH;
    w->d.ahead.from = civil_from_date(2020, 7, 8);
    w->d.ahead.to = civil_from_date(2020, 7, 21);
    w->plan = NULL;
    w->out = (struct sim_outcome){0};
    small_run(w, 20200727, 2);
    assert_int_equal(w->plan->first_report, first);
    for (int32_t site = 0; site < SMALL_SITES; site++)
        assert_memory_equal(words_of(w, site, first),
                            whole + (size_t)(site * days + before) * TALLY_AHEAD_WORDS,
                            sizeof *whole * 14 * TALLY_AHEAD_WORDS);
}

static uint32_t count_past(struct small *w, civil_day past_end)
{
    uint32_t n = 0;
    w->d.ahead = all_days(w);
    w->d.ahead.past_end = past_end;
    w->plan = NULL;
    w->out = (struct sim_outcome){0};
    small_city(w);
    assert_true(city_replicate(w->city, 20200727, 0, 0, &w->out, &w->e));
    for (uint32_t i = 0; i < w->city->pool.used; i++)
        n += (w->city->pool.people[i].flags & PERSON_PAST) != 0;
    return n;
}

static void who_was_there_is_marked_when_the_past_ends(void **state)
{
    struct small *w = *state;
    assert_int_equal(count_past(w, 0), 0);
    uint32_t early = count_past(w, civil_from_date(2020, 6, 8)),
             late = count_past(w, civil_from_date(2020, 8, 28));
    assert_true(early > 0);
    assert_true(late > early); /* others have gone since, and their places were taken */
}

/* The only open day of a forecast need not be every ward's. */
static void a_day_on_which_some_are_closed_can_be_asked_for(void **state)
{
    struct small *w = *state;
    w->exceptions[0] = (struct scenario_exception){.date = civil_from_date(2020, 7, 6),
                                                   .announced = civil_from_date(2020, 7, 1),
                                                   .ward = "西",
                                                   .kind = EXCEPTION_CLOSED};
    w->d.exceptions.count = 1;
    w->d.ahead.is_on = true;
    w->d.ahead.from = w->d.ahead.to = civil_from_date(2020, 7, 6);
    small_run(w, 20200727, 0);
    assert_int_equal(words_of(w, SMALL_NISHI, w->plan->first_report)[TALLY_AHEAD_LEVEL], 0);
    assert_true(words_of(w, SMALL_SAKAE, w->plan->first_report)[TALLY_AHEAD_LEVEL] > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nine_of_ten_do_not_exceed_it_and_it_is_the_least),
        IN_SMALL(days_are_those_of_the_tally),
        IN_SMALL(what_is_asked_changes_nothing_else),
        IN_SMALL(half_hours_add_up_to_the_day),
        IN_SMALL(ends_of_acceptance_are_tried_on_the_same_people),
        IN_SMALL(all_replications_share_the_past_and_nothing_after_it),
        IN_SMALL(few_days_are_as_all_of_them_make_them),
        IN_SMALL(who_was_there_is_marked_when_the_past_ends),
        IN_SMALL(a_day_on_which_some_are_closed_can_be_asked_for),
    };
    return cmocka_run_group_tests_name("ahead", tests, NULL, NULL);
}
