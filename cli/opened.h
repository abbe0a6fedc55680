/* opened.h - scenarios that are read and not run, and where to put what is said of them. */
#ifndef CLI_OPENED_H
#define CLI_OPENED_H

#include "cli/run.h"
#include "sim/base/attr.h"

/* A scenario as a run of its own, with the command's --set and an empty list of mistakes.
 * NULL with ERR_NOMEM in f. */
struct run *opened_new(struct frame *f, const char *file) MUST_CHECK;

/* Reads it to the end and compiles it; false with every mistake in r->frame.err. */
bool opened_read(struct run *r) MUST_CHECK;

/* Writes text to the file of -o, whole or not at all, or to standard output. Returns the exit
 * status; what went wrong is told. */
int opened_put(struct frame *f, const struct text *out);

/* bytes of a whole file, NUL-ended, with the number in *n; NULL with the error in f. */
const char *opened_bytes(struct frame *f, const char *path, size_t *n) MUST_CHECK;

#endif
