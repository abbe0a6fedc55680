/* Opening days and hours as each day sees them, announcements, cells, outages. */
#include <stdio.h>
#include <string.h>

#include "models/ward/calendar.h"
#include "models/ward/compile_parts.h"
#include "sim/base/arena.h"
#include "sim/base/bug.h"

enum { HALF_HOUR_S = 1800, PERMILLE = 1000 };

static int16_t announced_index(const struct compile *c, civil_day announced)
{
    int32_t index = announced - c->plan.base_day;
    return (int16_t)(index < 0 ? 0 : index > INT16_MAX ? INT16_MAX : index);
}

/* When a ward opens beyond its working days: bit n for the nth Saturday of a month, and for the
 * nth weekday with evening hours. Its own where its row says so, else the calendar's. */
struct pattern {
    uint32_t saturdays, evenings;
};

static uint32_t mask_of(const struct bind_list *numbers)
{
    uint32_t mask = 0;
    for (size_t i = 0; i < numbers->count; i++)
        mask |= UINT32_C(1) << ((const int32_t *)numbers->items)[i];
    return mask;
}

static struct pattern pattern_of(const struct compile *c, int32_t site)
{
    const struct scenario_ward_row *row = compile_ward(c, site);
    struct pattern p = {mask_of(&c->d->s.calendar.saturday.weeks),
                        mask_of(&c->d->s.calendar.evening.days)};
    if (row->saturdays != NULL)
        BUG_IF(!scenario_numbers(row->saturdays, &p.saturdays));
    if (row->evenings != NULL)
        BUG_IF(!scenario_numbers(row->evenings, &p.evenings));
    return p;
}

/* Hours of a joint centre; a holiday is like a Sunday. False when it is closed. */
static bool centre_hours(const struct compile *c, const struct scenario_centre *centre,
                         civil_day day, struct scenario_hours *hours)
{
    int32_t weekday = (int32_t)civil_weekday_of(day);
    if (calendar_holiday(c->d, day) != NULL)
        weekday = CIVIL_SUN;
    *hours = weekday <= CIVIL_FRI ? centre->weekday : centre->weekend;
    if (day < centre->from ||
        calendar_in_season(day, c->d->s.calendar.year_end.from, c->d->s.calendar.year_end.to))
        return false;
    for (size_t i = 0; i < centre->days.count; i++)
        if (((const int32_t *)centre->days.items)[i] == weekday + 1)
            return true;
    return false;
}

/* What the rules say; false when closed. */
static bool rule_hours(const struct compile *c, int32_t site, const struct pattern *pattern,
                       enum calendar_kind kind, civil_day day, struct plan_day *at,
                       struct scenario_hours *hours)
{
    const struct scenario *s = &c->d->s;
    const struct scenario_centre *centre = compile_centre(c, site);
    int32_t weekday = (int32_t)civil_weekday_of(day);
    if (centre != NULL) {
        at->hours = HOURS_EVEN;
        return centre_hours(c, centre, day, hours);
    }
    at->hours = weekday >= CIVIL_SAT ? HOURS_SATURDAY : HOURS_WEEKDAY;
    if (kind != CALENDAR_WORKING) {
        *hours = (struct scenario_hours){s->calendar.saturday.open, s->calendar.saturday.close};
        return kind == CALENDAR_SATURDAY && (pattern->saturdays >> civil_week_of_month(day) & 1);
    }
    *hours = s->calendar.weekday;
    if (pattern->evenings >> (weekday + 1) & 1) {
        at->hours = HOURS_EVENING;
        hours->close = s->calendar.evening.close;
    }
    return true;
}

/* What is announced for the day at the site; a centre that is not open yet has no such days. */
static const struct scenario_exception *exception_of(const struct compile *c, int32_t site,
                                                     civil_day day)
{
    const struct scenario_centre *centre = compile_centre(c, site);
    if (centre != NULL && day < centre->from)
        return NULL;
    return calendar_exception(c->d, compile_ward(c, site)->name, day);
}

