/* help.h - the help of a command, printed from what is known of it (cmd.h). */
#ifndef CLI_HELP_H
#define CLI_HELP_H

#include <stdbool.h>

#include "sim/base/text.h"

struct cmd;

enum { HELP_LINES = 40 };

/* No line is wider than 80 columns, and the whole fits a screen of HELP_LINES. Checked by
 * tests/run/test_help.c for every command in both languages. */
void help_print(const struct cmd *command, bool japanese, struct text *out);

/* What an option, or an exit status, means for this command. */
const char *help_option(const struct cmd *command, size_t nth, bool japanese);

/* The nth exit status of a command in rising order, and what it means there; false behind the
 * last. */
bool help_exit(const struct cmd *command, size_t nth, bool japanese, int *code, const char **means);

/* The same of all commands together, at length, in English: for the manual page. */
bool help_exit_of_all(size_t nth, int *code, const char **means);

#endif
