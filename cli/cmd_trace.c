#include "cli/cmd.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "cli/day.h"
#include "cli/phrase.h"
#include "cli/present/journey_name.h"
#include "cli/present/journey_words.h"
#include "cli/present/journeys.h"
#include "cli/run.h"
#include "cli/run_ward.h"
#include "models/ward/city.h"
#include "models/ward/journal.h"
#include "sim/base/arena.h"
#include "sim/base/civil.h"
#include "sim/output/csv.h"
#include "sim/output/json.h"
#include "sim/output/outfile.h"

struct command {
    struct run run;
    uint64_t seed;
    struct journal journal;
};

/* ---- who is asked for --------------------------------------------------------- */

static int32_t find_site(const struct scenario_data *d, const char *name)
{
    const struct scenario_ward_row *rows = d->wards.items;
    for (size_t i = 0; i < d->wards.count; i++)
        if (strcmp(rows[i].name, name) == 0)
            return (int32_t)i;
    return JOURNAL_ANY;
}

/* A ward as people write it, or a joint centre by its name. */
static bool choose_site(struct command *c)
{
    struct frame *f = &c->run.frame;
    const struct scenario_data *d = &c->run.ward->data;
    const char *written = f->options.ward, *nearest = NULL, *other = NULL;
    if (written == NULL)
        return true;
    const char *name = scenario_ward_name(written, &nearest, d);
    const char *meant = nearest != NULL ? scenario_ward_name(nearest, &other, d) : NULL;
    c->journal.choice.site = find_site(d, name != NULL ? name : written);
    return c->journal.choice.site != JOURNAL_ANY ||
           err_add(&f->err, ERR_NAME_UNKNOWN, ((struct src_pos){.file = "--ward"}), written, "ward",
                   meant != NULL && find_site(d, meant) != JOURNAL_ANY ? nearest : "");
}

/* A day on which the counters are simulated. */
static bool choose_day(struct command *c)
{
    struct frame *f = &c->run.frame;
    const struct scenario *s = &c->run.ward->data.s;
    const struct src_pos at = {.file = "--date"};
    civil_day day;
    if (f->options.date == NULL)
        return true;
    if (!civil_parse(f->options.date, &day))
        return day_refuse_date(&f->err, "--date", f->options.date);
    c->journal.choice.day = day;
    if (day >= s->warmup.counters_from && day <= s->period.to)
        return true;
    char from[CIVIL_TEXT_BYTES], to[CIVIL_TEXT_BYTES];
    civil_format(s->warmup.counters_from, from);
    civil_format(s->period.to, to);
    return err_add(&f->err, ERR_RANGE, at, "--date", f->options.date, from, to);
}

static bool choose_person(struct command *c)
{
    const struct frame *f = &c->run.frame;
    if (f->options.person == NULL)
        return true;
    c->journal.choice.person =
        journey_name_read(&c->run.ward->data, f->options.person, c->run.frame.home);
    return c->journal.choice.person != 0;
}

/* ---- the replication, twice ----------------------------------------------------- */

static bool listen_in(struct command *c, struct arena *scratch, journey_ear *ear)
{
    const struct sim_model *m = &c->run.sim;
    struct err *e = &c->run.frame.err;
    struct sim_outcome unused = {.record = arena_take_array(scratch, int64_t, m->record_words),
                                 .sums = arena_take_array(scratch, int64_t, m->sum_words),
                                 .bins = arena_take_array(scratch, uint32_t, m->bin_words)};
    if (unused.record == NULL || unused.sums == NULL || unused.bins == NULL)
        return err_add(e, ERR_NOMEM, SRC_NOWHERE, "trace");
    struct city *city = m->new_world(m->plan, scratch, e);
    if (city == NULL)
        return false;
    city_listen(city, ear, &c->journal);
    int32_t site = c->journal.choice.site;
    bool is_done = true;
    for (uint32_t r = 0; is_done && r < m->regions; r++)
        if (site == JOURNAL_ANY || plan_region_of(m->plan, site) == (int32_t)r)
            is_done = m->replicate(city, c->seed, c->run.frame.options.replication, r, &unused, e);
    return is_done;
}

