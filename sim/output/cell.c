#include "sim/output/cell.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "sim/base/bug.h"
#include "sim/base/civil.h"

/* Sign, 309 digits of DBL_MAX, radix (up to 16 bytes in some locale), 17 decimals, NUL. */
enum { REAL_BYTES = 1 + 309 + 16 + 17 + 1, DIGITS_MAX = 17 };

bool cell_is_missing(const struct table_column *column, const struct table_cell *cell)
{
    if (cell->is_missing)
        return true;
    if (column->kind == TABLE_REAL || column->kind == TABLE_ROUND)
        return !(cell->real - cell->real == 0);
    return column->kind == TABLE_TEXT && cell->text == NULL;
}

void cell_print_real(double x, int digits, struct text *out)
{
    BUG_IF(!(x - x == 0) || digits < 0 || digits > DIGITS_MAX);
    char all[REAL_BYTES];
    int n = snprintf(all, sizeof all, "%.*f", digits, x);
    BUG_IF(n < 0 || (size_t)n >= sizeof all);
    const char *whole = all + (all[0] == '-');
    size_t before = strspn(whole, "0123456789");
    bool is_negative = all[0] == '-' && strpbrk(whole, "123456789") != NULL;
    text_add(out, is_negative ? "-" : "");
    text_add_bytes(out, whole, before);
    if (digits == 0)
        return;
    text_add(out, ".");
    text_add(out, all + (size_t)n - (size_t)digits);
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

static void print_clock(int64_t seconds, struct text *out)
{
    BUG_IF(seconds < 0);
    text_addf(out, "%02" PRId64 ":%02d", seconds / 3600, (int)(seconds / 60 % 60));
    if (seconds % 60 != 0)
        text_addf(out, ":%02d", (int)(seconds % 60));
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
        text_addf(out, "%" PRId64, cell->count);
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
