/* fixture.h - a small city made by hand: 西 (walk-in, a quarter of the people) and 栄
 * (bookings, three quarters), June to August 2020, counters from 1 May, letters from 2
 * March. A test bends the scenario, then compiles and runs it.
 *
 * Members of struct small are the tables the scenario points to: change a row or a count.
 */
#ifndef TESTS_WARD_FIXTURE_H
#define TESTS_WARD_FIXTURE_H

#include <string.h>

#include "models/ward/city.h"
#include "models/ward/compile.h"
#include "models/ward/scenario.h"
#include "sim/base/arena.h"
#include "sim/base/attr.h"
#include "tests/support/check.h"

enum { SMALL_NISHI, SMALL_SAKAE, SMALL_SITES }; /* sites of the small city */

#define SMALL_MIN ((sim_span){INT64_C(60000000)})

struct small {
    struct arena *home;
    struct err e;
    struct scenario_data d;
    struct scenario_ward_row wards[18];
    struct scenario_holiday holidays[64];
    struct scenario_exception exceptions[8];
    struct scenario_month_count expiries[24], handovers[24];
    struct scenario_weight hours[64], requests[48];
    struct scenario_factor factors[8];
    struct scenario_outage outages[4];
    struct scenario_batch batches[16];
    struct scenario_capacity capacity[64];
    struct scenario_surge surges[2];
    struct bind_list surge_tables[2];
    struct scenario_visits visits[2][40];
    struct scenario_ward own[2];
    struct plan *plan; /* writable: a test may bend it before it makes a city */
    struct sim_model model;
    struct sim_outcome out;
    struct city *city;
    int32_t tomorrow; /* the first day that has not begun, where a test counts days */
};

static inline sim_span small_minutes(int64_t n)
{
    return sim_times(SMALL_MIN, n);
}

static inline sim_span small_days(int64_t n)
{
    return sim_times(SIM_DAY, n);
}

static inline void small_holidays(struct small *w)
{
    static const struct {
        int16_t year, month, day;
    } dates[] = {
        {2019, 9, 16}, {2019, 9, 23},  {2019, 10, 14}, {2019, 10, 22}, {2019, 11, 3},
        {2019, 11, 4}, {2019, 11, 23}, {2020, 1, 1},   {2020, 1, 13},  {2020, 2, 11},
        {2020, 2, 23}, {2020, 2, 24},  {2020, 3, 20},  {2020, 4, 29},  {2020, 5, 3},
        {2020, 5, 4},  {2020, 5, 5},   {2020, 5, 6},   {2020, 7, 23},  {2020, 7, 24},
        {2020, 8, 10}, {2020, 9, 21},  {2020, 9, 22},  {2020, 11, 3},  {2020, 11, 23},
        {2021, 1, 1},  {2021, 1, 11},  {2021, 2, 11},  {2021, 2, 23},  {2021, 3, 20},
        {2021, 4, 29}, {2021, 5, 3},   {2021, 5, 4},   {2021, 5, 5},   {2021, 11, 23},
    };
    for (size_t i = 0; i < COUNT_OF(dates); i++)
        w->holidays[i] = (struct scenario_holiday){
            .date = civil_from_date(dates[i].year, dates[i].month, dates[i].day), .name = "祝日"};
    w->d.holidays = (struct bind_list){w->holidays, COUNT_OF(dates)};
}

static inline void small_calendar(struct small *w)
{
    static int32_t weeks[] = {2, 4};
    struct scenario *s = &w->d.s;
    s->period.from = civil_from_date(2020, 6, 1);
    s->period.to = civil_from_date(2020, 8, 31);
    s->warmup.counters_from = civil_from_date(2020, 5, 1);
    s->warmup.notices_from = civil_from_date(2020, 3, 2);
    s->calendar.weekday = (struct scenario_hours){31500, 61200};
    s->calendar.saturday.open = 32400;
    s->calendar.saturday.close = 43200;
    s->calendar.saturday.weeks = (struct bind_list){weeks, 2};
    s->calendar.saturday.open_on_holiday = true;
    s->calendar.holidays = "holidays.csv";
    s->calendar.year_end.from = 1229;
    s->calendar.year_end.to = 103;
    small_holidays(w);
    w->d.exceptions.items = w->exceptions;
}

