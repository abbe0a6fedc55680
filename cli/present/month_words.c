/* The words of a congestion calendar in both languages. */
#include <math.h>
#include <string.h>

#include "cli/present/month.h"
#include "cli/present/reason.h"
#include "cli/present/spell.h"

const char *month_word(const struct month *m, enum level level)
{
    const struct level_look *look = level_look((int)level);
    return m->about->japanese ? look->word : look->word_en;
}

const char *month_glyph(const struct month *m, enum level level)
{
    return level == LEVEL_CLOSED && !m->about->japanese ? "-" : level_look((int)level)->glyph;
}

const char *month_weekday(const struct month *m, civil_day day)
{
    return spell_weekday(m->about->japanese, civil_weekday_of(day));
}

void month_add_site(const struct month *m, struct text *out)
{
    char first[2] = "";
    if (!m->about->japanese && m->english != NULL) {
        text_add(out, m->english);
        return;
    }
    if (m->about->japanese || m->latin == NULL) {
        spell_site(out, m->about->japanese, m->site);
        return;
    }
    first[0] = (char)(m->latin[0] - 'a' + 'A');
    text_add(out, first);
    text_add(out, m->latin + 1);
}

void month_add_heading(const struct month *m, struct text *out)
{
    month_add_site(m, out);
    text_add(out, m->about->japanese ? " " : ", ");
    spell_month(out, m->about->japanese, m->first);
}

void month_add_cut(const struct month *m, enum level level, struct text *out)
{
    const double *cut = m->about->level_min;
    bool ja = m->about->japanese;
    if (level == LEVEL_CLOSED)
        return;
    if (level == LEVEL_PACKED)
        text_addf(out, ja ? "%g分超" : "over %g min", cut[2]);
    else if (level == LEVEL_QUIET)
        text_addf(out, ja ? "%g分以内" : "within %g min", cut[0]);
    else
        text_addf(out, ja ? "%g分超%g分以内" : "%g-%g min", cut[level - LEVEL_FAIR],
                  cut[level - LEVEL_QUIET]);
}

static void count_days(const struct month *m, int days[LEVEL_COUNT], int *unknown, int *sure)
{
    for (int i = 0; i < m->n_days; i++) {
        const struct month_day *d = &m->days[i];
        bool counts = d->state == MONTH_CLOSED || d->state == MONTH_LEVEL;
        days[d->level] += counts;
        *unknown += d->state == MONTH_NO_DATA;
        *sure += d->state == MONTH_LEVEL && d->level == LEVEL_PACKED && !month_is_unsure(m, d);
    }
}

static void add_sure(const struct month *m, int days, int sure, struct text *out)
{
    if (days > 0 && m->about->replications > 1)
        text_addf(out, m->about->japanese ? "(うち確率8割以上は%d日)" : " (%d of them 80 %% sure)",
                  sure);
}

void month_add_summary(const struct month *m, struct text *out)
{
    bool ja = m->about->japanese;
    int days[LEVEL_COUNT] = {0}, unknown = 0, sure = 0, open = 0;
    count_days(m, days, &unknown, &sure);
    for (int level = LEVEL_QUIET; level < LEVEL_COUNT; level++)
        open += days[level];
    text_addf(out, ja ? "開庁%d日の見込み: " : "Open on %d days: ", open + unknown);
    for (int level = LEVEL_PACKED; level >= LEVEL_QUIET; level--) {
        text_addf(out, ja ? "%s%d日" : "%s %d", month_word(m, (enum level)level), days[level]);
        if (level == LEVEL_PACKED)
            add_sure(m, days[level], sure, out);
        text_add(out, level > LEVEL_QUIET ? (ja ? "、" : ", ") : "");
    }
    if (unknown > 0)
        text_addf(out, ja ? "、データなし%d日" : ", no data %d", unknown);
    text_addf(out, ja ? "。閉庁%d日。" : ". Closed on %d.", days[LEVEL_CLOSED]);
}

void month_add_wait(const struct month *m, const struct month_day *d, struct text *out)
{
    bool ja = m->about->japanese;
    if (isnan(d->wait_min))
        return;
    int32_t minutes = level_minutes(d->level, d->wait_min, m->about->level_min);
    if (minutes > SPELL_LONGEST_MIN)
        text_addf(out, ja ? "%d時間超" : "over %d h", SPELL_LONGEST_MIN / 60);
    else if (minutes > 0)
        text_addf(out, ja ? "約%d分" : "about %d min", (int)minutes);
    else
        text_add(out, ja ? "待ちなし" : "no wait");
}

