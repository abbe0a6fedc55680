/* Counters on duty and places for bookings, by site and day. */
#include <stdio.h>
#include <string.h>

#include "models/ward/compile_parts.h"
#include "models/ward/scenario_index.h"
#include "sim/base/arena.h"
#include "sim/base/text.h"

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
    return c->capacity[site * c->n_capacity_months + month - c->first_capacity_month];
}

/* The table's rows by site and month, of all months of the plan; the first of two counts. */
static bool find_rows(struct compile *c)
{
    const struct scenario_capacity *rows = c->d->capacity.items;
    struct scenario_index sites;
    int32_t first = civil_month_index(c->plan.base_day),
            last = civil_month_index(c->plan.base_day + c->plan.n_days - 1);
    c->first_capacity_month = first;
    c->n_capacity_months = last - first + 1;
    c->capacity = arena_take_array(c->home, const struct scenario_capacity *,
                                   (size_t)c->plan.n_sites *(size_t)c->n_capacity_months);
    if (c->capacity == NULL || !scenario_index_init(&sites, c->home, c->plan.n_sites))
        return false;
    for (int32_t site = 0; site < c->plan.n_sites; site++)
        scenario_index_add(&sites, compile_ward(c, site)->name);
    scenario_index_sort(&sites);
    for (size_t i = c->d->capacity.count; i-- > 0;) {
        int32_t site = scenario_index_find(&sites, rows[i].ward);
        int32_t month = civil_month_index(rows[i].month);
        if (site != SCENARIO_INDEX_NONE && month >= first && month <= last)
            c->capacity[site * c->n_capacity_months + month - first] = &rows[i];
    }
    return true;
}

/* An extra Sunday is like a Saturday. */
static bool is_saturday(const struct compile *c, int32_t day)
{
    return c->dates[day].weekday >= CIVIL_SAT;
}

void compile_add_shift(struct compile *c, int32_t from_s, int32_t counters)
{
    c->shifts[c->n_shifts++] = (struct plan_shift){from_s, counters};
}

static void add_shift(struct compile *c, struct plan_day *at, int32_t from_s, int32_t counters)
{
    compile_add_shift(c, from_s, counters);
    at->n_shifts++;
}

/* Counters of pool i that a step puts on duty; -1 when the step is another pool's or another
 * kind of day's. */
static int32_t step_counters(const struct compile *c, const struct scenario_step *step, int32_t day,
                             int32_t i)
{
    const struct scenario_pool *pools = c->d->s.counters.pools.items;
    int32_t each[COUNTER_POOLS];
    if (step->day != is_saturday(c, day))
        return -1;
    if (step->pool == NULL) {
        compile_divide(c, step->counters, each);
        return each[i];
    }
    return strcmp(step->pool, pools[i].name) == 0 ? step->counters : -1;
}

/* Pool i by the ward's own roster. A step before the doors open holds from opening on; before
 * the first step nobody is there. */
static void add_steps(struct compile *c, struct plan_day *at, int32_t day, int32_t i,
                      const struct scenario_ward *own)
{
    const struct scenario_step *steps = own->roster.items;
    int32_t current = 0;
    for (size_t k = 0; k < own->roster.count; k++) {
        int32_t n = step_counters(c, &steps[k], day, i);
        if (n >= 0 && steps[k].from <= at->open_s)
            current = n;
    }
    add_shift(c, at, at->open_s, current);
    for (size_t k = 0; k < own->roster.count; k++) {
        int32_t n = step_counters(c, &steps[k], day, i);
        if (n >= 0 && steps[k].from > at->open_s)
            add_shift(c, at, steps[k].from, n);
    }
}

/* Is there a step for the kind of day in the ward's own roster? */
static bool has_roster(const struct compile *c, int32_t day, const struct scenario_ward *own)
{
    const struct scenario_step *steps = own != NULL ? own->roster.items : NULL;
    for (size_t i = 0; steps != NULL && i < own->roster.count; i++)
        if (steps[i].day == is_saturday(c, day))
            return true;
    return false;
}

/* So many counters all day, less those at lunch: a share of them, but one stays. */
static void add_row(struct compile *c, struct plan_day *at, int32_t n)
{
    int32_t from = c->d->s.counters.lunch.from, to = c->d->s.counters.lunch.to;
    int32_t away = (int32_t)(c->d->s.counters.lunch.absent * n + 0.5);
    away = away < n ? away : n - 1;
    if (away <= 0 || from >= at->close_s || to <= at->open_s) {
        add_shift(c, at, at->open_s, n);
        return;
    }
    if (from > at->open_s)
        add_shift(c, at, at->open_s, n);
    add_shift(c, at, from > at->open_s ? from : at->open_s, n - away);
    add_shift(c, at, to, n);
}

