#include "cli/theory/formula.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "cli/theory/dates.h"
#include "cli/theory/limit.h"
#include "cli/theory/round.h"
#include "sim/base/arena.h"
#include "sim/base/attr.h"
#include "sim/base/bug.h"
#include "sim/engine/yardstick_appoint.h"
#include "sim/engine/yardstick_backlog.h"
#include "sim/engine/yardstick_chain.h"
#include "sim/engine/yardstick_constant.h"
#include "sim/engine/yardstick_count.h"
#include "sim/engine/yardstick_day.h"
#include "sim/engine/yardstick_erlang.h"
#include "sim/engine/yardstick_first.h"
#include "sim/engine/yardstick_general.h"
#include "sim/engine/yardstick_network.h"
#include "sim/engine/yardstick_patience.h"
#include "sim/engine/yardstick_phase.h"
#include "sim/engine/yardstick_priority.h"
#include "sim/engine/yardstick_retrial.h"
#include "sim/engine/yardstick_select.h"
#include "sim/experiment/interval.h"
#include "sim/experiment/precision.h"
#include "sim/input/near.h"

enum { STATES_MAX = 512, CLASSES = 3 };

/* One yardstick asked for one number; NaN when memory ran out. a: arguments in order. */
typedef double formula_function(const double *a, int what, struct arena *scratch);

static uint32_t whole(double x)
{
    return (uint32_t)(x + 0.5);
}

static int32_t signed_whole(double x)
{
    return (int32_t)lrint(x);
}

/* ---- Erlang and birth-death chains ---- */

static double erlang_blocking(const double *a, int what, struct arena *scratch)
{
    (void)what, (void)scratch;
    return sim_yardstick_erlang_blocking(whole(a[0]), a[1]);
}

static double erlang_load(const double *a, int what, struct arena *scratch)
{
    (void)what, (void)scratch;
    return sim_yardstick_erlang_blocking_load(whole(a[0]), a[1]);
}

enum { MMC_LOAD, MMC_OCCUPANCY, MMC_CHANCE, MMC_WAIT, MMC_TIME, MMC_WAITING, MMC_CUSTOMERS };
enum { MMC_WITHIN, MMC_OVER, MMC_QUANTILE };
enum { MMC_STATE, MMC_UP_TO, MMC_FROM };

static struct sim_yardstick_station station_of(const double *a)
{
    return (struct sim_yardstick_station){a[0], a[1], whole(a[2])};
}

static double mmc(const double *a, int what, struct arena *scratch)
{
    (void)scratch;
    struct sim_yardstick_erlang_measures m = sim_yardstick_erlang_measures(station_of(a));
    const double values[] = {m.load_erl, m.occupancy, m.wait_probability, m.wait,
                             m.time,     m.waiting,   m.customers};
    return values[what];
}

static double mmc_wait(const double *a, int what, struct arena *scratch)
{
    (void)scratch;
    if (what == MMC_WITHIN)
        return sim_yardstick_erlang_service_level(station_of(a), a[3]);
    if (what == MMC_OVER)
        return sim_yardstick_erlang_wait_over(station_of(a), a[3]);
    return sim_yardstick_erlang_wait_quantile(station_of(a), a[3]);
}

static double mmc_state(const double *a, int what, struct arena *scratch)
{
    (void)scratch;
    double p[STATES_MAX], sum = 0;
    size_t n = whole(a[3]);
    BUG_IF(n + 1 > STATES_MAX);
    sim_yardstick_erlang_states(station_of(a), p, n + 1);
    for (size_t i = 0; i < n; i++)
        sum += p[i];
    return what == MMC_STATE ? p[n] : what == MMC_UP_TO ? sum + p[n] : 1 - sum;
}

static double mmc_servers(const double *a, int what, struct arena *scratch)
{
    (void)what, (void)scratch;
    struct sim_yardstick_erlang_target target = {a[2], a[3], a[4]};
    return (double)sim_yardstick_erlang_servers(a[0], a[1], target);
}

enum { CHAIN_BLOCKED, CHAIN_LOST, CHAIN_CUSTOMERS, CHAIN_TIME, CHAIN_COST };

