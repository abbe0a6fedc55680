#include "sim/input/source.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "sim/base/arena.h"
#include "sim/base/text.h"
#include "sim/input/meant.h"

enum { FIRST_BYTES = 16 * 1024 };

char *source_copy(struct arena *home, const char *from, size_t n)
{
    char *copy = arena_take_array(home, char, n + 1);
    if (copy != NULL && n > 0)
        memcpy(copy, from, n);
    return copy;
}

char *source_join(struct arena *home, const char *folder, const char *path)
{
    size_t n = strlen(folder), m = strlen(path);
    char *joined = arena_take_array(home, char, n + m + 1);
    if (joined == NULL)
        return NULL;
    memcpy(joined, folder, n);
    memcpy(joined + n, path, m);
    return joined;
}

bool source_is_absolute(const char *path)
{
    bool has_drive = ((path[0] | 0x20) >= 'a' && (path[0] | 0x20) <= 'z') && path[1] == ':';
    return path[0] == '/' || path[0] == '\\' || has_drive;
}

static bool no_memory(struct err *e, const char *name)
{
    return err_add(e, ERR_NOMEM, ((struct src_pos){.file = name}), name);
}

static bool too_big(struct err *e, const char *name, size_t limit)
{
    char text[32];
    snprintf(text, sizeof text, "%zu MiB", limit >> 20);
    return err_add(e, ERR_TOO_BIG, ((struct src_pos){.file = name}), text);
}

static bool name_it(struct source *s, const char *name, struct arena *home, struct err *e)
{
    const char *slash = strrchr(name, '/');
    *s = (struct source){.home = home, .bytes = ""};
    s->name = source_copy(home, name, strlen(name));
    s->folder = source_copy(home, name, slash != NULL ? (size_t)(slash + 1 - name) : 0);
    return (s->name != NULL && s->folder != NULL) || no_memory(e, name);
}

/* Reads until the end of the file or one byte over the limit, doubling the buffer. */
static bool read_stream(struct source *s, FILE *in, size_t limit, struct err *e)
{
    size_t capacity = FIRST_BYTES, n = 0;
    char *buffer = arena_take_array(s->home, char, capacity);
    while (buffer != NULL) {
        n += fread(buffer + n, 1, capacity - 1 - n, in);
        if (n < capacity - 1 || n > limit)
            break;
        char *larger = arena_take_array(s->home, char, capacity * 2);
        if (larger != NULL)
            memcpy(larger, buffer, n);
        buffer = larger;
        capacity *= 2;
    }
    if (buffer == NULL)
        return no_memory(e, s->name);
    if (n > limit)
        return too_big(e, s->name, limit);
    buffer[n] = '\0';
    s->bytes = buffer;
    s->n = n;
    return true;
}

bool source_refuse(const char *path, int reason, struct src_pos from, struct arena *home,
                   struct err *e)
{
    const char *why = strerror(reason);
    bool is_there = reason != ENOENT && reason != ENOTDIR && reason != EISDIR;
    return err_add(e, ERR_OPEN, from, path, why, is_there ? "" : meant_file(path, home));
}

bool source_read(struct source *s, const char *path, size_t limit, struct src_pos from,
                 struct arena *home, struct err *e)
{
    if (!name_it(s, path, home, e))
        return false;
    FILE *in = fopen(path, "rb");
    if (in == NULL)
        return source_refuse(path, errno, from, home, e);
    bool ok = read_stream(s, in, limit, e);
    if (ok && ferror(in))
        ok = source_refuse(path, errno, from, home, e);
    fclose(in);
    return ok;
}

bool source_take(struct source *s, const char *name, const char *bytes, size_t n, size_t limit,
                 struct arena *home, struct err *e)
{
    if (!name_it(s, name, home, e))
        return false;
    if (n > limit)
        return too_big(e, name, limit);
    char *copy = source_copy(home, bytes, n);
    if (copy == NULL)
        return no_memory(e, name);
    s->bytes = copy;
    s->n = n;
    return true;
}

bool source_split(struct source *s, struct err *e)
{
    size_t count = 1, line = 0;
    for (size_t i = 0; i < s->n; i++)
        count += s->bytes[i] == '\n' || (s->bytes[i] == '\r' && s->bytes[i + 1] != '\n');
    const char **lines = arena_take_array(s->home, const char *, count);
    char *copy = source_copy(s->home, s->bytes, s->n);
    if (lines == NULL || copy == NULL)
        return no_memory(e, s->name);

    lines[line++] = copy;
    for (size_t i = 0; i < s->n; i++) {
        if (copy[i] != '\n' && copy[i] != '\r')
            continue;
        bool is_pair = copy[i] == '\r' && copy[i + 1] == '\n';
        copy[i] = '\0';
        i += is_pair;
        lines[line++] = copy + i + 1;
    }
    s->lines = lines;
    s->n_lines = line;
    return true;
}

struct src_pos source_at(const struct source *s, size_t line, size_t column, size_t width)
{
    struct src_pos at = {.file = s->name, .width = width > 0 ? (int)width : 1};
    if (s->option != NULL) {
        at.line = s->option_number;
        at.column = (int)(s->option_column + (line == 0 ? column : 0)) + 1;
        at.excerpt = s->option;
        return at;
    }
    if (s->blanks != NULL && line < s->n_lines && s->blanks[line] != 0)
        column -= column >= s->blanks[line];
    at.line = (int)line + 1;
    at.column = (int)column + 1;
    at.excerpt = line < s->n_lines ? s->lines[line] : NULL;
    return at;
}

size_t source_line_width(const struct source *s, size_t line)
{
    size_t width = 0, solid = 0;
    const char *p = line < s->n_lines ? s->lines[line] : "";
    for (uint32_t c; (c = text_next(&p)) != 0;) {
        width++;
        if (c != ' ' && c != '\t')
            solid = width;
    }
    return solid;
}

void source_slice(struct src_pos at, char *to, size_t size)
{
    const char *p = at.excerpt != NULL ? at.excerpt : "";
    for (int i = 1; i < at.column && *p != '\0'; i++)
        text_next(&p);
    size_t n = 0;
    for (int i = 0; i < at.width && *p != '\0'; i++) {
        const char *from = p;
        text_next(&p);
        size_t step = (size_t)(p - from);
        if (n + step >= size)
            break;
        memcpy(to + n, from, step);
        n += step;
    }
    to[n] = '\0';
}
