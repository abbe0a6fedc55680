#include "sim/output/markdown.h"

#include <string.h>

#include "sim/output/cell.h"

static void add_escaped(struct text *out, const char *s)
{
    for (; *s != '\0'; s++) {
        if (*s == '<' || *s == '&') {
            text_add(out, *s == '<' ? "&lt;" : "&amp;");
            continue;
        }
        if (strchr("|\\*_`", *s) != NULL)
            text_add(out, "\\");
        text_add_bytes(out, *s == '\n' ? " " : s, 1);
    }
}

static void print_heading(const struct table *t, bool japanese, struct text *out)
{
    for (size_t c = 0; c < t->n_columns; c++) {
        const struct table_column *column = &t->columns[c];
        text_add(out, "| ");
        add_escaped(out, japanese && column->name_ja != NULL ? column->name_ja : column->name);
        text_add(out, " ");
    }
    text_add(out, "|\n");
    for (size_t c = 0; c < t->n_columns; c++)
        text_add(out, t->columns[c].kind == TABLE_TEXT ? "|---" : "|--:");
    text_add(out, "|\n");
}

static void print_cell(const struct table_column *column, const struct table_cell *cell,
                       struct text *out)
{
    text_add(out, "| ");
    if (column->kind == TABLE_TEXT && !cell_is_missing(column, cell))
        add_escaped(out, cell->text);
    else
        cell_print(column, cell, out);
    text_add(out, " ");
}

void markdown_print(const struct table *t, bool japanese, struct text *out)
{
    out->failed = out->failed || t->failed;
    print_heading(t, japanese, out);
    for (size_t r = 0; r < t->n_rows; r++) {
        for (size_t c = 0; c < t->n_columns; c++)
            print_cell(&t->columns[c], &table_row(t, r)[c], out);
        text_add(out, "|\n");
    }
}
