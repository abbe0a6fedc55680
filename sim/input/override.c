#include "sim/input/override.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/base/arena.h"
#include "sim/base/text.h"
#include "sim/input/guard.h"
#include "sim/input/scalar.h"
#include "sim/input/suggest.h"
#include "sim/input/syntax.h"

struct setting {
    struct bind_doc *doc;
    struct err *e;
    struct source *source; /* the value; its option is the whole assignment */
    const char *path;      /* without the value, dots in it replaced by NUL as we go */
    int layer;
    const char *rest; /* of the path behind the step, not yet cut; NULL = nothing */
};

/* Where the walk stands: a node of this row, whose sub rows name what is below. */
struct place {
    const struct bind_row *row; /* NULL at the root                      */
    const struct bind_row *rows;
    struct tree_node *node;
    char parent[ERR_ARG_BYTES]; /* path so far, for messages             */
};

static bool no_memory(struct setting *s)
{
    return err_add(s->e, ERR_NOMEM, ((struct src_pos){.file = "--set"}), s->source->option);
}

/* The position of a step of the path within the assignment. */
static struct src_pos at_step(const struct setting *s, const char *step)
{
    struct src_pos at = source_at(s->source, 0, 0, text_count(step));
    const char *p = s->source->option;
    at.column = 1;
    for (size_t n = (size_t)(step - s->path); p < s->source->option + n; at.column++)
        text_next(&p);
    return at;
}

static struct src_pos at_value(const struct setting *s)
{
    return source_at(s->source, 0, 0, text_count(s->source->bytes));
}

/* The value as a tree: YAML for brackets, where the row is no text, else one scalar. */
static struct tree_node *value_node(struct setting *s, enum bind_kind kind)
{
    const char *text = s->source->bytes;
    if (!source_split(s->source, s->e))
        return NULL;
    bool is_yaml = kind != BIND_TEXT && (text[0] == '[' || text[0] == '{');
    if (!is_yaml) {
        struct tree_node *node = tree_scalar(s->doc->home, s->source, at_value(s), text);
        if (node == NULL)
            no_memory(s);
        return node;
    }
    if (!syntax_check(s->source, s->e))
        return NULL;
    return tree_parse(s->source, s->layer, s->e);
}

static bool unknown_step(struct setting *s, const struct place *p, const char *step)
{
    char better[ERR_ARG_BYTES] = "";
    if (p->rows != NULL)
        suggest_key(p->rows, step, better);
    size_t n = strlen(better);
    bool is_elsewhere = strchr(better, '.') != NULL; /* what follows moves with it */
    if (is_elsewhere && s->rest != NULL && n + 1 + strlen(s->rest) < sizeof better)
        snprintf(better + n, sizeof better - n, ".%s", s->rest);
    return err_add(s->e, ERR_KEY_UNKNOWN, at_step(s, step), step, p->parent, better);
}

/* The entry of a map under this key or name, made with an empty map when it is absent. */
static struct tree_entry *entry_for(struct setting *s, struct tree_node *map, const char *key,
                                    struct src_pos at)
{
    struct tree_entry *entry = tree_find(map, key);
    if (entry != NULL)
        return entry;
    struct tree_node *empty = tree_map(s->doc->home, s->source, at);
    const char *copy = source_copy(s->doc->home, key, strlen(key));
    if (empty != NULL && copy != NULL)
        entry = tree_put(map, copy, at, s->layer, empty, s->doc->home);
    if (entry == NULL)
        no_memory(s);
    return entry;
}

/* Below a NAMED row: the step is a name in any spelling. */
static struct tree_entry *step_name(struct setting *s, struct place *p, const char *step)
{
    const char *nearest = NULL, *name = step;
    if (p->row->resolve != NULL)
        name = p->row->resolve(step, &nearest, p->row->resolve_context);
    if (name == NULL) {
        err_add(s->e, ERR_NAME_UNKNOWN, at_step(s, step), step,
                p->row->name_kind != NULL ? p->row->name_kind : p->row->key,
                nearest != NULL ? nearest : "");
        return NULL;
    }
    if (!doc_settle_names(p->node, p->row, s->doc->home)) {
        no_memory(s);
        return NULL;
    }
    return entry_for(s, p->node, name, at_step(s, step));
}

/* Below a LIST row: the step is the number of an element that is there. */
static struct tree_entry *step_item(struct setting *s, struct place *p, const char *step)
{
    char *end;
    unsigned long n = strtoul(step, &end, 10);
    struct tree_entry *entry =
        n > 0 && *end == '\0' && *step >= '0' && *step <= '9' ? p->node->first : NULL;
    for (; entry != NULL && n > 1; n--)
        entry = entry->next;
    if (entry == NULL)
        unknown_step(s, p, step);
    return entry;
}