/* Hours of an extra day: a centre's own, else those of the weekday or of a Saturday. */
static struct scenario_hours extra_hours(const struct compile *c, int32_t site, civil_day day,
                                         struct scenario_hours own)
{
    const struct scenario *s = &c->d->s;
    if (compile_centre(c, site) != NULL)
        return own;
    if (civil_weekday_of(day) <= CIVIL_FRI)
        return s->calendar.weekday;
    return (struct scenario_hours){s->calendar.saturday.open, s->calendar.saturday.close};
}

/* The rule first, then what the exception changes from its announcement on. */
static void make_day(struct compile *c, int32_t site, const struct pattern *pattern,
                     enum calendar_kind kind, int32_t day)
{
    struct plan_day *at = compile_day(c, site, day);
    struct scenario_hours hours;
    civil_day civil = c->plan.base_day + day;
    *at = (struct plan_day){.open_s = -1, .close_s = -1, .booked_open_s = -1, .booked_close_s = -1};
    bool is_open = rule_hours(c, site, pattern, kind, civil, at, &hours);
    const struct scenario_exception *x = exception_of(c, site, civil);
    at->plan_until = is_open ? INT16_MAX : 0;
    bool was_open = is_open;
    if (x != NULL && x->kind == EXCEPTION_OPEN && !is_open) {
        is_open = was_open = true;
        hours = extra_hours(c, site, civil, hours);
        at->plan_from = announced_index(c, x->announced);
        at->plan_until = INT16_MAX;
    } else if (x != NULL && x->kind != EXCEPTION_OPEN && is_open) {
        at->plan_until = announced_index(c, x->announced);
        at->is_reserved_only = x->kind == EXCEPTION_RESERVED_ONLY;
        is_open = at->is_reserved_only;
    }
    if (was_open) {
        at->booked_open_s = hours.open;
        at->booked_close_s = hours.close;
    }
    if (is_open) {
        at->open_s = hours.open;
        at->close_s = hours.close;
    }
}

static double factor_named(const struct compile *c, const char *name)
{
    const struct scenario_factor *rows = c->d->factors.items;
    for (size_t i = 0; i < c->d->factors.count; i++)
        if (strcmp(rows[i].name, name) == 0)
            return rows[i].value;
    err_add(c->e, ERR_NO_DATA, bind_where(c->d->doc, "profile.factors"), c->d->s.profile.factors,
            name);
    return 1;
}

static const char *const weekday_names[] = {"mon", "tue",      "wed",     "thu",
                                            "fri", "saturday", "saturday"};

static void weigh_days(struct compile *c)
{
    double weekday[PLAN_WEEKDAYS];
    for (int w = 0; w < PLAN_WEEKDAYS; w++)
        weekday[w] = factor_named(c, weekday_names[w]);
    double after = factor_named(c, "after_closure"), moving = factor_named(c, "moving_season");
    for (int32_t site = 0; site < c->plan.n_sites; site++) {
        bool was_closed = false;
        for (int32_t day = 0; day < c->plan.n_days; day++) {
            struct plan_day *at = compile_day(c, site, day);
            civil_day civil = c->plan.base_day + day;
            double factor = weekday[civil_weekday_of(civil)];
            if (was_closed)
                factor *= after;
            if (calendar_in_season(civil, c->d->s.profile.moving_season.from,
                                   c->d->s.profile.moving_season.to))
                factor *= moving;
            at->weight = at->booked_open_s < 0 ? 0 : (float)factor;
            was_closed = at->open_s < 0;
        }
    }
}

double compile_factor(const struct compile *c, int32_t site, int32_t day)
{
    const struct plan_day *at = compile_day(c, site, day);
    return at->open_s < 0 || at->is_reserved_only ? 0 : (double)at->weight;
}

static bool is_open_anywhere(const struct compile *c, int32_t day)
{
    for (int32_t site = 0; site < c->plan.n_sites; site++)
        if (compile_day(c, site, day)->open_s >= 0)
            return true;
    return false;
}

