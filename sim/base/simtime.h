/* simtime.h - simulated time as exact integers.
 *
 * An instant and a span are different types, so the compiler rejects adding two
 * instants or passing seconds where a span is wanted. Resolution 1 microsecond;
 * the origin is 00:00 Japan Standard Time on 1 January 1970, so that a longer warm-up
 * renames no day. Japan keeps one offset all year, so a day is always 86 400 s here.
 */
#ifndef BASE_SIMTIME_H
#define BASE_SIMTIME_H

#include <stdbool.h>
#include <stdint.h>

typedef struct {
    int64_t us; /* microseconds since the origin */
} sim_instant;

typedef struct {
    int64_t us; /* microseconds, may be negative */
} sim_span;

#define SIM_SECOND ((sim_span){INT64_C(1000000)})
#define SIM_MINUTE ((sim_span){INT64_C(60) * 1000000})
#define SIM_HOUR ((sim_span){INT64_C(3600) * 1000000})
#define SIM_DAY ((sim_span){INT64_C(86400) * 1000000})

static inline sim_instant sim_after(sim_instant t, sim_span d)
{
    return (sim_instant){t.us + d.us};
}

static inline sim_span sim_between(sim_instant from, sim_instant to)
{
    return (sim_span){to.us - from.us};
}

static inline sim_span sim_times(sim_span d, int64_t n)
{
    return (sim_span){d.us * n};
}

static inline bool sim_before(sim_instant a, sim_instant b)
{
    return a.us < b.us;
}

/* The instant `second` seconds after midnight of a civil day (see civil.h). */
static inline sim_instant sim_on_day(int32_t day, int64_t second)
{
    return (sim_instant){(int64_t)day * INT64_C(86400000000) + second * INT64_C(1000000)};
}

/* For statistics and reports only; never convert back to schedule. */
static inline double sim_minutes(sim_span d)
{
    return (double)d.us / 60e6;
}

#endif
