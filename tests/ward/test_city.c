/* test_city.c - whole replications: nobody is lost, a result is a function of scenario, seed
 * and replication alone, and two plans meet the same people.
 */
#include "models/ward/city.h"

#include "sim/engine/histogram.h"
#include "tests/ward/fixture.h"

enum { SEED = 20200727 };

static int64_t record(const struct small *w, int32_t site, int32_t access, int32_t which)
{
    return w->out.record[tally_at_access(w->plan, site, access, which)];
}

static int64_t of_day(const struct small *w, int32_t site, int32_t access, int32_t hist_day,
                      int32_t which)
{
    return w->out.sums[tally_at_day(w->plan, site, access, hist_day) + (size_t)which];
}

static void check_same_results(const struct small *a, const struct small *b)
{
    assert_int_equal(a->model.record_words, b->model.record_words);
    assert_memory_equal(a->out.record, b->out.record,
                        a->model.record_words * sizeof *a->out.record);
    assert_memory_equal(a->out.sums, b->out.sums, a->model.sum_words * sizeof *a->out.sums);
    assert_memory_equal(a->out.bins, b->out.bins, a->model.bin_words * sizeof *a->out.bins);
}

/* Nobody is turned away, so that no day depends on the counters. */
static void never_end_early(struct small *w)
{
    w->d.s.counters.early_end.rule = COUNTER_END_NEVER;
}

/* ---- conservation ----------------------------------------------------------- */

/* The laws over the whole run are checked inside; here the tables agree with each other. */
static void check_books(const struct small *w)
{
    const struct plan *p = w->plan;
    for (int32_t site = 0; site < p->n_sites; site++)
        for (int a = 0; a < ACCESS_COUNT; a++) {
            int64_t arrivals = 0, served = 0, waits = 0, month = 0;
            uint64_t bins = 0;
            for (int32_t day = 0; day < p->n_hist_days; day++) {
                arrivals += of_day(w, site, a, day, TALLY_DAY_ARRIVALS);
                served += of_day(w, site, a, day, TALLY_DAY_X);
                waits += of_day(w, site, a, day, TALLY_DAY_WAIT_US);
                bins += sim_histogram_count(w->out.bins + tally_bin_day(p, site, a, day));
            }
            for (int32_t m = 0; m < p->n_months; m++)
                month += w->out.sums[tally_at_month(p, site, m) + TALLY_MONTH_ARRIVALS + (size_t)a];
            assert_int_equal(arrivals, record(w, site, a, TALLY_ARRIVALS));
            assert_int_equal(month, arrivals);
            assert_int_equal(served, record(w, site, a, TALLY_SERVED));
            assert_int_equal(bins, served);
            assert_int_equal(waits, record(w, site, a, TALLY_WAIT_US));
            assert_int_equal(arrivals, served + record(w, site, a, TALLY_TURNED_AWAY) +
                                           record(w, site, a, TALLY_REFUSED));
        }
}

/* Ordinary, crowded (counters too few by half), with closures and outages. */
static void the_laws_hold_in_every_replication_also_under_stress(void **state)
{
    (void)state;
    for (int stress = 0; stress < 3; stress++) {
        struct small *w = small_new();
        civil_day june = civil_from_date(2020, 6, 1);
        for (int i = 0; i < 48 && stress == 1; i++) {
            w->capacity[i].weekday = (w->capacity[i].weekday + 1) / 2;
            w->capacity[i].places_renewal /= 2;
        }
        if (stress == 2) {
            w->exceptions[0] = (struct scenario_exception){
                .date = june + 14, .ward = "全区", .kind = EXCEPTION_CLOSED, .announced = june + 9};
            w->exceptions[1] = (struct scenario_exception){.date = june + 16,
                                                           .ward = "栄",
                                                           .kind = EXCEPTION_RESERVED_ONLY,
                                                           .announced = june};
            w->exceptions[2] = (struct scenario_exception){
                .date = june + 18, .ward = "西", .kind = EXCEPTION_CLOSED, .announced = june + 18};
            w->exceptions[3] = (struct scenario_exception){
                .date = june + 20, .ward = "全区", .kind = EXCEPTION_OPEN, .announced = june + 2};
            w->d.exceptions.count = 4;
            w->outages[0] = (struct scenario_outage){
                .date = june + 21, .from = 31500, .to = 61200, .state = 1, .factor = 1};
            w->d.outages.count = 1;
        }
        for (uint32_t r = 0; r < 5; r++) {
            small_compile(w);
            small_results(w);
            small_run(w, SEED + (uint64_t)stress, r);
            check_books(w);
        }
        if (stress == 2)
            assert_true(record(w, SMALL_SAKAE, ACCESS_BOOKED, TALLY_CANCELLED) > 0);
        small_free(w);
    }
}

