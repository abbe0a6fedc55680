#include "cli/present/plan_trap.h"

#include "models/ward/calendar.h"
#include "sim/base/arena.h"
#include "sim/base/bug.h"

enum { LONG_CLOSURE = 3 }; /* closed days; two are a weekend */

struct finding {
    const struct plan *p;
    const struct scenario_data *d;
    struct plan_traps *out;
    size_t capacity;
};

static void add(struct finding *f, struct plan_trap trap)
{
    struct plan_traps *t = f->out;
    size_t at = t->count++;
    BUG_IF(t->count > f->capacity);
    for (; at > 0; at--) {
        const struct plan_trap *before = &t->items[at - 1];
        if (before->date < trap.date || (before->date == trap.date && before->kind <= trap.kind))
            break;
        t->items[at] = *before;
    }
    t->items[at] = trap;
}

static bool is_reported(const struct finding *f, civil_day date)
{
    return date >= f->d->s.period.from && date <= f->d->s.period.to;
}

/* Closed days, everywhere, right before the day (index). */
static int32_t closed_before(const struct plan *p, int32_t day)
{
    int32_t n = 0;
    for (int32_t at = day - 1; at >= 0; at--, n++)
        for (int32_t site = 0; site < p->n_sites; site++)
            if (plan_day_at(p, site, at)->open_s >= 0)
                return n;
    return n;
}

static void find_saturday(struct finding *f, int32_t day)
{
    civil_day date = f->p->base_day + day;
    struct scenario_hours hours;
    bool is_next = calendar_holiday(f->d, date) != NULL ||
                   calendar_holiday(f->d, date - 1) != NULL ||
                   calendar_holiday(f->d, date + 2) != NULL;
    if (civil_weekday_of(date) != CIVIL_SAT || !is_next || !calendar_rule_hours(f->d, date, &hours))
        return;
    add(f, (struct plan_trap){.date = date,
                              .kind = PLAN_TRAP_SATURDAY,
                              .name = "",
                              .n = civil_week_of_month(date),
                              .from_s = hours.open,
                              .to_s = hours.close});
}

static void find_closures(struct finding *f)
{
    for (int32_t day = f->p->first_report; day <= f->p->last_report; day++) {
        if (plan_date_at(f->p, day)->hist_day == PLAN_NO_DAY)
            continue;
        find_saturday(f, day);
        int32_t closed = closed_before(f->p, day);
        if (closed >= LONG_CLOSURE)
            add(f, (struct plan_trap){.date = f->p->base_day + day,
                                      .kind = PLAN_TRAP_AFTER_CLOSURE,
                                      .name = "",
                                      .n = closed});
    }
}

/* The first reported open day on which the surge brings anybody. */
static civil_day surge_begins(const struct finding *f, const struct bind_list *table)
{
    const struct scenario_visits *rows = table->items;
    civil_day first = 0;
    for (size_t i = 0; i < table->count; i++)
        if (rows[i].visits > 0 && (first == 0 || rows[i].date < first))
            first = rows[i].date;
    return first != 0 && is_reported(f, first) ? first : 0;
}

static void find_surges(struct finding *f)
{
    const struct scenario_surge *surges = f->d->s.surges.items;
    for (size_t i = 0; i < f->d->s.surges.count; i++) {
        civil_day date = surge_begins(f, &f->d->surge[i]);
        if (!surges[i].is_on || surges[i].share <= 0 || date == 0)
            continue;
        int32_t closed = closed_before(f->p, date - f->p->base_day);
        if (closed > 0)
            add(f, (struct plan_trap){
                       .date = date, .kind = PLAN_TRAP_SURGE, .name = surges[i].name, .n = closed});
    }
}

static void find_exceptions(struct finding *f)
{
    static const enum plan_trap_kind kinds[] = {[EXCEPTION_CLOSED] = PLAN_TRAP_CLOSED,
                                                [EXCEPTION_OPEN] = PLAN_TRAP_OPEN,
                                                [EXCEPTION_RESERVED_ONLY] =
                                                    PLAN_TRAP_RESERVED_ONLY};
    const struct scenario_exception *rows = f->d->exceptions.items;
    for (size_t i = 0; i < f->d->exceptions.count; i++)
        if (is_reported(f, rows[i].date))
            add(f, (struct plan_trap){.date = rows[i].date,
                                      .kind = kinds[rows[i].kind],
                                      .name = rows[i].ward,
                                      .announced = rows[i].announced});
}

static void find_outages(struct finding *f)
{
    const struct scenario_outage *rows = f->d->outages.items;
    for (size_t i = 0; i < f->d->outages.count; i++)
        if (is_reported(f, rows[i].date))
            add(f, (struct plan_trap){.date = rows[i].date,
                                      .kind = rows[i].state == 1 ? PLAN_TRAP_DOWN : PLAN_TRAP_SLOW,
                                      .name = "",
                                      .from_s = rows[i].from,
                                      .to_s = rows[i].to});
}

bool plan_trap_find(const struct plan *p, const struct scenario_data *d, struct arena *home,
                    struct plan_traps *out)
{
    struct finding f = {.p = p, .d = d, .out = out};
    f.capacity =
        2 * (size_t)p->n_hist_days + d->s.surges.count + d->exceptions.count + d->outages.count + 1;
    *out = (struct plan_traps){.items = arena_take_array(home, struct plan_trap, f.capacity)};
    if (out->items == NULL)
        return false;
    find_closures(&f);
    find_surges(&f);
    find_exceptions(&f);
    find_outages(&f);
    return true;
}

const char *plan_trap_key(enum plan_trap_kind kind)
{
    static const char *const keys[] = {[PLAN_TRAP_SATURDAY] = "open_saturday",
                                       [PLAN_TRAP_AFTER_CLOSURE] = "after_closure",
                                       [PLAN_TRAP_SURGE] = "surge_after_closure",
                                       [PLAN_TRAP_CLOSED] = "closed",
                                       [PLAN_TRAP_OPEN] = "open",
                                       [PLAN_TRAP_RESERVED_ONLY] = "reserved_only",
                                       [PLAN_TRAP_SLOW] = "system_slow",
                                       [PLAN_TRAP_DOWN] = "system_down"};
    return keys[kind];
}
