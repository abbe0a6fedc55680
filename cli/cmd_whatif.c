#include "cli/cmd.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cli/assets.h"
#include "cli/phrase.h"
#include "cli/progress.h"
#include "cli/whatif.h"
#include "sim/base/arena.h"
#include "sim/base/bug.h"
#include "sim/input/quantity.h"
#include "sim/output/outfile.h"

enum { MONTHS = 3, STORED_FEWER = 2, MONTH_BYTES = 8, NAME_BYTES = 256 };
static const char default_page[] = "whatif.html";

/* ---- what is asked ---- */

static bool refuse(struct whatif *w, enum phrase p, const char *a, const char *b, int *code)
{
    frame_say(&w->run.frame, stderr, p, a, b);
    *code = FRAME_USAGE;
    return false;
}

static civil_day first_of(civil_day day)
{
    return civil_first_of_month(civil_month_index(day));
}

static civil_day first_after(civil_day day, int months)
{
    return civil_first_of_month(civil_month_index(day) + months);
}

/* "2020-07" or "2020-07..2020-09". */
static bool read_months(const char *text, civil_day *from, civil_day *to)
{
    char first[MONTH_BYTES];
    size_t n = strcspn(text, ".");
    if (n >= sizeof first)
        return false;
    memcpy(first, text, n);
    first[n] = '\0';
    if (!quantity_month(first, from))
        return false;
    if (text[n] == '\0') {
        *to = *from;
        return true;
    }
    return strncmp(text + n, "..", 2) == 0 && quantity_month(text + n + 2, to) && *to >= *from;
}

/* The months, as far as the period has them. */
static bool choose_period(struct whatif *w, int *code)
{
    const struct scenario *s = &w->run.ward->data.s;
    const char *written = w->run.frame.options.month;
    civil_day from = first_of(s->report.month > 0 ? s->report.month : s->period.from);
    if (from > s->period.to || first_after(from, 1) <= s->period.from)
        from = first_of(s->period.from);
    civil_day to = first_after(from, MONTHS - 1);
    if (written != NULL && !read_months(written, &from, &to))
        return refuse(w, PHRASE_WHATIF_MONTH, written, "", code);
    w->from = from > s->period.from ? from : s->period.from;
    to = first_after(to, 1) - 1;
    w->to = to < s->period.to ? to : s->period.to;
    if (w->from <= w->to)
        return true;
    char first[CIVIL_TEXT_BYTES], last[CIVIL_TEXT_BYTES];
    civil_format(s->period.from, first);
    civil_format(s->period.to, last);
    (void)err_add(&w->run.frame.err, ERR_RANGE, ((struct src_pos){.file = "--month"}), "--month",
                  written, first, last);
    *code = frame_fail(&w->run.frame, FRAME_USAGE);
    return false;
}

/* The period becomes settings, so that the page's commands have them, too. */
static bool set_period(struct whatif *w)
{
    const struct scenario *s = &w->run.ward->data.s;
    struct options *o = &w->run.frame.options;
    civil_day counters = w->from - (s->period.from - s->warmup.counters_from);
    const civil_day days[] = {w->from, w->to, counters};
    static const char *const keys[] = {"period.from", "period.to", "warmup.counters_from"};
    bool is_whole = w->from == s->period.from && w->to == s->period.to;
    for (size_t i = 0; !is_whole && i < COUNT_OF(days); i++) {
        char day[CIVIL_TEXT_BYTES];
        struct text t;
        text_init(&t, w->run.frame.home);
        civil_format(days[i], day);
        text_addf(&t, "%s=%s", keys[i], day);
        o->set[o->n_set++] = text_get(&t);
        if (t.failed)
            return err_add(&w->run.frame.err, ERR_NOMEM, SRC_NOWHERE, "whatif");
    }
    return true;
}

static bool is_meant(const struct scenario_ward_row *row, const char *name)
{
    return row->centre == 0 && strcmp(row->name, name) == 0;
}

