/* test_histogram.c - bins tile the waits without a gap, and quantiles stay inside them. */
#include "sim/engine/histogram.h"

#include <string.h>

#include "tests/support/check.h"

enum { WAITS_MAX = 400 };

#define UNIT_US (INT64_C(1) << SIM_HISTOGRAM_SHIFT)
#define BEYOND_US (INT64_C(1) << 36)

static void values_known_by_hand(void **state)
{
    (void)state;
    assert_int_equal(SIM_HISTOGRAM_BINS, 833);
    assert_int_equal(sim_histogram_bin(0), 0);
    assert_int_equal(sim_histogram_bin(1), 1);
    assert_int_equal(sim_histogram_bin(UNIT_US - 1), 1);
    assert_int_equal(sim_histogram_bin(UNIT_US), 2);
    assert_int_equal(sim_histogram_bin(64 * UNIT_US), 65);
    assert_int_equal(sim_histogram_bin(127 * UNIT_US), 128);
    assert_int_equal(sim_histogram_bin(130 * UNIT_US - 1), 129);
    assert_int_equal(sim_histogram_bin(130 * UNIT_US), 130);
    assert_int_equal(sim_histogram_bin(BEYOND_US - 1), 832);
    assert_int_equal(sim_histogram_bin(BEYOND_US), 832);
    assert_int_equal(sim_histogram_bin(INT64_MAX), 832);
    assert_true(sim_histogram_high(832) == BEYOND_US);
}

static void bins_tile_all_waits_without_gap_or_overlap(void **state)
{
    (void)state;
    assert_true(sim_histogram_low(0) == 0);
    for (uint32_t bin = 0; bin < SIM_HISTOGRAM_BINS; bin++) {
        int64_t low = sim_histogram_low(bin), high = sim_histogram_high(bin);
        assert_true(low < high);
        assert_int_equal(sim_histogram_bin(low), bin);
        assert_int_equal(sim_histogram_bin(high - 1), bin);
        if (bin > 0)
            assert_true(low == sim_histogram_high(bin - 1));
    }
}

static void a_bins_middle_is_within_the_stated_error_of_any_wait_in_it(void **state)
{
    (void)state;
    for (uint32_t bin = 1; bin < SIM_HISTOGRAM_BINS; bin++) {
        double low = (double)sim_histogram_low(bin), high = (double)sim_histogram_high(bin);
        double half = (high - low) / 2.0;
        assert_true(half <= 0.131072e6 || half / low <= 0.0079);
    }
}

/* Of any size, exactly 0, or the first or last of a bin, where a quantile errs most. */
static int64_t random_wait(uint64_t *seed)
{
    uint32_t bin = (uint32_t)(test_random(seed) % SIM_HISTOGRAM_BINS);
    switch (test_random(seed) % 5) {
    case 0:
        return 0;
    case 1:
        return sim_histogram_low(bin);
    case 2:
        return sim_histogram_high(bin) - 1;
    default:
        return (int64_t)(test_random(seed) >> (29 + test_random(seed) % 30));
    }
}

/* All different, few values many times over, or all the same. */
static size_t random_waits(uint64_t *seed, int64_t *waits)
{
    size_t n = 1 + test_random(seed) % WAITS_MAX;
    size_t kinds = test_random(seed) % 2 == 0 ? n : 1 + test_random(seed) % 5;
    for (size_t i = 0; i < n; i++)
        waits[i] = i < kinds ? random_wait(seed) : waits[test_random(seed) % kinds];
    return n;
}

static void count_all(uint32_t *bins, const int64_t *waits, size_t n)
{
    for (size_t i = 0; i < n; i++)
        bins[sim_histogram_bin(waits[i])]++;
}

static int by_value(const void *pa, const void *pb)
{
    int64_t a = *(const int64_t *)pa, b = *(const int64_t *)pb;
    return (a > b) - (a < b);
}

/* The oracle: the smallest wait that at least p of the sorted waits do not exceed. */
static bool quantiles_are_within_one_percent(uint64_t seed)
{
    int64_t waits[WAITS_MAX];
    uint32_t bins[SIM_HISTOGRAM_BINS] = {0};
    size_t n = random_waits(&seed, waits);
    count_all(bins, waits, n);
    qsort(waits, n, sizeof *waits, by_value);
    for (uint64_t k = 1; k < 64; k++) {
        int64_t want = waits[(n * k + 63) / 64 - 1];
        uint32_t bin = sim_histogram_bin(want);
        double got = sim_histogram_quantile(bins, (double)k / 64.0);
        double most = fmax(0.01 * (double)want, 0.17e6);
        if (bin == 0 ? got > 0.0 : bin < SIM_HISTOGRAM_BINS - 1 && fabs(got - (double)want) > most)
            return false;
        double linear = sim_histogram_quantile_linear(bins, (double)k / 64.0);
        if (bin == 0 ? linear > 0.0
                     : linear < (double)sim_histogram_low(bin) - 1 ||
                           linear > (double)sim_histogram_high(bin))
            return false;
    }
    return sim_histogram_count(bins) == n;
}

