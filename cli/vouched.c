#include "cli/vouched.h"

#include <string.h>

#include "cli/origin.h"
#include "sim/base/arena.h"

enum { VALUE_BYTES = 200 };

struct list {
    struct bind_basis *items;
    size_t count;
};

static bool is_below(const char *path, const char *above)
{
    size_t n = strlen(above);
    return n > 0 && strncmp(path, above, n) == 0 && path[n] == '.';
}

/* Written in the mapping, and not what the basis speaks of; what has a basis of its own is not in
 * question. */
static bool is_changed(const struct origin *o, const struct bind_basis *b)
{
    bool has_own = o->basis != NULL && strlen(o->basis->path) > strlen(b->path);
    return is_below(o->path, b->path) && o->at.file != NULL && o->basis != b && !has_own;
}

static size_t count_changed(const struct origins *all, const struct bind_basis *b)
{
    size_t n = 0;
    for (size_t i = 0; i < all->count; i++)
        n += is_changed(&all->items[i], b);
    return n;
}

/* "mean 15 min, cv 0.4" of what is left; NULL when nothing is. */
static const char *value_left(const struct origins *all, const struct bind_basis *b,
                              struct text *out)
{
    for (size_t i = 0; i < all->count; i++) {
        const struct origin *o = &all->items[i];
        if (o->basis != b || !is_below(o->path, b->path))
            continue;
        if (out->length > VALUE_BYTES) {
            text_add(out, ", …");
            break;
        }
        text_addf(out, "%s%s %s", out->length > 0 ? ", " : "", o->path + strlen(b->path) + 1,
                  o->value);
    }
    return out->length > 0 ? text_get(out) : NULL;
}

/* Which file or --set; NULL when memory ran out. */
static const char *place_of(const struct origin *o, struct arena *home)
{
    struct text t;
    text_init(&t, home);
    text_add(&t, o->at.file);
    if (o->at.line > 0 && strncmp(o->at.file, "--set", strlen("--set")) != 0)
        text_addf(&t, ":%d", o->at.line);
    return t.failed ? NULL : text_get(&t);
}

static bool add_parts(const struct origins *all, const struct bind_basis *b, struct arena *home,
                      struct list *out)
{
    struct text value;
    text_init(&value, home);
    struct bind_basis left = *b;
    left.value = value_left(all, b, &value);
    if (left.value != NULL)
        out->items[out->count++] = left;
    for (size_t i = 0; i < all->count; i++) {
        const struct origin *o = &all->items[i];
        if (!is_changed(o, b))
            continue;
        struct bind_basis changed = {
            .path = o->path, .value = o->value, .kind = REPORT_CHANGED, .at = o->at};
        changed.source = place_of(o, home);
        if (changed.source == NULL)
            return false;
        out->items[out->count++] = changed;
    }
    return !value.failed;
}

bool vouched_list(const struct run *r, const struct bind_basis **out, size_t *n)
{
    const struct bind_basis *bases;
    struct origins all;
    size_t n_bases = bind_bases(r->doc, &bases), room = n_bases;
    if (!origin_list(r, &all))
        return false;
    for (size_t i = 0; i < n_bases; i++)
        room += count_changed(&all, &bases[i]);
    struct list list = {arena_take_array(r->frame.home, struct bind_basis, room + 1), 0};
    if (list.items == NULL)
        return false;
    for (size_t i = 0; i < n_bases; i++)
        if (count_changed(&all, &bases[i]) == 0)
            list.items[list.count++] = bases[i];
        else if (!add_parts(&all, &bases[i], r->frame.home, &list))
            return false;
    *out = list.items;
    *n = list.count;
    return true;
}
