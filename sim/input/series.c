#include "sim/input/series.h"

#include <stdio.h>
#include <string.h>

#include "sim/base/arena.h"
#include "sim/base/bug.h"
#include "sim/base/civil.h"
#include "sim/base/text.h"
#include "sim/input/guard.h"
#include "sim/input/meant.h"
#include "sim/input/near.h"
#include "sim/input/personal.h"
#include "sim/input/quantity.h"
#include "sim/input/scalar.h"
#include "sim/input/source.h"

enum { TABLE_BYTES = 16 << 20, CELLS_MAX = 128, UNUSED = -1, UNKNOWN = -2 };

struct cell {
    const char *text;
    struct src_pos at;
};

/* One line of the table, or several when a quoted cell spans them. */
struct record {
    struct cell cells[CELLS_MAX];
    size_t count; /* may exceed CELLS_MAX: the rest is counted, not kept */
    struct src_pos at;
};

struct reader {
    const struct series_shape *shape;
    struct source *s;
    struct arena *home;
    struct err *e;
    const char *p; /* next character; line and column are its place, from 0 */
    size_t line, column;
    char *out;                /* cells are copied here; never longer than the source */
    int column_of[CELLS_MAX]; /* the shape's column of each cell, UNUSED or UNKNOWN */
    size_t n_header;
    struct src_pos header_at;
};

static bool is_line_end(char c)
{
    return c == '\0' || c == '\n' || c == '\r';
}

/* ---- cells ------------------------------------------------------------------------------ */

/* Copies one character, a line end as LF. */
static void take(struct reader *r)
{
    if (is_line_end(*r->p)) {
        r->p += r->p[0] == '\r' && r->p[1] == '\n' ? 2 : 1;
        *r->out++ = '\n';
        r->line++;
        r->column = 0;
        return;
    }
    const char *from = r->p;
    text_next(&r->p);
    memcpy(r->out, from, (size_t)(r->p - from));
    r->out += r->p - from;
    r->column++;
}

/* Steps over the rest of a cell that has been reported. */
static void skip_cell(struct reader *r)
{
    while (!is_line_end(*r->p) && *r->p != ',') {
        text_next(&r->p);
        r->column++;
    }
}

/* After the opening quote, up to behind the closing one. */
static bool take_quoted(struct reader *r, struct src_pos start)
{
    char line[32];
    while (*r->p != '\0') {
        bool is_quote = *r->p == '"';
        if (is_quote) {
            r->p++;
            r->column++;
        }
        if (is_quote && *r->p != '"')
            return true;
        take(r);
    }
    snprintf(line, sizeof line, "%zu", r->line + 1);
    return err_add(r->e, ERR_UNCLOSED, start, "\"", "\"", line);
}

/* Blanks around a cell without quotes are not part of it. */
static void take_bare(struct reader *r)
{
    char *start = r->out;
    while (!is_line_end(*r->p) && *r->p != ',')
        take(r);
    while (r->out > start && (r->out[-1] == ' ' || r->out[-1] == '\t'))
        r->out--;
}

static void take_blanks(struct reader *r)
{
    for (; *r->p == ' ' || *r->p == '\t'; r->column++)
        r->p++;
}

static struct cell take_cell(struct reader *r)
{
    take_blanks(r);
    struct cell cell = {.text = r->out};
    size_t line = r->line, column = r->column;
    if (*r->p != '"') {
        take_bare(r);
        cell.at = source_at(r->s, line, column, 1);
        *r->out++ = '\0';
        cell.at.width = cell.text[0] != '\0' ? (int)text_count(cell.text) : 1;
        return cell;
    }
    r->p++;
    r->column++;
    take_quoted(r, source_at(r->s, line, column, 1));
    *r->out++ = '\0';
    size_t end = r->line == line ? r->column : source_line_width(r->s, line);
    cell.at = source_at(r->s, line, column, end > column ? end - column : 1);
    take_blanks(r);
    if (!is_line_end(*r->p) && *r->p != ',') {
        char stray[8];
        struct src_pos at = source_at(r->s, r->line, r->column, 1);
        source_slice(at, stray, sizeof stray);
        err_add(r->e, ERR_CHARACTER, at, stray);
        skip_cell(r);
    }
    return cell;
}

static void skip_line(struct reader *r)
{
    while (!is_line_end(*r->p))
        r->p++;
    if (*r->p != '\0')
        r->p += r->p[0] == '\r' && r->p[1] == '\n' ? 2 : 1;
    r->line++;
    r->column = 0;
}

static bool is_skipped(const char *line)
{
    return *line == '#' || is_line_end(line[strspn(line, " \t")]);
}

/* The next record; false at the end of the table. */
static bool take_record(struct reader *r, struct record *record)
{
    while (*r->p != '\0' && is_skipped(r->p))
        skip_line(r);
    if (*r->p == '\0')
        return false;
    record->count = 0;
    record->at = source_at(r->s, r->line, 0, source_line_width(r->s, r->line));
    for (;;) {
        struct cell cell = take_cell(r);
        if (record->count < CELLS_MAX)
            record->cells[record->count] = cell;
        record->count++;
        if (*r->p != ',')
            break;
        r->p++;
        r->column++;
    }
    skip_line(r);
    return true;
}

