/* What a tornado shows on a terminal: bars of text, the largest effect first. At most 80
 * columns. */
#include <math.h>
#include <string.h>

#include "cli/phrase.h"
#include "cli/present/shown.h"
#include "cli/tornado.h"
#include "sim/output/json.h"

enum { SHOWN = 15, FLIPS_SHOWN = 8, LEFT_SHOWN = 12, BAR = 11 };

static const struct shown_column columns[] = {
    {{"assumption", "仮定"}, 29, SHOWN_NAME, NULL, 0},
    {{"set to", "変えた値"}, 10, SHOWN_NUMBER, NULL, 0},
    {{"", ""}, 13, SHOWN_NUMBER, NULL, 0},
    {{"", ""}, 14, SHOWN_NUMBER, NULL, 0},
};

static bool japanese(const struct tornado *t)
{
    return t->sweep->frame->japanese;
}

static const struct run_measure *measure_of(const struct sweep *s, size_t m)
{
    return &s->base.catalog.measures[s->measures[m].measure];
}

/* Of the two numbers that are shown: what is asked about, and who was turned away. */
static const char *heading_of(const struct sweep *s, size_t m)
{
    const struct run_key *key = s->measures[m].key;
    if (key != NULL && key->heading[0] != NULL)
        return key->heading[s->frame->japanese];
    return s->frame->japanese ? "指標" : "measure";
}

static void add_headings(const struct tornado *t, struct text *out)
{
    const struct sweep *s = t->sweep;
    for (size_t k = 0; k < COUNT_OF(columns); k++)
        if (k < 2 || k - 2 < s->n_shown)
            shown_text(&columns[k], k < 2 ? columns[k].heading[japanese(t)] : heading_of(s, k - 2),
                       out);
    text_add(out, "\n");
}

static double effect(const struct sweep *s, size_t point)
{
    return s->items[point * s->n_measures + s->focus].one.interval.estimate;
}

/* ++++ or ----, as long as the effect is beside the largest. */
static void add_bar(const struct tornado *t, size_t point, struct text *out)
{
    const struct sweep *s = t->sweep;
    double most = fmax(fabs(effect(s, t->first[0])), fabs(effect(s, t->first[0] + 1)));
    double is = effect(s, point);
    int n = most > 0 && !isnan(is) ? (int)lround(fabs(is) / most * BAR) : 0;
    text_add(out, n > 0 ? " " : "");
    for (int i = 0; i < n; i++)
        text_add(out, is > 0 ? "+" : "-");
}

static void add_end(const struct tornado *t, const char *name, size_t point, struct text *out)
{
    const struct sweep *s = t->sweep;
    const char *set_to = strchr(s->points[point].settings[0], '=') + 1;
    shown_words(&columns[0], name, out);
    shown_words(&columns[1], set_to, out);
    for (size_t m = 0; m < s->n_shown && m < 2; m++) {
        struct text cell;
        text_init(&cell, out->home);
        sweep_add_difference(s, point, m, &cell);
        shown_text(&columns[2 + m], text_get(&cell), out);
    }
    text_addf(out, " %s", verdict_glyph(tornado_verdict(t, point)));
    add_bar(t, point, out);
    text_add(out, "\n");
}

static bool is_exactly_nothing(const struct tornado *t, size_t i)
{
    const struct sweep *s = t->sweep;
    for (size_t end = 0; end < 2; end++)
        if (s->items[(t->first[i] + end) * s->n_measures + s->focus].verdict != COMPARE_SAME)
            return false;
    return true;
}

static void add_ends(const struct tornado *t, size_t i, struct text *out)
{
    const struct assumption *a = &t->all[t->swept[i]];
    struct text now;
    text_init(&now, out->home);
    text_addf(&now, "  %s %s", japanese(t) ? "元の値" : "is", a->value);
    add_end(t, a->path, t->first[i], out);
    add_end(t, text_get(&now), t->first[i] + 1, out);
}

/* Those that are not shown one by one, and those without any effect at all. */
static void add_rest(const struct tornado *t, struct text *out)
{
    size_t more = 0, nothing = 0;
    struct text a, b;
    for (size_t i = 0; i < t->n_swept; i++) {
        bool is_nothing = is_exactly_nothing(t, i);
        nothing += is_nothing;
        more += !is_nothing && i >= SHOWN;
    }
    text_init(&a, out->home);
    text_init(&b, out->home);
    text_addf(&a, "%zu", more);
    text_addf(&b, "%zu", nothing);
    if (more + nothing == 0)
        return;
    phrase_add(out, PHRASE_TORNADO_MORE, japanese(t), text_get(&a), text_get(&b));
    text_add(out, "\n");
}

/* Which ends of which ranges would make the promise met, open or missed, other than it is. */
static void add_flips(const struct tornado *t, enum verdict v, struct text *out)
{
    static const enum phrase phrases[] = {[VERDICT_MET] = PHRASE_TORNADO_MET,
                                          [VERDICT_OPEN] = PHRASE_TORNADO_OPEN,
                                          [VERDICT_MISSED] = PHRASE_TORNADO_MISSED};
    struct text list;
    size_t n = 0;
    text_init(&list, out->home);
    for (size_t i = 0; i < t->n_swept; i++)
        for (size_t end = 0; end < 2; end++)
            if (tornado_verdict(t, t->first[i] + end) == v && n++ < FLIPS_SHOWN)
                text_addf(&list, "%s\n  %s", n > 1 ? "," : "",
                          t->sweep->points[t->first[i] + end].label);
    text_add(&list, n > FLIPS_SHOWN ? ", ..." : "");
    if (n == 0)
        return;
    phrase_add(out, phrases[v], japanese(t), text_get(&list));
    text_add(out, "\n");
}