/* Marks the days on which the fate of themselves or of later ones is announced. */
static void mark_announced(struct compile *c)
{
    for (int32_t site = 0; site < c->plan.n_sites; site++)
        for (int32_t day = 0; day < c->plan.n_days; day++) {
            const struct plan_day *at = compile_day(c, site, day);
            if (at->booked_open_s >= 0 && at->plan_until <= day &&
                at->plan_until <= c->plan.last_report)
                c->dates[at->plan_until].announced = 1;
        }
}

static void make_dates(struct compile *c)
{
    struct plan *p = &c->plan;
    int32_t first_month = civil_month_index(p->base_day + p->first_report);
    for (int32_t day = 0; day < p->n_days; day++) {
        civil_day civil = p->base_day + day;
        bool is_reported = day >= p->first_report && day <= p->last_report;
        struct plan_date *date = &c->dates[day];
        *date = (struct plan_date){.hist_day = PLAN_NO_DAY, .month = PLAN_NO_DAY};
        date->weekday = (int16_t)civil_weekday_of(civil);
        date->is_working = calendar_is_working_day(c->d, civil);
        if (!is_reported)
            continue;
        date->month = (int16_t)(civil_month_index(civil) - first_month);
        if (is_open_anywhere(c, day))
            date->hist_day = (int16_t)(p->by_month ? date->month : p->n_hist_days++);
    }
    p->n_months = civil_month_index(p->base_day + p->last_report) - first_month + 1;
    p->n_hist_days = p->by_month ? p->n_months : p->n_hist_days;
    mark_announced(c);
}

/* Marks the half hours of the week in which some reported day is open, then numbers them. */
static void number_cells(struct compile *c)
{
    struct plan *p = &c->plan;
    for (int32_t site = 0; site < p->n_sites; site++)
        for (int32_t day = p->first_report; day <= p->last_report; day++) {
            const struct plan_day *at = compile_day(c, site, day);
            if (at->open_s < 0)
                continue;
            for (int32_t h = at->open_s / HALF_HOUR_S; h * HALF_HOUR_S < at->close_s; h++)
                p->cell[c->dates[day].weekday][h] = 1;
        }
    for (int w = 0; w < PLAN_WEEKDAYS; w++)
        for (int h = 0; h < PLAN_HALF_HOURS; h++)
            p->cell[w][h] = p->cell[w][h] == 1 ? p->n_cells++ : PLAN_NO_DAY;
    p->n_moments = p->n_cells;
    for (int h = 0; h < PLAN_HALF_HOURS; h++) {
        bool is_used = false;
        for (int w = 0; w <= CIVIL_FRI; w++)
            is_used |= p->cell[w][h] != PLAN_NO_DAY;
        p->pooled[h] = is_used ? p->n_moments++ : PLAN_NO_DAY;
    }
}

static void add_speed(struct compile *c, struct plan_date *date, int32_t from_s, int32_t permille)
{
    c->speeds[c->n_speeds++] = (struct plan_speed){from_s, permille};
    date->n_speeds++;
}

/* Outages of one date in order of their beginning; they may not overlap. */
static bool make_speeds(struct compile *c)
{
    const struct scenario_outage *rows = c->d->outages.items;
    size_t n = c->d->outages.count;
    c->speeds = arena_take_array(c->home, struct plan_speed, 2 * n + 1);
    if (c->speeds == NULL)
        return err_add(c->e, ERR_NOMEM, SRC_NOWHERE, "outages");
    for (size_t i = 0; i < n; i++) {
        int32_t day = rows[i].date - c->plan.base_day;
        if (rows[i].from >= rows[i].to ||
            (i > 0 && (rows[i].date < rows[i - 1].date ||
                       (rows[i].date == rows[i - 1].date && rows[i].from < rows[i - 1].to))))
            return err_add(c->e, ERR_ORDER, rows[i].at, "from", "", "to", "");
        if (day < 0 || day >= c->plan.n_days)
            continue;
        struct plan_date *date = &c->dates[day];
        if (date->n_speeds == 0)
            date->first_speed = (uint16_t)c->n_speeds;
        int32_t permille = rows[i].state == 1 ? 0 : (int32_t)(PERMILLE / rows[i].factor + 0.5);
        add_speed(c, date, rows[i].from, permille);
        add_speed(c, date, rows[i].to, PERMILLE);
    }
    return true;
}

