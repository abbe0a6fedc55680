#include "cli/present/queue_claims.h"

#include <math.h>

#include "cli/present/bilingual.h"
#include "cli/present/claims.h"
#include "cli/present/spell.h"

/* ---- parts of a sentence ---- */

static const char *finished(struct text *out, const struct text *part)
{
    out->failed |= part->failed;
    return text_get(part);
}

static const char *number(struct text *out, double x, int digits)
{
    struct text part;
    text_init(&part, out->home);
    text_addf(&part, "%.*f", digits, x);
    return finished(out, &part);
}

static const char *minutes(struct text *out, const struct queue_facts *f)
{
    struct text part;
    text_init(&part, out->home);
    text_addf(&part, "%g", f->about->target_min);
    return finished(out, &part);
}

static const char *promise(struct text *out, bool japanese, const struct queue_facts *f)
{
    struct text part;
    text_init(&part, out->home);
    claims_target(&part, japanese, f->about);
    return finished(out, &part);
}

static const char *percent(struct text *out, bool japanese, double share, bool has_decimal)
{
    struct text part;
    text_init(&part, out->home);
    if (has_decimal)
        spell_percent1(&part, japanese, share);
    else
        spell_percent(&part, japanese, share);
    return finished(out, &part);
}

static const char *clock_range(struct text *out, bool japanese, int32_t from_s, int32_t to_s)
{
    struct text part;
    text_init(&part, out->home);
    spell_clock_digits(&part, from_s);
    bilingual_add(&part, japanese, "–", "〜");
    spell_clock_digits(&part, to_s);
    return finished(out, &part);
}

/* Names of the uses with the verdict: 郵便・貯金 */
static const char *names(struct text *out, bool japanese, const struct queue_facts *f,
                         enum verdict v)
{
    struct text part;
    text_init(&part, out->home);
    for (size_t i = 0; i < f->n_uses; i++) {
        if (f->uses[i].verdict != v)
            continue;
        if (part.length > 0)
            bilingual_add(&part, japanese, ", ", "・");
        text_add(&part, f->uses[i].name);
    }
    return finished(out, &part);
}

/* ---- the promise ---- */

static void add_whole(struct text *out, bool japanese, const struct queue_facts *f)
{
    const char *word = verdict_word(f->whole.verdict, japanese);
    const char *share = percent(out, japanese, f->whole.share.estimate, true);
    if (f->n_uses > 1)
        BILINGUAL(out, japanese,
                  "Over all uses the target ({0}) is {1}: {2} of people are called within {3} min",
                  "全体では目標({0})は{1}、{3}分以内に呼ばれる人は{2}", promise(out, japanese, f),
                  word, share, minutes(out, f));
    else
        BILINGUAL(out, japanese, "The target ({0}) is {1}: {2} of people are called within {3} min",
                  "目標({0})は{1}、{3}分以内に呼ばれる人は{2}", promise(out, japanese, f), word,
                  share, minutes(out, f));
}

void queue_claims_answer(struct text *out, bool japanese, const struct queue_facts *f)
{
    if (f->whole.verdict == VERDICT_NONE) {
        bilingual_add(out, japanese, "Nobody took a ticket, so there are no waiting times",
                      "整理券を受け取った人がなく、待ち時間はありません");
        return;
    }
    add_whole(out, japanese, f);
    if (f->n_uses > 1 && f->n_missed > 0)
        BILINGUAL(out, japanese, "; missed for {0}", "。用件別では{0}が未達",
                  names(out, japanese, f, VERDICT_MISSED));
    if (!(f->whole.not_served > 0))
        return;
    bilingual_add(out, japanese, ". ", "。");
    queue_claims_not_served(out, japanese, f);
}

void queue_claims_verdict(struct text *out, bool japanese, const struct queue_facts *f)
{
    const char *word = verdict_word(f->whole.verdict, japanese);
    if (f->whole.verdict == VERDICT_NONE)
        bilingual_add(out, japanese, "Nothing to judge", "判定できません");
    else if (f->n_uses > 1)
        BILINGUAL(out, japanese, "Target {0} over all uses", "全体では{0}", word);
    else
        BILINGUAL(out, japanese, "Target {0}", "目標{0}", word);
}

void queue_claims_uses(struct text *out, bool japanese, const struct queue_facts *f)
{
    static const enum verdict worst_first[] = {VERDICT_MISSED, VERDICT_OPEN, VERDICT_MET};
    const size_t counts[] = {f->n_missed, f->n_open, f->n_met};
    bool any = false;
    for (size_t i = 0; i < sizeof counts / sizeof *counts && f->n_uses > 1; i++) {
        if (counts[i] == 0)
            continue;
        if (any)
            bilingual_add(out, japanese, " ", "");
        any = true;
        const char *said = names(out, japanese, f, worst_first[i]);
        if (worst_first[i] == VERDICT_MISSED)
            BILINGUAL(out, japanese, "Missed: {0}.", "未達は{0}。", said);
        else if (worst_first[i] == VERDICT_OPEN)
            BILINGUAL(out, japanese, "Undecided: {0}.", "判定保留は{0}。", said);
        else
            BILINGUAL(out, japanese, "Met: {0}.", "達成は{0}。", said);
    }
}

void queue_claims_share(struct text *out, bool japanese, const struct queue_facts *f)
{
    BILINGUAL(out, japanese, "The target is {0}. Called within {2} min: {1} of people",
              "目標は{0}。{2}分以内に呼ばれる人は{1}", promise(out, japanese, f),
              percent(out, japanese, f->whole.share.estimate, true), minutes(out, f));
    if (isnan(f->whole.share.lo))
        return;
    bilingual_add(out, japanese, " (95% interval ", "(95%区間 ");
    spell_share_range(out, f->whole.share);
    text_add(out, ")");
}

