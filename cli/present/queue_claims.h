/* queue_claims.h - sentences of a system's page, filled from its numbers by rules that are tested.
 *
 * The rules are those of claims.h: a target is met or missed only by verdict_of(), the worst half
 * hour is named alone only when no other interval overlaps, and no wait stands without those who
 * went without being served. Text without markup, in English or in Japanese.
 * The sentences are pinned in tests/present/test_queue_claims.c.
 */
#ifndef PRESENT_QUEUE_CLAIMS_H
#define PRESENT_QUEUE_CLAIMS_H

#include <stdbool.h>

#include "cli/present/queue_facts.h"
#include "sim/base/text.h"

/* The answer: the verdict, the share it is about, which uses miss it, who was not served. */
void queue_claims_answer(struct text *out, bool japanese, const struct queue_facts *f);

/* The verdict alone, for a card: 全体では判定保留 ; for one use 判定保留. */
void queue_claims_verdict(struct text *out, bool japanese, const struct queue_facts *f);

/* 未達は郵便。達成は貯金・相談。 Nothing for one use. */
void queue_claims_uses(struct text *out, bool japanese, const struct queue_facts *f);

/* 目標は10分以内に90%。10分以内に呼ばれる人は89.5%(95%区間 88.7–90.3%) */
void queue_claims_share(struct text *out, bool japanese, const struct queue_facts *f);

/* 対応を受けずに帰った人は1日17.6人 */
void queue_claims_not_served(struct text *out, bool japanese, const struct queue_facts *f);

/* 12:30〜13:00 ; 12:30〜13:00など3つ ; 特定できません. Nothing without half hours. */
void queue_claims_half_short(struct text *out, bool japanese, const struct queue_facts *f);
/* The same as a sentence, with its share. */
void queue_claims_half(struct text *out, bool japanese, const struct queue_facts *f);

/* Work against counters: over the day at a station from 0, and in the heaviest half hour. */
void queue_claims_load(struct text *out, bool japanese, const struct queue_facts *f,
                       size_t station);
void queue_claims_peak(struct text *out, bool japanese, const struct queue_facts *f);

/* 10分以内に呼ばれる人は、郵便88%、貯金92% : the title of the figure, of these uses. */
void queue_claims_shares(struct text *out, bool japanese, const struct queue_facts *f,
                         const struct queue_facts_use *const *uses, size_t n);

#endif
