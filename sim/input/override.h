/* override.h - one --set key=value, put into the tree where a file would have put it. */
#ifndef INPUT_OVERRIDE_H
#define INPUT_OVERRIDE_H

#include "sim/input/doc.h"

/* See bind_override(). */
bool override_set(struct bind_doc *doc, const struct bind_row *rows, const char *assignment,
                  int nth, struct err *e) MUST_CHECK;

#endif
