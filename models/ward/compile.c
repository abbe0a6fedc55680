#include "models/ward/compile.h"

#include <string.h>

#include "models/office/factor.h"
#include "models/ward/calendar.h"
#include "models/ward/city.h"
#include "models/ward/compile_parts.h"
#include "sim/base/arena.h"
#include "sim/base/bug.h"
#include "sim/engine/compile_variate.h"
#include "sim/engine/portmath.h"

#define DAY_US INT64_C(86400000000)
enum { MARGIN_DAYS = 60 }; /* after the last reported day, beyond the booking horizon */

static int32_t days_of(sim_span span)
{
    return (int32_t)((span.us + DAY_US / 2) / DAY_US);
}

static int32_t seconds_of(sim_span span)
{
    return (int32_t)(span.us / 1000000);
}

double compile_geometric(sim_span mean)
{
    double days = (double)mean.us / (double)DAY_US;
    return days > 0 ? 1 / sim_portmath_log(days / (1 + days)) : 0;
}

/* What is left of a delay of at least one day. */
static sim_span after_first_day(sim_span mean)
{
    return (sim_span){mean.us - DAY_US};
}

static void set_frame(struct compile *c)
{
    const struct scenario *s = &c->d->s;
    const struct scenario_ahead *ahead = &c->d->ahead;
    struct plan *p = &c->plan;
    p->n_sites = (int32_t)c->d->wards.count;
    p->base_day = s->warmup.notices_from;
    p->first_counter = s->warmup.counters_from - p->base_day;
    p->first_report = (ahead->is_on ? ahead->from : s->period.from) - p->base_day;
    p->last_report = (ahead->is_on ? ahead->to : s->period.to) - p->base_day;
    p->n_days = compile_last(c) + 1 + days_of(s->booking.horizon) + MARGIN_DAYS;
    p->by_month = s->measures != MEASURES_BY_DAY;
    p->by_half_hour = s->measures == MEASURES_FOR_STAFFING;
    p->target_us = s->target.within.us;
    p->level_us[0] = s->levels.some.us;
    p->level_us[1] = s->levels.crowded.us;
    p->level_us[2] = s->levels.heavy.us;
    p->pin_unknown = s->pin.unknown;
    p->visit_days = s->visiting.within_days;
    p->turned_away = (struct plan_return){s->turned_away.share, s->turned_away.within_days,
                                          s->turned_away.attempts};
}

/* A day that a forecast names; 0 for none. */
static int32_t ahead_day(const struct compile *c, civil_day day)
{
    return day > c->plan.base_day ? day - c->plan.base_day : 0;
}

static void set_ahead(struct compile *c)
{
    const struct scenario_ahead *a = &c->d->ahead;
    if (!a->is_on)
        return;
    c->plan.ahead = (struct plan_ahead){.past_seed = a->past_seed,
                                        .past_replication = a->past_replication,
                                        .past_end = ahead_day(c, a->past_end),
                                        .is_kept = 1,
                                        .site = a->site,
                                        .day = ahead_day(c, a->watched),
                                        .absent = a->absent,
                                        .absent_day = ahead_day(c, a->absent_day)};
}

/* Share missed by days of lead: from g0 at none towards g1 far ahead,
 * g1 - (g1 - g0) exp(-lead / scale) (Green and Savin 2008, cited from memory). */
static void set_no_show(struct compile *c)
{
    const struct scenario *s = &c->d->s;
    double near = s->booking.no_show.share, far = s->booking.no_show.limit;
    double scale = (double)s->booking.no_show.scale.us / (double)DAY_US;
    for (int32_t lead = 0; lead < PLAN_LEADS; lead++)
        c->plan.booking.no_show[lead] =
            far > 0 ? far - (far - near) * sim_portmath_exp(-lead / scale) : near;
}

