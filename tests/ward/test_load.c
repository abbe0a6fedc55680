/* test_load.c - the fluid check against sums done by hand, and against the mean of the model
 * where nobody is turned away.
 */
#include "models/ward/load.h"

#include "tests/ward/fixture.h"

enum { JUNE, JULY, AUGUST, MONTHS };

static void set_no_show(struct small *w, double share)
{
    for (int32_t lead = 0; lead < PLAN_LEADS; lead++)
        w->plan->booking.no_show[lead] = share;
}

static struct load made(struct small *w)
{
    struct load l;
    assert_true(load_make(w->plan, w->home, &l));
    assert_int_equal(l.n_months, MONTHS);
    return l;
}

/* The only stream brings n people on the day; everybody else stays away. */
static void bring(struct small *w, int32_t use, int32_t site, int32_t day, double n)
{
    for (int32_t s = 0; s < w->plan->n_streams; s++)
        if (plan_stream_at(w->plan, s)->use == use)
            small_rate(w, s, site, day, n);
}

static struct small *quiet(void **state)
{
    struct small *w = *state;
    small_quiet(w);
    return w;
}

static void counters_count_while_the_doors_are_open(void **state)
{
    struct small *w = *state;
    static struct scenario_step steps[] = {
        {.day = 0, .from = 28800, .counters = 3}, /* from 8:00, so from 8:45 on */
        {.day = 0, .from = 43200, .counters = 1},
        {.day = 0, .from = 46800, .counters = 4},
        {.day = 0, .from = 61200, .counters = 9}, /* from closing on */
    };
    w->own[0] = (struct scenario_ward){.name = "栄", .places = {-1, -1}, .roster = {steps, 4}};
    w->d.s.wards.count = 1;
    small_quiet(w);
    struct load l = made(w);
    /* June 2020: 22 weekdays of 8.25 h, two Saturdays of 3 h */
    check_near(load_at(&l, SMALL_NISHI, JUNE)->counters_h, 22 * 2 * 8.25 + 2 * 2 * 3, 1e-9);
    check_near(load_at(&l, SMALL_SAKAE, JUNE)->counters_h,
               22 * (3 * 3.25 + 1 * 1 + 4 * 4) + 2 * 5 * 3, 1e-9);
    assert_int_equal(load_at(&l, SMALL_NISHI, JUNE)->open_days, 24);
    check_near(load_at(&l, SMALL_SITES, JUNE)->counters_h,
               load_at(&l, SMALL_NISHI, JUNE)->counters_h +
                   load_at(&l, SMALL_SAKAE, JUNE)->counters_h,
               1e-9);
    assert_int_equal(load_at(&l, SMALL_SITES, JUNE)->open_days, 24);
}

static void walk_ins_bring_their_work_on_the_day(void **state)
{
    struct small *w = quiet(state);
    bring(w, USE_OTHER, SMALL_NISHI, small_day(w, 2020, 7, 6), 60);
    bring(w, USE_OTHER, SMALL_SAKAE, small_day(w, 2020, 7, 7), 12);
    struct load l = made(w);
    check_near(load_at(&l, SMALL_NISHI, JULY)->visits, 60, 1e-9);
    check_near(load_at(&l, SMALL_NISHI, JULY)->work_h, 10, 1e-6); /* 10 minutes each */
    check_near(load_at(&l, SMALL_SITES, JULY)->work_h, 12, 1e-6);
    check_near(load_ratio(&l, SMALL_NISHI, JULY), 10 / load_at(&l, SMALL_NISHI, JULY)->counters_h,
               1e-9);
    check_near(load_at(&l, SMALL_NISHI, JUNE)->visits, 0, 0);
    assert_int_equal(load_worst_month(&l, SMALL_NISHI, MONTHS), JULY);
    assert_int_equal(load_worst_month(&l, SMALL_NISHI, JULY), JUNE);
}

static void a_renewal_brings_the_reset_of_its_pin_on_average(void **state)
{
    struct small *w = *state;
    w->d.s.pin.unknown = 0.5; /* 12 minutes and, for half of them, 5 */
    small_quiet(w);
    assert_int_equal(w->plan->expected_us[USE_RENEWAL], 14.5 * 60e6);
}

