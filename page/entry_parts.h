/* entry_parts.h - an engine of entry.h from inside: for page/entry*.c alone. */
#ifndef PAGE_ENTRY_PARTS_H
#define PAGE_ENTRY_PARTS_H

#include "models/ward/journey.h"
#include "page/entry.h"
#include "sim/base/err.h"
#include "sim/engine/model.h"

struct arena;

/* What is kept of one day of one site (entry_watch()). */
struct entry_day {
    struct arena *home; /* of the steps; NULL: nothing is watched */
    int32_t site, day;  /* civil day */
    struct journey_event *steps;
    uint32_t n, room;
    bool failed; /* memory ran out: steps are missing */
};

struct entry {
    enum entry_model kind;
    uint32_t plan_bytes;
    struct arena *home; /* of this and the plan */
    void *plan;
    struct arena *of_world; /* of world and counts; NULL until the first entry_open() */
    void *world;            /* NULL: nothing is open */
    struct sim_model model;
    struct sim_outcome out;
    struct err err;
    struct entry_day watched;
};

/* Runs one region; ENTRY_FINE, or what entry_run() returns. */
int32_t entry_replicate(struct entry *e, uint32_t replication, uint64_t seed, uint32_t region);

/* Before a replication and after it: an empty list of steps, and whether it is whole. */
void entry_day_begin(struct entry *e);
bool entry_day_is_whole(const struct entry *e);

/* Forgets what was watched. */
void entry_day_close(struct entry *e);

#endif
