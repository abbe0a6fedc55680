/* json.h - a struct table as a JSON array of objects, keys in column order, numbers as
 * numbers with the column's digits, flags as true and false, missing cells as null. */
#ifndef OUTPUT_JSON_H
#define OUTPUT_JSON_H

#include "sim/base/table.h"
#include "sim/base/text.h"

void json_print(const struct table *t, struct text *out);

#endif