static bool add_ward(struct whatif *w, const char *written, int *code)
{
    struct frame *f = &w->run.frame;
    const struct scenario_data *d = &w->run.ward->data;
    const struct scenario_ward_row *rows = d->wards.items;
    const char *nearest = NULL, *name = scenario_ward_name(written, &nearest, d);
    name = name != NULL ? name : written;
    if (w->n_wards == WHATIF_WARDS_MAX)
        return refuse(w, PHRASE_WHATIF_WARDS, "6", "", code);
    for (size_t i = 0; i < w->n_wards; i++)
        if (strcmp(w->wards[i].row->name, name) == 0)
            return true;
    for (size_t i = 0; i < d->wards.count; i++)
        if (is_meant(&rows[i], name)) {
            w->wards[w->n_wards++] = (struct whatif_ward){.site = (int32_t)i, .row = &rows[i]};
            return true;
        }
    (void)err_add(&f->err, ERR_NAME_UNKNOWN, ((struct src_pos){.file = "--ward"}), written, "ward",
                  nearest != NULL ? nearest : "");
    *code = frame_fail(f, FRAME_USAGE);
    return false;
}

static bool choose_wards(struct whatif *w, int *code)
{
    const struct scenario_data *d = &w->run.ward->data;
    const struct scenario_ward_row *rows = d->wards.items;
    const char *list = w->run.frame.options.ward;
    char name[NAME_BYTES];
    w->wards = arena_take_array(w->run.frame.home, struct whatif_ward, WHATIF_WARDS_MAX);
    if (w->wards == NULL) {
        (void)err_add(&w->run.frame.err, ERR_NOMEM, SRC_NOWHERE, "whatif");
        *code = frame_fail(&w->run.frame, FRAME_FAILED);
        return false;
    }
    if (list == NULL)
        return add_ward(w, d->s.report.ward != NULL ? d->s.report.ward : rows[0].name, code);
    while ((list = scenario_next_name(list, name, sizeof name)) != NULL)
        if (!add_ward(w, name, code))
            return false;
    return w->n_wards > 0 || refuse(w, PHRASE_NEEDS_VALUE, "--ward", "--ward 青葉,港北", code);
}

/* ---- making it ---- */

static bool fail(struct whatif *w, enum frame_exit how, int *code)
{
    struct frame *f = &w->run.frame;
    if (!err_is_set(&f->err))
        (void)err_add(&f->err, ERR_NOMEM, SRC_NOWHERE, "whatif");
    *code = frame_fail(f, how);
    return false;
}

/* The scenario of the months that are asked for. */
static bool compile_base(struct whatif *w, int *code)
{
    struct scenario_data *d;
    struct frame *f = &w->run.frame;
    w->plan = whatif_compile(w, NULL, 0, f->home, &d, &f->err);
    if (w->plan == NULL)
        return fail(w, FRAME_INVALID, code);
    w->run.ward->data = *d;
    w->run.ward->plan = w->plan;
    if (w->plan->bytes > WHATIF_PLAN_MOST)
        return refuse(w, PHRASE_WHATIF_LARGE, "", "", code);
    return w->plan->by_month == 0 || refuse(w, PHRASE_WHATIF_BY_MONTH, "", "", code);
}

/* Some numbers of counters about what is now. */
static void choose_stored(struct whatif *w, struct whatif_ward *ward)
{
    const struct whatif_control *c = &ward->controls[0];
    size_t from = 0, n = WHATIF_STORED_MAX;
    if (ward->n_controls == 0 || c->kind != WHATIF_COUNTERS)
        n = ward->n_controls > 0 ? 1 : 0;
    else if (c->base > STORED_FEWER)
        from = c->base - STORED_FEWER;
    if (n == 1)
        from = c->base;
    for (size_t i = from; i < c->n_levels && ward->n_stored < n; i++)
        ward->stored[ward->n_stored++] = (struct whatif_stored){.level = i};
    w->all += (uint32_t)ward->n_stored * w->replications;
}

