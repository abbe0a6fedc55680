/* test_feeder.c - who comes is told by the addressed draws alone: every stream is worked out
 * here once more, person by person.
 */
#include "models/queue/feeder.h"

#include "tests/queue/built.h"

enum { PEOPLE_MAX = 40000, DAY = 3 };

static const struct sim_seed seed = {SEED, 2};

struct crowd {
    struct feeder f;
    struct feeder_person *p;
    uint32_t n;
};

/* All who come on the day, in order. */
static struct crowd comes(struct built *b, const struct design *d, int32_t use, double factor)
{
    struct crowd c = {.p = arena_take_array(b->home, struct feeder_person, PEOPLE_MAX)};
    assert_non_null(c.p);
    assert_true(feeder_init(&c.f, d, use, b->home));
    feeder_open(&c.f, seed, DAY, factor);
    for (; c.f.next.arrive_us != INT64_MAX; feeder_advance(&c.f)) {
        assert_true(c.n < PEOPLE_MAX);
        c.p[c.n++] = c.f.next;
    }
    feeder_advance(&c.f); /* nobody comes after the last one */
    assert_int_equal(c.f.next.arrive_us, INT64_MAX);
    return c;
}

static struct crowd comes_to(struct built *b, const char *yaml)
{
    return comes(b, built(b, yaml), 0, 1);
}

static struct sim_pair drawn(uint32_t use, enum design_role role, uint32_t who)
{
    return sim_stream_pair(seed, use, role, who, DAY);
}

#define HOUR "period: {open: \"9:00\", length: 60 min}\n"
#define COMES(arrivals) \
    "uses:\n  people: {arrivals: " arrivals ",\n" \
    "           service: {family: exponential, mean: 5 min}}\n"
#define EXP_SPAN(mean_us, u) ((int64_t)ceil(-(double)(mean_us)*log1p(-(u))))

/* ---- Poisson ---- */

/* Sum of the first k + 1 gaps. */
static double gaps_to(uint32_t k)
{
    double sum = 0;
    for (uint32_t i = 0; i <= k; i++)
        sum -= log(drawn(0, DESIGN_ROLE_ARRIVAL, i / 2).u[i % 2]);
    return sum;
}

static void poisson_people_come_where_the_sum_of_their_gaps_is_reached(void **state)
{
    struct crowd c = comes_to(*state, HOUR COMES("{rate: 200 /h}"));
    assert_true(c.n > 2 * FEEDER_AHEAD); /* across two blocks of those ahead */
    for (uint32_t i = 0; i < c.n; i++) {
        assert_int_equal(c.p[i].who, i);
        assert_true(c.p[i].slot_us == VISIT_NO_SLOT);
        check_near((double)(c.p[i].arrive_us - OPEN_US), gaps_to(i) * 18e6, 1);
    }
    assert_true(gaps_to(c.n - 1) < 200 && gaps_to(c.n) >= 200);
}

/* Passed over in lots of other sizes, they are the same people. */
static void those_who_are_ready_are_those_who_come_next(void **state)
{
    const struct feeder_person *people;
    struct built *b = *state;
    const struct design *d = built(b, HOUR COMES("{rate: 200 /h}"));
    struct crowd c = comes(b, d, 0, 1);
    struct feeder f;
    uint32_t n, come = 0, lot = 1;
    assert_true(feeder_init(&f, d, 0, b->home));
    feeder_open(&f, seed, DAY, 1);
    while ((n = feeder_ready(&f, &people)) > 0) {
        n = n < lot ? n : lot;
        assert_int_equal(people[0].arrive_us, f.next.arrive_us);
        for (uint32_t i = 0; i < n; i++, come++) {
            assert_int_equal(people[i].arrive_us, c.p[come].arrive_us);
            assert_int_equal(people[i].work_us, c.p[come].work_us);
        }
        feeder_pass(&f, n);
        lot = lot % 50 + 7;
    }
    assert_int_equal(come, c.n);
    assert_int_equal(f.next.arrive_us, INT64_MAX);
}

static void nobody_comes_while_the_rate_is_zero(void **state)
{
    struct crowd c =
        comes_to(*state, HOUR COMES("{rates: [{from: \"9:10\", rate: 60 /h}, {from: \"9:20\", "
                                    "rate: 0 /h}, {from: \"9:50\", rate: 240 /h}]}"));
    for (uint32_t i = 0; i < c.n; i++) {
        double gap = gaps_to(i); /* 10 people before 9:20, 40 after 9:50 */
        double minute = gap < 10 ? 10 + gap : 50 + (gap - 10) / 4;
        check_near((double)(c.p[i].arrive_us - OPEN_US), minute * 60e6, 1);
    }
    assert_true(c.n > 10 && gaps_to(c.n) >= 50);
}

