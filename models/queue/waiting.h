/* waiting.h - the people who wait, in the lines of a rule, and all that is known of them: for
 * whoever lives a day without events (recursion.h).
 *
 * Memory follows those who wait, not those who ever came.
 */
#ifndef QUEUE_WAITING_H
#define QUEUE_WAITING_H

#include <stdbool.h>
#include <stdint.h>

#include "models/office/discipline.h"
#include "models/queue/feeder.h"
#include "sim/base/attr.h"

struct arena;

struct waiting_person {
    struct feeder_person brings;
    int32_t use, number; /* number: among the day's people */
    uint32_t next;       /* of the free places */
};

struct waiting {
    struct arena *home;
    struct discipline order;
    struct waiting_person *person; /* [capacity] */
    uint32_t capacity, used, free;
    int32_t people;  /* who wait */
    int64_t open_us; /* of the day */
};

/* For rules that call at once whoever finds nobody waiting and a counter free. false when memory
 * is short. */
bool waiting_init(struct waiting *w, struct arena *home,
                  const struct discipline_rules *rules) MUST_CHECK;

/* A day begins: nobody waits. */
void waiting_open(struct waiting *w, int64_t open_us);

/* Joins his line. false when memory ran out. */
bool waiting_join(struct waiting *w, const struct feeder_person *p, int32_t use, int32_t number,
                  uint8_t rank) MUST_CHECK;

/* Takes the next to be called out of his line; somebody waits. He is there until the next one
 * joins. counters: all that there are, one of them free. */
const struct waiting_person *waiting_call(struct waiting *w, int64_t now_us, int32_t counters);

#endif
