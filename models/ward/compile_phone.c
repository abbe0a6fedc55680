/* The phone line: hours and agents, as shifts of both kinds of days. */
#include "models/ward/compile_parts.h"
#include "sim/base/bug.h"

/* Agents of a kind of day from the opening on; a step before it holds at the opening. */
static void add_agents(struct compile *c, int32_t kind, struct scenario_hours hours)
{
    const struct scenario_agents *rows = c->d->agents.items;
    int32_t at_opening = 0, n = 1;
    for (size_t i = 0; i < c->d->agents.count; i++)
        if (rows[i].day == kind && rows[i].from <= hours.open)
            at_opening = rows[i].agents;
    c->plan.phone.day[kind].open_s = hours.open;
    c->plan.phone.day[kind].close_s = hours.close;
    c->plan.phone.day[kind].first_shift = (uint32_t)c->n_shifts;
    compile_add_shift(c, hours.open, at_opening);
    for (size_t i = 0; i < c->d->agents.count; i++)
        if (rows[i].day == kind && rows[i].from > hours.open) {
            compile_add_shift(c, rows[i].from, rows[i].agents);
            n++;
        }
    c->plan.phone.day[kind].n_shifts = n;
}

bool compile_phone(struct compile *c)
{
    const struct scenario *s = &c->d->s;
    struct plan_phone *phone = &c->plan.phone;
    if (s->phone.agents == NULL)
        return true;
    phone->is_served = 1;
    phone->trunks = s->phone.trunks;
    phone->by_phone = s->phone.share;
    phone->redial_share = s->phone.redial.share;
    phone->redial_us = (double)s->phone.redial.delay.us;
    phone->attempts = s->phone.redial.attempts;
    phone->tomorrow_share = s->phone.redial.tomorrow;
    phone->days = s->phone.redial.days;
    phone->enquiries = s->phone.enquiries;
    add_agents(c, 0, s->phone.weekday);
    add_agents(c, 1, s->phone.other);
    return true;
}