static void every_step_of_the_rate_counts_up_to_the_last(void **state)
{
    struct text t;
    struct built *b = *state;
    text_init(&t, b->home);
    text_add(&t, "period: {open: \"9:00\", length: 180 min}\nuses:\n  people: {service: {family: "
                 "constant, mean: 1 min}, arrivals: {rates: [");
    for (int i = 1; i <= SETUP_STEPS_MAX; i++)
        text_addf(&t, "%s{from: \"%d:%02d\", rate: %d /h}", i == 1 ? "" : ", ", 9 + i / 60, i % 60,
                  i == SETUP_STEPS_MAX ? 600 : 0);
    text_add(&t, "]}}\n");
    struct crowd c = comes_to(b, text_get(&t));
    check_near(sim_rate_total(&c.f.use->rate), 520, 1e-9); /* 10 a minute from 11:08 on */
    assert_true(c.p[0].arrive_us >= OPEN_US + 128 * MIN_US);
}

static void rates_that_begin_after_closing_bring_nobody(void **state)
{
    struct crowd c = comes_to(*state, HOUR COMES("{rates: [{from: \"11:00\", rate: 60 /h}]}"));
    assert_int_equal(c.n, 0);
}

static void a_busier_day_brings_the_same_people_earlier(void **state)
{
    const struct design *d = built(*state, HOUR COMES("{rate: 100 /h}"));
    struct crowd usual = comes(*state, d, 0, 1), busy = comes(*state, d, 0, 2);
    assert_true(busy.n > usual.n);
    for (uint32_t i = 0; i < busy.n; i++)
        check_near((double)(busy.p[i].arrive_us - OPEN_US), gaps_to(i) / 2 * 36e6, 1);
    for (uint32_t i = 0; i < usual.n; i++)
        assert_int_equal(busy.p[i].work_us, usual.p[i].work_us);
}

static void a_day_of_no_demand_at_all_brings_nobody(void **state)
{
    const struct design *d = built(*state, HOUR COMES("{rate: 100 /h}"));
    assert_int_equal(comes(*state, d, 0, 1e-300).n, 0);
}

static void what_people_bring_is_the_pair_of_their_address(void **state)
{
    struct crowd c = comes_to(*state, HOUR "uses:\n  people: {arrivals: {rate: 100 /h},\n"
                                           "    service: {family: exponential, mean: 5 min},\n"
                                           "    patience: {family: exponential, mean: 10 min}}\n");
    for (uint32_t i = 0; i < c.n; i++) {
        struct sim_pair u = drawn(0, DESIGN_ROLE_SERVICE, i);
        check_near((double)c.p[i].work_us, (double)EXP_SPAN(5 * MIN_US, u.u[0]), 1);
        check_near((double)c.p[i].patience_us, (double)EXP_SPAN(10 * MIN_US, u.u[1]), 1);
    }
}

/* ---- spans ---- */

static void a_span_is_rounded_up_and_never_nothing(void **state)
{
    const struct design *d = built(
        *state, HOUR "uses:\n"
                     "  a: {arrivals: {rate: 1 /h}, service: {family: constant, mean: 5 min},"
                     " patience: {family: constant, mean: 1 min, zero: 100%}}\n"
                     "  b: {arrivals: {rate: 1 /h}, service: {family: uniform, most: 1 s}}\n");
    assert_int_equal(feeder_span(d, d->uses[0].service, 0.3), 5 * MIN_US); /* not a bit more */
    assert_int_equal(feeder_span(d, d->uses[0].patience, 0.3), 1);
    assert_int_equal(feeder_span(d, d->uses[1].service, 1e-9), 1);
    assert_int_equal(feeder_span(d, d->uses[1].service, 0.2500001), 250001);
}

/* ---- fixed intervals ---- */

static void at_fixed_intervals_nobody_comes_at_the_closing_instant(void **state)
{
    struct crowd c =
        comes_to(*state, HOUR COMES("{kind: deterministic, first: 20 min, every: 10 min}"));
    assert_int_equal(c.n, 4); /* 9:20 to 9:50; 10:00 is closing */
    for (uint32_t i = 0; i < c.n; i++)
        check_minutes(c.p[i].arrive_us - OPEN_US, 20 + 10 * i);
    c = comes_to(*state, HOUR COMES("{kind: deterministic, every: 59999 ms}"));
    assert_int_equal(c.n, 61);
    assert_int_equal(c.p[60].arrive_us, OPEN_US + 60 * INT64_C(59999000));
}

