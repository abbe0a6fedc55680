#include "models/office/door.h"

#include <stddef.h>

static const struct counter_shift *shifts_of(const struct counter *c, const struct part *part)
{
    return c->day.shifts + part->first_shift;
}

/* End of the part's shift i: the next one begins, or the roster's last minute has come. */
static int64_t end_of_shift(const struct counter *c, const struct part *part, int32_t i)
{
    int64_t end = c->day.close.us + c->rules.allowance.us;
    if (i + 1 == part->n_shifts)
        return end;
    int64_t next = shifts_of(c, part)[i + 1].from.us;
    return next < end ? next : end;
}

/* Counter-time of the part's whole shift i. */
static int64_t shift_us(const struct counter *c, const struct part *part, int32_t i)
{
    const struct counter_shift *shift = &shifts_of(c, part)[i];
    int64_t span = end_of_shift(c, part, i) - shift->from.us;
    return span > 0 ? span * shift->counters : 0;
}

static void need_shift(const struct counter *c, struct part *part, int32_t i)
{
    const struct counter_shift *shifts = shifts_of(c, part);
    part->shift = i;
    part->shift_counters = shifts[i].counters;
    part->shift_end_us = end_of_shift(c, part, i);
    part->next_us = i + 1 < part->n_shifts ? shifts[i + 1].from.us : INT64_MAX;
}

void door_next_shift(const struct counter *c, struct part *part)
{
    need_shift(c, part, part->shift + 1);
    part->later_us -= shift_us(c, part, part->shift);
}

/* The pool's roster and appointments of the day; its shifts begin with the given one. */
static void open_part(struct counter *c, struct part *part, const struct counter_part *given,
                      int32_t first_shift, struct visit *visits)
{
    const struct counter_day *day = &c->day;
    const struct counter_shift *shifts = day->shifts + first_shift;
    BUG_IF(given->n_shifts < 1 || shifts[0].from.us > day->open.us);
    part->first_shift = first_shift;
    part->n_shifts = given->n_shifts;
    part->coming_work = given->booked_work_us;
    part->has_ended = false;
    part->later_us = 0;
    for (int32_t i = 1; i < part->n_shifts; i++)
        part->later_us += shift_us(c, part, i);
    need_shift(c, part, 0);
    int32_t first = 0;
    while (first + 1 < part->n_shifts && shifts[first + 1].from.us <= day->open.us)
        first++;
    part->opening_shift = first;
    pool_open(&part->pool, visits, day->open, shifts[first].counters, day->speeds, day->n_speeds);
}

void door_open(struct counter *c, const struct counter_day *day, struct visit *visits,
               const struct counter_ears *ears)
{
    const struct counter_part whole = {day->n_shifts, day->booked_work_us};
    const struct counter_part *parts = day->parts != NULL ? day->parts : &whole;
    BUG_IF(day->open.us >= day->close.us || (day->parts == NULL && c->n_parts > 1));
    c->day = *day;
    c->ears = *ears;
    c->r = (struct counter_result){.last_us = day->open.us};
    c->tickets = c->inside = 0;
    c->seats_us = day->open.us;
    c->is_open = true;
    int32_t shift = 0, n_parts = c->n_parts;
    for (int32_t i = 0; i < n_parts; i++) {
        open_part(c, &c->parts[i], &parts[i], shift, visits);
        shift += parts[i].n_shifts;
    }
    BUG_IF(shift != day->n_shifts);
}