static void a_quantile_is_within_one_percent_of_the_sorted_array(void **state)
{
    (void)state;
    CHECK_PROPERTY(quantiles_are_within_one_percent);
}

static bool shares_count_whole_bins_exactly_and_rise(uint64_t seed)
{
    int64_t waits[WAITS_MAX];
    uint32_t bins[SIM_HISTOGRAM_BINS] = {0};
    size_t n = random_waits(&seed, waits);
    count_all(bins, waits, n);
    for (int i = 0; i < 20; i++) {
        uint32_t bin = (uint32_t)(test_random(&seed) % SIM_HISTOGRAM_BINS);
        int64_t edge = sim_histogram_high(bin) - 1;
        size_t below = 0;
        for (size_t j = 0; j < n; j++)
            below += sim_histogram_bin(waits[j]) <= bin;
        double want = (double)below / (double)n;
        if (fabs(sim_histogram_share(bins, edge) - want) > 1e-15)
            return false;
        int64_t inside = sim_histogram_low(bin);
        if (sim_histogram_share(bins, inside) > want ||
            sim_histogram_share(bins, inside - 1) > sim_histogram_share(bins, inside))
            return false;
    }
    return true;
}

static void a_share_is_exact_at_the_edges_and_rises_between(void **state)
{
    (void)state;
    CHECK_PROPERTY(shares_count_whole_bins_exactly_and_rise);
}

/* Both may be NaN. */
static bool is_same(double a, double b)
{
    return !(a < b) && !(a > b) && isnan(a) == isnan(b);
}

/* Several at once, some of them equal, have the bits of single ones. */
static bool several_at_once_are_single_ones(uint64_t seed)
{
    enum { MANY = 40, STEPS = MANY / 2 + 1 };
    int64_t waits[WAITS_MAX], limits[MANY];
    uint32_t bins[SIM_HISTOGRAM_BINS] = {0};
    double p[MANY], values[MANY], shares[MANY];
    count_all(bins, waits, seed % 16 == 0 ? 0 : random_waits(&seed, waits));
    for (int k = 0; k < MANY; k++) {
        limits[k] = random_wait(&seed) - (k == 0);
        int step = k / 2 + 1; /* each twice */
        p[k] = (double)step / STEPS;
    }
    qsort(limits, MANY, sizeof *limits, by_value);
    sim_histogram_quantiles(bins, p, MANY, values);
    sim_histogram_shares(bins, limits, MANY, shares);
    bool is_fine = true;
    for (int k = 0; k < MANY; k++)
        is_fine &= is_same(values[k], sim_histogram_quantile(bins, p[k])) &&
                   is_same(shares[k], sim_histogram_share(bins, limits[k]));
    return is_fine;
}

static void quantiles_and_shares_of_one_way_through_are_those_of_many(void **state)
{
    (void)state;
    CHECK_PROPERTY(several_at_once_are_single_ones);
}

static void inside_a_bin_quantiles_and_shares_go_linearly(void **state)
{
    (void)state;
    uint32_t bins[SIM_HISTOGRAM_BINS] = {0};
    bins[0] = 6;
    bins[65] = 4; /* 64 to 65 units */
    check_near(sim_histogram_quantile(bins, 0.6), 0.0, 0.0);
    check_near(sim_histogram_quantile(bins, 0.7), (64 + 0.37 + 0.26 * 0.25) * (double)UNIT_US,
               1e-6);
    check_near(sim_histogram_quantile(bins, 0.9), (64 + 0.37 + 0.26 * 0.75) * (double)UNIT_US,
               1e-6);
    check_near(sim_histogram_share(bins, -1), 0.0, 0.0);
    check_near(sim_histogram_share(bins, 0), 0.6, 1e-15);
    check_near(sim_histogram_share(bins, 64 * UNIT_US - 1), 0.6, 1e-15);
    check_near(sim_histogram_share(bins, 64 * UNIT_US + UNIT_US / 2 - 1), 0.8, 1e-15);
    check_near(sim_histogram_share(bins, INT64_MAX), 1.0, 0.0);
}

static void a_linear_quantile_goes_through_the_whole_bin(void **state)
{
    (void)state;
    uint32_t bins[SIM_HISTOGRAM_BINS] = {0};
    bins[0] = 6;
    bins[65] = 4; /* 64 to 65 units */
    check_near(sim_histogram_quantile_linear(bins, 0.6), 0.0, 0.0);
    check_near(sim_histogram_quantile_linear(bins, 0.7), 64.25 * (double)UNIT_US, 1e-6);
    check_near(sim_histogram_quantile_linear(bins, 0.9), 64.75 * (double)UNIT_US, 1e-6);
    assert_true(isnan(sim_histogram_quantile_linear((const uint32_t[SIM_HISTOGRAM_BINS]){0}, 0.5)));
}

/* Counts of an exponential with a mean of 10 minutes, exact but for the rounding to whole
 * ones (10^9 in all): what is left is the error inside bins. w f'/(8 f) of a bin w wide is
 * w/(8 mean), and w at most 1/64 of the quantile x: an error of x^2/(32768 mean). */