void month_add_probability(const struct month *m, const struct month_day *d, struct text *out)
{
    bool ja = m->about->japanese;
    if (d->state != MONTH_LEVEL || d->level <= LEVEL_QUIET || isnan(d->probability))
        return;
    text_add(out, ja ? "確率" : "");
    spell_percent(out, ja, d->probability);
    text_add(out, ja ? "" : " likely");
    text_add(out, !month_is_unsure(m, d) ? "" : ja ? "※" : "*");
}

void month_add_turned_away(const struct month *m, const struct month_day *d, struct text *out)
{
    if (!(d->turned_away >= LEVEL_LEAST_TURNED_AWAY))
        return;
    if (m->about->japanese) {
        text_add(out, "断る ");
        spell_people(out, true, d->turned_away);
    } else if (d->turned_away < 1.0) {
        text_add(out, "turned away: fewer than 1");
    } else {
        text_add(out, "turned away: about ");
        spell_count(out, floor(d->turned_away + 0.5));
    }
}

static void add_clock(bool ja, bool is_whole, int32_t second, struct text *out)
{
    if (is_whole)
        spell_clock(out, ja, second);
    else
        spell_clock_digits(out, second);
}

/* 9時〜正午, or 8:45〜17:00 where that is shorter. */
static void add_hours(bool ja, const struct month_day *d, struct text *out)
{
    bool is_short = ja && d->open_from_s % 3600 == 0 && d->open_to_s % 3600 == 0;
    add_clock(ja, is_short, d->open_from_s, out);
    text_add(out, ja ? "〜" : "-");
    add_clock(ja, is_short, d->open_to_s, out);
}

void month_add_note(const struct month *m, int i, struct text *out)
{
    const struct month_day *d = &m->days[i];
    bool ja = m->about->japanese, is_weekend = civil_weekday_of(m->first + i) >= CIVIL_SAT;
    bool is_plain = strcmp(d->reason, "土曜") == 0 || strcmp(d->reason, "日曜") == 0;
    bool is_open = d->state == MONTH_LEVEL || d->state == MONTH_NO_DATA;
    if (is_open && is_weekend)
        add_hours(ja, d, out);
    if (d->reason[0] == '\0' || is_plain)
        return;
    text_add(out, is_open && is_weekend ? " " : "");
    text_add(out, reason_in_full(ja, d->reason));
}

static void add_probability_remark(const struct month *m, struct text *out)
{
    bool ja = m->about->japanese;
    if (m->about->replications < 2)
        text_add(out, ja ? "反復1回の試算なので、段階がどれほど確かかは分かりません。"
                         : "There is one replication, so nothing is known of how sure a level is.");
    else
        text_addf(out,
                  ja ? "「確率」は、その段階かそれより混む確率です(反復%u回のうちの割合)。"
                     : "\"likely\": the chance of that level or worse (share of %u replications).",
                  m->about->replications);
    if (month_has_unsure(m))
        text_add(out, ja ? "※はそれが8割に満たない日で、もっと空くこともあります。"
                         : " A * marks less than 80 %: the day may well be quieter.");
}

static void add_cuts_remark(const struct month *m, struct text *out)
{
    const double *cut = m->about->level_min;
    text_addf(out,
              m->about->japanese ? "段階の区切りは%g分・%g分・%g分です。"
                                 : " The levels are cut at %g, %g and %g minutes.",
              cut[0], cut[1], cut[2]);
}

bool month_add_remark(const struct month *m, int nth, struct text *out)
{
    bool ja = m->about->japanese;
    switch (nth) {
    case 0:
        text_add(out, ja ? "「約35分」は、10人のうち9人がそれまでに呼ばれるという目安です。"
                         : "\"about 35 min\": nine of ten people are called within it.");
        add_cuts_remark(m, out);
        return true;
    case 1:
        add_probability_remark(m, out);
        return true;
    case 2:
        if (month_has_turned_away(m))
            text_add(out,
                     ja ? "「断る」は、受付できずに断る人数の平均です。待ち時間には入りません。"
                        : "\"turned away\": mean number of people who are not accepted; they "
                          "are in no wait.");
        else
            text_add(out, ja ? "受付を断られる人は、この月にはほとんどいない見込みです。"
                             : "Hardly anybody is turned away in this month.");
        return true;
    case 3:
        text_addf(out,
                  ja ? "仮定にもとづく試算で、実際とは異なることがあります。試算ID %s、反復%u回。"
                     : "A simulation that rests on assumptions; what happens may differ. Run %s, "
                       "%u replications.",
                  m->about->run_id, m->about->replications);
        return true;
    default:
        return false;
    }
}
