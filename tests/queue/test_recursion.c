/* test_recursion.c - days by recursion are days by events: designs made by chance from a list of
 * everything that recursion can do are run both ways (whoever is watched lives by events), and
 * records and histograms must be the same to the last bit.
 */
#include "models/queue/recursion.h"

#include "sim/engine/stream.h"
#include "tests/queue/built.h"

enum { MOST_WITH_STATES = 24, DESIGNS = 300, ROLE = 1, LINE = 400 };

/* The nth choice of a design: one of so many. */
struct dice {
    uint32_t design, n;
};

static uint32_t one_of(struct dice *d, uint32_t choices)
{
    double u = sim_stream_pair((struct sim_seed){SEED, 0}, 0, ROLE, d->design, d->n++).u[0];
    return (uint32_t)(u * choices);
}

#define PICK(dice, ...) \
    pick((dice), (const char *const[]){__VA_ARGS__}, COUNT_OF(((const char *const[]){__VA_ARGS__})))

static const char *pick(struct dice *d, const char *const *texts, size_t n)
{
    return texts[one_of(d, (uint32_t)n)];
}

/* People who come for one thing. Whole minutes make many things happen at one instant; the
 * people of open ends are limited. */
static void add_use(struct text *t, struct dice *d, int use)
{
    const char *arrivals = PICK(
        d, "{rate: 30 /h, limit: {most: 200, share: 90%}}",
        "{rate: 90 /h, limit: {most: 300, share: 100%}}",
        "{rates: [{from: \"9:00\", rate: 10 /h}, {from: \"10:00\", rate: 60 /h}, {from: \"10:30\", "
        "rate: 0 /h}, {from: \"11:00\", rate: 20 /h}], limit: {most: 100, share: 100%}}",
        "{kind: deterministic, first: 0 min, every: 3 min, limit: {most: 150, share: 100%}}",
        "{kind: trace, trace: one.csv}", "{kind: trace, trace: other.csv}",
        "{kind: appointments, appointments: {people: 20, slot: 5 min, no_show: 20%, punctuality: "
        "{earliest: -9 min, usual: -2 min, latest: 9 min}}}");
    const char *service =
        PICK(d, "{family: constant, mean: 3 min}", "{family: exponential, mean: 4 min}",
             "{family: uniform, least: 1 min, most: 9 min}",
             "{family: exponential, mean: 2 min, zero: 30%}");
    const char *patience = PICK(d, "", "", ", patience: {family: exponential, mean: 6 min}",
                                ", patience: {family: constant, mean: 6 min}");
    const char *balking =
        PICK(d, "", "", "", ", balking: {from: 0, all_at: 5}", ", balking: {from: 2, all_at: 3}");
    const char *rank = PICK(d, "rank: 1, weight: 3", "rank: 2, weight: 1", "rank: 8, weight: 2");
    text_addf(t, "  use%d: {arrivals: %s, service: %s%s%s, %s}\n", use, arrivals, service, patience,
              balking, rank);
}

static void add_counters(struct text *t, struct dice *d, int on_duty)
{
    text_addf(
        t, "counters: {on_duty: %d, rule: %s, earliness: %s, grace: %s, longest_wait: %s%s",
        on_duty,
        PICK(d, "ticket", "ticket", "slot", "appointments_first", "priority", "accumulating"),
        PICK(d, "0 min", "5 min"), PICK(d, "0 min", "4 min"), PICK(d, "0 min", "0 min", "6 min"),
        PICK(d, "", "", ", by_chance: [{counters: 1, share: 50%}, {counters: 4, share: 50%}]"));
    if (one_of(d, 3) == 0)
        text_addf(t, ", places: %d", on_duty + (int)one_of(d, 5));
    text_add(t, "}\n");
}

/* States are told where the counters are few. */
static void add_measures(struct text *t, struct dice *d, int on_duty)
{
    const char *states = PICK(d, "0", "0", "1", "4", "90");
    text_addf(t, "target: {within: %s}\n", PICK(d, "0 min", "5 min", "1 h"));
    text_addf(t, "measure: {waits: %s, overtimes: %s, first: %s, states: %s}\n",
              PICK(d, "[]", "[{wait: 1 min}]", "[{wait: 3 min}, {wait: 9 min}]"),
              PICK(d, "[]", "[{wait: 0 min}, {wait: 10 min}]"), PICK(d, "0", "1", "70"),
              on_duty <= MOST_WITH_STATES ? states : "0");
}

static const char *design_of(struct built *b, uint32_t number)
{
    static const int numbers[] = {1, 2, 3, 5, 9, MOST_WITH_STATES, MOST_WITH_STATES + 1, 31};
    struct dice d = {number, 0};
    struct text t;
    int uses = 1 + (int)one_of(&d, 3);
    int on_duty = numbers[one_of(&d, COUNT_OF(numbers))];
    text_init(&t, b->home);
    text_addf(&t, "period: {open: \"9:00\", length: %s, warm_up: %s, days: %s, at_end: %s}\n",
              PICK(&d, "3 h", "4 h", "20 h"), PICK(&d, "0 min", "0 min", "60 min"),
              PICK(&d, "1", "3"), PICK(&d, "serve", "clear", "open", "stop"));
    text_addf(&t, "day_factor: {cv: %s}\n", PICK(&d, "0", "0", "0", "0.5"));
    text_add(&t, "uses:\n");
    for (int i = 0; i < uses; i++)
        add_use(&t, &d, i);
    add_counters(&t, &d, on_duty);
    add_measures(&t, &d, on_duty);
    return text_get(&t);
}

