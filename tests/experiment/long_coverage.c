/* long_coverage.c - how often intervals hold, over 1,000 repetitions of models whose truth is
 * known, at 20, 40, 100 and 200 replications. The table that this prints stands in
 * docs/coverage.md, and has to be the same there.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/base/attr.h"
#include "sim/engine/yardstick_erlang.h"
#include "sim/experiment/interval.h"
#include "sim/experiment/predict.h"
#include "tests/support/check.h"

enum { REPETITIONS = 1000, MOST = 200, PEOPLE = 200, SECTIONS = 20, SIZES = 4, ROWS = 5 };

static const size_t sizes[SIZES] = {20, 40, 100, 200};
#define PAGE "docs/coverage.md"

/* SplitMix64 (Steele, Lea & Flood 2014), and variates from it. */
static double uniform(uint64_t *state)
{
    uint64_t z = *state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return ((double)((z ^ (z >> 31)) >> 11) + 0.5) * 0x1p-53;
}

static double exponential(uint64_t *state, double mean)
{
    return -mean * log(uniform(state));
}

static double lognormal(uint64_t *state)
{
    double radius = sqrt(-2 * log(uniform(state)));
    return exp(radius * cos(2 * 3.14159265358979323846 * uniform(state)));
}

/* ---- replications ---- */

struct replication {
    double mean;         /* of PEOPLE waits of M/M/1, or of lognormal numbers */
    double held, people; /* M/M/3: who found all servers busy, of how many */
    double waits[PEOPLE];
};

#define RHO 0.7

/* M/M/1, service 1, from its steady state on: every wait has the distribution of all. */
static void live_mm1(uint64_t *state, struct replication *r)
{
    double w = uniform(state) < RHO ? exponential(state, 1 / (1 - RHO)) : 0;
    r->mean = 0;
    for (size_t i = 0; i < PEOPLE; i++) {
        r->waits[i] = w;
        r->mean += w / PEOPLE;
        w = fmax(0, w + exponential(state, 1) - exponential(state, 1 / RHO));
    }
}

/* M/M/3, offered 2.4, in jumps of the number of people from its steady state on, for 200 units. */
static void live_mm3(uint64_t *state, struct replication *r)
{
    enum { SERVERS = 3, END = 200 };
    const double offered = 2.4;
    double weight = 1, sum = 0, u;
    int n = 0;
    for (int i = 0; i < 400; i++, weight *= offered / (i < SERVERS ? i : SERVERS))
        sum += weight;
    u = uniform(state) * sum;
    for (weight = 1; u > weight && n < 400; n++) {
        u -= weight;
        weight *= offered / (n + 1 < SERVERS ? n + 1 : SERVERS);
    }
    r->held = r->people = 0;
    for (double t = 0;;) {
        double rate = offered + (n < SERVERS ? n : SERVERS);
        t += exponential(state, 1 / rate);
        if (t > END)
            return;
        bool is_arrival = uniform(state) * rate < offered;
        r->people += is_arrival;
        r->held += is_arrival && n >= SERVERS;
        n += is_arrival ? 1 : -1;
    }
}

static void live_lognormal(uint64_t *state, struct replication *r)
{
    r->mean = 0;
    for (size_t i = 0; i < 10; i++)
        r->mean += lognormal(state) / 10;
}

/* ---- what is held against the truth ---- */

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The 90 % quantile of all waits of replications first .. first + n - 1. */
static double quantile(const struct replication *all, size_t first, size_t n)
{
    static double pool[MOST * PEOPLE];
    for (size_t r = 0; r < n; r++)
        memcpy(pool + r * PEOPLE, all[first + r].waits, sizeof all[0].waits);
    qsort(pool, n * PEOPLE, sizeof *pool, by_size);
    return pool[(size_t)ceil(0.9 * (double)(n * PEOPLE)) - 1];
}

static struct interval of_mean(const struct replication *all, size_t n)
{
    double x[MOST];
    for (size_t r = 0; r < n; r++)
        x[r] = all[r].mean;
    return interval_mean(x, n, 0.95);
}

