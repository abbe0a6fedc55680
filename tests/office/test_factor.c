/* test_factor.c - the day factor has the moments it promises, at each site and between sites. */
#include "models/office/factor.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>

#include "sim/base/attr.h"
#include "sim/engine/portmath.h"
#include "tests/support/check.h"
#include "tests/support/uniforms.h"

static void parts_are_gammas_that_add_up_to_mean_one(void **state)
{
    (void)state;
    struct sim_law_spec shared = factor_law(0.3, 0.15), own = factor_law(0.7, 0.15);
    assert_int_equal(shared.law, SIM_LAW_GAMMA);
    check_near(shared.a + own.a, 1.0, 1e-16);
    /* shape 1/cv^2 = share * a, scale mean/shape = 1/a, with a = 1/0.15^2 */
    check_near(1 / (shared.b * shared.b), 0.3 / 0.0225, 1e-12);
    check_near(1 / (own.b * own.b), 0.7 / 0.0225, 1e-12);
    check_near(shared.a * shared.b * shared.b, 0.0225, 1e-15);
}

static void without_spread_or_share_a_part_is_constant(void **state)
{
    (void)state;
    static const double given[][2] = {{0.4, 0}, {0, 0.15}, {1, 0}};
    for (size_t i = 0; i < COUNT_OF(given); i++) {
        struct sim_law_spec s = factor_law(given[i][0], given[i][1]);
        assert_int_equal(s.law, SIM_LAW_CONSTANT);
        check_near(s.a, given[i][0], 0.0);
    }
}

static void a_factor_is_a_pure_function_of_its_address(void **state)
{
    (void)state;
    static struct sim_variate shared, own;
    struct sim_law_spec law = factor_law(0.5, 0.3);
    sim_compile_variate(&law, &shared);
    sim_compile_variate(&law, &own);
    const struct factor f = {&shared, &own, 0xFFFF, 7, 7};
    const struct sim_seed seed = {2020, 3};
    double some[2], more[3];
    factor_draw(&f, seed, 18000, (const uint32_t[]){4, 9}, 2, some);
    factor_draw(&f, seed, 18000, (const uint32_t[]){9, 5, 4}, 3, more);
    check_near(some[0], more[2], 0.0);
    check_near(some[1], more[0], 0.0);
    double want = sim_variate_at(&shared, sim_stream_pair(seed, 0xFFFF, 7, 18000, 0).u[0]) +
                  sim_variate_at(&own, sim_stream_pair(seed, 9, 7, 18000, 0).u[0]);
    check_near(some[1], want, 0.0);
}

/* ---- moments: over DAYS days of three sites ---- */

enum { SITES = 3, DAYS = 40000, ROLE = 7, ROLE_PEOPLE = 8, COUNT_MAX = 400 };

#define CV 0.3
#define SHARE 0.6
#define VARIANCE (CV * CV)
#define COVARIANCE (SHARE * VARIANCE)

static const double load[SITES] = {20, 35, 5}; /* people on a usual day */

/* Fourth central moment of a gamma of variance v whose scale is CV^2: excess 6/shape. */
static double gamma_fourth(double v)
{
    return v * v * (3 + 6 * VARIANCE * VARIANCE / v);
}

/* E (B_i - 1)^2 (B_j - 1)^2: the shared part's fourth moment, and products of variances. */
static double product_of_squares(void)
{
    double own = VARIANCE - COVARIANCE;
    return gamma_fourth(COVARIANCE) + 2 * COVARIANCE * own + own * own;
}

/* Number of people of a Poisson process of rate 1 before `total`. */
static int32_t people_before(double total, uint32_t site, uint32_t day)
{
    struct uniforms s = uniforms_of((struct sim_seed){1, 0}, site, ROLE_PEOPLE, day);
    double sum = 0;
    int32_t n = -1;
    do {
        sum -= sim_portmath_log(uniforms_next(&s));
        n++;
    } while (sum < total);
    return n;
}

struct moments {
    double sum[SITES], product[SITES][SITES], next_day[SITES];
    double people[SITES], people_product[SITES][SITES];
    int32_t with_count[COUNT_MAX]; /* days by number of people at site 0 */
};

static void add_day(struct moments *m, const double *b, const double *before, uint32_t day)
{
    double n[SITES];
    for (uint32_t i = 0; i < SITES; i++) {
        int32_t people = people_before(load[i] * b[i], i, day);
        assert_true(people < COUNT_MAX);
        m->with_count[people] += i == 0;
        n[i] = people - load[i];
    }
    for (int i = 0; i < SITES; i++) {
        m->sum[i] += b[i];
        m->people[i] += n[i];
        m->next_day[i] += (b[i] - 1) * (before[i] - 1);
        for (int j = 0; j <= i; j++) {
            m->product[i][j] += (b[i] - 1) * (b[j] - 1);
            m->people_product[i][j] += n[i] * n[j];
        }
    }
}

