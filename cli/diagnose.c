#include "cli/diagnose.h"

#include <string.h>

#include "cli/words.h"

/* A line of source wider than this is shown from a little before the mistake on. */
enum { WINDOW_COLUMNS = 100, WINDOW_BEFORE = 30 };

/* ---- templates ---------------------------------------------------------------------- */

/* Text from outside: control characters could command the terminal. */
static void add_clean(struct text *out, const char *s)
{
    const char *from = s;
    for (uint32_t c; (c = text_next(&s)) != 0; from = s) {
        bool is_control = c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xFFFD;
        if (is_control)
            text_add(out, c == '\t' || c == '\n' ? " " : "\xEF\xBF\xBD");
        else
            text_add_bytes(out, from, (size_t)(s - from));
    }
}

/* "{2t}" at p: which argument, whether it is a word of ours, and where it ends. */
struct place {
    int argument;
    bool is_term;
    const char *end;
};

static bool take_place(const char *p, struct place *place)
{
    if (p[0] != '{' || p[1] < '0' || p[1] >= '0' + ERR_ARGS)
        return false;
    place->argument = p[1] - '0';
    place->is_term = p[2] == 't';
    place->end = p + 2 + place->is_term;
    return *place->end++ == '}';
}

/* Appends a piece of a template; a brace that is no place stands for itself. */
static void fill(const struct err_item *item, bool japanese, const char *p, const char *end,
                 struct text *out)
{
    while (p < end) {
        struct place place;
        if (!take_place(p, &place)) {
            text_add_bytes(out, p++, 1);
            continue;
        }
        const char *arg = item->arg[place.argument];
        add_clean(out, place.is_term ? words_term(arg, japanese) : arg);
        p = place.end;
    }
}

static bool has_all(const struct err_item *item, const char *p, const char *end)
{
    struct place place;
    for (; p < end; p++)
        if (take_place(p, &place) && item->arg[place.argument][0] == '\0')
            return false;
    return true;
}

/* "[a|b]" from behind the bracket: appends what holds and returns what follows. */
static const char *choose(const struct err_item *item, bool japanese, const char *p,
                          struct text *out)
{
    const char *close = p + strcspn(p, "]"), *bar = memchr(p, '|', (size_t)(close - p));
    const char *end = bar != NULL ? bar : close;
    if (has_all(item, p, end))
        fill(item, japanese, p, end, out);
    else if (bar != NULL)
        fill(item, japanese, bar + 1, close, out);
    return *close == ']' ? close + 1 : close;
}

static void expand(const struct err_item *item, enum words_part part, bool japanese,
                   struct text *out)
{
    const char *p = words_get(item->code, part, japanese);
    while (*p != '\0') {
        const char *end = p + strcspn(p, "[");
        fill(item, japanese, p, end, out);
        p = *end == '[' ? choose(item, japanese, end + 1, out) : end;
    }
}

void diagnose_message(const struct err_item *item, bool japanese, struct text *out)
{
    expand(item, WORDS_MESSAGE, japanese, out);
}

void diagnose_help(const struct err_item *item, bool japanese, struct text *out)
{
    expand(item, WORDS_HELP, japanese, out);
}

/* ---- the source line and its carets ---------------------------------------------------- */

/* Which code points of the excerpt are shown: from (counted from 0) up to before to. */
struct window {
    int from, to;
};

static int advance(const char **p, int from, int columns)
{
    uint32_t c = 0;
    for (int used = 0; **p != '\0'; from++) {
        const char *next = *p;
        c = text_next(&next);
        used += text_width_of(c);
        if (used > columns)
            break;
        *p = next;
    }
    return from;
}

static struct window window_of(const struct src_pos *at)
{
    struct window w = {0, 0};
    const char *p = at->excerpt;
    if (text_width(p) > WINDOW_COLUMNS && at->column > WINDOW_BEFORE)
        w.from = at->column - 1 - WINDOW_BEFORE;
    for (int i = 0; i < w.from && *p != '\0'; i++)
        text_next(&p);
    w.to = advance(&p, w.from, WINDOW_COLUMNS);
    return w;
}

static void add_excerpt(const struct src_pos *at, struct window w, struct text *out)
{
    const char *p = at->excerpt, *from = p;
    text_add(out, w.from > 0 ? "…" : "");
    for (int i = 0; i < w.to && *p != '\0'; i++, from = p) {
        uint32_t c = text_next(&p);
        bool is_control = (c < 0x20 && c != '\t') || (c >= 0x7F && c < 0xA0);
        if (i < w.from)
            continue;
        if (is_control)
            text_add(out, "\xEF\xBF\xBD");
        else
            text_add_bytes(out, from, (size_t)(p - from));
    }
    text_add(out, *p != '\0' ? "…" : "");
}

/* As wide as the characters above, so that the carets stand under the right ones. */
static void add_padding(uint32_t c, struct text *out)
{
    if (c == '\t')
        text_add(out, "\t");
    else if (text_width_of(c) == 2)
        text_add(out, "\xE3\x80\x80");
    else if (text_width_of(c) == 1)
        text_add(out, " ");
}

