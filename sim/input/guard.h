/* guard.h - what must be right about the bytes before anything parses them.
 *
 * A Japanese keyboard and Japanese tools leave traps that YAML reads without complaint
 * as something else: Shift_JIS, U+3000 for indentation, full-width digits and colons.
 * They are found here, by place and by name.
 */
#ifndef INPUT_GUARD_H
#define INPUT_GUARD_H

#include <stdint.h>

#include "sim/input/source.h"

/* Strips a UTF-8 byte order mark. False and ERR_NOT_UTF8 (guess: Shift_JIS, EUC-JP,
 * UTF-16 or "") or ERR_CONTROL when the bytes cannot be read as text. O(n). */
bool guard_encoding(struct source *s, struct err *e) MUST_CHECK;

enum guard_verdict {
    GUARD_CLEAN,
    GUARD_REPAIRED, /* mistakes were reported, but the text can be parsed      */
    GUARD_BROKEN    /* indentation is not to be trusted, or memory ran out     */
};

/* Looks outside quotes, comments and block text for tabs and U+3000 or U+00A0 in the
 * indentation, full-width digits, colons and spaces; reports all of them. Afterwards
 * s->bytes holds the text with LF line ends and half-width characters in their place,
 * one for one, so that every line and column stays as it was. Split the source first. */
enum guard_verdict guard_layout(struct source *s, struct err *e) MUST_CHECK;

/* The half-width form of a character of U+FF01..U+FF5E or of an odd space, else itself. */
uint32_t guard_narrow(uint32_t code_point);

/* True when the text has a full-width form; then *run is its first run of such characters
 * and *half the same in half width, both cut to ERR_ARG_BYTES. */
bool guard_has_wide(const char *text, char run[ERR_ARG_BYTES], char half[ERR_ARG_BYTES]);

/* True when a plain text like this one has been reported by guard_layout(). */
bool guard_has_told(const char *text);

#endif
