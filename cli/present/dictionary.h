/* dictionary.h - columns.csv: what every column of the other tables holds. */
#ifndef PRESENT_DICTIONARY_H
#define PRESENT_DICTIONARY_H

#include "sim/base/table.h"

struct arena;

void dictionary_init(struct table *dictionary, struct arena *home);

/* A row for each column of the table; when memory ran out the dictionary has failed. */
void dictionary_add(struct table *dictionary, const struct table *t);

/* A row for a number that is a value in a column: a measure. */
void dictionary_add_measure(struct table *dictionary, const char *name, const char *unit,
                            const char *meaning_ja, const char *meaning_en);

#endif
