/* test_tally.c - every count has one place, and a day of hand-made visits lands where the
 * tables will look for it.
 */
#include "models/ward/tally.h"

#include "sim/engine/histogram.h"
#include "tests/ward/fixture.h"

static int set_up(void **state)
{
    struct small *w = small_new();
    *state = w;
    small_city(w);
    return 0;
}

/* ---- layout ----------------------------------------------------------------- */

/* Words from the first one on that are claimed exactly once. */
static void claim(uint8_t *seen, size_t size, size_t first, size_t n)
{
    assert_true(first + n <= size);
    for (size_t i = first; i < first + n; i++)
        assert_int_equal(seen[i]++, 0);
}

static void check_all_claimed(const uint8_t *seen, size_t size)
{
    for (size_t i = 0; i < size; i++)
        assert_int_equal(seen[i], 1);
}

static void every_word_of_the_record_has_one_owner(void **state)
{
    struct small *w = *state;
    const struct plan *p = w->plan;
    size_t size = tally_layout_of(p).record_words;
    assert_int_equal(size, w->model.record_words);
    uint8_t *seen = arena_take_array(w->home, uint8_t, size);
    for (int32_t site = 0; site < p->n_sites; site++) {
        for (int a = 0; a < ACCESS_COUNT; a++)
            claim(seen, size, tally_at_access(p, site, a, 0), TALLY_ACCESS_WORDS);
        claim(seen, size, tally_at_site(p, site, 0), TALLY_SITE_WORDS);
    }
    check_all_claimed(seen, size);
}

static void every_word_of_the_sums_has_one_owner(void **state)
{
    struct small *w = *state;
    const struct plan *p = w->plan;
    size_t size = tally_layout_of(p).sum_words;
    assert_int_equal(size, w->model.sum_words);
    uint8_t *seen = arena_take_array(w->home, uint8_t, size);
    for (int32_t site = 0; site < p->n_sites; site++) {
        for (int32_t day = 0; day < p->n_hist_days; day++) {
            for (int a = 0; a < ACCESS_COUNT; a++)
                claim(seen, size, tally_at_day(p, site, a, day), TALLY_DAY_WORDS);
            claim(seen, size, tally_at_level(p, site, day), TALLY_LEVELS);
        }
        for (int32_t month = 0; month < p->n_months; month++)
            claim(seen, size, tally_at_month(p, site, month), TALLY_MONTH_WORDS);
        claim(seen, size, tally_at_lead(p, site), TALLY_LEAD_BINS);
    }
    for (int32_t day = 0; day < p->n_hist_days; day++)
        claim(seen, size, tally_at_city_day(p, day), TALLY_DAY_WORDS);
    for (int32_t site = 0; site <= p->n_sites; site++)
        for (int32_t cell = 0; cell < p->n_moments; cell++)
            claim(seen, size, tally_at_cell(p, site, cell), TALLY_CELL_WORDS);
    check_all_claimed(seen, size);
}

static void every_word_of_the_bins_has_one_owner(void **state)
{
    struct small *w = *state;
    const struct plan *p = w->plan;
    size_t size = tally_layout_of(p).bin_words, n = SIM_HISTOGRAM_BINS;
    assert_int_equal(size, w->model.bin_words);
    uint8_t *seen = arena_take_array(w->home, uint8_t, size);
    for (int32_t site = 0; site < p->n_sites; site++) {
        for (int a = 0; a < ACCESS_COUNT; a++) {
            for (int32_t day = 0; day < p->n_hist_days; day++)
                claim(seen, size, tally_bin_day(p, site, a, day), n);
            for (int32_t k = 0; k < TALLY_SECTIONS; k++)
                claim(seen, size, tally_bin_section(p, k, site, a), n);
        }
        for (int32_t pair = 0; pair < p->n_pairs; pair++)
            for (int32_t cell = 0; cell < p->n_cells; cell++)
                claim(seen, size, tally_bin_pair(p, site, pair, cell), n);
    }
    check_all_claimed(seen, size);
}

/* ---- one day ---------------------------------------------------------------- */

struct day {
    struct visit visits[64];
    uint8_t use[64];
    uint32_t n;
    struct counter_result result;
    int64_t midnight;
    int32_t day;
};

static struct day day_of(const struct small *w, int32_t month, int32_t date)
{
    struct day d = {.day = small_day(w, 2020, month, date)};
    d.midnight = sim_on_day(w->plan->base_day + d.day, 0).us;
    return d;
}

