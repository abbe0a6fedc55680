#include "sim/input/guard.h"

#include <stdio.h>
#include <string.h>

#include "sim/base/arena.h"
#include "sim/base/text.h"

enum { WIDE_FIRST = 0xFF01, WIDE_LAST = 0xFF5E, WIDE_COLON = 0xFF1A, WIDE_SHIFT = 0xFEE0 };
enum { IDEOGRAPHIC_SPACE = 0x3000, NO_BREAK_SPACE = 0xA0 };

/* ---- encoding ------------------------------------------------------------------- */

/* Every byte over 0x7F belongs to a pair that EUC-JP allows. */
static bool is_euc_jp(const unsigned char *p, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (p[i] < 0x80)
            continue;
        bool is_lead = p[i] == 0x8E || (p[i] >= 0xA1 && p[i] <= 0xFE);
        if (!is_lead || i + 1 >= n || p[i + 1] < 0xA1 || p[i + 1] > 0xFE)
            return false;
        i++;
    }
    return true;
}

static bool is_sjis_lead(unsigned char c)
{
    return (c >= 0x81 && c <= 0x9F) || (c >= 0xE0 && c <= 0xFC);
}

static bool is_sjis_trail(unsigned char c)
{
    return c >= 0x40 && c <= 0xFC && c != 0x7F;
}

/* The same for Shift_JIS with the extensions of code page 932. */
static bool is_shift_jis(const unsigned char *p, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        bool is_single = p[i] < 0x80 || (p[i] >= 0xA1 && p[i] <= 0xDF);
        if (is_single)
            continue;
        if (!is_sjis_lead(p[i]) || i + 1 >= n || !is_sjis_trail(p[i + 1]))
            return false;
        i++;
    }
    return true;
}

/* A byte order mark, or every fourth byte and more zero, as Latin letters make it. */
static bool is_utf16(const unsigned char *p, size_t n)
{
    if (n >= 2 && ((p[0] == 0xFF && p[1] == 0xFE) || (p[0] == 0xFE && p[1] == 0xFF)))
        return true;
    size_t zeros = 0;
    for (size_t i = 0; i < n; i++)
        zeros += p[i] == 0;
    return n >= 2 && zeros >= n / 4 && zeros > 0;
}

static const char *guess_encoding(const unsigned char *p, size_t n)
{
    if (is_utf16(p, n))
        return "UTF-16";
    if (memchr(p, 0, n) != NULL)
        return "";
    return is_euc_jp(p, n) ? "EUC-JP" : is_shift_jis(p, n) ? "Shift_JIS" : "";
}

/* Line and column of a byte in a text that may not be valid; so without an excerpt. */
static struct src_pos place_of_byte(const struct source *s, size_t byte)
{
    struct src_pos at = {.file = s->name, .line = 1, .column = 1, .width = 1};
    for (size_t i = 0; i < byte; i++) {
        unsigned char c = (unsigned char)s->bytes[i];
        if (c == '\n') {
            at.line++;
            at.column = 1;
        } else if ((c & 0xC0) != 0x80) {
            at.column++;
        }
    }
    return at;
}

/* What YAML 1.1 calls printable, without the line ends that only it knows. */
static bool is_printable(uint32_t c)
{
    if (c < 0xA0)
        return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c < 0x7F);
    return c != 0x2028 && c != 0x2029 && c != 0xFEFF && c != 0xFFFE && c != 0xFFFF;
}

static bool has_only_text(const struct source *s, struct err *e)
{
    const char *p = s->bytes, *from = p;
    for (uint32_t c; (c = text_next(&p)) != 0; from = p) {
        if (is_printable(c))
            continue;
        char name[16];
        snprintf(name, sizeof name, "U+%04X", (unsigned)c);
        return err_add(e, ERR_CONTROL, place_of_byte(s, (size_t)(from - s->bytes)), name);
    }
    return true;
}

static bool ends_with(const char *s, const char *tail)
{
    size_t n = strlen(s), m = strlen(tail);
    return n >= m && strcmp(s + n - m, tail) == 0;
}

