#include "cli/theory/formula.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "sim/base/arena.h"
#include "sim/base/attr.h"
#include "sim/base/bug.h"
#include "sim/engine/yardstick_appoint.h"
#include "sim/engine/yardstick_backlog.h"
#include "sim/engine/yardstick_chain.h"
#include "sim/engine/yardstick_constant.h"
#include "sim/engine/yardstick_day.h"
#include "sim/engine/yardstick_erlang.h"
#include "sim/engine/yardstick_first.h"
#include "sim/engine/yardstick_general.h"
#include "sim/engine/yardstick_network.h"
#include "sim/engine/yardstick_patience.h"
#include "sim/engine/yardstick_phase.h"
#include "sim/engine/yardstick_priority.h"
#include "sim/engine/yardstick_retrial.h"
#include "sim/input/near.h"

enum { STATES_MAX = 512, CLASSES = 3, SLOTS_MAX = 256 };

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
    struct sim_yardstick_appoint_slot slot[SLOTS_MAX];
    struct sim_yardstick_appoint out;
    double wait[SLOTS_MAX];
    size_t n = whole(a[0]), block = whole(a[2]);
    BUG_IF(n < 1 || n > SLOTS_MAX || block < 1);
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
    double more[SLOTS_MAX];
    struct sim_yardstick_backlog b = sim_yardstick_backlog_mean(a[0], signed_whole(a[1]));
    if (what != BACKLOG_MORE)
        return what == BACKLOG_NONE ? b.none : b.mean;
    size_t k = whole(a[2]);
    BUG_IF(k >= SLOTS_MAX);
    bool ok = sim_yardstick_backlog_more(a[0], signed_whole(a[1]), more, k + 1, scratch);
    return ok ? more[k] : (double)NAN;
}

/* ---- by name ---- */

struct formula {
    const char *name;
    formula_function *function;
    int what;
    const char *arguments[FORMULA_ARGUMENTS + 1]; /* NULL-ended */
};

#define STATION "rate", "service", "servers"
#define CLASSES_OF "rate1", "rate2", "rate3", "service", "servers", "class"
#define DAY_OF STATION, "length", "leave", "waiting", "clear", "t"
#define SESSION "people", "slot", "block", "start", "mean", "no_show", "end"

