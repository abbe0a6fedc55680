#include "sim/input/doc.h"

#include <stdio.h>
#include <string.h>

#include "sim/base/arena.h"
#include "sim/input/scalar.h"
#include "sim/input/syntax.h"

void doc_path_text(const struct doc_path *path, const char *last, char *to, size_t size)
{
    to[0] = '\0';
    if (path != NULL)
        doc_path_text(path->up, path->step, to, size);
    size_t n = strlen(to);
    if (last != NULL && n + 1 < size)
        snprintf(to + n, size - n, "%s%s", n > 0 ? "." : "", last);
}

const struct bind_row *doc_row(const struct bind_row *rows, const char *key)
{
    for (; rows->key != NULL; rows++)
        if (strcmp(rows->key, key) == 0)
            return rows;
    return NULL;
}

/* The earlier entry of another layer with the same name, NULL when there is none. */
static struct tree_entry *same_name(struct tree_node *map, const struct tree_entry *entry)
{
    BUG_IF(entry->name == NULL);
    for (struct tree_entry *below = map->first; below != entry; below = below->next)
        if (below->name != NULL && below->layer != entry->layer &&
            strcmp(below->name, entry->name) == 0)
            return below;
    return NULL;
}

bool doc_settle_names(struct tree_node *map, const struct bind_row *row, struct arena *home)
{
    for (struct tree_entry *entry = map->first, *next; entry != NULL; entry = next) {
        const char *nearest = NULL, *name = entry->key;
        next = entry->next;
        if (row->resolve != NULL)
            name = row->resolve(entry->key, &nearest, row->resolve_context);
        entry->name = name != NULL ? name : entry->key;
        struct tree_entry *below = same_name(map, entry);
        if (below == NULL)
            continue;
        below->value = tree_merge(below->value, entry->value, home);
        below->layer = entry->layer;
        below->key = entry->key;
        below->key_at = entry->key_at;
        tree_drop(map, entry);
        if (below->value == NULL)
            return false;
    }
    return true;
}

bool doc_is_cleared(const struct bind_row *row, const struct tree_node *node)
{
    if (!tree_is_none(node))
        return false;
    for (const char *const *c = row->choices; row->kind == BIND_CHOICE && *c != NULL; c++)
        if (strcmp(*c, "none") == 0)
            return false;
    return true;
}

const struct tree_node *doc_value(const struct bind_row *row, const struct tree_node *node)
{
    bool has_long_form = scalar_is(row->kind) || row->kind == BIND_COUNTS;
    if (node != NULL && has_long_form && node->kind == TREE_MAP) {
        const struct tree_entry *value = tree_find(node, "value");
        node = value != NULL ? value->value : NULL;
    }
    return node != NULL && !doc_is_cleared(row, node) ? node : NULL;
}

const char *doc_default(const struct bind_row *row)
{
    if (row->kind != BIND_GROUP || row->fallback == NULL || row->fallback[0] != '\0')
        return row->fallback;
    for (const struct bind_row *sub = row->sub; sub->key != NULL; sub++)
        if (sub->fallback == NULL && sub->kind != BIND_LATER)
            return "";
    return "{}";
}

struct tree_node *doc_fallback(const struct bind_row *row, struct arena *home)
{
    struct err e = {0};
    const char *text = doc_default(row);
    struct source *s = arena_take_array(home, struct source, 1);
    if (s == NULL || !source_take(s, "(default)", text, strlen(text), DOC_BYTES, home, &e) ||
        !source_split(s, &e))
        return NULL;
    bool is_yaml = syntax_check(s, &e);
    struct tree_node *node = is_yaml ? tree_parse(s, 0, &e) : NULL;
    for (int i = 0; i < e.count && i < ERR_LIST_MAX; i++)
        BUG_IF(e.item[i].code != ERR_NOMEM); /* a table row with a default that is no YAML */
    return node;
}
