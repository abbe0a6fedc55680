/* test_procedure.c - who comes for a renewal, how long he is at the counter, and how often he
 * has to come.
 */
#include "models/ward/procedure.h"

#include "models/ward/request.h"
#include "models/ward/ward.h"
#include "tests/ward/fixture.h"

enum { PEOPLE = 4000 };

/* Times that tell the visits apart: 12 minutes a renewal (fixture), 4 an enquiry, 3 more for a
 * proxy, 2 more for a guardian, 1 to ask for an ID. */
static struct scenario_service constant(int64_t minutes)
{
    return (struct scenario_service){FAMILY_CONSTANT, small_minutes(minutes), 0};
}

static void begin(struct small *w)
{
    w->d.s.procedures.proxy.added = constant(3);
    w->d.s.procedures.proxy.letter = small_days(5);
    w->d.s.procedures.guardian.added = constant(2);
    w->d.s.procedures.first_visit = constant(4);
    w->d.s.procedures.papers.delay = small_days(7);
    w->d.s.notices.no_id.delay = small_days(3);
    w->d.s.notices.no_id.service = constant(1);
    small_exact(w);
    small_quiet(w);
    small_city(w);
    w->plan->procedures.is_on = true;
}

static int64_t minutes_of_work(const struct small *w, struct person *person)
{
    struct sim_address address[1 + PROCEDURE_DRAWS];
    struct sim_pair u[1 + PROCEDURE_DRAWS];
    struct sim_address own =
        person_address(plan_code(w->plan, SMALL_SAKAE), person->address, 0, person->who, 0);
    address[0] = procedure_visit_address(own, person);
    procedure_addresses(own, address + 1);
    sim_draws(w->city->seed, address, 1 + PROCEDURE_DRAWS, u);
    struct procedure_work work = procedure_work(w->city, SMALL_SAKAE, person, u + 1);
    double more = work.has_more ? sim_variate_at(work.more, work.u) : 0;
    int64_t us = (int64_t)(sim_variate_at(work.law, u[0].u[0]) + more) + 1;
    assert_int_equal(us % SMALL_MIN.us, 1);
    return us / SMALL_MIN.us;
}

/* The visits of a renewal until it is done, with their minutes. */
static int32_t visits_of(const struct small *w, uint32_t who, int64_t *minutes, int32_t most)
{
    struct person person = {.who = who, .use = USE_RENEWAL, .address = PERSON_HOLDERS};
    for (int32_t n = 0; n < most; n++) {
        int32_t days = 0;
        minutes[n] = minutes_of_work(w, &person);
        if (procedure_is_done(w->city, SMALL_SAKAE, &person, &days))
            return n + 1;
        assert_true(days >= 1);
        person.stage++;
    }
    fail();
    return 0;
}

/* Everybody renews in one way: these visits. */
static void check_visits(const struct small *w, int32_t n, int64_t first, int64_t second)
{
    for (uint32_t who = 0; who < 100; who++) {
        int64_t minutes[4];
        assert_int_equal(visits_of(w, who, minutes, 4), n);
        assert_int_equal(minutes[0], first);
        assert_true(n == 1 || minutes[1] == second);
    }
}

/* ---- by hand ---------------------------------------------------------------- */

static void a_holder_comes_once(void **state)
{
    struct small *w = *state;
    begin(w);
    check_visits(w, 1, 12, 0);
}

static void a_proxy_with_the_form_comes_once_and_takes_longer(void **state)
{
    struct small *w = *state;
    begin(w);
    w->plan->procedures.proxy = 1;
    w->plan->procedures.with_form = 1;
    check_visits(w, 1, 15, 0);
}

static void a_proxy_whose_pin_does_not_match_comes_twice(void **state)
{
    struct small *w = *state;
    begin(w);
    w->plan->procedures.proxy = w->plan->procedures.with_form = 1;
    w->plan->procedures.wrong_pin = 1;
    check_visits(w, 2, 15, 15);
}

static void a_proxy_without_the_form_enquires_first(void **state)
{
    struct small *w = *state;
    begin(w);
    w->plan->procedures.proxy = w->plan->procedures.wrong_pin = 1;
    w->plan->procedures.with_form = 0;
    check_visits(w, 2, 4, 15);
}

