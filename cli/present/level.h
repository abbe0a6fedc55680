/* level.h - the levels of the congestion calendar: one table for figure and page.
 *
 * The words are those Yokohama's own bulletin uses for its counters, with 空きぎみ added
 * below them. The glyph is a second cue and the colour a third: nobody has to tell
 * colours apart. There is no cross, which reads as "closed".
 */
#ifndef PRESENT_LEVEL_H
#define PRESENT_LEVEL_H

#include <stdbool.h>
#include <stdint.h>

enum level { LEVEL_CLOSED, LEVEL_QUIET, LEVEL_FAIR, LEVEL_BUSY, LEVEL_PACKED, LEVEL_COUNT };

struct level_look {
    const char *word, *word_en; /* as in tables: 混雑; busy */
    const char *glyph, *glyph_en;
    uint32_t fill, ink; /* 0xRRGGBB; ink can be read on fill */
};

/* The level of an open day on which nine of ten people are called within `minutes`.
 * cut_min rises; a cut point itself still belongs to the lower level (20 is "within 20").
 * minutes NaN or negative is a bug. */
enum level level_of(double minutes, const double cut_min[3]);

/* The minutes to say of a day at that level: rounded up to a multiple of 5, but never beyond the
 * level's own cut points, so that no day is "fair" with 20 minutes where 20 is still quiet. 0:
 * nobody waits. wait_min is not NaN; it may be rounded, as tables are. */
int32_t level_minutes(enum level level, double wait_min, const double cut_min[3]);

/* A day that reached its level in a smaller share of the replications is marked: it may well turn
 * out lower. */
#define LEVEL_SURE 0.8

/* Below this mean nobody is said to be turned away. */
#define LEVEL_LEAST_TURNED_AWAY 0.5

/* Word, glyph and colours; a number outside 0..4 is a bug. */
const struct level_look *level_look(int level);
const char *level_word(int level, bool japanese);
const char *level_glyph(int level, bool japanese); /* closed is 休 or – */

#endif
