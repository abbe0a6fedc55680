/* run_ward.h - what `madosim run` does for scenarios of wards and for no others. */
#ifndef CLI_RUN_WARD_H
#define CLI_RUN_WARD_H

#include "cli/present/tables_short.h"
#include "cli/run.h"
#include "models/ward/compile.h"
#include "models/ward/scenario.h"

struct run_ward {
    struct scenario_data data;
    const struct plan *plan;
    struct tables tables, shown; /* shown: what people read of them */
    struct tables_count count;   /* of all sites, when not all are shown */
    bool is_short;
    struct tables_about about;
};

extern const struct run_model run_ward_model;

enum { RUN_WARD_KEYS = 13 };
extern const struct run_key run_ward_keys[RUN_WARD_KEYS];

/* run_model.list and run_model.sample. */
bool run_ward_list(struct run *r, struct run_catalog *out);
struct sample run_ward_sample(const struct run *r, size_t measure, size_t place, double *y,
                              double *x);

/* Two tables per ward. */
void run_ward_print(const struct run *r, struct text *out);

#endif
