#include "cli/cmd.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/logbook.h"
#include "cli/opened.h"
#include "cli/progress.h"
#include "cli/version.h"
#include "sim/base/arena.h"
#include "sim/base/bug.h"
#include "sim/output/manifest.h"
#include "sim/output/outfile.h"

enum finding { SAME, DIFFERS, CHANGED, GONE, INPUT_CHANGED, NOT_COMPARED };

struct verify {
    struct frame *f;
    const char *folder; /* of the results */
    struct manifest_origin origin;
    struct manifest_digests inputs, outputs, again;
    struct run *run;
    char elsewhere[128]; /* where it is run again; "" when not */
    enum finding *found; /* of inputs, then of outputs */
    size_t bad;
};

static const char *join(struct arena *home, const char *folder, const char *name)
{
    struct text t;
    text_init(&t, home);
    text_addf(&t, "%s/%s", folder, name);
    return text_get(&t);
}

/* ---- running it again ---------------------------------------------------------------------- */

static bool read_manifest(struct verify *v)
{
    struct arena *home = v->f->home;
    const char *path = join(home, v->folder, "manifest.json");
    size_t n = 0;
    if (manifest_read_origin(path, home, &v->origin) &&
        manifest_read_digests(path, "inputs", home, &v->inputs) &&
        manifest_read_digests(path, "outputs", home, &v->outputs)) {
        n = v->inputs.count + v->outputs.count + 1;
        v->found = arena_take_array(home, enum finding, n);
    }
    if (n == 0) {
        frame_say(v->f, stderr, PHRASE_NO_RESULTS, v->folder, "");
        logbook_hint(v->f, v->folder);
    }
    return n > 0 && v->found != NULL && logbook_can_repeat(v->f, v->folder, &v->origin);
}

static bool has_output(const struct manifest_digests *all, const char *name)
{
    for (size_t i = 0; i < all->count; i++)
        if (strcmp(all->items[i].name, name) == 0)
            return true;
    return false;
}

static bool make_folder(struct verify *v)
{
    const char *top = getenv("TMPDIR");
    int n = snprintf(v->elsewhere, sizeof v->elsewhere, "%s/madosim-verify.XXXXXX",
                     top != NULL && top[0] != '\0' ? top : "/tmp");
    if (n > 0 && (size_t)n < sizeof v->elsewhere && mkdtemp(v->elsewhere) != NULL)
        return true;
    v->elsewhere[0] = '\0';
    return err_add(&v->run->frame.err, ERR_WRITE, SRC_NOWHERE, top != NULL ? top : "/tmp",
                   "Permission denied");
}

/* The options of the run that the manifest tells of. */
static bool open_run(struct verify *v)
{
    const struct manifest_origin *o = &v->origin;
    v->run = opened_new(v->f, o->scenario);
    if (v->run == NULL)
        return false;
    struct options *options = &v->run->frame.options;
    options->n_set = o->n_settings;
    for (size_t i = 0; i < o->n_settings; i++)
        options->set[i] = o->settings[i];
    options->replications = o->replications;
    options->checkpoint_s = 0;
    options->customers = has_output(&v->outputs, "data/customers.csv");
    options->no_figures = !has_output(&v->outputs, "plots/theme.gp");
    v->run->seed = o->seed;
    v->run->frame.japanese = o->lang == NULL || strcmp(o->lang, "ja") == 0; /* of the page */
    return true;
}

static bool run_again(struct verify *v, struct progress *progress)
{
    struct run *r = v->run;
    r->started = run_now(r->frame.home);
    if (!make_folder(v))
        return false;
    r->frame.options.folder = v->elsewhere;
    r->swept = v->folder;
    if (!run_name(r) || !run_simulate(r, progress))
        return false;
    if (r->is_partial)
        return true;
    r->command = run_command(r);
    return r->model->tabulate(r) && run_write(r) &&
           (manifest_read_digests(join(r->frame.home, v->elsewhere, "manifest.json"), "outputs",
                                  r->frame.home, &v->again) ||
            err_add(&r->frame.err, ERR_NOMEM, SRC_NOWHERE, "manifest"));
}

