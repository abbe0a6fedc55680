/* report_tables.c - every ward beside the others, and load against capacity. */
#include <math.h>

#include "cli/present/report_page.h"
#include "cli/present/spell.h"

enum { MONTHS_MAX = 14 };

/* How a number and its interval are spelt. */
enum form { MINUTES, SHARE, PEOPLE, DAYS };

struct column {
    const char *metric;
    enum form form;
};

static void number(struct text *out, bool japanese, double x, enum form form)
{
    switch (form) {
    case SHARE:
        spell_percent1(out, japanese, x);
        return;
    case PEOPLE:
        spell_count(out, x);
        return;
    case MINUTES:
    case DAYS:
        break;
    }
    if (isnan(x))
        text_add(out, SPELL_UNKNOWN);
    else
        text_addf(out, "%.1f", x);
}

static void range(struct text *out, struct interval i, enum form form)
{
    if (isnan(i.estimate))
        return;
    if (form == SHARE)
        spell_share_range(out, i);
    else if (form == PEOPLE)
        spell_count_range(out, i);
    else
        spell_range(out, i, 1);
}

static void estimate_cell(struct report_page *p, const char *code, const struct column *c)
{
    struct interval i = lookup_summary(&p->report->tables->summary, code, "all", c->metric);
    text_add(&p->out, "<td>");
    number(&p->out, p->japanese, i.estimate, c->form);
    text_add(&p->out, "<span class=\"ci\">");
    range(&p->out, i, c->form);
    text_add(&p->out, "</span></td>");
}

static void verdict_cell(struct report_page *p, const struct findings_ward *w)
{
    enum verdict v = w->verdict;
    const char *look = v == VERDICT_MET ? "ok" : v == VERDICT_MISSED ? "ng" : "hold";
    text_addf(&p->out, "<td class=\"verdict\"><span class=\"nowrap %s\">%s %s</span>", look,
              verdict_glyph(v), verdict_word(v, p->japanese));
    report_remedy_beside(p, w->share);
    text_add(&p->out, "</td>");
}

/* 予約制, 予約なし, or both with the share of booked visits. */
static void mode(struct text *out, bool japanese, double booked, double walk_in)
{
    if (booked > 0.0 && walk_in > 0.0) {
        bilingual_add(out, japanese, "booked ", "予約");
        spell_percent(out, japanese, booked / (booked + walk_in));
    } else if (booked > 0.0 || walk_in > 0.0) {
        bilingual_add(out, japanese, booked > 0.0 ? "by booking" : "walk-in",
                      booked > 0.0 ? "予約制" : "予約なし");
    } else {
        text_add(out, SPELL_UNKNOWN);
    }
}

static void waits_row(struct report_page *p, const struct findings_ward *w)
{
    static const struct column columns[] = {{"visits", PEOPLE},      {"wait_mean", MINUTES},
                                            {"wait_p50", MINUTES},   {"wait_p90", MINUTES},
                                            {"wait_p95", MINUTES},   {"share_within_target", SHARE},
                                            {"turned_away", PEOPLE}, {"refused", PEOPLE}};
    text_add(&p->out, "<th scope=\"row\">");
    text_add_html(&p->out, w->site.name);
    text_add(&p->out, "<span class=\"ci\">");
    mode(&p->out, p->japanese, w->booked, w->walk_in);
    text_add(&p->out, "</span></th>");
    for (size_t i = 0; i < COUNT_OF(columns); i++)
        estimate_cell(p, w->site.code, &columns[i]);
    verdict_cell(p, w);
    text_add(&p->out, "</tr>\n");
}

static void volume_row(struct report_page *p, const struct findings_ward *w)
{
    static const struct column columns[] = {{"lead_days_mean", DAYS},   {"no_show", PEOPLE},
                                            {"overtime_mean", MINUTES}, {"early_end_days", DAYS},
                                            {"occupancy", SHARE},       {"lapsed", PEOPLE}};
    text_add(&p->out, "<th scope=\"row\">");
    text_add_html(&p->out, w->site.name);
    text_add(&p->out, "</th>");
    for (size_t i = 0; i < COUNT_OF(columns); i++)
        estimate_cell(p, w->site.code, &columns[i]);
    text_add(&p->out, "</tr>\n");
}

typedef void row_writer(struct report_page *p, const struct findings_ward *w);

