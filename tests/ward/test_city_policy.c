/* test_city_policy.c - what an office decides moves its measure in the direction that theory
 * says, with the same people; left at its neutral value it moves nothing.
 */
#include "models/ward/city.h"

#include "tests/ward/policy.h"

enum { SEED = 20200727 };

static int64_t booked(const struct small *w, int32_t site, int32_t which)
{
    return w->out.record[tally_at_access(w->plan, site, ACCESS_BOOKED, which)];
}

static int64_t walk_in(const struct small *w, int32_t site, int32_t which)
{
    return w->out.record[tally_at_access(w->plan, site, ACCESS_WALK_IN, which)];
}

static int64_t at_site(const struct small *w, int32_t site, int32_t which)
{
    return w->out.record[tally_at_site(w->plan, site, which)];
}

static int64_t arrivals_on(const struct small *w, int32_t site, int32_t access, int32_t hist_day)
{
    return w->out.sums[tally_at_day(w->plan, site, access, hist_day) + (size_t)TALLY_DAY_ARRIVALS];
}

/* A city that the caller bends before it runs; small_free() releases it. */
static struct small *ample(void)
{
    struct small *w = small_new();
    w->d.s.counters.early_end.rule = COUNTER_END_NEVER;
    for (int i = 24; i < 48; i++) {
        w->capacity[i].weekday = w->capacity[i].saturday = 8;
        w->capacity[i].places_renewal = w->capacity[i].places_handover = 3000;
    }
    return w;
}

static struct small *scarce(void)
{
    struct small *w = small_new();
    for (int i = 24; i < 48; i++)
        w->capacity[i].places_renewal = 40;
    return w;
}

/* All that was counted at the wards; centres and the line apart. */
static void check_same_at_wards(const struct small *a, const struct small *b)
{
    static const int32_t words[] = {TALLY_OPEN_DAYS, TALLY_OVERTIME_US, TALLY_EARLY_END_DAYS,
                                    TALLY_BUSY_US,   TALLY_STAFFED_US,  TALLY_RENEWED,
                                    TALLY_LAPSED,    TALLY_LAPSED_DAYS, TALLY_LOST};
    for (int32_t site = 0; site < SMALL_SITES; site++) {
        for (int k = 0; k < TALLY_ACCESS_WORDS; k++) {
            assert_int_equal(booked(a, site, k), booked(b, site, k));
            assert_int_equal(walk_in(a, site, k), walk_in(b, site, k));
        }
        for (size_t k = 0; k < COUNT_OF(words); k++)
            assert_int_equal(at_site(a, site, words[k]), at_site(b, site, words[k]));
    }
}

/* The same bits, but for the table of the line where one of both has one. */
static void check_same(const struct small *a, const struct small *b)
{
    assert_int_equal(a->model.record_words, b->model.record_words);
    assert_int_equal(a->model.bin_words, b->model.bin_words);
    assert_memory_equal(a->out.record, b->out.record,
                        a->model.record_words * sizeof *a->out.record);
    assert_memory_equal(a->out.sums, b->out.sums,
                        tally_layout_of(a->plan).sum_phone * sizeof *a->out.sums);
    assert_memory_equal(a->out.bins, b->out.bins, a->model.bin_words * sizeof *a->out.bins);
}

/* ---- neutral ---------------------------------------------------------------- */

static void a_mode_that_says_what_the_table_says_changes_nothing(void **state)
{
    struct small *w = *state, *with = small_new();
    policy_mode(with, "栄", 0, 0, WAY_REQUIRED);
    policy_mode(with, "西", 0, civil_from_date(2020, 7, 1), WAY_NONE);
    small_run(w, SEED, 0);
    small_run(with, SEED, 0);
    check_same(w, with);
    small_free(with);
}

