#include "models/ward/person.h"

#include <string.h>

#include "sim/base/arena.h"
#include "sim/base/bug.h"
#include "sim/engine/portmath.h"

enum { FIRST_CAPACITY = 16384 };

/* Room for n people, none of whom lies across two cache lines. */
static struct person *take_people(struct arena *home, size_t n)
{
    enum { SIZE = sizeof(struct person) };
    _Static_assert(SIZE == 32, "half a cache line");
    char *room = arena_take(home, n + 1, SIZE);
    if (room == NULL)
        return NULL;
    return (struct person *)(void *)(room + (SIZE - (uintptr_t)room % SIZE) % SIZE);
}

bool person_init(struct person_pool *pool, const struct plan *p, struct arena *home)
{
    *pool = (struct person_pool){.home = home, .n_lists = (uint32_t)(p->n_sites * p->n_days)};
    pool->acts = arena_take_array(home, uint32_t, pool->n_lists);
    pool->visits = arena_take_array(home, uint32_t, pool->n_lists);
    pool->people = take_people(home, FIRST_CAPACITY);
    pool->next = arena_take_array(home, uint32_t, FIRST_CAPACITY);
    pool->capacity = FIRST_CAPACITY;
    if (pool->acts == NULL || pool->visits == NULL || pool->people == NULL || pool->next == NULL)
        return false;
    person_clear(pool);
    return true;
}

void person_clear(struct person_pool *pool)
{
    pool->used = pool->alive = 0;
    pool->free = PERSON_NONE;
    memset(pool->acts, 0xFF, pool->n_lists * sizeof *pool->acts);
    memset(pool->visits, 0xFF, pool->n_lists * sizeof *pool->visits);
}

/* The old arrays stay in the arena: together no more than the new ones. */
static bool grow(struct person_pool *pool)
{
    size_t capacity = (size_t)pool->capacity * 2;
    struct person *people = take_people(pool->home, capacity);
    uint32_t *next = arena_take_array(pool->home, uint32_t, capacity);
    if (people == NULL || next == NULL)
        return false;
    memcpy(people, pool->people, pool->used * sizeof *people);
    memcpy(next, pool->next, pool->used * sizeof *next);
    pool->people = people;
    pool->next = next;
    pool->capacity *= 2;
    return true;
}

uint32_t person_make(struct person_pool *pool, int32_t home, uint32_t address, uint32_t who)
{
    uint32_t id = pool->free;
    if (id != PERSON_NONE) {
        pool->free = pool->next[id];
        person_prefetch(pool, pool->free);
    } else {
        if (pool->used == pool->capacity && !grow(pool))
            return PERSON_NONE;
        id = pool->used++;
    }
    pool->people[id] = (struct person){
        .who = who, .first_day = PLAN_NO_DAY, .address = (uint16_t)address, .home = (uint16_t)home};
    pool->next[id] = PERSON_NONE;
    pool->alive++;
    return id;
}

void person_drop(struct person_pool *pool, uint32_t id)
{
    BUG_IF(id >= pool->used);
    pool->next[id] = pool->free;
    pool->free = id;
    pool->alive--;
}

void person_push(struct person_pool *pool, uint32_t *list, uint32_t id)
{
    pool->next[id] = *list;
    *list = id;
}

int32_t person_geometric(double inverse_log, double u)
{
    enum { LONGEST = 20000 };
    double days = sim_portmath_log(1.0 - u) * inverse_log;
    return days < LONGEST ? (int32_t)days : LONGEST;
}
