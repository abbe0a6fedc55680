/* journal.h - the journeys of chosen people: an ear for city_listen() that keeps steps.
 *
 * A replication is listened to twice: once to learn who did something at a site on a day,
 * once to keep what these people do and meet in the whole of it. The same seed makes both
 * alike, and memory follows those who were chosen, not the city.
 */
#ifndef WARD_JOURNAL_H
#define WARD_JOURNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "models/ward/journey.h"
#include "sim/base/attr.h"

struct arena;

enum { JOURNAL_ANY = -1 };

/* Who is chosen: everybody who answers to all of it. Somebody acts at a site on a day when a
 * step of his happens there and then; what the mail and the calendar do to him is no act. */
struct journal_choice {
    int32_t site;    /* JOURNAL_ANY: no matter where              */
    int32_t day;     /* civil day, JOURNAL_ANY: no matter when    */
    uint64_t person; /* journal_person() of the only one; 0: any  */
};

/* Zero-initialise but home and choice. */
struct journal {
    struct arena *home;
    struct journal_choice choice;
    uint64_t *people; /* after journal_close_choice(): ascending, each once */
    size_t n_people, people_room;
    struct journey_event *events;
    size_t n_events, events_room;
    bool failed; /* memory ran out: people or steps are missing */
};

/* A person's name as one number, ascending by home, population and name; never 0. */
uint64_t journal_person(const struct journey_event *event);

/* The ear of the first time; context is a struct journal. */
journey_ear journal_choose;

/* Between the two. False when memory ran out. */
bool journal_close_choice(struct journal *j) MUST_CHECK;

/* The ear of the second time. */
journey_ear journal_keep;

/* Afterwards: puts the steps in order of person, then of time; what happens to somebody at
 * one instant stays in the order in which it was told. Giving up is known by its day only and
 * comes last on it. False when memory ran out. O(n log n). */
bool journal_sort(struct journal *j) MUST_CHECK;

#endif