static void linear_quantiles_of_a_smooth_density_have_a_second_order_error(void **state)
{
    (void)state;
    static uint32_t bins[SIM_HISTOGRAM_BINS];
    const double mean = 6e8, all = 1e9;
    for (uint32_t bin = 1; bin < SIM_HISTOGRAM_BINS; bin++) {
        double low = bin == 1 ? 0 : (double)sim_histogram_low(bin);
        double width = (double)sim_histogram_high(bin) - low;
        bins[bin] = (uint32_t)(all * exp(-low / mean) * -expm1(-width / mean) + 0.5);
    }
    double worst_narrow = 0;
    for (int k = 1; k < 1000; k++) {
        double p = k / 1000.0, want = -mean * log1p(-p);
        double allowed = fmax(want * want / (32768 * mean), (double)UNIT_US * UNIT_US / (8 * mean));
        allowed += 20 / (all * (1 - p)) * mean; /* counts rounded: a walk of halves */
        check_near(sim_histogram_quantile_linear(bins, p), want, allowed);
        worst_narrow = fmax(worst_narrow, fabs(sim_histogram_quantile(bins, p) - want) / want);
    }
    assert_true(worst_narrow > 2e-3); /* the other one is made for waits that pile up */
}

static bool adding_two_histograms_counts_both(uint64_t seed)
{
    int64_t waits[2 * WAITS_MAX];
    uint32_t a[SIM_HISTOGRAM_BINS] = {0}, b[SIM_HISTOGRAM_BINS] = {0};
    uint32_t both[SIM_HISTOGRAM_BINS] = {0};
    size_t n = random_waits(&seed, waits), m = random_waits(&seed, waits + n);
    count_all(a, waits, n);
    count_all(b, waits + n, m);
    count_all(both, waits, n + m);
    for (size_t i = 0; i < SIM_HISTOGRAM_BINS; i++)
        a[i] += b[i];
    return memcmp(a, both, sizeof a) == 0;
}

/* Parts of one lot of waits, merged pair by pair in any order and grouping: the same bits in
 * the bins, so the same bits in every quantile and share. */
static bool parts_merged_in_any_order_are_the_whole(uint64_t seed)
{
    enum { PARTS = 7 };
    int64_t waits[WAITS_MAX];
    uint32_t part[PARTS][SIM_HISTOGRAM_BINS] = {{0}}, whole[SIM_HISTOGRAM_BINS] = {0};
    size_t n = random_waits(&seed, waits);
    count_all(whole, waits, n);
    for (size_t i = 0; i < n; i++)
        part[test_random(&seed) % PARTS][sim_histogram_bin(waits[i])]++;
    for (uint64_t left = PARTS; left > 1; left--) {
        uint64_t into = test_random(&seed) % left, from = test_random(&seed) % left;
        if (into == from)
            into = (from + 1) % left;
        for (size_t i = 0; i < SIM_HISTOGRAM_BINS; i++)
            part[into][i] += part[from][i];
        if (from != left - 1) /* the last moves into the gap */
            memcpy(part[from], part[left - 1], sizeof part[from]);
    }
    double p = (double)(1 + seed % 98) / 100;
    double a = sim_histogram_quantile(part[0], p), b = sim_histogram_quantile(whole, p);
    return memcmp(part[0], whole, sizeof whole) == 0 && memcmp(&a, &b, sizeof a) == 0;
}

static void merging_is_addition(void **state)
{
    (void)state;
    CHECK_PROPERTY(adding_two_histograms_counts_both);
    CHECK_PROPERTY(parts_merged_in_any_order_are_the_whole);
}

static void an_empty_histogram_has_no_quantile_and_no_share(void **state)
{
    (void)state;
    const uint32_t bins[SIM_HISTOGRAM_BINS] = {0};
    assert_true(isnan(sim_histogram_quantile(bins, 0.5)));
    assert_true(isnan(sim_histogram_share(bins, 0)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_known_by_hand),
        cmocka_unit_test(bins_tile_all_waits_without_gap_or_overlap),
        cmocka_unit_test(a_bins_middle_is_within_the_stated_error_of_any_wait_in_it),
        cmocka_unit_test(a_quantile_is_within_one_percent_of_the_sorted_array),
        cmocka_unit_test(a_share_is_exact_at_the_edges_and_rises_between),
        cmocka_unit_test(quantiles_and_shares_of_one_way_through_are_those_of_many),
        cmocka_unit_test(inside_a_bin_quantiles_and_shares_go_linearly),
        cmocka_unit_test(a_linear_quantile_goes_through_the_whole_bin),
        cmocka_unit_test(linear_quantiles_of_a_smooth_density_have_a_second_order_error),
        cmocka_unit_test(merging_is_addition),
        cmocka_unit_test(an_empty_histogram_has_no_quantile_and_no_share),
    };
    return cmocka_run_group_tests_name("histogram", tests, NULL, NULL);
}
