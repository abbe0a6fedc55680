#include "sim/output/json.h"

#include "sim/output/cell.h"

static void print_cell(const struct table_column *column, const struct table_cell *cell,
                       struct text *out)
{
    bool is_number =
        column->kind == TABLE_COUNT || column->kind == TABLE_REAL || column->kind == TABLE_ROUND;
    if (cell_is_missing(column, cell)) {
        text_add(out, "null");
    } else if (column->kind == TABLE_TEXT) {
        text_add_json(out, cell->text);
    } else if (column->kind == TABLE_FLAG) {
        text_add(out, cell->flag ? "true" : "false");
    } else { /* dates and times hold nothing that needs an escape */
        text_add(out, is_number ? "" : "\"");
        cell_print(column, cell, out);
        text_add(out, is_number ? "" : "\"");
    }
}

/* One object a line, so that a diff of two runs shows rows. */
void json_print(const struct table *t, struct text *out)
{
    out->failed = out->failed || t->failed;
    text_add(out, "[");
    for (size_t r = 0; r < t->n_rows; r++) {
        const struct table_cell *row = table_row(t, r);
        text_add(out, r > 0 ? ",\n{" : "\n{");
        for (size_t c = 0; c < t->n_columns; c++) {
            text_add(out, c > 0 ? "," : "");
            text_add_json(out, t->columns[c].name);
            text_add(out, ":");
            print_cell(&t->columns[c], &row[c], out);
        }
        text_add(out, "}");
    }
    text_add(out, "\n]\n");
}
