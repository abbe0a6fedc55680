/* test_design.c - what a scenario says stands in the block, in the units of the block, and the
 * block needs nothing beside itself.
 */
#include "models/queue/design.h"

#include "tests/queue/built.h"

#define HOUR "period: {open: \"9:00\", length: 60 min}\n"
#define PEOPLE \
    "uses:\n  people: {arrivals: {rate: 60 /h}, service: {family: constant, mean: 5 min}}\n"

/* A bit of everything. */
static const char rich[] =
    "period: {open: \"9:00\", length: 90 min, warm_up: 10 min, days: 2}\n"
    "day_factor: {cv: 0.5, city_share: 25%}\n"
    "uses:\n"
    "  walk:\n"
    "    arrivals: {rates: [{from: \"9:00\", rate: 30 /h}, {from: \"9:30\", rate: 2 /min}]}\n"
    "    service: {family: gamma, mean: 5 min, cv: 0.5}\n"
    "    patience: {family: exponential, mean: 20 min}\n"
    "    balking: {from: 3, all_at: 9}\n"
    "    retry: {share: 40%, delay: {family: empirical, table: delay.csv}, attempts: 5}\n"
    "    feedback: {share: 10%}\n"
    "  trace:\n"
    "    arrivals: {kind: trace, trace: trace.csv}\n"
    "    service: {family: triangular, least: 1 min, mode: 2 min, most: 6 min}\n"
    "    rank: 3\n"
    "    weight: 7\n"
    "  booked:\n"
    "    arrivals: {kind: appointments, appointments: {people: 3, no_show: 5%, punctuality:\n"
    "               {earliest: -5 min, latest: 5 min}}}\n"
    "    service: {family: constant, mean: 12 min}\n"
    "  source:\n"
    "    arrivals: {kind: source, source: {people: 4, away: {family: erlang, mean: 1 h, phases: "
    "4}}}\n"
    "    service: {family: uniform, least: 2 min, most: 4 min}\n"
    "counters:\n"
    "  on_duty: 3\n"
    "  roster: [{from: \"9:20\", counters: 1}, {from: \"9:40\", counters: 2}]\n"
    "  by_chance: [{counters: 2, share: 30%}, {counters: 5, share: 70%}]\n"
    "  rule: accumulating\n"
    "  leaving: hand_over\n"
    "  places: 30\n"
    "  longest_wait: 40 min\n"
    "tandem: [{on_duty: 2, service: {family: exponential, mean: 3 min}}]\n"
    "target: {within: 15 min}\n"
    "measure: {waits: [{wait: 5 min}], overtimes: [{wait: 30 min}], first: 4, states: 6}\n";

static const struct design *built_rich(struct built *b)
{
    built_put(b, "delay.csv", "value,weight\n1 min,1\n4 min,3\n");
    built_put(b, "trace.csv",
              "arrive,access,slot,service,patience\n"
              "2 min,booked,9 min,1 min,\n3 min,walk_in,,,4 min\n");
    return built(b, rich);
}

static double mean_min(const struct design *d, int32_t variate)
{
    return design_variate(d, variate)->mean / 60e6;
}

static void times_are_microseconds_from_midnight(void **state)
{
    const struct design *d = built_rich(*state);
    assert_int_equal(d->open_us, OPEN_US);
    assert_int_equal(d->close_us, OPEN_US + 90 * MIN_US);
    assert_int_equal(d->warm_us, OPEN_US + 10 * MIN_US);
    assert_int_equal(d->days, 2);
    assert_true(d->has_half_hours);
    d = built(*state, "period: {open: \"12:00\", length: 13 h}\n" PEOPLE);
    assert_false(d->has_half_hours);
    d = built(*state, "period: {open: \"12:00\", length: 12 h}\n" PEOPLE);
    assert_true(d->has_half_hours); /* up to midnight */
}

static void people_are_expected_as_the_rates_say(void **state)
{
    const struct sim_rate *r = &built_rich(*state)->uses[0].rate;
    check_near(sim_rate_total(r), 15 + 120, 1e-9);
    check_near(sim_rate_before(r, 10 * MIN_US), 5, 1e-9);
    check_near(sim_rate_before(r, 40 * MIN_US), 15 + 20, 1e-9);
    r = &built(*state, HOUR PEOPLE)->uses[0].rate;
    check_near(sim_rate_total(r), 60, 1e-9);
}

