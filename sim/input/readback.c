#include "sim/input/readback.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/base/arena.h"
#include "sim/base/civil.h"
#include "sim/base/text.h"
#include "sim/input/source.h"

enum { CELLS_MAX = 128, BYTES_MAX = 1 << 30, ROUND_DIGITS = 15, UNKNOWN_DIGITS = -1, VARY = -2 };

struct reader {
    struct source source;
    char *p; /* next character; cells are made in place */
    int line;
    struct err *e;
    struct arena *home;
    char *cells[CELLS_MAX];
    size_t n; /* may exceed CELLS_MAX: the rest is counted, not kept */
    struct table_column *columns;
    size_t n_columns;
    int decimals[CELLS_MAX];
};

static struct src_pos at(const struct reader *r)
{
    return (struct src_pos){.file = r->source.name, .line = r->line};
}

/* Behind a cell: ends it, and says whether another follows on the line. */
static bool end_cell(struct reader *r, char *end)
{
    bool goes_on = *r->p == ',';
    if (*r->p == '\r' && r->p[1] == '\n')
        r->p++;
    if (*r->p != '\0')
        r->p++;
    *end = '\0';
    return goes_on;
}

/* What stands in quotes goes to `to`; returns its end. */
static char *take_quoted(struct reader *r, char *to)
{
    r->p++;
    while (*r->p != '\0' && (*r->p != '"' || r->p[1] == '"')) {
        r->line += *r->p == '\n';
        r->p += *r->p == '"';
        *to++ = *r->p++;
    }
    r->p += *r->p == '"';
    return to;
}

/* One cell, its quotes taken off; false at the end of the line. */
static bool take_cell(struct reader *r)
{
    char *to = r->p;
    if (r->n < CELLS_MAX)
        r->cells[r->n] = to;
    r->n++;
    if (*r->p == '"')
        to = take_quoted(r, to);
    while (*r->p != '\0' && *r->p != ',' && *r->p != '\n' && (*r->p != '\r' || r->p[1] != '\n'))
        *to++ = *r->p++;
    return end_cell(r, to);
}

/* The cells of the next line; false when there is none. */
static bool take_line(struct reader *r)
{
    r->n = 0;
    r->line++;
    if (*r->p == '\0')
        return false;
    while (take_cell(r))
        continue;
    return true;
}

static const struct table_column *expected(const struct table_column *columns, size_t n,
                                           const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(columns[i].name, name) == 0)
            return &columns[i];
    return NULL;
}

static bool take_header(struct reader *r, const struct table_column *columns, size_t n)
{
    if (!take_line(r) || r->n > CELLS_MAX)
        return err_add(r->e, ERR_EMPTY, at(r), "empty table");
    r->n_columns = r->n;
    r->columns = arena_take_array(r->home, struct table_column, r->n);
    if (r->columns == NULL)
        return err_add(r->e, ERR_NOMEM, SRC_NOWHERE, r->source.name);
    for (size_t i = 0; i < r->n; i++) {
        const struct table_column *known = expected(columns, n, r->cells[i]);
        r->columns[i] = known != NULL ? *known
                                      : (struct table_column){.name = r->cells[i],
                                                              .kind = TABLE_TEXT,
                                                              .unit = "",
                                                              .name_ja = r->cells[i],
                                                              .meaning_ja = "",
                                                              .meaning_en = ""};
        r->decimals[i] = UNKNOWN_DIGITS;
    }
    return true;
}

static bool read_whole(const char *s, int64_t *n)
{
    char *rest;
    long long value = strtoll(s, &rest, 10);
    *n = value;
    return *rest == '\0';
}

static bool read_clock(const char *s, int64_t *seconds)
{
    int hour, minute, second = 0, used = 0, all = (int)strlen(s);
    if (sscanf(s, "%4d:%2d%n", &hour, &minute, &used) != 2)
        return false;
    if (used < all && sscanf(s + used, ":%2d%n", &second, &used) == 1)
        used = all;
    *seconds = hour * 3600 + minute * 60 + second;
    return used == all && hour >= 0 && minute >= 0 && minute < 60 && second >= 0 && second < 60;
}

static bool read_real(const char *s, double *x, int *decimals)
{
    char *rest;
    const char *point = strchr(s, '.');
    int n = point != NULL ? (int)strlen(point + 1) : 0;
    *x = strtod(s, &rest);
    *decimals = *decimals == UNKNOWN_DIGITS || *decimals == n ? n : VARY;
    return *rest == '\0' && isfinite(*x);
}