/* ---- header ------------------------------------------------------------------------------- */

static int find_column(const struct series_shape *shape, const char *name)
{
    static const char *const kept_for_nobody[] = {"source", "status", "note"};
    for (size_t i = 0; i < shape->n_columns; i++)
        if (strcmp(shape->columns[i].name, name) == 0)
            return (int)i;
    for (size_t i = 0; i < COUNT_OF(kept_for_nobody); i++)
        if (strcmp(kept_for_nobody[i], name) == 0)
            return UNUSED;
    return UNKNOWN;
}

static void report_unknown(struct reader *r, const struct cell *cell)
{
    const char *names[CELLS_MAX];
    size_t n = r->shape->n_columns < CELLS_MAX ? r->shape->n_columns : CELLS_MAX;
    for (size_t i = 0; i < n; i++)
        names[i] = r->shape->columns[i].name;
    const char *better = near_best(cell->text, names, n);
    err_add(r->e, ERR_COLUMN, cell->at, cell->text, "unknown", better != NULL ? better : "");
}

static bool is_given(const struct reader *r, size_t column, size_t cells)
{
    for (size_t i = 0; i < cells; i++)
        if (r->column_of[i] == (int)column)
            return true;
    return false;
}

static bool is_near_any(const struct reader *r, const char *text)
{
    for (size_t i = 0; i < r->shape->n_columns; i++)
        if (near_best(text, &r->shape->columns[i].name, 1) != NULL)
            return true;
    return false;
}

/* Does any cell look like the name of a column that this table has? */
static bool has_names(const struct reader *r, const struct record *header)
{
    for (size_t i = 0; i < header->count; i++)
        if (find_column(r->shape, header->cells[i].text) >= 0 ||
            is_near_any(r, header->cells[i].text))
            return true;
    return false;
}

/* One mistake instead of one for each line: it is another kind of file, or another separator. */
static bool refuse_header(struct reader *r, const struct record *header)
{
    const char *first = header->cells[0].text;
    struct text wanted;
    text_init(&wanted, r->home);
    for (size_t i = 0; i < r->shape->n_columns; i++)
        if (!r->shape->columns[i].is_optional)
            text_addf(&wanted, "%s%s", wanted.length > 0 ? "," : "", r->shape->columns[i].name);
    const char *name = r->shape->columns[0].name;
    const char *why = strchr(first, ';') != NULL    ? "semicolons"
                      : strchr(first, '\t') != NULL ? "tabs"
                                                    : "no header";
    return err_add(r->e, ERR_COLUMN, header->at, name, why, text_get(&wanted));
}

/* Nothing of the line is shown. */
static bool refuse_personal(struct reader *r, struct src_pos at, const char *heading)
{
    at.excerpt = NULL;
    return err_add(r->e, ERR_PERSONAL, at, heading);
}

static bool is_impersonal(struct reader *r, const struct record *record, bool is_header)
{
    for (size_t i = 0; i < record->count && i < CELLS_MAX; i++) {
        const struct cell *cell = &record->cells[i];
        if (is_header && find_column(r->shape, cell->text) == UNKNOWN &&
            personal_is_heading(cell->text))
            return refuse_personal(r, cell->at, cell->text);
        if (!is_header && personal_is_number(cell->text))
            return refuse_personal(r, cell->at, "");
    }
    return true;
}

/* Finds the column of every cell; false when the header is hopeless. */
static bool take_header(struct reader *r, const struct record *header)
{
    r->n_header = header->count;
    r->header_at = header->at;
    if (header->count > CELLS_MAX) {
        char limit[32];
        snprintf(limit, sizeof limit, "%d columns", CELLS_MAX);
        return err_add(r->e, ERR_TOO_BIG, header->at, limit);
    }
    if (!is_impersonal(r, header, true))
        return false;
    if (!has_names(r, header))
        return refuse_header(r, header);
    for (size_t i = 0; i < header->count; i++) {
        const struct cell *cell = &header->cells[i];
        int column = find_column(r->shape, cell->text);
        if (column == UNKNOWN)
            report_unknown(r, cell);
        if (column >= 0 && is_given(r, (size_t)column, i)) {
            char line[32];
            snprintf(line, sizeof line, "%d", header->at.line);
            err_add(r->e, ERR_KEY_TWICE, cell->at, cell->text, line);
            column = UNUSED;
        }
        r->column_of[i] = column;
    }
    for (size_t i = 0; i < r->shape->n_columns; i++)
        if (!r->shape->columns[i].is_optional && !is_given(r, i, header->count))
            err_add(r->e, ERR_COLUMN, header->at, r->shape->columns[i].name, "missing", "");
    return true;
}

/* ---- values ------------------------------------------------------------------------------- */

