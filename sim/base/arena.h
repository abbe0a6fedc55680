/* arena.h - memory with one lifetime: allocate many, free all at once.
 *
 * Three arenas exist in a run (see docs/architecture.md):
 *   scenario     read once, immutable afterwards, shared by all threads
 *   replication  reset at the end of each replication, one per thread
 *   scratch      reset by whoever took it, within one function
 * No module outside sim/base calls malloc or free.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

#include "sim/base/attr.h"

struct arena; /* opaque */

/* limit_bytes caps the total taken from the system; 0 = no cap. Blocks grow with the
 * arena: at most a quarter of it, or 64 KiB, lies idle. NULL when the first block cannot
 * be had. Release with arena_free(). */
struct arena *arena_new(size_t limit_bytes) MUST_CHECK;
void arena_free(struct arena *a); /* NULL is allowed */

/* Zeroed memory for count objects of size bytes, aligned for any type. NULL when
 * the limit or the system says no, or count * size overflows. Memory fresh from the system
 * is not touched: a large table costs only the pages that are used. */
void *arena_take(struct arena *a, size_t count, size_t size) MUST_CHECK;
#define arena_take_array(a, type, count) ((type *)arena_take((a), (count), sizeof(type)))

/* Makes memory of old_bytes, taken from this arena, new_bytes long, as realloc() would:
 * only the result is valid. What was taken last grows in place while its block has room or
 * holds nothing else; anything else is copied, and its old bytes lie idle until the reset.
 * Added bytes are zero. memory NULL with old_bytes 0 is a plain take. NULL, with the old
 * memory untouched, as for arena_take(). */
void *arena_extend(struct arena *a, void *memory, size_t old_bytes, size_t new_bytes) MUST_CHECK;

/* Everything taken so far becomes invalid; blocks are kept for reuse. */
void arena_reset(struct arena *a);

/* Tests only: make the nth next arena_take() or arena_extend() fail (1 = the next one). */
void arena_fail_nth(struct arena *a, unsigned n);

#endif
