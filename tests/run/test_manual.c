/* test_manual.c - the manual page has every command, option and exit status, and no line of it is
 * taken for a request that it is not.
 */
#include "cli/manual.h"

#include <stdio.h>
#include <string.h>

#include "cli/cmd.h"
#include "cli/help.h"
#include "sim/base/arena.h"
#include "tests/support/check.h"

static int set_up(void **state)
{
    static struct text page;
    struct arena *home = arena_new(0);
    if (home == NULL)
        return 1;
    text_init(&page, home);
    manual_print(&page);
    *state = &page;
    return page.failed;
}

static int tear_down(void **state)
{
    arena_free(((struct text *)*state)->home);
    return 0;
}

/* Where a command's section begins, and how long it is. */
static const char *section_of(const struct text *page, const struct cmd *command, size_t *n)
{
    char head[40];
    snprintf(head, sizeof head, "\n.SS %s\n", command->name);
    const char *start = strstr(text_get(page), head);
    assert_non_null(start);
    const char *end = strstr(start + 1, "\n.S");
    assert_non_null(end);
    *n = (size_t)(end - start);
    return start;
}

static bool has(const char *section, size_t n, const char *what)
{
    const char *found = strstr(section, what);
    return found != NULL && found < section + n;
}

/* --no-color as \fB\-\-no\-color\fR. */
static void set_bold(const char *name, struct text *out)
{
    text_add(out, "\\fB");
    for (; *name != '\0'; name++)
        text_addf(out, "%s%c", *name == '-' ? "\\" : "", *name);
    text_add(out, "\\fR");
}

static void every_command_has_a_section_with_all_its_options(void **state)
{
    const struct text *page = *state;
    const struct cmd *command;
    size_t n;
    for (size_t k = 0; (command = cmd_at(k)) != NULL; k++) {
        const char *section = section_of(page, command, &n);
        assert_true(has(section, n, "Examples:\n"));
        assert_true(has(section, n, "Exit status: 0 "));
        for (size_t i = 0; options_of(command, i) != NULL; i++) {
            struct text name;
            text_init(&name, page->home);
            set_bold(options_of(command, i)->name, &name);
            if (!has(section, n, text_get(&name)))
                fail_msg("%s: no %s", command->name, text_get(&name));
        }
    }
}

static void every_exit_status_is_there_and_those_of_a_command_are_among_them(void **state)
{
    const struct text *page = *state;
    const char *means, *list = strstr(text_get(page), ".SH EXIT STATUS\n");
    int code, all[16];
    size_t n = 0;
    assert_non_null(list);
    for (; help_exit_of_all(n, &code, &means); n++) {
        char line[40];
        snprintf(line, sizeof line, ".TP\n\\fB%d\\fR\n", code);
        assert_non_null(strstr(list, line));
        all[n] = code;
    }
    for (size_t k = 0; cmd_at(k) != NULL; k++)
        for (size_t i = 0; help_exit(cmd_at(k), i, false, &code, &means); i++) {
            size_t at = 0;
            while (at < n && all[at] != code)
                at++;
            assert_true(at < n);
        }
}

static void no_line_is_taken_for_a_request_that_it_is_not(void **state)
{
    static const char *const known[] = {".\\\"", ".TH ", ".SH ", ".SS ", ".TP", ".PP",
                                        ".nf",   ".fi",  ".RS",  ".RE",  ".br"};
    const char *line = text_get((const struct text *)*state);
    for (size_t n; *line != '\0'; line += n + (line[n] == '\n')) {
        size_t i = 0;
        n = strcspn(line, "\n");
        while (*line == '.' && i < COUNT_OF(known) &&
               strncmp(line, known[i], strlen(known[i])) != 0)
            i++;
        if (i == COUNT_OF(known) || *line == '\'' || n == 0)
            fail_msg("'%.*s'", (int)n, line);
    }
}

static void its_date_is_that_of_the_newest_chapter_of_changes(void **state)
{
    char line[256], head[64];
    FILE *changes = fopen("CHANGELOG.md", "r");
    assert_non_null(changes);
    while (fgets(line, sizeof line, changes) != NULL && strncmp(line, "## ", 3) != 0)
        line[0] = '\0';
    assert_int_equal(fclose(changes), 0);
    const char *date = strrchr(line, '(');
    assert_non_null(date);
    snprintf(head, sizeof head, "\n.TH MADOSIM 1 %.10s madosim ", date + 1);
    assert_non_null(strstr(text_get((const struct text *)*state), head));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_command_has_a_section_with_all_its_options),
        cmocka_unit_test(every_exit_status_is_there_and_those_of_a_command_are_among_them),
        cmocka_unit_test(no_line_is_taken_for_a_request_that_it_is_not),
        cmocka_unit_test(its_date_is_that_of_the_newest_chapter_of_changes),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
