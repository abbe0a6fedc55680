/* journey.h - what happens to people, told to whoever listens: one step at a time.
 *
 * The world tells, it does not keep: `madosim trace` and the tests of small worlds put the
 * steps together. Telling changes nothing: a run that is listened to has the same bits.
 */
#ifndef WARD_JOURNEY_H
#define WARD_JOURNEY_H

#include <stdint.h>

struct city;
struct person;
struct visit;

/* Steps; `value` of each is given in brackets, otherwise 0. Append only. */
enum journey_step {
    JOURNEY_MAILED,      /* the white envelope leaves                                     */
    JOURNEY_DELIVERED,   /* it arrives                                                    */
    JOURNEY_ACTS,        /* decides to come or to book                                    */
    JOURNEY_ASKS,        /* has no booking ID and asks for it                             */
    JOURNEY_CALLS,       /* dials [attempt today, from 1]                                 */
    JOURNEY_BUSY,        /* hears the busy signal                                         */
    JOURNEY_HANGS_UP,    /* lost patience on the phone [wait, us]                         */
    JOURNEY_ANSWERED,    /* the call is over [wait before the answer, us]                 */
    JOURNEY_BOOKS,       /* has an appointment [its instant, us]                          */
    JOURNEY_NO_SLOT,     /* nothing free                                                  */
    JOURNEY_RETRIES,     /* will try again [on this civil day]                            */
    JOURNEY_CANCELS,     /* gives the appointment back [its instant, us]                  */
    JOURNEY_CANCELLED,   /* the office takes it back: the day is closed [civil day]       */
    JOURNEY_MISSES,      /* does not come to the appointment [its instant, us]            */
    JOURNEY_COMES,       /* arrives [instant of the appointment, us; 0 = none]            */
    JOURNEY_TICKET,      /* gets a ticket                                                 */
    JOURNEY_DEMOTED,     /* is too late for the appointment and waits as a walk-in        */
    JOURNEY_CALLED,      /* is called to a counter [wait, us]                             */
    JOURNEY_DONE,        /* leaves the counter [time at the counter, us]                  */
    JOURNEY_TURNED_AWAY, /* acceptance had ended early                                  */
    JOURNEY_TOO_LATE,    /* came at or after closing time                               */
    JOURNEY_REFUSED,     /* walk-in where only booked people are served                 */
    JOURNEY_BALKS,       /* saw how many were waiting and turned round                  */
    JOURNEY_LEAVES,      /* lost patience in the line [wait, us]                        */
    JOURNEY_RETURNS,     /* will come again [on this civil day]                         */
    JOURNEY_AGAIN,       /* another visit is needed [acts again on this civil day]      */
    JOURNEY_RENEWED,     /* the certificate is renewed                                  */
    JOURNEY_LAPSED,      /* the certificate has expired before it was renewed           */
    JOURNEY_LOST,        /* gives up                                                    */
    JOURNEY_STEPS
};

struct journey_event {
    int64_t at_us; /* simulated time */
    int64_t value;
    uint32_t who;     /* name within home and address, as in the random addresses */
    uint16_t address; /* population: 0 holders, else a stream                     */
    uint16_t home;    /* site whose people he belongs to                          */
    uint16_t site;    /* where it happens                                         */
    uint8_t use;      /* enum plan_use                                            */
    uint8_t step;     /* enum journey_step                                        */
};

/* Hears of one step. Steps of one person come in the order in which the world decides them,
 * not of at_us: a letter's delivery is told when it is mailed. */
typedef void journey_ear(void *context, const struct journey_event *event);

/* Tells whoever listens to the city what became of a visit to the site. */
void journey_visit(const struct city *c, int32_t site, const struct person *person,
                   const struct visit *v);

#endif
