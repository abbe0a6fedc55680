/* report_queue_tables.c - the tables of a system's page: uses, half hours, load. */
#include <math.h>
#include <string.h>

#include "cli/present/lookup.h"
#include "cli/present/queue_claims.h"
#include "cli/present/remedy.h"
#include "cli/present/report_page.h"
#include "cli/present/spell.h"

/* Words of one number, its interval below it; digits < 0: people. */
static void number_cell(struct report_page *p, struct interval i, int digits)
{
    text_add(&p->out, "<td>");
    if (isnan(i.estimate))
        text_add(&p->out, SPELL_UNKNOWN);
    else
        text_addf(&p->out, "%.*f", digits, i.estimate);
    text_add(&p->out, "<span class=\"ci\">");
    if (!isnan(i.estimate))
        spell_range(&p->out, i, digits);
    text_add(&p->out, "</span></td>");
}

static void share_cell(struct report_page *p, struct interval share)
{
    text_add(&p->out, "<td>");
    spell_percent1(&p->out, p->japanese, share.estimate);
    text_add(&p->out, "<span class=\"ci\">");
    if (!isnan(share.estimate))
        spell_share_range(&p->out, share);
    text_add(&p->out, "</span></td>");
}

static void verdict_words(struct report_page *p, enum verdict v)
{
    const char *look = v == VERDICT_MET ? "ok" : v == VERDICT_MISSED ? "ng" : "hold";
    text_addf(&p->out, "<span class=\"nowrap %s\">%s %s</span>", look, verdict_glyph(v),
              verdict_word(v, p->japanese));
}

static void use_row(struct report_page *p, const struct queue_facts_use *use)
{
    const struct table *t = &p->queue->tables->summary;
    struct text name = report_sentence(p);
    text_add(&name, use->name);
    report_put(p, "<th scope=\"row\">", &name, "</th>");
    number_cell(p, use->people, 1);
    number_cell(p, use->mean, 1);
    number_cell(p, use->p50, 1);
    number_cell(p, use->p90, 1);
    share_cell(p, use->share);
    for (const char *const *way = queue_facts_ways(); *way != NULL; way++)
        if (queue_tables_find(t, SETUP_ALL_USES, *way, 0).estimate > 0)
            number_cell(p, queue_tables_find(t, use->key, *way, 0), 1);
    text_add(&p->out, "<td class=\"verdict\">");
    verdict_words(p, use->verdict);
    report_remedy_beside(p, use->share);
    text_add(&p->out, "</td></tr>\n");
}

/* Columns of those who went, as far as anybody did. */
static size_t add_ways(const struct report_page *p, struct bilingual *heads)
{
    static const struct bilingual ways[] = {
        {"Left (a day)", "途中で帰った(人/日)"},  {"Turned round (a day)", "列を見て帰った(人/日)"},
        {"No place (a day)", "満員(人/日)"},      {"Refused (a day)", "断った(人/日)"},
        {"Sent home (a day)", "列を解散(人/日)"}, {"Left word (a day)", "伝言を残した(人/日)"}};
    const char *const *names = queue_facts_ways();
    size_t n = 0;
    for (size_t i = 0; names[i] != NULL; i++)
        if (queue_tables_find(&p->queue->tables->summary, SETUP_ALL_USES, names[i], 0).estimate > 0)
            heads[n++] = ways[i];
    return n;
}

void report_queue_uses(struct report_page *p)
{
    enum { BEFORE = 6, WAYS = 6 };
    const struct queue_facts *f = p->queue;
    struct text within = report_sentence(p);
    text_addf(&within, p->japanese ? "%g分以内" : "Within %g min", f->about->target_min);
    p->out.failed |= within.failed;
    const char *target = text_get(&within);
    struct bilingual heads[BEFORE + WAYS + 1] = {{"Use", "用件"},
                                                 {"People (a day)", "来た人(人/日)"},
                                                 {"Mean (min)", "平均(分)"},
                                                 {"Median (min)", "中央値(分)"},
                                                 {"P90 (min)", "90%点(分)"},
                                                 {target, target}};
    size_t n = BEFORE + add_ways(p, heads + BEFORE);
    heads[n++] = BOTH("Verdict", "判定");
    report_say(p, "<h2 id=\"uses\">By use</h2>\n", "<h2 id=\"uses\">用件別</h2>\n");
    report_table_open(p, "wide",
                      BOTH("Waits, and people who went without being served. Small: 95% intervals",
                           "待ち時間と、対応を受けずに帰った人。小さな字は95%区間"),
                      heads, n);
    if (f->n_uses > 1) {
        text_add(&p->out, "<tr class=\"sum\">");
        use_row(p, &f->whole);
    }
    for (size_t i = 0; i < f->n_uses; i++) {
        text_add(&p->out, "<tr>");
        use_row(p, &f->uses[i]);
    }
    report_table_close(p);
    report_remedy_add(p);
}

