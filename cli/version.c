#include "cli/version.h"

#include "version_macros.h"

const struct version *version_get(void)
{
    static const struct version v = {
        .version = MADOSIM_VERSION,
        .date = MADOSIM_DATE,
        .source_digest = MADOSIM_SOURCE_DIGEST,
        .compiler = MADOSIM_COMPILER,
        .flags = MADOSIM_FLAGS,
        .is_dirty = MADOSIM_DIRTY,
    };
    return &v;
}