static void set_booking(struct compile *c)
{
    const struct scenario *s = &c->d->s;
    int32_t slot_s = seconds_of(s->booking.slot);
    c->plan.booking = (struct plan_booking){
        .horizon_days = days_of(s->booking.horizon),
        .cutoff_s = s->booking.cutoff,
        .slot_s = slot_s,
        .last_before_close_s = seconds_of(s->booking.last_before_close),
        .wish_days = s->booking.wish.within_days,
        .tolerance_slots = seconds_of(s->booking.wish.tolerance) / slot_s,
        .patience_days = s->booking.wish.patience_days,
        .retry_share = s->booking.retry.share,
        .retry_geometric = compile_geometric(s->booking.retry.delay),
        .attempts = s->booking.retry.attempts,
        .again_share = s->booking.no_show.again,
        .again_geometric = compile_geometric(s->booking.no_show.delay),
        .cancel_share = s->booking.cancel.share,
        .cancel_again = s->booking.cancel.again,
        .cancel_geometric = compile_geometric(s->booking.cancel.delay),
        .unbooked_share = s->booking.walk_ins.share,
        .serves_idle = s->booking.walk_ins.rule,
        .template_rule = s->booking.template.rule,
        .template_block = s->booking.template.block,
        .template_rise = s->booking.template.rise,
    };
    set_no_show(c);
}

/* First days of the tax seasons that can matter; the rest INT32_MAX. */
static void set_tax_season(struct compile *c, struct plan_response_law *law)
{
    int32_t from = c->d->s.response.tax_season.from, to = c->d->s.response.tax_season.to;
    int32_t year = civil_to_date(c->plan.base_day).year;
    for (int i = 0; i < 4; i++)
        law->tax_start[i] = INT32_MAX;
    if (c->d->s.response.tax_season.share <= 0)
        return; /* the season need not be written then */
    for (int i = 0; i < 4; i++) {
        int32_t last = civil_days_in_month(year + i, from / 100);
        int32_t day = from % 100 < last ? from % 100 : last;
        law->tax_start[i] = civil_from_date(year + i, from / 100, day) - c->plan.base_day;
    }
    civil_day start = c->plan.base_day + law->tax_start[0];
    law->tax_days = 1;
    while (law->tax_days < 365 && calendar_in_season(start + law->tax_days, from, to))
        law->tax_days++;
}

static void set_response(struct compile *c)
{
    const struct scenario_response *r = &c->d->s.response;
    struct plan_response_law *law = &c->plan.response;
    const double shares[RESPONSE_COUNT] = {
        r->prompt.share, r->leisurely.share,  r->reminded.share, r->deadline.share,
        r->lapsed.share, r->tax_season.share, r->never.share,    r->early.share};
    double sum = 0;
    for (int i = 0; i < RESPONSE_COUNT; i++)
        law->up_to[i] = sum += shares[i];
    law->up_to[RESPONSE_EARLY] = 1; /* not an early one by a rounding of the sum */
    if (r->early.share <= 0)
        law->up_to[RESPONSE_NEVER] = 1;
    law->geometric[RESPONSE_PROMPT] = compile_geometric(r->prompt.mean);
    law->geometric[RESPONSE_REMINDED] = compile_geometric(r->reminded.mean);
    law->geometric[RESPONSE_DEADLINE] = compile_geometric(r->deadline.mean);
    law->geometric[RESPONSE_LAPSED] = compile_geometric(r->lapsed.mean);
    law->geometric[RESPONSE_EARLY] = compile_geometric(after_first_day(r->early.mean));
    law->acts_without_letter = c->d->s.notices.no_id.acts;
    law->blue_after = days_of(c->d->s.notices.blue_after);
    law->delivery_least = days_of(c->d->s.notices.delivery.least);
    law->delivery_most = days_of(c->d->s.notices.delivery.most);
    set_tax_season(c, law);
}

struct sim_law_spec compile_service(const struct scenario_service *s)
{
    static const enum sim_law laws[] = {
        [FAMILY_CONSTANT] = SIM_LAW_CONSTANT,
        [FAMILY_EXPONENTIAL] = SIM_LAW_EXPONENTIAL,
        [FAMILY_LOGNORMAL] = SIM_LAW_LOGNORMAL,
        [FAMILY_GAMMA] = SIM_LAW_GAMMA,
    };
    return (struct sim_law_spec){.law = laws[s->family], .a = (double)s->mean.us, .b = s->cv};
}

