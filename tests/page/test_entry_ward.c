/* test_entry_ward.c - what a page asks of wards: its words of the record, its waits, a day step by
 * step; and nothing where there is no such thing.
 */
#include "page/entry.h"

#include "models/queue/design.h"
#include "models/ward/journey.h"
#include "tests/queue/built.h"
#include "tests/ward/fixture.h"

static const char office[] = "period: {open: \"9:00\", length: 3 h, days: 2}\n"
                             "uses:\n  walk:\n    arrivals: {rate: 40 /h}\n"
                             "    service: {family: exponential, mean: 3 min}\n"
                             "counters: {on_duty: 3}\n";

/* ---- helpers ---- */

static struct entry *opened(enum entry_model model, const void *block, uint64_t bytes)
{
    struct entry *e = entry_new((int32_t)model, (uint32_t)bytes);
    assert_non_null(e);
    memcpy(entry_plan(e), block, bytes);
    assert_int_equal(entry_open(e, 0), ENTRY_FINE);
    return e;
}

static struct entry *city_of(struct small *w)
{
    small_compile(w);
    return opened(ENTRY_WARD, w->plan, w->plan->bytes);
}

static uint32_t count_steps(const struct entry *e, enum journey_step step)
{
    const struct journey_event *events = entry_steps(e);
    uint32_t n = 0;
    for (uint32_t i = 0; i < entry_step_count(e); i++)
        n += events[i].step == step;
    return n;
}

/* ---- where counts lie ---- */

static void words_of_a_site_are_those_of_the_record(void **state)
{
    struct small *w = *state;
    struct entry *e = city_of(w);
    assert_int_equal(entry_run(e, 0, SEED, 0), ENTRY_FINE);
    const int64_t *record = entry_record(e);
    for (int32_t site = 0; site < SMALL_SITES; site++) {
        for (int32_t access = 0; access < ACCESS_COUNT; access++)
            assert_ptr_equal(entry_of_access(e, site, access),
                             record + tally_at_access(w->plan, site, access, 0));
        assert_ptr_equal(entry_of_site(e, site), record + tally_at_site(w->plan, site, 0));
    }
    assert_ptr_equal(entry_waits(e, 3, SMALL_SAKAE, ACCESS_BOOKED),
                     entry_bins(e) + tally_bin_section(w->plan, 3, SMALL_SAKAE, ACCESS_BOOKED));
    entry_free(e);
}

static void a_site_alone_counts_what_it_counts_among_all(void **state)
{
    struct small *w = *state;
    struct entry *all = city_of(w), *alone = opened(ENTRY_WARD, w->plan, w->plan->bytes);
    assert_int_equal(entry_run(all, 0, SEED, 0), ENTRY_FINE);
    assert_int_equal(entry_run_site(alone, 0, SEED, 0, SMALL_NISHI), ENTRY_FINE);
    assert_memory_equal(entry_of_site(all, SMALL_NISHI), entry_of_site(alone, SMALL_NISHI),
                        TALLY_SITE_WORDS * sizeof(int64_t));
    assert_true(entry_of_access(alone, SMALL_NISHI, ACCESS_WALK_IN)[TALLY_SERVED] > 0);
    assert_int_equal(entry_run_site(alone, 0, SEED, 0, SMALL_SITES), ENTRY_NO_SITE);
    assert_int_equal(entry_run_site(alone, 0, SEED, 0, -1), ENTRY_NO_SITE);
    entry_free(all);
    entry_free(alone);
}

/* ---- a day ---- */

static void a_day_that_is_watched_has_its_visits_and_the_counts_stay(void **state)
{
    struct small *w = *state;
    struct entry *e = city_of(w), *plain = opened(ENTRY_WARD, w->plan, w->plan->bytes);
    size_t bytes = entry_record_words(e) * sizeof(int64_t);
    int64_t tickets = 0;
    assert_int_equal(entry_run(plain, 0, SEED, 0), ENTRY_FINE);
    for (civil_day day = w->d.s.period.from; day <= w->d.s.period.to; day++) {
        assert_int_equal(entry_watch(e, SMALL_NISHI, day), ENTRY_FINE);
        assert_int_equal(entry_run(e, 0, SEED, 0), ENTRY_FINE);
        assert_memory_equal(entry_record(e), entry_record(plain), bytes);
        tickets += count_steps(e, JOURNEY_TICKET);
        assert_true((entry_step_count(e) > 0) <= (entry_door(e, SMALL_NISHI, day, 0) >= 0));
    }
    const int64_t *walk_in = entry_of_access(e, SMALL_NISHI, ACCESS_WALK_IN);
    assert_true(tickets > 0);
    assert_int_equal(tickets,
                     walk_in[TALLY_TICKETS] + walk_in[-TALLY_ACCESS_WORDS + TALLY_TICKETS]);
    entry_free(e);
    entry_free(plain);
}

