/* Letters: who gets one on which day. Nothing here is left to chance. */
#include <stdlib.h>
#include <string.h>

#include "models/ward/calendar.h"
#include "models/ward/compile_parts.h"
#include "sim/base/arena.h"
#include "sim/base/bug.h"

#define DAY_US INT64_C(86400000000)

/* Certificates that expire on one day, by site. */
struct cohort {
    civil_day expiry, from; /* from: first day on which a letter may be mailed */
    int32_t left;           /* letters not mailed yet */
    uint16_t *count;        /* [n_sites] */
    uint16_t *next;         /* [n_sites]: index of the next letter */
};

struct mailing {
    struct cohort *cohorts;
    int32_t n_cohorts;
    int32_t cohort;   /* the first with letters left */
    int32_t most;     /* room for so many batches */
    bool *is_batched; /* [n_sites]: mails on the dates of the table only */
    bool *is_mailing; /* [n_sites]: mails today                          */
    int32_t *active;  /* room for [n_sites]                              */
    int32_t *batch;   /* [n_sites]: the site's batch that was begun last */
};

/* What a site's share is above a whole number. */
struct rest {
    double part;
    int32_t site;
};

static int compare_rests(const void *a, const void *b)
{
    const struct rest *x = a, *y = b;
    if (x->part > y->part || x->part < y->part)
        return x->part > y->part ? -1 : 1;
    return x->site - y->site;
}

/* Shares n among the sites by population: largest remainder, the earlier site first in a
 * tie. */
static void share_out(const struct compile *c, int64_t n, int64_t *part, struct rest *rest)
{
    int64_t given = 0;
    for (int32_t s = 0; s < c->plan.n_sites; s++) {
        double exact = (double)n * c->share[s];
        part[s] = (int64_t)exact;
        rest[s] = (struct rest){exact - (double)part[s], s};
        given += part[s];
    }
    if (given < n)
        qsort(rest, (size_t)c->plan.n_sites, sizeof *rest, compare_rests);
    for (int32_t i = 0; given < n; i++, given++)
        part[rest[i % c->plan.n_sites].site]++;
}

/* The cohort of the kth of a month's days: part[] of the month, spread evenly. */
static bool make_cohort(struct compile *c, const int64_t *part, int64_t k, int64_t days,
                        struct cohort *h)
{
    h->count = arena_take_array(c->home, uint16_t, (size_t)c->plan.n_sites);
    h->next = arena_take_array(c->home, uint16_t, (size_t)c->plan.n_sites);
    if (h->count == NULL || h->next == NULL)
        return false;
    for (int32_t s = 0; s < c->plan.n_sites; s++) {
        h->count[s] = (uint16_t)((k + 1) * part[s] / days - k * part[s] / days);
        h->left += h->count[s];
    }
    return true;
}

static bool make_cohorts(struct compile *c, struct mailing *m)
{
    const struct scenario_month_count *rows = c->d->expiries.items;
    size_t sites = (size_t)c->plan.n_sites, months = c->d->expiries.count;
    civil_day lead = (civil_day)(c->d->s.notices.lead.us / DAY_US);
    int64_t *part = arena_take_array(c->home, int64_t, sites);
    struct rest *rest = arena_take_array(c->home, struct rest, sites);
    m->cohorts = arena_take_array(c->home, struct cohort, months * 31);
    if (part == NULL || rest == NULL || m->cohorts == NULL)
        return false;
    for (size_t i = 0; i < months; i++) {
        struct civil_date first = civil_to_date(rows[i].month);
        int64_t days = civil_days_in_month(first.year, first.month);
        share_out(c, (int64_t)(rows[i].count + 0.5), part, rest);
        for (int64_t k = 0; k < days; k++) {
            struct cohort *h = &m->cohorts[m->n_cohorts++];
            h->expiry = rows[i].month + (civil_day)k;
            h->from = calendar_window_opening(h->expiry) - lead;
            if (!make_cohort(c, part, k, days, h))
                return false;
        }
    }
    return true;
}

static int32_t spread_of(const struct compile *c)
{
    return (int32_t)(c->d->s.notices.spread.us / DAY_US);
}

/* May the next letter of the cohort to the site, if there is one, be mailed on the day? Those
 * to a site are spread over so many days. */