static inline void small_wards(struct small *w)
{
    w->wards[SMALL_NISHI] = (struct scenario_ward_row){
        .name = "西", .code = "141038", .name_en = "Nishi", .population = 100000, .mode = 1};
    w->wards[SMALL_SAKAE] = (struct scenario_ward_row){
        .name = "栄", .code = "141151", .name_en = "Sakae", .population = 300000, .mode = 0};
    w->d.wards = (struct bind_list){w->wards, SMALL_SITES};
    w->d.s.wards.items = w->own;
}

/* A month on each of the first `n` rows from January 2020 on. */
static inline void small_months(struct scenario_month_count *rows, size_t n, double count)
{
    for (size_t i = 0; i < n; i++)
        rows[i] = (struct scenario_month_count){
            .month = civil_from_date(2020 + (int32_t)i / 12, 1 + (int32_t)i % 12, 1),
            .count = count};
}

static inline void small_notices(struct small *w)
{
    struct scenario *s = &w->d.s;
    s->notices.daily_capacity = 3000;
    s->notices.delivery.least = small_days(1);
    s->notices.delivery.most = small_days(3);
    s->notices.blue_after = small_days(30);
    small_months(w->expiries, 24, 2000);
    w->d.expiries = (struct bind_list){w->expiries, 24};
    w->d.batches.items = w->batches;
    s->response = (struct scenario_response){
        .prompt = {0.50, small_days(1)},
        .reminded = {0.10, small_days(3)},
        .deadline = {0.10, small_days(7)},
        .lapsed = {0.04, small_days(20)},
        .leisurely = {0.20, small_days(12), 1.0},
        .tax_season = {0.02, 216, 315},
        .never = {0.04},
    };
}

static inline void small_uses(struct small *w)
{
    struct scenario_uses *u = &w->d.s.uses;
    struct scenario_use *all[] = {&u->renewal, &u->handover,  &u->pin_reset,
                                  &u->issue,   &u->mynapoint, &u->other};
    static const int32_t minutes[] = {12, 15, 10, 8, 6, 10};
    for (size_t i = 0; i < COUNT_OF(all); i++)
        *all[i] =
            (struct scenario_use){.mode = i < 2 ? MODE_BY_WARD : MODE_WALK_IN,
                                  .service = {FAMILY_EXPONENTIAL, small_minutes(minutes[i]), 1},
                                  .ends_early = true};
    u->other.visits = 60;
    u->handover.monthly = "handovers.csv";
    small_months(w->handovers, 24, 1200);
    w->d.monthly[USE_HANDOVER] = (struct bind_list){w->handovers, 24};
    w->d.s.pin.unknown = 0.25;
    w->d.s.pin.added = (struct scenario_service){FAMILY_CONSTANT, small_minutes(5), 0};
    w->d.s.surges.items = w->surges;
    w->d.surge = w->surge_tables;
}

static inline void small_profile(struct small *w)
{
    static const struct scenario_factor factors[] = {
        {.name = "mon", .value = 1.0},           {.name = "tue", .value = 1.0},
        {.name = "wed", .value = 0.9},           {.name = "thu", .value = 1.0},
        {.name = "fri", .value = 1.1},           {.name = "saturday", .value = 0.5},
        {.name = "after_closure", .value = 1.2}, {.name = "moving_season", .value = 1.1}};
    size_t n = 0;
    for (int32_t from = 30600; from < 61200; from += 1800)
        w->hours[n++] = (struct scenario_weight){.day = 0, .from = from, .weight = 1};
    for (int32_t from = 30600; from < 43200; from += 1800)
        w->hours[n++] = (struct scenario_weight){.day = 1, .from = from, .weight = 1};
    w->d.hours = (struct bind_list){w->hours, n};
    for (int32_t h = 0; h < 48; h++)
        w->requests[h] = (struct scenario_weight){.from = h * 1800, .weight = 1};
    w->d.requests = (struct bind_list){w->requests, 48};
    memcpy(w->factors, factors, sizeof factors);
    w->d.factors = (struct bind_list){w->factors, COUNT_OF(factors)};
    w->d.s.profile.factors = "factors.csv";
    w->d.s.profile.moving_season.from = 315;
    w->d.s.profile.moving_season.to = 410;
    w->d.s.day_factor.cv = 0.15;
    w->d.s.day_factor.city_share = 0.5;
}

