#include "cli/origin.h"

#include <string.h>

#include "cli/relative.h"
#include "sim/base/arena.h"
#include "sim/input/flat.h"

static const char *move(const char *path, struct arena *home, const void *context)
{
    const char *folder = context;
    return relative_path(path, folder, home);
}

bool origin_print(const struct run *r, const char *folder, struct text *out)
{
    bind_print_moved(r->doc, r->model->rows(), move, folder, out);
    return !out->failed;
}

/* Does what is said of a mapping hold for a setting in it? */
static bool is_below(const char *path, const char *above)
{
    size_t n = strlen(above);
    return n > 0 && strncmp(path, above, n) == 0 && (path[n] == '.' || path[n] == '\0');
}

/* What a file says of a mapping of its own does not vouch for what another file puts into it. */
static bool is_about(const struct bind_basis *b, const char *path, const struct src_pos *at)
{
    bool is_own = strcmp(b->path, path) == 0;
    return is_own || (is_below(path, b->path) && strcmp(b->at.file, at->file) == 0);
}

/* The basis of the value itself, else of the nearest mapping around it. */
static const struct bind_basis *basis_of(const struct run *r, const char *path,
                                         const struct src_pos *at)
{
    const struct bind_basis *all, *nearest = NULL;
    size_t n = bind_bases(r->doc, &all);
    for (size_t i = 0; i < n; i++)
        if (is_about(&all[i], path, at) &&
            (nearest == NULL || strlen(all[i].path) > strlen(nearest->path)))
            nearest = &all[i];
    return nearest;
}

bool origin_list(const struct run *r, struct origins *out)
{
    struct text resolved;
    struct flat flat;
    text_init(&resolved, r->frame.home);
    if (!origin_print(r, "", &resolved) || !flat_read(text_get(&resolved), r->frame.home, &flat))
        return false;
    struct origin *items = arena_take_array(r->frame.home, struct origin, flat.count + 1);
    for (size_t i = 0; i < flat.count && items != NULL; i++) {
        const char *path = flat.items[i].path;
        items[i] = (struct origin){.path = path, .value = flat.items[i].value};
        if (!bind_is_given(r->doc, path))
            continue;
        items[i].at = bind_where(r->doc, path);
        items[i].basis = basis_of(r, path, &items[i].at);
        const char *near = relative_path(items[i].at.file, "", r->frame.home);
        items[i].at.file = near != NULL ? near : items[i].at.file; /* --set is no file */
    }
    *out = (struct origins){items, flat.count};
    return items != NULL;
}

const char *origin_word(const struct origin *o, bool japanese)
{
    static const struct {
        const char *kind, *ja;
    } words[] = {{"FACT", "公表・実測"}, {"DERIVED", "計算"}, {"ASSUMPTION", "仮定"}};
    if (o->at.file == NULL)
        return japanese ? "既定値" : "default";
    for (size_t i = 0; i < COUNT_OF(words) && o->basis != NULL; i++)
        if (strcmp(words[i].kind, o->basis->kind) == 0)
            return japanese ? words[i].ja : words[i].kind;
    return "";
}
