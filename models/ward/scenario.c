#include "models/ward/scenario.h"

#include <stddef.h>

#include "models/office/shift.h"
#include "sim/input/rows.h"

#define IN(group, inner) (offsetof(struct scenario, group.inner) - offsetof(struct scenario, group))
#define S struct scenario

enum { YEAR_S = 366 * 86400, DAY_S = 86400, HOUR_S = 3600 };

static const char *const families[] = {"constant", "exponential", "lognormal", "gamma", NULL};
static const char *const modes[] = {"by_ward", "walk_in", NULL};
static const char *const measure_steps[] = {"day", "month", "staffing", NULL};
static const char *const change_uses[] = {"all",   "renewal",   "handover", "pin_reset",
                                          "issue", "mynapoint", "other",    NULL};
static const char *const ways[] = {"required", "none", "mixed", NULL};
static const char *const shapes[] = {"table", "step", "ramp", "decay", NULL};
static const char *const walk_in_rules[] = {"refused", "when_idle", NULL};
static const char *const ward_modes[] = {"as_table", "booking", "walk_in", NULL};
static const char *const rules[] = {"ticket",     "slot",         "appointments_first",
                                    "n_to_m",     "dedicated",    "priority",
                                    "preemptive", "accumulating", NULL};
static const char *const leavings[] = {"finish", "hand_over", NULL};
static const char *const templates[] = {"individual", "block", "bailey_welch", "dome", NULL};
static const char *const early_ends[] = {"never", "work", "tickets", NULL};
static const char *const use_names[] = {"renewal",   "handover", "pin_reset", "issue",
                                        "mynapoint", "other",    NULL};
static const char *const outage_states[] = {"slow", "down", NULL};
static const char *const day_types[] = {"weekday", "saturday", NULL};

/* clang-format off */
static const struct bind_row period_rows[] = {
    SET(S, period, from, BIND_DATE, NULL, 0, 0, NULL, "報告期間の最初の日", "first day reported"),
    SET(S, period, to,   BIND_DATE, NULL, 0, 0, NULL, "報告期間の最後の日", "last day reported"),
    END
};

static const struct bind_row warmup_rows[] = {
    SET(S, warmup, notices_from,  BIND_DATE, NULL, 0, 0, NULL, "通知の発送をこの日から再現する(報告しない助走)", "letters are simulated from this day (warm-up, not reported)"),
    SET(S, warmup, counters_from, BIND_DATE, NULL, 0, 0, NULL, "予約と窓口をこの日から再現する(報告しない助走)", "bookings and counters are simulated from this day (warm-up, not reported)"),
    END
};

static const struct bind_row weekday_hours_rows[] = {
    SET(S, calendar.weekday, open,  BIND_CLOCK, "8:45",  0, DAY_S, NULL, "平日の受付開始", "doors open on weekdays"),
    SET(S, calendar.weekday, close, BIND_CLOCK, "17:00", 0, DAY_S, NULL, "平日の受付終了(この時刻ちょうどは間に合わない)", "last ticket before this time on weekdays (at this time it is too late)"),
    END
};

static const struct bind_row saturday_rows[] = {
    SET(S, calendar.saturday, open,  BIND_CLOCK,  "9:00",   0, DAY_S, NULL, "開庁土曜の受付開始", "doors open on opening Saturdays"),
    SET(S, calendar.saturday, close, BIND_CLOCK,  "12:00",  0, DAY_S, NULL, "開庁土曜の受付終了", "last ticket before this time on opening Saturdays"),
    SET(S, calendar.saturday, weeks, BIND_COUNTS, "[2, 4]", 1, 5,     NULL, "開庁する土曜(第何週か)", "which Saturdays of the month are open"),
    SET(S, calendar.saturday, open_on_holiday, BIND_FLAG, "yes", 0, 0, NULL, "開庁土曜が祝日でも開庁する", "an opening Saturday that is a public holiday is open"),
    END
};

static const struct bind_row year_end_rows[] = {
    SET(S, calendar.year_end, from, BIND_MONTHDAY, "12-29", 0, 0, NULL, "年末年始の閉庁の最初の日", "first closed day at the year's end"),
    SET(S, calendar.year_end, to,   BIND_MONTHDAY, "01-03", 0, 0, NULL, "年末年始の閉庁の最後の日", "last closed day at the year's beginning"),
    END
};

static const struct bind_row evening_rows[] = {
    SET(S, calendar.evening, days,  BIND_COUNTS, "[]",    1, 5, NULL, "夜間も開く曜日(1=月〜5=金)", "weekdays with evening hours (1 Monday to 5 Friday)"),
    SET(S, calendar.evening, close, BIND_CLOCK,  "19:00", 0, DAY_S, NULL, "その日の受付終了", "last ticket before this time on those days"),
    SET(S, calendar.evening, share, BIND_SHARE,  "15%",   0, 0.9, "%", "その日の来庁者のうち通常の受付終了より後に来る割合", "share of such a day's people who come after the usual closing"),
    END
};

static const struct bind_row calendar_rows[] = {
    GROUP(IN(calendar, weekday), "weekday", weekday_hours_rows, "平日の受付時間", "hours on weekdays"),
    GROUP(IN(calendar, saturday), "saturday", saturday_rows, "土曜の開庁", "opening Saturdays"),
    SET(S, calendar, holidays,   BIND_FILE, NULL, 0, 0, NULL, "祝日の表(date,name)", "table of public holidays (date,name)"),
    GROUP(IN(calendar, evening), "evening", evening_rows, "夜間の開庁", "evening hours"),
    GROUP(IN(calendar, year_end), "year_end", year_end_rows, "年末年始の閉庁", "closure at the turn of the year"),
    SET(S, calendar, exceptions, BIND_FILE, "", 0, 0, NULL, "臨時の開閉庁の表(date,ward,kind,announced)", "table of dated exceptions (date,ward,kind,announced)"),
    END
};

static const struct bind_row suspended_rows[] = {
    SET(S, notices.suspended, from, BIND_DATE, "", 0, 0, NULL, "発送を止めた最初の日", "first day without mail"),
    SET(S, notices.suspended, to,   BIND_DATE, "", 0, 0, NULL, "発送を止めた最後の日(翌日から再開)", "last day without mail (resumed on the next)"),
    END
};

static const struct bind_row delivery_rows[] = {
    SET(S, notices.delivery, least, BIND_SPAN, "1 d", 0, 30.0 * DAY_S, "d", "郵便が届くまでの最短日数", "least days in the mail"),
    SET(S, notices.delivery, most,  BIND_SPAN, "3 d", 0, 30.0 * DAY_S, "d", "郵便が届くまでの最長日数(間は等確率)", "most days in the mail (equal chances between)"),
    END
};

static const struct bind_row service_rows[] = {
    { .key = "family", .kind = BIND_CHOICE, .offset = offsetof(struct scenario_service, family), .fallback = "lognormal", .choices = families, .meaning_ja = "分布の形", .meaning_en = "family of the distribution" },
    OWN(struct scenario_service, mean, BIND_SPAN, NULL, 1, 8.0 * HOUR_S, "min", "窓口1件の平均時間", "mean time at the counter"),
    OWN(struct scenario_service, cv, BIND_REAL, "0.4", 0, 3, NULL, "変動係数(標準偏差÷平均)", "coefficient of variation"),
    END
};

static const struct bind_row no_id_rows[] = {
    SET(S, notices.no_id, acts, BIND_FLAG, "no", 0, 0, NULL, "封筒が届かなくても動く(青い封筒・期限・失効・確定申告に合わせる人)", "people reminded, near the deadline, lapsed or in tax season act even without their letter"),
    SET(S, notices.no_id, by_call, BIND_SHARE, "100%", 0, 1, "%", "届く前に予約したい人のうち、予約番号を電話で問い合わせる割合(残りは来庁)", "of those who want to book before their letter is there, the share that asks for the booking ID by a call (the others come)"),
    SET(S, notices.no_id, delay, BIND_SPAN, "3 d", DAY_S, 60.0 * DAY_S, "d", "問い合わせてから予約を申し込むまでの平均日数(1日以上、幾何分布)", "mean days from asking to booking (at least 1, geometric)"),
    GROUP(IN(notices.no_id, service), "service", service_rows, "問い合わせに来た人の窓口の時間", "time at the counter of those who come to ask"),
    END
};

