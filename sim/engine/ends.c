#include "sim/engine/ends.h"

#include "sim/base/arena.h"

enum { FIRST_CAPACITY = 64, LEAST_GUARDS = SIM_ENDS_SOME + 1 };

bool sim_ends_init(struct sim_ends *e, struct arena *home)
{
    *e = (struct sim_ends){.home = home, .capacity = FIRST_CAPACITY};
    e->key = arena_take_array(home, int64_t, FIRST_CAPACITY);
    if (e->key == NULL)
        return false;
    sim_ends_clear(e);
    return true;
}

static void set_guards(struct sim_ends *e, size_t guards)
{
    for (size_t i = 0; i < guards; i++)
        e->key[i] = INT64_MIN;
    e->first = e->end = e->key + guards;
    *e->end = SIM_ENDS_NEVER;
}

void sim_ends_clear(struct sim_ends *e)
{
    set_guards(e, LEAST_GUARDS);
}

static bool grow(struct sim_ends *e, size_t least)
{
    size_t capacity = e->capacity;
    ptrdiff_t first = e->first - e->key, end = e->end - e->key;
    while (capacity < least)
        capacity *= 2;
    int64_t *key =
        arena_extend(e->home, e->key, e->capacity * sizeof *e->key, capacity * sizeof *e->key);
    if (key == NULL)
        return false;
    e->key = key;
    e->first = key + first;
    e->end = key + end;
    e->capacity = capacity;
    return true;
}

bool sim_ends_reserve(struct sim_ends *e, size_t guards, size_t n)
{
    if (guards < LEAST_GUARDS)
        guards = LEAST_GUARDS;
    if (e->capacity < guards + n + 1 && !grow(e, guards + n + 1))
        return false;
    set_guards(e, guards);
    return true;
}

bool sim_ends_make_room(struct sim_ends *e)
{
    return grow(e, e->capacity + 1);
}
