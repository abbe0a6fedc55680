#include "sim/output/archive.h"

#include <fcntl.h>
#include <stddef.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#define ZLIB_CONST
#include <zlib.h>

/* Of the format: sizes of what comes before the names, and where the numbers lie in it. */
enum {
    END_BYTES = 22,
    END_DIRECTORY = 16,
    ENTRY_BYTES = 46,
    ENTRY_METHOD = 10,
    ENTRY_PACKED = 20,
    ENTRY_NAME = 28,
    ENTRY_EXTRA = 30,
    ENTRY_COMMENT = 32,
    ENTRY_AT = 42,
    FILE_BYTES = 30,
    FILE_NAME = 26,
    FILE_EXTRA = 28
};

enum { HEAD_BYTES = 512, TAIL_BYTES = 64, CHUNK_BYTES = 16384 };

struct archive {
    const unsigned char *bytes;
    size_t n;
};

/* The beginning and the end of a text that passes by. */
struct ends {
    char head[HEAD_BYTES + 1], tail[TAIL_BYTES + 1];
    size_t n_head, n_tail, n;
};

static size_t number(const unsigned char *p, int bytes)
{
    size_t n = 0;
    for (int i = bytes - 1; i >= 0; i--)
        n = n << 8 | p[i];
    return n;
}

static void keep(struct ends *e, const char *from, size_t n)
{
    size_t room = HEAD_BYTES - e->n_head, first = n < room ? n : room;
    memcpy(e->head + e->n_head, from, first);
    e->n_head += first;
    size_t last = n < TAIL_BYTES ? n : TAIL_BYTES;
    size_t stay = e->n_tail + last > TAIL_BYTES ? TAIL_BYTES - last : e->n_tail;
    memmove(e->tail, e->tail + e->n_tail - stay, stay);
    memcpy(e->tail + stay, from + n - last, last);
    e->n_tail = stay + last;
    e->n += n;
}

static bool unpack(const unsigned char *from, size_t packed, struct ends *e)
{
    char chunk[CHUNK_BYTES];
    z_stream z = {.next_in = from, .avail_in = (unsigned)packed};
    int said = inflateInit2(&z, -MAX_WBITS);
    if (said != Z_OK)
        return false;
    while (said == Z_OK) {
        z.next_out = (unsigned char *)chunk;
        z.avail_out = sizeof chunk;
        said = inflate(&z, Z_NO_FLUSH);
        keep(e, chunk, sizeof chunk - z.avail_out);
    }
    (void)inflateEnd(&z);
    return said == Z_STREAM_END;
}

/* <?xml ...?> <name ...> ... </name>, or a single <name .../>. */
static bool is_closed(const struct ends *e)
{
    const char *root = strstr(e->head, "?>");
    root = root != NULL ? strchr(root, '<') : NULL;
    if (root == NULL)
        return false;
    size_t n = strcspn(++root, " \t\r\n/>"), end = e->n_tail;
    while (end > 0 && strchr(" \t\r\n", e->tail[end - 1]) != NULL)
        end--;
    bool is_single = e->n == e->n_head && strchr(root, '<') == NULL;
    if (is_single)
        return end >= 2 && memcmp(e->tail + end - 2, "/>", 2) == 0;
    return end > n + 3 && e->tail[end - 1] == '>' && memcmp(e->tail + end - 1 - n, root, n) == 0 &&
           memcmp(e->tail + end - 3 - n, "</", 2) == 0;
}

/* The file that an entry of the directory speaks of. */
static bool is_file_whole(const struct archive *a, const unsigned char *entry)
{
    static const unsigned char mark[] = {'P', 'K', 3, 4};
    struct ends e = {.n = 0};
    size_t at = number(entry + ENTRY_AT, 4), packed = number(entry + ENTRY_PACKED, 4);
    if (number(entry + ENTRY_METHOD, 2) != Z_DEFLATED || at + FILE_BYTES > a->n ||
        memcmp(a->bytes + at, mark, sizeof mark) != 0)
        return false;
    at += FILE_BYTES + number(a->bytes + at + FILE_NAME, 2) + number(a->bytes + at + FILE_EXTRA, 2);
    return at + packed <= a->n && unpack(a->bytes + at, packed, &e) && is_closed(&e);
}

static bool is_whole(const struct archive *a)
{
    static const unsigned char end[] = {'P', 'K', 5, 6}, entry[] = {'P', 'K', 1, 2};
    if (a->n < END_BYTES || memcmp(a->bytes + a->n - END_BYTES, end, sizeof end) != 0)
        return false;
    size_t at = number(a->bytes + a->n - END_BYTES + END_DIRECTORY, 4), files = 0;
    for (; at + ENTRY_BYTES <= a->n && memcmp(a->bytes + at, entry, sizeof entry) == 0; files++) {
        const unsigned char *p = a->bytes + at;
        if (!is_file_whole(a, p))
            return false;
        at += ENTRY_BYTES + number(p + ENTRY_NAME, 2) + number(p + ENTRY_EXTRA, 2) +
              number(p + ENTRY_COMMENT, 2);
    }
    return files > 0 && at == a->n - END_BYTES;
}

bool archive_is_whole(const char *path)
{
    struct stat about;
    int file = open(path, O_RDONLY | O_CLOEXEC);
    void *bytes = MAP_FAILED;
    if (file < 0)
        return false;
    if (fstat(file, &about) == 0 && about.st_size > 0)
        bytes = mmap(NULL, (size_t)about.st_size, PROT_READ, MAP_PRIVATE, file, 0);
    (void)close(file);
    if (bytes == MAP_FAILED)
        return false;
    const struct archive a = {bytes, (size_t)about.st_size};
    bool is_there = is_whole(&a);
    (void)munmap(bytes, a.n);
    return is_there;
}