/* Served: ticket and call in minutes after midnight, slot 0 = walk-in. */
static void served(struct day *d, int32_t use, int32_t slot, int32_t ticket, int32_t call)
{
    int64_t min = SMALL_MIN.us;
    d->use[d->n] = (uint8_t)use;
    d->visits[d->n++] = (struct visit){
        .arrive_us = d->midnight + ticket * min,
        .slot_us = slot == 0 ? VISIT_NO_SLOT : d->midnight + slot * min,
        .work_us = 10 * min,
        .ticket_us = d->midnight + ticket * min,
        .call_us = d->midnight + call * min,
        .finish_us = d->midnight + (call + 10) * min,
        .outcome = VISIT_SERVED,
    };
    d->result.served++;
}

static void not_served(struct day *d, int32_t use, int32_t slot, enum visit_outcome outcome)
{
    d->use[d->n] = (uint8_t)use;
    d->visits[d->n++] = (struct visit){
        .arrive_us = d->midnight + 1000 * SMALL_MIN.us,
        .slot_us = slot == 0 ? VISIT_NO_SLOT : d->midnight + slot * SMALL_MIN.us,
        .work_us = 10 * SMALL_MIN.us,
        .outcome = (uint8_t)outcome,
    };
}

static void write(struct small *w, int32_t site, const struct day *d)
{
    struct tally *t = &w->city->tally;
    const struct tally_site_day sums = {site, d->day, d->visits, d->use, d->n, &d->result};
    tally_day_begin(t, d->day);
    tally_site_day(t, &sums);
    tally_day_end(t, d->day);
}

static int64_t record(const struct small *w, int32_t site, int32_t access, int32_t which)
{
    return w->out.record[tally_at_access(w->plan, site, access, which)];
}

static int64_t at_site(const struct small *w, int32_t site, int32_t which)
{
    return w->out.record[tally_at_site(w->plan, site, which)];
}

/* Tuesday 16 June 2020 at 栄. Waits: booked 0 (called early), 0, 40 from his slot; walk-ins
 * 30 (the target itself) and 31. */
static struct day a_tuesday(const struct small *w)
{
    struct day d = day_of(w, 6, 16);
    served(&d, USE_RENEWAL, 600, 580, 590);
    served(&d, USE_RENEWAL, 600, 610, 610);
    served(&d, USE_HANDOVER, 600, 590, 640);
    served(&d, USE_OTHER, 0, 525, 555);
    served(&d, USE_OTHER, 0, 600, 631);
    not_served(&d, USE_OTHER, 0, VISIT_TURNED_AWAY);
    not_served(&d, USE_OTHER, 0, VISIT_TOO_LATE);
    not_served(&d, USE_RENEWAL, 990, VISIT_TOO_LATE);
    not_served(&d, USE_OTHER, 0, VISIT_REFUSED);
    d.visits[1].is_demoted = 1;
    d.visits[3].is_outside = 1;
    d.result.overtime_us = 5 * SMALL_MIN.us;
    d.result.early_end_us = 1;
    d.result.busy_open_us = 50 * SMALL_MIN.us;
    d.result.staffed_open_us = 2475 * SMALL_MIN.us;
    return d;
}

static void a_day_is_counted_by_site_and_access(void **state)
{
    struct small *w = *state;
    struct day d = a_tuesday(w);
    write(w, SMALL_SAKAE, &d);
    static const int64_t want[ACCESS_COUNT][TALLY_OUTSIDE + 1] = {
        {4, 3, 1, 0, 40 * 60000000LL, 2, 1, 0}, {5, 2, 2, 1, 61 * 60000000LL, 1, 0, 1}};
    for (int a = 0; a < ACCESS_COUNT; a++)
        for (int k = 0; k <= TALLY_OUTSIDE; k++) {
            assert_int_equal(record(w, SMALL_SAKAE, a, k), want[a][k]);
            assert_int_equal(small_whole(w, SMALL_SAKAE, a, k), want[a][k]);
            assert_int_equal(record(w, SMALL_NISHI, a, k), 0);
        }
    assert_int_equal(at_site(w, SMALL_SAKAE, TALLY_OPEN_DAYS), 1);
    assert_int_equal(at_site(w, SMALL_SAKAE, TALLY_OVERTIME_US), 5 * SMALL_MIN.us);
    assert_int_equal(at_site(w, SMALL_SAKAE, TALLY_EARLY_END_DAYS), 1);
    assert_int_equal(at_site(w, SMALL_SAKAE, TALLY_BUSY_US), 50 * SMALL_MIN.us);
    assert_int_equal(at_site(w, SMALL_SAKAE, TALLY_STAFFED_US), 2475 * SMALL_MIN.us);
}

static void check_words(const int64_t *got, const int64_t *want, int n)
{
    for (int k = 0; k < n; k++)
        assert_int_equal(got[k], want[k]);
}

