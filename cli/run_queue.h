/* run_queue.h - what `madosim run` does for a system of counters and for nothing else. */
#ifndef CLI_RUN_QUEUE_H
#define CLI_RUN_QUEUE_H

#include "cli/present/queue_facts.h"
#include "cli/present/queue_tables.h"
#include "cli/run.h"
#include "models/queue/design.h"
#include "models/queue/setup.h"

struct run_queue {
    struct setup_data data;
    const struct design *design;
    struct queue_tables tables;
    struct tables_about about; /* of the page, and what it says */
    struct queue_tables_source source;
    struct queue_facts facts;
};

extern const struct run_model run_queue_model;

enum { RUN_QUEUE_KEYS = 10 };
extern const struct run_key run_queue_keys[RUN_QUEUE_KEYS];

/* run_model.list and run_model.sample. */
bool run_queue_list(struct run *r, struct run_catalog *out);
struct sample run_queue_sample(const struct run *r, size_t measure, size_t place, double *y,
                               double *x);

/* Waits and the promise for each use, those who were not served beside them, and the load. */
void run_queue_print(const struct run *r, struct text *out);

#endif
