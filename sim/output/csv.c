#include "sim/output/csv.h"

#include "sim/base/arena.h"
#include "sim/output/cell.h"
#include "sim/output/outfile.h"

static void print_cell(const struct table_column *column, const struct table_cell *cell,
                       struct text *out)
{
    if (column->kind != TABLE_TEXT)
        cell_print(column, cell, out);
    else if (!cell_is_missing(column, cell))
        text_add_csv(out, cell->text);
}

static void print(const struct table *t, const char *const *headings, const char *end,
                  struct text *out)
{
    out->failed = out->failed || t->failed;
    for (size_t c = 0; c < t->n_columns; c++) {
        text_add(out, c > 0 ? "," : "");
        text_add_csv(out, headings != NULL ? headings[c] : t->columns[c].name);
    }
    text_add(out, end);
    for (size_t r = 0; r < t->n_rows; r++) {
        const struct table_cell *row = table_row(t, r);
        for (size_t c = 0; c < t->n_columns; c++) {
            text_add_bytes(out, ",", c > 0);
            print_cell(&t->columns[c], &row[c], out);
        }
        text_add(out, end);
    }
}

void csv_print(const struct table *t, struct text *out)
{
    print(t, NULL, "\n", out);
}

void csv_print_headed(const struct table *t, const char *const *headings, struct text *out)
{
    print(t, headings, "\r\n", out);
}

static bool write_in(struct arena *home, const struct table *t, const char *folder, struct err *e)
{
    struct text path, content;
    text_init(&path, home);
    text_addf(&path, "%s/%s.csv", folder, t->name);
    text_init(&content, home);
    csv_print(t, &content);
    if (path.failed || content.failed)
        return err_add(e, ERR_NOMEM, SRC_NOWHERE, t->name);
    return outfile_write(text_get(&path), text_get(&content), content.length, e);
}

bool csv_write(const struct table *t, const char *folder, struct err *e)
{
    struct arena *home = arena_new(0);
    if (home == NULL)
        return err_add(e, ERR_NOMEM, SRC_NOWHERE, t->name);
    bool ok = write_in(home, t, folder, e);
    arena_free(home);
    return ok;
}
