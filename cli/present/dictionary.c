#include "cli/present/dictionary.h"

/* clang-format off */
static const struct table_column column_columns[] = {
    {"file", TABLE_TEXT, 0, "", "ファイル", "CSVの名前", "CSV file"},
    {"column", TABLE_TEXT, 0, "", "列", "列の名前", "column"},
    {"name_ja", TABLE_TEXT, 0, "", "日本語名", "日本語の見出し", "heading in Japanese"},
    {"unit", TABLE_TEXT, 0, "", "単位", "単位", "unit"},
    {"type", TABLE_TEXT, 0, "", "型", "値の種類", "kind of value"},
    {"meaning_ja", TABLE_TEXT, 0, "", "説明", "説明", "meaning in Japanese"},
    {"meaning_en", TABLE_TEXT, 0, "", "説明(英語)", "説明(英語)", "meaning in English"},
};
/* clang-format on */

void dictionary_init(struct table *dictionary, struct arena *home)
{
    table_init(dictionary, home, "columns", column_columns, COUNT_OF(column_columns));
}

void dictionary_add(struct table *dictionary, const struct table *t)
{
    static const char *const types[] = {
        [TABLE_TEXT] = "text",   [TABLE_COUNT] = "count", [TABLE_REAL] = "real",
        [TABLE_ROUND] = "real",  [TABLE_FLAG] = "flag",   [TABLE_DATE] = "date",
        [TABLE_CLOCK] = "clock",
    };
    for (size_t i = 0; i < t->n_columns; i++) {
        const struct table_column *column = &t->columns[i];
        struct table_cell *row = table_add_row(dictionary);
        if (row == NULL)
            return;
        row[0] = table_text(t->name);
        row[1] = table_text(column->name);
        row[2] = table_text(column->name_ja);
        row[3] = table_text(column->unit);
        row[4] = table_text(types[column->kind]);
        row[5] = table_text(column->meaning_ja);
        row[6] = table_text(column->meaning_en);
    }
}

void dictionary_add_measure(struct table *dictionary, const char *name, const char *unit,
                            const char *meaning_ja, const char *meaning_en)
{
    struct table_cell *row = table_add_row(dictionary);
    if (row == NULL)
        return;
    row[0] = table_text("metrics");
    row[1] = table_text(name);
    row[2] = table_text("");
    row[3] = table_text(unit);
    row[4] = table_text("metric");
    row[5] = table_text(meaning_ja);
    row[6] = table_text(meaning_en);
}
