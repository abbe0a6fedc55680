#include "sim/experiment/spread.h"

#include <string.h>

#include "sim/base/arena.h"
#include "sim/base/err.h"
#include "sim/engine/model.h"
#include "sim/experiment/replicate.h"

/* Words of a piece: 2 MiB, so that even counts of 100 MB are only some dozens of meetings of
 * all ranks, which are slow where a rank has to wait for a processor. */
enum { PIECE = 262144 };

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Two halves travel, so that the sum of each fits; true when the whole does not. */
static bool gather_sums(const struct spread *s, uint64_t *halves, int64_t *sums, size_t n)
{
    bool overflow = false;
    for (size_t i = 0; i < n; i += PIECE / 2) {
        size_t part = smaller(n - i, PIECE / 2);
        for (size_t k = 0; k < part; k++) {
            halves[2 * k] = (uint64_t)(sums[i + k] >> 32);
            halves[2 * k + 1] = (uint64_t)sums[i + k] & UINT32_MAX;
        }
        s->sum(s->context, halves, 2 * part);
        for (size_t k = 0; k < part && s->rank == 0; k++) {
            int64_t high = (int64_t)(halves[2 * k] + (halves[2 * k + 1] >> 32));
            overflow |= high < INT32_MIN || high > INT32_MAX;
            sums[i + k] = (int64_t)((uint64_t)high << 32 | (halves[2 * k + 1] & UINT32_MAX));
        }
    }
    return overflow;
}

/* What is zero already is not written: its memory was perhaps never used. */
static void clear_bins(uint32_t *bins, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (bins[i] != 0)
            bins[i] = 0;
}

static bool gather_bins(const struct spread *s, uint64_t *wide, uint32_t *bins, size_t n)
{
    bool overflow = false;
    for (size_t i = 0; i < n; i += PIECE) {
        size_t part = smaller(n - i, PIECE);
        for (size_t k = 0; k < part; k++)
            wide[k] = bins[i + k];
        s->sum(s->context, wide, part);
        for (size_t k = 0; k < part && s->rank == 0; k++) {
            overflow |= wide[k] > UINT32_MAX;
            bins[i + k] = (uint32_t)wide[k];
        }
    }
    return overflow;
}

/* All ranks but one have 0 in a word, so nothing can overflow. */
static void gather_records(const struct spread *s, uint64_t *words, int64_t *records, size_t n)
{
    for (size_t i = 0; i < n; i += PIECE) {
        size_t part = smaller(n - i, PIECE);
        memcpy(words, records + i, part * sizeof *words);
        s->sum(s->context, words, part);
        if (s->rank == 0)
            memcpy(records + i, words, part * sizeof *words);
    }
}

/* With room for a piece. */
static bool gather(const struct spread *s, uint64_t *piece, const struct sim_model *model,
                   struct replicate_result *result, uint32_t first, uint32_t end, struct err *e)
{
    size_t rows = (end - first) * model->record_words;
    int64_t *records = result->records;
    if (rows > 0)
        records += (first - result->first_row) * model->record_words;
    bool overflow = gather_sums(s, piece, result->sums, model->sum_words);
    overflow |= gather_bins(s, piece, result->bins, model->bin_words);
    gather_records(s, piece, records, rows);
    if (s->rank == 0)
        return !overflow || err_add(e, ERR_LIMIT, SRC_NOWHERE, "counter");
    if (model->sum_words > 0)
        memset(result->sums, 0, model->sum_words * sizeof *result->sums);
    clear_bins(result->bins, model->bin_words);
    if (rows > 0)
        memset(records, 0, rows * sizeof *records);
    return true;
}

bool spread_gather(const struct spread *s, const struct sim_model *model,
                   struct replicate_result *result, uint32_t first, uint32_t end, struct err *e)
{
    struct arena *home = arena_new(0);
    uint64_t *piece = home != NULL ? arena_take_array(home, uint64_t, PIECE) : NULL;
    if (piece == NULL)
        err_add(e, ERR_NOMEM, SRC_NOWHERE, "ranks");
    bool is_done = spread_all(s, piece != NULL, e) && piece != NULL;
    if (is_done)
        is_done = gather(s, piece, model, result, first, end, e);
    arena_free(home);
    return is_done;
}

bool spread_settle(const struct spread *s, int64_t key, struct err *e)
{
    int64_t words[2] = {-key, 0};
    if (s == NULL)
        return key == SPREAD_FINE;
    s->most(s->context, words, 1);
    if (-words[0] == SPREAD_FINE)
        return true;
    words[1] = -key == words[0] ? -(int64_t)s->rank : INT64_MIN;
    s->most(s->context, &words[1], 1);
    uint32_t from = (uint32_t)-words[1];
    if (from == 0)
        return false;
    if (s->rank == 0 || s->rank == from)
        s->send(s->context, from, e, sizeof *e);
    for (int i = 0; i < ERR_LIST_MAX && s->rank == 0; i++)
        e->item[i].at = SRC_NOWHERE; /* its pointers are another process's */
    return false;
}

bool spread_all(const struct spread *s, bool is_fine, struct err *e)
{
    return spread_settle(s, is_fine ? SPREAD_FINE : 0, e);
}

int64_t spread_most(const struct spread *s, int64_t word)
{
    if (s != NULL)
        s->most(s->context, &word, 1);
    return word;
}

bool spread_is_first(const struct spread *s)
{
    return s == NULL || s->rank == 0;
}