static double chain(const double *a, int what, struct arena *scratch)
{
    (void)scratch;
    struct sim_yardstick_chain c = {
        .arrival_rate = a[0], .service_rate = a[1], .servers = whole(a[2]), .places = whole(a[3])};
    struct sim_yardstick_chain_measures m = sim_yardstick_chain_measures(&c);
    const double values[] = {m.blocked, m.blocked * a[0], m.customers, m.time};
    return values[what];
}

static double repair(const double *a, int what, struct arena *scratch)
{
    (void)scratch;
    struct sim_yardstick_chain c = {.arrival_rate = a[0],
                                    .service_rate = a[1],
                                    .servers = whole(a[2]),
                                    .places = whole(a[3]),
                                    .sources = whole(a[3])};
    double down = sim_yardstick_chain_measures(&c).customers;
    return what == CHAIN_COST ? a[4] * down + a[5] * a[2] : down;
}

/* ---- general service ---- */

static double general(const double *a, int what, struct arena *scratch)
{
    (void)what, (void)scratch;
    return sim_yardstick_general_wait(a[0], a[1], a[2]);
}

enum { MDC_CHANCE, MDC_WAIT, MDC_WITHIN, MDC_QUANTILE };

static double constant(const double *a, int what, struct arena *scratch)
{
    struct sim_yardstick_station station = {a[0], 1 / a[1], whole(a[2])};
    struct sim_yardstick_constant_measures m = sim_yardstick_constant_measures(station);
    if (what == MDC_CHANCE || what == MDC_WAIT)
        return what == MDC_CHANCE ? m.wait_probability : m.wait;
    struct sim_yardstick_constant c;
    if (!sim_yardstick_constant_solve(scratch, station, &c))
        return (double)NAN;
    return what == MDC_WITHIN ? 1 - sim_yardstick_constant_wait_over(&c, a[3])
                              : sim_yardstick_constant_wait_quantile(&c, a[3]);
}

enum { PHASE_ERLANG_CHANCE, PHASE_ERLANG_WAIT, PHASE_HYPER_CHANCE, PHASE_HYPER_WAIT };

static double phase(const double *a, int what, struct arena *scratch)
{
    bool is_erlang = what <= PHASE_ERLANG_WAIT;
    struct sim_yardstick_phase law = is_erlang ? sim_yardstick_phase_erlang(a[1], whole(a[3]))
                                               : sim_yardstick_phase_hyper(a[1], a[3]);
    struct sim_yardstick_phase_measures m;
    if (!sim_yardstick_phase_solve(scratch, a[0], &law, whole(a[2]), &m))
        return (double)NAN;
    bool is_chance = what == PHASE_ERLANG_CHANCE || what == PHASE_HYPER_CHANCE;
    return is_chance ? m.wait_probability : m.wait;
}

/* ---- priority, networks ---- */

enum { PRIORITY_POLITE, PRIORITY_PREEMPTIVE };

static double priority(const double *a, int what, struct arena *scratch)
{
    (void)scratch;
    double wait[CLASSES];
    size_t class = whole(a[5]);
    BUG_IF(class < 1 || class > CLASSES);
    if (what == PRIORITY_POLITE)
        sim_yardstick_priority_polite(a, CLASSES, a[3], whole(a[4]), wait);
    else
        sim_yardstick_priority_preemptive(a, CLASSES, a[3], whole(a[4]), wait);
    return wait[class - 1];
}

static double tandem(const double *a, int what, struct arena *scratch)
{
    (void)what, (void)scratch;
    return sim_yardstick_network_tandem_time(a[0], a + 1, 2);
}

static double feedback(const double *a, int what, struct arena *scratch)
{
    const double whole_rate[] = {sim_yardstick_network_feedback_rate(a[0], a[3]), a[1], a[2]};
    return mmc(whole_rate, what, scratch);
}

/* ---- patience ---- */

enum {
    PATIENCE_CHANCE,
    PATIENCE_LEFT,
    PATIENCE_OCCUPANCY,
    PATIENCE_WAIT,
    PATIENCE_SERVED,
    PATIENCE_WAITING
};
enum { LEVEL_OF_ALL, LEVEL_OF_SERVED, LEVEL_GONE, LEVEL_PATIENT, LEVEL_QUANTILE };

