/* What a page asks of wards alone: where a site's counts lie, and one of its days step by step. */
#include "models/ward/city.h"
#include "page/entry_parts.h"
#include "sim/base/arena.h"
#include "sim/engine/histogram.h"

#define DAY_US INT64_C(86400000000)
enum { FIRST_ROOM = 1024 };

static const struct plan *plan_of(const struct entry *e)
{
    return e->plan;
}

static bool has_site(const struct entry *e, int32_t site)
{
    return e->world != NULL && e->kind == ENTRY_WARD && site >= 0 && site < plan_of(e)->n_sites;
}

const int64_t *entry_of_access(const struct entry *e, int32_t site, int32_t access)
{
    if (!has_site(e, site) || access < 0 || access >= ACCESS_COUNT)
        return NULL;
    return e->out.record + tally_at_access(plan_of(e), site, access, 0);
}

const int64_t *entry_of_site(const struct entry *e, int32_t site)
{
    return has_site(e, site) ? e->out.record + tally_at_site(plan_of(e), site, 0) : NULL;
}

const uint32_t *entry_waits(const struct entry *e, int32_t section, int32_t site, int32_t access)
{
    if (!has_site(e, site) || access < 0 || access >= ACCESS_COUNT || section < 0 ||
        section >= TALLY_SECTIONS || plan_of(e)->by_month != 0)
        return NULL;
    return e->out.bins + tally_bin_section(plan_of(e), section, site, access);
}

/* ---- a day ---- */

static void keep(void *context, const struct journey_event *event)
{
    struct entry_day *d = context;
    bool is_there = event->step >= JOURNEY_COMES && event->step <= JOURNEY_LEAVES;
    if (d->failed || !is_there || event->site != d->site || event->at_us / DAY_US != d->day)
        return;
    if (d->n == d->room) {
        uint32_t more = d->room == 0 ? FIRST_ROOM : 2 * d->room;
        struct journey_event *steps =
            arena_extend(d->home, d->steps, d->room * sizeof *steps, more * sizeof *steps);
        d->failed = steps == NULL;
        if (d->failed)
            return;
        d->steps = steps;
        d->room = more;
    }
    d->steps[d->n++] = *event;
}

void entry_day_begin(struct entry *e)
{
    struct entry_day *d = &e->watched;
    if (d->home == NULL)
        return;
    arena_reset(d->home);
    d->steps = NULL;
    d->n = d->room = 0;
    d->failed = false;
}

bool entry_day_is_whole(const struct entry *e)
{
    return !e->watched.failed;
}

void entry_day_close(struct entry *e)
{
    arena_free(e->watched.home);
    e->watched = (struct entry_day){.site = -1};
}

int32_t entry_watch(struct entry *e, int32_t site, int32_t civil_day)
{
    if (e->world == NULL)
        return ENTRY_NOT_OPEN;
    if (e->kind != ENTRY_WARD || (site != -1 && !has_site(e, site)))
        return ENTRY_NO_SITE;
    entry_day_close(e);
    city_listen(e->world, NULL, NULL);
    if (site == -1)
        return ENTRY_FINE;
    e->watched = (struct entry_day){.home = arena_new(0), .site = site, .day = civil_day};
    if (e->watched.home == NULL)
        return ENTRY_NO_MEMORY;
    city_listen(e->world, keep, &e->watched);
    return ENTRY_FINE;
}

const void *entry_steps(const struct entry *e)
{
    return e->watched.steps;
}

uint32_t entry_step_count(const struct entry *e)
{
    return e->watched.n;
}

static const struct plan_day *day_of(const struct entry *e, int32_t site, int32_t civil_day)
{
    const struct plan *p = plan_of(e);
    if (!has_site(e, site) || civil_day < p->base_day || civil_day - p->base_day >= p->n_days)
        return NULL;
    return plan_day_at(p, site, civil_day - p->base_day);
}

int32_t entry_door(const struct entry *e, int32_t site, int32_t civil_day, int32_t is_close)
{
    const struct plan_day *d = day_of(e, site, civil_day);
    if (d == NULL || d->open_s < 0)
        return -1;
    return is_close != 0 ? d->close_s : d->open_s;
}

int32_t entry_duty(const struct entry *e, int32_t site, int32_t civil_day, int32_t second)
{
    const struct plan_day *d = day_of(e, site, civil_day);
    int32_t sum = 0, of_pool = 0;
    if (d == NULL || d->open_s < 0)
        return -1;
    const struct plan_shift *shift =
        PLAN_ARRAY(plan_of(e), struct plan_shift, at_shifts) + d->first_shift;
    for (int32_t i = 0; i < d->n_shifts; i++) {
        if (shift[i].from_s == d->open_s) { /* the first of the next pool */
            sum += of_pool;
            of_pool = 0;
        }
        if (shift[i].from_s <= second)
            of_pool = shift[i].counters;
    }
    return sum + of_pool;
}
