/* fill.h - from the tree to the struct, row by row, with every mistake on the way. */
#ifndef INPUT_FILL_H
#define INPUT_FILL_H

#include "sim/input/doc.h"

/* A statement about a number as it stands in a `basis` mapping. */
struct fill_basis {
    int32_t kind;
    const char *range, *note, *source;
};

extern const struct bind_row fill_basis_rows[];

/* "FACT", "DERIVED" or "ASSUMPTION" for a choice of the first basis row. */
const char *fill_basis_kind(int32_t choice);

/* Fills *target from doc->root. False when *e got an error. What the struct points to
 * lives in `home`. O(nodes * rows of their map). */
bool fill_struct(struct bind_doc *doc, const struct bind_row *rows, void *target,
                 struct arena *home, struct err *e) MUST_CHECK;

#endif
