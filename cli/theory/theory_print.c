/* The three forms of the table: for a terminal, as JSON, and as docs/validation.md. */
#include <math.h>
#include <string.h>

#include "cli/present/shown.h"
#include "cli/theory/theory.h"
#include "sim/base/attr.h"
#include "sim/base/bug.h"
#include "sim/output/cell.h"
#include "sim/output/json.h"
#include "sim/output/markdown.h"

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
static const char *const verdicts[] = {
    [JUDGE_AGREES]             = "agrees",
    [JUDGE_FORM_DIFFERS]       = "formula differs",
    [JUDGE_SIMULATION_DIFFERS] = "simulation differs",
    [JUDGE_IMPRECISE]          = "imprecise",
    [JUDGE_NOT_RUN]            = "not run",
    [JUDGE_INFORMATION]        = "information",
};
/* clang-format on */

/* What of the full table a form shows. */
static const int in_document[] = {CASE,     QUANTITY, UNIT, KIND,    REFERENCE, FORMULA,
                                  ESTIMATE, ERROR,    Z,    VERDICT, SOURCE};
static const int in_json[] = {CASE,  QUANTITY, UNIT,    KIND,   REFERENCE, FORMULA, ESTIMATE,
                              ERROR, Z,        VERDICT, PASSED, SOURCE,    NOTE};

static struct table_cell real_if(bool is_there, double x)
{
    return is_there ? table_real(x) : (struct table_cell){.is_missing = true};
}

static struct table_cell cell_of(const struct cases_row *row, const struct judge *j, int column)
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
        return table_text(verdicts[j->verdict]);
    case PASSED:
        return j->verdict >= JUDGE_NOT_RUN ? missing : table_flag(j->verdict == JUDGE_AGREES);
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
static void fill(const struct theory *t, const int *which, size_t n, int information,
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
            cells[c] = cell_of(row, &t->judge[i], which[c]);
    }
}

/* How far the estimates lie from their references as a whole. Those of one trial depend on
 * each other, so this is to look at, not a test. */
static void print_whole(const struct theory *t, struct text *out)
{
    struct theory_count n = theory_counts(t);
    int judged = 0, beyond_two = 0, beyond_three = 0;
    double most = 0;
    for (size_t i = 0; i < t->rows.count; i++) {
        double z = fabs(t->judge[i].z);
        if (!t->is_chosen[i] || !t->judge[i].has_trial || !isfinite(z))
            continue;
        judged++;
        beyond_two += z > 2;
        beyond_three += z > 3;
        most = z > most ? z : most;
    }
    text_addf(out, "## The whole\n\n%u values are judged, %u do not agree. ", n.judged,
              n.mismatches);
    text_addf(out,
              "Of %d estimates with a standard error, %d lie more than 2 of them away (5 %% are "
              "expected), %d more than 3 (0.3 %%); the farthest %.2f. Values of one trial depend "
              "on each other.\n\n## Values\n\n",
              judged, beyond_two, beyond_three, most);
}

static void print_document(const struct theory *t, struct text *out)
{
    struct table_column chosen[COLUMNS];
    struct table table;
    print_whole(t, out);
    fill(t, in_document, COUNT_OF(in_document), 0, chosen, &table);
    markdown_print(&table, false, out);
    text_add(out, "\n## For information\n\nListed, never judged; the last column says why.\n\n");
    static const int shown[] = {CASE, QUANTITY, UNIT, REFERENCE, FORMULA, ESTIMATE, ERROR, NOTE};
    fill(t, shown, COUNT_OF(shown), 1, chosen, &table);
    markdown_print(&table, false, out);
    text_add(out, "\n## Remarks\n\n");
    for (size_t i = 0; i < t->rows.count; i++) {
        const struct cases_row *row = &((const struct cases_row *)t->rows.items)[i];
        if (t->is_chosen[i] && row->kind != CASES_INFORMATION && row->note != NULL)
            text_addf(out, "- %s, %s: %s\n", row->id, row->quantity, row->note);
    }
}

/* ---- terminal: cases as headings, a row a value, at most 80 columns ---- */

