/* csv.h - a struct table as CSV: UTF-8, LF, one header line, ISO dates, C-locale numbers;
 * a missing cell is empty. Text that a spreadsheet would take for a formula is defused. */
#ifndef OUTPUT_CSV_H
#define OUTPUT_CSV_H

#include <stdbool.h>

#include "sim/base/err.h"
#include "sim/base/table.h"
#include "sim/base/text.h"

void csv_print(const struct table *t, struct text *out);
/* The same with the given headings and CR LF, as office programs expect it. */
void csv_print_headed(const struct table *t, const char *const *headings, struct text *out);
/* Writes FOLDER/NAME.csv, whole or not at all. */
bool csv_write(const struct table *t, const char *folder, struct err *e) MUST_CHECK;

#endif
