/* The page: its parts put together, and what is stored as a table that needs no script. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cli/assets.h"
#include "cli/present/spell.h"
#include "cli/present/verdict.h"
#include "cli/whatif.h"
#include "sim/base/arena.h"
#include "sim/output/digest.h"
#include "sim/output/patch.h"

/* Scripts that may run: this one alone. */
static void add_digest(struct text *out)
{
    char hex[DIGEST_TEXT_BYTES];
    unsigned char bytes[(DIGEST_TEXT_BYTES - 1) / 2];
    digest_of_bytes(assets_script.bytes, assets_script.n, hex);
    for (size_t i = 0; i < sizeof bytes; i++) {
        unsigned byte = 0;
        for (size_t k = 2 * i; k < 2 * i + 2; k++)
            byte = byte * 16 + (unsigned)(hex[k] <= '9' ? hex[k] - '0' : hex[k] - 'a' + 10);
        bytes[i] = (unsigned char)byte;
    }
    patch_base64(bytes, sizeof bytes, out);
}

/* ---- stored runs ---- */

static void add_both(struct text *out, const char *ja, const char *en)
{
    text_add(out, "<span lang=\"ja\">");
    text_add_html(out, ja);
    text_add(out, "</span><span lang=\"en\">");
    text_add_html(out, en);
    text_add(out, "</span>");
}

/* Half of the interval, rounded up: it is never narrower than it was. */
static void end_cell(struct text *out, struct interval i, double scale)
{
    double tenths = ceil((i.hi - i.lo) / 2 * scale * 10.0 - 1e-6);
    if (!isnan(i.lo))
        text_addf(out, " <small>±%.1f</small>", tenths > 0.0 ? tenths / 10.0 : 0.0);
    text_add(out, "</td>");
}

static void add_share(struct text *out, struct interval i)
{
    struct text ja, en;
    text_init(&ja, out->home);
    text_init(&en, out->home);
    spell_percent1(&ja, true, i.estimate);
    spell_percent1(&en, false, i.estimate);
    text_add(out, "<td>");
    add_both(out, text_get(&ja), text_get(&en));
    end_cell(out, i, 100.0);
}

/* longest: of more than that it is only said that it is more. */
static void add_number(struct text *out, struct interval i, double longest)
{
    if (isnan(i.estimate))
        text_add(out, "<td>-");
    else if (i.estimate >= longest)
        text_addf(out, "<td>&gt;%.0f", longest);
    else
        text_addf(out, "<td>%.1f", i.estimate);
    end_cell(out, i, 1.0);
}

static void add_verdict(struct text *out, enum verdict v)
{
    text_addf(out, "<td>%s ", verdict_glyph(v));
    add_both(out, verdict_word(v, true), verdict_word(v, false));
    text_add(out, "</td>");
}

static void add_row(const struct whatif *w, const struct whatif_ward *ward,
                    const struct whatif_stored *s, struct text *out)
{
    const struct whatif_level *l = &ward->controls[0].levels[s->level];
    text_add(out, "<tr><th scope=\"row\">");
    add_both(out, l->label[1], l->label[0]);
    text_add(out, "</th>");
    add_share(out, s->share);
    add_verdict(out, verdict_of(s->share, w->run.ward->data.s.target.share));
    add_number(out, s->p90, SPELL_LONGEST_MIN);
    add_number(out, s->turned_away, (double)INFINITY);
    text_add(out, "</tr>\n");
}

void whatif_table(const struct whatif *w, struct text *out)
{
    static const char *const heads[][2] = {{"目標内の割合", "within target"},
                                           {"判定", "verdict"},
                                           {"9割が呼ばれるまで(分)", "90 % called within (min)"},
                                           {"断った人", "turned away"}};
    for (size_t i = 0; i < w->n_wards; i++) {
        const struct whatif_ward *ward = &w->wards[i];
        if (ward->n_stored == 0)
            continue;
        text_add(out, "<div class=\"scroll\" tabindex=\"0\"><table><caption>");
        add_both(out, ward->row->name, ward->row->name_en);
        text_add(out, "</caption><thead><tr><th scope=\"col\">");
        add_both(out, ward->controls[0].name[1], ward->controls[0].name[0]);
        text_add(out, "</th>");
        for (size_t k = 0; k < COUNT_OF(heads); k++) {
            text_add(out, "<th scope=\"col\">");
            add_both(out, heads[k][0], heads[k][1]);
            text_add(out, "</th>");
        }
        text_add(out, "</tr></thead><tbody>\n");
        for (size_t k = 0; k < ward->n_stored; k++)
            add_row(w, ward, &ward->stored[k], out);
        text_add(out, "</tbody></table></div>\n");
    }
}

/* ---- the whole ---- */

static void add_asset(const struct asset *a, struct text *out)
{
    text_add_bytes(out, (const char *)a->bytes, a->n);
}

static void add_lang(const struct whatif *w, struct text *out)
{
    text_add(out, w->run.frame.japanese ? "ja" : "en");
}

static void add_title(const struct whatif *w, struct text *out)
{
    const struct scenario *s = &w->run.ward->data.s;
    text_add_html(out, s->title != NULL ? s->title : s->id);
}

static void add_allowed(const struct whatif *w, struct text *out)
{
    (void)w;
    add_digest(out);
}

static void add_style(const struct whatif *w, struct text *out)
{
    (void)w;
    add_asset(&assets_style, out);
}

static void add_script(const struct whatif *w, struct text *out)
{
    (void)w;
    add_asset(&assets_script, out);
}

static void add_engine(const struct whatif *w, struct text *out)
{
    (void)w;
    patch_base64(assets_engine.bytes, assets_engine.n, out);
}

static void add_plan(const struct whatif *w, struct text *out)
{
    patch_base64(w->plan, w->plan->bytes, out);
}

static void add_replications(const struct whatif *w, struct text *out)
{
    text_addf(out, "%u", w->replications);
}

static void add_part(const struct whatif *w, const char *name, struct text *out)
{
    static const struct {
        const char *name;
        void (*add)(const struct whatif *w, struct text *out);
    } parts[] = {{"LANG", add_lang},       {"TITLE", add_title},
                 {"DIGEST", add_allowed},  {"STYLE", add_style},
                 {"SCRIPT", add_script},   {"ENGINE", add_engine},
                 {"PLAN", add_plan},       {"DATA", whatif_json},
                 {"STORED", whatif_table}, {"STORED_N", add_replications}};
    for (size_t i = 0; i < COUNT_OF(parts); i++)
        if (strcmp(parts[i].name, name) == 0)
            parts[i].add(w, out);
}

/* The template names the parts as @@NAME@@. */
void whatif_page(const struct whatif *w, struct text *out)
{
    static const char mark[] = "@@";
    const char *at = (const char *)assets_html.bytes;
    for (;;) {
        const char *begin = strstr(at, mark);
        const char *end = begin != NULL ? strstr(begin + 2, mark) : NULL;
        char name[16];
        if (end == NULL || (size_t)(end - begin) - 2 >= sizeof name) {
            text_add(out, at);
            return;
        }
        text_add_bytes(out, at, (size_t)(begin - at));
        snprintf(name, sizeof name, "%.*s", (int)(end - begin - 2), begin + 2);
        add_part(w, name, out);
        at = end + 2;
    }
}
