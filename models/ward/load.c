#include "models/ward/load.h"

#include "sim/base/arena.h"
#include "sim/base/attr.h"
#include "sim/base/bug.h"
#include "sim/engine/portmath.h"

#define HOUR_US 3600e6
#define HOUR_S 3600.0

enum { CHOICES_MAX = 32, DELAY_PIECES = 8192 };

/* People by site and day, one use at a time where nothing else is said. */
struct flow {
    const struct plan *p;
    double *acts;                   /* holders who act: [n_sites][n_days]              */
    double *anchor[RESPONSE_COUNT]; /* the delay of the part begins: the same          */
    double *asks;                   /* act today and want an appointment: the same     */
    double *walks;                  /* act today and will come without one: the same   */
    double *comes;                  /* come without an appointment: the same           */
    double *people, *wish, *attend; /* [n_days], of one site: by the day of the wish,
                                       people, appointments, and those that are kept   */
    double *delay;                  /* [n_days]: share of the leisurely by delay       */
    double *calls;                  /* [n_days]: of all uses and sites                 */
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

/* Who act a geometric delay before the day `end`, but not before the start. */
static void add_before(const struct flow *f, int32_t site, double geometric, int32_t end,
                       int32_t start, double n)
{
    double q = goes_on(geometric);
    for (int32_t day = end; day > start; day--) {
        add_on(f, f->acts, site, day, n * (1 - q));
        n *= q;
    }
    add_on(f, f->acts, site, start, n);
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

/* n letters that are answered from the day `start` on; where people act without them, those
 * who wait for something else do so from the window on. */
static void add_answers(const struct flow *f, const struct plan_batch *b, int32_t start, double n)
{
    const struct plan_response_law *law = &f->p->response;
    int32_t base = law->acts_without_letter ? b->window : start;
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
            add_on(f, f->anchor[part], b->site, later(base, b->window + law->blue_after), share);
            break;
        case RESPONSE_LAPSED:
            add_on(f, f->anchor[part], b->site, later(base, b->expiry + 1), share);
            break;
        case RESPONSE_DEADLINE:
            add_before(f, b->site, law->geometric[part], b->expiry, base, share);
            break;
        case RESPONSE_TAX_SEASON:
            add_tax_season(f, b, base, share);
            break;
        case RESPONSE_EARLY:
            add_before(f, b->site, law->geometric[part], b->window - 1, b->window - PLAN_EARLY_DAYS,
                       share);
            break;
        case RESPONSE_NEVER:
        case RESPONSE_COUNT:
            break;
        }
    }
}

/* Delivery takes any number of days from least to most. */
static void add_batch(const struct flow *f, const struct plan_batch *b)
{
    int32_t least = f->p->response.delivery_least, most = f->p->response.delivery_most;
    for (int32_t d = least; d <= most; d++) {
        int32_t there = b->mailed < f->p->n_days ? b->mailed + d : INT32_MAX;
        add_answers(f, b, later(there, b->window), b->count / (most - least + 1.0));
    }
}