static int measure(void **state)
{
    static struct moments m;
    static struct sim_variate shared, own;
    struct sim_law_spec law = factor_law(SHARE, CV), law_own = factor_law(1 - SHARE, CV);
    sim_compile_variate(&law, &shared);
    sim_compile_variate(&law_own, &own);
    const struct factor f = {&shared, &own, 0xFFFF, ROLE, ROLE};
    double b[2][SITES] = {{1, 1, 1}, {1, 1, 1}};
    m = (struct moments){0};
    for (uint32_t day = 0; day < DAYS; day++) {
        factor_draw(&f, (struct sim_seed){1, 0}, day, (const uint32_t[SITES]){0, 1, 2}, SITES,
                    b[day % 2]);
        add_day(&m, b[day % 2], b[1 - day % 2], day);
    }
    *state = &m;
    return 0;
}

/* All tolerances are 4.5 standard errors, from exact moments of the estimators: means are
 * known, so a sum of products has the variance DAYS (E of its square - its mean squared). */
static double tolerance(double of_square, double mean)
{
    return 4.5 * sqrt((of_square - mean * mean) / DAYS);
}

static void factors_have_mean_one_and_the_variance_and_covariance_asked_for(void **state)
{
    const struct moments *m = *state;
    for (int i = 0; i < SITES; i++) {
        check_near(m->sum[i] / DAYS, 1.0, 4.5 * CV / sqrt(DAYS));
        check_near(m->product[i][i] / DAYS, VARIANCE, tolerance(gamma_fourth(VARIANCE), VARIANCE));
        for (int j = 0; j < i; j++)
            check_near(m->product[i][j] / DAYS, COVARIANCE,
                       tolerance(product_of_squares(), COVARIANCE));
    }
}

static void factors_of_different_days_are_uncorrelated(void **state)
{
    const struct moments *m = *state;
    for (int i = 0; i < SITES; i++)
        check_near(m->next_day[i] / DAYS, 0.0, tolerance(VARIANCE * VARIANCE, 0));
}

/* Negative binomial: variance v = L + L^2 cv^2, excess kurtosis 6 cv^2 + 1/v. */
static void numbers_of_people_have_the_variance_of_a_negative_binomial(void **state)
{
    const struct moments *m = *state;
    for (int i = 0; i < SITES; i++) {
        double v = load[i] + load[i] * load[i] * VARIANCE;
        check_near(m->people[i] / DAYS, 0.0, 4.5 * sqrt(v / DAYS));
        check_near(m->people_product[i][i] / DAYS, v,
                   tolerance(v * v * (3 + 6 * VARIANCE + 1 / v), v));
    }
}

/* E (N_i - L_i)^2 (N_j - L_j)^2 by conditioning on the factors: given B, (N - L)^2 has the
 * mean L B + L^2 (B - 1)^2; E (B_i - 1)(B_j - 1)^2 is the shared part's third moment. */
static void numbers_of_people_covary_between_sites_as_the_factors_do(void **state)
{
    const struct moments *m = *state;
    double third = 2 * COVARIANCE * VARIANCE;
    for (int i = 0; i < SITES; i++) {
        for (int j = 0; j < i; j++) {
            double li = load[i], lj = load[j], want = li * lj * COVARIANCE;
            double square = li * lj * (1 + COVARIANCE) + li * lj * (li + lj) * (VARIANCE + third) +
                            li * li * lj * lj * product_of_squares();
            check_near(m->people_product[i][j] / DAYS, want, tolerance(square, want));
        }
    }
}

/* Chi-square over the counts that at least ten days should have, the others at both ends
 * together. */
static void numbers_of_people_are_negative_binomial(void **state)
{
    const struct moments *m = *state;
    double a = 1 / VARIANCE, chi = 0, want = 0, got = 0;
    int cells = 0;
    for (unsigned n = 0; n < COUNT_MAX; n++) {
        want += DAYS * gsl_ran_negative_binomial_pdf(n, a / (a + load[0]), a);
        got += m->with_count[n];
        double rest = DAYS * gsl_cdf_negative_binomial_Q(n, a / (a + load[0]), a);
        if (want < 10 || (rest < 10 && n + 1 < COUNT_MAX))
            continue;
        chi += (got - want) * (got - want) / want;
        cells++;
        want = got = 0;
    }
    assert_in_range(cells, 40, 100);
    assert_true(gsl_cdf_chisq_Q(chi, cells - 1) > 1e-5);
    assert_true(gsl_cdf_chisq_P(chi, cells - 1) > 1e-5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_are_gammas_that_add_up_to_mean_one),
        cmocka_unit_test(without_spread_or_share_a_part_is_constant),
        cmocka_unit_test(a_factor_is_a_pure_function_of_its_address),
        cmocka_unit_test(factors_have_mean_one_and_the_variance_and_covariance_asked_for),
        cmocka_unit_test(factors_of_different_days_are_uncorrelated),
        cmocka_unit_test(numbers_of_people_have_the_variance_of_a_negative_binomial),
        cmocka_unit_test(numbers_of_people_covary_between_sites_as_the_factors_do),
        cmocka_unit_test(numbers_of_people_are_negative_binomial),
    };
    return cmocka_run_group_tests_name("factor", tests, measure, NULL);
}