static inline void small_booking(struct small *w)
{
    struct scenario *s = &w->d.s;
    s->booking.horizon = small_days(40);
    s->booking.cutoff = 61200;
    s->booking.slot = small_minutes(30);
    s->booking.last_before_close = small_minutes(30);
    s->booking.wish.within_days = 5;
    s->booking.wish.tolerance = small_minutes(90);
    s->booking.wish.patience_days = 10;
    s->booking.retry.share = 0.8;
    s->booking.retry.delay = small_days(3);
    s->booking.retry.attempts = 6;
    s->booking.no_show.share = 0.07;
    s->booking.no_show.again = 0.8;
    s->booking.no_show.delay = small_days(5);
    s->booking.punctuality.earliest = small_minutes(-20);
    s->booking.punctuality.usual = small_minutes(-8);
    s->booking.punctuality.latest = small_minutes(12);
    s->visiting.within_days = 5;
    s->turned_away.share = 0.7;
    s->turned_away.within_days = 5;
    s->turned_away.attempts = 4;
}

static inline void small_counters(struct small *w)
{
    struct scenario *s = &w->d.s;
    s->counters.capacity = "capacity.csv";
    s->counters.rule = DISCIPLINE_APPOINTMENTS_FIRST;
    s->counters.earliness = small_minutes(10);
    s->counters.grace = small_minutes(15);
    s->counters.early_end.rule = COUNTER_END_WORK;
    for (size_t i = 0; i < 48; i++)
        w->capacity[i] = (struct scenario_capacity){
            .ward = i < 24 ? "西" : "栄",
            .month = civil_from_date(2020 + (int32_t)(i % 24) / 12, 1 + (int32_t)i % 12, 1),
            .weekday = i < 24 ? 2 : 5,
            .saturday = i < 24 ? 2 : 5,
            .places_renewal = i < 24 ? 0 : 90,
            .places_handover = i < 24 ? 0 : 50,
        };
    w->d.capacity = (struct bind_list){w->capacity, 48};
    w->d.outages.items = w->outages;
    s->target.within = small_minutes(30);
    s->target.share = 0.9;
    s->levels.some = small_minutes(20);
    s->levels.crowded = small_minutes(40);
    s->levels.heavy = small_minutes(60);
}

/* The scenario alone; small_free() releases all. */
static inline struct small *small_new(void)
{
    struct arena *home = arena_new(0);
    assert_non_null(home);
    struct small *w = arena_take_array(home, struct small, 1);
    assert_non_null(w);
    w->home = home;
    small_calendar(w);
    small_wards(w);
    small_notices(w);
    small_uses(w);
    small_profile(w);
    small_booking(w);
    small_counters(w);
    static const char file[] = "schema: madosim/1\n";
    w->d.doc = bind_load_bytes("small.yaml", file, sizeof file - 1, home, &w->e);
    assert_non_null(w->d.doc);
    return w;
}

static inline void small_free(struct small *w)
{
    arena_free(w->home);
}

/* As a fixture of cmocka. */
static inline int small_set_up(void **state)
{
    *state = small_new();
    return 0;
}

static inline int small_tear_down(void **state)
{
    small_free(*state);
    return 0;
}

