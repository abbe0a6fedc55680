/* shown.h - the columns of a table that a run prints: how wide, their headings, and how a
 * number with its interval is written in them. */
#ifndef PRESENT_SHOWN_H
#define PRESENT_SHOWN_H

#include <stdbool.h>
#include <stddef.h>

#include "sim/base/text.h"
#include "sim/experiment/interval.h"

enum shown {
    SHOWN_NAME,   /* text, to the left                  */
    SHOWN_MODE,   /* the same, of another kind          */
    SHOWN_NUMBER, /* the estimate alone                 */
    SHOWN_HALF,   /* 12.3±0.4: half of the interval     */
    SHOWN_SHARE,  /* 93.1% 92.0-94.2                    */
    SHOWN_VERDICT /* of a share against the target      */
};

struct shown_column {
    const char *heading[2]; /* English, Japanese */
    int width;              /* on a terminal where ± and ○ take two columns, too */
    enum shown kind;
    const char *metric; /* NULL for text */
    int digits;
};

void shown_headings(const struct shown_column *columns, size_t n, bool japanese, struct text *out);

/* Text in a column; what does not fit is cut and ends in "…", so that the next stands apart. */
void shown_words(const struct shown_column *c, const char *words, struct text *out);

/* A text in a column, to the side where its kind stands. */
void shown_text(const struct shown_column *c, const char *s, struct text *out);

/* A number with its interval in a column; "-" when it is not known. target: what a verdict compares
 * with. */
void shown_interval(const struct shown_column *c, struct interval i, double target, bool japanese,
                    struct text *out);

/* Appends the text with lines of at most 80 columns: broken at a blank or after a Japanese comma,
 * and gone on with two blanks. Lines of its own stay. A word that is wider stands alone.
 * Checked by tests/present/test_shown.c. */
void shown_wrapped(const char *text, struct text *out);

#endif