static const struct bind_row notices_rows[] = {
    SET(S, notices, expiries, BIND_FILE, NULL, 0, 0, NULL, "月別の有効期限到来件数の表(month,count)", "table of certificates that expire by month (month,count)"),
    SET(S, notices, lead, BIND_SPAN, "0 d", -90.0 * DAY_S, 90.0 * DAY_S, "d", "手続期間の初日より何日早く発送するか", "how long before the window opens the white envelope is mailed"),
    SET(S, notices, daily_capacity, BIND_COUNT, "3000", 1, 1000000, NULL, "市全体の1開庁日の発送能力(通)", "letters the city can mail on a working day"),
    GROUP(IN(notices, suspended), "suspended", suspended_rows, "発送の一時停止", "suspension of mailing"),
    GROUP(IN(notices, delivery), "delivery", delivery_rows, "配達日数", "days in the mail"),
    SET(S, notices, blue_after, BIND_SPAN, "30 d", 0, 90.0 * DAY_S, "d", "手続期間の初日から青い封筒が届くまで", "from window opening to the blue envelope"),
    SET(S, notices, batches, BIND_FILE, "", 0, 0, NULL, "まとめて発送する日の表(date,ward)。表にない区は毎開庁日に発送", "table of mailing dates (date,ward); wards that are not in it mail on every working day"),
    SET(S, notices, spread, BIND_SPAN, "0 d", 0, 60.0 * DAY_S, "d", "同じ日に期限を迎える人への発送を何日に分けるか", "over how many days the letters of one day of expiry are spread"),
    GROUP(IN(notices, no_id), "no_id", no_id_rows, "予約番号のない人(封筒が届く前に動く人)", "people without a booking ID (who act before their letter is there)"),
    END
};

#define PART(name, share_default, ja, en_share, mean_default, ja_mean, en_mean) \
    static const struct bind_row name##_rows[] = { \
        OWN(struct scenario_part, share, BIND_SHARE, share_default, 0, 1, "%", ja, en_share), \
        OWN(struct scenario_part, mean, BIND_SPAN, mean_default, 0, 400.0 * DAY_S, "d", ja_mean, en_mean), \
        END \
    }
PART(prompt, NULL, "すぐに動く人の割合", "share of people who act at once", "1 d", "届いてから動くまでの平均日数(幾何分布)", "mean days from delivery to acting (geometric)");
PART(reminded, NULL, "青い封筒で動く人の割合", "share of people reminded by the blue envelope", "3 d", "青い封筒から動くまでの平均日数(幾何分布)", "mean days from the blue envelope to acting (geometric)");
PART(deadline, NULL, "期限間際に動く人の割合", "share of people who act near the deadline", "7 d", "期限の平均何日前に動くか(幾何分布)", "mean days before the expiry (geometric)");
PART(early, "0%", "手続期間の前に動く人の割合(有効期間は短くなる)", "share of people who act before their window opens (shorter validity)", "14 d", "手続期間の初日の平均何日前に動くか(1日以上60日以下、幾何分布)", "mean days before the window opens (1 to 60, geometric)");
PART(lapsed, NULL, "失効後に動く人の割合", "share of people who act after the lapse", "60 d", "失効から動くまでの平均日数(幾何分布)", "mean days from the lapse to acting (geometric)");

static const struct bind_row leisurely_rows[] = {
    SET(S, response.leisurely, share,  BIND_SHARE, NULL,   0, 1, "%", "ゆっくり動く人の割合", "share of people who take their time"),
    SET(S, response.leisurely, median, BIND_SPAN,  "12 d", DAY_S, 200.0 * DAY_S, "d", "届いてから動くまでの中央値(対数正規分布)", "median days from delivery to acting (lognormal)"),
    SET(S, response.leisurely, cv,     BIND_REAL,  "1.0",  0.01, 5, NULL, "同 変動係数", "its coefficient of variation"),
    END
};
static const struct bind_row tax_rows[] = {
    SET(S, response.tax_season, share, BIND_SHARE, NULL, 0, 1, "%", "確定申告の時期に動く人の割合", "share of people who act in tax season"),
    SET(S, response.tax_season, from, BIND_MONTHDAY, "02-16", 0, 0, NULL, "確定申告の最初の日", "first day of tax season"),
    SET(S, response.tax_season, to,   BIND_MONTHDAY, "03-15", 0, 0, NULL, "確定申告の最後の日", "last day of tax season"),
    END
};
static const struct bind_row never_rows[] = {
    SET(S, response.never, share, BIND_SHARE, NULL, 0, 1, "%", "更新しない人の割合", "share of people who never renew"),
    END
};
static const struct bind_row response_rows[] = {
    NEEDED(offsetof(struct scenario_response, prompt), "prompt", prompt_rows, "すぐに動く人", "prompt"),
    NEEDED(offsetof(struct scenario_response, leisurely), "leisurely", leisurely_rows, "ゆっくり動く人", "leisurely"),
    NEEDED(offsetof(struct scenario_response, reminded), "reminded", reminded_rows, "青い封筒で動く人", "reminded by the blue envelope"),
    NEEDED(offsetof(struct scenario_response, deadline), "deadline", deadline_rows, "期限間際に動く人", "near the deadline"),
    NEEDED(offsetof(struct scenario_response, lapsed), "lapsed", lapsed_rows, "失効後に動く人", "after the lapse"),
    NEEDED(offsetof(struct scenario_response, tax_season), "tax_season", tax_rows, "確定申告の時期に動く人", "in tax season"),
    NEEDED(offsetof(struct scenario_response, never), "never", never_rows, "更新しない人", "never"),
    GROUP(offsetof(struct scenario_response, early), "early", early_rows, "手続期間の前に動く人", "before the window"),
    END
};

static const struct bind_row also_rows[] = {
    { .key = "use", .kind = BIND_CHOICE, .offset = offsetof(struct scenario_use, also.use) - offsetof(struct scenario_use, also), .fallback = "other", .choices = use_names, .meaning_ja = "同じ来庁で済ませるもう一つの用件(最初の用件の窓口で対応)", .meaning_en = "what else is done on the same visit, at the counter of the first use" },
    SET(struct scenario_use, also, share, BIND_SHARE, "0%", 0, 1, "%", "その用件もある人の割合", "share of people who have that, too"),
    END
};
static const struct bind_row use_rows[] = {
    { .key = "mode", .kind = BIND_CHOICE, .offset = offsetof(struct scenario_use, mode), .fallback = "walk_in", .choices = modes, .meaning_ja = "受付方法: by_ward=区の方式に従う、walk_in=予約なし", .meaning_en = "by_ward: booked where the ward takes bookings; walk_in: never booked" },
    NEEDED(offsetof(struct scenario_use, service), "service", service_rows, "窓口1件の時間", "time at the counter"),
    OWN(struct scenario_use, monthly, BIND_FILE, "", 0, 0, NULL, "月別件数の表(month,count)", "table of people by month (month,count)"),
    OWN(struct scenario_use, visits, BIND_RATE, "0 /d", 0, 1e5, "/d", "表がないとき: 市全体の平日1日平均の来庁者", "without a table: people in the city on an average open weekday"),
    OWN(struct scenario_use, places, BIND_COUNT, "0", 0, 100000, NULL, "予約制のとき: 全区の平日1日の予約枠(人口で分ける。更新と交付は表による)", "where it is booked: places a weekday in all wards, shared by population (renewal and handover have their table)"),
    OWN(struct scenario_use, request_lead, BIND_SPAN, "0 d", 0, 60.0 * DAY_S, "d", "予約の申込みが月別件数より先立つ日数", "how far booking requests run ahead of the monthly table"),
    OWN(struct scenario_use, rank, BIND_COUNT, "0", 0, 7, NULL, "rule が priority、preemptive のとき: 小さいほど先", "rules priority and preemptive: the least goes first"),
    OWN(struct scenario_use, ends_early, BIND_FLAG, "yes", 0, 0, NULL, "早めの受付終了の対象にするか", "whether acceptance of it may end early"),
    GROUP(offsetof(struct scenario_use, also), "also", also_rows, "同じ来庁でのもう一つの用件", "another use on the same visit"),
    END
};
static const struct bind_row uses_rows[] = {
    NEEDED(offsetof(struct scenario_uses, renewal), "renewal", use_rows, "電子証明書の更新(人数は通知から決まる)", "renewal of certificates (people come from the letters)"),
    NEEDED(offsetof(struct scenario_uses, handover), "handover", use_rows, "カードの交付", "hand-over of cards"),
    NEEDED(offsetof(struct scenario_uses, pin_reset), "pin_reset", use_rows, "暗証番号の再設定のみ", "PIN reset alone"),
    NEEDED(offsetof(struct scenario_uses, issue), "issue", use_rows, "電子証明書の新規発行", "issue of a certificate where there was none"),
    NEEDED(offsetof(struct scenario_uses, mynapoint), "mynapoint", use_rows, "マイナポイントの設定支援", "help with Mynapoint"),
    NEEDED(offsetof(struct scenario_uses, other), "other", use_rows, "その他の登録事務", "other registration work"),
    END
};

