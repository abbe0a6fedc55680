#include "cli/cmd.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cli/run.h"

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

const struct cmd cmd_plan = {
    .name = "plan",
    .brief = {"show what a scenario means, before anything is run",
              "試算の前に、シナリオの意味を確かめる"},
    .usage = {{{"FILE [options]", "ファイル [指定]"}, {NULL, NULL}}},
    .options = {{OPTIONS_SET, {NULL, NULL}},
                {OPTIONS_JSON,
                 {"one JSON object, with all months of all wards", "1つの JSON(全区・全月を含む)"}},
                {OPTIONS_LANG, {NULL, NULL}}},
    .notes = {"Shows open days, days that are easily overlooked, the work people are expected "
              "to bring against the counters on duty (above 1.00 a line only grows), places "
              "against appointments wanted, calls against agents, letters against what can be "
              "mailed, and settings without effect. No random number is drawn: who comes again "
              "after being turned away is not in it.",
              "開庁日、見落としやすい日、来庁の見込みの仕事と窓口の延べ時間の比(1.00を超えると"
              "列が伸び続けます)、予約の見込みと枠、電話と応対者、発送の通数と能力、効かない設"
              "定を示します。乱数は使いません。断られた人の出直しは含みません。"},
    .examples = {"madosim plan scenarios/yokohama-fy2020.yaml\n"
                 "madosim plan scenarios/yokohama-fy2020.yaml --set wards.青葉.mode=booking\n"
                 "madosim plan scenarios/examples/post-office.yaml\n",
                 NULL},
    .exits = {{3, {NULL, NULL}}},
    .words = {1, 1, OPTIONS_FILES, PHRASE_NEEDS_FILE, PHRASE_TOO_MANY_FILES},
    .perform = perform,
    .size = sizeof(struct run),
};