/* x = tickets, y = within the target: 3 and 2 booked, 2 and 1 walk-in, 5 and 3 in the city. */
static void a_day_has_ratio_moments_by_access_and_for_the_city(void **state)
{
    struct small *w = *state;
    struct day d = a_tuesday(w);
    write(w, SMALL_SAKAE, &d);
    int32_t h = plan_date_at(w->plan, d.day)->hist_day;
    static const int64_t booked[] = {3, 2, 9, 6, 4, 4, 1, 40 * 60000000LL};
    static const int64_t walk_in[] = {2, 1, 4, 2, 1, 5, 3, 61 * 60000000LL};
    static const int64_t city[] = {5, 3, 25, 15, 9, 9, 4, 101 * 60000000LL};
    const int64_t *s = w->out.sums;
    check_words(s + tally_at_day(w->plan, SMALL_SAKAE, ACCESS_BOOKED, h), booked, TALLY_DAY_WORDS);
    check_words(s + tally_at_day(w->plan, SMALL_SAKAE, ACCESS_WALK_IN, h), walk_in,
                TALLY_DAY_WORDS);
    check_words(s + tally_at_city_day(w->plan, h), city, TALLY_DAY_WORDS);
}

/* The city's pair of a day is squared once, after all its sites. */
static void the_citys_day_is_one_pair_of_all_sites(void **state)
{
    struct small *w = *state;
    struct tally *t = &w->city->tally;
    struct day d = a_tuesday(w);
    tally_day_begin(t, d.day);
    for (int32_t site = 0; site < SMALL_SITES; site++) {
        const struct tally_site_day sums = {site, d.day, d.visits, d.use, d.n, &d.result};
        tally_site_day(t, &sums);
    }
    tally_day_end(t, d.day);
    const int64_t *city =
        w->out.sums + tally_at_city_day(w->plan, plan_date_at(w->plan, d.day)->hist_day);
    assert_int_equal(city[TALLY_DAY_X], 10);
    assert_int_equal(city[TALLY_DAY_XX], 100);
    assert_int_equal(city[TALLY_DAY_XY], 60);
    tally_day_begin(t, d.day + 1); /* the next day begins at nothing */
    tally_day_end(t, d.day + 1);
    assert_int_equal(city[TALLY_DAY_WORDS + TALLY_DAY_X], 0);
}

static void a_month_holds_arrivals_and_work_by_access_and_staff(void **state)
{
    struct small *w = *state;
    struct day d = a_tuesday(w);
    write(w, SMALL_SAKAE, &d);
    const int64_t *june = w->out.sums + tally_at_month(w->plan, SMALL_SAKAE, 0);
    assert_int_equal(june[TALLY_MONTH_ARRIVALS + ACCESS_BOOKED], 4);
    assert_int_equal(june[TALLY_MONTH_ARRIVALS + ACCESS_WALK_IN], 5);
    assert_int_equal(june[TALLY_MONTH_WORK_US + ACCESS_BOOKED], 40 * SMALL_MIN.us);
    assert_int_equal(june[TALLY_MONTH_WORK_US + ACCESS_WALK_IN], 50 * SMALL_MIN.us);
    assert_int_equal(june[TALLY_MONTH_STAFFED_US], 2475 * SMALL_MIN.us);
    assert_int_equal(june[TALLY_MONTH_OPEN_DAYS], 1);
    assert_int_equal(june[TALLY_MONTH_WORDS + TALLY_MONTH_OPEN_DAYS], 0);
}

/* A wait falls into the half hour of its ticket, under its use, by its access and day. */
static void waits_fall_into_the_histograms_of_their_day_use_half_hour_and_section(void **state)
{
    struct small *w = *state;
    const struct plan *p = w->plan;
    tally_begin(&w->city->tally, &w->out, 37, 0); /* section 7 */
    struct day d = a_tuesday(w);
    write(w, SMALL_SAKAE, &d);
    tally_end(&w->city->tally);
    int32_t h = plan_date_at(p, d.day)->hist_day;
    const uint32_t *b = w->out.bins;
    uint32_t zero = sim_histogram_bin(0), half = sim_histogram_bin(30 * SMALL_MIN.us);
    uint32_t forty = sim_histogram_bin(40 * SMALL_MIN.us);
    assert_int_equal(b[tally_bin_day(p, SMALL_SAKAE, ACCESS_BOOKED, h) + zero], 2);
    assert_int_equal(b[tally_bin_day(p, SMALL_SAKAE, ACCESS_BOOKED, h) + forty], 1);
    assert_int_equal(b[tally_bin_day(p, SMALL_SAKAE, ACCESS_WALK_IN, h) + half], 1);
    assert_int_equal(b[tally_bin_section(p, 7, SMALL_SAKAE, ACCESS_BOOKED) + forty], 1);
    /* tickets of renewals: 580 = 9:40 and 610 = 10:10 on a Tuesday */
    int32_t pair = p->pair_use[USE_RENEWAL];
    assert_int_equal(b[tally_bin_pair(p, SMALL_SAKAE, pair, p->cell[CIVIL_TUE][19]) + zero], 1);
    assert_int_equal(b[tally_bin_pair(p, SMALL_SAKAE, pair, p->cell[CIVIL_TUE][20]) + zero], 1);
    assert_int_equal(
        b[tally_bin_pair(p, SMALL_SAKAE, p->pair_use[USE_OTHER], p->cell[CIVIL_TUE][17]) + half],
        1); /* 8:45 */
    uint64_t all = 0;
    for (size_t i = 0; i < w->model.bin_words; i++)
        all += b[i];
    assert_int_equal(all, 3 * 5);
}