static const struct bind_row pin_rows[] = {
    SET(S, pin, unknown, BIND_SHARE, "25%", 0, 1, "%", "更新に来て暗証番号が不明・ロックの人の割合", "share of renewals with an unknown or locked PIN"),
    NEEDED(IN(pin, added), "added", service_rows, "そのときに加わる時間", "time added then"),
    END
};

static const struct bind_row proxy_rows[] = {
    SET(S, procedures.proxy, share,     BIND_SHARE, "0%",   0, 1, "%", "代理人が来る割合", "share of renewals by a proxy"),
    SET(S, procedures.proxy, with_form, BIND_SHARE, "100%", 0, 1, "%", "そのうち照会書兼回答書を持って来る割合(1回で済む)。ほかは照会のため2回来る", "of proxies, the share that brings the enquiry form (one visit); the others come twice"),
    SET(S, procedures.proxy, wrong_pin, BIND_SHARE, "0%",   0, 1, "%", "回答書の暗証番号が合わず、2回来る割合(回答書を持つ代理人のうち)", "of proxies with the form, the share whose PIN does not match (second visit)"),
    SET(S, procedures.proxy, letter,    BIND_SPAN,  "5 d",  DAY_S, 60.0 * DAY_S, "d", "照会書が届いて次の来庁の予約に動くまでの平均日数(1日以上、幾何分布)", "mean days from the first visit until the letter is there and the next visit is planned (at least 1, geometric)"),
    GROUP(IN(procedures.proxy, added), "added", service_rows, "代理人のときに加わる時間", "time added for a proxy"),
    END
};
static const struct bind_row guardian_rows[] = {
    SET(S, procedures.guardian, share,    BIND_SHARE, "0%", 0, 1, "%", "成年後見人が来る割合", "share of renewals by an adult guardian"),
    SET(S, procedures.guardian, no_photo, BIND_SHARE, "0%", 0, 1, "%", "そのうち顔写真付きの書類がなく、2回来る割合", "of guardians, the share without a photo ID (letter, second visit)"),
    GROUP(IN(procedures.guardian, added), "added", service_rows, "成年後見人のときに加わる時間", "time added for a guardian"),
    END
};
static const struct bind_row papers_rows[] = {
    SET(S, procedures.papers, invalid, BIND_SHARE, "0%",  0, 0.9, "%", "本人確認書類の不備で出直す割合(1回の来庁ごと)", "share of visits in vain because of invalid or mismatched papers"),
    SET(S, procedures.papers, delay,   BIND_SPAN,  "7 d", DAY_S, 60.0 * DAY_S, "d", "出直しに動くまでの平均日数(1日以上、幾何分布)", "mean days until the next attempt (at least 1, geometric)"),
    END
};
static const struct bind_row procedures_rows[] = {
    GROUP(IN(procedures, proxy), "proxy", proxy_rows, "代理人", "proxies"),
    GROUP(IN(procedures, guardian), "guardian", guardian_rows, "成年後見人", "adult guardians"),
    GROUP(IN(procedures, papers), "papers", papers_rows, "本人確認書類", "identity papers"),
    GROUP(IN(procedures, first_visit), "first_visit", service_rows, "照会だけの来庁の時間", "time of a visit that only asks for the letter"),
    END
};

static const struct bind_row moving_rows[] = {
    SET(S, profile.moving_season, from, BIND_MONTHDAY, "03-15", 0, 0, NULL, "引越しの時期の最初の日", "first day of the moving season"),
    SET(S, profile.moving_season, to,   BIND_MONTHDAY, "04-10", 0, 0, NULL, "引越しの時期の最後の日", "last day of the moving season"),
    END
};
static const struct bind_row profile_rows[] = {
    SET(S, profile, hours,    BIND_FILE, NULL, 0, 0, NULL, "来庁の時間帯の表(day_type,from,weight)", "table of arrivals within the day (day_type,from,weight)"),
    SET(S, profile, requests, BIND_FILE, NULL, 0, 0, NULL, "予約申込みの時間帯の表(from,weight)", "table of booking requests within the day (from,weight)"),
    SET(S, profile, factors,  BIND_FILE, NULL, 0, 0, NULL, "曜日・連休明け等の係数の表(factor,value)", "table of weekday and closure factors (factor,value)"),
    GROUP(IN(profile, moving_season), "moving_season", moving_rows, "引越しの時期", "moving season"),
    END
};

static const struct bind_row day_factor_rows[] = {
    SET(S, day_factor, cv,         BIND_REAL,  "0.15", 0, 2, NULL, "来庁者数の日ごとの変動係数(ポアソンのほか)", "coefficient of variation of a day's demand, beyond Poisson"),
    SET(S, day_factor, city_share, BIND_SHARE, "50%",  0, 1, "%",  "そのうち全区に共通する割合(区間の相関)", "part of it that all wards share (their correlation)"),
    END
};

static const struct bind_row surge_rows[] = {
    { .key = "use", .kind = BIND_CHOICE, .offset = offsetof(struct scenario_surge, use), .fallback = NULL, .choices = use_names, .meaning_ja = "何のための来庁か", .meaning_en = "what the people come for" },
    OWN(struct scenario_surge, table, BIND_FILE, "", 0, 0, NULL, "日別人数の表(date,visits)", "table of people by day (date,visits)"),
    { .key = "shape", .kind = BIND_CHOICE, .offset = offsetof(struct scenario_surge, shape), .fallback = "table", .choices = shapes, .meaning_ja = "集中の形: table=表のとおり、step=一定、ramp=増えて一定、decay=減っていく", .meaning_en = "as the table says; step: level; ramp: growing, then level; decay: fading" },
    OWN(struct scenario_surge, from, BIND_DATE, "", 0, 0, NULL, "最初の日(table 以外)", "first day (not for a table)"),
    OWN(struct scenario_surge, to, BIND_DATE, "", 0, 0, NULL, "最後の日(table 以外)", "last day (not for a table)"),
    OWN(struct scenario_surge, visits, BIND_RATE, "0 /d", 0, 1e5, "/d", "ふつうの平日1日の人数(最も多いとき、対象の区の合計)", "people on an ordinary weekday at full height, all its wards together"),
    OWN(struct scenario_surge, length, BIND_SPAN, "14 d", DAY_S, 400.0 * DAY_S, "d", "ramp: 最大になるまでの日数、decay: 37%に減るまでの日数", "ramp: days until it is at full height; decay: days until it is down to 37%"),
    OWN(struct scenario_surge, wards, BIND_TEXT, "", 0, 0, NULL, "対象の区(空白で区切る、書かなければ全区)", "wards it happens in, separated by spaces (all when not written)"),
    OWN(struct scenario_surge, share, BIND_SHARE, "100%", 0, 10, "%", "そのうち窓口に来る割合", "share of them that needs the office"),
    { .key = "on", .kind = BIND_FLAG, .offset = offsetof(struct scenario_surge, is_on), .fallback = "yes", .meaning_ja = "集中を起こすか", .meaning_en = "whether the surge happens" },
    END
};

