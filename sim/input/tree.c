#include "sim/input/tree.h"

#include <stdio.h>
#include <string.h>
#include <yaml.h>

#include "sim/base/arena.h"
#include "sim/base/text.h"
#include "sim/input/guard.h"
#include "sim/input/syntax.h"

/* ---- nodes ---------------------------------------------------------------------------- */

static struct tree_node *node_new(struct arena *home, enum tree_kind kind,
                                  const struct source *from, struct src_pos at)
{
    struct tree_node *node = arena_take_array(home, struct tree_node, 1);
    if (node != NULL)
        *node = (struct tree_node){.kind = kind, .from = from, .at = at};
    return node;
}

struct tree_node *tree_scalar(struct arena *home, const struct source *from, struct src_pos at,
                              const char *text)
{
    struct tree_node *node = node_new(home, TREE_SCALAR, from, at);
    if (node == NULL)
        return NULL;
    node->text = source_copy(home, text, strlen(text));
    node->is_plain = true;
    return node->text != NULL ? node : NULL;
}

struct tree_node *tree_map(struct arena *home, const struct source *from, struct src_pos at)
{
    return node_new(home, TREE_MAP, from, at);
}

static void link_entry(struct tree_node *node, struct tree_entry *entry)
{
    entry->next = NULL;
    if (node->last != NULL)
        node->last->next = entry;
    else
        node->first = entry;
    node->last = entry;
    node->count++;
}

struct tree_entry *tree_put(struct tree_node *map, const char *key, struct src_pos key_at,
                            int layer, struct tree_node *value, struct arena *home)
{
    struct tree_entry *entry = arena_take_array(home, struct tree_entry, 1);
    if (entry == NULL)
        return NULL;
    *entry = (struct tree_entry){.key = key, .key_at = key_at, .layer = layer, .value = value};
    link_entry(map, entry);
    return entry;
}

struct tree_entry *tree_find(const struct tree_node *map, const char *key)
{
    if (map == NULL || map->kind != TREE_MAP)
        return NULL;
    for (struct tree_entry *entry = map->first; entry != NULL; entry = entry->next)
        if (strcmp(entry->name != NULL ? entry->name : entry->key, key) == 0)
            return entry;
    return NULL;
}

void tree_drop(struct tree_node *map, const struct tree_entry *entry)
{
    struct tree_entry *before = NULL, **link = &map->first;
    while (*link != NULL && *link != entry) {
        before = *link;
        link = &before->next;
    }
    if (*link == NULL)
        return;
    *link = entry->next;
    if (map->last == entry)
        map->last = before;
    map->count--;
}

bool tree_is_none(const struct tree_node *node)
{
    return node->kind == TREE_SCALAR && node->is_plain && strcmp(node->text, "none") == 0;
}

bool tree_is_empty(const struct tree_node *node)
{
    return node->kind == TREE_SCALAR && node->is_plain && node->text[0] == '\0';
}

bool tree_report_colons(const struct tree_node *node, struct err *e)
{
    char text[ERR_ARG_BYTES];
    if (node->kind != TREE_SCALAR || !node->is_plain)
        return false;
    source_slice(node->at, text, sizeof text);
    if (guard_has_told(text) && node->from->option == NULL)
        return true;
    bool any = false;
    for (size_t line = node->first_line; line <= node->last_line; line++) {
        size_t column = 0;
        if (line == node->first_line && node->from->option == NULL)
            column = (size_t)node->at.column - 1;
        any = syntax_report_colon(node->from, line, column, e) || any;
    }
    return any;
}

/* ---- laying one tree on another --------------------------------------------------------- */

/* A basis is a statement about one value: a new value without one has none. */
static void drop_stale_basis(struct tree_node *base, const struct tree_node *over)
{
    const struct tree_entry *stale = tree_find(base, "basis");
    if (stale != NULL && (tree_find(over, "basis") != NULL || tree_find(over, "value") != NULL))
        tree_drop(base, stale);
}