/* More than are written down before they are counted. */
static void half_hours_of_many_visits_are_all_counted(void **state)
{
    enum { TIMES = TALLY_DUE };
    struct small *w = *state;
    const struct plan *p = w->plan;
    int32_t pair = p->pair_use[USE_RENEWAL];
    struct day d = a_tuesday(w);
    tally_begin(&w->city->tally, &w->out, 0, 0);
    for (int i = 0; i < TIMES; i++)
        write(w, SMALL_SAKAE, &d);
    tally_end(&w->city->tally);
    size_t at = tally_bin_pair(p, SMALL_SAKAE, pair, p->cell[CIVIL_TUE][19]);
    assert_int_equal(w->out.bins[at + sim_histogram_bin(0)], TIMES);
    uint64_t all = 0;
    for (size_t i = 0; i < w->model.bin_words; i++)
        all += w->out.bins[i];
    assert_int_equal(all, 3 * 5 * TIMES);
}

static struct sim_outcome empty_outcome(const struct small *w)
{
    return (struct sim_outcome){arena_take_array(w->home, int64_t, w->model.record_words),
                                arena_take_array(w->home, int64_t, w->model.sum_words),
                                arena_take_array(w->home, uint32_t, w->model.bin_words)};
}

static int32_t below(uint64_t *seed, uint32_t n)
{
    return (int32_t)(test_random(seed) % n);
}

/* Any visit of a ward between 9:00 and 16:00; one in three was served at once. */
static void visit_by_chance(struct day *d, uint64_t *seed)
{
    int32_t ticket = 540 + below(seed, 420), wait = below(seed, 90);
    int32_t slot = below(seed, 2) > 0 ? ticket + below(seed, 40) - 20 : 0;
    int32_t use = below(seed, 2) > 0 ? USE_RENEWAL : USE_OTHER, end = below(seed, 10);
    d->n = 0;
    d->result.served = 0;
    served(d, use, slot, ticket, ticket + (wait < 60 ? wait : 0));
    struct visit *v = &d->visits[0];
    v->is_outside = below(seed, 8) == 0;
    if (end > 2) {
        v->is_demoted = below(seed, 8) == 0;
        v->is_beyond = below(seed, 8) == 0;
        return;
    }
    v->outcome = (uint8_t[]){VISIT_LEFT, VISIT_TURNED_AWAY, VISIT_BALKED}[end];
    v->wait_us = v->call_us - v->ticket_us;
    v->finish_us = v->call_us;
    d->result.served = 0;
}

/* Far more than are counted at a time, and than are asked for from memory at a time. */
static void visits_of_one_day_are_counted_as_if_each_came_on_a_day_of_his_own(void **state)
{
    enum { MANY = 1500 };
    struct small *w = *state;
    const struct plan *p = w->plan;
    struct sim_outcome single = empty_outcome(w), whole = empty_outcome(w);
    uint64_t seed = 7;
    struct visit *visits = arena_take_array(w->home, struct visit, MANY);
    uint8_t *use = arena_take_array(w->home, uint8_t, MANY);
    struct tally *t = &w->city->tally;
    struct day d = day_of(w, 6, 16);
    struct counter_result result = {0};
    tally_begin(t, &single, 0, 0);
    for (int i = 0; i < MANY; i++) {
        visit_by_chance(&d, &seed);
        write(w, SMALL_SAKAE, &d);
        visits[i] = d.visits[0];
        use[i] = d.use[0];
        result.served += d.result.served;
    }
    tally_end(t);
    tally_begin(t, &whole, 0, 0);
    tally_day_begin(t, d.day);
    const struct tally_site_day sums = {SMALL_SAKAE, d.day, visits, use, MANY, &result};
    tally_site_day(t, &sums);
    tally_end(t);
    size_t access = tally_at_access(p, SMALL_SAKAE, 0, 0);
    assert_memory_equal(single.record + access, whole.record + access,
                        (size_t)ACCESS_COUNT * TALLY_ACCESS_WORDS * sizeof *whole.record);
    size_t cells = tally_at_cell(p, 0, 0), end = tally_at_month(p, 0, 0);
    assert_memory_equal(single.sums + cells, whole.sums + cells,
                        (end - cells) * sizeof *whole.sums);
    assert_memory_equal(single.bins, whole.bins, w->model.bin_words * sizeof *whole.bins);
    assert_int_equal(small_whole(w, SMALL_SAKAE, 0, TALLY_ARRIVALS) +
                         small_whole(w, SMALL_SAKAE, 1, TALLY_ARRIVALS),
                     MANY);
}

