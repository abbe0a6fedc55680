#include "cli/present/wrap.h"

#include <stdbool.h>
#include <string.h>

#include "sim/base/attr.h"
#include "sim/base/text.h"

/* The share of a line that must be filled for it to end between words of Japanese, not within
 * one. */
#define LEAST_FILLED 0.8

/* Kanji and kana of which a line may not begin: 、 。 」 ー ・ and small kana. */
static bool is_joined(uint32_t c)
{
    static const uint32_t all[] = {0x3001, 0x3002, 0x300d, ')',    0x30fb, 0x3041, 0x3043,
                                   0x3045, 0x3047, 0x3049, 0x3063, 0x3083, 0x3085, 0x3087};
    for (size_t i = 0; i < COUNT_OF(all); i++)
        if (c == all[i])
            return true;
    return false;
}

static bool is_katakana(uint32_t c)
{
    return c >= 0x30a1 && c <= 0x30fc && c != 0x30fb;
}

/* May a line not end behind it? Digits, for they count what follows, and what opens: 「 and others.
 */
static bool is_tied(uint32_t before)
{
    return (before >= '0' && before <= '9') || before == 0x300c || before == '(' || before == '-' ||
           before == ' ';
}

/* May a line end before c, which comes after `before`? */
static bool may_break(uint32_t before, uint32_t c)
{
    if (is_joined(c) || (is_katakana(before) && is_katakana(c)))
        return false;
    if (c == ' ' || before == 0x3001 || before == 0x3002)
        return true;
    return text_width_of(c) == 2 && !is_tied(before);
}

static bool is_kanji(uint32_t c)
{
    return c >= 0x4e00 && c <= 0x9fff;
}

/* Does a word begin with c? Most Japanese ones do with a kanji or a katakana, behind what is
 * neither. */
static bool begins_word(uint32_t before, uint32_t c)
{
    bool is_behind_comma = before == 0x3001 || before == 0x3002;
    return c == ' ' || is_behind_comma || (!is_kanji(before) && (is_kanji(c) || is_katakana(c)));
}

size_t wrap_line(const char *words, double room, wrap_width *width_of, const char **rest)
{
    const char *next = words, *at = words, *fits = words, *fits_well = words;
    uint32_t before = 0;
    double width = 0.0, well = 0.0; /* up to fits_well */
    for (uint32_t c; (c = text_next(&next)) != 0; at = next, before = c) {
        bool is_before_unit = c == ' ' && *next == '%'; /* stays with its number */
        if (at > words && may_break(before, c) && !is_before_unit)
            fits = at;
        if (fits == at && begins_word(before, c)) {
            fits_well = at;
            well = width;
        }
        width += width_of != NULL ? width_of(c) : text_width_of(c);
        if (width <= room || fits == words)
            continue;
        fits = well >= LEAST_FILLED * room ? fits_well : fits;
        *rest = fits + (*fits == ' ');
        return (size_t)(fits - words);
    }
    *rest = at;
    return (size_t)(at - words);
}

/* The width of the widest line. */
static int widest(const char *words)
{
    int width = 0, most = 0;
    for (uint32_t c; (c = text_next(&words)) != 0;) {
        width = c == '\n' ? 0 : width + text_width_of(c);
        most = width > most ? width : most;
    }
    return most;
}

/* Up to the end of the words, or to a line that begins with a -: lines put together, with a blank
 * between words that are not Japanese. */
static const char *join(const char *words, struct text *out)
{
    uint32_t before = 0;
    const char *at = words;
    for (uint32_t c; (c = text_next(&words)) != 0; before = c, at = words) {
        if (c != '\n') {
            text_add_bytes(out, at, (size_t)(words - at));
            continue;
        }
        if (*words == '-')
            return words;
        const char *next = words;
        bool is_apart = text_width_of(before) == 1 || text_width_of(text_next(&next)) == 1;
        text_add(out, is_apart && *words != '\0' ? " " : "");
    }
    return at;
}

void wrap_fit(const char *words, int columns, struct text *out)
{
    struct text line;
    if (widest(words) <= columns) {
        text_add(out, words);
        return;
    }
    for (bool is_first = true; *words != '\0'; is_first = false) {
        text_init(&line, out->home);
        words = join(words, &line);
        text_add(out, is_first ? "" : "\n");
        for (const char *at = text_get(&line), *rest; *at != '\0'; at = rest) {
            text_add_bytes(out, at, wrap_line(at, columns, NULL, &rest));
            text_add(out, *rest != '\0' ? "\n" : "");
        }
    }
}
