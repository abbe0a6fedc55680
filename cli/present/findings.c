#include "cli/present/findings.h"

#include <math.h>
#include <string.h>

#include "sim/base/arena.h"

static double zero_if_unknown(double x)
{
    return isnan(x) ? 0.0 : x;
}

/* Unknown bounds overlap with everything: nothing can be told apart. */
static bool may_be_as_low(struct interval other, struct interval lowest)
{
    return !(other.lo > lowest.hi);
}

static bool is_worse(struct interval share, double p90, struct interval than, double than_p90)
{
    if (share.estimate < than.estimate || share.estimate > than.estimate)
        return share.estimate < than.estimate;
    return p90 > than_p90;
}

static bool is_day_of(const struct table *daily, size_t row, const char *code, civil_day from,
                      civil_day to)
{
    civil_day day = lookup_int(daily, row, "date");
    return day >= from && day <= to && lookup_is(daily, row, "access", "all") &&
           lookup_is(daily, row, "site_code", code);
}

static void weigh_day(const struct table *daily, size_t row, struct findings_day *worst)
{
    struct interval share = lookup_interval(daily, row, "share_within_target");
    double p90 = lookup_number(daily, row, "wait_p90_min");
    double turned_away = lookup_number(daily, row, "turned_away");
    worst->total_turned_away += zero_if_unknown(turned_away);
    if (isnan(share.estimate) || isnan(p90))
        return;
    worst->nobody_waits = worst->nobody_waits && p90 <= 0.0;
    if (worst->n_days++ > 0 && !is_worse(share, p90, worst->share, worst->p90_min))
        return;
    worst->day = lookup_int(daily, row, "date");
    worst->share = share;
    worst->p90_min = p90;
    worst->turned_away = turned_away;
}

struct findings_day findings_worst_day(const struct table *daily, const char *code, civil_day from,
                                       civil_day to)
{
    struct findings_day worst = {.nobody_waits = true, .share = LOOKUP_NO_INTERVAL};
    for (size_t row = 0; row < daily->n_rows; row++) {
        if (is_day_of(daily, row, code, from, to))
            weigh_day(daily, row, &worst);
    }
    for (size_t row = 0; row < daily->n_rows && worst.n_days > 0; row++) {
        if (!is_day_of(daily, row, code, from, to) || lookup_int(daily, row, "date") == worst.day ||
            lookup_is_missing(daily, row, "wait_p90_min"))
            continue;
        struct interval share = lookup_interval(daily, row, "share_within_target");
        worst.rivals += !isnan(share.estimate) && may_be_as_low(share, worst.share);
    }
    return worst;
}

civil_day findings_met_from(const struct table *daily, const char *code, civil_day from,
                            civil_day to, double target_share)
{
    civil_day last_not_met = from - 1, first_met_after = 0;
    bool ever_not_met = false;
    for (size_t row = 0; row < daily->n_rows; row++) {
        if (!is_day_of(daily, row, code, from, to))
            continue;
        struct interval share = lookup_interval(daily, row, "share_within_target");
        enum verdict v = verdict_of(share, target_share);
        civil_day day = lookup_int(daily, row, "date");
        if (v == VERDICT_NONE || v == VERDICT_MET || day < last_not_met)
            continue;
        ever_not_met = true;
        last_not_met = day;
    }
    for (size_t row = 0; row < daily->n_rows && ever_not_met; row++) {
        civil_day day = lookup_int(daily, row, "date");
        if (!is_day_of(daily, row, code, last_not_met + 1, to) ||
            lookup_is_missing(daily, row, "share_within_target"))
            continue;
        if (first_met_after == 0 || day < first_met_after)
            first_met_after = day;
    }
    return first_met_after;
}

bool findings_weekday(const char *text, enum civil_weekday *w)
{
    static const char *const names[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        if (strcmp(text, names[i]) == 0) {
            *w = (enum civil_weekday)i;
            return true;
        }
    }
    return false;
}

static bool is_cell_of(const struct table *halfhour, size_t row, const char *code)
{
    enum civil_weekday w;
    return lookup_is(halfhour, row, "access", "all") &&
           lookup_is(halfhour, row, "site_code", code) &&
           findings_weekday(lookup_text(halfhour, row, "weekday"), &w) &&
           !lookup_is_missing(halfhour, row, "wait_p90_min") &&
           !lookup_is_missing(halfhour, row, "share_within_target");
}

static void weigh_cell(const struct table *halfhour, size_t row, double target_share,
                       struct findings_cell *worst)
{
    struct interval share = lookup_interval(halfhour, row, "share_within_target");
    double p90 = lookup_number(halfhour, row, "wait_p90_min");
    enum verdict v = verdict_of(share, target_share);
    worst->n_met += v == VERDICT_MET;
    worst->n_missed += v == VERDICT_MISSED;
    worst->nobody_waits = worst->nobody_waits && p90 <= 0.0;
    if (worst->n_cells++ > 0 && !is_worse(share, p90, worst->share, worst->p90_min))
        return;
    (void)findings_weekday(lookup_text(halfhour, row, "weekday"), &worst->weekday);
    worst->from_s = lookup_int(halfhour, row, "half_hour_start");
    worst->to_s = lookup_int(halfhour, row, "half_hour_end");
    worst->share = share;
    worst->p90_min = p90;
}

