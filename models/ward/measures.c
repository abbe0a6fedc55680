#include "models/ward/measures.h"

#include "sim/base/attr.h"

#define PER_MIN (1.0 / 60e6)
#define PER_HOUR (1.0 / 3600e6)
#define CAUSE(which) (TALLY_LAPSED_CAUSE + (which))
#define TOTAL(k, u, a, b, ja, mja, men) \
    { \
        .name = (k), .unit = (u), .digits = 1, .kind = MEASURE_TOTAL, .numerator = {(a), (b)}, \
        .denominator = MEASURE_NONE, .scale = 1, .name_ja = (ja), .meaning_ja = (mja), \
        .meaning_en = (men) \
    }
#define RATIO(k, u, d, a, over, by, ja, mja, men) \
    { \
        .name = (k), .unit = (u), .digits = (d), .kind = MEASURE_RATIO, \
        .numerator = {(a), MEASURE_NONE}, .denominator = (over), .scale = (by), .name_ja = (ja), \
        .meaning_ja = (mja), .meaning_en = (men) \
    }
#define QUANTILE(k, p, ja, mja, men) \
    { \
        .name = (k), .unit = "min", .digits = 2, .kind = MEASURE_QUANTILE, \
        .numerator = {MEASURE_NONE, MEASURE_NONE}, .denominator = TALLY_SERVED, .scale = PER_MIN, \
        .quantile = (p), .name_ja = (ja), .meaning_ja = (mja), .meaning_en = (men) \
    }
#define PLACED_TOTAL(where, k, u, d, a, by, ja, mja, men) \
    { \
        .name = (k), .unit = (u), .digits = (d), .kind = MEASURE_TOTAL, .place = (where), \
        .is_site = true, .numerator = {(a), MEASURE_NONE}, .denominator = MEASURE_NONE, \
        .scale = (by), .name_ja = (ja), .meaning_ja = (mja), .meaning_en = (men) \
    }
#define PLACED_RATIO(where, k, u, d, a, over, by, ja, mja, men) \
    { \
        .name = (k), .unit = (u), .digits = (d), .kind = MEASURE_RATIO, .place = (where), \
        .is_site = true, .numerator = {(a), MEASURE_NONE}, .denominator = (over), .scale = (by), \
        .name_ja = (ja), .meaning_ja = (mja), .meaning_en = (men) \
    }
#define SITE_TOTAL(k, u, a, ja, mja, men) \
    PLACED_TOTAL(MEASURE_EVERYWHERE, k, u, 1, a, 1, ja, mja, men)
#define SITE_SUM(k, u, a, by, ja, mja, men) \
    PLACED_TOTAL(MEASURE_EVERYWHERE, k, u, 1, a, by, ja, mja, men)
#define SITE_RATIO(k, u, d, a, over, by, ja, mja, men) \
    PLACED_RATIO(MEASURE_EVERYWHERE, k, u, d, a, over, by, ja, mja, men)
#define HOME_TOTAL(k, u, a, ja, mja, men) PLACED_TOTAL(MEASURE_AT_HOME, k, u, 1, a, 1, ja, mja, men)
#define HOME_RATIO(k, u, d, a, over, ja, mja, men) \
    PLACED_RATIO(MEASURE_AT_HOME, k, u, d, a, over, 1, ja, mja, men)
#define PHONE_TOTAL(k, u, a, ja, mja, men) \
    PLACED_TOTAL(MEASURE_BY_PHONE, k, u, 1, a, 1, ja, mja, men)
#define PHONE_RATIO(k, u, d, a, over, by, ja, mja, men) \
    PLACED_RATIO(MEASURE_BY_PHONE, k, u, d, a, over, by, ja, mja, men)

