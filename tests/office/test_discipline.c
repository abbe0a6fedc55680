/* test_discipline.c - who is called next: each rule by hand, and any day against an oracle
 * that asks everybody. Times are minutes after the opening at 0.
 */
#include "models/office/discipline.h"

#include "sim/base/arena.h"
#include "sim/base/attr.h"
#include "tests/office/oracle.h"
#include "tests/support/check.h"
#include "tests/support/dies.h"

#define MIN_US INT64_C(60000000)

enum { MANY = 8 };

/* The lines, and people in order of their joining. */
struct desk {
    struct arena *home;
    struct discipline d;
    struct discipline_rules rules;
    struct visit v[512];
    uint32_t n;
};

static int set_up(void **state)
{
    static struct desk k;
    k = (struct desk){.home = arena_new(0)};
    k.rules = (struct discipline_rules){.earliness = {10 * MIN_US}, .grace = {15 * MIN_US}};
    *state = &k;
    return k.home == NULL;
}

static int tear_down(void **state)
{
    struct desk *k = *state;
    arena_free(k->home);
    return 0;
}

static struct desk *open_desk(void **state, enum discipline_rule rule)
{
    struct desk *k = *state;
    k->rules.rule = rule;
    k->n = 0;
    assert_true(discipline_init(&k->d, k->home, &k->rules));
    discipline_open(&k->d);
    return k;
}

static struct visit *joins(struct desk *k, struct visit v)
{
    uint32_t who = k->n++;
    k->v[who] = v;
    discipline_place(&k->d, &k->v[who], 0);
    assert_true(discipline_join(&k->d, &k->v[who], who));
    return &k->v[who];
}

static struct visit *walks_in(struct desk *k, int64_t ticket)
{
    return joins(k, (struct visit){.ticket_us = ticket * MIN_US, .slot_us = VISIT_NO_SLOT});
}

static struct visit *is_booked(struct desk *k, int64_t ticket, int64_t slot)
{
    return joins(k, (struct visit){.ticket_us = ticket * MIN_US, .slot_us = slot * MIN_US});
}

static void ranks(struct desk *k, int64_t ticket, uint8_t rank)
{
    joins(k, (struct visit){.ticket_us = ticket * MIN_US, .slot_us = VISIT_NO_SLOT, .rank = rank});
}

static int64_t calls_at(struct desk *k, int64_t now)
{
    return discipline_call(&k->d, now * MIN_US, MANY);
}

/* All at one instant, in this order, and then nobody. */
static void check_order(struct desk *k, int64_t now, const int64_t *want, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        assert_int_equal(calls_at(k, now), want[i]);
    assert_int_equal(calls_at(k, now), DISCIPLINE_NOBODY);
}
#define CHECK_ORDER(k, now, ...) \
    check_order((k), (now), (const int64_t[]){__VA_ARGS__}, \
                COUNT_OF(((const int64_t[]){__VA_ARGS__})))

/* ---- one line --------------------------------------------------------------- */

static void by_ticket_slots_and_ranks_do_not_count(void **state)
{
    struct desk *k = open_desk(state, DISCIPLINE_TICKET);
    ranks(k, 1, 7);
    is_booked(k, 2, 60);
    walks_in(k, 3);
    is_booked(k, 4, 0);
    ranks(k, 5, 0);
    CHECK_ORDER(k, 5, 0, 1, 2, 3, 4);
}

static void by_slot_the_later_of_ticket_and_slot_counts_and_first_come_among_equals(void **state)
{
    struct desk *k = open_desk(state, DISCIPLINE_SLOT);
    is_booked(k, 1, 20); /* 20 */
    is_booked(k, 2, 10); /* 10 */
    walks_in(k, 10);     /* 10, behind who joined before him */
    is_booked(k, 12, 3); /* 12: late, by his ticket */
    is_booked(k, 13, 10);
    walks_in(k, 20);
    CHECK_ORDER(k, 20, 1, 2, 3, 4, 0, 5);
    for (uint32_t i = 0; i < k->n; i++)
        assert_false(k->v[i].is_demoted);
}

static void people_of_one_ticket_go_in_order_of_joining_under_every_rule(void **state)
{
    for (int rule = DISCIPLINE_TICKET; rule <= DISCIPLINE_ACCUMULATING; rule++) {
        struct desk *k = *state;
        k->rules.n = k->rules.m = 1;
        k->rules.weight[0] = 1;
        (void)open_desk(state, (enum discipline_rule)rule);
        for (int i = 0; i < 5; i++)
            walks_in(k, 3);
        CHECK_ORDER(k, 4, 0, 1, 2, 3, 4);
    }
}

