/* gnuplot.h - figures drawn by a gnuplot child process, one per figure and form.
 *
 * The script file is written first and stays beside the picture. gnuplot is started with
 * an argument vector (no shell, -d: no ~/.gnuplot), script on a file argument, stdout to
 * /dev/null, stderr to an unlinked temporary file, LC_ALL=C.UTF-8, a deadline; then the
 * picture's end mark is checked (</svg>, IEND) and only then it takes its name. By hand:
 *
 *   cd FOLDER && gnuplot -d -e "TERM='svg'; OUT='NAME.svg'" NAME.gp
 */
#ifndef OUTPUT_GNUPLOT_H
#define OUTPUT_GNUPLOT_H

#include <stdbool.h>

#include "sim/base/attr.h"
#include "sim/base/err.h"

struct arena;

enum gnuplot_outcome {
    GNUPLOT_OK,
    GNUPLOT_MISSING, /* no such program on PATH */
    GNUPLOT_FAILED,  /* exit status, signal, or an incomplete picture; *said tells */
    GNUPLOT_WARNED,  /* picture is there, but gnuplot printed something: *said */
    GNUPLOT_TIMEOUT
};

/* Runs FOLDER/NAME.gp twice at most: TERM svg -> FOLDER/NAME.svg, TERM png -> NAME.png.
 * The script gets the variables TERM ('svg' or 'png') and OUT (the file to write) and is
 * run inside FOLDER (UTF-8, no control characters). program NULL = "gnuplot", else a name
 * on PATH or a path. deadline_s holds for each of the two runs. Both pictures or none take
 * their names; those of an earlier run are removed first. *said (said may be NULL), in the
 * arena: NULL when all is well, what gnuplot printed when it warned, else "NAME.svg: why"
 * and what it printed. Checked: tests/output/test_gnuplot.c, with the real gnuplot. */
enum gnuplot_outcome gnuplot_run(const char *program, const char *folder, const char *name,
                                 int deadline_s, struct arena *home, const char **said);

/* As gnuplot_run for n figures of one folder, two at a time; outcomes[i], said[i] per
 * figure (said may be NULL). */
void gnuplot_run_all(const char *program, const char *folder, const char *const *names, int n,
                     int deadline_s, struct arena *home, enum gnuplot_outcome *outcomes,
                     const char **said);

#endif
