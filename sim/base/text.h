/* text.h - a growing UTF-8 string, and the quoting every output form needs.
 *
 * A text lives in an arena; when memory runs out it turns `failed` and keeps what it
 * has, so a writer checks once at the end. Bytes are UTF-8; width counts terminal
 * columns (East Asian wide = 2, ambiguous = 1).
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/base/attr.h"

struct arena;

struct text {
    struct arena *home;
    char *bytes; /* NUL-ended */
    size_t length, capacity;
    bool failed;
};

/* What is added is never part of the same text: growing may move it. */

/* Starts empty; takes no memory until the first byte. */
void text_init(struct text *t, struct arena *home);
void text_add(struct text *t, const char *s);
void text_add_bytes(struct text *t, const char *s, size_t n);
/* printf into the text. %f and its kin follow LC_NUMERIC, which this program never sets. */
void text_addf(struct text *t, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* Forgets everything behind the first `length` bytes; keeps the memory. */
void text_cut(struct text *t, size_t length);
const char *text_get(const struct text *t); /* never NULL */

/* Quoting: what is appended is safe in the named place, whatever s holds. */
void text_add_json(struct text *t, const char *s);    /* "..." with quotes                    */
void text_add_csv(struct text *t, const char *s);     /* quoted when needed; a leading = + - @ is
                                                         defused with an apostrophe            */
void text_add_html(struct text *t, const char *s);    /* & < > " '                            */
void text_add_gnuplot(struct text *t, const char *s); /* '...' on one line: quotes doubled, or
                                                         U+2019 where gnuplot would stumble,
                                                         control characters dropped            */
void text_add_yaml(struct text *t, const char *s);    /* plain when safe, else "..."           */

/* UTF-8. next returns the code point at *s and steps over it; U+FFFD and one byte on a
 * bad sequence; 0 at the end. */
uint32_t text_next(const char **s);
bool text_is_utf8(const char *s, size_t n, size_t *bad_at);
int text_width_of(uint32_t code_point); /* terminal columns: 0, 1 or 2 */
int text_width(const char *s);
size_t text_count(const char *s);            /* code points */
bool text_is_ambiguous(uint32_t code_point); /* East Asian ambiguous width */

#endif
