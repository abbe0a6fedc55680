/* test_count.c - every word of a record by hand: one person at a time is counted into a small
 * design, whose day is from 9:00 to 10:00.
 */
#include "models/queue/count.h"

#include <string.h>

#include "sim/base/arena.h"
#include "sim/base/attr.h"
#include "sim/engine/histogram.h"
#include "tests/support/check.h"

#define MIN_US INT64_C(60000000)
#define OPEN_US (540 * MIN_US)
enum { WORDS = 1024, USES = 2, NO_SLOT = -1 };

static const struct design design = {.n_uses = USES,
                                     .n_stations = 2,
                                     .n_waits = 2,
                                     .waits_us = {5 * MIN_US, 10 * MIN_US},
                                     .n_first = 2,
                                     .n_states = 3,
                                     .open_us = OPEN_US,
                                     .close_us = OPEN_US + 60 * MIN_US,
                                     .warm_us = OPEN_US,
                                     .has_half_hours = true};

struct sheet {
    struct arena *home;
    struct count c;
    int64_t record[WORDS];
    uint32_t bins[USES * SIM_HISTOGRAM_BINS];
};

static int set_up(void **state)
{
    static struct sheet s;
    s = (struct sheet){.home = arena_new(0)};
    *state = &s;
    if (s.home == NULL || !count_init(&s.c, &design, s.home))
        return 1;
    count_begin(&s.c, s.record);
    count_day_begin(&s.c);
    return 0;
}

static int tear_down(void **state)
{
    struct sheet *s = *state;
    arena_free(s->home);
    return 0;
}

/* A ticket at a minute after 9:00, ended after so many minutes of waiting. */
static struct visit ticket(double minute, double wait, enum visit_outcome outcome)
{
    int64_t at = OPEN_US + (int64_t)(minute * 60e6), span = (int64_t)(wait * 60e6);
    bool is_called = outcome == VISIT_SERVED;
    return (struct visit){.arrive_us = at,
                          .ticket_us = at,
                          .slot_us = VISIT_NO_SLOT,
                          .outcome = (uint8_t)outcome,
                          .wait_us = span,
                          .is_called = is_called,
                          .call_us = at + span,
                          .finish_us = at + span + (is_called ? 3 * MIN_US : 0)};
}

static void counts(struct sheet *s, int32_t use, double minute, double wait,
                   enum visit_outcome outcome)
{
    struct visit v = ticket(minute, wait, outcome);
    count_ticket(&s->c, use, &v, 99);
}

static int64_t word_of(const struct sheet *s, int32_t use, int32_t word)
{
    return count_use(&s->c, use)[word];
}

static int64_t half_word(const struct sheet *s, int32_t half, int32_t word)
{
    return s->record[s->c.at.halves + (size_t)(half * COUNT_HALF_WORDS + word)];
}

/* ---- the record ---- */

static void the_parts_of_a_record_follow_each_other_without_a_gap(void **state)
{
    (void)state;
    struct count_layout at = count_layout_of(&design);
    assert_int_equal(at.uses, COUNT_STATION + 2 * COUNT_STATION_WORDS);
    assert_int_equal(at.first - at.uses, 2 * COUNT_USE_WORDS);
    assert_int_equal(at.states - at.first, 2 * COUNT_FIRST_WORDS);
    assert_int_equal(at.halves - at.states, 3);
    assert_int_equal(at.words - at.halves, 48 * COUNT_HALF_WORDS);
    assert_true(at.words <= WORDS);
    struct design long_run = design;
    long_run.has_half_hours = false;
    at = count_layout_of(&long_run);
    assert_int_equal(at.words, at.halves);
    assert_int_equal(count_bins_of(&design), 2 * SIM_HISTOGRAM_BINS);
}

/* ---- people ---- */