/* Tuesday and Wednesday at 10:00, two replications: x = 2, y = 1 and x = 1, y = 1; pooled
 * 3 and 2. 西 has one more on the Tuesday, which only the city sees beside it. */
static void cells_hold_moments_over_replications_by_weekday_pooled_and_of_the_city(void **state)
{
    struct small *w = *state;
    const struct plan *p = w->plan;
    struct tally *t = &w->city->tally;
    struct day tuesday = day_of(w, 6, 16), wednesday = day_of(w, 6, 17), other = tuesday;
    served(&tuesday, USE_OTHER, 0, 600, 600);
    served(&tuesday, USE_OTHER, 0, 605, 640);
    served(&wednesday, USE_OTHER, 0, 601, 602);
    served(&other, USE_OTHER, 0, 601, 602);
    for (uint32_t replication = 0; replication < 2; replication++) {
        tally_begin(t, &w->out, replication, 0);
        write(w, SMALL_SAKAE, &tuesday);
        write(w, SMALL_SAKAE, &wednesday);
        write(w, SMALL_NISHI, &other);
        tally_end(t);
    }
    const struct {
        int32_t site, cell;
        int64_t words[5];
    } want[] = {
        {SMALL_SAKAE, p->cell[CIVIL_TUE][20], {4, 2, 8, 4, 2}},
        {SMALL_SAKAE, p->cell[CIVIL_WED][20], {2, 2, 2, 2, 2}},
        {SMALL_SAKAE, p->pooled[20], {6, 4, 18, 12, 8}},
        {SMALL_SAKAE, p->cell[CIVIL_TUE][21], {0}},
        {SMALL_NISHI, p->cell[CIVIL_TUE][20], {2, 2, 2, 2, 2}},
        {SMALL_NISHI, p->cell[CIVIL_WED][20], {0}},
        {SMALL_SITES, p->cell[CIVIL_TUE][20], {6, 4, 18, 12, 8}},
        {SMALL_SITES, p->pooled[20], {8, 6, 32, 24, 18}},
    };
    for (size_t i = 0; i < COUNT_OF(want); i++)
        check_words(w->out.sums + tally_at_cell(p, want[i].site, want[i].cell), want[i].words, 5);
}

static void saturdays_are_not_pooled_with_weekdays(void **state)
{
    struct small *w = *state;
    const struct plan *p = w->plan;
    struct day saturday = day_of(w, 6, 13);
    served(&saturday, USE_OTHER, 0, 600, 600);
    write(w, SMALL_SAKAE, &saturday);
    tally_look(&w->city->tally, SMALL_SAKAE, saturday.day, 20, 4);
    tally_end(&w->city->tally);
    const int64_t *sums = w->out.sums;
    assert_int_equal(sums[tally_at_cell(p, SMALL_SAKAE, p->cell[CIVIL_SAT][20])], 1);
    for (int k = 0; k < TALLY_CELL_WORDS; k++)
        assert_int_equal(sums[tally_at_cell(p, SMALL_SAKAE, p->pooled[20]) + (size_t)k], 0);
}

static void looks_are_summed_for_the_site_and_the_city(void **state)
{
    struct small *w = *state;
    const struct plan *p = w->plan;
    struct tally *t = &w->city->tally;
    int32_t day = small_day(w, 2020, 6, 16);
    tally_day_begin(t, day);
    tally_look(t, SMALL_SAKAE, day, 20, 7);
    tally_look(t, SMALL_NISHI, day, 20, 2);
    tally_end(t);
    const int64_t *own = w->out.sums + tally_at_cell(p, SMALL_SAKAE, p->cell[CIVIL_TUE][20]);
    const int64_t *city = w->out.sums + tally_at_cell(p, p->n_sites, p->cell[CIVIL_TUE][20]);
    const int64_t *pooled = w->out.sums + tally_at_cell(p, SMALL_NISHI, p->pooled[20]);
    assert_int_equal(pooled[TALLY_CELL_LOOKS], 1);
    assert_int_equal(pooled[TALLY_CELL_WAITING], 2);
    assert_int_equal(own[TALLY_CELL_LOOKS], 1);
    assert_int_equal(own[TALLY_CELL_WAITING], 7);
    assert_int_equal(city[TALLY_CELL_LOOKS], 2);
    assert_int_equal(city[TALLY_CELL_WAITING], 9);
    tally_look(t, SMALL_SAKAE, p->first_report - 3, 20, 7); /* Friday 29 May: not reported */
    int64_t looks = 0;
    for (int32_t cell = 0; cell < p->n_cells; cell++)
        looks += w->out.sums[tally_at_cell(p, SMALL_SAKAE, cell) + TALLY_CELL_LOOKS];
    assert_int_equal(looks, 1);
}

