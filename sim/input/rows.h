/* rows.h - short forms for the tables of rows that a reader is made of (bind.h, series.h).
 * For the .c files that hold such tables, and for nobody else.
 */
#ifndef INPUT_ROWS_H
#define INPUT_ROWS_H

#include <stddef.h>

#include "sim/input/bind.h"
#include "sim/input/series.h"

/* A setting: struct, group inside it, member, kind, default, least, most, unit, meaning. */
#define SET(type, group, member, k, dflt, lo, hi, u, ja, en) \
    { \
        .key = #member, .kind = (k), \
        .offset = offsetof(type, group.member) - offsetof(type, group), .fallback = (dflt), \
        .least = (lo), .most = (hi), .unit = (u), .meaning_ja = (ja), .meaning_en = (en) \
    }
/* A setting of a struct of its own (no group). */
#define OWN(type, member, k, dflt, lo, hi, u, ja, en) \
    { \
        .key = #member, .kind = (k), .offset = offsetof(type, member), .fallback = (dflt), \
        .least = (lo), .most = (hi), .unit = (u), .meaning_ja = (ja), .meaning_en = (en) \
    }
#define PICK(type, group, member, list, dflt, ja, en) \
    { \
        .key = #member, .kind = BIND_CHOICE, \
        .offset = offsetof(type, group.member) - offsetof(type, group), .fallback = (dflt), \
        .choices = (list), .meaning_ja = (ja), .meaning_en = (en) \
    }
#define GROUP(at, name, rows, ja, en) \
    { \
        .key = (name), .kind = BIND_GROUP, .offset = (at), .fallback = "", .sub = (rows), \
        .meaning_ja = (ja), .meaning_en = (en) \
    }

/* A group without which there is nothing to simulate. */
#define NEEDED(at, name, rows, ja, en) \
    { \
        .key = (name), .kind = BIND_GROUP, .offset = (at), .fallback = NULL, .sub = (rows), \
        .meaning_ja = (ja), .meaning_en = (en) \
    }

/* The same two, with what people write for the key. */
#define NEEDED_OR(names, at, name, rows, ja, en) \
    { \
        .key = (name), .kind = BIND_GROUP, .offset = (at), .sub = (rows), .meaning_ja = (ja), \
        .meaning_en = (en), .aliases = (names) \
    }
#define GROUP_OR(names, at, name, rows, ja, en) \
    { \
        .key = (name), .kind = BIND_GROUP, .offset = (at), .fallback = "", .sub = (rows), \
        .meaning_ja = (ja), .meaning_en = (en), .aliases = (names) \
    }
#define LATER(name, ja, en) \
    { \
        .key = (name), .kind = BIND_LATER, .fallback = "", .meaning_ja = (ja), .meaning_en = (en) \
    }
#define END \
    { \
        .key = NULL \
    }

/* Columns of a table: struct, member, title, ... */
#define COLUMN(type, member, title, k, lo, hi) \
    { \
        .name = (title), .kind = (k), .offset = offsetof(type, member), .least = (lo), \
        .most = (hi) \
    }
#define PICKED(type, member, title, list) \
    { \
        .name = (title), .kind = BIND_CHOICE, .offset = offsetof(type, member), .choices = (list) \
    }
#define MONTH(type, member, title) \
    { \
        .name = (title), .kind = BIND_DATE, .is_month = true, .offset = offsetof(type, member) \
    }
#define SHAPE(cols, type) \
    { \
        cols, COUNT_OF(cols), sizeof(type), true \
    }

#endif
