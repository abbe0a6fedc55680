#include "sim/engine/yardstick_network.h"

#include <math.h>

#include "sim/base/bug.h"
#include "sim/engine/yardstick_erlang.h"

double sim_yardstick_network_feedback_rate(double arrival_rate, double return_probability)
{
    BUG_IF(!(arrival_rate > 0.0) || !isfinite(arrival_rate));
    BUG_IF(!(return_probability >= 0.0) || !(return_probability < 1.0));
    return arrival_rate / (1.0 - return_probability);
}

double sim_yardstick_network_tandem_time(double arrival_rate, const double *service_rate,
                                         size_t stations)
{
    BUG_IF(stations == 0);
    double time = 0.0;
    for (size_t i = 0; i < stations; i++) {
        struct sim_yardstick_station station = {arrival_rate, service_rate[i], 1};
        time += sim_yardstick_erlang_measures(station).time;
    }
    return time;
}