/* The city first when there is one, then every ward in the order of its code. */
static void rows(struct report_page *p, row_writer *write)
{
    const struct table *summary = &p->report->tables->summary;
    const struct findings *f = &p->found;
    struct findings_ward city = {.site = f->whole, .share = f->share};
    city.verdict = verdict_of(f->share, p->report->about->target_share);
    city.booked = fmax(0.0, lookup_summary(summary, f->whole.code, "booked", "visits").estimate);
    city.walk_in = fmax(0.0, lookup_summary(summary, f->whole.code, "walk_in", "visits").estimate);
    if (f->n_wards > 1) {
        text_add(&p->out, "<tr class=\"sum\">");
        write(p, &city);
    }
    for (size_t i = 0; i < f->n_wards; i++) {
        text_add(&p->out, "<tr>");
        write(p, &f->wards[i]);
    }
}

void report_tables_wards(struct report_page *p)
{
    struct text within;
    text_init(&within, p->home);
    text_addf(&within, p->japanese ? "%g分以内" : "Within %g min", p->report->about->target_min);
    p->out.failed |= within.failed;
    const char *target = text_get(&within);
    const struct bilingual waits[] = {{"Ward", "区"},
                                      {"Visits (people)", "来庁(人)"},
                                      {"Mean (min)", "平均(分)"},
                                      {"Median (min)", "中央値(分)"},
                                      {"P90 (min)", "90%点(分)"},
                                      {"P95 (min)", "95%点(分)"},
                                      {target, target},
                                      {"Turned away (people)", "断った(人)"},
                                      {"No booking (people)", "予約取れず(人)"},
                                      {"Verdict", "判定"}};
    static const struct bilingual volumes[] = {{"Ward", "区"},
                                               {"Days to the visit", "予約までの日数"},
                                               {"Did not come (people)", "予約して来ず(人)"},
                                               {"Overtime (min per open day)", "残業(分/開庁日)"},
                                               {"Ended early (days)", "早期終了(日)"},
                                               {"Counters in use", "稼働率"},
                                               {"Lapsed (people)", "失効(人)"}};
    report_table_open(
        p, "wide",
        BOTH("Waits and people turned away. Small: share of booked visits, 95% intervals",
             "待ち時間と断った人。区名の下は予約して来た人の割合、ほかの小さな字は95%区間"),
        waits, COUNT_OF(waits));
    rows(p, waits_row);
    report_table_close(p);
    report_table_open(
        p, "wide",
        BOTH("Bookings and workplace. Small: 95% intervals", "予約と職場。小さな字は95%区間"),
        volumes, COUNT_OF(volumes));
    rows(p, volume_row);
    report_table_close(p);
    report_remedy_add(p);
}

/* ---- load against capacity ---- */

/* Months the run looks at closely: capacity is set by June, tried in August, November. */
static bool is_marked(int32_t month_index)
{
    int32_t month = month_index % 12 + 1;
    return month == 6 || month == 8 || month == 11;
}

static void month_name(struct text *out, bool japanese, int32_t month_index)
{
    int year = (int)(1970 + month_index / 12), month = (int)(month_index % 12 + 1);
    if (japanese)
        text_addf(out, "%d年%d月", year, month);
    else
        text_addf(out, "%s %d", spell_month_name(japanese, month), year);
}

static bool is_fluid_row(const struct report_page *p, size_t row, const char *code)
{
    const struct table *t = &p->report->tables->fluid;
    return lookup_is(t, row, "site_code", code) && lookup_is(t, row, "access", "all") &&
           lookup_month(t, row) >= 0;
}

static void ratio_cell(struct report_page *p, double ratio, bool is_in_marked_column)
{
    bool is_over = ratio > 1.0;
    text_addf(&p->out, "<td%s>", is_in_marked_column ? " class=\"mark\"" : "");
    if (isnan(ratio))
        text_add(&p->out, SPELL_UNKNOWN);
    else
        text_addf(&p->out, is_over ? "<strong>▲%.2f</strong>" : "%.2f", ratio);
    text_add(&p->out, "</td>");
}

