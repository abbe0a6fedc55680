#include "cli/present/spell.h"

#include <math.h>
#include <string.h>

#include "cli/present/bilingual.h"

/* Keeps a decimal fraction such as 0.9 * 1000 on its own side of the next digit. */
#define GRID_SLACK 1e-9

static double floor_at(double x, double steps)
{
    return floor(x * steps + GRID_SLACK) / steps;
}

static double ceil_at(double x, double steps)
{
    return (ceil(x * steps - GRID_SLACK) + 0.0) / steps; /* + 0.0: never -0 */
}

/* x >= 0 with thousands separators, no decimals. */
static void grouped(struct text *out, double x)
{
    int64_t n = (int64_t)(x + 0.5);
    char digits[32];
    size_t count = 0;
    do {
        digits[count++] = (char)('0' + n % 10);
        n /= 10;
    } while (n > 0 && count < sizeof digits);
    while (count-- > 0) {
        text_add_bytes(out, &digits[count], 1);
        if (count > 0 && count % 3 == 0)
            text_add(out, ",");
    }
}

/* A count that is a mean may be a fraction; from 10 on nobody needs it. */
static void plain_count(struct text *out, double x)
{
    double tenths = floor(x * 10.0 + 0.5);
    if (x < 9.95 && fmod(tenths, 10.0) != 0.0)
        text_addf(out, "%.1f", tenths / 10.0);
    else
        grouped(out, x);
}

void spell_count(struct text *out, double x)
{
    if (isnan(x)) {
        text_add(out, SPELL_UNKNOWN);
        return;
    }
    plain_count(out, fmax(x, 0.0));
}

void spell_number_of_people(struct text *out, bool japanese, double x)
{
    size_t from = out->length;
    spell_count(out, x);
    bool is_one = strcmp(text_get(out) + from, "1") == 0;
    bilingual_add(out, japanese, is_one ? " person" : " people", "人");
}

void spell_people(struct text *out, bool japanese, double x)
{
    if (isnan(x)) {
        text_add(out, SPELL_UNKNOWN);
    } else if (x <= 0.0) {
        bilingual_add(out, japanese, "0 people", "0人");
    } else if (x < 1.0) {
        bilingual_add(out, japanese, "fewer than 1 person", "1人未満");
    } else {
        bilingual_add(out, japanese, "about ", "約");
        grouped(out, x);
        bilingual_add(out, japanese, x < 1.5 ? " person" : " people", "人");
    }
}

static void percent(struct text *out, bool japanese, double share, int digits)
{
    double step = digits == 0 ? 1.0 : 0.1, x = share * 100.0;
    if (isnan(share))
        text_add(out, SPELL_UNKNOWN);
    else if (share < 1.0 && x > 100.0 - step / 2.0)
        text_addf(out, japanese ? "%.*f%%超" : "over %.*f%%", digits, 100.0 - step);
    else if (share > 0.0 && x < step / 2.0)
        text_addf(out, japanese ? "%.*f%%未満" : "under %.*f%%", digits, step);
    else
        text_addf(out, "%.*f%%", share == 0.0 || share == 1.0 ? 0 : digits, x);
}

void spell_percent(struct text *out, bool japanese, double share)
{
    percent(out, japanese, share, 0);
}

void spell_percent1(struct text *out, bool japanese, double share)
{
    percent(out, japanese, share, 1);
}

static bool is_known(struct interval i)
{
    return !isnan(i.lo) && !isnan(i.hi);
}

void spell_share_range(struct text *out, struct interval i)
{
    if (!is_known(i))
        return;
    double lo = floor_at(fmax(i.lo, 0.0), 1000.0), hi = ceil_at(fmin(i.hi, 1.0), 1000.0);
    text_addf(out, "%.1f–%.1f%%", lo * 100.0, hi * 100.0);
}

void spell_range(struct text *out, struct interval i, int digits)
{
    if (!is_known(i))
        return;
    double steps = pow(10.0, digits);
    text_addf(out, "%.*f–%.*f", digits, floor_at(fmax(i.lo, 0.0), steps), digits,
              ceil_at(fmax(i.hi, 0.0), steps));
}

void spell_count_range(struct text *out, struct interval i)
{
    if (!is_known(i))
        return;
    double steps = i.hi < 10.0 ? 10.0 : 1.0;
    plain_count(out, floor_at(fmax(i.lo, 0.0), steps));
    text_add(out, "–");
    plain_count(out, ceil_at(fmax(i.hi, 0.0), steps));
}

int32_t spell_round_up_5(double minutes)
{
    return (int32_t)(ceil_at(fmax(minutes, 0.0) / 5.0, 1.0) * 5.0);
}

