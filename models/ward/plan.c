#include "models/ward/plan.h"

#include "sim/base/bug.h"

/* The piece [from[i], from[i+1]) of the profile that holds u: the last one that begins at or
 * before it. The guide says where to begin (Chen and Asau 1974, cited from memory). */
static int32_t piece_of(const struct plan_profile *f, double u)
{
    int32_t i = f->guide[(int32_t)(u * PLAN_GUIDE)];
    while (i + 1 < f->n && f->share[i + 1] <= u)
        i++;
    return i;
}

void plan_profile_guide(struct plan_profile *f)
{
    int32_t i = 0;
    for (int32_t k = 0; k < PLAN_GUIDE; k++) {
        while (i + 1 < f->n && f->share[i + 1] <= (double)k / PLAN_GUIDE)
            i++;
        f->guide[k] = (uint8_t)i;
    }
}

int64_t plan_profile_us(const struct plan_profile *f, double u)
{
    int32_t i = piece_of(f, u);
    int64_t width = (int64_t)(f->from_s[i + 1] - f->from_s[i]) * 1000000;
    int64_t us = (int64_t)((u - f->share[i]) * f->us_per_share[i]);
    return (int64_t)f->from_s[i] * 1000000 + (us < width ? us : width - 1);
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

int32_t plan_wish_second(const struct plan *p, const struct plan_day *d, double u)
{
    if (d->hours < HOURS_KINDS)
        return plan_profile_second(&p->hours[d->hours], u);
    return d->booked_open_s + (int32_t)(u * (double)(d->booked_close_s - d->booked_open_s));
}

int32_t plan_profile_second(const struct plan_profile *f, double u)
{
    return (int32_t)(plan_profile_us(f, u) / 1000000);
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
}

int32_t plan_choose(const struct plan_choices *c, double u)
{
    double left = u * c->total;
    if (c->n == 0)
        return PLAN_NO_DAY;
    for (int32_t i = 0; i < c->n - 1; i++) {
        left -= c->weight[i];
        if (left < 0)
            return c->day[i];
    }
    return c->day[c->n - 1];
}
