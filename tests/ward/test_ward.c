/* test_ward.c - who comes to a site on a day, what he brings, and what becomes of him. */
#include "models/ward/ward.h"

#include "models/ward/comers.h"
#include "models/ward/crowd.h"
#include "tests/ward/fixture.h"

enum { WHO = 4711 };

static const struct visit *visit(const struct small *w, uint32_t i)
{
    assert_true(i < w->city->day.n);
    return &w->city->day.sorted[i];
}

static int64_t minutes_of(const struct small *w, int32_t day, int64_t us)
{
    return (us - sim_on_day(w->plan->base_day + day, 0).us) / SMALL_MIN.us;
}

static void simulate(struct small *w, int32_t site, int32_t day)
{
    tally_day_begin(&w->city->tally, day);
    ward_day(w->city, site, day);
    assert_false(w->city->failed);
}

/* A city without chance or other people. */
static void begin(struct small *w)
{
    small_exact(w);
    small_quiet(w);
    small_city(w);
}

/* A person on the day's list: booked into the slot, or (LEDGER_NONE) walking in. */
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

static int64_t at_site(const struct small *w, int32_t which)
{
    return w->out.record[tally_at_site(w->plan, SMALL_SAKAE, which)];
}

/* ---- day factors ------------------------------------------------------------ */

/* 20 000 days: mean 1, cv 0.15, correlation 1/2 between wards. Errors of about 0.001,
 * 0.001 and 0.006; within four of them. */
static void day_factors_have_mean_one_the_cv_and_the_correlation_of_the_scenario(void **state)
{
    struct small *w = *state;
    enum { DAYS = 20000 };
    small_city(w);
    double x = 0, xx = 0, y = 0, xy = 0, yy = 0;
    for (int32_t day = 0; day < DAYS; day++) {
        ward_draw_factors(w->city, day);
        double a = w->city->ward_factor[SMALL_NISHI] - 1, b = w->city->ward_factor[SMALL_SAKAE] - 1;
        x += a;
        y += b;
        xx += a * a;
        xy += a * b;
        yy += b * b;
    }
    check_near(x / DAYS, 0, 4 * 0.15 / sqrt(DAYS));
    check_near(y / DAYS, 0, 4 * 0.15 / sqrt(DAYS));
    check_near(sqrt(xx / DAYS), 0.15, 0.0045);
    check_near(xy / sqrt(xx * yy), 0.5, 0.025);
}

static void without_variation_the_day_factor_is_one(void **state)
{
    struct small *w = *state;
    begin(w);
    for (int32_t day = 0; day < 100; day++) {
        ward_draw_factors(w->city, day);
        for (int32_t site = 0; site < SMALL_SITES; site++)
            check_near(w->city->ward_factor[site], 1, 1e-15);
    }
}

/* ---- crowds ----------------------------------------------------------------- */

/* A stream of `rate` people on every open day at 栄. */
static int32_t stream_with_rate(struct small *w, double rate)
{
    int32_t stream = 0;
    while (plan_stream_at(w->plan, stream)->use != USE_OTHER)
        stream++;
    for (int32_t day = 0; day < w->plan->n_days; day++)
        small_rate(w, stream, SMALL_SAKAE, day, rate);
    return stream;
}

static uint32_t count(struct small *w, int32_t stream, int32_t day, double *places, uint32_t most)
{
    struct crowd crowd;
    crowd_begin(&crowd, w->city, stream, SMALL_SAKAE, day);
    uint32_t n = 0;
    double share = 0, last = -1;
    for (; crowd_next(&crowd, &share); n++) {
        assert_true(share > last && share < 1);
        assert_int_equal(crowd_who(w->city, &crowd, day),
                         (uint32_t)(w->plan->base_day + day) << 16 | n);
        last = share;
        if (n < most)
            places[n] = share;
    }
    return n;
}

/* 4000 replications of a rate of 30: mean and variance 30 within four standard errors, and
 * places that are uniform on the day (mean 1/2). */
