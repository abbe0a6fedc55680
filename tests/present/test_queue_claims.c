/* test_queue_claims.c - every sentence of a system's page, and the numbers at which it changes. */
#include "cli/present/queue_claims.h"

#include "tests/present/said.h"

enum { USES = 3 };

static const struct tables_about about = {.target_min = 10.0, .target_share = 0.9};

static struct interval between(double lo, double hi)
{
    return (struct interval){(lo + hi) / 2.0, lo, hi};
}

/* Letters, savings, talks with these shares; all together with the first. */
static struct queue_facts facts(struct queue_facts_use *uses, const struct interval *shares,
                                size_t n)
{
    static const char *const names[USES] = {"letters", "savings", "talks"};
    struct queue_facts f = {.about = &about, .uses = uses, .n_uses = n, .n_stations = 1};
    for (size_t i = 0; i < n; i++) {
        enum verdict v = verdict_of(shares[i], about.target_share);
        uses[i] = (struct queue_facts_use){
            .key = names[i], .name = names[i], .share = shares[i], .verdict = v};
        f.n_met += v == VERDICT_MET;
        f.n_open += v == VERDICT_OPEN;
        f.n_missed += v == VERDICT_MISSED;
    }
    f.whole = uses[0];
    return f;
}

static void the_answer_names_the_uses_that_miss_it_and_hides_nobody(void **state)
{
    struct said *s = *state;
    struct queue_facts_use uses[USES];
    const struct interval shares[] = {between(0.83, 0.85), between(0.92, 0.94),
                                      between(0.88, 0.94)};
    struct queue_facts f = facts(uses, shares, USES);
    SAID_BOTH(s, queue_claims_answer(said_new(s), japanese, &f),
              "Over all uses the target (90% within 10 min) is missed: 84.0% of people are called "
              "within 10 min; missed for letters",
              "全体では目標(10分以内に90%)は未達、10分以内に呼ばれる人は84.0%。用件別ではlettersが"
              "未達");
    f.whole.not_served = 17.6;
    SAID_BOTH(s, queue_claims_answer(said_new(s), japanese, &f),
              "Over all uses the target (90% within 10 min) is missed: 84.0% of people are called "
              "within 10 min; missed for letters. Went without being served: 18 people a day",
              "全体では目標(10分以内に90%)は未達、10分以内に呼ばれる人は84.0%。用件別ではlettersが"
              "未達。対応を受けずに帰った人は1日18人");
    SAID_BOTH(s, queue_claims_uses(said_new(s), japanese, &f),
              "Missed: letters. Undecided: talks. Met: savings.",
              "未達はletters。判定保留はtalks。達成はsavings。");
    SAID_BOTH(s, queue_claims_verdict(said_new(s), japanese, &f), "Target missed over all uses",
              "全体では未達");
}

static void one_use_answers_for_itself(void **state)
{
    struct said *s = *state;
    struct queue_facts_use uses[USES];
    const struct interval shares[] = {between(0.92, 0.94)};
    struct queue_facts f = facts(uses, shares, 1);
    SAID_BOTH(s, queue_claims_answer(said_new(s), japanese, &f),
              "The target (90% within 10 min) is met: 93.0% of people are called within 10 min",
              "目標(10分以内に90%)は達成、10分以内に呼ばれる人は93.0%");
    SAID_BOTH(s, queue_claims_verdict(said_new(s), japanese, &f), "Target met", "目標達成");
    SAID_BOTH(s, queue_claims_uses(said_new(s), japanese, &f), "", "");
    SAID_BOTH(s, queue_claims_not_served(said_new(s), japanese, &f),
              "Nobody went without being served", "対応を受けずに帰った人はいません");
    SAID_BOTH(
        s, queue_claims_share(said_new(s), japanese, &f),
        "The target is 90% within 10 min. Called within 10 min: 93.0% of people (95% interval "
        "92.0–94.0%)",
        "目標は10分以内に90%。10分以内に呼ばれる人は93.0%(95%区間 92.0–94.0%)");
    f.whole.verdict = VERDICT_NONE;
    SAID_BOTH(s, queue_claims_answer(said_new(s), japanese, &f),
              "Nobody took a ticket, so there are no waiting times",
              "整理券を受け取った人がなく、待ち時間はありません");
    SAID_BOTH(s, queue_claims_verdict(said_new(s), japanese, &f), "Nothing to judge",
              "判定できません");
}

static struct queue_facts_half noon(size_t n, size_t rivals, double share)
{
    return (struct queue_facts_half){
        .n = n, .from_s = 45000, .to_s = 46800, .share = between(share, share), .rivals = rivals};
}

static void a_half_hour_is_named_alone_only_when_no_other_may_be_as_bad(void **state)
{
    struct said *s = *state;
    struct queue_facts f = {.about = &about, .worst = noon(16, 0, 0.388)};
    SAID_BOTH(s, queue_claims_half_short(said_new(s), japanese, &f), "12:30–13:00", "12:30〜13:00");
    SAID_BOTH(s, queue_claims_half(said_new(s), japanese, &f),
              "The busiest half hour is 12:30–13:00: of those who come then 39% are called within "
              "10 min",
              "最も混むのは12:30〜13:00。このとき来た人で10分以内に呼ばれるのは39%");
    f.worst = noon(16, 2, 0.388);
    SAID_BOTH(s, queue_claims_half_short(said_new(s), japanese, &f),
              "12:30–13:00, one of 3 half hours", "12:30〜13:00など3つ");
    SAID_BOTH(s, queue_claims_half(said_new(s), japanese, &f),
              "12:30–13:00 is one of 3 half hours that may be the busiest: of those who come then "
              "39% are called within 10 min",
              "最も混む時間帯の候補は12:30〜13:00など3つ。ここに来た人で10分以内に呼ばれるのは39%");
    f.worst = noon(16, 15, 0.388);
    SAID_BOTH(s, queue_claims_half_short(said_new(s), japanese, &f), "Cannot be told",
              "特定できません");
    SAID_BOTH(s, queue_claims_half(said_new(s), japanese, &f),
              "This many replications cannot tell the half hours apart",
              "時間帯による差は、この反復回数では判定できない");
}