static void a_guardian_with_a_photo_comes_once_and_without_twice(void **state)
{
    struct small *w = *state;
    begin(w);
    w->plan->procedures.guardian = 1;
    check_visits(w, 1, 14, 0);
    w->plan->procedures.no_photo = 1;
    check_visits(w, 2, 4, 14);
}

/* 5 minutes for a PIN that the holder does not know; whoever comes for him has it in the form. */
static void an_unknown_pin_takes_longer_for_the_holder_alone(void **state)
{
    struct small *w = *state;
    begin(w);
    w->plan->pin_unknown = 1;
    check_visits(w, 1, 17, 0);
    w->plan->procedures.guardian = 1;
    check_visits(w, 1, 14, 0);
    w->plan->procedures.guardian = 0;
    w->plan->procedures.proxy = w->plan->procedures.with_form = 1;
    check_visits(w, 1, 15, 0);
}

/* ---- by chance -------------------------------------------------------------- */

/* Half of all visits in vain: an enquiry is repeated as an enquiry, and twice as many visits
 * are needed as with good papers, 2 / (1/2) with a variance of 4. */
static void a_visit_with_invalid_papers_is_repeated(void **state)
{
    struct small *w = *state;
    enum { MOST = 60 };
    begin(w);
    w->plan->procedures.proxy = 1;
    w->plan->procedures.with_form = 0;
    w->plan->procedures.invalid = 0.5;
    double visits = 0;
    bool is_repeated = false;
    for (uint32_t who = 0; who < PEOPLE; who++) {
        int64_t minutes[MOST];
        int32_t n = visits_of(w, who, minutes, MOST);
        visits += n;
        assert_int_equal(minutes[0], 4);
        assert_int_equal(minutes[n - 1], 15);
        for (int32_t k = 1; k < n; k++)
            assert_true(minutes[k] >= minutes[k - 1]);
        is_repeated |= n > 2 && minutes[1] == 4;
    }
    check_near(visits / PEOPLE, 4, 4 * 2 / sqrt(PEOPLE));
    assert_true(is_repeated);
}

static void people_come_in_the_shares_of_the_scenario(void **state)
{
    struct small *w = *state;
    begin(w);
    w->plan->procedures = (struct plan_procedures){.proxy = 0.3,
                                                   .with_form = 0.6,
                                                   .wrong_pin = 0.5,
                                                   .guardian = 0.2,
                                                   .no_photo = 0.4,
                                                   .is_on = true};
    /* by minutes of the first visit and number of visits */
    double n[2][20] = {{0}};
    for (uint32_t who = 0; who < PEOPLE; who++) {
        int64_t minutes[4];
        int32_t visits = visits_of(w, who, minutes, 4);
        n[visits - 1][minutes[0]]++;
    }
    const struct {
        double found, share;
    } cases[] = {
        {n[0][12], 0.5}, {n[0][15], 0.09}, {n[1][15], 0.09}, {n[0][14], 0.12}, {n[1][4], 0.2}};
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        check_near(cases[i].found / PEOPLE, cases[i].share, 4 * 0.5 / sqrt(PEOPLE));
}

/* Whoever is a proxy or a guardian with small shares is one with larger ones. */
static void a_larger_share_changes_nobody_who_comes_for_others_already(void **state)
{
    struct small *w = *state;
    begin(w);
    struct plan_procedures *p = &w->plan->procedures;
    p->with_form = 1;
    for (uint32_t who = 0; who < PEOPLE; who++) {
        int64_t few[4], many[4];
        p->proxy = 0.1;
        p->guardian = 0.2;
        (void)visits_of(w, who, few, 4);
        p->proxy = 0.3;
        (void)visits_of(w, who, many, 4);
        assert_true(few[0] == 12 || few[0] == many[0]);
        p->guardian = 0.5;
        (void)visits_of(w, who, few, 4);
        assert_true(many[0] == 12 || few[0] == many[0]);
    }
}

static double mean_days(const struct small *w, uint8_t is_asking)
{
    double sum = 0;
    for (uint32_t who = 0; who < PEOPLE; who++) {
        struct person person = {.who = who, .is_asking = (is_asking & 1) != 0};
        int32_t days = 0;
        (void)minutes_of_work(w, &person);
        assert_false(procedure_is_done(w->city, SMALL_SAKAE, &person, &days));
        assert_true(days >= 1);
        sum += days;
    }
    return sum / PEOPLE;
}

