/* cp932.h - text in the encoding that old office programs in Japan read (Windows-31J), with an
 * account of every character that is not what it was.
 *
 * Three things may happen to a character. It is written as it is. It cannot be written: something
 * visible takes its place, a look-alike where there is one, else a geta mark. Or it can be written
 * but comes back as another one, such as the wave dash, of which Windows makes a full-width tilde:
 * then it is written and told all the same. Checked: tests/output/test_cp932.c.
 */
#ifndef OUTPUT_CP932_H
#define OUTPUT_CP932_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/base/attr.h"
#include "sim/base/err.h"
#include "sim/base/text.h"

struct cp932_change {
    uint32_t code_point;
    const char *written; /* UTF-8: what a reader of the file sees instead */
    bool is_lost;        /* false: it was written, and another reads back */
    size_t line, column; /* from 1; column in characters of the UTF-8 text */
};

struct cp932_changes {
    struct cp932_change *items; /* in order */
    size_t count, capacity;
};

/* Appends the UTF-8 text to out, encoded; *changes grows in out->home. A bad sequence of UTF-8
 * counts as U+FFFD. false with ERR_NOMEM, or ERR_CHILD when the system's iconv() does not know the
 * encoding. Linear, 0.2 us a character that is not ASCII. */
bool cp932_encode(const char *text, struct text *out, struct cp932_changes *changes,
                  struct err *e) MUST_CHECK;

#endif
