#include "cli/cmd_compare.h"

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

static const char help_en[] =
    "madosim compare A B [C...] [options]   what changes from policy A to the others\n"
    "madosim compare A --set KEY=VALUE      ... or from A to A with settings changed\n"
    "\n"
    "A, B, ... are scenario files or results folders (whose replications count). All meet the\n"
    "same public on the same days, so small differences show (common random numbers).\n"
    "\n"
    "  -r, --replications N   of each (default: as A says, or as the folders hold)\n"
    "  -j, --jobs N           threads (default: one per processor; same numbers for any N)\n"
    "      --seed N           seed of the random numbers (default: as A says)\n"
    "      --set KEY=VALUE    change one setting, of all files; may be repeated\n"
    "      --best MEASURE --indifference X [--confidence 95%]\n"
    "                         only which is best; who is behind is dropped while runs\n"
    "                         go on (-r: so many at most; default 500)\n"
    "      --format FORM      table, csv or md (default: table)\n"
    "      --json             one JSON object with all measures of all places\n"
    "  -q, --quiet            no progress\n"
    "      --progress FORM    auto, plain, json or none\n"
    "      --lang ja|en       language (default: from the locale)\n"
    "\n"
    "examples:\n"
    "  madosim compare scenarios/yokohama-fy2020.yaml scenarios/policies/bookings-everywhere.yaml\n"
    "  madosim compare scenarios/yokohama-fy2020.yaml --set wards.青葉.mode=booking\n"
    "\n"
    "exit: 0 done, 1 failed, 2 usage, 3 scenario invalid, 130 interrupted\n";
static const char help_ja[] =
    "madosim compare A B [C...] [指定]   条件 A とほかの条件の違いを示します\n"
    "madosim compare A --set キー=値     A の設定を変えたときの違いを示します\n"
    "\n"
    "A、B は、シナリオのファイルか結果のフォルダー(その反復を使います)。どの条件でも同じ\n"
    "人が同じ日に来るので、小さな違いも分かります(共通乱数)。\n"
    "\n"
    "  -r, --replications N   それぞれの反復回数(なければ A のとおり、またはフォルダーの回数)\n"
    "  -j, --jobs N           並列数(なければ全コア。いくつでも同じ結果)\n"
    "      --seed N           乱数の種(なければ A のとおり)\n"
    "      --set キー=値      すべてのファイルの設定を1つ変える(何度でも)\n"
    "      --best 指標 --indifference 差 [--confidence 95%]\n"
    "                         どれが最もよいかだけを、劣るものを外しながら反復を足して決める\n"
    "                         (-r は上限。なければ500)\n"
    "      --format 形        table、csv、md(なければ table)\n"
    "      --json             1つの JSON(すべての指標と区)\n"
    "  -q, --quiet            途中経過を示さない\n"
    "      --progress 形      auto, plain, json, none\n"
    "      --lang ja|en       言語(なければロケールから)\n"
    "\n"
    "例:\n"
    "  madosim compare scenarios/yokohama-fy2020.yaml scenarios/policies/bookings-everywhere.yaml\n"
    "  madosim compare scenarios/yokohama-fy2020.yaml --set wards.青葉.mode=booking\n"
    "\n"
    "終了コード: 0 完了、1 失敗、2 使い方、3 シナリオの誤り、130 中断\n";

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

int cmd_compare(int argc, char **argv)
{
    static const struct frame_command command = {
        "compare", OPTIONS_COMPARE, {help_en, help_ja}, sizeof(struct command), perform, false};
    return frame_run(&command, argc, argv);
}
