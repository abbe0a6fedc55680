/* round.h - a published day around the clock that four shifts cover: the reference case of
 * sim/experiment/cover.h by numbers. Checked by tests/theory/test_round.c.
 */
#ifndef THEORY_ROUND_H
#define THEORY_ROUND_H

struct arena;

enum { ROUND_PARTS = 4 };

/* Least people on four shifts of `length` hours, at most `most` on each, who give every hour what
 * it needs. Numbers of two digits stand one after the other: needed[i] of six hours from 6 i
 * o'clock on, 091117090712 for 9, 11, 17, 9, 7 and 12; starts: o'clock of the shifts. Shifts go on
 * after midnight. Infinity when they cannot, NaN when memory ran out. */
double round_people(const double needed[ROUND_PARTS], double starts, double length, double most,
                    struct arena *scratch);

#endif
