#include "cli/present/journey_words.h"

#include <inttypes.h>
#include <string.h>

#include "cli/present/spell.h"
#include "models/ward/plan.h"
#include "sim/base/bug.h"

#define DAY_US INT64_C(86400000000)
#define SECOND_US INT64_C(1000000)

struct row {
    const char *name;
    enum journey_value value;
    const char *said[2];    /* English, Japanese; {} stands for the value */
    const char *without[2]; /* the same when there is no value; NULL: there always is */
};

/* clang-format off */
static const struct row rows[JOURNEY_STEPS] = {
    [JOURNEY_MAILED]      = {"mailed", JOURNEY_NOTHING, {"white envelope mailed", "白い封筒が発送される"}, {NULL, NULL}},
    [JOURNEY_DELIVERED]   = {"delivered", JOURNEY_NOTHING, {"white envelope delivered", "白い封筒が届く"}, {NULL, NULL}},
    [JOURNEY_ACTS]        = {"acts", JOURNEY_NOTHING, {"decides to act", "手続しようと決める"}, {NULL, NULL}},
    [JOURNEY_ASKS]        = {"asks", JOURNEY_NOTHING, {"has no booking ID and asks for it", "予約番号がなく、区に尋ねる"}, {NULL, NULL}},
    [JOURNEY_CALLS]       = {"calls", JOURNEY_COUNT, {"dials (call {} of the day)", "電話をかける(この日{}回目)"}, {NULL, NULL}},
    [JOURNEY_BUSY]        = {"busy", JOURNEY_NOTHING, {"hears the busy signal", "話し中でつながらない"}, {NULL, NULL}},
    [JOURNEY_HANGS_UP]    = {"hangs_up", JOURNEY_SPAN, {"hangs up after {}", "{}待って電話を切る"}, {NULL, NULL}},
    [JOURNEY_ANSWERED]    = {"answered", JOURNEY_SPAN, {"call over (answered after {})", "通話を終える(つながるまで{})"}, {NULL, NULL}},
    [JOURNEY_BOOKS]       = {"books", JOURNEY_INSTANT, {"books {}", "{} を予約する"}, {NULL, NULL}},
    [JOURNEY_NO_SLOT]     = {"no_slot", JOURNEY_NOTHING, {"nothing is free", "空いている枠がない"}, {NULL, NULL}},
    [JOURNEY_RETRIES]     = {"retries", JOURNEY_DAY, {"will try again on {}", "{} にまた試みることにする"}, {NULL, NULL}},
    [JOURNEY_CANCELS]     = {"cancels", JOURNEY_INSTANT, {"gives the appointment back: {}", "予約を取り消す: {}"}, {NULL, NULL}},
    [JOURNEY_CANCELLED]   = {"cancelled", JOURNEY_DAY, {"the office cancels the appointment: closed on {}", "{} が閉庁になり、予約を取り消される"}, {NULL, NULL}},
    [JOURNEY_MISSES]      = {"misses", JOURNEY_INSTANT, {"misses the appointment: {}", "予約に来ない: {}"}, {NULL, NULL}},
    [JOURNEY_COMES]       = {"comes", JOURNEY_INSTANT, {"comes (appointment {})", "来る(予約 {})"}, {"comes (no appointment)", "来る(予約なし)"}},
    [JOURNEY_TICKET]      = {"ticket", JOURNEY_NOTHING, {"gets a ticket", "整理券を受け取る"}, {NULL, NULL}},
    [JOURNEY_DEMOTED]     = {"demoted", JOURNEY_NOTHING, {"is too late for the appointment and waits as a walk-in", "予約時刻に遅れ、予約なしの列で待つ"}, {NULL, NULL}},
    [JOURNEY_CALLED]      = {"called", JOURNEY_SPAN, {"is called (waited {})", "呼ばれる(待ち {})"}, {NULL, NULL}},
    [JOURNEY_DONE]        = {"done", JOURNEY_SPAN, {"leaves the counter (took {})", "窓口を離れる(窓口 {})"}, {NULL, NULL}},
    [JOURNEY_TURNED_AWAY] = {"turned_away", JOURNEY_NOTHING, {"is turned away: acceptance has ended", "早めの受付終了で断られる"}, {NULL, NULL}},
    [JOURNEY_TOO_LATE]    = {"too_late", JOURNEY_NOTHING, {"is too late: the doors are closed", "受付時間に間に合わない"}, {NULL, NULL}},
    [JOURNEY_REFUSED]     = {"refused", JOURNEY_NOTHING, {"is refused: no appointment", "予約がないので断られる"}, {NULL, NULL}},
    [JOURNEY_BALKS]       = {"balks", JOURNEY_NOTHING, {"sees how many wait and turns round", "待っている人の多さを見て帰る"}, {NULL, NULL}},
    [JOURNEY_LEAVES]      = {"leaves", JOURNEY_SPAN, {"loses patience after {} and leaves", "{}待ち、あきらめて帰る"}, {NULL, NULL}},
    [JOURNEY_RETURNS]     = {"returns", JOURNEY_DAY, {"will come again on {}", "{} に出直すことにする"}, {NULL, NULL}},
    [JOURNEY_AGAIN]       = {"again", JOURNEY_DAY, {"needs another visit, acts again on {}", "もう一度来る必要がある({} に動く)"}, {NULL, NULL}},
    [JOURNEY_RENEWED]     = {"renewed", JOURNEY_NOTHING, {"the certificate is renewed", "証明書の更新が済む"}, {NULL, NULL}},
    [JOURNEY_LAPSED]      = {"lapsed", JOURNEY_NOTHING, {"the certificate has lapsed", "証明書が失効している"}, {NULL, NULL}},
    [JOURNEY_LOST]        = {"lost", JOURNEY_NOTHING, {"gives up", "手続をあきらめる"}, {NULL, NULL}},
};

