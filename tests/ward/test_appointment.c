/* test_appointment.c - when a booking can be made, which slot it gets, what happens when there
 * is none, and what an announcement does to those who have one.
 */
#include "models/ward/appointment.h"

#include "models/ward/calendar.h"
#include "tests/ward/booking.h"

/* ---- when ------------------------------------------------------------------- */

static void before_1700_of_the_day_before_tomorrow_can_be_booked_and_at_1700_it_cannot(void **state)
{
    struct small *w = *state;
    booking_begin(w);
    int32_t monday = small_day(w, 2020, 6, 15);
    booking_come_to(w, monday);
    small_always_at(&w->plan->requests, CLOCK_US(17, 0) - 1);
    assert_int_equal(booking_ask(w, monday, 1), monday + 1);
    small_always_at(&w->plan->requests, CLOCK_US(17, 0));
    assert_int_equal(booking_ask(w, monday, 2), monday + 2);
    small_always_at(&w->plan->requests, CLOCK_US(23, 59));
    assert_int_equal(booking_ask(w, monday, 3), monday + 2);
    small_always_at(&w->plan->requests, 0);
    assert_int_equal(booking_ask(w, monday, 4), monday + 1);
}

/* On Friday evening Saturday is over and Monday the first; a closed day cannot be booked. */
static void the_next_open_day_is_booked_over_closed_ones(void **state)
{
    struct small *w = *state;
    booking_begin(w);
    int32_t friday = small_day(w, 2020, 6, 12); /* before a second Saturday */
    booking_come_to(w, friday);
    assert_int_equal(booking_ask(w, friday, 1), friday + 1);
    small_always_at(&w->plan->requests, CLOCK_US(18, 0));
    assert_int_equal(booking_ask(w, friday, 2), friday + 3);
    int32_t wednesday = small_day(w, 2020, 7, 22); /* then two holidays and a Saturday */
    booking_come_to(w, wednesday);
    assert_int_equal(booking_ask(w, wednesday, 3), small_day(w, 2020, 7, 25));
}

/* As often as not with nothing to choose from: the end of the plan. */
static void several_who_think_together_wish_what_each_does_alone(void **state)
{
    struct small *w = *state;
    small_city(w);
    uint64_t seed = 3;
    for (int round = 0; round < 200; round++) {
        double day[APPOINTMENT_SOME], second[APPOINTMENT_SOME];
        struct appointment_wish wish[APPOINTMENT_SOME];
        uint32_t n = 1 + (uint32_t)(test_random(&seed) % APPOINTMENT_SOME);
        int32_t today = round % 2 == 0 ? round : w->plan->n_days - 1 - round % 4;
        bool is_late = test_random(&seed) % 2 == 0;
        int64_t now_us = appointment_late_us(w->city) - !is_late;
        for (uint32_t i = 0; i < APPOINTMENT_SOME; i++) {
            day[i] = (double)(test_random(&seed) >> 12) * 0x1p-52 + 0x1p-53;
            second[i] = (double)(test_random(&seed) >> 12) * 0x1p-52 + 0x1p-53;
        }
        appointment_think_some(w->city, SMALL_NISHI, today, is_late, n, day, second, wish);
        for (uint32_t i = 0; i < n; i++) {
            struct appointment_wish alone = appointment_think(
                w->city, SMALL_NISHI, today, now_us, (struct sim_pair){{day[i], second[i]}});
            assert_int_equal(wish[i].first, alone.first);
            assert_int_equal(wish[i].day, alone.day);
            if (alone.day != PLAN_NO_DAY)
                assert_int_equal(wish[i].second, alone.second);
        }
    }
}

/* Places on one day only: is it within reach? */
static int32_t reach(struct small *w, int32_t from, int32_t only)
{
    booking_begin(w);
    booking_no_places(w);
    small_places(w, USE_RENEWAL, SMALL_SAKAE, only, 5);
    booking_come_to(w, from);
    return booking_ask(w, from, WHO);
}

/* 6 August + 40 days = 15 September, an open Tuesday. What the ledger still holds of 11 May,
 * 128 days before the 16th, does not count. */
