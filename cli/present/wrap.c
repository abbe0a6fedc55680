#include "cli/present/wrap.h"

#include <stdbool.h>

#include "sim/base/attr.h"
#include "sim/base/text.h"

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

/* May a line end before c, which comes after `before`? */
static bool may_break(uint32_t before, uint32_t c)
{
    if (is_joined(c) || (is_katakana(before) && is_katakana(c)))
        return false;
    if (c == ' ' || before == 0x3001 || before == 0x3002)
        return true;
    bool is_counter = before >= '0' && before <= '9';
    bool is_opening = before == 0x300c || before == '('; /* 「 */
    return text_width_of(c) == 2 && before != ' ' && !is_counter && !is_opening;
}

size_t wrap_line(const char *words, double room, wrap_width *width_of, const char **rest)
{
    const char *next = words, *at = words, *fits = words;
    uint32_t before = 0;
    double width = 0.0;
    for (uint32_t c; (c = text_next(&next)) != 0; at = next, before = c) {
        if (at > words && may_break(before, c))
            fits = at;
        width += width_of != NULL ? width_of(c) : text_width_of(c);
        if (width <= room || fits == words)
            continue;
        *rest = fits + (*fits == ' ');
        return (size_t)(fits - words);
    }
    *rest = at;
    return (size_t)(at - words);
}
