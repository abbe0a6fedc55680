/* Counters on duty and places for bookings, by site and day. */
#include <stdio.h>
#include <string.h>

#include "models/ward/compile_parts.h"
#include "sim/base/arena.h"

const struct scenario_ward *compile_own(const struct compile *c, int32_t site)
{
    const struct scenario_ward *wards = c->d->s.wards.items;
    for (size_t i = 0; i < c->d->s.wards.count; i++)
        if (strcmp(wards[i].name, compile_ward(c, site)->name) == 0)
            return &wards[i];
    return NULL;
}

static const struct scenario_capacity *capacity_of(const struct compile *c, int32_t site,
                                                   int32_t month)
{
    const struct scenario_capacity *rows = c->d->capacity.items;
    for (size_t i = 0; i < c->d->capacity.count; i++)
        if (civil_month_index(rows[i].month) == month &&
            strcmp(rows[i].ward, compile_ward(c, site)->name) == 0)
            return &rows[i];
    return NULL;
}

static bool is_saturday(const struct compile *c, int32_t day)
{
    return c->dates[day].weekday == CIVIL_SAT;
}

static void add_shift(struct compile *c, struct plan_day *at, int32_t from_s, int32_t counters)
{
    c->shifts[c->n_shifts++] = (struct plan_shift){from_s, counters};
    at->n_shifts++;
}

/* The ward's own roster for the kind of day; false when it has none. A step before the
 * doors open holds from opening on; before the first step nobody is there. */
static bool add_roster(struct compile *c, struct plan_day *at, int32_t day,
                       const struct scenario_ward *own)
{
    const struct scenario_step *steps = own->roster.items;
    int32_t current = 0;
    bool has_any = false;
    for (size_t i = 0; i < own->roster.count; i++) {
        if (steps[i].day != is_saturday(c, day))
            continue;
        has_any = true;
        if (steps[i].from <= at->open_s)
            current = steps[i].counters;
    }
    if (!has_any)
        return false;
    add_shift(c, at, at->open_s, current);
    for (size_t i = 0; i < own->roster.count; i++)
        if (steps[i].day == is_saturday(c, day) && steps[i].from > at->open_s)
            add_shift(c, at, steps[i].from, steps[i].counters);
    return true;
}

static void add_counters(struct compile *c, int32_t site, int32_t day,
                         const struct scenario_capacity *row)
{
    const struct scenario_ward *own = compile_own(c, site);
    struct plan_day *at = compile_day(c, site, day);
    at->first_shift = (uint32_t)c->n_shifts;
    if (own != NULL && add_roster(c, at, day, own))
        return;
    int32_t n = is_saturday(c, day) ? row->saturday : row->weekday;
    if (own != NULL) {
        int32_t set = is_saturday(c, day) ? own->counters.saturday : own->counters.weekday;
        n = set > 0 ? set : n;
    }
    add_shift(c, at, at->open_s, n);
}

/* Whoever has a ticket at closing must be served. */
static bool check_counters(struct compile *c, int32_t site, int32_t day)
{
    const struct plan_day *at = compile_day(c, site, day);
    if (c->shifts[at->first_shift + at->n_shifts - 1].counters > 0)
        return true;
    char date[CIVIL_TEXT_BYTES];
    civil_format(c->plan.base_day + day, date);
    return err_add(c->e, ERR_NO_COUNTER, bind_where(c->d->doc, "counters.capacity"),
                   compile_ward(c, site)->name, date);
}

/* Places of a weekday by the table or the ward; a Saturday's in proportion to its slots and
 * counters. */
static int32_t places_of(const struct compile *c, int32_t site, int32_t day, int32_t use,
                         const struct scenario_capacity *row)
{
    const struct scenario_ward *own = compile_own(c, site);
    int32_t places = use == USE_RENEWAL    ? row->places_renewal
                     : use == USE_HANDOVER ? row->places_handover
                                           : 0;
    if (own != NULL && use == USE_RENEWAL && own->places.renewal >= 0)
        places = own->places.renewal;
    if (own != NULL && use == USE_HANDOVER && own->places.handover >= 0)
        places = own->places.handover;
    if (!is_saturday(c, day))
        return places;
    const struct scenario_hours *hours = &c->d->s.calendar.weekday;
    struct plan_day weekday = {.booked_open_s = hours->open, .booked_close_s = hours->close};
    int32_t slots = plan_slots(&c->plan, compile_day(c, site, day));
    int32_t of = plan_slots(&c->plan, &weekday) * (row->weekday > 0 ? row->weekday : 1);
    return of == 0 ? 0 : (2 * places * slots * row->saturday + of) / (2 * of);
}

static void add_places(struct compile *c, int32_t site, int32_t day,
                       const struct scenario_capacity *row)
{
    int32_t slots = plan_slots(&c->plan, compile_day(c, site, day));
    int32_t most = slots * UINT8_MAX;
    for (int32_t use = 0; use < USE_COUNT; use++) {
        size_t at = (size_t)(use * c->plan.n_sites + site) * (size_t)c->plan.n_days + (size_t)day;
        int32_t places = places_of(c, site, day, use, row);
        c->places[at] = (int16_t)(places < most ? places : most);
    }
}

static bool fill_site(struct compile *c, int32_t site)
{
    for (int32_t day = c->plan.first_counter; day < c->plan.n_days; day++) {
        int32_t month = civil_month_index(c->plan.base_day + day);
        const struct plan_day *at = compile_day(c, site, day);
        const struct scenario_capacity *row = capacity_of(c, site, month);
        if (at->booked_open_s < 0)
            continue;
        if (row == NULL) {
            char text[64], date[CIVIL_TEXT_BYTES];
            civil_format(civil_first_of_month(month), date);
            snprintf(text, sizeof text, "%s %.7s", compile_ward(c, site)->name, date);
            return err_add(c->e, ERR_NO_DATA, bind_where(c->d->doc, "counters.capacity"),
                           c->d->s.counters.capacity, text);
        }
        add_places(c, site, day, row);
        if (at->open_s < 0)
            continue;
        add_counters(c, site, day, row);
        if (day <= c->plan.last_report && !check_counters(c, site, day))
            return false;
    }
    return true;
}

bool compile_capacity(struct compile *c)
{
    size_t site_days = (size_t)c->plan.n_sites * (size_t)c->plan.n_days, steps = 1;
    const struct scenario_ward *wards = c->d->s.wards.items;
    for (size_t i = 0; i < c->d->s.wards.count; i++)
        steps = wards[i].roster.count + 1 > steps ? wards[i].roster.count + 1 : steps;
    c->shifts = arena_take_array(c->home, struct plan_shift, site_days * steps);
    c->places = arena_take_array(c->home, int16_t, USE_COUNT * site_days);
    if (c->shifts == NULL || c->places == NULL)
        return err_add(c->e, ERR_NOMEM, SRC_NOWHERE, "capacity");
    for (int32_t site = 0; site < c->plan.n_sites; site++)
        if (!fill_site(c, site))
            return false;
    return true;
}