/* Geometric from 1 day: variance m (m - 1). */
static void letters_and_papers_take_their_mean_of_days(void **state)
{
    struct small *w = *state;
    begin(w);
    check_near(mean_days(w, 1), 3, 4 * sqrt(6.0 / PEOPLE));
    w->plan->procedures.proxy = 1;
    w->plan->procedures.with_form = 0;
    check_near(mean_days(w, 0), 5, 4 * sqrt(20.0 / PEOPLE));
    w->plan->procedures.invalid = 1;
    check_near(mean_days(w, 0), 7, 4 * sqrt(42.0 / PEOPLE));
}

/* The office's mean is that of the visits people make. */
static void the_office_expects_of_a_renewal_what_its_visits_take_in_the_mean(void **state)
{
    struct small *w = *state;
    w->d.s.procedures.proxy.share = 0.3;
    w->d.s.procedures.proxy.with_form = 0.5;
    w->d.s.procedures.proxy.wrong_pin = 0.4;
    w->d.s.procedures.guardian.share = 0.1;
    w->d.s.procedures.guardian.no_photo = 0.5;
    w->d.s.procedures.papers.invalid = 0.2;
    begin(w);
    double work = 0, visits = 0;
    for (uint32_t who = 0; who < PEOPLE; who++) {
        int64_t minutes[40];
        int32_t n = visits_of(w, who, minutes, 40);
        visits += n;
        for (int32_t k = 0; k < n; k++)
            work += (double)minutes[k];
    }
    check_near((double)w->plan->expected_us[USE_RENEWAL] / 60e6, work / visits, 0.2);
}

/* ---- in the city ------------------------------------------------------------ */

static int64_t at_site(const struct small *w, int32_t site, int32_t which)
{
    return w->out.record[tally_at_site(w->plan, site, which)];
}

static uint32_t comes(struct small *w, int32_t day)
{
    uint32_t id = small_acts(w, SMALL_SAKAE, day, USE_RENEWAL, 7);
    w->city->pool.acts[city_list(w->city, SMALL_SAKAE, day)] = PERSON_NONE;
    w->city->pool.people[id].is_booked = 1;
    w->city->pool.people[id].delivered = (int16_t)(day - 9);
    city_will_come(w->city, SMALL_SAKAE, day, id);
    return id;
}

static int32_t acts_on(const struct small *w, uint32_t id)
{
    for (int32_t day = 0; day < w->plan->n_days; day++)
        if (small_first(w, w->city->pool.acts, SMALL_SAKAE, day) == id)
            return day;
    return PLAN_NO_DAY;
}

/* Enquiry on 16 June, acts again when the letter is there, comes the second time: renewed. */
static void a_renewal_in_two_visits_is_done_with_the_second(void **state)
{
    struct small *w = *state;
    begin(w);
    w->plan->procedures.proxy = 1;
    w->plan->procedures.with_form = 0;
    w->plan->procedures.letter_geometric = 0;
    int32_t day = small_day(w, 2020, 6, 16);
    uint32_t id = comes(w, day);
    tally_day_begin(&w->city->tally, day);
    ward_day(w->city, SMALL_SAKAE, day);
    assert_int_equal(w->city->day.sorted[0].work_us / SMALL_MIN.us, 4);
    assert_int_equal(at_site(w, SMALL_SAKAE, TALLY_SECOND), 1);
    assert_int_equal(at_site(w, SMALL_SAKAE, TALLY_RENEWED), 0);
    assert_int_equal(acts_on(w, id), day + 1);
    struct person *person = &w->city->pool.people[id];
    assert_int_equal(person->stage, 1);
    assert_int_equal(person->appointments, 1);
    assert_false(person->is_booked);

    w->city->pool.acts[city_list(w->city, SMALL_SAKAE, day + 1)] = PERSON_NONE;
    person->is_booked = 1;
    city_will_come(w->city, SMALL_SAKAE, day + 1, id);
    ward_day(w->city, SMALL_SAKAE, day + 1);
    assert_int_equal(w->city->day.sorted[0].work_us / SMALL_MIN.us, 15);
    assert_int_equal(at_site(w, SMALL_SAKAE, TALLY_SECOND), 1);
    assert_int_equal(at_site(w, SMALL_SAKAE, TALLY_RENEWED), 1);
    assert_int_equal(at_site(w, SMALL_SAKAE, TALLY_HOLDER_VISITS), 2);
    assert_int_equal(at_site(w, SMALL_SAKAE, TALLY_NOTIFIED), 1);
    assert_int_equal(at_site(w, SMALL_SAKAE, TALLY_NOTICE_DAYS), 10);
    assert_int_equal(w->city->pool.alive, 0);
}

