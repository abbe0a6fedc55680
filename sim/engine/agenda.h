/* agenda.h - the future-event list: what happens next, and who goes first in a tie.
 *
 * Order is total: (time, phase, order of scheduling). It never depends on heap shape or
 * addresses, so a run is a pure function of its scenario and seed. An agenda belongs to
 * one replication and one thread. Taking the first event and scheduling another costs about
 * the same up to 16 pending, then grows with the logarithm of their number. It hands events
 * out; the model acts on them:
 *
 *     while (sim_agenda_next(g, until, SIM_OBSERVE, &event))
 *         switch (event.kind) ...
 */
#ifndef SIM_AGENDA_H
#define SIM_AGENDA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/base/attr.h"
#include "sim/base/simtime.h"

struct arena;
struct sim_slots;
struct sim_agenda; /* opaque */

/* Ties at one instant: counters free up, then doors move, then people come, then we look. */
enum sim_phase { SIM_RELEASE, SIM_CALENDAR, SIM_ARRIVE, SIM_OBSERVE };

/* kind and who are the model's own. */
struct sim_event {
    sim_instant at;
    uint32_t kind, who;
};

/* Names a pending event; harmless once it has been handed out or cancelled. */
typedef struct {
    uint32_t slot, generation; /* generation 0 = no event */
} sim_handle;

/* Room for `expected` pending events (at most 2^27); grows by doubling. NULL when memory
 * is short. */
struct sim_agenda *sim_agenda_new(struct arena *home, size_t expected) MUST_CHECK;

/* Forgets all pending events and sets the clock, also backwards. O(pending). */
void sim_agenda_restart(struct sim_agenda *g, sim_instant now);

/* Schedules an event. A time before now is a bug, and so is one of 2^61 - 1 microseconds
 * (73 000 years) or more. When memory runs out the result names no event and
 * sim_agenda_failed() turns true. O(log n). */
sim_handle sim_agenda_at(struct sim_agenda *g, sim_instant at, enum sim_phase phase, uint32_t kind,
                         uint32_t who);

/* The agenda has departure slots, too: what is pending in them happens as SIM_RELEASE and goes
 * before all events of the same instant, among slots in the order of scheduling. They are
 * forgotten by a restart. At most SIM_AGENDA_SLOTS of them. */
enum { SIM_AGENDA_SLOTS = 64 };
void sim_agenda_add_slots(struct sim_agenda *g, struct sim_slots *s);

/* Schedules the end of a service in slots that were added. A time before now is a bug; when
 * memory runs out sim_agenda_failed() turns true. O(ends in the slots that are later). */
void sim_agenda_release(struct sim_agenda *g, struct sim_slots *s, sim_instant at, uint32_t who);

/* Withdraws a pending event. false when it is no longer pending. O(1) on average. */
bool sim_agenda_cancel(struct sim_agenda *g, sim_handle handle);

/* Hands out the first event at or before (until, phase) and moves the clock to it; false
 * when there is none, then the clock stands at `until` (or later already). With phase
 * SIM_CALENDAR everything happens that goes before an arrival at `until`. O(log n). */
bool sim_agenda_next(struct sim_agenda *g, sim_instant until, enum sim_phase phase,
                     struct sim_event *event);

/* The instant of the first pending event, departure slots left out; INT64_MAX when there is none.
 * O(1), or O(log n) after the first one has been handed out or cancelled. */
int64_t sim_agenda_first(struct sim_agenda *g);

sim_instant sim_agenda_now(const struct sim_agenda *g);
size_t sim_agenda_pending(const struct sim_agenda *g);
bool sim_agenda_failed(const struct sim_agenda *g);

#endif
