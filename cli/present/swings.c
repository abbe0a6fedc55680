#include "cli/present/swings.h"

#include <string.h>

#include "cli/present/bilingual.h"
#include "cli/present/lookup.h"
#include "sim/base/arena.h"
#include "sim/base/attr.h"

enum { NAMED = 5 };

/* clang-format off */
static const struct table_column columns[] = {
    {"run_id", TABLE_TEXT, 0, "", "試算ID", "元のシナリオの試算の識別番号", "identifies the run of the scenario as it is"},
    {"reps", TABLE_COUNT, 0, "", "反復", "それぞれの反復回数", "replications of each end"},
    {"rank", TABLE_COUNT, 0, "", "順位", "影響の大きい順。試していないものは空", "by the larger effect; empty when it was not tried"},
    {"setting", TABLE_TEXT, 0, "", "設定", "仮定している設定", "the setting that is assumed"},
    {"value", TABLE_TEXT, 0, "", "元の値", "シナリオの値", "as the scenario has it"},
    {"range", TABLE_TEXT, 0, "", "幅", "シナリオに書かれた幅", "the range that the scenario gives"},
    {"left_out", TABLE_TEXT, 0, "", "試していない理由", "no_range=幅の記載なし、words=数値の幅でない、no_number=数値でない、several=複数の値、yardstick=目標そのもの、refused=端の値が使えない", "why it was not tried: no_range, words, no_number, several, yardstick, refused"},
    {"end", TABLE_TEXT, 0, "", "端", "low=下の端、high=上の端", "low or high"},
    {"set_to", TABLE_TEXT, 0, "", "変えた値", "試した値", "the value that was tried"},
    {"metric", TABLE_TEXT, 0, "", "指標", "指標の名前", "name of the measure"},
    {"unit", TABLE_TEXT, 0, "", "単位", "単位", "unit"},
    {"baseline", TABLE_REAL, 4, "", "元の推定値", "シナリオのままの推定値", "estimate under the scenario"},
    {"estimate", TABLE_REAL, 4, "", "推定値", "変えたときの推定値", "estimate when it is changed"},
    {"difference", TABLE_REAL, 4, "", "差", "変えたとき-元", "changed minus scenario"},
    {"diff_lo", TABLE_REAL, 4, "", "差の区間の下限", "同じ反復どうしの差の95%区間(この差だけについて)", "95 % interval of paired replications, of this difference alone"},
    {"diff_hi", TABLE_REAL, 4, "", "差の区間の上限", "同上", "upper end"},
    {"all_lo", TABLE_REAL, 4, "", "同時区間の下限", "すべての差について同時に95%で成り立つ区間(ボンフェローニ)", "interval that holds for all differences at once with 95 % (Bonferroni)"},
    {"all_hi", TABLE_REAL, 4, "", "同時区間の上限", "同上", "upper end"},
    {"verdict", TABLE_TEXT, 0, "", "判定", "better=改善、worse=悪化、same=まったく同じ、changed=変化、open=差は確かめられない", "better, worse, same (exactly), changed, open (no difference shown)"},
    {"promise", TABLE_TEXT, 0, "", "目標", "変えたときの目標の判定(全体)", "the promise over the whole when it is changed: met, open or missed"},
    {"flips", TABLE_FLAG, 0, "", "判定が変わる", "目標の判定が元と違うか", "whether that differs from the scenario"},
};
/* clang-format on */

const struct table_column *swings_columns(size_t *n)
{
    *n = COUNT_OF(columns);
    return columns;
}

static enum verdict verdict_named(const char *key)
{
    for (int v = VERDICT_MET; v <= VERDICT_MISSED; v++)
        if (strcmp(verdict_key((enum verdict)v), key) == 0)
            return (enum verdict)v;
    return VERDICT_NONE;
}

static struct swing *swing_of(struct swings *s, const char *setting)
{
    for (size_t i = 0; i < s->n; i++)
        if (strcmp(s->items[i].setting, setting) == 0)
            return &s->items[i];
    s->items[s->n] = (struct swing){.setting = setting};
    return &s->items[s->n++];
}

