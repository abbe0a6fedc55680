/* colour.h - colours as 0xRRGGBB, and whether text can be read on them. */
#ifndef PRESENT_COLOUR_H
#define PRESENT_COLOUR_H

#include <stdint.h>

enum {
    COLOUR_INK = 0x1f2328,
    COLOUR_MUTED = 0x59636e,
    COLOUR_RULE = 0x8c959f,
    COLOUR_SOFT = 0xe6eaef,
    COLOUR_WHITE = 0xffffff,
    COLOUR_BLACK = 0x000000,
    COLOUR_BLUE = 0x0072b2,
    COLOUR_VERMILION = 0xc04a00,
    COLOUR_SATURDAY = 0x1a4480,
    COLOUR_SUNDAY = 0xb3261e
};

/* The least contrast of text that people with weak sight can read (WCAG 2.1, AA). */
#define COLOUR_READABLE 4.5

/* Contrast ratio of two colours, 1..21, the same in both orders.
 * Source   WCAG 2.1, "contrast ratio" and "relative luminance".
 * Checked  tests/present/test_level.c: black on white 21, #767676 on white 4.54. */
double colour_contrast(uint32_t a, uint32_t b);

/* The mixture of two colours: share 0 is from, 1 is to; outside it is clipped. */
uint32_t colour_mix(uint32_t from, uint32_t to, double share);

/* wanted when it can be read on fill, else ink, white or black, the first that can. */
uint32_t colour_readable(uint32_t wanted, uint32_t fill);

/* Light to dark blue for a wait: white at 0, darkest at 1 and above. */
uint32_t colour_of_wait(double share);

#endif
