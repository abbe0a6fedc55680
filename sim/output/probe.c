#include "sim/output/probe.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "sim/base/arena.h"
#include "sim/base/text.h"

extern char **environ;

/* The deadline is counted in naps of 5 ms, because this folder reads no clock. */
enum { NAP_NS = 5000000, NAPS_PER_S = 200, ARGUMENTS_MAX = 16, LINE_BYTES = 512 };

/* Ours with LC_ALL=C.UTF-8; NULL when memory ran out. */
static char **make_environment(struct arena *home)
{
    size_t n = 0, kept = 0;
    while (environ != NULL && environ[n] != NULL)
        n++;
    char **made = arena_take_array(home, char *, n + 2);
    struct text locale;
    text_init(&locale, home);
    text_add(&locale, "LC_ALL=C.UTF-8");
    for (size_t i = 0; i < n && made != NULL; i++)
        if (strncmp(environ[i], "LC_ALL=", 7) != 0)
            made[kept++] = environ[i];
    if (made != NULL)
        made[kept] = locale.bytes;
    return locale.failed ? NULL : made;
}

/* 0 or an errno. */
static int spawn(char *const *arguments, char *const *environment, FILE *printed, pid_t *child)
{
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    if (posix_spawn_file_actions_init(&files) != 0)
        return ENOMEM;
    if (posix_spawnattr_init(&attributes) != 0) {
        (void)posix_spawn_file_actions_destroy(&files);
        return ENOMEM;
    }
    int reason = posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
    if (reason == 0)
        reason = posix_spawn_file_actions_adddup2(&files, fileno(printed), 1);
    if (reason == 0)
        reason = posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0);
    if (reason == 0)
        reason = posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    if (reason == 0)
        reason = posix_spawnp(child, arguments[0], &files, &attributes, arguments, environment);
    (void)posix_spawnattr_destroy(&attributes);
    (void)posix_spawn_file_actions_destroy(&files);
    return reason;
}

static enum probe_outcome wait_for(pid_t child, int deadline_s)
{
    static const struct timespec nap = {0, NAP_NS};
    int status;
    for (long naps = (long)deadline_s * NAPS_PER_S;; naps--) {
        pid_t ended = waitpid(child, &status, WNOHANG);
        if (ended == child)
            return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? PROBE_OK : PROBE_FAILED;
        if (ended < 0 && errno != EINTR)
            return PROBE_FAILED;
        if (naps <= 0)
            break;
        (void)nanosleep(&nap, NULL);
    }
    (void)kill(-child, SIGKILL);
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    return PROBE_TIMEOUT;
}

static const char *read_line(FILE *printed, struct arena *home)
{
    char line[LINE_BYTES] = "";
    struct text t;
    rewind(printed);
    if (fgets(line, sizeof line, printed) == NULL)
        line[0] = '\0';
    line[strcspn(line, "\r\n")] = '\0';
    text_init(&t, home);
    text_add(&t, line);
    return text_get(&t);
}

enum probe_outcome probe_run(const char *const *arguments, int deadline_s, struct arena *home,
                             const char **said)
{
    char *own[ARGUMENTS_MAX + 1] = {NULL};
    char **environment = make_environment(home);
    size_t n = 0;
    *said = "";
    for (; n < ARGUMENTS_MAX && arguments[n] != NULL; n++) {
        struct text t;
        text_init(&t, home);
        text_add(&t, arguments[n]);
        if (t.failed)
            return PROBE_FAILED;
        own[n] = t.bytes;
    }
    FILE *printed = tmpfile();
    if (environment == NULL || printed == NULL || n == 0) {
        if (printed != NULL)
            (void)fclose(printed);
        return PROBE_FAILED;
    }
    pid_t child = 0;
    int reason = spawn(own, environment, printed, &child);
    enum probe_outcome outcome = reason == ENOENT ? PROBE_MISSING : PROBE_FAILED;
    if (reason == 0)
        outcome = wait_for(child, deadline_s);
    if (outcome == PROBE_OK)
        *said = read_line(printed, home);
    (void)fclose(printed);
    return outcome;
}
