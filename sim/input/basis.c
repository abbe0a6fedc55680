#include "sim/input/basis.h"

#include <stdio.h>
#include <string.h>

#include "sim/base/arena.h"
#include "sim/base/text.h"
#include "sim/input/fill.h"

enum { FIRST_BASES = 32, PATH_BYTES = 512, VALUES_BYTES = 200 };

const char *basis_kind(const char *written)
{
    const char *const *words = fill_basis_rows[0].choices;
    for (int32_t i = 0; written != NULL && words[i] != NULL; i++)
        if (strcmp(words[i], written) == 0)
            return fill_basis_kind(i);
    return NULL;
}

const char *basis_text(const struct tree_node *basis, const char *key)
{
    const struct tree_entry *entry = tree_find(basis, key);
    if (entry == NULL || entry->value->kind != TREE_SCALAR || tree_is_none(entry->value))
        return NULL;
    return entry->value->text;
}

/* Room for one more; doubling, so n bases cost O(n). */
static struct bind_basis *next_basis(struct bind_doc *doc)
{
    if (doc->n_bases == doc->bases_capacity) {
        size_t capacity = doc->bases_capacity > 0 ? doc->bases_capacity * 2 : FIRST_BASES;
        struct bind_basis *larger = arena_take_array(doc->home, struct bind_basis, capacity);
        if (larger == NULL)
            return NULL;
        if (doc->n_bases > 0)
            memcpy(larger, doc->bases, doc->n_bases * sizeof *larger);
        doc->bases = larger;
        doc->bases_capacity = capacity;
    }
    return &doc->bases[doc->n_bases];
}

/* What the basis is about: the value as written, or the default. */
static const char *value_text(struct bind_doc *doc, const struct bind_row *row,
                              const struct tree_node *node)
{
    const struct tree_node *value = doc_value(row, node);
    char text[PATH_BYTES];
    if (value == NULL)
        return row->fallback != NULL ? row->fallback : "";
    if (value->kind == TREE_SCALAR)
        return value->text;
    source_slice(value->at, text, sizeof text);
    return source_copy(doc->home, text, strlen(text));
}

/* What has a basis of its own is not covered by the basis of the mapping around it. */
static bool is_covered(const struct tree_entry *entry)
{
    const struct tree_node *value = entry->value;
    if (entry->key != NULL && strcmp(entry->key, "basis") == 0)
        return false;
    if (value->kind == TREE_SCALAR)
        return !value->is_cleared && value->text[0] != '\0';
    return value->kind == TREE_LIST || tree_find(value, "basis") == NULL;
}

static void add_values(struct text *out, const struct tree_node *node);

static void add_value(struct text *out, const struct tree_entry *entry)
{
    const struct tree_node *value = entry->value;
    if (entry->key != NULL)
        text_addf(out, "%s ", entry->name != NULL ? entry->name : entry->key);
    if (value->kind == TREE_SCALAR) {
        text_add(out, value->text);
        return;
    }
    text_add(out, value->kind == TREE_LIST ? "[" : "{");
    add_values(out, value);
    text_add(out, value->kind == TREE_LIST ? "]" : "}");
}

/* mean 15 min, cv 0.4 ; stops soon after VALUES_BYTES, however large the mapping is. */
static void add_values(struct text *out, const struct tree_node *node)
{
    const size_t start = out->length;
    for (const struct tree_entry *entry = node->first; entry != NULL; entry = entry->next) {
        if (!is_covered(entry) || out->length > VALUES_BYTES)
            continue;
        text_add(out, out->length > start ? ", " : "");
        add_value(out, entry);
    }
}

/* The values which the basis of a mapping covers, as written; *values is NULL when there
 * are none. False without memory. */
static bool values_text(struct bind_doc *doc, const struct tree_node *map, const char **values)
{
    static const char more[] = "…";
    struct text out;
    text_init(&out, doc->home);
    add_values(&out, map);
    if (out.length > VALUES_BYTES) {
        size_t n = VALUES_BYTES - (sizeof more - 1);
        while (((unsigned char)out.bytes[n] & 0xC0U) == 0x80U) /* within a character */
            n--;
        text_cut(&out, n);
        text_add(&out, more);
    }
    *values = out.length > 0 ? text_get(&out) : NULL;
    return !out.failed;
}

/* The basis of the whole file (no path) is about no value in particular. */
static bool basis_value(struct bind_doc *doc, const struct doc_path *path,
                        const struct bind_row *row, const struct tree_node *map, const char **value)
{
    *value = NULL;
    if (row == NULL)
        return path == NULL || values_text(doc, map, value);
    *value = value_text(doc, row, map);
    return *value != NULL;
}

/* row is NULL for the basis of a mapping. */
static bool add_basis(struct bind_doc *doc, const struct doc_path *path, const struct bind_row *row,
                      const struct tree_node *map)
{
    const struct tree_entry *entry = tree_find(map, "basis");
    if (entry == NULL || entry->value->kind != TREE_MAP)
        return true;
    struct bind_basis *basis = next_basis(doc);
    char text[PATH_BYTES];
    doc_path_text(path, NULL, text, sizeof text);
    const char *copy = source_copy(doc->home, text, strlen(text));
    const char *value;
    if (basis == NULL || copy == NULL || !basis_value(doc, path, row, map, &value))
        return false;
    *basis = (struct bind_basis){.path = copy,
                                 .value = value,
                                 .kind = basis_kind(basis_text(entry->value, "kind")),
                                 .range = basis_text(entry->value, "range"),
                                 .note = basis_text(entry->value, "note"),
                                 .source = basis_text(entry->value, "source"),
                                 .at = entry->key_at};
    doc->n_bases++;
    return true;
}

static bool collect(struct bind_doc *doc, const struct doc_path *path, const struct bind_row *rows,
                    const struct tree_node *map);

static bool collect_items(struct bind_doc *doc, const struct doc_path *path,
                          const struct bind_row *row, const struct tree_node *node)
{
    size_t i = 0;
    for (const struct tree_entry *entry = node->first; entry != NULL; entry = entry->next) {
        char number[32];
        snprintf(number, sizeof number, "%zu", ++i);
        struct doc_path below = {path, entry->name != NULL ? entry->name : number};
        if (entry->value->kind == TREE_MAP && !collect(doc, &below, row->sub, entry->value))
            return false;
    }
    return true;
}

static bool collect_row(struct bind_doc *doc, const struct doc_path *path,
                        const struct bind_row *row, const struct tree_node *node)
{
    if (row->kind == BIND_LATER || node->kind == TREE_SCALAR)
        return true;
    if (row->kind == BIND_GROUP)
        return collect(doc, path, row->sub, node);
    if (row->kind == BIND_LIST || row->kind == BIND_NAMED)
        return collect_items(doc, path, row, node);
    return add_basis(doc, path, row, node);
}

static bool collect(struct bind_doc *doc, const struct doc_path *path, const struct bind_row *rows,
                    const struct tree_node *map)
{
    if (!add_basis(doc, path, NULL, map))
        return false;
    for (; rows->key != NULL; rows++) {
        const struct tree_entry *entry = tree_find(map, rows->key);
        struct doc_path below = {path, rows->key};
        if (entry != NULL && !collect_row(doc, &below, rows, entry->value))
            return false;
    }
    return true;
}

bool basis_collect(struct bind_doc *doc, const struct bind_row *rows, struct err *e)
{
    doc->n_bases = 0;
    if (collect(doc, NULL, rows, doc->root))
        return true;
    return err_add(e, ERR_NOMEM, ((struct src_pos){.file = doc->files[0]}), "basis");
}
