/* test_request.c - who decides on a day to come, in which order, and what he does then. */
#include "models/ward/request.h"

#include "tests/ward/booking.h"
#include "tests/ward/policy.h"

/* At 9:00 and 15:00 on the same day: the earlier one has the only place. */
static void requests_of_a_day_go_in_order_of_time_not_of_the_list(void **state)
{
    struct small *w = *state;
    booking_begin(w);
    booking_no_places(w);
    int32_t monday = small_day(w, 2020, 6, 15), first_won = 0;
    small_places(w, USE_RENEWAL, SMALL_SAKAE, monday + 1, 1);
    booking_come_to(w, monday);
    small_always_even(&w->plan->requests);
    w->plan->booking.cutoff_s = 86400;
    struct sim_pair best = {{1, 1}};
    for (uint32_t who = 0; who < 50; who++) {
        small_acts(w, SMALL_SAKAE, monday, USE_RENEWAL, who);
        struct sim_pair u = person_draw(w->city->seed, plan_code(w->plan, SMALL_SAKAE),
                                        PERSON_HOLDERS, ROLE_REQUEST, who, 0);
        if (u.u[0] < best.u[0]) {
            best = u;
            first_won = (int32_t)who;
        }
    }
    request_day(w->city, monday);
    assert_int_equal(booking_visitor(w, monday + 1)->who, first_won);
    assert_int_equal(booking_whole(w, TALLY_BOOKED), 1);
}

/* Three open days from the 16th; the 18th is a Saturday that is closed. */
static void a_walk_in_chooses_among_the_next_open_days(void **state)
{
    struct small *w = *state;
    booking_begin(w);
    w->plan->visit_days = 3;
    int32_t wednesday = small_day(w, 2020, 7, 15);
    for (uint32_t who = 0; who < 300; who++)
        small_acts(w, SMALL_NISHI, wednesday, USE_RENEWAL, who);
    request_day(w->city, wednesday);
    uint32_t n[3] = {small_length(w, w->city->pool.visits, SMALL_NISHI, wednesday + 1),
                     small_length(w, w->city->pool.visits, SMALL_NISHI, wednesday + 2),
                     small_length(w, w->city->pool.visits, SMALL_NISHI, wednesday + 5)};
    assert_int_equal(n[0] + n[1] + n[2], 300);
    for (int k = 0; k < 3; k++)
        assert_in_range(n[k], 60, 140); /* 100 +- 5 sd */
    assert_int_equal(small_whole(w, SMALL_NISHI, ACCESS_BOOKED, TALLY_BOOKED), 0);
}

static void people_of_a_booked_stream_ask_on_their_day_and_are_named_by_it(void **state)
{
    struct small *w = *state;
    w->d.s.booking.wish.within_days = 1;
    small_city(w);
    int32_t sunday = small_day(w, 2020, 6, 14);
    for (int32_t day = 0; day < w->plan->n_days; day++)
        small_places(w, USE_HANDOVER, SMALL_SAKAE, day, 200);
    booking_come_to(w, sunday);
    request_day(w->city, sunday);
    uint32_t n = w->city->pool.alive;
    assert_in_range(n, 10, 60); /* 30 expected */
    assert_int_equal(booking_whole(w, TALLY_BOOKED), n);
    for (uint32_t id = 0; id < n; id++) {
        const struct person *person = &w->city->pool.people[id];
        assert_int_equal(person->who, (uint32_t)(w->plan->base_day + sunday) << 16 | id);
        assert_int_equal(person->use, USE_HANDOVER);
        assert_int_equal(person->address, USE_HANDOVER);
        assert_int_equal(person->is_booked, 1);
    }
}

static void without_memory_for_a_days_requests_the_city_has_failed(void **state)
{
    struct small *w = *state;
    booking_begin(w);
    int32_t monday = small_day(w, 2020, 6, 15);
    booking_come_to(w, monday);
    for (uint32_t who = 0; who < 2000; who++)
        small_acts(w, SMALL_SAKAE, monday, USE_RENEWAL, who);
    arena_fail_nth(w->home, 1);
    request_day(w->city, monday);
    assert_true(w->city->failed);
}

/* ---- modes ------------------------------------------------------------------ */

