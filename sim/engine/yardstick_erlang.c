#include "sim/engine/yardstick_erlang.h"

#include <math.h>

#include "sim/base/bug.h"
#include "sim/engine/yardstick_chain.h"
#include "sim/engine/yardstick_root.h"

#define LOAD_MOST 1e6

static double load_of(struct sim_yardstick_station s)
{
    BUG_IF(!(s.arrival_rate > 0.0) || !isfinite(s.arrival_rate));
    BUG_IF(!(s.service_rate > 0.0) || !isfinite(s.service_rate));
    BUG_IF(s.servers == 0);
    return s.arrival_rate / s.service_rate;
}

/* c mu - lambda, the rate at which a full station empties. */
static double spare_rate(struct sim_yardstick_station s)
{
    return s.service_rate * ((double)s.servers - load_of(s));
}

/* B(k, a) from B(k - 1, a). */
static double one_server_more(double blocking, double load, double k)
{
    double lost = load * blocking;
    return lost / (k + lost);
}

double sim_yardstick_erlang_blocking(uint32_t servers, double load_erl)
{
    BUG_IF(!(load_erl >= 0.0) || !isfinite(load_erl));
    double blocking = 1.0;
    for (uint32_t k = 1; k <= servers && blocking > 0.0; k++)
        blocking = one_server_more(blocking, load_erl, (double)k);
    return blocking;
}

struct loss {
    uint32_t servers;
    double blocking;
};

static double excess_blocking(double load_erl, const void *of)
{
    const struct loss *loss = of;
    return sim_yardstick_erlang_blocking(loss->servers, load_erl) - loss->blocking;
}

/* Servers carry a (1 - B) < c, so the load is below c / (1 - B). */
double sim_yardstick_erlang_blocking_load(uint32_t servers, double blocking)
{
    BUG_IF(servers == 0 || !(blocking > 0.0) || !(blocking < 1.0));
    struct loss loss = {servers, blocking};
    return sim_yardstick_root(excess_blocking, &loss, 0.0, (double)servers / (1.0 - blocking));
}

static double wait_probability(double blocking, double load, double servers)
{
    if (load >= servers)
        return 1.0;
    return blocking * servers / (servers - load * (1.0 - blocking));
}

double sim_yardstick_erlang_wait_probability(uint32_t servers, double load_erl)
{
    BUG_IF(servers == 0);
    double blocking = sim_yardstick_erlang_blocking(servers, load_erl);
    return wait_probability(blocking, load_erl, (double)servers);
}

struct sim_yardstick_erlang_measures
sim_yardstick_erlang_measures(struct sim_yardstick_station station)
{
    double load = load_of(station), spare = spare_rate(station);
    struct sim_yardstick_erlang_measures m = {
        .load_erl = load,
        .occupancy = fmin(1.0, load / (double)station.servers),
        .wait_probability = sim_yardstick_erlang_wait_probability(station.servers, load),
    };
    m.wait = spare > 0.0 ? m.wait_probability / spare : (double)INFINITY;
    m.time = m.wait + 1.0 / station.service_rate;
    m.waiting = station.arrival_rate * m.wait;
    m.customers = m.waiting + load;
    return m;
}

double sim_yardstick_erlang_wait_over(struct sim_yardstick_station station, double t)
{
    BUG_IF(!(t >= 0.0));
    double spare = spare_rate(station);
    if (!(spare > 0.0))
        return 1.0;
    return sim_yardstick_erlang_wait_probability(station.servers, load_of(station)) *
           exp(-spare * t);
}

double sim_yardstick_erlang_service_level(struct sim_yardstick_station station, double t)
{
    return 1.0 - sim_yardstick_erlang_wait_over(station, t);
}

double sim_yardstick_erlang_wait_quantile(struct sim_yardstick_station station, double p)
{
    BUG_IF(!(p > 0.0) || !(p < 1.0));
    double spare = spare_rate(station);
    if (!(spare > 0.0))
        return (double)INFINITY;
    double waits = sim_yardstick_erlang_wait_probability(station.servers, load_of(station));
    return waits <= 1.0 - p ? 0.0 : log(waits / (1.0 - p)) / spare;
}

/* Below c customers M/M/c moves as M/M/c-1/c-1 does; from c on it is geometric. 1 - C is
 * written without that 1, which would cancel. */
void sim_yardstick_erlang_states(struct sim_yardstick_station station, double *p, size_t count)
{
    const size_t servers = station.servers;
    double load = load_of(station), share = load / (double)servers;
    for (size_t i = 0; i < count; i++)
        p[i] = 0.0;
    if (share >= 1.0)
        return;
    double blocking = sim_yardstick_erlang_blocking(station.servers, load);
    double free = (1.0 - share) * (1.0 - blocking) / (1.0 - share * (1.0 - blocking));
    if (servers > 1) {
        struct sim_yardstick_chain below = {.arrival_rate = station.arrival_rate,
                                            .service_rate = station.service_rate,
                                            .servers = station.servers - 1,
                                            .places = station.servers - 1};
        sim_yardstick_chain_states(&below, p, count < servers ? count : servers);
    } else if (count > 0) {
        p[0] = 1.0;
    }
    for (size_t i = 0; i < count && i < servers; i++)
        p[i] *= free;
    double at = wait_probability(blocking, load, (double)servers) * (1.0 - share);
    for (size_t i = servers; i < count; i++, at *= share)
        p[i] = at;
}

uint32_t sim_yardstick_erlang_servers(double arrival_rate, double service_rate,
                                      struct sim_yardstick_erlang_target target)
{
    struct sim_yardstick_station station = {arrival_rate, service_rate, 1};
    const double load = load_of(station);
    BUG_IF(load > LOAD_MOST);
    BUG_IF(!(target.within >= 0.0) || !(target.level > 0.0) || !(target.level < 1.0));
    BUG_IF(!(target.occupancy_most > 0.0) || !(target.occupancy_most <= 1.0));
    double blocking = 1.0, level = 0.0;
    uint32_t c = 0;
    do {
        double servers = (double)++c;
        blocking = one_server_more(blocking, load, servers);
        if (load >= servers || load > target.occupancy_most * servers * (1.0 + 1e-12))
            continue;
        level = 1.0 - wait_probability(blocking, load, servers) *
                          exp(-service_rate * (servers - load) * target.within);
    } while (level < target.level);
    return c;
}
