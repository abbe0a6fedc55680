#include "cli/present/report.h"

#include <string.h>

#include "cli/present/report_page.h"
#include "sim/output/outfile.h"

void report_say(struct report_page *p, const char *en, const char *ja)
{
    bilingual_add(&p->out, p->japanese, en, ja);
}

const char *report_word(const struct report_page *p, const char *en, const char *ja)
{
    return bilingual_word(p->japanese, en, ja);
}

/* The frame can be reached by keyboard, because that is how it is scrolled without a
 * mouse. */
void report_table_open(struct report_page *p, const char *kind, struct bilingual caption,
                       const struct bilingual *heads, size_t n)
{
    struct text *out = &p->out;
    const char *table = report_word(p, "Table ", "表");
    text_addf(out, "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"%s%d\">",
              table, ++p->tables);
    text_addf(out, "<table class=\"%s\"><caption>%s%d ", kind, table, p->tables);
    text_add_html(out, report_word(p, caption.en, caption.ja));
    text_add(out, "</caption>\n<thead><tr>");
    for (size_t i = 0; i < n; i++) {
        text_add(out, "<th scope=\"col\">");
        text_add_html(out, report_word(p, heads[i].en, heads[i].ja));
        text_add(out, "</th>");
    }
    text_add(out, "</tr></thead>\n<tbody>\n");
}

struct text report_sentence(const struct report_page *p)
{
    struct text words;
    text_init(&words, p->home);
    return words;
}

void report_put(struct report_page *p, const char *before, const struct text *words,
                const char *after)
{
    if (words->failed)
        p->out.failed = true;
    if (words->length == 0)
        return;
    text_add(&p->out, before);
    text_add_html(&p->out, text_get(words));
    text_add(&p->out, after);
}

void report_table_close(struct report_page *p)
{
    text_add(&p->out, "</tbody></table></div>\n");
}

void report_cell(struct report_page *p, const char *words)
{
    text_add(&p->out, "<td>");
    text_add_html(&p->out, words);
    text_add(&p->out, "</td>");
}

void report_commands(struct report_page *p, const char *lines)
{
    while (*lines != '\0') {
        size_t n = strcspn(lines, "\n");
        struct text line;
        text_init(&line, p->home);
        text_add_bytes(&line, lines, n);
        p->out.failed |= line.failed;
        text_add(&p->out, "<br><code>");
        text_add_html(&p->out, text_get(&line));
        text_add(&p->out, "</code>");
        lines += n + (lines[n] == '\n');
    }
}

void report_open(struct report_page *p)
{
    struct text *out = &p->out;
    text_addf(out, "<!doctype html>\n<html lang=\"%s\">", report_word(p, "en", "ja"));
    text_add(out, "<head><meta charset=\"utf-8\">\n"
                  "<meta http-equiv=\"Content-Security-Policy\" "
                  "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
                  "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
                  "<meta name=\"color-scheme\" content=\"light\">\n<title>");
    report_say(p, "Waiting at the counters: ", "窓口混雑の試算 ");
    text_add_html(out, p->report->about->title);
    text_add(out, " ");
    text_add_html(out, p->report->about->run_id);
    text_add(out, "</title>\n<style>\n");
    report_style_add(p);
    text_add(out, "</style></head>\n<body><a class=\"skip\" href=\"#main\">");
    report_say(p, "To the text", "本文へ");
    text_add(out, "</a>\n<main id=\"main\">\n");
}

void report_close(struct report_page *p)
{
    text_add(&p->out, "</main></body></html>\n");
}

static const struct bilingual heading_waits = {"How long people wait", "どれだけ待つか"};

/* Many sites: all together, the worst, and no days. */
static void add_short_page(struct report_page *p)
{
    report_open(p);
    report_cards_count(p);
    report_figure_add(
        p, "ecdf", heading_waits,
        BOTH("Upright: the share of people (all places) called within the time "
             "below. Numbers in data/wait_ecdf.csv.",
             "縦は、横の時間までに呼ばれた人の割合(全体)。数値は data/wait_ecdf.csv。"));
    text_addf(&p->out,
              p->japanese
                  ? "<h2 id=\"wards\">全体と、目標以内の割合が低い%dか所</h2>\n"
                  : "<h2 id=\"wards\">All together, and the %d places with the lowest share "
                    "within the target</h2>\n",
              TABLES_SHORT_SITES);
    report_tables_wards(p);
    report_say(p,
               "<p class=\"note\">All municipalities are in data/summary.csv, waits by month in "
               "data/wait_daily.csv.</p>\n",
               "<p class=\"note\">すべての市区町村は data/summary.csv、月ごとの待ち時間は "
               "data/wait_daily.csv。</p>\n");
    report_phone_add(p);
    report_tables_fluid(p);
    report_bases_add(p);
    report_notes_definitions(p);
    report_notes_repeat(p);
    report_close(p);
}

