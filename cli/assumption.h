/* assumption.h - the ranges that a scenario gives for what it assumes, as settings that can be
 * tried.
 *
 * A range is free text: "12〜20分", "50〜95%", "2〜10回", "0.05 to 0.3". Two numbers and a unit are
 * read; anything else is left to people. What is covered may be one value ("15 min") or a group
 * of them ("share 80%, delay 3 d, attempts 6"); a range of a group belongs to one of its values
 * that it names ("mean 2〜4 min"), or when there are as many ranges as numbers, or when one alone
 * has its unit and lies in it.
 *
 * Checked by tests/run/test_assumption.c.
 */
#ifndef CLI_ASSUMPTION_H
#define CLI_ASSUMPTION_H

#include <stdbool.h>
#include <stddef.h>

#include "sim/input/bind.h"

struct arena;

enum assumption_why {
    ASSUMPTION_READ,      /* low and high are known                       */
    ASSUMPTION_NO_RANGE,  /* no range is given                            */
    ASSUMPTION_WORDS,     /* the range is not two numbers and a unit      */
    ASSUMPTION_NO_NUMBER, /* what is assumed is no number: a table, a day */
    ASSUMPTION_SEVERAL,   /* it may be about several values               */
    ASSUMPTION_YARDSTICK, /* target.*: what is promised, not how it is    */
    ASSUMPTION_REFUSED    /* a scenario cannot have the ends of the range */
};

struct assumption {
    const char *path;  /* of the setting: uses.renewal.service.mean */
    const char *value; /* as it is: "15 min"                        */
    const char *range; /* as written, or NULL                       */
    enum assumption_why why;
    double low, high; /* ASSUMPTION_READ: in unit, low < high      */
    double now;       /* the value, in unit; NaN in another unit  */
    const char *unit; /* "min", "%", "/d", "" ...                  */
    bool is_whole;    /* values between the ends are whole numbers */
};

enum { ASSUMPTION_MOST = 8 }; /* of one basis */

/* What a basis of kind ASSUMPTION says: 1 to ASSUMPTION_MOST entries; 0 when memory ran out. */
size_t assumption_read(const struct bind_basis *basis, struct arena *home,
                       struct assumption out[ASSUMPTION_MOST]);

/* path=12 min, as for --set; NULL when memory ran out. */
const char *assumption_setting(const struct assumption *a, double x, struct arena *home);

/* "words", "several", ...: for tables. */
const char *assumption_why_key(enum assumption_why why);

#endif