static void a_crowd_is_a_poisson_number_of_people_spread_over_the_day(void **state)
{
    struct small *w = *state;
    enum { DAYS = 4000, RATE = 30, MOST = 100 };
    small_city(w);
    int32_t stream = stream_with_rate(w, RATE);
    double sum = 0, squares = 0, places[MOST], middle = 0, spread = 0;
    for (uint32_t r = 0; r < DAYS; r++) {
        w->city->seed.replication = r;
        uint32_t n = count(w, stream, 100, places, MOST);
        sum += n;
        squares += (double)n * n;
        for (uint32_t i = 0; i < n; i++) {
            middle += places[i];
            spread += (places[i] - 0.5) * (places[i] - 0.5);
        }
    }
    double mean = sum / DAYS;
    check_near(mean, RATE, 4 * sqrt(RATE / (double)DAYS));
    check_near(squares / DAYS - mean * mean, RATE, 4 * RATE * sqrt(2.0 / DAYS));
    check_near(middle / sum, 0.5, 4 / sqrt(12 * sum));
    check_near(spread / sum, 1.0 / 12, 4 / sqrt(180 * sum));
}

/* The same people in the same order: with twice the rate, at half their place. */
static void with_a_higher_rate_the_first_people_stay_the_same(void **state)
{
    struct small *w = *state;
    enum { MOST = 200 };
    small_city(w);
    double once[MOST], twice[MOST];
    int32_t stream = stream_with_rate(w, 20);
    uint32_t n = count(w, stream, 100, once, MOST);
    w->city->ward_factor[SMALL_SAKAE] = 2;
    assert_true(count(w, stream, 100, twice, MOST) > n);
    for (uint32_t i = 0; i < n; i++)
        check_near(twice[i], once[i] / 2, 1e-15);
}

static void on_a_day_without_rate_nobody_comes(void **state)
{
    struct small *w = *state;
    small_city(w);
    double share;
    struct crowd crowd;
    crowd_begin(&crowd, w->city, stream_with_rate(w, 0), SMALL_SAKAE, 100);
    assert_false(crowd_next(&crowd, &share));
}

/* ---- who comes -------------------------------------------------------------- */

/* Slot 4 begins at 10:45. */
static void the_booked_come_at_their_slot_and_offset_and_bring_their_service(void **state)
{
    struct small *w = *state;
    begin(w);
    small_constant(w, VARIATE_PUNCTUALITY, -7.0 * 60e6);
    int32_t day = small_day(w, 2020, 6, 16);
    comes(w, SMALL_SAKAE, day, USE_HANDOVER, 4);
    simulate(w, SMALL_SAKAE, day);
    const struct visit *v = visit(w, 0);
    assert_int_equal(minutes_of(w, day, v->slot_us), 10 * 60 + 45);
    assert_int_equal(minutes_of(w, day, v->arrive_us), 10 * 60 + 38);
    assert_int_equal(v->work_us, small_minutes(15).us + 1);
    assert_int_equal(v->expected_us, small_minutes(15).us);
    assert_int_equal(v->outcome, VISIT_SERVED);
    assert_int_equal(small_whole(w, SMALL_SAKAE, ACCESS_BOOKED, TALLY_CAME), 1);
    assert_int_equal(small_whole(w, SMALL_SAKAE, ACCESS_BOOKED, TALLY_SERVED), 1);
    assert_int_equal(at_site(w, TALLY_BUSY_US), small_minutes(15).us + 1);
}

/* 12 minutes, and 5 for a PIN that is not known. */
static void an_unknown_pin_makes_a_renewal_longer_and_no_other_use(void **state)
{
    struct small *w = *state;
    begin(w);
    w->plan->pin_unknown = 1;
    int32_t day = small_day(w, 2020, 6, 16);
    comes(w, SMALL_SAKAE, day, USE_RENEWAL, 0);
    comes(w, SMALL_SAKAE, day, USE_HANDOVER, 1);
    simulate(w, SMALL_SAKAE, day);
    assert_int_equal(visit(w, 0)->work_us, small_minutes(17).us + 1);
    assert_int_equal(visit(w, 1)->work_us, small_minutes(15).us + 1);
}

static void a_quarter_of_the_renewals_have_an_unknown_pin(void **state)
{
    struct small *w = *state;
    enum { PEOPLE = 1000 };
    begin(w);
    w->plan->pin_unknown = 0.25;
    w->plan->rules.early_end = COUNTER_END_NEVER;
    int32_t day = small_day(w, 2020, 6, 16), longer = 0;
    for (int i = 0; i < PEOPLE; i++)
        comes(w, SMALL_SAKAE, day, USE_RENEWAL, 0);
    simulate(w, SMALL_SAKAE, day);
    for (uint32_t i = 0; i < PEOPLE; i++)
        longer += visit(w, i)->work_us > small_minutes(12).us + 1;
    assert_in_range(longer, 195, 305); /* four standard errors */
}

