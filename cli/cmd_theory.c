#include "cli/cmd.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cli/frame.h"
#include "cli/phrase.h"
#include "cli/progress.h"
#include "cli/theory/theory.h"
#include "sim/base/arena.h"
#include "sim/base/bug.h"

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
    phrase_note(&t, PHRASE_THEORY_NOTE, c->frame.japanese, "○", "△", "×");
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
    const char *path = c->frame.options.cases != NULL ? c->frame.options.cases : cases_by_default;
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

const struct cmd cmd_theory = {
    .name = "theory",
    .brief = {"compare the program with values known exactly",
              "厳密に分かっている値と比べて確かめる"},
    .usage = {{{"[CASE...] [options]", "[例題...] [指定]"}, {NULL, NULL}}},
    .options = {{OPTIONS_QUICK, {"only those that take a moment", "すぐに終わるものだけ"}},
                {OPTIONS_CASES,
                 {"another table (default: scenarios/theory/cases.csv)",
                  "別の表(なければ scenarios/theory/cases.csv)"}},
                {OPTIONS_JOBS, {NULL, NULL}},
                {OPTIONS_JSON,
                 {"one object a row, with verdict and passed",
                  "1行を1つのオブジェクトに(verdict と passed つき)"}},
                {OPTIONS_MARKDOWN, {"the tables of docs/validation.md", "docs/validation.md の表"}},
                {OPTIONS_QUIET,
                 {"only what differs, and the last line", "一致しない値と最後の1行だけ"}},
                {OPTIONS_NO_COLOR, {NULL, NULL}},
                {OPTIONS_PROGRESS, {NULL, NULL}},
                {OPTIONS_LANG, {NULL, NULL}}},
    .notes = {"Every case is computed in each way there is: closed form, and simulation of a "
              "scenario in scenarios/theory/. CASE is a "
              "case or a family of cases, such as MMC-04 or EA (default: all).",
              "どの例題も、式と、scenarios/theory/ のシナリオの試算の、あるかぎりの方法で計算し"
              "ます。例題には、MMC-04 のような例題か、EA "
              "のような例題の組を指定します(なければすべて)。"},
    .examples = {"madosim theory --quick\n"
                 "madosim theory MMC-04 DAY\n"
                 "madosim theory --json > theory.json\n",
                 NULL},
    .exits = {{0, {"all agree", "すべて一致"}},
              {3, {"table or scenario invalid", "表かシナリオの誤り"}},
              {7, {"a value does not agree", "不一致"}},
              {130, {NULL, NULL}}},
    .words = {0, OPTIONS_WORDS_MAX, OPTIONS_ANY, PHRASE_NEEDS_FILE, PHRASE_TOO_MANY_CASES},
    .perform = perform,
    .size = sizeof(struct command),
};
