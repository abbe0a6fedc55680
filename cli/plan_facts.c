/* The facts of a scenario of wards, and the words that text and JSON share. */
#include <stdio.h>
#include <string.h>

#include "cli/phrase.h"
#include "cli/plan.h"
#include "cli/present/plan_idle.h"
#include "cli/run_ward.h"
#include "sim/input/quantity.h"

enum { WARDS_OF_A_YEAR = 18, DAYS_OF_A_YEAR = 365 };

bool plan_facts_find(const struct run *r, struct plan_facts *f)
{
    const struct plan *p = r->ward->plan;
    const struct scenario_data *d = &r->ward->data;
    *f = (struct plan_facts){.plan = p, .data = d, .replications = r->said.replications};
    f->seconds = PLAN_SECONDS * f->replications * p->n_sites / WARDS_OF_A_YEAR *
                 (p->last_report + 1 - p->first_counter) / DAYS_OF_A_YEAR;
    for (int32_t day = p->first_report; day <= p->last_report; day++) {
        bool is_open = plan_date_at(p, day)->hist_day != PLAN_NO_DAY;
        f->open_days += is_open;
        f->open_saturdays += is_open && plan_date_at(p, day)->weekday == CIVIL_SAT;
    }
    plan_idle_find(p, d, &f->idle);
    return load_make(p, r->frame.home, &f->load) && plan_trap_find(p, d, r->frame.home, &f->traps);
}

bool plan_ward(struct run *r, struct text *out)
{
    struct plan_facts f;
    if (!plan_facts_find(r, &f))
        return false;
    if (r->frame.options.json)
        plan_facts_json(&f, r->frame.japanese, out);
    else
        plan_facts_print(&f, r->frame.japanese, out);
    return true;
}

bool plan_facts_is_over(double load)
{
    return load >= PLAN_FULL + 0.005; /* what is shown as 1.00 is not marked as more */
}

const char *plan_facts_mark(double load)
{
    return plan_facts_is_over(load) ? "▲" : load >= PLAN_CLOSE - 0.005 ? "△" : "";
}

/* English readers see the ward's English name. */
static const char *ward_of(const struct plan_trap *t, const struct scenario_data *d, bool japanese)
{
    const struct scenario_ward_row *rows = d->wards.items;
    for (size_t i = 0; i < d->wards.count && !japanese; i++)
        if (strcmp(rows[i].name, t->name) == 0)
            return rows[i].name_en;
    return japanese || strcmp(t->name, "全区") != 0 ? t->name : "all wards";
}

void plan_facts_trap(const struct plan_trap *t, const struct scenario_data *d, bool japanese,
                     struct text *out)
{
    static const enum phrase phrases[] = {[PLAN_TRAP_SATURDAY] = PHRASE_PLAN_SATURDAY,
                                          [PLAN_TRAP_AFTER_CLOSURE] = PHRASE_PLAN_AFTER_CLOSURE,
                                          [PLAN_TRAP_SURGE] = PHRASE_PLAN_SURGE,
                                          [PLAN_TRAP_CLOSED] = PHRASE_PLAN_CLOSED,
                                          [PLAN_TRAP_OPEN] = PHRASE_PLAN_OPEN,
                                          [PLAN_TRAP_RESERVED_ONLY] = PHRASE_PLAN_RESERVED_ONLY,
                                          [PLAN_TRAP_SLOW] = PHRASE_PLAN_SLOW,
                                          [PLAN_TRAP_DOWN] = PHRASE_PLAN_DOWN};
    char n[16], from[QUANTITY_BYTES], to[QUANTITY_BYTES], announced[CIVIL_TEXT_BYTES];
    snprintf(n, sizeof n, "%d", (int)t->n);
    quantity_show_clock(t->from_s, from);
    quantity_show_clock(t->to_s, to);
    civil_format(t->announced, announced);
    if (t->kind == PLAN_TRAP_CLOSED || t->kind == PLAN_TRAP_OPEN ||
        t->kind == PLAN_TRAP_RESERVED_ONLY)
        phrase_add(out, phrases[t->kind], japanese, ward_of(t, d, japanese), announced);
    else if (t->kind == PLAN_TRAP_SURGE)
        phrase_add(out, phrases[t->kind], japanese, t->name, n);
    else
        phrase_add(out, phrases[t->kind], japanese, n, from, to);
}
