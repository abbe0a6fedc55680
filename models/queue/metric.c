#include "models/queue/metric.h"

#include <math.h>
#include <string.h>

#include "sim/base/attr.h"
#include "sim/base/bug.h"
#include "sim/input/near.h"

#define PER_MIN (1.0 / 60e6)
#define PER_HOUR 3600e6
#define OUTCOME(o) (COUNT_OUTCOME + (o))
#define OF(k, u, where, by, ...) \
    .name = (k), .unit = (u), .scope = (where), .scale = (by), .less = METRIC_END, __VA_ARGS__
#define SAYS(ja, en) .meaning_ja = (ja), .meaning_en = (en)
#define SUM(...) \
    { \
        __VA_ARGS__, METRIC_END \
    }
#define PER_DAY .is_per_day_word = true, .under = SUM(COUNT_DAYS)
#define WAIT_QUANTILE(word, p) \
    .quantile = (p), .quantile_word = (word), .over = SUM(COUNT_TICKETS), \
    .under = SUM(COUNT_TICKETS)

/* clang-format off */
static const struct metric metrics[] = {
    {OF("people", "people/d", METRIC_USE, 1, .over = SUM(COUNT_PEOPLE), PER_DAY, SAYS("1日に来た人", "people who came on a day"))},
    {OF("attempts", "1", METRIC_USE, 1, .over = SUM(COUNT_ATTEMPTS), .under = SUM(COUNT_PEOPLE), SAYS("1人が来た回数", "attempts per person"))},
    {OF("served", "people/d", METRIC_USE, 1, .over = SUM(OUTCOME(VISIT_SERVED)), PER_DAY, SAYS("1日に対応した人", "served on a day"))},
    {OF("left", "people/d", METRIC_USE, 1, .over = SUM(OUTCOME(VISIT_LEFT)), PER_DAY, SAYS("1日に待ちきれず帰った人", "left the line on a day"))},
    {OF("balked", "people/d", METRIC_USE, 1, .over = SUM(OUTCOME(VISIT_BALKED)), PER_DAY, SAYS("1日に列を見て帰った人", "turned round on a day"))},
    {OF("full", "people/d", METRIC_USE, 1, .over = SUM(OUTCOME(VISIT_FULL)), PER_DAY, SAYS("1日に場所がなく入れなかった人", "found no place on a day"))},
    {OF("turned_away", "people/d", METRIC_USE, 1, .over = {OUTCOME(VISIT_TURNED_AWAY), OUTCOME(VISIT_TOO_LATE), METRIC_END}, PER_DAY, SAYS("1日に断られた人(早めの受付終了、受付時間後)", "turned away on a day (early end, after closing)"))},
    {OF("cleared", "people/d", METRIC_USE, 1, .over = SUM(OUTCOME(VISIT_CLEARED)), PER_DAY, SAYS("1日に受付終了で列を解散された人", "in the line when it was cleared, on a day"))},
    {OF("call_back", "people/d", METRIC_USE, 1, .over = SUM(OUTCOME(VISIT_CALL_BACK)), PER_DAY, SAYS("1日に伝言を残して帰った人", "left word after the longest wait, on a day"))},
    {OF("stayed", "people/d", METRIC_USE, 1, .over = SUM(OUTCOME(VISIT_STAYED)), PER_DAY, SAYS("打切りのとき中にいた人(待ちは打切りまで)", "inside when the horizon cut off (their waits count up to it)"))},
    {OF("no_show", "people/d", METRIC_USE, 1, .over = SUM(COUNT_NO_SHOW), PER_DAY, SAYS("1日に予約して来なかった人", "appointments missed on a day"))},
    {OF("share_left", "1", METRIC_USE, 1, .over = SUM(OUTCOME(VISIT_LEFT)), .under = SUM(COUNT_ATTEMPTS), SAYS("待ちきれず帰った割合(来た回数に対して)", "left the line, of all attempts"))},
    {OF("share_full", "1", METRIC_USE, 1, .over = SUM(OUTCOME(VISIT_FULL)), .under = SUM(COUNT_ATTEMPTS), SAYS("入れなかった割合(来た回数に対して)", "found no place, of all attempts"))},
    {OF("share_full_first", "1", METRIC_USE, 1, .over = SUM(COUNT_FIRST_FULL), .under = SUM(COUNT_PEOPLE), SAYS("初めて来て入れなかった割合(人に対して)", "found no place at the first attempt, of people"))},
    {OF("full_rate", "/h", METRIC_USE, PER_HOUR, .over = SUM(OUTCOME(VISIT_FULL)), .under = SUM(COUNT_OPEN_US), .is_per_day_word = true, SAYS("1時間に入れなかった人", "found no place in an hour"))},
    {OF("wait_mean", "min", METRIC_USE, PER_MIN, .over = SUM(COUNT_WAIT_US), .under = SUM(COUNT_TICKETS), SAYS("平均待ち時間(整理券を受けた人。帰った人は帰るまで)", "mean wait over tickets issued (who left: until leaving)"))},
    {OF("wait_served_mean", "min", METRIC_USE, PER_MIN, .over = SUM(COUNT_WAIT_SERVED_US), .under = SUM(OUTCOME(VISIT_SERVED)), SAYS("対応した人の平均待ち時間", "mean wait of the served"))},
    {OF("wait_zero", "1", METRIC_USE, 1, .over = SUM(COUNT_WAIT_ZERO), .under = SUM(COUNT_TICKETS), SAYS("待たなかった割合(整理券に対して)", "did not wait, of tickets issued"))},
    {OF("wait_positive", "1", METRIC_USE, 1, .is_complement = true, .over = SUM(COUNT_WAIT_ZERO), .under = SUM(COUNT_TICKETS), SAYS("待った割合(整理券に対して)", "waited at all, of tickets issued"))},
    {OF("wait_p50", "min", METRIC_USE, PER_MIN, WAIT_QUANTILE(COUNT_P50_US, 0.50), SAYS("待ち時間の中央値(整理券に対して)", "half wait no longer; over tickets issued"))},
    {OF("wait_p90", "min", METRIC_USE, PER_MIN, WAIT_QUANTILE(COUNT_P90_US, 0.90), SAYS("待ち時間の90%点(整理券に対して)", "nine of ten wait no longer; over tickets issued"))},
    {OF("wait_p95", "min", METRIC_USE, PER_MIN, WAIT_QUANTILE(COUNT_P95_US, 0.95), SAYS("待ち時間の95%点(整理券に対して)", "19 of 20 wait no longer; over tickets issued"))},
    {OF("wait_within", "1", METRIC_USE_WAIT, 1, .over = {COUNT_SERVED_WITHIN, COUNT_GONE_WITHIN, METRIC_END}, .under = SUM(COUNT_TICKETS), SAYS("待ち時間がこれ以内の割合(整理券に対して)", "wait not longer, of tickets issued"))},
    {OF("wait_over", "1", METRIC_USE_WAIT, 1, .is_complement = true, .over = {COUNT_SERVED_WITHIN, COUNT_GONE_WITHIN, METRIC_END}, .under = SUM(COUNT_TICKETS), SAYS("待ち時間がこれを超える割合(整理券に対して)", "wait longer, of tickets issued"))},
    {OF("served_within", "1", METRIC_USE_WAIT, 1, .over = SUM(COUNT_SERVED_WITHIN), .under = SUM(COUNT_ATTEMPTS), SAYS("これ以内に対応した割合(来た回数に対して)", "served within it, of all attempts"))},
    {OF("served_within_of_served", "1", METRIC_USE_WAIT, 1, .over = SUM(COUNT_SERVED_WITHIN), .under = SUM(OUTCOME(VISIT_SERVED)), SAYS("これ以内に対応した割合(対応した人に対して)", "served within it, of the served"))},
    {OF("ended_within", "1", METRIC_USE_WAIT, 1, .over = {COUNT_SERVED_WITHIN, COUNT_GONE_WITHIN, METRIC_END}, .under = SUM(COUNT_ATTEMPTS), SAYS("これ以内に対応したか帰った割合(来た回数に対して)", "served or gone within it, of all attempts"))},
    {.less = COUNT_GONE_WITHIN, .name = "served_within_of_patient", .unit = "1", .scope = METRIC_USE_WAIT, .scale = 1, .over = SUM(COUNT_SERVED_WITHIN), .under = SUM(COUNT_ATTEMPTS), SAYS("これ以内に対応した割合(これ以内に帰った人を除く)", "served within it, of all but those gone within it")},
    {OF("stay_mean", "min", METRIC_USE, PER_MIN, .over = SUM(COUNT_STAY_US), .under = SUM(COUNT_DONE), SAYS("来てから最後の窓口で終わるまでの平均時間(そこで対応した人)", "mean time in the office of those served at the last counter"))},
    {OF("wait_day_total", "min", METRIC_USE, PER_MIN, .over = SUM(COUNT_WAIT_US), PER_DAY, SAYS("1日の待ち時間の合計", "all waits of a day"))},
    {OF("wait_day_mean", "min", METRIC_DAY, PER_MIN, .over = SUM(COUNT_DAY_WAIT_US), .under = SUM(COUNT_TICKET_DAYS), SAYS("日ごとの平均待ち時間の平均(人ではなく日に対して)", "mean of daily mean waits (over days, not people)"))},
    {OF("overtime_mean", "min", METRIC_DAY, PER_MIN, .over = SUM(COUNT_OVERTIME_US), .under = SUM(COUNT_DAYS), SAYS("受付終了から最後の人が終わるまで(日に対して)", "from closing until the last is done; over days"))},
    {OF("overtime_over", "1", METRIC_DAY_OVER, 1, .over = SUM(COUNT_OVERTIME_OVER), .under = SUM(COUNT_DAYS), SAYS("時間外がこれを超える日の割合", "share of days with a longer overtime"))},
    {OF("last_mean", "min", METRIC_DAY, PER_MIN, .over = SUM(COUNT_LAST_US), .under = SUM(COUNT_DAYS), SAYS("受付開始から、最後の人が終わり最後の予約時刻が過ぎるまで", "from opening until the last is done and the last appointment has passed"))},
    {OF("idle_mean", "min", METRIC_DAY, PER_MIN, .over = SUM(COUNT_IDLE_US), .under = SUM(COUNT_DAYS), SAYS("それまでに窓口が空いていた時間(窓口の合計)", "time counters were free until then, all together"))},
    {OF("orbit_mean", "people", METRIC_DAY, 1, .over = SUM(COUNT_ORBIT_US), .under = SUM(COUNT_OPEN_US), SAYS("出直そうとしている人数の時間平均", "people about to come again, on average over time"))},
    {OF("queue_mean", "people", METRIC_STATION, 1, .over = SUM(COUNT_WAITING_US), .under = SUM(COUNT_OPEN_US), .is_per_day_word = true, SAYS("待っている人数の時間平均", "people waiting, on average over time"))},
    {OF("busy_mean", "people", METRIC_STATION, 1, .over = SUM(COUNT_BUSY_US), .under = SUM(COUNT_OPEN_US), .is_per_day_word = true, SAYS("対応中の人数の時間平均", "people being served, on average over time"))},
    {OF("system_mean", "people", METRIC_STATION, 1, .over = {COUNT_WAITING_US, COUNT_BUSY_US, METRIC_END}, .under = SUM(COUNT_OPEN_US), .is_per_day_word = true, SAYS("中にいる人数の時間平均", "people inside, on average over time"))},
    {OF("occupancy", "1", METRIC_STATION, 1, .over = SUM(COUNT_BUSY_US), .under = SUM(COUNT_STAFFED_US), SAYS("窓口の稼働率(受付時間内)", "busy time over counter-time, inside opening hours"))},
    {OF("workload", "1", METRIC_STATION, 1, .over = SUM(COUNT_STATION_WORK_US), .under = SUM(COUNT_STAFFED_US), SAYS("対応のすべて(受付終了後も)÷受付時間内の窓口の延べ時間", "all service, after closing too, over counter-time inside opening hours"))},
    {OF("station_wait_mean", "min", METRIC_STATION, PER_MIN, .over = SUM(COUNT_STATION_WAIT_US), .under = SUM(COUNT_STATION_VISITS), SAYS("その窓口での平均待ち時間(対応した人)", "mean wait at the station, of those served there"))},
    {OF("station_stay_mean", "min", METRIC_STATION, PER_MIN, .over = SUM(COUNT_STATION_STAY_US), .under = SUM(COUNT_STATION_VISITS), SAYS("その窓口での平均時間(待ちと対応)", "mean time at the station, of those served there"))},
    {OF("wait_of", "min", METRIC_FIRST, PER_MIN, .over = SUM(COUNT_FIRST_WAIT_US), .under = SUM(COUNT_FIRST_N), SAYS("その日の n 番目に来た人の平均待ち時間", "mean wait of the nth person of the day"))},
    {OF("call_of", "min", METRIC_FIRST, PER_MIN, .over = SUM(COUNT_FIRST_CALL_US), .under = SUM(COUNT_FIRST_CALLS), SAYS("その日の n 番目に来た人が呼ばれるまで(受付開始から。呼ばれた日に対して)", "call of the nth person of the day, from the opening; over days on which he was called"))},
    {OF("wait_of_first", "min", METRIC_FIRST_UP_TO, PER_MIN, .over = SUM(COUNT_FIRST_WAIT_US), .under = SUM(COUNT_FIRST_N), SAYS("その日のはじめの n 人の平均待ち時間", "mean wait of the first n people of the day"))},
    {OF("state", "1", METRIC_STATE, 1, .over = SUM(0), .under = SUM(COUNT_OPEN_US), .is_per_day_word = true, SAYS("中にちょうど n 人いる時間の割合", "share of time with exactly n inside"))},
    {OF("state_up_to", "1", METRIC_STATE_UP_TO, 1, .over = SUM(0), .under = SUM(COUNT_OPEN_US), .is_per_day_word = true, SAYS("中にいるのが n 人以下の時間の割合", "share of time with at most n inside"))},
    {OF("state_beyond", "1", METRIC_STATE_UP_TO, 1, .is_complement = true, .over = SUM(0), .under = SUM(COUNT_OPEN_US), .is_per_day_word = true, SAYS("中にいるのが n 人を超える時間の割合", "share of time with more than n inside"))},
};
/* clang-format on */

