/* load.h - a file and what it extends, laid on each other. */
#ifndef INPUT_LOAD_H
#define INPUT_LOAD_H

#include "sim/input/doc.h"

/* Reads the tree of `top` and of the files below it into doc->root. False when the first
 * file gave no tree; smaller mistakes leave doc->has_mistakes. At most DOC_FILES files. */
bool load_layers(struct bind_doc *doc, struct source *top, struct err *e) MUST_CHECK;

#endif