/* ---- appointments first ----------------------------------------------------- */

static void a_slot_counts_from_exactly_the_earliness_before_it(void **state)
{
    struct desk *k = open_desk(state, DISCIPLINE_APPOINTMENTS_FIRST);
    walks_in(k, 1);
    is_booked(k, 2, 30);
    walks_in(k, 3);
    assert_int_equal(discipline_call(&k->d, 20 * MIN_US - 1, MANY), 0);
    assert_int_equal(discipline_call(&k->d, 20 * MIN_US, MANY), 1);
    assert_int_equal(discipline_call(&k->d, 20 * MIN_US, MANY), 2);
}

static void when_nobody_else_waits_whoever_is_booked_is_called_early(void **state)
{
    struct desk *k = open_desk(state, DISCIPLINE_APPOINTMENTS_FIRST);
    is_booked(k, 2, 400);
    is_booked(k, 3, 300);
    CHECK_ORDER(k, 3, 1, 0);
}

/* The first by slot decides; behind him nobody is looked at. */
static void booked_people_go_in_order_of_slot_and_then_of_joining(void **state)
{
    struct desk *k = open_desk(state, DISCIPLINE_APPOINTMENTS_FIRST);
    is_booked(k, 1, 40);
    walks_in(k, 2);
    is_booked(k, 3, 20);
    is_booked(k, 4, 20);
    CHECK_ORDER(k, 10, 2, 3, 1, 0);
}

static struct visit *comes_late(struct desk *k, int64_t ticket_us, int64_t slot_us)
{
    return joins(k, (struct visit){.ticket_us = ticket_us, .slot_us = slot_us});
}

static void a_microsecond_beyond_the_grace_whoever_is_booked_waits_as_a_walk_in(void **state)
{
    static const enum discipline_rule rules[] = {DISCIPLINE_APPOINTMENTS_FIRST, DISCIPLINE_N_TO_M,
                                                 DISCIPLINE_DEDICATED};
    for (size_t i = 0; i < COUNT_OF(rules); i++) {
        struct desk *k = open_desk(state, rules[i]);
        int64_t slot = 30 * MIN_US, grace = k->rules.grace.us;
        assert_false(comes_late(k, slot + grace - 1, slot)->is_demoted);
        assert_false(comes_late(k, slot + grace, slot)->is_demoted);
        assert_true(comes_late(k, slot + grace + 1, slot)->is_demoted);
        assert_int_equal(k->v[1].line, 0);
        assert_int_equal(k->v[2].line, walks_in(k, 60)->line);
    }
}

static void whoever_came_too_late_stands_by_his_ticket_not_by_his_slot(void **state)
{
    struct desk *k = open_desk(state, DISCIPLINE_APPOINTMENTS_FIRST);
    walks_in(k, 50);
    is_booked(k, 51, 20);
    walks_in(k, 52);
    is_booked(k, 53, 45);
    CHECK_ORDER(k, 53, 3, 0, 1, 2);
}

/* The first slot is at 0: there is no slot before it that he could have missed. */
static void at_the_opening_slot_and_before_it_nobody_is_too_late(void **state)
{
    struct desk *k = open_desk(state, DISCIPLINE_APPOINTMENTS_FIRST);
    assert_false(is_booked(k, 300, 0)->is_demoted);
    assert_false(is_booked(k, 300, -20)->is_demoted);
    assert_true(comes_late(k, 300 * MIN_US, 1)->is_demoted);
    CHECK_ORDER(k, 300, 1, 0, 2);
}

static void without_grace_a_microsecond_is_too_late(void **state)
{
    struct desk *k = *state;
    k->rules.grace.us = 0;
    open_desk(state, DISCIPLINE_APPOINTMENTS_FIRST);
    assert_false(comes_late(k, MIN_US, MIN_US)->is_demoted);
    assert_true(comes_late(k, MIN_US + 1, MIN_US)->is_demoted);
}

/* ---- n to m ----------------------------------------------------------------- */

static struct desk *open_two_to_one(void **state)
{
    struct desk *k = *state;
    k->rules.n = 2;
    k->rules.m = 1;
    return open_desk(state, DISCIPLINE_N_TO_M);
}