const struct metric *metric_all(size_t *n)
{
    *n = COUNT_OF(metrics);
    return metrics;
}

const struct metric *metric_find(const char *name, const char **nearest)
{
    const char *names[COUNT_OF(metrics)];
    for (size_t i = 0; i < COUNT_OF(metrics); i++) {
        names[i] = metrics[i].name;
        if (strcmp(name, names[i]) == 0)
            return &metrics[i];
    }
    *nearest = near_best(name, names, COUNT_OF(names));
    return NULL;
}

bool metric_is_counted(const struct metric *m, const struct design *d, int32_t index)
{
    switch (m->scope) {
    case METRIC_USE:
    case METRIC_DAY:
        return index == 0;
    case METRIC_USE_WAIT:
        return index >= 0 && index < d->n_waits;
    case METRIC_DAY_OVER:
        return index >= 1 && index <= d->n_overtimes;
    case METRIC_STATION:
        return index >= 1 && index <= d->n_stations;
    case METRIC_FIRST:
    case METRIC_FIRST_UP_TO:
        return index >= 1 && index <= d->n_first;
    case METRIC_STATE:
    case METRIC_STATE_UP_TO:
        return index >= 0 && index < d->n_states - 1;
    }
    return false;
}

static double sum_terms(const int32_t *term, const int64_t *word, int32_t shift)
{
    double sum = 0;
    for (int i = 0; i < METRIC_TERMS && term[i] != METRIC_END; i++)
        sum += (double)word[term[i] + shift];
    return sum;
}