static bool set_variates(struct compile *c)
{
    const struct scenario *s = &c->d->s;
    struct sim_law_spec law[VARIATE_COUNT];
    for (int use = 0; use < USE_COUNT; use++) {
        const struct scenario_service *service = &compile_use(s, use)->service;
        law[VARIATE_SERVICE + use] = compile_service(service);
        c->plan.expected_us[use] = service->mean.us;
    }
    c->plan.expected_us[USE_RENEWAL] += (int64_t)(s->pin.unknown * (double)s->pin.added.mean.us);
    law[VARIATE_PIN] = compile_service(&s->pin.added);
    law[VARIATE_LEISURELY] =
        (struct sim_law_spec){.law = SIM_LAW_LOGNORMAL_MEDIAN,
                              .a = (double)s->response.leisurely.median.us / (double)DAY_US,
                              .b = s->response.leisurely.cv};
    if (s->response.leisurely.share <= 0)
        law[VARIATE_LEISURELY].law = SIM_LAW_CONSTANT;
    law[VARIATE_PUNCTUALITY] =
        (struct sim_law_spec){.law = SIM_LAW_TRIANGULAR,
                              .a = (double)s->booking.punctuality.earliest.us,
                              .b = (double)s->booking.punctuality.usual.us,
                              .c = (double)s->booking.punctuality.latest.us};
    if (s->booking.punctuality.earliest.us == s->booking.punctuality.latest.us)
        law[VARIATE_PUNCTUALITY].law = SIM_LAW_CONSTANT;
    law[VARIATE_CALL] = compile_service(&s->phone.handle);
    law[VARIATE_HOLD] = compile_service(&s->phone.patience);
    for (int i = VARIATE_CALL; s->phone.agents == NULL && i <= VARIATE_HOLD; i++)
        law[i] = (struct sim_law_spec){.law = SIM_LAW_CONSTANT};
    const struct scenario_patience *patience = &s->counters.patience;
    law[VARIATE_PATIENCE] =
        compile_service(&(struct scenario_service){patience->family, patience->mean, patience->cv});
    if (patience->share <= 0)
        law[VARIATE_PATIENCE].law = SIM_LAW_CONSTANT;
    compile_procedures(c, law);
    double share = s->day_factor.city_share, cv = s->day_factor.cv;
    law[VARIATE_CITY] = factor_law(share, cv);
    law[VARIATE_WARD] = factor_law(1 - share, cv);
    c->variates = arena_take_array(c->home, struct sim_variate, VARIATE_COUNT);
    if (c->variates == NULL)
        return false;
    for (int i = 0; i < VARIATE_COUNT; i++)
        sim_compile_variate(&law[i], &c->variates[i]);
    return true;
}

/* One part of the block: where it goes and what is copied there. rows 0: as it is; else the
 * workbench holds [rows][days of sites], the block [days of sites][rows]: whoever lives a day at
 * a site reads all rows of that day. */
struct part {
    uint32_t *offset;
    const void *from;
    size_t bytes, rows, size;
};

static void copy_part(const struct part *part, char *to)
{
    const char *from = part->from;
    if (part->bytes == 0)
        return;
    if (part->rows == 0) {
        memcpy(to, from, part->bytes);
        return;
    }
    size_t days = part->bytes / part->rows / part->size;
    for (size_t row = 0; row < part->rows; row++)
        for (size_t day = 0; day < days; day++)
            memcpy(to + (day * part->rows + row) * part->size,
                   from + (row * days + day) * part->size, part->size);
}

