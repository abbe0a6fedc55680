/* test_rate.c - arrivals at a changing rate: their instants are the inverse of the cumulative
 * rate, their numbers are Poisson, and nobody comes while the rate is 0. */
#include "sim/engine/rate.h"

#include <string.h>

#include "sim/base/attr.h"
#include "sim/engine/portmath.h"
#include "sim/engine/stream.h"
#include "tests/support/check.h"
#include "tests/support/dies.h"
#include "tests/support/uniforms.h"

#define HOUR INT64_C(3600000000)

/* A day with a night, a peak, a closed noon and an evening. */
static const int64_t day_from[] = {0, 9 * HOUR, 10 * HOUR, 12 * HOUR, 13 * HOUR, 16 * HOUR};
static const double day_rate[] = {0, 0.05, 0.02, 0, 0.03, 0};
static const int64_t day_end = 24 * HOUR;
enum { DAY_PIECES = COUNT_OF(day_rate) };

static struct sim_rate a_day(double factor)
{
    double rate[DAY_PIECES];
    struct sim_rate r;
    for (int i = 0; i < DAY_PIECES; i++)
        rate[i] = factor * day_rate[i];
    sim_rate_make(&r, day_from, rate, DAY_PIECES, day_end);
    return r;
}

static void instants_known_by_hand(void **state)
{
    (void)state;
    struct sim_rate r = a_day(1);
    check_near(sim_rate_total(&r), 180 + 144 + 324, 1e-12);
    static const struct {
        double cumulative;
        int64_t want_us;
    } known[] = {
        {0, 9 * HOUR},    {90, 9 * HOUR + HOUR / 2}, {180, 10 * HOUR},
        {252, 11 * HOUR}, {324, 13 * HOUR},          {432, 14 * HOUR},
    };
    for (size_t i = 0; i < COUNT_OF(known); i++) {
        int64_t got = sim_rate_at(&r, known[i].cumulative);
        check_near((double)(got - known[i].want_us), 0.0, 1.0);
        check_near(sim_rate_before(&r, known[i].want_us), known[i].cumulative, 1e-9);
    }
    assert_true(sim_rate_at(&r, nextafter(sim_rate_total(&r), 0)) == 16 * HOUR - 1);
    assert_true(sim_rate_at(&r, sim_rate_total(&r)) == INT64_MAX);
    assert_true(sim_rate_at(&r, (double)INFINITY) == INT64_MAX);
    check_near(sim_rate_before(&r, day_end), sim_rate_total(&r), 0.0);
    check_near(sim_rate_before(&r, 12 * HOUR + 5), 324.0, 1e-12);
}

static void a_rate_of_zero_all_day_brings_nobody(void **state)
{
    (void)state;
    struct sim_rate r = a_day(0);
    check_near(sim_rate_total(&r), 0.0, 0.0);
    assert_true(sim_rate_at(&r, 0) == INT64_MAX);
    check_near(sim_rate_before(&r, 12 * HOUR), 0.0, 0.0);
}

/* ---- any rates ---- */

struct pieces {
    int64_t from[SIM_RATE_PIECES + 1];
    double rate[SIM_RATE_PIECES];
    int32_t n;
};

/* Rates over six decades, a third of them 0, pieces of 1 us to some hours. */
static void any_pieces(struct pieces *p, uint64_t *seed)
{
    p->n = 1 + (int32_t)(test_random(seed) % SIM_RATE_PIECES);
    p->from[0] = (int64_t)(test_random(seed) % 1000);
    for (int32_t i = 0; i < p->n; i++) {
        uint64_t length = 1 + (test_random(seed) >> (30 + test_random(seed) % 34));
        p->from[i + 1] = p->from[i] + (int64_t)length;
        double r = (double)(test_random(seed) >> 11) * 0x1p-53;
        p->rate[i] = test_random(seed) % 3 == 0 ? 0 : exp(14 * r - 10);
    }
}