static void add_verdicts(const struct tornado *t, struct text *out)
{
    enum verdict now = tornado_verdict(t, 0);
    struct text is;
    bool any = false;
    text_init(&is, out->home);
    text_addf(&is, "%s %s", verdict_glyph(now), verdict_word(now, japanese(t)));
    for (size_t point = 1; point < t->sweep->n_points; point++)
        any = any || tornado_verdict(t, point) != now;
    phrase_note(out, any ? PHRASE_TORNADO_NOW : PHRASE_TORNADO_FIRM, japanese(t), text_get(&is));
    text_add(out, "\n");
    for (int v = VERDICT_MET; v <= VERDICT_MISSED; v++)
        if ((enum verdict)v != now)
            add_flips(t, (enum verdict)v, out);
}

static const char *why_of(enum assumption_why why, bool is_japanese)
{
    static const char *const words[][2] = {
        [ASSUMPTION_READ] = {"", ""},
        [ASSUMPTION_NO_RANGE] = {"no range is given", "幅の記載がない"},
        [ASSUMPTION_WORDS] = {"the range is not two numbers", "数値の幅ではない"},
        [ASSUMPTION_NO_NUMBER] = {"it is no number", "数値ではない"},
        [ASSUMPTION_SEVERAL] = {"it may be about several values", "どの値の幅か決められない"},
        [ASSUMPTION_YARDSTICK] = {"what is promised, no fact",
                                  "目標そのもので、事実の仮定ではない"},
        [ASSUMPTION_REFUSED] = {"a scenario cannot have that", "端の値がシナリオに使えない"},
    };
    return words[why][is_japanese];
}

void tornado_add_left(const struct tornado *t, size_t most, struct text *out)
{
    size_t n = 0;
    struct text count;
    text_init(&count, out->home);
    for (size_t i = 0; i < t->n_all; i++)
        n += t->all[i].why != ASSUMPTION_READ;
    text_addf(&count, "%zu", n);
    if (n == 0)
        return;
    phrase_add(out, PHRASE_TORNADO_LEFT, japanese(t), text_get(&count));
    text_add(out, "\n");
    n = 0;
    for (size_t i = 0; i < t->n_all; i++) {
        const struct assumption *a = &t->all[i];
        if (a->why == ASSUMPTION_READ || n++ >= most)
            continue;
        const char *path = a->path[0] != '\0' ? a->path : "-";
        text_addf(out, "  %s: %s\n", path, why_of(a->why, japanese(t)));
    }
    text_add(out, n > most ? "  ...\n" : "");
}

static void add_head(const struct tornado *t, struct text *out)
{
    const struct sweep *s = t->sweep;
    struct text swept, count, seed, value;
    text_init(&swept, out->home);
    text_init(&count, out->home);
    text_init(&seed, out->home);
    text_init(&value, out->home);
    text_addf(&swept, "%zu", t->n_swept);
    text_addf(&count, "%u", s->replications);
    text_addf(&seed, "%llu", (unsigned long long)s->base.run.seed);
    phrase_add(out, PHRASE_TORNADO_HEAD, japanese(t), s->base.named, text_get(&swept),
               text_get(&count), text_get(&seed));
    text_add(out, "\n");
    for (size_t m = 0; m < s->n_shown; m++) {
        const struct run_place *p = &s->base.catalog.places[s->measures[m].place];
        text_addf(&value, "%s%s %s ", m > 0 ? ", " : "", japanese(t) ? p->name : p->name_en,
                  measure_of(s, m)->name);
        sweep_add_value(s, 0, m, &value);
        text_addf(&value, " %s", s->measures[m].is_share ? "%" : measure_of(s, m)->unit);
    }
    phrase_add(out, PHRASE_TORNADO_VALUE, japanese(t), text_get(&value));
    text_add(out, "\n\n");
}

void tornado_print(const struct tornado *t, struct text *out)
{
    struct text family;
    text_init(&family, out->home);
    text_addf(&family, "%zu", t->sweep->family);
    add_head(t, out);
    if (t->n_swept > 0) {
        add_headings(t, out);
        for (size_t i = 0; i < t->n_swept && i < SHOWN; i++)
            if (!is_exactly_nothing(t, i))
                add_ends(t, i, out);
        add_rest(t, out);
        text_add(out, "\n");
        add_verdicts(t, out);
    }
    tornado_add_left(t, LEFT_SHOWN, out);
    phrase_note(out, t->n_swept > 0 ? PHRASE_TORNADO_NOTE : PHRASE_TORNADO_NOTHING, japanese(t),
                text_get(&family));
    text_add(out, "\n");
}

void tornado_print_json(const struct tornado *t, struct text *out)
{
    const struct sweep *s = t->sweep;
    text_add(out, "{\"scenario\":");
    text_add_json(out, s->base.named);
    text_addf(out, ",\"replications\":%u,\"seed\":\"%llu\",\"level\":%g,\"family\":%zu,",
              s->replications, (unsigned long long)s->base.run.seed, SWEEP_LEVEL, s->family);
    text_addf(out, "\"swept\":%zu,\n\"measure\":", t->n_swept);
    text_add_json(out, measure_of(s, s->focus)->name);
    text_add(out, ",\"promise\":");
    text_add_json(out, verdict_key(tornado_verdict(t, 0)));
    text_add(out, ",\n\"assumptions\":");
    json_print(&t->table, out);
    text_add(out, "}\n");
}
