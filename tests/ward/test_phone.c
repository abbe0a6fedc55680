/* test_phone.c - the phone line: what callers go through, and its shares of busy signals and lost
 * patience against exact values of queueing theory.
 */
#include "models/ward/phone.h"

#include "sim/engine/yardstick_patience.h"
#include "sim/engine/yardstick_retrial.h"
#include "tests/ward/booking.h"
#include "tests/ward/policy.h"

/* A count of the whole run, of 栄. */
static int64_t at_sakae(const struct small *w, enum tally_site which)
{
    return tally_whole_site(&w->city->tally, SMALL_SAKAE, (int32_t)which);
}

static int64_t of_line(const struct small *w, enum tally_phone which)
{
    int64_t sum = 0;
    for (int32_t kind = 0; kind < 2; kind++)
        for (int32_t h = 0; h < PLAN_HALF_HOURS; h++)
            sum += w->out.sums[tally_at_phone(w->plan, 0, kind, h) + (size_t)which];
    return sum;
}

/* ---- callers ---------------------------------------------------------------- */

/* Everybody calls at noon; one agent, calls of 10 minutes, patience without end, nobody dials
 * again. */
static void begin(struct small *w)
{
    policy_phone(w, 1, 1);
    w->d.s.phone.redial.share = 0;
    booking_begin(w);
    small_constant(w, VARIATE_CALL, 600e6);
    small_constant(w, VARIATE_HOLD, 1e12);
}

static int32_t monday(const struct small *w)
{
    return small_day(w, 2020, 6, 15);
}

static void act(struct small *w, int32_t day, uint32_t people)
{
    booking_come_to(w, day);
    for (uint32_t who = 0; who < people; who++)
        small_acts(w, SMALL_SAKAE, day, USE_RENEWAL, who);
    request_day(w->city, day);
}

/* At 16:49:59 there is an end before 17:00, at 16:50 there is not. */
static void a_caller_books_when_his_call_is_over(void **state)
{
    struct small *w = *state;
    begin(w);
    booking_come_to(w, monday(w));
    small_always_at(&w->plan->requests, CLOCK_US(16, 50) - 1000000);
    assert_int_equal(booking_ask(w, monday(w), 1), monday(w) + 1);
    small_always_at(&w->plan->requests, CLOCK_US(16, 50));
    assert_int_equal(booking_ask(w, monday(w), 2), monday(w) + 2);
    assert_int_equal(at_sakae(w, TALLY_CALLS_ANSWERED), 2);
    assert_int_equal(at_sakae(w, TALLY_CALL_BOOKED), 2);
    assert_int_equal(booking_whole(w, TALLY_BOOKED), 2);
}

/* One agent, five callers at noon: waits of 0, 10, 20, 30 and 40 minutes, less a microsecond. */
static void callers_wait_for_the_agent_in_turn(void **state)
{
    struct small *w = *state;
    begin(w);
    act(w, monday(w), 5);
    assert_int_equal(at_sakae(w, TALLY_CALLS), 5);
    assert_int_equal(at_sakae(w, TALLY_CALLERS), 5);
    assert_int_equal(at_sakae(w, TALLY_CALLS_ANSWERED), 5);
    assert_int_equal(at_sakae(w, TALLY_CALL_WAIT_US) / SMALL_MIN.us, 100);
    assert_int_equal(of_line(w, TALLY_PHONE_CALLS), 5);
    assert_int_equal(of_line(w, TALLY_PHONE_WAIT_US) / SMALL_MIN.us, 100);
    assert_int_equal(w->out.sums[tally_at_phone(w->plan, 0, 0, 24) + TALLY_PHONE_ANSWERED],
                     5); /* 12:00 */
}

/* Places on the next day for three: whoever is through first has them. */
static void places_go_to_callers_in_the_order_in_which_they_get_through(void **state)
{
    struct small *w = *state;
    begin(w);
    booking_no_places(w);
    w->plan->booking.retry_share = 0;
    small_places(w, USE_RENEWAL, SMALL_SAKAE, monday(w) + 1, 3);
    act(w, monday(w), 5);
    assert_int_equal(at_sakae(w, TALLY_CALLS_ANSWERED), 5);
    assert_int_equal(at_sakae(w, TALLY_CALL_BOOKED), 3);
    assert_int_equal(booking_whole(w, TALLY_NO_BOOKING), 2);
    assert_int_equal(small_length(w, w->city->pool.visits, SMALL_SAKAE, monday(w) + 1), 3);
}

