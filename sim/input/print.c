#include "sim/input/print.h"

#include <string.h>

#include "sim/base/arena.h"
#include "sim/base/civil.h"
#include "sim/base/simtime.h"
#include "sim/base/text.h"
#include "sim/input/basis.h"
#include "sim/input/quantity.h"
#include "sim/input/scalar.h"

struct printer {
    const struct bind_doc *doc;
    struct text *out;
    int depth;
    bool has_dash;    /* the next line is the first one of a list item */
    bind_mover *move; /* NULL: paths stay as they are written */
    const void *context;
};

/* Starts a line: two blanks per level, the last two a dash where an item begins. */
static void key_line(struct printer *p, const char *key)
{
    for (int i = p->has_dash ? 1 : 0; i < p->depth; i++)
        text_add(p->out, "  ");
    text_add(p->out, p->has_dash ? "- " : "");
    p->has_dash = false;
    text_add_yaml(p->out, key);
    text_add(p->out, ":");
}

/* ---- values ------------------------------------------------------------------------- */

union member {
    int32_t whole;
    double real;
    sim_span span;
    bool flag;
};

static void add_member(struct text *out, const struct bind_row *row, const union member *m)
{
    char text[QUANTITY_BYTES] = "";
    if (row->kind == BIND_SHARE || row->kind == BIND_RATE || row->kind == BIND_REAL)
        quantity_show(m->real,
                      row->kind == BIND_SHARE  ? QUANTITY_SHARE
                      : row->kind == BIND_RATE ? QUANTITY_RATE
                                               : QUANTITY_PLAIN,
                      row->unit, text);
    else if (row->kind == BIND_SPAN)
        quantity_show((double)m->span.us, QUANTITY_SPAN, row->unit, text);
    else if (row->kind == BIND_CLOCK)
        quantity_show_clock(m->whole, text);
    else if (row->kind == BIND_MONTHDAY)
        quantity_show_monthday(m->whole, text);
    else if (row->kind == BIND_DATE)
        civil_format(m->whole, text);
    else
        quantity_show(m->whole, QUANTITY_PLAIN, NULL, text);
    if (row->kind == BIND_CLOCK || row->kind == BIND_MONTHDAY)
        text_add_json(out, text);
    else
        text_add(out, text);
}

/* One scalar in its canonical form. What cannot be read stays as it was written. */
static void add_scalar(struct text *out, const struct bind_row *row, const char *written)
{
    union member m = {0};
    struct err e = {0};
    struct scalar from = {.key = row->key, .text = written, .style = SCALAR_RAW, .folder = ""};
    bool is_word = row->kind == BIND_FILE || row->kind == BIND_CHOICE;
    if (is_word)
        text_add_yaml(out, written);
    else if (row->kind == BIND_TEXT || !scalar_read(row, &from, &m, out->home, &e))
        text_add_json(out, written);
    else if (row->kind == BIND_FLAG)
        text_add(out, m.flag ? "yes" : "no");
    else
        add_member(out, row, &m);
}

static void add_counts(struct text *out, const struct bind_row *row, const struct tree_node *list)
{
    struct bind_row element = *row;
    element.kind = BIND_COUNT;
    text_add(out, "[");
    for (const struct tree_entry *entry = list->first; entry != NULL; entry = entry->next) {
        text_add(out, entry == list->first ? "" : ", ");
        add_scalar(out, &element, entry->value->kind == TREE_SCALAR ? entry->value->text : "");
    }
    text_add(out, "]");
}

static void add_value(struct text *out, const struct bind_row *row, const struct tree_node *node)
{
    if (row->kind == BIND_COUNTS && node->kind == TREE_LIST)
        add_counts(out, row, node);
    else
        add_scalar(out, row, node->kind == TREE_SCALAR ? node->text : "");
    text_add(out, "\n");
}

/* ---- bases ---------------------------------------------------------------------------- */

static void print_basis(struct printer *p, const struct tree_node *map)
{
    static const char *const keys[] = {"range", "note", "source"};
    const struct tree_entry *basis = tree_find(map, "basis");
    if (basis == NULL || basis->value->kind != TREE_MAP)
        return;
    const char *kind = basis_kind(basis_text(basis->value, "kind"));
    key_line(p, "basis");
    text_add(p->out, "\n");
    p->depth++;
    key_line(p, "kind");
    text_addf(p->out, " %s\n", kind != NULL ? kind : "ASSUMPTION");
    for (size_t i = 0; i < COUNT_OF(keys); i++) {
        const char *text = basis_text(basis->value, keys[i]);
        if (text == NULL)
            continue;
        key_line(p, keys[i]);
        text_add(p->out, " ");
        text_add_json(p->out, text);
        text_add(p->out, "\n");
    }
    p->depth--;
}

/* ---- rows ----------------------------------------------------------------------------- */

static void print_map(struct printer *p, const struct bind_row *rows, const struct tree_node *map);

/* A mapping below a key; "{}" when nothing stands in it. */
static void print_below(struct printer *p, const struct bind_row *rows, const struct tree_node *map)
{
    size_t before = p->out->length;
    text_add(p->out, "\n");
    size_t start = p->out->length;
    p->depth++;
    print_map(p, rows, map);
    p->depth--;
    if (p->out->length == start && p->out->bytes != NULL && !p->out->failed) {
        p->out->length = before;
        p->out->bytes[before] = '\0';
        text_add(p->out, " {}\n");
    }
}

