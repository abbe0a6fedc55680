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
    WORDS_HELP     /* what to write instead; "" when the message says it all */
};

/* The template of a code, never NULL. A code without a row is a bug. */
const char *words_get(enum err_code code, enum words_part part, bool japanese);

/* One of our own words in the reader's language; the word itself when it is not ours. */
const char *words_term(const char *term, bool japanese);

/* --lang decides when it is given ("ja", "en"; NULL = not given), else the first of
 * LC_ALL, LC_MESSAGES and LANG that is set: ja* is Japanese, anything else English. */
bool words_japanese(const char *lang_option);

#endif
