/* cell.h - one cell of a table as text, the same in every form of output.
 *
 * Numbers are written as in the C locale whatever setlocale() was told: the radix
 * character is put there by us. A negative zero, also one that rounding makes, is 0.
 */
#ifndef OUTPUT_CELL_H
#define OUTPUT_CELL_H

#include <stdbool.h>

#include "sim/base/table.h"
#include "sim/base/text.h"

/* Also for a real that is not finite and a text that is NULL. */
bool cell_is_missing(const struct table_column *column, const struct table_cell *cell);

/* 1234, 0.25, yes, 2020-07-27, 08:45 (08:45:30 where there are seconds) or the bare text,
 * not quoted. Nothing for a missing cell. A date outside 1900-2199 or a negative time is a
 * bug. */
void cell_print(const struct table_column *column, const struct table_cell *cell, struct text *out);

/* x with so many decimals (0 to 17), correctly rounded from its binary value, halves to
 * even; x must be finite. Checked: tests/output/test_cell.c. */
void cell_print_real(double x, int digits, struct text *out);

/* x with so many significant digits (1 to 15), zeros at the end taken off, never with an
 * exponent: 0.000371, 450, 0. Below 1e-17 it is 0. */
void cell_print_round(double x, int digits, struct text *out);

#endif