static bool listen(struct command *c, journey_ear *ear)
{
    struct arena *scratch = arena_new(0);
    bool is_done = scratch != NULL ? listen_in(c, scratch, ear)
                                   : err_add(&c->run.frame.err, ERR_NOMEM, SRC_NOWHERE, "trace");
    arena_free(scratch);
    return is_done;
}

static bool follow(struct command *c)
{
    struct journal *j = &c->journal;
    if (!listen(c, journal_choose))
        return false;
    bool is_whole = journal_close_choice(j);
    if (is_whole && !listen(c, journal_keep))
        return false;
    return (is_whole && journal_sort(j)) ||
           err_add(&c->run.frame.err, ERR_NOMEM, SRC_NOWHERE, "trace");
}

/* ---- what is said ---------------------------------------------------------------- */

/* 青葉 2020-07-27(月), or what of it was asked for. */
static const char *asked(const struct command *c, struct text *out)
{
    const struct frame *f = &c->run.frame;
    const struct journal_choice *choice = &c->journal.choice;
    const struct scenario_ward_row *rows = c->run.ward->data.wards.items;
    text_init(out, f->home);
    if (choice->site != JOURNAL_ANY)
        text_add(out, f->japanese ? rows[choice->site].name : rows[choice->site].name_en);
    text_add(out, choice->site != JOURNAL_ANY && choice->day != JOURNAL_ANY
                      ? (f->japanese ? " " : ", ")
                      : "");
    if (choice->day != JOURNAL_ANY)
        journey_words_day(choice->day, f->japanese, out);
    return text_get(out);
}

static void print_text(const struct command *c, struct text *out)
{
    const struct frame *f = &c->run.frame;
    struct text where, people, replication, seed;
    text_init(&people, f->home);
    text_init(&replication, f->home);
    text_init(&seed, f->home);
    text_addf(&people, "%zu", c->journal.n_people);
    text_addf(&replication, "%u", f->options.replication);
    text_addf(&seed, "%" PRIu64, c->seed);
    if (f->options.person == NULL) {
        phrase_add(out, PHRASE_TRACE_DAY, f->japanese, asked(c, &where), text_get(&people));
        text_add(out, f->japanese ? "  " : "; ");
    }
    phrase_add(out, PHRASE_TRACE_RUN, f->japanese, text_get(&replication), text_get(&seed));
    text_add(out, "\n");
    journeys_print(&c->journal, &c->run.ward->data, f->japanese, out);
}

static void print_table(const struct command *c, struct text *out)
{
    struct table table;
    journeys_tabulate(&c->journal, &c->run.ward->data, c->run.frame.home, &table);
    if (!c->run.frame.options.json) {
        csv_print(&table, out);
        return;
    }
    text_addf(out, "{\"replication\":%u,\"seed\":\"%" PRIu64 "\",\"steps\":",
              c->run.frame.options.replication, c->seed);
    json_print(&table, out);
    text_add(out, "}\n");
}

static bool write_out(struct command *c, const struct text *out)
{
    struct frame *f = &c->run.frame;
    if (out->failed)
        return err_add(&f->err, ERR_NOMEM, SRC_NOWHERE, "trace");
    if (f->options.target != NULL)
        return outfile_write(f->options.target, text_get(out), out->length, &f->err);
    fputs(text_get(out), stdout);
    if (fflush(stdout) != 0 || ferror(stdout))
        return err_add(&f->err, ERR_WRITE, SRC_NOWHERE, "stdout", strerror(errno));
    return true;
}

static int tell(struct command *c)
{
    struct frame *f = &c->run.frame;
    struct text out, where;
    if (c->journal.n_people == 0 && f->options.person != NULL) {
        frame_say(f, stderr, PHRASE_NO_PERSON, f->options.person, "");
        return FRAME_USAGE;
    }
    text_init(&out, f->home);
    if (f->options.json || (f->options.format != NULL && strcmp(f->options.format, "csv") == 0))
        print_table(c, &out);
    else
        print_text(c, &out);
    if (!write_out(c, &out))
        return frame_fail(f, FRAME_FAILED);
    if (c->journal.n_people == 0)
        frame_say(f, stderr, PHRASE_TRACE_NOBODY, asked(c, &where), "");
    return FRAME_OK;
}

