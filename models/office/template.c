#include "models/office/template.h"

#include <stdbool.h>

#include "sim/base/bug.h"

/* 1 at both ends of the session's intervals, 1 + rise in the middle. */
static double dome_weight(const struct template *t, int32_t interval)
{
    int32_t last = t->people - 2;
    int32_t from_end = 2 * interval < last ? interval : last - interval;
    return last < 2 ? 1.0 : 1.0 + t->rise * (2.0 * from_end / last);
}

static void fill_dome(const struct template *t, int64_t *at_us)
{
    double sum = 0.0, so_far = 0.0;
    for (int32_t i = 0; i < t->people - 1; i++)
        sum += dome_weight(t, i);
    double session_us = (double)t->slot.us * (t->people - 1);
    for (int32_t i = 0; i < t->people; i++) {
        at_us[i] = sum > 0.0 ? (int64_t)(session_us * (so_far / sum) + 0.5) : 0;
        so_far += dome_weight(t, i);
    }
}

void template_fill(const struct template *t, int64_t *at_us)
{
    BUG_IF(t->people < 1 || t->slot.us <= 0);
    bool has_block = t->rule == TEMPLATE_BLOCK || t->rule == TEMPLATE_BAILEY_WELCH;
    BUG_IF(has_block && (t->block < 1 || t->block > t->people));
    if (t->rule == TEMPLATE_DOME) {
        fill_dome(t, at_us);
        return;
    }
    for (int32_t i = 0; i < t->people; i++) {
        int32_t slot = i;
        if (t->rule == TEMPLATE_BLOCK)
            slot = i / t->block * t->block;
        else if (t->rule == TEMPLATE_BAILEY_WELCH)
            slot = i < t->block ? 0 : i - t->block + 1;
        at_us[i] = slot * t->slot.us;
    }
}
