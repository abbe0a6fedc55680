/* test_metric.c - every metric is the ratio its definition says, read from a record made by
 * hand in which every word has a number of its own.
 */
#include "models/queue/metric.h"

#include <string.h>

#include "sim/base/text.h"
#include "tests/support/check.h"

enum { WORDS = 2048, MINUTE_US = 60000000 };

/* Two uses, two stations, two waits and one overtime asked for, three people one by one,
 * states 0 to 2. */
static const struct design design = {.n_uses = 2,
                                     .n_stations = 2,
                                     .n_waits = 2,
                                     .n_overtimes = 1,
                                     .n_first = 3,
                                     .n_states = 4,
                                     .has_half_hours = true};

struct sheet {
    int64_t record[WORDS];
};

static int64_t *use_of(struct sheet *s, int32_t use)
{
    return s->record + count_layout_of(&design).uses + (size_t)use * COUNT_USE_WORDS;
}

static int64_t *station_of(struct sheet *s, int32_t station)
{
    return s->record + COUNT_STATION + (size_t)station * COUNT_STATION_WORDS;
}

static int set_up(void **state)
{
    static struct sheet s;
    memset(&s, 0, sizeof s);
    assert_true(count_layout_of(&design).words <= WORDS);
    s.record[COUNT_DAYS] = 4;
    s.record[COUNT_OPEN_US] = 1000;
    *state = &s;
    return 0;
}

static double ratio(const struct sheet *s, const char *name, int32_t use, int32_t index)
{
    const char *nearest = NULL;
    double over, under;
    const struct metric *m = metric_find(name, &nearest);
    assert_non_null(m);
    metric_read(m, &design, s->record, use, index, &over, &under);
    return over / under;
}

/* ---- the rows ------------------------------------------------------------------------- */

static void names_are_unique_and_nearby_ones_are_suggested(void **state)
{
    (void)state;
    size_t n;
    const struct metric *all = metric_all(&n);
    const char *nearest = NULL;
    for (size_t i = 0; i < n; i++)
        assert_ptr_equal(metric_find(all[i].name, &nearest), &all[i]);
    assert_null(metric_find("wait_maen", &nearest));
    assert_string_equal(nearest, "wait_mean");
    assert_null(metric_find("entirely something else", &nearest));
    assert_null(nearest);
}

static bool is_ascii(const char *s)
{
    for (; *s != '\0'; s++)
        if ((unsigned char)*s >= 0x80)
            return false;
    return true;
}

static void every_metric_is_defined_in_both_languages(void **state)
{
    (void)state;
    size_t n;
    const struct metric *all = metric_all(&n);
    for (size_t i = 0; i < n; i++) {
        assert_true(strlen(all[i].meaning_en) > 5);
        assert_true(is_ascii(all[i].meaning_en));
        assert_false(is_ascii(all[i].meaning_ja));
        assert_true(text_is_utf8(all[i].meaning_ja, strlen(all[i].meaning_ja), &(size_t){0}));
        assert_true(strlen(all[i].unit) > 0);
    }
}

static void an_index_is_counted_only_where_the_design_asks_for_it(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        int32_t first, last;
    } ranges[] = {
        {"people", 0, 0},        {"overtime_mean", 0, 0}, {"wait_within", 0, 1},
        {"overtime_over", 1, 1}, {"occupancy", 1, 2},     {"wait_of", 1, 3},
        {"wait_of_first", 1, 3}, {"state", 0, 2},         {"state_up_to", 0, 2},
    };
    const char *nearest;
    for (size_t i = 0; i < COUNT_OF(ranges); i++) {
        const struct metric *m = metric_find(ranges[i].name, &nearest);
        assert_non_null(m);
        for (int32_t k = -1; k < 6; k++)
            assert_int_equal(metric_is_counted(m, &design, k),
                             k >= ranges[i].first && k <= ranges[i].last);
    }
}

/* ---- one scope after the other -------------------------------------------------------- */

static void numbers_of_people_are_a_day_of_one_use_or_of_all(void **state)
{
    struct sheet *s = *state;
    use_of(s, 0)[COUNT_PEOPLE] = 8;
    use_of(s, 1)[COUNT_PEOPLE] = 12;
    check_near(ratio(s, "people", 0, 0), 2, 0);
    check_near(ratio(s, "people", 1, 0), 3, 0);
    check_near(ratio(s, "people", METRIC_ALL_USES, 0), 5, 0);
    use_of(s, 0)[COUNT_OUTCOME + VISIT_TURNED_AWAY] = 1;
    use_of(s, 0)[COUNT_OUTCOME + VISIT_TOO_LATE] = 2;
    check_near(ratio(s, "turned_away", 0, 0), 0.75, 0);
}

