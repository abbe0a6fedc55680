#include "cli/present/reason.h"

#include <string.h>

#include "sim/base/attr.h"

/* In a narrow cell, in full where that differs, and in Japanese. */
static const struct {
    const char *en, *full, *ja;
} reasons[] = {
    {"by notice", "closed specially", "臨時閉庁"},
    {"year end", "New Year holidays", "年末年始"},
    {"not open yet", NULL, "開設前"},
    {"weekly rest", "regular closing day", "定休日"},
    {"Saturday", NULL, "土曜"},
    {"Sunday", NULL, "日曜"},
    {"bookings", "bookings only", "予約者のみ"},
    {"New Year's Day", NULL, "元日"},
    {"Coming of Age", "Coming of Age Day", "成人の日"},
    {"Foundation Day", NULL, "建国記念の日"},
    {"Emperor's Day", "Emperor's Birthday", "天皇誕生日"},
    {"Spring Equinox", "Vernal Equinox Day", "春分の日"},
    {"Showa Day", NULL, "昭和の日"},
    {"Constitution", "Constitution Day", "憲法記念日"},
    {"Greenery Day", NULL, "みどりの日"},
    {"Children's Day", NULL, "こどもの日"},
    {"Marine Day", NULL, "海の日"},
    {"Mountain Day", NULL, "山の日"},
    {"Aged Day", "Respect for the Aged Day", "敬老の日"},
    {"Autumn Equinox", "Autumnal Equinox Day", "秋分の日"},
    {"Sports Day", NULL, "スポーツの日"},
    {"Sports Day", NULL, "体育の日（スポーツの日）"},
    {"Culture Day", NULL, "文化の日"},
    {"Labour Day", "Labour Thanksgiving Day", "勤労感謝の日"},
    {"substitute", "substitute holiday", "振替休日"},
    {"holiday", "public holiday", "休日"},
    {"holiday", "public holiday", "休日（祝日扱い）"},
    {"holiday", "public holiday", "国民の休日"},
};

/* The row of a reason; -1 for one that the user wrote. */
static int row_of(const char *reason)
{
    for (size_t i = 0; i < COUNT_OF(reasons); i++)
        if (strcmp(reasons[i].ja, reason) == 0)
            return (int)i;
    return -1;
}

const char *reason_word(bool japanese, const char *reason)
{
    int row = japanese ? -1 : row_of(reason);
    return row < 0 ? reason : reasons[row].en;
}

const char *reason_in_full(bool japanese, const char *reason)
{
    int row = japanese ? -1 : row_of(reason);
    return row >= 0 && reasons[row].full != NULL ? reasons[row].full
                                                 : reason_word(japanese, reason);
}
