#include "models/ward/calendar.h"

#include <string.h>

const char *calendar_holiday(const struct scenario_data *d, civil_day day)
{
    const struct scenario_holiday *rows = d->holidays.items;
    for (size_t i = 0; i < d->holidays.count; i++)
        if (rows[i].date == day)
            return rows[i].name;
    return NULL;
}

bool calendar_in_season(civil_day day, int32_t from, int32_t to)
{
    struct civil_date date = civil_to_date(day);
    int32_t at = date.month * 100 + date.day;
    return from <= to ? from <= at && at <= to : at >= from || at <= to;
}

static bool is_year_end(const struct scenario_data *d, civil_day day)
{
    return calendar_in_season(day, d->s.calendar.year_end.from, d->s.calendar.year_end.to);
}

static bool is_opening_saturday(const struct scenario_data *d, civil_day day)
{
    const int32_t *weeks = d->s.calendar.saturday.weeks.items;
    for (size_t i = 0; i < d->s.calendar.saturday.weeks.count; i++)
        if (weeks[i] == civil_week_of_month(day))
            return true;
    return false;
}

bool calendar_is_working_day(const struct scenario_data *d, civil_day day)
{
    return civil_weekday_of(day) <= CIVIL_FRI && calendar_holiday(d, day) == NULL &&
           !is_year_end(d, day);
}

enum calendar_kind calendar_kind_of(const struct scenario_data *d, civil_day day)
{
    if (calendar_is_working_day(d, day))
        return CALENDAR_WORKING;
    if (civil_weekday_of(day) != CIVIL_SAT || is_year_end(d, day))
        return CALENDAR_CLOSED;
    return d->s.calendar.saturday.open_on_holiday || calendar_holiday(d, day) == NULL
               ? CALENDAR_SATURDAY
               : CALENDAR_CLOSED;
}

bool calendar_rule_hours(const struct scenario_data *d, civil_day day, struct scenario_hours *hours)
{
    const struct scenario *s = &d->s;
    enum calendar_kind kind = calendar_kind_of(d, day);
    *hours = kind == CALENDAR_WORKING
                 ? s->calendar.weekday
                 : (struct scenario_hours){s->calendar.saturday.open, s->calendar.saturday.close};
    return kind == CALENDAR_WORKING || (kind == CALENDAR_SATURDAY && is_opening_saturday(d, day));
}

const struct scenario_exception *calendar_exception(const struct scenario_data *d, const char *ward,
                                                    civil_day day)
{
    const struct scenario_exception *rows = d->exceptions.items, *of_all = NULL;
    for (size_t i = 0; i < d->exceptions.count; i++) {
        if (rows[i].date != day)
            continue;
        if (strcmp(rows[i].ward, ward) == 0)
            return &rows[i];
        if (strcmp(rows[i].ward, "全区") == 0)
            of_all = &rows[i];
    }
    return of_all;
}

civil_day calendar_window_opening(civil_day expiry)
{
    return civil_add_months(expiry, -3) + 1;
}

civil_day calendar_last_bookable(const struct scenario_data *d, civil_day made_on,
                                 int32_t horizon_days)
{
    struct scenario_hours hours;
    civil_day day = made_on + horizon_days;
    while (day > made_on && !calendar_rule_hours(d, day, &hours))
        day--;
    return day;
}
