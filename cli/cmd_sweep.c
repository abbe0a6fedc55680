#include "cli/cmd_sweep.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cli/latin.h"
#include "cli/phrase.h"
#include "cli/progress.h"
#include "cli/sweep.h"
#include "cli/tornado.h"
#include "sim/base/arena.h"
#include "sim/output/csv.h"
#include "sim/output/markdown.h"

static const char help_en[] =
    "madosim sweep FILE --grid KEY=A,B,C [--grid ...]   settings at several values\n"
    "madosim sweep FILE --assumptions                   which assumptions move the answer\n"
    "madosim sweep FILE --assumptions --samples N       ... and all of them together\n"
    "\n"
    "Runs the scenario at every combination of the values, or with each thing that it assumes\n"
    "at both ends of its range: all with the same public on the same days, so small differences\n"
    "show. With --samples all assumptions vary together, each time with another public.\n"
    "\n"
    "      --grid KEY=A,B,C   values as for --set; commas within [ ], { } and quotes do not\n"
    "                         separate. May be repeated; 256 points at most\n"
    "      --baseline         compare with the scenario as it is, not with the first point\n"
    "      --of [PLACE:]NAME  one measure, such as wait.p90 (default: those decisions turn on;\n"
    "                         with --assumptions the promised share)\n"
    "  -r, --replications N   of each point (default: as FILE says, at most 20; with\n"
    "                         --assumptions 3, with --samples 2)\n"
    "  -j, --jobs N           threads (default: one per processor; same numbers for any N)\n"
    "      --seed N           seed of the random numbers (default: as FILE says)\n"
    "      --set KEY=VALUE    change one setting of all points; may be repeated\n"
    "      --format FORM      table, csv or md (default: table)\n"
    "      --json             one JSON object\n"
    "  -q, --quiet            no progress\n"
    "      --progress FORM    auto, plain, json or none\n"
    "      --lang ja|en       language (default: from the locale)\n"
    "\n"
    "examples:\n"
    "  madosim sweep scenarios/yokohama-fy2020.yaml --grid wards.青葉.counters.weekday=5,6,7\n"
    "  madosim sweep scenarios/yokohama-fy2020.yaml --assumptions\n"
    "  madosim sweep scenarios/yokohama-fy2020.yaml --of 青葉:wait.p90 \\\n"
    "    --grid wards.青葉.mode=walk_in,booking --grid turned_away.share=50%,70%,90%\n"
    "\n"
    "exit: 0 done, 1 failed, 2 usage, 3 scenario invalid, 130 interrupted\n";
static const char help_ja[] =
    "madosim sweep FILE --grid キー=値,値,... [--grid ...]   設定をいくつかの値に変えて比べます\n"
    "madosim sweep FILE --assumptions               どの仮定で答えが変わるかを調べます\n"
    "madosim sweep FILE --assumptions --samples N   仮定をまとめて変えて調べます\n"
    "\n"
    "値のすべての組合せか、シナリオの仮定を1つずつ幅の両端に変えたものを試算します。どれも\n"
    "同じ人が同じ日に来るので、小さな違いも分かります。--samples では、仮定をまとめて変え、\n"
    "毎回別の人々で試算します。\n"
    "\n"
    "      --grid キー=値,..  値の書き方は --set と同じ。[ ]、{ }、引用符の中のカンマは区切りに\n"
    "                         なりません。何度でも。組合せは256通りまで\n"
    "      --baseline         最初の組合せではなく、元のシナリオと比べる\n"
    "      --of [区:]指標     1つの指標だけ。例 wait.p90(なければ主な指標、--assumptions では\n"
    "                         目標以内の割合)\n"
    "  -r, --replications N   それぞれの反復回数(なければ FILE のとおり、多くて20。\n"
    "                         --assumptions では3、--samples では2)\n"
    "  -j, --jobs N           並列数(なければ全コア。いくつでも同じ結果)\n"
    "      --seed N           乱数の種(なければ FILE のとおり)\n"
    "      --set キー=値      すべての組合せで設定を1つ変える(何度でも)\n"
    "      --format 形        table、csv、md(なければ table)\n"
    "      --json             1つの JSON\n"
    "  -q, --quiet            途中経過を示さない\n"
    "      --progress 形      auto, plain, json, none\n"
    "      --lang ja|en       言語(なければロケールから)\n"
    "\n"
    "例:\n"
    "  madosim sweep scenarios/yokohama-fy2020.yaml --grid wards.青葉.counters.weekday=5,6,7\n"
    "  madosim sweep scenarios/yokohama-fy2020.yaml --assumptions\n"
    "  madosim sweep scenarios/yokohama-fy2020.yaml --of 青葉:wait.p90 \\\n"
    "    --grid wards.青葉.mode=walk_in,booking --grid turned_away.share=50%,70%,90%\n"
    "\n"
    "終了コード: 0 完了、1 失敗、2 使い方、3 シナリオの誤り、130 中断\n";

