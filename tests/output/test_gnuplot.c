/* test_gnuplot.c - every way a figure can fail is told apart, with the real gnuplot where
 * it can be made to fail and with a script in its place where it cannot. */
#include "sim/output/gnuplot.h"

#include <string.h>
#include <time.h>

#include "sim/base/arena.h"
#include "sim/base/text.h"
#include "sim/output/outfile.h"
#include "tests/support/check.h"
#include "tests/support/folder.h"

enum { DEADLINE_S = 30 };

struct desk {
    struct folder folder;
    struct arena *home;
    const char *said;
};

static int set_up(void **state)
{
    static struct desk d;
    d = (struct desk){.folder = folder_new(), .home = arena_new(0)};
    *state = &d;
    return 0;
}

static int tear_down(void **state)
{
    struct desk *d = *state;
    folder_remove(&d->folder);
    arena_free(d->home);
    return 0;
}

/* Both forms by the house's recipe; fonts do not matter here. */
#define TERMINAL \
    "if (TERM eq 'svg') { set terminal svg noenhanced size 200,100 }\n" \
    "if (TERM eq 'png') { set terminal pngcairo noenhanced size 200,100 }\n" \
    "set output OUT\n"

static enum gnuplot_outcome run(struct desk *d, const char *program, const char *script)
{
    folder_put(&d->folder, "fig.gp", script);
    return gnuplot_run(program, d->folder.path, "fig", DEADLINE_S, d->home, &d->said);
}

/* A stand-in for gnuplot: the commands behind -e are valid shell as well. */
static const char *fake(struct desk *d, const char *body)
{
    char script[1024];
    (void)snprintf(script, sizeof script, "#!/bin/sh\neval \"$3\"\n%s\n", body);
    folder_put(&d->folder, "fake", script);
    assert_int_equal(chmod(folder_path(&d->folder, "fake"), 0700), 0);
    return folder_path(&d->folder, "fake");
}

static void check_no_pictures(struct desk *d)
{
    assert_false(folder_has(&d->folder, "fig.svg"));
    assert_false(folder_has(&d->folder, "fig.png"));
    assert_false(folder_has(&d->folder, "fig.svg.part"));
    assert_false(folder_has(&d->folder, "fig.png.part"));
}

static void a_good_script_gives_both_pictures_and_says_nothing(void **state)
{
    struct desk *d = *state;
    assert_int_equal(run(d, NULL, TERMINAL "plot sin(x)\n"), GNUPLOT_OK);
    assert_null(d->said);
    size_t n = 0;
    char *svg = folder_get(&d->folder, "fig.svg", NULL);
    char *png = folder_get(&d->folder, "fig.png", &n);
    assert_non_null(strstr(svg, "<svg"));
    assert_memory_equal(png, "\x89PNG", 4);
    free(svg);
    free(png);
    assert_true(folder_has(&d->folder, "fig.gp"));
    assert_false(folder_has(&d->folder, "fig.svg.part"));
    assert_false(folder_has(&d->folder, "fig.png.part"));
}

static void a_script_runs_inside_its_folder_in_a_utf8_locale_without_gnuterm(void **state)
{
    struct desk *d = *state;
    folder_put(&d->folder, "points.dat", "1 2\n2 3\n");
    assert_int_equal(setenv("GNUTERM", "no-such-terminal", 1), 0);
    assert_int_equal(setenv("LC_ALL", "C", 1), 0);
    enum gnuplot_outcome outcome =
        run(d, NULL, TERMINAL "set encoding utf8\nplot 'points.dat' title '青葉'\n");
    assert_int_equal(unsetenv("GNUTERM"), 0);
    assert_int_equal(unsetenv("LC_ALL"), 0);
    assert_int_equal(outcome, GNUPLOT_OK);
    char *svg = folder_get(&d->folder, "fig.svg", NULL);
    assert_non_null(strstr(svg, "青葉"));
    free(svg);
}

