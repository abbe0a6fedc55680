#include "models/ward/tally.h"

#include <string.h>

#include "sim/base/arena.h"
#include "sim/base/bug.h"
#include "sim/base/civil.h"
#include "sim/engine/histogram.h"

enum { LATE = 32, PHONE_CELLS = 2 * PLAN_HALF_HOURS, HALVES = TALLY_KINDS * PLAN_HALF_HOURS };
#define HALF_HOUR_US INT64_C(1800000000)
#define LONG_OVERTIME_US HALF_HOUR_US

/* What forecasts ask for. */
static void lay_ahead(const struct plan *p, size_t first, struct tally_layout *l)
{
    const struct plan_ahead *a = &p->ahead;
    int32_t n_days = p->last_report - p->first_report + 1;
    size_t sites = (size_t)p->n_sites, days = (size_t)n_days;
    l->record_ahead = first;
    l->record_watch = first + (a->is_kept ? sites * days * TALLY_AHEAD_WORDS : 0);
    l->record_stop = l->record_watch + (a->day > 0 ? PLAN_HALF_HOURS * TALLY_WATCH_WORDS : 0);
    l->record_words =
        l->record_stop + (a->absent_day > 0 ? sites * 2 * PLAN_HALF_HOURS * TALLY_STOP_WORDS : 0);
}

struct tally_layout tally_layout_of(const struct plan *p)
{
    size_t sites = (size_t)p->n_sites, days = (size_t)p->n_hist_days, cells = (size_t)p->n_cells;
    size_t moments = (size_t)p->n_moments;
    struct tally_layout l = {0};
    l.record_site = sites * ACCESS_COUNT * TALLY_ACCESS_WORDS;
    l.record_half = l.record_site + sites * TALLY_SITE_WORDS;
    lay_ahead(p, l.record_half + (p->by_half_hour ? sites * HALVES * TALLY_HALF_WORDS : 0), &l);
    l.sum_city_day = sites * ACCESS_COUNT * days * TALLY_DAY_WORDS;
    size_t city = plan_is_one(p) ? 1 : 0, lines = p->phone.is_served ? (size_t)p->n_regions : 0;
    l.sum_level = l.sum_city_day + city * days * TALLY_DAY_WORDS;
    l.sum_cell = l.sum_level + sites * days * TALLY_LEVELS;
    l.sum_month = l.sum_cell + (sites + city) * moments * TALLY_CELL_WORDS;
    l.sum_lead = l.sum_month + sites * (size_t)p->n_months * TALLY_MONTH_WORDS;
    l.sum_phone = l.sum_lead + sites * TALLY_LEAD_BINS;
    l.sum_words = l.sum_phone + lines * PHONE_CELLS * TALLY_PHONE_WORDS;
    l.bin_pair = sites * ACCESS_COUNT * days * SIM_HISTOGRAM_BINS;
    size_t fine = p->by_month ? 0 : sites * SIM_HISTOGRAM_BINS;
    l.bin_section = l.bin_pair + fine * (size_t)p->n_pairs * cells;
    l.bin_words = l.bin_section + fine * TALLY_SECTIONS * ACCESS_COUNT;
    return l;
}

size_t tally_at_access(const struct plan *p, int32_t site, int32_t access, int32_t which)
{
    BUG_IF(site < 0 || site >= p->n_sites);
    size_t row = (size_t)site * ACCESS_COUNT + (size_t)access;
    return row * TALLY_ACCESS_WORDS + (size_t)which;
}

size_t tally_at_site(const struct plan *p, int32_t site, int32_t which)
{
    BUG_IF(site < 0 || site >= p->n_sites);
    return tally_layout_of(p).record_site + (size_t)(site * TALLY_SITE_WORDS + which);
}

size_t tally_at_half(const struct plan *p, int32_t site, int32_t kind, int32_t half_hour)
{
    BUG_IF(!p->by_half_hour || site < 0 || site >= p->n_sites || kind < 0 || kind >= TALLY_KINDS);
    size_t cell = (size_t)site * HALVES + (size_t)(kind * PLAN_HALF_HOURS + half_hour);
    return tally_layout_of(p).record_half + cell * TALLY_HALF_WORDS;
}

size_t tally_at_ahead(const struct plan *p, int32_t site, int32_t day)
{
    BUG_IF(!p->ahead.is_kept || day < p->first_report || day > p->last_report);
    int32_t days = p->last_report - p->first_report + 1;
    size_t row = (size_t)site * (size_t)days + (size_t)(day - p->first_report);
    return tally_layout_of(p).record_ahead + row * TALLY_AHEAD_WORDS;
}

