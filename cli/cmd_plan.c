#include "cli/cmd_plan.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cli/run.h"

static const char help_en[] =
    "madosim plan FILE [options]   what a scenario means, before anything is run\n"
    "\n"
    "      --set KEY=VALUE    change one setting; may be repeated\n"
    "      --json             one JSON object, with all months of all wards\n"
    "      --lang ja|en       language of messages (default: from the locale)\n"
    "\n"
    "Shows open days, days that are easily overlooked, the work people are expected to bring\n"
    "against the counters on duty (above 1.00 a line only grows), places against appointments\n"
    "wanted, calls against agents, letters against what can be mailed, and settings without\n"
    "effect. No random number is drawn: who comes again after being turned away is not in it.\n"
    "\n"
    "examples:\n"
    "  madosim plan scenarios/yokohama-fy2020.yaml\n"
    "  madosim plan scenarios/yokohama-fy2020.yaml --set wards.青葉.counters.weekday=12\n"
    "  madosim plan scenarios/examples/post-office.yaml\n"
    "\n"
    "exit: 0 done, 1 failed, 2 usage, 3 scenario invalid\n";
static const char help_ja[] =
    "madosim plan ファイル [指定]   試算の前に、シナリオの意味を確かめます\n"
    "\n"
    "      --set キー=値      設定を1つ変える(何度でも)\n"
    "      --json             1つの JSON(全区・全月を含む)\n"
    "      --lang ja|en       メッセージの言語(なければロケールから)\n"
    "\n"
    "開庁日、見落としやすい日、来庁の見込みの仕事と窓口の延べ時間の比(1.00を超えると列が\n"
    "伸び続けます)、予約の見込みと枠、電話と応対者、発送の通数と能力、効かない設定を示し\n"
    "ます。乱数は使いません。断られた人の出直しは含みません。\n"
    "\n"
    "例:\n"
    "  madosim plan scenarios/yokohama-fy2020.yaml\n"
    "  madosim plan scenarios/yokohama-fy2020.yaml --set wards.青葉.counters.weekday=12\n"
    "  madosim plan scenarios/examples/post-office.yaml\n"
    "\n"
    "終了コード: 0 完了、1 失敗、2 使い方、3 シナリオの誤り\n";

static int perform(struct frame *f)
{
    struct run *r = (struct run *)(void *)f;
    struct text out;
    text_init(&out, f->home);
    if (!run_choose(r) || !r->model->read(r))
        return frame_fail(f, FRAME_INVALID);
    if (!r->model->plan(r, &out) || out.failed) {
        (void)err_add(&f->err, ERR_NOMEM, SRC_NOWHERE, "plan");
        return frame_fail(f, FRAME_FAILED);
    }
    fputs(text_get(&out), stdout);
    if (fflush(stdout) == 0 && !ferror(stdout))
        return FRAME_OK;
    (void)err_add(&f->err, ERR_WRITE, SRC_NOWHERE, "stdout", strerror(errno));
    return frame_fail(f, FRAME_FAILED);
}

int cmd_plan(int argc, char **argv)
{
    static const struct frame_command command = {
        "plan", OPTIONS_PLAN, {help_en, help_ja}, sizeof(struct run), perform, false};
    return frame_run(&command, argc, argv);
}
