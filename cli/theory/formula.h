/* formula.h - the yardsticks by name, as the table of reference cases calls them. */
#ifndef THEORY_FORMULA_H
#define THEORY_FORMULA_H

#include <stdbool.h>
#include <stddef.h>

#include "sim/base/attr.h"
#include "sim/base/err.h"

struct arena;

enum { FORMULA_ARGUMENTS = 10 };

enum formula_outcome {
    FORMULA_OK,
    FORMULA_UNKNOWN,  /* no yardstick of that name: *wrong the nearest one or NULL        */
    FORMULA_ARGUMENT, /* *wrong: an argument that is missing, unknown or no number        */
    FORMULA_NO_MEMORY
};

/* The value of a yardstick for arguments such as "rate=6 service=3 servers=3". All arguments
 * it has must be given. Checked by tests/theory/test_formula.c. */
enum formula_outcome formula_value(const char *name, const char *arguments, struct arena *scratch,
                                   double *value, const char **wrong);

#endif
