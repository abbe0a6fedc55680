/* formula.h - the yardsticks by name, as the table of reference cases calls them.
 *
 * Each argument has a range in the registry (formula.c), and some a limit together with others
 * (limit.h): a yardstick is never asked what it would take for our own mistake.
 */
#ifndef THEORY_FORMULA_H
#define THEORY_FORMULA_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/theory/argument.h"
#include "sim/base/attr.h"

struct arena;

enum formula_outcome {
    FORMULA_OK,
    FORMULA_UNKNOWN,  /* no yardstick of that name: fault->nearest the closest one or NULL */
    FORMULA_ARGUMENT, /* *fault says what is wrong with which argument                     */
    FORMULA_NO_MEMORY
};

/* May it be asked? Computes nothing. */
enum formula_outcome formula_check(const char *name, const char *arguments,
                                   struct argument_fault *fault) MUST_CHECK;

/* The value of a yardstick for arguments such as "rate=6 service=3 servers=3". All arguments
 * it has must be given. INFINITY where people wait for ever. Checked by
 * tests/theory/test_formula.c. */
enum formula_outcome formula_value(const char *name, const char *arguments, struct arena *scratch,
                                   double *value, struct argument_fault *fault) MUST_CHECK;

/* For going through all of them: the name, NULL behind the last, and the arguments. */
const char *formula_name(size_t i);
const struct argument *formula_arguments(size_t i);

#endif
