/* Streams of people: rates by site and day, profiles within the day. */
#include <stdio.h>
#include <string.h>

#include "models/ward/compile.h"
#include "models/ward/compile_parts.h"
#include "sim/base/arena.h"
#include "sim/base/bug.h"
#include "sim/engine/portmath.h"

enum { HALF_HOUR_S = 1800, DAY_S = 86400, SURGE_ADDRESSES = 2032, FIRST_SURGE_ADDRESS = 16 };
#define DAY_US INT64_C(86400000000)

const struct scenario_use *compile_use(const struct scenario *s, int32_t use)
{
    const struct scenario_uses *u = &s->uses;
    const struct scenario_use *all[USE_COUNT] = {&u->renewal, &u->handover,  &u->pin_reset,
                                                 &u->issue,   &u->mynapoint, &u->other};
    return all[use];
}

static double *rates_of(const struct compile *c, int32_t stream, int32_t site)
{
    size_t row = (size_t)stream * (size_t)c->plan.n_sites + (size_t)site;
    return c->rates + row * (size_t)c->plan.n_days;
}

/* A new stream; PLAN_NO_DAY when there are too many or the address is taken. */
static int32_t add_stream(struct compile *c, int32_t use, uint32_t address)
{
    if (c->plan.n_streams == PLAN_STREAMS_MAX)
        return PLAN_NO_DAY;
    for (int32_t i = 0; i < c->plan.n_streams; i++)
        if (c->streams[i].address == address)
            return PLAN_NO_DAY;
    c->streams[c->plan.n_streams] =
        (struct plan_stream){.use = (uint16_t)use, .address = (uint16_t)address};
    return c->plan.n_streams++;
}

/* How a population comes: asking for appointments, or just so. */
enum way { ASKS, COMES };

/* Weight of a day for a stream: requests come on any day, visits on open days by factor. */
static double day_weight(const struct compile *c, enum way way, int32_t site, int32_t day)
{
    return way == ASKS ? 1 : compile_factor(c, site, day);
}

/* One month's total and the sum of its days' weights. */
struct month {
    int32_t first, days; /* day index of its first day, may lie outside the plan */
    double total, weight;
};

/* How much of a month's rate at its beginning, middle and end counts on its kth day: linear
 * between the three, adding up to 1. */
struct hats {
    double begin, middle, end;
};

static struct hats hats_of(const struct month *m, int32_t k)
{
    double x = (k + 0.5) / m->days;
    struct hats h = {x < 0.5 ? 1 - 2 * x : 0, 0, x < 0.5 ? 0 : 2 * x - 1};
    h.middle = 1 - h.begin - h.end;
    return h;
}

/* Index of the month's kth day, `shift` days earlier; PLAN_NO_DAY outside the plan. */
static int32_t day_in_month(const struct compile *c, const struct month *m, int32_t k,
                            int32_t shift)
{
    int32_t day = m->first + k - shift;
    return day < 0 || day >= c->plan.n_days ? PLAN_NO_DAY : day;
}

/* Rate per unit of weight, continuous over the months: linear from the month's beginning to
 * its middle to its end, the ends halfway between neighbours, the middle such that the
 * month's total is kept exactly. */
static void follow_month(const struct compile *c, const struct month *m, double begin, double end,
                         enum way way, int32_t site, int32_t shift, double *rate)
{
    struct hats sum = {0};
    for (int32_t k = 0; k < m->days; k++) {
        int32_t day = day_in_month(c, m, k, shift);
        double w = day == PLAN_NO_DAY ? 0 : day_weight(c, way, site, day);
        struct hats h = hats_of(m, k);
        sum.begin += w * h.begin;
        sum.middle += w * h.middle;
        sum.end += w * h.end;
    }
    if (sum.middle <= 0)
        return;
    double ends = begin * sum.begin + end * sum.end, middle = (m->total - ends) / sum.middle;
    if (middle < 0) { /* the open days lie at the ends: these give way */
        begin *= m->total / ends;
        end *= m->total / ends;
        middle = 0;
    }
    for (int32_t k = 0; k < m->days; k++) {
        int32_t day = day_in_month(c, m, k, shift);
        struct hats h = hats_of(m, k);
        if (day != PLAN_NO_DAY)
            rate[day] =
                day_weight(c, way, site, day) * (begin * h.begin + middle * h.middle + end * h.end);
    }
}

