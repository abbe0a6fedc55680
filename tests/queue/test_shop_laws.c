/* test_shop_laws.c - whatever the settings, a replication ends and keeps the laws: nobody is
 * lost, no wait is negative, time inside is what people spent there.
 */
#include "models/queue/shop.h"

#include "models/queue/recursion.h"
#include "tests/queue/built.h"

/* ---- the laws --------------------------------------------------------------------------- */

#define HOLDS(law) \
    do { \
        if (!(law)) { \
            print_error("broken at line %d: %s\n", __LINE__, #law); \
            return false; \
        } \
    } while (0)

static bool has_ticket(const struct visit *v)
{
    return v->outcome == VISIT_SERVED || v->outcome == VISIT_LEFT ||
           v->outcome == VISIT_CALL_BACK || v->outcome == VISIT_CLEARED ||
           v->outcome == VISIT_STAYED;
}

static bool visit_is_lawful(const struct visit *v)
{
    HOLDS(v->outcome != VISIT_PENDING && v->outcome != VISIT_REFUSED);
    HOLDS(v->wait_us >= 0 && v->finish_us >= v->ticket_us + v->wait_us);
    HOLDS(v->arrive_us == v->ticket_us && v->arrive_us >= OPEN_US);
    HOLDS(has_ticket(v) || v->finish_us == v->arrive_us);
    if (v->is_called)
        HOLDS(v->call_us >= v->ticket_us && v->call_us <= v->finish_us);
    if (v->outcome == VISIT_SERVED)
        HOLDS(v->finish_us - v->ticket_us - v->wait_us == v->work_us && v->work_us > 0);
    if (v->outcome == VISIT_LEFT)
        HOLDS(v->wait_us == v->patience_us && !v->is_called);
    return true;
}

/* What the witness saw, added up. */
struct sums {
    int64_t attempts, tickets, served, wait_us, busy_us;
};

static void add_up(const struct lived *l, int32_t station, int32_t use, struct sums *s)
{
    *s = (struct sums){0};
    for (size_t i = 0; i < l->n; i++) {
        const struct visit *v = &l->seen[i].v;
        if (l->seen[i].who.station != station || (use >= 0 && l->seen[i].who.use != use))
            continue;
        s->attempts++;
        s->tickets += has_ticket(v);
        s->served += v->outcome == VISIT_SERVED;
        s->wait_us += has_ticket(v) ? count_wait_us(v) : 0;
        s->busy_us += has_ticket(v) ? v->finish_us - v->ticket_us - v->wait_us : 0;
    }
}

static bool use_is_lawful(const struct lived *l, int32_t use)
{
    struct sums s;
    int64_t ended = 0;
    const uint32_t *bins = l->bins + (size_t)use * SIM_HISTOGRAM_BINS;
    add_up(l, 0, use, &s);
    for (int32_t o = 0; o < VISIT_OUTCOMES; o++)
        ended += word_of(l, use, COUNT_OUTCOME + o);
    HOLDS(word_of(l, use, COUNT_ATTEMPTS) == s.attempts && ended == s.attempts);
    HOLDS(word_of(l, use, COUNT_TICKETS) == s.tickets);
    HOLDS(sim_histogram_count(bins) == (uint64_t)s.tickets);
    HOLDS(word_of(l, use, COUNT_WAIT_US) == s.wait_us);
    HOLDS(word_of(l, use, COUNT_WAIT_SERVED_US) <= s.wait_us);
    HOLDS(ended_as(l, use, VISIT_SERVED) == s.served);
    HOLDS(word_of(l, use, COUNT_DONE) <= s.served);
    HOLDS(word_of(l, use, COUNT_PEOPLE) <= s.attempts);
    HOLDS(word_of(l, use, COUNT_P50_US) <= word_of(l, use, COUNT_P95_US));
    return true;
}

static bool station_is_lawful(const struct lived *l, int32_t k)
{
    struct sums s;
    add_up(l, k, -1, &s);
    int64_t waiting = station_word(l, k, COUNT_WAITING_US),
            busy = station_word(l, k, COUNT_BUSY_US);
    HOLDS(station_word(l, k, COUNT_STATION_VISITS) == s.served);
    HOLDS(waiting >= 0 && busy >= 0 && busy <= s.busy_us);
    if (l->d->at_end == SETUP_STOP) /* everybody's time is inside the time counted */
        HOLDS(busy == s.busy_us);
    int64_t inside = 0, elapsed = 0;
    for (int32_t n = 0; k == 0 && n < l->d->n_states; n++) {
        elapsed += state_word(l, n);
        inside += n * state_word(l, n);
    }
    if (k == 0 && l->d->n_states > 0)
        HOLDS(elapsed == l->record[COUNT_OPEN_US] && inside <= waiting + busy);
    return true;
}

static bool is_lawful(const struct lived *l)
{
    const struct design *d = l->d;
    for (size_t i = 0; i < l->n; i++)
        HOLDS(visit_is_lawful(&l->seen[i].v));
    for (int32_t use = 0; use < d->n_uses; use++)
        HOLDS(use_is_lawful(l, use));
    for (int32_t k = 0; k < d->n_stations; k++)
        HOLDS(station_is_lawful(l, k));
    int64_t halves = 0, attempts = 0;
    for (int32_t h = 0; h < COUNT_HALF_HOURS; h++)
        halves += half_word(l, h, COUNT_HALF_ATTEMPTS);
    for (int32_t use = 0; use < d->n_uses; use++)
        attempts += word_of(l, use, COUNT_ATTEMPTS);
    HOLDS(halves <= attempts);
    HOLDS(l->record[COUNT_IDLE_US] >= 0 && l->record[COUNT_OVERTIME_US] >= 0);
    HOLDS(l->record[COUNT_ORBIT_US] >= 0 && l->record[COUNT_LAST_US] >= 0);
    HOLDS(l->record[COUNT_OPEN_US] == d->days * (d->close_us - d->open_us));
    return true;
}

/* ---- random small systems --------------------------------------------------------------- */

struct dice {
    uint64_t seed;
    struct text *yaml;
};

static int roll(struct dice *d, int sides)
{
    return (int)(test_random(&d->seed) % (uint64_t)sides);
}

static const char *one_of(struct dice *d, const char *const *list, int n)
{
    return list[roll(d, n)];
}

static void add_arrivals(struct dice *d, bool is_open)
{
    static const char *const closed[] = {
        "{rate: 40 /h, limit: {most: 60, share: 80%}}",
        "{kind: deterministic, every: 2 min, limit: {most: 40}}",
        "{kind: trace, trace: people.csv}",
        "{kind: appointments, appointments: {people: 12, slot: 10 min, no_show: 10%, punctuality: "
        "{earliest: -10 min, latest: 20 min}}}",
        "{kind: appointments, appointments: {people: 9, template: block, block: 3}}",
        "{rates: [{from: \"9:10\", rate: 90 /h}, {from: \"9:40\", rate: 0 /h}, {from: \"10:30\", "
        "rate: 60 /h}], limit: {most: 50}}",
        "{kind: source, source: {people: 4, away: {family: exponential, mean: 10 min}}}",
        "{rate: 30 /h}",
        "{kind: deterministic, every: 5 min}",
    };
    text_add(d->yaml, one_of(d, closed, is_open ? 6 : (int)COUNT_OF(closed)));
}

static void add_use(struct dice *d, int i, bool is_open)
{
    static const char *const services[] = {
        "{family: exponential, mean: 4 min}", "{family: constant, mean: 5 min}",
        "{family: uniform, most: 10 min}", "{family: exponential, mean: 5 min, zero: 30%}"};
    static const char *const patience[] = {
        "{family: exponential, mean: 8 min}", "{family: constant, mean: 10 min}",
        "{family: constant, mean: 1 min, zero: 100%}", "{family: none}", "{family: none}"};
    static const char *const balking[] = {"{from: 0, all_at: 1}", "{from: 2, all_at: 8}", "{}"};
    static const char *const retry[] = {
        "{share: 100%, delay: {family: exponential, mean: 6 min}}",
        "{share: 60%, delay: {family: constant, mean: 5 min}, attempts: 3}", "{}", "{}"};
    text_addf(d->yaml, "  use%d:\n    arrivals: ", i);
    add_arrivals(d, is_open);
    text_addf(d->yaml, "\n    service: %s\n", one_of(d, services, COUNT_OF(services)));
    text_addf(d->yaml, "    patience: %s\n", one_of(d, patience, COUNT_OF(patience)));
    text_addf(d->yaml, "    balking: %s\n", one_of(d, balking, COUNT_OF(balking)));
    text_addf(d->yaml, "    retry: %s\n", one_of(d, retry, COUNT_OF(retry)));
    text_addf(d->yaml, "    feedback: {share: %d%%}\n", roll(d, 3) * 25);
    int32_t rank = 1 + (int32_t)roll(d, 3);
    text_addf(d->yaml, "    rank: %d\n    weight: %d\n", rank, 7 - 2 * rank);
}

static void add_counters(struct dice *d, bool is_open)
{
    static const char *const rules[] = {"ticket",     "slot",        "appointments_first",
                                        "n_to_m",     "dedicated",   "priority",
                                        "preemptive", "accumulating"};
    static const char *const rosters[] = {
        "[]", "[{from: \"9:30\", counters: 1}, {from: \"10:00\", counters: 3}]",
        "[{from: \"9:15\", counters: 0}, {from: \"9:45\", counters: 2}]",
        "[{from: \"10:00\", counters: 2}, {from: \"11:30\", counters: 4}]"};
    static const char *const early[] = {"{}", "{}", "{rule: work, allowance: 10 min}",
                                        "{rule: tickets, tickets: 30}"};
    static const char *const more[] = {"", "places: 5, ", "longest_wait: 12 min, "};
    text_addf(d->yaml, "counters: {on_duty: %d, rule: %s, dedicated: 1, n: 2, m: 1, %s",
              2 + roll(d, 2), one_of(d, rules, COUNT_OF(rules)), one_of(d, more, COUNT_OF(more)));
    text_addf(d->yaml, "roster: %s, leaving: %s, ", one_of(d, rosters, COUNT_OF(rosters)),
              roll(d, 2) == 0 ? "finish" : "hand_over");
    text_addf(d->yaml, "early_end: %s", is_open ? "{}" : one_of(d, early, COUNT_OF(early)));
    text_add(d->yaml, roll(d, 4) == 0 ? ", by_chance: [{counters: 2, share: 40%}, {counters: 3, "
                                        "share: 60%}]}\n"
                                      : "}\n");
}

static void add_system(struct dice *d)
{
    static const char *const ends[] = {"serve", "clear", "open", "stop"};
    const char *end = one_of(d, ends, COUNT_OF(ends));
    bool is_open = strcmp(end, "open") == 0;
    text_addf(d->yaml, "period: {open: \"9:00\", length: 2 h, days: %d, at_end: %s}\nuses:\n",
              1 + roll(d, 3), end);
    for (int i = 0, n = 1 + roll(d, 3); i < n; i++)
        add_use(d, i, is_open);
    add_counters(d, is_open);
    if (roll(d, 3) == 0)
        text_add(d->yaml, "tandem: [{on_duty: 2, service: {family: exponential, mean: 2 min}}]\n");
    text_add(d->yaml, "measure: {states: 6, first: 5, overtimes: [{wait: 5 min}]}\n");
}

static bool any_system_keeps_the_laws(uint64_t seed)
{
    void *state;
    struct text yaml;
    assert_int_equal(built_set_up(&state), 0);
    struct built *b = state;
    built_put(b, "people.csv",
              "arrive,access,slot,service,patience\n0 min,,,,\n0 min,booked,0 min,5 min,1 s\n"
              "7 min,booked,2 min,,\n20 min,walk_in,,1 s,\n110 min,,,30 min,\n"
              "115 min,booked,119 min,,\n120 min,,,,\n130 min,,,,\n");
    text_init(&yaml, b->home);
    struct dice dice = {seed, &yaml};
    add_system(&dice);
    struct lived l = built_lives(b, text_get(&yaml));
    bool holds = is_lawful(&l);
    if (!holds)
        print_error("%s", text_get(&yaml));
    (void)built_tear_down(&state);
    return holds;
}

static void small_systems_of_all_kinds_keep_the_laws_and_end(void **state)
{
    (void)state;
    CHECK_PROPERTY(any_system_keeps_the_laws);
}

/* ---- settings at the edge ----------------------------------------------------------------- */

#define HOUR "period: {open: \"9:00\", length: 60 min}\n"
#define HOUR_WITH(more) "period: {open: \"9:00\", length: 60 min, " more "}\n"
#define PEOPLE(arrivals, more) "uses:\n  people:\n    arrivals: " arrivals "\n" more
#define SERVICE(law) "    service: " law "\n"
#define FIVE SERVICE("{family: constant, mean: 5 min}")

static struct lived lawful(struct built *b, const char *yaml)
{
    struct lived l = built_lives(b, yaml);
    assert_true(is_lawful(&l));
    return l;
}

static void far_too_many_people_are_all_served_in_the_end(void **state)
{
    struct lived l = lawful(*state, HOUR PEOPLE("{rate: 600 /h}", FIVE));
    int64_t people = word_of(&l, 0, COUNT_PEOPLE);
    assert_true(people > 500);
    assert_int_equal(ended_as(&l, 0, VISIT_SERVED), people);
    check_minutes(l.record[COUNT_LAST_US] - (l.seen[0].v.call_us - OPEN_US), 5.0 * (double)people);
}

static void services_of_no_length_take_a_microsecond(void **state)
{
    struct lived l = lawful(*state, HOUR PEOPLE("{kind: deterministic, every: 1 min}",
                                                SERVICE("{family: constant, mean: 5 min, zero: "
                                                        "100%}")));
    assert_int_equal(ended_as(&l, 0, VISIT_SERVED), 60);
    assert_int_equal(station_word(&l, 0, COUNT_BUSY_US), 60);
    l = lawful(*state, HOUR PEOPLE("{kind: deterministic, every: 5 min}",
                                   SERVICE("{family: constant, mean: 5 min, zero: 0%}")));
    assert_int_equal(word_of(&l, 0, COUNT_WAIT_ZERO), 12);
    check_minutes(station_word(&l, 0, COUNT_BUSY_US), 60);
}

static void without_any_patience_nobody_waits_but_a_microsecond(void **state)
{
    struct lived l =
        lawful(*state, HOUR PEOPLE("{kind: deterministic, every: 1 min}", FIVE
                                   "    patience: {family: constant, mean: 1 min, zero: 100%}\n"));
    assert_int_equal(ended_as(&l, 0, VISIT_SERVED), 12);
    assert_int_equal(ended_as(&l, 0, VISIT_LEFT), 48);
    assert_int_equal(word_of(&l, 0, COUNT_WAIT_US), 48);
}

static void people_who_never_give_up_are_served_one_by_one(void **state)
{
    struct lived l =
        lawful(*state, HOUR_WITH("at_end: open")
                           PEOPLE("{kind: deterministic, every: 1 min, limit: {most: 60}}",
                                  FIVE "    retry: {share: 100%, delay: {family: "
                                       "exponential, mean: 7 min}}\n") "counters: {places: 1}\n");
    assert_int_equal(ended_as(&l, 0, VISIT_SERVED), 60);
    assert_int_equal(word_of(&l, 0, COUNT_ATTEMPTS), 60 + ended_as(&l, 0, VISIT_FULL));
}

static void whoever_joins_again_nearly_always_gets_out(void **state)
{
    struct lived l =
        lawful(*state,
               HOUR_WITH("at_end: open")
                   PEOPLE("{kind: deterministic, every: 10 min, limit: {most: 3}}",
                          SERVICE("{family: constant, mean: 1 s}") "    feedback: {share: 99%}\n"));
    int64_t passes = ended_as(&l, 0, VISIT_SERVED);
    assert_true(passes > 30 && passes == word_of(&l, 0, COUNT_DONE));
    assert_int_equal(word_of(&l, 0, COUNT_PEOPLE), 3);
}

static void people_may_turn_round_at_the_first_one_waiting(void **state)
{
    struct lived l = lawful(*state, HOUR PEOPLE("{kind: deterministic, every: 1 min}",
                                                FIVE "    balking: {from: 0, all_at: 1}\n"));
    assert_int_equal(ended_as(&l, 0, VISIT_BALKED) + ended_as(&l, 0, VISIT_SERVED), 60);
    assert_int_equal(ended_as(&l, 0, VISIT_SERVED), 13); /* 12 within the hour, one waits */
}

static void whoever_comes_at_the_closing_instant_is_too_late(void **state)
{
    static const char *const ends[] = {"serve", "clear", "stop"};
    struct built *b = *state;
    built_put(b, "last.csv", "arrive\n59 min\n60 min\n");
    for (size_t i = 0; i < COUNT_OF(ends); i++) {
        struct text t;
        text_init(&t, b->home);
        text_addf(&t, "period: {open: \"9:00\", length: 60 min, at_end: %s}\n", ends[i]);
        text_add(&t, PEOPLE("{kind: trace, trace: last.csv}", FIVE));
        struct lived l = lawful(b, text_get(&t));
        bool is_cut = strcmp(ends[i], "stop") == 0;
        assert_int_equal(ended_as(&l, 0, VISIT_TOO_LATE), is_cut ? 0 : 1);
        assert_int_equal(ended_as(&l, 0, is_cut ? VISIT_STAYED : VISIT_SERVED), 1);
    }
}

static void no_counters_for_a_while_are_waited_for(void **state)
{
    struct lived l = lawful(
        *state,
        HOUR PEOPLE(
            "{kind: deterministic, every: 10 min}",
            FIVE) "counters: {on_duty: 1, leaving: hand_over, roster: [{from: \"9:02\", counters: "
                  "0}, {from: \"9:30\", counters: 1}]}\n");
    assert_int_equal(ended_as(&l, 0, VISIT_SERVED), 6);
    check_minutes(l.seen[0].v.finish_us - OPEN_US, 33); /* 2 minutes before, 3 after */
}

static void at_doors_that_give_no_more_tickets_nobody_may_try_for_ever(void **state)
{
    static const char open_end[] =
        HOUR_WITH("at_end: open") PEOPLE("{kind: deterministic, every: 1 min, limit: {most: 60}}",
                                         FIVE "    retry: {share: 100%, delay: {family: constant, "
                                              "mean: 7 min}}\n");
    struct built *b = *state;
    struct text t;
    text_init(&t, b->home);
    text_addf(&t, "%s", open_end);
    assert_true(built_reads(b, text_get(&t)));
    text_add(&t, "counters: {early_end: {rule: tickets, tickets: 3}}\n");
    assert_false(built_reads(b, text_get(&t)));
    assert_int_equal(b->e.item[0].code, ERR_ENDLESS);
    assert_string_equal(b->e.item[0].arg[0], "uses.people.retry");
}

/* ---- memory -------------------------------------------------------------------------------- */

/* Lines, people and events outgrow what there is room for at first; some come again at once
 * whatever happens to the counters. */
static const char crowded[] = HOUR_WITH("at_end: open") PEOPLE(
    "{kind: deterministic, every: 1 s, limit: {most: 700}}",
    SERVICE(
        "{family: constant, mean: 1 s}") "    patience: {family: constant, mean: 10 min}\n"
                                         "    retry: {share: 100%, delay: {family: constant, mean: "
                                         "1 s}}\n") "counters: {on_duty: 0, leaving: hand_over, "
                                                    "roster: [{from: \"9:09\", counters: 40}]}\n";

#define PATIENT "    patience: {family: constant, mean: 30 min}\n"

static void without_memory_for_a_world_there_is_none(void **state)
{
    struct built *b = *state;
    const struct design *d = built(b, crowded);
    unsigned n = 0;
    struct shop *s = NULL;
    while (s == NULL) {
        b->e = (struct err){0};
        arena_fail_nth(b->home, ++n);
        s = shop_new(d, b->home, &b->e);
        assert_true(s != NULL || b->e.item[0].code == ERR_NOMEM);
    }
    arena_fail_nth(b->home, 0);
    assert_true(n > 8);
}

/* How often memory is asked for in a replication, which is an error and ends whenever it is
 * refused. */
static unsigned short_of_memory(struct built *b, const struct design *d)
{
    const struct sim_model m = shop_model(d);
    int64_t *record = arena_take_array(b->home, int64_t, m.record_words);
    uint32_t *bins = arena_take_array(b->home, uint32_t, m.bin_words);
    bool is_done = false;
    unsigned n = 0;
    while (!is_done) {
        struct arena *home = arena_new(0);
        struct sim_outcome out = {.record = record, .bins = bins};
        struct err e = {0};
        struct shop *s = shop_new(d, home, &e);
        assert_non_null(s);
        memset(record, 0, m.record_words * sizeof *record);
        arena_fail_nth(home, ++n);
        is_done = shop_replicate(s, SEED, 0, 0, &out, &e);
        assert_true(is_done || e.item[0].code == ERR_NOMEM);
        arena_free(home);
    }
    return n - 1;
}

static void a_replication_without_memory_is_an_error_and_ends(void **state)
{
    struct built *b = *state;
    /* people twice, a line, events, those being served */
    assert_true(short_of_memory(b, built(b, crowded)) > 5);
}

static void so_is_a_day_that_is_lived_by_lines(void **state)
{
    static const char lines[] =
        HOUR_WITH("at_end: open") PEOPLE("{kind: deterministic, every: 1 s, limit: {most: 700}}",
                                         SERVICE("{family: constant, mean: 1 min}")
                                             PATIENT) "counters: {on_duty: 2, rule: priority}\n"
                                                      "measure: {states: 9}\n";
    struct built *b = *state;
    const struct design *d = built(b, lines);
    assert_true(recursion_fits(d));
    assert_true(short_of_memory(b, d) > 3); /* people who wait, their line, ends of patience */
}

static void a_source_without_memory_is_an_error_too(void **state)
{
    struct built *b = *state;
    const struct design *d =
        built(b, HOUR PEOPLE("{kind: source, source: {people: 1000, away: {family: exponential, "
                             "mean: 10 min}}}",
                             SERVICE("{family: constant, mean: 1 s}")));
    const struct sim_model m = shop_model(d);
    struct sim_outcome out = {.record = arena_take_array(b->home, int64_t, m.record_words),
                              .bins = arena_take_array(b->home, uint32_t, m.bin_words)};
    struct shop *s = shop_new(d, b->home, &b->e);
    arena_fail_nth(b->home, 1);
    assert_false(shop_replicate(s, SEED, 0, 0, &out, &b->e));
    assert_int_equal(b->e.item[0].code, ERR_NOMEM);
}

static void a_histogram_that_outgrows_its_bins_is_an_error(void **state)
{
    struct built *b = *state;
    const struct design *d = built(b, HOUR PEOPLE("{kind: deterministic, every: 10 min}", FIVE));
    const struct sim_model m = shop_model(d);
    struct sim_outcome out = {.record = arena_take_array(b->home, int64_t, m.record_words),
                              .bins = arena_take_array(b->home, uint32_t, m.bin_words)};
    out.bins[0] = UINT32_MAX - 5; /* six waits of 0 */
    struct shop *s = shop_new(d, b->home, &b->e);
    assert_false(shop_replicate(s, SEED, 0, 0, &out, &b->e));
    assert_int_equal(b->e.item[0].code, ERR_LIMIT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(small_systems_of_all_kinds_keep_the_laws_and_end),
        BUILT(far_too_many_people_are_all_served_in_the_end),
        BUILT(services_of_no_length_take_a_microsecond),
        BUILT(without_any_patience_nobody_waits_but_a_microsecond),
        BUILT(people_who_never_give_up_are_served_one_by_one),
        BUILT(whoever_joins_again_nearly_always_gets_out),
        BUILT(people_may_turn_round_at_the_first_one_waiting),
        BUILT(whoever_comes_at_the_closing_instant_is_too_late),
        BUILT(no_counters_for_a_while_are_waited_for),
        BUILT(at_doors_that_give_no_more_tickets_nobody_may_try_for_ever),
        BUILT(without_memory_for_a_world_there_is_none),
        BUILT(a_replication_without_memory_is_an_error_and_ends),
        BUILT(so_is_a_day_that_is_lived_by_lines),
        BUILT(a_source_without_memory_is_an_error_too),
        BUILT(a_histogram_that_outgrows_its_bins_is_an_error),
    };
    return cmocka_run_group_tests_name("shop, laws", tests, NULL, NULL);
}