size_t tally_at_watch(const struct plan *p, int32_t half_hour)
{
    BUG_IF(p->ahead.day == 0);
    return tally_layout_of(p).record_watch + (size_t)half_hour * TALLY_WATCH_WORDS;
}

size_t tally_at_stop(const struct plan *p, int32_t site, int32_t staff, int32_t half_hour)
{
    BUG_IF(p->ahead.absent_day == 0);
    size_t row = ((size_t)site * 2 + (size_t)staff) * PLAN_HALF_HOURS + (size_t)half_hour;
    return tally_layout_of(p).record_stop + row * TALLY_STOP_WORDS;
}

size_t tally_at_day(const struct plan *p, int32_t site, int32_t access, int32_t hist_day)
{
    size_t row = (size_t)(site * ACCESS_COUNT + access) * (size_t)p->n_hist_days;
    return (row + (size_t)hist_day) * TALLY_DAY_WORDS;
}

size_t tally_at_city_day(const struct plan *p, int32_t hist_day)
{
    BUG_IF(!plan_is_one(p));
    return tally_layout_of(p).sum_city_day + (size_t)hist_day * TALLY_DAY_WORDS;
}

size_t tally_at_level(const struct plan *p, int32_t site, int32_t hist_day)
{
    size_t cell = (size_t)site * (size_t)p->n_hist_days + (size_t)hist_day;
    return tally_layout_of(p).sum_level + cell * TALLY_LEVELS;
}

size_t tally_at_cell(const struct plan *p, int32_t site, int32_t cell)
{
    BUG_IF(site == p->n_sites && !plan_is_one(p));
    size_t at = (size_t)site * (size_t)p->n_moments + (size_t)cell;
    return tally_layout_of(p).sum_cell + at * TALLY_CELL_WORDS;
}

size_t tally_at_month(const struct plan *p, int32_t site, int32_t month)
{
    size_t at = (size_t)site * (size_t)p->n_months + (size_t)month;
    return tally_layout_of(p).sum_month + at * TALLY_MONTH_WORDS;
}

size_t tally_at_lead(const struct plan *p, int32_t site)
{
    return tally_layout_of(p).sum_lead + (size_t)site * TALLY_LEAD_BINS;
}

size_t tally_at_phone(const struct plan *p, int32_t region, int32_t kind, int32_t half_hour)
{
    BUG_IF(!p->phone.is_served || kind < 0 || kind > 1);
    size_t cell = (size_t)region * PHONE_CELLS + (size_t)kind * PLAN_HALF_HOURS + (size_t)half_hour;
    return tally_layout_of(p).sum_phone + cell * TALLY_PHONE_WORDS;
}

size_t tally_bin_day(const struct plan *p, int32_t site, int32_t access, int32_t hist_day)
{
    size_t row = (size_t)(site * ACCESS_COUNT + access) * (size_t)p->n_hist_days;
    return (row + (size_t)hist_day) * SIM_HISTOGRAM_BINS;
}

static size_t bin_pair(const struct plan *p, const struct tally_layout *l, int32_t site,
                       int32_t pair, int32_t cell)
{
    BUG_IF(p->by_month);
    size_t row = (size_t)(site * p->n_pairs + pair) * (size_t)p->n_cells;
    return l->bin_pair + (row + (size_t)cell) * SIM_HISTOGRAM_BINS;
}

size_t tally_bin_pair(const struct plan *p, int32_t site, int32_t pair, int32_t cell)
{
    struct tally_layout l = tally_layout_of(p);
    return bin_pair(p, &l, site, pair, cell);
}

static size_t bin_section(const struct plan *p, const struct tally_layout *l, int32_t section,
                          int32_t site, int32_t access)
{
    BUG_IF(p->by_month);
    size_t of_section = (size_t)section * (size_t)p->n_sites + (size_t)site;
    size_t row = of_section * ACCESS_COUNT + (size_t)access;
    return l->bin_section + row * SIM_HISTOGRAM_BINS;
}

size_t tally_bin_section(const struct plan *p, int32_t section, int32_t site, int32_t access)
{
    struct tally_layout l = tally_layout_of(p);
    return bin_section(p, &l, section, site, access);
}

static size_t cell_words(const struct plan *p, int32_t sites)
{
    return (size_t)(sites + 1) * (size_t)p->n_moments * 2;
}

static size_t access_words(int32_t sites)
{
    return (size_t)sites * ACCESS_COUNT * TALLY_ACCESS_WORDS;
}

static size_t site_words(int32_t sites)
{
    return (size_t)sites * TALLY_SITE_WORDS;
}

static size_t own_words(int32_t sites)
{
    return access_words(sites) + site_words(sites);
}