/* Ends of calls as they are told. */
struct ends {
    uint32_t n;
    int64_t last_us;
    bool ascend;
};

static void hear_end(void *context, const struct journey_event *event)
{
    struct ends *ends = context;
    if (event->step != JOURNEY_ANSWERED)
        return;
    ends->n++;
    ends->ascend = ends->ascend && event->at_us > ends->last_us;
    ends->last_us = event->at_us;
}

/* Three agents, fifty calls at noon of 1 to 60 hours: the last ends after two weeks and more. */
static void calls_that_end_days_later_end_in_order_of_time(void **state)
{
    struct small *w = *state;
    struct ends ends = {.ascend = true};
    policy_phone(w, 3, 1);
    booking_begin(w);
    small_constant(w, VARIATE_HOLD, 1e15);
    small_constant(w, VARIATE_CALL, 3600e6);
    struct sim_variate *work = &SMALL_ARRAY(w->plan, struct sim_variate, at_variates)[VARIATE_CALL];
    work->family = SIM_UNIFORM;
    work->span = 59 * 3600e6;
    city_listen(w->city, hear_end, &ends);
    act(w, monday(w), 50);
    assert_int_equal(ends.n, 50);
    assert_true(ends.ascend);
    assert_true(ends.last_us > city_midnight(w->city, monday(w) + 14));
    assert_int_equal(booking_whole(w, TALLY_BOOKED), 50);
}

/* Two trunks: one caller talks, one waits, three hear the busy signal and call no more. */
static void beyond_the_trunks_callers_hear_the_busy_signal(void **state)
{
    struct small *w = *state;
    begin(w);
    w->plan->phone.trunks = 2;
    w->city = NULL;
    small_city(w); /* the line takes its trunks when it is made */
    w->plan->phone.tomorrow_share = 0;
    act(w, monday(w), 5);
    assert_int_equal(at_sakae(w, TALLY_CALLS), 5);
    assert_int_equal(at_sakae(w, TALLY_CALLS_BUSY), 3);
    assert_int_equal(at_sakae(w, TALLY_CALLS_ANSWERED), 2);
    assert_int_equal(at_sakae(w, TALLY_PHONE_GAVE_UP), 3);
    assert_int_equal(w->out.record[tally_at_site(w->plan, SMALL_SAKAE, TALLY_LOST)], 3);
    assert_int_equal(booking_whole(w, TALLY_NO_BOOKING), 0); /* they never heard of any */
    assert_int_equal(w->city->pool.alive, 2);
}

/* Patience of 15 minutes: the fourth caller would be answered after 30 and the third after 20. */
static void whoever_loses_patience_hangs_up(void **state)
{
    struct small *w = *state;
    begin(w);
    small_constant(w, VARIATE_HOLD, 900e6);
    w->plan->phone.tomorrow_share = 0;
    act(w, monday(w), 4);
    assert_int_equal(at_sakae(w, TALLY_CALLS_LEFT), 2);
    assert_int_equal(of_line(w, TALLY_PHONE_LEFT), 2);
    assert_int_equal(at_sakae(w, TALLY_CALLS_ANSWERED), 2);
    assert_int_equal(at_sakae(w, TALLY_CALL_WAIT_US) / SMALL_MIN.us, 10);
}

/* He is alone, but loses patience at once, on three calls a day and two days. */
static void he_dials_again_and_the_next_day_until_his_attempts_are_over(void **state)
{
    struct small *w = *state;
    begin(w);
    w->plan->phone.redial_share = w->plan->phone.tomorrow_share = 1;
    w->plan->phone.redial_us = 1;
    w->plan->phone.attempts = 3;
    w->plan->phone.days = 2;
    small_constant(w, VARIATE_HOLD, 0);
    struct plan_shift *shifts = SMALL_ARRAY(w->plan, struct plan_shift, at_shifts);
    shifts[plan_region_at(w->plan, 0)->line[0].first_shift].counters = 0;
    act(w, monday(w), 1);
    assert_int_equal(at_sakae(w, TALLY_CALLS), 3);
    assert_int_equal(small_length(w, w->city->pool.acts, SMALL_SAKAE, monday(w) + 1), 1);
    act(w, monday(w) + 1, 0);
    assert_int_equal(at_sakae(w, TALLY_CALLS), 6);
    assert_int_equal(at_sakae(w, TALLY_CALLS_LEFT), 6);
    assert_int_equal(at_sakae(w, TALLY_CALLERS), 1);
    assert_int_equal(at_sakae(w, TALLY_PHONE_GAVE_UP), 1);
    assert_int_equal(w->city->pool.alive, 0);
}

