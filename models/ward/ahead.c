#include "models/ward/ahead.h"

#include <string.h>

#include "models/ward/city.h"
#include "models/ward/ward.h"
#include "sim/base/arena.h"
#include "sim/base/bug.h"

enum { HALF_HOUR_S = 1800 };
#define HALF_HOUR_US INT64_C(1800000000)

/* Moves values so that those before *low are at most the pivot and those from *high on at least:
 * what lies between is the pivot. Hoare's way. */
static void divide(int64_t *values, int64_t *low, int64_t *high)
{
    int64_t i = *low, k = *high, pivot = values[i + (k - i) / 2];
    while (i <= k) {
        while (values[i] < pivot)
            i++;
        while (values[k] > pivot)
            k--;
        if (i > k)
            break;
        int64_t swap = values[i];
        values[i++] = values[k];
        values[k--] = swap;
    }
    *low = k;
    *high = i;
}

int64_t ahead_p90(int64_t *values, uint32_t n)
{
    BUG_IF(n == 0);
    int64_t wanted = ((int64_t)n * 9 + 9) / 10 - 1, first = 0, last = (int64_t)n - 1;
    while (first < last) {
        int64_t low = first, high = last;
        divide(values, &low, &high);
        if (wanted <= low)
            last = low;
        else if (wanted >= high)
            first = high;
        else
            break;
    }
    return values[wanted];
}

/* As tally.c counts it: from the ticket, or from the slot if that is later. */
static int64_t wait_of(const struct visit *v)
{
    int64_t from = v->slot_us > v->ticket_us ? v->slot_us : v->ticket_us;
    return v->call_us > from ? v->call_us - from : 0;
}

/* Waits of those served who got their ticket in [from, to); room: as many as there are visits. */
static uint32_t waits_between(const struct city_day *d, int64_t from_us, int64_t to_us,
                              int64_t *room)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < d->n; i++) {
        const struct visit *v = &d->sorted[i];
        if (v->outcome == VISIT_SERVED && v->ticket_us >= from_us && v->ticket_us < to_us)
            room[n++] = wait_of(v);
    }
    return n;
}

static bool is_turned_away(const struct visit *v)
{
    return v->outcome == VISIT_TURNED_AWAY || v->outcome == VISIT_TOO_LATE ||
           v->outcome == VISIT_REFUSED;
}

/* Sent away in [from, to). */
static int64_t turned_away_between(const struct city_day *d, int64_t from_us, int64_t to_us)
{
    int64_t n = 0;
    for (uint32_t i = 0; i < d->n; i++) {
        const struct visit *v = &d->sorted[i];
        n += is_turned_away(v) && v->finish_us >= from_us && v->finish_us < to_us;
    }
    return n;
}

static int64_t count_turned_away(const struct city_day *d)
{
    return turned_away_between(d, INT64_MIN, INT64_MAX);
}

static bool is_watched(const struct city *c, int32_t site, int32_t day)
{
    const struct plan_ahead *a = &c->plan->ahead;
    return a->day > 0 && a->day == day && a->site == site;
}

void ahead_look(struct city *c, int32_t site, int32_t day, int32_t half_hour, int32_t waiting)
{
    if (is_watched(c, site, day))
        c->tally.out->record[tally_at_watch(c->plan, half_hour) + TALLY_WATCH_WAITING] = waiting;
}

static void keep_half_hours(struct city *c, int32_t day)
{
    int64_t *room = (int64_t *)(void *)c->day.scratch; /* free until the next day is sorted */
    for (int32_t h = 0; h < PLAN_HALF_HOURS; h++) {
        int64_t from = city_midnight(c, day) + h * HALF_HOUR_US, sum = 0;
        int64_t *words = c->tally.out->record + tally_at_watch(c->plan, h);
        uint32_t n = waits_between(&c->day, from, from + HALF_HOUR_US, room);
        for (uint32_t i = 0; i < n; i++)
            sum += room[i];
        words[TALLY_WATCH_SERVED] = n;
        words[TALLY_WATCH_WAIT_US] = sum;
        words[TALLY_WATCH_P90_US] = n > 0 ? ahead_p90(room, n) : 0;
        words[TALLY_WATCH_TURNED_AWAY] = turned_away_between(&c->day, from, from + HALF_HOUR_US);
    }
}

