#include "sim/output/cell.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "sim/base/bug.h"
#include "sim/base/civil.h"

/* Sign, 309 digits of DBL_MAX, radix (up to 16 bytes in some locale), 17 decimals, NUL. */
enum { REAL_BYTES = 1 + 309 + 16 + 17 + 1, DIGITS_MAX = 17 };
/* Sign, 20 digits of UINT64_MAX, "0." before at most 17 decimals. */
enum { WHOLE_BYTES = 1 + 20 + 2 };

bool cell_is_missing(const struct table_column *column, const struct table_cell *cell)
{
    if (cell->is_missing)
        return true;
    if (column->kind == TABLE_REAL || column->kind == TABLE_ROUND)
        return !(cell->real - cell->real == 0);
    return column->kind == TABLE_TEXT && cell->text == NULL;
}

/* n of the last of `digits` decimals. */
static void add_decimals(uint64_t n, int digits, bool is_negative, struct text *out)
{
    char all[WHOLE_BYTES];
    char *end = all + sizeof all, *from = end;
    for (int d = 0; d < digits; d++, n /= 10)
        *--from = (char)('0' + n % 10);
    if (digits > 0)
        *--from = '.';
    do {
        *--from = (char)('0' + n % 10);
        n /= 10;
    } while (n > 0);
    if (is_negative)
        *--from = '-';
    text_add_bytes(out, from, (size_t)(end - from));
}

/* |x| in units of the last of `digits` decimals, to the nearest, exact halves to the even one, as
 * printf() does. false where there are 64 bits of it or more. */
static bool in_last_decimals(double x, int digits, uint64_t *n)
{
    enum { FRACTION_BITS = 52, EXPONENT_MASK = 0x7FF, BIAS = 1023, PRODUCT_BITS = 110 };
    __extension__ typedef unsigned __int128 wide;
    uint64_t bits, ten = 1;
    memcpy(&bits, &x, sizeof bits);
    int exponent = (int)(bits >> FRACTION_BITS) & EXPONENT_MASK;
    uint64_t fraction = bits & (((uint64_t)1 << FRACTION_BITS) - 1);
    uint64_t mantissa = fraction | (uint64_t)(exponent > 0) << FRACTION_BITS;
    int cut = BIAS + FRACTION_BITS - (exponent > 0 ? exponent : 1); /* |x| is mantissa / 2^cut */
    for (int d = 0; d < digits; d++)
        ten *= 10;
    wide product = (wide)mantissa * ten; /* below 2^PRODUCT_BITS */
    *n = 0;
    if (cut > PRODUCT_BITS) /* below a half */
        return true;
    if (cut <= 0)
        return false;
    wide whole = product >> cut, rest = product - (whole << cut), half = (wide)1 << (cut - 1);
    whole += rest > half || (rest == half && whole % 2 != 0);
    *n = (uint64_t)whole;
    return whole <= UINT64_MAX;
}

/* Any size, the way of the C library. */
static void print_large(double x, int digits, struct text *out)
{
    char all[REAL_BYTES];
    int n = snprintf(all, sizeof all, "%.*f", digits, x);
    BUG_IF(n < 0 || (size_t)n >= sizeof all);
    const char *whole = all + (all[0] == '-');
    text_add(out, all[0] == '-' ? "-" : "");
    text_add_bytes(out, whole, strspn(whole, "0123456789"));
    if (digits == 0)
        return;
    text_add(out, "."); /* whatever the locale has */
    text_add(out, all + (size_t)n - (size_t)digits);
}

void cell_print_real(double x, int digits, struct text *out)
{
    BUG_IF(!(x - x == 0) || digits < 0 || digits > DIGITS_MAX);
    uint64_t n;
    if (in_last_decimals(x, digits, &n))
        add_decimals(n, digits, x < 0 && n > 0, out);
    else
        print_large(x, digits, out);
}

/* Decimals that leave so many significant digits of x. */
static int decimals_of(double x, int digits)
{
    int whole = x < 0 || x > 0 ? (int)floor(log10(fabs(x))) + 1 : 1;
    int decimals = digits - whole;
    return decimals < 0 ? 0 : decimals > DIGITS_MAX ? DIGITS_MAX : decimals;
}

/* Takes off zeros behind the radix, and the radix when nothing is left behind it. */
static void cut_zeros(struct text *out, size_t start)
{
    const char *s = text_get(out);
    size_t end = out->length;
    while (end > start && s[end - 1] == '0')
        end--;
    text_cut(out, end > start && s[end - 1] == '.' ? end - 1 : end);
}

void cell_print_round(double x, int digits, struct text *out)
{
    BUG_IF(!(x - x == 0) || digits < 1 || digits > 15);
    size_t start = out->length;
    int decimals = decimals_of(x, digits);
    cell_print_real(x, decimals, out);
    if (decimals > 0 && !out->failed)
        cut_zeros(out, start);
}

static void print_date(int64_t day, struct text *out)
{
    char date[CIVIL_TEXT_BYTES];
    BUG_IF(day < civil_from_date(1900, 1, 1) || day > civil_from_date(2199, 12, 31));
    civil_format((civil_day)day, date);
    text_add(out, date);
}

static void add_two(struct text *out, int64_t n)
{
    const char digits[] = {':', (char)('0' + n / 10), (char)('0' + n % 10)};
    text_add_bytes(out, digits, sizeof digits);
}

static void print_clock(int64_t seconds, struct text *out)
{
    BUG_IF(seconds < 0);
    if (seconds / 3600 < 10)
        text_add_bytes(out, "0", 1);
    add_decimals((uint64_t)(seconds / 3600), 0, false, out);
    add_two(out, seconds / 60 % 60);
    if (seconds % 60 != 0)
        add_two(out, seconds % 60);
}

void cell_print(const struct table_column *column, const struct table_cell *cell, struct text *out)
{
    if (cell_is_missing(column, cell))
        return;
    switch (column->kind) {
    case TABLE_TEXT:
        text_add(out, cell->text);
        break;
    case TABLE_COUNT:
        add_decimals(cell->count < 0 ? -(uint64_t)cell->count : (uint64_t)cell->count, 0,
                     cell->count < 0, out);
        break;
    case TABLE_REAL:
        cell_print_real(cell->real, column->digits, out);
        break;
    case TABLE_ROUND:
        cell_print_round(cell->real, column->digits, out);
        break;
    case TABLE_FLAG:
        text_add(out, cell->flag ? "yes" : "no");
        break;
    case TABLE_DATE:
        print_date(cell->count, out);
        break;
    case TABLE_CLOCK:
        print_clock(cell->count, out);
        break;
    }
}
