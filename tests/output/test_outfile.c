/* test_outfile.c - a file is whole or not there, and the reason is told. */
#include "sim/output/outfile.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sim/base/attr.h"
#include "tests/support/check.h"
#include "tests/support/folder.h"

static void a_file_gets_its_bytes_and_leaves_no_part_behind(void **state)
{
    (void)state;
    struct folder f = folder_new();
    struct err e = {0};
    size_t n = 0;
    assert_true(outfile_write(folder_path(&f, "a.bin"), "x\0y\n", 4, &e));
    char *got = folder_get(&f, "a.bin", &n);
    assert_int_equal(n, 4);
    assert_memory_equal(got, "x\0y\n", 4);
    free(got);
    assert_false(folder_has(&f, "a.bin.part"));
    assert_true(outfile_write(folder_path(&f, "empty"), "", 0, &e));
    assert_true(outfile_exists(folder_path(&f, "empty")));
    assert_false(outfile_exists(folder_path(&f, "nothing")));
    folder_remove(&f);
}

static void a_new_file_takes_the_place_of_the_old_and_of_a_part_left_over(void **state)
{
    (void)state;
    struct folder f = folder_new();
    struct err e = {0};
    folder_put(&f, "a.csv", "old and longer");
    folder_put(&f, "a.csv.part", "left over from a crash, longer than the new file");
    assert_true(outfile_write(folder_path(&f, "a.csv"), "new", 3, &e));
    char *got = folder_get(&f, "a.csv", NULL);
    assert_string_equal(got, "new");
    free(got);
    assert_false(folder_has(&f, "a.csv.part"));
    folder_remove(&f);
}

static void a_folder_that_is_not_there_is_told_with_path_and_reason(void **state)
{
    (void)state;
    struct folder f = folder_new();
    struct err e = {0};
    const char *path = folder_path(&f, "no/such/a.csv");
    assert_false(outfile_write(path, "x", 1, &e));
    assert_int_equal(e.item[0].code, ERR_WRITE);
    assert_string_equal(e.item[0].arg[0], path);
    assert_string_equal(e.item[0].arg[1], "no such folder");
    folder_remove(&f);
}

static void lines_are_added_to_a_log_that_is_made_when_it_is_not_there(void **state)
{
    (void)state;
    struct folder f = folder_new();
    struct err e = {0};
    const char *path = folder_path(&f, "log.jsonl");
    assert_true(outfile_append(path, "{1}\n", 4, &e));
    assert_true(outfile_append(path, "{2}\n", 4, &e));
    char *got = folder_get(&f, "log.jsonl", NULL);
    assert_string_equal(got, "{1}\n{2}\n");
    free(got);
    assert_false(outfile_append(folder_path(&f, "no/such/log.jsonl"), "x", 1, &e));
    assert_int_equal(e.item[0].code, ERR_WRITE);
    folder_remove(&f);
}

static void a_folder_belongs_to_one_program_until_that_ends(void **state)
{
    (void)state;
    struct folder f = folder_new();
    pid_t other = fork();
    if (other == 0)
        _exit(outfile_claim(folder_path(&f, ".")) ? 0 : 1);
    int status;
    assert_int_equal(waitpid(other, &status, 0), other);
    assert_int_equal(status, 0);
    assert_true(outfile_claim(folder_path(&f, "."))); /* what the other had is free again */
    assert_false(outfile_claim(folder_path(&f, ".")));
    other = fork();
    if (other == 0)
        _exit(outfile_claim(folder_path(&f, ".")) ? 0 : 1);
    assert_int_equal(waitpid(other, &status, 0), other);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 1);
    assert_true(outfile_claim(folder_path(&f, "no such folder")));
    folder_remove(&f);
}

static void a_name_that_a_folder_has_is_refused_and_the_part_removed(void **state)
{
    (void)state;
    struct folder f = folder_new();
    struct err e = {0};
    assert_true(outfile_make_folder(folder_path(&f, "taken/inside"), &e));
    assert_false(outfile_write(folder_path(&f, "taken"), "x", 1, &e));
    assert_int_equal(e.item[0].code, ERR_WRITE);
    assert_false(folder_has(&f, "taken.part"));
    folder_remove(&f);
}

