/* template.h - appointment templates: for when people are asked to come in a session.
 *
 * A rule of the session, not of chance: who comes late or not at all is decided elsewhere.
 * Times are microseconds after the session's start, ascending.
 */
#ifndef OFFICE_TEMPLATE_H
#define OFFICE_TEMPLATE_H

#include <stdint.h>

#include "sim/base/simtime.h"

enum template_rule {
    TEMPLATE_INDIVIDUAL,   /* one person every slot                                        */
    TEMPLATE_BLOCK,        /* `block` people at once, every `block` slots; all people in
                              one block: a single block                                    */
    TEMPLATE_BAILEY_WELCH, /* `block` people at the start, then one person every slot
                              (Bailey 1952; Welch & Bailey 1952, cited from memory)        */
    TEMPLATE_DOME          /* one person at a time, the intervals growing towards the middle
                              of the session and shrinking after it; their mean is the slot
                              (dome rule, after Wang 1993, cited from memory)              */
};

struct template
{
    enum template_rule rule;
    int32_t people; /* of the session, at least 1 */
    sim_span slot;  /* time planned for one person, above 0 */
    int32_t block;  /* BLOCK, BAILEY_WELCH: 1 to people */
    double rise;    /* DOME: the middle interval exceeds the first by this share, 0 to 4; two
                       middle ones stay a step below it                               */
};

/* at_us[people]: when each is asked to come. O(people). Checked by
 * tests/office/test_template.c by hand and by symmetry. */
void template_fill(const struct template *t, int64_t *at_us);

/* The same as numbers of people on a grid: places[s] are asked to come in slot s, which lasts
 * from s x grid to (s + 1) x grid after the session's start; later ones in the last of the
 * `slots`. At most 65 535 to a slot. O(people). */
void template_count(const struct template *t, sim_span grid, int32_t slots, uint16_t *places);

#endif
