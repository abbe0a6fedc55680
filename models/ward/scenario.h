/* scenario.h - what a scenario file says, as plain immutable structs.
 *
 * One row in scenario.c per setting; the tables it names are read by scenario_read(),
 * too. Everything is checked here, so compile.c can trust it.
 */
#ifndef WARD_SCENARIO_H
#define WARD_SCENARIO_H

#include <stdbool.h>
#include <stdint.h>

#include "models/ward/plan.h"
#include "models/ward/scenario_index.h"
#include "sim/base/attr.h"
#include "sim/base/civil.h"
#include "sim/base/simtime.h"
#include "sim/input/bind.h"
#include "sim/input/series.h"

struct scenario_hours {
    int32_t open, close; /* seconds after midnight */
};

/* families of distributions, in the order of the choices in scenario.c */
enum scenario_family { FAMILY_CONSTANT, FAMILY_EXPONENTIAL, FAMILY_LOGNORMAL, FAMILY_GAMMA };

struct scenario_service {
    int32_t family;
    sim_span mean;
    double cv;
};

/* What histograms and sums are kept by. */
enum scenario_measures { MEASURES_BY_DAY, MEASURES_BY_MONTH, MEASURES_FOR_STAFFING };

enum scenario_mode { MODE_BY_WARD, MODE_WALK_IN };

struct scenario_use {
    int32_t mode; /* enum scenario_mode */
    struct scenario_service service;
    const char *monthly;   /* table month,count; or NULL */
    double visits;         /* city visits per open weekday on average, when no table */
    int32_t places;        /* a weekday in all wards, where it is booked; renewal and handover
                              have their own table */
    sim_span request_lead; /* booked: requests run ahead of the monthly table by this */
    int32_t rank;          /* rules priority and preemptive: 0 goes first, at most 7  */
    bool ends_early;       /* acceptance of it may end early                          */
    struct {
        int32_t use; /* enum plan_use */
        double share;
    } also; /* what some of them do on the same visit */
};

struct scenario_uses {
    struct scenario_use renewal, handover, pin_reset, issue, mynapoint, other;
};

enum scenario_shape { SURGE_TABLE, SURGE_STEP, SURGE_RAMP, SURGE_DECAY };
struct scenario_surge {
    const char *name;
    int32_t use;       /* enum plan_use */
    const char *table; /* date,visits; SURGE_TABLE */
    int32_t shape;     /* enum scenario_shape */
    civil_day from, to;
    double visits;     /* a day at full height, all wards it happens in */
    sim_span length;   /* of the ramp; mean life of the decay */
    const char *wards; /* list of names; NULL = all */
    double share;
    bool is_on;
};

struct scenario_part {
    double share;
    sim_span mean;
};

struct scenario_response {
    struct scenario_part prompt, reminded, deadline, lapsed, early;
    struct {
        double share;
        sim_span median;
        double cv;
    } leisurely;
    struct {
        double share;
        int32_t from, to; /* month * 100 + day */
    } tax_season;
    struct {
        double share;
    } never;
};

/* How a use is taken at a ward from a day on, whatever the tables say. */
enum scenario_way { WAY_REQUIRED, WAY_NONE, WAY_MIXED };
struct scenario_change {
    const char *ward; /* canonical name, or 全区 */
    int32_t use;      /* 0 all, else 1 + enum plan_use */
    civil_day from;   /* 0 = always */
    int32_t mode;     /* enum scenario_way */
    double booked;    /* WAY_MIXED: share of people and places that is booked */
};

/* A joint centre of several wards: by appointment only. */
struct scenario_centre {
    const char *name, *wards, *uses; /* lists separated by spaces or commas */
    civil_day from;
    double share;          /* of the wards' people */
    struct bind_list days; /* of int32_t: 1 Monday to 7 Sunday, open on */
    struct scenario_hours weekday, weekend;
    int32_t counters;
    struct {
        int32_t renewal, handover; /* a full day */
    } places;
};

