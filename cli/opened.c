#include "cli/opened.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "sim/base/arena.h"
#include "sim/input/source.h"
#include "sim/output/outfile.h"

enum { BYTES_MOST = 1 << 20 };

struct run *opened_new(struct frame *f, const char *file)
{
    struct run *r = arena_take_array(f->home, struct run, 1);
    if (r == NULL) {
        (void)err_add(&f->err, ERR_NOMEM, SRC_NOWHERE, file);
        return NULL;
    }
    r->frame = *f;
    r->frame.err = (struct err){0};
    r->frame.options.file = file;
    return r;
}

bool opened_read(struct run *r)
{
    return run_choose(r) && r->model->read(r);
}

int opened_put(struct frame *f, const struct text *out)
{
    bool is_file = f->options.target != NULL;
    const char *name = is_file ? f->options.target : "stdout";
    if (out->failed) {
        (void)err_add(&f->err, ERR_NOMEM, SRC_NOWHERE, name);
        return frame_fail(f, FRAME_FAILED);
    }
    if (is_file)
        return outfile_write(name, text_get(out), out->length, &f->err)
                   ? FRAME_OK
                   : frame_fail(f, FRAME_FAILED);
    fputs(text_get(out), stdout);
    if (fflush(stdout) == 0 && !ferror(stdout))
        return FRAME_OK;
    (void)err_add(&f->err, ERR_WRITE, SRC_NOWHERE, name, strerror(errno));
    f->options.json = false; /* where JSON would go nothing can be written */
    return frame_fail(f, FRAME_FAILED);
}

const char *opened_bytes(struct frame *f, const char *path, size_t *n)
{
    FILE *in = fopen(path, "rb");
    if (in == NULL) {
        (void)source_refuse(path, errno, SRC_NOWHERE, f->home, &f->err);
        return NULL;
    }
    char *bytes = arena_take_array(f->home, char, BYTES_MOST + 1);
    if (bytes == NULL) {
        (void)err_add(&f->err, ERR_NOMEM, SRC_NOWHERE, path);
        (void)fclose(in);
        return NULL;
    }
    *n = fread(bytes, 1, BYTES_MOST, in);
    bool is_read = !ferror(in), is_whole = fgetc(in) == EOF;
    const char *why = is_read ? "" : strerror(errno);
    (void)fclose(in);
    bytes[*n] = '\0';
    if (is_read && is_whole)
        return bytes;
    (void)err_add(&f->err, is_read ? ERR_TOO_BIG : ERR_OPEN, SRC_NOWHERE, is_read ? "1 MiB" : path,
                  why);
    return NULL;
}
