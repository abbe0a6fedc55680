/* test_ward_counters.c - what people bring to the rules of the counters, and what each rule
 * does to a city: with the same people, the direction that theory gives. */
#include "models/ward/ward.h"

#include "tests/ward/fixture.h"

enum { WHO = 4711, SEED = 20200727 };

static const struct visit *visit(const struct small *w, uint32_t i)
{
    assert_true(i < w->city->day.n);
    return &w->city->day.sorted[i];
}

/* A city without chance or other people, and a Tuesday in it. */
static int32_t begin(struct small *w)
{
    small_exact(w);
    small_quiet(w);
    small_city(w);
    return small_day(w, 2020, 6, 16);
}

static void simulate(struct small *w, int32_t site, int32_t day)
{
    tally_day_begin(&w->city->tally, day);
    ward_day(w->city, site, day);
    assert_false(w->city->failed);
}

/* On the day's list: booked into the slot, or (LEDGER_NONE) walking in. */
static uint32_t comes(struct small *w, int32_t site, int32_t day, int32_t use, int32_t slot)
{
    uint32_t address = use == USE_RENEWAL ? PERSON_HOLDERS : (uint32_t)use;
    uint32_t id = person_make(&w->city->pool, site, address, 0);
    struct person *person = &w->city->pool.people[id];
    person->who = WHO + id;
    person->use = (uint8_t)use;
    person->expiry_day = (int16_t)w->plan->last_report;
    person->is_booked = slot != LEDGER_NONE;
    person->slot = (uint8_t)(person->is_booked ? slot : 0);
    city_will_come(w->city, site, day, id);
    return id;
}

/* ---- what people bring -------------------------------------------------------- */

/* Patience 20 minutes: the walk-in's from his ticket, that of the booked from his slot (10:45)
 * if he comes before it, from his ticket if after. */
static void patience_runs_from_the_ticket_or_from_the_slot_if_that_is_later(void **state)
{
    struct small *w = *state;
    int32_t day = begin(w);
    w->plan->temper.patience_share = 1;
    small_constant(w, VARIATE_PATIENCE, 20 * 60e6);
    small_constant(w, VARIATE_PUNCTUALITY, -7 * 60e6);
    comes(w, SMALL_SAKAE, day, USE_HANDOVER, 4);
    comes(w, SMALL_SAKAE, day, USE_OTHER, LEDGER_NONE);
    simulate(w, SMALL_SAKAE, day);
    for (uint32_t i = 0; i < 2; i++) {
        bool is_booked = visit(w, i)->slot_us != VISIT_NO_SLOT;
        assert_int_equal(visit(w, i)->patience_us, small_minutes(is_booked ? 27 : 20).us + 1);
    }
    small_constant(w, VARIATE_PUNCTUALITY, 7 * 60e6);
    comes(w, SMALL_SAKAE, day + 1, USE_HANDOVER, 4);
    simulate(w, SMALL_SAKAE, day + 1);
    assert_int_equal(visit(w, 0)->patience_us, small_minutes(20).us + 1);
}

/* The first slot is at the opening, 8:45: who comes at 8:25 has his ticket then. */
static void before_the_doors_open_patience_does_not_run(void **state)
{
    struct small *w = *state;
    int32_t day = begin(w);
    w->plan->temper.patience_share = 1;
    small_constant(w, VARIATE_PATIENCE, 20 * 60e6);
    small_constant(w, VARIATE_PUNCTUALITY, -20 * 60e6);
    comes(w, SMALL_SAKAE, day, USE_HANDOVER, 0);
    simulate(w, SMALL_SAKAE, day);
    assert_true(visit(w, 0)->is_outside);
    assert_int_equal(visit(w, 0)->patience_us, small_minutes(20).us + 1);
}

static void booked_people_mind_a_long_line_only_where_the_scenario_says_so(void **state)
{
    struct small *w = *state;
    int32_t day = begin(w);
    w->plan->temper.balk_share = 1;
    w->plan->temper.balks_at = 7;
    for (int i = 0; i < 2; i++) {
        w->plan->temper.booked_balk = i == 1;
        comes(w, SMALL_SAKAE, day + i, USE_HANDOVER, 4);
        comes(w, SMALL_SAKAE, day + i, USE_OTHER, LEDGER_NONE);
        simulate(w, SMALL_SAKAE, day + i);
        for (uint32_t k = 0; k < 2; k++) {
            bool is_booked = visit(w, k)->slot_us != VISIT_NO_SLOT;
            assert_int_equal(visit(w, k)->balks_at, is_booked && i == 0 ? 0 : 7);
        }
    }
}

