/* Wards: the month, their half hours by kind of day, and rosters in place of the scenario's. */
#include "cli/staff_ward.h"

#include <string.h>

#include "models/ward/tally.h"
#include "sim/base/arena.h"

enum { HALF_HOUR_S = 1800 };

/* ---- the scenario of the question ---- */

/* Before the month as long a warm-up as the scenario has before its period: what a month in the
 * middle of the year has behind it is then forgotten as it is in the first. */
static civil_day warm_from(const struct staff *s)
{
    const struct scenario *x = &s->run.ward->data.s;
    civil_day from = s->ask.from - (x->period.from - x->warmup.counters_from);
    return from > x->warmup.counters_from ? from : x->warmup.counters_from;
}

struct scenario_data staff_ward_question(const struct staff *s)
{
    struct scenario_data d = s->run.ward->data;
    d.s.warmup.counters_from = warm_from(s);
    d.s.period.from = s->ask.from;
    d.s.period.to = s->ask.to;
    d.s.target.within.us = s->ask.within_us;
    d.s.measures = MEASURES_FOR_STAFFING;
    return d;
}

/* Is there a group for the kind of day at the place? */
static bool is_asked(const struct staff *s, size_t place, int32_t kind)
{
    for (size_t g = 0; g < s->n_groups; g++)
        if (s->groups[g].place == place && s->groups[g].kind == kind)
            return true;
    return false;
}

/* A step for each change: weekdays first; kinds of day that are not asked about keep theirs. */
static size_t fill_roster(const struct staff *s, size_t place, const int32_t *counters,
                          const struct scenario_ward *own, struct scenario_step *steps)
{
    const struct scenario_step *kept = own->roster.items;
    size_t n = 0;
    for (size_t c = 0; c < s->n_cells; c++) {
        const struct staff_group *group = &s->groups[s->cells[c].group];
        bool is_first = c == s->first[s->cells[c].group];
        if (group->place != place || (!is_first && counters[c] == counters[c - 1]))
            continue;
        steps[n++] = (struct scenario_step){group->kind, s->cells[c].half_hour * HALF_HOUR_S,
                                            counters[c], NULL};
    }
    for (size_t i = 0; i < own->roster.count; i++)
        if (!is_asked(s, place, kept[i].day))
            steps[n++] = kept[i];
    return n;
}

struct scenario_ward *staff_ward_own(struct scenario_data *d, const char *name)
{
    struct scenario_ward *wards = d->s.wards.items;
    for (size_t i = 0; i < d->s.wards.count; i++)
        if (strcmp(wards[i].name, name) == 0)
            return &wards[i];
    struct scenario_ward *own = &wards[d->s.wards.count++];
    *own = (struct scenario_ward){.name = name, .mode = WARD_AS_TABLE, .places = {-1, -1}};
    return own;
}

static size_t steps_most(const struct staff *s, const struct scenario_ward *own)
{
    return s->n_cells + own->roster.count;
}

bool staff_ward_copy(const struct staff *s, struct arena *home, struct scenario_data *d)
{
    size_t count = d->s.wards.count;
    struct scenario_ward *wards = arena_take_array(home, struct scenario_ward, count + s->n_places);
    if (wards == NULL)
        return false;
    if (count > 0)
        memcpy(wards, d->s.wards.items, count * sizeof *wards);
    d->s.wards.items = wards;
    return true;
}

static bool set_rosters(const struct staff *s, const int32_t *counters, struct arena *home,
                        struct scenario_data *d)
{
    if (!staff_ward_copy(s, home, d))
        return false;
    for (size_t i = 0; i < s->n_places; i++) {
        struct scenario_ward *own = staff_ward_own(d, s->places[i].name);
        struct scenario_step *steps =
            arena_take_array(home, struct scenario_step, steps_most(s, own));
        if (steps == NULL)
            return false;
        own->roster.count = fill_roster(s, i, counters, own, steps);
        own->roster.items = steps;
    }
    return true;
}

/* ---- a run ---- */

