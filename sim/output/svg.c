#include "sim/output/svg.h"

#include <string.h>

#include "sim/base/bug.h"

/* A stretch of the source. */
struct span {
    const char *start;
    size_t n;
};

struct attribute {
    struct span name, value;
    char quote;
};

struct copier {
    const char *at; /* what comes next in the source */
    const char *prefix, *title, *description;
    struct text *out;
    int depth; /* of open elements; 0 before and after the root */
};

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_same(struct span s, const char *word)
{
    return strlen(word) == s.n && memcmp(s.start, word, s.n) == 0;
}

static void add_span(struct text *out, struct span s)
{
    text_add_bytes(out, s.start, s.n);
}

static void skip_spaces(const char **at)
{
    while (is_space(**at))
        ++*at;
}

/* Steps behind the next occurrence of `end`; false when there is none. */
static bool skip_past(const char **at, const char *end)
{
    const char *found = strstr(*at, end);
    if (found != NULL)
        *at = found + strlen(end);
    return found != NULL;
}

static struct span take_name(const char **at)
{
    struct span name = {.start = *at};
    name.n = strcspn(*at, " \t\r\n=/><\"'");
    *at += name.n;
    return name;
}

/* name="value" or name='value'. false at the end of the tag, and where it is malformed. */
static bool take_attribute(const char **at, struct attribute *a)
{
    skip_spaces(at);
    const char *p = *at;
    a->name = take_name(&p);
    skip_spaces(&p);
    if (a->name.n == 0 || *p != '=')
        return false;
    p++;
    skip_spaces(&p);
    a->quote = *p;
    if (a->quote != '"' && a->quote != '\'')
        return false;
    a->value.start = p + 1;
    const char *end = strchr(p + 1, a->quote);
    if (end == NULL)
        return false;
    a->value.n = (size_t)(end - a->value.start);
    *at = end + 1;
    return true;
}

/* The value with `prefix-` put behind every "url(#". */
static void add_value(struct copier *c, struct span value)
{
    static const char mark[] = "url(#";
    const size_t n = sizeof mark - 1;
    for (size_t i = 0; i < value.n; i++) {
        text_add_bytes(c->out, value.start + i, 1);
        if (i + 1 >= n && memcmp(value.start + i + 1 - n, mark, n) == 0)
            text_addf(c->out, "%s-", c->prefix);
    }
}

static void add_attribute(struct copier *c, const struct attribute *a)
{
    bool is_link = is_same(a->name, "href") || is_same(a->name, "xlink:href");
    struct span value = a->value;
    text_add(c->out, " ");
    add_span(c->out, a->name);
    text_add(c->out, "=");
    text_add_bytes(c->out, &a->quote, 1);
    if (is_same(a->name, "id")) {
        text_addf(c->out, "%s-", c->prefix);
    } else if (is_link && value.n > 0 && value.start[0] == '#') {
        text_addf(c->out, "#%s-", c->prefix);
        value = (struct span){value.start + 1, value.n - 1};
    }
    add_value(c, value);
    text_add_bytes(c->out, &a->quote, 1);
}

/* The leading number of a length such as 688 or 688px; empty for a share such as 100%. */
static struct span number_of(struct span value)
{
    size_t n = 0;
    while (n < value.n && strchr("0123456789.", value.start[n]) != NULL)
        n++;
    bool is_pixels = n == value.n || is_same((struct span){value.start + n, value.n - n}, "px");
    return (struct span){value.start, is_pixels ? n : 0};
}

static void add_title(struct copier *c)
{
    text_addf(c->out, "<title id=\"%s-title\">", c->prefix);
    text_add_html(c->out, c->title);
    text_addf(c->out, "</title>\n<desc id=\"%s-desc\">", c->prefix);
    text_add_html(c->out, c->description);
    text_add(c->out, "</desc>");
}

