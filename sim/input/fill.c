#include "sim/input/fill.h"

#include <stdio.h>
#include <string.h>

#include "sim/base/arena.h"
#include "sim/base/bug.h"
#include "sim/input/scalar.h"
#include "sim/input/suggest.h"

enum { ROWS_MAX = 128, PATH_BYTES = ERR_ARG_BYTES };

struct fill {
    struct bind_doc *doc;
    struct arena *home;
    struct err *e;
    bool is_default; /* inside a default: a mistake is ours */
};

/* One row, one place in the tree, one member. `entry` is NULL inside lists. */
struct slot {
    const struct bind_row *row;
    const struct tree_node *node;
    const struct doc_path *path; /* ends with the key of this row */
    void *member;
};

/* ---- the reader's own keys ---------------------------------------------------------- */

static const char *const kind_words[] = {"FACT", "DERIVED", "ASSUMPTION", "公表",
                                         "計算", "仮定",    "実測",       NULL};

/* clang-format off */
const struct bind_row fill_basis_rows[] = {
    {.key = "kind", .kind = BIND_CHOICE, .offset = offsetof(struct fill_basis, kind),
     .choices = kind_words, .meaning_ja = "公表・実測、計算、仮定のどれか",
     .meaning_en = "published or measured, computed, or assumed"},
    {.key = "range", .kind = BIND_TEXT, .offset = offsetof(struct fill_basis, range),
     .fallback = "", .meaning_ja = "ありうる幅", .meaning_en = "what it may be"},
    {.key = "note", .kind = BIND_TEXT, .offset = offsetof(struct fill_basis, note),
     .fallback = "", .meaning_ja = "説明", .meaning_en = "explanation"},
    {.key = "source", .kind = BIND_TEXT, .offset = offsetof(struct fill_basis, source),
     .fallback = "", .meaning_ja = "出典", .meaning_en = "where it comes from"},
    {.key = NULL},
};
/* clang-format on */

const char *fill_basis_kind(int32_t choice)
{
    return kind_words[choice % 3];
}

static bool is_own_key(const char *key, bool is_root)
{
    static const char *const own[] = {"schema", "id", "title", "extends"};
    if (strcmp(key, "basis") == 0)
        return true;
    for (size_t i = 0; is_root && i < COUNT_OF(own); i++)
        if (strcmp(own[i], key) == 0)
            return true;
    return false;
}

static bool fill_map(struct fill *f, const struct bind_row *rows, const struct tree_node *map,
                     const struct doc_path *path, void *target);

static void check_basis(struct fill *f, const struct tree_node *node, const struct doc_path *path)
{
    struct fill_basis basis;
    struct doc_path below = {path, "basis"};
    fill_map(f, fill_basis_rows, node, &below, &basis);
}

static void check_schema(struct fill *f, const struct tree_node *map)
{
    static const char name[] = "madosim/1";
    const struct tree_entry *entry = tree_find(map, "schema");
    if (entry == NULL) {
        if (!f->doc->is_partial)
            err_add(f->e, ERR_KEY_MISSING, map->at, "schema", "");
        return;
    }
    bool is_text = entry->value->kind == TREE_SCALAR;
    if (!is_text || strcmp(entry->value->text, name) != 0)
        err_add(f->e, ERR_CHOICE, entry->value->at, "schema", is_text ? entry->value->text : "",
                name, name);
}

/* ---- values ----------------------------------------------------------------------------- */

static bool no_memory(struct fill *f, struct src_pos at, const char *what)
{
    return err_add(f->e, ERR_NOMEM, at, what);
}

static void path_of(const struct slot *slot, char to[PATH_BYTES])
{
    doc_path_text(slot->path, NULL, to, PATH_BYTES);
}