/* Everything a run writes; what else would be there is not ours to remove. */
static void remove_run(struct verify *v)
{
    static const char *const rest[] = {"manifest.json", "checkpoint.bin", "data/state.bin"};
    static const char *const folders[] = {"plots", "data"};
    struct arena *home = v->f->home;
    if (v->elsewhere[0] == '\0')
        return;
    for (size_t i = 0; i < v->again.count; i++)
        (void)unlink(join(home, v->elsewhere, v->again.items[i].name));
    for (size_t i = 0; i < COUNT_OF(rest); i++)
        (void)unlink(join(home, v->elsewhere, rest[i]));
    for (size_t i = 0; i < COUNT_OF(folders); i++)
        (void)rmdir(join(home, v->elsewhere, folders[i]));
    (void)rmdir(v->elsewhere);
}

/* ---- comparing ----------------------------------------------------------------------------- */

static bool is_digest(const char *path, const char *digest, bool *is_there)
{
    char now[DIGEST_TEXT_BYTES];
    struct err e = {0};
    *is_there = digest_of_file(path, now, &e);
    return *is_there && strcmp(now, digest) == 0;
}

/* Pictures, and the page that holds them, need the program that draws them. */
static bool is_comparable(const struct verify *v, const char *name)
{
    bool is_drawn = strncmp(name, "plots/", 6) == 0 || strcmp(name, "report.html") == 0;
    return !is_drawn || !v->run->gnuplot_missing;
}

static enum finding compare_one(const struct verify *v, const struct manifest_digest *was)
{
    bool is_there;
    if (!is_digest(join(v->f->home, v->folder, was->name), was->digest, &is_there))
        return is_there ? CHANGED : GONE;
    if (!is_comparable(v, was->name))
        return NOT_COMPARED;
    for (size_t i = 0; i < v->again.count; i++)
        if (strcmp(v->again.items[i].name, was->name) == 0)
            return strcmp(v->again.items[i].digest, was->digest) == 0 ? SAME : DIFFERS;
    return DIFFERS;
}

static void compare_all(struct verify *v)
{
    bool is_there;
    for (size_t i = 0; i < v->inputs.count; i++) {
        const struct manifest_digest *in = &v->inputs.items[i];
        v->found[i] = is_digest(in->name, in->digest, &is_there) ? SAME : INPUT_CHANGED;
    }
    for (size_t i = 0; i < v->outputs.count; i++)
        v->found[v->inputs.count + i] = compare_one(v, &v->outputs.items[i]);
    for (size_t i = 0; i < v->inputs.count + v->outputs.count; i++)
        v->bad += v->found[i] != SAME && v->found[i] != NOT_COMPARED;
}

static const char *name_at(const struct verify *v, size_t i)
{
    return i < v->inputs.count ? v->inputs.items[i].name
                               : v->outputs.items[i - v->inputs.count].name;
}

/* Another program names its runs otherwise, and the name stands in every table. */
static bool is_same_program(const struct verify *v)
{
    const char *was = v->origin.source_digest;
    return was != NULL && strcmp(was, version_get()->source_digest) == 0;
}

static void print_text(const struct verify *v, struct text *out)
{
    static const enum phrase said[] = {
        [DIFFERS] = PHRASE_VERIFY_DIFFERS,
        [CHANGED] = PHRASE_VERIFY_CHANGED,
        [GONE] = PHRASE_VERIFY_GONE,
        [INPUT_CHANGED] = PHRASE_VERIFY_INPUT,
        [NOT_COMPARED] = PHRASE_VERIFY_LEFT_OUT,
    };
    const struct frame *f = v->f;
    struct text count, replications;
    text_init(&count, f->home);
    text_init(&replications, f->home);
    text_addf(&count, "%zu", v->bad > 0 ? v->bad : v->outputs.count);
    text_addf(&replications, "%u", v->origin.replications);
    for (size_t i = 0; i < v->inputs.count + v->outputs.count; i++) {
        if (v->found[i] == SAME || (f->options.quiet && v->found[i] == NOT_COMPARED))
            continue;
        phrase_add(out, said[v->found[i]], f->japanese, name_at(v, i), "");
        text_add(out, "\n");
    }
    if (v->bad == 0 && f->options.quiet)
        return;
    if (v->bad > 0 && !is_same_program(v)) {
        phrase_add(out, PHRASE_VERIFY_PROGRAM, f->japanese, "");
        text_add(out, "\n");
    }
    phrase_add(out, v->bad > 0 ? PHRASE_VERIFY_BAD : PHRASE_VERIFY_SAME, f->japanese, v->folder,
               text_get(&count), text_get(&replications));
    text_add(out, "\n");
}

