/* progress.h - how far a run is, on stderr: one line that is rewritten on a terminal, a
 * line at once and for every tenth part (or 30 s) elsewhere. */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

enum progress_form { PROGRESS_NONE, PROGRESS_PLAIN, PROGRESS_LINE, PROGRESS_JSON };

/* What is counted. */
enum progress_unit { PROGRESS_RUNS, PROGRESS_VALUES };

/* Half an interval, of its estimate or (a share) in points; 0 wanted: as it comes. */
struct progress_width {
    double percent, wanted_percent;
    bool is_points;
};

/* How precise it is by now; false when that is not known yet. */
typedef bool progress_look(void *context, struct progress_width *now);

struct progress {
    enum progress_form form;
    enum progress_unit unit; /* runs unless set after progress_init() */
    bool japanese;
    double started_s, said_s; /* on the clock of progress_now_s() */
    uint32_t said_tenth;
    uint32_t from; /* done before started_s; 0 after progress_init() */
    bool is_interrupted;
    progress_look *look; /* NULL after progress_init(): no width is told */
    void *look_context;
};

/* "auto", "plain", "json", "none" or NULL (auto); false when it is none of them. */
bool progress_init(struct progress *p, const char *form, bool quiet, bool japanese);

/* A steady clock in seconds. */
double progress_now_s(void);

/* A replicate_progress: says how far, and asks to stop once Ctrl-C was pressed. */
bool progress_tell(void *progress, uint32_t done, uint32_t total);

/* Ctrl-C from now on is noticed by progress_tell() instead of ending the program. */
void progress_catch_interrupt(void);
void progress_release_interrupt(void);

#endif
