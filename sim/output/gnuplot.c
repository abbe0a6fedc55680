#include "sim/output/gnuplot.h"

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

/* Naps between looks at a child: 5 ms. The deadline is counted in naps, because this
 * folder reads no clock: it is never early, and on a busy machine somewhat late. */
enum { NAP_NS = 5000000, NAPS_PER_S = 200, DESKS = 2, SAID_BYTES = 8192 };
enum { PATH_BYTES = 4096, WHY_BYTES = 64 }; /* PATH_MAX of Linux; "ended by signal 9" */

enum form { SVG, PNG, FORMS };
static const char *const form_names[FORMS] = {"svg", "png"};

/* What is the same for all figures of a folder. */
struct shop {
    const char *program, *folder;
    int deadline_s;
    struct arena *home;
    char **environment;
};

/* One figure on its way. */
struct drawing {
    const char *name;
    enum form form; /* being drawn */
    pid_t child;    /* 0 = none */
    FILE *printed;  /* the child's stderr */
    long naps_left;
    struct text said;
    enum gnuplot_outcome outcome;
};

/* FOLDER/NAME.FORM and what follows; false when it is longer than any path. */
static bool path_of(const struct shop *s, const struct drawing *d, enum form form, const char *end,
                    char path[PATH_BYTES])
{
    int n = snprintf(path, PATH_BYTES, "%s/%s.%s%s", s->folder, d->name, form_names[form], end);
    return n > 0 && n < PATH_BYTES;
}

static void remove_files(const struct shop *s, const struct drawing *d, const char *end)
{
    char path[PATH_BYTES];
    for (int form = 0; form < FORMS; form++) {
        if (path_of(s, d, (enum form)form, end, path))
            (void)unlink(path); /* mostly there is none */
    }
}

/* ---- starting --------------------------------------------------------------- */

/* Ours without LC_ALL and without GNUTERM, which could name a terminal that is not
 * built in; NULL when memory ran out. */
static char **make_environment(struct arena *home)
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

/* cd comes first, so gnuplot finds the script and the data inside the folder. A leading
 * ./ keeps a folder named ~ from meaning the home folder. */
static void add_commands(const struct shop *s, const struct drawing *d, struct text *commands)
{
    struct text folder, part;
    text_init(&folder, s->home);
    text_addf(&folder, "%s%s", s->folder[0] == '/' ? "" : "./", s->folder);
    text_init(&part, s->home);
    text_addf(&part, "%s.%s.part", d->name, form_names[d->form]);
    text_add(commands, "cd ");
    text_add_gnuplot(commands, text_get(&folder));
    text_addf(commands, "; TERM='%s'; OUT=", form_names[d->form]);
    text_add_gnuplot(commands, text_get(&part));
    commands->failed = commands->failed || folder.failed || part.failed;
}

/* Its own process group, so that the deadline ends whatever it started as well. 0 or an
 * errno. */
static int spawn(const struct shop *s, struct drawing *d, char *const *arguments)
{
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    if (posix_spawn_file_actions_init(&files) != 0)
        return ENOMEM;
    if (posix_spawnattr_init(&attributes) != 0) {
        (void)posix_spawn_file_actions_destroy(&files);
        return ENOMEM;
    }
    int reason = posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDWR, 0);
    if (reason == 0)
        reason = posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_RDWR, 0);
    if (reason == 0)
        reason = posix_spawn_file_actions_adddup2(&files, fileno(d->printed), 2);
    if (reason == 0)
        reason = posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    if (reason == 0)
        reason =
            posix_spawnp(&d->child, s->program, &files, &attributes, arguments, s->environment);
    if (reason != 0)
        d->child = 0;
    (void)posix_spawnattr_destroy(&attributes);
    (void)posix_spawn_file_actions_destroy(&files);
    return reason;
}

