/* plan.h - what `madosim plan` shows of a scenario of wards before anything is run. */
#ifndef CLI_PLAN_H
#define CLI_PLAN_H

#include "cli/present/plan_trap.h"
#include "cli/run.h"
#include "models/ward/load.h"
#include "models/ward/plan.h"
#include "models/ward/scenario.h"

#define PLAN_FULL 1.0    /* load above which a line only grows  */
#define PLAN_CLOSE 0.9   /* from here on it is worth a look     */
#define PLAN_SECONDS 0.5 /* a year of 18 wards, roughly, on one core; stated, not measured */

/* The facts, found once. */
struct plan_facts {
    const struct plan *plan;
    const struct scenario_data *data;
    struct load load;
    struct plan_traps traps;
    struct err idle; /* settings without effect */
    int32_t open_days, open_saturdays;
    uint32_t replications;
    double seconds; /* the rough time of the run on one core */
};

/* false when memory ran out. */
bool plan_facts_find(const struct run *r, struct plan_facts *f) MUST_CHECK;

/* For run_model: the facts as text or as one JSON object; false and *e on no memory. */
bool plan_ward(struct run *r, struct text *out);
bool plan_queue(struct run *r, struct text *out);

void plan_facts_print(const struct plan_facts *f, bool japanese, struct text *out);
void plan_facts_json(const struct plan_facts *f, bool japanese, struct text *out);

/* Of a trap: what it means, in the reader's language. */
void plan_facts_trap(const struct plan_trap *t, const struct scenario_data *d, bool japanese,
                     struct text *out);

/* Above PLAN_FULL as it is shown, with two decimals? */
bool plan_facts_is_over(double load);

/* "▲" above PLAN_FULL, "△" from PLAN_CLOSE on, else "". */
const char *plan_facts_mark(double load);

#endif
