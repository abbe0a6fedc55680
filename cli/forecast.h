/* forecast.h - what will be how likely on days and in half hours ahead: the numbers behind
 * `madosim forecast`.
 *
 * Each replication is one draw of the future, so bands are order statistics over replications
 * and probabilities are shares of them (sim/experiment/predict.h). There is one table: of days,
 * of the half hours of one day, or of ends of acceptance with some absent.
 */
#ifndef CLI_FORECAST_H
#define CLI_FORECAST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/trial.h"
#include "models/ward/plan.h"
#include "models/ward/scenario.h"
#include "sim/base/attr.h"
#include "sim/base/civil.h"
#include "sim/base/table.h"
#include "sim/experiment/interval.h"

struct progress;

enum { FORECAST_DAYS = 28, FORECAST_REPLICATIONS = 200, FORECAST_ALL = -1 };
#define FORECAST_LEVEL 0.95
#define FORECAST_SURE 0.90 /* probability with which everybody is to be done in time */

enum forecast_kind { FORECAST_BY_DAY, FORECAST_BY_HALF_HOUR, FORECAST_ABSENT };

struct forecast {
    const struct frame *frame;
    enum forecast_kind kind;
    struct trial trial;
    const struct scenario_data *data;
    const struct plan *plan; /* of the days that are forecast */
    struct sim_model sim;
    struct replicate_result result;
    uint32_t replications; /* that the answer is from */
    civil_day from, to;    /* from: the cut-off */
    int32_t site;          /* FORECAST_ALL: of every ward */
    civil_day date;        /* of half hours, or of the absence */
    bool has_state;
    uint64_t state_seed;
    const char *path, *command; /* of the archive; what makes it again */
    struct table table;
};

/* Reads the scenario and what is asked, and compiles it for the days ahead. false with everything
 * said and *code set. */
bool forecast_open(const struct frame *frame, struct forecast *f, int *code) MUST_CHECK;

/* Runs and tabulates. *is_whole: false when somebody interrupted. false with the error in
 * f->trial.run.frame.err. */
bool forecast_run(struct forecast *f, struct progress *progress, bool *is_whole) MUST_CHECK;

/* Makes the table of its kind; false when memory ran out. */
bool forecast_tabulate_days(struct forecast *f) MUST_CHECK;
bool forecast_tabulate_hours(struct forecast *f) MUST_CHECK;
bool forecast_tabulate_ends(struct forecast *f) MUST_CHECK;

/* Replications that are run before those, only to choose what they confirm. */
uint32_t forecast_screening(const struct forecast *f);

/* Values of one word of the record over replications [from, to), those with `served` 0 missing:
 * room for as many. Sorted; returns how many there are. */
struct forecast_word {
    size_t at, served; /* served: FORECAST_ANY when nothing can be missing */
    double unit;       /* by which it is divided */
};
#define FORECAST_ANY SIZE_MAX
size_t forecast_values(const struct forecast *f, struct forecast_word word, double *room);

/* Writes median and bands of 50, 80 and 95 % into 7 cells. */
void forecast_bands(const double *sorted, size_t n, struct table_cell *cells);

/* Writes the archive: header lines that tell where it comes from, then the table. */
bool forecast_keep(struct forecast *f) MUST_CHECK;

/* For a terminal, at most 80 columns wide; or one JSON object. */
void forecast_print(const struct forecast *f, struct text *out);
void forecast_print_json(const struct forecast *f, struct text *out);

/* Appends 2020-07-27(月) or Mon 2020-07-27; and 7/27(月) or Mon 7/27. */
void forecast_add_day(civil_day day, bool japanese, struct text *out);
void forecast_add_short_day(civil_day day, bool japanese, struct text *out);

/* Appends who is asked and from where the replications start. */
void forecast_print_head(const struct forecast *f, struct text *out);
void forecast_print_ends(const struct forecast *f, struct text *out);

#endif