static void people_with_appointments_come_on_the_days_they_wish(void **state)
{
    struct small *w = quiet(state);
    w->plan->booking.wish_days = 2;
    set_no_show(w, 0);
    int32_t tuesday = small_day(w, 2020, 6, 30);
    small_day_at(w, SMALL_SAKAE, tuesday)->weight = 3;
    small_day_at(w, SMALL_SAKAE, tuesday + 1)->weight = 1;
    bring(w, USE_HANDOVER, SMALL_SAKAE, tuesday - 1, 40);
    struct load l = made(w);
    check_near(load_at(&l, SMALL_SAKAE, JUNE)->visits, 30, 1e-9);
    check_near(load_at(&l, SMALL_SAKAE, JULY)->visits, 10, 1e-9);
    check_near(load_at(&l, SMALL_SAKAE, JUNE)->wanted[USE_HANDOVER], 30, 1e-9);
}

static void missed_appointments_are_made_again_but_people_come_once(void **state)
{
    struct small *w = quiet(state);
    set_no_show(w, 0.2);
    w->plan->booking.again_share = 0.5;
    bring(w, USE_HANDOVER, SMALL_SAKAE, small_day(w, 2020, 7, 6), 9);
    struct load l = made(w);
    /* 1 + 0.1 + 0.01 ... appointments, of which 8 of 10 are kept */
    check_near(load_at(&l, SMALL_SAKAE, JULY)->wanted[USE_HANDOVER], 10, 1e-9);
    check_near(load_at(&l, SMALL_SAKAE, JULY)->visits, 8, 1e-9);
}

static void who_finds_no_place_comes_on_the_next_day_with_one(void **state)
{
    struct small *w = quiet(state);
    int32_t tuesday = small_day(w, 2020, 6, 30);
    w->plan->booking.wish_days = 1;
    set_no_show(w, 0);
    bring(w, USE_HANDOVER, SMALL_SAKAE, tuesday - 1, 120);
    small_places(w, USE_HANDOVER, SMALL_SAKAE, tuesday, 50);
    struct load l = made(w);
    const struct load_month *june = load_at(&l, SMALL_SAKAE, JUNE);
    check_near(june->visits, 50, 1e-9);
    check_near(june->wanted[USE_HANDOVER], 120, 1e-9);
    check_near(load_at(&l, SMALL_SAKAE, JULY)->visits, 70, 1e-9);
    check_near(load_of_places(&l, USE_HANDOVER, SMALL_SAKAE, JUNE),
               120 / (double)june->places[USE_HANDOVER], 1e-9);
    check_near(load_of_places(&l, USE_HANDOVER, SMALL_SAKAE, AUGUST), 0, 0);
    assert_int_equal(load_at(&l, SMALL_NISHI, JUNE)->places[USE_HANDOVER], 0);
}

static void a_place_wanted_where_there_is_none_counts_as_short_without_end(void **state)
{
    struct small *w = quiet(state);
    bring(w, USE_HANDOVER, SMALL_SAKAE, small_day(w, 2020, 7, 6), 9);
    for (int32_t day = 0; day < w->plan->n_days; day++)
        small_places(w, USE_HANDOVER, SMALL_SAKAE, day, 0);
    struct load l = made(w);
    assert_true(load_of_places(&l, USE_HANDOVER, SMALL_SAKAE, JULY) > 100);
    check_near(load_at(&l, SMALL_SAKAE, JULY)->visits, 0, 0);
}

static void pools_count_side_by_side(void **state)
{
    struct small *w = quiet(state);
    struct load before = made(w);
    small_day_at(w, SMALL_NISHI, small_day(w, 2020, 6, 8))->n_shifts =
        2; /* the 9th's begins, too */
    struct load l = made(w);
    check_near(load_at(&l, SMALL_NISHI, JUNE)->counters_h,
               load_at(&before, SMALL_NISHI, JUNE)->counters_h + 2 * 8.25, 1e-9);
}

/* Friday 3 July 2020: the next open day is Monday, three days ahead. */
static void appointments_given_back_free_their_place_and_may_be_made_again(void **state)
{
    struct small *w = quiet(state);
    set_no_show(w, 0);
    w->plan->booking.wish_days = 1;
    w->plan->booking.cancel_share = 0.5;
    w->plan->booking.cancel_again = 1;
    bring(w, USE_HANDOVER, SMALL_SAKAE, small_day(w, 2020, 7, 3), 8);
    struct load l = made(w);
    check_near(load_at(&l, SMALL_SAKAE, JULY)->visits, 8, 1e-9);
    check_near(load_at(&l, SMALL_SAKAE, JULY)->wanted[USE_HANDOVER], 8, 1e-9);
    w->plan->booking.cancel_again = 0;
    l = made(w);
    check_near(load_at(&l, SMALL_SAKAE, JULY)->visits, 4, 1e-9);
    check_near(load_at(&l, SMALL_SAKAE, JULY)->wanted[USE_HANDOVER], 4, 1e-9);
}