/* With two days of calling behind him he waits 0 days for the date that he gets at once. */
static void days_to_the_appointment_count_from_the_first_call(void **state)
{
    struct small *w = *state;
    begin(w);
    w->plan->phone.tomorrow_share = 1;
    small_constant(w, VARIATE_HOLD, 0);
    struct plan_shift *shifts = SMALL_ARRAY(w->plan, struct plan_shift, at_shifts);
    int32_t *agents = &shifts[plan_region_at(w->plan, 0)->line[0].first_shift].counters;
    *agents = 0;
    act(w, monday(w), 1);
    act(w, monday(w) + 1, 0);
    *agents = 1;
    act(w, monday(w) + 2, 0);
    assert_int_equal(small_comes_on(w, SMALL_SAKAE, 0), monday(w) + 3);
    assert_int_equal(booking_whole(w, TALLY_LEAD_DAYS), 3);
    assert_int_equal(booking_visitor(w, monday(w) + 3)->call_days, 0);
}

/* A second call after the closing at 20:00 is not made. */
static void nobody_dials_again_after_the_line_has_closed(void **state)
{
    struct small *w = *state;
    begin(w);
    w->plan->phone.redial_share = 1;
    w->plan->phone.redial_us = 1e12;
    small_always_at(&w->plan->requests, CLOCK_US(19, 0));
    small_constant(w, VARIATE_HOLD, 0);
    SMALL_ARRAY(w->plan, struct plan_shift, at_shifts)
    [plan_region_at(w->plan, 0)->line[0].first_shift].counters = 0;
    act(w, monday(w), 20);
    assert_int_equal(at_sakae(w, TALLY_CALLS), 20);
    assert_int_equal(at_sakae(w, TALLY_CALLS_LEFT), 20);
}

/* ---- when and who ----------------------------------------------------------- */

static int64_t time_of_call(const struct small *w, int32_t day, double u)
{
    struct phone_hours hours = phone_hours(w->city, day);
    return phone_time(w->plan, &hours, u, true);
}

static int64_t time_on_the_web(const struct small *w, int32_t day, double u)
{
    struct phone_hours hours = phone_hours(w->city, day);
    return phone_time(w->plan, &hours, u, false);
}

static void people_call_within_the_lines_hours_in_the_order_in_which_they_would_act(void **state)
{
    struct small *w = *state;
    policy_phone(w, 1, 1);
    small_quiet(w);
    small_city(w);
    int32_t sunday = monday(w) - 1;
    for (int kind = 0; kind < 2; kind++) {
        int32_t day = kind == 0 ? monday(w) : sunday;
        int64_t open = kind == 0 ? CLOCK_US(8, 30) : CLOCK_US(9, 0);
        int64_t close = kind == 0 ? CLOCK_US(20, 0) : CLOCK_US(17, 30);
        for (int i = 0; i < 100; i++) /* all times of day are alike */
            check_near((double)time_of_call(w, day, i / 100.0),
                       (double)open + i / 100.0 * (double)(close - open), 2);
        assert_int_equal(time_of_call(w, day, 1 - 0x1p-53), close - 1);
        assert_int_equal(time_of_call(w, day, 1), close - 1);
    }
}

static void whoever_does_not_call_acts_at_any_hour(void **state)
{
    struct small *w = *state;
    policy_phone(w, 1, 1);
    small_quiet(w);
    small_city(w);
    for (int i = 0; i < 100; i++)
        assert_int_equal(time_on_the_web(w, monday(w), i / 100.0),
                         plan_profile_us(&w->plan->requests, i / 100.0));
    assert_int_equal(time_on_the_web(w, monday(w), 1 - 0x1p-53),
                     plan_profile_us(&w->plan->requests, 1 - 0x1p-53));
}

/* All act between 2:00 and 3:00. */
static void where_nobody_acts_while_the_line_is_open_nobody_calls(void **state)
{
    struct small *w = *state;
    policy_phone(w, 1, 1);
    w->requests[0].from = 7200;
    w->requests[1].from = 9000;
    w->d.requests.count = 2;
    small_quiet(w);
    small_city(w);
    assert_false(phone_hours(w->city, monday(w)).is_served);
    assert_int_equal(time_of_call(w, monday(w), 0.5), 0);
    act(w, monday(w), 1);
    assert_int_equal(at_sakae(w, TALLY_CALLS), 0);
    assert_int_equal(booking_whole(w, TALLY_BOOKED), 1);
}

