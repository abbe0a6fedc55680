/* test_notice.c - how many letters go to whom on which day (nothing of it left to chance),
 * and on which day they are answered.
 */
#include "models/ward/notice.h"

#include "models/ward/calendar.h"
#include "models/ward/compile_parts.h"
#include "tests/ward/fixture.h"

/* ---- mailing ---------------------------------------------------------------- */

/* The letters alone: everything compile_notices() needs, made here. */
static struct compile mail(struct small *w, civil_day last_report)
{
    struct compile c = {.d = &w->d, .home = w->home, .e = &w->e};
    c.plan.n_sites = (int32_t)w->d.wards.count;
    c.plan.base_day = w->d.s.warmup.notices_from;
    c.plan.last_report = last_report - c.plan.base_day;
    c.plan.n_days = c.plan.last_report + 1;
    c.dates = arena_take_array(w->home, struct plan_date, (size_t)c.plan.n_days);
    c.share = arena_take_array(w->home, double, w->d.wards.count);
    assert_non_null(c.dates);
    assert_non_null(c.share);
    double people = 0;
    for (size_t s = 0; s < w->d.wards.count; s++)
        people += w->wards[s].population;
    for (size_t s = 0; s < w->d.wards.count; s++)
        c.share[s] = w->wards[s].population / people;
    assert_true(compile_notices(&c));
    return c;
}

static int32_t letters_of(const struct compile *c, int32_t day)
{
    int32_t n = 0;
    for (uint32_t i = 0; i < c->dates[day].n_batches; i++)
        n += c->batches[c->dates[day].first_batch + i].count;
    return n;
}

/* Letters of the month of expiry to the site. */
static int64_t letters_to(const struct compile *c, int32_t site, int32_t month)
{
    int64_t n = 0;
    for (int32_t i = 0; i < c->n_batches; i++)
        if (c->batches[i].site == site &&
            civil_month_index(c->plan.base_day + c->batches[i].expiry) == month)
            n += c->batches[i].count;
    return n;
}

/* A site gets the whole part of its share of the month, or one more; the larger remainder
 * goes first, the earlier site in a tie. */
static bool a_month_is_shared_out_by_largest_remainder(uint64_t seed)
{
    struct small *w = small_new();
    w->d.wards.count = 1 + test_random(&seed) % COUNT_OF(w->wards);
    for (size_t s = 0; s < w->d.wards.count; s++)
        w->wards[s].population = (int32_t)(1 + test_random(&seed) % (s % 3 == 0 ? 5 : 400000));
    w->expiries[0] = (struct scenario_month_count){.month = civil_from_date(2020, 7, 1),
                                                   .count = (double)(test_random(&seed) % 5000)};
    w->d.expiries.count = 1;
    w->d.s.notices.daily_capacity = 1000000;
    struct compile c = mail(w, civil_from_date(2020, 7, 31));
    int64_t sum = 0, month = civil_month_index(w->expiries[0].month);
    double least_rounded_up = 2, most_rounded_down = -1;
    bool same = true;
    for (int32_t s = 0; s < c.plan.n_sites; s++) {
        double exact = w->expiries[0].count * c.share[s];
        int64_t n = letters_to(&c, s, (int32_t)month);
        sum += n;
        same = same && n >= (int64_t)exact && n <= (int64_t)exact + 1;
        if (n > (int64_t)exact)
            least_rounded_up = fmin(least_rounded_up, exact - (double)(int64_t)exact);
        else
            most_rounded_down = fmax(most_rounded_down, exact - (double)(int64_t)exact);
    }
    same = same && sum == (int64_t)w->expiries[0].count && most_rounded_down <= least_rounded_up;
    small_free(w);
    return same;
}

static void any_month_is_shared_out_whole_by_largest_remainder(void **state)
{
    (void)state;
    CHECK_PROPERTY(a_month_is_shared_out_by_largest_remainder);
}

/* 31 days, 100 letters to 西 and 300 to 栄: 3 or 4, 9 or 10 a day. Everybody's index is his
 * own: batches of a day of expiry follow each other without gap. */
static void a_month_is_spread_evenly_over_its_days_and_every_holder_has_an_index(void **state)
{
    struct small *w = *state;
    enum { DAYS = 31 };
    int32_t count[SMALL_SITES][DAYS] = {{0}};
    civil_day first = civil_from_date(2020, 7, 1);
    w->expiries[0] = (struct scenario_month_count){.month = first, .count = 400};
    w->d.expiries.count = 1;
    w->d.s.notices.daily_capacity = 7;
    struct compile c = mail(w, civil_from_date(2020, 10, 31));
    for (int32_t i = 0; i < c.n_batches; i++) {
        const struct plan_batch *b = &c.batches[i];
        int32_t *n = &count[b->site][c.plan.base_day + b->expiry - first];
        assert_int_equal(b->first, *n);
        assert_int_equal(c.plan.base_day + b->window,
                         calendar_window_opening(c.plan.base_day + b->expiry));
        *n += b->count;
    }
    for (int k = 0; k < DAYS; k++) {
        assert_int_equal(count[SMALL_NISHI][k], (k + 1) * 100 / DAYS - k * 100 / DAYS);
        assert_int_equal(count[SMALL_SAKAE][k], (k + 1) * 300 / DAYS - k * 300 / DAYS);
    }
}

/* 20 certificates expire every day of July and August: 5 of 西, 15 of 栄. */
static void twenty_a_day(struct small *w)
{
    small_months(w->expiries, 24, 620);
    memmove(w->expiries, w->expiries + 6, 2 * sizeof *w->expiries);
    w->d.expiries.count = 2;
    w->d.s.warmup.notices_from = civil_from_date(2020, 4, 1);
    w->d.s.notices.suspended.from = civil_from_date(2020, 4, 17);
    w->d.s.notices.suspended.to = civil_from_date(2020, 5, 18);
}

