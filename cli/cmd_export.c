#include "cli/cmd.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cli/export.h"
#include "cli/phrase.h"
#include "sim/base/text.h"

struct command {
    struct frame frame;
    struct export export;
    bool excel, cp932;
};

static bool write_all(struct command *c)
{
    struct export *x = &c->export;
    return (!c->excel || (export_workbook(x) && export_csv(x))) && (!c->cp932 || export_cp932(x));
}

static void print_json(const struct command *c, struct text *out)
{
    const struct export *x = &c->export;
    const char *const folders[] = {c->excel ? "excel" : NULL, c->cp932 ? "cp932" : NULL};
    int n = 0;
    text_add(out, "{\"run\":");
    text_add_json(out, x->stored.origin.run_id);
    text_add(out, ",\"workbook\":");
    if (c->excel)
        text_add_json(out, x->book);
    else
        text_add(out, "null");
    text_add(out, ",\"sheets\":[");
    for (size_t i = 0; i < x->n_sheets; i++) {
        text_add(out, i > 0 ? ",\n{\"name\":" : "\n{\"name\":");
        text_add_json(out, x->sheets[i].name);
        text_addf(out, ",\"rows\":%zu}", x->sheets[i].table->n_rows);
    }
    text_add(out, "],\"csv\":[");
    for (size_t k = 0; k < COUNT_OF(folders); k++)
        for (size_t i = 0; i < x->n_tables && folders[k] != NULL; i++) {
            struct text path;
            text_init(&path, out->home);
            text_addf(&path, "%s/%s/%s.csv", x->folder, folders[k], x->tables[i].name);
            text_add(out, n++ > 0 ? ",\n" : "\n");
            text_add_json(out, text_get(&path));
        }
    text_addf(out, "],\"replaced\":%zu,\"read_back_as_another\":%zu}\n", x->n_lost, x->n_other);
}

/* [区別 wards], on a new line where it does not fit. */
static void add_name(const char *name, int *width, struct text *out)
{
    int more = text_width(name) + 3;
    if (*width + more > 79) {
        text_add(out, "\n ");
        *width = 1;
    }
    text_addf(out, " [%s]", name);
    *width += more;
}

/* Where everything is, a line a kind. */
static void print_words(const struct command *c, struct text *out)
{
    const struct export *x = &c->export;
    const char *unit = c->frame.japanese ? "個" : " files";
    int width = 1;
    if (c->excel)
        text_addf(out, "%s\n ", x->book);
    for (size_t i = 0; i < x->n_sheets; i++) {
        if (i == 1 && x->charts != NULL)
            add_name(x->charts, &width, out);
        add_name(x->sheets[i].name, &width, out);
    }
    text_add(out, c->excel ? "\n" : "");
    if (c->excel)
        text_addf(out, "%s/excel/*.csv  (%zu%s)\n", x->folder, x->n_tables, unit);
    if (c->cp932)
        text_addf(out, "%s/cp932/*.csv  (%zu%s)\n", x->folder, x->n_tables, unit);
}

static bool say(struct command *c)
{
    struct text out;
    text_init(&out, c->frame.home);
    if (c->frame.options.json)
        print_json(c, &out);
    else if (!c->frame.options.quiet)
        print_words(c, &out);
    if (out.failed)
        return err_add(&c->frame.err, ERR_NOMEM, SRC_NOWHERE, "export");
    fputs(text_get(&out), stdout);
    return (fflush(stdout) == 0 && !ferror(stdout)) ||
           err_add(&c->frame.err, ERR_WRITE, SRC_NOWHERE, "stdout", strerror(errno));
}

/* The characters that are not what they were. */
static void warn(const struct command *c)
{
    const struct export *x = &c->export;
    struct text line, n;
    text_init(&line, c->frame.home);
    text_init(&n, c->frame.home);
    if (x->n_lost > 0) {
        text_addf(&n, "%zu", x->n_lost);
        phrase_add(&line, PHRASE_CP932_LOST, c->frame.japanese, text_get(&n), x->lost, x->list);
        text_add(&line, "\n");
    }
    if (x->n_other > 0) {
        text_init(&n, c->frame.home);
        text_addf(&n, "%zu", x->n_other);
        phrase_add(&line, PHRASE_CP932_OTHER, c->frame.japanese, text_get(&n), x->other, x->list);
        text_add(&line, "\n");
    }
    fputs(text_get(&line), stderr);
}

static int perform(struct frame *f)
{
    struct command *c = (struct command *)(void *)f;
    int code = FRAME_OK;
    c->cp932 = f->options.cp932;
    c->excel = f->options.excel || !c->cp932;
    if (!export_open(f, &c->export, &code))
        return code;
    if (!write_all(c) || !say(c))
        return frame_fail(f, FRAME_FAILED);
    warn(c);
    return FRAME_OK;
}

const struct cmd cmd_export = {
    .name = "export",
    .brief = {"results as an Excel workbook and as CSV for offices",
              "結果をExcelのブックやCSVにする"},
    .usage = {{{"RESULTS [options]", "結果フォルダー [指定]"}, {NULL, NULL}}},
    .about = {"RESULTS is the folder of a run. --excel writes to RESULTS/excel: one workbook "
              "(.xlsx) with summary, charts, wards, days, half hours, counters, calendar and "
              "what every column means; and the tables as CSV that Excel opens by double "
              "click. --cp932 writes RESULTS/cp932: the same CSV for programs that read no "
              "UTF-8, and replaced.csv with each character that is not what it was.",
              "--excel は、結果フォルダーの excel に、1冊のブック(.xlsx。概要、グラフ、区別、日別"
              "、時間帯別、窓口数、カレンダー、データ辞書)と、ダブルクリックで開けるCSVを書きま"
              "す。--cp932 は、結果フォルダーの cp932 に、UTF-8 を読めないソフトのためのCSV(Shift"
              "_JIS)と、違う文字になった所の一覧(replaced.csv)を書きます。"},
    .options = {{OPTIONS_EXCEL,
                 {"workbook and CSV (the default)", "ブックとCSV(指定がなければこれ)"}},
                {OPTIONS_CP932, {"CSV in the old encoding of Windows", "Shift_JIS(CP932)のCSV"}},
                {OPTIONS_INTO,
                 {"where excel and cp932 are made (default: RESULTS)",
                  "excel と cp932 を作る場所(なければ結果フォルダー)"}},
                {OPTIONS_JSON, {"say as JSON what was written", "書いたものを JSON で示す"}},
                {OPTIONS_QUIET,
                 {"print nothing but errors and warnings", "エラーと警告のほかは出力しない"}},
                {OPTIONS_LANG, {NULL, NULL}}},
    .examples = {"madosim export results/yokohama-fy2020/3f9a1c07\n"
                 "madosim export results/yokohama-fy2020/3f9a1c07 --excel --cp932 -o office\n",
                 "madosim export results/yokohama-fy2020/3f9a1c07\n"
                 "madosim export results/yokohama-fy2020/3f9a1c07 --excel --cp932 -o 提出用\n"},
    .exits = {{3, {"no results", "結果がない"}}},
    .words = {1, 1, OPTIONS_FOLDERS, PHRASE_NEEDS_FOLDER, PHRASE_TOO_MANY_WORDS},
    .perform = perform,
    .size = sizeof(struct command),
};
