/* claims.h - sentences filled from the numbers of a run, by rules that are tested.
 *
 * A sentence states nothing the interval does not support:
 *   - a target is reached or missed only by verdict_of(), everything else is 判定保留;
 *   - "the worst" day or half hour is named alone only when no other interval overlaps,
 *     else it is one of n candidates, and when all overlap nothing is named the worst;
 *   - nine of ten people means the 90th percentile, rounded up to 5 minutes;
 *   - a wait of a day never stands without the people turned away on that day.
 * Every function appends text without markup to out, in English or in Japanese: the rule
 * decides once, both languages say the same (bilingual.h). The sentences themselves are
 * pinned in tests/present/test_claims.c.
 */
#ifndef PRESENT_CLAIMS_H
#define PRESENT_CLAIMS_H

#include <stdbool.h>
#include <stdint.h>

#include "cli/present/findings.h"
#include "cli/present/tables.h"
#include "cli/present/tables_short.h"
#include "sim/base/text.h"

/* The promise: 30分以内に90% */
void claims_target(struct text *out, bool japanese, const struct tables_about *about);

/* The answer: how many wards keep the promise, which do not, in how many it is broken for
 * those without a booking, and how many people were turned away when there were any. */
void claims_answer(struct text *out, bool japanese, const struct findings *f,
                   const struct tables_about *about);

/* The same in a few words for a card, the worst first: 18区中2区が未達, 18区中2区が
 * 判定保留, 全18区で目標達成. */
void claims_count(struct text *out, bool japanese, const struct findings *f);

/* 未達は2区(青葉・西)。判定保留は1区(港北)。達成は15区。 Nothing when all wards got
 * the same verdict. */
void claims_which_wards(struct text *out, bool japanese, const struct findings *f);

/* 予約なしの人では18区中16区が未達 ; for one ward 予約なしの人では未達. Nothing when no
 * ward misses the target for those without a booking. */
void claims_walk_in(struct text *out, bool japanese, const struct findings *f);

/* 目標は30分以内に90%。全市では93.1%(95%区間 92.8–93.4%) */
void claims_whole(struct text *out, bool japanese, const struct findings *f,
                  const struct tables_about *about);

/* The answer where there are more places than can be listed, and their verdicts. */
void claims_sites(struct text *out, bool japanese, const struct findings *f,
                  const struct tables_about *about, const struct tables_count *count);
void claims_verdicts(struct text *out, bool japanese, const struct tables_count *count);

/* 10人中9人が約95分以内に呼ばれる / 待たずに呼ばれる, from a 90th percentile; the plain
 * form (呼ばれる) or the joining one (呼ばれ);
 * English has one form. Nothing when p90 is NaN. */
enum claims_form { CLAIMS_ENDS, CLAIMS_GOES_ON };
void claims_how_long(struct text *out, bool japanese, double p90_min, enum claims_form form);

/* 7/27(月) or 7/27(月)など4日 (candidates), or 特定できません. */
void claims_worst_day_short(struct text *out, bool japanese, const struct findings_day *d);

/* The worst day with its wait and its turned away, for the title of the figure by day. */
void claims_worst_day(struct text *out, bool japanese, const struct findings_day *d);

/* The same for weekday and half hour. */
void claims_worst_cell(struct text *out, bool japanese, const struct findings_cell *c);

/* 2区に未達の時間帯 ; 未達の時間帯なし. Half hours of weekdays and Saturdays, ward by ward.
 */
void claims_hours_short(struct text *out, bool japanese, const struct findings *f);

/* How many of them miss the target, and the lowest, named alone only when no other interval
 * overlaps, and not at all with more than four rivals. Nothing when there are none. */
void claims_hours(struct text *out, bool japanese, const struct findings *f,
                  const struct tables_about *about);

/* 30分以内に呼ばれる割合の95%区間は±0.3ポイント(反復200回); below 100 replications it
 * adds that t intervals then come out narrow. */
void claims_how_sure(struct text *out, bool japanese, struct interval share, double target_min,
                     uint32_t replications);

/* 12,340人(95%区間 12,100–12,580人); 0人 alone when there was nobody in any replication. */
void claims_people(struct text *out, bool japanese, struct interval people);

/* 断った人は期間中 … in one sentence, also when there was nobody. */
void claims_turned_away(struct text *out, bool japanese, struct interval people);

/* 最も多いのは青葉区(6,120人) when that is clear, else 多いのは…など. Nothing for one
 * ward and when nobody was turned away. */
void claims_most_turned_away(struct text *out, bool japanese, const struct findings *f);

/* 全市では、予約の有無を合わせて、2020年9月3日(木)以降は毎日、目標を達成 ; holds to the end of
 * the reported period, which may lie in the next year. Nothing when met_from is 0. */
void claims_met_from(struct text *out, bool japanese, const struct findings *f);

/* 30分以内に呼ばれる人は、予約97%、予約なし62% ; booked or walk_in may be NaN. An interval wider
 * than 5 points stands beside its share. */
void claims_shares(struct text *out, bool japanese, struct interval booked, struct interval walk_in,
                   double target_min);

/* 青葉区の2020年7月は、開庁22日のうち10日が大変混雑の見込み */
void claims_month(struct text *out, bool japanese, const struct findings_month *m, const char *site,
                  civil_day first_of_month);

#endif
