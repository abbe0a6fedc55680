/* reason.h - why a counter is closed, or open for few, in English.
 *
 * Tables give the reason in Japanese: the program's own words and the names of public
 * holidays. A name that the user wrote has no translation and stays.
 */
#ifndef PRESENT_REASON_H
#define PRESENT_REASON_H

#include <stdbool.h>

/* The reason as it stands in Japanese; else its English, where there is one. Never NULL.
 * Checked tests/present/test_reason.c. */
const char *reason_word(bool japanese, const char *reason);
/* The same in full, where there is room: Labour Thanksgiving Day instead of Labour Day. */
const char *reason_in_full(bool japanese, const char *reason);

#endif
