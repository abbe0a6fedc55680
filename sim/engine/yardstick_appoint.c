#include "sim/engine/yardstick_appoint.h"

#include <math.h>

#include "sim/base/bug.h"
#include "sim/engine/yardstick_wait.h"

/* The number present and its chances; people is the most it can be. */
struct present {
    double *chance;
    size_t people;
    struct sim_yardstick_wait_rates rates;
};

static double mean(const struct present *p)
{
    double sum = 0.0;
    for (size_t n = 1; n <= p->people; n++)
        sum += (double)n * p->chance[n];
    return sum;
}

/* Of n + 1 present n wait behind the one in service; who "begins" there, is the last to go. */
static void fall(struct present *p, double span)
{
    p->chance[0] += sim_yardstick_wait_pass(&p->rates, 1, span, p->chance + 1, p->people);
}

static void come(struct present *p, double show)
{
    p->people++;
    for (size_t n = p->people; n > 0; n--)
        p->chance[n] = p->chance[n] * (1.0 - show) + p->chance[n - 1] * show;
    p->chance[0] *= 1.0 - show;
}

static size_t check(const struct sim_yardstick_appoint_slot *slot, size_t slots)
{
    BUG_IF(slots == 0);
    size_t people = 0;
    for (size_t i = 0; i < slots; i++) {
        BUG_IF(!(slot[i].time >= (i == 0 ? 0.0 : slot[i - 1].time)) || !isfinite(slot[i].time));
        BUG_IF(slot[i].people < 0);
        people += (size_t)slot[i].people;
    }
    return people;
}

/* The server is there until the last slot whatever happens, so an end before it is passed. */
static void finish(struct present *p, double last, double end, struct sim_yardstick_appoint *out)
{
    out->makespan = last + mean(p) / p->rates.service;
    if (end < last) {
        out->overtime = out->makespan - end;
        out->chance = 1.0;
        return;
    }
    fall(p, end - last);
    out->overtime = mean(p) / p->rates.service;
    for (size_t n = p->people; n > 0; n--)
        out->chance += p->chance[n];
}

bool sim_yardstick_appoint_solve(const struct sim_yardstick_appoint_slot *slot, size_t slots,
                                 double service, double show, double end, struct arena *scratch,
                                 double *wait, struct sim_yardstick_appoint *out)
{
    BUG_IF(!(show >= 0.0 && show <= 1.0) || !(end >= 0.0) || !isfinite(end));
    BUG_IF(!(service > 0.0) || !isfinite(service));
    size_t people = check(slot, slots);
    struct present p = {arena_take_array(scratch, double, people + 1), 0, {service, 0.0}};
    if (p.chance == NULL)
        return false;
    *out = (struct sim_yardstick_appoint){0};
    p.chance[0] = 1.0;
    for (size_t i = 0; i < slots; i++) {
        fall(&p, slot[i].time - (i == 0 ? 0.0 : slot[i - 1].time));
        for (int32_t j = 0; j < slot[i].people; j++) {
            double expected = mean(&p) / service;
            if (wait != NULL)
                *wait++ = expected;
            out->total_wait += show * expected;
            come(&p, show);
        }
    }
    double comers = (double)people * show;
    out->mean_wait = comers > 0.0 ? out->total_wait / comers : (double)NAN;
    finish(&p, slot[slots - 1].time, end, out);
    out->idle = out->makespan - comers / service;
    return true;
}
