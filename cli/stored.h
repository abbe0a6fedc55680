/* stored.h - a results folder read back: its manifest, its scenario, its tables.
 *
 * Nothing else is needed, neither the scenario's own files nor the program that made it: the folder
 * may have been mailed. What the columns of a table are is in its data/columns.csv.
 */
#ifndef CLI_STORED_H
#define CLI_STORED_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/frame.h"
#include "sim/base/attr.h"
#include "sim/base/table.h"
#include "sim/input/flat.h"
#include "sim/output/manifest.h"

enum { STORED_TABLES_MAX = 24 };

struct stored {
    struct frame *frame;
    const char *folder;
    struct manifest_origin origin;
    struct flat settings; /* of the resolved scenario */
    struct table columns; /* data/columns.csv */
    const char *names[STORED_TABLES_MAX];
    size_t n_names; /* tables that it describes, in order: summary, wait_daily, ... */
};

/* Reads what says what there is. false with everything said and *code set when it is no results
 * folder. */
bool stored_open(struct frame *f, const char *folder, struct stored *s, int *code) MUST_CHECK;

/* Is there data/NAME.csv? */
bool stored_has(const struct stored *s, const char *name);

/* Reads data/NAME.csv. false with the error in the frame. */
bool stored_read(const struct stored *s, const char *name, struct table *out) MUST_CHECK;

/* A setting of the resolved scenario without its quotes, or NULL. */
const char *stored_text(const struct stored *s, const char *path);

/* A span of the resolved scenario in minutes; NaN when it has none such. */
double stored_minutes(const struct stored *s, const char *path);

/* A path below the folder. */
const char *stored_path(const struct stored *s, const char *a, const char *b);

#endif
