/* Sheets of the congestion calendar as files. */
#include <string.h>

#include "cli/calendar.h"
#include "cli/present/lookup.h"
#include "models/ward/scenario.h"
#include "sim/output/csv.h"
#include "sim/output/outfile.h"

static const char *english_name(const struct calendar *c, const char *code)
{
    for (size_t row = 0; row < c->names.n_rows; row++)
        if (lookup_is(&c->names, row, "site_code", code))
            return lookup_text(&c->names, row, "site_en");
    return NULL;
}

bool calendar_sheet(const struct calendar *c, size_t site, size_t month, struct month *m)
{
    *m = (struct month){.about = &c->about,
                        .code = c->sites[site].code,
                        .site = c->sites[site].name,
                        .latin = scenario_ward_latin(c->sites[site].name),
                        .english = english_name(c, c->sites[site].code),
                        .first = c->months[month]};
    return month_fill(m, &c->days) > 0;
}

/* What a path cannot hold, or a shell would take for its own, becomes a hyphen. */
static void add_plain(const char *s, struct text *out)
{
    for (; *s != '\0'; s++) {
        bool is_odd = (unsigned char)*s <= ' ' || strchr("/\\:*?\"'<>|&;$`()", *s) != NULL;
        text_add_bytes(out, is_odd ? "-" : s, 1);
    }
}

const char *calendar_stem(const struct calendar *c, const struct month *m)
{
    char date[CIVIL_TEXT_BYTES];
    struct text stem;
    civil_format(m->first, date);
    date[7] = '\0';
    text_init(&stem, c->frame->home);
    add_plain(m->latin != NULL ? m->latin : m->code, &stem);
    text_addf(&stem, "-%s%s", date, c->about.japanese ? "" : ".en");
    return text_get(&stem);
}

bool calendar_has_appointments(const struct month *m)
{
    for (int i = 0; i < m->n_days; i++)
        if (m->days[i].state == MONTH_LEVEL && m->days[i].level >= LEVEL_BUSY)
            return true;
    return false;
}

static bool print(const struct month *m, enum calendar_form form, struct text *out)
{
    struct table days;
    switch (form) {
    case CALENDAR_HTML:
        month_html(m, out);
        break;
    case CALENDAR_SVG:
        month_svg(m, out);
        break;
    case CALENDAR_TXT:
        month_text(m, out);
        break;
    case CALENDAR_ICS:
        month_ics(m, out);
        break;
    case CALENDAR_CSV:
        if (!month_table(m, out->home, &days))
            return false;
        csv_print(&days, out);
        break;
    case CALENDAR_FORMS:
        break;
    }
    return !out->failed;
}

static bool write_file(const struct calendar *c, const char *stem, const char *ending,
                       const struct text *content)
{
    struct text path;
    text_init(&path, c->frame->home);
    text_addf(&path, "%s/%s.%s", c->folder, stem, ending);
    if (path.failed || content->failed)
        return err_add(&c->frame->err, ERR_NOMEM, SRC_NOWHERE, stem);
    return outfile_write(text_get(&path), text_get(content), content->length, &c->frame->err);
}

bool calendar_write(const struct calendar *c, const struct month *m)
{
    const char *stem = calendar_stem(c, m);
    if (!outfile_make_folder(c->folder, &c->frame->err))
        return false;
    for (int i = 0; i < CALENDAR_FORMS; i++) {
        struct text content;
        if (!c->forms[i] || (i == CALENDAR_ICS && !calendar_has_appointments(m)))
            continue;
        text_init(&content, c->frame->home);
        if (!print(m, (enum calendar_form)i, &content))
            return err_add(&c->frame->err, ERR_NOMEM, SRC_NOWHERE, stem);
        if (!write_file(c, stem, calendar_endings[i], &content))
            return false;
    }
    return true;
}

static void add_link(const struct calendar *c, const struct month *m, struct text *out)
{
    struct text words;
    text_init(&words, c->frame->home);
    text_add(out, "<li><a href=\"");
    text_add_html(out, calendar_stem(c, m));
    text_add(out, ".html\">");
    month_add_heading(m, &words);
    text_add_html(out, text_get(&words));
    text_add(out, "</a> <span>");
    text_init(&words, c->frame->home);
    month_add_summary(m, &words);
    text_add_html(out, text_get(&words));
    text_add(out, "</span></li>\n");
}

bool calendar_write_index(const struct calendar *c, const struct month *sheets, size_t n)
{
    bool ja = c->about.japanese;
    struct text out;
    text_init(&out, c->frame->home);
    text_addf(&out,
              "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
              "<meta http-equiv=\"Content-Security-Policy\" "
              "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
              "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
              "<title>%s</title>\n<style>body{font:16px/1.6 \"BIZ UDPGothic\",\"Yu Gothic UI\","
              "Meiryo,sans-serif;color:#1f2328;max-width:940px;margin:0 auto;padding:20px}"
              "span{color:#4a535c;font-size:.85rem}a{font-weight:700}@page{size:A4;margin:14mm}"
              "li{break-inside:avoid}</style>\n</head>\n<body>\n<main>\n<h1>%s</h1>\n<p>",
              ja ? "ja" : "en", ja ? "窓口混雑予想カレンダー" : "Congestion calendars",
              ja ? "窓口混雑予想カレンダー" : "Congestion calendars");
    text_addf(&out, ja ? "試算ID %s、反復%u回。" : "Run %s, %u replications. ", c->about.run_id,
              c->about.replications);
    text_add(&out, "<span lang=\"ja\">");
    text_add_html(&out, c->about.title);
    text_add(&out, "</span></p>\n<ul>\n");
    for (size_t i = 0; i < n; i++)
        add_link(c, &sheets[i], &out);
    text_add(&out, "</ul>\n</main>\n</body>\n</html>\n");
    return write_file(c, ja ? "calendars" : "calendars.en", "html", &out);
}