static double patience(const double *a, int what, struct arena *scratch)
{
    (void)scratch;
    struct sim_yardstick_patience_queue q;
    sim_yardstick_patience_solve(station_of(a), sim_yardstick_patience_exponential(&a[3]), &q);
    const double values[] = {q.wait_probability, q.abandoned, q.occupancy, q.wait,
                             q.wait_served,      q.waiting};
    return values[what];
}

static double patience_level(const double *a, int what, struct arena *scratch)
{
    (void)scratch;
    struct sim_yardstick_patience_queue q;
    sim_yardstick_patience_solve(station_of(a), sim_yardstick_patience_exponential(&a[3]), &q);
    if (what == LEVEL_QUANTILE)
        return sim_yardstick_patience_wait_quantile(&q, a[4]);
    struct sim_yardstick_patience_levels l = sim_yardstick_patience_levels(&q, a[4]);
    const double values[] = {l.served_of_all, l.served_of_served, l.gone_of_all,
                             l.served_of_patient};
    return values[what];
}

/* ---- days ---- */

enum {
    DAY_LEVEL,
    DAY_LEVEL_SERVED,
    DAY_WAIT,
    DAY_OCCUPANCY,
    DAY_LEFT,
    DAY_BLOCKED,
    DAY_CLEARED,
    DAY_QUEUE,
    DAY_FINISH,
    DAY_LATE
};

/* a: rate, service, servers, length, patience rate, waiting places (-1: any), clear?, t */
static double day(const double *a, int what, struct arena *scratch)
{
    struct sim_yardstick_load_piece piece = {a[3], a[0]};
    int32_t servers = signed_whole(a[2]);
    struct sim_yardstick_day_case c = {.piece = &piece,
                                       .servers = &servers,
                                       .pieces = 1,
                                       .service = a[1],
                                       .impatience = a[4],
                                       .places = signed_whole(a[5]),
                                       .clear_at_close = a[6] > 0,
                                       .servers_after = servers,
                                       .target = a[7],
                                       .overtime = &a[7],
                                       .overtimes = 1};
    struct sim_yardstick_day d;
    if (!sim_yardstick_day_solve(&c, scratch, &d))
        return (double)NAN;
    const double values[] = {d.in_time / d.arrivals,
                             d.in_time / d.served,
                             d.wait_per_served,
                             d.occupancy,
                             d.abandoned,
                             d.blocked,
                             d.cleared,
                             d.mean_queue,
                             a[3] + d.mean_overrun,
                             d.late[0]};
    return values[what];
}

static double first(const double *a, int what, struct arena *scratch)
{
    (void)what;
    double average;
    bool ok =
        sim_yardstick_first_average(a[0], a[1], signed_whole(a[2]), whole(a[3]), &average, scratch);
    return ok ? average : (double)NAN;
}

enum {
    APPOINT_TOTAL,
    APPOINT_MEAN,
    APPOINT_MAKESPAN,
    APPOINT_IDLE,
    APPOINT_OVERTIME,
    APPOINT_CHANCE,
    APPOINT_OF
};

/* a: people, slot, block, at the start only?, mean service, no-show, end, nth person */
static double appoint(const double *a, int what, struct arena *scratch)
{
    struct sim_yardstick_appoint_slot slot[LIMIT_PEOPLE];
    struct sim_yardstick_appoint out;
    double wait[LIMIT_PEOPLE];
    size_t n = whole(a[0]), block = whole(a[2]);
    BUG_IF(n < 1 || n > LIMIT_PEOPLE || block < 1);
    for (size_t i = 0; i < n; i++) {
        size_t at = i / block * block;
        if (a[3] > 0)
            at = i < block ? 0 : i - block + 1;
        slot[i] = (struct sim_yardstick_appoint_slot){(double)at * a[1], 1};
    }
    if (!sim_yardstick_appoint_solve(slot, n, 1 / a[4], 1 - a[5], a[6], scratch, wait, &out))
        return (double)NAN;
    const double values[] = {out.total_wait, out.mean_wait, out.makespan,
                             out.idle,       out.overtime,  out.chance};
    return what == APPOINT_OF ? wait[whole(a[7]) - 1] : values[what];
}

/* ---- chains ---- */

enum { RETRIAL_ORBIT, RETRIAL_FIRST, RETRIAL_ANY, RETRIAL_ATTEMPTS };

