/* reference.h - the scenario reference in docs/: one page, one part for each model, each the
 * one that its rows make. UPDATE=1 writes a part anew and leaves the others as they are.
 */
#ifndef TESTS_REFERENCE_H
#define TESTS_REFERENCE_H

#include <string.h>

#include "sim/base/arena.h"
#include "sim/base/text.h"
#include "sim/output/outfile.h"
#include "tests/support/check.h"
#include "tests/support/folder.h"

#define REFERENCE_PAGE "scenario-reference.md"
#define REFERENCE_MARK "\n<!-- the second part: model: queue -->\n\n"

enum reference_part { REFERENCE_WARD, REFERENCE_QUEUE };

/* The part of the page in docs/ is this text. */
static inline void reference_check(enum reference_part part, const char *want, struct arena *home)
{
    const struct folder docs = {"docs"};
    struct err e = {0};
    struct text first, second, page;
    char *found = folder_get(&docs, REFERENCE_PAGE, NULL), *mark = strstr(found, REFERENCE_MARK);
    text_init(&first, home);
    text_init(&second, home);
    text_init(&page, home);
    text_add_bytes(&first, found, mark != NULL ? (size_t)(mark - found) : strlen(found));
    text_add(&second, mark != NULL ? mark + strlen(REFERENCE_MARK) : "");
    free(found);
    struct text *own = part == REFERENCE_WARD ? &first : &second;
    if (getenv("UPDATE") != NULL) {
        text_init(own, home);
        text_add(own, want);
        text_addf(&page, "%s%s%s", text_get(&first), REFERENCE_MARK, text_get(&second));
        assert_true(outfile_write("docs/" REFERENCE_PAGE, text_get(&page), page.length, &e));
    }
    assert_string_equal(text_get(own), want);
}

#endif
