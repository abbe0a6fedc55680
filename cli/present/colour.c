#include "cli/present/colour.h"

#include <math.h>
#include <stddef.h>

#include "sim/base/attr.h"

static double channel(uint32_t rgb, int shift)
{
    return (double)((rgb >> shift) & 0xff);
}

static double linear(double byte)
{
    double c = byte / 255.0;
    return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double luminance(uint32_t rgb)
{
    return 0.2126 * linear(channel(rgb, 16)) + 0.7152 * linear(channel(rgb, 8)) +
           0.0722 * linear(channel(rgb, 0));
}

double colour_contrast(uint32_t a, uint32_t b)
{
    double la = luminance(a), lb = luminance(b);
    return (fmax(la, lb) + 0.05) / (fmin(la, lb) + 0.05);
}

uint32_t colour_mix(uint32_t from, uint32_t to, double share)
{
    double s = fmin(fmax(share, 0.0), 1.0);
    uint32_t mixed = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
        double c = channel(from, shift) * (1.0 - s) + channel(to, shift) * s;
        mixed |= (uint32_t)(c + 0.5) << shift;
    }
    return mixed;
}

/* Ink and white leave a gap of middle tones where neither reaches 4.5; black closes it:
 * the worst fill for black and white is sqrt(0.05 * 1.05) - 0.05, where both have 4.58. */
uint32_t colour_readable(uint32_t wanted, uint32_t fill)
{
    const uint32_t candidates[] = {wanted, COLOUR_INK, COLOUR_WHITE};
    for (size_t i = 0; i < COUNT_OF(candidates); i++) {
        if (colour_contrast(candidates[i], fill) >= COLOUR_READABLE)
            return candidates[i];
    }
    return COLOUR_BLACK;
}

uint32_t colour_of_wait(double share)
{
    static const uint32_t stops[] = {0xf7fbff, 0xdbe9f6, 0xabd0e6, 0x6aaed6, 0x2e7ebc, 0x08468b};
    const int last = (int)COUNT_OF(stops) - 1;
    double place = fmin(fmax(share, 0.0), 1.0) * last;
    int i = (int)place < last ? (int)place : last - 1;
    return colour_mix(stops[i], stops[i + 1], place - i);
}