static void forty_days_ahead_can_be_booked_and_forty_one_cannot(void **state)
{
    struct small *w = *state;
    int32_t from = small_day(w, 2020, 8, 6);
    assert_int_equal(reach(w, from, from + 40), from + 40);
    small_tear_down(state);
    small_set_up(state);
    w = *state;
    booking_begin(w);
    booking_no_places(w);
    small_places(w, USE_RENEWAL, SMALL_SAKAE, small_day(w, 2020, 5, 11), 5);
    small_places(w, USE_RENEWAL, SMALL_SAKAE, from + 41, 5);
    booking_come_to(w, from);
    assert_int_equal(booking_ask(w, from, WHO), PLAN_NO_DAY);
}

/* 27 July + 40 days = Saturday 5 September, closed. */
static void when_day_40_is_closed_the_open_day_before_it_is_the_last(void **state)
{
    struct small *w = *state;
    int32_t from = small_day(w, 2020, 7, 27), friday = small_day(w, 2020, 9, 4);
    civil_day last = calendar_last_bookable(&w->d, w->d.s.warmup.notices_from + from, 40);
    assert_int_equal(last - w->d.s.warmup.notices_from, friday);
    assert_int_equal(reach(w, from, friday), friday);
    small_tear_down(state);
    small_set_up(state);
    w = *state;
    assert_int_equal(reach(w, from, small_day(w, 2020, 9, 7)), PLAN_NO_DAY);
}

/* ---- which slot ------------------------------------------------------------- */

/* Leaves one place on the day, in the slot. */
static void leave_only(struct small *w, int32_t day, int32_t slot)
{
    uint32_t class = SMALL_SAKAE * USE_COUNT + USE_RENEWAL;
    ledger_open(&w->city->ledger, class, day, 16, 16);
    for (int32_t s = 0; s < 16; s++)
        if (s != slot)
            ledger_take(&w->city->ledger, class, day, s);
}

/* The wished 10:00 lies in slot 2 (9:45). Tuesday has a place at slot 10, Wednesday at 12,
 * Thursday at 3, Monday after at 2. */
static int32_t look_through_the_week(struct small *w, int32_t tolerance, int32_t patience)
{
    booking_begin(w);
    int32_t monday = small_day(w, 2020, 6, 15);
    w->plan->booking.tolerance_slots = tolerance;
    w->plan->booking.patience_days = patience;
    appointment_init(w->city);
    booking_no_places(w);
    booking_come_to(w, monday);
    leave_only(w, monday + 1, 10);
    leave_only(w, monday + 2, 12);
    leave_only(w, monday + 3, 3);
    leave_only(w, monday + 7, 2);
    return booking_ask(w, monday, WHO) - monday;
}

static void the_first_day_with_a_slot_near_the_wished_time_is_taken(void **state)
{
    static const struct {
        int32_t tolerance, patience, days, slot;
    } cases[] = {
        {1, 10, 3, 3}, {0, 10, 7, 2}, {8, 10, 1, 10},
        {1, 3, 3, 3},  {1, 2, 1, 10}, /* patience over: the first free slot at all */
        {0, 4, 1, 10},                /* Tuesday to Friday were looked at */
        {0, 5, 7, 2},                 /* Monday is the fifth open day */
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        small_tear_down(state);
        small_set_up(state);
        struct small *w = *state;
        int32_t days = look_through_the_week(w, cases[i].tolerance, cases[i].patience);
        assert_int_equal(days, cases[i].days);
        assert_int_equal(booking_visitor(w, small_day(w, 2020, 6, 15) + days)->slot, cases[i].slot);
    }
}

static void a_place_is_taken_by_whoever_asks_first(void **state)
{
    struct small *w = *state;
    booking_begin(w);
    booking_no_places(w);
    int32_t monday = small_day(w, 2020, 6, 15);
    for (int32_t k = 1; k <= 4; k++)
        small_places(w, USE_RENEWAL, SMALL_SAKAE, monday + k, 3);
    booking_come_to(w, monday);
    for (uint32_t who = 0; who < 12; who++)
        assert_int_equal(booking_ask(w, monday, who), monday + 1 + (int32_t)who / 3);
    assert_int_equal(booking_ask(w, monday, 12), PLAN_NO_DAY);
    assert_int_equal(booking_whole(w, TALLY_BOOKED), 12);
}

