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

bool line_grow(struct line *l)
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

bool line_rejoin(struct line *l, int64_t key_us, uint32_t who)
{
    if (l->length == l->capacity && !line_grow(l))
        return false;
    l->first = (l->first - 1) & (l->capacity - 1);
    l->length++;
    uint32_t i = 0;
    for (; i + 1 < l->length && place_at(l, i + 1)->key_us < key_us; i++)
        *place_at(l, i) = *place_at(l, i + 1);
    *place_at(l, i) = (struct line_place){key_us, who};
    return true;
}

/* Index of the first place whose key is not less. */
static uint32_t first_not_less(const struct line *l, int64_t key_us)
{
    uint32_t low = 0, high = l->length;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (place_at(l, middle)->key_us < key_us)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void line_remove(struct line *l, int64_t key_us, uint32_t who)
{
    uint32_t i = first_not_less(l, key_us);
    while (i < l->length && place_at(l, i)->who != who)
        i++;
    BUG_IF(i >= l->length || place_at(l, i)->key_us != key_us);
    l->length--;
    if (i < l->length / 2) {
        for (; i > 0; i--)
            *place_at(l, i) = *place_at(l, i - 1);
        l->first = (l->first + 1) & (l->capacity - 1);
        return;
    }
    for (; i < l->length; i++)
        *place_at(l, i) = *place_at(l, i + 1);
}
