/* compile.h - makes a plan (one block of memory) from a scenario. Outside the core. */
#ifndef WARD_COMPILE_H
#define WARD_COMPILE_H

#include "models/ward/plan.h"
#include "models/ward/scenario.h"
#include "sim/base/attr.h"
#include "sim/base/text.h"
#include "sim/engine/model.h"

/* NULL and *e when the tables do not fit together (a month without capacity, an open day
 * without counters, a period without open days, holidays that end too early) or memory
 * is short. The plan lives in home. */
const struct plan *compile_plan(const struct scenario_data *d, struct arena *home,
                                struct err *e) MUST_CHECK;

/* The same with its parts in an arena of the caller's, NULL or home among others: those of a
 * country are larger than its plan. */
const struct plan *compile_plan_on(const struct scenario_data *d, struct arena *bench,
                                   struct arena *home, struct err *e) MUST_CHECK;

/* The address of a population by the name people know it by; 0 when there is none: a use
 * ("handover"), a surge ("surge-mynapoint"), or either with "/requests" for those of it who book
 * where others come just so. Certificate holders (address 0) have no name. */
uint32_t compile_address(const struct scenario_data *d, const char *name);

/* The other way round: appends the name; nothing for holders and for an unknown address. */
void compile_name(const struct scenario_data *d, uint32_t address, struct text *out);

/* The model that runs the plan. */
struct sim_model compile_model(const struct plan *p);

#endif
