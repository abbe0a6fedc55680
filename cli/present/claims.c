#include "cli/present/claims.h"

#include <math.h>

#include "cli/present/spell.h"

enum { ENOUGH_REPLICATIONS = 100, NAMES_IN_TITLE = 3, NAMES_IN_CARD = 8 };

/* 青葉・西, or the first `most` of them and など. */
static void names(struct text *out, const struct findings *f, enum verdict v, size_t most)
{
    size_t said = 0, count = 0;
    for (size_t i = 0; i < f->n_wards; i++) {
        if (f->wards[i].verdict != v)
            continue;
        count++;
        if (said >= most)
            continue;
        text_add(out, said++ > 0 ? "・" : "");
        text_add(out, f->wards[i].site.name);
    }
    if (count > said)
        text_add(out, "など");
}

void claims_target(struct text *out, const struct tables_about *about)
{
    text_addf(out, "%g分以内に", about->target_min);
    spell_percent(out, about->target_share);
}

static void promise(struct text *out, const struct tables_about *about)
{
    text_add(out, "目標(");
    claims_target(out, about);
    text_add(out, ")");
}

/* 、青葉・西の2区は未達 */
static void group(struct text *out, const struct findings *f, enum verdict v, size_t count)
{
    if (count == 0)
        return;
    text_add(out, "、");
    names(out, f, v, NAMES_IN_TITLE);
    text_addf(out, "の%zu%sは%s", count, f->place, verdict_word(v));
}

static void answer_for_one(struct text *out, const struct findings_ward *w,
                           const struct tables_about *about)
{
    spell_site(out, w->site.name);
    text_add(out, w->verdict == VERDICT_OPEN ? "が" : "は");
    promise(out, about);
    if (w->verdict == VERDICT_MET)
        text_add(out, "を達成");
    else if (w->verdict == VERDICT_MISSED)
        text_add(out, "に未達");
    else
        text_add(out, "を達成するかは判定保留");
    text_add(out, "。");
    text_addf(out, "%g分以内に呼ばれる人は", about->target_min);
    spell_percent1(out, w->share.estimate);
}

/* The wards that keep the promise and those that do not. */
static void wards_answer(struct text *out, const struct findings *f,
                         const struct tables_about *about)
{
    if (f->n_judged == 0) {
        text_add(out, "期間中に窓口を使った人がなく、待ち時間はありません");
    } else if (f->n_wards == 1) {
        answer_for_one(out, &f->wards[0], about);
    } else if (f->n_met == f->n_judged || f->n_missed == f->n_judged) {
        text_addf(out, "全%zu%sで", f->n_judged, f->place);
        promise(out, about);
        text_add(out, f->n_met > 0 ? "を達成" : "に未達");
    } else if (f->n_open == f->n_judged) {
        text_addf(out, "全%zu%sとも、", f->n_judged, f->place);
        promise(out, about);
        text_add(out, "を達成するかは判定保留");
    } else if (f->n_met > 0) {
        text_addf(out, "%zu%s中%zu%sで", f->n_judged, f->place, f->n_met, f->place);
        promise(out, about);
        text_add(out, "を達成");
        group(out, f, VERDICT_MISSED, f->n_missed);
        group(out, f, VERDICT_OPEN, f->n_open);
    } else {
        promise(out, about);
        text_addf(out, "を達成と言えるところは%zu%s中になし", f->n_judged, f->place);
        group(out, f, VERDICT_MISSED, f->n_missed);
        group(out, f, VERDICT_OPEN, f->n_open);
    }
}

/* Bookings that are called on time must not hide the people who wait without one. */
static void walk_in_answer(struct text *out, const struct findings *f)
{
    if (f->n_walk_in_missed == 0)
        return;
    text_add(out, "、予約なしの人は");
    if (f->n_wards > 1)
        text_addf(out, "%zu%sで", f->n_walk_in_missed, f->place);
    text_add(out, verdict_word(VERDICT_MISSED));
}

