#include "cli/cmd_theory.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cli/diagnose.h"
#include "cli/options.h"
#include "cli/phrase.h"
#include "cli/progress.h"
#include "cli/run.h"
#include "cli/theory/theory.h"
#include "cli/words.h"
#include "sim/base/arena.h"
#include "sim/base/bug.h"

static const char help_en[] =
    "madosim theory [CASE...] [options]   compare the program with values known exactly\n"
    "\n"
    "  CASE                   a case or a family of cases, such as MMC-04 or EA (default: all)\n"
    "      --quick            only those that take a moment\n"
    "      --cases FILE       another table (default: scenarios/theory/cases.csv)\n"
    "  -j, --jobs N           threads (default: one per processor; same numbers for any N)\n"
    "      --json             one object a row, with verdict and passed\n"
    "      --markdown         the tables of docs/validation.md\n"
    "  -q, --quiet            only the last line, and errors\n"
    "      --progress FORM    auto, plain, json or none\n"
    "      --lang ja|en       language of messages (default: from the locale)\n"
    "\n"
    "examples:\n"
    "  madosim theory --quick\n"
    "  madosim theory MMC-04 DAY\n"
    "  madosim theory --json > theory.json\n"
    "\n"
    "Every case is computed in each way there is: closed form, and simulation of a scenario\n"
    "in scenarios/theory/. exit: 0 all agree, 1 failed, 2 usage, 3 the table or a scenario is\n"
    "invalid, 7 a value does not agree, 130 interrupted\n";
static const char help_ja[] =
    "madosim theory [例題...] [指定]   厳密に分かっている値と比べて確かめます\n"
    "\n"
    "  例題                   MMC-04 のような例題か、EA のような例題の組(なければすべて)\n"
    "      --quick            すぐに終わるものだけ\n"
    "      --cases ファイル   別の表(なければ scenarios/theory/cases.csv)\n"
    "  -j, --jobs N           並列数(なければ全コア。いくつでも同じ結果)\n"
    "      --json             1行を1つのオブジェクトに(verdict と passed つき)\n"
    "      --markdown         docs/validation.md の表\n"
    "  -q, --quiet            最後の1行とエラーだけ\n"
    "      --progress 形      auto, plain, json, none\n"
    "      --lang ja|en       メッセージの言語(なければロケールから)\n"
    "\n"
    "例:\n"
    "  madosim theory --quick\n"
    "  madosim theory MMC-04 DAY\n"
    "  madosim theory --json > theory.json\n"
    "\n"
    "どの例題も、式と、scenarios/theory/ のシナリオの試算の、あるかぎりの方法で計算します。\n"
    "終了コード: 0 すべて一致、1 失敗、2 使い方、3 表かシナリオの誤り、7 不一致、130 中断\n";

static const char cases_by_default[] = "scenarios/theory/cases.csv";

struct command {
    struct options options;
    struct arena *home;
    struct err err;
    bool japanese;
    struct progress progress;
    struct theory theory;
};

static void say(const struct command *c, FILE *to, enum phrase p, const char *a, const char *b)
{
    struct text t;
    text_init(&t, c->home);
    phrase_add(&t, p, c->japanese, a, b);
    fprintf(to, "%s\n", text_get(&t));
}

/* How values are judged, and what the marks mean. */
static void say_marks(const struct command *c)
{
    struct text t;
    text_init(&t, c->home);
    phrase_add(&t, PHRASE_THEORY_NOTE, c->japanese, "○", "△", "×");
    printf("%s\n", text_get(&t));
}

static int fail(struct command *c, enum run_exit code)
{
    struct text t;
    text_init(&t, c->home);
    diagnose_print(&c->err, c->japanese, &t);
    fputs(text_get(&t), stderr);
    return c->err.item[0].code == ERR_NOMEM ? RUN_FAILED : (int)code;
}

static bool tell_progress(void *context, const char *id, uint32_t done, uint32_t total)
{
    struct command *c = context;
    (void)id;
    return progress_tell(&c->progress, done, total);
}

static bool choose(struct command *c)
{
    const char *unknown =
        theory_choose(&c->theory, c->options.words, c->options.n_words, c->options.quick);
    if (unknown == NULL)
        return true;
    const char *nearest = cases_nearest(&c->theory.rows, unknown, c->home);
    say(c, stderr, PHRASE_NO_CASE, unknown, nearest != NULL ? nearest : "MMC-01");
    return false;
}

