/* setup_kinds.h - limits and choices of a system that its setup and the core share. */
#ifndef QUEUE_SETUP_KINDS_H
#define QUEUE_SETUP_KINDS_H

#include <stdint.h>

enum {
    SETUP_USES_MAX = 8,
    SETUP_TANDEM_MAX = 3,
    SETUP_WAITS_MAX = 8,
    SETUP_OVERTIMES_MAX = 8,
    SETUP_FIRST_MAX = 256,
    SETUP_STATES_MAX = 128,
    SETUP_STEPS_MAX = 128,
    SETUP_CHANCES_MAX = 8
};

/* How people come, in the order of the choices in setup.c. */
enum setup_arrivals_kind {
    SETUP_POISSON,
    SETUP_DETERMINISTIC,
    SETUP_TRACE,
    SETUP_APPOINTMENTS,
    SETUP_SOURCE
};

/* What happens at closing, in the same order as there. */
enum setup_at_end { SETUP_SERVE, SETUP_CLEAR, SETUP_OPEN, SETUP_STOP };

/* So many people can be on duty, on this share of days. */
struct setup_chance {
    int32_t counters;
    double share;
};

#endif
