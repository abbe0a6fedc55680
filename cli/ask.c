#include "cli/ask.h"

#include <string.h>

#include "cli/run_ward.h"
#include "models/ward/scenario.h"
#include "sim/base/arena.h"
#include "sim/input/near.h"

/* A copy of n bytes with dots as underscores; NULL when memory ran out. */
static const char *plain(struct arena *home, const char *written, size_t n)
{
    char *copy = arena_take_array(home, char, n + 1);
    if (copy == NULL)
        return NULL;
    memcpy(copy, written, n);
    for (char *dot = strchr(copy, '.'); dot != NULL; dot = strchr(dot, '.'))
        *dot = '_';
    return copy;
}

static bool refuse(struct run *r, const char *option, const char *kind, const char *written,
                   const char **names, size_t n)
{
    const char *nearest = near_best(written, names, n);
    return err_add(&r->frame.err, ERR_NAME_UNKNOWN, ((struct src_pos){.file = option}), written,
                   kind, nearest != NULL ? nearest : "");
}

static bool find_measure(struct run *r, const struct run_catalog *all, const char *option,
                         const char *name, size_t *measure)
{
    for (size_t i = 0; i < all->n_measures; i++)
        if (strcmp(all->measures[i].name, name) == 0) {
            *measure = i;
            return true;
        }
    const char **names = arena_take_array(r->frame.home, const char *, all->n_measures);
    if (names == NULL)
        return err_add(&r->frame.err, ERR_NOMEM, SRC_NOWHERE, option);
    for (size_t i = 0; i < all->n_measures; i++)
        names[i] = all->measures[i].name;
    return refuse(r, option, "metric", name, names, all->n_measures);
}

/* Any spelling of a ward that scenarios know. */
static const char *canonical(const struct run *r, const char *written)
{
    const char *nearest = NULL, *name = NULL;
    if (r->model == &run_ward_model)
        name = scenario_ward_name(written, &nearest, &r->ward->data);
    return name != NULL ? name : written;
}

static bool find_place(struct run *r, const struct run_catalog *all, const char *option,
                       const char *written, size_t *place)
{
    const char *name = canonical(r, written);
    for (size_t i = 0; i < all->n_places; i++) {
        const struct run_place *p = &all->places[i];
        if (strcmp(p->name, name) == 0 || strcmp(p->code, name) == 0 ||
            strcmp(p->name_en, name) == 0) {
            *place = i;
            return true;
        }
    }
    const char **names = arena_take_array(r->frame.home, const char *, all->n_places);
    if (names == NULL)
        return err_add(&r->frame.err, ERR_NOMEM, SRC_NOWHERE, option);
    for (size_t i = 0; i < all->n_places; i++)
        names[i] = all->places[i].name;
    return refuse(r, option, r->model == &run_ward_model ? "ward" : "use", written, names,
                  all->n_places);
}

bool ask_measure(struct run *r, const struct run_catalog *all, const char *option,
                 const char *written, size_t *measure, size_t *place)
{
    const char *colon = strchr(written, ':');
    const char *rest = colon != NULL ? colon + 1 : written;
    const char *name = plain(r->frame.home, rest, strlen(rest));
    *place = 0;
    if (name == NULL)
        return err_add(&r->frame.err, ERR_NOMEM, SRC_NOWHERE, option);
    if (colon != NULL) {
        char *before = arena_take_array(r->frame.home, char, (size_t)(colon - written) + 1);
        if (before == NULL)
            return err_add(&r->frame.err, ERR_NOMEM, SRC_NOWHERE, option);
        memcpy(before, written, (size_t)(colon - written));
        if (!find_place(r, all, option, before, place))
            return false;
    }
    return find_measure(r, all, option, name, measure);
}

size_t ask_place_like(const struct run_catalog *all, const struct run_place *p)
{
    size_t i = 0;
    while (i < all->n_places && (strcmp(all->places[i].code, p->code) != 0 ||
                                 strcmp(all->places[i].access, p->access) != 0))
        i++;
    return i;
}
