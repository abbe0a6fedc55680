/* version.h - what this program was built from. */
#ifndef CLI_VERSION_H
#define CLI_VERSION_H

#include <stdbool.h>

struct version {
    const char *version;       /* of the release, or of the commit */
    const char *date;          /* of the first heading of CHANGELOG.md: 2026-11-26 */
    const char *source_digest; /* SHA-256 over the sources */
    const char *compiler, *flags;
    bool is_dirty; /* built from sources that are in no commit */
};

const struct version *version_get(void);

#endif