/* The node is of another shape than the row wants. */
static bool refuse_shape(struct fill *f, const struct slot *slot, const char *example)
{
    char path[PATH_BYTES], text[ERR_ARG_BYTES];
    if (slot->node->is_flawed)
        return false;
    path_of(slot, path);
    if (tree_is_empty(slot->node))
        return err_add(f->e, ERR_EMPTY, slot->node->at, path);
    bool wants_map = slot->row->kind == BIND_GROUP || slot->row->kind == BIND_NAMED ||
                     slot->row->kind == BIND_LIST;
    if (wants_map && tree_report_colons(slot->node, f->e))
        return false;
    source_slice(slot->node->at, text, sizeof text);
    if (slot->node->kind != TREE_SCALAR && text[0] != '[' && text[0] != '{')
        text[0] = '\0'; /* lines below a key, at which it stands */
    return err_add(f->e, ERR_KIND, slot->node->at, path, text, scalar_kind_word(slot->row->kind),
                   example);
}

/* A plain value over several lines is a line indented too far, unless a text is wanted
 * and none of its lines looks like a key. */
static bool is_folded_by_mistake(struct fill *f, const struct slot *slot)
{
    const struct tree_node *node = slot->node;
    bool is_text = slot->row->kind == BIND_TEXT;
    if (!node->is_plain || node->from == NULL || node->last_line <= node->first_line)
        return false;
    if (is_text && strchr(node->text, ':') == NULL)
        return false;
    size_t line = node->first_line + 1;
    while (line < node->last_line && source_line_width(node->from, line) == 0)
        line++;
    const char *text = line < node->from->n_lines ? node->from->lines[line] : "";
    size_t indent = strspn(text, " ");
    char above[32];
    snprintf(above, sizeof above, "%d", node->at.line);
    err_add(f->e, ERR_INDENT,
            source_at(node->from, line, indent, source_line_width(node->from, line) - indent),
            above);
    return true;
}

static bool fill_scalar(struct fill *f, const struct slot *slot)
{
    char path[PATH_BYTES];
    const struct tree_node *node = slot->node;
    if (node->kind != TREE_SCALAR || tree_is_empty(node))
        return refuse_shape(f, slot, scalar_example(slot->row));
    if (node->is_flawed || is_folded_by_mistake(f, slot))
        return false;
    path_of(slot, path);
    bool is_raw = f->is_default || node->from->option != NULL;
    struct scalar from = {.key = path,
                          .text = node->text,
                          .style = is_raw           ? SCALAR_RAW
                                   : node->is_plain ? SCALAR_PLAIN
                                                    : SCALAR_QUOTED,
                          .at = node->at,
                          .folder = f->is_default ? f->doc->folder : node->from->folder};
    return scalar_read(slot->row, &from, slot->member, f->home, f->e);
}

static bool is_count_within(struct fill *f, const struct slot *slot, size_t count)
{
    const struct bind_row *row = slot->row;
    double n = (double)count;
    if ((row->least == 0 && row->most == 0) || (n >= row->least && n <= row->most))
        return true;
    char path[PATH_BYTES], text[32], least[ERR_ARG_BYTES], most[ERR_ARG_BYTES];
    path_of(slot, path);
    snprintf(text, sizeof text, "%zu", count);
    scalar_show_bound(row, row->least, NULL, least);
    scalar_show_bound(row, row->most, NULL, most);
    return err_add(f->e, ERR_RANGE, slot->node->at, path, text, least, most);
}

/* Memory for the elements; *items stays NULL for none. */
static bool take_items(struct fill *f, const struct slot *slot, size_t size, void **items)
{
    struct bind_list *list = slot->member;
    size_t count = slot->node->count;
    *list = (struct bind_list){0};
    *items = NULL;
    if (count == 0)
        return true;
    *items = arena_take(f->home, count, size);
    if (*items == NULL)
        return no_memory(f, slot->node->at, slot->row->key);
    *list = (struct bind_list){*items, count};
    return true;
}

