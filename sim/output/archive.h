/* archive.h - whether the XML files in a ZIP archive are there to their ends. */
#ifndef OUTPUT_ARCHIVE_H
#define OUTPUT_ARCHIVE_H

#include <stdbool.h>

#include "sim/base/attr.h"

/* Goes through the central directory; every file has to be XML, deflated, whose last tag closes its
 * first. libxlsxwriter does not notice when a temporary file of its own has been cut short. Also
 * false when the archive cannot be read. O(bytes), in constant memory beside the mapped file.
 * Checked: tests/output/test_archive.c. */
bool archive_is_whole(const char *path) MUST_CHECK;

#endif
