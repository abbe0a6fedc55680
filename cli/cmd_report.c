#include "cli/cmd.h"

#include <stdio.h>
#include <string.h>

#include "cli/logbook.h"
#include "cli/phrase.h"
#include "cli/progress.h"
#include "cli/relative.h"
#include "cli/swept.h"
#include "cli/trial.h"
#include "sim/base/arena.h"
#include "sim/base/bug.h"
#include "sim/output/manifest.h"
#include "sim/output/outfile.h"
#include "sim/output/pdf.h"

enum { PDF_DEADLINE_S = 120 };

static const char *below(struct arena *home, const char *folder, const char *name,
                         const char *ending)
{
    struct text path;
    text_init(&path, home);
    text_addf(&path, "%s/%s%s", folder, name, ending);
    return text_get(&path);
}

/* A folder whose run is complete, with everything that the page shows. */
static bool open_folder(const struct frame *f, const char *named, struct trial *t, int *code)
{
    bool is_whole;
    size_t failed;
    struct progress silent;
    if (!outfile_exists(below(f->home, named, "manifest.json", ""))) {
        frame_say(f, stderr, PHRASE_NO_RESULTS, named, "");
        logbook_hint(f, named);
        *code = FRAME_INVALID;
        return false;
    }
    if (!trial_open(f, named, NULL, 0, t, code))
        return false;
    BUG_IF(!progress_init(&silent, "none", true, f->japanese));
    bool is_there = trial_run_all(t, 1, t->ready, &silent, &is_whole, &failed);
    t->run.command = run_command(&t->run);
    if (!is_there || !t->run.model->tabulate(&t->run))
        *code = frame_fail(&t->run.frame, FRAME_FAILED);
    return *code == FRAME_OK;
}

/* false when there is no PDF; it is told why. */
static bool print_pdf(const struct frame *f, const char *page, const char *pdf)
{
    const char *said;
    switch (pdf_print(NULL, page, pdf, PDF_DEADLINE_S, f->home, &said)) {
    case PDF_OK:
        if (!f->options.quiet)
            frame_say(f, stderr, PHRASE_REPORT, pdf, "");
        return true;
    case PDF_MISSING:
        frame_say(f, stderr, PHRASE_CHROMIUM_MISSING, "", "");
        return false;
    case PDF_FAILED:
        frame_say(f, stderr, PHRASE_PDF_MISSING, pdf, said);
        return false;
    }
    return false;
}

/* Takes what --assumptions names into the folder, when it is about this run. */
static bool take_swings(struct run *r, int *code)
{
    struct table table;
    struct swings swings;
    const char *file = r->frame.options.swings;
    if (file == NULL)
        return true;
    if (!outfile_exists(file)) {
        (void)err_add(&r->frame.err, ERR_OPEN, SRC_NOWHERE, file, "No such file or directory");
        *code = frame_fail(&r->frame, FRAME_INVALID);
        return false;
    }
    if (!swept_read(r, file, &table, &swings)) {
        frame_say(&r->frame, stderr, PHRASE_SWINGS_OTHER, file, r->run_id);
        *code = FRAME_INVALID;
        return false;
    }
    if (!swept_put(r, &table))
        *code = frame_fail(&r->frame, FRAME_FAILED);
    return *code == FRAME_OK;
}

/* The PDF that was asked for, or one that is there: it shows an earlier page, perhaps in the other
 * language, and would pass for this one. It stays only when there is no way to make it again. */
static bool keep_pdf(const struct frame *f, const char *named, const char *name, bool is_asked)
{
    const char *pdf = below(f->home, named, name, ".pdf");
    bool was_there = outfile_exists(pdf);
    if (!is_asked && !was_there)
        return true;
    if (print_pdf(f, below(f->home, named, name, ".html"), pdf))
        return true;
    if (was_there)
        frame_say(f, stderr, PHRASE_PDF_OLDER, pdf, "");
    return false;
}

/* The same of the page for these readers, and of that for everybody if it was there. */
static bool keep_pdfs(const struct frame *f, const char *named, const struct run *r,
                      enum report_role role)
{
    bool is_whole = keep_pdf(f, named, run_page_name(r, role), f->options.pdf);
    if (role == REPORT_EVERYBODY)
        return is_whole;
    return keep_pdf(f, named, run_page_name(r, REPORT_EVERYBODY), false) && is_whole;
}

/* A path, or null where nothing is. */
static void add_made(const char *key, const char *path, struct text *json)
{
    text_addf(json, "\"%s\":", key);
    if (outfile_exists(path))
        text_add_json(json, path);
    else
        text_add(json, "null");
}