static int32_t piece_at(const struct pieces *p, int64_t us)
{
    int32_t i = 0;
    while (i + 1 < p->n && p->from[i + 1] <= us)
        i++;
    return i;
}

/* At the boundaries, from both sides. */
static bool pieces_meet_in_order(const struct sim_rate *r)
{
    for (int64_t i = 0; i < r->pieces; i++) {
        int64_t before = sim_rate_at(r, nextafter(r->up_to[i], 0));
        int64_t after = sim_rate_at(r, r->up_to[i]);
        int64_t want = i + 1 < r->pieces ? r->from_us[i + 1] : INT64_MAX;
        if (before >= r->until_us[i] || before > after || after != want)
            return false;
    }
    return true;
}

static bool instants_rise_and_avoid_pieces_of_rate_zero(uint64_t seed)
{
    static struct pieces p;
    static struct sim_rate r;
    any_pieces(&p, &seed);
    sim_rate_make(&r, p.from, p.rate, p.n, p.from[p.n]);
    double total = sim_rate_total(&r), c = 0;
    int64_t last = p.from[0];
    for (int i = 0; i < 2000 && c < total; i++) {
        int64_t at = sim_rate_at(&r, c);
        if (at < last || at >= p.from[p.n] || p.rate[piece_at(&p, at)] <= 0)
            return false;
        last = at;
        bool jump = test_random(&seed) % 2 == 0; /* to the next double, or far away */
        c = jump ? c + total * (double)(test_random(&seed) >> 11) * 0x1p-62 : nextafter(c, total);
    }
    return pieces_meet_in_order(&r);
}

static void any_rates_give_rising_instants_and_none_where_the_rate_is_zero(void **state)
{
    (void)state;
    CHECK_PROPERTY(instants_rise_and_avoid_pieces_of_rate_zero);
}

/* Lambda(t) <= c < Lambda(t + 1 us) up to the rounding of sums of up to 128 terms. */
static bool instants_are_the_inverse_of_the_cumulative_rate(uint64_t seed)
{
    static struct pieces p;
    static struct sim_rate r;
    any_pieces(&p, &seed);
    sim_rate_make(&r, p.from, p.rate, p.n, p.from[p.n]);
    double total = sim_rate_total(&r);
    for (int i = 0; i < 500 && total > 0; i++) {
        double c = total * (double)(test_random(&seed) >> 11) * 0x1p-53;
        int64_t at = sim_rate_at(&r, c);
        double low = 0, high = 0, us = 0x1p-49 * (double)p.from[p.n];
        for (int32_t j = 0; j < p.n; j++) { /* the oracle adds up afresh */
            double to_low =
                fmin(fmax((double)(at - p.from[j]) - us, 0), (double)(p.from[j + 1] - p.from[j]));
            double to_high = fmin(fmax((double)(at - p.from[j]) + 1 + us, 0),
                                  (double)(p.from[j + 1] - p.from[j]));
            low += p.rate[j] * to_low / 1e6;
            high += p.rate[j] * to_high / 1e6;
        }
        double slack = total * 0x1p-46;
        if (low > c + slack || high < c - slack || sim_rate_before(&r, at) > c + slack)
            return false;
    }
    return true;
}

static void any_instant_is_where_the_cumulative_rate_passes(void **state)
{
    (void)state;
    CHECK_PROPERTY(instants_are_the_inverse_of_the_cumulative_rate);
}

/* ---- people coming ---- */

enum { DAYS = 2000, ROLE = 3, DAY_PEOPLE_MAX = 1800 };

/* The instants of a day's people, day factor 1/stretch, in order; returns how many. */
static int32_t people_of(const struct sim_rate *r, double stretch, uint32_t day, int64_t *at)
{
    struct uniforms s = uniforms_of((struct sim_seed){20200401, 0}, 1, ROLE, day);
    double sum = 0;
    for (int32_t n = 0; n < DAY_PEOPLE_MAX; n++) {
        sum -= sim_portmath_log(uniforms_next(&s));
        at[n] = sim_rate_at(r, sum * stretch);
        if (at[n] == INT64_MAX)
            return n;
    }
    fail_msg("day %u has too many people", day);
    return 0;
}