/* Counters by the table or by the ward's own numbers. */
static int32_t day_counters(const struct compile *c, int32_t site, int32_t day,
                            const struct scenario_capacity *row)
{
    const struct scenario_ward *own = compile_own(c, site);
    int32_t n = is_saturday(c, day) ? row->saturday : row->weekday;
    int32_t set = 0;
    if (own != NULL)
        set = is_saturday(c, day) ? own->counters.saturday : own->counters.weekday;
    n = set > 0 ? set : n;
    if (own == NULL || n == 0)
        return n;
    return n + own->counters.more > 1 ? n + own->counters.more : 1;
}

static void add_counters(struct compile *c, int32_t site, int32_t day,
                         const struct scenario_capacity *row)
{
    const struct scenario_ward *own = compile_own(c, site);
    struct plan_day *at = compile_day(c, site, day);
    int32_t each[COUNTER_POOLS];
    at->first_shift = (uint32_t)c->n_shifts;
    compile_divide(c, day_counters(c, site, day, row), each);
    for (int32_t i = 0; i < compile_pools(c); i++)
        if (has_roster(c, day, own))
            add_steps(c, at, day, i, own);
        else
            add_row(c, at, each[i]);
}

/* Where the ward's counters of the day are written: its own roster, or the row of the table. */
static struct src_pos counters_at(const struct compile *c, int32_t site,
                                  const struct scenario_capacity *row)
{
    const struct scenario_ward *own = compile_own(c, site);
    char path[96];
    if (own == NULL || own->roster.count == 0)
        return row->at;
    snprintf(path, sizeof path, "wards.%s.roster", own->name);
    return bind_where(c->d->doc, path);
}

/* Each pool has a counter where the table or the ward's own numbers divide some over them. */
static bool check_division(struct compile *c, int32_t site, int32_t day,
                           const struct scenario_capacity *row)
{
    const struct scenario_ward *own = compile_own(c, site);
    int32_t n = day_counters(c, site, day, row);
    const char *key = is_saturday(c, day) ? "saturday" : "weekday";
    char path[96], text[2][16];
    if (has_roster(c, day, own) || n == 0 || n >= compile_pools(c))
        return true;
    snprintf(path, sizeof path, "wards.%s.counters.%s", compile_ward(c, site)->name, key);
    bool is_own =
        own != NULL && n == (is_saturday(c, day) ? own->counters.saturday : own->counters.weekday);
    snprintf(text[0], sizeof text[0], "%d", n);
    snprintf(text[1], sizeof text[1], "%d", compile_pools(c));
    return err_add(c->e, ERR_RANGE, is_own ? bind_where(c->d->doc, path) : row->at,
                   is_own ? path : key, text[0], text[1], "500");
}

/* Whoever has a ticket at closing must be served, by the last shift of each pool. */
static bool check_counters(struct compile *c, int32_t site, int32_t day,
                           const struct scenario_capacity *row)
{
    const struct plan_day *at = compile_day(c, site, day);
    const struct plan_shift *shifts = c->shifts + at->first_shift;
    int32_t dedicated =
        c->plan.rules.pool.order.rule == DISCIPLINE_DEDICATED ? c->d->s.counters.dedicated : 0;
    char text[2][16], date[CIVIL_TEXT_BYTES];
    for (int32_t i = 0; i < at->n_shifts; i++) {
        bool is_last = i + 1 == at->n_shifts || shifts[i + 1].from_s == at->open_s;
        if (!is_last || shifts[i].counters > dedicated)
            continue;
        civil_format(c->plan.base_day + day, date);
        if (shifts[i].counters <= 1)
            return err_add(c->e, ERR_NO_COUNTER, counters_at(c, site, row),
                           compile_ward(c, site)->name, date);
        snprintf(text[0], sizeof text[0], "%d", dedicated);
        snprintf(text[1], sizeof text[1], "%d", shifts[i].counters - 1);
        return err_add(c->e, ERR_RANGE, bind_where(c->d->doc, "counters.dedicated"),
                       "counters.dedicated", text[0], "1", text[1]);
    }
    return true;
}

/* Places on a weekday: the ward's own, else the table's. */
static int32_t weekday_places(const struct compile *c, int32_t site, int32_t use,
                              const struct scenario_capacity *row)
{
    const struct scenario_ward *own = compile_own(c, site);
    if (use == USE_RENEWAL)
        return own != NULL && own->places.renewal >= 0 ? own->places.renewal : row->places_renewal;
    if (use == USE_HANDOVER)
        return own != NULL && own->places.handover >= 0 ? own->places.handover
                                                        : row->places_handover;
    return (int32_t)(compile_use(&c->d->s, use)->places * c->share[site] + 0.5);
}

