/* meant.h - what was probably meant by a word that cannot be used: a date in another spelling, a
 * number with a word behind it, a file with nearly this name.
 */
#ifndef INPUT_MEANT_H
#define INPUT_MEANT_H

#include <stdbool.h>

#include "sim/base/attr.h"
#include "sim/base/civil.h"

struct arena;

/* "2020/9/1", "２０２０－０９－０１", "20200901", "2020年9月1日", "令和2年9月1日", "R2.9.1" are
 * 2020-09-01. false when it is none of them or no day of the calendar;
 * then date is "". Checked: tests/input/test_meant.c. */
bool meant_date(const char *written, char date[CIVIL_TEXT_BYTES]);

/* The same for "2020-09"; a whole date is its month, and "Sep-20", as spreadsheets have it, is
 * known. */
bool meant_month(const char *written, char month[CIVIL_TEXT_BYTES]);

enum { MEANT_BYTES = 32 };

/* "5人", "30 people", "1,200" are whole numbers: 5, 30, 1200. false, and to is "", where a word
 * behind it stands for another size or kind (3万, 9割, 20分) or the text is longer than a number.
 * The same for the four below. Checked: tests/input/test_meant.c. */
bool meant_count(const char *written, char to[MEANT_BYTES]);

/* "20分", "1.5 hours" as 20 min, 1.5 h. */
bool meant_span(const char *written, char to[MEANT_BYTES]);

/* "9割", "9割5分", "90 percent" as 90%, 95%, 90%. */
bool meant_share(const char *written, char to[MEANT_BYTES]);

/* "9時", "17時半", "午後5時15分", "5:15 pm" and "“9:00”" as a time of day, 17:15; a bare
 * number is the hour. */
bool meant_clock(const char *written, char to[MEANT_BYTES]);

/* "予約制" as booking: the first of the choices (NULL-ended) that a word of the office stands for,
 * or NULL. */
const char *meant_choice(const char *written, const char *const *choices);

/* A file that is there: with nearly this name in the same folder, or with this very name in the
 * folder scenarios. "" when there is none or memory ran out. Reads the folder. */
const char *meant_file(const char *path, struct arena *home) MUST_CHECK;

#endif
