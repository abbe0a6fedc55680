/* spread.h - several processes (ranks) that share the units of one run: what they have to
 * tell one another, whoever carries it.
 *
 * Rank k of n takes the units k, k + n, k + 2n, ... Rank 0 has the results. All functions
 * are called by one thread of each process, and by all processes in the same order, except
 * that poll may be called any number of times.
 */
#ifndef EXPERIMENT_SPREAD_H
#define EXPERIMENT_SPREAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/base/attr.h"

struct arena;
struct err;
struct sim_model;
struct replicate_result;

/* Words of a poll. */
enum { SPREAD_NEWS = 6 };

struct spread {
    uint32_t rank, ranks;
    uint32_t threads;    /* processors of this process's share of its machine */
    const char *library; /* and its version */
    void *context;

    /* The largest of what all ranks say, word by word. The first call hands in `own`; until
     * all have done so the answer is false, at once. Then true, and *most holds it. */
    bool (*poll)(void *context, const int64_t own[SPREAD_NEWS], int64_t most[SPREAD_NEWS]);

    /* The same for n words, in place, waiting for all. */
    void (*most)(void *context, int64_t *words, size_t n);

    /* Sums modulo 2^64 over all ranks, on rank 0 in place of its words; those of the others
     * become worthless. */
    void (*sum)(void *context, uint64_t *words, size_t n);

    /* Bytes of rank `from`, which is not 0, to rank 0; called by these two alone. */
    void (*send)(void *context, uint32_t from, void *bytes, size_t n);
};

/* Adds the sums, bins and records of all ranks to those of rank 0; the others have zeros
 * afterwards. Rows first .. end - 1 of the records, of which each word is counted by one
 * rank. false with ERR_LIMIT, on rank 0 alone, when a total leaves its integer, and on all
 * ranks with ERR_NOMEM. Cost: 16 bytes for each word of sums, 8 for each of bins and records,
 * in pieces.
 * Checked: tests/experiment/test_spread.c. */
bool spread_gather(const struct spread *s, const struct sim_model *model,
                   struct replicate_result *result, uint32_t first, uint32_t end,
                   struct err *e) MUST_CHECK;

/* All ranks learn whether one of them failed, and rank 0 what: its *e becomes the error of the
 * rank with the lowest `key`, of several the lowest rank. A key is below SPREAD_FINE, which
 * says that nothing failed. Returns whether nothing did; s NULL: whether this one did not. */
#define SPREAD_FINE INT64_MAX
bool spread_settle(const struct spread *s, int64_t key, struct err *e) MUST_CHECK;

/* The same for something that has no order. */
bool spread_all(const struct spread *s, bool is_fine, struct err *e) MUST_CHECK;

/* The largest of what all ranks say; s NULL: the word itself. */
int64_t spread_most(const struct spread *s, int64_t word);

/* Does this process have the results? s NULL: yes. */
bool spread_is_first(const struct spread *s);

/* Joins the other processes that were started together with this one, of which there may be
 * none. NULL when the program was built without MPI. Called once, before there are threads.
 * With several ranks SIGTERM is blocked on rank 0 from now on: a launcher that loses a rank
 * sends it to the others, and who waits for it has a second or so to say something. */
const struct spread *spread_open(struct arena *home);

/* Waits for all ranks; nothing of s may be used afterwards. NULL is allowed. */
void spread_close(const struct spread *s);

#endif