/* A Saturday's places are a weekday's in proportion to its slots and counters; those of a
 * weekday with evening hours in proportion to its slots. */
static int32_t places_of(const struct compile *c, int32_t site, int32_t day, int32_t use,
                         const struct scenario_capacity *row)
{
    int32_t places = weekday_places(c, site, use, row);
    bool is_evening = compile_day(c, site, day)->hours == HOURS_EVENING;
    if (!is_saturday(c, day) && !is_evening)
        return places;
    const struct scenario_hours *hours = &c->d->s.calendar.weekday;
    struct plan_day weekday = {.booked_open_s = hours->open, .booked_close_s = hours->close};
    int32_t slots = plan_slots(&c->plan, compile_day(c, site, day));
    int32_t usual = plan_slots(&c->plan, &weekday);
    if (is_evening)
        return usual == 0 ? 0 : places * slots / usual;
    int32_t of = usual * (row->weekday > 0 ? row->weekday : 1);
    int32_t saturday = of == 0 ? 0 : (2 * places * slots * row->saturday + of) / (2 * of);
    return saturday < INT16_MAX ? saturday : INT16_MAX;
}

/* Where a use is taken both ways, that share of its places is booked. */
static int32_t booked_part(const struct compile *c, int32_t use, int32_t site, int32_t day,
                           int32_t places)
{
    int32_t percent = compile_booked(c, use, site, day);
    bool is_mixed = percent > PLAN_WALK_IN && percent < PLAN_REQUIRED;
    return is_mixed ? (places * percent + 50) / 100 : places;
}

static void add_places(struct compile *c, int32_t site, int32_t day,
                       const struct scenario_capacity *row)
{
    for (int32_t use = 0; use < USE_COUNT; use++) {
        size_t at = (size_t)(use * c->plan.n_sites + site) * (size_t)c->plan.n_days + (size_t)day;
        double more = 1 + c->d->s.booking.overbooking;
        int32_t places = (int32_t)(more * places_of(c, site, day, use, row) + 0.5);
        places = booked_part(c, use, site, day, places);
        c->places[at] = (int16_t)(places < INT16_MAX ? places : INT16_MAX);
    }
}

/* A joint centre says itself what it has. */
static void fill_centre(struct compile *c, int32_t site, const struct scenario_centre *centre)
{
    for (int32_t day = c->plan.first_counter; day < c->plan.n_days; day++) {
        struct plan_day *at = compile_day(c, site, day);
        if (at->booked_open_s < 0)
            continue;
        size_t row = (size_t)c->plan.n_days * (size_t)site + (size_t)day;
        size_t use = (size_t)c->plan.n_sites * (size_t)c->plan.n_days;
        c->places[USE_RENEWAL * use + row] = (int16_t)centre->places.renewal;
        c->places[USE_HANDOVER * use + row] = (int16_t)centre->places.handover;
        at->first_shift = (uint32_t)c->n_shifts;
        if (at->open_s < 0)
            continue;
        int32_t each[COUNTER_POOLS];
        compile_divide(c, centre->counters, each);
        for (int32_t i = 0; i < compile_pools(c); i++)
            add_shift(c, at, at->open_s, each[i]);
    }
}

/* Months in which a ward has a day for bookings or visits, but no row; and those that each of
 * them lacks. */
struct gaps {
    bool *missing;    /* [n_sites][n_capacity_months] */
    bool *everywhere; /* [n_capacity_months] */
};

static bool is_missing(const struct compile *c, const struct gaps *g, int32_t site, int32_t month)
{
    return g->missing[site * c->n_capacity_months + month - c->first_capacity_month];
}

static void find_gaps_of(const struct compile *c, int32_t site, struct gaps *g)
{
    bool *missing = g->missing + (size_t)site * (size_t)c->n_capacity_months;
    for (int32_t day = c->plan.first_counter; day < c->plan.n_days; day++) {
        int32_t month = civil_month_index(c->plan.base_day + day);
        if (compile_day(c, site, day)->booked_open_s >= 0 && capacity_of(c, site, month) == NULL)
            missing[month - c->first_capacity_month] = true;
    }
    for (int32_t m = 0; m < c->n_capacity_months; m++)
        g->everywhere[m] &= missing[m];
}

static bool find_gaps(const struct compile *c, struct gaps *g)
{
    size_t months = (size_t)c->n_capacity_months;
    g->missing = arena_take_array(c->home, bool, (size_t)c->plan.n_sites *months);
    g->everywhere = arena_take_array(c->home, bool, months);
    if (g->missing == NULL || g->everywhere == NULL)
        return false;
    memset(g->everywhere, 1, months * sizeof *g->everywhere);
    for (int32_t site = 0; site < c->plan.n_sites; site++)
        if (compile_centre(c, site) == NULL)
            find_gaps_of(c, site, g);
    return true;
}