static void visits_are_handed_to_the_counter_in_order_of_arrival(void **state)
{
    struct small *w = *state;
    small_city(w);
    int32_t day = small_day(w, 2020, 6, 16);
    for (int i = 0; i < 30; i++) {
        comes(w, SMALL_SAKAE, day, i % 2 == 0 ? USE_RENEWAL : USE_HANDOVER, 15 - i / 2);
        comes(w, SMALL_SAKAE, day, USE_OTHER, LEDGER_NONE);
    }
    simulate(w, SMALL_SAKAE, day);
    assert_true(w->city->day.n > 60);
    for (uint32_t i = 1; i < w->city->day.n; i++)
        assert_true(visit(w, i - 1)->arrive_us <= visit(w, i)->arrive_us);
}

static void on_saturdays_people_come_by_the_saturdays_hours(void **state)
{
    struct small *w = *state;
    begin(w);
    small_always_at(&w->plan->hours[0], INT64_C(50400) * 1000000);
    small_always_at(&w->plan->hours[1], INT64_C(36000) * 1000000);
    int32_t saturday = small_day(w, 2020, 6, 13), monday = small_day(w, 2020, 6, 15);
    comes(w, SMALL_SAKAE, saturday, USE_OTHER, LEDGER_NONE);
    simulate(w, SMALL_SAKAE, saturday);
    assert_int_equal(minutes_of(w, saturday, visit(w, 0)->arrive_us), 600);
    comes(w, SMALL_SAKAE, monday, USE_OTHER, LEDGER_NONE);
    simulate(w, SMALL_SAKAE, monday);
    assert_int_equal(minutes_of(w, monday, visit(w, 0)->arrive_us), 840);
}

/* Booked streams ask for appointments; only the others walk in. */
static void streams_walk_in_where_their_use_is_not_booked(void **state)
{
    struct small *w = *state;
    small_city(w);
    int32_t day = small_day(w, 2020, 6, 16);
    bool handover_came = false;
    simulate(w, SMALL_SAKAE, day);
    for (uint32_t i = 0; i < w->city->day.n; i++) {
        assert_int_equal(w->city->day.sorted_use[i], USE_OTHER);
        assert_int_equal(visit(w, i)->slot_us, VISIT_NO_SLOT);
    }
    simulate(w, SMALL_NISHI, day);
    for (uint32_t i = 0; i < w->city->day.n; i++)
        handover_came |= w->city->day.sorted_use[i] == USE_HANDOVER;
    assert_true(handover_came);
}

/* More or fewer counters, another rule: the same people with the same needs. */
static void the_same_people_come_whatever_the_counters(void **state)
{
    struct small *w = *state, *other = small_new();
    w->d.s.counters.early_end.rule = COUNTER_END_NEVER;
    other->d.s.counters.early_end.rule = COUNTER_END_NEVER;
    other->d.s.counters.rule = DISCIPLINE_TICKET;
    for (int i = 0; i < 48; i++)
        other->capacity[i].weekday = 20;
    small_city(w);
    small_city(other);
    int32_t day = small_day(w, 2020, 6, 16);
    simulate(w, SMALL_NISHI, day);
    simulate(other, SMALL_NISHI, day);
    assert_int_equal(w->city->day.n, other->city->day.n);
    assert_true(w->city->day.n > 20);
    for (uint32_t i = 0; i < w->city->day.n; i++) {
        const struct visit *a = visit(w, i), *b = visit(other, i);
        assert_int_equal(a->arrive_us, b->arrive_us);
        assert_int_equal(a->work_us, b->work_us);
    }
    small_free(other);
}

/* ---- what becomes of them --------------------------------------------------- */