static void means_are_over_those_they_are_about(void **state)
{
    struct sheet *s = *state;
    int64_t *a = use_of(s, 0), *b = use_of(s, 1);
    a[COUNT_TICKETS] = 2;
    a[COUNT_WAIT_US] = 3 * (int64_t)MINUTE_US;
    b[COUNT_TICKETS] = 3;
    b[COUNT_WAIT_US] = 7 * (int64_t)MINUTE_US;
    check_near(ratio(s, "wait_mean", 0, 0), 1.5, 1e-12);
    check_near(ratio(s, "wait_mean", METRIC_ALL_USES, 0), 2, 1e-12); /* of people, not of uses */
    a[COUNT_OUTCOME + VISIT_SERVED] = 1;
    a[COUNT_WAIT_SERVED_US] = MINUTE_US;
    check_near(ratio(s, "wait_served_mean", 0, 0), 1, 1e-12);
    a[COUNT_WAIT_ZERO] = 1;
    check_near(ratio(s, "wait_zero", 0, 0), 0.5, 0);
    check_near(ratio(s, "wait_positive", 0, 0), 0.5, 0);
    check_near(ratio(s, "wait_day_total", 0, 0), 0.75, 1e-12);
    a[COUNT_DONE] = 4;
    a[COUNT_STAY_US] = 10 * (int64_t)MINUTE_US;
    check_near(ratio(s, "stay_mean", 0, 0), 2.5, 1e-12); /* of those who got to the end */
}

static void shares_within_a_wait_know_which_wait(void **state)
{
    struct sheet *s = *state;
    int64_t *a = use_of(s, 0);
    a[COUNT_ATTEMPTS] = 10;
    a[COUNT_TICKETS] = 8;
    a[COUNT_OUTCOME + VISIT_SERVED] = 5;
    a[COUNT_SERVED_WITHIN + 1] = 4; /* of the second wait asked for */
    a[COUNT_GONE_WITHIN + 1] = 2;
    check_near(ratio(s, "wait_within", 0, 0), 0, 0);
    check_near(ratio(s, "wait_within", 0, 1), 6.0 / 8, 1e-12);
    check_near(ratio(s, "wait_over", 0, 1), 2.0 / 8, 1e-12);
    check_near(ratio(s, "served_within", 0, 1), 4.0 / 10, 1e-12);
    check_near(ratio(s, "served_within_of_served", 0, 1), 4.0 / 5, 1e-12);
    check_near(ratio(s, "ended_within", 0, 1), 6.0 / 10, 1e-12);
    check_near(ratio(s, "served_within_of_patient", 0, 1), 4.0 / 8, 1e-12); /* 10 less 2 gone */
}

static void numbers_of_the_day_are_over_days(void **state)
{
    struct sheet *s = *state;
    s->record[COUNT_OVERTIME_US] = 8 * (int64_t)MINUTE_US;
    s->record[COUNT_OVERTIME_OVER] = 3;
    s->record[COUNT_DAY_WAIT_US] = 6 * (int64_t)MINUTE_US;
    s->record[COUNT_TICKET_DAYS] = 2;
    check_near(ratio(s, "overtime_mean", METRIC_ALL_USES, 0), 2, 1e-12);
    check_near(ratio(s, "overtime_over", METRIC_ALL_USES, 1), 0.75, 0);
    check_near(ratio(s, "wait_day_mean", METRIC_ALL_USES, 0), 3, 1e-12); /* days with tickets */
}

static void numbers_of_a_station_are_over_its_own_time(void **state)
{
    struct sheet *s = *state;
    int64_t *second = station_of(s, 1);
    second[COUNT_WAITING_US] = 500;
    second[COUNT_BUSY_US] = 1500;
    second[COUNT_STAFFED_US] = 2000;
    second[COUNT_STATION_VISITS] = 4;
    second[COUNT_STATION_WAIT_US] = 8 * (int64_t)MINUTE_US;
    check_near(ratio(s, "queue_mean", METRIC_ALL_USES, 2), 0.5, 0);
    check_near(ratio(s, "queue_mean", METRIC_ALL_USES, 1), 0, 0);
    check_near(ratio(s, "busy_mean", METRIC_ALL_USES, 2), 1.5, 0);
    check_near(ratio(s, "system_mean", METRIC_ALL_USES, 2), 2, 0);
    check_near(ratio(s, "occupancy", METRIC_ALL_USES, 2), 0.75, 0);
    check_near(ratio(s, "station_wait_mean", METRIC_ALL_USES, 2), 2, 1e-12);
}

