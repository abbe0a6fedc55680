#!/bin/sh
# make_validation.sh PROGRAM - writes docs/validation.md to standard output: what is compared,
# and what `madosim theory` found. Exits as the program does: 7 when a value does not agree.
set -eu
cat <<'END'
# Validation: values known exactly

Made by `make validation` from `madosim theory`; do not edit by hand. CI computes it again and
compares.

The parts that serve the wards – doors, tickets, rules of calling, rosters, patience,
appointment templates – are put together as textbook systems (`models/queue`) and compared
with published or exactly computed values that nobody of this project wrote. There is no second
engine. The table of cases is `scenarios/theory/cases.csv`, with a source for every value; the
systems are the scenarios beside it.

    madosim theory              # everything, some minutes
    madosim theory --quick      # every closed form, and the trials that take a moment
    madosim theory MMC-04 EA    # a case, a family
    madosim run scenarios/theory/steady.yaml --set "uses.visit.arrivals.rate=0.9 /min"

**How a value is judged.** Closed forms (`sim/engine/yardstick_*`) must give the value within the
tolerance of its row. Trials have seeds and numbers of replications that stand in the table and
were fixed beforehand; nothing is tried again. A trial is judged only when its standard error is
at most 0.3 % of a mean or 1 % of a tail (a quantile, a rare event, or a quantity that is 0 on
most days), so that the test could fail; then the estimate must lie within four standard errors,
combined where the reference is itself somebody's simulation. What has no chance in it must be
the very value; a reference of 0 must come out 0. Standard errors are over replications, for
ratios by the delta method, for quantiles by sectioning.

**What this shows and what it does not.** It shows that the engine, its random numbers, its
office parts and its statistics do what the mathematics says. It says nothing about whether a
ward office is like that; for that see [the model](model.md).

END
"$1" theory --markdown --quiet --lang en
