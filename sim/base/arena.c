#include "sim/base/arena.h"

#include <stdalign.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "sim/base/bug.h"

/* A block with less room than BLOCK_SPENT is not looked at again before the reset. */
enum { BLOCK_MIN = 64 * 1024, BLOCK_SPENT = 1024 };

/* Bytes from `written` on are still as the system gave them: zero. */
struct block {
    struct block *next;
    size_t size, used, written;
    alignas(max_align_t) unsigned char data[];
};

struct arena {
    struct block *first;
    struct block *current; /* all blocks before it are spent */
    struct block *last;    /* holds what was taken last      */
    size_t limit, taken;
    unsigned fail_in; /* 0 = never */
};

static size_t left_to_take(const struct arena *a)
{
    return (a->limit != 0 ? a->limit : PTRDIFF_MAX - sizeof(struct block)) - a->taken;
}

/* Each block is at least a quarter of all before it, so a gigabyte is some forty blocks
 * and a search over them is short. Near the limit, or when the system has no more, the
 * block is as small as the request. */
static struct block *block_new(struct arena *a, size_t need)
{
    size_t left = left_to_take(a);
    size_t size = a->taken / 4 > BLOCK_MIN ? a->taken / 4 : BLOCK_MIN;
    if (need > left)
        return NULL;
    size = size > left ? left : size;
    size = size < need ? need : size;
    struct block *b = calloc(1, sizeof *b + size);
    if (b == NULL && size > need) {
        size = need;
        b = calloc(1, sizeof *b + size);
    }
    if (b == NULL)
        return NULL;
    b->size = size;
    a->taken += size;
    return b;
}

struct arena *arena_new(size_t limit_bytes)
{
    struct arena *a = calloc(1, sizeof *a);
    if (a == NULL)
        return NULL;
    a->limit = limit_bytes;
    a->first = a->current = a->last = block_new(a, 1);
    if (a->first == NULL) {
        free(a);
        return NULL;
    }
    return a;
}

void arena_free(struct arena *a)
{
    if (a == NULL)
        return;
    for (struct block *b = a->first, *next; b != NULL; b = next) {
        next = b->next;
        free(b);
    }
    free(a);
}

static size_t room_in(const struct block *b)
{
    return b->size - b->used;
}

/* The first block with room, adding one when none has. A large request served further
 * on leaves the blocks before it open for small ones. */
static struct block *block_with_room(struct arena *a, size_t need)
{
    while (room_in(a->current) < BLOCK_SPENT && a->current->next != NULL)
        a->current = a->current->next;
    struct block *b = a->current;
    while (room_in(b) < need) {
        if (b->next == NULL)
            b->next = block_new(a, need);
        b = b->next;
        if (b == NULL)
            return NULL;
    }
    return b;
}

static size_t rounded_up(size_t bytes)
{
    const size_t align = alignof(max_align_t);
    return (bytes + align - 1) / align * align;
}

static bool fails_now(struct arena *a)
{
    return a->fail_in != 0 && --a->fail_in == 0;
}

/* The next bytes of a block, zeroed. What was never written is zero: it is not touched, so
 * of large tables only the pages in use cost memory and time. */
static void *claim(struct block *b, size_t n)
{
    unsigned char *bytes = b->data + b->used;
    size_t dirty = b->written > b->used ? b->written - b->used : 0;
    memset(bytes, 0, dirty < n ? dirty : n);
    b->used += n;
    b->written = b->used > b->written ? b->used : b->written;
    return bytes;
}

/* need is rounded up. */
static void *take(struct arena *a, size_t need)
{
    struct block *b = block_with_room(a, need);
    if (b == NULL)
        return NULL;
    a->last = b;
    return claim(b, need);
}

void *arena_take(struct arena *a, size_t count, size_t size)
{
    BUG_IF(size == 0);
    if (fails_now(a))
        return NULL;
    if (count == 0 || count > (SIZE_MAX - alignof(max_align_t)) / size)
        return NULL;
    return take(a, rounded_up(count * size));
}

/* Makes the block hold `need` and a quarter more. It may move, so it must hold one thing
 * only. NULL when there is no memory; then the block is as it was. */
static struct block *block_enlarge(struct arena *a, struct block *b, size_t need)
{
    size_t more = need - b->size, left = left_to_take(a);
    if (more > left)
        return NULL;
    more = need / 4 > left - more ? left : more + need / 4;
    struct block **link = &a->first;
    while (*link != b)
        link = &(*link)->next;
    bool was_current = a->current == b;
    struct block *bigger = realloc(b, sizeof *b + b->size + more);
    if (bigger == NULL)
        return NULL;
    bigger->size += more;
    bigger->written = bigger->size; /* what realloc() adds is not zero */
    a->taken += more;
    *link = a->last = bigger;
    a->current = was_current ? bigger : a->current;
    return bigger;
}

/* had and need are rounded up. NULL when it cannot be done: not taken last, or no room. */
static void *extend_in_place(struct arena *a, const void *memory, size_t had, size_t need)
{
    struct block *b = a->last;
    if (had == 0 || b->used < had || memory != b->data + b->used - had)
        return NULL;
    if (need - had > room_in(b) && had == b->used)
        b = block_enlarge(a, b, need);
    if (b == NULL || need - had > room_in(b))
        return NULL;
    return (unsigned char *)claim(b, need - had) - had;
}

void *arena_extend(struct arena *a, void *memory, size_t old_bytes, size_t new_bytes)
{
    BUG_IF(new_bytes < old_bytes || new_bytes == 0);
    if (fails_now(a) || new_bytes > SIZE_MAX - alignof(max_align_t))
        return NULL;
    size_t need = rounded_up(new_bytes);
    void *same = extend_in_place(a, memory, rounded_up(old_bytes), need);
    if (same != NULL)
        return same;
    void *copy = take(a, need);
    if (copy != NULL && old_bytes != 0)
        memcpy(copy, memory, old_bytes);
    return copy;
}

void arena_reset(struct arena *a)
{
    for (struct block *b = a->first; b != NULL; b = b->next)
        b->used = 0;
    a->current = a->last = a->first;
}

void arena_fail_nth(struct arena *a, unsigned n)
{
    a->fail_in = n;
}
