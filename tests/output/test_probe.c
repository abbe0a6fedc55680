/* test_probe.c - one question to a program, and it can be missing, fail or hang. */
#include "sim/output/probe.h"

#include "sim/base/arena.h"
#include "tests/support/check.h"

static int make(void **state)
{
    *state = arena_new(0);
    return *state == NULL;
}

static int drop(void **state)
{
    arena_free(*state);
    return 0;
}

static enum probe_outcome ask(struct arena *home, const char *script, const char **said)
{
    const char *const arguments[] = {"sh", "-c", script, NULL};
    return probe_run(arguments, 2, home, said);
}

static void the_first_line_is_the_answer(void **state)
{
    const char *said;
    assert_int_equal(ask(*state, "echo one two; echo three; echo no >&2", &said), PROBE_OK);
    assert_string_equal(said, "one two");
    assert_int_equal(ask(*state, "true", &said), PROBE_OK);
    assert_string_equal(said, "");
}

static void a_program_that_is_not_there_is_missing(void **state)
{
    const char *const arguments[] = {"no-such-program-anywhere", NULL};
    const char *said;
    assert_int_equal(probe_run(arguments, 2, *state, &said), PROBE_MISSING);
    assert_string_equal(said, "");
}

static void a_status_or_a_signal_is_a_failure(void **state)
{
    const char *said;
    assert_int_equal(ask(*state, "echo hello; exit 3", &said), PROBE_FAILED);
    assert_string_equal(said, "");
    assert_int_equal(ask(*state, "kill -9 $$", &said), PROBE_FAILED);
}

static void one_that_hangs_is_ended_with_its_children(void **state)
{
    const char *const arguments[] = {"sh", "-c", "sleep 60 & sleep 60", NULL};
    const char *said;
    assert_int_equal(probe_run(arguments, 0, *state, &said), PROBE_TIMEOUT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_first_line_is_the_answer, make, drop),
        cmocka_unit_test_setup_teardown(a_program_that_is_not_there_is_missing, make, drop),
        cmocka_unit_test_setup_teardown(a_status_or_a_signal_is_a_failure, make, drop),
        cmocka_unit_test_setup_teardown(one_that_hangs_is_ended_with_its_children, make, drop),
    };
    return cmocka_run_group_tests_name("probe", tests, NULL, NULL);
}
