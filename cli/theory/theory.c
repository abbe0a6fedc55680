#include "cli/theory/theory.h"

#include <string.h>

#include "cli/theory/formula.h"
#include "cli/theory/trial.h"
#include "sim/base/arena.h"

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

static bool ask_formula(const struct theory *t, const struct cases_row *row, struct judge *j,
                        struct err *e)
{
    const char *wrong = NULL;
    struct arena *scratch = arena_new(0);
    enum formula_outcome outcome = FORMULA_NO_MEMORY;
    (void)t;
    if (scratch != NULL)
        outcome = formula_value(row->formula, row->arguments != NULL ? row->arguments : "", scratch,
                                &j->form, &wrong);
    arena_free(scratch);
    j->has_form = outcome == FORMULA_OK;
    switch (outcome) {
    case FORMULA_OK:
        return true;
    case FORMULA_UNKNOWN:
        return err_add(e, ERR_NAME_UNKNOWN, row->at, row->formula, "formula",
                       wrong != NULL ? wrong : "");
    case FORMULA_ARGUMENT:
        return err_add(e, ERR_KIND, row->at, "arguments", wrong, "real", "servers=3");
    case FORMULA_NO_MEMORY:
        break;
    }
    return err_add(e, ERR_NOMEM, row->at, row->formula);
}

static bool is_same(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

/* The trial that the row asks for: the one at hand, or a new one. */
static bool prepare(struct theory *t, const struct cases_row *row, struct trial *trial,
                    uint32_t done, struct err *e)
{
    if (is_same(trial->scenario, row->scenario) && is_same(trial->settings, row->settings))
        return true;
    if (t->progress != NULL && !t->progress(t->progress_context, row->id, done, t->n_chosen)) {
        t->is_stopped = true;
        return true;
    }
    trial_release(trial);
    struct text path;
    text_init(&path, t->home);
    text_add(&path, t->folder);
    text_add(&path, row->scenario);
    if (path.failed)
        return err_add(e, ERR_NOMEM, SRC_NOWHERE, row->scenario);
    bool ok = trial_run(trial, text_get(&path), row->settings, t->threads, e);
    trial->scenario = row->scenario;
    return ok;
}

static bool run_row(struct theory *t, size_t i, struct trial *trial, uint32_t done, struct err *e)
{
    const struct cases_row *row = row_at(t, i);
    struct judge *j = &t->judge[i];
    if (row->formula != NULL && !ask_formula(t, row, j, e))
        return false;
    if (row->scenario != NULL && (!t->is_quick || row->is_quick == 1)) {
        if (!prepare(t, row, trial, done, e))
            return false;
        if (t->is_stopped)
            return true;
        if (!trial_ask(trial, row->metric, row->use, row->index, row->at, &j->trial, e))
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
        n.mismatches += v != JUDGE_INFORMATION && v != JUDGE_NOT_RUN && v != JUDGE_AGREES;
    }
    return n;
}
