/* test_city_region.c - regions know nothing of each other: each gives the same bits alone, beside
 * others, and in whatever order they stand.
 */
#include "sim/engine/histogram.h"
#include "tests/ward/policy.h"

enum { SEED = 20200727, REPLICATION = 5 };

/* Two regions with a line of two agents each, enquiries, a shared day factor, everything that
 * sites of one region share. Letters are not held up: a day's mail is everybody's. */
static struct small *two_regions(void)
{
    struct small *w = small_new();
    w->wards[SMALL_NISHI].region = "west";
    w->wards[SMALL_SAKAE].region = "east";
    w->d.s.notices.daily_capacity = 100000;
    w->d.s.booking.cancel.share = 0.1;
    w->d.s.response.never.share = 0.02;
    w->d.s.response.early = (struct scenario_part){0.02, small_days(4)};
    w->d.s.notices.no_id.acts = true;
    w->d.s.notices.no_id.by_call = 1;
    w->d.s.counters.random_outages.per_year = 40;
    w->d.s.counters.random_outages.mean = small_minutes(60);
    w->d.s.counters.random_outages.factor = 2;
    policy_mode(w, "西", 1 + USE_HANDOVER, 0, WAY_MIXED);
    policy_phone(w, 2, 0.6);
    w->d.s.phone.enquiries = 40;
    return w;
}

/* The same with one of the wards only: its people, its mail, its enquiries. */
static struct small *one_region(int32_t site)
{
    struct small *w = two_regions();
    double share = site == SMALL_NISHI ? 0.25 : 0.75;
    w->wards[0] = w->wards[site];
    w->d.wards.count = 1;
    w->d.s.phone.enquiries *= share;
    w->d.s.uses.other.visits *= share;
    for (int i = 0; i < 24; i++) {
        w->expiries[i].count *= share;
        w->handovers[i].count *= share;
    }
    return w;
}

/* Runs all regions in the given order, each in a world that others have used. */
static void run(struct small *w, bool backwards)
{
    assert_true(scenario_add_centres(&w->d, w->home, &w->e));
    small_compile(w);
    small_results(w);
    uint32_t n = w->model.regions;
    void *world = w->model.new_world(w->plan, w->home, &w->e);
    assert_non_null(world);
    for (uint32_t i = 0; i < n; i++)
        assert_true(w->model.replicate(world, SEED, REPLICATION, backwards ? n - 1 - i : i, &w->out,
                                       &w->e));
}

static int32_t site_named(const struct small *w, const char *name)
{
    const struct scenario_ward_row *rows = w->d.wards.items;
    int32_t site = 0;
    while (strcmp(rows[site].name, name) != 0)
        site++;
    return site;
}

/* Words of one site side by side: part k of the site in one result, and of its place in another
 * result. */
static void check_words(const struct small *a, size_t at_a, const struct small *b, size_t at_b,
                        size_t n)
{
    assert_memory_equal(a->out.sums + at_a, b->out.sums + at_b, n * sizeof *a->out.sums);
}

static void check_records(const struct small *a, int32_t s, const struct small *b, int32_t t)
{
    assert_memory_equal(a->out.record + tally_at_access(a->plan, s, 0, 0),
                        b->out.record + tally_at_access(b->plan, t, 0, 0),
                        sizeof(int64_t) * ACCESS_COUNT * TALLY_ACCESS_WORDS);
    assert_memory_equal(a->out.record + tally_at_site(a->plan, s, 0),
                        b->out.record + tally_at_site(b->plan, t, 0),
                        sizeof(int64_t) * TALLY_SITE_WORDS);
}

