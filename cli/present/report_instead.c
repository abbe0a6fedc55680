/* report_instead.c - tables that stand for a figure which could not be drawn. */
#include <math.h>
#include <string.h>

#include "cli/present/claims.h"
#include "cli/present/reason.h"
#include "cli/present/report_page.h"
#include "cli/present/spell.h"

enum { DAYS_SHOWN = 10 };

static void add_bar(struct report_page *p, double share)
{
    text_addf(&p->out, "<td><span class=\"bar\" style=\"width:%.1f%%\"></span></td>",
              100.0 * fmin(fmax(share, 0.0), 1.0));
}

static void share_cell(struct report_page *p, struct interval share)
{
    text_add(&p->out, "<td>");
    spell_percent1(&p->out, p->japanese, share.estimate);
    text_add(&p->out, "<span class=\"ci\">");
    spell_share_range(&p->out, share);
    text_add(&p->out, "</span></td>");
}

/* Shares at round minutes and at the target. */
static void curves(struct report_page *p)
{
    static const struct bilingual heads[] = {{"Wait", "待ち時間"},
                                             {"Booked", "予約"},
                                             {"Without", "予約なし"},
                                             {"Share without a booking", "予約なしの割合"}};
    const double quarter = p->report->about->target_min / 4.0;
    static const double steps[] = {0.0, 1.0, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0};
    report_table_open(p, "bars",
                      BOTH("Share of people called by then (small: 95% interval)",
                           "その時間までに呼ばれた人の割合(小さな字は95%区間)"),
                      heads, COUNT_OF(heads));
    for (size_t i = 0; i < COUNT_OF(steps); i++) {
        const struct table *ecdf = &p->report->tables->wait_ecdf;
        double minutes = steps[i] * quarter;
        struct interval booked = findings_at(ecdf, p->found.whole.code, "booked", minutes);
        struct interval walk_in = findings_at(ecdf, p->found.whole.code, "walk_in", minutes);
        text_addf(&p->out, "<tr><th scope=\"row\">%g%s</th>", minutes,
                  report_word(p, " min", "分"));
        share_cell(p, booked);
        share_cell(p, walk_in);
        add_bar(p, isnan(walk_in.estimate) ? 0.0 : walk_in.estimate);
        text_add(&p->out, "</tr>\n");
    }
    report_table_close(p);
}

static bool is_day(const struct report_page *p, size_t row)
{
    const struct table *t = &p->report->tables->wait_daily;
    return lookup_is(t, row, "access", "all") &&
           lookup_is(t, row, "site_code", p->found.whole.code) &&
           !lookup_is_missing(t, row, "wait_p90_min");
}

/* The rows with the longest waits, longest first; rows has room for DAYS_SHOWN. */
static size_t longest(const struct report_page *p, size_t *rows)
{
    const struct table *t = &p->report->tables->wait_daily;
    size_t count = 0;
    for (size_t row = 0; row < t->n_rows; row++) {
        if (!is_day(p, row))
            continue;
        double here = lookup_number(t, row, "wait_p90_min");
        size_t at = count < DAYS_SHOWN ? count : DAYS_SHOWN;
        for (; at > 0 && lookup_number(t, rows[at - 1], "wait_p90_min") < here; at--) {
            if (at < DAYS_SHOWN)
                rows[at] = rows[at - 1];
        }
        if (at < DAYS_SHOWN)
            rows[at] = row;
        count += count < DAYS_SHOWN;
    }
    return count;
}

static void days(struct report_page *p)
{
    static const struct bilingual heads[] = {{"Day", "日"},
                                             {"Median (min)", "中央値(分)"},
                                             {"P90 (min)", "90%点(分)"},
                                             {"P95 (min)", "95%点(分)"},
                                             {"Turned away", "断った人"},
                                             {"P90", "90%点"}};
    const struct table *t = &p->report->tables->wait_daily;
    size_t rows[DAYS_SHOWN], count = longest(p, rows);
    report_table_open(
        p, "bars",
        BOTH("The 10 days of the period with the longest P90", "試算の期間で90%点の長い日から10日"),
        heads, COUNT_OF(heads));
    for (size_t i = 0; i < count; i++) {
        double most = lookup_number(t, rows[0], "wait_p90_min");
        double p90 = lookup_number(t, rows[i], "wait_p90_min");
        text_add(&p->out, "<tr><th scope=\"row\">");
        spell_day_short(&p->out, p->japanese, lookup_int(t, rows[i], "date"));
        text_addf(&p->out, "</th><td>%.0f</td><td>%.0f</td><td>%.0f</td><td>",
                  lookup_number(t, rows[i], "wait_p50_min"), p90,
                  lookup_number(t, rows[i], "wait_p95_min"));
        spell_people(&p->out, p->japanese, lookup_number(t, rows[i], "turned_away"));
        text_add(&p->out, "</td>");
        add_bar(p, most > 0.0 ? p90 / most : 0.0);
        text_add(&p->out, "</tr>\n");
    }
    report_table_close(p);
}

/* p90 of (weekday, start), NaN when there is no such row. */
static double cell_at(const struct report_page *p, enum civil_weekday wanted, int32_t start)
{
    const struct table *t = &p->report->tables->wait_halfhour;
    for (size_t row = 0; row < t->n_rows; row++) {
        enum civil_weekday w;
        if (lookup_is(t, row, "access", "all") && lookup_int(t, row, "half_hour_start") == start &&
            lookup_is(t, row, "site_code", p->found.whole.code) &&
            findings_weekday(lookup_text(t, row, "weekday"), &w) && w == wanted)
            return lookup_number(t, row, "wait_p90_min");
    }
    return LOOKUP_UNKNOWN;
}

