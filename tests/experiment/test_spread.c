/* test_spread.c - sums of ranks are exact to the last bit of their integers. */
#include "sim/experiment/spread.h"

#include "sim/base/err.h"
#include "sim/engine/model.h"
#include "sim/experiment/replicate.h"
#include "tests/experiment/ranks.h"
#include "tests/support/check.h"

/* More than two pieces of each kind. */
enum { RANKS = 3, ROWS = 2, WORDS = 600000 };

struct share {
    struct ranks_one *one;
    int64_t records[ROWS * WORDS], sums[WORDS];
    uint32_t bins[WORDS];
    bool is_done;
    struct err e;
};

static void *gather(void *argument)
{
    struct share *s = argument;
    const struct sim_model model = {
        .record_words = WORDS, .sum_words = WORDS, .bin_words = WORDS, .regions = 1};
    struct replicate_result result = {
        .first_row = 7, .records = s->records, .sums = s->sums, .bins = s->bins};
    s->is_done = spread_gather(&s->one->spread, &model, &result, 7, 7 + ROWS, &s->e);
    return NULL;
}

static void gather_all(struct share shares[RANKS])
{
    static struct ranks job;
    struct ranks_one ones[RANKS];
    pthread_t threads[RANKS];
    ranks_open(&job, RANKS, ones);
    for (int i = 0; i < RANKS; i++) {
        shares[i].one = &ones[i];
        pthread_create(&threads[i], NULL, gather, &shares[i]);
    }
    for (int i = 0; i < RANKS; i++)
        pthread_join(threads[i], NULL);
    ranks_close(&job);
}

static void integers_are_added_exactly_and_the_others_begin_anew(void **state)
{
    (void)state;
    static struct share shares[RANKS];
    static int64_t sums[WORDS], records[ROWS * WORDS];
    static uint32_t bins[WORDS];
    uint64_t seed = 3;
    memset(shares, 0, sizeof shares);
    for (int k = 0; k < RANKS; k++)
        for (int i = 0; i < WORDS; i++) {
            sums[i] += shares[k].sums[i] = (int64_t)test_random(&seed) / 4;
            bins[i] += shares[k].bins[i] = (uint32_t)(test_random(&seed) % (UINT32_MAX / 3));
        }
    for (int i = 0; i < ROWS * WORDS; i++)
        records[i] = shares[i % RANKS].records[i] = (int64_t)test_random(&seed);
    gather_all(shares);
    assert_memory_equal(shares[0].sums, sums, sizeof sums);
    assert_memory_equal(shares[0].bins, bins, sizeof bins);
    assert_memory_equal(shares[0].records, records, sizeof records);
    for (int k = 0; k < RANKS; k++) {
        assert_true(shares[k].is_done);
        for (int i = 0; i < WORDS && k > 0; i++)
            assert_true(shares[k].sums[i] == 0 && shares[k].bins[i] == 0 &&
                        shares[k].records[i] == 0 && shares[k].records[WORDS + i] == 0);
    }
}

static void the_ends_of_the_range_are_reached_and_not_left(void **state)
{
    (void)state;
    static struct share shares[RANKS];
    static const struct {
        int64_t sum[RANKS];
        uint32_t bin[RANKS];
        bool fits;
    } cases[] = {{{INT64_MAX - 2, 1, 1}, {0}, true},
                 {{INT64_MAX - 2, 1, 2}, {0}, false},
                 {{INT64_MIN, INT64_MAX, 1}, {0}, true},
                 {{INT64_MIN, INT64_MIN, INT64_MAX}, {0}, false},
                 {{INT64_MIN + 1, -1, 0}, {0}, true},
                 {{INT64_MIN + 1, -1, -1}, {0}, false},
                 {{-1, 1, -1}, {0}, true},
                 {{0}, {UINT32_MAX - 3, 1, 2}, true},
                 {{0}, {UINT32_MAX - 3, 2, 2}, false},
                 {{0}, {UINT32_MAX, UINT32_MAX, UINT32_MAX}, false}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        memset(shares, 0, sizeof shares);
        uint64_t sum = 0;
        for (int k = 0; k < RANKS; k++) {
            shares[k].sums[WORDS - 1] = cases[i].sum[k];
            shares[k].bins[WORDS - 1] = cases[i].bin[k];
            sum += (uint64_t)cases[i].sum[k];
        }
        gather_all(shares);
        assert_int_equal(shares[0].is_done, cases[i].fits);
        assert_int_equal(shares[0].e.item[0].code, cases[i].fits ? ERR_NONE : ERR_LIMIT);
        assert_true(!cases[i].fits || shares[0].sums[WORDS - 1] == (int64_t)sum);
        assert_true(shares[1].is_done && shares[2].is_done);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(integers_are_added_exactly_and_the_others_begin_anew),
        cmocka_unit_test(the_ends_of_the_range_are_reached_and_not_left),
    };
    return cmocka_run_group_tests_name("spread", tests, NULL, NULL);
}