/* Does he, as the plan is now? */
static bool uses_phone(const struct small *w, struct person *person, struct sim_pair nature)
{
    struct phone_hours hours = phone_hours(w->city, monday(w));
    person->flags = 0;
    city_set_nature(w->city, person, nature);
    return phone_is_used(&hours, person);
}

static void the_share_who_call_are_the_same_people_whatever_the_line_is_like(void **state)
{
    struct small *w = *state;
    policy_phone(w, 1, 0.3);
    small_quiet(w);
    small_city(w);
    uint32_t callers = 0;
    for (uint32_t who = 0; who < 1000; who++) {
        uint32_t id = person_make(&w->city->pool, SMALL_SAKAE, PERSON_HOLDERS, who);
        struct person *person = &w->city->pool.people[id];
        struct sim_pair nature = city_draw(w->city, person, ROLE_CHANNEL, 0);
        bool calls = uses_phone(w, person, nature);
        callers += calls;
        w->plan->phone.by_phone = 0.6;
        assert_true(!calls || uses_phone(w, person, nature));
        w->plan->phone.by_phone = 0;
        assert_false(uses_phone(w, person, nature));
        w->plan->phone.by_phone = 0.3;
    }
    assert_in_range(callers, 242, 358); /* four standard errors */
}

/* In vain at one time of day, he tries at another. */
static void a_caller_tries_at_another_time_the_next_day(void **state)
{
    struct small *w = *state;
    begin(w);
    small_always_even(&w->plan->requests);
    w->plan->phone.tomorrow_share = 1;
    small_constant(w, VARIATE_HOLD, 0);
    SMALL_ARRAY(w->plan, struct plan_shift, at_shifts)
    [plan_region_at(w->plan, 0)->line[0].first_shift].counters = 0;
    act(w, monday(w), 40);
    act(w, monday(w) + 1, 0);
    int32_t moved = 0;
    for (int32_t h = 0; h < PLAN_HALF_HOURS; h++)
        moved += w->out.sums[tally_at_phone(w->plan, 0, 0, h) + TALLY_PHONE_CALLS] % 2 != 0;
    assert_int_equal(of_line(w, TALLY_PHONE_CALLS), 80);
    assert_true(moved > 0); /* twice the same times would be even everywhere */
}

static void those_who_call_about_something_else_keep_the_line_busy_and_book_nothing(void **state)
{
    struct small *w = *state;
    begin(w);
    w->plan->phone.enquiries = 60; /* ten hours of work in 11.5 */
    act(w, monday(w), 0);
    int64_t calls = of_line(w, TALLY_PHONE_CALLS);
    assert_in_range(calls, 29, 91);
    assert_int_equal(of_line(w, TALLY_PHONE_ANSWERED), calls);
    assert_true(of_line(w, TALLY_PHONE_WAIT_US) > 0);
    assert_int_equal(at_sakae(w, TALLY_CALLS), 0);
    assert_int_equal(w->city->pool.alive, 0);
    assert_int_equal(booking_whole(w, TALLY_BOOKED), 0);
}

/* ---- against theory --------------------------------------------------------- */

enum { WARM_HALF_HOURS = 4 };

/* A day and night line with enquiries alone, exponential times of one minute on average. */
static void open_all_day(struct small *w, int32_t agents, int32_t trunks, double per_minute)
{
    struct scenario *s = &w->d.s;
    policy_phone(w, agents, 0);
    s->phone.weekday = s->phone.other = (struct scenario_hours){0, 86400};
    w->d.agents.count = 0;
    policy_agents(w, 0, 0, agents);
    policy_agents(w, 1, 0, agents);
    s->phone.trunks = trunks;
    s->phone.handle.mean = small_minutes(1);
    s->phone.redial.share = 0;
    s->phone.enquiries = per_minute * 1440;
    small_quiet(w);
    small_city(w);
}

/* Sums since the line is in its stride, over both kinds of days. */
struct counts {
    double word[TALLY_PHONE_WORDS];
};

