#include "cli/cmd_theory.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cli/frame.h"
#include "cli/phrase.h"
#include "cli/progress.h"
#include "cli/theory/theory.h"
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
    "  -q, --quiet            only what differs, and the last line\n"
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
    "  -q, --quiet            一致しない値と最後の1行だけ\n"
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
    struct frame frame;
    struct progress progress;
    struct theory theory;
};

/* How values are judged, and what the marks mean. */
static void say_marks(const struct command *c)
{
    struct text t;
    text_init(&t, c->frame.home);
    phrase_add(&t, PHRASE_THEORY_NOTE, c->frame.japanese, "○", "△", "×");
    printf("%s\n", text_get(&t));
}

static bool tell_progress(void *context, const char *id, uint32_t done, uint32_t total)
{
    struct command *c = context;
    (void)id;
    return progress_tell(&c->progress, done, total);
}

static bool choose(struct command *c)
{
    const char *unknown = theory_choose(&c->theory, c->frame.options.words,
                                        c->frame.options.n_words, c->frame.options.quick);
    if (unknown == NULL)
        return true;
    const char *nearest = cases_nearest(&c->theory.rows, unknown, c->frame.home);
    struct text meant;
    text_init(&meant, c->frame.home);
    if (nearest != NULL)
        phrase_add(&meant, PHRASE_CASE_MEANT, c->frame.japanese, nearest);
    frame_say(&c->frame, stderr, PHRASE_NO_CASE, unknown, text_get(&meant));
    return false;
}

/* The last line: how many agree. */
static void sum_up(struct command *c, struct theory_count n)
{
    struct text judged, rest, wrong;
    text_init(&judged, c->frame.home);
    text_init(&rest, c->frame.home);
    text_init(&wrong, c->frame.home);
    text_addf(&judged, "%u", n.judged);
    text_addf(&wrong, "%u", n.mismatches);
    if (n.information > 0) {
        struct text count;
        text_init(&count, c->frame.home);
        text_addf(&count, "%u", n.information);
        phrase_add(&rest, PHRASE_THEORY_INFORMATION, c->frame.japanese, text_get(&count));
    }
    if (n.not_run > 0) {
        struct text count;
        text_init(&count, c->frame.home);
        text_addf(&count, "%u", n.not_run);
        phrase_add(&rest, PHRASE_THEORY_NOT_RUN, c->frame.japanese, text_get(&count));
    }
    FILE *to = c->frame.options.json || c->frame.options.markdown ? stderr : stdout;
    if (n.mismatches == 0)
        frame_say(&c->frame, to, PHRASE_THEORY_ALL, text_get(&judged), text_get(&rest));
    else
        frame_say(&c->frame, to, PHRASE_THEORY_SOME, text_get(&wrong), text_get(&judged));
}

static int tell(struct command *c)
{
    enum theory_form form = c->frame.options.json       ? THEORY_JSON
                            : c->frame.options.markdown ? THEORY_DOCUMENT
                            : c->frame.options.quiet    ? THEORY_DIFFERING
                                                        : THEORY_TERMINAL;
    struct text out;
    text_init(&out, c->frame.home);
    theory_print(&c->theory, form, c->frame.japanese, &out);
    fputs(text_get(&out), stdout);
    if (form == THEORY_TERMINAL)
        say_marks(c);
    struct theory_count n = theory_counts(&c->theory);
    sum_up(c, n);
    if (fflush(stdout) != 0 || ferror(stdout) || out.failed) {
        err_add(&c->frame.err, out.failed ? ERR_NOMEM : ERR_WRITE, SRC_NOWHERE, "stdout",
                strerror(errno));
        return frame_fail(&c->frame, FRAME_FAILED);
    }
    return n.mismatches == 0 ? FRAME_OK : FRAME_MISMATCH;
}

static int perform(struct frame *f)
{
    struct command *c = (struct command *)(void *)f;
    BUG_IF(!progress_init(&c->progress, c->frame.options.progress, c->frame.options.quiet,
                          c->frame.japanese));
    c->progress.unit = PROGRESS_VALUES;
    c->theory.home = c->frame.home;
    c->theory.threads = c->frame.options.threads;
    c->theory.progress = tell_progress;
    c->theory.progress_context = c;
    const char *path = c->frame.options.file != NULL ? c->frame.options.file : cases_by_default;
    if (!theory_read(&c->theory, path, &c->frame.err))
        return frame_fail(&c->frame, FRAME_INVALID);
    if (!choose(c))
        return FRAME_USAGE;
    progress_catch_interrupt();
    bool is_done = theory_run(&c->theory, &c->frame.err);
    progress_release_interrupt();
    if (!is_done)
        return frame_fail(&c->frame, FRAME_INVALID);
    if (c->theory.is_stopped) {
        frame_say(&c->frame, stderr, PHRASE_THEORY_STOPPED, "", "");
        return FRAME_INTERRUPTED;
    }
    (void)progress_tell(&c->progress, c->theory.n_chosen, c->theory.n_chosen);
    return tell(c);
}

int cmd_theory(int argc, char **argv)
{
    static const struct frame_command command = {
        "theory", OPTIONS_THEORY, {help_en, help_ja}, sizeof(struct command), perform, false};
    return frame_run(&command, argc, argv);
}
