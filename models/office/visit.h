/* visit.h - somebody at an office: what he brings, and what happens to him.
 *
 * The owner fills in what is given and keeps the array; the office writes what it finds.
 * Instants are microseconds of simulated time, spans microseconds.
 */
#ifndef OFFICE_VISIT_H
#define OFFICE_VISIT_H

#include <stdint.h>

#include "sim/engine/agenda.h"

enum visit_outcome {
    VISIT_PENDING, /* not arrived yet, waiting or being served                   */
    VISIT_SERVED,
    VISIT_TURNED_AWAY, /* acceptance had ended early                             */
    VISIT_TOO_LATE,    /* came at or after closing time                          */
    VISIT_REFUSED,     /* walk-in on a reserved-only day, or his terms           */
    VISIT_BALKED,      /* saw how many were waiting and turned round             */
    VISIT_FULL,        /* no place inside (on the phone: the busy signal)        */
    VISIT_LEFT,        /* lost patience in the line                              */
    VISIT_CALL_BACK,   /* left word after the longest wait that is offered       */
    VISIT_CLEARED,     /* still in the line when it was cleared at closing       */
    VISIT_STAYED,      /* waiting or being served when the horizon cut him off   */
    VISIT_OUTCOMES
};

/* Where he is just now. */
enum visit_stage { VISIT_AWAY, VISIT_WAITING, VISIT_AT_COUNTER };

/* On which terms he is let in. */
enum visit_terms {
    VISIT_ANY,
    VISIT_IF_IDLE, /* only when nobody of his pool waits and a counter can serve him at once */
    VISIT_NEVER    /* he is refused */
};

#define VISIT_NO_SLOT INT64_MIN

/* What many visits have in common, to be written at once; each as in struct visit. */
struct visit_claim {
    uint8_t rank, pool, terms, is_exempt;
};

struct visit {
    /* given */
    int64_t arrive_us, slot_us; /* slot_us: VISIT_NO_SLOT for walk-ins                     */
    int64_t work_us;            /* service needed at normal speed, drawn before            */
    int64_t expected_us;        /* what the office expects it to be (mean of the use)      */
    int64_t patience_us;        /* longest wait in the line, from the ticket; 0 = any time */
    int32_t balks_at;           /* turns round when so many wait, or more; 0 = never       */
    union {
        struct {
            uint8_t rank;      /* priority class, 0 goes first; at most 7                  */
            uint8_t pool;      /* which counters serve him, below counter_rules.pools      */
            uint8_t terms;     /* enum visit_terms                                         */
            uint8_t is_exempt; /* acceptance does not end early for him                    */
        };
        struct visit_claim claim; /* all four */
    };
    /* found; ticket and wait only when he got a ticket */
    int64_t ticket_us;
    int64_t call_us;   /* first call; only when is_called                          */
    int64_t finish_us; /* end of service, or the instant he left or was sent away  */
    int64_t wait_us;   /* all his waiting, interruptions included                  */
    /* the office's own */
    int64_t since_us;  /* start of the wait or the service that is going on        */
    int64_t left_us;   /* work still to be done                                    */
    sim_handle leaves; /* end of his patience                                      */
    uint8_t line;      /* in the discipline */
    uint8_t stage;     /* enum visit_stage  */
    uint8_t outcome;   /* found: enum visit_outcome */
    uint8_t reserved;  /* 0: with what is around it cleared in one */
    union {
        struct {
            uint8_t is_called;  /* call_us is set                                           */
            uint8_t is_demoted; /* booked, but too late: waits as a walk-in                 */
            uint8_t is_outside; /* came before the doors opened                             */
            uint8_t is_beyond;  /* found no place inside and waited outside with his ticket */
        };
        /* all four, 0 or 1 each: those of up to 255 visits can be added up at once */
        uint32_t marks;
    };
};

/* A visit as it begins, with terms for anybody: what he brings is to be set, nothing is found
 * yet. The office's own instants are written before they are read. Word by word, as one store
 * for all would be slower. */
static inline void visit_begin(struct visit *v, int64_t arrive_us, int64_t slot_us)
{
    v->arrive_us = arrive_us;
    v->slot_us = slot_us;
    v->work_us = v->expected_us = v->patience_us = 0;
    v->balks_at = 0;
    v->claim = (struct visit_claim){0};
    v->ticket_us = v->call_us = v->finish_us = v->wait_us = 0;
    v->leaves = (sim_handle){0};
    v->line = v->stage = v->outcome = v->reserved = 0;
    v->marks = 0;
}

#endif
