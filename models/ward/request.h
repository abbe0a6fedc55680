/* request.h - who decides on a day to come: when he acts, and by which channel. */
#ifndef WARD_REQUEST_H
#define WARD_REQUEST_H

#include <stdbool.h>
#include <stdint.h>

#include "sim/base/attr.h"
#include "sim/engine/draws.h"

struct arena;
struct city;

/* How somebody acts. */
enum request_kind { REQUEST_WEB, REQUEST_CALL, REQUEST_ENQUIRY, REQUEST_CANCEL };

struct request {
    uint32_t person; /* of an enquiry: his number */
    uint32_t draws;  /* where what he draws begins */
    uint16_t site, kind;
};

enum { REQUEST_DRAWS = 2 }; /* of one request, at most */

/* The requests of a day as they were gathered, and what they are put in order by; reused. */
struct request_book {
    struct request *list;
    uint64_t *keys, *scratch;
    struct sim_address *address; /* [REQUEST_DRAWS * capacity]: draws that are made together, */
    struct sim_pair *drawn;      /* and what they gave */
    uint32_t n, n_draws, capacity;
};

/* False when memory is short. */
bool request_init(struct request_book *b, struct arena *home) MUST_CHECK;

/* All requests of a day, of all sites, in order of time. */
void request_day(struct city *c, int32_t day);

#endif