static struct interval of_ratio(const struct replication *all, size_t n)
{
    double y[MOST], x[MOST];
    for (size_t r = 0; r < n; r++) {
        y[r] = all[r].held;
        x[r] = all[r].people;
    }
    return interval_ratio(y, x, n, 0.95);
}

static struct interval of_sections(const struct replication *all, size_t n)
{
    double section[SECTIONS];
    size_t each = n / SECTIONS;
    for (size_t s = 0; s < SECTIONS; s++)
        section[s] = quantile(all, s * each, each);
    return interval_sections(quantile(all, 0, n), section, SECTIONS, 0.95);
}

static struct interval of_next(const struct replication *all, size_t n)
{
    double x[MOST];
    for (size_t r = 0; r < n; r++)
        x[r] = all[r].mean;
    (void)predict_sort(x, n);
    return predict_band(x, n, 0.8);
}

struct row {
    const char *name;
    double level;
    void (*live)(uint64_t *state, struct replication *r);
    struct interval (*look)(const struct replication *all, size_t n);
};

static const struct row rows[ROWS] = {
    {"M/M/1 at 70 %, mean wait: t", 0.95, live_mm1, of_mean},
    {"M/M/3 at 80 %, share who wait: ratio, t", 0.95, live_mm3, of_ratio},
    {"lognormal (sigma 1), means of 10: t", 0.95, live_lognormal, of_mean},
    {"M/M/1, nine of ten within: sectioning", 0.95, live_mm1, of_sections},
    {"lognormal, one more replication: order statistics", 0.8, live_lognormal, of_next},
};

static double truth(size_t row, uint64_t *state)
{
    struct replication next;
    switch (row) {
    case 0:
        return RHO / (1 - RHO);
    case 1:
        return sim_yardstick_erlang_wait_probability(3, 2.4);
    case 2:
        return exp(0.5);
    case 3:
        return log(RHO / 0.1) / (1 - RHO);
    default:
        live_lognormal(state, &next);
        return next.mean;
    }
}

static void measure(size_t row, size_t held[SIZES])
{
    static struct replication all[MOST];
    memset(held, 0, SIZES * sizeof *held);
    for (size_t k = 0; k < REPETITIONS; k++) {
        uint64_t state = 20200727u + 1000003u * (row * REPETITIONS + k);
        double is = truth(row, &state);
        for (size_t r = 0; r < MOST; r++)
            rows[row].live(&state, &all[r]);
        for (size_t i = 0; i < SIZES; i++) {
            struct interval x = rows[row].look(all, sizes[i]);
            held[i] += x.lo <= is && is <= x.hi;
        }
    }
}

static bool page_has(const char *line)
{
    char buffer[512];
    bool found = false;
    FILE *page = fopen(PAGE, "r");
    assert_non_null(page);
    while (!found && fgets(buffer, sizeof buffer, page) != NULL)
        found = strncmp(buffer, line, strlen(line)) == 0;
    (void)fclose(page);
    return found;
}

/* Two-sided 99.9 % of a binomial number of 1,000. */
static void intervals_hold_as_often_as_the_page_says(void **state)
{
    (void)state;
    size_t missing = 0;
    for (size_t row = 0; row < ROWS; row++) {
        size_t held[SIZES];
        char line[256];
        double level = rows[row].level, band = 3.29 * sqrt(level * (1 - level) / REPETITIONS);
        measure(row, held);
        (void)snprintf(line, sizeof line, "| %s | %g %% | %.1f | %.1f | %.1f | %.1f | %.1f-%.1f |",
                       rows[row].name, 100 * level, (double)held[0] / 10, (double)held[1] / 10,
                       (double)held[2] / 10, (double)held[3] / 10, 100 * (level - band),
                       100 * fmin(1, level + band));
        print_message("%s\n", line);
        missing += !page_has(line);
        for (size_t i = 2; i < SIZES; i++)
            assert_true(fabs((double)held[i] / REPETITIONS - level) <= band);
    }
    assert_int_equal(missing, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(intervals_hold_as_often_as_the_page_says),
    };
    return cmocka_run_group_tests_name("coverage", tests, NULL, NULL);
}