static void nobody_gives_back_an_appointment_of_tomorrow(void **state)
{
    struct small *w = quiet(state);
    set_no_show(w, 0);
    w->plan->booking.wish_days = 1;
    w->plan->booking.cancel_share = 0.5;
    bring(w, USE_HANDOVER, SMALL_SAKAE, small_day(w, 2020, 7, 6), 8);
    struct load l = made(w);
    check_near(load_at(&l, SMALL_SAKAE, JULY)->visits, 8, 1e-9);
}

static void appointments_far_ahead_are_missed_as_often_as_their_lead_says(void **state)
{
    struct small *w = quiet(state);
    set_no_show(w, 0);
    w->plan->booking.no_show[3] = 0.5;
    w->plan->booking.again_share = 0;
    w->plan->booking.wish_days = 1;
    bring(w, USE_HANDOVER, SMALL_SAKAE, small_day(w, 2020, 7, 3), 8);
    struct load l = made(w);
    check_near(load_at(&l, SMALL_SAKAE, JULY)->visits, 4, 1e-9);
    check_near(load_at(&l, SMALL_SAKAE, JULY)->wanted[USE_HANDOVER], 8, 1e-9);
}

static void a_joint_centre_takes_its_share_from_its_day_on(void **state)
{
    struct small *w = quiet(state);
    set_no_show(w, 0);
    int32_t july = small_day(w, 2020, 7, 1);
    SMALL_ARRAY(w->plan, struct plan_centre, at_centres)
    [SMALL_NISHI] = (struct plan_centre){
        .site = SMALL_SAKAE, .from = july, .share = 0.25, .uses = UINT32_C(1) << USE_HANDOVER};
    bring(w, USE_HANDOVER, SMALL_NISHI, small_day(w, 2020, 6, 8), 40);
    bring(w, USE_HANDOVER, SMALL_NISHI, small_day(w, 2020, 7, 6), 40);
    bring(w, USE_OTHER, SMALL_NISHI, small_day(w, 2020, 7, 6), 8);
    struct load l = made(w);
    check_near(load_at(&l, SMALL_NISHI, JUNE)->visits, 40, 1e-9);
    check_near(load_at(&l, SMALL_NISHI, JULY)->visits, 30 + 8, 1e-9);
    check_near(load_at(&l, SMALL_SAKAE, JULY)->visits, 10, 1e-9);
    check_near(load_at(&l, SMALL_SAKAE, JULY)->wanted[USE_HANDOVER], 10, 1e-9);
}

/* Holders alone, who act on the day they have the letter. */
static void holders_alone(struct small *w)
{
    w->d.s.response = (struct scenario_response){.prompt = {1, {0}}};
    w->d.s.notices.delivery.least = w->d.s.notices.delivery.most = (sim_span){0};
    w->d.s.visiting.within_days = w->d.s.booking.wish.within_days = 1;
    w->d.s.uses.other.visits = 0;
    w->d.monthly[USE_HANDOVER].count = 0;
    w->d.s.uses.handover.monthly = NULL;
    w->d.s.booking.no_show.share = 0;
}

static void where_both_ways_are_open_the_booked_part_wants_appointments(void **state)
{
    struct small *w = *state;
    holders_alone(w);
    small_compile(w);
    small_booked(w, USE_RENEWAL, SMALL_SAKAE, 0, 40);
    struct load l = made(w);
    const struct load_month *july = load_at(&l, SMALL_SAKAE, JULY);
    assert_true(july->visits > 1000);
    check_near(july->wanted[USE_RENEWAL] / july->visits, 0.4, 1e-6);
}

static void second_visits_and_visits_in_vain_come_on_top(void **state)
{
    struct small *w = *state;
    holders_alone(w);
    small_compile(w);
    struct load once = made(w);
    w->plan->procedures = (struct plan_procedures){.proxy = 0.2,
                                                   .with_form = 0.5,
                                                   .wrong_pin = 0.5,
                                                   .guardian = 0.1,
                                                   .no_photo = 0.5,
                                                   .invalid = 0.1,
                                                   .is_on = true};
    struct load l = made(w);
    /* 0.1 without the form, 0.05 with a wrong PIN, 0.05 without a photo */
    check_near(load_at(&l, SMALL_NISHI, JULY)->visits,
               load_at(&once, SMALL_NISHI, JULY)->visits * 1.2 / 0.9, 1e-6);
}

