#include "sim/base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "sim/base/arena.h"
#include "sim/base/bug.h"
#include "sim/base/text_ranges.h"

enum { TEXT_FIRST_BYTES = 64, BAD_SEQUENCE = 0xFFFD };

void text_init(struct text *t, struct arena *home)
{
    *t = (struct text){.home = home};
}

/* Doubles, so n bytes cost O(n); the arena extends the newest text in place. */
static bool make_room(struct text *t, size_t more)
{
    if (t->failed)
        return false;
    if (more < t->capacity - t->length)
        return true;
    size_t want = t->capacity < TEXT_FIRST_BYTES ? TEXT_FIRST_BYTES : t->capacity;
    while (want - t->length <= more && want <= SIZE_MAX / 2)
        want *= 2;
    char *bytes = NULL;
    if (want - t->length > more)
        bytes = arena_extend(t->home, t->bytes, t->capacity, want);
    t->failed = bytes == NULL;
    if (t->failed)
        return false;
    t->bytes = bytes;
    t->capacity = want;
    return true;
}

void text_add_bytes(struct text *t, const char *s, size_t n)
{
    if (n == 0 || !make_room(t, n))
        return;
    memcpy(t->bytes + t->length, s, n);
    t->length += n;
    t->bytes[t->length] = '\0';
}

void text_add(struct text *t, const char *s)
{
    text_add_bytes(t, s, strlen(s));
}

void text_addf(struct text *t, const char *fmt, ...)
{
    char line[256];
    va_list args;
    va_start(args, fmt);
    int n = vsnprintf(line, sizeof line, fmt, args);
    va_end(args);
    BUG_IF(n < 0);
    if ((size_t)n < sizeof line) {
        text_add_bytes(t, line, (size_t)n);
        return;
    }
    if (!make_room(t, (size_t)n))
        return;
    va_start(args, fmt);
    n = vsnprintf(t->bytes + t->length, t->capacity - t->length, fmt, args);
    va_end(args);
    t->length += (size_t)n;
}

void text_cut(struct text *t, size_t length)
{
    BUG_IF(length > t->length);
    t->length = length;
    if (t->bytes != NULL)
        t->bytes[length] = '\0';
}

const char *text_get(const struct text *t)
{
    return t->bytes != NULL ? t->bytes : "";
}

/* ---- UTF-8 ------------------------------------------------------------------ */

/* Bytes of the character that begins with this byte, 0 when none does. */
static size_t size_by_lead(unsigned char lead)
{
    if (lead < 0x80)
        return 1;
    if (lead < 0xC2 || lead > 0xF4)
        return 0;
    return lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
}

/* Overlong forms, surrogates and values above U+10FFFF are no characters (Unicode 14.0,
 * table 3-7). */
static bool is_of_size(uint32_t c, size_t size)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    return c >= least[size] && c <= 0x10FFFF && (c < 0xD800 || c > 0xDFFF);
}

/* Bytes of the character at s, 0 when it is none. Reads no byte behind the first one that
 * cannot belong to it, so a NUL-ended s needs no length. */
static size_t decode(const char *s, size_t n, uint32_t *code_point)
{
    unsigned char lead = (unsigned char)s[0];
    size_t size = size_by_lead(lead);
    if (size == 0 || size > n)
        return 0;
    uint32_t c = size == 1 ? lead : lead & (0xFFU >> (size + 1));
    for (size_t i = 1; i < size; i++) {
        unsigned char next = (unsigned char)s[i];
        if ((next & 0xC0) != 0x80)
            return 0;
        c = c << 6 | (next & 0x3FU);
    }
    *code_point = c;
    return is_of_size(c, size) ? size : 0;
}

uint32_t text_next(const char **s)
{
    uint32_t c;
    if (**s == '\0')
        return 0;
    size_t size = decode(*s, 4, &c);
    *s += size != 0 ? size : 1;
    return size != 0 ? c : BAD_SEQUENCE;
}

