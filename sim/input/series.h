/* series.h - CSV tables with a header line, read by the same kind of rows as YAML.
 *
 * RFC 4180 quoting, UTF-8 with or without BOM, LF or CRLF, lines that begin with # are
 * comments. Columns may stand in any order; a missing column is an error unless optional,
 * an unknown one too, except `source`, `status` and `note`, which every table may carry:
 * they say where a number comes from and are kept for nobody.
 */
#ifndef INPUT_SERIES_H
#define INPUT_SERIES_H

#include "sim/input/bind.h"

struct series_column {
    const char *name;
    enum bind_kind kind; /* TEXT COUNT REAL SHARE SPAN CLOCK DATE CHOICE, and MONTH below */
    bool is_month;       /* with kind DATE: written 2020-07, bound as its first day       */
    bool is_optional;    /* an empty cell or a missing column leaves the member zero      */
    size_t offset;
    double least, most; /* as in bind_row */
    const char *const *choices;
    bind_resolver *resolve; /* TEXT only: names such as wards; NULL = any text */
    const void *resolve_context;
    const char *name_kind;
};

/* Element structs may begin with `struct src_pos at` when at_offset_used is true. */
struct series_shape {
    const struct series_column *columns;
    size_t n_columns;
    size_t row_size;
    bool has_position; /* the element's first member is a struct src_pos, filled in */
};

/* Reads the whole table. False when any mistake was added to *e (all in one pass). An
 * empty table (header only) is ERR_EMPTY. */
bool series_read(const char *path, const struct series_shape *shape, struct arena *home,
                 struct bind_list *out, struct err *e) MUST_CHECK;

#endif