/* A spreadsheet's own file, or a table as it saves one, is to be saved by it in another way. */
static bool refuse_encoding(const struct source *s, size_t bad, struct err *e)
{
    static const unsigned char zip[] = {'P', 'K', 3, 4};
    const unsigned char *p = (const unsigned char *)s->bytes;
    bool is_book = s->n > sizeof zip && memcmp(p, zip, sizeof zip) == 0;
    char byte[32];
    snprintf(byte, sizeof byte, "%zu", bad + 1);
    return err_add(e, ERR_NOT_UTF8, place_of_byte(s, bad),
                   is_book ? "Excel (.xlsx)" : guess_encoding(p, s->n), byte,
                   is_book || ends_with(s->name, ".csv") ? "spreadsheet" : "");
}

bool guard_encoding(struct source *s, struct err *e)
{
    const unsigned char *p = (const unsigned char *)s->bytes;
    size_t bad = 0;
    bool has_zero = memchr(p, 0, s->n) != NULL;
    if (!text_is_utf8(s->bytes, s->n, &bad) || (has_zero && is_utf16(p, s->n)))
        return refuse_encoding(s, bad, e);
    if (has_zero) {
        size_t zero = strlen(s->bytes);
        return err_add(e, ERR_CONTROL, place_of_byte(s, zero), "U+0000");
    }
    if (s->n >= 3 && memcmp(p, "\xEF\xBB\xBF", 3) == 0) {
        s->bytes += 3;
        s->n -= 3;
    }
    return has_only_text(s, e);
}

/* ---- full-width forms ------------------------------------------------------------- */

static bool is_odd_space(uint32_t c)
{
    return c == IDEOGRAPHIC_SPACE || c == NO_BREAK_SPACE;
}

static bool is_wide_form(uint32_t c)
{
    return c >= WIDE_FIRST && c <= WIDE_LAST;
}

/* Digits and the colon: the forms that take part in numbers, times and keys. */
static bool is_wide_syntax(uint32_t c)
{
    return c >= 0xFF10 && c <= WIDE_COLON;
}

uint32_t guard_narrow(uint32_t c)
{
    if (is_odd_space(c))
        return ' ';
    return is_wide_form(c) ? c - WIDE_SHIFT : c;
}

/* Takes the run of wide forms that begins at *p; true when a digit or colon is in it. */
static bool take_run(const char **p, char run[ERR_ARG_BYTES], char half[ERR_ARG_BYTES],
                     size_t *width)
{
    bool has_syntax = false;
    size_t n = 0, bytes = 0;
    uint32_t last;
    for (const char *next = *p; is_wide_form(last = text_next(&next)); *p = next) {
        has_syntax = has_syntax || is_wide_syntax(last);
        if (bytes + 3 < ERR_ARG_BYTES && n + 2 < ERR_ARG_BYTES) {
            memcpy(run + bytes, *p, 3);
            bytes += 3;
            half[n++] = (char)guard_narrow(last);
        }
        ++*width;
    }
    /* A colon needs a space behind it, which the full-width one brought with it. */
    if (n > 0 && half[n - 1] == ':' && last != ' ' && last != 0)
        half[n++] = ' ';
    run[bytes] = half[n] = '\0';
    return has_syntax;
}

bool guard_has_wide(const char *text, char run[ERR_ARG_BYTES], char half[ERR_ARG_BYTES])
{
    size_t width = 0;
    const char *p = text, *from = text;
    for (uint32_t c; (c = text_next(&p)) != 0; from = p) {
        if (!is_wide_form(c))
            continue;
        take_run(&from, run, half, &width);
        return true;
    }
    return false;
}

bool guard_has_told(const char *text)
{
    for (uint32_t c; (c = text_next(&text)) != 0;)
        if (is_wide_syntax(c) || is_odd_space(c))
            return true;
    return false;
}

/* ---- layout ----------------------------------------------------------------------- */

enum block { BLOCK_NONE, BLOCK_AHEAD, BLOCK_INSIDE };

/* As much of YAML's grammar as tells quotes, comments and block text from the rest. */
struct scan {
    struct source *s;
    struct err *e;
    enum guard_verdict verdict;
    char *out; /* the repaired text */
    size_t n_out;
    size_t line, column;
    uint32_t before; /* the character before, in half width; 0 at the start of a line */
    uint32_t quote;  /* inside a quoted scalar: its quote, else 0 */
    int flow;        /* open [ and { */
    bool may_start;  /* a value can begin here */
    bool key_ahead;  /* no colon yet since the line, the bracket or the comma */
    size_t blank;    /* column behind a full-width colon that needs a blank; 0 = none */
    enum block block;
    size_t block_indent; /* AHEAD: of the line with | or >; INSIDE: of the block */
};

