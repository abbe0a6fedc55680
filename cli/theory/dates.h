/* dates.h - what follows from the calendar of the ward offices, as reference cases ask for it.
 *
 * The rules are those of the city's page (weekdays, second and fourth Saturdays, year's end) with
 * the public holidays of July 2020; the same functions that the wards use (models/ward/calendar).
 * A date is the number YYYYMMDD. Checked by tests/theory/test_dates.c. */
#ifndef THEORY_DATES_H
#define THEORY_DATES_H

#include <stdbool.h>
#include <stdint.h>

/* The last day that can be booked on a day, so many days ahead. */
double dates_last_bookable(int32_t year, int32_t month, int32_t day, int32_t horizon);

/* First day of the renewal window of a certificate that expires on the day. */
double dates_window(int32_t year, int32_t month, int32_t day);

/* The nth Saturday (from 1) of a month on which counters are open; 0 when there is none. */
double dates_open_saturday(int32_t year, int32_t month, int32_t nth);

/* When the phone line opens or closes by default, hours after midnight: on Monday to Friday, or
 * on any other day, those of the year's end included. NaN: the scenario has no such row. */
double dates_phone(bool is_working_day, bool closes);

#endif