static void a_line_that_nobody_books_by_changes_nothing_but_its_own_table(void **state)
{
    struct small *w = *state, *with = small_new();
    policy_phone(with, 3, 0);
    with->d.s.phone.enquiries = 500;
    small_run(w, SEED, 0);
    small_run(with, SEED, 0);
    check_same(w, with);
    int64_t calls = 0;
    for (int32_t h = 0; h < PLAN_HALF_HOURS; h++)
        calls += with->out.sums[tally_at_phone(with->plan, 0, 0, h) + TALLY_PHONE_CALLS];
    assert_true(calls > 60 * 500);
    small_free(with);
}

static void a_centre_that_nobody_uses_changes_nothing_at_the_wards(void **state)
{
    struct small *w = *state, *with = small_new();
    policy_centre(with, "全区", 0, 0);
    policy_open_centres(with);
    small_run(w, SEED, 0);
    small_run(with, SEED, 0);
    check_same_at_wards(w, with);
    assert_int_equal(booked(with, POLICY_CENTRE, TALLY_ARRIVALS), 0);
    small_free(with);
}

static void
shares_of_cancelling_and_limits_of_no_shows_at_their_neutral_values_change_nothing(void **state)
{
    struct small *w = *state, *with = small_new();
    with->d.s.booking.cancel.share = 0;
    with->d.s.booking.cancel.again = 0.5;
    with->d.s.booking.no_show.limit = with->d.s.booking.no_show.share; /* the same at any lead */
    with->d.s.booking.no_show.scale = small_days(14);
    with->d.s.calendar.evening.share = 0.5; /* on no day */
    with->d.s.calendar.evening.close = 19 * 3600;
    small_run(w, SEED, 0);
    small_run(with, SEED, 0);
    check_same(w, with);
    small_free(with);
}

/* As many agents as there are callers, calls of no time, a cutoff that nobody meets and places
 * for everybody: they act at another time of the same day. */
static void by_a_line_without_limits_people_book_what_they_would_have_booked(void **state)
{
    (void)state;
    struct small *web = ample(), *phone = ample();
    web->d.s.booking.cutoff = phone->d.s.booking.cutoff = 86400;
    policy_phone(phone, 10000, 0.7);
    small_compile(phone);
    small_constant(phone, VARIATE_CALL, 0);
    small_run(web, SEED, 0);
    small_run(phone, SEED, 0);
    check_same_at_wards(web, phone);
    assert_memory_equal(web->out.bins, phone->out.bins,
                        web->model.bin_words * sizeof *web->out.bins);
    int64_t calls = at_site(phone, SMALL_SAKAE, TALLY_CALLS);
    double share = (double)at_site(phone, SMALL_SAKAE, TALLY_CALL_BOOKED) /
                   (double)booked(phone, SMALL_SAKAE, TALLY_BOOKED);
    assert_true(calls > 3000 && share > 0.67 && share < 0.73);
    assert_int_equal(at_site(phone, SMALL_SAKAE, TALLY_CALLS_ANSWERED), calls);
    assert_int_equal(at_site(phone, SMALL_SAKAE, TALLY_CALL_WAIT_US), 0);
    small_free(web);
    small_free(phone);
}

/* ---- directions ------------------------------------------------------------- */

static void more_agents_lose_fewer_calls_and_fewer_callers(void **state)
{
    (void)state;
    static const int32_t agents[] = {1, 2, 3, 8};
    int64_t left[COUNT_OF(agents)], gave_up[COUNT_OF(agents)], waits[COUNT_OF(agents)];
    for (size_t i = 0; i < COUNT_OF(agents); i++) {
        struct small *w = small_new();
        policy_phone(w, agents[i], 0.8);
        w->d.s.phone.handle.mean = small_minutes(15);
        small_run(w, SEED, 0);
        left[i] = at_site(w, SMALL_SAKAE, TALLY_CALLS_LEFT);
        gave_up[i] = at_site(w, SMALL_SAKAE, TALLY_PHONE_GAVE_UP);
        waits[i] = at_site(w, SMALL_SAKAE, TALLY_CALL_WAIT_US) /
                   at_site(w, SMALL_SAKAE, TALLY_CALLS_ANSWERED);
        assert_int_equal(at_site(w, SMALL_SAKAE, TALLY_CALLS),
                         at_site(w, SMALL_SAKAE, TALLY_CALLS_ANSWERED) + left[i]);
        small_free(w);
    }
    for (size_t i = 1; i < COUNT_OF(agents); i++) {
        assert_true(left[i] < left[i - 1]);
        assert_true(gave_up[i] <= gave_up[i - 1]);
        assert_true(waits[i] < waits[i - 1]);
    }
    assert_true(gave_up[0] > 10);
}

