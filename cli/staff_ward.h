/* staff_ward.h - the month of a scenario of wards as questions about its half hours see it. */
#ifndef CLI_STAFF_WARD_H
#define CLI_STAFF_WARD_H

#include "cli/run_ward.h"
#include "cli/staff.h"

/* The scenario that is run: the month, its target, its half hours. It begins its days so long
 * before the month as the scenario does before its period. */
struct scenario_data staff_ward_question(const struct staff *s);

/* Those days as lines of a scenario. */
void staff_ward_yaml_days(const struct staff *s, struct text *out);

/* Gives d settings of single wards of its own, in home, with room for an entry of each place. */
bool staff_ward_copy(const struct staff *s, struct arena *home, struct scenario_data *d) MUST_CHECK;

/* The ward's own settings in such a d, to be changed; a new entry where there are none. */
struct scenario_ward *staff_ward_own(struct scenario_data *d, const char *name);

/* Runs the scenario: writes out[n][n_cells], s->effects and s->harm, as staff_model.run(). */
bool staff_ward_run(struct staff *s, const struct scenario_data *d, int stream, uint32_t n,
                    struct arena *home, struct staffing_count *out) MUST_CHECK;

/* staff_model.open(): every ward with its kinds of day and half hours, counters on duty now. */
bool staff_ward_open(struct staff *s) MUST_CHECK;

/* 0 Monday to Friday, 1 other days. */
int32_t staff_ward_kind(const struct plan *p, int32_t day);

#endif
