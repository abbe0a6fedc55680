/* form.h - one page of questions about a ward, filled in with a spreadsheet program.
 *
 * A CSV file with a byte order mark: what is asked, a place to write, the unit, what is
 * assumed now, and how to write it. What is filled in becomes a scenario in which those numbers
 * are facts; what is left empty stays as it was.
 */
#ifndef CLI_FORM_H
#define CLI_FORM_H

#include "cli/run.h"
#include "sim/base/attr.h"

/* The form of a ward of a scenario that is read; ward: its canonical name. CRLF. */
void form_print(const struct run *r, const char *ward, bool japanese, struct text *out);

/* A form that was filled in. */
struct form {
    const char *path;
    const char *ward;   /* as written */
    const char *schema; /* modeline of the scenario, or NULL */
    const char *base;   /* what the scenario extends, as written in it */
    const char *id;
    bool japanese;
};

struct form_lines; /* which cell a line of the scenario comes from */

/* Reads the form at f->path and appends the scenario it makes, without the answers that *e now
 * complains about. NULL when nothing can be made of it. */
const struct form_lines *form_read(struct form *f, struct arena *home, struct text *out,
                                   struct err *e) MUST_CHECK;

/* Mistakes of the scenario become mistakes of the form, at the cells they come from. */
void form_blame(const struct form_lines *lines, const char *scenario, struct err *e);

#endif
