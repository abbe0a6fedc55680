#include "cli/present/claims.h"

#include <math.h>
#include <string.h>

#include "cli/present/bilingual.h"
#include "cli/present/spell.h"

enum { ENOUGH_REPLICATIONS = 100, NAMES_IN_TITLE = 3, NAMES_IN_CARD = 8, RIVALS_SAID = 4 };

/* ---- parts of a sentence; out only says where they live and learns when one failed ---- */

static const char *finished(struct text *out, const struct text *part)
{
    out->failed |= part->failed;
    return text_get(part);
}

static const char *number_of(struct text *out, double x)
{
    struct text part;
    text_init(&part, out->home);
    text_addf(&part, "%g", x);
    return finished(out, &part);
}

static const char *whole_of(struct text *out, size_t n)
{
    return number_of(out, (double)n);
}

/* 4日, 4 days, 1 day: with the noun that n asks for. */
static const char *counted(struct text *out, bool japanese, size_t n, const char *one,
                           const char *many, const char *ja)
{
    struct text part;
    text_init(&part, out->home);
    text_addf(&part, "%zu", n);
    if (!japanese)
        text_addf(&part, " %s", n == 1 ? one : many);
    else
        text_add(&part, ja);
    return finished(out, &part);
}

/* 2区, 2か所; 2 wards, 2 places */
static const char *places(struct text *out, bool japanese, const struct findings *f, size_t n)
{
    const struct findings_noun *noun = &f->place;
    return counted(out, japanese, n, noun->one, noun->many, noun->ja);
}

static const char *replications_of(struct text *out, bool japanese, uint32_t n)
{
    return counted(out, japanese, n, "replication", "replications", "回");
}

static const char *people_of(struct text *out, bool japanese, double x)
{
    struct text part;
    text_init(&part, out->home);
    spell_number_of_people(&part, japanese, x);
    return finished(out, &part);
}

static const char *about_people(struct text *out, bool japanese, double x)
{
    struct text part;
    text_init(&part, out->home);
    spell_people(&part, japanese, x);
    return finished(out, &part);
}

static const char *percent_of(struct text *out, bool japanese, double share)
{
    struct text part;
    text_init(&part, out->home);
    spell_percent(&part, japanese, share);
    return finished(out, &part);
}

static const char *percent1_of(struct text *out, bool japanese, double share)
{
    struct text part;
    text_init(&part, out->home);
    spell_percent1(&part, japanese, share);
    return finished(out, &part);
}

static const char *site_of(struct text *out, bool japanese, const char *name)
{
    struct text part;
    text_init(&part, out->home);
    spell_site(&part, japanese, name);
    return finished(out, &part);
}

static const char *day_of(struct text *out, bool japanese, civil_day day)
{
    struct text part;
    text_init(&part, out->home);
    spell_day(&part, japanese, day);
    return finished(out, &part);
}

static const char *promise(struct text *out, bool japanese, const struct tables_about *about)
{
    struct text part;
    text_init(&part, out->home);
    claims_target(&part, japanese, about);
    return finished(out, &part);
}

/* 青葉・西, or the first `most` of them and など. */
static const char *names(struct text *out, bool japanese, const struct findings *f, enum verdict v,
                         size_t most)
{
    size_t said = 0, count = 0;
    struct text part;
    text_init(&part, out->home);
    for (size_t i = 0; i < f->n_wards; i++) {
        if (f->wards[i].verdict != v)
            continue;
        count++;
        if (said >= most)
            continue;
        if (said++ > 0)
            bilingual_add(&part, japanese, ", ", "・");
        text_add(&part, f->wards[i].site.name);
    }
    if (count > said)
        bilingual_add(&part, japanese, " and others", "など");
    return finished(out, &part);
}

void claims_target(struct text *out, bool japanese, const struct tables_about *about)
{
    BILINGUAL(out, japanese, "{1} within {0} min", "{0}分以内に{1}",
              number_of(out, about->target_min), percent_of(out, japanese, about->target_share));
}

/* ---- the answer ---- */

/* 、青葉・西の2区は未達 */
static void group(struct text *out, bool japanese, const struct findings *f, enum verdict v,
                  size_t count)
{
    if (count == 0)
        return;
    BILINGUAL(out, japanese, "; {2} in {0} ({1})", "、{0}の{1}は{2}",
              names(out, japanese, f, v, NAMES_IN_TITLE), places(out, japanese, f, count),
              verdict_word(v, japanese));
}

