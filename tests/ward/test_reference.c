/* test_reference.c - the scenario reference in docs/ is the one that the rows make.
 * UPDATE=1 writes it anew. */
#include <string.h>

#include "models/ward/scenario.h"
#include "sim/base/arena.h"
#include "sim/base/text.h"
#include "sim/output/outfile.h"
#include "tests/support/check.h"
#include "tests/support/folder.h"

#define REFERENCE "docs/scenario-reference.md"

static const char how_to_write[] =
    "\n"
    "## 書き方 How to write\n"
    "\n"
    "All settings of a scenario (`model: ward`), made from the rows of `models/ward/scenario.c`\n"
    "(`UPDATE=1 make check-unit ONLY=ward`). Any setting may be written in the long form\n"
    "`{value: 15 min, basis: {kind: ASSUMPTION, range: ..., note: ..., source: ...}}`, and any\n"
    "group may hold a `basis`; kind is FACT, DERIVED or ASSUMPTION (公表・実測, 計算, 仮定).\n"
    "`schema: madosim/1` comes first; `extends: FILE` takes everything from another scenario:\n"
    "groups merge, lists are replaced, `none` clears.\n";

static void the_reference_in_docs_is_the_one_the_rows_make(void **state)
{
    (void)state;
    struct arena *home = arena_new(0);
    struct err e = {0};
    struct text t;
    text_init(&t, home);
    bind_reference(scenario_rows(), &t);
    text_add(&t, how_to_write);
    if (getenv("UPDATE") != NULL)
        assert_true(outfile_write(REFERENCE, text_get(&t), t.length, &e));
    const struct folder docs = {"docs"};
    char *found = folder_get(&docs, "scenario-reference.md", NULL);
    assert_string_equal(found, text_get(&t));
    free(found);
    arena_free(home);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_reference_in_docs_is_the_one_the_rows_make),
    };
    return cmocka_run_group_tests_name("scenario reference", tests, NULL, NULL);
}
