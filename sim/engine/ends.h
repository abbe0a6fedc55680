/* ends.h - when services end, in order, for whoever lives a day without an agenda.
 *
 * All of a day stay, those that are past before those to come. So nothing has to happen when a
 * service ends: of c counters one is free as soon as the c-th end from the last is past, and who
 * is being served follows from the last few. A key is one word, and some of them move without a
 * branch, as nobody can guess how far before the last a service will end.
 */
#ifndef SIM_ENDS_H
#define SIM_ENDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/base/attr.h"

struct arena;

/* So many keys at a time move without a branch when one is put. */
enum { SIM_ENDS_SOME = 4 };
#define SIM_ENDS_NEVER INT64_MAX

/* Keys are first[0] to end[-1], ascending. Before them stand guards at INT64_MIN: as many as were
 * asked for, and SIM_ENDS_SOME + 1 at least. *end is SIM_ENDS_NEVER. */
struct sim_ends {
    int64_t *key, *first, *end;
    size_t capacity; /* of key: guards, ends and SIM_ENDS_NEVER */
    struct arena *home;
};

/* Empty. false when memory is short. */
bool sim_ends_init(struct sim_ends *e, struct arena *home) MUST_CHECK;

/* Empty, with as few guards as there must be. O(1). */
void sim_ends_clear(struct sim_ends *e);

/* Empty, with so many guards and with room for n. false when memory ran out; then nothing has
 * changed. O(guards); O(n) when that is more than ever. */
bool sim_ends_reserve(struct sim_ends *e, size_t guards, size_t n) MUST_CHECK;

/* The last place is used: room for more. false when memory ran out. O(keys). */
bool sim_ends_make_room(struct sim_ends *e) MUST_CHECK;

/* One more, for which there is room; less than SIM_ENDS_NEVER. O(those greater). */
static inline void sim_ends_put_reserved(struct sim_ends *e, int64_t key)
{
    int64_t *place = e->end++;
    place[1] = SIM_ENDS_NEVER;
    do
        for (int k = 0; k < SIM_ENDS_SOME; k++, place--) {
            int64_t before = place[-1];
            *place = before > key ? before : key;
            key = before > key ? key : before;
        }
    while (place[-1] > key);
    *place = key;
}

/* The same with or without room. false when memory ran out. */
static inline MUST_CHECK bool sim_ends_put(struct sim_ends *e, int64_t key)
{
    if (e->end + 1 == e->key + e->capacity && !sim_ends_make_room(e))
        return false;
    sim_ends_put_reserved(e, key);
    return true;
}

#endif