/* {basis: ...} laid on a bare value is a statement about that value. */
static bool keeps_value(const struct tree_node *base, const struct tree_node *over)
{
    return over->kind == TREE_MAP && over->count == 1 && tree_find(over, "basis") != NULL &&
           base->kind != TREE_MAP && !tree_is_none(base);
}

struct tree_node *tree_merge(struct tree_node *base, struct tree_node *over, struct arena *home)
{
    if (keeps_value(base, over))
        return tree_put(over, "value", base->at, over->first->layer, base, home) ? over : NULL;
    if (base->kind != TREE_MAP || over->kind != TREE_MAP)
        return over;
    drop_stale_basis(base, over);
    base->at = over->at;
    base->from = over->from;
    for (struct tree_entry *entry = over->first, *next; entry != NULL; entry = next) {
        next = entry->next;
        struct tree_entry *below = tree_find(base, entry->key);
        if (below == NULL) {
            link_entry(base, entry);
            continue;
        }
        below->value = tree_merge(below->value, entry->value, home);
        below->key_at = entry->key_at;
        below->layer = entry->layer;
        if (below->value == NULL)
            return NULL;
    }
    return base;
}

/* ---- building from events --------------------------------------------------------------- */

struct open {
    struct tree_node *node;
    struct tree_entry *pending; /* a key that waits for its value */
    bool is_dropped;            /* the key stands here already: its value goes nowhere */
    bool is_flow, key_is_plain;
};

struct builder {
    const struct source *s;
    struct arena *home;
    struct err *e;
    struct tree_node *root;
    struct open open[TREE_DEPTH];
    int depth, layer, documents;
    long nodes;
};

static bool no_memory(struct builder *b)
{
    return err_add(b->e, ERR_NOMEM, ((struct src_pos){.file = b->s->name}), b->s->name);
}

static struct src_pos at_event(const struct builder *b, const yaml_event_t *event)
{
    yaml_mark_t from = event->start_mark, to = event->end_mark;
    size_t end = to.column;
    if (to.line != from.line)
        end = source_line_width(b->s, from.line);
    return source_at(b->s, from.line, from.column, end > from.column ? end - from.column : 1);
}

static bool report_number(struct builder *b, enum err_code code, struct src_pos at, const char *fmt,
                          long n)
{
    char text[40];
    snprintf(text, sizeof text, "%ld%s", n, fmt);
    return err_add(b->e, code, at, text);
}

/* "{weekday:4}" is a key with nothing behind it to YAML. Says so and reads it as meant. */
static bool split_key(struct builder *b, struct open *top, struct tree_node *value)
{
    struct tree_entry *entry = top->pending;
    const char *behind = syntax_after_colon(entry->key);
    if (!top->key_is_plain || behind == NULL || !tree_is_empty(value))
        return true;
    char slice[ERR_ARG_BYTES];
    source_slice(entry->key_at, slice, sizeof slice);
    if (!guard_has_told(slice) || b->s->option != NULL) {
        char better[2 * ERR_ARG_BYTES];
        snprintf(better, sizeof better, "%.*s %.*s", (int)(behind - entry->key), entry->key,
                 ERR_ARG_BYTES, behind);
        err_add(b->e, ERR_COLON_SPACE, entry->key_at, entry->key, better);
    }
    size_t n = (size_t)(behind - entry->key);
    char *key = source_copy(b->home, entry->key, n);
    if (key == NULL)
        return no_memory(b);
    key[n - 1] = '\0';
    int step = (int)text_count(key) + 1;
    value->text = behind;
    value->at = entry->key_at;
    value->at.column += step;
    value->at.width -= step;
    entry->key = key;
    entry->key_at.width = step - 1;
    return true;
}

