#include "cli/theory/dates.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "models/ward/calendar.h"
#include "models/ward/scenario.h"
#include "sim/base/attr.h"

static double number_of(civil_day day)
{
    struct civil_date d = civil_to_date(day);
    return d.year * 10000.0 + d.month * 100.0 + d.day;
}

/* The calendar of the page. */
struct page {
    int32_t weeks[2];
    struct scenario_holiday holidays[2];
    struct scenario_data d;
};

static void fill(struct page *p)
{
    *p = (struct page){
        .weeks = {2, 4},
        .holidays = {{.date = civil_from_date(2020, 7, 23), .name = "海の日"},
                     {.date = civil_from_date(2020, 7, 24), .name = "スポーツの日"}},
    };
    p->d.holidays = (struct bind_list){p->holidays, COUNT_OF(p->holidays)};
    p->d.s.calendar.weekday = (struct scenario_hours){31500, 61200};
    p->d.s.calendar.saturday.open = 32400;
    p->d.s.calendar.saturday.close = 43200;
    p->d.s.calendar.saturday.weeks = (struct bind_list){p->weeks, COUNT_OF(p->weeks)};
    p->d.s.calendar.saturday.open_on_holiday = true;
    p->d.s.calendar.year_end.from = 1229;
    p->d.s.calendar.year_end.to = 103;
}

double dates_last_bookable(int32_t year, int32_t month, int32_t day, int32_t horizon)
{
    struct page p;
    fill(&p);
    return number_of(calendar_last_bookable(&p.d, civil_from_date(year, month, day), horizon));
}

double dates_window(int32_t year, int32_t month, int32_t day)
{
    return number_of(calendar_window_opening(civil_from_date(year, month, day)));
}

double dates_open_saturday(int32_t year, int32_t month, int32_t nth)
{
    struct page p;
    fill(&p);
    for (int32_t day = 1; day <= civil_days_in_month(year, month); day++) {
        struct scenario_hours hours;
        civil_day date = civil_from_date(year, month, day);
        bool is_open =
            civil_weekday_of(date) == CIVIL_SAT && calendar_rule_hours(&p.d, date, &hours);
        if (is_open && --nth == 0)
            return number_of(date);
    }
    return 0;
}

static const struct bind_row *find(const struct bind_row *rows, const char *key)
{
    for (; rows != NULL && rows->key != NULL; rows++)
        if (strcmp(rows->key, key) == 0)
            return rows;
    return NULL;
}

double dates_phone(bool is_working_day, bool closes)
{
    const struct bind_row *row = find(scenario_rows(), "phone");
    row = row != NULL ? find(row->sub, is_working_day ? "weekday" : "other") : NULL;
    row = row != NULL ? find(row->sub, closes ? "close" : "open") : NULL;
    if (row == NULL || row->fallback == NULL)
        return (double)NAN;
    char *end;
    double hours = (double)strtol(row->fallback, &end, 10);
    return *end == ':' ? hours + (double)strtol(end + 1, &end, 10) / 60 : (double)NAN;
}
