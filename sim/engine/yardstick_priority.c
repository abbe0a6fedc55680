#include "sim/engine/yardstick_priority.h"

#include <math.h>

#include "sim/base/bug.h"
#include "sim/engine/yardstick_erlang.h"

/* Cobham's formula; above and with are the shares of the servers' time that go to the classes
 * above this one, and to those and this one. */
static double cobham(double rest, double above, double with)
{
    return with < 1.0 ? rest / ((1.0 - above) * (1.0 - with)) : (double)INFINITY;
}

/* With the servers overloaded all are busy whenever somebody comes, and C = 1 is still the
 * right factor for the classes that are served in finite time. */
void sim_yardstick_priority_polite(const double *arrival_rate, size_t classes, double service_rate,
                                   uint32_t servers, double *wait)
{
    BUG_IF(classes == 0);
    struct sim_yardstick_station all = {0.0, service_rate, servers};
    for (size_t i = 0; i < classes; i++) {
        BUG_IF(!(arrival_rate[i] > 0.0));
        all.arrival_rate += arrival_rate[i];
    }
    double capacity = service_rate * (double)servers, above = 0.0, with = 0.0, rate = 0.0;
    double rest = sim_yardstick_erlang_measures(all).wait_probability / capacity;
    for (size_t i = 0; i < classes; i++, above = with) {
        rate += arrival_rate[i];
        with = rate / capacity;
        wait[i] = cobham(rest, above, with);
    }
}

void sim_yardstick_priority_preemptive(const double *arrival_rate, size_t classes,
                                       double service_rate, uint32_t servers, double *wait)
{
    BUG_IF(classes == 0);
    struct sim_yardstick_station upper = {0.0, service_rate, servers};
    double above = 0.0, with = 0.0;
    for (size_t i = 0; i < classes; i++, above = with) {
        BUG_IF(!(arrival_rate[i] > 0.0));
        upper.arrival_rate += arrival_rate[i];
        with = sim_yardstick_erlang_measures(upper).waiting;
        wait[i] = isfinite(with) ? (with - above) / arrival_rate[i] : (double)INFINITY;
    }
}

void sim_yardstick_priority_single(const struct sim_yardstick_priority_class *c, size_t classes,
                                   double *wait)
{
    BUG_IF(classes == 0);
    double rest = 0.0, left = 1.0, above = 0.0, with = 0.0;
    for (size_t i = 0; i < classes; i++) {
        BUG_IF(!(c[i].arrival_rate > 0.0) || !isfinite(c[i].arrival_rate));
        BUG_IF(!(c[i].service_mean > 0.0) || !isfinite(c[i].service_mean));
        BUG_IF(!(c[i].service_cv >= 0.0) || !isfinite(c[i].service_cv));
        double busy = fmin(left, c[i].arrival_rate * c[i].service_mean);
        rest += busy * c[i].service_mean * (1.0 + c[i].service_cv * c[i].service_cv) / 2.0;
        left -= busy;
    }
    for (size_t i = 0; i < classes; i++, above = with) {
        with += c[i].arrival_rate * c[i].service_mean;
        wait[i] = cobham(rest, above, with);
    }
}