static size_t month_words(const struct plan *p, int32_t sites)
{
    return p->by_month ? ((size_t)sites * ACCESS_COUNT + 1) * (size_t)p->n_hist_days * 2 : 0;
}

bool tally_init(struct tally *t, const struct plan *p, struct arena *home)
{
    *t = (struct tally){.plan = p, .layout = tally_layout_of(p)};
    t->other_access = arena_take_array(home, int64_t, 2 * own_words(p->most_sites));
    t->cells = arena_take_array(home, int64_t, cell_words(p, p->most_sites));
    t->months = arena_take_array(home, int64_t, month_words(p, p->most_sites) + 1);
    size_t dues = p->by_month ? 1 : (size_t)p->most_sites * PLAN_WEEKDAYS;
    t->due = arena_take_array(home, struct tally_due, dues);
    return t->other_access != NULL && t->cells != NULL && t->months != NULL && t->due != NULL;
}

/* Where the day's words are counted. */
static void choose_words(struct tally *t)
{
    t->access_now = t->is_reported ? t->access : t->other_access;
    t->site_now = t->is_reported ? t->site : t->other_site;
}

void tally_begin(struct tally *t, struct sim_outcome *out, uint32_t replication, int32_t region)
{
    t->out = out;
    t->region = plan_region_at(t->plan, region);
    t->first = t->region->first;
    t->section = replication % TALLY_SECTIONS;
    int32_t sites = t->region->n_sites;
    t->other_site = t->other_access + access_words(sites);
    t->access = out->record + tally_at_access(t->plan, t->first, 0, 0);
    t->site = out->record + tally_at_site(t->plan, t->first, 0);
    if (t->plan->by_half_hour)
        t->halves = out->record + tally_at_half(t->plan, t->first, 0, 0);
    if (t->plan->phone.is_served)
        t->phone = out->sums + tally_at_phone(t->plan, region, 0, 0);
    t->access_before = t->other_access + own_words(sites);
    t->site_before = t->other_site + own_words(sites);
    memcpy(t->access_before, t->access, access_words(sites) * sizeof *t->access);
    memcpy(t->site_before, t->site, site_words(sites) * sizeof *t->site);
    memset(t->other_access, 0, own_words(sites) * sizeof *t->other_access);
    memset(t->cells, 0, cell_words(t->plan, sites) * sizeof *t->cells);
    memset(t->months, 0, month_words(t->plan, sites) * sizeof *t->months);
    for (int32_t i = 0; !t->plan->by_month && i < sites * PLAN_WEEKDAYS; i++)
        t->due[i].n = 0;
    choose_words(t);
}

void tally_day_begin(struct tally *t, int32_t day)
{
    t->is_reported = day >= t->plan->first_report && day <= t->plan->last_report;
    t->city_x = t->city_y = 0;
    choose_words(t);
}

/* Ratio moments of one replication's (x, y); the five words lie side by side. */
static void add_moments(int64_t *words, int64_t x, int64_t y)
{
    words[0] += x;
    words[1] += y;
    words[2] += x * x;
    words[3] += x * y;
    words[4] += y * y;
}

/* The month's x, y of row site x access; the row behind them is the city's. */
static int64_t *month_at(const struct tally *t, int32_t row, int32_t month)
{
    return t->months + (size_t)(row * t->plan->n_hist_days + month) * 2;
}

static void add_month(struct tally *t, int32_t row, int32_t month, int64_t x, int64_t y)
{
    int64_t *xy = month_at(t, row, month);
    xy[0] += x;
    xy[1] += y;
}

void tally_day_end(struct tally *t, int32_t day)
{
    int32_t h = plan_date_at(t->plan, day)->hist_day;
    if (h == PLAN_NO_DAY)
        return;
    if (t->plan->by_month)
        add_month(t, t->region->n_sites * ACCESS_COUNT, h, t->city_x, t->city_y);
    else if (plan_is_one(t->plan))
        add_moments(t->out->sums + tally_at_city_day(t->plan, h), t->city_x, t->city_y);
}

static int64_t *cell_at(const struct tally *t, int32_t site, int32_t cell)
{
    return t->cells + (size_t)((site - t->first) * t->plan->n_moments + cell) * 2;
}

static void add_cell(int64_t *to, const int64_t *from)
{
    to[0] += from[0];
    to[1] += from[1];
}