/* The apostrophe in front of what a spreadsheet would take for a formula is not part of it. */
static const char *plain(const char *s)
{
    bool is_defused = s[0] == '\'' && s[1] != '\0' && strchr("=+-@", s[1]) != NULL;
    return is_defused ? s + 1 : s;
}

static bool read_cell(const char *s, const struct table_column *column, int *decimals,
                      struct table_cell *cell)
{
    civil_day day = 0;
    bool is_read = true;
    cell->is_missing = *s == '\0';
    if (cell->is_missing)
        return true;
    switch (column->kind) {
    case TABLE_TEXT:
        cell->text = plain(s);
        break;
    case TABLE_COUNT:
        is_read = read_whole(s, &cell->count);
        break;
    case TABLE_REAL:
    case TABLE_ROUND:
        is_read = read_real(s, &cell->real, decimals);
        break;
    case TABLE_FLAG:
        cell->flag = strcmp(s, "yes") == 0;
        is_read = cell->flag || strcmp(s, "no") == 0;
        break;
    case TABLE_DATE:
        is_read = civil_parse(s, &day);
        cell->count = day;
        break;
    case TABLE_CLOCK:
        is_read = read_clock(s, &cell->count);
        break;
    }
    return is_read;
}

/* What a cell of the kind is called, and looks like. */
static const struct {
    const char *word, *example;
} kinds[] = {
    [TABLE_TEXT] = {"text", ""},        [TABLE_COUNT] = {"count", "12"},
    [TABLE_REAL] = {"real", "0.25"},    [TABLE_ROUND] = {"real", "0.25"},
    [TABLE_FLAG] = {"flag", "yes"},     [TABLE_DATE] = {"date", "2020-07-27"},
    [TABLE_CLOCK] = {"clock", "08:45"},
};

static bool take_row(struct reader *r, struct table *out)
{
    char found[16], wanted[16];
    struct table_cell *row = table_add_row(out);
    if (row == NULL)
        return err_add(r->e, ERR_NOMEM, SRC_NOWHERE, r->source.name);
    if (r->n != r->n_columns) {
        (void)snprintf(found, sizeof found, "%zu", r->n);
        (void)snprintf(wanted, sizeof wanted, "%zu", r->n_columns);
        return err_add(r->e, ERR_ROW, at(r), found, wanted);
    }
    for (size_t i = 0; i < r->n; i++)
        if (!read_cell(r->cells[i], &r->columns[i], &r->decimals[i], &row[i]))
            return err_add(r->e, ERR_KIND, at(r), r->columns[i].name, r->cells[i],
                           kinds[r->columns[i].kind].word, kinds[r->columns[i].kind].example);
    return true;
}

/* As many decimals as were written, where that is one number. */
static void set_digits(struct reader *r)
{
    for (size_t i = 0; i < r->n_columns; i++) {
        struct table_column *c = &r->columns[i];
        if (c->kind != TABLE_REAL && c->kind != TABLE_ROUND)
            continue;
        c->kind = r->decimals[i] == VARY ? TABLE_ROUND : TABLE_REAL;
        c->digits = r->decimals[i] == VARY ? ROUND_DIGITS : r->decimals[i] > 0 ? r->decimals[i] : 0;
    }
}

bool readback_csv(const char *path, const char *name, const struct table_column *columns,
                  size_t n_columns, struct arena *home, struct table *out, struct err *e)
{
    static const char mark[] = "\xEF\xBB\xBF";
    struct reader *r = arena_take_array(home, struct reader, 1);
    if (r == NULL)
        return err_add(e, ERR_NOMEM, SRC_NOWHERE, path);
    r->e = e;
    r->home = home;
    if (!source_read(&r->source, path, BYTES_MAX, SRC_NOWHERE, home, e))
        return false;
    r->p = source_copy(home, r->source.bytes, r->source.n);
    if (r->p == NULL)
        return err_add(e, ERR_NOMEM, SRC_NOWHERE, path);
    if (strncmp(r->p, mark, sizeof mark - 1) == 0)
        r->p += sizeof mark - 1;
    if (!take_header(r, columns, n_columns))
        return false;
    table_init(out, home, name, r->columns, r->n_columns);
    while (take_line(r))
        if (!take_row(r, out))
            return false;
    set_digits(r);
    return true;
}
