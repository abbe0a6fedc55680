/* long_whatif.c - patches of the page's controls: they give the block that compiling gives, and
 * one that does not is found out.
 */
#include "cli/whatif.h"

#include <stdlib.h>
#include <string.h>

#include "sim/base/arena.h"
#include "sim/output/patch.h"
#include "tests/support/check.h"

#define MINI "tests/cli/mini.yaml"
#define OFFICES "tests/gallery/long_names.yaml" /* of no ward that settings know */

struct made {
    struct whatif w;
    struct whatif_ward ward;
};

/* ---- helpers ---- */

static struct made *made_of(const char *file, const char *ward)
{
    struct arena *home = arena_new(0);
    struct made *m = arena_take_array(home, struct made, 1);
    struct whatif *w = &m->w;
    w->run.frame.home = home;
    w->run.frame.options.file = file;
    assert_true(run_choose(&w->run) && w->run.model->read(&w->run));
    w->from = w->run.ward->data.s.period.from;
    w->to = w->run.ward->data.s.period.to;
    w->plan = w->run.ward->plan;
    const struct scenario_ward_row *rows = w->run.ward->data.wards.items;
    while (strcmp(rows[m->ward.site].name, ward) != 0)
        m->ward.site++;
    m->ward.row = &rows[m->ward.site];
    assert_true(whatif_controls(w, &m->ward));
    assert_true(whatif_patches(w, &m->ward));
    return m;
}

static int make(void **state)
{
    *state = made_of(MINI, "港北");
    return 0;
}

static int release(void **state)
{
    struct made *m = *state;
    arena_free(m->w.run.frame.home);
    return 0;
}

static struct whatif_control *control(struct made *m, const char *id)
{
    for (size_t i = 0; i < m->ward.n_controls; i++)
        if (strcmp(m->ward.controls[i].id, id) == 0)
            return &m->ward.controls[i];
    fail_msg("no control %s", id);
    abort();
}

/* ---- controls ---- */

static void a_ward_has_the_controls_that_change_something(void **state)
{
    struct made *m = *state;
    static const char *const ids[] = {"counters", "mode", "slot", "early", "surge-mynapoint"};
    assert_int_equal(m->ward.n_controls, COUNT_OF(ids));
    for (size_t i = 0; i < COUNT_OF(ids); i++) {
        const struct whatif_control *c = control(m, ids[i]);
        assert_true(c->n_levels > 1 && c->base < c->n_levels);
        assert_int_equal(c->levels[c->base].n_set, 0);
    }
}

/* What is like the scenario has no second entry: slots of 30 minutes, an appointment needed. */
static void a_level_that_changes_nothing_is_left_out(void **state)
{
    struct made *m = *state;
    const struct whatif_control *slot = control(m, "slot"), *mode = control(m, "mode");
    for (size_t i = 0; i < slot->n_levels; i++)
        assert_string_not_equal(slot->levels[i].key, "30");
    for (size_t i = 0; i < mode->n_levels; i++)
        assert_string_not_equal(mode->levels[i].key, "required");
    assert_int_equal(m->w.n_left_out, 0);
}

static void half_hours_begin_with_the_doors_and_have_the_usual_counters(void **state)
{
    struct made *m = *state;
    assert_int_equal(m->ward.n_halves, 17);
    assert_int_equal(m->ward.halves[0].from_s, 31500);
    assert_int_equal(m->ward.halves[1].from_s, 32400);
    assert_int_equal(m->ward.halves[16].from_s, 59400);
    assert_true(m->ward.halves[0].counters > 0);
}

static void a_ward_whose_roster_cannot_be_set_has_no_half_hours(void **state)
{
    (void)state;
    struct made *m =
        made_of(OFFICES, "霧ケ峰高原南部臨海工業団地総合行政事務所第二分庁舎一階証明一");
    const char *what = "";
    assert_null(m->ward.frames[WHATIF_ROSTER].plan);
    assert_int_equal(m->ward.n_halves, 0);
    assert_true(whatif_prove(&m->w, &m->ward, &what));
    arena_free(m->w.run.frame.home);
}

static void frames_are_made_of_the_scenarios_block(void **state)
{
    struct made *m = *state;
    for (int bits = 1; bits < WHATIF_FRAMES; bits++) {
        const struct whatif_frame *f = &m->ward.frames[bits];
        char *block = arena_take_array(m->w.run.frame.home, char, f->plan->bytes);
        assert_non_null(block);
        assert_true(patch_make(m->w.plan, m->w.plan->bytes, f->delta.bytes, f->delta.n, block,
                               f->plan->bytes));
        assert_memory_equal(block, f->plan, f->plan->bytes);
    }
}

/* ---- the proof ---- */

static void levels_of_different_controls_compose(void **state)
{
    struct made *m = *state;
    const char *what = NULL;
    assert_true(whatif_prove(&m->w, &m->ward, &what));
    assert_null(what);
    assert_true(m->w.n_proved > 40);
}

/* Slots and the share that is booked both have a say in a Saturday's places. */
static void levels_that_do_not_compose_are_found_out_and_named(void **state)
{
    struct made *m = *state;
    const char *what = NULL;
    size_t n = m->ward.n_joints;
    assert_true(n > 0);
    m->ward.n_joints = 0;
    assert_false(whatif_prove(&m->w, &m->ward, &what));
    m->ward.n_joints = n;
    assert_non_null(strstr(what, "booking.slot="));
    assert_non_null(strstr(what, "booked: "));
}

static void a_patch_that_is_wrong_is_found_out(void **state)
{
    struct made *m = *state;
    const char *what = NULL;
    struct whatif_control *early = control(m, "early"), kept = *early;
    for (size_t i = 0; i < early->n_levels; i++)
        if (i != early->base)
            early->levels[i].patch[WHATIF_ROSTER].n = 0;
    assert_false(whatif_prove(&m->w, &m->ward, &what));
    *early = kept;
    assert_non_null(strstr(what, "counters.early_end.rule="));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_ward_has_the_controls_that_change_something),
        cmocka_unit_test(a_level_that_changes_nothing_is_left_out),
        cmocka_unit_test(half_hours_begin_with_the_doors_and_have_the_usual_counters),
        cmocka_unit_test(a_ward_whose_roster_cannot_be_set_has_no_half_hours),
        cmocka_unit_test(frames_are_made_of_the_scenarios_block),
        cmocka_unit_test(levels_of_different_controls_compose),
        cmocka_unit_test(levels_that_do_not_compose_are_found_out_and_named),
        cmocka_unit_test(a_patch_that_is_wrong_is_found_out),
    };
    return cmocka_run_group_tests(tests, make, release);
}