/* 0 to 4 are booked, 5 to 9 walked in. */
static void two_booked_people_then_one_walk_in_and_so_on(void **state)
{
    struct desk *k = open_two_to_one(state);
    for (int i = 0; i < 5; i++)
        is_booked(k, 1, 10);
    for (int i = 0; i < 5; i++)
        walks_in(k, 2);
    CHECK_ORDER(k, 2, 0, 1, 5, 2, 3, 6, 4, 7, 8, 9);
}

static void n_to_m_looks_at_no_clock(void **state)
{
    struct desk *k = open_two_to_one(state);
    walks_in(k, 1);
    is_booked(k, 2, 400);
    CHECK_ORDER(k, 2, 1, 0);
}

/* The cycle waits at the kind that is missing, and goes on with it when it comes. */
static void when_one_kind_is_missing_the_other_goes_on_and_the_cycle_stands(void **state)
{
    struct desk *k = open_two_to_one(state);
    is_booked(k, 1, 10);
    assert_int_equal(calls_at(k, 1), 0);
    walks_in(k, 2);
    walks_in(k, 2);
    assert_int_equal(calls_at(k, 2), 1); /* in the place of the second booked person */
    is_booked(k, 3, 10);
    is_booked(k, 3, 10);
    assert_int_equal(calls_at(k, 3), 3); /* the second booked person */
    assert_int_equal(calls_at(k, 3), 2); /* the walk-in */
    assert_int_equal(calls_at(k, 3), 4);
    is_booked(k, 4, 10);
    is_booked(k, 4, 10);
    assert_int_equal(calls_at(k, 4), 5);
    assert_int_equal(calls_at(k, 4), 6); /* a walk-in's turn, but none is there */
    walks_in(k, 5);
    is_booked(k, 5, 10);
    assert_int_equal(calls_at(k, 5), 7);
    assert_int_equal(calls_at(k, 5), 8);
}

static void a_new_day_begins_with_the_first_of_the_cycle(void **state)
{
    struct desk *k = open_two_to_one(state);
    is_booked(k, 1, 10);
    is_booked(k, 1, 10);
    assert_int_equal(calls_at(k, 1), 0);
    assert_int_equal(calls_at(k, 1), 1);
    discipline_open(&k->d);
    k->n = 0;
    walks_in(k, 1);
    is_booked(k, 1, 10);
    CHECK_ORDER(k, 1, 1, 0);
}

/* ---- dedicated counters ----------------------------------------------------- */

static struct desk *open_dedicated(void **state, int32_t dedicated)
{
    struct desk *k = *state;
    k->rules.dedicated = dedicated;
    return open_desk(state, DISCIPLINE_DEDICATED);
}

static void a_dedicated_counter_is_idle_though_others_wait(void **state)
{
    struct desk *k = open_dedicated(state, 1);
    walks_in(k, 1);
    walks_in(k, 1);
    assert_int_equal(discipline_call(&k->d, MIN_US, 2), 0);
    assert_int_equal(discipline_call(&k->d, MIN_US, 2), DISCIPLINE_NOBODY);
    is_booked(k, 2, 300); /* his counter is free: called at once, however early */
    is_booked(k, 2, 200);
    assert_int_equal(discipline_call(&k->d, 2 * MIN_US, 2), 3);
    discipline_release(&k->d, &k->v[0]);
    assert_int_equal(discipline_call(&k->d, 3 * MIN_US, 2), 1);
    discipline_release(&k->d, &k->v[1]);
    assert_int_equal(discipline_call(&k->d, 4 * MIN_US, 2), DISCIPLINE_NOBODY);
    discipline_release(&k->d, &k->v[3]);
    assert_int_equal(discipline_call(&k->d, 5 * MIN_US, 2), 2);
}

/* With one on duty and two dedicated, walk-ins wait until a third is there. */
static void with_fewer_on_duty_than_are_dedicated_nobody_serves_walk_ins(void **state)
{
    struct desk *k = open_dedicated(state, 2);
    walks_in(k, 1);
    is_booked(k, 2, 10);
    is_booked(k, 2, 10);
    assert_int_equal(discipline_call(&k->d, 2 * MIN_US, 1), 1);
    discipline_release(&k->d, &k->v[1]);
    assert_int_equal(discipline_call(&k->d, 3 * MIN_US, 1), 2);
    discipline_release(&k->d, &k->v[2]);
    assert_int_equal(discipline_call(&k->d, 4 * MIN_US, 2), DISCIPLINE_NOBODY);
    assert_int_equal(discipline_call(&k->d, 4 * MIN_US, 3), 0);
}

