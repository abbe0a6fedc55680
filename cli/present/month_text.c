/* The calendar as text: for the bulletin, and to be read aloud. Days stand under their level, so
 * that nothing has to be seen side by side. */
#include <math.h>

#include "cli/present/month.h"
#include "cli/present/wrap.h"

enum { COLUMNS = 78, INDENT = 2 };

static void add_blanks(struct text *out, int n)
{
    for (int i = 0; i < n; i++)
        text_add(out, " ");
}

/* Lines that end with a line end. */
static void add_wrapped(const struct text *words, struct text *out)
{
    const char *line = text_get(words), *rest;
    for (; *line != '\0'; line = rest) {
        size_t n = wrap_line(line, COLUMNS, NULL, &rest);
        text_add_bytes(out, line, n);
        text_add(out, "\n");
    }
}

static bool is_at(const struct month_day *d, enum level level)
{
    return level == LEVEL_CLOSED ? d->state == MONTH_CLOSED
                                 : d->state == MONTH_LEVEL && d->level == level;
}

/* 25日(土), 25 Sat */
static void add_day(const struct month *m, int i, struct text *out)
{
    text_addf(out, m->about->japanese ? "%d日(%s" : "%d %s", i + 1, month_weekday(m, m->first + i));
}

/* A line for a day that keeps people waiting: 25日(土) 9時〜正午 約70分 確率45%※ 断る 約25人 */
static void add_long(const struct month *m, int i, struct text *out)
{
    typedef void adder(const struct month *, const struct month_day *, struct text *);
    static adder *const adders[] = {month_add_wait, month_add_probability, month_add_turned_away};
    struct text part;
    add_blanks(out, INDENT);
    add_day(m, i, out);
    text_add(out, m->about->japanese ? ")" : "");
    text_init(&part, out->home);
    month_add_note(m, i, &part);
    for (size_t k = 0; k <= COUNT_OF(adders); k++) {
        text_add(out, part.length > 0 ? (m->about->japanese ? " " : ", ") : "");
        text_add(out, text_get(&part));
        text_init(&part, out->home);
        if (k < COUNT_OF(adders))
            adders[k](m, &m->days[i], &part);
    }
    text_add(out, "\n");
}

/* Many in a line: 1日(水) 2日(木) 11日(土・9時〜正午) */
static void add_short(const struct month *m, int i, struct text *out)
{
    bool ja = m->about->japanese;
    struct text note;
    text_init(&note, out->home);
    month_add_note(m, i, &note);
    if (m->days[i].turned_away >= LEVEL_LEAST_TURNED_AWAY) {
        text_add(&note, note.length == 0 ? "" : ja ? "・" : ", ");
        month_add_turned_away(m, &m->days[i], &note);
    }
    add_day(m, i, out);
    if (note.length > 0)
        text_addf(out, ja ? "・%s" : " (%s)", text_get(&note));
    text_add(out, ja ? ")" : "");
}

/* Days side by side, a new line where the next one does not fit. */
static void add_row(const struct month *m, enum level level, struct text *out)
{
    int width = 0;
    for (int i = 0; i < m->n_days; i++) {
        struct text day;
        if (!is_at(&m->days[i], level))
            continue;
        text_init(&day, out->home);
        add_short(m, i, &day);
        int more = text_width(text_get(&day)) + 2;
        if (width + more > COLUMNS) {
            text_add(out, m->about->japanese ? "\n" : ",\n");
            width = 0;
        }
        text_add(out, width > 0 && !m->about->japanese ? ", " : "  ");
        text_add(out, text_get(&day));
        width += more;
    }
    text_add(out, width > 0 ? "\n" : "");
}

static void add_level(const struct month *m, enum level level, struct text *out)
{
    int n = 0;
    text_addf(out, "\n%s %s", month_glyph(m, level), month_word(m, level));
    if (level != LEVEL_CLOSED) {
        text_add(out, m->about->japanese ? "(" : " (");
        month_add_cut(m, level, out);
        text_add(out, ")");
    }
    text_add(out, "\n");
    for (int i = 0; i < m->n_days; i++)
        n += is_at(&m->days[i], level);
    if (n == 0)
        text_add(out, m->about->japanese ? "  ありません\n" : "  none\n");
    else if (level <= LEVEL_QUIET)
        add_row(m, level, out);
    for (int i = 0; i < m->n_days && level > LEVEL_QUIET; i++)
        if (is_at(&m->days[i], level))
            add_long(m, i, out);
}

/* Open days on which nobody came in any replication. */
static void add_unknown(const struct month *m, struct text *out)
{
    int n = 0;
    for (int i = 0; i < m->n_days; i++) {
        if (m->days[i].state != MONTH_NO_DATA)
            continue;
        if (n++ == 0)
            text_add(out, m->about->japanese ? "\nデータなし(開庁)\n" : "\nopen, no data\n");
        add_long(m, i, out);
    }
}

void month_text(const struct month *m, struct text *out)
{
    struct text words;
    text_add(out, m->about->japanese ? "窓口混雑予想カレンダー " : "Congestion calendar: ");
    month_add_heading(m, out);
    text_add(out, "\n");
    text_init(&words, out->home);
    month_add_summary(m, &words);
    add_wrapped(&words, out);
    for (int level = LEVEL_PACKED; level >= LEVEL_CLOSED; level--)
        add_level(m, (enum level)level, out);
    add_unknown(m, out);
    text_add(out, "\n");
    for (int nth = 0;; nth++) {
        text_init(&words, out->home);
        if (!month_add_remark(m, nth, &words))
            break;
        add_wrapped(&words, out);
    }
}