static void a_folder_may_have_any_name_and_be_given_relative(void **state)
{
    struct desk *d = *state;
    struct err e = {0};
    static const char *const names[] = {"it's `touch x`", "~/inside", "夏 2020"};
    char old[FOLDER_PATH_BYTES];
    assert_non_null(getcwd(old, sizeof old));
    assert_int_equal(chdir(d->folder.path), 0);
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        char script[FOLDER_PATH_BYTES];
        assert_true(outfile_make_folder(names[i], &e));
        (void)snprintf(script, sizeof script, "%s/fig.gp", names[i]);
        folder_put(&d->folder, script, TERMINAL "plot x\n");
        assert_int_equal(gnuplot_run(NULL, names[i], "fig", DEADLINE_S, d->home, NULL), GNUPLOT_OK);
    }
    assert_int_equal(chdir(old), 0);
    assert_false(err_is_set(&e));
}

static void a_script_that_prints_is_a_warning_and_the_pictures_are_there(void **state)
{
    struct desk *d = *state;
    assert_int_equal(run(d, NULL, TERMINAL "print 'careful'\nplot sin(x)\n"), GNUPLOT_WARNED);
    assert_string_equal(d->said, "careful"); /* once, though both forms print it */
    assert_true(folder_has(&d->folder, "fig.svg"));
    assert_true(folder_has(&d->folder, "fig.png"));
    assert_int_equal(run(d, NULL, TERMINAL "print TERM\nplot sin(x)\n"), GNUPLOT_WARNED);
    assert_string_equal(d->said, "svg\npng");
}

static void a_syntax_error_fails_with_the_line(void **state)
{
    struct desk *d = *state;
    assert_int_equal(run(d, NULL, TERMINAL "plot sin(x\n"), GNUPLOT_FAILED);
    assert_non_null(strstr(d->said, "fig.svg: exit status "));
    assert_non_null(strstr(d->said, "line 4"));
    check_no_pictures(d);
}

static void missing_data_fail(void **state)
{
    struct desk *d = *state;
    assert_int_equal(run(d, NULL, TERMINAL "plot 'nowhere.dat'\n"), GNUPLOT_FAILED);
    assert_non_null(strstr(d->said, "nowhere.dat"));
    check_no_pictures(d);
}

static void a_missing_script_or_folder_fails(void **state)
{
    struct desk *d = *state;
    assert_int_equal(gnuplot_run(NULL, d->folder.path, "none", DEADLINE_S, d->home, &d->said),
                     GNUPLOT_FAILED);
    assert_non_null(strstr(d->said, "none.gp"));
    assert_int_equal(
        gnuplot_run(NULL, folder_path(&d->folder, "nowhere"), "fig", DEADLINE_S, d->home, &d->said),
        GNUPLOT_FAILED);
    assert_non_null(d->said);
}

static void a_failing_script_leaves_no_picture_of_an_earlier_run(void **state)
{
    struct desk *d = *state;
    assert_int_equal(run(d, NULL, TERMINAL "plot sin(x)\n"), GNUPLOT_OK);
    assert_int_equal(run(d, NULL, TERMINAL "if (TERM eq 'png') { exit status 3 }\nplot sin(x)\n"),
                     GNUPLOT_FAILED);
    assert_non_null(strstr(d->said, "fig.png: exit status 3"));
    check_no_pictures(d);
}

static void a_program_that_does_not_exist_is_missing(void **state)
{
    struct desk *d = *state;
    assert_int_equal(run(d, "no-such-gnuplot", TERMINAL "plot sin(x)\n"), GNUPLOT_MISSING);
    assert_int_equal(run(d, "/no/such/gnuplot", TERMINAL "plot sin(x)\n"), GNUPLOT_MISSING);
    check_no_pictures(d);
}

static void a_program_that_may_not_be_run_fails_with_the_reason(void **state)
{
    struct desk *d = *state;
    folder_put(&d->folder, "data", "no program");
    assert_int_equal(run(d, folder_path(&d->folder, "data"), ""), GNUPLOT_FAILED);
    assert_non_null(strstr(d->said, "fig.svg: "));
}