static void check_sums(const struct small *a, int32_t s, const struct small *b, int32_t t)
{
    const struct plan *p = a->plan, *q = b->plan;
    size_t days = (size_t)p->n_hist_days;
    assert_int_equal(p->n_hist_days, q->n_hist_days);
    assert_int_equal(p->n_moments, q->n_moments);
    check_words(a, tally_at_day(p, s, 0, 0), b, tally_at_day(q, t, 0, 0),
                ACCESS_COUNT * days * TALLY_DAY_WORDS);
    check_words(a, tally_at_level(p, s, 0), b, tally_at_level(q, t, 0), days * TALLY_LEVELS);
    check_words(a, tally_at_cell(p, s, 0), b, tally_at_cell(q, t, 0),
                (size_t)p->n_moments * TALLY_CELL_WORDS);
    check_words(a, tally_at_month(p, s, 0), b, tally_at_month(q, t, 0),
                (size_t)p->n_months * TALLY_MONTH_WORDS);
    check_words(a, tally_at_lead(p, s), b, tally_at_lead(q, t), TALLY_LEAD_BINS);
    check_words(a, tally_at_phone(p, plan_region_of(p, s), 0, 0), b,
                tally_at_phone(q, plan_region_of(q, t), 0, 0),
                (size_t)2 * PLAN_HALF_HOURS * TALLY_PHONE_WORDS);
}

static void check_bins(const struct small *a, int32_t s, const struct small *b, int32_t t)
{
    const struct plan *p = a->plan, *q = b->plan;
    size_t bytes = SIM_HISTOGRAM_BINS * sizeof *a->out.bins;
    assert_memory_equal(a->out.bins + tally_bin_day(p, s, 0, 0),
                        b->out.bins + tally_bin_day(q, t, 0, 0),
                        ACCESS_COUNT * (size_t)p->n_hist_days * bytes);
    assert_memory_equal(a->out.bins + tally_bin_pair(p, s, 0, 0),
                        b->out.bins + tally_bin_pair(q, t, 0, 0),
                        (size_t)(p->n_pairs * p->n_cells) * bytes);
    assert_memory_equal(a->out.bins + tally_bin_section(p, REPLICATION, s, 0),
                        b->out.bins + tally_bin_section(q, REPLICATION, t, 0),
                        ACCESS_COUNT * bytes);
}

static void check_same(const struct small *a, const char *ward, const struct small *b)
{
    int32_t s = site_named(a, ward), t = site_named(b, ward);
    check_records(a, s, b, t);
    check_sums(a, s, b, t);
    check_bins(a, s, b, t);
    assert_true(a->out.record[tally_at_site(a->plan, s, TALLY_CALLS)] > 0);
    assert_true(a->out.record[tally_at_site(a->plan, s, TALLY_RENEWED)] > 0);
    assert_true(a->out.record[tally_at_site(a->plan, s, TALLY_LAPSED)] > 0);
}

static void a_region_gives_the_same_alone_and_beside_another(void **state)
{
    (void)state;
    struct small *both = two_regions(), *west = one_region(SMALL_NISHI),
                 *east = one_region(SMALL_SAKAE);
    run(both, false);
    run(west, false);
    run(east, false);
    assert_int_equal(both->model.regions, 2);
    assert_int_equal(west->model.regions, 1);
    assert_true(plan_region_at(both->plan, 0)->code != plan_region_at(both->plan, 1)->code);
    assert_int_equal(plan_region_at(both->plan, 1)->code, plan_region_at(east->plan, 0)->code);
    check_same(both, "西", west);
    check_same(both, "栄", east);
    small_free(both);
    small_free(west);
    small_free(east);
}

static void neither_the_order_of_rows_nor_of_running_matters(void **state)
{
    (void)state;
    struct small *one = two_regions(), *other = two_regions(), *turned = two_regions();
    struct scenario_ward_row first = turned->wards[0];
    turned->wards[0] = turned->wards[1];
    turned->wards[1] = first;
    run(one, false);
    run(other, true);
    run(turned, false);
    assert_memory_equal(one->out.sums, other->out.sums,
                        one->model.sum_words * sizeof *one->out.sums);
    assert_memory_equal(one->out.bins, other->out.bins,
                        one->model.bin_words * sizeof *one->out.bins);
    assert_int_equal(site_named(turned, "栄"), 0);
    check_same(one, "西", turned);
    check_same(one, "栄", turned);
    small_free(one);
    small_free(other);
    small_free(turned);
}

/* What two regions write of a kind: nothing in the same word. */
static void check_disjoint(const int64_t *a, const int64_t *b, size_t n)
{
    for (size_t i = 0; i < n; i++)
        assert_true(a[i] == 0 || b[i] == 0);
}

