/* What is asked: the folder, wards, months and forms, as people write them. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cli/calendar.h"
#include "cli/day.h"
#include "cli/phrase.h"
#include "models/ward/scenario.h"
#include "sim/base/arena.h"
#include "sim/input/near.h"
#include "sim/input/quantity.h"

const char *const calendar_endings[CALENDAR_FORMS] = {"html", "svg", "csv", "txt", "ics"};

static bool fail(struct calendar *c, enum frame_exit how, int *code)
{
    *code = frame_fail(c->frame, how);
    return false;
}

static bool refuse(struct calendar *c, enum phrase p, const char *a, enum frame_exit how, int *code)
{
    frame_say(c->frame, stderr, p, a, "");
    *code = (int)how;
    return false;
}

/* Is the word one of the forms? */
static bool take_form(struct calendar *c, const char *word, size_t n)
{
    for (int i = 0; i < CALENDAR_FORMS; i++)
        if (strlen(calendar_endings[i]) == n && memcmp(calendar_endings[i], word, n) == 0) {
            c->forms[i] = true;
            return true;
        }
    return false;
}

/* "html,svg"; all of them where nothing is said. */
static bool read_forms(struct calendar *c, int *code)
{
    const char *list = c->frame->options.format;
    for (int i = 0; i < CALENDAR_FORMS; i++)
        c->forms[i] = list == NULL;
    while (list != NULL) {
        size_t n = strcspn(list, ",");
        if (!take_form(c, list, n)) {
            struct text said;
            text_init(&said, c->frame->home);
            text_add_bytes(&said, list, n);
            struct text line;
            text_init(&line, c->frame->home);
            phrase_add(&line, PHRASE_BAD_CHOICE, c->frame->japanese, "--format", text_get(&said),
                       "html, svg, csv, txt, ics");
            fprintf(stderr, "madosim calendar: %s\n", text_get(&line));
            return refuse(c, PHRASE_USAGE_HINT, "calendar", FRAME_USAGE, code);
        }
        list = list[n] == ',' ? list + n + 1 : NULL;
    }
    return true;
}

/* 2020-07-27T08:45:00+09:00 as 20200726T234500Z. */
static const char *stamp_of(const char *finished, struct arena *home)
{
    int year, month, day, hour, minute, second, hours, minutes;
    char sign;
    struct text out;
    if (finished == NULL ||
        sscanf(finished, "%4d-%2d-%2dT%2d:%2d:%2d%c%2d:%2d", &year, &month, &day, &hour, &minute,
               &second, &sign, &hours, &minutes) != 9 ||
        !civil_is_date(year, month, day))
        return "20000101T000000Z";
    int offset = (hours * 60 + minutes) * (sign == '-' ? -60 : 60);
    int of_day = hour * 3600 + minute * 60 + second - offset;
    int64_t at = (int64_t)civil_from_date(year, month, day) * 86400 + of_day;
    struct civil_date d = civil_to_date((civil_day)(at / 86400));
    int rest = (int)(at % 86400);
    text_init(&out, home);
    text_addf(&out, "%04d%02d%02dT%02d%02d%02dZ", (int)d.year, (int)d.month, (int)d.day,
              rest / 3600, rest / 60 % 60, rest % 60);
    return text_get(&out);
}

static bool read_about(struct calendar *c)
{
    static const char *const cuts[] = {"levels.some", "levels.crowded", "levels.heavy"};
    const struct stored *s = &c->stored;
    const char *id = stored_text(s, "id"), *title = stored_text(s, "title");
    c->about = (struct month_about){.run_id = s->origin.run_id,
                                    .scenario = id != NULL ? id : s->origin.run_id,
                                    .title = title != NULL ? title : "",
                                    .stamp = stamp_of(s->origin.finished, c->frame->home),
                                    .replications = s->origin.replications,
                                    .japanese = c->frame->japanese};
    for (size_t i = 0; i < COUNT_OF(cuts); i++) {
        c->about.level_min[i] = stored_minutes(s, cuts[i]);
        if (isnan(c->about.level_min[i]))
            return false;
    }
    return true;
}

static bool has_columns(const struct table *t)
{
    static const struct {
        const char *name;
        enum table_kind kind;
    } needed[] = {
        {"site_code", TABLE_TEXT},
        {"site", TABLE_TEXT},
        {"date", TABLE_DATE},
        {"open_from", TABLE_CLOCK},
        {"open_to", TABLE_CLOCK},
        {"closed_reason", TABLE_TEXT},
        {"level", TABLE_COUNT},
        {"wait_p90_min", TABLE_REAL},
        {"prob_level_or_worse", TABLE_REAL},
        {"turned_away", TABLE_REAL},
    };
    for (size_t i = 0; i < COUNT_OF(needed); i++)
        if (!table_has(t, needed[i].name) ||
            t->columns[table_column_index(t, needed[i].name)].kind != needed[i].kind)
            return false;
    return t->n_rows > 0;
}

static bool is_all(const char *word)
{
    static const char *const words[] = {"all", "全区", "全部", "すべて"};
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (word != NULL && strcmp(words[i], word) == 0)
            return true;
    return false;
}

/* The one site of that name or code stays. */
static bool keep_site(struct calendar *c, const char *name)
{
    for (size_t i = 0; name != NULL && i < c->n_sites; i++)
        if (strcmp(c->sites[i].name, name) == 0 || strcmp(c->sites[i].code, name) == 0) {
            c->sites[0] = c->sites[i];
            c->n_sites = 1;
            return true;
        }
    return false;
}

