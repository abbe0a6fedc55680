/* Writes a results folder. Each file appears whole or not at all; the manifest comes last,
 * so a folder with a manifest is complete. */
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli/logbook.h"
#include "cli/phrase.h"
#include "cli/run.h"
#include "cli/swept.h"
#include "cli/version.h"
#include "sim/base/arena.h"
#include "sim/base/bug.h"
#include "sim/base/civil.h"
#include "sim/experiment/spread.h"
#include "sim/output/checkpoint.h"
#include "sim/output/csv.h"
#include "sim/output/gnuplot.h"
#include "sim/output/outfile.h"

enum { FIGURE_DEADLINE_S = 60, INPUTS_MAX = 128, OUTPUTS_MAX = 64 };

static const char *join(struct arena *home, const char *a, const char *b, const char *c)
{
    struct text t;
    text_init(&t, home);
    text_add(&t, a);
    text_add(&t, b);
    text_add(&t, c);
    return text_get(&t);
}

const char *run_now(struct arena *home)
{
    enum { JST_S = 9 * 3600, DAY_S = 86400 };
    int64_t now = (int64_t)time(NULL) + JST_S;
    int64_t second = now % DAY_S;
    char date[CIVIL_TEXT_BYTES];
    struct text t;
    civil_format((civil_day)(now / DAY_S), date);
    text_init(&t, home);
    text_addf(&t, "%sT%02d:%02d:%02d+09:00", date, (int)(second / 3600), (int)(second / 60 % 60),
              (int)(second % 60));
    return text_get(&t);
}

/* Digests of the YAML files and the tables, in order of reading. */
static size_t digest_inputs(struct run *r, struct manifest_digest *items)
{
    const char *const *yaml;
    size_t n = 0, n_yaml = bind_files(r->doc, &yaml);
    for (size_t i = 0; i < n_yaml + r->said.n_files && n < INPUTS_MAX; i++) {
        const char *path = i < n_yaml ? yaml[i] : r->said.files[i - n_yaml];
        if (!manifest_take_file(NULL, path, &items[n++], &r->frame.err))
            return 0;
    }
    return n;
}

