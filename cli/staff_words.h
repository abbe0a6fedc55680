/* staff_words.h - what answers about half hours have in common on a terminal. */
#ifndef CLI_STAFF_WORDS_H
#define CLI_STAFF_WORDS_H

#include "cli/phrase.h"
#include "cli/staff.h"

/* A number for a column; "-" for NaN. Lives with the command, as all that is returned here. */
const char *staff_number(const struct staff *s, int digits, double x);

/* The same without digits where it is whole, else with one. */
const char *staff_places_number(const struct staff *s, double x);

/* A bound in percent is rounded down: 89.96 is not 90. parts: 10 for one digit. */
double staff_floor(double share, double parts);

const char *staff_place_name(const struct staff *s, size_t place);

/* The half hour of a cell, "Tsurumi weekdays 9:00". */
const char *staff_where(const struct staff *s, size_t c, bool has_place);

/* The first line(s): the phrase with percent, minutes, from, to. */
void staff_head(const struct staff *s, enum phrase p, struct text *out);

/* How often was run. */
void staff_runs(const struct staff *s, struct text *out);

/* A grid of half hours: rows of each group of the kind of day. */
struct staff_row {
    const char *label[2]; /* English, Japanese; NULL: the name of the place */
    const char *(*number)(const struct staff *s, size_t cell);
    bool is_detail; /* only where there is one place */
};
void staff_grid(const struct staff *s, int32_t kind, const struct staff_row *rows, size_t n,
                struct text *out);

#endif
