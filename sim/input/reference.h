/* reference.h - the rows as a Markdown reference for people. */
#ifndef INPUT_REFERENCE_H
#define INPUT_REFERENCE_H

#include "sim/input/bind.h"

/* See bind_reference(). */
void reference_write(const struct bind_row *rows, struct text *out);

#endif
