/* terminal.h - a struct table for people on a terminal: columns aligned under wide
 * characters, numbers to the right, missing cells as a dash. */
#ifndef OUTPUT_TERMINAL_H
#define OUTPUT_TERMINAL_H

#include <stdbool.h>

#include "sim/base/table.h"
#include "sim/base/text.h"

/* Headings are name_ja when japanese, else the column names. */
void terminal_print(const struct table *t, bool japanese, struct text *out);

#endif