static const struct bind_row wish_rows[] = {
    SET(S, booking.wish, within_days,   BIND_COUNT, "5",      1, 30, NULL, "希望日を選ぶ範囲(開庁日数)", "open days among which the wished day is chosen"),
    SET(S, booking.wish, tolerance,     BIND_SPAN,  "90 min", 0, 12.0 * HOUR_S, "min", "希望時刻から受け入れる前後の幅", "how far from the wished time a slot may be"),
    SET(S, booking.wish, patience_days, BIND_COUNT, "10",     1, 60, NULL, "希望日から先に探す開庁日数(その後は最初の空き)", "open days searched from the wished day (then the first free slot)"),
    END
};
static const struct bind_row retry_rows[] = {
    SET(S, booking.retry, share,    BIND_SHARE, "80%", 0, 1, "%", "空きがないとき再び試みる割合", "share who try again when nothing is free"),
    SET(S, booking.retry, delay,    BIND_SPAN,  "3 d", 0, 60.0 * DAY_S, "d", "再び試みるまでの日数(翌日からさらに平均これだけ)", "mean days beyond the next until they try again"),
    SET(S, booking.retry, attempts, BIND_COUNT, "6",   1, 100, NULL, "試みる回数の上限", "most attempts"),
    END
};
static const struct bind_row no_show_rows[] = {
    SET(S, booking.no_show, share, BIND_SHARE, "7%",  0, 1, "%", "予約して来ない割合", "share of appointments missed"),
    SET(S, booking.no_show, again, BIND_SHARE, "80%", 0, 1, "%", "来なかった人が再び予約する割合", "share of those who book again"),
    SET(S, booking.no_show, delay, BIND_SPAN,  "5 d", 0, 60.0 * DAY_S, "d", "再び予約するまでの日数(翌日からさらに平均これだけ)", "mean days beyond the next until they book again"),
    SET(S, booking.no_show, limit, BIND_SHARE, "0%", 0, 1, "%", "予約がずっと先のときの来ない割合(0%=日数によらない)", "share missed when booked long ahead (0% = the same at any lead)"),
    SET(S, booking.no_show, scale, BIND_SPAN,  "14 d", DAY_S, 400.0 * DAY_S, "d", "share から limit に近づく日数(63%まで)", "lead at which 63% of the way from share to limit is gone"),
    END
};
static const struct bind_row cancel_rows[] = {
    SET(S, booking.cancel, share, BIND_SHARE, "0%",  0, 1, "%", "予約を事前に取り消す割合(枠は締切まで空く)", "share of appointments given back before the day (the place is free again)"),
    SET(S, booking.cancel, again, BIND_SHARE, "90%", 0, 1, "%", "取り消した人が再び予約する割合", "share of those who book again"),
    SET(S, booking.cancel, delay, BIND_SPAN,  "0 d", 0, 60.0 * DAY_S, "d", "再び予約するまでの平均日数(0=その場で)", "mean days until they book again (0 = at once)"),
    END
};
static const struct bind_row walk_ins_rows[] = {
    SET(S, booking.walk_ins, share, BIND_SHARE, "0%", 0, 1, "%", "予約が必要なのに予約せずに来る人の割合", "share of people who come without an appointment where one is required"),
    PICK(S, booking.walk_ins, rule, walk_in_rules, "refused", "その人たちを: refused=断る、when_idle=窓口が空いていれば受ける", "they are refused, or served when a counter is idle"),
    END
};
static const struct bind_row punctuality_rows[] = {
    SET(S, booking.punctuality, earliest, BIND_SPAN, "-20 min", -4.0 * HOUR_S, 4.0 * HOUR_S, "min", "最も早い到着(予約時刻との差、三角分布)", "earliest arrival relative to the slot (triangular)"),
    SET(S, booking.punctuality, usual,    BIND_SPAN, "-8 min",  -4.0 * HOUR_S, 4.0 * HOUR_S, "min", "最も多い到着", "most usual arrival"),
    SET(S, booking.punctuality, latest,   BIND_SPAN, "12 min",  -4.0 * HOUR_S, 4.0 * HOUR_S, "min", "最も遅い到着", "latest arrival"),
    END
};
static const struct bind_row template_rows[] = {
    PICK(S, booking.template, rule, templates, "individual", "枠の並べ方: individual=均等、block=まとめて、bailey_welch=最初だけまとめて、dome=中ほどで間隔を広げる", "individual: evenly; block: in blocks; bailey_welch: a block at the start; dome: intervals longest in the middle"),
    SET(S, booking.template, block, BIND_COUNT, "2",   1, 5000, NULL, "block、bailey_welch のとき: まとめる人数", "people in a block (block, bailey_welch)"),
    SET(S, booking.template, rise,  BIND_REAL,  "0.5", 0, 4, NULL, "dome のとき: 中央の間隔が最初より長い割合", "by which share the middle interval exceeds the first (dome)"),
    END
};
static const struct bind_row booking_rows[] = {
    SET(S, booking, horizon, BIND_SPAN,  "40 d",   DAY_S, 100.0 * DAY_S, "d", "何日先まで予約できるか(その日が閉庁なら前の開庁日まで)", "how many days ahead can be booked (if closed, up to the open day before)"),
    SET(S, booking, cutoff,  BIND_CLOCK, "17:00",  0, DAY_S, NULL, "来庁前日の予約締切(この時刻ちょうどは不可)", "bookings close on the day before at this time (at this time it is too late)"),
    SET(S, booking, slot,    BIND_SPAN,  "30 min", 300, 4.0 * HOUR_S, "min", "予約枠の長さ", "length of a booking slot"),
    SET(S, booking, last_before_close, BIND_SPAN, "30 min", 0, 12.0 * HOUR_S, "min", "最後の枠は受付終了の何分前か", "the last slot begins so long before closing"),
    GROUP(IN(booking, wish), "wish", wish_rows, "希望の日時", "the wished day and time"),
    GROUP(IN(booking, retry), "retry", retry_rows, "空きがないとき", "when nothing is free"),
    GROUP(IN(booking, no_show), "no_show", no_show_rows, "予約して来ない人", "missed appointments"),
    GROUP(IN(booking, punctuality), "punctuality", punctuality_rows, "到着と予約時刻の差", "arrival relative to the slot"),
    GROUP(IN(booking, template), "template", template_rows, "1日の枠の並べ方", "how a day's places are spread over its slots"),
    SET(S, booking, overbooking, BIND_SHARE, "0%", 0, 1, "%", "予約枠を超えて受ける割合(来ない人を見込む)", "places beyond those of the table, for people who do not come"),
    GROUP(IN(booking, cancel), "cancel", cancel_rows, "事前の取消し", "cancelling in advance"),
    GROUP(IN(booking, walk_ins), "walk_ins", walk_ins_rows, "予約制の窓口への予約なしの来庁", "walk-ins where an appointment is required"),
    END
};

static const struct bind_row visiting_rows[] = {
    SET(S, visiting, within_days, BIND_COUNT, "5", 1, 30, NULL, "予約なしの人が来庁日を選ぶ範囲(開庁日数)", "open days among which a walk-in chooses"),
    END
};