/* The last line: how many agree. */
static void sum_up(struct command *c, struct theory_count n)
{
    struct text judged, rest, wrong;
    text_init(&judged, c->home);
    text_init(&rest, c->home);
    text_init(&wrong, c->home);
    text_addf(&judged, "%u", n.judged);
    text_addf(&wrong, "%u", n.mismatches);
    if (n.information > 0) {
        struct text count;
        text_init(&count, c->home);
        text_addf(&count, "%u", n.information);
        phrase_add(&rest, PHRASE_THEORY_INFORMATION, c->japanese, text_get(&count));
    }
    if (n.not_run > 0) {
        struct text count;
        text_init(&count, c->home);
        text_addf(&count, "%u", n.not_run);
        phrase_add(&rest, PHRASE_THEORY_NOT_RUN, c->japanese, text_get(&count));
    }
    FILE *to = c->options.json || c->options.markdown ? stderr : stdout;
    if (n.mismatches == 0)
        say(c, to, PHRASE_THEORY_ALL, text_get(&judged), text_get(&rest));
    else
        say(c, to, PHRASE_THEORY_SOME, text_get(&wrong), text_get(&judged));
}

static int tell(struct command *c)
{
    enum theory_form form = c->options.json       ? THEORY_JSON
                            : c->options.markdown ? THEORY_DOCUMENT
                                                  : THEORY_TERMINAL;
    struct text out;
    text_init(&out, c->home);
    theory_print(&c->theory, form, c->japanese, &out);
    if (!c->options.quiet || form != THEORY_TERMINAL)
        fputs(text_get(&out), stdout);
    if (!c->options.quiet && form == THEORY_TERMINAL)
        say_marks(c);
    struct theory_count n = theory_counts(&c->theory);
    sum_up(c, n);
    if (fflush(stdout) != 0 || ferror(stdout) || out.failed) {
        err_add(&c->err, out.failed ? ERR_NOMEM : ERR_WRITE, SRC_NOWHERE, "stdout",
                strerror(errno));
        return fail(c, RUN_FAILED);
    }
    return n.mismatches == 0 ? RUN_OK : RUN_MISMATCH;
}

static int perform(struct command *c)
{
    BUG_IF(!progress_init(&c->progress, c->options.progress, c->options.quiet, c->japanese));
    c->theory.home = c->home;
    c->theory.threads = c->options.threads;
    c->theory.progress = tell_progress;
    c->theory.progress_context = c;
    const char *path = c->options.file != NULL ? c->options.file : cases_by_default;
    if (!theory_read(&c->theory, path, &c->err))
        return fail(c, RUN_INVALID);
    if (!choose(c))
        return RUN_USAGE;
    progress_catch_interrupt();
    bool is_done = theory_run(&c->theory, &c->err);
    progress_release_interrupt();
    if (!is_done)
        return fail(c, RUN_INVALID);
    if (c->theory.is_stopped) {
        say(c, stderr, PHRASE_THEORY_STOPPED, "", "");
        return RUN_INTERRUPTED;
    }
    (void)progress_tell(&c->progress, c->theory.n_chosen, c->theory.n_chosen);
    return tell(c);
}

int cmd_theory(int argc, char **argv)
{
    struct command *c;
    struct arena *home = arena_new(0);
    if (home == NULL || (c = arena_take_array(home, struct command, 1)) == NULL) {
        fputs("madosim: no memory\n", stderr);
        arena_free(home);
        return RUN_FAILED;
    }
    struct text said;
    int code = RUN_USAGE;
    c->home = home;
    text_init(&said, home);
    bool is_read = options_read(OPTIONS_THEORY, argc, argv, &c->options, &said);
    c->japanese = words_japanese(c->options.lang);
    if (!is_read) {
        fprintf(stderr, "madosim theory: %s\n", text_get(&said));
        say(c, stderr, PHRASE_USAGE_HINT, "theory", "");
    } else if (c->options.help) {
        fputs(c->japanese ? help_ja : help_en, stdout);
        code = RUN_OK;
    } else {
        code = perform(c);
    }
    arena_free(home);
    return code;
}