/* Monday to Friday pooled, and the city: sums of what was counted by weekday and site. */
static void pool_cells(struct tally *t)
{
    const struct plan *p = t->plan;
    int32_t first = t->region->first, end = first + t->region->n_sites;
    for (int32_t site = first; site < end; site++) {
        for (int w = 0; w <= CIVIL_FRI; w++)
            for (int h = 0; h < PLAN_HALF_HOURS; h++)
                if (p->cell[w][h] != PLAN_NO_DAY)
                    add_cell(cell_at(t, site, p->pooled[h]), cell_at(t, site, p->cell[w][h]));
        for (int32_t cell = 0; cell < p->n_moments; cell++)
            add_cell(cell_at(t, end, cell), cell_at(t, site, cell));
    }
}

/* Totals of the replication's months. */
static void end_months(struct tally *t)
{
    const struct plan *p = t->plan;
    int32_t rows = t->region->n_sites * ACCESS_COUNT;
    for (int32_t row = 0; row < rows + plan_is_one(p); row++)
        for (int32_t m = 0; m < p->n_hist_days; m++) {
            const int64_t *xy = month_at(t, row, m);
            size_t at = row == rows ? tally_at_city_day(p, m)
                                    : tally_at_day(p, t->region->first + row / ACCESS_COUNT,
                                                   row % ACCESS_COUNT, m);
            add_moments(t->out->sums + at, xy[0], xy[1]);
        }
}

/* Counts the bins that are due. */
NOINLINE static void count_due(struct tally_due *due, uint32_t *bins)
{
    for (uint32_t i = 0; i < due->n; i++) {
        __builtin_prefetch(&bins[due->bin[i + TALLY_DUE_AHEAD]], 1);
        bins[due->bin[i]]++;
    }
    due->n = 0;
}

static void count_all_due(struct tally *t)
{
    for (int32_t i = 0; i < t->region->n_sites; i++)
        for (int32_t w = 0; w < PLAN_WEEKDAYS; w++)
            count_due(&t->due[i * PLAN_WEEKDAYS + w],
                      t->out->bins + bin_pair(t->plan, &t->layout, t->first + i, 0, 0));
}

void tally_end(struct tally *t)
{
    const struct plan *p = t->plan;
    if (p->by_month)
        end_months(t);
    else
        count_all_due(t);
    pool_cells(t);
    int32_t first = t->region->first, rows = t->region->n_sites + plan_is_one(p);
    for (int32_t site = first; site < first + rows; site++) {
        for (int32_t cell = 0; cell < p->n_moments; cell++) {
            const int64_t *xy = cell_at(t, site, cell);
            add_moments(t->out->sums + tally_at_cell(p, site, cell), xy[0], xy[1]);
        }
    }
}

/* Places of a word among the region's. */
static inline int32_t access_word(const struct tally *t, int32_t site, int32_t access,
                                  int32_t which)
{
    return ((site - t->first) * ACCESS_COUNT + access) * TALLY_ACCESS_WORDS + which;
}

static inline int32_t site_word(const struct tally *t, int32_t site, int32_t which)
{
    return (site - t->first) * TALLY_SITE_WORDS + which;
}

void tally_add(struct tally *t, int32_t site, int32_t access, int32_t which, int64_t value)
{
    t->access_now[access_word(t, site, access, which)] += value;
}

void tally_add_site(struct tally *t, int32_t site, int32_t which, int64_t value)
{
    t->site_now[site_word(t, site, which)] += value;
}

void tally_add_lapses(struct tally *t, int32_t site, enum person_cause cause, int64_t people,
                      int64_t days)
{
    int64_t *words = t->site + site_word(t, site, 0);
    words[TALLY_LAPSED_CAUSE + (int32_t)cause] += people;
    words[TALLY_LAPSED] += people;
    words[TALLY_LAPSED_DAYS] += people * days;
}

void tally_add_booking(struct tally *t, int32_t site, int32_t days)
{
    tally_add(t, site, ACCESS_BOOKED, TALLY_BOOKED, 1);
    tally_add(t, site, ACCESS_BOOKED, TALLY_LEAD_DAYS, days);
    if (t->is_reported)
        t->out->sums[t->layout.sum_lead + (size_t)site * TALLY_LEAD_BINS +
                     (size_t)(days < TALLY_LEAD_BINS ? days : TALLY_LEAD_BINS - 1)]++;
}

void tally_add_phone(struct tally *t, int32_t kind, int32_t half_hour, enum tally_phone which,
                     int64_t value)
{
    if (t->is_reported)
        t->phone[(kind * PLAN_HALF_HOURS + half_hour) * TALLY_PHONE_WORDS + (int32_t)which] +=
            value;
}

int64_t tally_whole(const struct tally *t, int32_t site, int32_t access, int32_t which)
{
    int32_t at = access_word(t, site, access, which);
    return t->access[at] - t->access_before[at] + t->other_access[at];
}

