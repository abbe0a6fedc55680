/* test_queue_estimate.c - a metric of a system over its replications: ratios by the delta method,
 * quantiles of all waits pooled and sectioned by replication.
 */
#include "cli/present/queue_estimate.h"

#include <string.h>

#include "sim/base/arena.h"
#include "sim/base/attr.h"
#include "tests/run/queue_made.h"

#define LEVEL 0.95

static struct queue_estimate estimate_of(struct queue_made *m)
{
    struct queue_estimate e;
    assert_true(queue_estimate_init(&e, m->design, &m->result, m->small->home));
    return e;
}

static const struct metric *metric_named(const char *name)
{
    const char *nearest = NULL;
    const struct metric *m = metric_find(name, &nearest);
    assert_non_null(m);
    return m;
}

static struct interval ask(struct queue_made *m, const char *name, int32_t use, int32_t index)
{
    struct queue_estimate e = estimate_of(m);
    return queue_estimate_metric(&e, metric_named(name), use, index, LEVEL);
}

static void check_interval(struct interval got, struct interval want)
{
    check_near(got.estimate, want.estimate, 0);
    check_near(got.lo, want.lo, 0);
    check_near(got.hi, want.hi, 0);
}

static void a_mean_is_the_ratio_of_sums_over_replications(void **state)
{
    struct queue_made *m = *state;
    const struct metric *wait = metric_named("wait_mean");
    double y[QUEUE_MADE_REPLICATIONS], x[QUEUE_MADE_REPLICATIONS], over = 0, under = 0;
    struct queue_estimate e = estimate_of(m);
    for (uint32_t r = 0; r < QUEUE_MADE_REPLICATIONS; r++) {
        metric_read(wait, m->design, queue_estimate_record(&e, r), METRIC_ALL_USES, 0, &y[r],
                    &x[r]);
        over += y[r];
        under += x[r];
    }
    struct interval got = ask(m, "wait_mean", METRIC_ALL_USES, 0);
    check_interval(got, interval_ratio(y, x, QUEUE_MADE_REPLICATIONS, LEVEL));
    check_near(got.estimate, over / under, 1e-12 * over / under);
    assert_true(got.lo < got.estimate && got.estimate < got.hi);
}

static void a_use_has_its_own_value_and_all_lie_between(void **state)
{
    struct queue_made *m = *state;
    double letters = ask(m, "wait_mean", 0, 0).estimate, talks = ask(m, "wait_mean", 1, 0).estimate;
    double all = ask(m, "wait_mean", METRIC_ALL_USES, 0).estimate;
    assert_true(fmin(letters, talks) < all && all < fmax(letters, talks));
}

static void all_uses_together_have_the_waits_of_each(void **state)
{
    struct queue_made *m = *state;
    static uint32_t all[SIM_HISTOGRAM_BINS], one[2][SIM_HISTOGRAM_BINS];
    struct queue_estimate e = estimate_of(m);
    uint64_t n = 0;
    queue_estimate_pool(&e, METRIC_ALL_USES, all);
    for (int32_t use = 0; use < 2; use++)
        queue_estimate_pool(&e, use, one[use]);
    for (size_t i = 0; i < SIM_HISTOGRAM_BINS; i++) {
        assert_int_equal(all[i], one[0][i] + one[1][i]);
        n += all[i];
    }
    assert_true(n > 100);
}

static void a_quantile_is_that_of_all_waits_pooled(void **state)
{
    struct queue_made *m = *state;
    const struct metric *p90 = metric_named("wait_p90");
    static uint32_t bins[SIM_HISTOGRAM_BINS];
    double own[QUEUE_MADE_REPLICATIONS];
    struct queue_estimate e = estimate_of(m);
    queue_estimate_pool(&e, 0, bins);
    for (uint32_t r = 0; r < QUEUE_MADE_REPLICATIONS; r++)
        own[r] = metric_own_quantile(p90, m->design, queue_estimate_record(&e, r), 0);
    double whole = sim_histogram_quantile_linear(bins, p90->quantile) * p90->scale;
    check_interval(ask(m, "wait_p90", 0, 0),
                   interval_sections(whole, own, QUEUE_MADE_REPLICATIONS, LEVEL));
}

static void an_estimate_without_memory_says_so(void **state)
{
    struct queue_made *m = *state;
    for (unsigned nth = 1; nth <= 2; nth++) {
        struct arena *home = arena_new(0);
        struct queue_estimate e;
        arena_fail_nth(home, nth);
        assert_false(queue_estimate_init(&e, m->design, &m->result, home));
        arena_free(home);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_mean_is_the_ratio_of_sums_over_replications),
        cmocka_unit_test(a_use_has_its_own_value_and_all_lie_between),
        cmocka_unit_test(all_uses_together_have_the_waits_of_each),
        cmocka_unit_test(a_quantile_is_that_of_all_waits_pooled),
        cmocka_unit_test(an_estimate_without_memory_says_so),
    };
    return cmocka_run_group_tests_name("queue estimate", tests, queue_made_set_up,
                                       queue_made_tear_down);
}