#define IN_SMALL(test) cmocka_unit_test_setup_teardown(test, small_set_up, small_tear_down)

/* Services, punctuality and delays without chance: a service takes its mean. */
static inline void small_exact(struct small *w)
{
    struct scenario_uses *u = &w->d.s.uses;
    struct scenario_use *all[] = {&u->renewal, &u->handover,  &u->pin_reset,
                                  &u->issue,   &u->mynapoint, &u->other};
    for (size_t i = 0; i < COUNT_OF(all); i++)
        all[i]->service.family = FAMILY_CONSTANT;
    w->d.s.booking.punctuality.earliest = w->d.s.booking.punctuality.usual =
        w->d.s.booking.punctuality.latest = small_minutes(0);
    w->d.s.booking.no_show.share = 0;
    w->d.s.pin.unknown = 0;
}

/* The writable form of a part of the plan. */
#define SMALL_ARRAY(p, type, offset) ((type *)(void *)((char *)(p) + (p)->offset))

/* Day index of a date. */
static inline int32_t small_day(const struct small *w, int32_t year, int32_t month, int32_t day)
{
    return civil_from_date(year, month, day) - w->d.s.warmup.notices_from;
}

static inline void small_compile(struct small *w)
{
    const struct plan *made = compile_plan(&w->d, w->home, &w->e);
    assert_non_null(made);
    w->plan = arena_take(w->home, 1, made->bytes);
    assert_non_null(w->plan);
    memcpy(w->plan, made, made->bytes);
    w->model = compile_model(w->plan);
}

/* Compiles a city to which nobody comes but those whom a test makes itself. */
static inline void small_quiet(struct small *w)
{
    w->d.expiries.count = 1; /* January 2020: before the first letter */
    w->d.s.day_factor.cv = 0;
    small_compile(w);
    double *rates = SMALL_ARRAY(w->plan, double, at_rates);
    for (int32_t i = 0; i < w->plan->n_streams * w->plan->n_sites * w->plan->n_days; i++)
        rates[i] = 0;
}

/* So many people of the stream come, or ask, on the day. */
static inline void small_rate(struct small *w, int32_t stream, int32_t site, int32_t day,
                              double people)
{
    size_t first = plan_site_day(w->plan, site, day) * (size_t)w->plan->n_streams;
    SMALL_ARRAY(w->plan, double, at_rates)[first + (size_t)stream] = people;
}

/* Results all zero. */
static inline void small_results(struct small *w)
{
    w->out.record = arena_take_array(w->home, int64_t, w->model.record_words);
    w->out.sums = arena_take_array(w->home, int64_t, w->model.sum_words);
    w->out.bins = arena_take_array(w->home, uint32_t, w->model.bin_words);
    assert_non_null(w->out.record);
    assert_non_null(w->out.sums);
    assert_non_null(w->out.bins);
}

/* A city in which no day has passed, for calling its parts one by one. */
static inline void small_city(struct small *w)
{
    if (w->plan == NULL)
        small_compile(w);
    small_results(w);
    w->city = city_new(w->plan, w->home, &w->e);
    assert_non_null(w->city);
    struct city *c = w->city;
    c->seed = (struct sim_seed){20200727, 0};
    for (int32_t s = 0; s < w->plan->n_sites; s++)
        c->ward_factor[s] = 1;
    w->tomorrow = w->plan->first_counter;
    tally_begin(&c->tally, &w->out, 0, 0);
}

/* A whole replication in a fresh world, results added to w->out. */
static inline void small_run(struct small *w, uint64_t seed, uint32_t replication)
{
    if (w->plan == NULL)
        small_compile(w);
    if (w->out.record == NULL)
        small_results(w);
    void *world = w->model.new_world(w->plan, w->home, &w->e);
    assert_non_null(world);
    assert_true(w->model.replicate(world, seed, replication, 0, &w->out, &w->e));
}

static inline struct plan_day *small_day_at(struct small *w, int32_t site, int32_t day)
{
    return &SMALL_ARRAY(w->plan, struct plan_day, at_days)[site * w->plan->n_days + day];
}