static void with_no_counter_dedicated_booked_people_are_not_served(void **state)
{
    struct desk *k = open_dedicated(state, 0);
    is_booked(k, 1, 10);
    walks_in(k, 2);
    CHECK_ORDER(k, 2, 1);
}

static void a_new_day_finds_dedicated_counters_free(void **state)
{
    struct desk *k = open_dedicated(state, 1);
    is_booked(k, 1, 10);
    assert_int_equal(discipline_call(&k->d, MIN_US, 1), 0);
    discipline_open(&k->d);
    is_booked(k, 1, 10);
    assert_int_equal(discipline_call(&k->d, MIN_US, 1), 1);
}

/* ---- ranks ------------------------------------------------------------------ */

static void the_least_rank_goes_first_and_inside_it_the_first_ticket(void **state)
{
    static const enum discipline_rule rules[] = {DISCIPLINE_PRIORITY, DISCIPLINE_PREEMPTIVE};
    for (size_t i = 0; i < COUNT_OF(rules); i++) {
        struct desk *k = open_desk(state, rules[i]);
        ranks(k, 1, 7);
        ranks(k, 2, 1);
        ranks(k, 3, 0);
        ranks(k, 4, 1);
        ranks(k, 5, 0);
        CHECK_ORDER(k, 90, 2, 4, 1, 3, 0);
    }
}

/* Weights 3 and 1: at 30 the second class has waited 30, the first 10, which is as much. */
static void priority_accumulates_by_weight_and_of_equals_the_least_rank_goes_first(void **state)
{
    struct desk *k = *state;
    k->rules.weight[0] = 3;
    k->rules.weight[1] = 1;
    open_desk(state, DISCIPLINE_ACCUMULATING);
    ranks(k, 0, 1);
    ranks(k, 20, 0);
    assert_int_equal(discipline_call(&k->d, 30 * MIN_US - 1, MANY), 0);
    open_desk(state, DISCIPLINE_ACCUMULATING);
    ranks(k, 0, 1);
    ranks(k, 20, 0);
    CHECK_ORDER(k, 30, 1, 0);
}

static void whoever_has_just_come_has_no_weight_and_the_least_rank_goes_first(void **state)
{
    struct desk *k = *state;
    k->rules.weight[2] = k->rules.weight[5] = 10000;
    open_desk(state, DISCIPLINE_ACCUMULATING);
    ranks(k, 7, 5);
    ranks(k, 7, 2);
    CHECK_ORDER(k, 7, 1, 0);
}

static void a_year_at_the_greatest_weight_is_still_a_number(void **state)
{
    struct desk *k = *state;
    k->rules.weight[0] = 10000;
    k->rules.weight[1] = 9999;
    open_desk(state, DISCIPLINE_ACCUMULATING);
    ranks(k, 0, 1);
    ranks(k, 0, 0);
    CHECK_ORDER(k, 366 * 1440, 1, 0);
}

/* ---- coming back, going away, clearing -------------------------------------- */

static void whoever_comes_back_goes_before_those_whom_he_preceded(void **state)
{
    struct desk *k = open_desk(state, DISCIPLINE_TICKET);
    for (int i = 0; i < 4; i++)
        walks_in(k, 5);
    assert_int_equal(calls_at(k, 5), 0);
    assert_int_equal(calls_at(k, 5), 1);
    assert_true(discipline_rejoin(&k->d, &k->v[1], 1)); /* the last called first */
    assert_true(discipline_rejoin(&k->d, &k->v[0], 0));
    CHECK_ORDER(k, 9, 0, 1, 2, 3);
}

static void whoever_comes_back_stands_in_his_own_line(void **state)
{
    struct desk *k = open_desk(state, DISCIPLINE_APPOINTMENTS_FIRST);
    is_booked(k, 1, 10);
    assert_int_equal(calls_at(k, 1), 0);
    is_booked(k, 2, 5);
    is_booked(k, 3, 10);
    is_booked(k, 60, 10); /* too late: a walk-in */
    walks_in(k, 60);
    assert_true(discipline_rejoin(&k->d, &k->v[0], 0));
    CHECK_ORDER(k, 60, 1, 0, 2, 3, 4);
    assert_true(discipline_rejoin(&k->d, &k->v[3], 3));
    walks_in(k, 61);
    CHECK_ORDER(k, 61, 3, 5);
}