static void bind_name(struct reader *r, const struct series_column *column, const struct cell *cell,
                      void *member)
{
    const char *nearest = NULL;
    const char *name = column->resolve(cell->text, &nearest, column->resolve_context);
    if (name == NULL) {
        err_add(r->e, ERR_NAME_UNKNOWN, cell->at, cell->text,
                column->name_kind != NULL ? column->name_kind : column->name,
                nearest != NULL ? nearest : "");
        return;
    }
    const char *copy = source_copy(r->home, name, strlen(name));
    if (copy == NULL)
        err_add(r->e, ERR_NOMEM, cell->at, column->name);
    else
        *(const char **)member = copy;
}

static void bind_cell(struct reader *r, const struct series_column *column, const struct cell *cell,
                      void *member)
{
    struct bind_row row = {.key = column->name,
                           .kind = column->kind,
                           .least = column->least,
                           .most = column->most,
                           .choices = column->choices};
    struct scalar from = {.key = column->name,
                          .text = cell->text,
                          .style = SCALAR_RAW,
                          .at = cell->at,
                          .folder = r->s->folder};
    char date[CIVIL_TEXT_BYTES];
    if (cell->text[0] == '\0') {
        if (!column->is_optional)
            err_add(r->e, ERR_EMPTY, cell->at, column->name);
        return;
    }
    if (column->kind == BIND_TEXT && column->resolve != NULL) {
        bind_name(r, column, cell, member);
        return;
    }
    int32_t month;
    if (column->is_month && !quantity_month(cell->text, &month)) {
        bool is_meant = meant_month(cell->text, date);
        err_add(r->e, ERR_KIND, cell->at, column->name, cell->text, "month",
                is_meant ? date : "2020-07");
        return;
    }
    if (column->is_month) {
        civil_format(month, date);
        from.text = date;
    }
    /* A refusal is in *e already, and the rest of the table is still looked at. */
    bool ok = scalar_read(&row, &from, member, r->home, r->e);
    (void)ok;
}

static void bind_record(struct reader *r, const struct record *record, char *element)
{
    if (r->shape->has_position)
        *(struct src_pos *)(void *)element = record->at;
    if (record->count != r->n_header) {
        char found[32], expected[32];
        snprintf(found, sizeof found, "%zu", record->count);
        snprintf(expected, sizeof expected, "%zu", r->n_header);
        err_add(r->e, ERR_ROW, record->at, found, expected);
        return;
    }
    for (size_t i = 0; i < record->count; i++) {
        if (r->column_of[i] < 0)
            continue;
        const struct series_column *column = &r->shape->columns[r->column_of[i]];
        bind_cell(r, column, &record->cells[i], element + column->offset);
    }
}

static bool no_memory(struct reader *r)
{
    return err_add(r->e, ERR_NOMEM, ((struct src_pos){.file = r->s->name}), r->s->name);
}

static bool read_rows(struct reader *r, struct record *record, struct bind_list *out)
{
    char *items = arena_take(r->home, r->s->n_lines, r->shape->row_size);
    if (items == NULL)
        return no_memory(r);
    size_t count = 0;
    for (; take_record(r, record); count++) {
        if (!is_impersonal(r, record, false))
            return false;
        bind_record(r, record, items + count * r->shape->row_size);
    }
    if (count == 0)
        return err_add(r->e, ERR_EMPTY, r->header_at, r->s->name, "empty table");
    *out = (struct bind_list){items, count};
    return true;
}

/* The bytes as lines of valid text, and the reader at their start. */
static bool open_table(struct reader *r, const char *path)
{
    r->s = arena_take_array(r->home, struct source, 1);
    if (r->s == NULL) {
        err_add(r->e, ERR_NOMEM, SRC_NOWHERE, path);
        return false;
    }
    if (!source_read(r->s, path, TABLE_BYTES, SRC_NOWHERE, r->home, r->e) ||
        !guard_encoding(r->s, r->e) || !source_split(r->s, r->e))
        return false;
    r->p = r->s->bytes;
    r->out = arena_take_array(r->home, char, r->s->n + 2);
    if (r->out == NULL)
        no_memory(r);
    return r->out != NULL;
}

bool series_read(const char *path, const struct series_shape *shape, struct arena *home,
                 struct bind_list *out, struct err *e)
{
    struct reader r = {.shape = shape, .home = home, .e = e};
    int before = e->count;
    *out = (struct bind_list){0};
    BUG_IF(shape->row_size == 0 || shape->n_columns > CELLS_MAX);
    struct record *record = arena_take_array(home, struct record, 1);
    if (record == NULL)
        return err_add(e, ERR_NOMEM, SRC_NOWHERE, path);
    if (!open_table(&r, path))
        return false;
    if (!take_record(&r, record))
        return err_add(e, ERR_EMPTY, source_at(r.s, 0, 0, 1), r.s->name, "empty table");
    return take_header(&r, record) && read_rows(&r, record, out) && e->count == before;
}