static void a_person_is_one_however_often_he_stands_at_the_door(void **state)
{
    struct sheet *s = *state;
    count_attempt(&s->c, 1, OPEN_US + 29 * MIN_US, true);
    count_attempt(&s->c, 1, OPEN_US + 30 * MIN_US, false);
    count_attempt(&s->c, 0, OPEN_US + 30 * MIN_US, true);
    assert_int_equal(word_of(s, 1, COUNT_PEOPLE), 1);
    assert_int_equal(word_of(s, 1, COUNT_ATTEMPTS), 2);
    assert_int_equal(word_of(s, 0, COUNT_ATTEMPTS), 1);
    assert_int_equal(half_word(s, 18, COUNT_HALF_ATTEMPTS), 1);
    assert_int_equal(half_word(s, 19, COUNT_HALF_ATTEMPTS), 2);
}

static void only_no_place_at_the_first_attempt_is_a_first_refusal(void **state)
{
    struct sheet *s = *state;
    count_refused(&s->c, 0, VISIT_FULL, true);
    count_refused(&s->c, 0, VISIT_FULL, false);
    count_refused(&s->c, 0, VISIT_BALKED, true);
    assert_int_equal(word_of(s, 0, COUNT_OUTCOME + VISIT_FULL), 2);
    assert_int_equal(word_of(s, 0, COUNT_OUTCOME + VISIT_BALKED), 1);
    assert_int_equal(word_of(s, 0, COUNT_FIRST_FULL), 1);
    assert_int_equal(word_of(s, 0, COUNT_TICKETS), 0);
}

static void a_wait_runs_from_the_ticket_or_the_slot_whichever_is_later(void **state)
{
    (void)state;
    static const struct {
        double slot, wait, counted;
    } cases[] = {{NO_SLOT, 12, 12}, {5, 12, 12}, {10, 12, 12}, {15, 12, 7}, {25, 12, 0}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct visit v = ticket(10, cases[i].wait, VISIT_SERVED);
        if (cases[i].slot >= 0)
            v.slot_us = OPEN_US + (int64_t)(cases[i].slot * 60e6);
        check_near((double)count_wait_us(&v) / MIN_US, cases[i].counted, 0);
    }
}

static void a_ticket_is_counted_by_its_outcome_and_its_wait(void **state)
{
    struct sheet *s = *state;
    counts(s, 0, 0, 0, VISIT_SERVED);
    counts(s, 0, 1, 5, VISIT_SERVED); /* just within */
    counts(s, 0, 2, 10, VISIT_LEFT);
    counts(s, 0, 3, 20, VISIT_STAYED);
    assert_int_equal(word_of(s, 0, COUNT_TICKETS), 4);
    assert_int_equal(word_of(s, 0, COUNT_OUTCOME + VISIT_SERVED), 2);
    assert_int_equal(word_of(s, 0, COUNT_OUTCOME + VISIT_LEFT), 1);
    assert_int_equal(word_of(s, 0, COUNT_OUTCOME + VISIT_STAYED), 1);
    assert_int_equal(word_of(s, 0, COUNT_WAIT_US), 35 * MIN_US); /* whoever is gone counts, too */
    assert_int_equal(word_of(s, 0, COUNT_WAIT_SERVED_US), 5 * MIN_US);
    assert_int_equal(word_of(s, 0, COUNT_WAIT_ZERO), 1);
    assert_int_equal(word_of(s, 0, COUNT_SERVED_WITHIN), 2);
    assert_int_equal(word_of(s, 0, COUNT_SERVED_WITHIN + 1), 2);
    assert_int_equal(word_of(s, 0, COUNT_GONE_WITHIN), 0);
    assert_int_equal(word_of(s, 0, COUNT_GONE_WITHIN + 1), 1);
    assert_int_equal(word_of(s, 1, COUNT_TICKETS), 0);
}

