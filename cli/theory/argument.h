/* argument.h - what a yardstick is asked with, "rate=6 service=3 servers=3": which names there
 * are and what each may be. The yardsticks themselves take a wrong argument for our own
 * mistake and stop the program; a table is written by people.
 */
#ifndef THEORY_ARGUMENT_H
#define THEORY_ARGUMENT_H

#include <stdbool.h>
#include <stddef.h>

enum { ARGUMENT_MOST = 10 }; /* of one yardstick */

struct argument {
    const char *name; /* NULL ends a list */
    double least, most;
    bool is_whole;
};

enum argument_outcome {
    ARGUMENT_OK,
    ARGUMENT_UNKNOWN,   /* *nearest: the closest name or NULL      */
    ARGUMENT_TWICE,     /*                                         */
    ARGUMENT_NO_NUMBER, /* or no "=number" at all                  */
    ARGUMENT_NOT_WHOLE, /*                                         */
    ARGUMENT_RANGE,     /* least and most say what it may be       */
    ARGUMENT_MISSING    /* not in the text: at is NULL             */
};

/* What is wrong with one of them; the first mistake in the text is told. */
struct argument_fault {
    enum argument_outcome outcome;
    const char *name; /* as the yardstick calls it; NULL when it knows none of that name */
    const char *at;   /* where it stands in the text, ...      */
    size_t length;    /* ... "servers=0" as a whole            */
    const char *nearest;
    double least, most; /* -INFINITY or INFINITY: no bound */
};

/* Reads all arguments of the list into values, in its order; every one must be there, once.
 * false with *fault. Checked by tests/theory/test_argument.c. */
bool argument_read(const struct argument *list, const char *text, double *values,
                   struct argument_fault *fault);

/* Where the argument of the list stands in a text that has been read; *length as above. */
const char *argument_find(const struct argument *one, const char *text, size_t *length);

#endif