/* An office that turns people away must not look better for it. */
void claims_answer(struct text *out, const struct findings *f, const struct tables_about *about)
{
    wards_answer(out, f, about);
    walk_in_answer(out, f);
    if (!(f->turned_away.estimate > 0.0))
        return;
    text_add(out, "。受付できず断った人は");
    spell_count(out, f->turned_away.estimate);
    text_add(out, "人");
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

void claims_count(struct text *out, const struct findings *f)
{
    if (f->n_judged == 0)
        text_add(out, "判定できるところなし");
    else if (f->n_wards == 1)
        text_addf(out, "目標%s", verdict_word(f->wards[0].verdict));
    else if (is_unanimous(f))
        text_addf(out, "全%zu%sで目標%s", f->n_judged, f->place, verdict_word(shared_verdict(f)));
    else if (f->n_missed > 0)
        text_addf(out, "%zu%s中%zu%sが未達", f->n_judged, f->place, f->n_missed, f->place);
    else
        text_addf(out, "%zu%s中%zu%sが判定保留", f->n_judged, f->place, f->n_open, f->place);
}

static void listed(struct text *out, const struct findings *f, enum verdict v, size_t count)
{
    if (count == 0)
        return;
    text_addf(out, "%sは%zu%s(", verdict_word(v), count, f->place);
    names(out, f, v, NAMES_IN_CARD);
    text_add(out, ")。");
}

void claims_which_wards(struct text *out, const struct findings *f)
{
    if (is_unanimous(f))
        return;
    listed(out, f, VERDICT_MISSED, f->n_missed);
    listed(out, f, VERDICT_OPEN, f->n_open);
    if (f->n_met > 0)
        text_addf(out, "達成は%zu%s。", f->n_met, f->place);
}

void claims_walk_in(struct text *out, const struct findings *f)
{
    if (f->n_walk_in_missed == 0)
        return;
    text_add(out, "予約なしの人では");
    if (f->n_wards > 1)
        text_addf(out, "%zu%s中%zu%sが", f->n_walk_in, f->place, f->n_walk_in_missed, f->place);
    text_add(out, verdict_word(VERDICT_MISSED));
}

void claims_how_long(struct text *out, double p90_min, enum claims_form form)
{
    if (isnan(p90_min))
        return;
    int32_t minutes = spell_round_up_5(p90_min);
    text_add(out, "10人中9人が");
    if (minutes == 0)
        text_add(out, "待たずに");
    else
        text_addf(out, "約%d分以内に", (int)minutes);
    text_add(out, form == CLAIMS_ENDS ? "呼ばれる" : "呼ばれ");
}

/* 10人中9人が約95分以内に呼ばれ、約34人を断る */
static void wait_and_turned_away(struct text *out, const struct findings_day *d)
{
    claims_how_long(out, d->p90_min, CLAIMS_GOES_ON);
    if (isnan(d->turned_away)) {
        text_add(out, "る(断る人数は不明)");
    } else if (d->turned_away <= 0.0) {
        text_add(out, "、断る人はいない");
    } else {
        text_add(out, "、断る人は");
        spell_people(out, d->turned_away);
    }
}

void claims_worst_day_short(struct text *out, const struct findings_day *d)
{
    if (d->n_days == 0) {
        text_add(out, "開庁日なし");
    } else if (d->nobody_waits) {
        text_add(out, "待ちなし");
    } else if (d->n_days > 1 && d->rivals == d->n_days - 1) {
        text_add(out, "特定できません");
    } else {
        spell_day_short(out, d->day);
        if (d->rivals > 0)
            text_addf(out, "など%zu日", d->rivals + 1);
    }
}

void claims_worst_day(struct text *out, const struct findings_day *d)
{
    if (d->n_days == 0) {
        text_add(out, "この期間に窓口を使った人はいない");
        return;
    }
    if (d->nobody_waits) {
        text_add(out, "どの日も10人中9人が待たずに呼ばれ、断る人は");
        if (d->total_turned_away > 0.0)
            text_add(out, "期間中");
        spell_people(out, d->total_turned_away);
        return;
    }
    if (d->n_days == 1) {
        spell_day(out, d->day);
        text_add(out, "は");
    } else if (d->rivals == 0) {
        text_add(out, "最も混むのは");
        spell_day(out, d->day);
        text_add(out, "。");
    } else {
        if (d->rivals == d->n_days - 1) {
            text_add(out, "最も混む日は特定できない。");
        } else {
            text_add(out, "最も混む日の候補は");
            spell_day(out, d->day);
            text_addf(out, "など%zu日。", d->rivals + 1);
        }
        spell_day(out, d->day);
        text_add(out, "は");
    }
    wait_and_turned_away(out, d);
}

/* 土曜9:00〜9:30 */
static void name_cell(struct text *out, const struct findings_cell *c)
{
    text_addf(out, "%s曜", spell_weekday(c->weekday));
    spell_clock_digits(out, c->from_s);
    text_add(out, "〜");
    spell_clock_digits(out, c->to_s);
}

void claims_worst_cell(struct text *out, const struct findings_cell *c)
{
    if (c->n_cells == 0) {
        text_add(out, "この期間に窓口を使った人はいない");
    } else if (c->nobody_waits) {
        text_add(out, "どの曜日・時間帯も10人中9人が待たずに呼ばれる");
    } else if (c->n_cells > 1 && c->rivals == c->n_cells - 1) {
        text_add(out, "曜日・時間帯による差は、この反復回数では判定できない");
    } else {
        text_add(out, c->rivals == 0 ? "最も混むのは" : "最も混む時間帯の候補は");
        name_cell(out, c);
        if (c->rivals > 0)
            text_addf(out, "など%zuつ。ここでは", c->rivals + 1);
        else
            text_add(out, "。");
        claims_how_long(out, c->p90_min, CLAIMS_ENDS);
    }
}

void claims_how_sure(struct text *out, struct interval share, double target_min,
                     uint32_t replications)
{
    double half = (share.hi - share.lo) / 2.0;
    if (isnan(half)) {
        text_addf(out, "反復%u回では区間を出せず、確かさは分かりません", (unsigned)replications);
        return;
    }
    double tenths = ceil(half * 1000.0 - 1e-9) + 0.0; /* never -0 */
    text_addf(out, "%g分以内に呼ばれる割合の95%%区間は±%.1fポイント(反復%u回", target_min,
              tenths / 10.0, (unsigned)replications);
    text_add(out, replications < ENOUGH_REPLICATIONS ? "、少ないので狭めに出ます)" : ")");
}

void claims_people(struct text *out, struct interval people)
{
    spell_count(out, people.estimate);
    text_add(out, "人");
    if (isnan(people.lo) || isnan(people.hi) || people.hi <= 0.0)
        return;
    text_add(out, "(95%区間 ");
    spell_count_range(out, people);
    text_add(out, "人)");
}

void claims_turned_away(struct text *out, struct interval people)
{
    if (isnan(people.estimate)) {
        text_add(out, "断った人の数は分かりません");
    } else if (people.estimate <= 0.0) {
        text_add(out, "断った人は期間中 0人");
    } else {
        text_add(out, "断った人は期間中 ");
        claims_people(out, people);
    }
}

void claims_most_turned_away(struct text *out, const struct findings *f)
{
    if (f->n_wards < 2)
        return;
    const struct findings_ward *w = &f->wards[f->most_turned_away];
    if (!(w->turned_away.estimate > 0.0))
        return;
    text_add(out, f->is_most_clear ? "最も多いのは" : "多いのは");
    spell_site(out, w->site.name);
    text_add(out, "(");
    spell_count(out, w->turned_away.estimate);
    text_add(out, "人)");
    if (!f->is_most_clear)
        text_add(out, "など");
}

void claims_met_from(struct text *out, const struct findings *f)
{
    if (f->met_from == 0)
        return;
    spell_site(out, f->whole.name);
    text_add(out, "では、予約の有無を合わせて、");
    spell_date(out, f->met_from);
    text_add(out, "以降は毎日、目標を達成");
}

void claims_shares(struct text *out, struct interval booked, struct interval walk_in,
                   double target_min)
{
    bool has_booked = !isnan(booked.estimate), has_walk_in = !isnan(walk_in.estimate);
    if (!has_booked && !has_walk_in) {
        text_add(out, "期間中に窓口を使った人はいない");
        return;
    }
    text_addf(out, "%g分以内に呼ばれる人は、", target_min);
    if (has_booked) {
        text_add(out, "予約で");
        spell_percent(out, booked.estimate);
    }
    if (has_booked && has_walk_in)
        text_add(out, "、");
    if (has_walk_in) {
        text_add(out, "予約なしで");
        spell_percent(out, walk_in.estimate);
    }
}

void claims_month(struct text *out, const struct findings_month *m, const char *site,
                  civil_day first_of_month)
{
    struct civil_date d = civil_to_date(first_of_month);
    int known = m->n_open - m->n_unknown;
    spell_site(out, site);
    text_addf(out, "の%d年%d月は", (int)d.year, (int)d.month);
    if (m->n_open == 0)
        text_add(out, "開庁日がない");
    else if (known == 0)
        text_add(out, "混雑の見込みを出せる日がない");
    else if (m->days[LEVEL_PACKED] == m->n_open)
        text_addf(out, "、開庁%d日のすべてが大変混雑の見込み", m->n_open);
    else if (m->days[LEVEL_PACKED] > 0)
        text_addf(out, "、開庁%d日のうち%d日が大変混雑の見込み", m->n_open, m->days[LEVEL_PACKED]);
    else if (m->days[LEVEL_BUSY] > 0)
        text_addf(out, "、開庁%d日のうち%d日が混雑の見込み", m->n_open, m->days[LEVEL_BUSY]);
    else if (m->days[LEVEL_QUIET] == m->n_open)
        text_addf(out, "、開庁%d日のすべてが空きぎみの見込み", m->n_open);
    else
        text_add(out, "、混雑以上の日はない見込み");
}
