/* civil.h - dates as day numbers: days since 1 January 1970 in the Gregorian calendar.
 *
 * Pure integer arithmetic, no time zone, no libc clock. Valid for the years 1900-2199; a
 * day outside is a bug.
 */
#ifndef BASE_CIVIL_H
#define BASE_CIVIL_H

#include <stdbool.h>
#include <stdint.h>

typedef int32_t civil_day; /* 0 = 1970-01-01, a Thursday */

struct civil_date {
    int32_t year, month, day; /* month 1-12, day 1-31 */
};

enum civil_weekday { CIVIL_MON, CIVIL_TUE, CIVIL_WED, CIVIL_THU, CIVIL_FRI, CIVIL_SAT, CIVIL_SUN };

civil_day civil_from_date(int32_t year, int32_t month, int32_t day);
struct civil_date civil_to_date(civil_day day);
enum civil_weekday civil_weekday_of(civil_day day);
bool civil_is_date(int32_t year, int32_t month, int32_t day);
int32_t civil_days_in_month(int32_t year, int32_t month);

/* Which occurrence of its weekday in its month: 1 for days 1-7, 2 for 8-14, ... */
int32_t civil_week_of_month(civil_day day);

/* The same day of the month `months` later (negative: earlier), clipped to the month's
 * end: 31 May - 3 months = 29 February 2020. */
civil_day civil_add_months(civil_day day, int32_t months);

/* Months since January 1970 (negative before), for indexing tables by month; first_of_month
 * is its inverse for first days. */
int32_t civil_month_index(civil_day day);
civil_day civil_first_of_month(int32_t month_index);

enum { CIVIL_TEXT_BYTES = 11 };
/* Writes "2020-07-27" and a NUL. */
void civil_format(civil_day day, char text[CIVIL_TEXT_BYTES]);
/* Reads exactly "YYYY-MM-DD"; false when it is not a date. */
bool civil_parse(const char *text, civil_day *day);

#endif