static bool end_flips(const struct swing_end *e, enum verdict now)
{
    return (e->promise == VERDICT_MET || e->promise == VERDICT_MISSED) && e->promise != now;
}

static enum swing_kind kind_of(const struct swing *w, enum verdict now)
{
    if (w->kind == SWING_UNTRIED)
        return SWING_UNTRIED;
    if (end_flips(&w->ends[0], now) || end_flips(&w->ends[1], now))
        return SWING_FLIPS;
    bool is_same = w->ends[0].promise == now && w->ends[1].promise == now;
    return is_same ? SWING_FIRM : SWING_BLURS;
}

bool swings_read(const struct table *t, enum verdict now, struct arena *home, struct swings *out)
{
    *out = (struct swings){.run_id = "", .now = now};
    out->items = arena_take_array(home, struct swing, t->n_rows + 1);
    if (out->items == NULL)
        return false;
    for (size_t row = 0; row < t->n_rows; row++) {
        struct swing *w = swing_of(out, lookup_text(t, row, "setting"));
        const char *end = lookup_text(t, row, "end");
        out->run_id = lookup_text(t, row, "run_id");
        out->replications = (uint32_t)lookup_int(t, row, "reps");
        if (end[0] == '\0')
            w->kind = SWING_UNTRIED;
        else
            w->ends[strcmp(end, "high") == 0] = (struct swing_end){
                lookup_text(t, row, "set_to"), verdict_named(lookup_text(t, row, "promise"))};
    }
    for (size_t i = 0; i < out->n; i++) {
        out->items[i].kind = kind_of(&out->items[i], now);
        out->count[out->items[i].kind]++;
    }
    return true;
}

/* ---- words ---- */

static const char *count(struct text *out, size_t n)
{
    struct text part;
    text_init(&part, out->home);
    text_addf(&part, "%zu", n);
    out->failed |= part.failed;
    return text_get(&part);
}

static void add_verdict(struct text *out, bool japanese, enum verdict v)
{
    text_addf(out, "%s %s", verdict_glyph(v), verdict_word(v, japanese));
}

/* 4 min で × 未達 */
static void add_ends(struct text *out, bool japanese, const struct swing *w, enum verdict now)
{
    bool any = false;
    for (size_t i = 0; i < COUNT_OF(w->ends); i++) {
        if (!end_flips(&w->ends[i], now))
            continue;
        if (any)
            bilingual_add(out, japanese, ", ", "、");
        any = true;
        text_addf(out, "%s%s", w->ends[i].set_to, japanese ? "で" : " ");
        add_verdict(out, japanese, w->ends[i].promise);
    }
}

/* Names of a kind, with what they lead to when they flip the verdict. */
static const char *names(struct text *out, bool japanese, const struct swings *s,
                         enum swing_kind kind)
{
    struct text part;
    size_t n = 0;
    text_init(&part, out->home);
    for (size_t i = 0; i < s->n; i++) {
        if (s->items[i].kind != kind || n++ >= NAMED)
            continue;
        if (n > 1)
            bilingual_add(&part, japanese, "; ", "、");
        text_add(&part, s->items[i].setting);
        if (kind != SWING_FLIPS)
            continue;
        bilingual_add(&part, japanese, " (", "(");
        add_ends(&part, japanese, &s->items[i], s->now);
        text_add(&part, ")");
    }
    if (n > NAMED)
        bilingual_add(&part, japanese, " and others", "など");
    out->failed |= part.failed;
    return text_get(&part);
}

static void add_found(struct text *out, bool japanese, const struct swings *s)
{
    struct text now;
    text_init(&now, out->home);
    add_verdict(&now, japanese, s->now);
    out->failed |= now.failed;
    const char *tried = count(out, s->n - s->count[SWING_UNTRIED]);
    if (s->count[SWING_FLIPS] > 0)
        BILINGUAL(out, japanese,
                  "Over the whole the target is {0}. Assumptions of which one alone, at an end of "
                  "its range, changes that: {1} of {2} tried: {3}.",
                  "全体の目標の判定は{0}。仮定を1つだけ幅の端に変えると判定が変わるのは、"
                  "試した{2}件のうち{1}件です: {3}。",
                  text_get(&now), count(out, s->count[SWING_FLIPS]), tried,
                  names(out, japanese, s, SWING_FLIPS));
    else
        BILINGUAL(out, japanese,
                  "Over the whole the target is {0}. None of the {1} assumptions tried changes "
                  "that to another verdict, one alone and within its range.",
                  "全体の目標の判定は{0}。仮定を1つだけ幅の端に変えても、別の判定になるものは"
                  "試した{1}件のうちにありません。",
                  text_get(&now), tried);
}

