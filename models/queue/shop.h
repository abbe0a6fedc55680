/* shop.h - a system of counters at work: the world of a replication.
 *
 * People come from feeders or by events (second visits, coming again, a finite source), are
 * served at one station after the other, and are counted. All stations and events share one
 * agenda; the stations are the office's own counters.
 */
#ifndef QUEUE_SHOP_H
#define QUEUE_SHOP_H

#include <stdbool.h>
#include <stdint.h>

#include "models/queue/design.h"
#include "sim/base/err.h"
#include "sim/engine/model.h"

struct arena;
struct shop; /* opaque */

/* A ticket, or an attempt without one, as it ended at a station. number: the person's among
 * the day's people in order of coming, from 0. Instants as in struct visit. */
struct shop_seen {
    int32_t day, use, station, number;
    uint32_t who;
    const struct visit *visit;
};

/* Told of everything that ends, in order; for one replication of a world. */
typedef void shop_witness(void *context, const struct shop_seen *seen);

/* The functions of struct sim_model. */
void *shop_new(const void *design, struct arena *home, struct err *e);
bool shop_replicate(void *world, uint64_t seed, uint32_t replication, uint32_t region,
                    struct sim_outcome *out, struct err *e);

/* From now on the witness is told; NULL: nobody. It changes no result. */
void shop_watch(struct shop *s, shop_witness *witness, void *context);

/* The model that runs the design. */
struct sim_model shop_model(const struct design *d);

#endif
