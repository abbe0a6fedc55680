/* checkpoint.h - what is done of a run as one file: the integers of its replications so far.
 *
 * Of a run that goes on it is CHECKPOINT_NAME; beside the tables of one that is complete it is
 * CHECKPOINT_STATE, from which a longer run goes on and with which others are compared.
 *
 * The file is for the machine that wrote it and its like: words as they lie in memory, bins
 * packed (sparse.h), after a head of text that names the run (a digest over scenario, inputs,
 * seed and sources), says how many replications are done, and holds digests of the three parts.
 * It appears whole or not at all (outfile.h). A run of another digest, or with more or fewer
 * words, is refused.
 */
#ifndef OUTPUT_CHECKPOINT_H
#define OUTPUT_CHECKPOINT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/base/attr.h"
#include "sim/base/err.h"

#define CHECKPOINT_NAME "checkpoint.bin"
#define CHECKPOINT_STATE "data/state.bin"

struct checkpoint {
    const char *run; /* its digest, 64 hex digits */
    uint32_t replications;
    size_t row_bytes, sum_bytes, bin_bytes; /* rows: of each replication */
    void *rows, *sums, *bins;
};

/* c->replications are done. Cost: about 1 s for each GiB of bins, 5 s for one of the rest, and
 * the disk: 2 to 6 MB for a year of the city. */
bool checkpoint_write(const char *path, const struct checkpoint *c, struct err *e) MUST_CHECK;

/* Is there such a file of that run, and with how many replications? Looks at its head alone. */
bool checkpoint_peek(const char *path, const char *run, uint32_t *replications) MUST_CHECK;

/* Fills the three parts and c->replications, which comes in as the number of rows there is
 * room for and becomes 0 where there is no such file. false with ERR_OPEN or ERR_CHECKPOINT:
 * the file is another run's, holds more than there is room for, or is damaged; then nothing
 * is promised of the parts.
 * Checked: tests/output/test_checkpoint.c. */
bool checkpoint_read(const char *path, struct checkpoint *c, struct err *e) MUST_CHECK;

#endif