static const struct bind_row early_end_rows[] = {
    PICK(S, counters.early_end, rule, early_ends, "work", "早めの受付終了: work=残り時間に収まらないとき、tickets=枚数、never=しない", "early end of acceptance: work no longer fits, at a number of tickets, or never"),
    SET(S, counters.early_end, allowance, BIND_SPAN,  "0 min", -4.0 * HOUR_S, 8.0 * HOUR_S, "min", "受付終了時刻のあと何分まで見込むか", "time after closing that may be planned in"),
    SET(S, counters.early_end, per_counter, BIND_COUNT, "0", 0, 1000, NULL, "tickets のとき: 開庁時の窓口1つあたりの枚数(tickets の代わり)", "tickets for walk-ins a day and counter on duty at opening (instead of tickets)"),
    SET(S, counters.early_end, tickets,   BIND_COUNT, "0",     0, 100000, NULL, "tickets のとき: 予約なしの人への整理券の枚数", "tickets for walk-ins a day (rule tickets)"),
    END
};
static const struct bind_row pool_rows[] = {
    OWN(struct scenario_pool, uses,  BIND_TEXT,  NULL, 0, 0, NULL, "担当する用件(空白で区切る)", "uses that it serves, spaces between them"),
    OWN(struct scenario_pool, share, BIND_SHARE, NULL, 0, 1, "%", "区の窓口数に占める割合(合計100%、どれも1以上)", "share of a ward's counters (100% in all, one counter at least)"),
    END
};
static const struct bind_row lunch_rows[] = {
    SET(S, counters.lunch, from,   BIND_CLOCK, "12:00", 0, DAY_S, NULL, "昼休みの始まり", "lunch begins"),
    SET(S, counters.lunch, to,     BIND_CLOCK, "13:00", 0, DAY_S, NULL, "昼休みの終わり", "lunch ends"),
    SET(S, counters.lunch, absent, BIND_SHARE, "0%", 0, 1, "%", "その間に離れる窓口の割合(1つは残る。roster を書いた区を除く)", "share of counters away then (one stays; not where a ward has a roster)"),
    END
};
static const struct bind_row n_to_m_rows[] = {
    SET(S, counters.n_to_m, n, BIND_COUNT, "1", 1, 1000, NULL, "n_to_m: 続けて呼ぶ予約の人数", "n_to_m: booked people in a row"),
    SET(S, counters.n_to_m, m, BIND_COUNT, "1", 1, 1000, NULL, "n_to_m: 続けて呼ぶ予約なしの人数", "n_to_m: walk-ins in a row"),
    END
};
static const struct bind_row weight_rows[] = {
    SET(S, counters.weights, booked,  BIND_COUNT, "1", 1, 10000, NULL, "accumulating: 予約の人の待ち時間の重み", "accumulating: weight of a booked person's wait"),
    SET(S, counters.weights, walk_in, BIND_COUNT, "1", 1, 10000, NULL, "accumulating: 予約なしの人の待ち時間の重み", "accumulating: weight of a walk-in's wait"),
    END
};
static const struct bind_row patience_rows[] = {
    OWN(struct scenario_patience, share, BIND_SHARE, "0%", 0, 1, "%", "待ちに限度のある人の割合", "share of people whose patience can end"),
    { .key = "family", .kind = BIND_CHOICE, .offset = offsetof(struct scenario_patience, family), .fallback = "exponential", .choices = families, .meaning_ja = "待つ限度の分布の形(整理券から。予約の人は予約時刻から)", .meaning_en = "family of the patience, which runs from the ticket, or from the slot if that is later" },
    OWN(struct scenario_patience, mean, BIND_SPAN, "60 min", 1, 24.0 * HOUR_S, "min", "待つ限度の平均", "mean patience"),
    OWN(struct scenario_patience, cv,   BIND_REAL, "1", 0.01, 3, NULL, "同 変動係数(lognormal、gamma)", "its coefficient of variation (lognormal, gamma)"),
    END
};
static const struct bind_row balking_rows[] = {
    SET(S, counters.balking, share,  BIND_SHARE, "0%", 0, 1, "%", "列が長いと帰る人の割合", "share of people who turn round at a long line"),
    SET(S, counters.balking, at,     BIND_COUNT, "20", 1, 10000, NULL, "何人以上待っていると帰るか(その窓口群の待ち人数)", "people waiting (for his pool) at which they do"),
    SET(S, counters.balking, booked, BIND_FLAG,  "no", 0, 0, NULL, "予約の人も帰るか", "whether booked people do, too"),
    END
};
static const struct bind_row random_outages_rows[] = {
    SET(S, counters.random_outages, per_year, BIND_REAL, "0",      0, 500, NULL, "受付時間内に始まる障害の1年あたりの平均回数", "mean number of outages a year that begin in office hours"),
    SET(S, counters.random_outages, mean,     BIND_SPAN, "60 min", 60, 24.0 * HOUR_S, "min", "続く時間の平均(指数分布、24時まで)", "mean length (exponential, midnight at the latest)"),
    PICK(S, counters.random_outages, state, outage_states, "slow", "slow=遅い、down=停止", "slow, or down"),
    SET(S, counters.random_outages, factor,   BIND_REAL, "2",      1, 100, NULL, "slow のとき対応時間が何倍になるか", "slow: how many times as long a service takes"),
    END
};
static const struct bind_row counters_rows[] = {
    SET(S, counters, capacity, BIND_FILE, NULL, 0, 0, NULL, "区・月別の窓口数と予約枠の表", "table of counters and places (ward,month,weekday,saturday,places_renewal,places_handover)"),
    SET(S, counters, outages,  BIND_FILE, "",   0, 0, NULL, "全国システムの障害の表(date,from,to,state,factor)", "table of outages of the national system (date,from,to,state,factor)"),
    GROUP(IN(counters, random_outages), "random_outages", random_outages_rows, "全国システムの偶発の障害(表に加わる。重なるときは表が優先)", "random outages of the national system (beside the table, which holds where both overlap)"),
    PICK(S, counters, rule, rules, "appointments_first", "呼出しの順: ticket=整理券順、slot=整理券と予約時刻の遅い方の順、appointments_first=予約優先、n_to_m=予約と予約なしを交互に、dedicated=予約専用の窓口、priority=用件の rank 順、preemptive=対応中でも交代、accumulating=重み×待ち時間の順", "who is called next"),
    SET(S, counters, earliness, BIND_SPAN, "10 min", 0, 4.0 * HOUR_S, "min", "予約時刻の何分前から優先するか", "how long before the slot the priority begins"),
    SET(S, counters, grace,     BIND_SPAN, "15 min", 0, 4.0 * HOUR_S, "min", "遅刻を待つ時間(過ぎれば予約なしの列へ、開庁時刻の枠を除く)", "grace for late comers (later: as a walk-in, but not at the opening slot)"),
    SET(S, counters, yen_per_hour, BIND_COUNT, "0", 0, 1000000, NULL, "窓口1つ1時間の費用(円)", "what an hour of a counter costs (yen)"),
    GROUP(IN(counters, early_end), "early_end", early_end_rows, "早めの受付終了", "early end of acceptance"),
    { .key = "pools", .kind = BIND_NAMED, .offset = IN(counters, pools), .fallback = "", .least = 0, .most = COUNTER_POOLS, .sub = pool_rows, .sub_size = sizeof(struct scenario_pool), .name_kind = "pool", .meaning_ja = "用件ごとに分かれた窓口群(なし=どの窓口でもすべての用件)", .meaning_en = "counters by use, with a line each (none: every counter serves every use)" },
    GROUP(IN(counters, lunch), "lunch", lunch_rows, "昼休みの交代", "lunch"),
    PICK(S, counters, leaving, leavings, "finish", "担当者が離れるとき: finish=対応中の人を終えてから、hand_over=途中で引き継ぐ", "when staff leave they finish the person, or hand over"),
    GROUP(IN(counters, n_to_m), "n_to_m", n_to_m_rows, "予約と予約なしを交互に呼ぶ人数", "booked people and walk-ins in turn"),
    SET(S, counters, dedicated, BIND_COUNT, "0", 0, 500, NULL, "dedicated: 予約専用の窓口数(窓口群ごと)", "dedicated: counters for booked people only (of each pool)"),
    GROUP(IN(counters, weights), "weights", weight_rows, "待ち時間の重み", "weights of waits"),
    GROUP(IN(counters, patience), "patience", patience_rows, "待ちきれず帰る人", "people who lose patience"),
    GROUP(IN(counters, balking), "balking", balking_rows, "列を見て帰る人", "people who turn round at a long line"),
    SET(S, counters, places_inside, BIND_COUNT, "0", 0, 10000, NULL, "庁内に入れる人数(対応中を含む、0=制限なし。超えた人は整理券を持って外で待つ)", "people inside at most, those being served included (0: any; the others wait outside with their ticket)"),
    END
};

