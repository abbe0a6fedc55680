/* findings.h - the facts a reader asks for first, picked from the tables of a run.
 *
 * Facts only; claims.c words them. "Worst" goes by the share of waits within the target,
 * the one measure that has an interval for every day and half hour; rivals counts the
 * others whose interval overlaps, that is, which may be as bad. Intervals hold one by
 * one: with many days the true worst lies among {worst + rivals} less often than 95 %.
 */
#ifndef PRESENT_FINDINGS_H
#define PRESENT_FINDINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/present/level.h"
#include "cli/present/lookup.h"
#include "cli/present/tables.h"
#include "cli/present/verdict.h"
#include "sim/base/attr.h"
#include "sim/base/civil.h"
#include "sim/base/err.h"

struct findings_ward {
    struct lookup_site site;
    enum verdict verdict;         /* everybody together                    */
    enum verdict walk_in_verdict; /* only those without a booking          */
    struct interval share;        /* of waits within the target, 0..1      */
    struct interval turned_away;  /* people in the reported period          */
    double booked, walk_in;       /* visits, people; 0 when there were none */
};

struct findings_day {
    size_t n_days;            /* open days with waits; the rest holds only when > 0 */
    bool nobody_waits;        /* wait_p90 is 0 on every one of them                 */
    double total_turned_away; /* people, all days together; NaN = unknown    */
    civil_day day;            /* the worst                                   */
    size_t rivals;
    struct interval share;
    double p90_min, turned_away; /* of the worst day */
};

struct findings_cell {
    size_t n_cells; /* weekday and half hour pairs with waits */
    bool nobody_waits;
    size_t n_met, n_missed; /* verdicts of the cells */
    enum civil_weekday weekday;
    int32_t from_s, to_s; /* seconds after midnight */
    size_t rivals;
    struct interval share;
    double p90_min;
};

/* Half hours of weekdays and of Saturdays, ward by ward. */
struct findings_hours {
    size_t n; /* in which somebody came; the rest holds only when > 0 */
    size_t n_missed, n_open;
    size_t wards_missed; /* wards with a half hour that misses the target */
    size_t ward;         /* of the lowest share                           */
    bool is_saturday;
    int32_t from_s, to_s;
    struct interval share;
    size_t rivals;
};

struct findings_month {
    size_t n_rows;            /* days of the month that stand in the table    */
    int days[LEVEL_COUNT];    /* by level; [LEVEL_CLOSED] = closed days        */
    int n_open, n_unknown;    /* open days; of these without a level           */
    int n_packed_sure;        /* LEVEL_PACKED with probability 0.8 or more     */
    double total_turned_away; /* people in the month; 0 when none              */
};

/* What places are counted in. */
struct findings_noun {
    const char *one, *many, *ja; /* ward, wards, 区; place, places, か所 */
};

struct findings {
    struct lookup_site whole; /* its name is the ward's when there is only one */
    struct findings_ward *wards;
    struct findings_noun place; /* wards; with a joint centre places */
    const char *focus;          /* name of the ward of the calendar, as readers see it */
    size_t n_wards, n_judged;   /* judged: wards in which somebody came */
    size_t n_met, n_open, n_missed;
    size_t n_walk_in, n_walk_in_missed; /* wards in which walk-ins came; of these missed */
    struct interval share, p90, turned_away, refused; /* the whole, access all */
    struct findings_day worst;                        /* of the reported period */
    struct findings_hours hours;
    civil_day met_from;      /* findings_met_from() of the whole, access all, from the
                                marked day to the end of the reported period       */
    size_t most_turned_away; /* ward with the most, valid when n_wards > 0         */
    bool is_most_clear;      /* its lower bound is above every other's upper bound */
};

/* false and *e on no memory. The result refers to the tables. */
bool findings_read(const struct tables *t, const struct tables_about *about, struct arena *home,
                   struct findings *out, struct err *e) MUST_CHECK;

/* Over the rows of `code`, access all, from..to inclusive. */
struct findings_day findings_worst_day(const struct table *daily, const char *code, civil_day from,
                                       civil_day to);

/* The first day from which every open day up to `to` is met. 0 when the last one is not
 * met, and when nothing was ever not met (there is no return to speak of). */
civil_day findings_met_from(const struct table *daily, const char *code, civil_day from,
                            civil_day to, double target_share);

struct findings_cell findings_worst_cell(const struct table *halfhour, const char *code,
                                         double target_share);

/* Share of waits within `minutes`: the last step of the curve at or before it. */
struct interval findings_at(const struct table *ecdf, const char *code, const char *access,
                            double minutes);

struct findings_month findings_of_month(const struct table *calendar, const char *site,
                                        civil_day first_of_month);

/* "Mon" -> CIVIL_MON; false when it is no weekday. */
bool findings_weekday(const char *text, enum civil_weekday *w);

#endif