static void people_are_counted_one_by_one_and_up_to_one(void **state)
{
    struct sheet *s = *state;
    int64_t *first = s->record + count_layout_of(&design).first;
    for (int i = 0; i < 3; i++) {
        first[i * COUNT_FIRST_WORDS + COUNT_FIRST_N] = 2;
        first[i * COUNT_FIRST_WORDS + COUNT_FIRST_WAIT_US] = (i + 1) * (int64_t)MINUTE_US;
        first[i * COUNT_FIRST_WORDS + COUNT_FIRST_CALLS] = 1;
        first[i * COUNT_FIRST_WORDS + COUNT_FIRST_CALL_US] = 7 * (int64_t)MINUTE_US;
    }
    check_near(ratio(s, "wait_of", METRIC_ALL_USES, 1), 0.5, 1e-12);
    check_near(ratio(s, "wait_of", METRIC_ALL_USES, 3), 1.5, 1e-12);
    check_near(ratio(s, "call_of", METRIC_ALL_USES, 3), 7, 1e-12); /* of days with a call */
    check_near(ratio(s, "wait_of_first", METRIC_ALL_USES, 2), 0.75, 1e-12);
    check_near(ratio(s, "wait_of_first", METRIC_ALL_USES, 3), 1, 1e-12);
}

static void states_are_shares_of_the_time_counted(void **state)
{
    struct sheet *s = *state;
    int64_t *inside = s->record + count_layout_of(&design).states;
    inside[0] = 500;
    inside[1] = 300;
    inside[2] = 150;
    inside[3] = 50; /* three and more: no state of its own */
    check_near(ratio(s, "state", METRIC_ALL_USES, 1), 0.3, 1e-12);
    check_near(ratio(s, "state_up_to", METRIC_ALL_USES, 1), 0.8, 1e-12);
    check_near(ratio(s, "state_beyond", METRIC_ALL_USES, 1), 0.2, 1e-12);
    check_near(ratio(s, "state_beyond", METRIC_ALL_USES, 2), 0.05, 1e-12);
}

static void a_quantile_of_one_record_is_its_own_and_of_nobody_none(void **state)
{
    struct sheet *s = *state;
    const char *nearest;
    const struct metric *p90 = metric_find("wait_p90", &nearest);
    assert_true(isnan(metric_own_quantile(p90, &design, s->record, METRIC_ALL_USES)));
    use_of(s, 1)[COUNT_TICKETS] = 10;
    use_of(s, 1)[COUNT_P90_US] = 2 * (int64_t)MINUTE_US;
    s->record[COUNT_ALL_P90_US] = 5 * (int64_t)MINUTE_US;
    assert_true(isnan(metric_own_quantile(p90, &design, s->record, 0)));
    check_near(metric_own_quantile(p90, &design, s->record, 1), 2, 1e-12);
    check_near(metric_own_quantile(p90, &design, s->record, METRIC_ALL_USES), 5, 1e-12);
}

#define ON_SHEET(test) cmocka_unit_test_setup(test, set_up)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_unique_and_nearby_ones_are_suggested),
        cmocka_unit_test(every_metric_is_defined_in_both_languages),
        cmocka_unit_test(an_index_is_counted_only_where_the_design_asks_for_it),
        ON_SHEET(numbers_of_people_are_a_day_of_one_use_or_of_all),
        ON_SHEET(means_are_over_those_they_are_about),
        ON_SHEET(shares_within_a_wait_know_which_wait),
        ON_SHEET(numbers_of_the_day_are_over_days),
        ON_SHEET(numbers_of_a_station_are_over_its_own_time),
        ON_SHEET(people_are_counted_one_by_one_and_up_to_one),
        ON_SHEET(states_are_shares_of_the_time_counted),
        ON_SHEET(a_quantile_of_one_record_is_its_own_and_of_nobody_none),
    };
    return cmocka_run_group_tests_name("metric", tests, NULL, NULL);
}