bool text_is_utf8(const char *s, size_t n, size_t *bad_at)
{
    uint32_t c;
    for (size_t i = 0, size; i < n; i += size) {
        size = decode(s + i, n - i, &c);
        if (size == 0) {
            if (bad_at != NULL)
                *bad_at = i;
            return false;
        }
    }
    return true;
}

static bool is_in(const struct text_range *ranges, size_t n, uint32_t c)
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (ranges[middle].last < c)
            low = middle + 1;
        else
            high = middle;
    }
    return low < n && ranges[low].first <= c;
}

int text_width_of(uint32_t code_point)
{
    bool is_control = code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0);
    if (is_control || is_in(text_zero, COUNT_OF(text_zero), code_point))
        return 0;
    return is_in(text_wide, COUNT_OF(text_wide), code_point) ? 2 : 1;
}

bool text_is_ambiguous(uint32_t code_point)
{
    return is_in(text_ambiguous, COUNT_OF(text_ambiguous), code_point);
}

int text_width(const char *s)
{
    int width = 0;
    for (uint32_t c; (c = text_next(&s)) != 0;)
        width += text_width_of(c);
    return width;
}

size_t text_count(const char *s)
{
    size_t n = 0;
    while (text_next(&s) != 0)
        n++;
    return n;
}

/* ---- quoting ---------------------------------------------------------------- */

static bool is_control(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0);
}

/* Appends the character that was stepped over, from..to; a bad byte becomes U+FFFD. */
static void add_character(struct text *t, uint32_t c, const char *from, const char *to)
{
    if (c == BAD_SEQUENCE)
        text_add(t, "\xEF\xBF\xBD");
    else
        text_add_bytes(t, from, (size_t)(to - from));
}

/* The two-character escapes that JSON and YAML share; NULL when there is none. */
static const char *short_escape(uint32_t c)
{
    switch (c) {
    case '"':
        return "\\\"";
    case '\\':
        return "\\\\";
    case '\n':
        return "\\n";
    case '\r':
        return "\\r";
    case '\t':
        return "\\t";
    default:
        return NULL;
    }
}

/* YAML does not allow U+FEFF, U+FFFE and U+FFFF as they are, line separators end a line in
 * older JavaScript, and a < may open a tag when the text stands in a <script> element. */
static bool needs_code(uint32_t c, const char *next)
{
    return is_control(c) || c == 0x2028 || c == 0x2029 || c == 0xFEFF || c == 0xFFFE ||
           c == 0xFFFF || (c == '<' && (*next == '/' || *next == '!'));
}

/* A string in double quotes by RFC 8259, which YAML 1.1 and 1.2 read the same way. */
void text_add_json(struct text *t, const char *s)
{
    text_add(t, "\"");
    const char *next = s;
    for (uint32_t c; (c = text_next(&next)) != 0; s = next) {
        const char *escape = short_escape(c);
        if (escape != NULL)
            text_add(t, escape);
        else if (needs_code(c, next))
            text_addf(t, "\\u%04x", (unsigned)c);
        else
            add_character(t, c, s, next);
    }
    text_add(t, "\"");
}

/* Also the full-width forms, which a Japanese spreadsheet turns into narrow ones, and
 * tab and carriage return, which it skips. */
static bool starts_formula(uint32_t c)
{
    switch (c) {
    case '=':
    case '+':
    case '-':
    case '@':
    case '\t':
    case '\r':
    case 0xFF1D:
    case 0xFF0B:
    case 0xFF0D:
    case 0xFF20:
        return true;
    default:
        return false;
    }
}

/* Printable ASCII that needs no quotes, is no formula, and begins and ends with no space: most of
 * a table. */
static bool is_plain_field(const char *s)
{
    size_t n = 0;
    while (s[n] >= ' ' && s[n] < 0x7F && s[n] != ',' && s[n] != '"')
        n++;
    return s[n] == '\0' && n > 0 && s[0] != ' ' && s[n - 1] != ' ' &&
           !starts_formula((unsigned char)s[0]);
}