static double retrial(const double *a, int what, struct arena *scratch)
{
    struct sim_yardstick_retrial r = {0};
    if (whole(a[2]) == 1)
        r = sim_yardstick_retrial_one(a[0], a[1], a[3]);
    else if (!sim_yardstick_retrial_many(a[0], a[1], signed_whole(a[2]), a[3], scratch, &r))
        return (double)NAN;
    const double values[] = {r.orbit, r.blocked_primary, r.blocked_any, r.attempts};
    return values[what];
}

enum { BACKLOG_NONE, BACKLOG_MEAN, BACKLOG_MORE };

static double backlog(const double *a, int what, struct arena *scratch)
{
    double more[LIMIT_PEOPLE];
    struct sim_yardstick_backlog b = sim_yardstick_backlog_mean(a[0], signed_whole(a[1]));
    if (what != BACKLOG_MORE)
        return what == BACKLOG_NONE ? b.none : b.mean;
    size_t k = whole(a[2]);
    BUG_IF(k >= LIMIT_PEOPLE);
    bool ok = sim_yardstick_backlog_more(a[0], signed_whole(a[1]), more, k + 1, scratch);
    return ok ? more[k] : (double)NAN;
}

/* ---- days of the office ---- */

enum { COUNT_VARIANCE, COUNT_UP_TO, COUNT_QUANTILE };

static double count(const double *a, int what, struct arena *scratch)
{
    (void)scratch;
    if (what == COUNT_VARIANCE)
        return sim_yardstick_count_variance(a[0], a[1]);
    if (what == COUNT_UP_TO)
        return sim_yardstick_count_up_to(a[0], a[1], signed_whole(a[2]));
    return sim_yardstick_count_quantile(a[0], a[1], a[2]);
}

enum { DATE_BOOKABLE, DATE_WINDOW, DATE_SATURDAY, DATE_PHONE };

static double date(const double *a, int what, struct arena *scratch)
{
    (void)scratch;
    int32_t n[4];
    for (int i = 0; i < 4; i++)
        n[i] = signed_whole(a[i]);
    switch (what) {
    case DATE_BOOKABLE:
        return dates_last_bookable(n[0], n[1], n[2], n[3]);
    case DATE_WINDOW:
        return dates_window(n[0], n[1], n[2]);
    case DATE_SATURDAY:
        return dates_open_saturday(n[0], n[1], n[2]);
    default:
        return dates_phone(n[0] == 1, n[1] == 1);
    }
}

/* ---- experiments ---- */

enum { SELECT_DUDEWICZ, SELECT_RINOTT };

/* a: n0, p, k */
static double choose(const double *a, int what, struct arena *scratch)
{
    (void)scratch;
    double h;
    bool ok = what == SELECT_RINOTT
                  ? sim_yardstick_select_rinott(whole(a[0]), a[1], whole(a[2]), &h)
                  : sim_yardstick_select_dudewicz(whole(a[0]), a[1], whole(a[2]), &h);
    return ok ? h : (double)NAN;
}

/* a: variance, n, level */
static double half_width(const double *a, int what, struct arena *scratch)
{
    (void)what, (void)scratch;
    return interval_t((1 + a[2]) / 2, a[1] - 1) * sqrt(a[0] / a[1]);
}

/* a: variance, n, level, mean, half width, is it relative? */
static double run_length(const double *a, int what, struct arena *scratch)
{
    enum { MOST = 1000000 };
    double half = half_width(a, what, scratch);
    struct precision want = {a[4], a[5] > 0};
    struct interval now = {a[3], a[3] - half, a[3] + half};
    uint32_t n = precision_needed(&want, now, a[2], whole(a[1]), MOST);
    return n == UINT32_MAX ? (double)INFINITY : n;
}

/* Least n of which the largest is above the quantile p with the level. a: p, level */
static double order_length(const double *a, int what, struct arena *scratch)
{
    (void)what, (void)scratch;
    return ceil(log(1 - a[1]) / log(a[0]));
}

/* A histogram whose bins grow by a constant factor, so that no quantile is off by more than alpha
 * of itself (Masson, Rim & Lee 2019): the factor, and how many bins from least to most. Ours
 * (sim/engine/histogram.h) keeps the same 1 % without a logarithm for each wait, in more bins.
 * a: alpha, least, most */
