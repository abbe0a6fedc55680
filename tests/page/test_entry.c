/* test_entry.c - the entry points of the page count what the model counts, and say what is
 * wrong.
 */
#include "page/entry.h"

#include "models/queue/design.h"
#include "tests/queue/built.h"
#include "tests/ward/fixture.h"

/* Both words of it matter. */
#define LARGE_SEED UINT64_C(0x1234567890ABCDEF)

static const char office[] = "period: {open: \"9:00\", length: 3 h, days: 2}\n"
                             "uses:\n  walk:\n    arrivals: {rate: 40 /h}\n"
                             "    service: {family: exponential, mean: 3 min}\n"
                             "counters: {on_duty: 3}\n";

/* ---- helpers ---- */

static struct entry *with_block(enum entry_model model, const void *block, uint64_t bytes)
{
    struct entry *e = entry_new((int32_t)model, (uint32_t)bytes);
    assert_non_null(e);
    memcpy(entry_plan(e), block, bytes);
    return e;
}

static struct entry *opened(enum entry_model model, const void *block, uint64_t bytes)
{
    struct entry *e = with_block(model, block, bytes);
    assert_int_equal(entry_open(e, 0), ENTRY_FINE);
    return e;
}

static void runs(struct entry *e, uint32_t replication, uint64_t seed)
{
    assert_int_equal(entry_run(e, replication, (uint32_t)seed, (uint32_t)(seed >> 32)), ENTRY_FINE);
}

/* The model itself, asked for the replications from 0 to n - 1. */
static struct sim_outcome outcome_of(const struct sim_model *m, struct arena *home, uint32_t n)
{
    struct err e = {0};
    struct sim_outcome out = {.record = arena_take_array(home, int64_t, m->record_words),
                              .sums = arena_take_array(home, int64_t, m->sum_words + 1),
                              .bins = arena_take_array(home, uint32_t, m->bin_words + 1)};
    void *world = m->new_world(m->plan, home, &e);
    assert_true(world != NULL && out.record != NULL && out.sums != NULL && out.bins != NULL);
    for (uint32_t r = 0; r < n; r++) {
        memset(out.record, 0, m->record_words * sizeof *out.record);
        assert_true(m->replicate(world, LARGE_SEED, r, 0, &out, &e));
    }
    return out;
}

static void check_counts(const struct entry *e, const struct sim_model *m,
                         const struct sim_outcome *want)
{
    assert_int_equal(entry_record_words(e), m->record_words);
    assert_int_equal(entry_sum_words(e), m->sum_words);
    assert_int_equal(entry_bin_words(e), m->bin_words);
    assert_memory_equal(entry_record(e), want->record, m->record_words * sizeof *want->record);
    if (m->sum_words > 0)
        assert_memory_equal(entry_sums(e), want->sums, m->sum_words * sizeof *want->sums);
    assert_memory_equal(entry_bins(e), want->bins, m->bin_words * sizeof *want->bins);
}

static bool is_zero(const void *memory, size_t bytes)
{
    const unsigned char *b = memory;
    for (size_t i = 0; i < bytes; i++)
        if (b[i] != 0)
            return false;
    return true;
}

/* ---- counts ---- */

static void a_city_counts_what_its_model_counts(void **state)
{
    struct small *w = *state;
    small_compile(w);
    struct sim_outcome want = outcome_of(&w->model, w->home, 2);
    struct entry *e = opened(ENTRY_WARD, w->plan, w->plan->bytes);
    runs(e, 0, LARGE_SEED);
    runs(e, 1, LARGE_SEED);
    check_counts(e, &w->model, &want);
    entry_free(e);
}

static void a_queue_counts_what_its_model_counts(void **state)
{
    struct built *b = *state;
    const struct design *d = built(b, office);
    const struct sim_model m = shop_model(d);
    struct sim_outcome want = outcome_of(&m, b->home, 2);
    struct entry *e = opened(ENTRY_QUEUE, d, d->bytes);
    runs(e, 0, LARGE_SEED);
    runs(e, 1, LARGE_SEED);
    check_counts(e, &m, &want);
    entry_free(e);
}

