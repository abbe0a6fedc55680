#include "models/ward/journal.h"

#include "sim/base/arena.h"
#include "sim/base/bug.h"
#include "sim/engine/sortkey.h"

enum { FIRST_ROOM = 1024, INDEX_BITS = 32 };
#define DAY_US INT64_C(86400000000)

uint64_t journal_person(const struct journey_event *event)
{
    BUG_IF(event->who == 0);
    return (uint64_t)event->home << 48 | (uint64_t)event->address << 32 | event->who;
}

/* Room for one more of something; the array may move. NULL when memory ran out. */
static void *grow(struct journal *j, void *array, size_t n, size_t *room, size_t bytes)
{
    if (n < *room)
        return array;
    size_t more = *room == 0 ? FIRST_ROOM : 2 * *room;
    void *grown = arena_extend(j->home, array, *room * bytes, more * bytes);
    if (grown == NULL)
        j->failed = true;
    else
        *room = more;
    return grown;
}

static bool is_act(const struct journey_event *event)
{
    return event->step != JOURNEY_MAILED && event->step != JOURNEY_DELIVERED &&
           event->step != JOURNEY_LAPSED;
}

static bool is_chosen(const struct journal_choice *c, const struct journey_event *event)
{
    if (c->person != 0 && journal_person(event) != c->person)
        return false;
    if (c->site == JOURNAL_ANY && c->day == JOURNAL_ANY)
        return true;
    return is_act(event) && (c->site == JOURNAL_ANY || event->site == c->site) &&
           (c->day == JOURNAL_ANY || event->at_us / DAY_US == c->day);
}

void journal_choose(void *context, const struct journey_event *event)
{
    struct journal *j = context;
    if (j->failed || !is_chosen(&j->choice, event))
        return;
    uint64_t *people = grow(j, j->people, j->n_people, &j->people_room, sizeof *people);
    if (people == NULL)
        return;
    j->people = people;
    people[j->n_people++] = journal_person(event);
}

bool journal_close_choice(struct journal *j)
{
    if (j->failed)
        return false;
    uint64_t *scratch = arena_take_array(j->home, uint64_t, j->n_people + 1);
    if (scratch == NULL)
        return false;
    sim_sortkey(j->people, scratch, j->n_people);
    size_t n = 0;
    for (size_t i = 0; i < j->n_people; i++)
        if (n == 0 || j->people[i] != j->people[n - 1])
            j->people[n++] = j->people[i];
    j->n_people = n;
    return true;
}

/* His place among those who were chosen; n_people when he was not. */
static size_t place_of(const struct journal *j, uint64_t person)
{
    size_t low = 0, high = j->n_people;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (j->people[middle] < person)
            low = middle + 1;
        else
            high = middle;
    }
    return low < j->n_people && j->people[low] == person ? low : j->n_people;
}

void journal_keep(void *context, const struct journey_event *event)
{
    struct journal *j = context;
    if (j->failed || place_of(j, journal_person(event)) == j->n_people)
        return;
    struct journey_event *events = grow(j, j->events, j->n_events, &j->events_room, sizeof *events);
    if (events == NULL)
        return;
    j->events = events;
    events[j->n_events++] = *event;
}

/* Whom first, then as they were told. */
static bool sort_by_person(struct journal *j)
{
    size_t n = j->n_events;
    uint64_t *keys = arena_take_array(j->home, uint64_t, n + 1);
    uint64_t *scratch = arena_take_array(j->home, uint64_t, n + 1);
    struct journey_event *sorted = arena_take_array(j->home, struct journey_event, n + 1);
    if (keys == NULL || scratch == NULL || sorted == NULL)
        return false;
    BUG_IF(n > UINT32_MAX);
    for (size_t i = 0; i < n; i++)
        keys[i] = (uint64_t)place_of(j, journal_person(&j->events[i])) << INDEX_BITS | i;
    sim_sortkey(keys, scratch, n);
    for (size_t i = 0; i < n; i++)
        sorted[i] = j->events[keys[i] & ((UINT64_C(1) << INDEX_BITS) - 1)];
    j->events = sorted;
    j->events_room = n;
    return true;
}

static int64_t order_us(const struct journey_event *event)
{
    return event->step == JOURNEY_LOST ? event->at_us + DAY_US - 1 : event->at_us;
}

bool journal_sort(struct journal *j)
{
    if (j->failed || !sort_by_person(j))
        return false;
    for (size_t i = 1; i < j->n_events; i++) {
        struct journey_event event = j->events[i];
        size_t k = i;
        while (k > 0 && journal_person(&j->events[k - 1]) == journal_person(&event) &&
               order_us(&j->events[k - 1]) > order_us(&event)) {
            j->events[k] = j->events[k - 1];
            k--;
        }
        j->events[k] = event;
    }
    return true;
}
