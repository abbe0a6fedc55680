/* crew.h - the threads of one process that work on units (replication, region).
 *
 * Units are handed out in order and a unit that was handed out is always finished. So
 * whatever was begun is a prefix of this process's units, and the failure with the lowest
 * number is the same for any number of threads: all units before it were handed out too.
 *
 * Where counts go. Regions write disjoint words of sums and bins (sim/engine/model.h). With
 * many regions for each worker all of them count into one set of sums and bins, and a lock
 * for each region keeps two replications of one region apart; as units go in order, they
 * rarely meet. With few regions workers would wait for one another, so each has a set of
 * its own, and all of them add the sets up at the end, each a part of the words.
 */
#ifndef EXPERIMENT_CREW_H
#define EXPERIMENT_CREW_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include "sim/base/attr.h"
#include "sim/base/err.h"
#include "sim/engine/model.h"

struct arena;
struct replicate_result;

/* Owned by its thread until that is joined. */
struct crew_worker {
    struct crew *crew;
    pthread_t thread;
    uint32_t number;
    struct arena *home; /* world, sums and bins of its own; freed when all have left */
    int64_t *sums;
    uint32_t *bins;
    uint64_t failed; /* unit in which err was set; UINT64_MAX = before the first */
    uint64_t at;     /* unit under way; UINT64_MAX = none; under the crew's lock */
    struct err err;
};

struct crew {
    const struct sim_model *model;
    struct replicate_result *result;
    uint64_t seed;
    uint64_t first, step; /* units of this process: first, first + step, ... */
    uint32_t n;           /* workers that run */
    bool is_shared;       /* they count into the result's own sums and bins */
    struct crew_worker *workers;
    pthread_mutex_t *regions; /* one a region; NULL where nobody can meet */

    pthread_mutex_t lock;
    pthread_cond_t news; /* for the supervisor: nobody is busy, or somebody has left */
    pthread_cond_t go;   /* for workers: more may be begun, or the last one is through */
    /* Under the lock: everything below. */
    uint64_t next, end; /* units: the next one, and the first that is not wanted */
    bool is_held;       /* who finds nothing to begin waits, for the end may move */
    uint64_t failed;    /* lowest unit that failed; UINT64_MAX = none */
    bool is_broken;     /* some worker could not begin at all */
    uint32_t working;   /* workers that have not left */
    uint32_t busy;      /* workers inside a unit or making their world */
    uint64_t finished;  /* units */
    bool overflow;      /* a total left its integer while sets were added up */
};

/* Locks, and memory in home: nothing runs yet. The caller has set model, result, seed, first,
 * step, end and is_held; up to `threads` workers (0 = one a processor). Even after ERR_NOMEM,
 * which a home that is NULL gives, the locks are there and crew_close() is due. */
bool crew_open(struct crew *c, uint32_t threads, struct arena *home, struct err *e) MUST_CHECK;

/* Starts the workers. Fewer threads than wanted give the same results; not one is an
 * error (ERR_THREAD). */
bool crew_start(struct crew *c, struct err *e) MUST_CHECK;

/* Replications of which at least one unit was handed out here, or that lie before such a
 * one. Under the lock. */
uint32_t crew_begun(const struct crew *c);

/* Replications that are complete without a gap, on a process alone: their rows have been written
 * and will not change. Under the lock. */
uint32_t crew_whole(const struct crew *c);

/* Hands out nothing from that unit on. Under the lock. */
void crew_end_at(struct crew *c, uint64_t unit);

/* Waits, under the lock, for news or until `due`; true when that time has come. */
bool crew_wait(struct crew *c, const struct timespec *due);

/* Waits for all workers to leave, having added up their counts. The error of the lowest
 * unit that failed is copied to *e, else ERR_LIMIT for a total that outgrew its integer;
 * then false. */
bool crew_join(struct crew *c, struct err *e) MUST_CHECK;

void crew_close(struct crew *c);

#endif
