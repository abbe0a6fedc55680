#include "sim/input/syntax.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <yaml.h>

#include "sim/base/arena.h"
#include "sim/base/text.h"
#include "sim/input/tree.h"

/* ---- a colon without its space ------------------------------------------------------ */

const char *syntax_after_colon(const char *text)
{
    size_t n = strcspn(text, ": \t'\"[]{}#,");
    if (n == 0 || text[n] != ':' || strspn(text, "0123456789") == n)
        return NULL;
    const char *value = text + n + 1;
    bool is_apart = *value == '\0' || *value == ' ' || *value == '\t';
    return is_apart || strncmp(value, "//", 2) == 0 ? NULL : value;
}

/* The line from a column on, without the mark of a list item. *column moves along. */
static const char *content_of(const struct source *s, size_t line, size_t *column)
{
    const char *p = line < s->n_lines ? s->lines[line] : "";
    for (size_t i = 0; i < *column && *p != '\0'; i++)
        text_next(&p);
    while (*p == ' ' || (p[0] == '-' && p[1] == ' ')) {
        ++*column;
        p++;
    }
    return p;
}

/* Bytes of the line up to a comment and without blanks at the end. */
static size_t content_bytes(const char *from)
{
    size_t solid = 0;
    for (size_t n = 0; from[n] != '\0'; n++) {
        bool is_blank = from[n] == ' ' || from[n] == '\t';
        if (is_blank && from[n + 1] == '#')
            break;
        if (!is_blank)
            solid = n + 1;
    }
    return solid;
}

static size_t count_between(const char *from, const char *end)
{
    size_t count = 0;
    for (; from < end; count++)
        text_next(&from);
    return count;
}

/* The content as an argument of an error, its end cut off when it is long. */
static void copy_content(const char *from, char to[ERR_ARG_BYTES])
{
    size_t n = content_bytes(from);
    if (n >= ERR_ARG_BYTES)
        n = ERR_ARG_BYTES - 1;
    while (n > 0 && ((unsigned char)from[n] & 0xC0) == 0x80)
        n--; /* not in the middle of a character */
    memcpy(to, from, n);
    to[n] = '\0';
}

bool syntax_report_colon(const struct source *s, size_t line, size_t column, struct err *e)
{
    char text[ERR_ARG_BYTES], better[2 * ERR_ARG_BYTES];
    const char *content = content_of(s, line, &column), *value = syntax_after_colon(content);
    if (value == NULL)
        return false;
    copy_content(content, text);
    size_t key = (size_t)(value - content), n = strlen(text), width;
    key = key < n ? key : n;
    snprintf(better, sizeof better, "%.*s %s", (int)key, text, text + key);
    width = count_between(content, content + content_bytes(content));
    err_add(e, ERR_COLON_SPACE, source_at(s, line, column, width), text, better);
    return true;
}

/* ---- mending ------------------------------------------------------------------------ */

static const char *line_of_bytes(const struct source *s, size_t line)
{
    const char *p = s->bytes;
    for (; line > 0; line--) {
        const char *end = strchr(p, '\n');
        if (end == NULL)
            return p + strlen(p);
        p = end + 1;
    }
    return p;
}

/* Puts the missing blank into s->bytes, where every character has the column it has in
 * the line as written. False without memory. */
static bool mend(struct source *s, size_t line)
{
    size_t column = 0;
    const char *content = content_of(s, line, &column), *value = syntax_after_colon(content);
    char *mended = arena_take_array(s->home, char, s->n + 2);
    BUG_IF(value == NULL || s->blanks[line] != 0);
    if (mended == NULL)
        return false;
    column += count_between(content, value);
    const char *place = line_of_bytes(s, line);
    for (size_t i = 0; i < column; i++)
        text_next(&place);
    size_t before = (size_t)(place - s->bytes);
    memcpy(mended, s->bytes, before);
    mended[before] = ' ';
    memcpy(mended + before + 1, place, s->n - before);
    s->told[line] = true;
    s->blanks[line] = column + 1;
    s->bytes = mended;
    s->n++;
    return true;
}

