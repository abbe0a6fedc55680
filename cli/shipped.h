/* shipped.h - scenarios that come with the program, wherever it is run from. */
#ifndef CLI_SHIPPED_H
#define CLI_SHIPPED_H

#include "sim/base/attr.h"

struct arena;

/* The path of a file below the folder scenarios: of the current folder, else of the checkout or
 * the installation the program belongs to. NULL when there is none. */
const char *shipped_find(const char *name, struct arena *home) MUST_CHECK;

#endif
