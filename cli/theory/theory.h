/* theory.h - reference cases from the table to verdicts: what `madosim theory` does between
 * reading and printing.
 */
#ifndef THEORY_THEORY_H
#define THEORY_THEORY_H

#include <stdbool.h>
#include <stdint.h>

#include "cli/theory/cases.h"
#include "cli/theory/judge.h"
#include "sim/base/attr.h"
#include "sim/base/table.h"
#include "sim/base/text.h"

/* Called before each trial and while it runs, with the rows done; false asks to stop. */
typedef bool theory_progress(void *context, const char *id, uint32_t done, uint32_t total);

struct theory {
    struct arena *home;
    const char *folder; /* of the table: scenarios are named from there */
    struct bind_list rows;
    bool *is_chosen;     /* [rows] */
    struct judge *judge; /* [rows] */
    uint32_t n_chosen;
    uint32_t threads; /* 0 = one per processor */
    theory_progress *progress;
    void *progress_context;
    bool is_quick; /* only the quick trials are run; every closed form is computed */
    bool is_stopped;
};

/* Reads the table at the path. false with *e. */
bool theory_read(struct theory *t, const char *path, struct err *e) MUST_CHECK;

/* Chooses rows by the words, all of them when there are none. Returns the first word that chooses
 * nothing, NULL when all do. */
const char *theory_choose(struct theory *t, const char *const *words, size_t n_words,
                          bool is_quick);

/* Computes and judges every chosen row, in order. false with *e when the table or a scenario
 * of it is wrong or memory is short. */
bool theory_run(struct theory *t, struct err *e) MUST_CHECK;

/* What came out, over the rows chosen. */
struct theory_count {
    uint32_t judged, mismatches, information, not_run;
};
struct theory_count theory_counts(const struct theory *t);

enum theory_form {
    THEORY_TERMINAL,  /* at most 80 columns                              */
    THEORY_DIFFERING, /* the same, only what does not agree; or nothing  */
    THEORY_JSON,      /* all there is, keys as column names              */
    THEORY_DOCUMENT   /* docs/validation.md                              */
};
void theory_print(const struct theory *t, enum theory_form form, bool japanese, struct text *out);

#endif
