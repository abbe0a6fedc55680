#include "models/queue/waiting.h"

#include <stddef.h>

#include "sim/base/arena.h"
#include "sim/base/bug.h"

enum { FIRST_CAPACITY = 64 };
#define NOWHERE UINT32_MAX

static bool grow(struct waiting *w, uint32_t capacity)
{
    size_t size = sizeof *w->person;
    struct waiting_person *person =
        arena_extend(w->home, w->person, w->capacity * size, capacity * size);
    if (person == NULL)
        return false;
    w->person = person;
    w->capacity = capacity;
    return true;
}

bool waiting_init(struct waiting *w, struct arena *home, const struct discipline_rules *rules)
{
    BUG_IF(!discipline_rule_calls_at_once(rules->rule));
    *w = (struct waiting){.home = home, .free = NOWHERE};
    return discipline_init(&w->order, home, rules) && sim_slots_init(&w->ends, home, 0) &&
           grow(w, FIRST_CAPACITY);
}

void waiting_open(struct waiting *w, int64_t open_us)
{
    discipline_open(&w->order);
    sim_slots_clear(&w->ends);
    w->free = NOWHERE;
    w->used = 0;
    w->people = 0;
    w->open_us = open_us;
}

/* What the rule asks of him. */
static inline struct visit visit_of(const struct waiting *w, const struct waiting_person *p)
{
    struct visit v = {
        .ticket_us = p->brings.arrive_us, .slot_us = p->brings.slot_us, .rank = p->rank};
    discipline_place(&w->order, &v, w->open_us);
    return v;
}

/* A free place; NOWHERE when memory ran out. */
static inline uint32_t take_place(struct waiting *w)
{
    uint32_t i = w->free;
    if (i != NOWHERE)
        w->free = w->person[i].next;
    else if (w->used < w->capacity || grow(w, 2 * w->capacity))
        i = w->used++;
    return i;
}

bool waiting_join(struct waiting *w, const struct feeder_person *p, int32_t use, uint8_t rank,
                  int32_t number, int64_t end_us)
{
    uint32_t i = take_place(w);
    if (i == NOWHERE)
        return false;
    struct waiting_person *person = &w->person[i];
    *person = (struct waiting_person){
        .brings = *p, .use = use, .number = number, .rank = rank, .has_end = end_us < INT64_MAX};
    struct visit v = visit_of(w, person);
    w->people++;
    return discipline_join(&w->order, &v, i) &&
           (!person->has_end || sim_slots_put(&w->ends, end_us, i));
}

/* His place is free for the next. */
static inline const struct waiting_person *leave_place(struct waiting *w, uint32_t who)
{
    struct waiting_person *person = &w->person[who];
    person->next = w->free;
    w->free = who;
    w->people--;
    return person;
}

const struct waiting_person *waiting_call(struct waiting *w, int64_t now_us, int32_t counters)
{
    int64_t who = discipline_call(&w->order, now_us, counters);
    BUG_IF(who == DISCIPLINE_NOBODY);
    if (w->person[who].has_end)
        sim_slots_remove(&w->ends, (uint32_t)who);
    return leave_place(w, (uint32_t)who);
}

const struct waiting_person *waiting_leave(struct waiting *w)
{
    uint32_t who = sim_slot_who(sim_slots_take(&w->ends));
    struct visit v = visit_of(w, &w->person[who]);
    discipline_leave(&w->order, &v, who);
    return leave_place(w, who);
}