static const struct plan *pack(struct compile *c, struct arena *home)
{
    struct plan *p = &c->plan;
    size_t site_days = (size_t)p->n_sites * (size_t)p->n_days, sites = (size_t)p->n_sites;
    size_t streams = (size_t)p->n_streams;
    const struct part parts[] = {
        {&p->at_days, c->days, site_days * sizeof *c->days, 0, 0},
        {&p->at_dates, c->dates, (size_t)p->n_days * sizeof *c->dates, 0, 0},
        {&p->at_shifts, c->shifts, (size_t)c->n_shifts * sizeof *c->shifts, 0, 0},
        {&p->at_speeds, c->speeds, (size_t)c->n_speeds * sizeof *c->speeds, 0, 0},
        {&p->at_batches, c->batches, (size_t)c->n_batches * sizeof *c->batches, 0, 0},
        {&p->at_regions, c->regions, (size_t)p->n_regions * sizeof *c->regions, 0, 0},
        {&p->at_mail, c->mail, (size_t)p->n_regions * (size_t)p->n_days * sizeof *c->mail, 0, 0},
        {&p->at_streams, c->streams, streams * sizeof *c->streams, 0, 0},
        {&p->at_rates, c->rates, streams * site_days * sizeof *c->rates, streams, sizeof *c->rates},
        {&p->at_places, c->places, USE_COUNT * site_days * sizeof *c->places, USE_COUNT,
         sizeof *c->places},
        {&p->at_booked, c->booked, USE_COUNT * site_days, USE_COUNT, sizeof *c->booked},
        {&p->at_centres, c->centres, sites * sizeof *c->centres, 0, 0},
        {&p->at_code, c->code, sites * sizeof *c->code, 0, 0},
        {&p->at_variates, c->variates, VARIATE_COUNT * sizeof *c->variates, 0, 0},
        {&p->at_releases, c->releases, (size_t)p->n_releases * sizeof *c->releases, 0, 0},
        {&p->at_released, c->released,
         c->released != NULL ? USE_COUNT * site_days * sizeof *c->released : 0, USE_COUNT,
         sizeof *c->released},
    };
    size_t bytes = (sizeof *p + 7) / 8 * 8;
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        *parts[i].offset = (uint32_t)bytes;
        bytes += (parts[i].bytes + 7) / 8 * 8;
    }
    BUG_IF(bytes > UINT32_MAX);
    p->bytes = bytes;
    char *block = arena_take_array(home, char, bytes);
    if (block == NULL) {
        err_add(c->e, ERR_NOMEM, SRC_NOWHERE, "plan");
        return NULL;
    }
    memcpy(block, p, sizeof *p);
    for (size_t i = 0; i < COUNT_OF(parts); i++)
        copy_part(&parts[i], block + *parts[i].offset);
    return (const struct plan *)(const void *)block;
}

/* All parts, on the workbench. */
static bool make_parts(struct compile *c)
{
    set_frame(c);
    set_ahead(c);
    set_booking(c);
    set_response(c);
    if (!compile_sites(c) || !set_variates(c))
        return err_add(c->e, ERR_NOMEM, SRC_NOWHERE, "plan");
    compile_counters(c);
    return compile_days(c) && compile_modes(c) && compile_capacity(c) && compile_release(c) &&
           compile_phone(c) && compile_notices(c) && compile_mail(c) && compile_demand(c);
}

const struct plan *compile_plan_on(const struct scenario_data *d, struct arena *bench,
                                   struct arena *home, struct err *e)
{
    struct compile *c = bench != NULL ? arena_take_array(bench, struct compile, 1) : NULL;
    if (c == NULL) {
        err_add(e, ERR_NOMEM, SRC_NOWHERE, "plan");
        return NULL;
    }
    *c = (struct compile){.d = d, .home = bench, .e = e};
    return make_parts(c) ? pack(c, home) : NULL;
}

const struct plan *compile_plan(const struct scenario_data *d, struct arena *home, struct err *e)
{
    struct arena *bench = arena_new(0);
    const struct plan *plan = compile_plan_on(d, bench, home, e);
    arena_free(bench);
    return plan;
}

struct sim_model compile_model(const struct plan *p)
{
    return city_model(p);
}