static void uses_and_sites_have_places_of_their_own(void **state)
{
    struct small *w = *state;
    booking_begin(w);
    booking_no_places(w);
    int32_t monday = small_day(w, 2020, 6, 15);
    small_places(w, USE_HANDOVER, SMALL_SAKAE, monday + 1, 1);
    booking_come_to(w, monday);
    assert_int_equal(booking_ask(w, monday, 1), PLAN_NO_DAY);
    small_acts(w, SMALL_SAKAE, monday, USE_HANDOVER, 2);
    request_day(w->city, monday);
    assert_int_equal(small_comes_on(w, SMALL_SAKAE, 2), monday + 1);
}

/* The ledger comes to the same page again after 128 days: Saturday 12 September has that of 7
 * May, which nobody booked. */
static void no_day_on_which_the_use_is_not_booked_can_be_booked(void **state)
{
    struct small *w = *state;
    booking_begin(w);
    int32_t last = small_day(w, 2020, 9, 8), today = small_day(w, 2020, 8, 28);
    small_booked(w, USE_RENEWAL, SMALL_SAKAE, last + 1, PLAN_WALK_IN);
    for (int32_t day = today; day <= last; day++)
        small_places(w, USE_RENEWAL, SMALL_SAKAE, day, 0);
    booking_come_to(w, today);
    assert_int_equal(booking_ask(w, today, WHO), PLAN_NO_DAY);
    assert_int_equal(booking_whole(w, TALLY_BOOKED), 0);
}

/* ---- none to be had --------------------------------------------------------- */

static void whoever_finds_nothing_tries_again_and_after_his_attempts_has_no_booking(void **state)
{
    struct small *w = *state;
    booking_begin(w);
    booking_no_places(w);
    w->plan->booking.retry_share = 1;
    w->plan->booking.retry_geometric = 0;
    w->plan->booking.attempts = 3;
    int32_t monday = small_day(w, 2020, 6, 15);
    booking_come_to(w, monday);
    (void)booking_ask(w, monday, WHO);
    for (int32_t attempt = 1; attempt <= 2; attempt++) {
        assert_int_equal(booking_whole(w, TALLY_NO_BOOKING), 0);
        assert_int_equal(small_length(w, w->city->pool.acts, SMALL_SAKAE, monday + attempt), 1);
        request_day(w->city, monday + attempt);
    }
    assert_int_equal(booking_whole(w, TALLY_NO_BOOKING), 1);
    assert_int_equal(w->city->pool.alive, 0);
    assert_int_equal(w->out.record[tally_at_site(w->plan, SMALL_SAKAE, TALLY_LOST)], 1);
}

static void whoever_does_not_try_again_is_lost_at_once(void **state)
{
    struct small *w = *state;
    booking_begin(w);
    booking_no_places(w);
    w->plan->booking.retry_share = 0;
    int32_t monday = small_day(w, 2020, 6, 15);
    booking_come_to(w, monday);
    (void)booking_ask(w, monday, WHO);
    assert_int_equal(booking_whole(w, TALLY_NO_BOOKING), 1);
    assert_int_equal(w->city->pool.alive, 0);
}

/* Where the mode of the day leaves both ways open, and where whoever comes without an
 * appointment is served while a counter is idle. */
static void whoever_gives_up_comes_without_where_that_is_allowed(void **state)
{
    for (int by_rule = 0; by_rule < 2; by_rule++) {
        small_tear_down(state);
        small_set_up(state);
        struct small *w = *state;
        booking_begin(w);
        booking_no_places(w);
        w->plan->booking.retry_share = 0;
        w->plan->booking.serves_idle = by_rule;
        if (!by_rule)
            small_booked(w, USE_RENEWAL, SMALL_SAKAE, 0, 99);
        int32_t monday = small_day(w, 2020, 6, 15);
        booking_come_to(w, monday);
        assert_in_range(booking_ask(w, monday, WHO), monday + 1, monday + 8);
        const struct person *person = booking_visitor(w, small_comes_on(w, SMALL_SAKAE, WHO));
        assert_false(person->is_booked);
        assert_int_equal(person->flags, PERSON_GAVE_UP);
        assert_int_equal(booking_whole(w, TALLY_NO_BOOKING), 0);
    }
}

