/* test_reference.c - the part on systems of the scenario reference in docs/ is the one that
 * the rows make. UPDATE=1 writes it anew. */
#include "models/queue/setup.h"
#include "tests/support/reference.h"

static const char heading[] = "# 窓口だけの模型の設定 Settings of `model: queue`\n"
                              "\n"
                              "One office of counters without a calendar: made from the rows of\n"
                              "`models/queue/setup.c` (`UPDATE=1 make check-unit ONLY=queue`);\n"
                              "`scenarios/examples/post-office.yaml` is one to start from.\n";

static void the_reference_in_docs_is_the_one_the_rows_make(void **state)
{
    (void)state;
    struct arena *home = arena_new(0);
    struct text rows, t;
    text_init(&rows, home);
    text_init(&t, home);
    bind_reference(setup_rows(), &rows);
    text_add(&t, heading);
    text_add(&t, strchr(text_get(&rows), '\n') + 1); /* without the heading of the page */
    reference_check(REFERENCE_QUEUE, text_get(&t), home);
    arena_free(home);
}

/* Below the lists of a row, too. */
static void check_words(const struct bind_row *rows)
{
    for (; rows->key != NULL; rows++) {
        assert_non_null(rows->meaning_ja);
        assert_non_null(rows->meaning_en);
        assert_true(strlen(rows->meaning_ja) > 0 && strlen(rows->meaning_en) > 2);
        if (rows->sub != NULL)
            check_words(rows->sub);
    }
}

static void every_setting_is_explained_in_both_languages(void **state)
{
    (void)state;
    check_words(setup_rows());
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_reference_in_docs_is_the_one_the_rows_make),
        cmocka_unit_test(every_setting_is_explained_in_both_languages),
    };
    return cmocka_run_group_tests_name("scenario reference", tests, NULL, NULL);
}
