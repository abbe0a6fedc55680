/* test_claims.c - every sentence, and the numbers at which it changes. */
#include "cli/present/claims.h"

#include "tests/present/said.h"

#define UNKNOWN ((double)NAN)

enum { WARDS = 5 };

static const struct tables_about about = {
    .target_min = 30.0, .target_share = 0.9, .japanese = true};

static struct interval between(double lo, double hi)
{
    return (struct interval){(lo + hi) / 2.0, lo, hi};
}

/* Wards with these verdicts, counted; most people were turned away in the first. */
static struct findings wards_with(struct findings_ward *wards, const enum verdict *v, size_t n)
{
    static const char *const names[WARDS] = {"鶴見", "保土ケ谷", "青葉", "西", "神奈川"};
    struct findings f = {
        .place = {"ward", "wards", "区"}, .wards = wards, .n_wards = n, .is_most_clear = true};
    for (size_t i = 0; i < n; i++) {
        wards[i] = (struct findings_ward){
            .site = {"1", names[i]}, .verdict = v[i], .share = between(0.41, 0.42)};
        wards[i].turned_away = between(100.0, 110.0);
        f.n_judged += v[i] != VERDICT_NONE;
        f.n_met += v[i] == VERDICT_MET;
        f.n_open += v[i] == VERDICT_OPEN;
        f.n_missed += v[i] == VERDICT_MISSED;
    }
    return f;
}

static void answer(struct said *s, bool japanese, const enum verdict *v, size_t n)
{
    struct findings_ward wards[WARDS];
    struct findings f = wards_with(wards, v, n);
    claims_answer(said_new(s), japanese, &f, &about);
}

static void the_answer_counts_wards_and_names_those_that_do_not_keep_the_promise(void **state)
{
    struct said *s = *state;
    enum verdict v[WARDS] = {VERDICT_MET, VERDICT_MET, VERDICT_MISSED, VERDICT_MISSED,
                             VERDICT_OPEN};
    SAID_BOTH(s, answer(s, japanese, v, WARDS),
              "The target (90% within 30 min) is met in 2 of 5 wards; missed in 青葉, 西 (2 "
              "wards); undecided in 神奈川 (1 ward)",
              "5区中2区で目標(30分以内に90%)を達成、青葉・西の2区は未達、"
              "神奈川の1区は判定保留");
    v[0] = v[1] = VERDICT_OPEN;
    SAID_BOTH(s, answer(s, japanese, v, WARDS),
              "The target (90% within 30 min) can be called met in none of 5 wards; missed in "
              "青葉, 西 (2 wards); undecided in 鶴見, 保土ケ谷, 神奈川 (3 wards)",
              "目標(30分以内に90%)を達成と言えるところは5区中になし、青葉・西の2区は未達、"
              "鶴見・保土ケ谷・神奈川の3区は判定保留");
}

static void more_than_three_names_are_cut_short(void **state)
{
    struct said *s = *state;
    enum verdict v[WARDS] = {VERDICT_MISSED, VERDICT_MISSED, VERDICT_MISSED, VERDICT_MISSED,
                             VERDICT_MET};
    SAID_BOTH(s, answer(s, japanese, v, WARDS),
              "The target (90% within 30 min) is met in 1 of 5 wards; missed in 鶴見, 保土ケ谷, "
              "青葉 and others (4 wards)",
              "5区中1区で目標(30分以内に90%)を達成、鶴見・保土ケ谷・青葉などの4区は未達");
}