static void early_people_act_before_their_window(void **state)
{
    struct small *w = *state;
    holders_alone(w);
    w->d.s.response = (struct scenario_response){.early = {1, small_days(1)}};
    small_compile(w);
    const struct plan_batch *b = PLAN_ARRAY(w->plan, struct plan_batch, at_batches);
    double visits = 0;
    for (int32_t i = 0; i < w->plan->first_unmailed + w->plan->n_unmailed; i++)
        if (b[i].site == SMALL_NISHI && b[i].window - 1 >= small_day(w, 2020, 6, 30) &&
            b[i].window - 1 <= small_day(w, 2020, 7, 30))
            visits += b[i].count;
    struct load l = made(w);
    check_near(load_at(&l, SMALL_NISHI, JULY)->visits, visits, 1e-6);
}

static void calls_stand_against_agents_and_who_asks_may_call(void **state)
{
    static struct scenario_agents agents[] = {{.day = 0, .from = 30600, .agents = 2},
                                              {.day = 0, .from = 43200, .agents = 3},
                                              {.day = 1, .from = 32400, .agents = 1}};
    struct small *w = *state;
    w->d.s.phone.agents = "agents.csv";
    w->d.s.phone.weekday = (struct scenario_hours){30600, 72000};
    w->d.s.phone.other = (struct scenario_hours){32400, 63000};
    w->d.s.phone.share = 0.5;
    w->d.s.phone.enquiries = 10;
    w->d.s.phone.handle = (struct scenario_service){FAMILY_CONSTANT, small_minutes(6), 0};
    w->d.s.phone.patience = (struct scenario_service){FAMILY_CONSTANT, small_minutes(6), 0};
    w->d.agents = (struct bind_list){agents, 3};
    small_quiet(w);
    set_no_show(w, 0);
    bring(w, USE_HANDOVER, SMALL_SAKAE, small_day(w, 2020, 7, 6), 12);
    struct load l = made(w);
    const struct load_month *june = load_at(&l, SMALL_SITES, JUNE);
    /* 22 weekdays of 3.5 h with two and 8 h with three, 8 other days of 8.5 h with one */
    check_near(june->agents_h, 22 * (3.5 * 2 + 8 * 3) + 8 * 8.5, 1e-9);
    check_near(june->calls, 300, 1e-9);
    check_near(load_of_phone(&l, JUNE), 30 / june->agents_h, 1e-9);
    check_near(load_at(&l, SMALL_SITES, JULY)->calls, 310 + 6, 1e-9);
    check_near(load_at(&l, SMALL_SAKAE, JULY)->agents_h, 0, 0);
}

static void without_a_line_nobody_calls(void **state)
{
    struct small *w = quiet(state);
    struct load l = made(w);
    check_near(load_of_phone(&l, JUNE), 0, 0);
    check_near(load_at(&l, SMALL_SITES, JUNE)->calls, 0, 0);
}

/* Everybody answers on the day of mailing; 西 takes walk-ins, who come on the next open day. */
static void letters_become_visits(void **state)
{
    struct small *w = *state;
    w->d.s.response = (struct scenario_response){.prompt = {1, {0}}};
    w->d.s.notices.delivery.least = w->d.s.notices.delivery.most = (sim_span){0};
    w->d.s.visiting.within_days = 1;
    w->d.s.uses.other.visits = 0;
    w->d.monthly[USE_HANDOVER].count = 0;
    w->d.s.uses.handover.monthly = NULL;
    w->d.s.booking.no_show.share = 0;
    small_compile(w);
    const struct plan_batch *b = PLAN_ARRAY(w->plan, struct plan_batch, at_batches);
    double visits = 0;
    /* mailed from 30 June to 30 July: next open days are 1 to 31 July */
    for (int32_t day = small_day(w, 2020, 6, 30); day <= small_day(w, 2020, 7, 30); day++) {
        const struct plan_date *date = plan_date_at(w->plan, day);
        for (uint32_t i = 0; i < date->n_batches; i++)
            visits +=
                b[date->first_batch + i].site == SMALL_NISHI ? b[date->first_batch + i].count : 0;
    }
    struct load l = made(w);
    check_near(load_at(&l, SMALL_NISHI, JULY)->visits, visits, 1e-6);
}

