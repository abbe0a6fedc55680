#include "cli/cmd.h"

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
#include "sim/output/outfile.h"

struct command {
    struct frame frame;
    struct sweep sweep;
};

static int no_memory(struct frame *f)
{
    (void)err_add(&f->err, ERR_NOMEM, SRC_NOWHERE, "sweep");
    return frame_fail(f, FRAME_FAILED);
}

/* As CSV, when a file is named for it. */
static bool keep(struct frame *f, const struct table *table)
{
    struct text csv;
    if (f->options.target == NULL)
        return true;
    text_init(&csv, f->home);
    csv_print(table, &csv);
    if (csv.failed)
        return err_add(&f->err, ERR_NOMEM, SRC_NOWHERE, f->options.target);
    return outfile_write(f->options.target, text_get(&csv), csv.length, &f->err);
}

/* One of the forms: the text for people, one JSON object, or a table. */
static int say(struct frame *f, const struct text *words, const struct table *table)
{
    const char *format = f->options.format;
    struct text out;
    text_init(&out, f->home);
    if (!keep(f, table))
        return frame_fail(f, FRAME_FAILED);
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
    if (f->options.target != NULL && !outfile_may_be(f->options.target, &f->err))
        return frame_fail(f, FRAME_FAILED); /* before minutes have been spent */
    if (!sweep_open(f, s, &code))
        return code != FRAME_OK ? code : no_memory(f);
    if (!f->options.assumptions)
        return do_grid(f, s);
    return f->options.samples > 0 ? do_samples(f, s) : do_assumptions(f, s);
}

static bool is_whole(const struct options *o, enum phrase *what)
{
    if (o->n_grid > 0 && o->assumptions)
        *what = PHRASE_SWEEP_EITHER;
    else if (o->samples > 0 && !o->assumptions)
        *what = PHRASE_LATIN_ALONE;
    else if (o->n_grid == 0 && !o->assumptions)
        *what = PHRASE_NEEDS_GRID;
    else
        return true;
    return false;
}

const struct cmd cmd_sweep = {
    .name = "sweep",
    .brief = {"settings at several values, and what assumptions matter",
              "設定をいくつかの値に変え、仮定の影響も調べる"},
    .usage = {{{"FILE --grid KEY=A,B,C", "FILE --grid キー=値,.."},
               {"settings at several values", "設定をいくつかの値に変えて比べる"}},
              {{"FILE --assumptions", NULL},
               {"which assumptions move the answer", "どの仮定で答えが変わるかを調べる"}},
              {{"FILE --assumptions --samples N", NULL},
               {"... and all of them together", "仮定をまとめて変えて調べる"}}},
    .about = {"Runs the scenario at every combination of the values, or with each thing that "
              "it assumes at both ends of its range: all with the same public on the same "
              "days, so small differences show. With --samples all assumptions vary together, "
              "each time with another public.",
              "値のすべての組合せか、シナリオの仮定を1つずつ幅の両端に変えたものを試算します。"
              "どれも同じ人が同じ日に来るので、小さな違いも分かります。--samples では、仮定をま"
              "とめて変え、毎回別の人々で試算します。"},
    .options = {{OPTIONS_GRID,
                 {"values as for --set; commas within [ ], { } and quotes do not separate. May "
                  "be repeated; 256 points at most",
                  "値の書き方は --set と同じ。[ ]、{ }、引用符の中のカンマは区切りにならない。"
                  "何度でも。組合せは256通りまで"}},
                {OPTIONS_BASELINE,
                 {"compare with FILE as it is, not with the first point",
                  "最初の組合せではなく、元のシナリオと比べる"}},
                {OPTIONS_ASSUMPTIONS,
                 {"each assumption at both ends of its range, in turn",
                  "FILE の仮定を1つずつ、幅の両端に変える"}},
                {OPTIONS_SAMPLES,
                 {"with --assumptions: all of them together, so many times",
                  "--assumptions とともに: 仮定をまとめて変える回数"}},
                {OPTIONS_OF,
                 {"one measure, such as wait.p90 (default: the main ones; with --assumptions the "
                  "promised share)",
                  "1つの指標だけ。例 wait.p90(なければ主な指標、--assumptions では目標以内の"
                  "割合)"}},
                {OPTIONS_REPLICATIONS,
                 {"of each point (default: as FILE says, at most 20; with --assumptions 3, "
                  "with --samples 2)",
                  "それぞれの反復回数(なければ FILE のとおり、多くて20。--assumptions では3、--"
                  "samples では2)"}},
                {OPTIONS_JOBS, {NULL, NULL}},
                {OPTIONS_SEED, {NULL, NULL}},
                {OPTIONS_SET,
                 {"change one setting of all points; may be repeated",
                  "すべての組合せで設定を1つ変える(何度でも)"}},
                {OPTIONS_LAYOUT, {NULL, NULL}},
                {OPTIONS_FILE,
                 {"the table as CSV, too; with --assumptions for madosim report",
                  "表を CSV でも書く(--assumptions のものは madosim report が読む)"}},
                {OPTIONS_JSON, {NULL, NULL}},
                {OPTIONS_QUIET, {NULL, NULL}},
                {OPTIONS_NO_COLOR, {NULL, NULL}},
                {OPTIONS_PROGRESS, {NULL, NULL}},
                {OPTIONS_LANG, {NULL, NULL}}},
    .examples = {"madosim sweep scenarios/yokohama-fy2020.yaml \\\n"
                 "  --grid wards.青葉.counters.weekday=5,6,7\n"
                 "madosim sweep scenarios/yokohama-fy2020.yaml --assumptions\n"
                 "madosim sweep scenarios/yokohama-fy2020.yaml --of 青葉:wait.p90 \\\n"
                 "  --grid wards.青葉.mode=walk_in,booking --grid turned_away.share=50%,70%,90%\n",
                 NULL},
    .exits = {{3, {NULL, NULL}}, {130, {NULL, NULL}}},
    .words = {1, 1, OPTIONS_FILES, PHRASE_NEEDS_FILE, PHRASE_TOO_MANY_FILES},
    .is_whole = is_whole,
    .perform = perform,
    .size = sizeof(struct command),
};
