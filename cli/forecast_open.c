/* What is asked of a forecast, and the scenario compiled for it. */
#include <stdio.h>
#include <string.h>

#include "cli/day.h"
#include "cli/forecast.h"
#include "cli/phrase.h"
#include "cli/run_ward.h"
#include "cli/version.h"
#include "sim/base/arena.h"
#include "sim/output/manifest.h"

static struct err *mistakes(struct forecast *f)
{
    return &f->trial.run.frame.err;
}

static const struct options *options(const struct forecast *f)
{
    return &f->frame->options;
}

static bool refuse(const struct forecast *f, enum phrase p, const char *a, const char *b,
                   enum frame_exit how, int *code)
{
    frame_say(f->frame, stderr, p, a, b);
    *code = (int)how;
    return false;
}

/* A day of the scenario's reported period: before it the warm-up would be too short, after it
 * tables may end. */
static bool read_day(struct forecast *f, const char *option, const char *written, civil_day *day)
{
    const struct scenario *s = &f->data->s;
    const struct src_pos at = {.file = option};
    char from[CIVIL_TEXT_BYTES], to[CIVIL_TEXT_BYTES];
    if (written == NULL)
        return true;
    if (!civil_parse(written, day))
        return day_refuse_date(mistakes(f), option, written);
    if (*day >= s->period.from && *day <= s->period.to)
        return true;
    civil_format(s->period.from, from);
    civil_format(s->period.to, to);
    return err_add(mistakes(f), ERR_RANGE, at, option, written, from, to);
}

/* From the day asked for, else the day that is looked at, else the month of the report. */
static void choose_days(struct forecast *f)
{
    const struct scenario *s = &f->data->s;
    bool is_one = f->kind != FORECAST_BY_DAY;
    int32_t days = options(f)->days > 0 ? (int32_t)options(f)->days : FORECAST_DAYS;
    if (f->from == 0 && is_one)
        f->from = f->date;
    if (f->from == 0 && s->report.month >= s->period.from && s->report.month <= s->period.to)
        f->from = s->report.month;
    if (f->from == 0)
        f->from = s->period.from;
    f->to = is_one ? f->date : f->from + days - 1;
    f->to = f->to < s->period.to ? f->to : s->period.to;
}

static bool read_days(struct forecast *f)
{
    if (!read_day(f, "--from", options(f)->from, &f->from) ||
        !read_day(f, "--date", options(f)->date, &f->date))
        return false;
    choose_days(f);
    if (f->to >= f->from)
        return true;
    char from[CIVIL_TEXT_BYTES], to[CIVIL_TEXT_BYTES];
    civil_format(f->from, from);
    civil_format(f->to, to);
    return err_add(mistakes(f), ERR_ORDER, ((struct src_pos){.file = "--date"}), "--from", from,
                   "--date", to);
}

static int32_t find_site(const struct scenario_data *d, const char *name)
{
    const struct scenario_ward_row *rows = d->wards.items;
    for (size_t i = 0; i < d->wards.count; i++)
        if (strcmp(rows[i].name, name) == 0)
            return (int32_t)i;
    return FORECAST_ALL;
}

static bool read_ward(struct forecast *f)
{
    const char *written = options(f)->ward, *nearest = NULL, *other = NULL;
    f->site = f->data->wards.count == 1 ? 0 : FORECAST_ALL;
    if (written == NULL)
        return true;
    const char *name = scenario_ward_name(written, &nearest, f->data);
    const char *meant = nearest != NULL ? scenario_ward_name(nearest, &other, f->data) : NULL;
    f->site = find_site(f->data, name != NULL ? name : written);
    return f->site != FORECAST_ALL ||
           err_add(mistakes(f), ERR_NAME_UNKNOWN, ((struct src_pos){.file = "--ward"}), written,
                   "ward", meant != NULL && find_site(f->data, meant) >= 0 ? nearest : "");
}

/* The folder must hold runs of this very scenario, or its state would be none of its. */
static bool read_state(struct forecast *f, int *code)
{
    struct manifest_origin origin;
    struct run *r = &f->trial.run;
    const char *named = options(f)->state;
    struct text path;
    if (named == NULL)
        return true;
    text_init(&path, f->frame->home);
    text_addf(&path, "%s/manifest.json", named);
    if (!manifest_read_origin(text_get(&path), f->frame->home, &origin))
        return refuse(f, PHRASE_OLD_FOLDER, named, "", FRAME_INVALID, code);
    uint64_t seed = r->seed;
    r->seed = origin.seed;
    bool is_same = run_identify(r) && strcmp(r->run_id, origin.run_id) == 0;
    r->seed = seed;
    if (!run_identify(r)) {
        *code = frame_fail(&r->frame, FRAME_FAILED);
        return false;
    }
    f->has_state = true;
    f->state_seed = origin.seed;
    if (options(f)->replication >= origin.replications) {
        struct text given, most;
        text_init(&given, f->frame->home);
        text_init(&most, f->frame->home);
        text_addf(&given, "%u", options(f)->replication);
        text_addf(&most, "%u", origin.replications - 1);
        (void)err_add(mistakes(f), ERR_RANGE, ((struct src_pos){.file = "--replication"}),
                      "--replication", text_get(&given), "0", text_get(&most));
        *code = frame_fail(&r->frame, FRAME_USAGE);
        return false;
    }
    return is_same || refuse(f, PHRASE_FORECAST_STATE, named, f->trial.named, FRAME_INVALID, code);
}

