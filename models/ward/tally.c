#include "models/ward/tally.h"

#include <string.h>

#include "sim/base/arena.h"
#include "sim/base/bug.h"
#include "sim/base/civil.h"
#include "sim/engine/histogram.h"

enum { PHONE_CELLS = 2 * PLAN_HALF_HOURS, HALVES = TALLY_KINDS * PLAN_HALF_HOURS };
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

static size_t all_cells(const struct plan *p, int32_t sites)
{
    return (size_t)(sites + 1) * (size_t)p->n_moments;
}

/* Of a site, in which its tickets are counted. */
static size_t rows_of(const struct tally *t)
{
    return (size_t)t->plan->n_cells * t->n_uses;
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

static void find_weekdays(struct tally *t)
{
    const struct plan *p = t->plan;
    for (int w = 0; w < PLAN_WEEKDAYS; w++) {
        struct tally_weekday *to = &t->weekdays[w];
        for (int h = 0; h < PLAN_HALF_HOURS; h++) {
            if (p->cell[w][h] == PLAN_NO_DAY)
                continue;
            uint32_t cell = (uint32_t)p->cell[w][h];
            to->first_cell = to->n_cells++ == 0 ? cell : to->first_cell;
            to->first_row[h] = cell * t->n_uses;
        }
    }
}

static void find_bin_rows(struct tally *t)
{
    uint32_t cells = (uint32_t)t->plan->n_cells;
    for (uint32_t cell = 0; cell < cells; cell++)
        for (uint32_t use = 0; use < t->n_uses; use++)
            t->bin_row[cell * t->n_uses + use] = (use * cells + cell) * SIM_HISTOGRAM_BINS;
}

bool tally_init(struct tally *t, const struct plan *p, struct arena *home)
{
    *t = (struct tally){.plan = p, .layout = tally_layout_of(p)};
    t->n_uses = p->by_month ? 1 : (uint32_t)p->n_pairs;
    BUG_IF(p->target_us < 0); /* whoever is called at once is served within it */
    find_weekdays(t);
    t->other_access = arena_take_array(home, int64_t, 2 * own_words(p->most_sites));
    t->cells = arena_take_array(home, struct tally_moment, all_cells(p, p->most_sites));
    t->months = arena_take_array(home, int64_t, month_words(p, p->most_sites) + 1);
    size_t dues = p->by_month ? 1 : (size_t)p->most_sites * PLAN_WEEKDAYS;
    t->due = arena_take_array(home, struct tally_due, dues);
    t->rows = arena_take_array(home, struct tally_row, (size_t)p->most_sites * rows_of(t) + 1);
    t->bin_row = arena_take_array(home, uint32_t, rows_of(t) + 1);
    if (t->bin_row != NULL)
        find_bin_rows(t);
    return t->other_access != NULL && t->cells != NULL && t->months != NULL && t->due != NULL &&
           t->rows != NULL && t->bin_row != NULL;
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
    memset(t->cells, 0, all_cells(t->plan, sites) * sizeof *t->cells);
    memset(t->rows, 0, (size_t)sites * rows_of(t) * sizeof *t->rows);
    memset(t->months, 0, month_words(t->plan, sites) * sizeof *t->months);
    t->late.n = 0;
    for (int i = 0; i < TALLY_LATE; i++)
        t->late.day[i] = t->late.section[i] = &t->late.nobody;
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

static struct tally_moment *cell_at(const struct tally *t, int32_t site, int32_t cell)
{
    return t->cells + (size_t)(site - t->first) * (size_t)t->plan->n_moments + cell;
}

static void add_cell(struct tally_moment *to, const struct tally_moment *from)
{
    to->x += from->x;
    to->y += from->y;
    to->looks += from->looks;
    to->waiting += from->waiting;
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

static void count_late(struct tally_late *late)
{
    for (int i = 0; i < TALLY_LATE; i++) {
        ++*late->day[i];
        ++*late->section[i];
    }
}

/* What the rows of a site say of its cells and of its bins of 0. */
static void end_rows(struct tally *t, int32_t site)
{
    const struct plan *p = t->plan;
    size_t rows = rows_of(t);
    const struct tally_row *row = t->rows + (size_t)(site - t->first) * rows;
    uint32_t *bins = p->by_month ? NULL : t->out->bins + bin_pair(p, &t->layout, site, 0, 0);
    for (size_t i = 0; i < rows; i++, row++) {
        struct tally_moment *cell = cell_at(t, site, (int32_t)(i / t->n_uses));
        cell->x += row->at_once + row->waited;
        cell->y += row->at_once + row->within;
        if (bins != NULL && row->at_once > 0)
            bins[t->bin_row[i]] += row->at_once;
    }
}

/* Tickets of the site by kind of day and half hour: sums of its cells. */
static void end_halves(struct tally *t, int32_t site)
{
    const struct plan *p = t->plan;
    for (int w = 0; w < PLAN_WEEKDAYS; w++)
        for (int h = 0; h < PLAN_HALF_HOURS; h++) {
            if (p->cell[w][h] == PLAN_NO_DAY)
                continue;
            const struct tally_moment *cell = cell_at(t, site, p->cell[w][h]);
            int64_t *half = t->out->record + tally_at_half(p, site, w >= CIVIL_SAT, h);
            half[TALLY_HALF_TICKETS] += cell->x;
            half[TALLY_HALF_WITHIN] += cell->y;
        }
}

void tally_end(struct tally *t)
{
    const struct plan *p = t->plan;
    count_late(&t->late);
    if (p->by_month)
        end_months(t);
    else
        count_all_due(t);
    for (int32_t i = 0; i < t->region->n_sites; i++) {
        end_rows(t, t->first + i);
        if (p->by_half_hour)
            end_halves(t, t->first + i);
    }
    pool_cells(t);
    int32_t first = t->region->first, rows = t->region->n_sites + plan_is_one(p);
    for (int32_t site = first; site < first + rows; site++) {
        for (int32_t cell = 0; cell < p->n_moments; cell++) {
            const struct tally_moment *from = cell_at(t, site, cell);
            int64_t *words = t->out->sums + tally_at_cell(p, site, cell);
            add_moments(words, from->x, from->y);
            words[TALLY_CELL_LOOKS] += from->looks;
            words[TALLY_CELL_WAITING] += from->waiting;
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
    int64_t *words = t->access_now + access_word(t, site, ACCESS_BOOKED, 0);
    words[TALLY_BOOKED]++;
    words[TALLY_LEAD_DAYS] += days;
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

void tally_look(struct tally *t, int32_t site, int32_t day, int32_t half_hour, int32_t waiting)
{
    const struct plan_date *date = plan_date_at(t->plan, day);
    int32_t cell = t->plan->cell[date->weekday][half_hour];
    if (date->hist_day == PLAN_NO_DAY || cell == PLAN_NO_DAY)
        return;
    struct tally_moment *to = cell_at(t, site, cell);
    to->looks++;
    to->waiting += waiting;
}

/* What one day of one site adds up to, before it is written; by access last, which nobody can
 * guess from one visit to the next. */
struct day_sums {
    int64_t words[TALLY_ACCESS_WORDS][ACCESS_COUNT]; /* those of a day's visits */
    int64_t work_us[ACCESS_COUNT];                   /* brought by all who came */
    int64_t ends[VISIT_OUTCOMES][ACCESS_COUNT];      /* visits by how they ended: words follow */
    int64_t waited[ACCESS_COUNT];                    /* served, but not at once */
    int64_t beyond_target[ACCESS_COUNT];             /* served, but not within it */
    int64_t beyond_level[TALLY_LEVELS - 1];
};

/* What is kept of a day's waits and tickets: nothing, histograms of its month, or of itself. */
enum kept { KEPT_NOT, KEPT_BY_MONTH, KEPT_FINELY };

/* Where the waits of one reported day go, looked up once. */
struct places {
    uint32_t *day[ACCESS_COUNT], *section[ACCESS_COUNT]; /* NULL: not kept */
    uint32_t *halves;        /* first bin of the site's half hours ... */
    struct tally_due *due;   /* ... and which of them are due */
    struct tally_row *rows;  /* of the site */
    const uint32_t *bin_row; /* of every row */
    const uint32_t *row;     /* first one of the weekday's half hours */
    uint32_t use[USE_COUNT]; /* the use's among those of a half hour */
    int64_t *by_kind;        /* half hours of the site and kind of day, or NULL */
    int64_t midnight_us;     /* at which the day begins */
    struct tally_late *late; /* the replication's */
};

/* Somebody who was served, but not at once. */
struct waited {
    int64_t us;
    uint32_t row, access;
};

/* A bin of the day, far away in memory, is asked for now and counted when TALLY_LATE more were, and
 * so is that of the section. */
static inline void count_later(struct tally_late *late, uint32_t *day, uint32_t *section)
{
    uint32_t slot = late->n++ % TALLY_LATE;
    __builtin_prefetch(day, 1);
    __builtin_prefetch(section, 1);
    ++*late->day[slot];
    ++*late->section[slot];
    late->day[slot] = day;
    late->section[slot] = section;
}

static void find_places(struct tally *t, const struct tally_site_day *d, struct places *at)
{
    const struct plan *p = t->plan;
    const struct plan_date *date = plan_date_at(p, d->day);
    size_t nth = (size_t)(d->site - t->first);
    at->rows = t->rows + nth * rows_of(t);
    at->bin_row = t->bin_row;
    at->row = t->weekdays[date->weekday].first_row;
    at->midnight_us = sim_on_day(p->base_day + d->day, 0).us;
    size_t kind = nth * TALLY_KINDS + (date->weekday >= CIVIL_SAT);
    at->by_kind = p->by_half_hour ? t->halves + kind * PLAN_HALF_HOURS * TALLY_HALF_WORDS : NULL;
    at->late = &t->late;
    for (int use = 0; use < USE_COUNT; use++)
        at->use[use] = p->by_month ? 0 : (uint32_t)p->pair_use[use];
    for (int a = 0; a < ACCESS_COUNT; a++) {
        at->day[a] = t->out->bins + tally_bin_day(p, d->site, a, date->hist_day);
        at->section[a] = p->by_month ? NULL
                                     : t->out->bins + bin_section(p, &t->layout,
                                                                  (int32_t)t->section, d->site, a);
    }
    if (p->by_month)
        return;
    at->halves = t->out->bins + bin_pair(p, &t->layout, d->site, 0, 0);
    at->due = &t->due[nth * PLAN_WEEKDAYS + (size_t)date->weekday];
}

/* n: 1 or more. */
static void expect_bytes(const void *first, size_t n)
{
    enum { LINE = 64 };
    const char *bytes = first;
    for (size_t i = 0; i < n; i += LINE)
        __builtin_prefetch(bytes + i, 1);
    __builtin_prefetch(bytes + n - 1, 1);
}

void tally_expect(const struct tally *t, int32_t site, int32_t day)
{
    const struct plan *p = t->plan;
    const struct plan_date *date = plan_date_at(p, day);
    const struct tally_weekday *w = &t->weekdays[date->weekday];
    size_t nth = (size_t)(site - t->first);
    if (!t->is_reported || w->n_cells == 0)
        return;
    const struct tally_row *rows = t->rows + nth * rows_of(t) + (size_t)w->first_cell * t->n_uses;
    expect_bytes(rows, (size_t)w->n_cells * t->n_uses * sizeof *rows);
    expect_bytes(cell_at(t, site, (int32_t)w->first_cell), w->n_cells * sizeof *t->cells);
    for (int a = 0; a < ACCESS_COUNT; a++) {
        __builtin_prefetch(t->out->bins + tally_bin_day(p, site, a, date->hist_day), 1);
        expect_bytes(t->out->sums + tally_at_day(p, site, a, date->hist_day),
                     TALLY_DAY_WORDS * sizeof *t->out->sums);
    }
    if (!p->by_month)
        __builtin_prefetch(&t->due[nth * PLAN_WEEKDAYS + (size_t)date->weekday], 1);
}

/* The half hour of the day in which an instant lies. A day by the clock is never negative, and a
 * division without a sign by what is known is a multiplication. */
static inline uint64_t half_hour_of(const struct places *at, int64_t instant_us)
{
    return (uint64_t)(instant_us - at->midnight_us) / (uint64_t)HALF_HOUR_US;
}

/* The row of a ticket for the use. */
static inline uint32_t row_of(const struct places *at, int use, int64_t ticket_us)
{
    return at->row[half_hour_of(at, ticket_us)] + at->use[use];
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

static ALWAYS_INLINE void place_wait(struct places *at, const struct waited *w, bool is_within,
                                     enum kept kept)
{
    uint32_t bin = sim_histogram_bin(w->us);
    struct tally_row *row = &at->rows[w->row];
    row->waited++;
    row->within += is_within;
    uint32_t *day = &at->day[w->access][bin];
    if (kept != KEPT_FINELY) {
        count_later(at->late, day, &at->late->nobody);
        return;
    }
    count_later(at->late, day, &at->section[w->access][bin]);
    struct tally_due *due = at->due;
    due->bin[due->n++] = at->bin_row[w->row] + bin;
    if (due->n == TALLY_DUE)
        count_due(due, at->halves);
}

/* Waits of 0: of two visits in three. Their rows know how many there were. */
static void place_at_once(const struct day_sums *s, const struct places *at, enum kept kept)
{
    for (int a = 0; a < ACCESS_COUNT; a++) {
        uint32_t n = (uint32_t)(s->ends[VISIT_SERVED][a] - s->waited[a]);
        at->day[a][0] += n;
        if (kept == KEPT_FINELY)
            at->section[a][0] += n;
    }
}

/* From one instant to another, 0 when that is past: nobody can guess which. */
static inline int64_t span_after(int64_t from_us, int64_t to_us)
{
    int64_t end_us = to_us > from_us ? to_us : from_us;
    return (int64_t)((uint64_t)end_us - (uint64_t)from_us);
}

static inline void add_wrapping(int64_t *word, int64_t value)
{
    *word = (int64_t)((uint64_t)*word + (uint64_t)value);
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

/* Somebody was served: how long he waited, and the row of his ticket. */
static ALWAYS_INLINE struct waited count_served(const struct visit *v, uint32_t access, int use,
                                                const struct places *at, enum kept kept,
                                                struct day_sums *s)
{
    int64_t call_us = v->call_us, ticket_us = v->ticket_us, slot_us = v->slot_us;
    int64_t wait_us = span_after(slot_us > ticket_us ? slot_us : ticket_us, call_us);
    struct waited w = {.us = wait_us, .access = access};
    s->words[TALLY_OFFICE_US][access] += v->finish_us - v->arrive_us;
    /* Of walk-ins, who have no slot, these two mean nothing; count_ends() drops them. */
    add_wrapping(&s->words[TALLY_LATENESS_US][access], span_after(slot_us, call_us));
    s->words[TALLY_ARRIVAL_WAIT_US][access] += call_us - v->arrive_us;
    if (kept != KEPT_NOT) {
        w.row = row_of(at, use, ticket_us);
        at->rows[w.row].at_once += wait_us == 0;
    }
    return w;
}

/* Lost patience: the promise to him was not kept, however short he waited. */
static inline void count_left(const struct visit *v, uint32_t access, int use,
                              const struct places *at, enum kept kept, struct day_sums *s)
{
    s->words[TALLY_OFFICE_US][access] += v->finish_us - v->arrive_us;
    s->words[TALLY_LEFT_WAIT_US][access] += v->wait_us;
    if (kept != KEPT_NOT)
        at->rows[row_of(at, use, v->ticket_us)].waited++;
}

/* Visits at a time: their marks fill a byte at most, and those who waited are in reach. */
enum { SOME = 255 };

/* Everything but waits of those who were not served at once, who are written down. Returns how
 * many they are. */
static ALWAYS_INLINE uint32_t count_some(const struct visit *v, const uint8_t *use, uint32_t n,
                                         const struct places *at, enum kept kept,
                                         struct day_sums *s, struct waited waited[SOME])
{
    uint32_t marks[ACCESS_COUNT] = {0};
    struct waited *next = waited;
    for (const struct visit *end = v + n; v < end; v++, use++) {
        uint32_t access = tally_access(v->slot_us);
        s->ends[v->outcome][access]++;
        s->work_us[access] += v->work_us;
        marks[access] += v->marks;
        if (v->outcome == VISIT_SERVED) {
            struct waited w = count_served(v, access, *use, at, kept, s);
            *next = w;
            next += w.us != 0;
        } else if (v->outcome == VISIT_LEFT) {
            count_left(v, access, *use, at, kept, s);
        } else if (v->outcome == VISIT_TURNED_AWAY && kept != KEPT_NOT) {
            place_turned_away(at, v);
        }
    }
    for (int a = 0; a < ACCESS_COUNT; a++) {
        const struct visit sum = {.marks = marks[a]};
        s->words[TALLY_DEMOTED][a] += sum.is_demoted;
        s->words[TALLY_OUTSIDE][a] += sum.is_outside;
        s->words[TALLY_BEYOND][a] += sum.is_beyond;
    }
    return (uint32_t)(next - waited);
}

static ALWAYS_INLINE void count_waited(const struct waited *w, uint32_t n,
                                       const struct limits *limits, struct places *at,
                                       enum kept kept, struct day_sums *s)
{
    for (const struct waited *end = w + n; w < end; w++) {
        bool is_within = w->us <= limits->target_us;
        s->words[TALLY_WAIT_US][w->access] += w->us;
        s->waited[w->access]++;
        s->beyond_target[w->access] += !is_within;
        if (w->us > limits->level_us[0]) { /* the least: those who wait long come together */
            for (int k = 0; k < TALLY_LEVELS - 1; k++)
                s->beyond_level[k] += w->us > limits->level_us[k];
        }
        if (kept != KEPT_NOT)
            place_wait(at, w, is_within, kept);
    }
}

/* The words that only say how many visits ended how. */
static void count_ends(struct day_sums *s, int a)
{
    int64_t ends[VISIT_OUTCOMES], n = 0, served = s->ends[VISIT_SERVED][a];
    for (int end = 0; end < VISIT_OUTCOMES; end++)
        n += ends[end] = s->ends[end][a];
    int64_t arrivals = served;
    s->words[TALLY_SERVED][a] = served;
    s->words[TALLY_TURNED_AWAY][a] = ends[VISIT_TURNED_AWAY] + ends[VISIT_TOO_LATE];
    s->words[TALLY_REFUSED][a] = ends[VISIT_REFUSED];
    s->words[TALLY_BALKED][a] = ends[VISIT_BALKED];
    s->words[TALLY_LEFT][a] = ends[VISIT_LEFT];
    static const int not_served[] = {TALLY_TURNED_AWAY, TALLY_REFUSED, TALLY_BALKED, TALLY_LEFT};
    for (size_t i = 0; i < COUNT_OF(not_served); i++)
        arrivals += s->words[not_served[i]][a];
    BUG_IF(n != arrivals); /* no visit of a ward ends in another way */
    s->words[TALLY_ARRIVALS][a] = arrivals;
    s->words[TALLY_TICKETS][a] = served + ends[VISIT_LEFT];
    s->words[TALLY_WITHIN][a] = served - s->beyond_target[a];
    s->words[TALLY_KEPT][a] = served;
    if (a != ACCESS_BOOKED)
        s->words[TALLY_KEPT][a] = s->words[TALLY_LATENESS_US][a] =
            s->words[TALLY_ARRIVAL_WAIT_US][a] = 0;
}

/* Inlined for days that are reported, kept finely or by month, and for others. */
static ALWAYS_INLINE void count_each(const struct tally_site_day *d, const struct limits *limits,
                                     struct places *at, enum kept kept, struct day_sums *s)
{
    struct waited waited[SOME];
    for (uint32_t i = 0, n; i < d->n; i += n) {
        n = d->n - i < SOME ? d->n - i : SOME;
        uint32_t n_waited = count_some(d->visits + i, d->use + i, n, at, kept, s, waited);
        count_waited(waited, n_waited, limits, at, kept, s);
    }
    if (kept != KEPT_NOT)
        place_at_once(s, at, kept);
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
    if (t->is_reported)
        place_overtime(t, d, &at);
    for (int a = 0; a < ACCESS_COUNT; a++)
        count_ends(s, a);
}

/* Level k + 1 of today: the least k such that nine of ten waits are within cut point k. */
static void count_level(struct tally *t, const struct tally_site_day *d, const struct day_sums *s)
{
    int64_t served = s->words[TALLY_SERVED][ACCESS_BOOKED] + s->words[TALLY_SERVED][ACCESS_WALK_IN];
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
        int64_t tickets = s->words[TALLY_TICKETS][a], within = s->words[TALLY_WITHIN][a];
        int64_t *words = t->out->sums + tally_at_day(p, d->site, a, date->hist_day);
        if (p->by_month)
            add_month(t, (d->site - t->region->first) * ACCESS_COUNT + a, date->hist_day, tickets,
                      within);
        else
            add_moments(words, tickets, within);
        int64_t *rows[] = {words, city};
        for (int r = 0; r < 1 + is_one; r++) {
            rows[r][TALLY_DAY_ARRIVALS] += s->words[TALLY_ARRIVALS][a];
            rows[r][TALLY_DAY_TURNED_AWAY] +=
                s->words[TALLY_TURNED_AWAY][a] + s->words[TALLY_REFUSED][a];
            rows[r][TALLY_DAY_WAIT_US] += s->words[TALLY_WAIT_US][a];
        }
        t->city_x += tickets;
        t->city_y += within;
        month[TALLY_MONTH_ARRIVALS + a] += s->words[TALLY_ARRIVALS][a];
        month[TALLY_MONTH_WORK_US + a] += s->work_us[a];
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
            words[k] += s.words[k][a];
    }
    BUG_IF(s.words[TALLY_SERVED][0] + s.words[TALLY_SERVED][1] != d->result->served);
    count_site(t, d);
    if (t->is_reported)
        write_day(t, d, &s);
}
