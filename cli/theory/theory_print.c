/* The three forms of the table: for a terminal, as JSON, and as docs/validation.md. */
#include <math.h>

#include "cli/theory/theory.h"
#include "sim/base/attr.h"
#include "sim/base/bug.h"
#include "sim/output/json.h"
#include "sim/output/markdown.h"
#include "sim/output/terminal.h"

enum { DIGITS = 7, FEW = 5 };

enum column {
    CASE,
    QUANTITY,
    UNIT,
    KIND,
    REFERENCE,
    FORMULA,
    ESTIMATE,
    ERROR,
    Z,
    VERDICT,
    PASSED,
    SOURCE,
    NOTE,
    COLUMNS
};

/* clang-format off */
static const struct table_column columns[COLUMNS] = {
    [CASE]      = {"case", TABLE_TEXT, 0, "", "例題", "例題の名前", "name of the case"},
    [QUANTITY]  = {"quantity", TABLE_TEXT, 0, "", "量", "確かめる量", "what is compared"},
    [UNIT]      = {"unit", TABLE_TEXT, 0, "", "単位", "単位", "unit"},
    [KIND]      = {"kind", TABLE_TEXT, 0, "", "種類", "exact=厳密な値、simulated=他者の模擬、information=参考", "exact, simulated by others, or information"},
    [REFERENCE] = {"reference", TABLE_ROUND, DIGITS, "", "公表値", "公表または厳密な値", "published or exact value"},
    [FORMULA]   = {"formula", TABLE_ROUND, DIGITS, "", "式", "式による値", "value of the closed form"},
    [ESTIMATE]  = {"estimate", TABLE_ROUND, DIGITS, "", "試算", "反復による推定値", "estimate over replications"},
    [ERROR]     = {"standard_error", TABLE_ROUND, 2, "", "標準誤差", "推定値の標準誤差", "standard error of the estimate"},
    [Z]         = {"z", TABLE_REAL, 2, "1", "z", "公表値との差÷標準誤差", "distance from the reference in standard errors"},
    [VERDICT]   = {"verdict", TABLE_TEXT, 0, "", "判定", "判定", "verdict"},
    [PASSED]    = {"passed", TABLE_FLAG, 0, "", "合格", "合格したか(参考は空)", "passed; missing for information"},
    [SOURCE]    = {"source", TABLE_TEXT, 0, "", "出典", "出典", "source of the reference"},
    [NOTE]      = {"note", TABLE_TEXT, 0, "", "注", "注", "note"},
};
static const char *const kinds[] = {"exact", "simulated", "information"};
static const char *const verdicts[][2] = { /* English, Japanese */
    [JUDGE_AGREES]             = {"agrees", "一致"},
    [JUDGE_FORM_DIFFERS]       = {"FORMULA DIFFERS", "式が不一致"},
    [JUDGE_SIMULATION_DIFFERS] = {"SIMULATION DIFFERS", "試算が不一致"},
    [JUDGE_IMPRECISE]          = {"IMPRECISE", "精度不足"},
    [JUDGE_INFORMATION]        = {"information", "参考"},
};
/* clang-format on */

/* What of the full table a form shows. */
static const int on_terminal[] = {CASE, QUANTITY, REFERENCE, FORMULA, ESTIMATE, ERROR, Z, VERDICT};
static const int in_document[] = {CASE,     QUANTITY, UNIT, KIND,    REFERENCE, FORMULA,
                                  ESTIMATE, ERROR,    Z,    VERDICT, SOURCE};
static const int in_json[] = {CASE,  QUANTITY, UNIT,    KIND,   REFERENCE, FORMULA, ESTIMATE,
                              ERROR, Z,        VERDICT, PASSED, SOURCE,    NOTE};

static struct table_cell real_if(bool is_there, double x)
{
    return is_there ? table_real(x) : (struct table_cell){.is_missing = true};
}

static struct table_cell cell_of(const struct cases_row *row, const struct judge *j, int column,
                                 bool japanese)
{
    struct table_cell missing = {.is_missing = true};
    switch ((enum column)column) {
    case CASE:
        return table_text(row->id);
    case QUANTITY:
        return table_text(row->quantity);
    case UNIT:
        return table_text(row->unit);
    case KIND:
        return table_text(kinds[row->kind]);
    case REFERENCE:
        return table_real(row->value);
    case FORMULA:
        return real_if(j->has_form, j->form);
    case ESTIMATE:
        return real_if(j->has_trial, j->trial.estimate);
    case ERROR:
        return real_if(j->has_trial, j->trial.error);
    case Z:
        return real_if(j->has_trial, j->z);
    case VERDICT:
        return table_text(verdicts[j->verdict][japanese]);
    case PASSED:
        return j->verdict == JUDGE_INFORMATION ? missing : table_flag(j->verdict == JUDGE_AGREES);
    case SOURCE:
        return table_text(row->source);
    case NOTE:
        return row->note != NULL ? table_text(row->note) : missing;
    case COLUMNS:
        break;
    }
    bug_at(__FILE__, __LINE__, "column");
}

/* kind: only rows of information, or only the others; -1: all. */
static void fill(const struct theory *t, const int *which, size_t n, int information, bool japanese,
                 struct table_column *chosen, struct table *table)
{
    for (size_t c = 0; c < n; c++)
        chosen[c] = columns[which[c]];
    table_init(table, t->home, "theory", chosen, n);
    for (size_t i = 0; i < t->rows.count; i++) {
        const struct cases_row *row = &((const struct cases_row *)t->rows.items)[i];
        bool is_information = row->kind == CASES_INFORMATION;
        if (!t->is_chosen[i] || (information >= 0 && is_information != (information == 1)))
            continue;
        struct table_cell *cells = table_add_row(table);
        for (size_t c = 0; c < n && cells != NULL; c++)
            cells[c] = cell_of(row, &t->judge[i], which[c], japanese);
    }
}

static void print_document(const struct theory *t, struct text *out)
{
    struct table_column chosen[COLUMNS];
    struct table table;
    fill(t, in_document, COUNT_OF(in_document), 0, false, chosen, &table);
    markdown_print(&table, false, out);
    text_add(out, "\n## For information\n\nListed, never judged; the last column says why.\n\n");
    static const int shown[] = {CASE, QUANTITY, UNIT, REFERENCE, FORMULA, ESTIMATE, ERROR, NOTE};
    fill(t, shown, COUNT_OF(shown), 1, false, chosen, &table);
    markdown_print(&table, false, out);
    text_add(out, "\n## Remarks\n\n");
    for (size_t i = 0; i < t->rows.count; i++) {
        const struct cases_row *row = &((const struct cases_row *)t->rows.items)[i];
        if (t->is_chosen[i] && row->kind != CASES_INFORMATION && row->note != NULL)
            text_addf(out, "- %s, %s: %s\n", row->id, row->quantity, row->note);
    }
}

void theory_print(const struct theory *t, enum theory_form form, bool japanese, struct text *out)
{
    struct table_column chosen[COLUMNS];
    struct table table;
    if (form == THEORY_DOCUMENT) {
        print_document(t, out);
        return;
    }
    if (form == THEORY_JSON) {
        fill(t, in_json, COUNT_OF(in_json), -1, false, chosen, &table);
        json_print(&table, out);
        return;
    }
    fill(t, on_terminal, COUNT_OF(on_terminal), -1, japanese, chosen, &table);
    for (size_t c = 0; c < COUNT_OF(on_terminal); c++)
        if (chosen[c].kind == TABLE_ROUND && chosen[c].digits == DIGITS)
            chosen[c].digits = FEW;
    terminal_print(&table, japanese, out);
}
