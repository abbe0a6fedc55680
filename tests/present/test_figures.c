/* test_figures.c - the scripts as files: complete, on the sheet, and gnuplot is silent. */
#include "cli/present/figures.h"

#include <stdio.h>

#include "sim/base/text.h"
#include "sim/output/gnuplot.h"
#include "tests/present/fixture.h"
#include "tests/support/check.h"
#include "tests/support/folder.h"

struct desk {
    struct arena *input, *home;
    struct tables tables;
    struct tables_about about;
    struct figures list;
    struct folder folder;
    struct err err;
};

/* From the ordinary run to the ends of what tables can hold. */
static const struct fixture_plan plans[] = {
    {.wait_factor = 1.0},
    {.wait_factor = 0.0},
    {.wait_factor = 9.0, .no_surge = true, .one_replication = true},
    {.wait_factor = 1.0, .one_ward = true},
};

static int set_up(void **state)
{
    static struct desk d;
    d = (struct desk){.input = arena_new(0), .home = arena_new(0), .folder = folder_new()};
    *state = &d;
    return d.input == NULL || d.home == NULL;
}

static int tear_down(void **state)
{
    struct desk *d = *state;
    folder_remove(&d->folder);
    arena_free(d->input);
    arena_free(d->home);
    return 0;
}

static void plan(struct desk *d, const struct fixture_plan *p)
{
    arena_reset(d->input);
    d->about = fixture_about(p);
    fixture_tables(&d->tables, &d->about, p, d->input);
}

static bool write_all(struct desk *d)
{
    arena_reset(d->home);
    return figures_write(&d->tables, &d->about, d->folder.path, d->home, &d->list, &d->err);
}

static void every_figure_gets_a_script_and_a_description(void **state)
{
    struct desk *d = *state;
    static const char *const names[] = {"ecdf", "days", "heat", "calendar"};
    plan(d, &plans[0]);
    assert_true(write_all(d));
    assert_int_equal(d->list.count, FIGURES_MAX);
    assert_true(folder_has(&d->folder, "theme.gp"));
    for (int i = 0; i < d->list.count; i++) {
        char file[64];
        assert_string_equal(d->list.names[i], names[i]);
        assert_int_equal(figures_index(&d->list, names[i]), i);
        assert_true(strlen(d->list.titles[i]) > 0);
        (void)snprintf(file, sizeof file, "%s.gp", names[i]);
        assert_true(folder_has(&d->folder, file));
        (void)snprintf(file, sizeof file, "%s.alt.txt", names[i]);
        char *alt = folder_get(&d->folder, file, NULL);
        assert_int_equal(strncmp(alt, d->list.alts[i], strlen(d->list.alts[i])), 0);
        assert_string_equal(alt + strlen(d->list.alts[i]), "\n");
        free(alt);
    }
    assert_int_equal(figures_index(&d->list, "violin"), -1);
}

/* Every `screen x, screen y` of the script lies on the sheet. */
static void check_positions(const char *script)
{
    for (const char *at = script; (at = strstr(at, "screen ")) != NULL; at++) {
        double place = 0.0;
        if (sscanf(at, "screen %lf", &place) == 1)
            assert_true(place >= 0.0 && place <= 1.0);
    }
}

static void everything_lies_on_the_sheet_and_is_a_number_even_at_the_extremes(void **state)
{
    struct desk *d = *state;
    for (size_t p = 0; p < COUNT_OF(plans); p++) {
        plan(d, &plans[p]);
        assert_true(write_all(d));
        assert_int_equal(d->list.count, FIGURES_MAX);
        for (int i = 0; i < d->list.count; i++) {
            char file[64];
            (void)snprintf(file, sizeof file, "%s.gp", d->list.names[i]);
            char *script = folder_get(&d->folder, file, NULL);
            check_positions(script);
            assert_null(strstr(script, "nan"));
            assert_null(strstr(script, "inf "));
            free(script);
        }
    }
}

static void gnuplot_draws_every_figure_in_silence(void **state)
{
    struct desk *d = *state;
    for (size_t p = 0; p < COUNT_OF(plans); p++) {
        enum gnuplot_outcome outcomes[FIGURES_MAX];
        const char *said[FIGURES_MAX];
        plan(d, &plans[p]);
        assert_true(write_all(d));
        gnuplot_run_all(NULL, d->folder.path, d->list.names, d->list.count, 60, d->home, outcomes,
                        said);
        if (outcomes[0] == GNUPLOT_MISSING)
            skip();
        for (int i = 0; i < d->list.count; i++)
            assert_int_equal(outcomes[i], GNUPLOT_OK);
        assert_true(folder_has(&d->folder, "days.svg"));
        assert_true(folder_has(&d->folder, "days.png"));
    }
}

static void the_same_tables_give_the_same_script(void **state)
{
    struct desk *d = *state;
    plan(d, &plans[0]);
    assert_true(write_all(d));
    char *first = folder_get(&d->folder, "days.gp", NULL);
    assert_true(write_all(d));
    char *second = folder_get(&d->folder, "days.gp", NULL);
    assert_string_equal(first, second);
    free(first);
    free(second);
}

static void a_figure_without_data_is_left_out(void **state)
{
    struct desk *d = *state;
    plan(d, &plans[0]);
    d->tables.calendar.n_rows = d->tables.wait_ecdf.n_rows = 0;
    assert_true(write_all(d));
    assert_int_equal(d->list.count, 2);
    assert_string_equal(d->list.names[0], "days");
    assert_false(folder_has(&d->folder, "ecdf.gp"));
}

static void a_folder_that_cannot_be_made_is_reported(void **state)
{
    struct desk *d = *state;
    plan(d, &plans[0]);
    folder_put(&d->folder, "file", "in the way");
    assert_false(figures_write(&d->tables, &d->about, folder_path(&d->folder, "file"), d->home,
                               &d->list, &d->err));
    assert_true(err_is_set(&d->err));
}

/* Steps grow with n: a figure asks for memory thousands of times. What was written in the
 * end must be what is written without any failure. */
static void running_out_of_memory_anywhere_is_reported_and_never_half_written(void **state)
{
    struct desk *d = *state;
    static const char *const files[] = {"ecdf.gp", "days.gp", "heat.gp", "calendar.gp"};
    char *want[COUNT_OF(files)];
    bool is_done = false;
    plan(d, &plans[0]);
    assert_true(write_all(d));
    for (size_t i = 0; i < COUNT_OF(files); i++)
        want[i] = folder_get(&d->folder, files[i], NULL);
    for (unsigned nth = 1; !is_done; nth += 1 + nth / 40) {
        arena_reset(d->home);
        d->err = (struct err){0};
        arena_fail_nth(d->home, nth);
        is_done = figures_write(&d->tables, &d->about, d->folder.path, d->home, &d->list, &d->err);
        assert_true(is_done || d->err.item[0].code == ERR_NOMEM);
        for (size_t i = 0; i < COUNT_OF(files); i++) {
            char *got = folder_get(&d->folder, files[i], NULL);
            assert_string_equal(got, want[i]);
            free(got);
        }
    }
    for (size_t i = 0; i < COUNT_OF(files); i++)
        free(want[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_figure_gets_a_script_and_a_description, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(
            everything_lies_on_the_sheet_and_is_a_number_even_at_the_extremes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(gnuplot_draws_every_figure_in_silence, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_same_tables_give_the_same_script, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_figure_without_data_is_left_out, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_folder_that_cannot_be_made_is_reported, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(
            running_out_of_memory_anywhere_is_reported_and_never_half_written, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("figures", tests, NULL, NULL);
}
