/* What a scenario of wards means, for a terminal: at most 80 columns wide, also where ▲ △ take
 * two columns. */
#include <stdio.h>

#include "cli/diagnose.h"
#include "cli/phrase.h"
#include "cli/plan.h"
#include "cli/present/shown.h"
#include "cli/present/spell.h"
#include "cli/present/tables_short.h"
#include "cli/run_ward.h"
#include "sim/base/arena.h"
#include "sim/input/quantity.h"

enum { SHOWN_WARDS = 2, SHORT_BYTES = 64 };

/* clang-format off */
static const struct shown_column by_month[] = {
    {{"month", "月"},           8, SHOWN_NAME,   NULL, 0},
    {{"open d", "開庁日"},      7, SHOWN_NUMBER, NULL, 0},
    {{"people/d", "来庁/日"},   9, SHOWN_NUMBER, NULL, 0},
    {{"work h/d", "仕事h/日"},  9, SHOWN_NUMBER, NULL, 0},
    {{"duty h/d", "窓口h/日"},  9, SHOWN_NUMBER, NULL, 0},
    {{"load", "負荷"},          6, SHOWN_NUMBER, NULL, 0},
    {{"   highest", "   高い区"}, 25, SHOWN_NAME, NULL, 0},
};
static const struct shown_column by_ward[] = {
    {{"ward", "区"},                 9, SHOWN_NAME,   NULL, 0},
    {{"access", "方式"},             9, SHOWN_NAME,   NULL, 0},
    {{"heaviest", "最も重い月"},    15, SHOWN_NAME,   NULL, 0},
    {{"next", "次に重い月"},        15, SHOWN_NAME,   NULL, 0},
    {{"pl. renewal", "枠 更新"},    15, SHOWN_NAME,   NULL, 0},
    {{"pl. hand-over", "枠 交付"},  15, SHOWN_NAME,   NULL, 0},
};
/* clang-format on */

/* What every part of the page needs. */
struct page {
    const struct plan_facts *f;
    bool japanese;
    struct text *out;
};

/* A label of its own line, or the room it takes on the lines below. */
static void add_label(const struct page *w, const char *en, const char *ja)
{
    const char *label = w->japanese ? ja : en;
    text_add(w->out, label);
    for (int at = text_width(label); at < (w->japanese ? 6 : 9); at++)
        text_add(w->out, " ");
}

static void add_phrase(const struct page *w, enum phrase p, const char *a, const char *b,
                       const char *c, const char *d)
{
    phrase_add(w->out, p, w->japanese, a, b, c, d);
    text_add(w->out, "\n");
}

/* 2020-07-27(月), 2020-07-27 Mon */
static void date_of(const struct page *w, civil_day day, char to[SHORT_BYTES])
{
    char date[CIVIL_TEXT_BYTES];
    const char *weekday = spell_weekday(w->japanese, civil_weekday_of(day));
    civil_format(day, date);
    if (w->japanese)
        snprintf(to, SHORT_BYTES, "%s(%s)", date, weekday);
    else
        snprintf(to, SHORT_BYTES, "%s %s", date, weekday);
}

static void month_of(const struct plan_facts *f, int32_t month, char to[CIVIL_TEXT_BYTES])
{
    int32_t first = civil_month_index(f->data->s.period.from);
    civil_format(civil_first_of_month(first + month), to);
    to[7] = '\0';
}

static const char *ward_name(const struct page *w, int32_t site)
{
    const struct scenario_ward_row *rows = w->f->data->wards.items;
    if (site == w->f->plan->n_sites)
        return w->japanese ? "全市" : "city";
    return w->japanese ? rows[site].name : rows[site].name_en;
}

/* Ends a row without blanks behind its last cell. */
static void end_row(const struct page *w)
{
    size_t length = w->out->length;
    while (length > 0 && w->out->bytes[length - 1] == ' ')
        length--;
    text_cut(w->out, length);
    text_add(w->out, "\n");
}

static void add_headings(const struct page *w, const struct shown_column *columns, size_t n)
{
    for (size_t i = 0; i < n; i++)
        shown_text(&columns[i], columns[i].heading[w->japanese], w->out);
    end_row(w);
}