static double month_weight(const struct compile *c, const struct month *m, enum way way,
                           int32_t site, int32_t shift)
{
    double sum = 0;
    for (int32_t k = 0; k < m->days; k++) {
        int32_t day = day_in_month(c, m, k, shift);
        if (day != PLAN_NO_DAY)
            sum += day_weight(c, way, site, day);
    }
    return sum;
}

/* Part of the month's days that lie in the plan; the rest of its people came before. */
static double part_inside(const struct compile *c, const struct month *m, int32_t shift)
{
    int32_t from = m->first - shift, to = from + m->days;
    from = from > 0 ? from : 0;
    to = to < c->plan.n_days ? to : c->plan.n_days;
    return to > from ? (double)(to - from) / m->days : 0;
}

static double smaller(double a, double b)
{
    return a < b ? a : b;
}

/* Rate where two months meet: the mean of both, but never so high that a middle would
 * have to be negative. */
static double meeting(double before, double after)
{
    return smaller((before + after) / 2, 2 * smaller(before, after));
}

static double month_rate(const struct month *m)
{
    return m->weight > 0 ? m->total / m->weight : 0;
}

/* Months of a use at a site: totals and weights for that way of coming. */
static void weigh_months(const struct compile *c, int32_t use, enum way way, int32_t site,
                         int32_t shift, struct month *months)
{
    const struct scenario_month_count *rows = c->d->monthly[use].items;
    for (size_t i = 0; i < c->d->monthly[use].count; i++) {
        struct civil_date first = civil_to_date(rows[i].month);
        months[i] = (struct month){rows[i].month - c->plan.base_day,
                                   civil_days_in_month(first.year, first.month),
                                   rows[i].count * c->share[site], 0};
        months[i].total *= part_inside(c, &months[i], shift);
        months[i].weight = month_weight(c, &months[i], way, site, shift);
    }
}

/* Days by which requests run ahead of the table. */
static int32_t lead_of(const struct compile *c, int32_t use)
{
    return (int32_t)(compile_use(&c->d->s, use)->request_lead.us / DAY_US);
}

static bool follow_months(struct compile *c, int32_t use, enum way way, int32_t site, double *rate)
{
    size_t n = c->d->monthly[use].count;
    struct month *months = arena_take_array(c->home, struct month, n);
    int32_t shift = way == ASKS ? lead_of(c, use) : 0;
    if (months == NULL)
        return false;
    weigh_months(c, use, way, site, shift, months);
    for (size_t i = 0; i < n; i++) {
        double own = month_rate(&months[i]);
        double before = i > 0 && months[i - 1].weight > 0 ? month_rate(&months[i - 1]) : own;
        double after = i + 1 < n && months[i + 1].weight > 0 ? month_rate(&months[i + 1]) : own;
        follow_month(c, &months[i], meeting(before, own), meeting(own, after), way, site, shift,
                     rate);
    }
    return true;
}

/* The same every month: `visits` on an average open weekday of the reported period. Where
 * the use is booked, requests for as many come on all days alike. */
static void follow_weekdays(const struct compile *c, int32_t use, enum way way, int32_t site,
                            double *rate)
{
    int32_t reported = compile_last(c) - compile_first(c) + 1, days = 0;
    double weekdays = 0, all = 0;
    for (int32_t day = compile_first(c); day <= compile_last(c); day++) {
        double factor = compile_factor(c, site, day);
        bool counts = c->dates[day].weekday <= CIVIL_FRI && factor > 0;
        all += factor;
        weekdays += counts ? factor : 0;
        days += counts;
    }
    double visits = compile_use(&c->d->s, use)->visits * c->share[site];
    double base = days > 0 ? visits * days / weekdays : 0;
    if (way == ASKS)
        base *= all / reported;
    for (int32_t day = 0; day < c->plan.n_days; day++)
        rate[day] = base * day_weight(c, way, site, day);
}