static double expected_in(int32_t piece)
{
    int64_t until = piece + 1 < DAY_PIECES ? day_from[piece + 1] : day_end;
    return day_rate[piece] * (double)(until - day_from[piece]) / 1e6;
}

/* Counts of each piece: their sum is Poisson; sums of squares and products of deviations
 * have the exact variances days (2 m^2 + m) and days m_i m_j. Tolerances: 4.5 standard
 * errors. */
static void counts_are_poisson_and_independent_between_pieces_and_zero_in_empty_ones(void **state)
{
    (void)state;
    static int64_t at[DAY_PEOPLE_MAX];
    struct sim_rate r = a_day(1);
    double sum[DAY_PIECES] = {0}, product[DAY_PIECES][DAY_PIECES] = {{0}};
    for (uint32_t day = 0; day < DAYS; day++) {
        double count[DAY_PIECES] = {0};
        int32_t n = people_of(&r, 1, day, at);
        for (int32_t k = 0, piece = 0; k < n; k++) {
            while (piece + 1 < DAY_PIECES && at[k] >= day_from[piece + 1])
                piece++;
            count[piece]++;
        }
        for (int i = 0; i < DAY_PIECES; i++) {
            sum[i] += count[i];
            for (int j = 0; j <= i; j++)
                product[i][j] += (count[i] - expected_in(i)) * (count[j] - expected_in(j));
        }
    }
    for (int i = 0; i < DAY_PIECES; i++) {
        double m = expected_in(i);
        check_near(sum[i], DAYS * m, 4.5 * sqrt(DAYS * m));
        check_near(product[i][i], DAYS * m, 4.5 * sqrt(DAYS * (2 * m * m + m)));
        for (int j = 0; j < i; j++)
            check_near(product[i][j], 0.0, 4.5 * sqrt(DAYS * m * expected_in(j)));
    }
}

static int by_value(const void *pa, const void *pb)
{
    double a = *(const double *)pa, b = *(const double *)pb;
    return (a > b) - (a < b);
}

/* Where n values lie beside an exponential of mean 1: sqrt(n) times the largest difference
 * of the distribution functions (Kolmogorov). */
static double distance_from_exponential(double *x, size_t n)
{
    double worst = 0;
    qsort(x, n, sizeof *x, by_value);
    for (size_t i = 0; i < n; i++) {
        double want = -expm1(-x[i]);
        worst = fmax(worst, fmax(want - (double)i / (double)n, (double)(i + 1) / (double)n - want));
    }
    return sqrt((double)n) * worst;
}

/* Brown et al., Statistical Analysis of a Telephone Call Center, 2005: of J people in a piece of
 * length L with a constant rate, the (J + 1 - j)(-ln((L - T_j)/(L - T_{j-1}))) are exponential and
 * independent, whatever the rate. Without independence or with a wrong piece they are not. 2.5 is
 * passed with a probability of 2 e^(-2 * 2.5^2) = 7e-6. */
static void gaps_inside_pieces_are_exponential_by_the_transform_of_brown(void **state)
{
    (void)state;
    static int64_t at[DAY_PEOPLE_MAX];
    static double gap[200 * DAY_PEOPLE_MAX];
    struct sim_rate r = a_day(1);
    size_t n = 0;
    for (uint32_t day = 0; day < 200; day++) {
        int32_t people = people_of(&r, 1, day, at);
        for (int32_t k = 0, piece = 0; k < people; piece++) {
            int64_t end = piece + 1 < DAY_PIECES ? day_from[piece + 1] : day_end;
            int32_t until = k;
            while (until < people && at[until] < end)
                until++;
            int64_t last = day_from[piece];
            for (; k < until; last = at[k++])
                gap[n++] = -(until - k) * log((double)(end - at[k]) / (double)(end - last));
        }
    }
    check_near((double)n, 200 * 648, 4.5 * sqrt(200 * 648));
    assert_true(distance_from_exponential(gap, n) < 2.5);
}