static void regions_write_no_word_of_each_other(void **state)
{
    (void)state;
    struct small *w[2] = {two_regions(), two_regions()};
    for (uint32_t r = 0; r < 2; r++) {
        small_compile(w[r]);
        small_results(w[r]);
        void *world = w[r]->model.new_world(w[r]->plan, w[r]->home, &w[r]->e);
        assert_non_null(world);
        assert_true(w[r]->model.replicate(world, SEED, 0, r, &w[r]->out, &w[r]->e));
    }
    check_disjoint(w[0]->out.record, w[1]->out.record, w[0]->model.record_words);
    check_disjoint(w[0]->out.sums, w[1]->out.sums, w[0]->model.sum_words);
    for (size_t i = 0; i < w[0]->model.bin_words; i++)
        assert_true(w[0]->out.bins[i] == 0 || w[1]->out.bins[i] == 0);
    small_free(w[0]);
    small_free(w[1]);
}

/* Sums of a month are those of its days; x y moments are of monthly totals, and nothing is kept
 * by half hour. */
static void kept_by_month_a_replication_gives_its_monthly_totals(void **state)
{
    (void)state;
    struct small *days = two_regions(), *months = two_regions();
    months->d.s.measures = MEASURES_BY_MONTH;
    run(days, false);
    run(months, false);
    const struct plan *p = days->plan, *q = months->plan;
    assert_int_equal(q->n_hist_days, 3);
    assert_true(months->model.bin_words < days->model.bin_words / 5);
    assert_memory_equal(days->out.record, months->out.record,
                        days->model.record_words * sizeof *days->out.record);
    for (int32_t site = 0; site < p->n_sites; site++)
        for (int32_t m = 0; m < 3; m++) {
            int64_t want[TALLY_DAY_WORDS] = {0};
            const int64_t *got = months->out.sums + tally_at_day(q, site, ACCESS_WALK_IN, m);
            uint64_t waits = 0;
            for (int32_t day = p->first_report; day <= p->last_report; day++) {
                const struct plan_date *date = plan_date_at(p, day);
                if (date->month != m || date->hist_day == PLAN_NO_DAY)
                    continue;
                const int64_t *of =
                    days->out.sums + tally_at_day(p, site, ACCESS_WALK_IN, date->hist_day);
                for (int k = 0; k < TALLY_DAY_WORDS; k++)
                    want[k] += of[k];
                waits += sim_histogram_count(
                    days->out.bins + tally_bin_day(p, site, ACCESS_WALK_IN, date->hist_day));
            }
            assert_true(want[TALLY_DAY_X] > 0);
            assert_int_equal(got[TALLY_DAY_X], want[TALLY_DAY_X]);
            assert_int_equal(got[TALLY_DAY_ARRIVALS], want[TALLY_DAY_ARRIVALS]);
            assert_int_equal(got[TALLY_DAY_WAIT_US], want[TALLY_DAY_WAIT_US]);
            assert_int_equal(got[TALLY_DAY_XX], want[TALLY_DAY_X] * want[TALLY_DAY_X]);
            assert_int_equal(got[TALLY_DAY_XY], want[TALLY_DAY_X] * want[TALLY_DAY_Y]);
            assert_int_equal(
                sim_histogram_count(months->out.bins + tally_bin_day(q, site, ACCESS_WALK_IN, m)),
                waits);
        }
    small_free(days);
    small_free(months);
}

/* One region by month: the city's row is there, too. */
static void kept_by_month_one_region_has_a_city(void **state)
{
    struct small *w = *state;
    w->d.s.measures = MEASURES_BY_MONTH;
    small_run(w, SEED, 0);
    for (int32_t m = 0; m < 3; m++) {
        int64_t x = 0;
        for (int32_t site = 0; site < SMALL_SITES; site++)
            for (int a = 0; a < ACCESS_COUNT; a++)
                x += w->out.sums[tally_at_day(w->plan, site, a, m) + TALLY_DAY_X];
        const int64_t *city = w->out.sums + tally_at_city_day(w->plan, m);
        assert_true(x > 0);
        assert_int_equal(city[TALLY_DAY_X], x);
        assert_int_equal(city[TALLY_DAY_XX], x * x);
    }
}