/* clang-format off */
static const struct measure measures[] = {
    TOTAL("visits", "people", TALLY_ARRIVALS, MEASURE_NONE, "来庁者",
          "来庁した人(延べ)。1反復の期間合計の平均", "people who came (each visit counts); mean total of a replication"),
    RATIO("wait_mean", "min", 2, TALLY_WAIT_US, TALLY_SERVED, PER_MIN, "平均待ち時間",
          "呼出し時刻-max(整理券,予約時刻)、負は0。分母は呼ばれた人", "call minus max(ticket, slot), at least 0; over people called"),
    QUANTILE("wait_p50", 0.50, "待ち時間の中央値", "半数がこれ以内に呼ばれる。全反復をまとめた分布、分母は呼ばれた人", "half are called within it; pooled over replications, over people called"),
    QUANTILE("wait_p90", 0.90, "待ち時間の90%点", "10人中9人がこれ以内に呼ばれる。分母は呼ばれた人", "nine of ten are called within it; over people called"),
    QUANTILE("wait_p95", 0.95, "待ち時間の95%点", "20人中19人がこれ以内に呼ばれる。分母は呼ばれた人", "19 of 20 are called within it; over people called"),
    RATIO("share_within_target", "1", 4, TALLY_WITHIN, TALLY_TICKETS, 1, "目標以内の割合",
          "待ち時間が目標以内の人の割合。分母は整理券を受けた人(待ちきれず帰った人を含み、断られた人は含まない)", "share of people called within the target; over tickets issued (whoever lost patience is in it, the turned away are not)"),
    TOTAL("turned_away", "people", TALLY_TURNED_AWAY, TALLY_REFUSED, "断られた人",
          "早めの受付終了・受付時間後・予約者のみの日に断られた来庁(延べ)", "visits turned away: acceptance had ended early, after closing time, or on a reserved-only day"),
    TOTAL("refused", "people", TALLY_NO_BOOKING, MEASURE_NONE, "予約が取れず断念",
          "予約の空きがなく、あきらめた人", "people who gave up because no booking was to be had"),
    TOTAL("no_show", "people", TALLY_NO_SHOW, MEASURE_NONE, "予約して来なかった",
          "予約して来なかった件数", "appointments missed"),
    TOTAL("cancelled", "people", TALLY_CANCELLED, MEASURE_NONE, "区役所による取消し",
          "閉庁の発表により区役所が取り消した予約", "appointments cancelled by the office (announced closures)"),
    TOTAL("given_back", "people", TALLY_GIVEN_BACK, MEASURE_NONE, "本人による取消し",
          "締切までに本人が取り消した予約(枠はまた空く)", "appointments given back by the person in time (the place is free again)"),
    TOTAL("demoted", "people", TALLY_DEMOTED, MEASURE_NONE, "遅刻して一般の列へ",
          "遅刻の限度を超え、予約なしの列で待った人", "booked people who came later than the grace and waited as walk-ins"),
    TOTAL("outside", "people", TALLY_OUTSIDE, MEASURE_NONE, "開庁前に来た人",
          "開庁前に来て外で待った人(待ち時間は開庁から)", "people who came before the doors opened (their wait counts from opening)"),
    TOTAL("beyond_places", "people", TALLY_BEYOND, MEASURE_NONE, "席がなく外で待った人",
          "整理券を受けたとき庁内に席がなく、外で待った人(延べ)", "people who found no place inside when they took their ticket and waited outside"),
    TOTAL("balked", "people", TALLY_BALKED, MEASURE_NONE, "列を見て帰った人",
          "待っている人数を見て、整理券を受けずに帰った来庁(延べ)", "visits that turned round without a ticket on seeing how many were waiting"),
    TOTAL("left", "people", TALLY_LEFT, MEASURE_NONE, "待ちきれず帰った人",
          "整理券を受けたあと、呼ばれる前に帰った来庁(延べ)", "visits that took a ticket and left before they were called"),
    RATIO("left_wait_mean", "min", 2, TALLY_LEFT_WAIT_US, TALLY_LEFT, PER_MIN, "待ちきれず帰るまでの時間",
          "整理券から帰るまで。分母は待ちきれず帰った人", "from the ticket until they left; over people who left"),
    RATIO("time_in_office_mean", "min", 2, TALLY_OFFICE_US, TALLY_TICKETS, PER_MIN, "来庁から帰るまで",
          "来庁(開庁前を含む)から用件の終わりまで、または待ちきれず帰るまで。分母は整理券を受けた人", "from coming, before the doors too, until served or gone; over tickets issued"),
    RATIO("lateness_mean", "min", 2, TALLY_LATENESS_US, TALLY_KEPT, PER_MIN, "予約時刻からの遅れ",
          "呼出し時刻-予約時刻、負は0。分母は呼ばれた予約者", "call minus slot, at least 0; over booked people called"),
    RATIO("wait_from_arrival_mean", "min", 2, TALLY_ARRIVAL_WAIT_US, TALLY_KEPT, PER_MIN, "予約者の来庁からの待ち",
          "呼出し時刻-来庁時刻(開庁前を含む)。分母は呼ばれた予約者", "call minus arrival, before the doors too; over booked people called"),
    RATIO("lead_days_mean", "d", 2, TALLY_LEAD_DAYS, TALLY_BOOKED, 1, "予約日までの日数",
          "最初に申し込んだ日から予約日までの暦日数。分母は取れた予約", "calendar days from the first attempt to the appointment; over appointments made"),
    SITE_RATIO("overtime_mean", "min", 2, TALLY_OVERTIME_US, TALLY_OPEN_DAYS, PER_MIN, "時間外",
          "受付終了から最後の人が終わるまで。分母は開庁日", "from closing until the last person is done; over open days"),
    SITE_RATIO("overtime_over_30", "1", 4, TALLY_OVERTIME_LONG_DAYS, TALLY_OPEN_DAYS, 1, "時間外が30分を超えた日の割合",
          "時間外が30分を超えた日の割合。分母は開庁日(全市は区の延べ日数)", "share of days that ended more than 30 minutes after closing; over open days (city: ward-days)"),
    SITE_TOTAL("early_end_days", "days", TALLY_EARLY_END_DAYS, "早めに受付を終えた日",
          "早めに受付を終えた日数(全市は区の延べ日数)", "days on which acceptance ended early (city: ward-days)"),
    SITE_RATIO("occupancy", "1", 4, TALLY_BUSY_US, TALLY_STAFFED_US, 1, "窓口の稼働率",
          "開庁時間内の対応時間÷開庁時間内の窓口の延べ時間", "service inside opening hours over counter-hours inside opening hours"),
    SITE_RATIO("idle_share", "1", 4, TALLY_IDLE_US, TALLY_STAFFED_US, 1, "窓口が空いていた割合",
          "開庁時間内に誰にも対応していない窓口の時間÷開庁時間内の窓口の延べ時間", "time inside opening hours in which a counter on duty serves nobody, over counter-hours inside opening hours"),
    SITE_RATIO("queue_mean", "people", 2, TALLY_QUEUE_US, TALLY_OPEN_US, 1, "待っている人数(時間平均)",
          "呼ばれるのを待つ人数の、開庁時間内の時間平均(全市は1区あたり)", "people waiting to be called, time average over opening hours (city: per ward)"),
    SITE_RATIO("queue_most", "people", 1, TALLY_QUEUE_MOST, TALLY_OPEN_DAYS, 1, "待っている人数(1日の最大)",
          "1日のうちに同時に待った人数の最大。分母は開庁日", "most people waiting at once on a day; over open days"),
    SITE_RATIO("beyond_most", "people", 1, TALLY_BEYOND_MOST, TALLY_OPEN_DAYS, 1, "席がなく外にいた人数(1日の最大)",
          "席がなく同時に外で待った人数の最大。分母は開庁日", "most people outside at once for want of a place inside; over open days"),
    SITE_SUM("beyond_hours", "person-h", TALLY_BEYOND_US, PER_HOUR, "席がなく外で待った延べ時間",
          "庁内に席がなく外で待った延べ時間", "person-hours outside for want of a place inside"),
    SITE_SUM("outside_hours", "person-h", TALLY_OUTSIDE_US, PER_HOUR, "開庁前に外で待った延べ時間",
          "開庁前に来た人が外で待った延べ時間", "person-hours outside before the doors opened"),
    SITE_SUM("counter_hours", "h", TALLY_STAFFED_US, PER_HOUR, "窓口の延べ時間",
          "開庁時間内の窓口の延べ時間", "counter-hours inside opening hours"),
    SITE_TOTAL("staff_cost", "yen", TALLY_YEN, "窓口の費用",
          "(開庁時間内の窓口の延べ時間+受付終了後の対応時間)×1時間の費用", "counter-hours inside opening hours and service after closing, times the cost of an hour"),
    SITE_RATIO("third_next_days", "d", 2, TALLY_THIRD_DAYS, TALLY_THIRD_LOOKS, 1, "3番目の空きまでの日数",
          "朝の時点で更新の3番目に早い空きまでの暦日数(なければ予約期間の翌日まで)。分母は予約を取る区の日数", "calendar days to the third free place for a renewal, looked up each morning (none: one day beyond the horizon); over mornings of sites that take bookings"),
    HOME_TOTAL("renewed", "people", TALLY_RENEWED, "更新した人", "更新を終えた人", "renewals completed"),
    HOME_TOTAL("lapsed", "people", TALLY_LAPSED, "失効した人",
          "期間内に期限を迎え、それまでに更新しなかった人", "certificates that expired in the period before they were renewed"),
    HOME_TOTAL("lapsed_no_response", "people", CAUSE(CAUSE_NO_RESPONSE), "失効: 動かなかった",
          "失効した人のうち、封筒を受け取ったが期限までに動かなかった人", "of the lapsed: had the letter and did not act before the expiry"),
    HOME_TOTAL("lapsed_no_letter", "people", CAUSE(CAUSE_NO_LETTER), "失効: 封筒が届かなかった",
          "失効した人のうち、期限までに白い封筒が届かず、動かなかった人", "of the lapsed: the white letter had not come by the expiry, and they did not act"),
    HOME_TOTAL("lapsed_waiting", "people", CAUSE(CAUSE_WAITING), "失効: 日を待つ間",
          "失効した人のうち、期限までに動いたが、来る日が期限の後だった人", "of the lapsed: acted in time, but their day came after the expiry"),
    HOME_TOTAL("lapsed_no_slot", "people", CAUSE(CAUSE_NO_SLOT), "失効: 予約の空きなし",
          "失効した人のうち、期限前の最後のつまずきが予約の空きのなさだった人", "of the lapsed: the last thing in their way before the expiry was that nothing was free"),
    HOME_TOTAL("lapsed_phone", "people", CAUSE(CAUSE_PHONE), "失効: 電話がつながらず",
          "失効した人のうち、期限前の最後のつまずきが電話のつながらなさだった人", "of the lapsed: the last thing in their way was a day of calling in vain"),
    HOME_TOTAL("lapsed_missed", "people", CAUSE(CAUSE_MISSED), "失効: 予約を失って",
          "失効した人のうち、期限前の最後のつまずきが予約の欠席・取消し(区役所による取消しを含む)だった人", "of the lapsed: the last thing in their way was an appointment missed, given back, or taken back by the office"),
    HOME_TOTAL("lapsed_second", "people", CAUSE(CAUSE_SECOND), "失効: 再度の来庁を待つ間",
          "失効した人のうち、期限前の最後のつまずきがもう一度の来庁の必要だった人", "of the lapsed: the last thing in their way was another visit that was needed"),
    HOME_TOTAL("lapsed_not_served", "people", CAUSE(CAUSE_NOT_SERVED), "失効: 窓口で断られて",
          "失効した人のうち、期限前の最後のつまずきが窓口で断られたこと、待ちきれず帰ったことだった人", "of the lapsed: the last thing in their way was that they were turned away, or left"),
    HOME_TOTAL("lapsed_days", "person-days", TALLY_LAPSED_DAYS, "失効の延べ日数",
          "失効から更新(または期間の終わり)までの延べ日数", "person-days from expiry to renewal, or to the end of the period"),
    HOME_TOTAL("lost", "people", TALLY_LOST, "あきらめた更新者",
          "更新しようとして、途中であきらめた人", "holders who tried to renew and gave up"),
    HOME_TOTAL("second_visits", "visits", TALLY_SECOND, "もう一度の来庁が必要",
          "更新のための来庁のうち、それでは済まず、もう一度来ることになった回数(照会・暗証番号不一致・書類の不備・予約番号の問い合わせ)", "visits for a renewal that had to be followed by another (enquiry, PIN that does not match, papers, asking for a booking ID)"),
    HOME_RATIO("visits_per_renewal", "visits", 3, TALLY_HOLDER_VISITS, TALLY_RENEWED, "更新1件の来庁回数",
          "更新のために来て対応を受けた回数。分母は終えた更新(断られた来庁は含まない)", "visits for renewals that were served; over renewals completed (visits turned away are not in it)"),
    HOME_RATIO("notice_to_renewal_mean", "d", 2, TALLY_NOTICE_DAYS, TALLY_NOTIFIED, "封筒が届いてから更新まで",
          "封筒が届いた日から更新を終えた日までの暦日数。分母は届いた後に終えた更新", "calendar days from delivery of the letter to the renewal; over renewals completed after it"),
    PHONE_TOTAL("phone_calls", "calls", TALLY_CALLS, "予約の電話",
          "予約や予約番号の問い合わせのためにかけた電話(かけ直しを含む、そのほかの問い合わせは含まない)", "calls to book or to ask for a booking ID, dialling again included, enquiries about other things not"),
    PHONE_RATIO("phone_busy", "1", 4, TALLY_CALLS_BUSY, TALLY_CALLS, 1, "話し中の割合",
          "回線がすべてふさがっていて話し中だった割合。分母は予約の電話(かけ直しも1件)", "share of calls that heard the busy signal; over calls (each attempt counts)"),
    PHONE_RATIO("phone_abandoned", "1", 4, TALLY_CALLS_LEFT, TALLY_CALLS, 1, "電話で待ちきれず切った割合",
          "つながる前に切った割合。分母は予約の電話(かけ直しも1件)", "share of calls given up before the answer; over calls (each attempt counts)"),
    PHONE_RATIO("phone_wait_mean", "min", 2, TALLY_CALL_WAIT_US, TALLY_CALLS_ANSWERED, PER_MIN, "電話がつながるまで",
          "かけてからオペレーターが出るまで。分母はつながった電話", "from dialling to the answer; over calls answered"),
    PHONE_RATIO("phone_calls_per_booking", "calls", 2, TALLY_CALLS, TALLY_CALL_BOOKED, 1, "予約1件あたりの電話",
          "予約の電話の数。分母は電話で取れた予約", "calls; over appointments made by phone"),
    PHONE_RATIO("phone_calls_per_caller", "calls", 2, TALLY_CALLS, TALLY_CALLERS, 1, "1人あたりの電話",
          "予約の電話の数。分母はかけ始めた人(翌日以降のかけ直しは同じ人、つながって空きがなかった人の次の電話は新しい1人)", "calls; over people who begin to call (the days of calling in vain are one; whoever got through and found nothing free begins anew)"),
    PHONE_TOTAL("phone_gave_up", "people", TALLY_PHONE_GAVE_UP, "電話をあきらめた人",
          "一度もつながらないまま、かけるのをやめた人", "people who stopped calling and never got through"),
    PHONE_RATIO("phone_gave_up_share", "1", 4, TALLY_PHONE_GAVE_UP, TALLY_CALLERS, 1, "電話をあきらめた人の割合",
          "一度もつながらないまま、かけるのをやめた人の割合。分母はかけ始めた人", "share of people who stopped calling and never got through; over people who begin to call"),
};
/* clang-format on */

const struct measure *measures_all(size_t *n)
{
    *n = COUNT_OF(measures);
    return measures;
}
