/* test_pdf.c - a page becomes a whole PDF or none, with the real Chromium where it is there and
 * with a script in its place where it has to fail. */
#include "sim/output/pdf.h"

#include <string.h>
#include <sys/stat.h>

#include "sim/base/arena.h"
#include "sim/output/child.h"
#include "tests/support/check.h"
#include "tests/support/folder.h"

enum { DEADLINE_S = 60 };

struct desk {
    struct folder folder;
    struct arena *home;
    const char *said;
};

static int set_up(void **state)
{
    static struct desk d;
    d = (struct desk){.folder = folder_new(), .home = arena_new(0)};
    folder_put(&d.folder, "a page #1.html", "<!doctype html><title>t</title><p>words");
    *state = &d;
    return 0;
}

static int tear_down(void **state)
{
    struct desk *d = *state;
    folder_remove(&d->folder);
    arena_free(d->home);
    return 0;
}

static enum pdf_outcome print(struct desk *d, const char *program, int deadline_s)
{
    char page[512], pdf[512];
    (void)snprintf(page, sizeof page, "%s", folder_path(&d->folder, "a page #1.html"));
    (void)snprintf(pdf, sizeof pdf, "%s", folder_path(&d->folder, "page.pdf"));
    return pdf_print(program, page, pdf, deadline_s, d->home, &d->said);
}

/* In Chromium's place: the file to write is in the argument --print-to-pdf=... */
static const char *fake(struct desk *d, const char *body)
{
    char script[1024];
    (void)snprintf(
        script, sizeof script,
        "#!/bin/sh\nfor a; do case $a in --print-to-pdf=*) to=${a#*=};; esac; done\n%s\n", body);
    folder_put(&d->folder, "fake", script);
    assert_int_equal(chmod(folder_path(&d->folder, "fake"), 0700), 0);
    return folder_path(&d->folder, "fake");
}

static void chromium_prints_a_whole_document(void **state)
{
    struct desk *d = *state;
    enum pdf_outcome outcome = print(d, NULL, DEADLINE_S);
    if (outcome == PDF_MISSING)
        skip();
    assert_int_equal(outcome, PDF_OK);
    assert_true(child_has_end(folder_path(&d->folder, "page.pdf"), "%%EOF", 5, true));
    assert_false(folder_has(&d->folder, "page.pdf.part"));
}

static void the_page_is_named_by_an_address_that_survives_any_name(void **state)
{
    struct desk *d = *state;
    assert_int_equal(
        print(d, fake(d, "for a; do :; done; echo \"$a\" > \"$to\"; echo %%EOF >> \"$to\""),
              DEADLINE_S),
        PDF_OK);
    char text[1024] = "";
    FILE *in = fopen(folder_path(&d->folder, "page.pdf"), "rb");
    assert_non_null(in);
    assert_true(fread(text, 1, sizeof text - 1, in) > 0);
    (void)fclose(in);
    assert_non_null(strstr(text, "file:///"));
    assert_non_null(strstr(text, "/a%20page%20%231.html\n"));
}

static void a_missing_program_is_said_so(void **state)
{
    struct desk *d = *state;
    assert_int_equal(print(d, "no-such-program", DEADLINE_S), PDF_MISSING);
    assert_null(d->said);
    assert_false(folder_has(&d->folder, "page.pdf"));
}

static void a_failure_leaves_no_file_and_says_why(void **state)
{
    struct desk *d = *state;
    static const struct {
        const char *body, *said;
        int deadline_s;
    } cases[] = {
        {"echo half > \"$to\"; echo a screen is needed >&2; exit 4",
         "exit status 4: a screen is needed", DEADLINE_S},
        {"echo half > \"$to\"", "incomplete file", DEADLINE_S},
        {"sleep 50", "no end before the deadline", 1},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_int_equal(print(d, fake(d, cases[i].body), cases[i].deadline_s), PDF_FAILED);
        assert_string_equal(d->said, cases[i].said);
        assert_false(folder_has(&d->folder, "page.pdf"));
        assert_false(folder_has(&d->folder, "page.pdf.part"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(chromium_prints_a_whole_document, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_page_is_named_by_an_address_that_survives_any_name,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_missing_program_is_said_so, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_failure_leaves_no_file_and_says_why, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("pdf", tests, NULL, NULL);
}
