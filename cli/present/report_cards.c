/* report_cards.c - the first screen: which wards, which days, how long, how sure, and how
 * many were turned away. */
#include <math.h>

#include "cli/present/claims.h"
#include "cli/present/remedy.h"
#include "cli/present/report_page.h"
#include "cli/present/spell.h"

/* Title, answer, and what was computed. */
static void add_header(struct report_page *p, struct bilingual what, const struct text *answer)
{
    const struct tables_about *about = p->report->about;
    struct text period = report_sentence(p);
    text_addf(&p->out,
              p->japanese ? "<header><p>%s シミュレーションによる試算/"
                          : "<header><p>%s, computed by simulation / ",
              report_word(p, what.en, what.ja));
    text_add_html(&p->out, about->title);
    report_put(p, "</p>\n<h1>", answer, "</h1>\n");
    spell_date(&period, p->japanese, about->from_day);
    bilingual_add(&period, p->japanese, " to ", "〜");
    spell_date(&period, p->japanese, about->to_day);
    report_put(p, report_word(p, "<p>Period ", "<p>期間 "), &period, "");
    text_addf(&p->out, p->japanese ? " 反復%u回 試算ID " : ", replications: %u, run ",
              (unsigned)about->replications);
    text_add_html(&p->out, about->run_id);
    report_say(p,
               " <span class=\"noprint\"><a href=\"#bases\">Assumptions</a> "
               "<a href=\"#definitions\">Terms</a> <a href=\"#repeat\">How to repeat it</a></span>"
               "</p></header>\n",
               " <span class=\"noprint\"><a href=\"#bases\">前提</a> "
               "<a href=\"#definitions\">用語</a> <a href=\"#repeat\">再現方法</a></span>"
               "</p></header>\n");
}

void report_cards_header(struct report_page *p)
{
    struct text answer = report_sentence(p);
    claims_answer(&answer, p->japanese, &p->found, p->report->about);
    add_header(p, BOTH("Counters of Yokohama&#39;s ward offices", "横浜市 区役所の窓口"), &answer);
}

void report_cards_count(struct report_page *p)
{
    const struct tables_count *count = p->report->count;
    struct text answer = report_sentence(p), verdicts = report_sentence(p);
    claims_sites(&answer, p->japanese, &p->found, p->report->about, count);
    claims_verdicts(&verdicts, p->japanese, count);
    add_header(p, BOTH("Counters of municipalities", "市区町村の窓口"), &answer);
    report_put(p, "<p>", &verdicts, "</p>\n");
    report_bases_line(p);
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
    struct text count = report_sentence(p), which = report_sentence(p), whole = report_sentence(p);
    struct text walk_in = report_sentence(p), next = report_sentence(p);
    claims_count(&count, p->japanese, f);
    claims_which_wards(&which, p->japanese, f);
    claims_walk_in(&walk_in, p->japanese, f);
    claims_whole(&whole, p->japanese, f, p->report->about);
    remedy_add_all(&next, p->japanese, f, p->report->about);
    text_add(&p->out, "<section class=\"card\" aria-labelledby=\"card1\"><h3 id=\"card1\">");
    report_say(p, "Planning: is the target met, and where not?", "企画:目標を守れるか、どの区か");
    text_addf(&p->out, "</h3>\n<p class=\"big %s\">%s ", class_of(f), glyph_of(f));
    report_put(p, "", &count, "</p>\n");
    report_put(p, "<p>", &which, "</p>\n");
    report_put(p, "<p>", &walk_in, report_word(p, ".</p>\n", "。</p>\n"));
    report_put(p, "<p>", &next, report_word(p, ".</p>\n", "。</p>\n"));
    report_put(p, "<small>", &whole, "</small></section>\n");
}

static const char *class_of_hours(const struct findings_hours *h)
{
    if (h->n > 0 && h->n_missed == 0 && h->n_open == 0)
        return "ok";
    return h->n_missed > 0 ? "ng" : "hold";
}

