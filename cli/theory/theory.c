#include "cli/theory/theory.h"

#include <string.h>

#include "cli/theory/formula.h"
#include "cli/theory/trial.h"
#include "sim/base/arena.h"
#include "sim/base/bug.h"

bool theory_read(struct theory *t, const char *path, struct err *e)
{
    const char *slash = strrchr(path, '/');
    struct text folder;
    text_init(&folder, t->home);
    if (slash != NULL)
        text_add_bytes(&folder, path, (size_t)(slash - path) + 1);
    t->folder = text_get(&folder);
    if (!cases_read(path, t->home, &t->rows, e))
        return false;
    t->is_chosen = arena_take_array(t->home, bool, t->rows.count);
    t->judge = arena_take_array(t->home, struct judge, t->rows.count);
    if (t->is_chosen == NULL || t->judge == NULL || folder.failed)
        return err_add(e, ERR_NOMEM, SRC_NOWHERE, path);
    return true;
}

static const struct cases_row *row_at(const struct theory *t, size_t i)
{
    return &((const struct cases_row *)t->rows.items)[i];
}

const char *theory_choose(struct theory *t, const char *const *words, size_t n_words, bool is_quick)
{
    for (size_t w = 0; w < n_words; w++) {
        bool any = false;
        for (size_t i = 0; i < t->rows.count; i++) {
            bool is_meant = cases_is_chosen(row_at(t, i), words[w]);
            t->is_chosen[i] |= is_meant;
            any |= is_meant;
        }
        if (!any)
            return words[w];
    }
    t->n_chosen = 0;
    t->is_quick = is_quick;
    for (size_t i = 0; i < t->rows.count; i++) {
        t->is_chosen[i] |= n_words == 0;
        t->n_chosen += t->is_chosen[i];
    }
    return NULL;
}

/* The table has been looked at: only memory can be short. */
static bool ask_formula(const struct cases_row *row, struct judge *j, struct err *e)
{
    struct argument_fault fault;
    struct arena *scratch = arena_new(0);
    enum formula_outcome outcome = FORMULA_NO_MEMORY;
    if (scratch != NULL)
        outcome = formula_value(row->formula, row->arguments != NULL ? row->arguments : "", scratch,
                                &j->form, &fault);
    arena_free(scratch);
    BUG_IF(outcome == FORMULA_UNKNOWN || outcome == FORMULA_ARGUMENT);
    j->has_form = outcome == FORMULA_OK;
    return j->has_form || err_add(e, ERR_NOMEM, row->at, row->formula);
}

static bool is_same(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

/* The place in the table of a mistake that stands in one of the row's settings. */
static struct src_pos place_of_setting(const struct cases_row *row, const struct src_pos *in)
{
    const char *set = in->excerpt != NULL ? strstr(row->settings, in->excerpt) : NULL;
    if (set == NULL)
        return row->at;
    struct src_pos at = cases_place(row, row->settings, set, strlen(in->excerpt));
    if (at.column > 1 && in->column > 0) {
        at.column += in->column - 1;
        at.width = in->width;
    }
    return at;
}

/* Mistakes in settings are told where the table has them, and so is a scenario that cannot be
 * read. */
static void place_mistakes(const struct cases_row *row, struct err *e)
{
    for (int i = 0; i < e->count && i < ERR_LIST_MAX; i++) {
        struct src_pos *at = &e->item[i].at;
        if (at->file == NULL && e->item[i].code == ERR_OPEN)
            *at = cases_place(row, row->scenario, row->scenario, strlen(row->scenario));
        else if (at->file != NULL && strcmp(at->file, "--set") == 0)
            *at = place_of_setting(row, at);
    }
}

/* Asks whether to go on while a trial runs; how far is counted in rows, not replications. */
struct tick {
    const struct theory *t;
    const char *id;
    uint32_t done;
};

static bool go_on(void *context, uint32_t done, uint32_t total)
{
    const struct tick *tick = context;
    (void)done, (void)total;
    return tick->t->progress(tick->t->progress_context, tick->id, tick->done, tick->t->n_chosen);
}

/* The trial that the row asks for: the one at hand, or a new one. */
static bool prepare(struct theory *t, const struct cases_row *row, struct trial *trial,
                    uint32_t done, struct err *e)
{
    struct tick tick = {t, row->id, done};
    struct trial_order order = {.settings = row->settings, .threads = t->threads};
    struct text path;
    if (is_same(trial->scenario, row->scenario) && is_same(trial->settings, row->settings))
        return true;
    trial_release(trial);
    text_init(&path, t->home);
    text_add(&path, t->folder);
    text_add(&path, row->scenario);
    if (path.failed)
        return err_add(e, ERR_NOMEM, SRC_NOWHERE, row->scenario);
    order.scenario = text_get(&path);
    if (t->progress != NULL) {
        order.progress = go_on;
        order.progress_context = &tick;
        t->is_stopped = !go_on(&tick, 0, 0);
    }
    if (t->is_stopped)
        return true;
    bool ok = trial_run(trial, &order, e);
    place_mistakes(row, e);
    trial->scenario = row->scenario;
    t->is_stopped = trial->is_stopped;
    return ok;
}

static bool run_row(struct theory *t, size_t i, struct trial *trial, uint32_t done, struct err *e)
{
    const struct cases_row *row = row_at(t, i);
    struct judge *j = &t->judge[i];
    if (row->formula != NULL && !ask_formula(row, j, e))
        return false;
    if (row->scenario != NULL && (!t->is_quick || row->is_quick == 1)) {
        if (!prepare(t, row, trial, done, e))
            return false;
        if (t->is_stopped)
            return true;
        if (!trial_ask(trial, row, &j->trial, e))
            return false;
        j->has_trial = true;
        j->trial.estimate = row->offset + row->scale * j->trial.estimate;
        j->trial.error *= row->scale < 0 ? -row->scale : row->scale;
    }
    judge_row(row, j);
    return true;
}

bool theory_run(struct theory *t, struct err *e)
{
    struct trial *trial = arena_take_array(t->home, struct trial, 1);
    if (trial == NULL)
        return err_add(e, ERR_NOMEM, SRC_NOWHERE, "theory");
    bool ok = true;
    uint32_t done = 0;
    for (size_t i = 0; i < t->rows.count && ok && !t->is_stopped; i++)
        if (t->is_chosen[i])
            ok = run_row(t, i, trial, done++, e);
    trial_release(trial);
    return ok;
}

struct theory_count theory_counts(const struct theory *t)
{
    struct theory_count n = {0};
    for (size_t i = 0; i < t->rows.count; i++) {
        if (!t->is_chosen[i])
            continue;
        enum judge_verdict v = t->judge[i].verdict;
        n.information += v == JUDGE_INFORMATION;
        n.not_run += v == JUDGE_NOT_RUN;
        n.judged += v != JUDGE_INFORMATION && v != JUDGE_NOT_RUN;
        n.mismatches += judge_differs(v);
    }
    return n;
}