/* The lead counts from the first attempt: three days in vain, then tomorrow. */
static void days_to_the_appointment_count_from_the_first_attempt(void **state)
{
    struct small *w = *state;
    booking_begin(w);
    booking_no_places(w);
    w->plan->booking.retry_share = 1;
    w->plan->booking.retry_geometric = 0;
    int32_t monday = small_day(w, 2020, 6, 15);
    small_places(w, USE_RENEWAL, SMALL_SAKAE, monday + 43, 1);
    small_acts(w, SMALL_SAKAE, monday, USE_RENEWAL, WHO);
    for (int32_t k = 0; k <= 3; k++) {
        booking_come_to(w, monday + k);
        request_day(w->city, monday + k);
    }
    assert_int_equal(small_comes_on(w, SMALL_SAKAE, WHO), monday + 43);
    assert_int_equal(booking_whole(w, TALLY_BOOKED), 1);
    assert_int_equal(booking_whole(w, TALLY_LEAD_DAYS), 43);
    assert_int_equal(w->out.sums[tally_at_lead(w->plan, SMALL_SAKAE) + 43], 1);
    assert_int_equal(booking_visitor(w, monday + 43)->first_day, PLAN_NO_DAY);
    assert_int_equal(booking_visitor(w, monday + 43)->attempts, 0);
}

static void again(struct small *w, int32_t day, uint32_t id)
{
    struct sim_pair u;
    struct sim_address address = appointment_again_address(w->city, &w->city->pool.people[id]);
    sim_draws(w->city->seed, &address, 1, &u);
    appointment_again(w->city, SMALL_SAKAE, day, id, u);
}

static void after_a_missed_appointment_he_books_again_or_is_lost(void **state)
{
    struct small *w = *state;
    booking_begin(w);
    w->plan->booking.again_geometric = 0;
    w->plan->booking.again_share = 1;
    int32_t monday = small_day(w, 2020, 6, 15);
    booking_come_to(w, monday);
    assert_int_equal(booking_ask(w, monday, WHO), monday + 1);
    uint32_t *list = &w->city->pool.visits[city_list(w->city, SMALL_SAKAE, monday + 1)];
    uint32_t id = small_first(w, w->city->pool.visits, SMALL_SAKAE, monday + 1);
    *list = PERSON_NONE;
    again(w, monday + 1, id);
    assert_int_equal(small_first(w, w->city->pool.acts, SMALL_SAKAE, monday + 2), id);
    assert_int_equal(w->city->pool.people[id].is_booked, 0);
    assert_int_equal(w->city->pool.people[id].appointments, 1);
    w->city->pool.acts[city_list(w->city, SMALL_SAKAE, monday + 2)] = PERSON_NONE;
    w->plan->booking.again_share = 0;
    again(w, monday + 2, id);
    assert_int_equal(w->city->pool.alive, 0);
}

/* ---- announcements ---------------------------------------------------------- */

static void except(struct small *w, int32_t kind)
{
    w->exceptions[0] = (struct scenario_exception){.date = civil_from_date(2020, 7, 15),
                                                   .ward = "全区",
                                                   .kind = kind,
                                                   .announced = civil_from_date(2020, 7, 6)};
    w->d.exceptions.count = 1;
}

/* 栄: booked on 1 July for the 15th; 西: three who chose the 15th. */
static void plan_for_the_15th(struct small *w)
{
    booking_begin(w);
    booking_no_places(w);
    small_places(w, USE_RENEWAL, SMALL_SAKAE, small_day(w, 2020, 7, 15), 3);
    small_places(w, USE_RENEWAL, SMALL_SAKAE, small_day(w, 2020, 7, 17), 3);
    booking_come_to(w, small_day(w, 2020, 7, 1));
    for (uint32_t who = 1; who <= 3; who++)
        assert_int_equal(booking_ask(w, small_day(w, 2020, 7, 1), who), small_day(w, 2020, 7, 15));
    w->plan->visit_days = 1;
    for (uint32_t who = 1; who <= 3; who++)
        small_acts(w, SMALL_NISHI, small_day(w, 2020, 7, 3), USE_RENEWAL, who);
    int32_t tuesday = small_day(w, 2020, 7, 14);
    for (int32_t day = small_day(w, 2020, 7, 4); day <= tuesday; day++)
        small_day_at(w, SMALL_NISHI, day)->weight = 0;
    request_day(w->city, small_day(w, 2020, 7, 3));
    assert_int_equal(small_length(w, w->city->pool.visits, SMALL_NISHI, small_day(w, 2020, 7, 15)),
                     3);
}

static void announce_day_by_day(struct small *w, int32_t from, int32_t to)
{
    for (int32_t day = from; day <= to; day++) {
        booking_come_to(w, day);
        appointment_announce(w->city, day);
        request_day(w->city, day);
    }
}

