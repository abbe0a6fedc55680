/* The files of an export. */
#include <stdio.h>
#include <string.h>

#include "cli/export.h"
#include "sim/base/arena.h"
#include "sim/base/civil.h"
#include "sim/base/text.h"
#include "sim/output/csv.h"
#include "sim/output/outfile.h"

static const char mark[] = "\xEF\xBB\xBF"; /* by which Excel knows UTF-8 */

static bool no_memory(struct export *x)
{
    return err_add(&x->frame->err, ERR_NOMEM, SRC_NOWHERE, "export");
}

static const char *below(const struct export *x, const char *a, const char *b, const char *c)
{
    struct text path;
    text_init(&path, x->frame->home);
    text_addf(&path, "%s/%s%s%s", x->folder, a, b, c);
    return text_get(&path);
}

/* ---- CSV ---- */

/* A unit as it stands in a Japanese heading; "" for shares and for what has none. */
static const char *unit_in_japanese(const char *unit)
{
    static const char *const words[][2] = {
        {"min", "分"},
        {"h", "時間"},
        {"d", "日"},
        {"s", "秒"},
        {"people", "人"},
        {"people/d", "人/日"},
        {"calls", "件"},
        {"counters", "窓口"},
        {"days", "日"},
        {"visits", "回"},
        {"yen", "円"},
        {"person-h", "人時"},
        {"person-days", "人日"},
        {"1", ""},
    };
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (strcmp(words[i][0], unit) == 0)
            return words[i][1];
    return unit;
}

/* 待ち90%点(分) */
static const char *heading_of(const struct table_column *c, struct arena *home)
{
    struct text heading;
    const char *unit = unit_in_japanese(c->unit != NULL ? c->unit : "");
    text_init(&heading, home);
    text_add(&heading, c->name_ja != NULL && c->name_ja[0] != '\0' ? c->name_ja : c->name);
    if (unit[0] != '\0' && strstr(text_get(&heading), unit) == NULL)
        text_addf(&heading, "(%s)", unit);
    return text_get(&heading);
}

static bool print_table(const struct table *t, struct text *out)
{
    const char **headings = arena_take_array(out->home, const char *, t->n_columns);
    if (headings == NULL)
        return false;
    for (size_t i = 0; i < t->n_columns; i++)
        headings[i] = heading_of(&t->columns[i], out->home);
    csv_print_headed(t, headings, out);
    return !out->failed;
}

static bool write_csv(struct export *x, const struct table *t, struct arena *scratch)
{
    struct text out;
    text_init(&out, scratch);
    text_add(&out, mark);
    return print_table(t, &out) ? outfile_write(below(x, "excel/", t->name, ".csv"), text_get(&out),
                                                out.length, &x->frame->err)
                                : no_memory(x);
}

bool export_csv(struct export *x)
{
    bool is_done = outfile_make_folder(below(x, "excel", "", ""), &x->frame->err);
    for (size_t i = 0; i < x->n_tables && is_done; i++) {
        struct arena *scratch = arena_new(0);
        is_done = scratch != NULL ? write_csv(x, &x->tables[i], scratch) : no_memory(x);
        arena_free(scratch);
    }
    return is_done;
}

/* ---- CP932 ---- */

/* clang-format off */
static const struct table_column change_columns[] = {
    {"file", TABLE_TEXT, 0, "", "ファイル", "ファイル", "file"},
    {"line", TABLE_COUNT, 0, "", "行", "1行目は見出し", "line; the first is the header"},
    {"column", TABLE_COUNT, 0, "", "文字目", "行の中の何文字目か", "character of the line"},
    {"character", TABLE_TEXT, 0, "", "文字", "もとの文字", "as it was"},
    {"code_point", TABLE_TEXT, 0, "", "文字コード", "もとの文字のUnicode", "its code point"},
    {"written", TABLE_TEXT, 0, "", "代わりの文字", "開いたときに見える文字", "what is seen instead"},
    {"kind", TABLE_TEXT, 0, "", "種類", "CP932にない文字か、読み戻すと別の文字になる文字か", "not in CP932, or read back as another"},
};
/* clang-format on */

