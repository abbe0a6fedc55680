/* bind.h - fills C structs from YAML by table, and explains every refusal.
 *
 * A table row is the single source for a setting: its key, kind, unit, default, range
 * and meaning in both languages. The reader, the messages, the resolved scenario, the
 * scenario reference and the JSON Schema are all made from it, so they cannot disagree.
 *
 * Reading goes in two steps. bind_load() reads a file and everything it extends into
 * one tree that remembers file:line:column of every node; --set changes the tree.
 * bind_apply() then fills a struct and reports all mistakes in one pass. yaml.h is
 * included nowhere but in sim/input.
 */
#ifndef INPUT_BIND_H
#define INPUT_BIND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/base/attr.h"
#include "sim/base/err.h"

struct arena;
struct text;
struct bind_doc; /* opaque: the merged tree */

enum bind_kind {
    /* kind          C member      written as                                             */
    BIND_TEXT,     /* const char *  any text                                               */
    BIND_COUNT,    /* int32_t       whole number, no unit                                  */
    BIND_REAL,     /* double        number, no unit                                        */
    BIND_SHARE,    /* double        0..1, written "70%" (the percent sign is mandatory)    */
    BIND_SPAN,     /* sim_span      number + us ms s min h d                               */
    BIND_RATE,     /* double per day, written number + /min /h /d                          */
    BIND_CLOCK,    /* int32_t       seconds after midnight, written "8:45" in quotes       */
    BIND_DATE,     /* int32_t       civil day, written 2020-07-27                          */
    BIND_MONTHDAY, /* int32_t       month*100+day, written "12-29"                         */
    BIND_CHOICE,   /* int32_t       index into row->choices                                */
    BIND_FLAG,     /* bool          yes / no                                               */
    BIND_FILE,     /* const char *  path relative to the file that names it; the member
                                    holds a path that can be opened from here              */
    BIND_COUNTS,   /* struct bind_list of int32_t: [2, 4]                                  */
    BIND_GROUP,    /* struct        a mapping with rows of its own (row->sub)              */
    BIND_LIST,     /* struct bind_list of structs: a sequence of mappings (row->sub)       */
    BIND_NAMED,    /* struct bind_list of structs: a mapping from names to mappings; the
                                    first member of the element is `const char *name`      */
    BIND_LATER     /* nothing       a key that is known but not simulated yet: refused by
                                    name with ERR_NOT_SERVED                               */
};

/* A loaded sequence; items is an array of the element type. */
struct bind_list {
    void *items;
    size_t count;
};

/* Turns a name as written ("青葉区", "Aoba", "141178") into its canonical form ("青葉").
 * NULL when unknown; then *nearest is the closest known name or NULL. */
typedef const char *bind_resolver(const char *written, const char **nearest, const void *context);

struct bind_row {
    const char *key;
    enum bind_kind kind;
    size_t offset;        /* of the member in the target struct               */
    const char *fallback; /* default, written as in YAML; NULL = required;
                             "" = may be absent: the member stays zero, but a
                             GROUP without required rows is then filled from
                             their defaults, as if written {}                 */
    double least, most;   /* closed interval: COUNT REAL SHARE in their own unit,
                             SPAN in seconds, RATE per day, CLOCK in seconds,
                             COUNTS per element; LIST NAMED number of entries;
                             ignored when both are 0                           */
    const char *unit;     /* for the reference: "min", "/d", "%"; NULL = none  */
    const char *meaning_ja, *meaning_en;
    const char *const *choices; /* CHOICE only: NULL-ended                           */
    const struct bind_row *sub; /* GROUP LIST NAMED only: rows ended by key == NULL  */
    size_t sub_size;            /* LIST NAMED: size of an element                    */
    const char *name_kind;      /* NAMED: "ward", "surge", for messages              */
    bind_resolver *resolve;     /* NAMED: may be NULL = any name                     */
    const void *resolve_context;
    const char *const *aliases; /* NULL-ended other spellings (予約枠): never accepted,
                                   but "did you mean" leads from them to this key   */
};

/* A statement about where a number comes from. In YAML any mapping may hold
 * `basis: {kind: FACT|DERIVED|ASSUMPTION, range, note, source}`; a scalar takes the long
 * form `{value: 15 min, basis: {...}}`. 公表・実測, 計算, 仮定 are accepted for kind.
 *
 * The value of a scalar is as written, or the default. That of a mapping is what is
 * written in it, "mean 15 min, cv 0.4", in the order of writing, without what has a basis
 * of its own; longer than 200 bytes it is cut between characters and ends in "…". NULL
 * when that leaves nothing, and for the basis of the whole file. Checked by
 * tests/input/test_bind.c. */