/* One step down. An element of a LIST or NAMED is then a group with the same sub rows. */
static struct tree_entry *take_step(struct setting *s, struct place *p, const char *step)
{
    struct tree_entry *entry = NULL;
    bool is_named = p->row != NULL && p->row->kind == BIND_NAMED;
    bool is_list = p->row != NULL && p->row->kind == BIND_LIST;
    if (is_named) {
        entry = step_name(s, p, step);
    } else if (is_list) {
        entry = step_item(s, p, step);
    } else {
        p->row = p->rows != NULL ? doc_row(p->rows, step) : NULL;
        if (p->row != NULL)
            entry = entry_for(s, p->node, step, at_step(s, step));
        else
            unknown_step(s, p, step);
        p->rows = p->row != NULL ? p->row->sub : NULL;
        return entry;
    }
    p->rows = p->row->sub;
    p->row = NULL;
    return entry;
}

/* Makes sure that the walk can go below the entry: a value that is none or something
 * else than a collection gives way to an empty map. */
static bool open_entry(struct setting *s, struct place *p, struct tree_entry *entry)
{
    bool wants_list = p->row != NULL && p->row->kind == BIND_LIST;
    if (!wants_list && entry->value->kind != TREE_MAP) {
        struct tree_node *empty = tree_map(s->doc->home, s->source, entry->key_at);
        if (empty == NULL)
            return no_memory(s);
        entry->value = empty;
    }
    if (wants_list && entry->value->kind != TREE_LIST)
        entry->value->is_flawed = true; /* the step below will be refused */
    p->node = entry->value;
    return true;
}

static void append_step(char to[ERR_ARG_BYTES], const char *step)
{
    struct doc_path above = {NULL, to[0] != '\0' ? to : NULL};
    char longer[ERR_ARG_BYTES];
    doc_path_text(&above, step, longer, sizeof longer);
    memcpy(to, longer, sizeof longer);
}

/* A value that is no YAML has been reported; in its place stands one that nobody binds. */
static bool put_value(struct setting *s, struct tree_entry *entry, enum bind_kind kind,
                      const char *step)
{
    struct tree_node *value = value_node(s, kind);
    bool ok = value != NULL;
    if (!ok)
        value = tree_scalar(s->doc->home, s->source, at_value(s), "");
    if (value == NULL)
        return false;
    value->is_flawed = value->is_flawed || !ok;
    entry->value = value;
    entry->key_at = at_step(s, step);
    entry->layer = s->layer;
    return ok;
}

static bool walk(struct setting *s, const struct bind_row *rows, char *path)
{
    struct place p = {.rows = rows, .node = s->doc->root};
    for (char *step = path, *dot; step != NULL; step = dot) {
        dot = strchr(step, '.');
        if (dot != NULL)
            *dot++ = '\0';
        s->rest = dot;
        struct tree_entry *entry = take_step(s, &p, step);
        if (entry == NULL)
            return false;
        append_step(p.parent, step);
        if (dot == NULL)
            return put_value(s, entry, p.row != NULL ? p.row->kind : BIND_GROUP, step);
        if (!open_entry(s, &p, entry))
            return false;
    }
    return false;
}

/* Fills the setting and cuts the assignment in two; NULL after a mistake. */
static char *prepare(struct setting *s, const char *assignment, int nth)
{
    struct arena *home = s->doc->home;
    struct src_pos at = {.file = "--set", .line = nth, .column = 1};
    size_t bad;
    const char *equals = strchr(assignment, '=');
    bool is_utf8 = text_is_utf8(assignment, strlen(assignment), &bad);
    if (!is_utf8 || equals == NULL || equals == assignment) {
        at.excerpt = is_utf8 ? source_copy(home, assignment, strlen(assignment)) : NULL;
        at.width = is_utf8 ? (int)text_count(assignment) : 1;
        err_add(s->e, ERR_OVERRIDE, at, is_utf8 ? assignment : "");
        return NULL;
    }
    s->source = arena_take_array(home, struct source, 1);
    char *path = source_copy(home, assignment, (size_t)(equals - assignment));
    const char *option = source_copy(home, assignment, strlen(assignment));
    if (s->source == NULL || path == NULL || option == NULL) {
        err_add(s->e, ERR_NOMEM, at, "--set");
        return NULL;
    }
    s->path = path;
    if (!source_take(s->source, "--set", equals + 1, strlen(equals + 1), DOC_BYTES, home, s->e))
        return NULL;
    s->source->option = option;
    s->source->option_number = nth;
    s->source->option_column = text_count(path) + 1;
    return path;
}

bool override_set(struct bind_doc *doc, const struct bind_row *rows, const char *assignment,
                  int nth, struct err *e)
{
    struct setting s = {.doc = doc, .e = e, .layer = DOC_SET_LAYER + nth};
    int before = e->count;
    char *path = prepare(&s, assignment, nth);
    bool ok = path != NULL && walk(&s, rows, path) && e->count == before;
    doc->has_mistakes = doc->has_mistakes || !ok;
    return ok;
}