static void a_renewal_that_is_served_is_done_and_forgotten(void **state)
{
    struct small *w = *state;
    begin(w);
    int32_t day = small_day(w, 2020, 6, 16);
    w->city->pool.people[comes(w, SMALL_SAKAE, day, USE_RENEWAL, 0)].expiry_day =
        (int16_t)(day - 3);
    comes(w, SMALL_SAKAE, day, USE_HANDOVER, 0);
    simulate(w, SMALL_SAKAE, day);
    assert_int_equal(w->city->pool.alive, 0);
    assert_int_equal(at_site(w, TALLY_RENEWED), 1);
    assert_int_equal(at_site(w, TALLY_LAPSED), 1);
    assert_int_equal(at_site(w, TALLY_LAPSED_DAYS), 2);
}

static void whoever_misses_his_appointment_is_counted_and_books_again(void **state)
{
    struct small *w = *state;
    begin(w);
    for (int lead = 0; lead < PLAN_LEADS; lead++)
        w->plan->booking.no_show[lead] = 1;
    w->plan->booking.again_share = 1;
    w->plan->booking.again_geometric = 0;
    int32_t day = small_day(w, 2020, 6, 16);
    uint32_t id = comes(w, SMALL_SAKAE, day, USE_RENEWAL, 3);
    simulate(w, SMALL_SAKAE, day);
    assert_int_equal(w->city->day.n, 0);
    assert_int_equal(small_whole(w, SMALL_SAKAE, ACCESS_BOOKED, TALLY_NO_SHOW), 1);
    assert_int_equal(small_whole(w, SMALL_SAKAE, ACCESS_BOOKED, TALLY_ARRIVALS), 0);
    assert_int_equal(small_first(w, w->city->pool.acts, SMALL_SAKAE, day + 1), id);
    assert_false(w->city->pool.people[id].is_booked);
}

/* Six hours late for 16:15. */
static void whoever_comes_after_closing_for_his_appointment_books_again(void **state)
{
    struct small *w = *state;
    begin(w);
    small_constant(w, VARIATE_PUNCTUALITY, 360 * 60e6);
    w->plan->booking.again_share = 1;
    w->plan->booking.again_geometric = 0;
    int32_t day = small_day(w, 2020, 6, 16);
    uint32_t id = comes(w, SMALL_SAKAE, day, USE_RENEWAL, 15);
    simulate(w, SMALL_SAKAE, day);
    assert_int_equal(visit(w, 0)->outcome, VISIT_TOO_LATE);
    assert_int_equal(small_whole(w, SMALL_SAKAE, ACCESS_BOOKED, TALLY_CAME), 1);
    assert_int_equal(small_whole(w, SMALL_SAKAE, ACCESS_BOOKED, TALLY_TURNED_AWAY), 1);
    assert_int_equal(small_first(w, w->city->pool.acts, SMALL_SAKAE, day + 1), id);
}

/* Three appointments at one instant, put on the list in order of name: they are taken off it
 * the other way round. */
static void people_of_one_instant_come_in_order_of_name(void **state)
{
    struct small *w = *state;
    begin(w);
    int32_t day = small_day(w, 2020, 6, 16);
    for (int i = 0; i < 3; i++)
        comes(w, SMALL_SAKAE, day, USE_RENEWAL, 4);
    simulate(w, SMALL_SAKAE, day);
    const struct city_day *d = &w->city->day;
    assert_int_equal(d->n, 3);
    for (uint32_t i = 0; i < 3; i++)
        assert_int_equal(w->city->pool.people[d->comers[comers_at(d->keys[i])].who].who, WHO + i);
    assert_int_equal(visit(w, 0)->arrive_us, visit(w, 2)->arrive_us);
}

/* Nobody gets a ticket; everybody comes again among the next open days, at most three times
 * in all, then he is lost. */
static void walk_ins_who_are_turned_away_come_again_until_their_attempts_are_over(void **state)
{
    struct small *w = *state;
    w->d.s.counters.early_end.rule = COUNTER_END_TICKETS;
    begin(w);
    small_booked(w, USE_RENEWAL, SMALL_SAKAE, 0, PLAN_WALK_IN);
    w->plan->turned_away = (struct plan_return){1, 1, 3};
    int32_t tuesday = small_day(w, 2020, 6, 16);
    uint32_t id = comes(w, SMALL_SAKAE, tuesday, USE_RENEWAL, LEDGER_NONE);
    for (int32_t k = 0; k < 3; k++) {
        assert_int_equal(small_first(w, w->city->pool.visits, SMALL_SAKAE, tuesday + k), id);
        simulate(w, SMALL_SAKAE, tuesday + k);
        assert_int_equal(visit(w, 0)->outcome, VISIT_TURNED_AWAY);
    }
    assert_int_equal(w->city->pool.alive, 0);
    assert_int_equal(at_site(w, TALLY_LOST), 1);
    assert_int_equal(at_site(w, TALLY_EARLY_END_DAYS), 3);
    assert_int_equal(small_whole(w, SMALL_SAKAE, ACCESS_WALK_IN, TALLY_TURNED_AWAY), 3);
}

