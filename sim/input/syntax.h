/* syntax.h - libyaml's complaints in terms of what the writer did.
 *
 * libyaml names the place where it noticed; people need the place where they slipped:
 * the bracket that was never closed, the line that does not line up, the missing space.
 */
#ifndef INPUT_SYNTAX_H
#define INPUT_SYNTAX_H

#include "sim/input/source.h"

/* Runs the parser without keeping anything. Lines like "weekday:4" that break the file
 * are reported and mended in s->bytes, so that the rest can be read; any other failure is
 * reported and ends the check with false. What does not parse because of a line that has
 * been complained about (s->told) is no news and is not reported. Stops without a word
 * where tree_parse() will complain (depth). At most 20 rounds of mending. */
bool syntax_check(struct source *s, struct err *e) MUST_CHECK;

/* Reports a line that looks like key:value without the space (ERR_COLON_SPACE), from the
 * given column on; false when it does not. */
bool syntax_report_colon(const struct source *s, size_t line, size_t column, struct err *e);

/* For "weekday:4": where the value begins. NULL when the text does not begin with a key
 * and a colon that lacks its space; times ("8:45") and addresses (http://) do not. */
const char *syntax_after_colon(const char *text);

#endif