static void a_script_that_hangs_is_ended_at_the_deadline_with_all_it_started(void **state)
{
    struct desk *d = *state;
    struct timespec from, to;
    folder_put(&d->folder, "fig.gp", TERMINAL "print 'waiting'\nsystem('sleep 61')\n");
    assert_int_equal(clock_gettime(CLOCK_MONOTONIC, &from), 0);
    assert_int_equal(gnuplot_run(NULL, d->folder.path, "fig", 1, d->home, &d->said),
                     GNUPLOT_TIMEOUT);
    assert_int_equal(clock_gettime(CLOCK_MONOTONIC, &to), 0);
    double seconds = (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9;
    assert_true(seconds >= 1.0 && seconds < 8.0);
    assert_non_null(strstr(d->said, "waiting"));
    assert_int_not_equal(system("pgrep -f '^sleep 61$' >/dev/null"), 0);
    folder_put(&d->folder, "fig.gp", TERMINAL "pause 10\n");
    assert_int_equal(gnuplot_run(NULL, d->folder.path, "fig", 1, d->home, NULL), GNUPLOT_TIMEOUT);
    check_no_pictures(d);
}

static void a_cut_picture_fails_although_the_program_says_all_is_well(void **state)
{
    struct desk *d = *state;
    static const char *const bodies[] = {": >\"$OUT\"", "true", "printf '<svg><g></g>' >\"$OUT\"",
                                         "printf '<svg><g></g></sv' >\"$OUT\"",
                                         "printf '</svg> and more than that' >\"$OUT\""};
    for (size_t i = 0; i < COUNT_OF(bodies); i++) {
        assert_int_equal(run(d, fake(d, bodies[i]), ""), GNUPLOT_FAILED);
        assert_string_equal(d->said, "fig.svg: incomplete picture");
        check_no_pictures(d);
    }
    assert_int_equal(run(d,
                         fake(d, "printf '<svg>0123456789</svg>\\n' >\"$OUT\"\n"
                                 "test $TERM = svg || printf '\\211PNG.......IEND' >\"$OUT\""),
                         ""),
                     GNUPLOT_FAILED);
    assert_string_equal(d->said, "fig.png: incomplete picture");
    check_no_pictures(d);
}

static void exit_status_and_signal_are_told(void **state)
{
    struct desk *d = *state;
    assert_int_equal(run(d, fake(d, "echo oops >&2; exit 7"), ""), GNUPLOT_FAILED);
    assert_string_equal(d->said, "fig.svg: exit status 7\noops");
    assert_int_equal(run(d, fake(d, "kill -9 $$"), ""), GNUPLOT_FAILED);
    assert_string_equal(d->said, "fig.svg: ended by signal 9");
}

static void much_talk_does_not_block_and_is_cut(void **state)
{
    struct desk *d = *state;
    assert_int_equal(run(d, fake(d, "yes talk | head -c 300000 >&2; exit 1"), ""), GNUPLOT_FAILED);
    assert_true(strlen(d->said) > 1000 && strlen(d->said) < 10000);
}

static void the_program_gets_no_input_and_its_output_goes_nowhere(void **state)
{
    struct desk *d = *state;
    (void)fflush(stdout);
    int ours = dup(STDOUT_FILENO);
    FILE *caught = fopen(folder_path(&d->folder, "caught"), "wb");
    assert_non_null(caught);
    assert_true(dup2(fileno(caught), STDOUT_FILENO) >= 0);
    enum gnuplot_outcome outcome =
        run(d, fake(d, "cat; echo noise; echo \"$1 $2 $4 $LC_ALL\" >&2; exit 1"), "");
    assert_true(dup2(ours, STDOUT_FILENO) >= 0);
    (void)close(ours);
    (void)fclose(caught);
    char *noise = folder_get(&d->folder, "caught", NULL);
    assert_string_equal(noise, "");
    free(noise);
    assert_int_equal(outcome, GNUPLOT_FAILED);
    assert_string_equal(d->said, "fig.svg: exit status 1\n-d -e fig.gp C.UTF-8");
}

static void many_figures_have_their_own_outcomes_two_at_a_time(void **state)
{
    struct desk *d = *state;
    static const char *const names[] = {"a", "b", "c", "d", "e"};
    enum gnuplot_outcome outcomes[COUNT_OF(names)];
    const char *said[COUNT_OF(names)];
    folder_put(&d->folder, "a.gp", TERMINAL "plot x\n");
    folder_put(&d->folder, "b.gp", TERMINAL "plot 'none'\n");
    folder_put(&d->folder, "c.gp", TERMINAL "print 'w'\nplot x**2\n");
    folder_put(&d->folder, "d.gp", TERMINAL "pause 10\n");
    folder_put(&d->folder, "e.gp", TERMINAL "plot x**3\n");
    gnuplot_run_all(NULL, d->folder.path, names, COUNT_OF(names), 2, d->home, outcomes, said);
    static const enum gnuplot_outcome want[] = {GNUPLOT_OK, GNUPLOT_FAILED, GNUPLOT_WARNED,
                                                GNUPLOT_TIMEOUT, GNUPLOT_OK};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        assert_int_equal(outcomes[i], want[i]);
        assert_int_equal(said[i] == NULL, want[i] == GNUPLOT_OK);
    }
    assert_true(folder_has(&d->folder, "a.svg") && folder_has(&d->folder, "e.png"));
    assert_false(folder_has(&d->folder, "b.svg") || folder_has(&d->folder, "d.png"));
    gnuplot_run_all(NULL, d->folder.path, names, 0, 2, d->home, outcomes, NULL);
}