static void add_heading(const struct page *w)
{
    const struct plan_facts *f = w->f;
    char from[SHORT_BYTES], to[SHORT_BYTES], days[16], saturdays[16];
    date_of(w, f->data->s.period.from, from);
    date_of(w, f->data->s.period.to, to);
    snprintf(days, sizeof days, "%d", (int)f->open_days);
    snprintf(saturdays, sizeof saturdays, "%d", (int)f->open_saturdays);
    add_label(w, "plan", "計画");
    text_addf(w->out, "%s\n", f->data->s.title);
    add_label(w, "period", "期間");
    add_phrase(w, PHRASE_PLAN_PERIOD, from, to, days, saturdays);
}

static void add_traps(const struct page *w)
{
    const struct plan_traps *traps = &w->f->traps;
    for (size_t i = 0; i < traps->count; i++) {
        char date[SHORT_BYTES];
        date_of(w, traps->items[i].date, date);
        add_label(w, i == 0 ? "note" : "", i == 0 ? "注意" : "");
        text_addf(w->out, "%s ", date);
        plan_facts_trap(&traps->items[i], w->f->data, w->japanese, w->out);
        text_add(w->out, "\n");
    }
}

/* Months in which more work comes than some wards can do: found by eye too late, in a long table.
 */
static void add_over(const struct page *w, bool is_first)
{
    const struct load *l = &w->f->load;
    for (int32_t month = 0; month < l->n_months; month++) {
        int32_t over = 0, worst = 0;
        char name[CIVIL_TEXT_BYTES], many[16], all[16], most[16];
        for (int32_t site = 0; site < l->n_sites; site++) {
            over += plan_facts_is_over(load_ratio(l, site, month));
            worst = load_ratio(l, site, month) > load_ratio(l, worst, month) ? site : worst;
        }
        if (over == 0)
            continue;
        month_of(w->f, month, name);
        snprintf(many, sizeof many, "%d", (int)over);
        snprintf(all, sizeof all, "%d", (int)l->n_sites);
        snprintf(most, sizeof most, "%.2f", load_ratio(l, worst, month));
        add_label(w, is_first ? "note" : "", is_first ? "注意" : "");
        text_addf(w->out, "%s ", name);
        add_phrase(w, PHRASE_PLAN_OVER, many, all, ward_name(w, worst), most);
        is_first = false;
    }
}

static void add_number(const struct page *w, const struct shown_column *c, int digits, double x)
{
    char number[SHORT_BYTES];
    snprintf(number, sizeof number, "%.*f", digits, x);
    shown_text(c, number, w->out);
}

/* The wards with the highest loads of the month, those worth a look. */
static void add_highest(const struct page *w, int32_t month)
{
    const struct load *l = &w->f->load;
    double below = 1e9;
    int32_t last = -1;
    for (int n = 0; n < SHOWN_WARDS; n++) {
        int32_t best = -1;
        for (int32_t site = 0; site < l->n_sites; site++) {
            double load = load_ratio(l, site, month);
            bool is_left = load < below || (load <= below && site > last);
            if (is_left && (best < 0 || load > load_ratio(l, best, month)))
                best = site;
        }
        if (best < 0 || load_ratio(l, best, month) < PLAN_CLOSE)
            return;
        below = load_ratio(l, best, month);
        last = best;
        text_addf(w->out, " %s %.2f%s", ward_name(w, best), below, plan_facts_mark(below));
    }
}

static void add_months(const struct page *w)
{
    const struct load *l = &w->f->load;
    add_headings(w, by_month, COUNT_OF(by_month));
    for (int32_t month = 0; month < l->n_months; month++) {
        const struct load_month *m = load_at(l, l->n_sites, month);
        double days = m->open_days > 0 ? m->open_days : 1, load = load_ratio(l, l->n_sites, month);
        char name[CIVIL_TEXT_BYTES];
        month_of(w->f, month, name);
        shown_text(&by_month[0], name, w->out);
        add_number(w, &by_month[1], 0, m->open_days);
        add_number(w, &by_month[2], 0, m->visits / days);
        add_number(w, &by_month[3], 0, m->work_h / days);
        add_number(w, &by_month[4], 0, m->counters_h / days);
        add_number(w, &by_month[5], 2, load);
        text_add(w->out, plan_facts_mark(load)[0] != '\0' ? plan_facts_mark(load) : "  ");
        add_highest(w, month);
        end_row(w);
    }
}

