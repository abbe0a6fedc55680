/* suggest.h - which key was probably meant. */
#ifndef INPUT_SUGGEST_H
#define INPUT_SUGGEST_H

#include "sim/input/bind.h"

/* Looks for the written key among the keys and aliases of the rows, near misses
 * included, then, exactly, in the groups below them; and among the names that a row knows,
 * an exact one first of all, one nearly like it last. Writes the path from here ("share",
 * "reservation.share" or "wards.青葉"), "" when nothing fits. Full-width letters count as
 * half-width. Checked: tests/input/test_suggest.c. */
void suggest_key(const struct bind_row *rows, const char *written, char to[ERR_ARG_BYTES]);

#endif
