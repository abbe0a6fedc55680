/* long_shop.c - the day factor through the whole model: how many people of two uses come on a
 * day is negative binomial, and the uses are correlated as the share that they have in common
 * says (Whitt 1999; Jongbloed & Koole 2001).
 *
 * The factors are B = C + W_i, gamma variables (models/office/factor.h), so all cumulants are
 * known; standard errors are computed from those up to the fourth, and 4 of them are allowed.
 */
#include <gsl/gsl_cdf.h>

#include "tests/queue/built.h"

enum { DAYS = 20000, REPLICATIONS = 10, N = DAYS * REPLICATIONS, USES = 2 };
#define CV 0.5
#define COMMON 0.4
#define ALLOWED 4.0

static const double mean_of[USES] = {40, 25};

static const char yaml[] =
    "period: {open: \"9:00\", length: 1 h, days: 20000}\n"
    "day_factor: {cv: 0.5, city_share: 40%}\n"
    "uses:\n"
    "  a: {arrivals: {rate: 40 /h}, service: {family: constant, mean: 1 s}}\n"
    "  b: {arrivals: {rates: [{from: \"9:00\", rate: 10 /h}, {from: \"9:30\", rate: 40 /h}]},\n"
    "      service: {family: constant, mean: 1 s}}\n"
    "counters: {on_duty: 200}\n";

struct days {
    int32_t people[N][USES];
    int32_t first; /* of this replication */
};

static void note(void *context, const struct shop_seen *seen)
{
    struct days *d = context;
    d->people[d->first + seen->day][seen->use]++;
}

static struct days *live(struct built *b)
{
    static struct days days;
    const struct design *d = built(b, yaml);
    const struct sim_model m = shop_model(d);
    struct shop *s = shop_new(d, b->home, &b->e);
    struct sim_outcome out = {.record = arena_take_array(b->home, int64_t, m.record_words),
                              .bins = arena_take_array(b->home, uint32_t, m.bin_words)};
    assert_true(s != NULL && out.record != NULL && out.bins != NULL);
    memset(&days, 0, sizeof days);
    shop_watch(s, note, &days);
    for (uint32_t r = 0; r < REPLICATIONS; r++) {
        days.first = (int32_t)r * DAYS;
        memset(out.record, 0, m.record_words * sizeof *out.record);
        assert_true(shop_replicate(s, SEED, r, 0, &out, &b->e));
    }
    return &days;
}

/* nth cumulant of a gamma part of the factor that has `share` of its mean. */
static double factor_cumulant(int n, double share)
{
    double factorial = n == 4 ? 6 : n == 3 ? 2 : 1;
    return factorial * share * pow(CV, 2 * (n - 1));
}

/* nth factorial cumulant of the number of people, and the fourth cumulant from those. */
static double factorial_cumulant(int n, double mean)
{
    return pow(mean, n) * factor_cumulant(n, 1);
}

static double variance_of(double mean)
{
    return factorial_cumulant(2, mean) + mean;
}

static double fourth_of(double mean)
{
    return factorial_cumulant(4, mean) + 6 * factorial_cumulant(3, mean) +
           7 * factorial_cumulant(2, mean) + mean;
}

static double covariance_of(double a, double b)
{
    return a * b * factor_cumulant(2, COMMON);
}

/* Cumulant of order 2 in both. */
static double fourth_of_both(double a, double b)
{
    return a * a * b * b * factor_cumulant(4, COMMON) +
           a * b * (a + b) * factor_cumulant(3, COMMON) + covariance_of(a, b);
}

static double mean(const struct days *d, int use)
{
    double sum = 0;
    for (int i = 0; i < N; i++)
        sum += d->people[i][use];
    return sum / N;
}

static double covariance(const struct days *d, int use, int other)
{
    double a = mean(d, use), b = mean(d, other), sum = 0;
    for (int i = 0; i < N; i++)
        sum += (d->people[i][use] - a) * (d->people[i][other] - b);
    return sum / (N - 1);
}

static void check_negative_binomial(const struct days *d, int use)
{
    double m = mean_of[use], r = 1 / (CV * CV), p = r / (r + m);
    for (uint32_t most = 5; most <= 85; most += 20) {
        double want = gsl_cdf_negative_binomial_P(most, p, r), n = 0;
        for (int i = 0; i < N; i++)
            n += d->people[i][use] <= (int32_t)most;
        check_near(n / N, want, ALLOWED * sqrt(want * (1 - want) / N));
    }
}

static void numbers_of_people_are_negative_binomial_and_correlated(void **state)
{
    const struct days *d = live(*state);
    for (int use = 0; use < USES; use++) {
        double m = mean_of[use], v = variance_of(m);
        check_near(v, m + m * m * CV * CV, 1e-9);
        check_near(mean(d, use), m, ALLOWED * sqrt(v / N));
        check_near(covariance(d, use, use), v, ALLOWED * sqrt((fourth_of(m) + 2 * v * v) / N));
        check_negative_binomial(d, use);
    }
    double a = mean_of[0], b = mean_of[1], c = covariance_of(a, b);
    double product = variance_of(a) * variance_of(b);
    check_near(covariance(d, 0, 1), c,
               ALLOWED * sqrt((fourth_of_both(a, b) + product + c * c) / N));
    assert_true(c / sqrt(product) > 0.3); /* the correlation that is tested is no small one */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        BUILT(numbers_of_people_are_negative_binomial_and_correlated),
    };
    return cmocka_run_group_tests_name("shop, day factor", tests, NULL, NULL);
}