/* Full rates of a use at a site, all its people coming that way. */
static bool follow_use(struct compile *c, int32_t use, enum way way, int32_t site, double *rate)
{
    if (c->d->monthly[use].count > 0)
        return follow_months(c, use, way, site, rate);
    follow_weekdays(c, use, way, site, rate);
    return true;
}

/* The part of the use that is booked on a day, 0 to 1. */
static double booked_share(const struct compile *c, int32_t use, int32_t site, int32_t day)
{
    int32_t last = c->plan.n_days - 1;
    return compile_booked(c, use, site, day < last ? day : last) / 100.0;
}

/* Is it always all of them, or always nobody? */
static bool is_one_way(const struct compile *c, int32_t use, int32_t site)
{
    int32_t percent = compile_booked(c, use, site, 0);
    for (int32_t day = 1; day < c->plan.n_days; day++)
        if (compile_booked(c, use, site, day) != percent)
            return false;
    return percent == PLAN_REQUIRED || percent == PLAN_WALK_IN;
}

/* FNV-1a of a name: a stream keeps its address whatever other streams there are. */
static uint32_t name_address(const char *name)
{
    uint32_t h = 2166136261u;
    for (; *name != '\0'; name++)
        h = (h ^ (unsigned char)*name) * 16777619u;
    return FIRST_SURGE_ADDRESS + h % SURGE_ADDRESSES;
}

/* A stream whose way of coming changes, or is both, at a site: on days on which the use is
 * not booked only, those who book are people of the companion stream. Requests of a day are
 * for visits `lead` days later, and for the way that holds then. */
struct both {
    const double *asks, *comes; /* full rates */
    double *main, *companion;
    int32_t use, site, lead;
};

static void split_rates(const struct compile *c, const struct both *b)
{
    for (int32_t day = 0; day < c->plan.n_days; day++) {
        double now = booked_share(c, b->use, b->site, day);
        double asking = b->asks[day] * booked_share(c, b->use, b->site, day + b->lead);
        b->main[day] = now < 1 ? b->comes[day] * (1 - now) : asking;
        b->companion[day] = now < 1 ? asking : 0;
    }
}

static bool is_ever_both(const struct compile *c, int32_t use)
{
    for (int32_t site = 0; site < c->plan.n_sites; site++)
        if (!is_one_way(c, use, site))
            return true;
    return false;
}

/* What comes behind the name of a population that books where others of it do not. */
#define COMPANION "/requests"

/* The stream for those of a population who book where others do not; PLAN_NO_DAY when there
 * is no room for it. */
static int32_t add_companion(struct compile *c, int32_t use, const char *name)
{
    char full[96];
    snprintf(full, sizeof full, "%s" COMPANION, name);
    int32_t stream = add_stream(c, use, name_address(full));
    if (stream != PLAN_NO_DAY)
        c->streams[stream].is_requests = 1;
    return stream;
}

static const char *const use_names[USE_COUNT] = {"renewal", "handover",  "pin_reset",
                                                 "issue",   "mynapoint", "other"};

struct population {
    const char *name, *prefix; /* as people know it: prefix, then name */
    uint32_t address;
};

/* The ith population of its own: uses first, then surges; without a name after the last. */
static struct population population(const struct scenario_data *d, size_t i)
{
    const struct scenario_surge *surges = d->s.surges.items;
    if (i < USE_COUNT)
        return (struct population){use_names[i], "", (uint32_t)i};
    if (i - USE_COUNT >= d->s.surges.count)
        return (struct population){NULL, NULL, 0};
    const char *name = surges[i - USE_COUNT].name;
    return (struct population){name, "surge-", name_address(name)};
}

/* The address of those of the population who book where others do not. */
static uint32_t companion_address(const struct population *p)
{
    char full[96];
    snprintf(full, sizeof full, "%s" COMPANION, p->name);
    return name_address(full);
}

