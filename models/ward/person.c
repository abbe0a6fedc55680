#include "models/ward/person.h"

#include <string.h>

#include "sim/base/arena.h"
#include "sim/base/bug.h"
#include "sim/engine/portmath.h"

enum { FIRST_CAPACITY = 16384, FIRST_BLOCKS = 4096 };

/* Room for n things of a size that divides a cache line or is one: none lies across two. */
static void *take_lines(struct arena *home, size_t n, size_t size)
{
    char *room = arena_take(home, n + 1, size);
    return room == NULL ? NULL : room + (size - (uintptr_t)room % size) % size;
}

static struct person *take_people(struct arena *home, size_t n)
{
    _Static_assert(sizeof(struct person) == 32, "half a cache line");
    _Static_assert(sizeof(struct person_block) == 64, "a cache line");
    return take_lines(home, n, sizeof(struct person));
}

static bool grow_people(struct person_pool *pool, uint32_t capacity)
{
    struct person *people = take_people(pool->home, capacity);
    uint32_t *vacant = arena_take_array(pool->home, uint32_t, capacity);
    if (people == NULL || vacant == NULL)
        return false;
    if (pool->used > 0) { /* and nobody's place is vacant */
        memcpy(people, pool->people, pool->used * sizeof *people);
        BUG_IF(pool->n_vacant > 0);
    }
    pool->people = people;
    pool->vacant = vacant;
    pool->capacity = capacity;
    return true;
}

static bool grow_blocks(struct person_pool *pool, uint32_t capacity)
{
    struct person_block *blocks = take_lines(pool->home, capacity, sizeof *blocks);
    if (blocks == NULL)
        return false;
    if (pool->block_used > 0)
        memcpy(blocks, pool->blocks, pool->block_used * sizeof *blocks);
    pool->blocks = blocks;
    pool->block_capacity = capacity;
    return true;
}

bool person_init(struct person_pool *pool, const struct plan *p, struct arena *home)
{
    *pool = (struct person_pool){.home = home, .n_lists = (uint32_t)(p->most_sites * p->n_days)};
    pool->acts = arena_take_array(home, uint32_t, pool->n_lists);
    pool->visits = arena_take_array(home, uint32_t, pool->n_lists);
    if (pool->acts == NULL || pool->visits == NULL || !grow_people(pool, FIRST_CAPACITY) ||
        !grow_blocks(pool, FIRST_BLOCKS))
        return false;
    person_clear(pool);
    return true;
}

void person_clear(struct person_pool *pool)
{
    pool->used = pool->alive = pool->n_vacant = pool->block_used = 0;
    pool->block_free = PERSON_NONE;
    pool->failed = false;
    memset(pool->acts, 0xFF, pool->n_lists * sizeof *pool->acts);
    memset(pool->visits, 0xFF, pool->n_lists * sizeof *pool->visits);
}

bool person_grow(struct person_pool *pool)
{
    return grow_people(pool, 2 * pool->capacity);
}

bool person_lengthen(struct person_pool *pool, uint32_t *list)
{
    uint32_t block = pool->block_free;
    if (block != PERSON_NONE) {
        pool->block_free = pool->blocks[block].next;
        person_prefetch_list(pool, pool->block_free); /* for the next time */
    } else {
        if (pool->block_used == pool->block_capacity &&
            !grow_blocks(pool, 2 * pool->block_capacity)) {
            pool->failed = true;
            return false;
        }
        block = pool->block_used++;
    }
    pool->blocks[block].next = *list;
    pool->blocks[block].n = 0;
    *list = block;
    return true;
}

/* The first n of a block, the last one first. */
static inline void copy_ids(const struct person_pool *pool, const struct person_block *b,
                            uint32_t n, uint32_t *ids)
{
    for (uint32_t i = 0; i < n; i++) {
        ids[i] = b->id[n - 1 - i];
        person_prefetch(pool, ids[i]);
    }
}

/* Whole blocks: all but the first of a list are full, and copied without counting. */
uint32_t person_some(struct person_pool *pool, struct person_walk *w, uint32_t ids[PERSON_SOME])
{
    uint32_t n = 0;
    while (n + PERSON_BLOCK <= PERSON_SOME && w->block != PERSON_NONE) {
        uint32_t done = w->block, taken = w->left;
        struct person_block *b = &pool->blocks[done];
        if (taken == PERSON_BLOCK)
            copy_ids(pool, b, PERSON_BLOCK, ids + n);
        else
            copy_ids(pool, b, taken, ids + n);
        n += taken;
        *w = person_walk_of(pool, b->next);
        b->next = pool->block_free;
        pool->block_free = done;
    }
    return n;
}

int32_t person_geometric(double inverse_log, double u)
{
    return person_geometric_of(inverse_log, sim_portmath_log(1.0 - u));
}