static const struct bind_row turned_away_rows[] = {
    SET(S, turned_away, share,       BIND_SHARE, "70%", 0, 1, "%", "予約なしで断られた人・列を見て帰った人・待ちきれず帰った人が出直す割合", "share of walk-ins turned away, balked or left who come again"),
    SET(S, turned_away, within_days, BIND_COUNT, "5",   1, 30, NULL, "出直す日を選ぶ範囲(開庁日数)", "open days among which they choose"),
    SET(S, turned_away, attempts,    BIND_COUNT, "4",   1, 100, NULL, "来庁の回数の上限", "most visits"),
    END
};

static const struct bind_row ward_counters_rows[] = {
    SET(struct scenario_ward, counters, weekday,  BIND_COUNT, "", 1, 500, NULL, "平日の窓口数(全期間)", "counters on weekdays (all months)"),
    SET(struct scenario_ward, counters, saturday, BIND_COUNT, "", 1, 500, NULL, "土曜の窓口数(全期間)", "counters on Saturdays (all months)"),
    SET(struct scenario_ward, counters, more, BIND_COUNT, "", -100, 100, NULL, "窓口を表や上の数よりいくつ増やすか(負は減らす、1つは残る。roster を書いた日を除く)", "so many counters more than the table or the numbers above say (negative: less, one stays; not where a roster holds)"),
    END
};
static const struct bind_row ward_places_rows[] = {
    SET(struct scenario_ward, places, renewal,  BIND_COUNT, "-1", -1, 5000, NULL, "更新の予約枠(平日1日、全期間)", "places for renewals a weekday (all months)"),
    SET(struct scenario_ward, places, handover, BIND_COUNT, "-1", -1, 5000, NULL, "交付の予約枠(平日1日、全期間)", "places for hand-overs a weekday (all months)"),
    END
};
static const struct bind_row step_rows[] = {
    { .key = "day", .kind = BIND_CHOICE, .offset = offsetof(struct scenario_step, day), .fallback = "weekday", .choices = day_types, .meaning_ja = "平日か土曜か", .meaning_en = "weekday or saturday" },
    OWN(struct scenario_step, from,     BIND_CLOCK, NULL, 0, DAY_S, NULL, "この時刻から", "from this time"),
    OWN(struct scenario_step, counters, BIND_COUNT, NULL, 0, 500, NULL, "窓口数", "counters on duty"),
    OWN(struct scenario_step, pool,     BIND_TEXT,  "",   0, 0, NULL, "どの窓口群の数か(なし=区全体、窓口群の割合で分ける)", "of which pool (none: of the ward, divided by the shares of its pools)"),
    END
};
static const struct bind_row release_rows[] = {
    OWN(struct scenario_release, month, BIND_DATE, "", 0, 0, NULL, "どの月か(その月の日付。書かなければ、ほかに書いていない月のすべて)", "which month (a date in it; when not written, all months that have no steps of their own)"),
    { .key = "day", .kind = BIND_CHOICE, .offset = offsetof(struct scenario_release, day), .fallback = "weekday", .choices = day_types, .meaning_ja = "平日か土曜か", .meaning_en = "weekday or saturday" },
    { .key = "use", .kind = BIND_CHOICE, .offset = offsetof(struct scenario_release, use), .fallback = NULL, .choices = use_names, .meaning_ja = "何の予約か", .meaning_en = "what is booked" },
    OWN(struct scenario_release, from,   BIND_CLOCK, NULL, 0, DAY_S, NULL, "この時刻から始まる枠", "slots that begin at this time or later"),
    OWN(struct scenario_release, places, BIND_COUNT, NULL, 0, 500, NULL, "1枠に入れる人数(次の行まで。最初の行の前は0)", "places of each slot, until the next step (before the first one none)"),
    END
};
static const struct bind_row ward_rows[] = {
    { .key = "mode", .kind = BIND_CHOICE, .offset = offsetof(struct scenario_ward, mode), .fallback = "as_table", .choices = ward_modes, .meaning_ja = "予約制か(as_table=区の表のとおり)", .meaning_en = "whether the ward takes bookings (as_table: as the table of wards says)" },
    GROUP(offsetof(struct scenario_ward, counters), "counters", ward_counters_rows, "窓口数", "counters"),
    GROUP(offsetof(struct scenario_ward, places), "places", ward_places_rows, "予約枠", "places for bookings"),
    { .key = "roster", .kind = BIND_LIST, .offset = offsetof(struct scenario_ward, roster), .fallback = "", .least = 0, .most = 48, .sub = step_rows, .sub_size = sizeof(struct scenario_step), .meaning_ja = "時間帯ごとの窓口数(表と counters に代わる)", .meaning_en = "counters by time of day (instead of the table and `counters`)" },
    { .key = "release", .kind = BIND_LIST, .offset = offsetof(struct scenario_ward, release), .fallback = "", .least = 0, .most = 2000, .sub = release_rows, .sub_size = sizeof(struct scenario_release), .meaning_ja = "時間帯ごとの予約枠(書いた目的・曜日の種類では表と places に代わる)", .meaning_en = "places slot by slot (instead of the table and `places`, for the uses and kinds of day that are written)" },
    END
};

static const struct bind_row target_rows[] = {
    SET(S, target, within, BIND_SPAN,  "30 min", 0, 8.0 * HOUR_S, "min", "目標: 待ち時間がこれ以内", "promise: a wait not longer than this"),
    SET(S, target, share,  BIND_SHARE, "90%",    0, 1, "%", "目標: その割合(整理券を受けた人に対して)", "promise: for this share of tickets issued"),
    END
};
static const struct bind_row level_rows[] = {
    SET(S, levels, some,    BIND_SPAN, "20 min", 0, 8.0 * HOUR_S, "min", "10人中9人の待ちがこれを超えると やや混雑", "nine of ten waits beyond this: やや混雑"),
    SET(S, levels, crowded, BIND_SPAN, "40 min", 0, 8.0 * HOUR_S, "min", "同 混雑", "beyond this: 混雑"),
    SET(S, levels, heavy,   BIND_SPAN, "60 min", 0, 8.0 * HOUR_S, "min", "同 大変混雑", "beyond this: 大変混雑"),
    END
};
static const struct bind_row report_rows[] = {
    SET(S, report, ward,        BIND_TEXT, "", 0, 0, NULL, "混雑カレンダーの区", "ward of the congestion calendar"),
    SET(S, report, month,       BIND_DATE, "", 0, 0, NULL, "混雑カレンダーの月(1日の日付)", "month of the congestion calendar (its first day)"),
    SET(S, report, surge_from,  BIND_DATE, "", 0, 0, NULL, "日別の図の最初の日", "first day of the figure by day"),
    SET(S, report, surge_to,    BIND_DATE, "", 0, 0, NULL, "日別の図の最後の日", "last day of the figure by day"),
    SET(S, report, surge_day,   BIND_DATE, "", 0, 0, NULL, "図で示す日", "the day marked in it"),
    SET(S, report, surge_label, BIND_TEXT, "", 0, 0, NULL, "その日の説明", "its label"),
    END
};
static const struct bind_row run_rows[] = {
    SET(S, run, replications, BIND_COUNT, "30", 1, 1000000, NULL, "反復回数", "replications"),
    SET(S, run, seed, BIND_REAL, "20200727", 0, 9007199254740991.0, NULL, "乱数の種(整数)", "seed of the random numbers (whole number)"),
    LATER("until", "精度による停止", "stopping by precision"),
    END
};

