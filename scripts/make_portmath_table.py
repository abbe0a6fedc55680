#!/usr/bin/env python3
"""make_portmath_table.py - prints sim/engine/portmath_table.h.

Every constant is computed with 60 decimal digits by Python's decimal module (its ln and
exp are correctly rounded) and then split into a head and a tail:

  ln c, ln 2      head on the grid of 2^-42, so that k * ln 2 + ln c is exact in double
                  for every exponent k; tail = the rest, rounded once
  (ln 2) / 128    the same grid: n * head is exact for |n| < 2^17
  2^(j/128)       head = nearest double, tail = the rest

Usage: python3 scripts/make_portmath_table.py > sim/engine/portmath_table.h
"""

from decimal import Decimal, getcontext
from fractions import Fraction

STEPS = 128
GRID = Fraction(1, 2**42)

getcontext().prec = 60


def exact(d):
    """The decimal as a fraction, so that nothing below rounds unasked."""
    return Fraction(d)


def nearest(q):
    """The double nearest to a fraction (Python's division of integers rounds once)."""
    return q.numerator / q.denominator


def on_grid(q):
    head = round(q / GRID) * GRID
    assert Fraction(nearest(head)) == head
    return nearest(head), nearest(q - head)


def as_double(q):
    head = nearest(q)
    return head, nearest(q - Fraction(head))


def hexa(x):
    """A C hexadecimal constant without trailing zeros."""
    mantissa, exponent = x.hex().split("p")
    if "." in mantissa:
        mantissa = mantissa.rstrip("0").rstrip(".")
    return f"{mantissa}p{exponent}"


def row(pair):
    return f"    {{{hexa(pair[0])}, {hexa(pair[1])}}},"


def main():
    ln2 = exact(Decimal(2).ln())
    logs = [on_grid(exact((1 + Decimal(2 * i + 1) / (2 * STEPS)).ln())) for i in range(STEPS)]
    step = Decimal(2).ln() / STEPS
    powers = [as_double(exact((step * j).exp())) for j in range(STEPS)]
    out = [
        "/* portmath_table.h - constants of portmath.c.",
        " *",
        " * Made by scripts/make_portmath_table.py, which says how; do not edit. A pair is",
        " * {head, tail}: the value is their sum, to about 2^-95 and 2^-105.",
        " */",
        "#ifndef SIM_PORTMATH_TABLE_H",
        "#define SIM_PORTMATH_TABLE_H",
        "",
        f"enum {{ PORTMATH_STEPS = {STEPS} }};",
        "",
        "struct portmath_pair {",
        "    double head, tail;",
        "};",
        "",
        "/* ln 2 and (ln 2)/128, heads on the grid of 2^-42. */",
        "static const struct portmath_pair portmath_ln2 = "
        f"{{{', '.join(map(hexa, on_grid(ln2)))}}};",
        "static const struct portmath_pair portmath_ln2_step = "
        f"{{{', '.join(map(hexa, on_grid(ln2 / STEPS)))}}};",
        "",
        "/* clang-format off */",
        "/* ln(1 + (2 i + 1)/256), heads on the grid of 2^-42. */",
        "static const struct portmath_pair portmath_log[PORTMATH_STEPS] = {",
        *map(row, logs),
        "};",
        "",
        "/* 2^(j/128). */",
        "static const struct portmath_pair portmath_exp2[PORTMATH_STEPS] = {",
        *map(row, powers),
        "};",
        "/* clang-format on */",
        "",
        "#endif",
    ]
    print("\n".join(out))


main()
