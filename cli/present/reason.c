#include "cli/present/reason.h"

#include <string.h>

#include "cli/present/bilingual.h"
#include "sim/base/attr.h"

static const struct bilingual reasons[] = {
    {"by notice", "臨時閉庁"},
    {"year end", "年末年始"},
    {"not open yet", "開設前"},
    {"weekly rest", "定休日"},
    {"Saturday", "土曜"},
    {"Sunday", "日曜"},
    {"bookings", "予約者のみ"},
    {"New Year's Day", "元日"},
    {"Coming of Age", "成人の日"},
    {"Foundation Day", "建国記念の日"},
    {"Emperor's Day", "天皇誕生日"},
    {"Spring Equinox", "春分の日"},
    {"Showa Day", "昭和の日"},
    {"Constitution", "憲法記念日"},
    {"Greenery Day", "みどりの日"},
    {"Children's Day", "こどもの日"},
    {"Marine Day", "海の日"},
    {"Mountain Day", "山の日"},
    {"Aged Day", "敬老の日"},
    {"Autumn Equinox", "秋分の日"},
    {"Sports Day", "スポーツの日"},
    {"Sports Day", "体育の日（スポーツの日）"},
    {"Culture Day", "文化の日"},
    {"Labour Day", "勤労感謝の日"},
    {"substitute", "振替休日"},
    {"holiday", "休日"},
    {"holiday", "休日（祝日扱い）"},
};

const char *reason_word(bool japanese, const char *reason)
{
    for (size_t i = 0; !japanese && i < COUNT_OF(reasons); i++)
        if (strcmp(reasons[i].ja, reason) == 0)
            return reasons[i].en;
    return reason;
}
