/* words.h - what the program says about a mistake, in Japanese and in English.
 *
 * One row per err_code. A template holds {0}..{3} for the arguments of the error and
 * {2t} for an argument that is itself a word of ours ("span", "ward") and is said in the
 * reader's language. [a|b] says a when every argument in it has text, else b; [a] says
 * a or nothing. sim/base/err.h tells what the arguments of a code are.
 */
#ifndef CLI_WORDS_H
#define CLI_WORDS_H

#include <stdbool.h>

#include "sim/base/err.h"

enum words_part {
    WORDS_MESSAGE, /* what is wrong, one sentence without a full stop      */
    WORDS_HELP,    /* what to write instead; "" when the message says it all */
    WORDS_TITLE,   /* a few words, for a list                               */
    WORDS_ABOUT    /* what it means and why it is refused, lines of 78 columns at most */
};

/* A mistake as people make it. */
struct words_example {
    const char *file;          /* NULL: a scenario                                   */
    const char *line;          /* of a file; NULL: it is not about a line            */
    const char *mark;          /* the part of it that is wrong                       */
    const char *right;         /* the line as it should be; NULL: no single line     */
    const char *arg[ERR_ARGS]; /* of the error; NULL: none                           */
};

/* The template of a code, never NULL. A code without a row is a bug. */
const char *words_get(enum err_code code, enum words_part part, bool japanese);

/* All codes in the order of the table, ERR_NONE behind the last; and the example of one.
 * Checked by tests/words/test_words.c. */
enum err_code words_code(size_t nth);
struct words_example words_example_of(enum err_code code);

/* One of our own words in the reader's language; the word itself when it is not ours. */
const char *words_term(const char *term, bool japanese);

/* --lang decides when it is given ("ja", "en"; NULL = not given), else the first of
 * LC_ALL, LC_MESSAGES and LANG that is set: ja* is Japanese, anything else English. */
bool words_japanese(const char *lang_option);

#endif