/* "2020-05 1.31▲", "-" when there is no such month. */
static void add_cell(const struct page *w, const struct shown_column *c, int32_t month, double load)
{
    char cell[SHORT_BYTES] = "-", name[CIVIL_TEXT_BYTES];
    month_of(w->f, month, name);
    if (month < w->f->load.n_months && load > 9.99)
        snprintf(cell, sizeof cell, "%s >10%s", name, plan_facts_mark(load));
    else if (month < w->f->load.n_months)
        snprintf(cell, sizeof cell, "%s %.2f%s", name, load, plan_facts_mark(load));
    shown_text(c, cell, w->out);
}

static int32_t tightest_month(const struct load *l, int32_t use, int32_t site)
{
    int32_t worst = l->n_months;
    for (int32_t month = 0; month < l->n_months; month++)
        if (load_of_places(l, use, site, month) > 0 &&
            (worst == l->n_months ||
             load_of_places(l, use, site, month) > load_of_places(l, use, site, worst)))
            worst = month;
    return worst;
}

static void add_places(const struct page *w, const struct shown_column *c, int32_t use,
                       int32_t site)
{
    const struct load *l = &w->f->load;
    int32_t month = tightest_month(l, use, site);
    add_cell(w, c, month, month < l->n_months ? load_of_places(l, use, site, month) : 0);
}

static bool is_booking(const struct plan_facts *f, int32_t site)
{
    return tightest_month(&f->load, USE_RENEWAL, site) < f->load.n_months ||
           tightest_month(&f->load, USE_HANDOVER, site) < f->load.n_months;
}

static void add_ward(const struct page *w, int32_t site)
{
    static const char *const words[2][2] = {{"walk-in", "予約なし"}, {"booked", "予約制"}};
    const struct load *l = &w->f->load;
    int32_t worst = load_worst_month(l, site, l->n_months);
    int32_t next = load_worst_month(l, site, worst);
    shown_words(&by_ward[0], ward_name(w, site), w->out);
    shown_text(&by_ward[1], words[is_booking(w->f, site)][w->japanese], w->out);
    add_cell(w, &by_ward[2], worst, load_ratio(l, site, worst));
    add_cell(w, &by_ward[3], next, load_ratio(l, site, next));
    add_places(w, &by_ward[4], USE_RENEWAL, site);
    add_places(w, &by_ward[5], USE_HANDOVER, site);
    end_row(w);
}

static double heaviest(const struct load *l, int32_t site)
{
    return load_ratio(l, site, load_worst_month(l, site, l->n_months));
}

/* The site that comes after `last` when the heaviest go first, the earlier one of equals; -1: the
 * first of all. */
static int32_t next_heaviest(const struct load *l, int32_t last)
{
    int32_t best = -1;
    for (int32_t site = 0; site < l->n_sites; site++) {
        double here = heaviest(l, site);
        bool is_left =
            last < 0 || here < heaviest(l, last) || (here <= heaviest(l, last) && site > last);
        if (is_left && (best < 0 || here > heaviest(l, best)))
            best = site;
    }
    return best;
}

/* All wards, or of too many for a page those with the heaviest months. */
static void add_wards(const struct page *w)
{
    const struct load *l = &w->f->load;
    add_headings(w, by_ward, COUNT_OF(by_ward));
    if (l->n_sites <= TABLES_SHORT_FROM) {
        for (int32_t site = 0; site < l->n_sites; site++)
            add_ward(w, site);
        return;
    }
    char sites[16], shown[16];
    int32_t site = -1;
    for (int i = 0; i < TABLES_SHORT_SITES; i++)
        add_ward(w, site = next_heaviest(l, site));
    snprintf(sites, sizeof sites, "%d", (int)l->n_sites);
    snprintf(shown, sizeof shown, "%d", TABLES_SHORT_SITES);
    add_phrase(w, PHRASE_PLAN_HEAVIEST, shown, sites, "", "");
}

static void add_load(const struct page *w)
{
    text_add(w->out, "\n");
    add_label(w, "load", "負荷");
    add_phrase(w, PHRASE_PLAN_LOAD, "▲", "△", "", "");
    add_months(w);
    text_add(w->out, "\n");
    add_wards(w);
    add_phrase(w, PHRASE_PLAN_PLACES, "", "", "", "");
}

static int32_t busiest_month(const struct load *l)
{
    int32_t worst = 0;
    for (int32_t month = 1; month < l->n_months; month++)
        if (load_of_phone(l, month) > load_of_phone(l, worst))
            worst = month;
    return worst;
}