struct findings_cell findings_worst_cell(const struct table *halfhour, const char *code,
                                         double target_share)
{
    struct findings_cell worst = {.nobody_waits = true, .share = LOOKUP_NO_INTERVAL};
    for (size_t row = 0; row < halfhour->n_rows; row++) {
        if (is_cell_of(halfhour, row, code))
            weigh_cell(halfhour, row, target_share, &worst);
    }
    size_t as_low = 0; /* the worst itself included */
    for (size_t row = 0; row < halfhour->n_rows && worst.n_cells > 0; row++) {
        if (is_cell_of(halfhour, row, code))
            as_low +=
                may_be_as_low(lookup_interval(halfhour, row, "share_within_target"), worst.share);
    }
    worst.rivals = as_low > 0 ? as_low - 1 : 0;
    return worst;
}

struct interval findings_at(const struct table *ecdf, const char *code, const char *access,
                            double minutes)
{
    struct interval found = LOOKUP_NO_INTERVAL;
    double best = -1.0;
    for (size_t row = 0; row < ecdf->n_rows; row++) {
        double m = lookup_number(ecdf, row, "minutes");
        if (m > minutes + 1e-9 || m < best || !lookup_is(ecdf, row, "access", access) ||
            !lookup_is(ecdf, row, "site_code", code))
            continue;
        best = m;
        found = (struct interval){lookup_number(ecdf, row, "share"), lookup_number(ecdf, row, "lo"),
                                  lookup_number(ecdf, row, "hi")};
    }
    return found;
}

static void count_day(const struct table *calendar, size_t row, struct findings_month *m)
{
    m->n_rows++;
    if (lookup_is_missing(calendar, row, "level")) {
        m->n_open++;
        m->n_unknown++;
        return;
    }
    int level = lookup_int(calendar, row, "level");
    m->days[level]++;
    m->n_open += level != LEVEL_CLOSED;
    m->total_turned_away += zero_if_unknown(lookup_number(calendar, row, "turned_away"));
    m->n_packed_sure +=
        level == LEVEL_PACKED &&
        zero_if_unknown(lookup_number(calendar, row, "prob_level_or_worse")) >= LEVEL_SURE;
}

struct findings_month findings_of_month(const struct table *calendar, const char *site,
                                        civil_day first_of_month)
{
    struct findings_month m = {0};
    civil_day after = civil_add_months(first_of_month, 1);
    for (size_t row = 0; row < calendar->n_rows; row++) {
        civil_day day = lookup_int(calendar, row, "date");
        if (day >= first_of_month && day < after && lookup_is(calendar, row, "site", site))
            count_day(calendar, row, &m);
    }
    return m;
}

static void read_ward(const struct table *summary, double target_share, struct findings_ward *w)
{
    const char *code = w->site.code;
    w->share = lookup_summary(summary, code, "all", "share_within_target");
    w->verdict = verdict_of(w->share, target_share);
    w->walk_in_verdict =
        verdict_of(lookup_summary(summary, code, "walk_in", "share_within_target"), target_share);
    w->turned_away = lookup_summary(summary, code, "all", "turned_away");
    w->booked = zero_if_unknown(lookup_summary(summary, code, "booked", "visits").estimate);
    w->walk_in = zero_if_unknown(lookup_summary(summary, code, "walk_in", "visits").estimate);
}

/* Index of the ward of the row; n_wards: it is the whole, or nobody came. */
static size_t ward_of(const struct findings *f, const struct table *staffing, size_t row)
{
    size_t i = 0;
    bool is_empty = lookup_is_missing(staffing, row, "share_within_target");
    while (i < f->n_wards &&
           (is_empty || !lookup_is(staffing, row, "site_code", f->wards[i].site.code)))
        i++;
    return i;
}

static void weigh_hour(const struct table *staffing, size_t row, size_t ward, double target_share,
                       struct findings_hours *h, bool *is_missed)
{
    enum { HALF_HOUR_S = 1800 };
    struct interval share = lookup_interval(staffing, row, "share_within_target");
    enum verdict v = verdict_of(share, target_share);
    h->n_missed += v == VERDICT_MISSED;
    h->n_open += v == VERDICT_OPEN;
    is_missed[ward] |= v == VERDICT_MISSED;
    if (h->n++ > 0 && !(share.estimate < h->share.estimate))
        return;
    h->share = share;
    h->ward = ward;
    h->is_saturday = lookup_is(staffing, row, "day_type", "saturday");
    h->from_s = lookup_int(staffing, row, "half_hour_start");
    h->to_s = (h->from_s / HALF_HOUR_S + 1) * HALF_HOUR_S;
}

