/* report_page.h - the page while it is being written; for the report_*.c files only. */
#ifndef PRESENT_REPORT_PAGE_H
#define PRESENT_REPORT_PAGE_H

#include "cli/present/bilingual.h"
#include "cli/present/findings.h"
#include "cli/present/report.h"
#include "sim/base/text.h"

struct queue_facts;

struct report_page {
    const struct report *report;
    struct findings found;
    struct text out;
    struct arena *home;
    const struct queue_facts *queue; /* of a system, whose page it is; else NULL */
    bool japanese;                   /* its words; else English */
    int figures, tables;             /* numbered so far: 図1, 表1 */
};

/* The style sheet, without <style>. */
void report_style_add(struct report_page *p);

/* Words of the program, which hold no character that HTML has to quote but may hold tags;
 * and as they are. */
void report_say(struct report_page *p, const char *en, const char *ja);
const char *report_word(const struct report_page *p, const char *en, const char *ja);

/* The document up to the text, and its end. */
void report_open(struct report_page *p);
void report_close(struct report_page *p);

/* What a sentence needs before it can be quoted for HTML; put it between two pieces of markup, all
 * of it left out when the sentence is empty. */
struct text report_sentence(const struct report_page *p);
void report_put(struct report_page *p, const char *before, const struct text *words,
                const char *after);

/* report_cards.c: title sentence, what was computed, three cards. */
void report_cards_header(struct report_page *p);
void report_cards_add(struct report_page *p);

/* Three cards in this order: planner, manager, analyst; that of the page's reader goes first. Below
 * them what they rest on. */
enum { REPORT_CARDS = 3 };
typedef void report_card(struct report_page *p);
void report_cards_lay(struct report_page *p, report_card *const cards[REPORT_CARDS]);

/* The same for more sites than a page can list: how many keep the promise. */
void report_cards_count(struct report_page *p);

/* report_figure.c: heading, figure or its substitute. name as in struct figures. */
void report_figure_add(struct report_page *p, const char *name, struct bilingual heading,
                       struct bilingual caption);

/* report_instead.c: the table in place of the named figure. */
void report_instead_add(struct report_page *p, const char *name);

/* report_queue_tables.c: by use, by half hour, load; instead of the figure of waits. */
void report_queue_uses(struct report_page *p);
void report_queue_halves(struct report_page *p);
void report_queue_load(struct report_page *p);
void report_queue_waits(struct report_page *p);

/* report_tables.c: by ward; load against capacity. */
void report_tables_wards(struct report_page *p);
void report_tables_fluid(struct report_page *p);

/* report_remedy.c: what to do about verdicts; nothing when all are met. Beside a verdict: how many
 * more replications, or a link to there. */
void report_remedy_add(struct report_page *p);
void report_remedy_beside(struct report_page *p, struct interval share);

/* report_phone.c: when the phone line is busy; nothing without one. */
void report_phone_add(struct report_page *p);

/* report_bases.c: what the numbers rest on, assumed values first, and which of those could flip the
 * verdict; the same in a line for the first screen. */
void report_bases_add(struct report_page *p);
void report_bases_line(struct report_page *p);

/* Commands, a line each, as code below what stands before them. */
void report_commands(struct report_page *p, const char *lines);

/* report_notes.c: definitions, how to repeat the run. */
void report_notes_definitions(struct report_page *p);
void report_notes_repeat(struct report_page *p);

/* Opens a table in a frame that scrolls sideways on narrow screens:
 * <caption>表n words</caption>, then one heading cell per name. Close with
 * report_table_close(). */
void report_table_open(struct report_page *p, const char *kind, struct bilingual caption,
                       const struct bilingual *heads, size_t n);
void report_table_close(struct report_page *p);

/* One cell: what the spelling function or the words say, the interval below it. */
void report_cell(struct report_page *p, const char *words);

#endif
