/* judge.h - what a reference case says of the program.
 *
 * Closed form: within the row's tolerance. Simulation: its standard error must be small
 * enough to tell (0.3 % of the value for means, 1 % for tails), and the estimate within four
 * standard errors, combined where the reference is a simulation itself. A value without
 * chance must be the very one. Checked by tests/theory/test_judge.c.
 */
#ifndef THEORY_JUDGE_H
#define THEORY_JUDGE_H

#include <stdbool.h>

#include "cli/theory/cases.h"
#include "cli/theory/trial.h"

enum judge_verdict {
    JUDGE_AGREES,
    JUDGE_FORM_DIFFERS,       /* the closed form is not the reference value             */
    JUDGE_SIMULATION_DIFFERS, /* more than four standard errors away                    */
    JUDGE_IMPRECISE,          /* the standard error is too large for the test to mean much */
    JUDGE_NOT_RUN,            /* nothing was computed: a long trial among quick ones    */
    JUDGE_INFORMATION         /* never judged                                           */
};

#define JUDGE_ERRORS 4.0
#define JUDGE_MEAN 0.003
#define JUDGE_TAIL 0.01

struct judge {
    bool has_form, has_trial;
    double form;
    struct trial_value trial; /* in the unit of the row */
    double z;                 /* NaN: no chance in it */
    enum judge_verdict verdict;
};

/* One of the verdicts that fail. */
bool judge_differs(enum judge_verdict v);

/* Fills in z and the verdict. */
void judge_row(const struct cases_row *row, struct judge *j);

#endif