/* The phone line in its busiest month, a day of the calendar on average. */
static void add_phone(const struct page *w)
{
    const struct load *l = &w->f->load;
    int32_t month = busiest_month(l), first = civil_month_index(w->f->data->s.period.from);
    const struct load_month *m = load_at(l, l->n_sites, month);
    double days = civil_first_of_month(first + month + 1) - civil_first_of_month(first + month);
    double load = load_of_phone(l, month);
    char name[CIVIL_TEXT_BYTES], which[SHORT_BYTES], calls[32], talk[32], agents[32];
    if (m->agents_h <= 0)
        return;
    month_of(w->f, month, name);
    snprintf(which, sizeof which, "%s %.2f%s", name, load, plan_facts_mark(load));
    snprintf(calls, sizeof calls, "%.0f", m->calls / days);
    snprintf(talk, sizeof talk, "%.0f", m->calls_h / days);
    snprintf(agents, sizeof agents, "%.0f", m->agents_h / days);
    text_add(w->out, "\n");
    add_label(w, "phone", "電話");
    add_phrase(w, PHRASE_PLAN_PHONE, which, calls, talk, agents);
}

static void add_mail(const struct page *w)
{
    const struct load_mail *m = &w->f->load.mail;
    char average[32], capacity[32], waiting[32], days[32], peak[SHORT_BYTES], end[SHORT_BYTES];
    double n = m->mail_days > 0 ? (double)m->mail_days : 1;
    snprintf(average, sizeof average, "%.0f", (double)m->mailed / n);
    snprintf(capacity, sizeof capacity, "%d", (int)w->f->data->s.notices.daily_capacity);
    text_add(w->out, "\n");
    add_label(w, "letters", "発送");
    add_phrase(w, PHRASE_PLAN_MAIL, average, capacity, "", "");
    if (m->peak_day != PLAN_NO_DAY) {
        snprintf(waiting, sizeof waiting, "%lld", (long long)m->peak_waiting);
        snprintf(days, sizeof days, "%lld", (long long)m->clear_days);
        date_of(w, w->f->plan->base_day + m->peak_day, peak);
        date_of(w, w->f->plan->base_day + m->cleared_day, end);
        add_label(w, "", "");
        if (m->cleared_day != PLAN_NO_DAY)
            add_phrase(w, PHRASE_PLAN_BACKLOG, peak, waiting, end, days);
        else
            add_phrase(w, PHRASE_PLAN_BACKLOG_STAYS, peak, waiting, "", "");
    }
    if (m->unmailed > 0) {
        snprintf(waiting, sizeof waiting, "%lld", (long long)m->unmailed);
        add_label(w, "", "");
        add_phrase(w, PHRASE_PLAN_UNMAILED, waiting, "▲", "", "");
    }
}

/* One line a setting; the place is where it is written. */
static void add_idle(const struct page *w)
{
    const struct err *idle = &w->f->idle;
    int kept = idle->count < ERR_LIST_MAX ? idle->count : ERR_LIST_MAX;
    text_add(w->out, kept > 0 ? "\n" : "");
    for (int i = 0; i < kept; i++) {
        const struct err_item *item = &idle->item[i];
        text_addf(w->out, w->japanese ? "警告[M%03d] " : "warning[M%03d]: ", (int)item->code);
        diagnose_message(item, w->japanese, w->out);
        text_add(w->out, ": ");
        diagnose_help(item, w->japanese, w->out);
        if (item->at.file != NULL && item->at.line > 0)
            text_addf(w->out, " (%s:%d)", item->at.file, item->at.line);
        text_add(w->out, "\n");
    }
}

static void add_time(const struct page *w)
{
    char replications[16], sites[16], seconds[32];
    snprintf(replications, sizeof replications, "%u", w->f->replications);
    snprintf(sites, sizeof sites, "%d", (int)w->f->plan->n_sites);
    snprintf(seconds, sizeof seconds, "%.0f", w->f->seconds < 1 ? 1 : w->f->seconds);
    text_add(w->out, "\n");
    add_label(w, "time", "所要");
    add_phrase(w, PHRASE_PLAN_TIME, replications, sites, seconds, "");
}

/* Sections in the order in which a planner asks; one more goes between its neighbours. */
void plan_facts_print(const struct plan_facts *f, bool japanese, struct text *out)
{
    const struct page w = {f, japanese, out};
    add_heading(&w);
    add_traps(&w);
    add_over(&w, f->traps.count == 0);
    add_load(&w);
    add_phone(&w);
    add_mail(&w);
    add_idle(&w);
    add_time(&w);
}
