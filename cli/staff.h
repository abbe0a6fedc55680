/* staff.h - how many counters are needed when: the numbers behind `madosim staff`.
 *
 * The question is about one month (model: queue: about its day): in every half hour in which
 * tickets are issued, the lower bound of the share within the target must reach the promise.
 * Half hours of a kind of day at a place are a group of the search (sim/experiment/staffing.h).
 */
#ifndef CLI_STAFF_H
#define CLI_STAFF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/progress.h"
#include "cli/run.h"
#include "sim/base/attr.h"
#include "sim/base/civil.h"
#include "sim/base/table.h"
#include "sim/experiment/sample.h"
#include "sim/experiment/staffing.h"
#include "sim/input/bind.h"

enum staff_stream { STAFF_SEARCH, STAFF_CONFIRM };
enum { STAFF_COUNTERS_MOST = 500 }; /* as many as a scenario may have */

/* What is let pass besides what there is now: one in so many tickets turned away in all, or so
 * much more overtime on an open day. */
#define STAFF_TICKETS_A_PERSON 1000
#define STAFF_OVERTIME_US INT64_C(60000000)

/* What is asked. */
struct staff_ask {
    double share; /* of the promise */
    int64_t within_us;
    const char *ward;   /* canonical name, NULL = all */
    civil_day from, to; /* model: ward: the month, as far as the period has it */
};

struct staff_place {
    const char *code, *name, *name_en;
    size_t site; /* in the plan */
};

struct staff_group {
    size_t place;
    int32_t kind;      /* of day: 0 weekday, 1 Saturday */
    int32_t open_days; /* of the question */
};

struct staff_cell {
    size_t group;
    int32_t half_hour;    /* of the day, from midnight                           */
    int32_t from_s, to_s; /* the part of it in which the doors are open        */
    double days;          /* on which they are: a mean over its seconds          */
    double now;           /* counters on duty now: a mean over the same          */
};

/* What else happened at a place in one replication, inside the question. */
struct staff_effect {
    int64_t open_days, turned_away, overtime_us, served, wait_us, busy_us;
    int64_t booked, lead_days, no_booking; /* wards: appointments, days to them, none to be had */
};

/* The same by kind of day: what must not get worse. */
struct staff_harm {
    int64_t turned_away, overtime_us;
};

/* One set of counters on the stream that confirms. */
struct staff_view {
    const struct staffing_cell *cells;   /* [n_cells]                 */
    const struct staff_effect *effects;  /* [replications][n_places]  */
    const struct staffing_count *counts; /* [replications][n_cells]; NULL of what is needed */
};

struct staff;
struct staff_release;
struct staff_lending;

/* What differs between the kinds of scenarios. */
struct staff_model {
    /* Fills places, groups and cells; false with the mistakes in run.frame.err. */
    bool (*open)(struct staff *s);
    /* Runs counters [n_cells], NULL as they are now, with the stream's seed: writes
     * out[n][n_cells], s->effects and s->harm. false when it failed (run.frame.err) or was
     * interrupted (s->is_stopped). */
    bool (*run)(struct staff *s, const int32_t *counters, int stream, uint32_t n,
                struct staffing_count *out);
    /* Where the search begins. */
    staffing_start *start;
    /* The nth setting, from 0, that gives the place those counters, "wards.青葉.roster=[...]";
     * false when there is none. */
    bool (*setting)(const struct staff *s, size_t place, const int32_t *counters, int nth,
                    struct text *out);
    /* The counters of all places that are met as lines of a scenario. */
    void (*yaml)(const struct staff *s, const int32_t *counters, struct text *out);
    bool (*tabulate)(struct staff *s);
    void (*print)(const struct staff *s, struct text *out);
    void (*print_json)(const struct staff *s, struct text *out);
    bool has_calendar; /* kinds of day, months, yen */
    bool has_margins;  /* one more and one less in the worst half hours is looked at */
};

extern const struct staff_model staff_ward_model, staff_queue_model, staff_places_model;

