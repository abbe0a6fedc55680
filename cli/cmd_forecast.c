#include "cli/cmd_forecast.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cli/forecast.h"
#include "cli/phrase.h"
#include "cli/progress.h"
#include "sim/base/bug.h"
#include "sim/output/csv.h"

static const char help_en[] =
    "madosim forecast FILE [options]             days ahead: how busy, how likely\n"
    "madosim forecast FILE --ward W --date D     one day by half hour\n"
    "madosim forecast FILE --absent N --date D   N absent: when must acceptance end?\n"
    "\n"
    "Bands hold the value of the day itself with the probability that is said, as the\n"
    "scenario's chance goes. FILE is a scenario or a results folder.\n"
    "\n"
    "      --from DATE        first day, and cut-off of what is known (default: report.month)\n"
    "      --days N           so many days (default: 28)\n"
    "      --ward W           one ward (default: all)\n"
    "      --state RUN        start from the state on the morning of --from of a replication of\n"
    "                         that results folder; --replication K: of which (default: 0)\n"
    "  -r, --replications N   draws of the future (default: 200)\n"
    "  -j, --jobs N           threads (default: one per processor; same numbers for any N)\n"
    "      --seed N           seed of the random numbers (default: as FILE says)\n"
    "      --set KEY=VALUE    change one setting; may be repeated\n"
    "      --format FORM      table or csv; --json: one JSON object\n"
    "  -o, --output FILE      where it is kept (default: results/forecasts/ID/RUN/forecast.csv)\n"
    "  -q, --quiet            no progress; --progress auto, plain, json or none\n"
    "      --lang ja|en       language (default: from the locale)\n"
    "\n"
    "examples:\n"
    "  madosim forecast scenarios/yokohama-fy2020.yaml --from 2020-09-01 --days 30\n"
    "  madosim forecast scenarios/yokohama-fy2020.yaml --ward aoba --date 2020-07-27\n"
    "  madosim forecast scenarios/yokohama-fy2020.yaml --absent 2 --date 2020-07-27\n"
    "\n"
    "exit: 0 done, 1 failed, 2 usage, 3 scenario invalid, 130 interrupted\n";
static const char help_ja[] =
    "madosim forecast FILE [指定]                先の日の混み具合と、その確率\n"
    "madosim forecast FILE --ward 区 --date 日   ある日の時間帯ごと\n"
    "madosim forecast FILE --absent N --date 日  N人欠けると、受付を何時に終えればよいか\n"
    "\n"
    "幅は、その日の値が示した確率で入る範囲です(シナリオの中の偶然について)。\n"
    "FILE は、シナリオのファイルか結果のフォルダーです。\n"
    "\n"
    "      --from 日          最初の日(前日までが分かっているとする。なければ report.month)\n"
    "      --days N           日数(なければ28)\n"
    "      --ward 区          1つの区(なければ全区)\n"
    "      --state フォルダー その結果の、--from の朝の状態から始める\n"
    "                         --replication K: 何番目の反復か(なければ0)\n"
    "  -r, --replications N   反復回数(なければ200)\n"
    "  -j, --jobs N           並列数(なければ全コア。いくつでも同じ結果)\n"
    "      --seed N           乱数の種(なければ FILE のとおり)\n"
    "      --set キー=値      設定を1つ変える(何度でも)\n"
    "      --format 形        table か csv。--json: 1つの JSON\n"
    "  -o, --output ファイル  保存先(なければ results/forecasts/ID/RUN/forecast.csv)\n"
    "  -q, --quiet            途中経過を示さない。--progress auto, plain, json, none\n"
    "      --lang ja|en       言語(なければロケールから)\n"
    "\n"
    "例:\n"
    "  madosim forecast scenarios/yokohama-fy2020.yaml --from 2020-09-01 --days 30\n"
    "  madosim forecast scenarios/yokohama-fy2020.yaml --ward 青葉 --date 2020-07-27\n"
    "  madosim forecast scenarios/yokohama-fy2020.yaml --absent 2 --date 2020-07-27\n"
    "\n"
    "終了コード: 0 完了、1 失敗、2 使い方、3 シナリオの誤り、130 中断\n";

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

int cmd_forecast(int argc, char **argv)
{
    static const struct frame_command command = {
        "forecast", OPTIONS_FORECAST, {help_en, help_ja}, sizeof(struct command), perform, false};
    return frame_run(&command, argc, argv);
}