struct bind_basis {
    const char *path;                  /* "service.renewal.mean"            */
    const char *value;                 /* see above; may be NULL            */
    const char *kind;                  /* "FACT", "DERIVED" or "ASSUMPTION" */
    const char *range, *note, *source; /* NULL = not given                 */
    struct src_pos at;
};

/* Reads the file and the files it extends (`extends: base.yaml`, relative to the file
 * that names it; maps merge, lists replace, the plain word `none` clears: the default
 * holds again, a named entry is gone). *e tells every mistake of form found (bad UTF-8,
 * tabs, full-width characters, duplicate keys, anchors, several documents, depth over 32,
 * over 1 MiB). NULL when no tree could be made. A tree with mistakes of form is returned
 * all the same, so that bind_apply() can add its own to the list; it then always refuses.
 * Checked by tests/input/test_bind.c and test_guard.c. */
struct bind_doc *bind_load(const char *path, struct arena *home, struct err *e) MUST_CHECK;

/* The same for n bytes in memory; name stands for the path in messages, and its folder
 * is where relative paths start. Any bytes are allowed: they are checked here. */
struct bind_doc *bind_load_bytes(const char *name, const char *bytes, size_t n, struct arena *home,
                                 struct err *e) MUST_CHECK;

/* Applies one "key=value" (dotted path, value typed by the row when bound; a name in the
 * path may be any spelling its resolver knows, an element of a list is a number from 1).
 * A value in [ ] or { } is read as YAML unless the row is a TEXT. nth counts --set options
 * from 1. After a false, bind_apply() refuses too. */
bool bind_override(struct bind_doc *doc, const struct bind_row *rows, const char *assignment,
                   int nth, struct err *e) MUST_CHECK;

/* The text of a root key as the layers read so far say it, in the long form too; NULL when it
 * is absent, taken back by `none`, or no scalar. Whoever has several tables of rows chooses
 * with it before anything is bound. Lives as long as the doc. Checked by
 * tests/input/test_bind.c. */
const char *bind_peek(const struct bind_doc *doc, const char *key);

/* Fills *target (zeroed first) by the rows. Reports every mistake; false when any; the
 * errors that are kept then stand in the order of files, lines and columns. The
 * keys schema, id, title, extends and basis are the reader's own: `schema` must be
 * "madosim/1"; id and title are bound when rows name them. */
bool bind_apply(struct bind_doc *doc, const struct bind_row *rows, void *target, size_t size,
                struct arena *home, struct err *e) MUST_CHECK;

/* Position of the value at a dotted path, of the nearest parent that exists otherwise. */
struct src_pos bind_where(const struct bind_doc *doc, const char *path);

/* True when the path is written in a file or by --set (not a default, not taken back by
 * `none`). Valid after bind_apply(). */
bool bind_is_given(const struct bind_doc *doc, const char *path);

/* All bases of the merged tree, in the order of the rows. Valid after bind_apply().
 * Paths name list elements from 1 and named entries by their canonical name. */
size_t bind_bases(const struct bind_doc *doc, const struct bind_basis **bases);

/* Paths of all YAML files read, in order of reading. */
size_t bind_files(const struct bind_doc *doc, const char *const **paths);

/* The resolved scenario as YAML: every row with its value or default, in the order of the
 * rows, normalised spelling; the same text for the same meaning, whatever file it was in.
 * Bases are part of it. Reading the text again gives the same text. For documents that
 * bind_apply() accepted. */
void bind_print(const struct bind_doc *doc, const struct bind_row *rows, struct text *out);

/* A path that can be opened from here, as it is written in a file somewhere else; NULL without
 * memory. */
typedef const char *bind_mover(const char *path, struct arena *home, const void *context);

/* The same text with every FILE moved, so that it can be kept in another folder. Checked by
 * tests/input/test_bind.c. */
void bind_print_moved(const struct bind_doc *doc, const struct bind_row *rows, bind_mover *move,
                      const void *context, struct text *out);

/* The rows as a Markdown reference: key, kind, unit, default, range, meaning ja and en. */
void bind_reference(const struct bind_row *rows, struct text *out);

#endif