static struct staff_effect effect_of(const struct plan *p, const int64_t *record, size_t site)
{
    struct staff_effect e = {0};
    int32_t at = (int32_t)site;
    for (int32_t a = 0; a < ACCESS_COUNT; a++) {
        e.turned_away += record[tally_at_access(p, at, a, TALLY_TURNED_AWAY)];
        e.served += record[tally_at_access(p, at, a, TALLY_SERVED)];
        e.wait_us += record[tally_at_access(p, at, a, TALLY_WAIT_US)];
        e.booked += record[tally_at_access(p, at, a, TALLY_BOOKED)];
        e.lead_days += record[tally_at_access(p, at, a, TALLY_LEAD_DAYS)];
        e.no_booking += record[tally_at_access(p, at, a, TALLY_NO_BOOKING)];
    }
    e.open_days = record[tally_at_site(p, at, TALLY_OPEN_DAYS)];
    e.overtime_us = record[tally_at_site(p, at, TALLY_OVERTIME_US)];
    e.busy_us = record[tally_at_site(p, at, TALLY_BUSY_US)];
    return e;
}

static void add_harm(const struct plan *p, const int64_t *record, int32_t site, int32_t kind,
                     struct staff_harm *harm)
{
    for (int32_t half = 0; half < PLAN_HALF_HOURS; half++) {
        const int64_t *words = record + tally_at_half(p, site, kind, half);
        harm->turned_away += words[TALLY_HALF_TURNED_AWAY];
        harm->overtime_us += words[TALLY_HALF_OVERTIME_US];
    }
}

static void take_record(struct staff *s, const struct plan *p, const int64_t *record, uint32_t r,
                        struct staffing_count *out)
{
    for (size_t c = 0; c < s->n_cells; c++) {
        const struct staff_cell *cell = &s->cells[c];
        const struct staff_group *group = &s->groups[cell->group];
        size_t at =
            tally_at_half(p, (int32_t)s->places[group->place].site, group->kind, cell->half_hour);
        out[r * s->n_cells + c] = (struct staffing_count){record[at + TALLY_HALF_TICKETS],
                                                          record[at + TALLY_HALF_WITHIN]};
    }
    for (size_t g = 0; g < s->n_groups; g++)
        add_harm(p, record, (int32_t)s->places[s->groups[g].place].site, s->groups[g].kind,
                 &s->harm[g]);
    for (size_t i = 0; i < s->n_places; i++)
        s->effects[r * s->n_places + i] = effect_of(p, record, s->places[i].site);
}

bool staff_ward_run(struct staff *s, const struct scenario_data *d, int stream, uint32_t n,
                    struct arena *home, struct staffing_count *out)
{
    struct replicate_result result;
    const struct plan *p = compile_plan(d, home, &s->run.frame.err);
    if (p == NULL)
        return false;
    const struct sim_model model = compile_model(p);
    if (!staff_simulate(s, &model, stream, n, home, &result))
        return false;
    memset(s->harm, 0, s->n_groups * sizeof *s->harm);
    for (uint32_t r = 0; r < result.replications; r++)
        take_record(s, p, result.records + r * model.record_words, r, out);
    return !s->is_stopped;
}

static bool run_on(struct staff *s, const int32_t *counters, int stream, uint32_t n,
                   struct arena *home, struct staffing_count *out)
{
    struct scenario_data d = staff_ward_question(s);
    if (counters != NULL && !set_rosters(s, counters, home, &d))
        return err_add(&s->run.frame.err, ERR_NOMEM, SRC_NOWHERE, "staff");
    return staff_ward_run(s, &d, stream, n, home, out);
}

static bool run_wards(struct staff *s, const int32_t *counters, int stream, uint32_t n,
                      struct staffing_count *out)
{
    struct arena *home = arena_new(0);
    bool is_done = home != NULL ? run_on(s, counters, stream, n, home, out)
                                : err_add(&s->run.frame.err, ERR_NOMEM, SRC_NOWHERE, "staff");
    arena_free(home);
    return is_done;
}

/* ---- the half hours ---- */

/* Seconds of open doors in a half hour, and of counters on duty in them, all pools. */
struct open_time {
    double open_s, counters_s;
    int32_t first_s, last_s; /* the widest */
};

static int32_t within(int32_t s, int32_t from, int32_t to)
{
    return s < from ? from : s > to ? to : s;
}

