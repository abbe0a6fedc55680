/* phone_halfhour: how busy the phone line is, by kind of day and half hour of the call. */
#include "cli/present/tables_make.h"
#include "models/ward/tally.h"

enum { HALF_HOUR_S = 1800, KINDS = 2 };

/* Agents of a line on duty at a second of the day. */
static int32_t agents_of(const struct plan *p, const struct plan_line *line, int32_t second)
{
    const struct plan_shift *shifts =
        PLAN_ARRAY(p, struct plan_shift, at_shifts) + line->first_shift;
    int32_t agents = shifts[0].counters;
    for (int32_t i = 1; i < line->n_shifts && shifts[i].from_s <= second; i++)
        agents = shifts[i].counters;
    return agents;
}

static int32_t agents_at(const struct plan *p, int32_t kind, int32_t second)
{
    int32_t agents = 0;
    for (int32_t r = 0; r < p->n_regions; r++)
        agents += agents_of(p, &plan_region_at(p, r)->line[kind], second);
    return agents;
}

/* Calls of a half hour on the lines of all regions. */
static void add_lines(const struct tables_source *s, int32_t kind, int32_t half_hour, int64_t *sums)
{
    for (int32_t r = 0; r < s->plan->n_regions; r++) {
        const int64_t *of = s->result->sums + tally_at_phone(s->plan, r, kind, half_hour);
        for (int i = 0; i < TALLY_PHONE_WORDS; i++)
            sums[i] += of[i];
    }
}

/* Reported days of the kind. */
static int32_t days_of(const struct plan *p, int32_t kind)
{
    int32_t days = 0;
    for (int32_t day = p->first_report; day <= p->last_report; day++)
        days += (plan_date_at(p, day)->is_working != 0) == (kind == 0);
    return days;
}

static void add_row(const struct tables_source *s, struct table *t, int32_t kind, int32_t half_hour,
                    int32_t days)
{
    static const enum tally_phone words[] = {TALLY_PHONE_CALLS, TALLY_PHONE_BUSY, TALLY_PHONE_LEFT,
                                             TALLY_PHONE_ANSWERED};
    const struct plan *p = s->plan;
    int64_t sums[TALLY_PHONE_WORDS] = {0};
    add_lines(s, kind, half_hour, sums);
    int32_t open = p->phone.day[kind].open_s, close = p->phone.day[kind].close_s;
    int32_t start = half_hour * HALF_HOUR_S, end = start + HALF_HOUR_S;
    struct table_cell *row = tables_add_row(s, t, p->n_sites);
    if (row == NULL)
        return;
    start = start > open ? start : open;
    row[3] = table_text(kind == 0 ? "weekday" : "other");
    row[4] = table_count(start);
    row[5] = table_count(end < close ? end : close);
    row[6] = table_real(agents_at(p, kind, start));
    for (size_t i = 0; i < COUNT_OF(words); i++)
        row[7 + i] = table_real((double)sums[words[i]] / ((double)days * s->result->replications));
    if (sums[TALLY_PHONE_ANSWERED] > 0)
        row[11] = table_real((double)sums[TALLY_PHONE_WAIT_US] /
                             (double)sums[TALLY_PHONE_ANSWERED] / 60e6);
}

void tables_fill_phone(const struct tables_source *s, struct tables *out)
{
    const struct plan *p = s->plan;
    for (int32_t kind = 0; kind < KINDS && p->phone.is_served; kind++) {
        int32_t days = days_of(p, kind);
        int32_t first = p->phone.day[kind].open_s / HALF_HOUR_S;
        for (int32_t h = first; h * HALF_HOUR_S < p->phone.day[kind].close_s && days > 0; h++)
            add_row(s, &out->phone_halfhour, kind, h, days);
    }
}