static void answer_for_one(struct text *out, bool japanese, const struct findings_ward *w,
                           const struct tables_about *about)
{
    const char *site = site_of(out, japanese, w->site.name);
    const char *target = promise(out, japanese, about);
    if (w->verdict == VERDICT_MET)
        BILINGUAL(out, japanese, "{0}: the target ({1}) is met", "{0}は目標({1})を達成", site,
                  target);
    else if (w->verdict == VERDICT_MISSED)
        BILINGUAL(out, japanese, "{0}: the target ({1}) is missed", "{0}は目標({1})に未達", site,
                  target);
    else
        BILINGUAL(out, japanese, "{0}: whether the target ({1}) is met is undecided",
                  "{0}が目標({1})を達成するかは判定保留", site, target);
    BILINGUAL(out, japanese, ". {1} of people are called within {0} min",
              "。{0}分以内に呼ばれる人は{1}", number_of(out, about->target_min),
              percent1_of(out, japanese, w->share.estimate));
}

/* All wards that can be judged got the same verdict (also when there is none). */
static bool is_unanimous(const struct findings *f)
{
    return f->n_met == f->n_judged || f->n_missed == f->n_judged || f->n_open == f->n_judged;
}

static enum verdict shared_verdict(const struct findings *f)
{
    return f->n_met > 0 ? VERDICT_MET : f->n_missed > 0 ? VERDICT_MISSED : VERDICT_OPEN;
}

static struct bilingual answer_for_all(enum verdict v)
{
    if (v == VERDICT_MET)
        return (struct bilingual){"The target ({1}) is met in all {0}", "全{0}で目標({1})を達成"};
    if (v == VERDICT_MISSED)
        return (struct bilingual){"The target ({1}) is missed in all {0}",
                                  "全{0}で目標({1})に未達"};
    return (struct bilingual){"Whether the target ({1}) is met is undecided in all {0}",
                              "全{0}とも、目標({1})を達成するかは判定保留"};
}

/* The wards that keep the promise and those that do not. */
static void wards_answer(struct text *out, bool japanese, const struct findings *f,
                         const struct tables_about *about)
{
    const char *all = places(out, japanese, f, f->n_judged);
    const char *target = promise(out, japanese, about);
    if (f->n_judged == 0) {
        bilingual_add(out, japanese,
                      "Nobody used a counter in this period, so there are no waiting times",
                      "期間中に窓口を使った人がなく、待ち時間はありません");
        return;
    }
    if (f->n_wards == 1) {
        answer_for_one(out, japanese, &f->wards[0], about);
        return;
    }
    if (is_unanimous(f)) {
        const char *const parts[] = {all, target};
        bilingual_fill(out, japanese, answer_for_all(shared_verdict(f)), parts, COUNT_OF(parts));
        return;
    }
    if (f->n_met > 0)
        BILINGUAL(out, japanese, "The target ({2}) is met in {3} of {0}",
                  "{0}中{1}で目標({2})を達成", all, places(out, japanese, f, f->n_met), target,
                  whole_of(out, f->n_met));
    else
        BILINGUAL(out, japanese, "The target ({1}) can be called met in none of {0}",
                  "目標({1})を達成と言えるところは{0}中になし", all, target);
    group(out, japanese, f, VERDICT_MISSED, f->n_missed);
    group(out, japanese, f, VERDICT_OPEN, f->n_open);
}

/* Bookings that are called on time must not hide the people who wait without one. */
static void walk_in_answer(struct text *out, bool japanese, const struct findings *f)
{
    if (f->n_walk_in_missed == 0)
        return;
    if (f->n_wards > 1)
        BILINGUAL(out, japanese, "; for people without a booking it is {1} in {0}",
                  "、予約なしの人は{0}で{1}", places(out, japanese, f, f->n_walk_in_missed),
                  verdict_word(VERDICT_MISSED, japanese));
    else
        BILINGUAL(out, japanese, "; for those without a booking the target is {0}",
                  "、予約なしの人は{0}", verdict_word(VERDICT_MISSED, japanese));
}

