#include "sim/engine/yardstick_general.h"

#include <math.h>

#include "sim/base/bug.h"

double sim_yardstick_general_wait(double arrival_rate, double service_mean, double service_cv)
{
    BUG_IF(!(arrival_rate > 0.0) || !isfinite(arrival_rate));
    BUG_IF(!(service_mean > 0.0) || !isfinite(service_mean));
    BUG_IF(!(service_cv >= 0.0) || !isfinite(service_cv));
    double busy = arrival_rate * service_mean;
    if (busy >= 1.0)
        return (double)INFINITY;
    return busy / (1.0 - busy) * (1.0 + service_cv * service_cv) / 2.0 * service_mean;
}