static bool is_blank_line(const char *line)
{
    line += strspn(line, " \t");
    return *line == '\0' || *line == '#';
}

static bool has_missing_blank(const struct source *s, size_t line)
{
    size_t column = 0;
    bool is_mended = s->blanks != NULL && s->blanks[line] != 0;
    return !is_mended && syntax_after_colon(content_of(s, line, &column)) != NULL;
}

/* The lines with a missing blank end where the parser stopped or one line above. */
static size_t last_suspect(const struct source *s, const yaml_parser_t *parser)
{
    bool is_key = parser->context != NULL && strstr(parser->context, "simple key") != NULL;
    size_t stop = is_key ? parser->context_mark.line : parser->problem_mark.line;
    size_t last = stop < s->n_lines ? stop : s->n_lines - 1;
    return last > 0 && !has_missing_blank(s, last) ? last - 1 : last;
}

/* Reports and mends them, blank lines and comments between them allowed. False when
 * there are none. */
static bool mend_lines(struct source *s, const yaml_parser_t *parser, struct err *e)
{
    if (s->told == NULL || parser->error == YAML_MEMORY_ERROR)
        return false;
    bool any = false;
    size_t last = last_suspect(s, parser), first = last;
    while (first > 0 && (has_missing_blank(s, first) || is_blank_line(s->lines[first])))
        first--;
    for (size_t line = first; line <= last; line++) {
        bool is_suspect = has_missing_blank(s, line);
        if (is_suspect)
            syntax_report_colon(s, line, 0, e);
        any = (is_suspect && mend(s, line)) || any;
    }
    return any;
}

/* ---- everything else ------------------------------------------------------------------ */

static struct src_pos at_mark(const struct source *s, yaml_mark_t mark, size_t width)
{
    return source_at(s, mark.line, mark.column, width);
}

static bool says(const char *text, const char *part)
{
    return text != NULL && strstr(text, part) != NULL;
}

/* The character at a mark as a string, "" at the end of the line. */
static void character_at(const struct source *s, yaml_mark_t mark, char to[8])
{
    const char *p = mark.line < s->n_lines ? s->lines[mark.line] : "", *from = p;
    size_t column = mark.column;
    if (s->option == NULL) /* blanks that were put in do not stand in the line */
        column = (size_t)at_mark(s, mark, 1).column - 1;
    for (size_t i = 0; i <= column && *p != '\0'; i++) {
        from = p;
        text_next(&p);
    }
    size_t n = (size_t)(p - from);
    memcpy(to, from, n);
    to[n] = '\0';
}

static void number(size_t line, char to[32])
{
    snprintf(to, 32, "%zu", line + 1);
}

/* A "、" where a comma was meant, from the bracket to where the parser stopped; what is in quotes
 * is text. */
static bool find_comma(const yaml_parser_t *p, const struct source *s, struct src_pos *where)
{
    size_t column = p->context_mark.column;
    for (size_t line = p->context_mark.line; line <= p->problem_mark.line; line++, column = 0) {
        const char *text = line < s->n_lines ? s->lines[line] : "";
        bool is_quoted = false;
        for (size_t at = 0; *text != '\0'; at++) {
            uint32_t c = text_next(&text);
            is_quoted ^= c == '"' || c == '\'';
            if (c != 0x3001 || is_quoted || at < column)
                continue;
            *where = source_at(s, line, at, 1);
            return true;
        }
    }
    return false;
}

static bool report_unclosed(const yaml_parser_t *p, const struct source *s, struct err *e)
{
    char open[8], line[32];
    character_at(s, p->context_mark, open);
    number(p->problem_mark.line, line);
    const char *close = open[0] == '[' ? "]" : open[0] == '{' ? "}" : open;
    struct src_pos comma;
    if (close != open && find_comma(p, s, &comma))
        return err_add(e, ERR_FULLWIDTH, comma, "、", ", ");
    return err_add(e, ERR_UNCLOSED, at_mark(s, p->context_mark, 1), open, close, line);
}