/* Ten waits; the level is the least cut (20, 40, 60 minutes) that nine of ten do not pass. */
static int32_t level_of_waits(struct small *w, int32_t date, const int32_t *waits, int32_t n)
{
    struct day d = day_of(w, 6, date);
    for (int i = 0; i < n; i++)
        served(&d, USE_OTHER, 0, 600, 600 + waits[i]);
    write(w, SMALL_SAKAE, &d);
    int32_t h = plan_date_at(w->plan, d.day)->hist_day, level = -1;
    for (int k = 0; k < TALLY_LEVELS; k++) {
        int64_t n_days = w->out.sums[tally_at_level(w->plan, SMALL_SAKAE, h) + (size_t)k];
        assert_in_range(n_days, 0, 1);
        level = n_days == 1 ? k : level;
    }
    return level;
}

static void a_days_level_is_where_nine_of_ten_waits_lie(void **state)
{
    struct small *w = *state;
    assert_int_equal(level_of_waits(w, 15, (const int32_t[]){0, 0, 0, 0, 0, 0, 0, 0, 20, 99}, 10),
                     0);
    assert_int_equal(level_of_waits(w, 16, (const int32_t[]){0, 0, 0, 0, 0, 0, 0, 0, 21, 99}, 10),
                     1);
    assert_int_equal(level_of_waits(w, 17, (const int32_t[]){0, 0, 0, 0, 0, 0, 0, 40, 41, 41}, 10),
                     2);
    assert_int_equal(level_of_waits(w, 18, (const int32_t[]){61, 0, 0, 0, 0, 0, 0, 0, 0, 61}, 10),
                     3);
    assert_int_equal(level_of_waits(w, 19, NULL, 0), 0);
}

/* 29 May is warm-up: it is counted for the conservation laws and nowhere else. */
static void days_of_the_warm_up_are_not_reported(void **state)
{
    struct small *w = *state;
    struct day d = day_of(w, 5, 29);
    served(&d, USE_OTHER, 0, 600, 640);
    write(w, SMALL_SAKAE, &d);
    tally_add_booking(&w->city->tally, SMALL_SAKAE, 3);
    tally_end(&w->city->tally);
    assert_int_equal(small_whole(w, SMALL_SAKAE, ACCESS_WALK_IN, TALLY_SERVED), 1);
    for (size_t i = 0; i < w->model.record_words; i++)
        assert_int_equal(w->out.record[i], 0);
    for (size_t i = 0; i < w->model.sum_words; i++)
        assert_int_equal(w->out.sums[i], 0);
    for (size_t i = 0; i < w->model.bin_words; i++)
        assert_int_equal(w->out.bins[i], 0);
}

static void long_leads_share_the_last_bin(void **state)
{
    struct small *w = *state;
    static const int32_t leads[] = {0, 1, 63, 64, 500};
    tally_day_begin(&w->city->tally, w->plan->first_report);
    for (size_t i = 0; i < COUNT_OF(leads); i++)
        tally_add_booking(&w->city->tally, SMALL_SAKAE, leads[i]);
    const int64_t *bins = w->out.sums + tally_at_lead(w->plan, SMALL_SAKAE);
    assert_int_equal(bins[0], 1);
    assert_int_equal(bins[1], 1);
    assert_int_equal(bins[62], 0);
    assert_int_equal(bins[63], 3);
}

static void a_new_replication_begins_its_own_books_anew(void **state)
{
    struct small *w = *state;
    struct day d = a_tuesday(w);
    write(w, SMALL_SAKAE, &d);
    tally_begin(&w->city->tally, &w->out, 1, 0);
    assert_int_equal(small_whole(w, SMALL_SAKAE, ACCESS_BOOKED, TALLY_SERVED), 0);
    int64_t before = w->out.sums[tally_at_cell(w->plan, SMALL_SAKAE, w->plan->cell[CIVIL_TUE][20])];
    tally_end(&w->city->tally);
    assert_int_equal(w->out.sums[tally_at_cell(w->plan, SMALL_SAKAE, w->plan->cell[CIVIL_TUE][20])],
                     before);
}

static void without_memory_there_is_no_tally(void **state)
{
    struct small *w = *state;
    struct tally t;
    for (unsigned nth = 1; nth <= 2; nth++) {
        arena_fail_nth(w->home, nth);
        assert_false(tally_init(&t, w->plan, w->home));
    }
}

