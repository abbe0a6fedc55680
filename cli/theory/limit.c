#include "cli/theory/limit.h"

#include <math.h>
#include <stdint.h>

#include "sim/base/civil.h"
#include "sim/engine/yardstick_backlog.h"
#include "sim/engine/yardstick_phase.h"

#define LOAD_MOST 1e6          /* Erlang; as sim_yardstick_erlang_servers() */
#define LOAD_LEAST 1e-9        /* below, results are no more than rounding   */
#define CONSTANT_SHARE 0.99999 /* as sim_yardstick_constant_solve()          */
#define PATIENCE_EVENTS 1e5    /* people who come while one is patient       */
#define DAY_EVENTS 10000.0     /* people who come or could be served         */
#define SESSION_SERVICES 1e4   /* between two appointments                   */
#define RETRIAL_SHARE 0.999    /* of the lines; nearer 1 the orbit has no end */
#define RETRIAL_PEOPLE 1e4     /* in the orbit                               */

static bool at_most(double x, double most, int argument, struct limit *l)
{
    *l = (struct limit){argument, -(double)INFINITY, most};
    return x <= most;
}

static bool at_least(double x, double least, int argument, struct limit *l)
{
    *l = (struct limit){argument, least, (double)INFINITY};
    return x >= least;
}

bool limit_none(const double *a, struct limit *l)
{
    (void)a;
    *l = (struct limit){0, -(double)INFINITY, (double)INFINITY};
    return true;
}

bool limit_load(const double *a, struct limit *l)
{
    return at_most(a[0], LOAD_MOST * a[1], 0, l) && at_least(a[0], LOAD_LEAST * a[1], 0, l);
}

bool limit_constant(const double *a, struct limit *l)
{
    double full = a[2] / a[1];
    if (a[0] < full && !at_most(a[0], CONSTANT_SHARE * full, 0, l))
        return false;
    return at_most(a[0], LOAD_MOST / a[1], 0, l) && at_least(a[0], LOAD_LEAST / a[1], 0, l);
}

/* Ways to spread servers over phases: the size of the matrices. */
static double states_of(double servers, int phases)
{
    double states = 1;
    for (int k = 1; k < phases; k++)
        states *= (servers + k) / k;
    return states;
}

static bool limit_phases(const double *a, int phases, struct limit *l)
{
    double servers = 1;
    while (states_of(servers + 1, phases) < SIM_YARDSTICK_PHASE_STATES_MOST + 0.5)
        servers++;
    return at_most(a[2], servers, 2, l) && at_most(a[0], LOAD_MOST / a[1], 0, l) &&
           at_least(a[0], LOAD_LEAST / a[1], 0, l);
}

bool limit_erlang(const double *a, struct limit *l)
{
    return limit_phases(a, a[3] < 2 ? 2 : (int)a[3], l); /* one phase: as much work as two */
}

bool limit_hyper(const double *a, struct limit *l)
{
    return limit_phases(a, 2, l);
}

bool limit_patience(const double *a, struct limit *l)
{
    if (a[3] > 0 && !at_least(a[3], a[0] / PATIENCE_EVENTS, 3, l))
        return false;
    return limit_load(a, l);
}

bool limit_day(const double *a, struct limit *l)
{
    double room = a[5] > 0 ? a[5] : 1; /* every one who waits may leave */
    double events = a[0] + a[1] * a[2] + a[4] * room;
    return at_most(a[3], DAY_EVENTS / events, 3, l) && at_most(a[7], DAY_EVENTS / events, 7, l) &&
           limit_load(a, l);
}

bool limit_session(const double *a, struct limit *l)
{
    return at_most(a[2], a[0], 2, l) && at_most(a[1], SESSION_SERVICES * a[4], 1, l);
}

bool limit_turn(const double *a, struct limit *l)
{
    return limit_session(a, l) && at_most(a[7], a[0], 7, l);
}

bool limit_retrial(const double *a, struct limit *l)
{
    double full = a[2] * a[1];
    if (a[0] < full && !at_most(a[0], RETRIAL_SHARE * full, 0, l))
        return false;
    return at_least(a[3], a[0] / RETRIAL_PEOPLE, 3, l) && limit_load(a, l);
}

bool limit_backlog(const double *a, struct limit *l)
{
    return a[0] >= a[1] || at_most(a[0], SIM_YARDSTICK_BACKLOG_LOAD * a[1], 0, l);
}

bool limit_date(const double *a, struct limit *l)
{
    double last = civil_days_in_month((int32_t)lrint(a[0]), (int32_t)lrint(a[1]));
    *l = (struct limit){.argument = 2, .least = 1, .most = last};
    return a[2] <= last;
}

/* Chance alone finds the best of k with 1/k. */
bool limit_select(const double *a, struct limit *l)
{
    double least = 1.01 / a[2];
    *l = (struct limit){.argument = 1, .least = least, .most = (double)INFINITY};
    return a[1] >= least;
}

bool limit_sketch(const double *a, struct limit *l)
{
    *l = (struct limit){.argument = 2, .least = a[1], .most = (double)INFINITY};
    return a[2] >= a[1];
}
