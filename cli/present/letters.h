/* letters.h - how wide words are in the font of the figures, so that C places them and nothing
 * overlaps. Measured on BIZ UDPGothic; other fonts that a reader may have are hardly wider.
 * Tested in tests/present/test_letters.c.
 */
#ifndef PRESENT_LETTERS_H
#define PRESENT_LETTERS_H

#include <stdint.h>

#include "sim/base/text.h"

/* Width of a character in em, 0.3 to 1; a full-width one is 1. */
double letters_em(uint32_t c);

/* Width of words in a font of so many px, px. */
double letters_width(const char *words, double font_px);

/* Appends s to out, cut to so many px, with … when something was cut. */
void letters_shorten(struct text *out, const char *s, double font_px, double px);

#endif
