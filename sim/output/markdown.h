/* markdown.h - a struct table as a Markdown table, for documents that are made from results. */
#ifndef OUTPUT_MARKDOWN_H
#define OUTPUT_MARKDOWN_H

#include <stdbool.h>

#include "sim/base/table.h"
#include "sim/base/text.h"

/* Headings are name_ja when japanese, else the column names. Numbers stand to the right,
 * missing cells are empty. What Markdown or HTML would take for its own is escaped. */
void markdown_print(const struct table *t, bool japanese, struct text *out);

#endif