enum { SKETCH_RATIO, SKETCH_BINS };
static double sketch(const double *a, int what, struct arena *scratch)
{
    (void)scratch;
    double ratio = (1 + a[0]) / (1 - a[0]);
    return what == SKETCH_RATIO ? ratio : ceil(log(a[2] / a[1]) / log(ratio));
}

/* a: what is needed in four parts of the day, starts, length, most */
static double cover_people(const double *a, int what, struct arena *scratch)
{
    (void)what;
    return round_people(a, a[ROUND_PARTS], a[ROUND_PARTS + 1], a[ROUND_PARTS + 2], scratch);
}

/* ---- by name ---- */

struct formula {
    const char *name;
    formula_function *function;
    int what;
    limit_function *limit;
    struct argument arguments[ARGUMENT_MOST + 1]; /* ended by one without a name */
};

/* clang-format off */
#define BETWEEN(n, lo, hi) {.name = (n), .least = (lo), .most = (hi)}
#define WHOLE(n, lo, hi)   {.name = (n), .least = (lo), .most = (hi), .is_whole = true}
#define RATE(n)   BETWEEN(n, 1e-6, 1e6)
#define SPAN(n)   BETWEEN(n, 1e-6, 1e6)
#define TIME(n)   BETWEEN(n, 0, 1e6)
#define SHARE(n)  BETWEEN(n, 0.1, 1)
#define INSIDE(n) BETWEEN(n, 1e-9, 0.999999999)
#define SELECTION WHOLE("n0", 5, 100), INSIDE("p"), WHOLE("k", 2, 1000)
#define SAMPLED   BETWEEN("variance", 0, 1e9), WHOLE("n", 2, 1000000), INSIDE("level")
#define MONEY(n)  BETWEEN(n, 0, 1e9)
#define LOAD      BETWEEN("load", 0, 1e6)
#define ARRIVALS  BETWEEN("arrivals", 0, 1e5)
#define COUNTED   BETWEEN("mean", 0, 1e4), BETWEEN("cv", 0, 5)
#define YEAR      WHOLE("year", 1970, 2100)
#define DATE      YEAR, WHOLE("month", 1, 12), WHOLE("day", 1, 31)
#define SIX(n)    WHOLE(n, 0, 999999999999)
#define AGAIN     BETWEEN("again", 0, 0.999)
#define LEAVE     BETWEEN("leave", 0, 1e6)
#define SERVERS   WHOLE("servers", 1, LIMIT_SERVERS)
#define STATION   RATE("rate"), RATE("service"), SERVERS
#define FEW       RATE("rate"), RATE("service"), WHOLE("servers", 1, LIMIT_SERVERS_FEW)
#define CLASSES_OF RATE("rate1"), RATE("rate2"), RATE("rate3"), RATE("service"), SERVERS, WHOLE("class", 1, CLASSES)
#define DAY_OF    FEW, SPAN("length"), LEAVE, WHOLE("waiting", -1, 1000), WHOLE("clear", 0, 1), TIME("t")
#define SESSION   WHOLE("people", 1, LIMIT_PEOPLE), TIME("slot"), WHOLE("block", 1, LIMIT_PEOPLE), WHOLE("start", 0, 1), \
                  SPAN("mean"), BETWEEN("no_show", 0, 0.999), TIME("end")

