/* cases.h - the table of reference cases: published or exactly computed values, and how each
 * is asked of us.
 *
 * One row a value. It may name a closed form with its arguments, a scenario with changed
 * settings and a metric, or both; a row of kind information is listed and never judged.
 */
#ifndef THEORY_CASES_H
#define THEORY_CASES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/base/attr.h"
#include "sim/base/err.h"
#include "sim/input/bind.h"

struct arena;

enum cases_kind {
    CASES_EXACT,      /* closed form or exact recursion                        */
    CASES_SIMULATED,  /* somebody's simulation, with a standard error          */
    CASES_INFORMATION /* for reading: single runs, approximations, misprints   */
};

/* How well the simulation must know the value before it is judged. */
enum cases_precision {
    CASES_MEAN, /* standard error at most 0.3 % of the value                            */
    CASES_TAIL, /* at most 1 %: quantiles, and what is zero on most days or for most people */
    CASES_SAME  /* nothing random in it: the value itself, to the tolerance             */
};

struct cases_row {
    struct src_pos at;
    const char *id, *quantity, *unit; /* "MMC-04", "mean wait", "h" */
    int32_t kind;                     /* enum cases_kind */
    double value, error;              /* error: standard error of a simulated value */
    double tolerance;                 /* of the closed form and of CASES_SAME, absolute */
    const char *formula, *arguments;  /* "mmc.wait", "rate=6 service=3 servers=3"; or NULL */
    const char *scenario, *settings;  /* file beside the table, "key=value; key=value"; or NULL */
    const char *metric, *use;         /* use NULL: all */
    int32_t index;
    double scale, offset; /* value = offset + scale x metric; 0 = 1 */
    int32_t precision;    /* enum cases_precision */
    int32_t is_quick;     /* 1: part of the fast subset */
    const char *source, *note;
};

/* Reads the table and looks at every row: formulas, arguments and metrics are known, each may be
 * asked, no value is there twice. false with every mistake in *e. Checked by
 * tests/theory/test_cases.c. */
bool cases_read(const char *path, struct arena *home, struct bind_list *rows,
                struct err *e) MUST_CHECK;

/* Does a word of the command line choose the row? "MMC-04" does, and "MMC" all of its family. */
bool cases_is_chosen(const struct cases_row *row, const char *word);

/* Where a cell of the row stands in the table: of its text, length bytes from `at` on. The row as
 * a whole where it cannot be told. */
struct src_pos cases_place(const struct cases_row *row, const char *cell, const char *at,
                           size_t length);

/* The nearest case or family when no row is chosen by the word; NULL when none is near. */
const char *cases_nearest(const struct bind_list *rows, const char *word, struct arena *home);

/* The next "key=value" of settings separated by ';', blanks around it taken off, as a new
 * string; NULL at the end or when memory ran out. *rest moves on. */
const char *cases_next_setting(const char **rest, struct arena *home);

#endif