/* In a child, because the limit on file sizes cannot be taken back. */
static void a_disk_that_is_full_half_way_keeps_the_old_file_and_no_part(void **state)
{
    (void)state;
    struct folder f = folder_new();
    folder_put(&f, "a.csv", "old");
    pid_t child = fork();
    if (child == 0) {
        static char bytes[100000];
        struct err e = {0};
        const struct rlimit limit = {4096, 4096};
        (void)signal(SIGXFSZ, SIG_IGN);
        (void)setrlimit(RLIMIT_FSIZE, &limit);
        bool written = outfile_write(folder_path(&f, "a.csv"), bytes, sizeof bytes, &e);
        _exit(!written && e.item[0].code == ERR_WRITE &&
                      strcmp(e.item[0].arg[1], strerror(EFBIG)) == 0
                  ? 0
                  : 1);
    }
    int status = 1;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    char *got = folder_get(&f, "a.csv", NULL);
    assert_string_equal(got, "old");
    free(got);
    assert_false(folder_has(&f, "a.csv.part"));
    folder_remove(&f);
}

static void a_part_that_points_elsewhere_is_not_followed(void **state)
{
    (void)state;
    struct folder f = folder_new();
    struct err e = {0};
    folder_put(&f, "precious", "precious");
    assert_int_equal(symlink("precious", folder_path(&f, "a.csv.part")), 0);
    assert_false(outfile_write(folder_path(&f, "a.csv"), "new", 3, &e));
    char *got = folder_get(&f, "precious", NULL);
    assert_string_equal(got, "precious");
    free(got);
    folder_remove(&f);
}

static void folders_are_made_with_their_parents_and_twice_is_fine(void **state)
{
    (void)state;
    struct folder f = folder_new();
    struct err e = {0};
    assert_true(outfile_make_folder(folder_path(&f, "results/夏//3f9a1c07/"), &e));
    assert_true(outfile_make_folder(folder_path(&f, "results/夏/3f9a1c07"), &e));
    assert_true(outfile_exists(folder_path(&f, "results/夏/3f9a1c07")));
    assert_true(outfile_make_folder("/", &e));
    assert_true(outfile_make_folder("/tmp", &e));
    assert_true(outfile_make_folder(".", &e));
    assert_false(err_is_set(&e));
    folder_remove(&f);
}

static void a_file_in_the_way_of_a_folder_is_told(void **state)
{
    (void)state;
    struct folder f = folder_new();
    struct err e = {0};
    folder_put(&f, "file", "x");
    assert_false(outfile_make_folder(folder_path(&f, "file"), &e));
    assert_string_equal(e.item[0].arg[1], strerror(ENOTDIR));
    assert_false(outfile_make_folder(folder_path(&f, "file/below"), &e));
    assert_string_equal(e.item[1].arg[1], strerror(ENOTDIR));
    assert_false(outfile_make_folder("", &e));
    assert_int_equal(e.item[2].code, ERR_WRITE);
    folder_remove(&f);
}

static void a_path_longer_than_the_system_allows_is_told(void **state)
{
    (void)state;
    struct err e = {0};
    static char path[5000];
    memset(path, 'a', sizeof path - 1);
    assert_false(outfile_write(path, "x", 1, &e));
    assert_string_equal(e.item[0].arg[1], strerror(ENAMETOOLONG));
    assert_false(outfile_make_folder(path, &e));
    assert_string_equal(e.item[1].arg[1], strerror(ENAMETOOLONG));
}

static void a_folder_is_foreign_when_it_holds_other_files_and_no_manifest(void **state)
{
    (void)state;
    struct folder f = folder_new();
    struct err e = {0};
    assert_false(outfile_is_foreign(f.path)); /* empty */
    assert_false(outfile_is_foreign(folder_path(&f, "nothing")));
    assert_true(outfile_make_folder(folder_path(&f, "data"), &e));
    assert_true(outfile_make_folder(folder_path(&f, "plots"), &e));
    assert_true(outfile_make_folder(folder_path(&f, "calendar"), &e));
    folder_put(&f, "scenario.resolved.yaml", "x");
    folder_put(&f, "report.html", "x");
    folder_put(&f, "manifest.json.part", "x");
    folder_put(&f, "checkpoint.bin", "x");
    assert_false(outfile_is_foreign(f.path)); /* a run that was interrupted while writing */
    assert_false(outfile_is_foreign(folder_path(&f, "report.html")));
    static const char *const others[] = {"letter.txt", ".git", "data.csv", "part", "a.part.txt"};
    for (size_t i = 0; i < COUNT_OF(others); i++) {
        folder_put(&f, others[i], "x");
        assert_true(outfile_is_foreign(f.path));
        assert_int_equal(unlink(folder_path(&f, others[i])), 0);
    }
    folder_put(&f, "letter.txt", "x");
    folder_put(&f, "manifest.json", "{}");
    assert_false(outfile_is_foreign(f.path));
    folder_remove(&f);
}