static void fewer_trunks_give_more_busy_signals(void **state)
{
    (void)state;
    static const int32_t trunks[] = {2, 4, 0};
    int64_t busy[COUNT_OF(trunks)], left[COUNT_OF(trunks)];
    for (size_t i = 0; i < COUNT_OF(trunks); i++) {
        struct small *w = small_new();
        policy_phone(w, 2, 0.8);
        w->d.s.phone.handle.mean = small_minutes(15);
        w->d.s.phone.trunks = trunks[i];
        small_run(w, SEED, 0);
        busy[i] = at_site(w, SMALL_SAKAE, TALLY_CALLS_BUSY);
        left[i] = at_site(w, SMALL_SAKAE, TALLY_CALLS_LEFT);
        small_free(w);
    }
    assert_true(busy[0] > busy[1]);
    assert_true(busy[1] > 0);
    assert_int_equal(busy[2], 0);
    assert_true(left[0] < left[1]);
    assert_true(left[1] < left[2]);
}

/* A line too small for them costs people who would have renewed. */
static void a_line_that_is_too_small_lets_certificates_lapse(void **state)
{
    struct small *w = *state, *few = small_new();
    policy_phone(w, 50, 1);
    policy_phone(few, 1, 1);
    few->d.s.phone.handle.mean = w->d.s.phone.handle.mean = small_minutes(15);
    small_run(w, SEED, 0);
    small_run(few, SEED, 0);
    assert_true(at_site(few, SMALL_SAKAE, TALLY_LOST) > at_site(w, SMALL_SAKAE, TALLY_LOST));
    assert_true(at_site(few, SMALL_SAKAE, TALLY_LAPSED) > at_site(w, SMALL_SAKAE, TALLY_LAPSED));
    assert_true(at_site(few, SMALL_SAKAE, TALLY_RENEWED) < at_site(w, SMALL_SAKAE, TALLY_RENEWED));
    assert_int_equal(booked(few, SMALL_SAKAE, TALLY_NO_BOOKING), 0); /* nobody heard of none */
    small_free(few);
}

static void the_more_are_missed_long_ahead_the_more_are_missed(void **state)
{
    (void)state;
    static const double limits[] = {0.07, 0.2, 0.4};
    double missed[COUNT_OF(limits)];
    for (size_t i = 0; i < COUNT_OF(limits); i++) {
        struct small *w = scarce();
        w->d.s.booking.no_show.limit = limits[i];
        w->d.s.booking.no_show.scale = small_days(14);
        small_run(w, SEED, 0);
        int64_t missed_of = booked(w, SMALL_SAKAE, TALLY_NO_SHOW);
        missed[i] = (double)missed_of / (double)(missed_of + booked(w, SMALL_SAKAE, TALLY_CAME));
        small_free(w);
    }
    assert_true(missed[0] < missed[1] && missed[1] < missed[2]);
    assert_true(missed[0] > 0.06 && missed[0] < 0.08);
    assert_true(missed[2] < 0.4);
}

