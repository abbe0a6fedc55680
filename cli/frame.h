/* frame.h - what every command has: memory, options, mistakes, the reader's language; and how
 * it begins and ends.
 */
#ifndef CLI_FRAME_H
#define CLI_FRAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "cli/options.h"
#include "cli/phrase.h"
#include "sim/base/err.h"

struct arena;
struct cmd;
struct spread;

/* Exit codes of all commands. */
enum frame_exit {
    FRAME_OK = 0,
    FRAME_FAILED = 1,
    FRAME_USAGE = 2,
    FRAME_INVALID = 3,
    FRAME_TARGET_MISSED = 4,
    FRAME_FIGURE_MISSING = 5,
    FRAME_IMPRECISE = 6,
    FRAME_MISMATCH = 7,
    FRAME_INTERRUPTED = 130
};

/* First member of a command's own struct. */
struct frame {
    struct arena *home;
    struct options options;
    struct err err;
    bool japanese;
    const struct spread *spread; /* the other processes of an is_spread command, or NULL */
};

/* Reads the words after the command; says what is wrong with them, or prints the help, or
 * performs. Everything is released at the end. Returns the exit status. */
int frame_run(const struct cmd *command, int argc, char **argv);

/* One sentence and a line end. */
void frame_say(const struct frame *f, FILE *to, enum phrase p, const char *a, const char *b);

/* Prints the mistakes, as JSON on standard output with --json. Returns the code, or
 * FRAME_FAILED when memory was short. */
int frame_fail(const struct frame *f, enum frame_exit code);

#endif
