#include "sim/output/child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "sim/base/arena.h"
#include "sim/base/text.h"

extern char **environ;

/* This folder reads no clock. */
enum { NAPS_PER_S = 1000000000 / CHILD_NAP_NS };

char **child_environment(struct arena *home)
{
    size_t n = 0, kept = 0;
    while (environ != NULL && environ[n] != NULL)
        n++;
    char **made = arena_take_array(home, char *, n + 2);
    struct text locale;
    text_init(&locale, home);
    text_add(&locale, "LC_ALL=C.UTF-8");
    if (made == NULL || locale.failed)
        return NULL;
    for (size_t i = 0; i < n; i++) {
        if (strncmp(environ[i], "LC_ALL=", 7) != 0 && strncmp(environ[i], "GNUTERM=", 8) != 0)
            made[kept++] = environ[i];
    }
    made[kept] = locale.bytes;
    return made;
}

/* 0 or an errno. */
static int spawn(struct child *c, const char *program, char *const *arguments, char **environment,
                 enum child_keeps keeps)
{
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    pid_t process = 0;
    if (posix_spawn_file_actions_init(&files) != 0)
        return ENOMEM;
    if (posix_spawnattr_init(&attributes) != 0) {
        (void)posix_spawn_file_actions_destroy(&files);
        return ENOMEM;
    }
    int reason = posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDWR, 0);
    if (reason == 0)
        reason = posix_spawn_file_actions_addopen(&files, keeps == CHILD_OUTPUT ? 2 : 1,
                                                  "/dev/null", O_RDWR, 0);
    if (reason == 0)
        reason = posix_spawn_file_actions_adddup2(&files, fileno(c->printed), (int)keeps);
    if (reason == 0)
        reason = posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    if (reason == 0)
        reason = posix_spawnp(&process, program, &files, &attributes, arguments, environment);
    c->process = reason == 0 ? process : 0;
    (void)posix_spawnattr_destroy(&attributes);
    (void)posix_spawn_file_actions_destroy(&files);
    return reason;
}

int child_start(struct child *c, const char *program, char *const *arguments, char **environment,
                int deadline_s, enum child_keeps keeps)
{
    *c = (struct child){.naps_left = (long)deadline_s * NAPS_PER_S};
    c->printed = tmpfile();
    if (c->printed == NULL)
        return errno == ENOENT ? EIO : errno; /* ENOENT says: no such program */
    return spawn(c, program, arguments, environment, keeps);
}

enum child_state child_look(struct child *c, int *status)
{
    pid_t process = (pid_t)c->process, ended = waitpid(process, status, WNOHANG);
    if (ended == process) {
        c->process = 0;
        return CHILD_ENDED;
    }
    if (ended < 0 && errno != EINTR)
        return CHILD_LOST;
    if (--c->naps_left > 0)
        return CHILD_RUNS;
    (void)kill(-process, SIGKILL);
    while (waitpid(process, status, 0) < 0 && errno == EINTR)
        continue;
    c->process = 0;
    return CHILD_LATE;
}

enum child_state child_wait(struct child *c, int *status)
{
    const struct timespec nap = {.tv_nsec = CHILD_NAP_NS};
    enum child_state state;
    while ((state = child_look(c, status)) == CHILD_RUNS)
        (void)nanosleep(&nap, NULL);
    return state;
}

void child_read(struct child *c, char printed[CHILD_SAID_BYTES])
{
    size_t n = 0;
    if (c->printed != NULL) {
        rewind(c->printed);
        n = fread(printed, 1, CHILD_SAID_BYTES - 1, c->printed);
        (void)fclose(c->printed);
        c->printed = NULL;
    }
    while (n > 0 && strchr(" \t\r\n", printed[n - 1]) != NULL)
        n--;
    printed[n] = '\0';
}

const char *child_fault(int status, struct arena *home)
{
    struct text why;
    text_init(&why, home);
    if (WIFSIGNALED(status))
        text_addf(&why, "ended by signal %d", WTERMSIG(status));
    else if (WEXITSTATUS(status) != 0)
        text_addf(&why, "exit status %d", WEXITSTATUS(status));
    else
        return NULL;
    return text_get(&why);
}

bool child_has_end(const char *path, const void *mark, size_t n, bool is_text)
{
    char tail[16] = "";
    FILE *in = fopen(path, "rb");
    if (in == NULL)
        return false;
    size_t got = 0;
    if (fseek(in, -(long)sizeof tail, SEEK_END) == 0)
        got = fread(tail, 1, sizeof tail, in);
    (void)fclose(in);
    while (is_text && got > 0 && strchr(" \r\n", tail[got - 1]) != NULL)
        got--;
    return got >= n && memcmp(tail + got - n, mark, n) == 0;
}
