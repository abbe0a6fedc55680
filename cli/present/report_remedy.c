/* report_remedy.c - what to do next, place by place, where the target is not met. */
#include <string.h>

#include "cli/present/queue_facts.h"
#include "cli/present/remedy.h"
#include "cli/present/report_page.h"

enum { ROWS_MOST = 10, NAMES_MOST = 5, MORE_MOST = 4, CENTRE_MOST = 500 };

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

/* More replications are for all at once; anything else is done place by place. */
static bool is_for_all(enum remedy r)
{
    return r == REMEDY_MORE || r == REMEDY_BEGIN;
}

/* The place with the lowest share above that of `above` that asks for something of its own, or
 * NULL. */
static const struct findings_ward *next_worst(const struct report_page *p,
                                              const struct findings_ward *above)
{
    const struct findings_ward *next = NULL;
    for (size_t i = 0; i < p->found.n_wards; i++) {
        const struct findings_ward *w = &p->found.wards[i];
        uint32_t all;
        enum remedy r = remedy_here(p, w->share, &all);
        bool is_behind = above == NULL || w->share.estimate > above->share.estimate ||
                         (w->share.estimate >= above->share.estimate && w > above);
        if (r != REMEDY_NONE && !is_for_all(r) && is_behind &&
            (next == NULL || w->share.estimate < next->share.estimate))
            next = w;
    }
    return next;
}

/* Of many places only codes are sure to be known. */
static const char *word_for(const struct report_page *p, const struct findings_ward *w)
{
    return p->japanese || p->report->count == NULL ? w->site.name : w->site.code;
}

static const struct tables_centre *centre_of(const struct report_page *p,
                                             const struct findings_ward *w)
{
    const struct tables_about *about = p->report->about;
    for (size_t i = 0; i < about->n_centres; i++)
        if (strcmp(about->centres[i].name, w->site.code) == 0)
            return &about->centres[i];
    return NULL;
}

/* What a centre's commands vary: its counters, from those it has. A name that a path of settings
 * or a shell would take apart gets none. */
static struct remedy_place place_of_centre(const struct tables_centre *centre, struct text *grid)
{
    if (strpbrk(centre->name, " .,'\"\\$`&|;<>()[]{}*?!~#=") != NULL)
        return (struct remedy_place){.is_centre = true};
    for (int i = 0; i < MORE_MOST && centre->counters + i <= CENTRE_MOST; i++)
        if (i == 0)
            text_addf(grid, "centres.%s.counters=%d", centre->name, (int)centre->counters);
        else
            text_addf(grid, ",%d", (int)centre->counters + i);
    return (struct remedy_place){.grid = text_get(grid), .is_centre = true};
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
        return (struct remedy_place){.grid = is_plain ? text_get(grid) : NULL};
    }
    const struct tables_centre *centre = centre_of(p, w);
    if (centre != NULL)
        return place_of_centre(centre, grid);
    text_addf(grid, "wards.%s.counters.more=0,1,2,3", word_for(p, w));
    return (struct remedy_place){.ward = word_for(p, w), .grid = text_get(grid)};
}

/* A row: who, the verdict, what to do, by which commands. */
static void put_row(struct report_page *p, const struct text *who, enum verdict v,
                    const struct text *words, const struct text *lines)
{
    report_put(p, "<tr><th scope=\"row\">", who, "</th>");
    text_addf(&p->out, "<td class=\"nowrap %s\">%s %s</td>", v == VERDICT_MISSED ? "ng" : "hold",
              verdict_glyph(v), verdict_word(v, p->japanese));
    report_put(p, "<td>", words, report_word(p, ".", "。"));
    report_commands(p, text_get(lines));
    p->out.failed |= lines->failed;
    text_add(&p->out, "</td></tr>\n");
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
    if (place.is_centre && r == REMEDY_CHANGE)
        bilingual_add(&words, p->japanese,
                      "How much additional counters at the joint centre change",
                      "合同窓口の窓口を増やすとどう変わるかを調べます");
    else
        remedy_add(&words, p->japanese, r, all, about->replications);
    remedy_add_commands(&lines, about, &place, r, all);
    p->out.failed |= grid.failed;
    put_row(p, &name, w->verdict, &words, &lines);
}

/* All that more replications settle: as many as the last of them takes. */
static void row_of_all(struct report_page *p)
{
    const struct tables_about *about = p->report->about;
    struct text words = report_sentence(p), lines = report_sentence(p);
    struct text names = report_sentence(p);
    struct remedy_place nowhere = {.ward = NULL};
    uint32_t most = 0;
    enum remedy what = REMEDY_NONE;
    size_t n = 0;
    for (size_t i = 0; i < p->found.n_wards; i++) {
        uint32_t all;
        enum remedy r = remedy_here(p, p->found.wards[i].share, &all);
        if (!is_for_all(r))
            continue;
        what = r;
        most = all > most ? all : most;
        if (n++ < NAMES_MOST)
            text_addf(&names, "%s%s", n > 1 ? report_word(p, ", ", "・") : "",
                      p->found.wards[i].site.name);
    }
    if (n > NAMES_MOST)
        text_add(&names, report_word(p, " and others", "など"));
    if (n == 0)
        return;
    remedy_add(&words, p->japanese, what, most, about->replications);
    remedy_add_commands(&lines, about, &nowhere, what, most);
    put_row(p, &names, VERDICT_OPEN, &words, &lines);
}

static bool has_any(const struct report_page *p)
{
    uint32_t all;
    for (size_t i = 0; i < p->found.n_wards; i++)
        if (remedy_here(p, p->found.wards[i].share, &all) != REMEDY_NONE)
            return true;
    return false;
}

void report_remedy_add(struct report_page *p)
{
    bool is_queue = p->queue != NULL;
    const struct bilingual heads[] = {is_queue ? BOTH("Use", "用件") : BOTH("Place", "区"),
                                      {"Verdict", "判定"},
                                      {"What next", "次の手"}};
    const struct findings_ward *w = next_worst(p, NULL);
    if (!has_any(p))
        return;
    report_say(p, "<h3 id=\"remedies\">What to do about it</h3>\n",
               "<h3 id=\"remedies\">判定のあとの次の手</h3>\n");
    report_table_open(p, "words remedies",
                      BOTH("Where the target is missed or undecided", "未達と判定保留"), heads,
                      COUNT_OF(heads));
    size_t rows = 0;
    for (; w != NULL && rows < ROWS_MOST; w = next_worst(p, w), rows++)
        row(p, w);
    row_of_all(p);
    report_table_close(p);
    if (w != NULL)
        report_say(p, "<p class=\"note\">There are more of them; the commands look alike.</p>\n",
                   "<p class=\"note\">ほかも同じ形のコマンドで調べられます。</p>\n");
}
