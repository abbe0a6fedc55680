#include "sim/output/patch.h"

#include <string.h>

enum { WORD = 8, LOOK = 8, BITS = 7, MORE = 1 << BITS };

static void add_number(struct text *out, uint64_t value)
{
    char byte;
    for (; value >= MORE; value >>= BITS) {
        byte = (char)(unsigned char)((value & (MORE - 1)) | MORE);
        text_add_bytes(out, &byte, 1);
    }
    byte = (char)value;
    text_add_bytes(out, &byte, 1);
}

static void add_step(struct text *out, size_t stays, int64_t jump, const char *bytes, size_t n)
{
    add_number(out, stays);
    add_number(out, jump >= 0 ? (uint64_t)jump * 2 : (uint64_t)(-jump) * 2 - 1);
    add_number(out, n);
    text_add_bytes(out, bytes, n);
}

void patch_overlay(const void *from, const void *to, size_t n, struct text *out)
{
    const char *old = from, *new = to;
    size_t done = 0;
    for (size_t i = 0; i < n;) {
        size_t end = i;
        while (end < n && old[end] != new[end])
            end++;
        if (end > i) {
            add_step(out, i - done, 0, new + i, end - i);
            done = end;
        }
        i = end + (end == i);
    }
}

/* ---- reading ---- */

struct step {
    size_t stays, n;
    int64_t jump;
    const char *bytes;
};

static bool read_number(const char **at, const char *end, uint64_t *value)
{
    *value = 0;
    for (int shift = 0; *at < end && shift < 57; shift += BITS) {
        unsigned char byte = (unsigned char)*(*at)++;
        *value |= (uint64_t)(byte & (MORE - 1)) << shift;
        if (byte < MORE)
            return true;
    }
    return false;
}

static bool read_step(const char **at, const char *end, struct step *s)
{
    uint64_t stays, jump, n;
    if (!read_number(at, end, &stays) || !read_number(at, end, &jump) ||
        !read_number(at, end, &n) || n > (uint64_t)(end - *at))
        return false;
    *s = (struct step){.stays = stays, .n = n, .bytes = *at};
    s->jump = (jump & 1) != 0 ? -(int64_t)(jump / 2) - 1 : (int64_t)(jump / 2);
    *at += n;
    return true;
}

bool patch_lay(void *block, size_t n, const char *patch, size_t bytes)
{
    const char *at = patch, *end = patch + bytes;
    size_t place = 0;
    struct step s;
    while (at < end) {
        if (!read_step(&at, end, &s) || s.jump != 0 || s.stays > n - place ||
            s.n > n - place - s.stays)
            return false;
        memcpy((char *)block + place + s.stays, s.bytes, s.n);
        place += s.stays + s.n;
    }
    return true;
}

bool patch_make(const void *from, size_t n_from, const char *patch, size_t bytes, void *to,
                size_t n)
{
    const char *at = patch, *end = patch + bytes;
    size_t place = 0, old = 0;
    struct step s;
    while (at < end) {
        if (!read_step(&at, end, &s))
            return false;
        old += (size_t)s.jump; /* backwards by wrapping */
        if (old > n_from || s.stays > n_from - old || s.stays > n - place ||
            s.n > n - place - s.stays)
            return false;
        memcpy((char *)to + place, (const char *)from + old, s.stays);
        memcpy((char *)to + place + s.stays, s.bytes, s.n);
        place += s.stays + s.n;
        old += s.stays + s.n;
    }
    return place == n;
}

/* ---- blocks of different sizes ---- */

struct delta {
    const char *from, *to;
    size_t i, i_end, j, j_end;                 /* words: places in both, ends of the part */
    size_t stays_from, stays, news_from, news; /* the step under way */
    size_t old;                                /* where a reader stands in the old block */
    struct text *out;
};

static bool is_same(const struct delta *d, size_t i, size_t j)
{
    return i < d->i_end && j < d->j_end && memcmp(d->from + i * WORD, d->to + j * WORD, WORD) == 0;
}

static void end_step(struct delta *d)
{
    if (d->stays + d->news == 0)
        return;
    int64_t jump = d->stays > 0 ? ((int64_t)d->stays_from - (int64_t)d->old) * WORD : 0;
    add_step(d->out, d->stays * WORD, jump, d->to + d->news_from * WORD, d->news * WORD);
    d->old = (d->stays > 0 ? d->stays_from : d->old) + d->stays + d->news;
    d->stays = d->news = 0;
}

static void take_same(struct delta *d)
{
    if (d->news > 0 || (d->stays > 0 && d->stays_from + d->stays != d->i))
        end_step(d);
    if (d->stays == 0)
        d->stays_from = d->i;
    for (; is_same(d, d->i, d->j); d->i++, d->j++)
        d->stays++;
}

static void take_new(struct delta *d, size_t n)
{
    if (d->news == 0)
        d->news_from = d->j;
    d->news += n;
    d->j += n;
}

/* Where both go on alike for two words: the nearest place. */
static void find_again(const struct delta *d, size_t *skip, size_t *news)
{
    for (size_t sum = 1; sum <= (size_t)2 * LOOK; sum++)
        for (size_t b = 0; b <= sum && b <= LOOK; b++) {
            size_t a = sum - b;
            if (a <= LOOK && is_same(d, d->i + a, d->j + b) &&
                is_same(d, d->i + a + 1, d->j + b + 1)) {
                *skip = a;
                *news = b;
                return;
            }
        }
    *skip = *news = 1;
}

static void take_part(struct delta *d)
{
    while (d->j < d->j_end) {
        size_t skip, news;
        if (is_same(d, d->i, d->j)) {
            take_same(d);
            continue;
        }
        find_again(d, &skip, &news);
        d->i = d->i + skip < d->i_end ? d->i + skip : d->i_end;
        take_new(d, news < d->j_end - d->j ? news : d->j_end - d->j);
    }
}

void patch_delta(const void *from, const void *to, const struct patch_parts *parts,
                 struct text *out)
{
    struct delta d = {.from = from, .to = to, .out = out};
    for (size_t k = 0; k < parts->n_parts; k++) {
        d.i = parts->from_at[k] / WORD;
        d.i_end = parts->from_at[k + 1] / WORD;
        d.j = parts->to_at[k] / WORD;
        d.j_end = parts->to_at[k + 1] / WORD;
        take_part(&d);
    }
    end_step(&d);
}

void patch_base64(const void *bytes, size_t n, struct text *out)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const unsigned char *b = bytes;
    for (size_t i = 0; i < n; i += 3) {
        size_t left = n - i;
        unsigned three = (unsigned)b[i] << 16 | (left > 1 ? (unsigned)b[i + 1] << 8 : 0) |
                         (left > 2 ? b[i + 2] : 0);
        char four[4] = {digits[three >> 18], digits[three >> 12 & 63], '=', '='};
        if (left > 1)
            four[2] = digits[three >> 6 & 63];
        if (left > 2)
            four[3] = digits[three & 63];
        text_add_bytes(out, four, sizeof four);
    }
}
