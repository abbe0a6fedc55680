/* calendar.h - what `madosim calendar` is asked for, and its sheets as files. */
#ifndef CLI_CALENDAR_H
#define CLI_CALENDAR_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/frame.h"
#include "cli/present/lookup.h"
#include "cli/present/month.h"
#include "cli/stored.h"
#include "sim/base/attr.h"

enum calendar_form {
    CALENDAR_HTML,
    CALENDAR_SVG,
    CALENDAR_CSV,
    CALENDAR_TXT,
    CALENDAR_ICS,
    CALENDAR_FORMS
};

struct calendar {
    struct frame *frame;
    struct stored stored;
    struct table days;  /* data/calendar.csv */
    struct table names; /* data/names.csv; no rows where there is none */
    struct month_about about;
    struct lookup_site *sites; /* those that are asked for */
    size_t n_sites;
    civil_day *months; /* their first days */
    size_t n_months;
    bool forms[CALENDAR_FORMS];
    const char *folder; /* where the sheets go */
};

/* Reads the folder and what is asked. false with everything said and *code set. */
bool calendar_open(struct frame *f, struct calendar *c, int *code) MUST_CHECK;

/* The sheet of a site and month; false when the run has no day of it. */
bool calendar_sheet(const struct calendar *c, size_t site, size_t month, struct month *m);

/* Name of its files without the ending: aoba-2020-07. */
const char *calendar_stem(const struct calendar *c, const struct month *m);

/* Writes the sheet in every form that is asked for; *stem is what calendar_stem() says. false with
 * the error in the frame. */
bool calendar_write(const struct calendar *c, const struct month *m) MUST_CHECK;

/* A page that leads to n sheets. false with the error in the frame. */
bool calendar_write_index(const struct calendar *c, const struct month *sheets,
                          size_t n) MUST_CHECK;

/* Has the sheet a day that is worth an appointment? */
bool calendar_has_appointments(const struct month *m);

extern const char *const calendar_endings[CALENDAR_FORMS];

#endif
