/* flat.h - a resolved scenario as a list of settings, and what two such lists differ in.
 *
 * Elements of lists are numbered from 1 (modes.1.ward); bases, which say where numbers come from,
 * are no settings. Checked: tests/input/test_flat.c.
 */
#ifndef INPUT_FLAT_H
#define INPUT_FLAT_H

#include <stdbool.h>
#include <stddef.h>

#include "sim/base/attr.h"

struct arena;

struct flat_setting {
    const char *path, *value; /* wards.青葉.mode, booking */
};
struct flat {
    const struct flat_setting *items; /* in order of writing */
    size_t count;
};

/* Takes the text apart that bind_print() writes: no other YAML. false when memory ran out. */
bool flat_read(const char *resolved, struct arena *home, struct flat *out) MUST_CHECK;

/* The value at a path, or NULL. O(settings). */
const char *flat_find(const struct flat *f, const char *path);

struct flat_change {
    const char *path, *a, *b; /* NULL = not there */
};

/* What differs, in the order of b, then what b has lost. false when memory ran out. */
bool flat_compare(const struct flat *a, const struct flat *b, struct arena *home,
                  const struct flat_change **changes, size_t *n) MUST_CHECK;

#endif
