/* readback.h - a table that this program wrote as CSV, as a table again.
 *
 * The columns say what to expect; the file says which of them there are, and in what order. A
 * column that nobody expects is text. What was written comes back: printing the result as CSV
 * gives the same bytes, so a real keeps its decimals (or, where they vary, TABLE_ROUND with as many
 * digits as a double holds). Checked: tests/input/test_readback.c.
 */
#ifndef INPUT_READBACK_H
#define INPUT_READBACK_H

#include "sim/base/err.h"
#include "sim/base/table.h"

struct arena;

/* Reads PATH, UTF-8 with LF or CRLF, at most 1 GiB; name is the table's (kept, not copied). A cell
 * that its column cannot hold, or a row that is too short or too long, is ERR_KIND or ERR_ROW at
 * its line. Columns are copied into home. O(bytes). */
bool readback_csv(const char *path, const char *name, const struct table_column *columns,
                  size_t n_columns, struct arena *home, struct table *out,
                  struct err *e) MUST_CHECK;

#endif
