/* test_claims.c - every sentence, and the numbers at which it changes. */
#include "cli/present/claims.h"

#include "tests/present/said.h"

#define UNKNOWN ((double)NAN)

enum { WARDS = 5 };

static const struct tables_about about = {.target_min = 30.0, .target_share = 0.9};

static struct interval between(double lo, double hi)
{
    return (struct interval){(lo + hi) / 2.0, lo, hi};
}

/* Wards with these verdicts, counted; most people were turned away in the first. */
static struct findings wards_with(struct findings_ward *wards, const enum verdict *v, size_t n)
{
    static const char *const names[WARDS] = {"鶴見", "保土ケ谷", "青葉", "西", "神奈川"};
    struct findings f = {.place = "区", .wards = wards, .n_wards = n, .is_most_clear = true};
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

static const char *answer(struct said *s, const enum verdict *v, size_t n)
{
    struct findings_ward wards[WARDS];
    struct findings f = wards_with(wards, v, n);
    claims_answer(said_new(s), &f, &about);
    return text_get(&s->text);
}

static void the_answer_counts_wards_and_names_those_that_do_not_keep_the_promise(void **state)
{
    struct said *s = *state;
    enum verdict v[WARDS] = {VERDICT_MET, VERDICT_MET, VERDICT_MISSED, VERDICT_MISSED,
                             VERDICT_OPEN};
    assert_string_equal(answer(s, v, WARDS),
                        "5区中2区で目標(30分以内に90%)を達成、青葉・西の2区は未達、"
                        "神奈川の1区は判定保留");
    v[0] = v[1] = VERDICT_OPEN;
    assert_string_equal(
        answer(s, v, WARDS),
        "目標(30分以内に90%)を達成と言えるところは5区中になし、青葉・西の2区は未達、"
        "鶴見・保土ケ谷・神奈川の3区は判定保留");
}

static void more_than_three_names_are_cut_short(void **state)
{
    struct said *s = *state;
    enum verdict v[WARDS] = {VERDICT_MISSED, VERDICT_MISSED, VERDICT_MISSED, VERDICT_MISSED,
                             VERDICT_MET};
    assert_string_equal(answer(s, v, WARDS),
                        "5区中1区で目標(30分以内に90%)を達成、鶴見・保土ケ谷・青葉などの4区は未達");
}

static void one_verdict_for_all_is_said_once(void **state)
{
    struct said *s = *state;
    static const struct {
        enum verdict v;
        const char *title, *card;
    } cases[] = {
        {VERDICT_MET, "全3区で目標(30分以内に90%)を達成", "全3区で目標達成"},
        {VERDICT_MISSED, "全3区で目標(30分以内に90%)に未達", "全3区で目標未達"},
        {VERDICT_OPEN, "全3区とも、目標(30分以内に90%)を達成するかは判定保留",
         "全3区で目標判定保留"},
        {VERDICT_NONE, "期間中に窓口を使った人がなく、待ち時間はありません",
         "判定できるところなし"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct findings_ward wards[WARDS];
        const enum verdict v[] = {cases[i].v, cases[i].v, cases[i].v};
        struct findings f = wards_with(wards, v, 3);
        SAID(s, claims_answer(said_new(s), &f, &about), cases[i].title);
        SAID(s, claims_count(said_new(s), &f), cases[i].card);
        SAID(s, claims_which_wards(said_new(s), &f), "");
    }
}

static void one_ward_answers_for_itself(void **state)
{
    struct said *s = *state;
    const enum verdict met[] = {VERDICT_MET}, missed[] = {VERDICT_MISSED}, open[] = {VERDICT_OPEN};
    assert_string_equal(answer(s, met, 1),
                        "鶴見区は目標(30分以内に90%)を達成。30分以内に呼ばれる人は41.5%");
    assert_string_equal(answer(s, missed, 1),
                        "鶴見区は目標(30分以内に90%)に未達。30分以内に呼ばれる人は41.5%");
    assert_string_equal(
        answer(s, open, 1),
        "鶴見区が目標(30分以内に90%)を達成するかは判定保留。30分以内に呼ばれる人は41.5%");
}

static void the_answer_never_hides_the_people_turned_away(void **state)
{
    struct said *s = *state;
    struct findings_ward wards[WARDS];
    const enum verdict v[] = {VERDICT_MET, VERDICT_MET};
    struct findings f = wards_with(wards, v, 2);
    f.turned_away = between(64000.0, 65244.0);
    SAID(s, claims_answer(said_new(s), &f, &about),
         "全2区で目標(30分以内に90%)を達成。受付できず断った人は64,622人");
    f.turned_away = between(0.0, 0.0);
    SAID(s, claims_answer(said_new(s), &f, &about), "全2区で目標(30分以内に90%)を達成");
}

static void the_answer_never_hides_those_without_a_booking(void **state)
{
    struct said *s = *state;
    struct findings_ward wards[WARDS];
    const enum verdict v[] = {VERDICT_MET, VERDICT_MET, VERDICT_MET};
    struct findings f = wards_with(wards, v, 3);
    f.n_walk_in = 3;
    SAID(s, claims_answer(said_new(s), &f, &about), "全3区で目標(30分以内に90%)を達成");
    SAID(s, claims_walk_in(said_new(s), &f), "");
    f.n_walk_in_missed = 1;
    f.turned_away = between(10.0, 20.0);
    SAID(s, claims_answer(said_new(s), &f, &about),
         "全3区で目標(30分以内に90%)を達成、予約なしの人は1区で未達。受付できず断った人は15人");
    SAID(s, claims_walk_in(said_new(s), &f), "予約なしの人では3区中1区が未達");
    f = wards_with(wards, v, 1);
    f.n_walk_in = f.n_walk_in_missed = 1;
    SAID(s, claims_answer(said_new(s), &f, &about),
         "鶴見区は目標(30分以内に90%)を達成。30分以内に呼ばれる人は41.5%、予約なしの人は未達");
    SAID(s, claims_walk_in(said_new(s), &f), "予約なしの人では未達");
}

static void a_card_leads_with_the_worst_verdict(void **state)
{
    struct said *s = *state;
    struct findings_ward wards[WARDS];
    enum verdict v[] = {VERDICT_MET, VERDICT_OPEN, VERDICT_MISSED};
    struct findings f = wards_with(wards, v, 3);
    SAID(s, claims_count(said_new(s), &f), "3区中1区が未達");
    SAID(s, claims_which_wards(said_new(s), &f),
         "未達は1区(青葉)。判定保留は1区(保土ケ谷)。達成は1区。");
    v[2] = VERDICT_MET;
    f = wards_with(wards, v, 3);
    SAID(s, claims_count(said_new(s), &f), "3区中1区が判定保留");
}

static void nine_of_ten_means_the_90th_percentile_rounded_up_to_5_minutes(void **state)
{
    struct said *s = *state;
    SAID(s, claims_how_long(said_new(s), 30.0, CLAIMS_ENDS), "10人中9人が約30分以内に呼ばれる");
    SAID(s, claims_how_long(said_new(s), 30.1, CLAIMS_ENDS), "10人中9人が約35分以内に呼ばれる");
    SAID(s, claims_how_long(said_new(s), 0.0, CLAIMS_ENDS), "10人中9人が待たずに呼ばれる");
    SAID(s, claims_how_long(said_new(s), 0.1, CLAIMS_GOES_ON), "10人中9人が約5分以内に呼ばれ");
    SAID(s, claims_how_long(said_new(s), UNKNOWN, CLAIMS_ENDS), "");
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
    SAID(s, claims_worst_day(said_new(s), &d),
         "最も混むのは7月27日(月)。10人中9人が約95分以内に呼ばれ、断る人は約34人");
    SAID(s, claims_worst_day_short(said_new(s), &d), "7/27(月)");
    d = july_27(60, 3);
    SAID(s, claims_worst_day(said_new(s), &d),
         "最も混む日の候補は7月27日(月)など4日。7月27日(月)は10人中9人が約95分以内に呼ばれ、"
         "断る人は約34人");
    SAID(s, claims_worst_day_short(said_new(s), &d), "7/27(月)など4日");
}

static void when_every_day_is_a_rival_none_is_the_worst(void **state)
{
    struct said *s = *state;
    struct findings_day d = july_27(60, 59);
    SAID(s, claims_worst_day(said_new(s), &d),
         "最も混む日は特定できない。7月27日(月)は10人中9人が約95分以内に呼ばれ、断る人は約34人");
    SAID(s, claims_worst_day_short(said_new(s), &d), "特定できません");
    d = july_27(1, 0);
    SAID(s, claims_worst_day(said_new(s), &d),
         "7月27日(月)は10人中9人が約95分以内に呼ばれ、断る人は約34人");
}

static void a_wait_never_stands_without_the_turned_away(void **state)
{
    struct said *s = *state;
    struct findings_day d = july_27(60, 0);
    d.turned_away = 0.0;
    SAID(s, claims_worst_day(said_new(s), &d),
         "最も混むのは7月27日(月)。10人中9人が約95分以内に呼ばれ、断る人はいない");
    d.turned_away = 0.3;
    SAID(s, claims_worst_day(said_new(s), &d),
         "最も混むのは7月27日(月)。10人中9人が約95分以内に呼ばれ、断る人は1人未満");
    d.turned_away = UNKNOWN;
    SAID(s, claims_worst_day(said_new(s), &d),
         "最も混むのは7月27日(月)。10人中9人が約95分以内に呼ばれる(断る人数は不明)");
    d.nobody_waits = true;
    SAID(s, claims_worst_day(said_new(s), &d),
         "どの日も10人中9人が待たずに呼ばれ、断る人は期間中約400人");
    d.total_turned_away = 0.0;
    SAID(s, claims_worst_day(said_new(s), &d), "どの日も10人中9人が待たずに呼ばれ、断る人は0人");
    d.n_days = 0;
    SAID(s, claims_worst_day(said_new(s), &d), "この期間に窓口を使った人はいない");
    SAID(s, claims_worst_day_short(said_new(s), &d), "開庁日なし");
}

static void the_worst_half_hour_follows_the_same_rule(void **state)
{
    struct said *s = *state;
    struct findings_cell c = {
        .n_cells = 91, .weekday = CIVIL_SAT, .from_s = 32400, .to_s = 34200, .p90_min = 43.0};
    SAID(s, claims_worst_cell(said_new(s), &c),
         "最も混むのは土曜9:00〜9:30。10人中9人が約45分以内に呼ばれる");
    c.rivals = 4;
    SAID(s, claims_worst_cell(said_new(s), &c),
         "最も混む時間帯の候補は土曜9:00〜9:30など5つ。ここでは10人中9人が約45分以内に呼ばれる");
    c.rivals = 90;
    SAID(s, claims_worst_cell(said_new(s), &c),
         "曜日・時間帯による差は、この反復回数では判定できない");
    c.nobody_waits = true;
    SAID(s, claims_worst_cell(said_new(s), &c), "どの曜日・時間帯も10人中9人が待たずに呼ばれる");
}

static void certainty_is_the_half_width_rounded_up_and_the_replications(void **state)
{
    struct said *s = *state;
    SAID(s, claims_how_sure(said_new(s), between(0.900, 0.9061), 30.0, 200),
         "30分以内に呼ばれる割合の95%区間は±0.4ポイント(反復200回)");
    SAID(s, claims_how_sure(said_new(s), between(1.0, 1.0), 30.0, 200),
         "30分以内に呼ばれる割合の95%区間は±0.0ポイント(反復200回)");
    SAID(s, claims_how_sure(said_new(s), between(0.90, 0.91), 30.0, 99),
         "30分以内に呼ばれる割合の95%区間は±0.5ポイント(反復99回、少ないので狭めに出ます)");
    SAID(s, claims_how_sure(said_new(s), between(0.90, 0.91), 30.0, 100),
         "30分以内に呼ばれる割合の95%区間は±0.5ポイント(反復100回)");
    SAID(s, claims_how_sure(said_new(s), (struct interval){0.9, UNKNOWN, UNKNOWN}, 30.0, 1),
         "反復1回では区間を出せず、確かさは分かりません");
}

static void turned_away_people_come_with_their_interval(void **state)
{
    struct said *s = *state;
    SAID(s, claims_turned_away(said_new(s), between(12100.0, 12580.0)),
         "断った人は期間中 12,340人(95%区間 12,100–12,580人)");
    SAID(s, claims_turned_away(said_new(s), (struct interval){3.4, UNKNOWN, UNKNOWN}),
         "断った人は期間中 3.4人");
    SAID(s, claims_turned_away(said_new(s), between(0.0, 0.0)), "断った人は期間中 0人");
    SAID(s, claims_people(said_new(s), between(0.0, 0.0)), "0人");
    SAID(s, claims_people(said_new(s), between(0.0, 0.2)), "0.1人(95%区間 0–0.2人)");
    SAID(s, claims_turned_away(said_new(s), between(UNKNOWN, UNKNOWN)),
         "断った人の数は分かりません");
}

static void the_ward_that_turns_away_most_is_named_alone_only_when_clear(void **state)
{
    struct said *s = *state;
    struct findings_ward wards[WARDS];
    const enum verdict v[] = {VERDICT_MET, VERDICT_MET};
    struct findings f = wards_with(wards, v, 2);
    SAID(s, claims_most_turned_away(said_new(s), &f), "最も多いのは鶴見区(105人)");
    f.is_most_clear = false;
    SAID(s, claims_most_turned_away(said_new(s), &f), "多いのは鶴見区(105人)など");
    wards[0].turned_away.estimate = 0.0;
    SAID(s, claims_most_turned_away(said_new(s), &f), "");
    f.n_wards = 1;
    SAID(s, claims_most_turned_away(said_new(s), &f), "");
}

static void a_return_is_said_only_when_there_is_one(void **state)
{
    struct said *s = *state;
    struct findings f = {.whole = {"141003", "全市"}, .place = "区"};
    SAID(s, claims_met_from(said_new(s), &f), "");
    f.met_from = civil_from_date(2020, 9, 3);
    SAID(s, claims_met_from(said_new(s), &f),
         "全市では、予約の有無を合わせて、2020年9月3日(木)以降は毎日、目標を達成");
    f.whole.name = "青葉";
    SAID(s, claims_met_from(said_new(s), &f),
         "青葉区では、予約の有無を合わせて、2020年9月3日(木)以降は毎日、目標を達成");
}

static void shares_are_said_for_those_who_came(void **state)
{
    struct said *s = *state;
    struct interval none = between(UNKNOWN, UNKNOWN);
    SAID(s, claims_shares(said_new(s), between(0.97, 0.97), between(0.62, 0.62), 30.0),
         "30分以内に呼ばれる人は、予約で97%、予約なしで62%");
    SAID(s, claims_shares(said_new(s), none, between(0.62, 0.62), 30.0),
         "30分以内に呼ばれる人は、予約なしで62%");
    SAID(s, claims_shares(said_new(s), between(0.999, 0.999), none, 30.0),
         "30分以内に呼ばれる人は、予約で99%超");
    SAID(s, claims_shares(said_new(s), none, none, 30.0), "期間中に窓口を使った人はいない");
}

static void a_month_is_summed_up_by_its_worst_level(void **state)
{
    struct said *s = *state;
    civil_day july = civil_from_date(2020, 7, 1);
    struct findings_month m = {.n_rows = 31, .n_open = 22};
    m.days[LEVEL_PACKED] = 10;
    m.days[LEVEL_BUSY] = 12;
    SAID(s, claims_month(said_new(s), &m, "青葉", july),
         "青葉区の2020年7月は、開庁22日のうち10日が大変混雑の見込み");
    m.days[LEVEL_PACKED] = 22;
    SAID(s, claims_month(said_new(s), &m, "青葉", july),
         "青葉区の2020年7月は、開庁22日のすべてが大変混雑の見込み");
    m.days[LEVEL_PACKED] = 0;
    SAID(s, claims_month(said_new(s), &m, "青葉", july),
         "青葉区の2020年7月は、開庁22日のうち12日が混雑の見込み");
    m.days[LEVEL_BUSY] = 0;
    SAID(s, claims_month(said_new(s), &m, "青葉", july),
         "青葉区の2020年7月は、混雑以上の日はない見込み");
    m.days[LEVEL_QUIET] = 22;
    SAID(s, claims_month(said_new(s), &m, "青葉", july),
         "青葉区の2020年7月は、開庁22日のすべてが空きぎみの見込み");
    m.n_unknown = 22;
    SAID(s, claims_month(said_new(s), &m, "青葉", july),
         "青葉区の2020年7月は混雑の見込みを出せる日がない");
    m.n_open = 0;
    SAID(s, claims_month(said_new(s), &m, "青葉", july), "青葉区の2020年7月は開庁日がない");
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
        SAID_TEST(a_month_is_summed_up_by_its_worst_level),
    };
    return cmocka_run_group_tests_name("claims", tests, NULL, NULL);
}