static bool fill_counts(struct fill *f, const struct slot *slot)
{
    void *items;
    char step[32];
    if (slot->node->kind != TREE_LIST)
        return refuse_shape(f, slot, "[2, 4]");
    if (!take_items(f, slot, sizeof(int32_t), &items))
        return false;
    struct bind_row element = *slot->row;
    element.kind = BIND_COUNT;
    element.fallback = NULL;
    size_t i = 0;
    for (const struct tree_entry *entry = slot->node->first; entry != NULL; entry = entry->next) {
        struct doc_path path = {slot->path, step};
        snprintf(step, sizeof step, "%zu", i + 1);
        struct slot below = {&element, entry->value, &path, (int32_t *)items + i++};
        fill_scalar(f, &below);
    }
    return true;
}

static bool fill_group(struct fill *f, const struct slot *slot)
{
    if (slot->node->kind != TREE_MAP) {
        char example[ERR_ARG_BYTES];
        snprintf(example, sizeof example, "%s: ...",
                 slot->row->sub[0].key != NULL ? slot->row->sub[0].key : "key");
        return refuse_shape(f, slot, example);
    }
    return fill_map(f, slot->row->sub, slot->node, slot->path, slot->member);
}

/* One element of a LIST or NAMED: a group of its own. */
static void fill_element(struct fill *f, const struct slot *slot, const struct tree_node *node,
                         const char *step, void *member)
{
    struct doc_path path = {slot->path, step};
    struct bind_row group = *slot->row;
    group.kind = BIND_GROUP;
    struct slot below = {&group, node, &path, member};
    if (!node->is_flawed)
        fill_group(f, &below);
}

static bool fill_list(struct fill *f, const struct slot *slot)
{
    void *items;
    char step[32];
    if (slot->node->kind != TREE_LIST)
        return refuse_shape(f, slot, "- ...");
    if (!take_items(f, slot, slot->row->sub_size, &items))
        return false;
    size_t i = 0;
    for (const struct tree_entry *entry = slot->node->first; entry != NULL; entry = entry->next) {
        snprintf(step, sizeof step, "%zu", i + 1);
        fill_element(f, slot, entry->value, step, (char *)items + slot->row->sub_size * i++);
    }
    return is_count_within(f, slot, i);
}

/* Says what is wrong with the name of an entry, if anything is. */
static void check_name(struct fill *f, const struct slot *slot, const struct tree_entry *entry)
{
    const struct bind_row *row = slot->row;
    const char *nearest = NULL;
    if (row->resolve != NULL && row->resolve(entry->key, &nearest, row->resolve_context) == NULL) {
        err_add(f->e, ERR_NAME_UNKNOWN, entry->key_at, entry->key,
                row->name_kind != NULL ? row->name_kind : row->key, nearest != NULL ? nearest : "");
        return;
    }
    for (const struct tree_entry *other = slot->node->first; other != entry; other = other->next) {
        if (strcmp(other->name, entry->name) != 0)
            continue;
        char line[32];
        snprintf(line, sizeof line, "%d", other->key_at.line);
        err_add(f->e, ERR_KEY_TWICE, entry->key_at, entry->key, line);
        return;
    }
}

static bool fill_named(struct fill *f, const struct slot *slot)
{
    void *items;
    size_t i = 0;
    if (slot->node->kind != TREE_MAP)
        return refuse_shape(f, slot, "name: {...}");
    if (!take_items(f, slot, slot->row->sub_size, &items))
        return false;
    for (const struct tree_entry *entry = slot->node->first; entry != NULL; entry = entry->next) {
        check_name(f, slot, entry);
        if (tree_is_none(entry->value))
            continue;
        char *element = (char *)items + slot->row->sub_size * i++;
        const char *name = source_copy(f->home, entry->name, strlen(entry->name));
        if (name == NULL)
            return no_memory(f, entry->key_at, entry->name);
        fill_element(f, slot, entry->value, entry->name, element);
        *(const char **)(void *)element = name;
    }
    ((struct bind_list *)slot->member)->count = i;
    return is_count_within(f, slot, i);
}

