/* outfile.h - files that appear whole or not at all.
 *
 * Content goes to NAME.part in the same folder, is flushed and checked, and takes its
 * name only when everything was written. On any failure the part is removed and *e says
 * the path and the reason.
 */
#ifndef OUTPUT_OUTFILE_H
#define OUTPUT_OUTFILE_H

#include <stdbool.h>
#include <stddef.h>

#include "sim/base/attr.h"
#include "sim/base/err.h"

bool outfile_write(const char *path, const char *bytes, size_t n, struct err *e) MUST_CHECK;

/* Before much is computed that is to go there: false with what outfile_write() would say when the
 * path is a folder, or its folder is not there. */
bool outfile_may_be(const char *path, struct err *e) MUST_CHECK;

/* The same for content that lies in several places. */
struct outfile_piece {
    const void *bytes;
    size_t n;
};
bool outfile_write_pieces(const char *path, const struct outfile_piece *pieces, size_t n,
                          struct err *e) MUST_CHECK;

/* Adds a line to a log, which is made when it is not there. One write, so lines of several
 * programs do not mix; it is the one kind of file that may be found unfinished. */
bool outfile_append(const char *path, const char *bytes, size_t n, struct err *e) MUST_CHECK;

/* PATH.part, which somebody else has written, takes its name once it is safely on the disk. On
 * failure it is removed. */
bool outfile_adopt(const char *path, struct err *e) MUST_CHECK;

/* Makes the folder and its parents; an existing folder is fine. */
bool outfile_make_folder(const char *path, struct err *e) MUST_CHECK;
bool outfile_exists(const char *path);

/* Whether the folder is somebody else's: it holds anything but what a run writes before its
 * manifest (data, plots, report.html, scenario.resolved.yaml,
 * checkpoint.bin, log.jsonl, *.part), or what is made from it later (calendar, excel, cp932), and
 * no manifest.json. A path that is no folder, or that cannot be read, is not foreign: writing tells
 * why. Goes by names alone. Checked: tests/output/test_outfile.c. */
bool outfile_is_foreign(const char *path);

/* Keeps other programs that ask from writing into the folder until this one ends; false when one
 * is there already. Where the system knows no such locks it is true, and nobody is kept away. A
 * second call for the same folder is refused like another program.
 * Checked: tests/output/test_outfile.c. */
bool outfile_claim(const char *folder) MUST_CHECK;

/* Removes a file; one that is not there is fine. */
bool outfile_remove(const char *path, struct err *e) MUST_CHECK;

/* Removes the files of a folder whose name fits one of n patterns (as a shell has them: * ? [0-9]),
 * and no folder; a folder that is not there is fine. Checked: tests/output/test_outfile.c. */
bool outfile_remove_matching(const char *folder, const char *const *patterns, size_t n,
                             struct err *e) MUST_CHECK;

#endif
