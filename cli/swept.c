#include "cli/swept.h"

#include <string.h>

#include "sim/base/arena.h"
#include "sim/input/readback.h"
#include "sim/output/csv.h"
#include "sim/output/outfile.h"

static const char *path_in(const struct run *r)
{
    struct text path;
    text_init(&path, r->frame.home);
    text_addf(&path, "%s/%s", r->swept != NULL ? r->swept : r->folder, SWINGS_FILE);
    return text_get(&path);
}

static bool has_all(const struct table *t)
{
    static const char *const needed[] = {"run_id", "reps", "setting", "end", "set_to", "promise"};
    for (size_t i = 0; i < COUNT_OF(needed); i++)
        if (!table_has(t, needed[i]))
            return false;
    return true;
}

bool swept_read(const struct run *r, const char *path, struct table *table, struct swings *out)
{
    size_t n;
    struct err silent = {0}; /* a file that is none of ours is not used, whatever it is */
    const struct table_column *columns = swings_columns(&n);
    enum verdict now = verdict_of(r->model->promise(r), r->said.target_share);
    return readback_csv(path, "assumptions", columns, n, r->frame.home, table, &silent) &&
           has_all(table) && swings_read(table, now, r->frame.home, out) &&
           strcmp(out->run_id, r->run_id) == 0;
}

const struct swings *swept_here(const struct run *r)
{
    struct table table;
    struct swings *found = arena_take_array(r->frame.home, struct swings, 1);
    const char *path = path_in(r);
    if (found == NULL || !outfile_exists(path))
        return NULL;
    return swept_read(r, path, &table, found) ? found : NULL;
}

bool swept_put(struct run *r, const struct table *table)
{
    struct text csv;
    text_init(&csv, r->frame.home);
    csv_print(table, &csv);
    if (csv.failed)
        return err_add(&r->frame.err, ERR_NOMEM, SRC_NOWHERE, SWINGS_FILE);
    return outfile_write(path_in(r), text_get(&csv), csv.length, &r->frame.err);
}