static void an_open_end_goes_on_to_the_limit(void **state)
{
    struct crowd c =
        comes_to(*state, "period: {open: \"9:00\", length: 60 min, at_end: open}\n" COMES(
                             "{kind: deterministic, every: 10 min, limit: {most: 40}}"));
    assert_int_equal(c.n, 40);
    check_minutes(c.p[39].arrive_us - OPEN_US, 390);
    c = comes_to(*state, "period: {open: \"9:00\", length: 60 min, at_end: open}\n" COMES(
                             "{rate: 1 /h, limit: {most: 40}}"));
    assert_int_equal(c.n, 40);
    check_near((double)(c.p[39].arrive_us - OPEN_US), gaps_to(39) * 3600e6, 1);
}

/* ---- limits ---- */

static void so_many_exist_as_draws_say_each_by_itself(void **state)
{
    struct crowd c = comes_to(
        *state, HOUR COMES("{kind: deterministic, every: 1 s, limit: {most: 100, share: 30%}}"));
    uint32_t want = 0;
    for (uint32_t i = 0; i < 100; i++)
        want += drawn(0, DESIGN_ROLE_LIMIT, i).u[0] < 0.3;
    assert_true(want > 0 && want < 100);
    assert_int_equal(c.n, want);
}

static void a_limit_at_the_edge_of_a_block_is_kept(void **state)
{
    static const char *const limits[] = {"1", "31", "32", "33", "64", "65"};
    for (size_t i = 0; i < COUNT_OF(limits); i++) {
        struct text t;
        struct built *b = *state;
        text_init(&t, b->home);
        text_addf(&t, HOUR COMES("{rate: 600 /h, limit: {most: %s}}"), limits[i]);
        struct crowd c = comes_to(b, text_get(&t));
        assert_int_equal(c.n, atoi(limits[i]));
        for (uint32_t k = 0; k < c.n; k++)
            check_near((double)(c.p[k].arrive_us - OPEN_US), gaps_to(k) * 6e6, 1);
    }
}

/* ---- traces ---- */

static void a_trace_says_what_it_knows_and_the_rest_is_drawn(void **state)
{
    struct built *b = *state;
    built_put(b, "t.csv",
              "arrive,access,slot,service,patience\n"
              "0 min,,,3 min,\n"
              "5 min,walk_in,7 min,,2 min\n"
              "5 min,booked,30 min,,\n");
    struct crowd c = comes_to(b, HOUR "uses:\n  people: {arrivals: {kind: trace, trace: t.csv},\n"
                                      "    service: {family: exponential, mean: 5 min},\n"
                                      "    patience: {family: exponential, mean: 10 min}}\n");
    assert_int_equal(c.n, 3);
    assert_int_equal(c.p[0].arrive_us, OPEN_US);
    check_minutes(c.p[0].work_us, 3);
    check_near((double)c.p[0].patience_us,
               (double)EXP_SPAN(10 * MIN_US, drawn(0, DESIGN_ROLE_SERVICE, 0).u[1]), 1);
    check_minutes(c.p[1].patience_us, 2);
    check_near((double)c.p[1].work_us,
               (double)EXP_SPAN(5 * MIN_US, drawn(0, DESIGN_ROLE_SERVICE, 1).u[0]), 1);
    assert_true(c.p[1].slot_us == VISIT_NO_SLOT); /* a walk-in has no slot whatever is written */
    check_minutes(c.p[2].slot_us - OPEN_US, 30);
}

static void a_long_trace_is_handed_on_block_by_block(void **state)
{
    struct built *b = *state;
    struct text t;
    text_init(&t, b->home);
    text_add(&t, "arrive\n");
    for (int i = 0; i < 64; i++)
        text_addf(&t, "%d s\n", i);
    built_put(b, "t.csv", text_get(&t));
    struct crowd c = comes_to(b, HOUR COMES("{kind: trace, trace: t.csv}"));
    assert_int_equal(c.n, 64);
    for (uint32_t i = 0; i < c.n; i++)
        assert_int_equal(c.p[i].arrive_us, OPEN_US + i * INT64_C(1000000));
}

/* ---- appointments ---- */

#define BOOKED(text) COMES("{kind: appointments, appointments: {" text "}}")

