/* staff_lend.h - which ward could lend counters to which, when: `madosim staff --lend`.
 *
 * From the counters that the search found: where a ward has more than it needs in a half hour of a
 * kind of day, and another has fewer, one goes over. All loans are run together, beside the same
 * month without them, on the stream that confirms and with common random numbers; a loan that
 * costs its lender the promise anywhere it is kept now is dropped, and what is left is run again.
 */
#ifndef CLI_STAFF_LEND_H
#define CLI_STAFF_LEND_H

#include "cli/staff.h"

struct staff_loan {
    size_t lender, borrower; /* groups of the same kind of day */
    int32_t from, to;        /* half hours of the day, the last one not in it */
    int32_t counters;
};

struct staff_lending {
    struct staff_loan *loans;
    size_t n, dropped; /* half hours of loans that the lender could not bear */
    struct staff_view without, with;
};

/* After staff_make(). false when it failed or was interrupted. */
bool staff_lend(struct staff *s, struct staff_lending *out) MUST_CHECK;

/* Share in time of a group's half hours [from, to): with loans, or its change by them; a mean over
 * replications with a 95 % interval. NaN where a replication has no tickets. */
struct interval staff_lend_share(const struct staff *s, const struct staff_lending *l, size_t group,
                                 int32_t from, int32_t to, bool is_change);

/* Half hours in which the group keeps the promise by its lower bound. */
size_t staff_lend_kept(const struct staff *s, const struct staff_view *v, size_t group);

void staff_lend_print(const struct staff *s, const struct staff_lending *l, struct text *out);
void staff_lend_print_json(const struct staff *s, const struct staff_lending *l, struct text *out);

#endif