static void add_utf8(uint32_t c, struct text *out)
{
    char bytes[5] = "";
    if (c < 0x800) {
        bytes[0] = (char)(0xC0 | c >> 6);
        bytes[1] = (char)(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        bytes[0] = (char)(0xE0 | c >> 12);
        bytes[1] = (char)(0x80 | (c >> 6 & 0x3F));
        bytes[2] = (char)(0x80 | (c & 0x3F));
    } else {
        bytes[0] = (char)(0xF0 | c >> 18);
        bytes[1] = (char)(0x80 | (c >> 12 & 0x3F));
        bytes[2] = (char)(0x80 | (c >> 6 & 0x3F));
        bytes[3] = (char)(0x80 | (c & 0x3F));
    }
    text_add(out, bytes);
}

static bool add_change(const struct cp932_change *c, const char *file, struct table *list)
{
    struct table_cell *row = table_add_row(list);
    struct text character, code;
    text_init(&character, list->home);
    text_init(&code, list->home);
    add_utf8(c->code_point, &character);
    text_addf(&code, "U+%04X", (unsigned)c->code_point);
    if (row == NULL)
        return false;
    row[0] = table_text(file);
    row[1] = table_count((int64_t)c->line);
    row[2] = table_count((int64_t)c->column);
    row[3] = table_text(text_get(&character));
    row[4] = table_text(text_get(&code));
    row[5] = table_text(c->written);
    row[6] = table_text(c->is_lost ? "書けない" : "別の文字で読まれる");
    return true;
}

/* 〜→～ unless it stands there already. */
static void add_once(const struct cp932_change *c, struct text *which)
{
    struct text pair;
    text_init(&pair, which->home);
    add_utf8(c->code_point, &pair);
    text_addf(&pair, "→%s", c->written);
    if (strstr(text_get(which), text_get(&pair)) != NULL || text_width(text_get(which)) > 50)
        return;
    text_add(which, which->length > 0 ? " " : "");
    text_add(which, text_get(&pair));
}

struct account {
    struct table list;
    struct text lost, other;
};

static bool write_encoded(struct export *x, const struct table *t, struct account *a,
                          struct arena *scratch)
{
    struct text plain, out;
    struct cp932_changes changes = {.count = 0};
    const char *file = below(x, "cp932/", t->name, ".csv");
    text_init(&plain, scratch);
    text_init(&out, x->frame->home);
    if (!print_table(t, &plain))
        return no_memory(x);
    if (!cp932_encode(text_get(&plain), &out, &changes, &x->frame->err))
        return false;
    for (size_t i = 0; i < changes.count; i++) {
        const struct cp932_change *c = &changes.items[i];
        if (!add_change(c, strrchr(file, '/') + 1, &a->list))
            return no_memory(x);
        add_once(c, c->is_lost ? &a->lost : &a->other);
        x->n_lost += c->is_lost;
        x->n_other += !c->is_lost;
    }
    return outfile_write(file, text_get(&out), out.length, &x->frame->err);
}

/* What became of which character, in UTF-8: CP932 could not tell it. */
static bool write_account(struct export *x, const struct account *a)
{
    struct text out;
    text_init(&out, x->frame->home);
    text_add(&out, mark);
    x->list = below(x, "cp932/", "replaced", ".csv");
    x->lost = text_get(&a->lost);
    x->other = text_get(&a->other);
    return print_table(&a->list, &out)
               ? outfile_write(x->list, text_get(&out), out.length, &x->frame->err)
               : no_memory(x);
}

bool export_cp932(struct export *x)
{
    struct account a;
    bool is_done = outfile_make_folder(below(x, "cp932", "", ""), &x->frame->err);
    table_init(&a.list, x->frame->home, "replaced", change_columns, COUNT_OF(change_columns));
    text_init(&a.lost, x->frame->home);
    text_init(&a.other, x->frame->home);
    for (size_t i = 0; i < x->n_tables && is_done; i++) {
        struct arena *scratch = arena_new(0);
        is_done = scratch != NULL ? write_encoded(x, &x->tables[i], &a, scratch) : no_memory(x);
        arena_free(scratch);
    }
    return is_done && write_account(x, &a);
}

/* ---- the workbook ---- */

/* 2020-07-27T08:45:00+09:00 in seconds; the day shown is the one of its own zone. */
static int64_t seconds_of(const char *finished)
{
    int year, month, day, hour, minute, second;
    if (finished == NULL ||
        sscanf(finished, "%4d-%2d-%2dT%2d:%2d:%2d", &year, &month, &day, &hour, &minute, &second) !=
            6 ||
        !civil_is_date(year, month, day))
        return (int64_t)civil_from_date(2000, 1, 1) * 86400;
    return (int64_t)civil_from_date(year, month, day) * 86400 + ((int64_t)hour * 60 + minute) * 60 +
           second;
}

static const char *book_name(const struct export *x)
{
    const char *id = stored_text(&x->stored, "id");
    struct text name;
    text_init(&name, x->frame->home);
    for (const char *c = id != NULL ? id : "madosim"; *c != '\0'; c++)
        text_add_bytes(&name, strchr("/\\:*?\"<>|", *c) != NULL ? "-" : c, 1);
    text_addf(&name, "-%s", x->stored.origin.run_id);
    return text_get(&name);
}

/* Those of the first sheet would have nowhere to go. */
static bool has_charts(const struct export *x)
{
    for (size_t i = 1; i < x->n_sheets; i++)
        if (x->sheets[i].n_charts > 0)
            return true;
    return false;
}

bool export_workbook(struct export *x)
{
    const char *title = stored_text(&x->stored, "title");
    struct text comment;
    text_init(&comment, x->frame->home);
    text_addf(&comment, "試算ID run %s, 反復 replications %u", x->stored.origin.run_id,
              x->stored.origin.replications);
    if (!export_sheets(x))
        return no_memory(x);
    x->charts = has_charts(x) ? "グラフ charts" : NULL;
    x->book = below(x, "excel/", book_name(x), ".xlsx");
    struct workbook b = {.title = title != NULL ? title : "madosim",
                         .author = "madosim",
                         .comment = text_get(&comment),
                         .footer = text_get(&comment),
                         .charts = x->charts,
                         .created_s = seconds_of(x->stored.origin.finished),
                         .sheets = x->sheets,
                         .n_sheets = x->n_sheets};
    return outfile_make_folder(below(x, "excel", "", ""), &x->frame->err) &&
           workbook_write(&b, x->book, &x->frame->err);
}
