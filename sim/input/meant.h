/* meant.h - what was probably meant by a word that cannot be used: a date in another spelling, a
 * file with nearly this name.
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

/* The same for "2020-09"; a whole date is its month. */
bool meant_month(const char *written, char month[CIVIL_TEXT_BYTES]);

/* A file that is there: with nearly this name in the same folder, or with this very name in the
 * folder scenarios. "" when there is none or memory ran out. Reads the folder. */
const char *meant_file(const char *path, struct arena *home) MUST_CHECK;

#endif