static void each_word_of_the_seed_matters(void **state)
{
    static const uint64_t other[] = {LARGE_SEED + 1, LARGE_SEED + (UINT64_C(1) << 32)};
    struct built *b = *state;
    const struct design *d = built(b, office);
    struct entry *e = opened(ENTRY_QUEUE, d, d->bytes), *f = opened(ENTRY_QUEUE, d, d->bytes);
    size_t bytes = entry_record_words(e) * sizeof(int64_t);
    runs(e, 0, LARGE_SEED);
    for (size_t i = 0; i < COUNT_OF(other); i++) {
        runs(f, 0, other[i]);
        assert_memory_not_equal(entry_record(e), entry_record(f), bytes);
    }
    runs(f, 0, LARGE_SEED);
    assert_memory_equal(entry_record(e), entry_record(f), bytes);
    entry_free(e);
    entry_free(f);
}

static void clearing_empties_what_has_added_up_and_keeps_the_record(void **state)
{
    struct small *w = *state;
    small_compile(w);
    struct sim_outcome want = outcome_of(&w->model, w->home, 1);
    struct entry *e = opened(ENTRY_WARD, w->plan, w->plan->bytes);
    runs(e, 7, LARGE_SEED);
    assert_false(is_zero(entry_sums(e), entry_sum_words(e) * sizeof(int64_t)));
    entry_clear(e);
    assert_true(is_zero(entry_sums(e), entry_sum_words(e) * sizeof(int64_t)));
    assert_true(is_zero(entry_bins(e), entry_bin_words(e) * sizeof(uint32_t)));
    assert_false(is_zero(entry_record(e), entry_record_words(e) * sizeof(int64_t)));
    runs(e, 0, LARGE_SEED);
    check_counts(e, &w->model, &want);
    entry_free(e);
}

static void a_changed_block_counts_from_the_next_opening_on(void **state)
{
    struct built *b = *state;
    const struct design *few = built(b, office);
    struct entry *e = opened(ENTRY_QUEUE, few, few->bytes);
    runs(e, 0, LARGE_SEED);
    struct design *d = entry_plan(e);
    d->shifts[0].counters++;
    struct sim_model m = shop_model(d);
    struct sim_outcome want = outcome_of(&m, b->home, 1);
    assert_memory_not_equal(entry_record(e), want.record, m.record_words * sizeof *want.record);
    assert_int_equal(entry_open(e, 0), ENTRY_FINE);
    assert_true(is_zero(entry_bins(e), entry_bin_words(e) * sizeof(uint32_t)));
    runs(e, 0, LARGE_SEED);
    check_counts(e, &m, &want);
    entry_free(e);
}

/* ---- what is wrong ---- */

static void nothing_runs_before_it_is_open(void **state)
{
    (void)state;
    struct entry *e = entry_new(ENTRY_QUEUE, sizeof(struct design));
    assert_non_null(e);
    assert_true(is_zero(entry_plan(e), sizeof(struct design)));
    assert_int_equal(entry_run(e, 0, 1, 0), ENTRY_NOT_OPEN);
    entry_clear(e);
    assert_null(entry_record(e));
    assert_null(entry_sums(e));
    assert_null(entry_bins(e));
    assert_int_equal(entry_record_words(e) + entry_sum_words(e) + entry_bin_words(e), 0);
    entry_free(e);
    entry_free(NULL);
}

static void a_model_that_does_not_exist_has_no_engine(void **state)
{
    (void)state;
    assert_null(entry_new(ENTRY_QUEUE + 1, 4096));
    assert_null(entry_new(-1, 4096));
    assert_null(entry_new(ENTRY_WARD, 0));
}