static void add_day(const struct plan *p, const struct plan_day *at, int32_t half,
                    struct open_time *t)
{
    const struct plan_shift *shift = PLAN_ARRAY(p, struct plan_shift, at_shifts) + at->first_shift;
    int32_t from = within(half * HALF_HOUR_S, at->open_s, at->close_s);
    int32_t to = within((half + 1) * HALF_HOUR_S, at->open_s, at->close_s);
    if (to <= from)
        return;
    t->first_s = t->open_s > 0 && t->first_s < from ? t->first_s : from;
    t->last_s = t->last_s > to ? t->last_s : to;
    t->open_s += to - from;
    for (int32_t i = 0; i < at->n_shifts; i++) {
        bool is_last = i + 1 == at->n_shifts || shift[i + 1].from_s <= at->open_s;
        int32_t begin = within(shift[i].from_s, from, to);
        int32_t end = is_last ? to : within(shift[i + 1].from_s, from, to);
        t->counters_s += end > begin ? (double)(end - begin) * shift[i].counters : 0;
    }
}

int32_t staff_ward_kind(const struct plan *p, int32_t day)
{
    return plan_date_at(p, day)->weekday >= CIVIL_SAT;
}

static int32_t count_open(const struct plan *p, int32_t site, int32_t kind)
{
    int32_t n = 0;
    for (int32_t day = p->first_report; day <= p->last_report; day++)
        n += staff_ward_kind(p, day) == kind && plan_day_at(p, site, day)->open_s >= 0;
    return n;
}

static void add_cell(struct staff *s, const struct plan *p, int32_t kind, int32_t half)
{
    size_t group = s->n_groups, c = s->n_cells;
    int32_t site = (int32_t)s->places[s->groups[group].place].site;
    struct open_time t = {0};
    for (int32_t day = p->first_report; day <= p->last_report; day++)
        if (staff_ward_kind(p, day) == kind && plan_day_at(p, site, day)->open_s >= 0)
            add_day(p, plan_day_at(p, site, day), half, &t);
    if (t.open_s <= 0)
        return;
    s->cells[c] = (struct staff_cell){.group = group,
                                      .half_hour = half,
                                      .from_s = t.first_s,
                                      .to_s = t.last_s,
                                      .days = t.open_s / (t.last_s - t.first_s),
                                      .now = t.counters_s / t.open_s};
    s->n_cells++;
}

/* Pools need a counter each, and whoever has none of the dedicated ones another. */
static int32_t least_of(const struct scenario *s)
{
    int32_t pools = (int32_t)s->counters.pools.count;
    int32_t dedicated = s->counters.rule == DISCIPLINE_DEDICATED ? s->counters.dedicated + 1 : 1;
    return pools > dedicated ? pools : dedicated;
}

static void set_bounds(struct staff *s, size_t group)
{
    int32_t least = least_of(&s->run.ward->data.s);
    for (size_t c = s->first[group]; c < s->n_cells; c++) {
        s->least[c] = least;
        s->most[c] = STAFF_COUNTERS_MOST;
    }
}

static void add_groups(struct staff *s, const struct plan *p, size_t place)
{
    for (int32_t kind = 0; kind < TALLY_KINDS; kind++) {
        int32_t days = count_open(p, (int32_t)s->places[place].site, kind);
        if (days == 0)
            continue;
        s->first[s->n_groups] = s->n_cells;
        s->groups[s->n_groups] = (struct staff_group){place, kind, days};
        for (int32_t half = 0; half < PLAN_HALF_HOURS; half++)
            add_cell(s, p, kind, half);
        set_bounds(s, s->n_groups);
        s->first[++s->n_groups] = s->n_cells;
    }
}

static void add_places(struct staff *s, const struct plan *p)
{
    const struct scenario_ward_row *rows = s->run.ward->data.wards.items;
    for (int32_t site = 0; site < p->n_sites; site++) {
        bool is_meant = s->ask.ward == NULL || strcmp(s->ask.ward, rows[site].name) == 0;
        if (rows[site].centre != 0 || !is_meant)
            continue;
        s->places[s->n_places++] = (struct staff_place){rows[site].code, rows[site].name,
                                                        rows[site].name_en, (size_t)site};
        add_groups(s, p, s->n_places - 1);
    }
}