/* Tickets of all kinds of day and half hours are all tickets; nothing else changes. */
static void kept_for_staffing_half_hours_add_up_to_the_records_tickets(void **state)
{
    (void)state;
    struct small *months = two_regions(), *halves = two_regions();
    months->d.s.measures = MEASURES_BY_MONTH;
    halves->d.s.measures = MEASURES_FOR_STAFFING;
    run(months, false);
    run(halves, true); /* the other region first */
    const struct plan *p = halves->plan;
    size_t before = tally_layout_of(months->plan).record_words;
    assert_int_equal(tally_layout_of(p).record_half, before);
    assert_memory_equal(halves->out.record, months->out.record, before * sizeof(int64_t));
    assert_memory_equal(halves->out.sums, months->out.sums,
                        months->model.sum_words * sizeof(int64_t));
    for (int32_t site = 0; site < p->n_sites; site++) {
        int64_t n[TALLY_HALF_WORDS] = {0}, kind[TALLY_KINDS] = {0};
        for (int32_t k = 0; k < TALLY_KINDS; k++)
            for (int32_t h = 0; h < PLAN_HALF_HOURS; h++) {
                const int64_t *half = halves->out.record + tally_at_half(p, site, k, h);
                kind[k] += half[TALLY_HALF_TICKETS];
                for (int i = 0; i < TALLY_HALF_WORDS; i++)
                    n[i] += half[i];
            }
        int64_t tickets = 0, within = 0;
        for (int a = 0; a < ACCESS_COUNT; a++) {
            tickets += halves->out.record[tally_at_access(p, site, a, TALLY_TICKETS)];
            within += halves->out.record[tally_at_access(p, site, a, TALLY_WITHIN)];
        }
        assert_true(kind[0] > kind[1] && kind[1] > 0);
        assert_int_equal(n[TALLY_HALF_TICKETS], tickets);
        assert_int_equal(n[TALLY_HALF_WITHIN], within);
    }
    small_free(months);
    small_free(halves);
}

/* A ward opens on the Saturdays and evenings that its row names, else as the calendar says. */
static void wards_open_in_patterns_of_their_own(void **state)
{
    struct small *w = *state;
    w->wards[SMALL_NISHI].saturdays = "1 3";
    w->wards[SMALL_NISHI].evenings = "3";
    w->d.s.calendar.evening.close = 19 * 3600;
    w->d.s.calendar.evening.share = 0.1;
    small_compile(w);
    for (int week = 1; week <= 4; week++) {
        int32_t saturday = small_day(w, 2020, 6, 6 + 7 * (week - 1));
        assert_int_equal(small_day_at(w, SMALL_NISHI, saturday)->open_s >= 0, week % 2 == 1);
        assert_int_equal(small_day_at(w, SMALL_SAKAE, saturday)->open_s >= 0, week % 2 == 0);
    }
    int32_t wednesday = small_day(w, 2020, 6, 10);
    assert_int_equal(small_day_at(w, SMALL_NISHI, wednesday)->close_s, 19 * 3600);
    assert_int_equal(small_day_at(w, SMALL_NISHI, wednesday)->hours, HOURS_EVENING);
    assert_int_equal(small_day_at(w, SMALL_SAKAE, wednesday)->close_s, 17 * 3600);
    assert_int_equal(small_day_at(w, SMALL_NISHI, wednesday + 1)->close_s, 17 * 3600);
}

/* Without names all sites are one region, and what they share is addressed as ever. */
static void sites_without_a_region_are_one(void **state)
{
    struct small *w = *state;
    small_compile(w);
    const struct plan_region *r = plan_region_at(w->plan, 0);
    assert_int_equal(w->plan->n_regions, 1);
    assert_int_equal(r->n_sites, SMALL_SITES);
    assert_int_equal(r->code, CITY_CODE);
    assert_int_equal(r->population, 0);
    check_near(r->share, 1, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_region_gives_the_same_alone_and_beside_another),
        cmocka_unit_test(neither_the_order_of_rows_nor_of_running_matters),
        cmocka_unit_test(regions_write_no_word_of_each_other),
        cmocka_unit_test(kept_by_month_a_replication_gives_its_monthly_totals),
        IN_SMALL(kept_by_month_one_region_has_a_city),
        cmocka_unit_test(kept_for_staffing_half_hours_add_up_to_the_records_tickets),
        IN_SMALL(wards_open_in_patterns_of_their_own),
        IN_SMALL(sites_without_a_region_are_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
