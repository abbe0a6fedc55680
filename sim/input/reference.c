#include "sim/input/reference.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "sim/base/text.h"
#include "sim/input/doc.h"
#include "sim/input/scalar.h"

/* A cell of a Markdown table: a bar would end it. */
static void add_cell(struct text *out, const char *s)
{
    text_add(out, " ");
    for (; *s != '\0'; s++) {
        if (*s == '|')
            text_add(out, "\\");
        text_add_bytes(out, *s == '\n' ? " " : s, 1);
    }
    text_add(out, " |");
}

/* A cell in code type, empty when there is nothing to show. */
static void add_code(struct text *out, const char *s)
{
    char code[256];
    snprintf(code, sizeof code, s[0] != '\0' ? "`%.250s`" : "%s", s);
    add_cell(out, code);
}

/* Kind and choices, for people of both languages. */
static void add_kind(struct text *out, const struct bind_row *row)
{
    static const char *const ja[] = {
        [BIND_TEXT] = "文字列",       [BIND_COUNT] = "整数",     [BIND_REAL] = "数値",
        [BIND_SHARE] = "割合",        [BIND_SPAN] = "時間",      [BIND_RATE] = "頻度",
        [BIND_CLOCK] = "時刻",        [BIND_DATE] = "日付",      [BIND_MONTHDAY] = "月日",
        [BIND_CHOICE] = "選択",       [BIND_FLAG] = "yes/no",    [BIND_FILE] = "ファイル",
        [BIND_COUNTS] = "整数の並び", [BIND_GROUP] = "まとまり", [BIND_LIST] = "並び",
        [BIND_NAMED] = "名前ごと",    [BIND_LATER] = "未対応",
    };
    char text[512];
    size_t n =
        (size_t)snprintf(text, sizeof text, "%s %s", ja[row->kind], scalar_kind_word(row->kind));
    for (size_t i = 0; row->kind == BIND_CHOICE && row->choices[i] != NULL && n < sizeof text; i++)
        n += (size_t)snprintf(text + n, sizeof text - n, "%s `%s`", i == 0 ? ":" : ",",
                              row->choices[i]);
    add_cell(out, text);
}

static void add_range(struct text *out, const struct bind_row *row)
{
    char least[ERR_ARG_BYTES], most[ERR_ARG_BYTES], text[2 * ERR_ARG_BYTES + 8] = "";
    bool is_measured = row->kind != BIND_TEXT && row->kind != BIND_CHOICE &&
                       row->kind != BIND_FLAG && row->kind != BIND_FILE &&
                       row->kind != BIND_GROUP && row->kind != BIND_LATER;
    if (is_measured && !(row->least == 0 && row->most == 0)) {
        scalar_show_bound(row, row->least, NULL, least);
        scalar_show_bound(row, row->most, NULL, most);
        snprintf(text, sizeof text, "%s – %s", least, most);
    }
    add_cell(out, text);
}

static void add_default(struct text *out, const struct bind_row *row)
{
    if (row->fallback == NULL)
        add_cell(out, row->kind == BIND_LATER ? "" : "必須 required");
    else if (row->fallback[0] == '\0')
        add_cell(out, "省略可 optional");
    else
        add_code(out, row->fallback);
}

static const char *or_empty(const char *s)
{
    return s != NULL ? s : "";
}

static void add_table(struct text *out, const struct bind_row *rows)
{
    text_add(out, "| キー key | 種類 kind | 単位 unit | 既定値 default | 範囲 range | 意味 | "
                  "meaning |\n|---|---|---|---|---|---|---|\n");
    for (; rows->key != NULL; rows++) {
        text_add(out, "|");
        add_code(out, rows->key);
        add_kind(out, rows);
        add_cell(out, or_empty(rows->unit));
        add_default(out, rows);
        add_range(out, rows);
        add_cell(out, or_empty(rows->meaning_ja));
        add_cell(out, or_empty(rows->meaning_en));
        text_add(out, "\n");
    }
}

/* The path of what is below a row: "surges[]" for a list, "wards.NAME" for names. */
static void step_text(const struct bind_row *row, char to[128])
{
    if (row->kind == BIND_NAMED)
        snprintf(to, 128, "%.80s.<%.32s>", row->key,
                 row->name_kind != NULL ? row->name_kind : "name");
    else
        snprintf(to, 128, "%.80s%s", row->key, row->kind == BIND_LIST ? "[]" : "");
}

static void add_sections(struct text *out, const struct bind_row *rows, const struct doc_path *path)
{
    for (; rows->key != NULL; rows++) {
        char step[128], title[512];
        if (rows->sub == NULL)
            continue;
        step_text(rows, step);
        struct doc_path below = {path, step};
        doc_path_text(&below, NULL, title, sizeof title);
        text_addf(out, "\n## `%s`\n\n", title);
        if (rows->meaning_ja != NULL)
            text_addf(out, "%s / %s\n\n", rows->meaning_ja, or_empty(rows->meaning_en));
        add_table(out, rows->sub);
        add_sections(out, rows->sub, &below);
    }
}

void reference_write(const struct bind_row *rows, struct text *out)
{
    text_add(out, "# シナリオ設定一覧 Scenario reference\n\n");
    add_table(out, rows);
    add_sections(out, rows, NULL);
}