static void whoever_leaves_is_not_called_under_any_rule(void **state)
{
    for (int rule = DISCIPLINE_TICKET; rule <= DISCIPLINE_ACCUMULATING; rule++) {
        struct desk *k = *state;
        k->rules.n = k->rules.m = k->rules.dedicated = 1;
        for (int i = 0; i < DISCIPLINE_LINES; i++)
            k->rules.weight[i] = 1;
        (void)open_desk(state, (enum discipline_rule)rule);
        is_booked(k, 1, 30);
        is_booked(k, 2, 30)->rank = 0;
        walks_in(k, 3);
        walks_in(k, 3);
        walks_in(k, 3);
        is_booked(k, 60, 30); /* too late where that counts */
        discipline_leave(&k->d, &k->v[1], 1);
        discipline_leave(&k->d, &k->v[3], 3);
        discipline_leave(&k->d, &k->v[5], 5);
        int64_t sum = 0;
        for (int i = 0; i < 3; i++)
            sum += calls_at(k, 60);
        assert_int_equal(sum, 0 + 2 + 4);
        assert_int_equal(calls_at(k, 60), DISCIPLINE_NOBODY);
    }
}

static void leave_twice(void)
{
    void *state;
    if (set_up(&state) != 0)
        return;
    struct desk *k = open_desk(&state, DISCIPLINE_TICKET);
    walks_in(k, 1);
    discipline_leave(&k->d, &k->v[0], 0);
    discipline_leave(&k->d, &k->v[0], 0);
}

static void have_a_rank_beyond_the_last(void)
{
    void *state;
    if (set_up(&state) == 0)
        ranks(open_desk(&state, DISCIPLINE_PRIORITY), 1, DISCIPLINE_LINES);
}

static void leaving_a_line_twice_is_a_bug_and_so_is_a_ninth_rank(void **state)
{
    (void)state;
    assert_true(dies(leave_twice));
    assert_true(dies(have_a_rank_beyond_the_last));
}

static void clearing_goes_line_by_line_from_the_front(void **state)
{
    struct desk *k = open_desk(state, DISCIPLINE_APPOINTMENTS_FIRST);
    walks_in(k, 1);
    is_booked(k, 2, 30);
    walks_in(k, 3);
    is_booked(k, 4, 20);
    static const int64_t want[] = {3, 1, 0, 2, DISCIPLINE_NOBODY};
    for (size_t i = 0; i < COUNT_OF(want); i++)
        assert_int_equal(discipline_clear(&k->d), want[i]);
    open_desk(state, DISCIPLINE_PRIORITY);
    ranks(k, 1, 7);
    ranks(k, 2, 0);
    assert_int_equal(discipline_clear(&k->d), 1);
    assert_int_equal(discipline_clear(&k->d), 0);
    assert_int_equal(discipline_clear(&k->d), DISCIPLINE_NOBODY);
}

/* ---- any day against the oracle --------------------------------------------- */

enum { PEOPLE = 100, STEPS = 300, ON_DUTY = 4 };

struct trial {
    struct discipline d;
    struct oracle o;
    struct visit v[PEOPLE];
    uint32_t n, served[ON_DUTY]; /* people, in order of the last call */
    int32_t busy, on_duty;
    int64_t now_us;
};

static struct discipline_rules random_rules(uint64_t *seed)
{
    struct discipline_rules rules = {
        .rule = (enum discipline_rule)(test_random(seed) % (DISCIPLINE_ACCUMULATING + 1)),
        .earliness = {(int64_t)(test_random(seed) % 4) * 5 * MIN_US},
        .grace = {(int64_t)(test_random(seed) % 4) * 5 * MIN_US},
        .n = 1 + (int32_t)(test_random(seed) % 3),
        .m = 1 + (int32_t)(test_random(seed) % 3),
        .dedicated = (int32_t)(test_random(seed) % (ON_DUTY + 1)),
    };
    for (int i = 0; i < DISCIPLINE_LINES; i++)
        rules.weight[i] = 1 + (int32_t)(test_random(seed) % 4);
    return rules;
}

