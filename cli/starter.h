/* starter.h - a scenario to start from: what people change most, as comments to be taken away. */
#ifndef CLI_STARTER_H
#define CLI_STARTER_H

#include <stdbool.h>

#include "sim/base/text.h"

/* A scenario that comes with the program and can be built upon. */
struct starter_preset {
    const char *name;     /* as --preset says it */
    const char *file;     /* below scenarios */
    bool is_queue;        /* model: queue */
    const char *title[2]; /* English, Japanese */
};

/* NULL when there is none of that name; the first when name is NULL. */
const struct starter_preset *starter_find(const char *name);

/* The name of a scenario made from a path: letters, digits and - of its last part; "office" when
 * none are left. */
void starter_id(const char *path, struct text *out);

struct starter {
    const struct starter_preset *preset;
    const char *path;   /* of the file to be written */
    const char *base;   /* of the preset, as seen from there */
    const char *schema; /* the same of the JSON Schema; NULL: none */
};

/* Lines that begin with # and a letter or two blanks are settings: without the # the file is still
 * right. Checked by tests/cli/init_uncommented. */
void starter_print(const struct starter *s, bool japanese, struct text *out);

#endif
