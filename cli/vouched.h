/* vouched.h - what a scenario's numbers rest on, as far as it still holds.
 *
 * What a file says of a mapping does not vouch for what another file or a --set puts into it: such
 * values leave the statement and stand on their own, as REPORT_CHANGED.
 */
#ifndef CLI_VOUCHED_H
#define CLI_VOUCHED_H

#include "cli/run.h"
#include "sim/base/attr.h"
#include "sim/input/bind.h"

/* The bases in the order of the scenario, each followed by the values that were changed in it.
 * r is read. false when memory ran out. Checked by tests/run/test_vouched.c. */
bool vouched_list(const struct run *r, const struct bind_basis **out, size_t *n) MUST_CHECK;

#endif
