/* What the page's script knows of the scenario: JSON that is safe between script tags. */
#include <stdio.h>
#include <string.h>

#include "cli/version.h"
#include "cli/whatif.h"
#include "models/ward/tally.h"
#include "sim/base/arena.h"
#include "sim/output/patch.h"

/* A text: "<" is written as \u003c, so that no tag can end the script. */
static void add_text(struct text *out, const char *s)
{
    struct text quoted;
    text_init(&quoted, out->home);
    text_add_json(&quoted, s);
    for (const char *c = text_get(&quoted); *c != '\0'; c++)
        if (*c == '<')
            text_add(out, "\\u003c");
        else
            text_add_bytes(out, c, 1);
    out->failed |= quoted.failed;
}

static void add_key(struct text *out, const char *before, const char *key, const char *value)
{
    text_addf(out, "%s\"%s\": ", before, key);
    add_text(out, value);
}

static void add_list(struct text *out, const char *const *items, size_t n)
{
    text_add(out, "[");
    for (size_t i = 0; i < n; i++) {
        text_add(out, i > 0 ? ", " : "");
        add_text(out, items[i]);
    }
    text_add(out, "]");
}

static void add_bytes(struct text *out, struct whatif_bytes b)
{
    text_add(out, "\"");
    patch_base64(b.bytes, b.n, out);
    text_add(out, "\"");
}

static void add_patches(struct text *out, const struct whatif_bytes patch[WHATIF_FRAMES])
{
    text_add(out, ", \"patch\": [");
    for (int f = 0; f < WHATIF_FRAMES; f++) {
        text_add(out, f > 0 ? ", " : "");
        if (patch[f].bytes != NULL)
            add_bytes(out, patch[f]);
        else
            text_add(out, "null");
    }
    text_add(out, "]");
}

/* ---- a ward ---- */

static void add_level(struct text *out, const struct whatif_level *l)
{
    add_key(out, "{", "key", l->key);
    add_key(out, ", ", "ja", l->label[1]);
    add_key(out, ", ", "en", l->label[0]);
    text_add(out, ", \"set\": ");
    add_list(out, l->set, l->n_set);
    text_addf(out, ", \"mixed\": %s", l->is_mixed ? "true" : "false");
    add_patches(out, l->patch);
    text_add(out, "}");
}

static void add_joint(struct text *out, const struct whatif_ward *ward,
                      const struct whatif_joint *joint)
{
    text_add(out, "{\"controls\": [");
    for (int k = 0; k < 2; k++) {
        text_add(out, k > 0 ? ", " : "");
        add_text(out, ward->controls[joint->control[k]].id);
    }
    text_addf(out, "], \"levels\": [%zu, %zu]", joint->level[0], joint->level[1]);
    add_patches(out, joint->patch);
    text_add(out, "}");
}

static void add_control(struct text *out, const struct whatif_control *c)
{
    static const char *const kinds[] = {
        [WHATIF_COUNTERS] = "counters", [WHATIF_MODE] = "mode", [WHATIF_OTHER] = "other"};
    add_key(out, "{", "id", c->id);
    add_key(out, ", ", "kind", kinds[c->kind]);
    add_key(out, ", ", "ja", c->name[1]);
    add_key(out, ", ", "en", c->name[0]);
    text_addf(out, ", \"base\": %zu, \"levels\": [", c->base);
    for (size_t i = 0; i < c->n_levels; i++) {
        text_add(out, i > 0 ? ",\n" : "\n");
        add_level(out, &c->levels[i]);
    }
    text_add(out, "]}");
}

/* Places of each half hour's counters, each as the distance from the one before. */
static void add_words(struct text *out, const struct whatif_frame *f, size_t n_halves)
{
    text_add(out, ", \"words\": [");
    for (size_t k = 0; k < n_halves; k++) {
        uint32_t before = 0;
        text_add(out, k > 0 ? ", [" : "[");
        for (size_t i = 0; i < f->n_words[k]; i++) {
            text_addf(out, "%s%u", i > 0 ? "," : "", f->words[k][i] - before);
            before = f->words[k][i];
        }
        text_add(out, "]");
    }
    text_add(out, "]");
}

static void add_frame(struct text *out, const struct whatif_ward *ward, int bits)
{
    const struct whatif_frame *f = &ward->frames[bits];
    if (f->plan == NULL) {
        text_add(out, "null");
        return;
    }
    text_addf(out, "{\"bytes\": %llu, \"delta\": ", (unsigned long long)f->plan->bytes);
    if (f->delta.bytes != NULL)
        add_bytes(out, f->delta);
    else
        text_add(out, "null");
    if ((bits & WHATIF_ROSTER) != 0)
        add_words(out, f, ward->n_halves);
    text_add(out, "}");
}

