#include "sim/input/outline.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/base/text.h"
#include "sim/input/fill.h"
#include "sim/input/scalar.h"

struct outline {
    struct text *out;
    int depth;
};

static void new_line(struct outline *o)
{
    text_add(o->out, "\n");
    for (int i = 0; i < o->depth; i++)
        text_add(o->out, " ");
}

/* ,\n"name":  - is_first without the comma. */
static void key(struct outline *o, const char *name, bool is_first)
{
    text_add(o->out, is_first ? "" : ",");
    new_line(o);
    text_add_json(o->out, name);
    text_add(o->out, ": ");
}

static void open(struct outline *o, const char *bracket)
{
    text_add(o->out, bracket);
    o->depth++;
}

static void close(struct outline *o, const char *bracket)
{
    o->depth--;
    new_line(o);
    text_add(o->out, bracket);
}

/* ---- kinds of values --------------------------------------------------------------------- */

#define NUMBER "[-+]?[0-9]+(\\\\.[0-9]+)?"

/* The same for every row of the kind; the others need their row. */
static const struct {
    enum bind_kind kind;
    const char *json;
} alike[] = {
    {BIND_TEXT, "{\"type\": [\"string\", \"number\", \"boolean\"]}"},
    {BIND_SHARE, "{\"type\": \"string\", \"pattern\": \"^" NUMBER " *%$\"}"},
    {BIND_SPAN, "{\"type\": \"string\", \"pattern\": \"^" NUMBER " *(us|ms|s|min|h|d)$\"}"},
    {BIND_RATE, "{\"type\": \"string\", \"pattern\": \"^" NUMBER " */ *(min|h|d)$\"}"},
    {BIND_CLOCK, "{\"type\": \"string\", \"pattern\": \"^([01]?[0-9]|2[0-4]):[0-5][0-9]$\"}"},
    {BIND_DATE, "{\"type\": \"string\", \"pattern\": "
                "\"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$\"}"},
    {BIND_MONTHDAY, "{\"type\": \"string\", \"pattern\": "
                    "\"^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$\"}"},
    {BIND_FLAG, "{\"enum\": [\"yes\", \"no\", true, false]}"},
    {BIND_FILE, "{\"type\": \"string\", \"minLength\": 1}"},
};

static void add_bounds(struct outline *o, const struct bind_row *row, const char *least,
                       const char *most)
{
    if (row->least == 0 && row->most == 0)
        return;
    if (isfinite(row->least))
        text_addf(o->out, ", \"%s\": %.15g", least, row->least);
    if (isfinite(row->most))
        text_addf(o->out, ", \"%s\": %.15g", most, row->most);
}

/* Shares of people lie between 0 and 100 %; other shares may not. */
static bool is_within_one(const struct bind_row *row)
{
    return row->kind == BIND_SHARE && row->least >= 0 && row->most > 0 && row->most <= 1;
}

static void add_choices(struct outline *o, const struct bind_row *row)
{
    text_add(o->out, "{\"enum\": [");
    for (size_t i = 0; row->choices[i] != NULL; i++) {
        text_add(o->out, i > 0 ? ", " : "");
        text_add_json(o->out, row->choices[i]);
    }
    text_add(o->out, "]}");
}

/* What may stand behind the key, without the long form. */
static void add_value(struct outline *o, const struct bind_row *row)
{
    for (size_t i = 0; i < COUNT_OF(alike); i++)
        if (alike[i].kind == row->kind && !is_within_one(row))
            text_add(o->out, alike[i].json);
    if (is_within_one(row))
        text_add(o->out, "{\"type\": \"string\", \"pattern\": "
                         "\"^[+]?(100(\\\\.0+)?|[0-9]{1,2}(\\\\.[0-9]+)?) *%$\"}");
    if (row->kind == BIND_CHOICE)
        add_choices(o, row);
    if (row->kind == BIND_COUNTS)
        text_add(o->out, "{\"type\": \"array\", \"items\": ");
    if (row->kind == BIND_COUNT || row->kind == BIND_COUNTS || row->kind == BIND_REAL) {
        text_addf(o->out, "{\"type\": \"%s\"", row->kind == BIND_REAL ? "number" : "integer");
        add_bounds(o, row, "minimum", "maximum");
        text_add(o->out, row->kind == BIND_COUNTS ? "}}" : "}");
    }
}

/* ---- rows ---------------------------------------------------------------------------------- */

