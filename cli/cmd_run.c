#include "cli/cmd.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>
#include <string.h>

#include "cli/diagnose.h"
#include "cli/logbook.h"
#include "cli/phrase.h"
#include "cli/present/verdict.h"
#include "cli/progress.h"
#include "cli/run.h"
#include "cli/words.h"
#include "sim/base/arena.h"
#include "sim/base/bug.h"
#include "sim/experiment/spread.h"
#include "sim/output/outfile.h"

static void say(const struct run *r, enum phrase p, const char *a, const char *b)
{
    frame_say(&r->frame, stderr, p, a, b);
}

static bool write_results(struct run *r)
{
    r->command = run_command(r);
    return r->model->tabulate(r) && run_write(r) && logbook_add(r, "run") && logbook_index(r) &&
           (r->is_partial || outfile_remove(r->checkpoint, &r->frame.err));
}

/* How it ended, and where the results are. */
static void tell_end(const struct run *r)
{
    struct text count, seconds, page;
    text_init(&count, r->frame.home);
    text_init(&seconds, r->frame.home);
    text_init(&page, r->frame.home);
    text_addf(&count, "%u", r->result.replications);
    text_addf(&seconds, "%.1f", r->seconds);
    text_addf(&page, "%s/%s", r->folder, r->model->page);
    if (r->is_partial)
        say(r, PHRASE_PARTIAL, text_get(&count), "");
    if (r->is_partial && r->is_kept)
        say(r, PHRASE_GOES_ON, "", "");
    if (r->frame.options.quiet)
        return;
    if (!r->is_partial)
        say(r, PHRASE_DONE, text_get(&count), text_get(&seconds));
    say(r, PHRASE_REPORT, text_get(&page), "");
}

/* What the person who started it wants to know at the end. false when nobody could read
 * it: a full disk behind a redirection. */
static bool tell(struct run *r)
{
    struct text out;
    text_init(&out, r->frame.home);
    if (r->frame.options.json)
        run_print_json(r, &out);
    else if (!r->frame.options.quiet)
        r->model->print(r, &out);
    fputs(text_get(&out), stdout);
    if (fflush(stdout) != 0 || ferror(stdout))
        return err_add(&r->frame.err, ERR_WRITE, SRC_NOWHERE, "stdout", strerror(errno));
    if (r->gnuplot_missing)
        say(r, PHRASE_GNUPLOT_MISSING, "", "");
    if (r->missing_figures != NULL)
        say(r, PHRASE_FIGURES_MISSING, r->missing_figures, "");
    tell_end(r);
    return true;
}

static int exit_code(const struct run *r)
{
    if (r->is_partial)
        return FRAME_INTERRUPTED;
    if (r->until.is_on && !r->until.is_reached)
        return FRAME_IMPRECISE;
    if (r->frame.options.fail_on_target &&
        verdict_of(r->model->promise(r), r->said.target_share) == VERDICT_MISSED)
        return FRAME_TARGET_MISSED;
    if (r->frame.options.strict_output && r->missing_figures != NULL)
        return FRAME_FIGURE_MISSING;
    return FRAME_OK;
}

/* Points to the larger results that are there already. */
static int refer_to(const struct run *r, uint32_t replications)
{
    struct text count, page;
    text_init(&count, r->frame.home);
    text_init(&page, r->frame.home);
    text_addf(&count, "%u", replications);
    text_addf(&page, "%s/%s", r->folder, r->model->page);
    say(r, PHRASE_HAS_MORE, text_get(&count), text_get(&page));
    return FRAME_OK;
}

/* Whether there is nothing to simulate, with the exit code: asked of the first process, for
 * the others know nothing of folders. */
static bool is_settled(struct run *r, int *code)
{
    if (!run_name(r)) {
        *code = frame_fail(&r->frame, FRAME_FAILED);
        return true;
    }
    uint32_t more = run_has_more(r);
    if (more > 0)
        *code = refer_to(r, more);
    return more > 0;
}

/* false with an exit code when there is nothing to simulate, on all ranks alike. */
static bool prepare(struct run *r, int *code)
{
    const struct spread *s = r->frame.spread;
    bool is_chosen = run_choose(r);
    bool has_customers = !is_chosen || !r->frame.options.customers || r->model->has_customers;
    bool is_read = is_chosen && has_customers && r->model->read(r);
    if (!spread_all(s, is_read || (is_chosen && !has_customers), &r->frame.err)) {
        *code = frame_fail(&r->frame, FRAME_INVALID);
        return false;
    }
    if (!has_customers) {
        say(r, PHRASE_NO_CUSTOMERS, r->model->name, "");
        *code = FRAME_USAGE;
        return false;
    }
    if (!until_read(r, code))
        return false;
    r->seed = r->frame.options.has_seed ? r->frame.options.seed : r->said.seed;
    *code = FRAME_OK;
    bool is_over = spread_is_first(s) && is_settled(r, code);
    is_over = spread_most(s, is_over) != 0;
    *code = (int)spread_most(s, *code);
    return !is_over;
}