/* Slots every ten minutes, from half an hour ago to half an hour ahead. */
static bool somebody_joins(struct trial *t, uint64_t *seed)
{
    if (t->n == PEOPLE)
        return true;
    uint32_t i = t->n++;
    int64_t slot = t->now_us / MIN_US / 10 * 10 + (int64_t)(test_random(seed) % 7) * 10 - 30;
    t->v[i] = (struct visit){
        .ticket_us = t->now_us,
        .slot_us = test_random(seed) % 2 == 0 ? VISIT_NO_SLOT : slot * MIN_US,
        .rank = (uint8_t)(test_random(seed) % DISCIPLINE_LINES),
    };
    t->o.n = t->n;
    oracle_join(&t->o, i);
    discipline_place(&t->d, &t->v[i], t->o.open_us);
    if (!discipline_join(&t->d, &t->v[i], i))
        return false;
    bool is_late = oracle_knows_bookings(&t->o) && t->v[i].slot_us != VISIT_NO_SLOT &&
                   !oracle_is_booked(&t->o, i);
    return t->v[i].is_demoted == is_late;
}

static bool somebody_is_called(struct trial *t)
{
    if (t->busy == t->on_duty)
        return true;
    int64_t want = oracle_call(&t->o, t->now_us, t->on_duty);
    if (want >= 0)
        t->served[t->busy++] = (uint32_t)want;
    return discipline_call(&t->d, t->now_us, t->on_duty) == want;
}

/* Done, or back into the line when he is the last called. */
static bool somebody_is_released(struct trial *t, uint64_t *seed)
{
    if (t->busy == 0)
        return true;
    bool is_back = test_random(seed) % 2 == 0;
    uint64_t i = is_back ? (uint64_t)t->busy - 1 : test_random(seed) % (uint64_t)t->busy;
    uint32_t who = t->served[i];
    memmove(&t->served[i], &t->served[i + 1], ((uint64_t)--t->busy - i) * sizeof who);
    oracle_release(&t->o, who);
    discipline_release(&t->d, &t->v[who]);
    if (!is_back)
        return true;
    oracle_rejoin(&t->o, who);
    return discipline_rejoin(&t->d, &t->v[who], who);
}

static void somebody_leaves(struct trial *t, uint64_t *seed)
{
    uint32_t from = (uint32_t)(test_random(seed) % PEOPLE), who = PEOPLE;
    for (uint32_t k = 0; k < PEOPLE && who == PEOPLE; k++)
        if (t->o.waits[(from + k) % PEOPLE])
            who = (from + k) % PEOPLE;
    if (who == PEOPLE)
        return;
    oracle_leave(&t->o, who);
    discipline_leave(&t->d, &t->v[who], who);
}

static bool does_the_same(struct trial *t, uint64_t *seed)
{
    t->now_us += (int64_t)(test_random(seed) % 3) * MIN_US;
    switch (test_random(seed) % 8) {
    case 0:
    case 1:
    case 2:
        return somebody_joins(t, seed);
    case 3:
    case 4:
        return somebody_is_called(t);
    case 5:
    case 6:
        return somebody_is_released(t, seed);
    default:
        somebody_leaves(t, seed);
        return true;
    }
}

static bool a_day_equals_the_oracle(uint64_t seed)
{
    static struct trial t;
    struct arena *home = arena_new(0);
    struct discipline_rules rules = random_rules(&seed);
    t = (struct trial){.on_duty = 1 + (int32_t)(test_random(&seed) % ON_DUTY)};
    int64_t open_us = (int64_t)(test_random(&seed) % 3) * 10 * MIN_US;
    oracle_open(&t.o, &rules, t.v, 0, open_us);
    bool same = discipline_init(&t.d, home, &rules);
    for (int i = 0; same && i < STEPS; i++)
        same = does_the_same(&t, &seed);
    uint32_t waiting = 0, cleared = 0;
    for (uint32_t i = 0; i < PEOPLE; i++)
        waiting += t.o.waits[i];
    for (int64_t who; same && (who = discipline_clear(&t.d)) >= 0; cleared++)
        same = t.o.waits[who];
    arena_free(home);
    return same && cleared == waiting;
}

static void any_day_equals_an_oracle_that_asks_everybody(void **state)
{
    (void)state;
    CHECK_PROPERTY(a_day_equals_the_oracle);
}

/* ---- memory ----------------------------------------------------------------- */