/* Means of many replications in which nobody is turned away and places are ample. */
static void compare_with_runs(struct small *w, double tolerance)
{
    enum { REPLICATIONS = 40 };
    w->d.s.counters.early_end.rule = COUNTER_END_NEVER;
    w->d.s.booking.no_show.delay = (sim_span){0};
    for (size_t i = 0; i < w->d.capacity.count; i++)
        w->capacity[i].places_renewal = w->capacity[i].places_handover = 4000;
    w->exceptions[0] = (struct scenario_exception){.date = civil_from_date(2020, 7, 11),
                                                   .announced = civil_from_date(2020, 7, 6),
                                                   .ward = "全区",
                                                   .kind = EXCEPTION_CLOSED};
    w->d.exceptions.count = 1;
    small_compile(w);
    for (uint32_t r = 0; r < REPLICATIONS; r++)
        small_run(w, 20200727, r);
    struct load l = made(w);
    for (int32_t site = 0; site < SMALL_SITES; site++)
        for (int32_t month = 0; month < MONTHS; month++) {
            const int64_t *sum = w->out.sums + tally_at_month(w->plan, site, month);
            double visits = 0;
            for (int a = 0; a < ACCESS_COUNT; a++)
                visits += (double)sum[TALLY_MONTH_ARRIVALS + a] / REPLICATIONS;
            check_near(load_at(&l, site, month)->visits / visits, 1, tolerance);
            check_near(load_at(&l, site, month)->counters_h * 3600e6 * REPLICATIONS,
                       (double)sum[TALLY_MONTH_STAFFED_US], 1);
        }
}

static void the_model_agrees_on_average(void **state)
{
    compare_with_runs(*state, 0.015);
}

static void the_model_agrees_with_cancelling_second_visits_and_early_people(void **state)
{
    struct small *w = *state;
    w->d.s.response.prompt.share -= 0.1;
    w->d.s.response.early = (struct scenario_part){0.1, small_days(10)};
    w->d.s.notices.no_id.acts = true;
    w->d.s.notices.no_id.by_call = 1;
    w->d.s.notices.no_id.delay = small_days(1);
    w->d.s.booking.no_show.limit = 0.3;
    w->d.s.booking.no_show.scale = small_days(10);
    w->d.s.booking.cancel.share = 0.2;
    w->d.s.booking.cancel.again = 0.5;
    w->d.s.procedures.proxy.share = 0.2;
    w->d.s.procedures.proxy.with_form = 0.5;
    w->d.s.procedures.proxy.letter = small_days(2);
    w->d.s.procedures.proxy.added = w->d.s.procedures.first_visit =
        (struct scenario_service){FAMILY_CONSTANT, small_minutes(3), 0};
    compare_with_runs(w, 0.025);
}

/* Where people act before they have their letter, its people are made before it is mailed. */
static void a_backlog_is_one_of_mailing_whenever_people_act(void **state)
{
    struct small *w = *state;
    w->expiries[0] =
        (struct scenario_month_count){.month = civil_from_date(2020, 9, 1), .count = 300};
    w->d.expiries.count = 1;
    w->d.s.notices.daily_capacity = 60;
    w->d.s.notices.suspended.from = civil_from_date(2020, 6, 2);
    w->d.s.notices.suspended.to = civil_from_date(2020, 6, 14);
    w->d.s.notices.no_id.acts = true;
    small_compile(w);
    struct load l = made(w);
    assert_int_equal(l.mail.peak_day, small_day(w, 2020, 6, 15));
    assert_int_equal(l.mail.peak_waiting, 140);
    assert_int_equal(l.mail.cleared_day, small_day(w, 2020, 6, 17));
    assert_int_equal(l.mail.mailed, 300);
}

static void people_of_a_day_that_will_be_closed_decide_anew(void **state)
{
    struct small *w = *state;
    w->exceptions[0] = (struct scenario_exception){.date = civil_from_date(2020, 6, 30),
                                                   .announced = civil_from_date(2020, 6, 30),
                                                   .ward = "栄",
                                                   .kind = EXCEPTION_CLOSED};
    w->d.exceptions.count = 1;
    small_quiet(w);
    w->plan->booking.wish_days = 1;
    set_no_show(w, 0.2);
    w->plan->booking.again_share = 0.5;
    bring(w, USE_HANDOVER, SMALL_SAKAE, small_day(w, 2020, 6, 29), 9);
    struct load l = made(w);
    check_near(load_at(&l, SMALL_SAKAE, JUNE)->visits, 0, 0);
    check_near(load_at(&l, SMALL_SAKAE, JULY)->visits, 8, 1e-9);
}

