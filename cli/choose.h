/* choose.h - which of a few policies is best, with as few runs as that takes: the answer of
 * `madosim compare ... --best MEASURE --indifference X`.
 *
 * All meet the same public. After CHOOSE_FIRST replications, and then every CHOOSE_STEP, those
 * that are behind are dropped (sim/experiment/best.h, procedure KN), until one is left or the cap
 * is reached. Checked by tests/cli/compare_best*.
 */
#ifndef CLI_CHOOSE_H
#define CLI_CHOOSE_H

#include <stddef.h>

#include "cli/frame.h"
#include "cli/trial.h"

enum { CHOOSE_FIRST = 20, CHOOSE_STEP = 10, CHOOSE_MOST = 500 };

struct progress;

/* Runs the trials, prints and returns the exit code. n: 2 to 8. */
int choose(struct frame *f, struct trial *trials, size_t n, struct progress *progress);

#endif
