/* test_child.c - how a program ended is known, and it never outlives its deadline. */
#include "sim/output/child.h"

#include <errno.h>
#include <string.h>

#include "sim/base/arena.h"
#include "tests/support/check.h"
#include "tests/support/folder.h"

enum { DEADLINE_S = 30 };

/* A shell with these commands, from beginning to end. */
static enum child_state run(const char *commands, int deadline_s, int *status,
                            char printed[CHILD_SAID_BYTES])
{
    struct arena *home = arena_new(0);
    struct child c;
    char name[] = "sh", flag[] = "-c", text[256];
    (void)snprintf(text, sizeof text, "%s", commands);
    char *const arguments[] = {name, flag, text, NULL};
    assert_int_equal(
        child_start(&c, "sh", arguments, child_environment(home), deadline_s, CHILD_ERRORS), 0);
    enum child_state state = child_wait(&c, status);
    child_read(&c, printed);
    arena_free(home);
    return state;
}

static void what_ends_well_has_no_fault(void **state)
{
    (void)state;
    struct arena *home = arena_new(0);
    char printed[CHILD_SAID_BYTES];
    int status = -1;
    assert_int_equal(
        run("echo shown nowhere; echo told >&2; echo >&2", DEADLINE_S, &status, printed),
        CHILD_ENDED);
    assert_null(child_fault(status, home));
    assert_string_equal(printed, "told");
    arena_free(home);
}

static void an_exit_status_and_a_signal_are_told_apart(void **state)
{
    (void)state;
    struct arena *home = arena_new(0);
    char printed[CHILD_SAID_BYTES];
    int status = 0;
    assert_int_equal(run("exit 3", DEADLINE_S, &status, printed), CHILD_ENDED);
    assert_string_equal(child_fault(status, home), "exit status 3");
    assert_int_equal(run("kill -9 $$", DEADLINE_S, &status, printed), CHILD_ENDED);
    assert_string_equal(child_fault(status, home), "ended by signal 9");
    arena_free(home);
}

static void what_does_not_end_is_ended_with_all_it_started(void **state)
{
    (void)state;
    struct folder folder = folder_new();
    char commands[256], printed[CHILD_SAID_BYTES];
    int status = 0;
    (void)snprintf(commands, sizeof commands, "(sleep 3; touch %s) & sleep 100",
                   folder_path(&folder, "left"));
    assert_int_equal(run(commands, 1, &status, printed), CHILD_LATE);
    assert_int_equal(run("sleep 3", DEADLINE_S, &status, printed), CHILD_ENDED);
    assert_false(folder_has(&folder, "left"));
    folder_remove(&folder);
}

static void a_program_that_is_not_there_is_said_so(void **state)
{
    (void)state;
    struct arena *home = arena_new(0);
    struct child c;
    char name[] = "no-such-program", printed[CHILD_SAID_BYTES];
    char *const arguments[] = {name, NULL};
    assert_int_equal(
        child_start(&c, name, arguments, child_environment(home), DEADLINE_S, CHILD_ERRORS),
        ENOENT);
    child_read(&c, printed);
    assert_string_equal(printed, "");
    arena_free(home);
}

static void the_end_of_a_file_is_looked_at(void **state)
{
    (void)state;
    struct folder folder = folder_new();
    folder_put(&folder, "whole", "a document of some length %%EOF\n\n");
    folder_put(&folder, "cut", "a document of some length %%E");
    folder_put(&folder, "short", "EOF");
    assert_true(child_has_end(folder_path(&folder, "whole"), "%%EOF", 5, true));
    assert_false(child_has_end(folder_path(&folder, "whole"), "%%EOF", 5, false));
    assert_false(child_has_end(folder_path(&folder, "cut"), "%%EOF", 5, true));
    assert_false(child_has_end(folder_path(&folder, "short"), "%%EOF", 5, true));
    assert_false(child_has_end(folder_path(&folder, "none"), "%%EOF", 5, true));
    folder_remove(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_ends_well_has_no_fault),
        cmocka_unit_test(an_exit_status_and_a_signal_are_told_apart),
        cmocka_unit_test(what_does_not_end_is_ended_with_all_it_started),
        cmocka_unit_test(a_program_that_is_not_there_is_said_so),
        cmocka_unit_test(the_end_of_a_file_is_looked_at),
    };
    return cmocka_run_group_tests_name("child", tests, NULL, NULL);
}
