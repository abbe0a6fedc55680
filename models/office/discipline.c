#include "models/office/discipline.h"

#include "sim/base/bug.h"

enum { LINE_CAPACITY = 256, BOOKED = DISCIPLINE_BOOKED, WALK_IN = DISCIPLINE_WALK_IN };

static void set_rule(struct discipline *d, enum discipline_rule rule)
{
    d->key = DISCIPLINE_BY_TICKET;
    switch (rule) {
    case DISCIPLINE_SLOT:
        d->key = DISCIPLINE_BY_LATER;
        d->n_lines = 1;
        return;
    case DISCIPLINE_TICKET:
        d->n_lines = 1;
        return;
    case DISCIPLINE_APPOINTMENTS_FIRST:
    case DISCIPLINE_N_TO_M:
    case DISCIPLINE_DEDICATED:
        d->key = DISCIPLINE_BY_SLOT;
        d->n_lines = 2;
        return;
    case DISCIPLINE_PRIORITY:
    case DISCIPLINE_PREEMPTIVE:
    case DISCIPLINE_ACCUMULATING:
        d->n_lines = DISCIPLINE_LINES;
        return;
    }
    bug_at(__FILE__, __LINE__, "rule");
}

bool discipline_init(struct discipline *d, struct arena *home, const struct discipline_rules *rules)
{
    *d = (struct discipline){.rules = *rules};
    set_rule(d, rules->rule);
    for (int32_t i = 0; i < d->n_lines; i++)
        if (!line_init(&d->lines[i], home, LINE_CAPACITY))
            return false;
    return true;
}

void discipline_open(struct discipline *d)
{
    for (int32_t i = 0; i < d->n_lines; i++)
        d->lines[i].length = 0;
    d->turn = 0;
    d->busy[BOOKED] = d->busy[WALK_IN] = 0;
}

bool discipline_rejoin(struct discipline *d, const struct visit *v, uint32_t who)
{
    return line_rejoin(&d->lines[v->line], discipline_key_of(d, v), who);
}

/* ---- the rules between lines: a line, or DISCIPLINE_NOBODY ---- */

static int32_t first_of_two(const struct discipline *d)
{
    if (d->lines[BOOKED].length > 0)
        return BOOKED;
    return d->lines[WALK_IN].length > 0 ? WALK_IN : DISCIPLINE_NOBODY;
}

static int32_t n_to_m(struct discipline *d)
{
    int32_t wanted = d->turn < d->rules.n ? BOOKED : WALK_IN;
    int32_t line = d->lines[wanted].length > 0 ? wanted : first_of_two(d);
    if (line == wanted)
        d->turn = (d->turn + 1) % (d->rules.n + d->rules.m);
    return line;
}

static int32_t dedicated(const struct discipline *d, int32_t on_duty)
{
    if (d->lines[BOOKED].length > 0 && d->busy[BOOKED] < d->rules.dedicated)
        return BOOKED;
    if (d->lines[WALK_IN].length > 0 && d->busy[WALK_IN] < on_duty - d->rules.dedicated)
        return WALK_IN;
    return DISCIPLINE_NOBODY;
}

static int32_t least_rank(const struct discipline *d)
{
    for (int32_t i = 0; i < DISCIPLINE_LINES; i++)
        if (d->lines[i].length > 0)
            return i;
    return DISCIPLINE_NOBODY;
}

/* Of equal ones the least rank. */
static int32_t greatest_weight(const struct discipline *d, int64_t now_us)
{
    int32_t best = DISCIPLINE_NOBODY;
    int64_t most = -1;
    for (int32_t i = 0; i < DISCIPLINE_LINES; i++) {
        if (d->lines[i].length == 0)
            continue;
        int64_t weight = d->rules.weight[i] * (now_us - line_head(&d->lines[i]).key_us);
        if (weight > most) {
            most = weight;
            best = i;
        }
    }
    return best;
}

int32_t discipline_next_line(struct discipline *d, int64_t now_us, int32_t on_duty)
{
    switch (d->rules.rule) {
    case DISCIPLINE_TICKET:
    case DISCIPLINE_SLOT:
        return d->lines[0].length > 0 ? 0 : DISCIPLINE_NOBODY;
    case DISCIPLINE_APPOINTMENTS_FIRST:
        break;
    case DISCIPLINE_N_TO_M:
        return n_to_m(d);
    case DISCIPLINE_DEDICATED:
        return dedicated(d, on_duty);
    case DISCIPLINE_PRIORITY:
    case DISCIPLINE_PREEMPTIVE:
        return least_rank(d);
    case DISCIPLINE_ACCUMULATING:
        return greatest_weight(d, now_us);
    }
    bug_at(__FILE__, __LINE__, "rule");
}

bool discipline_has_counter(const struct discipline *d, const struct visit *v, int32_t on_duty)
{
    if (d->rules.rule != DISCIPLINE_DEDICATED)
        return true;
    return v->slot_us != VISIT_NO_SLOT ? d->busy[BOOKED] < d->rules.dedicated
                                       : d->busy[WALK_IN] < on_duty - d->rules.dedicated;
}

void discipline_release(struct discipline *d, const struct visit *v)
{
    if (d->rules.rule == DISCIPLINE_DEDICATED)
        d->busy[v->line]--;
}

void discipline_leave(struct discipline *d, const struct visit *v, uint32_t who)
{
    line_remove(&d->lines[v->line], discipline_key_of(d, v), who);
}

int64_t discipline_clear(struct discipline *d)
{
    for (int32_t i = 0; i < d->n_lines; i++)
        if (d->lines[i].length > 0)
            return line_leave(&d->lines[i]).who;
    return DISCIPLINE_NOBODY;
}