static void half_hours_are_those_of_the_ticket_not_of_the_call(void **state)
{
    struct sheet *s = *state;
    counts(s, 0, 29, 8, VISIT_SERVED);
    counts(s, 1, 30, 4, VISIT_SERVED);
    counts(s, 1, 40, 1, VISIT_LEFT);
    counts(s, 1, 15 * 60, 4, VISIT_SERVED); /* midnight: no half hour of the day */
    assert_int_equal(half_word(s, 18, COUNT_HALF_TICKETS), 1);
    assert_int_equal(half_word(s, 18, COUNT_HALF_WAIT_US), 8 * MIN_US);
    assert_int_equal(half_word(s, 18, COUNT_HALF_WITHIN), 0);
    assert_int_equal(half_word(s, 19, COUNT_HALF_TICKETS), 2);
    assert_int_equal(half_word(s, 19, COUNT_HALF_WITHIN), 2);
    assert_int_equal(half_word(s, 19, COUNT_HALF_SERVED), 1); /* not who left */
    assert_int_equal(half_word(s, 47, COUNT_HALF_TICKETS), 0);
}

static void the_first_people_are_counted_one_by_one(void **state)
{
    struct sheet *s = *state;
    const int64_t *first = s->record + s->c.at.first;
    struct visit early = ticket(10, 12, VISIT_SERVED), gone = ticket(4, 6, VISIT_LEFT);
    early.slot_us = OPEN_US + 15 * MIN_US;
    count_ticket(&s->c, 0, &early, 0);
    count_ticket(&s->c, 1, &gone, 0);  /* the first of another day */
    count_ticket(&s->c, 0, &early, 2); /* nobody asked for the third */
    assert_int_equal(first[COUNT_FIRST_N], 2);
    assert_int_equal(first[COUNT_FIRST_WAIT_US], 13 * MIN_US); /* 7 from the slot, 6 */
    assert_int_equal(first[COUNT_FIRST_CALLS], 1);
    assert_int_equal(first[COUNT_FIRST_CALL_US], 22 * MIN_US);
    for (int i = COUNT_FIRST_WORDS; i < 2 * COUNT_FIRST_WORDS; i++)
        assert_int_equal(first[i], 0);
    assert_int_equal(s->record[s->c.at.states], 0); /* what stands behind is untouched */
}

static void a_service_is_counted_at_its_station(void **state)
{
    struct sheet *s = *state;
    struct visit v = ticket(10, 12, VISIT_SERVED);
    count_service(&s->c, 1, &v);
    count_done(&s->c, 1, 15 * MIN_US);
    const int64_t *word = count_station(&s->c, 1);
    assert_int_equal(word[COUNT_STATION_VISITS], 1);
    assert_int_equal(word[COUNT_STATION_WAIT_US], 12 * MIN_US);
    assert_int_equal(word[COUNT_STATION_STAY_US], 15 * MIN_US);
    assert_int_equal(word[COUNT_STATION_WORK_US], 3 * MIN_US);
    assert_int_equal(count_station(&s->c, 0)[COUNT_STATION_VISITS], 0);
    assert_int_equal(word_of(s, 1, COUNT_DONE), 1);
    assert_int_equal(word_of(s, 1, COUNT_STAY_US), 15 * MIN_US);
}

/* ---- days ---- */

static void a_day_has_one_mean_wait_and_a_day_without_tickets_none(void **state)
{
    struct sheet *s = *state;
    counts(s, 0, 0, 1, VISIT_SERVED);
    counts(s, 1, 0, 2, VISIT_LEFT);
    count_day_end(&s->c);
    count_day_begin(&s->c);
    count_day_end(&s->c);
    count_day_begin(&s->c);
    for (int i = 0; i < 3; i++) { /* 1, 1 and 0 us: rounded down */
        struct visit v = ticket(0, 0, VISIT_SERVED);
        v.wait_us = i < 2;
        count_ticket(&s->c, 0, &v, 99);
    }
    count_day_end(&s->c);
    assert_int_equal(s->record[COUNT_DAYS], 3);
    assert_int_equal(s->record[COUNT_TICKET_DAYS], 2);
    assert_int_equal(s->record[COUNT_DAY_WAIT_US], 3 * MIN_US / 2);
}

/* ---- histograms ---- */

