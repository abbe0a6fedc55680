/* speed.h - how fast work gets done while the national system is slow or down. */
#ifndef OFFICE_SPEED_H
#define OFFICE_SPEED_H

#include <stdint.h>

#include "sim/base/simtime.h"

/* Speed of service from the instant on, in thousandths: 1000 normal, 500 half, 0 down.
 * Normal before the first; the last one holds for ever, so it must not be 0. */
struct speed {
    sim_instant from;
    int32_t permille;
};

/* Finish of a service that starts at start and needs work_us at normal speed, rounded up to
 * a microsecond. Checked in tests/office/test_speed.c by hand-made cases. O(n). */
int64_t speed_finish(const struct speed *speeds, int32_t n, int64_t start_us, int64_t work_us);

/* Work done from start to end at those speeds, rounded down: what an interrupted service
 * has behind it. At most what speed_finish() would have asked for. O(n). */
int64_t speed_work(const struct speed *speeds, int32_t n, int64_t start_us, int64_t end_us);

#endif