static void
an_announced_closure_cancels_the_booked_who_book_again_and_sends_walk_ins_on(void **state)
{
    struct small *w = *state;
    except(w, EXCEPTION_CLOSED);
    plan_for_the_15th(w);
    int32_t closed = small_day(w, 2020, 7, 15), told = small_day(w, 2020, 7, 6);
    announce_day_by_day(w, small_day(w, 2020, 7, 4), told - 1);
    assert_int_equal(booking_whole(w, TALLY_CANCELLED), 0);
    assert_int_equal(small_length(w, w->city->pool.visits, SMALL_SAKAE, closed), 3);
    announce_day_by_day(w, told, told);
    assert_int_equal(booking_whole(w, TALLY_CANCELLED), 3);
    assert_int_equal(booking_whole(w, TALLY_BOOKED), 6);
    for (int32_t site = 0; site < SMALL_SITES; site++)
        assert_int_equal(small_length(w, w->city->pool.visits, site, closed), 0);
    for (uint32_t who = 1; who <= 3; who++) {
        assert_int_equal(small_comes_on(w, SMALL_SAKAE, who), small_day(w, 2020, 7, 17));
        assert_int_equal(small_comes_on(w, SMALL_NISHI, who), small_day(w, 2020, 7, 16));
    }
    assert_int_equal(w->city->pool.alive, 6);
}

static void a_day_for_the_booked_only_keeps_them_and_sends_walk_ins_elsewhere(void **state)
{
    struct small *w = *state;
    except(w, EXCEPTION_RESERVED_ONLY);
    plan_for_the_15th(w);
    int32_t reserved = small_day(w, 2020, 7, 15);
    announce_day_by_day(w, small_day(w, 2020, 7, 4), small_day(w, 2020, 7, 6));
    assert_int_equal(booking_whole(w, TALLY_CANCELLED), 0);
    for (uint32_t who = 1; who <= 3; who++) {
        assert_int_equal(small_comes_on(w, SMALL_SAKAE, who), reserved);
        assert_int_equal(small_comes_on(w, SMALL_NISHI, who), small_day(w, 2020, 7, 16));
    }
}

static void once_announced_nobody_plans_for_the_day_any_more(void **state)
{
    for (int32_t kind = 0; kind < 2; kind++) {
        small_tear_down(state);
        small_set_up(state);
        struct small *w = *state;
        except(w, kind == 0 ? EXCEPTION_CLOSED : EXCEPTION_RESERVED_ONLY);
        booking_begin(w);
        int32_t day = small_day(w, 2020, 7, 14);
        booking_come_to(w, day);
        assert_int_equal(booking_ask(w, day, WHO), day + 2);
        w->plan->visit_days = 1;
        small_acts(w, SMALL_NISHI, day, USE_RENEWAL, WHO);
        request_day(w->city, day);
        assert_int_equal(small_comes_on(w, SMALL_NISHI, WHO), day + 2);
    }
}

static void an_extra_day_can_be_booked_from_its_announcement_on(void **state)
{
    struct small *w = *state;
    w->exceptions[0] = (struct scenario_exception){.date = civil_from_date(2020, 7, 12),
                                                   .ward = "栄",
                                                   .kind = EXCEPTION_OPEN,
                                                   .announced = civil_from_date(2020, 7, 6)};
    w->d.exceptions.count = 1;
    booking_begin(w);
    booking_no_places(w);
    int32_t sunday = small_day(w, 2020, 7, 12);
    small_places(w, USE_RENEWAL, SMALL_SAKAE, sunday, 2);
    booking_come_to(w, sunday - 7);
    assert_int_equal(booking_ask(w, sunday - 7, 1), PLAN_NO_DAY);
    booking_come_to(w, sunday - 6);
    assert_int_equal(booking_ask(w, sunday - 6, 2), sunday);
}

/* ---- given back ------------------------------------------------------------- */

/* Places on two days of the next week; everybody gives his appointment back. */
static void begin_cancelling(struct small *w, int32_t day)
{
    booking_begin(w);
    booking_no_places(w);
    w->plan->booking.cancel_share = 1;
    w->plan->booking.cancel_geometric = 0;
    small_places(w, USE_RENEWAL, SMALL_SAKAE, day, 1);
    booking_come_to(w, small_day(w, 2020, 6, 15));
}