/* false when memory ran out. Names of sites are still those of the table. */
static bool read_hours(const struct table *staffing, double target_share, struct arena *home,
                       struct findings *f)
{
    struct findings_hours *h = &f->hours;
    bool *is_missed = arena_take_array(home, bool, f->n_wards + 1);
    if (is_missed == NULL)
        return false;
    for (size_t row = 0; row < staffing->n_rows; row++) {
        size_t ward = ward_of(f, staffing, row);
        if (ward < f->n_wards)
            weigh_hour(staffing, row, ward, target_share, h, is_missed);
    }
    for (size_t row = 0; row < staffing->n_rows; row++)
        if (ward_of(f, staffing, row) < f->n_wards)
            h->rivals +=
                may_be_as_low(lookup_interval(staffing, row, "share_within_target"), h->share);
    h->rivals -= h->rivals > 0; /* the lowest itself */
    for (size_t i = 0; i < f->n_wards; i++)
        h->wards_missed += is_missed[i];
    return true;
}

static void find_most_turned_away(struct findings *f)
{
    for (size_t i = 1; i < f->n_wards; i++) {
        double most = f->wards[f->most_turned_away].turned_away.estimate;
        double here = f->wards[i].turned_away.estimate;
        if (here > most || (isnan(most) && !isnan(here)))
            f->most_turned_away = i;
    }
    f->is_most_clear = f->n_wards > 1;
    for (size_t i = 0; i < f->n_wards; i++) {
        if (i != f->most_turned_away &&
            !(f->wards[f->most_turned_away].turned_away.lo > f->wards[i].turned_away.hi))
            f->is_most_clear = false;
    }
}

/* Of a site as readers of the page see it: its English name where there is one. */
static const char *name_of(const struct tables_about *about, struct lookup_site site)
{
    for (size_t i = 0; !about->japanese && i < about->n_names; i++)
        if (strcmp(about->names[i].code, site.code) == 0)
            return about->names[i].name;
    return site.name;
}

static const char *focus_of(const struct tables_about *about, const struct findings *f)
{
    for (size_t i = 0; i < f->n_wards; i++)
        if (strcmp(f->wards[i].site.name, about->focus_site) == 0)
            return name_of(about, f->wards[i].site);
    return about->focus_site;
}

/* From here on the sites carry the names that readers see. */
static void name_sites(const struct tables_about *about, struct findings *f)
{
    if (about->focus_site != NULL)
        f->focus = focus_of(about, f);
    f->whole.name = name_of(about, f->whole);
    for (size_t i = 0; i < f->n_wards; i++)
        f->wards[i].site.name = name_of(about, f->wards[i].site);
}

static bool read_wards(const struct table *summary, double target_share, struct arena *home,
                       struct findings *out)
{
    struct lookup_site *sites = arena_take_array(home, struct lookup_site, summary->n_rows);
    if (sites == NULL && summary->n_rows > 0)
        return false;
    out->n_wards = lookup_sites(summary, sites);
    out->place = (struct findings_noun){"ward", "wards", "区"};
    for (size_t i = 0; i < out->n_wards; i++)
        if (strcmp(sites[i].code, sites[i].name) == 0)
            out->place =
                (struct findings_noun){"place", "places", "か所"}; /* a centre is no ward */
    out->wards = arena_take_array(home, struct findings_ward, out->n_wards);
    if (out->wards == NULL && out->n_wards > 0)
        return false;
    for (size_t i = 0; i < out->n_wards; i++) {
        struct findings_ward *w = &out->wards[i];
        w->site = sites[i];
        read_ward(summary, target_share, w);
        out->n_judged += w->verdict != VERDICT_NONE;
        out->n_met += w->verdict == VERDICT_MET;
        out->n_open += w->verdict == VERDICT_OPEN;
        out->n_missed += w->verdict == VERDICT_MISSED;
        out->n_walk_in += w->walk_in_verdict != VERDICT_NONE;
        out->n_walk_in_missed += w->walk_in_verdict == VERDICT_MISSED;
    }
    find_most_turned_away(out);
    return true;
}

bool findings_read(const struct tables *t, const struct tables_about *about, struct arena *home,
                   struct findings *out, struct err *e)
{
    *out = (struct findings){.whole = lookup_whole(&t->summary)};
    if (!read_wards(&t->summary, about->target_share, home, out) ||
        !read_hours(&t->staffing, about->target_share, home, out))
        return err_add(e, ERR_NOMEM, SRC_NOWHERE, "findings");
    name_sites(about, out);
    if (out->n_wards == 1)
        out->whole.name = out->wards[0].site.name;
    const char *code = out->whole.code;
    out->share = lookup_summary(&t->summary, code, "all", "share_within_target");
    out->p90 = lookup_summary(&t->summary, code, "all", "wait_p90");
    out->turned_away = lookup_summary(&t->summary, code, "all", "turned_away");
    out->refused = lookup_summary(&t->summary, code, "all", "refused");
    out->worst = findings_worst_day(&t->wait_daily, code, about->from_day, about->to_day);
    if (about->surge_day != 0)
        out->met_from = findings_met_from(&t->wait_daily, code, about->surge_day, about->to_day,
                                          about->target_share);
    return true;
}
