#include "cli/present/month.h"

#include <math.h>
#include <string.h>

#include "cli/present/lookup.h"

static bool is_row_of(const struct table *t, size_t row, const struct month *m)
{
    civil_day day = lookup_int(t, row, "date");
    return day >= m->first && day < m->first + m->n_days && lookup_is(t, row, "site", m->site);
}

static struct month_day read_day(const struct table *t, size_t row, uint32_t replications)
{
    struct month_day d = {.state = MONTH_LEVEL, .reason = lookup_text(t, row, "closed_reason")};
    if (lookup_is_missing(t, row, "level"))
        d.state = MONTH_NO_DATA;
    else if (lookup_int(t, row, "level") == LEVEL_CLOSED)
        d.state = MONTH_CLOSED;
    int32_t level = lookup_int(t, row, "level");
    d.level = level > LEVEL_CLOSED && level < LEVEL_COUNT ? (enum level)level : LEVEL_CLOSED;
    d.open_from_s = lookup_int(t, row, "open_from");
    d.open_to_s = lookup_int(t, row, "open_to");
    d.wait_min = lookup_number(t, row, "wait_p90_min");
    d.probability =
        replications > 1 ? lookup_number(t, row, "prob_level_or_worse") : LOOKUP_UNKNOWN;
    d.turned_away = lookup_number(t, row, "turned_away");
    return d;
}

int month_fill(struct month *m, const struct table *calendar)
{
    int n = 0;
    struct civil_date date = civil_to_date(m->first);
    m->n_days = civil_days_in_month(date.year, date.month);
    for (int i = 0; i < MONTH_DAYS; i++)
        m->days[i] = (struct month_day){.state = MONTH_OUTSIDE, .reason = ""};
    for (size_t row = 0; row < calendar->n_rows; row++) {
        if (!is_row_of(calendar, row, m))
            continue;
        m->days[lookup_int(calendar, row, "date") - m->first] =
            read_day(calendar, row, m->about->replications);
        n++;
    }
    return n;
}

bool month_is_unsure(const struct month *m, const struct month_day *d)
{
    return m->about->replications > 1 && d->state == MONTH_LEVEL && d->probability < LEVEL_SURE;
}

bool month_has_unsure(const struct month *m)
{
    for (int i = 0; i < m->n_days; i++)
        if (month_is_unsure(m, &m->days[i]))
            return true;
    return false;
}

bool month_has_turned_away(const struct month *m)
{
    for (int i = 0; i < m->n_days; i++)
        if (m->days[i].turned_away >= LEVEL_LEAST_TURNED_AWAY)
            return true;
    return false;
}
