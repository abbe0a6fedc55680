#include "sim/input/quantity.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/base/civil.h"

struct unit {
    const char *name;
    double times, over; /* value = number * times / over */
};

static const struct unit plain_units[] = {{"", 1, 1}, {NULL, 0, 0}};
static const struct unit share_units[] = {{"%", 1, 100}, {NULL, 0, 0}};
static const struct unit rate_units[] = {
    {"/d", 1, 1}, {"/h", 24, 1}, {"/min", 1440, 1}, {NULL, 0, 0}};
static const struct unit span_units[] = {{"d", 86400e6, 1}, {"h", 3600e6, 1}, {"min", 60e6, 1},
                                         {"s", 1e6, 1},     {"ms", 1e3, 1},   {"us", 1, 1},
                                         {NULL, 0, 0}};

static const struct unit *units_of(enum quantity_of of)
{
    switch (of) {
    case QUANTITY_SHARE:
        return share_units;
    case QUANTITY_SPAN:
        return span_units;
    case QUANTITY_RATE:
        return rate_units;
    case QUANTITY_PLAIN:
        break;
    }
    return plain_units;
}

const char *quantity_units(enum quantity_of of)
{
    switch (of) {
    case QUANTITY_SHARE:
        return "%";
    case QUANTITY_SPAN:
        return "us, ms, s, min, h, d";
    case QUANTITY_RATE:
        return "/min, /h, /d";
    case QUANTITY_PLAIN:
        break;
    }
    return "";
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static const char *skip_digits(const char *p)
{
    while (is_digit(*p))
        p++;
    return p;
}

/* Whole part: digits, and no zero before another digit. NULL when it is none. */
static const char *skip_whole(const char *p)
{
    if (!is_digit(*p) || (p[0] == '0' && is_digit(p[1])))
        return NULL;
    return skip_digits(p);
}

/* Where the number at the start of the text ends; NULL when there is none. */
static const char *skip_number(const char *p)
{
    p = skip_whole(p + (*p == '-' || *p == '+'));
    if (p == NULL)
        return NULL;
    if (p[0] == '.') {
        if (!is_digit(p[1]))
            return NULL;
        p = skip_digits(p + 1);
    }
    if (p[0] == 'e' || p[0] == 'E') {
        const char *power = p + 1 + (p[1] == '-' || p[1] == '+');
        if (is_digit(*power))
            p = skip_digits(power);
    }
    return p;
}

bool quantity_is_whole(const char *text)
{
    const char *end = skip_whole(text + (*text == '-' || *text == '+'));
    return end != NULL && *end == '\0';
}

static double to_15_digits(double x)
{
    char text[QUANTITY_BYTES];
    snprintf(text, sizeof text, "%.15g", x);
    return strtod(text, NULL);
}

static double from_unit(double number, const struct unit *u)
{
    double value = number * u->times / u->over;
    return u->times > 1 || u->over > 1 ? to_15_digits(value) : value;
}

enum quantity_result quantity_read(const char *text, enum quantity_of of, double *value,
                                   const char **unit)
{
    *value = 0;
    *unit = "";
    const char *end = skip_number(text);
    if (end == NULL)
        return QUANTITY_NOT_A_NUMBER;
    errno = 0;
    double number = strtod(text, NULL);
    if (!isfinite(number) || (errno == ERANGE && fabs(number) > 1))
        return QUANTITY_NOT_A_NUMBER;
    *unit = end + strspn(end, " ");
    for (const struct unit *u = units_of(of); u->name != NULL; u++) {
        if (strcmp(*unit, u->name) == 0) {
            *value = from_unit(number, u);
            return isfinite(*value) ? QUANTITY_OK : QUANTITY_NOT_A_NUMBER;
        }
    }
    *value = number;
    return **unit == '\0' ? QUANTITY_NO_UNIT : QUANTITY_BAD_UNIT;
}

/* Reads up to two digits; moves *p behind them. -1 when there is none. */
static int32_t take_two(const char **p, bool exactly)
{
    if (!is_digit((*p)[0]) || (exactly && !is_digit((*p)[1])))
        return -1;
    int32_t value = *(*p)++ - '0';
    if (is_digit(**p))
        value = value * 10 + (*(*p)++ - '0');
    return value;
}

bool quantity_clock(const char *text, int32_t *seconds)
{
    int32_t hour = take_two(&text, false);
    if (hour < 0 || *text++ != ':')
        return false;
    int32_t minute = take_two(&text, true);
    if (minute < 0 || minute > 59 || *text != '\0' || hour > 24 || (hour == 24 && minute > 0))
        return false;
    *seconds = hour * 3600 + minute * 60;
    return true;
}

bool quantity_monthday(const char *text, int32_t *monthday)
{
    int32_t month = take_two(&text, true);
    if (month < 0 || *text++ != '-')
        return false;
    int32_t day = take_two(&text, true);
    if (day < 0 || *text != '\0' || !civil_is_date(2020, month, day)) /* a leap year */
        return false;
    *monthday = month * 100 + day;
    return true;
}

bool quantity_month(const char *text, int32_t *day)
{
    char date[CIVIL_TEXT_BYTES];
    if (strlen(text) != 7)
        return false;
    memcpy(date, text, 7);
    memcpy(date + 7, "-01", 4);
    return civil_parse(date, day);
}

/* The fewest digits from which the same value is read, without a power of ten if that
 * is possible: at first only `digits` that write all of the whole part are tried. */
static void show_number(double value, const struct unit *u, char to[QUANTITY_BYTES])
{
    double number = value * u->over / u->times;
    bool needs_power = fabs(number) >= 1e15 || (number != 0 && fabs(number) < 1e-4);
    for (int digits = 1; digits <= 17; digits++) {
        snprintf(to, QUANTITY_BYTES - 8, "%.*g", digits, number);
        bool has_power = strchr(to, 'e') != NULL;
        if (has_power == needs_power && from_unit(strtod(to, NULL), u) == value)
            return;
    }
}

/* Microseconds are exact in a double up to 2^53; a unit fits when 3 decimals are enough, for
 * more than 104 days when there are none. */
static bool fits(double us, const struct unit *u)
{
    bool is_whole = fmod(us, u->times) == 0 && fabs(us) < 0x1p53;
    return is_whole || (fmod(us * 1000, u->times) == 0 && fabs(us) * 1000 < 0x1p53);
}

static const struct unit *pick_unit(double value, enum quantity_of of, const char *unit)
{
    const struct unit *units = units_of(of), *wanted = units;
    for (const struct unit *u = units; unit != NULL && u->name != NULL; u++)
        if (strcmp(u->name, unit) == 0)
            wanted = u;
    if (of != QUANTITY_SPAN)
        return wanted;
    if (value == 0 && unit == NULL)
        return units + 3;
    if (unit != NULL && fits(value, wanted))
        return wanted;
    for (const struct unit *u = units; u[1].name != NULL; u++)
        if (fits(value, u) && fabs(value) >= u->times)
            return u;
    return units + 5;
}

void quantity_show(double value, enum quantity_of of, const char *unit, char to[QUANTITY_BYTES])
{
    const struct unit *u = pick_unit(value, of, unit);
    show_number(value, u, to);
    size_t n = strlen(to);
    bool is_apart = u->name[0] != '%' && u->name[0] != '\0';
    snprintf(to + n, QUANTITY_BYTES - n, "%s%s", is_apart ? " " : "", u->name);
}

void quantity_show_clock(int32_t seconds, char to[QUANTITY_BYTES])
{
    snprintf(to, QUANTITY_BYTES, "%d:%02d", seconds / 3600, seconds / 60 % 60);
}

void quantity_show_monthday(int32_t monthday, char to[QUANTITY_BYTES])
{
    snprintf(to, QUANTITY_BYTES, "%02d-%02d", monthday / 100, monthday % 100);
}