uint32_t compile_address(const struct scenario_data *d, const char *name)
{
    struct population p;
    for (size_t i = USE_RENEWAL + 1; (p = population(d, i)).name != NULL; i++) {
        size_t prefix = strlen(p.prefix), n = strlen(p.name);
        if (strncmp(name, p.prefix, prefix) != 0 || strncmp(name + prefix, p.name, n) != 0)
            continue;
        if (name[prefix + n] == '\0')
            return p.address;
        if (strcmp(name + prefix + n, COMPANION) == 0)
            return companion_address(&p);
    }
    return 0;
}

void compile_name(const struct scenario_data *d, uint32_t address, struct text *out)
{
    struct population p;
    for (size_t i = USE_RENEWAL + 1; (p = population(d, i)).name != NULL; i++) {
        if (p.address != address && companion_address(&p) != address)
            continue;
        text_add(out, p.prefix);
        text_add(out, p.name);
        text_add(out, p.address == address ? "" : COMPANION);
        return;
    }
}

static bool follow_site(struct compile *c, int32_t stream, int32_t companion, int32_t use,
                        int32_t site)
{
    if (is_one_way(c, use, site)) {
        enum way way = compile_booked(c, use, site, 0) == PLAN_REQUIRED ? ASKS : COMES;
        return follow_use(c, use, way, site, rates_of(c, stream, site));
    }
    size_t days = (size_t)c->plan.n_days;
    double *asks = arena_take_array(c->home, double, days);
    double *comes = arena_take_array(c->home, double, days);
    if (asks == NULL || comes == NULL || !follow_use(c, use, ASKS, site, asks) ||
        !follow_use(c, use, COMES, site, comes))
        return false;
    bool has_table = c->d->monthly[use].count > 0;
    struct both both = {asks, comes, rates_of(c, stream, site),      rates_of(c, companion, site),
                        use,  site,  has_table ? lead_of(c, use) : 0};
    split_rates(c, &both);
    return true;
}

static bool add_uses(struct compile *c)
{
    for (int32_t use = USE_HANDOVER; use < USE_COUNT; use++) {
        const struct scenario_use *u = compile_use(&c->d->s, use);
        if (c->d->monthly[use].count == 0 && u->visits <= 0)
            continue;
        int32_t stream = add_stream(c, use, (uint32_t)use), companion = PLAN_NO_DAY;
        BUG_IF(stream == PLAN_NO_DAY);
        if (is_ever_both(c, use)) {
            companion = add_companion(c, use, use_names[use]);
            BUG_IF(companion == PLAN_NO_DAY); /* they come first: there is room */
        }
        for (int32_t site = 0; site < c->plan.n_sites; site++)
            if (!follow_site(c, stream, companion, use, site))
                return false;
    }
    return true;
}

/* A surge at work. reach[site]: share of its people. */
struct surge {
    const struct scenario_surge *row;
    int32_t stream, companion;
    double *reach;
};

/* Shares of the wards it happens in, by population. */
static bool reach_wards(const struct compile *c, struct surge *g)
{
    double all = 0;
    g->reach = arena_take_array(c->home, double, (size_t)c->plan.n_sites);
    if (g->reach == NULL)
        return false;
    for (int32_t site = 0; site < c->plan.n_sites; site++)
        all += g->reach[site] =
            compile_is_listed(c, g->row->wards, compile_ward(c, site)->name) ? c->share[site] : 0;
    for (int32_t site = 0; g->row->wards != NULL && all > 0 && site < c->plan.n_sites; site++)
        g->reach[site] /= all;
    return true;
}

/* So many more people in all its wards: on any day where they book, else if it is open there.
 * is_as_it_is: the number holds for the day whatever day it is. */
