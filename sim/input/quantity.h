/* quantity.h - numbers with units, clock times, dates and shares as people write them,
 * and the one canonical way to write each of them back.
 *
 * Numbers are decimal: no hexadecimal, no octal look-alikes ("012"), no "inf" or "nan",
 * no thousands separators. The program never sets LC_NUMERIC, so the point is a point.
 */
#ifndef INPUT_QUANTITY_H
#define INPUT_QUANTITY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum quantity_result {
    QUANTITY_OK,
    QUANTITY_NOT_A_NUMBER,
    QUANTITY_NO_UNIT, /* a number, and nothing where a unit is needed */
    QUANTITY_BAD_UNIT /* a number, and something that is not one of the units */
};

enum quantity_of {
    QUANTITY_PLAIN, /* no unit                                    */
    QUANTITY_SHARE, /* %       value in 0..1 for 0..100 %         */
    QUANTITY_SPAN,  /* us ms s min h d   value in microseconds    */
    QUANTITY_RATE   /* /min /h /d        value per day            */
};

/* Reads the whole text, a number and a unit with or without blanks between. *unit is
 * where the unit begins. A value with a unit is rounded to 15 digits, so that 24 /h and
 * 576 /d are the same number. Checked by tests/input/test_quantity.c. */
enum quantity_result quantity_read(const char *text, enum quantity_of of, double *value,
                                   const char **unit);

/* True for an optional sign and digits without a leading zero. */
bool quantity_is_whole(const char *text);

/* "us, ms, s, min, h, d" and the like, for messages. */
const char *quantity_units(enum quantity_of of);

/* "8:45" to seconds after midnight, 0:00 to 24:00. */
bool quantity_clock(const char *text, int32_t *seconds);
/* "12-29" to month * 100 + day; 29 February is allowed. */
bool quantity_monthday(const char *text, int32_t *monthday);
/* "2020-07" to the civil day of its first day. */
bool quantity_month(const char *text, int32_t *day);

enum { QUANTITY_BYTES = 48 };

/* Shortest decimals that read back as the same double, then the unit. unit NULL takes
 * the first of the kind that fits: SPAN the largest that needs no more than 3 decimals. */
void quantity_show(double value, enum quantity_of of, const char *unit, char to[QUANTITY_BYTES]);
void quantity_show_clock(int32_t seconds, char to[QUANTITY_BYTES]);     /* 8:45  */
void quantity_show_monthday(int32_t monthday, char to[QUANTITY_BYTES]); /* 12-29 */

#endif
