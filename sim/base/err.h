/* err.h - what a user or the machine got wrong, as a short list of facts.
 *
 * An error is (code, source position, arguments): no sentence is built here. The
 * sentences live in cli/words.c, one row per code in Japanese and English, so a
 * test checks position and meaning, and a user reads his own language.
 *
 * Three kinds of failure, three treatments:
 *   wrong input    -> err_add() with file:line:column; go on and find the next one
 *   no resources   -> err_add(ERR_NOMEM / ERR_WRITE ...); the caller unwinds
 *   our own bug    -> BUG_IF(): print where, abort; never "handled"
 * Only cli prints errors or chooses an exit status.
 */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include <stdbool.h>
#include <stddef.h>

#include "sim/base/attr.h"
#include "sim/base/bug.h"

/* The number is the M-number people see (M002); append only, never reuse. */
enum err_code {
    ERR_NONE = 0,
    ERR_KEY_UNKNOWN = 2,     /* args: key, parent path, suggestion or ""              */
    ERR_COLON_SPACE = 3,     /* args: text, what to write instead                     */
    ERR_KEY_TWICE = 4,       /* args: key, line of the first                          */
    ERR_FULLWIDTH = 5,       /* args: the characters, the half-width form             */
    ERR_FULLWIDTH_SPACE = 6, /* no args                                               */
    ERR_NOT_UTF8 = 7,        /* args: guessed encoding ("Shift_JIS") or "", byte from 1 */
    ERR_TAB = 8,             /* no args: a tab used for indentation                   */
    ERR_YAML = 9,            /* args: what libyaml said                               */
    ERR_NAME_UNKNOWN = 10,   /* args: name, kind of name ("ward"), suggestion or ""   */
    ERR_KEY_MISSING = 11,    /* args: key, parent path                                */
    ERR_KIND = 12,           /* args: key, text, expected kind, example               */
    ERR_UNIT_MISSING = 13,   /* args: key, text, example with unit                    */
    ERR_UNIT_UNKNOWN = 14,   /* args: key, unit, allowed units                        */
    ERR_RANGE = 15,          /* args: key, text, least, most                          */
    ERR_CHOICE = 16,         /* args: key, text, choices, suggestion or ""            */
    ERR_SHARE_SUM = 17,      /* args: group, sum                                      */
    ERR_DATE = 18,           /* args: key, text, what was meant                       */
    ERR_EMPTY = 19,          /* args: what is empty, "empty file", "empty table" or "" */
    ERR_NOT_SERVED = 20,     /* args: key: known, but not simulated yet               */
    ERR_ORDER = 21,          /* args: earlier key, its text, later key, its text      */
    ERR_EXTENDS_CYCLE = 22,  /* args: chain of files                                  */
    ERR_TOO_DEEP = 23,       /* args: limit                                           */
    ERR_TOO_BIG = 24,        /* args: limit                                           */
    ERR_ALIAS = 25,          /* args: what was found (&, *, <<)                       */
    ERR_DOCUMENTS = 26,      /* no args: more than one document                       */
    ERR_COLUMN = 27,         /* args: column, "missing" "unknown" or "", suggestion   */
    ERR_CLOSED_PERIOD = 28,  /* args: ward or "", from, to: nothing is open           */
    ERR_NO_COUNTER = 29,     /* args: ward, date: open but nobody on duty             */
    ERR_NO_DATA = 30,        /* args: table, what is missing                          */
    ERR_PATH = 31,           /* args: path: leaves the project or is not relative     */
    ERR_OVERRIDE = 32,       /* args: the text of --set that is not key=value         */
    ERR_ROW = 33,            /* args: columns found, columns expected                 */
    ERR_ROW_TWICE = 34,      /* args: what is given twice, line of the first          */
    ERR_STREAM_NAME = 35,    /* args: name: two streams share an address, rename one  */
    ERR_UNCLOSED = 36,       /* args: opening character, closing one, line where noticed */
    ERR_INDENT = 37,         /* args: line that this one does not line up with         */
    ERR_COLON_HERE = 38,     /* no args: a colon where no key can stand                */
    ERR_COMMENT_SPACE = 39,  /* args: text, what to write instead                      */
    ERR_CONTROL = 40,        /* args: "U+0007": a character no text file should hold   */
    ERR_CHARACTER = 41,      /* args: a character that cannot begin a value (@ ` %)    */
    ERR_COLON_MISSING = 42,  /* args: the line that has no colon                       */
    ERR_ENDLESS = 43,        /* args: key, what would make an end of it                */
    ERR_OVERLOAD = 44,       /* args: load, counters: no steady state                  */
    ERR_RESERVED = 45,       /* args: name that has a meaning of its own in the results */
    ERR_ARGUMENT = 46,       /* args: argument that is missing, formula               */
    ERR_NOT_COUNTED = 47,    /* args: metric, index: the scenario does not ask for it */
    ERR_REGION = 48,         /* args: ward, its region, another ward, its region      */
    ERR_NO_EFFECT = 61,      /* args: key, why (a word of ours): a warning of plan            */
    ERR_NOMEM = 80,          /* args: for what                                        */
    ERR_OPEN = 81,           /* args: path, reason, what was meant                    */
    ERR_WRITE = 82,          /* args: path, reason                                    */
    ERR_CHILD = 83,          /* args: program, what happened                          */
    ERR_THREAD = 84,         /* args: reason                                          */
    ERR_LIMIT = 85,          /* args: which limit                                     */
    ERR_CHECKPOINT = 86,     /* args: path, what is wrong with it (a word of ours)    */
    ERR_PERSONAL = 90        /* args: the heading, or "" for an individual number      */
};

/* Where the user should look. line and column count from 1, in code points; 0 = not
 * known. width is the length of the offending text in code points (0 = 1). excerpt is
 * the whole source line, or NULL; both strings outlive the list. */
struct src_pos {
    const char *file;
    int line, column, width;
    const char *excerpt;
};

enum { ERR_ARGS = 4, ERR_ARG_BYTES = 160, ERR_LIST_MAX = 20 };

struct err_item {
    enum err_code code;
    struct src_pos at;
    char arg[ERR_ARGS][ERR_ARG_BYTES]; /* NUL-ended, cut at a character boundary */
};

/* Zero-initialise with {0}. Holds the first ERR_LIST_MAX errors and counts the rest. */
struct err {
    int count; /* all that were added, also those not kept */
    struct err_item item[ERR_LIST_MAX];
};

/* Adds one error with up to ERR_ARGS strings; args is ended by NULL. Always returns
 * false, so a failing function can end in `return err_add(...)`. */
bool err_add_args(struct err *e, enum err_code code, struct src_pos at, const char *const *args);

/* err_add(e, code, at, "arg", ...): at least one argument, "" when there is none. */
#define err_add(e, code, at, ...) \
    err_add_args((e), (code), (at), (const char *const[]){__VA_ARGS__, NULL})

/* No source position: the machine, not the file. */
#define SRC_NOWHERE ((struct src_pos){0})

static inline bool err_is_set(const struct err *e)
{
    return e->count > 0;
}

#endif
