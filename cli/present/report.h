/* report.h - report.html: one self-contained page that answers first and proves after.
 *
 * English or Japanese (about->japanese), inline CSS and SVG, no script, no network (its own content
 * policy forbids both); prints on A4 and reads at 360 px. A figure that is not there (gnuplot
 * missing or failed) is named on the page and replaced by a table made here.
 */
#ifndef PRESENT_REPORT_H
#define PRESENT_REPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/present/figures.h"
#include "cli/present/tables_short.h"
#include "sim/base/attr.h"
#include "sim/base/err.h"

struct arena;
struct swings;
struct bind_basis;

/* Who reads the page: what concerns him comes first. Everybody gets everything. */
enum report_role {
    REPORT_EVERYBODY,
    REPORT_PLANNER, /* 企画 */
    REPORT_MANAGER, /* 管理 */
    REPORT_ANALYST, /* 分析 */
    REPORT_ROLES
};

/* "planner", "manager", "analyst"; NULL for everybody. */
const char *report_role_name(enum report_role role);
/* The role of that name; NULL is everybody, and so is any other word. */
enum report_role report_role_named(const char *name);

/* Kind of a basis that is none: a value was changed, and nobody says on what grounds. Its source is
 * the file or the --set. */
#define REPORT_CHANGED "CHANGED"

struct report {
    const struct tables *tables;
    const struct tables_about *about;
    const struct figures *figures;  /* as figures_write() listed them */
    const char *plots;              /* folder with NAME.svg           */
    const struct bind_basis *bases; /* as bind_bases() lists them, and REPORT_CHANGED */
    size_t n_bases;
    const struct swings *swings; /* which of them could flip the verdict; NULL: not looked into */
    const struct tables_count *count; /* of all sites when the tables are short, else NULL */
    enum report_role role;
};

/* Writes the page to path, whole or not at all. false and *e on a write error or no
 * memory; a missing figure is no error. */
bool report_write(const struct report *r, const char *path, struct arena *home,
                  struct err *e) MUST_CHECK;

#endif
