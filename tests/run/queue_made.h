/* queue_made.h - the tables of a busy morning at two or three counters after a few
 * replications: people with little patience, some who turn round, and appointments.
 */
#ifndef TESTS_RUN_QUEUE_MADE_H
#define TESTS_RUN_QUEUE_MADE_H

#include "cli/present/queue_tables.h"
#include "models/queue/shop.h"
#include "sim/experiment/replicate.h"
#include "tests/queue/small.h"

enum { QUEUE_MADE_REPLICATIONS = 5 };
#define QUEUE_MADE_SEED 7

struct queue_made {
    struct small *small;
    const struct design *design;
    struct replicate_result result;
    struct queue_tables_source source;
    struct queue_tables tables;
};

/* Nobody comes in the last half hour. */
static const char queue_made_yaml[] =
    "schema: madosim/1\n"
    "model: queue\n"
    "id: morning\n"
    "title: \"朝\"\n"
    "period: {open: \"8:45\", length: 195 min}\n"
    "uses:\n"
    "  letters:\n"
    "    arrivals: {rates: [{from: \"8:45\", rate: 60 /h}, {from: \"11:30\", rate: 0 /h}]}\n"
    "    service: {family: exponential, mean: 4 min}\n"
    "    patience: {family: exponential, mean: 20 min}\n"
    "    balking: {from: 8, all_at: 20}\n"
    "  talks:\n"
    "    arrivals: {kind: appointments, appointments: {people: 4, slot: 30 min, start: 30 min,\n"
    "               punctuality: {earliest: -10 min, latest: 10 min}}}\n"
    "    service: {family: constant, mean: 20 min}\n"
    "counters:\n"
    "  on_duty: 2\n"
    "  roster: [{from: \"10:00\", counters: 3}]\n"
    "  rule: appointments_first\n"
    "target: {within: 10 min, share: 80%}\n"
    "measure: {waits: [{wait: 20 min}], overtimes: [{wait: 15 min}], first: 3, states: 2}\n";

static inline void queue_made_tables(struct queue_made *m, uint32_t replications)
{
    struct small *s = m->small;
    const struct sim_model model = shop_model(m->design);
    struct replicate_order order = {
        .seed = QUEUE_MADE_SEED, .replications = replications, .threads = 1};
    assert_true(replicate_run(&model, &order, s->home, &m->result, &s->e));
    m->source = (struct queue_tables_source){m->design, &s->d, &m->result, "0a1b2c3d", s->home};
    assert_true(queue_tables_make(&m->source, &m->tables, &s->e));
}

static inline int queue_made_set_up(void **state)
{
    static struct queue_made m;
    void *small;
    assert_int_equal(small_set_up(&small), 0);
    m = (struct queue_made){.small = small};
    folder_put(&m.small->folder, "morning.yaml", queue_made_yaml);
    assert_true(setup_read(folder_path(&m.small->folder, "morning.yaml"), NULL, 0, m.small->home,
                           &m.small->d, &m.small->e));
    m.design = design_make(&m.small->d, m.small->home, &m.small->e);
    assert_non_null(m.design);
    queue_made_tables(&m, QUEUE_MADE_REPLICATIONS);
    *state = &m;
    return 0;
}

static inline int queue_made_tear_down(void **state)
{
    void *small = ((struct queue_made *)*state)->small;
    return small_tear_down(&small);
}

#endif