static inline void small_places(struct small *w, int32_t use, int32_t site, int32_t day, int places)
{
    size_t at = plan_site_day(w->plan, site, day) * USE_COUNT + (size_t)use;
    SMALL_ARRAY(w->plan, int16_t, at_places)[at] = (int16_t)places;
}

/* From the day on the use is booked there in that percentage. */
static inline void small_booked(struct small *w, int32_t use, int32_t site, int32_t from,
                                int percent)
{
    uint8_t *booked = SMALL_ARRAY(w->plan, uint8_t, at_booked);
    for (int32_t day = from; day < w->plan->n_days; day++)
        booked[plan_site_day(w->plan, site, day) * USE_COUNT + (size_t)use] = (uint8_t)percent;
}

static inline void small_constant(struct small *w, int32_t which, double value)
{
    struct sim_variate *v = &SMALL_ARRAY(w->plan, struct sim_variate, at_variates)[which];
    *v = (struct sim_variate){.family = SIM_CONSTANT, .low = value, .mean = value};
}

/* Whatever the uniform, the profile says this microsecond of the day: the microseconds that
 * all uniforms together make up are far fewer than one. */
static inline void small_always_at(struct plan_profile *f, int64_t us)
{
    double part = (double)(us % 1000000) + 0.5;
    int32_t second = (int32_t)(us / 1000000);
    *f = (struct plan_profile){.n = 1, .from_s = {second, second + 1}, .share = {-part * 1e6, 1}};
    plan_profile_finish(f);
    f->piece[0].us_per_share = 1e-6;
}

/* All times of day are alike. */
static inline void small_always_even(struct plan_profile *f)
{
    *f = (struct plan_profile){.n = 1, .from_s = {0, 86400}, .share = {0, 1}};
    plan_profile_finish(f);
}

/* A person of the population (0 = holders) who acts at the site on the day. */
static inline uint32_t small_acts(struct small *w, int32_t site, int32_t day, int32_t use,
                                  uint32_t who)
{
    uint32_t address = use == USE_RENEWAL ? PERSON_HOLDERS : (uint32_t)use;
    uint32_t id = person_make(&w->city->pool, site, address, who);
    struct person *person = &w->city->pool.people[id];
    person->use = (uint8_t)use;
    person->expiry_day = (int16_t)w->plan->last_report;
    city_will_act(w->city, site, day, id);
    return id;
}

static inline uint32_t small_length(const struct small *w, const uint32_t *lists, int32_t site,
                                    int32_t day)
{
    struct person_walk walk = person_walk_of(&w->city->pool, lists[city_list(w->city, site, day)]);
    uint32_t n = 0;
    while (person_step(&w->city->pool, &walk) != PERSON_NONE)
        n++;
    return n;
}

/* Who was put on the list last, PERSON_NONE when nobody is on it. */
static inline uint32_t small_first(const struct small *w, const uint32_t *lists, int32_t site,
                                   int32_t day)
{
    struct person_walk walk = person_walk_of(&w->city->pool, lists[city_list(w->city, site, day)]);
    return person_step(&w->city->pool, &walk);
}

/* The day on whose list of visits the person stands, PLAN_NO_DAY for none. */
static inline int32_t small_comes_on(const struct small *w, int32_t site, uint32_t who)
{
    const struct person_pool *pool = &w->city->pool;
    for (int32_t day = 0; day < w->plan->n_days; day++) {
        struct person_walk walk = person_walk_of(pool, pool->visits[city_list(w->city, site, day)]);
        for (uint32_t id; (id = person_step(pool, &walk)) != PERSON_NONE;)
            if (pool->people[id].who == who)
                return day;
    }
    return PLAN_NO_DAY;
}

static inline int64_t small_whole(const struct small *w, int32_t site, int32_t access,
                                  int32_t which)
{
    return tally_whole(&w->city->tally, site, access, which);
}

#endif
