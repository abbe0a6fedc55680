#include "models/office/speed.h"

#include "sim/base/bug.h"

enum { PERMILLE = 1000 };

static int64_t permille_before(const struct speed *speeds, int32_t i)
{
    return i == 0 ? PERMILLE : speeds[i - 1].permille;
}

/* Index of the first speed that begins after now. */
static int32_t next_after(const struct speed *speeds, int32_t n, int64_t now_us)
{
    int32_t i = 0;
    while (i < n && speeds[i].from.us <= now_us)
        i++;
    return i;
}

int64_t speed_finish(const struct speed *speeds, int32_t n, int64_t start_us, int64_t work_us)
{
    int64_t now = start_us, left = work_us * PERMILLE;
    for (int32_t i = next_after(speeds, n, start_us);; i++) {
        int64_t speed = permille_before(speeds, i);
        int64_t until = i < n ? speeds[i].from.us : INT64_MAX;
        BUG_IF(speed == 0 && i >= n);
        if (speed > 0 && (left + speed - 1) / speed <= until - now)
            return now + (left + speed - 1) / speed;
        left -= (until - now) * speed;
        now = until;
    }
}

int64_t speed_work(const struct speed *speeds, int32_t n, int64_t start_us, int64_t end_us)
{
    int64_t now = start_us, done = 0;
    for (int32_t i = next_after(speeds, n, start_us); now < end_us; i++) {
        int64_t until = i < n && speeds[i].from.us < end_us ? speeds[i].from.us : end_us;
        done += (until - now) * permille_before(speeds, i);
        now = until;
    }
    return done / PERMILLE;
}
