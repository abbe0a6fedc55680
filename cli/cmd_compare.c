#include "cli/cmd.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cli/choose.h"
#include "cli/compare.h"
#include "cli/phrase.h"
#include "cli/progress.h"
#include "cli/trial.h"
#include "sim/base/arena.h"
#include "sim/base/bug.h"
#include "sim/output/csv.h"
#include "sim/output/markdown.h"

struct command {
    struct frame frame;
    struct compare compare;
    uint32_t replications;
};

/* The second of one file and settings: how it is called. */
static const char *name_with_settings(const struct frame *f)
{
    struct text t;
    text_init(&t, f->home);
    text_add(&t, f->options.words[0]);
    for (size_t i = 0; i < f->options.n_set; i++)
        text_addf(&t, " --set %s", f->options.set[i]);
    return text_get(&t);
}

/* All of one kind; the first decides about seed and number. */
static bool check_alike(struct command *c, int *code)
{
    const struct trial *t = c->compare.trials;
    for (size_t i = 1; i < c->compare.n_trials; i++) {
        bool is_same_kind = t[i].run.model == t[0].run.model;
        if (is_same_kind && t[i].run.seed == t[0].run.seed)
            continue;
        frame_say(&c->frame, stderr, is_same_kind ? PHRASE_COMPARE_SEEDS : PHRASE_COMPARE_KINDS,
                  t[0].named, t[i].named);
        *code = FRAME_USAGE;
        return false;
    }
    return true;
}

/* A file's own seed gives way to the baseline's, or all files' to that of a folder. */
static void agree_on_seed(struct command *c)
{
    struct trial *t = c->compare.trials;
    size_t from = 0;
    for (size_t i = c->compare.n_trials; i-- > 0;)
        from = t[i].ready > 0 ? i : from;
    for (size_t i = 0; i < c->compare.n_trials; i++)
        if (t[i].ready == 0)
            t[i].run.seed = t[from].run.seed;
}

static uint32_t choose_replications(const struct command *c)
{
    const struct trial *t = c->compare.trials;
    uint32_t most = c->frame.options.replications, ready = 0;
    for (size_t i = 0; i < c->compare.n_trials; i++)
        ready = t[i].ready > ready ? t[i].ready : ready;
    if (most == 0 && ready == 0)
        most = t[0].run.said.replications;
    return most > ready ? most : ready;
}

static bool open_all(struct command *c, int *code)
{
    struct frame *f = &c->frame;
    size_t n = f->options.n_words;
    bool is_one = n == 1;
    c->compare.n_trials = is_one ? 2 : n;
    c->compare.trials = arena_take_array(f->home, struct trial, c->compare.n_trials);
    if (c->compare.trials == NULL) {
        (void)err_add(&f->err, ERR_NOMEM, SRC_NOWHERE, "compare");
        *code = frame_fail(f, FRAME_FAILED);
        return false;
    }
    for (size_t i = 0; i < c->compare.n_trials; i++) {
        struct trial *t = &c->compare.trials[i];
        const char *named = f->options.words[is_one ? 0 : i];
        size_t n_set = is_one && i == 0 ? 0 : f->options.n_set;
        if (!trial_open(f, named, f->options.set, n_set, t, code))
            return false;
        if (is_one && i == 1)
            t->named = name_with_settings(f);
    }
    agree_on_seed(c);
    return check_alike(c, code);
}

static bool say(struct command *c, int *code)
{
    const struct frame *f = &c->frame;
    const char *format = f->options.format;
    struct text out;
    text_init(&out, f->home);
    if (f->options.json)
        compare_print_json(&c->compare, &out);
    else if (format != NULL && strcmp(format, "csv") == 0)
        csv_print(&c->compare.table, &out);
    else if (format != NULL && strcmp(format, "md") == 0)
        markdown_print(&c->compare.table, f->japanese, &out);
    else
        compare_print(&c->compare, &out);
    fputs(text_get(&out), stdout);
    if (!out.failed && fflush(stdout) == 0 && !ferror(stdout))
        return true;
    (void)err_add(&c->frame.err, ERR_WRITE, SRC_NOWHERE, "stdout", strerror(errno));
    *code = frame_fail(f, FRAME_FAILED);
    return false;
}