/* ---- the same bits ---------------------------------------------------------- */

static void a_replication_is_the_same_in_the_same_and_in_a_fresh_world(void **state)
{
    struct small *w = *state, *fresh = small_new();
    small_compile(w);
    void *world = w->model.new_world(w->plan, w->home, &w->e);
    assert_non_null(world);
    small_results(w);
    struct sim_outcome thrown_away = w->out;
    assert_true(w->model.replicate(world, 1, 9, 0, &thrown_away, &w->e));
    small_results(w);
    assert_true(w->model.replicate(world, SEED, 4, 0, &w->out, &w->e));
    small_run(fresh, SEED, 4);
    check_same_results(w, fresh);
    small_free(fresh);
}

static void results_add_up_over_replications_in_any_order(void **state)
{
    struct small *w = *state, *other = small_new();
    for (uint32_t r = 0; r < 4; r++) {
        small_run(w, SEED, r);
        small_run(other, SEED, 3 - r);
    }
    check_same_results(w, other);
    small_free(other);
}

static void another_seed_and_another_replication_give_other_days(void **state)
{
    struct small *w = *state, *seed = small_new(), *replication = small_new();
    small_run(w, SEED, 0);
    small_run(seed, SEED + 1, 0);
    small_run(replication, SEED, 1);
    size_t bytes = w->model.sum_words * sizeof *w->out.sums;
    assert_true(memcmp(w->out.sums, seed->out.sums, bytes) != 0);
    assert_true(memcmp(w->out.sums, replication->out.sums, bytes) != 0);
    assert_true(memcmp(seed->out.sums, replication->out.sums, bytes) != 0);
    small_free(seed);
    small_free(replication);
}

/* People are named by ward code and civil day, not by the row of a table. */
static void the_order_of_wards_in_the_table_changes_nothing(void **state)
{
    struct small *w = *state, *turned = small_new();
    struct scenario_ward_row first = turned->wards[0];
    turned->wards[0] = turned->wards[1];
    turned->wards[1] = first;
    small_run(w, SEED, 2);
    small_run(turned, SEED, 2);
    for (int32_t site = 0; site < SMALL_SITES; site++) {
        for (int a = 0; a < ACCESS_COUNT; a++)
            for (int k = 0; k < TALLY_ACCESS_WORDS; k++)
                assert_int_equal(record(w, site, a, k), record(turned, 1 - site, a, k));
        for (int k = 0; k < TALLY_SITE_WORDS; k++)
            assert_int_equal(w->out.record[tally_at_site(w->plan, site, k)],
                             turned->out.record[tally_at_site(turned->plan, 1 - site, k)]);
    }
    small_free(turned);
}

/* ---- common random numbers -------------------------------------------------- */

/* Arrivals of every day, site and access, and the work they bring, month by month. */
static void check_same_people(const struct small *a, const struct small *b, int32_t access)
{
    const struct plan *p = a->plan;
    for (int32_t site = 0; site < p->n_sites; site++) {
        for (int32_t day = 0; day < p->n_hist_days; day++)
            assert_int_equal(of_day(a, site, access, day, TALLY_DAY_ARRIVALS),
                             of_day(b, site, access, day, TALLY_DAY_ARRIVALS));
        for (int32_t month = 0; month < p->n_months; month++) {
            size_t at = tally_at_month(p, site, month) + TALLY_MONTH_WORK_US + (size_t)access;
            assert_int_equal(a->out.sums[at], b->out.sums[at]);
        }
    }
}