static bool report_character(const yaml_parser_t *p, const struct source *s, struct err *e)
{
    char text[8];
    character_at(s, p->problem_mark, text);
    if (text[0] == '\t')
        return err_add(e, ERR_TAB, at_mark(s, p->problem_mark, 1), "");
    return err_add(e, ERR_CHARACTER, at_mark(s, p->problem_mark, 1), text);
}

static size_t indent_of(const struct source *s, size_t line)
{
    return line < s->n_lines ? strspn(s->lines[line], " ") : 0;
}

/* A block that ends where libyaml did not expect it: text behind a value on the same
 * line, or a line that starts at a column of its own. */
static bool report_dedent(const yaml_parser_t *p, const struct source *s, struct err *e)
{
    yaml_mark_t at = p->problem_mark;
    if (at.line >= s->n_lines || at.column > indent_of(s, at.line))
        return report_character(p, s, e);
    char line[32];
    number(p->context_mark.line, line);
    size_t width = source_line_width(s, at.line) - indent_of(s, at.line);
    return err_add(e, ERR_INDENT, at_mark(s, at, width), line);
}

static bool report_missing_colon(const struct source *s, size_t line, struct err *e)
{
    char text[ERR_ARG_BYTES];
    size_t column = 0;
    copy_content(content_of(s, line, &column), text);
    return err_add(e, ERR_COLON_MISSING, source_at(s, line, column, text_count(text)), text);
}

/* The line above that holds something; the line itself when there is none. */
static size_t line_above(const struct source *s, size_t line)
{
    size_t above = line;
    while (above > 0 && is_blank_line(s->lines[--above]))
        continue;
    return is_blank_line(s->lines[above]) ? line : above;
}

/* A single word without a colon, which is not the rest of a text that began above it. */
static bool is_bare_key(const struct source *s, size_t line)
{
    size_t column = 0, before = line_above(s, line);
    const char *content = content_of(s, line, &column);
    size_t n = content_bytes(content);
    bool is_word = n > 0 && strcspn(content, " \t:\"'[]{},") >= n;
    if (!is_word || before == line)
        return is_word;
    const char *above = s->lines[before];
    size_t end = content_bytes(above);
    return above[end - 1] == ':' || indent_of(s, before) >= indent_of(s, line);
}

/* "mapping values are not allowed": a second colon in the line, a line folded into the
 * one above because it is indented too far, or a line above that has no colon. */
static bool report_colon(const yaml_parser_t *p, const struct source *s, struct err *e)
{
    yaml_mark_t at = p->problem_mark;
    const char *line = at.line < s->n_lines ? s->lines[at.line] : "";
    const char *colon = strstr(line, ": ");
    size_t column = indent_of(s, at.line), above = line_above(s, at.line);
    bool is_second = colon != NULL && (size_t)(colon - line) < at.column;
    if (is_second || above == at.line || at.line >= s->n_lines)
        return err_add(e, ERR_COLON_HERE, at_mark(s, at, 1), "");
    if (column <= indent_of(s, above) || is_bare_key(s, above))
        return report_missing_colon(s, above, e);
    char text[32];
    number(above, text);
    return err_add(e, ERR_INDENT, source_at(s, at.line, column, at.column - column), text);
}

static bool report_missing_key(const yaml_parser_t *p, const struct source *s, struct err *e)
{
    return report_missing_colon(s, p->context_mark.line, e);
}

static bool report_document(const yaml_parser_t *p, const struct source *s, struct err *e)
{
    return err_add(e, ERR_DOCUMENTS, at_mark(s, p->problem_mark, 1), "");
}

/* libyaml 0.2.5: what stands in its problem or context, and what it comes from. The
 * first row that fits holds. */
static const struct {
    const char *problem, *context;
    bool (*report)(const yaml_parser_t *p, const struct source *s, struct err *e);
} causes[] = {
    {"unexpected end of stream", NULL, report_unclosed},
    {"unexpected document indicator", NULL, report_unclosed},
    {NULL, "flow sequence", report_unclosed},
    {NULL, "flow mapping", report_unclosed},
    {"could not find expected ':'", NULL, report_missing_key},
    {"mapping values are not allowed", NULL, report_colon},
    {"cannot start any token", NULL, report_character},
    {"node content", NULL, report_character},
    {"block sequence entries", NULL, report_character},
    {"expected key", NULL, report_dedent},
    {"expected '-' indicator", NULL, report_dedent},
    {"<document start>", NULL, report_document},
};

