#include "cli/shipped.h"

#include <stddef.h>
#include <unistd.h>

#include "cli/relative.h"
#include "sim/base/text.h"
#include "sim/output/outfile.h"

enum { PATH_BYTES = 4096 };

/* Where the program is: NULL where the system does not tell. */
static const char *program_folder(struct arena *home)
{
    char path[PATH_BYTES];
    ssize_t n = readlink("/proc/self/exe", path, sizeof path - 1);
    if (n <= 0)
        return NULL;
    path[n] = '\0';
    return relative_folder_of(path, home);
}

const char *shipped_find(const char *name, struct arena *home)
{
    static const char *const from_program[] = {"/../..", "/../share/madosim"};
    const char *program = program_folder(home);
    for (size_t i = 0; i <= COUNT_OF(from_program); i++) {
        struct text path;
        text_init(&path, home);
        if (i > 0 && program == NULL)
            continue;
        if (i > 0)
            text_addf(&path, "%s%s/", program, from_program[i - 1]);
        text_addf(&path, "scenarios/%s", name);
        if (!path.failed && outfile_exists(text_get(&path)))
            return text_get(&path);
    }
    return NULL;
}