void run_add_word(struct text *t, const char *word)
{
    static const char plain[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./+-";
    if (word[strspn(word, plain)] == '\0') {
        text_add(t, word);
        return;
    }
    text_add(t, "'");
    for (const char *c = word; *c != '\0'; c++)
        if (*c == '\'')
            text_add(t, "'\\''");
        else
            text_add_bytes(t, c, 1);
    text_add(t, "'");
}

const char *run_file(const struct run *r)
{
    struct text t;
    text_init(&t, r->frame.home);
    run_add_word(&t, r->frame.options.file);
    return text_get(&t);
}

const char *run_settings(const struct run *r)
{
    struct text t;
    text_init(&t, r->frame.home);
    for (size_t i = 0; i < r->frame.options.n_set; i++) {
        text_add(&t, " --set ");
        run_add_word(&t, r->frame.options.set[i]);
    }
    return text_get(&t);
}

const char *run_command(const struct run *r)
{
    struct text t;
    text_init(&t, r->frame.home);
    text_addf(&t, "madosim run %s -r %u --seed %llu%s", run_file(r), r->result.replications,
              (unsigned long long)r->seed, run_settings(r));
    text_add(&t, r->frame.options.customers ? " --customers" : "");
    return text_get(&t);
}

bool run_identify(struct run *r)
{
    struct text resolved;
    struct manifest_digest *inputs =
        arena_take_array(r->frame.home, struct manifest_digest, INPUTS_MAX);
    text_init(&resolved, r->frame.home);
    bind_print(r->doc, r->model->rows(), &resolved);
    if (inputs == NULL || resolved.failed)
        return err_add(&r->frame.err, ERR_NOMEM, SRC_NOWHERE, r->frame.options.file);
    r->resolved = text_get(&resolved);
    r->inputs = (struct manifest_digests){inputs, digest_inputs(r, inputs)};
    if (err_is_set(&r->frame.err))
        return false;
    manifest_run_id(r->resolved, r->inputs, r->seed, version_get()->source_digest, r->run_id);
    manifest_run_digest(r->resolved, r->inputs, r->seed, version_get()->source_digest,
                        r->run_digest);
    return true;
}

static bool refuse_folder(struct run *r, enum phrase why)
{
    struct text reason;
    text_init(&reason, r->frame.home);
    phrase_add(&reason, why, r->frame.japanese, "");
    return err_add(&r->frame.err, ERR_WRITE, SRC_NOWHERE, r->folder, text_get(&reason));
}

bool run_claim(struct run *r)
{
    return outfile_claim(r->folder) || refuse_folder(r, PHRASE_FOLDER_BUSY);
}

bool run_name(struct run *r)
{
    if (!run_identify(r))
        return false;
    r->folder = r->frame.options.folder;
    if (r->folder == NULL) {
        const char *of_scenario = join(r->frame.home, "results/", r->said.id, "/");
        r->folder = join(r->frame.home, of_scenario, r->run_id, "");
    }
    if (outfile_is_foreign(r->folder))
        return refuse_folder(r, PHRASE_FOREIGN_FOLDER);
    r->checkpoint = join(r->frame.home, r->folder, "/", CHECKPOINT_NAME);
    r->state = join(r->frame.home, r->folder, "/", CHECKPOINT_STATE);
    return outfile_make_folder(r->folder, &r->frame.err) && run_claim(r);
}

uint32_t run_replications(const struct run *r)
{
    return r->frame.options.replications > 0 ? r->frame.options.replications : r->said.replications;
}

uint32_t run_has_more(struct run *r)
{
    const char *path = join(r->frame.home, r->folder, "/manifest.json", "");
    const char *customers = join(r->frame.home, r->folder, "/data/customers.csv", "");
    uint32_t n;
    bool is_partial;
    if (r->frame.options.folder != NULL || !manifest_read_replications(path, &n, &is_partial))
        return 0;
    if (is_partial || n <= run_replications(r))
        return 0;
    bool lacks_list = r->frame.options.customers && !outfile_exists(customers);
    if (!lacks_list && !r->frame.options.json)
        return n;
    r->frame.options.replications = n; /* all of them once more: with the list, or as JSON */
    return 0;
}

static bool remove_figures(struct run *r, const char *plots)
{
    static const char *const names[FIGURES_MAX] = {"/ecdf", "/days", "/heat", "/calendar"};
    static const char *const endings[] = {".gp", ".svg", ".png", ".alt.txt"};
    for (size_t i = 0; i < COUNT_OF(names); i++)
        for (size_t k = 0; k < COUNT_OF(endings); k++)
            if (!outfile_remove(join(r->frame.home, plots, names[i], endings[k]), &r->frame.err))
                return false;
    return outfile_remove(join(r->frame.home, plots, "/theme.gp", ""), &r->frame.err);
}

/* Figures and other files of an earlier run in the same folder would pass for this one's. */
static bool remove_earlier(struct run *r, const char *plots)
{
    static const char *const other[] = {
        "/report.html",         "/report.pdf",          "/report-planner.html",
        "/report-planner.pdf",  "/report-manager.html", "/report-manager.pdf",
        "/report-analyst.html", "/report-analyst.pdf",  "/data/customers.csv",
        "/data/names.csv",      ("/" CHECKPOINT_STATE)};
    for (size_t i = 0; i < COUNT_OF(other); i++)
        if (!outfile_remove(join(r->frame.home, r->folder, other[i], ""), &r->frame.err))
            return false;
    return remove_figures(r, plots);
}

/* So would what calendar and export made of it. What a person has saved there stays. */
static bool remove_made(struct run *r)
{
    static const char *const calendars[] = {"*-[0-9][0-9][0-9][0-9]-[0-9][0-9].*", "calendars.html",
                                            "calendars.en.html"};
    static const char *const books[] = {"*-[0-9a-f][0-9a-f][0-9a-f][0-9a-f]*.xlsx"};
    static const char *const folders[] = {"/excel/", "/cp932/"};
    const char *names[RUN_TABLES_MAX + 1];
    for (size_t i = 0; i < r->n_tables; i++)
        names[i] = join(r->frame.home, r->tables[i]->name, ".csv", "");
    names[r->n_tables] = "replaced.csv";
    for (size_t i = 0; i < COUNT_OF(folders); i++)
        if (!outfile_remove_matching(join(r->frame.home, r->folder, folders[i], ""), names,
                                     r->n_tables + 1, &r->frame.err))
            return false;
    return outfile_remove_matching(join(r->frame.home, r->folder, "/calendar", ""), calendars,
                                   COUNT_OF(calendars), &r->frame.err) &&
           outfile_remove_matching(join(r->frame.home, r->folder, "/excel", ""), books,
                                   COUNT_OF(books), &r->frame.err);
}

void run_add_tables(struct run *r, const struct table *const *tables, size_t n)
{
    BUG_IF(r->n_tables + n > RUN_TABLES_MAX);
    for (size_t i = 0; i < n; i++)
        r->tables[r->n_tables++] = tables[i];
}

static bool write_tables(struct run *r, const char *folder)
{
    for (size_t i = 0; i < r->n_tables; i++)
        if (!csv_write(r->tables[i], folder, &r->frame.err))
            return false;
    return true;
}

/* Draws the figures; one that cannot be drawn is told, not fatal. */
static bool draw(struct run *r, const char *plots)
{
    enum gnuplot_outcome outcome[FIGURES_MAX] = {GNUPLOT_OK};
    const char *said[FIGURES_MAX] = {NULL};
    struct text missing;
    if (!r->model->draw(r, plots))
        return false;
    gnuplot_run_all(NULL, plots, r->figures.names, r->figures.count, FIGURE_DEADLINE_S,
                    r->frame.home, outcome, said);
    text_init(&missing, r->frame.home);
    for (int i = 0; i < r->figures.count; i++) {
        if (outcome[i] == GNUPLOT_OK || outcome[i] == GNUPLOT_WARNED)
            continue;
        r->gnuplot_missing |= outcome[i] == GNUPLOT_MISSING;
        text_addf(&missing, "%s%s", missing.length > 0 ? ", " : "", r->figures.names[i]);
    }
    r->missing_figures = missing.length > 0 ? text_get(&missing) : NULL;
    return true;
}

/* Every file of the folder that is there, for the manifest. */
static size_t list_outputs(struct run *r, struct manifest_digest *items)
{
    static const char *const endings[] = {".gp", ".svg", ".png", ".alt.txt"};
    size_t n = 0;
    bool is_there =
        manifest_take_file(r->folder, "scenario.resolved.yaml", &items[n++], &r->frame.err);
    for (size_t i = 0; i < r->n_tables && is_there; i++) {
        const char *name = join(r->frame.home, "data/", r->tables[i]->name, ".csv");
        is_there = manifest_take_file(r->folder, name, &items[n++], &r->frame.err);
    }
    if (is_there)
        is_there = manifest_take_file(r->folder, r->model->page, &items[n++], &r->frame.err);
    if (!is_there)
        return 0;
    if (r->figures.count > 0 &&
        !manifest_take_file(r->folder, "plots/theme.gp", &items[n++], &r->frame.err))
        return 0;
    for (int f = 0; f < r->figures.count; f++)
        for (size_t k = 0; k < COUNT_OF(endings); k++) {
            const char *name = join(r->frame.home, "plots/", r->figures.names[f], endings[k]);
            if (outfile_exists(join(r->frame.home, r->folder, "/", name)) &&
                !manifest_take_file(r->folder, name, &items[n++], &r->frame.err))
                return 0;
        }
    return n;
}

uint32_t run_threads(const struct run *r)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    return r->frame.options.threads > 0 ? r->frame.options.threads
           : r->frame.spread != NULL    ? r->frame.spread->threads
           : processors > 0             ? (uint32_t)processors
                                        : 1;
}