/* What the sweep does not tell. */
static void add_unknown(struct text *out, bool japanese, const struct swings *s)
{
    if (s->count[SWING_BLURS] > 0)
        BILINGUAL(out, japanese,
                  " Whether it changes cannot be told with {0} replications for {1} of them: {2}.",
                  "変わるかどうかが反復{0}回では分からないのは{1}件です: {2}。",
                  count(out, s->replications), count(out, s->count[SWING_BLURS]),
                  names(out, japanese, s, SWING_BLURS));
    if (s->count[SWING_UNTRIED] > 0)
        BILINGUAL(out, japanese, " Without a range that can be tried, so not known: {0}.",
                  "試せる幅の記載がなく分からないものが{0}件あります。",
                  count(out, s->count[SWING_UNTRIED]));
}

void swings_add(struct text *out, bool japanese, const struct swings *s)
{
    if (s == NULL) {
        bilingual_add(out, japanese,
                      "Were an assumed value different, so would be the results. Which of them "
                      "could flip the verdict over the whole has not been looked into.",
                      "仮定の値が違えば結果も変わります。どの仮定が違えば全体の目標の判定が変わる"
                      "かは、まだ調べていません。");
        return;
    }
    add_found(out, japanese, s);
    add_unknown(out, japanese, s);
}

/* One of the values of a mapping, not of a mapping in it. */
static bool is_in(const char *setting, const char *path)
{
    size_t n = strlen(path);
    return strncmp(setting, path, n) == 0 && setting[n] == '.' &&
           strchr(setting + n + 1, '.') == NULL;
}

/* The one at the path; else of those in it the one that concerns a reader most; or NULL. */
static const struct swing *first_at(const struct swings *s, const char *path)
{
    const struct swing *first = NULL;
    for (size_t i = 0; s != NULL && i < s->n; i++) {
        const struct swing *w = &s->items[i];
        if (strcmp(w->setting, path) == 0)
            return w;
        if (is_in(w->setting, path) && (first == NULL || w->kind < first->kind))
            first = w;
    }
    return first;
}

enum swing_kind swings_kind(const struct swings *s, const char *path)
{
    const struct swing *w = first_at(s, path);
    return w != NULL ? w->kind : SWING_KINDS;
}

void swings_add_short(struct text *out, bool japanese, const struct swings *s, const char *path)
{
    const struct swing *w = first_at(s, path);
    switch (w != NULL ? w->kind : SWING_KINDS) {
    case SWING_FLIPS:
        bilingual_add(out, japanese, "flips the verdict: ", "判定が変わる: ");
        add_ends(out, japanese, w, s->now);
        return;
    case SWING_BLURS:
        bilingual_add(out, japanese, "may flip the verdict: too few replications to tell",
                      "判定が変わるか、この反復回数では不明");
        return;
    case SWING_FIRM:
        bilingual_add(out, japanese, "does not flip the verdict", "判定は変わらない");
        return;
    case SWING_UNTRIED:
        bilingual_add(out, japanese, "not tried", "試していない");
        return;
    case SWING_KINDS:
        return;
    }
}

void swings_add_commands(struct text *out, bool japanese, const struct tables_about *about)
{
    text_addf(out, "madosim sweep %s --assumptions --seed %llu%s -o %s\n", about->scenario,
              (unsigned long long)about->seed, about->settings, SWINGS_FILE);
    text_addf(out, "madosim report %s --assumptions %s\n",
              bilingual_word(japanese, "FOLDER", "フォルダー"), SWINGS_FILE);
}
