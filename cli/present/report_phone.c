/* report_phone.c - when the phone line is busy, by half hour, and what that costs its callers. */
#include <math.h>

#include "cli/present/report_page.h"
#include "cli/present/spell.h"

static bool is_row_of(const struct table *t, size_t row, const char *day_type)
{
    return lookup_is(t, row, "day_type", day_type);
}

/* Share of the calls of a half hour that were not answered; NaN when nobody called. */
static double lost_of(const struct table *t, size_t row)
{
    double calls = lookup_number(t, row, "calls");
    double lost = lookup_number(t, row, "busy") + lookup_number(t, row, "abandoned");
    return calls > 0 ? lost / calls : LOOKUP_UNKNOWN;
}

/* The half hour of that kind of days in which most calls in ten get nowhere, or n_rows. */
static size_t worst_row(const struct table *t, const char *day_type)
{
    size_t worst = t->n_rows;
    double most = 0;
    for (size_t row = 0; row < t->n_rows; row++) {
        double lost = is_row_of(t, row, day_type) ? lost_of(t, row) : LOOKUP_UNKNOWN;
        if (!(lost > most))
            continue;
        most = lost;
        worst = row;
    }
    return worst;
}

static void share_cell(struct report_page *p, size_t row, const char *column)
{
    const struct table *t = &p->report->tables->phone_halfhour;
    double calls = lookup_number(t, row, "calls");
    text_add(&p->out, "<td>");
    spell_percent1(&p->out, p->japanese,
                   calls > 0 ? lookup_number(t, row, column) / calls : LOOKUP_UNKNOWN);
    text_add(&p->out, "</td>");
}

static void half_hour(struct report_page *p, size_t row, bool is_worst)
{
    const struct table *t = &p->report->tables->phone_halfhour;
    double wait = lookup_number(t, row, "wait_mean_min");
    text_add(&p->out,
             is_worst ? "<tr class=\"mark\"><th scope=\"row\">" : "<tr><th scope=\"row\">");
    spell_clock_digits(&p->out, lookup_int(t, row, "half_hour_start"));
    report_say(p, "–", "〜");
    spell_clock_digits(&p->out, lookup_int(t, row, "half_hour_end"));
    text_addf(&p->out, "</th><td>%g</td><td>%.1f</td>", lookup_number(t, row, "agents"),
              lookup_number(t, row, "calls"));
    share_cell(p, row, "busy");
    share_cell(p, row, "abandoned");
    text_add(&p->out, "<td>");
    if (isnan(wait))
        text_add(&p->out, SPELL_UNKNOWN);
    else
        text_addf(&p->out, "%.1f", wait);
    text_add(&p->out, "</td></tr>\n");
}

static void of_days(struct report_page *p, const char *day_type, struct bilingual caption)
{
    static const struct bilingual heads[] = {
        {"Half hour", "時間帯"},        {"Agents", "オペレーター(人)"},
        {"Calls a day", "電話(件/日)"}, {"Engaged", "話し中"},
        {"Hung up", "待ちきれず"},      {"Minutes on hold", "つながるまで(分)"}};
    const struct table *t = &p->report->tables->phone_halfhour;
    size_t worst = worst_row(t, day_type), rows = 0;
    for (size_t row = 0; row < t->n_rows; row++)
        rows += is_row_of(t, row, day_type);
    if (rows == 0)
        return;
    report_table_open(p, "", caption, heads, COUNT_OF(heads));
    for (size_t row = 0; row < t->n_rows; row++)
        if (is_row_of(t, row, day_type))
            half_hour(p, row, row == worst);
    report_table_close(p);
}

/* What the line costs its callers, over the whole period. */
static void callers(struct report_page *p)
{
    const struct table *summary = &p->report->tables->summary;
    const char *code = p->found.whole.code;
    double calls = lookup_summary(summary, code, "all", "phone_calls_per_booking").estimate;
    double people = lookup_summary(summary, code, "all", "phone_gave_up").estimate;
    double share = lookup_summary(summary, code, "all", "phone_gave_up_share").estimate;
    if (isnan(calls) || isnan(share))
        return;
    text_addf(&p->out,
              p->japanese
                  ? "<p>電話で予約を1件取るのに、かけた電話は平均%.1f回でした。一度もつながらずに"
                    "あきらめた人は"
                  : "<p>A booking by phone took %.1f calls on average. Gave up without ever "
                    "getting through: ",
              calls);
    spell_number_of_people(&p->out, p->japanese, people);
    report_say(p, " (", "(かけ始めた人の");
    spell_percent1(&p->out, p->japanese, share);
    report_say(p, " of those who began to call).</p>\n", ")です。</p>\n");
}

void report_phone_add(struct report_page *p)
{
    if (p->report->tables->phone_halfhour.n_rows == 0)
        return;
    report_say(p, "<h2 id=\"phone\">Booking line</h2>\n", "<h2 id=\"phone\">予約電話</h2>\n");
    callers(p);
    of_days(p, "weekday",
            BOTH("The booking line on weekdays, by time of the call. Coloured: the half hour in "
                 "which the largest share gets nowhere",
                 "平日の予約電話。かけた時間帯別、色の行はつながらない割合が最も高い時間帯"));
    of_days(p, "other",
            BOTH("The same on weekends, holidays and at the turn of the year",
                 "土日・祝日・年末年始の予約電話。見方は同じ"));
    report_say(p,
               "<p class=\"note\">Calls include repeated ones and questions about other things. "
               "Numbers in data/phone_halfhour.csv.</p>\n",
               "<p class=\"note\">電話は、かけ直しと予約以外の問い合わせを含みます。"
               "数値は data/phone_halfhour.csv。</p>\n");
}