/* A quarter of 1000 people; four standard errors are 55. */
static void the_share_of_people_with_a_temper_is_the_scenarios(void **state)
{
    struct small *w = *state;
    enum { PEOPLE = 1000 };
    int32_t day = begin(w), impatient = 0, balking = 0, more = 0;
    w->plan->rules.early_end = COUNTER_END_NEVER;
    w->plan->temper.patience_share = w->plan->temper.balk_share = 0.25;
    w->plan->temper.balks_at = 3;
    w->plan->traits[USE_OTHER].also = USE_MYNAPOINT;
    w->plan->traits[USE_OTHER].also_share = 0.25;
    small_constant(w, VARIATE_PATIENCE, 20 * 60e6);
    for (int i = 0; i < PEOPLE; i++)
        comes(w, SMALL_SAKAE, day, USE_OTHER, LEDGER_NONE);
    simulate(w, SMALL_SAKAE, day);
    for (uint32_t i = 0; i < PEOPLE; i++) {
        impatient += visit(w, i)->patience_us > 0;
        balking += visit(w, i)->balks_at > 0;
        more += visit(w, i)->work_us == small_minutes(16).us + 1;
    }
    assert_in_range(impatient, 195, 305);
    assert_in_range(balking, 195, 305);
    assert_in_range(more, 195, 305);
}

static void a_use_has_its_pool_rank_and_exemption(void **state)
{
    struct small *w = *state;
    int32_t day = begin(w);
    w->plan->traits[USE_OTHER] = (struct plan_trait){.rank = 5, .is_exempt = 1};
    comes(w, SMALL_SAKAE, day, USE_OTHER, LEDGER_NONE);
    simulate(w, SMALL_SAKAE, day);
    assert_int_equal(visit(w, 0)->rank, 5);
    assert_true(visit(w, 0)->is_exempt);
    w->plan->rules.pool.order.rule = DISCIPLINE_ACCUMULATING;
    comes(w, SMALL_SAKAE, day + 1, USE_OTHER, LEDGER_NONE);
    comes(w, SMALL_SAKAE, day + 1, USE_HANDOVER, 4);
    simulate(w, SMALL_SAKAE, day + 1);
    for (uint32_t i = 0; i < 2; i++)
        assert_int_equal(visit(w, i)->rank, visit(w, i)->slot_us == VISIT_NO_SLOT);
}

/* ---- what becomes of people --------------------------------------------------- */

/* Everybody at 10:00; five counters serve ten minutes each, patience five: five are served, the
 * sixth leaves and comes again by the shares of the turned away. */
static void whoever_left_or_balked_comes_again_like_the_turned_away(void **state)
{
    struct small *w = *state;
    w->d.s.turned_away.share = 1;
    w->d.s.turned_away.attempts = 2;
    int32_t day = begin(w);
    small_always_at(&w->plan->hours[0], INT64_C(36000) * 1000000);
    w->plan->temper.patience_share = 1;
    small_constant(w, VARIATE_PATIENCE, 5 * 60e6);
    for (int i = 0; i < 6; i++)
        comes(w, SMALL_SAKAE, day, USE_OTHER, LEDGER_NONE);
    simulate(w, SMALL_SAKAE, day);
    assert_int_equal(small_whole(w, SMALL_SAKAE, ACCESS_WALK_IN, TALLY_SERVED), 5);
    assert_int_equal(small_whole(w, SMALL_SAKAE, ACCESS_WALK_IN, TALLY_LEFT), 1);
    assert_int_equal(w->city->pool.alive, 1);
    w->plan->temper = (struct plan_temper){.balk_share = 1, .balks_at = 1};
    int32_t again = day + 1;
    while (small_length(w, w->city->pool.visits, SMALL_SAKAE, again) == 0)
        again++;
    for (int i = 0; i < 6; i++) /* with the one who left, seven: the last balks */
        comes(w, SMALL_SAKAE, again, USE_OTHER, LEDGER_NONE);
    simulate(w, SMALL_SAKAE, again);
    assert_int_equal(small_whole(w, SMALL_SAKAE, ACCESS_WALK_IN, TALLY_BALKED), 1);
    assert_in_range(w->city->pool.alive, 0, 1); /* none if it was he, at his second attempt */
}