static const struct bind_row change_rows[] = {
    OWN(struct scenario_change, ward, BIND_TEXT, "全区", 0, 0, NULL, "区の名前、または全区", "ward, or 全区 for all"),
    { .key = "use", .kind = BIND_CHOICE, .offset = offsetof(struct scenario_change, use), .fallback = "all", .choices = change_uses, .meaning_ja = "目的(all=更新と交付)", .meaning_en = "use (all: renewal and handover)" },
    OWN(struct scenario_change, from, BIND_DATE, "", 0, 0, NULL, "この日から(書かなければ初めから)", "from this day on (always when not written)"),
    { .key = "mode", .kind = BIND_CHOICE, .offset = offsetof(struct scenario_change, mode), .fallback = NULL, .choices = ways, .meaning_ja = "required=予約制、none=予約なし、mixed=両方", .meaning_en = "required: by appointment; none: without; mixed: both" },
    OWN(struct scenario_change, booked, BIND_SHARE, "70%", 0.01, 0.99, "%", "mixed のとき: 予約する人と予約枠の割合", "mixed: share of people and places that is booked"),
    END
};

static const struct bind_row phone_weekday_rows[] = {
    SET(S, phone.weekday, open,  BIND_CLOCK, "8:30",  0, DAY_S, NULL, "平日の受付開始", "the line opens on weekdays"),
    SET(S, phone.weekday, close, BIND_CLOCK, "20:00", 0, DAY_S, NULL, "平日の受付終了", "the line closes on weekdays"),
    END
};
static const struct bind_row phone_other_rows[] = {
    SET(S, phone.other, open,  BIND_CLOCK, "9:00",  0, DAY_S, NULL, "土日・祝日・年末年始の受付開始", "the line opens on other days"),
    SET(S, phone.other, close, BIND_CLOCK, "17:30", 0, DAY_S, NULL, "土日・祝日・年末年始の受付終了", "the line closes on other days"),
    END
};
static const struct bind_row redial_rows[] = {
    SET(S, phone.redial, share,    BIND_SHARE, "60%",    0, 1, "%", "つながらなかった人がその日のうちにかけ直す割合", "share who dial again the same day after a failed attempt"),
    SET(S, phone.redial, delay,    BIND_SPAN,  "15 min", 1, 8.0 * HOUR_S, "min", "かけ直すまでの平均時間(指数分布)", "mean time until they dial again (exponential)"),
    SET(S, phone.redial, attempts, BIND_COUNT, "6",      1, 50, NULL, "1日にかける回数の上限", "most attempts a day"),
    SET(S, phone.redial, tomorrow, BIND_SHARE, "85%",    0, 1, "%", "その日につながらなかった人が翌日かけ直す割合", "share who call again the next day after a day in vain"),
    SET(S, phone.redial, days,     BIND_COUNT, "7",      1, 100, NULL, "続けてかける日数の上限", "most days in a row"),
    END
};
static const struct bind_row handle_rows[] = {
    { .key = "family", .kind = BIND_CHOICE, .offset = offsetof(struct scenario_service, family), .fallback = "lognormal", .choices = families, .meaning_ja = "分布の形", .meaning_en = "family of the distribution" },
    OWN(struct scenario_service, mean, BIND_SPAN, "6 min", 1, 8.0 * HOUR_S, "min", "通話の平均時間", "mean time on the phone"),
    OWN(struct scenario_service, cv, BIND_REAL, "0.5", 0, 3, NULL, "変動係数(標準偏差÷平均)", "coefficient of variation"),
    END
};
static const struct bind_row hold_rows[] = {
    { .key = "family", .kind = BIND_CHOICE, .offset = offsetof(struct scenario_service, family), .fallback = "exponential", .choices = families, .meaning_ja = "分布の形", .meaning_en = "family of the distribution" },
    OWN(struct scenario_service, mean, BIND_SPAN, "380 s", 1, 8.0 * HOUR_S, "s", "切るまでに待てる平均時間", "mean time a caller waits before hanging up"),
    OWN(struct scenario_service, cv, BIND_REAL, "1", 0, 3, NULL, "変動係数(標準偏差÷平均)", "coefficient of variation"),
    END
};
static const struct bind_row phone_rows[] = {
    SET(S, phone, agents, BIND_FILE, "", 0, 0, NULL, "オペレーター数の表(day_type,from,agents、任意で region: その地域の電話だけの行)、なければ予約電話はない", "table of agents (day_type,from,agents; optional region: rows of that region's line, the others hold for lines without rows of their own); without it there is no line"),
    GROUP(IN(phone, weekday), "weekday", phone_weekday_rows, "平日の受付時間", "hours on weekdays"),
    GROUP(IN(phone, other), "other", phone_other_rows, "その他の日の受付時間", "hours on other days"),
    SET(S, phone, share,  BIND_SHARE, "0%", 0, 1, "%", "電話で予約する人の割合(ほかはウェブ)", "share of people who book by phone (the others by web)"),
    SET(S, phone, trunks, BIND_COUNT, "0",  0, 100000, NULL, "回線数(通話中と待っている人の上限、0=上限なし)", "trunks: callers at most, talking or waiting (0 = any number)"),
    GROUP(IN(phone, handle), "handle", handle_rows, "通話の時間", "time on the phone"),
    GROUP(IN(phone, patience), "patience", hold_rows, "待てる時間", "patience before the answer"),
    GROUP(IN(phone, redial), "redial", redial_rows, "かけ直し", "dialling again"),
    SET(S, phone, enquiries, BIND_RATE, "0 /d", 0, 6e4, "/d", "予約以外の問い合わせ(1日の電話)", "calls about other things a day"),
    END
};

static const struct bind_row centre_weekday_rows[] = {
    OWN(struct scenario_hours, open,  BIND_CLOCK, "11:30", 0, DAY_S, NULL, "平日の受付開始", "doors open on weekdays"),
    OWN(struct scenario_hours, close, BIND_CLOCK, "19:15", 0, DAY_S, NULL, "平日の受付終了", "last ticket before this time on weekdays"),
    END
};
static const struct bind_row centre_weekend_rows[] = {
    OWN(struct scenario_hours, open,  BIND_CLOCK, "9:00",  0, DAY_S, NULL, "土日・祝日の受付開始", "doors open at weekends and on holidays"),
    OWN(struct scenario_hours, close, BIND_CLOCK, "16:45", 0, DAY_S, NULL, "土日・祝日の受付終了", "last ticket before this time then"),
    END
};
static const struct bind_row centre_places_rows[] = {
    SET(struct scenario_centre, places, renewal,  BIND_COUNT, "0", 0, 5000, NULL, "更新の予約枠(1日)", "places for renewals a day"),
    SET(struct scenario_centre, places, handover, BIND_COUNT, "0", 0, 5000, NULL, "交付の予約枠(1日)", "places for hand-overs a day"),
    END
};
static const struct bind_row centre_rows[] = {
    OWN(struct scenario_centre, wards, BIND_TEXT,  NULL, 0, 0, NULL, "対象の区(空白で区切る)", "wards it serves, separated by spaces"),
    OWN(struct scenario_centre, uses,  BIND_TEXT,  "renewal handover", 0, 0, NULL, "扱う目的(renewal handover)", "uses it serves (renewal handover)"),
    OWN(struct scenario_centre, from,  BIND_DATE,  "", 0, 0, NULL, "開設日(書かなければ初めから)", "opens on this day (always open when not written)"),
    OWN(struct scenario_centre, share, BIND_SHARE, "100%", 0, 1, "%", "対象の区の人のうち合同窓口を使う割合", "share of the wards' people who use it"),
    OWN(struct scenario_centre, days,  BIND_COUNTS, "[1, 2, 5, 6, 7]", 1, 7, NULL, "開く曜日(1=月〜7=日、祝日は日曜と同じ)", "days it is open (1 Monday to 7 Sunday; holidays count as Sunday)"),
    GROUP(offsetof(struct scenario_centre, weekday), "weekday", centre_weekday_rows, "平日の受付時間", "hours on weekdays"),
    GROUP(offsetof(struct scenario_centre, weekend), "weekend", centre_weekend_rows, "土日・祝日の受付時間", "hours at weekends and on holidays"),
    OWN(struct scenario_centre, counters, BIND_COUNT, NULL, 1, 500, NULL, "窓口数", "counters"),
    GROUP(offsetof(struct scenario_centre, places), "places", centre_places_rows, "予約枠", "places for bookings"),
    END
};

