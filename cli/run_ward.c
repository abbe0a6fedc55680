#include "cli/run_ward.h"

#include "cli/plan.h"
#include "cli/present/lookup.h"
#include "cli/present/report.h"
#include "cli/present/tables_make.h"
#include "cli/version.h"
#include "cli/vouched.h"
#include "sim/base/arena.h"
#include "sim/base/civil.h"

static bool read_scenario(struct run *r)
{
    struct run_ward *w = r->ward = arena_take_array(r->frame.home, struct run_ward, 1);
    if (w == NULL)
        return err_add(&r->frame.err, ERR_NOMEM, SRC_NOWHERE, r->frame.options.file);
    if (!scenario_bind(r->doc, r->frame.options.set, r->frame.options.n_set, r->frame.home,
                       &w->data, &r->frame.err))
        return false;
    w->plan = compile_plan(&w->data, r->frame.home, &r->frame.err);
    if (w->plan == NULL)
        return false;
    const struct scenario *s = &w->data.s;
    r->said = (struct run_said){.id = s->id,
                                .seed = (uint64_t)s->run.seed,
                                .replications = (uint32_t)s->run.replications,
                                .target_share = s->target.share,
                                .files = w->data.files,
                                .n_files = w->data.n_files};
    r->sim = compile_model(w->plan);
    r->plan_bytes = w->plan->bytes;
    return true;
}

/* English names by code, the whole first; none without memory. */
static size_t english_names(const struct run *r, const struct tables_name **out)
{
    const struct scenario_ward_row *wards = r->ward->data.wards.items;
    size_t n = r->ward->data.wards.count;
    struct tables_name *names = arena_take_array(r->frame.home, struct tables_name, n + 1);
    *out = names;
    if (names == NULL)
        return 0;
    names[0] = (struct tables_name){LOOKUP_CITY, plan_is_one(r->ward->plan) ? "City" : "All"};
    for (size_t i = 0; i < n; i++)
        names[i + 1] = (struct tables_name){wards[i].code, wards[i].name_en};
    return n + 1;
}

/* The joint centres and their counters; none without memory. */
static size_t centres(const struct run *r, const struct tables_centre **out)
{
    const struct bind_list *list = &r->ward->data.s.centres;
    const struct scenario_centre *items = list->items;
    struct tables_centre *all = arena_take_array(r->frame.home, struct tables_centre, list->count);
    *out = all;
    for (size_t i = 0; i < list->count && all != NULL; i++)
        all[i] = (struct tables_centre){items[i].name, items[i].counters};
    return all != NULL ? list->count : 0;
}

static void set_about(const struct run *r)
{
    struct run_ward *w = r->ward;
    const struct scenario *s = &w->data.s;
    const struct scenario_ward_row *wards = w->data.wards.items;
    civil_day surge_from = s->report.surge_from > 0 ? s->report.surge_from : s->period.from;
    civil_day surge_to = s->report.surge_to > 0 ? s->report.surge_to : s->period.to;
    const struct tables_name *names;
    size_t n_names = english_names(r, &names);
    const struct tables_centre *joint;
    size_t n_joint = centres(r, &joint);
    struct civil_date month = civil_to_date(s->report.month > 0 ? s->report.month : s->period.from);
    w->about = (struct tables_about){
        .run_id = r->run_id,
        .version = version_get()->version,
        .title = s->title,
        .command = r->command,
        .scenario = run_file(r),
        .settings = run_settings(r),
        .from_day = s->period.from,
        .to_day = s->period.to,
        .replications = r->result.replications,
        .seed = r->seed,
        .target_min = (double)s->target.within.us / 60e6,
        .target_share = s->target.share,
        .level_min = {(double)s->levels.some.us / 60e6, (double)s->levels.crowded.us / 60e6,
                      (double)s->levels.heavy.us / 60e6},
        .japanese = r->frame.japanese,
        .names = names,
        .n_names = n_names,
        .centres = joint,
        .n_centres = n_joint,
        .focus_site = s->report.ward != NULL ? s->report.ward : wards[0].name,
        .focus_month = civil_from_date(month.year, month.month, 1),
        .surge_from = surge_from,
        .surge_to = surge_to,
        .surge_day = s->report.surge_day,
        .surge_label = s->report.surge_label != NULL ? s->report.surge_label : "",
    };
}

/* Tables of days and half hours: none where measures are kept by month. */
static bool is_by_day(const struct tables *t, const struct table *one)
{
    return one == &t->wait_halfhour || one == &t->staffing || one == &t->calendar;
}

static bool tabulate(struct run *r)
{
    struct run_ward *w = r->ward;
    const struct tables *t = &w->tables;
    const struct table *const all[] = {&t->summary,   &t->wait_daily, &t->wait_halfhour,
                                       &t->wait_ecdf, &t->staffing,   &t->calendar,
                                       &t->fluid,     &t->columns,    &t->replications};
    const struct tables_source source = {w->plan,   &w->data,      &r->result,
                                         r->run_id, r->frame.home, NULL};
    set_about(r);
    const struct table *const of_line = &t->phone_halfhour;
    for (size_t i = 0; i < COUNT_OF(all); i++)
        if (!w->plan->by_month || !is_by_day(t, all[i]))
            run_add_tables(r, &all[i], 1);
    if (w->plan->phone.is_served)
        run_add_tables(r, &of_line, 1);
    if (!tables_make(&source, &w->tables, &r->frame.err))
        return false;
    const struct table *const of_names = &t->names;
    if (of_names->n_rows > 0)
        run_add_tables(r, &of_names, 1);
    return tables_short(&w->tables, w->about.target_share, r->frame.home, &w->shown, &w->count,
                        &w->is_short, &r->frame.err);
}

static bool draw(struct run *r, const char *plots)
{
    struct run_ward *w = r->ward;
    return figures_write(&w->shown, &w->about, plots, r->frame.home, &r->figures, &r->frame.err);
}

static bool write_page(struct run *r, const char *plots, enum report_role role, const char *path)
{
    const struct run_ward *w = r->ward;
    const struct bind_basis *bases;
    size_t n;
    if (!vouched_list(r, &bases, &n))
        return err_add(&r->frame.err, ERR_NOMEM, SRC_NOWHERE, path);
    const struct report page = {.tables = &w->shown,
                                .about = &w->about,
                                .figures = &r->figures,
                                .plots = plots,
                                .bases = bases,
                                .n_bases = n,
                                .swings = r->swings,
                                .count = w->is_short ? &w->count : NULL,
                                .role = role};
    return report_write(&page, path, r->frame.home, &r->frame.err);
}

static struct interval promise(const struct run *r)
{
    const struct table *summary = &r->ward->shown.summary;
    return lookup_summary(summary, lookup_whole(summary).code, "all", "share_within_target");
}

const struct run_model run_ward_model = {.name = "ward",
                                         .rows = scenario_rows,
                                         .page = "report.html",
                                         .read = read_scenario,
                                         .tabulate = tabulate,
                                         .draw = draw,
                                         .write_page = write_page,
                                         .print = run_ward_print,
                                         .plan = plan_ward,
                                         .promise = promise,
                                         .promise_measure = "share_within_target",
                                         .keys = run_ward_keys,
                                         .n_keys = RUN_WARD_KEYS,
                                         .list = run_ward_list,
                                         .sample = run_ward_sample};
