/* origin.h - all settings of a scenario with where they are written and what they rest on. */
#ifndef CLI_ORIGIN_H
#define CLI_ORIGIN_H

#include "cli/run.h"
#include "sim/base/attr.h"
#include "sim/input/bind.h"

struct origin {
    const char *path, *value;       /* booking.slot, 15 min */
    struct src_pos at;              /* file NULL: a default nobody wrote */
    const struct bind_basis *basis; /* NULL: none is given */
};

struct origins {
    const struct origin *items; /* in the order of the rows */
    size_t count;
};

/* The resolved scenario as YAML with paths as seen from a folder ("" = here), so that it can be
 * read there. r is read. false when memory ran out or there is no such folder. */
bool origin_print(const struct run *r, const char *folder, struct text *out) MUST_CHECK;

/* r is read. false when memory ran out. */
bool origin_list(const struct run *r, struct origins *out) MUST_CHECK;

/* ASSUMPTION, "default" or "" in the reader's language. */
const char *origin_word(const struct origin *o, bool japanese);

#endif
