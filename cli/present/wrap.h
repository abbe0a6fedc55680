/* wrap.h - where lines of English and Japanese may end. */
#ifndef PRESENT_WRAP_H
#define PRESENT_WRAP_H

#include <stddef.h>
#include <stdint.h>

struct text;

enum { WRAP_COLUMNS = 80 }; /* of a terminal */

/* The width of a letter, in whatever unit. */
typedef double wrap_width(uint32_t c);

/* Bytes of the next line of so much room, in the unit of width_of; in columns where that is NULL.
 * It ends at a blank or between wide characters, not before a comma, and not between a number and
 * what it counts; where a word of Japanese begins, if that leaves a fifth of the room at most.
 * *rest is the line after it, "" when there is none. Checked by tests/run/test_help.c and
 * tests/present/test_month.c. */
size_t wrap_line(const char *words, double room, wrap_width *width_of, const char **rest);

/* Lines as they are written where all of them fit; else filled anew, but for lines that begin with
 * a -, which begin anew. No line end is added. */
void wrap_fit(const char *words, int columns, struct text *out);

#endif