static void other_counters_meet_the_same_people_with_the_same_needs(void **state)
{
    struct small *w = *state, *other = small_new();
    never_end_early(w);
    never_end_early(other);
    other->d.s.counters.rule = DISCIPLINE_SLOT;
    for (int i = 0; i < 48; i++) { /* Saturday's places follow the ratio of both */
        other->capacity[i].weekday += 2;
        other->capacity[i].saturday += 2;
    }
    small_run(w, SEED, 0);
    small_run(other, SEED, 0);
    for (int a = 0; a < ACCESS_COUNT; a++)
        check_same_people(w, other, a);
    assert_true(record(other, SMALL_SAKAE, ACCESS_WALK_IN, TALLY_WAIT_US) <
                record(w, SMALL_SAKAE, ACCESS_WALK_IN, TALLY_WAIT_US));
    small_free(other);
}

static void surge(struct small *w, bool is_on)
{
    w->surges[0] = (struct scenario_surge){.name = "mynapoint",
                                           .use = USE_MYNAPOINT,
                                           .table = "surge.csv",
                                           .share = 0.1,
                                           .is_on = is_on};
    for (int32_t k = 0; k < 5; k++)
        w->visits[0][k] =
            (struct scenario_visits){.date = civil_from_date(2020, 7, 27) + k, .visits = 2000};
    w->surge_tables[0] = (struct bind_list){w->visits[0], 5};
    w->d.s.surges.count = 1;
}

/* 27 to 31 July: more walk-ins at both sites; nobody else changes. */
static void a_surge_adds_people_on_its_days_and_changes_nobody_else(void **state)
{
    struct small *w = *state, *with = small_new();
    never_end_early(w);
    never_end_early(with);
    surge(w, false);
    surge(with, true);
    small_run(w, SEED, 0);
    small_run(with, SEED, 0);
    check_same_people(w, with, ACCESS_BOOKED);
    int32_t from = small_day(w, 2020, 7, 27);
    for (int32_t site = 0; site < SMALL_SITES; site++)
        for (int32_t day = w->plan->first_report; day <= w->plan->last_report; day++) {
            int32_t h = plan_date_at(w->plan, day)->hist_day;
            if (h == PLAN_NO_DAY)
                continue;
            int64_t more = of_day(with, site, ACCESS_WALK_IN, h, TALLY_DAY_ARRIVALS) -
                           of_day(w, site, ACCESS_WALK_IN, h, TALLY_DAY_ARRIVALS);
            assert_true(day >= from && day < from + 5 ? more > 10 : more == 0);
        }
    small_free(with);
}

/* 栄's walk-ins come by themselves on their civil day, whenever the run began. */
static void a_longer_warm_up_renames_nobody(void **state)
{
    struct small *w = *state, *longer = small_new();
    never_end_early(w);
    never_end_early(longer);
    longer->d.s.warmup.notices_from = civil_from_date(2020, 1, 6);
    longer->d.s.warmup.counters_from = civil_from_date(2020, 3, 2);
    small_run(w, SEED, 0);
    small_run(longer, SEED, 0);
    for (int32_t day = 0; day < w->plan->n_hist_days; day++)
        assert_int_equal(of_day(w, SMALL_SAKAE, ACCESS_WALK_IN, day, TALLY_DAY_ARRIVALS),
                         of_day(longer, SMALL_SAKAE, ACCESS_WALK_IN, day, TALLY_DAY_ARRIVALS));
    small_free(longer);
}

/* ---- what wards are like ---------------------------------------------------- */