void text_add_csv(struct text *t, const char *s)
{
    if (is_plain_field(s)) {
        text_add(t, s);
        return;
    }
    const char *next = s;
    bool is_formula = starts_formula(text_next(&next));
    size_t n = strlen(s);
    bool quoted = strpbrk(s, ",\"\r\n") != NULL || (n > 0 && (s[0] == ' ' || s[n - 1] == ' '));
    text_add(t, quoted ? "\"" : "");
    text_add(t, is_formula ? "'" : "");
    next = s;
    for (uint32_t c; (c = text_next(&next)) != 0; s = next) {
        if (c == '"')
            text_add(t, "\"");
        add_character(t, c, s, next);
    }
    text_add(t, quoted ? "\"" : "");
}

/* NULL when the character stands for itself; "" drops what XML does not allow. */
static const char *html_entity(uint32_t c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    case '\t':
    case '\n':
        return NULL;
    default:
        return is_control(c) || c == 0xFFFE || c == 0xFFFF ? "" : NULL;
    }
}

void text_add_html(struct text *t, const char *s)
{
    const char *next = s;
    for (uint32_t c; (c = text_next(&next)) != 0; s = next) {
        const char *entity = html_entity(c);
        if (entity != NULL)
            text_add(t, entity);
        else
            add_character(t, c, s, next);
    }
}

/* In single quotes gnuplot runs no backticks and knows no escape but the doubled quote;
 * a newline would end the command and start another. gnuplot 5.4 does not see a doubled
 * quote right behind the opening one or behind another: it ends the string and reads the
 * rest as commands. There the quote is written as U+2019. */
void text_add_gnuplot(struct text *t, const char *s)
{
    text_add(t, "'");
    bool is_behind_quote = true;
    const char *next = s;
    for (uint32_t c; (c = text_next(&next)) != 0; s = next) {
        if (is_control(c))
            continue;
        if (c != '\'')
            add_character(t, c, s, next);
        else
            text_add(t, is_behind_quote ? "\xE2\x80\x99" : "''");
        is_behind_quote = c == '\'' && !is_behind_quote;
    }
    text_add(t, "'");
}

/* What may stand in a plain scalar: no indicator of YAML, no control character, and none
 * of the full-width forms and odd spaces that our own reader refuses outside quotes. */
static bool is_plain_character(uint32_t c)
{
    static const char ascii[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                " _.+-/%()";
    static const struct text_range refused[] = {
        {0x80, 0xA0},     {0x2028, 0x2029}, {0x3000, 0x3000},
        {0xD800, 0xF8FF}, {0xFEFF, 0xFF5E}, {0xFFF0, 0x10FFFF},
    };
    if (c < 0x80)
        return c != 0 && strchr(ascii, (int)c) != NULL;
    return !is_in(refused, COUNT_OF(refused), c);
}

/* Words that some YAML reader takes for null or a truth value, in lower case. */
static bool is_yaml_word(const char *s)
{
    static const char *const words[] = {"null", "true", "false", "yes", "no",
                                        "on",   "off",  "y",     "n",   "none"};
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        size_t k = 0;
        while (words[i][k] != '\0' && ((unsigned char)s[k] | 0x20) == (unsigned char)words[i][k])
            k++;
        if (words[i][k] == '\0' && s[k] == '\0')
            return true;
    }
    return false;
}

/* "12 min", "70%", "2窓口": surely no number, date or time, although it begins as one. */
static bool is_quantity(const char *s)
{
    const char *rest =
        s + strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.+-/()");
    return s[0] >= '0' && s[0] <= '9' && *rest != '\0';
}

static bool is_plain_yaml(const char *s)
{
    size_t n = strlen(s);
    const char *next = s;
    for (uint32_t c; (c = text_next(&next)) != 0;) {
        if (!is_plain_character(c))
            return false;
    }
    if (n == 0 || s[n - 1] == ' ' || is_yaml_word(s))
        return false;
    unsigned char first = (unsigned char)s[0];
    bool is_letter = (first | 0x20) >= 'a' && (first | 0x20) <= 'z';
    return is_letter || first >= 0x80 || is_quantity(s);
}

void text_add_yaml(struct text *t, const char *s)
{
    if (is_plain_yaml(s))
        text_add(t, s);
    else
        text_add_json(t, s);
}
