/* What a search for places shows: on a terminal, at most 80 columns, and as tables. */
#include "cli/present/shown.h"
#include "cli/staff_places.h"
#include "cli/staff_words.h"
#include "sim/base/arena.h"

static bool japanese(const struct staff *s)
{
    return s->run.frame.japanese;
}

static bool is_met(const struct staff *s, size_t c)
{
    return s->found.state[s->cells[c].group] == STAFFING_MET;
}

/* ---- wards ---- */

/* clang-format off */
static const struct shown_column ward_columns[] = {
    {{"ward", "区"},       12, SHOWN_NAME, NULL, 0},
    {{"/d now", "今/日"},   7, SHOWN_NUMBER, NULL, 0},
    {{"may", "可/日"},      6, SHOWN_NUMBER, NULL, 0},
    {{"least %", "下限%"},  8, SHOWN_NUMBER, NULL, 0},
    {{"wait", "待:今"},     7, SHOWN_NUMBER, NULL, 0},
    {{"then", "後"},        6, SHOWN_NUMBER, NULL, 0},
    {{"days", "日数"},      6, SHOWN_NUMBER, NULL, 0},
    {{"then", "後"},        5, SHOWN_NUMBER, NULL, 0},
    {{"none", "無:今"},     6, SHOWN_NUMBER, NULL, 0},
    {{"then", "後"},        6, SHOWN_NUMBER, NULL, 0},
    {{"away", "断:今"},     6, SHOWN_NUMBER, NULL, 0},
    {{"then", "後"},        5, SHOWN_NUMBER, NULL, 0},
};
/* clang-format on */

static void add_ward(const struct staff *s, size_t place, struct text *out)
{
    enum { FIRST = 4 };
    static const int digits[] = {1, 1, 0, 0};
    const char *cells[COUNT_OF(ward_columns)];
    bool is_answered = staff_state_of(s, place) == STAFFING_MET;
    cells[0] = staff_place_name(s, place);
    cells[1] = staff_number(s, 0, staff_places_sum(s, place, NULL, true));
    cells[2] =
        is_answered ? staff_number(s, 0, staff_places_sum(s, place, s->found.counters, true)) : "-";
    cells[3] = is_answered ? staff_number(s, 1, staff_floor(staff_least_bound(s, place), 10)) : "-";
    for (int side = STAFF_PLACES_WAIT; side <= STAFF_PLACES_AWAY; side++) {
        enum staff_places_side what = (enum staff_places_side)side;
        double now = staff_places_effect(s, NULL, &s->now, place, what).estimate;
        double then = staff_places_effect(s, NULL, &s->needed, place, what).estimate;
        cells[FIRST + 2 * side] = staff_number(s, digits[side], now);
        cells[FIRST + 2 * side + 1] = is_answered ? staff_number(s, digits[side], then) : "-";
    }
    shown_words(&ward_columns[0], cells[0], out);
    for (size_t i = 1; i < COUNT_OF(cells); i++)
        shown_text(&ward_columns[i], cells[i], out);
    text_add(out, "\n");
}

/* All places that are answered for. */
static void add_month(const struct staff *s, struct text *out)
{
    double now = 0, then = 0;
    for (size_t i = 0; i < s->n_places; i++) {
        if (staff_state_of(s, i) != STAFFING_MET)
            continue;
        now += staff_places_sum(s, i, NULL, false);
        then += staff_places_sum(s, i, s->found.counters, false);
    }
    phrase_add(out, PHRASE_PLACES_MONTH, japanese(s), staff_number(s, 0, now),
               staff_number(s, 0, then));
    text_add(out, "\n");
}

static void add_wards(const struct staff *s, struct text *out)
{
    for (size_t i = 0; i < COUNT_OF(ward_columns); i++)
        shown_text(&ward_columns[i], ward_columns[i].heading[japanese(s)], out);
    text_add(out, "\n");
    for (size_t place = 0; place < s->n_places; place++)
        add_ward(s, place, out);
    add_month(s, out);
}

/* ---- half hours ---- */

static const char *number_now(const struct staff *s, size_t c)
{
    return s->releases[c].slots > 0 ? staff_places_number(s, staff_places_of(s, c, NULL, USE_COUNT))
                                    : "";
}