static void add_people(struct compile *c, const struct surge *g, int32_t day, double people,
                       bool is_as_it_is)
{
    for (int32_t site = 0; site < c->plan.n_sites; site++) {
        double n = people * g->row->share * g->reach[site];
        double factor = compile_factor(c, site, day);
        double asks = booked_share(c, g->row->use, site, day);
        if (factor > 0 && is_as_it_is)
            factor = 1;
        rates_of(c, g->stream, site)[day] += asks >= 1 ? n : n * factor * (1 - asks);
        if (asks > 0 && asks < 1)
            rates_of(c, g->companion, site)[day] += n * asks;
    }
}

static void follow_table(struct compile *c, const struct surge *g, const struct bind_list *table)
{
    const struct scenario_visits *rows = table->items;
    for (size_t i = 0; i < table->count; i++) {
        int32_t day = rows[i].date - c->plan.base_day;
        if (day >= 0 && day < c->plan.n_days)
            add_people(c, g, day, rows[i].visits, true);
    }
}

/* Height of the shape so many days after its beginning, 0 to 1. */
static double height_of(const struct scenario_surge *row, int32_t days)
{
    double life = (double)row->length.us / (double)DAY_US;
    if (row->shape == SURGE_RAMP)
        return days < life ? days / life : 1;
    return row->shape == SURGE_DECAY ? sim_portmath_exp(-days / life) : 1;
}

static void follow_shape(struct compile *c, const struct surge *g)
{
    for (civil_day date = g->row->from; date <= g->row->to; date++) {
        int32_t day = date - c->plan.base_day;
        if (day >= 0 && day < c->plan.n_days)
            add_people(c, g, day, g->row->visits * height_of(g->row, date - g->row->from), false);
    }
}

static bool add_surges(struct compile *c)
{
    const struct scenario_surge *surges = c->d->s.surges.items;
    for (size_t i = 0; i < c->d->s.surges.count; i++) {
        if (!surges[i].is_on)
            continue;
        struct surge g = {.row = &surges[i]};
        g.companion = g.stream = add_stream(c, g.row->use, name_address(g.row->name));
        if (is_ever_both(c, g.row->use))
            g.companion = add_companion(c, g.row->use, g.row->name);
        if (g.stream == PLAN_NO_DAY || g.companion == PLAN_NO_DAY)
            return err_add(c->e, ERR_STREAM_NAME, bind_where(c->d->doc, "surges"), g.row->name);
        if (!reach_wards(c, &g))
            return err_add(c->e, ERR_NOMEM, SRC_NOWHERE, "surges");
        if (g.row->shape == SURGE_TABLE)
            follow_table(c, &g, &c->d->surge[i]);
        else
            follow_shape(c, &g);
    }
    return true;
}

/* Weights added up so far become shares, and the last piece gets its end. */
static void scale_profile(struct plan_profile *f, double sum)
{
    int32_t end = f->from_s[f->n - 1] + HALF_HOUR_S;
    f->from_s[f->n] = end < DAY_S ? end : DAY_S;
    for (int32_t i = 0; i < f->n; i++)
        f->share[i] /= sum;
    f->share[f->n] = 1;
    plan_profile_finish(f);
}

/* Cumulative shares of the rows of one kind of day; all steps are half hours. */
static bool make_profile(struct compile *c, const struct bind_list *list, int32_t day,
                         struct plan_profile *f)
{
    const struct scenario_weight *rows = list->items;
    double sum = 0;
    for (size_t i = 0; i < list->count; i++) {
        if (rows[i].day != day)
            continue;
        if (f->n == 2 * PLAN_HALF_HOURS || (f->n > 0 && rows[i].from <= f->from_s[f->n - 1]))
            return err_add(c->e, ERR_ORDER, rows[i].at, "from", "", "from", "");
        f->from_s[f->n] = rows[i].from;
        f->share[f->n++] = sum;
        sum += rows[i].weight;
    }
    if (f->n == 0 || sum <= 0)
        return err_add(c->e, ERR_NO_DATA, bind_where(c->d->doc, "profile"),
                       day == 0 ? "weekday" : "saturday", "weight");
    scale_profile(f, sum);
    return true;
}

/* One more piece at the end of a profile, up to the second and to the cumulative share. */
static void add_piece(struct plan_profile *f, int32_t to_s, double share)
{
    f->n++;
    f->from_s[f->n] = to_s;
    f->share[f->n] = share;
}

