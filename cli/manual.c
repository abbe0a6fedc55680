#include "cli/manual.h"

#include <ctype.h>
#include <string.h>

#include "cli/cmd.h"
#include "cli/help.h"
#include "cli/version.h"
#include "sim/base/attr.h"

enum { LINE = 76 }; /* columns of the source; a formatter fills lines anew */

/* ---- words as roff reads them --------------------------------------------------------------- */

/* Literal text: what may be copied from the page and typed. */
static void add_literal(const char *s, size_t n, struct text *out)
{
    static const struct {
        char c;
        const char *roff;
    } special[] = {{'-', "\\-"},   {'\\', "\\e"},  {'\'', "\\(aq"}, {'"', "\\(dq"},
                   {'~', "\\(ti"}, {'^', "\\(ha"}, {'`', "\\(ga"}};
    for (size_t i = 0; i < n; i++) {
        size_t k = 0;
        while (k < COUNT_OF(special) && special[k].c != s[i])
            k++;
        if (k < COUNT_OF(special))
            text_add(out, special[k].roff);
        else
            text_add_bytes(out, s + i, 1);
    }
}

static void add_set(char font, const char *s, size_t n, struct text *out)
{
    text_addf(out, "\\f%c", font);
    add_literal(s, n, out);
    text_add(out, "\\fR");
}

static bool ends_as_file(const char *s, size_t n)
{
    static const char *const ends[] = {".csv", ".json", ".yaml", ".html", ".bin", "/"};
    for (size_t i = 0; i < COUNT_OF(ends); i++) {
        size_t m = strlen(ends[i]);
        if (n > m && memcmp(s + n - m, ends[i], m) == 0)
            return true;
    }
    return memchr(s, '/', n) != NULL && n > 3;
}

/* A word of a sentence: an option is bold, a file italic, "--set," loses no comma. */
static void add_word(const char *s, size_t n, struct text *out)
{
    size_t start = strspn(s, "(\""), end = n;
    start = start > n ? n : start;
    while (end > start + 1 && strchr(".,;:)\"", s[end - 1]) != NULL)
        end--;
    text_add_bytes(out, s, start);
    bool is_option =
        s[start] == '-' && (s[start + 1] == '-' || isalpha((unsigned char)s[start + 1]));
    if (is_option)
        add_set('B', s + start, end - start, out);
    else if (ends_as_file(s + start, end - start)) {
        text_add(out, "\\%"); /* is not hyphenated */
        add_set('I', s + start, end - start, out);
    } else
        text_add_bytes(out, s + start, end - start);
    text_add_bytes(out, s + end, n - end);
}

/* A line that began with one of these would be a request. */
static const char *guard(const char *word)
{
    return *word == '.' || *word == '\'' ? "\\&" : "";
}

/* Sentences begin on lines of their own, as pages are written by hand. */
static void add_sentences(const char *words, struct text *out)
{
    struct text word;
    size_t column = 0;
    bool is_end = false;
    for (size_t n; *(words += strspn(words, " ")) != '\0'; words += n) {
        n = strcspn(words, " ");
        text_init(&word, out->home);
        add_word(words, n, &word);
        bool is_full = column + 1 + word.length > LINE;
        bool is_new = column == 0 || is_full || (is_end && !islower((unsigned char)*words));
        text_addf(out, "%s%s%s",
                  column == 0 ? ""
                  : is_new    ? "\n"
                              : " ",
                  is_new ? guard(words) : "", text_get(&word));
        column = is_new ? word.length : column + 1 + word.length;
        is_end = words[n - 1] == '.' || words[n - 1] == '?';
    }
    text_add(out, "\n");
}

/* As it is, indented: examples, lines that begin with a blank. */
static void add_display(const char *lines, size_t n, struct text *out)
{
    text_add(out, ".PP\n.nf\n.RS\n");
    add_literal(lines, n, out);
    text_add(out, lines[n - 1] == '\n' ? ".RE\n.fi\n" : "\n.RE\n.fi\n");
}

static void add_paragraphs(const char *words, bool is_headed, struct text *out)
{
    struct text line;
    for (size_t n; words != NULL && *words != '\0'; words += n + (words[n] == '\n')) {
        n = strcspn(words, "\n");
        size_t blanks = strspn(words, " ");
        text_init(&line, out->home);
        text_add_bytes(&line, words, n);
        if (blanks > 0)
            add_display(words + blanks, n - blanks, out);
        else if (n > 0) {
            text_add(out, is_headed ? "" : ".PP\n");
            is_headed = false;
            add_sentences(text_get(&line), out);
        }
    }
}

/* ---- commands ------------------------------------------------------------------------------- */