/* clang-format off */
static const struct formula formulas[] = {
    {"erlang_b.blocking", erlang_blocking, 0, {"servers", "load"}},
    {"erlang_b.load",     erlang_load,     0, {"servers", "blocking"}},
    {"mmc.load",         mmc, MMC_LOAD,      {STATION}},
    {"mmc.occupancy",    mmc, MMC_OCCUPANCY, {STATION}},
    {"mmc.wait_chance",  mmc, MMC_CHANCE,    {STATION}},
    {"mmc.wait",         mmc, MMC_WAIT,      {STATION}},
    {"mmc.time",         mmc, MMC_TIME,      {STATION}},
    {"mmc.waiting",      mmc, MMC_WAITING,   {STATION}},
    {"mmc.customers",    mmc, MMC_CUSTOMERS, {STATION}},
    {"mmc.wait_within",  mmc_wait, MMC_WITHIN,   {STATION, "t"}},
    {"mmc.wait_over",    mmc_wait, MMC_OVER,     {STATION, "t"}},
    {"mmc.wait_quantile", mmc_wait, MMC_QUANTILE, {STATION, "p"}},
    {"mmc.state",        mmc_state, MMC_STATE, {STATION, "n"}},
    {"mmc.state_up_to",  mmc_state, MMC_UP_TO, {STATION, "n"}},
    {"mmc.state_from",   mmc_state, MMC_FROM,  {STATION, "n"}},
    {"mmc.servers",      mmc_servers, 0, {"rate", "service", "within", "level", "occupancy"}},
    {"mmck.blocking",    chain, CHAIN_BLOCKED,   {STATION, "places"}},
    {"mmck.lost",        chain, CHAIN_LOST,      {STATION, "places"}},
    {"mmck.customers",   chain, CHAIN_CUSTOMERS, {STATION, "places"}},
    {"mmck.time",        chain, CHAIN_TIME,      {STATION, "places"}},
    {"repair.down",      repair, CHAIN_CUSTOMERS, {STATION, "machines"}},
    {"repair.cost",      repair, CHAIN_COST,      {STATION, "machines", "per_down", "per_server"}},
    {"mg1.wait",         general, 0, {"rate", "mean", "cv"}},
    {"mdc.wait_chance",  constant, MDC_CHANCE,   {"rate", "mean", "servers"}},
    {"mdc.wait",         constant, MDC_WAIT,     {"rate", "mean", "servers"}},
    {"mdc.wait_within",  constant, MDC_WITHIN,   {"rate", "mean", "servers", "t"}},
    {"mdc.wait_quantile", constant, MDC_QUANTILE, {"rate", "mean", "servers", "p"}},
    {"mekc.wait_chance", phase, PHASE_ERLANG_CHANCE, {"rate", "mean", "servers", "phases"}},
    {"mekc.wait",        phase, PHASE_ERLANG_WAIT,   {"rate", "mean", "servers", "phases"}},
    {"mh2c.wait_chance", phase, PHASE_HYPER_CHANCE,  {"rate", "mean", "servers", "cv"}},
    {"mh2c.wait",        phase, PHASE_HYPER_WAIT,    {"rate", "mean", "servers", "cv"}},
    {"priority.wait",    priority, PRIORITY_POLITE,     {CLASSES_OF}},
    {"preemptive.wait",  priority, PRIORITY_PREEMPTIVE, {CLASSES_OF}},
    {"tandem.time",      tandem, 0, {"rate", "service1", "service2"}},
    {"feedback.wait",    feedback, MMC_WAIT, {STATION, "again"}},
    {"feedback.time",    feedback, MMC_TIME, {STATION, "again"}},
    {"patience.wait_chance", patience, PATIENCE_CHANCE,    {STATION, "leave"}},
    {"patience.left",        patience, PATIENCE_LEFT,      {STATION, "leave"}},
    {"patience.occupancy",   patience, PATIENCE_OCCUPANCY, {STATION, "leave"}},
    {"patience.wait",        patience, PATIENCE_WAIT,      {STATION, "leave"}},
    {"patience.wait_served", patience, PATIENCE_SERVED,    {STATION, "leave"}},
    {"patience.waiting",     patience, PATIENCE_WAITING,   {STATION, "leave"}},
    {"patience.served_of_all",     patience_level, LEVEL_OF_ALL,    {STATION, "leave", "t"}},
    {"patience.served_of_served",  patience_level, LEVEL_OF_SERVED, {STATION, "leave", "t"}},
    {"patience.ended_of_all",      patience_level, LEVEL_GONE,      {STATION, "leave", "t"}},
    {"patience.served_of_patient", patience_level, LEVEL_PATIENT,   {STATION, "leave", "t"}},
    {"patience.wait_quantile",     patience_level, LEVEL_QUANTILE,  {STATION, "leave", "p"}},
    {"day.wait_within",        day, DAY_LEVEL,        {DAY_OF}},
    {"day.wait_within_served", day, DAY_LEVEL_SERVED, {DAY_OF}},
    {"day.wait",      day, DAY_WAIT,      {DAY_OF}},
    {"day.occupancy", day, DAY_OCCUPANCY, {DAY_OF}},
    {"day.left",      day, DAY_LEFT,      {DAY_OF}},
    {"day.full",      day, DAY_BLOCKED,   {DAY_OF}},
    {"day.cleared",   day, DAY_CLEARED,   {DAY_OF}},
    {"day.queue",     day, DAY_QUEUE,     {DAY_OF}},
    {"day.finish",    day, DAY_FINISH,    {DAY_OF}},
    {"day.late",      day, DAY_LATE,      {DAY_OF}},
    {"first.wait",    first, 0, {STATION, "n"}},
    {"appoint.total_wait", appoint, APPOINT_TOTAL,    {SESSION}},
    {"appoint.mean_wait",  appoint, APPOINT_MEAN,     {SESSION}},
    {"appoint.makespan",   appoint, APPOINT_MAKESPAN, {SESSION}},
    {"appoint.idle",       appoint, APPOINT_IDLE,     {SESSION}},
    {"appoint.overtime",   appoint, APPOINT_OVERTIME, {SESSION}},
    {"appoint.late",       appoint, APPOINT_CHANCE,   {SESSION}},
    {"appoint.wait_of",    appoint, APPOINT_OF,       {SESSION, "n"}},
    {"retrial.orbit",      retrial, RETRIAL_ORBIT,    {STATION, "retry"}},
    {"retrial.full_first", retrial, RETRIAL_FIRST,    {STATION, "retry"}},
    {"retrial.full",       retrial, RETRIAL_ANY,      {STATION, "retry"}},
    {"retrial.attempts",   retrial, RETRIAL_ATTEMPTS, {STATION, "retry"}},
    {"backlog.none",       backlog, BACKLOG_NONE, {"arrivals", "places"}},
    {"backlog.mean",       backlog, BACKLOG_MEAN, {"arrivals", "places"}},
    {"backlog.more",       backlog, BACKLOG_MORE, {"arrivals", "places", "k"}},
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

/* Index of the argument called by the n bytes, or the number of arguments. */
static size_t index_of(const struct formula *f, const char *name, size_t n)
{
    size_t i = 0;
    while (f->arguments[i] != NULL &&
           (strlen(f->arguments[i]) != n || memcmp(f->arguments[i], name, n) != 0))
        i++;
    return i;
}

/* Reads "name=number name=number". */
static enum formula_outcome read_arguments(const struct formula *f, const char *text, double *a,
                                           const char **wrong)
{
    bool is_given[FORMULA_ARGUMENTS] = {false};
    for (const char *p = text + strspn(text, " "); *p != '\0'; p += strspn(p, " ")) {
        size_t n = strcspn(p, "= "), i = index_of(f, p, n);
        *wrong = p;
        char *end;
        if (f->arguments[i] == NULL || p[n] != '=')
            return FORMULA_ARGUMENT;
        a[i] = strtod(p + n + 1, &end);
        if (end == p + n + 1 || (*end != ' ' && *end != '\0'))
            return FORMULA_ARGUMENT;
        is_given[i] = true;
        p = end;
    }
    for (size_t i = 0; f->arguments[i] != NULL; i++) {
        *wrong = f->arguments[i];
        if (!is_given[i])
            return FORMULA_ARGUMENT;
    }
    return FORMULA_OK;
}

enum formula_outcome formula_value(const char *name, const char *arguments, struct arena *scratch,
                                   double *value, const char **wrong)
{
    double a[FORMULA_ARGUMENTS] = {0};
    const struct formula *f = find(name, wrong);
    if (f == NULL)
        return FORMULA_UNKNOWN;
    enum formula_outcome outcome = read_arguments(f, arguments, a, wrong);
    if (outcome != FORMULA_OK)
        return outcome;
    *value = f->function(a, f->what, scratch);
    return isnan(*value) ? FORMULA_NO_MEMORY : FORMULA_OK;
}