/* An office that turns people away must not look better for it. */
void claims_answer(struct text *out, bool japanese, const struct findings *f,
                   const struct tables_about *about)
{
    wards_answer(out, japanese, f, about);
    walk_in_answer(out, japanese, f);
    if (f->turned_away.estimate > 0.0)
        BILINGUAL(out, japanese, ". Turned away: {0}", "。受付できず断った人は{0}",
                  people_of(out, japanese, f->turned_away.estimate));
}

/* ---- the cards ---- */

void claims_count(struct text *out, bool japanese, const struct findings *f)
{
    enum verdict shown = f->n_wards == 1   ? f->wards[0].verdict
                         : is_unanimous(f) ? shared_verdict(f)
                         : f->n_missed > 0 ? VERDICT_MISSED
                                           : VERDICT_OPEN;
    size_t n = shown == VERDICT_MISSED ? f->n_missed : f->n_open;
    const char *word = verdict_word(shown, japanese);
    const char *all = places(out, japanese, f, f->n_judged);
    if (f->n_judged == 0)
        bilingual_add(out, japanese, "Nothing to judge", "判定できるところなし");
    else if (f->n_wards == 1)
        BILINGUAL(out, japanese, "Target {0}", "目標{0}", word);
    else if (is_unanimous(f))
        BILINGUAL(out, japanese, "Target {1} in all {0}", "全{0}で目標{1}", all, word);
    else
        BILINGUAL(out, japanese, "Target {2} in {3} of {0}", "{0}中{1}が{2}", all,
                  places(out, japanese, f, n), word, whole_of(out, n));
}

static struct bilingual listed_as(enum verdict v)
{
    if (v == VERDICT_MISSED)
        return (struct bilingual){"Missed: {0} ({1}).", "未達は{0}({1})。"};
    if (v == VERDICT_OPEN)
        return (struct bilingual){"Undecided: {0} ({1}).", "判定保留は{0}({1})。"};
    return (struct bilingual){"Met: {0}.", "達成は{0}。"};
}

static void listed(struct text *out, bool japanese, const struct findings *f, enum verdict v,
                   size_t count)
{
    if (count == 0)
        return;
    const char *const parts[] = {places(out, japanese, f, count),
                                 names(out, japanese, f, v, NAMES_IN_CARD)};
    if (out->length > 0)
        bilingual_add(out, japanese, " ", "");
    bilingual_fill(out, japanese, listed_as(v), parts, COUNT_OF(parts));
}

void claims_which_wards(struct text *out, bool japanese, const struct findings *f)
{
    if (is_unanimous(f))
        return;
    listed(out, japanese, f, VERDICT_MISSED, f->n_missed);
    listed(out, japanese, f, VERDICT_OPEN, f->n_open);
    listed(out, japanese, f, VERDICT_MET, f->n_met);
}

void claims_walk_in(struct text *out, bool japanese, const struct findings *f)
{
    if (f->n_walk_in_missed == 0)
        return;
    const char *word = verdict_word(VERDICT_MISSED, japanese);
    if (f->n_wards > 1)
        BILINGUAL(out, japanese, "For people without a booking the target is {2} in {3} of {0}",
                  "予約なしの人では{0}中{1}が{2}", places(out, japanese, f, f->n_walk_in),
                  places(out, japanese, f, f->n_walk_in_missed), word,
                  whole_of(out, f->n_walk_in_missed));
    else
        BILINGUAL(out, japanese, "For people without a booking the target is {0}",
                  "予約なしの人では{0}", word);
}

void claims_whole(struct text *out, bool japanese, const struct findings *f,
                  const struct tables_about *about)
{
    BILINGUAL(out, japanese, "The target is {0}. {1}: {2}", "目標は{0}。{1}では{2}",
              promise(out, japanese, about), site_of(out, japanese, f->whole.name),
              percent1_of(out, japanese, f->share.estimate));
    if (isnan(f->share.lo))
        return;
    bilingual_add(out, japanese, " (95% interval ", "(95%区間 ");
    spell_share_range(out, f->share);
    text_add(out, ")");
}

void claims_sites(struct text *out, bool japanese, const struct findings *f,
                  const struct tables_about *about, const struct tables_count *count)
{
    BILINGUAL(out, japanese,
              "The target is {0}. {1}: {2}; {4} of {3} places stay below the share of the target",
              "目標は{0}。{1}では{2}、{3}か所のうち{4}か所が目標の割合に届きません",
              promise(out, japanese, about), site_of(out, japanese, f->whole.name),
              percent1_of(out, japanese, f->share.estimate), whole_of(out, count->sites),
              whole_of(out, count->below));
}

