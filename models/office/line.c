#include "models/office/line.h"

#include "sim/base/arena.h"
#include "sim/base/bug.h"

bool line_init(struct line *l, struct arena *home, uint32_t capacity)
{
    BUG_IF(capacity == 0 || (capacity & (capacity - 1)) != 0);
    *l = (struct line){.home = home, .capacity = capacity};
    l->ring = arena_take_array(home, struct line_place, capacity);
    return l->ring != NULL;
}

static struct line_place *place_at(const struct line *l, uint32_t i)
{
    return &l->ring[(l->first + i) & (l->capacity - 1)];
}

static bool grow(struct line *l)
{
    struct line_place *ring = arena_take_array(l->home, struct line_place, (size_t)l->capacity * 2);
    if (ring == NULL)
        return false;
    for (uint32_t i = 0; i < l->length; i++)
        ring[i] = *place_at(l, i);
    l->ring = ring;
    l->first = 0;
    l->capacity *= 2;
    return true;
}

bool line_join(struct line *l, int64_t key_us, uint32_t who)
{
    if (l->length == l->capacity && !grow(l))
        return false;
    uint32_t i = l->length++;
    for (; i > 0 && place_at(l, i - 1)->key_us > key_us; i--)
        *place_at(l, i) = *place_at(l, i - 1);
    *place_at(l, i) = (struct line_place){key_us, who};
    return true;
}

struct line_place line_head(const struct line *l)
{
    BUG_IF(l->length == 0);
    return l->ring[l->first];
}

struct line_place line_leave(struct line *l)
{
    struct line_place head = line_head(l);
    l->first = (l->first + 1) & (l->capacity - 1);
    l->length--;
    return head;
}
