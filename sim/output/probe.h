/* probe.h - asks a program one short question, such as its version.
 *
 * Started with an argument vector (no shell), input from /dev/null, what it says on stdout to an
 * unlinked temporary file, LC_ALL=C.UTF-8, a deadline after which its process group is ended.
 */
#ifndef OUTPUT_PROBE_H
#define OUTPUT_PROBE_H

#include "sim/base/attr.h"

struct arena;

enum probe_outcome {
    PROBE_OK,
    PROBE_MISSING, /* no such program on PATH */
    PROBE_FAILED,  /* exit status not 0, a signal, or it could not be started */
    PROBE_TIMEOUT
};

/* arguments[0] is the program; NULL-ended. *said: the first line it printed, "" when none; in
 * home, never NULL. Checked: tests/output/test_probe.c. */
enum probe_outcome probe_run(const char *const *arguments, int deadline_s, struct arena *home,
                             const char **said);

#endif
