#include "cli/present/shown.h"

#include <math.h>
#include <string.h>

#include "cli/present/verdict.h"

static bool is_left(const struct shown_column *c)
{
    return c->kind == SHOWN_NAME || c->kind == SHOWN_MODE;
}

void shown_text(const struct shown_column *c, const char *s, struct text *out)
{
    int space = c->width - text_width(s);
    if (is_left(c))
        text_add(out, s);
    for (int i = 0; i < space; i++)
        text_add(out, " ");
    if (!is_left(c))
        text_add(out, s);
}

void shown_headings(const struct shown_column *columns, size_t n, bool japanese, struct text *out)
{
    for (size_t k = 0; k < n; k++)
        shown_text(&columns[k], columns[k].heading[japanese], out);
    text_add(out, "\n");
}

void shown_words(const struct shown_column *c, const char *words, struct text *out)
{
    struct text cut;
    const char *p = words, *from = words;
    int width = 0, room = c->width - 1;
    if (text_width(words) <= room) {
        shown_text(c, words, out);
        return;
    }
    text_init(&cut, out->home);
    for (uint32_t code; (code = text_next(&p)) != 0; from = p) {
        width += text_width_of(code);
        if (width > room - 2) /* … takes two columns on some terminals */
            break;
        text_add_bytes(&cut, from, (size_t)(p - from));
    }
    text_add(&cut, "…");
    shown_text(c, text_get(&cut), out);
}

static void add_verdict(enum verdict v, bool japanese, struct text *out)
{
    text_addf(out, "%s %s", verdict_glyph(v), verdict_word(v, japanese));
}

void shown_interval(const struct shown_column *c, struct interval i, double target, bool japanese,
                    struct text *out)
{
    struct text cell;
    text_init(&cell, out->home);
    if (c->kind == SHOWN_VERDICT)
        add_verdict(verdict_of(i, target), japanese, &cell);
    else if (isnan(i.estimate))
        text_add(&cell, "-");
    else if (c->kind == SHOWN_SHARE && isnan(i.lo))
        text_addf(&cell, "%.1f%%", 100 * i.estimate);
    else if (c->kind == SHOWN_SHARE)
        text_addf(&cell, "%.1f%% %.1f-%.1f", 100 * i.estimate, 100 * i.lo, 100 * i.hi);
    else if (c->kind == SHOWN_HALF && !isnan(i.lo))
        text_addf(&cell, "%.*f±%.*f", c->digits, i.estimate, c->digits, (i.hi - i.lo) / 2);
    else
        text_addf(&cell, "%.*f", c->digits, i.estimate);
    shown_text(c, text_get(&cell), out);
}

/* Bytes up to the next place at which a line may end: a blank, a line's end, or a comma, which
 * belongs to them. */
static size_t word_length(const char *s)
{
    static const char comma[] = "、";
    size_t n = 0;
    while (s[n] != '\0' && s[n] != ' ' && s[n] != '\n') {
        if (strncmp(s + n, comma, strlen(comma)) == 0)
            return n + strlen(comma);
        n++;
    }
    return n;
}

void shown_wrapped(const char *text, struct text *out)
{
    enum { WIDTH_MOST = 80, INDENT = 2 };
    int column = 0, gap = 0;
    for (const char *s = text; *s != '\0';) {
        struct text word;
        size_t n = word_length(s);
        text_init(&word, out->home);
        text_addf(&word, "%.*s", (int)n, s);
        int width = text_width(text_get(&word));
        bool is_broken = column > INDENT && column + gap + width > WIDTH_MOST;
        text_addf(out, "%*s%s", is_broken ? 0 : gap, "", is_broken ? "\n  " : "");
        text_add(out, text_get(&word));
        column = (is_broken ? INDENT : column + gap) + width;
        gap = s[n] == ' ';
        if (s[n] == '\n') {
            text_add(out, "\n");
            column = 0;
        }
        s += n + (s[n] == ' ' || s[n] == '\n');
    }
}
