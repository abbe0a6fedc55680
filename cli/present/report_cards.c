/* report_cards.c - the first screen: which wards, which days, how long, how sure, and how
 * many were turned away. */
#include <math.h>

#include "cli/present/claims.h"
#include "cli/present/report_page.h"
#include "cli/present/spell.h"

/* What a sentence needs before it can be quoted for HTML. */
static struct text sentence(const struct report_page *p)
{
    struct text words;
    text_init(&words, p->home);
    return words;
}

static void put(struct report_page *p, const char *before, const struct text *words,
                const char *after)
{
    if (words->failed)
        p->out.failed = true;
    if (words->length == 0)
        return;
    text_add(&p->out, before);
    text_add_html(&p->out, text_get(words));
    text_add(&p->out, after);
}

/* Title, answer, and what was computed. */
static void add_header(struct report_page *p, const char *what, const struct text *answer)
{
    const struct tables_about *about = p->report->about;
    struct text period = sentence(p);
    text_addf(&p->out, "<header><p>%s シミュレーションによる試算/", what);
    text_add_html(&p->out, about->title);
    put(p, "</p>\n<h1>", answer, "</h1>\n");
    spell_date(&period, p->japanese, about->from_day);
    text_add(&period, "〜");
    spell_date(&period, p->japanese, about->to_day);
    put(p, "<p>期間 ", &period, "");
    text_addf(&p->out, " 反復%u回 試算ID ", (unsigned)about->replications);
    text_add_html(&p->out, about->run_id);
    text_add(&p->out, " <span class=\"noprint\"><a href=\"#bases\">前提</a> "
                      "<a href=\"#definitions\">用語</a> <a href=\"#repeat\">再現方法</a></span>"
                      "</p></header>\n");
}

void report_cards_header(struct report_page *p)
{
    struct text answer = sentence(p);
    claims_answer(&answer, p->japanese, &p->found, p->report->about);
    add_header(p, "横浜市 区役所の窓口", &answer);
}

void report_cards_count(struct report_page *p)
{
    const struct tables_count *count = p->report->count;
    struct text answer = sentence(p), verdicts = sentence(p);
    text_add(&answer, "目標は");
    claims_target(&answer, p->japanese, p->report->about);
    text_add(&answer, "。");
    spell_site(&answer, p->japanese, p->found.whole.name);
    text_add(&answer, "では");
    spell_percent1(&answer, p->japanese, p->found.share.estimate);
    text_addf(&answer, "、%zuか所のうち%zuか所が目標の割合に届きません", count->sites,
              count->below);
    add_header(p, "市区町村の窓口", &answer);
    if (count->met + count->open + count->missed == 0)
        text_add(&verdicts, "反復1回では区間がなく、達成・未達の判定はできません。");
    else
        text_addf(&verdicts, "判定: 達成%zu、判定保留%zu、未達%zu。", count->met, count->open,
                  count->missed);
    put(p, "<p>", &verdicts, "</p>\n");
}

static const char *class_of(const struct findings *f)
{
    if (f->n_judged > 0 && f->n_met == f->n_judged)
        return "ok";
    return f->n_missed > 0 ? "ng" : "hold";
}

static const char *glyph_of(const struct findings *f)
{
    if (f->n_judged == 0)
        return verdict_glyph(VERDICT_NONE);
    if (f->n_met == f->n_judged)
        return verdict_glyph(VERDICT_MET);
    return verdict_glyph(f->n_missed > 0 ? VERDICT_MISSED : VERDICT_OPEN);
}

/* Is the promise kept, and where not? */
static void planner(struct report_page *p)
{
    const struct findings *f = &p->found;
    struct text count = sentence(p), which = sentence(p), whole = sentence(p);
    struct text walk_in = sentence(p);
    claims_count(&count, p->japanese, f);
    claims_which_wards(&which, p->japanese, f);
    claims_walk_in(&walk_in, p->japanese, f);
    text_add(&whole, "目標は");
    claims_target(&whole, p->japanese, p->report->about);
    text_add(&whole, "。");
    spell_site(&whole, p->japanese, f->whole.name);
    text_add(&whole, "では");
    spell_percent1(&whole, p->japanese, f->share.estimate);
    if (!isnan(f->share.lo)) {
        text_add(&whole, "(95%区間 ");
        spell_share_range(&whole, f->share);
        text_add(&whole, ")");
    }
    text_addf(&p->out,
              "<section class=\"card\" aria-labelledby=\"card1\"><h3 id=\"card1\">企画:"
              "目標を守れるか、どの区か</h3>\n<p class=\"big %s\">%s ",
              class_of(f), glyph_of(f));
    put(p, "", &count, "</p>\n");
    put(p, "<p>", &which, "</p>\n");
    put(p, "<p>", &walk_in, "。</p>\n");
    put(p, "<small>", &whole, "</small></section>\n");
}

/* Who was sent away? */
static void manager(struct report_page *p)
{
    const struct findings *f = &p->found;
    struct text people = sentence(p), range = sentence(p), most = sentence(p);
    struct text refused = sentence(p);
    spell_count(&people, f->turned_away.estimate);
    text_add(&people, "人");
    if (f->turned_away.hi > 0.0)
        spell_count_range(&range, f->turned_away);
    claims_most_turned_away(&most, p->japanese, f);
    claims_people(&refused, p->japanese, f->refused);
    text_add(&p->out, "<section class=\"card\" aria-labelledby=\"card2\"><h3 id=\"card2\">管理:"
                      "受付できずに断ったのは何人か</h3>\n");
    put(p, "<p class=\"big\">断った人 ", &people, "</p>\n<p>");
    put(p, "95%区間 ", &range, "人。");
    put(p, "", &most, "。");
    text_add(&p->out, "待ち時間には含みません。</p>\n");
    put(p, "<small>ほかに予約が取れなかった人 ", &refused, "</small>");
    text_add(&p->out, "</section>\n");
}

/* When, how long, and how sure? */
static void analyst(struct report_page *p)
{
    const struct findings_day *worst = &p->found.worst;
    const struct tables_about *about = p->report->about;
    struct text day = sentence(p), full = sentence(p), back = sentence(p), sure = sentence(p);
    claims_worst_day_short(&day, p->japanese, worst);
    claims_worst_day(&full, p->japanese, worst);
    claims_met_from(&back, p->japanese, &p->found);
    claims_how_sure(&sure, p->japanese, p->found.share, about->target_min, about->replications);
    text_addf(&p->out,
              "<section class=\"card\" aria-labelledby=\"card3\"><h3 id=\"card3\">分析:"
              "最も混む日と待ち時間、確かさ</h3>\n<p class=\"big %s\">",
              worst->n_days > 0 && worst->share.hi < about->target_share ? "ng" : "hold");
    put(p, "", &day, "</p>\n");
    put(p, "<p>", &full, "。");
    put(p, "", &back, "。");
    put(p, "</p>\n<small>", &sure, "</small></section>\n");
}

void report_cards_add(struct report_page *p)
{
    typedef void card(struct report_page * page);
    static card *const cards[] = {planner, manager, analyst};
    int first = p->report->role == REPORT_EVERYBODY ? 0 : (int)p->report->role - REPORT_PLANNER;
    text_add(&p->out, "<h2 class=\"vh\">要点</h2>\n<div class=\"cards\">\n");
    cards[first](p);
    for (int i = 0; i < (int)COUNT_OF(cards); i++)
        if (i != first)
            cards[i](p);
    text_add(&p->out, "</div>\n");
}
