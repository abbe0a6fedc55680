#include "cli/present/plan_idle.h"

#include <stdio.h>
#include <string.h>

enum { PATH_BYTES = 128 };

struct looking {
    const struct plan *p;
    const struct scenario_data *d;
    struct err *found;
};

/* Tells of a key when it is written and does nothing. */
static void tell(const struct looking *l, bool is_idle, const char *key, const char *why)
{
    if (is_idle && bind_is_given(l->d->doc, key))
        (void)err_add(l->found, ERR_NO_EFFECT, bind_where(l->d->doc, key), key, why);
}

/* Is the use booked at the site on any day, or at any site? */
static bool is_booked(const struct looking *l, int32_t use, int32_t site)
{
    return plan_has_access(l->p, use, site, ACCESS_BOOKED);
}

static bool is_ever_booked(const struct looking *l, int32_t use)
{
    for (int32_t site = 0; site < l->p->n_sites; site++)
        if (is_booked(l, use, site))
            return true;
    return false;
}

static bool is_always_booked(const struct looking *l, int32_t use)
{
    for (int32_t site = 0; site < l->p->n_sites; site++)
        if (plan_has_access(l->p, use, site, ACCESS_WALK_IN))
            return false;
    return true;
}

static void look_at_notices(const struct looking *l)
{
    const struct scenario *s = &l->d->s;
    bool is_outside = s->notices.suspended.to < s->warmup.notices_from ||
                      s->notices.suspended.from > s->period.to;
    tell(l, s->notices.suspended.to > 0 && is_outside, "notices.suspended", "outside the period");
    tell(l, s->response.reminded.share <= 0, "notices.blue_after", "nobody is reminded");
}

static void look_at_response(const struct looking *l)
{
    const struct scenario_response *r = &l->d->s.response;
    const struct {
        const char *key;
        double share;
    } keys[] = {{"response.prompt.mean", r->prompt.share},
                {"response.leisurely.median", r->leisurely.share},
                {"response.leisurely.cv", r->leisurely.share},
                {"response.reminded.mean", r->reminded.share},
                {"response.deadline.mean", r->deadline.share},
                {"response.lapsed.mean", r->lapsed.share},
                {"response.tax_season.from", r->tax_season.share},
                {"response.tax_season.to", r->tax_season.share}};
    for (size_t i = 0; i < COUNT_OF(keys); i++)
        tell(l, keys[i].share <= 0, keys[i].key, "its share is 0%");
}

static void look_at_uses(const struct looking *l)
{
    const struct scenario *s = &l->d->s;
    tell(l, !is_ever_booked(l, USE_HANDOVER) || s->uses.handover.monthly == NULL,
         "uses.handover.request_lead", "no table of booked people");
    tell(l, true, "uses.renewal.request_lead", "no table of booked people");
    tell(l, s->pin.unknown <= 0, "pin.added", "every PIN is known");
    tell(l, s->day_factor.cv <= 0, "day_factor.city_share", "days do not vary");
}

/* Does anybody of a surge come on a reported day? */
static bool is_in_period(const struct looking *l, const struct bind_list *table)
{
    const struct scenario_visits *rows = table->items;
    for (size_t i = 0; i < table->count; i++)
        if (rows[i].visits > 0 && rows[i].date >= l->d->s.period.from &&
            rows[i].date <= l->d->s.period.to)
            return true;
    return false;
}

static void look_at_surges(const struct looking *l)
{
    const struct scenario_surge *surges = l->d->s.surges.items;
    for (size_t i = 0; i < l->d->s.surges.count; i++) {
        char key[PATH_BYTES];
        snprintf(key, sizeof key, "surges.%s", surges[i].name);
        bool is_inside = is_in_period(l, &l->d->surge[i]);
        tell(l, surges[i].is_on && surges[i].share <= 0, key, "its share is 0%");
        tell(l, surges[i].is_on && surges[i].share > 0 && !is_inside, key, "outside the period");
    }
}

