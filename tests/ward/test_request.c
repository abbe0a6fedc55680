/* test_request.c - who decides on a day to come, in which order, and what he does then. */
#include "models/ward/request.h"

#include "tests/ward/booking.h"

/* At 9:00 and 15:00 on the same day: the earlier one has the only place. */
static void requests_of_a_day_go_in_order_of_time_not_of_the_list(void **state)
{
    struct small *w = *state;
    booking_begin(w);
    booking_no_places(w);
    int32_t monday = small_day(w, 2020, 6, 15), first_won = 0;
    small_places(w, USE_RENEWAL, SMALL_SAKAE, monday + 1, 1);
    booking_come_to(w, monday);
    w->plan->requests = (struct plan_profile){
        .n = 1, .from_s = {0, 86400}, .share = {0, 1}, .us_per_share = {86400e6}};
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_SMALL(requests_of_a_day_go_in_order_of_time_not_of_the_list),
        IN_SMALL(a_walk_in_chooses_among_the_next_open_days),
        IN_SMALL(people_of_a_booked_stream_ask_on_their_day_and_are_named_by_it),
        IN_SMALL(without_memory_for_a_days_requests_the_city_has_failed),
    };
    return cmocka_run_group_tests_name("request", tests, NULL, NULL);
}
