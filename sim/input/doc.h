/* doc.h - what a bind_doc is made of; for sim/input only. */
#ifndef INPUT_DOC_H
#define INPUT_DOC_H

#include "sim/input/bind.h"
#include "sim/input/tree.h"

enum { DOC_FILES = TREE_DEPTH, DOC_SET_LAYER = 1000, DOC_BYTES = 1 << 20 };

struct bind_doc {
    struct arena *home;
    struct tree_node *root; /* a map: all layers laid on each other           */
    const char *folder;     /* of the first file; where default paths start   */
    const char *files[DOC_FILES];
    size_t n_files;
    bool has_mistakes; /* of form: reported, and bind_apply() refuses     */
    bool is_partial;   /* a file it extends could not be read: what is
                          missing may stand there                         */
    struct bind_basis *bases;
    size_t n_bases, bases_capacity;
};

/* A dotted path that grows with the walk: each step lives in its caller's frame. */
struct doc_path {
    const struct doc_path *up; /* NULL at the root */
    const char *step;
};

/* The path as text, cut to size; "" at the root. `last` may be NULL. */
void doc_path_text(const struct doc_path *path, const char *last, char *to, size_t size);

/* The row of a key, NULL when there is none. */
const struct bind_row *doc_row(const struct bind_row *rows, const char *key);

/* Gives every entry of a NAMED map its canonical name, and lays entries of different
 * files with the same name on each other. Entries of one file stay apart, so that they
 * can be reported. May be done again. False without memory. */
bool doc_settle_names(struct tree_node *map, const struct bind_row *row, struct arena *home);

/* The value of a scalar row: the node itself, or what stands under `value` in the long
 * form. NULL when it is absent, cleared by `none`, or in the long form without a value. */
const struct tree_node *doc_value(const struct bind_row *row, const struct tree_node *node);

/* True when the node is the plain word none and the row has no choice of that name. */
bool doc_is_cleared(const struct bind_row *row, const struct tree_node *node);

/* The default as written, NULL when the row is required, "" when nothing takes its place.
 * An optional GROUP without required rows of its own counts as written empty, "{}". */
const char *doc_default(const struct bind_row *row);

/* Reads a default as YAML, for rows that are no scalars. NULL without memory. */
struct tree_node *doc_fallback(const struct bind_row *row, struct arena *home);

#endif