/* By hand. The window of 15 July opens on 16 April, so what is left on 19 May is 16 July to
 * 18 August, five days of expiry a day; on 28 May the backlog is gone. */
static void the_backlog_is_mailed_from_19_may_in_order_of_expiry_at_the_capacity(void **state)
{
    struct small *w = *state;
    twenty_a_day(w);
    w->d.s.notices.daily_capacity = 100;
    struct compile c = mail(w, civil_from_date(2020, 8, 31));
    static const struct {
        int32_t month, day, letters;
        int32_t first[2], last[2]; /* expiry */
    } want[] = {
        {4, 1, 0, {0, 0}, {0, 0}},      {4, 2, 20, {7, 1}, {7, 1}},
        {4, 3, 20, {7, 2}, {7, 2}},     {4, 4, 0, {0, 0}, {0, 0}},
        {4, 6, 60, {7, 3}, {7, 5}},     {4, 16, 20, {7, 15}, {7, 15}},
        {4, 17, 0, {0, 0}, {0, 0}},     {5, 18, 0, {0, 0}, {0, 0}},
        {5, 19, 100, {7, 16}, {7, 20}}, {5, 20, 100, {7, 21}, {7, 25}},
        {5, 21, 100, {7, 26}, {7, 30}}, {5, 22, 100, {7, 31}, {8, 4}},
        {5, 23, 0, {0, 0}, {0, 0}},     {5, 25, 100, {8, 5}, {8, 9}},
        {5, 28, 100, {8, 20}, {8, 24}}, {5, 29, 80, {8, 25}, {8, 28}},
        {6, 1, 60, {8, 29}, {8, 31}},   {6, 2, 0, {0, 0}, {0, 0}},
    };
    for (size_t i = 0; i < COUNT_OF(want); i++) {
        int32_t day = civil_from_date(2020, want[i].month, want[i].day) - c.plan.base_day;
        assert_int_equal(letters_of(&c, day), want[i].letters);
        if (want[i].letters == 0)
            continue;
        const struct plan_batch *b = &c.batches[c.dates[day].first_batch];
        assert_int_equal(c.plan.base_day + b->expiry,
                         civil_from_date(2020, want[i].first[0], want[i].first[1]));
        b += c.dates[day].n_batches - 1;
        assert_int_equal(c.plan.base_day + b->expiry,
                         civil_from_date(2020, want[i].last[0], want[i].last[1]));
    }
}

/* 30 a day: 19 May takes 16 July and, wards in turn, ten of 17 July; 20 May the ten of 栄
 * that are left of it. */
static void a_cohort_that_does_not_fit_into_a_day_goes_on_the_next(void **state)
{
    struct small *w = *state;
    twenty_a_day(w);
    w->d.s.notices.daily_capacity = 30;
    struct compile c = mail(w, civil_from_date(2020, 8, 31));
    int32_t day = civil_from_date(2020, 5, 19) - c.plan.base_day;
    int32_t july_16 = civil_from_date(2020, 7, 16) - c.plan.base_day;
    static const struct {
        int32_t day, expiry;
        uint16_t site, first, count;
    } want[] = {
        {0, 0, SMALL_NISHI, 0, 5},  {0, 0, SMALL_SAKAE, 0, 15}, {0, 1, SMALL_NISHI, 0, 5},
        {0, 1, SMALL_SAKAE, 0, 5},  {1, 1, SMALL_SAKAE, 5, 10}, {1, 2, SMALL_NISHI, 0, 5},
        {1, 2, SMALL_SAKAE, 0, 15}, {2, 3, SMALL_NISHI, 0, 5},
    };
    for (size_t i = 0, at = 0; i < COUNT_OF(want); i++, at++) {
        at = i > 0 && want[i].day != want[i - 1].day ? 0 : at;
        const struct plan_date *date = &c.dates[day + want[i].day];
        const struct plan_batch *b = &c.batches[date->first_batch + at];
        assert_true(at < date->n_batches);
        assert_int_equal(b->expiry, july_16 + want[i].expiry);
        assert_int_equal(b->site, want[i].site);
        assert_int_equal(b->first, want[i].first);
        assert_int_equal(b->count, want[i].count);
    }
}

/* One day's letters: not before their lead, in order of expiry from *last on. */
static int32_t check_day_of_letters(const struct compile *c, int32_t day, int32_t lead,
                                    int32_t *last)
{
    int32_t n = letters_of(c, day);
    assert_true(n <= 120);
    assert_true(n == 0 || calendar_is_working_day(c->d, c->plan.base_day + day));
    for (uint32_t i = 0; i < c->dates[day].n_batches; i++) {
        const struct plan_batch *b = &c->batches[c->dates[day].first_batch + i];
        assert_true(day >= b->window - lead);
        assert_true(b->expiry >= *last);
        *last = b->expiry;
    }
    return n;
}

static void letters_go_on_working_days_within_capacity_and_not_before_their_lead(void **state)
{
    struct small *w = *state;
    static const int32_t leads[] = {0, 7, -10};
    for (size_t k = 0; k < COUNT_OF(leads); k++) {
        w->d.s.notices.lead = small_days(leads[k]);
        w->d.s.notices.daily_capacity = 120;
        struct compile c = mail(w, civil_from_date(2020, 8, 31));
        int32_t last = 0, letters = 0;
        for (int32_t day = 0; day < c.plan.n_days; day++)
            letters += check_day_of_letters(&c, day, leads[k], &last);
        assert_true(letters > 10000);
    }
}