enum scenario_ward_mode { WARD_AS_TABLE, WARD_BOOKING, WARD_WALK_IN };

/* One step of a ward's own roster. */
struct scenario_step {
    int32_t day; /* 0 weekday, 1 Saturday */
    int32_t from, counters;
    const char *pool; /* NULL: counters of the ward, divided over its pools */
};

/* Counters that serve some of the uses. */
struct scenario_pool {
    const char *name, *uses; /* names of uses, spaces or commas between them */
    double share;            /* of the ward's counters */
};

struct scenario_patience {
    double share;
    int32_t family; /* enum scenario_family */
    sim_span mean;
    double cv;
};

/* One step of a ward's places, slot by slot: from this time of day on, until the next one. */
struct scenario_release {
    civil_day month; /* a day of it; 0 = every month without steps of its own */
    int32_t day;     /* 0 weekday, 1 Saturday */
    int32_t use;     /* enum plan_use */
    int32_t from, places;
};

struct scenario_ward {
    const char *name;
    int32_t mode; /* enum scenario_ward_mode */
    struct {
        int32_t weekday, saturday; /* 0 = as in the table */
        int32_t more;              /* than that, negative: less; one stays */
    } counters;
    struct {
        int32_t renewal, handover; /* places a weekday, -1 = as in the table */
    } places;
    struct bind_list roster;  /* of struct scenario_step */
    struct bind_list release; /* of struct scenario_release */
};

struct scenario {
    const char *id, *title, *model;
    struct {
        civil_day from, to;
    } period;
    struct {
        civil_day notices_from, counters_from;
    } warmup;
    struct {
        struct scenario_hours weekday;
        struct {
            int32_t open, close;
            struct bind_list weeks; /* of int32_t */
            bool open_on_holiday;
        } saturday;
        const char *holidays, *exceptions;
        struct {
            int32_t from, to; /* month * 100 + day */
        } year_end;
        struct {
            struct bind_list days; /* of int32_t: 1 Monday to 5 Friday */
            int32_t close;
            double share;
        } evening;
    } calendar;
    const char *ward_table;
    struct {
        const char *expiries;
        sim_span lead;
        int32_t daily_capacity;
        struct {
            civil_day from, to;
        } suspended;
        struct {
            sim_span least, most;
        } delivery;
        sim_span blue_after;
        const char *batches; /* table date,ward; or NULL */
        sim_span spread;
        struct {
            bool acts;
            double by_call;
            sim_span delay;
            struct scenario_service service;
        } no_id;
    } notices;
    struct scenario_response response;
    struct scenario_uses uses;
    struct {
        double unknown;
        struct scenario_service added;
    } pin;
    struct {
        struct {
            double share, with_form, wrong_pin;
            sim_span letter;
            struct scenario_service added;
        } proxy;
        struct {
            double share, no_photo;
            struct scenario_service added;
        } guardian;
        struct {
            double invalid;
            sim_span delay;
        } papers;
        struct scenario_service first_visit;
    } procedures;
    struct {
        const char *hours, *requests, *factors;
        struct {
            int32_t from, to; /* month * 100 + day */
        } moving_season;
    } profile;
    struct {
        double cv, city_share;
    } day_factor;
    struct bind_list surges; /* of struct scenario_surge */
    struct {
        sim_span horizon;
        int32_t cutoff;
        sim_span slot, last_before_close;
        struct {
            int32_t within_days;
            sim_span tolerance;
            int32_t patience_days;
        } wish;
        struct {
            double share;
            sim_span delay;
            int32_t attempts;
        } retry;
        struct {
            double share, again;
            sim_span delay;
            double limit; /* share at long lead; 0 = the same at any lead */
            sim_span scale;
        } no_show;
        struct {
            double share, again;
            sim_span delay;
        } cancel;
        struct {
            double share;
            int32_t rule; /* 0 refused, 1 when_idle */
        } walk_ins;
        struct {
            sim_span earliest, usual, latest;
        } punctuality;
        struct {
            int32_t rule, block; /* enum template_rule */
            double rise;
        } template;
        double overbooking;
    } booking;
    struct {
        int32_t within_days;
    } visiting;
    struct {
        const char *capacity, *outages;
        struct {
            double per_year;
            sim_span mean;
            int32_t state; /* 0 slow, 1 down */
            double factor;
        } random_outages;
        int32_t rule; /* enum discipline_rule */
        sim_span earliness, grace;
        int32_t yen_per_hour;
        struct {
            int32_t rule; /* enum counter_early_end */
            sim_span allowance;
            int32_t tickets, per_counter;
        } early_end;
        struct scenario_patience patience;
        struct {
            double share;
            int32_t at;
            bool booked; /* they, too */
        } balking;
        int32_t places_inside; /* 0 = any */
        int32_t leaving;       /* 0 finish, 1 hand over */
        struct {
            int32_t from, to;
            double absent;
        } lunch;
        struct {
            int32_t n, m;
        } n_to_m;
        int32_t dedicated;
        struct {
            int32_t booked, walk_in;
        } weights;
        struct bind_list pools; /* of struct scenario_pool; empty: one for all uses */
    } counters;
    struct {
        double share;
        int32_t within_days, attempts;
    } turned_away;
    int32_t measures;         /* enum scenario_measures */
    struct bind_list wards;   /* of struct scenario_ward */
    struct bind_list modes;   /* of struct scenario_change, later ones count */
    struct bind_list centres; /* of struct scenario_centre */
    struct bind_list shifts;  /* of struct shift_rule */
    struct {
        const char *agents; /* table; NULL = there is no line */
        struct scenario_hours weekday, other;
        double share;
        int32_t trunks;
        struct scenario_service handle, patience;
        struct {
            double share, tomorrow;
            sim_span delay;
            int32_t attempts, days;
        } redial;
        double enquiries; /* a day */
    } phone;
    struct {
        sim_span within;
        double share;
    } target;
    struct {
        sim_span some, crowded, heavy;
    } levels;
    struct {
        const char *ward;
        civil_day month, surge_from, surge_to, surge_day;
        const char *surge_label;
    } report;
    struct {
        int32_t replications;
        double seed; /* whole, below 2^53 */
    } run;
};