static bool is_mailable(const struct compile *c, const struct cohort *h, int32_t site,
                        civil_day day)
{
    int32_t index = h->next[site], count = h->count[site];
    return index < count && h->from + spread_of(c) * index / count <= day;
}

/* One letter: continues the site's batch of today, or begins one. today's batches begin at
 * `first`. */
static void add_letter(struct compile *c, const struct mailing *m, struct cohort *h, int32_t site,
                       int32_t mailed, int32_t first)
{
    int32_t expiry = h->expiry - c->plan.base_day;
    uint16_t index = h->next[site]++;
    h->left--;
    int32_t last = m->batch[site];
    if (last >= first && last < c->n_batches && c->batches[last].expiry == expiry &&
        c->batches[last].site == site) {
        c->batches[last].count++;
        return;
    }
    m->batch[site] = c->n_batches;
    c->batches[c->n_batches++] = (struct plan_batch){
        .window = calendar_window_opening(h->expiry) - c->plan.base_day,
        .expiry = expiry,
        .mailed = mailed,
        .site = (uint16_t)site,
        .first = index,
        .count = 1,
    };
}

static int32_t least_mailed(const struct mailing *m, const struct cohort *h, int32_t n)
{
    int32_t least = INT32_MAX;
    for (int32_t i = 0; i < n; i++)
        least = h->next[m->active[i]] < least ? h->next[m->active[i]] : least;
    return least;
}

/* A round: one letter to each of the n active sites who has had the least, `most` at most.
 * Returns how many letters; *n: sites that go on. */
static int32_t mail_round(struct compile *c, const struct mailing *m, struct cohort *h, int32_t day,
                          int32_t first, int32_t most, int32_t *n)
{
    civil_day today = day == INT32_MAX ? INT32_MAX : c->plan.base_day + day;
    int32_t least = least_mailed(m, h, *n), kept = 0, mailed = 0;
    for (int32_t i = 0; i < *n; i++) {
        int32_t s = m->active[i];
        if (h->next[s] == least && mailed < most) {
            add_letter(c, m, h, s, day, first);
            mailed++;
        }
        if (is_mailable(c, h, s, today))
            m->active[kept++] = s;
    }
    *n = kept;
    return mailed;
}

/* Mails of a cohort what is due, at most `left` letters, and returns how many that were. The
 * sites take turns: whoever has been mailed least is next, the earlier site first. */
static int32_t mail_cohort(struct compile *c, const struct mailing *m, struct cohort *h,
                           int32_t day, int32_t first, int32_t left)
{
    civil_day today = day == INT32_MAX ? INT32_MAX : c->plan.base_day + day;
    int32_t mailed = 0, n = 0;
    for (int32_t s = 0; s < c->plan.n_sites; s++)
        if (m->is_mailing[s] && is_mailable(c, h, s, today))
            m->active[n++] = s;
    while (mailed < left && n > 0)
        mailed += mail_round(c, m, h, day, first, left - mailed, &n);
    return mailed;
}

static void mail_day(struct compile *c, struct mailing *m, int32_t day)
{
    int32_t first = c->n_batches, left = c->d->s.notices.daily_capacity;
    civil_day today = c->plan.base_day + day;
    while (m->cohort < m->n_cohorts && m->cohorts[m->cohort].left == 0)
        m->cohort++;
    for (int32_t i = m->cohort; i < m->n_cohorts && m->cohorts[i].from <= today && left > 0; i++)
        left -= mail_cohort(c, m, &m->cohorts[i], day, first, left);
    c->dates[day].first_batch = (uint32_t)first;
    c->dates[day].n_batches = (uint32_t)(c->n_batches - first);
}

/* Letters still waiting after the last day: their holders hear nothing and lapse. */
static void keep_unmailed(struct compile *c, struct mailing *m)
{
    c->plan.first_unmailed = c->n_batches;
    for (int32_t s = 0; s < c->plan.n_sites; s++)
        m->is_mailing[s] = true;
    for (int32_t i = m->cohort; i < m->n_cohorts; i++)
        (void)mail_cohort(c, m, &m->cohorts[i], INT32_MAX, c->plan.first_unmailed, INT32_MAX);
    c->plan.n_unmailed = c->n_batches - c->plan.first_unmailed;
}

