#include "sim/output/probe.h"

#include <errno.h>
#include <string.h>

#include "sim/base/arena.h"
#include "sim/base/text.h"
#include "sim/output/child.h"

enum { ARGUMENTS_MAX = 16 };

/* A copy that may be written to, as programs are given; NULL when memory ran out. */
static char **copy_of(const char *const *arguments, struct arena *home)
{
    char **own = arena_take_array(home, char *, ARGUMENTS_MAX + 1);
    for (size_t n = 0; own != NULL && n < ARGUMENTS_MAX && arguments[n] != NULL; n++) {
        struct text t;
        text_init(&t, home);
        text_add(&t, arguments[n]);
        if (t.failed)
            return NULL;
        own[n] = t.bytes;
    }
    return own;
}

/* The first line of what it printed. */
static const char *first_line(struct child *c, struct arena *home)
{
    char printed[CHILD_SAID_BYTES];
    struct text t;
    child_read(c, printed);
    printed[strcspn(printed, "\r\n")] = '\0';
    text_init(&t, home);
    text_add(&t, printed);
    return text_get(&t);
}

enum probe_outcome probe_run(const char *const *arguments, int deadline_s, struct arena *home,
                             const char **said)
{
    char **own = copy_of(arguments, home), **environment = child_environment(home);
    struct child c;
    int status = 0;
    *said = "";
    if (own == NULL || environment == NULL || own[0] == NULL)
        return PROBE_FAILED;
    int reason = child_start(&c, own[0], own, environment, deadline_s, CHILD_OUTPUT);
    enum child_state state = reason == 0 ? child_wait(&c, &status) : CHILD_LOST;
    const char *line = first_line(&c, home);
    if (reason == ENOENT)
        return PROBE_MISSING;
    if (state == CHILD_LATE)
        return PROBE_TIMEOUT;
    if (state != CHILD_ENDED || child_fault(status, home) != NULL)
        return PROBE_FAILED;
    *said = line;
    return PROBE_OK;
}
