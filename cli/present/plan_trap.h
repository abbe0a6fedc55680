/* plan_trap.h - days of a period that are easily overlooked: what the calendar, exceptions,
 * surges and outages of a scenario make of them. Facts only; whoever prints them words them.
 */
#ifndef PRESENT_PLAN_TRAP_H
#define PRESENT_PLAN_TRAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "models/ward/plan.h"
#include "models/ward/scenario.h"
#include "sim/base/attr.h"
#include "sim/base/civil.h"

struct arena;

/* In the order in which they are told of one day. */
enum plan_trap_kind {
    PLAN_TRAP_SATURDAY,      /* open by rule on a holiday or next to one; n: which Saturday  */
    PLAN_TRAP_AFTER_CLOSURE, /* first open day after n closed ones, 3 or more                */
    PLAN_TRAP_SURGE,         /* a surge begins on the first open day after n closed ones     */
    PLAN_TRAP_CLOSED,        /* exceptions: closed, open, only for people with a booking     */
    PLAN_TRAP_OPEN,
    PLAN_TRAP_RESERVED_ONLY,
    PLAN_TRAP_SLOW, /* the national system, from..to */
    PLAN_TRAP_DOWN
};

struct plan_trap {
    civil_day date;
    enum plan_trap_kind kind;
    const char *name; /* SURGE: its name; exceptions: ward or 全区; else "" */
    civil_day announced;
    int32_t n, from_s, to_s;
};

struct plan_traps {
    struct plan_trap *items; /* in order of date, then of kind */
    size_t count;
};

/* Of the reported days. Closed is a day on which no site is open. false when memory ran
 * out. */
bool plan_trap_find(const struct plan *p, const struct scenario_data *d, struct arena *home,
                    struct plan_traps *out) MUST_CHECK;

/* "closed" and so on: the same word for programs, whatever the language. */
const char *plan_trap_key(enum plan_trap_kind kind);

#endif
