#include "cli/present/journeys.h"

#include <inttypes.h>

#include "cli/present/journey_name.h"
#include "cli/present/journey_words.h"
#include "models/ward/person.h"
#include "sim/base/arena.h"
#include "sim/base/attr.h"
#include "sim/base/civil.h"

#define DAY_US INT64_C(86400000000)
#define SECOND_US INT64_C(1000000)

/* clang-format off */
static const struct table_column columns[] = {
    {"person", TABLE_TEXT, 0, "", "人", "人の名前(区、証明書の有効期限か最初に来た日、番号)", "who: ward, day of expiry or of first coming, number"},
    {"use", TABLE_TEXT, 0, "", "用件", "用件の名前", "what he comes for"},
    {"ward", TABLE_TEXT, 0, "", "区", "その人の区", "ward whose people he belongs to"},
    {"site", TABLE_TEXT, 0, "", "窓口", "起きた窓口(区か合同窓口)", "where it happens: ward or joint centre"},
    {"at", TABLE_TEXT, 0, "", "時刻", "日本時間。日だけが決まることは0時", "when, in Japan; midnight where the day alone is known"},
    {"step", TABLE_TEXT, 0, "", "できごと", "できごとの名前", "what happens"},
    {"value", TABLE_TEXT, 0, "", "値", "できごとの値。意味は unit", "a number, instant or date that belongs to it; see unit"},
    {"unit", TABLE_TEXT, 0, "", "単位", "count=回数、s=秒、appointment=予約の時刻、date=日付", "count; s: seconds; appointment: its instant; date"},
};
/* clang-format on */

static void add_instant(int64_t us, struct text *out)
{
    char date[CIVIL_TEXT_BYTES];
    int64_t rest = us % DAY_US;
    civil_format((civil_day)(us / DAY_US), date);
    text_addf(out, "%sT%02d:%02d:%02d.%06d+09:00", date, (int)(rest / SECOND_US / 3600),
              (int)(rest / SECOND_US / 60 % 60), (int)(rest / SECOND_US % 60),
              (int)(rest % SECOND_US));
}

static void add_value(const struct journey_event *event, struct text *out)
{
    char date[CIVIL_TEXT_BYTES];
    switch (journey_words_value(event)) {
    case JOURNEY_NOTHING:
        break;
    case JOURNEY_COUNT:
        text_addf(out, "%" PRId64, event->value);
        break;
    case JOURNEY_SPAN:
        text_addf(out, "%" PRId64 ".%06d", event->value / SECOND_US,
                  (int)(event->value % SECOND_US));
        break;
    case JOURNEY_INSTANT:
        add_instant(event->value, out);
        break;
    case JOURNEY_DAY:
        civil_format((civil_day)event->value, date);
        text_add(out, date);
        break;
    }
}

static const char *ward_name(const struct scenario_data *d, int32_t site)
{
    return ((const struct scenario_ward_row *)d->wards.items)[site].name;
}

static bool fill_row(const struct journey_event *event, const struct scenario_data *d,
                     struct table *t)
{
    struct text name, at, value;
    struct table_cell *row = table_add_row(t);
    if (row == NULL)
        return false;
    text_init(&name, t->home);
    text_init(&at, t->home);
    text_init(&value, t->home);
    journey_name_print(d, event, &name);
    add_instant(event->at_us, &at);
    add_value(event, &value);
    const char *const cells[COUNT_OF(columns)] = {
        text_get(&name),
        journey_words_use(event->use),
        ward_name(d, event->home),
        ward_name(d, event->site),
        text_get(&at),
        journey_words_name((enum journey_step)event->step),
        text_get(&value),
        journey_words_unit(journey_words_value(event)),
    };
    for (size_t i = 0; i < COUNT_OF(cells); i++)
        row[i] = table_text(cells[i]);
    return !name.failed && !at.failed && !value.failed;
}

void journeys_tabulate(const struct journal *j, const struct scenario_data *d, struct arena *home,
                       struct table *out)
{
    table_init(out, home, "journeys", columns, COUNT_OF(columns));
    for (size_t i = 0; i < j->n_events && !out->failed; i++)
        if (!fill_row(&j->events[i], d, out))
            out->failed = true;
}

static const char *ward_said(const struct scenario_data *d, int32_t site, bool japanese)
{
    const struct scenario_ward_row *row = &((const struct scenario_ward_row *)d->wards.items)[site];
    return japanese ? row->name : row->name_en;
}

/* Who it is, and until when his certificate is good. */
static void print_person(const struct journey_event *event, const struct scenario_data *d,
                         bool japanese, struct text *out)
{
    journey_name_print(d, event, out);
    text_addf(out, "  %s%s %s", ward_said(d, event->home, japanese), japanese ? "" : ",",
              journey_words_use_said(event->use, japanese));
    if (event->address == PERSON_HOLDERS) {
        text_add(out, japanese ? "、有効期限 " : ", certificate until ");
        journey_words_day((int32_t)(event->who >> 16), japanese, out);
    }
    text_add(out, "\n");
}

static void print_step(const struct journey_event *event, const struct scenario_data *d,
                       bool japanese, struct text *out)
{
    int64_t rest = event->at_us % DAY_US, second = rest / SECOND_US;
    text_add(out, "  ");
    journey_words_day((int32_t)(event->at_us / DAY_US), japanese, out);
    if (rest == 0)
        text_add(out, "           ");
    else
        text_addf(out, " %02d:%02d:%02d  ", (int)(second / 3600), (int)(second / 60 % 60),
                  (int)(second % 60));
    journey_words_say(event, japanese, out);
    if (event->site != event->home)
        text_addf(out, " [%s]", ward_said(d, event->site, japanese));
    text_add(out, "\n");
}

void journeys_print(const struct journal *j, const struct scenario_data *d, bool japanese,
                    struct text *out)
{
    uint64_t last = 0;
    for (size_t i = 0; i < j->n_events; i++) {
        uint64_t person = journal_person(&j->events[i]);
        if (person != last) {
            text_add(out, "\n");
            print_person(&j->events[i], d, japanese, out);
        }
        last = person;
        print_step(&j->events[i], d, japanese, out);
    }
}
