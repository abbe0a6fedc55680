/* report_notes.c - what the numbers rest on, what they mean, how to get them again. */
#include <string.h>

#include "cli/present/report_page.h"
#include "cli/present/spell.h"
#include "sim/input/bind.h"

/* Kinds as in YAML and as shown; assumptions come first, because they can be wrong. */
static const struct {
    const char *kind, *shown;
} kinds[] = {{"ASSUMPTION", "仮定"}, {"DERIVED", "計算"}, {"FACT", "公表・実測"}};

static size_t count_of(const struct report *r, const char *kind)
{
    size_t count = 0;
    for (size_t i = 0; i < r->n_bases; i++)
        count += strcmp(r->bases[i].kind, kind) == 0;
    return count;
}

static void basis_row(struct report_page *p, const struct bind_basis *b, const char *shown)
{
    const char *const rest[] = {b->value, b->range, b->note, b->source};
    text_add(&p->out, "<tr><td class=\"tag\">");
    text_add(&p->out, shown);
    text_add(&p->out, "</td><th scope=\"row\"><code>");
    text_add_html(&p->out, b->path);
    text_add(&p->out, "</code></th>");
    for (size_t i = 0; i < COUNT_OF(rest); i++)
        report_cell(p, rest[i] != NULL ? rest[i] : "");
    text_add(&p->out, "</tr>\n");
}

void report_notes_bases(struct report_page *p)
{
    static const char *const heads[] = {"区分", "項目", "値", "範囲", "根拠", "出典"};
    const struct report *r = p->report;
    text_add(&p->out, "<h2 id=\"bases\">前提一覧</h2>\n");
    if (r->n_bases == 0) {
        text_add(&p->out,
                 "<p class=\"note\">シナリオに根拠の記載がありません。すべての値を仮定として"
                 "読んでください。</p>\n");
        return;
    }
    text_addf(&p->out,
              "<p>根拠を書いた前提%zu件のうち、仮定は%zu件です。"
              "仮定の値が違えば結果も変わります。</p>\n",
              r->n_bases, count_of(r, kinds[0].kind));
    report_table_open(p, "words wide bases", "前提と根拠。仮定を先に示す", heads, COUNT_OF(heads));
    for (size_t k = 0; k < COUNT_OF(kinds); k++) {
        for (size_t i = 0; i < r->n_bases; i++) {
            if (strcmp(r->bases[i].kind, kinds[k].kind) == 0)
                basis_row(p, &r->bases[i], kinds[k].shown);
        }
    }
    report_table_close(p);
}

static void define(struct report_page *p, const char *term, const char *meaning)
{
    text_add(&p->out, "<dt>");
    text_add_html(&p->out, term);
    text_add(&p->out, "</dt><dd>");
    text_add_html(&p->out, meaning);
    text_add(&p->out, "</dd>\n");
}

static const char *levels(struct report_page *p)
{
    const double *cut = p->report->about->level_min;
    struct text words;
    text_init(&words, p->home);
    text_add(&words, "その日の待ち時間の90%点で分ける。");
    for (int i = LEVEL_QUIET; i < LEVEL_PACKED; i++)
        text_addf(&words, "%s %sは%g分以内、", level_look(i)->glyph, level_look(i)->word,
                  cut[i - 1]);
    text_addf(&words, "%s %sは%g分を超える日。", level_look(LEVEL_PACKED)->glyph,
              level_look(LEVEL_PACKED)->word, cut[2]);
    if (words.failed)
        p->out.failed = true;
    return text_get(&words);
}

static const char *const definitions[][2] = {
    {"待ち時間",
     "整理券を取ってから呼ばれるまで。予約した人は、整理券と予約時刻の遅いほうから数える。"
     "分母は整理券を受け取った人で、断った人は入らない。日と時間帯は来た時刻で分ける。"},
    {"目標以内の割合", "目標の時間以内に呼ばれた人 ÷ 整理券を受け取った人。"},
    {"中央値・90%点・95%点",
     "整理券を受け取った人を待ち時間の短い順に並べ、5割・9割・9割5分に当たる"
     "人の待ち時間。「10人中9人が約○分以内」は90%点を5分単位に切り上げたもの。"},
    {"95%区間",
     "反復1回を1つの標本とみた信頼区間。同じ年の日や人は互いに独立でないので標本とみない。"
     "端数は区間が狭くならない向きに丸める。反復が100回に満たないと、狭めに出る。"},
    {"判定",
     "95%区間の下限が目標以上なら達成、上限が目標に届かなければ未達、どちらでもなければ判定保留。"},
    {"断った人",
     "窓口に来たが、受付の終了などで整理券を受け取れなかった人。期間の人数(反復の平均)で、"
     "割合ではない。同じ人が別の日に来れば、また数える。"},
    {"予約が取れず", "予約を求めて取れずにあきらめた人。断った人には入れない。期間の人数。"},
    {"予約して来ず", "予約を取り消さずに来なかった人。期間の人数。"},
    {"予約までの日数",
     "最初に予約を試みた日から来庁の日までの暦日数の平均。分母は予約が取れた人。"},
    {"残業", "閉庁時刻から最後の人が終わるまでの分。開庁日1日あたりの平均。"},
    {"早期終了",
     "閉庁時刻より前に受付を終えた開庁日の数。期間の日数(反復の平均)。全市の行は各区の合計。"},
    {"稼働率", "手続をしている時間 ÷ 窓口に職員がいる時間。残業の時間は除く。"},
    {"失効", "有効期限までに更新しなかった人。期間の人数。"},
    {"負荷率", "開庁日1日に持ち込まれる仕事の時間 ÷ 同じ日の窓口の時間。"},
    {"最も混む日・時間帯",
     "目標以内の割合が最も低い日・時間帯。ほかと95%区間が重なるときは候補の数を"
     "示し、すべてと重なるときは特定しない。"},
};

void report_notes_definitions(struct report_page *p)
{
    text_add(&p->out, "<h2 id=\"definitions\">用語と分母</h2>\n<dl>\n");
    for (size_t i = 0; i < COUNT_OF(definitions); i++)
        define(p, definitions[i][0], definitions[i][1]);
    define(p, "混雑の段階", levels(p));
    text_add(&p->out, "</dl>\n");
}

void report_notes_repeat(struct report_page *p)
{
    const struct tables_about *about = p->report->about;
    text_add(&p->out, "<h2 id=\"repeat\">再現方法</h2>\n<div class=\"note\"><p>次のコマンドで"
                      "同じ数値が得られます。<br><code>");
    text_add_html(&p->out, about->command);
    text_add(&p->out, "</code></p>\n<p>試算ID ");
    text_add_html(&p->out, about->run_id);
    text_addf(&p->out, "、乱数の種 %llu、反復 %u回、版 ", (unsigned long long)about->seed,
              (unsigned)about->replications);
    text_add_html(&p->out, about->version);
    text_add(&p->out, "。入力の控えは scenario.resolved.yaml、指紋は manifest.json にあります。"
                      "</p></div>\n");
}
