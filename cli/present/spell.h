/* spell.h - numbers, days and times as readers expect them, in English or in Japanese.
 *
 * Every function appends to out. A number that is not known (NaN) is spelt ―. Rounding
 * never says more than the number: a share that is not quite 1 is never "100%", and an
 * interval is rounded outwards, so a printed bound is never tighter than the computed one.
 */
#ifndef PRESENT_SPELL_H
#define PRESENT_SPELL_H

#include <stdbool.h>
#include <stdint.h>

#include "sim/base/civil.h"
#include "sim/base/text.h"
#include "sim/experiment/interval.h"

#define SPELL_UNKNOWN "―"

/* 12,340 from 10 on; one decimal below 10 unless whole: 3.4, 7. */
void spell_count(struct text *out, double x);
/* The same with its unit: 12,340 people, 1 person; 12,340人. */
void spell_number_of_people(struct text *out, bool japanese, double x);
/* 約34人, 1人未満 for 0 < x < 1, 0人; about 34 people, fewer than 1 person, 0 people. */
void spell_people(struct text *out, bool japanese, double x);
/* Whole percent of a share 0..1: 62%, 99%超, 1%未満, 100% only for 1 exactly; over 99%,
 * under 1%. */
void spell_percent(struct text *out, bool japanese, double share);
/* One decimal, with the same care at both ends: 99.9%超, 0.1%未満. */
void spell_percent1(struct text *out, bool japanese, double share);

/* lo–hi, rounded outwards, cut at 0 (and at 100% for shares); nothing when unknown. */
void spell_share_range(struct text *out, struct interval i);
void spell_range(struct text *out, struct interval i, int digits);
void spell_count_range(struct text *out, struct interval i);

/* Waits are counted up to 19 hours (sim/engine/histogram.h): of a longer one no more is said than
 * that it is longer than this. Minutes. */
enum { SPELL_LONGEST_MIN = 1080 };

/* Minutes rounded up to a multiple of 5, so that "within" stays true: 31 -> 35. */
int32_t spell_round_up_5(double minutes);

/* 7月27日(月), Mon 27 July; 7/27(月), Mon 27 Jul; 2020年7月27日(月), Mon 27 July 2020. */
void spell_day(struct text *out, bool japanese, civil_day day);
void spell_day_short(struct text *out, bool japanese, civil_day day);
void spell_date(struct text *out, bool japanese, civil_day day);
/* From one to the other, the year said twice only when it changes. */
void spell_period(struct text *out, bool japanese, civil_day from, civil_day to);
void spell_month(struct text *out, bool japanese,
                 civil_day day);                        /* 令和2年(2020年)7月, July 2020 */
const char *spell_month_name(bool japanese, int month); /* 7月, Jul */
const char *spell_weekday(bool japanese, enum civil_weekday w); /* 月, Mon  */
/* 9時, 8時45分, 正午; in English as spell_clock_digits(). */
void spell_clock(struct text *out, bool japanese, int32_t seconds);
void spell_clock_digits(struct text *out, int32_t s); /* 9:00 */
/* 青葉 -> 青葉区; 全市. English names stand as they are. */
void spell_site(struct text *out, bool japanese, const char *name);

#endif
