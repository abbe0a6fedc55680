/* The phone lines: hours and agents, as shifts of both kinds of days. */
#include "models/ward/compile_parts.h"
#include "models/ward/scenario_index.h"
#include "sim/base/arena.h"
#include "sim/base/bug.h"

/* Rows of the table of agents that hold for one line, in their order. */
struct roster {
    const struct scenario_agents **rows;
    size_t n;
};

/* Agents of a kind of day from the opening on; a step before it holds at the opening. False
 * when the rows say nothing of such days. */
static bool add_agents(struct compile *c, int32_t kind, const struct roster *r,
                       struct plan_line *line)
{
    int32_t open_s = c->plan.phone.day[kind].open_s, at_opening = 0, known = 0;
    for (size_t i = 0; i < r->n; i++) {
        known += r->rows[i]->day == kind;
        if (r->rows[i]->day == kind && r->rows[i]->from <= open_s)
            at_opening = r->rows[i]->agents;
    }
    if (known == 0)
        return false;
    *line = (struct plan_line){(uint32_t)c->n_shifts, 1};
    compile_add_shift(c, open_s, at_opening);
    for (size_t i = 0; i < r->n; i++)
        if (r->rows[i]->day == kind && r->rows[i]->from > open_s) {
            compile_add_shift(c, r->rows[i]->from, r->rows[i]->agents);
            line->n_shifts++;
        }
    return true;
}

/* The rows of each region, roster[n_regions] those without a region. */
static struct roster *make_rosters(const struct compile *c)
{
    const struct scenario_agents *rows = c->d->agents.items;
    size_t n = c->d->agents.count, regions = (size_t)c->plan.n_regions, at = 0;
    struct roster *rosters = arena_take_array(c->home, struct roster, regions + 1);
    const struct scenario_agents **room =
        arena_take_array(c->home, const struct scenario_agents *, n + 1);
    int32_t *of_row = arena_take_array(c->home, int32_t, n + 1);
    struct scenario_index names;
    if (rosters == NULL || room == NULL || of_row == NULL ||
        !scenario_index_init(&names, c->home, c->plan.n_regions))
        return NULL;
    for (int32_t r = 0; r < c->plan.n_regions; r++)
        scenario_index_add(&names, compile_region_name(c, r));
    scenario_index_sort(&names);
    for (size_t i = 0; i < n; i++) {
        of_row[i] = rows[i].region == NULL ? c->plan.n_regions
                                           : scenario_index_find(&names, rows[i].region);
        BUG_IF(of_row[i] == SCENARIO_INDEX_NONE); /* scenario_policy.c has looked */
        rosters[of_row[i]].n++;
    }
    for (size_t r = 0; r <= regions; at += rosters[r++].n)
        rosters[r].rows = room + at;
    for (size_t r = 0; r <= regions; r++)
        rosters[r].n = 0;
    for (size_t i = 0; i < n; i++) {
        struct roster *r = &rosters[of_row[i]];
        r->rows[r->n++] = &rows[i];
    }
    return rosters;
}

/* Each line has the agents of its own rows, else those of the rows that hold for all. */
static bool add_lines(struct compile *c)
{
    struct plan_line common[2] = {0};
    const struct roster *rosters = make_rosters(c);
    if (rosters == NULL)
        return err_add(c->e, ERR_NOMEM, SRC_NOWHERE, "phone");
    for (int32_t kind = 0; kind < 2; kind++) {
        bool has_common = add_agents(c, kind, &rosters[c->plan.n_regions], &common[kind]);
        for (int32_t r = 0; r < c->plan.n_regions; r++) {
            struct plan_line *line = &c->regions[r].line[kind];
            bool is_own = add_agents(c, kind, &rosters[r], line);
            BUG_IF(!is_own && !has_common);
            *line = is_own ? *line : common[kind];
        }
    }
    return true;
}

bool compile_phone(struct compile *c)
{
    const struct scenario *s = &c->d->s;
    struct plan_phone *phone = &c->plan.phone;
    const struct scenario_hours hours[2] = {s->phone.weekday, s->phone.other};
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
    for (int kind = 0; kind < 2; kind++) {
        phone->day[kind].open_s = hours[kind].open;
        phone->day[kind].close_s = hours[kind].close;
    }
    return add_lines(c);
}