static void without_memory_there_are_no_lines(void **state)
{
    static const struct {
        enum discipline_rule rule;
        unsigned lines;
    } cases[] = {{DISCIPLINE_TICKET, 1}, {DISCIPLINE_DEDICATED, 2}, {DISCIPLINE_PREEMPTIVE, 8}};
    struct desk *k = *state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        k->rules.rule = cases[i].rule;
        for (unsigned nth = 1; nth <= cases[i].lines; nth++) {
            arena_fail_nth(k->home, nth);
            assert_false(discipline_init(&k->d, k->home, &k->rules));
        }
        arena_fail_nth(k->home, cases[i].lines + 1);
        assert_true(discipline_init(&k->d, k->home, &k->rules));
        arena_fail_nth(k->home, 0);
    }
}

static void without_memory_nobody_joins_or_comes_back_and_the_others_stay(void **state)
{
    struct desk *k = open_desk(state, DISCIPLINE_TICKET);
    while (k->d.lines[0].length < k->d.lines[0].capacity)
        walks_in(k, 1);
    struct visit late = {.ticket_us = 2 * MIN_US, .slot_us = VISIT_NO_SLOT};
    arena_fail_nth(k->home, 1);
    discipline_place(&k->d, &late, 0);
    assert_false(discipline_join(&k->d, &late, 999));
    arena_fail_nth(k->home, 1);
    assert_false(discipline_rejoin(&k->d, &late, 999));
    for (uint32_t i = 0; i < k->n; i++)
        assert_int_equal(calls_at(k, 2), i);
    assert_int_equal(calls_at(k, 2), DISCIPLINE_NOBODY);
}

#define AT_DESK(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        AT_DESK(by_ticket_slots_and_ranks_do_not_count),
        AT_DESK(by_slot_the_later_of_ticket_and_slot_counts_and_first_come_among_equals),
        AT_DESK(people_of_one_ticket_go_in_order_of_joining_under_every_rule),
        AT_DESK(a_slot_counts_from_exactly_the_earliness_before_it),
        AT_DESK(when_nobody_else_waits_whoever_is_booked_is_called_early),
        AT_DESK(booked_people_go_in_order_of_slot_and_then_of_joining),
        AT_DESK(a_microsecond_beyond_the_grace_whoever_is_booked_waits_as_a_walk_in),
        AT_DESK(whoever_came_too_late_stands_by_his_ticket_not_by_his_slot),
        AT_DESK(at_the_opening_slot_and_before_it_nobody_is_too_late),
        AT_DESK(without_grace_a_microsecond_is_too_late),
        AT_DESK(two_booked_people_then_one_walk_in_and_so_on),
        AT_DESK(n_to_m_looks_at_no_clock),
        AT_DESK(when_one_kind_is_missing_the_other_goes_on_and_the_cycle_stands),
        AT_DESK(a_new_day_begins_with_the_first_of_the_cycle),
        AT_DESK(a_dedicated_counter_is_idle_though_others_wait),
        AT_DESK(with_fewer_on_duty_than_are_dedicated_nobody_serves_walk_ins),
        AT_DESK(with_no_counter_dedicated_booked_people_are_not_served),
        AT_DESK(a_new_day_finds_dedicated_counters_free),
        AT_DESK(the_least_rank_goes_first_and_inside_it_the_first_ticket),
        AT_DESK(priority_accumulates_by_weight_and_of_equals_the_least_rank_goes_first),
        AT_DESK(whoever_has_just_come_has_no_weight_and_the_least_rank_goes_first),
        AT_DESK(a_year_at_the_greatest_weight_is_still_a_number),
        AT_DESK(whoever_comes_back_goes_before_those_whom_he_preceded),
        AT_DESK(whoever_comes_back_stands_in_his_own_line),
        AT_DESK(whoever_leaves_is_not_called_under_any_rule),
        cmocka_unit_test(leaving_a_line_twice_is_a_bug_and_so_is_a_ninth_rank),
        AT_DESK(clearing_goes_line_by_line_from_the_front),
        cmocka_unit_test(any_day_equals_an_oracle_that_asks_everybody),
        AT_DESK(without_memory_there_are_no_lines),
        AT_DESK(without_memory_nobody_joins_or_comes_back_and_the_others_stay),
    };
    return cmocka_run_group_tests_name("discipline", tests, NULL, NULL);
}
