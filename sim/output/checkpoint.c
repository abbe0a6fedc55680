#include "sim/output/checkpoint.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "sim/base/attr.h"
#include "sim/base/bug.h"
#include "sim/output/digest.h"
#include "sim/output/outfile.h"

enum { HEAD_BYTES = 512, PARTS = 3 };

/* Read as it was written, so bytes in another order are another format. */
static const uint64_t order_mark = 0x0102030405060708;

static void list_parts(const struct checkpoint *c, struct outfile_piece parts[PARTS])
{
    parts[0] = (struct outfile_piece){c->rows, c->row_bytes * c->replications};
    parts[1] = (struct outfile_piece){c->sums, c->sum_bytes};
    parts[2] = (struct outfile_piece){c->bins, c->bin_bytes};
}

/* The head of a file that holds what lies in the parts; the rest of it is zero. */
static void make_head(const struct checkpoint *c, char head[HEAD_BYTES])
{
    struct outfile_piece parts[PARTS];
    char digest[PARTS][DIGEST_TEXT_BYTES];
    list_parts(c, parts);
    for (int i = 0; i < PARTS; i++)
        digest_of_bytes(parts[i].bytes, parts[i].n, digest[i]);
    memset(head, 0, HEAD_BYTES);
    int n = snprintf(head, HEAD_BYTES,
                     "madosim checkpoint 1\nrun %s\nreplications %" PRIu32
                     "\nbytes %zu %zu %zu\nrecords %s\nsums    %s\nbins    %s\n",
                     c->run, c->replications, parts[0].n, parts[1].n, parts[2].n, digest[0],
                     digest[1], digest[2]);
    BUG_IF(n < 0 || (size_t)n > HEAD_BYTES - sizeof order_mark);
    memcpy(head + HEAD_BYTES - sizeof order_mark, &order_mark, sizeof order_mark);
}

bool checkpoint_write(const char *path, const struct checkpoint *c, struct err *e)
{
    char head[HEAD_BYTES];
    struct outfile_piece pieces[1 + PARTS] = {{head, sizeof head}};
    make_head(c, head);
    list_parts(c, pieces + 1);
    return outfile_write_pieces(path, pieces, COUNT_OF(pieces), e);
}

static bool refuse(const char *path, const char *why, struct err *e)
{
    return err_add(e, ERR_CHECKPOINT, SRC_NOWHERE, path, why);
}

/* The head is judged first, for it says how much there is to read. */
static bool read_parts(FILE *in, const char *path, struct checkpoint *c, struct err *e)
{
    char head[HEAD_BYTES], expected[HEAD_BYTES], run[DIGEST_TEXT_BYTES] = "";
    struct outfile_piece parts[PARTS];
    uint32_t n = 0;
    if (fread(head, 1, sizeof head, in) != sizeof head || head[HEAD_BYTES - 9] != '\0' ||
        sscanf(head, "madosim checkpoint 1\nrun %64s\nreplications %" SCNu32 "\n", run, &n) != 2)
        return refuse(path, "damaged", e);
    if (strcmp(run, c->run) != 0)
        return refuse(path, "another run", e);
    if (n > c->replications)
        return refuse(path, "more replications", e);
    c->replications = n;
    list_parts(c, parts);
    void *const to[PARTS] = {c->rows, c->sums, c->bins};
    for (int i = 0; i < PARTS; i++)
        if (parts[i].n > 0 && fread(to[i], 1, parts[i].n, in) != parts[i].n)
            return refuse(path, "damaged", e);
    make_head(c, expected);
    return (fgetc(in) == EOF && memcmp(head, expected, sizeof head) == 0) ||
           refuse(path, "damaged", e);
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
    bool is_read = read_parts(in, path, c, e);
    (void)fclose(in);
    return is_read;
}
