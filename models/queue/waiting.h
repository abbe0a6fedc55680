/* waiting.h - the people who wait, in the lines of a rule, and all that is known of them: for
 * whoever lives a day without events (recursion.h).
 *
 * Memory follows those who wait, not those who ever came. Checked by tests/queue/test_waiting.c.
 */
#ifndef QUEUE_WAITING_H
#define QUEUE_WAITING_H

#include <stdbool.h>
#include <stdint.h>

#include "models/office/discipline.h"
#include "models/queue/feeder.h"
#include "sim/base/attr.h"
#include "sim/engine/slots.h"

struct arena;

struct waiting_person {
    struct feeder_person brings;
    int32_t use, number; /* number: among the day's people */
    uint32_t next;       /* of the free places */
    uint8_t rank;
    bool has_end; /* of patience, among those of all */
};

struct waiting {
    struct arena *home;
    struct discipline order;
    struct sim_slots ends; /* of patience, of those who have one: the first is at ends.first_us */
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

/* Joins his line. number is among the day's people. end_us: of his patience; INT64_MAX: nobody
 * asks. false when memory ran out. */
bool waiting_join(struct waiting *w, const struct feeder_person *p, int32_t use, uint8_t rank,
                  int32_t number, int64_t end_us) MUST_CHECK;

/* Takes the next to be called out of his line; somebody waits. He is there until the next one
 * joins. counters: all that there are, one of them free. */
const struct waiting_person *waiting_call(struct waiting *w, int64_t now_us, int32_t counters);

/* The same of whoever's patience ends first; there is one. */
const struct waiting_person *waiting_leave(struct waiting *w);

#endif