static void plenty(struct small *w)
{
    for (int32_t day = 0; day < w->plan->n_days; day++)
        small_places(w, USE_RENEWAL, SMALL_SAKAE, day, 10000);
}

static void act_until(struct small *w, int32_t from, int32_t to)
{
    for (int32_t day = from; day <= to; day++) {
        booking_come_to(w, day);
        request_day(w->city, day);
    }
}

/* Booked on Monday the 15th for Monday the 22nd: on one of the six days between. */
static void an_appointment_is_given_back_between_its_booking_and_its_day(void **state)
{
    struct small *w = *state;
    int32_t monday = small_day(w, 2020, 6, 15), days[6] = {0};
    begin_cancelling(w, monday + 7);
    for (uint32_t who = 0; who < 100; who++) {
        small_places(w, USE_RENEWAL, SMALL_SAKAE, monday + 7, 1);
        ledger_open(&w->city->ledger, SMALL_SAKAE * USE_COUNT + USE_RENEWAL, monday + 7, 16, 1);
        assert_int_equal(booking_ask(w, monday, who), PLAN_NO_DAY);
    }
    assert_int_equal(booking_whole(w, TALLY_BOOKED), 100);
    for (int32_t k = 0; k < 6; k++)
        days[k] = (int32_t)small_length(w, w->city->pool.acts, SMALL_SAKAE, monday + 1 + k);
    assert_int_equal(days[0] + days[1] + days[2] + days[3] + days[4] + days[5], 100);
    for (int32_t k = 0; k < 6; k++)
        assert_in_range(days[k], 2, 32); /* 16.7 +- 4 sd */
}

static void a_place_given_back_is_free_for_others(void **state)
{
    struct small *w = *state;
    int32_t monday = small_day(w, 2020, 6, 15);
    begin_cancelling(w, monday + 7);
    w->plan->booking.cancel_again = w->plan->booking.retry_share = 0;
    (void)booking_ask(w, monday, 1);
    w->plan->booking.cancel_share = 0;
    assert_int_equal(booking_ask(w, monday, 2), PLAN_NO_DAY);
    act_until(w, monday + 1, monday + 6);
    assert_int_equal(booking_whole(w, TALLY_GIVEN_BACK), 1);
    assert_int_equal(booking_whole(w, TALLY_NO_BOOKING), 1);
    assert_int_equal(w->city->pool.alive, 0);
    small_always_at(&w->plan->requests, CLOCK_US(16, 0));
    assert_int_equal(booking_ask(w, monday + 6, 3), monday + 7);
}

static bool is_on(const struct small *w, const uint32_t *lists, int32_t day, uint32_t id)
{
    const struct person_pool *pool = &w->city->pool;
    struct person_walk walk = person_walk_of(pool, lists[city_list(w->city, SMALL_SAKAE, day)]);
    uint32_t other;
    while ((other = person_step(pool, &walk)) != PERSON_NONE)
        if (other == id)
            return true;
    return false;
}

/* By definition, with numbers drawn for him alone: is he where he must be? */
static void assert_waits(const struct small *w, int32_t today, uint32_t id)
{
    const struct person *person = &w->city->pool.people[id];
    struct sim_pair u = city_draw(w->city, person, ROLE_CANCEL, person->appointments);
    int32_t between = person->visit_day - today - 1;
    bool returns = person->appointments == 0 ? (person->flags & PERSON_CANCELS) != 0
                                             : u.u[0] < w->plan->booking.cancel_share;
    assert_true(person->is_booked && (person->flags & PERSON_KNOWN) != 0);
    if (returns && between > 0)
        assert_true(is_on(w, w->city->pool.acts, today + 1 + (int32_t)(u.u[1] * between), id));
    else
        assert_true(is_on(w, w->city->pool.visits, person->visit_day, id));
}

/* A Monday on which there is a place for everybody, and such a share gives it back; its index. */
static int32_t begin_wavering(struct small *w, double share)
{
    int32_t monday = small_day(w, 2020, 6, 15);
    booking_begin(w);
    w->plan->booking.wish_days = 5;
    w->plan->booking.cancel_share = share;
    plenty(w);
    booking_come_to(w, monday);
    return monday;
}