int64_t tally_whole_site(const struct tally *t, int32_t site, int32_t which)
{
    int32_t at = site_word(t, site, which);
    return t->site[at] - t->site_before[at] + t->other_site[at];
}

/* The cell of Monday to Friday pooled; PLAN_NO_DAY at weekends. */
static int32_t pooled_cell(const struct plan *p, const struct plan_date *date, int32_t half_hour)
{
    return date->weekday <= CIVIL_FRI ? p->pooled[half_hour] : PLAN_NO_DAY;
}

static inline void add_look(struct tally *t, int32_t row, int32_t cell, int32_t waiting)
{
    size_t at = (size_t)row * (size_t)t->plan->n_moments + (size_t)cell;
    int64_t *words = t->out->sums + t->layout.sum_cell + at * TALLY_CELL_WORDS;
    words[TALLY_CELL_LOOKS]++;
    words[TALLY_CELL_WAITING] += waiting;
}

void tally_look(struct tally *t, int32_t site, int32_t day, int32_t half_hour, int32_t waiting)
{
    const struct plan *p = t->plan;
    const struct plan_date *date = plan_date_at(p, day);
    if (date->hist_day == PLAN_NO_DAY)
        return;
    int32_t cells[] = {p->cell[date->weekday][half_hour], pooled_cell(p, date, half_hour)};
    for (int i = 0; i < 2; i++) {
        if (cells[i] == PLAN_NO_DAY)
            continue;
        add_look(t, site, cells[i], waiting);
        if (plan_is_one(p))
            add_look(t, p->n_sites, cells[i], waiting);
    }
}

/* What one day of one site adds up to, by access, before it is written. */
struct access_sums {
    int64_t words[TALLY_ACCESS_WORDS]; /* those of a day's visits */
    int64_t work_us;                   /* brought by all who came */
    int64_t ends[VISIT_OUTCOMES];      /* visits by how they ended: words follow from them */
};

struct day_sums {
    struct access_sums of[ACCESS_COUNT];
    int64_t beyond_level[TALLY_LEVELS - 1];
};

/* What is kept of a day's waits and tickets: nothing, histograms of its month, or of itself. */
enum kept { KEPT_NOT, KEPT_BY_MONTH, KEPT_FINELY };

/* Where the waits of one reported day go, looked up once. */
struct places {
    uint32_t *day[ACCESS_COUNT], *section[ACCESS_COUNT]; /* NULL: not kept */
    uint32_t *halves;         /* first bin of the site's half hours ... */
    struct tally_due *due;    /* ... and which of them are due */
    uint32_t pair[USE_COUNT]; /* first bin of the use's row behind them */
    int64_t *cells;           /* first cell of the site */
    int64_t *by_kind;         /* half hours of the site and kind of day, or NULL */
    int64_t midnight_us;      /* at which the day begins */
    const int32_t *cell;      /* of the weekday's half hours */
    uint32_t *late[LATE];     /* bins that were asked for and are not counted yet */
    uint32_t n_late, nobody;  /* nobody: the bin of places among them that are empty */
};

/* A bin far away in memory is asked for now and counted when LATE more were. */
static inline void count_later(struct places *at, uint32_t *bin)
{
    uint32_t **slot = &at->late[at->n_late++ % LATE];
    __builtin_prefetch(bin, 1);
    ++**slot;
    *slot = bin;
}

static void count_late(struct places *at)
{
    for (int i = 0; i < LATE; i++)
        ++*at->late[i];
}

static void find_places(const struct tally *t, const struct tally_site_day *d, struct places *at)
{
    const struct plan *p = t->plan;
    const struct plan_date *date = plan_date_at(p, d->day);
    at->cells = cell_at(t, d->site, 0);
    at->midnight_us = sim_on_day(p->base_day + d->day, 0).us;
    at->cell = p->cell[date->weekday];
    int32_t kind = (d->site - t->first) * TALLY_KINDS + (date->weekday >= CIVIL_SAT);
    at->by_kind =
        p->by_half_hour ? t->halves + (size_t)kind * PLAN_HALF_HOURS * TALLY_HALF_WORDS : NULL;
    at->n_late = 0;
    for (int i = 0; i < LATE; i++)
        at->late[i] = &at->nobody;
    for (int a = 0; a < ACCESS_COUNT; a++) {
        at->day[a] = t->out->bins + tally_bin_day(p, d->site, a, date->hist_day);
        at->section[a] = p->by_month ? NULL
                                     : t->out->bins + bin_section(p, &t->layout,
                                                                  (int32_t)t->section, d->site, a);
    }
    if (p->by_month)
        return;
    at->halves = t->out->bins + bin_pair(p, &t->layout, d->site, 0, 0);
    at->due = &t->due[(d->site - t->first) * PLAN_WEEKDAYS + date->weekday];
    for (int use = 0; use < USE_COUNT; use++)
        if (p->pair_use[use] != PLAN_NO_DAY)
            at->pair[use] = (uint32_t)(p->pair_use[use] * p->n_cells) * SIM_HISTOGRAM_BINS;
}

