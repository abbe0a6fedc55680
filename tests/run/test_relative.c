/* test_relative.c - a file is found from where it is written, not from where one stands. */
#include "cli/relative.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sim/base/arena.h"
#include "tests/support/check.h"

struct place {
    struct arena *home;
    char top[64];
};

/* Empty files, so that there is something to find. */
static void put(const char *path)
{
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    assert_int_equal(fclose(f), 0);
}

/* a/b and a/bc under a folder of its own, which becomes the current one. */
static int make(void **state)
{
    struct place *p = calloc(1, sizeof *p);
    assert_non_null(p);
    strcpy(p->top, "/tmp/relative.XXXXXX");
    assert_non_null(mkdtemp(p->top));
    assert_int_equal(chdir(p->top), 0);
    assert_int_equal(mkdir("a", 0700), 0);
    assert_int_equal(mkdir("a/b", 0700), 0);
    assert_int_equal(mkdir("a/bc", 0700), 0);
    put("x.csv");
    put("a/x.csv");
    put("a/b/x.csv");
    put("a/bc/x.csv");
    p->home = arena_new(0);
    *state = p;
    return 0;
}

static int drop(void **state)
{
    struct place *p = *state;
    static const char *const files[] = {"x.csv", "a/x.csv", "a/b/x.csv", "a/bc/x.csv", "link"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        (void)unlink(files[i]);
    (void)rmdir("a/bc");
    (void)rmdir("a/b");
    (void)rmdir("a");
    assert_int_equal(chdir("/"), 0);
    (void)rmdir(p->top);
    arena_free(p->home);
    free(p);
    return 0;
}

static void a_file_beside_is_its_name_and_one_below_has_its_folder(void **state)
{
    struct place *p = *state;
    assert_string_equal(relative_path("x.csv", "", p->home), "x.csv");
    assert_string_equal(relative_path("a/b/x.csv", ".", p->home), "a/b/x.csv");
    assert_string_equal(relative_path("a/b/x.csv", "a", p->home), "b/x.csv");
}

static void a_file_above_or_beside_is_reached_by_steps_up(void **state)
{
    struct place *p = *state;
    assert_string_equal(relative_path("x.csv", "a/b", p->home), "../../x.csv");
    assert_string_equal(relative_path("a/bc/x.csv", "a/b", p->home), "../bc/x.csv");
    assert_string_equal(relative_path("a/b/x.csv", "a/bc", p->home), "../b/x.csv");
}

static void an_absolute_path_becomes_a_relative_one(void **state)
{
    struct place *p = *state;
    char file[128];
    snprintf(file, sizeof file, "%s/a/x.csv", p->top);
    assert_string_equal(relative_path(file, "a/b", p->home), "../x.csv");
    assert_string_equal(relative_path(file, "", p->home), "a/x.csv");
}

static void a_link_that_leads_elsewhere_has_no_paths(void **state)
{
    struct place *p = *state;
    assert_int_equal(symlink("a/b", "link"), 0);
    assert_null(relative_path("x.csv", "link", p->home)); /* link/.. is a */
    assert_string_equal(relative_path("link/x.csv", "", p->home), "link/x.csv");
}

static void a_folder_that_is_not_there_has_no_paths(void **state)
{
    struct place *p = *state;
    assert_null(relative_path("x.csv", "nowhere", p->home));
    assert_null(relative_path("nowhere/x.csv", "", p->home));
}

static void a_link_and_a_slash_lead_to_the_same_folder(void **state)
{
    (void)state;
    assert_int_equal(symlink("a/b", "link"), 0);
    assert_true(relative_is_same("a/b", "a/b/"));
    assert_true(relative_is_same("link", "./a/../a/b"));
    assert_false(relative_is_same("a/b", "a/bc"));
    assert_false(relative_is_same("nowhere", "nowhere"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_file_beside_is_its_name_and_one_below_has_its_folder,
                                        make, drop),
        cmocka_unit_test_setup_teardown(a_file_above_or_beside_is_reached_by_steps_up, make, drop),
        cmocka_unit_test_setup_teardown(an_absolute_path_becomes_a_relative_one, make, drop),
        cmocka_unit_test_setup_teardown(a_link_that_leads_elsewhere_has_no_paths, make, drop),
        cmocka_unit_test_setup_teardown(a_folder_that_is_not_there_has_no_paths, make, drop),
        cmocka_unit_test_setup_teardown(a_link_and_a_slash_lead_to_the_same_folder, make, drop),
    };
    return cmocka_run_group_tests_name("relative", tests, NULL, NULL);
}