/* People of a stream are nobody until they have to come again. */
static void people_of_a_stream_become_known_when_they_are_turned_away(void **state)
{
    struct small *w = *state;
    w->d.s.counters.early_end.rule = COUNTER_END_TICKETS;
    small_city(w);
    w->plan->turned_away = (struct plan_return){1, 1, 3};
    int32_t tuesday = small_day(w, 2020, 6, 16);
    simulate(w, SMALL_SAKAE, tuesday);
    uint32_t n = w->city->day.n;
    assert_true(n > 10);
    assert_int_equal(w->city->pool.alive, n);
    assert_int_equal(small_length(w, w->city->pool.visits, SMALL_SAKAE, tuesday + 1), n);
    for (uint32_t id = 0; id < n; id++) {
        const struct person *person = &w->city->pool.people[id];
        assert_int_equal(person->attempts, 1);
        assert_int_equal(person->use, USE_OTHER);
        assert_int_equal(person->who >> 16, w->plan->base_day + tuesday);
    }
}

static void of_those_turned_away_only_a_share_comes_again(void **state)
{
    struct small *w = *state;
    enum { PEOPLE = 1000 };
    w->d.s.counters.early_end.rule = COUNTER_END_TICKETS;
    begin(w);
    small_booked(w, USE_RENEWAL, SMALL_SAKAE, 0, PLAN_WALK_IN);
    w->plan->turned_away = (struct plan_return){0.7, 5, 4};
    int32_t tuesday = small_day(w, 2020, 6, 16);
    for (int i = 0; i < PEOPLE; i++)
        comes(w, SMALL_SAKAE, tuesday, USE_RENEWAL, LEDGER_NONE);
    simulate(w, SMALL_SAKAE, tuesday);
    uint32_t again = w->city->pool.alive;
    assert_in_range(again, 642, 758); /* four standard errors */
    assert_int_equal(at_site(w, TALLY_LOST), PEOPLE - again);
}

/* 13 June: only the booked are served; a walk-in who did not know comes on Monday. */
static void on_a_reserved_only_day_the_booked_are_served_and_walk_ins_come_another_day(void **state)
{
    struct small *w = *state;
    w->exceptions[0] = (struct scenario_exception){.date = civil_from_date(2020, 6, 13),
                                                   .ward = "全区",
                                                   .kind = EXCEPTION_RESERVED_ONLY,
                                                   .announced = civil_from_date(2020, 6, 13)};
    w->d.exceptions.count = 1;
    begin(w);
    w->plan->turned_away = (struct plan_return){1, 1, 4};
    int32_t saturday = small_day(w, 2020, 6, 13);
    comes(w, SMALL_SAKAE, saturday, USE_RENEWAL, 2);
    uint32_t id = comes(w, SMALL_SAKAE, saturday, USE_OTHER, LEDGER_NONE);
    simulate(w, SMALL_SAKAE, saturday);
    assert_int_equal(small_whole(w, SMALL_SAKAE, ACCESS_BOOKED, TALLY_SERVED), 1);
    assert_int_equal(small_whole(w, SMALL_SAKAE, ACCESS_WALK_IN, TALLY_REFUSED), 1);
    assert_int_equal(small_first(w, w->city->pool.visits, SMALL_SAKAE, saturday + 2), id);
}

/* Down from 9:00 to 12:00: begun at 8:55, done at 12:07. */
static void while_the_national_system_is_down_service_rests(void **state)
{
    struct small *w = *state;
    civil_day date = civil_from_date(2020, 6, 16);
    w->outages[0] =
        (struct scenario_outage){.date = date, .from = 32400, .to = 43200, .state = 1, .factor = 1};
    w->d.outages.count = 1;
    begin(w);
    small_constant(w, VARIATE_PUNCTUALITY, 10 * 60e6);
    int32_t day = small_day(w, 2020, 6, 16);
    comes(w, SMALL_SAKAE, day, USE_RENEWAL, 0);
    simulate(w, SMALL_SAKAE, day);
    assert_int_equal(minutes_of(w, day, visit(w, 0)->finish_us), 12 * 60 + 7);
}

