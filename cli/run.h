/* run.h - one run from scenario to results folder: what the steps of `madosim run` hand on. */
#ifndef CLI_RUN_H
#define CLI_RUN_H

#include "cli/frame.h"
#include "cli/present/figures.h"
#include "cli/present/report.h"
#include "cli/until.h"
#include "sim/base/err.h"
#include "sim/base/table.h"
#include "sim/experiment/interval.h"
#include "sim/experiment/replicate.h"
#include "sim/experiment/sample.h"
#include "sim/input/bind.h"
#include "sim/output/checkpoint.h"
#include "sim/output/manifest.h"

enum { RUN_TABLES_MAX = 16 };

struct run;
struct progress;
struct run_ward;  /* what a run of model: ward has of its own */
struct run_queue; /* and of model: queue                      */

/* What results can be asked for by name: a measure, at a place. */
struct run_measure {
    const char *name, *name_ja, *unit; /* unit "1": a share */
    int digits;
};
struct run_place {
    const char *code, *name, *name_en; /* of the site, or the use */
    const char *access;                /* "all", "booked", "walk_in"; "" where there is no such */
};
/* A measure that decisions turn on. */
struct run_key {
    const char *name;
    int better;             /* 1 more is better, -1 less, 0 neither */
    int digits;             /* a share: of percentage points */
    const char *heading[2]; /* English, Japanese; NULL: not in the table of places */
};
struct run_catalog {
    const struct run_measure *measures;
    const struct run_place *places; /* the whole first */
    size_t n_measures, n_places;
};

/* What differs between the kinds of scenarios; one for each word after `model:`. A function
 * that may be missing is NULL where there is nothing to do. */
struct run_model {
    const char *name;
    const struct bind_row *(*rows)(void);
    const char *page;   /* what to open at the end: a file or folder of the results */
    bool has_customers; /* knows --customers */

    /* Reads r->doc to the end and compiles it: fills r->said, r->sim and r->plan_bytes. */
    bool (*read)(struct run *r);
    /* Makes the tables of r->result. */
    bool (*tabulate)(struct run *r);
    /* Writes the scripts of figures into plots and lists them in r->figures. */
    bool (*draw)(struct run *r, const char *plots);
    /* Writes the page to path. */
    bool (*write_page)(struct run *r, const char *plots, enum report_role role, const char *path);
    /* For a terminal, at most 80 columns wide. */
    void (*print)(const struct run *r, struct text *out);
    /* What the scenario means, before anything is simulated: for a terminal, or with --json
     * one object. false when memory ran out. */
    bool (*plan)(struct run *r, struct text *out);
    /* The share that the promise is about, over the whole; and its name as a measure. */
    struct interval (*promise)(const struct run *r);
    const char *promise_measure;
    const struct run_key *keys;
    size_t n_keys;
    /* What can be asked for; false when memory ran out. */
    bool (*list)(struct run *r, struct run_catalog *out);
    /* One of it, as the replications so far gave it, into y and x, which have room for
     * run_sample_room() numbers. n = 0 where the measure has no meaning at the place. */
    struct sample (*sample)(const struct run *r, size_t measure, size_t place, double *y,
                            double *x);
};

/* What every scenario says, whatever its model. */
struct run_said {
    const char *id;
    uint64_t seed;
    uint32_t replications;
    double target_share;
    const char *const *files; /* of its tables */
    size_t n_files;
};

