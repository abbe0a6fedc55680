/* test_dictionary.c - every column of a table is explained, with the kind of its values. */
#include "cli/present/dictionary.h"

#include "sim/base/arena.h"
#include "sim/base/attr.h"
#include "tests/support/check.h"

static void every_kind_of_column_has_its_word(void **state)
{
    (void)state;
    static const struct {
        enum table_kind kind;
        const char *word;
    } kinds[] = {
        {TABLE_TEXT, "text"}, {TABLE_COUNT, "count"}, {TABLE_REAL, "real"},   {TABLE_ROUND, "real"},
        {TABLE_FLAG, "flag"}, {TABLE_DATE, "date"},   {TABLE_CLOCK, "clock"},
    };
    struct table_column columns[COUNT_OF(kinds)];
    struct arena *home = arena_new(0);
    struct table t, dictionary;
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        columns[i] = (struct table_column){"x", kinds[i].kind, 1, "min", "列", "意味", "meaning"};
    table_init(&t, home, "sample", columns, COUNT_OF(columns));
    dictionary_init(&dictionary, home);
    dictionary_add(&dictionary, &t);
    assert_int_equal(dictionary.n_rows, COUNT_OF(kinds));
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        assert_string_equal(table_at(&dictionary, i, "type")->text, kinds[i].word);
        assert_string_equal(table_at(&dictionary, i, "file")->text, "sample");
        assert_string_equal(table_at(&dictionary, i, "unit")->text, "min");
    }
    arena_free(home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_of_column_has_its_word),
    };
    return cmocka_run_group_tests_name("dictionary", tests, NULL, NULL);
}