/* clang-format off */
static const struct shown_column shown_columns[] = {
    {{"", ""},                       5, SHOWN_NAME,   NULL, 0},
    {{"value", "値"},               30, SHOWN_NAME,   NULL, 0},
    {{"reference", "公表値"},       10, SHOWN_NUMBER, NULL, 0},
    {{"formula", "式"},             11, SHOWN_NUMBER, NULL, 0},
    {{"estimate", "試算"},          10, SHOWN_NUMBER, NULL, 0},
    {{"s.e.", "誤差"},           8, SHOWN_NUMBER, NULL, 0},
    {{"z", "z"},                     6, SHOWN_NUMBER, NULL, 0},
};
static const char *const marks[] = {
    [JUDGE_AGREES] = "○", [JUDGE_FORM_DIFFERS] = "×", [JUDGE_SIMULATION_DIFFERS] = "×",
    [JUDGE_IMPRECISE] = "△", [JUDGE_NOT_RUN] = "-", [JUDGE_INFORMATION] = "-",
};
/* clang-format on */

/* So many significant digits, fewer where the column has no room for them, and with an exponent
 * where it has none for so small a number. */
static void add_fitting(const struct shown_column *c, double x, int digits, struct text *cell)
{
    for (int n = digits; n > 0; n--) {
        text_cut(cell, 0);
        cell_print_round(x, n, cell);
        if (text_width(text_get(cell)) < c->width)
            return;
    }
    text_cut(cell, 0);
    text_addf(cell, "%.1e", x);
}

/* At most five characters: nobody asks how far beyond 1000 standard errors a value is. */
static void add_z(double z, struct text *cell)
{
    if (fabs(z) >= 999.5)
        text_add(cell, z < 0 ? "<-999" : ">999");
    else
        text_addf(cell, "%.*f", fabs(z) < 9.995 ? 2 : fabs(z) < 99.95 ? 1 : 0, z);
}

/* A number with so many significant digits, or "=" when it is the reference as printed. */
static void show_number(const struct shown_column *c, bool is_there, double x, int digits,
                        const char *same_as, struct text *out)
{
    struct text cell;
    text_init(&cell, out->home);
    if (is_there && isfinite(x))
        add_fitting(c, x, digits, &cell);
    else if (is_there && isinf(x)) /* people wait for ever */
        text_add(&cell, "∞");
    else
        text_add(&cell, "-");
    bool is_same = same_as != NULL && strcmp(text_get(&cell), same_as) == 0;
    shown_text(c, is_same ? "=" : text_get(&cell), out);
}

static void show_row(const struct cases_row *row, const struct judge *j, struct text *out)
{
    const struct shown_column *c = shown_columns;
    struct text mark, reference;
    text_init(&mark, out->home);
    text_init(&reference, out->home);
    text_addf(&mark, "  %s", marks[j->verdict]);
    cell_print_round(row->value, FEW, &reference);
    shown_words(&c[0], text_get(&mark), out);
    shown_words(&c[1], row->quantity, out);
    shown_text(&c[2], text_get(&reference), out);
    show_number(&c[3], j->has_form, j->form, FEW, text_get(&reference), out);
    show_number(&c[4], j->has_trial, j->trial.estimate, FEW, NULL, out);
    show_number(&c[5], j->has_trial, j->trial.error, 2, NULL, out);
    struct text z;
    text_init(&z, out->home);
    if (j->has_trial && isfinite(j->z))
        add_z(j->z, &z);
    shown_text(&c[6], z.length > 0 ? text_get(&z) : "-", out);
    text_add(out, "\n");
}

static void print_terminal(const struct theory *t, bool only_differing, bool japanese,
                           struct text *out)
{
    const char *last = "";
    if (!only_differing || theory_counts(t).mismatches > 0)
        shown_headings(shown_columns, COUNT_OF(shown_columns), japanese, out);
    for (size_t i = 0; i < t->rows.count; i++) {
        const struct cases_row *row = &((const struct cases_row *)t->rows.items)[i];
        if (!t->is_chosen[i] || (only_differing && !judge_differs(t->judge[i].verdict)))
            continue;
        if (strcmp(last, row->id) != 0)
            text_addf(out, "%s\n", row->id);
        last = row->id;
        show_row(row, &t->judge[i], out);
    }
}

void theory_print(const struct theory *t, enum theory_form form, bool japanese, struct text *out)
{
    struct table_column chosen[COLUMNS];
    struct table table;
    switch (form) {
    case THEORY_TERMINAL:
    case THEORY_DIFFERING:
        print_terminal(t, form == THEORY_DIFFERING, japanese, out);
        break;
    case THEORY_JSON:
        fill(t, in_json, COUNT_OF(in_json), -1, chosen, &table);
        json_print(&table, out);
        break;
    case THEORY_DOCUMENT:
        print_document(t, out);
        break;
    }
}
