#include "cli/present/remedy.h"

#include <math.h>

#include "cli/present/bilingual.h"
#include "cli/present/verdict.h"
#include "sim/experiment/precision.h"

#define LEVEL 0.95

/* What is said to be "about" has no digits that mean nothing. */
static uint32_t round_up(uint32_t more)
{
    uint32_t step = more < 1000 ? 10 : 100;
    return (more + step - 1) / step * step;
}

/* A bound may have been cut at 0 or 1: the wider side tells the spread. */
static struct interval widened(struct interval share)
{
    double half = fmax(share.estimate - share.lo, share.hi - share.estimate);
    return (struct interval){share.estimate, share.estimate - half, share.estimate + half};
}

enum remedy remedy_of(struct interval share, double target_share, uint32_t n, uint32_t *all)
{
    enum verdict v = verdict_of(share, target_share);
    *all = 0;
    if (v != VERDICT_OPEN)
        return v == VERDICT_MISSED ? REMEDY_CHANGE : REMEDY_NONE;
    if (isnan(share.lo) || isnan(share.hi)) {
        *all = PRECISION_FLOOR;
        return REMEDY_BEGIN;
    }
    struct precision want = {.half_width = fabs(share.estimate - target_share)};
    if (!(want.half_width > 0.0) || n >= REMEDY_MOST)
        return REMEDY_CLOSE;
    uint32_t needed = precision_needed(&want, widened(share), LEVEL, n, REMEDY_MOST);
    if (needed == UINT32_MAX)
        return REMEDY_CLOSE;
    if (needed < PRECISION_FLOOR)
        needed = PRECISION_FLOOR;
    *all = n + round_up(needed > n ? needed - n : 1);
    return REMEDY_MORE;
}

/* 120, 1,200 */
static const char *count_of(struct text *out, uint32_t n)
{
    struct text part;
    text_init(&part, out->home);
    if (n >= 1000)
        text_addf(&part, "%u,%03u", (unsigned)(n / 1000), (unsigned)(n % 1000));
    else
        text_addf(&part, "%u", (unsigned)n);
    out->failed |= part.failed;
    return text_get(&part);
}

void remedy_add_short(struct text *out, bool japanese, enum remedy r, uint32_t all, uint32_t n)
{
    if (r == REMEDY_BEGIN)
        BILINGUAL(out, japanese, "{0} replications first", "まず反復{0}回", count_of(out, all));
    else if (r == REMEDY_MORE)
        BILINGUAL(out, japanese, "about {0} more replications", "あと約{0}回",
                  count_of(out, all - n));
    else if (r == REMEDY_CLOSE)
        bilingual_add(out, japanese, "very close to the target", "目標とほぼ同じ");
}

void remedy_add(struct text *out, bool japanese, enum remedy r, uint32_t all, uint32_t n)
{
    switch (r) {
    case REMEDY_NONE:
        return;
    case REMEDY_BEGIN:
        BILINGUAL(out, japanese,
                  "A single replication gives no interval. {0} replications are a start",
                  "反復1回では区間が出ません。まず反復を{0}回にします", count_of(out, all));
        return;
    case REMEDY_MORE:
        BILINGUAL(out, japanese,
                  "About {0} more replications should settle it, if estimate and spread stay as "
                  "they are",
                  "推定値とばらつきが今のままなら、反復をあと約{0}回増やすと判定できる見込みです",
                  count_of(out, all - n));
        return;
    case REMEDY_CLOSE:
        BILINGUAL(out, japanese,
                  "The share is very close to the target: {0} replications would not settle it. "
                  "How much an additional counter changes",
                  "割合が目標とほぼ同じで、反復{0}回でも判定できない見込みです。窓口を増やすとどう"
                  "変わるかを調べます",
                  count_of(out, REMEDY_MOST));
        return;
    case REMEDY_CHANGE:
        bilingual_add(out, japanese,
                      "How many counters are needed in which half hour, and how much additional "
                      "ones change",
                      "どの時間帯に窓口がいくつ要るか、窓口を増やすとどう変わるかを調べます");
        return;
    }
}

/* 2区, 2 wards */
static const char *places(struct text *out, bool japanese, const struct findings_noun *noun,
                          size_t n)
{
    struct text part;
    text_init(&part, out->home);
    text_addf(&part, "%zu%s%s", n, japanese ? "" : " ",
              japanese ? noun->ja
              : n == 1 ? noun->one
                       : noun->many);
    out->failed |= part.failed;
    return text_get(&part);
}

void remedy_add_all(struct text *out, bool japanese, const struct findings *f,
                    const struct tables_about *about)
{
    size_t count[REMEDY_CHANGE + 1] = {0};
    uint32_t n = about->replications, most = n;
    for (size_t i = 0; i < f->n_wards; i++) {
        uint32_t all;
        count[remedy_of(f->wards[i].share, about->target_share, n, &all)]++;
        most = all > most ? all : most;
    }
    if (count[REMEDY_BEGIN] > 0) {
        remedy_add(out, japanese, REMEDY_BEGIN, PRECISION_FLOOR, n);
        return;
    }
    if (count[REMEDY_MORE] > 0)
        BILINGUAL(out, japanese, "About {0} more replications should settle what is undecided",
                  "判定保留は、反復をあと約{0}回増やすと判定できる見込み", count_of(out, most - n));
    if (count[REMEDY_CLOSE] > 0 && count[REMEDY_MORE] > 0)
        BILINGUAL(out, japanese, ", but not {0} very close to the target",
                  "(目標とほぼ同じ{0}を除く)",
                  places(out, japanese, &f->place, count[REMEDY_CLOSE]));
    else if (count[REMEDY_CLOSE] > 0)
        BILINGUAL(out, japanese,
                  "Undecided and very close to the target, whatever the replications: {0}",
                  "判定保留の{0}は目標とほぼ同じで、反復を増やしても判定できない見込み",
                  places(out, japanese, &f->place, count[REMEDY_CLOSE]));
}

void remedy_add_commands(struct text *out, const struct tables_about *about,
                         const struct remedy_place *place, enum remedy r, uint32_t all)
{
    if (r == REMEDY_BEGIN || r == REMEDY_MORE)
        text_addf(out, "madosim run %s -r %u --seed %llu%s\n", about->scenario, (unsigned)all,
                  (unsigned long long)about->seed, about->settings);
    bool has_ward = place->ward != NULL;
    if (r == REMEDY_CHANGE && !place->is_centre)
        text_addf(out, "madosim staff %s%s%s%s\n", about->scenario, has_ward ? " --ward " : "",
                  has_ward ? place->ward : "", about->settings);
    if ((r == REMEDY_CHANGE || r == REMEDY_CLOSE) && place->grid != NULL)
        text_addf(out, "madosim sweep %s --grid %s%s\n", about->scenario, place->grid,
                  about->settings);
}
