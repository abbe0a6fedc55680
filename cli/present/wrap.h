/* wrap.h - where lines of English and Japanese may end. */
#ifndef PRESENT_WRAP_H
#define PRESENT_WRAP_H

#include <stddef.h>

/* Bytes of the next line of at most so many columns: it ends at a blank or between wide characters,
 * not before a comma, and not between a number and what it counts. *rest is the line after it, ""
 * when there is none. Checked by tests/run/test_help.c. */
size_t wrap_line(const char *words, int columns, const char **rest);

#endif