void claims_verdicts(struct text *out, bool japanese, const struct tables_count *count)
{
    if (count->met + count->open + count->missed == 0)
        bilingual_add(out, japanese,
                      "1 replication gives no interval, so there are no verdicts met or missed.",
                      "反復1回では区間がなく、達成・未達の判定はできません。");
    else
        BILINGUAL(out, japanese, "Verdicts: met {0}, undecided {1}, missed {2}.",
                  "判定: 達成{0}、判定保留{1}、未達{2}。", whole_of(out, count->met),
                  whole_of(out, count->open), whole_of(out, count->missed));
}

/* ---- waits ---- */

void claims_how_long(struct text *out, bool japanese, double p90_min, enum claims_form form)
{
    if (isnan(p90_min))
        return;
    const char *called = form == CLAIMS_ENDS ? "呼ばれる" : "呼ばれ";
    int32_t minutes = spell_round_up_5(p90_min);
    if (minutes > SPELL_LONGEST_MIN)
        BILINGUAL(out, japanese, "one in ten people waits for more than {1} hours",
                  "10人に1人は{1}時間より長く{0}", form == CLAIMS_ENDS ? "待つ" : "待ち",
                  number_of(out, SPELL_LONGEST_MIN / 60.0));
    else if (minutes == 0)
        BILINGUAL(out, japanese, "nine of ten people are called without waiting",
                  "10人中9人が待たずに{0}", called);
    else
        BILINGUAL(out, japanese, "nine of ten people are called within about {1} min",
                  "10人中9人が約{1}分以内に{0}", called, number_of(out, minutes));
}

static const char *how_long(struct text *out, bool japanese, double p90_min, enum claims_form form)
{
    struct text part;
    text_init(&part, out->home);
    claims_how_long(&part, japanese, p90_min, form);
    return finished(out, &part);
}

/* 10人中9人が約95分以内に呼ばれ、約34人を断る */
static const char *wait_and_turned_away(struct text *out, bool japanese,
                                        const struct findings_day *d)
{
    struct text part;
    text_init(&part, out->home);
    claims_how_long(&part, japanese, d->p90_min, CLAIMS_GOES_ON);
    if (isnan(d->turned_away))
        bilingual_add(&part, japanese, " (how many are turned away is not known)",
                      "る(断る人数は不明)");
    else if (d->turned_away <= 0.0)
        bilingual_add(&part, japanese, ", nobody is turned away", "、断る人はいない");
    else
        BILINGUAL(&part, japanese, ", turned away: {0}", "、断る人は{0}",
                  about_people(&part, japanese, d->turned_away));
    return finished(out, &part);
}

void claims_worst_day_short(struct text *out, bool japanese, const struct findings_day *d)
{
    if (d->n_days == 0) {
        bilingual_add(out, japanese, "No open day", "開庁日なし");
    } else if (d->nobody_waits) {
        bilingual_add(out, japanese, "No waiting", "待ちなし");
    } else if (d->n_days > 1 && d->rivals == d->n_days - 1) {
        bilingual_add(out, japanese, "Cannot be told", "特定できません");
    } else {
        spell_day_short(out, japanese, d->day);
        if (d->rivals > 0)
            BILINGUAL(out, japanese, ", one of {0} days", "など{0}日",
                      whole_of(out, d->rivals + 1));
    }
}

static void nobody_waits(struct text *out, bool japanese, const struct findings_day *d)
{
    bilingual_add(out, japanese,
                  "On every day nine of ten people are called without waiting, turned away",
                  "どの日も10人中9人が待たずに呼ばれ、断る人は");
    if (d->total_turned_away > 0.0)
        bilingual_add(out, japanese, " in the period", "期間中");
    bilingual_add(out, japanese, ": ", "");
    spell_people(out, japanese, d->total_turned_away);
}

static const char nobody_came[] = "Nobody used a counter in this period";
static const char nobody_came_ja[] = "この期間に窓口を使った人はいない";

