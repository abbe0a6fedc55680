#include "sim/input/suggest.h"

#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "sim/base/text.h"
#include "sim/input/guard.h"
#include "sim/input/near.h"

static void narrow(const char *from, char to[ERR_ARG_BYTES])
{
    size_t n = 0;
    const char *start = from;
    for (uint32_t c; (c = text_next(&from)) != 0 && n + 4 < ERR_ARG_BYTES; start = from) {
        uint32_t half = guard_narrow(c);
        size_t size = half < 0x80 ? 1 : (size_t)(from - start);
        if (half < 0x80)
            to[n] = (char)half;
        else
            memcpy(to + n, start, size);
        n += size;
    }
    to[n] = '\0';
}

static int distance_to(const struct bind_row *row, const char *written)
{
    int least = near_distance(written, row->key);
    for (const char *const *alias = row->aliases; alias != NULL && *alias != NULL; alias++) {
        int distance = near_distance(written, *alias);
        least = distance < least ? distance : least;
    }
    return least;
}

static const struct bind_row *nearest(const struct bind_row *rows, const char *written)
{
    size_t n = text_count(written);
    int limit = n < 6 ? 1 : (int)(n / 3);
    const struct bind_row *best = NULL;
    for (const struct bind_row *row = rows; row->key != NULL && limit >= 0; row++) {
        int distance = distance_to(row, written);
        if (distance <= limit) {
            best = row;
            limit = distance - 1;
        }
    }
    return best;
}

/* Depth first through the groups; the path grows from the front on the way back. */
static bool find_below(const struct bind_row *rows, const char *written, char to[ERR_ARG_BYTES])
{
    for (const struct bind_row *row = rows; row->key != NULL; row++) {
        bool is_meant = distance_to(row, written) == 0;
        if (is_meant)
            snprintf(to, ERR_ARG_BYTES, "%s", row->key);
        else if (row->kind != BIND_GROUP || !find_below(row->sub, written, to))
            continue;
        else {
            char rest[ERR_ARG_BYTES];
            memcpy(rest, to, ERR_ARG_BYTES);
            snprintf(to, ERR_ARG_BYTES, "%.60s.%.90s", row->key, rest);
        }
        return true;
    }
    return false;
}

/* A name of one of the rows, where its key has been left out: wards.青葉 for 青葉. */
static bool find_named(const struct bind_row *rows, const char *written, bool is_exact,
                       char to[ERR_ARG_BYTES])
{
    for (const struct bind_row *row = rows; row->key != NULL; row++) {
        const char *nearest_name = NULL, *name = NULL;
        if (row->kind != BIND_NAMED || row->resolve == NULL)
            continue;
        name = row->resolve(written, &nearest_name, row->resolve_context);
        if (name == NULL && !is_exact)
            name = nearest_name;
        if (name == NULL)
            continue;
        snprintf(to, ERR_ARG_BYTES, "%.60s.%.90s", row->key, name);
        return true;
    }
    return false;
}

void suggest_key(const struct bind_row *rows, const char *written, char to[ERR_ARG_BYTES])
{
    char text[ERR_ARG_BYTES];
    narrow(written, text);
    to[0] = '\0';
    const struct bind_row *row = nearest(rows, text);
    if (find_named(rows, written, true, to))
        return;
    if (row != NULL)
        snprintf(to, ERR_ARG_BYTES, "%s", row->key);
    else if (!find_below(rows, text, to))
        find_named(rows, written, false, to);
}
