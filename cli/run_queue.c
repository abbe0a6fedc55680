#include "cli/run_queue.h"

#include "cli/plan.h"
#include "cli/present/dictionary.h"
#include "cli/present/queue_customers.h"
#include "models/queue/shop.h"
#include "sim/base/arena.h"

static bool read_setup(struct run *r)
{
    struct run_queue *q = r->queue = arena_take_array(r->frame.home, struct run_queue, 1);
    if (q == NULL)
        return err_add(&r->frame.err, ERR_NOMEM, SRC_NOWHERE, r->frame.options.file);
    if (!setup_bind(r->doc, r->frame.options.set, r->frame.options.n_set, r->frame.home, &q->data,
                    &r->frame.err))
        return false;
    q->design = design_make(&q->data, r->frame.home, &r->frame.err);
    if (q->design == NULL)
        return false;
    const struct setup *s = &q->data.s;
    r->said = (struct run_said){.id = s->id,
                                .seed = (uint64_t)s->run.seed,
                                .replications = (uint32_t)s->run.replications,
                                .target_share = s->target.share,
                                .files = q->data.files,
                                .n_files = q->data.n_files};
    r->sim = shop_model(q->design);
    r->plan_bytes = q->design->bytes;
    return true;
}

static bool tabulate(struct run *r)
{
    struct run_queue *q = r->queue;
    struct queue_tables *t = &q->tables;
    const struct table *const always[] = {&t->summary, &t->wait_ecdf, &t->columns};
    const struct table *const sometimes[] = {&t->wait_halfhour, &t->customers};
    const struct queue_tables_source source = {q->design, &q->data, &r->result, r->run_id,
                                               r->frame.home};
    run_add_tables(r, always, COUNT_OF(always));
    if (q->design->has_half_hours)
        run_add_tables(r, &sometimes[0], 1);
    if (!queue_tables_make(&source, t, &r->frame.err))
        return false;
    if (!r->frame.options.customers)
        return true;
    run_add_tables(r, &sometimes[1], 1);
    if (!queue_customers_make(q->design, &q->data, r->seed, r->frame.home, &t->customers,
                              &r->frame.err))
        return false;
    dictionary_add(&t->columns, &t->customers);
    return !t->columns.failed || err_add(&r->frame.err, ERR_NOMEM, SRC_NOWHERE, "columns");
}

static struct interval promise(const struct run *r)
{
    return queue_tables_find(&r->queue->tables.summary, SETUP_ALL_USES, "wait_within", 0);
}

const struct run_model run_queue_model = {.name = "queue",
                                          .rows = setup_rows,
                                          .page = "data",
                                          .has_customers = true,
                                          .read = read_setup,
                                          .tabulate = tabulate,
                                          .print = run_queue_print,
                                          .plan = plan_queue,
                                          .promise = promise,
                                          .promise_measure = "wait_within",
                                          .keys = run_queue_keys,
                                          .n_keys = RUN_QUEUE_KEYS,
                                          .list = run_queue_list,
                                          .sample = run_queue_sample};
