#include "sim/engine/yardstick_root.h"

#include <math.h>

#include "sim/base/bug.h"

double sim_yardstick_root(sim_yardstick_function *f, const void *of, double lo, double hi)
{
    BUG_IF(!(lo >= 0.0) || !(lo <= hi) || !isfinite(hi));
    if (f(lo, of) > 0.0)
        return lo;
    if (f(hi, of) <= 0.0)
        return hi;
    for (int i = 0; i < 128; i++) {
        double middle = lo + (hi - lo) / 2.0;
        if (middle <= lo || middle >= hi)
            break;
        if (f(middle, of) <= 0.0)
            lo = middle;
        else
            hi = middle;
    }
    return hi;
}