static void where_nobody_is_late_or_nobody_came_no_half_hour_is_the_worst(void **state)
{
    struct said *s = *state;
    struct queue_facts f = {.about = &about, .worst = noon(16, 15, 1.0)};
    SAID_BOTH(s, queue_claims_half_short(said_new(s), japanese, &f), "In no half hour",
              "どの時間帯も足りています");
    SAID_BOTH(s, queue_claims_half(said_new(s), japanese, &f),
              "Whenever people come, they are called within 10 min",
              "どの時間帯に来た人も10分以内に呼ばれる");
    f.worst.n = 0;
    SAID_BOTH(s, queue_claims_half_short(said_new(s), japanese, &f), "", "");
    SAID_BOTH(s, queue_claims_half(said_new(s), japanese, &f), "", "");
}

static void load_is_told_against_what_the_counters_can_do(void **state)
{
    struct said *s = *state;
    struct queue_load stations[] = {{.work = 2.56, .counters = 3.75}, {.work = 2.1, .counters = 2}};
    struct queue_facts f = {.about = &about, .stations = stations, .n_stations = 1};
    SAID_BOTH(s, queue_claims_load(said_new(s), japanese, &f, 0),
              "Over the day the work keeps 2.56 counters busy, 3.75 are on duty (68%)",
              "1日を通すと、仕事は窓口2.56つ分、窓口は3.75(68%)");
    f.n_stations = 2;
    SAID_BOTH(
        s, queue_claims_load(said_new(s), japanese, &f, 1),
        "Over the day the work at station 2 keeps 2.10 counters busy, 2.00 are on duty (105%): "
        "more than they can do",
        "1日を通すと、窓口群2の仕事は窓口2.10つ分、窓口は2.00(105%)。窓口が足りません");
    stations[1].work = 2.0; /* just enough */
    SAID_BOTH(
        s, queue_claims_load(said_new(s), japanese, &f, 1),
        "Over the day the work at station 2 keeps 2.00 counters busy, 2.00 are on duty (100%)",
        "1日を通すと、窓口群2の仕事は窓口2.00つ分、窓口は2.00(100%)");
    stations[1].work = 1.999;
    SAID_BOTH(s, queue_claims_load(said_new(s), japanese, &f, 1),
              "Over the day the work at station 2 keeps 2.00 counters busy, 2.00 are on duty (99%)",
              "1日を通すと、窓口群2の仕事は窓口2.00つ分、窓口は2.00(99%)");
    SAID_BOTH(s, queue_claims_peak(said_new(s), japanese, &f), "", "");
    f.has_peak = true;
    f.peak = (struct queue_load){3.21, 2.0, 45000, 46800};
    SAID_BOTH(s, queue_claims_peak(said_new(s), japanese, &f),
              "In the heaviest half hour, 12:30–13:00, work for 3.21 counters, 2.00 on duty: the "
              "line grows",
              "最も重い12:30〜13:00には、仕事は窓口3.21つ分、窓口は2.00。この間、列は伸びます");
    f.peak.work = 1.5;
    SAID_BOTH(s, queue_claims_peak(said_new(s), japanese, &f),
              "In the heaviest half hour, 12:30–13:00, work for 1.50 counters, 2.00 on duty",
              "最も重い12:30〜13:00には、仕事は窓口1.50つ分、窓口は2.00");
}

static void the_figure_is_titled_with_the_shares_it_shows(void **state)
{
    struct said *s = *state;
    struct queue_facts_use uses[USES];
    const struct interval shares[] = {between(0.884, 0.892), between(0.999, 0.999)};
    struct queue_facts f = facts(uses, shares, 2);
    const struct queue_facts_use *const shown[] = {&uses[0], &uses[1]};
    SAID_BOTH(s, queue_claims_shares(said_new(s), japanese, &f, shown, 2),
              "Called within 10 min: letters 89%, savings over 99%",
              "10分以内に呼ばれる人は、letters89%、savings99%超");
    f = facts(uses, shares, 1);
    SAID_BOTH(s, queue_claims_shares(said_new(s), japanese, &f, shown, 1),
              "Called within 10 min: 89% of people", "10分以内に呼ばれる人は、89%");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SAID_TEST(the_answer_names_the_uses_that_miss_it_and_hides_nobody),
        SAID_TEST(one_use_answers_for_itself),
        SAID_TEST(a_half_hour_is_named_alone_only_when_no_other_may_be_as_bad),
        SAID_TEST(where_nobody_is_late_or_nobody_came_no_half_hour_is_the_worst),
        SAID_TEST(load_is_told_against_what_the_counters_can_do),
        SAID_TEST(the_figure_is_titled_with_the_shares_it_shows),
    };
    return cmocka_run_group_tests_name("queue_claims", tests, NULL, NULL);
}
