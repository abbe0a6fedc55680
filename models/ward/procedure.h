/* procedure.h - who comes for a renewal and with which papers: how long each visit takes, and
 * how many it takes until the renewal is done.
 *
 * What a holder's renewal needs is drawn once and follows from his random addresses alone, so
 * it is the same under every policy: by himself, by a proxy with the enquiry form, by a proxy
 * without it or with a PIN that does not match, by a guardian. Checked by
 * tests/ward/test_procedure.c.
 */
#ifndef WARD_PROCEDURE_H
#define WARD_PROCEDURE_H

#include <stdbool.h>
#include <stdint.h>

#include "models/ward/person.h"
#include "sim/engine/draws.h"
#include "sim/engine/variate.h"

struct city;

/* Where the random numbers stand that somebody's visit needs, whoever he is: his time at the
 * counter, and what he puts up with. own: his random address, without role and n. */
static inline struct sim_address procedure_visit_address(struct sim_address own,
                                                         const struct person *person)
{
    return person->is_asking ? sim_address_with(own, ROLE_ASK, 1)
                             : sim_address_with(own, ROLE_SERVICE, person->stage);
}

/* The others that a renewal needs, or may need. */
enum { PROCEDURE_DRAWS = 2 };
void procedure_addresses(struct sim_address own, struct sim_address address[PROCEDURE_DRAWS]);

/* What the work of a visit is the sum of: the value of a law by the first uniform of the visit's
 * address and, of some, the value of another by u. Only laws, so that whoever has many visits
 * draws their values together. Microseconds at normal speed, rounded down, and 1. */
struct procedure_work {
    const struct sim_variate *law, *more;
    double u;
    bool has_more; /* else `more` and u stand for nothing */
};

/* Work of the visit that the holder is at; keeps what procedure_is_done() asks for. u: what
 * the addresses gave. */
struct procedure_work procedure_work(const struct city *c, int32_t site, struct person *person,
                                     const struct sim_pair u[PROCEDURE_DRAWS]);

/* Is his renewal done when the visit that he is at is over? If not, *days is how many days
 * later he acts again, at least 1: books, or chooses a day. After procedure_work(). */
bool procedure_is_done(const struct city *c, int32_t site, const struct person *person,
                       int32_t *days);

/* A holder has been served: counts the visit and, when it was the last, the renewal. True when
 * nothing is left to do; false when he will act again, for another visit. */
bool procedure_end_visit(struct city *c, int32_t site, int32_t day, int64_t finish_us, uint32_t id);

/* What somebody does about his booking ID. */
enum procedure_asking {
    ASKING_NOTHING, /* he has it, or needs none: goes on as everybody does           */
    ASKING_CALLS,   /* he dials the booking line today                               */
    ASKING_LATER    /* he is on the list of another day: for a visit, or to act then */
};

/* A holder acts today. Without a booking ID where he needs one he first asks the ward, by a
 * call or a visit. */
enum procedure_asking procedure_asks(struct city *c, int32_t site, int32_t day, uint32_t id);

/* His call is over: he has the ID and books later. */
void procedure_is_told(struct city *c, int32_t site, int32_t day, uint32_t id);

#endif