static void print_list(struct printer *p, const struct bind_row *row, const struct tree_node *list)
{
    text_add(p->out, list->count > 0 ? "\n" : " []\n");
    p->depth += 2;
    for (const struct tree_entry *entry = list->first; entry != NULL; entry = entry->next) {
        p->has_dash = true;
        if (entry->value->kind == TREE_MAP)
            print_map(p, row->sub, entry->value);
        if (!p->has_dash)
            continue;
        for (int i = 1; i < p->depth; i++)
            text_add(p->out, "  ");
        text_add(p->out, "- {}\n");
        p->has_dash = false;
    }
    p->depth -= 2;
}

static void print_named(struct printer *p, const struct bind_row *row, const struct tree_node *map)
{
    size_t shown = 0;
    p->depth++;
    for (const struct tree_entry *entry = map->first; entry != NULL; entry = entry->next) {
        if (entry->value->kind != TREE_MAP)
            continue; /* taken back by none */
        text_add(p->out, shown++ == 0 ? "\n" : "");
        key_line(p, entry->name != NULL ? entry->name : entry->key);
        print_below(p, row->sub, entry->value);
    }
    p->depth--;
    if (shown == 0)
        text_add(p->out, " {}\n");
}

/* A path as it has to be written where the text goes to. */
static void add_path(struct printer *p, const struct tree_node *node)
{
    const char *folder = node->from != NULL ? node->from->folder : p->doc->folder;
    const char *path = source_join(p->out->home, folder, node->text);
    const char *moved = path != NULL ? p->move(path, p->out->home, p->context) : NULL;
    p->out->failed = p->out->failed || moved == NULL;
    text_add_yaml(p->out, moved != NULL ? moved : node->text);
    text_add(p->out, "\n");
}

static void add_written(struct printer *p, const struct bind_row *row,
                        const struct tree_node *value)
{
    text_add(p->out, " ");
    if (row->kind == BIND_FILE && p->move != NULL && value->kind == TREE_SCALAR)
        add_path(p, value);
    else
        add_value(p->out, row, value);
}

/* A scalar or COUNTS: bare, or in the long form when it has a basis. */
static void print_scalar(struct printer *p, const struct bind_row *row,
                         const struct tree_node *value, const struct tree_node *written)
{
    bool is_long = written != NULL && tree_find(written, "basis") != NULL;
    if (!is_long) {
        add_written(p, row, value);
        return;
    }
    text_add(p->out, "\n");
    p->depth++;
    key_line(p, "value");
    add_written(p, row, value);
    print_basis(p, written);
    p->depth--;
}

/* The default as a node; NULL when the row has none, or without memory. */
static const struct tree_node *default_value(struct printer *p, const struct bind_row *row,
                                             struct tree_node *scalar)
{
    const char *text = doc_default(row);
    if (text == NULL || text[0] == '\0')
        return NULL;
    if (scalar_is(row->kind) && row->fallback[0] != '"') {
        *scalar = (struct tree_node){.kind = TREE_SCALAR, .text = row->fallback};
        return scalar;
    }
    const struct tree_node *node = doc_fallback(row, p->doc->home);
    p->out->failed = p->out->failed || node == NULL;
    return node;
}

static void print_row(struct printer *p, const struct bind_row *row, const struct tree_node *map)
{
    struct tree_node scalar;
    const struct tree_entry *entry = map != NULL ? tree_find(map, row->key) : NULL;
    const struct tree_node *value = entry != NULL ? doc_value(row, entry->value) : NULL;
    if (value == NULL)
        value = default_value(p, row, &scalar);
    if (value == NULL || row->kind == BIND_LATER)
        return;
    key_line(p, row->key);
    if (row->kind == BIND_GROUP)
        print_below(p, row->sub, value);
    else if (row->kind == BIND_LIST)
        print_list(p, row, value);
    else if (row->kind == BIND_NAMED)
        print_named(p, row, value);
    else
        print_scalar(p, row, value, entry != NULL ? entry->value : NULL);
}

static void print_map(struct printer *p, const struct bind_row *rows, const struct tree_node *map)
{
    for (const struct bind_row *row = rows; row->key != NULL; row++)
        print_row(p, row, map);
    print_basis(p, map);
}

/* id and title are the reader's own unless the rows name them. */
static void print_own(struct printer *p, const struct bind_row *rows, const char *key)
{
    const struct tree_entry *entry = tree_find(p->doc->root, key);
    if (doc_row(rows, key) != NULL || entry == NULL || entry->value->kind != TREE_SCALAR)
        return;
    key_line(p, key);
    text_add(p->out, " ");
    text_add_json(p->out, entry->value->text);
    text_add(p->out, "\n");
}

void print_resolved(const struct bind_doc *doc, const struct bind_row *rows, bind_mover *move,
                    const void *context, struct text *out)
{
    struct printer p = {.doc = doc, .out = out, .move = move, .context = context};
    text_add(out, "schema: madosim/1\n");
    print_own(&p, rows, "id");
    print_own(&p, rows, "title");
    print_map(&p, rows, doc->root);
}