void claims_worst_day(struct text *out, bool japanese, const struct findings_day *d)
{
    if (d->n_days == 0) {
        bilingual_add(out, japanese, nobody_came, nobody_came_ja);
        return;
    }
    if (d->nobody_waits) {
        nobody_waits(out, japanese, d);
        return;
    }
    const char *day = day_of(out, japanese, d->day);
    const char *waits = wait_and_turned_away(out, japanese, d);
    if (d->n_days == 1)
        BILINGUAL(out, japanese, "{0}: {1}", "{0}は{1}", day, waits);
    else if (d->rivals == 0)
        BILINGUAL(out, japanese, "The busiest day is {0}: {1}", "最も混むのは{0}。{1}", day, waits);
    else if (d->rivals == d->n_days - 1)
        BILINGUAL(out, japanese, "Which day is the busiest cannot be told. {0}: {1}",
                  "最も混む日は特定できない。{0}は{1}", day, waits);
    else
        BILINGUAL(out, japanese, "{0} is one of {2} days that may be the busiest: {1}",
                  "最も混む日の候補は{0}など{2}日。{0}は{1}", day, waits,
                  whole_of(out, d->rivals + 1));
}

/* 土曜9:00〜9:30 */
static const char *cell_of(struct text *out, bool japanese, const struct findings_cell *c)
{
    struct text part;
    text_init(&part, out->home);
    text_add(&part, spell_weekday(japanese, c->weekday));
    bilingual_add(&part, japanese, " ", "曜");
    spell_clock_digits(&part, c->from_s);
    bilingual_add(&part, japanese, "–", "〜");
    spell_clock_digits(&part, c->to_s);
    return finished(out, &part);
}

void claims_worst_cell(struct text *out, bool japanese, const struct findings_cell *c)
{
    const char *waits = how_long(out, japanese, c->p90_min, CLAIMS_ENDS);
    if (c->n_cells == 0)
        bilingual_add(out, japanese, nobody_came, nobody_came_ja);
    else if (c->nobody_waits)
        bilingual_add(out, japanese,
                      "In every half hour of the week nine of ten people are called without "
                      "waiting",
                      "どの曜日・時間帯も10人中9人が待たずに呼ばれる");
    else if (c->n_cells > 1 && c->rivals == c->n_cells - 1)
        bilingual_add(out, japanese,
                      "This many replications cannot tell the half hours of the week apart",
                      "曜日・時間帯による差は、この反復回数では判定できない");
    else if (c->rivals == 0)
        BILINGUAL(out, japanese, "The busiest half hour is {0}: {1}", "最も混むのは{0}。{1}",
                  cell_of(out, japanese, c), waits);
    else
        BILINGUAL(out, japanese, "{0} is one of {2} half hours that may be the busiest: {1}",
                  "最も混む時間帯の候補は{0}など{2}つ。ここでは{1}", cell_of(out, japanese, c),
                  waits, whole_of(out, c->rivals + 1));
}

/* ---- half hours, ward by ward ---- */

void claims_hours_short(struct text *out, bool japanese, const struct findings *f)
{
    const struct findings_hours *h = &f->hours;
    if (h->n == 0)
        bilingual_add(out, japanese, "Nothing to judge", "判定できる時間帯なし");
    else if (h->n_missed == 0 && h->n_open == 0)
        bilingual_add(out, japanese, "Met at every time of day", "どの時間帯も目標達成");
    else if (h->n_missed == 0)
        bilingual_add(out, japanese, "Missed at no time of day", "未達の時間帯なし");
    else if (f->n_wards == 1)
        bilingual_add(out, japanese, "Missed at some times of day", "未達の時間帯あり");
    else
        BILINGUAL(out, japanese, "Missed at times in {2} of {0}", "{1}に未達の時間帯",
                  places(out, japanese, f, f->n_wards), places(out, japanese, f, h->wards_missed),
                  whole_of(out, h->wards_missed));
}

/* 青葉区の平日11:00〜11:30 */
static const char *lowest_hour(struct text *out, bool japanese, const struct findings *f)
{
    const struct findings_hours *h = &f->hours;
    struct text part;
    text_init(&part, out->home);
    spell_site(&part, japanese, f->wards[h->ward].site.name);
    bilingual_add(&part, japanese, h->is_saturday ? ", Saturdays " : ", weekdays ",
                  h->is_saturday ? "の土曜" : "の平日");
    spell_clock_digits(&part, h->from_s);
    bilingual_add(&part, japanese, "–", "〜");
    spell_clock_digits(&part, h->to_s);
    return finished(out, &part);
}