static const struct formula formulas[] = {
    {"erlang_b.blocking",          erlang_blocking, 0, limit_none, {SERVERS, LOAD}},
    {"erlang_b.load",              erlang_load, 0, limit_none, {SERVERS, INSIDE("blocking")}},
    {"mmc.load",                   mmc, MMC_LOAD, limit_load, {STATION}},
    {"mmc.occupancy",              mmc, MMC_OCCUPANCY, limit_load, {STATION}},
    {"mmc.wait_chance",            mmc, MMC_CHANCE, limit_load, {STATION}},
    {"mmc.wait",                   mmc, MMC_WAIT, limit_load, {STATION}},
    {"mmc.time",                   mmc, MMC_TIME, limit_load, {STATION}},
    {"mmc.waiting",                mmc, MMC_WAITING, limit_load, {STATION}},
    {"mmc.customers",              mmc, MMC_CUSTOMERS, limit_load, {STATION}},
    {"mmc.wait_within",            mmc_wait, MMC_WITHIN, limit_load, {STATION, TIME("t")}},
    {"mmc.wait_over",              mmc_wait, MMC_OVER, limit_load, {STATION, TIME("t")}},
    {"mmc.wait_quantile",          mmc_wait, MMC_QUANTILE, limit_load, {STATION, INSIDE("p")}},
    {"mmc.state",                  mmc_state, MMC_STATE, limit_load, {STATION, WHOLE("n", 0, STATES_MAX - 1)}},
    {"mmc.state_up_to",            mmc_state, MMC_UP_TO, limit_load, {STATION, WHOLE("n", 0, STATES_MAX - 1)}},
    {"mmc.state_from",             mmc_state, MMC_FROM, limit_load, {STATION, WHOLE("n", 0, STATES_MAX - 1)}},
    {"mmc.servers",                mmc_servers, 0, limit_load, {RATE("rate"), RATE("service"), TIME("within"), INSIDE("level"), SHARE("occupancy")}},
    {"mmck.blocking",              chain, CHAIN_BLOCKED, limit_load, {STATION, WHOLE("places", 1, 100000)}},
    {"mmck.lost",                  chain, CHAIN_LOST, limit_load, {STATION, WHOLE("places", 1, 100000)}},
    {"mmck.customers",             chain, CHAIN_CUSTOMERS, limit_load, {STATION, WHOLE("places", 1, 100000)}},
    {"mmck.time",                  chain, CHAIN_TIME, limit_load, {STATION, WHOLE("places", 1, 100000)}},
    {"repair.down",                repair, CHAIN_CUSTOMERS, limit_load, {STATION, WHOLE("machines", 1, 100000)}},
    {"repair.cost",                repair, CHAIN_COST, limit_load, {STATION, WHOLE("machines", 1, 100000), MONEY("per_down"), MONEY("per_server")}},
    {"mg1.wait",                   general, 0, limit_none, {RATE("rate"), SPAN("mean"), BETWEEN("cv", 0, 1000)}},
    {"mdc.wait_chance",            constant, MDC_CHANCE, limit_constant, {RATE("rate"), SPAN("mean"), SERVERS}},
    {"mdc.wait",                   constant, MDC_WAIT, limit_constant, {RATE("rate"), SPAN("mean"), SERVERS}},
    {"mdc.wait_within",            constant, MDC_WITHIN, limit_constant, {RATE("rate"), SPAN("mean"), WHOLE("servers", 1, LIMIT_SERVERS_CONSTANT), TIME("t")}},
    {"mdc.wait_quantile",          constant, MDC_QUANTILE, limit_constant, {RATE("rate"), SPAN("mean"), WHOLE("servers", 1, LIMIT_SERVERS_CONSTANT), INSIDE("p")}},
    {"mekc.wait_chance",           phase, PHASE_ERLANG_CHANCE, limit_erlang, {RATE("rate"), SPAN("mean"), SERVERS, WHOLE("phases", 1, SIM_YARDSTICK_PHASE_MOST)}},
    {"mekc.wait",                  phase, PHASE_ERLANG_WAIT, limit_erlang, {RATE("rate"), SPAN("mean"), SERVERS, WHOLE("phases", 1, SIM_YARDSTICK_PHASE_MOST)}},
    {"mh2c.wait_chance",           phase, PHASE_HYPER_CHANCE, limit_hyper, {RATE("rate"), SPAN("mean"), SERVERS, BETWEEN("cv", 1, 1000)}},
    {"mh2c.wait",                  phase, PHASE_HYPER_WAIT, limit_hyper, {RATE("rate"), SPAN("mean"), SERVERS, BETWEEN("cv", 1, 1000)}},
    {"priority.wait",              priority, PRIORITY_POLITE, limit_none, {CLASSES_OF}},
    {"preemptive.wait",            priority, PRIORITY_PREEMPTIVE, limit_none, {CLASSES_OF}},
    {"tandem.time",                tandem, 0, limit_none, {RATE("rate"), RATE("service1"), RATE("service2")}},
    {"feedback.wait",              feedback, MMC_WAIT, limit_load, {STATION, AGAIN}},
    {"feedback.time",              feedback, MMC_TIME, limit_load, {STATION, AGAIN}},
    {"patience.wait_chance",       patience, PATIENCE_CHANCE, limit_patience, {STATION, LEAVE}},
    {"patience.left",              patience, PATIENCE_LEFT, limit_patience, {STATION, LEAVE}},
    {"patience.occupancy",         patience, PATIENCE_OCCUPANCY, limit_patience, {STATION, LEAVE}},
    {"patience.wait",              patience, PATIENCE_WAIT, limit_patience, {STATION, LEAVE}},
    {"patience.wait_served",       patience, PATIENCE_SERVED, limit_patience, {STATION, LEAVE}},
    {"patience.waiting",           patience, PATIENCE_WAITING, limit_patience, {STATION, LEAVE}},
    {"patience.served_of_all",     patience_level, LEVEL_OF_ALL, limit_patience, {STATION, LEAVE, TIME("t")}},
    {"patience.served_of_served",  patience_level, LEVEL_OF_SERVED, limit_patience, {STATION, LEAVE, TIME("t")}},
    {"patience.ended_of_all",      patience_level, LEVEL_GONE, limit_patience, {STATION, LEAVE, TIME("t")}},
    {"patience.served_of_patient", patience_level, LEVEL_PATIENT, limit_patience, {STATION, LEAVE, TIME("t")}},
    {"patience.wait_quantile",     patience_level, LEVEL_QUANTILE, limit_patience, {STATION, LEAVE, INSIDE("p")}},
    {"day.wait_within",            day, DAY_LEVEL, limit_day, {DAY_OF}},
    {"day.wait_within_served",     day, DAY_LEVEL_SERVED, limit_day, {DAY_OF}},
    {"day.wait",                   day, DAY_WAIT, limit_day, {DAY_OF}},
    {"day.occupancy",              day, DAY_OCCUPANCY, limit_day, {DAY_OF}},
    {"day.left",                   day, DAY_LEFT, limit_day, {DAY_OF}},
    {"day.full",                   day, DAY_BLOCKED, limit_day, {DAY_OF}},
    {"day.cleared",                day, DAY_CLEARED, limit_day, {DAY_OF}},
    {"day.queue",                  day, DAY_QUEUE, limit_day, {DAY_OF}},
    {"day.finish",                 day, DAY_FINISH, limit_day, {DAY_OF}},
    {"day.late",                   day, DAY_LATE, limit_day, {DAY_OF}},
    {"first.wait",                 first, 0, limit_load, {STATION, WHOLE("n", 1, 2000)}},
    {"appoint.total_wait",         appoint, APPOINT_TOTAL, limit_session, {SESSION}},
    {"appoint.mean_wait",          appoint, APPOINT_MEAN, limit_session, {SESSION}},
    {"appoint.makespan",           appoint, APPOINT_MAKESPAN, limit_session, {SESSION}},
    {"appoint.idle",               appoint, APPOINT_IDLE, limit_session, {SESSION}},
    {"appoint.overtime",           appoint, APPOINT_OVERTIME, limit_session, {SESSION}},
    {"appoint.late",               appoint, APPOINT_CHANCE, limit_session, {SESSION}},
    {"appoint.wait_of",            appoint, APPOINT_OF, limit_turn, {SESSION, WHOLE("n", 1, LIMIT_PEOPLE)}},
    {"retrial.orbit",              retrial, RETRIAL_ORBIT, limit_retrial, {FEW, RATE("retry")}},
    {"retrial.full_first",         retrial, RETRIAL_FIRST, limit_retrial, {FEW, RATE("retry")}},
    {"retrial.full",               retrial, RETRIAL_ANY, limit_retrial, {FEW, RATE("retry")}},
    {"retrial.attempts",           retrial, RETRIAL_ATTEMPTS, limit_retrial, {FEW, RATE("retry")}},
    {"backlog.none",               backlog, BACKLOG_NONE, limit_backlog, {ARRIVALS, WHOLE("places", 1, 100000)}},
    {"backlog.mean",               backlog, BACKLOG_MEAN, limit_backlog, {ARRIVALS, WHOLE("places", 1, 100000)}},
    {"backlog.more",               backlog, BACKLOG_MORE, limit_backlog, {ARRIVALS, WHOLE("places", 1, 100000), WHOLE("k", 0, LIMIT_PEOPLE - 1)}},
    {"count.variance",             count, COUNT_VARIANCE, limit_none, {COUNTED}},
    {"count.up_to",                count, COUNT_UP_TO, limit_none, {COUNTED, WHOLE("k", 0, 100000)}},
    {"count.quantile",             count, COUNT_QUANTILE, limit_none, {COUNTED, INSIDE("p")}},
    {"select.dudewicz",            choose, SELECT_DUDEWICZ, limit_select, {SELECTION}},
    {"select.rinott",              choose, SELECT_RINOTT, limit_select, {SELECTION}},
    {"interval.half_width",        half_width, 0, limit_none, {SAMPLED}},
    {"precision.length",           run_length, 0, limit_none, {SAMPLED, BETWEEN("mean", -1e9, 1e9), BETWEEN("half", 1e-6, 1e6), WHOLE("relative", 0, 1)}},
    {"order.length",               order_length, 0, limit_none, {INSIDE("p"), INSIDE("level")}},
    {"sketch.ratio",               sketch, SKETCH_RATIO, limit_none, {INSIDE("alpha")}},
    {"sketch.bins",                sketch, SKETCH_BINS, limit_sketch, {INSIDE("alpha"), BETWEEN("least", 1e-9, 1e9), BETWEEN("most", 1e-9, 1e9)}},
    {"cover.people",               cover_people, 0, limit_none, {SIX("h00"), SIX("h06"), SIX("h12"), SIX("h18"), WHOLE("starts", 0, 99999999), WHOLE("length", 1, 24), WHOLE("most", 0, 10000)}},
    {"date.last_bookable",         date, DATE_BOOKABLE, limit_date, {DATE, WHOLE("horizon", 1, 100)}},
    {"date.window",                date, DATE_WINDOW, limit_date, {DATE}},
    {"date.open_saturday",         date, DATE_SATURDAY, limit_none, {YEAR, WHOLE("month", 1, 12), WHOLE("nth", 1, 5)}},
    {"date.phone",                 date, DATE_PHONE, limit_none, {WHOLE("working", 0, 1), WHOLE("closes", 0, 1)}},
};
/* clang-format on */