static void a_file_is_removed_and_one_that_is_not_there_is_fine(void **state)
{
    (void)state;
    struct folder f = folder_new();
    struct err e = {0};
    folder_put(&f, "a.svg", "x");
    assert_true(outfile_remove(folder_path(&f, "a.svg"), &e));
    assert_false(folder_has(&f, "a.svg"));
    assert_true(outfile_remove(folder_path(&f, "a.svg"), &e));
    assert_true(outfile_make_folder(folder_path(&f, "b.svg"), &e));
    assert_false(err_is_set(&e));
    const char *folder = folder_path(&f, "b.svg");
    assert_false(outfile_remove(folder, &e));
    assert_int_equal(e.item[0].code, ERR_WRITE);
    assert_string_equal(e.item[0].arg[0], folder);
    folder_remove(&f);
}

static void files_that_fit_a_pattern_are_removed_and_no_others(void **state)
{
    (void)state;
    static const char *const patterns[] = {"*-[0-9][0-9].*", "index.html"};
    struct folder f = folder_new();
    struct err e = {0};
    folder_put(&f, "aoba-07.html", "x");
    folder_put(&f, "aoba-07.en.html", "x");
    folder_put(&f, "index.html", "x");
    folder_put(&f, "letter.html", "x");
    assert_true(outfile_make_folder(folder_path(&f, "sub-07.d"), &e));
    assert_true(outfile_remove_matching(f.path, patterns, COUNT_OF(patterns), &e));
    assert_false(folder_has(&f, "aoba-07.html"));
    assert_false(folder_has(&f, "aoba-07.en.html"));
    assert_false(folder_has(&f, "index.html"));
    assert_true(folder_has(&f, "letter.html"));
    assert_true(folder_has(&f, "sub-07.d"));
    assert_true(outfile_remove_matching(folder_path(&f, "no"), patterns, COUNT_OF(patterns), &e));
    assert_int_equal(e.count, 0);
    folder_remove(&f);
}

static void what_cannot_be_written_later_is_told_before(void **state)
{
    (void)state;
    struct folder f = folder_new();
    struct err e = {0};
    assert_true(outfile_may_be(folder_path(&f, "new"), &e));
    folder_put(&f, "old", "x");
    assert_true(outfile_may_be(folder_path(&f, "old"), &e));
    assert_true(outfile_may_be("here", &e));
    assert_true(outfile_may_be("/here", &e));
    assert_int_equal(e.count, 0);
    assert_false(outfile_may_be(folder_path(&f, "no/new"), &e));
    assert_string_equal(e.item[0].arg[1], "no such folder");
    assert_false(outfile_may_be(folder_path(&f, "old/new"), &e));
    assert_false(outfile_may_be(f.path, &e));
    assert_string_equal(e.item[2].arg[1], strerror(EISDIR));
    assert_false(folder_has(&f, "new"));
    folder_remove(&f);
}

static void a_part_takes_its_name_or_nothing_is_there(void **state)
{
    (void)state;
    struct folder f = folder_new();
    struct err e = {0};
    folder_put(&f, "book.part", "new");
    folder_put(&f, "book", "old");
    assert_true(outfile_adopt(folder_path(&f, "book"), &e));
    char *content = folder_get(&f, "book", NULL);
    assert_string_equal(content, "new");
    free(content);
    assert_false(folder_has(&f, "book.part"));
    assert_false(outfile_adopt(folder_path(&f, "none"), &e));
    assert_int_equal(e.item[0].code, ERR_WRITE);
    folder_remove(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_gets_its_bytes_and_leaves_no_part_behind),
        cmocka_unit_test(a_new_file_takes_the_place_of_the_old_and_of_a_part_left_over),
        cmocka_unit_test(a_folder_that_is_not_there_is_told_with_path_and_reason),
        cmocka_unit_test(lines_are_added_to_a_log_that_is_made_when_it_is_not_there),
        cmocka_unit_test(a_folder_belongs_to_one_program_until_that_ends),
        cmocka_unit_test(a_name_that_a_folder_has_is_refused_and_the_part_removed),
        cmocka_unit_test(a_disk_that_is_full_half_way_keeps_the_old_file_and_no_part),
        cmocka_unit_test(a_part_that_points_elsewhere_is_not_followed),
        cmocka_unit_test(folders_are_made_with_their_parents_and_twice_is_fine),
        cmocka_unit_test(a_file_in_the_way_of_a_folder_is_told),
        cmocka_unit_test(a_path_longer_than_the_system_allows_is_told),
        cmocka_unit_test(files_that_fit_a_pattern_are_removed_and_no_others),
        cmocka_unit_test(what_cannot_be_written_later_is_told_before),
        cmocka_unit_test(a_part_takes_its_name_or_nothing_is_there),
        cmocka_unit_test(a_folder_is_foreign_when_it_holds_other_files_and_no_manifest),
        cmocka_unit_test(a_file_is_removed_and_one_that_is_not_there_is_fine),
    };
    return cmocka_run_group_tests_name("outfile", tests, NULL, NULL);
}
