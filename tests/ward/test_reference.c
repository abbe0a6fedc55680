/* test_reference.c - the part on wards of the scenario reference in docs/ is the one that the
 * rows make. UPDATE=1 writes it anew. */
#include "models/ward/scenario.h"
#include "tests/support/reference.h"

static const char how_to_write[] =
    "\n"
    "## 書き方 How to write\n"
    "\n"
    "All settings of a scenario (`model: ward`), made from the rows of `models/ward/scenario.c`\n"
    "(`UPDATE=1 make check-unit ONLY=ward`); those of `model: queue` follow below. Any setting\n"
    "may be written in the long form\n"
    "`{value: 15 min, basis: {kind: ASSUMPTION, range: ..., note: ..., source: ...}}`, and any\n"
    "group may hold a `basis`; kind is FACT, DERIVED or ASSUMPTION (公表・実測, 計算, 仮定).\n"
    "`schema: madosim/1` comes first; `extends: FILE` takes everything from another scenario:\n"
    "groups merge, lists are replaced, `none` clears.\n";

static void the_reference_in_docs_is_the_one_the_rows_make(void **state)
{
    (void)state;
    struct arena *home = arena_new(0);
    struct text t;
    text_init(&t, home);
    bind_reference(scenario_rows(), &t);
    text_add(&t, how_to_write);
    reference_check(REFERENCE_WARD, text_get(&t), home);
    arena_free(home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_reference_in_docs_is_the_one_the_rows_make),
    };
    return cmocka_run_group_tests_name("scenario reference", tests, NULL, NULL);
}