/* All months that a ward lacks in one message: "青葉 2020-02 2020-05..2020-07". Site n_sites
 * stands for all wards: what each of them lacks is told once. */
static bool check_months(struct compile *c, const struct gaps *g, int32_t site)
{
    bool is_all = site == c->plan.n_sites;
    int32_t first = civil_month_index(c->plan.base_day + c->plan.first_counter);
    int32_t last = civil_month_index(c->plan.base_day + c->plan.n_days - 1), run = 0;
    struct text missing;
    text_init(&missing, c->home);
    text_add(&missing, is_all ? "全区" : compile_ward(c, site)->name);
    size_t nothing = missing.length;
    for (int32_t month = first; month <= last + 1; month++) {
        char date[CIVIL_TEXT_BYTES];
        bool is_told = month <= last && (is_all || is_missing(c, g, site, month)) &&
                       g->everywhere[month - c->first_capacity_month] == is_all;
        if (!is_told && run > 1) {
            civil_format(civil_first_of_month(month - 1), date);
            text_addf(&missing, "..%.7s", date);
        }
        run = is_told ? run + 1 : 0;
        civil_format(civil_first_of_month(month), date);
        if (run == 1)
            text_addf(&missing, " %.7s", date);
    }
    if (missing.failed)
        return err_add(c->e, ERR_NOMEM, SRC_NOWHERE, "capacity");
    return missing.length == nothing ||
           err_add(c->e, ERR_NO_DATA, bind_where(c->d->doc, "counters.capacity"),
                   c->d->s.counters.capacity, text_get(&missing));
}

/* A country has many days alike: the day takes the shifts of an earlier one of its site that has
 * the same. */
static void share_shifts(struct compile *c, struct plan_day *at, const struct plan_day *earlier)
{
    size_t n = at->n_shifts;
    if (plan_is_one(&c->plan) || earlier == NULL || earlier->n_shifts != n ||
        memcmp(c->shifts + earlier->first_shift, c->shifts + at->first_shift,
               n * sizeof *c->shifts) != 0)
        return;
    c->n_shifts -= (int32_t)n;
    at->first_shift = earlier->first_shift;
}

static bool fill_site(struct compile *c, int32_t site)
{
    const struct plan_day *last[HOURS_EVEN + 1] = {NULL}; /* by profile */
    if (compile_centre(c, site) != NULL) {
        fill_centre(c, site, compile_centre(c, site));
        return true;
    }
    for (int32_t day = c->plan.first_counter; day < c->plan.n_days; day++) {
        int32_t month = civil_month_index(c->plan.base_day + day);
        struct plan_day *at = compile_day(c, site, day);
        const struct scenario_capacity *row = capacity_of(c, site, month);
        if (at->booked_open_s < 0)
            continue;
        add_places(c, site, day, row);
        if (at->open_s < 0)
            continue;
        add_counters(c, site, day, row);
        share_shifts(c, at, last[at->hours]);
        last[at->hours] = at;
        if (day <= c->plan.last_report &&
            (!check_division(c, site, day, row) || !check_counters(c, site, day, row)))
            return false;
    }
    return true;
}

bool compile_capacity(struct compile *c)
{
    enum { LUNCH_SHIFTS = 3 };
    size_t site_days = (size_t)c->plan.n_sites * (size_t)c->plan.n_days, steps = LUNCH_SHIFTS;
    const struct scenario_ward *wards = c->d->s.wards.items;
    for (size_t i = 0; i < c->d->s.wards.count; i++)
        steps = wards[i].roster.count + 1 > steps ? wards[i].roster.count + 1 : steps;
    steps *= (size_t)compile_pools(c);
    steps = site_days * steps + c->d->agents.count + 2 * (size_t)c->plan.n_regions +
            2; /* the phone's agents, too */
    c->shifts = arena_take_array(c->home, struct plan_shift, steps);
    c->places = arena_take_array(c->home, int16_t, USE_COUNT * site_days);
    struct gaps gaps;
    if (c->shifts == NULL || c->places == NULL || !find_rows(c) || !find_gaps(c, &gaps))
        return err_add(c->e, ERR_NOMEM, SRC_NOWHERE, "capacity");
    bool is_whole = true;
    for (int32_t site = 0; site <= c->plan.n_sites; site++)
        is_whole &= check_months(c, &gaps, site);
    for (int32_t site = 0; is_whole && site < c->plan.n_sites; site++)
        is_whole = fill_site(c, site);
    return is_whole;
}