static void nothing_is_kept_after_the_watch_is_over(void **state)
{
    struct small *w = *state;
    struct entry *e = city_of(w);
    civil_day monday = civil_from_date(2020, 6, 8);
    assert_int_equal(entry_watch(e, SMALL_NISHI, monday), ENTRY_FINE);
    assert_int_equal(entry_run(e, 0, SEED, 0), ENTRY_FINE);
    assert_true(entry_step_count(e) > 0);
    assert_int_equal(entry_watch(e, -1, 0), ENTRY_FINE);
    assert_int_equal(entry_run(e, 0, SEED, 0), ENTRY_FINE);
    assert_int_equal(entry_step_count(e), 0);
    assert_null(entry_steps(e));
    entry_free(e);
}

static void doors_and_counters_are_those_of_the_scenario(void **state)
{
    struct small *w = *state;
    struct entry *e = city_of(w);
    civil_day monday = civil_from_date(2020, 6, 8), sunday = civil_from_date(2020, 6, 7);
    const struct plan_day *at = plan_day_at(w->plan, SMALL_NISHI, monday - w->plan->base_day);
    const struct plan_shift *shift = PLAN_ARRAY(w->plan, struct plan_shift, at_shifts);
    assert_int_equal(entry_door(e, SMALL_NISHI, monday, 0), at->open_s);
    assert_int_equal(entry_door(e, SMALL_NISHI, monday, 1), at->close_s);
    assert_int_equal(entry_duty(e, SMALL_NISHI, monday, at->open_s),
                     shift[at->first_shift].counters);
    assert_int_equal(entry_duty(e, SMALL_NISHI, monday, at->open_s - 1), 0);
    assert_int_equal(entry_door(e, SMALL_NISHI, sunday, 0), -1);
    assert_int_equal(entry_duty(e, SMALL_NISHI, sunday, 36000), -1);
    assert_int_equal(entry_door(e, SMALL_NISHI, w->plan->base_day - 1, 0), -1);
    assert_int_equal(entry_door(e, SMALL_NISHI, w->plan->base_day + w->plan->n_days, 0), -1);
    entry_free(e);
}

/* ---- nothing to ask for ---- */

static void a_queue_has_no_sites(void **state)
{
    struct built *b = *state;
    const struct design *d = built(b, office);
    struct entry *e = opened(ENTRY_QUEUE, d, d->bytes);
    assert_int_equal(entry_run_site(e, 0, SEED, 0, 0), ENTRY_NO_SITE);
    assert_int_equal(entry_watch(e, 0, 0), ENTRY_NO_SITE);
    assert_null(entry_of_access(e, 0, 0));
    assert_null(entry_of_site(e, 0));
    assert_null(entry_waits(e, 0, 0, 0));
    assert_int_equal(entry_door(e, 0, 18000, 0), -1);
    entry_free(e);
}

static void nothing_is_told_before_it_is_open_or_beside_what_there_is(void **state)
{
    struct small *w = *state;
    struct entry *e = city_of(w);
    struct entry *closed = entry_new(ENTRY_WARD, 8);
    assert_int_equal(entry_run_site(closed, 0, SEED, 0, 0), ENTRY_NOT_OPEN);
    assert_int_equal(entry_watch(closed, 0, 0), ENTRY_NOT_OPEN);
    assert_null(entry_of_site(closed, 0));
    assert_int_equal(entry_door(closed, 0, 18000, 0), -1);
    assert_null(entry_of_access(e, 0, ACCESS_COUNT));
    assert_null(entry_of_access(e, SMALL_SITES, 0));
    assert_null(entry_of_site(e, -1));
    assert_null(entry_waits(e, TALLY_SECTIONS, 0, 0));
    assert_int_equal(entry_watch(e, SMALL_SITES, 0), ENTRY_NO_SITE);
    entry_free(closed);
    entry_free(e);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_SMALL(words_of_a_site_are_those_of_the_record),
        IN_SMALL(a_site_alone_counts_what_it_counts_among_all),
        IN_SMALL(a_day_that_is_watched_has_its_visits_and_the_counts_stay),
        IN_SMALL(nothing_is_kept_after_the_watch_is_over),
        IN_SMALL(doors_and_counters_are_those_of_the_scenario),
        BUILT(a_queue_has_no_sites),
        IN_SMALL(nothing_is_told_before_it_is_open_or_beside_what_there_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
