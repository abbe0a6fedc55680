/* Letters: who gets one on which day. Nothing here is left to chance. */
#include "models/ward/calendar.h"
#include "models/ward/compile_parts.h"
#include "sim/base/arena.h"
#include "sim/base/bug.h"

#define DAY_US INT64_C(86400000000)

/* Certificates that expire on one day, by site. */
struct cohort {
    civil_day expiry;
    int32_t most;    /* of any site */
    uint16_t *count; /* [n_sites] */
};

struct mailing {
    struct cohort *cohorts;
    int32_t n_cohorts;
    int32_t cohort, index, site; /* the next letter */
};

/* Shares n among the sites by population: largest remainder, the earlier site first in a
 * tie. */
static void share_out(const struct compile *c, int64_t n, int64_t *part, double *rest)
{
    int64_t given = 0;
    for (int32_t s = 0; s < c->plan.n_sites; s++) {
        double exact = (double)n * c->share[s];
        part[s] = (int64_t)exact;
        rest[s] = exact - (double)part[s];
        given += part[s];
    }
    for (; given < n; given++) {
        int32_t best = 0;
        for (int32_t s = 1; s < c->plan.n_sites; s++)
            if (rest[s] > rest[best])
                best = s;
        part[best]++;
        rest[best] = -1;
    }
}

/* The cohort of the kth of a month's days: part[] of the month, spread evenly. */
static bool make_cohort(struct compile *c, const int64_t *part, int64_t k, int64_t days,
                        struct cohort *h)
{
    h->count = arena_take_array(c->home, uint16_t, (size_t)c->plan.n_sites);
    if (h->count == NULL)
        return false;
    for (int32_t s = 0; s < c->plan.n_sites; s++) {
        h->count[s] = (uint16_t)((k + 1) * part[s] / days - k * part[s] / days);
        h->most = h->count[s] > h->most ? h->count[s] : h->most;
    }
    return true;
}

static bool make_cohorts(struct compile *c, struct mailing *m)
{
    const struct scenario_month_count *rows = c->d->expiries.items;
    size_t sites = (size_t)c->plan.n_sites, months = c->d->expiries.count;
    int64_t *part = arena_take_array(c->home, int64_t, sites);
    double *rest = arena_take_array(c->home, double, sites);
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
            if (!make_cohort(c, part, k, days, h))
                return false;
        }
    }
    return true;
}

static civil_day mailable_from(const struct compile *c, const struct cohort *h)
{
    return calendar_window_opening(h->expiry) - (civil_day)(c->d->s.notices.lead.us / DAY_US);
}

/* One letter: continues the site's batch of today, or begins one. today's batches begin at
 * `first`. */
static void add_letter(struct compile *c, const struct mailing *m, int32_t first)
{
    const struct cohort *h = &m->cohorts[m->cohort];
    int32_t expiry = h->expiry - c->plan.base_day;
    for (int32_t i = c->n_batches; i-- > first;) {
        struct plan_batch *b = &c->batches[i];
        if (b->expiry != expiry)
            break;
        if (b->site == m->site) {
            b->count++;
            return;
        }
    }
    c->batches[c->n_batches++] = (struct plan_batch){
        .window = calendar_window_opening(h->expiry) - c->plan.base_day,
        .expiry = expiry,
        .site = (uint16_t)m->site,
        .first = (uint16_t)m->index,
        .count = 1,
    };
}

/* Steps to the next letter: sites in turn, then the next index, then the next expiry. */
static void step(const struct compile *c, struct mailing *m)
{
    if (++m->site < c->plan.n_sites)
        return;
    m->site = 0;
    if (++m->index < m->cohorts[m->cohort].most)
        return;
    m->index = 0;
    m->cohort++;
}

static void mail_day(struct compile *c, struct mailing *m, int32_t day)
{
    int32_t first = c->n_batches, left = c->d->s.notices.daily_capacity;
    civil_day today = c->plan.base_day + day;
    while (left > 0 && m->cohort < m->n_cohorts &&
           mailable_from(c, &m->cohorts[m->cohort]) <= today) {
        if (m->index < m->cohorts[m->cohort].count[m->site]) {
            add_letter(c, m, first);
            left--;
        }
        step(c, m);
    }
    c->dates[day].first_batch = (uint32_t)first;
    c->dates[day].n_batches = (uint32_t)(c->n_batches - first);
}

/* Letters still waiting after the last day: their holders hear nothing and lapse. */
static void keep_unmailed(struct compile *c, struct mailing *m)
{
    c->plan.first_unmailed = c->n_batches;
    while (m->cohort < m->n_cohorts) {
        if (m->index < m->cohorts[m->cohort].count[m->site])
            add_letter(c, m, c->plan.first_unmailed);
        step(c, m);
    }
    c->plan.n_unmailed = c->n_batches - c->plan.first_unmailed;
}

bool compile_notices(struct compile *c)
{
    struct mailing m = {0};
    if (!make_cohorts(c, &m))
        return err_add(c->e, ERR_NOMEM, SRC_NOWHERE, "letters");
    /* who could have been mailed before the first day was */
    while (m.cohort < m.n_cohorts && mailable_from(c, &m.cohorts[m.cohort]) < c->plan.base_day)
        m.cohort++;
    size_t most = (size_t)(m.n_cohorts + c->plan.n_days + 1) * (size_t)c->plan.n_sites;
    c->batches = arena_take_array(c->home, struct plan_batch, most);
    if (c->batches == NULL)
        return err_add(c->e, ERR_NOMEM, SRC_NOWHERE, "letters");
    for (int32_t day = 0; day <= c->plan.last_report; day++) {
        civil_day today = c->plan.base_day + day;
        bool is_suspended = c->d->s.notices.suspended.to > 0 &&
                            today >= c->d->s.notices.suspended.from &&
                            today <= c->d->s.notices.suspended.to;
        if (calendar_is_working_day(c->d, today) && !is_suspended)
            mail_day(c, &m, day);
    }
    keep_unmailed(c, &m);
    BUG_IF((size_t)c->n_batches > most);
    return true;
}
