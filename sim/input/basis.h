/* basis.h - all statements about where numbers come from, in the order of the rows. */
#ifndef INPUT_BASIS_H
#define INPUT_BASIS_H

#include "sim/input/doc.h"

/* Fills doc->bases from a tree that fill_struct() has accepted. ERR_NOMEM. */
bool basis_collect(struct bind_doc *doc, const struct bind_row *rows, struct err *e) MUST_CHECK;

/* The three words of a kind as one: "FACT" for "実測"; NULL for anything else. */
const char *basis_kind(const char *written);

/* The text of one key of a basis mapping, NULL when it is not given. */
const char *basis_text(const struct tree_node *basis, const char *key);

#endif