static bool make_ward(struct whatif *w, struct whatif_ward *ward, int *code)
{
    const char *what = "";
    if (!whatif_controls(w, ward) || !whatif_patches(w, ward))
        return fail(w, FRAME_FAILED, code);
    if (!whatif_prove(w, ward, &what)) {
        if (err_is_set(&w->run.frame.err))
            return fail(w, FRAME_FAILED, code);
        frame_say(&w->run.frame, stderr, PHRASE_WHATIF_CONFLICT, what, "");
        *code = FRAME_FAILED;
        return false;
    }
    choose_stored(w, ward);
    return true;
}

static bool make(struct whatif *w, int *code)
{
    bool is_done = true;
    if (!w->run.frame.options.quiet && w->progress->form != PROGRESS_NONE &&
        w->progress->form != PROGRESS_JSON)
        frame_say(&w->run.frame, stderr, PHRASE_WHATIF_CHECKING, "", "");
    for (size_t i = 0; i < w->n_wards; i++)
        if (!make_ward(w, &w->wards[i], code))
            return false;
    w->progress->started_s = w->progress->said_s = progress_now_s();
    progress_catch_interrupt();
    for (size_t i = 0; is_done && i < w->n_wards; i++)
        is_done = whatif_store(w, &w->wards[i]);
    progress_release_interrupt();
    if (!is_done)
        return fail(w, FRAME_FAILED, code);
    if (!w->is_stopped)
        return true;
    frame_say(&w->run.frame, stderr, PHRASE_WHATIF_STOPPED, "", "");
    *code = FRAME_INTERRUPTED;
    return false;
}

static void tell_json(const struct whatif *w, const char *path, size_t bytes)
{
    struct text t;
    text_init(&t, w->run.frame.home);
    text_add(&t, "{\"page\": ");
    text_add_json(&t, path);
    text_addf(&t, ", \"bytes\": %zu, \"combinations_checked\": %zu, \"levels_left_out\": %zu}",
              bytes, w->n_proved, w->n_left_out);
    puts(text_get(&t));
}

static const char *path_of(const struct whatif *w)
{
    const char *written = w->run.frame.options.target;
    return written != NULL ? written : default_page;
}

/* Known before minutes have been spent. */
static bool can_be_written(struct whatif *w, int *code)
{
    return outfile_may_be(path_of(w), &w->run.frame.err) || fail(w, FRAME_FAILED, code);
}

static int write_out(struct whatif *w)
{
    struct frame *f = &w->run.frame;
    const char *path = path_of(w);
    struct text page, count, left_out;
    text_init(&page, f->home);
    whatif_page(w, &page);
    if (page.failed)
        (void)err_add(&f->err, ERR_NOMEM, SRC_NOWHERE, "whatif");
    if (page.failed || !outfile_write(path, text_get(&page), page.length, &f->err))
        return frame_fail(f, FRAME_FAILED);
    text_init(&count, f->home);
    text_init(&left_out, f->home);
    text_addf(&count, "%zu", w->n_proved);
    text_addf(&left_out, "%zu", w->n_left_out);
    if (w->n_left_out > 0 && !f->options.quiet)
        frame_say(f, stderr, PHRASE_WHATIF_LEFT_OUT, text_get(&left_out), "");
    if (f->options.json)
        tell_json(w, path, page.length);
    else if (!f->options.quiet)
        frame_say(f, stdout, PHRASE_WHATIF_DONE, path, text_get(&count));
    return fflush(stdout) == 0 ? FRAME_OK : FRAME_FAILED;
}

/* Everything that can be wrong is known after it. */
static bool prepare(struct whatif *w, int *code)
{
    const struct options *o = &w->run.frame.options;
    w->run.seed = o->has_seed ? o->seed : w->run.said.seed;
    w->replications = o->replications > 0 ? o->replications : WHATIF_STORED_REPLICATIONS;
    if (!choose_period(w, code) || !choose_wards(w, code))
        return false;
    if (assets_engine.n == 0) {
        frame_say(&w->run.frame, stderr, PHRASE_WHATIF_NO_ENGINE, "", "");
        *code = FRAME_FAILED;
        return false;
    }
    if (!set_period(w))
        return fail(w, FRAME_FAILED, code);
    return can_be_written(w, code) && compile_base(w, code);
}

