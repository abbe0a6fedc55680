/* whatif.h - a page that runs a scenario itself: what the steps of `madosim whatif` hand on.
 *
 * Compiling a scenario stays here; the page gets compiled blocks. A *frame* is a block of its
 * own size: with the ward's counters as the scenario has them or by half hour, with booked and
 * other people in one stream or in two. Within a frame a *level* of a *control* is what differs
 * in the block that is compiled with its settings; levels of different controls are laid over
 * one another, and whatif_prove() shows on samples that this gives the bytes that compiling
 * with all settings gives. Checked by tests/run/long_whatif.c and tests/page/check_page.sh.
 */
#ifndef CLI_WHATIF_H
#define CLI_WHATIF_H

#include "cli/run.h"
#include "cli/run_ward.h"
#include "models/ward/plan.h"
#include "sim/base/attr.h"
#include "sim/base/civil.h"

enum {
    WHATIF_WARDS_MAX = 6,
    WHATIF_CONTROLS_MAX = 16,
    WHATIF_LEVELS_MAX = 24,
    WHATIF_LEVEL_SETS = 2,
    WHATIF_JOINTS_MAX = 64,
    WHATIF_STORED_MAX = 6,
    WHATIF_COUNTERS_MOST = 60,       /* counters of a half hour on the page, at most */
    WHATIF_PLAN_MOST = 24 << 20,     /* bytes of a compiled scenario, at most */
    WHATIF_REPLICATIONS_MOST = 1000, /* of the page */
    WHATIF_STORED_REPLICATIONS = 12  /* of what is stored, unless -r says so */
};

/* Frames, as bits. */
enum { WHATIF_ROSTER = 1, WHATIF_MIXED = 2, WHATIF_FRAMES = 4 };

struct whatif_bytes {
    const char *bytes; /* NULL: none */
    size_t n;
};

struct whatif_level {
    const char *key;      /* in links: "8" */
    const char *label[2]; /* English, Japanese */
    const char *set[WHATIF_LEVEL_SETS];
    size_t n_set;                             /* 0: as in the scenario */
    bool is_mixed;                            /* of the frames with WHATIF_MIXED alone */
    struct whatif_bytes patch[WHATIF_FRAMES]; /* n = 0: nothing differs */
};

enum whatif_kind { WHATIF_COUNTERS, WHATIF_MODE, WHATIF_OTHER };

struct whatif_control {
    enum whatif_kind kind;
    const char *id, *name[2]; /* English, Japanese */
    struct whatif_level levels[WHATIF_LEVELS_MAX];
    size_t n_levels, base; /* base: as in the scenario */
};

/* Counters of a half hour of weekdays. */
struct whatif_half {
    int32_t from_s, counters;
};

/* Two levels that together touch other bytes than each alone: laid over them. */
struct whatif_joint {
    size_t control[2], level[2];
    struct whatif_bytes patch[WHATIF_FRAMES];
};

struct whatif_frame {
    const struct plan *plan; /* NULL: there is no such frame */
    const char *set[WHATIF_LEVEL_SETS];
    size_t n_set;
    struct whatif_bytes delta;        /* from the scenario's own plan */
    uint32_t *words[PLAN_HALF_HOURS]; /* frames with WHATIF_ROSTER: where the counters of each
                                         half hour stand, offsets in bytes               */
    size_t n_words[PLAN_HALF_HOURS];
};

/* A run that is kept in the page. */
struct whatif_stored {
    size_t level; /* of the first control */
    struct interval share, p90, turned_away;
};

struct whatif_ward {
    int32_t site;
    const struct scenario_ward_row *row;
    struct whatif_control controls[WHATIF_CONTROLS_MAX];
    size_t n_controls;
    struct whatif_joint joints[WHATIF_JOINTS_MAX];
    size_t n_joints;
    struct whatif_half halves[PLAN_HALF_HOURS];
    size_t n_halves;      /* 0: counters cannot be set by half hour here */
    const char *saturday; /* steps of Saturdays in the ward's own roster */
    struct whatif_frame frames[WHATIF_FRAMES];
    struct whatif_stored stored[WHATIF_STORED_MAX];
    size_t n_stored;
};

struct whatif {
    struct run run; /* first member: the frame of the command; the scenario with all settings */
    civil_day from, to;
    uint32_t replications; /* of what is stored */
    const struct plan *plan;
    struct whatif_ward *wards;
    size_t n_wards;
    size_t n_left_out; /* levels that cannot be had here */
    size_t n_proved;   /* combinations compiled and compared */
    struct progress *progress;
    uint32_t done, all; /* replications that are stored */
    bool is_stopped;
};

/* The scenario with the command's settings and n more. The plan and *d live in home. */
const struct plan *whatif_compile(const struct whatif *w, const char *const *set, size_t n,
                                  struct arena *home, struct scenario_data **d,
                                  struct err *e) MUST_CHECK;

/* Controls of the ward with their settings; no patches yet. false when memory ran out. */
bool whatif_controls(struct whatif *w, struct whatif_ward *ward) MUST_CHECK;

/* The ward's roster as a setting, with the counters given. */
const char *whatif_roster(const struct whatif_ward *ward, const int32_t *counters,
                          struct arena *home);

/* Frames and patches of the ward; levels that do not fit are left out and counted. false and
 * the run's err when memory ran out. */
bool whatif_patches(struct whatif *w, struct whatif_ward *ward) MUST_CHECK;

/* Compiles every pair of controls and some combinations of all, and compares. false when one
 * differs: *what tells which settings. */
bool whatif_prove(struct whatif *w, const struct whatif_ward *ward, const char **what) MUST_CHECK;

/* Runs what is stored for readers without WebAssembly. */
bool whatif_store(struct whatif *w, struct whatif_ward *ward) MUST_CHECK;

/* The page. */
void whatif_page(const struct whatif *w, struct text *out);
/* Its data as JSON, and the stored runs as a table. */
void whatif_json(const struct whatif *w, struct text *out);
void whatif_table(const struct whatif *w, struct text *out);

#endif
