#include "cli/theory/judge.h"

#include <math.h>

/* Largest standard error at which the row may be judged. */
static double error_limit(const struct cases_row *row)
{
    return fabs(row->value) * (row->precision == CASES_TAIL ? JUDGE_TAIL : JUDGE_MEAN);
}

static enum judge_verdict judge_trial(const struct cases_row *row, const struct judge *j)
{
    double away = fabs(j->trial.estimate - row->value);
    if (row->precision == CASES_SAME)
        return away <= row->tolerance && !(j->trial.error > 0) ? JUDGE_AGREES
                                                               : JUDGE_SIMULATION_DIFFERS;
    if (!(j->trial.error <= error_limit(row)) || !(j->trial.error > 0))
        return JUDGE_IMPRECISE;
    return fabs(j->z) <= JUDGE_ERRORS ? JUDGE_AGREES : JUDGE_SIMULATION_DIFFERS;
}

bool judge_differs(enum judge_verdict v)
{
    return v == JUDGE_FORM_DIFFERS || v == JUDGE_SIMULATION_DIFFERS || v == JUDGE_IMPRECISE;
}

void judge_row(const struct cases_row *row, struct judge *j)
{
    double error = hypot(j->trial.error, row->error);
    j->z = (double)NAN;
    if (j->has_trial && error > 0)
        j->z = (j->trial.estimate - row->value) / error;
    if (row->kind == CASES_INFORMATION)
        j->verdict = JUDGE_INFORMATION;
    else if (j->has_form && !(fabs(j->form - row->value) <= row->tolerance))
        j->verdict = JUDGE_FORM_DIFFERS;
    else if (j->has_trial)
        j->verdict = judge_trial(row, j);
    else
        j->verdict = j->has_form ? JUDGE_AGREES : JUDGE_NOT_RUN;
}
