/* report_remedy.c - what to do next, place by place, where the target is not met. */
#include <string.h>

#include "cli/present/queue_facts.h"
#include "cli/present/remedy.h"
#include "cli/present/report_page.h"

enum { ROWS_MOST = 10, MORE_MOST = 4 };

static enum remedy remedy_here(const struct report_page *p, struct interval share, uint32_t *all)
{
    const struct tables_about *about = p->report->about;
    return remedy_of(share, about->target_share, about->replications, all);
}

void report_remedy_beside(struct report_page *p, struct interval share)
{
    uint32_t all;
    enum remedy r = remedy_here(p, share, &all);
    if (r == REMEDY_NONE)
        return;
    text_add(&p->out, "<span class=\"ci\">");
    if (r == REMEDY_CHANGE)
        report_say(p, "<a href=\"#remedies\">what next</a>", "<a href=\"#remedies\">次の手</a>");
    else
        remedy_add_short(&p->out, p->japanese, r, all, p->report->about->replications);
    text_add(&p->out, "</span>");
}

/* The place with the lowest share above `above` that asks for something, or NULL. */
static const struct findings_ward *next_worst(const struct report_page *p,
                                              const struct findings_ward *above)
{
    const struct findings_ward *next = NULL;
    for (size_t i = 0; i < p->found.n_wards; i++) {
        const struct findings_ward *w = &p->found.wards[i];
        uint32_t all;
        bool is_behind = above == NULL || w->share.estimate > above->share.estimate ||
                         (w->share.estimate >= above->share.estimate && w > above);
        if (remedy_here(p, w->share, &all) != REMEDY_NONE && is_behind &&
            (next == NULL || w->share.estimate < next->share.estimate))
            next = w;
    }
    return next;
}

/* A joint centre is no ward: its name stands for its code, and neither --ward nor wards.* knows
 * it. Of many places only codes are sure to be known. */
static const char *word_for(const struct report_page *p, const struct findings_ward *w)
{
    return p->japanese || p->report->count == NULL ? w->site.name : w->site.code;
}

static bool is_centre(const struct findings_ward *w)
{
    return strcmp(w->site.code, w->site.name) == 0;
}

/* What its commands vary; grid is filled. */
static struct remedy_place place_of(const struct report_page *p, const struct findings_ward *w,
                                    struct text *grid)
{
    if (p->queue != NULL) {
        const struct setup *s = &p->queue->source->data->s;
        for (int i = 0; i < MORE_MOST; i++)
            text_addf(grid, "%s%d", i == 0 ? "counters.on_duty=" : ",", s->counters.on_duty + i);
        bool is_plain = s->counters.roster.count == 0; /* else the number of the morning alone */
        return (struct remedy_place){NULL, is_plain ? text_get(grid) : NULL};
    }
    text_addf(grid, "wards.%s.counters.more=0,1,2,3", word_for(p, w));
    return (struct remedy_place){word_for(p, w), text_get(grid)};
}

static void row(struct report_page *p, const struct findings_ward *w)
{
    const struct tables_about *about = p->report->about;
    uint32_t all;
    enum remedy r = remedy_here(p, w->share, &all);
    struct text words = report_sentence(p), lines = report_sentence(p), grid = report_sentence(p);
    struct text name = report_sentence(p);
    struct remedy_place place = place_of(p, w, &grid);
    text_add(&name, w->site.name);
    remedy_add(&words, p->japanese, r, all, about->replications);
    if (!is_centre(w) || r == REMEDY_MORE || r == REMEDY_BEGIN)
        remedy_add_commands(&lines, about, &place, r, all);
    p->out.failed |= lines.failed | grid.failed;
    report_put(p, "<tr><th scope=\"row\">", &name, "</th>");
    text_addf(&p->out, "<td class=\"nowrap %s\">%s %s</td>",
              w->verdict == VERDICT_MISSED ? "ng" : "hold", verdict_glyph(w->verdict),
              verdict_word(w->verdict, p->japanese));
    report_put(p, "<td>", &words, report_word(p, ".", "。"));
    report_commands(p, text_get(&lines));
    text_add(&p->out, "</td></tr>\n");
}

void report_remedy_add(struct report_page *p)
{
    bool is_queue = p->queue != NULL;
    const struct bilingual heads[] = {is_queue ? BOTH("Use", "用件") : BOTH("Place", "区"),
                                      {"Verdict", "判定"},
                                      {"What next", "次の手"}};
    const struct findings_ward *w = next_worst(p, NULL);
    if (w == NULL)
        return;
    report_say(p, "<h3 id=\"remedies\">What to do about it</h3>\n",
               "<h3 id=\"remedies\">判定のあとの次の手</h3>\n");
    report_table_open(p, "words remedies",
                      BOTH("Where the target is missed or undecided, the lowest share first",
                           "未達と判定保留。割合の低い順"),
                      heads, COUNT_OF(heads));
    size_t rows = 0;
    for (; w != NULL && rows < ROWS_MOST; w = next_worst(p, w), rows++)
        row(p, w);
    report_table_close(p);
    if (w != NULL)
        report_say(p, "<p class=\"note\">There are more of them; the commands look alike.</p>\n",
                   "<p class=\"note\">ほかも同じ形のコマンドで調べられます。</p>\n");
}
