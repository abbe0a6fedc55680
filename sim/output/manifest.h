/* manifest.h - what a results folder was made from: enough to make it again and to see
 * that it is the same.
 *
 * The file has one key a line in a fixed order, so two manifests can be compared by eye
 * and by diff. Everything but the objects "build" and "run" depends on what was asked
 * alone; times, host, threads and ranks stand in "run" and in no other file. This module
 * reads no clock and asks no system: every fact is passed in. A text that is NULL is
 * written as null.
 */
#ifndef OUTPUT_MANIFEST_H
#define OUTPUT_MANIFEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/base/attr.h"
#include "sim/base/err.h"
#include "sim/base/text.h"
#include "sim/output/digest.h"

struct arena;

/* A file or a compiled table and the SHA-256 of its bytes. */
struct manifest_digest {
    const char *name; /* of a file: its path as the reader of the manifest knows it */
    char digest[DIGEST_TEXT_BYTES];
};

struct manifest_digests {
    const struct manifest_digest *items; /* written in this order */
    size_t count;
};

struct manifest {
    const char *program, *version, *run_id;
    const char *command;         /* repeats the run when given to a shell */
    const char *lang;            /* of the page and its figures: "ja" or "en" */
    const char *scenario;        /* the file, as the command names it */
    const char *const *settings; /* given with --set, in order */
    size_t n_settings;
    uint64_t seed; /* written as text: many readers of JSON keep 53 bits only */
    uint32_t replications;
    bool is_partial; /* interrupted: fewer replications than asked for */

    const char *scenario_digest;                     /* of the resolved scenario */
    const char *source_digest;                       /* of the program's sources */
    struct manifest_digests inputs, outputs, tables; /* files read, files written, tables */

    const char *compiler, *flags;
    const char *build; /* "release", "debug", ... */
    const char *mpi;   /* library and version, NULL when built without */
    bool is_dirty;     /* built from sources that are in no commit */

    const char *started, *finished; /* ISO 8601 with offset: 2020-07-27T08:45:00+09:00 */
    const char *host;
    uint32_t threads, ranks;
};

/* Digest of FOLDER/PATH under the name PATH (kept, not copied); folder NULL = as it is.
 * false and *e when the file cannot be read. */
bool manifest_take_file(const char *folder, const char *path, struct manifest_digest *item,
                        struct err *e) MUST_CHECK;

void manifest_print(const struct manifest *m, struct text *out);

/* Writes FOLDER/manifest.json, whole or not at all. */
bool manifest_write(const struct manifest *m, const char *folder, struct err *e) MUST_CHECK;

/* How many replications the manifest at PATH tells of, and whether it was interrupted. It
 * must have one key a line, as manifest_print() writes it. false when it cannot be read or
 * lacks either key; then the values are not touched.
 * Checked: tests/output/test_manifest.c. */
bool manifest_read_replications(const char *path, uint32_t *replications,
                                bool *is_partial) MUST_CHECK;

enum { MANIFEST_ID_BYTES = 9, MANIFEST_SETTINGS_MAX = 64 };

/* What a results folder was made from. */
struct manifest_origin {
    char run_id[MANIFEST_ID_BYTES];
    const char *scenario;
    const char *source_digest; /* of the program's sources; NULL = not told */
    const char *lang;          /* NULL where the manifest does not tell */
    const char *settings[MANIFEST_SETTINGS_MAX];
    size_t n_settings;
    uint64_t seed;
    uint32_t replications;
    bool is_partial;
    const char *command, *version, *finished; /* NULL where the manifest has none */
};

/* Reads it from the manifest at PATH, as manifest_print() writes it; texts live in home. false
 * when it cannot be read, is not one of ours, or memory ran out.
 * Checked: tests/output/test_manifest.c. */
bool manifest_read_origin(const char *path, struct arena *home,
                          struct manifest_origin *origin) MUST_CHECK;

enum { MANIFEST_FILES_MAX = 256 };

/* Reads one of the lists "inputs" and "outputs" of the manifest at PATH, as manifest_print() writes
 * it; in home. false when it cannot be read, is not one of ours, is too long, or memory ran out.
 * Checked: tests/output/test_manifest.c. */
bool manifest_read_digests(const char *path, const char *list, struct arena *home,
                           struct manifest_digests *digests) MUST_CHECK;

/* The whole of the digest of which manifest_run_id() is the beginning. */
void manifest_run_digest(const char *scenario, struct manifest_digests inputs, uint64_t seed,
                         const char *source_digest, char digest[DIGEST_TEXT_BYTES]);

/* The name of a results folder: the first 8 hex digits of the SHA-256 over
 *
 *   "scenario N\n", the N bytes of the resolved scenario, "\n"
 *   "input DIGEST\n" for each input file, in order (names do not count)
 *   "seed S\n" in decimal, "source DIGEST\n"
 *
 * The number of replications does not count, so asking for more extends a folder; nor do
 * compiler, flags and MPI. Checked: tests/output/test_manifest.c against sha256sum. */
void manifest_run_id(const char *scenario, struct manifest_digests inputs, uint64_t seed,
                     const char *source_digest, char id[MANIFEST_ID_BYTES]);

#endif
