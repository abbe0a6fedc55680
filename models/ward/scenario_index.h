/* scenario_index.h - finds a name among many: sorted once, then looked up in O(log n). */
#ifndef WARD_SCENARIO_INDEX_H
#define WARD_SCENARIO_INDEX_H

#include <stdbool.h>
#include <stdint.h>

#include "sim/base/attr.h"

struct arena;

struct scenario_index_entry {
    const char *name;
    int32_t at;
};

struct scenario_index {
    struct scenario_index_entry *entries;
    int32_t n;
};

enum { SCENARIO_INDEX_NONE = -1 };

/* Room for so many names; false when memory ran out. Lives in home, names stay the caller's. */
bool scenario_index_init(struct scenario_index *x, struct arena *home, int32_t n) MUST_CHECK;

/* The next name, number 0, 1, 2 ... in the order of adding; NULL is "". */
void scenario_index_add(struct scenario_index *x, const char *name);

/* After all names were added. O(n log n). */
void scenario_index_sort(struct scenario_index *x);

/* The number of the first name that was added with these letters; SCENARIO_INDEX_NONE when
 * there is none. NULL is "". Checked by tests/ward/test_scenario_index.c. */
int32_t scenario_index_find(const struct scenario_index *x, const char *name);

#endif