/* Where places are short, those given back serve others. */
static void the_more_give_their_appointments_back_the_more_places_are_used_again(void **state)
{
    (void)state;
    static const double shares[] = {0, 0.15, 0.4};
    int64_t back[COUNT_OF(shares)], none[COUNT_OF(shares)], came[COUNT_OF(shares)];
    for (size_t i = 0; i < COUNT_OF(shares); i++) {
        struct small *w = scarce();
        w->d.s.booking.cancel.share = shares[i];
        w->d.s.booking.cancel.again = 0;
        w->d.monthly[USE_HANDOVER].count = 0; /* their places are not short */
        small_run(w, SEED, 0);
        back[i] = booked(w, SMALL_SAKAE, TALLY_GIVEN_BACK);
        none[i] = booked(w, SMALL_SAKAE, TALLY_NO_BOOKING);
        came[i] = booked(w, SMALL_SAKAE, TALLY_CAME);
        small_free(w);
    }
    assert_int_equal(back[0], 0);
    assert_true(back[1] > 300 && back[2] > 2 * back[1]);
    assert_true(none[0] > none[1] && none[1] > none[2]);
    assert_true((double)came[1] > 0.97 * (double)came[0]); /* of 580 given back few stay empty */
}

/* Whoever books does so on the same day, here or there; nobody is lost on the way. */
static void a_centre_takes_its_share_from_the_ward_and_nobody_is_lost(void **state)
{
    (void)state;
    struct small *alone = ample(), *with = ample();
    alone->d.s.booking.no_show.share = with->d.s.booking.no_show.share = 0;
    policy_centre(with, "栄", civil_from_date(2020, 7, 1), 0.4)->places.renewal = 3000;
    policy_open_centres(with);
    small_run(alone, SEED, 0);
    small_run(with, SEED, 0);
    assert_int_equal(booked(with, SMALL_SAKAE, TALLY_BOOKED) +
                         booked(with, POLICY_CENTRE, TALLY_BOOKED),
                     booked(alone, SMALL_SAKAE, TALLY_BOOKED));
    int64_t there = booked(with, POLICY_CENTRE, TALLY_ARRIVALS);
    int64_t here = booked(with, SMALL_SAKAE, TALLY_ARRIVALS);
    int64_t before = booked(alone, SMALL_SAKAE, TALLY_ARRIVALS);
    assert_true(there > before / 5 && there < before * 2 / 5);
    check_near((double)(here + there), (double)before, 0.02 * (double)before);
    assert_int_equal(walk_in(with, SMALL_NISHI, TALLY_ARRIVALS),
                     walk_in(alone, SMALL_NISHI, TALLY_ARRIVALS));
    assert_int_equal(walk_in(with, SMALL_SAKAE, TALLY_ARRIVALS),
                     walk_in(alone, SMALL_SAKAE, TALLY_ARRIVALS));
    small_free(alone);
    small_free(with);
}

/* From 6 July on nobody books at 栄; until then nobody comes without who did not before. */
static void a_booking_ward_that_takes_walk_ins_from_a_day_on_has_them_then(void **state)
{
    (void)state;
    struct small *w = ample(), *changed = ample();
    policy_mode(changed, "栄", 0, civil_from_date(2020, 7, 6), WAY_NONE);
    small_run(w, SEED, 0);
    small_run(changed, SEED, 0);
    int32_t from = small_day(w, 2020, 7, 6);
    int64_t came[2] = {0};
    for (int32_t day = w->plan->first_report; day <= w->plan->last_report; day++) {
        int32_t h = plan_date_at(w->plan, day)->hist_day;
        if (h == PLAN_NO_DAY)
            continue;
        int64_t usual = arrivals_on(w, SMALL_SAKAE, ACCESS_WALK_IN, h);
        int64_t now = arrivals_on(changed, SMALL_SAKAE, ACCESS_WALK_IN, h);
        came[0] += usual + arrivals_on(w, SMALL_SAKAE, ACCESS_BOOKED, h);
        came[1] += now + arrivals_on(changed, SMALL_SAKAE, ACCESS_BOOKED, h);
        if (day < from) {
            assert_int_equal(now, usual);
        } else {
            assert_true(now >= usual);
            assert_int_equal(arrivals_on(changed, SMALL_SAKAE, ACCESS_BOOKED, h), 0);
        }
    }
    assert_true(walk_in(changed, SMALL_SAKAE, TALLY_ARRIVALS) >
                2 * walk_in(w, SMALL_SAKAE, TALLY_ARRIVALS));
    check_near((double)came[1], (double)came[0], 0.08 * (double)came[0]); /* no-shows, edges */
    small_free(w);
    small_free(changed);
}