/* "FILE --ward W [options]": what is typed is bold, what it stands for italic. */
static void add_usage(const char *name, const char *words, struct text *out)
{
    add_set('B', "madosim", strlen("madosim"), out);
    text_add(out, " ");
    add_set('B', name, strlen(name), out);
    for (size_t n; *words != '\0'; words += n) {
        n = strcspn(words, " ");
        size_t start = words[0] == '[', end = start;
        while (end < n && words[end] != ']' && words[end] != '.')
            end++;
        bool is_typed = words[start] == '-' || memchr(words, '|', n) != NULL;
        text_add(out, start > 0 ? " [" : " ");
        add_set(is_typed ? 'B' : 'I', words + start, end - start, out);
        text_add_bytes(out, words + end, n - end);
        n += strspn(words + n, " ");
    }
    text_add(out, "\n");
}

static void add_option(const struct cmd *c, size_t nth, struct text *out)
{
    const struct options_row *row = options_of(c, nth);
    text_add(out, ".TP\n");
    if (row->letter != NULL) {
        add_set('B', row->letter, strlen(row->letter), out);
        text_add(out, ", ");
    }
    add_set('B', row->name, strlen(row->name), out);
    if (row->value[0] != NULL) {
        text_add(out, " ");
        add_set('I', row->value[0], strlen(row->value[0]), out);
    }
    text_add(out, "\n");
    add_sentences(help_option(c, nth, false), out);
}

static void add_exits(const struct cmd *c, struct text *out)
{
    struct text line;
    const char *means;
    int code;
    text_init(&line, out->home);
    text_add(&line, "Exit status:");
    for (size_t i = 0; help_exit(c, i, false, &code, &means); i++)
        text_addf(&line, "%s %d %s", i > 0 ? "," : "", code, means);
    text_add(&line, ".");
    add_paragraphs(text_get(&line), false, out);
}

static void add_command(const struct cmd *c, struct text *out)
{
    text_addf(out, ".SS %s\n", c->name);
    for (size_t i = 0; i < COUNT_OF(c->usage) && c->usage[i].words[0] != NULL; i++) {
        text_add(out, ".TP\n");
        add_usage(c->name, c->usage[i].words[0], out);
        add_sentences(c->usage[i].does[0] != NULL ? c->usage[i].does[0] : c->brief[0], out);
    }
    add_paragraphs(c->about[0], false, out);
    add_paragraphs(c->notes[0], false, out);
    add_paragraphs(manual_more(c->name), false, out);
    for (size_t i = 0; options_of(c, i) != NULL; i++)
        add_option(c, i, out);
    text_add(out, ".PP\nExamples:\n");
    add_display(c->examples[0], strlen(c->examples[0]), out);
    add_exits(c, out);
}

/* ---- the page ------------------------------------------------------------------------------- */

static void add_chapter(const struct manual_chapter *chapter, struct text *out)
{
    text_addf(out, ".SH %s\n", chapter->title);
    for (const struct manual_item *item = chapter->items; item->words != NULL; item++) {
        if (item->term == NULL) {
            add_paragraphs(item->words, item == chapter->items, out);
            continue;
        }
        text_add(out, ".TP\n");
        add_set(isupper((unsigned char)*item->term) ? 'B' : 'I', item->term, strlen(item->term),
                out);
        text_add(out, "\n");
        add_sentences(item->words, out);
    }
}

static void add_synopsis(struct text *out)
{
    const struct cmd *c;
    text_add(out, ".SH SYNOPSIS\n");
    for (size_t k = 0; (c = cmd_at(k)) != NULL; k++)
        for (size_t i = 0; i < COUNT_OF(c->usage) && c->usage[i].words[0] != NULL; i++) {
            add_usage(c->name, c->usage[i].words[0], out);
            text_add(out, ".br\n");
        }
    text_add(out, "\\fBmadosim\\fR \\fB\\-\\-help\\fR | \\fB\\-\\-version\\fR\n");
}

static void add_all_exits(struct text *out)
{
    const char *means;
    int code;
    text_add(out, ".SH EXIT STATUS\n");
    for (size_t i = 0; help_exit_of_all(i, &code, &means); i++) {
        text_addf(out, ".TP\n\\fB%d\\fR\n", code);
        add_sentences(means, out);
    }
}

void manual_print(struct text *out)
{
    struct manual_chapter chapter;
    text_addf(out,
              ".\\\" Written by: madosim completion man\n"
              ".TH MADOSIM 1 %s madosim \"User Commands\"\n"
              ".SH NAME\nmadosim \\- capacity simulator for service counters\n",
              version_get()->date);
    add_synopsis(out);
    for (size_t i = 0; (chapter = manual_before(i)).title != NULL; i++)
        add_chapter(&chapter, out);
    text_add(out, ".SH COMMANDS\n");
    for (size_t k = 0; cmd_at(k) != NULL; k++)
        add_command(cmd_at(k), out);
    add_all_exits(out);
    for (size_t i = 0; (chapter = manual_after(i)).title != NULL; i++)
        add_chapter(&chapter, out);
    text_add(out, ".SH SEE ALSO\n\\fBgnuplot\\fR(1), \\fBman\\fR(1)\n");
}