static const struct {
    const char *name, *said[2];
} uses[USE_COUNT] = {
    [USE_RENEWAL]   = {"renewal", {"renewal", "証明書の更新"}},
    [USE_HANDOVER]  = {"handover", {"hand-over of a card", "カードの交付"}},
    [USE_PIN_RESET] = {"pin_reset", {"PIN reset", "暗証番号の再設定"}},
    [USE_ISSUE]     = {"issue", {"issue of a certificate", "証明書の新規発行"}},
    [USE_MYNAPOINT] = {"mynapoint", {"Mynapoint", "マイナポイントの設定"}},
    [USE_OTHER]     = {"other", {"other work", "その他"}},
};
/* clang-format on */

static const struct row *row_of(int step)
{
    BUG_IF(step < 0 || step >= JOURNEY_STEPS || rows[step].name == NULL);
    return &rows[step];
}

const char *journey_words_name(enum journey_step step)
{
    return row_of((int)step)->name;
}

enum journey_value journey_words_value(const struct journey_event *event)
{
    const struct row *row = row_of(event->step);
    return row->without[0] != NULL && event->value == 0 ? JOURNEY_NOTHING : row->value;
}

const char *journey_words_unit(enum journey_value value)
{
    static const char *const units[] = {[JOURNEY_NOTHING] = "",
                                        [JOURNEY_COUNT] = "count",
                                        [JOURNEY_SPAN] = "s",
                                        [JOURNEY_INSTANT] = "appointment",
                                        [JOURNEY_DAY] = "date"};
    return units[value];
}

void journey_words_day(civil_day day, bool japanese, struct text *out)
{
    const char *weekday = spell_weekday(japanese, civil_weekday_of(day));
    char date[CIVIL_TEXT_BYTES];
    civil_format(day, date);
    if (japanese)
        text_addf(out, "%s(%s)", date, weekday);
    else
        text_addf(out, "%s %s", weekday, date);
}

/* Whole seconds; what is left over is cut off. */
static void add_span(int64_t us, bool japanese, struct text *out)
{
    int64_t seconds = us / SECOND_US;
    if (seconds >= 60)
        text_addf(out, "%" PRId64 "%s", seconds / 60, japanese ? "分" : " min ");
    text_addf(out, "%d%s", (int)(seconds % 60), japanese ? "秒" : " s");
}

static void add_instant(int64_t us, bool japanese, struct text *out)
{
    int64_t second = us % DAY_US / SECOND_US;
    journey_words_day((int32_t)(us / DAY_US), japanese, out);
    text_addf(out, " %02d:%02d", (int)(second / 3600), (int)(second / 60 % 60));
    if (second % 60 != 0)
        text_addf(out, ":%02d", (int)(second % 60));
}

static void add_value(const struct journey_event *event, bool japanese, struct text *out)
{
    switch (journey_words_value(event)) {
    case JOURNEY_NOTHING:
        break;
    case JOURNEY_COUNT:
        text_addf(out, "%" PRId64, event->value);
        break;
    case JOURNEY_SPAN:
        add_span(event->value, japanese, out);
        break;
    case JOURNEY_INSTANT:
        add_instant(event->value, japanese, out);
        break;
    case JOURNEY_DAY:
        journey_words_day((int32_t)event->value, japanese, out);
        break;
    }
}

void journey_words_say(const struct journey_event *event, bool japanese, struct text *out)
{
    const struct row *row = row_of(event->step);
    bool has_value = journey_words_value(event) != JOURNEY_NOTHING;
    bool is_without = !has_value && row->without[0] != NULL;
    const char *said = is_without ? row->without[japanese] : row->said[japanese];
    const char *place = strstr(said, "{}");
    if (place == NULL) {
        text_add(out, said);
        return;
    }
    text_add_bytes(out, said, (size_t)(place - said));
    add_value(event, japanese, out);
    text_add(out, place + 2);
}

const char *journey_words_use(int32_t use)
{
    BUG_IF(use < 0 || use >= USE_COUNT);
    return uses[use].name;
}

const char *journey_words_use_said(int32_t use, bool japanese)
{
    BUG_IF(use < 0 || use >= USE_COUNT);
    return uses[use].said[japanese];
}
