/* journey_words.h - the steps of a journey in words, for people and for programs. */
#ifndef PRESENT_JOURNEY_WORDS_H
#define PRESENT_JOURNEY_WORDS_H

#include <stdbool.h>

#include "models/ward/journey.h"
#include "sim/base/civil.h"
#include "sim/base/text.h"

/* What the value of a step is, and how it is written in a table. */
enum journey_value {
    JOURNEY_NOTHING, /* no value                          */
    JOURNEY_COUNT,   /* whole number                      */
    JOURNEY_SPAN,    /* seconds, six decimals             */
    JOURNEY_INSTANT, /* 2020-07-27T10:00:00.000000+09:00  */
    JOURNEY_DAY      /* 2020-07-27                        */
};

/* The step's name in tables ("turned_away"). */
const char *journey_words_name(enum journey_step step);

/* What kind of value this step of somebody has; nothing when it has none, such as the
 * appointment of somebody who comes without. */
enum journey_value journey_words_value(const struct journey_event *event);

/* What the kind of value is called in tables: "", "count", "s", "appointment", "date". */
const char *journey_words_unit(enum journey_value value);

/* The step as a sentence without a full stop, the value in it. */
void journey_words_say(const struct journey_event *event, bool japanese, struct text *out);

/* A use as it is written in a scenario ("renewal"), and as people call it. */
const char *journey_words_use(int32_t use);
const char *journey_words_use_said(int32_t use, bool japanese);

/* 2020-07-27(月) or Mon 2020-07-27. */
void journey_words_day(civil_day day, bool japanese, struct text *out);

#endif