/* Holders who act on Monday 15 June: how many of them come without an appointment. */
static uint32_t come_unbooked(struct small *w, uint32_t people)
{
    int32_t monday = small_day(w, 2020, 6, 15);
    booking_come_to(w, monday);
    for (uint32_t who = 0; who < people; who++)
        small_acts(w, SMALL_SAKAE, monday, USE_RENEWAL, who);
    request_day(w->city, monday);
    uint32_t n = 0;
    for (uint32_t id = 0; id < w->city->pool.used; id++)
        n += !w->city->pool.people[id].is_booked;
    return n;
}

static void plenty_of_places(struct small *w)
{
    for (int32_t day = 0; day < w->plan->n_days; day++)
        small_places(w, USE_RENEWAL, SMALL_SAKAE, day, 10000);
}

/* Those who book where 60 % are booked do so where 70 % are, too. */
static void where_both_ways_are_open_a_holder_has_his_own(void **state)
{
    enum { PEOPLE = 1000 };
    uint8_t booked[2][PEOPLE];
    for (int k = 0; k < 2; k++) {
        small_tear_down(state);
        small_set_up(state);
        struct small *w = *state;
        booking_begin(w);
        plenty_of_places(w);
        small_booked(w, USE_RENEWAL, SMALL_SAKAE, 0, k == 0 ? 70 : 60);
        uint32_t n = come_unbooked(w, PEOPLE);
        assert_in_range(n, k == 0 ? 242 : 338, k == 0 ? 358 : 462); /* four standard errors */
        assert_int_equal(booking_whole(w, TALLY_BOOKED), PEOPLE - n);
        for (uint32_t id = 0; id < PEOPLE; id++)
            booked[k][w->city->pool.people[id].who] = w->city->pool.people[id].is_booked;
    }
    for (int i = 0; i < PEOPLE; i++)
        assert_true(booked[0][i] || !booked[1][i]);
}

static void where_nothing_is_booked_everybody_comes_without(void **state)
{
    struct small *w = *state;
    booking_begin(w);
    small_booked(w, USE_RENEWAL, SMALL_SAKAE, 0, PLAN_WALK_IN);
    assert_int_equal(come_unbooked(w, 50), 50);
    assert_int_equal(booking_whole(w, TALLY_BOOKED), 0);
}

/* From Tuesday on nothing is booked: on Monday there is nothing to be had, on Tuesday he needs
 * none. */
static void from_the_day_of_a_new_mode_on_people_act_by_it(void **state)
{
    struct small *w = *state;
    booking_begin(w);
    int32_t monday = small_day(w, 2020, 6, 15);
    small_booked(w, USE_RENEWAL, SMALL_SAKAE, monday + 1, PLAN_WALK_IN);
    w->plan->booking.retry_share = 1;
    w->plan->booking.retry_geometric = 0;
    booking_come_to(w, monday);
    assert_int_equal(booking_ask(w, monday, WHO), PLAN_NO_DAY);
    booking_come_to(w, monday + 1);
    request_day(w->city, monday + 1);
    int32_t day = small_comes_on(w, SMALL_SAKAE, WHO);
    assert_in_range(day, monday + 2, monday + 8);
    assert_false(booking_visitor(w, day)->is_booked);
    assert_int_equal(booking_whole(w, TALLY_NO_BOOKING), 0);
}

static void some_come_without_an_appointment_where_one_is_required_but_not_twice(void **state)
{
    struct small *w = *state;
    booking_begin(w);
    plenty_of_places(w);
    w->plan->booking.unbooked_share = 0.2;
    assert_in_range(come_unbooked(w, 1000), 149, 251);
    int32_t tuesday = small_day(w, 2020, 6, 16);
    for (uint32_t id = 0; id < 1000; id++) /* as if all of them had been sent away */
        w->city->pool.people[id].flags |= PERSON_TOLD;
    for (int32_t day = tuesday; day < tuesday + 8; day++) {
        uint32_t *list = &w->city->pool.visits[city_list(w->city, SMALL_SAKAE, day)];
        struct person_walk walk = person_walk_of(&w->city->pool, *list);
        for (uint32_t id; (id = person_step(&w->city->pool, &walk)) != PERSON_NONE;) {
            if (!w->city->pool.people[id].is_booked)
                city_will_act(w->city, SMALL_SAKAE, tuesday + 8, id);
        }
        *list = PERSON_NONE;
    }
    booking_come_to(w, tuesday + 8);
    request_day(w->city, tuesday + 8);
    assert_int_equal(booking_whole(w, TALLY_BOOKED), 1000);
}

