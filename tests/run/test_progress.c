/* test_progress.c - how far a run is, as a log and as a terminal see it, and that Ctrl-C
 * asks to stop instead of ending the program.
 */
#include "cli/progress.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "sim/base/attr.h"
#include "tests/support/check.h"

enum { SAID_BYTES = 8192 };

struct ear {
    int stderr_before;
    FILE *file;
    char said[SAID_BYTES];
};

/* stderr goes to a file from here on. */
static int set_up(void **state)
{
    static struct ear e;
    e = (struct ear){.stderr_before = dup(STDERR_FILENO), .file = tmpfile()};
    *state = &e;
    (void)fflush(stderr);
    return e.file == NULL || dup2(fileno(e.file), STDERR_FILENO) < 0;
}

static int tear_down(void **state)
{
    struct ear *e = *state;
    (void)fflush(stderr);
    (void)dup2(e->stderr_before, STDERR_FILENO);
    (void)close(e->stderr_before);
    (void)fclose(e->file);
    return 0;
}

/* Everything said since the last call. */
static const char *heard(struct ear *e)
{
    (void)fflush(stderr);
    rewind(e->file);
    size_t n = fread(e->said, 1, SAID_BYTES - 1, e->file);
    e->said[n] = '\0';
    assert_int_equal(ftruncate(fileno(e->file), 0), 0);
    rewind(e->file);
    return e->said;
}

static int count_of(const char *text, char c)
{
    int n = 0;
    for (; *text != '\0'; text++)
        n += *text == c;
    return n;
}

static struct progress of_form(const char *form)
{
    struct progress p;
    assert_true(progress_init(&p, form, false, true));
    return p;
}

static void auto_is_plain_where_stderr_is_no_terminal(void **state)
{
    (void)state;
    assert_int_equal(of_form(NULL).form, PROGRESS_PLAIN);
    assert_int_equal(of_form("auto").form, PROGRESS_PLAIN);
    assert_int_equal(of_form("plain").form, PROGRESS_PLAIN);
    assert_int_equal(of_form("json").form, PROGRESS_JSON);
    assert_int_equal(of_form("none").form, PROGRESS_NONE);
}

static void a_form_that_is_none_is_told_and_quiet_wins(void **state)
{
    (void)state;
    struct progress p;
    assert_false(progress_init(&p, "fast", false, true));
    assert_false(progress_init(&p, "", false, true));
    assert_true(progress_init(&p, "json", true, true));
    assert_int_equal(p.form, PROGRESS_NONE);
}

static void a_log_gets_the_first_estimate_and_a_line_for_every_tenth(void **state)
{
    struct ear *e = *state;
    struct progress p = of_form("plain");
    for (uint32_t done = 0; done <= 200; done++)
        assert_true(progress_tell(&p, done, 200));
    const char *said = heard(e);
    assert_int_equal(count_of(said, '\n'), 11);
    assert_memory_equal(said, "[madosim] 1/200 reps, eta ", 26);
    assert_non_null(strstr(said, "\n[madosim] 20/200 reps, eta "));
    assert_non_null(strstr(said, "\n[madosim] 200/200 reps, eta 0s\n"));
}

static void a_slow_run_is_heard_of_after_30_seconds(void **state)
{
    struct ear *e = *state;
    struct progress p = of_form("plain");
    (void)progress_tell(&p, 1, 1000);
    (void)progress_tell(&p, 2, 1000);
    p.said_s -= 29;
    (void)progress_tell(&p, 3, 1000);
    assert_int_equal(count_of(heard(e), '\n'), 1);
    p.said_s -= 2;
    (void)progress_tell(&p, 4, 1000);
    assert_memory_equal(heard(e), "[madosim] 4/1000 reps", 21);
}

static void time_left_is_in_proportion_to_what_is_left(void **state)
{
    struct ear *e = *state;
    struct progress p = of_form("json");
    p.started_s -= 100;
    (void)progress_tell(&p, 50, 150);
    const char *said = heard(e);
    assert_true(strcmp(said, "{\"done\":50,\"total\":150,\"eta_s\":200}\n") == 0 ||
                strcmp(said, "{\"done\":50,\"total\":150,\"eta_s\":201}\n") == 0);
}

static void a_terminal_gets_one_line_that_is_cleared_at_the_end(void **state)
{
    struct ear *e = *state;
    struct progress p = of_form("plain");
    p.form = PROGRESS_LINE;
    (void)progress_tell(&p, 1, 4);
    const char *said = heard(e);
    assert_memory_equal(said, "\r実行 [#####               ] 1/4回 残り0秒", 45);
    assert_int_equal(count_of(said, '\n'), 0);
    (void)progress_tell(&p, 4, 4);
    said = heard(e);
    assert_string_equal(said + strlen(said) - 4, "\r\033[K");
}

static void english_is_spoken_on_request(void **state)
{
    struct ear *e = *state;
    struct progress p = of_form("plain");
    p.form = PROGRESS_LINE;
    p.japanese = false;
    (void)progress_tell(&p, 2, 4);
    assert_non_null(strstr(heard(e), "running [##########          ] 2/4 runs, 0 s left"));
}