/* 0 or an errno. */
static int start(const struct shop *s, struct drawing *d)
{
    char no_defaults[] = "-d", run[] = "-e";
    struct text program, commands, script;
    text_init(&program, s->home);
    text_add(&program, s->program);
    text_init(&commands, s->home);
    add_commands(s, d, &commands);
    text_init(&script, s->home);
    text_addf(&script, "%s.gp", d->name);
    if (program.failed || commands.failed || script.failed || s->environment == NULL)
        return ENOMEM;
    char *const arguments[] = {program.bytes, no_defaults, run, commands.bytes, script.bytes, NULL};
    d->naps_left = (long)s->deadline_s * NAPS_PER_S;
    d->printed = tmpfile(); /* has no name; a pipe could fill up and block the child */
    if (d->printed == NULL)
        return errno == ENOENT ? EIO : errno; /* ENOENT says: no such program */
    return spawn(s, d, arguments);
}

/* ---- judging ---------------------------------------------------------------- */

/* What the child printed, cut at SAID_BYTES, with no newline at the end. */
static void read_printed(struct drawing *d, char printed[SAID_BYTES])
{
    size_t n = 0;
    if (d->printed != NULL) {
        rewind(d->printed);
        n = fread(printed, 1, SAID_BYTES - 1, d->printed);
        (void)fclose(d->printed);
        d->printed = NULL;
    }
    while (n > 0 && strchr(" \t\r\n", printed[n - 1]) != NULL)
        n--;
    printed[n] = '\0';
}

static void say(struct drawing *d, const char *s)
{
    text_add(&d->said, d->said.length > 0 && s[0] != '\0' ? "\n" : "");
    text_add(&d->said, s);
}

/* Ends the figure: "fig.svg: WHY" and, on the next lines, what gnuplot printed. */
static void give_up(const struct shop *s, struct drawing *d, enum gnuplot_outcome outcome,
                    const char *why)
{
    char printed[SAID_BYTES];
    read_printed(d, printed);
    say(d, d->name);
    text_addf(&d->said, ".%s: %s", form_names[d->form], why);
    say(d, printed);
    d->outcome = outcome;
    remove_files(s, d, ".part");
}

/* A full disk leaves a cut picture and exit status 0, so the end is looked at. */
static bool has_end_mark(const char *path, enum form form)
{
    static const char png_end[12] = "\0\0\0\0IEND\xAE\x42\x60\x82";
    static const char svg_end[6] = "</svg>";
    char tail[16];
    FILE *in = fopen(path, "rb");
    if (in == NULL)
        return false;
    size_t n = 0;
    if (fseek(in, -(long)sizeof tail, SEEK_END) == 0)
        n = fread(tail, 1, sizeof tail, in);
    (void)fclose(in);
    while (form == SVG && n > 0 && strchr(" \r\n", tail[n - 1]) != NULL)
        n--;
    const char *mark = form == SVG ? svg_end : png_end;
    size_t size = form == SVG ? sizeof svg_end : sizeof png_end;
    return n >= size && memcmp(tail + n - size, mark, size) == 0;
}

/* NULL when the picture is good. */
static const char *fault_of(const struct shop *s, struct drawing *d, int status,
                            char why[WHY_BYTES])
{
    char part[PATH_BYTES];
    if (WIFSIGNALED(status))
        (void)snprintf(why, WHY_BYTES, "ended by signal %d", WTERMSIG(status));
    else if (WEXITSTATUS(status) != 0)
        (void)snprintf(why, WHY_BYTES, "exit status %d", WEXITSTATUS(status));
    else if (path_of(s, d, d->form, ".part", part) && has_end_mark(part, d->form))
        return NULL;
    else
        (void)snprintf(why, WHY_BYTES, "incomplete picture");
    return why;
}

static void take_names(const struct shop *s, struct drawing *d)
{
    char part[PATH_BYTES], path[PATH_BYTES];
    for (int form = 0; form < FORMS; form++) {
        bool fits = path_of(s, d, (enum form)form, ".part", part) &&
                    path_of(s, d, (enum form)form, "", path);
        if (fits && rename(part, path) == 0)
            continue;
        give_up(s, d, GNUPLOT_FAILED, strerror(fits ? errno : ENAMETOOLONG));
        remove_files(s, d, "");
        return;
    }
}

/* ---- one step at a time ----------------------------------------------------- */

