/* manual.h - the manual page madosim(1), printed from what is known of the commands (cmd.h) and
 * from the chapters in manual_words.c.
 */
#ifndef CLI_MANUAL_H
#define CLI_MANUAL_H

#include "sim/base/text.h"

/* Plain English: paragraphs are parted by an empty line; options are set bold and names of files
 * italic by themselves. */

struct manual_item {
    const char *term; /* NULL: a paragraph of its own */
    const char *words;
};

struct manual_chapter {
    const char *title;
    const struct manual_item *items; /* ended by one without words */
};

/* The chapters by number, those before the commands and those behind; NULL title behind the
 * last. */
struct manual_chapter manual_before(size_t nth);
struct manual_chapter manual_after(size_t nth);

/* What the page tells of a command beyond its help, or NULL. */
const char *manual_more(const char *command);

/* The whole page, for man -l. docs/madosim.1 is what this prints: `make man` writes it,
 * `make check-man` holds it against the program. */
void manual_print(struct text *out);

#endif