/* One counter for five booked at once: four leave, and decide anew as after a missed one. */
static void booked_people_who_left_book_again(void **state)
{
    struct small *w = *state;
    for (int i = 24; i < 48; i++)
        w->capacity[i].weekday = 1;
    w->d.s.booking.no_show.again = 1;
    int32_t day = begin(w);
    w->plan->temper.patience_share = 1;
    small_constant(w, VARIATE_PATIENCE, 5 * 60e6);
    for (int i = 0; i < 5; i++)
        comes(w, SMALL_SAKAE, day, USE_HANDOVER, 4);
    simulate(w, SMALL_SAKAE, day);
    assert_int_equal(small_whole(w, SMALL_SAKAE, ACCESS_BOOKED, TALLY_LEFT), 4);
    uint32_t acting = 0;
    for (int32_t d = day; d < w->plan->n_days; d++)
        acting += small_length(w, w->city->pool.acts, SMALL_SAKAE, d);
    assert_int_equal(acting, 4);
}

/* ---- pools ------------------------------------------------------------------------- */

/* Two pools at 栄, 3 and 2 counters; other work has two. Ten people of it at 10:00, ten
 * minutes each, and one renewal who does not wait behind them. */
static void a_use_waits_only_for_its_own_pool(void **state)
{
    struct small *w = *state;
    static struct scenario_pool pools[] = {{"cards", "", 0.6}, {"rest", "", 0.4}};
    w->d.s.counters.pools = (struct bind_list){pools, 2};
    w->d.pool_of[USE_OTHER] = 1;
    int32_t day = begin(w);
    small_booked(w, USE_RENEWAL, SMALL_SAKAE, 0, PLAN_WALK_IN);
    small_always_at(&w->plan->hours[0], INT64_C(36000) * 1000000);
    for (int i = 0; i < 10; i++)
        comes(w, SMALL_SAKAE, day, USE_OTHER, LEDGER_NONE);
    comes(w, SMALL_SAKAE, day, USE_RENEWAL, LEDGER_NONE);
    simulate(w, SMALL_SAKAE, day);
    int64_t longest = 0;
    for (uint32_t i = 0; i < 11; i++) {
        const struct visit *v = visit(w, i);
        assert_int_equal(v->outcome, VISIT_SERVED);
        if (w->city->day.sorted_use[i] == USE_RENEWAL)
            assert_int_equal(v->wait_us, 0);
        longest = v->wait_us > longest ? v->wait_us : longest;
    }
    assert_int_equal(longest / SMALL_MIN.us, 40);
}

/* ---- what rules do to a city ---------------------------------------------------------- */

static int64_t total(const struct small *w, int32_t which)
{
    int64_t sum = 0;
    for (int32_t site = 0; site < SMALL_SITES; site++)
        for (int a = 0; a < ACCESS_COUNT; a++)
            sum += w->out.record[tally_at_access(w->plan, site, a, which)];
    return sum;
}

static int64_t of_sites(const struct small *w, int32_t which)
{
    int64_t sum = 0;
    for (int32_t site = 0; site < SMALL_SITES; site++)
        sum += w->out.record[tally_at_site(w->plan, site, which)];
    return sum;
}

/* A setting at its n-th value, from little to much. */
typedef void setting(struct scenario *s, int n);
typedef int64_t measure(const struct small *w, int32_t which);

/* The measure at each of three values of the setting, with the same people. */
static void run_three(setting *set, measure *get, int32_t which, int64_t got[3])
{
    for (int n = 0; n < 3; n++) {
        struct small *w = small_new();
        w->d.s.counters.early_end.rule = COUNTER_END_NEVER;
        set(&w->d.s, n);
        small_run(w, SEED, 0);
        got[n] = get(w, which);
        small_free(w);
    }
}

static void check_rises(setting *set, measure *get, int32_t which)
{
    int64_t got[3];
    run_three(set, get, which, got);
    assert_true(got[0] < got[1] && got[1] < got[2]);
}

static void check_falls(setting *set, measure *get, int32_t which)
{
    int64_t got[3];
    run_three(set, get, which, got);
    assert_true(got[0] > got[1] && got[1] > got[2]);
}