/* ---- sections of the full page ---- */

static void add_waits(struct report_page *p)
{
    report_figure_add(p, "ecdf", heading_waits,
                      BOTH("Upright: the share of people called within the time below. Numbers in "
                           "data/wait_ecdf.csv.",
                           "縦は、横の時間までに呼ばれた人の割合。数値は data/wait_ecdf.csv。"));
}

static void add_wards(struct report_page *p)
{
    report_say(p, "<h2 id=\"wards\">By ward</h2>\n", "<h2 id=\"wards\">区別</h2>\n");
    report_tables_wards(p);
}

static void add_days(struct report_page *p)
{
    report_figure_add(p, "days", BOTH("By day", "日別"),
                      BOTH("Above the waits, below the people turned away on that day. Numbers in "
                           "data/wait_daily.csv.",
                           "上が待ち時間、下がその日に断った人。数値は data/wait_daily.csv。"));
}

static void add_half_hours(struct report_page *p)
{
    report_figure_add(
        p, "heat", BOTH("By weekday and half hour", "曜日×時間帯"),
        BOTH("Numbers in data/wait_halfhour.csv.", "数値は data/wait_halfhour.csv。"));
}

static void add_calendar(struct report_page *p)
{
    report_figure_add(
        p, "calendar",
        BOTH("Calendar of expected crowding, to be put up", "混雑予想カレンダー(掲示用)"),
        BOTH("Numbers in data/calendar.csv.", "数値は data/calendar.csv。"));
}

typedef void section(struct report_page *p);

/* All of them, in the order in which they concern the reader. The planner has to answer for what
 * the numbers rest on, so that comes right after them. */
static section *const sections[REPORT_ROLES][8] = {
    [REPORT_EVERYBODY] = {add_waits, add_wards, report_phone_add, add_days, add_half_hours,
                          add_calendar, report_tables_fluid, report_bases_add},
    [REPORT_PLANNER] = {add_waits, add_wards, report_bases_add, report_tables_fluid,
                        report_phone_add, add_days, add_half_hours, add_calendar},
    [REPORT_MANAGER] = {add_half_hours, add_calendar, add_wards, report_tables_fluid,
                        report_phone_add, add_days, add_waits, report_bases_add},
    [REPORT_ANALYST] = {add_days, add_waits, report_tables_fluid, report_bases_add, add_half_hours,
                        add_wards, report_phone_add, add_calendar},
};

static void add_page(struct report_page *p)
{
    report_open(p);
    report_cards_header(p);
    report_cards_add(p);
    for (size_t i = 0; i < COUNT_OF(sections[0]); i++)
        sections[p->report->role][i](p);
    report_notes_definitions(p);
    report_notes_repeat(p);
    report_close(p);
}

static const char *const role_names[REPORT_ROLES] = {NULL, "planner", "manager", "analyst"};

const char *report_role_name(enum report_role role)
{
    return role_names[role];
}

enum report_role report_role_named(const char *name)
{
    for (int i = REPORT_PLANNER; i < REPORT_ROLES; i++)
        if (name != NULL && strcmp(name, role_names[i]) == 0)
            return (enum report_role)i;
    return REPORT_EVERYBODY;
}

bool report_write(const struct report *r, const char *path, struct arena *home, struct err *e)
{
    struct report_page page = {.report = r, .home = home, .japanese = r->about->japanese};
    text_init(&page.out, home);
    if (!findings_read(r->tables, r->about, home, &page.found, e))
        return false;
    if (r->count != NULL)
        add_short_page(&page);
    else
        add_page(&page);
    if (page.out.failed)
        return err_add(e, ERR_NOMEM, SRC_NOWHERE, path);
    return outfile_write(path, text_get(&page.out), page.out.length, e);
}
