/* calendar.h - which days are open, and the dates that follow from them.
 *
 * The rule (weekdays, 2nd and 4th Saturdays, holidays, year's end), and dated exceptions
 * on top of it per ward. Checked by tests/ward/test_calendar.c on the days of 2019-2021.
 */
#ifndef WARD_CALENDAR_H
#define WARD_CALENDAR_H

#include <stdbool.h>

#include "models/ward/scenario.h"
#include "sim/base/civil.h"

/* What a day is by the rule: closed, a working day, or a Saturday that is opened in some weeks. */
enum calendar_kind { CALENDAR_CLOSED, CALENDAR_WORKING, CALENDAR_SATURDAY };
enum calendar_kind calendar_kind_of(const struct scenario_data *d, civil_day day);

/* Hours by the rule alone; false when closed. */
bool calendar_rule_hours(const struct scenario_data *d, civil_day day,
                         struct scenario_hours *hours);

/* Name of the public holiday on the day, or NULL. O(log n) is not needed: O(n). */
const char *calendar_holiday(const struct scenario_data *d, civil_day day);

/* The exception that holds for the ward on the day, or NULL; the ward's own before 全区. */
const struct scenario_exception *calendar_exception(const struct scenario_data *d, const char *ward,
                                                    civil_day day);

/* A working day of the city: Monday to Friday, no holiday, not at the year's end. */
bool calendar_is_working_day(const struct scenario_data *d, civil_day day);

/* First day of the renewal window: the day after (expiry - 3 months), clipped to the
 * month's end. 24 March 2020 -> 25 December 2019. */
civil_day calendar_window_opening(civil_day expiry);

/* The last day that can be booked on `made_on`: horizon days later or, when that is closed
 * by the rule, the open day before; made_on when none is open. */
civil_day calendar_last_bookable(const struct scenario_data *d, civil_day made_on,
                                 int32_t horizon_days);

/* Is the month and day of `day` within [from, to] (month * 100 + day), also over the turn
 * of the year? */
bool calendar_in_season(civil_day day, int32_t from, int32_t to);

#endif
