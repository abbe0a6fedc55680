/* tree.h - a YAML file as nodes that remember where each of them was written.
 *
 * Only the part of YAML that people need: mappings, lists and scalars. Anchors, aliases,
 * merge keys and tags are refused, every key is text, a key stands once. Depth at most
 * TREE_DEPTH, so a hostile file stops early. Nodes live in the source's arena and may be
 * changed by whoever owns the whole tree.
 */
#ifndef INPUT_TREE_H
#define INPUT_TREE_H

#include "sim/input/source.h"

enum { TREE_DEPTH = 32, TREE_NODES = 100000, TREE_ENTRIES = 3000 };

enum tree_kind { TREE_SCALAR, TREE_MAP, TREE_LIST };

struct tree_node {
    enum tree_kind kind;
    bool is_plain;   /* SCALAR: written without quotes                               */
    bool is_flawed;  /* already reported; whoever binds it says nothing more         */
    bool is_cleared; /* the plain word none, and its row takes that as "nothing said" */
    struct src_pos at;
    const struct source *from;
    size_t first_line, last_line;    /* in `from`, counted from 0                      */
    const char *text;                /* SCALAR                                         */
    struct tree_entry *first, *last; /* MAP and LIST, in the order of writing       */
    size_t count;
};

struct tree_entry {
    const char *key;  /* as written; NULL in a list                                 */
    const char *name; /* canonical form of the key once somebody has resolved it    */
    struct src_pos key_at;
    int layer; /* which file or --set it came from, as given to tree_parse()        */
    struct tree_node *value;
    struct tree_entry *next;
};

/* Builds the tree of a text that syntax_check() has passed. NULL when no tree could be
 * made; *e says why. A tree with smaller mistakes (keys given twice, aliases, a key
 * without its space) is returned too, and they are in *e. An empty text is ERR_EMPTY. */
struct tree_node *tree_parse(const struct source *s, int layer, struct err *e) MUST_CHECK;

/* New nodes in the same style; NULL without memory. */
struct tree_node *tree_scalar(struct arena *home, const struct source *from, struct src_pos at,
                              const char *text) MUST_CHECK;
struct tree_node *tree_map(struct arena *home, const struct source *from,
                           struct src_pos at) MUST_CHECK;
struct tree_entry *tree_put(struct tree_node *map, const char *key, struct src_pos key_at,
                            int layer, struct tree_node *value, struct arena *home) MUST_CHECK;

/* By canonical name where there is one, else by the key as written; NULL when absent. */
struct tree_entry *tree_find(const struct tree_node *map, const char *key);
void tree_drop(struct tree_node *map, const struct tree_entry *entry);

/* The plain word none, which takes back what a file further down said. */
bool tree_is_none(const struct tree_node *node);
/* A key with nothing behind it. */
bool tree_is_empty(const struct tree_node *node);

/* Lays `over` on `base` and returns the result: maps merge by key, everything else is
 * replaced; a basis goes with the value it is about. Both trees are used up. NULL
 * without memory. */
struct tree_node *tree_merge(struct tree_node *base, struct tree_node *over,
                             struct arena *home) MUST_CHECK;

/* Reports ERR_COLON_SPACE for each line of a plain scalar that looks like key:value. True
 * when there was such a line, or when its full-width colon has been reported before. */
bool tree_report_colons(const struct tree_node *node, struct err *e);

#endif
