#include "cli/present/setting.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/present/spell.h"
#include "sim/base/attr.h"
#include "sim/base/civil.h"

/* ---- paths ------------------------------------------------------------------------------ */

struct step {
    const char *at;
    size_t n;
};

static struct step next_step(const char **path)
{
    struct step s = {*path, strcspn(*path, ".")};
    *path += s.n + ((*path)[s.n] == '.');
    return s;
}

static const struct bind_row *find(const struct bind_row *rows, struct step s)
{
    for (; rows != NULL && rows->key != NULL; rows++)
        if (strlen(rows->key) == s.n && memcmp(rows->key, s.at, s.n) == 0)
            return rows;
    return NULL;
}

static bool has_entries(const struct bind_row *row)
{
    return row->kind == BIND_NAMED || row->kind == BIND_LIST;
}

const struct bind_row *setting_row(const struct bind_row *rows, const char *path)
{
    const struct bind_row *row = NULL;
    while (*path != '\0') {
        row = find(rows, next_step(&path));
        if (row == NULL)
            return NULL;
        if (has_entries(row) && *path != '\0')
            (void)next_step(&path);
        rows = row->sub;
    }
    return row;
}

static const char *meaning(const struct bind_row *row, bool japanese)
{
    const char *said = japanese ? row->meaning_ja : row->meaning_en;
    return said != NULL ? said : row->key;
}

const char *setting_group(const struct bind_row *rows, const char *path, bool japanese)
{
    const struct bind_row *row = find(rows, next_step(&path));
    return row != NULL ? meaning(row, japanese) : "";
}

/* Without the list of words that can be chosen, which the values tell themselves. */
static void add_meaning(const struct bind_row *row, bool japanese, struct text *out)
{
    const char *said = meaning(row, japanese);
    size_t n = strcspn(said, "=") < strlen(said) ? strcspn(said, ":(") : strlen(said);
    text_add_bytes(out, said, row->kind == BIND_CHOICE && n > 0 ? n : strlen(said));
}

/* The name or number of an entry: 青葉, 2番目. */
static void add_entry(const struct bind_row *row, struct step s, bool japanese, struct text *out)
{
    bool is_list = row->kind == BIND_LIST;
    text_add(out, is_list && !japanese ? "no. " : "");
    text_add_bytes(out, s.at, s.n);
    text_add(out, is_list && japanese ? "番目" : "");
}

void setting_item(const struct bind_row *rows, const char *path, bool japanese, struct text *out)
{
    static const char between[] = " - ";
    const char *whole = path;
    const struct bind_row *row = find(rows, next_step(&path));
    if (row == NULL || *path == '\0') {
        text_add(out, row != NULL ? meaning(row, japanese) : whole);
        return;
    }
    while (row != NULL && *path != '\0') {
        struct step s = next_step(&path);
        if (has_entries(row)) {
            add_entry(row, s, japanese, out);
            text_add(out, *path != '\0' ? between : "");
            s = *path != '\0' ? next_step(&path) : s;
        }
        row = find(row->sub, s);
        if (row != NULL)
            add_meaning(row, japanese, out);
        text_add(out, row != NULL && *path != '\0' ? between : "");
    }
}

/* ---- values ----------------------------------------------------------------------------- */

static const struct {
    const char *word, *ja;
} choices[] = {
    {"booking", "予約制"},
    {"walk_in", "予約なし"},
    {"as_table", "区の表のとおり"},
    {"by_ward", "区の受付方法のとおり"},
    {"required", "予約制"},
    {"mixed", "予約と予約なし"},
    {"all", "すべて"},
    {"renewal", "更新"},
    {"handover", "交付"},
    {"pin_reset", "暗証番号の再設定"},
    {"issue", "新規発行"},
    {"mynapoint", "マイナポイント"},
    {"other", "その他"},
    {"weekday", "平日"},
    {"saturday", "土曜"},
    {"constant", "一定"},
    {"exponential", "指数分布"},
    {"lognormal", "対数正規分布"},
    {"gamma", "ガンマ分布"},
    {"day", "日ごと"},
    {"month", "月ごと"},
};