/* What was made of a folder. */
static void add_report(const struct frame *f, const char *named, const char *name,
                       struct text *json)
{
    text_add(json, json->length > 0 ? ",\n{" : "\n{");
    add_made("page", below(f->home, named, name, ".html"), json);
    text_add(json, ",");
    add_made("pdf", below(f->home, named, name, ".pdf"), json);
    text_add(json, "}");
}

static int make(const struct frame *f, const char *named, struct text *json)
{
    struct trial *t = arena_take_array(f->home, struct trial, 1);
    int code = FRAME_OK;
    if (t == NULL)
        return FRAME_FAILED;
    if (!open_folder(f, named, t, &code))
        return code;
    struct run *r = &t->run;
    enum report_role role = report_role_named(f->options.role);
    r->folder = named;
    if (!take_swings(r, &code))
        return code;
    if (!run_write_page(r, role))
        return frame_fail(&r->frame, FRAME_FAILED);
    if (r->missing_figures != NULL)
        frame_say(f, stderr, r->gnuplot_missing ? PHRASE_GNUPLOT_MISSING : PHRASE_FIGURES_MISSING,
                  r->missing_figures, "");
    const char *name = run_page_name(r, role);
    if (!f->options.quiet && !f->options.json)
        frame_say(f, stderr, PHRASE_REPORT, below(f->home, named, name, ".html"), "");
    bool is_whole = keep_pdfs(f, named, r, role) && r->missing_figures == NULL;
    add_report(f, named, name, json);
    return f->options.strict_output && !is_whole ? FRAME_FIGURE_MISSING : FRAME_OK;
}

/* A folder that has been named before in this command has its page already. */
static bool is_made(const struct options *o, size_t word)
{
    for (size_t i = 0; i < word; i++)
        if (relative_is_same(o->words[i], o->words[word]))
            return true;
    return false;
}

static int perform(struct frame *f)
{
    const struct options *o = &f->options;
    int code = FRAME_OK;
    struct text json;
    text_init(&json, f->home);
    for (size_t i = 0; i < o->n_words && code == FRAME_OK; i++)
        if (!is_made(o, i))
            code = make(f, o->words[i], &json);
    if (f->options.json && json.length > 0)
        printf("{\"reports\":[%s\n]}\n", text_get(&json));
    return code;
}

const struct cmd cmd_report = {
    .name = "report",
    .brief = {"make the page of a results folder again, or a PDF",
              "結果の報告書を作り直す。PDFにもする"},
    .usage = {{{"RUN... [options]", "フォルダー... [指定]"}, {NULL, NULL}}},
    .about = {"Nothing is simulated: the page and its figures are made from what the folder "
              "keeps.",
              "試算はしません。フォルダーに残っている結果から、ページと図を作ります。"},
    .options = {{OPTIONS_PDF,
                 {"also as PDF, with Chromium; one that is there already is made again with its "
                  "page, asked for or not",
                  "PDF も作る(Chromium を使う)。PDF がすでにあれば、指定がなくても一緒に作り直す"}},
                {OPTIONS_ROLE,
                 {"for one kind of reader, what concerns them first: planner, manager or "
                  "analyst; beside report.html, as report-ROLE.html",
                  "読む人に合わせ、関わりの深いものから順に示す: planner(企画)、manager(管理)、"
                  "analyst(分析)。report-役割.html に書く"}},
                {OPTIONS_SWINGS,
                 {"which assumptions could flip the verdict, as found by madosim sweep SCENARIO "
                  "--assumptions -o FILE; kept in the folder",
                  "判定を変えうる仮定を載せる(フォルダーにも残す)。ファイルは madosim sweep シナリ"
                  "オ --assumptions -o ファイル で作る"}},
                {OPTIONS_JSON, {"the paths as JSON", "書いたファイルを JSON で示す"}},
                {OPTIONS_QUIET, {"print nothing but errors", "エラーのほかは出力しない"}},
                {OPTIONS_STRICT_OUTPUT,
                 {"exit 5 when a figure or the PDF is missing", "図か PDF が欠けたら終了コード 5"}},
                {OPTIONS_LANG,
                 {"of page and messages (default: from the locale)",
                  "報告書とメッセージの言語(なければロケールから)"}}},
    .examples = {"madosim report results/yokohama-fy2020/3f9a1c07\n"
                 "madosim report results/trial --pdf --role manager\n",
                 NULL},
    .exits = {{3,
               {"not a results folder of this program and scenario",
                "このプログラムとシナリオの結果ではない"}},
              {5, {"figure or PDF missing (--strict-output)", "図か PDF の欠け(--strict-output)"}}},
    .words = {1, OPTIONS_WORDS_MAX, OPTIONS_FOLDERS, PHRASE_NEEDS_FOLDER, PHRASE_TOO_MANY_WORDS},
    .perform = perform,
    .size = sizeof(struct frame),
};