static void check_refused(enum entry_model model, const void *block, uint64_t bytes)
{
    struct entry *e = with_block(model, block, bytes);
    assert_int_equal(entry_open(e, 0), ENTRY_NO_PLAN);
    assert_int_equal(entry_run(e, 0, 1, 0), ENTRY_NOT_OPEN);
    entry_free(e);
}

static void a_block_of_another_kind_is_no_plan_of_a_city(void **state)
{
    struct small *w = *state;
    small_compile(w);
    const struct plan good = *w->plan;
    check_refused(ENTRY_QUEUE, w->plan, good.bytes);
    check_refused(ENTRY_WARD, w->plan, good.bytes - 8);
    check_refused(ENTRY_WARD, w->plan, 8);
    w->plan->bytes++;
    check_refused(ENTRY_WARD, w->plan, good.bytes);
    *w->plan = good;
    w->plan->at_days += 8; /* the header of another version is longer or shorter */
    check_refused(ENTRY_WARD, w->plan, good.bytes);
    *w->plan = good;
    w->plan->at_variates -= 8;
    check_refused(ENTRY_WARD, w->plan, good.bytes);
}

static void a_block_of_another_kind_is_no_design(void **state)
{
    struct built *b = *state;
    const struct design *d = built(b, office);
    check_refused(ENTRY_WARD, d, d->bytes);
    check_refused(ENTRY_QUEUE, d, d->bytes - 8);
    check_refused(ENTRY_QUEUE, d, 8);
    struct design *bent = arena_take(b->home, 1, d->bytes);
    assert_non_null(bent);
    memcpy(bent, d, d->bytes);
    bent->at_variates += 8;
    check_refused(ENTRY_QUEUE, bent, d->bytes);
}

/* The least memory, in bytes, with which the block can be opened. */
static uint32_t least_memory(struct entry *e)
{
    uint32_t too_little = 1, enough = 1u << 30;
    while (enough - too_little > 1) {
        uint32_t middle = too_little + (enough - too_little) / 2;
        int32_t status = entry_open(e, middle);
        if (status == ENTRY_FINE) {
            enough = middle;
            continue;
        }
        assert_int_equal(status, ENTRY_NO_MEMORY);
        assert_int_equal(entry_run(e, 0, 1, 0), ENTRY_NOT_OPEN);
        assert_null(entry_record(e));
        too_little = middle;
    }
    return enough;
}

static void too_little_memory_is_said_and_more_of_it_helps(void **state)
{
    struct small *w = *state;
    for (size_t i = 0; i < w->d.expiries.count; i++)
        w->expiries[i].count *= 20; /* more people than a world has room for at first */
    small_compile(w);
    struct entry *e = with_block(ENTRY_WARD, w->plan, w->plan->bytes);
    uint32_t least = least_memory(e);
    assert_int_equal(entry_open(e, least), ENTRY_FINE);
    assert_int_equal(entry_run(e, 0, 1, 0), ENTRY_NO_MEMORY); /* people come, and memory ends */
    assert_int_equal(entry_run(e, 0, 1, 0), ENTRY_NOT_OPEN);
    assert_null(entry_record(e));
    struct sim_outcome want = outcome_of(&w->model, w->home, 1);
    assert_int_equal(entry_open(e, 8 * least), ENTRY_FINE);
    runs(e, 0, LARGE_SEED);
    check_counts(e, &w->model, &want);
    entry_free(e);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_SMALL(a_city_counts_what_its_model_counts),
        BUILT(a_queue_counts_what_its_model_counts),
        BUILT(each_word_of_the_seed_matters),
        IN_SMALL(clearing_empties_what_has_added_up_and_keeps_the_record),
        BUILT(a_changed_block_counts_from_the_next_opening_on),
        cmocka_unit_test(nothing_runs_before_it_is_open),
        cmocka_unit_test(a_model_that_does_not_exist_has_no_engine),
        IN_SMALL(a_block_of_another_kind_is_no_plan_of_a_city),
        BUILT(a_block_of_another_kind_is_no_design),
        IN_SMALL(too_little_memory_is_said_and_more_of_it_helps),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