/* 西 takes bookings from 6 July on. */
static void a_walk_in_ward_that_takes_bookings_from_a_day_on_has_them_then(void **state)
{
    struct small *w = *state;
    for (int i = 0; i < 24; i++)
        w->capacity[i].places_renewal = w->capacity[i].places_handover = 100;
    w->d.s.uses.handover.request_lead = small_days(7);
    policy_mode(w, "西", 0, civil_from_date(2020, 7, 6), WAY_REQUIRED);
    small_run(w, SEED, 0);
    int32_t from = small_day(w, 2020, 7, 6);
    int64_t before = 0, later = 0;
    for (int32_t day = w->plan->first_report; day <= w->plan->last_report; day++) {
        int32_t h = plan_date_at(w->plan, day)->hist_day;
        if (h != PLAN_NO_DAY && day < from)
            before += arrivals_on(w, SMALL_NISHI, ACCESS_BOOKED, h);
        else if (h != PLAN_NO_DAY)
            later += arrivals_on(w, SMALL_NISHI, ACCESS_BOOKED, h);
    }
    assert_int_equal(before, 0);
    assert_true(later > 900); /* hand-overs of 300 a month, renewals of some 450 */
}

static void both_ways_at_a_ward_share_its_people(void **state)
{
    (void)state;
    struct small *w = ample(), *mixed = ample();
    policy_mode(mixed, "栄", 0, 0, WAY_MIXED);
    small_run(w, SEED, 0);
    small_run(mixed, SEED, 0);
    double usual =
        (double)(booked(w, SMALL_SAKAE, TALLY_ARRIVALS) + booked(w, SMALL_SAKAE, TALLY_NO_SHOW));
    double now = (double)(booked(mixed, SMALL_SAKAE, TALLY_ARRIVALS) +
                          booked(mixed, SMALL_SAKAE, TALLY_NO_SHOW));
    double more = (double)(walk_in(mixed, SMALL_SAKAE, TALLY_ARRIVALS) -
                           walk_in(w, SMALL_SAKAE, TALLY_ARRIVALS));
    check_near(now / usual, 0.7, 0.03);
    check_near(more / usual, 0.3, 0.04); /* nobody of them misses his appointment */
    small_free(w);
    small_free(mixed);
}

/* Tuesdays until 19:00: the same people of 西 come on the same days, a fifth of Tuesday's after
 * 17:00, and Tuesdays are less crowded. */
static void evening_hours_move_visits_of_the_day_and_waits_fall(void **state)
{
    (void)state;
    struct small *w = ample(), *late = ample();
    policy_evening(late, 0.2);
    small_run(w, SEED, 0);
    small_run(late, SEED, 0);
    int64_t waits[2] = {0}, tuesdays = 0, evening = 0;
    for (int32_t day = w->plan->first_report; day <= w->plan->last_report; day++) {
        const struct plan_date *date = plan_date_at(w->plan, day);
        if (date->hist_day == PLAN_NO_DAY)
            continue;
        size_t at = tally_at_day(w->plan, SMALL_NISHI, ACCESS_WALK_IN, date->hist_day);
        assert_int_equal(w->out.sums[at + TALLY_DAY_ARRIVALS],
                         late->out.sums[at + TALLY_DAY_ARRIVALS]);
        if (date->weekday != CIVIL_TUE)
            continue;
        tuesdays += w->out.sums[at + TALLY_DAY_ARRIVALS];
        waits[0] += w->out.sums[at + TALLY_DAY_WAIT_US];
        waits[1] += late->out.sums[at + TALLY_DAY_WAIT_US];
    }
    for (int32_t h = 34; h < 38; h++)
        evening +=
            late->out.sums[tally_at_cell(late->plan, SMALL_NISHI, late->plan->cell[CIVIL_TUE][h]) +
                           TALLY_CELL_X];
    assert_true(tuesdays > 300);
    assert_true((double)evening > 0.14 * (double)tuesdays);
    assert_true((double)evening < 0.26 * (double)tuesdays);
    assert_true(waits[1] < waits[0]);
    small_free(w);
    small_free(late);
}