static void check_slots(struct built *b, const char *yaml, const double *want, uint32_t n)
{
    struct crowd c = comes_to(b, yaml);
    assert_int_equal(c.n, n);
    for (uint32_t i = 0; i < n; i++) {
        check_minutes(c.p[i].slot_us - OPEN_US, want[i]);
        assert_int_equal(c.p[i].arrive_us, c.p[i].slot_us); /* all on time */
        assert_int_equal(c.p[i].who, i);
    }
    check_minutes(c.f.last_slot_us - OPEN_US, want[n - 1]);
}

static void templates_say_when_people_are_asked_to_come(void **state)
{
    static const double single[] = {5, 15, 25, 35}, block[] = {0, 0, 20, 20},
                        welch[] = {0, 0, 10, 20}, dome[] = {0, 8, 20, 32, 40};
    check_slots(*state, HOUR BOOKED("people: 4, start: 5 min"), single, 4);
    check_slots(*state, HOUR BOOKED("people: 4, template: block"), block, 4);
    check_slots(*state, HOUR BOOKED("people: 4, template: bailey_welch"), welch, 4);
    check_slots(*state, HOUR BOOKED("people: 5, template: dome, rise: 0.75"), dome, 5);
}

static void missed_appointments_are_counted_and_move_nobody(void **state)
{
    struct crowd c = comes_to(*state, "period: {open: \"9:00\", length: 8 h}\n" BOOKED(
                                          "people: 100, slot: 4 min, no_show: 30%"));
    uint32_t n = 0, missed = 0;
    for (uint32_t i = 0; i < 100; i++) {
        if (drawn(0, DESIGN_ROLE_SHOW, i).u[0] < 0.3) {
            missed++;
            continue;
        }
        assert_int_equal(c.p[n].who, i);
        check_minutes(c.p[n].arrive_us - OPEN_US, 4 * i);
        check_near((double)c.p[n].work_us,
                   (double)EXP_SPAN(5 * MIN_US, drawn(0, DESIGN_ROLE_SERVICE, i).u[0]), 1);
        n++;
    }
    assert_int_equal(c.n, n);
    assert_true(missed > 0);
    assert_int_equal(c.f.no_shows, missed);
    check_minutes(c.f.last_slot_us - OPEN_US, 396); /* missed or not */
}

static void appointments_of_the_warm_up_are_not_counted_as_missed(void **state)
{
    struct crowd c =
        comes_to(*state, "period: {open: \"9:00\", length: 60 min, warm_up: 30 min}\n" BOOKED(
                             "people: 6, no_show: 100%"));
    assert_int_equal(c.n, 0);
    assert_int_equal(c.f.no_shows, 3); /* 9:30, 9:40, 9:50 */
}

static void people_with_appointments_come_in_the_order_their_punctuality_gives(void **state)
{
    struct crowd c = comes_to(*state, HOUR BOOKED("people: 50, slot: 1 min, punctuality: "
                                                  "{earliest: -20 min, latest: 20 min}"));
    uint32_t overtaken = 0;
    assert_int_equal(c.n, 50);
    for (uint32_t i = 0; i < c.n; i++) {
        double v = 1 - drawn(0, DESIGN_ROLE_SHOW, c.p[i].who).u[1]; /* above the mode */
        double late = v < 0.5 ? 20 - 20 * sqrt(2 * v) : -20 + 20 * sqrt(2 * (1 - v));
        double minute = fmax(0, c.p[i].who + late);
        check_near((double)(c.p[i].arrive_us - OPEN_US) / MIN_US, minute, 0.01);
        check_minutes(c.p[i].slot_us - OPEN_US, c.p[i].who);
        assert_true(i == 0 || c.p[i].arrive_us >= c.p[i - 1].arrive_us);
        overtaken += i > 0 && c.p[i].who < c.p[i - 1].who;
    }
    assert_true(overtaken > 0);
}

static void of_those_who_come_at_one_instant_the_first_appointment_goes_first(void **state)
{
    struct crowd c = comes_to(*state, HOUR BOOKED("people: 40, slot: 1 s, punctuality: {earliest: "
                                                  "-40 min, usual: -30 min, latest: -20 min}"));
    for (uint32_t i = 0; i < c.n; i++) {
        assert_int_equal(c.p[i].arrive_us, OPEN_US); /* nobody comes before the opening */
        assert_int_equal(c.p[i].who, i);
    }
}

