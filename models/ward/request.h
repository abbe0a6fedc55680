/* request.h - who decides on a day to come: when he acts, and by which channel. */
#ifndef WARD_REQUEST_H
#define WARD_REQUEST_H

#include <stdbool.h>
#include <stdint.h>

#include "sim/base/attr.h"
#include "sim/engine/draws.h"

struct arena;
struct city;

/* How somebody acts, or what he hears on the phone. CALL and ENQUIRY stand among the calls; the
 * others among the requests, CALL until it is known what becomes of it. */
enum request_kind {
    REQUEST_CANCEL,
    REQUEST_CALL,
    REQUEST_ENQUIRY,
    REQUEST_DIALS,    /* ... and does not hear the busy signal */
    REQUEST_BUSY,     /* dials and hears it */
    REQUEST_HANGS_UP, /* his patience is over */
    REQUEST_WEB,      /* he asks for an appointment: most do, so this kind and the next go last */
    REQUEST_ANSWERED  /* his call is over, and he does so, too */
};

struct request {
    uint32_t person; /* ENQUIRY: his number */
    uint32_t first;  /* the request by which he was gathered, whose number his draw has */
    uint16_t site;
    uint8_t kind, attempt; /* attempt: of DIALS and BUSY, from 0 */
    bool is_vain;          /* it was his last attempt today */
};

/* Of what becomes of a call: when that is, of the day or later, and how long he waited. */
struct request_times {
    int64_t at_us, wait_us;
};

/* What happens at one instant, in this order; within a turn in order of noting. */
enum request_turn {
    REQUEST_CALL_ENDS,
    REQUEST_PATIENCE_ENDS,
    REQUEST_COMES, /* what was gathered */
    REQUEST_COMES_AGAIN
};

/* The requests of a day as they were gathered, and what they are put in order by; reused. Arrays
 * by request. A call has no key before it is known what becomes of it: REQUEST_NO_KEY. */
struct request_book {
    struct request *list;
    struct request_times *times; /* where it is the end of a call, or of patience */
    uint64_t *keys, *scratch;
    struct sim_address *address;   /* [n_drawn] of all gathered: draws that are made together, */
    struct sim_pair *drawn;        /* and what they gave */
    uint32_t *second_at;           /* [n_drawn] his second thoughts among these, 0: he has none */
    uint32_t *waverers;            /* [n_second] requests of those who may waver, ...          */
    struct sim_address *second_of; /* ... where their second thoughts stand, and what they are */
    struct sim_pair *second;
    uint32_t n, n_drawn, n_second, capacity;
    bool is_by_site; /* a caller's key stands with that of the request by which he was gathered */
};

/* Makes the city's books. False when memory is short. */
bool request_init(struct city *c) MUST_CHECK;

/* Notes what becomes of a call, besides the requests that were gathered: at an instant that may be
 * any time after, in that turn. Nothing is noted of who is not a person. When memory runs out the
 * city has failed. */
void request_note(struct city *c, enum request_turn turn, struct request r, struct request_times t,
                  bool is_person);

/* The same of somebody's first call, which has the place among all that were gathered that it had:
 * r.first is the request. */
void request_note_first(struct city *c, struct request r, int64_t at_us);

/* All requests of a day, in order of time: of all sites, or of one after the other where nobody
 * can tell, as nobody listens and each serves its own people only. Sites share nothing but the
 * phone line, and what is looked up in one is near then. */
void request_day(struct city *c, int32_t day);

/* A request's key for sorting: microsecond of the day, then its turn, then its number. Beyond
 * REQUEST_LATE_US there are only calls that end, whose keys do not say when. */
enum { REQUEST_ORDER_BITS = 24, REQUEST_TURN_BITS = 2 };
#define REQUEST_LATE_US (INT64_C(1) << (63 - REQUEST_ORDER_BITS - REQUEST_TURN_BITS))
#define REQUEST_NO_KEY UINT64_MAX

static inline uint32_t request_at(uint64_t key)
{
    return key & ((UINT32_C(1) << REQUEST_ORDER_BITS) - 1);
}
static inline int64_t request_us(const struct request_book *b, uint64_t key)
{
    int64_t us = (int64_t)(key >> (REQUEST_ORDER_BITS + REQUEST_TURN_BITS));
    return us < REQUEST_LATE_US ? us : b->times[request_at(key)].at_us;
}

#endif