static void
those_who_come_unbooked_where_they_must_book_are_refused_or_served_when_idle(void **state)
{
    (void)state;
    static const double shares[] = {0, 0.1, 0.3};
    int64_t refused[COUNT_OF(shares)];
    for (size_t i = 0; i < COUNT_OF(shares); i++) {
        struct small *w = ample();
        w->d.s.booking.walk_ins.share = shares[i];
        small_run(w, SEED, 0);
        refused[i] = walk_in(w, SMALL_SAKAE, TALLY_REFUSED);
        small_free(w);
    }
    assert_int_equal(refused[0], 0);
    assert_true(refused[1] > 100 && refused[2] > 2 * refused[1]);
    struct small *idle = ample();
    idle->d.s.booking.walk_ins.share = 0.3;
    idle->d.s.booking.walk_ins.rule = 1;
    small_run(idle, SEED, 0);
    assert_true(walk_in(idle, SMALL_SAKAE, TALLY_REFUSED) < refused[2] / 2);
    small_free(idle);
}

/* ---- all together ----------------------------------------------------------- */

static void everything(struct small *w)
{
    civil_day june = civil_from_date(2020, 6, 1);
    policy_phone(w, 3, 0.6);
    w->d.s.phone.trunks = 5;
    w->d.s.phone.enquiries = 50;
    policy_centre(w, "栄", civil_from_date(2020, 7, 6), 0.3);
    policy_open_centres(w);
    policy_mode(w, "栄", 1 + USE_RENEWAL, civil_from_date(2020, 8, 3), WAY_MIXED);
    policy_mode(w, "西", 1 + USE_HANDOVER, civil_from_date(2020, 7, 1), WAY_REQUIRED);
    policy_evening(w, 0.2);
    w->d.s.booking.cancel.share = 0.2;
    w->d.s.booking.cancel.again = 0.8;
    w->d.s.booking.cancel.delay = small_days(1);
    w->d.s.booking.no_show.limit = 0.3;
    w->d.s.booking.no_show.scale = small_days(14);
    w->d.s.booking.walk_ins.share = 0.1;
    w->d.s.uses.handover.request_lead = small_days(10);
    for (int i = 0; i < 24; i++)
        w->capacity[i].places_handover = 12;
    w->exceptions[0] = (struct scenario_exception){
        .date = june + 44, .ward = "全区", .kind = EXCEPTION_CLOSED, .announced = june + 40};
    w->exceptions[1] = (struct scenario_exception){
        .date = june + 46, .ward = "栄", .kind = EXCEPTION_RESERVED_ONLY, .announced = june + 30};
    w->exceptions[2] = (struct scenario_exception){
        .date = june + 48, .ward = "全区", .kind = EXCEPTION_OPEN, .announced = june + 20};
    w->d.exceptions.count = 3;
}