/* ---- centres ---------------------------------------------------------------- */

static void begin_with_centre(struct small *w, double share)
{
    policy_centre(w, "栄", civil_from_date(2020, 6, 15), share);
    policy_open_centres(w);
    booking_begin(w);
    w->plan->booking.patience_days = 1;
}

static uint32_t booked_at(const struct small *w, int32_t site)
{
    return (uint32_t)small_whole(w, site, ACCESS_BOOKED, TALLY_BOOKED);
}

/* From Monday 15 June on; the others still go to their ward. */
static void from_its_day_on_that_share_of_the_wards_people_book_at_the_centre(void **state)
{
    struct small *w = *state;
    begin_with_centre(w, 0.3);
    plenty_of_places(w);
    int32_t monday = small_day(w, 2020, 6, 15);
    for (int32_t day = monday - 1; day <= monday; day++) {
        booking_come_to(w, day);
        for (uint32_t who = 0; who < 400; who++)
            small_acts(w, SMALL_SAKAE, day, USE_RENEWAL, who);
        request_day(w->city, day);
        assert_int_equal(booked_at(w, SMALL_SAKAE) + booked_at(w, POLICY_CENTRE),
                         400 * (day - monday + 2));
        if (day < monday)
            assert_int_equal(booked_at(w, POLICY_CENTRE), 0);
        else
            assert_in_range(booked_at(w, POLICY_CENTRE), 83, 157); /* four standard errors */
    }
}

static void other_uses_and_other_wards_stay_where_they_are(void **state)
{
    struct small *w = *state;
    policy_centre(w, "西", 0, 1)->uses = "renewal";
    policy_open_centres(w);
    booking_begin(w);
    int32_t monday = small_day(w, 2020, 6, 15);
    struct city *c = w->city;
    assert_int_equal(city_site_of(c, SMALL_NISHI, USE_RENEWAL, PERSON_HOLDERS, 1, 0, monday),
                     POLICY_CENTRE);
    assert_int_equal(city_site_of(c, SMALL_NISHI, USE_HANDOVER, USE_HANDOVER, 1, 0, monday),
                     SMALL_NISHI);
    assert_int_equal(city_site_of(c, SMALL_SAKAE, USE_RENEWAL, PERSON_HOLDERS, 1, 0, monday),
                     SMALL_SAKAE);
    assert_int_equal(city_site_of(c, POLICY_CENTRE, USE_RENEWAL, PERSON_HOLDERS, 1, 0, monday),
                     POLICY_CENTRE);
}

static void who_was_there_before_the_past_ended_stays_as_he_is(void **state)
{
    struct small *w = *state;
    policy_centre(w, "西", 0, 0.5);
    policy_open_centres(w);
    booking_begin(w);
    int32_t monday = small_day(w, 2020, 6, 15), moved = 0;
    struct city *c = w->city;
    for (uint32_t who = 0; who < 100; who++) {
        int32_t site[3];
        c->past = c->seed = (struct sim_seed){20200727, 0};
        for (int i = 0; i < 3; i++) {
            site[i] = city_site_of(c, SMALL_NISHI, USE_RENEWAL, PERSON_HOLDERS, who,
                                   i == 1 ? PERSON_PAST : 0, monday);
            c->seed.replication = 7;
        }
        assert_int_equal(site[1], site[0]);
        moved += site[2] != site[0];
    }
    assert_in_range(moved, 30, 70);
}

/* A centre without places: he tries there again, is lost there, and counts as his ward's. */
static void whoever_uses_the_centre_keeps_to_it(void **state)
{
    struct small *w = *state;
    begin_with_centre(w, 1);
    for (int32_t day = 0; day < w->plan->n_days; day++)
        small_places(w, USE_RENEWAL, POLICY_CENTRE, day, 0);
    w->plan->booking.retry_share = 1;
    w->plan->booking.retry_geometric = 0;
    w->plan->booking.attempts = 2;
    int32_t monday = small_day(w, 2020, 6, 15);
    booking_come_to(w, monday);
    small_acts(w, SMALL_SAKAE, monday, USE_RENEWAL, 1);
    request_day(w->city, monday);
    assert_int_equal(small_length(w, w->city->pool.acts, POLICY_CENTRE, monday + 1), 1);
    request_day(w->city, monday + 1);
    assert_int_equal(small_whole(w, POLICY_CENTRE, ACCESS_BOOKED, TALLY_NO_BOOKING), 1);
    assert_int_equal(w->out.record[tally_at_site(w->plan, SMALL_SAKAE, TALLY_LOST)], 1);
    assert_int_equal(w->out.record[tally_at_site(w->plan, POLICY_CENTRE, TALLY_LOST)], 0);
}