/* Who could have been mailed before the first day was. */
static void pass_over(struct compile *c, struct mailing *m)
{
    for (int32_t i = 0; i < m->n_cohorts && m->cohorts[i].from < c->plan.base_day; i++)
        for (int32_t s = 0; s < c->plan.n_sites; s++)
            while (is_mailable(c, &m->cohorts[i], s, c->plan.base_day - 1)) {
                m->cohorts[i].next[s]++;
                m->cohorts[i].left--;
            }
}

/* The first day on which somebody of a batch may act: with his letter or, at most so many
 * days before his window, without. */
static int32_t due_day(const struct plan_batch *b)
{
    int32_t early = b->window - PLAN_EARLY_DAYS;
    int32_t day = b->mailed < early ? b->mailed : early;
    return day < 0 ? 0 : day;
}

/* Where people act before their letter is there, or without one: all batches by the day on
 * which they are due, and none is left over as unmailed. */
static bool order_by_due_day(struct compile *c)
{
    int32_t n = c->n_batches, at = 0;
    struct plan_batch *ordered = arena_take_array(c->home, struct plan_batch, (size_t)n + 1);
    if (ordered == NULL)
        return false;
    for (int32_t day = 0; day <= c->plan.last_report; day++)
        c->dates[day].n_batches = 0;
    for (int32_t i = 0; i < n; i++)
        if (due_day(&c->batches[i]) <= c->plan.last_report)
            c->dates[due_day(&c->batches[i])].n_batches++;
    for (int32_t day = 0; day <= c->plan.last_report; day++) {
        c->dates[day].first_batch = (uint32_t)at;
        at += (int32_t)c->dates[day].n_batches;
        c->dates[day].n_batches = 0;
    }
    for (int32_t i = 0; i < n; i++)
        if (due_day(&c->batches[i]) <= c->plan.last_report) {
            struct plan_date *date = &c->dates[due_day(&c->batches[i])];
            ordered[date->first_batch + date->n_batches++] = c->batches[i];
        }
    c->batches = ordered;
    c->plan.first_unmailed = c->n_batches = at;
    c->plan.n_unmailed = 0;
    return true;
}

/* Within each day, and among the unmailed: batches by region, else in the order they had. */
static void place_batches(const struct compile *c, const int32_t *region, int32_t from, int32_t n,
                          uint32_t *next, struct plan_batch *ordered)
{
    uint32_t at = (uint32_t)from;
    memset(next, 0, (size_t)c->plan.n_regions * sizeof *next);
    for (int32_t i = from; i < from + n; i++)
        next[region[c->batches[i].site]]++;
    for (int32_t r = 0; r < c->plan.n_regions; r++) {
        uint32_t count = next[r];
        next[r] = at;
        at += count;
    }
    for (int32_t i = from; i < from + n; i++)
        ordered[next[region[c->batches[i].site]]++] = c->batches[i];
}

/* What place_batches() left: the end of each region's batches, which is where the next region's
 * begin. */
static void note_mail(struct compile *c, int32_t day, const uint32_t *next)
{
    for (int32_t r = 0; r < c->plan.n_regions; r++)
        c->mail[(size_t)r * (size_t)c->plan.n_days + (size_t)day] =
            r == 0 ? c->dates[day].first_batch : next[r - 1];
}

static void note_unmailed(struct compile *c, const uint32_t *next)
{
    int32_t first = c->plan.first_unmailed;
    for (int32_t r = 0; r < c->plan.n_regions; r++) {
        c->regions[r].first_unmailed = first;
        c->regions[r].n_unmailed = (int32_t)next[r] - first;
        first = (int32_t)next[r];
    }
}

/* The region of every site, and room for a counter to each. */
static int32_t *regions_of(const struct compile *c)
{
    int32_t *region = arena_take_array(c->home, int32_t, (size_t)c->plan.n_sites);
    for (int32_t r = 0; region != NULL && r < c->plan.n_regions; r++)
        for (int32_t s = 0; s < c->regions[r].n_sites; s++)
            region[c->regions[r].first + s] = r;
    return region;
}