static void a_use_keeps_what_it_does_at_the_door(void **state)
{
    const struct design *d = built_rich(*state);
    const struct design_use *use = d->uses;
    assert_int_equal(d->n_uses, 4);
    assert_int_equal(use[0].balk_from, 3);
    assert_int_equal(use[0].balk_all_at, 9);
    assert_int_equal(use[0].attempts, 5);
    check_near(use[0].retry_share, 0.4, 1e-12);
    check_near(use[0].feedback_share, 0.1, 1e-12);
    assert_int_equal(use[0].rank, 0); /* classes are written from 1 */
    assert_int_equal(use[1].rank, 2);
    check_near(use[2].no_show, 0.05, 1e-12);
    assert_int_equal(use[3].people, 4);
    assert_int_equal(use[1].expected_us, 3 * MIN_US);
    assert_int_equal(use[3].expected_us, 3 * MIN_US);
}

static void laws_have_the_mean_that_was_written(void **state)
{
    const struct design *d = built_rich(*state);
    check_near(mean_min(d, d->uses[0].service), 5, 1e-6);
    check_near(mean_min(d, d->uses[0].patience), 20, 1e-6);
    check_near(mean_min(d, d->uses[0].delay), 3.25, 1e-6); /* (1 + 3 x 4) / 4 */
    check_near(mean_min(d, d->uses[1].service), 3, 1e-6);
    check_near(mean_min(d, d->uses[2].punctuality), 0, 1e-6);
    check_near(mean_min(d, d->uses[3].away), 60, 1e-6);
    check_near(mean_min(d, d->uses[3].service), 3, 1e-6);
    check_near(mean_min(d, d->stations[1].service), 3, 1e-6);
    check_near(design_variate(d, d->shared)->mean, 0.25, 1e-6);
    check_near(design_variate(d, d->own)->mean, 0.75, 1e-6);
    assert_int_equal(d->uses[1].patience, DESIGN_NONE);
    assert_int_equal(d->uses[1].delay, DESIGN_NONE);
    assert_int_equal(d->uses[1].punctuality, DESIGN_NONE);
    assert_int_equal(d->uses[2].away, DESIGN_NONE);
}

static void a_share_of_zeros_lowers_what_is_expected(void **state)
{
    const struct design *d =
        built(*state, HOUR "uses:\n  people: {arrivals: {rate: 60 /h}, service: {family: constant, "
                           "mean: 5 min, zero: 20%}}\n");
    assert_int_equal(d->uses[0].expected_us, 4 * MIN_US);
    check_near(mean_min(d, d->uses[0].service), 4, 1e-9);
}

static void the_roster_starts_with_the_opening(void **state)
{
    const struct design *d = built_rich(*state);
    static const int32_t minute[] = {0, 20, 40}, counters[] = {3, 1, 2};
    assert_int_equal(d->n_shifts, 3);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(d->shifts[i].from.us, OPEN_US + minute[i] * MIN_US);
        assert_int_equal(d->shifts[i].counters, counters[i]);
    }
    assert_int_equal(d->n_chances, 2);
    check_near(d->chances[0].share, 0.3, 1e-12); /* cumulative */
    check_near(d->chances[1].share, 1, 1e-12);
    assert_int_equal(d->chances[1].counters, 5);
}

static void stations_have_the_rules_of_the_scenario(void **state)
{
    const struct design *d = built_rich(*state);
    const struct counter_rules *r = &d->stations[0].rules;
    assert_int_equal(d->n_stations, 2);
    assert_int_equal(r->pool.order.rule, DISCIPLINE_ACCUMULATING);
    assert_int_equal(r->pool.order.weight[2], 7);
    assert_true(r->pool.hand_over);
    assert_int_equal(r->places, 30);
    assert_int_equal(r->pool.longest_wait.us, 40 * MIN_US);
    assert_int_equal(r->at_close, COUNTER_CLOSE_SERVE);
    assert_int_equal(d->stations[1].on_duty, 2);
    assert_int_equal(d->stations[1].rules.at_close, COUNTER_CLOSE_OPEN);
    assert_int_equal(d->stations[1].rules.pool.order.rule, DISCIPLINE_TICKET);
}

