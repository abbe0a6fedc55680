/* scalar.h - one written value into one C member, by the kind of its row. */
#ifndef INPUT_SCALAR_H
#define INPUT_SCALAR_H

#include "sim/input/bind.h"

enum scalar_style {
    SCALAR_PLAIN,  /* YAML without quotes: a clock time is refused, other tools misread it */
    SCALAR_QUOTED, /* YAML in quotes: a bare number is refused, it is a text              */
    SCALAR_RAW     /* CSV, --set or a default: quotes have no meaning                     */
};

struct scalar {
    const char *key; /* dotted path, for messages */
    const char *text;
    enum scalar_style style;
    struct src_pos at;
    const char *folder; /* where a relative path starts: "" or ending in a slash */
};

/* Kinds from BIND_TEXT to BIND_FILE. False when *e got an error; the member is then
 * untouched. Text and paths are copied into home. Checked by tests/input/test_bind.c. */
bool scalar_read(const struct bind_row *row, const struct scalar *from, void *member,
                 struct arena *home, struct err *e) MUST_CHECK;

/* True for the kinds that scalar_read() knows. */
bool scalar_is(enum bind_kind kind);

/* Bytes of the member of such a kind. */
size_t scalar_size(enum bind_kind kind);

/* "count", "span", ...: the word for a kind in ERR_KIND and in the reference. */
const char *scalar_kind_word(enum bind_kind kind);

/* How a value of the row may be written: its default, else one of its kind. */
const char *scalar_example(const struct bind_row *row);

/* A bound or a number of entries in the row's own unit; "" when it is infinite. unit
 * stands in where the row has none (may be NULL). */
void scalar_show_bound(const struct bind_row *row, double bound, const char *unit,
                       char to[ERR_ARG_BYTES]);

#endif