void claims_hours(struct text *out, bool japanese, const struct findings *f,
                  const struct tables_about *about)
{
    const struct findings_hours *h = &f->hours;
    if (h->n == 0)
        return;
    BILINGUAL(out, japanese,
              "Of {0} half hours (by ward, weekdays and Saturdays apart) missed: {1}, undecided: "
              "{2}",
              "区ごと・平日土曜ごとの30分刻みでは、{0}の時間帯のうち未達は{1}、判定保留は{2}",
              whole_of(out, h->n), whole_of(out, h->n_missed), whole_of(out, h->n_open));
    if ((h->n_missed == 0 && h->n_open == 0) || h->rivals > RIVALS_SAID)
        return;
    const char *share = percent_of(out, japanese, h->share.estimate);
    const char *minutes = number_of(out, about->target_min);
    if (h->rivals == 0)
        BILINGUAL(out, japanese, ". Lowest: {0}, {1} called within {2} min",
                  "。最も低いのは{0}で、{2}分以内に呼ばれる人は{1}", lowest_hour(out, japanese, f),
                  share, minutes);
    else
        BILINGUAL(out, japanese,
                  ". One of {3} that may be the lowest: {0}, {1} called within {2} min",
                  "。最も低いところの候補は{0}など{3}つで、そこで{2}分以内に呼ばれる人は{1}",
                  lowest_hour(out, japanese, f), share, minutes, whole_of(out, h->rivals + 1));
}

void claims_how_sure(struct text *out, bool japanese, struct interval share, double target_min,
                     uint32_t replications)
{
    double half = (share.hi - share.lo) / 2.0;
    const char *times = replications_of(out, japanese, replications);
    if (isnan(half)) {
        BILINGUAL(out, japanese, "{0} gave no interval; how sure the numbers are is not known",
                  "反復{0}では区間を出せず、確かさは分かりません", times);
        return;
    }
    struct text points;
    double tenths = ceil(half * 1000.0 - 1e-9) + 0.0; /* never -0 */
    text_init(&points, out->home);
    text_addf(&points, "%.1f", tenths / 10.0);
    BILINGUAL(out, japanese, "95% interval of the share called within {0} min: ±{1} points ({2}",
              "{0}分以内に呼ばれる割合の95%区間は±{1}ポイント(反復{2}", number_of(out, target_min),
              finished(out, &points), times);
    if (replications < ENOUGH_REPLICATIONS)
        bilingual_add(out, japanese, ", so few that it comes out narrow)",
                      "、少ないので狭めに出ます)");
    else
        text_add(out, ")");
}

/* ---- people turned away ---- */

void claims_people(struct text *out, bool japanese, struct interval people)
{
    spell_number_of_people(out, japanese, people.estimate);
    if (isnan(people.lo) || isnan(people.hi) || people.hi <= 0.0)
        return;
    bilingual_add(out, japanese, " (95% interval ", "(95%区間 ");
    spell_count_range(out, people);
    bilingual_add(out, japanese, ")", "人)");
}

void claims_turned_away(struct text *out, bool japanese, struct interval people)
{
    if (isnan(people.estimate)) {
        bilingual_add(out, japanese, "How many people were turned away is not known",
                      "断った人の数は分かりません");
    } else if (people.estimate <= 0.0) {
        bilingual_add(out, japanese, "Turned away in the period: 0 people", "断った人は期間中 0人");
    } else {
        bilingual_add(out, japanese, "Turned away in the period: ", "断った人は期間中 ");
        claims_people(out, japanese, people);
    }
}

void claims_most_turned_away(struct text *out, bool japanese, const struct findings *f)
{
    if (f->n_wards < 2)
        return;
    const struct findings_ward *w = &f->wards[f->most_turned_away];
    if (!(w->turned_away.estimate > 0.0))
        return;
    const char *site = site_of(out, japanese, w->site.name);
    const char *people = people_of(out, japanese, w->turned_away.estimate);
    if (f->is_most_clear)
        BILINGUAL(out, japanese, "Most of them in {0} ({1})", "最も多いのは{0}({1})", site, people);
    else
        BILINGUAL(out, japanese, "Among the places with most of them: {0} ({1})",
                  "多いのは{0}({1})など", site, people);
}

