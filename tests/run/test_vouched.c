/* test_vouched.c - what is said of a mapping speaks of what the same file put into it, and of
 * nothing that was changed since. */
#include "cli/vouched.h"

#include <stdio.h>
#include <string.h>

#include "cli/run_queue.h"
#include "sim/base/arena.h"
#include "tests/support/check.h"
#include "tests/support/folder.h"

struct desk {
    struct run run;
    struct folder folder;
    const struct bind_basis *bases;
    size_t n;
};

static const char office[] =
    "schema: madosim/1\n"
    "model: queue\n"
    "id: office\n"
    "title: \"a\"\n"
    "period: {open: \"9:00\", length: 8 h}\n"
    "uses:\n"
    "  letters:\n"
    "    arrivals: {rate: 10 /h, basis: {kind: FACT, note: counted}}\n"
    "    service:\n"
    "      family: lognormal\n"
    "      mean: {value: 4 min, basis: {kind: ASSUMPTION, range: 3〜5分, note: guessed}}\n"
    "      cv: 0.5\n"
    "      basis: {kind: ASSUMPTION, range: cv 0〜1, note: as elsewhere}\n"
    "counters: {on_duty: 2}\n"
    "target: {within: 10 min, share: 90%}\n";

static int set_up(void **state)
{
    static struct desk d;
    d = (struct desk){.folder = folder_new()};
    d.run.frame.home = arena_new(0);
    *state = &d;
    return d.run.frame.home == NULL;
}

static int tear_down(void **state)
{
    struct desk *d = *state;
    arena_free(d->run.frame.home);
    folder_remove(&d->folder);
    return 0;
}

static void read_office(struct desk *d, const char *setting)
{
    struct run *r = &d->run;
    folder_put(&d->folder, "office.yaml", office);
    r->frame.options.file = folder_path(&d->folder, "office.yaml");
    r->frame.options.n_set = setting != NULL;
    r->frame.options.set[0] = setting;
    assert_true(run_choose(r) && r->model->read(r));
    assert_true(vouched_list(r, &d->bases, &d->n));
}

static const struct bind_basis *at(const struct desk *d, const char *path)
{
    for (size_t i = 0; i < d->n; i++)
        if (strcmp(d->bases[i].path, path) == 0)
            return &d->bases[i];
    return NULL;
}

static void as_the_file_has_it_everything_holds(void **state)
{
    struct desk *d = *state;
    read_office(d, NULL);
    assert_int_equal(d->n, 3);
    assert_string_equal(at(d, "uses.letters.service")->value, "family lognormal, cv 0.5");
    assert_string_equal(at(d, "uses.letters.service.mean")->kind, "ASSUMPTION");
}

static void a_changed_value_leaves_what_is_said_of_its_mapping(void **state)
{
    struct desk *d = *state;
    read_office(d, "uses.letters.service.cv=0.9");
    const struct bind_basis *service = at(d, "uses.letters.service");
    const struct bind_basis *cv = at(d, "uses.letters.service.cv");
    assert_int_equal(d->n, 4);
    assert_string_equal(service->value, "family lognormal");
    assert_string_equal(service->note, "as elsewhere");
    assert_ptr_equal(cv, service + 1);
    assert_string_equal(cv->kind, REPORT_CHANGED);
    assert_string_equal(cv->value, "0.9");
    assert_string_equal(cv->source, "--set");
    assert_null(cv->note);
}

static void where_nothing_is_left_nothing_is_said(void **state)
{
    struct desk *d = *state;
    read_office(d, "uses.letters.arrivals.rate=12 /h");
    assert_null(at(d, "uses.letters.arrivals"));
    assert_string_equal(at(d, "uses.letters.arrivals.rate")->kind, REPORT_CHANGED);
    assert_int_equal(d->n, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(as_the_file_has_it_everything_holds, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_changed_value_leaves_what_is_said_of_its_mapping, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(where_nothing_is_left_nothing_is_said, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("vouched", tests, NULL, NULL);
}