static const struct formula *find(const char *name, const char **nearest)
{
    const char *names[COUNT_OF(formulas)];
    for (size_t i = 0; i < COUNT_OF(formulas); i++) {
        names[i] = formulas[i].name;
        if (strcmp(names[i], name) == 0)
            return &formulas[i];
    }
    *nearest = near_best(name, names, COUNT_OF(names));
    return NULL;
}

const char *formula_name(size_t i)
{
    return i < COUNT_OF(formulas) ? formulas[i].name : NULL;
}

const struct argument *formula_arguments(size_t i)
{
    return formulas[i].arguments;
}

/* The arguments together, once each is right by itself. */
static bool check_limit(const struct formula *f, const char *arguments, const double *a,
                        struct argument_fault *fault)
{
    struct limit limit;
    if (f->limit(a, &limit))
        return true;
    const struct argument *one = &f->arguments[limit.argument];
    fault->outcome = ARGUMENT_RANGE;
    fault->name = one->name;
    fault->at = argument_find(one, arguments, &fault->length);
    fault->least = fmax(limit.least, one->least);
    fault->most = fmin(limit.most, one->most);
    return false;
}

enum formula_outcome formula_check(const char *name, const char *arguments,
                                   struct argument_fault *fault)
{
    double a[ARGUMENT_MOST] = {0};
    *fault = (struct argument_fault){.outcome = ARGUMENT_OK};
    const struct formula *f = find(name, &fault->nearest);
    if (f == NULL)
        return FORMULA_UNKNOWN;
    bool ok =
        argument_read(f->arguments, arguments, a, fault) && check_limit(f, arguments, a, fault);
    return ok ? FORMULA_OK : FORMULA_ARGUMENT;
}

enum formula_outcome formula_value(const char *name, const char *arguments, struct arena *scratch,
                                   double *value, struct argument_fault *fault)
{
    double a[ARGUMENT_MOST] = {0};
    enum formula_outcome outcome = formula_check(name, arguments, fault);
    if (outcome != FORMULA_OK)
        return outcome;
    const struct formula *f = find(name, &fault->nearest);
    BUG_IF(f == NULL || !argument_read(f->arguments, arguments, a, fault));
    *value = f->function(a, f->what, scratch);
    return isnan(*value) ? FORMULA_NO_MEMORY : FORMULA_OK;
}