/* A walk-in who took a ticket at 10:00 and left at 10:05, one who balked, a booked one (slot
 * 10:00) who came at 9:50, was called at 10:04, and had no seat. */
static struct day a_day_of_impatience(const struct small *w)
{
    struct day d = day_of(w, 6, 16);
    not_served(&d, USE_OTHER, 0, VISIT_LEFT);
    d.visits[0].arrive_us = d.visits[0].ticket_us = d.midnight + 600 * SMALL_MIN.us;
    d.visits[0].wait_us = 5 * SMALL_MIN.us;
    d.visits[0].finish_us = d.midnight + 605 * SMALL_MIN.us;
    not_served(&d, USE_OTHER, 0, VISIT_BALKED);
    served(&d, USE_RENEWAL, 600, 590, 604);
    d.visits[2].is_beyond = 1;
    return d;
}

static void whoever_leaves_had_a_ticket_and_whoever_balks_had_none(void **state)
{
    struct small *w = *state;
    struct day d = a_day_of_impatience(w);
    write(w, SMALL_SAKAE, &d);
    int64_t min = SMALL_MIN.us;
    const struct {
        int32_t word;
        int64_t want[ACCESS_COUNT]; /* booked, walk-in */
    } words[] = {{TALLY_ARRIVALS, {1, 2}},
                 {TALLY_SERVED, {1, 0}},
                 {TALLY_TICKETS, {1, 1}},
                 {TALLY_LEFT, {0, 1}},
                 {TALLY_LEFT_WAIT_US, {0, 5 * min}},
                 {TALLY_BALKED, {0, 1}},
                 {TALLY_BEYOND, {1, 0}},
                 {TALLY_KEPT, {1, 0}},
                 {TALLY_OFFICE_US, {24 * min, 5 * min}},
                 {TALLY_WAIT_US, {4 * min, 0}},
                 {TALLY_LATENESS_US, {4 * min, 0}},
                 {TALLY_ARRIVAL_WAIT_US, {14 * min, 0}}};
    for (size_t i = 0; i < COUNT_OF(words); i++)
        for (int a = 0; a < ACCESS_COUNT; a++)
            assert_int_equal(record(w, SMALL_SAKAE, a, words[i].word), words[i].want[a]);
}

/* The promise is over tickets: to him who left it was not kept. He has no wait. */
static void whoever_leaves_counts_against_the_promise_and_in_no_histogram(void **state)
{
    struct small *w = *state;
    const struct plan *p = w->plan;
    struct day d = a_day_of_impatience(w);
    write(w, SMALL_SAKAE, &d);
    tally_end(&w->city->tally);
    int32_t h = plan_date_at(p, d.day)->hist_day;
    const int64_t *walk_in = w->out.sums + tally_at_day(p, SMALL_SAKAE, ACCESS_WALK_IN, h);
    assert_int_equal(walk_in[TALLY_DAY_X], 1);
    assert_int_equal(walk_in[TALLY_DAY_Y], 0);
    const int64_t *cell = w->out.sums + tally_at_cell(p, SMALL_SAKAE, p->cell[CIVIL_TUE][20]);
    assert_int_equal(cell[TALLY_CELL_X], 1);
    assert_int_equal(cell[TALLY_CELL_Y], 0);
    uint64_t waits = 0;
    for (size_t i = 0; i < w->model.bin_words; i++)
        waits += w->out.bins[i];
    assert_int_equal(waits, 3); /* of the one served, in three histograms */
}

/* Tuesday 8:45 (30 min, just within), 10:00 (31 min, and who left); Saturday 10:00. */
static void half_hours_of_the_ticket_are_counted_by_kind_of_day_where_asked_for(void **state)
{
    struct small *w = *state;
    w->d.s.measures = MEASURES_FOR_STAFFING;
    small_compile(w);
    small_city(w);
    struct day tuesday = day_of(w, 6, 16), saturday = day_of(w, 6, 13);
    served(&tuesday, USE_OTHER, 0, 525, 555);
    served(&tuesday, USE_OTHER, 0, 600, 631);
    not_served(&tuesday, USE_OTHER, 0, VISIT_LEFT);
    tuesday.visits[2].ticket_us = tuesday.midnight + 601 * SMALL_MIN.us;
    tuesday.visits[2].finish_us = tuesday.midnight + 1002 * SMALL_MIN.us;
    not_served(&tuesday, USE_OTHER, 0, VISIT_TURNED_AWAY); /* at 16:40 */
    not_served(&tuesday, USE_OTHER, 0, VISIT_TOO_LATE);
    tuesday.result.overtime_us = 7;
    served(&saturday, USE_OTHER, 0, 600, 600);
    write(w, SMALL_SAKAE, &tuesday);
    write(w, SMALL_SAKAE, &saturday);
    tally_end(&w->city->tally);
    const struct {
        int32_t site, kind, half;
        int64_t tickets, within;
    } want[] = {{SMALL_SAKAE, 0, 17, 1, 1},
                {SMALL_SAKAE, 0, 20, 2, 0},
                {SMALL_SAKAE, 1, 20, 1, 1},
                {SMALL_SAKAE, 1, 17, 0, 0},
                {SMALL_NISHI, 0, 20, 0, 0}};
    for (size_t i = 0; i < COUNT_OF(want); i++) {
        size_t at = tally_at_half(w->plan, want[i].site, want[i].kind, want[i].half);
        assert_int_equal(w->out.record[at + TALLY_HALF_TICKETS], want[i].tickets);
        assert_int_equal(w->out.record[at + TALLY_HALF_WITHIN], want[i].within);
    }
    size_t late = tally_at_half(w->plan, SMALL_SAKAE, 0, 33);
    assert_int_equal(w->out.record[late + TALLY_HALF_TURNED_AWAY], 1);
    size_t close = tally_at_half(w->plan, SMALL_SAKAE, 0, 34);
    assert_int_equal(w->out.record[close + TALLY_HALF_OVERTIME_US], 7);
}