/* The plan of the days ahead: the scenario's own, of which only these days and what is needed are
 * kept. */
static bool compile(struct forecast *f)
{
    struct scenario_data *d = &f->trial.run.ward->data;
    d->s.measures = MEASURES_BY_MONTH;
    d->ahead = (struct scenario_ahead){
        .is_on = true,
        .from = f->from,
        .to = f->to,
        .site = f->site >= 0 ? f->site : 0,
        .watched = f->kind == FORECAST_BY_HALF_HOUR ? f->date : 0,
        .absent_day = f->kind == FORECAST_ABSENT ? f->date : 0,
        .absent = (int32_t)options(f)->absent,
        .past_end = f->has_state ? f->from : 0,
        .past_seed = f->state_seed,
        .past_replication = options(f)->replication,
    };
    f->plan = compile_plan(d, f->frame->home, mistakes(f));
    if (f->plan == NULL)
        return false;
    f->sim = compile_model(f->plan);
    return true;
}

/* A closed ward has no half hours, and nobody whose acceptance could end. */
static bool check_open(struct forecast *f, int *code)
{
    const struct scenario_ward_row *rows = f->data->wards.items;
    struct text day;
    if (f->kind == FORECAST_BY_DAY || f->site == FORECAST_ALL ||
        plan_day_at(f->plan, f->site, f->date - f->plan->base_day)->open_s >= 0)
        return true;
    text_init(&day, f->frame->home);
    forecast_add_day(f->date, f->frame->japanese, &day);
    return refuse(f, PHRASE_FORECAST_CLOSED,
                  f->frame->japanese ? rows[f->site].name : rows[f->site].name_en, text_get(&day),
                  FRAME_USAGE, code);
}

/* The command that makes the same archive: what may be left out is written, too. */
static const char *command_of(const struct forecast *f)
{
    const struct run *r = &f->trial.run;
    const struct options *o = options(f);
    char from[CIVIL_TEXT_BYTES], date[CIVIL_TEXT_BYTES];
    struct text t;
    civil_format(f->from, from);
    civil_format(f->date, date);
    text_init(&t, f->frame->home);
    text_add(&t, "madosim forecast ");
    run_add_word(&t, f->trial.named);
    text_addf(&t, " --from %s -r %u --seed %llu", from, f->replications,
              (unsigned long long)r->seed);
    if (f->kind == FORECAST_BY_DAY)
        text_addf(&t, " --days %d", f->to - f->from + 1);
    else
        text_addf(&t, " --date %s", date);
    if (o->absent > 0)
        text_addf(&t, " --absent %u", o->absent);
    if (f->site != FORECAST_ALL && o->ward != NULL) {
        text_add(&t, " --ward ");
        run_add_word(&t, o->ward);
    }
    if (o->state != NULL) {
        text_add(&t, " --state ");
        run_add_word(&t, o->state);
        text_addf(&t, " --replication %u", o->replication);
    }
    for (size_t i = 0; i < o->n_set; i++) {
        text_add(&t, " --set ");
        run_add_word(&t, o->set[i]);
    }
    return text_get(&t);
}

/* Where it is kept: named by all that decides about its numbers. */
static const char *path_of(const struct forecast *f)
{
    const struct run *r = &f->trial.run;
    const struct options *o = options(f);
    char digest[DIGEST_TEXT_BYTES];
    struct text key, path;
    text_init(&key, f->frame->home);
    text_init(&path, f->frame->home);
    text_addf(&key, "%s %d %d %d %u %d %d %u %d %llu %u", r->run_digest, (int)f->kind, f->from,
              f->to, f->replications, f->site, f->date, o->absent, f->has_state,
              (unsigned long long)f->state_seed, o->replication);
    digest_of_bytes(text_get(&key), strlen(text_get(&key)), digest);
    text_addf(&path, "results/forecasts/%s/%.8s/forecast.csv", r->said.id, digest);
    return o->target != NULL ? o->target : text_get(&path);
}

static bool fail(struct forecast *f, enum frame_exit how, int *code)
{
    *code = frame_fail(&f->trial.run.frame, how);
    return false;
}

bool forecast_open(const struct frame *frame, struct forecast *f, int *code)
{
    const struct options *o = &frame->options;
    *f = (struct forecast){.frame = frame};
    f->kind = o->absent > 0 ? FORECAST_ABSENT
                            : (o->date != NULL ? FORECAST_BY_HALF_HOUR : FORECAST_BY_DAY);
    f->replications = o->replications > 0 ? o->replications : FORECAST_REPLICATIONS;
    if (!trial_open(frame, o->file, o->set, o->n_set, &f->trial, code))
        return false;
    if (f->trial.run.model != &run_ward_model)
        return refuse(f, PHRASE_FORECAST_KIND, o->file, "", FRAME_INVALID, code);
    f->data = &f->trial.run.ward->data;
    if (!read_days(f) || !read_ward(f))
        return fail(f, FRAME_USAGE, code);
    if (!read_state(f, code))
        return false;
    if (!compile(f))
        return fail(f, FRAME_INVALID, code);
    f->command = command_of(f);
    f->path = path_of(f);
    return check_open(f, code);
}