static void one_verdict_for_all_is_said_once(void **state)
{
    struct said *s = *state;
    static const struct {
        enum verdict v;
        const char *title_en, *title, *card_en, *card;
    } cases[] = {
        {VERDICT_MET, "The target (90% within 30 min) is met in all 3 wards",
         "全3区で目標(30分以内に90%)を達成", "Target met in all 3 wards", "全3区で目標達成"},
        {VERDICT_MISSED, "The target (90% within 30 min) is missed in all 3 wards",
         "全3区で目標(30分以内に90%)に未達", "Target missed in all 3 wards", "全3区で目標未達"},
        {VERDICT_OPEN, "Whether the target (90% within 30 min) is met is undecided in all 3 wards",
         "全3区とも、目標(30分以内に90%)を達成するかは判定保留", "Target undecided in all 3 wards",
         "全3区で目標判定保留"},
        {VERDICT_NONE, "Nobody used a counter in this period, so there are no waiting times",
         "期間中に窓口を使った人がなく、待ち時間はありません", "Nothing to judge",
         "判定できるところなし"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct findings_ward wards[WARDS];
        const enum verdict v[] = {cases[i].v, cases[i].v, cases[i].v};
        struct findings f = wards_with(wards, v, 3);
        SAID_BOTH(s, claims_answer(said_new(s), japanese, &f, &about), cases[i].title_en,
                  cases[i].title);
        SAID_BOTH(s, claims_count(said_new(s), japanese, &f), cases[i].card_en, cases[i].card);
        SAID_BOTH(s, claims_which_wards(said_new(s), japanese, &f), "", "");
    }
}

static void one_ward_answers_for_itself(void **state)
{
    struct said *s = *state;
    const enum verdict met[] = {VERDICT_MET}, missed[] = {VERDICT_MISSED}, open[] = {VERDICT_OPEN};
    SAID_BOTH(
        s, answer(s, japanese, met, 1),
        "鶴見: the target (90% within 30 min) is met. 41.5% of people are called within 30 min",
        "鶴見区は目標(30分以内に90%)を達成。30分以内に呼ばれる人は41.5%");
    SAID_BOTH(
        s, answer(s, japanese, missed, 1),
        "鶴見: the target (90% within 30 min) is missed. 41.5% of people are called within 30 min",
        "鶴見区は目標(30分以内に90%)に未達。30分以内に呼ばれる人は41.5%");
    SAID_BOTH(s, answer(s, japanese, open, 1),
              "鶴見: whether the target (90% within 30 min) is met is undecided. 41.5% of people "
              "are called within 30 min",
              "鶴見区が目標(30分以内に90%)を達成するかは判定保留。30分以内に呼ばれる人は41.5%");
}

static void the_answer_never_hides_the_people_turned_away(void **state)
{
    struct said *s = *state;
    struct findings_ward wards[WARDS];
    const enum verdict v[] = {VERDICT_MET, VERDICT_MET};
    struct findings f = wards_with(wards, v, 2);
    f.turned_away = between(64000.0, 65244.0);
    SAID_BOTH(s, claims_answer(said_new(s), japanese, &f, &about),
              "The target (90% within 30 min) is met in all 2 wards. Turned away: 64,622 people",
              "全2区で目標(30分以内に90%)を達成。受付できず断った人は64,622人");
    f.turned_away = between(0.0, 0.0);
    SAID_BOTH(s, claims_answer(said_new(s), japanese, &f, &about),
              "The target (90% within 30 min) is met in all 2 wards",
              "全2区で目標(30分以内に90%)を達成");
}

static void the_answer_never_hides_those_without_a_booking(void **state)
{
    struct said *s = *state;
    struct findings_ward wards[WARDS];
    const enum verdict v[] = {VERDICT_MET, VERDICT_MET, VERDICT_MET};
    struct findings f = wards_with(wards, v, 3);
    f.n_walk_in = 3;
    SAID_BOTH(s, claims_answer(said_new(s), japanese, &f, &about),
              "The target (90% within 30 min) is met in all 3 wards",
              "全3区で目標(30分以内に90%)を達成");
    SAID_BOTH(s, claims_walk_in(said_new(s), japanese, &f), "", "");
    f.n_walk_in_missed = 1;
    f.turned_away = between(10.0, 20.0);
    SAID_BOTH(
        s, claims_answer(said_new(s), japanese, &f, &about),
        "The target (90% within 30 min) is met in all 3 wards; for people without a booking it is "
        "missed in 1 ward. Turned away: 15 people",
        "全3区で目標(30分以内に90%)を達成、予約なしの人は1区で未達。受付できず断った人は15人");
    SAID_BOTH(s, claims_walk_in(said_new(s), japanese, &f),
              "For people without a booking the target is missed in 1 of 3 wards",
              "予約なしの人では3区中1区が未達");
    f = wards_with(wards, v, 1);
    f.n_walk_in = f.n_walk_in_missed = 1;
    SAID_BOTH(s, claims_answer(said_new(s), japanese, &f, &about),
              "鶴見: the target (90% within 30 min) is met. 41.5% of people are called within 30 "
              "min; for those without a booking the target is missed",
              "鶴見区は目標(30分以内に90%)を達成。30分以内に呼ばれる人は41.5%、予約なしの人は未達");
    SAID_BOTH(s, claims_walk_in(said_new(s), japanese, &f),
              "For people without a booking the target is missed", "予約なしの人では未達");
}

static void a_card_leads_with_the_worst_verdict(void **state)
{
    struct said *s = *state;
    struct findings_ward wards[WARDS];
    enum verdict v[] = {VERDICT_MET, VERDICT_OPEN, VERDICT_MISSED};
    struct findings f = wards_with(wards, v, 3);
    SAID_BOTH(s, claims_count(said_new(s), japanese, &f), "Target missed in 1 of 3 wards",
              "3区中1区が未達");
    SAID_BOTH(s, claims_which_wards(said_new(s), japanese, &f),
              "Missed: 1 ward (青葉). Undecided: 1 ward (保土ケ谷). Met: 1 ward.",
              "未達は1区(青葉)。判定保留は1区(保土ケ谷)。達成は1区。");
    v[2] = VERDICT_MET;
    f = wards_with(wards, v, 3);
    SAID_BOTH(s, claims_count(said_new(s), japanese, &f), "Target undecided in 1 of 3 wards",
              "3区中1区が判定保留");
}

static void nine_of_ten_means_the_90th_percentile_rounded_up_to_5_minutes(void **state)
{
    struct said *s = *state;
    SAID_BOTH(s, claims_how_long(said_new(s), japanese, 30.0, CLAIMS_ENDS),
              "nine of ten people are called within about 30 min",
              "10人中9人が約30分以内に呼ばれる");
    SAID_BOTH(s, claims_how_long(said_new(s), japanese, 30.1, CLAIMS_ENDS),
              "nine of ten people are called within about 35 min",
              "10人中9人が約35分以内に呼ばれる");
    SAID_BOTH(s, claims_how_long(said_new(s), japanese, 0.0, CLAIMS_ENDS),
              "nine of ten people are called without waiting", "10人中9人が待たずに呼ばれる");
    SAID_BOTH(s, claims_how_long(said_new(s), japanese, 0.1, CLAIMS_GOES_ON),
              "nine of ten people are called within about 5 min", "10人中9人が約5分以内に呼ばれ");
    SAID_BOTH(s, claims_how_long(said_new(s), japanese, 1142.0, CLAIMS_ENDS),
              "one in ten people waits for more than 18 hours", "10人に1人は18時間より長く待つ");
    SAID_BOTH(s, claims_how_long(said_new(s), japanese, UNKNOWN, CLAIMS_ENDS), "", "");
}

static struct findings_day july_27(size_t n_days, size_t rivals)
{
    return (struct findings_day){.n_days = n_days,
                                 .rivals = rivals,
                                 .day = civil_from_date(2020, 7, 27),
                                 .share = between(0.5, 0.6),
                                 .p90_min = 91.0,
                                 .turned_away = 34.2,
                                 .total_turned_away = 400.0};
}

static void the_worst_day_is_named_alone_only_without_rivals(void **state)
{
    struct said *s = *state;
    struct findings_day d = july_27(60, 0);
    SAID_BOTH(s, claims_worst_day(said_new(s), japanese, &d),
              "The busiest day is Mon 27 July: nine of ten people are called within about 95 min, "
              "turned away: about 34 people",
              "最も混むのは7月27日(月)。10人中9人が約95分以内に呼ばれ、断る人は約34人");
    SAID_BOTH(s, claims_worst_day_short(said_new(s), japanese, &d), "Mon 27 Jul", "7/27(月)");
    d = july_27(60, 3);
    SAID_BOTH(s, claims_worst_day(said_new(s), japanese, &d),
              "Mon 27 July is one of 4 days that may be the busiest: nine of ten people are called "
              "within about 95 min, turned away: about 34 people",
              "最も混む日の候補は7月27日(月)など4日。7月27日(月)は10人中9人が約95分以内に呼ばれ、"
              "断る人は約34人");
    SAID_BOTH(s, claims_worst_day_short(said_new(s), japanese, &d), "Mon 27 Jul, one of 4 days",
              "7/27(月)など4日");
}

static void when_every_day_is_a_rival_none_is_the_worst(void **state)
{
    struct said *s = *state;
    struct findings_day d = july_27(60, 59);
    SAID_BOTH(
        s, claims_worst_day(said_new(s), japanese, &d),
        "Which day is the busiest cannot be told. Mon 27 July: nine of ten people are called "
        "within about 95 min, turned away: about 34 people",
        "最も混む日は特定できない。7月27日(月)は10人中9人が約95分以内に呼ばれ、断る人は約34人");
    SAID_BOTH(s, claims_worst_day_short(said_new(s), japanese, &d), "Cannot be told",
              "特定できません");
    d = july_27(1, 0);
    SAID_BOTH(s, claims_worst_day(said_new(s), japanese, &d),
              "Mon 27 July: nine of ten people are called within about 95 min, turned away: about "
              "34 people",
              "7月27日(月)は10人中9人が約95分以内に呼ばれ、断る人は約34人");
}

static void a_wait_never_stands_without_the_turned_away(void **state)
{
    struct said *s = *state;
    struct findings_day d = july_27(60, 0);
    d.turned_away = 0.0;
    SAID_BOTH(s, claims_worst_day(said_new(s), japanese, &d),
              "The busiest day is Mon 27 July: nine of ten people are called within about 95 min, "
              "nobody is turned away",
              "最も混むのは7月27日(月)。10人中9人が約95分以内に呼ばれ、断る人はいない");
    d.turned_away = 0.3;
    SAID_BOTH(s, claims_worst_day(said_new(s), japanese, &d),
              "The busiest day is Mon 27 July: nine of ten people are called within about 95 min, "
              "turned away: fewer than 1 person",
              "最も混むのは7月27日(月)。10人中9人が約95分以内に呼ばれ、断る人は1人未満");
    d.turned_away = UNKNOWN;
    SAID_BOTH(s, claims_worst_day(said_new(s), japanese, &d),
              "The busiest day is Mon 27 July: nine of ten people are called within about 95 min "
              "(how many are turned away is not known)",
              "最も混むのは7月27日(月)。10人中9人が約95分以内に呼ばれる(断る人数は不明)");
    d.nobody_waits = true;
    SAID_BOTH(s, claims_worst_day(said_new(s), japanese, &d),
              "On every day nine of ten people are called without waiting, turned away in the "
              "period: about 400 people",
              "どの日も10人中9人が待たずに呼ばれ、断る人は期間中約400人");
    d.total_turned_away = 0.0;
    SAID_BOTH(s, claims_worst_day(said_new(s), japanese, &d),
              "On every day nine of ten people are called without waiting, turned away: 0 people",
              "どの日も10人中9人が待たずに呼ばれ、断る人は0人");
    d.n_days = 0;
    SAID_BOTH(s, claims_worst_day(said_new(s), japanese, &d),
              "Nobody used a counter in this period", "この期間に窓口を使った人はいない");
    SAID_BOTH(s, claims_worst_day_short(said_new(s), japanese, &d), "No open day", "開庁日なし");
}

static void the_worst_half_hour_follows_the_same_rule(void **state)
{
    struct said *s = *state;
    struct findings_cell c = {
        .n_cells = 91, .weekday = CIVIL_SAT, .from_s = 32400, .to_s = 34200, .p90_min = 43.0};
    SAID_BOTH(
        s, claims_worst_cell(said_new(s), japanese, &c),
        "The busiest half hour is Sat 9:00–9:30: nine of ten people are called within about 45 min",
        "最も混むのは土曜9:00〜9:30。10人中9人が約45分以内に呼ばれる");
    c.rivals = 4;
    SAID_BOTH(
        s, claims_worst_cell(said_new(s), japanese, &c),
        "Sat 9:00–9:30 is one of 5 half hours that may be the busiest: nine of ten people are "
        "called within about 45 min",
        "最も混む時間帯の候補は土曜9:00〜9:30など5つ。ここでは10人中9人が約45分以内に呼ばれる");
    c.rivals = 90;
    SAID_BOTH(s, claims_worst_cell(said_new(s), japanese, &c),
              "This many replications cannot tell the half hours of the week apart",
              "曜日・時間帯による差は、この反復回数では判定できない");
    c.nobody_waits = true;
    SAID_BOTH(s, claims_worst_cell(said_new(s), japanese, &c),
              "In every half hour of the week nine of ten people are called without waiting",
              "どの曜日・時間帯も10人中9人が待たずに呼ばれる");
}

static void certainty_is_the_half_width_rounded_up_and_the_replications(void **state)
{
    struct said *s = *state;
    SAID_BOTH(s, claims_how_sure(said_new(s), japanese, between(0.900, 0.9061), 30.0, 200),
              "95% interval of the share called within 30 min: ±0.4 points (200 replications)",
              "30分以内に呼ばれる割合の95%区間は±0.4ポイント(反復200回)");
    SAID_BOTH(s, claims_how_sure(said_new(s), japanese, between(1.0, 1.0), 30.0, 200),
              "95% interval of the share called within 30 min: ±0.0 points (200 replications)",
              "30分以内に呼ばれる割合の95%区間は±0.0ポイント(反復200回)");
    SAID_BOTH(s, claims_how_sure(said_new(s), japanese, between(0.90, 0.91), 30.0, 99),
              "95% interval of the share called within 30 min: ±0.5 points (99 replications, so "
              "few that it comes out narrow)",
              "30分以内に呼ばれる割合の95%区間は±0.5ポイント(反復99回、少ないので狭めに出ます)");
    SAID_BOTH(s, claims_how_sure(said_new(s), japanese, between(0.90, 0.91), 30.0, 100),
              "95% interval of the share called within 30 min: ±0.5 points (100 replications)",
              "30分以内に呼ばれる割合の95%区間は±0.5ポイント(反復100回)");
    SAID_BOTH(
        s,
        claims_how_sure(said_new(s), japanese, (struct interval){0.9, UNKNOWN, UNKNOWN}, 30.0, 1),
        "1 replication gave no interval; how sure the numbers are is not known",
        "反復1回では区間を出せず、確かさは分かりません");
}

static void turned_away_people_come_with_their_interval(void **state)
{
    struct said *s = *state;
    SAID_BOTH(s, claims_turned_away(said_new(s), japanese, between(12100.0, 12580.0)),
              "Turned away in the period: 12,340 people (95% interval 12,100–12,580)",
              "断った人は期間中 12,340人(95%区間 12,100–12,580人)");
    SAID_BOTH(s,
              claims_turned_away(said_new(s), japanese, (struct interval){3.4, UNKNOWN, UNKNOWN}),
              "Turned away in the period: 3.4 people", "断った人は期間中 3.4人");
    SAID_BOTH(s, claims_turned_away(said_new(s), japanese, between(0.0, 0.0)),
              "Turned away in the period: 0 people", "断った人は期間中 0人");
    SAID_BOTH(s, claims_people(said_new(s), japanese, between(0.0, 0.0)), "0 people", "0人");
    SAID_BOTH(s, claims_people(said_new(s), japanese, between(0.0, 0.2)),
              "0.1 people (95% interval 0–0.2)", "0.1人(95%区間 0–0.2人)");
    SAID_BOTH(s, claims_turned_away(said_new(s), japanese, between(UNKNOWN, UNKNOWN)),
              "How many people were turned away is not known", "断った人の数は分かりません");
}

static void the_ward_that_turns_away_most_is_named_alone_only_when_clear(void **state)
{
    struct said *s = *state;
    struct findings_ward wards[WARDS];
    const enum verdict v[] = {VERDICT_MET, VERDICT_MET};
    struct findings f = wards_with(wards, v, 2);
    SAID_BOTH(s, claims_most_turned_away(said_new(s), japanese, &f),
              "Most of them in 鶴見 (105 people)", "最も多いのは鶴見区(105人)");
    f.is_most_clear = false;
    SAID_BOTH(s, claims_most_turned_away(said_new(s), japanese, &f),
              "Among the places with most of them: 鶴見 (105 people)", "多いのは鶴見区(105人)など");
    wards[0].turned_away.estimate = 0.0;
    SAID_BOTH(s, claims_most_turned_away(said_new(s), japanese, &f), "", "");
    f.n_wards = 1;
    SAID_BOTH(s, claims_most_turned_away(said_new(s), japanese, &f), "", "");
}

static void a_return_is_said_only_when_there_is_one(void **state)
{
    struct said *s = *state;
    struct findings f = {.whole = {"141003", "全市"}, .place = {"ward", "wards", "区"}};
    SAID_BOTH(s, claims_met_from(said_new(s), japanese, &f), "", "");
    f.met_from = civil_from_date(2020, 9, 3);
    SAID_BOTH(s, claims_met_from(said_new(s), japanese, &f),
              "全市: with and without a booking taken together, the target is met every day from "
              "Thu 3 September 2020 on",
              "全市では、予約の有無を合わせて、2020年9月3日(木)以降は毎日、目標を達成");
    f.whole.name = "青葉";
    SAID_BOTH(s, claims_met_from(said_new(s), japanese, &f),
              "青葉: with and without a booking taken together, the target is met every day from "
              "Thu 3 September 2020 on",
              "青葉区では、予約の有無を合わせて、2020年9月3日(木)以降は毎日、目標を達成");
}

static void shares_are_said_for_those_who_came(void **state)
{
    struct said *s = *state;
    struct interval none = between(UNKNOWN, UNKNOWN);
    SAID_BOTH(s,
              claims_shares(said_new(s), japanese, between(0.97, 0.97), between(0.62, 0.62), 30.0),
              "Called within 30 min: 97% of people with a booking, 62% of people without a booking",
              "30分以内に呼ばれる人は、予約で97%、予約なしで62%");
    SAID_BOTH(s, claims_shares(said_new(s), japanese, none, between(0.62, 0.62), 30.0),
              "Called within 30 min: 62% of people without a booking",
              "30分以内に呼ばれる人は、予約なしで62%");
    SAID_BOTH(s, claims_shares(said_new(s), japanese, between(0.999, 0.999), none, 30.0),
              "Called within 30 min: over 99% of people with a booking",
              "30分以内に呼ばれる人は、予約で99%超");
    SAID_BOTH(s, claims_shares(said_new(s), japanese, none, between(0.213, 1.0), 30.0),
              "Called within 30 min: 61% (95% interval 21.3–100.0%) of people without a booking",
              "30分以内に呼ばれる人は、予約なしで61%(95%区間 21.3–100.0%)");
    SAID_BOTH(s, claims_shares(said_new(s), japanese, none, none, 30.0),
              "Nobody used a counter in this period", "期間中に窓口を使った人はいない");
}

static void a_month_is_summed_up_by_its_worst_level(void **state)
{
    struct said *s = *state;
    civil_day july = civil_from_date(2020, 7, 1);
    struct findings_month m = {.n_rows = 31, .n_open = 22};
    m.days[LEVEL_PACKED] = 10;
    m.days[LEVEL_BUSY] = 12;
    SAID_BOTH(s, claims_month(said_new(s), japanese, &m, "青葉", july),
              "青葉, July 2020: expected to be packed on 10 of the 22 open days",
              "青葉区の2020年7月は、開庁22日のうち10日が大変混雑の見込み");
    m.days[LEVEL_PACKED] = 22;
    SAID_BOTH(s, claims_month(said_new(s), japanese, &m, "青葉", july),
              "青葉, July 2020: expected to be packed on all 22 open days",
              "青葉区の2020年7月は、開庁22日のすべてが大変混雑の見込み");
    m.days[LEVEL_PACKED] = 0;
    SAID_BOTH(s, claims_month(said_new(s), japanese, &m, "青葉", july),
              "青葉, July 2020: expected to be busy on 12 of the 22 open days",
              "青葉区の2020年7月は、開庁22日のうち12日が混雑の見込み");
    m.days[LEVEL_BUSY] = 0;
    SAID_BOTH(s, claims_month(said_new(s), japanese, &m, "青葉", july),
              "青葉, July 2020: no busy day is expected",
              "青葉区の2020年7月は、混雑以上の日はない見込み");
    m.days[LEVEL_QUIET] = 22;
    SAID_BOTH(s, claims_month(said_new(s), japanese, &m, "青葉", july),
              "青葉, July 2020: expected to be quiet on all 22 open days",
              "青葉区の2020年7月は、開庁22日のすべてが空きぎみの見込み");
    m.n_unknown = 22;
    SAID_BOTH(s, claims_month(said_new(s), japanese, &m, "青葉", july),
              "青葉, July 2020: nothing can be said of any open day",
              "青葉区の2020年7月は混雑の見込みを出せる日がない");
    m.n_open = 0;
    SAID_BOTH(s, claims_month(said_new(s), japanese, &m, "青葉", july),
              "青葉, July 2020: no open day", "青葉区の2020年7月は開庁日がない");
}

static void the_whole_comes_with_its_target_and_its_interval(void **state)
{
    struct said *s = *state;
    struct findings f = {.whole = {"141003", "全市"}, .share = between(0.92, 0.93)};
    SAID_BOTH(s, claims_whole(said_new(s), japanese, &f, &about),
              "The target is 90% within 30 min. 全市: 92.5% (95% interval 92.0–93.0%)",
              "目標は30分以内に90%。全市では92.5%(95%区間 92.0–93.0%)");
    f.share.lo = f.share.hi = UNKNOWN;
    SAID_BOTH(s, claims_whole(said_new(s), japanese, &f, &about),
              "The target is 90% within 30 min. 全市: 92.5%", "目標は30分以内に90%。全市では92.5%");
}

static void many_places_are_counted(void **state)
{
    struct said *s = *state;
    struct findings f = {.whole = {"141003", "全市"}, .share = between(0.92, 0.93)};
    struct tables_count count = {.sites = 1741, .below = 12};
    SAID_BOTH(s, claims_sites(said_new(s), japanese, &f, &about, &count),
              "The target is 90% within 30 min. 全市: 92.5%; 12 of 1741 places stay below the "
              "share of the target",
              "目標は30分以内に90%。全市では92.5%、1741か所のうち12か所が目標の割合に届きません");
    SAID_BOTH(s, claims_verdicts(said_new(s), japanese, &count),
              "1 replication gives no interval, so there are no verdicts met or missed.",
              "反復1回では区間がなく、達成・未達の判定はできません。");
    count.met = 1700, count.open = 31, count.missed = 10;
    SAID_BOTH(s, claims_verdicts(said_new(s), japanese, &count),
              "Verdicts: met 1700, undecided 31, missed 10.",
              "判定: 達成1700、判定保留31、未達10。");
}

static struct findings_hours hours(size_t n_missed, size_t n_open, size_t rivals)
{
    return (struct findings_hours){.n = 40,
                                   .n_missed = n_missed,
                                   .n_open = n_open,
                                   .wards_missed = 2,
                                   .ward = 2,
                                   .from_s = 39600,
                                   .to_s = 41400,
                                   .share = {0.838, 0.83, 0.85},
                                   .rivals = rivals};
}

static void half_hours_are_counted_and_the_lowest_is_named_when_few_may_be_as_low(void **state)
{
    struct said *s = *state;
    struct findings_ward wards[WARDS];
    const enum verdict v[WARDS] = {VERDICT_MET, VERDICT_MET, VERDICT_MISSED};
    struct findings f = wards_with(wards, v, WARDS);
    f.hours = hours(16, 5, 0);
    SAID_BOTH(s, claims_hours_short(said_new(s), japanese, &f), "Missed at times in 2 of 5 wards",
              "2区に未達の時間帯");
    SAID_BOTH(s, claims_hours(said_new(s), japanese, &f, &about),
              "Of 40 half hours (by ward, weekdays and Saturdays apart) missed: 16, undecided: 5. "
              "Lowest: 青葉, weekdays 11:00–11:30, 84% called within 30 min",
              "区ごと・平日土曜ごとの30分刻みでは、40の時間帯のうち未達は16、判定保留は5。最も低い"
              "のは青葉区の"
              "平日11:00〜11:30で、30分以内に呼ばれる人は84%");
    f.hours = hours(16, 5, 4);
    f.hours.is_saturday = true;
    SAID_BOTH(s, claims_hours(said_new(s), japanese, &f, &about),
              "Of 40 half hours (by ward, weekdays and Saturdays apart) missed: 16, undecided: 5. "
              "One of 5 that may be the lowest: 青葉, Saturdays 11:00–11:30, 84% called within 30 "
              "min",
              "区ごと・平日土曜ごとの30分刻みでは、40の時間帯のうち未達は16、判定保留は5。最も低い"
              "ところの候補は"
              "青葉区の土曜11:00〜11:30など5つで、そこで30分以内に呼ばれる人は84%");
    f.hours = hours(16, 5, 5);
    SAID_BOTH(s, claims_hours(said_new(s), japanese, &f, &about),
              "Of 40 half hours (by ward, weekdays and Saturdays apart) missed: 16, undecided: 5",
              "区ごと・平日土曜ごとの30分刻みでは、40の時間帯のうち未達は16、判定保留は5");
}

static void half_hours_that_all_keep_the_promise_have_no_lowest(void **state)
{
    struct said *s = *state;
    struct findings_ward wards[WARDS];
    const enum verdict v[WARDS] = {VERDICT_MET, VERDICT_MET, VERDICT_MET};
    struct findings f = wards_with(wards, v, WARDS);
    f.hours = hours(0, 0, 0);
    SAID_BOTH(s, claims_hours_short(said_new(s), japanese, &f), "Met at every time of day",
              "どの時間帯も目標達成");
    SAID_BOTH(s, claims_hours(said_new(s), japanese, &f, &about),
              "Of 40 half hours (by ward, weekdays and Saturdays apart) missed: 0, undecided: 0",
              "区ごと・平日土曜ごとの30分刻みでは、40の時間帯のうち未達は0、判定保留は0");
    f.hours = hours(0, 3, 0);
    SAID_BOTH(s, claims_hours_short(said_new(s), japanese, &f), "Missed at no time of day",
              "未達の時間帯なし");
    f = wards_with(wards, v, 1);
    f.hours = hours(1, 3, 0);
    SAID_BOTH(s, claims_hours_short(said_new(s), japanese, &f), "Missed at some times of day",
              "未達の時間帯あり");
    f.hours.n = 0;
    SAID_BOTH(s, claims_hours_short(said_new(s), japanese, &f), "Nothing to judge",
              "判定できる時間帯なし");
    SAID_BOTH(s, claims_hours(said_new(s), japanese, &f, &about), "", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SAID_TEST(the_answer_counts_wards_and_names_those_that_do_not_keep_the_promise),
        SAID_TEST(more_than_three_names_are_cut_short),
        SAID_TEST(one_verdict_for_all_is_said_once),
        SAID_TEST(one_ward_answers_for_itself),
        SAID_TEST(the_answer_never_hides_the_people_turned_away),
        SAID_TEST(the_answer_never_hides_those_without_a_booking),
        SAID_TEST(a_card_leads_with_the_worst_verdict),
        SAID_TEST(nine_of_ten_means_the_90th_percentile_rounded_up_to_5_minutes),
        SAID_TEST(the_worst_day_is_named_alone_only_without_rivals),
        SAID_TEST(when_every_day_is_a_rival_none_is_the_worst),
        SAID_TEST(a_wait_never_stands_without_the_turned_away),
        SAID_TEST(the_worst_half_hour_follows_the_same_rule),
        SAID_TEST(certainty_is_the_half_width_rounded_up_and_the_replications),
        SAID_TEST(turned_away_people_come_with_their_interval),
        SAID_TEST(the_ward_that_turns_away_most_is_named_alone_only_when_clear),
        SAID_TEST(a_return_is_said_only_when_there_is_one),
        SAID_TEST(shares_are_said_for_those_who_came),
        SAID_TEST(the_whole_comes_with_its_target_and_its_interval),
        SAID_TEST(many_places_are_counted),
        SAID_TEST(a_month_is_summed_up_by_its_worst_level),
        SAID_TEST(half_hours_are_counted_and_the_lowest_is_named_when_few_may_be_as_low),
        SAID_TEST(half_hours_that_all_keep_the_promise_have_no_lowest),
    };
    return cmocka_run_group_tests_name("claims", tests, NULL, NULL);
}