static struct counts count(const struct small *w)
{
    struct counts c = {{0}};
    for (int32_t kind = 0; kind < 2; kind++)
        for (int32_t h = WARM_HALF_HOURS; h < PLAN_HALF_HOURS; h++)
            for (size_t k = 0; k < TALLY_PHONE_WORDS; k++)
                c.word[k] += (double)w->out.sums[tally_at_phone(w->plan, 0, kind, h) + k];
    return c;
}

enum { DAYS = 60 };

static void pass_days(struct small *w, struct counts each[DAYS])
{
    struct counts before = count(w);
    for (int32_t day = 0; day < DAYS; day++) {
        tally_day_begin(&w->city->tally, w->plan->first_report + day);
        request_day(w->city, w->plan->first_report + day);
        struct counts after = count(w);
        for (size_t k = 0; k < TALLY_PHONE_WORDS; k++)
            each[day].word[k] = after.word[k] - before.word[k];
        before = after;
    }
}

/* The ratio of two words over all days lies within four standard errors of the exact value, and
 * a standard error is at most 2 % of it. A day is an independent unit. */
static void check_ratio(const struct counts each[DAYS], enum tally_phone top,
                        enum tally_phone bottom, double exact)
{
    double x = 0, y = 0, squares = 0;
    for (int day = 0; day < DAYS; day++) {
        x += each[day].word[bottom];
        y += each[day].word[top];
    }
    for (int day = 0; day < DAYS; day++) {
        double rest = each[day].word[top] - y / x * each[day].word[bottom];
        squares += rest * rest;
    }
    double error = sqrt(squares * DAYS / (DAYS - 1)) / x;
    check_near(y / x, exact, 4 * error);
    assert_true(error < 0.02 * exact);
}

/* 9.8 Erl for 10 agents, patience of 4 minutes: Erlang-A. */
static void lost_patience_and_waits_are_those_of_erlang_a(void **state)
{
    struct small *w = *state;
    struct counts each[DAYS];
    const double leave = 0.25;
    const struct sim_yardstick_station station = {9.8, 1, 10};
    struct sim_yardstick_patience_queue q;
    sim_yardstick_patience_solve(station, sim_yardstick_patience_exponential(&leave), &q);
    open_all_day(w, 10, 0, 9.8);
    pass_days(w, each);
    check_ratio(each, TALLY_PHONE_LEFT, TALLY_PHONE_CALLS, q.abandoned);
    check_ratio(each, TALLY_PHONE_WAIT_US, TALLY_PHONE_ANSWERED, q.wait_served * 60e6);
    for (int day = 0; day < DAYS; day++)
        check_near(each[day].word[TALLY_PHONE_CALLS],
                   each[day].word[TALLY_PHONE_LEFT] + each[day].word[TALLY_PHONE_ANSWERED], 0);
}

/* As many trunks as agents: Erlang's loss formula. */
static void busy_signals_without_a_queue_are_those_of_erlang_b(void **state)
{
    struct small *w = *state;
    struct counts each[DAYS];
    open_all_day(w, 10, 10, 9);
    pass_days(w, each);
    check_ratio(each, TALLY_PHONE_BUSY, TALLY_PHONE_CALLS, sim_yardstick_erlang_blocking(10, 9));
}

/* 13 trunks, patience of 4 minutes: births at rate 10, deaths at the rate of those served and of
 * those who give up, by hand. */
static void trunks_and_patience_together_are_a_birth_death_chain(void **state)
{
    struct small *w = *state;
    struct counts each[DAYS];
    enum { AGENTS = 10, TRUNKS = 13 };
    const double rate = 10, leave = 0.25;
    double p[TRUNKS + 1] = {1}, sum = 1, waiting = 0;
    for (int n = 1; n <= TRUNKS; n++) {
        double deaths = n < AGENTS ? n : AGENTS + (n - AGENTS) * leave;
        sum += p[n] = p[n - 1] * rate / deaths;
        waiting += n > AGENTS ? (n - AGENTS) * p[n] : 0;
    }
    open_all_day(w, AGENTS, TRUNKS, rate);
    pass_days(w, each);
    check_ratio(each, TALLY_PHONE_BUSY, TALLY_PHONE_CALLS, p[TRUNKS] / sum);
    check_ratio(each, TALLY_PHONE_LEFT, TALLY_PHONE_CALLS, leave * waiting / sum / rate);
}

/* No queue, and whoever hears the busy signal dials again after half a minute on average until he
 * gets through. */
