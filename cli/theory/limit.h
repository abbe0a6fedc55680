/* limit.h - what the arguments of a yardstick may be together: where its numbers would no longer
 * be right, or take longer than a moment, or it would take them for our own mistake.
 *
 * a: arguments in the order of the registry in formula.c. false: argument number `argument` has
 * to be within least and most while the others stay as they are. Checked by
 * tests/theory/test_limit.c.
 */
#ifndef THEORY_LIMIT_H
#define THEORY_LIMIT_H

#include <stdbool.h>

struct limit {
    int argument;
    double least, most; /* -INFINITY and INFINITY: no bound */
};

typedef bool limit_function(const double *a, struct limit *l);

enum {
    LIMIT_SERVERS = 5000,          /* all yardsticks are right up to there           */
    LIMIT_SERVERS_CONSTANT = 1000, /* the distribution of M/D/c                      */
    LIMIT_SERVERS_FEW = 200,       /* retrial, day: cost grows with servers * people */
    LIMIT_PEOPLE = 256             /* of a session, and of a backlog counted         */
};

bool limit_none(const double *a, struct limit *l);
bool limit_load(const double *a, struct limit *l);     /* rate, service, ... : M/M/c and kin   */
bool limit_constant(const double *a, struct limit *l); /* rate, mean, servers: M/D/c           */
bool limit_erlang(const double *a, struct limit *l);   /* rate, mean, servers, phases: M/Ek/c  */
bool limit_hyper(const double *a, struct limit *l);    /* rate, mean, servers, cv: M/H2/c      */
bool limit_patience(const double *a, struct limit *l); /* rate, service, servers, leave        */
bool limit_day(const double *a, struct limit *l);      /* all that the day has                 */
bool limit_session(const double *a, struct limit *l);  /* people, slot, block, start, mean     */
bool limit_turn(const double *a, struct limit *l);     /* the same, and the nth person as 7th  */
bool limit_retrial(const double *a, struct limit *l);  /* rate, service, servers, retry        */
bool limit_backlog(const double *a, struct limit *l);  /* arrivals, places                     */
bool limit_select(const double *a, struct limit *l);   /* n0, p, k                             */
bool limit_sketch(const double *a, struct limit *l);   /* alpha, least, most                   */
bool limit_date(const double *a, struct limit *l);     /* year, month, day                     */

#endif
