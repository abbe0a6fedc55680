#include "sim/output/checkpoint.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "sim/base/arena.h"
#include "sim/base/attr.h"
#include "sim/base/bug.h"
#include "sim/base/text.h"
#include "sim/output/digest.h"
#include "sim/output/outfile.h"
#include "sim/output/sparse.h"

enum { HEAD_BYTES = 512, PARTS = 3 };
enum { LONGEST = 5 }; /* bytes of a packed counter */

/* Read as it was written, so bytes in another order are another format. */
static const uint64_t order_mark = 0x0102030405060708;

/* What stands in the file after the head: rows and sums as they lie in memory, bins packed. */
struct stored {
    struct outfile_piece part[PARTS];
};

static struct stored stored_of(const struct checkpoint *c, const void *packed, size_t n_packed)
{
    return (struct stored){
        {{c->rows, c->row_bytes * c->replications}, {c->sums, c->sum_bytes}, {packed, n_packed}}};
}

/* The head of a file that holds the parts; the rest of it is zero. */
static void make_head(const struct checkpoint *c, const struct stored *s, char head[HEAD_BYTES])
{
    char digest[PARTS][DIGEST_TEXT_BYTES];
    for (int i = 0; i < PARTS; i++)
        digest_of_bytes(s->part[i].bytes, s->part[i].n, digest[i]);
    memset(head, 0, HEAD_BYTES);
    int n = snprintf(head, HEAD_BYTES,
                     "madosim checkpoint 2\nrun %s\nreplications %" PRIu32
                     "\nbytes %zu %zu %zu packed %zu\nrecords %s\nsums    %s\nbins    %s\n",
                     c->run, c->replications, s->part[0].n, s->part[1].n, c->bin_bytes,
                     s->part[2].n, digest[0], digest[1], digest[2]);
    BUG_IF(n < 0 || (size_t)n > HEAD_BYTES - sizeof order_mark);
    memcpy(head + HEAD_BYTES - sizeof order_mark, &order_mark, sizeof order_mark);
}

static bool write_packed(const char *path, const struct checkpoint *c, const struct text *packed,
                         struct err *e)
{
    char head[HEAD_BYTES];
    struct stored s = stored_of(c, text_get(packed), packed->length);
    struct outfile_piece pieces[1 + PARTS] = {{head, sizeof head}, s.part[0], s.part[1], s.part[2]};
    make_head(c, &s, head);
    return outfile_write_pieces(path, pieces, COUNT_OF(pieces), e);
}

bool checkpoint_write(const char *path, const struct checkpoint *c, struct err *e)
{
    struct arena *home = arena_new(0);
    struct text packed;
    text_init(&packed, home);
    if (home != NULL)
        sparse_pack(c->bins, c->bin_bytes / sizeof(uint32_t), &packed);
    bool is_written = home != NULL && !packed.failed ? write_packed(path, c, &packed, e)
                                                     : err_add(e, ERR_NOMEM, SRC_NOWHERE, path);
    arena_free(home);
    return is_written;
}

static bool refuse(const char *path, const char *why, struct err *e)
{
    return err_add(e, ERR_CHECKPOINT, SRC_NOWHERE, path, why);
}

static bool read_piece(FILE *in, void *to, size_t n)
{
    return n == 0 || fread(to, 1, n, in) == n;
}

/* The head is judged first, for it says how much there is to read; the rest by making the head
 * anew. packed: room for n_packed bytes. */
static bool read_parts(FILE *in, const char *path, const struct checkpoint *c, const char *head,
                       unsigned char *packed, size_t n_packed, struct err *e)
{
    char expected[HEAD_BYTES];
    struct stored s = stored_of(c, packed, n_packed);
    if (!read_piece(in, c->rows, s.part[0].n) || !read_piece(in, c->sums, s.part[1].n) ||
        !read_piece(in, packed, n_packed) || fgetc(in) != EOF)
        return refuse(path, "damaged", e);
    make_head(c, &s, expected);
    if (memcmp(head, expected, sizeof expected) != 0 ||
        !sparse_unpack(packed, n_packed, c->bins, c->bin_bytes / sizeof(uint32_t)))
        return refuse(path, "damaged", e);
    return true;
}

/* What the head says; false when it is none. */
static bool read_head(FILE *in, char head[HEAD_BYTES], char run[DIGEST_TEXT_BYTES], uint32_t *n,
                      size_t *n_packed)
{
    return fread(head, 1, HEAD_BYTES, in) == HEAD_BYTES && head[HEAD_BYTES - 9] == '\0' &&
           sscanf(head,
                  "madosim checkpoint 2\nrun %64s\nreplications %" SCNu32
                  "\nbytes %*u %*u %*u packed %zu\n",
                  run, n, n_packed) == 3;
}

static bool read_file(FILE *in, const char *path, struct checkpoint *c, struct arena *home,
                      struct err *e)
{
    char head[HEAD_BYTES], run[DIGEST_TEXT_BYTES] = "";
    size_t n_packed = 0;
    uint32_t n = 0;
    if (!read_head(in, head, run, &n, &n_packed) ||
        n_packed > c->bin_bytes / sizeof(uint32_t) * LONGEST)
        return refuse(path, "damaged", e);
    if (strcmp(run, c->run) != 0)
        return refuse(path, "another run", e);
    if (n > c->replications)
        return refuse(path, "more replications", e);
    c->replications = n;
    unsigned char *packed = home != NULL ? arena_take(home, n_packed + 1, 1) : NULL;
    return packed != NULL ? read_parts(in, path, c, head, packed, n_packed, e)
                          : err_add(e, ERR_NOMEM, SRC_NOWHERE, path);
}

bool checkpoint_peek(const char *path, const char *run, uint32_t *replications)
{
    char head[HEAD_BYTES], found[DIGEST_TEXT_BYTES] = "";
    size_t n_packed;
    FILE *in = fopen(path, "rb");
    bool is_there = in != NULL && read_head(in, head, found, replications, &n_packed) &&
                    strcmp(found, run) == 0;
    if (in != NULL)
        (void)fclose(in);
    return is_there;
}

bool checkpoint_read(const char *path, struct checkpoint *c, struct err *e)
{
    FILE *in = fopen(path, "rb");
    if (in == NULL && errno == ENOENT) {
        c->replications = 0;
        return true;
    }
    if (in == NULL)
        return err_add(e, ERR_OPEN, SRC_NOWHERE, path, strerror(errno));
    struct arena *home = arena_new(0);
    bool is_read = read_file(in, path, c, home, e);
    arena_free(home);
    (void)fclose(in);
    return is_read;
}