bool compile_mail(struct compile *c)
{
    size_t regions = (size_t)c->plan.n_regions;
    int32_t *region = regions_of(c);
    uint32_t *next = arena_take_array(c->home, uint32_t, regions);
    struct plan_batch *ordered =
        arena_take_array(c->home, struct plan_batch, (size_t)c->n_batches + 1);
    c->mail = arena_take_array(c->home, uint32_t, regions * (size_t)c->plan.n_days);
    if (region == NULL || next == NULL || ordered == NULL || c->mail == NULL)
        return err_add(c->e, ERR_NOMEM, SRC_NOWHERE, "letters");
    for (int32_t day = 0; day < c->plan.n_days; day++) {
        const struct plan_date *date = &c->dates[day];
        place_batches(c, region, (int32_t)date->first_batch, (int32_t)date->n_batches, next,
                      ordered);
        note_mail(c, day, next);
    }
    place_batches(c, region, c->plan.first_unmailed, c->plan.n_unmailed, next, ordered);
    note_unmailed(c, next);
    c->batches = ordered;
    return true;
}

static bool is_batch_of(const struct compile *c, const struct scenario_batch *row, int32_t site)
{
    return strcmp(row->ward, "全区") == 0 || strcmp(row->ward, compile_ward(c, site)->name) == 0;
}

static void find_batched(const struct compile *c, struct mailing *m)
{
    const struct scenario_batch *rows = c->d->batches.items;
    for (int32_t s = 0; s < c->plan.n_sites; s++)
        for (size_t i = 0; i < c->d->batches.count && !m->is_batched[s]; i++)
            m->is_batched[s] = is_batch_of(c, &rows[i], s);
}

/* Which sites mail today: on working days, or on their dates as written. */
static void find_mailing(const struct compile *c, struct mailing *m, civil_day today)
{
    const struct scenario *s = &c->d->s;
    const struct scenario_batch *rows = c->d->batches.items;
    bool is_suspended = s->notices.suspended.to > 0 && today >= s->notices.suspended.from &&
                        today <= s->notices.suspended.to;
    bool is_working = !is_suspended && calendar_is_working_day(c->d, today);
    for (int32_t site = 0; site < c->plan.n_sites; site++)
        m->is_mailing[site] = is_working && !m->is_batched[site];
    for (size_t i = 0; i < c->d->batches.count && !is_suspended; i++)
        for (int32_t site = 0; site < c->plan.n_sites && rows[i].date == today; site++)
            m->is_mailing[site] |= is_batch_of(c, &rows[i], site);
}

/* Room for the batches: one of each cohort and site, one more for each site where a day's
 * capacity ends, one for each day that the spread adds; but a letter for each is enough. */
static int32_t most_batches(const struct compile *c, const struct mailing *m)
{
    size_t letters = 0;
    size_t most = (size_t)m->n_cohorts * (size_t)(1 + spread_of(c)) + (size_t)c->plan.n_days + 1;
    for (int32_t i = 0; i < m->n_cohorts; i++)
        letters += (size_t)m->cohorts[i].left;
    most *= (size_t)c->plan.n_sites;
    return (int32_t)(most < letters ? most : letters);
}

static bool prepare(struct compile *c, struct mailing *m)
{
    size_t sites = (size_t)c->plan.n_sites;
    m->is_batched = arena_take_array(c->home, bool, sites);
    m->is_mailing = arena_take_array(c->home, bool, sites);
    m->active = arena_take_array(c->home, int32_t, sites);
    m->batch = arena_take_array(c->home, int32_t, sites);
    if (m->is_batched == NULL || m->is_mailing == NULL || m->active == NULL || m->batch == NULL ||
        !make_cohorts(c, m))
        return false;
    pass_over(c, m);
    find_batched(c, m);
    m->most = most_batches(c, m);
    c->batches = arena_take_array(c->home, struct plan_batch, (size_t)m->most + 1);
    return c->batches != NULL;
}

bool compile_notices(struct compile *c)
{
    struct mailing m = {0};
    if (!prepare(c, &m))
        return err_add(c->e, ERR_NOMEM, SRC_NOWHERE, "letters");
    for (int32_t day = 0; day <= c->plan.last_report; day++) {
        find_mailing(c, &m, c->plan.base_day + day);
        mail_day(c, &m, day);
    }
    keep_unmailed(c, &m);
    BUG_IF(c->n_batches > m.most);
    bool acts_ahead = c->d->s.response.early.share > 0 || c->d->s.notices.no_id.acts;
    if (acts_ahead && !order_by_due_day(c))
        return err_add(c->e, ERR_NOMEM, SRC_NOWHERE, "letters");
    return true;
}
