#include "models/ward/plan.h"

#include <float.h>

#include "sim/base/bug.h"

void plan_profile_finish(struct plan_profile *f)
{
    int32_t i = 0;
    for (int32_t k = 0; k < f->n; k++) {
        double share = f->share[k + 1] - f->share[k];
        int32_t width = f->from_s[k + 1] - f->from_s[k];
        f->piece[k] = (struct plan_piece){.share = f->share[k],
                                          .us_per_share = share > 0 ? width * 1e6 / share : 0,
                                          .from_us = f->from_s[k] * INT64_C(1000000),
                                          .last_us = width * INT64_C(1000000) - 1};
    }
    f->piece[f->n] = (struct plan_piece){.share = f->share[f->n]};
    for (int32_t k = 0; k < PLAN_GUIDE; k++) {
        while (i + 1 < f->n && f->share[i + 1] <= (double)k / PLAN_GUIDE)
            i++;
        f->guide[k] = (uint8_t)i;
    }
}

double plan_profile_share(const struct plan_profile *f, int32_t second)
{
    if (second <= f->from_s[0])
        return 0;
    for (int32_t i = 0; i < f->n; i++)
        if (second < f->from_s[i + 1])
            return f->share[i] + (f->share[i + 1] - f->share[i]) * (second - f->from_s[i]) /
                                     (f->from_s[i + 1] - f->from_s[i]);
    return 1;
}

int32_t plan_region_of(const struct plan *p, int32_t site)
{
    int32_t low = 0, high = p->n_regions;
    BUG_IF(site < 0 || site >= p->n_sites);
    while (high - low > 1) {
        int32_t middle = (low + high) / 2;
        if (plan_region_at(p, middle)->first <= site)
            low = middle;
        else
            high = middle;
    }
    return low;
}

bool plan_has_access(const struct plan *p, int32_t use, int32_t site, enum plan_access access)
{
    for (int32_t day = p->first_counter; day < p->n_days; day++) {
        int32_t percent = plan_booked(p, use, site, day);
        if (access == ACCESS_BOOKED ? percent > PLAN_WALK_IN : percent < PLAN_REQUIRED)
            return true;
    }
    return false;
}

void plan_choices(const struct plan *p, int32_t site, int32_t today, int32_t first, int32_t choices,
                  struct plan_choices *out)
{
    BUG_IF(choices < 1 || choices > PLAN_CHOICES);
    out->today = today;
    out->first = first;
    out->choices = choices;
    out->n = 0;
    out->total = 0;
    for (int32_t d = first; d < p->n_days && out->n < choices; d++) {
        const struct plan_day *at = plan_day_at(p, site, d);
        if (at->weight <= 0 || !plan_is_open(at, today))
            continue;
        out->day[out->n] = d;
        out->weight[out->n] = (double)at->weight;
        out->total += (double)at->weight;
        out->n++;
    }
    for (int32_t i = out->n > 0 ? out->n - 1 : 0; i < PLAN_CHOICES; i++)
        out->weight[i] = DBL_MAX;
}