static void a_session_of_many_months_keeps_its_order(void **state)
{
    struct crowd c = comes_to(*state, "period: {open: \"9:00\", length: 24000 h}\n" BOOKED(
                                          "people: 40000, slot: 36 min"));
    assert_int_equal(c.n, PEOPLE_MAX);
    for (uint32_t i = 0; i < c.n; i++)
        assert_int_equal(c.p[i].arrive_us, OPEN_US + 36 * MIN_US * i);
}

/* ---- nobody's numbers are anybody else's ---- */

static void another_use_rule_or_number_of_counters_changes_nobody(void **state)
{
    static const char one[] = "  one: {arrivals: {rate: 100 /h}, service: {family: gamma, mean: 5 "
                              "min}, patience: {family: exponential, mean: 9 min}}\n";
    struct text yaml;
    struct built *b = *state;
    text_init(&yaml, b->home);
    text_addf(&yaml,
              HOUR "counters: {on_duty: 9, rule: preemptive, places: 20}\n"
                   "day_factor: {cv: 1}\nuses:\n%s"
                   "  two: {arrivals: {rate: 50 /h}, service: {family: constant, mean: 1 min}}\n",
              one);
    const struct design *rich = built(b, text_get(&yaml));
    text_init(&yaml, b->home);
    text_addf(&yaml, HOUR "uses:\n%s", one);
    struct crowd a = comes(b, built(b, text_get(&yaml)), 0, 1), c = comes(b, rich, 0, 1);
    assert_int_equal(a.n, c.n);
    for (uint32_t i = 0; i < a.n; i++) {
        assert_int_equal(a.p[i].arrive_us, c.p[i].arrive_us);
        assert_int_equal(a.p[i].work_us, c.p[i].work_us);
        assert_int_equal(a.p[i].patience_us, c.p[i].patience_us);
    }
    assert_true(comes(b, rich, 1, 1).p[0].arrive_us != a.p[0].arrive_us);
}

static void a_finite_source_sends_nobody_by_itself(void **state)
{
    struct crowd c =
        comes_to(*state, HOUR COMES("{kind: source, source: {people: 3, away: {family: "
                                    "constant, mean: 1 min}}}"));
    assert_int_equal(c.n, 0);
}

static void without_memory_for_its_order_a_session_is_refused(void **state)
{
    struct built *b = *state;
    const struct design *d = built(b, HOUR BOOKED("people: 4"));
    struct feeder f;
    for (unsigned n = 1; n <= 2; n++) {
        arena_fail_nth(b->home, n);
        assert_false(feeder_init(&f, d, 0, b->home));
    }
    arena_fail_nth(b->home, 0);
    assert_true(feeder_init(&f, d, 0, b->home));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        BUILT(poisson_people_come_where_the_sum_of_their_gaps_is_reached),
        BUILT(those_who_are_ready_are_those_who_come_next),
        BUILT(nobody_comes_while_the_rate_is_zero),
        BUILT(every_step_of_the_rate_counts_up_to_the_last),
        BUILT(rates_that_begin_after_closing_bring_nobody),
        BUILT(a_busier_day_brings_the_same_people_earlier),
        BUILT(a_day_of_no_demand_at_all_brings_nobody),
        BUILT(what_people_bring_is_the_pair_of_their_address),
        BUILT(a_span_is_rounded_up_and_never_nothing),
        BUILT(at_fixed_intervals_nobody_comes_at_the_closing_instant),
        BUILT(an_open_end_goes_on_to_the_limit),
        BUILT(so_many_exist_as_draws_say_each_by_itself),
        BUILT(a_limit_at_the_edge_of_a_block_is_kept),
        BUILT(a_trace_says_what_it_knows_and_the_rest_is_drawn),
        BUILT(a_long_trace_is_handed_on_block_by_block),
        BUILT(templates_say_when_people_are_asked_to_come),
        BUILT(missed_appointments_are_counted_and_move_nobody),
        BUILT(appointments_of_the_warm_up_are_not_counted_as_missed),
        BUILT(people_with_appointments_come_in_the_order_their_punctuality_gives),
        BUILT(of_those_who_come_at_one_instant_the_first_appointment_goes_first),
        BUILT(a_session_of_many_months_keeps_its_order),
        BUILT(another_use_rule_or_number_of_counters_changes_nobody),
        BUILT(a_finite_source_sends_nobody_by_itself),
        BUILT(without_memory_for_its_order_a_session_is_refused),
    };
    return cmocka_run_group_tests_name("feeder", tests, NULL, NULL);
}