/* Whose window opened before the first day had his letter before it. */
static void letters_that_were_due_before_the_first_day_are_not_mailed(void **state)
{
    struct small *w = *state;
    struct compile c = mail(w, civil_from_date(2020, 8, 31));
    int32_t first = INT32_MAX;
    for (int32_t i = 0; i < c.n_batches; i++)
        first = c.batches[i].expiry < first ? c.batches[i].expiry : first;
    /* 2 March opens the window of 1 June (1 March + 1 day) */
    assert_int_equal(c.plan.base_day + first, civil_from_date(2020, 6, 1));
}

static void batch(struct small *w, int32_t month, int32_t day, const char *ward)
{
    w->batches[w->d.batches.count++] =
        (struct scenario_batch){.date = civil_from_date(2020, month, day), .ward = ward};
}

/* Letters of the day to the site. */
static int32_t letters_on(const struct compile *c, int32_t month, int32_t day, int32_t site)
{
    const struct plan_date *date = &c->dates[civil_from_date(2020, month, day) - c->plan.base_day];
    int32_t n = 0;
    for (uint32_t i = 0; i < date->n_batches; i++) {
        const struct plan_batch *b = &c->batches[date->first_batch + i];
        n += b->site == site ? b->count : 0;
    }
    return n;
}

/* 5 a day. The windows of 1 to 9 July open on 2 to 10 April, those up to the 14th by the 15th;
 * the other ward goes on as if nothing were. */
static void a_ward_with_dates_is_mailed_on_them_alone_and_the_others_every_day(void **state)
{
    struct small *w = *state;
    twenty_a_day(w);
    struct compile rolling = mail(w, civil_from_date(2020, 8, 31));
    batch(w, 4, 10, "西");
    batch(w, 4, 15, "西");
    struct compile c = mail(w, civil_from_date(2020, 8, 31));
    assert_int_equal(letters_on(&c, 4, 9, SMALL_NISHI), 0);
    assert_int_equal(letters_on(&c, 4, 10, SMALL_NISHI), 9 * 5);
    assert_int_equal(letters_on(&c, 4, 14, SMALL_NISHI), 0);
    assert_int_equal(letters_on(&c, 4, 15, SMALL_NISHI), 5 * 5);
    assert_int_equal(letters_on(&c, 4, 16, SMALL_NISHI), 0);
    for (int32_t day = 1; day <= 30; day++)
        assert_int_equal(letters_on(&c, 4, day, SMALL_SAKAE),
                         letters_on(&rolling, 4, day, SMALL_SAKAE));
    /* whose window opened after 15 April hear nothing */
    assert_true(c.plan.n_unmailed > 0);
    const struct plan_batch *b = &c.batches[c.plan.first_unmailed];
    assert_int_equal(c.plan.base_day + b->expiry, civil_from_date(2020, 7, 15));
    assert_int_equal(b->site, SMALL_NISHI);
}

/* 30 letters of 45 on the 10th, in order of expiry; the rest with the next ones. On Saturday
 * the 11th nothing else is mailed. */
static void what_does_not_fit_waits_for_the_wards_next_date(void **state)
{
    struct small *w = *state;
    twenty_a_day(w);
    w->d.s.notices.daily_capacity = 30;
    batch(w, 4, 10, "全区");
    batch(w, 4, 11, "西");
    struct compile c = mail(w, civil_from_date(2020, 8, 31));
    assert_int_equal(letters_on(&c, 4, 10, SMALL_NISHI), 5 + 5);
    assert_int_equal(letters_on(&c, 4, 10, SMALL_SAKAE), 15 + 5);
    assert_int_equal(letters_on(&c, 4, 11, SMALL_NISHI), 30);
    assert_int_equal(letters_on(&c, 4, 11, SMALL_SAKAE), 0);
    const struct plan_batch *b =
        &c.batches[c.dates[civil_from_date(2020, 4, 11) - c.plan.base_day].first_batch];
    assert_int_equal(c.plan.base_day + b->expiry, civil_from_date(2020, 7, 3));
}

static void a_date_while_mailing_is_suspended_is_no_date(void **state)
{
    struct small *w = *state;
    twenty_a_day(w);
    batch(w, 4, 20, "西");
    batch(w, 5, 19, "西");
    struct compile c = mail(w, civil_from_date(2020, 8, 31));
    assert_int_equal(letters_on(&c, 4, 20, SMALL_NISHI), 0);
    assert_int_equal(letters_on(&c, 5, 19, SMALL_NISHI), (31 + 18) * 5);
}

/* Over five days, one of the five letters of 西 and three of the fifteen of 栄 a day: the
 * letters of 1 July on 2, 3, (4, 5 and) 6 April. */
static void letters_of_one_expiry_can_be_spread_over_days(void **state)
{
    struct small *w = *state;
    twenty_a_day(w);
    w->d.s.notices.spread = small_days(5);
    struct compile c = mail(w, civil_from_date(2020, 8, 31));
    int32_t july_1 = civil_from_date(2020, 7, 1) - c.plan.base_day;
    static const int32_t want[] = {0, 0, 4, 4, 0, 0, 12, 0};
    for (int32_t day = 1; day <= 7; day++) {
        const struct plan_date *date = &c.dates[day - 1];
        int32_t n = 0;
        for (uint32_t i = 0; i < date->n_batches; i++) {
            const struct plan_batch *b = &c.batches[date->first_batch + i];
            n += b->expiry == july_1 ? b->count : 0;
        }
        assert_int_equal(n, want[day]);
    }
    /* a ward's day: five cohorts at work */
    assert_int_equal(letters_on(&c, 4, 9, SMALL_NISHI), 5);
}