static bool report(const yaml_parser_t *p, const struct source *s, struct err *e)
{
    if (p->error == YAML_MEMORY_ERROR)
        return err_add(e, ERR_NOMEM, ((struct src_pos){.file = s->name}), s->name);
    for (size_t i = 0; i < COUNT_OF(causes); i++)
        if (says(causes[i].problem != NULL ? p->problem : p->context,
                 causes[i].problem != NULL ? causes[i].problem : causes[i].context))
            return causes[i].report(p, s, e);
    return err_add(e, ERR_YAML, at_mark(s, p->problem_mark, 1),
                   p->problem != NULL ? p->problem : "");
}

enum outcome { PASSED, MENDED, FAILED };

/* The collections that are open: where each begins, and whether with a bracket. */
struct opened {
    yaml_mark_t at[TREE_DEPTH + 1];
    bool is_flow[TREE_DEPTH + 1];
    int depth;
};

static void follow(struct opened *o, const yaml_event_t *event)
{
    bool is_map = event->type == YAML_MAPPING_START_EVENT;
    if (event->type == YAML_MAPPING_END_EVENT || event->type == YAML_SEQUENCE_END_EVENT)
        o->depth--;
    if (!is_map && event->type != YAML_SEQUENCE_START_EVENT)
        return;
    o->at[o->depth] = event->start_mark;
    o->is_flow[o->depth++] = is_map ? event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE
                                    : event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE;
}

/* Inside brackets the end of the text means that the innermost one was never closed. */
static void report_failure(yaml_parser_t *parser, const struct source *s, const struct opened *o,
                           struct err *e)
{
    char text[8];
    character_at(s, parser->problem_mark, text);
    bool is_inside = o->depth > 0 && o->is_flow[o->depth - 1];
    if (!is_inside || text[0] != '\0' || !says(parser->problem, "node content")) {
        report(parser, s, e);
        return;
    }
    parser->context_mark = o->at[o->depth - 1];
    report_unclosed(parser, s, e);
}

static bool is_told(const struct source *s, size_t line)
{
    return s->told != NULL && line < s->n_lines && s->told[line];
}

/* True when the trouble is on a line that has been complained about, right below one, or
 * inside something that began on one. */
static bool is_old_news(const yaml_parser_t *parser, const struct source *s)
{
    size_t line = parser->problem_mark.line;
    bool is_inside = parser->context != NULL && is_told(s, parser->context_mark.line);
    if (parser->error == YAML_MEMORY_ERROR)
        return false;
    return is_inside || is_told(s, line) || (line > 0 && is_told(s, line - 1));
}

static enum outcome run_once(struct source *s, bool may_mend, struct err *e)
{
    yaml_parser_t parser;
    yaml_event_t event;
    enum outcome outcome = PASSED;
    if (!yaml_parser_initialize(&parser)) {
        err_add(e, ERR_NOMEM, ((struct src_pos){.file = s->name}), s->name);
        return FAILED;
    }
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)s->bytes, s->n);
    yaml_event_type_t type = YAML_NO_EVENT;
    struct opened opened = {.depth = 0};
    while (type != YAML_STREAM_END_EVENT && opened.depth <= TREE_DEPTH) {
        if (!yaml_parser_parse(&parser, &event)) {
            outcome = may_mend && mend_lines(s, &parser, e) ? MENDED : FAILED;
            break;
        }
        type = event.type;
        follow(&opened, &event);
        yaml_event_delete(&event);
    }
    if (outcome == FAILED && !is_old_news(&parser, s))
        report_failure(&parser, s, &opened, e);
    yaml_parser_delete(&parser);
    return outcome;
}

bool syntax_check(struct source *s, struct err *e)
{
    enum outcome outcome = MENDED;
    for (int round = 0; outcome == MENDED; round++)
        outcome = run_once(s, round < ERR_LIST_MAX, e);
    return outcome == PASSED;
}
