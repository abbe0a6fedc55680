#include "models/queue/setup.h"

#include "models/office/shift.h"
#include "sim/input/rows.h"

#define S struct setup
#define USE struct setup_use
#define INSIDE(group, inner) (offsetof(S, group.inner) - offsetof(S, group))
#define USE_GROUP(member, rows, ja, en) GROUP(offsetof(USE, member), #member, rows, ja, en)
#define LIST(type, member, sub_rows, element, limit, ja, en) \
    { \
        .key = #member, .kind = BIND_LIST, .offset = offsetof(type, member), .fallback = "", \
        .least = 0, .most = (limit), .sub = (sub_rows), .sub_size = sizeof(element), \
        .meaning_ja = (ja), .meaning_en = (en) \
    }
#define LIST_IN(group, member, sub_rows, element, limit, ja, en) \
    { \
        .key = #member, .kind = BIND_LIST, \
        .offset = offsetof(S, group.member) - offsetof(S, group), .fallback = "", .least = 0, \
        .most = (limit), .sub = (sub_rows), .sub_size = sizeof(element), .meaning_ja = (ja), \
        .meaning_en = (en) \
    }
#define CHOICE(type, member, list, dflt, ja, en) \
    { \
        .key = #member, .kind = BIND_CHOICE, .offset = offsetof(type, member), .fallback = (dflt), \
        .choices = (list), .meaning_ja = (ja), .meaning_en = (en) \
    }

enum { HOUR_S = 3600, DAY_S = 86400 };

static const char *const families[] = {"none",       "constant",         "uniform", "exponential",
                                       "erlang",     "hyperexponential", "gamma",   "lognormal",
                                       "triangular", "empirical",        NULL};
static const char *const arrival_kinds[] = {"poisson",      "deterministic", "trace",
                                            "appointments", "source",        NULL};
static const char *const templates[] = {"individual", "block", "bailey_welch", "dome", NULL};
static const char *const rules[] = {"ticket",     "slot",         "appointments_first",
                                    "n_to_m",     "dedicated",    "priority",
                                    "preemptive", "accumulating", NULL};
static const char *const leavings[] = {"finish", "hand_over", NULL};
static const char *const early_ends[] = {"never", "work", "tickets", NULL};
static const char *const at_ends[] = {"serve", "clear", "open", "stop", NULL};

/* clang-format off */
#define LAW_ROWS(name, default_family, ja, en) \
    static const struct bind_row name##_rows[] = { \
        CHOICE(struct setup_law, family, families, default_family, ja "の分布の形(none=なし)", "family of the distribution of " en " (none: there is none)"), \
        OWN(struct setup_law, mean,   BIND_SPAN,  "",   0, SETUP_LONGEST_S, "min", "平均(triangular、uniform、empirical のほか)", "mean (not for triangular, uniform, empirical)"), \
        OWN(struct setup_law, cv,     BIND_REAL,  "1",  0, 5, NULL, "変動係数(hyperexponential、gamma、lognormal)", "coefficient of variation (hyperexponential, gamma, lognormal)"), \
        OWN(struct setup_law, phases, BIND_COUNT, "1",  1, 1000, NULL, "erlang の相の数", "phases of erlang"), \
        OWN(struct setup_law, least,  BIND_SPAN,  "",   0, SETUP_LONGEST_S, "min", "最小(triangular、uniform)", "least (triangular, uniform)"), \
        OWN(struct setup_law, mode,   BIND_SPAN,  "",   0, SETUP_LONGEST_S, "min", "最頻値(triangular)", "mode (triangular)"), \
        OWN(struct setup_law, most,   BIND_SPAN,  "",   0, SETUP_LONGEST_S, "min", "最大(triangular、uniform)", "most (triangular, uniform)"), \
        OWN(struct setup_law, table,  BIND_FILE,  "",   0, 0, NULL, "empirical の表(value,weight)", "table of empirical (value,weight)"), \
        OWN(struct setup_law, zero,   BIND_SHARE, "0%", 0, 1, "%", "ちょうど0になる割合", "share that is exactly 0"), \
        END \
    }
LAW_ROWS(service, NULL, "対応時間", "the service time");
LAW_ROWS(patience, "none", "待つ限度", "the patience");
LAW_ROWS(delay, "none", "再来までの時間", "the delay");
LAW_ROWS(away, "none", "次に来るまでの時間", "the time away");

