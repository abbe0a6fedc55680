#include "cli/present/letters.h"

double letters_em(uint32_t c)
{
    /* Advance widths from ' ' to '~', hundredths of an em. */
    static const unsigned char widths[] = {
        34, 33, 47, 92, 80, 100, 89, 29, 49, 49, 50, 84, 31, 48, 31, 50, 76, 63, 76,
        76, 76, 76, 76, 76, 76,  76, 31, 31, 84, 84, 84, 78, 98, 76, 77, 80, 84, 70,
        66, 84, 82, 42, 54, 75,  60, 98, 82, 86, 74, 89, 76, 71, 70, 84, 74, 98, 80,
        72, 75, 50, 50, 50, 50,  31, 50, 65, 71, 64, 71, 69, 50, 67, 70, 32, 38, 63,
        33, 94, 70, 68, 71, 71,  45, 59, 47, 70, 58, 88, 60, 61, 58, 52, 44, 52, 50,
    };
    if (c >= ' ' && c <= '~')
        return widths[c - ' '] / 100.0;
    return text_width_of(c) == 2 ? 1.0 : 0.64;
}

double letters_width(const char *words, double font_px)
{
    double ems = 0.0;
    for (uint32_t c; (c = text_next(&words)) != 0;)
        ems += letters_em(c);
    return ems * font_px;
}

void letters_shorten(struct text *out, const char *s, double font_px, double px)
{
    const char cut[] = "…"; /* one em */
    bool is_long = letters_width(s, font_px) > px;
    double left = px / font_px - (is_long ? 1.0 : 0.0);
    const char *at = s, *next = s;
    for (uint32_t c; (c = text_next(&next)) != 0; at = next) {
        left -= letters_em(c);
        if (left < 0.0 && is_long)
            break;
        text_add_bytes(out, at, (size_t)(next - at));
    }
    text_add(out, is_long ? cut : "");
}