/* Each run notes how many are at work; never more than two. */
static void no_more_than_two_are_at_work_and_two_are(void **state)
{
    struct desk *d = *state;
    static const char *const names[] = {"a", "b", "c", "d"};
    enum gnuplot_outcome outcomes[COUNT_OF(names)];
    const char *program =
        fake(d, "mkdir -p at; : >at/$$; sleep 0.2; ls at | wc -l >>log; rm at/$$; exit 1");
    gnuplot_run_all(program, d->folder.path, names, COUNT_OF(names), DEADLINE_S, d->home, outcomes,
                    NULL);
    char *log = folder_get(&d->folder, "log", NULL);
    int most = 0, lines = 0;
    for (char *p = log; *p != '\0'; p = strchr(p, '\n') + 1, lines++)
        most = (int)strtol(p, NULL, 10) > most ? (int)strtol(p, NULL, 10) : most;
    assert_int_equal(lines, 4);
    assert_int_equal(most, 2);
    free(log);
}

static void no_memory_is_a_failure_not_a_crash(void **state)
{
    struct desk *d = *state;
    folder_put(&d->folder, "fig.gp", TERMINAL "plot sin(x)\n");
    assert_int_equal(gnuplot_run(NULL, d->folder.path, "fig", DEADLINE_S, d->home, NULL),
                     GNUPLOT_OK); /* pictures that must not outlive a failure */
    int failed = 0, well = 0;
    for (unsigned nth = 1; nth < 25; nth++) {
        arena_fail_nth(d->home, nth);
        enum gnuplot_outcome outcome =
            gnuplot_run(NULL, d->folder.path, "fig", DEADLINE_S, d->home, &d->said);
        arena_fail_nth(d->home, 0);
        assert_true(outcome == GNUPLOT_OK || outcome == GNUPLOT_FAILED);
        failed += outcome == GNUPLOT_FAILED;
        well += outcome == GNUPLOT_OK;
        if (outcome == GNUPLOT_FAILED)
            check_no_pictures(d);
    }
    assert_true(failed >= 10 && well >= 1);
}