/* Twice the rates: the bits of everybody's own S_k / 2. Any other factor: the same but for
 * the rounding of the rates, that is to the microsecond. */
static void a_busier_day_has_the_same_people_earlier(void **state)
{
    (void)state;
    static int64_t usual[DAY_PEOPLE_MAX], scaled[DAY_PEOPLE_MAX], stretched[DAY_PEOPLE_MAX];
    static const double factors[] = {2, 0.5, 1.37, 0.81, 1};
    struct sim_rate r = a_day(1);
    for (size_t f = 0; f < COUNT_OF(factors); f++) {
        struct sim_rate other = a_day(factors[f]);
        bool exact = f < 2;
        for (uint32_t day = 0; day < 100; day++) {
            int32_t n = people_of(&r, 1, day, usual);
            int32_t n_scaled = people_of(&other, 1, day, scaled);
            int32_t n_stretched = people_of(&r, 1 / factors[f], day, stretched);
            assert_int_equal(n_scaled, n_stretched);
            for (int32_t k = 0; k < n_scaled; k++)
                check_near((double)(scaled[k] - stretched[k]), 0.0, exact ? 0.0 : 1.0);
            for (int32_t k = 0; k < n && k < n_scaled; k++)
                assert_true(factors[f] >= 1 ? scaled[k] <= usual[k] : scaled[k] >= usual[k]);
        }
    }
}

/* ---- what can go wrong ---- */

static void make_of(const int64_t *from, const double *rate, int32_t n, int64_t end)
{
    static struct sim_rate r;
    sim_rate_make(&r, from, rate, n, end);
}

static void make_pieces_out_of_order(void)
{
    make_of((const int64_t[]){0, 5, 5}, (const double[]){1, 1, 1}, 3, 9);
}

static void make_an_end_before_the_last_piece(void)
{
    make_of((const int64_t[]){0, 5}, (const double[]){1, 1}, 2, 5);
}

static void make_a_negative_rate(void)
{
    make_of((const int64_t[]){0}, (const double[]){-1}, 1, 5);
}

static void make_an_infinite_rate(void)
{
    make_of((const int64_t[]){0}, (const double[]){(double)INFINITY}, 1, 5);
}

static void make_too_many_pieces(void)
{
    static int64_t from[SIM_RATE_PIECES + 1];
    static double rate[SIM_RATE_PIECES + 1];
    for (int i = 0; i <= SIM_RATE_PIECES; i++)
        from[i] = i;
    make_of(from, rate, SIM_RATE_PIECES + 1, SIM_RATE_PIECES + 1);
}

static void ask_for_a_negative_cumulative(void)
{
    struct sim_rate r = a_day(1);
    (void)sim_rate_at(&r, -1e-9);
}

static void wrong_pieces_and_a_negative_cumulative_are_bugs(void **state)
{
    (void)state;
    assert_true(dies(make_pieces_out_of_order));
    assert_true(dies(make_an_end_before_the_last_piece));
    assert_true(dies(make_a_negative_rate));
    assert_true(dies(make_an_infinite_rate));
    assert_true(dies(make_too_many_pieces));
    assert_true(dies(ask_for_a_negative_cumulative));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(instants_known_by_hand),
        cmocka_unit_test(a_rate_of_zero_all_day_brings_nobody),
        cmocka_unit_test(any_rates_give_rising_instants_and_none_where_the_rate_is_zero),
        cmocka_unit_test(any_instant_is_where_the_cumulative_rate_passes),
        cmocka_unit_test(counts_are_poisson_and_independent_between_pieces_and_zero_in_empty_ones),
        cmocka_unit_test(gaps_inside_pieces_are_exponential_by_the_transform_of_brown),
        cmocka_unit_test(a_busier_day_has_the_same_people_earlier),
        cmocka_unit_test(wrong_pieces_and_a_negative_cumulative_are_bugs),
    };
    return cmocka_run_group_tests_name("rate", tests, NULL, NULL);
}
