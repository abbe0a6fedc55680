/* print.h - the resolved scenario as YAML, one spelling for one meaning. */
#ifndef INPUT_PRINT_H
#define INPUT_PRINT_H

#include "sim/input/doc.h"

/* See bind_print() and bind_print_moved(); move may be NULL. */
void print_resolved(const struct bind_doc *doc, const struct bind_row *rows, bind_mover *move,
                    const void *context, struct text *out);

#endif