/* The expected work of appointments is kept free for them, less those who do not show. */
static void walk_ins_are_turned_away_when_the_day_is_booked_up(void **state)
{
    struct small *w = *state;
    begin(w);
    small_always_at(&w->plan->hours[0], INT64_C(31500) * 1000000);
    int32_t day = small_day(w, 2020, 6, 16);
    for (int i = 0; i < 204; i++) /* x 12 minutes: 5 counters x 495 minutes less 27 */
        comes(w, SMALL_SAKAE, day, USE_RENEWAL, 15);
    for (int i = 0; i < 3; i++)
        comes(w, SMALL_SAKAE, day, USE_OTHER, LEDGER_NONE);
    simulate(w, SMALL_SAKAE, day);
    /* 10 <= 27; 5 + 10; 10 + 10; each is called at once and counts by half */
    assert_int_equal(small_whole(w, SMALL_SAKAE, ACCESS_WALK_IN, TALLY_SERVED), 3);
    day++;
    for (int i = 0; i < 206; i++) /* less 3 */
        comes(w, SMALL_SAKAE, day, USE_RENEWAL, 15);
    comes(w, SMALL_SAKAE, day, USE_OTHER, LEDGER_NONE);
    simulate(w, SMALL_SAKAE, day);
    assert_int_equal(small_whole(w, SMALL_SAKAE, ACCESS_WALK_IN, TALLY_TURNED_AWAY), 1);
}

static void without_memory_for_a_days_visits_the_city_has_failed(void **state)
{
    struct small *w = *state;
    begin(w);
    int32_t day = small_day(w, 2020, 6, 16);
    for (int i = 0; i < 2000; i++)
        comes(w, SMALL_SAKAE, day, USE_RENEWAL, 0);
    arena_fail_nth(w->home, 1);
    tally_day_begin(&w->city->tally, day);
    ward_day(w->city, SMALL_SAKAE, day);
    assert_true(w->city->failed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_SMALL(day_factors_have_mean_one_the_cv_and_the_correlation_of_the_scenario),
        IN_SMALL(people_of_one_instant_come_in_order_of_name),
        IN_SMALL(without_variation_the_day_factor_is_one),
        IN_SMALL(a_crowd_is_a_poisson_number_of_people_spread_over_the_day),
        IN_SMALL(with_a_higher_rate_the_first_people_stay_the_same),
        IN_SMALL(on_a_day_without_rate_nobody_comes),
        IN_SMALL(the_booked_come_at_their_slot_and_offset_and_bring_their_service),
        IN_SMALL(an_unknown_pin_makes_a_renewal_longer_and_no_other_use),
        IN_SMALL(a_quarter_of_the_renewals_have_an_unknown_pin),
        IN_SMALL(visits_are_handed_to_the_counter_in_order_of_arrival),
        IN_SMALL(on_saturdays_people_come_by_the_saturdays_hours),
        IN_SMALL(streams_walk_in_where_their_use_is_not_booked),
        IN_SMALL(the_same_people_come_whatever_the_counters),
        IN_SMALL(a_renewal_that_is_served_is_done_and_forgotten),
        IN_SMALL(whoever_misses_his_appointment_is_counted_and_books_again),
        IN_SMALL(whoever_comes_after_closing_for_his_appointment_books_again),
        IN_SMALL(walk_ins_who_are_turned_away_come_again_until_their_attempts_are_over),
        IN_SMALL(people_of_a_stream_become_known_when_they_are_turned_away),
        IN_SMALL(of_those_turned_away_only_a_share_comes_again),
        IN_SMALL(on_a_reserved_only_day_the_booked_are_served_and_walk_ins_come_another_day),
        IN_SMALL(while_the_national_system_is_down_service_rests),
        IN_SMALL(walk_ins_are_turned_away_when_the_day_is_booked_up),
        IN_SMALL(without_memory_for_a_days_visits_the_city_has_failed),
    };
    return cmocka_run_group_tests_name("ward", tests, NULL, NULL);
}
