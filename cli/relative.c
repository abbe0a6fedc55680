#include "cli/relative.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sim/base/text.h"

enum { HERE_BYTES = 4096 };

const char *relative_folder_of(const char *file, struct arena *home)
{
    const char *slash = strrchr(file, '/');
    struct text t;
    text_init(&t, home);
    if (slash != NULL)
        text_add_bytes(&t, file, slash == file ? 1 : (size_t)(slash - file));
    return t.failed ? NULL : text_get(&t);
}

/* One step of a path: ".." takes the last one away. */
static void add_step(struct text *t, const char *step, size_t n)
{
    if (n == 0 || (n == 1 && step[0] == '.'))
        return;
    if (n == 2 && step[0] == '.' && step[1] == '.') {
        const char *slash = t->length > 0 ? strrchr(t->bytes, '/') : NULL;
        text_cut(t, slash != NULL ? (size_t)(slash - t->bytes) : 0);
        return;
    }
    text_add(t, "/");
    text_add_bytes(t, step, n);
}

/* From the root on, without dots; "" for the root itself. NULL when it cannot be told. */
static const char *whole(const char *path, struct arena *home)
{
    char here[HERE_BYTES];
    const char *const parts[] = {path[0] == '/' ? "" : getcwd(here, sizeof here), path};
    struct text t;
    text_init(&t, home);
    for (int i = 0; i < 2 && parts[0] != NULL; i++)
        for (const char *p = parts[i]; *p != '\0';) {
            size_t n = strcspn(p, "/");
            add_step(&t, p, n);
            p += n + (p[n] == '/');
        }
    return parts[0] == NULL || t.failed ? NULL : text_get(&t);
}

/* How many bytes of both are the same folders; the slash between is not counted. */
static size_t common(const char *a, const char *b)
{
    size_t n = 0, same = 0;
    for (; a[n] == b[n] && a[n] != '\0'; n++)
        if (a[n] == '/')
            same = n;
    bool is_end = (a[n] == '\0' || a[n] == '/') && (b[n] == '\0' || b[n] == '/');
    return is_end ? n : same;
}

bool relative_is_same(const char *a, const char *b)
{
    struct stat of_a, of_b;
    return stat(a, &of_a) == 0 && stat(b, &of_b) == 0 && of_a.st_dev == of_b.st_dev &&
           of_a.st_ino == of_b.st_ino;
}

/* A link on the way could lead elsewhere. */
static bool is_found(const char *file, const char *folder, const char *path, struct arena *home)
{
    struct text t;
    text_init(&t, home);
    text_addf(&t, "%s/%s", folder[0] != '\0' ? folder : ".", path);
    return !t.failed && relative_is_same(file, text_get(&t));
}

const char *relative_path(const char *file, const char *folder, struct arena *home)
{
    const char *from = whole(folder, home), *to = whole(file, home);
    struct text t;
    text_init(&t, home);
    if (from == NULL || to == NULL)
        return NULL;
    size_t same = common(from, to);
    for (const char *p = from + same; *p != '\0'; p++)
        if (*p == '/' && p[1] != '\0')
            text_add(&t, "../");
    text_add(&t, to + same + (to[same] == '/'));
    return !t.failed && is_found(file, folder, text_get(&t), home) ? text_get(&t) : NULL;
}