/* NULL when no site has that English name. */
static const char *code_of_english(const struct calendar *c, const char *name)
{
    for (size_t row = 0; row < c->names.n_rows; row++)
        if (near_distance(lookup_text(&c->names, row, "site_en"), name) == 0)
            return lookup_text(&c->names, row, "site_code");
    return NULL;
}

static bool read_sites(struct calendar *c, int *code)
{
    const char *written = c->frame->options.ward, *nearest = NULL;
    const char *focus = stored_text(&c->stored, "report.ward");
    c->sites = arena_take_array(c->frame->home, struct lookup_site, c->days.n_rows);
    const char **names = arena_take_array(c->frame->home, const char *, c->days.n_rows);
    if (c->sites == NULL || names == NULL) {
        (void)err_add(&c->frame->err, ERR_NOMEM, SRC_NOWHERE, "calendar");
        return fail(c, FRAME_FAILED, code);
    }
    c->n_sites = lookup_sites(&c->days, c->sites);
    if (is_all(written))
        return true;
    if (written == NULL) {
        if (!keep_site(c, focus))
            c->n_sites = 1;
        return true;
    }
    if (keep_site(c, written) || keep_site(c, code_of_english(c, written)) ||
        keep_site(c, scenario_ward_name(written, &nearest, NULL)))
        return true;
    for (size_t i = 0; i < c->n_sites; i++)
        names[i] = c->sites[i].name;
    nearest = nearest != NULL ? nearest : near_best(written, names, c->n_sites);
    (void)err_add(&c->frame->err, ERR_NAME_UNKNOWN, ((struct src_pos){.file = "--ward"}), written,
                  "ward", nearest != NULL ? nearest : "");
    return fail(c, FRAME_USAGE, code);
}

static civil_day first_of(civil_day day)
{
    return civil_first_of_month(civil_month_index(day));
}

static bool refuse_month(struct calendar *c, const char *written, civil_day from, civil_day to,
                         int *code)
{
    char first[CIVIL_TEXT_BYTES], last[CIVIL_TEXT_BYTES];
    civil_format(from, first);
    civil_format(to, last);
    first[strlen("2020-07")] = last[strlen("2020-07")] = '\0';
    (void)err_add(&c->frame->err, ERR_RANGE, ((struct src_pos){.file = "--month"}), "--month",
                  written, first, last);
    return fail(c, FRAME_USAGE, code);
}

static void read_period(const struct table *t, civil_day *from, civil_day *to)
{
    *from = *to = lookup_int(t, 0, "date");
    for (size_t row = 1; row < t->n_rows; row++) {
        civil_day day = lookup_int(t, row, "date");
        *from = day < *from ? day : *from;
        *to = day > *to ? day : *to;
    }
}

/* The month of the scenario's report, when the run has it; else its first. */
static civil_day usual_month(const struct calendar *c, civil_day from, civil_day to)
{
    civil_day day;
    const char *written = stored_text(&c->stored, "report.month");
    bool is_there = written != NULL && civil_parse(written, &day) && day >= from && day <= to;
    return first_of(is_there ? day : from);
}

/* All months of the run between two days. */
static bool take_months(struct calendar *c, civil_day from, civil_day to, int *code)
{
    int32_t first = civil_month_index(from), last = civil_month_index(to);
    c->n_months = (size_t)(last - first) + 1;
    c->months = arena_take_array(c->frame->home, civil_day, c->n_months);
    if (c->months == NULL) {
        (void)err_add(&c->frame->err, ERR_NOMEM, SRC_NOWHERE, "calendar");
        return fail(c, FRAME_FAILED, code);
    }
    for (size_t i = 0; i < c->n_months; i++)
        c->months[i] = civil_first_of_month(first + (int32_t)i);
    return true;
}

static bool read_months(struct calendar *c, int *code)
{
    const char *written = c->frame->options.month;
    civil_day from, to, month;
    read_period(&c->days, &from, &to);
    if (is_all(written))
        return take_months(c, from, to, code);
    month = usual_month(c, from, to);
    if (written != NULL && !quantity_month(written, &month)) {
        (void)day_refuse_month(&c->frame->err, "--month", written);
        return fail(c, FRAME_USAGE, code);
    }
    if (month < first_of(from) || month > to)
        return refuse_month(c, written, from, to, code);
    return take_months(c, month, month, code);
}

static bool read_names(struct calendar *c)
{
    if (!stored_has(&c->stored, "names"))
        return true;
    if (!stored_read(&c->stored, "names", &c->names))
        return false;
    if (!table_has(&c->names, "site_code") || !table_has(&c->names, "site_en"))
        c->names.n_rows = 0;
    return true;
}

bool calendar_open(struct frame *f, struct calendar *c, int *code)
{
    c->frame = f;
    if (!read_forms(c, code) || !stored_open(f, f->options.file, &c->stored, code))
        return false;
    if (!stored_has(&c->stored, "calendar"))
        return refuse(c, PHRASE_NO_CALENDAR, f->options.file, FRAME_INVALID, code);
    if (!stored_read(&c->stored, "calendar", &c->days) || !read_names(c))
        return fail(c, FRAME_INVALID, code);
    if (!has_columns(&c->days) || !read_about(c))
        return refuse(c, PHRASE_NO_CALENDAR, f->options.file, FRAME_INVALID, code);
    c->folder =
        f->options.target != NULL ? f->options.target : stored_path(&c->stored, "calendar", "");
    return read_sites(c, code) && read_months(c, code);
}