static bool fill_node(struct fill *f, const struct slot *slot)
{
    switch (slot->row->kind) {
    case BIND_COUNTS:
        return fill_counts(f, slot);
    case BIND_GROUP:
        return fill_group(f, slot);
    case BIND_LIST:
        return fill_list(f, slot);
    case BIND_NAMED:
        return fill_named(f, slot);
    case BIND_TEXT:
    case BIND_COUNT:
    case BIND_REAL:
    case BIND_SHARE:
    case BIND_SPAN:
    case BIND_RATE:
    case BIND_CLOCK:
    case BIND_DATE:
    case BIND_MONTHDAY:
    case BIND_CHOICE:
    case BIND_FLAG:
    case BIND_FILE:
    case BIND_LATER:
        break;
    }
    return fill_scalar(f, slot);
}

/* ---- names -------------------------------------------------------------------------------- */

static bool settle(struct tree_node *map, const struct bind_row *rows, struct arena *home);

static bool settle_value(struct tree_node *value, const struct bind_row *row, struct arena *home)
{
    bool is_map = value->kind == TREE_MAP;
    if (row->kind == BIND_GROUP)
        return !is_map || settle(value, row->sub, home);
    bool has_items =
        (row->kind == BIND_NAMED && is_map) || (row->kind == BIND_LIST && value->kind == TREE_LIST);
    if (!has_items)
        return true;
    if (is_map && !doc_settle_names(value, row, home))
        return false;
    for (struct tree_entry *item = value->first; item != NULL; item = item->next) {
        item->value->is_cleared = tree_is_none(item->value);
        if (item->value->kind == TREE_MAP && !settle(item->value, row->sub, home))
            return false;
    }
    return true;
}

/* Canonical names for the whole tree, before anything is filled or looked up. */
static bool settle(struct tree_node *map, const struct bind_row *rows, struct arena *home)
{
    for (struct tree_entry *entry = map->first; entry != NULL; entry = entry->next) {
        const struct bind_row *row = doc_row(rows, entry->key);
        if (row == NULL)
            continue;
        entry->value->is_cleared = doc_is_cleared(row, entry->value);
        if (!settle_value(entry->value, row, home))
            return false;
    }
    return true;
}

/* ---- defaults --------------------------------------------------------------------------- */

/* The default as a node that claims to stand at `at`; NULL without memory. */
static struct tree_node *default_node(struct fill *f, const struct bind_row *row, struct src_pos at)
{
    static const struct source ours = {.name = "(default)", .folder = ""};
    if (scalar_is(row->kind) && row->fallback[0] != '"')
        return tree_scalar(f->home, &ours, at, row->fallback);
    struct tree_node *node = doc_fallback(row, f->home);
    if (node == NULL || !settle_value(node, row, f->home))
        return NULL;
    node->at = at;
    return node;
}

/* A required key that nobody wrote is reported at `at`, where its parent stands. */
static bool fill_default(struct fill *f, const struct slot *slot, struct src_pos at)
{
    const struct bind_row *row = slot->row;
    const char *text = doc_default(row);
    if (row->kind == BIND_LATER || (text != NULL && text[0] == '\0'))
        return true;
    if (text == NULL) {
        char parent[PATH_BYTES];
        doc_path_text(slot->path->up, NULL, parent, sizeof parent);
        return f->doc->is_partial || err_add(f->e, ERR_KEY_MISSING, at, row->key, parent);
    }
    struct slot below = *slot;
    below.node = default_node(f, row, at);
    if (below.node == NULL)
        return no_memory(f, at, row->key);
    int before = f->e->count;
    struct fill inner = *f;
    inner.is_default = true;
    fill_node(&inner, &below);
    for (int i = before; i < f->e->count && i < ERR_LIST_MAX; i++) {
        enum err_code code = f->e->item[i].code;
        bool is_ours = code != ERR_NOMEM && code != ERR_OPEN && code != ERR_KEY_MISSING;
        BUG_IF(is_ours); /* a table row with a default that the row itself refuses */
    }
    return f->e->count == before;
}