static void half_row(struct report_page *p, size_t row)
{
    const struct table *t = &p->queue->tables->wait_halfhour;
    struct interval share = lookup_interval(t, row, "share_within_target");
    struct interval mean = {lookup_number(t, row, "wait_mean_min"),
                            lookup_number(t, row, "wait_mean_ci_lo_min"),
                            lookup_number(t, row, "wait_mean_ci_hi_min")};
    bool is_worst = p->queue->worst.n > 0 && row == p->queue->worst.row;
    text_add(&p->out,
             is_worst ? "<tr class=\"mark\"><th scope=\"row\">" : "<tr><th scope=\"row\">");
    spell_clock_digits(&p->out, lookup_int(t, row, "half_hour_start"));
    report_say(p, "–", "〜");
    spell_clock_digits(&p->out, lookup_int(t, row, "half_hour_end"));
    text_addf(&p->out, "</th><td>%.1f</td>", lookup_number(t, row, "attempts"));
    number_cell(p, mean, 1);
    share_cell(p, share);
    text_add(&p->out, "<td class=\"verdict\">");
    verdict_words(p, verdict_of(share, p->queue->about->target_share));
    text_add(&p->out, "</td></tr>\n");
}

void report_queue_halves(struct report_page *p)
{
    const struct queue_facts *f = p->queue;
    struct text within = report_sentence(p), worst = report_sentence(p);
    if (f->tables->wait_halfhour.n_rows == 0)
        return;
    text_addf(&within, p->japanese ? "%g分以内" : "Within %g min", f->about->target_min);
    p->out.failed |= within.failed;
    const char *target = text_get(&within);
    const struct bilingual heads[] = {{"Half hour", "来た時間帯"},
                                      {"Came (people a day)", "来た人(人/日)"},
                                      {"Mean wait (min)", "平均待ち(分)"},
                                      {target, target},
                                      {"Verdict", "判定"}};
    report_say(p, "<h2 id=\"halves\">By half hour</h2>\n", "<h2 id=\"halves\">時間帯別</h2>\n");
    queue_claims_half(&worst, p->japanese, f);
    report_put(p, "<p>", &worst, report_word(p, ".</p>\n", "。</p>\n"));
    report_table_open(
        p, "",
        BOTH("All uses, by the time people come. Coloured: the lowest share. Small: "
             "95% intervals",
             "すべての用件を、来た時間で分けたもの。色の行は割合が最も低い時間帯。小さな"
             "字は95%区間"),
        heads, COUNT_OF(heads));
    for (size_t row = 0; row < f->tables->wait_halfhour.n_rows; row++)
        half_row(p, row);
    report_table_close(p);
}

void report_queue_load(struct report_page *p)
{
    const struct queue_facts *f = p->queue;
    report_say(p, "<h2 id=\"fluid\">Load against capacity</h2>\n",
               "<h2 id=\"fluid\">能力と負荷の検算</h2>\n");
    report_say(p,
               "<p>A division without any queue: the time of work that people bring in, over the "
               "time of counters on duty.</p>\n<ul>\n",
               "<p>行列を使わない割り算です。持ち込まれる仕事の時間を、窓口が開いている時間で割り"
               "ます。</p>\n<ul>\n");
    for (size_t i = 0; i < f->n_stations; i++) {
        struct text load = report_sentence(p);
        queue_claims_load(&load, p->japanese, f, i);
        report_put(p, "<li>", &load, report_word(p, ".</li>\n", "。</li>\n"));
    }
    struct text peak = report_sentence(p);
    queue_claims_peak(&peak, p->japanese, f);
    report_put(p, "<li>", &peak, report_word(p, ".</li>\n", "。</li>\n"));
    text_add(&p->out, "</ul>\n");
}

/* Of a use: the share at the last step at or before the minutes. */
static double share_at(const struct table *t, const char *use, double minutes)
{
    double share = LOOKUP_UNKNOWN;
    for (size_t row = 0; row < t->n_rows; row++)
        if (lookup_is(t, row, "use", use) && lookup_number(t, row, "wait_min") <= minutes + 1e-9)
            share = lookup_number(t, row, "share");
    return share;
}

void report_queue_waits(struct report_page *p)
{
    static const double steps[] = {0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0};
    const struct queue_facts *f = p->queue;
    struct bilingual heads[2 + COUNT_OF(steps)] = {{"Use", "用件"}};
    for (size_t i = 0; i < COUNT_OF(steps); i++) {
        struct text minutes = report_sentence(p);
        text_addf(&minutes, p->japanese ? "%g分" : "%g min", steps[i] * f->about->target_min);
        p->out.failed |= minutes.failed;
        heads[i + 1] = BOTH(text_get(&minutes), text_get(&minutes));
    }
    report_table_open(p, "wide",
                      BOTH("Share of people called by then", "その時間までに呼ばれた人の割合"),
                      heads, 1 + COUNT_OF(steps));
    for (size_t u = 0; u < f->n_uses; u++) {
        struct text name = report_sentence(p);
        text_add(&name, f->uses[u].name);
        report_put(p, "<tr><th scope=\"row\">", &name, "</th>");
        for (size_t i = 0; i < COUNT_OF(steps); i++) {
            text_add(&p->out, "<td>");
            spell_percent1(
                &p->out, p->japanese,
                share_at(&f->tables->wait_ecdf, f->uses[u].key, steps[i] * f->about->target_min));
            text_add(&p->out, "</td>");
        }
        text_add(&p->out, "</tr>\n");
    }
    report_table_close(p);
}