/* Where the meaning of a row says "work=as long as there is time, never=not at all". */
static bool add_from_meaning(const struct bind_row *row, const char *value, struct text *out)
{
    const char *p = row->meaning_ja;
    size_t n = strlen(value);
    while (p != NULL && (p = strstr(p, value)) != NULL && p[n] != '=')
        p += n;
    if (p == NULL)
        return false;
    static const char *const ends[] = {"、", ")", "。"};
    size_t length = strlen(p += n + 1);
    for (size_t i = 0; i < COUNT_OF(ends); i++) {
        const char *end = strstr(p, ends[i]);
        length = end != NULL && (size_t)(end - p) < length ? (size_t)(end - p) : length;
    }
    text_add_bytes(out, p, length);
    return true;
}

static void add_choice(const struct bind_row *row, const char *value, struct text *out)
{
    if (add_from_meaning(row, value, out))
        return;
    for (size_t i = 0; i < COUNT_OF(choices); i++)
        if (strcmp(choices[i].word, value) == 0) {
            text_add(out, choices[i].ja);
            return;
        }
    text_add(out, value);
}

/* A number and its unit. */
static void add_quantity(const char *value, struct text *out)
{
    static const struct {
        const char *unit, *before, *behind;
    } units[] = {{"us", "", "マイクロ秒"}, {"ms", "", "ミリ秒"},  {"s", "", "秒"},
                 {"min", "", "分"},        {"h", "", "時間"},     {"d", "", "日"},
                 {"/min", "1分に", ""},    {"/h", "1時間に", ""}, {"/d", "1日に", ""}};
    size_t n = strcspn(value, " ");
    const char *unit = value + n + (value[n] == ' ');
    for (size_t i = 0; i < COUNT_OF(units); i++)
        if (strcmp(units[i].unit, unit) == 0) {
            text_add(out, units[i].before);
            text_add_bytes(out, value, n);
            text_add(out, units[i].behind);
            return;
        }
    text_add(out, value);
}

static void add_date(const char *value, struct text *out)
{
    int32_t day;
    if (civil_parse(value, &day))
        spell_date(out, true, day);
    else
        text_add(out, value);
}

/* 8:45 or 12-29: two numbers with one sign between them. */
static void add_pair(const char *value, bool is_clock, struct text *out)
{
    char *rest;
    long a = strtol(value, &rest, 10);
    if (rest == value || *rest != (is_clock ? ':' : '-')) {
        text_add(out, value);
        return;
    }
    long b = strtol(rest + 1, NULL, 10);
    if (is_clock)
        spell_clock(out, true, (int32_t)(a * 3600 + b * 60));
    else
        text_addf(out, "%ld月%ld日", a, b);
}

/* [2, 4] */
static void add_counts(const char *value, bool japanese, struct text *out)
{
    const char *p = value + (*value == '[');
    if (*p == ']' || *p == '\0')
        text_add(out, japanese ? "なし" : "none");
    for (; *p != ']' && *p != '\0'; p++)
        if (*p != ' ' || !japanese)
            text_add_bytes(out, p, 1);
}

/* Without the quotes and escapes of YAML. */
static const char *bare(const char *value, struct arena *home)
{
    struct text t;
    size_t n = strlen(value);
    if (n < 2 || value[0] != '"' || value[n - 1] != '"')
        return value;
    text_init(&t, home);
    for (const char *p = value + 1; p < value + n - 1; p++)
        text_add_bytes(&t, *p == '\\' && p < value + n - 2 ? ++p : p, 1);
    return text_get(&t);
}

static void add_japanese(const struct bind_row *row, const char *plain, struct text *out)
{
    enum bind_kind kind = row != NULL ? row->kind : BIND_TEXT;
    if (kind == BIND_SPAN || kind == BIND_RATE)
        add_quantity(plain, out);
    else if (kind == BIND_DATE)
        add_date(plain, out);
    else if (kind == BIND_CLOCK || kind == BIND_MONTHDAY)
        add_pair(plain, kind == BIND_CLOCK, out);
    else if (kind == BIND_CHOICE)
        add_choice(row, plain, out);
    else if (kind == BIND_FLAG)
        text_add(out, strcmp(plain, "yes") == 0 ? "はい" : "いいえ");
    else
        text_add(out, plain);
}

void setting_value(const struct bind_row *row, const char *value, bool japanese, struct text *out)
{
    const char *plain = bare(value, out->home);
    if (row != NULL && row->kind == BIND_COUNTS)
        add_counts(plain, japanese, out);
    else if (japanese)
        add_japanese(row, plain, out);
    else
        text_add(out, plain);
}