static bool write_manifest(struct run *r)
{
    struct manifest_digest *out =
        arena_take_array(r->frame.home, struct manifest_digest, OUTPUTS_MAX);
    struct manifest_digest *plan = arena_take_array(r->frame.home, struct manifest_digest, 1);
    char scenario_digest[DIGEST_TEXT_BYTES], host[256] = "";
    if (out == NULL || plan == NULL)
        return err_add(&r->frame.err, ERR_NOMEM, SRC_NOWHERE, "manifest");
    digest_of_bytes(r->resolved, strlen(r->resolved), scenario_digest);
    plan->name = "plan";
    digest_of_bytes(r->sim.plan, r->plan_bytes, plan->digest);
    if (gethostname(host, sizeof host - 1) != 0)
        host[0] = '\0';
    struct manifest m = {
        .program = "madosim",
        .version = version_get()->version,
        .run_id = r->run_id,
        .command = r->command,
        .lang = r->frame.japanese ? "ja" : "en",
        .scenario = r->frame.options.file,
        .settings = r->frame.options.set,
        .n_settings = r->frame.options.n_set,
        .seed = r->seed,
        .replications = r->result.replications,
        .is_partial = r->is_partial,
        .scenario_digest = scenario_digest,
        .source_digest = version_get()->source_digest,
        .inputs = r->inputs,
        .outputs = {out, list_outputs(r, out)},
        .tables = {plan, 1},
        .compiler = version_get()->compiler,
        .flags = version_get()->flags,
        .is_dirty = version_get()->is_dirty,
        .started = r->started,
        .finished = run_now(r->frame.home),
        .host = host,
        .threads = run_threads(r),
        .mpi = r->frame.spread != NULL ? r->frame.spread->library : NULL,
        .ranks = r->frame.spread != NULL ? r->frame.spread->ranks : 1,
    };
    return !err_is_set(&r->frame.err) && manifest_write(&m, r->folder, &r->frame.err);
}