static void theory_counts_values_in_both_languages_and_in_a_log(void **state)
{
    struct ear *e = *state;
    struct progress p = of_form("plain");
    p.unit = PROGRESS_VALUES;
    (void)progress_tell(&p, 1, 4);
    assert_memory_equal(heard(e), "[madosim] 1/4 values, eta ", 26);
    p.form = PROGRESS_LINE;
    (void)progress_tell(&p, 1, 4);
    assert_non_null(strstr(heard(e), "\r照合 [#####               ] 1/4値 残り0秒   "));
    p.japanese = false;
    (void)progress_tell(&p, 1, 4);
    assert_non_null(strstr(heard(e), "\rcomparing [#####               ] 1/4 values, 0 s left   "));
}

static bool look_at(void *context, struct progress_width *now)
{
    const struct progress_width *known = context;
    if (known->percent <= 0)
        return false;
    *now = *known;
    return true;
}

static void half_an_interval_is_told_once_it_is_known(void **state)
{
    struct ear *e = *state;
    struct progress p = of_form("plain");
    struct progress_width w = {.is_points = true};
    p.look = look_at;
    p.look_context = &w;
    (void)progress_tell(&p, 1, 10);
    assert_null(strstr(heard(e), "half_width"));
    w.percent = 1.234;
    (void)progress_tell(&p, 2, 10);
    assert_non_null(strstr(heard(e), "s, half_width 1.2%\n"));
    p.form = PROGRESS_JSON;
    (void)progress_tell(&p, 3, 10);
    assert_non_null(strstr(heard(e), ",\"half_width\":0.0123}\n"));
    p.form = PROGRESS_LINE;
    (void)progress_tell(&p, 4, 10);
    assert_non_null(strstr(heard(e), "秒 区間幅 ±1.2ポイント   "));
    p.japanese = false;
    w.is_points = false;
    w.wanted_percent = 0.5;
    (void)progress_tell(&p, 5, 10);
    assert_non_null(strstr(heard(e), " s left, +-1.2% (wanted +-0.5)   "));
}

static void before_the_first_replication_and_in_silence_nothing_is_said(void **state)
{
    static const enum progress_form forms[] = {PROGRESS_NONE, PROGRESS_PLAIN, PROGRESS_LINE,
                                               PROGRESS_JSON};
    struct ear *e = *state;
    for (size_t i = 0; i < COUNT_OF(forms); i++) {
        struct progress p = of_form("plain");
        p.form = forms[i];
        (void)progress_tell(&p, 0, 4);
    }
    struct progress p = of_form("none");
    (void)progress_tell(&p, 4, 4);
    assert_string_equal(heard(e), "");
}

static void ctrl_c_asks_to_stop_once_and_for_all(void **state)
{
    struct ear *e = *state;
    struct progress p = of_form("none");
    progress_catch_interrupt();
    assert_true(progress_tell(&p, 1, 4));
    assert_int_equal(kill(getpid(), SIGINT), 0);
    assert_false(progress_tell(&p, 2, 4));
    assert_false(progress_tell(&p, 3, 4));
    progress_release_interrupt(); /* ends the program if the signal is still there */
    assert_string_equal(heard(e), "");
}

static void ctrl_c_leaves_no_half_line_on_the_terminal(void **state)
{
    struct ear *e = *state;
    struct progress p = of_form("plain");
    p.form = PROGRESS_LINE;
    progress_catch_interrupt();
    assert_int_equal(kill(getpid(), SIGINT), 0);
    for (uint32_t done = 2; done <= 3; done++) {
        assert_false(progress_tell(&p, done, 4));
        const char *said = heard(e);
        assert_string_equal(said + strlen(said) - 4, "\r\033[K");
    }
    progress_release_interrupt();
}

static void the_clock_goes_on(void **state)
{
    (void)state;
    double a = progress_now_s(), b = progress_now_s();
    assert_true(a > 0 && b >= a);
}

#define WITH_EAR(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_EAR(auto_is_plain_where_stderr_is_no_terminal),
        WITH_EAR(a_form_that_is_none_is_told_and_quiet_wins),
        WITH_EAR(a_log_gets_the_first_estimate_and_a_line_for_every_tenth),
        WITH_EAR(a_slow_run_is_heard_of_after_30_seconds),
        WITH_EAR(time_left_is_in_proportion_to_what_is_left),
        WITH_EAR(a_terminal_gets_one_line_that_is_cleared_at_the_end),
        WITH_EAR(english_is_spoken_on_request),
        WITH_EAR(theory_counts_values_in_both_languages_and_in_a_log),
        WITH_EAR(half_an_interval_is_told_once_it_is_known),
        WITH_EAR(before_the_first_replication_and_in_silence_nothing_is_said),
        WITH_EAR(ctrl_c_asks_to_stop_once_and_for_all),
        WITH_EAR(ctrl_c_leaves_no_half_line_on_the_terminal),
        WITH_EAR(the_clock_goes_on),
    };
    return cmocka_run_group_tests_name("progress", tests, NULL, NULL);
}