static const struct bind_row period_rows[] = {
    SET(S, period, open,    BIND_CLOCK, "0:00",  0, DAY_S, NULL, "受付開始の時刻", "time of day of the opening"),
    SET(S, period, length,  BIND_SPAN,  NULL,    1e-3, SETUP_LONGEST_S, "min", "受付終了までの長さ", "from opening to closing"),
    SET(S, period, warm_up, BIND_SPAN,  "0 min", 0, SETUP_LONGEST_S, "min", "はじめの、数えない長さ(定常状態を調べるとき)", "counted out at the beginning (for steady states)"),
    SET(S, period, days,    BIND_COUNT, "1",     1, 1000000, NULL, "1反復に含める、互いに独立な日数", "independent days in one replication"),
    PICK(S, period, at_end, at_ends, "serve", "受付終了のとき: serve=整理券のある人に対応、clear=列を解散、open=終了しない、stop=打切り", "at closing: serve whoever has a ticket, clear the line, stay open, or stop short"),
    END
};

static const struct bind_row day_factor_rows[] = {
    SET(S, day_factor, cv,         BIND_REAL,  "0",  0, 5, NULL, "来る人数の日ごとの変動係数(ポアソンのほか)", "coefficient of variation of a day's demand, beyond Poisson"),
    SET(S, day_factor, city_share, BIND_SHARE, "50%", 0, 1, "%",  "そのうち全用件に共通する割合(相関)", "part of it that all uses share (their correlation)"),
    END
};

static const struct bind_row step_rows[] = {
    OWN(struct setup_step, from, BIND_CLOCK, NULL, 0, 2.0 * DAY_S, NULL, "この時刻から", "from this time"),
    OWN(struct setup_step, rate, BIND_RATE,  NULL, 0, 1e9, "/h", "来る人の数", "arrivals"),
    END
};
static const struct bind_row limit_rows[] = {
    SET(USE, arrivals.limit, most,  BIND_COUNT, "0",    0, 1000000, NULL, "1日に来る人の上限(0=なし)", "people a day at most (0: any)"),
    SET(USE, arrivals.limit, share, BIND_SHARE, "100%", 0, 1, "%", "そのうち実際に来る割合(二項分布)", "share of them that comes (binomial)"),
    END
};
static const struct bind_row punctuality_rows[] = {
    SET(USE, arrivals.appointments.punctuality, earliest, BIND_SPAN, "0 min", -4.0 * HOUR_S, 4.0 * HOUR_S, "min", "最も早い到着(予約時刻との差、三角分布)", "earliest arrival relative to the slot (triangular)"),
    SET(USE, arrivals.appointments.punctuality, usual,    BIND_SPAN, "0 min", -4.0 * HOUR_S, 4.0 * HOUR_S, "min", "最も多い到着", "most usual arrival"),
    SET(USE, arrivals.appointments.punctuality, latest,   BIND_SPAN, "0 min", -4.0 * HOUR_S, 4.0 * HOUR_S, "min", "最も遅い到着", "latest arrival"),
    END
};
static const struct bind_row appointment_rows[] = {
    SET(USE, arrivals.appointments, people, BIND_COUNT, "0",      0, 100000, NULL, "予約の人数", "appointments a day"),
    SET(USE, arrivals.appointments, slot,   BIND_SPAN,  "10 min", 1, DAY_S, "min", "予約枠の長さ", "length of a booking slot"),
    SET(USE, arrivals.appointments, start,  BIND_SPAN,  "0 min",  0, DAY_S, "min", "最初の枠(受付開始から)", "first slot, from the opening"),
    { .key = "template", .kind = BIND_CHOICE, .offset = offsetof(USE, arrivals.appointments.template) - offsetof(USE, arrivals.appointments), .fallback = "individual", .choices = templates, .meaning_ja = "枠の並べ方: individual=1人ずつ、block=塊ごと、bailey_welch=はじめに塊、dome=中ほどを広く", .meaning_en = "template: one by one, in blocks, a block at the start, wider in the middle" },
    SET(USE, arrivals.appointments, block,  BIND_COUNT, "2",      1, 100000, NULL, "塊の人数", "people in a block"),
    SET(USE, arrivals.appointments, rise,   BIND_REAL,  "0.5",    0, 4, NULL, "dome の中央の間隔の伸び", "dome: the middle interval exceeds the first by this share"),
    SET(USE, arrivals.appointments, no_show, BIND_SHARE, "0%",    0, 1, "%", "予約して来ない割合", "share of appointments missed"),
    GROUP(offsetof(USE, arrivals.appointments.punctuality) - offsetof(USE, arrivals.appointments), "punctuality", punctuality_rows, "到着と予約時刻の差", "arrival relative to the slot"),
    END
};
static const struct bind_row source_rows[] = {
    SET(USE, arrivals.source, people, BIND_COUNT, "0", 0, 100000, NULL, "限られた人数(機械の台数)", "a finite number of people (machines)"),
    GROUP(offsetof(USE, arrivals.source.away) - offsetof(USE, arrivals.source), "away", away_rows, "次に来るまでの時間", "time until one comes again"),
    END
};
static const struct bind_row arrival_rows[] = {
    CHOICE(struct setup_arrivals, kind, arrival_kinds, "poisson", "来かた: poisson=不規則、deterministic=一定間隔、trace=記録、appointments=予約、source=限られた人", "how people come"),
    OWN(struct setup_arrivals, rate,  BIND_RATE, "0 /d", 0, 1e9, "/h", "poisson: 来る人の数", "poisson: arrivals"),
    LIST(struct setup_arrivals, rates, step_rows, struct setup_step, SETUP_STEPS_MAX, "poisson: 時間帯ごとの来る人の数(rate の代わり)", "poisson: arrivals by time of day (instead of rate)"),
    OWN(struct setup_arrivals, first, BIND_SPAN, "0 min", 0, SETUP_LONGEST_S, "min", "deterministic: 最初の人(受付開始から)", "deterministic: the first comes so long after the opening"),
    OWN(struct setup_arrivals, every, BIND_SPAN, "", 0, SETUP_LONGEST_S, "min", "deterministic: 間隔", "deterministic: interval"),
    OWN(struct setup_arrivals, trace, BIND_FILE, "", 0, 0, NULL, "trace: 表(arrive,access,slot,service,patience)", "trace: table (arrive,access,slot,service,patience)"),
    GROUP(offsetof(struct setup_arrivals, limit), "limit", limit_rows, "人数の上限", "limit of people"),
    GROUP(offsetof(struct setup_arrivals, appointments), "appointments", appointment_rows, "予約", "appointments"),
    GROUP(offsetof(struct setup_arrivals, source), "source", source_rows, "限られた人(有限母集団)", "finite source"),
    END
};

