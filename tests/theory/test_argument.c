/* test_argument.c - "rate=6 servers=3": what is read, and which word of it is refused why. */
#include "cli/theory/argument.h"

#include <string.h>

#include "sim/base/attr.h"
#include "tests/support/check.h"

static const struct argument list[] = {
    {"rate", 0.5, 10, false}, {"servers", 1, 99, true}, {"t", 0, 1e6, false}, {NULL, 0, 0, false}};

static double values[ARGUMENT_MOST];

static struct argument_fault read_text(const char *text)
{
    struct argument_fault fault;
    bool ok = argument_read(list, text, values, &fault);
    assert_true(ok == (fault.outcome == ARGUMENT_OK));
    return fault;
}

/* The word that is refused. */
static void check_at(const struct argument_fault *f, const char *word)
{
    assert_int_equal(f->length, strlen(word));
    assert_memory_equal(f->at, word, f->length);
}

static void arguments_are_read_in_any_order_into_that_of_the_list(void **state)
{
    (void)state;
    assert_int_equal(read_text(" servers=3  t=.5 rate=2.5e0 ").outcome, ARGUMENT_OK);
    check_near(values[0], 2.5, 0);
    check_near(values[1], 3, 0);
    check_near(values[2], 0.5, 0);
}

static void the_ends_of_a_range_are_in_it(void **state)
{
    (void)state;
    assert_int_equal(read_text("rate=0.5 servers=1 t=0").outcome, ARGUMENT_OK);
    assert_int_equal(read_text("rate=10 servers=99 t=1e6").outcome, ARGUMENT_OK);
    struct argument_fault f = read_text("rate=10.001 servers=99 t=1e6");
    assert_int_equal(f.outcome, ARGUMENT_RANGE);
    check_near(f.least, 0.5, 0);
    check_near(f.most, 10, 0);
    check_at(&f, "rate=10.001");
    assert_int_equal(read_text("rate=1e999 servers=1 t=0").outcome, ARGUMENT_RANGE);
}

static void an_unknown_name_is_refused_with_the_nearest(void **state)
{
    (void)state;
    struct argument_fault f = read_text("rate=1 server=2 t=0");
    assert_int_equal(f.outcome, ARGUMENT_UNKNOWN);
    assert_null(f.name);
    assert_string_equal(f.nearest, "servers");
    check_at(&f, "server=2");
    f = read_text("rate=1 =2");
    assert_int_equal(f.outcome, ARGUMENT_UNKNOWN);
    f = read_text("a_name_longer_than_any_that_a_person_would_write_for_an_argument_of_ours=2");
    assert_int_equal(f.outcome, ARGUMENT_UNKNOWN);
    assert_null(f.nearest);
}

static void a_missing_argument_is_told_by_name(void **state)
{
    (void)state;
    struct argument_fault f = read_text("rate=1 t=0");
    assert_int_equal(f.outcome, ARGUMENT_MISSING);
    assert_string_equal(f.name, "servers");
    assert_null(f.at);
    assert_string_equal(read_text("").name, "rate");
}

static void an_argument_that_is_given_twice_is_refused_the_second_time(void **state)
{
    (void)state;
    struct argument_fault f = read_text("rate=1 rate=2 servers=1 t=0");
    assert_int_equal(f.outcome, ARGUMENT_TWICE);
    assert_string_equal(f.name, "rate");
    check_at(&f, "rate=2");
}

static void what_is_no_number_is_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {"rate",    "rate=",    "rate=x",   "rate=1x", "rate=1,5",
                                        "rate=1;", "rate=nan", "rate=inf", "rate=１", "rate==1"};
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        struct argument_fault f = read_text(wrong[i]);
        assert_int_equal(f.outcome, ARGUMENT_NO_NUMBER);
        assert_string_equal(f.name, "rate");
        check_at(&f, wrong[i]);
    }
    assert_int_equal(read_text("servers= 3").outcome, ARGUMENT_NO_NUMBER);
}

static void a_number_of_things_is_whole(void **state)
{
    (void)state;
    assert_int_equal(read_text("servers=2.5").outcome, ARGUMENT_NOT_WHOLE);
    assert_int_equal(read_text("rate=2.5 servers=2.0 t=1").outcome, ARGUMENT_OK);
}

static void an_argument_is_found_again_in_its_text(void **state)
{
    (void)state;
    const char *text = "t=1 rate=2 servers=3";
    size_t length;
    assert_ptr_equal(argument_find(&list[1], text, &length), text + 11);
    assert_int_equal(length, 9);
    assert_ptr_equal(argument_find(&list[2], text, &length), text);
    assert_int_equal(length, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arguments_are_read_in_any_order_into_that_of_the_list),
        cmocka_unit_test(the_ends_of_a_range_are_in_it),
        cmocka_unit_test(an_unknown_name_is_refused_with_the_nearest),
        cmocka_unit_test(a_missing_argument_is_told_by_name),
        cmocka_unit_test(an_argument_that_is_given_twice_is_refused_the_second_time),
        cmocka_unit_test(what_is_no_number_is_refused),
        cmocka_unit_test(a_number_of_things_is_whole),
        cmocka_unit_test(an_argument_is_found_again_in_its_text),
    };
    return cmocka_run_group_tests_name("argument", tests, NULL, NULL);
}