/* true when the figure is over, with its outcome. */
static bool begin_form(const struct shop *s, struct drawing *d, enum form form)
{
    d->form = form;
    int reason = start(s, d);
    if (reason != 0)
        give_up(s, d, reason == ENOENT ? GNUPLOT_MISSING : GNUPLOT_FAILED, strerror(reason));
    return reason != 0;
}

static bool end_form(const struct shop *s, struct drawing *d, int status)
{
    char why[WHY_BYTES], printed[SAID_BYTES];
    d->child = 0;
    if (fault_of(s, d, status, why) != NULL) {
        give_up(s, d, GNUPLOT_FAILED, why);
        return true;
    }
    read_printed(d, printed);
    if (printed[0] != '\0') {
        d->outcome = GNUPLOT_WARNED;
        if (strcmp(printed, text_get(&d->said)) != 0) /* mostly both forms say the same */
            say(d, printed);
    }
    if (d->form + 1 < FORMS)
        return begin_form(s, d, (enum form)(d->form + 1));
    take_names(s, d);
    return true;
}

static bool look_after(const struct shop *s, struct drawing *d)
{
    int status = 0;
    pid_t ended = waitpid(d->child, &status, WNOHANG);
    if (ended == d->child)
        return end_form(s, d, status);
    if (ended < 0 && errno != EINTR) {
        give_up(s, d, GNUPLOT_FAILED, strerror(errno));
        return true;
    }
    if (--d->naps_left > 0)
        return false;
    (void)kill(-d->child, SIGKILL);
    while (waitpid(d->child, &status, 0) < 0 && errno == EINTR)
        continue;
    give_up(s, d, GNUPLOT_TIMEOUT, "no end before the deadline");
    return true;
}

/* Pictures of an earlier run go first: a figure never shows other numbers than the
 * tables beside it. */
static bool begin(const struct shop *s, struct drawing *d, const char *name)
{
    *d = (struct drawing){.name = name, .outcome = GNUPLOT_OK};
    text_init(&d->said, s->home);
    remove_files(s, d, "");
    remove_files(s, d, ".part");
    return begin_form(s, d, SVG);
}

/* A place where one figure at a time is drawn. */
struct desk {
    bool is_busy;
    int figure;
    struct drawing drawing;
};

/* Begins the next figure or looks after the one at hand; true when it is over. */
static bool work(const struct shop *s, struct desk *desk, const char *const *names, int *next)
{
    bool is_over = false;
    if (desk->is_busy) {
        is_over = look_after(s, &desk->drawing);
    } else {
        desk->figure = (*next)++;
        is_over = begin(s, &desk->drawing, names[desk->figure]);
    }
    desk->is_busy = !is_over;
    return is_over;
}

void gnuplot_run_all(const char *program, const char *folder, const char *const *names, int n,
                     int deadline_s, struct arena *home, enum gnuplot_outcome *outcomes,
                     const char **said)
{
    const struct shop s = {.program = program != NULL ? program : "gnuplot",
                           .folder = folder,
                           .deadline_s = deadline_s,
                           .home = home,
                           .environment = make_environment(home)};
    const struct timespec nap = {.tv_nsec = NAP_NS};
    struct desk desks[DESKS] = {{.is_busy = false}};
    int next = 0, left = n;
    while (left > 0) {
        for (int i = 0; i < DESKS; i++) {
            struct desk *desk = &desks[i];
            if ((!desk->is_busy && next == n) || !work(&s, desk, names, &next))
                continue;
            outcomes[desk->figure] = desk->drawing.outcome;
            if (said != NULL)
                said[desk->figure] =
                    desk->drawing.said.length > 0 ? text_get(&desk->drawing.said) : NULL;
            left--;
        }
        if (left > 0)
            (void)nanosleep(&nap, NULL);
    }
}

enum gnuplot_outcome gnuplot_run(const char *program, const char *folder, const char *name,
                                 int deadline_s, struct arena *home, const char **said)
{
    enum gnuplot_outcome outcome = GNUPLOT_FAILED;
    gnuplot_run_all(program, folder, &name, 1, deadline_s, home, &outcome, said);
    return outcome;
}
