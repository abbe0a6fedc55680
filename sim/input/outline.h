/* outline.h - rows of settings as JSON Schema (draft 7), for editors and other programs. */
#ifndef INPUT_OUTLINE_H
#define INPUT_OUTLINE_H

#include "sim/input/bind.h"

/* The rows of the scenarios with one word behind `model:`. */
struct outline_model {
    const char *name;
    const struct bind_row *rows;
    bool is_default; /* when nothing stands behind `model:` */
};

/* The schema of scenario files of all these models. What a file extends may hold what it lacks
 * itself, so a key is required only where there is no `extends`. Meanings in Japanese and
 * English, ranges where JSON can tell them, the form of spans, shares, dates and the like as
 * patterns. What needs two settings at once a schema cannot see. id: of the schema itself.
 * Checked by tests/cli/schema_* against scenarios that are right and wrong. */
void outline_print(const struct outline_model *models, size_t n, const char *id, struct text *out);

#endif