static void look_at_bookings(const struct looking *l)
{
    const struct scenario *s = &l->d->s;
    bool has_bookings = is_ever_booked(l, USE_RENEWAL) || is_ever_booked(l, USE_HANDOVER);
    tell(l, !has_bookings, "booking", "no ward takes bookings");
    tell(l, s->booking.no_show.limit <= 0, "booking.no_show.scale", "the same at any lead");
    tell(l, s->booking.cancel.share <= 0, "booking.cancel.again", "its share is 0%");
    tell(l, s->booking.cancel.share <= 0, "booking.cancel.delay", "its share is 0%");
    tell(l, is_always_booked(l, USE_RENEWAL), "visiting.within_days", "every ward takes bookings");
    tell(l, s->phone.agents == NULL, "phone", "there are no agents");
}

static void look_at_rule(const struct looking *l)
{
    const struct scenario *s = &l->d->s;
    int32_t rule = s->counters.rule;
    bool has_grace = rule == DISCIPLINE_APPOINTMENTS_FIRST || rule == DISCIPLINE_N_TO_M ||
                     rule == DISCIPLINE_DEDICATED;
    tell(l, rule != DISCIPLINE_APPOINTMENTS_FIRST, "counters.earliness", "another rule calls");
    tell(l, !has_grace, "counters.grace", "another rule calls");
    tell(l, rule != DISCIPLINE_N_TO_M, "counters.n_to_m", "another rule calls");
    tell(l, rule != DISCIPLINE_DEDICATED, "counters.dedicated", "another rule calls");
    tell(l, rule != DISCIPLINE_ACCUMULATING, "counters.weights", "another rule calls");
}

static void look_at_counters(const struct looking *l)
{
    const struct scenario *s = &l->d->s;
    bool is_patient = s->counters.patience.share <= 0;
    bool has_evening = scenario_has_evening(l->d);
    look_at_rule(l);
    tell(l, s->counters.early_end.rule != COUNTER_END_WORK, "counters.early_end.allowance",
         "another rule ends early");
    tell(l, s->counters.early_end.rule != COUNTER_END_TICKETS, "counters.early_end.tickets",
         "another rule ends early");
    tell(l, is_patient, "counters.patience.mean", "its share is 0%");
    tell(l, s->counters.balking.share <= 0, "counters.balking.at", "its share is 0%");
    tell(l, !has_evening, "calendar.evening.close", "no evening is open");
    tell(l, !has_evening, "calendar.evening.share", "no evening is open");
}

static int32_t site_of(const struct looking *l, const char *name)
{
    const struct scenario_ward_row *rows = l->d->wards.items;
    for (int32_t site = 0; site < l->p->n_sites; site++)
        if (strcmp(rows[site].name, name) == 0)
            return site;
    return 0;
}

static bool has_steps(const struct scenario_ward *ward, int32_t day)
{
    const struct scenario_step *steps = ward->roster.items;
    for (size_t i = 0; i < ward->roster.count; i++)
        if (steps[i].day == day)
            return true;
    return false;
}

static void look_at_ward(const struct looking *l, const struct scenario_ward *ward)
{
    int32_t site = site_of(l, ward->name);
    const struct {
        const char *member, *why;
        bool is_idle;
    } keys[] = {
        {"counters.weekday", "a roster stands for it", has_steps(ward, 0)},
        {"counters.saturday", "a roster stands for it", has_steps(ward, 1)},
        {"places.renewal", "the ward takes no bookings", !is_booked(l, USE_RENEWAL, site)},
        {"places.handover", "the ward takes no bookings", !is_booked(l, USE_HANDOVER, site)},
    };
    for (size_t i = 0; i < COUNT_OF(keys); i++) {
        char key[PATH_BYTES];
        snprintf(key, sizeof key, "wards.%s.%s", ward->name, keys[i].member);
        tell(l, keys[i].is_idle, key, keys[i].why);
    }
}

void plan_idle_find(const struct plan *p, const struct scenario_data *d, struct err *found)
{
    const struct looking l = {p, d, found};
    const struct scenario_ward *wards = d->s.wards.items;
    look_at_notices(&l);
    look_at_response(&l);
    look_at_uses(&l);
    look_at_surges(&l);
    look_at_bookings(&l);
    look_at_counters(&l);
    for (size_t i = 0; i < d->s.wards.count; i++)
        look_at_ward(&l, &wards[i]);
}