static void quantiles_are_those_of_this_replication(void **state)
{
    struct sheet *s = *state;
    uint32_t own[SIM_HISTOGRAM_BINS] = {0}, all[SIM_HISTOGRAM_BINS] = {0};
    for (int i = 1; i <= 40; i++) {
        counts(s, i % 2, 0, i, VISIT_SERVED);
        own[sim_histogram_bin(i * MIN_US)] += i % 2 == 0;
        all[sim_histogram_bin(i * MIN_US)]++;
    }
    assert_true(count_end(&s->c, s->bins));
    static const double p[] = {0.50, 0.90, 0.95};
    for (int k = 0; k < 3; k++) {
        double want = floor(sim_histogram_quantile_linear(own, p[k]));
        check_near((double)word_of(s, 0, COUNT_P50_US + k), want, 0);
        want = floor(sim_histogram_quantile_linear(all, p[k]));
        check_near((double)s->record[COUNT_ALL_P50_US + k], want, 0);
        check_near(want / 60e6, 40 * p[k], 0.7);
    }
    assert_int_equal(sim_histogram_count(s->bins), 20);
    assert_memory_equal(s->bins, own, sizeof own);
}

static void without_tickets_a_quantile_is_zero(void **state)
{
    struct sheet *s = *state;
    counts(s, 0, 0, 5, VISIT_SERVED);
    assert_true(count_end(&s->c, s->bins));
    assert_true(word_of(s, 0, COUNT_P50_US) > 0);
    assert_int_equal(word_of(s, 1, COUNT_P50_US), 0);
}

static void the_next_replication_starts_with_empty_histograms(void **state)
{
    struct sheet *s = *state;
    counts(s, 0, 0, 5, VISIT_SERVED);
    assert_true(count_end(&s->c, s->bins));
    memset(s->record, 0, sizeof s->record);
    count_begin(&s->c, s->record);
    counts(s, 0, 0, 50, VISIT_SERVED);
    assert_true(count_end(&s->c, s->bins));
    assert_int_equal(sim_histogram_count(s->bins), 2); /* the sums keep both */
    check_near((double)word_of(s, 0, COUNT_P50_US) / 60e6, 50, 1);
    check_near((double)s->record[COUNT_ALL_P50_US] / 60e6, 50, 1);
}

static void a_bin_that_outgrows_its_32_bits_is_told(void **state)
{
    struct sheet *s = *state;
    uint32_t *bin = &s->bins[SIM_HISTOGRAM_BINS + sim_histogram_bin(5 * MIN_US)];
    *bin = UINT32_MAX - 1;
    counts(s, 1, 0, 5, VISIT_SERVED);
    assert_true(count_end(&s->c, s->bins)); /* just fits */
    assert_int_equal(*bin, UINT32_MAX);
    assert_false(count_end(&s->c, s->bins));
}

static void without_memory_nothing_is_counted(void **state)
{
    struct sheet *s = *state;
    struct count c;
    arena_fail_nth(s->home, 1);
    assert_false(count_init(&c, &design, s->home));
}

#define ON_SHEET(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_SHEET(the_parts_of_a_record_follow_each_other_without_a_gap),
        ON_SHEET(a_person_is_one_however_often_he_stands_at_the_door),
        ON_SHEET(only_no_place_at_the_first_attempt_is_a_first_refusal),
        ON_SHEET(a_wait_runs_from_the_ticket_or_the_slot_whichever_is_later),
        ON_SHEET(a_ticket_is_counted_by_its_outcome_and_its_wait),
        ON_SHEET(half_hours_are_those_of_the_ticket_not_of_the_call),
        ON_SHEET(the_first_people_are_counted_one_by_one),
        ON_SHEET(a_service_is_counted_at_its_station),
        ON_SHEET(a_day_has_one_mean_wait_and_a_day_without_tickets_none),
        ON_SHEET(quantiles_are_those_of_this_replication),
        ON_SHEET(without_tickets_a_quantile_is_zero),
        ON_SHEET(the_next_replication_starts_with_empty_histograms),
        ON_SHEET(a_bin_that_outgrows_its_32_bits_is_told),
        ON_SHEET(without_memory_nothing_is_counted),
    };
    return cmocka_run_group_tests_name("count", tests, NULL, NULL);
}