void claims_met_from(struct text *out, bool japanese, const struct findings *f)
{
    if (f->met_from == 0)
        return;
    struct text day;
    text_init(&day, out->home);
    spell_date(&day, japanese, f->met_from);
    BILINGUAL(out, japanese,
              "{0}: with and without a booking taken together, the target is met every day from "
              "{1} on",
              "{0}では、予約の有無を合わせて、{1}以降は毎日、目標を達成",
              site_of(out, japanese, f->whole.name), finished(out, &day));
}

/* Alone only when its interval is so narrow that rounding says more than chance. */
#define NARROW_SHARE 0.05

static const char *share_with_range(struct text *out, bool japanese, struct interval i)
{
    struct text part;
    text_init(&part, out->home);
    text_add(&part, percent_of(out, japanese, i.estimate));
    if (i.hi - i.lo > NARROW_SHARE) { /* false when it is not known */
        bilingual_add(&part, japanese, " (95% interval ", "(95%区間 ");
        spell_share_range(&part, i);
        text_add(&part, ")");
    }
    return finished(out, &part);
}

void claims_shares(struct text *out, bool japanese, struct interval booked, struct interval walk_in,
                   double target_min)
{
    bool has_booked = !isnan(booked.estimate), has_walk_in = !isnan(walk_in.estimate);
    if (!has_booked && !has_walk_in) {
        bilingual_add(out, japanese, nobody_came, "期間中に窓口を使った人はいない");
        return;
    }
    BILINGUAL(out, japanese, "Called within {0} min: ", "{0}分以内に呼ばれる人は、",
              number_of(out, target_min));
    if (has_booked)
        BILINGUAL(out, japanese, "{0} of people with a booking", "予約で{0}",
                  share_with_range(out, japanese, booked));
    if (has_booked && has_walk_in)
        bilingual_add(out, japanese, ", ", "、");
    if (has_walk_in)
        BILINGUAL(out, japanese, "{0} of people without a booking", "予約なしで{0}",
                  share_with_range(out, japanese, walk_in));
}

/* ---- a month of the calendar ---- */

struct month_claim {
    struct bilingual words; /* {0} open days, {1} how many of them */
    int days;
};

static struct month_claim month_claim(const struct findings_month *m)
{
    int known = m->n_open - m->n_unknown;
    if (m->n_open == 0)
        return (struct month_claim){{": no open day", "は開庁日がない"}, 0};
    if (known == 0)
        return (struct month_claim){
            {": nothing can be said of any open day", "は混雑の見込みを出せる日がない"}, 0};
    if (m->days[LEVEL_PACKED] == m->n_open)
        return (struct month_claim){{": expected to be packed on all {0} open days",
                                     "は、開庁{0}日のすべてが大変混雑の見込み"},
                                    0};
    if (m->days[LEVEL_PACKED] > 0)
        return (struct month_claim){{": expected to be packed on {1} of the {0} open days",
                                     "は、開庁{0}日のうち{1}日が大変混雑の見込み"},
                                    m->days[LEVEL_PACKED]};
    if (m->days[LEVEL_BUSY] > 0)
        return (struct month_claim){{": expected to be busy on {1} of the {0} open days",
                                     "は、開庁{0}日のうち{1}日が混雑の見込み"},
                                    m->days[LEVEL_BUSY]};
    if (m->days[LEVEL_QUIET] == m->n_open)
        return (struct month_claim){{": expected to be quiet on all {0} open days",
                                     "は、開庁{0}日のすべてが空きぎみの見込み"},
                                    0};
    return (struct month_claim){{": no busy day is expected", "は、混雑以上の日はない見込み"}, 0};
}

void claims_month(struct text *out, bool japanese, const struct findings_month *m, const char *site,
                  civil_day first_of_month)
{
    struct month_claim claim = month_claim(m);
    struct civil_date d = civil_to_date(first_of_month);
    const char *const parts[] = {number_of(out, m->n_open), number_of(out, claim.days)};
    spell_site(out, japanese, site);
    if (japanese) {
        text_addf(out, "の%d年%d月", (int)d.year, (int)d.month);
    } else {
        text_add(out, ", ");
        spell_month(out, japanese, first_of_month);
    }
    bilingual_fill(out, japanese, claim.words, parts, COUNT_OF(parts));
}