/* The half hour of the day in which an instant lies. A day by the clock is never negative, and a
 * division without a sign by what is known is a multiplication. */
static inline uint64_t half_hour_of(const struct places *at, int64_t instant_us)
{
    return (uint64_t)(instant_us - at->midnight_us) / (uint64_t)HALF_HOUR_US;
}

/* A ticket of that half hour, whose cell it is. */
static inline void place_ticket(const struct places *at, uint64_t half_hour, int32_t cell,
                                bool is_within)
{
    int64_t *xy = at->cells + (size_t)cell * 2;
    xy[0]++;
    xy[1] += is_within;
    if (at->by_kind == NULL)
        return;
    int64_t *half = at->by_kind + half_hour * TALLY_HALF_WORDS;
    half[TALLY_HALF_TICKETS]++;
    half[TALLY_HALF_WITHIN] += is_within;
}

/* He found that acceptance had ended. */
static void place_turned_away(const struct places *at, const struct visit *v)
{
    if (at->by_kind != NULL)
        at->by_kind[half_hour_of(at, v->arrive_us) * TALLY_HALF_WORDS + TALLY_HALF_TURNED_AWAY]++;
}

static void place_overtime(const struct tally *t, const struct tally_site_day *d,
                           const struct places *at)
{
    int64_t close = plan_day_at(t->plan, d->site, d->day)->close_s / (HALF_HOUR_US / 1000000);
    if (close == PLAN_HALF_HOURS)
        close--;
    if (at->by_kind != NULL)
        at->by_kind[close * TALLY_HALF_WORDS + TALLY_HALF_OVERTIME_US] += d->result->overtime_us;
}

static ALWAYS_INLINE void place_wait(struct places *at, int64_t ticket_us, int access, int use,
                                     int64_t wait, bool is_within, enum kept kept)
{
    uint32_t bin = sim_histogram_bin(wait);
    uint64_t half_hour = half_hour_of(at, ticket_us);
    int32_t cell = at->cell[half_hour];
    count_later(at, &at->day[access][bin]);
    if (kept == KEPT_FINELY) {
        at->section[access][bin]++; /* one replication's: near at hand */
        struct tally_due *due = at->due;
        due->bin[due->n++] = at->pair[use] + (uint32_t)cell * SIM_HISTOGRAM_BINS + bin;
        if (due->n == TALLY_DUE)
            count_due(due, at->halves);
    }
    place_ticket(at, half_hour, cell, is_within);
}

/* The same for all signs: a branch on it could not be guessed. */
static inline int64_t at_least_0(int64_t value)
{
    return value & -(int64_t)(value > 0);
}

static inline void add_wrapping(int64_t *word, int64_t value)
{
    *word = (int64_t)((uint64_t)*word + (uint64_t)value);
}

/* Whoever got a ticket, served or not. */
static inline void count_ticket(const struct visit *v, int64_t *words)
{
    words[TALLY_OFFICE_US] += v->finish_us - v->arrive_us;
    words[TALLY_DEMOTED] += v->is_demoted;
    words[TALLY_BEYOND] += v->is_beyond;
}

/* What waits are held against. */
struct limits {
    int64_t target_us, level_us[TALLY_LEVELS - 1];
};

static struct limits limits_of(const struct plan *p)
{
    struct limits limits = {.target_us = p->target_us};
    for (int k = 0; k < TALLY_LEVELS - 1; k++)
        limits.level_us[k] = p->level_us[k];
    return limits;
}