/* Puts a finished or opened node where it belongs. */
static bool place(struct builder *b, struct tree_node *node)
{
    if (node == NULL)
        return no_memory(b);
    if (++b->nodes > TREE_NODES)
        return report_number(b, ERR_TOO_BIG, node->at, " values", TREE_NODES);
    if (b->depth == 0) {
        b->root = node;
        return true;
    }
    struct open *top = &b->open[b->depth - 1];
    if (top->node->count >= TREE_ENTRIES)
        return report_number(b, ERR_TOO_BIG, node->at, " entries", TREE_ENTRIES);
    if (top->node->kind == TREE_LIST)
        return tree_put(top->node, NULL, node->at, b->layer, node, b->home) || no_memory(b);
    if (!split_key(b, top, node))
        return false;
    top->pending->value = node;
    if (!top->is_dropped)
        link_entry(top->node, top->pending);
    top->pending = NULL;
    return true;
}

static bool awaits_key(const struct builder *b)
{
    const struct open *top = &b->open[b->depth > 0 ? b->depth - 1 : 0];
    return b->depth > 0 && top->node->kind == TREE_MAP && top->pending == NULL;
}

/* Anchors and tags would make one text mean another; reported once per node. */
static void refuse_extras(struct builder *b, const yaml_event_t *event, const yaml_char_t *anchor,
                          const yaml_char_t *tag)
{
    char what[ERR_ARG_BYTES];
    if (anchor == NULL && tag == NULL)
        return;
    if (anchor != NULL)
        snprintf(what, sizeof what, "&%.100s", (const char *)anchor);
    else
        snprintf(what, sizeof what, "%s", "!");
    struct src_pos at = at_event(b, event);
    at.width = anchor != NULL ? (int)text_count(what) : 1;
    err_add(b->e, ERR_ALIAS, at, what);
}

static bool take_key(struct builder *b, const char *key, const yaml_event_t *event)
{
    struct open *top = &b->open[b->depth - 1];
    struct src_pos at = at_event(b, event);
    const struct tree_entry *first = tree_find(top->node, key);
    top->key_is_plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    top->is_dropped = first != NULL;
    if (first != NULL) {
        char line[32];
        snprintf(line, sizeof line, "%d", first->key_at.line);
        err_add(b->e, ERR_KEY_TWICE, at, key, line);
    }
    if (top->key_is_plain && strcmp(key, "<<") == 0) {
        err_add(b->e, ERR_ALIAS, at, "<<");
        top->is_dropped = true;
    }
    if (top->node->count == 0 && !top->is_flow && at.column == top->node->at.column)
        top->node->at.width = at.line == top->node->at.line ? at.width : top->node->at.width;
    top->pending = arena_take_array(b->home, struct tree_entry, 1);
    if (top->pending == NULL)
        return no_memory(b);
    *top->pending = (struct tree_entry){.key = key, .key_at = at, .layer = b->layer};
    return true;
}

static bool take_scalar(struct builder *b, const yaml_event_t *event)
{
    const char *value = (const char *)event->data.scalar.value;
    size_t n = event->data.scalar.length;
    refuse_extras(b, event, event->data.scalar.anchor, event->data.scalar.tag);
    if (memchr(value, 0, n) != NULL)
        return err_add(b->e, ERR_CONTROL, at_event(b, event), "U+0000");
    if (awaits_key(b)) {
        char *key = source_copy(b->home, value, n);
        return key != NULL ? take_key(b, key, event) : no_memory(b);
    }
    struct tree_node *node = tree_scalar(b->home, b->s, at_event(b, event), value);
    if (node != NULL) {
        node->is_plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
        node->is_flawed = event->data.scalar.anchor != NULL || event->data.scalar.tag != NULL;
        node->first_line = event->start_mark.line;
        node->last_line = event->end_mark.line;
    }
    return place(b, node);
}

static bool take_alias(struct builder *b, const yaml_event_t *event)
{
    char what[ERR_ARG_BYTES];
    snprintf(what, sizeof what, "*%.100s", (const char *)event->data.alias.anchor);
    struct src_pos at = at_event(b, event);
    err_add(b->e, ERR_ALIAS, at, what);
    if (awaits_key(b))
        return false;
    struct tree_node *node = tree_scalar(b->home, b->s, at, what);
    if (node != NULL)
        node->is_flawed = true;
    return place(b, node);
}