/* Which letters there are does not depend on when they are mailed. */
static bool every_letter_is_mailed_once_or_never(uint64_t seed)
{
    struct small *w = small_new();
    twenty_a_day(w);
    w->d.s.notices.daily_capacity = (int32_t)(1 + test_random(&seed) % 60);
    w->d.s.notices.spread = small_days((int64_t)(test_random(&seed) % 20));
    for (uint64_t n = test_random(&seed) % 9; n > 0; n--)
        batch(w, 4 + (int32_t)(test_random(&seed) % 4), 1 + (int32_t)(test_random(&seed) % 30),
              test_random(&seed) % 2 == 0 ? "西" : "栄");
    struct compile c = mail(w, civil_from_date(2020, 8, 31));
    int32_t next[SMALL_SITES][200] = {{0}}, letters = 0;
    bool holds = true;
    for (int32_t i = 0; i < c.n_batches; i++) {
        const struct plan_batch *b = &c.batches[i];
        holds = holds && (b->first == next[b->site][b->expiry] || next[b->site][b->expiry] == 0);
        next[b->site][b->expiry] = b->first + b->count;
        letters += b->count;
    }
    for (int32_t day = 0; day < c.plan.n_days; day++)
        holds = holds && letters_of(&c, day) <= w->d.s.notices.daily_capacity;
    /* 1 July's window opens on 2 April; none was mailed before */
    holds = holds && letters == 62 * 20;
    small_free(w);
    return holds;
}

static void whatever_the_plan_every_letter_is_mailed_once_or_never(void **state)
{
    (void)state;
    CHECK_PROPERTY(every_letter_is_mailed_once_or_never);
}

/* ---- answers ---------------------------------------------------------------- */

/* Everybody answers by this part, without delay; letters take two days. */
static void answer_by(struct small *w, int32_t part)
{
    small_compile(w);
    struct plan_response_law *law = &w->plan->response;
    for (int32_t i = 0; i < RESPONSE_COUNT; i++) {
        law->up_to[i] = i < part ? 0 : 1;
        law->geometric[i] = 0;
    }
    law->delivery_least = law->delivery_most = 2;
    w->plan->first_counter = 0;
    small_constant(w, VARIATE_LEISURELY, 12.7);
    small_city(w);
}

static void mail_all(struct small *w)
{
    for (int32_t day = 0; day <= w->plan->last_report; day++) {
        tally_day_begin(&w->city->tally, day);
        notice_mail(w->city, day);
    }
    assert_false(w->city->failed);
}