static void the_counters_say_how_long_the_queue_was_and_who_was_idle(void **state)
{
    struct small *w = *state;
    struct day d = a_tuesday(w);
    int64_t min = SMALL_MIN.us;
    d.result.queue_open_us = 700 * min;
    d.result.idle_open_us = 90 * min;
    d.result.most_waiting = 9;
    d.result.most_beyond = 4;
    d.result.beyond_us = 33 * min;
    d.result.outside_us = 44 * min;
    d.result.overtime_us = 30 * min;
    write(w, SMALL_SAKAE, &d);
    d.result.overtime_us++;
    write(w, SMALL_SAKAE, &d);
    assert_int_equal(at_site(w, SMALL_SAKAE, TALLY_OPEN_US), 2 * 495 * min);
    assert_int_equal(at_site(w, SMALL_SAKAE, TALLY_QUEUE_US), 1400 * min);
    assert_int_equal(at_site(w, SMALL_SAKAE, TALLY_IDLE_US), 180 * min);
    assert_int_equal(at_site(w, SMALL_SAKAE, TALLY_QUEUE_MOST), 18);
    assert_int_equal(at_site(w, SMALL_SAKAE, TALLY_BEYOND_MOST), 8);
    assert_int_equal(at_site(w, SMALL_SAKAE, TALLY_BEYOND_US), 66 * min);
    assert_int_equal(at_site(w, SMALL_SAKAE, TALLY_OUTSIDE_US), 88 * min);
    assert_int_equal(at_site(w, SMALL_SAKAE, TALLY_OVERTIME_LONG_DAYS), 1);
}

#define WITH_CITY(test) cmocka_unit_test_setup_teardown(test, set_up, small_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_CITY(every_word_of_the_record_has_one_owner),
        WITH_CITY(every_word_of_the_sums_has_one_owner),
        WITH_CITY(every_word_of_the_bins_has_one_owner),
        WITH_CITY(a_day_is_counted_by_site_and_access),
        WITH_CITY(a_day_has_ratio_moments_by_access_and_for_the_city),
        WITH_CITY(the_citys_day_is_one_pair_of_all_sites),
        WITH_CITY(a_month_holds_arrivals_and_work_by_access_and_staff),
        WITH_CITY(waits_fall_into_the_histograms_of_their_day_use_half_hour_and_section),
        WITH_CITY(half_hours_of_many_visits_are_all_counted),
        WITH_CITY(visits_of_one_day_are_counted_as_if_each_came_on_a_day_of_his_own),
        WITH_CITY(cells_hold_moments_over_replications_by_weekday_pooled_and_of_the_city),
        WITH_CITY(saturdays_are_not_pooled_with_weekdays),
        WITH_CITY(looks_are_summed_for_the_site_and_the_city),
        WITH_CITY(a_days_level_is_where_nine_of_ten_waits_lie),
        WITH_CITY(days_of_the_warm_up_are_not_reported),
        WITH_CITY(long_leads_share_the_last_bin),
        WITH_CITY(a_new_replication_begins_its_own_books_anew),
        WITH_CITY(without_memory_there_is_no_tally),
        WITH_CITY(whoever_leaves_had_a_ticket_and_whoever_balks_had_none),
        WITH_CITY(whoever_leaves_counts_against_the_promise_and_in_no_histogram),
        WITH_CITY(half_hours_of_the_ticket_are_counted_by_kind_of_day_where_asked_for),
        WITH_CITY(the_counters_say_how_long_the_queue_was_and_who_was_idle),
    };
    return cmocka_run_group_tests_name("tally", tests, NULL, NULL);
}
