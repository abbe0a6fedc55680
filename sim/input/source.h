/* source.h - the bytes of one input file and where each of its lines stands.
 *
 * Lines end with LF, CR LF or CR. Positions count from 1, in code points; the excerpt of
 * a position is the line as the user wrote it. A value given on the command line is a
 * source too: its lines all have the number of the option, its excerpt is the option.
 * Everything lives in `home`.
 */
#ifndef INPUT_SOURCE_H
#define INPUT_SOURCE_H

#include <stdbool.h>
#include <stddef.h>

#include "sim/base/attr.h"
#include "sim/base/err.h"

struct arena;

struct source {
    const char *name;         /* as it shall stand in messages                         */
    const char *folder;       /* of the file, with a slash at its end; "" = from here  */
    const char *bytes;        /* NUL-ended; what is parsed                             */
    size_t n;                 /* bytes without the NUL                                 */
    const char *const *lines; /* NUL-ended, without line ends, as written              */
    size_t n_lines;           /* at least 1 once split                                 */
    size_t *blanks;           /* per line: column + 1 of a blank that the reader put into
                                 `bytes` and the writer forgot; 0 = none. NULL = none
                                 at all                                                */
    bool *told;               /* per line: it has been complained about; NULL = none   */
    const char *option;       /* NULL for a file, else the text of --set               */
    int option_number;        /* of the --set option, from 1                           */
    size_t option_column;     /* code points of the option before the value            */
    struct arena *home;
};

/* Adds ERR_OPEN for a path that cannot be read, with errno's reason and, where there is no such
 * file, one of nearly this name. Always false. */
bool source_refuse(const char *path, int reason, struct src_pos from, struct arena *home,
                   struct err *e);

/* Reads at most `limit` bytes of a regular file or pipe. ERR_OPEN, ERR_TOO_BIG and
 * ERR_NOMEM are reported at `from` (who asked for the file; may be SRC_NOWHERE). */
bool source_read(struct source *s, const char *path, size_t limit, struct src_pos from,
                 struct arena *home, struct err *e) MUST_CHECK;

/* Copies n bytes; the same limit. */
bool source_take(struct source *s, const char *name, const char *bytes, size_t n, size_t limit,
                 struct arena *home, struct err *e) MUST_CHECK;

/* Cuts the bytes into lines. They must be UTF-8 without NUL. ERR_NOMEM. */
bool source_split(struct source *s, struct err *e) MUST_CHECK;

/* The position of `width` code points from line and column, all counted from 0. */
struct src_pos source_at(const struct source *s, size_t line, size_t column, size_t width);

/* Code points of a line, without blanks at its end; 0 for a line that is not there. */
size_t source_line_width(const struct source *s, size_t line);

/* A NUL-ended copy of n bytes, NULL when memory runs out. */
char *source_copy(struct arena *home, const char *from, size_t n);

/* folder + path, or a copy of path when the folder is "". NULL without memory. */
char *source_join(struct arena *home, const char *folder, const char *path);

/* True for /x, \x and C:x: such a path works on one machine only. */
bool source_is_absolute(const char *path);

/* The offending text itself: `at.width` code points of the excerpt, cut to `size`. */
void source_slice(struct src_pos at, char *to, size_t size);

#endif