static void a_walk_in_ward_has_no_bookings_and_a_booking_ward_books_ahead(void **state)
{
    struct small *w = *state;
    small_run(w, SEED, 0);
    for (int k = 0; k < TALLY_ACCESS_WORDS; k++)
        assert_int_equal(record(w, SMALL_NISHI, ACCESS_BOOKED, k), 0);
    assert_true(record(w, SMALL_NISHI, ACCESS_WALK_IN, TALLY_SERVED) > 1500);
    int64_t booked = record(w, SMALL_SAKAE, ACCESS_BOOKED, TALLY_BOOKED);
    assert_true(booked > 5000);
    assert_true(record(w, SMALL_SAKAE, ACCESS_BOOKED, TALLY_LEAD_DAYS) > 2 * booked);
    assert_true(record(w, SMALL_SAKAE, ACCESS_BOOKED, TALLY_NO_SHOW) > booked / 20);
    assert_true(record(w, SMALL_SAKAE, ACCESS_BOOKED, TALLY_NO_SHOW) < booked / 10);
}

/* Seven months of letters: of 栄's 4500 expiring in the period about 96 % answer in time or
 * late; nobody is renewed twice. */
static void holders_renew_once(void **state)
{
    struct small *w = *state;
    small_run(w, SEED, 0);
    int64_t renewed = w->out.record[tally_at_site(w->plan, SMALL_SAKAE, TALLY_RENEWED)];
    assert_in_range(renewed, 3500, 4800);
    int64_t lapsed = w->out.record[tally_at_site(w->plan, SMALL_SAKAE, TALLY_LAPSED)];
    assert_in_range(lapsed, 4500 * 8 / 100, 4500 * 20 / 100);
}

/* Nothing was free two days before the expiry; what happens after it changes nothing. */
static void the_last_thing_in_the_way_before_the_expiry_is_why_a_certificate_lapses(void **state)
{
    struct small *w = *state;
    small_quiet(w);
    small_city(w);
    int32_t expiry = small_day(w, 2020, 6, 30);
    struct person *holder =
        &w->city->pool.people[small_acts(w, SMALL_SAKAE, expiry - 9, USE_RENEWAL, 4711)];
    holder->expiry_day = (int16_t)expiry;
    city_hinder(holder, expiry - 9, CAUSE_PHONE);
    city_hinder(holder, expiry - 2, CAUSE_NO_SLOT);
    city_hinder(holder, expiry + 1, CAUSE_MISSED);
    city_lapse(w->city, holder, expiry); /* renewed on the last day: no lapse */
    const int64_t *words = w->out.record + tally_at_site(w->plan, SMALL_SAKAE, 0);
    assert_int_equal(words[TALLY_LAPSED], 0);
    city_lapse(w->city, holder, expiry + 4);
    for (int cause = 0; cause < PERSON_CAUSES; cause++)
        assert_int_equal(words[TALLY_LAPSED_CAUSE + cause], cause == CAUSE_NO_SLOT);
    assert_int_equal(words[TALLY_LAPSED], 1);
    assert_int_equal(words[TALLY_LAPSED_DAYS], 3);
}

static void every_lapse_has_one_cause(void **state)
{
    struct small *w = *state;
    for (int i = 24; i < 48; i++)
        w->capacity[i].places_renewal = 40;
    small_run(w, SEED, 0);
    for (int32_t site = 0; site < SMALL_SITES; site++) {
        const int64_t *words = w->out.record + tally_at_site(w->plan, site, 0);
        int64_t sum = 0;
        for (int cause = 0; cause < PERSON_CAUSES; cause++)
            sum += words[TALLY_LAPSED_CAUSE + cause];
        assert_true(sum > 0);
        assert_int_equal(sum, words[TALLY_LAPSED]);
        assert_true(site == SMALL_NISHI || words[TALLY_LAPSED_CAUSE + CAUSE_NO_SLOT] > 0);
    }
}

static void with_fewer_places_people_wait_longer_for_a_date_and_some_get_none(void **state)
{
    struct small *w = *state, *scarce = small_new();
    for (int i = 24; i < 48; i++)
        scarce->capacity[i].places_renewal = 40;
    small_run(w, SEED, 0);
    small_run(scarce, SEED, 0);
    double lead[2];
    const struct small *both[] = {w, scarce};
    for (int i = 0; i < 2; i++)
        lead[i] = (double)record(both[i], SMALL_SAKAE, ACCESS_BOOKED, TALLY_LEAD_DAYS) /
                  (double)record(both[i], SMALL_SAKAE, ACCESS_BOOKED, TALLY_BOOKED);
    assert_true(lead[1] > 2 * lead[0]);
    assert_int_equal(record(w, SMALL_SAKAE, ACCESS_BOOKED, TALLY_NO_BOOKING), 0);
    assert_true(record(scarce, SMALL_SAKAE, ACCESS_BOOKED, TALLY_NO_BOOKING) > 100);
    small_free(scarce);
}