static void read_use(const struct metric *m, const int64_t *word, int32_t index, double *over,
                     double *under)
{
    int32_t shift = m->scope == METRIC_USE_WAIT ? index : 0;
    *over += sum_terms(m->over, word, shift);
    if (!m->is_per_day_word)
        *under += sum_terms(m->under, word, 0);
    if (m->less != METRIC_END)
        *under -= (double)word[m->less + index];
}

static void read_uses(const struct metric *m, const struct design *d, const int64_t *record,
                      int32_t use, int32_t index, double *over, double *under)
{
    const int64_t *first = record + count_layout_of(d).uses;
    for (int32_t k = 0; k < d->n_uses; k++)
        if (use == METRIC_ALL_USES || use == k)
            read_use(m, first + (size_t)k * COUNT_USE_WORDS, index, over, under);
}

/* People from `from` to `to` - 1. */
static void read_first(const struct metric *m, const struct design *d, const int64_t *record,
                       int32_t from, int32_t to, double *over, double *under)
{
    const int64_t *word = record + count_layout_of(d).first;
    for (int32_t k = from; k < to; k++) {
        *over += sum_terms(m->over, word + (size_t)k * COUNT_FIRST_WORDS, 0);
        *under += sum_terms(m->under, word + (size_t)k * COUNT_FIRST_WORDS, 0);
    }
}

