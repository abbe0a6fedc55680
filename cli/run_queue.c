#include "cli/run_queue.h"

#include "cli/plan.h"
#include "cli/present/dictionary.h"
#include "cli/present/queue_customers.h"
#include "cli/present/queue_figure.h"
#include "cli/present/report_queue.h"
#include "cli/version.h"
#include "cli/vouched.h"
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

/* What the page says of the run besides its tables. */
static struct tables_about about_of(const struct run *r)
{
    const struct setup *s = &r->queue->data.s;
    return (struct tables_about){.run_id = r->run_id,
                                 .version = version_get()->version,
                                 .title = s->title,
                                 .command = r->command,
                                 .scenario = run_file(r),
                                 .settings = run_settings(r),
                                 .replications = r->result.replications,
                                 .seed = r->seed,
                                 .target_min = (double)s->target.within.us / 60e6,
                                 .target_share = s->target.share,
                                 .japanese = r->frame.japanese};
}

static bool read_facts(struct run *r)
{
    struct run_queue *q = r->queue;
    q->about = about_of(r);
    q->source =
        (struct queue_tables_source){q->design, &q->data, &r->result, r->run_id, r->frame.home};
    return queue_facts_read(&q->source, &q->tables, &q->about, &q->facts, &r->frame.err);
}

static bool draw(struct run *r, const char *plots)
{
    return read_facts(r) &&
           queue_figure_write(&r->queue->facts, plots, r->frame.home, &r->figures, &r->frame.err);
}

static bool write_page(struct run *r, const char *plots, enum report_role role, const char *path)
{
    struct run_queue *q = r->queue;
    struct report page = {.about = &q->about,
                          .figures = &r->figures,
                          .plots = plots,
                          .swings = r->swings,
                          .role = role};
    return read_facts(r) &&
           (vouched_list(r, &page.bases, &page.n_bases) ||
            err_add(&r->frame.err, ERR_NOMEM, SRC_NOWHERE, path)) &&
           report_queue_write(&page, &q->facts, path, r->frame.home, &r->frame.err);
}

static struct interval promise(const struct run *r)
{
    return queue_tables_find(&r->queue->tables.summary, SETUP_ALL_USES, "wait_within", 0);
}

const struct run_model run_queue_model = {.name = "queue",
                                          .rows = setup_rows,
                                          .page = "report.html",
                                          .has_customers = true,
                                          .read = read_setup,
                                          .tabulate = tabulate,
                                          .draw = draw,
                                          .write_page = write_page,
                                          .print = run_queue_print,
                                          .plan = plan_queue,
                                          .promise = promise,
                                          .promise_measure = "wait_within",
                                          .keys = run_queue_keys,
                                          .n_keys = RUN_QUEUE_KEYS,
                                          .list = run_queue_list,
                                          .sample = run_queue_sample};