static int perform(struct frame *f)
{
    struct command *c = (struct command *)(void *)f;
    struct run *r = &c->run;
    if (!run_choose(r))
        return frame_fail(f, FRAME_INVALID);
    if (r->model != &run_ward_model) {
        frame_say(f, stderr, PHRASE_NO_JOURNEYS, r->model->name, "");
        return FRAME_USAGE;
    }
    if (!r->model->read(r))
        return frame_fail(f, FRAME_INVALID);
    c->seed = f->options.has_seed ? f->options.seed : r->said.seed;
    c->journal = (struct journal){.home = f->home, .choice = {JOURNAL_ANY, JOURNAL_ANY, 0}};
    bool is_there = choose_site(c);
    is_there &= choose_day(c);
    if (!is_there)
        return frame_fail(f, FRAME_USAGE);
    if (!choose_person(c)) {
        frame_say(f, stderr, PHRASE_NO_PERSON, f->options.person, "");
        return FRAME_USAGE;
    }
    return follow(c) ? tell(c) : frame_fail(f, FRAME_FAILED);
}

static bool is_whole(const struct options *o, enum phrase *what)
{
    *what = PHRASE_NEEDS_DAY;
    return o->person != NULL || (o->ward != NULL && o->date != NULL);
}

const struct cmd cmd_trace = {
    .name = "trace",
    .brief = {"follow people through one replication", "1回の試算の中の人をたどる"},
    .usage = {{{"FILE --ward W --date D [options]", "ファイル --ward 区 --date 日付 [指定]"},
               {NULL, NULL}}},
    .options = {{OPTIONS_WARD,
                 {"who came to this ward, called, booked or decided there ...",
                  "この区に来た人、電話・予約・決心をした人を…"}},
                {OPTIONS_DATE,
                 {"... on this day; their journeys are shown whole",
                  "…この日について選び、その人の全行程を示す"}},
                {OPTIONS_PERSON,
                 {"only this person (then ward and date may be left out)",
                  "この人だけ(区と日付はなくてもよい)"}},
                {OPTIONS_REPLICATION,
                 {"which replication, from 0 (default: 0)", "何回目の反復か(0から。なければ 0)"}},
                {OPTIONS_SEED, {NULL, NULL}},
                {OPTIONS_SET, {NULL, NULL}},
                {OPTIONS_STEPS, {"text or csv (default: text)", "text か csv(なければ text)"}},
                {OPTIONS_JSON, {"the steps of the CSV as JSON", "CSV と同じ内容を JSON で"}},
                {OPTIONS_FILE,
                 {"write there instead of standard output", "標準出力の代わりにここに書く"}},
                {OPTIONS_LANG,
                 {"of text and messages (default: from the locale)",
                  "文とメッセージの言語(なければロケールから)"}}},
    .notes = {"A name says whose random numbers they are: ward, use or surge (none: a "
              "certificate holder), day (of expiry, or of first coming) and number. The same "
              "person has the same name under every policy, so two traces can be laid side by "
              "side.",
              "名前は、その人の乱数の番号です: 区、用件か集中(証明書の更新にはない)、日付(有効"
              "期限か最初に来た日)、番号。同じ人はどの条件でも同じ名前なので、2つの結果を見比べ"
              "られます。"},
    .examples = {"madosim trace scenarios/yokohama-fy2020.yaml --ward 青葉 --date 2020-07-27\n"
                 "madosim trace scenarios/yokohama-fy2020.yaml --ward aoba --date 2020-07-27 \\\n"
                 "  --format csv -o journeys.csv\n"
                 "madosim trace scenarios/yokohama-fy2020.yaml --person aoba-20200724-00013\n",
                 NULL},
    .exits = {{2,
               {"usage (also a ward, day or person that is not there)",
                "使い方(区・日付・人がないときも)"}},
              {3, {NULL, NULL}}},
    .words = {1, 1, OPTIONS_FILES, PHRASE_NEEDS_FILE, PHRASE_TOO_MANY_FILES},
    .is_whole = is_whole,
    .perform = perform,
    .size = sizeof(struct command),
};
