#include "cli/cmd.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cli/phrase.h"
#include "cli/progress.h"
#include "cli/staff.h"
#include "cli/staff_lend.h"
#include "cli/staff_shifts.h"
#include "sim/base/arena.h"
#include "sim/base/bug.h"

static bool say(struct staff *s, int *code)
{
    struct frame *f = &s->run.frame;
    const char *format = f->options.format;
    struct text out;
    text_init(&out, f->home);
    if (s->lending != NULL && f->options.json)
        staff_lend_print_json(s, s->lending, &out);
    else if (s->lending != NULL)
        staff_lend_print(s, s->lending, &out);
    else if (f->options.json)
        s->model->print_json(s, &out);
    else if (format != NULL && strcmp(format, "yaml") == 0)
        staff_print_yaml(s, &out);
    else
        s->model->print(s, &out);
    fputs(text_get(&out), stdout);
    if (!out.failed && fflush(stdout) == 0 && !ferror(stdout))
        return true;
    (void)err_add(&f->err, ERR_WRITE, SRC_NOWHERE, "stdout", strerror(errno));
    *code = frame_fail(f, FRAME_FAILED);
    return false;
}

static int fail(struct staff *s, enum frame_exit how)
{
    struct frame *f = &s->run.frame;
    if (!err_is_set(&f->err))
        (void)err_add(&f->err, ERR_NOMEM, SRC_NOWHERE, "staff");
    return frame_fail(f, how);
}

static bool search(struct staff *s)
{
    progress_catch_interrupt();
    bool is_done = staff_make(s);
    if (s->run.frame.options.lend) {
        s->lending = arena_take_array(s->run.frame.home, struct staff_lending, 1);
        is_done = is_done && s->lending != NULL && staff_lend(s, s->lending);
    }
    progress_release_interrupt();
    return is_done;
}

/* What the scenario cannot answer is refused before anything is searched. */
static bool open_question(struct staff *s, int *code)
{
    struct frame *f = &s->run.frame;
    if (!s->model->open(s)) {
        *code = frame_fail(f, FRAME_INVALID);
        return false;
    }
    bool has_cells = s->n_cells > 0, has_shifts = !f->options.shifts || s->catalogue.count > 0;
    if (has_cells && has_shifts)
        return true;
    if (has_cells)
        frame_say(f, stderr, PHRASE_SHIFTS_NONE, f->options.file, "");
    else
        frame_say(f, stderr, PHRASE_PLACES_NOT_BOOKED, "", "");
    *code = FRAME_USAGE;
    return false;
}

static bool tabulate(struct staff *s)
{
    return s->model->tabulate(s) && (!s->run.frame.options.shifts || staff_shifts_make(s));
}

static int perform(struct frame *f)
{
    struct staff *s = (struct staff *)(void *)f;
    struct progress progress;
    int code = FRAME_OK;
    BUG_IF(!progress_init(&progress, f->options.progress, f->options.quiet, f->japanese));
    s->progress = &progress;
    if (!run_choose(&s->run) || !s->run.model->read(&s->run))
        return frame_fail(f, FRAME_INVALID);
    if (!staff_read(s, &code))
        return code;
    if (!open_question(s, &code))
        return code;
    bool is_done = search(s);
    if (!is_done && s->is_stopped) {
        frame_say(f, stderr, PHRASE_STAFF_STOPPED, "", "");
        return FRAME_INTERRUPTED;
    }
    if (!is_done || !tabulate(s))
        return fail(s, FRAME_FAILED);
    (void)say(s, &code);
    return code;
}

const struct cmd cmd_staff = {
    .name = "staff",
    .brief = {"how many counters are needed in which half hour",
              "どの時間帯にいくつの窓口が要るかを求める"},
    .usage = {{{"FILE [options]", "ファイル [指定]"}, {NULL, NULL}}},
    .about = {"Searches the least counters with which the promise is kept in every half hour "
              "in which tickets are issued, on weekdays and on Saturdays, and confirms them "
              "with other random numbers: kept is what the lower 95 % bound reaches. Beside "
              "it: cost, people turned away, overtime, now and then.",
              "整理券が出るどの時間帯(30分ごと、平日と土曜)でも目標を守れる、最も少ない窓口数を"
              "探し、別の乱数で確かめます。片側95%の下限が目標に届くとき「守れる」とします。費"
              "用、断った人、時間外も、今と並べて示します。"},
    .options = {{OPTIONS_TARGET,
                 {"'wait<=30min:90%' (default: as FILE says)",
                  "'wait<=30min:90%'(なければファイルのとおり)"}},
                {OPTIONS_MONTH,
                 {"which month (default: report.month of FILE)",
                  "どの月か(なければファイルの report.month)"}},
                {OPTIONS_WARD, {"one ward alone, with more about it", "その区だけを詳しく"}},
                {OPTIONS_SHIFTS,
                 {"people and shifts for these counters, at the least cost",
                  "その窓口数をまかなう人数と勤務(費用が最少の案)も"}},
                {OPTIONS_PLACES,
                 {"how many booking places the counters now can bear",
                  "今の窓口数のまま、予約枠をいくつ出してよいか"}},
                {OPTIONS_LEND,
                 {"which ward could lend counters to which, and when",
                  "どの区がどの区に、いつ窓口を貸せるか"}},
                {OPTIONS_REPLICATIONS,
                 {"to confirm (default: at least 48); a fourth to search",
                  "確認の反復回数。探索はその4分の1(なければ48以上)"}},
                {OPTIONS_JOBS, {NULL, NULL}},
                {OPTIONS_SEED, {NULL, NULL}},
                {OPTIONS_SET, {NULL, NULL}},
                {OPTIONS_ANSWER,
                 {"table, or yaml: a scenario that has these counters",
                  "table、または yaml(その窓口数のシナリオ)"}},
                {OPTIONS_JSON,
                 {"one JSON object with all half hours", "1つの JSON(すべての時間帯)"}},
                {OPTIONS_QUIET, {NULL, NULL}},
                {OPTIONS_NO_COLOR, {NULL, NULL}},
                {OPTIONS_PROGRESS, {NULL, NULL}},
                {OPTIONS_LANG, {NULL, NULL}}},
    .examples = {"madosim staff scenarios/yokohama-fy2020.yaml --month 2020-08\n"
                 "madosim staff scenarios/yokohama-fy2020.yaml --target 'wait<=20min:90%'\n"
                 "madosim staff scenarios/yokohama-fy2020.yaml --ward 港北 --shifts\n"
                 "madosim staff scenarios/yokohama-fy2020.yaml --places --month 2020-10\n"
                 "madosim staff scenarios/yokohama-fy2020.yaml --lend\n",
                 NULL},
    .exits = {{3, {NULL, NULL}}, {130, {NULL, NULL}}},
    .words = {1, 1, OPTIONS_FILES, PHRASE_NEEDS_FILE, PHRASE_TOO_MANY_FILES},
    .perform = perform,
    .size = sizeof(struct staff),
};
