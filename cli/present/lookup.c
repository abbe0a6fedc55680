#include "cli/present/lookup.h"

#include <string.h>

#include "sim/base/bug.h"
#include "sim/base/civil.h"

static const struct table_cell *cell_of(const struct table *t, size_t row, const char *column,
                                        enum table_kind *kind)
{
    size_t c = table_column_index(t, column);
    *kind = t->columns[c].kind;
    return &table_row(t, row)[c];
}

double lookup_number(const struct table *t, size_t row, const char *column)
{
    enum table_kind kind;
    const struct table_cell *cell = cell_of(t, row, column, &kind);
    BUG_IF(kind == TABLE_TEXT);
    if (cell->is_missing)
        return LOOKUP_UNKNOWN;
    return kind == TABLE_REAL ? cell->real : (double)cell->count;
}

int32_t lookup_int(const struct table *t, size_t row, const char *column)
{
    double x = lookup_number(t, row, column);
    return isnan(x) ? 0 : (int32_t)x;
}

bool lookup_is_missing(const struct table *t, size_t row, const char *column)
{
    return table_at(t, row, column)->is_missing;
}

static const char *text_of(const struct table_cell *cell)
{
    return cell->is_missing || cell->text == NULL ? "" : cell->text;
}

/* Most words differ in the first letter. */
static bool is_word(const struct table_cell *cell, const char *word)
{
    const char *text = text_of(cell);
    return text[0] == word[0] && strcmp(text, word) == 0;
}

const char *lookup_text(const struct table *t, size_t row, const char *column)
{
    return text_of(table_at(t, row, column));
}

bool lookup_is(const struct table *t, size_t row, const char *column, const char *text)
{
    return is_word(table_at(t, row, column), text);
}

struct interval lookup_interval(const struct table *t, size_t row, const char *estimate)
{
    return (struct interval){lookup_number(t, row, estimate), lookup_number(t, row, "ci_lo"),
                             lookup_number(t, row, "ci_hi")};
}

struct interval lookup_summary(const struct table *summary, const char *code, const char *access,
                               const char *metric)
{
    size_t of_metric = table_column_index(summary, "metric"),
           of_access = table_column_index(summary, "access"),
           of_code = table_column_index(summary, "site_code");
    for (size_t row = 0; row < summary->n_rows; row++) {
        const struct table_cell *cells = table_row(summary, row);
        if (is_word(&cells[of_metric], metric) && is_word(&cells[of_access], access) &&
            is_word(&cells[of_code], code))
            return lookup_interval(summary, row, "estimate");
    }
    return LOOKUP_NO_INTERVAL;
}

int32_t lookup_month(const struct table *t, size_t row)
{
    enum table_kind kind;
    const struct table_cell *cell = cell_of(t, row, "month", &kind);
    if (cell->is_missing)
        return -1;
    if (kind == TABLE_DATE)
        return civil_month_index((civil_day)cell->count);
    char first[CIVIL_TEXT_BYTES] = "0000-00-01";
    civil_day day;
    if (kind != TABLE_TEXT || strlen(cell->text) != 7)
        return -1;
    memcpy(first, cell->text, 7);
    return civil_parse(first, &day) ? civil_month_index(day) : -1;
}

size_t lookup_sites(const struct table *t, struct lookup_site *sites)
{
    size_t count = 0;
    for (size_t row = 0; row < t->n_rows; row++) {
        const char *code = lookup_text(t, row, "site_code");
        bool is_known = strcmp(code, LOOKUP_CITY) == 0;
        for (size_t i = 0; i < count && !is_known; i++)
            is_known = strcmp(sites[i].code, code) == 0;
        if (!is_known)
            sites[count++] = (struct lookup_site){code, lookup_text(t, row, "site")};
    }
    return count;
}

struct lookup_site lookup_whole(const struct table *summary)
{
    struct lookup_site first = {LOOKUP_CITY, "全市"};
    for (size_t row = 0; row < summary->n_rows; row++) {
        struct lookup_site site = {lookup_text(summary, row, "site_code"),
                                   lookup_text(summary, row, "site")};
        if (strcmp(site.code, LOOKUP_CITY) == 0)
            return site;
        if (row == 0)
            first = site;
    }
    return first;
}
