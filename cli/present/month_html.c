/* The calendar as a page: one A4 sheet on paper, one table for who listens to it. No script,
 * nothing from outside. */
#include <string.h>

#include "cli/present/colour.h"
#include "cli/present/month.h"

static const char sheet[] =
    "*{box-sizing:border-box}\n"
    "body{font:16px/1.6 \"BIZ UDPGothic\",\"BIZ UDPゴシック\",\"Yu Gothic UI\",Meiryo,"
    "\"Hiragino Sans\",\"Noto Sans CJK JP\",sans-serif;color:#1f2328;background:#fff;margin:0}\n"
    "main{max-width:940px;margin:0 auto;padding:20px}\n"
    "h1{font-size:1.5rem;line-height:1.35;margin:0 0 .2em}\n"
    "p{margin:.3em 0}\n"
    ".sum{font-size:1.05rem}\n"
    "table.m{border-collapse:separate;border-spacing:4px;width:100%;table-layout:fixed;"
    "margin:10px -4px}\n"
    ".m th{font-weight:700;padding:2px}\n"
    ".m td{border:1px solid #aab2bb;border-radius:4px;height:6.6em;padding:3px 6px;"
    "vertical-align:top;text-align:center;line-height:1.3;overflow-wrap:anywhere}\n"
    ".m td.o{border-color:transparent}\n"
    ".m td.u{border:2px dashed #1f2328}\n"
    ".h{display:flex;justify-content:space-between;align-items:baseline;font-size:.75rem;"
    "text-align:right}\n"
    ".h b{font-size:1rem;white-space:nowrap;padding-right:.3em}\n"
    ".g{display:block;font-size:1.5rem;line-height:1.15}\n"
    ".w{font-weight:700}\n"
    ".s{display:block;font-size:.8rem}\n"
    "ul.k{list-style:none;display:flex;flex-wrap:wrap;gap:6px 10px;padding:0;margin:.6em 0}\n"
    ".k li{border:1px solid #aab2bb;border-radius:4px;padding:1px 8px}\n"
    ".r{font-size:.85rem;color:#4a535c}\n"
    ".r p{margin:.15em 0}\n";

static const char sheet_print[] =
    "@media (max-width:700px){main{padding:10px}.m td{height:auto;padding:2px;font-size:.8rem}"
    ".h{display:block;text-align:center}.g{font-size:1.1rem}}\n"
    "@page{size:A4;margin:14mm}\n"
    "@media print{main{max-width:none;padding:0}body{font-size:10pt;line-height:1.45}"
    "h1{font-size:15pt}.sum{font-size:10pt}.m td{height:23mm;padding:.6mm 1mm}"
    ".h{font-size:7pt}.g{font-size:14pt}.s{font-size:7.5pt}.k li,.r{font-size:8.5pt}"
    "*{print-color-adjust:exact;-webkit-print-color-adjust:exact}"
    ".m tr,.k li{break-inside:avoid}}\n";

static void add_colours(struct text *out)
{
    for (int level = LEVEL_CLOSED; level < LEVEL_COUNT; level++) {
        const struct level_look *look = level_look(level);
        text_addf(out, ".l%d{background:#%06x;color:#%06x}\n", level, (unsigned)look->fill,
                  (unsigned)look->ink);
    }
}

static void add_head(const struct month *m, const struct text *title, struct text *out)
{
    bool ja = m->about->japanese;
    text_addf(out, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n",
              ja ? "ja" : "en");
    text_add(out, "<meta http-equiv=\"Content-Security-Policy\" "
                  "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
                  "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                  "<meta name=\"robots\" content=\"noindex\">\n<title>");
    text_add_html(out, text_get(title));
    text_add(out, "</title>\n<style>\n");
    text_add(out, sheet);
    add_colours(out);
    text_add(out, sheet_print);
    text_add(out, "</style>\n</head>\n<body>\n<main>\n<h1>");
    text_add_html(out, text_get(title));
    text_add(out, "</h1>\n");
}

static uint32_t colour_of_day(civil_day day, uint32_t otherwise)
{
    enum civil_weekday w = civil_weekday_of(day);
    return w == CIVIL_SUN ? COLOUR_SUNDAY : w == CIVIL_SAT ? COLOUR_SATURDAY : otherwise;
}

static void add_part(const char *before, const struct text *part, const char *after,
                     struct text *out)
{
    if (part->length == 0)
        return;
    text_add(out, before);
    text_add_html(out, text_get(part));
    text_add(out, after);
}

