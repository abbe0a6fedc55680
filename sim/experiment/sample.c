#include "sim/experiment/sample.h"

#include <math.h>
#include <stdbool.h>

#include "sim/base/bug.h"

double sample_estimate(const struct sample *s)
{
    return sample_interval(s, 0.95).estimate;
}

struct interval sample_interval(const struct sample *s, double level)
{
    switch (s->kind) {
    case SAMPLE_MEAN:
        return interval_mean(s->y, s->n, level);
    case SAMPLE_RATIO:
        return interval_ratio(s->y, s->x, s->n, level);
    case SAMPLE_SECTIONS:
        return interval_sections(s->whole, s->y, s->n, level);
    }
    bug_at(__FILE__, __LINE__, "kind of sample");
}

/* How far one replication pulls the estimate away; NaN when it has no value. */
struct pull {
    double centre, scale; /* (y - centre x) * scale */
    const struct sample *of;
};

static struct pull pull_of(const struct sample *s)
{
    struct pull p = {sample_estimate(s), 1.0, s};
    double sum = 0.0;
    if (s->kind != SAMPLE_RATIO)
        return p;
    for (size_t i = 0; i < s->n; i++)
        sum += s->x[i];
    p.scale = fabs(sum) > 0.0 ? (double)s->n / sum : (double)NAN;
    return p;
}

static double pull(const struct pull *p, size_t i)
{
    double x = p->of->kind == SAMPLE_RATIO ? p->of->x[i] : 1.0;
    return (p->of->y[i] - p->centre * x) * p->scale;
}

struct sample_difference sample_difference(const struct sample *a, const struct sample *b,
                                           double level)
{
    BUG_IF(a->kind != b->kind || a->n != b->n);
    struct pull of_a = pull_of(a), of_b = pull_of(b);
    double paired = 0.0, apart = 0.0;
    struct sample_difference d = {.pairs = 0};
    for (size_t i = 0; i < a->n; i++) {
        double pa = pull(&of_a, i), pb = pull(&of_b, i);
        if (isnan(pa) || isnan(pb))
            continue;
        paired += (pb - pa) * (pb - pa);
        apart += pa * pa + pb * pb;
        d.pairs++;
    }
    double difference = of_b.centre - of_a.centre, n = (double)d.pairs;
    bool is_known = d.pairs >= 2 && isfinite(difference);
    d.error = is_known ? sqrt(paired / (n * (n - 1.0))) : (double)NAN;
    double half = is_known ? interval_t((1.0 + level) / 2.0, n - 1.0) * d.error : (double)NAN;
    d.interval = (struct interval){difference, difference - half, difference + half};
    if (!is_known || !(apart > 0.0))
        d.gain = (double)NAN;
    else
        d.gain = paired > 0.0 ? apart / paired : (double)INFINITY;
    return d;
}
