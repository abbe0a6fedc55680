/* test_shift.c - the catalogue of shifts: hours paid, when breaks may be, and what is refused. */
#include "models/office/shift.h"

#include <stdio.h>
#include <string.h>

#include "sim/base/arena.h"
#include "sim/input/rows.h"
#include "tests/support/check.h"

#define MINUTE_US INT64_C(60000000)

enum { HOUR = 3600 };

struct catalogue {
    struct bind_list shifts;
};

static const struct bind_row rows[] = {{.key = "shifts",
                                        .kind = BIND_NAMED,
                                        .offset = offsetof(struct catalogue, shifts),
                                        .fallback = "",
                                        .most = SHIFT_MOST,
                                        .sub = shift_settings,
                                        .sub_size = sizeof(struct shift_rule),
                                        .name_kind = "shift"},
                                       END};

static struct shift_rule *read(const char *yaml, struct arena *home, struct err *e)
{
    struct catalogue *c = arena_take_array(home, struct catalogue, 1);
    char text[1024];
    snprintf(text, sizeof text, "schema: madosim/1\nshifts:\n%s", yaml);
    struct bind_doc *doc = bind_load_bytes("x.yaml", text, strlen(text), home, e);
    assert_non_null(doc);
    if (bind_apply(doc, rows, c, sizeof *c, home, e))
        shift_check(&c->shifts, 0, doc, e);
    return c->shifts.items;
}

static void breaks_are_not_paid(void **state)
{
    (void)state;
    struct arena *home = arena_new(0);
    struct err e = {0};
    const struct shift_rule *r = read("  full: {from: \"8:30\", to: \"17:15\", yen_per_hour: 3000, "
                                      "breaks: [{length: 60 min}]}\n"
                                      "  flat: {from: \"9:00\", to: \"13:00\", yen: 7000, most: 2, "
                                      "day: saturday}\n",
                                      home, &e);
    assert_false(err_is_set(&e));
    assert_int_equal(shift_paid_s(&r[0]), 7 * HOUR + 45 * 60);
    assert_int_equal(shift_yen(&r[0], 0), 23250);
    assert_int_equal(shift_yen(&r[0], 9999), 23250);
    assert_int_equal(shift_yen(&r[1], 9999), 7000);
    assert_int_equal(r[0].most, 0);
    assert_int_equal(r[1].most, 2);
    assert_int_equal(r[1].day, 1);
    struct shift_rule plain = r[1];
    plain.yen = 0;
    assert_int_equal(shift_yen(&plain, 1500), 6000);
    assert_int_equal(shift_yen(&plain, 0), 0);
    arena_free(home);
}

static void breaks_begin_at_half_hours_and_at_the_ends_of_their_window(void **state)
{
    (void)state;
    int32_t starts[SHIFT_STARTS];
    const struct shift_break noon = {{60 * MINUTE_US}, 11 * HOUR, 13 * HOUR};
    assert_int_equal(shift_starts(&noon, starts), 3);
    assert_int_equal(starts[0], 11 * HOUR);
    assert_int_equal(starts[1], 11 * HOUR + 1800);
    assert_int_equal(starts[2], 12 * HOUR);
    const struct shift_break odd = {{45 * MINUTE_US}, 11 * HOUR + 900, 12 * HOUR + 1200};
    assert_int_equal(shift_starts(&odd, starts), 3);
    assert_int_equal(starts[0], 11 * HOUR + 900);
    assert_int_equal(starts[1], 11 * HOUR + 1800);
    assert_int_equal(starts[2], 11 * HOUR + 2100);
    const struct shift_break fixed = {{60 * MINUTE_US}, 12 * HOUR, 13 * HOUR};
    assert_int_equal(shift_starts(&fixed, starts), 1);
    const struct shift_break longest = {{5 * MINUTE_US}, 0, 24 * HOUR};
    assert_int_equal(shift_starts(&longest, starts), 49);
}

static void somebody_is_there_but_before_after_and_in_the_break(void **state)
{
    (void)state;
    struct shift_break b = {{60 * MINUTE_US}, 11 * HOUR, 14 * HOUR};
    const struct shift_rule r = {"x", 0, 8 * HOUR + 1800, 17 * HOUR, {&b, 1}, 0, 0, 0};
    const int32_t noon[] = {12 * HOUR};
    assert_true(shift_is_there(&r, noon, 8 * HOUR + 1800, 9 * HOUR));
    assert_false(shift_is_there(&r, noon, 8 * HOUR, 9 * HOUR));
    assert_true(shift_is_there(&r, noon, 11 * HOUR + 1800, 12 * HOUR));
    assert_false(shift_is_there(&r, noon, 12 * HOUR, 12 * HOUR + 1800));
    assert_false(shift_is_there(&r, noon, 12 * HOUR + 1800, 13 * HOUR));
    assert_true(shift_is_there(&r, noon, 13 * HOUR, 13 * HOUR + 1800));
    assert_false(shift_is_there(&r, noon, 16 * HOUR + 1800, 17 * HOUR + 1));
}

static void what_cannot_be_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *yaml;
        enum err_code code;
        int count;
    } wrong[] = {
        {"  a: {from: \"17:00\", to: \"9:00\"}\n", ERR_ORDER, 1},
        {"  a: {from: \"9:00\", to: \"17:00\", breaks: [{length: 60 min, from: \"8:00\"}]}\n",
         ERR_ORDER, 1},
        {"  a: {from: \"9:00\", to: \"13:30\", breaks: [{length: 60 min}]}\n", ERR_ORDER, 1},
        {"  a: {from: \"9:00\", to: \"17:00\", breaks: [{length: 61 min, from: \"12:00\", to: "
         "\"13:00\"}]}\n",
         ERR_ORDER, 1},
        {"  a: {from: \"9:00\", to: \"17:00\", breaks: [{}, {from: \"13:00\", to: \"15:00\"}]}\n",
         ERR_ORDER, 1},
        {"  a: {from: \"9:00\", to: \"17:00\", yen: 5}\n  b: {from: \"9:00\", to: \"17:00\"}\n",
         ERR_KEY_MISSING, 1},
    };
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        struct arena *home = arena_new(0);
        struct err e = {0};
        (void)read(wrong[i].yaml, home, &e);
        assert_int_equal(e.count, wrong[i].count);
        assert_int_equal(e.item[0].code, wrong[i].code);
        arena_free(home);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(breaks_are_not_paid),
        cmocka_unit_test(breaks_begin_at_half_hours_and_at_the_ends_of_their_window),
        cmocka_unit_test(somebody_is_there_but_before_after_and_in_the_break),
        cmocka_unit_test(what_cannot_be_is_refused),
    };
    return cmocka_run_group_tests_name("shift", tests, NULL, NULL);
}