/* First and later appointments, the last of those that are told apart among them. */
static void second_thoughts_of_many_are_what_each_has_alone(void **state)
{
    enum { PEOPLE = 300 };
    struct small *w = *state;
    int32_t monday = begin_wavering(w, 0.3);
    for (uint32_t who = 0; who < PEOPLE; who++) {
        uint32_t id = small_acts(w, SMALL_SAKAE, monday, USE_RENEWAL, who);
        w->city->pool.people[id].appointments = (uint8_t)(who % 3 == 0 ? 0 : who);
    }
    request_day(w->city, monday);
    assert_int_equal(booking_whole(w, TALLY_BOOKED), PEOPLE);
    for (uint32_t id = 0; id < PEOPLE; id++)
        assert_waits(w, monday, id);
}

/* The next one of who gives one back is like any other. */
static void second_thoughts_of_the_next_appointment_are_those_of_a_new_one(void **state)
{
    enum { PEOPLE = 300 };
    struct small *w = *state;
    int32_t monday = begin_wavering(w, 0.5);
    w->plan->booking.cancel_again = 1;
    w->plan->booking.cancel_geometric = 0;
    for (uint32_t who = 0; who < PEOPLE; who++) {
        uint32_t id = small_acts(w, SMALL_SAKAE, monday, USE_RENEWAL, who);
        struct person *person = &w->city->pool.people[id];
        person->is_booked = 1;
        person->visit_day = (int16_t)(monday + 2);
        person->appointments = (uint8_t)(who % 2 == 0 ? who : UINT8_MAX); /* the next one is 0 */
        ledger_take(&w->city->ledger, SMALL_SAKAE * USE_COUNT + USE_RENEWAL, monday + 2, 0);
    }
    request_day(w->city, monday);
    assert_int_equal(booking_whole(w, TALLY_GIVEN_BACK), PEOPLE);
    for (uint32_t id = 0; id < PEOPLE; id++)
        assert_waits(w, monday, id);
}

/* Nobody cancels what is tomorrow already. */
static void an_appointment_for_the_next_day_is_kept(void **state)
{
    struct small *w = *state;
    int32_t monday = small_day(w, 2020, 6, 15);
    begin_cancelling(w, monday + 1);
    assert_int_equal(booking_ask(w, monday, WHO), monday + 1);
}

/* The only day between is the day before the appointment. */
static void
until_1700_of_the_day_before_an_appointment_is_given_back_then_it_is_missed(void **state)
{
    for (int late = 0; late < 2; late++) {
        small_tear_down(state);
        small_set_up(state);
        struct small *w = *state;
        int32_t monday = small_day(w, 2020, 6, 15);
        begin_cancelling(w, monday + 2);
        w->plan->booking.cancel_again = w->plan->booking.again_share = 0;
        (void)booking_ask(w, monday, WHO);
        small_always_at(&w->plan->requests, CLOCK_US(17, 0) - 1 + late);
        act_until(w, monday + 1, monday + 1);
        assert_int_equal(booking_whole(w, TALLY_GIVEN_BACK), 1 - late);
        assert_int_equal(booking_whole(w, TALLY_NO_SHOW), late);
        assert_int_equal(w->city->pool.alive, 0);
    }
}

/* He wishes the first day again, and it is his own place that is free. */
static void whoever_gives_it_back_books_again_at_once_or_after_a_while(void **state)
{
    struct small *w = *state;
    int32_t monday = small_day(w, 2020, 6, 15);
    begin_cancelling(w, monday + 2);
    w->plan->booking.cancel_again = 1;
    (void)booking_ask(w, monday, WHO);
    act_until(w, monday + 1, monday + 1);
    assert_int_equal(small_comes_on(w, SMALL_SAKAE, WHO), monday + 2);
    assert_int_equal(booking_whole(w, TALLY_BOOKED), 2);
    assert_int_equal(booking_whole(w, TALLY_LEAD_DAYS), 2 + 1); /* each from its own request */
    assert_int_equal(booking_visitor(w, monday + 2)->appointments, 1);
}

