#include "sim/output/gnuplot.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "sim/base/arena.h"
#include "sim/base/text.h"
#include "sim/output/child.h"

enum { DESKS = 2, PATH_BYTES = 4096 }; /* PATH_MAX of Linux */

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
    struct child child;
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
    return child_start(&d->child, s->program, arguments, s->environment, s->deadline_s,
                       CHILD_ERRORS);
}

/* ---- judging ---------------------------------------------------------------- */

static void say(struct drawing *d, const char *s)
{
    text_add(&d->said, d->said.length > 0 && s[0] != '\0' ? "\n" : "");
    text_add(&d->said, s);
}

/* Ends the figure: "fig.svg: WHY" and, on the next lines, what gnuplot printed. */
static void give_up(const struct shop *s, struct drawing *d, enum gnuplot_outcome outcome,
                    const char *why)
{
    char printed[CHILD_SAID_BYTES];
    child_read(&d->child, printed);
    say(d, d->name);
    text_addf(&d->said, ".%s: %s", form_names[d->form], why);
    say(d, printed);
    d->outcome = outcome;
    remove_files(s, d, ".part");
}

static bool has_end_mark(const char *path, enum form form)
{
    static const char png_end[12] = "\0\0\0\0IEND\xAE\x42\x60\x82";
    static const char svg_end[6] = "</svg>";
    const char *mark = form == SVG ? svg_end : png_end;
    return child_has_end(path, mark, form == SVG ? sizeof svg_end : sizeof png_end, form == SVG);
}

/* NULL when the picture is good. */
static const char *fault_of(const struct shop *s, const struct drawing *d, int status)
{
    char part[PATH_BYTES];
    const char *why = child_fault(status, s->home);
    bool is_whole =
        why == NULL && path_of(s, d, d->form, ".part", part) && has_end_mark(part, d->form);
    return why != NULL ? why : is_whole ? NULL : "incomplete picture";
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
    char printed[CHILD_SAID_BYTES];
    const char *why = fault_of(s, d, status);
    if (why != NULL) {
        give_up(s, d, GNUPLOT_FAILED, why);
        return true;
    }
    child_read(&d->child, printed);
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
    switch (child_look(&d->child, &status)) {
    case CHILD_RUNS:
        return false;
    case CHILD_ENDED:
        return end_form(s, d, status);
    case CHILD_LOST:
        give_up(s, d, GNUPLOT_FAILED, strerror(errno));
        return true;
    case CHILD_LATE:
        give_up(s, d, GNUPLOT_TIMEOUT, "no end before the deadline");
        return true;
    }
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
                           .environment = child_environment(home)};
    const struct timespec nap = {.tv_nsec = CHILD_NAP_NS};
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
