#include "sim/input/bind.h"

#include <string.h>

#include "sim/base/arena.h"
#include "sim/base/bug.h"
#include "sim/input/basis.h"
#include "sim/input/doc.h"
#include "sim/input/fill.h"
#include "sim/input/load.h"
#include "sim/input/override.h"
#include "sim/input/print.h"
#include "sim/input/reference.h"

/* The document and its first source, empty; NULL and ERR_NOMEM without memory. */
static struct bind_doc *doc_new(struct arena *home, struct source **top, struct err *e)
{
    struct bind_doc *doc = arena_take_array(home, struct bind_doc, 1);
    *top = arena_take_array(home, struct source, 1);
    if (doc == NULL || *top == NULL) {
        err_add(e, ERR_NOMEM, SRC_NOWHERE, "scenario");
        return NULL;
    }
    doc->home = home;
    return doc;
}

struct bind_doc *bind_load(const char *path, struct arena *home, struct err *e)
{
    struct source *top;
    struct bind_doc *doc = doc_new(home, &top, e);
    if (doc == NULL || !source_read(top, path, DOC_BYTES, SRC_NOWHERE, home, e))
        return NULL;
    return load_layers(doc, top, e) ? doc : NULL;
}

struct bind_doc *bind_load_bytes(const char *name, const char *bytes, size_t n, struct arena *home,
                                 struct err *e)
{
    struct source *top;
    struct bind_doc *doc = doc_new(home, &top, e);
    if (doc == NULL || !source_take(top, name, bytes, n, DOC_BYTES, home, e))
        return NULL;
    return load_layers(doc, top, e) ? doc : NULL;
}

bool bind_override(struct bind_doc *doc, const struct bind_row *rows, const char *assignment,
                   int nth, struct err *e)
{
    return override_set(doc, rows, assignment, nth, e);
}

const char *bind_peek(const struct bind_doc *doc, const char *key)
{
    const struct bind_row text = {.key = key, .kind = BIND_TEXT};
    const struct tree_entry *entry = doc->root->kind == TREE_MAP ? tree_find(doc->root, key) : NULL;
    const struct tree_node *value = entry != NULL ? doc_value(&text, entry->value) : NULL;
    return value != NULL && value->kind == TREE_SCALAR ? value->text : NULL;
}

/* Files in the order in which they were read, what stands nowhere last. */
static size_t rank_of(const struct bind_doc *doc, const struct src_pos *at)
{
    size_t i = 0;
    while (at->file != NULL && i < doc->n_files && strcmp(doc->files[i], at->file) != 0)
        i++;
    return at->file != NULL ? i : DOC_FILES + 1;
}

static bool stands_before(const struct bind_doc *doc, const struct src_pos *a,
                          const struct src_pos *b)
{
    size_t p = rank_of(doc, a), q = rank_of(doc, b);
    if (p != q)
        return p < q;
    return a->line != b->line ? a->line < b->line : a->column < b->column;
}

/* People correct from top to bottom: a stable insertion sort of the few that are kept. */
static void sort_errors(const struct bind_doc *doc, struct err *e)
{
    int n = e->count < ERR_LIST_MAX ? e->count : ERR_LIST_MAX;
    for (int i = 1; i < n; i++) {
        struct err_item item = e->item[i];
        int k = i;
        for (; k > 0 && stands_before(doc, &item.at, &e->item[k - 1].at); k--)
            e->item[k] = e->item[k - 1];
        e->item[k] = item;
    }
}

bool bind_apply(struct bind_doc *doc, const struct bind_row *rows, void *target, size_t size,
                struct arena *home, struct err *e)
{
    memset(target, 0, size);
    bool ok = fill_struct(doc, rows, target, home, e) && basis_collect(doc, rows, e);
    sort_errors(doc, e);
    return ok && !doc->has_mistakes;
}

/* The entry at one step of a path below a node; NULL when it is not written. */
static const struct tree_entry *step_below(const struct tree_node *node, const char *step, size_t n)
{
    size_t i = 0;
    for (const struct tree_entry *entry = node->first; entry != NULL; entry = entry->next) {
        size_t number = 0;
        i++;
        for (size_t k = 0; k < n && entry->key == NULL; k++)
            number = number * 10 + (size_t)(step[k] - '0');
        const char *name = entry->name != NULL ? entry->name : entry->key;
        bool is_here =
            name != NULL ? strlen(name) == n && strncmp(name, step, n) == 0 : number == i;
        if (is_here)
            return entry;
    }
    return NULL;
}

/* Walks as far as the path is written. *at is the last place found. */
static const struct tree_node *find_path(const struct bind_doc *doc, const char *path,
                                         struct src_pos *at)
{
    const struct tree_node *node = doc->root;
    *at = node->at;
    while (node != NULL && *path != '\0') {
        size_t n = strcspn(path, ".");
        const struct tree_entry *entry = step_below(node, path, n);
        node = entry != NULL ? entry->value : NULL;
        path += n + (path[n] == '.');
        if (node != NULL)
            *at = node->at;
    }
    const struct tree_entry *value = node != NULL ? tree_find(node, "value") : NULL;
    if (value != NULL)
        *at = value->value->at;
    return node;
}

struct src_pos bind_where(const struct bind_doc *doc, const char *path)
{
    struct src_pos at;
    find_path(doc, path, &at);
    return at;
}

bool bind_is_given(const struct bind_doc *doc, const char *path)
{
    struct src_pos at;
    const struct tree_node *node = find_path(doc, path, &at);
    return node != NULL && !node->is_cleared;
}

size_t bind_bases(const struct bind_doc *doc, const struct bind_basis **bases)
{
    *bases = doc->bases;
    return doc->n_bases;
}

size_t bind_files(const struct bind_doc *doc, const char *const **paths)
{
    *paths = doc->files;
    return doc->n_files;
}

void bind_print(const struct bind_doc *doc, const struct bind_row *rows, struct text *out)
{
    print_resolved(doc, rows, NULL, NULL, out);
}

void bind_print_moved(const struct bind_doc *doc, const struct bind_row *rows, bind_mover *move,
                      const void *context, struct text *out)
{
    print_resolved(doc, rows, move, context, out);
}

void bind_reference(const struct bind_row *rows, struct text *out)
{
    reference_write(rows, out);
}
