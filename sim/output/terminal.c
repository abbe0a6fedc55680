#include "sim/output/terminal.h"

#include "sim/base/arena.h"
#include "sim/output/cell.h"

/* Between columns; a full-width heading still stands clear of its neighbour. */
static const char GAP[] = "  ";

static bool is_right(const struct table_column *column)
{
    return column->kind != TABLE_TEXT;
}

static const char *heading(const struct table_column *column, bool japanese)
{
    return japanese && column->name_ja != NULL ? column->name_ja : column->name;
}

/* Control characters are left out: a name from a file must not steer the terminal. */
static void add_visible(struct text *out, const char *s)
{
    const char *next = s;
    for (uint32_t c; (c = text_next(&next)) != 0; s = next) {
        if (c == '\n' || c == '\t')
            text_add(out, " ");
        else if (c == 0xFFFD)
            text_add(out, "\xEF\xBF\xBD");
        else if (c >= 0x20 && (c < 0x7F || c >= 0xA0))
            text_add_bytes(out, s, (size_t)(next - s));
    }
}

static void add_cell(struct text *out, const struct table_column *column,
                     const struct table_cell *cell)
{
    if (cell_is_missing(column, cell))
        text_add(out, "-");
    else if (column->kind == TABLE_TEXT)
        add_visible(out, cell->text);
    else
        cell_print(column, cell, out);
}

/* What stands in (row, column) as the terminal shows it; row n_rows is the heading. Valid
 * until the next call with the same scratch. */
static const char *shown(const struct table *t, size_t row, size_t column, bool japanese,
                         struct text *scratch)
{
    text_cut(scratch, 0);
    if (row == t->n_rows)
        add_visible(scratch, heading(&t->columns[column], japanese));
    else
        add_cell(scratch, &t->columns[column], &table_row(t, row)[column]);
    return text_get(scratch);
}

static int width_of_column(const struct table *t, size_t column, bool japanese,
                           struct text *scratch)
{
    int widest = 0;
    for (size_t r = 0; r <= t->n_rows; r++) {
        int width = text_width(shown(t, r, column, japanese, scratch));
        widest = width > widest ? width : widest;
    }
    return widest;
}

static void add_spaces(struct text *out, int n)
{
    for (int i = 0; i < n; i++)
        text_add(out, " ");
}

/* A text in the last column gets no blanks behind it. */
static void print_row(const struct table *t, size_t row, const int *widths, bool japanese,
                      struct text *scratch, struct text *out)
{
    for (size_t c = 0; c < t->n_columns; c++) {
        const char *s = shown(t, row, c, japanese, scratch);
        int blanks = widths[c] - text_width(s);
        bool right = is_right(&t->columns[c]);
        text_add(out, c > 0 ? GAP : "");
        add_spaces(out, right ? blanks : 0);
        text_add(out, s);
        add_spaces(out, !right && c + 1 < t->n_columns ? blanks : 0);
    }
    text_add(out, "\n");
}

static void print_with(struct arena *home, const struct table *t, bool japanese, struct text *out)
{
    struct text scratch;
    int *widths = arena_take_array(home, int, t->n_columns);
    text_init(&scratch, home);
    if (widths == NULL) {
        out->failed = true;
        return;
    }
    for (size_t c = 0; c < t->n_columns; c++)
        widths[c] = width_of_column(t, c, japanese, &scratch);
    print_row(t, t->n_rows, widths, japanese, &scratch, out);
    for (size_t r = 0; r < t->n_rows; r++)
        print_row(t, r, widths, japanese, &scratch, out);
    out->failed = out->failed || scratch.failed;
}

void terminal_print(const struct table *t, bool japanese, struct text *out)
{
    struct arena *home = arena_new(0);
    out->failed = out->failed || t->failed || home == NULL;
    if (!out->failed)
        print_with(home, t, japanese, out);
    arena_free(home);
}