/* As many a year as the scenario says, shared by the days on which anything is open. */
static void set_random_outages(struct compile *c)
{
    const struct scenario *s = &c->d->s;
    const struct plan *p = &c->plan;
    int32_t days = compile_last(c) - p->first_counter + 1, open = 0;
    for (int32_t day = p->first_counter; day <= compile_last(c); day++)
        open += is_open_anywhere(c, day);
    if (s->counters.random_outages.per_year <= 0 || open == 0)
        return;
    c->plan.outages = (struct plan_outages){
        .per_day = s->counters.random_outages.per_year / 365.25 * days / open,
        .mean_s = (double)s->counters.random_outages.mean.us / 1e6,
        .permille = s->counters.random_outages.state == 1
                        ? 0
                        : (int32_t)(PERMILLE / s->counters.random_outages.factor + 0.5),
    };
}

/* The table must reach as far as days are looked at. */
static bool check_holidays(const struct compile *c)
{
    const struct scenario_holiday *rows = c->d->holidays.items;
    civil_day last = c->plan.base_day;
    for (size_t i = 0; i < c->d->holidays.count; i++)
        last = rows[i].date > last ? rows[i].date : last;
    int32_t need = civil_to_date(c->plan.base_day + c->plan.n_days - 1).year;
    if (civil_to_date(last).year >= need)
        return true;
    char year[16];
    snprintf(year, sizeof year, "%d", need);
    return err_add(c->e, ERR_NO_DATA, bind_where(c->d->doc, "calendar.holidays"),
                   c->d->s.calendar.holidays, year);
}

/* Some ward that is never open in the reported period cannot have waits; a forecast of a few days
 * knows that. */
static bool check_open(const struct compile *c)
{
    char from[CIVIL_TEXT_BYTES], to[CIVIL_TEXT_BYTES];
    civil_format(c->plan.base_day + c->plan.first_report, from);
    civil_format(c->plan.base_day + c->plan.last_report, to);
    for (int32_t site = 0; site < c->plan.n_sites; site++) {
        bool is_ever_open = false;
        for (int32_t day = c->plan.first_report; day <= c->plan.last_report; day++)
            is_ever_open |= compile_day(c, site, day)->open_s >= 0;
        if (!is_ever_open && !(c->d->ahead.is_on && c->plan.n_cells > 0))
            return err_add(c->e, ERR_CLOSED_PERIOD, bind_where(c->d->doc, "period"),
                           c->plan.n_cells == 0 ? "" : compile_ward(c, site)->name, from, to);
    }
    return true;
}

bool compile_days(struct compile *c)
{
    size_t days = (size_t)c->plan.n_days;
    c->days = arena_take_array(c->home, struct plan_day, (size_t)c->plan.n_sites * days);
    c->dates = arena_take_array(c->home, struct plan_date, days);
    if (c->days == NULL || c->dates == NULL)
        return err_add(c->e, ERR_NOMEM, SRC_NOWHERE, "days");
    if (!check_holidays(c))
        return false;
    uint8_t *kinds = arena_take_array(c->home, uint8_t, days);
    if (kinds == NULL)
        return err_add(c->e, ERR_NOMEM, SRC_NOWHERE, "days");
    for (int32_t day = 0; day < c->plan.n_days; day++)
        kinds[day] = (uint8_t)calendar_kind_of(c->d, c->plan.base_day + day);
    for (int32_t site = 0; site < c->plan.n_sites; site++) {
        struct pattern pattern = pattern_of(c, site);
        for (int32_t day = 0; day < c->plan.n_days; day++)
            make_day(c, site, &pattern, (enum calendar_kind)kinds[day], day);
    }
    weigh_days(c);
    make_dates(c);
    number_cells(c);
    set_random_outages(c);
    return make_speeds(c) && check_open(c) && !err_is_set(c->e);
}
