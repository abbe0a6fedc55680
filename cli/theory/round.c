#include "cli/theory/round.h"

#include <math.h>
#include <stdint.h>

#include "sim/base/err.h"
#include "sim/experiment/cover.h"

enum { HOURS = 24, SHIFTS = 4, HOURS_A_PART = HOURS / ROUND_PARTS };

/* Pair i of two digits, of n. */
static int32_t pair(double digits, int32_t i, int32_t n)
{
    int64_t rest = llrint(digits);
    for (; i + 1 < n; i++)
        rest /= 100;
    return (int32_t)(rest % 100);
}

double round_people(const double needed[ROUND_PARTS], double starts, double length, double most,
                    struct arena *scratch)
{
    static const size_t own[SHIFTS] = {0, 1, 2, 3};
    static const double each[SHIFTS] = {1, 1, 1, 1};
    int32_t need[HOURS], cap[SHIFTS];
    uint8_t covers[SHIFTS * HOURS] = {0};
    struct err e = {0};
    struct cover_result r;
    for (int32_t h = 0; h < HOURS; h++)
        need[h] = pair(needed[h / HOURS_A_PART], h % HOURS_A_PART, HOURS_A_PART);
    for (int32_t s = 0; s < SHIFTS; s++) {
        cap[s] = (int32_t)lrint(most);
        for (int32_t h = 0; h < (int32_t)lrint(length); h++)
            covers[s * HOURS + (pair(starts, s, SHIFTS) + h) % HOURS] = 1;
    }
    const struct cover_problem p = {.periods = HOURS,
                                    .columns = SHIFTS,
                                    .shifts = SHIFTS,
                                    .needed = need,
                                    .covers = covers,
                                    .shift = own,
                                    .cost = each,
                                    .most = cap};
    if (!cover_solve(&p, scratch, &r, &e))
        return (double)NAN;
    return r.state == COVER_LEAST ? r.cost : (double)INFINITY;
}