struct command {
    struct frame frame;
    struct sweep sweep;
};

static int no_memory(struct frame *f)
{
    (void)err_add(&f->err, ERR_NOMEM, SRC_NOWHERE, "sweep");
    return frame_fail(f, FRAME_FAILED);
}

/* One of the forms: the text for people, one JSON object, or a table. */
static int say(struct frame *f, const struct text *words, const struct table *table)
{
    const char *format = f->options.format;
    struct text out;
    text_init(&out, f->home);
    if (f->options.json || format == NULL || strcmp(format, "table") == 0)
        text_add(&out, text_get(words));
    else if (strcmp(format, "csv") == 0)
        csv_print(table, &out);
    else
        markdown_print(table, f->japanese, &out);
    fputs(text_get(&out), stdout);
    if (!words->failed && !out.failed && fflush(stdout) == 0 && !ferror(stdout))
        return FRAME_OK;
    (void)err_add(&f->err, ERR_WRITE, SRC_NOWHERE, "stdout", strerror(errno));
    return frame_fail(f, FRAME_FAILED);
}

/* All points; false when it was interrupted, too, which is said here. */
static bool run_all(struct sweep *s, int *code)
{
    struct text done, all;
    size_t n = 0;
    if (sweep_run_all(s, &n, code))
        return true;
    if (*code != FRAME_INTERRUPTED)
        return false;
    text_init(&done, s->frame->home);
    text_init(&all, s->frame->home);
    text_addf(&done, "%zu", n);
    text_addf(&all, "%zu", s->n_points);
    frame_say(s->frame, stderr, PHRASE_SWEEP_STOPPED, text_get(&done), text_get(&all));
    return false;
}

static int do_grid(struct frame *f, struct sweep *s)
{
    int code = FRAME_OK;
    struct text words;
    text_init(&words, f->home);
    if (!sweep_grid(s, &code) || !run_all(s, &code))
        return code != FRAME_OK ? code : no_memory(f);
    if (!sweep_make(s))
        return no_memory(f);
    if (f->options.json)
        sweep_print_json(s, &words);
    else
        sweep_print(s, &words);
    return say(f, &words, &s->table);
}

static int do_assumptions(struct frame *f, struct sweep *s)
{
    int code = FRAME_OK;
    struct tornado t;
    struct text words;
    text_init(&words, f->home);
    if (!tornado_read(s, &t) || !tornado_plan(&t))
        return no_memory(f);
    if (!run_all(s, &code))
        return code != FRAME_OK ? code : no_memory(f);
    if (!tornado_make(&t))
        return no_memory(f);
    if (f->options.json)
        tornado_print_json(&t, &words);
    else
        tornado_print(&t, &words);
    return say(f, &words, &t.table);
}

static int do_samples(struct frame *f, struct sweep *s)
{
    int code = FRAME_OK;
    struct tornado t;
    struct latin l;
    struct text words;
    text_init(&words, f->home);
    if (!tornado_read(s, &t) || !latin_plan(&l, &t))
        return no_memory(f);
    if (!run_all(s, &code))
        return code != FRAME_OK ? code : no_memory(f);
    if (!latin_make(&l))
        return no_memory(f);
    if (f->options.json)
        latin_print_json(&l, &words);
    else
        latin_print(&l, &words);
    return say(f, &words, &l.table);
}

static int perform(struct frame *f)
{
    struct sweep *s = &((struct command *)(void *)f)->sweep;
    int code = FRAME_OK;
    if (!sweep_open(f, s, &code))
        return code != FRAME_OK ? code : no_memory(f);
    if (!f->options.assumptions)
        return do_grid(f, s);
    return f->options.samples > 0 ? do_samples(f, s) : do_assumptions(f, s);
}

int cmd_sweep(int argc, char **argv)
{
    static const struct frame_command command = {
        "sweep", OPTIONS_SWEEP, {help_en, help_ja}, sizeof(struct command), perform, false};
    return frame_run(&command, argc, argv);
}