static int perform(struct frame *f)
{
    struct whatif *w = (struct whatif *)(void *)f;
    struct progress progress;
    int code = FRAME_OK;
    BUG_IF(!progress_init(&progress, f->options.progress, f->options.quiet, f->japanese));
    w->progress = &progress;
    if (!run_choose(&w->run) || !w->run.model->read(&w->run))
        return frame_fail(f, FRAME_INVALID);
    if (w->run.model != &run_ward_model) {
        frame_say(f, stderr, PHRASE_WHATIF_KIND, f->options.file, "");
        return FRAME_INVALID;
    }
    return prepare(w, &code) && make(w, &code) ? write_out(w) : code;
}

const struct cmd cmd_whatif = {
    .name = "whatif",
    .brief = {"a page in which settings can be moved", "条件を動かして試せるページを作る"},
    .usage = {{{"FILE [options]", "ファイル [指定]"}, {NULL, NULL}}},
    .about = {"Writes one file that any browser opens, also from a file share: the scenario "
              "and the engine are in it, nothing is asked of a network. Counters, "
              "appointments, slots, early end and surges can be moved; waits, verdict and "
              "people turned away follow at once. The page shows the command that gives the "
              "same numbers, bit for bit.",
              "1つのファイルに、シナリオと計算のしくみを入れて書きます。共有フォルダーからでも"
              "ブラウザーで開け、通信はしません。窓口数、予約、枠の長さ、早めの受付終了、集中の"
              "大きさを動かすと、待ち時間、判定、断った人がその場で変わります。同じ数字を1ビッ"
              "トも違わずに出す命令も示します。"},
    .options = {{OPTIONS_WARD,
                 {"wards of the page, 6 at most, with commas between (default: report.ward)",
                  "ページに入れる区。コンマで区切って6つまで(なければ report.ward の区)"}},
                {OPTIONS_MONTH,
                 {"months simulated, also 2020-07..2020-09 (default: three months from "
                  "report.month of FILE)",
                  "試算する月。2020-07..2020-09 も(なければファイルの report.month から3か月)"}},
                {OPTIONS_FILE,
                 {"the page (default: whatif.html)", "書き出すページ(なければ whatif.html)"}},
                {OPTIONS_REPLICATIONS,
                 {"of the runs that are stored in the page for browsers that forbid the engine "
                  "(default: 12)",
                  "計算を禁じたブラウザーのためにページに入れておく結果の反復回数(なければ 12)"}},
                {OPTIONS_SET, {NULL, NULL}},
                {OPTIONS_SEED, {NULL, NULL}},
                {OPTIONS_JOBS, {NULL, NULL}},
                {OPTIONS_JSON, {"say as JSON what was written", "書いたものを JSON で示す"}},
                {OPTIONS_QUIET, {"print nothing but errors", "エラーのほかは出力しない"}},
                {OPTIONS_NO_COLOR, {NULL, NULL}},
                {OPTIONS_PROGRESS, {NULL, NULL}},
                {OPTIONS_LANG,
                 {"language the page begins in (default: from the locale)",
                  "開いたときの言語(なければロケールから)"}}},
    .examples = {"madosim whatif scenarios/yokohama-fy2020.yaml\n"
                 "madosim whatif scenarios/yokohama-fy2020.yaml --ward 青葉,港北 -o aoba.html\n",
                 NULL},
    .exits = {{3, {NULL, NULL}}, {130, {NULL, NULL}}},
    .words = {1, 1, OPTIONS_FILES, PHRASE_NEEDS_FILE, PHRASE_TOO_MANY_FILES},
    .perform = perform,
    .size = sizeof(struct whatif),
};
