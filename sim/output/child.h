/* child.h - a program started without a shell, watched from outside until it ends or its time
 * is over.
 *
 * Its standard input is /dev/null and so is one of its outputs; what it prints to the other goes
 * to a file without a name, because a pipe could fill up and block it. It has a process group of
 * its own, so that the deadline ends whatever it started as well. Checked:
 * tests/output/test_child.c.
 */
#ifndef OUTPUT_CHILD_H
#define OUTPUT_CHILD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct arena;

enum { CHILD_SAID_BYTES = 8192, CHILD_NAP_NS = 2000000 };

struct child {
    long process;  /* 0 = none */
    FILE *printed; /* what is kept of it; NULL = none, or read already */
    long naps_left;
};

/* What is kept of what it prints; the number is that of the stream. */
enum child_keeps { CHILD_OUTPUT = 1, CHILD_ERRORS = 2 };

enum child_state {
    CHILD_RUNS,
    CHILD_ENDED, /* *status as waitpid() gives it */
    CHILD_LOST,  /* nobody knows; errno says why */
    CHILD_LATE   /* was ended at its deadline */
};

/* This program's environment with LC_ALL=C.UTF-8 and without GNUTERM, which could name a terminal
 * that gnuplot does not have. NULL when memory ran out. */
char **child_environment(struct arena *home);

/* Starts the program, a path or a name on PATH. arguments[0] is its name, the last NULL. The
 * deadline is counted in calls of child_look(), one each CHILD_NAP_NS: never early, and on a
 * busy machine somewhat late. Returns 0 or an errno; ENOENT means that there is no such program.
 * Whatever happens, child_read() has to follow. */
int child_start(struct child *c, const char *program, char *const *arguments, char **environment,
                int deadline_s, enum child_keeps keeps);

/* How it stands, without waiting. */
enum child_state child_look(struct child *c, int *status);

/* Looks until it has ended. */
enum child_state child_wait(struct child *c, int *status);

/* What it printed, cut to the room, without line ends and spaces at its end; closes the
 * file. "" when there is none. */
void child_read(struct child *c, char printed[CHILD_SAID_BYTES]);

/* NULL when it ended well, else in words: "exit status 2", "ended by signal 9". */
const char *child_fault(int status, struct arena *home);

/* Whether a finished file ends in the mark, but for line ends and spaces if is_text. A full disk
 * leaves a cut file and exit status 0, so the end is looked at. n <= 12. */
bool child_has_end(const char *path, const void *mark, size_t n, bool is_text);

#endif