void queue_claims_not_served(struct text *out, bool japanese, const struct queue_facts *f)
{
    struct text people;
    text_init(&people, out->home);
    spell_count(&people, f->whole.not_served);
    if (f->whole.not_served > 0)
        BILINGUAL(out, japanese, "Went without being served: {0} people a day",
                  "対応を受けずに帰った人は1日{0}人", finished(out, &people));
    else
        bilingual_add(out, japanese, "Nobody went without being served",
                      "対応を受けずに帰った人はいません");
}

/* ---- half hours ---- */

static bool is_nobody_late(const struct queue_facts_half *w)
{
    return w->share.estimate >= 1.0;
}

void queue_claims_half_short(struct text *out, bool japanese, const struct queue_facts *f)
{
    const struct queue_facts_half *w = &f->worst;
    if (w->n == 0)
        return;
    if (is_nobody_late(w)) {
        bilingual_add(out, japanese, "In no half hour", "どの時間帯も足りています");
    } else if (w->n > 1 && w->rivals == w->n - 1) {
        bilingual_add(out, japanese, "Cannot be told", "特定できません");
    } else {
        text_add(out, clock_range(out, japanese, w->from_s, w->to_s));
        if (w->rivals > 0)
            BILINGUAL(out, japanese, ", one of {0} half hours", "など{0}つ",
                      number(out, (double)(w->rivals + 1), 0));
    }
}

void queue_claims_half(struct text *out, bool japanese, const struct queue_facts *f)
{
    const struct queue_facts_half *w = &f->worst;
    if (w->n == 0)
        return;
    const char *hours = clock_range(out, japanese, w->from_s, w->to_s);
    const char *share = percent(out, japanese, w->share.estimate, false);
    if (is_nobody_late(w))
        BILINGUAL(out, japanese, "Whenever people come, they are called within {0} min",
                  "どの時間帯に来た人も{0}分以内に呼ばれる", minutes(out, f));
    else if (w->n > 1 && w->rivals == w->n - 1)
        bilingual_add(out, japanese, "This many replications cannot tell the half hours apart",
                      "時間帯による差は、この反復回数では判定できない");
    else if (w->rivals == 0)
        BILINGUAL(out, japanese,
                  "The busiest half hour is {0}: of those who come then {1} are called within {2} "
                  "min",
                  "最も混むのは{0}。このとき来た人で{2}分以内に呼ばれるのは{1}", hours, share,
                  minutes(out, f));
    else
        BILINGUAL(out, japanese,
                  "{0} is one of {3} half hours that may be the busiest: of those who come then "
                  "{1} are called within {2} min",
                  "最も混む時間帯の候補は{0}など{3}つ。ここに来た人で{2}分以内に呼ばれるのは{1}",
                  hours, share, minutes(out, f), number(out, (double)(w->rivals + 1), 0));
}

/* ---- load ---- */

/* 68%; below 1 never 100%. */
static const char *ratio(struct text *out, double load)
{
    struct text part;
    double whole = floor(100.0 * load + 0.5);
    text_init(&part, out->home);
    text_addf(&part, "%.0f%%", load < 1.0 ? fmin(whole, 99.0) : whole);
    return finished(out, &part);
}

void queue_claims_load(struct text *out, bool japanese, const struct queue_facts *f, size_t station)
{
    const struct queue_load *load = &f->stations[station];
    struct text where;
    text_init(&where, out->home);
    if (f->n_stations > 1)
        BILINGUAL(&where, japanese, " at station {0}", "窓口群{0}の",
                  number(out, (double)station + 1, 0));
    BILINGUAL(out, japanese,
              "Over the day the work{3} keeps {0} counters busy, {1} are on duty ({2})",
              "1日を通すと、{3}仕事は窓口{0}つ分、窓口は{1}({2})", number(out, load->work, 2),
              number(out, load->counters, 2), ratio(out, load->work / load->counters),
              finished(out, &where));
    if (load->work > load->counters)
        bilingual_add(out, japanese, ": more than they can do", "。窓口が足りません");
}

void queue_claims_peak(struct text *out, bool japanese, const struct queue_facts *f)
{
    if (!f->has_peak)
        return;
    BILINGUAL(out, japanese, "In the heaviest half hour, {0}, work for {1} counters, {2} on duty",
              "最も重い{0}には、仕事は窓口{1}つ分、窓口は{2}",
              clock_range(out, japanese, f->peak.from_s, f->peak.to_s),
              number(out, f->peak.work, 2), number(out, f->peak.counters, 2));
    if (f->peak.work > f->peak.counters)
        bilingual_add(out, japanese, ": the line grows", "。この間、列は伸びます");
}

void queue_claims_shares(struct text *out, bool japanese, const struct queue_facts *f,
                         const struct queue_facts_use *const *uses, size_t n)
{
    BILINGUAL(out, japanese, "Called within {0} min: ", "{0}分以内に呼ばれる人は、",
              minutes(out, f));
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            bilingual_add(out, japanese, ", ", "、");
        if (f->n_uses == 1)
            BILINGUAL(out, japanese, "{0} of people", "{0}",
                      percent(out, japanese, uses[i]->share.estimate, false));
        else
            BILINGUAL(out, japanese, "{0} {1}", "{0}{1}", uses[i]->name,
                      percent(out, japanese, uses[i]->share.estimate, false));
    }
}