struct run {
    struct frame frame;
    bool is_partial;
    double seconds; /* of the replications */
    uint64_t seed;
    struct bind_doc *doc;
    const struct run_model *model;
    struct run_said said;
    struct run_ward *ward;   /* model: ward  */
    struct run_queue *queue; /* model: queue */
    struct sim_model sim;
    uint64_t plan_bytes; /* of the block sim.plan points to */
    struct replicate_result result;
    const struct table *tables[RUN_TABLES_MAX]; /* of data/, the summary first */
    size_t n_tables;
    struct figures figures;
    char run_id[MANIFEST_ID_BYTES];
    char run_digest[DIGEST_TEXT_BYTES]; /* run_id is its beginning */
    struct manifest_digests inputs;     /* of the scenario's files, as they were read */
    struct until until;                 /* how precise it is to be */
    const char *checkpoint;             /* file that keeps what is done of a long run ... */
    const char *state;                  /* ... and of one that is complete */
    bool is_kept;                       /* it holds something */
    const char *resolved;               /* the resolved scenario as YAML */
    const char *command;                /* repeats the run */
    const char *folder;                 /* of this run */
    const char *missing_figures;        /* names, or NULL */
    bool gnuplot_missing;
    const char *swept;           /* folder that knows about the assumptions; NULL = folder */
    const struct swings *swings; /* what was found about them, or NULL */
    const char *started;
};

/* Loads the scenario and tells its model by the key `model` in it, in what it extends, or in
 * a --set; "ward" when there is none. */
bool run_choose(struct run *r) MUST_CHECK;

/* Resolves the scenario and finds what names the run: r->resolved, inputs, run_id and run_digest.
 */
bool run_identify(struct run *r) MUST_CHECK;

/* Names the run (id, folder) and makes the folder, so that a place that cannot be written
 * is known before anything is simulated. false when memory or a file fails, or when the
 * folder holds what is not ours. */
bool run_name(struct run *r) MUST_CHECK;

/* Two runs in one folder would take each other's files away: false when another program writes into
 * r->folder. It is this one's until it ends. */
bool run_claim(struct run *r) MUST_CHECK;

/* What was asked for: by an option, else by the scenario. */
uint32_t run_replications(const struct run *r);

/* Threads of this process: as an option says, else its share of the processors. */
uint32_t run_threads(const struct run *r);

/* Fills r->result: on threads, with all ranks together, and from what an earlier run has
 * kept. false on every rank when one of them fails. */
bool run_simulate(struct run *r, struct progress *progress) MUST_CHECK;

/* The replications of the finished run in the folder when that is the default folder and
 * they are more than asked for, else 0: less must not take the place of more. Whoever
 * names a folder wants this run in it. A list of customers that is asked for and not there
 * is worth making, and who asks for JSON is answered with them: then the run asks for as many
 * replications and the answer is 0. */
uint32_t run_has_more(struct run *r);

/* The tables are made: they will be written, in this order. */
void run_add_tables(struct run *r, const struct table *const *tables, size_t n);

/* What r->result holds, as a file keeps it; replications are to be set. */
struct checkpoint run_checkpoint(const struct run *r);

/* Writes r->state, from which a longer run goes on. */
bool run_keep_state(struct run *r) MUST_CHECK;

/* Numbers of a sample at most. */
size_t run_sample_room(const struct run *r);

/* One word of a command line, quoted for a POSIX shell when it needs to be. */
void run_add_word(struct text *t, const char *word);

/* The scenario, and its settings (" --set KEY=VALUE" each, or ""), as on a command line. */
const char *run_file(const struct run *r);
const char *run_settings(const struct run *r);

/* The command that gives the same numbers; where to write and how fast does not matter. */
const char *run_command(const struct run *r);

/* Writes the results folder: tables, resolved scenario, figures, page, manifest last. */
bool run_write(struct run *r) MUST_CHECK;

/* The page's file in the folder, without its ending: "report", for a role "report-ROLE". */
const char *run_page_name(const struct run *r, enum report_role role);

/* Of a folder that is complete: draws the figures once more, writes the page, the one for the role
 * beside it, and the manifest; all in the language of the frame.
 * Tables are made and r->command is set. */
bool run_write_page(struct run *r, enum report_role role) MUST_CHECK;

/* The summary as one JSON object. */
void run_print_json(const struct run *r, struct text *out);

/* Wall-clock time as 2020-07-27T08:45:00+09:00, for the manifest only. */
const char *run_now(struct arena *home);

#endif
