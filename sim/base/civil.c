#include "sim/base/civil.h"

#include "sim/base/bug.h"

enum { FIRST_DAY = -25567, LAST_DAY = 84005 }; /* 1900-01-01 and 2199-12-31 */

/* Counts years from 1 March, so that the leap day is the last of its year. */
civil_day civil_from_date(int32_t year, int32_t month, int32_t day)
{
    BUG_IF(!civil_is_date(year, month, day));
    int32_t y = month > 2 ? year : year - 1;
    int32_t m = month > 2 ? month - 3 : month + 9;
    int32_t era = y / 400, of_era = y % 400;
    int32_t day_of_year = (153 * m + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + day_of_year - 719468;
}

struct civil_date civil_to_date(civil_day day)
{
    BUG_IF(day < FIRST_DAY || day > LAST_DAY);
    int32_t z = day + 719468, era = z / 146097, doe = z % 146097;
    int32_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int32_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int32_t mp = (5 * doy + 2) / 153;
    struct civil_date d = {.day = doy - (153 * mp + 2) / 5 + 1,
                           .month = mp < 10 ? mp + 3 : mp - 9,
                           .year = era * 400 + yoe};
    d.year += d.month <= 2;
    return d;
}

enum civil_weekday civil_weekday_of(civil_day day)
{
    return (enum civil_weekday)((((day + 3) % 7) + 7) % 7);
}

int32_t civil_days_in_month(int32_t year, int32_t month)
{
    BUG_IF(month < 1 || month > 12);
    static const int8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && leap);
}

bool civil_is_date(int32_t year, int32_t month, int32_t day)
{
    return year >= 1900 && year <= 2199 && month >= 1 && month <= 12 && day >= 1 &&
           day <= civil_days_in_month(year, month);
}

int32_t civil_week_of_month(civil_day day)
{
    return (civil_to_date(day).day + 6) / 7;
}

civil_day civil_add_months(civil_day day, int32_t months)
{
    struct civil_date d = civil_to_date(day);
    int32_t index = d.year * 12 + d.month - 1 + months;
    int32_t year = index / 12, month = index % 12 + 1;
    int32_t last = civil_days_in_month(year, month);
    return civil_from_date(year, month, d.day < last ? d.day : last);
}

int32_t civil_month_index(civil_day day)
{
    struct civil_date d = civil_to_date(day);
    return (d.year - 1970) * 12 + d.month - 1;
}

civil_day civil_first_of_month(int32_t month_index)
{
    int32_t of_year = (month_index % 12 + 12) % 12;
    return civil_from_date(1970 + (month_index - of_year) / 12, of_year + 1, 1);
}

static void put_digits(char *to, int32_t value, int width)
{
    for (int i = width; i-- > 0; value /= 10)
        to[i] = (char)('0' + value % 10);
}

void civil_format(civil_day day, char text[CIVIL_TEXT_BYTES])
{
    struct civil_date d = civil_to_date(day);
    put_digits(text, d.year, 4);
    text[4] = '-';
    put_digits(text + 5, d.month, 2);
    text[7] = '-';
    put_digits(text + 8, d.day, 2);
    text[10] = '\0';
}

static bool take_digits(const char *from, int width, int32_t *value)
{
    *value = 0;
    for (int i = 0; i < width; i++) {
        if (from[i] < '0' || from[i] > '9')
            return false;
        *value = *value * 10 + (from[i] - '0');
    }
    return true;
}

bool civil_parse(const char *text, civil_day *day)
{
    int32_t y, m, d;
    if (!take_digits(text, 4, &y) || text[4] != '-' || !take_digits(text + 5, 2, &m) ||
        text[7] != '-' || !take_digits(text + 8, 2, &d) || text[10] != '\0')
        return false;
    if (!civil_is_date(y, m, d))
        return false;
    *day = civil_from_date(y, m, d);
    return true;
}