static double sum_states(const struct design *d, const int64_t *record, int32_t from, int32_t to)
{
    const int64_t *word = record + count_layout_of(d).states;
    double sum = 0;
    for (int32_t k = from; k <= to; k++)
        sum += (double)word[k];
    return sum;
}

static void read_scope(const struct metric *m, const struct design *d, const int64_t *record,
                       int32_t use, int32_t index, double *over, double *under)
{
    const int64_t *station;
    switch (m->scope) {
    case METRIC_USE:
    case METRIC_USE_WAIT:
        read_uses(m, d, record, use, index, over, under);
        break;
    case METRIC_DAY:
    case METRIC_DAY_OVER:
        *over = sum_terms(m->over, record, m->scope == METRIC_DAY_OVER ? index - 1 : 0);
        *under = sum_terms(m->under, record, 0);
        break;
    case METRIC_STATION:
        station = record + COUNT_STATION + (size_t)(index - 1) * COUNT_STATION_WORDS;
        *over = sum_terms(m->over, station, 0);
        *under = m->is_per_day_word ? 0 : sum_terms(m->under, station, 0);
        break;
    case METRIC_FIRST:
        read_first(m, d, record, index - 1, index, over, under);
        break;
    case METRIC_FIRST_UP_TO:
        read_first(m, d, record, 0, index, over, under);
        break;
    case METRIC_STATE:
        *over = sum_states(d, record, index, index);
        break;
    case METRIC_STATE_UP_TO:
        *over = sum_states(d, record, 0, index);
        break;
    }
}

void metric_read(const struct metric *m, const struct design *d, const int64_t *record, int32_t use,
                 int32_t index, double *over, double *under)
{
    BUG_IF(!metric_is_counted(m, d, index));
    *over = *under = 0;
    read_scope(m, d, record, use, index, over, under);
    if (m->is_per_day_word)
        *under = sum_terms(m->under, record, 0);
    if (m->is_complement)
        *over = *under - *over;
    *over *= m->scale;
}

double metric_own_quantile(const struct metric *m, const struct design *d, const int64_t *record,
                           int32_t use)
{
    const int64_t *uses = record + count_layout_of(d).uses;
    double over = 0, tickets = 0;
    BUG_IF(m->quantile <= 0);
    read_uses(m, d, record, use, 0, &over, &tickets);
    if (tickets <= 0)
        return (double)NAN;
    int64_t us = use == METRIC_ALL_USES
                     ? record[COUNT_ALL_P50_US + (m->quantile_word - COUNT_P50_US)]
                     : uses[(size_t)use * COUNT_USE_WORDS + (size_t)m->quantile_word];
    return (double)us * m->scale;
}