static void whoever_wants_to_give_back_what_the_office_has_cancelled_books_another_day(void **state)
{
    struct small *w = *state;
    except(w, EXCEPTION_CLOSED);
    booking_begin(w);
    booking_no_places(w);
    int32_t closed = small_day(w, 2020, 7, 15);
    small_places(w, USE_RENEWAL, SMALL_SAKAE, closed, 1);
    small_places(w, USE_RENEWAL, SMALL_SAKAE, closed + 16, 1);
    booking_come_to(w, closed - 10);
    assert_int_equal(booking_ask(w, closed - 10, WHO), closed);
    uint32_t *list = &w->city->pool.visits[city_list(w->city, SMALL_SAKAE, closed)];
    uint32_t id = small_first(w, w->city->pool.visits, SMALL_SAKAE, closed);
    *list = PERSON_NONE; /* he means to give it back on the last day before */
    city_will_act(w->city, SMALL_SAKAE, closed - 1, id);
    announce_day_by_day(w, closed - 9, closed - 1);
    assert_int_equal(booking_whole(w, TALLY_CANCELLED), 1);
    assert_int_equal(booking_whole(w, TALLY_GIVEN_BACK), 0);
    assert_int_equal(small_comes_on(w, SMALL_SAKAE, WHO), closed + 16);
}

/* One place on Wednesday and two on Thursday; then nothing at all: a day beyond the horizon. */
static void each_morning_the_days_to_the_third_free_place_are_looked_up(void **state)
{
    struct small *w = *state;
    booking_begin(w);
    booking_no_places(w);
    int32_t monday = small_day(w, 2020, 6, 15);
    small_places(w, USE_RENEWAL, SMALL_SAKAE, monday + 2, 1);
    small_places(w, USE_RENEWAL, SMALL_SAKAE, monday + 3, 2);
    booking_come_to(w, monday);
    const int64_t *words = w->out.record + tally_at_site(w->plan, SMALL_SAKAE, 0);
    appointment_look(w->city, monday);
    assert_int_equal(words[TALLY_THIRD_LOOKS], 1);
    assert_int_equal(words[TALLY_THIRD_DAYS], 3);
    (void)booking_ask(w, monday, WHO);
    appointment_look(w->city, monday);
    assert_int_equal(words[TALLY_THIRD_DAYS], 3 + 41);
    assert_int_equal(w->out.record[tally_at_site(w->plan, SMALL_NISHI, TALLY_THIRD_LOOKS)], 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_SMALL(before_1700_of_the_day_before_tomorrow_can_be_booked_and_at_1700_it_cannot),
        IN_SMALL(the_next_open_day_is_booked_over_closed_ones),
        IN_SMALL(several_who_think_together_wish_what_each_does_alone),
        IN_SMALL(forty_days_ahead_can_be_booked_and_forty_one_cannot),
        IN_SMALL(when_day_40_is_closed_the_open_day_before_it_is_the_last),
        IN_SMALL(the_first_day_with_a_slot_near_the_wished_time_is_taken),
        IN_SMALL(a_place_is_taken_by_whoever_asks_first),
        IN_SMALL(uses_and_sites_have_places_of_their_own),
        IN_SMALL(no_day_on_which_the_use_is_not_booked_can_be_booked),
        IN_SMALL(whoever_finds_nothing_tries_again_and_after_his_attempts_has_no_booking),
        IN_SMALL(whoever_does_not_try_again_is_lost_at_once),
        IN_SMALL(whoever_gives_up_comes_without_where_that_is_allowed),
        IN_SMALL(days_to_the_appointment_count_from_the_first_attempt),
        IN_SMALL(each_morning_the_days_to_the_third_free_place_are_looked_up),
        IN_SMALL(after_a_missed_appointment_he_books_again_or_is_lost),
        IN_SMALL(an_announced_closure_cancels_the_booked_who_book_again_and_sends_walk_ins_on),
        IN_SMALL(a_day_for_the_booked_only_keeps_them_and_sends_walk_ins_elsewhere),
        IN_SMALL(once_announced_nobody_plans_for_the_day_any_more),
        IN_SMALL(an_extra_day_can_be_booked_from_its_announcement_on),
        IN_SMALL(an_appointment_is_given_back_between_its_booking_and_its_day),
        IN_SMALL(a_place_given_back_is_free_for_others),
        IN_SMALL(an_appointment_for_the_next_day_is_kept),
        IN_SMALL(second_thoughts_of_many_are_what_each_has_alone),
        IN_SMALL(second_thoughts_of_the_next_appointment_are_those_of_a_new_one),
        IN_SMALL(until_1700_of_the_day_before_an_appointment_is_given_back_then_it_is_missed),
        IN_SMALL(whoever_gives_it_back_books_again_at_once_or_after_a_while),
        IN_SMALL(whoever_wants_to_give_back_what_the_office_has_cancelled_books_another_day),
    };
    return cmocka_run_group_tests_name("appointment", tests, NULL, NULL);
}
