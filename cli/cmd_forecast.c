#include "cli/cmd.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cli/forecast.h"
#include "cli/phrase.h"
#include "cli/progress.h"
#include "sim/base/bug.h"
#include "sim/output/csv.h"

struct command {
    struct frame frame;
    struct forecast forecast;
};

static bool say(const struct forecast *c, struct frame *f, int *code)
{
    const char *format = f->options.format;
    struct text out;
    text_init(&out, f->home);
    if (f->options.json)
        forecast_print_json(c, &out);
    else if (format != NULL && strcmp(format, "csv") == 0)
        csv_print(&c->table, &out);
    else
        forecast_print(c, &out);
    fputs(text_get(&out), stdout);
    if (!out.failed && fflush(stdout) == 0 && !ferror(stdout))
        return true;
    (void)err_add(&f->err, ERR_WRITE, SRC_NOWHERE, "stdout", strerror(errno));
    *code = frame_fail(f, FRAME_FAILED);
    return false;
}

static int perform(struct frame *f)
{
    struct command *c = (struct command *)(void *)f;
    struct forecast *forecast = &c->forecast;
    struct progress progress;
    int code = FRAME_OK;
    bool is_whole = false;
    BUG_IF(!progress_init(&progress, f->options.progress, f->options.quiet, f->japanese));
    if (!forecast_open(f, forecast, &code))
        return code;
    if (!forecast_run(forecast, &progress, &is_whole))
        return frame_fail(&forecast->trial.run.frame, FRAME_FAILED);
    if (!is_whole) {
        frame_say(f, stderr, PHRASE_FORECAST_STOPPED, "", "");
        return FRAME_INTERRUPTED;
    }
    if (!forecast_keep(forecast))
        return frame_fail(&forecast->trial.run.frame, FRAME_FAILED);
    if (say(forecast, f, &code) && !f->options.quiet)
        frame_say(f, stderr, PHRASE_FORECAST_TOLD, forecast->path, "");
    return code;
}

/* Absence is of a day; half hours are of a day and a ward. */
static bool is_whole(const struct options *o, enum phrase *what)
{
    *what = o->date == NULL ? PHRASE_NEEDS_ABSENT_DAY : PHRASE_NEEDS_WARD;
    return o->date == NULL ? o->absent == 0 : o->absent > 0 || o->ward != NULL;
}

const struct cmd cmd_forecast = {
    .name = "forecast",
    .brief = {"days and half hours ahead, with what is how likely",
              "先の日と時間帯の混み具合を、確率つきで見込む"},
    .usage = {{{"FILE [options]", "FILE [指定]"},
               {"days ahead: how busy, how likely", "先の日の混み具合と、その確率"}},
              {{"FILE --ward W --date D", "FILE --ward 区 --date 日"},
               {"one day by half hour", "ある日の時間帯ごと"}},
              {{"FILE --absent N --date D", "FILE --absent N --date 日"},
               {"N absent: when must acceptance end?", "N人欠けた日の受付終了の時刻"}}},
    .about = {"Bands hold the value of the day itself with the probability that is said, as "
              "the scenario's chance goes. FILE is a scenario or a results folder.",
              "幅は、その日の値が示した確率で入る範囲です(シナリオの中の偶然について)。FILE は"
              "、シナリオのファイルか結果のフォルダーです。"},
    .options = {{OPTIONS_FROM,
                 {"first day, and cut-off of what is known (default: report.month)",
                  "最初の日(前日までが分かっているとする。なければ report.month)"}},
                {OPTIONS_DAYS, {"so many days (default: 28)", "日数(なければ28)"}},
                {OPTIONS_WARD, {"one ward (default: all)", "1つの区(なければ全区)"}},
                {OPTIONS_STATE,
                 {"start from the state on the morning of --from of a replication of that "
                  "results folder",
                  "その結果の、--from の朝の状態から始める"}},
                {OPTIONS_REPLICATION,
                 {"with --state: of which replication (default: 0)",
                  "--state とともに: 何番目の反復か(なければ0)"}},
                {OPTIONS_ABSENT, {"so many counters less on --date", "--date の日に欠ける人数"}},
                {OPTIONS_DATE,
                 {"a day, with --ward or --absent", "ある日(--ward か --absent とともに)"}},
                {OPTIONS_REPLICATIONS,
                 {"draws of the future (default: 200)", "反復回数(なければ200)"}},
                {OPTIONS_JOBS, {NULL, NULL}},
                {OPTIONS_SEED, {NULL, NULL}},
                {OPTIONS_SET, {NULL, NULL}},
                {OPTIONS_TABLE, {"table or csv (default: table)", "table か csv(なければ table)"}},
                {OPTIONS_JSON, {NULL, NULL}},
                {OPTIONS_FILE,
                 {"where it is kept (default: results/forecasts/ID/RUN/forecast.csv)",
                  "保存先(なければ results/forecasts/ID/RUN/forecast.csv)"}},
                {OPTIONS_QUIET, {NULL, NULL}},
                {OPTIONS_NO_COLOR, {NULL, NULL}},
                {OPTIONS_PROGRESS, {NULL, NULL}},
                {OPTIONS_LANG, {NULL, NULL}}},
    .examples = {"madosim forecast scenarios/yokohama-fy2020.yaml --ward aoba --date 2020-07-27\n"
                 "madosim forecast scenarios/yokohama-fy2020.yaml --from 2020-09-01 --days 30\n"
                 "madosim forecast scenarios/yokohama-fy2020.yaml --absent 2 --date 2020-07-27\n",
                 "madosim forecast scenarios/yokohama-fy2020.yaml --ward 青葉 --date 2020-07-27\n"
                 "madosim forecast scenarios/yokohama-fy2020.yaml --from 2020-09-01 --days 30\n"
                 "madosim forecast scenarios/yokohama-fy2020.yaml --absent 2 --date 2020-07-27\n"},
    .exits = {{3, {NULL, NULL}}, {130, {NULL, NULL}}},
    .words = {1, 1, OPTIONS_FILES, PHRASE_NEEDS_FILE, PHRASE_TOO_MANY_FILES},
    .is_whole = is_whole,
    .perform = perform,
    .size = sizeof(struct command),
};