static void a_renewal_before_the_letter_has_no_days_from_it(void **state)
{
    struct small *w = *state;
    begin(w);
    int32_t day = small_day(w, 2020, 6, 16);
    w->city->pool.people[comes(w, day)].delivered = PERSON_NEVER;
    tally_day_begin(&w->city->tally, day);
    ward_day(w->city, SMALL_SAKAE, day);
    assert_int_equal(at_site(w, SMALL_SAKAE, TALLY_RENEWED), 1);
    assert_int_equal(at_site(w, SMALL_SAKAE, TALLY_NOTIFIED), 0);
    assert_int_equal(at_site(w, SMALL_SAKAE, TALLY_NOTICE_DAYS), 0);
}

static uint32_t without_id(struct small *w, int32_t site, int32_t day)
{
    uint32_t id = small_acts(w, site, day, USE_RENEWAL, 7);
    w->city->pool.acts[city_list(w->city, site, day)] = PERSON_NONE;
    w->city->pool.people[id].must_ask = 1;
    w->city->pool.people[id].delivered = PERSON_NEVER;
    return id;
}

static void whoever_has_no_booking_id_calls_and_books_some_days_later(void **state)
{
    struct small *w = *state;
    begin(w);
    w->plan->asking = (struct plan_asking){.by_call = 1};
    int32_t day = small_day(w, 2020, 6, 15);
    uint32_t id = without_id(w, SMALL_SAKAE, day);
    assert_true(procedure_asks(w->city, SMALL_SAKAE, day, id));
    assert_int_equal(acts_on(w, id), day + 1);
    w->city->pool.acts[city_list(w->city, SMALL_SAKAE, day + 1)] = PERSON_NONE;
    assert_false(procedure_asks(w->city, SMALL_SAKAE, day + 1, id));
}

/* A walk-in visit of a minute on the next day, and two days later he books. */
static void or_comes_to_ask_for_it(void **state)
{
    struct small *w = *state;
    begin(w);
    w->plan->asking = (struct plan_asking){.by_call = 0};
    w->plan->visit_days = 1;
    int32_t day = small_day(w, 2020, 6, 15);
    uint32_t id = without_id(w, SMALL_SAKAE, day);
    assert_true(procedure_asks(w->city, SMALL_SAKAE, day, id));
    assert_int_equal(small_comes_on(w, SMALL_SAKAE, 7), day + 1);
    tally_day_begin(&w->city->tally, day + 1);
    ward_day(w->city, SMALL_SAKAE, day + 1);
    assert_int_equal(w->city->day.sorted[0].work_us / SMALL_MIN.us, 1);
    assert_int_equal(at_site(w, SMALL_SAKAE, TALLY_SECOND), 1);
    assert_int_equal(acts_on(w, id), day + 2);
    assert_int_equal(w->city->pool.people[id].stage, 0);
    assert_false(procedure_asks(w->city, SMALL_SAKAE, day + 2, id));
}

static void nobody_asks_where_nothing_is_booked_or_when_the_letter_has_come(void **state)
{
    struct small *w = *state;
    begin(w);
    int32_t day = small_day(w, 2020, 6, 15);
    assert_false(procedure_asks(w->city, SMALL_NISHI, day, without_id(w, SMALL_NISHI, day)));
    uint32_t id = without_id(w, SMALL_SAKAE, day);
    w->city->pool.people[id].delivered = (int16_t)day;
    assert_false(procedure_asks(w->city, SMALL_SAKAE, day, id));
    assert_false(w->city->pool.people[id].must_ask);
}

static int64_t total(const struct small *w, int32_t which)
{
    return at_site(w, SMALL_NISHI, which) + at_site(w, SMALL_SAKAE, which);
}

/* Switched on without anybody to concern: not one bit changes. */
static void procedures_that_nobody_needs_change_nothing(void **state)
{
    struct small *w = *state, *on = small_new();
    on->d.s.procedures.papers.invalid = 1e-15;
    on->d.s.procedures.papers.delay = small_days(7);
    small_run(w, 5, 0);
    small_run(on, 5, 0);
    assert_true(on->plan->procedures.is_on);
    assert_int_equal(total(w, TALLY_SECOND), 0);
    assert_int_equal(total(w, TALLY_HOLDER_VISITS), total(w, TALLY_RENEWED));
    assert_memory_equal(w->out.record, on->out.record,
                        w->model.record_words * sizeof *w->out.record);
    assert_memory_equal(w->out.sums, on->out.sums, w->model.sum_words * sizeof *w->out.sums);
    small_free(on);
}