static ALWAYS_INLINE void count_served(const struct limits *limits, const struct visit *v,
                                       int access, int use, struct places *at, enum kept kept,
                                       struct day_sums *s)
{
    int64_t *words = s->of[access].words;
    int64_t call_us = v->call_us, ticket_us = v->ticket_us, slot_us = v->slot_us;
    int64_t from_us = slot_us > ticket_us ? slot_us : ticket_us;
    int64_t wait = at_least_0(call_us - from_us);
    bool is_within = wait <= limits->target_us;
    count_ticket(v, words);
    words[TALLY_WITHIN] += is_within;
    /* Of walk-ins, who have no slot, these two mean nothing; count_ends() drops them. */
    int64_t late_us = at_least_0((int64_t)((uint64_t)call_us - (uint64_t)slot_us));
    add_wrapping(&words[TALLY_LATENESS_US], late_us);
    words[TALLY_ARRIVAL_WAIT_US] += call_us - v->arrive_us;
    words[TALLY_WAIT_US] += wait;
    if (wait > limits->level_us[0]) { /* the least: those who wait long come together */
        for (int k = 0; k < TALLY_LEVELS - 1; k++)
            s->beyond_level[k] += wait > limits->level_us[k];
    }
    if (kept != KEPT_NOT)
        place_wait(at, ticket_us, access, use, wait, is_within, kept);
}

/* Lost patience: the promise to him was not kept, however short he waited. */
static inline void count_left(const struct visit *v, int64_t *words, const struct places *at,
                              enum kept kept)
{
    count_ticket(v, words);
    words[TALLY_LEFT_WAIT_US] += v->wait_us;
    if (kept != KEPT_NOT) {
        uint64_t half_hour = half_hour_of(at, v->ticket_us);
        place_ticket(at, half_hour, at->cell[half_hour], false);
    }
}

/* The words that only say how many visits ended how. */
static void count_ends(struct access_sums *s, int access)
{
    int64_t *words = s->words, n = 0;
    const int64_t *ends = s->ends;
    words[TALLY_SERVED] = ends[VISIT_SERVED];
    words[TALLY_TURNED_AWAY] = ends[VISIT_TURNED_AWAY] + ends[VISIT_TOO_LATE];
    words[TALLY_REFUSED] = ends[VISIT_REFUSED];
    words[TALLY_BALKED] = ends[VISIT_BALKED];
    words[TALLY_LEFT] = ends[VISIT_LEFT];
    words[TALLY_TICKETS] = ends[VISIT_SERVED] + ends[VISIT_LEFT];
    words[TALLY_KEPT] = ends[VISIT_SERVED];
    if (access != ACCESS_BOOKED)
        words[TALLY_KEPT] = words[TALLY_LATENESS_US] = words[TALLY_ARRIVAL_WAIT_US] = 0;
    words[TALLY_ARRIVALS] = words[TALLY_SERVED] + words[TALLY_TURNED_AWAY] + words[TALLY_REFUSED] +
                            words[TALLY_BALKED] + words[TALLY_LEFT];
    for (int end = 0; end < VISIT_OUTCOMES; end++)
        n += ends[end];
    BUG_IF(n != words[TALLY_ARRIVALS]); /* no visit of a ward ends in another way */
}

/* Inlined for days that are reported, kept finely or by month, and for others. */
static ALWAYS_INLINE void count_each(const struct tally_site_day *d, const struct limits *limits,
                                     struct places *at, enum kept kept, struct day_sums *s)
{
    const struct visit *end = d->visits + d->n;
    const uint8_t *use = d->use;
    for (const struct visit *v = d->visits; v < end; v++, use++) {
        int access = v->slot_us == VISIT_NO_SLOT ? ACCESS_WALK_IN : ACCESS_BOOKED;
        struct access_sums *of = &s->of[access];
        of->ends[v->outcome]++;
        of->words[TALLY_OUTSIDE] += v->is_outside;
        of->work_us += v->work_us;
        if (v->outcome == VISIT_SERVED)
            count_served(limits, v, access, *use, at, kept, s);
        else if (v->outcome == VISIT_LEFT)
            count_left(v, of->words, at, kept);
        else if (v->outcome == VISIT_TURNED_AWAY && kept != KEPT_NOT)
            place_turned_away(at, v);
    }
}

static void count_visits(struct tally *t, const struct tally_site_day *d, struct day_sums *s)
{
    const struct limits limits = limits_of(t->plan);
    struct places at;
    if (t->is_reported)
        find_places(t, d, &at);
    if (!t->is_reported)
        count_each(d, &limits, &at, KEPT_NOT, s);
    else if (t->plan->by_month)
        count_each(d, &limits, &at, KEPT_BY_MONTH, s);
    else
        count_each(d, &limits, &at, KEPT_FINELY, s);
    if (t->is_reported) {
        count_late(&at);
        place_overtime(t, d, &at);
    }
    for (int a = 0; a < ACCESS_COUNT; a++)
        count_ends(&s->of[a], a);
}

