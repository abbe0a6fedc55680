/* What is exported: a results folder with all its tables. */
#include "cli/export.h"

bool export_open(struct frame *f, struct export *x, int *code)
{
    x->frame = f;
    if (!stored_open(f, f->options.file, &x->stored, code))
        return false;
    x->folder = f->options.target != NULL ? f->options.target : f->options.file;
    for (size_t i = 0; i < x->stored.n_names; i++) {
        const char *name = x->stored.names[i];
        if (!stored_has(&x->stored, name) || x->n_tables + 1 >= STORED_TABLES_MAX)
            continue;
        if (!stored_read(&x->stored, name, &x->tables[x->n_tables])) {
            *code = frame_fail(f, FRAME_INVALID);
            return false;
        }
        x->n_tables++;
    }
    x->tables[x->n_tables++] = x->stored.columns;
    return true;
}
