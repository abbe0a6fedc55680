#include "sim/input/flat.h"

#include <string.h>

#include "sim/base/arena.h"
#include "sim/base/bug.h"
#include "sim/base/text.h"

enum { DEPTH_MOST = 32, INDENT = 2, NO_BASIS = DEPTH_MOST };

/* One open level: the length of the path up to it, and which list element is open below it. */
struct level {
    size_t length;
    int element;
};

struct reader {
    struct arena *home;
    struct flat_setting *items;
    size_t count, capacity;
    struct text path;
    struct level level[DEPTH_MOST + 1];
    int basis; /* level of the basis that is being skipped, or NO_BASIS */
};

static const char *copy(struct arena *home, const char *s, size_t n)
{
    char *to = arena_take_array(home, char, n + 1);
    if (to != NULL)
        memcpy(to, s, n);
    return to;
}

static bool add(struct reader *r, const char *value, size_t n)
{
    static const char long_form[] = ".value";
    size_t length = r->path.length, tail = strlen(long_form);
    if (length > tail && strcmp(text_get(&r->path) + length - tail, long_form) == 0)
        length -= tail;
    if (r->count == r->capacity) {
        size_t more = r->capacity > 0 ? 2 * r->capacity : 256;
        struct flat_setting *items =
            arena_extend(r->home, r->items, r->count * sizeof *items, more * sizeof *items);
        if (items == NULL)
            return false;
        r->items = items;
        r->capacity = more;
    }
    struct flat_setting *s = &r->items[r->count++];
    s->path = copy(r->home, text_get(&r->path), length);
    s->value = copy(r->home, value, n);
    return s->path != NULL && s->value != NULL;
}

static void open_level(struct reader *r, int depth, int element)
{
    r->level[depth] = (struct level){r->path.length, element};
}

/* Where the key ends: at the first ": " or the last ":" of the line, outside quotes. */
static size_t key_bytes(const char *line, size_t n)
{
    bool is_quoted = false;
    for (size_t i = 0; i < n; i++) {
        if (line[i] == '"' && (i == 0 || line[i - 1] != '\\'))
            is_quoted = !is_quoted;
        if (!is_quoted && line[i] == ':' && (i + 1 == n || line[i + 1] == ' '))
            return i;
    }
    return n;
}

/* "key: value" at a depth, in elements of lists after their dash. */
static bool take(struct reader *r, int depth, const char *line, size_t n)
{
    size_t key = key_bytes(line, n);
    text_cut(&r->path, r->level[depth].length);
    if (r->path.length > 0)
        text_add(&r->path, ".");
    text_add_bytes(&r->path, line, key);
    if (key == strlen("basis") && strncmp(line, "basis", key) == 0)
        r->basis = depth;
    open_level(r, depth + 1, 0);
    if (key + 2 > n || r->basis != NO_BASIS)
        return true;
    return add(r, line + key + 2, n - key - 2);
}

static bool take_line(struct reader *r, const char *line, size_t n)
{
    size_t blanks = strspn(line, " ");
    int depth = (int)blanks / INDENT;
    BUG_IF(depth + 1 >= DEPTH_MOST || blanks > n);
    bool is_item = strncmp(line + blanks, "- ", INDENT) == 0;
    if (depth <= r->basis)
        r->basis = NO_BASIS;
    if (r->basis != NO_BASIS)
        return true;
    if (!is_item)
        return take(r, depth, line + blanks, n - blanks);
    text_cut(&r->path, r->level[depth].length);
    text_addf(&r->path, ".%d", ++r->level[depth].element);
    open_level(r, depth + 1, 0);
    return take(r, depth + 1, line + blanks + INDENT, n - blanks - INDENT);
}

bool flat_read(const char *resolved, struct arena *home, struct flat *out)
{
    struct reader r = {.home = home, .basis = NO_BASIS};
    text_init(&r.path, home);
    for (const char *line = resolved; *line != '\0';) {
        size_t n = strcspn(line, "\n");
        if (n > 0 && !take_line(&r, line, n))
            return false;
        line += n + (line[n] == '\n');
    }
    *out = (struct flat){r.items, r.count};
    return !r.path.failed;
}

const char *flat_find(const struct flat *f, const char *path)
{
    for (size_t i = 0; i < f->count; i++)
        if (strcmp(f->items[i].path, path) == 0)
            return f->items[i].value;
    return NULL;
}

bool flat_compare(const struct flat *a, const struct flat *b, struct arena *home,
                  const struct flat_change **changes, size_t *n)
{
    struct flat_change *all = arena_take_array(home, struct flat_change, a->count + b->count + 1);
    *n = 0;
    if (all == NULL)
        return false;
    for (size_t i = 0; i < b->count; i++) {
        const char *before = flat_find(a, b->items[i].path);
        if (before == NULL || strcmp(before, b->items[i].value) != 0)
            all[(*n)++] = (struct flat_change){b->items[i].path, before, b->items[i].value};
    }
    for (size_t i = 0; i < a->count; i++)
        if (flat_find(b, a->items[i].path) == NULL)
            all[(*n)++] = (struct flat_change){a->items[i].path, a->items[i].value, NULL};
    *changes = all;
    return true;
}