/* What gnuplot makes of a quoted s: no newline, no bad byte, no two quotes in a row. */
static void add_read_back(struct text *want, const char *s)
{
    char behind = '\'';
    const char *next = s;
    for (; text_next(&next) != 0; s = next) {
        if (*s == '\n' || *s == '\r')
            continue;
        bool is_second = *s == '\'' && behind == '\'';
        if (*s == '\xFF')
            text_add(want, "\xEF\xBF\xBD");
        else if (is_second)
            text_add(want, "’");
        else
            text_add_bytes(want, s, (size_t)(next - s));
        behind = is_second ? 'x' : *s;
    }
}

/* A hundred random strings, quoted, printed by gnuplot itself: what comes out is what went
 * in, and none of them is run. */
static bool gnuplot_reads_back_what_was_quoted(uint64_t seed)
{
    static const char *const pieces[] = {
        "'",  "''", "\"", "`touch pwned`", "\\", "\\n", "@m",   "$x",  "{",    "}", "[",
        "(",  "#",  ";",  "!touch pwned",  "\n", "%d",  "青葉", "EOD", "\xFF", " ", "-",
        "\r", "~"};
    struct desk desk = {.folder = folder_new(), .home = arena_new(0)};
    struct text script, want;
    text_init(&script, desk.home);
    text_init(&want, desk.home);
    text_add(&script, "m = 'macro'\nset macros\nset print 'out.txt'\n");
    for (int i = 0; i < 100; i++) {
        struct text s;
        text_init(&s, desk.home);
        for (uint64_t n = test_random(&seed) % 6; n > 0; n--)
            text_add(&s, pieces[test_random(&seed) % COUNT_OF(pieces)]);
        text_add(&script, i % 2 == 0 ? "print " : "if (1) { print ");
        text_add_gnuplot(&script, text_get(&s));
        text_add(&script, i % 2 == 0 ? "\n" : " }\n");
        add_read_back(&want, text_get(&s));
        text_add(&want, "\n");
    }
    text_add(&script, "unset print\n" TERMINAL "plot x\n");
    bool ok = run(&desk, NULL, text_get(&script)) == GNUPLOT_OK;
    char *got = folder_get(&desk.folder, "out.txt", NULL);
    ok = ok && strcmp(got, text_get(&want)) == 0 && !folder_has(&desk.folder, "pwned");
    free(got);
    folder_remove(&desk.folder);
    arena_free(desk.home);
    return ok;
}

static void quoted_strings_mean_themselves_to_the_real_gnuplot(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 5; seed++)
        assert_true(gnuplot_reads_back_what_was_quoted(seed));
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(a_good_script_gives_both_pictures_and_says_nothing),
        CASE(a_script_runs_inside_its_folder_in_a_utf8_locale_without_gnuterm),
        CASE(a_folder_may_have_any_name_and_be_given_relative),
        CASE(a_script_that_prints_is_a_warning_and_the_pictures_are_there),
        CASE(a_syntax_error_fails_with_the_line),
        CASE(missing_data_fail),
        CASE(a_missing_script_or_folder_fails),
        CASE(a_failing_script_leaves_no_picture_of_an_earlier_run),
        CASE(a_program_that_does_not_exist_is_missing),
        CASE(a_program_that_may_not_be_run_fails_with_the_reason),
        CASE(a_script_that_hangs_is_ended_at_the_deadline_with_all_it_started),
        CASE(a_cut_picture_fails_although_the_program_says_all_is_well),
        CASE(exit_status_and_signal_are_told),
        CASE(much_talk_does_not_block_and_is_cut),
        CASE(the_program_gets_no_input_and_its_output_goes_nowhere),
        CASE(many_figures_have_their_own_outcomes_two_at_a_time),
        CASE(no_more_than_two_are_at_work_and_two_are),
        CASE(no_memory_is_a_failure_not_a_crash),
        cmocka_unit_test(quoted_strings_mean_themselves_to_the_real_gnuplot),
    };
    return cmocka_run_group_tests_name("gnuplot", tests, NULL, NULL);
}
