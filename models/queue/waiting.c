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
    return discipline_init(&w->order, home, rules) && grow(w, FIRST_CAPACITY);
}

void waiting_open(struct waiting *w, int64_t open_us)
{
    discipline_open(&w->order);
    w->free = NOWHERE;
    w->used = 0;
    w->people = 0;
    w->open_us = open_us;
}

bool waiting_join(struct waiting *w, const struct feeder_person *p, int32_t use, int32_t number,
                  uint8_t rank)
{
    struct visit v = {.ticket_us = p->arrive_us, .slot_us = p->slot_us, .rank = rank};
    uint32_t i = w->free;
    if (i == NOWHERE) {
        if (w->used == w->capacity && !grow(w, 2 * w->capacity))
            return false;
        i = w->used++;
    } else {
        w->free = w->person[i].next;
    }
    w->person[i] = (struct waiting_person){.brings = *p, .use = use, .number = number};
    w->people++;
    discipline_place(&w->order, &v, w->open_us);
    return discipline_join(&w->order, &v, i);
}

const struct waiting_person *waiting_call(struct waiting *w, int64_t now_us, int32_t counters)
{
    int64_t who = discipline_call(&w->order, now_us, counters);
    BUG_IF(who == DISCIPLINE_NOBODY);
    struct waiting_person *person = &w->person[who];
    person->next = w->free;
    w->free = (uint32_t)who;
    w->people--;
    return person;
}