static void more_patience(struct scenario *s, int n)
{
    s->counters.patience.share = 1;
    s->counters.patience.family = FAMILY_EXPONENTIAL;
    s->counters.patience.mean = small_minutes(20 * (n + 1));
}

static void more_impatient_people(struct scenario *s, int n)
{
    s->counters.patience.share = 0.3 * n;
    s->counters.patience.mean = small_minutes(20);
}

static void longer_lines_are_minded(struct scenario *s, int n)
{
    s->counters.balking.share = 0.5;
    s->counters.balking.at = 3 + 4 * n;
}

static void more_places(struct scenario *s, int n)
{
    s->counters.places_inside = 4 + 4 * n;
}

static void more_are_at_lunch(struct scenario *s, int n)
{
    s->counters.lunch.from = 43200;
    s->counters.lunch.to = 46800;
    s->counters.lunch.absent = 0.4 * n;
}

static void more_overbooking(struct scenario *s, int n)
{
    s->booking.overbooking = 0.2 * n;
}

static void more_second_uses(struct scenario *s, int n)
{
    s->uses.other.also.use = USE_OTHER;
    s->uses.other.also.share = 0.3 * n;
}

static void more_weight_for_the_booked(struct scenario *s, int n)
{
    s->counters.rule = DISCIPLINE_ACCUMULATING;
    s->counters.weights.booked = n == 0 ? 1 : 10 * n * n;
    s->counters.weights.walk_in = 10;
}

static void people_leave_less_the_more_patience_they_have(void **state)
{
    (void)state;
    check_falls(more_patience, total, TALLY_LEFT);
}

static void the_queue_is_shorter_the_more_people_are_impatient(void **state)
{
    (void)state;
    check_falls(more_impatient_people, of_sites, TALLY_QUEUE_US);
    check_rises(more_impatient_people, total, TALLY_LEFT);
}

static void fewer_people_balk_the_longer_the_line_they_mind(void **state)
{
    (void)state;
    check_falls(longer_lines_are_minded, total, TALLY_BALKED);
}

static void more_places_inside_leave_fewer_people_outside(void **state)
{
    (void)state;
    check_falls(more_places, total, TALLY_BEYOND);
    check_falls(more_places, of_sites, TALLY_BEYOND_US);
}

static void people_wait_longer_the_more_counters_are_at_lunch(void **state)
{
    (void)state;
    check_rises(more_are_at_lunch, total, TALLY_WAIT_US);
    check_falls(more_are_at_lunch, of_sites, TALLY_STAFFED_US);
}

/* 栄 has less places than people want. */
static int64_t kept(const struct small *w, int32_t which)
{
    return w->out.record[tally_at_access(w->plan, SMALL_SAKAE, ACCESS_BOOKED, which)];
}

static void scarce(struct scenario *s, int n)
{
    more_overbooking(s, n);
    s->booking.no_show.share = 0.2;
}

static void overbooking_lets_more_people_keep_an_appointment_in_a_scarce_ward(void **state)
{
    (void)state;
    int64_t got[3];
    for (int n = 0; n < 3; n++) {
        struct small *w = small_new();
        for (int i = 24; i < 48; i++)
            w->capacity[i].places_renewal = 40;
        scarce(&w->d.s, n);
        small_run(w, SEED, 0);
        got[n] = kept(w, TALLY_KEPT);
        small_free(w);
    }
    assert_true(got[0] < got[1] && got[1] < got[2]);
}

static void counters_are_busier_the_more_people_have_a_second_use(void **state)
{
    (void)state;
    check_rises(more_second_uses, of_sites, TALLY_BUSY_US);
}

static void booked_people_are_called_earlier_the_more_their_wait_weighs(void **state)
{
    (void)state;
    check_falls(more_weight_for_the_booked, total, TALLY_LATENESS_US);
}