const char *spell_weekday(bool japanese, enum civil_weekday w)
{
    static const struct bilingual names[] = {{"Mon", "月"}, {"Tue", "火"}, {"Wed", "水"},
                                             {"Thu", "木"}, {"Fri", "金"}, {"Sat", "土"},
                                             {"Sun", "日"}};
    return japanese ? names[w].ja : names[w].en;
}

static const char *const months[] = {"January",   "February", "March",    "April",
                                     "May",       "June",     "July",     "August",
                                     "September", "October",  "November", "December"};

const char *spell_month_name(bool japanese, int month)
{
    static const struct bilingual names[] = {{"Jan", "1月"},  {"Feb", "2月"},  {"Mar", "3月"},
                                             {"Apr", "4月"},  {"May", "5月"},  {"Jun", "6月"},
                                             {"Jul", "7月"},  {"Aug", "8月"},  {"Sep", "9月"},
                                             {"Oct", "10月"}, {"Nov", "11月"}, {"Dec", "12月"}};
    return japanese ? names[month - 1].ja : names[month - 1].en;
}

void spell_day(struct text *out, bool japanese, civil_day day)
{
    struct civil_date d = civil_to_date(day);
    const char *weekday = spell_weekday(japanese, civil_weekday_of(day));
    if (japanese)
        text_addf(out, "%d月%d日(%s)", (int)d.month, (int)d.day, weekday);
    else
        text_addf(out, "%s %d %s", weekday, (int)d.day, months[d.month - 1]);
}

void spell_day_short(struct text *out, bool japanese, civil_day day)
{
    struct civil_date d = civil_to_date(day);
    const char *weekday = spell_weekday(japanese, civil_weekday_of(day));
    if (japanese)
        text_addf(out, "%d/%d(%s)", (int)d.month, (int)d.day, weekday);
    else
        text_addf(out, "%s %d %s", weekday, (int)d.day, spell_month_name(false, (int)d.month));
}

void spell_date(struct text *out, bool japanese, civil_day day)
{
    int year = (int)civil_to_date(day).year;
    if (japanese)
        text_addf(out, "%d年", year);
    spell_day(out, japanese, day);
    if (!japanese)
        text_addf(out, " %d", year);
}

void spell_period(struct text *out, bool japanese, civil_day from, civil_day to)
{
    bool is_one_year = civil_to_date(from).year == civil_to_date(to).year;
    if (is_one_year && !japanese)
        spell_day(out, japanese, from);
    else
        spell_date(out, japanese, from);
    bilingual_add(out, japanese, " to ", "〜");
    if (is_one_year && japanese)
        spell_day(out, japanese, to);
    else
        spell_date(out, japanese, to);
}

/* The Reiwa era began on 1 May 2019; its first year is written 元年. */
void spell_month(struct text *out, bool japanese, civil_day day)
{
    struct civil_date d = civil_to_date(day);
    if (!japanese)
        text_addf(out, "%s %d", months[d.month - 1], (int)d.year);
    else if (day < civil_from_date(2019, 5, 1))
        text_addf(out, "%d年%d月", (int)d.year, (int)d.month);
    else if (d.year == 2019)
        text_addf(out, "令和元年(2019年)%d月", (int)d.month);
    else
        text_addf(out, "令和%d年(%d年)%d月", (int)d.year - 2018, (int)d.year, (int)d.month);
}

void spell_clock(struct text *out, bool japanese, int32_t seconds)
{
    int hour = seconds / 3600, minute = seconds / 60 % 60;
    if (!japanese)
        spell_clock_digits(out, seconds);
    else if (hour == 12 && minute == 0)
        text_add(out, "正午");
    else if (minute == 0)
        text_addf(out, "%d時", hour);
    else
        text_addf(out, "%d時%02d分", hour, minute);
}

void spell_clock_digits(struct text *out, int32_t s)
{
    text_addf(out, "%d:%02d", (int)(s / 3600), (int)(s / 60 % 60));
}

static bool ends_with(const char *s, const char *tail)
{
    size_t n = strlen(s), m = strlen(tail);
    return n >= m && strcmp(s + n - m, tail) == 0;
}

void spell_site(struct text *out, bool japanese, const char *name)
{
    static const char *const complete[] = {"区", "市", "町",       "村",       "所",   "庁",  "局",
                                           "館", "階", "センター", "コーナー", "窓口", "全体"};
    text_add(out, name);
    bool is_complete = !japanese;
    for (size_t i = 0; i < COUNT_OF(complete); i++)
        is_complete = is_complete || ends_with(name, complete[i]);
    text_add(out, is_complete ? "" : "区");
}