static int perform(struct frame *f)
{
    struct command *c = (struct command *)(void *)f;
    struct progress progress;
    int code = FRAME_OK;
    bool is_whole;
    size_t failed;
    BUG_IF(!progress_init(&progress, f->options.progress, f->options.quiet, f->japanese));
    if (!open_all(c, &code))
        return code;
    if (f->options.best != NULL)
        return choose(f, c->compare.trials, c->compare.n_trials, &progress);
    c->compare.frame = f;
    c->compare.replications = choose_replications(c);
    if (!trial_run_all(c->compare.trials, c->compare.n_trials, c->compare.replications, &progress,
                       &is_whole, &failed))
        return frame_fail(&c->compare.trials[failed].run.frame, FRAME_FAILED);
    if (!is_whole) {
        frame_say(f, stderr, PHRASE_COMPARE_STOPPED, "", "");
        return FRAME_INTERRUPTED;
    }
    if (!compare_make(&c->compare, f->home)) {
        (void)err_add(&f->err, ERR_NOMEM, SRC_NOWHERE, "compare");
        return frame_fail(f, FRAME_FAILED);
    }
    (void)say(c, &code);
    return code;
}

static bool is_whole(const struct options *o, enum phrase *what)
{
    bool is_choice = o->best != NULL;
    if ((o->indifference != NULL) != is_choice || (o->confidence != NULL && !is_choice)) {
        *what = PHRASE_BEST_TOGETHER;
        return false;
    }
    return o->n_words > 1 || (o->n_words == 1 && o->n_set > 0);
}

const struct cmd cmd_compare = {
    .name = "compare",
    .brief = {"what changes from one policy to another", "条件を変えると何が変わるかを比べる"},
    .usage = {{{"A B [C...] [options]", "A B [C...] [指定]"},
               {"what changes from policy A to the others", "条件 A とほかの条件の違い"}},
              {{"A --set KEY=VALUE", "A --set キー=値"},
               {"... or from A to A with settings changed", "A の設定を変えたときの違い"}}},
    .about = {"A, B, ... are scenario files or results folders (whose replications count). All "
              "meet the same public on the same days, so small differences show (common random "
              "numbers).",
              "A、B は、シナリオのファイルか結果のフォルダー(その反復を使います)。どの条件でも"
              "同じ人が同じ日に来るので、小さな違いも分かります(共通乱数)。"},
    .options = {{OPTIONS_REPLICATIONS,
                 {"of each (default: as A says, or as the folders hold)",
                  "それぞれの反復回数(なければ A のとおり、またはフォルダーの回数)"}},
                {OPTIONS_JOBS, {NULL, NULL}},
                {OPTIONS_SEED, {NULL, NULL}},
                {OPTIONS_SET,
                 {"change one setting, of all files; may be repeated",
                  "すべてのファイルの設定を1つ変える(何度でも)"}},
                {OPTIONS_BEST,
                 {"only which is best; who is behind is dropped while runs go on (-r: so many "
                  "at most; default 500)",
                  "どれが最もよいかだけを、劣るものを外しながら反復を足して決める(-r は上限。"
                  "なければ500)"}},
                {OPTIONS_INDIFFERENCE,
                 {"with --best: the least difference that matters",
                  "--best とともに: 意味のある最小の差"}},
                {OPTIONS_CONFIDENCE,
                 {"... and how sure it has to be (default: 95%)", "同じく: 確かさ(なければ95%)"}},
                {OPTIONS_LAYOUT, {NULL, NULL}},
                {OPTIONS_JSON,
                 {"one JSON object with all measures of all places",
                  "1つの JSON(すべての指標と区)"}},
                {OPTIONS_QUIET, {NULL, NULL}},
                {OPTIONS_NO_COLOR, {NULL, NULL}},
                {OPTIONS_PROGRESS, {NULL, NULL}},
                {OPTIONS_LANG, {NULL, NULL}}},
    .examples = {"madosim compare scenarios/yokohama-fy2020.yaml --set wards.青葉.mode=booking\n"
                 "madosim compare scenarios/yokohama-fy2020.yaml \\\n"
                 "  scenarios/policies/bookings-everywhere.yaml\n"
                 "madosim compare scenarios/yokohama-fy2020.yaml --set wards.青葉.mode=booking \\\n"
                 "  --best share_within_target --indifference 0.1%\n",
                 NULL},
    .exits = {{3, {NULL, NULL}}, {130, {NULL, NULL}}},
    .words = {0, OPTIONS_POLICIES_MAX, OPTIONS_FILES, PHRASE_NEEDS_TWO, PHRASE_TOO_MANY_POLICIES},
    .is_whole = is_whole,
    .perform = perform,
    .size = sizeof(struct command),
};
