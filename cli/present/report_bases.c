/* report_bases.c - what the numbers rest on, and which of it could flip the verdict. */
#include <string.h>

#include "cli/present/report_page.h"
#include "cli/present/swings.h"
#include "sim/input/bind.h"

/* Kinds as in YAML and as shown; assumptions come first, because they can be wrong, and values
 * that were changed without a word next. */
static const struct {
    const char *kind;
    struct bilingual shown;
} kinds[] = {{"ASSUMPTION", {"assumed", "仮定"}},
             {REPORT_CHANGED, {"changed", "変更"}},
             {"DERIVED", {"derived", "計算"}},
             {"FACT", {"fact", "公表・実測"}}};

static size_t count_of(const struct report *r, const char *kind)
{
    size_t count = 0;
    for (size_t i = 0; i < r->n_bases; i++)
        count += strcmp(r->bases[i].kind, kind) == 0;
    return count;
}

/* The range, and what became of the verdict at its ends. */
static void range_cell(struct report_page *p, const struct bind_basis *b)
{
    struct text swing;
    text_init(&swing, p->home);
    if (strcmp(b->kind, kinds[0].kind) == 0)
        swings_add_short(&swing, p->japanese, p->report->swings, b->path);
    p->out.failed |= swing.failed;
    text_add(&p->out, "<td>");
    text_add_html(&p->out, b->range != NULL ? b->range : "");
    if (swing.length > 0) {
        text_add(&p->out, "<span class=\"ci\">");
        text_add_html(&p->out, text_get(&swing));
        text_add(&p->out, "</span>");
    }
    text_add(&p->out, "</td>");
}

static void basis_row(struct report_page *p, const struct bind_basis *b, const char *shown)
{
    bool is_changed = strcmp(b->kind, REPORT_CHANGED) == 0;
    text_add(&p->out, "<tr><td class=\"tag\">");
    text_add(&p->out, shown);
    text_add(&p->out, "</td><th scope=\"row\"><code>");
    text_add_html(&p->out, b->path);
    text_add(&p->out, "</code></th>");
    report_cell(p, b->value != NULL ? b->value : "");
    range_cell(p, b);
    report_cell(p, b->note != NULL ? b->note
                   : is_changed    ? report_word(p, "no reason is given", "根拠の記載なし")
                                   : "");
    report_cell(p, b->source != NULL ? b->source : "");
    text_add(&p->out, "</tr>\n");
}

/* Of the assumed ones those first that concern a reader most. */
static void rows_of(struct report_page *p, size_t k)
{
    const struct report *r = p->report;
    bool is_sorted = k == 0 && r->swings != NULL;
    for (int kind = 0; kind <= (is_sorted ? SWING_KINDS : 0); kind++)
        for (size_t i = 0; i < r->n_bases; i++)
            if (strcmp(r->bases[i].kind, kinds[k].kind) == 0 &&
                (!is_sorted || (int)swings_kind(r->swings, r->bases[i].path) == kind))
                basis_row(p, &r->bases[i], report_word(p, kinds[k].shown.en, kinds[k].shown.ja));
}

/* How many there are, which of them could flip the verdict, and how to find that out. */
static void say_which(struct report_page *p)
{
    const struct report *r = p->report;
    size_t changed = count_of(r, REPORT_CHANGED);
    struct text words, commands;
    text_init(&words, p->home);
    text_init(&commands, p->home);
    text_addf(&p->out,
              p->japanese ? "<p>根拠を書いた前提%zu件のうち、仮定は%zu件です。"
                          : "<p>Values with a reason: %zu, of which assumed: %zu. ",
              r->n_bases - changed, count_of(r, kinds[0].kind));
    if (changed > 0)
        text_addf(&p->out,
                  p->japanese ? "根拠を書かずに変えた値が%zu件あり、仮定と同じに読んでください。"
                              : "Values changed without a reason: %zu; read them as assumed. ",
                  changed);
    swings_add(&words, p->japanese, r->swings);
    text_add_html(&p->out, text_get(&words));
    if (r->swings == NULL) {
        report_say(p,
                   " These two commands find out and put it here (FOLDER: where this page lies):",
                   "次の2つで調べると、ここに加わります(フォルダーは、この報告書のある場所):");
        swings_add_commands(&commands, p->japanese, r->about);
        report_commands(p, text_get(&commands));
    }
    text_add(&p->out, "</p>\n");
    p->out.failed |= words.failed | commands.failed;
}

void report_bases_add(struct report_page *p)
{
    static const struct bilingual heads[] = {{"Kind", "区分"},   {"Key", "項目"},
                                             {"Value", "値"},    {"Range", "範囲"},
                                             {"Reason", "根拠"}, {"Source", "出典"}};
    const struct report *r = p->report;
    report_say(p, "<h2 id=\"bases\">Assumptions</h2>\n", "<h2 id=\"bases\">前提一覧</h2>\n");
    if (r->n_bases == 0) {
        report_say(p,
                   "<p class=\"note\">The scenario gives no reasons. Read every value as an "
                   "assumption.</p>\n",
                   "<p class=\"note\">シナリオに根拠の記載がありません。すべての値を仮定として"
                   "読んでください。</p>\n");
        return;
    }
    say_which(p);
    report_table_open(p, "words wide bases",
                      BOTH("What the numbers rest on, and why; assumed values first",
                           "前提と根拠。仮定を先に示す"),
                      heads, COUNT_OF(heads));
    for (size_t k = 0; k < COUNT_OF(kinds); k++)
        rows_of(p, k);
    report_table_close(p);
}

void report_bases_line(struct report_page *p)
{
    const struct report *r = p->report;
    size_t assumed = count_of(r, kinds[0].kind) + count_of(r, REPORT_CHANGED);
    if (assumed == 0)
        return;
    text_add(&p->out, "<p class=\"rests\">");
    text_addf(&p->out,
              p->japanese ? "この結果は、仮定した値%zu件の上に立っています。"
                          : "These results rest on %zu assumed values. ",
              assumed);
    if (r->swings == NULL)
        report_say(p, "Which of them could flip the verdict has not been looked into",
                   "どれが違えば判定が変わるかは、まだ調べていません");
    else
        text_addf(&p->out,
                  p->japanese ? "1つ違うだけで全体の判定が変わる仮定は%zu件、変わるか分からない"
                                "仮定は%zu件です"
                              : "One alone can flip the verdict over the whole: %zu of them; not "
                                "known of %zu",
                  r->swings->count[SWING_FLIPS],
                  r->swings->count[SWING_BLURS] + r->swings->count[SWING_UNTRIED]);
    report_say(p, " (<a href=\"#bases\">assumptions</a>).</p>\n",
               "(<a href=\"#bases\">前提一覧</a>)。</p>\n");
}
