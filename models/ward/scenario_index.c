#include "models/ward/scenario_index.h"

#include <stdlib.h>
#include <string.h>

#include "sim/base/arena.h"

bool scenario_index_init(struct scenario_index *x, struct arena *home, int32_t n)
{
    *x = (struct scenario_index){0};
    x->entries = arena_take_array(home, struct scenario_index_entry, (size_t)n + 1);
    return x->entries != NULL;
}

void scenario_index_add(struct scenario_index *x, const char *name)
{
    x->entries[x->n] = (struct scenario_index_entry){name != NULL ? name : "", x->n};
    x->n++;
}

static int compare(const void *a, const void *b)
{
    const struct scenario_index_entry *x = a, *y = b;
    int order = strcmp(x->name, y->name);
    return order != 0 ? order : x->at - y->at;
}

void scenario_index_sort(struct scenario_index *x)
{
    qsort(x->entries, (size_t)x->n, sizeof *x->entries, compare);
}

int32_t scenario_index_find(const struct scenario_index *x, const char *name)
{
    int32_t low = 0, high = x->n;
    const char *wanted = name != NULL ? name : "";
    while (low < high) {
        int32_t middle = (low + high) / 2;
        if (strcmp(x->entries[middle].name, wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < x->n && strcmp(x->entries[low].name, wanted) == 0 ? x->entries[low].at
                                                                   : SCENARIO_INDEX_NONE;
}