static void busy_signals_with_redials_are_those_of_the_retrial_queue(void **state)
{
    struct small *w = *state;
    struct counts each[DAYS];
    struct sim_yardstick_retrial exact;
    assert_true(sim_yardstick_retrial_many(4, 1, 5, 2, w->home, &exact));
    open_all_day(w, 5, 5, 4);
    w->plan->phone.redial_share = 1;
    w->plan->phone.redial_us = 30e6;
    w->plan->phone.attempts = 200;
    pass_days(w, each);
    check_ratio(each, TALLY_PHONE_BUSY, TALLY_PHONE_CALLS, exact.blocked_any);
    check_ratio(each, TALLY_PHONE_CALLS, TALLY_PHONE_ANSWERED, exact.attempts);
}

static void redials_add_calls_and_busy_signals_to_the_same_first_calls(void **state)
{
    struct counts each[2][DAYS];
    double calls[2] = {0}, busy[2] = {0}, answered[2] = {0};
    for (int redials = 0; redials < 2; redials++) {
        small_tear_down(state);
        small_set_up(state);
        struct small *w = *state;
        open_all_day(w, 5, 7, 5);
        w->plan->phone.redial_share = redials * 0.6;
        w->plan->phone.redial_us = 600e6;
        pass_days(w, each[redials]);
        for (int day = 0; day < DAYS; day++) {
            calls[redials] += each[redials][day].word[TALLY_PHONE_CALLS];
            busy[redials] += each[redials][day].word[TALLY_PHONE_BUSY];
            answered[redials] += each[redials][day].word[TALLY_PHONE_ANSWERED];
        }
    }
    assert_true(calls[1] > calls[0] * 1.1);
    assert_true(busy[1] / calls[1] > busy[0] / calls[0]);
    assert_true(answered[1] > answered[0]);
}

/* ---- memory ----------------------------------------------------------------- */

static void a_line_that_cannot_be_made_is_no_city(void **state)
{
    struct small *w = *state;
    policy_phone(w, 1, 1);
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
    assert_true(nth > 26 && nth < 200);
}

/* More than 4096 calls on a day. */
static void without_memory_for_a_days_calls_the_city_has_failed(void **state)
{
    struct small *w = *state;
    open_all_day(w, 10, 0, 9.8);
    request_day(w->city, monday(w)); /* room for requests and calls */
    assert_false(w->city->failed);
    w->plan->phone.enquiries *= 2;
    for (unsigned nth = 1; nth < 3; nth++) {
        w->city->failed = false;
        arena_fail_nth(w->home, nth);
        request_day(w->city, monday(w));
        arena_fail_nth(w->home, 0);
        assert_true(w->city->failed);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_SMALL(a_caller_books_when_his_call_is_over),
        IN_SMALL(callers_wait_for_the_agent_in_turn),
        IN_SMALL(places_go_to_callers_in_the_order_in_which_they_get_through),
        IN_SMALL(calls_that_end_days_later_end_in_order_of_time),
        IN_SMALL(beyond_the_trunks_callers_hear_the_busy_signal),
        IN_SMALL(whoever_loses_patience_hangs_up),
        IN_SMALL(he_dials_again_and_the_next_day_until_his_attempts_are_over),
        IN_SMALL(days_to_the_appointment_count_from_the_first_call),
        IN_SMALL(nobody_dials_again_after_the_line_has_closed),
        IN_SMALL(people_call_within_the_lines_hours_in_the_order_in_which_they_would_act),
        IN_SMALL(whoever_does_not_call_acts_at_any_hour),
        IN_SMALL(where_nobody_acts_while_the_line_is_open_nobody_calls),
        IN_SMALL(the_share_who_call_are_the_same_people_whatever_the_line_is_like),
        IN_SMALL(a_caller_tries_at_another_time_the_next_day),
        IN_SMALL(those_who_call_about_something_else_keep_the_line_busy_and_book_nothing),
        IN_SMALL(lost_patience_and_waits_are_those_of_erlang_a),
        IN_SMALL(busy_signals_without_a_queue_are_those_of_erlang_b),
        IN_SMALL(trunks_and_patience_together_are_a_birth_death_chain),
        IN_SMALL(busy_signals_with_redials_are_those_of_the_retrial_queue),
        IN_SMALL(redials_add_calls_and_busy_signals_to_the_same_first_calls),
        IN_SMALL(a_line_that_cannot_be_made_is_no_city),
        IN_SMALL(without_memory_for_a_days_calls_the_city_has_failed),
    };
    return cmocka_run_group_tests_name("phone", tests, NULL, NULL);
}
