/* staff_shifts.h - people and shifts for the counters that were found: `madosim staff --shifts`.
 *
 * Each kind of day at a place is a problem of its own (sim/experiment/cover.h): its half hours are
 * the periods, the scenario's shifts with each possible beginning of their breaks the columns.
 */
#ifndef CLI_STAFF_SHIFTS_H
#define CLI_STAFF_SHIFTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/staff.h"
#include "models/office/shift.h"
#include "sim/experiment/cover.h"

/* A way to work a shift. */
struct staff_shifts_way {
    const struct shift_rule *rule;
    int32_t starts[SHIFT_BREAKS]; /* of its breaks */
};

struct staff_shifts_day {
    bool is_asked; /* the counters are known; all else is 0 where they are not */
    struct cover_result plan;
    size_t n_ways, n_rules;
    const struct staff_shifts_way *ways;   /* [n_ways], columns of the plan         */
    const struct shift_rule *const *rules; /* [n_rules] of that kind of day, shifts */
    int32_t people;
    double paid_h, needed_h, surplus_h; /* a day */
};

struct staff_shifts {
    bool has_price;                /* else plan.cost is in paid minutes */
    struct staff_shifts_day *days; /* [s->n_groups]                     */
    struct table days_table, people, halves;
};

/* Plans for what s->found has, and fills the tables. false with the mistake in run.frame.err. */
bool staff_shifts_make(struct staff *s) MUST_CHECK;

/* "least", "good", "bare", "too_few", "undecided", or "not_met" where the counters are unknown. */
const char *staff_shifts_state_key(const struct staff_shifts_day *d);
static inline bool staff_shifts_has_plan(const struct staff_shifts_day *d)
{
    return d->is_asked && (d->plan.state == COVER_LEAST || d->plan.state == COVER_GOOD);
}

/* "12:00-13:00 15:00-15:15": the breaks of a way; "" where it has none. */
const char *staff_shifts_breaks(const struct staff_shifts_way *w, struct arena *home);

/* What is bare or lacking, "12:00 12:30" or "全日+2 昼+1"; "" where nothing is. */
const char *staff_shifts_reason(const struct staff *s, size_t group, struct arena *home);

/* For a terminal, at most 80 columns; the value of a key of a JSON object; lines of comment for a
 * scenario. */
void staff_shifts_print(const struct staff *s, struct text *out);
void staff_shifts_print_json(const struct staff *s, struct text *out);
void staff_shifts_print_yaml(const struct staff *s, struct text *out);

#endif