/* A weekday that goes on into the evening: the weekday's people, less the share of those who
 * come evenly between its usual closing, or whenever the last of them come, and the late one. */
static void make_evening(const struct compile *c, struct plan_profile *f)
{
    const struct scenario *s = &c->d->s;
    const struct plan_profile *day = &c->plan.hours[HOURS_WEEKDAY];
    int32_t closing = s->calendar.weekday.close, close = s->calendar.evening.close;
    double usual = 1 - s->calendar.evening.share;
    *f = *day;
    if (!scenario_has_evening(c->d) || f->n > 2 * PLAN_HALF_HOURS - 2 || f->from_s[f->n] >= close)
        return;
    f->n = 0;
    for (int32_t i = 0; i < day->n; i++)
        add_piece(f, day->from_s[i + 1], day->share[i + 1] * usual);
    if (f->from_s[f->n] < closing)
        add_piece(f, closing, usual);
    add_piece(f, close, 1);
    plan_profile_finish(f);
}

/* Rows of the half-hour histograms: one for every use that anybody comes for. */
static void number_pairs(struct compile *c)
{
    for (int32_t use = 0; use < USE_COUNT; use++)
        c->plan.pair_use[use] = PLAN_NO_DAY;
    c->plan.pair_use[USE_RENEWAL] = c->plan.n_pairs++;
    for (int32_t i = 0; i < c->plan.n_streams; i++) {
        int32_t use = c->streams[i].use;
        if (c->plan.pair_use[use] == PLAN_NO_DAY)
            c->plan.pair_use[use] = c->plan.n_pairs++;
    }
}

/* More people than a name has room for: a mistake in a table, not a rush. */
static bool check_rates(const struct compile *c)
{
    enum { RATE_MAX = 20000 };
    for (int32_t i = 0; i < c->plan.n_streams; i++)
        for (int32_t site = 0; site < c->plan.n_sites; site++)
            for (int32_t day = 0; day < c->plan.n_days; day++)
                if (rates_of(c, i, site)[day] > RATE_MAX)
                    return err_add(c->e, ERR_LIMIT, bind_where(c->d->doc, "uses"),
                                   "20000 people a day in a ward");
    return true;
}

/* Streams at most: two for each use and for each surge. */
static size_t most_streams(const struct compile *c)
{
    size_t n = 2 * c->d->s.surges.count;
    for (int32_t use = USE_HANDOVER; use < USE_COUNT; use++)
        if (c->d->monthly[use].count > 0 || compile_use(&c->d->s, use)->visits > 0)
            n += 2;
    return n < PLAN_STREAMS_MAX ? n : PLAN_STREAMS_MAX;
}

bool compile_demand(struct compile *c)
{
    size_t row = (size_t)c->plan.n_sites * (size_t)c->plan.n_days;
    c->rates = arena_take_array(c->home, double, most_streams(c) * row + 1);
    if (c->rates == NULL || !add_uses(c))
        return err_add(c->e, ERR_NOMEM, SRC_NOWHERE, "rates");
    if (!add_surges(c))
        return false;
    if (!check_rates(c))
        return false;
    number_pairs(c);
    bool is_whole = make_profile(c, &c->d->hours, 0, &c->plan.hours[HOURS_WEEKDAY]);
    is_whole &= make_profile(c, &c->d->hours, 1, &c->plan.hours[HOURS_SATURDAY]);
    make_evening(c, &c->plan.hours[HOURS_EVENING]);
    is_whole &= make_profile(c, &c->d->requests, 0, &c->plan.requests);
    for (int kind = 0; is_whole && kind < 2; kind++) {
        c->plan.phone.day[kind].from =
            plan_profile_share(&c->plan.requests, c->plan.phone.day[kind].open_s);
        c->plan.phone.day[kind].to =
            plan_profile_share(&c->plan.requests, c->plan.phone.day[kind].close_s);
    }
    return is_whole;
}