static const struct bind_row balking_rows[] = {
    SET(USE, balking, from,   BIND_COUNT, "0", 0, 100000, NULL, "待つ人がこの数を超えると、帰る人が出始める", "beyond this number waiting people begin to turn round"),
    SET(USE, balking, all_at, BIND_COUNT, "0", 0, 100000, NULL, "この数で全員が帰る(その間は直線、0=帰らない)", "at this number everybody turns round (linear between; 0: nobody does)"),
    END
};
static const struct bind_row retry_rows[] = {
    SET(USE, retry, share,    BIND_SHARE, "0%", 0, 1, "%", "対応されなかった人が再び来る割合", "share who come again after they were not served"),
    GROUP(offsetof(USE, retry.delay) - offsetof(USE, retry), "delay", delay_rows, "再び来るまでの時間", "time until they come again"),
    SET(USE, retry, attempts, BIND_COUNT, "0", 0, 100000, NULL, "来る回数の上限(0=なし)", "most attempts (0: any number)"),
    END
};
static const struct bind_row feedback_rows[] = {
    SET(USE, feedback, share, BIND_SHARE, "0%", 0, 0.99, "%", "終わった人がもう一度並ぶ割合(2回目の来庁)", "share of the served who join again (second visit)"),
    END
};
static const struct bind_row use_rows[] = {
    NEEDED(offsetof(USE, arrivals), "arrivals", arrival_rows, "来かた", "arrivals"),
    NEEDED(offsetof(USE, service), "service", service_rows, "窓口1件の時間", "time at the counter"),
    USE_GROUP(patience, patience_rows, "待つ限度", "patience"),
    OWN(USE, rank,   BIND_COUNT, "1", 1, 8, NULL, "優先順位(1が先)", "priority class (1 goes first)"),
    OWN(USE, weight, BIND_COUNT, "1", 1, 10000, NULL, "accumulating: 待つ間に増える優先度", "accumulating: priority gained while waiting"),
    USE_GROUP(balking, balking_rows, "列を見て帰る人", "balking"),
    USE_GROUP(retry, retry_rows, "再び来る人", "coming again"),
    USE_GROUP(feedback, feedback_rows, "もう一度並ぶ人", "joining again"),
    END
};