static bool open_node(struct builder *b, const yaml_event_t *event, enum tree_kind kind,
                      bool is_flow)
{
    struct src_pos at = at_event(b, event);
    if (b->depth == TREE_DEPTH)
        return report_number(b, ERR_TOO_DEEP, at, "", TREE_DEPTH);
    if (awaits_key(b))
        return err_add(b->e, ERR_YAML, at, "a key must be plain text");
    const struct open *top = &b->open[b->depth > 0 ? b->depth - 1 : 0];
    if (!is_flow && b->depth > 0 && top->node->kind == TREE_MAP)
        at = top->pending->key_at;
    struct tree_node *node = node_new(b->home, kind, b->s, at);
    if (!place(b, node) || node == NULL)
        return false;
    node->first_line = event->start_mark.line;
    b->open[b->depth++] = (struct open){.node = node, .is_flow = is_flow};
    return true;
}

static bool take_start(struct builder *b, const yaml_event_t *event)
{
    if (event->type == YAML_SEQUENCE_START_EVENT) {
        refuse_extras(b, event, event->data.sequence_start.anchor, event->data.sequence_start.tag);
        return open_node(b, event, TREE_LIST,
                         event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE);
    }
    refuse_extras(b, event, event->data.mapping_start.anchor, event->data.mapping_start.tag);
    return open_node(b, event, TREE_MAP,
                     event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE);
}

/* A flow collection on one line is as wide as from its bracket to the closing one. */
static bool take_end(struct builder *b, const yaml_event_t *event)
{
    BUG_IF(b->depth == 0 || b->open[b->depth - 1].node == NULL);
    const struct open *top = &b->open[--b->depth];
    struct tree_node *node = top->node;
    node->last_line = event->end_mark.line;
    if (!top->is_flow)
        return true;
    struct src_pos end = source_at(b->s, event->end_mark.line, event->end_mark.column, 1);
    size_t line_end = source_line_width(b->s, node->first_line);
    node->at.width = node->first_line == node->last_line ? end.column - node->at.column
                                                         : (int)line_end - node->at.column + 1;
    if (node->at.width < 1)
        node->at.width = 1;
    return true;
}

static bool take_event(struct builder *b, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_SCALAR_EVENT:
        return take_scalar(b, event);
    case YAML_ALIAS_EVENT:
        return take_alias(b, event);
    case YAML_MAPPING_START_EVENT:
    case YAML_SEQUENCE_START_EVENT:
        return take_start(b, event);
    case YAML_MAPPING_END_EVENT:
    case YAML_SEQUENCE_END_EVENT:
        return take_end(b, event);
    case YAML_DOCUMENT_START_EVENT:
        if (b->documents++ > 0)
            return err_add(b->e, ERR_DOCUMENTS, at_event(b, event), "");
        return true;
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_STREAM_END_EVENT:
    case YAML_DOCUMENT_END_EVENT:
        break;
    }
    return true;
}

static bool run(struct builder *b, yaml_parser_t *parser)
{
    for (yaml_event_type_t type = YAML_NO_EVENT; type != YAML_STREAM_END_EVENT;) {
        yaml_event_t event;
        if (!yaml_parser_parse(parser, &event))
            return no_memory(b); /* the text itself has been checked */
        type = event.type;
        bool ok = take_event(b, &event);
        yaml_event_delete(&event);
        if (!ok)
            return false;
    }
    return true;
}

struct tree_node *tree_parse(const struct source *s, int layer, struct err *e)
{
    yaml_parser_t parser;
    struct builder b = {.s = s, .home = s->home, .e = e, .layer = layer};
    if (!yaml_parser_initialize(&parser)) {
        no_memory(&b);
        return NULL;
    }
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)s->bytes, s->n);
    bool ok = run(&b, &parser);
    yaml_parser_delete(&parser);
    if (ok && (b.root == NULL || tree_is_empty(b.root))) {
        err_add(e, ERR_EMPTY, source_at(s, 0, 0, 1), s->name, "empty file");
        return NULL;
    }
    return ok ? b.root : NULL;
}