/* Rows of the tables. */
struct scenario_ward_row {
    struct src_pos at;
    const char *name, *code, *name_en, *region; /* NULL: of the region without a name */
    int32_t population, mode;                   /* 0 booking, 1 walk_in */
    const char *saturdays, *evenings;           /* numbers, "none", or NULL: as in the calendar */
    int32_t centre;                             /* 0 a ward, else 1 + which of s.centres        */
};
struct scenario_holiday {
    struct src_pos at;
    civil_day date;
    const char *name;
};
struct scenario_month_count {
    struct src_pos at;
    civil_day month;
    double count;
};
struct scenario_visits {
    struct src_pos at;
    civil_day date;
    double visits;
};
struct scenario_outage {
    struct src_pos at;
    civil_day date;
    int32_t from, to, state; /* 0 slow, 1 down */
    double factor;
};
struct scenario_batch {
    struct src_pos at;
    civil_day date;
    const char *ward; /* canonical name, or 全区 */
};
enum scenario_exception_kind { EXCEPTION_CLOSED, EXCEPTION_OPEN, EXCEPTION_RESERVED_ONLY };
struct scenario_exception {
    struct src_pos at;
    civil_day date, announced;
    const char *ward; /* canonical name, or 全区 */
    int32_t kind;
};
struct scenario_weight {
    struct src_pos at;
    int32_t day; /* 0 weekday, 1 Saturday */
    int32_t from;
    double weight;
};
struct scenario_agents {
    struct src_pos at;
    int32_t day; /* 0 Monday to Friday, 1 other days */
    int32_t from, agents;
    const char *region; /* NULL: of every line without rows of its own */
};
struct scenario_factor {
    struct src_pos at;
    const char *name;
    double value;
};
struct scenario_capacity {
    struct src_pos at;
    const char *ward;
    civil_day month;
    int32_t weekday, saturday, places_renewal, places_handover;
};