static bool take_room(struct staff *s, size_t sites)
{
    struct arena *home = s->run.frame.home;
    size_t groups = sites * TALLY_KINDS, cells = groups * PLAN_HALF_HOURS;
    s->places = arena_take_array(home, struct staff_place, sites);
    s->groups = arena_take_array(home, struct staff_group, groups);
    s->first = arena_take_array(home, size_t, groups + 1);
    s->cells = arena_take_array(home, struct staff_cell, cells);
    s->least = arena_take_array(home, int32_t, cells);
    s->most = arena_take_array(home, int32_t, cells);
    s->effects =
        arena_take_array(home, struct staff_effect, sites * s->replications[STAFF_CONFIRM]);
    return s->places != NULL && s->groups != NULL && s->first != NULL && s->cells != NULL &&
           s->least != NULL && s->most != NULL && s->effects != NULL;
}

bool staff_ward_open(struct staff *s)
{
    struct err *e = &s->run.frame.err;
    struct arena *home = arena_new(0);
    const struct scenario_data d = staff_ward_question(s);
    const struct plan *p = home != NULL ? compile_plan(&d, home, e) : NULL;
    bool is_open = p != NULL && take_room(s, (size_t)p->n_sites);
    if (!is_open && !err_is_set(e))
        (void)err_add(e, ERR_NOMEM, SRC_NOWHERE, "staff");
    if (is_open)
        add_places(s, p);
    s->yen_per_hour = s->run.ward->data.s.counters.yen_per_hour;
    s->catalogue = s->run.ward->data.s.shifts;
    arena_free(home);
    return is_open;
}

/* ---- how it is written ---- */

static void write_roster(const struct staff *s, size_t place, const int32_t *counters,
                         struct text *out)
{
    struct scenario_ward own = {0};
    const struct scenario_ward *wards = s->run.ward->data.s.wards.items;
    for (size_t i = 0; i < s->run.ward->data.s.wards.count; i++)
        if (strcmp(wards[i].name, s->places[place].name) == 0)
            own = wards[i];
    struct scenario_step *steps =
        arena_take_array(out->home, struct scenario_step, steps_most(s, &own));
    size_t n = steps != NULL ? fill_roster(s, place, counters, &own, steps) : 0;
    out->failed |= steps == NULL;
    for (size_t i = 0; i < n; i++) {
        text_addf(out, "%s{%sfrom: \"%d:%02d\", counters: %d", i > 0 ? ", " : "[",
                  steps[i].day == 1 ? "day: saturday, " : "", steps[i].from / 3600,
                  steps[i].from / 60 % 60, steps[i].counters);
        if (steps[i].pool != NULL)
            text_addf(out, ", pool: %s", steps[i].pool);
        text_add(out, "}");
    }
    text_add(out, "]");
}

static bool write_setting(const struct staff *s, size_t place, const int32_t *counters, int nth,
                          struct text *out)
{
    if (nth > 0)
        return false;
    text_addf(out, "wards.%s.roster=", s->places[place].name);
    write_roster(s, place, counters, out);
    return true;
}

void staff_ward_yaml_days(const struct staff *s, struct text *out)
{
    char from[CIVIL_TEXT_BYTES], to[CIVIL_TEXT_BYTES], warm[CIVIL_TEXT_BYTES];
    civil_format(s->ask.from, from);
    civil_format(s->ask.to, to);
    civil_format(warm_from(s), warm);
    text_addf(out, "period: {from: %s, to: %s}\n", from, to);
    if (warm_from(s) != s->run.ward->data.s.warmup.counters_from)
        text_addf(out, "warmup: {counters_from: %s}\n", warm);
}

static void write_yaml(const struct staff *s, const int32_t *counters, struct text *out)
{
    staff_ward_yaml_days(s, out);
    text_add(out, "wards:\n");
    for (size_t i = 0; i < s->n_places; i++) {
        if (staff_state_of(s, i) != STAFFING_MET)
            continue;
        text_addf(out, "  %s:\n    roster: ", s->places[i].name);
        write_roster(s, i, counters, out);
        text_add(out, "\n");
    }
}

const struct staff_model staff_ward_model = {.open = staff_ward_open,
                                             .run = run_wards,
                                             .start = staff_start,
                                             .tabulate = staff_tabulate,
                                             .print = staff_print,
                                             .print_json = staff_print_json,
                                             .has_margins = true,
                                             .setting = write_setting,
                                             .yaml = write_yaml,
                                             .has_calendar = true};