static int32_t later(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

typedef int32_t answer(const struct plan_batch *b, int32_t start);

/* As many people act on every day at every site as the rule says of the letters. */
static void check_answers(struct small *w, answer *day_of)
{
    const struct plan *p = w->plan;
    uint32_t *want = arena_take_array(w->home, uint32_t, (size_t)(p->n_sites * p->n_days));
    assert_non_null(want);
    mail_all(w);
    for (int32_t day = 0; day <= p->last_report; day++) {
        const struct plan_date *date = plan_date_at(p, day);
        for (uint32_t i = 0; i < date->n_batches; i++) {
            const struct plan_batch *b =
                PLAN_ARRAY(p, struct plan_batch, at_batches) + date->first_batch + i;
            int32_t mailed = b->mailed < p->n_days ? b->mailed : p->n_days;
            int32_t acts = day_of(b, later(mailed + 2, b->window));
            if (acts <= p->last_report)
                want[city_list(w->city, b->site, acts)] += b->count;
        }
    }
    uint32_t people = 0;
    for (int32_t site = 0; site < p->n_sites; site++)
        for (int32_t day = 0; day < p->n_days; day++) {
            uint32_t n = small_length(w, w->city->pool.acts, site, day);
            assert_int_equal(n, want[city_list(w->city, site, day)]);
            people += n;
        }
    assert_int_equal(people, w->city->pool.alive);
    assert_true(people > 1000);
}

static int32_t at_once(const struct plan_batch *b, int32_t start)
{
    (void)b;
    return start;
}

static void prompt_people_act_when_the_letter_is_there_but_not_before_the_window(void **state)
{
    struct small *w = *state;
    w->d.s.notices.lead = small_days(20);
    answer_by(w, RESPONSE_PROMPT);
    check_answers(w, at_once);
}

static int32_t after_twelve_days(const struct plan_batch *b, int32_t start)
{
    (void)b;
    return start + 12;
}

static void leisurely_people_act_after_their_whole_days(void **state)
{
    struct small *w = *state;
    answer_by(w, RESPONSE_LEISURELY);
    check_answers(w, after_twelve_days);
}

static int32_t with_the_blue_envelope(const struct plan_batch *b, int32_t start)
{
    return later(start, b->window + 30);
}

static void reminded_people_act_when_the_blue_envelope_is_there(void **state)
{
    struct small *w = *state;
    w->d.s.notices.daily_capacity = 80; /* some white envelopes are later than the blue */
    answer_by(w, RESPONSE_REMINDED);
    check_answers(w, with_the_blue_envelope);
}

static int32_t on_the_last_day(const struct plan_batch *b, int32_t start)
{
    return later(start, b->expiry);
}

static void people_near_the_deadline_act_by_the_expiry(void **state)
{
    struct small *w = *state;
    answer_by(w, RESPONSE_DEADLINE);
    check_answers(w, on_the_last_day);
}

static int32_t on_the_day_after(const struct plan_batch *b, int32_t start)
{
    return later(start, b->expiry + 1);
}

static void lapsed_people_act_from_the_day_after_the_expiry(void **state)
{
    struct small *w = *state;
    answer_by(w, RESPONSE_LAPSED);
    check_answers(w, on_the_day_after);
}

/* Letters of 2 to 11 March arrive in this season, which ends on 15 March; all others wait
 * for the next one, beyond the last day. */
static void people_of_the_tax_season_act_in_the_season_not_before_the_letter(void **state)
{
    struct small *w = *state;
    answer_by(w, RESPONSE_TAX_SEASON);
    mail_all(w);
    int32_t end = small_day(w, 2020, 3, 16), in_time = 0, mailed[200] = {0};
    for (int32_t day = 0; day + 2 < end; day++) {
        const struct plan_date *date = plan_date_at(w->plan, day);
        for (uint32_t i = 0; i < date->n_batches; i++) {
            const struct plan_batch *b =
                PLAN_ARRAY(w->plan, struct plan_batch, at_batches) + date->first_batch + i;
            in_time += b->count;
            mailed[b->expiry] = day;
        }
    }
    assert_int_equal(in_time, w->city->pool.alive);
    bool is_spread = false;
    for (int32_t day = 0; day < w->plan->n_days; day++) {
        struct person_walk walk = person_walk_of(
            &w->city->pool, w->city->pool.acts[city_list(w->city, SMALL_SAKAE, day)]);
        for (uint32_t id; (id = person_step(&w->city->pool, &walk)) != PERSON_NONE;) {
            int32_t start = mailed[w->city->pool.people[id].expiry_day] + 2;
            assert_in_range(day, start, end - 1);
            is_spread |= day > start;
        }
    }
    assert_true(is_spread);
}

static int64_t lapsed(const struct small *w, int32_t site)
{
    return w->out.record[tally_at_site(w->plan, site, TALLY_LAPSED)];
}

/* ---- before the letter ------------------------------------------------------- */

/* The day on which each of the people acts, and he himself. */
typedef void visit_person(struct small *w, const struct person *person, int32_t day);

static uint32_t for_all(struct small *w, visit_person *see)
{
    uint32_t people = 0;
    for (int32_t site = 0; site < w->plan->n_sites; site++)
        for (int32_t day = 0; day < w->plan->n_days; day++) {
            struct person_walk walk =
                person_walk_of(&w->city->pool, w->city->pool.acts[city_list(w->city, site, day)]);
            for (uint32_t id; (id = person_step(&w->city->pool, &walk)) != PERSON_NONE; people++)
                see(w, &w->city->pool.people[id], day);
        }
    assert_int_equal(people, w->city->pool.alive);
    return people;
}

static int32_t window_of(const struct small *w, const struct person *person)
{
    return calendar_window_opening(w->plan->base_day + person->expiry_day) - w->plan->base_day;
}

/* Nobody waits: everybody on the day before. */
static void the_day_before(struct small *w, const struct person *person, int32_t day)
{
    assert_int_equal(day, window_of(w, person) - 1);
    assert_true(person->must_ask);
    assert_true(person->delivered > day);
}

static void early_people_act_before_their_window_and_have_no_booking_id(void **state)
{
    struct small *w = *state;
    w->d.s.response.early.share = 1e-9; /* made in time */
    w->d.s.response.early.mean = small_days(1);
    answer_by(w, RESPONSE_EARLY);
    mail_all(w);
    assert_true(for_all(w, the_day_before) > 10000);
}

/* Adds up days before the window where the test reads them: a word of the results. */
static void add_early(struct small *w, const struct person *person, int32_t day)
{
    int32_t early = window_of(w, person) - day;
    assert_in_range(early, 1, PLAN_EARLY_DAYS);
    assert_true(person->must_ask);
    w->out.record[0] += early;
}

/* Geometric from one day on, mean 10, standard deviation 9.5; the limit of 60 days takes little
 * off. Windows from 2 May to 1 July: nobody acts before the first day or after the last. */
static void early_people_act_ten_days_before_in_the_mean(void **state)
{
    struct small *w = *state;
    w->d.s.response.early.share = 1e-9;
    w->d.s.response.early.mean = small_days(10);
    memmove(w->expiries, w->expiries + 7, 2 * sizeof *w->expiries);
    w->d.expiries.count = 2;
    answer_by(w, RESPONSE_EARLY);
    w->plan->response.geometric[RESPONSE_EARLY] = 1 / log(0.9);
    mail_all(w);
    uint32_t people = for_all(w, add_early);
    assert_int_equal(people, 4000);
    check_near((double)w->out.record[0] / people, 10 - 10 * pow(0.9, 60), 4 * 9.5 / sqrt(people));
}

static void acts_without_letter(struct small *w, const struct person *person, int32_t day)
{
    assert_int_equal(day, window_of(w, person) + 30);
    assert_int_equal(person->must_ask, person->delivered > day);
}

/* Mail rests to the end: nobody has a letter, but the blue envelope comes. */
static void the_blue_envelope_moves_people_whose_letter_was_never_mailed(void **state)
{
    struct small *w = *state;
    w->d.s.notices.no_id.acts = true;
    w->d.s.notices.suspended.from = civil_from_date(2020, 4, 1);
    w->d.s.notices.suspended.to = civil_from_date(2020, 12, 31);
    answer_by(w, RESPONSE_REMINDED);
    assert_int_equal(w->plan->n_unmailed, 0);
    mail_all(w);
    assert_true(for_all(w, acts_without_letter) > 7000);
    assert_int_equal(lapsed(w, SMALL_SAKAE), 0);
}

/* The same without it: who was mailed by March acts, the others do not. */
static void without_it_they_hear_nothing(void **state)
{
    struct small *w = *state;
    w->d.s.notices.suspended.from = civil_from_date(2020, 4, 1);
    w->d.s.notices.suspended.to = civil_from_date(2020, 12, 31);
    answer_by(w, RESPONSE_REMINDED);
    assert_true(w->plan->n_unmailed > 0);
    mail_all(w);
    assert_in_range(for_all(w, acts_without_letter), 1500, 2500);
}

static void prompt_people_wait_for_their_letter_in_any_case(void **state)
{
    struct small *w = *state;
    w->d.s.notices.no_id.acts = true;
    answer_by(w, RESPONSE_PROMPT);
    check_answers(w, at_once);
}

/* Nobody's letter is late: what people would do without one does not matter. */
static void with_letters_in_time_nothing_changes(void **state)
{
    struct small *w = *state, *other = small_new();
    other->d.s.notices.no_id.acts = true;
    w->d.s.response.deadline.share = other->d.s.response.deadline.share = 0;
    w->d.s.response.tax_season.share = other->d.s.response.tax_season.share = 0;
    w->d.s.response.never.share = other->d.s.response.never.share = 0.16;
    small_run(w, 3, 0);
    small_run(other, 3, 0);
    assert_memory_equal(w->out.record, other->out.record,
                        w->model.record_words * sizeof *w->out.record);
    small_free(other);
}

static int64_t total(const struct small *w, int32_t which)
{
    return w->out.record[tally_at_site(w->plan, SMALL_NISHI, which)] +
           w->out.record[tally_at_site(w->plan, SMALL_SAKAE, which)];
}

/* Mail resumed a week earlier each time: the same people lapse, or fewer. */
static void the_earlier_mail_is_resumed_the_fewer_lapse(void **state)
{
    (void)state;
    int64_t last = INT64_MAX, first = 0;
    for (int32_t k = 0; k < 4; k++) {
        struct small *w = small_new();
        w->d.s.notices.suspended.from = civil_from_date(2020, 4, 17);
        w->d.s.notices.suspended.to = civil_from_date(2020, 7, 31) - 21 * k;
        small_run(w, 3, 0);
        assert_true(total(w, TALLY_LAPSED) <= last);
        last = total(w, TALLY_LAPSED);
        first = k == 0 ? last : first;
        small_free(w);
    }
    assert_true(last < first);
}

/* How many people have acted by the end of each day. */
static void count_acts(struct small *w, uint32_t *by)
{
    small_city(w);
    w->plan->first_counter = 0;
    mail_all(w);
    for (int32_t day = 0; day < w->plan->n_days; day++) {
        by[day] = day > 0 ? by[day - 1] : 0;
        for (int32_t site = 0; site < w->plan->n_sites; site++)
            by[day] += small_length(w, w->city->pool.acts, site, day);
    }
}

/* On working days, on the 5th and the 20th, on the 20th alone: every letter is mailed later,
 * or on the same day, and whoever answers does so later. */
static void the_rarer_the_batches_the_later_people_act(void **state)
{
    (void)state;
    enum { DAYS = 400 };
    uint32_t by[3][DAYS] = {{0}};
    int32_t n_days = 0;
    for (int32_t k = 0; k < 3; k++) {
        struct small *w = small_new();
        for (int32_t month = 3; month <= 8 && k > 0; month++) {
            batch(w, month, 20, "西");
            if (k == 1)
                batch(w, month, 5, "西");
        }
        count_acts(w, by[k]);
        n_days = w->plan->n_days;
        small_free(w);
    }
    assert_true(n_days <= DAYS);
    uint32_t gap[2] = {0};
    for (int32_t day = 0; day < n_days; day++) {
        assert_true(by[1][day] <= by[0][day] && by[2][day] <= by[1][day]);
        gap[0] += by[0][day] - by[1][day];
        gap[1] += by[1][day] - by[2][day];
    }
    assert_true(gap[0] > 1000 && gap[1] > 1000);
}

/* ---- lapses ----------------------------------------------------------------- */

static int64_t lapsed_days(const struct small *w, int32_t site)
{
    return w->out.record[tally_at_site(w->plan, site, TALLY_LAPSED_DAYS)];
}

/* 2000 a month in all, June to August; person-days up to 31 August. */
static void people_who_never_answer_lapse(void **state)
{
    struct small *w = *state;
    answer_by(w, RESPONSE_NEVER);
    mail_all(w);
    assert_int_equal(w->city->pool.alive, 0);
    assert_int_equal(lapsed(w, SMALL_NISHI), 1500);
    assert_int_equal(lapsed(w, SMALL_SAKAE), 4500);
    /* a mean of 45.6 days: month by month (15 + 62, 15.5 + 31, 15 less half a day each) */
    double mean = (double)lapsed_days(w, SMALL_SAKAE) / 4500;
    check_near(mean, (14.5 + 62 + 15 + 31 + 15) / 3, 0.1);
}

/* One letter a working day reaches next to nobody: the rest of the 1500 and 4500 whose
 * certificates expire in the period were not told, and lapse, whatever they would have done. */
static void who_was_never_mailed_lapses(void **state)
{
    struct small *w = *state;
    w->d.s.notices.daily_capacity = 1;
    answer_by(w, RESPONSE_NEVER);
    mail_all(w);
    int64_t told = lapsed(w, SMALL_NISHI) + lapsed(w, SMALL_SAKAE);
    assert_true(told < 200);
    notice_count_unmailed(w->city);
    assert_int_equal(lapsed(w, SMALL_NISHI), 1500);
    assert_int_equal(lapsed(w, SMALL_SAKAE), 4500);
}

/* Delivery takes one, two or three days with equal chances: chi-square with two degrees of
 * freedom, beyond 18.4 once in 10^4; the seed is fixed. */
static void the_mail_takes_its_days_with_equal_chances(void **state)
{
    struct small *w = *state;
    answer_by(w, RESPONSE_PROMPT);
    w->plan->response.delivery_least = 1;
    w->plan->response.delivery_most = 3;
    double n[4] = {0}, chi = 0;
    uint32_t acted = 0;
    /* each day's letters alone: what is on the lists after them lies 1, 2 or 3 days ahead */
    for (int32_t day = 0; day <= 170; day++) {
        tally_day_begin(&w->city->tally, day);
        uint32_t before[5];
        for (int32_t k = 0; k < 5; k++)
            before[k] = small_length(w, w->city->pool.acts, SMALL_SAKAE, day + k);
        notice_mail(w->city, day);
        for (int32_t k = 0; k < 5; k++) {
            uint32_t more = small_length(w, w->city->pool.acts, SMALL_SAKAE, day + k) - before[k];
            assert_true(more == 0 || (k >= 1 && k <= 3));
            n[k < 4 ? k : 0] += more;
            acted += more;
        }
    }
    for (int k = 1; k <= 3; k++)
        chi += (n[k] - acted / 3.0) * (n[k] - acted / 3.0) / (acted / 3.0);
    assert_true(acted > 5000);
    assert_true(chi < 18.4);
}

/* The part a holder answered by, told from his day: with no delays they all differ. */
static int32_t part_of(const struct small *w, const struct person *person, int32_t day,
                       int32_t mailed)
{
    int32_t window =
        calendar_window_opening(w->plan->base_day + person->expiry_day) - w->plan->base_day;
    return day == mailed + 2           ? RESPONSE_PROMPT
           : day == mailed + 14        ? RESPONSE_LEISURELY
           : day == window + 30        ? RESPONSE_REMINDED
           : day == person->expiry_day ? RESPONSE_DEADLINE
                                       : RESPONSE_COUNT;
}

/* Chi-square with three degrees of freedom, beyond 21.1 once in 10^4; the seed is fixed. */
static void people_answer_by_the_parts_in_their_shares(void **state)
{
    struct small *w = *state;
    small_months(w->expiries, 24, 4000);
    answer_by(w, RESPONSE_PROMPT);
    static const double up_to[] = {0.4, 0.7, 0.9, 1, 1, 1, 1};
    static const double share[] = {0.4, 0.3, 0.2, 0.1};
    memcpy(w->plan->response.up_to, up_to, sizeof up_to);
    /* letters of April and May: all answers lie in the plan */
    double count[RESPONSE_COUNT] = {0}, people = 0, chi = 0;
    int32_t mailed[400] = {0};
    for (int32_t day = small_day(w, 2020, 4, 1); day < small_day(w, 2020, 5, 25); day++) {
        const struct plan_date *date = plan_date_at(w->plan, day);
        for (uint32_t i = 0; i < date->n_batches; i++)
            mailed[PLAN_ARRAY(w->plan, struct plan_batch, at_batches)[date->first_batch + i]
                       .expiry] = day;
        notice_mail(w->city, day);
    }
    for (int32_t day = 0; day < w->plan->n_days; day++) {
        struct person_walk walk = person_walk_of(
            &w->city->pool, w->city->pool.acts[city_list(w->city, SMALL_SAKAE, day)]);
        for (uint32_t id; (id = person_step(&w->city->pool, &walk)) != PERSON_NONE;) {
            const struct person *person = &w->city->pool.people[id];
            int32_t part = part_of(w, person, day, mailed[person->expiry_day]);
            assert_int_not_equal(part, RESPONSE_COUNT);
            count[part]++;
            people++;
        }
    }
    for (int k = 0; k < 4; k++)
        chi += (count[k] - people * share[k]) * (count[k] - people * share[k]) / people / share[k];
    assert_true(people > 4000);
    assert_true(chi < 21.1);
}

/* Half act, three days after the letter in the mean, which says nothing of whether they do:
 * among 4500 the error is 0.05. */
static void how_long_people_wait_does_not_depend_on_whether_they_act(void **state)
{
    struct small *w = *state;
    answer_by(w, RESPONSE_PROMPT);
    static const double up_to[] = {0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 1};
    memcpy(w->plan->response.up_to, up_to, sizeof up_to);
    w->plan->response.geometric[RESPONSE_PROMPT] = 1 / log(0.75);
    double sum = 0, people = 0;
    for (int32_t day = 0; day < 150; day++)
        notice_mail(w->city, day);
    for (int32_t day = 0; day < w->plan->n_days; day++) {
        struct person_walk walk = person_walk_of(
            &w->city->pool, w->city->pool.acts[city_list(w->city, SMALL_SAKAE, day)]);
        for (uint32_t id; (id = person_step(&w->city->pool, &walk)) != PERSON_NONE;) {
            int32_t expiry = w->plan->base_day + w->city->pool.people[id].expiry_day;
            civil_day mailed = calendar_window_opening(expiry);
            while (!calendar_is_working_day(&w->d, mailed))
                mailed++;
            sum += w->plan->base_day + day - mailed - 2;
            people++;
        }
    }
    assert_true(people > 3000);
    check_near(sum / people, 3, 4 * sqrt(12 / people));
}

static void a_holder_is_named_by_his_expiry_and_index_and_nobody_twice(void **state)
{
    struct small *w = *state;
    answer_by(w, RESPONSE_PROMPT);
    mail_all(w);
    enum { NAMES = 1 << 16 };
    uint8_t *seen = arena_take_array(w->home, uint8_t, (size_t)NAMES * 8);
    assert_non_null(seen);
    for (int32_t day = 0; day < w->plan->n_days; day++) {
        struct person_walk walk = person_walk_of(
            &w->city->pool, w->city->pool.acts[city_list(w->city, SMALL_SAKAE, day)]);
        for (uint32_t id; (id = person_step(&w->city->pool, &walk)) != PERSON_NONE;) {
            const struct person *person = &w->city->pool.people[id];
            int32_t expiry = w->plan->base_day + person->expiry_day;
            assert_int_equal(person->who >> 16, expiry);
            assert_int_equal(person->use, USE_RENEWAL);
            assert_int_equal(person->address, PERSON_HOLDERS);
            uint32_t index = person->who & 0xFFFF;
            assert_true(index < 64);
            uint8_t *mark = &seen[person->expiry_day * 64 + (int32_t)index];
            assert_int_equal(*mark, 0);
            *mark = 1;
        }
    }
}

static void whoever_acts_before_the_counters_open_is_only_counted(void **state)
{
    struct small *w = *state;
    answer_by(w, RESPONSE_PROMPT);
    w->plan->first_counter = 60;
    mail_all(w);
    for (int32_t day = 0; day < 60; day++)
        assert_int_equal(small_length(w, w->city->pool.acts, SMALL_SAKAE, day), 0);
    assert_true(w->city->acted_before > 1000);
    assert_true(small_length(w, w->city->pool.acts, SMALL_SAKAE, 62) > 0);
}

/* Expiries of the reported period, 1 June to 31 August; the day of renewal does not count. */
static void lapsed_person_days_lie_between_expiry_and_renewal_or_the_last_day(void **state)
{
    struct small *w = *state;
    small_compile(w);
    small_city(w);
    int32_t first = w->plan->first_report, last = w->plan->last_report;
    const struct {
        int32_t expiry, until, people, days;
    } cases[] = {
        {first, first, 0, 0},     {first, first - 5, 0, 0},      {first, first + 1, 1, 0},
        {first, first + 8, 1, 7}, {first - 1, first + 8, 0, 0},  {last, last + 1, 1, 0},
        {last, INT32_MAX, 1, 0},  {last - 10, INT32_MAX, 1, 10}, {last - 10, last + 1, 1, 10},
        {last - 10, last, 1, 9},  {last + 1, INT32_MAX, 0, 0},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        int64_t people = lapsed(w, SMALL_SAKAE), days = lapsed_days(w, SMALL_SAKAE);
        notice_count_lapse(w->city, SMALL_SAKAE, cases[i].expiry, cases[i].until, CAUSE_WAITING);
        assert_int_equal(lapsed(w, SMALL_SAKAE) - people, cases[i].people);
        assert_int_equal(lapsed_days(w, SMALL_SAKAE) - days, cases[i].days);
    }
    assert_int_equal(lapsed(w, SMALL_NISHI), 0);
}

static void without_memory_for_people_the_city_has_failed(void **state)
{
    struct small *w = *state;
    small_months(w->expiries, 24, 20000);
    answer_by(w, RESPONSE_PROMPT);
    arena_fail_nth(w->home, 1);
    for (int32_t day = 0; day <= w->plan->last_report; day++)
        notice_mail(w->city, day);
    assert_true(w->city->failed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_month_is_shared_out_whole_by_largest_remainder),
        IN_SMALL(a_month_is_spread_evenly_over_its_days_and_every_holder_has_an_index),
        IN_SMALL(the_backlog_is_mailed_from_19_may_in_order_of_expiry_at_the_capacity),
        IN_SMALL(a_cohort_that_does_not_fit_into_a_day_goes_on_the_next),
        IN_SMALL(letters_go_on_working_days_within_capacity_and_not_before_their_lead),
        IN_SMALL(letters_that_were_due_before_the_first_day_are_not_mailed),
        IN_SMALL(a_ward_with_dates_is_mailed_on_them_alone_and_the_others_every_day),
        IN_SMALL(what_does_not_fit_waits_for_the_wards_next_date),
        IN_SMALL(a_date_while_mailing_is_suspended_is_no_date),
        IN_SMALL(letters_of_one_expiry_can_be_spread_over_days),
        cmocka_unit_test(whatever_the_plan_every_letter_is_mailed_once_or_never),
        IN_SMALL(prompt_people_act_when_the_letter_is_there_but_not_before_the_window),
        IN_SMALL(leisurely_people_act_after_their_whole_days),
        IN_SMALL(reminded_people_act_when_the_blue_envelope_is_there),
        IN_SMALL(people_near_the_deadline_act_by_the_expiry),
        IN_SMALL(lapsed_people_act_from_the_day_after_the_expiry),
        IN_SMALL(people_of_the_tax_season_act_in_the_season_not_before_the_letter),
        IN_SMALL(early_people_act_before_their_window_and_have_no_booking_id),
        IN_SMALL(early_people_act_ten_days_before_in_the_mean),
        IN_SMALL(the_blue_envelope_moves_people_whose_letter_was_never_mailed),
        IN_SMALL(without_it_they_hear_nothing),
        IN_SMALL(prompt_people_wait_for_their_letter_in_any_case),
        IN_SMALL(with_letters_in_time_nothing_changes),
        cmocka_unit_test(the_earlier_mail_is_resumed_the_fewer_lapse),
        cmocka_unit_test(the_rarer_the_batches_the_later_people_act),
        IN_SMALL(people_who_never_answer_lapse),
        IN_SMALL(who_was_never_mailed_lapses),
        IN_SMALL(the_mail_takes_its_days_with_equal_chances),
        IN_SMALL(people_answer_by_the_parts_in_their_shares),
        IN_SMALL(how_long_people_wait_does_not_depend_on_whether_they_act),
        IN_SMALL(a_holder_is_named_by_his_expiry_and_index_and_nobody_twice),
        IN_SMALL(whoever_acts_before_the_counters_open_is_only_counted),
        IN_SMALL(lapsed_person_days_lie_between_expiry_and_renewal_or_the_last_day),
        IN_SMALL(without_memory_for_people_the_city_has_failed),
    };
    return cmocka_run_group_tests_name("notice", tests, NULL, NULL);
}