/* Returns how many months there are; month[] in order of appearance. */
static size_t whole_by_month(struct report_page *p, int32_t month[MONTHS_MAX])
{
    static const struct bilingual heads[] = {{"Month", "月"},
                                             {"Visits (people a day)", "来庁(人/日)"},
                                             {"Work (hours a day)", "仕事(時間/日)"},
                                             {"Counters (hours a day)", "窓口(時間/日)"},
                                             {"Load", "負荷率"}};
    const struct table *t = &p->report->tables->fluid;
    size_t count = 0;
    report_table_open(
        p, "keep",
        BOTH("Load and capacity by month. Coloured: June, August, November. ▲: load above 1",
             "月別の負荷と能力。色の行は6月・8月・11月、▲は負荷率1超"),
        heads, COUNT_OF(heads));
    for (size_t row = 0; row < t->n_rows; row++) {
        if (!is_fluid_row(p, row, p->found.whole.code))
            continue;
        int32_t index = lookup_month(t, row);
        text_add(&p->out, is_marked(index) ? "<tr class=\"mark\"><th scope=\"row\">"
                                           : "<tr><th scope=\"row\">");
        month_name(&p->out, p->japanese, index);
        text_add(&p->out, "</th><td>");
        spell_count(&p->out, lookup_number(t, row, "visits_per_day"));
        text_add(&p->out, "</td><td>");
        number(&p->out, p->japanese, lookup_number(t, row, "offered_load_h"), MINUTES);
        text_add(&p->out, "</td><td>");
        number(&p->out, p->japanese, lookup_number(t, row, "capacity_h"), MINUTES);
        text_add(&p->out, "</td>");
        ratio_cell(p, lookup_number(t, row, "load_ratio"), false);
        text_add(&p->out, "</tr>\n");
        if (count < MONTHS_MAX)
            month[count] = index;
        count++;
    }
    report_table_close(p);
    return count;
}

static double ratio_of(const struct report_page *p, const char *code, int32_t month)
{
    const struct table *t = &p->report->tables->fluid;
    for (size_t row = 0; row < t->n_rows; row++) {
        if (is_fluid_row(p, row, code) && lookup_month(t, row) == month)
            return lookup_number(t, row, "load_ratio");
    }
    return LOOKUP_UNKNOWN;
}

static void wards_by_month(struct report_page *p, const int32_t *month, size_t n)
{
    struct bilingual heads[MONTHS_MAX + 1] = {{"Ward", "区"}};
    for (size_t m = 0; m < n; m++)
        heads[m + 1] = BOTH(spell_month_name(false, (int)(month[m] % 12 + 1)),
                            spell_month_name(true, (int)(month[m] % 12 + 1)));
    report_table_open(
        p, "wide keep",
        BOTH("Load by ward (hours of work ÷ hours of counters)", "区別の負荷率(仕事÷窓口の時間)"),
        heads, n + 1);
    for (size_t i = 0; i < p->found.n_wards; i++) {
        const struct lookup_site *site = &p->found.wards[i].site;
        text_add(&p->out, "<tr><th scope=\"row\">");
        text_add_html(&p->out, site->name);
        text_add(&p->out, "</th>");
        for (size_t m = 0; m < n; m++)
            ratio_cell(p, ratio_of(p, site->code, month[m]), is_marked(month[m]));
        text_add(&p->out, "</tr>\n");
    }
    report_table_close(p);
}

void report_tables_fluid(struct report_page *p)
{
    int32_t month[MONTHS_MAX];
    bool has_rows = false;
    for (size_t row = 0; row < p->report->tables->fluid.n_rows && !has_rows; row++)
        has_rows = is_fluid_row(p, row, p->found.whole.code);
    report_say(p, "<h2 id=\"fluid\">Load against capacity</h2>\n",
               "<h2 id=\"fluid\">能力と負荷の検算</h2>\n");
    if (!has_rows) {
        report_say(p, "<p class=\"note\">This run has no data to show here.</p>\n",
                   "<p class=\"note\">この試算には、ここに示すデータがありません。</p>\n");
        return;
    }
    report_say(p,
               "<p>A division without any queue: the hours of work brought in on an open day, over "
               "the hours of counters. A month above 1 does not end without overtime, ending early "
               "or carrying over to later days.</p>\n",
               "<p>行列を使わない割り算です。開庁日1日に持ち込まれる仕事の時間を窓口の時間で"
               "割ります。1を超える月は、残業か受付の早期終了か翌日以降への持ち越しなしには"
               "終わりません。</p>\n");
    size_t n = whole_by_month(p, month);
    if (p->found.n_wards > 1 && n <= MONTHS_MAX && p->report->count == NULL)
        wards_by_month(p, month, n);
}
