/* figures.h - writes the scripts and descriptions of a run's figures.
 *
 * PLOTS/theme.gp, and per figure PLOTS/NAME.gp and PLOTS/NAME.alt.txt. The caller then
 * runs gnuplot_run_all() on the names, which makes NAME.svg and NAME.png. A figure for
 * which the tables hold nothing is left out of the list.
 */
#ifndef PRESENT_FIGURES_H
#define PRESENT_FIGURES_H

#include <stdbool.h>

#include "cli/present/tables.h"
#include "sim/base/attr.h"
#include "sim/base/err.h"

struct arena;

enum { FIGURES_MAX = 4 };

struct figures {
    int count;
    /* "ecdf", "days", "heat", "calendar"; in this order, without those left out */
    const char *names[FIGURES_MAX];
    const char *titles[FIGURES_MAX]; /* the claim each one shows         */
    const char *alts[FIGURES_MAX];   /* what it shows, for who cannot see */
};

/* plots: the folder, made when missing. Texts of *list live in home. false and *e on a
 * write error or no memory. */
bool figures_write(const struct tables *t, const struct tables_about *about, const char *plots,
                   struct arena *home, struct figures *list, struct err *e) MUST_CHECK;

/* The folder, with theme.gp; then one figure after the other from its finished sheet. */
struct figure_sheet;
bool figures_begin(const char *plots, struct arena *home, struct err *e) MUST_CHECK;
bool figures_put(const char *plots, struct figure_sheet *s, struct figures *list,
                 struct arena *home, struct err *e) MUST_CHECK;

/* Index of the named figure in the list, -1 when it is not there. */
int figures_index(const struct figures *list, const char *name);

#endif