/* The folder without what an earlier run has left in it. An earlier manifest would vouch for a
 * folder that is half this one. */
static bool clear(struct run *r, const char *data, const char *plots)
{
    (void)unlink(join(r->frame.home, r->folder, "/manifest.json", ""));
    return outfile_make_folder(data, &r->frame.err) && outfile_make_folder(plots, &r->frame.err) &&
           remove_earlier(r, plots) && remove_made(r);
}

const char *run_page_name(const struct run *r, enum report_role role)
{
    const char *name = report_role_name(role);
    return name != NULL ? join(r->frame.home, "report-", name, "") : "report";
}

static bool write_page(struct run *r, const char *plots, enum report_role role)
{
    const char *name = join(r->frame.home, run_page_name(r, role), ".html", "");
    r->swings = swept_here(r);
    return r->model->write_page(r, plots, role, join(r->frame.home, r->folder, "/", name));
}

bool run_write_page(struct run *r, enum report_role role)
{
    const char *plots = join(r->frame.home, r->folder, "/plots", "");
    r->started = run_now(r->frame.home);
    return run_claim(r) && outfile_make_folder(plots, &r->frame.err) && remove_figures(r, plots) &&
           draw(r, plots) && write_page(r, plots, REPORT_EVERYBODY) &&
           (role == REPORT_EVERYBODY || write_page(r, plots, role)) && logbook_add(r, "report") &&
           write_manifest(r);
}

bool run_write(struct run *r)
{
    const char *data = join(r->frame.home, r->folder, "/data", "");
    const char *plots = join(r->frame.home, r->folder, "/plots", "");
    const char *resolved = join(r->frame.home, r->folder, "/scenario.resolved.yaml", "");
    if (!clear(r, data, plots) || !write_tables(r, data) ||
        !outfile_write(resolved, r->resolved, strlen(r->resolved), &r->frame.err))
        return false;
    if (!r->frame.options.no_figures && !draw(r, plots))
        return false;
    if (!write_page(r, plots, REPORT_EVERYBODY))
        return false;
    return (r->is_partial || run_keep_state(r)) && write_manifest(r);
}