/* Date and note, glyph, word, and what stands below. The glyph is for the eye alone. */
static void add_open_or_closed(const struct month *m, int i, struct text *out)
{
    typedef void adder(const struct month *, const struct month_day *, struct text *);
    static adder *const adders[] = {month_add_wait, month_add_probability, month_add_turned_away};
    const struct month_day *d = &m->days[i];
    const struct level_look *look = level_look((int)d->level);
    bool is_known = d->state != MONTH_NO_DATA, ja = m->about->japanese;
    uint32_t fill = is_known ? look->fill : COLOUR_WHITE;
    uint32_t ink = colour_readable(colour_of_day(m->first + i, look->ink), fill);
    struct text part;
    text_init(&part, out->home);
    month_add_note(m, i, &part);
    text_addf(out, "<td class=\"%s%d%s\"><span class=\"h\"><b style=\"color:#%06x\">%d</b> ",
              is_known ? "l" : "n", (int)d->level, month_is_unsure(m, d) ? " u" : "", (unsigned)ink,
              i + 1);
    add_part("<span>", &part, "</span>", out);
    text_addf(out, "</span> <span class=\"g\" aria-hidden=\"true\">%s</span>",
              is_known ? month_glyph(m, d->level) : "―");
    text_addf(out, "<span class=\"w\">%s</span>",
              is_known ? month_word(m, d->level) : (ja ? "データなし" : "no data"));
    for (size_t k = 0; k < COUNT_OF(adders) && d->state == MONTH_LEVEL; k++) {
        text_init(&part, out->home);
        adders[k](m, d, &part);
        add_part(" <span class=\"s\">", &part, "</span>", out);
    }
    text_add(out, "</td>\n");
}

static void add_cell(const struct month *m, int i, struct text *out)
{
    if (i >= 0 && i < m->n_days && m->days[i].state != MONTH_OUTSIDE)
        add_open_or_closed(m, i, out);
    else if (i >= 0 && i < m->n_days)
        text_addf(out, "<td class=\"o\"><span class=\"h\"><b>%d</b></span></td>\n", i + 1);
    else
        text_add(out, "<td class=\"o\"></td>\n");
}

static void add_days(const struct month *m, const struct text *title, struct text *out)
{
    int blank = ((int)civil_weekday_of(m->first) + 1) % 7;
    text_add(out, "<table class=\"m\" aria-label=\"");
    text_add_html(out, text_get(title));
    text_add(out, "\">\n<thead>\n<tr>");
    for (int k = 0; k < 7; k++) {
        civil_day day = m->first - blank + k;
        text_addf(out, "<th scope=\"col\" style=\"color:#%06x\">%s</th>",
                  (unsigned)colour_of_day(day, COLOUR_INK), month_weekday(m, day));
    }
    text_add(out, "</tr>\n</thead>\n<tbody>\n");
    for (int i = -blank; i < m->n_days; i += 7) {
        text_add(out, "<tr>\n");
        for (int k = 0; k < 7; k++)
            add_cell(m, i + k, out);
        text_add(out, "</tr>\n");
    }
    text_add(out, "</tbody>\n</table>\n");
}

static void add_key(const struct month *m, struct text *out)
{
    text_addf(out, "<ul class=\"k\" aria-label=\"%s\">\n", m->about->japanese ? "凡例" : "key");
    for (int k = 0; k < LEVEL_COUNT; k++) {
        int level = (k + 1) % LEVEL_COUNT; /* closed comes last */
        struct text cut;
        text_init(&cut, out->home);
        month_add_cut(m, (enum level)level, &cut);
        text_addf(out, "<li class=\"l%d\"><span aria-hidden=\"true\">%s</span> %s", level,
                  month_glyph(m, (enum level)level), month_word(m, (enum level)level));
        add_part(m->about->japanese ? "(" : " (", &cut, ")", out);
        text_add(out, "</li>\n");
    }
    text_add(out, "</ul>\n");
}

void month_html(const struct month *m, struct text *out)
{
    struct text title, part;
    text_init(&title, out->home);
    text_add(&title, m->about->japanese ? "窓口混雑予想カレンダー " : "Congestion calendar: ");
    month_add_heading(m, &title);
    add_head(m, &title, out);
    text_init(&part, out->home);
    month_add_summary(m, &part);
    add_part("<p class=\"sum\">", &part, "</p>\n", out);
    add_days(m, &title, out);
    add_key(m, out);
    text_add(out, "<div class=\"r\">\n");
    for (int nth = 0;; nth++) {
        text_init(&part, out->home);
        if (!month_add_remark(m, nth, &part))
            break;
        add_part("<p>", &part, "</p>\n", out);
    }
    text_add(out, "<p lang=\"ja\">");
    text_add_html(out, m->about->title);
    text_add(out, "</p>\n</div>\n</main>\n</body>\n</html>\n");
}