/* Level k + 1 of today: the least k such that nine of ten waits are within cut point k. */
static void count_level(struct tally *t, const struct tally_site_day *d, const struct day_sums *s)
{
    int64_t served =
        s->of[ACCESS_BOOKED].words[TALLY_SERVED] + s->of[ACCESS_WALK_IN].words[TALLY_SERVED];
    int32_t level = 0;
    while (level < TALLY_LEVELS - 1 && (served - s->beyond_level[level]) * 10 < served * 9)
        level++;
    int32_t h = plan_date_at(t->plan, d->day)->hist_day;
    t->out->sums[tally_at_level(t->plan, d->site, h) + (size_t)level]++;
}

static void write_day(struct tally *t, const struct tally_site_day *d, const struct day_sums *s)
{
    const struct plan *p = t->plan;
    const struct plan_date *date = plan_date_at(p, d->day);
    bool is_one = plan_is_one(p);
    int64_t *city = t->out->sums + (is_one ? tally_at_city_day(p, date->hist_day) : 0);
    int64_t *month = t->out->sums + tally_at_month(p, d->site, date->month);
    for (int a = 0; a < ACCESS_COUNT; a++) {
        const int64_t *of = s->of[a].words;
        int64_t *words = t->out->sums + tally_at_day(p, d->site, a, date->hist_day);
        if (p->by_month)
            add_month(t, (d->site - t->region->first) * ACCESS_COUNT + a, date->hist_day,
                      of[TALLY_TICKETS], of[TALLY_WITHIN]);
        else
            add_moments(words, of[TALLY_TICKETS], of[TALLY_WITHIN]);
        int64_t *rows[] = {words, city};
        for (int r = 0; r < 1 + is_one; r++) {
            rows[r][TALLY_DAY_ARRIVALS] += of[TALLY_ARRIVALS];
            rows[r][TALLY_DAY_TURNED_AWAY] += of[TALLY_TURNED_AWAY] + of[TALLY_REFUSED];
            rows[r][TALLY_DAY_WAIT_US] += of[TALLY_WAIT_US];
        }
        t->city_x += of[TALLY_TICKETS];
        t->city_y += of[TALLY_WITHIN];
        month[TALLY_MONTH_ARRIVALS + a] += of[TALLY_ARRIVALS];
        month[TALLY_MONTH_WORK_US + a] += s->of[a].work_us;
    }
    month[TALLY_MONTH_STAFFED_US] += d->result->staffed_open_us;
    month[TALLY_MONTH_OPEN_DAYS]++;
    count_level(t, d, s);
}

/* Yen of a day: counters on duty while the doors are open, and service after that. */
static int64_t cost_of(const struct plan *p, const struct counter_result *r)
{
    int64_t us = r->staffed_open_us + r->busy_area_us - r->busy_open_us;
    return us / 1000000 * p->yen_per_hour / 3600;
}

/* Words of the site that the day's counters tell. */
static void count_site(struct tally *t, const struct tally_site_day *d)
{
    const struct counter_result *r = d->result;
    const struct plan_day *at = plan_day_at(t->plan, d->site, d->day);
    const int64_t words[][2] = {
        {TALLY_OPEN_DAYS, 1},
        {TALLY_OVERTIME_US, r->overtime_us},
        {TALLY_EARLY_END_DAYS, r->early_end_us != 0},
        {TALLY_BUSY_US, r->busy_open_us},
        {TALLY_STAFFED_US, r->staffed_open_us},
        {TALLY_OPEN_US, (int64_t)(at->close_s - at->open_s) * 1000000},
        {TALLY_QUEUE_US, r->queue_open_us},
        {TALLY_IDLE_US, r->idle_open_us},
        {TALLY_QUEUE_MOST, r->most_waiting},
        {TALLY_BEYOND_MOST, r->most_beyond},
        {TALLY_BEYOND_US, r->beyond_us},
        {TALLY_OUTSIDE_US, r->outside_us},
        {TALLY_OVERTIME_LONG_DAYS, r->overtime_us > LONG_OVERTIME_US},
        {TALLY_YEN, cost_of(t->plan, r)},
    };
    for (size_t i = 0; i < COUNT_OF(words); i++)
        tally_add_site(t, d->site, (int32_t)words[i][0], words[i][1]);
}

void tally_site_day(struct tally *t, const struct tally_site_day *d)
{
    struct day_sums s = {0};
    count_visits(t, d, &s);
    for (int a = 0; a < ACCESS_COUNT; a++) {
        int64_t *words = t->access_now + access_word(t, d->site, a, 0);
        for (int k = 0; k < TALLY_ACCESS_WORDS; k++)
            words[k] += s.of[a].words[k];
    }
    BUG_IF(s.of[0].words[TALLY_SERVED] + s.of[1].words[TALLY_SERVED] != d->result->served);
    count_site(t, d);
    if (t->is_reported)
        write_day(t, d, &s);
}
