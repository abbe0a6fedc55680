#include "cli/present/level.h"

#include <math.h>

#include "cli/present/colour.h"
#include "cli/present/spell.h"
#include "sim/base/bug.h"

enum level level_of(double minutes, const double cut_min[3])
{
    BUG_IF(!(minutes >= 0.0));
    int level = LEVEL_QUIET;
    for (int i = 0; i < 3 && minutes > cut_min[i]; i++)
        level++;
    return (enum level)level;
}

int32_t level_minutes(enum level level, double wait_min, const double cut_min[3])
{
    int32_t minutes = spell_round_up_5(wait_min);
    if (level >= LEVEL_FAIR && minutes <= cut_min[level - LEVEL_FAIR])
        minutes = spell_round_up_5(cut_min[level - LEVEL_FAIR] + 0.01);
    if (level >= LEVEL_QUIET && level < LEVEL_PACKED && minutes > cut_min[level - LEVEL_QUIET])
        minutes = (int32_t)ceil(cut_min[level - LEVEL_QUIET]);
    return minutes;
}

const struct level_look *level_look(int level)
{
    static const struct level_look looks[LEVEL_COUNT] = {
        [LEVEL_CLOSED] = {"閉庁", "closed", "休", "–", 0xe9ecef, COLOUR_MUTED},
        [LEVEL_QUIET] = {"空きぎみ", "quiet", "◎", "◎", 0xffffff, COLOUR_INK},
        [LEVEL_FAIR] = {"やや混雑", "fair", "○", "○", 0xfff1d6, COLOUR_INK},
        [LEVEL_BUSY] = {"混雑", "busy", "△", "△", 0xf7b267, COLOUR_INK},
        [LEVEL_PACKED] = {"大変混雑", "packed", "▲", "▲", 0xa63c1f, COLOUR_WHITE},
    };
    BUG_IF(level < 0 || level >= LEVEL_COUNT);
    return &looks[level];
}

const char *level_word(int level, bool japanese)
{
    return japanese ? level_look(level)->word : level_look(level)->word_en;
}

const char *level_glyph(int level, bool japanese)
{
    return japanese ? level_look(level)->glyph : level_look(level)->glyph_en;
}