/* What people write for a key; it leads to the key in a suggestion. */
static const char *const period_aliases[] = {"期間", NULL};
static const char *const calendar_aliases[] = {"開庁日", "カレンダー", NULL};
static const char *const notices_aliases[] = {"通知", "発送", NULL};
static const char *const response_aliases[] = {"反応", "回答", NULL};
static const char *const uses_aliases[] = {"目的", "用件", NULL};
static const char *const booking_aliases[] = {"予約", "予約枠", "reservation", "reservations", NULL};
static const char *const counters_aliases[] = {"窓口", "窓口数", "service", NULL};
static const char *const surges_aliases[] = {"集中", NULL};
static const char *const wards_aliases[] = {"区", NULL};
static const char *const target_aliases[] = {"目標", "targets", NULL};
static const char *const levels_aliases[] = {"混雑", NULL};
static const char *const run_aliases[] = {"実行", NULL};
static const char *const procedures_aliases[] = {"手続", "代理人", NULL};
static const char *const profile_aliases[] = {"時間帯", NULL};
static const char *const shifts_aliases[] = {"勤務", "シフト", NULL};
static const char *const warmup_aliases[] = {"助走", NULL};

static const struct bind_row rows[] = {
    { .key = "id", .kind = BIND_TEXT, .offset = offsetof(S, id), .fallback = NULL, .meaning_ja = "シナリオの名前(英数字)", .meaning_en = "name of the scenario (ASCII)" },
    { .key = "title", .kind = BIND_TEXT, .offset = offsetof(S, title), .fallback = NULL, .meaning_ja = "報告書の題", .meaning_en = "title of the report" },
    { .key = "model", .kind = BIND_TEXT, .offset = offsetof(S, model), .fallback = "ward", .meaning_ja = "模型: ward", .meaning_en = "model: ward" },
    NEEDED_OR(period_aliases, offsetof(S, period), "period", period_rows, "報告期間", "reported period"),
    NEEDED_OR(warmup_aliases, offsetof(S, warmup), "warmup", warmup_rows, "助走", "warm-up"),
    NEEDED_OR(calendar_aliases, offsetof(S, calendar), "calendar", calendar_rows, "開庁日と受付時間", "opening days and hours"),
    { .key = "ward_table", .kind = BIND_FILE, .offset = offsetof(S, ward_table), .fallback = NULL, .meaning_ja = "区の表(ward,code,name_en,population,mode、任意で region,saturdays,evenings)。同じ region の区は1つの予約電話を持ち、地域どうしは独立。saturdays は開く土曜(1〜5)、evenings は夜間も開く曜日(1=月〜5=金)、none=なし", .meaning_en = "table of wards (ward,code,name_en,population,mode; optional region,saturdays,evenings). Wards of a region share a phone line, and regions are independent; saturdays of a month that are open (1 to 5), weekdays with evening hours (1 Monday to 5 Friday), none; empty: as in the calendar" },
    NEEDED_OR(notices_aliases, offsetof(S, notices), "notices", notices_rows, "通知の発送", "letters"),
    NEEDED_OR(response_aliases, offsetof(S, response), "response", response_rows, "通知への反応(割合の合計は100%)", "how people answer (shares sum to 100%)"),
    NEEDED_OR(uses_aliases, offsetof(S, uses), "uses", uses_rows, "来庁の目的", "what people come for"),
    NEEDED(offsetof(S, pin), "pin", pin_rows, "暗証番号", "PINs"),
    GROUP_OR(procedures_aliases, offsetof(S, procedures), "procedures", procedures_rows, "更新の手続(誰が来るか、何回来るか)", "procedures of a renewal (who comes, and how often)"),
    NEEDED_OR(profile_aliases, offsetof(S, profile), "profile", profile_rows, "時間帯と曜日", "time of day and weekday"),
    GROUP(offsetof(S, day_factor), "day_factor", day_factor_rows, "日ごとの変動", "variation between days"),
    { .key = "surges", .aliases = surges_aliases, .kind = BIND_NAMED, .offset = offsetof(S, surges), .fallback = "", .least = 0, .most = 16, .sub = surge_rows, .sub_size = sizeof(struct scenario_surge), .name_kind = "surge", .meaning_ja = "来庁の集中(通常に加わる人)", .meaning_en = "surges: people who come in addition" },
    GROUP_OR(booking_aliases, offsetof(S, booking), "booking", booking_rows, "予約", "bookings"),
    GROUP(offsetof(S, visiting), "visiting", visiting_rows, "予約なしの来庁", "visits without booking"),
    NEEDED_OR(counters_aliases, offsetof(S, counters), "counters", counters_rows, "窓口", "counters"),
    GROUP(offsetof(S, turned_away), "turned_away", turned_away_rows, "予約なしで来て用を済ませずに帰った人", "walk-ins who went away without being served"),
    { .key = "wards", .aliases = wards_aliases, .kind = BIND_NAMED, .offset = offsetof(S, wards), .fallback = "", .least = 0, .most = 18, .sub = ward_rows, .sub_size = sizeof(struct scenario_ward), .name_kind = "ward", .resolve = scenario_ward_name, .meaning_ja = "区ごとの設定", .meaning_en = "settings of single wards" },
    GROUP_OR(target_aliases, offsetof(S, target), "target", target_rows, "待ち時間の目標", "the promise"),
    GROUP_OR(levels_aliases, offsetof(S, levels), "levels", level_rows, "混雑の段階", "congestion levels"),
    GROUP(offsetof(S, report), "report", report_rows, "報告書の図", "figures of the report"),
    GROUP_OR(run_aliases, offsetof(S, run), "run", run_rows, "実行", "the run"),
    { .key = "measures", .kind = BIND_CHOICE, .offset = offsetof(S, measures), .fallback = "day", .choices = measure_steps, .meaning_ja = "待ち時間の分布と合計を日ごと(day)か月ごと(month)に残すか。month では時間帯別の分布と区間推定用の分割を残さず、多くの市区町村を小さな記憶で計算する。staffing は month に加えて、反復ごと・平日と土曜・30分ごとの整理券、目標以内、断った人の数と時間外を残す", .meaning_en = "waits and daily sums are kept by `day` or by `month`; by month no distribution by half hour and no sections for intervals of quantiles are kept, so that many sites need little memory; `staffing` is `month` and keeps besides, in each replication, tickets, those served within the target, people turned away and overtime by kind of day (weekday, Saturday) and half hour of the ticket" },
    { .key = "modes", .kind = BIND_LIST, .offset = offsetof(S, modes), .fallback = "", .least = 0, .most = 64, .sub = change_rows, .sub_size = sizeof(struct scenario_change), .meaning_ja = "区・目的・日付ごとの受付方法(区の表より優先、後の行が優先)", .meaning_en = "how uses are taken, by ward, use and date (before the table of wards; later rows count)" },
    GROUP(offsetof(S, phone), "phone", phone_rows, "予約電話", "the phone line"),
    { .key = "centres", .kind = BIND_NAMED, .offset = offsetof(S, centres), .fallback = "", .least = 0, .most = 8, .sub = centre_rows, .sub_size = sizeof(struct scenario_centre), .name_kind = "centre", .meaning_ja = "合同窓口(予約制、複数の区の人を受ける)", .meaning_en = "joint centres (by appointment, for people of several wards)" },
    { .key = "shifts", .aliases = shifts_aliases, .kind = BIND_NAMED, .offset = offsetof(S, shifts), .fallback = "", .least = 0, .most = SHIFT_MOST, .sub = shift_settings, .sub_size = sizeof(struct shift_rule), .name_kind = "shift", .meaning_ja = "勤務の種類(staff --shifts の勤務案に使う。試算には影響しない)", .meaning_en = "shifts that staff --shifts may plan with (a run is the same with any)" },
    END
};
/* clang-format on */

const struct bind_row *scenario_rows(void)
{
    return rows;
}