static void add_rows(struct outline *o, const struct bind_row *rows, bool has_required);

static void add_about(struct outline *o, const struct bind_row *row)
{
    struct text about;
    text_init(&about, o->out->home);
    text_add(&about, row->meaning_ja != NULL ? row->meaning_ja : row->key);
    if (row->meaning_en != NULL)
        text_addf(&about, "\n%s", row->meaning_en);
    key(o, "description", true);
    text_add_json(o->out, text_get(&about));
    if (scalar_is(row->kind) && row->fallback != NULL && row->fallback[0] != '\0') {
        bool is_number = row->kind == BIND_COUNT || row->kind == BIND_REAL;
        key(o, "default", false);
        if (is_number)
            text_add(o->out, row->fallback);
        else
            text_add_json(o->out, row->fallback);
    }
}

/* The value itself, the word none that takes it back, or {value, basis}. */
static void add_scalar(struct outline *o, const struct bind_row *row)
{
    key(o, "anyOf", false);
    open(o, "[");
    new_line(o);
    add_value(o, row);
    text_add(o->out, ",");
    new_line(o);
    text_add(o->out, "{\"const\": \"none\"},");
    new_line(o);
    text_add(o->out, "{\"type\": \"object\", \"additionalProperties\": false, \"properties\": "
                     "{\"value\": ");
    add_value(o, row);
    text_add(o->out, ", \"basis\": {\"$ref\": \"#/definitions/basis\"}}}");
    close(o, "]");
}

static void add_list(struct outline *o, const struct bind_row *row)
{
    open(o, "{\"type\": \"array\"");
    add_bounds(o, row, "minItems", "maxItems");
    key(o, "items", false);
    add_rows(o, row->sub, true);
    close(o, "}");
}

/* What a file extends may hold the rest of an entry, so nothing is required in it. */
static void add_named(struct outline *o, const struct bind_row *row)
{
    open(o, "{\"type\": \"object\"");
    add_bounds(o, row, "minProperties", "maxProperties");
    key(o, "additionalProperties", false);
    text_add(o->out, "{\"anyOf\": [{\"const\": \"none\"}, ");
    add_rows(o, row->sub, false);
    text_add(o->out, "]}");
    close(o, "}");
}

static void add_row(struct outline *o, const struct bind_row *row)
{
    open(o, "{");
    add_about(o, row);
    if (row->sub == NULL) {
        add_scalar(o, row);
    } else {
        key(o, "anyOf", false);
        text_add(o->out, "[{\"const\": \"none\"}, ");
        if (row->kind == BIND_LIST)
            add_list(o, row);
        else if (row->kind == BIND_NAMED)
            add_named(o, row);
        else
            add_rows(o, row->sub, false);
        text_add(o->out, "]");
    }
    close(o, "}");
}

static void add_properties(struct outline *o, const struct bind_row *rows)
{
    key(o, "basis", true);
    text_add(o->out, "{\"$ref\": \"#/definitions/basis\"}");
    for (; rows->key != NULL; rows++) {
        if (rows->kind == BIND_LATER)
            continue; /* known, and refused */
        key(o, rows->key, false);
        add_row(o, rows);
    }
}

static void add_required(struct outline *o, const struct bind_row *rows)
{
    bool is_first = true;
    text_add(o->out, "[");
    for (; rows->key != NULL; rows++) {
        if (rows->fallback != NULL || rows->kind == BIND_LATER)
            continue;
        text_add(o->out, is_first ? "" : ", ");
        text_add_json(o->out, rows->key);
        is_first = false;
    }
    text_add(o->out, "]");
}

static void add_rows(struct outline *o, const struct bind_row *rows, bool has_required)
{
    open(o, "{\"type\": \"object\", \"additionalProperties\": false");
    if (has_required) {
        key(o, "required", false);
        add_required(o, rows);
    }
    key(o, "properties", false);
    open(o, "{");
    add_properties(o, rows);
    close(o, "}");
    close(o, "}");
}

/* ---- the whole ----------------------------------------------------------------------------- */

static const char *own(const char *name)
{
    static const char *const keys[][2] = {
        {"schema", "{\"const\": \"madosim/1\"}"},
        {"id", "{\"type\": [\"string\", \"number\"]}"},
        {"title", "{\"type\": [\"string\", \"number\"]}"},
        {"extends", "{\"type\": \"string\", \"minLength\": 1}"},
    };
    for (size_t i = 0; i < COUNT_OF(keys); i++)
        if (strcmp(keys[i][0], name) == 0)
            return keys[i][1];
    return NULL;
}

