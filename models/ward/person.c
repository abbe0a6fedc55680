#include "models/ward/person.h"

#include <string.h>

#include "sim/base/arena.h"
#include "sim/base/bug.h"
#include "sim/engine/portmath.h"

enum { FIRST_CAPACITY = 16384 };

bool person_init(struct person_pool *pool, const struct plan *p, struct arena *home)
{
    *pool = (struct person_pool){.home = home, .n_lists = (uint32_t)(p->n_sites * p->n_days)};
    pool->acts = arena_take_array(home, uint32_t, pool->n_lists);
    pool->visits = arena_take_array(home, uint32_t, pool->n_lists);
    pool->people = arena_take_array(home, struct person, FIRST_CAPACITY);
    pool->capacity = FIRST_CAPACITY;
    if (pool->acts == NULL || pool->visits == NULL || pool->people == NULL)
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

/* The old array stays in the arena: together no more than the new one. */
static bool grow(struct person_pool *pool)
{
    struct person *people = arena_take_array(pool->home, struct person, (size_t)pool->capacity * 2);
    if (people == NULL)
        return false;
    memcpy(people, pool->people, pool->used * sizeof *people);
    pool->people = people;
    pool->capacity *= 2;
    return true;
}

uint32_t person_make(struct person_pool *pool, int32_t home, uint32_t address, uint32_t who)
{
    uint32_t id = pool->free;
    if (id != PERSON_NONE) {
        pool->free = pool->people[id].next;
    } else {
        if (pool->used == pool->capacity && !grow(pool))
            return PERSON_NONE;
        id = pool->used++;
    }
    pool->people[id] = (struct person){.who = who,
                                       .next = PERSON_NONE,
                                       .first_day = PLAN_NO_DAY,
                                       .address = (uint16_t)address,
                                       .home = (uint16_t)home};
    pool->alive++;
    return id;
}

void person_drop(struct person_pool *pool, uint32_t id)
{
    BUG_IF(id >= pool->used);
    pool->people[id].next = pool->free;
    pool->free = id;
    pool->alive--;
}

void person_push(struct person_pool *pool, uint32_t *list, uint32_t id)
{
    pool->people[id].next = *list;
    *list = id;
}

int32_t person_geometric(double inverse_log, double u)
{
    enum { LONGEST = 20000 };
    double days = sim_portmath_log(1.0 - u) * inverse_log;
    return days < LONGEST ? (int32_t)days : LONGEST;
}