/* What the first process does with the results. */
static int conclude(struct run *r)
{
    if (r->result.replications == 0) {
        (void)rmdir(r->folder);
        say(r, PHRASE_NOTHING_DONE, "", "");
        return FRAME_INTERRUPTED;
    }
    return write_results(r) && tell(r) ? exit_code(r) : frame_fail(&r->frame, FRAME_FAILED);
}

static int perform(struct frame *f)
{
    struct run *r = (struct run *)(void *)f;
    struct progress progress;
    int code;
    BUG_IF(!progress_init(&progress, r->frame.options.progress, r->frame.options.quiet,
                          r->frame.japanese));
    r->started = run_now(r->frame.home);
    if (!prepare(r, &code))
        return code;
    if (!run_simulate(r, &progress))
        return frame_fail(&r->frame, FRAME_FAILED);
    return spread_is_first(r->frame.spread) ? conclude(r) : FRAME_OK;
}

const struct cmd cmd_run = {
    .name = "run",
    .brief = {"simulate a scenario, write results and a report",
              "シナリオを試算し、結果と報告書を書く"},
    .usage = {{{"FILE [options]", "ファイル [指定]"}, {NULL, NULL}}},
    .options =
        {{OPTIONS_REPLICATIONS,
          {"replications (default: as the scenario says)", "反復回数(なければシナリオのとおり)"}},
         {OPTIONS_UNTIL,
          {"as many as it takes for --of to be known to within P % (shares: P points), -r "
           "at most (default: 1000); exit 6 when it is not",
           "--of の区間幅が ±P%(割合は ±Pポイント)になるまで反復する(-r が上限、なければ"
           " 1000回。足りなければ終了コード 6)"}},
         {OPTIONS_OF,
          {"wait.p90, aoba:wait.p90, ... (default: the promise)",
           "wait.p90、青葉:wait.p90 など(なければ目標の割合)"}},
         {OPTIONS_JOBS, {NULL, NULL}},
         {OPTIONS_CHECKPOINT,
          {"keep what is done so often (default: 60; 0: never)",
           "途中の結果を残す間隔(なければ 60 秒。0 は残さない)"}},
         {OPTIONS_SEED, {NULL, NULL}},
         {OPTIONS_SET, {NULL, NULL}},
         {OPTIONS_FOLDER,
          {"results folder (default: results/ID/RUN)",
           "結果の置き場所(なければ results/名前/試算ID)"}},
         {OPTIONS_JSON,
          {"print the summary as JSON instead of tables", "表の代わりに JSON を出力"}},
         {OPTIONS_QUIET, {"print nothing but errors", "エラーのほかは出力しない"}},
         {OPTIONS_CUSTOMERS,
          {"model queue: also list everybody of one replication",
           "model queue: 1反復の一人ひとりの記録も書く"}},
         {OPTIONS_NO_FIGURES, {"no figures: tables and page only", "図を作らない"}},
         {OPTIONS_NO_COLOR, {"no colours", "色を付けない"}},
         {OPTIONS_PROGRESS, {NULL, NULL}},
         {OPTIONS_LANG,
          {"of page and messages (default: from the locale)",
           "報告書とメッセージの言語(なければロケールから)"}},
         {OPTIONS_STRICT_OUTPUT, {"exit 5 when a figure is missing", "図が欠けたら終了コード 5"}},
         {OPTIONS_FAIL_ON_TARGET,
          {"exit 4 when the promise is missed for the whole", "全体の目標が未達なら終了コード 4"}}},
    .examples = {"madosim run scenarios/yokohama-fy2020.yaml\n"
                 "madosim run scenarios/yokohama-fy2020.yaml -r 100 -o results/trial\n"
                 "madosim run scenarios/yokohama-fy2020.yaml --set wards.青葉.mode=booking\n"
                 "madosim run scenarios/yokohama-fy2020.yaml --until half_width=1% --of wait.p90\n"
                 "madosim run scenarios/examples/post-office.yaml --customers\n",
                 NULL},
    .exits = {{3, {"scenario invalid (nothing written)", "シナリオの誤り(何も書かない)"}},
              {4, {"promise missed (--fail-on-target)", "目標が未達(--fail-on-target)"}},
              {5, {"figure missing (--strict-output)", "図の欠け(--strict-output)"}},
              {6, {"not precise enough (--until)", "精度が上限の回数で足りない(--until)"}},
              {130, {NULL, NULL}}},
    .words = {1, 1, OPTIONS_FILES, PHRASE_NEEDS_FILE, PHRASE_TOO_MANY_FILES},
    .perform = perform,
    .size = sizeof(struct run),
    .is_spread = true,
};