static bool has_row(const struct bind_row *rows, const char *name)
{
    for (; rows->key != NULL; rows++)
        if (strcmp(rows->key, name) == 0)
            return true;
    return false;
}

/* A whole file; required keys only where nothing is extended. */
static void add_model(struct outline *o, const struct outline_model *m)
{
    static const char *const own_keys[] = {"schema", "id", "title", "extends"};
    key(o, m->name, false);
    open(o, "{\"type\": \"object\", \"additionalProperties\": false, \"required\": [\"schema\"]");
    key(o, "if", false);
    text_add(o->out, "{\"required\": [\"extends\"]}");
    key(o, "else", false);
    text_add(o->out, "{\"required\": ");
    add_required(o, m->rows);
    text_add(o->out, "}");
    key(o, "properties", false);
    open(o, "{");
    add_properties(o, m->rows);
    for (size_t i = 0; i < COUNT_OF(own_keys); i++)
        if (!has_row(m->rows, own_keys[i])) {
            key(o, own_keys[i], false);
            text_add(o->out, own(own_keys[i]));
        }
    close(o, "}");
    close(o, "}");
}

static void add_basis(struct outline *o)
{
    key(o, "basis", true);
    open(o, "{");
    key(o, "description", true);
    text_add_json(o->out, "数字の出どころ\nwhere a number comes from");
    key(o, "anyOf", false);
    text_add(o->out, "[{\"const\": \"none\"}, {\"type\": \"object\", \"additionalProperties\": "
                     "false, \"required\": [\"kind\"], \"properties\": {");
    for (const struct bind_row *row = fill_basis_rows; row->key != NULL; row++) {
        text_add(o->out, row == fill_basis_rows ? "" : ", ");
        text_add_json(o->out, row->key);
        text_add(o->out, ": ");
        add_value(o, row);
    }
    text_add(o->out, "}}]");
    close(o, "}");
}

/* Which model's keys count: by the word behind `model:`; in a file that extends another and does
 * not say it, any of them. */
static void add_models(struct outline *o, const struct outline_model *models, size_t n)
{
    const char *by_default = models[0].name;
    key(o, "allOf", false);
    open(o, "[");
    for (size_t i = 0; i < n; i++) {
        by_default = models[i].is_default ? models[i].name : by_default;
        new_line(o);
        text_addf(o->out,
                  "{\"if\": {\"properties\": {\"model\": {\"const\": \"%s\"}}, \"required\": "
                  "[\"model\"]}, \"then\": {\"$ref\": \"#/definitions/%s\"}},",
                  models[i].name, models[i].name);
    }
    new_line(o);
    text_add(o->out, "{\"if\": {\"not\": {\"required\": [\"model\"]}}, \"then\": {\"if\": "
                     "{\"required\": [\"extends\"]}, \"then\": {\"anyOf\": [");
    for (size_t i = 0; i < n; i++)
        text_addf(o->out, "%s{\"$ref\": \"#/definitions/%s\"}", i > 0 ? ", " : "", models[i].name);
    text_addf(o->out, "]}, \"else\": {\"$ref\": \"#/definitions/%s\"}}}", by_default);
    close(o, "]");
}

void outline_print(const struct outline_model *models, size_t n, const char *id, struct text *out)
{
    struct outline o = {out, 0};
    open(&o, "{");
    key(&o, "$schema", true);
    text_add_json(out, "http://json-schema.org/draft-07/schema#");
    key(&o, "$id", false);
    text_add_json(out, id);
    key(&o, "title", false);
    text_add_json(out, "madosim");
    key(&o, "type", false);
    text_add(out, "\"object\"");
    key(&o, "properties", false);
    text_add(out, "{\"model\": {\"enum\": [");
    for (size_t i = 0; i < n; i++)
        text_addf(out, "%s\"%s\"", i > 0 ? ", " : "", models[i].name);
    text_add(out, "]}}");
    add_models(&o, models, n);
    key(&o, "definitions", false);
    open(&o, "{");
    add_basis(&o);
    for (size_t i = 0; i < n; i++)
        add_model(&o, &models[i]);
    close(&o, "}");
    close(&o, "}");
    text_add(out, "\n");
}