/* Next start after `after` in seconds; -1 when there is none. */
static int32_t next_start(const struct report_page *p, int32_t after)
{
    const struct table *t = &p->report->tables->wait_halfhour;
    int32_t next = -1;
    for (size_t row = 0; row < t->n_rows; row++) {
        int32_t start = lookup_int(t, row, "half_hour_start");
        if (lookup_is(t, row, "site_code", p->found.whole.code) && start > after &&
            (next < 0 || start < next))
            next = start;
    }
    return next;
}

static void half_hours(struct report_page *p)
{
    static const struct bilingual heads[] = {{"Time", "時刻"}, {"Mon", "月"}, {"Tue", "火"},
                                             {"Wed", "水"},    {"Thu", "木"}, {"Fri", "金"},
                                             {"Sat", "土"}};
    report_table_open(p, "",
                      BOTH("Minutes until nine of ten people are called. Empty: closed",
                           "10人中9人が呼ばれるまでの時間(分)。空白は閉庁"),
                      heads, COUNT_OF(heads));
    for (int32_t start = next_start(p, -1); start >= 0; start = next_start(p, start)) {
        text_add(&p->out, "<tr><th scope=\"row\">");
        spell_clock_digits(&p->out, start);
        report_say(p, "–</th>", "〜</th>");
        for (int w = CIVIL_MON; w <= CIVIL_SAT; w++) {
            double p90 = cell_at(p, (enum civil_weekday)w, start);
            if (isnan(p90))
                text_add(&p->out, "<td></td>");
            else
                text_addf(&p->out, "<td>%d</td>", (int)ceil(p90 - 1e-9));
        }
        text_add(&p->out, "</tr>\n");
    }
    report_table_close(p);
}

static void calendar_cell(struct report_page *p, const struct table *t, size_t row)
{
    int level = lookup_int(t, row, "level");
    const struct level_look *look = level_look(level);
    double p90 = lookup_number(t, row, "wait_p90_min");
    double turned_away = lookup_number(t, row, "turned_away");
    text_addf(&p->out, "<td style=\"background:#%06x;color:#%06x\">%d<br>%s %s",
              (unsigned)look->fill, (unsigned)look->ink,
              (int)civil_to_date(lookup_int(t, row, "date")).day, level_glyph(level, p->japanese),
              level_word(level, p->japanese));
    if (level == LEVEL_CLOSED) {
        text_add(&p->out, "<br>");
        text_add_html(&p->out, reason_word(p->japanese, lookup_text(t, row, "closed_reason")));
    } else if (!isnan(p90)) {
        text_addf(&p->out, p->japanese ? "<br>約%d分" : "<br>about %d min",
                  (int)level_minutes((enum level)level, p90, p->report->about->level_min));
        if (turned_away >= LEVEL_LEAST_TURNED_AWAY) {
            report_say(p, "<br>turned away: ", "<br>断る ");
            spell_people(&p->out, p->japanese, turned_away);
        }
    }
    text_add(&p->out, "</td>");
}

static size_t calendar_row(const struct report_page *p, civil_day day)
{
    const struct table *t = &p->report->tables->calendar;
    size_t row = 0;
    while (row < t->n_rows && !(lookup_int(t, row, "date") == day &&
                                lookup_is(t, row, "site", p->report->about->focus_site)))
        row++;
    return row;
}

static void month(struct report_page *p)
{
    static const struct bilingual heads[] = {{"Sun", "日"}, {"Mon", "月"}, {"Tue", "火"},
                                             {"Wed", "水"}, {"Thu", "木"}, {"Fri", "金"},
                                             {"Sat", "土"}};
    const struct table *t = &p->report->tables->calendar;
    civil_day first = p->report->about->focus_month, after = civil_add_months(first, 1);
    civil_day sunday = first - ((int32_t)civil_weekday_of(first) + 1) % 7;
    report_table_open(p, "month wide",
                      BOTH("Calendar of expected crowding. Minutes: nine of ten people are called "
                           "within about so many",
                           "混雑予想カレンダー。約○分は10人中9人が呼ばれる目安"),
                      heads, COUNT_OF(heads));
    for (civil_day day = sunday; day < after; day++) {
        size_t row = day < first ? t->n_rows : calendar_row(p, day);
        text_add(&p->out, day == sunday ? "<tr>" : (day - sunday) % 7 == 0 ? "</tr>\n<tr>" : "");
        if (row == t->n_rows || lookup_is_missing(t, row, "level"))
            text_add(&p->out, "<td></td>");
        else
            calendar_cell(p, t, row);
    }
    text_add(&p->out, "</tr>\n");
    report_table_close(p);
}

void report_instead_add(struct report_page *p, const char *name)
{
    if (strcmp(name, "ecdf") == 0)
        curves(p);
    else if (strcmp(name, "days") == 0)
        days(p);
    else if (strcmp(name, "heat") == 0)
        half_hours(p);
    else if (strcmp(name, "calendar") == 0)
        month(p);
    text_add(&p->out, "<p>");
    claims_turned_away(&p->out, p->japanese, p->found.turned_away);
    report_say(p, ".</p>\n", "。</p>\n");
}