static const struct bind_row shift_rows[] = {
    OWN(struct setup_shift, from,     BIND_CLOCK, NULL, 0, 2.0 * DAY_S, NULL, "この時刻から", "from this time"),
    OWN(struct setup_shift, counters, BIND_COUNT, NULL, 0, 10000, NULL, "窓口数", "counters on duty"),
    END
};
static const struct bind_row chance_rows[] = {
    OWN(struct setup_chance, counters, BIND_COUNT, NULL, 0, 10000, NULL, "その日に出られる人数", "people who can be on duty that day"),
    OWN(struct setup_chance, share,    BIND_SHARE, NULL, 0, 1, "%", "その割合(合計100%)", "share of days (they sum to 100%)"),
    END
};
static const struct bind_row early_end_rows[] = {
    PICK(S, counters.early_end, rule, early_ends, "never", "早めの受付終了: work=残り時間に収まらないとき、tickets=枚数、never=しない", "early end of acceptance: work no longer fits, at a number of tickets, never"),
    SET(S, counters.early_end, allowance, BIND_SPAN,  "0 min", -4.0 * HOUR_S, 8.0 * HOUR_S, "min", "受付終了時刻のあと何分まで見込むか", "time after closing that may be planned in"),
    SET(S, counters.early_end, tickets,   BIND_COUNT, "0",     0, 1000000, NULL, "tickets のとき: 予約なしの人への整理券の枚数", "tickets for walk-ins a day (rule tickets)"),
    END
};
static const struct bind_row counters_rows[] = {
    SET(S, counters, on_duty,   BIND_COUNT, "1", 0, 10000, NULL, "窓口数(受付開始から)", "counters on duty from the opening"),
    LIST_IN(counters, roster,    shift_rows, struct setup_shift, 48, "窓口数の変更", "changes of that number"),
    LIST_IN(counters, by_chance, chance_rows, struct setup_chance, SETUP_CHANCES_MAX, "その日に出られる人数の分布(これを超える窓口は開かない)", "people who can be on duty by chance (no more counters open)"),
    PICK(S, counters, leaving, leavings, "finish", "担当者が離れるとき: finish=対応中の人を終えてから、hand_over=途中で引き継ぐ", "when staff leave they finish the person, or hand over"),
    PICK(S, counters, rule, rules, "ticket", "呼出しの順", "who is called next"),
    SET(S, counters, earliness, BIND_SPAN,  "0 min", 0, 4.0 * HOUR_S, "min", "予約時刻の何分前から優先するか", "how long before the slot the priority begins"),
    SET(S, counters, grace,     BIND_SPAN,  "15 min", 0, 4.0 * HOUR_S, "min", "遅刻を待つ時間(過ぎれば予約なしの列へ、受付開始の枠を除く)", "grace for late comers (later: as a walk-in, but not at the opening slot)"),
    SET(S, counters, n,         BIND_COUNT, "1", 1, 1000, NULL, "n_to_m: 続けて呼ぶ予約の人数", "n_to_m: booked people in a row"),
    SET(S, counters, m,         BIND_COUNT, "1", 1, 1000, NULL, "n_to_m: 続けて呼ぶ予約なしの人数", "n_to_m: walk-ins in a row"),
    SET(S, counters, dedicated, BIND_COUNT, "0", 0, 10000, NULL, "dedicated: 予約専用の窓口数", "dedicated: counters for booked people only"),
    SET(S, counters, places,    BIND_COUNT, "0", 0, 1000000, NULL, "中に入れる人数(対応中を含む、0=制限なし)", "people inside at most, those being served included (0: any)"),
    SET(S, counters, longest_wait, BIND_SPAN, "0 min", 0, SETUP_LONGEST_S, "min", "これだけ待った人は伝言を残して帰る(0=なし)", "whoever has waited so long leaves word and goes (0: nobody)"),
    GROUP(INSIDE(counters, early_end), "early_end", early_end_rows, "早めの受付終了", "early end of acceptance"),
    END
};
static const struct bind_row next_rows[] = {
    OWN(struct setup_next, on_duty, BIND_COUNT, "1", 1, 10000, NULL, "窓口数", "counters on duty"),
    NEEDED(offsetof(struct setup_next, service), "service", service_rows, "窓口1件の時間", "time at the counter"),
    END
};