/* Every open half hour of the period is looked at once at each site. */
static void every_open_half_hour_is_looked_at(void **state)
{
    struct small *w = *state;
    small_run(w, SEED, 0);
    int64_t looks = 0;
    for (int32_t cell = 0; cell < w->plan->n_cells; cell++)
        looks += w->out.sums[tally_at_cell(w->plan, SMALL_SAKAE, cell) + TALLY_CELL_LOOKS];
    assert_int_equal(looks, 63 * 16 + 6 * 6);
    assert_int_equal(w->out.record[tally_at_site(w->plan, SMALL_SAKAE, TALLY_OPEN_DAYS)], 69);
    int64_t staffed = w->out.record[tally_at_site(w->plan, SMALL_SAKAE, TALLY_STAFFED_US)];
    assert_int_equal(staffed / SMALL_MIN.us, 5 * (63 * 495 + 6 * 180));
}

/* ---- memory ----------------------------------------------------------------- */

static void a_world_that_cannot_be_made_is_null_and_the_error_says_so(void **state)
{
    struct small *w = *state;
    small_compile(w);
    unsigned nth = 1;
    for (; nth < 200; nth++) {
        struct err e = {0};
        arena_fail_nth(w->home, nth);
        void *world = city_new(w->plan, w->home, &e);
        arena_fail_nth(w->home, 0);
        if (world != NULL)
            break;
        assert_int_equal(e.item[0].code, ERR_NOMEM);
    }
    assert_true(nth > 20 && nth < 200);
}

/* More than 16 384 people in flight, a day of more than 1024 visits: arrays grow. */
static void a_replication_that_runs_out_of_memory_says_so(void **state)
{
    struct small *w = *state;
    small_months(w->expiries, 24, 60000);
    w->d.s.notices.daily_capacity = 30000;
    for (unsigned nth = 1; nth <= 3; nth++) {
        struct err e = {0};
        small_compile(w);
        small_results(w);
        void *world = w->model.new_world(w->plan, w->home, &w->e);
        assert_non_null(world);
        arena_fail_nth(w->home, nth);
        assert_false(w->model.replicate(world, SEED, 0, 0, &w->out, &e));
        assert_int_equal(e.item[0].code, ERR_NOMEM);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_laws_hold_in_every_replication_also_under_stress),
        IN_SMALL(a_replication_is_the_same_in_the_same_and_in_a_fresh_world),
        IN_SMALL(results_add_up_over_replications_in_any_order),
        IN_SMALL(another_seed_and_another_replication_give_other_days),
        IN_SMALL(the_order_of_wards_in_the_table_changes_nothing),
        IN_SMALL(other_counters_meet_the_same_people_with_the_same_needs),
        IN_SMALL(a_surge_adds_people_on_its_days_and_changes_nobody_else),
        IN_SMALL(a_longer_warm_up_renames_nobody),
        IN_SMALL(a_walk_in_ward_has_no_bookings_and_a_booking_ward_books_ahead),
        IN_SMALL(holders_renew_once),
        IN_SMALL(the_last_thing_in_the_way_before_the_expiry_is_why_a_certificate_lapses),
        IN_SMALL(every_lapse_has_one_cause),
        IN_SMALL(with_fewer_places_people_wait_longer_for_a_date_and_some_get_none),
        IN_SMALL(every_open_half_hour_is_looked_at),
        IN_SMALL(a_world_that_cannot_be_made_is_null_and_the_error_says_so),
        IN_SMALL(a_replication_that_runs_out_of_memory_says_so),
    };
    return cmocka_run_group_tests_name("city", tests, NULL, NULL);
}
