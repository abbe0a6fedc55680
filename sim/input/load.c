#include "sim/input/load.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "sim/base/arena.h"
#include "sim/input/guard.h"
#include "sim/input/syntax.h"

struct chain {
    struct bind_doc *doc;
    struct err *e;
    const struct source *source[DOC_FILES];
    struct tree_node *root[DOC_FILES];
};

static bool no_memory(struct err *e, const char *name)
{
    return err_add(e, ERR_NOMEM, ((struct src_pos){.file = name}), name);
}

static bool root_is_map(const struct tree_node *root, struct err *e)
{
    if (root->kind == TREE_MAP)
        return true;
    char text[ERR_ARG_BYTES];
    source_slice(root->at, text, sizeof text);
    return tree_report_colons(root, e)
               ? false
               : err_add(e, ERR_KIND, root->at, "", text, "group", "schema: madosim/1");
}

/* The tree of one file; NULL when there is none. */
static struct tree_node *read_tree(struct source *s, int layer, struct err *e)
{
    if (!guard_encoding(s, e) || !source_split(s, e))
        return NULL;
    if (guard_layout(s, e) == GUARD_BROKEN || !syntax_check(s, e))
        return NULL;
    struct tree_node *root = tree_parse(s, layer, e);
    return root != NULL && root_is_map(root, e) ? root : NULL;
}

/* The value of `extends`, taken out of the root; NULL when there is none to follow. */
static const struct tree_node *take_extends(struct chain *c, struct tree_node *root)
{
    const struct tree_entry *entry = tree_find(root, "extends");
    if (entry == NULL)
        return NULL;
    tree_drop(root, entry);
    const struct tree_node *value = entry->value;
    char text[ERR_ARG_BYTES];
    if (value->is_flawed || tree_is_none(value))
        return NULL;
    if (value->kind != TREE_SCALAR) {
        source_slice(value->at, text, sizeof text);
        err_add(c->e, ERR_KIND, value->at, "extends", text, "file", "base.yaml");
    } else if (value->text[0] == '\0') {
        err_add(c->e, ERR_EMPTY, entry->key_at, "extends");
    } else if (source_is_absolute(value->text)) {
        err_add(c->e, ERR_PATH, value->at, value->text);
    } else {
        return value;
    }
    c->doc->is_partial = true;
    return NULL;
}

static bool is_same_file(const char *a, const char *b)
{
    struct stat p, q;
    if (strcmp(a, b) == 0)
        return true;
    return stat(a, &p) == 0 && stat(b, &q) == 0 && p.st_dev == q.st_dev && p.st_ino == q.st_ino;
}

/* True and an error when the path is one of the files that led to it. */
static bool is_cycle(const struct chain *c, const char *path, struct src_pos at)
{
    size_t n = c->doc->n_files, first = 0;
    while (first < n && !is_same_file(c->doc->files[first], path))
        first++;
    if (first == n)
        return false;
    char text[ERR_ARG_BYTES] = "";
    size_t length = 0;
    for (size_t i = first; i < n && length < sizeof text; i++)
        length += (size_t)snprintf(text + length, sizeof text - length, "%s > ", c->doc->files[i]);
    if (length < sizeof text)
        snprintf(text + length, sizeof text - length, "%s", path);
    err_add(c->e, ERR_EXTENDS_CYCLE, at, text);
    return true;
}

/* Reads the bytes of the next file down; NULL after a mistake. */
static struct source *open_below(struct chain *c, const struct tree_node *value)
{
    struct arena *home = c->doc->home;
    struct source *s = arena_take_array(home, struct source, 1);
    const char *path = source_join(home, value->from->folder, value->text);
    if (s == NULL || path == NULL) {
        no_memory(c->e, value->text);
        return NULL;
    }
    if (is_cycle(c, path, value->at))
        return NULL;
    if (c->doc->n_files == DOC_FILES) {
        char limit[16];
        snprintf(limit, sizeof limit, "%d", DOC_FILES);
        err_add(c->e, ERR_TOO_DEEP, value->at, limit);
        return NULL;
    }
    return source_read(s, path, DOC_BYTES, value->at, home, c->e) ? s : NULL;
}

/* Reads files downwards until one extends nothing. */
static void read_chain(struct chain *c, struct source *top)
{
    struct bind_doc *doc = c->doc;
    for (struct source *s = top; s != NULL;) {
        size_t i = doc->n_files;
        c->source[i] = s;
        doc->files[doc->n_files++] = s->name;
        c->root[i] = read_tree(s, (int)i, c->e);
        if (c->root[i] == NULL)
            break;
        const struct tree_node *value = take_extends(c, c->root[i]);
        if (value == NULL)
            return;
        s = open_below(c, value);
    }
    doc->is_partial = true;
}

bool load_layers(struct bind_doc *doc, struct source *top, struct err *e)
{
    struct chain c = {.doc = doc, .e = e};
    int before = e->count;
    doc->folder = top->folder;
    read_chain(&c, top);
    doc->has_mistakes = e->count > before;
    for (size_t i = doc->n_files; i-- > 0 && c.root[0] != NULL;) {
        if (c.root[i] == NULL)
            continue;
        doc->root = doc->root == NULL ? c.root[i] : tree_merge(doc->root, c.root[i], doc->home);
        if (doc->root == NULL)
            return no_memory(e, top->name);
    }
    return doc->root != NULL;
}