/* ---- maps --------------------------------------------------------------------------------- */

/* {value: 15 min, basis: {...}}: both are checked, nothing else may stand there. */
static void check_long_form(struct fill *f, const struct tree_node *map,
                            const struct doc_path *path)
{
    char text[PATH_BYTES];
    for (const struct tree_entry *entry = map->first; entry != NULL; entry = entry->next) {
        if (strcmp(entry->key, "basis") == 0) {
            check_basis(f, entry->value, path);
        } else if (strcmp(entry->key, "value") != 0) {
            doc_path_text(path, NULL, text, sizeof text);
            err_add(f->e, ERR_KEY_UNKNOWN, entry->key_at, entry->key, text, "value");
        }
    }
}

static void fill_entry(struct fill *f, const struct tree_entry *entry, const struct slot *slot)
{
    const struct bind_row *row = slot->row;
    struct slot inner = *slot;
    char path[PATH_BYTES];
    if (row->kind == BIND_LATER) {
        path_of(slot, path);
        err_add(f->e, ERR_NOT_SERVED, entry->key_at, path);
        return;
    }
    bool has_long_form = scalar_is(row->kind) || row->kind == BIND_COUNTS;
    if (has_long_form && entry->value->kind == TREE_MAP)
        check_long_form(f, entry->value, slot->path);
    inner.node = doc_value(row, entry->value);
    if (inner.node == NULL)
        fill_default(f, &inner, entry->value->at);
    else
        fill_node(f, &inner);
}

static void report_unknown(struct fill *f, const struct tree_entry *entry,
                           const struct bind_row *rows, const struct doc_path *path)
{
    char parent[PATH_BYTES], better[ERR_ARG_BYTES];
    doc_path_text(path, NULL, parent, sizeof parent);
    suggest_key(rows, entry->key, better);
    err_add(f->e, ERR_KEY_UNKNOWN, entry->key_at, entry->key, parent, better);
}

static bool fill_map(struct fill *f, const struct bind_row *rows, const struct tree_node *map,
                     const struct doc_path *path, void *target)
{
    bool seen[ROWS_MAX] = {false};
    int before = f->e->count;
    if (map->kind != TREE_MAP) {
        BUG_IF(path == NULL); /* load_layers() saw to the root */
        struct bind_row group = {.key = path->step, .kind = BIND_GROUP, .sub = rows};
        struct slot slot = {&group, map, path, target};
        return refuse_shape(f, &slot, "kind: ASSUMPTION");
    }
    for (const struct tree_entry *entry = map->first; entry != NULL; entry = entry->next) {
        const struct bind_row *row = doc_row(rows, entry->key);
        struct doc_path below = {path, entry->key};
        if (row == NULL && is_own_key(entry->key, path == NULL)) {
            if (strcmp(entry->key, "basis") == 0)
                check_basis(f, entry->value, path);
            continue;
        }
        if (row == NULL) {
            report_unknown(f, entry, rows, path);
            continue;
        }
        BUG_IF(row - rows >= ROWS_MAX);
        seen[row - rows] = true;
        struct slot slot = {row, NULL, &below, (char *)target + row->offset};
        fill_entry(f, entry, &slot);
    }
    for (const struct bind_row *row = rows; row->key != NULL; row++) {
        struct doc_path below = {path, row->key};
        struct slot slot = {row, NULL, &below, (char *)target + row->offset};
        BUG_IF(row - rows >= ROWS_MAX);
        if (!seen[row - rows])
            fill_default(f, &slot, map->at);
    }
    return f->e->count == before;
}

bool fill_struct(struct bind_doc *doc, const struct bind_row *rows, void *target,
                 struct arena *home, struct err *e)
{
    struct fill f = {doc, home, e, false};
    int before = e->count;
    if (!settle(doc->root, rows, doc->home))
        return no_memory(&f, doc->root->at, doc->files[0]);
    check_schema(&f, doc->root);
    fill_map(&f, rows, doc->root, NULL, target);
    return e->count == before;
}
