/* The page of a system: title sentence, three cards, sections in the order that concerns the
 * reader. */
#include "cli/present/report_queue.h"

#include <math.h>

#include "cli/present/claims.h"
#include "cli/present/queue_claims.h"
#include "cli/present/remedy.h"
#include "cli/present/report_page.h"
#include "cli/present/spell.h"
#include "sim/base/arena.h"
#include "sim/output/outfile.h"

/* Open 9:00-17:00, or how long a day is where it is none of the calendar. */
static void add_hours(const struct report_page *p, struct text *out)
{
    const struct design *d = p->queue->source->design;
    enum { SECOND_US = 1000000 };
    if (d->has_half_hours) {
        bilingual_add(out, p->japanese, "Open ", "受付 ");
        spell_clock_digits(out, (int32_t)(d->open_us / SECOND_US));
        bilingual_add(out, p->japanese, "–", "〜");
        spell_clock_digits(out, (int32_t)(d->close_us / SECOND_US));
    } else {
        text_addf(out, p->japanese ? "1日%g時間" : "%g hours a day",
                  (double)(d->close_us - d->open_us) / 3600e6);
    }
    if (d->days > 1)
        text_addf(out, p->japanese ? " 続けて%d日" : ", %d days in a row", (int)d->days);
}

static void add_header(struct report_page *p)
{
    const struct tables_about *about = p->report->about;
    struct text answer = report_sentence(p), title = report_sentence(p), hours = report_sentence(p);
    queue_claims_answer(&answer, p->japanese, p->queue);
    text_add(&title, about->title);
    add_hours(p, &hours);
    report_put(p,
               report_word(p, "<header><p>Counters, computed by simulation / ",
                           "<header><p>窓口 シミュレーションによる試算/"),
               &title, "</p>\n");
    report_put(p, "<h1>", &answer, "</h1>\n");
    report_put(p, "<p>", &hours, p->japanese ? "、" : "");
    text_addf(&p->out, p->japanese ? "反復%u回 試算ID " : ", replications: %u, run ",
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

static const char *look_of(enum verdict v)
{
    return v == VERDICT_MET ? "ok" : v == VERDICT_MISSED ? "ng" : "hold";
}

static void open_card(struct report_page *p, int number, const char *en, const char *ja)
{
    text_addf(&p->out, "<section class=\"card\" aria-labelledby=\"card%d\"><h3 id=\"card%d\">",
              number, number);
    report_say(p, en, ja);
    text_add(&p->out, "</h3>\n");
}

/* Is the promise kept, and for which uses not? */
static void planner(struct report_page *p)
{
    const struct queue_facts *f = p->queue;
    const struct tables_about *about = p->report->about;
    struct text verdict = report_sentence(p), uses = report_sentence(p);
    struct text share = report_sentence(p), next = report_sentence(p);
    uint32_t all;
    enum remedy r = remedy_of(f->whole.share, about->target_share, about->replications, &all);
    queue_claims_verdict(&verdict, p->japanese, f);
    queue_claims_uses(&uses, p->japanese, f);
    if (f->whole.verdict != VERDICT_NONE)
        queue_claims_share(&share, p->japanese, f);
    if (r == REMEDY_MORE || r == REMEDY_BEGIN)
        remedy_add(&next, p->japanese, r, all, about->replications);
    open_card(p, 1, "Planning: is the target met, and for which uses not?",
              "企画:目標を守れるか、どの用件か");
    text_addf(&p->out, "<p class=\"big %s\">%s ", look_of(f->whole.verdict),
              verdict_glyph(f->whole.verdict));
    report_put(p, "", &verdict, "</p>\n");
    report_put(p, "<p>", &uses, "</p>\n");
    report_put(p, "<p>", &next, report_word(p, ".</p>\n", "。</p>\n"));
    report_put(p, "<small>", &share, "</small>");
    text_add(&p->out, "</section>\n");
}

/* When are there too few counters, and who goes? */
static void manager(struct report_page *p)
{
    const struct queue_facts *f = p->queue;
    struct text when = report_sentence(p), half = report_sentence(p), gone = report_sentence(p);
    struct text peak = report_sentence(p), load = report_sentence(p);
    queue_claims_half_short(&when, p->japanese, f);
    queue_claims_half(&half, p->japanese, f);
    queue_claims_not_served(&gone, p->japanese, f);
    queue_claims_peak(&peak, p->japanese, f);
    queue_claims_load(&load, p->japanese, f, 0);
    open_card(p, 2, "Management: when are people kept waiting longest, and how many go?",
              "管理:いつ最も待たせるか、何人帰るか");
    report_put(p, "<p class=\"big\">", when.length > 0 ? &when : &gone, "</p>\n");
    report_put(p, "<p>", &half, report_word(p, ".</p>\n", "。</p>\n"));
    if (when.length > 0)
        report_put(p, "<p>", &gone, report_word(p, ".</p>\n", "。</p>\n"));
    text_add(&p->out, "<small>");
    report_put(p, "", &load, report_word(p, ". ", "。"));
    report_put(p, "", &peak, report_word(p, ".", "。"));
    text_add(&p->out, "</small></section>\n");
}

/* How long, and how sure? */
static void analyst(struct report_page *p)
{
    const struct queue_facts *f = p->queue;
    const struct tables_about *about = p->report->about;
    struct text wait = report_sentence(p), mean = report_sentence(p), sure = report_sentence(p);
    struct text words = report_sentence(p);
    claims_how_long(&words, p->japanese, f->whole.p90.estimate, CLAIMS_ENDS);
    if (!p->japanese && words.length > 0) { /* it begins the line */
        text_add(&wait, "N");
        text_add(&wait, text_get(&words) + 1);
    } else {
        text_add(&wait, text_get(&words));
    }
    if (f->whole.verdict != VERDICT_NONE) {
        text_addf(&mean,
                  p->japanese ? "待ち時間の平均は%.1f分、中央値は%.1f分、90%%点は%.1f分"
                              : "Waits in minutes: mean %.1f, median %.1f, P90 %.1f",
                  f->whole.mean.estimate, f->whole.p50.estimate, f->whole.p90.estimate);
        claims_how_sure(&sure, p->japanese, f->whole.share, about->target_min, about->replications);
    }
    open_card(p, 3, "Analysis: how long people wait, how sure", "分析:どれだけ待つか、確かさ");
    report_put(p, "<p class=\"big\">", &wait, "</p>\n");
    report_put(p, "<p>", &mean, report_word(p, ".</p>\n", "。</p>\n"));
    report_put(p, "<small>", &sure, "</small>");
    text_add(&p->out, "</section>\n");
}

static void add_cards(struct report_page *p)
{
    static report_card *const cards[REPORT_CARDS] = {planner, manager, analyst};
    report_cards_lay(p, cards);
}

static void add_waits(struct report_page *p)
{
    report_figure_add(p, "ecdf", BOTH("How long people wait", "どれだけ待つか"),
                      BOTH("Upright: the share of people called within the time below. Numbers in "
                           "data/wait_ecdf.csv.",
                           "縦は、横の時間までに呼ばれた人の割合。数値は data/wait_ecdf.csv。"));
}

typedef void section(struct report_page *p);

static section *const sections[REPORT_ROLES][5] = {
    [REPORT_EVERYBODY] = {add_waits, report_queue_uses, report_queue_halves, report_queue_load,
                          report_bases_add},
    [REPORT_PLANNER] = {add_waits, report_queue_uses, report_bases_add, report_queue_load,
                        report_queue_halves},
    [REPORT_MANAGER] = {report_queue_halves, report_queue_load, report_queue_uses, add_waits,
                        report_bases_add},
    [REPORT_ANALYST] = {add_waits, report_queue_halves, report_queue_load, report_bases_add,
                        report_queue_uses},
};

/* All and each use, as what to do next is said of places. */
static bool list_places(struct report_page *p)
{
    const struct queue_facts *f = p->queue;
    struct findings_ward *places = arena_take_array(p->home, struct findings_ward, f->n_uses + 1);
    size_t n = 0;
    if (places == NULL)
        return false;
    for (size_t i = f->n_uses > 1 ? 0 : 1; i <= f->n_uses; i++) {
        const struct queue_facts_use *use = i == 0 ? &f->whole : &f->uses[i - 1];
        places[n++] = (struct findings_ward){
            .site = {"", use->name}, .verdict = use->verdict, .share = use->share};
    }
    p->found.wards = places;
    p->found.n_wards = n;
    return true;
}

bool report_queue_write(const struct report *r, const struct queue_facts *f, const char *path,
                        struct arena *home, struct err *e)
{
    struct report_page page = {
        .report = r, .home = home, .queue = f, .japanese = r->about->japanese};
    text_init(&page.out, home);
    if (!list_places(&page))
        return err_add(e, ERR_NOMEM, SRC_NOWHERE, path);
    report_open(&page);
    add_header(&page);
    add_cards(&page);
    for (size_t i = 0; i < COUNT_OF(sections[0]); i++)
        sections[r->role][i](&page);
    report_notes_definitions(&page);
    report_notes_repeat(&page);
    report_close(&page);
    if (page.out.failed)
        return err_add(e, ERR_NOMEM, SRC_NOWHERE, path);
    return outfile_write(path, text_get(&page.out), page.out.length, e);
}
