#include <string.h>

#include "models/queue/shop.h"
#include "models/ward/city.h"
#include "page/entry_parts.h"
#include "sim/base/arena.h"

struct entry *entry_new(int32_t model, uint32_t plan_bytes)
{
    if (model != ENTRY_WARD && model != ENTRY_QUEUE)
        return NULL;
    struct arena *home = arena_new(0);
    if (home == NULL)
        return NULL;
    struct entry *e = arena_take_array(home, struct entry, 1);
    void *plan = arena_take(home, plan_bytes, 1);
    if (e == NULL || plan == NULL) {
        arena_free(home);
        return NULL;
    }
    *e = (struct entry){
        .kind = (enum entry_model)model, .plan_bytes = plan_bytes, .home = home, .plan = plan};
    return e;
}

static void close_world(struct entry *e)
{
    entry_day_close(e);
    arena_free(e->of_world);
    e->of_world = NULL;
    e->world = NULL;
    e->model = (struct sim_model){0};
    e->out = (struct sim_outcome){0};
    e->err = (struct err){0};
}

void entry_free(struct entry *e)
{
    if (e == NULL)
        return;
    close_world(e);
    arena_free(e->home);
}

void *entry_plan(struct entry *e)
{
    return e->plan;
}

/* Arrays begin where the header ends, so a header of another version is noticed. */
static bool is_ward(const struct entry *e)
{
    const struct plan *p = e->plan;
    return e->plan_bytes >= sizeof *p && p->bytes == e->plan_bytes &&
           p->at_days == (sizeof *p + 7) / 8 * 8 &&
           p->at_releases - p->at_variates == VARIATE_COUNT * sizeof(struct sim_variate) &&
           p->at_releases <= p->bytes;
}

static bool is_queue(const struct entry *e)
{
    const struct design *d = e->plan;
    return e->plan_bytes >= sizeof *d && d->bytes == e->plan_bytes && d->at_variates == sizeof *d &&
           d->at_trace <= d->bytes;
}

/* Zeroed words; true also when there are none to take. */
static bool take_words(struct arena *home, size_t words, size_t size, void **memory)
{
    *memory = words == 0 ? NULL : arena_take(home, words, size);
    return *memory != NULL || words == 0;
}

static bool open_world(struct entry *e)
{
    const struct sim_model *m = &e->model;
    void *record, *sums, *bins;
    if (e->of_world == NULL ||
        !take_words(e->of_world, m->record_words, sizeof(int64_t), &record) ||
        !take_words(e->of_world, m->sum_words, sizeof(int64_t), &sums) ||
        !take_words(e->of_world, m->bin_words, sizeof(uint32_t), &bins))
        return false;
    e->out = (struct sim_outcome){.record = record, .sums = sums, .bins = bins};
    e->world = m->new_world(m->plan, e->of_world, &e->err);
    return e->world != NULL;
}

int32_t entry_open(struct entry *e, uint32_t most_bytes)
{
    close_world(e);
    if (e->kind == ENTRY_WARD ? !is_ward(e) : !is_queue(e))
        return ENTRY_NO_PLAN;
    e->model = e->kind == ENTRY_WARD ? city_model(e->plan) : shop_model(e->plan);
    e->of_world = arena_new(most_bytes);
    if (open_world(e))
        return ENTRY_FINE;
    close_world(e);
    return ENTRY_NO_MEMORY;
}

/* There may be no words, and then no memory to clear. */
static void clear(void *memory, size_t words, size_t size)
{
    if (memory != NULL)
        memset(memory, 0, words * size);
}

int32_t entry_replicate(struct entry *e, uint32_t replication, uint64_t seed, uint32_t region)
{
    if (e->model.replicate(e->world, seed, replication, region, &e->out, &e->err) &&
        entry_day_is_whole(e))
        return ENTRY_FINE;
    close_world(e);
    return ENTRY_NO_MEMORY;
}

/* Regions from `first` to `last`. */
static int32_t run_regions(struct entry *e, uint32_t replication, uint64_t seed, uint32_t first,
                           uint32_t last)
{
    int32_t status = ENTRY_FINE;
    clear(e->out.record, e->model.record_words, sizeof *e->out.record);
    entry_day_begin(e);
    for (uint32_t region = first; region <= last && status == ENTRY_FINE; region++)
        status = entry_replicate(e, replication, seed, region);
    return status;
}

int32_t entry_run(struct entry *e, uint32_t replication, uint32_t seed_low, uint32_t seed_high)
{
    if (e->world == NULL)
        return ENTRY_NOT_OPEN;
    return run_regions(e, replication, (uint64_t)seed_high << 32 | seed_low, 0,
                       e->model.regions - 1);
}

int32_t entry_run_site(struct entry *e, uint32_t replication, uint32_t seed_low, uint32_t seed_high,
                       int32_t site)
{
    if (e->world == NULL)
        return ENTRY_NOT_OPEN;
    if (e->kind != ENTRY_WARD || site < 0 || site >= ((const struct plan *)e->plan)->n_sites)
        return ENTRY_NO_SITE;
    uint32_t region = (uint32_t)plan_region_of(e->plan, site);
    return run_regions(e, replication, (uint64_t)seed_high << 32 | seed_low, region, region);
}

void entry_clear(struct entry *e)
{
    clear(e->out.sums, e->model.sum_words, sizeof *e->out.sums);
    clear(e->out.bins, e->model.bin_words, sizeof *e->out.bins);
}

const int64_t *entry_record(const struct entry *e)
{
    return e->out.record;
}

const int64_t *entry_sums(const struct entry *e)
{
    return e->out.sums;
}

const uint32_t *entry_bins(const struct entry *e)
{
    return e->out.bins;
}

uint32_t entry_record_words(const struct entry *e)
{
    return (uint32_t)e->model.record_words;
}

uint32_t entry_sum_words(const struct entry *e)
{
    return (uint32_t)e->model.sum_words;
}

uint32_t entry_bin_words(const struct entry *e)
{
    return (uint32_t)e->model.bin_words;
}
