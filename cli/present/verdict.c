#include "cli/present/verdict.h"

#include <math.h>

static const struct {
    const char *key, *word, *word_ja, *glyph;
} names[] = {
    [VERDICT_NONE] = {"", "no data", "データなし", "―"},
    [VERDICT_MET] = {"met", "met", "達成", "○"},
    [VERDICT_OPEN] = {"open", "undecided", "判定保留", "△"},
    [VERDICT_MISSED] = {"missed", "missed", "未達", "×"},
};

enum verdict verdict_of(struct interval share, double target_share)
{
    if (isnan(share.estimate))
        return VERDICT_NONE;
    if (isnan(share.lo) || isnan(share.hi))
        return VERDICT_OPEN;
    if (share.lo >= target_share)
        return VERDICT_MET;
    return share.hi < target_share ? VERDICT_MISSED : VERDICT_OPEN;
}

const char *verdict_key(enum verdict v)
{
    return names[v].key;
}

const char *verdict_word(enum verdict v, bool japanese)
{
    return japanese ? names[v].word_ja : names[v].word;
}

const char *verdict_glyph(enum verdict v)
{
    return names[v].glyph;
}