struct staff {
    struct run run;
    struct progress *progress;
    const struct staff_model *model;
    struct staff_ask ask;
    size_t n_places, n_groups, n_cells;
    struct staff_place *places;
    struct staff_group *groups;
    struct staff_cell *cells;
    size_t *first; /* [n_groups + 1] */
    int32_t *least, *most;
    int32_t yen_per_hour;
    struct bind_list catalogue;    /* of struct shift_rule */
    struct staff_shifts *shifts;   /* --shifts (staff_shifts.h), NULL without */
    uint32_t replications[2];      /* by enum staff_stream */
    struct staff_effect *effects;  /* [replications][n_places] of the last run */
    struct staff_harm *harm;       /* [n_groups] of the last run, all replications */
    struct staff_harm *allowed[2]; /* the same now, and what is let pass besides; by stream */
    uint32_t done;                 /* replications so far, for progress        */
    bool is_stopped;
    /* found */
    struct staffing_result found;
    struct staff_view now, needed, more, fewer; /* one more or less in the worst half hours */
    size_t *worst;                              /* [n_groups]: cell, n_cells = none         */
    struct table halves, wards;                 /* `needed`, `wards` */
    struct staff_lending *lending;              /* --lend */
    struct staff_release *releases;             /* --places: [n_cells]; cli/staff_places.h */
};

/* Reads --target, --month and --ward against the scenario that run.model->read() has read. false
 * with everything said and *code set. */
bool staff_read(struct staff *s, int *code) MUST_CHECK;

/* Runs n replications of a stream, each with a seed of its own (what confirms has the run's), with
 * progress; s->is_stopped when that asked to stop. */
bool staff_simulate(struct staff *s, const struct sim_model *model, int stream, uint32_t n,
                    struct arena *home, struct replicate_result *result) MUST_CHECK;

/* The yardstick of counters: modified offered load. A staffing_start for a struct staff. */
void staff_start(void *context, const struct staffing_count *seen, uint32_t n, int32_t *counters);

/* Mean service at the place, in seconds, from what the last run of n replications has seen. */
double staff_service_s(const struct staff *s, size_t place, uint32_t n);

/* Counters of a steady queue with that offered load and mean service (s) that keep the promise. */
int32_t staff_counters_for(const struct staff *s, double load, double service);

/* Runs counters (NULL: now) on a stream and keeps what they come to. */
bool staff_look(struct staff *s, const int32_t *counters, int stream,
                struct staff_view *view) MUST_CHECK;

/* Searches and confirms. false when it failed or was interrupted. */
bool staff_make(struct staff *s) MUST_CHECK;

/* Fills s->halves and s->wards. */
bool staff_tabulate(struct staff *s) MUST_CHECK;

/* Counter-hours of the question; counters NULL: as they are now. */
double staff_hours(const struct staff *s, size_t place, const int32_t *counters);

/* A number of each replication at a place, by `value` of its effect and side: with one view (a
 * NULL), or b less a, as a mean over the replications that confirm, with its 95 % interval. */
typedef double staff_value(const struct staff_effect *e, int side);
struct interval staff_paired(const struct staff *s, const struct staff_view *a,
                             const struct staff_view *b, size_t place, staff_value *value,
                             int side);

/* The half hour of a group with the least share in time. */
size_t staff_least_share(const struct staff *s, size_t group);

/* Turned away or overtime at a place: with one view, or a second less the first, as a mean over
 * replications; over open days where it is overtime (minutes). */
enum staff_side { STAFF_TURNED_AWAY, STAFF_OVERTIME };
struct interval staff_effect_of(const struct staff *s, const struct staff_view *v, size_t place,
                                enum staff_side side);
struct interval staff_change_of(const struct staff *s, const struct staff_view *a,
                                const struct staff_view *b, size_t place, enum staff_side side);

/* The state of a place: the worst of its groups. */
enum staffing_state staff_state_of(const struct staff *s, size_t place);
const char *staff_state_key(enum staffing_state state);

/* The lowest lower bound of the half hours of a place with what is needed; 1 without tickets. */
double staff_least_bound(const struct staff *s, size_t place);

/* For a terminal, at most 80 columns; one JSON object; a scenario with the counters needed. */
void staff_print(const struct staff *s, struct text *out);
void staff_print_json(const struct staff *s, struct text *out);
/* Parts of it: scenario, target, month and runs, with the comma; settings of places that are met,
 * one text each. */
void staff_print_json_head(const struct staff *s, struct text *out);
void staff_print_json_settings(const struct staff *s, struct text *out);
void staff_print_yaml(const struct staff *s, struct text *out);

#endif
