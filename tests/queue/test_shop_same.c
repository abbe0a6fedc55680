/* test_shop_same.c - what must not matter does not: the order of replications, threads, who
 * looks on; and people bring the same whatever the office does with them.
 */
#include "models/queue/shop.h"

#include "sim/experiment/replicate.h"
#include "tests/queue/built.h"

#define DAY "period: {open: \"9:00\", length: 3 h, days: 2}\n"
#define WALK \
    "  walk:\n    arrivals: {rate: 40 /h}\n    service: {family: exponential, mean: 3 min}\n" \
    "    patience: {family: exponential, mean: 15 min}\n    feedback: {share: 30%}\n"
#define BOOKED \
    "  booked:\n    arrivals: {kind: appointments, appointments: {people: 12, no_show: 20%,\n" \
    "               punctuality: {earliest: -5 min, latest: 5 min}}}\n" \
    "    service: {family: gamma, mean: 8 min, cv: 0.5}\n    rank: 2\n"
#define PHONE \
    "  phone:\n    arrivals: {rate: 20 /h}\n    service: {family: exponential, mean: 2 min}\n" \
    "    retry: {share: 70%, delay: {family: exponential, mean: 10 min}}\n" \
    "    balking: {from: 1, all_at: 6}\n"
#define SOURCE \
    "  source:\n    arrivals: {kind: source, source: {people: 3, away: {family: exponential,\n" \
    "               mean: 30 min}}}\n    service: {family: constant, mean: 2 min}\n"
#define FACTOR "day_factor: {cv: 0.4, city_share: 50%}\n"
#define OFFICE "counters: {on_duty: 4, places: 14}\n"

static const char rich[] =
    DAY FACTOR "uses:\n" WALK BOOKED PHONE SOURCE OFFICE
               "tandem: [{on_duty: 3, service: {family: exponential, mean: 2 min}}]\n"
               "measure: {states: 5, first: 3}\n";

/* ---- one record ---- */

static void replications_have_the_same_record_in_any_order(void **state)
{
    enum { REPLICATIONS = 4 };
    static const uint32_t orders[][REPLICATIONS] = {{0, 1, 2, 3}, {3, 1, 0, 2}};
    struct built *b = *state;
    const struct design *d = built(b, rich);
    const struct sim_model m = shop_model(d);
    int64_t *rows = arena_take_array(b->home, int64_t, 2 * REPLICATIONS * m.record_words);
    uint32_t *bins = arena_take_array(b->home, uint32_t, 2 * m.bin_words);
    for (size_t k = 0; k < 2; k++) {
        struct shop *s = shop_new(d, b->home, &b->e); /* one world for all of them */
        assert_non_null(s);
        for (int i = 0; i < REPLICATIONS; i++) {
            size_t row = k * REPLICATIONS + orders[k][i];
            struct sim_outcome out = {.record = rows + row * m.record_words,
                                      .bins = bins + k * m.bin_words};
            assert_true(shop_replicate(s, SEED, orders[k][i], 0, &out, &b->e));
        }
    }
    size_t bytes = REPLICATIONS * m.record_words * sizeof *rows;
    assert_memory_equal(rows, rows + REPLICATIONS * m.record_words, bytes);
    assert_memory_equal(bins, bins + m.bin_words, m.bin_words * sizeof *bins);
    assert_memory_not_equal(rows, rows + m.record_words, m.record_words * sizeof *rows);
}

static void two_threads_count_what_one_does(void **state)
{
    struct built *b = *state;
    const struct sim_model m = shop_model(built(b, rich));
    struct replicate_result r[2];
    for (uint32_t k = 0; k < 2; k++) {
        struct replicate_order order = {.seed = SEED, .replications = 9, .threads = k + 1};
        assert_true(replicate_run(&m, &order, b->home, &r[k], &b->e));
    }
    assert_memory_equal(r[0].records, r[1].records, 9 * m.record_words * sizeof *r[0].records);
    assert_memory_equal(r[0].bins, r[1].bins, m.bin_words * sizeof *r[0].bins);
    struct lived l = lives(b, m.plan, 5); /* the sixth row is what one world alone finds */
    assert_memory_equal(l.record, r[0].records + 5 * m.record_words,
                        m.record_words * sizeof *l.record);
}

static void whoever_looks_on_changes_nothing(void **state)
{
    struct built *b = *state;
    const struct design *d = built(b, rich);
    const struct sim_model m = shop_model(d);
    struct lived watched = lives(b, d, 1), alone = watched;
    alone.record = arena_take_array(b->home, int64_t, m.record_words);
    alone.bins = arena_take_array(b->home, uint32_t, m.bin_words);
    struct sim_outcome out = {.record = alone.record, .bins = alone.bins};
    struct shop *s = shop_new(d, b->home, &b->e);
    assert_true(shop_replicate(s, SEED, 1, 0, &out, &b->e));
    assert_true(watched.n > 0 && same_record(&watched, &alone));
}

static void another_seed_is_another_day(void **state)
{
    struct built *b = *state;
    const struct design *d = built(b, rich);
    const struct sim_model m = shop_model(d);
    int64_t *rows = arena_take_array(b->home, int64_t, 2 * m.record_words);
    uint32_t *bins = arena_take_array(b->home, uint32_t, m.bin_words);
    struct shop *s = shop_new(d, b->home, &b->e);
    for (uint64_t seed = 0; seed < 2; seed++) {
        struct sim_outcome out = {.record = rows + seed * m.record_words, .bins = bins};
        assert_true(shop_replicate(s, seed, 0, 0, &out, &b->e));
    }
    assert_memory_not_equal(rows, rows + m.record_words, m.record_words * sizeof *rows);
}