static void add_letters(const struct flow *f)
{
    const struct plan *p = f->p;
    const struct plan_batch *batches = PLAN_ARRAY(p, struct plan_batch, at_batches);
    for (int32_t day = 0; day < p->n_days; day++) {
        const struct plan_date *date = plan_date_at(p, day);
        for (uint32_t i = 0; i < date->n_batches; i++)
            add_batch(f, &batches[date->first_batch + i]);
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

/* The days among which people choose who decide today, and how they are spread over them. */
struct choice {
    int32_t day[CHOICES_MAX], n;
    double share[CHOICES_MAX];
};

static struct choice choose(const struct plan *p, int32_t site, int32_t today, int32_t choices)
{
    struct choice c = {.n = 0};
    double total = 0;
    BUG_IF(choices < 1 || choices > CHOICES_MAX);
    for (int32_t d = today + 1; d < p->n_days && c.n < choices; d++) {
        const struct plan_day *at = plan_day_at(p, site, d);
        if (at->weight <= 0 || !plan_is_open(at, today))
            continue;
        c.day[c.n] = d;
        c.share[c.n++] = (double)at->weight;
        total += (double)at->weight;
    }
    for (int32_t i = 0; i < c.n; i++)
        c.share[i] /= total;
    return c;
}

/* What becomes of an appointment so many days ahead: given back in time, missed. */
static double given_back(const struct plan *p, int32_t lead)
{
    return lead > 1 ? p->booking.cancel_share : 0;
}

static double missed(const struct plan *p, int32_t lead)
{
    double no_show = p->booking.no_show[lead < PLAN_LEADS ? lead : PLAN_LEADS - 1];
    return (1 - given_back(p, lead)) * no_show;
}

/* n people ask today. An appointment that is given back frees its place; that one and a
 * missed one may be made again, which counts where the first one was. */
static void add_appointments(const struct flow *f, int32_t site, int32_t today, double n)
{
    const struct plan *p = f->p;
    struct choice c = choose(p, site, today, p->booking.wish_days);
    double again = 0;
    for (int32_t i = 0; i < c.n; i++) {
        int32_t lead = c.day[i] - today;
        again += c.share[i] * (given_back(p, lead) * p->booking.cancel_again +
                               missed(p, lead) * p->booking.again_share);
    }
    for (int32_t i = 0; i < c.n; i++) {
        int32_t lead = c.day[i] - today;
        double made = n * c.share[i] / (1 - again), held = made * (1 - given_back(p, lead));
        f->people[c.day[i]] += n * c.share[i];
        f->wish[c.day[i]] += held;
        f->attend[c.day[i]] += held - made * missed(p, lead);
    }
    f->calls[today] += n / (1 - again) * p->phone.by_phone;
}

static void add_walk_ins(const struct flow *f, int32_t site, int32_t today, double n)
{
    struct choice c = choose(f->p, site, today, f->p->visit_days);
    double *comes = f->comes + (size_t)site * (size_t)f->p->n_days;
    for (int32_t i = 0; i < c.n; i++)
        comes[c.day[i]] += n * c.share[i];
}

/* n people of the site act, some of them at the joint centre that serves it. Where an
 * appointment is required, who comes without one is told and asks, too. */
static void add_people(const struct flow *f, int32_t use, int32_t site, int32_t day, double n)
{
    const struct plan *p = f->p;
    size_t at = (size_t)site * (size_t)p->n_days + (size_t)day;
    double booked = plan_booked(p, use, site, day) / (double)PLAN_REQUIRED;
    f->asks[at] += n * booked;
    f->walks[at] += n * (1 - booked);
}

/* The part of a site's people whose business is done at the joint centre that day. */
static double part_at_centre(const struct plan *p, int32_t use, int32_t site, int32_t day)
{
    const struct plan_centre *centre = plan_centre_of(p, site);
    bool is_served =
        centre->site != PLAN_NO_DAY && day >= centre->from && (centre->uses >> use & 1) != 0;
    return is_served ? centre->share : 0;
}

/* Visits that a renewal takes on average: those without their form, their PIN or good papers
 * come more than once, which counts where the first visit was. */
static double visits_each(const struct plan *p)
{
    const struct plan_procedures *x = &p->procedures;
    double second = x->proxy * (1 - x->with_form * (1 - x->wrong_pin)) + x->guardian * x->no_photo;
    return x->is_on ? (1 + second) / (1 - x->invalid) : 1;
}

static void take_holders(const struct flow *f, int32_t site, int32_t day)
{
    double n = f->acts[(size_t)site * (size_t)f->p->n_days + (size_t)day] * visits_each(f->p);
    double away = part_at_centre(f->p, USE_RENEWAL, site, day);
    add_people(f, USE_RENEWAL, site, day, n * (1 - away));
    if (away > 0)
        add_people(f, USE_RENEWAL, plan_centre_of(f->p, site)->site, day, n * away);
}

/* People of a stream: whoever must book acts on the day, the others are there; at a centre
 * all of them act. */
static void take_stream(const struct flow *f, int32_t stream, int32_t site, int32_t day)
{
    const struct plan *p = f->p;
    int32_t use = plan_stream_at(p, stream)->use;
    size_t at = (size_t)site * (size_t)p->n_days + (size_t)day;
    double n = plan_rate(p, stream, site, day), away = part_at_centre(p, use, site, day);
    double *to = plan_asks(p, stream, site, day) ? f->asks : f->comes;
    to[at] += n * (1 - away);
    if (away > 0)
        add_people(f, use, plan_centre_of(p, site)->site, day, n * away);
}

static void take_use(const struct flow *f, int32_t use)
{
    const struct plan *p = f->p;
    size_t all = (size_t)p->n_sites * (size_t)p->n_days;
    for (size_t i = 0; i < all; i++)
        f->asks[i] = f->walks[i] = f->comes[i] = 0;
    for (int32_t site = 0; site < p->n_sites; site++)
        for (int32_t day = p->first_counter; day <= p->last_report; day++) {
            if (use == USE_RENEWAL)
                take_holders(f, site, day);
            for (int32_t s = 0; s < p->n_streams; s++)
                if (plan_stream_at(p, s)->use == use)
                    take_stream(f, s, site, day);
        }
}

/* Whoever wished to come on a day whose fate is announced today decides anew. */
static void take_announced(const struct flow *f, int32_t site, int32_t today)
{
    const struct plan *p = f->p;
    size_t row = (size_t)site * (size_t)p->n_days;
    for (int32_t d = today; d < p->n_days && plan_date_at(p, today)->announced; d++) {
        const struct plan_day *at = plan_day_at(p, site, d);
        if (at->plan_until != today)
            continue;
        f->walks[row + (size_t)today] += f->comes[row + (size_t)d];
        f->comes[row + (size_t)d] = 0;
        if (at->open_s >= 0)
            continue; /* those with an appointment are served */
        f->asks[row + (size_t)today] += f->people[d];
        f->people[d] = f->wish[d] = f->attend[d] = 0;
    }
}

static void make_wishes(const struct flow *f, int32_t site)
{
    const struct plan *p = f->p;
    size_t row = (size_t)site * (size_t)p->n_days;
    for (int32_t day = 0; day < p->n_days; day++)
        f->people[day] = f->wish[day] = f->attend[day] = 0;
    for (int32_t day = p->first_counter; day <= p->last_report; day++) {
        take_announced(f, site, day);
        add_appointments(f, site, day, f->asks[row + (size_t)day]);
        add_walk_ins(f, site, day, f->walks[row + (size_t)day]);
    }
}

/* Counter-seconds on duty while the doors are open, of all pools: the first shift of each
 * begins when they open. */
static double counter_seconds(const struct plan *p, const struct plan_day *at)
{
    const struct plan_shift *shift = PLAN_ARRAY(p, struct plan_shift, at_shifts) + at->first_shift;
    double sum = 0;
    for (int32_t i = 0; i < at->n_shifts; i++) {
        bool is_last = i + 1 == at->n_shifts || shift[i + 1].from_s <= at->open_s;
        int32_t from = later(shift[i].from_s, at->open_s);
        int32_t to = is_last ? at->close_s : earlier(shift[i + 1].from_s, at->close_s);
        sum += to > from ? (double)(to - from) * shift[i].counters : 0;
    }
    return sum;
}

/* Counts one use at one site. A place is taken once: who wishes a day that is full comes on
 * the next that is not. */
static void count_use(const struct flow *f, int32_t use, int32_t site, struct load_month *months)
{
    const struct plan *p = f->p;
    const double *comes = f->comes + (size_t)site * (size_t)p->n_days;
    double asked = 0, would_come = 0; /* appointments not held yet, and those to be kept */
    for (int32_t day = p->first_counter; day <= p->last_report; day++) {
        int32_t places = plan_day_at(p, site, day)->open_s < 0 ? 0 : plan_places(p, use, site, day);
        asked += f->wish[day];
        would_come += f->attend[day];
        double part = asked <= places ? 1 : places / asked;
        double come = part * would_come + comes[day];
        asked -= part * asked;
        would_come -= part * would_come;
        if (day < p->first_report)
            continue;
        struct load_month *m = &months[plan_date_at(p, day)->month];
        m->visits += come;
        m->work_h += come * (double)p->expected_us[use] / HOUR_US;
        m->wanted[use] += f->wish[day];
        m->places[use] += plan_booked(p, use, site, day) > PLAN_WALK_IN ? places : 0;
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

/* Letters by the day on which their window opens, and on which they are mailed; before the
 * first day counts as then. */
static void count_letters(const struct plan *p, int64_t *due, int64_t *sent, struct load_mail *m)
{
    const struct plan_batch *batches = PLAN_ARRAY(p, struct plan_batch, at_batches);
    for (int32_t i = 0; i < p->first_unmailed + p->n_unmailed; i++) {
        const struct plan_batch *b = &batches[i];
        int32_t window = later(b->window, 0);
        if (window < p->n_days)
            due[window] += b->count;
        if (b->mailed < p->n_days)
            sent[later(b->mailed, 0)] += b->count;
        else if (window <= p->last_report)
            m->unmailed += b->count;
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

static void weigh_mail(const struct plan *p, const int64_t *due, const int64_t *sent,
                       struct load_mail *m)
{
    int64_t waiting = 0;
    for (int32_t day = 0; day <= p->last_report; day++) {
        struct mail_day d = {day, waiting + due[day], waiting + due[day] - sent[day]};
        waiting = d.evening;
        if (sent[day] == 0)
            continue;
        weigh_day(m, &d);
        m->mail_days += day >= p->first_report;
        m->mailed += day >= p->first_report ? sent[day] : 0;
    }
}

static bool make_mail(const struct plan *p, struct arena *home, struct load_mail *m)
{
    int64_t *due = arena_take_array(home, int64_t, (size_t)p->n_days);
    int64_t *sent = arena_take_array(home, int64_t, (size_t)p->n_days);
    *m = (struct load_mail){.peak_day = PLAN_NO_DAY, .cleared_day = PLAN_NO_DAY};
    if (due == NULL || sent == NULL)
        return false;
    count_letters(p, due, sent, m);
    weigh_mail(p, due, sent, m);
    return true;
}

static bool make_flow(struct flow *f, struct arena *home)
{
    size_t days = (size_t)f->p->n_days, all = days * (size_t)f->p->n_sites;
    double **const of_days[] = {&f->people, &f->wish, &f->attend, &f->delay, &f->calls};
    double **const of_all[] = {&f->acts, &f->asks, &f->walks, &f->comes};
    bool is_whole = true;
    for (size_t i = 0; i < COUNT_OF(of_days); i++)
        is_whole &= (*of_days[i] = arena_take_array(home, double, days)) != NULL;
    for (size_t i = 0; i < COUNT_OF(of_all); i++)
        is_whole &= (*of_all[i] = arena_take_array(home, double, all)) != NULL;
    for (int i = 0; i < RESPONSE_COUNT; i++)
        is_whole &= (f->anchor[i] = arena_take_array(home, double, all)) != NULL;
    return is_whole;
}

/* Hours of agents on duty on a day of the kind, of all lines. */
static double agents_h(const struct plan *p, int32_t kind)
{
    const struct plan_shift *shifts = PLAN_ARRAY(p, struct plan_shift, at_shifts);
    double hours = 0;
    for (int32_t r = 0; r < p->n_regions; r++) {
        const struct plan_line *line = &plan_region_at(p, r)->line[kind];
        const struct plan_shift *shift = shifts + line->first_shift;
        for (int32_t i = 0; i < line->n_shifts; i++) {
            int32_t end = i + 1 < line->n_shifts ? shift[i + 1].from_s : p->phone.day[kind].close_s;
            hours += (end - shift[i].from_s) * shift[i].counters / HOUR_S;
        }
    }
    return hours;
}

/* Hours of agents on duty, and of calls; every day has its kind. */
static void count_calls(const struct flow *f, struct load *out)
{
    const struct plan *p = f->p;
    const double on_duty_h[2] = {agents_h(p, 0), agents_h(p, 1)};
    double call_h = plan_variate_at(p, VARIATE_CALL)->mean / HOUR_US;
    for (int32_t day = p->first_report; day <= p->last_report && p->phone.is_served; day++) {
        const struct plan_date *date = plan_date_at(p, day);
        int32_t kind = date->is_working ? 0 : 1;
        struct load_month *m = &out->months[p->n_sites * p->n_months + date->month];
        if (p->phone.day[kind].to <= p->phone.day[kind].from)
            continue; /* no line on such a day */
        m->agents_h += on_duty_h[kind];
        m->calls += f->calls[day] + p->phone.enquiries;
        m->calls_h += (f->calls[day] + p->phone.enquiries) * call_h;
    }
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
    for (int32_t site = 0; site < p->n_sites; site++)
        count_days(p, site, out->months + (size_t)site * (size_t)p->n_months);
    for (int32_t use = 0; use < USE_COUNT; use++) {
        take_use(&f, use);
        for (int32_t site = 0; site < p->n_sites; site++) {
            make_wishes(&f, site);
            count_use(&f, use, site, out->months + (size_t)site * (size_t)p->n_months);
        }
    }
    add_to_all(p, out);
    count_calls(&f, out);
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

double load_of_phone(const struct load *l, int32_t month)
{
    const struct load_month *m = load_at(l, l->n_sites, month);
    return m->agents_h > 0 ? m->calls_h / m->agents_h : 0;
}

double load_of_places(const struct load *l, int32_t use, int32_t site, int32_t month)
{
    enum { WITHOUT_END = 1000 };
    const struct load_month *m = load_at(l, site, month);
    if (m->wanted[use] <= 0)
        return 0;
    return m->places[use] > 0 ? m->wanted[use] / (double)m->places[use] : WITHOUT_END;
}