/* ---- order ------------------------------------------------------------------ */

/* 西 and 栄 both book: the earlier request has the line first, whatever the order of sites. */
static void requests_of_all_sites_go_in_one_order_of_time(void **state)
{
    struct small *w = *state;
    policy_phone(w, 1, 1);
    w->d.s.phone.trunks = 1;
    w->d.s.phone.redial.share = w->d.s.phone.redial.tomorrow = 0;
    small_quiet(w);
    small_booked(w, USE_RENEWAL, SMALL_NISHI, 0, PLAN_REQUIRED);
    small_city(w);
    small_constant(w, VARIATE_CALL, 12 * 3600e6); /* whoever is first has it all day */
    int32_t monday = small_day(w, 2020, 6, 15);
    for (uint32_t who = 0; who < 20; who++) {
        double first[SMALL_SITES];
        int64_t answered[SMALL_SITES];
        for (int32_t site = 0; site < SMALL_SITES; site++) {
            small_acts(w, site, monday, USE_RENEWAL, who);
            first[site] = person_draw(w->city->seed, plan_code(w->plan, site), PERSON_HOLDERS,
                                      ROLE_REQUEST, who, 0)
                              .u[0];
            answered[site] = tally_whole_site(&w->city->tally, site, TALLY_CALLS_ANSWERED);
        }
        request_day(w->city, monday);
        for (int32_t site = 0; site < SMALL_SITES; site++)
            assert_int_equal(tally_whole_site(&w->city->tally, site, TALLY_CALLS_ANSWERED) -
                                 answered[site],
                             first[site] < first[1 - site]);
    }
}

/* His window opens ten days later: he is told so and acts on its first day; where nothing is
 * booked he comes at once. */
static void nobody_books_before_his_window_opens(void **state)
{
    struct small *w = *state;
    booking_begin(w);
    int32_t monday = small_day(w, 2020, 7, 6);
    booking_come_to(w, monday);
    uint32_t sakae = small_acts(w, SMALL_SAKAE, monday, USE_RENEWAL, WHO);
    uint32_t nishi = small_acts(w, SMALL_NISHI, monday, USE_RENEWAL, WHO + 1);
    w->city->pool.people[sakae].window = (int16_t)(monday + 10);
    w->city->pool.people[nishi].window = (int16_t)(monday + 10);
    request_day(w->city, monday);
    assert_int_equal(small_first(w, w->city->pool.acts, SMALL_SAKAE, monday + 10), sakae);
    assert_false(w->city->pool.people[sakae].is_booked);
    assert_int_not_equal(small_comes_on(w, SMALL_NISHI, WHO + 1), PLAN_NO_DAY);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_SMALL(requests_of_a_day_go_in_order_of_time_not_of_the_list),
        IN_SMALL(nobody_books_before_his_window_opens),
        IN_SMALL(a_walk_in_chooses_among_the_next_open_days),
        IN_SMALL(people_of_a_booked_stream_ask_on_their_day_and_are_named_by_it),
        IN_SMALL(where_both_ways_are_open_a_holder_has_his_own),
        IN_SMALL(where_nothing_is_booked_everybody_comes_without),
        IN_SMALL(from_the_day_of_a_new_mode_on_people_act_by_it),
        IN_SMALL(some_come_without_an_appointment_where_one_is_required_but_not_twice),
        IN_SMALL(from_its_day_on_that_share_of_the_wards_people_book_at_the_centre),
        IN_SMALL(other_uses_and_other_wards_stay_where_they_are),
        IN_SMALL(who_was_there_before_the_past_ended_stays_as_he_is),
        IN_SMALL(whoever_uses_the_centre_keeps_to_it),
        IN_SMALL(requests_of_all_sites_go_in_one_order_of_time),
        IN_SMALL(without_memory_for_a_days_requests_the_city_has_failed),
    };
    return cmocka_run_group_tests_name("request", tests, NULL, NULL);
}