static void a_longer_replication_begins_with_the_same_days(void **state)
{
    static const char uses[] =
        FACTOR "uses:\n" BOOKED
               "  one: {arrivals: {rate: 30 /h}, service: {family: exponential, mean: 3 min}}\n";
    struct built *b = *state;
    struct text two, five;
    text_init(&two, b->home);
    text_init(&five, b->home);
    text_addf(&two, "period: {open: \"9:00\", length: 3 h, days: 2}\n%s", uses);
    text_addf(&five, "period: {open: \"9:00\", length: 3 h, days: 5}\n%s", uses);
    struct lived a = built_lives(b, text_get(&two)), c = built_lives(b, text_get(&five));
    assert_true(a.n > 100 && c.n > a.n);
    for (size_t i = 0; i < a.n; i++) {
        assert_int_equal(a.seen[i].who.day, c.seen[i].who.day);
        assert_int_equal(a.seen[i].v.finish_us, c.seen[i].v.finish_us);
    }
}

/* ---- the same public ---- */

/* Everybody's first stand at the door, and what he brings to each pass. */
enum { USES = 4, WHO = 512, DAYS = 2, PASSES = 8 };
struct public
{
    int64_t arrive[USES][DAYS][WHO], patience[USES][DAYS][WHO];
    int64_t work[USES][DAYS][WHO][PASSES];
    int32_t n;
};

static void note(struct public *p, const struct seen *s)
{
    int32_t use = s->who.use, day = s->who.day, pass = 0;
    uint32_t who = s->who.who;
    assert_true(use < USES && day < DAYS && who < WHO);
    if (p->arrive[use][day][who] == 0) {
        p->arrive[use][day][who] = s->v.arrive_us;
        p->patience[use][day][who] = s->v.patience_us;
        p->n++;
    }
    while (pass < PASSES && p->work[use][day][who][pass] != 0)
        pass++;
    if (pass < PASSES)
        p->work[use][day][who][pass] = s->v.work_us;
}

static struct public *public_of(struct built *b, const char *yaml)
{
    struct public *p = arena_take_array(b->home, struct public, 1);
    struct lived l = built_lives(b, yaml);
    assert_non_null(p);
    for (size_t i = 0; i < l.n; i++)
        if (l.seen[i].who.station == 0)
            note(p, &l.seen[i]);
    return p;
}

/* Whoever comes to one comes to the other and brings the same, pass by pass. */
static void check_public(const struct public *a, const struct public *b, int32_t use)
{
    for (int32_t day = 0; day < DAYS; day++)
        for (uint32_t who = 0; who < WHO; who++) {
            assert_int_equal(a->arrive[use][day][who], b->arrive[use][day][who]);
            assert_int_equal(a->patience[use][day][who], b->patience[use][day][who]);
            for (int pass = 0; pass < PASSES; pass++) {
                int64_t x = a->work[use][day][who][pass], y = b->work[use][day][who][pass];
                assert_true(x == y || x == 0 || y == 0);
            }
        }
}

static void people_bring_the_same_whatever_the_office_does(void **state)
{
    static const char *const offices[] = {
        "counters: {on_duty: 9}\n",
        "counters: {on_duty: 1}\n",
        "counters: {on_duty: 3, rule: preemptive}\n",
        "counters: {on_duty: 3, rule: appointments_first}\n",
        "counters: {on_duty: 3, rule: accumulating, leaving: hand_over, roster: [{from: \"10:00\", "
        "counters: 1}, {from: \"11:00\", counters: 4}]}\n",
        "counters: {on_duty: 2, places: 5}\n",
        "counters: {on_duty: 2, longest_wait: 5 min}\n",
        "counters: {on_duty: 3, by_chance: [{counters: 1, share: 50%}, {counters: 2, share: "
        "50%}]}\n",
        "counters: {on_duty: 3}\ntandem: [{service: {family: constant, mean: 1 min}}]\n",
    };
    struct built *b = *state;
    struct text t;
    const struct public *first = NULL;
    for (size_t i = 0; i < COUNT_OF(offices); i++) {
        text_init(&t, b->home);
        text_addf(&t, "%s%s", DAY FACTOR "uses:\n" WALK BOOKED, offices[i]);
        const struct public *p = public_of(b, text_get(&t));
        first = i == 0 ? p : first;
        assert_true(p->n > 100);
        check_public(first, p, 0);
        check_public(first, p, 1);
    }
}

static void people_bring_the_same_whoever_else_comes(void **state)
{
    struct built *b = *state;
    const struct public *one = public_of(b, DAY FACTOR "uses:\n" WALK OFFICE),
                        *many = public_of(b, DAY FACTOR "uses:\n" WALK BOOKED PHONE SOURCE OFFICE);
    check_public(one, many, 0);
    assert_true(many->n > one->n);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        BUILT(replications_have_the_same_record_in_any_order),
        BUILT(two_threads_count_what_one_does),
        BUILT(whoever_looks_on_changes_nothing),
        BUILT(another_seed_is_another_day),
        BUILT(a_longer_replication_begins_with_the_same_days),
        BUILT(people_bring_the_same_whatever_the_office_does),
        BUILT(people_bring_the_same_whoever_else_comes),
    };
    return cmocka_run_group_tests_name("shop, what must not matter", tests, NULL, NULL);
}