static int32_t level_of(const struct plan *p, int64_t p90_us)
{
    int32_t level = 1;
    for (int k = 0; k < TALLY_LEVELS - 1; k++)
        level += p90_us > p->level_us[k];
    return level;
}

void ahead_site_day(struct city *c, int32_t site, int32_t day, const struct counter_result *r)
{
    const struct plan *p = c->plan;
    if (!p->ahead.is_kept || day < p->first_report)
        return;
    int64_t *words = c->tally.out->record + tally_at_ahead(p, site, day);
    int64_t *room = (int64_t *)(void *)c->day.scratch;
    uint32_t n = waits_between(&c->day, INT64_MIN, INT64_MAX, room);
    words[TALLY_AHEAD_VISITS] = c->day.n;
    words[TALLY_AHEAD_TURNED_AWAY] = count_turned_away(&c->day);
    words[TALLY_AHEAD_SERVED] = n;
    words[TALLY_AHEAD_P90_US] = n > 0 ? ahead_p90(room, n) : 0;
    words[TALLY_AHEAD_LEVEL] = level_of(p, words[TALLY_AHEAD_P90_US]);
    if (r->early_end_us != 0)
        words[TALLY_AHEAD_END_US] = r->early_end_us - city_midnight(c, day);
    if (is_watched(c, site, day))
        keep_half_hours(c, day);
}

/* The day's visits as they were before anybody was served; false when memory ran out. */
static bool keep_visits(struct city *c)
{
    struct city_day *d = &c->day;
    if (d->n > d->n_untouched) {
        d->untouched = arena_take_array(c->home, struct visit, d->capacity);
        d->n_untouched = d->untouched != NULL ? d->capacity : 0;
    }
    if (d->n > d->n_untouched) {
        c->failed = true;
        return false;
    }
    if (d->n > 0)
        memcpy(d->untouched, d->sorted, d->n * sizeof *d->sorted);
    return true;
}

static void give_back(struct city_day *d)
{
    if (d->n > 0)
        memcpy(d->sorted, d->untouched, d->n * sizeof *d->sorted);
}

int32_t ahead_first_end(const struct plan_day *at)
{
    return at->open_s / HALF_HOUR_S;
}

int32_t ahead_last_end(const struct plan_day *at)
{
    int32_t last = (at->close_s + HALF_HOUR_S - 1) / HALF_HOUR_S;
    return last < PLAN_HALF_HOURS ? last : PLAN_HALF_HOURS - 1;
}

int32_t ahead_end_s(const struct plan_day *at, int32_t half_hour)
{
    int32_t second = half_hour * HALF_HOUR_S;
    second = second > at->open_s ? second : at->open_s;
    return second < at->close_s ? second : at->close_s;
}

/* One end of acceptance, with everybody there or some absent. */
static void try_one(struct city *c, int32_t site, int32_t day, int32_t staff, int32_t half_hour)
{
    const struct plan_day *at = plan_day_at(c->plan, site, day);
    int64_t close_us = city_midnight(c, day) + at->close_s * INT64_C(1000000);
    const struct ward_way way = {.absent = staff == 1 ? c->plan->ahead.absent : 0,
                                 .accept_until = ahead_end_s(at, half_hour)};
    struct counter_result result = {0};
    ward_serve(c, site, day, &way, &result);
    int64_t *words = c->tally.out->record + tally_at_stop(c->plan, site, staff, half_hour);
    words[TALLY_STOP_LATE_US] = result.last_us - close_us;
    words[TALLY_STOP_TURNED_AWAY] = count_turned_away(&c->day);
    give_back(&c->day);
}

void ahead_try(struct city *c, int32_t site, int32_t day)
{
    const struct plan_ahead *a = &c->plan->ahead;
    const struct plan_day *at = plan_day_at(c->plan, site, day);
    if (a->absent_day == 0 || a->absent_day != day || !keep_visits(c))
        return;
    for (int32_t staff = 0; staff < 2 && !c->failed; staff++)
        for (int32_t h = ahead_first_end(at); h <= ahead_last_end(at) && !c->failed; h++)
            try_one(c, site, day, staff, h);
}