/* Days of the period on which the ward is open. */
static void add_days(struct text *out, const struct plan *p, int32_t site)
{
    bool is_first = true;
    text_add(out, ", \"days\": [");
    for (int32_t day = p->first_report; day <= p->last_report; day++)
        if (plan_day_at(p, site, day)->open_s >= 0) {
            text_addf(out, "%s%d", is_first ? "" : ",", p->base_day + day);
            is_first = false;
        }
    text_add(out, "]");
}

static void add_ward(struct text *out, const struct whatif *w, const struct whatif_ward *ward)
{
    add_key(out, "{", "code", ward->row->code);
    add_key(out, ", ", "ja", ward->row->name);
    add_key(out, ", ", "en", ward->row->name_en);
    text_addf(out, ", \"site\": %d", ward->site);
    add_days(out, w->plan, ward->site);
    add_key(out, ", ", "saturday", ward->saturday != NULL ? ward->saturday : "");
    text_add(out, ", \"halves\": [");
    for (size_t k = 0; k < ward->n_halves; k++)
        text_addf(out, "%s{\"from\": %d, \"n\": %d}", k > 0 ? ", " : "", ward->halves[k].from_s,
                  ward->halves[k].counters);
    text_add(out, "],\n\"controls\": [");
    for (size_t i = 0; i < ward->n_controls; i++) {
        text_add(out, i > 0 ? ",\n" : "\n");
        add_control(out, &ward->controls[i]);
    }
    text_add(out, "],\n\"joints\": [");
    for (size_t i = 0; i < ward->n_joints; i++) {
        text_add(out, i > 0 ? ",\n" : "\n");
        add_joint(out, ward, &ward->joints[i]);
    }
    text_add(out, "],\n\"frames\": [");
    for (int f = 0; f < WHATIF_FRAMES; f++) {
        text_add(out, f > 0 ? ",\n" : "\n");
        add_frame(out, ward, f);
    }
    text_add(out, "]}");
}

/* ---- the scenario ---- */

static const struct {
    const char *name;
    int word;
    bool is_site;
} words[] = {{"arrivals", TALLY_ARRIVALS, false},
             {"served", TALLY_SERVED, false},
             {"turned_away", TALLY_TURNED_AWAY, false},
             {"refused", TALLY_REFUSED, false},
             {"wait_us", TALLY_WAIT_US, false},
             {"within", TALLY_WITHIN, false},
             {"no_booking", TALLY_NO_BOOKING, false},
             {"tickets", TALLY_TICKETS, false},
             {"left", TALLY_LEFT, false},
             {"open_days", TALLY_OPEN_DAYS, true},
             {"overtime_us", TALLY_OVERTIME_US, true},
             {"early_end_days", TALLY_EARLY_END_DAYS, true},
             {"staffed_us", TALLY_STAFFED_US, true},
             {"busy_us", TALLY_BUSY_US, true},
             {"yen", TALLY_YEN, true}};

static void add_word_list(struct text *out, bool is_site)
{
    bool is_first = true;
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (words[i].is_site == is_site) {
            text_addf(out, "%s\"%s\": %d", is_first ? "" : ", ", words[i].name, words[i].word);
            is_first = false;
        }
}

static void add_scenario(struct text *out, const struct whatif *w)
{
    const struct scenario *s = &w->run.ward->data.s;
    const struct options *o = &w->run.frame.options;
    civil_day day = s->report.surge_day;
    add_key(out, "{", "version", version_get()->version);
    add_key(out, ", ", "title", s->title != NULL ? s->title : s->id);
    add_key(out, ", ", "lang", w->run.frame.japanese ? "ja" : "en");
    add_key(out, ",\n", "file", o->file);
    text_add(out, ", \"set\": ");
    add_list(out, o->set, o->n_set);
    text_addf(out, ",\n\"seed\": \"%llu\", \"from\": %d, \"to\": %d, \"day\": %d",
              (unsigned long long)w->run.seed, w->from, w->to,
              day >= w->from && day <= w->to ? day : w->from);
    text_addf(out, ",\n\"target_us\": %lld, \"target_share\": %.17g", (long long)w->plan->target_us,
              s->target.share);
    text_addf(out, ", \"counters_most\": %d", WHATIF_COUNTERS_MOST);
    text_add(out, ",\n\"of_access\": {");
    add_word_list(out, false);
    text_addf(out, "}, \"access_words\": %d, \"of_site\": {", TALLY_ACCESS_WORDS);
    add_word_list(out, true);
    text_addf(out, "}, \"site_words\": %d", TALLY_SITE_WORDS);
    text_add(out, ",\n\"t\": [0");
    for (int n = 1; n < WHATIF_REPLICATIONS_MOST; n++)
        text_addf(out, ",%.17g", interval_t(0.975, n));
    text_add(out, "]");
}

void whatif_json(const struct whatif *w, struct text *out)
{
    add_scenario(out, w);
    text_add(out, ",\n\"wards\": [");
    for (size_t i = 0; i < w->n_wards; i++) {
        text_add(out, i > 0 ? ",\n" : "\n");
        add_ward(out, w, &w->wards[i]);
    }
    text_add(out, "]}");
}
