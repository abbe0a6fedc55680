/* What a forecast shows: a table of one ward or of one day, or the wards side by side. */
#include <math.h>
#include <string.h>

#include "cli/forecast.h"
#include "cli/phrase.h"
#include "cli/present/journey_words.h"
#include "cli/present/level.h"
#include "cli/present/shown.h"
#include "sim/output/json.h"

enum { GRID_MOST = 26, LINES_MOST = 20, NAME_ROWS = 3 };

static bool japanese(const struct forecast *f)
{
    return f->frame->japanese;
}

static const struct scenario_ward_row *ward_at(const struct forecast *f, int32_t site)
{
    return &((const struct scenario_ward_row *)f->data->wards.items)[site];
}

static const char *ward_name(const struct forecast *f, int32_t site)
{
    return japanese(f) ? ward_at(f, site)->name : ward_at(f, site)->name_en;
}

void forecast_add_day(civil_day day, bool ja, struct text *out)
{
    journey_words_day(day, ja, out);
}

void forecast_add_short_day(civil_day day, bool ja, struct text *out)
{
    static const char *const names[2][7] = {{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"},
                                            {"月", "火", "水", "木", "金", "土", "日"}};
    struct civil_date date = civil_to_date(day);
    const char *name = names[ja][civil_weekday_of(day)];
    text_addf(out, ja ? "%d/%d(%s)" : "%d/%d %s", date.month, date.day, name);
}

static double real_at(const struct forecast *f, size_t row, const char *name)
{
    const struct table_cell *cell = table_at(&f->table, row, name);
    return cell->is_missing ? (double)NAN : cell->real;
}

/* 38(21-64), or "-". */
static void add_band(const struct forecast *f, size_t row, const char *what, int digits,
                     struct text *out)
{
    static const char *const ends[] = {"_median", "_lo80", "_hi80"};
    double x[3];
    for (int i = 0; i < 3; i++) {
        struct text name;
        text_init(&name, out->home);
        text_addf(&name, "%s%s", what, ends[i]);
        x[i] = real_at(f, row, text_get(&name));
    }
    if (isnan(x[0]))
        text_add(out, "-");
    else if (isnan(x[1]))
        text_addf(out, "%.*f(?)", digits, x[0]); /* too few draws */
    else
        text_addf(out, "%.*f(%.*f-%.*f)", digits, x[0], digits, x[1], digits, x[2]);
}

/* 62%(55-69) of a level; bounds rounded outwards. */
static void add_probability(const struct forecast *f, size_t row, int64_t level, struct text *out)
{
    struct text name[3];
    static const char *const ends[] = {"", "_lo", "_hi"};
    for (int i = 0; i < 3; i++) {
        text_init(&name[i], out->home);
        text_addf(&name[i], "prob_level_%lld%s", (long long)level, ends[i]);
    }
    text_addf(out, "%.0f%%(%.0f-%.0f)", 100 * real_at(f, row, text_get(&name[0])),
              floor(100 * real_at(f, row, text_get(&name[1]))),
              ceil(100 * real_at(f, row, text_get(&name[2]))));
}

/* ▲大変混雑 62%(55-69) */
static void add_level(const struct forecast *f, size_t row, struct text *out)
{
    const struct table_cell *cell = table_at(&f->table, row, "level");
    int64_t level = cell->count;
    if (cell->is_missing) {
        text_add(out, "-");
        return;
    }
    text_addf(out, "%s%s ", level_look((int)level)->glyph, level_word((int)level, japanese(f)));
    add_probability(f, row, level, out);
}

static void add_clock(int64_t second, struct text *out)
{
    text_addf(out, "%lld:%02lld", (long long)second / 3600, (long long)second / 60 % 60);
}

/* ---- one ward by day ------------------------------------------------------------ */

static const struct shown_column day_shown[] = {
    {{"day", "月日"}, 10, SHOWN_NAME, NULL, 0},
    {{"open", "受付"}, 11, SHOWN_NAME, NULL, 0},
    {{"level, probability", "混み具合と確率"}, 23, SHOWN_NAME, NULL, 0},
    {{"9/10 wait, min", "9割の待ち(分)"}, 14, SHOWN_NUMBER, NULL, 0},
    {{"visits", "来庁(人)"}, 13, SHOWN_NUMBER, NULL, 0},
    {{"away", "お断り"}, 8, SHOWN_NUMBER, NULL, 0},
};

static void add_day_row(const struct forecast *f, size_t row, struct text *out)
{
    struct text cell[6];
    int64_t level = table_at(&f->table, row, "level")->count;
    for (int i = 0; i < 6; i++)
        text_init(&cell[i], out->home);
    forecast_add_short_day((civil_day)table_at(&f->table, row, "date")->count, japanese(f),
                           &cell[0]);
    if (level != LEVEL_CLOSED) {
        add_clock(table_at(&f->table, row, "open_from")->count, &cell[1]);
        text_add(&cell[1], "-");
        add_clock(table_at(&f->table, row, "open_to")->count, &cell[1]);
        add_level(f, row, &cell[2]);
        add_band(f, row, "wait_p90_min", 0, &cell[3]);
        add_band(f, row, "visits", 0, &cell[4]);
        text_addf(&cell[5], "%.1f", real_at(f, row, "turned_away_mean"));
    } else {
        text_add(&cell[1], level_word((int)level, japanese(f)));
    }
    for (int i = 0; i < 6 && (i == 0 || level != LEVEL_CLOSED); i++)
        shown_text(&day_shown[i], text_get(&cell[i]), out);
    text_add(out, level == LEVEL_CLOSED ? text_get(&cell[1]) : "");
    text_add(out, "\n");
}

/* The three cut points in minutes. */
static void write_cuts(const struct forecast *f, struct text *out, struct text cut[3])
{
    for (int i = 0; i < 3; i++) {
        text_init(&cut[i], out->home);
        text_addf(&cut[i], "%g", (double)f->plan->level_us[i] / 60e6);
    }
}

static void add_note(const struct forecast *f, struct text *out)
{
    struct text cut[3], n;
    write_cuts(f, out, cut);
    text_init(&n, out->home);
    text_addf(&n, "%u", f->replications);
    text_add(out, "\n");
    phrase_note(out, PHRASE_FORECAST_NOTE, japanese(f), text_get(&cut[0]), text_get(&cut[1]),
                text_get(&cut[2]), text_get(&n));
    text_add(out, "\n");
}

static void print_ward(const struct forecast *f, struct text *out)
{
    text_addf(out, "%s\n", ward_name(f, f->site));
    shown_headings(day_shown, COUNT_OF(day_shown), japanese(f), out);
    for (size_t row = 0; row < f->table.n_rows; row++)
        add_day_row(f, row, out);
    add_note(f, out);
}

/* ---- all wards --------------------------------------------------------------------- */

static size_t n_days(const struct forecast *f)
{
    int32_t days = f->to - f->from + 1;
    return (size_t)days;
}

static const struct shown_column grid_date = {{"", ""}, 8, SHOWN_NAME, NULL, 0};

/* 7/27月, 7/27Mon: narrow, as the wards need the room. */
static void add_grid_date(civil_day day, bool ja, struct text *out)
{
    static const char *const names[2][7] = {{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"},
                                            {"月", "火", "水", "木", "金", "土", "日"}};
    struct civil_date date = civil_to_date(day);
    text_addf(out, "%d/%d%s", date.month, date.day, names[ja][civil_weekday_of(day)]);
}

/* The character of a name at a place, or nothing, in two columns. */
static void add_letter(const char *name, int place, struct text *out)
{
    const char *p = name, *from = name;
    uint32_t code = 0;
    for (int i = 0; i <= place; i++) {
        from = p;
        code = text_next(&p);
        if (code == 0)
            break;
    }
    int width = code != 0 ? text_width_of(code) : 0;
    if (code != 0)
        text_add_bytes(out, from, (size_t)(p - from));
    for (; width < 2; width++)
        text_add(out, " ");
}

static int64_t level_at(const struct forecast *f, size_t site, size_t day)
{
    return table_at(&f->table, site * n_days(f) + day, "level")->count;
}

/* A glyph for each ward; one word when all are closed. */
static void add_grid_day(const struct forecast *f, size_t day, struct text *out)
{
    size_t sites = (size_t)f->plan->n_sites, closed = 0;
    struct text date;
    text_init(&date, out->home);
    add_grid_date(f->from + (civil_day)day, japanese(f), &date);
    shown_text(&grid_date, text_get(&date), out);
    for (size_t site = 0; site < sites; site++)
        closed += level_at(f, site, day) == LEVEL_CLOSED;
    if (closed == sites)
        text_addf(out, " %s", level_word(LEVEL_CLOSED, japanese(f)));
    for (size_t site = 0; site < sites && closed < sites; site++) {
        int64_t level = level_at(f, site, day);
        const char *glyph =
            level == LEVEL_CLOSED && !japanese(f) ? "-" : level_look((int)level)->glyph;
        text_addf(out, " %s%s", glyph, text_width(glyph) < 2 && site + 1 < sites ? " " : "");
    }
    text_add(out, "\n");
}

/* Names of wards from top to bottom, a glyph for each ward and day. */
static void add_grid(const struct forecast *f, struct text *out)
{
    size_t days = n_days(f);
    phrase_add(out, PHRASE_FORECAST_WARDS, japanese(f), level_look(1)->glyph, level_look(2)->glyph,
               level_look(3)->glyph, level_look(4)->glyph);
    text_add(out, "\n");
    for (int k = 0; k < NAME_ROWS; k++) {
        struct text line;
        text_init(&line, out->home);
        for (int32_t site = 0; site < f->plan->n_sites; site++) {
            text_add(&line, " ");
            add_letter(ward_name(f, site), k, &line);
        }
        while (line.length > 0 && text_get(&line)[line.length - 1] == ' ')
            text_cut(&line, line.length - 1);
        shown_text(&grid_date, "", out);
        text_addf(out, "%s\n", text_get(&line));
    }
    for (size_t day = 0; day < days; day++)
        add_grid_day(f, day, out);
    text_add(out, "\n");
}

/* Days of a ward on which the worst level is likelier than not. */
struct packed {
    size_t shown, open; /* the interval says so; it says neither */
    size_t worst;       /* row of the day with the highest probability */
};

static struct packed count_packed(const struct forecast *f, size_t site)
{
    struct packed p = {0, 0, site * n_days(f)};
    double most = -1;
    for (size_t row = site * n_days(f); row < (site + 1) * n_days(f); row++) {
        double lo = real_at(f, row, "prob_level_4_lo"), hi = real_at(f, row, "prob_level_4_hi");
        double wait = real_at(f, row, "wait_p90_min_median");
        p.shown += lo > 0.5;
        p.open += lo <= 0.5 && hi > 0.5;
        if (wait > most) {
            most = wait;
            p.worst = row;
        }
    }
    return p;
}

static const struct shown_column packed_shown[] = {
    {{"ward", "区"}, 13, SHOWN_NAME, NULL, 0},
    {{"days", "日数"}, 6, SHOWN_NUMBER, NULL, 0},
    {{"unsure", "未定"}, 8, SHOWN_NUMBER, NULL, 0},
    {{"  longest wait", "  最も待つ日"}, 15, SHOWN_NAME, NULL, 0},
    {{"prob.", "確率"}, 14, SHOWN_NUMBER, NULL, 0},
    {{"9/10 wait, min", "9割の待ち(分)"}, 15, SHOWN_NUMBER, NULL, 0},
    {{"away", "お断り"}, 8, SHOWN_NUMBER, NULL, 0},
};

static void add_packed_row(const struct forecast *f, size_t site, const struct packed *p,
                           struct text *out)
{
    struct text cell[6];
    for (int i = 0; i < 6; i++)
        text_init(&cell[i], out->home);
    text_addf(&cell[0], "%zu", p->shown);
    text_addf(&cell[1], "%zu", p->open);
    text_add(&cell[2], "  ");
    forecast_add_short_day((civil_day)table_at(&f->table, p->worst, "date")->count, japanese(f),
                           &cell[2]);
    add_probability(f, p->worst, LEVEL_PACKED, &cell[3]);
    add_band(f, p->worst, "wait_p90_min", 0, &cell[4]);
    text_addf(&cell[5], "%.1f", real_at(f, p->worst, "turned_away_mean"));
    shown_words(&packed_shown[0], ward_name(f, (int32_t)site), out);
    for (int i = 0; i < 6; i++)
        shown_text(&packed_shown[i + 1], text_get(&cell[i]), out);
    text_add(out, "\n");
}

static void print_wards(const struct forecast *f, struct text *out)
{
    size_t lines = 0;
    const char *word = level_word(LEVEL_PACKED, japanese(f));
    if (f->plan->n_sites <= GRID_MOST)
        add_grid(f, out);
    for (size_t site = 0; site < (size_t)f->plan->n_sites; site++) {
        struct packed p = count_packed(f, site);
        if ((p.shown == 0 && p.open == 0) || lines++ >= LINES_MOST)
            continue;
        if (lines == 1) {
            phrase_add(out, PHRASE_FORECAST_PACKED, japanese(f), word);
            text_add(out, "\n");
            shown_headings(packed_shown, COUNT_OF(packed_shown), japanese(f), out);
        }
        add_packed_row(f, site, &p, out);
    }
    if (lines > LINES_MOST)
        text_add(out, "...\n");
    if (lines == 0) {
        phrase_add(out, PHRASE_FORECAST_NONE, japanese(f), word);
        text_add(out, "\n");
    }
    add_note(f, out);
}

/* ---- one day by half hour ------------------------------------------------------------ */

static const struct shown_column hour_shown[] = {
    {{"half hour", "時間帯"}, 12, SHOWN_NAME, NULL, 0},
    {{"level, probability", "混み具合と確率"}, 23, SHOWN_NAME, NULL, 0},
    {{"waiting", "待つ人"}, 11, SHOWN_NUMBER, NULL, 0},
    {{"mean, min", "平均(分)"}, 12, SHOWN_NUMBER, NULL, 0},
    {{"9/10, min", "9割(分)"}, 12, SHOWN_NUMBER, NULL, 0},
    {{"away", "お断り"}, 9, SHOWN_NUMBER, NULL, 0},
};

static void add_hour_row(const struct forecast *f, size_t row, struct text *out)
{
    struct text cell[6];
    for (int i = 0; i < 6; i++)
        text_init(&cell[i], out->home);
    add_clock(table_at(&f->table, row, "half_hour_start")->count, &cell[0]);
    text_add(&cell[0], "-");
    add_clock(table_at(&f->table, row, "half_hour_end")->count, &cell[0]);
    add_level(f, row, &cell[1]);
    add_band(f, row, "waiting", 0, &cell[2]);
    add_band(f, row, "wait_mean_min", 0, &cell[3]);
    add_band(f, row, "wait_p90_min", 0, &cell[4]);
    text_addf(&cell[5], "%.1f", real_at(f, row, "turned_away_mean"));
    for (int i = 0; i < 6; i++)
        shown_text(&hour_shown[i], text_get(&cell[i]), out);
    text_add(out, "\n");
}

static void print_hours(const struct forecast *f, struct text *out)
{
    struct text day, n, cut[3];
    write_cuts(f, out, cut);
    text_init(&day, out->home);
    text_init(&n, out->home);
    forecast_add_day(f->date, japanese(f), &day);
    text_addf(&n, "%u", f->replications);
    phrase_add(out, PHRASE_FORECAST_HOURS, japanese(f), ward_name(f, f->site), text_get(&day));
    text_add(out, "\n");
    shown_headings(hour_shown, COUNT_OF(hour_shown), japanese(f), out);
    for (size_t row = 0; row < f->table.n_rows; row++)
        add_hour_row(f, row, out);
    text_add(out, "\n");
    phrase_note(out, PHRASE_FORECAST_HOURS_NOTE, japanese(f), text_get(&n), text_get(&cut[0]),
                text_get(&cut[1]), text_get(&cut[2]));
    text_add(out, "\n");
}

/* ---- all of it ------------------------------------------------------------------------- */

static void add_state(const struct forecast *f, struct text *out)
{
    struct text replication, cutoff, start;
    text_init(&replication, out->home);
    text_init(&cutoff, out->home);
    text_init(&start, out->home);
    text_addf(&replication, "%u", f->frame->options.replication);
    forecast_add_day(f->from, japanese(f), &cutoff);
    forecast_add_day(f->plan->base_day, japanese(f), &start);
    if (f->has_state)
        phrase_add(out, PHRASE_FORECAST_PAST, japanese(f), f->frame->options.state,
                   text_get(&replication), text_get(&cutoff));
    else
        phrase_add(out, PHRASE_FORECAST_OPEN, japanese(f), text_get(&start));
    text_add(out, "\n\n");
}

void forecast_print_head(const struct forecast *f, struct text *out)
{
    struct text days, n, seed;
    text_init(&days, out->home);
    text_init(&n, out->home);
    text_init(&seed, out->home);
    forecast_add_day(f->from, japanese(f), &days);
    if (f->to > f->from) {
        text_add(&days, japanese(f) ? "〜" : " to ");
        forecast_add_day(f->to, japanese(f), &days);
    }
    text_addf(&n, "%u", f->replications);
    text_addf(&seed, "%llu", (unsigned long long)f->trial.run.seed);
    phrase_add(out, PHRASE_FORECAST_HEAD, japanese(f), f->trial.named, text_get(&days),
               text_get(&n), text_get(&seed));
    text_add(out, "\n");
    add_state(f, out);
}

void forecast_print(const struct forecast *f, struct text *out)
{
    forecast_print_head(f, out);
    if (f->kind == FORECAST_ABSENT)
        forecast_print_ends(f, out);
    else if (f->kind == FORECAST_BY_HALF_HOUR)
        print_hours(f, out);
    else if (f->site != FORECAST_ALL)
        print_ward(f, out);
    else
        print_wards(f, out);
}

void forecast_print_json(const struct forecast *f, struct text *out)
{
    char cutoff[CIVIL_TEXT_BYTES];
    const struct run *r = &f->trial.run;
    civil_format(f->from, cutoff);
    text_add(out, "{\"scenario\":");
    text_add_json(out, f->trial.named);
    text_addf(out, ",\"cut_off\":\"%s\",\"replications\":%u,\"seed\":\"%llu\",\"level\":%g,",
              cutoff, f->replications, (unsigned long long)r->seed, FORECAST_LEVEL);
    text_add(out, "\"state\":");
    text_add_json(out, f->has_state ? f->frame->options.state : "unconditional");
    text_addf(out, ",\"level_min\":[%g,%g,%g],", (double)f->plan->level_us[0] / 60e6,
              (double)f->plan->level_us[1] / 60e6, (double)f->plan->level_us[2] / 60e6);
    text_add(out, "\"kept_in\":");
    text_add_json(out, f->path);
    text_addf(out, ",\n\"%s\":", f->table.name);
    json_print(&f->table, out);
    text_add(out, "}\n");
}
