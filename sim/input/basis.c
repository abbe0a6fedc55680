#include "sim/input/basis.h"

#include <stdio.h>
#include <string.h>

#include "sim/base/arena.h"
#include "sim/input/fill.h"

enum { FIRST_BASES = 32, PATH_BYTES = 512 };

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
    const char *value = row != NULL ? value_text(doc, row, map) : NULL;
    if (basis == NULL || copy == NULL || (row != NULL && value == NULL))
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