/* What a forecast asks for beyond what a scenario says; all 0: nothing. */
struct scenario_ahead {
    bool is_on;
    civil_day from, to; /* days that are reported, inside the scenario's period; all else, and what
                           rates are made of, stays as the scenario says */
    int32_t site;       /* whose half hours are kept on the day `watched` */
    civil_day watched, absent_day;
    int32_t absent;     /* counters less on absent_day */
    civil_day past_end; /* before it, everybody draws with past_seed and past_replication */
    uint64_t past_seed;
    uint32_t past_replication;
};

/* Everything a scenario says, tables included. */
struct scenario_data {
    struct scenario s;
    struct bind_list wards, holidays, expiries, hours, requests, factors, exceptions, outages,
        capacity, agents;
    struct scenario_index ward_names, ward_codes; /* of the rows of wards */
    int32_t n_centres;                            /* rows of wards that are joint centres */
    struct bind_list batches;            /* of struct scenario_batch; empty: all mail is rolling */
    struct bind_list monthly[USE_COUNT]; /* empty: no table */
    struct bind_list *surge;             /* [s.surges.count] of struct scenario_visits */
    uint8_t pool_of[USE_COUNT];          /* which of s.counters.pools serves the use   */
    const char *const *files;            /* of all tables read */
    size_t n_files;
    struct scenario_ahead ahead; /* set by who asks for a forecast, between reading and compiling */
    struct bind_doc *doc;
};

/* Reads and checks a scenario with overrides ("key=value") and all its tables. false with
 * every mistake found in *e; then *out holds no promise. */
bool scenario_read(const char *path, const char *const *overrides, size_t n_overrides,
                   struct arena *home, struct scenario_data *out, struct err *e) MUST_CHECK;

/* The same for a scenario that is loaded already. */
bool scenario_bind(struct bind_doc *doc, const char *const *overrides, size_t n_overrides,
                   struct arena *home, struct scenario_data *out, struct err *e) MUST_CHECK;

/* Parts of scenario_bind() that live in scenario_policy.c: what no single setting can tell
 * of modes, centres and the phone line; and the centres as further rows of `wards`, which stand
 * together by region afterwards, in order of the first ward of each. */
void scenario_check_policy(struct scenario_data *d, struct arena *home, struct err *e);
bool scenario_add_centres(struct scenario_data *d, struct arena *home, struct err *e) MUST_CHECK;

/* Fills ward_names and ward_codes; false when memory ran out. */
bool scenario_name_wards(struct scenario_data *d, struct arena *home) MUST_CHECK;

/* Numbers 1 to 5 of a list separated by spaces, or "none", as bits; false when it is neither. */
bool scenario_numbers(const char *list, uint32_t *bits) MUST_CHECK;

/* Has any ward evening hours on some weekday? */
bool scenario_has_evening(const struct scenario_data *d);

/* The next name of a list separated by spaces or commas, into name; NULL at its end. */
const char *scenario_next_name(const char *list, char *name, size_t bytes);
/* Checks what concerns counters and their pools, and fills pool_of: scenario_bind() does so.
 * Mistakes go to *e. */
void scenario_counters(struct scenario_data *d, struct err *e);

/* The rows of all settings. */
const struct bind_row *scenario_rows(void);

/* Ward names: 青葉, 青葉区, aoba, Aoba, 141178; 保土ヶ谷 and 保土ケ谷. NULL when unknown; then
 * *nearest is the one that was probably meant, in Roman letters when written in those, or NULL.
 * context: NULL, or the struct scenario_data whose table of wards counts, too: its names and codes
 * as written. */
const char *scenario_ward_name(const char *written, const char **nearest, const void *context);

/* Our name of one of the 18 wards in Latin letters, aoba; NULL for any other name. */
const char *scenario_ward_latin(const char *name);

#endif