static const struct bind_row target_rows[] = {
    SET(S, target, within, BIND_SPAN,  "30 min", 0, SETUP_LONGEST_S, "min", "目標: 待ち時間がこれ以内", "promise: a wait not longer than this"),
    SET(S, target, share,  BIND_SHARE, "90%",    0, 1, "%", "目標: その割合(整理券を受けた人に対して)", "promise: for this share of tickets issued"),
    END
};
static const struct bind_row wait_rows[] = {
    OWN(struct setup_within, wait, BIND_SPAN, NULL, 0, SETUP_LONGEST_S, "min", "長さ", "span"),
    END
};
static const struct bind_row measure_rows[] = {
    LIST_IN(measure, waits,     wait_rows, struct setup_within, SETUP_WAITS_MAX - 1, "待ち時間がこれ以内の割合も数える", "waits whose share is counted, too"),
    LIST_IN(measure, overtimes, wait_rows, struct setup_within, SETUP_OVERTIMES_MAX, "時間外がこれを超える割合を数える", "overtimes beyond which days are counted"),
    SET(S, measure, first,  BIND_COUNT, "0", 0, SETUP_FIRST_MAX, NULL, "はじめの何人を1人ずつ数えるか", "people counted one by one from the first"),
    SET(S, measure, states, BIND_COUNT, "0", 0, SETUP_STATES_MAX - 1, NULL, "中の人数ごとの時間を、この人数まで数える", "time by number inside, up to this number"),
    END
};
static const struct bind_row run_rows[] = {
    SET(S, run, replications, BIND_COUNT, "100", 1, 1000000, NULL, "反復回数", "replications"),
    SET(S, run, seed, BIND_REAL, "20200727", 0, 9007199254740991.0, NULL, "乱数の種(整数)", "seed of the random numbers (whole number)"),
    END
};

static const char *const uses_aliases[] = {"目的", "用件", NULL};
static const char *const counters_aliases[] = {"窓口", "窓口数", NULL};
static const char *const period_aliases[] = {"期間", NULL};
static const char *const target_aliases[] = {"目標", "targets", NULL};
static const char *const shifts_aliases[] = {"勤務", "シフト", NULL};
static const char *const run_aliases[] = {"実行", NULL};

static const struct bind_row rows[] = {
    { .key = "id", .kind = BIND_TEXT, .offset = offsetof(S, id), .fallback = NULL, .meaning_ja = "シナリオの名前(英数字)", .meaning_en = "name of the scenario (ASCII)" },
    { .key = "title", .kind = BIND_TEXT, .offset = offsetof(S, title), .fallback = NULL, .meaning_ja = "題", .meaning_en = "title" },
    { .key = "model", .kind = BIND_TEXT, .offset = offsetof(S, model), .fallback = NULL, .meaning_ja = "模型: queue", .meaning_en = "model: queue" },
    NEEDED_OR(period_aliases, offsetof(S, period), "period", period_rows, "期間", "period"),
    GROUP(offsetof(S, day_factor), "day_factor", day_factor_rows, "日ごとの変動", "variation between days"),
    { .key = "uses", .aliases = uses_aliases, .kind = BIND_NAMED, .offset = offsetof(S, uses), .fallback = NULL, .least = 1, .most = SETUP_USES_MAX, .sub = use_rows, .sub_size = sizeof(USE), .name_kind = "use", .meaning_ja = "用件(人の種類)", .meaning_en = "what people come for (classes of customers)" },
    GROUP_OR(counters_aliases, offsetof(S, counters), "counters", counters_rows, "窓口", "counters"),
    LIST(S, tandem, next_rows, struct setup_next, SETUP_TANDEM_MAX, "続けて回る窓口", "further counters, one after the other"),
    GROUP_OR(target_aliases, offsetof(S, target), "target", target_rows, "待ち時間の目標", "the promise"),
    { .key = "shifts", .aliases = shifts_aliases, .kind = BIND_NAMED, .offset = offsetof(S, shifts), .fallback = "", .least = 0, .most = SHIFT_MOST, .sub = shift_settings, .sub_size = sizeof(struct shift_rule), .name_kind = "shift", .meaning_ja = "勤務の種類(staff --shifts の勤務案に使う。試算には影響しない)", .meaning_en = "shifts that staff --shifts may plan with (a run is the same with any)" },
    GROUP(offsetof(S, measure), "measure", measure_rows, "ほかに数えるもの", "what else is counted"),
    GROUP_OR(run_aliases, offsetof(S, run), "run", run_rows, "実行", "the run"),
    END
};
/* clang-format on */

const struct bind_row *setup_rows(void)
{
    return rows;
}