/* 10 letters a working day are due from 2 June on, none goes before the 15th, then 60. */
static void a_backlog_lasts_until_the_evening_with_nothing_left(void **state)
{
    struct small *w = *state;
    w->expiries[0] =
        (struct scenario_month_count){.month = civil_from_date(2020, 9, 1), .count = 300};
    w->d.expiries.count = 1;
    w->d.s.notices.daily_capacity = 60;
    w->d.s.notices.suspended.from = civil_from_date(2020, 6, 2);
    w->d.s.notices.suspended.to = civil_from_date(2020, 6, 14);
    small_compile(w);
    struct load l = made(w);
    assert_int_equal(l.mail.peak_day, small_day(w, 2020, 6, 15));
    assert_int_equal(l.mail.peak_waiting, 140);
    assert_int_equal(l.mail.cleared_day, small_day(w, 2020, 6, 17));
    assert_int_equal(l.mail.clear_days, 3);
    assert_int_equal(l.mail.mailed, 300);
    assert_int_equal(l.mail.unmailed, 0);
}

static void a_backlog_that_stays_is_never_cleared(void **state)
{
    struct small *w = *state;
    w->d.s.notices.daily_capacity = 20; /* 2 000 letters a month are due */
    small_compile(w);
    struct load l = made(w);
    assert_int_equal(l.mail.cleared_day, PLAN_NO_DAY);
    assert_int_equal(l.mail.mailed, 20 * l.mail.mail_days);
    assert_true(l.mail.unmailed > 4000);
}

static void letters_of_windows_after_the_period_are_not_missed(void **state)
{
    struct small *w = *state;
    small_compile(w);
    struct load l = made(w);
    assert_true(w->plan->n_unmailed > 0);
    assert_int_equal(l.mail.unmailed, 0);
    assert_int_equal(l.mail.peak_day, PLAN_NO_DAY);
}

static void memory_that_runs_out_is_told(void **state)
{
    struct small *w = *state;
    struct load l;
    small_compile(w);
    for (unsigned n = 1; n < 6; n++) {
        arena_fail_nth(w->home, n);
        assert_false(load_make(w->plan, w->home, &l));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_SMALL(counters_count_while_the_doors_are_open),
        IN_SMALL(walk_ins_bring_their_work_on_the_day),
        IN_SMALL(a_renewal_brings_the_reset_of_its_pin_on_average),
        IN_SMALL(people_with_appointments_come_on_the_days_they_wish),
        IN_SMALL(missed_appointments_are_made_again_but_people_come_once),
        IN_SMALL(who_finds_no_place_comes_on_the_next_day_with_one),
        IN_SMALL(a_place_wanted_where_there_is_none_counts_as_short_without_end),
        IN_SMALL(pools_count_side_by_side),
        IN_SMALL(appointments_given_back_free_their_place_and_may_be_made_again),
        IN_SMALL(nobody_gives_back_an_appointment_of_tomorrow),
        IN_SMALL(appointments_far_ahead_are_missed_as_often_as_their_lead_says),
        IN_SMALL(a_joint_centre_takes_its_share_from_its_day_on),
        IN_SMALL(where_both_ways_are_open_the_booked_part_wants_appointments),
        IN_SMALL(second_visits_and_visits_in_vain_come_on_top),
        IN_SMALL(early_people_act_before_their_window),
        IN_SMALL(calls_stand_against_agents_and_who_asks_may_call),
        IN_SMALL(without_a_line_nobody_calls),
        IN_SMALL(letters_become_visits),
        IN_SMALL(the_model_agrees_on_average),
        IN_SMALL(the_model_agrees_with_cancelling_second_visits_and_early_people),
        IN_SMALL(a_backlog_is_one_of_mailing_whenever_people_act),
        IN_SMALL(people_of_a_day_that_will_be_closed_decide_anew),
        IN_SMALL(a_backlog_lasts_until_the_evening_with_nothing_left),
        IN_SMALL(a_backlog_that_stays_is_never_cleared),
        IN_SMALL(letters_of_windows_after_the_period_are_not_missed),
        IN_SMALL(memory_that_runs_out_is_told),
    };
    return cmocka_run_group_tests_name("load", tests, NULL, NULL);
}