static void emit(struct scan *x, const char *from, size_t n)
{
    memcpy(x->out + x->n_out, from, n);
    x->n_out += n;
}

static void flaw(struct scan *x, enum guard_verdict verdict)
{
    x->s->told[x->line] = true;
    if (verdict > x->verdict)
        x->verdict = verdict;
}

static size_t spaces_at(const char *line)
{
    return strspn(line, " ");
}

/* True when the line belongs to the text of a | or > scalar. */
static bool is_block_text(struct scan *x, const char *line)
{
    if (x->block == BLOCK_NONE)
        return false;
    size_t indent = spaces_at(line);
    if (line[indent] == '\0')
        return true;
    if (x->block == BLOCK_AHEAD && indent > x->block_indent) {
        x->block = BLOCK_INSIDE;
        x->block_indent = indent;
    }
    if (x->block == BLOCK_INSIDE && indent >= x->block_indent)
        return true;
    x->block = BLOCK_NONE;
    return false;
}

/* Judges the blanks before the first real character and puts spaces for them. Blank
 * lines and comments may begin with anything. */
static const char *take_indent(struct scan *x, const char *line)
{
    size_t tab_at = 0, tabs = 0, odd_at = 0, odd = 0;
    const char *p = line, *next = line;
    for (uint32_t c; (c = text_next(&next)) == ' ' || c == '\t' || is_odd_space(c); p = next) {
        if (c == '\t' && tabs++ == 0)
            tab_at = x->column;
        if (is_odd_space(c) && odd++ == 0)
            odd_at = x->column;
        emit(x, " ", 1);
        x->column++;
    }
    if (*p == '\0' || *p == '#')
        return p;
    if (tabs > 0) {
        err_add(x->e, ERR_TAB, source_at(x->s, x->line, tab_at, tabs), "");
        flaw(x, GUARD_BROKEN);
    }
    if (odd > 0) {
        err_add(x->e, ERR_FULLWIDTH_SPACE, source_at(x->s, x->line, odd_at, odd), "");
        flaw(x, GUARD_BROKEN);
    }
    return p;
}

static void copy_character(struct scan *x, const char **p)
{
    const char *from = *p;
    x->before = text_next(p);
    emit(x, from, (size_t)(*p - from));
    x->column++;
}

/* One character inside quotes, or two where the first one protects the second. */
static void take_quoted(struct scan *x, const char **p)
{
    char c = **p, after = (*p)[1];
    bool is_pair = (x->quote == '"' && c == '\\' && after != '\0') ||
                   (x->quote == '\'' && c == '\'' && after == '\'');
    if (is_pair) {
        copy_character(x, p);
    } else if ((uint32_t)(unsigned char)c == x->quote) {
        x->quote = 0;
        x->may_start = false;
    }
    copy_character(x, p);
}

static void take_odd_spaces(struct scan *x, const char **p)
{
    size_t width = 0, from = x->column;
    for (const char *next = *p; is_odd_space(text_next(&next)); *p = next) {
        emit(x, " ", 1);
        width++;
    }
    x->column += width;
    x->before = ' ';
    err_add(x->e, ERR_FULLWIDTH_SPACE, source_at(x->s, x->line, from, width), "");
    flaw(x, GUARD_REPAIRED);
}

/* Behind a key and a full-width colon: puts the blank that YAML wants, one per line. */
static void take_colon(struct scan *x, const char *p)
{
    bool stands_alone = *p == ' ' || *p == '\0';
    if (x->key_ahead && !stands_alone && x->blank == 0) {
        emit(x, " ", 1);
        x->blank = x->column;
        stands_alone = true;
    }
    x->may_start = stands_alone || x->flow > 0;
    x->key_ahead = false;
}

