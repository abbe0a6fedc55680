#include "sim/output/cp932.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

#include "sim/base/arena.h"

enum { BYTES_MOST = 8, FIRST_CHANGES = 64 };

struct coder {
    iconv_t to, from;
    struct text *out;
    struct cp932_changes *changes;
    size_t line, column;
};

/* What looks enough like it to be read on. */
static const struct {
    uint32_t code_point;
    const char *written;
} alike[] = {
    {0x00A0, " "}, {0x2010, "-"}, {0x2011, "-"}, {0x2013, "-"}, {0x2022, "・"},
    {0x2264, "≦"}, {0x2265, "≧"}, {0x2009, " "}, {0x202F, " "}, {0x2248, "≒"},
};
static const char geta[] = "〓";

/* Bytes of the result; 0 when it has no place there. */
static size_t convert(iconv_t how, const char *from, size_t n, char to[BYTES_MOST])
{
    char copy[BYTES_MOST], *in = copy, *out = to;
    size_t left = n, room = BYTES_MOST;
    if (n > sizeof copy)
        return 0;
    memcpy(copy, from, n);
    (void)iconv(how, NULL, NULL, NULL, NULL);
    if (iconv(how, &in, &left, &out, &room) == (size_t)-1 || left > 0)
        return 0;
    return BYTES_MOST - room;
}

static const char *instead_of(uint32_t code_point)
{
    for (size_t i = 0; i < COUNT_OF(alike); i++)
        if (alike[i].code_point == code_point)
            return alike[i].written;
    return geta;
}

static bool grow(struct cp932_changes *c, struct arena *home)
{
    if (c->count < c->capacity)
        return true;
    size_t more = c->capacity > 0 ? 2 * c->capacity : FIRST_CHANGES;
    struct cp932_change *items =
        arena_extend(home, c->items, c->capacity * sizeof *items, more * sizeof *items);
    if (items == NULL)
        return false;
    c->items = items;
    c->capacity = more;
    return true;
}

/* written is copied; n bytes of UTF-8. */
static void tell(struct coder *k, uint32_t code_point, const char *written, size_t n, bool is_lost)
{
    char *copy = arena_take_array(k->out->home, char, n + 1);
    if (copy == NULL || !grow(k->changes, k->out->home)) {
        k->out->failed = true;
        return;
    }
    memcpy(copy, written, n);
    k->changes->items[k->changes->count++] =
        (struct cp932_change){code_point, copy, is_lost, k->line, k->column};
}

/* A character that is not ASCII, n bytes long. */
static void add(struct coder *k, uint32_t code_point, const char *from, size_t n)
{
    char bytes[BYTES_MOST], back[BYTES_MOST];
    size_t size = convert(k->to, from, n, bytes);
    if (size == 0) {
        const char *instead = instead_of(code_point);
        size = convert(k->to, instead, strlen(instead), bytes);
        text_add_bytes(k->out, bytes, size);
        tell(k, code_point, instead, strlen(instead), true);
        return;
    }
    text_add_bytes(k->out, bytes, size);
    size_t again = convert(k->from, bytes, size, back);
    if (again != n || memcmp(back, from, n) != 0)
        tell(k, code_point, back, again, false);
}

static void encode(struct coder *k, const char *text)
{
    const char *at = text, *next = text;
    for (uint32_t c; (c = text_next(&next)) != 0; at = next) {
        k->column++;
        if (c < 0x80)
            text_add_bytes(k->out, at, 1);
        else
            add(k, c, at, (size_t)(next - at));
        if (c == '\n') {
            k->line++;
            k->column = 0;
        }
    }
}

/* iconv_open() says -1 when it knows no such encoding. */
static bool is_open(iconv_t how)
{
    return (intptr_t)how != -1;
}

bool cp932_encode(const char *text, struct text *out, struct cp932_changes *changes, struct err *e)
{
    struct coder k = {.to = iconv_open("CP932", "UTF-8"),
                      .from = iconv_open("UTF-8", "CP932"),
                      .out = out,
                      .changes = changes,
                      .line = 1};
    bool can = is_open(k.to) && is_open(k.from);
    if (can)
        encode(&k, text);
    else
        (void)err_add(e, ERR_CHILD, SRC_NOWHERE, "iconv CP932", strerror(errno));
    if (is_open(k.to))
        (void)iconv_close(k.to);
    if (is_open(k.from))
        (void)iconv_close(k.from);
    return can && (!out->failed || err_add(e, ERR_NOMEM, SRC_NOWHERE, "CP932"));
}
