/* plan_idle.h - settings that are written in a scenario and change nothing in it. */
#ifndef PRESENT_PLAN_IDLE_H
#define PRESENT_PLAN_IDLE_H

#include "models/ward/plan.h"
#include "models/ward/scenario.h"
#include "sim/base/err.h"

/* Adds one ERR_NO_EFFECT to *found for each, in the order of the settings: its key, the
 * reason as a word of cli/words.c, and where it is written. Defaults that nobody wrote are
 * not told. */
void plan_idle_find(const struct plan *p, const struct scenario_data *d, struct err *found);

#endif