/* A run of full-width forms: replaced and reported when a digit or colon is in it. */
static void take_wide(struct scan *x, const char **p)
{
    char run[ERR_ARG_BYTES], half[ERR_ARG_BYTES];
    const char *from = *p;
    size_t width = 0, start = x->column;
    bool is_mistake = take_run(p, run, half, &width);
    x->column += width;
    x->may_start = false;
    if (!is_mistake) {
        emit(x, from, (size_t)(*p - from));
        x->before = WIDE_LAST;
        return;
    }
    for (const char *next = from; next < *p;) {
        char narrow = (char)guard_narrow(text_next(&next));
        emit(x, &narrow, 1);
        x->before = (uint32_t)(unsigned char)narrow;
    }
    err_add(x->e, ERR_FULLWIDTH, source_at(x->s, x->line, start, width), run, half);
    flaw(x, GUARD_REPAIRED);
    if (x->before == ':')
        take_colon(x, *p);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* Brackets and commas, where they are YAML's and not part of a text. */
static bool is_flow_mark(const struct scan *x, char c)
{
    if (c == '[' || c == '{')
        return x->may_start || x->flow > 0;
    return x->flow > 0 && (c == ']' || c == '}' || c == ',');
}

static void take_flow_mark(struct scan *x, char c)
{
    bool opens = c == '[' || c == '{', closes = c == ']' || c == '}';
    x->flow += opens - closes;
    x->may_start = !closes;
    x->key_ahead = !closes;
}

/* ASCII that decides whether the next character may begin a value. */
static void take_mark(struct scan *x, const char **p)
{
    char c = **p, after = (*p)[1];
    bool stands_alone = is_blank(after) || after == '\0';
    if (is_flow_mark(x, c)) {
        take_flow_mark(x, c);
    } else if (c == ':') {
        x->may_start = stands_alone || x->flow > 0;
        x->key_ahead = x->key_ahead && !stands_alone;
    } else if (!is_blank(c) && !((c == '-' || c == '?') && stands_alone)) {
        x->may_start = false; /* blanks and indicators leave it as it is */
    }
    copy_character(x, p);
}

static bool begins_comment(const struct scan *x, char c)
{
    return c == '#' && (x->before == 0 || x->before == ' ' || x->before == '\t');
}

static void take_rest(struct scan *x, const char **p)
{
    size_t n = strlen(*p);
    emit(x, *p, n);
    *p += n;
}

static void take_one(struct scan *x, const char **p, const char *line)
{
    const char *next = *p;
    uint32_t c = text_next(&next);
    if (x->quote != 0) {
        take_quoted(x, p);
    } else if (begins_comment(x, **p)) {
        take_rest(x, p);
    } else if (x->may_start && (c == '"' || c == '\'')) {
        x->quote = c;
        copy_character(x, p);
    } else if (x->may_start && x->flow == 0 && (c == '|' || c == '>')) {
        x->block = BLOCK_AHEAD;
        x->block_indent = spaces_at(line);
        take_rest(x, p);
    } else if (is_odd_space(c)) {
        take_odd_spaces(x, p);
    } else if (is_wide_form(c)) {
        take_wide(x, p);
    } else {
        take_mark(x, p);
    }
}

static void take_line(struct scan *x, const char *line)
{
    const char *p = line;
    x->column = 0;
    if (x->quote == 0 && is_block_text(x, line)) {
        take_rest(x, &p);
        return;
    }
    if (x->quote == 0)
        p = take_indent(x, line);
    x->before = 0;
    x->may_start = x->key_ahead = true;
    while (*p != '\0')
        take_one(x, &p, line);
    if (x->blank != 0)
        x->s->blanks[x->line] = x->blank;
    x->blank = 0;
}

enum guard_verdict guard_layout(struct source *s, struct err *e)
{
    struct scan x = {.s = s, .e = e};
    /* Repairs never lengthen the text: three bytes become one or two. */
    x.out = arena_take_array(s->home, char, s->n + 2);
    s->blanks = arena_take_array(s->home, size_t, s->n_lines);
    s->told = arena_take_array(s->home, bool, s->n_lines);
    if (x.out == NULL || s->blanks == NULL || s->told == NULL) {
        err_add(e, ERR_NOMEM, ((struct src_pos){.file = s->name}), s->name);
        return GUARD_BROKEN;
    }
    for (x.line = 0; x.line < s->n_lines; x.line++) {
        take_line(&x, s->lines[x.line]);
        if (x.line + 1 < s->n_lines)
            emit(&x, "\n", 1);
    }
    s->bytes = x.out;
    s->n = x.n_out;
    return x.verdict;
}
