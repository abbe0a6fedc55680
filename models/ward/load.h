/* load.h - the fluid check of a plan, without a single random number: the people expected to
 * come and their work, against the counters on duty, by site and month; places against
 * appointments wanted; calls against agents; letters against what can be mailed.
 *
 * Expectations are those of the model, exactly where a sum can be written: who is mailed on
 * which day, acts when, and wishes which day. Left out is what only queues bring about: people
 * who were turned away, balk or leave and come again, who find no slot and try again or give
 * up, who dial again; visits that only ask for a booking ID; and the days by which a missed
 * appointment or a second visit is later than the first. Above 1.00 a line only grows.
 */
#ifndef WARD_LOAD_H
#define WARD_LOAD_H

#include <stdint.h>

#include "models/ward/plan.h"
#include "sim/base/attr.h"

struct arena;

/* A month at a site, reported days only. */
struct load_month {
    int32_t open_days;         /* days with open doors; of all sites: with any open door     */
    double visits, work_h;     /* people who come, and hours of service they need            */
    double counters_h;         /* counters on duty x hours while the doors are open          */
    double wanted[USE_COUNT];  /* appointments wanted on days of the month, repeats included,
                                  less those given back                                      */
    int64_t places[USE_COUNT]; /* places on open days, where the use is booked               */
    double calls, calls_h;     /* all sites: first calls and enquiries, hours they take      */
    double agents_h;           /* all sites: agents on duty x hours; 0: there is no line     */
};

/* Letters in the plan. Waiting: the window has opened and nothing was mailed. */
struct load_mail {
    int64_t mailed, mail_days;        /* in the reported period: letters, days with mail     */
    int64_t unmailed;                 /* never mailed though their window opens              */
    int32_t peak_day, cleared_day;    /* morning with most waiting; the evening with none.
                                         PLAN_NO_DAY: never more than a day's mail; never    */
    int64_t peak_waiting, clear_days; /* letters; days with mail from the one to the other   */
};

struct load {
    int32_t n_sites, n_months;
    struct load_month *months; /* [n_sites + 1][n_months]; the last row is all sites */
    struct load_mail mail;
};

/* false when memory ran out. Lives in home. O(sites x days x days). */
bool load_make(const struct plan *p, struct arena *home, struct load *out) MUST_CHECK;

static inline const struct load_month *load_at(const struct load *l, int32_t site, int32_t month)
{
    return &l->months[site * l->n_months + month];
}

/* Work per counter-hour, 0 when nobody is on duty and nothing is to be done; site n_sites =
 * all. Over the whole period when month is n_months. */
double load_ratio(const struct load *l, int32_t site, int32_t month);

/* The month with the highest ratio, the earlier one of equals; `but` is passed over
 * (n_months: none). n_months when there is no other. */
int32_t load_worst_month(const struct load *l, int32_t site, int32_t but);

/* Hours of calls per hour of agents in a month; 0 when there is no line. */
double load_of_phone(const struct load *l, int32_t month);

/* Appointments wanted per place; 0 when none is wanted. More than 1: places are short. */
double load_of_places(const struct load *l, int32_t use, int32_t site, int32_t month);

#endif