/* When are there too few counters, and who was sent away? */
static void manager(struct report_page *p)
{
    const struct findings *f = &p->found;
    struct text hours = report_sentence(p), which = report_sentence(p), most = report_sentence(p);
    struct text people = report_sentence(p), refused = report_sentence(p);
    claims_hours_short(&hours, p->japanese, f);
    claims_hours(&which, p->japanese, f, p->report->about);
    claims_people(&people, p->japanese, f->turned_away);
    claims_most_turned_away(&most, p->japanese, f);
    claims_people(&refused, p->japanese, f->refused);
    text_add(&p->out, "<section class=\"card\" aria-labelledby=\"card2\"><h3 id=\"card2\">");
    report_say(p, "Management: when are counters short, how many are turned away?",
               "管理:窓口が足りない時間帯と、断った人");
    text_addf(&p->out, "</h3>\n<p class=\"big %s\">", class_of_hours(&f->hours));
    report_put(p, "", &hours, "</p>\n");
    report_put(p, "<p>", &which, report_word(p, ".</p>\n", "。</p>\n"));
    report_put(p, report_word(p, "<p>Turned away: ", "<p>断った人 "), &people,
               report_word(p, ". ", "。"));
    report_put(p, "", &most, report_word(p, ". ", "。"));
    report_say(p, "They are in no waiting time.</p>\n", "待ち時間には含みません。</p>\n");
    report_put(p,
               report_word(p, "<small>Apart from them, gave up without getting a booking: ",
                           "<small>ほかに予約が取れなかった人 "),
               &refused, report_word(p, ". ", "。"));
    report_say(p, "Counters by half hour: data/staffing.csv.</small>",
               "時間帯別の窓口は data/staffing.csv。</small>");
    text_add(&p->out, "</section>\n");
}

/* When, how long, and how sure? */
static void analyst(struct report_page *p)
{
    const struct findings_day *worst = &p->found.worst;
    const struct tables_about *about = p->report->about;
    struct text day = report_sentence(p), full = report_sentence(p), back = report_sentence(p),
                sure = report_sentence(p);
    claims_worst_day_short(&day, p->japanese, worst);
    claims_worst_day(&full, p->japanese, worst);
    claims_met_from(&back, p->japanese, &p->found);
    claims_how_sure(&sure, p->japanese, p->found.share, about->target_min, about->replications);
    text_add(&p->out, "<section class=\"card\" aria-labelledby=\"card3\"><h3 id=\"card3\">");
    report_say(p, "Analysis: the busiest day, its wait, how sure",
               "分析:最も混む日と待ち時間、確かさ");
    text_addf(&p->out, "</h3>\n<p class=\"big %s\">",
              worst->n_days > 0 && worst->share.hi < about->target_share ? "ng" : "hold");
    report_put(p, "", &day, "</p>\n");
    report_put(p, "<p>", &full, report_word(p, ". ", "。"));
    report_put(p, "", &back, report_word(p, ".", "。"));
    report_put(p, "</p>\n<small>", &sure, "</small></section>\n");
}

void report_cards_lay(struct report_page *p, report_card *const cards[REPORT_CARDS])
{
    int first = p->report->role == REPORT_EVERYBODY ? 0 : (int)p->report->role - REPORT_PLANNER;
    report_say(p, "<h2 class=\"vh\">In short</h2>\n", "<h2 class=\"vh\">要点</h2>\n");
    text_add(&p->out, "<div class=\"cards\">\n");
    cards[first](p);
    for (int i = 0; i < REPORT_CARDS; i++)
        if (i != first)
            cards[i](p);
    text_add(&p->out, "</div>\n");
    report_bases_line(p);
}

void report_cards_add(struct report_page *p)
{
    static report_card *const cards[REPORT_CARDS] = {planner, manager, analyst};
    report_cards_lay(p, cards);
}
