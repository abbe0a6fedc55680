/* sweep.h - one scenario at many settings: what the parts of `madosim sweep` hand on.
 *
 * A point is the scenario with a few settings changed. All points meet the same public. Only one
 * is in memory at a time: what is kept of it are the samples of the measures that are asked for.
 */
#ifndef CLI_SWEEP_H
#define CLI_SWEEP_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/compare.h"
#include "cli/progress.h"
#include "cli/trial.h"
#include "sim/base/attr.h"
#include "sim/base/table.h"
#include "sim/experiment/best.h"
#include "sim/experiment/sample.h"

enum {
    SWEEP_POINTS = BEST_MOST,
    SWEEP_REPLICATIONS = 20,
    SWEEP_ENDS = 3,
    SWEEP_SAMPLE_RUNS = 2,
    SWEEP_MEASURES = COMPARE_KEYS + 2
};
#define SWEEP_LEVEL COMPARE_LEVEL

/* What every point is asked for; indices of the catalog of the scenario itself. */
struct sweep_measure {
    size_t measure, place;
    const struct run_key *key; /* NULL when no decision turns on it */
    int digits;
    bool is_share;
};

/* One setting of --grid. */
struct sweep_axis {
    const char *key;
    const char **values;
    size_t n;
};

struct sweep_point {
    const char *label;           /* "booking, 5" */
    const char *const *settings; /* "wards.青葉.mode=booking" */
    size_t n_settings;
    double target_share; /* what is promised there */
    bool has_seed;       /* else it meets the same public as all others */
    uint64_t seed;
    bool is_first;                         /* it is the first point again and need not be run */
    struct sample samples[SWEEP_MEASURES]; /* n = 0 where a measure has no meaning */
};

/* One measure of one point, against the first point. */
struct sweep_item {
    struct interval value;
    struct sample_difference one, all; /* alone, and together with its family */
    enum compare_verdict verdict;
    bool is_known;
};

struct sweep {
    const struct frame *frame;
    struct trial base; /* the scenario itself, read and not run */
    uint32_t replications;
    struct sweep_measure measures[SWEEP_MEASURES];
    size_t n_measures, n_shown; /* those asked for first, then what else is needed */
    size_t promise;             /* which of them the promise over the whole is */
    size_t focus;               /* and which one is asked about                */
    struct progress progress;
    uint32_t done, total; /* replications: for the progress                   */
    pthread_mutex_t lock; /* of all that points running side by side share    */

    struct sweep_axis axes[OPTIONS_GRIDS_MAX];
    size_t n_axes;
    struct sweep_point *points; /* what is compared with first */
    size_t n_points;
    struct sweep_item *items; /* [n_points][n_measures] */
    size_t family;
    struct best *best; /* [n_points], of measures[0] or the promise; NULL without a better */
    struct table table;
};

/* Reads the scenario and what is asked of it. false with everything said and *code set. */
bool sweep_open(const struct frame *f, struct sweep *s, int *code) MUST_CHECK;

/* Reads the scenario at the point, so that a mistake is known before anything is run. */
bool sweep_check(struct sweep *s, const struct sweep_point *p, int *code) MUST_CHECK;

/* Would the scenario be valid there? Says nothing. false when memory ran out, too. */
bool sweep_accepts(const struct sweep *s, const char *const *settings, size_t n) MUST_CHECK;

/* Runs the point on so many threads (0: all) and keeps its samples. Several points may run side
 * by side. false with everything said and *code set, but for an interruption, of which *code
 * alone tells. */
bool sweep_run(struct sweep *s, struct sweep_point *p, uint32_t threads, int *code) MUST_CHECK;

/* Runs all points: one after the other, each on all threads; with --assumptions, where a point
 * has few replications, side by side. *done: points that are finished. */
bool sweep_run_all(struct sweep *s, size_t *done, int *code) MUST_CHECK;

/* The product of all lists of --grid, the last list fastest. */
bool sweep_grid(struct sweep *s, int *code) MUST_CHECK;

/* Intervals and differences to the first point. false when memory ran out. */
bool sweep_compare(struct sweep *s) MUST_CHECK;

/* The same, who may be best, and the table. */
bool sweep_make(struct sweep *s) MUST_CHECK;

/* "93.1±0.4", or with its sign, in points where it is a share; one more decimal where it would
 * read ±0.0. "+1.2±0.3*": what holds together with its family; "= " exactly the same. */
void sweep_add_value(const struct sweep *s, size_t point, size_t m, struct text *out);
void sweep_add_difference(const struct sweep *s, size_t point, size_t m, struct text *out);

/* For a terminal, at most 80 columns wide; or one JSON object. */
void sweep_print(const struct sweep *s, struct text *out);
void sweep_print_json(const struct sweep *s, struct text *out);

#endif