static void what_is_counted_is_what_was_asked_for(void **state)
{
    const struct design *d = built_rich(*state);
    assert_int_equal(d->n_waits, 2);
    assert_int_equal(d->waits_us[0], 15 * MIN_US); /* the target first */
    assert_int_equal(d->waits_us[1], 5 * MIN_US);
    assert_int_equal(d->n_overtimes, 1);
    assert_int_equal(d->overtimes_us[0], 30 * MIN_US);
    assert_int_equal(d->n_first, 4);
    assert_int_equal(d->n_states, 8); /* 0 to 6, and more */
    assert_int_equal(built(*state, HOUR PEOPLE)->n_states, 0);
}

static void traces_and_slots_stand_one_after_the_other(void **state)
{
    const struct design *d = built_rich(*state);
    const struct design_trace *row = design_trace_of(d, &d->uses[1]);
    assert_int_equal(d->uses[1].people, 2);
    assert_int_equal(row[0].arrive_us, 2 * MIN_US);
    assert_int_equal(row[0].slot_us, 9 * MIN_US);
    assert_int_equal(row[0].work_us, MIN_US);
    assert_int_equal(row[0].patience_us, 0);
    assert_true(row[1].slot_us == VISIT_NO_SLOT);
    assert_int_equal(row[1].patience_us, 4 * MIN_US);
    row = design_trace_of(d, &d->uses[2]);
    assert_int_equal(d->uses[2].people, 3);
    for (int i = 0; i < 3; i++)
        assert_int_equal(row[i].slot_us, i * 10 * MIN_US);
}

static void the_block_is_whole_wherever_it_is_copied(void **state)
{
    struct built *b = *state;
    const struct design *d = built_rich(b);
    struct design *copy = malloc(d->bytes);
    assert_non_null(copy);
    memcpy(copy, d, d->bytes);
    struct lived here = lives(b, d, 3), there = lives(b, copy, 3);
    assert_true(same_record(&here, &there));
    assert_true(word_of(&here, 0, COUNT_PEOPLE) > 0 && word_of(&here, 3, COUNT_PEOPLE) > 0);
    free(copy);
}

static void the_same_scenario_makes_the_same_bytes(void **state)
{
    const struct design *a = built_rich(*state), *c = built_rich(*state);
    assert_int_equal(a->bytes, c->bytes);
    assert_memory_equal(a, c, a->bytes);
}

static void without_memory_for_any_part_there_is_no_block(void **state)
{
    struct built *b = *state;
    (void)built_rich(b);
    unsigned n = 0;
    const struct design *d = NULL;
    while (d == NULL) {
        b->e = (struct err){0};
        arena_fail_nth(b->home, ++n);
        d = design_make(&b->data, b->home, &b->e);
        assert_true(d != NULL || b->e.item[0].code == ERR_NOMEM);
    }
    arena_fail_nth(b->home, 0);
    assert_int_equal(n - 1, 7); /* draft, variates, traces, a sample's two, slots, the block */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        BUILT(times_are_microseconds_from_midnight),
        BUILT(people_are_expected_as_the_rates_say),
        BUILT(a_use_keeps_what_it_does_at_the_door),
        BUILT(laws_have_the_mean_that_was_written),
        BUILT(a_share_of_zeros_lowers_what_is_expected),
        BUILT(the_roster_starts_with_the_opening),
        BUILT(stations_have_the_rules_of_the_scenario),
        BUILT(what_is_counted_is_what_was_asked_for),
        BUILT(traces_and_slots_stand_one_after_the_other),
        BUILT(the_block_is_whole_wherever_it_is_copied),
        BUILT(the_same_scenario_makes_the_same_bytes),
        BUILT(without_memory_for_any_part_there_is_no_block),
    };
    return cmocka_run_group_tests_name("design", tests, NULL, NULL);
}
