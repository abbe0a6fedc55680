#include "cli/progress.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define CLEAR_LINE "\r\033[K"

enum { BAR_WIDTH = 20, PLAIN_EVERY_S = 30 };

/* clang-format off */
static const struct {
    const char *doing[2], *counted[2], *in_log; /* English, Japanese */
} units[] = {
    [PROGRESS_RUNS]   = {{"running", "実行"}, {" runs", "回"}, "reps"},
    [PROGRESS_VALUES] = {{"comparing", "照合"}, {" values", "値"}, "values"},
};
/* clang-format on */

/* Is stderr a terminal that can clear a line? */
static bool can_rewrite(void)
{
    const char *term = getenv("TERM");
    return isatty(STDERR_FILENO) != 0 && term != NULL && strcmp(term, "dumb") != 0;
}

bool progress_init(struct progress *p, const char *form, bool quiet, bool japanese)
{
    static const char *const names[] = {"none", "plain", "auto", "json"};
    const char *wanted = form == NULL ? "auto" : form;
    *p = (struct progress){.japanese = japanese, .started_s = progress_now_s()};
    p->said_s = p->started_s - PLAIN_EVERY_S; /* the first estimate is told at once */
    for (int i = 0; i < 4; i++) {
        if (strcmp(wanted, names[i]) != 0)
            continue;
        p->form = (enum progress_form)i;
        if (p->form == PROGRESS_LINE && !can_rewrite())
            p->form = PROGRESS_PLAIN;
        if (quiet)
            p->form = PROGRESS_NONE;
        return true;
    }
    return false;
}

double progress_now_s(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void interrupt_set(sigset_t *set)
{
    sigemptyset(set);
    sigaddset(set, SIGINT);
}

void progress_catch_interrupt(void)
{
    sigset_t set;
    interrupt_set(&set);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
}

void progress_release_interrupt(void)
{
    sigset_t set;
    interrupt_set(&set);
    pthread_sigmask(SIG_UNBLOCK, &set, NULL);
}

/* Takes a pending Ctrl-C away, so that releasing does not end the program later. */
static bool take_interrupt(void)
{
    sigset_t set;
    const struct timespec at_once = {0};
    interrupt_set(&set);
    return sigtimedwait(&set, NULL, &at_once) == SIGINT;
}

static bool has_width(const struct progress *p, struct progress_width *w)
{
    return p->look != NULL && p->look(p->look_context, w);
}

/* For people: how precise it is, and how precise it is to be. */
static void tell_width(const struct progress *p)
{
    struct progress_width w;
    if (!has_width(p, &w))
        return;
    const char *unit = !w.is_points ? "%" : p->japanese ? "ポイント" : " points";
    fprintf(stderr, p->japanese ? " 区間幅 ±%.2g%s" : ", +-%.2g%s", w.percent, unit);
    if (w.wanted_percent > 0)
        fprintf(stderr, p->japanese ? "(目標 ±%.2g)" : " (wanted +-%.2g)", w.wanted_percent);
}

static void tell_line(const struct progress *p, uint32_t done, uint32_t total, int left_s)
{
    char bar[BAR_WIDTH + 1];
    uint32_t full = (uint32_t)((uint64_t)done * BAR_WIDTH / total);
    for (uint32_t i = 0; i < BAR_WIDTH; i++)
        bar[i] = i < full ? '#' : ' ';
    bar[BAR_WIDTH] = '\0';
    fprintf(stderr, "\r%s [%s] %u/%u%s", units[p->unit].doing[p->japanese], bar, done, total,
            units[p->unit].counted[p->japanese]);
    fprintf(stderr, p->japanese ? " 残り%d秒" : ", %d s left", left_s);
    tell_width(p);
    fputs("   ", stderr);
    if (done == total)
        fputs(CLEAR_LINE, stderr);
}

static void tell_json(const struct progress *p, uint32_t done, uint32_t total, int left_s)
{
    struct progress_width w;
    fprintf(stderr, "{\"done\":%u,\"total\":%u,\"eta_s\":%d", done, total, left_s);
    if (has_width(p, &w))
        fprintf(stderr, ",\"half_width\":%.3g", w.percent / 100);
    fputs("}\n", stderr);
}

static void tell_log(const struct progress *p, uint32_t done, uint32_t total, int left_s)
{
    struct progress_width w;
    fprintf(stderr, "[madosim] %u/%u %s, eta %ds", done, total, units[p->unit].in_log, left_s);
    if (has_width(p, &w))
        fprintf(stderr, ", half_width %.2g%%", w.percent);
    fputs("\n", stderr);
}

static void tell_plain(struct progress *p, uint32_t done, uint32_t total, int left_s)
{
    uint32_t tenth = (uint32_t)((uint64_t)done * 10 / total);
    double now = progress_now_s();
    if (tenth == p->said_tenth && now - p->said_s < PLAIN_EVERY_S)
        return;
    p->said_tenth = tenth;
    p->said_s = now;
    if (p->form == PROGRESS_JSON)
        tell_json(p, done, total, left_s);
    else
        tell_log(p, done, total, left_s);
}

bool progress_tell(void *progress, uint32_t done, uint32_t total)
{
    struct progress *p = progress;
    double spent = progress_now_s() - p->started_s;
    int left_s = done > p->from ? (int)(spent / (done - p->from) * (total - done) + 0.5) : -1;
    if (p->form == PROGRESS_LINE && left_s >= 0)
        tell_line(p, done, total, left_s);
    else if (p->form != PROGRESS_NONE && p->form != PROGRESS_LINE && left_s >= 0)
        tell_plain(p, done, total, left_s);
    if (take_interrupt())
        p->is_interrupted = true;
    if (p->is_interrupted && p->form == PROGRESS_LINE)
        fputs(CLEAR_LINE, stderr);
    return !p->is_interrupted;
}
