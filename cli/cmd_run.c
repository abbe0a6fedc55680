#include "cli/cmd_run.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>
#include <string.h>

#include "cli/diagnose.h"
#include "cli/phrase.h"
#include "cli/present/verdict.h"
#include "cli/progress.h"
#include "cli/run.h"
#include "cli/words.h"
#include "sim/base/arena.h"
#include "sim/base/bug.h"
#include "sim/experiment/spread.h"
#include "sim/output/outfile.h"

static const char help_en[] =
    "madosim run FILE [options]   simulate a scenario, write results and a report\n"
    "\n"
    "  -r, --replications N   replications (default: as the scenario says)\n"
    "      --until half_width=P%  as many as it takes for --of to be known to ±P % (shares:\n"
    "                         ±P points), -r at most (default: 1000); exit 6 when it is not\n"
    "      --of MEASURE       such as wait.p90 or 青葉:wait.p90 (default: the promise)\n"
    "  -j, --jobs N           threads (default: one per processor; same numbers for any N)\n"
    "      --checkpoint S     keep what is done every S seconds (default: 60; 0: never)\n"
    "      --seed N           seed of the random numbers (default: as the scenario says)\n"
    "      --set KEY=VALUE    change one setting; may be repeated\n"
    "  -o, --output DIR       results folder (default: results/ID/RUN)\n"
    "      --json             print the summary as JSON instead of tables\n"
    "  -q, --quiet            print nothing but errors\n"
    "      --customers        model queue: also list everybody of one replication\n"
    "      --no-figures       no figures: tables and page only\n"
    "      --no-color         no colours\n"
    "      --progress FORM    auto, plain, json or none\n"
    "      --lang ja|en       language of page and messages (default: from the locale)\n"
    "      --strict-output    exit 5 when a figure is missing\n"
    "      --fail-on-target   exit 4 when the promise is missed for the whole\n"
    "\n"
    "examples:\n"
    "  madosim run scenarios/yokohama-fy2020.yaml\n"
    "  madosim run scenarios/yokohama-fy2020.yaml -r 100 -o results/trial\n"
    "  madosim run scenarios/yokohama-fy2020.yaml --set wards.青葉.mode=booking\n"
    "  madosim run scenarios/yokohama-fy2020.yaml --until half_width=1% --of wait.p90\n"
    "  madosim run scenarios/examples/post-office.yaml --customers\n"
    "\n"
    "exit: 0 done, 1 failed, 2 usage, 3 scenario invalid (nothing written),\n"
    "      4 promise missed (--fail-on-target), 5 figure missing (--strict-output),\n"
    "      6 not precise enough (--until), 130 interrupted\n";
static const char help_ja[] =
    "madosim run ファイル [指定]   シナリオを試算し、結果と報告書を書きます\n"
    "\n"
    "  -r, --replications N   反復回数(なければシナリオのとおり)\n"
    "      --until half_width=P%  --of の区間幅が ±P%(割合は ±Pポイント)になるまで反復する\n"
    "                         (-r が上限、なければ 1000回。足りなければ終了コード 6)\n"
    "      --of 指標          wait.p90、青葉:wait.p90 など(なければ目標の割合)\n"
    "  -j, --jobs N           並列数(なければ全コア。いくつでも同じ結果)\n"
    "      --checkpoint 秒    途中の結果を残す間隔(なければ 60 秒。0 は残さない)\n"
    "      --seed N           乱数の種(なければシナリオのとおり)\n"
    "      --set キー=値      設定を1つ変える(何度でも)\n"
    "  -o, --output フォルダ  結果の置き場所(なければ results/名前/試算ID)\n"
    "      --json             表の代わりに JSON を出力\n"
    "  -q, --quiet            エラーのほかは出力しない\n"
    "      --customers        model queue: 1反復の一人ひとりの記録も書く\n"
    "      --no-figures       図を作らない\n"
    "      --no-color         色を付けない\n"
    "      --progress 形      auto, plain, json, none\n"
    "      --lang ja|en       報告書とメッセージの言語(なければロケールから)\n"
    "      --strict-output    図が欠けたら終了コード 5\n"
    "      --fail-on-target   全体の目標が未達なら終了コード 4\n"
    "\n"
    "例:\n"
    "  madosim run scenarios/yokohama-fy2020.yaml\n"
    "  madosim run scenarios/yokohama-fy2020.yaml -r 100 -o results/trial\n"
    "  madosim run scenarios/yokohama-fy2020.yaml --set wards.青葉.mode=booking\n"
    "  madosim run scenarios/yokohama-fy2020.yaml --until half_width=1% --of wait.p90\n"
    "  madosim run scenarios/examples/post-office.yaml --customers\n"
    "\n"
    "終了コード: 0 完了、1 失敗、2 使い方、3 シナリオの誤り(何も書かない)、\n"
    "            4 目標が未達(--fail-on-target)、5 図の欠け(--strict-output)、\n"
    "            6 精度が上限の回数で足りない(--until)、130 中断\n";

static void say(const struct run *r, enum phrase p, const char *a, const char *b)
{
    frame_say(&r->frame, stderr, p, a, b);
}

static bool write_results(struct run *r)
{
    r->command = run_command(r);
    return r->model->tabulate(r) && run_write(r) &&
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
    say(r, r->model->write_page != NULL ? PHRASE_REPORT : PHRASE_RESULTS, text_get(&page), "");
}

/* What the person who started it wants to know at the end. false when nobody could read
 * it: a full disk behind a redirection. */
static bool tell(struct run *r)
{
    struct text out;
    text_init(&out, r->frame.home);
    if (r->frame.options.json)
        run_print_json(r, &out);
    else
        r->model->print(r, &out);
    if (!r->frame.options.quiet || r->frame.options.json)
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

int cmd_run(int argc, char **argv)
{
    static const struct frame_command command = {
        "run", OPTIONS_RUN, {help_en, help_ja}, sizeof(struct run), perform, true};
    return frame_run(&command, argc, argv);
}