/* The rest of the root's tag, behind "<svg". The page scales the picture by viewBox. */
static bool copy_root(struct copier *c)
{
    struct span width = {.n = 0}, height = {.n = 0};
    bool has_box = false;
    for (struct attribute a; take_attribute(&c->at, &a);) {
        if (is_same(a.name, "width"))
            width = number_of(a.value);
        else if (is_same(a.name, "height"))
            height = number_of(a.value);
        else if (!is_same(a.name, "role") && !is_same(a.name, "aria-labelledby"))
            add_attribute(c, &a);
        has_box = has_box || is_same(a.name, "viewBox");
    }
    if (*c->at != '>')
        return false;
    c->at++;
    if (!has_box && width.n > 0 && height.n > 0) {
        text_add(c->out, " viewBox=\"0 0 ");
        add_span(c->out, width);
        text_add(c->out, " ");
        add_span(c->out, height);
        text_add(c->out, "\"");
    }
    text_addf(c->out, " role=\"img\" aria-labelledby=\"%s-title %s-desc\">\n", c->prefix,
              c->prefix);
    add_title(c);
    c->depth = 1;
    return true;
}

/* Handlers such as onclick are left out: a page of ours runs our script only. */
static bool copy_attributes(struct copier *c)
{
    for (struct attribute a; take_attribute(&c->at, &a);) {
        bool is_handler = a.name.n > 2 && memcmp(a.name.start, "on", 2) == 0;
        if (!is_handler)
            add_attribute(c, &a);
    }
    bool is_closed = c->at[0] == '/';
    if (c->at[is_closed] != '>')
        return false;
    text_add(c->out, is_closed ? "/>" : ">");
    c->at += is_closed ? 2 : 1;
    c->depth += !is_closed;
    return true;
}

/* gnuplot's titles show its plot expressions, its desc names its version. */
static bool is_unwanted(struct span name)
{
    return is_same(name, "title") || is_same(name, "desc") || is_same(name, "script") ||
           is_same(name, "metadata");
}

/* Behind the element's name; none of these elements holds another of its name. */
static bool skip_element(struct copier *c, struct span name)
{
    struct attribute ignored;
    while (take_attribute(&c->at, &ignored))
        continue;
    if (c->at[0] == '/' && c->at[1] == '>') {
        c->at += 2;
        return true;
    }
    while (skip_past(&c->at, "</")) {
        struct span closed = take_name(&c->at);
        if (closed.n == name.n && memcmp(closed.start, name.start, name.n) == 0)
            return skip_past(&c->at, ">");
    }
    return false;
}

static bool copy_element(struct copier *c)
{
    c->at++;
    struct span name = take_name(&c->at);
    if (name.n == 0)
        return false;
    if (c->depth > 0 && is_unwanted(name))
        return skip_element(c, name);
    if (c->depth == 0 && !is_same(name, "svg"))
        return false;
    text_add(c->out, "<");
    add_span(c->out, name);
    return c->depth == 0 ? copy_root(c) : copy_attributes(c);
}

static bool copy_end(struct copier *c)
{
    const char *end = strchr(c->at, '>');
    if (end == NULL || c->depth == 0)
        return false;
    add_span(c->out, (struct span){c->at, (size_t)(end + 1 - c->at)});
    c->at = end + 1;
    c->depth--;
    return true;
}

/* One piece of markup, from its '<'. */
static bool copy_markup(struct copier *c)
{
    const char *at = c->at;
    if (strncmp(at, "<?", 2) == 0)
        return skip_past(&c->at, "?>");
    if (strncmp(at, "<!--", 4) == 0)
        return skip_past(&c->at, "-->");
    if (strncmp(at, "<!", 2) == 0)
        return c->depth == 0 && skip_past(&c->at, ">");
    return at[1] == '/' ? copy_end(c) : copy_element(c);
}

/* true when a whole root element was copied. */
static bool copy_document(struct copier *c)
{
    if (strncmp(c->at, "\xEF\xBB\xBF", 3) == 0)
        c->at += 3;
    for (bool began = false; !began || c->depth > 0; began = began || c->depth > 0) {
        size_t n = strcspn(c->at, "<");
        if (c->depth > 0)
            text_add_bytes(c->out, c->at, n);
        c->at += n;
        if (*c->at == '\0' || !copy_markup(c))
            return false;
    }
    text_add(c->out, "\n");
    return true;
}

bool svg_inline(const char *svg, const char *prefix, const char *title, const char *description,
                struct text *out)
{
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-";
    BUG_IF(prefix[0] == '\0' || prefix[strspn(prefix, allowed)] != '\0');
    struct copier c = {
        .at = svg, .prefix = prefix, .title = title, .description = description, .out = out};
    size_t before = out->length;
    bool ok = copy_document(&c);
    if (!ok)
        text_cut(out, before);
    return ok;
}