static const char *number_may(const struct staff *s, size_t c)
{
    struct text t;
    if (s->releases[c].slots <= 0)
        return "";
    if (!is_met(s, c))
        return "-";
    text_init(&t, s->run.frame.home);
    text_addf(&t, "%d%s", s->most[c] - s->found.counters[c], staff_places_at_most(s, c) ? "+" : "");
    return text_get(&t);
}

static const char *number_use(const struct staff *s, size_t c, int32_t use)
{
    if (s->releases[c].slots <= 0)
        return "";
    return is_met(s, c) ? staff_number(s, 0, staff_places_of(s, c, s->found.counters, use)) : "-";
}

static const char *number_renewal(const struct staff *s, size_t c)
{
    return number_use(s, c, USE_RENEWAL);
}

static const char *number_handover(const struct staff *s, size_t c)
{
    return number_use(s, c, USE_HANDOVER);
}

static const char *number_counters(const struct staff *s, size_t c)
{
    return staff_places_number(s, s->cells[c].now);
}

static const char *number_share(const struct staff *s, size_t c)
{
    return s->now.cells[c].tickets == 0 ? "-" : staff_number(s, 0, 100 * s->now.cells[c].share);
}

static const char *number_least(const struct staff *s, size_t c)
{
    if (!is_met(s, c) || s->needed.cells[c].tickets == 0)
        return "-";
    return staff_number(s, 0, staff_floor(s->needed.cells[c].bound, 1));
}

/* ---- sentences ---- */

static void add_failures(const struct staff *s, struct text *out)
{
    for (size_t g = 0; g < s->n_groups; g++) {
        size_t c = staff_least_share(s, g);
        if (s->found.state[g] == STAFFING_MET)
            continue;
        if (s->found.state[g] == STAFFING_IMPOSSIBLE)
            phrase_add(out, PHRASE_PLACES_BIND, japanese(s), staff_where(s, c, true),
                       staff_number(s, 1, 100 * s->needed.cells[c].share));
        else
            phrase_note(out, PHRASE_PLACES_UNSHOWN, japanese(s), staff_where(s, c, true),
                        staff_number(s, 0, s->replications[STAFF_CONFIRM]));
        text_add(out, "\n");
    }
}

/* Wards at which something gets worse, beyond doubt. */
static void add_worse(const struct staff *s, enum staff_places_side side, enum phrase p,
                      struct text *out)
{
    struct text list;
    text_init(&list, out->home);
    for (size_t place = 0; place < s->n_places; place++) {
        struct interval d = staff_places_effect(s, &s->now, &s->needed, place, side);
        if (staff_state_of(s, place) != STAFFING_MET || !(d.lo > 0))
            continue;
        text_addf(&list, "%s%s +%.1f±%.1f", list.length > 0 ? (japanese(s) ? "、" : ", ") : "",
                  staff_place_name(s, place), d.estimate, d.hi - d.estimate);
    }
    if (list.length == 0)
        return;
    phrase_add(out, p, japanese(s), text_get(&list));
    text_add(out, "\n");
}

void staff_places_print(const struct staff *s, struct text *out)
{
    static const struct staff_row rows[] = {
        {{NULL, NULL}, number_now, false},
        {{"  may", "  出せる枠"}, number_may, false},
        {{"  renewal", "  うち更新"}, number_renewal, true},
        {{"  handover", "  うち交付"}, number_handover, true},
        {{"  counters", "  窓口"}, number_counters, true},
        {{"  % now", "  今の%"}, number_share, true},
        {{"  least %", "  下限%"}, number_least, true},
    };
    staff_head(s, PHRASE_PLACES_HEAD, out);
    staff_runs(s, out);
    add_wards(s, out);
    for (int32_t kind = 0; kind < 2; kind++)
        staff_grid(s, kind, rows, COUNT_OF(rows), out);
    text_add(out, "\n");
    size_t before = out->length;
    add_failures(s, out);
    add_worse(s, STAFF_PLACES_LEAD, PHRASE_PLACES_LONGER, out);
    add_worse(s, STAFF_PLACES_NONE, PHRASE_PLACES_NONE, out);
    add_worse(s, STAFF_PLACES_AWAY, PHRASE_PLACES_AWAY, out);
    text_add(out, out->length > before ? "\n" : "");
    phrase_note(out, PHRASE_PLACES_NOTE, japanese(s), "");
    text_add(out, "\n");
}