/* The laws are checked inside, over the whole run. */
static void the_laws_hold_with_all_policies_at_once(void **state)
{
    (void)state;
    for (uint32_t r = 0; r < 3; r++) {
        struct small *w = small_new();
        everything(w);
        small_run(w, SEED, r);
        int64_t calls = 0, of_line = 0;
        for (int32_t site = 0; site <= POLICY_CENTRE; site++) {
            calls += at_site(w, site, TALLY_CALLS);
            assert_int_equal(at_site(w, site, TALLY_CALLS),
                             at_site(w, site, TALLY_CALLS_BUSY) +
                                 at_site(w, site, TALLY_CALLS_LEFT) +
                                 at_site(w, site, TALLY_CALLS_ANSWERED));
        }
        for (int32_t kind = 0; kind < 2; kind++)
            for (int32_t h = 0; h < PLAN_HALF_HOURS; h++)
                of_line += w->out.sums[tally_at_phone(w->plan, 0, kind, h) + TALLY_PHONE_CALLS];
        assert_true(calls > 2000 && of_line > calls + 92 * 40);
        assert_true(booked(w, SMALL_SAKAE, TALLY_CANCELLED) > 0);
        assert_true(booked(w, SMALL_SAKAE, TALLY_GIVEN_BACK) > 0);
        assert_true(booked(w, POLICY_CENTRE, TALLY_SERVED) > 100);
        small_free(w);
    }
}

static void count_steps(void *context, const struct journey_event *event)
{
    int64_t *steps = context;
    steps[event->step]++;
}

/* In a world that has run before, and while somebody listens. */
static void with_all_policies_a_replication_has_the_same_bits_in_any_world(void **state)
{
    struct small *w = *state, *fresh = small_new();
    int64_t steps[JOURNEY_STEPS] = {0};
    everything(w);
    everything(fresh);
    small_compile(w);
    void *world = w->model.new_world(w->plan, w->home, &w->e);
    assert_non_null(world);
    small_results(w);
    struct sim_outcome thrown_away = w->out;
    assert_true(w->model.replicate(world, 1, 9, 0, &thrown_away, &w->e));
    small_results(w);
    city_listen(world, count_steps, steps);
    assert_true(w->model.replicate(world, SEED, 4, 0, &w->out, &w->e));
    small_run(fresh, SEED, 4);
    check_same(w, fresh);
    assert_memory_equal(w->out.sums, fresh->out.sums, w->model.sum_words * sizeof *w->out.sums);
    assert_true(steps[JOURNEY_CALLS] > 0);
    assert_int_equal(steps[JOURNEY_CALLS],
                     steps[JOURNEY_BUSY] + steps[JOURNEY_HANGS_UP] + steps[JOURNEY_ANSWERED]);
    small_free(fresh);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_SMALL(a_mode_that_says_what_the_table_says_changes_nothing),
        IN_SMALL(a_line_that_nobody_books_by_changes_nothing_but_its_own_table),
        IN_SMALL(a_centre_that_nobody_uses_changes_nothing_at_the_wards),
        IN_SMALL(
            shares_of_cancelling_and_limits_of_no_shows_at_their_neutral_values_change_nothing),
        cmocka_unit_test(by_a_line_without_limits_people_book_what_they_would_have_booked),
        cmocka_unit_test(more_agents_lose_fewer_calls_and_fewer_callers),
        cmocka_unit_test(fewer_trunks_give_more_busy_signals),
        IN_SMALL(a_line_that_is_too_small_lets_certificates_lapse),
        cmocka_unit_test(the_more_are_missed_long_ahead_the_more_are_missed),
        cmocka_unit_test(the_more_give_their_appointments_back_the_more_places_are_used_again),
        cmocka_unit_test(a_centre_takes_its_share_from_the_ward_and_nobody_is_lost),
        cmocka_unit_test(a_booking_ward_that_takes_walk_ins_from_a_day_on_has_them_then),
        IN_SMALL(a_walk_in_ward_that_takes_bookings_from_a_day_on_has_them_then),
        cmocka_unit_test(both_ways_at_a_ward_share_its_people),
        cmocka_unit_test(evening_hours_move_visits_of_the_day_and_waits_fall),
        cmocka_unit_test(
            those_who_come_unbooked_where_they_must_book_are_refused_or_served_when_idle),
        cmocka_unit_test(the_laws_hold_with_all_policies_at_once),
        IN_SMALL(with_all_policies_a_replication_has_the_same_bits_in_any_world),
    };
    return cmocka_run_group_tests_name("city_policy", tests, NULL, NULL);
}
