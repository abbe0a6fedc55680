#include "sim/engine/yardstick_retrial.h"

#include <math.h>
#include <string.h>

#include "sim/base/bug.h"

/* The largest orbit is the first that matters so little. */
#define NEGLIGIBLE 1e-13

static void check(double rate, double service, double retry)
{
    BUG_IF(!(rate >= 0.0) || !isfinite(rate));
    BUG_IF(!(service > 0.0) || !isfinite(service) || !(retry > 0.0) || !isfinite(retry));
}

static struct sim_yardstick_retrial from_orbit(double rate, double retry, double orbit,
                                               double blocked)
{
    double more = rate > 0.0 ? retry * orbit / rate : 0.0;
    return (struct sim_yardstick_retrial){orbit, blocked, more / (1.0 + more), 1.0 + more};
}

static const struct sim_yardstick_retrial unstable = {(double)INFINITY, 1.0, 1.0, (double)INFINITY};

struct sim_yardstick_retrial sim_yardstick_retrial_one(double rate, double service, double retry)
{
    check(rate, service, retry);
    double rho = rate / service;
    if (rho >= 1.0)
        return unstable;
    return from_orbit(rate, retry, rho / (1.0 - rho) * (rho + rate / retry), rho);
}

/* ---- several lines ----
 *
 * The orbit grows only while all lines are busy, by one, and shrinks by one at a retry that
 * finds a line free. Seen from an orbit of n - 1, what happens above is an excursion that
 * starts at (all busy, n) and comes back with i + 1 lines busy for some i < c. Going down from
 * the largest orbit, `back` holds how likely each of these is, and gives the time spent at n
 * in one excursion. Going up again, the chance of an orbit of n is that of (all busy, n - 1)
 * times rate times that time. */
struct lines {
    double rate, service, retry;
    size_t servers;
    double *gone;  /* by busy lines: rate of leaving this orbit downwards in the end */
    double *time;  /* time spent with so many lines busy */
    double *again; /* the same from `back` on */
    double *back;  /* how the next larger orbit is left */
};

/* What one orbit contributes: time in one excursion, and that with all lines busy. */
struct spent {
    double all, full;
};

/* Turns time[], the chances of beginning with so many lines busy, into the time spent with so
 * many until the orbit changes. It shrinks at rate `shrinks` unless all lines are busy, and
 * then grows at rate `grows`. From the bottom up, each number of busy lines takes the smaller
 * ones in, so that only positive numbers are added. */
static void spell(const struct lines *l, double shrinks, double grows, double *time)
{
    size_t c = l->servers;
    l->gone[0] = shrinks;
    for (size_t i = 1; i <= c; i++) {
        double up = l->rate + l->gone[i - 1];
        time[i] += time[i - 1] * l->rate / up;
        l->gone[i] = (double)i * l->service * l->gone[i - 1] / up + (i < c ? shrinks : 0.0);
    }
    time[c] /= grows + l->gone[c];
    for (size_t i = c; i > 0; i--)
        time[i - 1] = (time[i - 1] + time[i] * (double)i * l->service) / (l->rate + l->gone[i - 1]);
}

static double total(const double *x, size_t n)
{
    double sum = 0.0;
    for (size_t i = 0; i < n; i++)
        sum += x[i];
    return sum;
}

/* An excursion to an orbit of n >= 1: once from all lines busy, then from `back` each time it
 * has come down from n + 1, until it leaves for n - 1. Afterwards `back` is that of n. */
static struct spent excursion(struct lines *l, double n, bool largest)
{
    size_t c = l->servers;
    double shrinks = n * l->retry, grows = largest ? 0.0 : l->rate;
    memset(l->time, 0, (c + 1) * sizeof *l->time);
    l->time[c] = 1.0;
    spell(l, shrinks, grows, l->time);
    if (!largest) {
        memcpy(l->again, l->back, (c + 1) * sizeof *l->again);
        spell(l, shrinks, grows, l->again);
        double times = grows * l->time[c] / (shrinks * total(l->again, c));
        for (size_t i = 0; i <= c; i++)
            l->time[i] += times * l->again[i];
    }
    double free = total(l->time, c);
    l->back[0] = 0.0;
    for (size_t i = 0; i < c; i++)
        l->back[i + 1] = l->time[i] / free;
    return (struct spent){free + l->time[c], l->time[c]};
}

/* Orbits 0 .. largest into spent[]. */
static void go_down(struct lines *l, struct spent *spent, size_t largest)
{
    for (size_t n = largest; n > 0; n--)
        spent[n] = excursion(l, (double)n, n == largest);
    spell(l, 0.0, l->rate, l->back);
    spent[0] = (struct spent){total(l->back, l->servers + 1), l->back[l->servers]};
}

/* Sums over the orbit, going up. The weights may first rise by more than a double can hold,
 * so all are made smaller together. False when the largest orbit still matters. */
static bool go_up(const struct lines *l, const struct spent *spent, size_t largest, double spare,
                  struct sim_yardstick_retrial *out)
{
    double all = spent[0].all, full = spent[0].full, orbit = 0.0, last = full, weight = all;
    for (size_t n = 1; n <= largest; n++) {
        weight = l->rate * last * spent[n].all;
        last *= l->rate * spent[n].full;
        all += weight;
        full += last;
        orbit += (double)n * weight;
        if (all > 1e200) {
            all *= 1e-200;
            full *= 1e-200;
            orbit *= 1e-200;
            last *= 1e-200;
            weight *= 1e-200;
        }
    }
    *out = from_orbit(l->rate, l->retry, orbit / all, full / all);
    return weight * (double)(largest + 1) <= NEGLIGIBLE * spare * all;
}

static bool take_lines(struct lines *l, struct arena *scratch)
{
    l->gone = arena_take_array(scratch, double, l->servers + 1);
    l->time = arena_take_array(scratch, double, l->servers + 1);
    l->again = arena_take_array(scratch, double, l->servers + 1);
    l->back = arena_take_array(scratch, double, l->servers + 1);
    return l->gone != NULL && l->time != NULL && l->again != NULL && l->back != NULL;
}

bool sim_yardstick_retrial_many(double rate, double service, int32_t servers, double retry,
                                struct arena *scratch, struct sim_yardstick_retrial *out)
{
    check(rate, service, retry);
    BUG_IF(servers < 1);
    double spare = 1.0 - rate / ((double)servers * service);
    *out = spare > 0.0 ? from_orbit(rate, retry, 0.0, 0.0) : unstable;
    if (!(rate > 0.0) || !(spare > 0.0))
        return true;
    struct lines l = {.rate = rate, .service = service, .retry = retry, .servers = (size_t)servers};
    if (!take_lines(&l, scratch))
        return false;
    struct spent *spent = NULL;
    for (size_t room = 0, next = 64;; room = next, next *= 2) {
        spent = arena_extend(scratch, spent, room * sizeof *spent, next * sizeof *spent);
        if (spent == NULL)
            return false;
        go_down(&l, spent, next - 1);
        if (go_up(&l, spent, next - 1, spare, out))
            return true;
    }
}
