#include "models/ward/load.h"

#include <string.h>

#include "sim/base/arena.h"
#include "sim/base/bug.h"
#include "sim/engine/portmath.h"

#define HOUR_US 3600e6
#define HOUR_S 3600.0

enum { CHOICES_MAX = 32, DELAY_PIECES = 8192 };

/* People by site and day: who act, and who count a geometric delay from a day. */
struct flow {
    const struct plan *p;
    double *acts;                   /* holders: [n_sites][n_days]                 */
    double *anchor[RESPONSE_COUNT]; /* the delay of the part begins: the same     */
    double *today[ACCESS_COUNT];    /* [n_days]: who act today, of one use at one site */
    double *wish[ACCESS_COUNT];     /* [n_days]: who wish to come, by access      */
    double *delay;                  /* [n_days]: share of the leisurely by delay  */
};

static int32_t later(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

static int32_t earlier(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

/* The share of a geometric delay that goes on for another day. */
static double goes_on(double geometric)
{
    return geometric < 0 ? sim_portmath_exp(1 / geometric) : 0;
}

static void add_on(const struct flow *f, double *to, int32_t site, int32_t day, double n)
{
    if (day < f->p->n_days)
        to[(size_t)site * (size_t)f->p->n_days + (size_t)later(day, 0)] += n;
}

/* Who act a geometric delay before the expiry, but not before the start. */
static void add_deadline(const struct flow *f, const struct plan_batch *b, int32_t start, double n)
{
    double q = goes_on(f->p->response.geometric[RESPONSE_DEADLINE]);
    for (int32_t day = b->expiry; day > start; day--) {
        add_on(f, f->acts, b->site, day, n * (1 - q));
        n *= q;
    }
    add_on(f, f->acts, b->site, start, n);
}

/* Who act on some day of the first season that is not over. */
static void add_tax_season(const struct flow *f, const struct plan_batch *b, int32_t start,
                           double n)
{
    const struct plan_response_law *law = &f->p->response;
    for (int i = 0; i < 4 && law->tax_start[i] != INT32_MAX; i++) {
        int32_t end = law->tax_start[i] + law->tax_days, from = later(start, law->tax_start[i]);
        if (start >= end)
            continue;
        for (int32_t day = from; day < end; day++)
            add_on(f, f->acts, b->site, day, n / (end - from));
        return;
    }
}

/* n letters that are answered from the day `start` on. */
static void add_answers(const struct flow *f, const struct plan_batch *b, int32_t start, double n)
{
    const struct plan_response_law *law = &f->p->response;
    double before = 0;
    for (int part = 0; part < RESPONSE_COUNT; part++) {
        double share = n * (law->up_to[part] - before);
        before = law->up_to[part];
        if (share <= 0)
            continue;
        switch ((enum plan_response)part) {
        case RESPONSE_PROMPT:
        case RESPONSE_LEISURELY:
            add_on(f, f->anchor[part], b->site, start, share);
            break;
        case RESPONSE_REMINDED:
            add_on(f, f->anchor[part], b->site, later(start, b->window + law->blue_after), share);
            break;
        case RESPONSE_LAPSED:
            add_on(f, f->anchor[part], b->site, later(start, b->expiry + 1), share);
            break;
        case RESPONSE_DEADLINE:
            add_deadline(f, b, start, share);
            break;
        case RESPONSE_TAX_SEASON:
            add_tax_season(f, b, start, share);
            break;
        case RESPONSE_EARLY: /* on his own account: the day before the window stands for all */
            add_on(f, f->acts, b->site, b->window - 1, share);
            break;
        case RESPONSE_NEVER:
        case RESPONSE_COUNT:
            break;
        }
    }
}

/* Delivery takes any number of days from least to most. */
static void add_letters(const struct flow *f)
{
    const struct plan *p = f->p;
    const struct plan_batch *batches = PLAN_ARRAY(p, struct plan_batch, at_batches);
    int32_t least = p->response.delivery_least, most = p->response.delivery_most;
    for (int32_t day = 0; day < p->n_days; day++) {
        const struct plan_date *date = plan_date_at(p, day);
        for (uint32_t i = 0; i < date->n_batches; i++) {
            const struct plan_batch *b = &batches[date->first_batch + i];
            for (int32_t d = least; d <= most; d++)
                add_answers(f, b, later(day + d, b->window), b->count / (most - least + 1.0));
        }
    }
}

/* Share of a law's delays that end within the day, by day; what is longer is left out. */
static void make_delay(const struct flow *f)
{
    const struct sim_variate *law = plan_variate_at(f->p, VARIATE_LEISURELY);
    for (int32_t i = 0; i < DELAY_PIECES; i++) {
        double days = sim_variate_at(law, (i + 0.5) / DELAY_PIECES);
        if (days < f->p->n_days)
            f->delay[(int32_t)days] += 1.0 / DELAY_PIECES;
    }
}

static void add_delayed(const struct flow *f, int32_t site, int part)
{
    int32_t n = f->p->n_days;
    const double *from = f->anchor[part] + (size_t)site * (size_t)n;
    double *acts = f->acts + (size_t)site * (size_t)n;
    double q = goes_on(f->p->response.geometric[part]), on = 0;
    for (int32_t day = 0; day < n; day++) {
        on = on * q + from[day];
        acts[day] += on * (1 - q);
    }
}

static void add_leisurely(const struct flow *f, int32_t site)
{
    int32_t n = f->p->n_days;
    const double *from = f->anchor[RESPONSE_LEISURELY] + (size_t)site * (size_t)n;
    double *acts = f->acts + (size_t)site * (size_t)n;
    for (int32_t day = 0; day < n; day++)
        for (int32_t d = 0; from[day] > 0 && day + d < n; d++)
            acts[day + d] += from[day] * f->delay[d];
}

/* Whoever would act on several days is spread over them; holders only. */
static void make_acts(const struct flow *f)
{
    add_letters(f);
    make_delay(f);
    for (int32_t site = 0; site < f->p->n_sites; site++) {
        add_delayed(f, site, RESPONSE_PROMPT);
        add_delayed(f, site, RESPONSE_REMINDED);
        add_delayed(f, site, RESPONSE_LAPSED);
        add_leisurely(f, site);
    }
}

/* n people who decide today choose among the next days that can be planned, by weight. */
static void add_wishes(const struct plan *p, int32_t site, int32_t today, int32_t choices, double n,
                       double *wish)
{
    int32_t day[CHOICES_MAX], found = 0;
    double total = 0;
    BUG_IF(choices < 1 || choices > CHOICES_MAX);
    for (int32_t d = today + 1; d < p->n_days && found < choices; d++) {
        const struct plan_day *at = plan_day_at(p, site, d);
        if (at->weight <= 0 || !plan_is_open(at, today))
            continue;
        day[found++] = d;
        total += (double)at->weight;
    }
    for (int32_t i = 0; i < found; i++)
        wish[day[i]] += n * (double)plan_day_at(p, site, day[i])->weight / total;
}

/* The part of the use that is booked there on a day. */
static double booked_share(const struct plan *p, int32_t use, int32_t site, int32_t day)
{
    return plan_booked(p, use, site, day) / (double)PLAN_REQUIRED;
}

/* The share of a ward's people of the use who act on the day and go to its joint centre. */
static double leaving_share(const struct plan *p, int32_t use, int32_t site, int32_t day)
{
    const struct plan_centre *centre = plan_centre_of(p, site);
    bool serves = centre->site != PLAN_NO_DAY && day >= centre->from && (centre->uses >> use & 1);
    return serves ? centre->share : 0;
}

/* Share of the ward's people who come to the site: their own, or the joint centre. */
static double coming_share(const struct plan *p, int32_t use, int32_t ward, int32_t site,
                           int32_t day)
{
    double leaving = leaving_share(p, use, ward, day);
    if (ward == site)
        return 1 - leaving;
    return plan_centre_of(p, ward)->site == site ? leaving : 0;
}

/* People of a ward's streams who come to the site: whoever must book acts on the day, the
 * others are there. */
static void take_streams(const struct flow *f, int32_t use, int32_t ward, int32_t site)
{
    const struct plan *p = f->p;
    for (int32_t s = 0; s < p->n_streams; s++) {
        if (plan_stream_at(p, s)->use != use)
            continue;
        for (int32_t day = p->first_counter; day <= p->last_report; day++) {
            double n = plan_rate(p, s, ward, day) * coming_share(p, use, ward, site, day);
            bool asks = ward != site || plan_asks(p, s, ward, day);
            double *to = asks ? f->today[ACCESS_BOOKED] : f->wish[ACCESS_WALK_IN];
            to[day] += n;
        }
    }
}

/* Visits of a renewal, on average: proxies without a form, wrong PINs, invalid papers. */
static double visits_of(const struct plan *p, int32_t use)
{
    const struct plan_procedures *r = &p->procedures;
    if (use != USE_RENEWAL || !r->is_on)
        return 1;
    double proxy = r->proxy * (1 - r->with_form + r->with_form * r->wrong_pin);
    return (1 + proxy + r->guardian * r->no_photo) / (1 - r->invalid);
}

static void take_holders(const struct flow *f, int32_t ward, int32_t site)
{
    const struct plan *p = f->p;
    double visits = visits_of(p, USE_RENEWAL);
    for (int32_t day = 0; day < p->n_days; day++) {
        double share = coming_share(p, USE_RENEWAL, ward, site, day) * visits;
        double n = share * f->acts[(size_t)ward * (size_t)p->n_days + (size_t)day];
        double booked = booked_share(p, USE_RENEWAL, site, day);
        f->today[ACCESS_BOOKED][day] += n * booked;
        f->today[ACCESS_WALK_IN][day] += n * (1 - booked);
    }
}

/* Share of appointments missed: of those made a week ahead, where it depends on the lead. */
static double no_show(const struct plan *p)
{
    return p->booking.no_show[7];
}

/* Appointments until one is kept or given up, on average. */
static double repeats(const struct plan *p)
{
    return 1 / (1 - no_show(p) * p->booking.again_share);
}

/* Whoever wished to come on a day whose fate is announced today decides anew. */
static void take_announced(const struct flow *f, int32_t site, int32_t today)
{
    const struct plan *p = f->p;
    for (int32_t d = today; d < p->n_days && plan_date_at(p, today)->announced; d++) {
        const struct plan_day *at = plan_day_at(p, site, d);
        for (int access = 0; access < ACCESS_COUNT && at->plan_until == today; access++) {
            if (access == ACCESS_BOOKED && at->open_s >= 0)
                continue; /* reserved only */
            f->today[access][today] +=
                f->wish[access][d] / (access == ACCESS_BOOKED ? repeats(p) : 1);
            f->wish[access][d] = 0;
        }
    }
}

static void make_wishes(const struct flow *f, int32_t use, int32_t site)
{
    const struct plan *p = f->p;
    size_t bytes = (size_t)p->n_days * sizeof *f->today[0];
    for (int access = 0; access < ACCESS_COUNT; access++) {
        memset(f->today[access], 0, bytes);
        memset(f->wish[access], 0, bytes);
    }
    for (int32_t ward = 0; ward < p->n_sites; ward++) {
        if (ward != site && plan_centre_of(p, ward)->site != site)
            continue;
        take_streams(f, use, ward, site);
        if (use == USE_RENEWAL)
            take_holders(f, ward, site);
    }
    for (int32_t day = p->first_counter; day <= p->last_report; day++) {
        take_announced(f, site, day);
        add_wishes(p, site, day, p->booking.wish_days, f->today[ACCESS_BOOKED][day] * repeats(p),
                   f->wish[ACCESS_BOOKED]);
        add_wishes(p, site, day, p->visit_days, f->today[ACCESS_WALK_IN][day],
                   f->wish[ACCESS_WALK_IN]);
    }
}

/* Counter-seconds on duty while the doors are open; each pool's shifts begin at the opening. */
static double counter_seconds(const struct plan *p, const struct plan_day *at)
{
    const struct plan_shift *shift = PLAN_ARRAY(p, struct plan_shift, at_shifts) + at->first_shift;
    double sum = 0;
    for (int32_t i = 0; i < at->n_shifts; i++) {
        bool is_last = i + 1 == at->n_shifts || shift[i + 1].from_s <= at->open_s;
        int32_t end = is_last ? at->close_s : shift[i + 1].from_s;
        int32_t from = later(shift[i].from_s, at->open_s), to = earlier(end, at->close_s);
        sum += to > from ? (double)(to - from) * shift[i].counters : 0;
    }
    return sum;
}

/* Counts one use at one site. A place is taken once: who wishes a day that is full comes on
 * the next that is not. */
static void count_use(const struct flow *f, int32_t use, int32_t site, struct load_month *months)
{
    const struct plan *p = f->p;
    double carried = 0;
    for (int32_t day = p->first_counter; day <= p->last_report; day++) {
        const struct plan_day *at = plan_day_at(p, site, day);
        int32_t places = at->open_s < 0 ? 0 : plan_places(p, use, site, day);
        double wanted = f->wish[ACCESS_BOOKED][day], asked = carried + wanted;
        double kept = asked < places ? asked : places;
        carried = asked - kept;
        if (day < p->first_report)
            continue;
        struct load_month *m = &months[plan_date_at(p, day)->month];
        double come = kept * (1 - no_show(p)) + f->wish[ACCESS_WALK_IN][day];
        m->visits += come;
        m->work_h += come * (double)p->expected_us[use] / HOUR_US;
        m->wanted[use] += wanted;
        m->places[use] += plan_booked(p, use, site, day) > 0 ? places : 0;
    }
}

static void count_days(const struct plan *p, int32_t site, struct load_month *months)
{
    for (int32_t day = p->first_report; day <= p->last_report; day++) {
        const struct plan_day *at = plan_day_at(p, site, day);
        struct load_month *m = &months[plan_date_at(p, day)->month];
        if (at->open_s < 0)
            continue;
        m->open_days++;
        m->counters_h += counter_seconds(p, at) / HOUR_S;
    }
}

static void add_to_all(const struct plan *p, const struct load *l)
{
    struct load_month *all = l->months + (size_t)p->n_sites * (size_t)p->n_months;
    for (int32_t day = p->first_report; day <= p->last_report; day++) {
        const struct plan_date *date = plan_date_at(p, day);
        all[date->month].open_days += date->hist_day != PLAN_NO_DAY;
    }
    for (int32_t i = 0; i < p->n_sites * p->n_months; i++) {
        const struct load_month *m = &l->months[i];
        struct load_month *sum = &all[i % p->n_months];
        sum->visits += m->visits;
        sum->work_h += m->work_h;
        sum->counters_h += m->counters_h;
        for (int32_t use = 0; use < USE_COUNT; use++) {
            sum->wanted[use] += m->wanted[use];
            sum->places[use] += m->places[use];
        }
    }
}

/* Letters whose window opens on a day: due[day]; before the first day counts as then. */
static void count_due(const struct plan *p, int64_t *due)
{
    const struct plan_batch *batches = PLAN_ARRAY(p, struct plan_batch, at_batches);
    for (int32_t i = 0; i < p->first_unmailed + p->n_unmailed; i++) {
        int32_t window = later(batches[i].window, 0);
        if (window < p->n_days)
            due[window] += batches[i].count;
    }
}

/* One day with mail: letters that wait in its morning and in its evening. */
struct mail_day {
    int32_t day;
    int64_t morning, evening;
};

static void weigh_day(struct load_mail *m, const struct mail_day *d)
{
    bool is_peak = d->evening > 0 && d->morning > m->peak_waiting;
    if (is_peak) {
        m->peak_day = d->day;
        m->peak_waiting = d->morning;
        m->cleared_day = PLAN_NO_DAY;
        m->clear_days = 0;
    }
    if (m->peak_day == PLAN_NO_DAY || m->cleared_day != PLAN_NO_DAY)
        return;
    m->clear_days++;
    m->cleared_day = d->evening <= 0 ? d->day : PLAN_NO_DAY;
}

static void weigh_mail(const struct plan *p, const int64_t *due, struct load_mail *m)
{
    const struct plan_batch *batches = PLAN_ARRAY(p, struct plan_batch, at_batches);
    int64_t waiting = 0;
    for (int32_t day = 0; day <= p->last_report; day++) {
        const struct plan_date *date = plan_date_at(p, day);
        struct mail_day d = {day, waiting += due[day], 0};
        for (uint32_t i = 0; i < date->n_batches; i++)
            waiting -= batches[date->first_batch + i].count;
        d.evening = waiting;
        if (date->n_batches == 0)
            continue;
        weigh_day(m, &d);
        m->mail_days += day >= p->first_report;
        m->mailed += day >= p->first_report ? d.morning - d.evening : 0;
    }
}

static bool make_mail(const struct plan *p, struct arena *home, struct load_mail *m)
{
    const struct plan_batch *batches = PLAN_ARRAY(p, struct plan_batch, at_batches);
    int64_t *due = arena_take_array(home, int64_t, (size_t)p->n_days);
    *m = (struct load_mail){.peak_day = PLAN_NO_DAY, .cleared_day = PLAN_NO_DAY};
    if (due == NULL)
        return false;
    for (int32_t i = 0; i < p->n_unmailed; i++)
        if (batches[p->first_unmailed + i].window <= p->last_report)
            m->unmailed += batches[p->first_unmailed + i].count;
    count_due(p, due);
    weigh_mail(p, due, m);
    return true;
}

static bool make_flow(struct flow *f, struct arena *home)
{
    size_t days = (size_t)f->p->n_days, all = days * (size_t)f->p->n_sites;
    bool is_whole = true;
    f->acts = arena_take_array(home, double, all);
    f->delay = arena_take_array(home, double, days);
    for (int i = 0; i < RESPONSE_COUNT; i++)
        is_whole &= (f->anchor[i] = arena_take_array(home, double, all)) != NULL;
    for (int i = 0; i < ACCESS_COUNT; i++) {
        f->wish[i] = arena_take_array(home, double, days);
        f->today[i] = arena_take_array(home, double, days);
        is_whole &= f->wish[i] != NULL && f->today[i] != NULL;
    }
    return is_whole && f->acts != NULL && f->delay != NULL;
}

bool load_make(const struct plan *p, struct arena *home, struct load *out)
{
    struct flow f = {.p = p};
    *out = (struct load){.n_sites = p->n_sites, .n_months = p->n_months};
    size_t rows = (size_t)(p->n_sites + 1) * (size_t)p->n_months;
    out->months = arena_take_array(home, struct load_month, rows);
    if (out->months == NULL || !make_flow(&f, home) || !make_mail(p, home, &out->mail))
        return false;
    make_acts(&f);
    for (int32_t site = 0; site < p->n_sites; site++) {
        struct load_month *months = out->months + (size_t)site * (size_t)p->n_months;
        count_days(p, site, months);
        for (int32_t use = 0; use < USE_COUNT; use++) {
            make_wishes(&f, use, site);
            count_use(&f, use, site, months);
        }
    }
    add_to_all(p, out);
    return true;
}

double load_ratio(const struct load *l, int32_t site, int32_t month)
{
    double work = 0, counters = 0;
    for (int32_t i = 0; i < l->n_months; i++) {
        if (month != l->n_months && month != i)
            continue;
        work += load_at(l, site, i)->work_h;
        counters += load_at(l, site, i)->counters_h;
    }
    return counters > 0 ? work / counters : 0;
}

int32_t load_worst_month(const struct load *l, int32_t site, int32_t but)
{
    int32_t worst = l->n_months;
    for (int32_t i = 0; i < l->n_months; i++)
        if (i != but &&
            (worst == l->n_months || load_ratio(l, site, i) > load_ratio(l, site, worst)))
            worst = i;
    return worst;
}

double load_of_places(const struct load *l, int32_t use, int32_t site, int32_t month)
{
    enum { WITHOUT_END = 1000 };
    const struct load_month *m = load_at(l, site, month);
    if (m->wanted[use] <= 0)
        return 0;
    return m->places[use] > 0 ? m->wanted[use] / (double)m->places[use] : WITHOUT_END;
}