/* The same people every time: the fewer have the form, the more visits it takes. */
static void the_fewer_proxies_have_the_form_the_more_often_they_come(void **state)
{
    (void)state;
    int64_t last_second = -1;
    for (int32_t k = 0; k <= 4; k++) {
        struct small *w = small_new();
        w->d.s.procedures.proxy.share = 0.2;
        w->d.s.procedures.proxy.with_form = 1 - 0.25 * k;
        w->d.s.procedures.proxy.letter = small_days(5);
        w->d.s.procedures.first_visit = constant(4);
        small_run(w, 5, 0);
        assert_true(total(w, TALLY_SECOND) > last_second);
        last_second = total(w, TALLY_SECOND);
        assert_true(total(w, TALLY_HOLDER_VISITS) >= total(w, TALLY_RENEWED));
        small_free(w);
    }
    assert_true(last_second > 500);
}

/* Mail rests for the whole spring; whoever acts without his letter asks for the ID, one half by
 * a call: 栄 has such visits, 西 (nothing is booked there) has none. The laws of conservation
 * are checked by the run itself. */
static void in_a_booking_ward_people_without_an_id_ask_first(void **state)
{
    struct small *w = *state;
    w->d.s.notices.suspended.from = civil_from_date(2020, 3, 10);
    w->d.s.notices.suspended.to = civil_from_date(2020, 7, 20);
    w->d.s.notices.no_id.acts = true;
    w->d.s.notices.no_id.by_call = 0.5;
    w->d.s.notices.no_id.delay = small_days(3);
    w->d.s.notices.no_id.service = constant(1);
    small_run(w, 5, 0);
    assert_int_equal(at_site(w, SMALL_NISHI, TALLY_SECOND), 0);
    assert_true(at_site(w, SMALL_NISHI, TALLY_RENEWED) > 100);
    int64_t asked = at_site(w, SMALL_SAKAE, TALLY_SECOND);
    int64_t renewed = at_site(w, SMALL_SAKAE, TALLY_RENEWED);
    int64_t unknown = renewed - at_site(w, SMALL_SAKAE, TALLY_NOTIFIED);
    assert_true(unknown > 100);
    assert_in_range(asked, unknown * 4 / 10, unknown * 8 / 10);
    assert_int_equal(at_site(w, SMALL_SAKAE, TALLY_HOLDER_VISITS), renewed + asked);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_SMALL(a_holder_comes_once),
        IN_SMALL(a_proxy_with_the_form_comes_once_and_takes_longer),
        IN_SMALL(a_proxy_whose_pin_does_not_match_comes_twice),
        IN_SMALL(a_proxy_without_the_form_enquires_first),
        IN_SMALL(a_guardian_with_a_photo_comes_once_and_without_twice),
        IN_SMALL(an_unknown_pin_takes_longer_for_the_holder_alone),
        IN_SMALL(a_visit_with_invalid_papers_is_repeated),
        IN_SMALL(people_come_in_the_shares_of_the_scenario),
        IN_SMALL(a_larger_share_changes_nobody_who_comes_for_others_already),
        IN_SMALL(letters_and_papers_take_their_mean_of_days),
        IN_SMALL(the_office_expects_of_a_renewal_what_its_visits_take_in_the_mean),
        IN_SMALL(a_renewal_in_two_visits_is_done_with_the_second),
        IN_SMALL(a_renewal_before_the_letter_has_no_days_from_it),
        IN_SMALL(whoever_has_no_booking_id_calls_and_books_some_days_later),
        IN_SMALL(or_comes_to_ask_for_it),
        IN_SMALL(nobody_asks_where_nothing_is_booked_or_when_the_letter_has_come),
        IN_SMALL(in_a_booking_ward_people_without_an_id_ask_first),
        IN_SMALL(procedures_that_nobody_needs_change_nothing),
        cmocka_unit_test(the_fewer_proxies_have_the_form_the_more_often_they_come),
    };
    return cmocka_run_group_tests_name("procedure", tests, NULL, NULL);
}
