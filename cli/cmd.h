/* cmd.h - what a command is: its words in both languages, and what performs it. Command lines are
 * read by it (options.h); the help (help.h), the manual page (manual.h) and completion are printed
 * from it, so nothing about a command is said twice.
 */
#ifndef CLI_CMD_H
#define CLI_CMD_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/frame.h"
#include "cli/options.h"
#include "cli/phrase.h"

/* Pairs are English, Japanese; without Japanese the English stands for both. Longer words are
 * paragraphs, parted by an empty line; a line that begins with a blank stays as it is. */

struct cmd_option {
    enum options_name name;
    const char *means[2]; /* NULL: as in its row */
};

struct cmd_usage {
    const char *words[2]; /* behind "madosim NAME" */
    const char *does[2];  /* NULL: the command's brief */
};

struct cmd_exit {
    int code;
    const char *means[2]; /* NULL: as for all commands */
};

struct cmd {
    const char *name;
    const char *brief[2];
    struct cmd_usage usage[3];
    const char *about[2];          /* before the options */
    struct cmd_option options[24]; /* in the order of the help; all know --help besides */
    const char *notes[2];          /* behind the options */
    const char *examples[2];       /* command lines, the first of them on one line */
    struct cmd_exit exits[8];      /* besides 0, 1 and 2, or where these mean more */
    struct {
        size_t least, most;
        enum options_values values;
        enum phrase too_few, too_many; /* example; word, most, example */
    } words;                           /* that are no options */
    /* Can it be performed? If not, what is said with an example. NULL: always. */
    bool (*is_whole)(const struct options *o, enum phrase *what);
    int (*perform)(struct frame *f); /* options are read; returns the exit status */
    size_t size;                     /* of the command's own struct */
    bool is_spread;                  /* several processes may share it; rank 0 alone speaks */
};

/* Of a pair, what is there in this language. NULL when there is nothing. */
const char *cmd_words(const char *const pair[2], bool japanese);

/* The nth command, in the order of the help; NULL behind the last. */
const struct cmd *cmd_at(size_t nth);
const struct cmd *cmd_named(const char *name); /* or NULL */

/* One file each. */
extern const struct cmd cmd_plan, cmd_run, cmd_compare, cmd_staff, cmd_sweep, cmd_forecast,
    cmd_calendar, cmd_export, cmd_whatif, cmd_report, cmd_theory, cmd_trace, cmd_validate,
    cmd_explain, cmd_show, cmd_diff, cmd_init, cmd_schema, cmd_wards, cmd_verify, cmd_doctor,
    cmd_completion;

#endif
