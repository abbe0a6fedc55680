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

/* Where the session has got to. */
struct walk {
    double sum, so_far; /* DOME: weights of all intervals, and of those that are over */
};

static struct walk start(const struct template *t)
{
    bool has_block = t->rule == TEMPLATE_BLOCK || t->rule == TEMPLATE_BAILEY_WELCH;
    BUG_IF(t->people < 1 || t->slot.us <= 0);
    BUG_IF(has_block && (t->block < 1 || t->block > t->people));
    struct walk w = {0};
    for (int32_t i = 0; t->rule == TEMPLATE_DOME && i < t->people - 1; i++)
        w.sum += dome_weight(t, i);
    return w;
}

/* Person i; they are asked for one after the other. */
static int64_t next(const struct template *t, struct walk *w, int32_t i)
{
    int32_t slot = i;
    if (t->rule == TEMPLATE_DOME) {
        double session_us = (double)t->slot.us * (t->people - 1);
        int64_t at_us = w->sum > 0.0 ? (int64_t)(session_us * (w->so_far / w->sum) + 0.5) : 0;
        w->so_far += dome_weight(t, i);
        return at_us;
    }
    if (t->rule == TEMPLATE_BLOCK)
        slot = i / t->block * t->block;
    else if (t->rule == TEMPLATE_BAILEY_WELCH)
        slot = i < t->block ? 0 : i - t->block + 1;
    return slot * t->slot.us;
}

void template_fill(const struct template *t, int64_t *at_us)
{
    struct walk w = start(t);
    for (int32_t i = 0; i < t->people; i++)
        at_us[i] = next(t, &w, i);
}

void template_count(const struct template *t, sim_span grid, int32_t slots, uint16_t *places)
{
    BUG_IF(grid.us <= 0 || slots < 1);
    struct walk w = start(t);
    for (int32_t s = 0; s < slots; s++)
        places[s] = 0;
    for (int32_t i = 0; i < t->people; i++) {
        int64_t s = next(t, &w, i) / grid.us;
        places[s < slots ? s : slots - 1]++;
    }
}