static void add_carets(const struct src_pos *at, struct window w, struct text *out)
{
    const char *p = at->excerpt;
    int first = at->column - 1, end = first + (at->width > 0 ? at->width : 1), carets = 0;
    text_add(out, w.from > 0 ? " " : "");
    for (int i = 0; i < w.to && i < end && *p != '\0'; i++) {
        uint32_t c = text_next(&p);
        if (i < w.from)
            continue;
        if (i < first) {
            add_padding(c, out);
            continue;
        }
        int width = c == '\t' ? 1 : text_width_of(c);
        text_add(out, width == 2 ? "^^" : width == 1 ? "^" : "");
        carets += width;
    }
    text_add(out, carets == 0 ? "^" : ""); /* behind the end of the line */
}

static int digits_of(int n)
{
    int digits = 1;
    for (; n > 9; n /= 10)
        digits++;
    return digits > 3 ? digits : 3;
}

static void add_place(const struct src_pos *at, int gutter, struct text *out)
{
    text_addf(out, "%*s--> ", gutter - 1, "");
    add_clean(out, at->file);
    if (at->line > 0)
        text_addf(out, ":%d", at->line);
    if (at->line > 0 && at->column > 0)
        text_addf(out, ":%d", at->column);
    text_add(out, "\n");
    if (at->excerpt == NULL || at->line <= 0 || at->column <= 0)
        return;
    struct window w = window_of(at);
    text_addf(out, "%*s|\n%*d|", gutter, "", gutter, at->line);
    text_add(out, at->excerpt[0] != '\0' ? " " : "");
    add_excerpt(at, w, out);
    text_addf(out, "\n%*s| ", gutter, "");
    add_carets(at, w, out);
    text_add(out, "\n");
}

static void print_item(const struct err_item *item, bool is_warning, bool japanese,
                       struct text *out)
{
    static const char *const heads[2][2] = {{"error", "エラー"}, {"warning", "警告"}};
    int gutter = digits_of(item->at.line);
    text_addf(out, "%s[M%03d]: ", heads[is_warning][japanese], (int)item->code);
    diagnose_message(item, japanese, out);
    text_add(out, "\n");
    if (item->at.file != NULL)
        add_place(&item->at, gutter, out);
    struct text help;
    text_init(&help, out->home);
    diagnose_help(item, japanese, &help);
    out->failed = out->failed || help.failed;
    if (help.length > 0)
        text_addf(out, "%*s= %s\n", gutter, "", text_get(&help));
}

static int kept(const struct err *e)
{
    return e->count < ERR_LIST_MAX ? e->count : ERR_LIST_MAX;
}

void diagnose_print_as(const struct err *e, bool is_warning, bool japanese, struct text *out)
{
    for (int i = 0; i < kept(e); i++)
        print_item(&e->item[i], is_warning, japanese, out);
    int more = e->count - kept(e);
    if (more > 0 && japanese)
        text_addf(out,
                  "ほかに %d 件の誤りがあります。上のものを直してから、もう一度お試しください\n",
                  more);
    else if (more > 0)
        text_addf(out, "and %d more; correct these first and try again\n", more);
}

void diagnose_print(const struct err *e, bool japanese, struct text *out)
{
    diagnose_print_as(e, false, japanese, out);
}

/* ---- JSON -------------------------------------------------------------------------------- */

typedef void wording(const struct err_item *item, bool japanese, struct text *out);

static void add_wording(wording *say, const struct err_item *item, bool japanese, struct text *out)
{
    struct text sentence;
    text_init(&sentence, out->home);
    say(item, japanese, &sentence);
    out->failed = out->failed || sentence.failed;
    if (sentence.length > 0)
        text_add_json(out, text_get(&sentence));
    else
        text_add(out, "null");
}

static void add_number(const char *name, int n, struct text *out)
{
    if (n > 0)
        text_addf(out, ", \"%s\": %d", name, n);
    else
        text_addf(out, ", \"%s\": null", name);
}

static void json_item(const struct err_item *item, bool japanese, struct text *out)
{
    const struct src_pos *at = &item->at;
    text_addf(out, "{\"code\": \"M%03d\", \"message\": ", (int)item->code);
    add_wording(diagnose_message, item, japanese, out);
    text_add(out, ", \"help\": ");
    add_wording(diagnose_help, item, japanese, out);
    text_add(out, ", \"file\": ");
    if (at->file != NULL)
        text_add_json(out, at->file);
    else
        text_add(out, "null");
    add_number("line", at->line, out);
    add_number("column", at->column, out);
    add_number("width", at->line > 0 && at->width == 0 ? 1 : at->width, out);
    text_add(out, "}");
}

void diagnose_json(const struct err *e, bool japanese, struct text *out)
{
    text_add(out, "[");
    for (int i = 0; i < kept(e); i++) {
        text_add(out, i > 0 ? ",\n " : "");
        json_item(&e->item[i], japanese, out);
    }
    text_add(out, "]");
}