static void print_json(const struct verify *v, struct text *out)
{
    static const char *const words[] = {"same", "differs",       "changed",
                                        "gone", "input_changed", "not_compared"};
    text_add(out, "{\"results\": ");
    text_add_json(out, v->folder);
    text_addf(out, ", \"same_program\": %s", is_same_program(v) ? "true" : "false");
    text_addf(out, ", \"same\": %s, \"replications\": %u, \"files\": [",
              v->bad == 0 ? "true" : "false", v->origin.replications);
    for (size_t i = 0; i < v->inputs.count + v->outputs.count; i++) {
        text_add(out, i > 0 ? ",\n {\"path\": " : "\n {\"path\": ");
        text_add_json(out, name_at(v, i));
        text_addf(out, ", \"finding\": \"%s\"}", words[v->found[i]]);
    }
    text_add(out, "\n]}\n");
}

/* ---- one folder after the other ------------------------------------------------------------ */

static int verify_one(struct verify *v, struct progress *progress, struct text *out)
{
    if (!read_manifest(v))
        return FRAME_INVALID;
    if (!open_run(v))
        return frame_fail(v->f, FRAME_FAILED);
    if (!run_choose(v->run) || !v->run->model->read(v->run))
        return frame_fail(&v->run->frame, FRAME_INVALID);
    bool is_done = run_again(v, progress);
    if (is_done && !v->run->is_partial)
        compare_all(v);
    remove_run(v);
    if (!is_done)
        return frame_fail(&v->run->frame, FRAME_FAILED);
    if (v->run->is_partial)
        return FRAME_INTERRUPTED;
    if (v->f->options.json)
        print_json(v, out);
    else
        print_text(v, out);
    return v->bad > 0 ? FRAME_MISMATCH : FRAME_OK;
}

static int perform(struct frame *f)
{
    int worst = FRAME_OK;
    for (size_t i = 0; i < f->options.n_words; i++) {
        struct progress progress;
        struct text out;
        struct verify *v = arena_take_array(f->home, struct verify, 1);
        BUG_IF(!progress_init(&progress, f->options.progress, f->options.quiet, f->japanese));
        if (v == NULL) {
            (void)err_add(&f->err, ERR_NOMEM, SRC_NOWHERE, "verify");
            return frame_fail(f, FRAME_FAILED);
        }
        v->f = f;
        v->folder = f->options.words[i];
        text_init(&out, f->home);
        int code = verify_one(v, &progress, &out);
        int put = opened_put(f, &out);
        worst = put != FRAME_OK ? put : code > worst ? code : worst;
        if (put != FRAME_OK || code == FRAME_INTERRUPTED)
            break;
    }
    return worst;
}

const struct cmd cmd_verify = {
    .name = "verify",
    .brief = {"are results the same when they are made again",
              "結果がもう一度同じになるかを確かめる"},
    .usage = {{{"RESULTS... [options]", "結果... [指定]"}, {NULL, NULL}}},
    .options = {{OPTIONS_JOBS, {NULL, NULL}},
                {OPTIONS_JSON,
                 {"one JSON object with every file", "全ファイルを1つの JSON で出す"}},
                {OPTIONS_QUIET,
                 {"no progress, nothing said when all is the same",
                  "進み具合と、すべて同じときの知らせを出さない"}},
                {OPTIONS_PROGRESS, {NULL, NULL}},
                {OPTIONS_LANG, {NULL, NULL}}},
    .notes = {"Runs what the manifest of the folder tells of once more, elsewhere, and "
              "compares every file with its digest in the manifest: tables, report and "
              "figures. Also tells files and inputs that were changed since. Nothing in the "
              "folder is touched. Run it where the results were made; figures are left out "
              "where gnuplot is missing.",
              "フォルダーの manifest.json にある試算を別の場所でやり直し、表・報告書・図のすべ"
              "てを、そこに記されたダイジェストと比べます。後で書き換えられたファイルや入力も示"
              "します。フォルダーには触れません。結果を作った場所で実行してください。gnuplot が"
              "なければ、図は比べません。"},
    .examples = {"madosim verify results/yokohama-fy2020/3f9a1c07\n", NULL},
    .exits = {{0, {"all the same", "すべて同じ"}},
              {3, {"no results there or scenario invalid", "結果がない・シナリオの誤り"}},
              {7, {"a file differs", "違うファイルがある"}},
              {130, {NULL, NULL}}},
    .words = {1, OPTIONS_WORDS_MAX, OPTIONS_FOLDERS, PHRASE_VERIFY_NEEDS, PHRASE_TOO_MANY_WORDS},
    .perform = perform,
    .size = sizeof(struct frame),
};