/* Twice the work that can be done, everybody comes again: visits stay below the limit. */
static void an_office_that_everybody_leaves_does_not_orbit_for_ever(void **state)
{
    (void)state;
    for (int n = 0; n < 2; n++) {
        struct small *w = small_new();
        struct scenario *s = &w->d.s;
        s->turned_away.share = 1;
        s->turned_away.attempts = 3;
        s->uses.other.visits = 600;
        w->d.expiries.count = 1;
        if (n == 0) {
            s->counters.patience.share = 1;
            s->counters.patience.mean = small_minutes(10);
        } else {
            s->counters.balking.share = 1;
            s->counters.balking.at = 2;
        }
        small_run(w, SEED, 0);
        int64_t came =
            w->out.record[tally_at_access(w->plan, SMALL_NISHI, ACCESS_WALK_IN, TALLY_ARRIVALS)];
        int64_t served =
            w->out.record[tally_at_access(w->plan, SMALL_NISHI, ACCESS_WALK_IN, TALLY_SERVED)];
        assert_true(came > 3 * served / 2);
        assert_in_range(came, 64 * 150, 3 * 64 * 250); /* 150 a day and the hand-overs, thrice */
        small_free(w);
    }
}

/* Five counters are on duty when the doors of 栄 open: ten tickets at two a counter. */
static void tickets_for_walk_ins_may_follow_the_counters_at_opening(void **state)
{
    struct small *w = *state;
    w->d.s.counters.early_end.rule = COUNTER_END_TICKETS;
    w->d.s.counters.early_end.per_counter = 2;
    int32_t day = begin(w);
    for (int i = 0; i < 14; i++)
        comes(w, SMALL_SAKAE, day, USE_OTHER, LEDGER_NONE);
    simulate(w, SMALL_SAKAE, day);
    assert_int_equal(small_whole(w, SMALL_SAKAE, ACCESS_WALK_IN, TALLY_SERVED), 10);
    assert_int_equal(small_whole(w, SMALL_SAKAE, ACCESS_WALK_IN, TALLY_TURNED_AWAY), 4);
}

/* 西: two counters from 8:45 to 17:00 at 3000 yen an hour. 栄: five, and whoever has the last
 * slot, 16:15, and takes an hour is served for a quarter of an hour after closing. */
static void counters_cost_while_the_doors_are_open_and_service_after_that(void **state)
{
    struct small *w = *state;
    int32_t day = begin(w);
    w->plan->yen_per_hour = 3000;
    simulate(w, SMALL_NISHI, day);
    assert_int_equal(tally_whole_site(&w->city->tally, SMALL_NISHI, TALLY_YEN), 49500);
    small_constant(w, VARIATE_SERVICE + USE_HANDOVER, 60 * 60e6 - 1);
    comes(w, SMALL_SAKAE, day, USE_HANDOVER, 15);
    simulate(w, SMALL_SAKAE, day);
    assert_int_equal(tally_whole_site(&w->city->tally, SMALL_SAKAE, TALLY_YEN), 5 * 24750 + 750);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_SMALL(patience_runs_from_the_ticket_or_from_the_slot_if_that_is_later),
        IN_SMALL(before_the_doors_open_patience_does_not_run),
        IN_SMALL(booked_people_mind_a_long_line_only_where_the_scenario_says_so),
        IN_SMALL(the_share_of_people_with_a_temper_is_the_scenarios),
        IN_SMALL(a_use_has_its_pool_rank_and_exemption),
        IN_SMALL(whoever_left_or_balked_comes_again_like_the_turned_away),
        IN_SMALL(booked_people_who_left_book_again),
        IN_SMALL(a_use_waits_only_for_its_own_pool),
        IN_SMALL(tickets_for_walk_ins_may_follow_the_counters_at_opening),
        IN_SMALL(counters_cost_while_the_doors_are_open_and_service_after_that),
        cmocka_unit_test(people_leave_less_the_more_patience_they_have),
        cmocka_unit_test(the_queue_is_shorter_the_more_people_are_impatient),
        cmocka_unit_test(fewer_people_balk_the_longer_the_line_they_mind),
        cmocka_unit_test(more_places_inside_leave_fewer_people_outside),
        cmocka_unit_test(people_wait_longer_the_more_counters_are_at_lunch),
        cmocka_unit_test(overbooking_lets_more_people_keep_an_appointment_in_a_scarce_ward),
        cmocka_unit_test(counters_are_busier_the_more_people_have_a_second_use),
        cmocka_unit_test(booked_people_are_called_earlier_the_more_their_wait_weighs),
        cmocka_unit_test(an_office_that_everybody_leaves_does_not_orbit_for_ever),
    };
    return cmocka_run_group_tests_name("ward counters", tests, NULL, NULL);
}
