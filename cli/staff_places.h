/* staff_places.h - how many booking places the counters on duty bear: `madosim staff --places`.
 *
 * The search is the one for counters, turned round: what it looks for the least of is how many
 * places of a slot are held back from the most that can be thought of, for with fewer people
 * booked no wait gets longer. The most is what would keep all counters busy with booked people
 * alone, or what is released now if that is more. Uses share the places of a slot as they do now.
 */
#ifndef CLI_STAFF_PLACES_H
#define CLI_STAFF_PLACES_H

#include "cli/staff.h"
#include "models/ward/plan.h"

/* The slots that begin in a half hour (a cell). */
struct staff_release {
    double now[USE_COUNT];   /* places of a slot: a mean over these slots                    */
    double up_to[USE_COUNT]; /* share of this use and those before it, of the group's places */
    double slots;            /* in the half hour, a mean over open days                      */
    double service_s;        /* mean, of the booked                                          */
};

/* Places of a slot in the cell, of the use (USE_COUNT: all), when so many are held back; NULL
 * counters: now. */
double staff_places_of(const struct staff *s, size_t cell, const int32_t *held, int32_t use);

/* The same summed up over the month (days 0) or as a mean over its open days (days 1), of a place.
 */
double staff_places_sum(const struct staff *s, size_t place, const int32_t *held, bool is_daily);

/* Is as much released there as was tried at most? */
bool staff_places_at_most(const struct staff *s, size_t cell);

/* What else comes with them: means over replications of the confirming stream. */
enum staff_places_side {
    STAFF_PLACES_WAIT, /* min, of the served, all access          */
    STAFF_PLACES_LEAD, /* days from the first try to the appointment */
    STAFF_PLACES_NONE, /* people who gave up: none to be had      */
    STAFF_PLACES_AWAY
};
/* a NULL: of b alone, else paired differences b - a. NaN where nothing was counted. */
struct interval staff_places_effect(const struct staff *s, const struct staff_view *a,
                                    const struct staff_view *b, size_t place,
                                    enum staff_places_side side);

bool staff_places_tabulate(struct staff *s) MUST_CHECK;
void staff_places_print(const struct staff *s, struct text *out);
void staff_places_print_json(const struct staff *s, struct text *out);

#endif
