/* test_checkpoint.c - what is done comes back to the bit, or the file is refused. */
#include "sim/output/checkpoint.h"

#include <string.h>

#include "sim/output/outfile.h"
#include "tests/support/check.h"
#include "tests/support/folder.h"

enum { ROWS = 5, WORDS = 3, SUMS = 4, BINS = 7 };

static const char run_a[] = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
static const char run_b[] = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab";

struct numbers {
    int64_t rows[ROWS][WORDS], sums[SUMS];
    uint32_t bins[BINS];
};

static struct checkpoint of(struct numbers *n, const char *run, uint32_t replications)
{
    return (struct checkpoint){.run = run,
                               .replications = replications,
                               .row_bytes = sizeof n->rows[0],
                               .sum_bytes = sizeof n->sums,
                               .bin_bytes = sizeof n->bins,
                               .rows = n->rows,
                               .sums = n->sums,
                               .bins = n->bins};
}

/* Three of the five replications are done. */
static struct numbers write_three(struct folder *f)
{
    struct numbers n = {{{0}}, {0}, {0}};
    struct err e = {0};
    uint64_t seed = 9;
    for (int i = 0; i < 3 * WORDS; i++)
        n.rows[i / WORDS][i % WORDS] = (int64_t)test_random(&seed);
    for (int i = 0; i < SUMS; i++)
        n.sums[i] = -(int64_t)(test_random(&seed) >> 2);
    for (int i = 0; i < BINS; i++)
        n.bins[i] = (uint32_t)test_random(&seed);
    struct checkpoint c = of(&n, run_a, 3);
    assert_true(checkpoint_write(folder_path(f, CHECKPOINT_NAME), &c, &e));
    return n;
}

static bool read_back(struct folder *f, struct numbers *n, const char *run, uint32_t *room,
                      struct err *e)
{
    struct checkpoint c = of(n, run, *room);
    bool is_read = checkpoint_read(folder_path(f, CHECKPOINT_NAME), &c, e);
    *room = c.replications;
    return is_read;
}

static void what_was_written_comes_back(void **state)
{
    (void)state;
    struct folder f = folder_new();
    struct numbers written = write_three(&f), got = {{{0}}, {0}, {0}};
    struct err e = {0};
    uint32_t n = ROWS;
    assert_true(read_back(&f, &got, run_a, &n, &e));
    assert_int_equal(n, 3);
    assert_memory_equal(&got, &written, sizeof got);
    n = 3; /* exactly as many as asked for */
    assert_true(read_back(&f, &got, run_a, &n, &e));
    assert_false(folder_has(&f, CHECKPOINT_NAME ".part"));
    folder_remove(&f);
}

static void without_a_file_nothing_is_done(void **state)
{
    (void)state;
    struct folder f = folder_new();
    struct numbers got = {{{0}}, {0}, {0}};
    struct err e = {0};
    uint32_t n = ROWS;
    assert_true(read_back(&f, &got, run_a, &n, &e));
    assert_int_equal(n, 0);
    assert_false(err_is_set(&e));
    folder_remove(&f);
}

static void assert_refused(struct folder *f, const char *run, uint32_t room, const char *why)
{
    struct numbers got;
    struct err e = {0};
    assert_false(read_back(f, &got, run, &room, &e));
    assert_int_equal(e.count, 1);
    assert_int_equal(e.item[0].code, ERR_CHECKPOINT);
    assert_string_equal(e.item[0].arg[0], folder_path(f, CHECKPOINT_NAME));
    assert_string_equal(e.item[0].arg[1], why);
}

static void another_run_and_a_smaller_one_are_refused(void **state)
{
    (void)state;
    struct folder f = folder_new();
    (void)write_three(&f);
    assert_refused(&f, run_b, ROWS, "another run");
    assert_refused(&f, run_a, 2, "more replications");
    folder_remove(&f);
}

/* Every byte counts, and so does the end. */
static void a_damaged_file_is_refused_whichever_byte_it_is(void **state)
{
    (void)state;
    struct folder f = folder_new();
    (void)write_three(&f);
    size_t n = 0;
    char *bytes = folder_get(&f, CHECKPOINT_NAME, &n);
    struct err e = {0};
    for (size_t i = 0; i < n; i++) {
        struct numbers got;
        uint32_t room = ROWS;
        bytes[i] ^= 1;
        assert_true(outfile_write(folder_path(&f, CHECKPOINT_NAME), bytes, n, &e));
        bytes[i] ^= 1;
        struct err refused = {0};
        assert_false(read_back(&f, &got, run_a, &room, &refused));
        assert_int_equal(refused.item[0].code, ERR_CHECKPOINT);
    }
    for (size_t length = 0; length < n; length += 37) {
        assert_true(outfile_write(folder_path(&f, CHECKPOINT_NAME), bytes, length, &e));
        assert_refused(&f, run_a, ROWS, "damaged");
    }
    free(bytes);
    folder_remove(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_written_comes_back),
        cmocka_unit_test(without_a_file_nothing_is_done),
        cmocka_unit_test(another_run_and_a_smaller_one_are_refused),
        cmocka_unit_test(a_damaged_file_is_refused_whichever_byte_it_is),
    };
    return cmocka_run_group_tests_name("checkpoint", tests, NULL, NULL);
}
