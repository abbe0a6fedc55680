/* relative.h - a path as seen from another folder. */
#ifndef CLI_RELATIVE_H
#define CLI_RELATIVE_H

#include <stdbool.h>

#include "sim/base/attr.h"

struct arena;

/* The path to a file as it is written in a file of the folder ("" or "." = here): "../" as often
 * as needed. NULL when the file is not there, a link on the way leads elsewhere, or memory ran
 * out. Checked by tests/run/test_relative.c. */
const char *relative_path(const char *file, const char *folder, struct arena *home) MUST_CHECK;

/* Do two paths lead to one file or folder? false when one of them leads nowhere. Checked by
 * tests/run/test_relative.c. */
bool relative_is_same(const char *a, const char *b) MUST_CHECK;

/* The folder a file is in: "" when the path has no slash, "/" for those at the root. */
const char *relative_folder_of(const char *file, struct arena *home) MUST_CHECK;

#endif