static void put_traces(struct built *b)
{
    built_put(b, "one.csv",
              "arrive,slot,access,service,patience\n0 min,,walk_in,,\n2 min,9 min,booked,6 min,\n"
              "3 min,,walk_in,30 min,\n3 min,3 min,booked,,4 min\n60 min,,walk_in,,5 s\n"
              "179 min,170 min,booked,5 min,\n180 min,,walk_in,1 min,\n500 min,,walk_in,,\n");
    built_put(b, "other.csv",
              "arrive,patience\n3 min,\n3 min,3 min\n6 min,3 min\n9 min,\n30 min,\n"
              "177 min,3 min\n178 min,2 min\n240 min,\n");
}

/* One replication that nobody looks at. */
static struct lived alone(struct built *b, const struct design *d, uint32_t replication)
{
    const struct sim_model m = shop_model(d);
    struct lived l = {.d = d,
                      .record = arena_take_array(b->home, int64_t, m.record_words),
                      .bins = arena_take_array(b->home, uint32_t, m.bin_words)};
    struct sim_outcome out = {.record = l.record, .bins = l.bins};
    struct shop *s = shop_new(d, b->home, &b->e);
    assert_true(s != NULL && l.record != NULL && l.bins != NULL);
    assert_true(shop_replicate(s, SEED, replication, 0, &out, &b->e));
    return l;
}

static void check_same(struct built *b, const char *yaml, uint32_t replication)
{
    const struct design *d = built(b, yaml);
    assert_true(recursion_fits(d));
    struct lived events = lives(b, d, replication), recursion = alone(b, d, replication);
    if (same_record(&events, &recursion))
        return;
    for (size_t i = 0; i < count_layout_of(d).words; i++)
        if (events.record[i] != recursion.record[i])
            print_error("word %zu: %lld by events, %lld by recursion\n", i,
                        (long long)events.record[i], (long long)recursion.record[i]);
    print_error("in\n%s", yaml);
    fail();
}

static void days_by_recursion_are_days_by_events(void **state)
{
    put_traces(*state);
    for (uint32_t i = 0; i < DESIGNS; i++)
        check_same(*state, design_of(*state, i), i);
}

#define DAY "period: {open: \"9:00\", length: 3 h, days: 3}\n"
#define WALK "uses:\n  walk: {arrivals: {rate: 40 /h}, service: {family: exponential, mean: 5 min}"

static void a_long_stretch_is_the_same_by_both(void **state)
{
    check_same(*state,
               "period: {length: 100 h, warm_up: 5 h}\n" WALK "}\n"
               "counters: {on_duty: 4}\nmeasure: {waits: [{wait: 0 min}]}\n",
               3);
}

static void whoever_can_be_called_at_closing_is_called_by_both(void **state)
{
    static const char *const ends[] = {"clear", "stop", "serve", "open"};
    struct built *b = *state;
    struct text t;
    built_put(b, "late.csv", "arrive,service\n0 min,180 min\n60 min,5 min\n");
    for (size_t i = 0; i < COUNT_OF(ends); i++) {
        text_init(&t, b->home);
        text_addf(&t, "period: {open: \"9:00\", length: 3 h, at_end: %s}\nuses:\n", ends[i]);
        text_add(&t, "  late: {arrivals: {kind: trace, trace: late.csv}, service: {family: "
                     "constant, mean: 1 min}}\n");
        check_same(b, text_get(&t), 0);
    }
}

static void a_day_without_a_counter_is_lived_by_events(void **state)
{
    static const char yaml[] =
        "period: {open: \"9:00\", length: 3 h, days: 9, at_end: clear}\n" WALK "}\n"
        "counters: {on_duty: 3, by_chance: [{counters: 0, share: 50%}, {counters: 2, share: "
        "50%}]}\n";
    check_same(*state, yaml, 0);
}

static void what_needs_events_does_not_fit(void **state)
{
    static const char *const designs[] = {
        DAY WALK "}\ncounters: {on_duty: 2, roster: [{from: \"10:00\", counters: 3}]}\n",
        DAY WALK "}\ncounters: {on_duty: 2, rule: preemptive}\n",
        DAY WALK "}\ncounters: {on_duty: 2, rule: n_to_m}\n",
        DAY WALK "}\ncounters: {on_duty: 2, rule: dedicated, dedicated: 1}\n",
        DAY WALK "}\ncounters: {on_duty: 2, early_end: {rule: work}}\n",
        DAY WALK "}\ncounters: {on_duty: 25}\nmeasure: {states: 3}\n",
        DAY WALK "}\ntandem: [{service: {family: constant, mean: 1 min}}]\n",
        DAY WALK ", feedback: {share: 10%}}\n",
        DAY WALK ", patience: {family: constant, mean: 1 min}, retry: {share: 50%, delay: {family: "
                 "constant, mean: 5 min}}}\n",
        DAY "uses:\n  source: {arrivals: {kind: source, source: {people: 3, away: {family: "
            "exponential, mean: 9 min}}}, service: {family: constant, mean: 2 min}}\n",
    };
    for (size_t i = 0; i < COUNT_OF(designs); i++)
        if (recursion_fits(built(*state, designs[i]))) {
            print_error("fits\n%s", designs[i]);
            fail();
        }
    assert_true(recursion_fits(built(*state, DAY WALK "}\n")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        BUILT(days_by_recursion_are_days_by_events),
        BUILT(a_long_stretch_is_the_same_by_both),
        BUILT(whoever_can_be_called_at_closing_is_called_by_both),
        BUILT(a_day_without_a_counter_is_lived_by_events),
        BUILT(what_needs_events_does_not_fit),
    };
    return cmocka_run_group_tests_name("recursion", tests, NULL, NULL);
}
